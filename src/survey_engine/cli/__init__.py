"""The command line, behind the extra `[cli]`. Importing this package loads neither click nor rich."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import NoReturn

NEEDED = ("click", "rich")
MISSING = 'survey-engine: the command line needs more packages: pip install "survey-engine[cli]"'


def main() -> NoReturn:
    """The script `survey-engine`: runs what the arguments ask for and ends the process with its exit code.

    0: no errors; 1: at least one error in a form or a response; 2: wrong use, or something that cannot be read.
    """
    if any(find_spec(package) is None for package in NEEDED):
        sys.stderr.write(MISSING + "\n")
        sys.exit(2)
    try:
        from survey_engine.cli.app import app

        app.main()
    except KeyboardInterrupt:
        sys.exit(130)
