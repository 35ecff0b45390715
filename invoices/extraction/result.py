"""What a reading says, frozen. One shape for XML, QR, text and every engine.

Boxes are (x0, y0, x1, y1) as shares of the page, 0..1, origin at the top left. Confidences are
0..1 and mean the probability that the value is right. Pages count from 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Literal

Source = Literal["xml", "qr", "text", "ocr", "model", "derived"]
Severity = Literal["error", "warning", "info"]
DocumentType = Literal["factura", "nota_credito", "nota_debito", "pos", "documento_soporte", "cuenta_de_cobro"]
Value = str | Decimal | date | time

# The header fields a reading may hold, in the order they are printed.
FIELD_NAMES: tuple[str, ...] = (
    "invoice_number", "issue_date", "issue_time", "due_date",
    "supplier_nit", "supplier_dv", "supplier_name", "supplier_address", "supplier_city",
    "supplier_phone", "supplier_email",
    "customer_nit", "customer_dv", "customer_name",
    "purchase_order", "payment_form", "payment_means", "currency",
    "subtotal", "discount", "tax_base", "iva", "inc", "rete_fuente", "rete_iva", "rete_ica",
    "total", "amount_payable", "cufe", "resolution_number", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in shares of its width and height."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if not (0 <= self.x0 <= self.x1 <= 1 and 0 <= self.y0 <= self.y1 <= 1):
            raise ValueError(f"box outside the page or turned over: {self}")

    @classmethod
    def clamped(cls, x0: float, y0: float, x1: float, y1: float) -> "Box":
        """A box from coordinates that may lie a little outside the page."""
        left, right = sorted((min(max(x0, 0.0), 1.0), min(max(x1, 0.0), 1.0)))
        top, bottom = sorted((min(max(y0, 0.0), 1.0), min(max(y1, 0.0), 1.0)))
        return cls(left, top, right, bottom)

    def union(self, other: "Box") -> "Box":
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    def as_list(self) -> list[float]:
        return [round(v, 5) for v in (self.x0, self.y0, self.x1, self.y1)]


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page with its place and how sure the reader is of its letters."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """One value for one field, with its evidence. `reasons` are Spanish, for the person.

    `learned`: only what is remembered of the supplier brought this value forward, so a QR goes before it.
    """

    field: str
    value: Value
    confidence: float
    source: Source
    page: int | None = None
    box: Box | None = None
    text: str = ""
    reasons: tuple[str, ...] = ()
    member: str = ""
    learned: bool = False


@dataclass(frozen=True, slots=True)
class LineReading:
    """One line item. What could not be read is None, never zero. `reasons` are Spanish, for the person."""

    description: str
    code: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    discount: Decimal | None = None
    tax_rate: Decimal | None = None
    total: Decimal | None = None
    confidence: float = 0.0
    source: Source = "text"
    page: int | None = None
    box: Box | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenFile:
    """The words of a file as its pages were read, on the straightened page: what a supplier's habits are told from."""

    member: str
    pages: tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class ReadingFinding:
    """Something the reading itself noticed, such as an XML whose PDF says another total."""

    code: str
    severity: Severity
    message: str
    field: str = ""
    expected: str = ""
    actual: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceReading:
    """All that was read of one invoice. `alternatives` are the next best candidates per field."""

    document_type: DocumentType
    fields: Mapping[str, Reading]
    lines: tuple[LineReading, ...] = ()
    findings: tuple[ReadingFinding, ...] = ()
    alternatives: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    # Files inside a ZIP that show this invoice, the best first; ("",) for a plain file.
    members: tuple[str, ...] = ("",)
    pages: tuple[int, ...] = ()
    text: str = ""
    seen: tuple[SeenFile, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """What an engine says of one page image: words where they stand, and of some engines whole values.

    An engine that understands invoices gives `readings` and `lines`, of source "model", with boxes as
    shares of the image given or none. Their confidence is the engine's own word; what it is worth is
    weighed in `understood` against everything else that is known. `words` may then be empty.
    """

    words: tuple[Word, ...]
    engine: str
    readings: tuple[Reading, ...] = ()
    version: str = ""
    lines: tuple[LineReading, ...] = ()
    document_type: DocumentType | None = None
    # Quarter turns to the left after which the picture was read: boxes are on the turned picture. None
    # from an engine that reads a picture as it comes.
    turn: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.readings or self.lines)


@dataclass(frozen=True, slots=True)
class Extraction:
    """The result for one file: one invoice, or several for a ZIP that holds several."""

    invoices: tuple[InvoiceReading, ...]
    media_type: str
    page_count: int
    engine: str
    engine_version: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
