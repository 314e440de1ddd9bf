"""The Markdown of a form as plain lines: emphasis left out, a link as its text with the address after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from survey_engine.rendering.columns import clean, columns, spaced, wrapped
from survey_engine.rendering.marked import address, is_bare, tree

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


def lines(text: str, room: int) -> list[str]:
    """A Markdown text in lines of at most so many columns."""
    return _blocks(tree(text), room) if text.strip() else []


def _blocks(parent: SyntaxTreeNode, room: int) -> list[str]:
    return spaced(_block(node, room) for node in parent.children)


def _block(node: SyntaxTreeNode, room: int) -> list[str]:
    match node.type:
        case "paragraph" | "heading":
            return wrapped("".join(map(_inline, node.children)), room)
        case "bullet_list" | "ordered_list":
            return _list(node, room)
        case "blockquote":
            return [f"> {line}".rstrip() for line in _blocks(node, room - 2)]
        case "code_block" | "fence":
            return [line for row in node.content.rstrip("\n").split("\n") for line in _code(row, room)]
        case "hr":
            return ["-" * min(room, 20)]
        case _:
            return wrapped(node.content, room)


def _code(row: str, room: int) -> list[str]:
    """A line of code with its spaces; one that is too long is wrapped like prose."""
    line = f"    {clean(row)}".rstrip()
    return [line] if columns(line) <= room else wrapped(row, room, "    ")


def _list(node: SyntaxTreeNode, room: int) -> list[str]:
    items = list(_items(node, room))
    close = all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
    return [line for item in items for line in item] if close else spaced(items)


def _items(node: SyntaxTreeNode, room: int) -> Iterator[list[str]]:
    for item in node.children:
        mark = f"{item.info}. " if node.type == "ordered_list" else "- "
        first, *rest = _blocks(item, room - len(mark)) or [""]
        yield [f"{mark}{first}".rstrip(), *(" " * len(mark) + line if line else "" for line in rest)]


def _inline(node: SyntaxTreeNode) -> str:
    inner = "".join(map(_inline, node.children))
    match node.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "link" | "image":
            return inner if is_bare(node) else f"{inner} <{address(node)}>"
        case _:
            return inner or node.content
