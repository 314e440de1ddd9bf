"""A front end as somebody would write it in another language: it knows a form's JSON and values in effect, no more."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

Json = Mapping[str, Any]
Worth = Fraction | str | None

_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "+": operator.add, "-": operator.sub, "*": operator.mul,
}  # fmt: skip
_OF_SEVERAL: Mapping[str, Callable[[list[Any]], Any]] = {"sum": sum, "min": min, "max": max}


def exact(number: float | str) -> Fraction:
    """A number of JSON, or one that is given as text, by the decimal that it prints."""
    return Fraction(str(number))


class FrontEnd:
    """What a form shows and asks, by its JSON and the values in effect (JSON values by path)."""

    def __init__(self, form: Json, values: Json) -> None:
        self.form = form
        self.values = values
        self.fields = {part["path"]: part for page in form["pages"] for q in page["questions"] for part in q["fields"]}

    def holds(self, tree: Json) -> bool:
        match tree:
            case {"op": "or", "parts": parts}:
                return any(self.holds(part) for part in parts)
            case {"op": "and", "parts": parts}:
                return all(self.holds(part) for part in parts)
            case {"op": "not", "part": part}:
                return not self.holds(part)
            case {"op": "in", "value": value, "literals": literals}:
                found = self.worth(value)
                return found is not None and found in [self.worth(literal) for literal in literals]
            case {"op": "one_of", "path": path, "options": options}:
                return self.values.get(path) in options
            case {"op": "chosen", "path": path, "option": option}:
                return option in self.values.get(path, ())
            case {"op": "confirmed" | "answered", "path": path}:
                return path in self.values
            case {"op": "cannot_say", "path": path, "number": number}:
                return path in self.values and exact(self.values[path]) == exact(number)
            case {"op": sign, "left": left, "right": right}:
                sides = self.worth(left), self.worth(right)
                return None not in sides and bool(_SIGNS[sign](*sides))
        raise AssertionError(tree)

    def worth(self, tree: Json) -> Worth:
        """A number, a date or a text; None when it is missing."""
        match tree:
            case {"op": "value", "path": path, "type": "integer" | "decimal"}:
                return None if path not in self.values or self.cannot_say(path) else exact(self.values[path])
            case {"op": "value", "path": path}:
                return None if path not in self.values else str(self.values[path])
            case {"op": "number", "number": number}:
                return exact(number)
            case {"op": "date", "date": literal} | {"op": "text", "text": literal}:
                return str(literal)
            case {"op": "round", "dividend": dividend, "places": places}:
                return self.rounded(dividend, tree.get("divisor"), places)
            case {"op": "count_chosen", "path": path}:
                return Fraction(len(self.values.get(path, ())))
            case {"op": "negative" | "abs" as op, "value": value}:
                found = self.worth(value)
                assert not isinstance(found, str)
                return None if found is None else -found if op == "negative" else abs(found)
            case {"op": op, "items": items}:
                there = [each for item in items if (each := self.worth(item)) is not None]
                return Fraction(len(there)) if op == "count" else _OF_SEVERAL[op](there) if there else None
            case {"op": sign, "left": left, "right": right}:
                sides = self.worth(left), self.worth(right)
                return None if None in sides else _SIGNS[sign](*sides)
        raise AssertionError(tree)

    def rounded(self, dividend: Json, divisor: Json | None, places: int) -> Fraction | None:
        above: Any = self.worth(dividend)
        below: Any = Fraction(1) if divisor is None else self.worth(divisor)
        if above is None or not below:
            return None
        size = Fraction(math.floor(abs(above / below) * 10**places + Fraction(1, 2)), 10**places)
        return size if above / below >= 0 else -size

    def cannot_say(self, path: str) -> bool:
        said = self.fields[path].get("cannot_say")
        return said is not None and exact(said) == exact(self.values[path])

    # What follows from conditions.

    def is_let(self, thing: Json) -> bool:
        return "visible_if" not in thing or self.holds(thing["visible_if"]["tree"])

    def options(self, part: Json) -> list[str]:
        return [option["id"] for option in part.get("options", ()) if self.is_let(option)]

    def shown(self) -> Iterator[tuple[str, list[tuple[str, list[Json]]]]]:
        """The shown pages, each with its shown questions, each with its shown fields."""
        for page in self.form["pages"]:
            asked = [(q, [part for part in q["fields"] if self.is_shown(part, q)]) for q in page["questions"]]
            left = [(q["id"], parts) for q, parts in asked if parts or (q["type"] == "info" and self.is_let(q))]
            if self.is_let(page) and (left or not page["questions"]):
                yield page["id"], left

    def is_shown(self, part: Json, question: Json) -> bool:
        """Whether a field is shown, its page let be."""
        rows = [row for row in question.get("rows", ()) if row["id"] == part.get("row")]
        chosen = part.get("chosen_with")
        companion = chosen is None or chosen["option"] in self.chosen(chosen["path"])
        choice = part["type"] not in ("choice", "choices") or bool(self.options(part))
        return companion and choice and all(self.is_let(thing) for thing in (question, *rows, part))

    def chosen(self, path: str) -> list[str]:
        value = self.values.get(path, [])
        return value if isinstance(value, list) else [value]

    def lacking(self) -> Iterator[str]:
        """The paths of shown fields that must have a value and have none."""
        for part in self.shown_fields():
            required = part["required"]
            asked = required if isinstance(required, bool) else self.holds(required["tree"])
            if asked and part["path"] not in self.values:
                yield part["path"]

    def shown_fields(self) -> list[Json]:
        return [part for _, questions in self.shown() for _, parts in questions for part in parts]

    def failed(self) -> Iterator[tuple[str, str, str]]:
        """The checks that are set off: path, severity and message."""
        shown = {id(part) for part in self.shown_fields()}
        for question in (question for page in self.form["pages"] for question in page["questions"]):
            for check in question.get("checks", ()):
                for case in check["cases"]:
                    row = case.get("row")
                    parts = [part for part in question["fields"] if row is None or part.get("row") == row]
                    if any(id(part) in shown for part in parts) and self.holds(case["tree"]):
                        yield case["path"], check["severity"], check["message"]
