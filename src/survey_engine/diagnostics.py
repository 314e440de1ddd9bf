"""What is wrong with a form, as data: rules, diagnostics and the error that carries them.

A rule is a constant beside the check that reports it. Its texts are templates in every language that people are
spoken to in; a diagnostic is a rule, a place and the parameters, and becomes prose only when it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from survey_engine.source import Span

Severity = Literal["error", "warning"]
Language = str

LANGUAGES = ("sv", "en")
"""The languages in which people are spoken to; anything else is answered in English."""


def spoken(language: Language) -> str:
    """The language to speak to somebody who asked for that one (`sv-FI` is answered in `sv`)."""
    primary = language.replace("_", "-").split("-")[0].casefold()
    return primary if primary in LANGUAGES else "en"


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that can be wrong: a stable code, how bad it is, and what is said, as `str.format` templates.

    `message` is short and lower-case, `help` says what to write instead; both are language → template. A parameter
    that is itself a mapping from language to text is put into words in the reader's language.
    """

    code: str
    message: Mapping[str, str]
    help: Mapping[str, str] | None = None
    severity: Severity = "error"


Param = str | int | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fix:
    """An edit that mends what a diagnostic reports: that stretch of the file is replaced by that text."""

    span: Span
    """What to replace."""
    text: str
    """By what."""


@dataclass(frozen=True, slots=True)
class Note:
    """Context for a diagnostic: language → sentence, and the place it speaks of, if it speaks of one."""

    text: Mapping[str, str]
    """Not public: `message`, in every language."""
    params: Mapping[str, Param] = field(default_factory=dict)
    """Not public: what is filled into `text`."""
    span: Span | None = None
    """The place that it speaks of, or None."""
    language: Language = "sv"
    """The language of `message`."""

    @property
    def message(self) -> str:
        """The sentence in the language of the diagnostic."""
        return _fill(self.text, self.params, self.language)


@dataclass(frozen=True, repr=False)
class Diagnostic:
    """One thing that is wrong with a form, or doubtful about it, at its place.

    `code` is stable; `severity` is `error` or `warning`; `message`, `help` (which may be empty) and the notes are in
    the language that was asked for; `fixes` are edits that are certain to be what was meant.
    """

    rule: Rule = field(repr=False)
    """Not public: the kind of fault."""
    span: Span
    """The smallest stretch of the file that has to change."""
    params: Mapping[str, Param] = field(default_factory=dict)
    """Not public: what is filled into the texts."""
    notes: tuple[Note, ...] = ()
    """Context: other places that have to do with it."""
    fixes: tuple[Fix, ...] = ()
    """Edits that mend it, each on its own; empty where it is not certain what was meant."""
    language: Language = "sv"
    """The language of its texts."""

    @property
    def code(self) -> str:
        """What is wrong, in a few words with hyphens that stay the same between versions."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """With an `error` the form does not load, with a `warning` it does."""
        return self.rule.severity

    @property
    def message(self) -> str:
        """What is wrong: short, without capital or full stop."""
        return _fill(self.rule.message, self.params, self.language)

    @property
    def help(self) -> str:
        """What to write instead, or nothing."""
        return _fill(self.rule.help, self.params, self.language) if self.rule.help else ""

    def __repr__(self) -> str:
        return f"<Diagnostic {self.severity}[{self.code}] {self.span.line}:{self.span.column}: {self.message}>"

    def __hash__(self) -> int:
        return hash((self.code, self.span))

    def in_language(self, language: Language) -> Self:
        """The same diagnostic, spoken in another language."""
        notes = tuple(replace(note, language=language) for note in self.notes)
        return replace(self, language=language, notes=notes)

    def as_json(self) -> dict[str, object]:
        """The diagnostic as JSON values."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "help": self.help,
            "notes": [{"message": note.message, "span": _span_json(note.span)} for note in self.notes],
            "fixes": [{"span": _span_json(fix.span), "text": fix.text} for fix in self.fixes],
            "span": _span_json(self.span),
        }


class SurveyError(Exception):
    """A form that has errors. `.diagnostics` holds all that is wrong with it, warnings too, in the file's order."""

    def __init__(self, diagnostics: Iterable[Diagnostic], name: str = "<text>") -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        """All that is wrong, warnings too, in the file's order."""
        self.name: str = name
        """The file's path as it was given, or `<text>`."""
        super().__init__(self.diagnostics, name)

    def __str__(self) -> str:
        return "\n".join(line for diagnostic in self.diagnostics for line in self._told(diagnostic))

    def _told(self, diagnostic: Diagnostic) -> Iterator[str]:
        place = f"{self.name}:{diagnostic.span.line}:{diagnostic.span.column}"
        yield f"{place}: {diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"
        if diagnostic.help:
            yield f"    {diagnostic.help}"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics in the file's order, each once (a condition that is checked in two places errs once)."""
    seen: dict[tuple[str, Span, str], Diagnostic] = {}
    for diagnostic in diagnostics:
        seen.setdefault((diagnostic.code, diagnostic.span, diagnostic.message), diagnostic)
    return tuple(sorted(seen.values(), key=lambda d: d.span))


MORE = {
    "sv": "det kan finnas fler fel än som visas: rätta dessa och kontrollera igen",
    "en": "there may be more faults than are shown: mend these and check again",
}


def cut_off(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The diagnostics, of which there would have been more; the last of them says so."""
    *others, last = diagnostics
    return (*others, replace(last, notes=(*last.notes, Note(MORE))))


MOST_ALIKE = 20
"""So many warnings of one code are enough for one reading."""


def few_of_each(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics with only the first warnings of each code; the last of many says that there are more."""
    kept: list[Diagnostic] = []
    last: dict[str, int] = {}
    told: Counter[str] = Counter()
    for diagnostic in diagnostics:
        code = diagnostic.code
        told[code] += diagnostic.severity == "warning"
        if told[code] <= MOST_ALIKE:
            last[code] = len(kept)
            kept.append(diagnostic)
    for code, index in last.items():
        if told[code] > MOST_ALIKE:
            (kept[index],) = cut_off((kept[index],))
    return tuple(kept)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity == "error" for d in diagnostics)


def _fill(texts: Mapping[str, str], params: Mapping[str, Param], language: Language) -> str:
    tongue = spoken(language)
    words = {name: value[tongue] if isinstance(value, Mapping) else value for name, value in params.items()}
    return texts[tongue].format(**words)


def _span_json(span: Span | None) -> dict[str, int] | None:
    if span is None:
        return None
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}
