"""Where the sentences of a text stand."""

from __future__ import annotations

from survey_engine.analysis.sentences import sentences


def test_sentences_and_items_of_a_list() -> None:
    text = "Välj ett. Skriv 1.5!\n\n- ett\n- två: eller tre"
    assert [text[start:end].strip() for start, end in sentences(text)] == [
        "Välj ett.",
        "Skriv 1.5!",
        "- ett",
        "- två:",
        "eller tre",
    ]
