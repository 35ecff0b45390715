"""A second document of an invoice we have: what it knows better replaces what was read worse.

What a person typed or confirmed stays; where the better document disagrees with it, a finding says so.
"""

from invoices import history
from invoices.extraction.result import InvoiceReading, Reading
from invoices.fields import BY_NAME
from invoices.models import Document, FieldReading, Finding, Invoice, InvoiceEvent, Severity, Source
from invoices.rows import fitting, keep_lines, reading_row
from invoices.wording import plain
from invoices.words import LONGEST, searchable

RANK = {source: place for place, source in enumerate(Source.values)}
UNDECIDED = frozenset({Invoice.Status.POR_REVISAR, Invoice.Status.LISTA, Invoice.Status.BLOQUEADA})
# Sources exact enough to question what a person said.
EXACT = frozenset({Source.XML, Source.QR})


def improve(invoice: Invoice, document: Document, reading: InvoiceReading) -> bool:
    """Take over what this reading knows better; True when the invoice must be checked again."""
    if invoice.status not in UNDECIDED:
        return False
    current = {row.name: row for row in FieldReading.objects.filter(invoice=invoice, current=True)}
    changed = [
        one.field
        for one in reading.fields.values()
        if one.field in BY_NAME and _take_over(invoice, document, one, current.get(one.field))
    ]
    if _lines_are_better(reading, current.get("lines")):
        invoice.lines.all().delete()
        FieldReading.objects.filter(invoice=invoice, name="lines", current=True).update(current=False)
        keep_lines(document, reading, invoice)
        changed.append("lines")
    noticed = _new_findings(invoice, reading)
    if not changed and not noticed:
        return False
    if any(one.source == "xml" for one in reading.fields.values()) and "document_type" not in current:
        invoice.document_type = reading.document_type
    invoice.search_text = f"{invoice.search_text} {searchable(reading.text)}"[: 2 * LONGEST]
    return True


def _take_over(invoice: Invoice, document: Document, one: Reading, was: FieldReading | None) -> bool:
    value = fitting(Invoice._meta.get_field(one.field), one.value)
    before = getattr(invoice, one.field)
    if value is None or (was is None and before not in (None, "")):
        return False
    if was is not None and (was.source == Source.PERSON or was.confirmed_at is not None):
        _question(invoice, document, one, value, before)
        return False
    if was is not None and RANK[one.source] >= RANK[was.source]:
        return False
    FieldReading.objects.filter(invoice=invoice, name=one.field, current=True).update(current=False)
    reading_row(document, invoice, one, current=True).save()
    if one.source == Source.XML:
        # What the worse sources disagreed about is settled by the signed one.
        Finding.objects.filter(invoice=invoice, code=f"sources_differ_{one.field}", accepted_at=None).delete()
    if value != before:
        setattr(invoice, one.field, value)
        history.record(
            invoice,
            InvoiceEvent.Kind.CORRECTED,
            by=None,
            field=one.field,
            before=plain(before),
            after=plain(value),
            note=f"Según {document.name}",
        )
    return True


def _question(invoice: Invoice, document: Document, one: Reading, value: object, before: object) -> None:
    """Nobody's work is overwritten; an exact document that says otherwise is worth a look."""
    code = f"sources_differ_{one.field}"
    if value == before or one.source not in EXACT or Finding.objects.filter(invoice=invoice, code=code).exists():
        return
    Finding.objects.create(
        invoice=invoice,
        code=code,
        severity=Severity.WARNING,
        field=one.field,
        message=f"{BY_NAME[one.field].label}: {document.name} dice otra cosa."[:500],
        expected=plain(value)[:200],
        actual=plain(before)[:200],
    )


def _lines_are_better(reading: InvoiceReading, was: FieldReading | None) -> bool:
    if not reading.lines:
        return False
    if was is None:
        return True
    if was.source == Source.PERSON or was.confirmed_at is not None:
        return False
    return RANK[reading.lines[0].source] < RANK[was.source]


def _new_findings(invoice: Invoice, reading: InvoiceReading) -> bool:
    """Only what forbids: that the document comes from the test environment, that the DIAN refused it."""
    known = set(Finding.objects.filter(invoice=invoice).values_list("code", flat=True))
    fresh = [one for one in reading.findings if one.severity == "error" and one.code not in known]
    for one in fresh:
        Finding.objects.create(
            invoice=invoice,
            code=one.code[:40],
            severity=one.severity,
            field=one.field[:30],
            message=one.message[:500],
            expected=one.expected[:200],
            actual=one.actual[:200],
        )
    return bool(fresh)
