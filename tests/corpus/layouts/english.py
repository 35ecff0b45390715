"""A software house that invoices in two languages: every label twice, dates in English, figures with comma thousands."""

import random

from ..invoice import Want
from ..sheet import A4, Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

BLUE = "#1d3557"


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    columns = [
        Column("Item / Ítem", 44, lambda i, row: str(i + 1), "c"),
        Column("Description / Descripción", 232, lambda i, row: row.description, wrap=True),
        Column("Qty / Cant.", 48, lambda i, row: show.quantity(row), "r"),
        Column("Unit price / Precio unit.", 86, lambda i, row: show.amount(row.unit_price), "r"),
        Column("VAT / IVA", 40, lambda i, row: f"{row.tax_rate or 0:.0f}%", "r"),
        Column("Amount / Importe", 85, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=8, head_size=7.2, head_fill="#e9eef5", lines="rows", color="#b8c4d6", row=16)
    y = sheet.table(
        30, y, columns, show.lines(("description", "quantity", "unit_price", "tax_rate", "line_total")), grid
    )
    _totals(sheet, show, y + 10)
    _foot(sheet, show)


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.logo(30, 34, 150, 50, seller.trade_name)
    sheet.text(565, 52, "INVOICE", 22, bold=True, align="r", color=BLUE)
    sheet.text(565, 66, "Factura electrónica de venta", 9, align="r", color=BLUE)
    rows = (
        ("Invoice No. / Factura No.", show.number("{prefix}-{number}" if invoice.prefix else "{prefix}{number}")),
        ("Invoice date / Fecha", show.date("issue_date")),
        ("Due date / Vencimiento", show.date("due_date")),
        ("PO number / Orden de compra", show.text("order_reference")),
        ("Terms / Forma de pago", f"{show.text('payment_form')} / Net {(invoice.due_date - invoice.issue_date).days}"),
    )
    for row, (label, value) in enumerate(rows):
        sheet.text(340, 92 + 13 * row, label, 7.8, color="#555555")
        sheet.text(565, 92 + 13 * row, value, 8.2, bold=row == 0, align="r")
    for row, line in enumerate(
        (
            show.name("supplier"),
            f"Tax ID / NIT: {show.nit('supplier')}",
            seller.address,
            f"{seller.city}, Colombia",
            f"{seller.phone} - {seller.email}",
        )
    ):
        sheet.text(30, 104 + 12 * row, line, 8.4, bold=row == 0)
    sheet.box(30, 172, 535, 14, fill=BLUE, weight=0)
    sheet.text(36, 182, "BILL TO / FACTURAR A", 8, bold=True, color="#ffffff")
    for row, line in enumerate(
        (show.name("customer"), f"Tax ID / NIT: {show.nit('customer')}", f"{buyer.address}, {buyer.city}")
    ):
        sheet.text(36, 200 + 12 * row, line, 8.4, bold=row == 0)
    return 244


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    rows = [("Subtotal", show.money("subtotal")), ("VAT / IVA 19%", show.money("iva"))]
    if invoice.rete_fuente:
        rows += [
            ("Total invoice / Total factura", show.money("total")),
            ("Withholding / Retefuente", f"({show.money('rete_fuente')})"),
            (f"Amount due / Valor a pagar {invoice.currency}", show.money("amount_payable")),
        ]
    else:
        rows.append((f"Total due / Total a pagar {invoice.currency}", show.money("total")))
    sheet.ledger(rows, y + 12, label=330, value=562, step=15, size=9, strong=("Total due", "Amount due"))
    sheet.totals = (330, y, 232, 15 * len(rows))
    sheet.paragraph(30, y + 14, 270, "Amount in words / Son: " + show.words("capital", " m/cte"), 7.6)


def _foot(sheet: Sheet, show: Shown) -> None:
    invoice = show.invoice
    sheet.qr(show.qr("annex", "equals"), 30, 690, 90)
    lines = (
        "Payment by wire transfer / Pago por transferencia: Bancoandes, savings account 204-55871-23, SWIFT BANDCOBB",
        f"Numbering authorization / Resolución DIAN {show.text('authorization_number')}, {invoice.authorized_on} to {invoice.authorized_until}, {invoice.prefix}{invoice.range_from} - {invoice.prefix}{invoice.range_to}",
        "CUFE: " + show.text("cufe")[:58],
        invoice.cufe[58:],
        "This document is the graphic representation of an electronic sales invoice. / Representación gráfica de la factura electrónica de venta.",
    )
    y = 704.0
    for line in lines:
        y = sheet.paragraph(132, y, 430, line, 7, leading=9) + 2


def want(rng: random.Random) -> Want:
    held = ("rete_fuente",) if rng.random() < 0.3 else ()
    return Want(
        trade="software", lines=(1, 5), order=0.7, withholdings=held, service=True, prefixes=("INV", "FE", "BC")
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers="us2",
        quantities=rng.choice(("auto", "us2")),
        nits=rng.choice(("dash-dv", "dots-dv")),
        buyer_nits="dash-dv",
        dates=rng.choice(("english", "iso")),
        currency=rng.choice(("$", "COP ")),
    )


LAYOUT = Layout("english", draw, want, style, size=A4, stamped=0.2)
