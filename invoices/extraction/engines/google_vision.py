"""Google Cloud Vision, document text detection, through Google's own client over REST.

Never over gRPC: its client hangs in the forked children of a worker. The library is imported with the
first page, half a second. Credentials are a service account's file or those the machine offers.
"""

import importlib.metadata
import importlib.util
import json
import os
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import requests
import urllib3
from PIL import Image
from requests.adapters import HTTPAdapter

from invoices.extraction.engines.answers import AnswerTooLate, AnswerTooLong, address_problem, read_bounded
from invoices.extraction.engines.pictures import as_jpeg
from invoices.extraction.engines.turning import quarters_to_upright, turned
from invoices.extraction.errors import EngineBusy, EngineUnavailable
from invoices.extraction.result import Box, PageReading, Word

SCOPE = "https://www.googleapis.com/auth/cloud-vision"
# What Google takes as one JSON request is 10 MB, and base64 adds a third.
MOST_BYTES = 7_000_000
MOST_SIDE = 3600
_CHUNK = 1 << 16


class GoogleVisionEngine:
    """`credentials` is the path of a service account's key; empty for the machine's own (ADC)."""

    def __init__(
        self,
        *,
        name: str = "google_vision",
        timeout: float = 10.0,
        credentials: str = "",
        endpoint: str = "https://vision.googleapis.com",
        metadata_server: bool = False,
        languages: tuple[str, ...] | list[str] = ("es",),
    ) -> None:
        self.name = name
        self.timeout = timeout
        self.credentials = credentials
        self.endpoint = endpoint
        self.metadata_server = metadata_server
        self.languages = list(languages)
        self.version = _version()
        self._client: Any = None
        self._adapter: _BoundedAdapter | None = None
        self._owner = os.getpid()
        self._lock = threading.Lock()

    def check(self) -> list[str]:
        """Looks at files and settings only; Google is not asked."""
        if importlib.util.find_spec("google.cloud.vision") is None:
            return ["Falta la biblioteca google-cloud-vision. Instala los requisitos de requirements.txt."]
        if problem := address_problem(self.name, self.endpoint):
            return [problem]
        return [problem] if (problem := self._key_problem()) else []

    def read(self, image: Image.Image) -> PageReading:
        picture = as_jpeg(image, most_side=MOST_SIDE, most_bytes=MOST_BYTES)
        with self._lock:
            annotation = self._ask(picture)
        turn = quarters_to_upright(_directions(annotation))
        words = tuple(
            replace(word, box=turned(word.box, turn or 0)) for word in words_of(annotation, image.size)
        )  # fmt: skip
        return PageReading(words, engine=self.name, version=self.version, turn=turn)

    def close(self) -> None:
        with self._lock:
            if self._client is not None and self._owner == os.getpid():
                self._client.transport.close()
            self._client = None

    def client(self) -> Any:
        """Google's client of this process; one that came over a fork is left to its owner."""
        if self._client is None or self._owner != os.getpid():
            self._client, self._adapter = self._connected()
            self._owner = os.getpid()
        return self._client

    def _connected(self) -> "tuple[Any, _BoundedAdapter]":
        from google.api_core.client_options import ClientOptions
        from google.cloud import vision

        client = vision.ImageAnnotatorClient(
            transport="rest",
            credentials=self._load_credentials(),
            client_options=ClientOptions(api_endpoint=self.endpoint),
        )
        adapter = _BoundedAdapter()
        transport: Any = client.transport
        session = transport._session
        # The pages and the keys that pay for them go the same bounded way.
        for one in (session, session._auth_request.session):
            one.mount("https://", adapter)
            one.mount("http://", adapter)
        return client, adapter

    def _ask(self, picture: bytes) -> Any:
        if problems := self.check():
            raise EngineUnavailable(detail=" ".join(problems))
        from google.api_core import exceptions
        from google.auth.exceptions import GoogleAuthError, TransportError
        from google.cloud import vision
        from google.protobuf.json_format import ParseError

        try:
            client = self.client()
            assert self._adapter is not None  # noqa: S101  (made with the client)
            self._adapter.deadline = time.monotonic() + self.timeout
            answer = client.document_text_detection(
                image=vision.Image(content=picture),
                image_context=vision.ImageContext(language_hints=self.languages),
                retry=None,
                timeout=self.timeout,
            )
        except exceptions.GoogleAPICallError as error:
            raise _refusal(self.name, error.code, error.message, error.response) from None
        except (TransportError, requests.RequestException) as error:
            raise _unreached(self.name, error, self.timeout) from None
        except GoogleAuthError as error:
            kind = EngineBusy if getattr(error, "retryable", False) else EngineUnavailable
            raise kind(detail=f"{self.name}: la clave no sirve ({type(error).__name__})") from None
        except (ParseError, ValueError, TypeError, IndexError) as error:
            # What protobuf's JSON reader says of an answer that is none, and the client of one without a result.
            raise EngineBusy(detail=f"{self.name}: respuesta ilegible ({type(error).__name__})", billed=True) from None
        if answer.error.code:
            raise _of_the_image(self.name, answer.error.code, answer.error.message)
        # The bare message: walking thousands of letters through its Python wrapper takes a second.
        return type(answer).pb(answer).full_text_annotation

    def _key_problem(self) -> str:
        path = self.credentials or os.environ.get("GOOGLE_APPLICATION_CREDENTIALS", "") or _gcloud_path()
        if not path:
            if self.metadata_server:
                return ""
            return (
                f"Falta la clave de «{self.name}». Pon la ruta del archivo de la cuenta de servicio en "
                "GOOGLE_APPLICATION_CREDENTIALS."
            )
        try:
            key = json.loads(Path(path).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return f"No se puede leer la clave de «{self.name}». Revisa el archivo y sus permisos."
        if not isinstance(key, dict) or not key.get("type"):
            return f"El archivo de la clave de «{self.name}» no es de una cuenta de Google."
        return ""

    def _load_credentials(self) -> Any:
        import google.auth
        from google.oauth2 import service_account

        if self.credentials:
            return service_account.Credentials.from_service_account_file(  # type: ignore[no-untyped-call]
                self.credentials, scopes=[SCOPE]
            )
        with warnings.catch_warnings():
            # That a person's own account is used is the operator's choice.
            warnings.simplefilter("ignore")
            return google.auth.default(scopes=[SCOPE])[0]


class _BoundedAdapter(HTTPAdapter):
    """One deadline over all requests of a page, one attempt each, no redirects, answers of bounded size."""

    def __init__(self) -> None:
        self.deadline = 0.0
        super().__init__(max_retries=0)

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise requests.exceptions.ReadTimeout("no time left")
        response = super().send(request, *args, **{**options, "stream": True, "timeout": left})
        try:
            if response.is_redirect:
                raise requests.exceptions.TooManyRedirects("redirects are not followed")
            response._content = read_bounded(_parts(response), deadline=self.deadline)
        except AnswerTooLate as error:
            raise requests.exceptions.ReadTimeout("the answer did not end in time") from error
        except AnswerTooLong as error:
            raise requests.exceptions.ContentDecodingError("the answer is too long") from error
        except urllib3.exceptions.ReadTimeoutError as error:
            raise requests.exceptions.ReadTimeout(str(error)) from error
        except urllib3.exceptions.HTTPError as error:
            raise requests.exceptions.ConnectionError(str(error)) from error
        finally:
            response.close()
        response._content_consumed = True  # type: ignore[attr-defined]
        return response


def _parts(response: requests.Response) -> Iterator[bytes]:
    while part := response.raw.read1(_CHUNK, decode_content=True):
        yield part


# --- what went wrong ----------------------------------------------------------------------------------------


def _refusal(name: str, code: Any, message: str, response: Any) -> EngineBusy | EngineUnavailable:
    """An answer of the HTTP status 4xx or 5xx: nothing was read and nothing is billed."""
    status = int(code or 0)
    said = f"{name}: {status} {message[:200]}"
    if status in (408, 425, 429) or status >= 500:
        return EngineBusy(detail=said, retry_after=_retry_after(response))
    if status in (400, 413):
        return EngineUnavailable(f"El motor de lectura «{name}» no aceptó la página.", detail=said)
    return EngineUnavailable(detail=said)


def _retry_after(response: Any) -> float | None:
    text = str(getattr(response, "headers", {}).get("Retry-After", ""))
    return float(text) if text.isdigit() else None


def _unreached(name: str, error: Exception, timeout: float) -> EngineBusy:
    cause = error if isinstance(error, requests.RequestException) else next(iter(error.args), error)
    if isinstance(cause, requests.exceptions.ConnectTimeout):
        return EngineBusy(detail=f"{name} no contesta")
    if isinstance(cause, requests.exceptions.Timeout):
        return EngineBusy(detail=f"{name} no respondió en {timeout:g} s", billed=True)
    # Whether the answer was lost on its way or never made, nobody can tell: it counts as paid.
    why = getattr(next(iter(getattr(cause, "args", ())), None), "reason", None)
    return EngineBusy(
        detail=f"{name}: {type(cause).__name__}", billed=not isinstance(why, urllib3.exceptions.NewConnectionError)
    )


def _of_the_image(name: str, code: int, message: str) -> EngineBusy | EngineUnavailable:
    """An error in a well-formed answer, in the codes of google.rpc."""
    said = f"{name}: {code} {message[:200]}"
    if code in (3, 9, 11):  # INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE
        return EngineUnavailable(f"El motor de lectura «{name}» no aceptó la página.", detail=said)
    if code in (7, 16):  # PERMISSION_DENIED, UNAUTHENTICATED
        return EngineUnavailable(detail=said)
    return EngineBusy(detail=said)


# --- words --------------------------------------------------------------------------------------------------


def words_of(annotation: Any, size: tuple[int, int]) -> Iterator[Word]:
    """The print between two blanks as one word: Google cuts "900123456-8" into three without a blank."""
    for page in annotation.pages:
        wide, high = (page.width or size[0]), (page.height or size[1])
        for block in page.blocks:
            for paragraph in block.paragraphs:
                yield from _joined(paragraph.words, wide, high)


def _directions(annotation: Any) -> Iterator[tuple[float, float]]:
    """Google lists the corners of a word from where its first letter begins, however it lies."""
    for page in annotation.pages:
        for block in page.blocks:
            for paragraph in block.paragraphs:
                for word in paragraph.words:
                    corners = word.bounding_box.vertices
                    if len(corners) == 4:
                        yield corners[1].x - corners[0].x, corners[1].y - corners[0].y


def _joined(pieces: Any, wide: int, high: int) -> Iterator[Word]:
    text, box, sure = "", None, 1.0
    for piece in pieces:
        place = _box(piece.bounding_box, wide, high)
        for symbol in piece.symbols:
            pause = symbol.property.detected_break
            if pause.type_ and pause.is_prefix and text and box:
                yield Word(text, box, sure)
                text, box, sure = "", None, 1.0
            text += symbol.text.strip()
            box = place if box is None else box.union(place)
            sure = min(sure, _share(piece.confidence))
            if pause.type_ and not pause.is_prefix:
                if text:
                    yield Word(text, box, sure)
                text, box, sure = "", None, 1.0
    if text and box:
        yield Word(text, box, sure)


def _box(polygon: Any, wide: int, high: int) -> Box:
    if polygon.vertices:
        points = [(vertex.x / max(wide, 1), vertex.y / max(high, 1)) for vertex in polygon.vertices]
    else:
        points = [(vertex.x, vertex.y) for vertex in polygon.normalized_vertices] or [(0.0, 0.0)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box.clamped(min(xs), min(ys), max(xs), max(ys))


def _share(value: float) -> float:
    return min(max(float(value), 0.0), 1.0)


def _gcloud_path() -> str:
    path = Path(os.environ.get("CLOUDSDK_CONFIG") or Path.home() / ".config" / "gcloud")
    path /= "application_default_credentials.json"
    return str(path) if path.exists() else ""


def _version() -> str:
    try:
        return importlib.metadata.version("google-cloud-vision")
    except importlib.metadata.PackageNotFoundError:
        return ""
