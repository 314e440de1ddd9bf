"""The author of generated forms: writes whole ones, valid from the first line, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from survey_engine.testing.draft import Draft, Place
from survey_engine.testing.expressions import NumberText, expressions, numbers
from survey_engine.testing.scope import ANSWER_DIGITS, DAYS, WORDS, Known, Scope
from survey_engine.testing.yaml_text import Description

_Drawn = TypeVar("_Drawn")


_LABELS = (
    "Fråga", "Hur många?", 'Säg "ja"', "100 % {min} {0}", "a: b  # c", "- punkt", "’ ' \\ / %s", "日本語 🙂", "e\u0301",
)  # fmt: skip
_UNITS = (None, None, "kr", "st", "%")
_FORMATS = ("email", "phone", "postcode", "orgnr", "url")
_LEAVES = ("integer", "text", "choice", "choices", "decimal", "decimal", "date", "confirm")
_COLUMNS = ("integer", "text", "choice", "decimal", "date", "confirm")
_QUESTIONS = (
    *_LEAVES, "choices", "computed", "computed", "computed", "group", "matrix", "matrix", "scale", "scale_with_rows",
    "info",
)  # fmt: skip
_OWN_OPTIONS = ("ja", "nej", "annan", "fraga_1", "vet_ej")  # a question may be called like an option


class Author:
    """Writes one form: first the questions of a page, then in which order they follow from each other, then what
    their expressions say, so that no expression has to be taken back."""

    def __init__(self, draw: DrawFn, max_pages: int, max_questions: int, max_depth: int) -> None:
        self.draw: DrawFn = draw
        self.max_pages = max_pages
        self.max_questions = max_questions
        self.max_depth = max_depth
        self.count = 0
        self.earlier = Scope()
        self.page = Draft()
        self.sets: dict[str, list[Description]] = {}
        self.prefilled = False

    def form(self) -> Description:
        form: Description = {"survey": "prov-form", "version": "2026", "language": "sv", "title": self.text()}
        form |= self.some(back=st.just(False), numbering=st.sampled_from((True, 5)), meta=_META)
        pages = [self.page_of_form()]
        while len(pages) < self.max_pages and self.chance(2):
            if self.chance(3):
                self.option_set()
            pages.append(self.page_of_form())
        if self.sets:
            form["option_sets"] = dict(self.sets)
        form["pages"] = pages
        if self.earlier and self.chance(4):
            form["never"] = [self.condition(self.earlier)]
        texts = self.earlier.of_kind("text")
        if texts and self.chance(4):
            form["submission"] = {"closes": "2026-03-02", "receipt_to": self.one_of([known.path for known in texts])}
        return form

    # Small things.

    def one_of(self, things: Sequence[_Drawn]) -> _Drawn:
        return self.draw(st.sampled_from(things))

    def chance(self, one_in: int) -> bool:
        """True about once in so many; shrinks to False."""
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def some(self, **keys: SearchStrategy[Any]) -> Description:
        """Some of the keys, each with what its strategy gives."""
        return {key: self.draw(strategy) for key, strategy in keys.items() if self.chance(3)}

    def text(self) -> Any:
        """A text, or one in two languages."""
        own = self.one_of(_LABELS)
        return {"sv": own, "en": self.one_of(_LABELS)} if self.chance(5) else own

    def id(self, word: str = "fraga") -> str:
        self.count += 1
        return f"{word}_{self.count}"

    def condition(self, scope: Scope) -> str:
        return self.draw(expressions(scope, max_depth=self.max_depth))

    # Pages.

    def page_of_form(self) -> Description:
        self.page = Draft()
        page: Description = {"id": self.id("sida")}
        page |= self.some(title=self.texts(), text=self.texts())
        if self.earlier and self.chance(4):
            page[self.one_of(("visible_if", "visas_om"))] = self.condition(self.earlier)
        if not self.chance(12):
            page["questions"] = [self.question() for _ in range(self.draw(st.integers(1, self.max_questions)))]
        self.write_expressions()
        return page

    def texts(self) -> SearchStrategy[str]:
        return st.sampled_from(_LABELS)

    def write_expressions(self) -> None:
        """Draws an order in which the page's fields follow from each other, and expressions that keep to it."""
        page = self.page
        alone = [path for path in page.fields if path not in page.companions]
        order: dict[str, float] = {path: place for place, path in enumerate(self.draw(st.permutations(alone)))}
        order |= {path: order[choice] + 0.5 for path, choice in page.companions.items()}
        for place in sorted(page.values, key=lambda place: order[place.below[0]]):
            self.write_value(place, page.scope(self.earlier, order, place.below))
        for place in page.shown:
            scope = page.scope(self.earlier, order, place.below)
            if scope:
                place.thing[place.key] = self.condition(scope)
        whole_page = page.scope(self.earlier, order)
        for place in page.anywhere:
            if whole_page:
                place.thing[place.key] = self.condition(whole_page)
            elif place.key in ("error_if", "warn_if"):
                raise AssertionError("a check stands on a question with a field")
        self.earlier = whole_page

    def write_value(self, place: Place, scope: Scope) -> None:
        path = place.below[0]
        number = NumberText("")
        if scope.can_count:
            number = self.draw(numbers(scope, self.max_depth + 1))
        if number.text:
            place.thing["value"] = number.text
            kind = "decimal" if number.places else "integer"
            unit = place.thing.get("unit")
            known = replace(self.page.fields[path], kind=kind, places=number.places, digits=number.digits, unit=unit)
            self.page.fields[path] = known
        else:  # nothing to reckon with comes before it: it becomes an ordinary number
            place.thing["type"] = "integer"
            group = path.rpartition(".")[0]
            if group:
                self.page.wholes[group] = (*self.page.wholes[group], path)

    # Conditions and requirements.

    def may_be_shown_if(self, thing: Description, below: Iterable[str], one_in: int = 3) -> None:
        if self.chance(one_in):
            self.page.shown.append(Place(thing, self.one_of(("visible_if", "visas_om")), tuple(below)))

    def may_be_required(self, thing: Description) -> None:
        """`required: true`, `false` or a condition; a prefilled field's is never a condition."""
        match self.one_of(("unsaid", "unsaid", "true", "true", "condition", "false")):
            case "condition" if not self.prefilled:
                thing["required"] = False
                self.page.anywhere.append(Place(thing, "required", ()))
            case "true" | "condition":
                thing["required"] = True
            case "false":
                thing["required"] = False
            case _:
                pass

    def may_be_prefilled(self, thing: Description) -> None:
        if self.prefilled and self.chance(2):
            thing["prefill"] = self.draw(st.booleans())

    def may_have_checks(self, thing: Description, fields: Sequence[str], columns: Mapping[str, Known]) -> None:
        if not fields or not self.chance(2 if columns else 3):
            return
        check: Description = {"message": self.text()}
        key = self.one_of(("error_if", "warn_if"))
        if columns and self.chance(2):
            of_row = Scope(tuple(replace(known, path=f"row.{name}") for name, known in columns.items()))
            check[key] = self.condition(of_row)
        else:
            self.page.anywhere.append(Place(check, key, ()))
        thing["checks"] = [check]

    # Questions.

    def question(self) -> Description:
        self.prefilled = self.chance(6)
        kind = self.one_of(_QUESTIONS)
        thing: Description = {"id": self.id(), "type": kind.removesuffix("_with_rows"), "label": self.text()}
        thing |= self.some(help=self.texts(), meta=_META) if kind != "info" else {}
        path = thing["id"]
        before = len(self.page.fields)
        columns: dict[str, Known] = {}
        match kind:
            case "info":
                thing["text"] = self.text()
                self.may_be_shown_if(thing, ())
                return thing
            case "group":
                self.group(path, thing)
            case "matrix":
                columns = self.matrix(path, thing)
            case "scale" | "scale_with_rows":
                self.scale(path, thing, rows=kind != "scale")
            case "computed":
                self.computed(path, thing)
            case _:
                self.leaf(path, thing)
        below = list(self.page.fields)[before:]
        self.may_be_shown_if(thing, below)
        if kind != "computed":
            self.may_be_required(thing)
            self.may_be_prefilled(thing)
        self.may_have_checks(thing, below, columns)
        return thing

    def group(self, path: str, thing: Description) -> None:
        if self.chance(4):
            del thing["label"]
        thing["fields"] = []
        numbers = []
        for _ in range(self.draw(st.integers(1, 4))):
            part: Description = {
                "id": self.id("falt"),
                "type": self.one_of((*_LEAVES, "computed", "computed")),
                "label": "F",
            }
            own = f"{path}.{part['id']}"
            if part["type"] == "computed":
                self.computed(own, part)
            else:
                self.leaf(own, part)
                self.may_be_required(part)
                self.may_be_prefilled(part)
                numbers += [own] if self.page.fields[own].is_number else []
            self.may_be_shown_if(part, (own,))
            thing["fields"].append(part)
        self.page.wholes[path] = tuple(numbers)

    def matrix(self, path: str, thing: Description) -> dict[str, Known]:
        """A matrix; gives its columns as a check with `row.` sees them."""
        rows, names = self.rows(self.draw(st.integers(1, 3)))
        columns: dict[str, Known] = {}
        things = []
        cells: dict[str, list[str]] = {name: [] for name in names}
        for _ in range(self.draw(st.integers(1, 3))):
            column: Description = {"id": self.id("kolumn"), "type": self.one_of(_COLUMNS), "label": self.text()}
            own = [f"{path}.{name}.{column['id']}" for name in names]
            known = self.limits(own[0], column, own, in_matrix=True)
            self.may_be_required(column)
            self.may_be_prefilled(column)
            columns[column["id"]] = known
            things.append(column)
            for name, cell in zip(names, own, strict=True):
                cells[name].append(cell)
            if known.is_number:
                self.page.wholes[f"{path}.{column['id']}"] = tuple(own)
        for row, cells_of_row in zip(rows, cells.values(), strict=True):
            for cell, known in zip(cells_of_row, columns.values(), strict=True):
                self.page.fields[cell] = replace(known, path=cell)
            self.page.wholes[f"{path}.{row['id']}"] = tuple(c for c in cells_of_row if self.page.fields[c].is_number)
            self.may_be_shown_if(row, cells_of_row, 2)
        thing |= {"rows": rows, "columns": things}
        return columns

    def rows(self, number: int) -> tuple[list[Description], list[str]]:
        rows: list[Description] = [{"id": self.id("rad"), "label": self.text()} for _ in range(number)]
        for row in rows:
            self.may_be_required(row)
            self.may_be_prefilled(row)
        return rows, [row["id"] for row in rows]

    def scale(self, path: str, thing: Description, *, rows: bool) -> None:
        thing |= {"from": self.draw(st.integers(0, 1)), "to": self.draw(st.integers(2, 5))}
        thing |= self.some(low=self.texts(), high=self.texts())
        if not rows:
            self.page.fields[path] = Known(path, "integer")
            return
        thing["rows"], names = self.rows(self.draw(st.integers(1, 3)))
        for row, name in zip(thing["rows"], names, strict=True):
            self.page.fields[f"{path}.{name}"] = Known(f"{path}.{name}", "integer")
            self.may_be_shown_if(row, (f"{path}.{name}",))
        self.page.wholes[path] = tuple(f"{path}.{name}" for name in names)

    def computed(self, path: str, thing: Description) -> None:
        unit = self.one_of(_UNITS)
        if unit is not None:
            thing["unit"] = unit
        self.page.fields[path] = Known(path, "integer", unit=unit)
        self.page.values.append(Place(thing, "value", (path,)))

    def leaf(self, path: str, thing: Description) -> None:
        self.page.fields[path] = Known(path, "text")  # holds the place before its companions'
        self.page.fields[path] = self.limits(path, thing, (path,), in_matrix=False)

    def limits(self, path: str, thing: Description, fields: Sequence[str], *, in_matrix: bool) -> Known:
        """Gives a field its options, limits and unit; `fields` are all that it becomes."""
        match thing["type"]:
            case "text":
                thing |= self.some(max_chars=st.sampled_from((1, 3, 12)), multiline=st.just(True))
                if self.chance(2):
                    thing["format"] = self.one_of(_FORMATS)
                return Known(path, "text")
            case "integer" | "decimal" as kind:
                return self.number(path, thing, kind)
            case "date":
                first = self.draw(st.integers(0, len(DAYS) - 1))
                last = self.draw(st.integers(first, len(DAYS) - 1))
                thing |= self.some(min=st.just(str(DAYS[first])), max=st.just(str(DAYS[last])))
                return Known(path, "date")
            case "confirm":
                thing |= self.some(statement=self.texts())
                return Known(path, "confirm")
            case kind:
                ids = self.options(path, thing, fields, in_matrix=in_matrix)
                if kind == "choices":
                    thing |= self.some(max_selected=st.integers(1, 2))
                return Known(path, kind, ids)

    def number(self, path: str, thing: Description, kind: str) -> Known:
        places = 0
        if kind == "decimal":
            places = thing["places"] = self.one_of((1, 2, 6))
        unit = self.one_of(_UNITS)
        if unit is not None:
            thing["unit"] = unit
        low = self.draw(st.integers(-2, 2))
        half = Decimal("0.5") if places and self.chance(2) else 0
        thing |= self.some(
            min=st.just(low + half),
            max=st.integers(low + 1, 100),
            cannot_say=st.sampled_from((999999, -1, 0, 2) if not places else (999999, -1, Decimal("0.5"))),
        )
        said = thing.get("cannot_say")
        return Known(path, kind, (), unit, places, ANSWER_DIGITS, None if said is None else Decimal(said))

    def options(self, path: str, thing: Description, fields: Sequence[str], *, in_matrix: bool) -> tuple[str, ...]:
        """The options of a choice: a named set, or a list that may take in sets. Gives their ids."""
        usable = [
            name for name, options in self.sets.items() if not (in_matrix and any("specify" in o for o in options))
        ]
        if usable and self.chance(4):
            thing["options"] = self.one_of(usable)
            return self.listed(path, self.sets[thing["options"]])
        thing["options"] = own = [
            self.option(id_, with_text=not in_matrix) for id_ in _OWN_OPTIONS[: self.draw(st.integers(1, 4))]
        ]
        for option in own:
            self.may_be_shown_if(option, fields)
        ids = self.listed(path, own)
        if usable and self.chance(2):
            name = self.one_of(usable)
            reference: Description = {"set": name}
            self.may_be_shown_if(reference, fields, 2)
            own.append(reference)
            ids += self.listed(path, self.sets[name])
        return ids

    def option(self, id_: str, *, with_text: bool) -> Description:
        option: Description = {"id": id_, "label": self.text()}
        option |= self.some(exclusive=st.just(True))
        if with_text and self.chance(4):
            if self.chance(2):
                option["specify"] = True
            else:
                option["specify"] = specify = self.some(max_chars=st.sampled_from((1, 3)), label=self.texts())
                self.may_be_required(specify)
        return option

    def listed(self, path: str, options: Sequence[Description]) -> tuple[str, ...]:
        """The ids of some options; the companion texts of those that have one become fields."""
        for option in options:
            if "specify" in option:
                own = f"{path}.{option['id']}"
                self.page.fields[own] = Known(own, "text")
                self.page.companions[own] = path
        return tuple(option["id"] for option in options)

    def option_set(self) -> None:
        """An option set for the pages that follow; its conditions look at pages that are already written."""
        self.prefilled = True  # it may be used where a field is prefilled, and so requires nothing by a condition
        name = self.id("lista")
        self.sets[name] = [
            self.option(f"{name}_{number}", with_text=self.chance(2)) for number in range(self.draw(st.integers(1, 3)))
        ]
        for option in self.sets[name]:
            if self.earlier and self.chance(4):
                option["visible_if"] = self.condition(self.earlier)


_META = st.dictionaries(st.sampled_from(("kod", "Å b", "x:y")), st.integers(0, 9) | st.sampled_from(WORDS), max_size=2)
