"""The form's longer texts, for templates: paragraphs, lines that stand for themselves, and links.

They are Markdown, and what this does not know is left as it is written. Where your application has a Markdown package,
let that do it, with HTML in the text escaped.
"""

from __future__ import annotations

import re

from django import template
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_WRAPPED = re.compile(r"(?<!\n)\n *(?!\n|[-*] |[0-9]+\. )")  # a line break that only ends a line of the author's file
_LINK = re.compile(r"\[([^\]]*)\]\(((?:https?://|mailto:)[^)\s]*)\)")


@register.filter
def plainly(text: str) -> SafeString:
    escaped = escape(_WRAPPED.sub(" ", text.strip()))
    return mark_safe(linebreaks(_LINK.sub(r'<a href="\2">\1</a>', escaped)))
