"""What people decide about an invoice: correct, approve, reject, block, resolve, postpone, reopen.

The only writer of a decided status. Every function locks the row, refuses an old version and a
person without the right, writes the history, checks everything again and counts the version up.
Locks are taken in one order everywhere: the purchase order first, then the invoice.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from invoices import checking, correcting, errors, history, memory, notifications
from invoices.access import visible_invoices
from invoices.checking import DECIDED
from invoices.fields import BY_NAME
from invoices.manual import not_a_copy, start_by_hand
from invoices.models import Finding, Invoice, InvoiceEvent, Severity
from invoices.validation import NEVER_ACCEPTABLE, OF_THE_PURCHASE
from invoices.wording import day
from purchasing.access import visible_orders
from purchasing.models import PurchaseOrder
from purchasing.orders import OrderRefuses, register_invoice, withdraw_invoice

Status = Invoice.Status
Kind = InvoiceEvent.Kind

REVIEW, APPROVE, RESOLVE = "invoices.review_invoice", "invoices.approve_invoice", "invoices.resolve_invoice"

ACTIONS = {
    "accept": "Diferencia aceptada",
    "link_order": "Enlazada con otra orden",
    "wrong_recipient": "No es para nosotros",
    "ask_credit_note": "Se pide nota crédito",
}


__all__ = [
    "approve",
    "block",
    "check_again",
    "correct",
    "not_a_copy",
    "postpone",
    "reject",
    "reopen",
    "resolve",
    "start_by_hand",
]


# --- save a draft ------------------------------------------------------------------------


@transaction.atomic
def correct(
    invoice_id: int,
    *,
    changes: Mapping[str, str | None],
    lines: list[Mapping[str, Any]] | None = None,
    confirmed: set[str] | None = None,
    by: User,
    version: int,
) -> Invoice:
    """Save what a clerk typed and confirmed. All of it, or nothing and InvalidValue per field."""
    invoice = _take(invoice_id, by=by, version=version, permission=REVIEW)
    correction = correcting.understand(invoice, changes=changes, lines=lines, confirmed=confirmed or set())
    if not correcting.apply(invoice, correction, by=by):
        invoice.version = version
        return invoice
    checking.recheck(invoice, by=by)
    if "supplier_nit" not in checking.doubtful(invoice):
        # Whose habits these are must be certain; the approval teaches what is left out here.
        memory.teach(invoice, names={*correction.values, *correction.confirmed}, by=by)
    return invoice


# --- decide --------------------------------------------------------------------------------


def approve(invoice_id: int, *, by: User, version: int) -> Invoice:
    """Approve for payment and count the invoice on its order; or say everything that is still missing.

    The invoice is checked again under the lock: another approval may have used up the balance since
    the page was opened. What that check finds is kept even when the approval is refused.
    """
    with transaction.atomic():
        order_id = _lock_order_of(invoice_id)
        invoice = _take(invoice_id, by=by, version=version, permission=APPROVE)
        before = invoice.status
        checking.recheck(invoice, by=by)
        reasons = _reasons_against(invoice, order_id, by)
        if reasons:
            if invoice.status == before:
                invoice.version = version
                invoice.save(update_fields=["version"])
        else:
            _approve(invoice, by)
    if reasons:
        raise errors.CannotApprove(reasons)
    return invoice


def _reasons_against(invoice: Invoice, locked_order: int | None, by: User) -> list[str]:
    reasons = [finding.message for finding in checking.open_errors(invoice)]
    doubtful = checking.doubtful(invoice)
    if doubtful:
        labels = ", ".join(history.label_of(name) or name for name in doubtful)
        reasons.append(f"Falta confirmar: {labels}.")
    if InvoiceEvent.objects.filter(invoice=invoice, kind=Kind.RESOLVED, by=by).exists():
        reasons.append("Quien resolvió la diferencia no puede aprobar la factura: la aprueba otra persona.")
    if invoice.order_id != locked_order:
        reasons.append("La orden de compra cambió mientras aprobabas. Vuelve a cargar la factura y revísala.")
    return list(dict.fromkeys(reasons))


def _approve(invoice: Invoice, by: User) -> None:
    if invoice.order_id is not None:
        _count_on_order(invoice, by)
    _decide(invoice, Status.APROBADA, "", by)
    history.record(invoice, Kind.APPROVED, by=by)
    if invoice.order_id is not None:
        checking.recheck_others_of(invoice.order_id, but=invoice)
    memory.teach(invoice, names=BY_NAME, by=by)
    memory.drop_words(invoice)


def _count_on_order(invoice: Invoice, by: User) -> None:
    assert invoice.order_id and invoice.total is not None and invoice.issue_date  # noqa: S101  (required fields)
    lowers = invoice.document_type == Invoice.Kind.NOTA_CREDITO
    accepted = Finding.objects.filter(invoice=invoice, code__in=OF_THE_PURCHASE).exclude(accepted_at=None).exists()
    try:
        register_invoice(
            invoice.order_id,
            invoice_number=invoice.invoice_number,
            invoice_date=invoice.issue_date,
            amount=-invoice.total if lowers else invoice.total,
            image_url=notifications.link_to_original(invoice),
            by=by,
            tolerance=None if accepted else Decimal(settings.RADICA_TOTAL_TOLERANCE),
        )
    except OrderRefuses as refusal:
        raise errors.CannotApprove([refusal.sentence]) from refusal


@transaction.atomic
def reject(invoice_id: int, *, reason: str, by: User, version: int) -> Invoice:
    """Refuse the invoice; its number may be filed again."""
    invoice = _take(invoice_id, by=by, version=version, permission=REVIEW)
    reason = _reason(reason)
    _decide(invoice, Status.RECHAZADA, reason, by)
    history.record(invoice, Kind.REJECTED, by=by, note=reason)
    memory.drop_words(invoice)
    _check_those_who_wait_for(invoice)
    return invoice


@transaction.atomic
def reopen(invoice_id: int, *, reason: str, by: User, version: int) -> Invoice:
    """Take a decision back; an approved amount leaves its order again."""
    order_id = _lock_order_of(invoice_id)
    invoice = _take(invoice_id, by=by, version=version, permission=APPROVE, decided=True)
    reason = _reason(reason)
    if invoice.status == Status.APROBADA and order_id is not None:
        try:
            withdraw_invoice(
                order_id,
                invoice_number=invoice.invoice_number,
                by=by,
                tolerance=Decimal(settings.RADICA_TOTAL_TOLERANCE),
            )
        except OrderRefuses as refusal:
            raise errors.WrongState(refusal.sentence) from refusal
    # The number may belong to another invoice by now: it is claimed anew by the check.
    invoice.status, invoice.status_reason, invoice.number_key = Status.POR_REVISAR, "", None
    invoice.decided_at = invoice.decided_by = None
    invoice.save()
    history.record(invoice, Kind.REOPENED, by=by, note=reason)
    checking.recheck(invoice, by=by)
    if order_id is not None:
        checking.recheck_others_of(order_id, but=invoice)
    return invoice


@transaction.atomic
def postpone(invoice_id: int, *, until: date, reason: str, by: User, version: int) -> Invoice:
    """Put it off to a day to come; it leaves the queue until then."""
    invoice = _take(invoice_id, by=by, version=version, permission=REVIEW)
    reason = _reason(reason)
    if until <= timezone.localdate():
        raise errors.InvalidValue({"until": "Elige un día posterior a hoy."})
    before = day(invoice.postponed_until) if invoice.postponed_until else ""
    invoice.postponed_until = until
    invoice.save()
    history.record(invoice, Kind.POSTPONED, by=by, before=before, after=day(until), note=reason)
    return invoice


@transaction.atomic
def check_again(invoice_id: int, *, by: User, version: int) -> Invoice:
    """Match and validate anew: an order was created or corrected meanwhile."""
    permission = RESOLVE if by.has_perm(RESOLVE) else REVIEW
    invoice = _take(invoice_id, by=by, version=version, permission=permission)
    return checking.recheck(invoice, by=by)


# --- block and resolve -----------------------------------------------------------------------


@transaction.atomic
def block(invoice_id: int, *, reason: str, by: User, version: int) -> Invoice:
    """Contabilidad asks Compras: the invoice waits for their answer."""
    invoice = _take(invoice_id, by=by, version=version, permission=REVIEW)
    reason = _reason(reason)
    if invoice.status == Status.BLOQUEADA:
        raise errors.WrongState("La factura ya está bloqueada.")
    Finding.objects.create(invoice=invoice, code="blocked", severity=Severity.ERROR, message=reason)
    return checking.recheck(invoice, by=by)


@transaction.atomic
def resolve(
    invoice_id: int,
    *,
    action: str,
    reason: str,
    by: User,
    version: int,
    order: PurchaseOrder | int | None = None,
) -> Invoice:
    """Compras answers a blocked invoice; it is checked again and goes back to Contabilidad."""
    invoice = _take(invoice_id, by=by, version=version, permission=RESOLVE)
    reason = _reason(reason)
    if action not in ACTIONS:
        raise errors.InvalidValue({"action": "Elige cómo se resuelve."})
    if not _waits_for_compras(invoice):
        raise errors.WrongState("La factura no está bloqueada: no hay nada que resolver.")
    if action == "link_order":
        _link_order(invoice, order, reason, by)
    elif action == "accept":
        _accept(invoice, reason, by)
    else:
        _answer(invoice, action, reason)
    history.record(invoice, Kind.RESOLVED, by=by, note=f"{ACTIONS[action]}: {reason}")
    return checking.recheck(invoice, by=by)


def _waits_for_compras(invoice: Invoice) -> bool:
    said = Finding.objects.filter(invoice=invoice, code__in=checking.SAID_BY_PEOPLE, accepted_at=None)
    return invoice.status == Status.BLOQUEADA or said.exists()


def _accept(invoice: Invoice, reason: str, by: User) -> None:
    """Lift what concerns the purchase; everything else too, when a person asked about the invoice."""
    opened = Finding.objects.filter(invoice=invoice, severity=Severity.ERROR, accepted_at=None)
    asked = opened.filter(code="blocked").exists()
    lifted = opened.exclude(code__in=NEVER_ACCEPTABLE)
    if not asked:
        lifted = lifted.filter(code__in=OF_THE_PURCHASE | checking.SAID_BY_PEOPLE)
    lifted.update(accepted_by=by, accepted_at=timezone.now(), accepted_reason=reason[:300])


def _link_order(invoice: Invoice, order: PurchaseOrder | int | None, reason: str, by: User) -> None:
    order_id = order.pk if isinstance(order, PurchaseOrder) else order
    chosen = visible_orders(by).filter(pk=order_id or 0).select_related("obra__empresa", "supplier").first()
    if chosen is None:
        raise errors.InvalidValue({"order": "Elige una orden de compra de la lista."})
    before = invoice.order.number if invoice.order is not None else ""
    invoice.order, invoice.order_chosen_by = chosen, by
    invoice.order_reason = f"La enlazó {by}: {reason}"[:300]
    _lift_said(invoice, reason, by)
    history.record(invoice, Kind.CORRECTED, by=by, field="order", before=before, after=chosen.number, note=reason)


def _lift_said(invoice: Invoice, reason: str, by: User) -> None:
    """The question Contabilidad asked has its answer."""
    Finding.objects.filter(invoice=invoice, code__in=checking.SAID_BY_PEOPLE, accepted_at=None).update(
        accepted_by=by, accepted_at=timezone.now(), accepted_reason=reason[:300]
    )


def _answer(invoice: Invoice, action: str, reason: str) -> None:
    code, words = {
        "wrong_recipient": ("wrong_recipient", "Compras dice que no es para nosotros: {}. Recházala."),
        "ask_credit_note": ("credit_note_asked", "Compras pidió nota crédito al proveedor: {}. Espera la nota."),
    }[action]
    Finding.objects.filter(invoice=invoice, code=code, accepted_at=None).delete()
    message = words.format(reason.rstrip("."))[:500]
    Finding.objects.create(invoice=invoice, code=code, severity=Severity.ERROR, message=message)


# --- common to all -----------------------------------------------------------------------------


def _take(invoice_id: int, *, by: User, version: int, permission: str, decided: bool = False) -> Invoice:
    """The locked invoice, one version up; refuses who may not, who is late and what is not in that state."""
    if not by.has_perm(permission) or not visible_invoices(by).filter(pk=invoice_id).exists():
        raise errors.NotAllowed
    invoice = Invoice.objects.select_for_update(no_key=True).get(pk=invoice_id)
    if invoice.version != version:
        raise errors.StaleVersion(current_version=invoice.version, changes=history.changes_since(invoice, version))
    if decided and invoice.status not in DECIDED:
        raise errors.WrongState("La factura no está decidida: no hay nada que reabrir.")
    if not decided and invoice.status in DECIDED:
        raise errors.WrongState(f"La factura ya está {invoice.get_status_display().lower()}. Reábrela para cambiarla.")
    invoice.version += 1
    return invoice


def _lock_order_of(invoice_id: int) -> int | None:
    """The order's row before the invoice's, as every approval does."""
    order_id: int | None = Invoice.objects.filter(pk=invoice_id).values_list("order_id", flat=True).first()
    if order_id is not None:
        PurchaseOrder.objects.select_for_update(no_key=True).get(pk=order_id)
    return order_id


def _decide(invoice: Invoice, status: str, reason: str, by: User) -> None:
    invoice.status, invoice.status_reason = status, reason[:500]
    invoice.decided_at, invoice.decided_by = timezone.now(), by
    invoice.postponed_until = None
    invoice.save()


def _reason(text: str) -> str:
    clean = " ".join(text.replace("\x00", "").split())
    if not clean:
        raise errors.ReasonMissing
    return clean[:500]


def _check_those_who_wait_for(rejected: Invoice) -> None:
    """Another one with this number had none as long as the rejected one held it."""
    waiting = Invoice.objects.select_for_update(no_key=True).filter(
        supplier_nit=rejected.supplier_nit, number_key=None, document_type=rejected.document_type
    )
    for invoice in waiting.exclude(status__in=DECIDED).exclude(supplier_nit="").order_by("pk"):
        invoice.version += 1
        checking.recheck(invoice, by=None)
