"""Applies the edits that diagnostics carry, and keeps those that leave a text with less wrong in it.

An edit is kept only if the faults that it should mend are gone and no other has come. There is one exception: a check
that could not read a text to its end says nothing of what comes after, so an edit that lets it be read is kept although
more is then told, of other lines.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from survey_engine.diagnostics import MORE, Diagnostic, Language, few_of_each
from survey_engine.load import check_whole
from survey_engine.source import LINE_BREAK, Lines, Source, Span

MOST_CHECKS = 200
"""So many times a text is checked before what is left is left; no form that people write comes near."""
_FEWEST_CHECKS = 20
_MOST_CHARACTERS = 6_000_000
"""So much text is checked in all, where a few checks do not come to more: a long form takes long to check."""
_LONGEST_CHAIN = 5
_BOM = "\ufeff"

Found = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the text as it was, and what stands there instead."""

    span: Span
    """What was replaced: lines and columns of the text before any edit, a byte order mark left out."""
    old: str
    new: str
    codes: tuple[str, ...]
    """The faults that it was for."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after its certain edits: they do not touch each other, and everything outside them is as it was."""

    text: str
    edits: tuple[Edit, ...]
    diagnostics: Found
    """What is left."""


def fixed(text: str, found: Found) -> Fixed:
    """The text with all certain edits that make it check better, and their edits.

    `found` is what `check_text` says of the text; what is left is told in the same language. Raises nothing.
    """
    if not any(diagnostic.fixes for diagnostic in found):
        return Fixed(text, (), found)
    body = text.lstrip(_BOM)
    language = found[0].language
    if any(note.text is MORE for diagnostic in found for note in diagnostic.notes):
        found = check_whole(body, language)  # what is not told must not come to light as something new
    mending = _Mending(language, len(body))
    first = now = _Checked(body, found)
    made: _Patches = ()
    while patches := _certain(now.text, now.found):
        kept, after = mending.best(now, patches)
        if not kept:
            break
        if not made:
            made = _merged(kept)
        else:
            for patch in reversed(kept):  # from the end, so that those before it stay where they are
                made = _joined(first.text, made, patch)
        now = after
    edits = (
        Edit(first.lines.span(patch.start, patch.end), body[patch.start : patch.end], patch.text, patch.codes)
        for patch in made
    )
    mark = text[: len(text) - len(body)]
    return Fixed(mark + now.text, tuple(edit for edit in edits if edit.old != edit.new), few_of_each(now.found))


# ------------------------------------------------------------------------------------------------ patches


@dataclass(frozen=True, slots=True, order=True)
class _Patch:
    """An edit by code-point indices: [start, end) becomes the text."""

    start: int
    end: int
    text: str
    codes: tuple[str, ...]


_Patches = tuple[_Patch, ...]


@dataclass(frozen=True)
class _Checked:
    """A text and what is wrong with it."""

    text: str
    found: Found

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def was_read_to_its_end(self) -> bool:
        from survey_engine.parsing.reader import read

        if any(note.text is MORE for diagnostic in self.found for note in diagnostic.notes):
            return False
        return read(Source("<text>", self.text))[0] is not None


def _certain(text: str, found: Iterable[Diagnostic]) -> _Patches:
    """The first edit of each diagnostic, in order, without those that overlap or touch one before them.

    These wait for the next round: what they mend may then be gone; but lines that are taken out may follow each other.
    What else reaches over several lines is left to people: quoted, a key that is only indented too far would become
    part of the text before it, and all would seem well.
    """
    lines = Lines(text)
    wanted: dict[tuple[int, int, str], list[str]] = {}
    for diagnostic in found:
        for fix in diagnostic.fixes[:1]:
            start = lines.index(fix.span.line, fix.span.column)
            end = lines.index(fix.span.end_line, fix.span.end_column)
            if start is None or end is None or start > end or text[start:end] == fix.text:
                continue
            if not LINE_BREAK.search(text, start, end) or (not fix.text and _is_one_line(text, start, end)):
                wanted.setdefault((start, end, fix.text), []).append(diagnostic.code)
    patches: list[_Patch] = []
    for patch in sorted(_Patch(*where, tuple(codes)) for where, codes in wanted.items()):
        if not patches or patch.start > patches[-1].end or _follow_as_lines(text, patches[-1], patch):
            patches.append(patch)
    return tuple(patches)


def _is_one_line(text: str, start: int, end: int) -> bool:
    """Whether that is a line with its end."""
    found = LINE_BREAK.search(text, start, end)
    return found is not None and found.end() == end and (not start or text[start - 1] in "\r\n")


def _follow_as_lines(text: str, one: _Patch, other: _Patch) -> bool:
    """Whether both take out a line, one just after the other."""
    return one.end == other.start and not one.text + other.text and text[one.end - 1 : one.end] in ("\r", "\n")


def _merged(patches: _Patches) -> _Patches:
    """The patches with those that touch put together."""
    merged: list[_Patch] = []
    for patch in patches:
        if merged and merged[-1].end == patch.start:
            last = merged.pop()
            codes = (*last.codes, *(code for code in patch.codes if code not in last.codes))
            patch = _Patch(last.start, patch.end, last.text + patch.text, codes)
        merged.append(patch)
    return tuple(merged)


def _applied(text: str, patches: Iterable[_Patch]) -> str:
    """The text with patches that are in order and do not touch each other."""
    pieces, taken = [], 0
    for patch in patches:
        pieces += [text[taken : patch.start], patch.text]
        taken = patch.end
    return "".join((*pieces, text[taken:]))


