"""/healthz and /readyz, for load balancers, monitors and the demo's start.

A middleware and the first one: a probe comes without TLS, by address and every few seconds, so it must
neither be redirected nor refused for its Host header nor fill the log. No login, hence no secrets and no
names in the answers.
"""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from invoices.vitals import readiness

# A good answer is kept this long, so that nobody can make the site write to its disk as often as he likes.
KEPT_FOR = 2.0


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._lock = Lock()
        self._kept: tuple[float, dict[str, Any]] | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in {"/healthz", "/readyz"}:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        body = {"status": "ok"} if request.path == "/healthz" else self._readiness()
        response = JsonResponse(body, status=200 if body["status"] == "ok" else 503)
        response["Cache-Control"] = "no-store"
        # Django would report every 503 as an error of ours; what is wrong stands in the answer and in our own log.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    def _readiness(self) -> dict[str, Any]:
        with self._lock:
            if self._kept is not None and time.monotonic() - self._kept[0] < KEPT_FOR:
                return self._kept[1]
            found = readiness()
            self._kept = (time.monotonic(), found) if found["status"] == "ok" else None
            return found
