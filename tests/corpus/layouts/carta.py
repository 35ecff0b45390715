"""A letter with two columns above: dark title bars, bold labels with values in a second column, few borders."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

DARK = "#58595b"


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    y = _lines(sheet, show, y)
    y = _totals(sheet, show, y)
    _foot(sheet, show, max(y + 24, 520))


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.logo(28, 44, 165, 56, seller.trade_name)
    y = 40.0
    for line in (show.name("supplier"), "RESPONSABLE IVA RÉGIMEN COMÚN", "NIT " + show.nit("supplier")):
        y = sheet.paragraph(208, y, 166, line, 7.6, bold=True, leading=10.5)
    y += 8
    for line in (
        "DIRECCIÓN",
        f"{seller.address} {seller.city.upper()}",
        f"TELÉFONO: {seller.phone}",
        f"E-MAIL: {seller.email}",
    ):
        y = sheet.paragraph(208, y, 166, line, 7.6, bold=True, leading=10.5)
    sheet.box(380, 24, 216, 22, fill=DARK, weight=0)
    sheet.text(488, 38, "FACTURA ELECTRÓNICA DE VENTA", 8.6, bold=True, align="c", color="#ffffff")
    sheet.box(380, 48, 216, 24)
    sheet.text(488, 64, show.number(), 10.5, bold=True, align="c")
    sheet.text(404, 84, f"Vigencia: {invoice.authorized_on} a {invoice.authorized_until}", 7)
    sheet.text(404, 97, f"Resolución No. {show.text('authorization_number')} del {invoice.authorized_on}.", 7)
    sheet.text(404, 109, f"Consecutivo de la {invoice.prefix}", 7)
    sheet.text(404, 121, f"Rango: {invoice.range_from} a la {invoice.range_to}", 7)
    y = max(y, 132)
    sheet.box(6, y, 590, 17, fill=DARK, weight=0)
    sheet.text(18, y + 12, "Comprador:", 8.6, bold=True, color="#ffffff")
    sheet.text(18, y + 30, show.name("customer"), 9.4, bold=True)
    sheet.text(410, y + 30, "NIT: " + show.nit("customer"), 9.4, bold=True)
    return _boxes(sheet, show, y + 42, buyer.address, buyer.phone, buyer.email)


def _boxes(sheet: Sheet, show: Shown, y: float, address: str, phone: str, email: str) -> float:
    sheet.box(12, y, 584, 92, radius=5, color="#999999")
    sheet.rule(296, y, 296, y + 92, 0.5, "#999999")
    for row, (label, value) in enumerate(
        (
            ("Persona de Contacto:", ""),
            ("Dirección", address),
            ("Teléfono Contacto:", phone),
            ("Correo Electrónico:", email),
        )
    ):
        sheet.text(18, y + 14 + 22 * row, label, 8.6, bold=True)
        sheet.text(134, y + 14 + 22 * row, value, 7.6)
    invoice = show.invoice
    rows = [
        ("Fecha Factura:", f"{show.date('issue_date')} {show.time()}"),
        ("Fecha Vencimiento:", show.date("due_date")),
        ("Orden de Compra:", show.text("order_reference")),
    ]
    for row, (label, value) in enumerate(rows):
        sheet.text(302, y + 14 + 18 * row, label, 8.6, bold=True)
        sheet.text(440, y + 14 + 18 * row, value, 7.6)
    code = "1" if invoice.payment_form == "Contado" else "2"
    sheet.text(302, y + 68, f"Método Pago: [{code}] {show.text('payment_form')}", 7.4, bold=True)
    sheet.text(302, y + 81, f"Código Forma Pago: [10] {invoice.payment_means}", 7.4, bold=True)
    sheet.box(12, y + 97, 578, 24, radius=5, color="#999999")
    sheet.text(18, y + 112, "Comentarios:", 8)
    return y + 130


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    columns = [
        Column("CÓDIGO", 62, lambda i, row: row.code),
        Column("CANTIDAD", 44, lambda i, row: show.quantity(row), "c"),
        Column("DESCRIPCIÓN", 250, lambda i, row: row.description, wrap=True),
        Column("VALOR UNITARIO", 72, lambda i, row: show.amount(row.unit_price), "r"),
        Column("DESCUENTO", 52, lambda i, row: show.amount(row.discount) if row.discount else "", "r"),
        Column("IVA", 34, lambda i, row: f"{row.tax_rate:.0f} %" if row.tax_rate else "", "c"),
        Column("VALOR TOTAL", 72, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(
        size=7.2,
        head_size=6.6,
        head_fill=DARK,
        head_color="#ffffff",
        lines="none",
        row=15,
        zebra="#dddddd",
        head_align="c",
    )
    rows = show.lines(("description", "code", "quantity", "unit_price", "tax_rate", "line_total"))
    return sheet.table(12, y, columns, rows, grid)


def _totals(sheet: Sheet, show: Shown, y: float) -> float:
    invoice = show.invoice
    y += 6
    sheet.box(12, y, 420, 20, radius=5, color="#999999")
    words = show.words("capital", " COP").lower().replace("cop", "COP").replace(" pesos", "")
    sheet.text(222, y + 13, words[:118], 7 if len(words) < 100 else 6, align="c")
    top = y
    rows = [("Sub total", show.amount(invoice.gross)), ("Descuento", show.money("discount"))]
    show.truth["subtotal"] = f"{invoice.gross:.2f}"
    rows.extend((f"{name} %", show.amount(amount)) for name, amount in invoice.taxes.items() if amount)
    if invoice.iva:
        show.truth["iva"] = f"{invoice.iva:.2f}"
    y += 10
    for label, value in rows:
        sheet.text(505, y + 14, label, 8, align="r")
        sheet.text(594, y + 14, value, 8, align="r")
        y += 18
    sheet.box(370, y + 4, 228, 16, fill="#d8d8d8", weight=0)
    sheet.text(505, y + 16, "Total COP", 9, bold=True, align="r")
    sheet.text(596, y + 16, show.money("total"), 9.4, bold=True, align="r")
    sheet.totals = (440, top, 156, y + 20 - top)
    sheet.text(16, y - 10, "Observaciones:", 7.2)
    sheet.paragraph(
        18,
        y + 22,
        330,
        f"CONSIGNAR EN LA CUENTA CORRIENTE BANCO {sheet.rng.randint(100, 999)}-{sheet.rng.randint(10000, 99999)}-1 A NOMBRE DE {invoice.supplier.name} NIT: {show.nit('supplier')}",
        7.6,
    )
    return y + 30


def _foot(sheet: Sheet, show: Shown, y: float) -> None:
    sheet.qr(show.qr("equals", "annex", "one-line"), 46, y + 12, 86)
    sheet.text(150, y, "CÓDIGO ÚNICO DE FACTURA ELECTRÓNICA:", 8.6, bold=True)
    for line in sheet.cut(show.text("cufe"), 405, 8.2, bold=True):
        y += 12.5
        sheet.text(150, y, line, 8.2, bold=True)
    sheet.text(150, y + 16, "Firma Certificación", 7.2)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for row in range(5):
        sheet.text(150, y + 29 + 12 * row, "".join(sheet.rng.choice(letters) for _ in range(64)), 7.2)
    sheet.text(12, 756, "REPRESENTACIÓN GRÁFICA DE LA FACTURA ELECTRÓNICA SEGÚN", 7, bold=True)
    sheet.text(
        12, 768, f"PÁRRAFO 1, ARTÍCULO 3 DECRETO 2242 de 2015 072-{sheet.rng.randint(10000, 99999)}", 7, bold=True
    )
    sheet.text(540, 768, "Página 1 de 1", 8, align="r")


def want(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("servicios", "papeleria", "alquiler", "transporte")),
        lines=(1, 7),
        line_discounts=0.4,
        order=0.5,
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers="co2",
        quantities="co2",
        nits=rng.choice(("plain", "glued-dv", "dash-dv")),
        buyer_nits="plain",
        dates="iso",
    )


LAYOUT = Layout("carta", draw, want, style, stamped=0.4)
