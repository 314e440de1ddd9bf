"""What is known about one thing of a form, as lines for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from shutil import get_terminal_size
from textwrap import TextWrapper
from typing import Any

from survey_engine.cli.about import About, Link, Thing, label, said
from survey_engine.cli.output import is_coloured, is_terminal
from survey_engine.expr.words.prose import amount
from survey_engine.hints import hints
from survey_engine.journey import Journey
from survey_engine.model import Column, Condition, Field, Option, Page, Question
from survey_engine.rendering.cells import safe_line
from survey_engine.rendering.terminal import WIDTH, ansi, plain
from survey_engine.why import Reason, Why

_NARROWEST = 40
_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "page": "sida",
        "question": "fråga",
        "row": "rad",
        "field": "fält",
        "column": "kolumn",
        "option": "alternativ",
        "companion": "text till ett alternativ",
        "of": "{kind} i {path} ({label})",
        "on_page": "sida {number} av {of}",
        "numbered": "fråga {number}",
        "line": "rad {line}",
        "type.info": "text att läsa",
        "type.text": "text",
        "type.integer": "heltal",
        "type.decimal": "tal med decimaler",
        "type.date": "datum",
        "type.choice": "ett av flera alternativ",
        "type.choices": "flera alternativ",
        "type.confirm": "ruta att kryssa i",
        "type.scale": "skala",
        "type.group": "grupp av fält",
        "type.matrix": "tabell",
        "type.computed": "uträknat värde",
        "required": "obligatorisk",
        "required_if": "obligatorisk ibland",
        "prefill": "ifylls i förväg",
        "exclusive": "kan inte väljas tillsammans med andra",
        "when": "När den visas",
        "always": "Alltid, utan villkor.",
        "any_part": "När något av det som den består av visas.",
        "if.page": "Avsnittet visas om {words}.",
        "if.question": "Frågan visas om {words}.",
        "if.row": "Raden visas om {words}.",
        "if.field": "Uppgiften visas om {words}.",
        "if.option": "Alternativet kan väljas om {words}.",
        "if.companion": "Beskrivningen visas om {words}.",
        "any_option": "Frågan visas bara när något av dess alternativ kan väljas:",
        "if": "Om {words}:",
        "own_words": "I formulärets egna ord: {text}",
        "how": "Hur den besvaras",
        "value": "Hur den räknas ut",
        "steps": "Ett heltal från {least} till {most}.",
        "ends": "{least} är ”{low}” och {most} är ”{high}”.",
        "checks": "Vad som kontrolleras",
        "check.error": "fel",
        "check.warning": "varning",
        "reads": "Vad den beror på",
        "read_by": "Vad som beror på den",
        "nothing": "Inget.",
        "for.shown": "om den visas",
        "for.value": "värdet",
        "for.required": "om den måste besvaras",
        "for.check": "en kontroll",
        "for.never": "får aldrig gälla",
        "for.chosen": "visas när alternativet är valt",
        "for.receipt": "dit går kvittot",
        "holds": "Vad den består av",
        "now": "Med svaren i {name}",
        "answer": "Svar: {value}",
        "no_answer": "Svar: inget",
        "ticked": "ikryssad",
        "problem": "Problem: {message}",
        "turn_all": "Vad som skulle ändra det, allt tillsammans:",
        "turn": "Vad som skulle ändra det:",
        "turn_any": "Vad som skulle ändra det, vilket som helst:",
        "becomes": "om {words}",
        "no_longer": "om det inte längre gäller att {words}",
    },
    "en": {
        "page": "page",
        "question": "question",
        "row": "row",
        "field": "field",
        "column": "column",
        "option": "option",
        "companion": "text of an option",
        "of": "{kind} of {path} ({label})",
        "on_page": "page {number} of {of}",
        "numbered": "question {number}",
        "line": "line {line}",
        "type.info": "text to read",
        "type.text": "text",
        "type.integer": "whole number",
        "type.decimal": "number with decimals",
        "type.date": "date",
        "type.choice": "one of several options",
        "type.choices": "several options",
        "type.confirm": "box to tick",
        "type.scale": "scale",
        "type.group": "group of fields",
        "type.matrix": "table",
        "type.computed": "computed value",
        "required": "required",
        "required_if": "sometimes required",
        "prefill": "filled in beforehand",
        "exclusive": "cannot be chosen together with others",
        "when": "When it is shown",
        "always": "Always, without a condition.",
        "any_part": "When something of what it consists of is shown.",
        "if.page": "The section is shown if {words}.",
        "if.question": "The question is shown if {words}.",
        "if.row": "The row is shown if {words}.",
        "if.field": "The field is shown if {words}.",
        "if.option": "The option can be chosen if {words}.",
        "if.companion": "The description is shown if {words}.",
        "any_option": "The question is shown only when one of its options can be chosen:",
        "if": "If {words}:",
        "own_words": "In the form's own words: {text}",
        "how": "How it is answered",
        "value": "How it is computed",
        "steps": "A whole number from {least} to {most}.",
        "ends": "{least} is “{low}” and {most} is “{high}”.",
        "checks": "What is checked",
        "check.error": "error",
        "check.warning": "warning",
        "reads": "What it depends on",
        "read_by": "What depends on it",
        "nothing": "Nothing.",
        "for.shown": "whether it is shown",
        "for.value": "the value",
        "for.required": "whether it must be answered",
        "for.check": "a check",
        "for.never": "may never hold",
        "for.chosen": "shown when the option is chosen",
        "for.receipt": "where the receipt goes",
        "holds": "What it consists of",
        "now": "With the answers of {name}",
        "answer": "Answer: {value}",
        "no_answer": "Answer: none",
        "ticked": "ticked",
        "problem": "Problem: {message}",
        "turn_all": "What would change that, all of it together:",
        "turn": "What would change that:",
        "turn_any": "What would change that, any one of it:",
        "becomes": "if {words}",
        "no_longer": "if it is no longer so that {words}",
    },
}


def lines(about: About, journey: Journey | None, language: str, name: str, answers: str) -> Iterator[str]:
    """All of it in that language; `name` is the file's, `answers` that of the answers that the journey is made of."""
    return _Telling(about, journey, language).lines(name, answers)


