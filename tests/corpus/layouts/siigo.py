"""The most sold bookkeeping in the cloud: rounded customer box, thin table, totals and words below, wholly Spanish."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

GREY = "#6b6b6b"


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    y = _lines(sheet, show, y)
    if y > 560:
        sheet.new_page()
        y = _header(sheet, show)
    _totals(sheet, show, y)
    _legal(sheet, show)


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.logo(36, 30, 140, 60, seller.trade_name)
    sheet.text(300, 40, show.name("supplier"), 10.5, bold=True, align="c")
    for row, line in enumerate(
        (
            "NIT " + show.nit("supplier"),
            seller.address,
            f"Tel: {seller.phone}",
            f"{seller.city} - Colombia",
            seller.email,
        )
    ):
        sheet.text(300, 52 + 10 * row, line, 8, align="c")
    sheet.box(440, 32, 136, 54, radius=6)
    sheet.text(508, 46, "Factura electrónica de venta", 8.4, bold=True, align="c")
    sheet.text(508, 66, "No. " + show.number("{prefix} {number}"), 11, bold=True, align="c")
    sheet.text(508, 80, "Original", 7, align="c", color=GREY)
    sheet.box(36, 112, 400, 62, radius=6)
    left = [
        ("Señores", show.name("customer")),
        ("NIT", show.nit("customer")),
        ("Dirección", buyer.address),
        ("Ciudad", f"{buyer.city} - Colombia"),
    ]
    for row, (label, value) in enumerate(left):
        sheet.text(42, 125 + 13 * row, label, 8, bold=True)
        sheet.text(92, 125 + 13 * row, value, 8)
    sheet.text(320, 138, "Teléfono", 8, bold=True)
    sheet.text(362, 138, buyer.phone, 8)
    sheet.box(440, 112, 136, 62, radius=6)
    sheet.text(508, 122, "Fecha y hora Factura", 7.4, bold=True, align="c")
    rows = [
        ("Generación", f"{show.date('issue_date')} {show.time()}"),
        ("Expedición", f"{show.day(invoice.issue_date)} {show.time()}"),
        ("Vencimiento", show.date("due_date")),
    ]
    for row, (label, value) in enumerate(rows):
        sheet.text(444, 136 + 13 * row, label, 7.4)
        sheet.text(572, 136 + 13 * row, value, 7.4, align="r")
    if invoice.order_reference:
        sheet.text(36, 186, f"Orden de compra: {show.text('order_reference')}", 7.6)
    return 192


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    discounts = bool(show.invoice.line_discount)
    columns = [
        Column("Ítem", 28, lambda i, row: str(i + 1), "c"),
        Column("Código", 62, lambda i, row: row.code, wrap=True),
        Column("Descripción", 176 if discounts else 218, lambda i, row: row.description, wrap=True),
        Column("Cantidad", 54, lambda i, row: show.quantity(row), "r"),
        Column("Vr. Unitario", 76, lambda i, row: show.amount(row.unit_price), "r"),
        *(
            [Column("% Dcto", 42, lambda i, row: f"{row.discount_rate:.2f}%" if row.discount else "", "r")]
            if discounts
            else []
        ),
        Column("Impto. Cargo", 40, lambda i, row: f"{row.tax_rate:.0f}%" if row.tax_rate else "", "c"),
        Column("Vr. Total", 62, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=7.6, head_size=7.6, lines="columns", row=12, color="#999999")

    def on_break() -> float:
        sheet.text(576, 770, f"Página {sheet.page}", 7, align="r")
        sheet.new_page()
        return _header(sheet, show)

    rows = show.lines(("description", "code", "quantity", "unit_price", "tax_rate", "line_total"))
    return sheet.table(36, y, columns, rows, grid, bottom=690, on_break=on_break, until=y + 160)


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    rows = [("Total Bruto", show.amount(invoice.gross))]
    if invoice.discount:
        rows.append(("Descuentos", show.money("discount")))
        rows.append(("Subtotal", show.money("subtotal")))
    else:
        show.truth["subtotal"] = f"{invoice.subtotal:.2f}"
    for name, amount in invoice.taxes.items():
        if amount:
            rows.append((f"{name}%", show.amount(amount)))
    if invoice.iva:
        show.truth["iva"] = f"{invoice.iva:.2f}"
    for label, name in (("Rete Fuente", "rete_fuente"), ("ReteIVA", "rete_iva"), ("ReteICA", "rete_ica")):
        if getattr(invoice, name):
            rows.append((label, "-" + show.money(name)))
    held = invoice.amount_payable != invoice.total
    if held:
        rows.insert(len(rows) - sum(r[0].startswith("Rete") for r in rows), ("Total", show.money("total")))
    rows.append(("Total a Pagar", show.money("amount_payable") if held else show.money("total")))
    top = y + 4
    for row, (label, value) in enumerate(rows):
        strong = label == "Total a Pagar"
        sheet.text(440, top + 11 + 12 * row, label, 8.2, bold=True)
        sheet.text(573, top + 11 + 12 * row, value, 8.2, bold=strong, align="r")
    bottom = top + 12 * len(rows) + 4
    sheet.box(436, top, 140, bottom - top, radius=4, color="#999999")
    sheet.totals = (436, top, 140, bottom - top)
    payable = invoice.amount_payable
    sheet.text(36, top + 11, f"Total Ítems: {len(invoice.lines)}", 8)
    y = sheet.paragraph(36, top + 28, 385, "Valor en Letras: " + show.words("capital", " m/cte.", payable), 8)
    y = sheet.paragraph(
        36,
        y + 4,
        385,
        f"Condiciones de Pago: {show.text('payment_form')} - {invoice.payment_means}"
        + (f" - Cuota No. 001 vence el {show.day(invoice.due_date)}" if invoice.payment_form == "Crédito" else ""),
        8,
    )
    sheet.paragraph(
        36,
        y + 4,
        385,
        "Observaciones: "
        + sheet.rng.choice(
            (
                "",
                f"Obra: {sheet.rng.choice(('Torre 3', 'Puente K18', 'Colegio La Aurora'))}. Recibe almacenista.",
                f"Remisión {sheet.rng.randint(100, 9999)}",
            )
        ),
        8,
    )


def _legal(sheet: Sheet, show: Shown) -> None:
    invoice = show.invoice
    sheet.qr(show.qr("annex", "url", "annex"), 36, 676, 78)
    text = (
        f"A esta factura de venta aplican las normas relativas a la letra de cambio (artículo 5 Ley 1231 de 2008). Con esta el Comprador declara haber recibido real y "
        f"materialmente las mercancías o prestación de servicios descritos en este título - Valor. Número Autorización {show.text('authorization_number')} aprobado en "
        f"{invoice.authorized_on:%Y%m%d} prefijo {invoice.prefix} desde el número {invoice.range_from} al {invoice.range_to} Vigencia: 24 Meses. "
        f"{invoice.supplier.regime} - Actividad Económica 4752 - Tarifa 11.04"
    )
    y = sheet.paragraph(122, 690, 452, text, 6.6, leading=8)
    sheet.text(122, y + 5, "CUFE:", 6.6, bold=True)
    sheet.text(144, y + 5, show.text("cufe"), 6.6)
    sheet.text(
        122,
        y + 20,
        "Elaborado por: Software Contable Nube - Proveedor tecnológico: Nubiprov S.A.S. NIT 949.100.091-2",
        6,
        color=GREY,
    )


def want(rng: random.Random) -> Want:
    held = tuple(name for name in ("rete_fuente", "rete_ica", "rete_iva") if rng.random() < 0.3)
    return Want(
        trade=rng.choice(("ferreteria", "servicios", "alquiler", "papeleria", "transporte")),
        lines=rng.choice(((1, 3), (2, 8), (10, 18))),
        line_discounts=0.3,
        global_discount=0.1,
        withholdings=held,
        service=True,
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("us2", "co2")),
        quantities="us2",
        nits=rng.choice(("dots-dv", "dash-dv")),
        buyer_nits="dots-dv",
        dates=rng.choice(("dmy/", "dmy-")),
        times="24",
    )


LAYOUT = Layout("siigo", draw, want, style)
