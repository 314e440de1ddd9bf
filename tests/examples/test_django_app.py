"""The Django example: walked as a browser would, over HTTP and in process."""

from __future__ import annotations

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, build_opener

import django
import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.core.checks import run_checks
from django.test import Client, override_settings

import survey_engine as se
from examples.django_app import host, texts
from examples.django_app.draft import Draft

ROOT = Path(__file__).parents[2]
MANAGE = ROOT / "examples/django_app/manage.py"
ANSWERS: dict[str, Any] = json.loads((ROOT / "examples/forebygga-brottslighet-2025.answers.json").read_text("utf-8"))

SMALL = """
survey: prov
version: "1"
language: sv
title: Ett prov
pages:
  - id: pengar
    title: Pengar
    questions:
      - {id: beviljat, type: decimal, places: 2, unit: kr, label: Beviljat, prefill: true}
      - {id: anvant, type: decimal, places: 2, min: 0, unit: kr, label: Använt, required: true}
      - {id: kvar, type: computed, unit: kr, label: Kvar, value: beviljat - anvant}
      - {id: varfor, type: text, multiline: true, max_chars: 50, label: Varför?, required: true, visible_if: kvar > 0}
      - {id: tips, type: text, label: Tips, visible_if: kvar > 1000}
  - id: slag
    title: Slag
    text: "<b>Fet</b> & text"
    questions:
      - {id: dag, type: date, label: Vilken dag?, min: 2025-01-01}
      - id: utlands
        type: confirm
        label: Utomlands
        statement: Vi har varit utomlands
      - id: typ
        type: choice
        label: Vilket slag?
        options: [{id: kurs, label: Kurs}, {id: annat, label: "Annat, nämligen", specify: {max_chars: 20}}]
      - id: kostnader
        type: choices
        label: Vad kostade det?
        options: [{id: lon, label: Lön}, {id: flyg, label: Flyg, visible_if: utlands}, {id: mat, label: Mat}]
      - id: tjanster
        type: matrix
        label: Tjänster
        rows: [{id: lotsar, label: Lotsar}, {id: larare, label: Lärare}]
        columns:
          - {id: personer, type: integer, label: Personer}
          - {id: nya, type: integer, label: Nya}
          - {id: heltid, type: choice, label: Heltid, options: [{id: ja, label: Ja}, {id: nej, label: Nej}]}
        checks: [{warn_if: row.nya > row.personer, message: Fler nya än personer.}]
      - {id: betyg, type: scale, from: 1, to: 5, low: dåligt, high: bra, label: Betyg}
  - id: slut
    title: Slut
    questions:
      - id: parter
        type: group
        label: Parter
        fields: [{id: egna, type: integer, label: Egna}, {id: andras, type: integer, label: Andras}]
        checks: [{error_if: parter.egna > parter.andras, message: Egna får inte vara fler.}]
"""

Transport = Callable[[str, str | None], tuple[str, str]]
"""Fetches an address, with what is posted if anything is: the address where it ended, and the page there."""

VOID = frozenset(("input", "meta", "link", "br", "hr", "img"))


