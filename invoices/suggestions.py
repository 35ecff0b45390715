"""What a doubtful or missing field could hold instead: the order's value, the usual one, another reading; and why.

Reads only. A field that is sure or that a person has settled gets none, and nobody is offered a value of an order
that she may not see.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from invoices import memory
from invoices.checking import DECIDED, is_doubtful
from invoices.extraction.habits import Habits
from invoices.extraction.nit import check_digit
from invoices.fields import BY_NAME
from invoices.models import FieldReading, Finding, Invoice, Severity, Source
from invoices.wording import percent, plain
from purchasing.access import visible_orders
from purchasing.keys import letters_and_digits
from purchasing.models import PurchaseOrder, Supplier

MOST = 3
_READ_FROM: Mapping[str, str] = {
    Source.XML: "Dice el XML", Source.QR: "Dice el código QR", Source.TEXT: "Otra lectura del PDF",
    Source.OCR: "Otra lectura de la imagen", Source.MODEL: "Otra lectura de la imagen",
    Source.DERIVED: "Calculado de otros datos",
}  # fmt: skip
_EXACT = frozenset({Source.XML, Source.QR})
_OF_THE_REGISTER: Mapping[str, str] = {
    "supplier_nit": "nit", "supplier_dv": "dv", "supplier_name": "name", "supplier_address": "address",
    "supplier_city": "city", "supplier_phone": "phone", "supplier_email": "email",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value as `plain` writes it, where it comes from, and the reason where there is more to say."""

    value: str
    origin: str
    reason: str = ""


def suggestions_for(
    invoice: Invoice, readings: Sequence[FieldReading], findings: Sequence[Finding], *, by: User
) -> dict[str, tuple[Suggestion, ...]]:
    """For every field that needs a person, at most three other values, the best first."""
    names = _in_need(invoice, readings, findings) if invoice.status not in DECIDED else []
    if not names:
        return {}
    others: dict[str, list[FieldReading]] = defaultdict(list)
    for reading in readings:
        if not reading.current and reading.source != Source.PERSON:
            others[reading.name].append(reading)
    sources = _Sources(invoice, _order(invoice, by), _habits(invoice, readings), others)
    found = {name: tuple(_distinct(name, plain(getattr(invoice, name)), sources.of(name)))[:MOST] for name in names}
    return {name: offers for name, offers in found.items() if offers}


def _in_need(invoice: Invoice, readings: Sequence[FieldReading], findings: Sequence[Finding]) -> list[str]:
    """Doubtful, contradicted by an open error, or missing; in the order of the catalogue."""
    current = {reading.name: reading for reading in readings if reading.current}
    wrong = {one.field for one in findings if one.open and one.severity == Severity.ERROR and one.line is None}
    return [
        name
        for name in BY_NAME
        if name in wrong
        or (name in current and is_doubtful(current[name]))
        or (getattr(invoice, name) in (None, "") and not _left_empty(current.get(name)))
    ]


def _left_empty(reading: FieldReading | None) -> bool:
    """A person has emptied it: nothing is missing there."""
    return reading is not None and (reading.source == Source.PERSON or reading.confirmed_at is not None)


def _order(invoice: Invoice, by: User) -> PurchaseOrder | None:
    if invoice.order_id is None:
        return None
    return visible_orders(by).select_related("supplier", "obra__empresa").filter(pk=invoice.order_id).first()


def _habits(invoice: Invoice, readings: Sequence[FieldReading]) -> Habits | None:
    """Only of a supplier that is certain."""
    nit = next((one for one in readings if one.current and one.name == "supplier_nit"), None)
    if not invoice.supplier_nit or (nit is not None and is_doubtful(nit)):
        return None
    return memory.habits_of(invoice.supplier_nit)


