"""Loads the survey at the start. A server needs a form without faults; a command does not: `check` and `runserver` tell
what is wrong line by line, and all others work with a broken form too."""

import sys
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

import survey_engine as se


class SurveyConfig(AppConfig):
    name = __name__.rpartition(".")[0]
    label = "survey"

    def ready(self) -> None:
        from . import host
        from .survey_forms import most_inputs

        checks.register(host.check_survey)
        try:
            survey = host.survey()  # now, or a fault in it would be found by the first who asks for a page
        except (se.SurveyError, OSError):
            if Path(sys.argv[0]).name != "manage.py":
                raise
            return
        # a page with more inputs than Django's 1,000 could not be sent; settings.py does not know the form
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = max(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, most_inputs(survey))
