"""What a law is: a plain function that raises `LawBroken` when what it says does not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar, cast

_Law = TypeVar("_Law", bound=Callable[..., None])


class LawBroken(AssertionError):
    """A law does not hold.

    `law` is its name, `sentence` what it says, `where` the path or id at which it does not hold (or nothing), and
    `seen` what was seen there, by name. Answers are in `seen` alone, never in the message.
    """

    law: str = ""
    sentence: str = ""

    def __init__(self, where: str, seen: Mapping[str, Any]) -> None:
        super().__init__(where)
        self.where = where
        self.seen = seen

    def __str__(self) -> str:
        return f"{self.law}: {self.sentence}" + (f" Not so at {self.where!r}." if self.where else "")

    def __repr__(self) -> str:
        return f"LawBroken({self.law!r}, {self.where!r})"


def must(holds: object, where: str = "", **seen: Any) -> None:
    """Raises `LawBroken` unless it holds; for the body of a law."""
    if not holds:
        raise LawBroken(where, seen)


def law(function: _Law) -> _Law:
    """Makes a law of a function whose docstring begins with the sentence that it holds."""
    sentence = " ".join((function.__doc__ or "").split("\n\n")[0].split())

    @wraps(function)
    def held(*subject: Any) -> None:
        try:
            function(*subject)
        except LawBroken as broken:
            broken.law, broken.sentence = function.__name__, sentence
            raise

    return cast(_Law, held)
