"""The reading version as HTML: one page that any reader of HTML can follow, whatever the form and the answers say."""

from __future__ import annotations

import builtins
import dataclasses
import json
import re
import sys
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import survey_engine as se
from survey_engine import Survey
from survey_engine.rendering import marked
from survey_engine.rendering.html import write
from survey_engine.rendering.prose_html import prose
from survey_engine.rendering.reader import reading
from survey_engine.rendering.reading import Box, Choice, Choices, Markdown, Reading, Table
from survey_engine.testing.surveys import survey_texts
from survey_engine.testing.values import values
from tests.forms import form, page

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / "surveys").glob("*.yaml"))
RESPONSES = sorted((ROOT / "examples").glob("*.answers.json"))

VOID = frozenset({"meta", "br", "hr"})
OWN = frozenset(
    (
        "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "footer", "h1", "h2",
        "h3", "p", "div", "span", "bdi", "a", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th",
        "td",
    )
)  # fmt: skip
OF_MARKDOWN = frozenset(("p", "ul", "ol", "li", "blockquote", "hr", "pre", "code", "em", "strong", "br", "a"))

HOSTILE = (
    "<script>alert(1)</script>",
    "</style></title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' style='position:fixed",
    "{{ 7 * 7 }} {% raw %} {# … #}",
    "&lt;b&gt; &amp; &#60; &nbsp",
    "<!-- --> <![CDATA[ ]]> ]]>",
    "[x](javascript:alert(1)) ![y](http://evil.example/z.png) `<b>` **fet**",
    "\u202eomvänd\u2066 \u05d0\u05d1\u05d2 \u200f",
    "å" * 300,
)


class Page(HTMLParser):
    """A page as its elements and its text; a tag that does not fit is a failed test."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.strayed: list[str] = []
        self.texts: dict[int, str] = {}
        self.feed(source)
        self.close()
        assert not self.open
        assert not self.strayed

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), tag
        self.elements.append((tag, dict(attrs)))
        if tag == "p":
            assert "p" not in self.open
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.strayed.append(data)

    def unknown_decl(self, data: str) -> None:
        self.strayed.append(data)

    def handle_pi(self, data: str) -> None:
        self.strayed.append(data)

    @property
    def text(self) -> str:
        return _even("".join(self.pieces))

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]

    def attributes(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.elements if name in attrs]


def _even(text: str) -> str:
    """A text with its white space evened out, as a browser shows most of it."""
    return " ".join(text.split())


@cache
def survey_of(path: Path) -> Survey:
    return se.load(path)


def read(survey: Survey, given_answers: dict[str, Any] | None = None) -> Reading:
    return reading(survey.form, None if given_answers is None else survey.evaluate(given_answers))


def of_file(path: Path) -> Reading:
    """The reading of a form, or of a response with the form that it answers."""
    if path.suffix == ".yaml":
        return read(survey_of(path))
    survey = survey_of(ROOT / "surveys" / f"{path.name.removesuffix('.answers.json')}.yaml")
    return read(survey, json.loads(path.read_text(encoding="utf-8")))


def accessible(document: Page) -> None:
    """What holds of every page, whatever it says."""
    headings = [int(tag[1]) for tag in document.tags if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))

    ids = document.attributes("id")
    assert len(ids) == len(set(ids))
    assert set(document.attributes("aria-labelledby")) <= set(ids)
    links = document.attributes("href")
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(link.startswith("#") or re.match("(?i)https?://|mailto:", link) for link in links)
    assert not document.attributes("src")
    assert not document.attributes("style")
    assert not [name for _, attrs in document.elements for name in attrs if name.startswith("on")]

    tables = document.tags.count("table")
    assert document.tags.count("thead") == tables
    assert all(attrs.get("scope") in ("col", "row") for attrs in document.all("th"))
    assert {attrs["scope"] for attrs in document.all("th")} == ({"col", "row"} if tables else set())


def said(thing: object) -> Iterator[str]:
    """Every plain text that stands in a part of a reading; of options in a response those that were chosen."""
    if isinstance(thing, str):
        if not isinstance(thing, Markdown):
            yield thing
    elif isinstance(thing, tuple):
        for each in thing:
            yield from said(each)
    elif (isinstance(thing, Choice) and thing.ticked is False) or (isinstance(thing, Box) and thing.answer == ""):
        return
    elif dataclasses.is_dataclass(thing):
        skipped = {"mark", "language"} | ({"note"} if isinstance(thing, Choice) and thing.shared_note else set())
        for each in dataclasses.fields(thing):
            if each.name not in skipped:
                yield from said(getattr(thing, each.name))


# The real forms.


@pytest.mark.parametrize("path", [*FORMS, *RESPONSES], ids=lambda path: path.name)
def test_a_real_form_is_an_accessible_page(path: Path) -> None:
    what = of_file(path)
    source = write(what)
    document = Page(source)
    accessible(document)
    assert source.startswith('<!doctype html>\n<html lang="sv" dir="ltr">')
    assert set(document.tags) <= OWN | OF_MARKDOWN
    assert all(_even(text) in document.text for text in said(what))
    assert write(what) == source


def test_the_page_asks_for_nothing_from_outside() -> None:
    source = write(read(survey_of(FORMS[0])))
    (policy,) = (
        attrs["content"] or ""
        for attrs in Page(source).all("meta")
        if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    style = source.partition("<style>")[2].partition("</style>")[0]
    assert "default-src 'none'" in policy
    assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert "url(" not in style
    assert "@import" not in style
    assert "script" not in Page(source).tags


def test_contents_lead_to_the_sections() -> None:
    source = write(read(survey_of(ROOT / "surveys" / "rss-omstallning-2025.yaml")))
    contents = Page(source.partition("<nav")[2].partition("</nav>")[0].partition(">")[2])
    assert "Praktiska instruktioner 5. Kontaktuppgifter till bidragsmottagaren" in contents.text
    assert "Till bidragsmottagare" not in contents.text
    assert "<nav" not in write(read(page("- {id: q, type: integer, label: Q}")))


# What is drawn.


def test_a_question_tells_what_it_takes() -> None:
    document = Page(
        write(
            read(
                page("""