@dataclass(frozen=True, slots=True)
class _Sources:
    """Everything a value may be taken from."""

    invoice: Invoice
    order: PurchaseOrder | None
    habits: Habits | None
    others: Mapping[str, Sequence[FieldReading]]

    def of(self, name: str) -> Iterator[Suggestion]:
        """The best evidence first: what is exact, what was ordered, what is usual, what must follow, what else was
        read."""
        exact = [one for one in self.others.get(name, ()) if one.source in _EXACT]
        read = [one for one in self.others.get(name, ()) if one.source not in _EXACT]
        yield from map(_as_read, exact)
        for source in (self._ordered, self._usual, self._registered, self._following):
            yield from source(name)
        yield from map(_as_read, sorted(read, key=lambda one: -one.confidence))

    def _ordered(self, name: str) -> Iterator[Suggestion]:
        order = self.order
        if order is None:
            return
        origin = f"Según la orden {order.number}"
        if name == "purchase_order":
            yield Suggestion(order.number, origin, self.invoice.order_reason)
        elif name in ("subtotal", "iva", "total") and order.currency == (self.invoice.currency or order.currency):
            if not order.invoiced_total:
                yield Suggestion(plain(getattr(order, name)), origin)
            elif name == "total" and order.balance > 0:
                yield Suggestion(plain(order.balance), origin, "Es lo que falta por facturar.")
        elif name in _OF_THE_REGISTER:
            yield from _registered(order.supplier, name, origin)
        elif name in ("customer_nit", "customer_dv", "customer_name"):
            yield Suggestion(getattr(order.obra.empresa, name.removeprefix("customer_")), origin)

    def _usual(self, name: str) -> Iterator[Suggestion]:
        habit = self.habits.usual(name, self.invoice.document_type) if self.habits else None
        if habit is not None:
            times = "una factura" if habit.hits == 1 else f"{habit.hits} facturas"
            yield Suggestion(habit.value, "Lo usual de este proveedor", f"Confirmado en {times}.")

    def _registered(self, name: str) -> Iterator[Suggestion]:
        if self.invoice.supplier is not None and name in _OF_THE_REGISTER:
            yield from _registered(self.invoice.supplier, name, "Así está registrado el proveedor")

    def _following(self, name: str) -> Iterator[Suggestion]:
        """What follows from the other values of the invoice."""
        invoice = self.invoice
        side = name.removesuffix("_dv")
        if name != side and (body := getattr(invoice, f"{side}_nit")).isdigit() and len(body) <= 15:
            yield Suggestion(check_digit(body), "Calculado del NIT")
        rates = self.habits.of("iva", "shape") if self.habits else []
        if name == "iva" and rates and invoice.subtotal is not None:
            rate = Decimal(rates[0].value)
            base = invoice.subtotal - (invoice.discount or 0)
            value = (base * rate / 100).quantize(Decimal("0.01"))
            yield Suggestion(plain(value), "Lo usual de este proveedor", f"Es el {percent(rate)} del subtotal.")
        if name == "total" and invoice.subtotal is not None and invoice.iva is not None:
            value = invoice.subtotal - (invoice.discount or 0) + invoice.iva + (invoice.inc or 0)
            yield Suggestion(plain(value), "Suma de los otros valores", "Subtotal menos descuento más impuestos.")
        if name == "subtotal" and invoice.total is not None and invoice.iva is not None:
            value = invoice.total - invoice.iva - (invoice.inc or 0) + (invoice.discount or 0)
            yield Suggestion(plain(value), "Resta de los otros valores", "Total menos impuestos.")


def _registered(supplier: Supplier, name: str, origin: str) -> Iterator[Suggestion]:
    yield Suggestion(getattr(supplier, _OF_THE_REGISTER[name]), origin)


def _as_read(reading: FieldReading) -> Suggestion:
    return Suggestion(reading.value, _READ_FROM.get(reading.source, "Otra lectura"), reading.reason)


def _distinct(name: str, present: str, offers: Iterator[Suggestion]) -> Iterator[Suggestion]:
    """Each value once, and not the one that stands there."""
    same = _key_of(name)
    seen = {same(present)}
    for one in offers:
        if one.value and same(one.value) not in seen:
            seen.add(same(one.value))
            yield one


def _key_of(name: str) -> Callable[[str], object]:
    if BY_NAME[name].kind == "money":
        return lambda text: Decimal(text).quantize(Decimal("0.01")) if text else None
    return letters_and_digits if BY_NAME[name].kind in ("nit", "dv", "cufe") else _folded


def _folded(text: str) -> str:
    return " ".join(text.upper().split())
