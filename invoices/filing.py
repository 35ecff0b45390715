"""From what was read to the rows that are kept: invoice, readings, lines, evidence; or another copy.

Runs inside the transaction of processing.py. Reads no file and decides no status.
"""

from collections.abc import Mapping
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.db import IntegrityError, models, transaction

from invoices import duplicates, history
from invoices.extraction.result import InvoiceReading, LineReading, Reading
from invoices.fields import BY_NAME
from invoices.models import (
    Document,
    FieldReading,
    Finding,
    Invoice,
    InvoiceDocument,
    InvoiceEvent,
    InvoiceLine,
)
from invoices.wording import plain
from invoices.words import searchable

CENT = Decimal("0.01")
MILLIONTH = Decimal("0.000001")


def file_reading(document: Document, reading: InvoiceReading) -> tuple[Invoice, bool]:
    """The invoice this reading shows, and whether it is a new one."""
    draft = draft_of(reading)
    # A second look is enough: who takes the number between the first and the write has it by then.
    for _ in range(3):
        first = duplicates.holder(draft)
        if first is not None and shown_already(document, first, reading):
            return first, False
        if first is not None and not document.file_apart and duplicates.is_copy(draft, first):
            return _file_copy(document, reading, first), False
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
        return draft, True
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


def fitting(column: Any, value: Any) -> Any:
    """The value as the column keeps it, or None when it has no place there."""
    if isinstance(column, models.DecimalField):
        return _amount(value, column) if isinstance(value, Decimal) else None
    if isinstance(column, models.DateField):
        return value if isinstance(value, date) else None
    if isinstance(column, models.TimeField):
        return value.replace(tzinfo=None) if isinstance(value, time) else None
    text = plain(value).replace("\x00", " ").strip()
    return " ".join(text.split())[: column.max_length] if column.max_length else text


def _amount(value: Decimal, column: Any) -> Decimal | None:
    if not value.is_finite() or abs(value) >= Decimal(10) ** (column.max_digits - column.decimal_places):
        return None
    try:
        return value.quantize(Decimal(1).scaleb(-column.decimal_places), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return None


def shown_already(document: Document, invoice: Invoice, reading: InvoiceReading) -> bool:
    """Did this very document give this invoice before? A file inside a ZIP counts as itself."""
    member = reading.members[0] if reading.members else ""
    return InvoiceDocument.objects.filter(
        document=document, invoice=invoice, member=member[:255], principal=True
    ).exists()


def _file_copy(document: Document, reading: InvoiceReading, first: Invoice) -> Invoice:
    _keep_evidence(document, reading, first, principal=False)
    history.record(first, InvoiceEvent.Kind.COPY, by=document.uploaded_by, note=document.name)
    return first


def _keep(document: Document, reading: InvoiceReading, invoice: Invoice) -> None:
    _keep_evidence(document, reading, invoice, principal=True)
    _keep_readings(document, reading, invoice)
    _keep_lines(document, reading, invoice)
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
    rows = [_row(document, invoice, one, current=True) for one in reading.fields.values()]
    for others in reading.alternatives.values():
        rows += [_row(document, invoice, one, current=False) for one in others]
    FieldReading.objects.bulk_create(row for row in rows if row.name in BY_NAME)


def _row(document: Document, invoice: Invoice, one: Reading, *, current: bool) -> FieldReading:
    return FieldReading(
        invoice=invoice,
        document=document,
        name=one.field[:30],
        value=plain(one.value).replace("\x00", " "),
        confidence=share(one.confidence),
        source=one.source,
        member=one.member[:255],
        page=one.page,
        box=one.box.as_list() if one.box else None,
        reason=" ".join(one.reasons)[:300],
        current=current,
    )


def _keep_lines(document: Document, reading: InvoiceReading, invoice: Invoice) -> None:
    if not reading.lines:
        return
    InvoiceLine.objects.bulk_create(
        InvoiceLine(invoice=invoice, position=position, **_line_values(line))
        for position, line in enumerate(reading.lines, start=1)
    )
    # The lines as a whole are looked at like a field: as sure as the least sure of them.
    weakest = min(reading.lines, key=lambda line: line.confidence)
    FieldReading.objects.create(
        invoice=invoice,
        document=document,
        name="lines",
        value=str(len(reading.lines)),
        confidence=share(weakest.confidence),
        source=weakest.source,
        page=weakest.page,
    )


def _line_values(line: LineReading) -> Mapping[str, Any]:
    values: dict[str, Any] = {}
    for name in ("code", "description", "quantity", "unit", "unit_price", "discount", "tax_rate", "total"):
        value = getattr(line, name)
        fits = fitting(InvoiceLine._meta.get_field(name), value) if value is not None else None
        if fits is not None:
            values[name] = fits
    return values | {
        "confidence": share(line.confidence),
        "source": line.source,
        "page": line.page,
        "box": line.box.as_list() if line.box else None,
    }


def share(confidence: float) -> Decimal:
    return min(max(Decimal(str(round(confidence, 3))), Decimal(0)), Decimal(1))
