"""Input no page has a use for, refused before any view: NUL characters and endless uploads.

PostgreSQL cannot store NUL and answers with an error deep inside a query; here it is a plain 400.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse

from config.api import bad_request

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


class RefuseNul:
    """After the CSRF check, which has read the form already: addresses, query strings and forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            return bad_request(request, None)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        # The API parses its own bodies and throttles before it does; see config/api.py.
        if request.content_type not in FORMS or request.path_info.startswith("/api/"):
            return None
        for name, values in request.POST.lists():
            if "\0" in name or any("\0" in value for value in values):
                return bad_request(request, None)
        return None


class BoundedUpload(FileUploadHandler):
    """Keeps one byte more than the limit of each file and lets the rest pass by unseen.

    The one byte too many is how the size check behind it knows; a file of ten gigabytes never lies on
    our disk. First in FILE_UPLOAD_HANDLERS.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        room = settings.RADICA_MAX_UPLOAD_BYTES + 1 - self.kept
        if room <= 0:
            return None
        data = raw_data[:room]
        self.kept += len(data)
        return data

    def file_complete(self, file_size: int) -> None:
        return None
