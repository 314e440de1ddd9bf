"""Makes the survey one of the things that `manage.py check` looks at; `runserver` does so before it serves anything."""

from django.apps import AppConfig
from django.core import checks


class SurveyConfig(AppConfig):
    name = __name__.rpartition(".")[0]
    label = "survey"

    def ready(self) -> None:
        from . import host

        checks.register(host.check_survey)
