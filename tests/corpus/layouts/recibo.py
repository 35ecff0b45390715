"""Another pad, across the half letter: blue lines, date in three cells, labels before dotted lines, one total only."""

import random

from reportlab.lib.colors import HexColor

from ..invoice import Want
from ..sheet import INK, Sheet
from ..show import Shown, Style
from .base import Layout

BLUE = "#27509b"
WIDTH, HEIGHT = 612.0, 396.0


def draw(sheet: Sheet, show: Shown) -> None:
    pen = sheet.rng.choice((INK, HexColor("#101014")))
    _head(sheet, show, pen)
    _table(sheet, show, pen)
    _foot(sheet, show, pen)


def _dotted(sheet: Sheet, x0: float, x1: float, y: float) -> None:
    sheet.rule(x0, y, x1, y, 0.7, BLUE, dash=(1, 2))


def _head(sheet: Sheet, show: Shown, pen: object) -> None:
    seller = show.invoice.supplier
    sheet.box(14, 12, 584, 372, color=BLUE, radius=8, weight=1)
    sheet.logo(26, 22, 44, 44, seller.name)
    sheet.text(84, 38, show.name("supplier"), 15, bold=True, color=BLUE)
    sheet.text(84, 51, f"C.C. o NIT {show.nit('supplier')}  -  {seller.regime}", 8, color=BLUE)
    sheet.text(84, 62, f"{seller.address}  {seller.city}   Cel. {seller.phone}", 8, color=BLUE)
    sheet.text(84, 73, "MATERIALES PARA CONSTRUCCIÓN - ARENA - GRAVILLA - ACARREOS", 6.8, bold=True, color=BLUE)
    sheet.text(452, 34, "FACTURA", 10, bold=True, color=BLUE)
    sheet.text(588, 34, "Nº  " + show.number(), 15, bold=True, color="#c1121f", align="r")
    issued = show.invoice.issue_date
    show.date("issue_date")
    sheet.box(452, 42, 136, 32, color=BLUE, radius=4)
    sheet.text(458, 52, "Fecha", 7, color=BLUE)
    for x in (497, 543):
        sheet.rule(x, 54, x, 74, 0.6, BLUE)
    sheet.rule(452, 54, 588, 54, 0.6, BLUE)
    for x, text in ((474, f"{issued.day}"), (520, f"{issued.month:02d}"), (566, f"{issued.year}")):
        sheet.hand(x, 70, text, 14, pen, "c")
    buyer = show.invoice.customer
    for label, value, x0, x1, y in (
        ("Cliente:", show.name("customer").title(), 26, 400, 98),
        ("C.C. o NIT:", show.nit("customer"), 410, 588, 98),
        ("Dirección:", buyer.address, 26, 400, 118),
        ("Obra:", sheet.rng.choice(("Torre 2", "La Aurora", "Puente K18")), 410, 588, 118),
    ):
        width = sheet.text(x0, y, label, 8.4, color=BLUE)
        _dotted(sheet, x0 + width + 3, x1, y + 2)
        sheet.hand(x0 + width + 8, y, value, 13 if len(value) < 32 else 11, pen)


def _table(sheet: Sheet, show: Shown, pen: object) -> None:
    top, step, rows = 128, 19, 9
    edges = (26, 90, 370, 474, 588)
    for left, right, title in zip(edges, edges[1:], ("Cantidad", "Artículo", "V/Unitario", "V/Total"), strict=False):
        sheet.box(left, top, right - left, 15, color=BLUE, fill="#dfe8f7")
        sheet.text((left + right) / 2, top + 11, title, 8.4, bold=True, align="c", color=BLUE)
    for row in range(1, rows + 1):
        sheet.rule(26, top + 15 + step * row, 588, top + 15 + step * row, 0.4, BLUE)
    for x in edges:
        sheet.rule(x, top, x, top + 15 + step * rows, 0.6, BLUE)
    for row, line in enumerate(show.lines(("description", "quantity", "unit_price", "line_total"))):
        y = top + 15 + step * row + 14.5
        sheet.hand(58, y, show.quantity(line), 13, pen, "c")
        words = line.description.capitalize()
        sheet.hand(96, y, words, 13 if len(words) < 42 else max(7.5, 13 * 42 / len(words)), pen)
        sheet.hand(468, y, show.amount(line.unit_price), 13, pen, "r")
        sheet.hand(582, y, show.amount(line.line_total), 13, pen, "r")


def _foot(sheet: Sheet, show: Shown, pen: object) -> None:
    y = 314
    sheet.box(370, y, 104, 22, color=BLUE)
    sheet.box(474, y, 114, 22, color=BLUE)
    sheet.text(378, y + 15, "TOTAL  $", 11, bold=True, color=BLUE)
    sheet.hand(582, y + 17, show.money("total"), 15, pen, "r")
    sheet.totals = (370, y, 218, 22)
    sheet.text(26, y + 14, "Son:", 8, color=BLUE)
    words = sheet.wrapped(show.words("capital", " mcte"), 300, 11.5, font="hand")
    for row, text in enumerate(words[:2]):
        sheet.hand(52, y + 14 + 14 * row, text, 11, pen)
    cash = show.text("payment_form") == "Contado"
    for x, label, ticked in ((26, "Contado", cash), (96, "Crédito", not cash)):
        sheet.text(x, 352, label, 8, color=BLUE)
        sheet.box(x + 36, 344, 11, 11, color=BLUE)
        if ticked:
            sheet.hand(x + 38, 354, "X", 14, pen)
    for x, label in ((200, "Vendedor"), (400, "Recibí a satisfacción")):
        sheet.rule(x, 366, x + 160, 366, 0.6, BLUE)
        sheet.text(x + 80, 375, label, 6.8, align="c", color=BLUE)
        sheet.scribble(x + 40, 362, 80, 20, pen if x == 200 else INK)


def want(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("ferreteria", "concreto", "transporte")),
        lines=rng.choice(((1, 3), (2, 8))),
        cents=False,
        order=0,
        person=True,
        no_tax=True,
        prefixes=("",),
        digits=(3, 4),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co0", "co0", "apos0", "us0")), nits="dots", buyer_nits=rng.choice(("dots-dv", "plain"))
    )


LAYOUT = Layout("recibo", draw, want, style, size=(WIDTH, HEIGHT), kinds=("scan", "poor", "photo"), stamped=0.15)
