"""`make bench`: what things cost, as ratios within one run, beside the bounds that they are held to.

Exits with 1 when a ratio is over its bound. Times are the machine's own and only told for orientation.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter

from hypothesis import Phase, given, settings

import survey_engine as se
from survey_engine.engine.compile import sources_of
from survey_engine.testing import respondents
from tests.benchmarks import handwritten
from tests.benchmarks.large_forms import SHAPES
from tests.benchmarks.measuring import by_turns
from tests.benchmarks.responses import responses, to_handwritten

FORM = Path(__file__).parents[2] / "surveys" / "forebygga-brottslighet-2025.yaml"
SIZES = (100, 1000, 5000)
_RESPONSES = 200


def main() -> int:
    print(f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}\n")
    kept = [*_floor(), *_loading(), *_checking(), *_rendering(), *_drawing(), *_sizes()]
    print("\nevery bound is kept" if all(kept) else "\nA BOUND IS BROKEN")
    return 0 if all(kept) else 1


def _floor() -> Iterator[bool]:
    """A complete response against the hand-written function."""
    survey = se.load(FORM)
    answers = responses(_RESPONSES)
    nested = [to_handwritten(response) for response in answers]

    floor: Callable[[object], object] = handwritten.evaluate

    def by_hand() -> None:
        for response in nested:
            floor(response)

    def evaluated() -> None:
        for response in answers:
            journey = survey.evaluate(response)
            _ = (journey.visible, journey.values, journey.problems, journey.dropped, journey.is_complete)

    taken = by_turns({"floor": by_hand, "evaluate": evaluated}, rounds=60)
    each = {name: time / _RESPONSES * 1e6 for name, time in taken.items()}
    print(f"a complete response to the crime-prevention form ({len(survey.fields)} fields), everything read:")
    print(f"  the hand-written function  {each['floor']:8.1f} µs")
    print(f"  survey.evaluate  {each['evaluate']:18.1f} µs  ({1e6 / each['evaluate']:,.0f} responses a second)")
    yield _held("evaluate / hand-written", taken["evaluate"] / taken["floor"], 2.2)


def _loading() -> Iterator[bool]:
    """Absolute times; a margin is left for a slow moment."""
    text = FORM.read_text(encoding="utf-8")
    loaded = by_turns({"load": lambda: se.load_text(text)}, rounds=15)["load"]
    bare = "import time; t = time.perf_counter(); import survey_engine; print(time.perf_counter() - t)"
    imports = sorted(float(subprocess.check_output([sys.executable, "-c", bare])) for _ in range(7))
    print("\nseconds:")
    yield _held("load of the crime-prevention form, warm", loaded, 0.1, "s")
    yield _held("import survey_engine", imports[len(imports) // 2], 0.1, "s")


def _checking() -> Iterator[bool]:
    """`survey-engine check` as a whole process, and what an author waits for who types the longest form."""
    command = [sys.executable, "-m", "survey_engine", "check", str(FORM)]
    taken = by_turns({"check": lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)}, rounds=7)
    text = FORM.read_text(encoding="utf-8")
    slowest = 0.0
    for end in range(0, len(text), 997):
        begun = perf_counter()
        se.check_text(text[:end])
        slowest = max(slowest, perf_counter() - begun)
    print("\nseconds:")
    yield _held("survey-engine check, the crime-prevention form, a whole process", taken["check"], 0.5, "s")
    yield _held("the slowest check of its beginnings", slowest, 0.5, "s")


def _rendering() -> Iterator[bool]:
    """The reading version of the longest form, the first in a process: later ones have fonts and templates ready."""
    program = (
        "import sys, time, survey_engine as se; survey = se.load(sys.argv[1]); t = time.perf_counter(); "
        "se.render(survey, sys.argv[2]); print(time.perf_counter() - t)"
    )
    print("\nseconds, the first time in a process:")
    for written, bound in (("html", 0.2), ("pdf", 2.0)):
        taken = sorted(float(subprocess.check_output([sys.executable, "-c", program, FORM, written])) for _ in range(7))
        yield _held(f"the crime-prevention form as {written}", taken[len(taken) // 2], bound, "s")


def _drawing() -> Iterator[bool]:
    """One respondent drawn from the longest form, with what Hypothesis itself takes for an example."""
    survey, drawn = se.load(FORM), 300

    @settings(max_examples=drawn, database=None, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(respondents(survey))
    def draw(answers: dict[str, object]) -> None:
        assert answers

    taken = by_turns({"respondents": draw}, rounds=3)
    print("\nmilliseconds:")
    yield _held("a respondent of the crime-prevention form", taken["respondents"] / drawn * 1e3, 10, "ms")


def _sizes() -> Iterator[bool]:
    """What a question costs in a form of 100, 1,000 and 5,000."""
    for name, shape in SHAPES.items():
        print(f"\n{name}: microseconds a question at {', '.join(f'{size:,}' for size in SIZES)} questions")
        yield from _size({size: shape(size) for size in SIZES})


def _size(forms: Mapping[int, tuple[str, Mapping[str, object]]]) -> Iterator[bool]:
    surveys = {size: se.load_text(text) for size, (text, _) in forms.items()}
    sources = {size: sources_of(survey.form) for size, survey in surveys.items()}

    def evaluate(size: int) -> object:
        return surveys[size].evaluate(forms[size][1])

    def check(size: int) -> object:
        return se.check_text(forms[size][0])

    def compiled(size: int) -> object:
        return [compile(source, "form", "exec") for source in sources[size]]

    yield _per_question("evaluate", evaluate, 1.5, questions=200_000, rounds=15)
    yield _per_question("load without Python's compile()", check, 1.5, questions=5_000, rounds=7)
    yield _per_question("Python's compile()", compiled, 2.0, questions=5_000, rounds=7)


def _per_question(name: str, run: Callable[[int], object], bound: float, *, questions: int, rounds: int) -> bool:
    """Runs each size by turns, as often as comes to so many questions a round.

    They are many, for one form evaluated over and over is what is asked about: the first evaluation of a long form has
    to fetch it from memory again when others ran before it.
    """

    def of(size: int) -> Callable[[], None]:
        def repeated() -> None:
            for _ in range(questions // size):
                run(size)

        return repeated

    taken = by_turns({str(size): of(size) for size in SIZES}, rounds)
    each = [taken[str(size)] / (questions // size * size) * 1e6 for size in SIZES]
    figures = " ".join(f"{figure:8.2f}" for figure in each)
    return _held(f"{name:32}{figures}   5,000 / 100", each[-1] / each[0], bound)


def _held(name: str, figure: float, bound: float, unit: str = "times") -> bool:
    kept = figure <= bound
    print(f"  {name}: {figure:.3f} {unit}, at most {bound}{'' if kept else '   <-- BROKEN'}")
    return kept


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor()


if __name__ == "__main__":
    sys.exit(main())
