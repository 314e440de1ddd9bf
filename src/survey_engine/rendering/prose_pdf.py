"""Texts as a PDF can hold them, and a form's Markdown as the runs and blocks that the typst template sets.

Everything is flat or of bounded depth and every line can be broken, so that no text is too much for the typesetter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from survey_engine.rendering.marked import parser

if TYPE_CHECKING:
    from markdown_it.token import Token

UNSEEN = "\N{REPLACEMENT CHARACTER}"
BREAK = "\N{ZERO WIDTH SPACE}"

_KNOWN = "\n -~\xa0-\xac\xae-\u024f\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f\u200b\u2010-\u2027\u2030-\u203a€→−✓\ufffd"
COMMON = re.compile(f"[{_KNOWN}]*")
RARE = re.compile(f"[^{_KNOWN}]")
_LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
_LONG_WORD = re.compile("[^ \n]{41,}")
_STEP = 10
_RARE_STEP = 30
_BELONGING = frozenset({"Cf", "Mc", "Me", "Mn"})
_MOST_MARKS = 8
_UNSETTABLE = frozenset({"Cc", "Cn", "Co", "Cs"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINING = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
_DEEPEST = 4
_LONGEST_ADDRESS = 2000


def plain(text: str) -> str:
    """The text in NFC with its line breaks, without what cannot be set: that is shown as �.

    Characters that turn the direction of what follows are among it. Unseen ones are left out where no script needs
    them, since a PDF takes each for a part of the letter beside it, and a search would miss the word. U+200B says
    where a long word may be broken.
    """
    text = _LINE_BREAK.sub("\n", text).replace("\t", "    ")
    if BREAK in text or not COMMON.fullmatch(text):
        text = "".join(_settable(unicodedata.normalize("NFC", text)))
    return _LONG_WORD.sub(_breakable, text)


def heading(text: str, most: int) -> str:
    """The text as a heading: on one line, cut where it is long; nothing when nothing of it would be seen."""
    line = " ".join(plain(text).split())
    if not any(map(_is_seen, line)):
        return ""
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    return f"{(cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut).rstrip()}…"


def blocks(text: str) -> list[dict[str, Any]]:
    """Markdown as blocks: paragraphs, headings, lists, quotations, code, rules."""
    return list(_blocks(iter(parser().parse(text)), 0))


def clusters(text: str) -> Iterator[str]:
    """Each letter with the marks that belong to it."""
    start = 0
    for end, character in enumerate(text):
        if end > start and unicodedata.category(character) not in _BELONGING:
            yield text[start:end]
            start = end
    yield text[start:]


def _settable(text: str) -> Iterator[str]:
    """Each character, or what stands for it; of many marks in a row the first, since a line must end."""
    before, marks = " ", 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category in _BELONGING else 0
        if character in _TURNING or (category in _UNSETTABLE and character != "\n"):
            yield UNSEEN
        elif category != "Cf" or character == BREAK or (character in _JOINING and RARE.match(before)):
            if marks <= _MOST_MARKS:
                yield character
            before = character if category not in _BELONGING else before


def _breakable(word: re.Match[str]) -> str:
    """A long word with places to break it, none of them before a mark that belongs to the letter before.

    They are not seen. In rare scripts, where typst may panic at unseen ones, they are spaces, far apart.
    """
    place, step = (BREAK, _STEP) if COMMON.fullmatch(word[0]) else (" ", _RARE_STEP)
    pieces: list[str] = []
    since = 0
    for character in word[0]:
        if since >= step and unicodedata.category(character) not in _BELONGING:
            pieces.append(place)
            since = 0
        pieces.append(character)
        since += 1
    return "".join(pieces)


def _is_seen(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) not in _BELONGING


def _blocks(rest: Iterator[Token], depth: int) -> Iterator[dict[str, Any]]:
    """The blocks up to the end of the one that they are in; what is nested too deep is set one level up."""
    for token in rest:
        match token.type:
            case "inline":
                yield {"kind": "paragraph", "runs": list(_runs(token.children or []))}
            case "heading_open":
                yield {"kind": "heading", "runs": [run for block in _blocks(rest, depth) for run in block["runs"]]}
            case "bullet_list_open" | "ordered_list_open" | "blockquote_open" if depth >= _DEEPEST:
                yield from _blocks(rest, depth + 1)
            case "list_item_open" if depth > _DEEPEST:
                yield from _blocks(rest, depth)
            case "bullet_list_open" | "ordered_list_open":
                start = None if token.type == "bullet_list_open" else int(token.attrGet("start") or 1)
                yield {"kind": "list", "start": start, "items": list(_blocks(rest, depth + 1))}
            case "list_item_open":
                yield {"kind": "item", "blocks": list(_blocks(rest, depth))}
            case "blockquote_open":
                yield {"kind": "quote", "blocks": list(_blocks(rest, depth + 1))}
            case "fence" | "code_block":
                yield {"kind": "code", "text": plain(token.content.rstrip("\n"))}
            case "hr":
                yield {"kind": "rule"}
            case "paragraph_open" | "paragraph_close":
                pass
            case _:
                return


def _runs(inline: list[Token]) -> Iterator[dict[str, Any]]:
    """Pieces of text, each with all that holds for it. Paper tells a link's address, a picture is a link to it."""
    depth = {"strong": 0, "em": 0}
    address = told = ""
    for token in inline:
        name, _, side = token.type.rpartition("_")
        if name in depth:
            depth[name] += 1 if side == "open" else -1
        elif token.type == "link_open":
            address, told = _address(token, "href"), ""
        elif token.type == "link_close":
            yield from _on_paper(told, address)
            address = ""
        elif token.type == "image":
            source = _address(token, "src")
            yield _run(token.content, address=address or source)
            yield from _on_paper(token.content, source)
        elif token.content or token.type.endswith("break"):
            content = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
            told += content
            yield _run(content, depth["strong"] > 0, depth["em"] > 0, token.type == "code_inline", address)


def _address(token: Token, attribute: str) -> str:
    """Where it leads; nowhere if that is longer than a link can be."""
    address = str(token.attrGet(attribute) or "")
    return address if len(address) <= _LONGEST_ADDRESS else ""


def _on_paper(told: str, address: str) -> Iterator[dict[str, Any]]:
    if told not in (address, address.removeprefix("mailto:")) and address:
        yield _run(f" ({address.removeprefix('mailto:')})", address=address)


def _run(
    text: str, strong: bool = False, emphasis: bool = False, code: bool = False, address: str = ""
) -> dict[str, Any]:
    return {"text": plain(text), "strong": strong, "emphasis": emphasis, "code": code, "address": address}
