"""Exact counters in the database: how often something happened within a window.

One statement counts and answers, so that twenty requests at once get twenty different numbers. Behind
the login lockout and the API's throttles. Knows nothing of either.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import Counter

# `expires_at` moves while the limit is not reached (a window that slides with each counted hit) or
# stays (a fixed window). Hits above the limit never move it: hammering does not lock for ever.
_HIT = """
INSERT INTO accounts_counter AS c (key, count, expires_at) VALUES (%(key)s, 1, %(end)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN c.expires_at <= %(now)s THEN 1 ELSE LEAST(c.count, %(limit)s) + 1 END,
    expires_at = CASE
        WHEN c.expires_at <= %(now)s THEN %(end)s
        WHEN %(sliding)s AND c.count < %(limit)s THEN %(end)s
        ELSE c.expires_at
    END
RETURNING count, expires_at
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """The number this hit got, and when the window ends."""

    count: int
    limit: int
    expires_at: datetime

    @property
    def allowed(self) -> bool:
        return self.count <= self.limit

    @property
    def wait(self) -> int:
        """Whole seconds until the window ends, at least one."""
        return max(1, int((self.expires_at - timezone.now()).total_seconds() + 0.999))


def hit(*, kind: str, value: str, limit: int, window: timedelta, sliding: bool = False) -> Hit:
    """Count one more of `kind` for `value`; the answer says whether it is still within the limit."""
    now = timezone.now()
    parameters: dict[str, Any] = {
        "key": _key(kind, value),
        "now": now,
        "end": now + window,
        "limit": limit,
        "sliding": sliding,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HIT, parameters)
        count, expires_at = cursor.fetchone()
    return Hit(count=count, limit=limit, expires_at=expires_at)


def count(*, kind: str, value: str) -> int:
    """How many are counted now, without adding one."""
    row = Counter.objects.filter(key=_key(kind, value), expires_at__gt=timezone.now()).first()
    return row.count if row else 0


def forget(*, kind: str, value: str) -> None:
    """Start again from zero."""
    Counter.objects.filter(key=_key(kind, value)).delete()


def forget_all(*, kind: str) -> None:
    """Start again from zero for every value of a kind."""
    Counter.objects.filter(key__startswith=f"{kind}:").delete()


def give_back(*, kind: str, value: str) -> None:
    """Undo one hit that turned out to be harmless."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_counter SET count = GREATEST(count - 1, 0) WHERE key = %s", [_key(kind, value)])


def purge() -> None:
    """Remove what has expired; cheap enough to call at each login."""
    Counter.objects.filter(expires_at__lt=timezone.now() - timedelta(hours=1)).delete()


def _key(kind: str, value: str) -> str:
    # Hashed: any length and any character goes, and no list of tried user names lies in the table.
    return f"{kind}:{hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()}"
