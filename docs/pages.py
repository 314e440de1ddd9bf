"""Gathers the pages of the site: `python -m docs.pages build/pages`.

The pages lie in `docs/`, where a code host shows them too, and a few at the top of the project. Here they get one
folder, with the examples and forms that they link to; the links are written anew for it. The API reference is made.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from docs.api_page import api_page

ROOT = Path(__file__).parents[1]
AT_THE_TOP = ("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE")
FOLDERS = ("examples", "surveys")
SHOWN = frozenset((".py", ".yaml", ".json", ".html", ".css", ".md"))
"""What is taken from these folders; a program that was tried may have left a database of answers there."""

_INTO_DOCS = re.compile(r"\]\(docs/")
_CODE = re.compile(r"(^```.*?^```$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)


def gather(to: Path) -> None:
    """Writes all pages of the site into a folder, which is emptied first."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    for page in (ROOT / "docs").rglob("*.md"):
        below = page.relative_to(ROOT / "docs")
        _write(page, to / below, out="../" * (len(below.parts) - 1))
    for name in AT_THE_TOP:
        _write(ROOT / name, to / name)
    for folder in FOLDERS:
        for file in (ROOT / folder).rglob("*"):
            if file.suffix in SHOWN:
                copy = to / file.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
    (to / "api.md").write_text(api_page(), encoding="utf-8")


def _write(page: Path, to: Path, out: str = "") -> None:
    """A page with its links as they are on the site, where the way out of its folder is `out`.

    What only looks like a link, in code, is left.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    prose_and_code = _CODE.split(page.read_text(encoding="utf-8"))
    prose_and_code[::2] = [
        _INTO_DOCS.sub("](", prose.replace(f"]({out}../", f"]({out}")) for prose in prose_and_code[::2]
    ]
    to.write_text("".join(prose_and_code), encoding="utf-8")


if __name__ == "__main__":
    gather(Path(sys.argv[1]))
