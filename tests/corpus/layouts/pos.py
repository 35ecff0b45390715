"""An 80 mm ticket from a till: one narrow column, centred, two printed lines to an item, taxes by letter."""

import random

from ..invoice import ZERO, Want
from ..sheet import Sheet
from ..show import Shown, Style
from .base import Layout

WIDTH = 226.0
LEFT, RIGHT = 10.0, 216.0


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    y = _lines(sheet, show, y)
    y = _totals(sheet, show, y)
    _foot(sheet, show, y)


def _centre(sheet: Sheet, y: float, *lines: str, size: float = 7.6, bold: bool = False) -> float:
    for text in lines:
        for line in sheet.wrapped(text, RIGHT - LEFT, size, font="courier", bold=bold):
            sheet.text(WIDTH / 2, y, line, size, font="courier", bold=bold, align="c")
            y += size * 1.22
    return y


def _dashes(sheet: Sheet, y: float) -> float:
    sheet.text(LEFT, y, "-" * 45, 7.6, font="courier")
    return y + 9.5


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller = show.invoice, show.invoice.supplier
    y = _centre(sheet, 22, show.name("supplier"), size=9, bold=True)
    y = _centre(
        sheet,
        y,
        "NIT: " + show.nit("supplier"),
        seller.regime.upper(),
        seller.address,
        f"{seller.city} Tel {seller.phone}",
    )
    y = _centre(
        sheet, y + 5, "DOCUMENTO EQUIVALENTE ELECTRÓNICO TIQUETE DE MÁQUINA REGISTRADORA CON SISTEMA P.O.S.", bold=True
    )
    y += 5
    rows = [
        "No. " + show.number("{prefix}-{number}" if invoice.prefix else "{prefix}{number}"),
        f"FECHA: {show.date('issue_date')}  HORA: {show.time()}",
        f"CAJA: {sheet.rng.randint(1, 9):02d}   CAJERO: {sheet.rng.choice(('MARLENY', 'STIVEN', 'KATHERIN'))}",
        "CLIENTE: " + show.name("customer"),
        "NIT/CC: " + show.nit("customer"),
        "FORMA DE PAGO: " + show.text("payment_form").upper(),
    ]
    for row in rows:
        for line in sheet.wrapped(row, RIGHT - LEFT, 7.6, font="courier"):
            sheet.text(LEFT, y, line, 7.6, font="courier")
            y += 9.5
    return _dashes(sheet, y)


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    sheet.text(LEFT, y, "CANT  DESCRIPCIÓN", 7.6, font="courier", bold=True)
    sheet.text(RIGHT, y, "VALOR", 7.6, font="courier", bold=True, align="r")
    y = _dashes(sheet, y + 9)
    letters = {"IVA 19": "A", "IVA 5": "B", "IVA 0": "E", "excluded": "X", "INC 8": "C"}
    rows = show.lines(
        ("description", "code", "quantity", "unit_price", "line_total"), price="price_with_tax", total="price_total"
    )
    for line in rows:
        name = f"{line.tax} {line.tax_rate}" if line.tax_rate is not None and line.tax else "excluded"
        sheet.text(LEFT, y, line.code[:13], 7.2, font="courier")
        y += 9
        for part in sheet.wrapped(line.description, RIGHT - LEFT - 14, 7.6, font="courier"):
            sheet.text(LEFT, y, part, 7.6, font="courier")
            y += 9.2
        sheet.text(
            LEFT + 8, y, f"{show.quantity(line)} {line.unit} X {show.amount(line.price_with_tax)}", 7.6, font="courier"
        )
        sheet.text(
            RIGHT, y, f"{show.amount(line.price_total)} {letters.get(name, 'A')}", 7.6, font="courier", align="r"
        )
        y += 10.5
    return _dashes(sheet, y)


def _totals(sheet: Sheet, show: Shown, y: float) -> float:
    invoice = show.invoice
    top = y
    rows: list[tuple[str, str]] = []
    if sheet.rng.random() < 0.7:
        rows.append(("SUBTOTAL", show.money("subtotal")))
    if invoice.iva:
        rows.append(("IVA", show.money("iva")))
    if invoice.inc:
        rows.append(("IMPOCONSUMO 8%", show.money("inc")))
    if invoice.bags:
        rows.append(("INC BOLSAS", show.amount(invoice.bags)))
        show.truth["bags"] = f"{invoice.bags:.2f}"
    for label, value in rows:
        sheet.text(LEFT + 40, y, label, 7.8, font="courier")
        sheet.text(RIGHT, y, value, 7.8, font="courier", align="r")
        y += 10
    sheet.text(LEFT, y + 6, "TOTAL A PAGAR", 11, font="courier", bold=True)
    sheet.text(RIGHT, y + 6, show.money("total"), 11, font="courier", bold=True, align="r")
    sheet.totals = (LEFT, top, RIGHT - LEFT, y + 10 - top)
    y += 20
    paid = (invoice.total // 10000 + 1) * 10000
    for label, amount in (
        (("EFECTIVO", paid), ("CAMBIO", paid - invoice.total))
        if invoice.payment_means == "Efectivo"
        else ((invoice.payment_means.upper(), invoice.total),)
    ):
        sheet.text(LEFT, y, label, 7.8, font="courier")
        sheet.text(RIGHT, y, show.amount(amount), 7.8, font="courier", align="r")
        y += 10
    y = _dashes(sheet, y)
    sheet.text(LEFT, y, "IMP  TARIFA      BASE         IMPUESTO", 7.2, font="courier")
    y += 9
    letters = {"IVA 19": "A", "IVA 5": "B", "IVA 0": "E", "INC 8": "C"}
    for name, base in invoice.bases.items():
        if name in letters:
            sheet.text(LEFT, y, f"{letters[name]}    {name.split()[1]:>2}%", 7.2, font="courier")
            sheet.text(LEFT + 130, y, show.amount(base), 7.2, font="courier", align="r")
            sheet.text(RIGHT, y, show.amount(invoice.taxes.get(name, ZERO)), 7.2, font="courier", align="r")
            y += 9
    return _dashes(sheet, y)


def _foot(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    text = f"Autorización DIAN No. {show.text('authorization_number')} de {invoice.authorized_on} del {invoice.prefix} {invoice.range_from} al {invoice.prefix} {invoice.range_to}"
    y = _centre(sheet, y + 3, text, size=6.8)
    y = _centre(sheet, y + 3, "CUDE", size=7, bold=True)
    for line in sheet.cut(show.text("cufe"), RIGHT - LEFT, 6.6, font="courier"):
        sheet.text(LEFT, y, line, 6.6, font="courier")
        y += 8
    sheet.qr(show.qr("annex", "url"), WIDTH / 2 - 48, y + 2, 96)
    _centre(sheet, y + 112, "GRACIAS POR SU COMPRA", "Fabricante: TIQUETEX SOFTWARE S.A.S. NIT 949200017-6", size=6.8)


def want(rng: random.Random) -> Want:
    return Want(
        trade="mercado",
        document_type="pos",
        lines=(2, 12),
        cents=False,
        price_with_tax=True,
        bags=0.4,
        order=0,
        prefixes=("POS", "T1", "CJ02", "SM"),
        digits=(3, 6),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co0", "us0")),
        nits=rng.choice(("dash-dv", "dots-dv")),
        buyer_nits="plain",
        dates=rng.choice(("dmy/", "iso", "ymd/")),
        times="24",
        currency=rng.choice(("", "$")),
    )


LAYOUT = Layout("pos", draw, want, style, size=(WIDTH, 0), stamped=0.0)
