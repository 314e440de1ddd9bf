"""Writing files: each in one step, so that nobody ever sees half of one, and what to say when it cannot be done."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE

_WORDS = {
    "sv": {
        "directory": "{name}: det är en katalog, inte en fil",
        "missing": "{name}: katalogen finns inte",
        "permission": "{name}: filen får inte skrivas, behörighet saknas",
        "changed": "{name}: filen har ändrats av någon annan under tiden, så den skrevs inte; kör kommandot igen",
        "special": "{name}: det är ingen vanlig fil, så den kan inte ändras",
        "other": "{name}: går inte att skriva ({reason})",
    },
    "en": {
        "directory": "{name}: this is a directory, not a file",
        "missing": "{name}: the directory does not exist",
        "permission": "{name}: permission to write the file is lacking",
        "changed": "{name}: somebody else changed the file meanwhile, so it was not written; run the command again",
        "special": "{name}: this is no ordinary file, so it cannot be changed",
        "other": "{name}: cannot be written ({reason})",
    },
}
_WRITABLE = 0o222


class ChangedMeanwhile(OSError):
    """The file is no longer what was read."""


class NoOrdinaryFile(OSError):
    """The file is a device or a pipe."""


def replace(path: Path, raw: bytes, *, was: bytes | None = None) -> None:
    """Writes a file in one step: whoever reads it meanwhile, and whoever is interrupted, has the old one.

    A link stays a link, and the file keeps its permissions. A file that nobody may write is not replaced. With `was`,
    the file must still be that. Raises OSError; `failure_to_write` puts it into words.
    """
    path = _resolved(path)
    if path.is_dir():
        raise IsADirectoryError
    if path.exists() and not path.is_file():
        if was is not None:
            raise NoOrdinaryFile
        path.write_bytes(raw)
        return
    if path.exists() and not (path.stat().st_mode & _WRITABLE and os.access(path, os.W_OK)):
        raise PermissionError
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("xb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            _keep_rights(path, draft)
        if was is not None and path.read_bytes() != was:
            raise ChangedMeanwhile
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except RuntimeError as error:  # links that lead round, as Python 3.12 and earlier tell of them
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error


def _keep_rights(path: Path, draft: Path) -> None:
    """Gives the draft the owner of the file, as far as that is allowed, and its permissions."""
    status = path.stat()
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(draft, status.st_uid, status.st_gid)
    draft.chmod(S_IMODE(status.st_mode))


def failure_to_write(error: OSError | ValueError, name: str, language: str) -> str:
    """What to say of a file that could not be written."""
    words = _WORDS[language]
    match error:
        case ChangedMeanwhile():
            return words["changed"].format(name=name)
        case NoOrdinaryFile():
            return words["special"].format(name=name)
        case IsADirectoryError():
            return words["directory"].format(name=name)
        case FileNotFoundError() | NotADirectoryError():
            return words["missing"].format(name=name)
        case PermissionError():
            return words["permission"].format(name=name)
        case OSError():
            return words["other"].format(name=name, reason=error.strerror or type(error).__name__)
        case _:
            return words["other"].format(name=name, reason=type(error).__name__)
