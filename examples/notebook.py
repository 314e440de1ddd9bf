"""python examples/notebook.py

The first five minutes with survey_engine. It runs from top to bottom; an editor that knows `# %%` runs it cell by cell.
"""

# %% A form is one YAML file. Load it once; it never changes.
import json
from pathlib import Path

import survey_engine as se

HERE = Path(__file__).parent
survey = se.load(HERE.parent / "surveys" / "forebygga-brottslighet-2025.yaml")
print(f"{survey.title}\n{survey!r}, {len(survey.fields)} fields")

# %% Every value has a path. A response is one flat mapping from path to value, just as JSON has it.
answers = json.loads((HERE / "forebygga-brottslighet-2025.answers.json").read_text(encoding="utf-8"))
journey = survey.evaluate(answers)
print("\nThe pages of this response:", ", ".join(page.id for page in journey.pages))
print("Complete:", journey.is_complete)
print("Worked out from the other answers: oanvant =", journey.values["oanvant"])

# %% Change an answer and evaluate again. It is one fast function of the answers, and keeps nothing in mind.
overspent = answers | {"kostnader.resor": 5_000_000, "kontakt.epost": "asa at example.se"}
print("\nWith two mistakes:")
for problem in survey.evaluate(overspent).problems:
    print(f"  {problem.severity} {problem.code} at {problem.path}: {problem.message}")

# %% Why is a question shown, or not? Ask for a page, a question, a row, a field or an option.
nothing_left = survey.evaluate(answers | {"kostnader.loner": 1_725_000})
for told in (journey.why("orsak"), nothing_left.why("orsak")):
    print(f"\n{told.path} is {'shown' if told.shown else 'hidden'}: {told.in_words(survey.language)}")
    for reason in told.reasons:
        print(f"  the {reason.level} wants: {reason.source}")
        for part in reason.parts:
            values = ", ".join(f"{path} = {value}" for path, value in part.values)
            print(f"    {part.source} is {str(part.holds).lower()}, for {values}")

# %% What was answered and is hidden now does not count. It is not lost either: `dropped` says what and why.
for dropped in nothing_left.dropped:
    print(f"  left out: {dropped.path} ({dropped.reason})")

# %% A table of all fields: where a host begins that wants columns, a database, or a form of its own.
print(f"\n{'path':<42}{'type':<9}{'required':<10}{'limits':<18}nearest condition")
for field in survey.fields:
    required = "sometimes" if isinstance(field.required, se.Condition) else "yes" if field.required else ""
    limits = {"min": field.min, "max": field.max, "max_chars": field.max_chars}
    limited = ", ".join(f"{name} {limit}" for name, limit in limits.items() if limit is not None)
    shown = field.visible_if or field.question.visible_if or field.page.visible_if
    print(f"{field.path:<42}{field.type:<9}{required:<10}{limited:<18}{shown.source if shown else ''}")

# %% A mistake in a form is told at its line, with what to write instead. `load` would raise it, `check` only tells.
fruit = (HERE / "frukt.yaml").read_text(encoding="utf-8")
print("\nA form with a mistake:")
for diagnostic in se.check_text(fruit.replace("antal == 0", "antl == 0"), language="en"):
    print(f"  line {diagnostic.span.line}, column {diagnostic.span.column}: {diagnostic.message}; {diagnostic.help}")

# %% An interview is one respondent's way through a form. It is immutable: every step gives a new one.
print("\nAn interview:")
interview = se.Interview(se.load_text(fruit), prefill={})
for path, typed in (("antal", "noll"), ("antal", "0"), ("varfor", "De var slut.")):
    try:
        interview = interview.answer(path, se.parse_answer(interview.survey.field(path), typed))
    except se.Refused as refused:
        print(f"  {path}: {typed!r} is refused: {refused.message}")
    else:
        print(f"  {path}: {typed!r}; now shown: {', '.join(interview.journey.visible)}")

submission = interview.submit()
if isinstance(submission, se.Submission):  # else the interview, at the first page with an error
    print("  submitted:", json.dumps(submission.as_json()["values"], ensure_ascii=False))