- {id: typ, type: choice, label: Vilken typ?, required: true, options: [{id: a, label: Ena}, {id: b, label: Andra}]}
- {id: antal, type: integer, unit: st, min: 1, label: Hur många?, visible_if: typ == a}
- {id: fritt, type: text, multiline: true, max_chars: 500, label: Beskriv, help: "Skriv **kort**."}
""")
            )
        )
    )
    accessible(document)
    assert "Frågor märkta med * måste besvaras." in document.text
    assert "Vilken typ?\N{NO-BREAK SPACE}*(obligatorisk)" in "".join(document.pieces)
    assert "Frågan visas om ni har svarat ”Ena” på frågan ”Vilken typ?”. Lägst 1 st." in document.text
    assert "Skriv kort. Du kan skriva max 500 tecken." in document.text
    shapes = document.attributes("class")
    assert shapes.count("circle") == 2
    assert shapes.count("box lines") == 1
    assert shapes.count("box short") == 1


def test_what_is_supplied_says_so() -> None:
    document = Page(
        write(
            read(
                page("""
- {id: kommun, type: choice, label: Kommun, prefill: true, options: [{id: a, label: Aby}, {id: b, label: Bby}]}
- {id: summa, type: integer, label: Summa, prefill: true}
- {id: dubbelt, type: computed, label: Dubbelt, unit: kr, value: 2 * summa}
""")
            )
        )
    )
    assert "Kommun Förifylls Aby" in document.text
    assert "Summa Förifylls Dubbelt Automatisk beräkning kr" in document.text
    assert "obligatorisk" not in document.text


def test_options_with_one_condition_stand_under_one_note() -> None:
    document = Page(
        write(
            read(
                page("""
- {id: typ, type: choice, label: Typ, options: [{id: a, label: Ena}, {id: b, label: Andra}]}
- id: val
  type: choices
  label: Val
  options:
    - {id: c, label: C, visible_if: typ == a}
    - {id: d, label: D, visible_if: typ == a}
    - {id: e, label: E, exclusive: true}
    - {id: f, label: "Annat, nämligen", visible_if: typ == b, specify: {max_chars: 20}}
""")
            )
        )
    )
    accessible(document)
    assert document.text.count("”Ena” på frågan") == 1
    assert "Typ”. C D E Kan inte väljas tillsammans med andra alternativ. Alternativet visas" in document.text
    assert "Annat, nämligen Du kan skriva max 20 tecken. Svarsruta" in document.text
    assert document.attributes("class").count("square") == 4


MATRIX = """
- id: tjanster
  type: matrix
  label: Tjänster
  rows: [{id: lotsar, label: Lotsar, help: De som *lotsar*.}, {id: andra, label: Andra}]
  columns:
    - {id: antal, type: integer, unit: kr, label: Belopp, help: I hela kronor.}
    - {id: namn, type: text, label: Namn}
    - {id: hel, type: confirm, label: Heltid}
    - {id: val, type: choice, label: Val, options: [{id: a, label: A}, {id: b, label: B}]}
