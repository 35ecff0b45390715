"""How long a login lasts: idle and absolute limits, and its end when the person's role changes.

Django itself ends the sessions of a changed password and turns the session id at login. Here: the two
clocks, the role a session was opened with, and ending all sessions of somebody who was disabled.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse

from accounts.models import User

STARTED, SEEN, ROLE = "started_at", "seen_at", "role"
# A page that asks for itself every few seconds: nobody need be sitting in front of it.
REFRESH = "X-Radica-Refresh"
# The last sign of life is written at most this often: reading a page must not cost a write.
WRITE_EVERY_SECONDS = 60


class SessionLimits:
    """After AuthenticationMiddleware. An ended session is emptied; the page asked for then asks to log in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session and (not request.user.is_authenticated or _is_over(request)):
            logout(request)
        response = self.get_response(request)
        if request.user.is_authenticated and SESSION_KEY in request.session:
            _stamp(request)
        return response


def end_all(*, user: User) -> int:
    """End every session of a person at once; for a disabled account or a lost telephone."""
    ended = 0
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
            ended += 1
    return ended


def role_of(user: Any) -> str:
    """What a person may do, in short; when it changes their sessions end."""
    groups = ",".join(str(pk) for pk in sorted(user.groups.values_list("pk", flat=True)))
    return f"{groups}|{user.is_staff:d}{user.is_superuser:d}{user.limited_to_obras:d}"


def _is_over(request: HttpRequest) -> bool:
    session, now = request.session, time.time()
    if STARTED not in session:
        return False
    return (
        now - session[STARTED] > settings.RADICA_SESSION_ABSOLUTE_SECONDS
        or now - session[SEEN] > settings.RADICA_SESSION_IDLE_SECONDS
        or session[ROLE] != role_of(request.user)
    )


def _stamp(request: HttpRequest) -> None:
    session, now = request.session, time.time()
    if STARTED not in session:
        session[STARTED], session[ROLE] = now, role_of(request.user)
        session[SEEN] = now
    elif REFRESH not in request.headers and now - session[SEEN] > WRITE_EVERY_SECONDS:
        session[SEEN] = now
