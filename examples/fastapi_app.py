"""python examples/fastapi_app.py

A form behind a JSON API, to try at http://127.0.0.1:8000. It needs `pip install -e ".[examples]"`. What is saved
goes to `responses.sqlite3`, or to the file that the environment variable DATABASE names. PORT chooses another port.

The client is not trusted: what is prefilled comes from `REGISTER`, and who is asking from `signed_in`. These two, and
the database, are what you replace by your own.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel

import survey_engine as se

HERE = Path(__file__).parent
SURVEY = se.load(HERE.parent / "surveys" / "forebygga-brottslighet-2025.yaml")
IN_LANGUAGE = {language: SURVEY.in_language(language) for language in ("sv", "en")}  # made once, shared by all threads
ANSWERS = SURVEY.answer_schema()
OWN_ANSWERS = {
    "type": "object",
    "properties": {path: schema for path, schema in ANSWERS["properties"].items() if SURVEY.field(path).answerable},
    "additionalProperties": False,
}
"""The JSON Schema of what a respondent may save: all but what is prefilled or computed."""
COMPLETE = json.loads((HERE / "forebygga-brottslighet-2025.answers.json").read_text(encoding="utf-8"))

MOST_BYTES = 200_000
"""Of a body, and of a draft as it is stored. A complete response is some ten thousand bytes."""

REGISTER: dict[str, dict[str, str | int]] = {
    "lindhamra": {
        "adressat": "Lindhamra kommun",
        "dnr": "9.3-12345/2025",
        "organisation.namn": "Lindhamra kommun",
        "organisation.orgnr": "212000-9887",
        "mottaget.rekvirerat": 1850000,
        "mottaget.omfordelat": 150000,
        "mottaget.totalt": 2000000,
    }
}
"""What the host knows of each recipient: the form's prefilled values."""

DATABASE = os.environ.get("DATABASE", "responses.sqlite3")
TABLES = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS drafts (
    id TEXT PRIMARY KEY, recipient TEXT NOT NULL, prefill TEXT NOT NULL, answers TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS submissions (
    id TEXT PRIMARY KEY, recipient TEXT NOT NULL, fingerprint TEXT NOT NULL, receipt TEXT NOT NULL
) STRICT;
"""


class Detail(BaseModel):
    code: str
    message: str = ""
    path: str = ""


class Failure(BaseModel):
    """What every error looks like."""

    detail: Detail


CODES = {400: "not-json", 404: "no-response", 409: "too-many", 413: "too-large", 503: "busy"}
CODES[422] = "not-an-object, unknown-path, computed-path, prefilled-path, incomplete (with its problems)"
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure, "description": code} for status, code in CODES.items()
}


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncGenerator[None]:
    Path(DATABASE).touch(0o600)  # before SQLite makes it readable to everybody
    with connected() as database:
        database.executescript(TABLES)
    yield


# FastAPI runs a plain `def` in a thread, which is right for what waits for the database. To evaluate takes less time
# than the way to a thread and back; with `as_json` it is a third of a millisecond, still fine in a coroutine. So what
# only evaluates is `async`, and so is all that it depends on. Nobody else is served meanwhile: hence `MOST_BYTES`.
app = FastAPI(title=SURVEY.title, version=SURVEY.version, lifespan=lifespan, responses=ERRORS)


async def survey_asked_for(language: str = "", accept_language: Annotated[str, Header()] = "") -> se.Survey:
    """The survey in the language asked for, else in the browser's first that there is, else in the form's own."""
    preferred = [language, *(tag.strip()[:2].lower() for tag in accept_language.split(","))]
    return next((IN_LANGUAGE[tag] for tag in preferred if tag in IN_LANGUAGE), SURVEY)


async def signed_in() -> str:
    """The recipient who is asking. Your own sign-in goes here: the example has none, and knows one recipient."""
    return "lindhamra"


async def today() -> date:
    return datetime.now(ZoneInfo("Europe/Stockholm")).date()


Asked = Annotated[se.Survey, Depends(survey_asked_for)]
Recipient = Annotated[str, Depends(signed_in)]
Today = Annotated[date, Depends(today)]


async def answers_sent(request: Request) -> dict[str, Any]:
    """The body. FastAPI could read it, but its errors repeat what was sent, and answers belong in no error."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise HTTPException(413, {"code": "too-large"})
    try:
        answers = json.loads(body)
        json.dumps(answers, allow_nan=False)  # neither NaN nor 1e400, which would be stored as infinite
        if depth(answers) > 50:  # Python could read it, but hardly walk it
            raise RecursionError
    except (ValueError, RecursionError):
        raise HTTPException(400, {"code": "not-json"}) from None
    if not isinstance(answers, dict):
        raise HTTPException(422, {"code": "not-an-object"})
    return answers


def depth(value: Any) -> int:
    inside: Any = value.values() if isinstance(value, dict) else value
    return 1 + max(map(depth, inside), default=0) if isinstance(value, dict | list) else 0


Answers = Annotated[dict[str, Any], Depends(answers_sent)]


def body_of(schema: dict[str, Any]) -> dict[str, Any]:
    """What OpenAPI tells of a body that FastAPI does not read itself."""
    example = {path: answer for path, answer in COMPLETE.items() if path in schema["properties"]}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "example": example}}}}


@app.exception_handler(sqlite3.OperationalError)
async def busy(_: Request, error: sqlite3.OperationalError) -> JSONResponse:
    if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
        raise error
    return JSONResponse({"detail": {"code": "busy"}}, 503, {"Retry-After": "5"})


@app.get("/", include_in_schema=False)
async def root() -> RedirectResponse:
    return RedirectResponse("docs")


@app.get("/form")
def form(survey: Asked) -> dict[str, Any]:
    """The whole form, for a front end."""
    return survey.as_json()


