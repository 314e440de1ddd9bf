"""How hard Hypothesis tries (tests marked `slow` say for themselves how much harder), and the two engines."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from survey_engine.survey import Engine

settings.register_profile(
    "survey_engine",
    deadline=None,  # the machines that run this differ too much, and no test here is about speed
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("survey_engine")


@pytest.fixture(params=["compiled", "reference"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn: they mean the same."""
    chosen: Engine = request.param
    return chosen
