"""After every change of an invoice: link, match, validate, and the status that follows from it.

Here are the statuses that follow from facts (POR_REVISAR, LISTA, BLOQUEADA); what people decide
(APROBADA, RECHAZADA) is written by review.py alone.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from invoices import duplicates, history, matching, notifications, validation
from invoices.fields import BY_NAME, LINES_THRESHOLD
from invoices.models import FieldReading, Finding, Invoice, InvoiceEvent, InvoiceLine, Severity, Source
from invoices.validation import BLOCKING, Context, Found
from invoices.words import first_line
from purchasing.models import Empresa, PurchaseOrder

Status = Invoice.Status
DECIDED = frozenset({Status.APROBADA, Status.RECHAZADA})
# What a person of Contabilidad or Compras said; stays until a person lifts it.
SAID_BY_PEOPLE = frozenset({"blocked", "wrong_recipient", "credit_note_asked"})
# Compras has answered: the invoice goes back to Contabilidad, although it cannot be approved.
ANSWERED = frozenset({"wrong_recipient", "credit_note_asked"})


def recheck(invoice: Invoice, *, by: User | None) -> Invoice:
    """Everything that follows from the invoice's values. The caller holds its row and a transaction."""
    lines = list(invoice.lines.select_related("order_line"))
    match = _link(invoice, lines)
    first = _claim_number(invoice)
    found = validation.check(_context(invoice, lines, match.candidates, first))
    _keep_findings(invoice, found)
    newly_blocked = _settle(invoice, by=by)
    _rewrite_first_line(invoice, lines)
    invoice.save()
    if newly_blocked:
        notifications.tell_compras(invoice)
    return invoice


def recheck_others_of(order_id: int, *, but: Invoice) -> None:
    """What was approved or taken back changed the balance the order's other invoices are measured against.

    One that somebody is changing at this moment is checked by that change.
    """
    others = Invoice.objects.select_for_update(no_key=True, skip_locked=True).filter(order_id=order_id)
    for invoice in others.exclude(pk=but.pk).exclude(status__in=DECIDED).order_by("pk"):
        recheck(invoice, by=None)


def recheck_waiting_for_an_order(most: int = 20) -> int:
    """Blocked for want of an order, and an order of that supplier was made since."""
    since = PurchaseOrder.objects.filter(supplier__nit=OuterRef("supplier_nit"), created_at__gt=OuterRef("changed_at"))
    waiting = Invoice.objects.filter(status=Status.BLOQUEADA, order=None).filter(Exists(since))
    keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:most])
    for key in keys:
        with transaction.atomic():
            invoice = Invoice.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=key).first()
            if invoice is not None and invoice.status == Status.BLOQUEADA:
                recheck(invoice, by=None)
    return len(keys)


def doubtful(invoice: Invoice) -> list[str]:
    """The fields below their threshold that nobody has confirmed yet; "lines" for the lines."""
    readings = FieldReading.objects.filter(invoice=invoice, current=True, confirmed_at=None).order_by("id")
    return [reading.name for reading in readings if is_doubtful(reading)]


def is_doubtful(reading: FieldReading) -> bool:
    if reading.confirmed_at is not None:
        return False
    if reading.name == "lines":
        return reading.confidence < LINES_THRESHOLD
    field = BY_NAME.get(reading.name)
    return field is not None and bool(reading.value) and reading.confidence < field.threshold


def open_errors(invoice: Invoice) -> list[Finding]:
    return list(Finding.objects.filter(invoice=invoice, severity=Severity.ERROR, accepted_at=None))


def _link(invoice: Invoice, lines: Sequence[InvoiceLine]) -> matching.Match:
    """Supplier, company, order and obra; an order a person chose stays."""
    invoice.supplier = matching.find_supplier(invoice)
    invoice.empresa = matching.find_empresa(invoice)
    match = matching.NOTHING
    if invoice.order_chosen_by_id is None:
        match = matching.find_order(invoice, invoice.supplier, Decimal(settings.RADICA_TOTAL_TOLERANCE))
        invoice.order = match.order
        invoice.order_reason = match.reason
    invoice.obra = invoice.order.obra if invoice.order is not None else None
    matched = matching.match_lines(lines, invoice.order)
    for line in lines:
        ordered = matched[line.position]
        if line.order_line != ordered:
            line.order_line = ordered
            line.save(update_fields=["order_line"])
    return match


