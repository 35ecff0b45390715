"""The only writers of what is invoiced on an order: its parts, its balance and its state.

Each locks the order's row first, so that two approvals at the same moment never both count on the
same balance. They run inside the caller's transaction when there is one.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User

from .colombian import write_money
from .keys import letters_and_digits
from .models import OrderInvoice, PurchaseOrder

Status = PurchaseOrder.Status
# What the DIAN allows for rounding; also what may stay open on an order that is done.
ROUNDING = Decimal(2)


class OrderRefuses(Exception):
    """The order does not admit it. `sentence` tells the person why and what to do."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class OrderAnnulled(OrderRefuses): ...


class OverBilled(OrderRefuses): ...


class AlreadyInvoiced(OrderRefuses): ...


class NotInvoiced(OrderRefuses): ...


@transaction.atomic
def register_invoice(
    order_id: int,
    *,
    invoice_number: str,
    invoice_date: date,
    amount: Decimal,
    image_url: str,
    by: User,
    tolerance: Decimal | None = Decimal(0),
) -> PurchaseOrder:
    """Count an approved invoice on the order. A credit note comes with a negative amount.

    `tolerance` is the share of the open balance the amount may exceed; None when a person of
    Compras accepted the difference with a reason.
    """
    order = _locked(order_id)
    if order.status == Status.ANULADA:
        raise OrderAnnulled(f"La orden {order.number} está anulada. Enlaza la factura con otra orden.")
    if _living(order).filter(invoice_key=letters_and_digits(invoice_number)).exists():
        raise AlreadyInvoiced(f"La factura {invoice_number} ya está registrada en la orden {order.number}.")
    _check_balance(order, amount, tolerance)
    OrderInvoice.objects.create(
        order=order,
        invoice_number=invoice_number,
        invoice_date=invoice_date,
        amount=amount,
        image_url=image_url,
        registered_by=by,
    )
    return _recount(order, tolerance)


@transaction.atomic
def withdraw_invoice(
    order_id: int, *, invoice_number: str, by: User, tolerance: Decimal | None = Decimal(0)
) -> PurchaseOrder:
    """Take an invoice off the order again; the part stays in its history as withdrawn."""
    order = _locked(order_id)
    part = _living(order).filter(invoice_key=letters_and_digits(invoice_number)).first()
    if part is None:
        raise NotInvoiced(f"La factura {invoice_number} no está registrada en la orden {order.number}.")
    if order.invoiced_total - part.amount < 0:
        raise OverBilled(
            f"No se puede retirar la factura {invoice_number}: la orden {order.number} tiene notas crédito sobre ella. "
            "Retira primero las notas crédito."
        )
    part.withdrawn_by = by
    part.withdrawn_at = timezone.now()
    part.save(update_fields=["withdrawn_by", "withdrawn_at"])
    return _recount(order, tolerance)


@transaction.atomic
def annul_order(order_id: int, *, by: User) -> PurchaseOrder:
    """Take an order out of use. One that is already invoiced stays."""
    order = _locked(order_id)
    if order.invoiced_total > 0:
        raise OrderRefuses(
            f"La orden {order.number} ya tiene {write_money(order.invoiced_total)} facturados y no se puede anular."
        )
    return _set_status(order, Status.ANULADA, "Orden anulada.", by)


@transaction.atomic
def restore_order(order_id: int, *, by: User) -> PurchaseOrder:
    """Put an annulled order back to use."""
    order = _locked(order_id)
    if order.status != Status.ANULADA:
        raise OrderRefuses(f"La orden {order.number} no está anulada.")
    return _set_status(order, Status.ORDEN, "Orden reactivada.", by)


def may_be_changed(order: PurchaseOrder | None) -> bool:
    """Lines and amounts of an order stay as they are once something is invoiced on it or it is annulled."""
    return order is None or order.status == Status.ORDEN


def status_of(total: Decimal, amounts: Iterable[Decimal], tolerance: Decimal | None) -> PurchaseOrder.Status:
    """The state after these parts, in their order: done when what stays open is within the tolerance."""
    balance, done, invoiced = total, False, Decimal(0)
    for amount in amounts:
        allowed = max(ROUNDING, balance * (tolerance or Decimal(0)))
        balance -= amount
        invoiced += amount
        done = balance <= allowed
    if invoiced <= 0:
        return Status.ORDEN
    return Status.FACTURADA if done else Status.PARCIAL


def _locked(order_id: int) -> PurchaseOrder:
    # NO KEY: who only points at the order (an invoice being saved) need not wait, and cannot deadlock with us.
    return PurchaseOrder.objects.select_for_update(no_key=True).get(pk=order_id)


def _living(order: PurchaseOrder) -> QuerySet[OrderInvoice]:
    return OrderInvoice.objects.filter(order=order, withdrawn_at__isnull=True).order_by("id")


def _check_balance(order: PurchaseOrder, amount: Decimal, tolerance: Decimal | None) -> None:
    if order.invoiced_total + amount < 0:
        raise OverBilled(
            f"La nota crédito es de {write_money(-amount)} y en la orden {order.number} solo hay "
            f"{write_money(order.invoiced_total)} facturados. Revisa si la nota es de otra orden."
        )
    if tolerance is None or amount <= 0:
        return
    allowed = order.balance + max(ROUNDING, order.balance * tolerance)
    if amount > allowed:
        raise OverBilled(
            f"La factura vale {write_money(amount)} y a la orden {order.number} le quedan "
            f"{write_money(order.balance)} por facturar. Revisar con proveedor."
        )


def _recount(order: PurchaseOrder, tolerance: Decimal | None) -> PurchaseOrder:
    """Balance, state and the customer's own four columns, all from the living parts."""
    parts = list(_living(order))
    last = next((part for part in reversed(parts) if part.amount > 0), None)
    order.invoiced_total = sum((part.amount for part in parts), Decimal(0))
    order.status = status_of(order.total, (part.amount for part in parts), tolerance)
    order.invoice_number = last.invoice_number if last else ""
    order.invoice_date = last.invoice_date if last else None
    order.invoice_amount = last.amount if last else None
    order.invoice_image_url = last.image_url if last else ""
    order.save(
        update_fields=[
            "invoiced_total",
            "status",
            "invoice_number",
            "invoice_date",
            "invoice_amount",
            "invoice_image_url",
        ]
    )
    return order


def _set_status(order: PurchaseOrder, status: PurchaseOrder.Status, message: str, by: User) -> PurchaseOrder:
    order.status = status
    order.save(update_fields=["status"])
    LogEntry.objects.log_actions(by.pk, [order], CHANGE, change_message=message, single_object=True)
    return order
