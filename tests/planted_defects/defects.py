"""The bugs: each small, each of a sort that somebody could write."""

from __future__ import annotations

from tests.planted_defects.planting import Defect

_FORM = "engine/compile.py"
_ANSWERS = "engine/answers.py"
_FIELDS = "engine/fields.py"
_DROPPED = "engine/dropped.py"
_FORMATS = "engine/formats.py"
_JUDGE = "engine/judge.py"
_NAMES = "engine/names.py"
_EXPRESSIONS = "expr/compile.py"
_JOURNEY = "journey.py"
_INTERVIEW = "interview.py"

_OWN = """\
        if part.path in self.read:
            self.part.own |= dict.fromkeys(self.names.variables(part), "None")
"""

SHOWN: tuple[Defect, ...] = (
    Defect(
        "a page's condition ignored",
        _FORM,
        "with self.block(self.condition(page.visible_if)):",
        "with self.block(None):",
    ),
    Defect(
        "a question's condition ignored",
        _FORM,
        "with self.block(self.condition(parts[0].question.visible_if)):",
        "with self.block(None):",
    ),
    Defect(
        "a row's condition ignored",
        _FORM,
        "with self.block(self.condition(row.visible_if if row else None)):",
        "with self.block(None):",
    ),
    Defect("a field's condition ignored", _FORM, "return self.condition(part.visible_if)", "return None"),
    Defect(
        "an option's condition ignored",
        _FORM,
        'with self.block(self.condition(condition)):\n                self.line(f"{available} +=',
        'with self.block(None):\n                self.line(f"{available} +=',
    ),
    Defect(
        "an info's condition ignored",
        _FORM,
        "partial(self._shell, question.id, question.visible_if)",
        "partial(self._shell, question.id, None)",
    ),
    Defect(
        "a choice without available options shown",
        _FORM,
        'with self.block(None if always else f"if {available}"):',
        "with self.block(None):",
    ),
    Defect(
        "the text of another option shown",
        _FORM,
        'return f"if {variable} == {chosen}"',
        'return f"if {variable} is not None"',
    ),
    Defect(
        "the text of an option that is not among the chosen shown",
        _FORM,
        'return f"if {variable} is not None and {chosen} in {variable}"',
        'return f"if {variable} is not None"',
    ),
    Defect(
        "a cascade one level short: answers on a hidden page still count",
        _FORM,
        _OWN,
        _OWN
        + "            if part.page.visible_if is not None:\n"
        + '                self.part.own[self.names.value(part.path)] = f"get({part.path!r})"\n',
    ),
    Defect(
        "a hidden field's answer still counts",
        _FORM,
        _OWN,
        _OWN + '            self.part.own[self.names.value(part.path)] = f"get({part.path!r})"\n',
    ),
    Defect(
        "fields evaluated in the form's order, whatever they hang on",
        _FORM,
        "self.order = dependencies.in_order(form)",
        "self.order = form.fields",
    ),
    Defect("what is visible left in the order of evaluation", _FORM, '"visible.sort(key=rank)"', '"pass"'),
    Defect(
        "a page shown though none of its questions is",
        _JOURNEY,
        "if questions or page.id in shells:",
        "if questions or page.visible_if is None or page.id in shells:",
    ),
    Defect(
        "a question shown though none of its fields is",
        _JOURNEY,
        "if (parts := self._shown_fields(question, shown)) or question.id in shells",
        "if (parts := self._shown_fields(question, shown)) is not None or question.id in shells",
    ),
    Defect(
        "filtered options offered",
        _JOURNEY,
        "return part.options if offered is None else tuple(o for o in part.options if o.id in offered)",
        "return part.options if offered is None else part.options",
    ),
    Defect(
        "`why` sees a sentinel as a number",
        _JUDGE,
        "readers.append(_reader(path, scale, part.cannot_say))",
        "readers.append(_reader(path, scale, None))",
    ),
    Defect(
        "`why` forgets the places of a computed value",
        _JUDGE,
        "self._scales[path] = expressions.value(computed.tree, self._names).scale",
        "self._scales[path] = 0",
    ),
)

