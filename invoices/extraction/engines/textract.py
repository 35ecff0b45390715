"""AWS Textract AnalyzeExpense through boto3: the words of a page, and what AWS takes for its fields and lines.

The fields are candidates like any other; what they are worth is weighed in `understood`. The library
is imported with the first page.
"""

import configparser
import contextlib
import importlib.metadata
import importlib.util
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import urllib3
from PIL import Image

from invoices.extraction.engines.answers import AnswerTooLate, AnswerTooLong, address_problem, read_bounded
from invoices.extraction.engines.pictures import as_jpeg
from invoices.extraction.engines.turning import quarters_to_upright, turned
from invoices.extraction.errors import EngineBusy, EngineUnavailable
from invoices.extraction.result import Box, LineReading, PageReading, Reading, Word
from invoices.extraction.said import Said, SaidLine, lines_of, readings_of

# AWS takes 10 MB and 10,000 pixels a side in one request; base64 is not counted.
MOST_BYTES = 9_000_000
MOST_SIDE = 3600
_CHUNK = 1 << 16
_PASSING = frozenset(
    {
        "ThrottlingException", "Throttling", "ProvisionedThroughputExceededException", "LimitExceededException",
        "InternalServerError", "InternalServerException", "ServiceUnavailable", "RequestTimeout", "SlowDown",
    }
)  # fmt: skip
_OF_THE_PAGE = frozenset(
    {
        "DocumentTooLargeException", "BadDocumentException", "UnsupportedDocumentException",
        "InvalidParameterException", "ValidationException",
    }
)  # fmt: skip
# AWS's names for what stands alone on an invoice, and for what a group says of vendor and receiver.
_FIELDS: Mapping[str, str] = {
    "INVOICE_RECEIPT_ID": "invoice_number", "INVOICE_RECEIPT_DATE": "issue_date", "DUE_DATE": "due_date",
    "SUBTOTAL": "subtotal", "TAX": "iva", "TOTAL": "total", "AMOUNT_DUE": "amount_payable", "DISCOUNT": "discount",
    "PO_NUMBER": "purchase_order", "VENDOR_NAME": "supplier_name", "VENDOR_ADDRESS": "supplier_address",
    "VENDOR_PHONE": "supplier_phone", "VENDOR_VAT_NUMBER": "supplier_nit", "RECEIVER_NAME": "customer_name",
    "RECEIVER_VAT_NUMBER": "customer_nit",
}  # fmt: skip
_OF_A_PARTY: Mapping[tuple[str, str], str] = {
    ("VENDOR", "NAME"): "supplier_name", ("VENDOR", "CITY"): "supplier_city",
    ("VENDOR", "TAX_PAYER_ID"): "supplier_nit", ("RECEIVER", "NAME"): "customer_name",
    ("RECEIVER", "TAX_PAYER_ID"): "customer_nit",
}  # fmt: skip
_CELLS: Mapping[str, str] = {
    "ITEM": "description", "QUANTITY": "quantity", "UNIT_PRICE": "unit_price", "PRICE": "total",
    "PRODUCT_CODE": "code",
}  # fmt: skip

_Placed = TypeVar("_Placed", Word, Reading, LineReading)


