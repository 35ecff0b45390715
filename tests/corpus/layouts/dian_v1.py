"""The DIAN's free tool, version 1: one page, seller beside buyer, the CUFE in three lines under a watermark."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

BLUE = "#1f4e79"


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    y = _parties(sheet, show, y)
    y = _lines(sheet, show, y)
    if y > 560:
        sheet.new_page()
        y = 60
    _totals(sheet, show, y + 14)


def _header(sheet: Sheet, show: Shown) -> float:
    word = sheet.rng.choice(("Sin valor fiscal", "REPRESENTACIÓN GRÁFICA", "COPIA"))
    for down in (0.16, 0.55):
        sheet.watermark(word, 44, 24, "#b9c4d0", 0.55, down)
    sheet.text(40, 46, "DIAN", 20, bold=True, color=BLUE)
    sheet.text(306, 42, "Factura Electrónica de Venta", 13, bold=True, align="c")
    sheet.text(306, 55, "Representación gráfica", 8, align="c")
    sheet.rule(40, 66, 572, 66, 1, BLUE)
    invoice = show.invoice
    sheet.pair(44, 82, "Número de factura:", show.number("{prefix}{number}"), 8.4)
    sheet.pair(44, 95, "Fecha de emisión:", show.date("issue_date"), 8.4)
    sheet.pair(44, 108, "Fecha de vencimiento:", show.date("due_date"), 8.4)
    sheet.pair(230, 82, "Forma de pago:", show.text("payment_form"), 8.4)
    sheet.pair(230, 95, "Medio de pago:", invoice.payment_means, 8.4)
    sheet.pair(230, 108, "Orden de pedido:", show.text("order_reference"), 8.4)
    sheet.text(400, 82, "CUFE:", 8.4, bold=True)
    code = show.text("cufe")
    for row in range(3):
        sheet.text(428, 82 + 12 * row, code[32 * row : 32 * row + 32], 7.6)
    return 122


def _parties(sheet: Sheet, show: Shown, y: float) -> float:
    seller, buyer = show.invoice.supplier, show.invoice.customer
    sides = (
        (40, "Emisor", [("Razón social:", show.name("supplier")), ("NIT:", show.nit("supplier", "plain")), ("Régimen:", seller.regime), ("Dirección:", seller.address), ("Municipio:", f"{seller.city} / {seller.department}"), ("Teléfono:", seller.phone), ("Correo:", seller.email)]),
        (308, "Adquirente", [("Nombre:", show.name("customer")), ("NIT:", show.nit("customer", "plain")), ("Obligación:", buyer.duties), ("Dirección:", buyer.address), ("Municipio:", f"{buyer.city} / {buyer.department}"), ("Teléfono:", buyer.phone), ("Correo:", buyer.email)]),
    )  # fmt: skip
    for x, title, rows in sides:
        sheet.box(x, y, 264, 13, fill=BLUE, weight=0)
        sheet.text(x + 5, y + 9.5, title, 8.4, bold=True, color="#ffffff")
        sheet.box(x, y, 264, 104, color=BLUE)
        for row, (label, value) in enumerate(rows):
            sheet.text(x + 5, y + 26 + 12 * row, label, 7.6, bold=True)
            sheet.text(x + 62, y + 26 + 12 * row, value, 7.2 if len(value) < 48 else 6.2)
    return y + 114


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    columns = [
        Column("Nro.", 26, lambda i, row: str(i + 1), "c"),
        Column("Código", 58, lambda i, row: row.code, wrap=True),
        Column("Descripción", 158, lambda i, row: row.description, wrap=True),
        Column("U/M", 34, lambda i, row: row.unit, "c"),
        Column("Cantidad", 48, lambda i, row: show.quantity(row), "r"),
        Column("Precio unitario", 68, lambda i, row: show.amount(row.unit_price), "r"),
        Column("IVA %", 34, lambda i, row: f"{row.tax_rate:.2f}" if row.tax_rate else "0.00", "r"),
        Column("Descuento", 42, lambda i, row: show.amount(row.discount), "r"),
        Column("Total", 64, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=6.6, head_size=6.8, head_fill="#dbe5f1", color=BLUE, row=12, head_align="c")

    def on_break() -> float:
        sheet.new_page()
        return 40

    rows = show.lines(("description", "code", "quantity", "unit", "unit_price", "tax_rate", "line_total"))
    return sheet.table(40, y, columns, rows, grid, bottom=730, on_break=on_break)


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    show.knows("subtotal", invoice.gross)
    rows = [
        ("Subtotal", show.amount(invoice.gross)),
        ("Descuentos", show.money("discount")),
        ("Total bruto", show.amount(invoice.subtotal)),
        ("IVA", show.money("iva")),
        ("INC", show.money("inc")),
        ("Total factura", show.money("total")),
        ("ReteFuente", show.money("rete_fuente")),
        ("ReteICA", show.money("rete_ica")),
    ]
    sheet.box(390, y, 182, 12.5 * len(rows) + 6, color=BLUE)
    sheet.ledger(rows, y + 12, label=396, value=566, step=12.5, size=8, strong=("Total",))
    sheet.totals = (390, y, 182, 100)
    sheet.qr(show.qr("broken-url", "annex"), 44, y, 84)
    lines = (
        f"Autorización de numeración: {show.text('authorization_number')}",
        f"Rango: {invoice.prefix}{invoice.range_from} - {invoice.prefix}{invoice.range_to}",
        f"Vigencia: {invoice.authorized_on} a {invoice.authorized_until}",
        f"Generado: {show.day(invoice.issue_date)} {show.time()}",
        "Solución gratuita DIAN - NIT 800197268",
    )
    for row, line in enumerate(lines):
        sheet.text(140, y + 12 + 12 * row, line, 7.4)
    sheet.text(44, y + 108, "https://catalogo-vpfe.dian.gov.codocument/searchqr?documentkey=", 6)
    sheet.text(44, y + 116, invoice.cufe, 6)


def want(rng: random.Random) -> Want:
    held = ("rete_fuente",) if rng.random() < 0.25 else ()
    return Want(
        trade=rng.choice(("ferreteria", "servicios", "papeleria", "alquiler")),
        lines=rng.choice(((1, 3), (2, 8))),
        line_discounts=0.25,
        withholdings=held,
        order=0.4,
    )


def style(rng: random.Random) -> Style:
    return Style(numbers="co2", quantities="co2", nits="plain", buyer_nits="plain", dates="dmy/")


LAYOUT = Layout("dian_v1", draw, want, style, stamped=0.25)