IN_EFFECT: tuple[Defect, ...] = (
    Defect(
        "a stale option kept in a choice",
        _FORM,
        "options = available or names.placed(",
        "options = names.placed(",
    ),
    Defect(
        "a stale option kept in choices",
        _FORM,
        'offered = f" and set({available}).issuperset(c)" if available else ""',
        'offered = ""',
    ),
    Defect(
        "a stale option kept in an odd list of choices",
        _ANSWERS,
        "and (offered is None or o.id in offered))",
        'or o.id == "")',
    ),
    Defect(
        "a stale option kept in a mistrusted choice",
        _ANSWERS,
        "available = [o.id for o in part.options] if offered is None else offered",
        "available = [o.id for o in part.options]",
    ),
    Defect("blank text is an answer", _FORM, " and not {variable}.isspace()", ""),
    Defect(
        "an unticked confirm is an answer", _ANSWERS, 'return not (kind == "confirm" and raw is False)', "return True"
    ),
    Defect(
        "an empty list of choices is an answer",
        _ANSWERS,
        "return not (isinstance(raw, list | tuple) and not raw)",
        "return True",
    ),
    Defect("true is the number 1", _ANSWERS, "if isinstance(raw, bool) or not isinstance", "if not isinstance"),
    Defect("1 ticks a confirm", _FORM, 'return f"{variable} is True", "True"', 'return f"{variable} == 1", "True"'),
    Defect(
        "2.5 is an integer",
        _ANSWERS,
        "WRONG if value is None or value != value.to_integral_value(context=EXACT) else int(value)",
        "WRONG if value is None else int(value)",
    ),
    Defect("sixteen digits allowed", _ANSWERS, "<= MAX_DIGITS else None", "<= MAX_DIGITS + 1 else None"),
    Defect(
        "a point in time is a date",
        _ANSWERS,
        "isinstance(raw, date) and not isinstance(raw, datetime)",
        "isinstance(raw, date)",
    ),
    Defect("20250203 is a date", _ANSWERS, "not isinstance(raw, str) or not _DATE(raw)", "not isinstance(raw, str)"),
    Defect("NFC left out", _ANSWERS, "else nfc(text)", "else text"),
    Defect(
        "line breaks counted twice",
        _ANSWERS,
        '.replace("\\r\\n", "\\n").replace("\\r", "\\n")',
        '.replace("\\r", "\\n")',
    ),
    Defect("a carriage return is plain text", _FIELDS, "c not in (9, 10))", "c not in (9, 10, 13))"),
    Defect("control characters of Latin-1 let through", _ANSWERS, "\\x1f\\x7f-\\x9f", "\\x1f"),
    Defect("lone surrogates let through", _ANSWERS, "\\ud800-\\udfff", ""),
    Defect(
        "choices kept in the order of the answer",
        _FIELDS,
        "raw = sorted(set(raw), key=rank.__getitem__)",
        "raw = list(dict.fromkeys(raw))",
    ),
    Defect(
        "a decimal keeps the places that it came with",
        _ANSWERS,
        "return value.quantize(",
        "return value or value.quantize(",
    ),
    Defect(
        "the value of a wrong type still seen by conditions",
        _FORM,
        "f'elif {variable} is not None'}: {keeps}{doubt}\")",
        "f'elif {variable} is not None'}: {doubt}\")",
    ),
)

