"""A Colombian ERP on DevExpress: number without prefix, percent discounts, line values before discount, NETO."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    y = _lines(sheet, show, y)
    if y > 560:
        sheet.new_page()
        y = 50
    _totals(sheet, show, y + 10)
    _foot(sheet, show)


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.text(306, 38, show.name("supplier"), 12, bold=True, align="c")
    for row, line in enumerate(
        (show.nit("supplier"), f"{seller.address}   {seller.city.upper()}", f"TELÉFONO {seller.phone}", seller.email)
    ):
        sheet.text(306, 50 + 10 * row, line, 8, align="c")
    sheet.box(440, 92, 140, 34, radius=3)
    sheet.text(510, 104, "FACTURA DE VENTA E V2", 8, bold=True, align="c")
    sheet.text(510, 119, show.number("{number}"), 11, bold=True, align="c")
    sheet.box(30, 92, 404, 60, radius=3)
    for row, (label, value) in enumerate(
        (
            ("CLIENTE", show.name("customer")),
            ("NIT/CC", show.nit("customer")),
            ("DIRECCIÓN", buyer.address),
            ("CIUDAD", f"{buyer.city.upper()}      TEL {buyer.phone}"),
        )
    ):
        sheet.text(36, 105 + 13 * row, label, 7.4, bold=True)
        sheet.text(92, 105 + 13 * row, value, 8)
    sheet.box(440, 128, 140, 24, radius=3)
    sheet.text(446, 137, f"GENERACIÓN  {show.date('issue_date')} {show.time('short')}", 6.8)
    sheet.text(446, 147, f"VENCE  {show.date('due_date')}", 6.8)
    sheet.box(30, 156, 550, 18, radius=3)
    for x, text in (
        (36, f"VENDEDOR  {sheet.rng.choice(('OFICINA', 'ZONA 02', 'MOSTRADOR'))}"),
        (190, f"PEDIDO\\O.S No.  {show.text('order_reference')}"),
        (360, f"PLAZO  {(invoice.due_date - invoice.issue_date).days} DÍAS"),
        (460, f"F. PAGO  {show.text('payment_form').upper()}"),
    ):
        sheet.text(x, 168, text, 7.4)
    return 182


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    columns = [
        Column("CÓDIGO", 70, lambda i, row: row.code),
        Column("DESCRIPCIÓN", 212, lambda i, row: row.description, wrap=True),
        Column("UM", 32, lambda i, row: row.unit, "c"),
        Column("CANT", 46, lambda i, row: show.quantity(row), "r"),
        Column("VR.UNIT", 66, lambda i, row: show.amount(row.unit_price), "r"),
        Column("%D", 26, lambda i, row: f"{row.discount_rate:.1f}" if row.discount else "0", "r"),
        Column("%IVA", 28, lambda i, row: f"{row.tax_rate or 0:.0f}", "r"),
        Column("VALOR", 70, lambda i, row: show.amount(row.gross), "r"),
    ]
    grid = Grid(size=7.4, head_size=7.2, lines="outer", row=12, weight=0.6)

    def on_break() -> float:
        sheet.new_page()
        return 40

    rows = show.lines(
        ("description", "code", "quantity", "unit", "unit_price", "tax_rate", "line_total"), total="gross"
    )
    return sheet.table(30, y, columns, rows, grid, bottom=720, on_break=on_break, until=min(y + 250, 560))


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    rows = [
        ("TOTAL BRUTO", show.amount(invoice.gross)),
        ("- DESCUENTOS", show.money("discount")),
        ("SUBTOTAL", show.money("subtotal")),
        ("+ IVA", show.money("iva")),
    ]
    rows += [
        (label, show.money(name))
        for label, name in (("- RTE. FUENTE", "rete_fuente"), ("- RTE. IVA", "rete_iva"), ("- RTE. ICA", "rete_ica"))
        if getattr(invoice, name)
    ]
    if invoice.amount_payable != invoice.total:
        rows.append(("TOTAL", show.money("total")))
        rows.append(("NETO", show.money("amount_payable")))
    else:
        rows.append(("NETO", show.money("total")))
    sheet.box(400, y, 180, 13 * len(rows) + 5, radius=3)
    sheet.ledger(rows, y + 12, label=406, value=575, step=13, size=8.4, strong=("NETO",))
    sheet.totals = (400, y, 180, 13 * len(rows))
    sheet.box(30, y, 364, 13 * len(rows) + 5, radius=3)
    sheet.paragraph(36, y + 13, 350, "SON: " + show.words("upper", " M/CTE", invoice.amount_payable), 7.6)
    sheet.text(36, y + 38, "OBSERVACIONES:", 7.2, bold=True)
    sheet.text(
        110, y + 38, sheet.rng.choice(("MERCANCÍA ENTREGADA EN BODEGA", "OBRA PTAR", "", "SEGÚN COTIZACIÓN 2231")), 7.2
    )
    held = sum((invoice.rete_fuente, invoice.rete_iva, invoice.rete_ica))
    if held:
        sheet.text(36, y + 50, "Retenciones practicadas según información del cliente", 6.8)


def _foot(sheet: Sheet, show: Shown) -> None:
    invoice = show.invoice
    sheet.qr(show.qr("commas", "url"), 496, 672, 82)
    text = f"Autorización Numeración de Facturación No. {show.text('authorization_number')} fecha {invoice.authorized_on} rango {invoice.range_from} al {invoice.range_to} vigencia 24 meses. Actividad económica 4663 ICA 9.66 x mil. IVA RÉGIMEN COMÚN."
    y = sheet.paragraph(34, 690, 440, text, 6.8, leading=8.4)
    sheet.text(34, y + 4, "CUFE", 6.8, bold=True)
    for line in sheet.cut(show.text("cufe"), 420, 7):
        sheet.text(58, y + 4, line, 7)
        y += 8.5
    sheet.text(
        34,
        y + 8,
        "Representación gráfica de factura electrónica. Software ERPANDINO - Desarrollado por SISTEMAS ERPANDINO S.A.S. NIT 949100555 - 8",
        6.2,
    )


def want(rng: random.Random) -> Want:
    held = tuple(name for name in ("rete_fuente", "rete_iva", "rete_ica") if rng.random() < 0.4)
    return Want(
        trade=rng.choice(("ferreteria", "acero", "industrial")),
        lines=rng.choice(((1, 4), (3, 10), (16, 26))),
        line_discounts=0.6,
        withholdings=held,
        order=0.5,
        prefixes=("",),
        digits=(5, 9),
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers="us2", quantities="us2", nits="wide-dv", buyer_nits=rng.choice(("wide-dv", "plain")), dates="SHORT/"
    )


LAYOUT = Layout("hgi", draw, want, style, stamped=0.3)
