"""Plain functions that make what a test of invoices needs, through the functions the product uses."""

import itertools
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import COMPRAS, CONTABILIDAD, GERENCIA
from invoices import checking, filing, intake
from invoices.extraction.result import Extraction, InvoiceReading, LineReading, Reading
from invoices.models import Document, Invoice
from tests.purchasing.making import empresa, obra, order, supplier

__all__ = ["empresa", "obra", "order", "supplier"]

ISSUED = date(2026, 3, 10)
FAR_AWAY = date(2099, 1, 1)
_numbers = itertools.count(1)

PLAIN = {
    "invoice_number": "FE-100",
    "issue_date": ISSUED,
    "due_date": date(2026, 4, 10),
    "supplier_nit": "900123456",
    "supplier_dv": "8",
    "supplier_name": "Ferretería El Tornillo S.A.S.",
    "customer_nit": "901000001",
    "customer_dv": "6",
    "customer_name": "Constructora Prueba S.A.S.",
    "purchase_order": "OC-1",
    "currency": "COP",
    "subtotal": Decimal("1000.00"),
    "iva": Decimal("190.00"),
    "total": Decimal("1190.00"),
}


def person(username: str, group: str | None = None, **fields) -> User:
    fields.setdefault("email", f"{username}@example.com")
    user = User.objects.create_user(username=username, password="clave-de-prueba", is_staff=True, **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return User.objects.get(pk=user.pk)


def clerk(username: str = "ana") -> User:
    return person(username, CONTABILIDAD, first_name=username.title())


def buyer(username: str = "berta", **fields) -> User:
    return person(username, COMPRAS, first_name=username.title(), **fields)


def manager(username: str = "gloria") -> User:
    return person(username, GERENCIA, first_name=username.title())


def company() -> None:
    """Our own company, one supplier and one order that PLAIN fits."""
    empresa()
    supplier()
    order(number="OC-1", total="1190.00")


def pdf(text: str = "") -> bytes:
    """A small valid PDF whose bytes differ for each text."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" + (
        f"% {text or next(_numbers)}\ntrailer<</Root 1 0 R>>\n%%EOF\n".encode()
    )


def document(text: str = "", by: User | None = None) -> Document:
    return intake.receive(data=pdf(text), name=f"{text or 'factura'}.pdf", door="upload", by=by).document


def reading(*, confidence: float = 0.99, doubts: dict[str, float] | None = None, lines=(), **values) -> InvoiceReading:
    """What was read of PLAIN with these changes; a value of None was not read at all."""
    kind = values.pop("document_type", "factura")
    findings, text = values.pop("findings", ()), values.pop("text", "")
    members, source = values.pop("members", ("",)), values.pop("source", "text")
    fields = {
        name: Reading(name, value, (doubts or {}).get(name, confidence), source)
        for name, value in (PLAIN | values).items()
        if value is not None
    }
    return InvoiceReading(kind, fields, tuple(lines), tuple(findings), members=members, text=text)


def line(description="Cemento gris 50 kg", quantity="10", unit_price="100", total="1000", **more) -> LineReading:
    return LineReading(
        description,
        quantity=Decimal(quantity),
        unit_price=Decimal(unit_price),
        total=Decimal(total),
        confidence=more.pop("confidence", 0.95),
        **more,
    )


def extraction(*readings: InvoiceReading) -> Extraction:
    return Extraction(tuple(readings), "application/pdf", 1, "none")


def invoice(one: InvoiceReading | None = None, **values) -> Invoice:
    """An invoice as it stands after its document was read."""
    return filed(document(), one or reading(**values))[0]


def filed(source: Document, one: InvoiceReading) -> tuple[Invoice, str]:
    """What became of a reading of that document."""
    shown, outcome = filing.file_reading(source, one)
    if outcome in ("new", "improved"):
        checking.recheck(shown, by=None)
    return Invoice.objects.get(pk=shown.pk), outcome
