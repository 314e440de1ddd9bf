"""python examples/django_app/manage.py runserver

A survey as a Django application, at http://127.0.0.1:8000/. It needs `pip install -e ".[examples]"` and no further
step: no database, no migration, no files to collect.
"""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "django_app.settings")
    execute_from_command_line(sys.argv)
