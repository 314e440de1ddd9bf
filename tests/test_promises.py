"""What the library promises its hosts: threads, event loops, no state of its own, and quiet everywhere."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Barrier
from types import ModuleType
from typing import Any

import pytest

import survey_engine as se
from survey_engine.survey import Engine
from tests.forms import with_head

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
FORM = ROOT / "surveys" / "forebygga-brottslighet-2025.yaml"
ANSWERS: dict[str, Any] = json.loads((ROOT / "examples" / "forebygga-brottslighet-2025.answers.json").read_bytes())
THREADS = 32

RESPONSES: tuple[dict[str, Any], ...] = (
    ANSWERS,
    {},
    ANSWERS | {"kostnader.loner": 10**9, "kontakt.epost": "nobody", "unknown": [1]},
    ANSWERS | {"kostnader.loner": 1_725_000, "insatser": []},
    dict.fromkeys(ANSWERS, "the wrong type"),
)


@cache
def real() -> se.Survey:
    return se.load(FORM)


def whole(journey: se.Journey) -> dict[str, Any]:
    """All that a host may read of a journey."""
    paths = ("orsak", "orsak.tidsbrist", "utbildning", "program_andra")
    return journey.as_json() | {"why": [journey.why(path) for path in paths], "python values": dict(journey.values)}


@cache
def fruit() -> se.Survey:
    return se.load(ROOT / "examples" / "frukt.yaml")


def fruit_interview() -> se.Interview:
    return se.Interview(fruit(), {}).answer("antal", 0)


# Threads.


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as Python can make them."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def at_once(task: Callable[[int], object]) -> list[Any]:
    """What a task gives in each of 32 threads that set off together."""
    barrier = Barrier(THREADS)

    def run(number: int) -> object:
        barrier.wait()
        return task(number)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(run, range(THREADS)))


@pytest.mark.usefixtures("restless")
def test_a_survey_in_32_threads_gives_what_it_gives_in_one(engine: Engine) -> None:
    responses = RESPONSES if engine == "compiled" else RESPONSES[:2]
    alone = [whole(real().evaluate(answers, engine=engine)) for answers in responses]

    def evaluate_all(number: int) -> list[bool]:
        order = range(number, number + len(responses))  # each thread begins with another response
        return [
            whole(real().evaluate(responses[i % len(responses)], engine=engine)) == alone[i % len(responses)]
            for i in order
        ]

    assert at_once(evaluate_all) == [[True] * len(responses)] * THREADS


VIEWS: dict[str, Callable[[se.Journey], object]] = {
    "pages": lambda journey: journey.pages,
    "visible": lambda journey: journey.visible,
    "values": lambda journey: dict(journey.values),
    "problems": lambda journey: journey.problems,
    "dropped": lambda journey: journey.dropped,
    "why": lambda journey: journey.why("orsak"),
    "json": lambda journey: journey.as_json(),
}


@pytest.mark.usefixtures("restless")
@pytest.mark.parametrize("view", VIEWS)
def test_a_journeys_views_may_be_built_by_32_threads_at_once(view: str) -> None:
    for answers in RESPONSES * 3:
        alone = VIEWS[view](real().evaluate(answers))
        shared = real().evaluate(answers)  # nothing of it has been read yet
        assert at_once(lambda _, shared=shared: VIEWS[view](shared)) == [alone] * THREADS  # type: ignore[misc]  # a default binds


@pytest.mark.usefixtures("restless")
def test_an_interview_may_be_gone_on_with_by_32_threads_at_once() -> None:
    begun = fruit_interview()
    ends = at_once(lambda number: begun.answer("varfor", str(number)).submit())
    assert [dict(end.values) for end in ends] == [{"antal": 0, "varfor": str(number)} for number in range(THREADS)]
    assert dict(begun.answers) == {"antal": 0}


@pytest.mark.usefixtures("restless")
def test_a_form_may_be_loaded_by_32_threads_at_once() -> None:
    text = (ROOT / "examples" / "frukt.yaml").read_text(encoding="utf-8")
    assert set(at_once(lambda _: se.load_text(text).fingerprint)) == {fruit().fingerprint}


# Event loops.

IN_AN_EVENT_LOOP = """
import asyncio, json, sys
import survey_engine as se

survey = se.load(sys.argv[1])
responses = json.load(sys.stdin)
seen, watching, ticks = [], False, 0

def audit(event, arguments):
    if watching:
        seen.append(event)

async def tick():
    global ticks
    while True:
        ticks += 1
        await asyncio.sleep(0)

async def main():
    global watching
    ticker = asyncio.create_task(tick())
    await asyncio.sleep(0)
    for answers in responses:
        before = ticks
        watching = True
        journey = survey.evaluate(answers)
        journey.pages, journey.visible, journey.values, journey.problems, journey.dropped, journey.as_json()
        watching = False
        assert ticks == before, "evaluate let go of the loop"
        await asyncio.sleep(0)
        assert ticks == before + 1, "the loop did not go on between evaluations"
    ticker.cancel()

