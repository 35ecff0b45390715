"""The API's common manners: who is asking, one shape of error, pages by cursor, throttles.

Which addresses there are and what they answer stands in invoices/api, how they are documented in
api_schema.py. REST framework's views read their settings from here, so nothing here imports them.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views import defaults
from rest_framework import exceptions, status
from rest_framework.authentication import TokenAuthentication
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from accounts import counters
from invoices.errors import NotAllowed, StaleVersion, WorkError
from invoices.extraction.errors import ExtractionError

API = "/api/"
SENTENCES = {
    400: ("bad_request", "La solicitud no se entiende. Revisa los datos que envías."),
    401: ("not_authenticated", "Falta la clave de acceso o ya no es válida."),
    403: ("not_allowed", "No tienes permiso para hacer esto. Pídelo al administrador."),
    404: ("not_found", "No existe o no tienes permiso para verlo."),
    405: ("method_not_allowed", "Este recurso no admite ese método."),
    413: ("too_large", "La solicitud es demasiado grande."),
    415: ("unsupported_media_type", "Envía los archivos como formulario (multipart/form-data)."),
    422: ("unreadable", "El archivo está dañado o no se puede mostrar."),
    429: ("too_many_requests", "Demasiadas solicitudes. Espera un momento y vuelve a intentarlo."),
    500: ("error", "Se registró un error. Inténtalo de nuevo o avisa al administrador."),
    503: ("unavailable", "El archivo no está disponible en este momento. Inténtalo más tarde."),
}
TOO_MANY_FILES = "Demasiados archivos en una sola solicitud. Envíalos por partes, hasta {limit} a la vez."


def error_body(code: str, message: str, fields: Mapping[str, list[str]] | None = None) -> dict[str, Any]:
    return {"code": code, "message": message, "fields": dict(fields or {})}


def exception_handler(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """The one place where the API's errors become answers. What is none of ours stays a 500."""
    if isinstance(exc, ExtractionError):
        return Response(error_body(exc.code, exc.sentence), status=_status_of_reading(exc))
    if isinstance(exc, WorkError):
        return Response(error_body(exc.code, exc.sentence), status=_status_of_work(exc))
    if isinstance(exc, BadRequest):
        exc = exceptions.ParseError()
    if isinstance(exc, SuspiciousOperation):
        return Response(error_body("bad_request", TOO_MANY_FILES.format(limit=_files_limit())), status=400)
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if not isinstance(exc, exceptions.APIException):
        return None
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = str(challenge)
    if wait := getattr(exc, "wait", None):
        headers["Retry-After"] = str(int(wait))
    code, message = SENTENCES.get(exc.status_code, SENTENCES[400])
    fields = _sentences(exc.detail) if isinstance(exc, exceptions.ValidationError) else {}
    return Response(error_body(code, message, fields), status=exc.status_code, headers=headers)


def error_page(code: int, otherwise: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Django's own error page for people, our shape of error for programs."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.path_info.startswith(API):
            return JsonResponse(error_body(*SENTENCES[code]), status=code)
        return otherwise(request, *args, **kwargs)

    return answer


bad_request = error_page(400, defaults.bad_request)
permission_denied = error_page(403, defaults.permission_denied)
page_not_found = error_page(404, defaults.page_not_found)
server_error = error_page(500, defaults.server_error)


class SpanishJson(DefaultContentNegotiation):
    """The API speaks JSON whatever a client asks for, in Spanish."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        translation.activate(settings.LANGUAGE_CODE)
        return renderers[0], renderers[0].media_type


class ByCursor(CursorPagination):
    """The newest first. No page numbers and no total: both cost more with every invoice."""

    ordering = "-id"
    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    cursor_query_description = "Tómalo de `next` o `previous` de la respuesta anterior."
    page_size_query_description = "Cuántas por página, hasta 200."

    def decode_cursor(self, request: Request) -> Cursor | None:
        """A cursor that we did not make is a plain 400; Django would look for its text in the id."""
        encoded = request.query_params.get(self.cursor_query_param)
        if encoded is None:
            return None
        try:
            tokens = parse_qs(base64.b64decode(encoded.encode("ascii"), validate=True).decode("ascii"))
            position = tokens.get("p", [None])[0]
            offset = int(tokens.get("o", ["0"])[0])
            if position is not None and not 0 <= int(position) < 2**63:
                raise ValueError(position)
            if not 0 <= offset <= self.max_page_size or tokens.get("r", ["0"])[0] not in {"0", "1"}:
                raise ValueError(offset)
        except (ValueError, UnicodeError, binascii.Error) as error:
            sentence = "Ese cursor no es válido. Tómalo de `next` o `previous`."
            raise exceptions.ValidationError({"cursor": [sentence]}) from error
        return Cursor(offset=offset, reverse=tokens.get("r", ["0"])[0] == "1", position=position)  # type: ignore[arg-type]  # a text, as in its parent


class PersonThrottle(BaseThrottle):
    """So many requests a minute for one person, counted exactly and for all processes together."""

    kind = "api"
    setting = "RADICA_API_REQUESTS_PER_MINUTE"

    def allow_request(self, request: Request, view: Any) -> bool:
        self.last = counters.hit(
            kind=self.kind,
            value=str(request.user.pk),
            limit=getattr(settings, self.setting),
            window=timedelta(minutes=1),
        )
        return self.last.allowed

    def wait(self) -> float:
        return self.last.wait


class UploadThrottle(PersonThrottle):
    """Uploads cost reading time, so they are counted apart; other requests are not held up by it."""

    kind = "api-upload"
    setting = "RADICA_API_UPLOADS_PER_MINUTE"

    def allow_request(self, request: Request, view: Any) -> bool:
        return request.method != "POST" or super().allow_request(request, view)


class SpanishToken(TokenAuthentication):
    """`Authorization: Token <clave>`. The keyword stays the one every client knows."""


def _status_of_reading(error: ExtractionError) -> int:
    if error.code in {"no_such_page", "no_such_member"}:
        return status.HTTP_404_NOT_FOUND
    return status.HTTP_422_UNPROCESSABLE_ENTITY


def _status_of_work(error: WorkError) -> int:
    if isinstance(error, NotAllowed):
        return status.HTTP_403_FORBIDDEN
    if isinstance(error, StaleVersion):
        return status.HTTP_409_CONFLICT
    return status.HTTP_503_SERVICE_UNAVAILABLE if error.code == "archive_damaged" else status.HTTP_400_BAD_REQUEST


def _sentences(detail: Any) -> dict[str, list[str]]:
    """REST framework's nested details as parameter -> sentences; what belongs to none stands under ''."""
    by_name = detail if isinstance(detail, dict) else {"": detail}
    return {
        str(name): [str(item) for item in (value if isinstance(value, list) else [value])]
        for name, value in by_name.items()
    }


def _files_limit() -> int:
    return settings.RADICA_MAX_FILES_PER_UPLOAD