PROBLEMS: tuple[Defect, ...] = (
    Defect(
        "a required condition turned round",
        _FORM,
        'self.block(f"if {place} in unanswered"), self.block(self.condition(required)):',
        'self.block(f"if {place} in unanswered"), self.block(f"if not {(self.condition(required) or str())[3:]}"):',
    ),
    Defect(
        "a hidden question validated, if required by a condition",
        _FORM,
        'self.block(f"if {place} in unanswered")',
        'self.block("if unanswered")',
    ),
    Defect("a required condition forgotten", _FIELDS, "elif isinstance(part.required, Condition):", "elif False:"),
    Defect(
        "a required condition taken for true",
        _FIELDS,
        "if part.required is True else None",
        "if part.required else None",
    ),
    Defect(
        "a check tried on a hidden question",
        _FORM,
        "with self.block(self.condition(question.visible_if)), self.block(self._any_shown(question.fields)):",
        "with self.block(None):",
    ),
    Defect(
        "a check tried on a hidden row",
        _FORM,
        "with self.block(row), self.block(self._any_shown(of_row, in_row=True) if case.row else None):",
        "with self.block(None):",
    ),
    Defect(
        "a check tried on a choice without options",
        _FORM,
        "without_options = bool(part.options) and all(option.visible_if for option in part.options)",
        "without_options = False",
    ),
    Defect("one character too many in a plain text", _FORM, "<= {part.max_chars}", "<= {part.max_chars + 1}"),
    Defect(
        "one character too few in any other text",
        _ANSWERS,
        "len(value) > part.max_chars",
        "len(value) >= part.max_chars",
    ),
    Defect("a plain text's format not looked at", _FORM, "if part.format else []", "if False else []"),
    Defect(
        "no format looked at closely",
        _ANSWERS,
        "if part.format is not None and not FORMATS[part.format](value)",
        "if not FORMATS",
    ),
    Defect(
        "an exclusive option beside another", _FIELDS, " or (alone and len(raw) > 1 and not alone.isdisjoint(raw))", ""
    ),
    Defect("an exclusive option beside one other", _ANSWERS, "if len(value) > 1:", "if len(value) > 2:"),
    Defect("one option too many", _FIELDS, "if len(raw) > most or", "if len(raw) > most + 1 or"),
    Defect(
        "as many options as allowed are too many",
        _ANSWERS,
        "len(value) > part.max_selected",
        "len(value) >= part.max_selected",
    ),
    Defect("a whole number one above its limit", _FIELDS, "min(high, most)", "min(high + 1, most)"),
    Defect(
        "a decimal one step above its limit",
        _FIELDS,
        "floor(_scaled(most, factor))",
        "floor(_scaled(most, factor)) + 1",
    ),
    Defect("a limit itself out of range", _ANSWERS, "value > high)", "value >= high)"),
    Defect("no lower limit", _ANSWERS, "(low is not None and value < low) or ", ""),
    Defect("one decimal too many", _ANSWERS, "decimals(value) > part.places", "decimals(value) > part.places + 1"),
    Defect(
        "a sentinel outside the limits is a problem",
        _ANSWERS,
        "if part.cannot_say is not None and value == part.cannot_say:",
        "if part.cannot_say is None and value == part.cannot_say:",
    ),
    Defect("an organisation number without its check digit", _FORMATS, "% 10 == 0", "% 10 >= 0"),
    Defect("a telephone number of sixteen digits", _FORMATS, "{4,14}", "{4,15}"),
    Defect(
        "digits of other scripts in a telephone number",
        _FORMATS,
        '"\\+?\\(?[0-9](?:[ ()/-]*[0-9])',
        '"\\+?\\(?\\d(?:[ ()/-]*\\d)',
    ),
    Defect("no space in a postcode", _FORMATS, "[0-9]{3} ?[0-9]{2}", "[0-9]{3}[0-9]{2}"),
    Defect(
        "an e-mail address without a dot", _FORMATS, '[^@\\s][^@\\s.]*\\.[^@\\s]+").fullmatch', '[^@\\s]+").fullmatch'
    ),
    Defect("a web address with http is none", _FORMATS, 'r"https?://[^\\s/]\\S*"', 'r"https://[^\\s/]\\S*"'),
    Defect("problems in the order that they were found in", _FORM, '" found.sort(key=place)"', '" pass"'),
    Defect(
        "a warning stops a submission", _JOURNEY, 'all(problem.severity != "error" for problem in problems)', "False"
    ),
)

