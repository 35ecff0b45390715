"""The invoice and its order side by side, line by line, with the differences in words.

Only wording for the pages: what blocks an invoice is decided in validation.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from invoices.models import Invoice, InvoiceLine
from invoices.templatetags.radica import amount, pesos, quantity
from purchasing.models import PurchaseOrder, PurchaseOrderLine

CENT = Decimal("0.01")
# Two amounts this near are the same amount.
SAME = Decimal(2)


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the invoice beside the order's; one of them may be missing."""

    invoiced: InvoiceLine | None
    ordered: PurchaseOrderLine | None
    differences: Sequence[str]
    level: str


@dataclass(frozen=True, slots=True)
class Comparison:
    order: PurchaseOrder
    pairs: Sequence[Pair]
    total_words: str
    total_level: str
    balance_after: Decimal | None

    @property
    def differing(self) -> int:
        return sum(1 for pair in self.pairs if pair.differences)


def compare(invoice: Invoice, lines: Sequence[InvoiceLine]) -> Comparison | None:
    """None without an order: then there is nothing to compare with."""
    order = invoice.order
    if order is None:
        return None
    ordered = list(order.lines.all())
    by_pk = {line.pk: line for line in ordered}
    pairs = [_pair(line, by_pk.get(line.order_line_id) if line.order_line_id else None) for line in lines]
    taken = {line.order_line_id for line in lines}
    if lines:
        pairs += [Pair(None, line, ["No viene en esta factura."], "info") for line in ordered if line.pk not in taken]
    else:
        pairs = [Pair(None, line, [], "info") for line in ordered]
    words, level = _total(invoice, order)
    after = order.balance - invoice.total if invoice.total is not None else None
    return Comparison(order, pairs, words, level, after)


def _pair(line: InvoiceLine, ordered: PurchaseOrderLine | None) -> Pair:
    if ordered is None:
        return Pair(line, None, ["No está en la orden."], "warning")
    words = [*_quantity(line, ordered), *_price(line, ordered)]
    if not words and line.total is not None and line.total - ordered.total > SAME:
        words.append(f"Cobra {pesos(line.total - ordered.total)} más que la orden.")
    return Pair(line, ordered, words, "warning" if words else "ok")


def _quantity(line: InvoiceLine, ordered: PurchaseOrderLine) -> list[str]:
    if line.quantity is None or line.quantity == ordered.quantity:
        return []
    unit = f" {ordered.unit.lower()}" if ordered.unit else ""
    difference = abs(line.quantity - ordered.quantity)
    if line.quantity > ordered.quantity:
        return [f"Cobra {quantity(difference)}{unit} de más: se pidieron {quantity(ordered.quantity)}."]
    return [f"Entrega parcial: {quantity(line.quantity)} de {quantity(ordered.quantity)}{unit}."]


def _price(line: InvoiceLine, ordered: PurchaseOrderLine) -> list[str]:
    if line.unit_price is None or ordered.unit_price == 0:
        return []
    difference = line.unit_price - ordered.unit_price
    if abs(difference) < CENT:
        return []
    share = (abs(difference) / ordered.unit_price * 100).quantize(Decimal("0.1"))
    direction = "más caro" if difference > 0 else "más barato"
    return [f"Precio {quantity(share)} % {direction}: la orden dice $ {amount(ordered.unit_price)}."]


def _total(invoice: Invoice, order: PurchaseOrder) -> tuple[str, str]:
    if invoice.total is None:
        return "La factura no tiene total todavía.", "info"
    difference = invoice.total - order.balance
    if abs(difference) <= SAME:
        return "El total coincide con el saldo de la orden.", "ok"
    if order.balance <= 0:
        return "La orden no tiene saldo: ya se facturó completa.", "error"
    share = (abs(difference) / order.balance * 100).quantize(Decimal("0.1"))
    if difference > 0:
        words = f"El total supera el saldo de la orden en {pesos(difference)} ({quantity(share)} %)."
        return words, "error" if share > 5 else "warning"
    return f"Quedan {pesos(-difference)} por facturar en la orden después de esta factura.", "ok"
