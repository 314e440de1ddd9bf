"""The answer "no" to somebody who asks for what cannot be done, with the reason."""

from __future__ import annotations


class Refused(Exception):
    """What was asked for is refused, and nothing has changed.

    `code` is stable, `path` is the path (or the page's id) that it concerns, `message` says to a person what to do
    instead. None of them ever contains an answer.
    """

    def __init__(self, code: str, path: str, message: str) -> None:
        self.code: str = code
        """Why, in a word or two that programs can go by."""
        self.path: str = path
        """The path, or the page's id, that it concerns; empty for none."""
        self.message: str = message
        """What to do instead, for the person who asked."""
        super().__init__(code, path, message)

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message
