"""The options of a choice: its own list, a named set, or a list that takes in sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from survey_engine.diagnostics import Diagnostic, Note, Rule
from survey_engine.parsing.document import Mapping, Node, Scalar, Sequence
from survey_engine.parsing.draft import MEANT, Draft
from survey_engine.parsing.shape_ids import is_id
from survey_engine.parsing.thing import Thing
from survey_engine.source import Span
from survey_engine.spelling import nearest

UNKNOWN_OPTION_SET = Rule(
    "unknown-option-set",
    {"sv": "det finns ingen alternativlista som heter {name}", "en": "there is no option set called {name}"},
    {
        "sv": "skriv namnet på en lista under option_sets, eller alternativen själva{nearest}",
        "en": "write the name of a list under option_sets, or the options themselves{nearest}",
    },
)
DUPLICATE_OPTION = Rule(
    "duplicate-option",
    {"sv": "alternativet {id} finns redan", "en": "the option {id} is already there"},
    {
        "sv": "ge det ena ett annat id; varje alternativ har sitt eget, också när de kommer från olika listor",
        "en": "give one of them another id; each option has its own, also when they come from different sets",
    },
)
FIRST = {"sv": "här står det första", "en": "the first one is here"}


@dataclass(frozen=True, slots=True)
class ListedOption:
    """An option of a choice; where a set brought it, the set's name, and the reference to it in a list of options."""

    thing: Thing
    set_name: Scalar | None = None
    reference: Thing | None = None


@dataclass
class OptionLists:
    """Expands the options of choices, each choice once. `used` is where each set's name stands in them."""

    draft: Draft
    sets: dict[str, tuple[Node, ...]]
    places: dict[str, Span]
    used: dict[str, list[Span]] = field(default_factory=dict)
    _expanded: dict[int, tuple[ListedOption, ...] | None] = field(default_factory=dict)

    def of(self, choice: Thing) -> tuple[ListedOption, ...] | None:
        """The options in order; None where they cannot be known, which has then been reported."""
        key = id(choice.node)
        if key not in self._expanded:
            self._expanded[key] = self._expand(choice)
        return self._expanded[key]

    def _expand(self, choice: Thing) -> tuple[ListedOption, ...] | None:
        node = choice.node.get("options")
        if isinstance(node, Scalar) and isinstance(node.value, str):
            items = self._of_set(node)
            listed = None if items is None else [ListedOption(Thing(i), node) for i in items if isinstance(i, Mapping)]
        elif isinstance(node, Sequence):
            listed = self._of_list(node)
        else:
            return None
        return None if listed is None else self._each_once(listed)

    def check_sets(self) -> Iterator[Thing]:
        """Every option of every set, used or not; an id that a set has twice is reported."""
        for items in self.sets.values():
            options = [Thing(item) for item in items if isinstance(item, Mapping)]
            self._each_once([ListedOption(option) for option in options])
            yield from options

    def _of_set(self, name: Scalar) -> tuple[Node, ...] | None:
        if name.text in self.sets:
            self.used.setdefault(name.text, []).append(name.span)
            self.draft.count("options", len(self.sets[name.text]), name.span)
            return self.sets[name.text]
        near = nearest(name.text, self.sets) or next((s for s in self.sets if s.startswith(f"{name.text}_")), None)
        hint = {"sv": f"; menar du {near}?", "en": f"; did you mean {near}?"} if near else {"sv": "", "en": ""}
        place = self.places.get(near or "")
        notes = (Note(MEANT, {"path": near or ""}, place),) if place else ()
        self.draft.tell(Diagnostic(UNKNOWN_OPTION_SET, name.span, {"name": name.text, "nearest": hint}, notes))
        return None

    def _of_list(self, node: Sequence) -> list[ListedOption] | None:
        listed: list[ListedOption] | None = []
        for item in node.items:
            if not isinstance(item, Mapping):
                listed = None
                continue
            thing = Thing(item)
            name = thing.scalar("set")
            if name is None:
                found: tuple[Node, ...] | None = (item,)
            else:
                found = self._of_set(name)
            if found is None or listed is None:
                listed = None
                continue
            reference = thing if name is not None else None
            listed += [ListedOption(Thing(option), name, reference) for option in found if isinstance(option, Mapping)]
        return listed

    def _each_once(self, listed: list[ListedOption]) -> tuple[ListedOption, ...] | None:
        first: dict[str, ListedOption] = {}
        whole = True
        for option in listed:
            id_ = option.thing.id
            whole = whole and is_id(id_) and id_ not in first
            if id_ and id_ in first:
                self._report_duplicate(id_, option.thing.place, first[id_].thing.place)
            first.setdefault(id_, option)
        return tuple(first.values()) if whole else None

    def _report_duplicate(self, id_: str, again: Span, first: Span) -> None:
        note = Note(FIRST, span=first)
        self.draft.tell(Diagnostic(DUPLICATE_OPTION, again, {"id": id_}, (note,)))
