"""Mappings and lists that nobody can change: what a form shares with everybody who reads it."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Frozen(dict[_Key, _Value]):
    """A dict that cannot be changed: it can be pickled, copied and written as JSON like any other."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this mapping cannot be changed")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return (Frozen, (dict(self),))


def frozen(value: Any) -> Any:
    """The same JSON value with nothing in it that can be changed: mappings are frozen, lists are tuples."""
    match value:
        case dict():
            return Frozen({key: frozen(item) for key, item in value.items()})
        case list() | tuple():
            return tuple(frozen(item) for item in value)
        case _:
            return value
