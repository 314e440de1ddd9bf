"""Scopes for tests: names and what they mean, from a dict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from survey_engine.expr.types import (
    BrokenType,
    ChoicesType,
    ChoiceType,
    ConfirmType,
    DateType,
    ManyType,
    MatrixType,
    NoValueType,
    NumberType,
    TextType,
    Type,
)


@dataclass(frozen=True)
class DictScope:
    """`row` is what `row.` stands for in a matrix's check: `tjanster.lotsar`; None elsewhere."""

    types: Mapping[str, Type]
    row: str | None = None

    def named(self, path: str) -> Type | None:
        if path.startswith("row."):
            return self.types.get(self.resolved(path)) if self.row else None
        return self.types.get(path)

    def resolved(self, path: str) -> str:
        return f"{self.row}.{path.removeprefix('row.')}" if self.row and path.startswith("row.") else path

    def names(self) -> Iterable[str]:
        return self.types


KR = NumberType(0, unit="kr")
_TJANSTER: dict[str, Type] = {
    f"tjanster.{row}.{column}": NumberType(2 if column == "arsarbetare" else 0)
    for row in ("lotsar", "samordnare")
    for column in ("arsarbetare", "personer")
}

GRANT_FORM: dict[str, Type] = {
    "ekonomi": NoValueType("page"),
    "inledning": NoValueType("info"),
    "mottaget": ManyType("group", ("mottaget.totalt",), ("mottaget.totalt",)),
    "mottaget.totalt": KR,
    "kostnader": ManyType("group", ("kostnader.loner", "kostnader.resor"), ("kostnader.loner", "kostnader.resor")),
    "kostnader.loner": KR,
    "kostnader.resor": KR,
    "blandat": ManyType("group", ("blandat.belopp", "blandat.timmar"), ("blandat.belopp", "blandat.timmar")),
    "blandat.belopp": KR,
    "blandat.timmar": NumberType(1, unit="timmar"),
    "kontakt": ManyType("group", ("kontakt.namn", "kontakt.epost"), ()),
    "kontakt.namn": TextType(),
    "kontakt.epost": TextType(),
    "oanvant": NumberType(0, 17, "kr"),
    "antal": NumberType(0, cannot_say=Decimal(999999)),
    "andel": NumberType(2),
    "procentsats": NumberType(0, unit="%"),
    "fristaende": ChoiceType(("ja", "nej")),
    "syfte": ChoiceType(("lag", "ganska_lag", "hog")),
    "nej": NumberType(0),
    "orsak": ChoicesType(("tidsbrist", "annan")),
    "orsak.annan": TextType(),
    "insatser": ChoicesType(("utbildning", "personal")),
    "intygar": ConfirmType(),
    "start": DateType(),
    "slut": DateType(),
    "tjanster": MatrixType(("tjanster.lotsar", "tjanster.samordnare"), ("tjanster.arsarbetare", "tjanster.personer")),
    **_TJANSTER,
    "tjanster.lotsar": ManyType("row", tuple(_TJANSTER)[:2], tuple(_TJANSTER)[:2]),
    "tjanster.personer": ManyType("column", tuple(_TJANSTER)[1::2], tuple(_TJANSTER)[1::2]),
    "trasig": BrokenType(),
}

FORM = DictScope(GRANT_FORM)
IN_MATRIX = DictScope(GRANT_FORM, row="tjanster.lotsar")
