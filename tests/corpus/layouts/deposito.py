"""A depot's long invoice: more than forty lines over several pages, prices with IVA, sums carried from page to page."""

import random
from decimal import Decimal

from ..invoice import Line, Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

BOTTOM = 716.0


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    rows = show.lines(
        ("description", "code", "quantity", "unit", "unit_price", "line_total"),
        price="price_with_tax",
        total="price_total",
    )
    start = 0
    carried = Decimal(0)
    while start < len(rows):
        fitting = _fitting(sheet, rows[start:], y)
        page = rows[start : start + fitting]
        y = sheet.table(30, y, _columns(show, start), page, _grid())
        carried += sum((row.price_total for row in page), Decimal(0))
        start += fitting
        if start < len(rows):
            _carry(sheet, show, y, "PASAN...", carried)
            sheet.new_page()
            y = _header(sheet, show)
            _carry(sheet, show, y, "VIENEN...", carried)
            y += 16
    if y > 560:
        sheet.new_page()
        y = _header(sheet, show)
    _totals(sheet, show, y + 8)


def _grid() -> Grid:
    return Grid(size=7, head_size=7, lines="columns", row=11.5, color="#555555", head_fill="#f0f0f0")


def _columns(show: Shown, start: int) -> list[Column]:
    return [
        Column("No.", 24, lambda i, row: str(start + i + 1), "r"),
        Column("REF.", 78, lambda i, row: row.code),
        Column("ARTÍCULO", 216, lambda i, row: row.description, wrap=True),
        Column("UND", 36, lambda i, row: row.unit, "c"),
        Column("CANT", 46, lambda i, row: show.quantity(row), "r"),
        Column("VR UNIT + IVA", 72, lambda i, row: show.amount(row.price_with_tax), "r"),
        Column("VR TOTAL", 80, lambda i, row: show.amount(row.price_total), "r"),
    ]


def _fitting(sheet: Sheet, rows: tuple[Line, ...], y: float) -> int:
    y += 16
    for count, row in enumerate(rows):
        y += 11.5 + 7 * 1.15 * (len(sheet.wrapped(row.description, 210, 7)) - 1)
        if y > BOTTOM:
            return max(1, count)
    return len(rows)


def _carry(sheet: Sheet, show: Shown, y: float, word: str, amount: Decimal) -> None:
    sheet.text(460, y + 11, word, 7.4, bold=True, align="r")
    sheet.text(579, y + 11, show.amount(amount), 7.4, bold=True, align="r")


def _header(sheet: Sheet, show: Shown) -> float:
    seller, buyer = show.invoice.supplier, show.invoice.customer
    sheet.logo(30, 26, 54, 54, seller.trade_name)
    sheet.text(94, 38, show.name("supplier"), 11, bold=True)
    for row, line in enumerate(
        (
            f"NIT: {show.nit('supplier')}   {seller.regime}",
            f"{seller.address}  {seller.city}  Tel: {seller.phone}",
            "VENTA DE MATERIALES PARA CONSTRUCCIÓN AL POR MAYOR Y AL DETAL",
        )
    ):
        sheet.text(94, 49 + 10 * row, line, 7.4)
    sheet.box(428, 26, 154, 50)
    sheet.text(505, 38, "FACTURA ELECTRÓNICA DE VENTA", 7.6, bold=True, align="c")
    sheet.text(505, 54, "No. " + show.number(), 12, bold=True, align="c")
    sheet.text(505, 69, f"Página {sheet.page}", 7, align="c")
    sheet.rule(30, 84, 582, 84)
    left = (
        ("Cliente:", show.name("customer")),
        ("Nit:", show.nit("customer")),
        ("Dirección:", f"{buyer.address} {buyer.city}"),
    )
    right = (
        ("Fecha Factura:", show.date("issue_date")),
        ("Vencimiento:", show.date("due_date")),
        ("Pedido / O.C.:", show.text("order_reference")),
    )
    for row, (one, two) in enumerate(zip(left, right, strict=True)):
        sheet.pair(34, 96 + 11.5 * row, *one, 7.8, at=84)
        sheet.pair(404, 96 + 11.5 * row, *two, 7.8, at=474)
    return 128


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    rows = [("Subtotal (antes de IVA)", show.money("subtotal")), ("Excluido", show.amount(invoice.excluded))]
    rows += [
        (f"{name}%  base {show.amount(invoice.bases[name])}", show.amount(amount))
        for name, amount in invoice.taxes.items()
        if amount
    ]
    show.knows("iva", invoice.iva)
    rows.append(("TOTAL A PAGAR", show.money("total")))
    sheet.box(330, y, 252, 14 * len(rows) + 6)
    sheet.ledger(rows, y + 13, label=336, value=578, step=14, size=8.4, strong=("TOTAL",))
    sheet.totals = (330, y, 252, 14 * len(rows))
    sheet.paragraph(34, y + 13, 280, "SON: " + show.words("upper", " M/CTE"), 7.4)
    sheet.text(34, y + 40, f"Forma de pago: {show.text('payment_form')}   Total artículos: {len(invoice.lines)}", 7.4)
    sheet.text(
        34, y + 52, f"Elaboró: {sheet.rng.choice(('YENNY', 'CAJA 2', 'DAGOBERTO'))}     Despachó: ____________", 7.4
    )
    sheet.qr(show.qr("annex", "url", "equals"), 34, y + 62, 84)
    text = f"Resolución DIAN {show.text('authorization_number')} del {show.day(invoice.authorized_on)} prefijo {invoice.prefix} del {invoice.range_from} al {invoice.range_to}"
    base = y + 84
    sheet.text(126, base, text, 6.8)
    for line in sheet.cut("CUFE: " + show.text("cufe"), 440, 6.8):
        base += 9
        sheet.text(126, base, line, 6.8)


def want(rng: random.Random) -> Want:
    return Want(trade="ferreteria", lines=rng.choice(((8, 16), (42, 58), (44, 72))), price_with_tax=True, order=0.5)


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co2", "us2")),
        quantities="auto",
        nits=rng.choice(("dash-dv", "dots-dv")),
        buyer_nits="plain",
        dates=rng.choice(("dmy/", "capital")),
    )


LAYOUT = Layout("deposito", draw, want, style, stamped=0.25)
