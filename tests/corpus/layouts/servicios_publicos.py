"""A utility's bill: account and period before all, a bar chart, last month's balance inside what is to be paid."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

ORANGE, GREEN = "#d9480f", "#2b8a3e"


def draw(sheet: Sheet, show: Shown) -> None:
    # The electronic equivalents of an invoice are all of one kind to a reader.
    show.truth["document_type"] = "pos"
    main = sheet.rng.choice((ORANGE, GREEN, "#1864ab"))
    _header(sheet, show, main)
    _usage(sheet, show, main)
    _charges(sheet, show, main)
    _coupon(sheet, show, main)


def _header(sheet: Sheet, show: Shown, main: str) -> None:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.box(0, 0, 612, 16, fill=main, weight=0)
    sheet.logo(30, 26, 120, 48, seller.trade_name)
    sheet.text(160, 38, show.name("supplier"), 10, bold=True)
    sheet.text(160, 50, f"NIT {show.nit('supplier')}   {seller.address} {seller.city}", 7.4)
    sheet.text(160, 60, "Vigilado Superservicios - Línea de atención 115", 7.4)
    sheet.text(580, 36, "Documento equivalente electrónico SPD", 7.6, align="r")
    sheet.text(580, 50, "Factura de servicios públicos No. " + show.number(), 9.4, bold=True, align="r")
    sheet.text(580, 62, f"Fecha de expedición: {show.date('issue_date')}", 8, align="r")
    sheet.box(30, 84, 300, 70, fill="#f1f3f5", weight=0, radius=6)
    for row, (label, value) in enumerate(
        (
            ("Cliente", show.name("customer")),
            ("NIT", show.nit("customer")),
            ("Dirección de suministro", buyer.address),
            ("Municipio", buyer.city),
            ("Uso / Estrato", "Comercial - Provisional de obra"),
        )
    ):
        sheet.text(38, 97 + 12.5 * row, label, 7, color="#495057")
        sheet.text(136, 97 + 12.5 * row, value, 7.4, bold=row == 0)
    cells = (
        (340, "Número de cuenta", str(sheet.rng.randint(10**6, 10**7))),
        (464, "Periodo facturado", f"{invoice.issue_date:%b %Y}".upper()),
        (340, "Pagar antes de", show.date("due_date")),
        (464, "Total a pagar", show.money("amount_payable")),
    )
    for index, (x, label, value) in enumerate(cells):
        y = 84 + 37 * (index // 2)
        strong = index >= 2
        sheet.box(x, y, 116, 33, fill=main if strong else "#f1f3f5", weight=0, radius=6)
        color = "#ffffff" if strong else "#000000"
        sheet.text(x + 58, y + 12, label, 7.4, align="c", color=color)
        sheet.text(x + 58, y + 26, value, 11, bold=True, align="c", color=color)


def _usage(sheet: Sheet, show: Shown, main: str) -> None:
    sheet.text(30, 176, "Su consumo en los últimos seis meses", 8.6, bold=True, color=main)
    usage = [sheet.rng.randint(500, 4200) for _ in range(6)]
    for index, units in enumerate(usage):
        height = units / max(usage) * 60
        x = 40 + 40 * index
        sheet.box(x, 256 - height, 24, height, fill=main if index == 5 else "#ced4da", weight=0)
        sheet.text(x + 12, 252 - height, f"{units}", 6.4, align="c")
        sheet.text(x + 12, 265, ("Ene", "Feb", "Mar", "Abr", "May", "Jun")[index], 6.4, align="c")
    sheet.rule(34, 256, 280, 256, 0.6)
    facts = (
        ("Medidor", f"EL-{sheet.rng.randint(10**6, 10**7)}"),
        ("Lectura actual", str(sheet.rng.randint(20000, 80000))),
        ("Lectura anterior", str(sheet.rng.randint(10000, 20000))),
        ("Factor", "1"),
        ("Nivel de tensión", "1"),
        ("Tarifa kWh", "812,4471"),
    )
    for row, (label, value) in enumerate(facts):
        sheet.text(320, 184 + 13 * row, label, 7.6, color="#495057")
        sheet.text(470, 184 + 13 * row, value, 7.6, align="r")


def _charges(sheet: Sheet, show: Shown, main: str) -> None:
    invoice = show.invoice
    sheet.text(30, 292, "Detalle de lo facturado", 8.6, bold=True, color=main)
    columns = [
        Column("Concepto", 230, lambda i, row: row.description.capitalize(), wrap=True),
        Column("Cantidad", 80, lambda i, row: show.quantity(row), "r"),
        Column("Unidad", 60, lambda i, row: row.unit, "c"),
        Column("Valor unitario", 90, lambda i, row: show.amount(row.unit_price), "r"),
        Column("Valor", 90, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=8, head_size=7.6, head_fill="#f1f3f5", lines="none", row=14)
    y = sheet.table(30, 300, columns, show.lines(("description", "quantity", "unit", "unit_price", "line_total")), grid)
    rows = [("Subtotal servicios", show.money("subtotal"))]
    if invoice.iva:
        rows.append(("IVA 19%", show.money("iva")))
    rows.append(("Total mes", show.money("total")))
    if invoice.previous_balance:
        show.knows("previous_balance", invoice.previous_balance)
        rows.append(("Saldo anterior (1 periodo en mora)", show.amount(invoice.previous_balance)))
    rows.append(("TOTAL A PAGAR", show.money("amount_payable")))
    sheet.ledger(rows, y + 18, label=350, value=577, step=14, size=8.6, strong=("TOTAL",))
    sheet.totals = (350, y + 6, 227, 14 * len(rows))


def _coupon(sheet: Sheet, show: Shown, main: str) -> None:
    """The part for the bank says the total once more."""
    invoice = show.invoice
    sheet.qr(show.qr("annex", "url"), 30, 560, 84)
    sheet.text(124, 572, "CUDE:", 7, bold=True)
    y = 572.0
    for line in sheet.cut(show.text("cufe"), 430, 7):
        sheet.text(150, y, line, 7)
        y += 9
    sheet.text(
        124,
        y + 8,
        f"Autorización numeración {show.text('authorization_number')} del {show.day(invoice.authorized_on)} rango {invoice.range_from} a {invoice.range_to}",
        7,
    )
    sheet.text(124, y + 18, "Somos grandes contribuyentes y autorretenedores. No efectuar retención en la fuente.", 7)
    sheet.rule(0, 664, 612, 664, 0.7, dash=(4, 3))
    sheet.text(30, 684, "Comprobante de pago - banco", 8, bold=True)
    sheet.text(30, 700, f"Factura No. {invoice.invoice_number}", 8)
    sheet.text(30, 714, f"Páguese hasta: {show.day(invoice.due_date)}", 8)
    sheet.text(230, 714, f"Valor a pagar: {show.amount(invoice.amount_payable)}", 9, bold=True)
    x = 390.0
    bars = random.Random(invoice.cufe)
    while x < 580:
        width = bars.choice((0.8, 1.2, 2.0))
        sheet.box(x, 676, width, 46, fill="#000000", weight=0)
        x += width + bars.choice((0.9, 1.4, 2.1))
    sheet.text(
        486,
        732,
        f"(415)7709998{bars.randint(10**6, 10**7 - 1)}(8020){invoice.consecutive.zfill(10)}(3900){int(invoice.amount_payable):010d}",
        6.4,
        align="c",
    )


def want(rng: random.Random) -> Want:
    return Want(
        trade="energia",
        lines=(3, 6),
        cents=False,
        order=0,
        previous_balance=0.4,
        prefixes=("", "E", "SP"),
        digits=(7, 9),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co0", "us0")),
        nits="dots-dv",
        buyer_nits=rng.choice(("dash-dv", "plain")),
        dates=rng.choice(("SHORT/", "dmy/", "short-")),
        currency="$ ",
    )


LAYOUT = Layout("servicios_publicos", draw, want, style, stamped=0.3)
