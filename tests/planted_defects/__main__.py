"""`python -m tests.planted_defects` tries every bug, two at a time, and writes the page of the documentation."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

from tests.planted_defects.defects import DEFECTS
from tests.planted_defects.page import PAGE, page, tried

if __name__ == "__main__":
    with ThreadPoolExecutor(2) as pool:
        seen = dict(zip([defect.name for defect in DEFECTS], pool.map(tried, DEFECTS), strict=True))
    text = page(seen)
    PAGE.write_text(text, "utf-8")
    sys.stdout.write(text)
