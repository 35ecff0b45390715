"""What is remembered of a supplier, in words for people: each habit with its hits and misses."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from invoices.extraction.habits import DATE_ORDER, DECIMAL_MARK, SILENT
from invoices.fields import BY_NAME
from invoices.memory_models import SupplierHabit
from purchasing.models import Supplier

_BESIDE = {
    "right": "A la derecha de «{}»", "left": "A la izquierda de «{}»", "under": "Debajo de «{}»",
    "near": "Cerca de «{}»",
}  # fmt: skip
_OTHER = {DECIMAL_MARK: "Todos los valores", DATE_ORDER: "Todas las fechas"}
_MARKS = {",": "Centavos con coma", ".": "Centavos con punto"}
_ORDERS = {"dmy": "Primero el día", "mdy": "Primero el mes"}


@dataclass(frozen=True, slots=True)
class Learned:
    """One row of the list. `used` is False for what has been wrong too often."""

    pk: int
    label: str
    words: str
    hits: int
    misses: int
    used: bool
    seen_at: datetime
    by: User | None
    invoice_id: int | None


def learned_of(supplier: Supplier) -> list[Learned]:
    """In the order of the fields on the review page, the surest first."""
    rows = SupplierHabit.objects.filter(nit=supplier.nit).select_related("by")
    order = {name: place for place, name in enumerate(BY_NAME)}
    return [_in_words(row) for row in sorted(rows, key=lambda row: (order.get(row.field, 99), row.kind, -row.weight))]


def _in_words(row: SupplierHabit) -> Learned:
    label = _OTHER.get(row.field) or BY_NAME[row.field].label
    return Learned(
        row.pk, label, _words(row), row.hits, row.misses, row.weight >= SILENT, row.seen_at, row.by, row.invoice_id
    )


def _words(row: SupplierHabit) -> str:
    if row.kind == SupplierHabit.Kind.PLACE:
        return _BESIDE[row.place["relation"]].format(row.place["label"])
    if row.kind == SupplierHabit.Kind.VALUE:
        return f"Siempre «{row.value}»"
    if row.field == "invoice_number":
        prefix, _, length = row.value.rpartition(" ")
        figures = "1 cifra" if length == "1" else f"{length} cifras"
        return f"«{prefix}» y {figures}" if prefix else f"{figures}, sin prefijo"
    if row.field == "iva":
        return f"Tarifa del {row.value} %"
    return _MARKS.get(row.value) or _ORDERS.get(row.value, row.value)
