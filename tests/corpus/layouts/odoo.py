"""An open ERP with a Colombian add-on: number with slashes, `Importe libre de impuestos`, invoices and credit notes."""

import random

from ..invoice import Want
from ..sheet import A4, Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

PLUM = "#714b67"


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    columns = [
        Column("Descripción", 214, lambda i, row: f"[{row.code}] {row.description}", wrap=True),
        Column("Cantidad", 76, lambda i, row: f"{show.quantity(row)} {row.unit.capitalize()}", "r"),
        Column("Precio unitario", 76, lambda i, row: show.amount(row.unit_price, currency=False), "r"),
        *(
            [Column("Desc.%", 40, lambda i, row: f"{row.discount_rate:.2f}".replace(".", ","), "r")]
            if show.invoice.line_discount
            else []
        ),
        Column("Impuestos", 66, lambda i, row: f"IVA Ventas {row.tax_rate:.0f}%" if row.tax_rate else "", "r"),
        Column("Importe", 88, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=7.8, head_size=7.8, lines="rows", color="#c9c9c9", row=16)

    def on_break() -> float:
        sheet.text(555, 815, f"Página {sheet.page}", 7, align="r")
        sheet.new_page()
        return 60

    rows = show.lines(("description", "quantity", "unit_price", "line_total"))
    y = sheet.table(40, y, columns, rows, grid, bottom=740, on_break=on_break)
    if y > 600:
        sheet.new_page()
        y = 50
    _totals(sheet, show, y + 10)


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.logo(40, 28, 130, 44, seller.trade_name)
    for row, line in enumerate(
        (
            show.name("supplier"),
            seller.address,
            f"{seller.city}, {seller.department}",
            "Colombia",
            f"NIT: {show.nit('supplier')}",
        )
    ):
        sheet.text(40, 86 + 11 * row, line, 8.4)
    for row, line in enumerate(
        (show.name("customer"), buyer.address, f"{buyer.city}, Colombia", f"NIT: {show.nit('customer')}")
    ):
        sheet.text(320, 86 + 11 * row, line, 8.4)
    note = invoice.document_type == "nota_credito"
    kind = "Nota de crédito" if note else "Factura"
    sheet.text(
        40, 168, f"{kind} {show.number('{prefix}/{number}' if invoice.prefix else '{prefix}{number}')}", 16, color=PLUM
    )
    cells = [("Fecha de factura:", show.date("issue_date")), ("Fecha de vencimiento:", show.date("due_date"))]
    if invoice.reference:
        cells.append(("Origen:", invoice.reference.number))
    elif invoice.order_reference:
        cells.append(("Orden de compra:", show.text("order_reference")))
    for index, (label, value) in enumerate(cells):
        sheet.text(40 + 150 * index, 190, label, 8.2, bold=True)
        sheet.text(40 + 150 * index, 202, value, 8.4)
    means = f"Forma de pago: {show.text('payment_form')}   Medio de pago: {invoice.payment_means}"
    sheet.text(40, 220, means, 8)
    return 232


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    rows = [("Importe libre de impuestos", show.money("subtotal"))]
    rows += [(f"{name.replace(' ', ' ')}%", show.amount(amount)) for name, amount in invoice.taxes.items() if amount]
    if invoice.iva:
        show.knows("iva", invoice.iva)
    if invoice.rete_fuente:
        rows.append(("RteFte -2.50% Ventas", f"-{show.money('rete_fuente')}"))
        rows.append(("Total factura", show.money("total")))
        rows.append(("Total a pagar", show.money("amount_payable")))
    else:
        rows.append(("Total", show.money("total")))
    for row, (label, value) in enumerate(rows):
        top = y + 16 * row
        sheet.rule(330, top, 558, top, 0.4, "#c9c9c9")
        strong = label.startswith(("Total", "Importe"))
        sheet.text(336, top + 11, label, 8.4, bold=strong)
        sheet.text(554, top + 11, value, 8.4, bold=strong, align="r")
    sheet.totals = (330, y, 228, 16 * len(rows))
    sheet.paragraph(40, y + 12, 270, show.words("capital", " m/cte"), 8)
    sheet.text(
        40, y + 44, f"Utilice la siguiente referencia al realizar su pago: {invoice.prefix}/{invoice.consecutive}", 7.6
    )
    base = max(y + 130, 650)
    sheet.qr(show.qr("annex", "broken-url", "url"), 40, base, 88)
    sheet.text(138, base + 12, ("CUDE: " if invoice.reference else "CUFE: ") + show.text("cufe")[:62], 7)
    sheet.text(138, base + 21, invoice.cufe[62:], 7)
    sheet.paragraph(
        138,
        base + 36,
        410,
        f"Resolución DIAN No. {show.text('authorization_number')} de {invoice.authorized_on}, numeración autorizada de {invoice.prefix}{invoice.range_from} a {invoice.prefix}{invoice.range_to}, vigencia hasta {invoice.authorized_until}.",
        7,
    )
    sheet.rule(40, 790, 555, 790, 0.5, PLUM)
    sheet.text(
        298,
        802,
        f"{invoice.supplier.phone}  {invoice.supplier.email}  http://www.{invoice.supplier.email.split('@')[1]}",
        7.4,
        align="c",
    )


def want(rng: random.Random) -> Want:
    held = ("rete_fuente",) if rng.random() < 0.25 else ()
    kind = "nota_credito" if rng.random() < 0.3 else "factura"
    prefixes = ("RFE", "NC") if kind == "nota_credito" else ("FV", "FE", "SETP", "FAC")
    return Want(
        trade=rng.choice(("industrial", "software", "alquiler", "ferreteria")),
        document_type=kind,
        lines=rng.choice(((1, 4), (3, 12))),
        line_discounts=0.3,
        withholdings=held,
        prefixes=prefixes,
        digits=(3, 6),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co2", "us2")),
        quantities="co2",
        nits=rng.choice(("plain", "dash-dv")),
        buyer_nits=rng.choice(("plain", "dash-dv")),
        dates=rng.choice(("dmy/", "ymd/", "iso")),
        currency="$ ",
    )


LAYOUT = Layout("odoo", draw, want, style, size=A4, stamped=0.25)