class Page(HTMLParser):
    """What a browser knows of a page: its title, its text by element id, and its form as it stands."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.title = ""
        self.action = ""
        self.fields: dict[str, list[str]] = {}
        self.offered: dict[str, list[str]] = {}
        self.buttons: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.texts: dict[str, str] = {}
        self.described: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._select = ""
        self.feed(html)
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append((tag, has.get("id", "")))
        if "id" in has:
            assert has["id"] not in self.texts, f"twice on the page: {has['id']}"
            self.texts[has["id"]] = ""
        self.described += has.get("aria-describedby", "").split()
        match tag:
            case "form":
                self.action = has["action"]
            case "a":
                self.links.append(has["href"])
            case "link" | "script" | "img":
                self.loaded.append(has["href" if tag == "link" else "src"])
            case "button":
                self.buttons.append(has.get("name", ""))
            case "input" | "textarea" | "select":
                self._box(tag, has)
            case "option":
                self.offered[self._select].append(has["value"])
                if "selected" in has:
                    self.fields[self._select] = [has["value"]]

    def _box(self, tag: str, has: dict[str, str]) -> None:
        name = has["name"]
        held = self.fields.setdefault(name, [])
        if has.get("type") in ("radio", "checkbox"):
            value = has.get("value", "on")
            self.offered.setdefault(name, []).append(value)
            if "checked" in has:
                held.append(value)
        elif tag == "select":
            self._select = name
            self.offered[name] = []
        elif tag == "input":
            held.append(has.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "title":
            self.title += data
        for _, id in self._open:
            if id:
                self.texts[id] += data

    def handle_endtag(self, tag: str) -> None:
        opened, id = self._open.pop()
        assert opened == tag, f"{opened} ends as {tag}"
        if tag == "textarea":
            self.fields[id.removeprefix("id_")].append(self.texts[id].removeprefix("\n"))

    def error(self, path: str) -> str:
        """What is said to be wrong at a path."""
        return " ".join(self.texts.get(f"id_{path}_error", "").split()).removeprefix("Fel: ")

    @property
    def errors(self) -> dict[str, str]:
        ids = [id for id in self.texts if id.endswith("_error")]
        return {path: self.error(path) for path in (id[3:-6] for id in ids)}

    @property
    def here(self) -> str:
        """The id of the page of the form."""
        return self.action.removeprefix("/sida/").strip("/")

    @property
    def paths(self) -> list[str]:
        return [name for name in self.fields if not name.startswith(("_", "csrf"))]


class Browser:
    """Follows links and sends forms; keeps cookies; has no JavaScript."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.address = ""
        self.page = self.get("/")

    def get(self, address: str) -> Page:
        return self._go(address, None)

    def send(self, answers: Mapping[str, str | list[str]] | None = None, button: str = "") -> Page:
        """Fills in the form of the page, as it stands with these changes, and presses a button."""
        page = self.page
        fields = dict(page.fields)
        for path, answer in (answers or {}).items():
            assert path in fields, f"{path} is not on the page"
            fields[path] = [answer] if isinstance(answer, str) else answer
            if path in page.offered:
                assert set(fields[path]) <= set(page.offered[path]), f"{answer} is not offered"
        assert button in page.buttons
        pairs = [(name, value) for name, values in fields.items() for value in values]
        return self.post(page.action, [*pairs, *([(button, "")] if button else [])])

    def post(self, address: str, pairs: list[tuple[str, str]]) -> Page:
        """Sends anything at all."""
        return self._go(address, urlencode(pairs))

    def _go(self, address: str, body: str | None) -> Page:
        self.address, html = self._transport(address, body)
        self.page = Page(html)
        assert {id for id in self.page.described if id not in self.page.texts} == set()
        assert not [link for link in self.page.links if link.startswith("#") and link[1:] not in self.page.texts]
        assert all(address == "data:," or address.startswith("/") for address in self.page.loaded)
        return self.page


# ------------------------------------------------------------------------------------------------------- over HTTP


def over_http(origin: str) -> Transport:
    opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def transport(address: str, body: str | None) -> tuple[str, str]:
        with opener.open(urljoin(origin, address), body.encode() if body is not None else None, timeout=30) as answer:
            return answer.geturl().removeprefix(origin), answer.read().decode()

    return transport


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(port: int, var: Path) -> Iterator[str]:
    """The example, started as the first line of its file says."""
    first_line = MANAGE.read_text("utf-8").splitlines()[0].removeprefix('"""')
    program, *arguments = shlex.split(first_line)
    assert program == "python"
    log = var / "log.txt"
    with log.open("w", encoding="utf-8") as said:
        server = subprocess.Popen(
            [sys.executable, "-W", "error", *arguments, str(port)],
            cwd=ROOT,
            env={name: text for name, text in os.environ.items() if not name.startswith(("DJANGO_", "SURVEY"))}
            | {"SURVEY_VAR": str(var)},
            stdout=said,
            stderr=said,
            start_new_session=True,  # runserver starts a second process, which has to end with it
        )
    origin = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                build_opener().open(f"{origin}/stil.css", timeout=5).close()
                break
            except URLError:
                assert server.poll() is None, log.read_text("utf-8")
                time.sleep(0.1)
        yield origin
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
    assert "Traceback" not in log.read_text("utf-8")


def typed(answer: Any) -> str | list[str]:
    """An answer as somebody types it."""
    match answer:
        case bool():
            return "on"
        case list():
            return answer
        case int():
            return f"{answer:,}".replace(",", " ") if answer > 999 else str(answer)
        case _:
            return str(answer).replace(".", ",") if isinstance(answer, float) else str(answer)