- id: skala
  type: scale
  label: Bedöm
  from: 1
  to: 5
  low: lågt
  high: högt
  rows: [{id: syfte, label: Syfte}, {id: nytta, label: Nytta}]
- {id: ensam, type: scale, label: Ensam, from: 1, to: 3, low: lågt, high: högt}
- {id: lang, type: scale, label: Lång, from: 0, to: 20, rows: [{id: r, label: Rad}]}
"""


def test_a_table_has_headers_and_says_what_its_columns_mean() -> None:
    document = Page(write(read(page(MATRIX))))
    accessible(document)
    assert document.tags.count("table") == 3
    assert "Belopp I hela kronor. Lotsar De som lotsar." in document.text
    assert "1 = lågt, 5 = högt 1 2 3 4 5 Syfte Nytta" in document.text
    assert "Ensam Frågan är frivillig att besvara. lågt 1 2 3 högt" in document.text


def test_a_table_is_answered() -> None:
    answered = {
        "tjanster.lotsar.antal": 1234567,
        "tjanster.lotsar.namn": "Åsa\nBo",
        "tjanster.lotsar.hel": True,
        "tjanster.lotsar.val": "b",
        "skala.syfte": 2,
        "ensam": 3,
    }
    source = write(read(page(MATRIX), answered))
    document = Page(source)
    accessible(document)
    assert "1 234 567 kr" in document.text
    assert "Åsa\nBo" in source
    assert "valt: B" in document.text
    assert document.attributes("class").count("circle ticked") == 3
    assert "Belopp: " not in document.text


def test_a_response_shows_only_what_was_asked_and_answered() -> None:
    survey = form("""
pages:
  - id: forsta
    title: Första sidan
    questions:
      - {id: typ, type: choice, label: Typ, required: true, options: [{id: a, label: Ena}, {id: b, label: Andra}]}
      - {id: varfor, type: text, multiline: true, label: Varför?, visible_if: typ == a}
      - {id: tomt, type: text, label: Tomt}
  - {id: andra, title: Andra sidan, visible_if: typ == b, questions: [{id: q, type: integer, label: Q}]}