class TextractEngine:
    """Keys and region come from the options, else from where AWS's own tools look for them."""

    def __init__(
        self,
        *,
        name: str = "textract",
        timeout: float = 10.0,
        region: str = "",
        access_key: str = "",
        secret_key: str = "",
        endpoint: str = "",
        metadata_server: bool = False,
    ) -> None:
        self.name = name
        self.timeout = timeout
        self.region = region or os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or ""
        self.access_key = access_key
        self.secret_key = secret_key
        self.endpoint = endpoint
        self.metadata_server = metadata_server
        self.version = _version()
        self._client: Any = None
        self._sender: _BoundedSender | None = None
        self._owner = os.getpid()
        self._lock = threading.Lock()

    def check(self) -> list[str]:
        """Looks at files and settings only; AWS is not asked."""
        if importlib.util.find_spec("boto3") is None:
            return ["Falta la biblioteca boto3. Instala los requisitos de requirements.txt."]
        problems = []
        if self.endpoint and (problem := address_problem(self.name, self.endpoint)):
            problems.append(problem)
        if not self.region:
            problems.append(f"Falta la región de «{self.name}». Ponla en AWS_REGION, por ejemplo us-east-1.")
        if not (self._has_keys() or self.metadata_server):
            problems.append(f"Faltan las claves de «{self.name}». Ponlas en AWS_ACCESS_KEY_ID y AWS_SECRET_ACCESS_KEY.")
        return problems

    def read(self, image: Image.Image) -> PageReading:
        picture = as_jpeg(image, most_side=MOST_SIDE, most_bytes=MOST_BYTES)
        with self._lock:
            answer = self._ask(picture)
        documents = answer.get("ExpenseDocuments") or []
        said = [one for document in documents for one in said_fields(document.get("SummaryFields") or [])]
        lines = [one for document in documents for one in said_lines(document.get("LineItemGroups") or [])]
        blocks = [block for document in documents for block in document.get("Blocks") or []]
        turn = quarters_to_upright(_directions(blocks, image.size))

        def upright(one: _Placed) -> _Placed:
            return replace(one, box=turned(one.box, turn or 0)) if one.box else one

        return PageReading(
            tuple(upright(word) for word in words_of(blocks)),
            engine=self.name,
            readings=tuple(upright(one) for one in readings_of(said)),
            version=self.version,
            lines=tuple(upright(line) for line in lines_of(lines)),
            turn=turn,
        )

    def close(self) -> None:
        with self._lock:
            if self._client is not None and self._owner == os.getpid():
                self._client.close()
            self._client = self._sender = None

    def client(self) -> Any:
        """The client of this process; one that came over a fork is left to its owner."""
        if self._client is None or self._owner != os.getpid():
            self._client, self._sender = self._connected()
            self._owner = os.getpid()
        return self._client

    def _connected(self) -> "tuple[Any, _BoundedSender]":
        import boto3
        from botocore.config import Config

        session = boto3.session.Session(
            aws_access_key_id=self.access_key or None,
            aws_secret_access_key=self.secret_key or None,
            region_name=self.region,
        )
        client = session.client(
            "textract",
            endpoint_url=self.endpoint or None,
            config=Config(
                connect_timeout=self.timeout,
                read_timeout=self.timeout,
                # Our chain tries again; the client must not do it behind our back and our bill.
                retries={"total_max_attempts": 1, "mode": "standard"},
            ),
        )
        sender = _BoundedSender()
        client.meta.events.register("before-send.textract.AnalyzeExpense", sender)
        return client, sender

    def _ask(self, picture: bytes) -> Mapping[str, Any]:
        if problems := self.check():
            raise EngineUnavailable(detail=" ".join(problems))
        from botocore import exceptions

        try:
            client = self.client()
            assert self._sender is not None  # noqa: S101  (made with the client)
            self._sender.deadline = time.monotonic() + self.timeout
            answer: Mapping[str, Any] = client.analyze_expense(Document={"Bytes": picture})
        except exceptions.ClientError as error:
            raise _refusal(self.name, error.response) from None
        except (exceptions.NoCredentialsError, exceptions.PartialCredentialsError, exceptions.NoRegionError) as error:
            raise EngineUnavailable(detail=f"{self.name}: {type(error).__name__}") from None
        except (exceptions.EndpointConnectionError, exceptions.ConnectTimeoutError) as error:
            raise EngineBusy(detail=f"{self.name} no contesta ({type(error).__name__})") from None
        except exceptions.ReadTimeoutError:
            raise EngineBusy(detail=f"{self.name} no respondió en {self.timeout:g} s", billed=True) from None
        except (exceptions.BotoCoreError, urllib3.exceptions.HTTPError, ValueError) as error:
            # Closed in the middle, too long, or not the JSON of this service.
            raise EngineBusy(detail=f"{self.name}: respuesta ilegible ({type(error).__name__})", billed=True) from None
        if "DocumentMetadata" not in answer:
            # What is no JSON at all, botocore takes for an answer without content: a page with nothing on it.
            raise EngineBusy(detail=f"{self.name}: respuesta ilegible", billed=True)
        return answer

    def _has_keys(self) -> bool:
        if self.access_key and self.secret_key:
            return True
        environment = os.environ
        if environment.get("AWS_ACCESS_KEY_ID") and environment.get("AWS_SECRET_ACCESS_KEY"):
            return True
        named = ("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                 "AWS_CONTAINER_CREDENTIALS_FULL_URI")  # fmt: skip
        return any(environment.get(one) for one in named) or _has_profile()


class _BoundedSender:
    """Sends what botocore has signed, once, by its own HTTP session, and reads no more than a page can be."""

    def __init__(self) -> None:
        self.deadline = 0.0

    def __call__(self, request: Any, **_: Any) -> Any:
        from botocore.awsrequest import AWSResponse
        from botocore.exceptions import ConnectionClosedError, HTTPClientError, ReadTimeoutError
        from botocore.httpsession import URLLib3Session

        left = self.deadline - time.monotonic()
        if left <= 0:
            raise ReadTimeoutError(endpoint_url=request.url)
        session = URLLib3Session(timeout=left, max_pool_connections=1)
        request.stream_output = True
        try:
            response: AWSResponse = session.send(request)
            # Closed in any case: of an answer cut short the connection is still open.
            with contextlib.closing(response.raw):
                response._content = read_bounded(_parts(response.raw), deadline=self.deadline)
        except (AnswerTooLate, urllib3.exceptions.ReadTimeoutError) as error:
            raise ReadTimeoutError(endpoint_url=request.url) from error
        except AnswerTooLong as error:
            raise HTTPClientError(error=error) from error
        except urllib3.exceptions.HTTPError as error:
            raise ConnectionClosedError(error=error, request=request, endpoint_url=request.url) from error
        finally:
            session.close()
        return response


def _parts(raw: Any) -> Iterator[bytes]:
    while part := raw.read1(_CHUNK, decode_content=True):
        yield part


def _refusal(name: str, response: Mapping[str, Any]) -> EngineBusy | EngineUnavailable:
    """A refusal of AWS: nothing was read and nothing is billed."""
    code = str(response.get("Error", {}).get("Code", ""))
    about = response.get("ResponseMetadata", {})
    status = int(about.get("HTTPStatusCode", 0))
    said = f"{name}: {status} {code}"
    if code in _OF_THE_PAGE:
        return EngineUnavailable(f"El motor de lectura «{name}» no aceptó la página.", detail=said)
    if code in _PASSING or status in (408, 429) or status >= 500:
        wait = str(about.get("HTTPHeaders", {}).get("retry-after", ""))
        return EngineBusy(detail=said, retry_after=float(wait) if wait.isdigit() else None)
    return EngineUnavailable(detail=said)


# --- what AWS says ------------------------------------------------------------------------------------------


def words_of(blocks: Iterable[Mapping[str, Any]]) -> Iterator[Word]:
    for block in blocks:
        text = str(block.get("Text") or "").strip()
        box = _box(block.get("Geometry"))
        if block.get("BlockType") == "WORD" and text and box:
            yield from _split(text, box, _share(block.get("Confidence")))


def _directions(blocks: Iterable[Mapping[str, Any]], size: tuple[int, int]) -> Iterator[tuple[float, float]]:
    """AWS lists the corners of a word from where its first letter begins, however it lies."""
    for block in blocks:
        corners = (block.get("Geometry") or {}).get("Polygon") or []
        if block.get("BlockType") == "WORD" and len(corners) == 4:
            (x0, y0), (x1, y1) = ((float(one.get("X") or 0), float(one.get("Y") or 0)) for one in corners[:2])
            yield (x1 - x0) * size[0], (y1 - y0) * size[1]


def _split(text: str, box: Box, confidence: float) -> Iterator[Word]:
    """A word has no blank; should one come with it, its parts share the width."""
    parts = text.split()
    step = box.width / len(parts)
    for number, part in enumerate(parts):
        yield Word(part, Box.clamped(box.x0 + number * step, box.y0, box.x0 + (number + 1) * step, box.y1), confidence)


def said_fields(fields: Iterable[Mapping[str, Any]]) -> Iterator[Said]:
    for one in fields:
        kind = one.get("Type") or {}
        value = one.get("ValueDetection") or {}
        text = str(value.get("Text") or "")
        name = _field_name(str(kind.get("Text") or ""), one)
        if name and text.strip():
            sure = min(_share(kind.get("Confidence")), _share(value.get("Confidence")))
            yield Said(name, text, sure, _box(value.get("Geometry")))


def _field_name(kind: str, one: Mapping[str, Any]) -> str:
    groups = [str(name) for group in one.get("GroupProperties") or [] for name in group.get("Types") or []]
    for group in groups:
        party = "RECEIVER" if group.startswith("RECEIVER") else group
        if name := _OF_A_PARTY.get((party, kind)):
            return name
    return _FIELDS.get(kind, "")


def said_lines(groups: Iterable[Mapping[str, Any]]) -> Iterator[SaidLine]:
    for group in groups:
        for item in group.get("LineItems") or []:
            cells: dict[str, str] = {}
            sure = 1.0
            box: Box | None = None
            for one in item.get("LineItemExpenseFields") or []:
                name = _CELLS.get(str((one.get("Type") or {}).get("Text") or ""))
                value = one.get("ValueDetection") or {}
                if not name or name in cells or not value.get("Text"):
                    continue
                cells[name] = str(value["Text"])
                sure = min(sure, _share(value.get("Confidence")))
                place = _box(value.get("Geometry"))
                box = place if box is None or place is None else box.union(place)
            yield SaidLine(cells, sure, box)


def _box(geometry: Any) -> Box | None:
    place = (geometry or {}).get("BoundingBox")
    if not place:
        return None
    left, top = float(place.get("Left") or 0), float(place.get("Top") or 0)
    return Box.clamped(left, top, left + float(place.get("Width") or 0), top + float(place.get("Height") or 0))


def _share(percent: Any) -> float:
    return min(max(float(percent or 0) / 100, 0.0), 1.0)


def _has_profile() -> bool:
    """Whether the shared files of AWS hold a key or a role for the profile in use."""
    profile = os.environ.get("AWS_PROFILE", "default")
    places = (
        ("AWS_SHARED_CREDENTIALS_FILE", "credentials", profile),
        ("AWS_CONFIG_FILE", "config", f"profile {profile}"),
    )
    for variable, file, section in places:
        found = configparser.ConfigParser(interpolation=None)
        try:
            found.read(os.environ.get(variable) or Path.home() / ".aws" / file)
        except (configparser.Error, OSError, UnicodeDecodeError):
            continue
        keys = {"aws_access_key_id", "credential_process", "role_arn", "sso_session", "sso_start_url"}
        if any(found.has_section(one) and keys & set(found[one]) for one in (section, profile)):
            return True
    return False


def _version() -> str:
    try:
        return importlib.metadata.version("boto3")
    except importlib.metadata.PackageNotFoundError:
        return ""
