"""The documentation's site: it is built without a warning, leads nowhere that is not there, and fetches nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import survey_engine as se
from docs.pages import gather
from docs.public_api import public
from tests.test_docs import blocks

ROOT = Path(__file__).parents[1]
FETCHED = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src"}


@dataclass
class Page(HTMLParser):
    """What a built page has and where it leads."""

    text: str = field(repr=False)
    language: str = ""
    anchors: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        if "id" in attributes:
            self.anchors.add(attributes["id"])
        if tag == "html":
            self.language = attributes["lang"]
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        if tag in FETCHED and attributes.get("rel") != "canonical":
            self.fetched.append(attributes.get(FETCHED[tag], ""))


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gathered pages, in a project with nothing but them."""
    project = tmp_path_factory.mktemp("project")
    shutil.copy(ROOT / "mkdocs.yml", project)
    gather(project / "build/pages")
    return project / "build/pages"


@pytest.fixture(scope="module")
def site(sources: Path) -> Path:
    project = sources.parents[1]
    built = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return project / "build/site"


@pytest.fixture(scope="module")
def pages(site: Path) -> Mapping[str, Page]:
    return {path.name: Page(path.read_text(encoding="utf-8")) for path in sorted(site.glob("*.html"))}


def test_every_page_is_there_and_in_the_navigation(sources: Path, pages: Mapping[str, Page]) -> None:
    written = {f"{path.stem}.html" for path in sources.glob("*.md")}
    assert written <= {*pages}
    led_to = {link.removeprefix("./") for link in pages["CHANGELOG.html"].links}  # in its text there are none
    assert not written - led_to - {"CHANGELOG.html"}, "pages that mkdocs.yml does not have in nav"


def test_every_link_leads_somewhere(site: Path, pages: Mapping[str, Page]) -> None:
    dead = [
        f"{name} → {link}"
        for name, page in pages.items()
        if name != "404.html"  # it may be shown at any address, so its links begin at the root
        for link in page.links
        if not leads_somewhere(link, name, site, pages)
    ]
    assert not dead


def leads_somewhere(link: str, on: str, site: Path, pages: Mapping[str, Page]) -> bool:
    at = urlsplit(link)
    if at.scheme or at.netloc:
        return at.scheme in ("https", "mailto")
    target = unquote(at.path).removeprefix("./") or on
    if target in pages:
        return not at.fragment or unquote(at.fragment) in pages[target].anchors
    return (site / target).is_file() or target in (".", "..")


def test_nothing_is_fetched_from_elsewhere(site: Path, pages: Mapping[str, Page]) -> None:
    for name, page in pages.items():
        assert not [address for address in page.fetched if urlsplit(address).netloc], name
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", text), sheet.name


def test_pages_say_their_language(pages: Mapping[str, Page]) -> None:
    assert {page.language for page in pages.values()} == {"en"}


def test_every_table_and_code_block_is_read_as_one(sources: Path, pages: Mapping[str, Page]) -> None:
    """Code hosts and the site read Markdown differently: what is a table to one may be a heap of bars to the other."""
    for path in sources.glob("*.md"):
        languages = Counter(block.language for block in blocks(path.read_text(encoding="utf-8")))
        tags = pages[f"{path.stem}.html"].tags
        tables = languages.pop("table", 0)
        assert (tags["table"], tags["pre"]) == (tables, languages.total()), path.name


def test_lists_are_lists(sources: Path) -> None:
    """A list needs an empty line before it here, though not on a code host."""
    for path in sources.glob("*.md"):
        assert not [*glued_lists(path.read_text(encoding="utf-8"))], path.name


def glued_lists(text: str) -> Iterator[str]:
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for before, line in zip(prose.splitlines(), prose.splitlines()[1:], strict=False):
        if re.match(r"(?:- |\d+\. )", line) and before and not re.match(r"(?:- |\d+\. |\s)", before):
            yield line


def test_the_reference_has_every_public_name(pages: Mapping[str, Page]) -> None:
    assert not {*se.__all__} - pages["api.html"].anchors


def test_every_public_name_says_what_it_is() -> None:
    silent = [each.name for each in public() if not each.docstring]
    silent += [f"{each.name}.{member.name}" for each in public() for member in each.members if not member.docstring]
    assert not silent, "public, without a docstring"


def test_docstrings_mention_only_what_a_reader_can_find() -> None:
    """A docstring is read on the site, where the design of the library is not."""
    mentioning = [each.name for each in public() if any("DESIGN" in text for text in docstrings(each.name))]
    assert not mentioning


def docstrings(name: str) -> Iterator[str]:
    each = next(each for each in public() if each.name == name)
    yield each.docstring
    yield from (member.docstring for member in each.members)
