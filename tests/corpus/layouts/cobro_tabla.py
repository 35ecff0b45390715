"""A cuenta de cobro typed on a machine or in a spreadsheet: several items, one total, dates as people jot them."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout


def draw(sheet: Sheet, show: Shown) -> None:
    font = show.rng.choice(("type", "courier"))
    size = 9.2
    y = _head(sheet, show, font, size)
    columns = [
        Column("ITEM", 36, lambda i, row: str(i + 1), "c"),
        Column("DESCRIPCION DEL TRABAJO", 220, lambda i, row: row.description, wrap=True),
        Column("CANT.", 52, lambda i, row: show.quantity(row), "r"),
        Column("V. UNIT.", 74, lambda i, row: show.amount(row.unit_price, currency=False), "r"),
        Column("V. PARCIAL", 86, lambda i, row: show.amount(row.line_total, currency=False), "r"),
    ]
    grid = Grid(size=8.2, head_size=8, font=font, lines=show.rng.choice(("all", "none", "rows")), row=15, weight=0.8)
    y = sheet.table(72, y, columns, show.lines(("description", "quantity", "unit_price", "line_total")), grid)
    sheet.text(400, y + 22, "TOTAL A COBRAR", 10, font=font, bold=True, align="r")
    sheet.text(537, y + 22, show.money("total"), 10, font=font, bold=True, align="r")
    sheet.totals = (300, y + 8, 240, 20)
    y = sheet.paragraph(72, y + 46, 466, "SON: " + show.words("upper", " MCTE"), size, font=font, leading=13)
    _foot(sheet, show, y, font, size)


def _head(sheet: Sheet, show: Shown, font: str, size: float) -> float:
    person, invoice = show.invoice.supplier, show.invoice
    sheet.text(72, 70, show.name("supplier"), 13, font=font, bold=True)
    sheet.text(72, 84, f"C.C. {show.nit('supplier')}", size, font=font)
    sheet.text(72, 97, f"{person.address.replace('N°', 'No.')}  {person.city}  CEL {person.phone}", size, font=font)
    sheet.text(72, 110, "NO RESPONSABLE DE IVA - ACTIVIDAD 4330", size, font=font)
    sheet.rule(72, 118, 540, 118, 1)
    sheet.text(72, 142, "CUENTA DE COBRO  " + show.number(), 12, font=font, bold=True)
    sheet.text(540, 142, f"FECHA  {show.date('issue_date')}", size + 1, font=font, align="r")
    rows = [
        ("COBRAR A:", show.name("customer")),
        ("NIT:", show.nit("customer")),
        ("DIRECCION:", invoice.customer.address),
    ]
    if invoice.order_reference:
        rows.append(("CONTRATO/O.S.:", show.text("order_reference")))
    for row, (label, value) in enumerate(rows):
        sheet.text(72, 168 + 14 * row, label, size, font=font)
        sheet.text(170, 168 + 14 * row, value, size, font=font)
    return 168 + 14 * len(rows) + 8


def _foot(sheet: Sheet, show: Shown, y: float, font: str, size: float) -> None:
    person = show.invoice.supplier
    y = sheet.paragraph(
        72,
        y + 14,
        466,
        f"FAVOR CONSIGNAR A LA CUENTA DE AHORROS {sheet.rng.randint(10**8, 10**9)} A NOMBRE DE {person.name}. ANEXO: PAGO DE SEGURIDAD SOCIAL Y RUT.",
        size,
        font=font,
        leading=13,
    )
    sheet.text(72, y + 30, "ATENTAMENTE,", size, font=font)
    sheet.scribble(78, y + 72, 110, 28)
    sheet.rule(72, y + 78, 260, y + 78)
    sheet.text(72, y + 92, person.name, size, font=font)


def want(rng: random.Random) -> Want:
    return Want(
        trade="obra",
        document_type="cuenta_de_cobro",
        lines=(1, 6),
        cents=False,
        person=True,
        no_tax=True,
        order=0.4,
        prefixes=("",),
        digits=(1, 3),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co0", "apos0", "plain0")),
        nits="dots",
        buyer_nits=rng.choice(("dots-dv", "wide-dv", "dash-dv")),
        dates=rng.choice(("mon d/y", "short-", "dmy-", "SHORT/")),
        currency=rng.choice(("$", "$ ", "")),
    )


LAYOUT = Layout("cobro_tabla", draw, want, style, stamped=0.4)