def test_the_real_form_is_answered_over_http(tmp_path: Path) -> None:
    port = free_port()
    with served(port, tmp_path) as origin:
        transport = over_http(origin)
        browser = Browser(transport)
        assert "Lindhamra kommun" in browser.page.html
        assert browser.send().here == "instruktioner"
        assert browser.send().here == "kontaktuppgifter"

        contact = {path: typed(answer) for path, answer in ANSWERS.items() if path.startswith(("kontakt.", "faktura."))}
        page = browser.send(contact | {"kontakt.epost": "asa at example.se", "kontakt.postort": ""})
        assert page.title.startswith("Fel: ")
        assert page.errors == {
            "kontakt.epost": "Skriv en e-postadress, till exempel namn@kommun.se.",
            "kontakt.postort": "Frågan behöver ett svar.",
        }
        assert page.fields["kontakt.epost"] == ["asa at example.se"]
        assert page.fields["kontakt.namn"] == ["Åsa Exempelsson"]
        assert (
            browser.send({"kontakt.epost": "asa.exempelsson@example.se", "kontakt.postort": "Lindhamra"}).here
            == "ekonomi"
        )

        assert "orsak" not in browser.page.fields
        page = browser.send({"kostnader.loner": "1 475 000 kr", "kostnader.resor": "arton tusen"})
        assert page.errors["kostnader.resor"] == "Skriv ett heltal i kr med bara siffror, till exempel 1 234."
        assert page.errors["orsak"] == "Frågan behöver ett svar."
        assert page.fields["kostnader.loner"] == ["1 475 000 kr"]
        assert page.texts["id_oanvant"].split() == ["Oanvänt", "statsbidrag", "525", "000", "kr"]
        assert browser.send({"kostnader.kopta": "256500"}, "_save").here == "ekonomi"
        assert "är sparat" in browser.page.html

    with served(port, tmp_path) as origin:  # another day
        browser = Browser(transport)
        assert browser.address == "/sida/ekonomi/"
        assert browser.page.fields["kostnader.resor"] == ["arton tusen"]
        assert browser.page.errors == {"kostnader.resor": "Skriv ett heltal i kr med bara siffror, till exempel 1 234."}
        assert browser.get("/sida/kontaktuppgifter/").here == "ekonomi", "the form has no way back"

        walked = ["ekonomi"]
        while browser.page.here != "granska":
            browser.send({path: typed(ANSWERS[path]) for path in browser.page.paths if path in ANSWERS})
            if browser.page.here == walked[-1]:  # more is asked for, by what was answered
                assert set(browser.page.errors.values()) == {"Frågan behöver ett svar."}
            else:
                walked.append(browser.page.here)
        areas = ["personal", "utbildning", "behandling"]
        assert walked == ["ekonomi", "anvandning", *areas, "resultat", "avslutning", "granska"]

        assert "1 475 000 kr" in browser.page.html.replace("\xa0", " ")
        assert list((tmp_path / "submissions").iterdir()) == []
        browser.send()
        assert browser.address == "/kvitto/"
        (file,) = (tmp_path / "submissions").iterdir()
        submission = json.loads(file.read_text("utf-8"))
        survey = se.load(ROOT / "surveys/forebygga-brottslighet-2025.yaml")
        assert submission["values"] == survey.evaluate(ANSWERS).as_json()["values"]
        assert file.stem in browser.page.html
        assert submission["fingerprint"] == survey.fingerprint
        assert survey.fingerprint in browser.page.html


# ------------------------------------------------------------------------------------------------------ in process


