"""What was read, as rows: values fitted to their columns, readings, lines. Knows no rules."""

from collections.abc import Mapping
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.db import models

from invoices.extraction.result import InvoiceReading, LineReading, Reading
from invoices.models import Document, FieldReading, Invoice, InvoiceLine
from invoices.wording import plain, sentence

# The UN/ECE codes of the XML that Colombian invoices use, as a person calls them. 94 is DIAN's "unidad".
UNITS = {
    "94": "und", "EA": "und", "NIU": "und", "ZZ": "und", "C62": "und", "NAR": "und", "KGM": "kg", "TNE": "t",
    "GRM": "g", "LBR": "lb", "MTR": "m", "MTK": "m²", "MTQ": "m³", "KMT": "km", "LTR": "l", "GLL": "gal", "HUR": "h",
    "DAY": "día", "MON": "mes", "BG": "bolsa", "BX": "caja", "PK": "paquete", "RO": "rollo", "SET": "juego",
    "PR": "par", "DZN": "docena",
}  # fmt: skip


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


def reading_row(document: Document, invoice: Invoice, one: Reading, *, current: bool) -> FieldReading:
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
        reason=sentence(one.reasons)[:300],
        current=current,
    )


def keep_lines(document: Document, reading: InvoiceReading, invoice: Invoice) -> None:
    if not reading.lines:
        return
    InvoiceLine.objects.bulk_create(
        InvoiceLine(invoice=invoice, position=position, **_line_values(line))
        for position, line in enumerate(reading.lines, start=1)
    )
    # The lines as a whole are looked at like a field: as sure as the least sure of them.
    place, weakest = min(enumerate(reading.lines, start=1), key=lambda one: one[1].confidence)
    FieldReading.objects.create(
        invoice=invoice,
        document=document,
        name="lines",
        value=str(len(reading.lines)),
        confidence=share(weakest.confidence),
        source=weakest.source,
        page=weakest.page,
        reason=sentence(tuple(f"línea {place}: {reason}" for reason in weakest.reasons))[:300],
    )


def _line_values(line: LineReading) -> Mapping[str, Any]:
    values: dict[str, Any] = {}
    for name in ("code", "description", "quantity", "unit", "unit_price", "discount", "tax_rate", "total"):
        value = getattr(line, name)
        fits = fitting(InvoiceLine._meta.get_field(name), value) if value is not None else None
        if fits is not None:
            values[name] = fits
    if line.source == "xml" and line.unit:
        values["unit"] = UNITS.get(line.unit.strip().upper(), values.get("unit", ""))
    return values | {
        "confidence": share(line.confidence),
        "source": line.source,
        "page": line.page,
        "box": line.box.as_list() if line.box else None,
    }


def share(confidence: float) -> Decimal:
    return min(max(Decimal(str(round(confidence, 3))), Decimal(0)), Decimal(1))
