"""An occupational health provider: patient and contract beside the customer, copago, everything excluded from IVA."""

import random

from ..companies import FIRST, LAST
from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

PURPLE = "#5b3a8c"


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    columns = [
        Column("CUPS", 56, lambda i, row: row.code),
        Column("Servicio / Procedimiento", 250, lambda i, row: row.description, wrap=True),
        Column("Cant", 40, lambda i, row: show.quantity(row), "r"),
        Column("Vlr Unitario", 80, lambda i, row: show.amount(row.unit_price), "r"),
        Column("Vlr Total", 84, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=7.8, head_size=7.6, lines="head", color=PURPLE, row=13, weight=1)
    y = sheet.table(50, y, columns, show.lines(("description", "code", "quantity", "unit_price", "line_total")), grid)
    _totals(sheet, show, y + 8)


def _header(sheet: Sheet, show: Shown) -> float:
    seller, buyer = show.invoice.supplier, show.invoice.customer
    sheet.logo(50, 32, 46, 46, seller.trade_name)
    sheet.text(106, 46, show.name("supplier"), 11, bold=True, color=PURPLE)
    for row, line in enumerate(
        (
            f"Nit. {show.nit('supplier')}",
            f"{seller.address} - {seller.city}  Tel {seller.phone}",
            f"Código habilitación {sheet.rng.randint(10**9, 10**10 - 1)}-01",
        )
    ):
        sheet.text(106, 57 + 10 * row, line, 7.6)
    sheet.rule(50, 86, 562, 86, 1.4, PURPLE)
    left = [
        ("No. Factura de Venta:", show.number("{prefix}{number}")),
        ("Fecha Factura:", f"{show.date('issue_date')} {show.time()}"),
        ("Fecha Vencimiento:", show.date("due_date")),
        ("Forma de Pago:", show.text("payment_form")),
        ("Contrato No.:", str(sheet.rng.randint(100, 999)) + "-2025"),
        ("Modalidad:", "Evento"),
    ]
    right = [
        ("Entidad / Cliente:", show.name("customer")),
        ("Nit:", show.nit("customer")),
        ("Dirección:", buyer.address),
        ("Paciente:", f"{sheet.rng.choice(FIRST)} {sheet.rng.choice(LAST)}".upper()),
        ("Identificación:", f"CC {sheet.rng.randint(10_000_000, 99_999_999)}"),
        ("Orden de Servicio:", show.text("order_reference")),
    ]
    for row, (one, two) in enumerate(zip(left, right, strict=True)):
        y = 102 + 13 * row
        sheet.text(150, y, one[0], 7.8, bold=True, align="r")
        sheet.text(156, y, one[1], 7.8)
        sheet.text(352, y, two[0], 7.8, bold=True, align="r")
        sheet.text(358, y, two[1], 7.8 if len(two[1]) < 40 else 6.8)
    return 188


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    zero = show.amount(invoice.iva)
    rows = [
        ("Total Bruto:", show.amount(invoice.gross)),
        ("Descuentos:", show.money("discount")),
        ("Valor Copago:", zero),
        ("Cuota Moderadora:", zero),
        ("Valor IVA:", zero),
        ("Total Factura:", show.money("total")),
    ]
    show.knows("subtotal", invoice.gross)
    show.knows("iva", invoice.iva)
    sheet.ledger(rows, y + 14, label=440, value=560, step=13, size=8.2, strong=("Total Factura",), label_align="r")
    sheet.totals = (380, y, 182, 80)
    sheet.paragraph(50, y + 14, 290, "Valor en letras: " + show.words("upper", " M/CTE"), 7.6)
    sheet.text(50, y + 48, "Servicios de salud excluidos de IVA, art. 476 E.T.", 7.4)
    sheet.text(50, y + 60, "Favor no practicar retención: entidad del régimen especial.", 7.4)
    text = f"Autorización de numeración DIAN {show.text('authorization_number')} desde {invoice.prefix}{invoice.range_from} hasta {invoice.prefix}{invoice.range_to} vigencia {show.day(invoice.authorized_until)}"
    sheet.qr(show.qr("annex", "one-line"), 50, 640, 88)
    sheet.text(148, 656, text, 6.8)
    code = show.text("cufe")
    sheet.text(148, 670, "CUFE", 6.8, bold=True)
    for row in range(3):
        sheet.text(174, 670 + 9 * row, code[32 * row : 32 * row + 32], 7, font="courier")
    sheet.text(
        306,
        744,
        "Impreso por HEALTHSOFT IPS v7.1 - HEALTHSOFT COLOMBIA LTDA NIT 949.100.777-6   Usuario: CAJA02",
        6.6,
        align="c",
    )


def want(rng: random.Random) -> Want:
    return Want(
        trade="salud",
        lines=(1, 8),
        cents=False,
        line_discounts=0.2,
        order=0.3,
        prefixes=("FVS", "IPS", "FE"),
        digits=(4, 7),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co0", "co2", "us2")),
        quantities="auto",
        nits="space-dv",
        buyer_nits=rng.choice(("space-dv", "dash-dv")),
        dates=rng.choice(("ymd/", "dmy/", "iso")),
        currency=rng.choice(("$", "")),
    )


LAYOUT = Layout("salud", draw, want, style, stamped=0.3)
