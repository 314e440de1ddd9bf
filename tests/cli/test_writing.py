"""A file is written whole or not at all, and stays what it was in every other way."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from survey_engine.cli.writing import failure_to_write, replace

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions, links and pipes as POSIX has them")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "form.yaml"
    path.write_bytes(b"old")
    return path


def told(path: Path, was: bytes | None = None) -> str:
    """What is said of a file that cannot be written; nothing of it may then have changed."""
    with pytest.raises(OSError) as raised:  # noqa: PT011 -- which one it is, is seen in the words
        replace(path, b"new", was=was)
    return failure_to_write(raised.value, path.name, "en")


def test_a_file_is_replaced(path: Path) -> None:
    replace(path, b"new", was=b"old")

    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_somebody_else_changed_meanwhile_is_left_alone(path: Path) -> None:
    assert told(path, was=b"older") == (
        "form.yaml: somebody else changed the file meanwhile, so it was not written; run the command again"
    )
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_has_gone_meanwhile_is_not_made_again(path: Path) -> None:
    path.unlink()
    told(path, was=b"old")
    assert list(path.parent.iterdir()) == []


@POSIX
def test_links_and_permissions_stay(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    path.chmod(0o640)
    replace(link, b"new", was=b"old")

    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@POSIX
def test_a_file_that_nobody_may_write_is_left_alone(path: Path) -> None:
    path.chmod(0o444)

    assert told(path) == "form.yaml: permission to write the file is lacking"
    assert path.read_bytes() == b"old"


def test_a_file_that_this_user_may_not_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert told(path) == "form.yaml: permission to write the file is lacking"


@POSIX
def test_a_pipe_is_no_file_that_can_be_changed(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert told(pipe, was=b"old") == "pipe: this is no ordinary file, so it cannot be changed"


@POSIX
def test_links_that_lead_round(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    assert told(link).startswith("link: cannot be written (")


def test_directories_that_are_not_there(tmp_path: Path) -> None:
    assert told(tmp_path / "none" / "form.yaml") == "form.yaml: the directory does not exist"
    assert told(tmp_path) == f"{tmp_path.name}: this is a directory, not a file"
