"""The login lockout: a password is only looked at while its counters allow it.

django-axes keeps the journal of attempts and answers a locked login; its own count lets some of many
simultaneous attempts through, because it counts after the password was compared. Here an exact counter
stands before the comparison: by person and address, by person alone, by address alone.
"""

import hashlib
import unicodedata
from datetime import timedelta

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import counters


def client_ip(request: HttpRequest) -> str:
    """The visitor's address: behind our own proxies, the one the outermost of them saw."""
    if settings.RADICA_PROXIES:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if forwarded:
            return forwarded[-min(settings.RADICA_PROXIES, len(forwarded))]
    return request.META.get("REMOTE_ADDR", "")


class CountedLogins(AxesDatabaseHandler):
    """The journal of django-axes with our counters in the place of its own."""

    def is_locked(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        """Take one attempt from each counter; any of them may refuse."""
        return not all(
            counters.hit(kind=kind, value=value, limit=limit, window=_window(), sliding=True).allowed
            for kind, value, limit in _counted(request, _username(credentials))
        )

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """The share of the fullest counter, told in attempts of the strictest."""
        shares = [
            counters.count(kind=kind, value=value) * settings.AXES_FAILURE_LIMIT // limit
            for kind, value, limit in _counted(request, _username(credentials))
        ]
        return max(shares)

    def user_logged_in(self, sender, request: HttpRequest, user, **kwargs) -> None:
        """A right password forgets the wrong ones before it, but not those of others at this address."""
        super().user_logged_in(sender, request=request, user=user, **kwargs)
        address, *persons = _counted(request, user.get_username())
        counters.give_back(kind=address[0], value=address[1])
        for kind, value, _limit in persons:
            counters.forget(kind=kind, value=value)
        counters.purge()


def typed_username(request: HttpRequest, credentials: dict | None) -> str:
    """The name as django-axes may write it into its journal, whose columns have an end."""
    username = (credentials or {}).get("username") or request.POST.get("username") or ""
    return str(username)[:150]


def unlock(*, username: str) -> None:
    """Let a person try again at once, from wherever she is."""
    username = _username({"username": username})
    counters.forget(kind="login-person", value=username)
    counters.forget_all(kind=_pair(username))


def locked_response(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """The page that says the account is locked, for how long and what to do."""
    context = {"minutes": round(_window().total_seconds() / 60), "title": "Ingreso bloqueado"}
    return render(request, "account_locked.html", context, status=429)


def _counted(request: HttpRequest, username: str) -> list[tuple[str, str, int]]:
    # The address first: an address that is refused adds no rows for the names it tries.
    address = client_ip(request)
    return [
        ("login-address", address, settings.RADICA_LOGIN_LIMIT_PER_ADDRESS),
        ("login-person", username, settings.RADICA_LOGIN_LIMIT_PER_PERSON),
        (_pair(username), address, settings.AXES_FAILURE_LIMIT),
    ]


def _pair(username: str) -> str:
    """The kind of the counters of one person, one for each address."""
    return f"login-{hashlib.sha256(username.encode()).hexdigest()[:20]}"


def _username(credentials: dict | None) -> str:
    return unicodedata.normalize("NFKC", str((credentials or {}).get("username") or "")).casefold()


def _window() -> timedelta:
    return settings.AXES_COOLOFF_TIME
