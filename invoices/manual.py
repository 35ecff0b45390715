"""When the machine could not: an invoice typed by hand, and a copy that is none."""

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from invoices import checking, errors, history, tasks
from invoices.models import Document, Invoice, InvoiceDocument, InvoiceEvent

REVIEW = "invoices.review_invoice"


@transaction.atomic
def start_by_hand(document_id: int, by: User) -> Invoice:
    """An empty invoice beside a document that could not be read; the person types what she sees."""
    document = _take(document_id, by)
    if document.state != Document.State.FAILED:
        raise errors.WrongState("El documento todavía se está leyendo o ya se leyó.")
    shown = InvoiceDocument.objects.filter(document=document).select_related("invoice").first()
    if shown is not None:
        return shown.invoice
    invoice = Invoice.objects.create(currency="COP")
    InvoiceDocument.objects.create(invoice=invoice, document=document)
    history.record(invoice, InvoiceEvent.Kind.FILED, by=by, note=f"{document.name}, a mano")
    return checking.recheck(invoice, by=by)


@transaction.atomic
def not_a_copy(document_id: int, by: User) -> Document:
    """The document shows an invoice of its own: it is read again and filed apart, with the doubt said."""
    document = _take(document_id, by)
    first = document.duplicate_of
    if first is None:
        raise errors.WrongState("El documento no está registrado como copia.")
    first = Invoice.objects.select_for_update(no_key=True).get(pk=first.pk)
    first.version += 1
    first.save(update_fields=["version", "changed_at"])
    InvoiceDocument.objects.filter(document=document, invoice=first, principal=False).delete()
    history.record(first, InvoiceEvent.Kind.COPY, by=by, note=f"No era copia: {document.name}")
    document.duplicate_of = None
    document.file_apart = True
    document.state = Document.State.RECEIVED
    document.deaths = document.waits = 0
    document.finished_at = document.next_try_at = document.lease_until = None
    document.save()
    Document.objects.filter(pk=document.pk).update(rung_at=Now())
    tasks.ring(document.pk)
    return document


def _take(document_id: int, by: User) -> Document:
    if not by.has_perm(REVIEW):
        raise errors.NotAllowed
    return Document.objects.select_for_update(no_key=True).get(pk=document_id)