@pytest.fixture(scope="module", autouse=True)
def _django(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SURVEY_VAR", str(tmp_path_factory.mktemp("var")))
        patch.setenv("DJANGO_SETTINGS_MODULE", "examples.django_app.settings")
        django.setup()
        yield


@contextmanager
def serving(form: str, prefill: Mapping[str, Any], folder: Path) -> Iterator[None]:
    """That form instead of the real one."""
    survey, known = folder / "form.yaml", folder / "prefill.json"
    survey.write_text(form, encoding="utf-8")
    known.write_text(json.dumps(prefill), encoding="utf-8")
    host.survey.cache_clear()
    with override_settings(SURVEY=survey, SURVEY_PREFILL=known, VAR=folder):
        for kept in ("submissions", "locks"):
            (folder / kept).mkdir(exist_ok=True)
        yield
    host.survey.cache_clear()


def in_process(client: Client) -> Transport:
    def transport(address: str, body: str | None) -> tuple[str, str]:
        form = "application/x-www-form-urlencoded"
        if body is None:
            answer = client.get(address, follow=True)
        else:
            answer = client.post(address, body, content_type=form, follow=True)
        assert answer.status_code == 200, answer.status_code
        return (answer.redirect_chain or [(address, 200)])[-1][0], answer.content.decode()

    return transport


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True, SERVER_NAME="localhost")


@pytest.fixture
def browser(client: Client, tmp_path: Path) -> Iterator[Browser]:
    with serving(SMALL, {"beviljat": 2000}, tmp_path):
        yield Browser(in_process(client))


def test_numbers_are_read_and_shown_again_as_swedes_write_them(browser: Browser) -> None:
    page = browser.send({"anvant": "1 234,50"}, "_save")
    assert page.fields["anvant"] == ["1 234,50"]
    assert page.texts["id_kvar"].split() == ["Kvar", "765,50", "kr"]


def test_what_can_be_read_in_two_ways_is_kept_with_the_reason(browser: Browser) -> None:
    page = browser.send({"anvant": "1,234"})
    assert page.fields["anvant"] == ["1,234"]
    assert page.error("anvant").startswith("Tecknet mellan siffrorna kan läsas på två sätt.")
    assert browser.get("/").error("anvant") != "", "the reason is there when they come back"


def test_nobody_is_asked_for_what_is_blank_before_they_go_on(browser: Browser) -> None:
    assert browser.page.errors == {}
    assert browser.send({}, "_save").errors == {}
    assert browser.send().errors == {"anvant": "Frågan behöver ett svar."}


def test_a_revealed_question_that_need_not_be_answered_is_seen_before_the_next_page(browser: Browser) -> None:
    page = browser.send({"anvant": "500"})
    assert page.errors == {"varfor": "Frågan behöver ett svar."}
    assert "#id_tips" in page.links
    assert browser.send({"varfor": "Det blev över"}).here == "slag"


def test_an_answer_of_a_hidden_question_comes_back_with_it(browser: Browser) -> None:
    browser.send({"anvant": "500"})
    browser.send({"varfor": "Det blev över", "tips": "Börja tidigt"}, "_save")
    browser.send({"anvant": "2 000"}, "_save")
    assert "tips" not in browser.page.fields
    page = browser.send({"anvant": "500"}, "_save")
    assert (page.fields["varfor"], page.fields["tips"]) == (["Det blev över"], ["Börja tidigt"])


def test_hostile_text_is_shown_as_text(browser: Browser) -> None:
    hostile = '</textarea><script>alert(1)</script>{{ survey }}" onfocus="x'
    browser.send({"anvant": hostile})
    assert browser.page.fields["anvant"] == [hostile]
    browser.send({"anvant": "1999"})
    browser.send({"varfor": hostile})
    assert "<script" not in browser.page.html
    assert browser.page.error("varfor").startswith(f"{len(hostile)} av högst 50 tecken")
    assert browser.page.fields["varfor"] == [hostile]


def test_a_text_of_the_form_is_paragraphs_and_links_and_never_markup(browser: Browser) -> None:
    browser.send({"anvant": "2000"})
    assert "<p>&lt;b&gt;Fet&lt;/b&gt; &amp; text</p>" in browser.page.html
    link = '<a href="https://a.se/?b=1&amp;c=&quot;">hit</a>'
    assert texts.plainly('Gå [hit](https://a.se/?b=1&c="),\neller') == f"<p>Gå {link}, eller</p>"
    assert "href" not in texts.plainly("[x](javascript:alert)")
    assert (
        texts.plainly("Ta med:\n- ett\n  och\n- två\n\nSlut") == "<p>Ta med:<br>- ett och<br>- två</p>\n\n<p>Slut</p>"
    )


@pytest.mark.parametrize("text", ["styr\x07tecken", "noll\x00"])
def test_control_characters_are_refused_and_kept(browser: Browser, text: str) -> None:
    browser.send({"anvant": "1999"})
    page = browser.send({"varfor": text})
    assert page.error("varfor") == "Texten innehåller osynliga styrtecken. Ta bort dem, eller skriv texten på nytt."
    assert page.fields["varfor"] == [text]


