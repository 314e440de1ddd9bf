"""What a host hands over, or has done to Python, changes nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from enum import Enum

import survey_engine as se
from survey_engine.survey import Engine
from tests.forms import with_page


class Answer(str, Enum):  # noqa: UP042  # a StrEnum is written as its text, this is not
    """A host's own enumeration, which `str()` writes with its class's name."""

    JA = "ja"
    NEJ = "nej"


CHOICES = with_page("""
- {id: c, type: choice, label: C, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
- {id: m, type: choices, label: M, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
- {id: t, type: text, label: T}
- {id: f, type: text, label: F, visible_if: c == ja and nej in m}
""")


def test_a_hosts_enumeration_is_read_as_its_text(engine: Engine) -> None:
    answers = {"c": Answer.JA, "m": [Answer.NEJ, Answer.JA], "t": Answer.NEJ, "f": "x"}
    values = se.load_text(CHOICES).evaluate(answers, engine=engine).values
    assert values == {"c": "ja", "m": ("ja", "nej"), "t": "nej", "f": "x"}
    assert all(type(part) is str for value in values.values() for part in (value if type(value) is tuple else [value]))


class OnlyGet(Mapping[str, object]):
    """A mapping that answers `get` in its own way."""

    def __getitem__(self, path: str) -> object:
        raise KeyError(path)

    def get(self, path: str, default: object = None) -> object:
        return "smörgås – ost" if path == "t" else default

    def __iter__(self) -> Iterator[str]:
        return iter(("t",))

    def __len__(self) -> int:
        return 1


def test_a_mapping_is_asked_in_one_way() -> None:
    assert se.load_text(CHOICES).evaluate(OnlyGet()).values == {"t": "smörgås – ost"}


def test_why_sees_every_decimal(engine: Engine) -> None:
    survey = se.load_text(
        with_page("""
- {id: d, type: decimal, places: 1, label: D}
- {id: k, type: computed, label: K, value: d * d}
- {id: z, type: text, label: Z, visible_if: k > 0}
""")
    )
    why = survey.evaluate({"d": Decimal("0.00000001")}, engine=engine).why("z")
    assert why.shown
    assert why.reasons[0].holds


def test_the_hosts_default_decimal_context_does_not_matter() -> None:
    program = (
        "import decimal\n"
        "for signal in decimal.DefaultContext.traps: decimal.DefaultContext.traps[signal] = True\n"
        "decimal.DefaultContext.Emax, decimal.DefaultContext.Emin, decimal.DefaultContext.prec = 2, -2, 1\n"
        "import survey_engine as se\n"
        f"survey = se.load_text({with_page('- {id: d, type: decimal, places: 2, min: 0.25, label: D}')!r})\n"
        "assert str(survey.evaluate({'d': 12345.75}).values['d']) == '12345.75'\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_how_the_host_writes_numbers_does_not_matter() -> None:
    journey = se.load_text(CHOICES).evaluate({"okand": Decimal("1e400")})
    with localcontext() as context:
        context.capitals = 0
        assert journey.as_json()["dropped"][0]["value"] == "1E+400"


def test_a_matrix_cannot_multiply_conditions_without_end() -> None:
    condition = " or ".join(["b > 1"] * 200)
    rows = ", ".join(f"{{id: r{number}, label: R}}" for number in range(300))
    found = se.check_text(
        with_page(f"""
- {{id: b, type: integer, label: B}}
- id: m
  type: matrix
  label: M
  rows: [{rows}]
  columns: [{{id: k, type: choice, label: K, options: [{{id: x, label: X, visible_if: {condition}}}]}}]
""")
    )
    assert [diagnostic.code for diagnostic in found] == ["form-too-large"]
