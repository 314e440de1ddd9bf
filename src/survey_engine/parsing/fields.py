"""Fields, options, rows and columns: the small parts of a form, built from the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from survey_engine.diagnostics import Fix, Rule
from survey_engine.model import Column, Computation, Condition, Field, Format, Kind, Option, Row
from survey_engine.parsing.declare import has_companion
from survey_engine.parsing.document import Mapping, Scalar
from survey_engine.parsing.draft import Draft
from survey_engine.parsing.option_lists import ListedOption, OptionLists
from survey_engine.parsing.shape_values import TRUTH_IN_WORDS
from survey_engine.parsing.thing import Thing

PREFILL_REQUIRED_BY_CONDITION = Rule(
    "prefill-required-by-condition",
    {
        "sv": "ett förifyllt fält kan inte krävas genom ett villkor",
        "en": "a prefilled field cannot be required by a condition",
    },
    {
        "sv": "skriv required: false om värdet får saknas, annars inget: den som skickar ut formuläret fyller i det",
        "en": "write required: false if the value may be missing, else nothing: whoever sends the form supplies it",
    },
)
REQUIRED_IN_WORDS = Rule(
    "required-in-words",
    {"sv": "{written} är inget villkor", "en": "{written} is no condition"},
    {"sv": "skriv required: {right}", "en": "write required: {right}"},
)


@dataclass(frozen=True)
class Defaults:
    """What a layout says for its fields; `required` is the scalar as it was written."""

    required: Scalar | None = None
    prefill: bool = False

    def under(self, *things: Thing) -> Defaults:
        """The defaults after some things have said otherwise, the last of them last."""
        required, prefill = self.required, self.prefill
        for thing in things:
            required = thing.scalar("required") or required
            said = thing.flag("prefill")
            prefill = prefill if said is None else said
        return Defaults(required, prefill)


@dataclass
class FieldBuilder:
    """Builds the fields of a question."""

    draft: Draft
    options: OptionLists
    computations: dict[str, Computation]

    def leaf(self, path: str, thing: Thing, kind: Kind, defaults: Defaults, **layout: Any) -> tuple[Field, ...]:
        """A field, followed by the companion texts of its options. `layout` is what a layout settles of it."""
        draft = self.draft
        listed = (self.options.of(thing) or ()) if kind in ("choice", "choices") else ()
        settled = {
            "label": draft.text(thing.node.get("label")),
            "help": draft.text(thing.node.get("help")),
            "visible_if": None,
            "required": self.required(defaults),
            "prefill": defaults.prefill,
            "options": tuple(self._option(path, option, defaults) for option in listed),
            "meta": thing.meta(),
        } | layout
        part = Field(path=path, type=kind, **(self._limits(thing, kind) | settled))
        companions = (option.companion for option in part.options)
        return (part, *(companion for companion in companions if companion is not None))

    def computed(self, path: str, thing: Thing, **layout: Any) -> tuple[Field, ...]:
        computation = self.computations.get(path)
        type_ = self.draft.names.named(path)
        places = getattr(type_, "places", 0)
        settled = {
            "label": self.draft.text(thing.node.get("label")),
            "help": self.draft.text(thing.node.get("help")),
            "unit": self.draft.text(thing.node.get("unit")) or None,
            "meta": thing.meta(),
        } | layout
        kind: Kind = "decimal" if places else "integer"
        return (Field(path=path, type=kind, places=places or None, computed=computation, **settled),)

    def required(self, defaults: Defaults) -> bool | Condition:
        """Whether an answer is required; a prefilled field's value is, unless it says `required: false`."""
        scalar = defaults.required
        if scalar is None:
            return defaults.prefill
        if isinstance(scalar.value, bool):
            return scalar.value
        if not isinstance(scalar.value, str):
            return False
        if (truth := TRUTH_IN_WORDS.get(scalar.text.casefold())) and self.draft.names.named(scalar.text) is None:
            self.draft.report(
                REQUIRED_IN_WORDS, scalar.span, (Fix(scalar.span, truth),), written=scalar.text, right=truth
            )
            return False
        if defaults.prefill:
            self.draft.report(PREFILL_REQUIRED_BY_CONDITION, scalar.span)
            return True
        return self.draft.condition(scalar) or False

    def row(self, thing: Thing) -> Row:
        draft = self.draft
        return Row(
            id=thing.id,
            label=draft.text(thing.node.get("label")),
            help=draft.text(thing.node.get("help")),
            visible_if=draft.condition(thing.condition()),
            meta=thing.meta(),
        )

    def column(self, thing: Thing) -> Column:
        draft = self.draft
        label, help_ = draft.text(thing.node.get("label")), draft.text(thing.node.get("help"))
        return Column(id=thing.id, label=label, help=help_, meta=thing.meta())

    def _option(self, path: str, listed: ListedOption, defaults: Defaults) -> Option:
        thing, draft = listed.thing, self.draft
        inner, outer = draft.condition(thing.condition()), draft.condition(listed.set_condition)
        label = draft.text(thing.node.get("label"))
        return Option(
            id=thing.id,
            label=label,
            visible_if=draft.both(outer, inner) if outer and inner else outer or inner,
            exclusive=thing.flag("exclusive") is True,
            companion=self._companion(path, thing, label, defaults) if has_companion(thing) else None,
            meta=thing.meta(),
        )

    def _companion(self, path: str, option: Thing, label: str, defaults: Defaults) -> Field:
        """The text that goes with an option: required unless it says otherwise, prefilled where its choice is."""
        node = option.node.get("specify")
        thing = Thing(node if isinstance(node, Mapping) else Mapping({}, {}, option.place))
        required = self.required(Defaults(thing.scalar("required"), defaults.prefill))
        return Field(
            path=f"{path}.{option.id}",
            type="text",
            label=self.draft.text(thing.node.get("label")) or label,
            help=self.draft.text(thing.node.get("help")),
            required=True if thing.scalar("required") is None else required,
            prefill=defaults.prefill,
            chosen_with=(path, option.id),
            meta=thing.meta(),
            **self._limits(thing, "text"),
        )

    def _limits(self, thing: Thing, kind: Kind) -> dict[str, Any]:
        draft = self.draft
        match kind:
            case "text":
                return {
                    "max_chars": thing.whole("max_chars"),
                    "multiline": thing.flag("multiline") is True,
                    "format": cast("Format | None", thing.string("format") or None),
                }
            case "integer" | "decimal":
                return {
                    "min": thing.number("min"),
                    "max": thing.number("max"),
                    "unit": draft.text(thing.node.get("unit")) or None,
                    "cannot_say": thing.number("cannot_say"),
                    "places": thing.whole("places") if kind == "decimal" else None,
                }
            case "date":
                return {"min": thing.day("min"), "max": thing.day("max")}
            case "choices":
                return {"max_selected": thing.whole("max_selected")}
            case "confirm":
                return {"statement": draft.text(thing.node.get("statement"))}
            case "choice":
                return {}
