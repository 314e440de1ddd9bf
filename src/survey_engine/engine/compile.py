"""A form becomes one Python function: its source, page by page, and the constants that it refers to.

The function tries the plain case of each answer in place and hands everything else to the field's reader. Texts that
no expression reads are taken as they stand and looked at together at the end. Nothing an author wrote stands in the
source: paths, options and limits are constants with numbered names. Variables that conditions read are set to None at
the top, so that whatever is not shown is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from typing import Any

from survey_engine import dependencies
from survey_engine.engine import fields
from survey_engine.engine.dropped import left_out
from survey_engine.engine.formats import FORMATS
from survey_engine.engine.names import Names, with_constants
from survey_engine.engine.parts import Part, Reads, sources
from survey_engine.expr import compile as expressions
from survey_engine.expr.paths import paths
from survey_engine.journey import Losses, Outcome
from survey_engine.model import Check, CheckCase, Condition, Field, Form, Page, Question
from survey_engine.problems import broken_limit, failed_check

Evaluate = Callable[[Mapping[Any, Any]], Outcome]


def compile_form(form: Form) -> Evaluate:
    """The function that evaluates a response to the form: any mapping in, an outcome out; it never raises."""
    writer = _Writer(form)
    sources = writer.sources()
    scope: dict[str, Any] = dict(writer.names.constants)
    for source in sources:
        code = with_constants(compile(source, f"<form {form.id}>", "exec"), scope)
        exec(code, scope)  # the source is ours: see the module's docstring
    evaluate: Evaluate = scope["evaluate"]
    return evaluate


def sources_of(form: Form) -> list[str]:
    """The sources of that function's parts, and last of itself, without their constants."""
    return _Writer(form).sources()


