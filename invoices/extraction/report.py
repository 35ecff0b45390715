"""An extraction as JSON: amounts as decimal strings with a dot, dates ISO, boxes as shares of the page."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from invoices.extraction.errors import ExtractionError
from invoices.extraction.result import (
    FIELD_NAMES,
    Extraction,
    InvoiceReading,
    LineReading,
    Reading,
    ReadingFinding,
    Value,
)


def as_json(extraction: Extraction, file: str) -> dict[str, Any]:
    """One file as one object. A ZIP's further invoices come under `other_invoices`."""
    first, *others = extraction.invoices
    report: dict[str, Any] = {
        "file": file,
        **invoice_as_json(first),
        "engine": extraction.engine,
        "timings_ms": dict(extraction.timings_ms),
        "media_type": extraction.media_type,
        "pages": extraction.page_count,
    }
    if others:
        report["other_invoices"] = [invoice_as_json(invoice) for invoice in others]
    return report


def error_as_json(error: ExtractionError, file: str) -> dict[str, Any]:
    """A file that could not be read: the sentence for the person and the code for the machine."""
    return {"file": file, "error": error.sentence, "code": error.code}


def invoice_as_json(invoice: InvoiceReading) -> dict[str, Any]:
    return {
        "document_type": invoice.document_type,
        "fields": {name: _field(invoice.fields[name]) for name in FIELD_NAMES if name in invoice.fields},
        "lines": [_line(line) for line in invoice.lines],
        "findings": [_finding(finding) for finding in invoice.findings],
        "members": list(invoice.members),
    }


def as_text(value: Value) -> str:
    """A value as this project's interfaces write it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.replace(tzinfo=None).isoformat("seconds")
    return value


def _field(reading: Reading) -> dict[str, Any]:
    return {
        "value": as_text(reading.value),
        "confidence": round(reading.confidence, 3),
        "source": reading.source,
        "page": reading.page,
        "box": reading.box.as_list() if reading.box else None,
        "reasons": list(reading.reasons),
    }


def _line(line: LineReading) -> dict[str, Any]:
    amounts = {
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "discount": line.discount,
        "tax_rate": line.tax_rate,
        "total": line.total,
    }
    return {
        "description": line.description,
        "code": line.code,
        "unit": line.unit,
        **{name: as_text(amount) if amount is not None else None for name, amount in amounts.items()},
        "confidence": round(line.confidence, 3),
        "page": line.page,
        "box": line.box.as_list() if line.box else None,
    }


def _finding(finding: ReadingFinding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "field": finding.field or None,
        "message": finding.message,
        "expected": finding.expected or None,
        "actual": finding.actual or None,
    }
