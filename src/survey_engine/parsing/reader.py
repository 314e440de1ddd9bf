"""YAML events → a document with places, and everything that is wrong with it as YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

import yaml

from survey_engine.diagnostics import LANGUAGES, Diagnostic, Fix, Note, Rule, cut_off, in_order
from survey_engine.figures import figure
from survey_engine.parsing.anchors import repeated
from survey_engine.parsing.decoding import (
    CONTROL_CHARACTER,
    MOST_CONTROL_CHARACTERS,
    TOO_LARGE,
    control_characters,
    decode,
    has_control_character,
    readable,
    too_large,
    without_mark,
)
from survey_engine.parsing.document import Mapping, Node, Scalar, Sequence
from survey_engine.parsing.indentation import HARD_SPACE
from survey_engine.parsing.scalars import quoted, resolve
from survey_engine.parsing.stop import Stop
from survey_engine.parsing.syntax import RESERVED_START, SEVERAL_DOCUMENTS, YAML_DIRECTIVE, explain
from survey_engine.parsing.tags import tagged
from survey_engine.parsing.traps import (
    COMMENT_CUTS_TEXT,
    colon_trap,
    comma_traps,
    comment_trap,
    folded,
    quote_trap,
    quoting,
)
from survey_engine.source import START, Lines, Source, Span

__all__ = ["decode", "read"]

DEEPEST = 20
MOST_VALUES = 100_000
MOST_DIAGNOSTICS = 1_000

EMPTY_FILE = Rule(
    "empty-file",
    {"sv": "filen innehåller inget formulär", "en": "the file contains no form"},
    {
        "sv": "börja med survey:, version:, language: och title:",
        "en": "begin with survey:, version:, language: and title:",
    },
)
TOO_DEEP = Rule(
    "too-deep",
    {"sv": "fler än {limit} nivåer i varandra", "en": "more than {limit} levels inside one another"},
    {
        "sv": "så djupt är inget formulär; ta bort parenteser eller indrag",
        "en": "no form is as deep; remove brackets or indentation",
    },
)
TOO_MANY_VALUES = Rule(
    "too-many-values",
    {"sv": "filen innehåller fler än {limit} värden", "en": "the file holds more than {limit} values"},
    {
        "sv": "dela formuläret; står där *namn, som upprepar det som är märkt &namn (ett alias), räknas allt i det "
        "varje gång: ta bort upprepningar av upprepningar",
        "en": "split the form; where *name repeats what is marked &name (an alias), all of it counts each time: "
        "remove repetitions of repetitions",
    },
)
DUPLICATE_KEY = Rule(
    "duplicate-key",
    {"sv": "nyckeln {key} finns redan", "en": "the key {key} is already there"},
    {
        "sv": "behåll den ena, eller ge den andra ett annat namn",
        "en": "keep one of them, or give the other another name",
    },
)
MISSING_DASH = Rule(
    DUPLICATE_KEY.code,
    DUPLICATE_KEY.message,
    {
        "sv": "börjar något nytt här, sätt ett streck och ett mellanslag (- ) framför; behåll annars den ena",
        "en": "if something new begins here, put a dash and a space (- ) before it; otherwise keep one of them",
    },
)
_FIRST = {"sv": "här står den första gången", "en": "it stands here the first time"}
KEY_NOT_TEXT = Rule(
    "key-not-text",
    {"sv": "en nyckel måste vara text", "en": "a key must be text"},
    {
        "sv": "skriv ett namn före kolonet; ett tal sätts inom citattecken",
        "en": "write a name before the colon; a number in quotes",
    },
)
UNKNOWN_ALIAS = Rule(
    "unknown-alias",
    {"sv": "inget heter &{name}", "en": "nothing is called &{name}"},
    {
        "sv": "hör * till texten, sätt citattecken om den: {text}; annars skriv &{name} framför det som ska upprepas",
        "en": "if * belongs to the text, quote it: {text}; otherwise write &{name} before what is to be repeated",
    },
)
RECURSIVE_ALIAS = Rule(
    "recursive-alias",
    {"sv": "*{name} innehåller sig självt", "en": "*{name} contains itself"},
    {"sv": "ett alias får inte stå inne i det som det upprepar", "en": "an alias cannot stand inside what it repeats"},
)

_PROPERTIES = re.compile(r"(?:[&!]\S*(?:[ \t\r\n]+|#[^\r\n]*)*)+")
_FIRST_KEYS = {"id", "name"}
_MOST = {language: figure(MOST_VALUES, language) for language in LANGUAGES}
_TEXT_TAGS = ("!", "tag:yaml.org,2002:str")


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; in a mapping keys and values take turns among the children."""

    mapping: bool
    flow: bool
    start: int
    values_before: int
    anchor: str | None
    children: list[Node] = field(default_factory=list)
    height: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Anchored:
    node: Node | None
    values: int = 0
    height: int = 0


