"""As little as a survey needs, with safe defaults."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = __name__.rpartition(".")[0]

# Which form is served, and what is known beforehand about those who answer it: see host.py.
SURVEY = Path(os.environ.get("SURVEY", HERE.parents[1] / "surveys/forebygga-brottslighet-2025.yaml"))
SURVEY_PREFILL = Path(os.environ.get("SURVEY_PREFILL", HERE.parent / "forebygga-brottslighet-2025.answers.json"))

# What is kept between runs: the key, the sessions with their locks, and what was submitted. For nobody else on this
# machine to read.
VAR = Path(os.environ.get("SURVEY_VAR", HERE / "var"))
for folder in (VAR, VAR / "sessions", VAR / "locks", VAR / "submissions"):
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _secret_key() -> str:
    """Made at the first start: a key that stands in a file which people copy is no secret."""
    file = VAR / "secret_key"
    with suppress(FileExistsError), file.open("x", encoding="ascii") as new:
        new.write(secrets.token_urlsafe(50))
    return file.read_text(encoding="ascii")


SECRET_KEY = os.environ.get("SECRET_KEY") or _secret_key()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# A response holds tens of kilobytes, a cookie four: what people type is kept on the server. Files need no migration,
# so the example runs at once. An application with a database keeps Django's default, sessions in the database.
SESSION_ENGINE = "django.contrib.sessions.backends.file"
SESSION_FILE_PATH = str(VAR / "sessions")
SESSION_COOKIE_AGE = 60 * 24 * 60 * 60  # people answer over weeks
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = "runserver" not in sys.argv  # runserver has no HTTPS
CSRF_COOKIE_HTTPONLY = True

INSTALLED_APPS = [PACKAGE, "django.contrib.sessions"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    f"{PACKAGE}.turns.one_at_a_time",  # around the session, which is read and written as a whole
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = f"{PACKAGE}.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": [f"{PACKAGE}.texts"]},
    }
]

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