EXPRESSIONS: tuple[Defect, ...] = (
    Defect(
        "`!=` on a missing choice turned false",
        _EXPRESSIONS,
        'return f"(not {condition(node.part, names)})"',
        'there = f"{names.value(node.part.path)} is not None and " if isinstance(node.part, nodes.OneOf) else ""\n'
        '            return f"({there}not {condition(node.part, names)})"',
    ),
    Defect(
        "`not in` on missing choices turned false",
        _EXPRESSIONS,
        'return f"(not {condition(node.part, names)})"',
        'there = f"{names.value(node.part.path)} is not None and " if isinstance(node.part, nodes.Chosen) else ""\n'
        '            return f"({there}not {condition(node.part, names)})"',
    ),
    Defect(
        "a missing number is zero",
        _EXPRESSIONS,
        "return Code(variable, scale, (variable,))",
        'return Code(f"({variable} or 0)", scale)',
    ),
    Defect(
        "`<=` is `<`",
        _EXPRESSIONS,
        '{left.text} {node.operator} {right.text}", right)',
        "{left.text} {node.operator.rstrip('=') or '=='} {right.text}\", right)",
    ),
    Defect(
        "numbers of different places compared by their digits",
        _EXPRESSIONS,
        "left, right = _aligned(value(node.left, names), value(node.right, names))",
        "left, right = value(node.left, names), value(node.right, names)",
    ),
    Defect(
        "a number looked for in a list by its digits",
        _EXPRESSIONS,
        'items = ", ".join(_on_scale(literal, scale).text',
        'items = ", ".join(literal.text',
    ),
    Defect(
        "numbers of different places added by their digits",
        _EXPRESSIONS,
        "    left, right = _aligned(left, right)\n",
        "",
    ),
    Defect(
        "the places of a product",
        _EXPRESSIONS,
        "left.scale + right.scale, needs",
        "max(left.scale, right.scale), needs",
    ),
    Defect("a minus forgotten", _EXPRESSIONS, 'f"(-{inner.text})"', 'f"({inner.text})"'),
    Defect(
        "half-even rounding",
        _EXPRESSIONS,
        "rounded = (2 * abs(dividend) + divisor) // (2 * divisor)",
        'rounded = round(__import__("fractions").Fraction(abs(dividend), divisor))',
    ),
    Defect(
        "halves rounded up, not away from zero",
        _EXPRESSIONS,
        "return rounded if dividend >= 0 else -rounded",
        "return (2 * dividend + divisor) // (2 * divisor)",
    ),
    Defect(
        "a quotient cut off",
        _EXPRESSIONS,
        "rounded = (2 * abs(dividend) + divisor) // (2 * divisor)",
        "rounded = abs(dividend) // divisor",
    ),
    Defect(
        "division by zero gives zero",
        _EXPRESSIONS,
        "if not divisor:\n        return None",
        "if not divisor:\n        return 0",
    ),
    Defect("a short sum of nothing is zero", _EXPRESSIONS, 'call = f"{total} if {there} else None"', "call = total"),
    Defect("a sum of nothing is zero", _EXPRESSIONS, "return sum(there) if there else None", "return sum(there)"),
    Defect(
        "a missing value is the least",
        _EXPRESSIONS,
        "return min((item for item in items if item is not None), default=None)",
        "return min((item or 0 for item in items), default=None)",
    ),
    Defect(
        "the greatest of nothing is zero",
        _EXPRESSIONS,
        "return max((item for item in items if item is not None), default=None)",
        "return max((item for item in items if item is not None), default=0)",
    ),
    Defect("missing values counted", _EXPRESSIONS, "return len(items) - items.count(None)", "return len(items)"),
    Defect(
        "all chosen options counted as one",
        _EXPRESSIONS,
        "len({names.value(node.path)} or ())",
        "int(bool({names.value(node.path)}))",
    ),
    Defect(
        "only the first chosen option looked at",
        _EXPRESSIONS,
        "{names.constant(node.option)} in {variable})",
        "{names.constant(node.option)} in {variable}[:1])",
    ),
    Defect(
        "the third clause of an `and` ignored",
        _EXPRESSIONS,
        '" and ".join(condition(part, names) for part in node.parts)',
        '" and ".join(condition(part, names) for part in node.parts[:2])',
    ),
    Defect(
        "the third clause of an `or` ignored",
        _EXPRESSIONS,
        '" or ".join(condition(part, names) for part in node.parts)',
        '" or ".join(condition(part, names) for part in node.parts[:2])',
    ),
    Defect(
        "a sentinel summed",
        _FORM,
        'self.line(f"{number} = None if {variable} == {sentinel} else {variable}")',
        'self.line(f"{number} = {variable}")',
    ),
    Defect(
        "a sentinel with decimals reckoned with",
        _FORM,
        "scaled_decimal({variable}, {scale}, {sentinel})",
        "scaled_decimal({variable}, {scale})",
    ),
    Defect(
        "a sentinel not found by its own number",
        _EXPRESSIONS,
        'return f"({names.value(node.path)} == {names.constant(node.sentinel)})"',
        'return f"({names.number(node.path)[0]} == {names.constant(node.sentinel)})"',
    ),
    Defect("a computed value's places forgotten", _NAMES, "self._scales[path] = scale", "self._scales[path] = 0"),
    Defect(
        "a computed value without its last zeros",
        _FIELDS,
        "return Decimal(scaled // surplus).scaleb(-places, EXACT)",
        "return Decimal(scaled // surplus).scaleb(-places, EXACT).normalize(EXACT)",
    ),
    Defect(
        "a computed value with zeros that it never had",
        _FIELDS,
        "return Decimal(scaled).scaleb(-scale, EXACT).normalize(EXACT)",
        "return Decimal(scaled).scaleb(-scale, EXACT)",
    ),
)

