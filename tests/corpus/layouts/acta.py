"""Continuous paper from a dot printer: one typed face, columns by blanks alone, AIU, holes along both edges."""

import random

from ..invoice import Want
from ..sheet import Sheet
from ..show import Shown, Style
from .base import Layout

SIZE = 8.4
STEP = 11.0


def draw(sheet: Sheet, show: Shown) -> None:
    _holes(sheet)
    y = _header(sheet, show)
    y = _lines(sheet, show, y)
    y = _totals(sheet, show, y)
    _foot(sheet, show, y)


def _holes(sheet: Sheet) -> None:
    if sheet.paper:
        for row in range(22):
            for x in (10, sheet.width - 10):
                sheet.canvas.circle(x, sheet.height - 18 - 36 * row, 4, stroke=1, fill=0)
        for x in (20, sheet.width - 20):
            sheet.rule(x, 0, x, sheet.height, 0.3, "#bbbbbb", dash=(2, 2))


def _say(sheet: Sheet, x: float, y: float, text: str, align: str = "l", size: float = SIZE, bold: bool = False) -> None:
    sheet.text(x, y, text, size, font="courier", align=align, bold=bold)


def _dashes(sheet: Sheet, y: float) -> float:
    _say(sheet, 34, y, "-" * 107)
    return y + STEP


def _header(sheet: Sheet, show: Shown) -> float:
    seller, buyer = show.invoice.supplier, show.invoice.customer
    _say(sheet, 34, 44, show.name("supplier"), size=10, bold=True)
    _say(sheet, 34, 56, f"NIT {show.nit('supplier')}")
    _say(sheet, 34, 67, f"{seller.address} {seller.city}".upper())
    _say(sheet, 34, 78, f"TEL {seller.phone}  REGIMEN COMUN")
    _say(sheet, 576, 44, "FACTURA ELECTRONICA DE VENTA", "r", bold=True)
    _say(sheet, 576, 56, "NUMERO: " + show.number("{prefix}{number}"), "r", 10, bold=True)
    _say(sheet, 576, 67, "FECHA : " + show.date("issue_date"), "r")
    _say(sheet, 576, 78, "VENCE : " + show.date("due_date"), "r")
    y = _dashes(sheet, 90)
    _say(sheet, 34, y, f"SENORES  : {show.name('customer')}")
    _say(sheet, 34, y + STEP, f"NIT      : {show.nit('customer')}      DIR: {buyer.address.upper()}")
    _say(
        sheet,
        34,
        y + 2 * STEP,
        f"CONTRATO : {show.text('order_reference') or 'SEGUN OFERTA'}      ACTA DE OBRA No. {sheet.rng.randint(1, 20)}      FORMA DE PAGO: {show.text('payment_form').upper()}",
    )
    return _dashes(sheet, y + 3 * STEP)


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    edges = (
        (34, "ITEM", "l"),
        (66, "DESCRIPCION", "l"),
        (350, "UND", "l"),
        (432, "CANTIDAD", "r"),
        (502, "V/UNITARIO", "r"),
        (576, "V/TOTAL", "r"),
    )
    for x, title, align in edges:
        _say(sheet, x, y, title, align, bold=True)
    y = _dashes(sheet, y + STEP)
    for number, row in enumerate(show.lines(("description", "quantity", "unit", "unit_price", "line_total")), 1):
        _say(sheet, 34, y, f"{number:03d}")
        _say(sheet, 350, y, row.unit)
        _say(sheet, 432, y, show.quantity(row), "r")
        _say(sheet, 502, y, show.amount(row.unit_price), "r")
        _say(sheet, 576, y, show.amount(row.line_total), "r")
        for line in sheet.wrapped(row.description, 276, SIZE, font="courier"):
            _say(sheet, 66, y, line)
            y += STEP
    return _dashes(sheet, y + 2)


def _totals(sheet: Sheet, show: Shown, y: float) -> float:
    invoice = show.invoice
    direct = invoice.gross - invoice.discount
    show.knows("direct_cost", direct)
    rows = [
        ("TOTAL COSTO DIRECTO", show.amount(direct)),
        (f"A {invoice.administration / direct * 100:.0f} %", show.amount(invoice.administration)),
        (f"I {invoice.contingencies / direct * 100:.0f} %", show.amount(invoice.contingencies)),
        (f"U {invoice.profit / direct * 100:.0f} %", show.amount(invoice.profit)),
        ("SUB-TOTAL", show.money("subtotal")),
        ("I.V.A. 19% S/UTILIDAD", show.money("iva")),
        ("TOTAL", show.money("total")),
    ]
    if invoice.guarantee:
        show.knows("guarantee", invoice.guarantee)
        rows.append(("RETEGARANTIA 10%", "-" + show.amount(invoice.guarantee)))
    if invoice.rete_fuente:
        rows.append(("RETEFUENTE", "-" + show.money("rete_fuente")))
    if invoice.amount_payable != invoice.total:
        rows.append(("VALOR NETO A GIRAR", show.money("amount_payable")))
    top = y
    for label, value in rows:
        strong = label in ("TOTAL", "SUB-TOTAL", "VALOR NETO A GIRAR")
        _say(sheet, 330, y, label, bold=strong)
        _say(sheet, 576, y, value, "r", bold=strong)
        y += STEP
    sheet.totals = (330, top, 246, y - top)
    y = _dashes(sheet, y)
    for line in sheet.wrapped("SON: " + show.words("upper", " M/CTE"), 540, SIZE, font="courier"):
        _say(sheet, 34, y, line)
        y += STEP
    return y


def _foot(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    y = max(y + 20, 600)
    _say(
        sheet,
        34,
        y,
        f"AUTORIZACION DIAN {show.text('authorization_number')} DEL {show.day(invoice.authorized_on)} RANGO {invoice.range_from} A {invoice.range_to}",
        size=7,
    )
    for line in sheet.cut("CUFE " + show.text("cufe"), 440, 7, font="courier"):
        y += 9
        _say(sheet, 34, y, line, size=7)
    sheet.qr(show.qr("first-version", "annex"), 494, y - 24, 84)
    _say(sheet, 34, y + 50, "________________________      ________________________")
    _say(sheet, 34, y + 61, "CONTRATISTA                   INTERVENTOR")
    if sheet.paper:
        sheet.scribble(50, y + 48, 90, 24)


def want(rng: random.Random) -> Want:
    held = ("rete_fuente",) if rng.random() < 0.4 else ()
    return Want(
        trade="obra",
        lines=rng.choice(((1, 4), (3, 9))),
        aiu=True,
        guarantee=0.5,
        withholdings=held,
        service=True,
        order=0.6,
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("us2", "co2", "plain2")),
        quantities=rng.choice(("us2", "us3")),
        nits=rng.choice(("dots-dv", "dots")),
        buyer_nits="dash-dv",
        dates=rng.choice(("dmy/", "SHORT/", "ymd/")),
    )


LAYOUT = Layout("acta", draw, want, style, stamped=0.35)
