"""The reading version, or a response, as one self-contained accessible HTML page that asks for nothing from outside."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, assert_never

from survey_engine.rendering.prose_html import prose
from survey_engine.rendering.reading import Body, Box, Choice, Choices, Reading, Statement, Steps, Table
from survey_engine.rendering.wording import wording

if TYPE_CHECKING:
    from jinja2 import Environment

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_FIGURE = re.compile(r"[-−]?\d[\d\s.,]*")

_SHORT = 32
_LONG = 20
_MANY = 8
_MANY_HEADINGS = 4


def write(reading: Reading) -> str:
    """A whole page, from its doctype on, that can be stored as UTF-8, opened, mailed and printed.

    Raises ModuleNotFoundError with what to install where the extra `[html]` is missing.
    """
    environment = _environment()
    style = _style(environment)
    page = environment.get_template("html.jinja").render(
        reading=reading,
        words=wording(reading.language),
        direction="rtl" if reading.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr",
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        contents=_contents(reading),
    )
    return _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", page.lstrip())


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("survey_engine", "rendering"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(kind=_kind, prose=_safe_prose)
    environment.tests.update(figure=_is_figure, compact=_is_compact, long=_is_long, brief=_is_brief)
    return environment


@cache
def _style(environment: Environment) -> str:
    """The style sheet as it stands in its file, so that its hash is that of the page."""
    assert environment.loader is not None  # it was made with one
    return environment.loader.get_source(environment, "html.css")[0]


def _safe_prose(text: str) -> Any:
    from markupsafe import Markup

    return Markup(prose(text))  # written from tokens, in which HTML is text


def _kind(body: Body) -> str:
    """Which part of the template draws it."""
    match body:
        case Choices():
            return "choices"
        case Box():
            return "box"
        case Statement():
            return "statement"
        case Table():
            return "table"
        case Steps():
            return "steps"
        case _:
            assert_never(body)


def _is_figure(answer: str) -> bool:
    return _FIGURE.fullmatch(answer) is not None


def _is_brief(body: Body | None) -> bool:
    """Whether it stands beside its label, as figures and one-line answers do."""
    return isinstance(body, Box) and (bool(body.unit) or (body.answer is not None and not body.lines))


def _is_long(cell: Body | str) -> bool:
    """Whether a word in a table's cell is so long that it has to be broken."""
    match cell:
        case Box():
            texts = [cell.answer or "", cell.unit]
        case Choices():
            texts = [option.label for option in cell.options]
        case Statement():
            texts = [cell.text]
        case str():
            texts = [cell]
        case _:
            texts = []
    return any(len(word) > _LONG for text in texts for word in text.split())


def _is_compact(options: Sequence[Choice]) -> bool:
    """Whether there are many options, all so short that they can stand in columns."""
    return len(options) > _MANY and all(map(_is_short, options))


def _is_short(option: Choice) -> bool:
    return len(option.label) <= _SHORT and not option.remark and option.companion is None


def _contents(reading: Reading) -> list[tuple[str, str]]:
    """The second-level headings with their ids, where they are many: sections, and what heads a section without title.

    There a single field is no heading to look for, though it has one.
    """
    found: list[tuple[str, str]] = []
    for at, section in enumerate(reading.sections, 1):
        if section.title:
            found.append((f"s{at}", section.title))
            continue
        found += [
            (f"s{at}q{index}", part.label if part.number is None else f"{part.number}. {part.label}")
            for index, part in enumerate(section.parts, 1)
            if part.label and part.body is None
        ]
    return found if len(found) >= _MANY_HEADINGS else []