class _Writer:
    """Writes the function line by line."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.names = Names(form)
        self.names.constants |= expressions.FUNCTIONS
        self.names.constants |= {
            "plain": fields.plain,
            "look_closer": fields.look_closer,
            "exact_decimal": fields.exact_decimal,
            "scaled_decimal": fields.scaled_decimal,
            "left_out": left_out,
            "none_lost": Losses.of(()),
            "Outcome": Outcome,
            "by_path": form.by_path,
            "kinds": {self.names.path(part.path): None if part.computed else part.type for part in form.fields},
            "rank": {part.path: number for number, part in enumerate(form.fields)}.__getitem__,
            "place": lambda pair: pair[0],
        }
        self.order = dependencies.in_order(form)
        self.read = frozenset(_read(form))
        self.flagged = dict.fromkeys(part.path for part in _flagged(form))
        self.parts = [Part()]
        self.depth = 1
        self.pending: list[str] = []
        self.reads = [Reads(0)]
        self.closed: tuple[tuple[int, int, int, str] | None, list[str], Reads] = None, [], Reads(0)
        self.place = len(form.fields)
        self.text_readers: dict[str, fields.FieldReader] = {}

    def sources(self) -> list[str]:
        for page, parts in self._fields_of_pages():
            self._page(page, parts)
        self._next_part()
        *body, ending = self.parts
        self._ending()
        return sources(body, ending.lines)

    def _next_part(self) -> None:
        self._read()
        self.parts.append(Part())
        self.reads = [Reads(0)]

    @property
    def part(self) -> Part:
        """The part that is being written."""
        return self.parts[-1]

    def line(self, text: str) -> None:
        self.part.lines.append(" " * self.depth + text)

    @contextmanager
    def block(self, head: str | None) -> Iterator[None]:
        """The lines inside go into a block under that head (or into none), the shown paths of each side kept apart.

        Right after a block with the same head they go on in that one: nothing in it can change what the head says.
        """
        if head is None:
            yield
            return
        self._show_pending()
        last, shown, reads = self.closed
        again = last == self._here(head)
        if again:
            self._take_back(shown, reads)
        else:
            self.line(f"{head}:")
            reads = Reads(len(self.part.lines))
        self.reads.append(reads)
        self.depth += 1
        written = len(self.part.lines)
        yield
        shown = self._show_pending()
        if len(self.part.lines) == written and not again:
            self.line("pass")
        self._read()
        self.depth -= 1
        self.closed = self._here(head), shown, reads

    def _here(self, head: str) -> tuple[int, int, int, str]:
        """A place in the function at which a block under that head ends or begins."""
        return len(self.parts), len(self.part.lines), self.depth, head

    def _take_back(self, shown: list[str], reads: Reads) -> None:
        """Takes back what ended the last block, which goes on."""
        if shown:
            self.part.lines.pop()
            self.pending = shown
        if reads.of:
            del self.part.lines[reads.line]

    def _read(self) -> None:
        """Writes, at the head of the block that ends, the line that reads all of its answers in one go."""
        reads = self.reads.pop()
        if len(reads.of) == 1:
            ((variable, path),) = reads.of.items()
            text = f"{variable} = get({self.names.placed(path)})"
        elif reads.of:
            text = f"{', '.join(reads.of)} = map(get, {self.names.placed(tuple(reads.of.values()))})"
        else:
            return
        self.part.lines.insert(reads.line, " " * self.depth + text)

    def _show_pending(self) -> list[str]:
        """Writes the line that shows the pending paths, if any, and gives them."""
        shown, self.pending = self.pending, []
        if len(shown) == 1:
            self.line(f"show({self.names.placed(shown[0])})")
        elif shown:
            self.line(f"visible += {self.names.placed(tuple(shown))}")
        return shown

    def condition(self, *conditions: Condition | None) -> str | None:
        """The head of a block that asks all of the conditions there are, or None."""
        codes = [expressions.condition(c.tree, self.names) for c in conditions if c is not None]
        return "if " + " and ".join(codes) if codes else None

    def _fields_of_pages(self) -> Iterator[tuple[Page, list[Field]]]:
        """Each page with its fields in the order of evaluation: a page's conditions look at earlier pages only."""
        of_page: dict[int, list[Field]] = {}
        for part in self.order:
            of_page.setdefault(id(part.page), []).append(part)
        for page in self.form.pages:
            yield page, of_page.get(id(page), [])

    def _ending(self) -> None:
        if self.text_readers:
            readers = self.names.constant(self.text_readers)
            self.line('if not plain("".join(texts)):')
            self.line(f" look_closer({readers}, answers, values, found, unanswered, losses)")
        if self.order != self.form.fields:
            self.line("visible.sort(key=rank)")
            self.line("values = {path: values[path] for path in visible if path in values}")
        self.line("if found:")
        self.line(" found.sort(key=place)")
        self.line(" problems = tuple([problem for _, problem in found])")
        self.line("else: problems = ()")
        self.line("if len(values) - len(derived) == len(answers) and not losses: dropped = none_lost")
        self.line("else: dropped = left_out(answers, kinds, by_path, visible, values)")
        self.line("return Outcome(visible, values, problems, dropped, offered, tuple(shells))")

    def _flag(self, path: str) -> str:
        return f"s{self.names.index(path)}"

    def _page(self, page: Page, parts: list[Field]) -> None:
        """A page, step by step; where a part is full, the next one goes on inside the same condition."""
        steps = list(self._steps(page, parts))
        while steps:
            with self.block(self.condition(page.visible_if)):
                while steps and not self.part.is_full:
                    steps.pop(0)()
                self._show_pending()
            if self.part.is_full:
                self._next_part()

    def _steps(self, page: Page, parts: list[Field]) -> Iterator[Callable[[], None]]:
        """What writes a page: its questions in the order of evaluation, then all that may look at the whole page."""
        if not page.questions:
            yield partial(self._shell, page.id, None)
        for _, of_question in groupby(parts, key=lambda part: id(part.question)):
            yield partial(self._question, list(of_question))
        for question in page.questions:
            if question.type == "info":
                yield partial(self._shell, question.id, question.visible_if)
        yield partial(self._required_by_condition, parts)
        for question in page.questions:
            if question.checks:
                yield partial(self._checks, question)

    def _shell(self, id_: str, condition: Condition | None) -> None:
        with self.block(self.condition(condition)):
            self.line(f"shells.append({self.names.placed(id_)})")

    def _question(self, parts: list[Field]) -> None:
        """Consecutive fields of one question."""
        with self.block(self.condition(parts[0].question.visible_if)):
            for _, of_row in groupby(parts, key=lambda part: id(part.row)):
                in_row = list(of_row)
                row = in_row[0].row
                with self.block(self.condition(row.visible_if if row else None)):
                    for part in in_row:
                        self._field(part)

    def _field(self, part: Field) -> None:
        with self.block(self._head(part)):
            if part.options and any(option.visible_if for option in part.options):
                self._filtered(part)
            else:
                self._shown_field(part, None)

    def _head(self, part: Field) -> str | None:
        if part.chosen_with is None:
            return self.condition(part.visible_if)
        path, option = part.chosen_with
        variable, chosen = self.names.value(path), self.names.placed(option)
        if self.form.by_path[path].type == "choice":
            return f"if {variable} == {chosen}"
        return f"if {variable} is not None and {chosen} in {variable}"

    def _filtered(self, part: Field) -> None:
        """A choice some of whose options are conditional: `a12` are those available; with none it is not shown."""
        available = f"a{self.names.index(part.path)}"
        self.line(f"{available} = ()")
        for condition, options in groupby(part.options, key=lambda option: option.visible_if):
            with self.block(self.condition(condition)):
                self.line(f"{available} += {self.names.placed(tuple(option.id for option in options))}")
        always = any(option.visible_if is None for option in part.options)
        with self.block(None if always else f"if {available}"):
            self.line(f"offered[{self.names.placed(self.names.path(part.path))}] = {available}")
            self._shown_field(part, available)

    def _shown_field(self, part: Field, available: str | None) -> None:
        self.pending.append(self.names.path(part.path))
        if part.path in self.read:
            self.part.own |= dict.fromkeys(self.names.variables(part), "None")
        if part.path in self.flagged:
            self.part.own[self._flag(part.path)] = "False"
            self.line(f"{self._flag(part.path)} = True")
        if part.computed is not None:
            self._computed(part)
        else:
            self._answered(part, available)

    def _computed(self, part: Field) -> None:
        assert part.computed is not None
        names, path = self.names, part.path
        code = expressions.value(part.computed.tree, names)
        names.on_scale(path, code.scale)
        number, constant = f"n{names.index(path)}", names.placed(names.path(path))
        self.line(f"{number} = {code.or_none()}")
        self.line(f"if {number} is not None:")
        value = number if part.type == "integer" else f"exact_decimal({number}, {code.scale}, {part.places})"
        self.line(f" values[{constant}] = {names.value(path)} = {value}; derived.append({constant})")
        self.part.own |= dict.fromkeys(names.variables(part), "None")

    def _answered(self, part: Field, available: str | None) -> None:
        names = self.names
        read = part.path in self.read
        path, variable = names.path(part.path), names.value(part.path) if read else names.passing(part.path)
        self.reads[-1].of[variable] = path
        field_reader = fields.FieldReader(part, names.index(part.path), self.form.language)
        offered = f", {available}" if available else ""
        keeps = f"{variable} = " if read else ""
        doubt = f"{names.constant(field_reader)}({variable}, values, found, unanswered, losses{offered})"
        plain = self._plain(part, variable, available)
        if plain is None:
            self.line(f"{'' if part.required is not False else f'if {variable} is not None: '}{keeps}{doubt}")
        else:
            test, value = plain
            line = f"if {test}: values[{names.placed(path)}] = {keeps if value != variable else ''}{value}"
            if part.type == "text" and not read:
                self.text_readers[part.path] = field_reader
                line += f"; keep({variable})"
            self.line(line)
            self.line(f"{'else' if part.required is not False else f'elif {variable} is not None'}: {keeps}{doubt}")
        if read and len(names.variables(part)) > 1:
            self._number(part, variable)

    def _number(self, part: Field, variable: str) -> None:
        number, scale = self.names.number(part.path)
        sentinel = self.names.constant(part.cannot_say)
        if part.type == "decimal":
            self.line(f"{number} = scaled_decimal({variable}, {scale}, {sentinel})")
        else:
            self.line(f"{number} = None if {variable} == {sentinel} else {variable}")

    def _plain(self, part: Field, variable: str, available: str | None) -> tuple[str, str] | None:
        """A test that the answer is in effect with nothing wrong, and its value then; None where no test is cheap."""
        names = self.names
        match part.type:
            case "text":
                tests = [f"kind({variable}) is textual and {variable} and not {variable}.isspace()"]
                tests += [f"plain({variable})"] if part.path in self.read else []
                tests += [f"len({variable}) <= {part.max_chars}"] if part.max_chars is not None else []
                tests += [f"{names.constant(FORMATS[part.format])}({variable})"] if part.format else []
                return " and ".join(tests), variable
            case "integer":
                low, high = map(names.placed, fields.whole_bounds(part))
                return f"kind({variable}) is whole and {low} <= {variable} <= {high}", variable
            case "decimal":
                number = names.made(fields.plain_decimal, part.places or 0, part.min, part.max)
                return f"(d := {number}({variable})) is not None", "d"
            case "choice":
                options = available or names.placed(frozenset(option.id for option in part.options))
                return f"kind({variable}) is textual and {variable} in {options}", variable
            case "choices":
                ids = tuple(option.id for option in part.options)
                alone = frozenset(option.id for option in part.options if option.exclusive)
                most = len(ids) if part.max_selected is None else part.max_selected
                chosen = names.made(fields.plain_choices, ids, alone, most)
                offered = f" and set({available}).issuperset(c)" if available else ""
                return f"kind({variable}) is many and (c := {chosen}({variable})) is not None{offered}", "c"
            case "confirm":
                return f"{variable} is True", "True"
            case _:
                return None

    def _required_by_condition(self, parts: list[Field]) -> None:
        """Conditions on `required` may look at the whole page, so they are asked at its end, of what lacks a value."""
        conditional = [(part, part.required) for part in parts if isinstance(part.required, Condition)]
        with self.block("if unanswered" if conditional else None):
            for part, required in conditional:
                place = self.names.index(part.path)
                problem = self.names.constant(broken_limit(part, "required", self.form.language))
                with self.block(f"if {place} in unanswered"), self.block(self.condition(required)):
                    self.line(f"found.append(({place}, {problem}))")

    def _checks(self, question: Question) -> None:
        """A question's checks, asked at the end of its page, because they may look at the whole of it."""
        with self.block(self.condition(question.visible_if)), self.block(self._any_shown(question.fields)):
            for check in question.checks:
                for case in check.cases:
                    self._case(check, case, question)

    def _case(self, check: Check, case: CheckCase, question: Question) -> None:
        of_row = [part for part in question.fields if part.row is case.row]
        row = self.condition(case.row.visible_if) if case.row else None
        with self.block(row), self.block(self._any_shown(of_row, in_row=True) if case.row else None):
            problem = self.names.constant(failed_check(check, case.path))
            self.line(f"if {expressions.condition(case.tree, self.names)}: found.append(({self.place}, {problem}))")
            self.place += 1

    def _any_shown(self, parts: Sequence[Field], *, in_row: bool = False) -> str | None:
        """The head of a block for when one of the fields is shown; None where one always is with its question (row)."""
        if any(_always_shown(part, in_row=in_row) for part in parts):
            return None
        return "if " + " or ".join(self._flag(part.path) for part in parts)


def _always_shown(part: Field, *, in_row: bool) -> bool:
    """Whether a field is shown whenever its question is (or, `in_row`, whenever its row is)."""
    without_options = bool(part.options) and all(option.visible_if for option in part.options)
    with_row = in_row or part.row is None or part.row.visible_if is None
    return with_row and part.visible_if is None and part.chosen_with is None and not without_options


def _flagged(form: Form) -> Iterator[Field]:
    """The fields whose being shown is remembered, because the checks of their question may hang on it."""
    for question in form.questions:
        if question.checks and not all(_always_shown(part, in_row=False) for part in question.fields):
            yield from question.fields


def _read(form: Form) -> Iterator[str]:
    """The paths that conditions, computed values, requirements and checks read, and the choices with companions."""
    for part in form.fields:
        yield from dependencies.feeds(part)
        if isinstance(part.required, Condition):
            yield from paths(part.required.tree)
    for question in form.questions:
        if question.visible_if is not None:
            yield from paths(question.visible_if.tree)
        for check in question.checks:
            for case in check.cases:
                yield from paths(case.tree)
    for page in form.pages:
        if page.visible_if is not None:
            yield from paths(page.visible_if.tree)
