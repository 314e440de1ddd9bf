"""Why something is shown or not: its conditions, their parts with the values they read, and what would flip them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from survey_engine.diagnostics import spoken
from survey_engine.expr import nodes
from survey_engine.expr.paths import paths
from survey_engine.located import Level, read_in
from survey_engine.model import Condition, Form

if TYPE_CHECKING:
    from survey_engine.expr.words.prose import Fact


_MANY = 3
"""With more values than so many, those that are missing are not told one by one."""

_THINGS: dict[str, dict[Level, str]] = {
    "sv": {
        "page": "Avsnittet",
        "question": "Frågan",
        "row": "Raden",
        "field": "Uppgiften",
        "option": "Alternativet",
        "companion": "Beskrivningen",
    },
    "en": {
        "page": "The section",
        "question": "The question",
        "row": "The row",
        "field": "The field",
        "option": "The option",
        "companion": "The description",
    },
}
_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "shown": "{thing} visas.",
        "shown.option": "{thing} kan väljas.",
        "free": "{thing} visas utan villkor.",
        "free.option": "{thing} kan väljas utan villkor.",
        "hidden": "{thing} visas inte.",
        "hidden.option": "{thing} kan inte väljas.",
        "empty": "{thing} visas inte, eftersom inget av innehållet visas.",
        "no_option": "{thing} visas inte, eftersom inget alternativ kan väljas.",
        "unmet": "{thing} visas inte, eftersom {why}.",
        "unmet.option": "{thing} kan inte väljas, eftersom {why}.",
        "met": "{thing}s villkor är uppfyllt, eftersom {why}.",
        "meet": "För att villkoret ska bli uppfyllt räcker det att {flips}.",
        "turn": "För att villkoret inte längre ska vara uppfyllt räcker det att {flips}.",
        "since": ", eftersom ",
        "and_since": ", och eftersom ",
        "that": ", att ",
        "and_that": ", och att ",
        "now": "nu: {value}",
        "no_answer": "inget svar",
        "no_value": "inget värde",
        "ticked": "ikryssad",
        "unticked": "inte ikryssad",
    },
    "en": {
        "shown": "{thing} is shown.",
        "shown.option": "{thing} can be chosen.",
        "free": "{thing} is shown without a condition.",
        "free.option": "{thing} can be chosen without a condition.",
        "hidden": "{thing} is not shown.",
        "hidden.option": "{thing} cannot be chosen.",
        "empty": "{thing} is not shown, because nothing in it is.",
        "no_option": "{thing} is not shown, because no option can be chosen.",
        "unmet": "{thing} is not shown, because {why}.",
        "unmet.option": "{thing} cannot be chosen, because {why}.",
        "met": "{thing}’s condition is met, because {why}.",
        "meet": "For the condition to be met, it is enough that {flips}.",
        "turn": "For the condition no longer to be met, it is enough that {flips}.",
        "since": ", because ",
        "and_since": ", and because ",
        "that": ", that ",
        "and_that": ", and that ",
        "now": "now: {value}",
        "no_answer": "no answer",
        "no_value": "no value",
        "ticked": "ticked",
        "unticked": "not ticked",
    },
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a condition that is true or false on its own.

    `source` is its text as written, `values` the values in effect that it reads, by path; what is missing is None.
    """

    source: str
    """Its text, as it stands in the form."""
    holds: bool
    """Whether it is true."""
    values: tuple[tuple[str, Any], ...] = field(repr=False)
    """Path and value of all that it reads, None for what is missing."""
    condition: Condition = field(repr=False, compare=False)
    """Not public: the part alone, as a condition."""

    def in_words(self, language: str) -> str:
        """How it stands, as a clause to stand after "eftersom" or "because", with the values that it reads.

        Like `Condition.in_words` it is Swedish for `sv` and English for every other language.
        """
        return _because((self,), language)

    def values_in_words(self, language: str) -> tuple[str, ...]:
        """The values that it reads, each with what it is called: `Oanvänt statsbidrag: 0 kr`."""
        return tuple(_Values((self,), language).named(path) for path, _ in self.values)


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that shows something or hides it, and how it stands.

    `level` says whose condition it is: the page's, the question's, the row's, the field's, an option's, or, for a
    companion text, that its option is chosen. `parts` are its clauses, and `flips` the fewest of them that together,
    each turned to its opposite, would turn the whole (one of the shortest ways, where there are several).
    """

    level: Level
    """Whose condition it is."""
    source: str
    """The whole condition, as it stands in the form."""
    holds: bool
    """Whether it is true."""
    parts: tuple[Part, ...]
    """Its clauses, each once, in the order of the text."""
    flips: tuple[Part, ...]
    """The fewest clauses that together would turn it."""
    condition: Condition = field(repr=False, compare=False)
    """Not public: the condition itself."""

    def in_words(self, language: str) -> str:
        """How it stands and what makes it so, with values, and what would turn it if that is less: whole sentences.

        It speaks of the part of the form whose condition it is, in Swedish for `sv` and in English for every other
        language.
        """
        words = _WORDS[spoken(language)]
        deciding = decisive(self)
        told = _of("met" if self.holds else "unmet", self.level, language, why=_because(deciding, language))
        if set(self.flips) == set(deciding):
            return told
        turned = [fact.words for fact in _facts(self.flips, language, turned=True)]
        enough = _joined(turned, words["that"], words["and_that"])
        return f"{told} {words['turn' if self.holds else 'meet'].format(flips=enough)}"


@dataclass(frozen=True, slots=True)
class Why:
    """Why a page, question or field is shown or not. Without reasons it has no condition."""

    path: str
    """What was asked for: a path or an id."""
    shown: bool
    """Whether it is shown; of an option, whether it is available."""
    reasons: tuple[Reason, ...]
    """The conditions that decide it, from the page inwards."""
    thing: Level = field(repr=False)
    """Not public: what was asked for."""

    def in_words(self, language: str) -> str:
        """The whole explanation in a few sentences, for people: Swedish for `sv`, English for every other language."""
        return " ".join(self._sentences(language))

    def _sentences(self, language: str) -> Iterator[str]:
        deciding = [reason for reason in self.reasons if reason.holds is self.shown]
        if any(reason.level != "option" for reason in deciding) and self.thing != "option":
            deciding = [reason for reason in deciding if reason.level != "option"]
        if self.shown:
            yield _of("shown" if self.reasons else "free", self.thing, language)
        elif not deciding:
            yield _of("empty", self.thing, language)
        elif self.thing != "option" and all(reason.level == "option" for reason in deciding):
            yield _of("no_option", self.thing, language)
        elif deciding[-1].level != self.thing:
            yield _of("hidden", self.thing, language)
        yield from dict.fromkeys(reason.in_words(language) for reason in deciding)


def _of(key: str, level: Level, language: str, **told: str) -> str:
    """A sentence about a thing of that level."""
    tongue = spoken(language)
    words = _WORDS[tongue]
    return words.get(f"{key}.{level}", words[key]).format(thing=_THINGS[tongue][level], **told)


Judge = Callable[[nodes.Condition], bool]


def reason(level: Level, condition: Condition, values: Mapping[str, Any], judge: Judge) -> Reason:
    """How a condition stands. `judge` says whether a clause holds for these values."""
    parts = {id(node): _part(node, condition, values, judge) for node in written_clauses(condition.tree)}
    holds, flips = _decided(condition.tree, parts, _fewest)
    return Reason(
        level, condition.source, holds, tuple(dict.fromkeys(parts.values())), tuple(dict.fromkeys(flips)), condition
    )


def decisive(reason: Reason) -> tuple[Part, ...]:
    """The clauses that, as they stand, make the condition true or false whatever the rest may be."""
    by_source = {part.source: part for part in reason.parts}
    parts = {id(node): by_source[_text(reason.condition, node)] for node in written_clauses(reason.condition.tree)}
    return tuple(dict.fromkeys(_decided(reason.condition.tree, parts, _every)[1]))


def because(reason: Reason, language: str) -> str:
    """What makes a condition true or false, as a clause to stand after "eftersom" or "because", with values."""
    return _because(decisive(reason), language)


def thing_in_words(level: Level, language: str) -> str:
    """What a thing of that level is called at the beginning of a sentence: `Frågan`, `The question`."""
    return _THINGS[spoken(language)][level]


def clauses(node: nodes.Condition) -> Iterator[nodes.Condition]:
    """The smallest conditions that a condition is made of."""
    match node:
        case nodes.And() | nodes.Or():
            for part in node.parts:
                yield from clauses(part)
        case nodes.Not():
            yield from clauses(node.part)
        case _:
            yield node


def written_clauses(node: nodes.Condition) -> Iterator[nodes.Condition]:
    """The smallest conditions that a condition is made of, as they are written: `!=` and `not in` are one word there,
    and in the tree a `Not` of the same text."""
    match node:
        case nodes.And() | nodes.Or():
            for part in node.parts:
                yield from written_clauses(part)
        case nodes.Not(part) if isinstance(part, nodes.And | nodes.Or | nodes.Not) or part.at != node.at:
            yield from written_clauses(part)
        case _:
            yield node


def _part(node: nodes.Condition, condition: Condition, values: Mapping[str, Any], judge: Judge) -> Part:
    read = tuple((path, values.get(path)) for path in dict.fromkeys(paths(node)))
    source = _text(condition, node)
    return Part(source, judge(node), read, read_in(condition.form, source, node))


def _text(condition: Condition, node: nodes.Condition) -> str:
    start, end = node.at
    return condition.source[start:end]


Choose = Callable[[Sequence[tuple[Part, ...]]], tuple[Part, ...]]


def _decided(node: nodes.Condition, parts: Mapping[int, Part], choose: Choose) -> tuple[bool, tuple[Part, ...]]:
    """Whether a condition holds, and the clauses that decide it; `choose` says which where all have to go together.

    Each clause is taken to be free of the others.
    """
    match node:
        case nodes.Not() if id(node) not in parts:
            inner, told = _decided(node.part, parts, choose)
            return not inner, told
        case nodes.And() | nodes.Or():
            each = [_decided(part, parts, choose) for part in node.parts]
            decides = isinstance(node, nodes.Or)  # the value of one part that decides the whole
            deciding = [told for value, told in each if value is decides]
            if deciding:
                return decides, _every(deciding)
            return not decides, choose([told for _, told in each])
        case _:
            return parts[id(node)].holds, (parts[id(node)],)


def _fewest(ways: Sequence[tuple[Part, ...]]) -> tuple[Part, ...]:
    return min(ways, key=len)


def _every(ways: Sequence[tuple[Part, ...]]) -> tuple[Part, ...]:
    return tuple(part for way in ways for part in way)


def _because(parts: Sequence[Part], language: str) -> str:
    """How all of these parts stand: `A inte är större än 0 kr (nu: 0 kr), och eftersom ni har kryssat i ”B”`."""
    words, values = _WORDS[spoken(language)], _Values(parts, language)
    told = []
    for fact in _facts(parts, language):
        read = values.told(fact.paths, alone=len(fact.paths) == 1)
        told.append(f"{fact.words} ({read})" if read else fact.words)
    return _joined(told, words["since"], words["and_since"])


def _facts(parts: Sequence[Part], language: str, *, turned: bool = False) -> tuple[Fact, ...]:
    """What is true of these parts as they stand or, `turned`, when each is the opposite."""
    from survey_engine.expr.words.prose import facts  # late: who never asks for words need not load them

    trees = [part.condition.tree if part.holds is not turned else nodes.Not(part.condition.tree) for part in parts]
    return facts(trees, _form_of(parts).callings(language))


def now(reason: Reason, language: str) -> str:
    """The values that decide a condition: `nu: 0 kr`, `inget svar`, or by name where it reads others too."""
    read = dict.fromkeys(path for part in decisive(reason) for path, _ in part.values)
    values = _Values(reason.parts, language)
    return values.told(tuple(read), alone=len(values.values) == 1)


class _Values:
    """The values that some parts of one condition read, in words."""

    def __init__(self, parts: Sequence[Part], language: str) -> None:
        self.values = dict(pair for part in parts for pair in part.values)
        self.callings = _form_of(parts).callings(language)
        self.fields = _form_of(parts).by_path
        self.words = _WORDS[spoken(language)]

    def told(self, paths: Sequence[str], *, alone: bool) -> str:
        """The values at these paths, by name unless it is `alone`; nothing where there are none to tell."""
        there = [path for path in paths if self.values[path] is not None]
        said = {self.word(path) for path in paths}
        if not there and len(said) == 1:
            return said.pop()
        if alone:
            return self.words["now"].format(value=self.word(paths[0]))
        return "; ".join(map(self.named, there if there and len(paths) > _MANY else paths))

    def named(self, path: str) -> str:
        return f"{self.callings.value(path)}: {self.word(path)}"

    def word(self, path: str) -> str:
        """One value, or that there is none."""
        value, part = self.values[path], self.fields[path]
        if part.type == "confirm":
            return self.words["unticked" if value is None else "ticked"]
        if value is None:
            return self.words["no_answer" if part.answerable else "no_value"]
        from survey_engine.expr.words.prose import amount  # late: who never asks for words need not load them

        return amount(path, value, self.callings)


def _form_of(parts: Sequence[Part]) -> Form:
    form = parts[0].condition.form
    assert form is not None  # a condition is read in a form
    return form


def _joined(clauses: Sequence[str], between: str, last: str) -> str:
    *head, tail = clauses
    return between.join(head) + last + tail if head else tail
