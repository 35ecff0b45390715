"""People who exist to try Radica, with passwords everybody knows: they enter in demo mode only."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest

from .models import User


class RefuseDemoPeople:
    """Stands before the backends that compare passwords and ends the login of a demo person.

    Not a BaseBackend: that one would claim to know the people of a session, and know nobody.
    """

    def authenticate(self, request: HttpRequest | None, username: str | None = None, **credentials: Any) -> None:
        if username and not settings.DEMO_MODE and User.objects.filter(username=username, is_demo=True).exists():
            raise PermissionDenied


@register(Tags.database)
def no_demo_people_outside_demo_mode(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Run by `migrate` and by `check --database default`: a deployment with demo people does not pass."""
    if settings.DEMO_MODE or "default" not in (databases or ()):
        return []
    try:
        names = list(User.objects.filter(is_demo=True, is_active=True).values_list("username", flat=True))
    except DatabaseError:
        return []  # before the first migrate there is no table and nobody in it
    if not names:
        return []
    return [
        Error(
            f"Hay personas de demostración, con claves que todo el mundo conoce: {', '.join(sorted(names))}.",
            hint="Desactívalas en Personas antes de usar esta base de datos fuera del modo de demostración.",
            id="accounts.E001",
        )
    ]
