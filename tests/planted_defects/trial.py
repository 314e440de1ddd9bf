"""`python -m tests.planted_defects.trial NAME`: whether the laws, and the reference, see one bug.

It prints what was seen as JSON: the first law that is broken and at which example, and at which example the two
engines part. Without a name the library is as it is, and nothing must be seen.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from tests.planted_defects.defects import DEFECTS
from tests.planted_defects.planting import plant

EXAMPLES = 100
"""Hypothesis' own default."""


def trial(name: str | None) -> dict[str, Any]:
    """What is seen of a bug, in this process, which must be fresh."""
    if name is not None:
        plant(next(defect for defect in DEFECTS if defect.name == name))
    from tests.planted_defects.looking import looked  # late: it imports the library

    return looked(EXAMPLES)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(trial(sys.argv[1] if len(sys.argv) > 1 else None)) + "\n")
