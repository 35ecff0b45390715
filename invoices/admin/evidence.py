"""What the review page shows beside the form: page images of the documents, or the XML made readable.

Reads only, and only rows: no file is opened here, the images come one by one from their own view.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from invoices.admin.review_fields import machine_text
from invoices.fields import BY_NAME, InvoiceField
from invoices.models import Document, FieldReading, Invoice, InvoiceDocument, InvoiceLine
from invoices.templatetags.radica import amount, quantity

PICTURES = {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif"}
MOST_PAGES = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the electronic document says, to be read like a page."""

    title: str
    values: dict[str, str]
    groups: Sequence[tuple[str, Sequence[tuple[InvoiceField, str]]]]
    lines: Sequence[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Evidence:
    pages: Sequence[dict[str, Any]]
    sheet: Sheet | None
    files: Sequence[dict[str, str]]


def evidence_of(invoice: Invoice, readings: Sequence[FieldReading], lines: Sequence[InvoiceLine]) -> Evidence:
    papers = list(invoice.evidence.select_related("document").order_by("-principal", "pk"))
    pages = [page for paper in papers if _is_picture(paper) for page in _pages(paper)][:MOST_PAGES]
    sheet = _sheet(invoice, readings, lines) if any(_is_xml(paper) for paper in papers) else None
    documents = {paper.document_id: paper.document for paper in papers}.values()
    files = [
        {"name": document.name, "url": reverse("document-original", args=[document.public_id])}
        for document in documents
    ]
    return Evidence(pages, sheet, files)


def _is_picture(paper: InvoiceDocument) -> bool:
    if paper.member:
        return PurePath(paper.member).suffix.lower() in PICTURES
    return paper.document.media_type.startswith("image/") or paper.document.media_type == "application/pdf"


def _is_xml(paper: InvoiceDocument) -> bool:
    return PurePath(paper.member).suffix.lower() == ".xml" or paper.document.media_type == "application/xml"


def _pages(paper: InvoiceDocument) -> list[dict[str, Any]]:
    document: Document = paper.document
    numbers = [page for page in paper.pages if isinstance(page, int) and page >= 0] or list(
        range(document.page_count or 1)
    )
    query = "?" + urlencode({"member": paper.member}) if paper.member else ""
    return [
        {
            "document": document.pk,
            "member": paper.member,
            "page": number,
            "url": reverse("document-page", args=[document.public_id, number]) + query,
            "label": PurePath(paper.member or document.name).name,
        }
        for number in numbers
    ]


SHEET: tuple[tuple[str, str], ...] = (
    (
        "Factura",
        "invoice_number issue_date issue_time due_date payment_form payment_means purchase_order resolution_number",
    ),
    (
        "Proveedor",
        "supplier_name supplier_nit supplier_dv supplier_address supplier_city supplier_phone supplier_email",
    ),
    ("Cliente", "customer_name customer_nit customer_dv"),
    ("Totales", "subtotal discount tax_base iva inc total rete_fuente rete_iva rete_ica amount_payable"),
    ("Identificación", "cufe notes"),
)


def _sheet(invoice: Invoice, readings: Sequence[FieldReading], lines: Sequence[InvoiceLine]) -> Sheet | None:
    said = {
        reading.name: machine_text(BY_NAME[reading.name], reading.value)
        for reading in readings
        if reading.source == "xml" and reading.value and reading.name in BY_NAME
    }
    if not said:
        return None
    groups = [
        (label, [(BY_NAME[name], said[name]) for name in names.split() if said.get(name)]) for label, names in SHEET
    ]
    return Sheet(
        invoice.get_document_type_display(),
        said,
        [group for group in groups if group[1]],
        [_sheet_line(line) for line in lines if line.source == "xml"],
    )


def _sheet_line(line: InvoiceLine) -> dict[str, str]:
    return {
        "code": line.code,
        "description": line.description,
        "quantity": f"{quantity(line.quantity)} {line.unit}".strip(),
        "unit_price": amount(line.unit_price),
        "total": amount(line.total),
    }
