"""Forms of any size, as YAML, each with a response: to see what a question costs in a small and in a large form."""

from collections.abc import Callable, Iterator

Answers = dict[str, object]
_HEAD = 'survey: stor\nversion: "1"\nlanguage: sv\ntitle: Ett stort formulär\npages:\n'
_ON_A_PAGE = 20
_OPTIONS = "options: [{id: a, label: A}, {id: b, label: B}]"
_KINDS = (
    ("type: integer, min: 0", 7),
    ("type: text, max_chars: 100", "ett svar"),
    (f"type: choice, {_OPTIONS}", "a"),
    (f"type: choices, {_OPTIONS}", ["a", "b"]),
)


def independent(size: int) -> tuple[str, Answers]:
    """Questions of four types that have nothing to do with each other, all answered."""
    lines = [f"id: q{i}, {_KINDS[i % 4][0]}, label: Fråga {i}, required: true" for i in range(size)]
    return _form(lines), {f"q{i}": _KINDS[i % 4][1] for i in range(size)}


def chained(size: int) -> tuple[str, Answers]:
    """Each question is shown by the one before it; all are answered."""
    return _form(_integers(size, lambda i: f"q{i - 1} > 0")), {f"q{i}": 1 for i in range(size)}


def hidden_by_one(size: int) -> tuple[str, Answers]:
    """One answer hides all other questions, which were answered."""
    return _form(_integers(size, lambda _: "q0 > 0")), {f"q{i}": int(i > 0) for i in range(size)}


SHAPES: dict[str, Callable[[int], tuple[str, Answers]]] = {
    "independent": independent,
    "one chain of conditions": chained,
    "one answer hides all others": hidden_by_one,
}


def _integers(size: int, condition: Callable[[int], str]) -> Iterator[str]:
    for i in range(size):
        shown = f", visible_if: {condition(i)}" if i else ""
        yield f"id: q{i}, type: integer, label: Fråga {i}, required: true{shown}"


def _form(questions: Iterator[str] | list[str]) -> str:
    lines = [_HEAD]
    for i, question in enumerate(questions):
        if i % _ON_A_PAGE == 0:
            lines.append(f"  - id: sida{i}\n    questions:\n")
        lines.append(f"      - {{{question}}}\n")
    return "".join(lines)