class _Telling:
    def __init__(self, about: About, journey: Journey | None, language: str) -> None:
        self.about = about
        self.journey = journey
        self.language = language
        self.words = _WORDS[language]
        self.paint = ansi if is_coloured(sys.stdout) else plain
        columns = get_terminal_size((WIDTH, 24)).columns if is_terminal(sys.stdout) else WIDTH
        self.width = min(max(columns, _NARROWEST), WIDTH)

    def lines(self, name: str, answers: str) -> Iterator[str]:
        yield from self._head(name)
        yield from self._section("when", self._when())
        yield from self._section("value", self._value())
        yield from self._section("how", self._how())
        yield from self._section("checks", self._checks())
        yield from self._section("holds", self._holds())
        yield from self._section("reads", self._reads())
        yield from self._section("read_by", self._read_by())
        if self.journey is not None:
            yield from self._section("now", self._now(self.journey), name=safe_line(answers))

    def _section(self, heading: str, lines: Iterable[str], **told: str) -> Iterator[str]:
        filled = [folded for line in lines for folded in self._folded(line)]
        if filled:
            yield ""
            yield self.paint(self.words[heading].format(**told), "strong")
            yield from filled

    def _head(self, name: str) -> Iterator[str]:
        about, words = self.about, self.words
        named = self._label(about.thing)
        yield self.paint(about.path, "strong") + (f"  {named}" if named else "")
        yield from self._folded(", ".join(self._what()))
        where = words["on_page"].format(number=about.page_number, of=len(about.form.pages))
        if about.thing is not about.page:
            where = f"{where}: {about.page.id}  {self._label(about.page)}".rstrip()
        if about.question is not None and about.question.number is not None:
            where = f"{words['numbered'].format(number=about.question.number)}, {where}"
        yield from self._folded(where)
        yield f"  {safe_line(name)}:{about.place.line}:{about.place.column}"

    def _what(self) -> Iterator[str]:
        about, words, question = self.about, self.words, self.about.question
        if question is None or about.thing is question:
            yield words[about.kind]
        else:
            whole = about.path.rpartition(".")[0] if about.kind in ("option", "companion") else question.id
            parent = about.form.by_path.get(whole, question)
            yield words["of"].format(kind=words[about.kind], path=whole, label=self._label(parent))
        if type_ := about.type_of(about.thing):
            unit = f" {safe_line(about.field.unit)}" if about.field and about.field.unit else ""
            yield f"{words[f'type.{type_}']} ({type_}){unit}"
        if about.prefill:
            yield words["prefill"]
        elif about.required:
            yield words["required_if" if isinstance(about.required, Condition) else "required"]
        if isinstance(about.thing, Option) and about.thing.exclusive:
            yield words["exclusive"]

    def _when(self) -> Iterator[str]:
        about, words = self.about, self.words
        options: list[str] = []
        always = True
        for level, condition, line in about.conditions():
            always = False
            sentence = words[f"if.{level}"].format(words=self._words_of(condition))
            if condition in about.blueprint.reads:  # somebody wrote it
                sentence += safe_line(f"  ({condition.source}, {words['line'].format(line=line)})")
            if level == "option" and about.kind not in ("option", "companion"):
                options.append(sentence)
            else:
                yield sentence
        if options:
            yield words["any_option"]
            yield from (f"  {sentence}" for sentence in options)
        if own := getattr(about.thing, "shown_when_text", ""):
            yield words["own_words"].format(text=safe_line(said(own, self.language)))
        if always:
            yield words["any_part" if self._follows_its_parts() else "always"]

    def _follows_its_parts(self) -> bool:
        """Whether it is shown only with what it is made of, because all of that has conditions."""
        parts = [part for _, part in self.about.parts() if not isinstance(part, Column | Option)]
        return bool(parts) and all(map(_condition, parts))

    def _value(self) -> Iterator[str]:
        if self.about.field is not None and self.about.field.computed is not None:
            yield safe_line(self.about.field.computed.source)

    def _how(self) -> Iterator[str]:
        about = self.about
        if about.question is not None and about.question.type == "scale" and about.kind != "page":
            yield from self._steps(about.question)
        if about.field is not None:
            yield from (safe_line(hint) for hint in hints(about.field, self.language))
        elif not isinstance(about.thing, Page):
            yield from self._hints_within()

    def _hints_within(self) -> Iterator[str]:
        """The hints of each field, of a table those of each column; once where they are the same for all."""
        told: dict[str, str] = {}
        for part in self.about.fields:
            column = f"{part.question.id}.{part.column.id}" if part.column is not None else part.path
            told.setdefault(column, safe_line(" ".join(hints(part, self.language))))
        if len(set(told.values())) == 1:
            yield from filter(None, set(told.values()))
        else:
            yield from (f"{path}: {hint}" for path, hint in told.items() if hint)

    def _steps(self, question: Question) -> Iterator[str]:
        ends = {"least": question.fields[0].min, "most": question.fields[0].max}
        yield self.words["steps"].format(**ends)
        if question.low and question.high:
            low, high = (safe_line(said(text, self.language)) for text in (question.low, question.high))
            yield self.words["ends"].format(**ends, low=low, high=high)

    def _checks(self) -> Iterator[str]:
        if isinstance(self.about.thing, Question):
            for check in self.about.thing.checks:
                message = f"{said(check.message, self.language)}  ({check.source})"
                yield f"{self.words[f'check.{check.severity}']}: {safe_line(message)}"

    def _holds(self) -> Iterator[str]:
        """The parts of the thing, each with its path, label and type; those that share a condition stand below it."""
        for condition, run in groupby(self.about.parts(), key=lambda part: _condition(part[1])):
            if condition is not None:
                yield self.words["if"].format(words=self._words_of(condition))
            for path, thing in run:
                type_ = self.about.type_of(thing)
                line = f"{path}  {self._label(thing)}".rstrip() + (f"  ({type_})" if type_ else "")
                yield line if condition is None else f"  {line}"

    def _reads(self) -> Iterator[str]:
        links = tuple(self.about.reads())
        for link in links:
            yield self._link(link, ", ".join(self.words[f"for.{purpose}"] for purpose in link.purposes))
        if not links:
            yield self.words["nothing"]

    def _read_by(self) -> Iterator[str]:
        links = tuple(self.about.read_by())
        for link in links:
            source = f": {link.source}" if link.source else ""
            yield self._link(link, self.words[f"for.{link.purposes[0]}"] + source)
        if not links:
            yield self.words["nothing"]

    def _link(self, link: Link, why: str) -> str:
        named = f"{link.path}  {self._label(link.thing)}".rstrip()
        return safe_line(f"{named}  – {why} ({self.words['line'].format(line=link.line)})")

    def _now(self, journey: Journey) -> Iterator[str]:
        """How it stands: whether it is shown and why, what would change that, the answers, what is wrong with them."""
        about, why = self.about, self.about.why(journey)
        yield safe_line(why.in_words(self.language))
        yield from self._turns(why)
        for part in about.answered:
            value = journey.values.get(part.path)
            lead = f"{part.path}: " if part.path != about.path else ""
            if value is not None:
                yield lead + self.words["answer"].format(value=safe_line(self._in_words(part, value)))
            elif part.path in journey.visible:
                yield lead + self.words["no_answer"]
        for problem in journey.problems:
            if problem.path in about.within:
                yield self.words["problem"].format(message=safe_line(f"{problem.message} ({problem.path})"))

    def _turns(self, why: Why) -> Iterator[str]:
        """What would show it, or hide it: a way to turn each of the conditions that decide it."""
        deciding = [reason for reason in why.reasons if reason.holds is why.shown]
        outer = [reason for reason in deciding if reason.level != "option"]
        if why.thing not in ("option", "companion") and outer:
            deciding = outer
        turns = tuple(dict.fromkeys(map(self._turned, deciding)))
        if turns:
            together = bool(outer) and not why.shown
            yield self.words["turn" if len(turns) == 1 else "turn_all" if together else "turn_any"]
            yield from (f"  – {turn}" for turn in turns)

    def _turned(self, reason: Reason) -> str:
        return "; ".join(
            self.words["no_longer" if part.holds else "becomes"].format(words=self._words_of(part.condition))
            for part in reason.flips
        )

    def _words_of(self, condition: Condition) -> str:
        return safe_line(condition.in_words(self.language))

    def _in_words(self, part: Field, value: Any) -> str:
        if value is True:
            return self.words["ticked"]
        return amount(part.path, value, self.about.form.callings(self.language))

    def _label(self, thing: Thing | None) -> str:
        return safe_line(label(thing, self.language))

    def _folded(self, line: str) -> list[str]:
        """A line set in, and what does not fit on it below, set in further."""
        begins = " " * (2 + len(line) - len(line.lstrip(" ")))
        fold = TextWrapper(
            self.width,
            initial_indent=begins,
            subsequent_indent=begins + "  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        return fold.wrap(line.lstrip(" "))


def _condition(thing: Thing) -> Condition | None:
    return None if isinstance(thing, Column) else thing.visible_if
