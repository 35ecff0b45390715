"""The person behind a request, for views that only logged-in people reach."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def who(request: HttpRequest) -> User:
    """The user as our own model; a view that forgot to ask for a login refuses instead of going on."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
