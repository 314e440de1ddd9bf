"""What a language needs to put a condition into words: its phrases, with places for what they speak of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """The phrases of one language. `{of}` is a question or field, `{value}` a value, `{items}` a list of things.

    Each comparison is the verb and what follows it; the denied one says the opposite and is true of a missing value.
    """

    all_of: str
    """Before a list of which all must hold, inside another: `både `."""
    any_of: str
    """Before a list of which one must hold, inside another: `antingen `."""
    and_: str
    or_: str
    if_: str
    """Between the parts of a list at the top, which stands after "om" itself: `, om `."""
    and_if: str
    or_if: str

    verb: str
    denied_verb: str
    number: Mapping[str, str]
    """Operator → how a number stands to another."""
    day: Mapping[str, str]
    """Operator → how a date stands to another."""
    neither: str
    """Before a list of literals of which the value is none."""
    nor: str

    picked: str
    picked_all: str
    not_picked: str
    not_picked_all: str
    confirmed: str
    not_confirmed: str
    answered: str
    not_answered: str
    cannot_say: str
    not_cannot_say: str

    plus: str
    minus: str
    times: str
    negative: str
    absolute: str
    divided: str
    rounded: str
    """With `{value}` and `{places}`."""
    to_places: Callable[[int], str]
    sum: str
    min: str
    max: str
    count: str
    count_picked: str

    the_question: str
    """A question, by its label: `frågan {label}`."""
    numbered: str
    """A question, by its number: `fråga {number}`."""
    the_answer: str
    """The value of what asks: `svaret på {of}`."""
    the_answers: str
    """The values of a question: `svaren på {of}`."""
    under: str
    """A field of a question: `{label} under {of}`."""
    cell: str
    """A field of a matrix: `{column} för {row}`."""
    companion: str
    """The text that goes with an option."""
    on_page: str
    in_order: str
    """Tells two things apart that have the same name on the same page."""

    quotes: tuple[str, str]
    figure: Callable[[Decimal], str]
    date: Callable[[date], str]
    asking: frozenset[str]
    """The first words, in small letters, of labels that ask for something without a question mark."""
    own_words: frozenset[str]
    """Words of the phrases: a label that has one of them is put in quotation marks."""
