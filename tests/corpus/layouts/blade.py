"""An open-source API's template: two columns of label: value, tiny table, taxes and withholdings in a box of their own."""

import random

from ..invoice import Want
from ..sheet import A4, Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    columns = [
        Column("#", 20, lambda i, row: str(i + 1), "c"),
        Column("Código", 56, lambda i, row: row.code, wrap=True),
        Column("Descripción", 168, lambda i, row: row.description, wrap=True),
        Column("Cantidad", 46, lambda i, row: show.quantity(row), "r"),
        Column("UM", 30, lambda i, row: row.unit, "c"),
        Column("Val. Unit", 62, lambda i, row: show.amount(row.unit_price), "r"),
        Column("IVA/IC", 52, lambda i, row: show.amount(row.tax_amount), "r"),
        Column("Dcto", 42, lambda i, row: show.amount(row.discount), "r"),
        Column("Val. Item", 64, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=6.8, head_size=7, head_fill="#e5e5e5", row=12, color="#888888", head_align="c")

    def on_break() -> float:
        sheet.new_page()
        return 40

    rows = show.lines(("description", "code", "quantity", "unit", "unit_price", "line_total"))
    y = sheet.table(28, y, columns, rows, grid, bottom=760, on_break=on_break)
    if y > 590:
        sheet.new_page()
        y = 40
    _boxes(sheet, show, y + 10)


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.logo(28, 26, 90, 50, seller.trade_name)
    sheet.paragraph(150, 36, 250, show.name("supplier"), 9, bold=True, align="c", leading=9.5)
    for row, line in enumerate(
        (
            f"NIT: {show.nit('supplier')}",
            f"{seller.kind} - {seller.regime}",
            f"Obligación: {seller.duties}",
            f"{seller.address} {seller.city}",
            f"Teléfono {seller.phone}",
            f"E-mail: {seller.email}",
        )
    ):
        sheet.text(275, 54 + 8.6 * row, line, 7.2, align="c")
    sheet.text(566, 36, "FACTURA ELECTRONICA DE VENTA", 8.6, bold=True, align="r")
    sheet.text(
        566,
        52,
        show.number("{prefix} - {number}" if invoice.prefix else "{prefix}{number}"),
        12,
        bold=True,
        color="#c1121f",
        align="r",
    )
    sheet.text(566, 64, f"Fecha Emisión: {show.date('issue_date')}", 7.2, align="r")
    sheet.text(566, 73, f"Fecha Validación DIAN: {show.day(invoice.issue_date)}", 7.2, align="r")
    sheet.text(566, 82, f"Hora Validación: {show.time()}", 7.2, align="r")
    left = [
        ("CC o NIT:", show.nit("customer")),
        ("Cliente:", show.name("customer")),
        ("Régimen:", buyer.regime),
        ("Obligación:", buyer.duties),
        ("Dirección:", buyer.address),
        ("Ciudad:", f"{buyer.city}-{buyer.department}"),
        ("Teléfono:", buyer.phone),
        ("Email:", buyer.email),
    ]
    days = (invoice.due_date - invoice.issue_date).days
    right = [
        ("Forma de Pago:", show.text("payment_form")),
        ("Medio de Pago:", invoice.payment_means),
        ("Plazo Para Pagar:", f"{days} Dias"),
        ("Fecha Vencimiento:", show.date("due_date")),
        ("Número Pedido:", show.text("order_reference")),
        ("Fecha Pedido:", ""),
        ("Vendedor:", ""),
        ("Moneda:", invoice.currency),
    ]
    sheet.rule(28, 108, 566, 108)
    for row, (one, two) in enumerate(zip(left, right, strict=True)):
        sheet.pair(30, 120 + 10.5 * row, *one, 7.4, at=88)
        sheet.pair(350, 120 + 10.5 * row, *two, 7.4, at=432)
    return 210


def _boxes(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    for x, width, title in ((28, 176, "Impuestos"), (208, 176, "Retenciones"), (388, 180, "Totales")):
        sheet.box(x, y, width, 12, fill="#e5e5e5", color="#888888")
        sheet.text(x + width / 2, y + 9, title, 7.4, bold=True, align="c")
    for column, label in ((90, "Tipo"), (140, "Base"), (200, "Valor")):
        sheet.text(column, y + 22, label, 6.8, bold=True, align="r")
    row = y + 33
    for name, base in invoice.bases.items():
        if name != "excluded":
            sheet.text(90, row, f"{name} %", 7, align="r")
            sheet.text(142, row, show.amount(base), 7, align="r")
            sheet.text(202, row, show.amount(invoice.taxes[name]), 7, align="r")
            row += 10
    held = [("RteFte", "rete_fuente"), ("RteIVA", "rete_iva"), ("RteICA", "rete_ica")]
    sheet.ledger(
        [(label, show.money(name)) for label, name in held if getattr(invoice, name)],
        y + 24,
        label=216,
        value=380,
        step=11,
        size=7.4,
    )
    show.knows("iva", invoice.iva)
    withheld = sum(getattr(invoice, name) for _, name in held)
    totals = [
        ("Nro Lineas:", str(len(invoice.lines))),
        ("Base:", show.money("subtotal")),
        ("Impuestos:", show.amount(invoice.tax)),
        ("Retenciones:", show.amount(withheld)),
        ("Descuentos:", show.amount(invoice.global_discount * 0)),
        ("Total Factura:", show.money("total")),
    ]
    if withheld:
        totals.append(("Total a Pagar:", show.money("amount_payable")))
    sheet.ledger(totals, y + 24, label=394, value=564, step=11.5, size=8, strong=("Total",))
    sheet.totals = (388, y, 180, 90)
    _notes(sheet, show, y + 112)


def _notes(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    y = sheet.paragraph(30, y, 536, "SON: " + show.words("upper", " M/CTE**********", invoice.amount_payable), 7.6)
    y = sheet.paragraph(
        30, y + 8, 536, "NOTAS: " + sheet.rng.choice(("Material entregado en obra", "SEGUN COTIZACION", "")), 7.4
    )
    text = f"INFORME EL PAGO AL TELEFONO {invoice.supplier.phone} o al e-mail {invoice.supplier.email}. SI ESTA FACTURA NO ES CANCELADA DESPUES DE SU VENCIMIENTO GENERARA INTERESES DE MORA."
    y = sheet.paragraph(30, y + 8, 536, text, 6.8)
    sheet.qr(show.qr("annex", "equals"), 470, y + 4, 92)
    resolution = f"Resolución de Facturación Electrónica No. {show.text('authorization_number')} de {invoice.authorized_on}, Prefijo: {invoice.prefix}, Rango {invoice.range_from} Al {invoice.range_to} - Vigencia Desde: {invoice.authorized_on} Hasta: {invoice.authorized_until}"
    y = sheet.paragraph(30, y + 16, 420, resolution, 6.8)
    for line in sheet.cut("CUFE: " + show.text("cufe"), 420, 6.8):
        sheet.text(30, y + 6, line, 6.8)
        y += 8.5


def want(rng: random.Random) -> Want:
    held = tuple(name for name in ("rete_fuente", "rete_iva", "rete_ica") if rng.random() < 0.35)
    return Want(
        trade=rng.choice(("ferreteria", "servicios", "mercado", "alquiler")),
        lines=rng.choice(((1, 4), (3, 12))),
        line_discounts=0.3,
        withholdings=held,
        order=0.5,
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers="us2",
        quantities="us2",
        nits=rng.choice(("commas-dv", "dash-dv")),
        buyer_nits=rng.choice(("commas-dv", "dash-dv")),
        dates=rng.choice(("iso", "dmy-")),
        currency=rng.choice(("", "$")),
    )


LAYOUT = Layout("blade", draw, want, style, size=A4, stamped=0.25)
