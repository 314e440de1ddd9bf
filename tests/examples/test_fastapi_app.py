"""The JSON API: run for real by the command in its first line, and piece by piece within the test."""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

import survey_engine as se
from examples import fastapi_app
from examples.fastapi_app import REGISTER, SURVEY, app, signed_in, today

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "fastapi_app.py"
COMPLETE: dict[str, Any] = json.loads(
    (ROOT / "examples" / "forebygga-brottslighet-2025.answers.json").read_text(encoding="utf-8")
)
OWN = {path: answer for path, answer in COMPLETE.items() if path not in REGISTER["lindhamra"]}
"""What the respondent answers; the rest is prefilled."""


def without(answers: dict[str, Any], *paths: str) -> dict[str, Any]:
    return {path: answer for path, answer in answers.items() if path not in paths}


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(fastapi_app, "DATABASE", str(tmp_path / "responses.sqlite3"))
    app.dependency_overrides[today] = lambda: date(2026, 3, 2)
    with TestClient(app) as client:
        yield client
    app.dependency_overrides.clear()


def stored() -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(fastapi_app.DATABASE, isolation_level=None))


def begun(client: TestClient | httpx2.Client) -> str:
    """The address of a new response."""
    answer = client.post("/responses")
    assert answer.status_code == 201
    return f"/responses/{answer.json()['id']}"


def problems_at(answer: httpx2.Response) -> dict[str, str]:
    told = answer.json()
    problems = told["detail"]["problems"] if "detail" in told else told.get("journey", told)["problems"]
    return {problem["path"]: problem["code"] for problem in problems}


# The whole way, over the network.


@contextmanager
def server(folder: Path) -> Iterator[tuple[httpx2.Client, Path]]:
    """A client of the server that the example's first line starts, and the file that the server logs to."""
    docstring = ast.get_docstring(ast.parse(EXAMPLE.read_text(encoding="utf-8"))) or ""
    program, *arguments = shlex.split(docstring.splitlines()[0])
    assert program == "python"
    environment = os.environ | {"DATABASE": str(folder / "responses.sqlite3"), "PORT": "0", "PYTHONUNBUFFERED": "1"}
    log = folder / "log.txt"
    with log.open("wb") as told:
        command = [sys.executable, "-W", "error", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=told, stderr=subprocess.STDOUT)
    try:
        with httpx2.Client(base_url=address(process, log), timeout=30, trust_env=False) as client:
            yield client, log
    finally:
        process.terminate()
        process.wait(timeout=30)