def _joined(text: str, made: _Patches, patch: _Patch) -> _Patches:
    """Patches of the text, and one more of what they make of it, as patches of the text: the touched ones are one."""
    before, touched, after = [], [], []
    shift = shift_before = 0
    for one in made:
        start = one.start + shift
        grown = len(one.text) - (one.end - one.start)
        if start + len(one.text) < patch.start:
            before.append(one)
            shift_before += grown
        elif start > patch.end:
            after.append(one)
        else:
            touched.append(one)
        shift += grown
    start, end = patch.start - shift_before, patch.end - shift_before
    if not touched:
        return (*before, _Patch(start, end, patch.text, patch.codes), *after)
    first, last = touched[0].start, touched[-1].end
    first = min(first, start)
    grown = sum(len(one.text) - (one.end - one.start) for one in touched)
    last = max(last, end - grown)
    piece = _applied(text[first:last], (_moved(one, -first) for one in touched))
    new = piece[: start - first] + patch.text + piece[end - first :]
    codes = dict.fromkeys(code for one in (*touched, patch) for code in one.codes)
    return (*before, _Patch(first, last, new, tuple(codes)), *after)


def _moved(patch: _Patch, by: int) -> _Patch:
    return _Patch(patch.start + by, patch.end + by, patch.text, patch.codes)


# -------------------------------------------------------------------------------------------- what is kept


class _Mending:
    """Tries patches; it checks so many times and no more."""

    def __init__(self, language: Language, length: int) -> None:
        self.language = language
        self.most = min(MOST_CHECKS, max(_FEWEST_CHECKS, _MOST_CHARACTERS // (length + 1)))
        self.checks = 0

    def best(self, before: _Checked, patches: _Patches) -> tuple[_Patches, _Checked]:
        """The patches that make the text better, and what becomes of it; none where none do.

        All at once if they can; otherwise halves, halves of halves … and at last each with those that it leads to.
        """
        kept, after = self._kept(before, patches)
        for patch in patches if not kept else ():
            kept, after = self._chained(before, patch)
            if kept:
                break
        return kept, after

    def _kept(self, before: _Checked, patches: _Patches) -> tuple[_Patches, _Checked]:
        kept: _Patches = ()
        after = before
        waiting = [patches]
        while waiting and self.checks < self.most:
            some = waiting.pop()
            trial = tuple(sorted((*kept, *some)))
            tried = self._check(_applied(before.text, trial))
            if _is_better(before, tried, trial, needed=len(trial)):
                kept, after = trial, tried
            elif len(some) > 1:
                half = len(some) // 2
                waiting += [some[half:], some[:half]]
        return kept, after

    def _chained(self, before: _Checked, patch: _Patch) -> tuple[_Patches, _Checked]:
        """A patch that brings faults to light, together with the patches for these."""
        made: _Patches = (patch,)
        for _ in range(_LONGEST_CHAIN):
            if self.checks >= self.most:
                break
            after = self._check(_applied(before.text, made))
            if _is_better(before, after, made, needed=1):
                return made, after
            known = _places(before, made)
            places = _places_before(after, made)
            fresh = [one for one, place in zip(after.found, places, strict=True) if place not in known]
            further = _certain(after.text, fresh)
            if not further:
                break
            for one in reversed(further):
                made = _joined(before.text, made, one)
        return (), before

    def _check(self, text: str) -> _Checked:
        self.checks += 1
        return _Checked(text, check_whole(text, self.language))


_Place = tuple[str, str, int | None]


def _is_better(before: _Checked, after: _Checked, patches: _Patches, needed: int) -> bool:
    """Whether so many faults are gone and none has come, or only such as nobody could have told of before."""
    old, new = _places(before, patches), {*_places_before(after, patches)}
    if len(old - new) < needed:
        return False
    if new <= old:
        return True
    mended = {line for patch in patches for line in before.lines.of(patch.start, patch.end)}
    if any(index is None or not mended.isdisjoint(before.lines.of(index, index)) for _, _, index in new - old):
        return False
    return not before.was_read_to_its_end and after.was_read_to_its_end


def _places(checked: _Checked, patches: _Patches) -> set[_Place]:
    """What is wrong and where, before the patches; within what a patch replaces, every place is its beginning."""
    starts = [patch.start for patch in patches]

    def place(index: int | None) -> int | None:
        at = bisect_right(starts, index) - 1 if index is not None else -1
        return starts[at] if at >= 0 and index is not None and index <= patches[at].end else index

    return {(one.code, one.message, place(_index(one, checked))) for one in checked.found}


def _places_before(checked: _Checked, patches: _Patches) -> list[_Place]:
    """What is wrong and where it stood before the patches, in the same manner."""
    grown = [0, *accumulate(len(patch.text) - (patch.end - patch.start) for patch in patches)]
    starts = [patch.start + shift for patch, shift in zip(patches, grown, strict=False)]

    def place(index: int | None) -> int | None:
        at = bisect_right(starts, index) - 1 if index is not None else -1
        if index is None or at < 0:
            return index
        return patches[at].start if index <= starts[at] + len(patches[at].text) else index - grown[at + 1]

    return [(one.code, one.message, place(_index(one, checked))) for one in checked.found]


def _index(diagnostic: Diagnostic, checked: _Checked) -> int | None:
    return checked.lines.index(diagnostic.span.line, diagnostic.span.column)
