"""The reading version as a tagged PDF (PDF/UA-1), set by typst from the template beside this file.

The template takes the texts as JSON and makes content of strings, so no text of a form or an answer is ever markup.
Nothing is read but the templates and the fonts of this package, and the same reading gives the same bytes.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import ModuleType
from typing import TYPE_CHECKING, Any

from survey_engine.rendering.prose_pdf import COMMON, RARE, UNSEEN, blocks, clusters, heading, plain
from survey_engine.rendering.reading import Line, Markdown, Part, Reading, Section, Table
from survey_engine.rendering.wording import wording

if TYPE_CHECKING:
    from typst import Fonts

MISSING = 'a PDF needs more packages: pip install "survey-engine[pdf]"'

_HERE = files("survey_engine.rendering")
_LANGUAGE = re.compile(r"(?P<language>[a-z]{2,3})(?:-(?P<region>[A-Za-z]{2}))?\b.*")
_LONGEST_HEADING = 300
_LONGEST_RUNNING_HEAD = 100
_MOST_TRIED = 500


def write(reading: Reading) -> bytes:
    """The reading as a PDF; with answers it is the summary of a response.

    A character that neither the font here nor those of typst have is shown as �. Raises ModuleNotFoundError with what
    to install where the extra `[pdf]` is missing.
    """
    document = json.dumps(_document(reading), ensure_ascii=False)
    try:
        return _compiled("reading.typ", _seen(document))
    except _NotSetError:
        if COMMON.fullmatch(document):
            raise
    return _compiled("reading.typ", RARE.sub(UNSEEN, document))  # each has a glyph, but not beside the others


def _document(reading: Reading) -> dict[str, Any]:
    """What the template is given."""
    words = wording(reading.language)
    tag = _LANGUAGE.fullmatch(reading.language)
    return {
        "words": dict(words),
        "language": tag["language"] if tag else "und",
        "region": tag["region"] if tag else None,
        "title": plain(reading.title),
        "name": heading(reading.title, _LONGEST_HEADING) or words["untitled"],
        "head": heading(reading.title, _LONGEST_RUNNING_HEAD),
        "version": heading(reading.version, _LONGEST_HEADING),
        "answered": reading.answered,
        "legend": reading.has_required,
        "sections": [_node(section) for section in reading.sections],
    }


def _node(thing: Any) -> Any:
    """A part of the reading as data, its kind named, its texts such as can be set."""
    if isinstance(thing, Markdown):
        return blocks(thing)
    if isinstance(thing, str):
        return plain(thing)
    if isinstance(thing, tuple):
        return [_node(each) for each in thing]
    if not is_dataclass(thing):
        return thing
    node = {"kind": type(thing).__name__.lower()} | {
        each.name: _node(getattr(thing, each.name)) for each in fields(thing)
    }
    match thing:
        case Section(title=title) | Part(label=title):
            return node | {"heading": heading(title, _LONGEST_HEADING)}
        case Line(label=label):
            return node | {"short": heading(label, _LONGEST_HEADING)}
        case Table():
            return node | {"steps": thing.steps, "ends": plain(thing.scale.ends) if thing.scale is not None else ""}
        case _:
            return node


def _typst() -> ModuleType:
    try:
        import typst
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(MISSING, name=missing.name) from None
    return typst


@cache
def _fonts() -> Fonts:
    made: Fonts = _typst().Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(_HERE.joinpath("fonts"))]
    )
    return made


class _NotSetError(RuntimeError):
    """Typst did not set it: its reason."""


def _compiled(template: str, content: str) -> bytes:
    typst = _typst()
    try:
        made: bytes = typst.compile(
            str(_HERE.joinpath(template)),
            format="pdf",
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"content": content},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        raise _NotSetError(str(error)) from error
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # what a panic of Rust comes as; it is no Exception
            raise
        raise _NotSetError(str(panic)) from None
    return made


def _seen(text: str) -> str:
    """The text with � for what no font has, and for a mark that the font of its letter lacks.

    To be found before the page is set: on some of these typst panics where PDF/UA only forbids them.
    """
    if COMMON.fullmatch(text):
        return text
    trials: dict[str, str] = {}
    return "".join(_tried(cluster, trials) for cluster in clusters(text))


def _tried(cluster: str, trials: dict[str, str]) -> str:
    """The cluster, or what is shown for it; what comes after so many trials is taken to lack a glyph."""
    if COMMON.fullmatch(cluster):
        return cluster
    if cluster not in trials:
        has_glyphs = len(trials) < _MOST_TRIED and _has_glyphs(cluster)
        letter = cluster[0] if has_glyphs or COMMON.fullmatch(cluster[0]) else UNSEEN
        trials[cluster] = cluster if has_glyphs else letter + UNSEEN * (len(cluster) > 1)
    return trials[cluster]


@lru_cache(maxsize=4096)
def _has_glyphs(cluster: str) -> bool:
    """Found by trying: nothing tells which characters the fonts of typst have."""
    try:
        _compiled("glyph.typ", cluster)
    except _NotSetError:
        return False
    return True
