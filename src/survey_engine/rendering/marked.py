"""The Markdown of a form, parsed (CommonMark): HTML in it is text, and links lead to web pages and e-mail addresses."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

MISSING = 'survey-engine: Markdown in a form needs one more package: pip install "survey-engine[html]"'

_SAFE = re.compile(r"https?://|mailto:", re.IGNORECASE)


@cache
def parser() -> MarkdownIt:
    """The one parser of all formats. Raises ModuleNotFoundError with what to install without markdown-it-py."""
    try:
        from markdown_it import MarkdownIt  # late: an extra, and a bare import loads none
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(MISSING, name=error.name) from None

    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.validateLink = _is_safe  # type: ignore[method-assign]  # markdown-it's own way to say which links are
    return markdown


def _is_safe(url: str) -> bool:
    return _SAFE.match(url) is not None


def tree(text: str) -> SyntaxTreeNode:
    """The blocks of a text, each with what is in it."""
    markdown = parser()
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(markdown.parse(text))


def address(node: SyntaxTreeNode) -> str:
    """Where a link or a picture leads."""
    return str(node.attrs.get("href") or node.attrs.get("src") or "")


def words(node: SyntaxTreeNode) -> str:
    """The bare text of a node."""
    return "".join(map(words, node.children)) if node.children else node.content


def is_bare(node: SyntaxTreeNode) -> bool:
    """Whether the text of a link already is its address, with or without what that begins with."""
    return node.info == "auto" or words(node).rstrip("/") in {
        leading.rstrip("/") for leading in (address(node), _SAFE.sub("", address(node), count=1))
    }
