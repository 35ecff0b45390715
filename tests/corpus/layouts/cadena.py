"""A large technology provider's template: logo left, boxed customer, two number conventions in one totals box."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    y = _lines(sheet, show, y)
    if y > 600:
        sheet.new_page()
        y = 60
    _totals(sheet, show, max(y, 520 if sheet.page == 1 else 60))
    _foot(sheet, show)


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.logo(34, 30, 130, 58, seller.trade_name)
    facts = (
        show.name("supplier"),
        f"NIT: {show.nit('supplier')}",
        f"{seller.address} - {seller.city}",
        f"PBX: {seller.phone}",
        seller.regime.upper() + " - SOMOS AUTORRETENEDORES RES. 0547 DE 2002",
    )
    y = 36.0
    for row, line in enumerate(facts):
        y = sheet.paragraph(176, y, 210, line, 8.4 if row < 2 else 7, bold=row < 2, leading=10)
    sheet.text(578, 40, "FACTURA ELECTRÓNICA DE VENTA", 10, bold=True, align="r")
    sheet.text(578, 58, "No. " + show.number(), 13, bold=True, align="r", color="#b3261e")
    sheet.text(
        578, 72, f"Resolución {show.text('authorization_number')} de {invoice.authorized_on:%Y/%m/%d}", 6.4, align="r"
    )
    sheet.text(
        578,
        80,
        f"Autoriza del {invoice.prefix}{invoice.range_from} al {invoice.prefix}{invoice.range_to}",
        6.4,
        align="r",
    )
    top = 104
    sheet.box(34, top, 544, 66)
    sheet.rule(380, top, 380, top + 66)
    rows = (
        ("CLIENTE:", show.name("customer")),
        ("NIT / CC:", show.nit("customer")),
        ("DIRECCIÓN:", buyer.address),
        ("CIUDAD:", buyer.city),
        ("TELÉFONO:", buyer.phone),
    )
    for row, (label, value) in enumerate(rows):
        sheet.text(40, top + 13 + 12 * row, label, 7.6, bold=True)
        sheet.text(96, top + 13 + 12 * row, value, 7.6)
    rows = (
        ("FECHA DE EXPEDICIÓN:", show.date("issue_date")),
        ("HORA:", show.time()),
        ("FECHA DE VENCIMIENTO:", show.date("due_date")),
        ("FORMA DE PAGO:", show.text("payment_form").upper()),
        ("ORDEN DE COMPRA:", show.text("order_reference")),
    )
    for row, (label, value) in enumerate(rows):
        sheet.text(386, top + 13 + 12 * row, label, 7.2, bold=True)
        sheet.text(574, top + 13 + 12 * row, value, 7.6, align="r")
    return top + 78


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    columns = [
        Column("REFERENCIA", 76, lambda i, row: row.code),
        Column("DETALLE", 208, lambda i, row: row.description, wrap=True),
        Column("U/M", 36, lambda i, row: row.unit, "c"),
        Column("CANTIDAD", 54, lambda i, row: show.quantity(row), "r"),
        Column("VR. UNITARIO", 78, lambda i, row: show.amount(row.unit_price), "r"),
        Column("% IVA", 32, lambda i, row: f"{row.tax_rate or 0:.0f}", "c"),
        Column("VR. TOTAL", 60, lambda i, row: show.amount(row.line_total, currency=False), "r"),
    ]
    grid = Grid(size=7.4, head_size=7, head_fill="#e6e6e6", lines="columns", row=12, head_align="c")

    def on_break() -> float:
        sheet.new_page()
        return 40

    rows = show.lines(("description", "code", "quantity", "unit", "unit_price", "tax_rate", "line_total"))
    return sheet.table(34, y, columns, rows, grid, bottom=700, on_break=on_break, until=min(y + 320, 500))


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    y += 8
    show.knows("subtotal", invoice.gross)
    discount = show.money("discount", numbers="us2") if not invoice.discount else show.money("discount")
    iva = show.money("iva") if invoice.iva else show.amount(invoice.iva, numbers="us2")
    rows = [
        ("Subtotal:", show.amount(invoice.gross)),
        ("Descuento:", discount),
        ("IVA:", iva),
        ("ReteFuente:", show.money("rete_fuente", numbers="us2" if not invoice.rete_fuente else "")),
        ("Total:", show.money("total")),
    ]
    sheet.box(398, y, 180, 15 * len(rows) + 4)
    sheet.ledger(rows, y + 13, label=404, value=573, step=15, size=9, bold_label=True, strong=("Total",))
    sheet.totals = (398, y, 180, 80)
    sheet.box(34, y, 356, 15 * len(rows) + 4)
    sheet.paragraph(40, y + 13, 344, "SON: " + show.words("upper", " M/CTE"), 7.6)
    notes = (
        "OBSERVACIONES: "
        + sheet.rng.choice(
            (
                "ENTREGADO EN OBRA",
                "DESPACHO PARCIAL PEDIDO DEL MES",
                "FAVOR CONSIGNAR EN CUENTA DE AHORROS 045-88123-09",
            )
        )
    ) + ". Esta factura presta mérito ejecutivo."
    sheet.paragraph(40, y + 40, 344, notes, 7)


def _foot(sheet: Sheet, show: Shown) -> None:
    sheet.qr(show.qr("annex", "one-line", "url"), 36, 676, 84)
    sheet.text(130, 694, "CUFE:", 7.4, bold=True)
    y = 694.0
    for line in sheet.cut(show.text("cufe"), 400, 7.6):
        sheet.text(160, y, line, 7.6)
        y += 10
    sheet.text(130, 724, "Proveedor Tecnológico: Cadena S.A. Nit 890930534 - Software: Comfiar", 6.8)
    sheet.text(130, 736, f"Fecha y hora de validación DIAN: {show.invoice.issue_date} {show.invoice.issue_time}", 6.8)
    for x, label in ((330, "Elaboró"), (460, "Recibí conforme")):
        sheet.rule(x, 764, x + 110, 764)
        sheet.text(x + 55, 773, label, 6.8, align="c")


def want(rng: random.Random) -> Want:
    held = ("rete_fuente",) if rng.random() < 0.3 else ()
    return Want(
        trade=rng.choice(("concreto", "acero", "industrial", "transporte")),
        lines=rng.choice(((1, 4), (3, 10))),
        line_discounts=0.2,
        withholdings=held,
        order=0.6,
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers="co2",
        quantities=rng.choice(("co2", "us2")),
        nits="dots-dv",
        buyer_nits=rng.choice(("dots-dv", "plain")),
        dates=rng.choice(("dmy/", "ymd/")),
        currency="$",
    )


LAYOUT = Layout("cadena", draw, want, style, stamped=0.35)