def test_a_very_long_text_is_kept_to_the_last_letter(browser: Browser) -> None:
    long = "å" * 100_000
    browser.send({"anvant": "1999"})
    page = browser.send({"varfor": long})
    assert page.error("varfor") == "100 000 av högst 50 tecken."
    assert page.fields["varfor"] == [long]


def test_only_what_the_page_asks_for_is_taken(browser: Browser, tmp_path: Path) -> None:
    token = browser.page.fields["csrfmiddlewaretoken"][0]
    sent = {"anvant": "2000", "beviljat": "9", "kvar": "9", "dag": "2026-01-01", "nix": "9", "kostnader": "x"}
    pairs = [("csrfmiddlewaretoken", token), ("_drawn", " ".join(sent)), *sent.items()]
    assert browser.post(browser.page.action, pairs).here == "slag"
    assert browser.page.fields["dag"] == [""]
    assert submitted(browser, tmp_path)["values"] == {"beviljat": 2000, "anvant": 2000, "kvar": 0}


def submitted(browser: Browser, folder: Path) -> dict[str, Any]:
    """The submission, from wherever the browser is."""
    while browser.page.here != "granska":
        was = browser.page.here
        assert browser.send().here != was, browser.page.errors
    browser.send()
    (file,) = (folder / "submissions").iterdir()
    submission: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return submission


def test_every_kind_of_answer_arrives(browser: Browser, tmp_path: Path) -> None:
    browser.send({"anvant": "2000"})
    browser.send({"dag": "2 mars 2026", "utlands": "on", "typ": "annat", "typ.annat": "Läger"}, "_save")
    cells: dict[str, str | list[str]] = {
        "tjanster.lotsar.personer": "3",
        "tjanster.lotsar.nya": "1",
        "tjanster.lotsar.heltid": "ja",
    }
    browser.send(cells | {"kostnader": ["lon", "flyg"], "betyg": "4"})
    browser.send({"parter.egna": "1", "parter.andras": "2"})
    assert browser.page.here == "granska"
    assert "2026-03-02" in browser.page.html
    assert submitted(browser, tmp_path)["values"] == {
        "beviljat": 2000, "anvant": 2000, "kvar": 0, "dag": "2026-03-02", "utlands": True, "typ": "annat",
        "typ.annat": "Läger", "kostnader": ["lon", "flyg"], "tjanster.lotsar.personer": 3, "tjanster.lotsar.nya": 1,
        "tjanster.lotsar.heltid": "ja", "betyg": 4, "parter.egna": 1, "parter.andras": 2,
    }  # fmt: skip


def test_an_option_that_is_filtered_away_is_kept_until_it_returns(browser: Browser) -> None:
    browser.send({"anvant": "2000"})
    browser.send({"utlands": "on"}, "_save")
    browser.send({"kostnader": ["flyg", "mat"]}, "_save")
    browser.send({"utlands": []}, "_save")
    assert browser.page.offered["kostnader"] == ["lon", "mat"]
    browser.send({"kostnader": ["lon", "mat"]}, "_save")
    assert browser.send({"utlands": "on"}, "_save").fields["kostnader"] == ["lon", "flyg", "mat"]


def test_an_answer_that_need_not_be_given_can_be_taken_back(browser: Browser) -> None:
    browser.send({"anvant": "2000"})
    assert browser.send({"typ": "kurs", "betyg": "2"}, "_save").fields["typ"] == ["kurs"]
    page = browser.send({"typ": "", "betyg": ""}, "_save")
    assert (page.fields["typ"], page.fields["betyg"]) == ([""], [""])


def test_an_answer_that_is_needed_on_a_condition_can_be_taken_back(client: Client, tmp_path: Path) -> None:
    needed = SMALL.replace("label: Vilket slag?", "label: Vilket slag?\n        required: utlands")
    with serving(needed, {"beviljat": 2000}, tmp_path):
        browser = Browser(in_process(client))
        browser.send({"anvant": "2000"})
        browser.send({"typ": "kurs"}, "_save")
        assert browser.send({"typ": ""}, "_save").fields["typ"] == [""]
        assert browser.send({"utlands": "on"}).errors == {"typ": "Frågan behöver ett svar."}