sys.addaudithook(audit)
asyncio.run(main())
print(json.dumps(seen))
"""


def test_evaluation_in_an_event_loop_asks_nothing_of_the_world() -> None:
    """No file, socket, import, compilation or thread: whatever could take long raises an audit event."""
    done = subprocess.run(
        [sys.executable, "-c", IN_AN_EVENT_LOOP, str(FORM)],
        input=json.dumps(RESPONSES),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stderr, done.stdout.strip()) == ("", "[]")


# No global state.

TWO = {
    "2025": with_head("pages: [{id: p, questions: [{id: a, type: integer, label: A}, {id: b, type: text, label: B}]}]"),
    "2026": with_head("""
        pages:
          - id: p
            questions:
              - {id: a, type: decimal, places: 2, max: 5, label: A}
              - {id: b, type: choice, label: B, visible_if: a > 1, options: [{id: x, label: X}]}
    """),
}


def test_surveys_with_the_same_ids_know_nothing_of_each_other(engine: Engine) -> None:
    old, new = (se.load_text(text) for text in TWO.values())
    for _ in range(3):  # interleaved, and again
        one, other = (survey.evaluate({"a": 7, "b": "x"}, engine=engine) for survey in (old, new))
        assert (one.as_json()["values"], one.is_complete) == ({"a": 7, "b": "x"}, True)
        assert [problem.code for problem in other.problems] == ["range"]
        assert old.evaluate({"b": "y"}, engine=engine).visible == ("a", "b")
        assert new.evaluate({"b": "y"}, engine=engine).visible == ("a",)
        assert (old.field("a").type, new.field("a").type) == ("integer", "decimal")
        assert (one.why("b").reasons, other.why("b").shown) == ((), True)


def module_state() -> dict[str, str]:
    """Everything that a module or class of the library holds and could change, as it stands."""
    state = {}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] != "survey_engine":
            continue
        holders: list[ModuleType | type] = [module, *(held for held in vars(module).values() if isinstance(held, type))]
        for holder in holders:
            for key, held in list(vars(holder).items()):
                if isinstance(held, dict | list | set | bytearray):
                    state[f"{name}.{holder.__name__}.{key}"] = repr(held)
                elif hasattr(held, "cache_info"):
                    state[f"{name}.{holder.__name__}.{key}"] = repr(held.cache_info())
                else:
                    state[f"{name}.{holder.__name__}.{key}"] = str(id(held))
    return state


def test_evaluating_leaves_no_trace_in_the_library() -> None:
    real().evaluate({}, engine="reference").why("orsak")  # what is imported late is there
    before = module_state()
    for answers in RESPONSES:
        whole(real().evaluate(answers))
    whole(real().evaluate(ANSWERS, engine="reference"))
    assert module_state() == before


# Wherever it lies, and on every Python.

FIRST_USE = """
import copy, json, pickle, sys
import survey_engine as se

survey = se.load(sys.argv[1])
assert se.check(sys.argv[1]) == ()
assert [d.code for d in se.check_text("survey: x", language="en")], "a broken form is told of"
journey = survey.evaluate(json.load(sys.stdin))
assert journey.is_complete and journey.why("orsak").shown and journey.as_json() and journey.pages
assert survey.evaluate({}, engine="reference").as_json() == survey.evaluate({}).as_json()
assert json.dumps(survey.answer_schema()) and json.dumps(survey.as_json())
assert se.parse_answer(survey.field("kostnader.loner"), "1 234") == 1234
assert pickle.loads(pickle.dumps(survey)).fingerprint == copy.deepcopy(survey).fingerprint == survey.fingerprint
assert survey.in_language("en").evaluate({}).problems
print(se.__file__)
"""


def first_use(*options: str, program: str = FIRST_USE) -> str:
    """Where the library lay, after a program has used all of it without a warning."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", *options, "-c", program, str(FORM)],
        input=json.dumps(ANSWERS),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_using_it_gives_no_warning() -> None:
    assert first_use() == str(SOURCE / "survey_engine" / "__init__.py")


def test_it_can_be_imported_from_a_zip(tmp_path: Path) -> None:
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in (SOURCE / "survey_engine").rglob("*"):
            if file.is_file() and file.suffix != ".pyc":
                archive.write(file, file.relative_to(SOURCE))
    lay = first_use(program=f"import sys; sys.path.insert(0, {str(packed)!r})\n{FIRST_USE}")
    assert lay == str(packed / "survey_engine" / "__init__.py")


COMPILE_ALL = """
import sys
from pathlib import Path

for folder in sys.argv[1:]:
    for file in sorted(Path(folder).rglob("*.py")):
        compile(file.read_bytes(), str(file), "exec", dont_inherit=True)
"""
EVALUATE_PICKLED = """
import json, pickle, sys

survey, answers = pickle.load(sys.stdin.buffer)
sys.stdout.write(json.dumps([survey.evaluate(given).as_json() for given in answers]))
"""


@pytest.mark.parametrize("name", ["python3.12", "python3.13", "python3.14"])
def test_another_python_runs_it_without_a_warning(name: str) -> None:
    """Evaluating needs no other package, so a survey that was loaded here is evaluated there.

    The whole suite is run with another Python by `make clean`, then `make PYTHON=python3.13 test`.
    """
    python = shutil.which(name)
    if python is None or subprocess.run([python, "-V"], capture_output=True, check=False).returncode:
        pytest.skip(f"there is no {name} that runs")
    quiet = [python, "-B", "-W", "error", "-X", "dev"]
    sources = [str(SOURCE), str(ROOT / "examples")]
    compiled = subprocess.run([*quiet, "-c", COMPILE_ALL, *sources], capture_output=True, check=False)
    assert compiled.stderr == b""
    evaluated = subprocess.run(
        [*quiet, "-c", EVALUATE_PICKLED],
        input=pickle.dumps((real(), RESPONSES)),
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        check=False,
    )
    assert evaluated.stderr == b""
    assert json.loads(evaluated.stdout) == [real().evaluate(answers).as_json() for answers in RESPONSES]