""")
    source = write(read(survey, {"typ": "a", "varfor": "För  att:\n1. ja\n2. <b>nej</b>", "q": 3}))
    document = Page(source)
    accessible(document)
    assert document.text.startswith("Era svar: Prov Era svar Prov Första sidan Typ valt: Ena Varför?")
    assert "För  att:\n1. ja\n2. &lt;b&gt;nej&lt;/b&gt;</bdi>" in source
    assert "Tomt Inget svar" in document.text
    assert not [word for word in ("Andra", "visas om", "obligatorisk", "frivillig") if word in document.text]


def test_it_is_told_in_english() -> None:
    survey = page("- {id: q, type: integer, label: {sv: Fråga, en: Question}, required: true}").in_language("en")
    document = Page(write(reading(survey.form)))
    assert document.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert "Questions marked with * must be answered." in document.text
    assert "(required)" in document.text


def test_a_language_that_goes_from_right_to_left_is_set_so() -> None:
    arabic = dataclasses.replace(read(page("- {id: q, type: integer, label: Q}")), language="ar")
    assert Page(write(arabic)).all("html") == [{"lang": "ar", "dir": "rtl"}]


# Markdown.


def test_markdown_is_prose_without_headings_of_its_own() -> None:
    assert prose("# Rubrik\n\ntext").split("\n")[:2] == ['<p class="heading">Rubrik</p>', "<p>text</p>"]
    assert prose("<b>x</b> &#8;") == "<p>&lt;b&gt;x&lt;/b&gt; \N{REPLACEMENT CHARACTER}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[x](https://a.se)", '<a href="https://a.se">x</a>'),
        ("<https://a.se>", '<a href="https://a.se" class="bare">https://a.se</a>'),
        ("[www.a.se](https://www.a.se/)", '<a href="https://www.a.se/" class="bare">www.a.se</a>'),
        ("[a@b.se](mailto:a@b.se)", '<a href="mailto:a@b.se" class="bare">a@b.se</a>'),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
        ("[x](data:text/html,y)", "[x](data:text/html,y)"),
        ("[x](//a.se)", "[x](//a.se)"),
        ("![en bild](https://a.se/b.png)", '<a href="https://a.se/b.png">en bild</a>'),
        ("[![b](https://a.se/b.png)](https://a.se)", '<a href="https://a.se">b</a>'),
    ],
)
def test_links_lead_to_web_pages_and_addresses(text: str, html: str) -> None:
    assert prose(text) == f"<p>{html}</p>\n"


def test_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    marked.parser.cache_clear()
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("markdown_it"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest)

    for name in [name for name in sys.modules if name.startswith("markdown_it")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ModuleNotFoundError, match=re.escape('pip install "survey-engine[html]"')):
        prose("text")


# Whatever a form and a respondent say.


@given(survey=survey_texts().map(se.load_text), data=st.data())
def test_every_form_and_response_is_an_accessible_page(survey: Survey, data: st.DataObject) -> None:
    for what in (read(survey), read(survey, data.draw(values(survey)))):
        document = Page(write(what))
        accessible(document)
        assert set(document.tags) <= OWN | OF_MARKDOWN
        text = document.text
        assert all(_even(piece) in text for piece in said(what))


def _rewritten(thing: Any, text: str, markdown: str | None = None) -> Any:
    """The reading with that text in the place of every other, and in the place of its Markdown too if that has none."""
    if isinstance(thing, Markdown):
        return Markdown(text if markdown is None else markdown)
    if isinstance(thing, str):
        return text if thing else thing
    if isinstance(thing, tuple):
        return tuple(_rewritten(each, text, markdown) for each in thing)
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        names = {each.name for each in dataclasses.fields(thing)} - {"mark", "language"}
        return dataclasses.replace(thing, **{name: _rewritten(getattr(thing, name), text, markdown) for name in names})
    return thing


@cache
def everything() -> Reading:
    """A reading with something at every place."""
    survey = page(MATRIX + "- {id: fri, type: text, label: Fri, help: Hjälp, visible_if: ensam > 1}\n")
    what = read(survey)
    extra = Choices((Choice("x", note="n", remark="r"), Choice("y", shared_note="s", note="n")), several=True)
    parts = what.sections[0].parts
    table = parts[0].body
    assert isinstance(table, Table)
    first = dataclasses.replace(parts[0], body=dataclasses.replace(table, notes=("n",)), text=Markdown("t"), number=3)
    section = dataclasses.replace(
        what.sections[0],
        title="Titel",
        note="n",
        text=Markdown("t"),
        parts=(first, *parts[1:], dataclasses.replace(parts[-1], body=extra)),
    )
    return dataclasses.replace(
        what, sections=(section, dataclasses.replace(what.sections[0], text=Markdown("t"), note="n"))
    )


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)


@given(text=st.sampled_from(HOSTILE) | TEXTS.filter(str.strip))
@settings(max_examples=50)
def test_a_hostile_text_is_text_at_every_place(text: str) -> None:
    document = Page(write(_rewritten(everything(), text, markdown="m")))
    accessible(document)
    assert document.tags == usual().tags
    shown = re.sub("[\ufdd0-\ufdef\ufffe\uffff]", "\N{REPLACEMENT CHARACTER}", text)
    assert document.text.count(_even(shown)) >= usual().text.count("§")


@cache
def usual() -> Page:
    return Page(write(_rewritten(everything(), "§", markdown="m")))


@given(text=st.sampled_from(HOSTILE) | TEXTS)
@settings(max_examples=50)
def test_hostile_markdown_is_prose(text: str) -> None:
    document = Page(write(_rewritten(everything(), "§", markdown=text)))
    accessible(document)
    assert [tag for tag in document.tags if tag not in OF_MARKDOWN] == [
        tag for tag in usual().tags if tag not in OF_MARKDOWN
    ]


@pytest.mark.parametrize("text", ["a\x00b", "a\x08\x1b[31mb", "\ud800", "a\x7f\x9f\ufffe"])
def test_what_is_no_character_is_replaced(text: str) -> None:
    source = write(_rewritten(everything(), text))
    accessible(Page(source))
    assert source.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe]", source)
    assert "\N{REPLACEMENT CHARACTER}" in source


def test_direction_is_isolated() -> None:
    source = write(_rewritten(everything(), "\u202eX"))
    for before in re.findall(r"<([a-z0-9]+)([^<>]*)>\u202eX", source):
        assert before[0] in ("bdi", "title", "p", "em", "dd") or 'dir="auto"' in before[1], before


def test_a_word_without_end_is_carried() -> None:
    word = "å" * 100_000
    source = write(_rewritten(everything(), word))
    accessible(Page(source))
    assert 'class="long"' in source
