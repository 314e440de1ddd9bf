"""Where libyaml stopped, and what was known there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from survey_engine.diagnostics import Diagnostic, Rule
from survey_engine.parsing.traps import end_of_text, is_one_text, quoting
from survey_engine.source import Lines


@dataclass(frozen=True, slots=True)
class Stop:
    """What was known when libyaml stopped: its words, where it stands and began, and the value read last.

    `last` is the [start, end) of that value, `style` its style, or `alias`, `flow` (brackets) or `block`; `brackets`
    holds where each open bracket stands.
    """

    text: str
    lines: Lines
    problem: str
    context: str
    at: int
    begun: int
    last: tuple[int, int]
    style: str
    brackets: tuple[int, ...]

    @property
    def mark(self) -> str:
        return self.text[self.at : self.at + 1]

    @property
    def beside_last(self) -> bool:
        """Whether it stopped on the line where the last value ends."""
        return self.last[1] <= self.at < self.lines.bounds(self.last[1])[1]

    @property
    def in_flow(self) -> bool:
        """Whether it stopped inside brackets; libyaml reads ahead, so those on this line may not be known yet."""
        before = self.text[self.lines.bounds(self.at)[0] : self.at]
        return bool(self.brackets) or len(re.findall(r"[\[{]", before)) > len(re.findall(r"[\]}]", before))

    def quoting(self, rule: Rule, start: int, mark: tuple[int, int], *, word: str = "") -> Diagnostic:
        """That rule, with the text that begins at `start` in quotes as its help and its fix."""
        reached = max(self.at if self.in_flow else self.lines.bounds(self.at)[0], start)
        end = max(end_of_text(self.text, self.lines, reached, flow=self.in_flow), start + 1)
        end = start + len(self.text[start:end].rstrip())
        line, fix = quoting(self.text, self.lines, start, end)
        fixes = (fix,) if is_one_text(self.text[start:end]) else ()
        return Diagnostic(rule, self.lines.span(*mark), {"line": line, "mark": word}, fixes=fixes)
