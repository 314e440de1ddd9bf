"""What a form means, in the fewest, slowest, plainest lines: the oracle that every engine is tested against.

It shares nothing with the engines but the form and the shape of the outcome. The rules are those of DESIGN §3, and a
function is named after the rule that it says.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import Any, assert_never

from survey_engine.composed import nfc
from survey_engine.expr import nodes
from survey_engine.expr import reference as expressions
from survey_engine.expr.types import MAX_DIGITS
from survey_engine.journey import Losses, Outcome, Value
from survey_engine.model import Condition, Field, Form, Format, Option, Question, Row
from survey_engine.problems import Dropped, Problem, broken_limit, failed_check


class Unreadable(Enum):
    """What became of an answer that is no value."""

    NO_ANSWER = "no answer"
    WRONG_TYPE = "wrong type"


def run(form: Form, answers: Mapping[Any, Any]) -> Outcome:
    """What a response means: any mapping, its keys paths and its values JSON values or values in effect."""
    response = _settled(form, answers)
    return Outcome(
        visible=tuple(part.path for part in form.fields if part.path in response.shown),
        values=response.values,
        problems=(*_broken_limits(response), *_failed_checks(response)),
        dropped=Losses.of((*_dropped(response), *_unknown(response))),
        offered=dict(_offered(response)),
        shells=tuple(_shells(response)),
    )


def judge(form: Form, condition: nodes.Condition, values: Mapping[str, Value]) -> bool:
    """Whether a condition holds for values in effect."""
    return _Response(form, {}, frozenset(values), dict(values)).holds(condition)


@dataclass(frozen=True)
class _Response:
    """A form and its answers, with what is known so far of what is shown and of the values in effect."""

    form: Form
    answers: Mapping[Any, Any] = field(repr=False)
    shown: frozenset[str] = frozenset()
    values: dict[str, Value] = field(default_factory=dict, repr=False)

    def sees(self, condition: Condition | bool | None) -> bool:
        """Whether a condition holds; no condition always does."""
        return self.holds(condition.tree) if isinstance(condition, Condition) else condition is not False

    def holds(self, tree: nodes.Condition) -> bool:
        return expressions.holds(tree, self.values, self._sentinels)

    def worth(self, part: Field) -> Value | None:
        """The value of a computed field."""
        assert part.computed is not None
        number = expressions.worth(part.computed.tree, self.values, self._sentinels)
        return _as_typed(part, number) if isinstance(number, Fraction) else None

    @cached_property
    def _sentinels(self) -> dict[str, int | Decimal]:
        return {part.path: part.cannot_say for part in self.form.fields if part.cannot_say is not None}

    def answer(self, part: Field) -> Value | Unreadable:
        return read(part, self.answers.get(part.path))


# Rules 1, 2 and 6: in effect, shown, filtered.


def _settled(form: Form, answers: Mapping[Any, Any]) -> _Response:
    """The response when nothing changes any more. Nothing is shown at first; conditions form no cycles, so that every
    round settles at least one field more."""
    response = _Response(form, answers)
    for _ in range(len(form.fields) + 2):
        shown = frozenset(part.path for part in form.fields if _is_shown(part, response))
        values = {
            part.path: value
            for part in form.fields
            if part.path in shown and (value := _in_effect(part, response)) is not None
        }
        if (shown, values) == (response.shown, response.values):
            break
        response = _Response(form, answers, shown, values)
    return response


def _is_shown(part: Field, response: _Response) -> bool:
    """A field is shown when its page, question, row and own condition hold; a companion text while its option is
    chosen, and a choice while it has an option that is available."""
    holders = (part.page, part.question, part.row, part)
    return (
        all(response.sees(holder.visible_if) for holder in holders if holder is not None)
        and (part.chosen_with is None or _is_chosen(*part.chosen_with, response))
        and (part.type not in ("choice", "choices") or bool(_available(part, response)))
    )


def _is_chosen(path: str, option: str, response: _Response) -> bool:
    chosen = response.values.get(path)
    return option in chosen if isinstance(chosen, tuple) else option == chosen


def _available(part: Field, response: _Response) -> tuple[Option, ...]:
    return tuple(option for option in part.options if response.sees(option.visible_if))


def _in_effect(part: Field, response: _Response) -> Value | None:
    """The value of a field that is shown, or None when it is missing."""
    if part.computed is not None:
        return response.worth(part)
    value = response.answer(part)
    if isinstance(value, Unreadable):
        return None
    available = [option.id for option in _available(part, response)]
    if part.type == "choice":
        return value if value in available else None
    if isinstance(value, tuple):
        return tuple(option for option in available if option in value) or None
    return value


def _shells(response: _Response) -> Iterator[str]:
    """What is shown and has no field: pages without questions, and info questions."""
    for page in response.form.pages:
        if response.sees(page.visible_if):
            if not page.questions:
                yield page.id
            yield from (q.id for q in page.questions if q.type == "info" and response.sees(q.visible_if))


def _offered(response: _Response) -> Iterator[tuple[str, tuple[str, ...]]]:
    for part in response.form.fields:
        if part.path in response.shown and any(option.visible_if for option in part.options):
            yield part.path, tuple(option.id for option in _available(part, response))


# Rule 1: reading an answer.


def read(part: Field, answer: Any) -> Value | Unreadable:
    """An answer as a value of the field's type. Which options are available is another matter."""
    if is_no_answer(part, answer):
        return Unreadable.NO_ANSWER
    value: Value | None
    match part.type:
        case "text":
            value = _read_text(answer)
        case "integer" | "decimal":
            value = _read_number(part, answer)
        case "date":
            value = _read_date(answer)
        case "choice":
            value = str.__str__(answer) if isinstance(answer, str) else None
        case "choices":
            is_list = isinstance(answer, list | tuple) and all(isinstance(each, str) for each in answer)
            value = tuple(map(str.__str__, answer)) if is_list else None
        case "confirm":
            value = True if answer is True else None
        case _:
            assert_never(part.type)
    return Unreadable.WRONG_TYPE if value is None else value


