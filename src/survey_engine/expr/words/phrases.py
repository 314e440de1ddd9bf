"""What a language needs to put a condition into words: its phrases, with places for what they speak of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Phrases:
    """The phrases of one language. `{of}` is a question or field, `{value}` a value, `{items}` a list of things.

    All of them stand after "om" or "if". A denied phrase says the opposite and is true of a missing value.
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
    neither_verb: str
    """Before a list of literals of which the value is none."""
    nor: str
    number: Mapping[str, str]
    """Operator → how a number stands to another; `==` to a literal."""
    day: Mapping[str, str]
    """Operator → how a date stands to another; `==` to a literal."""
    same: Mapping[Literal["number", "day", "text"], str]
    """How a value stands to one that is no literal and equals it."""

    picked: str
    picked_all: str
    not_picked: str
    picked_none: str
    """None of several: with `{items}` joined by `nor`."""
    not_picked_all: str
    """Not all of several; some may be."""
    how_many: str
    """With `{number}` and `{of}`: `ni har valt {number} på {of}`."""
    not_how_many: str
    chosen_none: str
    bound: Mapping[str, str]
    """Operator → how many are chosen: `fler än `."""
    options: Callable[[str, int], str]
    """So many options, the number in words: `två alternativ`."""
    numeral: Callable[[int], str]
    confirmed: str
    not_confirmed: str
    answered: str
    not_answered: str
    filled: str
    """Something is written in a field that is no question of its own."""
    not_filled: str
    given: str
    """There is a value that nobody who answers has to give."""
    not_given: str
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
    same_question: str
    """The question that was spoken of last."""
    numbered: str
    """A question, by its number: `fråga {number}`."""
    box: str
    """What is ticked at a question that has a number: `rutan på {of}`."""
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
    """Tells things apart that have the same name on the same page, with `{number}` and `{total}`."""
    option_in_order: str
    """Tells options of one choice apart that have the same label, with `{number}` in the list."""

    quotes: tuple[tuple[str, str], ...]
    """Pairs of quotation marks; the first that a text does not contain itself stand around it."""
    figure: Callable[[Decimal], str]
    date: Callable[[date], str]
    asking: frozenset[str]
    """The first words, in small letters, of labels that ask for something without a question mark."""
    own_words: frozenset[str]
    """Words of the phrases: a label that has one of them is put in quotation marks."""
