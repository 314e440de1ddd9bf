"""Markdown texts of a form as HTML inside a page: a heading there is a bold line and a picture a link, for the page has
headings of its own and asks for nothing from outside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from types import MethodType
from typing import TYPE_CHECKING

from survey_engine.rendering.marked import is_bare, parser, tree

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode


def prose(text: str) -> str:
    """Safe HTML: paragraphs, lists, quotations, emphasis, code and links to web pages and e-mail addresses.

    A link whose text is its address has the class `bare`. Raises ModuleNotFoundError with what to install without
    markdown-it-py.
    """
    blocks = tree(text)
    for node in blocks.walk():
        _fit(node)
    return str(_renderer().render(blocks.to_tokens(), parser().options, {}))


def _fit(node: SyntaxTreeNode) -> None:
    """Makes of a heading a line, and says of a link whether it tells its address."""
    ends = node.nester_tokens
    if node.type == "heading" and ends is not None:
        ends.opening.tag = ends.closing.tag = "p"
        ends.opening.attrSet("class", "heading")
    elif node.type == "link" and ends is not None and is_bare(node):
        ends.opening.attrSet("class", "bare")
    elif node.type == "fence" and node.token is not None:
        node.token.info = ""  # the name of a programming language, and nothing to a respondent


@cache
def _renderer() -> RendererHTML:
    from markdown_it.renderer import RendererHTML

    renderer = RendererHTML()
    renderer.rules = {**renderer.rules, "image": MethodType(_link_to_image, renderer)}
    return renderer


def _link_to_image(_: RendererHTML, tokens: Sequence[Token], at: int, *_settings: object) -> str:
    from markdown_it.common.utils import escapeHtml

    image = tokens[at]
    address = str(image.attrGet("src"))
    shown = escapeHtml(image.content or address)
    inside_link = sum(token.nesting for token in tokens[:at] if token.tag == "a") > 0
    return shown if inside_link else f'<a href="{escapeHtml(address)}">{shown}</a>'
