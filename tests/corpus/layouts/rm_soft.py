"""RM Soft: centred header, boxed customer, prices with IVA beside totals without, and no printed subtotal."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    y = _lines(sheet, show, y)
    if y > 545:
        sheet.new_page()
    _foot(sheet, show)


def _header(sheet: Sheet, show: Shown, again: bool = False) -> float:
    invoice, seller = show.invoice, show.invoice.supplier
    sheet.logo(16, 16, 130, 72, seller.trade_name or seller.name)
    lines = (
        (26, show.name("supplier")),
        (36, "NIT: " + show.nit("supplier", "dash-dv")),
        (54, f"Representante:{seller.kind.split()[1]}-Responsable IVA"),
        (64, f"Dirección: {seller.address} {seller.city}"),
        (82, seller.email),
        (100, "Teléfono: " + seller.phone),
        (119, "Nro. Doc: " + show.number()),
    )
    for y, text in lines:
        sheet.text(326, y, text, 8.4, align="c")
    title = "Nota Crédito" if invoice.document_type == "nota_credito" else "Factura Electrónica De Venta"
    sheet.text(516, 33, title, 8.6, bold=True, align="c")
    sheet.qr(show.qr("padded"), 482, 39, 82)
    return _customer(sheet, show)


def _customer(sheet: Sheet, show: Shown) -> float:
    invoice, buyer = show.invoice, show.invoice.customer
    sheet.box(15, 126, 582, 54)
    for x in (264, 430, 514):
        sheet.rule(x, 126, x, 180)
    where = f"DIRECCIÓN: {buyer.address} {buyer.city}"
    left = (
        f"Cliente: {show.name('customer')} - NIT: {show.nit('customer', 'plain')}",
        where,
        f"CORREO: {buyer.email}",
        f"Telefono: {buyer.phone}",
    )
    y = 136.0
    for line in left:
        y = sheet.paragraph(19, y, 242, line, 7.4, leading=8.2) + 1.2
    middle = (
        f"Medio de pago: {show.text('payment_form')}",
        f"Forma de pago: {invoice.payment_means}",
        f"Vendedor: {sheet.rng.choice(('LINA TORO', 'JHON MONTOYA', ''))}",
        f"Orden de Compra: {show.text('order_reference')}",
    )
    for row, line in enumerate(middle):
        sheet.text(267, 136 + 8.6 * row, line, 7.4)
    sheet.text(472, 146, "FECHA DE EMISIÓN", 7.6, align="c")
    sheet.text(472, 155, show.date("issue_date", "iso"), 7.6, align="c")
    sheet.text(472, 164, show.time("24"), 7.6, align="c")
    sheet.text(556, 146, "FECHA DE", 7.6, align="c")
    sheet.text(556, 154, "VENCIMIENTO", 7.6, align="c")
    sheet.text(556, 163, show.date("due_date", "iso"), 7.6, align="c")
    y = 193.0
    if invoice.reference:
        sheet.text(18, y, "CUFE: " + invoice.reference.cufe, 8.1)
        y += 14
    name = "CUDE" if invoice.reference else "CUFE"
    sheet.text(18, y, f"{name}: " + show.text("cufe"), 8.1)
    return y + 14


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    columns = [
        Column("Nro.", 24, lambda i, row: str(i + 1), "c"),
        Column("Artículo", 52, lambda i, row: row.code, "c", wrap=True),
        Column("Cantidad", 46, lambda i, row: show.quantity(row), "c"),
        Column("Descripción", 152, lambda i, row: row.description, "c", wrap=True),
        Column("U/M", 32, lambda i, row: row.unit, "c"),
        Column("Precio.Uni", 66, lambda i, row: show.amount(row.price_with_tax, currency=False), "c"),
        Column("IVA %", 30, lambda i, row: f"{row.tax_rate or 0:.2f}", "c"),
        Column("INC", 40, lambda i, row: "0.00", "c"),
        Column("VL.IVA", 66, lambda i, row: show.amount(row.tax_amount, currency=False), "c"),
        Column("Vr. Parcial", 74, lambda i, row: show.amount(row.line_total, currency=False), "c"),
    ]
    shown = ("description", "code", "quantity", "unit", "unit_price", "tax_rate", "line_total")
    grid = Grid(size=7.2, head_size=7.2, head_fill="#bfbfbf", row=12.5, weight=0.9, middle=True, head_align="c")

    def on_break() -> float:
        sheet.new_page()
        return _header(sheet, show, again=True)

    rows = show.lines(shown, price="price_with_tax")
    return sheet.table(15, y, columns, rows, grid, bottom=700, on_break=on_break)


def _foot(sheet: Sheet, show: Shown) -> None:
    invoice = show.invoice
    sheet.box(15, 612, 352, 160)
    sheet.box(367, 612, 230, 160)
    sheet.rule(482, 612, 482, 772)
    excluded = invoice.excluded
    totals = [
        ("Descuentos", show.money("discount")),
        ("Valor Exento", show.amount(invoice.exempt)),
        ("Valor Excluido", show.amount(excluded)),
        ("Valor Gravado", show.money("tax_base")),
        ("Valor IVA", show.money("iva")),
        ("Impoconsumo", show.money("inc")),
        ("Impto. Bolsas", show.amount(invoice.bags)),
    ]
    # No single figure is the subtotal here; it follows from the three bases.
    show.truth["subtotal"] = f"{invoice.subtotal:.2f}"
    show.truth["subtotal_is_one_printed_figure"] = not (invoice.exempt or excluded)
    y = 612.0
    for label, value in totals:
        sheet.text(424, y + 10, label, 6.6, bold=True, align="c")
        sheet.text(540, y + 10, value, 7.2, align="c")
        y += 14.2
    for label, value in (
        ("TOTAL (=)", show.money("total")),
        ("Rete. Fuente", show.money("rete_fuente")),
        ("Rete. ICA", show.money("rete_ica")),
        ("Total menos rete.", show.money("amount_payable")),
    ):
        strong = label.startswith("T")
        size = 8.6 if strong else 6.8
        sheet.text(424, y + 11, label, size, bold=True, align="c")
        sheet.text(540, y + 11, value, size, bold=strong, align="c")
        if strong:
            sheet.rule(367, y, 597, y, 0.9)
            sheet.rule(367, y + 15, 597, y + 15, 0.9)
        y += 15
    sheet.totals = (367, 650, 230, 110)
    _notes(sheet, show)


def _notes(sheet: Sheet, show: Shown) -> None:
    invoice = show.invoice
    sheet.text(19, 624, "Email:  " + invoice.supplier.email, 8)
    resolution = (
        f"Res.DIAN No. {show.text('authorization_number')} del {invoice.authorized_on:%d-%m-%Y} habilita prefijo "
        f"{invoice.prefix} del {invoice.range_from} hasta {invoice.range_to}. vigencia 12 meses"
    )
    y = sheet.paragraph(19, 660, 342, resolution, 7.8, leading=9)
    law = "Esta factura se asimila en sus efectos legales a la letra de cambio (segun el artículo 774 del Código de Comercio), con esta declara el comprador haber recibido real y materialmente la mercancia y/o servicio descrito en este titulo valor"
    sheet.paragraph(19, y + 9, 342, law, 7.8, leading=9)
    words = "Son: " + show.words("upper", "(S) COLOMBIANO(S) EXACTOS").replace("PESOS(S)", "PESO(S)")
    sheet.paragraph(19, 758, 342, words, 7.8, leading=9)
    sheet.text(24, 785, "Proveedor Tecnológico: Cadena S.A. Nit 890930534", 7.8)
    sheet.text(588, 785, "Software: ERRESOFT CASA DE SOFTWARE  S.A.S. Nit 94910740-7", 7.8, align="r")


def want(rng: random.Random) -> Want:
    held = ("rete_fuente", "rete_ica") if rng.random() < 0.3 else ()
    return Want(
        trade=rng.choice(("ferreteria", "papeleria", "ferreteria", "mercado")),
        lines=rng.choice(((1, 5), (3, 9), (20, 34))),
        price_with_tax=True,
        withholdings=held,
        order=0.2,
        round_total=True,
    )


def style(rng: random.Random) -> Style:
    return Style(numbers="us2", quantities="us2", dates="iso", currency="$")


LAYOUT = Layout("rm_soft", draw, want, style)
