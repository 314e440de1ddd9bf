"""Tells Hypothesis what a `Survey` is, so that `@given` finds one by its type; called when Hypothesis is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def register() -> None:
    """The strategies themselves are imported when the first survey is wanted; until then this costs a bare import."""
    from hypothesis import strategies as st

    from survey_engine import Survey

    def of_type(_: type[Any]) -> SearchStrategy[Any]:
        from survey_engine.testing.surveys import surveys

        return surveys()

    st.register_type_strategy(Survey, of_type)
