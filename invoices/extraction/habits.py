"""What is remembered of one supplier: where it prints a field, what it always prints there, in what shape.

A habit is a guess with a past: each invoice a person has looked at makes it weigh more or less. How it is
learned is in `lessons`, how it is used in `recall`. Pure data, with a plain form for storing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

Kind = Literal["place", "value", "shape"]

# A habit seen once speaks; two or three misses silence it, a hit or two bring it back.
FIRST = 0.5
SILENT = 0.25
_AFTER_HIT = 0.3
_AFTER_MISS = 0.55
# Of one field and kind, and of one supplier: the weakest give way.
MOST_OF_A_KIND = 3
MOST_OF_A_SUPPLIER = 120

# What a supplier prints the same on every invoice.
CONSTANT = (
    "supplier_name", "supplier_address", "supplier_city", "supplier_phone", "supplier_email", "resolution_number",
    "payment_form", "payment_means", "currency",
)  # fmt: skip
MONEY = (
    "subtotal", "discount", "tax_base", "iva", "inc", "rete_fuente", "rete_iva", "rete_ica", "total", "amount_payable",
)  # fmt: skip
# What has its place on the page. Tax numbers and codes check themselves and are left alone.
PLACED = ("invoice_number", "issue_date", "issue_time", "due_date", "purchase_order", *MONEY)
# Not fields: how the supplier writes all of its amounts, and all of its dates.
DECIMAL_MARK = "decimal_mark"
DATE_ORDER = "date_order"


@dataclass(frozen=True, slots=True)
class Landmark:
    """Words of the form near a value. The value lies `x0` to `x1` from their left edge and `y` below their middle,
    in widths of a letter, so that page and picture may be of any size."""

    words: str
    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: by the words around it, the nearest first, and roughly how far down the page."""

    label: str
    relation: str
    landmarks: tuple[Landmark, ...]
    down: float
    page: int


@dataclass(frozen=True, slots=True)
class Habit:
    """One thing a supplier does. `value` holds what it prints, or the shape of it; empty for a place."""

    field: str
    kind: Kind
    document_type: str = ""
    value: str = ""
    place: Place | None = None
    weight: float = FIRST
    hits: int = 1
    misses: int = 0

    @property
    def speaks(self) -> bool:
        return self.weight >= SILENT

    @property
    def key(self) -> str:
        """What tells it from the supplier's other habits of this field and kind."""
        if self.place is None:
            return self.value
        return " | ".join(f"{one.words} {one.y:.0f}" for one in self.place.landmarks[:2])

    def hit(self) -> "Habit":
        return replace(self, hits=self.hits + 1, weight=round(self.weight + (1 - self.weight) * _AFTER_HIT, 4))

    def missed(self) -> "Habit":
        return replace(self, misses=self.misses + 1, weight=round(self.weight * _AFTER_MISS, 4))


@dataclass(frozen=True, slots=True)
class Habits:
    """All habits of the supplier with this NIT."""

    nit: str
    all: tuple[Habit, ...] = ()

    def of(self, field: str, kind: Kind, document_type: str = "") -> list[Habit]:
        """Those that speak, the surest first."""
        found = [
            one
            for one in self.all
            if one.field == field and one.kind == kind and one.speaks and one.document_type in ("", document_type)
        ]
        return sorted(found, key=lambda one: -one.weight)

    def usual(self, field: str, document_type: str = "") -> Habit | None:
        """What it usually prints in a field."""
        return next(iter(self.of(field, "value", document_type)), None)


# Asked once per invoice, with the NIT of a supplier that has been recognised.
Memory = Callable[[str], Habits | None]


def nothing_remembered(_nit: str) -> Habits | None:
    """The memory of somebody who has read nothing yet."""
    return None


def bounded(habits: Iterable[Habit]) -> tuple[Habit, ...]:
    """The surest of each kind, and not more than a supplier may have."""
    kept: dict[tuple[str, str, str], int] = {}
    found: list[Habit] = []
    for one in sorted(habits, key=lambda one: -one.weight):
        group = (one.field, one.kind, one.document_type)
        if kept.get(group, 0) < MOST_OF_A_KIND:
            kept[group] = kept.get(group, 0) + 1
            found.append(one)
    return tuple(found[:MOST_OF_A_SUPPLIER])


# --- as plain data ----------------------------------------------------------------------------------


def place_as_data(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "label": place.label,
        "relation": place.relation,
        "down": round(place.down, 3),
        "page": place.page,
        "landmarks": [[one.words, round(one.x0, 1), round(one.x1, 1), round(one.y, 1)] for one in place.landmarks],
    }


def place_from_data(data: Mapping[str, Any]) -> Place | None:
    if not data:
        return None
    marks: Sequence[Sequence[Any]] = data["landmarks"]
    return Place(
        str(data["label"]),
        str(data["relation"]),
        tuple(Landmark(str(words), float(x0), float(x1), float(y)) for words, x0, x1, y in marks),
        float(data["down"]),
        int(data["page"]),
    )
