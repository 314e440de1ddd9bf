"""From data to a form: names first, then everything that speaks of them.

It works on whatever is there. What has the wrong shape was reported before and counts as not written, so that one
reading reports all that is wrong; a form is only used when nothing was.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from survey_engine.dependencies import Blueprint, OptionSet
from survey_engine.diagnostics import Diagnostic, Rule, cut_off, in_order
from survey_engine.expr.mistakes import listed, shown
from survey_engine.expr.types import (
    EXACT,
    BrokenType,
    ChoicesType,
    ChoiceType,
    ManyType,
    MatrixType,
    NoValueType,
    TextType,
)
from survey_engine.frozen import Frozen, frozen
from survey_engine.model import Form, Page, Question, Scenario, SubmissionTerms
from survey_engine.parsing.declare import Declarations
from survey_engine.parsing.document import Mapping, Node, Scalar, Sequence, plain
from survey_engine.parsing.draft import MOST_DIAGNOSTICS, Draft, Enough
from survey_engine.parsing.fields import FieldBuilder
from survey_engine.parsing.option_lists import OptionLists
from survey_engine.parsing.questions import QuestionBuilder
from survey_engine.parsing.thing import Thing, json_like
from survey_engine.source import Span
from survey_engine.spelling import nearest

UNKNOWN_PATH = Rule(
    "unknown-path",
    {"sv": "det finns inget som heter {name}", "en": "there is nothing called {name}"},
    {
        "sv": "skriv hela sökvägen till ett fält, fråga.fält{nearest}",
        "en": "write the whole path of a field, question.field{nearest}",
    },
)
OPTION_AS_PATH = Rule(
    UNKNOWN_PATH.code,
    UNKNOWN_PATH.message,
    {
        "sv": "det är ett alternativ: skriv frågan, {question}; vilka alternativ som gäller står under values",
        "en": "it is an option: write the question, {question}; which options count stands under values",
    },
)
NO_VALUE_OF_ITS_OWN = Rule(
    "no-value-of-its-own",
    {"sv": "{name} har inget eget värde", "en": "{name} has no value of its own"},
    {
        "sv": "skriv sökvägen till ett fält, som kostnader.resor; en grupp eller matris skrivs fält för fält",
        "en": "write the path of a field, like kostnader.resor; a group or a matrix is written field by field",
    },
)
NOT_AN_EMAIL_FIELD = Rule(
    "receipt-not-text",
    {
        "sv": "kvittot kan inte skickas till {name}: det är ingen text",
        "en": "no receipt can go to {name}: it is no text",
    },
    {
        "sv": "skriv sökvägen till ett textfält där svaranden anger sin e-postadress",
        "en": "write the path of a text field in which the respondent gives an e-mail address",
    },
)

SCENARIO_OPTION = Rule(
    "unknown-option-in-scenario",
    {"sv": "{name} har inget alternativ {written}", "en": "{name} has no option {written}"},
    {"sv": "menar du {right}? alternativen är {options}", "en": "did you mean {right}? its options are {options}"},
    severity="warning",
)
_WITHOUT_VALUE = (ManyType, MatrixType, NoValueType)
_PATH = re.compile(r"[a-zåäö][a-zåäö0-9_]*(\.[a-zåäö][a-zåäö0-9_]*){0,2}").fullmatch


def build(document: Node, misplaced: Container[Span] = ()) -> tuple[Blueprint | None, tuple[Diagnostic, ...]]:
    """The form that a document describes, and what is wrong with its names and expressions; no form if too much is.

    `misplaced` are the keys that were reported as not belonging to their thing's type.
    """
    top = Thing(document if isinstance(document, Mapping) else Mapping({}, {}, document.span))
    builder = _FormBuilder(top, misplaced)
    draft = builder.draft
    try:
        form = builder.form()
    except Enough:
        found = in_order(draft.diagnostics)
        return None, cut_off(found) if len(draft.diagnostics) >= MOST_DIAGNOSTICS else found
    sets, incomplete = builder.option_sets(), draft.names.incomplete
    blueprint = Blueprint(form, draft.reads, draft.written, draft.references, sets, incomplete)
    return blueprint, tuple(draft.diagnostics)


def fingerprint(document: Node) -> str:
    """A digest of a document's content: the same whatever its layout, comments, line ends and order of keys.

    `visas_om` counts as the `visible_if` that it means.
    """
    content = json.dumps(_content(document), sort_keys=True, ensure_ascii=True, default=_exact)
    return hashlib.sha256(content.encode()).hexdigest()


_ENGLISH = {"visas_om": "visible_if"}


def _content(node: Node, *, thing: bool = True) -> object:
    """The node as ordinary data. In a thing (the form, and what stands in a list) conditions are under their English
    key, and `meta` is the host's own and left as it is; in other mappings the keys are names.
    """
    match node:
        case Sequence():
            return [_content(item) for item in node.items]
        case Mapping() if thing:
            return {_ENGLISH.get(key, key): _of_thing(key, item) for key, item in node.values.items()}
        case Mapping():
            return {key: _content(item, thing=False) for key, item in node.values.items()}
        case _:
            return plain(node)


def _of_thing(key: str, item: Node) -> object:
    return plain(item) if key == "meta" else _content(item, thing=False)


def _exact(value: Any) -> str:
    """A number with a point, told apart from the text that looks like it: no text of a form has a NUL."""
    return f"\0{value.normalize(EXACT):f}" if isinstance(value, Decimal) else str(value)


@dataclass
class _FormBuilder:
    top: Thing
    misplaced: Container[Span] = ()

    def __post_init__(self) -> None:
        top = self.top
        self.draft = Draft(top.string("language"))
        sets = {key.text: node.items for key, node in top.entries("option_sets") if isinstance(node, Sequence)}
        self.options = OptionLists(self.draft, sets, {key.text: key.span for key, _ in top.entries("option_sets")})
        self.declarations = Declarations(self.draft, self.options, self.misplaced)
        self.fields = FieldBuilder(self.draft, self.options, self.declarations.computations)
        self.questions = QuestionBuilder(self.draft, self.fields)

    def form(self) -> Form:
        top, draft = self.top, self.draft
        draft.names.incomplete = not all(isinstance(node, Mapping) for node in top.nodes("pages") or (None,))
        for page in top.things("pages"):
            self.declarations.page(page)
        self.declarations.type_computed()
        self.fields.check_sets()
        numbers = self._numbers()
        form = Form(
            id=top.string("survey"),
            version=top.string("version"),
            language=draft.language,
            title=draft.text(top.node.get("title")),
            back=top.flag("back") is not False,
            submission=self._submission(),
            pages=tuple(self._page(page, numbers) for page in top.things("pages")),
            never=tuple(c for c in map(draft.condition, top.strings("never")) if c is not None),
            scenarios=tuple(map(self._scenario, top.things("scenarios"))),
            fingerprint=fingerprint(top.node),
            meta=top.meta(),
        )
        return draft.placed(form, top)

    def option_sets(self) -> dict[str, OptionSet]:
        """The option sets, by name; to be asked for when the form is built, for then it is known who uses them."""
        options = self.options
        return {
            key.text: OptionSet(
                key.span,
                tuple(Thing(node) for node in options.sets[key.text] if isinstance(node, Mapping)),
                tuple(options.used.get(key.text, ())),
            )
            for key, _ in self.top.entries("option_sets")
            if key.text in options.sets
        }

    def _numbers(self) -> Iterator[int] | None:
        """The numbers that questions get, where the form says `numbering`."""
        first = self.top.whole("numbering")
        if self.top.flag("numbering") is True:
            first = 1
        return None if first is None else iter(range(first, first + 1_000_000))

    def _page(self, page: Thing, numbers: Iterator[int] | None) -> Page:
        draft = self.draft
        built = Page(
            id=page.id,
            title=draft.text(page.node.get("title")),
            text=draft.text(page.node.get("text")),
            **draft.shown(page)._asdict(),
            questions=tuple(self._question(question, numbers) for question in page.things("questions")),
            meta=page.meta(),
        )
        return draft.placed(built, page)

    def _question(self, question: Thing, numbers: Iterator[int] | None) -> Question:
        kind = question.string("type")
        unnumbered = kind == "info" or (kind == "group" and not question.has("label"))
        return self.questions.question(question, None if numbers is None or unnumbered else next(numbers))

    def _submission(self) -> SubmissionTerms:
        node = self.top.node.get("submission")
        thing = Thing(node if isinstance(node, Mapping) else Mapping({}, {}, self.top.node.span))
        receipt_to = thing.scalar("receipt_to")
        if receipt_to is not None and isinstance(receipt_to.value, str) and self._known(receipt_to):
            type_ = self.draft.names.named(receipt_to.text)
            if not isinstance(type_, TextType | BrokenType):
                self.draft.report(NOT_AN_EMAIL_FIELD, receipt_to.span, name=receipt_to.text)
        terms = SubmissionTerms(
            opens=thing.day("opens"),
            closes=thing.day("closes"),
            max_submissions=thing.whole("max_submissions"),
            receipt_to=thing.string("receipt_to") or None,
        )
        return self.draft.placed(terms, thing)

    def _scenario(self, thing: Thing) -> Scenario:
        for key in ("answers", "values"):
            for path, node in thing.entries(key):
                if self._known(path, field=True):
                    self._known_options(path.text, node)
        for path, _ in thing.entries("problems"):
            self._known(path)
        shown, hidden = list(thing.strings("shown")), list(thing.strings("hidden"))
        for path in (*shown, *hidden):
            self._known(path)
        scenario = Scenario(
            name=self.draft.text(thing.node.get("name")),
            answers=Frozen({path.text: _answer(node) for path, node in thing.entries("answers")}),
            shown=tuple(scalar.text for scalar in shown),
            hidden=tuple(scalar.text for scalar in hidden),
            values=Frozen({path.text: _answer(node) for path, node in thing.entries("values")}),
            problems=Frozen(
                {
                    path.text: None if node.value is None else str(node.value)
                    for path, node in thing.entries("problems")
                    if isinstance(node, Scalar)
                }
            ),
        )
        return self.draft.placed(scenario, thing)

    def _known(self, path: Scalar, *, field: bool = False) -> bool:
        """Whether a path names something (a field, where only that will do); reported where it does not."""
        if not _PATH(path.text):
            return False
        type_ = self.draft.names.named(path.text)
        if type_ is not None and field and isinstance(type_, _WITHOUT_VALUE):
            self.draft.report(NO_VALUE_OF_ITS_OWN, path.span, name=path.text)
            return False
        if type_ is not None:
            return True
        question, _, last = path.text.rpartition(".")
        asked = self.draft.names.named(question)
        if isinstance(asked, ChoiceType | ChoicesType) and last in asked.options:
            self.draft.report(OPTION_AS_PATH, path.span, name=path.text, question=question)
            return False
        names = [name for name in self.draft.names.names() if not field or self._is_field(name)]
        near = nearest(path.text, names) or next((n for n in names if n.endswith(f".{path.text}")), None)
        hint = {"sv": f"; menar du {near}?", "en": f"; did you mean {near}?"} if near else {"sv": "", "en": ""}
        notes = self.draft.meant(near or "", path.text)
        self.draft.tell(Diagnostic(UNKNOWN_PATH, path.span, {"name": path.text, "nearest": hint}, notes))
        return False

    def _known_options(self, path: str, answer: Node) -> None:
        """Warns of a misspelt option in a scenario; one that is unlike all others is there on purpose."""
        type_ = self.draft.names.named(path)
        if not isinstance(type_, ChoiceType | ChoicesType):
            return
        for node in answer.items if isinstance(answer, Sequence) else (answer,):
            if not isinstance(node, Scalar) or not isinstance(node.value, str) or node.text in type_.options:
                continue
            if near := nearest(node.text, type_.options):
                params = {"name": path, "written": shown(node.text), "options": listed(type_.options), "right": near}
                self.draft.tell(Diagnostic(SCENARIO_OPTION, node.span, params, self.draft.meant(f"{path}.{near}")))

    def _is_field(self, path: str) -> bool:
        return not isinstance(self.draft.names.named(path), _WITHOUT_VALUE)


def _answer(node: Node) -> Any:
    """An answer of a scenario as it would be sent; a number keeps the decimals it is written with."""
    value = plain(node)
    return value if isinstance(value, Decimal) else frozen(json_like(value))
