"""Whether a text names what a form calls its things: words compared without case, white space and punctuation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from survey_engine.expr.words.callings import one_line
from survey_engine.model import Form
from survey_engine.texts import Text

Words = tuple[str, ...]
At = tuple[int, int]

ALIKE = 0.8
"""So like a label is a stretch of several words that must be meant for it. In the notes of real forms, what is meant
for a label is at 0.85 or more; what is not, in those notes and in generated ones, at 0.77 or less."""

NUMBERS = (
    r"\s+(?:nr\s+|nummer\s+|number\s+)?([0-9]+(?:(?:\s*[–-]\s*|\s*,\s*|\s+(?:och|eller|and|or|to|till)\s+)[0-9]+)*)"
)
QUESTION_NUMBERS = re.compile(rf"\b(?:fråga|frågan|frågor|frågorna|questions?){NUMBERS}", re.IGNORECASE)
FIGURE = re.compile(r"[0-9]+")

READABLE = 80
"""Characters of a text that is told of."""

_WORD = re.compile(r"[\w%<>=+]+")
_COMPOSED_OR_UNSEEN = re.compile(r"[^\x00-\u02ff\u2010-\u2026]").search
_NUMBERING = re.compile(r"\s*[0-9]+[.)]\s+")
_HEAD_ENDS = re.compile(r"[,.:;–](?=\s)|\s\(")
_MAY_GO_ON = re.compile(r"[,.:;–(]").search
_INSTRUCTION = re.compile(
    r"[,.:;–]\s+(?:beskriv|ange|skriv|specificera|förklara|uppge|nämn|describe|specify|state|explain|please|give|name)\b|\s\(",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[”“„\"]([^”“„\"]+)[”“\"]|«([^«»]+)»|»([^«»]+)[»«]|(?<!\w)[‘’']((?=\S)[^‘’']+(?:\b[’'](?=\w)[^‘’']+)*)(?<=\S)[’'](?!\w)"
)
_LONGEST = 50  # words of a label that is compared with stretches of a text
_ANCHOR = 4  # letters that two forms of a word have in common at their beginning


@dataclass(frozen=True)
class Wording:
    """A text as its words, each folded, and where it stands in the text."""

    text: str

    @cached_property
    def _found(self) -> tuple[re.Match[str], ...]:
        return tuple(_WORD.finditer(self.text))

    @cached_property
    def words(self) -> Words:
        return _words(self.text)

    def at(self, first: int, after: int) -> At:
        """Where the words [first, after) stand in the text."""
        return self._found[first].start(), self._found[after - 1].end()

    def between(self, start: int, end: int) -> At:
        """The words that stand within [start, end) of the text."""
        first = bisect_left(self._found, start, key=lambda found: found.start())
        after = bisect_right(self._found, end, key=lambda found: found.end())
        return (first, after) if first < after else (0, 0)

    @cached_property
    def quotations(self) -> tuple[At, ...]:
        """Where something stands between quotation marks in the text, the marks left out."""
        return tuple(found.span(found.lastindex or 0) for found in _QUOTED.finditer(self.text))


def folded(label: str) -> Words:
    """The words of a label, a number before it left out."""
    found = _NUMBERING.match(label)
    return _words(label[found.end() :] if found and label[found.end() :].strip() else label)


def _words(text: str) -> Words:
    words = _WORD.findall(text)
    if _COMPOSED_OR_UNSEEN(text):
        words = [one_line(word) for word in words]
    return tuple([word.casefold() for word in words])


@lru_cache(maxsize=8_192)
def ways_to_say(label: str, *, short: bool = False) -> tuple[Words, ...]:
    """The words of a label, and those of it without an instruction after a comma or the like (“…, beskriv vad”).

    `short`: also without whatever else comes after one (“Ja, …”).
    """
    if not _MAY_GO_ON(label):
        return (folded(label),)
    heads = (folded(label[: found.start()]) for found in (_HEAD_ENDS if short else _INSTRUCTION).finditer(label))
    return folded(label), *(head for head in heads if head)


class Labels:
    """Labels to be looked for in texts, as they can be said: `short` as in `ways_to_say`."""

    def __init__(self, labels: Iterable[str], *, short: bool = False) -> None:
        self._by_first: dict[str, set[Words]] = defaultdict(set)
        for label in dict.fromkeys(labels):
            for words in ways_to_say(label, short=short):
                if words:
                    self._by_first[words[0]].add(words)

    def __contains__(self, words: Words) -> bool:
        return bool(words) and words in self._by_first.get(words[0], ())

    def begin(self, words: Words) -> bool:
        """Whether some label begins with these words and goes on."""
        return any(known[: len(words)] == words for known in self._by_first.get(words[0] if words else "", ()))

    def occurrences(self, wording: Wording) -> Iterator[At]:
        """The words [first, after) of a text that are a label, the longest at each place."""
        words = wording.words
        for first, word in enumerate(words):
            known = self._by_first.get(word, ())
            sizes = [len(label) for label in known if words[first : first + len(label)] == label]
            if sizes:
                yield first, first + max(sizes)


def in_tongue(text: str, language: str | None) -> str:
    """A text of the model in a language; None: the form's own."""
    return text.in_language(language) if isinstance(text, Text) and language is not None else text


def called(form: Form, language: str | None) -> Iterator[str]:
    """What the things of a form are called, in a language."""
    texts = [form.title]
    for page in form.pages:
        texts.append(page.title)
        for question in page.questions:
            texts += (question.label, question.low, question.high)
            texts += [row.label for row in question.rows] + [column.label for column in question.columns]
            for part in question.fields:
                texts += (part.label, part.statement, part.unit or "", *(option.label for option in part.options))
    return (in_tongue(text, language) for text in texts if text)


def shortened(text: str) -> str:
    """A text as it is told of: on one line, and not too long to read."""
    line = one_line(text)
    return line if len(line) <= READABLE else f"{line[: READABLE - 1].rstrip()}…"


@dataclass
class Likeness:
    """How like two stretches of words are, from 0 to 1; of nothing more when so many have been compared.

    One comparison takes about 0.1 ms, and a form may be made so that it comes to millions.
    """

    left: int

    def of(self, words: Words, label: Words) -> float:
        if self.left <= 0 or not words or not label or max(len(words), len(label)) > 2 * _LONGEST:
            return 0
        self.left -= 1
        return SequenceMatcher(None, " ".join(words), " ".join(label), autojunk=False).ratio()


def most_like(wording: Wording, label: str, taken: Iterable[int], like: Likeness) -> tuple[float, At] | None:
    """The stretch of a text that is most like a label, with how like it is; it has none of the words that are taken."""
    wanted, words, busy = folded(label), wording.words, set(taken)
    if not wanted or not like.left or len(wanted) > _LONGEST:
        return None
    few, many = max(1, round(len(wanted) * 0.6)), round(len(wanted) * 1.4) + 1
    stretches: set[At] = set()
    for place, word in enumerate(words):
        if _same_stem(word, wanted[0]):
            stretches.update((place, place + size) for size in range(few, many + 1))
        if _same_stem(word, wanted[-1]):
            stretches.update((place + 1 - size, place + 1) for size in range(few, many + 1))
    best: tuple[float, At] | None = None
    for first, after in sorted(stretches):
        if first < 0 or after > len(words) or not busy.isdisjoint(range(first, after)):
            continue
        alike = like.of(words[first:after], wanted)
        if best is None or alike > best[0]:
            best = alike, (first, after)
    return best


def _same_stem(word: str, other: str) -> bool:
    return word == other or (len(word) > _ANCHOR and word[:_ANCHOR] == other[:_ANCHOR])
