"""From what was read to the rows that are kept: invoice, readings, lines, evidence; or another copy.

Runs inside the transaction of processing.py. Reads no file and decides no status.
"""

from typing import Literal

from django.db import IntegrityError, transaction

from invoices import duplicates, history, merging
from invoices.extraction.result import InvoiceReading
from invoices.fields import BY_NAME
from invoices.models import (
    Document,
    FieldReading,
    Finding,
    Invoice,
    InvoiceDocument,
    InvoiceEvent,
)
from invoices.rows import fitting, keep_lines, reading_row
from invoices.words import searchable

# What became of a reading: an invoice of its own, better evidence for one we have, nothing new, or
# what this very document gave before.
Outcome = Literal["new", "improved", "copy", "known"]


def file_reading(document: Document, reading: InvoiceReading) -> tuple[Invoice, Outcome]:
    """The invoice this reading shows, and what became of it."""
    draft = draft_of(reading)
    # A second look is enough: who takes the number between the first and the write has it by then.
    for _ in range(3):
        first = duplicates.holder(draft)
        if first is not None and shown_already(document, first, reading):
            return first, "known"
        if first is not None and not document.file_apart and duplicates.is_copy(draft, first):
            return _file_copy(document, reading, first)
        draft.number_key = None if first is not None else duplicates.key_of(draft)
        try:
            with transaction.atomic():
                draft.pk = None
                draft.save(force_insert=True)
        except IntegrityError as error:
            if "one_living_invoice" not in str(error):
                raise
            continue
        _keep(document, reading, draft)
        return draft, "new"
    raise IntegrityError(f"the number of document {document.pk} is taken and given up again and again")


def draft_of(reading: InvoiceReading) -> Invoice:
    """The invoice as read, not saved. A value that does not fit its column is left out, not cut to another one."""
    invoice = Invoice(document_type=reading.document_type, search_text="\n" + searchable(reading.text))
    for name, one in reading.fields.items():
        if name in BY_NAME:
            value = fitting(Invoice._meta.get_field(name), one.value)
            if value is not None:
                setattr(invoice, name, value)
    return invoice


def shown_already(document: Document, invoice: Invoice, reading: InvoiceReading) -> bool:
    """Did this very document give this invoice before? A file inside a ZIP counts as itself."""
    member = reading.members[0] if reading.members else ""
    return InvoiceDocument.objects.filter(
        document=document, invoice=invoice, member=member[:255], principal=True
    ).exists()


def _file_copy(document: Document, reading: InvoiceReading, first: Invoice) -> tuple[Invoice, Outcome]:
    """Nothing is filed twice; but an XML that comes after the photo knows better than the photo."""
    first = Invoice.objects.select_for_update(no_key=True).get(pk=first.pk)
    improved = merging.improve(first, document, reading)
    if improved:
        first.version += 1
    _keep_evidence(document, reading, first, principal=False)
    history.record(first, InvoiceEvent.Kind.COPY, by=document.uploaded_by, note=document.name)
    return first, "improved" if improved else "copy"


def _keep(document: Document, reading: InvoiceReading, invoice: Invoice) -> None:
    _keep_evidence(document, reading, invoice, principal=True)
    _keep_readings(document, reading, invoice)
    keep_lines(document, reading, invoice)
    Finding.objects.bulk_create(
        Finding(
            invoice=invoice,
            code=one.code[:40],
            severity=one.severity,
            field=one.field[:30],
            message=one.message[:500],
            expected=one.expected[:200],
            actual=one.actual[:200],
        )
        for one in reading.findings
    )
    history.record(invoice, InvoiceEvent.Kind.FILED, by=document.uploaded_by, note=document.name)


def _keep_evidence(document: Document, reading: InvoiceReading, invoice: Invoice, *, principal: bool) -> None:
    InvoiceDocument.objects.bulk_create(
        [
            InvoiceDocument(
                invoice=invoice,
                document=document,
                member=member[:255],
                pages=list(reading.pages),
                principal=principal and position == 0,
            )
            for position, member in enumerate(reading.members or ("",))
        ],
        ignore_conflicts=True,
    )


def _keep_readings(document: Document, reading: InvoiceReading, invoice: Invoice) -> None:
    rows = [reading_row(document, invoice, one, current=True) for one in reading.fields.values()]
    for others in reading.alternatives.values():
        rows += [reading_row(document, invoice, one, current=False) for one in others]
    FieldReading.objects.bulk_create(row for row in rows if row.name in BY_NAME)
