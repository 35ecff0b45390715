"""An ERP of a multinational: values under a row of labels, totals in columns, the seller named in the footer only."""

import random

from ..invoice import Want
from ..sheet import A4, Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    y = _lines(sheet, show, y)
    if y > 600:
        sheet.new_page()
        y = _header(sheet, show)
    _totals(sheet, show)
    _footer(sheet, show)


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, buyer = show.invoice, show.invoice.customer
    sheet.logo(40, 30, 56, 56, invoice.supplier.trade_name)  # a mark without a name
    sheet.text(555, 44, "FACTURA ELECTRÓNICA DE VENTA", 12, bold=True, align="r")
    sheet.text(555, 58, f"Hoja {sheet.page}", 7, align="r")
    sheet.text(40, 112, "Facturar a:", 7.4)
    sheet.text(40, 124, show.name("customer"), 9, bold=True)
    for row, line in enumerate((f"NIT {show.nit('customer')}", buyer.address, f"{buyer.city.upper()} - COLOMBIA")):
        sheet.text(40, 136 + 11 * row, line, 8.4)
    sheet.text(320, 112, "Entregar en:", 7.4)
    sheet.text(
        320, 124, sheet.rng.choice(("OBRA CIUDADELA LOS ALISOS", "BODEGA FONTIBÓN", "PLANTA KM 4 VÍA SIBERIA")), 8.4
    )
    sheet.text(320, 135, f"Destinatario {sheet.rng.randint(10**6, 10**7 - 1)}", 8.4)
    days = (invoice.due_date - invoice.issue_date).days
    cells = (
        ("FECHA FACTURA", f"{show.date('issue_date')} {show.time()}", 98),
        ("Nº FACTURA", show.number(), 84),
        ("Nº PEDIDO", str(sheet.rng.randint(10**9, 10**10 - 1)), 82),
        ("ORDEN DE COMPRA", show.text("order_reference"), 92),
        ("COND. PAGO", f"Z0{days:02d} {days} días fecha fact." if days else "Z001 Contado", 92),
        ("VENCIMIENTO", show.date("due_date"), 67),
    )
    x = 40.0
    sheet.rule(40, 178, 555, 178, 0.8)
    for label, value, width in cells:
        sheet.text(x + 2, 188, label, 6.6, bold=True)
        sheet.text(x + 2, 201, value, 8)
        x += width
    sheet.rule(40, 207, 555, 207, 0.8)
    return 214


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    columns = [
        Column("POS", 30, lambda i, row: f"{(i + 1) * 10:06d}"[2:]),
        Column("MATERIAL", 78, lambda i, row: row.code),
        Column("DESCRIPCIÓN", 178, lambda i, row: row.description, wrap=True),
        Column("CANTIDAD", 62, lambda i, row: show.quantity(row), "r"),
        Column("UM", 28, lambda i, row: {"UND": "PC", "UN": "PC"}.get(row.unit, row.unit), "c"),
        Column("PRECIO UNITARIO", 70, lambda i, row: show.amount(row.unit_price), "r"),
        Column("VALOR", 69, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=7.8, head_size=6.6, lines="none", row=13)

    def on_break() -> float:
        _footer(sheet, show)
        sheet.new_page()
        return _header(sheet, show)

    rows = show.lines(("description", "code", "quantity", "unit_price", "line_total"))
    return sheet.table(40, y, columns, rows, grid, bottom=690, on_break=on_break)


def _totals(sheet: Sheet, show: Shown) -> None:
    invoice = show.invoice
    y = 636
    sheet.rule(40, y, 555, y, 0.8)
    cells = (
        ("VALOR SIN IMPUESTO", show.money("subtotal"), 130),
        ("TARIFA IVA", "19,00 %" if invoice.iva else "0,00 %", 90),
        ("IMPUESTO DE VENTA", show.money("iva"), 140),
        ("TOTAL FACTURA", show.money("total"), 155),
    )
    x = 40.0
    for label, value, width in cells:
        sheet.text(x + width - 6, y + 12, label, 7, bold=True, align="r")
        sheet.text(x + width - 6, y + 27, value, 9, bold=label.startswith("TOTAL"), align="r")
        x += width
    sheet.rule(40, y + 33, 555, y + 33, 0.8)
    sheet.totals = (300, y, 255, 33)
    prompt = show.amount(invoice.subtotal * 4 / 100)
    sheet.text(40, y + 46, f"Pagando antes de 10 días descuente 4 % sobre el valor sin impuesto: {prompt}", 7.4)
    sheet.paragraph(40, y + 57, 430, "SON: " + show.words("upper", " M/CTE"), 7, leading=8)
    sheet.qr(show.qr("pipes", "url"), 478, y + 38, 76)
    for row, line in enumerate(sheet.cut("CUFE: " + show.text("cufe"), 420, 7)):
        sheet.text(40, y + 75 + 9 * row, line, 7)


def _footer(sheet: Sheet, show: Shown) -> None:
    invoice, seller = show.invoice, show.invoice.supplier
    sheet.rule(40, 762, 470, 762)
    first = f"{show.name('supplier')}  NIT {show.nit('supplier')}  {seller.address}  {seller.city}  PBX {seller.phone}"
    sheet.text(40, 772, first, 6.6)
    sheet.text(
        40,
        781,
        f"GRANDES CONTRIBUYENTES - AUTORRETENEDORES - I.C.A. {seller.city.upper()} 5 POR MIL - Régimen común",
        6.6,
    )
    sheet.text(
        40,
        790,
        f"Autorización DIAN {show.text('authorization_number')} {show.day(invoice.authorized_on)} {invoice.prefix} {invoice.range_from} a {invoice.range_to} vigente {show.day(invoice.authorized_until)}",
        6.6,
    )
    sheet.text(40, 799, "Proveedor tecnológico CARVATEC S.A.S. NIT 949.100.333-1", 6.6)


def want(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("industrial", "acero", "concreto")),
        lines=rng.choice(((1, 3), (2, 8), (14, 22))),
        order=0.9,
        prefixes=("FVE", "SG", "F1"),
        digits=(6, 6),
    )


def style(rng: random.Random) -> Style:
    return Style(numbers="co2", quantities="co3", nits="dots-dv", buyer_nits="glued-dv", dates="dmy.", times="24")


LAYOUT = Layout("sap", draw, want, style, size=A4, stamped=0.3)
