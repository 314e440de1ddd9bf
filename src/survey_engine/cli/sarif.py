"""Diagnostics as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from survey_engine.catalogue import codes, entry
from survey_engine.diagnostics import Diagnostic, Fix, Note
from survey_engine.source import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_PARAMETER = re.compile(r"\{[a-z_]+\}")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: its URI, what is wrong with it, and why it could not be read, if it could not."""

    uri: str
    diagnostics: Sequence[Diagnostic]
    unreadable: str = ""


def sarif(results: Iterable[Result], *, version: str, language: str) -> dict[str, Any]:
    """One run for all files, as JSON values; `version` is that of survey_engine."""
    results = tuple(results)
    found = [(one.uri, diagnostic) for one in results for diagnostic in one.diagnostics]
    rules: dict[str, Diagnostic] = {}
    for _, diagnostic in found:
        rules.setdefault(diagnostic.code, diagnostic)
    order = {code: index for index, code in enumerate(sorted(rules))}
    unreadable = [one for one in results if one.unreadable]
    driver = {
        "name": "survey-engine",
        "semanticVersion": version,
        "rules": [_rule(rules[code], language) for code in order],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [{"executionSuccessful": not unreadable} | _notifications(unreadable)],
        "results": [_result(uri, diagnostic, order[diagnostic.code]) for uri, diagnostic in found],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def uri_of(name: str) -> str:
    """The URI of a file: relative to the working directory where it lies within it, and percent-encoded."""
    path = Path(os.path.abspath(name))  # noqa: PTH100 -- `resolve` would follow links out of the directory
    try:
        return quote(path.relative_to(Path.cwd()).as_posix())
    except ValueError:
        return path.as_uri()


def _notifications(unreadable: Sequence[Result]) -> dict[str, Any]:
    if not unreadable:
        return {}
    told = [
        {"level": "error", "message": {"text": one.unreadable}, "locations": [_location(one.uri)]} for one in unreadable
    ]
    return {"toolExecutionNotifications": told}


def _rule(diagnostic: Diagnostic, language: str) -> dict[str, Any]:
    """What a code means: from the catalogue, or, for a code that is not in it, what its rule says of any form."""
    code = diagnostic.code
    if code in codes():
        known = entry(code, language)
        title, means, why = known.title, known.means, known.why
    else:
        title = means = _PARAMETER.sub("…", diagnostic.rule.message[language])
        why = _PARAMETER.sub("…", diagnostic.rule.help[language]) if diagnostic.rule.help else ""
    text = "\n\n".join(part for part in (means, why) if part)
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": means},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": diagnostic.severity},
    }


def _result(uri: str, diagnostic: Diagnostic, rule: int) -> dict[str, Any]:
    placed = [note for note in diagnostic.notes if note.span is not None]
    remarks = [note.message for note in diagnostic.notes if note.span is None]
    text = "\n".join(part for part in (diagnostic.message, diagnostic.help, *remarks) if part)
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": diagnostic.severity,
        "message": {"text": text},
        "locations": [_location(uri, diagnostic.span)],
    }
    if placed:
        result["relatedLocations"] = [_related(uri, note, number) for number, note in enumerate(placed, 1)]
    if diagnostic.fixes:
        result["fixes"] = [_fix(uri, fix, diagnostic) for fix in diagnostic.fixes]
    return result


def _related(uri: str, note: Note, number: int) -> dict[str, Any]:
    return {"id": number, "message": {"text": note.message}} | _location(uri, note.span)


def _fix(uri: str, fix: Fix, diagnostic: Diagnostic) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}}
    return {
        "description": {"text": diagnostic.help or diagnostic.message},
        "artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": [replacement]}],
    }


def _location(uri: str, span: Span | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if span is not None:
        physical["region"] = _region(span)
    return {"physicalLocation": physical}


def _region(span: Span) -> Mapping[str, int]:
    """A region ends, as a span does, just after its last character."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
