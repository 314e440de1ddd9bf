"""How the house is built: imports go one way, the core touches nothing outside, and importing it is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import survey_engine

ROOT = Path(survey_engine.__file__).parent

LAYERS: tuple[tuple[str, ...], ...] = (
    ("source", "spelling", "frozen", "composed"),
    ("diagnostics", "texts"),
    ("figures",),
    ("expr", "catalogue"),
    ("model",),
    ("json_values", "located"),
    ("problems", "why", "dependencies", "hints"),
    ("journey",),
    ("parsing", "analysis", "engine", "reference", "exchange"),
    ("survey", "silencing", "problem_causes"),
    ("load", "refused", "scenarios"),
    ("entry", "interview", "fixing"),
    ("rendering",),
    ("render",),
    ("testing",),
    ("cli", "pytest_plugin"),
    ("__main__",),
)
"""The rooms, lowest first. A room sees those below it and none beside it."""

CORE = frozenset(room for layer in LAYERS[:-2] for room in layer) - {"load"}
"""What neither reads nor writes; `load` reads the one file that it is given."""

OUTSIDE = frozenset(
    (
        "asyncio", "fcntl", "ftplib", "glob", "http", "io", "locale", "logging", "multiprocessing",
        "os", "pathlib", "random", "secrets", "select", "shutil", "signal", "smtplib", "socket",
        "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid", "zoneinfo",
    )
)  # fmt: skip
TOUCHING = frozenset({"open", "print", "input", "breakpoint", "__import__"})
CLOCKS = frozenset({"now", "today", "utcnow", "fromtimestamp"})
NEVER_LOADED = ("jsonschema", "jinja2", "simpleeval", "babel", "click", "rich", "hypothesis")
VAGUE = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff"})

MODULES = sorted(path.relative_to(ROOT) for path in ROOT.rglob("*.py"))


def tree_of(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def room_of(module: Path) -> str:
    """The package or file right below the library: `expr/nodes.py` is in the room `expr`."""
    return module.parts[0].removesuffix(".py")


def floor_of(room: str) -> int:
    return next(floor for floor, rooms in enumerate(LAYERS) if room in rooms)


def imports_of(tree: ast.AST) -> Iterator[str]:
    """The full name of everything that is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written whole"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_seen(module: Path) -> set[str]:
    ours = (name.split(".") for name in imports_of(tree_of(module)) if name.startswith("survey_engine."))
    return {name[1] for name in ours}


def test_every_room_has_its_floor() -> None:
    assert {room_of(module) for module in MODULES} - {"__init__"} == {room for layer in LAYERS for room in layer}


@pytest.mark.parametrize("module", [m for m in MODULES if m.name != "__init__.py" or len(m.parts) > 1], ids=str)
def test_imports_go_one_way(module: Path) -> None:
    own = room_of(module)
    wrong = {room for room in rooms_seen(module) if room != own and floor_of(room) >= floor_of(own)}
    assert not wrong


def test_no_module_is_part_of_a_round() -> None:
    names = {".".join(("survey_engine", *module.with_suffix("").parts)): module for module in MODULES}
    names = {
        name.removesuffix(".__init__"): module
        for name, module in names.items()
        if len(module.parts) > 1 or module.stem != "__init__"
    }
    ahead: dict[str, set[str]] = {}
    for name, module in names.items():
        seen = set(imports_of(tree_of(module))) | {found.rpartition(".")[0] for found in imports_of(tree_of(module))}
        ahead[name] = (seen & set(names)) - {name}
    while done := [name for name, seen in ahead.items() if not seen]:
        for name in done:
            del ahead[name]
        ahead = {name: seen - set(done) for name, seen in ahead.items()}
    assert not ahead


@pytest.mark.parametrize("module", [m for m in MODULES if room_of(m) in CORE], ids=str)
def test_the_core_touches_nothing_outside(module: Path) -> None:
    tree = tree_of(module)
    imported = {name.split(".")[0] for name in imports_of(tree)}
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    functions = {function.id for function in called if isinstance(function, ast.Name)}
    methods = {function.attr for function in called if isinstance(function, ast.Attribute)}
    assert not imported & OUTSIDE
    assert not functions & TOUCHING
    assert not methods & (CLOCKS | {"read_text", "read_bytes", "write_text", "write_bytes"} - _own_files(module))


def _own_files(module: Path) -> set[str]:
    """What is read from the package's own files is a resource, and no file of anybody's."""
    reads = ("parsing/schema.py", "exchange/form_json_schema.py", "catalogue/__init__.py")
    return {"read_text", "read_bytes"} if module.as_posix() in reads else set()


def test_a_bare_import_loads_nothing_that_it_does_not_need() -> None:
    program = f"import sys, survey_engine; print([name for name in {NEVER_LOADED!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


def test_loading_and_evaluating_needs_no_extra() -> None:
    program = (
        "import sys\n"
        "for name in ('click', 'rich', 'hypothesis', 'simpleeval', 'jinja2'): sys.modules[name] = None\n"
        "import survey_engine as se\n"
        'text = \'survey: a\\nversion: "1"\\nlanguage: sv\\ntitle: T\\npages: [{id: p, questions: '
        "[{id: q, type: integer, label: Q}]}]'\n"
        "print(dict(se.load_text(text).evaluate({'q': 3}).values))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "{'q': 3}"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_modules_are_named_after_what_they_hold(module: Path) -> None:
    assert not {part.removesuffix(".py") for part in module.parts} & VAGUE


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_every_module_says_what_it_is_for(module: Path) -> None:
    tree = tree_of(module)
    assert not tree.body or ast.get_docstring(tree)


def test_only_the_two_places_that_must_run_generated_code() -> None:
    running = {
        str(module)
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("exec", "eval")
    }
    assert running == {"engine/compile.py", "engine/judge.py"}


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT / "py.typed").exists()
