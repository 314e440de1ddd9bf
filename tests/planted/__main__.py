"""`python -m tests.planted` measures, prints the table and writes it into the documentation."""

from __future__ import annotations

import sys

from tests.planted.page import PAGE, all_measured, page

text = page(*all_measured())
PAGE.write_text(text, "utf-8")
sys.stdout.write(text)
