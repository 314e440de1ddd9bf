"""Which known word somebody meant: near in spelling, case and diacritics aside."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from itertools import islice

_LONGEST = 200
_SEPARATORS = str.maketrans("- ", "__")


MOST_CANDIDATES = 5_000
"""So many candidates are looked at; what is named so seldom lies further on that nobody needs to wait for it."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is nearest to the word, or None when none is near; of equally near ones the first,
    but one with the same digits before one with others: `item_2` is not meant by `itme_1`.

    A letter more, less, wrong or in the wrong place counts one; words of 3–5 letters may differ by one, of 6–9 by two,
    longer ones by three, and the parts of a dotted path each on their own. Case and diacritics count for nothing.
    """
    wanted = folded(word)
    letters = frozenset(wanted)
    reach = sum(max(_allowed(part, part), 1) for part in wanted.split("."))
    best: str | None = None
    bound = reach + 1
    digits = _digits(wanted)
    another = False
    for candidate in islice(candidates, MOST_CANDIDATES):
        if abs(len(candidate) - len(wanted)) > reach or candidate == word:
            continue
        other = folded(candidate)
        if len(letters.symmetric_difference(other)) > 2 * bound:
            continue
        distance = _distance(wanted, other, bound if another else bound - 1)
        if distance is not None and (distance < bound or _digits(other) == digits):
            best, bound, another = candidate, distance, _digits(other) != digits
            if bound == 0:
                break
    return best


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(filter(str.isdigit, word))


def same_word(word: str, other: str) -> bool:
    """Whether two words differ in nothing but case, diacritics and `-` or a space for `_`."""
    return folded(word) == folded(other)


def folded(word: str) -> str:
    """The word in lower case without diacritics, `-` and spaces as `_`."""
    if word.isascii():
        return word.lower().replace("-", "_").replace(" ", "_")
    if len(word) > _LONGEST:  # no name is so long, and what is not one may be made to take for ever
        return word
    lower = word.casefold().translate(_SEPARATORS)
    return "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))


def _distance(word: str, other: str, bound: int) -> int | None:
    """How far apart two folded words are, or None when that is too far for their length or more than the bound."""
    if word == other:
        return 0
    parts, others = word.split("."), other.split(".")
    if len(parts) != len(others):
        parts, others = [word], [other]
    total = 0
    for part, its in zip(parts, others, strict=True):
        if part == its:
            continue
        apart = _edits(part, its, min(_allowed(part, its), bound - total))
        if apart is None:
            return None
        total += apart
    return total


def _allowed(word: str, other: str) -> int:
    length = min(len(word), len(other))
    if length < 3:
        return 1 if max(len(word), len(other)) == 3 else 0
    return 1 if length < 6 else 2 if length < 10 else 3


def _edits(word: str, other: str, bound: int) -> int | None:
    """Damerau's distance in its restricted form (no letter is moved twice), or None when it is more than the bound."""
    if bound < 1 or abs(len(word) - len(other)) > bound or len(set(word) ^ set(other)) > 2 * bound:
        return None
    start, end = 0, min(len(word), len(other))
    while start < end and word[start] == other[start]:
        start += 1
    end -= start
    tail = 0
    while tail < end and word[-1 - tail] == other[-1 - tail]:
        tail += 1
    word, other = word[start : len(word) - tail], other[start : len(other) - tail]
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        row = [i]
        for j, its in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == its:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > bound:
            return None
        before, above = above, row
    return above[-1] if above[-1] <= bound else None
