"""What your application brings: the survey, what it knows beforehand, and a place for what is submitted.

This is the file to rewrite. The others need no change.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core import checks

import survey_engine as se


@cache
def survey() -> se.Survey:
    """The form, loaded once: it never changes, and all threads can share it."""
    return se.load(Path(settings.SURVEY))


def prefill() -> Mapping[str, object]:
    """What the respondent reads and cannot change. Yours comes from a register, for whoever has logged in."""
    known: dict[str, object] = json.loads(Path(settings.SURVEY_PREFILL).read_text(encoding="utf-8"))
    return {field.path: known[field.path] for field in survey().fields if field.prefill and field.path in known}


def receive(number: str, submission: se.Submission) -> None:
    """Keeps a submission. Yours is a row in a database, and a message to the registry.

    The number was given to the draft, so whoever clicks twice has still submitted once. What the form says of its
    submission (`closes`, `max_submissions`) is for you to hold people to.
    """
    content = json.dumps(submission.as_json(), ensure_ascii=False, indent=2)
    Path(settings.VAR, "submissions", f"{number}.json").write_text(content, encoding="utf-8")


def check_survey(**_: object) -> Sequence[checks.CheckMessage]:
    """What is wrong with the form, line by line, and whether anybody could begin on it."""
    try:
        diagnostics = se.check(Path(settings.SURVEY))
    except OSError as error:
        return [checks.Error(f"{error.filename}: {error.strerror}", id="survey.unreadable")]
    found = [_message(diagnostic) for diagnostic in diagnostics]
    if any(message.is_serious() for message in found):
        return found
    try:
        se.Interview(survey(), prefill())
    except se.Refused as refused:
        found.append(checks.Error(f"{refused.path}: {refused.message}", id=f"survey.{refused.code}"))
    return found


def _message(diagnostic: se.Diagnostic) -> checks.CheckMessage:
    level = checks.ERROR if diagnostic.severity == "error" else checks.WARNING
    place = f"{settings.SURVEY}:{diagnostic.span.line}:{diagnostic.span.column}"
    return checks.CheckMessage(level, diagnostic.message, diagnostic.help, place, f"survey.{diagnostic.code}")
