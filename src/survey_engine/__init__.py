"""Forms as one YAML file: parsed, evaluated into a page sequence, and validated.

```python
import survey_engine as se

survey = se.load("surveys/forebygga-brottslighet-2025.yaml")
journey = survey.evaluate({"mottaget.totalt": 1000, "kostnader.loner": 400})
```

Only what is named here is public.
"""

from survey_engine.diagnostics import Diagnostic, Fix, Note, SurveyError
from survey_engine.entry import parse_answer
from survey_engine.interview import Interview, Progress, Submission
from survey_engine.journey import Journey, ShownField, ShownPage, ShownQuestion
from survey_engine.load import check, check_text, load, load_text
from survey_engine.model import Column, Condition, Field, Option, Page, Question, Row, SubmissionTerms
from survey_engine.problems import Dropped, Problem
from survey_engine.refused import Refused
from survey_engine.render import render
from survey_engine.source import Span
from survey_engine.survey import Survey
from survey_engine.why import Part, Reason, Why

__version__ = "0.1.0"

__all__ = [
    "Column",
    "Condition",
    "Diagnostic",
    "Dropped",
    "Field",
    "Fix",
    "Interview",
    "Journey",
    "Note",
    "Option",
    "Page",
    "Part",
    "Problem",
    "Progress",
    "Question",
    "Reason",
    "Refused",
    "Row",
    "ShownField",
    "ShownPage",
    "ShownQuestion",
    "Span",
    "Submission",
    "SubmissionTerms",
    "Survey",
    "SurveyError",
    "Why",
    "check",
    "check_text",
    "load",
    "load_text",
    "parse_answer",
    "render",
]
