"""Crystal Reports from an old ERP: landscape, dense, both number conventions in one row, the CUFE cut at the edge."""

import random

from ..invoice import Want
from ..sheet import LANDSCAPE, Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    y = _lines(sheet, show, y)
    _totals(sheet, show, max(y + 14, 400))


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.logo(24, 20, 110, 46, seller.trade_name)
    sheet.text(150, 30, show.name("supplier"), 11, bold=True, font="times")
    sheet.text(
        150,
        42,
        f"NIT {show.nit('supplier')}   {seller.address}   {seller.city} - {seller.department}",
        7.5,
        font="times",
    )
    sheet.text(
        150,
        52,
        f"PBX {seller.phone}   Grandes Contribuyentes Res. 012220 Dic 26/2022   Autorretenedores de Renta",
        7.5,
        font="times",
    )
    sheet.text(150, 62, "Actividad económica CIIU 2022 - Tarifa ICA 7 x 1000", 7.5, font="times")
    sheet.text(765, 30, "FACTURA ELECTRÓNICA DE VENTA", 10, bold=True, align="r", font="times")
    sheet.text(765, 46, "No. " + show.number("{prefix}  {number}"), 13, bold=True, align="r", font="times")
    sheet.text(765, 60, f"Página {sheet.page}", 7, align="r", font="times")
    sheet.rule(24, 72, 768, 72, 1.2)
    sheet.text(24, 86, "VENDIDO A:", 7.5, bold=True, font="times")
    for row, line in enumerate(
        (show.name("customer"), f"NIT {show.nit('customer')}", buyer.address, f"{buyer.city}  TEL {buyer.phone}")
    ):
        sheet.text(84, 86 + 10 * row, line, 8, font="times", bold=row == 0)
    sheet.text(400, 86, "DESPACHADO A:", 7.5, bold=True, font="times")
    site = sheet.rng.choice(("OBRA TORRES DEL PARQUE KM 2 VÍA COTA", "ALMACÉN CENTRAL", "PUENTE RÍO CLARO K18+400"))
    sheet.text(470, 86, site, 8, font="times")
    cells = [
        ("FECHA FACTURA", show.date("issue_date", "dmy-")),
        ("FECHA VENCIMIENTO", show.date("due_date", "dmy-")),
        ("PEDIDO", str(sheet.rng.randint(100000, 999999))),
        ("PEDIDO CLIENTE", show.text("order_reference")),
        ("REMISIÓN", f"R{sheet.rng.randint(10000, 99999)}"),
        ("CONDICIONES DE PAGO", f"{(invoice.due_date - invoice.issue_date).days} DÍAS NETO"),
        ("VENDEDOR", sheet.rng.choice(("016", "204", "ZONA 3"))),
    ]
    widths = (96, 110, 90, 120, 90, 130, 108)
    x = 24.0
    for (label, value), width in zip(cells, widths, strict=True):
        sheet.box(x, 124, width, 13, fill="#e8e8e8")
        sheet.box(x, 137, width, 14)
        sheet.text(x + width / 2, 133, label, 6.5, bold=True, align="c", font="times")
        sheet.text(x + width / 2, 147, value, 8, align="c", font="times")
        x += width
    return 160


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    def both(amount: object) -> str:
        return show.amount(amount, numbers="us2")

    columns = [
        Column("ITEM", 28, lambda i, row: str(i + 1), "c"),
        Column("CÓDIGO", 76, lambda i, row: row.code),
        Column("DESCRIPCIÓN", 250, lambda i, row: row.description, wrap=True),
        Column("UM", 34, lambda i, row: row.unit, "c"),
        Column("CANTIDAD", 66, lambda i, row: show.quantity(row), "r"),
        Column("PRECIO UNITARIO", 88, lambda i, row: show.amount(row.unit_price), "r"),
        Column("% IVA", 36, lambda i, row: f"{row.tax_rate or 0:.0f}", "r"),
        Column("VALOR IVA", 78, lambda i, row: show.amount(row.tax_amount), "r"),
        Column("VALOR TOTAL", 88, lambda i, row: both(row.line_total), "r"),
    ]
    grid = Grid(size=7.6, head_size=6.8, font="times", lines="head", row=11.5, weight=0.8)

    def on_break() -> float:
        sheet.text(765, 590, "CONTINÚA...", 7, align="r", font="times")
        sheet.new_page()
        return _header(sheet, show)

    shown = ("description", "code", "quantity", "unit", "unit_price", "tax_rate", "line_total")
    return sheet.table(24, y, columns, show.lines(shown), grid, bottom=560, on_break=on_break)


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    if y > 470:
        sheet.new_page()
        y = _header(sheet, show) + 12
    invoice = show.invoice
    sheet.rule(24, y, 768, y, 1.2)
    rows = [
        ("TOTAL BRUTO", "gross", "us2"),
        ("DESCUENTO", "discount", "us2"),
        ("BASE CALCULO IVA", "tax_base", "us2"),
        ("IVA", "iva", "us2"),
    ]
    if invoice.rete_fuente:
        rows.append(("RETEFUENTE", "rete_fuente", "us2"))
    show.truth["subtotal"] = f"{invoice.gross:.2f}"
    top = y
    for label, name, numbers in rows:
        y += 14
        sheet.text(588, y, label, 8, bold=True, font="times")
        text = show.amount(invoice.gross, numbers=numbers) if name == "gross" else show.money(name, numbers=numbers)
        sheet.text(764, y, text, 8.5, align="r", font="times")
    y += 8
    sheet.box(582, y, 186, 18, fill="#e8e8e8")
    if invoice.rete_fuente:
        show.truth["total"] = f"{invoice.total:.2f}"
        sheet.text(588, y + 12.5, "TOTAL FACTURA", 9, bold=True, font="times")
        sheet.text(764, y + 12.5, show.amount(invoice.total, numbers="us2"), 9.5, bold=True, align="r", font="times")
        y += 30
        sheet.text(588, y, "NETO A PAGAR", 8, bold=True, font="times")
        sheet.text(764, y, show.money("amount_payable", numbers="us2"), 8.5, align="r", font="times")
    else:
        sheet.text(588, y + 12.5, "TOTAL A PAGAR", 9, bold=True, font="times")
        sheet.text(764, y + 12.5, show.money("total", numbers="us2"), 9.5, bold=True, align="r", font="times")
    sheet.totals = (588, top, 180, y - top)
    sheet.paragraph(120, top + 16, 440, "SON: " + show.words("upper"), 7.6, font="times")
    text = f"Autorización Numeración de Facturación No. {show.text('authorization_number')} de {show.day(invoice.authorized_on)} del {invoice.prefix}{invoice.range_from} al {invoice.prefix}{invoice.range_to}. Vigencia hasta {show.day(invoice.authorized_until)}."
    sheet.paragraph(
        120,
        top + 44,
        440,
        text
        + " Favor girar cheque cruzado a nombre del vendedor. Pasada la fecha de vencimiento se causarán intereses de mora a la tasa máxima legal.",
        7,
        font="times",
    )
    sheet.qr(show.qr("first-version", "pipes", "url"), 26, top + 10, 84)
    # Printed in one line that is longer than the page: what lies outside cannot be read from it.
    sheet.text(428, 604, "CUFE: " + invoice.cufe, 8.5, font="times")


def want(rng: random.Random) -> Want:
    held = ("rete_fuente",) if rng.random() < 0.3 else ()
    return Want(
        trade=rng.choice(("industrial", "acero")),
        lines=rng.choice(((1, 4), (4, 9), (12, 20))),
        line_discounts=0,
        global_discount=0.3,
        withholdings=held,
        order=0.7,
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers="co2", quantities="co2", nits=rng.choice(("dots-dv", "dash-dv")), buyer_nits="dots-dv", dates="dmy-"
    )


LAYOUT = Layout("crystal", draw, want, style, size=LANDSCAPE, stamped=0.3)
