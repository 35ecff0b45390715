"""One document from bytes to invoices: read, save, match, validate. A list of calls, in this order.

The reading happens outside any transaction; everything it leaves behind is one. Who may read a
document, and what an error means for it, is decided in tasks.py.
"""

import json
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache
from os import getpid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from invoices import archive, checking, filing, memory, spending
from invoices.extraction import engines, pipeline, report
from invoices.extraction.engines import EngineChain
from invoices.extraction.engines.tesseract import line_reader
from invoices.extraction.errors import NoText
from invoices.extraction.options import ReadingOptions
from invoices.extraction.result import Extraction
from invoices.extraction.sniff import DEFAULT_LIMITS
from invoices.models import Document, ExtractionRun, Invoice
from purchasing.models import Empresa, Supplier


class NoLongerOurs(Exception):
    """Another worker has claimed the document meanwhile; this result must not be written."""


def process(document_id: int, attempt: int) -> list[Invoice]:
    """Read a claimed document and keep what it says, if it is still ours when the reading is done."""
    document = Document.objects.get(pk=document_id)
    started = timezone.now()
    return keep(document_id, attempt, read(document), started)


def keep(document_id: int, attempt: int, extraction: Extraction, started: datetime) -> list[Invoice]:
    """Everything a reading leaves behind, in one transaction, behind the fence."""
    with transaction.atomic():
        document = _still_ours(document_id, attempt)
        _save_run(document, extraction, attempt, started)
        filed = [filing.file_reading(document, reading) for reading in extraction.invoices]
        for (invoice, outcome), reading in zip(filed, extraction.invoices, strict=True):
            if invoice.status in memory.UNDECIDED:
                memory.keep_words(document, reading)
            if outcome in ("new", "improved"):
                checking.recheck(invoice, by=None)
        _finish(document, extraction, filed)
    return [invoice for invoice, _ in filed]


def read(document: Document) -> Extraction:
    """The dangerous part: nothing is written, and any process that dies here loses nothing."""
    data = archive.read(document.sha256)
    extraction = pipeline.extract(data, name=document.name, options=reading_options())
    if not extraction.invoices:
        raise NoText
    return extraction


def reading_options() -> ReadingOptions:
    """What a reading should know of us: our own firms, the suppliers' names, the engines."""
    own = dict(Empresa.objects.values_list("nit", "name"))
    return ReadingOptions(
        engines=engine_chain(),
        second_opinion=second_opinion(),
        rereader=line_reader() if settings.RADICA_REREADING else None,
        own_nits=frozenset(own),
        # Whoever buys has a known name as well: a reading that agrees with it needs no confirming.
        supplier_names=dict(Supplier.objects.values_list("nit", "name")) | own,
        today=timezone.localdate(),
        limits=replace(DEFAULT_LIMITS, ocr_seconds=settings.RADICA_READING_SECONDS),
        # Asked once for each supplier of a document.
        memory=cache(memory.habits_of),
    )


def engine_chain() -> EngineChain | None:
    """The configured engines, built once per process: their models take a second to load.

    Without any, everything is read that needs none: XML, QR, the text of a PDF.
    """
    if not settings.RADICA_ENGINE_CHAIN:
        return None
    return _chain(_engines(), tuple(settings.RADICA_ENGINE_CHAIN), getpid())


def second_opinion() -> EngineChain | None:
    """The engine that is asked about doubtful pages, if one is named: a chain of one, with its own breaker."""
    if not settings.RADICA_SECOND_OPINION:
        return None
    return _chain(_engines(), (settings.RADICA_SECOND_OPINION,), getpid())


def _engines() -> str:
    return json.dumps(settings.RADICA_ENGINES, sort_keys=True)


@lru_cache(maxsize=4)
def _chain(config: str, order: tuple[str, ...], process: int) -> EngineChain:
    """A chain belongs to the process it was built in: its breakers and connections mean nothing to a child."""
    configured: dict[str, Any] = json.loads(config)
    return engines.load(configured, order, meter=spending.DatabaseMeter())


def _still_ours(document_id: int, attempt: int) -> Document:
    """The fence: the row is locked, and only its present owner gets past this line."""
    document = (
        Document.objects.select_for_update(no_key=True)
        .filter(pk=document_id, attempts=attempt, state=Document.State.EXTRACTING)
        .first()
    )
    if document is None:
        raise NoLongerOurs
    return document


def _save_run(document: Document, extraction: Extraction, attempt: int, started: datetime) -> None:
    ExtractionRun.objects.create(
        document=document,
        attempt=attempt,
        engine=extraction.engine[:40],
        engine_version=extraction.engine_version[:40],
        started_at=started,
        finished_at=timezone.now(),
        timings_ms=dict(extraction.timings_ms),
        result=report.as_json(extraction, document.name),
    )


def _finish(document: Document, extraction: Extraction, filed: list[tuple[Invoice, filing.Outcome]]) -> None:
    """The document is read. It is another copy when everything in it was here before."""
    only_copies = all(outcome in ("copy", "improved") for _, outcome in filed)
    document.state = Document.State.EXTRACTED
    document.duplicate_of = filed[0][0] if only_copies else None
    document.lease_until = document.next_try_at = None
    document.deaths = document.waits = 0
    document.error_code = document.error_message = ""
    document.page_count = extraction.page_count
    document.engine = extraction.engine[:40]
    document.finished_at = timezone.now()
    document.save()