def test_the_text_that_goes_with_a_prefilled_choice_is_shown(client: Client, tmp_path: Path) -> None:
    given = SMALL.replace("type: choice\n", "type: choice\n        prefill: true\n")
    with serving(given, {"beviljat": 2000, "typ": "annat", "typ.annat": "Läger <1>"}, tmp_path):
        page = Browser(in_process(client)).send({"anvant": "2000"})
        assert "Annat, nämligen: Läger <1>" in page.texts["id_typ"]
        assert "typ" not in page.fields


def test_a_warning_is_seen_once_and_stops_nobody(browser: Browser) -> None:
    browser.send({"anvant": "2000"})
    page = browser.send({"tjanster.larare.personer": "1", "tjanster.larare.nya": "2"})
    assert (page.here, page.errors) == ("slag", {})
    assert page.html.count("Fler nya än personer.") == 2, "at the top and at the row"
    assert browser.send().here == "slut"


def test_a_check_on_a_group_stops_at_the_group(browser: Browser) -> None:
    browser.send({"anvant": "2000"})
    browser.send()
    page = browser.send({"parter.egna": "2", "parter.andras": "1"})
    assert page.errors == {"parter": "Egna får inte vara fler."}
    assert "#id_parter" in page.links


def test_back_keeps_what_is_on_the_page_however_it_is_typed(browser: Browser) -> None:
    browser.send({"anvant": "2000"})
    assert browser.send({"dag": "i går"}, "_back").here == "pengar"
    assert browser.send().fields["dag"] == ["i går"]
    assert browser.page.error("dag") == "Skriv ett datum som ÅÅÅÅ-MM-DD, till exempel 2026-03-02."
    browser.get("/sida/pengar/")
    assert browser.send({"anvant": "1 000"}).here == "pengar", "an earlier page may be changed by its address too"


def notice(page: Page) -> str:
    """What the page tells at its top, in so many words."""
    _, _, after = page.html.partition('<p class="notice" role="status">')
    return after.partition("</p>")[0]


def test_what_was_typed_at_a_later_page_is_kept_when_another_window_has_gone_back(browser: Browser) -> None:
    browser.send({"anvant": "2000"})
    stale = browser.send()
    assert stale.here == "slut"
    browser.get("/sida/pengar/")
    browser.send({}, "_save")
    browser.page = stale
    page = browser.send({"parter.egna": "1"})
    assert page.here == "pengar"
    assert notice(page) == (
        "Det du skrev är sparat. Du har gått tillbaka till en tidigare sida, den här, och fortsätter härifrån."
    )
    browser.send()
    assert browser.send().fields["parter.egna"] == ["1"]


HIDEABLE = SMALL.replace("    title: Slag\n", "    title: Slag\n    visible_if: kvar == 0\n")


def test_what_was_typed_at_a_page_that_another_window_has_hidden_is_kept(client: Client, tmp_path: Path) -> None:
    with serving(HIDEABLE, {"beviljat": 2000}, tmp_path):
        browser = Browser(in_process(client))
        browser.send({"anvant": "2000"})
        browser.send({"utlands": "on"}, "_save")
        stale = browser.send({"kostnader": ["flyg"]}, "_save")
        browser.get("/sida/pengar/")
        browser.send(
            {
                "anvant": "500",
            },
            "_save",
        )
        browser.page = stale
        page = browser.send({"dag": "i går", "kostnader": ["flyg", "mat"], "typ": "kurs"})
        assert page.here == "pengar"
        assert notice(page) == (
            "Det du skrev är sparat, men dina andra svar gör att den sidan inte visas nu. Här är du nu."
        )
        page = browser.send({"anvant": "2000"})
        assert page.here == "slag"
        assert [page.fields[path] for path in ("dag", "kostnader", "typ")] == [["i går"], ["flyg", "mat"], ["kurs"]]


def test_a_passed_page_of_a_form_without_a_way_back_stays_as_it_was(client: Client, tmp_path: Path) -> None:
    with serving(SMALL.replace("pages:", "back: false\npages:"), {"beviljat": 2000}, tmp_path):
        browser = Browser(in_process(client))
        stale = browser.page
        browser.send({"anvant": "2000"})
        browser.page = stale
        page = browser.send({"anvant": "500"})
        assert page.here == "slag"
        assert notice(page) == "Den sidan är passerad. Där gäller det du hade svarat när du lämnade den. Här är du nu."
        assert submitted(browser, tmp_path)["values"]["anvant"] == 2000


