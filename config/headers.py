"""Response headers that Django and django-csp do not set: what the browser may use, what it may keep."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# The camera is for photographing an invoice on the upload page; nothing else is ever asked for.
PERMISSIONS = (
    "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), midi=(), display-capture=(), "
    "accelerometer=(), gyroscope=(), magnetometer=(), browsing-topics=()"
)


class PrivacyHeaders:
    """Pages hold invoices: unless a view says otherwise nothing is kept by browser or proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cache-Control", "no-store")
        return response
