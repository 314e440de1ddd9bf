"""Where YAML's own rules are broken: what libyaml stumbles over, in plain words.

libyaml says what it expected; an author has to be told what to write. Each function here knows one thing that people
do, and gives a diagnostic when that is what happened.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from survey_engine.diagnostics import Diagnostic, Fix, Note, Rule
from survey_engine.parsing.decoding import CONTROL_CHARACTER
from survey_engine.parsing.placing import Lines
from survey_engine.parsing.traps import TEXT_AFTER_QUOTE, TRAILING_COLON, end_of_text, quoting

YAML_SYNTAX = Rule(
    "yaml-syntax",
    {"sv": "det här är inte giltig YAML", "en": "this is not valid YAML"},
    {
        "sv": "varje rad skrivs nyckel: värde eller börjar med ett streck; text med särskilda tecken får citattecken",
        "en": "each line is written key: value or begins with a dash; text with special characters is put in quotes",
    },
)
TAB_INDENTATION = Rule(
    "tab-indentation",
    {"sv": "här står ett tabbtecken där det ska vara mellanslag", "en": "here is a tab where there should be spaces"},
    {"sv": "byt tabbtecknet mot mellanslag, två för varje nivå", "en": "replace the tab by spaces, two for each level"},
)
HARD_SPACE = Rule(
    "hard-space-indentation",
    {"sv": "raden är indragen med hårda mellanslag", "en": "the line is indented with non-breaking spaces"},
    {
        "sv": "byt dem mot vanliga mellanslag; de följer ofta med när man klistrar in från en webbsida",
        "en": "replace them by ordinary spaces; they often come along when text is pasted from a web page",
    },
)
BAD_INDENTATION = Rule(
    "bad-indentation",
    {
        "sv": "raden börjar inte i samma kolumn som raderna den hör ihop med",
        "en": "the line is not in line with its siblings",
    },
    {
        "sv": "låt nycklar och streck som hör ihop börja i samma kolumn, och fortsättningen på en text längre in",
        "en": "let keys and dashes that belong together begin in the same column, and the rest of a text further in",
    },
)
UNCLOSED_QUOTE = Rule(
    "yaml-unclosed-quote",
    {
        "sv": "citattecknet som öppnas här stängs inte på raden",
        "en": "the quote that opens here is not closed on its line",
    },
    {
        "sv": "sätt {mark} där texten slutar; hör tecknet till texten: {line}",
        "en": "put {mark} where the text ends; if the mark belongs to the text: {line}",
    },
)
UNCLOSED_BRACKET = Rule(
    "yaml-unclosed-bracket",
    {
        "sv": "parentesen {mark} stängs inte, eller så saknas ett komma",
        "en": "{mark} is not closed, or a comma is missing",
    },
    {
        "sv": "sätt {closing} där den ska sluta, och komma mellan delarna",
        "en": "put {closing} where it ends, commas between parts",
    },
)
_STOPPED = {"sv": "hit gick det att läsa", "en": "it could be read as far as here"}
STRAY_MARK = Rule(
    "stray-mark",
    {"sv": "här står ett {mark} som inte hör till något", "en": "here is a {mark} that belongs to nothing"},
    {
        "sv": "ta bort det, eller sätt citattecken om texten det hör till",
        "en": "delete it, or put quotes around its text",
    },
)
COLON_IN_TEXT = Rule(
    "colon-in-text",
    {"sv": "ett kolon följt av mellanslag mitt i en text", "en": "a colon followed by a space inside a text"},
    {"sv": "sätt citattecken om texten: {line}", "en": "put quotes around the text: {line}"},
)
RESERVED_START = Rule(
    "reserved-start",
    {
        "sv": "en text utan citattecken kan inte börja med {mark}",
        "en": "a text without quotes cannot begin with {mark}",
    },
    {"sv": "sätt citattecken om texten: {line}", "en": "put quotes around the text: {line}"},
)
BRACKET_IN_TEXT = Rule(
    "bracket-in-text",
    {"sv": "ett {mark} inne i en text inom parenteser", "en": "a {mark} inside a text within brackets"},
    {"sv": "sätt citattecken om texten: {line}", "en": "put quotes around the text: {line}"},
)
UNKNOWN_ESCAPE = Rule(
    "unknown-escape",
    {"sv": '{mark} betyder ingenting inom "…"', "en": '{mark} means nothing inside "…"'},
    {
        "sv": "skriv två omvända snedstreck (\\\\), eller sätt enkla citattecken ('…') om texten",
        "en": "write two backslashes (\\\\), or put single quotes ('…') around the text",
    },
)
MISSING_COLON = Rule(
    "missing-colon",
    {"sv": "raden är ingen nyckel: det saknas kolon och mellanslag", "en": "the line is no key: no colon and space"},
    {
        "sv": "skriv nyckel: värde; hör raden till texten ovanför, dra in den längre än textens nyckel",
        "en": "write key: value; if it belongs to the text above, indent it further than that text's key",
    },
)
MISSING_VALUE = Rule(
    "missing-value",
    {"sv": "nyckeln har inget värde", "en": "the key has no value"},
    {"sv": "skriv ett mellanslag och ett värde efter kolonet", "en": "write a space and a value after the colon"},
)
YAML_TAG = Rule(
    "yaml-tag",
    {"sv": "YAML-taggar (!) används inte här", "en": "YAML tags (!) are not used here"},
    {
        "sv": "ta bort taggen; hör utropstecknet till texten, sätt citattecken om den",
        "en": "delete the tag; if the exclamation mark belongs to the text, put quotes around it",
    },
)
YAML_DIRECTIVE = Rule(
    "yaml-directive",
    {
        "sv": "raden läses som en anvisning till YAML-läsaren",
        "en": "the line is read as an instruction to the YAML reader",
    },
    {
        "sv": "ta bort raden; formulär läses alltid som YAML 1.2",
        "en": "delete the line; forms are always read as YAML 1.2",
    },
)
SEVERAL_DOCUMENTS = Rule(
    "several-documents",
    {"sv": "här börjar ett dokument till i samma fil", "en": "here begins another document in the same file"},
    {
        "sv": "en fil är ett formulär: lägg resten i en egen fil",
        "en": "one file is one form: put the rest in a file of its own",
    },
)

_CLOSING = {"[": "]", "{": "}"}
_KEY_LINE = re.compile(r"[a-zåäö_]+$")
_CROWDED = re.compile(r"(?:- )*[a-z_]+(:)(?=[^\s/:])")


@dataclass(frozen=True, slots=True)
class Stop:
    """What was known when libyaml stopped: its words, where it stands and began, and the value read last.

    `last` is the [start, end) of that value, `style` its style, or `alias`, `flow` (brackets) or `block`; `brackets`
    holds where each open bracket stands.
    """

    text: str
    lines: Lines
    problem: str
    context: str
    at: int
    begun: int
    last: tuple[int, int]
    style: str
    brackets: tuple[int, ...]

    @property
    def mark(self) -> str:
        return self.text[self.at : self.at + 1]

    @property
    def beside_last(self) -> bool:
        """Whether it stopped on the line where the last value ends."""
        return self.last[1] <= self.at < self.lines.bounds(self.last[1])[1]

    @property
    def in_flow(self) -> bool:
        """Whether it stopped inside brackets; libyaml reads ahead, so those on this line may not be known yet."""
        before = self.text[self.lines.bounds(self.at)[0] : self.at]
        return bool(self.brackets) or len(re.findall(r"[\[{]", before)) > len(re.findall(r"[\]}]", before))

    def quoting(self, rule: Rule, start: int, mark: tuple[int, int], *, word: str = "") -> Diagnostic:
        """That rule, with the text that begins at `start` in quotes as its help and its fix."""
        reached = max(self.at if self.in_flow else self.lines.bounds(self.at)[0], start)
        end = max(end_of_text(self.text, self.lines, reached, flow=self.in_flow), start + 1)
        end = start + len(self.text[start:end].rstrip())
        line, fix = quoting(self.text, self.lines, start, end)
        return Diagnostic(rule, self.lines.span(*mark), {"line": line, "mark": word}, fixes=(fix,))


def explain(stop: Stop) -> Diagnostic:
    """What is wrong where libyaml stopped."""
    for recognise in _RECOGNISED:
        found = recognise(stop)
        if found:
            return found
    return Diagnostic(YAML_SYNTAX, stop.lines.span(stop.at, stop.at + 1))


def _directive(stop: Stop) -> Diagnostic | None:
    if "directive" not in stop.context + stop.problem and "incompatible YAML" not in stop.problem:
        return None
    start, end = stop.lines.bounds(stop.begun if stop.context else stop.at)
    return Diagnostic(YAML_DIRECTIVE, stop.lines.span(start, end))


def _another_document(stop: Stop) -> Diagnostic | None:
    if "<document start>" not in stop.problem:
        return None
    if stop.mark in ("]", "}", ","):
        return _stray(stop)
    if stop.style and stop.beside_last:
        return _text_after_quote(stop) or _text_after_bracket(stop)
    return Diagnostic(SEVERAL_DOCUMENTS, stop.lines.span(*stop.lines.bounds(stop.at)))


def _tab(stop: Stop) -> Diagnostic | None:
    if stop.mark != "\t" or not ("tab character" in stop.problem or "cannot start any token" in stop.problem):
        return None
    return Diagnostic(TAB_INDENTATION, stop.lines.span(stop.at, stop.at + 1))


def _unclosed_quote(stop: Stop) -> Diagnostic | None:
    """A quote that is never closed, or only by the next one, lines further down."""
    start = stop.begun
    if stop.context != "while scanning a quoted scalar":
        start, end = stop.last
        if stop.style not in ("'", '"') or not stop.beside_last or end <= stop.lines.bounds(start)[1]:
            return None
    stop_at = end_of_text(stop.text, stop.lines, start, flow=False)
    line = quoting(stop.text, stop.lines, start, stop_at)[0]
    mark = stop.text[start]
    return Diagnostic(UNCLOSED_QUOTE, stop.lines.span(start, start + 1), {"mark": mark, "line": line})


def _escape(stop: Stop) -> Diagnostic | None:
    if stop.context != "while parsing a quoted scalar":
        return None
    backslash = stop.text.rfind("\\", stop.begun, stop.at + 1)
    if "invalid Unicode" in stop.problem:
        width = 6 if stop.text[backslash + 1] == "u" else 10
        written = stop.text[backslash : backslash + width]
        return Diagnostic(CONTROL_CHARACTER, stop.lines.span(backslash, backslash + width), {"character": written})
    written = stop.text[backslash : backslash + 2].strip()
    return Diagnostic(UNKNOWN_ESCAPE, stop.lines.span(backslash, backslash + 2), {"mark": written})


def _tag(stop: Stop) -> Diagnostic | None:
    if "tag" not in stop.context + stop.problem:
        return None
    return Diagnostic(YAML_TAG, stop.lines.span(stop.begun, stop.begun + 1))


def _text_after_quote(stop: Stop) -> Diagnostic | None:
    if stop.style not in ("'", '"') or not stop.beside_last:
        return None
    start, end = stop.last
    if stop.mark in (",", "]", "}"):
        return None if stop.brackets else _stray(stop)
    return stop.quoting(TEXT_AFTER_QUOTE, start, (start, end))


def _reserved(stop: Stop) -> Diagnostic | None:
    """A text that begins with a mark that YAML keeps for itself."""
    start = stop.at
    if stop.context in ("while scanning an alias", "while scanning an anchor", "while scanning a block scalar"):
        start = stop.begun
    elif stop.style == "alias" and stop.beside_last:
        start = stop.last[0]
    elif "mapping values" in stop.problem or not (
        "cannot start any token" in stop.problem
        or "not allowed in this context" in stop.problem
        or ("node content" in stop.problem and stop.mark in ("-?" if stop.brackets else "-?,") and stop.mark)
    ):
        return None
    return stop.quoting(RESERVED_START, start, (start, start + 1), word=stop.text[start : start + 1])


def _colon(stop: Stop) -> Diagnostic | None:
    """A colon in, or at the end of, an unquoted text; or a key that is indented too far and joins the text above."""
    inside = stop.brackets and stop.mark == ":" and "did not find expected" in stop.problem
    if not (inside or "mapping values" in stop.problem or "unexpected ':'" in stop.problem) or stop.style == "flow":
        return None
    start = stop.begun if "unexpected ':'" in stop.problem else stop.last[0]
    line_start = stop.lines.bounds(stop.at)[0]
    if "unexpected ':'" in stop.problem and stop.text[:start].rstrip()[-1:] in ("{", ","):
        return Diagnostic(MISSING_VALUE, stop.lines.span(start, stop.at + 1))
    if start < line_start:
        crowded = _CROWDED.match(stop.text, start)
        if crowded:
            return _crowded(stop, crowded)
        if stop.brackets:
            return None
        if _KEY_LINE.match(stop.text[line_start : stop.at].strip()):
            begun = stop.at - len(stop.text[line_start : stop.at].lstrip())
            return Diagnostic(BAD_INDENTATION, stop.lines.span(begun, stop.at))
    rest = stop.text[stop.at + 1 : stop.lines.bounds(stop.at)[1]].strip()
    last_one = not rest or rest[0] == "#" or (stop.in_flow and rest[0] in ",]}")
    return stop.quoting(TRAILING_COLON if last_one else COLON_IN_TEXT, start, (stop.at, stop.at + 1))


def _bracket_in_text(stop: Stop) -> Diagnostic | None:
    """A list inside an unquoted text within brackets, as in `{id: a, visible_if: kind in [b, c]}`."""
    start = stop.last[0]
    on_the_line = stop.lines.bounds(stop.at)[0] <= start
    if stop.style or not stop.brackets or stop.mark not in _CLOSING or not on_the_line:
        return None
    closed = stop.text.find(_CLOSING[stop.mark], stop.at, stop.lines.bounds(stop.at)[1])
    end = end_of_text(stop.text, stop.lines, max(closed + 1, stop.at), flow=True)
    line, fix = quoting(stop.text, stop.lines, start, end)
    span = stop.lines.span(stop.at, stop.at + 1)
    return Diagnostic(BRACKET_IN_TEXT, span, {"line": line, "mark": stop.mark}, fixes=(fix,))


def _text_after_bracket(stop: Stop) -> Diagnostic | None:
    if stop.style != "flow" or not stop.beside_last:
        return None
    if stop.mark in (",", "]", "}"):
        return None if stop.brackets else _stray(stop)
    start = stop.last[0]
    return stop.quoting(RESERVED_START, start, (start, start + 1), word=stop.text[start])


def _stray(stop: Stop) -> Diagnostic:
    span = stop.lines.span(stop.at, stop.at + 1)
    return Diagnostic(STRAY_MARK, span, {"mark": stop.mark}, fixes=(Fix(span, ""),) if stop.mark == "," else ())


def _bracket(stop: Stop) -> Diagnostic | None:
    """A bracket that nothing opened, or that nothing closes."""
    if not stop.brackets:
        return _stray(stop) if stop.mark in ("]", "}") else None
    if stop.mark == "," and "node content" in stop.problem:
        return _stray(stop)
    opened = stop.brackets[-1]
    mark = stop.text[opened]
    note = Note(_STOPPED, span=stop.lines.span(stop.at, stop.at + 1))
    words = {"mark": mark, "closing": _CLOSING.get(mark, "")}
    return Diagnostic(UNCLOSED_BRACKET, stop.lines.span(opened, opened + 1), words, notes=(note,))


def _crowded(stop: Stop, found: re.Match[str]) -> Diagnostic:
    """A key whose colon has no space after it: `label:Namn`."""
    start, colon = found.span(1)[0], found.end(1)
    space = Fix(stop.lines.span(colon, colon), " ")
    return Diagnostic(MISSING_COLON, stop.lines.span(start, colon), fixes=(space,))


def _missing_colon(stop: Stop) -> Diagnostic | None:
    if "could not find expected ':'" not in stop.problem:
        return None
    start, end = stop.lines.bounds(stop.begun)
    if stop.text[start:end].lstrip(" \t").startswith("\u00a0"):
        return Diagnostic(HARD_SPACE, stop.lines.span(stop.begun, stop.begun + 1))
    crowded = _CROWDED.match(stop.text, stop.begun)
    return _crowded(stop, crowded) if crowded else Diagnostic(MISSING_COLON, stop.lines.span(stop.begun, end))


def _indentation(stop: Stop) -> Diagnostic | None:
    if "did not find expected key" not in stop.problem and "expected '-' indicator" not in stop.problem:
        return None
    return Diagnostic(BAD_INDENTATION, stop.lines.span(stop.at, max(stop.lines.bounds(stop.at)[1], stop.at + 1)))


_RECOGNISED: tuple[Callable[[Stop], Diagnostic | None], ...] = (
    _directive,
    _another_document,
    _tab,
    _unclosed_quote,
    _escape,
    _tag,
    _text_after_quote,
    _reserved,
    _colon,
    _text_after_bracket,
    _bracket_in_text,
    _bracket,
    _missing_colon,
    _indentation,
)
