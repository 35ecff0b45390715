"""Which supplier, which of our companies, which order and which of its lines an invoice belongs to.

Returns what it found with a score and the reason in Spanish; checking.py writes it down. What does
not agree between the two is said by validation.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from invoices.models import Invoice, InvoiceLine
from purchasing.keys import letters_and_digits, name_key, number_key
from purchasing.models import Empresa, PurchaseOrder, PurchaseOrderLine, Supplier

OPEN = (PurchaseOrder.Status.ORDEN, PurchaseOrder.Status.PARCIAL)
# DIAN's rounding: two amounts this near are the same amount.
SAME_AMOUNT = Decimal(2)
# Lines are the same article above this likeness of their descriptions.
SAME_LINE = 70
# A number shorter than this names an order only together with its supplier.
SPECIFIC = 4
# A supplier without a readable NIT is taken by name only when the name leaves no doubt.
SURE_NAME = 92

# "OC-003694", "O.C. No. 1234", "Orden de compra: 1234-5", "Orden de servicio 4700074463", "Pedido 77".
_IN_NOTES = re.compile(
    r"(?:\bO\.?\s?[CS]\.?|\bP\.?O\.?|\bORDEN(?:\s+DE)?(?:\s+(?:COMPRA|SERVICIO))?|\bPEDIDO)"
    r"\s*(?:N[°ºO]?\.?|NRO\.?|NUM\.?|NÚMERO|#)?\s*[:#-]?\s*([A-Z]{0,6}-?\d[\w-]{0,24})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Match:
    """The order, how sure it is (0..1) and why; without an order, the orders it could have been."""

    order: PurchaseOrder | None
    score: Decimal
    reason: str
    candidates: tuple[PurchaseOrder, ...] = ()


NOTHING = Match(None, Decimal(0), "")


def find_supplier(invoice: Invoice) -> Supplier | None:
    """By NIT; by name only where no NIT could be read."""
    if invoice.supplier_nit:
        return Supplier.objects.filter(nit=invoice.supplier_nit).first()
    if not invoice.supplier_name:
        return None
    names = dict(Supplier.objects.filter(active=True).values_list("pk", "name_key"))
    best = process.extractOne(name_key(invoice.supplier_name), names, scorer=fuzz.ratio, score_cutoff=SURE_NAME)
    return Supplier.objects.get(pk=best[2]) if best else None


def find_empresa(invoice: Invoice) -> Empresa | None:
    return Empresa.objects.filter(nit=invoice.customer_nit).first() if invoice.customer_nit else None


def find_order(invoice: Invoice, supplier: Supplier | None, tolerance: Decimal) -> Match:
    """The ladder: the number in its field, a number in the notes, supplier and amount."""
    return (
        _by_printed_number(invoice, supplier)
        or _by_number_in_notes(invoice, supplier)
        or _by_amount(invoice, supplier, tolerance)
        or NOTHING
    )


def _orders() -> QuerySet[PurchaseOrder]:
    return PurchaseOrder.objects.select_related("supplier", "obra__empresa")


def _by_printed_number(invoice: Invoice, supplier: Supplier | None) -> Match | None:
    order = _with_number(number_key(invoice.purchase_order), supplier, sure=True)
    if order is None:
        return None
    if order.supplier != supplier and len(order.number_key) < SPECIFIC:
        # "1", "001", "EMAIL": what stands in that field of many an XML is no number of ours.
        return None
    same = supplier is not None and order.supplier_id == supplier.pk
    return Match(order, Decimal("0.99" if same else "0.70"), f"La factura trae el número de la orden {order.number}.")


def _by_number_in_notes(invoice: Invoice, supplier: Supplier | None) -> Match | None:
    for text in (invoice.purchase_order, invoice.notes):
        for found in _IN_NOTES.finditer(text):
            order = _with_number(number_key(found[1]), supplier, sure=False)
            if order is not None:
                return Match(order, Decimal("0.95"), f"Las observaciones nombran la orden {order.number}.")
    return None


def _with_number(key: str, supplier: Supplier | None, *, sure: bool) -> PurchaseOrder | None:
    """An order with that number; one found in running text must be of this very supplier."""
    if not key:
        return None
    order = _orders().filter(number_key=key).first()
    if order is None or (not sure and (supplier is None or order.supplier_id != supplier.pk)):
        return None
    return order


def _by_amount(invoice: Invoice, supplier: Supplier | None, tolerance: Decimal) -> Match | None:
    """Against the open balance, not the total: an order may be invoiced in parts."""
    if supplier is None or invoice.document_type == Invoice.Kind.NOTA_CREDITO:
        return None
    orders = list(_orders().filter(supplier=supplier, status__in=OPEN))
    if invoice.total is None or not orders:
        return Match(None, Decimal(0), "", tuple(orders)) if orders else None
    total = invoice.total
    same = [order for order in orders if abs(order.balance - total) <= SAME_AMOUNT]
    near = [order for order in orders if abs(order.balance - total) <= order.balance * tolerance]
    if len(same) == 1:
        return Match(same[0], Decimal("0.90"), "Mismo proveedor y el total es el saldo abierto de la orden.")
    if len(near) == 1 and not same:
        return Match(near[0], Decimal("0.80"), "Mismo proveedor y el total está cerca del saldo abierto de la orden.")
    if len(orders) == 1:
        return Match(orders[0], Decimal("0.50"), "Es la única orden abierta de este proveedor.")
    return Match(None, Decimal(0), "", tuple(near or orders))


def match_lines(lines: Sequence[InvoiceLine], order: PurchaseOrder | None) -> dict[int, PurchaseOrderLine | None]:
    """Position of an invoice line -> the order's line: by code, else by description and price."""
    ordered = list(order.lines.all()) if order is not None else []
    free = {line.pk: line for line in ordered}
    matched: dict[int, PurchaseOrderLine | None] = {}
    for line in lines:
        best = max(free.values(), key=lambda candidate: _likeness(line, candidate), default=None)
        if best is not None and _likeness(line, best) >= SAME_LINE:
            matched[line.position] = free.pop(best.pk)
        else:
            matched[line.position] = None
    return matched


def _likeness(line: InvoiceLine, ordered: PurchaseOrderLine) -> float:
    if line.code and letters_and_digits(line.code) == letters_and_digits(ordered.code):
        return 100.0
    words = float(fuzz.token_set_ratio(name_key(line.description), name_key(ordered.description)))
    same_price = line.unit_price is not None and abs(line.unit_price - ordered.unit_price) <= Decimal("0.01")
    return min(words + (10 if same_price and words > 50 else 0), 100.0)
