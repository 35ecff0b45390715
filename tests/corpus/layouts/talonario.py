"""A half-letter form out of a printed pad, filled in by hand: no CUFE, no QR, a red number, a scrawl for a signature."""

import random

from reportlab.lib.colors import HexColor

from ..invoice import Want
from ..sheet import HALF_LETTER, INK, Sheet
from ..show import Shown, Style
from .base import Layout

PENS = (INK, HexColor("#15151a"), HexColor("#27408b"))
ROWS = 13


def draw(sheet: Sheet, show: Shown) -> None:
    pen = sheet.rng.choice(PENS)
    print_color = sheet.rng.choice(("#14532d", "#1e3a8a", "#111111", "#7c2d12"))
    _head(sheet, show, pen, print_color)
    _table(sheet, show, pen, print_color)
    _totals(sheet, show, pen, print_color)


def _head(sheet: Sheet, show: Shown, pen: object, color: str) -> None:
    seller = show.invoice.supplier
    sheet.paragraph(24, 32, 230, show.name("supplier"), 12, bold=True, font="times", color=color, align="c")
    sheet.text(139, 62, f"NIT {show.nit('supplier')} - {seller.regime}", 7.4, align="c", color=color)
    sheet.text(139, 72, f"{seller.address} - Tel. {seller.phone}", 7, align="c", color=color)
    sheet.text(139, 81, f"{seller.city} - {seller.department}", 7, align="c", color=color)
    sheet.box(268, 20, 108, 40, color=color, radius=5)
    sheet.text(322, 34, "FACTURA DE VENTA", 8.6, bold=True, align="c", color=color)
    sheet.text(322, 53, "No. " + show.number(), 13, bold=True, align="c", color="#c1121f")
    for column, label in enumerate(("DÍA", "MES", "AÑO")):
        x = 268 + 36 * column
        sheet.box(x, 66, 36, 10, color=color, fill="#eeeeee")
        sheet.text(x + 18, 74, label, 6, align="c", color=color)
        sheet.box(x, 76, 36, 18, color=color)
    show.date("issue_date")
    issued = show.invoice.issue_date
    for column, text in enumerate((f"{issued.day:02d}", f"{issued.month:02d}", f"{issued.year}")):
        sheet.hand(286 + 36 * column, 90, text, 13, pen, "c")
    buyer = show.invoice.customer
    fields = (
        ("Señor(es):", show.name("customer").title(), 24, 376),
        ("NIT / C.C.:", show.nit("customer"), 24, 190),
        ("Dirección:", buyer.address, 24, 376),
    )
    for row, (label, value, x0, x1) in enumerate(fields):
        y = 112 + 18 * row
        width = sheet.text(x0, y, label, 7.6, color=color)
        sheet.rule(x0 + width + 2, y + 2, x1, y + 2, 0.5, color)
        sheet.hand(x0 + width + 6, y, value, 12 if len(value) < 38 else 10, pen)
    width = sheet.text(198, 130, "Tel.:", 7.6, color=color)
    sheet.rule(200 + width, 132, 376, 132, 0.5, color)
    sheet.hand(206 + width, 130, buyer.phone, 12, pen)


def _table(sheet: Sheet, show: Shown, pen: object, color: str) -> None:
    top, height = 160, 22
    edges = (24, 64, 240, 306, 376)
    sheet.box(24, top, 352, 14, fill=color, weight=0)
    for left, right, title in zip(edges, edges[1:], ("CANT.", "DETALLE", "VR. UNIT.", "VR. TOTAL"), strict=False):
        sheet.text((left + right) / 2, top + 10, title, 7.4, bold=True, align="c", color="#ffffff")
    for row in range(ROWS + 1):
        sheet.rule(24, top + 14 + height * row, 376, top + 14 + height * row, 0.4, color)
    for x in edges:
        sheet.rule(x, top, x, top + 14 + height * ROWS, 0.6, color)
    for row, line in enumerate(show.lines(("description", "quantity", "unit_price", "line_total"))):
        y = top + 14 + height * row + 16
        sheet.hand(44, y, show.quantity(line), 12.5, pen, "c")
        parts = sheet.wrapped(line.description.capitalize(), 166, 11, font="hand")
        if len(parts) > 1:
            sheet.hand(68, y - 6, parts[0], 9.5, pen)
            sheet.hand(68, y + 4, " ".join(parts[1:])[:44], 9.5, pen)
        else:
            sheet.hand(68, y, parts[0], 11.5, pen)
        sheet.hand(302, y, show.amount(line.unit_price, currency=False), 12, pen, "r")
        sheet.hand(372, y, show.amount(line.line_total, currency=False), 12, pen, "r")


def _totals(sheet: Sheet, show: Shown, pen: object, color: str) -> None:
    top = 160 + 14 + 22 * ROWS
    rows = [("TOTAL $", show.money("total"))]
    if show.invoice.iva:
        rows = [("SUBTOTAL $", show.money("subtotal")), ("I.V.A. $", show.money("iva")), *rows]
    for row, (label, value) in enumerate(rows):
        y = top + 20 * row
        sheet.box(240, y, 66, 20, color=color)
        sheet.box(306, y, 70, 20, color=color)
        sheet.text(246, y + 13, label, 8.4, bold=True, color=color)
        sheet.hand(372, y + 15, value, 13, pen, "r")
    sheet.totals = (240, top, 136, 20 * len(rows))
    sheet.text(24, top + 12, "SON:", 7.4, color=color)
    words = sheet.wrapped(show.words("capital", " mcte"), 180, 11, font="hand")
    for row in range(3):
        sheet.rule(44, top + 14 + 15 * row, 232, top + 14 + 15 * row, 0.4, color)
        if row < len(words):
            sheet.hand(48, top + 12 + 15 * row, words[row], 10.5, pen)
    sheet.rule(24, 556, 160, 556, 0.5, color)
    sheet.text(24, 565, "Firma y sello del vendedor", 6.6, color=color)
    sheet.scribble(40, 552, 90, 22, pen)
    sheet.rule(220, 556, 376, 556, 0.5, color)
    sheet.text(220, 565, "Aceptada - C.C.", 6.6, color=color)
    if sheet.rng.random() < 0.6:
        sheet.scribble(240, 552, 80, 18, INK)
    sheet.text(
        200,
        590,
        "Impreso por TIPOGRAFÍA EL PLIEGO NIT 19.000.111-9  Talonario 0401 al 0800",
        5.4,
        align="c",
        color=color,
    )


def want(rng: random.Random) -> Want:
    person = rng.random() < 0.4
    return Want(
        trade=rng.choice(("ferreteria", "transporte", "ferreteria")),
        lines=rng.choice(((1, 3), (2, 9))),
        cents=False,
        order=0,
        person=person,
        no_tax=person,
        prefixes=("",),
        digits=(3, 5),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co0", "co0", "apos0")), nits="dots-dv", buyer_nits=rng.choice(("dots-dv", "dash-dv"))
    )


LAYOUT = Layout("talonario", draw, want, style, size=HALF_LETTER, kinds=("scan", "poor", "photo"), stamped=0.2)
