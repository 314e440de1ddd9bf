"""What the compiled function calls things by: numbered variables, and a table of constants."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from types import CodeType
from typing import Any

from survey_engine.expr.compile import DECIMAL_SCALE
from survey_engine.model import Field, Form


class Names:
    """`v12` is the value of field 12, `n12` its number on a scale, `k7` a constant, `t3` a passing value.

    An answer that nothing reads once it was looked at is `w12`. A whole number that has no sentinel is its own number,
    so such a field has no `n`.
    """

    def __init__(self, form: Form) -> None:
        self.constants: dict[str, Any] = {}
        self._index = {part.path: number for number, part in enumerate(form.fields)}
        self._fields = form.by_path
        self._scales: dict[str, int] = {}
        self._known: dict[tuple[type, Any], str] = {}
        self._made: dict[tuple[object, tuple[Hashable, ...]], str] = {}
        self._paths: dict[str, str] = {}
        self._temporaries = 0

    def index(self, path: str) -> int:
        """The place of a field in the form's order."""
        return self._index[path]

    def value(self, path: str) -> str:
        return f"v{self._index[path]}"

    def passing(self, path: str) -> str:
        """The variable for an answer that nothing reads after it was looked at."""
        return f"w{self._index[path]}"

    def number(self, path: str) -> tuple[str, int]:
        part = self._fields[path]
        if part.computed is not None:
            return f"n{self._index[path]}", self._scales[path]
        if part.type == "decimal":
            return f"n{self._index[path]}", DECIMAL_SCALE
        return (self.value(path) if part.cannot_say is None else f"n{self._index[path]}"), 0

    def on_scale(self, path: str, scale: int) -> None:
        """Puts down the scale of a computed field's number, which only its expression tells."""
        self._scales[path] = scale

    def variables(self, part: Field) -> tuple[str, ...]:
        """The variables that a field's value is kept in."""
        numbered = part.type in ("integer", "decimal") and (
            part.computed is not None or part.type == "decimal" or part.cannot_say is not None
        )
        value = self.value(part.path)
        return (value, "n" + value[1:]) if numbered else (value,)

    def constant(self, value: Any) -> str:
        """The name of a constant; equal values of one type share it."""
        if not isinstance(value, Hashable):
            return self._new_constant(value)
        key = (type(value), value)
        if key not in self._known:
            self._known[key] = self._new_constant(value)
        return self._known[key]

    def path(self, path: str) -> str:
        """A copy of the path, the same each time.

        An evaluation goes through all paths several times. The form's own lie about in memory; copies that are made one
        after the other lie side by side, which counts where thousands do not fit into a processor's cache.
        """
        return self._paths.setdefault(path, path.encode().decode())

    def placed(self, value: Hashable) -> str:
        """A literal that `with_constants` replaces by the constant, which then needs no look-up.

        Not for what is called or calculated with: Python warns of the one and does the other while it compiles.
        """
        return f"'{self.constant(value)}'"

    def made(self, make: Callable[..., object], *arguments: Hashable) -> str:
        """The name of a constant that a function makes, once for the same arguments."""
        key = (make, arguments)
        if key not in self._made:
            self._made[key] = self._new_constant(make(*arguments))
        return self._made[key]

    def _new_constant(self, value: object) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def temporary(self) -> str:
        self._temporaries += 1
        return f"t{self._temporaries}"


def with_constants(code: CodeType, constants: Mapping[str, Any]) -> CodeType:
    """The code with the constants where their names stand as literals, in its functions too."""
    return code.replace(co_consts=tuple(_placed(constant, constants) for constant in code.co_consts))


def _placed(constant: Any, constants: Mapping[str, Any]) -> Any:
    if isinstance(constant, CodeType):
        return with_constants(constant, constants)
    return constants.get(constant, constant) if isinstance(constant, str) else constant