def address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Where the server listens, once it does."""
    while process.poll() is None:
        if found := re.search(r"running on (http://127\.0\.0\.1:\d+)", log.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8"))


def test_from_the_form_to_the_receipt(tmp_path: Path) -> None:
    with server(tmp_path) as (client, log):
        form = client.get("/form", params={"language": "en"}).json()
        assert (form["id"], form["language"]) == (SURVEY.id, "en")
        assert client.post("/evaluate", json=COMPLETE).json()["is_complete"]

        there = begun(client)
        half = without(OWN, "godkannande") | {"kostnader.resor": "arton tusen", "resor_beskrivning": "Hemliga tåg"}
        client.patch(there, json=half).raise_for_status()

        left = client.get(there).json()
        assert left["answers"] == half, "the mistyped, and what it hides, are kept"
        assert left["journey"]["values"]["mottaget.totalt"] == 2000000

        refused = client.post(f"{there}/submit", headers={"Accept-Language": "en-GB,sv;q=0.5"})
        assert refused.status_code == 422
        assert problems_at(refused) == {"kostnader.resor": "type", "godkannande": "required"}
        assert refused.json()["detail"]["problems"][0]["message"] == "Write a whole number of at most 15 digits."

        mended = client.patch(there, json={"kostnader.resor": 18500, "godkannande": True}).json()
        assert mended["journey"]["is_complete"]
        assert mended["journey"]["values"]["resor_beskrivning"] == "Hemliga tåg"

        receipt = client.post(f"{there}/submit")
        assert receipt.status_code == 201
        assert receipt.json()["fingerprint"] == SURVEY.fingerprint
        assert receipt.json()["values"]["oanvant"] == 250000
        again = client.get(f"/submissions/{receipt.json()['id']}")
        assert again.json() == receipt.json()
        assert client.get(there).status_code == 404
        assert client.post(f"{there}/submit").json() == receipt.json()

        assert client.post("/evaluate", content=b"0" * 3_000_000).status_code == 413
        assert client.post("/evaluate", content=b"[" * 100_000).status_code == 400
        assert client.post("/evaluate", json={"kostnader.loner": "Hemliga löner"}).status_code == 200
    told = log.read_text(encoding="utf-8")
    assert '"POST /responses HTTP/1.1" 201' in told
    assert "Hemliga" not in told
    assert "Traceback" not in told


# The form and its meaning.


def test_openapi_shows_every_answer_with_its_title_and_limits(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    def shown(path: str, method: str = "post") -> dict[str, Any]:
        schema: dict[str, Any] = paths[path][method]["requestBody"]["content"]["application/json"]["schema"]
        return schema

    assert shown("/evaluate") == shown("/validate") == SURVEY.answer_schema()
    described = shown("/evaluate")["properties"]["kopta_beskrivning"]
    assert described["title"].startswith("Beskriv vad ni använt statsbidraget till")
    assert described["maxLength"] == 1000

    saved = shown("/responses/{id}", "patch")
    assert saved["properties"]["kopta_beskrivning"] == described
    assert not {"mottaget.totalt", "oanvant"} & set(saved["properties"])
    assert "requestBody" not in paths["/responses"]["post"], "the client has no say in what is prefilled"


def test_openapi_shows_an_example_that_is_complete(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    examples = {
        (method, path): operation["requestBody"]["content"]["application/json"]["example"]
        for path, operations in paths.items()
        for method, operation in operations.items()
        if "requestBody" in operation
    }
    assert client.post("/evaluate", json=examples["post", "/evaluate"]).json()["is_complete"]
    assert client.patch(begun(client), json=examples["patch", "/responses/{id}"]).json()["journey"]["is_complete"]


def test_openapi_shows_what_errors_look_like(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert "HTTPValidationError" not in described["components"]["schemas"], "that one repeats what was sent"
    for operations in described["paths"].values():
        for operation in operations.values():
            errors = {status: told for status, told in operation["responses"].items() if status >= "400"}
            assert set(errors) == {"400", "404", "409", "413", "422", "503"}
            for told in errors.values():
                reference = told["content"]["application/json"]["schema"]["$ref"]
                assert reference == "#/components/schemas/Failure"
    detail = described["components"]["schemas"]["Detail"]
    assert (list(detail["properties"]), detail["required"]) == (["code", "message", "path"], ["code"])


def test_the_bare_address_leads_to_the_documentation(client: TestClient) -> None:
    answer = client.get("/")
    assert (answer.url.path, answer.status_code) == ("/docs", 200)


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", "", "sv"),
        ("?language=en", "sv", "en"),
        ("?language=sv", "en", "sv"),
        ("", "en-US,en;q=0.9,sv;q=0.8", "en"),
        ("", "de, SV-fi;q=0.7, en;q=0.3", "sv"),
        ("", "*;q=0.5, ;;, \xff", "sv"),
        ("?language=fi", "en", "en"),
        ("?language=fi", "", "sv"),
    ],
)
def test_texts_are_in_the_language_asked_for(client: TestClient, query: str, header: str, language: str) -> None:
    headers = {b"Accept-Language": header.encode("latin-1")}
    assert client.get(f"/form{query}", headers=headers).json()["language"] == language
    problems = client.post(f"/validate{query}", json={}, headers=headers).json()["problems"]
    expected = {"sv": "Frågan behöver ett svar.", "en": "The question needs an answer."}
    assert problems[-1]["message"] == expected[language]


def test_validate_gives_the_verdict_of_evaluate(client: TestClient) -> None:
    answers = COMPLETE | {"kostnader.loner": -1}
    evaluated = client.post("/evaluate", json=answers).json()
    assert evaluated == SURVEY.evaluate(answers).as_json()
    verdict = client.post("/validate", json=answers).json()
    assert verdict["is_complete"] is evaluated["is_complete"] is False
    assert verdict["problems"] == evaluated["problems"]


# What clients send.

NOT_JSON = [b"", b"kostnader", b'{"a": NaN}', b'{"a": -1e400}', b'"\xff"', b'{"a": ' + b"[" * 9999, b"9" * 5000]
NOT_JSON += (b'{"kontakt.namn": ' + b"[" * depth + b"]" * depth + b"}" for depth in (50, 300, 900, 5000, 90_000))
NOT_AN_OBJECT = (b"[]", b"null", b'"text"', b"1")


@pytest.mark.parametrize(("method", "path"), [("POST", "/evaluate"), ("POST", "/validate"), ("PATCH", "/responses/1")])
def test_bodies_that_are_no_answers(client: TestClient, method: str, path: str) -> None:
    for content in NOT_JSON:
        answer = client.request(method, path, content=content)
        assert (answer.status_code, answer.json()) == (400, {"detail": {"code": "not-json"}})
    for content in NOT_AN_OBJECT:
        answer = client.request(method, path, content=content)
        assert (answer.status_code, answer.json()) == (422, {"detail": {"code": "not-an-object"}})
    chunks = iter([b" " * 200_000, b"{", b"}"])
    for answer in (
        client.request(method, path, content=b" " * 200_001),
        client.request(method, path, content=chunks),
    ):
        assert (answer.status_code, answer.json()) == (413, {"detail": {"code": "too-large"}})


STRANGE = {"": 1, "okänd": {"a": [1, {"b": None}]}, "adressat": ["x"], "orsak": [["annan"], 1, None], "brott": {}}
STRANGE |= {"kostnader.loner": 1e300, "kostnader.resor": 10**40, "kostnader.kopta": True, "kontakt.namn": "\0\ud7ff"}
HALF_AN_EMOJI = json.dumps({"kontakt.namn": "Åsa \ud83d", "kontakt.postort": [{"\ude00": "\ud800"}]})


def test_strange_answers_are_told_of_and_never_an_error(client: TestClient) -> None:
    answer = client.post("/evaluate", json=STRANGE)
    assert answer.status_code == 200
    assert {dropped["path"] for dropped in answer.json()["dropped"]} >= {"", "okänd", "adressat", "kostnader.resor"}


def test_half_an_emoji_is_saved_and_is_a_problem_at_its_field(client: TestClient) -> None:
    there = begun(client)
    for answer in (client.patch(there, content=HALF_AN_EMOJI), client.get(there)):
        assert answer.status_code == 200
        assert answer.json()["answers"] == json.loads(HALF_AN_EMOJI)
        assert problems_at(answer)["kontakt.namn"] == "type"
    assert problems_at(client.post(f"{there}/submit"))["kontakt.namn"] == "type"
    assert problems_at(client.post("/evaluate", content=HALF_AN_EMOJI))["kontakt.namn"] == "type"
    assert client.post("/evaluate", content=b'{"\\ud800": 1}').json()["dropped"][0]["path"] == "�"
    refused = client.patch(there, content=b'{"\\ud800": 1}')
    assert (refused.status_code, refused.json()["detail"]["code"]) == (422, "unknown-path")


def nested(depth: int) -> list[Any]:
    return [nested(depth - 1)] if depth else []


def test_strange_answers_can_be_saved_and_read_back(client: TestClient) -> None:
    there = begun(client)
    own = without(STRANGE, "", "okänd", "adressat") | {"kostnader.ovriga": 10**4000, "orsak.tidsbrist": nested(48)}
    assert client.patch(there, json=own).status_code == 200
    assert client.get(there).json()["answers"] == own
    assert client.patch(there, content=b'{"kostnader.loner": 1e999}').status_code == 400
    assert client.get(there).json()["answers"] == own, "none of it reads back as null"
    assert client.post(f"{there}/submit").status_code == 422


# Responses that are saved.


def test_null_takes_an_answer_back_and_leaves_the_others(client: TestClient) -> None:
    there = begun(client)
    client.patch(there, json={"kontakt.namn": "Åsa", "kontakt.postort": "Lindhamra"})
    client.patch(there, json={"kontakt.namn": None})
    assert client.get(there).json()["answers"] == {"kontakt.postort": "Lindhamra"}


@pytest.mark.parametrize(
    ("path", "code"),
    [("mottaget.totalt", "prefilled-path"), ("oanvant", "computed-path"), ("hemligt", "unknown-path")],
)
def test_what_is_not_the_respondents_to_give_is_refused_whole(client: TestClient, path: str, code: str) -> None:
    there = begun(client)
    refused = client.patch(f"{there}?language=en", json={"kontakt.namn": "Åsa", path: 99})
    assert refused.status_code == 422
    assert (refused.json()["detail"]["code"], refused.json()["detail"]["path"]) == (code, path)
    assert refused.json()["detail"]["message"]
    left = client.get(there).json()
    assert left["answers"] == {}
    assert left["journey"]["values"]["mottaget.totalt"] == 2000000


def test_prefill_that_a_client_sends_along_is_not_read(client: TestClient) -> None:
    begun_with = client.post("/responses", json={"mottaget.totalt": 99, "prefill": {"mottaget.totalt": 99}}).json()
    assert begun_with["journey"]["values"]["mottaget.totalt"] == 2000000


def test_two_who_save_at_the_same_time_lose_nothing(client: TestClient) -> None:
    there = begun(client)
    paths = [path for path, answer in OWN.items() if isinstance(answer, str)][:24]
    with ThreadPoolExecutor(8) as threads:
        saved = threads.map(lambda path: client.patch(there, json={path: OWN[path]}).status_code, paths)
        assert set(saved) == {200}
    assert client.get(there).json()["answers"] == {path: OWN[path] for path in paths}


def test_somebody_elses_response_is_not_there(client: TestClient) -> None:
    there = begun(client)
    client.patch(there, json=OWN)
    app.dependency_overrides[signed_in] = lambda: "annan"
    assert client.get(there).status_code == 404
    assert client.patch(there, json={"kontakt.namn": "Bo"}).status_code == 404
    assert client.post(f"{there}/submit").status_code == 404
    del app.dependency_overrides[signed_in]
    receipt = client.post(f"{there}/submit").json()
    app.dependency_overrides[signed_in] = lambda: "annan"
    assert client.get(f"/submissions/{receipt['id']}").status_code == 404


def test_a_register_that_lacks_a_value_is_the_hosts_fault(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REGISTER, "lindhamra", {"adressat": "Lindhamra kommun"})
    with pytest.raises(se.Refused) as refused:  # a 500, and for the log a traceback that names the path
        client.post("/responses")
    assert (refused.value.code, refused.value.path) == ("prefill-required", "dnr")


def test_a_database_that_somebody_else_holds_is_busy_and_nothing_is_lost(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = begun(client)
    client.patch(there, json=OWN)
    at_once = lambda: closing(sqlite3.connect(fastapi_app.DATABASE, timeout=0, isolation_level=None))  # noqa: E731
    monkeypatch.setattr(fastapi_app, "connected", at_once)
    with stored() as database:
        database.execute("BEGIN IMMEDIATE")
        saved, sent = client.patch(there, json={"kontakt.namn": "Bo"}), client.post(f"{there}/submit")
        for answer in (client.post("/responses"), saved, sent):
            assert (answer.status_code, answer.json()) == (503, {"detail": {"code": "busy"}})
        assert client.get(there).json()["answers"] == OWN, "who only reads waits for nobody"
    assert client.post(f"{there}/submit").status_code == 201


def test_a_database_that_is_broken_is_not_busy(client: TestClient) -> None:
    with stored() as database:
        database.execute("DROP TABLE drafts")
    with pytest.raises(sqlite3.OperationalError):
        client.post("/responses")


def test_a_draft_does_not_grow_without_end(client: TestClient) -> None:
    there, third = begun(client), "x" * 70_000
    answers = {"kontakt.namn": third, "kontakt.adress": third}
    assert client.patch(there, json=answers).status_code == 200
    refused = client.patch(there, json={"kontakt.postort": third})
    assert (refused.status_code, refused.json()) == (413, {"detail": {"code": "too-large"}})
    assert client.get(there).json()["answers"] == answers
    assert client.patch(there, json={"kontakt.namn": None, "kontakt.postort": third}).status_code == 200


@pytest.mark.skipif(os.name == "nt", reason="no such permissions")
def test_nobody_else_on_the_machine_reads_the_answers(client: TestClient) -> None:
    begun(client)
    with stored() as database:
        database.execute("SELECT * FROM drafts").fetchall()
        files = list(Path(fastapi_app.DATABASE).parent.glob("responses.sqlite3*"))
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def submitted(client: TestClient) -> httpx2.Response:
    there = begun(client)
    client.patch(there, json=OWN)
    return client.post(f"{there}/submit")


def test_no_more_submissions_than_the_form_says(client: TestClient) -> None:
    assert SURVEY.submission.max_submissions == 3
    begun_in_time = begun(client)
    client.patch(begun_in_time, json=OWN)
    assert [submitted(client).status_code for _ in range(3)] == [201, 201, 201]
    assert client.post("/responses").status_code == 409, "said before the work and not after it"
    refused = client.post(f"{begun_in_time}/submit")
    assert (refused.status_code, refused.json()) == (409, {"detail": {"code": "too-many"}})
    assert client.get(begun_in_time).json()["answers"] == OWN


def test_what_comes_after_the_last_day_is_late(client: TestClient) -> None:
    assert SURVEY.submission.closes == date(2026, 3, 2)
    first = submitted(client).json()
    assert (first["received"], first["late"]) == ("2026-03-02", False)
    app.dependency_overrides[today] = lambda: date(2026, 3, 3)
    assert submitted(client).json()["late"] is True


def test_what_was_never_begun(client: TestClient) -> None:
    for answer in (client.get("/responses/1"), client.post("/responses/1/submit"), client.get("/submissions/1")):
        assert (answer.status_code, answer.json()) == (404, {"detail": {"code": "no-response"}})


def test_a_draft_outlives_a_mended_form(client: TestClient) -> None:
    there = begun(client)
    prefill = REGISTER["lindhamra"] | {"struken": 1}
    answers = {"kontakt.namn": "Anna", "borttagen": 1}
    with stored() as database:
        row = (json.dumps(prefill), json.dumps(answers))
        database.execute("UPDATE drafts SET prefill = ?, answers = ?", row)
    assert client.get(there).json()["answers"] == {"kontakt.namn": "Anna"}
    assert client.patch(there, json={"kontakt.namn": "Bo"}).json()["journey"]["values"]["mottaget.totalt"] == 2000000
    with stored() as database:
        ((kept,),) = database.execute("SELECT answers FROM drafts").fetchall()
    assert json.loads(kept) == {"kontakt.namn": "Bo", "borttagen": 1}
    client.patch(there, json=OWN)
    assert client.post(f"{there}/submit").status_code == 201


def test_who_never_got_the_reply_gets_the_same_receipt(client: TestClient) -> None:
    first = begun(client)
    client.patch(first, json=OWN)
    receipt = client.post(f"{first}/submit")
    for _ in range(2):
        submitted(client)
    app.dependency_overrides[today] = lambda: date(2026, 3, 3)
    again = client.post(f"{first}/submit")
    assert (again.status_code, again.json()) == (receipt.status_code, receipt.json()) == (201, receipt.json())
    with stored() as database:
        assert database.execute("SELECT count(*) FROM submissions").fetchall() == [(3,)]
    app.dependency_overrides[signed_in] = lambda: "annan"
    assert client.post(f"{first}/submit").status_code == 404


def test_two_who_submit_at_the_same_time_get_one_receipt(client: TestClient) -> None:
    there = begun(client)
    client.patch(there, json=OWN)
    with ThreadPoolExecutor(8) as threads:
        receipts = list(threads.map(lambda _: client.post(f"{there}/submit"), range(8)))
    assert {receipt.status_code for receipt in receipts} == {201}
    assert all(receipt.json() == receipts[0].json() for receipt in receipts)
