"""How the review page groups and shows the fields of an invoice: value, source, state, reason, suggestions.

Reads only. What is typed into the page is taken apart in review_form.py.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from invoices.checking import is_doubtful
from invoices.fields import BY_NAME, InvoiceField
from invoices.models import FieldReading, Finding, Invoice
from invoices.suggestions import Suggestion
from invoices.templatetags.radica import amount, nit

# name, width in twelfths of the pane
GROUPS: tuple[tuple[str, str, tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]], ...] = (
    (
        "factura",
        "Factura",
        (
            ("invoice_number", 4), ("document_type", 4), ("purchase_order", 4),
            ("issue_date", 4), ("due_date", 4), ("payment_form", 4),
        ),
        (("issue_time", 3), ("currency", 3), ("payment_means", 6), ("resolution_number", 4), ("cufe", 8)),
    ),
    (
        "proveedor",
        "Proveedor",
        (("supplier_nit", 4), ("supplier_dv", 2), ("supplier_name", 6)),
        (("supplier_address", 8), ("supplier_city", 4), ("supplier_phone", 4), ("supplier_email", 8)),
    ),
    ("cliente", "Cliente", (("customer_nit", 4), ("customer_dv", 2), ("customer_name", 6)), ()),
    (
        "totales",
        "Totales",
        (("subtotal", 4), ("iva", 4), ("total", 4)),
        (
            ("discount", 4), ("tax_base", 4), ("inc", 4),
            ("rete_fuente", 4), ("rete_iva", 4), ("rete_ica", 4), ("amount_payable", 4),
        ),
    ),
    ("observaciones", "Observaciones", (), (("notes", 12),)),
)  # fmt: skip
SEVERITIES = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that may be taken over with one key: as a clerk types it, where it comes from and why."""

    value: str
    origin: str
    reason: str


@dataclass(slots=True)
class ShownField:
    """One field as the page draws it."""

    spec: InvoiceField
    width: int
    value: str
    machine: str = ""
    source: str = ""
    source_label: str = ""
    state: str = "sure"
    reasons: list[str] = field(default_factory=list)
    suggestions: list[Offer] = field(default_factory=list)
    place: Mapping[str, Any] | None = None
    confidence: int | None = None
    error: str = ""
    theirs: str = ""

    @property
    def name(self) -> str:
        return self.spec.name

    @property
    def numeric(self) -> bool:
        return self.spec.kind == "money"


@dataclass(slots=True)
class Group:
    name: str
    label: str
    fields: list[ShownField]
    more: list[ShownField]

    @property
    def more_open(self) -> bool:
        """Hidden fields that need a person are not hidden."""
        return any(one.state in ("doubtful", "error") or one.error or one.theirs for one in self.more)

    @property
    def filled(self) -> int:
        return sum(1 for one in self.more if one.value)


def groups_of(
    invoice: Invoice,
    readings: Sequence[FieldReading],
    findings: Sequence[Finding],
    *,
    typed: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    theirs: Mapping[str, str] | None = None,
    confirmed: Sequence[str] = (),
    offers: Mapping[str, Sequence[Suggestion]] | None = None,
) -> list[Group]:
    """All fields in their groups. `typed` is what a person wrote into a page that could not be saved."""
    current = {reading.name: reading for reading in readings if reading.current}
    said: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.open and finding.severity != "info" and finding.line is None:
            said[finding.field].append(finding)

    def shown(name: str, width: int) -> ShownField:
        one = _shown(invoice, BY_NAME[name], width, current.get(name), said[name])
        one.suggestions = [
            Offer(text, offer.origin, offer.reason)
            for offer in (offers or {}).get(name, ())
            if (text := machine_text(one.spec, offer.value)) and text != one.value
        ]
        one.value = (typed or {}).get(name, one.value)
        one.error = (errors or {}).get(name, "")
        one.theirs = (theirs or {}).get(name, "")
        if name in confirmed and one.state == "doubtful":
            one.state = "confirmed"
        return one

    return [
        Group(name, label, [shown(*one) for one in first], [shown(*one) for one in rest])
        for name, label, first, rest in GROUPS
    ]


def _shown(
    invoice: Invoice, spec: InvoiceField, width: int, reading: FieldReading | None, said: Sequence[Finding]
) -> ShownField:
    value = text_of(spec, getattr(invoice, spec.name))
    one = ShownField(spec, width, value)
    if reading is not None:
        one.source, one.source_label = reading.source, reading.get_source_display()
        one.confidence = int(reading.confidence * 100)
        one.place = place_of(reading)
        if reading.source != "person":
            one.machine = value
    bad = [finding for finding in said if finding.severity == "error"]
    if bad or (spec.required and not value):
        one.state = "error"
    elif reading is not None and is_doubtful(reading):
        one.state = "doubtful"
    elif reading is not None and (reading.confirmed_at is not None or reading.source == "person"):
        one.state = "confirmed"
    elif not value:
        one.state = "blank"
    one.reasons = [finding.message for finding in said]
    if one.state == "doubtful" and reading is not None:
        one.reasons.append(reading.reason or "La lectura no es segura. Compárala con la imagen.")
    if spec.required and not value and not one.reasons:
        one.reasons.append("No se pudo leer. Escríbelo como está en la factura.")
    return one


def text_of(spec: InvoiceField, value: Any) -> str:
    """A value the way a clerk types it."""
    if value is None or value == "":
        return ""
    if isinstance(value, Decimal):
        return amount(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}" if value.second == 0 else f"{value:%H:%M:%S}"
    return nit(value) if spec.kind == "nit" else str(value)


def machine_text(spec: InvoiceField, value: str) -> str:
    """A reading's value (dot decimals, ISO dates) the way a clerk types it."""
    try:
        if spec.kind == "money":
            return amount(Decimal(value)) if value else ""
        if spec.kind == "date":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        if spec.kind == "time":
            return text_of(spec, time.fromisoformat(value))
    except (InvalidOperation, ValueError):
        return ""
    return nit(value) if spec.kind == "nit" else value


def place_of(reading: FieldReading) -> dict[str, Any] | None:
    """Where on which page it stands."""
    if reading.page is None or not reading.box or reading.document_id is None:
        return None
    return {"document": reading.document_id, "member": reading.member, "page": reading.page, "box": reading.box}


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: (not one.open, SEVERITIES[one.severity], one.line or 0, one.pk))