def _claim_number(invoice: Invoice) -> Invoice | None:
    """Take the number for this invoice, or leave it to its holder, who is returned."""
    for _ in range(2):
        first = duplicates.holder(invoice)
        invoice.number_key = None if first else duplicates.key_of(invoice)
        try:
            with transaction.atomic():
                Invoice.objects.filter(pk=invoice.pk).update(
                    number_key=invoice.number_key,
                    supplier_nit=invoice.supplier_nit,
                    document_type=invoice.document_type,
                    cufe=invoice.cufe,
                )
        except IntegrityError:
            # Somebody took the number between the look and the write; look again.
            continue
        return first
    invoice.number_key = None
    return duplicates.holder(invoice)


def _context(
    invoice: Invoice, lines: Sequence[InvoiceLine], candidates: Sequence[PurchaseOrder], first: Invoice | None
) -> Context:
    return Context(
        invoice=invoice,
        lines=lines,
        own_nits=frozenset(Empresa.objects.filter(active=True).values_list("nit", flat=True)),
        today=timezone.localdate(),
        tolerance=Decimal(settings.RADICA_TOTAL_TOLERANCE),
        first_of_duplicates=first,
        candidates=candidates,
        from_xml=frozenset(
            FieldReading.objects.filter(invoice=invoice, current=True, source=Source.XML).values_list("name", flat=True)
        ),
    )


def _keep_findings(invoice: Invoice, found: Sequence[Found]) -> None:
    """Replace what the rules said last time; what was accepted stays so while it says the same."""
    codes = validation.CODES
    accepted = {
        (old.code, old.field, old.line, old.expected, old.actual): old
        for old in Finding.objects.filter(invoice=invoice, code__in=codes).exclude(accepted_at=None)
    }
    Finding.objects.filter(invoice=invoice, code__in=codes).delete()
    fresh = [
        Finding(
            invoice=invoice,
            code=one.code,
            severity=one.severity,
            field=one.field,
            line=one.line,
            message=one.message[:500],
            expected=one.expected[:200],
            actual=one.actual[:200],
        )
        for one in found
    ]
    for finding in fresh:
        old = accepted.get((finding.code, finding.field, finding.line, finding.expected, finding.actual))
        if old is not None:
            finding.accepted_by, finding.accepted_at = old.accepted_by, old.accepted_at
            finding.accepted_reason = old.accepted_reason
    Finding.objects.bulk_create(fresh)


def _settle(invoice: Invoice, *, by: User | None) -> bool:
    """The status that follows from the findings and the doubts; True when it is blocked since now."""
    if invoice.status in DECIDED:
        return False
    findings = [one for one in Finding.objects.filter(invoice=invoice) if one.open]
    blocking = [one for one in findings if one.code in BLOCKING]
    answered = any(one.code in ANSWERED for one in findings)
    before = invoice.status
    if blocking and not answered:
        invoice.status, invoice.status_reason = Status.BLOQUEADA, blocking[0].message
    elif any(one.severity != Severity.INFO for one in findings) or doubtful(invoice):
        invoice.status, invoice.status_reason = Status.POR_REVISAR, ""
    else:
        invoice.status, invoice.status_reason = Status.LISTA, ""
    if invoice.status == before:
        return False
    if invoice.status == Status.BLOQUEADA:
        history.record(invoice, InvoiceEvent.Kind.BLOCKED, by=by, note=invoice.status_reason)
    elif invoice.status == Status.LISTA:
        history.record(invoice, InvoiceEvent.Kind.READY, by=by)
    return invoice.status == Status.BLOQUEADA


def _rewrite_first_line(invoice: Invoice, lines: Sequence[InvoiceLine]) -> None:
    _, _, rest = invoice.search_text.partition("\n")
    invoice.search_text = f"{first_line(invoice, lines)}\n{rest}"