class _Enough(Exception):
    """Raised when there is no use in reading on; what is wrong has been reported."""


def read(source: Source) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The document in a text and what is wrong with it as YAML; no document where it cannot be read to its end.

    A fault that does not hinder reading is mended as it was meant (a duplicate key is left out), so that what follows
    can look at the rest.
    """
    source = without_mark(source)
    if too_large(source):
        return None, (Diagnostic(TOO_LARGE, START),)
    lines = Lines(source.text)
    spoiled = control_characters(source, lines)
    if len(spoiled) >= MOST_CONTROL_CHARACTERS:
        return None, cut_off(in_order(spoiled))
    reader = _Reader(source, lines, spoiled)
    node = reader.read()
    found = in_order(reader.diagnostics)
    return node, cut_off(found) if len(reader.diagnostics) >= MOST_DIAGNOSTICS else found


def _bounds(event: yaml.Event) -> tuple[int, int]:
    begins, ends = event.start_mark, event.end_mark
    assert begins is not None
    assert ends is not None
    return begins.index, ends.index


class _Reader:
    """One pass over the events of one text."""

    def __init__(self, source: Source, lines: Lines, spoiled: list[Diagnostic]) -> None:
        self.source = source
        self.lines = lines
        self.diagnostics = spoiled
        self.readable, self.back = readable(source.text)
        self.open: list[_Open] = []
        self.anchors: dict[str, _Anchored] = {}
        self.values = 0
        self.documents = 0
        self.root: Node | None = None
        self.last = (0, 0)
        self.style = ""

    def read(self) -> Node | None:
        """The document, or nothing when it cannot be read to its end."""
        try:
            self.take_all()
        except _Enough:
            return None
        if self.root is None or (isinstance(self.root, Scalar) and self.root.value is None):
            self.diagnostics.append(Diagnostic(EMPTY_FILE, START))
            return None
        return self.root

    def take_all(self) -> None:
        try:
            for event in yaml.parse(self.readable, Loader=yaml.CSafeLoader):
                self.take(event)
        except yaml.MarkedYAMLError as error:
            self.stopped(error)
            raise _Enough from None
        except yaml.YAMLError:
            raise self.give_up(explain(self.stop("", "", 0, 0))) from None

    def take(self, event: yaml.Event) -> None:
        """Take in the next event."""
        match event:
            case yaml.ScalarEvent():
                self.scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self.begin(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.finish(_bounds(event)[1])
            case yaml.AliasEvent():
                self.alias(event)
            case yaml.DocumentStartEvent():
                self.document(event)

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)
        if len(self.diagnostics) >= MOST_DIAGNOSTICS:
            raise _Enough

    def give_up(self, diagnostic: Diagnostic) -> _Enough:
        self.diagnostics.append(diagnostic)
        return _Enough()

    def document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        start, _ = _bounds(event)
        first_line = self.lines.span(*self.lines.bounds(start))
        if self.documents > 1:
            raise self.give_up(Diagnostic(SEVERAL_DOCUMENTS, first_line))
        if event.tags or event.version not in (None, (1, 2)):
            self.report(Diagnostic(YAML_DIRECTIVE, first_line))

    def scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = _bounds(event)
        text, style = event.value, event.style or ""
        anchor = event.anchor
        no_mark = self.is_ampersand_text(event)
        if no_mark:
            anchor, text = None, folded(self.source.text[start:end])
        elif anchor or event.tag:
            start = self.after_properties(start, end, event.tag, text=not style)
        if style in ("|", ">"):
            end = start + len(self.source.text[start:end].rstrip(" \t\r\n"))
        self.last, self.style = (start, end), style
        if self.back:
            text = text.translate(self.back)
        value = text if style or event.tag in _TEXT_TAGS else resolve(text)
        scalar = Scalar(value, self.lines.span(start, end), text, style, start, end, self.source)
        if style == '"' and "\\" in self.source.text[start:end]:
            self.control_character(scalar)
        if not self.at_key():
            trap = comment_trap(scalar, self.lines, flow=bool(self.open) and self.open[-1].flow)
            if trap:
                scalar, diagnostic = trap
                self.report(diagnostic)
            elif unread := quote_trap(scalar, self.lines):
                self.report(unread)
            elif no_mark:
                line, fix = quoting(self.source.text, self.lines, start, end)
                place = self.lines.span(start, start + 1)
                self.report(Diagnostic(RESERVED_START, place, {"line": line, "mark": "&"}, fixes=(fix,)))
        self.count(1, scalar.span)
        self.add(scalar, anchor)

    def is_ampersand_text(self, event: yaml.ScalarEvent) -> bool:
        """Whether what YAML reads as a mark for repetition was text: `&Resor i kronor`, which nothing repeats."""
        if not event.anchor or event.tag or event.style or self.at_key() or event.anchor in self.repeated:
            return False
        return event.value == "" or isinstance(resolve(event.value), str)

    @cached_property
    def repeated(self) -> frozenset[str]:
        return repeated(self.source.text)

    def after_properties(self, start: int, end: int, tag: str | None, *, text: bool) -> int:
        """Where a value begins after its anchor and its tag; a tag is reported, which may be how a text begins."""
        found = _PROPERTIES.match(self.source.text, start, end)
        after = found.end() if found else start
        if tag:
            mark = self.source.text.find("!", start, end)
            self.report(tagged(self.source.text, self.lines, mark, end if text else None))
        return after

    def control_character(self, scalar: Scalar) -> None:
        character = has_control_character(scalar.text)
        if character:
            self.report(Diagnostic(CONTROL_CHARACTER, scalar.span, {"character": character}))

    def at_key(self) -> bool:
        """Whether what comes next is a key."""
        return bool(self.open) and self.open[-1].mapping and len(self.open[-1].children) % 2 == 0

    def count(self, values: int, place: Span) -> None:
        self.values += values
        if self.values > MOST_VALUES:
            raise self.give_up(Diagnostic(TOO_MANY_VALUES, place, {"limit": _MOST}))

    def add(self, node: Node, anchor: str | None, values: int = 1, height: int = 0) -> None:
        """Put a finished value where it belongs."""
        if anchor:
            self.anchors[anchor] = _Anchored(node, values, height)
        if self.open:
            self.open[-1].children.append(node)
            self.open[-1].height = max(self.open[-1].height, height + 1)
        else:
            self.root = node

    def begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        start, end = _bounds(event)
        if event.anchor or event.tag:
            start = self.after_properties(start, len(self.source.text) if event.tag else end, event.tag, text=False)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(None)
        mapping = isinstance(event, yaml.MappingStartEvent)
        self.open.append(_Open(mapping, bool(event.flow_style), start, self.values, event.anchor))
        self.style = "block"
        if len(self.open) > DEEPEST:
            raise self.give_up(Diagnostic(TOO_DEEP, self.lines.span(start, start + 1), {"limit": DEEPEST}))

    def finish(self, end: int) -> None:
        done = self.open.pop()
        done.end = end if done.flow else self.last[1]
        self.last, self.style = (done.start, done.end), "flow" if done.flow else "block"
        span = self.lines.span(done.start, done.end)
        self.count(1, span)
        node = self.mapping(done, span) if done.mapping else Sequence(tuple(done.children), span)
        self.add(node, done.anchor, self.values - done.values_before, done.height)

    def alias(self, event: yaml.AliasEvent) -> None:
        start, end = _bounds(event)
        span = self.lines.span(start, end)
        self.last, self.style = (start, end), "alias"
        name = str(event.anchor)
        anchored = self.anchors.get(name)
        if anchored and anchored.node is not None:
            self.count(anchored.values, span)
            if len(self.open) + anchored.height > DEEPEST:
                raise self.give_up(Diagnostic(TOO_DEEP, span, {"limit": DEEPEST}))
            self.add(anchored.node, None, anchored.values, anchored.height)
            return
        text = self.source.text[start:end]
        rule = RECURSIVE_ALIAS if anchored else UNKNOWN_ALIAS
        self.report(Diagnostic(rule, span, {"name": name, "text": quoted(text)}))
        self.count(1, span)
        self.add(Scalar(text, span, text, "", start, end, self.source), None)

    def mapping(self, done: _Open, span: Span) -> Node:
        """The mapping of keys and values that were read in turns, or the text that it was meant to be."""
        mapping = Mapping({}, {}, span)
        self.entries(done, mapping)
        if len(mapping.keys) == 1 and not done.flow and self.open:
            trap = colon_trap(mapping, self.lines, in_list=not self.open[-1].mapping)
            if trap:
                self.report(trap[1])
                return trap[0]
        return mapping

    def entries(self, done: _Open, mapping: Mapping) -> None:
        """Put the keys and values that were read in turns into the mapping; a key still without a value waits."""
        pairs = list(zip(done.children[::2], done.children[1::2], strict=False))
        if done.flow:
            pairs, traps = comma_traps(pairs, self.lines)
            self.diagnostics += traps
        again: set[str] = set()
        for key, value in pairs:
            self.entry(mapping, key, value, again)

    def entry(self, mapping: Mapping, key: Node, value: Node, again: set[str]) -> None:
        """Put a key and its value into the mapping, unless the key is there or cannot be one."""
        if not isinstance(key, Scalar) or (key.start == key.end):
            self.report(Diagnostic(KEY_NOT_TEXT, key.span))
            return
        if not isinstance(key.value, str):
            self.report(Diagnostic(KEY_NOT_TEXT, key.span, fixes=(Fix(key.span, quoted(key.text)),)))
        if key.text.startswith("\u00a0"):
            raise self.give_up(Diagnostic(HARD_SPACE, self.lines.span(key.start, key.start + 1)))
        first = mapping.keys.get(key.text)
        if first is not None:
            if not _FIRST_KEYS & again:  # what follows a second id belongs to another thing
                note = Note(_FIRST, span=first.span)
                rule = MISSING_DASH if key.text in _FIRST_KEYS else DUPLICATE_KEY
                self.report(Diagnostic(rule, key.span, {"key": key.text}, notes=(note,)))
            again.add(key.text)
            return
        mapping.keys[key.text] = key
        mapping.values[key.text] = value

    def stopped(self, error: yaml.MarkedYAMLError) -> None:
        """Report where libyaml stopped, unless that follows from what is reported already."""
        begun = error.context_mark.index if error.context_mark else 0
        at = error.problem_mark.index if error.problem_mark else begun
        stop = self.stop(error.problem or "", error.context or "", at, begun)
        for unfinished in self.open:
            if unfinished.mapping:
                self.entries(unfinished, Mapping({}, {}, START))
        if self.cut_by_comment():
            return
        if stop.style == "alias" and stop.beside_last:
            line = self.lines.span(*stop.last).line
            self.diagnostics = [d for d in self.diagnostics if not (d.rule is UNKNOWN_ALIAS and d.span.line == line)]
        found = explain(stop)
        if all(found.span.line != reported.span.line for reported in self.diagnostics):
            self.diagnostics.append(found)

    def cut_by_comment(self) -> bool:
        """Whether a comment cut the text that was read last, so that the text's next line reads like nonsense."""
        last_line = self.lines.span(*self.last).end_line
        return any(d.rule is COMMENT_CUTS_TEXT and d.span.line == last_line for d in self.diagnostics)

    def stop(self, problem: str, context: str, at: int, begun: int) -> Stop:
        brackets = tuple(done.start for done in self.open if done.flow and self.source.text[done.start] in "[{")
        at = min(at, len(self.source.text))
        return Stop(self.source.text, self.lines, problem, context, at, begun, self.last, self.style, brackets)