def test_a_page_from_before_the_submission_begins_a_new_response(browser: Browser, tmp_path: Path) -> None:
    stale = browser.send({"anvant": "2000"})
    assert "dag" not in submitted(browser, tmp_path)["values"]
    browser.page = stale
    page = browser.send({"dag": "2026-03-02"})
    assert page.here == "pengar"
    assert notice(page).startswith("Dina förra svar är inskickade, och det du skrev nu ändrar dem inte.")
    assert browser.send({"anvant": "2000"}).fields["dag"] == ["2026-03-02"]
    assert browser.get("/kvitto/").title.startswith("Kvitto")


def test_a_page_that_the_form_has_no_longer(browser: Browser, tmp_path: Path) -> None:
    with serving(SMALL.replace("id: pengar", "id: belopp"), {"beviljat": 2000}, tmp_path):
        page = browser.send({"anvant": "2000"})
        assert (page.here, page.fields["anvant"]) == ("belopp", [""])
        assert notice(page).endswith("Det du skrev där är inte sparat.")


def test_two_posts_at_the_same_moment_are_both_kept(
    browser: Browser, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.send({"anvant": "500"}, "_save")
    both_have_read = threading.Barrier(2)

    def read_slowly(session: SessionBase) -> Draft:
        read = of(session)
        with suppress(threading.BrokenBarrierError):  # taking turns, the first never sees the second
            both_have_read.wait(0.5)
        return read

    of = Draft.of
    monkeypatch.setattr(Draft, "of", read_slowly)
    token = browser.page.fields["csrfmiddlewaretoken"][0]

    def sends(path: str) -> None:
        window = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
        window.cookies = client.cookies
        fields = {"csrfmiddlewaretoken": token, "_drawn": path, path: "här", "_save": ""}
        assert window.post("/sida/pengar/", fields).status_code == 302

    with ThreadPoolExecutor() as threads:
        list(threads.map(sends, ("varfor", "tips")))
    monkeypatch.undo()
    page = browser.get("/")
    assert (page.fields["varfor"], page.fields["tips"]) == (["här"], ["här"])


def test_nobody_gets_ahead_of_themselves(browser: Browser) -> None:
    for address in ("/sida/slut/", "/sida/finns_inte/", "/granska/", "/kvitto/"):
        assert browser.get(address).here == "pengar"


def test_an_earlier_page_that_is_wrong_now_is_where_submitting_leads(browser: Browser, client: Client) -> None:
    browser.send({"anvant": "2000"})
    browser.send()
    session = client.session
    session["survey-draft"] |= {"typed": {}}
    session.save()
    page = browser.send()
    assert (page.here, page.errors) == ("pengar", {"anvant": "Frågan behöver ett svar."})


def test_a_draft_survives_that_the_form_is_mended(browser: Browser, tmp_path: Path) -> None:
    browser.send({"anvant": "1500"})
    mended = SMALL.replace("id: varfor", "id: orsak").replace("id: pengar", "id: belopp")
    with serving(mended, {"beviljat": 2000}, tmp_path):
        page = browser.get("/")
        assert (page.here, page.fields["anvant"], page.fields["orsak"]) == ("belopp", ["1500"], [""])


def test_submitting_twice_submits_once(browser: Browser, tmp_path: Path) -> None:
    browser.send({"anvant": "2000"})
    while browser.page.here != "granska":
        browser.send()
    review = browser.page
    browser.send()
    receipt = browser.page
    browser.page = review
    assert browser.send().texts == receipt.texts
    assert browser.address == "/kvitto/"
    assert len(list((tmp_path / "submissions").iterdir())) == 1
    assert browser.get("/").fields["anvant"] == [""], "and the form begins anew"


def test_what_is_not_submitted_is_told(browser: Browser) -> None:
    browser.send({"anvant": "500"})
    browser.send({"varfor": "Det blev över", "tips": "Börja tidigt"}, "_save")
    browser.send({"anvant": "2000"})
    while browser.page.here != "granska":
        browser.send()
    assert "Skickas inte med" in browser.page.html
    assert "<li>Tips</li>" in browser.page.html


def test_a_request_without_the_token_is_refused(browser: Browser, client: Client) -> None:
    assert client.post("/sida/pengar/", {"_drawn": "anvant", "anvant": "1"}).status_code == 403
    assert browser.get("/").fields["anvant"] == [""]


def test_pages_are_not_cached_framed_or_guessed(browser: Browser, client: Client) -> None:
    answer = client.get("/sida/pengar/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.cookies["csrftoken"]["secure"]
    browser.send({"anvant": "1"}, "_save")
    assert client.cookies["sessionid"]["secure"]
    assert client.cookies["sessionid"]["httponly"]


def test_the_check_command_tells_what_is_wrong_with_the_form(tmp_path: Path) -> None:
    with serving(SMALL.replace("beviljat - anvant", "beviljat - anvnt"), {}, tmp_path):
        assert checked() == [("survey.unknown-name", f"{tmp_path}/form.yaml:12")]
    with serving(SMALL, {}, tmp_path):
        assert checked() == [("survey.prefill-required", None)]
    with serving(SMALL, {"beviljat": 1}, tmp_path):
        assert checked() == []
    with override_settings(SURVEY=tmp_path / "nowhere.yaml"):
        assert checked() == [("survey.unreadable", None)]


def checked() -> list[tuple[str | None, str | None]]:
    """The code and the line of each message of `manage.py check`."""
    return [(said.id, str(said.obj).rpartition(":")[0] or None) for said in run_checks() if said.is_serious()]


AS_A_SERVER = """
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
from examples.django_app import host
print(host.survey.cache_info().currsize)
"""


def started(form: str, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A process of the example's with that form."""
    (folder / "form.yaml").write_text(form, encoding="utf-8")
    (folder / "prefill.json").write_text('{"beviljat": 1}', encoding="utf-8")
    own = {"SURVEY": "form.yaml", "SURVEY_PREFILL": "prefill.json", "SURVEY_VAR": "var"}
    own = {name: str(folder / file) for name, file in own.items()}
    own |= {"DJANGO_SETTINGS_MODULE": "examples.django_app.settings", "PYTHONPATH": str(ROOT)}
    environment = {name: text for name, text in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | own
    python = [sys.executable, "-W", "error", *command]
    return subprocess.run(python, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_a_server_loads_the_form_when_it_starts_and_not_at_the_first_request(tmp_path: Path) -> None:
    well = started(SMALL, tmp_path, "-c", AS_A_SERVER)
    assert (well.stdout, well.stderr) == ("1\n", "")
    broken = started(SMALL.replace("beviljat - anvant", "beviljat - anvnt"), tmp_path, "-c", AS_A_SERVER)
    assert broken.returncode == 1
    assert f"{tmp_path}/form.yaml:12:" in broken.stderr.splitlines()[-2]


def test_a_command_tells_what_is_wrong_with_the_form_without_a_traceback(tmp_path: Path) -> None:
    broken = started(SMALL.replace("beviljat - anvant", "beviljat - anvnt"), tmp_path, str(MANAGE), "check")
    assert broken.returncode == 1
    assert "(survey.unknown-name)" in broken.stderr
    assert "Traceback" not in broken.stderr


LARGE_PAGE = """
from django.test import Client
from examples.django_app import host
import django
django.setup()
paths = [field.path for field in host.survey().fields]
answer = Client(SERVER_NAME="localhost").post("/sida/ett/", {"_drawn": " ".join(paths)} | dict.fromkeys(paths, "1"))
print(len(paths), answer.status_code)
"""


def test_a_page_may_have_any_number_of_inputs(tmp_path: Path) -> None:
    rows, columns = (
        [{"id": f"{kind}{n}", "label": str(n)} for n in range(many)] for kind, many in (("r", 60), ("k", 20))
    )
    matrix = {"id": "m", "type": "matrix", "label": "M", "rows": rows}
    matrix["columns"] = [column | {"type": "integer"} for column in columns]
    form = {
        "survey": "m",
        "version": "1",
        "language": "sv",
        "title": "M",
        "pages": [{"id": "ett", "questions": [matrix]}],
    }
    done = started(json.dumps(form), tmp_path, "-c", LARGE_PAGE)
    assert (done.stdout, done.stderr) == ("1200 302\n", "")
