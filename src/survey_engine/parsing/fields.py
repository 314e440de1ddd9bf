"""Fields, options, rows and columns: the small parts of a form, built from the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from survey_engine.diagnostics import LANGUAGES, Fix, Rule
from survey_engine.model import Column, Computation, Condition, Field, Format, Kind, Option, Row
from survey_engine.parsing.declare import has_companion
from survey_engine.parsing.document import Mapping, Scalar
from survey_engine.parsing.draft import Draft, Shown
from survey_engine.parsing.option_lists import ListedOption, OptionLists
from survey_engine.parsing.shape_values import TRUTH_IN_WORDS
from survey_engine.parsing.thing import Thing
from survey_engine.problems import written
from survey_engine.texts import Text

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
NO_ROOM = Rule(
    "no-room",
    {
        "sv": "det lägsta ({min}) är större än det högsta ({max})",
        "en": "the least ({min}) is more than the most ({max})",
    },
    {
        "sv": "byt plats på dem, annars kan ingen svara",
        "en": "swap them, or nobody can answer",
    },
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
        listed = self._listed(thing) if kind in ("choice", "choices") else ()
        settled = {
            "label": draft.text(thing.node.get("label")),
            "help": draft.text(thing.node.get("help")),
            "required": self.required(defaults),
            "prefill": defaults.prefill,
            "options": tuple(self._option(path, option, defaults) for option in listed),
            "meta": thing.meta(),
        } | layout
        part = Field(path=path, type=kind, **(self._limits(thing, kind) | settled))
        if part.row is not None:
            self._count_again(part, thing)
        companions = (option.companion for option in part.options)
        draft.placed(part, thing)
        return (part, *(companion for companion in companions if companion is not None))

    def _count_again(self, part: Field, column: Thing) -> None:
        """A matrix asks the conditions of a column's options at every row, and the engine's function grows by them."""
        conditions = {id(option.visible_if): option.visible_if for option in part.options}
        again = [condition for condition in conditions.values() if condition is not None]
        self.draft.count("expressions", len(again), column.place)
        self.draft.count("characters", sum(len(condition.source) for condition in again), column.place)

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
        part = Field(path=path, type=kind, places=places or None, computed=computation, **settled)
        return (self.draft.placed(part, thing),)

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
        row = Row(
            id=thing.id,
            label=draft.text(thing.node.get("label")),
            help=draft.text(thing.node.get("help")),
            **draft.shown(thing)._asdict(),
            meta=thing.meta(),
        )
        return draft.placed(row, thing)

    def column(self, thing: Thing) -> Column:
        """A column; its `required` is read even where every row says otherwise."""
        draft = self.draft
        self.required(Defaults(thing.scalar("required")))
        label, help_ = draft.text(thing.node.get("label")), draft.text(thing.node.get("help"))
        return draft.placed(Column(id=thing.id, label=label, help=help_, meta=thing.meta()), thing)

    def check_sets(self) -> None:
        """Reads every option of every set, for what no question uses may be wrong too."""
        for thing in self.options.check_sets():
            self._option("", ListedOption(thing), Defaults())

    def check_room(self, thing: Thing, least: str, most: str) -> None:
        """Reports limits that no answer can keep."""
        low: Any
        high: Any
        low, high = (thing.day(key) or thing.number(key) for key in (least, most))
        if low is None or high is None or isinstance(low, date) is not isinstance(high, date) or low <= high:
            return
        told = [{language: written(limit, language) for language in LANGUAGES} for limit in (low, high)]
        self.draft.report(NO_ROOM, thing.at(least), min=told[0], max=told[1])

    def _listed(self, choice: Thing) -> tuple[ListedOption, ...]:
        """The options of a choice; where they cannot all be known, those that it writes itself are still read."""
        listed = self.options.of(choice)
        if listed is None:
            for thing in choice.things("options"):
                self._option("", ListedOption(thing), Defaults())
        return listed or ()

    def _option(self, path: str, listed: ListedOption, defaults: Defaults) -> Option:
        thing, draft = listed.thing, self.draft
        inner, outer = draft.shown(thing), draft.shown(listed.reference) if listed.reference else Shown()
        both = draft.both(outer.visible_if, inner.visible_if) if outer.visible_if and inner.visible_if else None
        label = draft.text(thing.node.get("label"))
        option = Option(
            id=thing.id,
            label=label,
            visible_if=both or outer.visible_if or inner.visible_if,
            shown_when_text=_words_for_both(outer, inner),
            exclusive=thing.flag("exclusive") is True,
            companion=self._companion(path, thing, label, defaults) if has_companion(thing) else None,
            meta=thing.meta(),
        )
        if listed.reference is not None:
            draft.references[id(option)] = listed.reference
        return draft.placed(option, thing)

    def _companion(self, path: str, option: Thing, label: str, defaults: Defaults) -> Field:
        """The text that goes with an option: required unless it says otherwise, prefilled where its choice is."""
        node = option.node.get("specify")
        thing = Thing(node if isinstance(node, Mapping) else Mapping({}, {}, option.place))
        required = self.required(Defaults(thing.scalar("required"), defaults.prefill))
        part = Field(
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
        return self.draft.placed(part, thing)

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
                self.check_room(thing, "min", "max")
                return {
                    "min": thing.number("min"),
                    "max": thing.number("max"),
                    "unit": draft.text(thing.node.get("unit")) or None,
                    "cannot_say": thing.number("cannot_say"),
                    "places": thing.whole("places") if kind == "decimal" else None,
                }
            case "date":
                self.check_room(thing, "min", "max")
                return {"min": thing.day("min"), "max": thing.day("max")}
            case "choices":
                return {"max_selected": thing.whole("max_selected")}
            case "confirm":
                return {"statement": draft.text(thing.node.get("statement"))}
            case "choice":
                return {}


def _words_for_both(outer: Shown, inner: Shown) -> str:
    """The author's words for an option's condition and its set's; none where one of the two conditions has none."""
    if outer.visible_if and inner.visible_if:
        texts = (outer.shown_when_text, inner.shown_when_text)
        return joined(*texts, "; ") if all(texts) else ""
    return outer.shown_when_text or inner.shown_when_text


def joined(first: str, second: str, between: str) -> str:
    """Two texts as one, in every language that either has."""
    texts = [text for text in (first, second) if isinstance(text, Text)]
    if not texts:
        return f"{first}{between}{second}"
    languages = dict.fromkeys(language for text in texts for language in text.translations)
    translations = {
        language: between.join(
            text.in_language(language) if isinstance(text, Text) else text for text in (first, second)
        )
        for language in languages
    }
    return Text(translations, texts[0].language, texts[0].fallback)