def is_no_answer(part: Field | None, answer: Any) -> bool:
    """Null and blank text at any path (`part` is None at an unknown one), `[]` at choices, `false` at a confirm."""
    if answer is None or (isinstance(answer, str) and (answer == "" or answer.isspace())):
        return True
    if part is None:
        return False
    if part.type == "choices":
        return isinstance(answer, list | tuple) and len(answer) == 0
    return part.type == "confirm" and answer is False


def _read_text(answer: Any) -> str | None:
    if not isinstance(answer, str):
        return None
    text = nfc(str.__str__(answer)).replace("\r\n", "\n").replace("\r", "\n")
    forbidden = any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n" for c in text)
    return None if forbidden else text


def _read_date(answer: Any) -> date | None:
    if isinstance(answer, date):
        return None if isinstance(answer, datetime) else answer
    if not isinstance(answer, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", answer):
        return None
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def _read_number(part: Field, answer: Any) -> int | Decimal | None:
    number = _as_printed(answer)
    if number is None or (part.type == "integer" and number.denominator != 1):
        return None
    return _as_typed(part, number)


def _as_printed(answer: Any) -> Fraction | None:
    """A number by the decimal it prints, or None if it is no number or has too many digits in plain notation."""
    if isinstance(answer, bool):
        return None
    if isinstance(answer, int):
        return Fraction(answer) if abs(answer) < 10**MAX_DIGITS else None
    if isinstance(answer, float):
        return _as_printed(Decimal(float.__repr__(answer))) if math.isfinite(answer) else None
    if not isinstance(answer, Decimal):
        return None
    sign, digits, exponent = answer.as_tuple()
    if not isinstance(exponent, int):
        return None  # NaN and infinity
    figures = "".join(map(str, digits)).lstrip("0")
    if figures == "":
        return Fraction(0)
    zeros_at_end = len(figures) - len(figures.rstrip("0"))
    after_point = max(-exponent - zeros_at_end, 0)
    before_point = max(len(figures) + exponent, 1)
    if before_point + after_point > MAX_DIGITS:
        return None
    size = int(figures.rstrip("0")) * Fraction(10) ** (exponent + zeros_at_end)
    return -size if sign else size


def _as_typed(part: Field, number: Fraction) -> int | Decimal:
    """A number as the field's type has it: with the field's decimal places, more only if the number has more."""
    if part.type == "integer":
        return int(number)
    places = max(part.places or 0, _decimals(number))
    return Decimal(f"{int(number * 10**places)}E-{places}")


def _decimals(number: Fraction) -> int:
    """How many digits a number has after its point. Only a division has endless ones, and it is always rounded."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    return places


# Rules 7, 10 and 11: limits.


def _broken_limits(response: _Response) -> Iterator[Problem]:
    """At most one problem for each shown field that somebody answers."""
    for part in response.form.fields:
        if part.path in response.shown and part.computed is None:
            problem = next(_broken(part, response), None)
            if problem is not None:
                yield problem


def _broken(part: Field, response: _Response) -> Iterator[Problem]:
    """What is wrong with the answer to a shown field, the gravest first."""
    language = response.form.language
    value = response.values.get(part.path)
    if response.answer(part) is Unreadable.WRONG_TYPE:
        yield broken_limit(part, "type", language, expected=part.type)
    elif value is None:
        if response.sees(part.required):
            yield broken_limit(part, "required", language)
    elif isinstance(value, str) and part.type == "text":
        yield from _broken_by_text(part, value, language)
    elif isinstance(value, tuple):
        yield from _broken_by_choices(part, value, language)
    elif part.cannot_say is None or value != part.cannot_say:
        yield from _broken_by_size(part, value, language)


def _broken_by_size(part: Field, value: Value, language: str) -> Iterator[Problem]:
    bounds: dict[str, Any] = {"min": part.min, "max": part.max}
    bounds = {name: bound for name, bound in bounds.items() if bound is not None}
    if ("min" in bounds and value < bounds["min"]) or ("max" in bounds and value > bounds["max"]):
        yield broken_limit(part, "range", language, **bounds)
    if isinstance(value, Decimal) and part.places is not None and _decimals(Fraction(value)) > part.places:
        yield broken_limit(part, "places", language, places=part.places)


def _broken_by_text(part: Field, text: str, language: str) -> Iterator[Problem]:
    if part.max_chars is not None and len(text) > part.max_chars:
        yield broken_limit(part, "max_chars", language, count=len(text), max=part.max_chars)
    if part.format is not None and not has_format(part.format, text):
        yield broken_limit(part, "format", language, format=part.format)


def _broken_by_choices(part: Field, chosen: tuple[str, ...], language: str) -> Iterator[Problem]:
    exclusive = [option.id for option in part.options if option.exclusive and option.id in chosen]
    if exclusive and len(chosen) > 1:
        yield broken_limit(part, "exclusive", language, option=exclusive[0])
    if part.max_selected is not None and len(chosen) > part.max_selected:
        yield broken_limit(part, "max_selected", language, count=len(chosen), max=part.max_selected)


def has_format(form: Format, text: str) -> bool:
    """Whether a text is written like an e-mail address, a telephone number and so on."""
    match form:
        case "email":
            name, _, host = text.partition("@")
            return not _has_white_space(text) and name != "" and "@" not in host and "." in host[1:-1]
        case "phone":
            number = text.removeprefix("+").removeprefix("(")
            figures = [c for c in number if c not in " ()/-"]
            ends_are_digits = _all_digits(number[:1]) and _all_digits(number[-1:])
            return ends_are_digits and _all_digits(figures) and 5 <= len(figures) <= 15
        case "postcode":
            return re.fullmatch("[0-9]{3} ?[0-9]{2}", text) is not None
        case "orgnr":
            return re.fullmatch("[0-9]{6}-?[0-9]{4}", text) is not None and _has_check_digit(text.replace("-", ""))
        case "url":
            scheme, slashes, rest = text.partition("://")
            address = scheme in ("http", "https") and slashes != "" and rest != ""
            return address and not rest.startswith("/") and not _has_white_space(rest)
        case _:
            assert_never(form)


def _has_white_space(text: str) -> bool:
    return any(c.isspace() for c in text)


def _all_digits(text: Iterable[str]) -> bool:
    figures = list(text)
    return figures != [] and all(c in "0123456789" for c in figures)


def _has_check_digit(figures: str) -> bool:
    """Luhn: every other digit from the left doubled, and the digits of it all add up to a multiple of ten."""
    doubled = "".join(str(int(c) * 2) if i % 2 == 0 else c for i, c in enumerate(figures))
    return sum(map(int, doubled)) % 10 == 0


# Rule 8: checks.


def _failed_checks(response: _Response) -> Iterator[Problem]:
    """A check is tried while its question is shown, with `row.` once for each shown row."""
    for question in response.form.questions:
        for check in question.checks:
            for case in check.cases:
                if _shows(question, case.row, response) and response.holds(case.tree):
                    yield failed_check(check, case.path)


def _shows(question: Question, row: Row | None, response: _Response) -> bool:
    """Whether any field of the question (in that row) is shown."""
    parts = [part for part in question.fields if row is None or (part.row is not None and part.row.id == row.id)]
    return any(part.path in response.shown for part in parts)


# Rule 3: nothing is thrown away in silence.


def _dropped(response: _Response) -> Iterator[Dropped]:
    """What was answered at the form's own paths and is not in effect, with the first reason that applies."""
    for part in response.form.fields:
        answer = response.answers.get(part.path)
        if is_no_answer(part, answer):
            continue
        if part.computed is not None:
            yield Dropped(part.path, "computed", answer)
        elif part.path not in response.shown:
            yield Dropped(part.path, "hidden", answer)
        elif read(part, answer) is Unreadable.WRONG_TYPE:
            yield Dropped(part.path, "type", answer)
        elif part.type == "choice" and part.path not in response.values:
            yield Dropped(part.path, "filtered", answer)
        elif part.type == "choices" and (lost := _lost(part, answer, response)):
            yield Dropped(part.path, "filtered", lost)


def _lost(part: Field, answer: Any, response: _Response) -> tuple[str, ...]:
    """The ids that were chosen and filtered away: the form's own in its order, then those that are no option."""
    lost = {chosen for chosen in answer if not _is_chosen(part.path, chosen, response)}
    known = [option.id for option in part.options if option.id in lost]
    return (*known, *sorted(lost.difference(known)))


def _unknown(response: _Response) -> Iterator[Dropped]:
    answers = [(_as_path(key), answer) for key, answer in response.answers.items()]
    for path, answer in sorted(answers, key=lambda answered: answered[0]):
        if path not in response.form.by_path and not is_no_answer(None, answer):
            yield Dropped(path, "unknown", answer)


def _as_path(key: Any) -> str:
    """A key as a path. One that is no text goes by its type: what it prints may differ from process to process."""
    return key if isinstance(key, str) else f"<{type(key).__name__}>"
