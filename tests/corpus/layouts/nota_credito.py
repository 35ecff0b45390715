"""An electronic credit note: the invoice it corrects is printed first, with a CUFE of its own beside the note's CUDE."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

REASONS = (
    "1 - Devolución parcial de los bienes",
    "2 - Anulación de factura electrónica",
    "3 - Rebaja o descuento parcial o total",
    "4 - Ajuste de precio",
)


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    columns = [
        Column("Código", 70, lambda i, row: row.code),
        Column("Descripción", 230, lambda i, row: row.description, wrap=True),
        Column("Cant.", 50, lambda i, row: show.quantity(row), "r"),
        Column("Valor Unitario", 80, lambda i, row: show.amount(row.unit_price), "r"),
        Column("IVA", 34, lambda i, row: f"{row.tax_rate or 0:.0f}%", "r"),
        Column("Valor Total", 84, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=7.8, head_size=7.6, head_fill="#fee2e2", lines="rows", color="#9ca3af", row=13.5)
    y = sheet.table(
        32, y, columns, show.lines(("description", "code", "quantity", "unit_price", "tax_rate", "line_total")), grid
    )
    _totals(sheet, show, y + 10)


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.logo(32, 30, 130, 50, seller.trade_name)
    sheet.text(306, 40, show.name("supplier"), 10.5, bold=True, align="c")
    for row, line in enumerate(
        (f"NIT {show.nit('supplier')}", f"{seller.address} - {seller.city}", f"Teléfono {seller.phone}", seller.email)
    ):
        sheet.text(306, 52 + 10 * row, line, 8, align="c")
    sheet.text(580, 40, "NOTA CRÉDITO ELECTRÓNICA", 9.6, bold=True, align="r", color="#b91c1c")
    sheet.text(580, 58, "No. " + show.number("{prefix} {number}"), 12, bold=True, align="r")
    sheet.text(580, 72, f"Fecha: {show.date('issue_date')}  {show.time()}", 8, align="r")
    reference = invoice.reference
    if reference is None:
        raise ValueError("a credit note needs the invoice it corrects")
    sheet.box(32, 100, 548, 44, color="#9ca3af", radius=4)
    sheet.text(
        38, 112, f"Factura afectada: {reference.number}      Fecha factura: {show.day(reference.date)}", 8, bold=True
    )
    sheet.text(38, 124, "CUFE factura:", 6.8, bold=True)
    sheet.text(90, 124, reference.cufe, 6.8)
    sheet.text(38, 137, "Concepto: " + sheet.rng.choice(REASONS), 8)
    for row, (label, value) in enumerate(
        (
            ("Cliente", show.name("customer")),
            ("NIT", show.nit("customer")),
            ("Dirección", f"{buyer.address} - {buyer.city}"),
        )
    ):
        sheet.pair(38, 160 + 13 * row, label, value, 8.2, at=92)
    return 202


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    rows = [
        ("Subtotal", show.money("subtotal")),
        ("IVA", show.money("iva")),
        ("Total Nota Crédito", show.money("total")),
    ]
    sheet.ledger(rows, y + 12, label=400, value=577, step=14, size=9, strong=("Total",))
    sheet.totals = (400, y, 177, 44)
    sheet.paragraph(36, y + 12, 340, "Son: " + show.words("capital", " m/cte"), 8)
    sheet.text(
        36,
        y + 40,
        f"Observaciones: {sheet.rng.choice(('Material devuelto por el almacén', 'Mayor valor facturado', 'Cantidad no recibida en obra'))}",
        8,
    )
    sheet.qr(show.qr("credit-note", "annex", "url"), 32, 664, 86)
    sheet.text(130, 680, "CUDE:", 7.4, bold=True)
    code_y = 680.0
    for line in sheet.cut(show.text("cufe"), 400, 7.4):
        sheet.text(158, code_y, line, 7.4)
        code_y += 9.5
    sheet.text(130, 712, f"Validación DIAN: {invoice.issue_date} {invoice.issue_time}", 7)
    sheet.text(
        130, 724, "Proveedor tecnológico: FACTUANDES S.A.S. NIT 949.100.444-9   Software: Factuandes Cloud 4.2", 7
    )


def want(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("ferreteria", "acero", "industrial", "papeleria")),
        document_type="nota_credito",
        lines=(1, 4),
        order=0,
        prefixes=("NC", "NCE", "DV", "N"),
        digits=(1, 5),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co2", "us2")),
        quantities="auto",
        nits=rng.choice(("dots-dv", "dash-dv", "space-dv")),
        buyer_nits="dash-dv",
        dates=rng.choice(("dmy/", "iso")),
        currency=rng.choice(("", "$")),
    )


LAYOUT = Layout("nota_credito", draw, want, style, stamped=0.2)
