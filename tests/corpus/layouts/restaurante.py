"""A restaurant's ticket on a narrower roll: INC in the price, a voluntary tip that is not part of the invoice."""

import random
from decimal import Decimal

from ..invoice import Want
from ..sheet import Sheet
from ..show import Shown, Style
from .base import Layout

WIDTH = 204.0
LEFT, RIGHT = 8.0, 196.0


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    y = _lines(sheet, show, y)
    y = _totals(sheet, show, y)
    _foot(sheet, show, y)


def _centre(sheet: Sheet, y: float, text: str, size: float = 7.4, bold: bool = False) -> float:
    for line in sheet.wrapped(text, RIGHT - LEFT, size, bold=bold):
        sheet.text(WIDTH / 2, y, line, size, bold=bold, align="c")
        y += size * 1.25
    return y


def _rule(sheet: Sheet, y: float) -> float:
    sheet.rule(LEFT, y - 5, RIGHT, y - 5, 0.7, dash=(2, 1.5))
    return y + 5


def _header(sheet: Sheet, show: Shown) -> float:
    seller = show.invoice.supplier
    sheet.logo(WIDTH / 2 - 18, 10, 36, 36, seller.trade_name)
    y = _centre(sheet, 60, show.name("supplier"), 9, bold=True)
    for line in (
        "Nit " + show.nit("supplier"),
        seller.address,
        f"{seller.city} - {seller.phone}",
        "Responsable de Impuesto al Consumo",
    ):
        y = _centre(sheet, y, line)
    y = _centre(sheet, y + 4, "FACTURA ELECTRÓNICA DE VENTA", 8, bold=True)
    y = _centre(sheet, y, show.number("{prefix} {number}"), 11, bold=True)
    rows = (
        (f"Fecha: {show.date('issue_date')}", f"Hora: {show.time()}"),
        (
            f"Mesa: {sheet.rng.randint(1, 30)}   Personas: {sheet.rng.randint(1, 9)}",
            f"Mesero: {sheet.rng.choice(('YULI', 'EDWIN', 'SARA'))}",
        ),
    )
    y += 3
    for left, right in rows:
        sheet.text(LEFT, y, left, 7.4)
        sheet.text(RIGHT, y, right, 7.4, align="r")
        y += 10
    y = sheet.paragraph(LEFT, y, RIGHT - LEFT, "Cliente: " + show.name("customer"), 7.4)
    sheet.text(LEFT, y, "CC/NIT: " + show.nit("customer"), 7.4)
    return _rule(sheet, y + 12)


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    for x, title, align in ((LEFT, "Cant", "l"), (30, "Producto", "l"), (146, "V.Unit", "r"), (RIGHT, "Total", "r")):
        sheet.text(x, y, title, 7.4, bold=True, align=align)
    y = _rule(sheet, y + 11)
    for row in show.lines(
        ("description", "quantity", "unit_price", "line_total"), price="price_with_tax", total="price_total"
    ):
        sheet.text(LEFT + 4, y, show.quantity(row), 7.4)
        sheet.text(146, y, show.amount(row.price_with_tax), 7.4, align="r")
        sheet.text(RIGHT, y, show.amount(row.price_total), 7.4, align="r")
        for line in sheet.wrapped(row.description.capitalize(), 82, 7.4):
            sheet.text(30, y, line, 7.4)
            y += 9.4
    return _rule(sheet, y + 5)


def _totals(sheet: Sheet, show: Shown, y: float) -> float:
    invoice = show.invoice
    top = y
    rows = [("Base impoconsumo", show.money("subtotal")), ("Impoconsumo 8%", show.money("inc"))]
    y = sheet.ledger(rows, y, label=LEFT + 30, value=RIGHT, step=10.5, size=7.8)
    sheet.text(LEFT + 30, y + 4, "TOTAL", 11, bold=True)
    sheet.text(RIGHT, y + 4, show.money("total"), 11, bold=True, align="r")
    sheet.totals = (LEFT, top, RIGHT - LEFT, y - top + 6)
    y += 18
    if sheet.rng.random() < 0.7:
        tip = (invoice.subtotal / 10).quantize(Decimal(1))
        sheet.text(LEFT, y, "Propina sugerida 10% (voluntaria)", 7)
        sheet.text(RIGHT, y, show.amount(tip), 7, align="r")
        y += 10
        sheet.text(LEFT, y, "Total con propina", 7)
        sheet.text(RIGHT, y, show.amount(invoice.total + tip), 7, align="r")
        y += 10
    sheet.text(LEFT, y, f"Forma de pago: {show.text('payment_form')} - {invoice.payment_means}", 7)
    return _rule(sheet, y + 12)


def _foot(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    y = _centre(
        sheet,
        y + 2,
        f"Res. DIAN {show.text('authorization_number')} del {show.day(invoice.authorized_on)} {invoice.prefix} {invoice.range_from} - {invoice.range_to}",
        6.4,
    )
    y = _centre(sheet, y + 2, "CUFE:", 6.6, bold=True)
    for line in sheet.cut(show.text("cufe"), RIGHT - LEFT, 6.4):
        sheet.text(LEFT, y, line, 6.4)
        y += 8
    sheet.qr(show.qr("annex", "url"), WIDTH / 2 - 44, y, 88)
    y = _centre(
        sheet,
        y + 100,
        "ADVERTENCIA PROPINA: se informa a los consumidores que este establecimiento sugiere una propina correspondiente al 10% del valor de la cuenta, el cual podrá ser aceptado, rechazado o modificado por usted.",
        5.8,
    )
    _centre(sheet, y + 3, "www.pedidofacil.example", 6.4)


def want(rng: random.Random) -> Want:
    return Want(
        trade="comida",
        lines=(1, 7),
        cents=False,
        price_with_tax=True,
        order=0,
        prefixes=("FV", "R1", "FEP"),
        digits=(3, 6),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co0", "us0")),
        nits="dots-dv",
        buyer_nits="dash-dv",
        dates=rng.choice(("dmy/", "dmy-", "short-")),
        times=rng.choice(("ampm", "short")),
        currency=rng.choice(("$", "$ ")),
    )


LAYOUT = Layout("restaurante", draw, want, style, size=(WIDTH, 0), stamped=0.0)
