"""A documento soporte: the buyer issues it under its own logo, the seller is a person without a duty to invoice."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

TEAL = "#0f766e"


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    columns = [
        Column("#", 22, lambda i, row: str(i + 1), "c"),
        Column("Código", 60, lambda i, row: row.code),
        Column("Descripción", 214, lambda i, row: row.description, wrap=True),
        Column("Unidad", 44, lambda i, row: row.unit, "c"),
        Column("Cantidad", 52, lambda i, row: show.quantity(row), "r"),
        Column("Valor unitario", 74, lambda i, row: show.amount(row.unit_price), "r"),
        Column("Valor total", 76, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=7.8, head_size=7.6, head_fill=TEAL, head_color="#ffffff", lines="rows", color="#94a3b8", row=14)
    y = sheet.table(
        36, y, columns, show.lines(("description", "code", "quantity", "unit", "unit_price", "line_total")), grid
    )
    _totals(sheet, show, y + 12)


def _header(sheet: Sheet, show: Shown) -> float:
    buyer, seller, invoice = show.invoice.customer, show.invoice.supplier, show.invoice
    sheet.logo(36, 28, 58, 58, buyer.name)
    sheet.text(104, 42, show.name("customer"), 11, bold=True)
    for row, line in enumerate(
        (
            f"NIT {show.nit('customer')}",
            f"{buyer.address} - {buyer.city}",
            f"Tel. {buyer.phone}   {buyer.email}",
            "Gran contribuyente - Agente retenedor de IVA",
        )
    ):
        sheet.text(104, 54 + 10 * row, line, 7.8)
    sheet.box(398, 28, 178, 62, color=TEAL, radius=4)
    y = sheet.paragraph(
        404,
        40,
        166,
        "DOCUMENTO SOPORTE EN ADQUISICIONES EFECTUADAS A NO OBLIGADOS A FACTURAR",
        7.6,
        bold=True,
        align="c",
        leading=9,
    )
    sheet.text(487, y + 8, "No. " + show.number("{prefix} {number}"), 11, bold=True, align="c")
    sheet.box(36, 104, 540, 14, fill="#e2e8f0", weight=0)
    sheet.text(42, 114, "DATOS DEL PROVEEDOR", 8, bold=True, color=TEAL)
    left = [
        ("Proveedor:", show.name("supplier")),
        ("CC / NIT:", show.nit("supplier")),
        ("Dirección:", seller.address),
        ("Ciudad:", seller.city),
    ]
    right = [
        ("Fecha de expedición:", show.date("issue_date")),
        ("Fecha de vencimiento:", show.date("due_date")),
        ("Forma de pago:", show.text("payment_form")),
        ("Orden de compra:", show.text("order_reference")),
    ]
    for row, (one, two) in enumerate(zip(left, right, strict=True)):
        sheet.pair(42, 132 + 13 * row, *one, 8, at=96)
        sheet.pair(360, 132 + 13 * row, *two, 8, at=462)
    sheet.text(42, 132 + 13 * 4, f"Teléfono: {seller.phone}    Procedencia: Residente    {invoice.currency}", 7.4)
    return 200


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    rows = [("Subtotal", show.money("subtotal")), ("IVA", show.amount(invoice.iva))]
    held = [
        (label, show.money(name))
        for label, name in (("(-) Retefuente", "rete_fuente"), ("(-) ReteICA", "rete_ica"))
        if getattr(invoice, name)
    ]
    rows.append(("Total", show.money("total")))
    if held:
        rows += [*held, ("Neto a pagar", show.money("amount_payable"))]
    sheet.ledger(rows, y + 12, label=410, value=574, step=14, size=8.6, strong=("Total", "Neto"))
    sheet.rule(404, y, 576, y, 0.8, TEAL)
    sheet.totals = (404, y, 172, 14 * len(rows))
    sheet.paragraph(36, y + 12, 340, "Son: " + show.words("capital", " m/cte", invoice.amount_payable), 8)
    sheet.text(
        36,
        y + 40,
        "Observaciones: " + sheet.rng.choice(("Compra caja menor obra", "Servicio prestado en campamento", "")),
        8,
    )
    sheet.qr(show.qr("support"), 36, 620, 88)
    text = f"Autorización de numeración DIAN No. {show.text('authorization_number')} del {show.day(invoice.authorized_on)}, prefijo {invoice.prefix} del {invoice.range_from} al {invoice.range_to}, vigente hasta {show.day(invoice.authorized_until)}."
    y = sheet.paragraph(136, 640, 430, text, 7.4, leading=9.4)
    sheet.text(136, y + 6, "CUDS:", 7.4, bold=True)
    for line in sheet.cut(show.text("cufe"), 390, 7.2):
        sheet.text(166, y + 6, line, 7.2)
        y += 9
    sheet.text(136, y + 14, "Proveedor tecnológico: Nubiprov S.A.S. NIT 949.100.091-2", 6.8)


def want(rng: random.Random) -> Want:
    held = tuple(name for name in ("rete_fuente", "rete_ica") if rng.random() < 0.5)
    return Want(
        trade=rng.choice(("obra", "transporte", "ferreteria")),
        document_type="documento_soporte",
        lines=(1, 5),
        person=True,
        no_tax=True,
        withholdings=held,
        service=True,
        prefixes=("DS", "DSNO", "SOP"),
        digits=(1, 5),
        cents=rng.random() < 0.5,
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co2", "us2")),
        quantities="co2",
        nits=rng.choice(("dots", "plain")),
        buyer_nits="dots-dv",
        dates=rng.choice(("iso", "dmy/")),
        currency=rng.choice(("", "$ ")),
    )


LAYOUT = Layout("soporte", draw, want, style)
