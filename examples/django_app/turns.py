"""Requests of one session take turns.

A session is read whole and written whole. Of two requests at the same moment, from two windows or a button pressed
twice, the later to write would undo what the other kept.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zlib import crc32

from django.conf import settings
from django.core.files import locks
from django.http import HttpRequest, HttpResponse

_LOCKS = 256  # so many files and no more; sessions that share one wait for each other too


def one_at_a_time(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, for outside the session's own. The locks are files, and hold for all threads and processes on this
    machine. Where sessions are in a database, lock the session's row instead."""

    def in_turn(request: HttpRequest) -> HttpResponse:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        if session is None:
            return respond(request)
        number = crc32(session.encode(errors="replace")) % _LOCKS
        with Path(settings.VAR, "locks", f"{number}.lock").open("wb") as turn:
            locks.lock(turn, locks.LOCK_EX)  # closing the file gives it back
            return respond(request)

    return in_turn
