"""The one way in: check, archive, record, ring the bell. Every door calls `receive`; nothing is read here."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from invoices import archive
from invoices.errors import already_filed
from invoices.extraction import sniff
from invoices.extraction.errors import TooLarge
from invoices.models import Document, Invoice
from invoices.tasks import ring

NAME_LENGTH = Document._meta.get_field("name").max_length or 255


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender is told. `created` is False when these bytes were already here."""

    document: Document
    created: bool
    message: str


def receive(*, data: bytes, name: str, door: str, by: User | None) -> Receipt:
    """File one document. When this returns, bytes and row are on the disk, whatever happens next.

    Raises an ExtractionError with its sentence for what we do not take.
    """
    media_type = recognise(data, name)
    sha256 = archive.store(data)
    document, created = _record(
        Document(
            sha256=sha256,
            name=clean_name(name),
            size=len(data),
            media_type=media_type,
            door=door,
            uploaded_by=by,
        )
    )
    if not created:
        return Receipt(document, False, _filed_before(document))
    ring(document.pk)
    return Receipt(document, True, "Recibida. La estamos leyendo.")


def recognise(data: bytes, name: str) -> str:
    """The media type by content, once every budget is kept; nothing is decoded before that."""
    if len(data) > most_bytes():
        raise TooLarge
    media_type = sniff.sniff(data, name)
    sniff.check_budgets(data, media_type, replace(sniff.DEFAULT_LIMITS, bytes=most_bytes()))
    return media_type


def most_bytes() -> int:
    return int(settings.RADICA_MAX_UPLOAD_BYTES)


def clean_name(name: str) -> str:
    """The file's own name without folders and control characters, short enough for its column."""
    base = PurePath(name.replace("\\", "/")).name
    printable = "".join(letter for letter in base if letter.isprintable()).strip() or "documento"
    if len(printable) <= NAME_LENGTH:
        return printable
    suffix = PurePath(printable).suffix[:20]
    return printable[: NAME_LENGTH - len(suffix)] + suffix


def _record(document: Document) -> tuple[Document, bool]:
    """Insert the row or find the one that was faster: the unique SHA-256 decides, not a look beforehand."""
    with transaction.atomic(durable=True):
        Document.objects.bulk_create([document], ignore_conflicts=True)
        row = Document.objects.get(sha256=document.sha256)
        created = row.public_id == document.public_id
        if created:
            Document.objects.filter(pk=row.pk).update(rung_at=Now())
    return row, created


def _filed_before(document: Document) -> str:
    invoice = Invoice.objects.filter(evidence__document=document).order_by("evidence__id").first()
    number = (invoice.invoice_number if invoice else "") or document.name
    return already_filed(timezone.localtime(document.received_at).date(), number)