@app.post("/evaluate", openapi_extra=body_of(ANSWERS))
async def evaluate(answers: Answers, survey: Asked) -> dict[str, Any]:
    """What these answers mean. Nothing is stored, so prefilled values may be tried too."""
    return survey.evaluate(answers).as_json()


@app.post("/validate", openapi_extra=body_of(ANSWERS))
async def validate(answers: Answers, survey: Asked) -> dict[str, Any]:
    """Only what is wrong with these answers."""
    return verdict(survey.evaluate(answers))


@app.post("/responses", status_code=201)
def begin(survey: Asked, recipient: Recipient) -> Response:
    """Begins a response. There is no body: what is filled in beforehand is not for the client to say."""
    id, prefill = str(uuid4()), REGISTER[recipient]
    interview = se.Interview(survey, prefill)  # what is refused here is our fault: a 500, and a traceback for the log
    with transaction() as database:
        refuse_too_many(database, recipient)
        database.execute("INSERT INTO drafts VALUES (?, ?, ?, '{}')", (id, recipient, json.dumps(prefill)))
    return as_left(id, interview, 201)


@app.get("/responses/{id}")
def resume(id: str, survey: Asked, recipient: Recipient) -> Response:
    """A response as it was left."""
    with connected() as database:
        return as_left(id, draft(database, id, survey, recipient))


@app.patch("/responses/{id}", openapi_extra=body_of(OWN_ANSWERS))
def save(id: str, answers: Answers, survey: Asked, recipient: Recipient) -> Response:
    """Saves these answers beside the earlier ones; null takes one back. What is hidden or mistyped is saved too."""
    with transaction() as database:
        interview = draft(database, id, survey, recipient)
        try:
            interview = interview.answer_all(answers)
        except se.Refused as refused:  # here it is the client's fault
            path = refused.path.encode(errors="replace").decode()  # half an emoji is no UTF-8
            raise HTTPException(422, {"code": refused.code, "message": refused.message, "path": path}) from None
        kept = json.dumps({**interview.strays, **interview.answers})
        if len(kept) > MOST_BYTES:
            raise HTTPException(413, {"code": "too-large"})
        database.execute("UPDATE drafts SET answers = ? WHERE id = ?", (kept, id))
    return as_left(id, interview)


@app.post("/responses/{id}/submit", status_code=201)
def submit(id: str, survey: Asked, recipient: Recipient, today: Today) -> dict[str, Any]:
    """Submits a response, or says what is wrong. One that comes after the form's last day is taken, and marked late.

    Who never got the reply may ask again, and gets the same receipt.
    """
    closes = survey.submission.closes
    with transaction() as database:
        if earlier := submitted(database, id, recipient):
            return earlier
        refuse_too_many(database, recipient)
        interview = draft(database, id, survey, recipient)
        submission = interview.submit()
        if not isinstance(submission, se.Submission):
            raise HTTPException(422, {"code": "incomplete", **verdict(interview.journey)})
        late = closes is not None and today > closes
        receipt = {"id": id, "received": today.isoformat(), "late": late, **submission.as_json()}
        row = (id, recipient, submission.fingerprint, json.dumps(receipt))
        database.execute("INSERT INTO submissions VALUES (?, ?, ?, ?)", row)
        database.execute("DELETE FROM drafts WHERE id = ?", (id,))
    return receipt


@app.get("/submissions/{id}")
def receipt(id: str, recipient: Recipient) -> dict[str, Any]:
    """A response as it was submitted, with the fingerprint of the form that it answers."""
    with connected() as database:
        found = submitted(database, id, recipient)
    if found is None:
        raise HTTPException(404, {"code": "no-response"})
    return found


def submitted(database: sqlite3.Connection, id: str, recipient: str) -> dict[str, Any] | None:
    query = "SELECT receipt FROM submissions WHERE id = ? AND recipient = ?"
    row = database.execute(query, (id, recipient)).fetchone()
    return None if row is None else dict(json.loads(row[0]))


def refuse_too_many(database: sqlite3.Connection, recipient: str) -> None:
    """The form says how many and until when; what follows from that is for the host to decide."""
    most = SURVEY.submission.max_submissions
    (count,) = database.execute("SELECT count(*) FROM submissions WHERE recipient = ?", (recipient,)).fetchone()
    if most is not None and count >= most:
        raise HTTPException(409, {"code": "too-many"})


def draft(database: sqlite3.Connection, id: str, survey: se.Survey, recipient: str) -> se.Interview:
    """A response as it was left. Somebody else's is as good as none."""
    query = "SELECT prefill, answers FROM drafts WHERE id = ? AND recipient = ?"
    row = database.execute(query, (id, recipient)).fetchone()
    if row is None:
        raise HTTPException(404, {"code": "no-response"})
    return se.Interview.resumed(survey, prefill=json.loads(row[0]), answers=json.loads(row[1]))


def as_left(id: str, interview: se.Interview, status: int = 200) -> Response:
    left = {"id": id, "answers": dict(interview.answers), "journey": interview.journey.as_json()}
    return Response(json.dumps(left), status, media_type="application/json")  # ASCII, so it carries half an emoji too


def verdict(journey: se.Journey) -> dict[str, Any]:
    """What is wrong, without all the rest that `as_json` would have to put together."""
    return {"is_complete": journey.is_complete, "problems": [problem.as_json() for problem in journey.problems]}


@contextmanager
def transaction() -> Generator[sqlite3.Connection]:
    """What the block writes is stored at its end; nothing is if it raises. Whoever else writes waits for that."""
    with connected() as database:
        database.execute("BEGIN IMMEDIATE")
        with database:
            yield database


def connected() -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(DATABASE, isolation_level=None))


if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ.get("PORT", "8000")))
