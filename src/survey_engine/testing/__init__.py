"""Hypothesis strategies made from a form: its respondents, their mistakes, any values, and whole surveys.

```python
from hypothesis import given

import survey_engine as se
from survey_engine.testing import respondents

SURVEY = se.load("surveys/rss-omstallning-2025.yaml")

@given(respondents(SURVEY))
def test_who_answers_all_can_submit(answers):
    assert SURVEY.evaluate(answers).is_complete
```

All is built so that it is valid from the start; nothing is drawn and thrown away. What is drawn, and how often, is not
promised and changes between versions. Needs the extra `[testing]`.
"""

from importlib.util import find_spec
from typing import NoReturn

from survey_engine.testing.coverage import Coverage
from survey_engine.testing.mutation import verdicts

if find_spec("hypothesis") is not None:
    from survey_engine.testing.expressions import expressions
    from survey_engine.testing.law import LawBroken
    from survey_engine.testing.laws import LAWS
    from survey_engine.testing.machine import InterviewMachine
    from survey_engine.testing.mistakes import Mistake, mistakes
    from survey_engine.testing.obstacles import NobodyFound
    from survey_engine.testing.respondents import respondents
    from survey_engine.testing.surveys import surveys, yaml_of
    from survey_engine.testing.values import values
else:  # what counts and what mutates needs no package, and the command line uses it

    def __getattr__(name: str) -> NoReturn:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        needed = 'survey_engine.testing needs one more package: pip install "survey-engine[testing]"'
        raise ModuleNotFoundError(needed, name="hypothesis")


__all__ = [
    "LAWS",
    "Coverage",
    "InterviewMachine",
    "LawBroken",
    "Mistake",
    "NobodyFound",
    "expressions",
    "mistakes",
    "respondents",
    "surveys",
    "values",
    "verdicts",
    "yaml_of",
]