LEFT_OUT: tuple[Defect, ...] = (
    Defect(
        "reasons in another order",
        _DROPPED,
        'reasons.append("computed" if kind is None else "hidden")',
        'reasons.append("computed" if path in shown else "hidden")',
    ),
    Defect(
        "the unknown in the order that they came in",
        _DROPPED,
        "return sorted(unknown, key=lambda loss: loss[0])",
        "return unknown",
    ),
    Defect("blank answers told as unknown", _DROPPED, ' and is_answer("text", raw)', ""),
    Defect("unknown paths not told", _DROPPED, "if known < len(answers):", "if known > len(answers):"),
    Defect(
        "the kept options told as lost",
        _ANSWERS,
        "gone = set(raw) - set(kept if isinstance(kept, tuple) else ())",
        "gone = set(raw)",
    ),
    Defect(
        "computed values counted as answers",
        _FORM,
        "if len(values) - len(derived) == len(answers)",
        "if len(values) == len(answers)",
    ),
    Defect("lost options not told", _FORM, "== len(answers) and not losses: dropped", "== len(answers): dropped"),
)

INTERVIEWS: tuple[Defect, ...] = (
    Defect(
        "a hidden page left too far back",
        _INTERVIEW,
        "order.index(self._stands_at) + 1]",
        "order.index(self._stands_at)]",
    ),
    Defect("`next` goes on despite an error", _INTERVIEW, " or self._has_error(self.page):", ":"),
    Defect(
        "a warning keeps `next` back",
        _INTERVIEW,
        'self.journey.problems if p.severity == "error")',
        "self.journey.problems)",
    ),
    Defect(
        "an error in a group's field keeps nobody back",
        _INTERVIEW,
        'frozenset(p.path.split(".")[0] for',
        "frozenset(p.path for",
    ),
    Defect(
        "`back` goes to the first page",
        _INTERVIEW,
        "self.journey.pages[self._position - 1].id",
        "self.journey.pages[0].id",
    ),
    Defect(
        "`back` where there is no way back",
        _INTERVIEW,
        "if not self.survey.form.back:\n",
        "if not self.survey.form.pages:\n",
    ),
    Defect(
        "`submit` goes to the last page with an error",
        _INTERVIEW,
        "wrong = next((page for page in self.journey.pages",
        "wrong = next((page for page in reversed(self.journey.pages)",
    ),
    Defect(
        "what is hidden submitted too",
        _INTERVIEW,
        "in_effect=tuple(self.journey.values.items())",
        "in_effect=tuple((self._answers | self._prefill).items())",
    ),
    Defect("what was left out not told", _INTERVIEW, "dropped=(*self.journey.dropped, ", "dropped=(*(), "),
    Defect(
        "what a new answer hides thrown away",
        _INTERVIEW,
        "both.items() if value is not None})",
        "both.items() if value is not None and path in (*answers, *self.journey.visible)})",
    ),
    Defect("an answer taken back kept as none", _INTERVIEW, "both.items() if value is not None})", "both.items()})"),
    Defect(
        "this page closed with the earlier ones",
        _INTERVIEW,
        "form.pages.index(part.page) < form.pages",
        "form.pages.index(part.page) <= form.pages",
    ),
    Defect(
        "earlier pages open where there is no way back",
        _INTERVIEW,
        "if not form.back and self.page is not None",
        "if form.back is None and self.page is not None",
    ),
    Defect(
        "prefilled values answered",
        _INTERVIEW,
        '    if part.prefill:\n        _refuse("prefilled-path"',
        '    if part.prefill is None:\n        _refuse("prefilled-path"',
    ),
    Defect("progress one page ahead", _INTERVIEW, "done=self._position,", "done=self._position + 1,"),
    Defect(
        "a prefilled value may be missing",
        _INTERVIEW,
        "if value is None and part.required is not False:",
        "if value is None and part.required is None:",
    ),
    Defect(
        "a prefilled value may break its limits",
        _INTERVIEW,
        "elif value is not None and (problem :=",
        "elif value is None and (problem :=",
    ),
)

ROOMS = {
    "What is shown": SHOWN,
    "What is in effect": IN_EFFECT,
    "What is wrong": PROBLEMS,
    "Conditions and totals": EXPRESSIONS,
    "What is left out": LEFT_OUT,
    "The respondent's way": INTERVIEWS,
}
DEFECTS: tuple[Defect, ...] = tuple(defect for defects in ROOMS.values() for defect in defects)
"""All of them."""
