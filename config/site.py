"""The admin site where everybody works: who gets in and what it is called."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect

WRONG_LOGIN = "El usuario o la contraseña no son correctos. Revisa mayúsculas y minúsculas e inténtalo de nuevo."


class LoginForm(AuthenticationForm):
    """Name and password. One sentence for every failure: who exists is nobody's business."""

    error_messages = {"invalid_login": WRONG_LOGIN, "inactive": WRONG_LOGIN}


class RadicaAdminSite(admin.AdminSite):
    site_header = "Radica"
    site_title = "Radica"
    index_title = "Administración"
    site_url = None
    enable_nav_sidebar = False
    login_form = LoginForm

    def has_permission(self, request: HttpRequest) -> bool:
        """Everybody with a living account works here; each page asks for its own permission."""
        return request.user.is_authenticated and request.user.is_active

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The list of everything is the administrator's; the others have a home of their own."""
        if not request.user.is_superuser:
            return redirect("home")
        return super().index(request, extra_context)

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().app_index(request, app_label, extra_context)
