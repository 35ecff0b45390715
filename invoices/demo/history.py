"""Files the demo's documents through the front door and decides those that had been decided before."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from invoices import review
from invoices.errors import WorkError
from invoices.intake import receive
from invoices.models import Document, Invoice, InvoiceEvent
from invoices.tasks import extract_document

from .documents import DemoDocument

# Between two slow documents, so that a visitor finds some of them being read.
PAUSE = timedelta(seconds=8)
READ_WITHIN = 60.0
DECISIONS = (InvoiceEvent.Kind.APPROVED, InvoiceEvent.Kind.REJECTED, InvoiceEvent.Kind.POSTPONED)


class NotDecided(Exception):
    """A document of the demo's past could not be decided as it should have been; says which and why."""


def load_documents(documents: tuple[DemoDocument, ...], *, by: User, compras: User, said: Callable[[], object]) -> int:
    """File what is not there yet; returns how many. What was decided is decided again only if it never was."""
    filed = slow = 0
    for document in documents:
        row = Document.objects.filter(name=document.name, uploaded_by=by).first()
        if row is None:
            row = receive(data=document.make(), name=document.name, door=Document.Door.UPLOAD, by=by).document
            filed += 1
            said()
            if document.slow:
                slow += 1
                _hold_back(row, PAUSE * slow)
        if document.ending:
            _decide(document, row, by, compras)
    return filed


def _hold_back(row: Document, wait: timedelta) -> None:
    """Let the queue's own clock announce it later. A worker that was faster has it already: no matter."""
    Document.objects.filter(pk=row.pk, state=Document.State.RECEIVED, attempts=0).update(next_try_at=Now() + wait)


def _decide(document: DemoDocument, row: Document, by: User, compras: User) -> None:
    invoice = _read(document, row)
    if InvoiceEvent.objects.filter(invoice=invoice, kind__in=DECISIONS).exists():
        return
    try:
        if document.ending == "accepted" and invoice.status == Invoice.Status.BLOQUEADA:
            invoice = review.resolve(
                invoice.pk, action="accept", reason=document.reason, by=compras, version=invoice.version
            )
        if document.ending in ("approved", "accepted"):
            review.approve(invoice.pk, by=by, version=invoice.version)
        elif document.ending == "rejected":
            review.reject(invoice.pk, reason=document.reason, by=by, version=invoice.version)
        else:
            until = timezone.localdate() + timedelta(days=7)
            review.postpone(invoice.pk, until=until, reason=document.reason, by=by, version=invoice.version)
    except WorkError as error:
        raise NotDecided(f"{document.name}: {error.sentence}") from error


def _read(document: DemoDocument, row: Document) -> Invoice:
    """Read it here and now, or wait for the worker that took it first."""
    deadline = time.monotonic() + READ_WITHIN
    while time.monotonic() < deadline:
        extract_document(row.pk)
        row.refresh_from_db()
        if row.state == Document.State.EXTRACTED:
            return Invoice.objects.get(evidence__document=row)
        if row.state == Document.State.FAILED:
            break
        time.sleep(0.1)
    raise NotDecided(f"{document.name}: {row.error_message or 'no se leyó a tiempo.'}")
