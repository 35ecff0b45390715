"""The DIAN's free tool, version 2: green rules, boxed sections, totals and QR on the last page."""

import random

from ..invoice import Line, Want
from ..qr import picture
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

GREEN, PALE, GREY = "#9ff2c8", "#c3e6c9", "#d9d9d9"
TRADES = ("ferreteria", "papeleria", "servicios", "transporte", "acero")


def draw(sheet: Sheet, show: Shown) -> None:
    y = _document(sheet, show)
    y = _seller(sheet, show, y + 24)
    y = _buyer(sheet, show, y + 24)
    y = _lines(sheet, show, y + 20)
    if sheet.rng.random() < 0.6:
        y = _section(sheet, y + 20, "Notas Finales")
        note = "LA PRESENTE FACTURA SE ASIMILA EN TODOS SUS EFECTOS A UNA LETRA DE CAMBIO, ART. 774 DEL CÓDIGO DE COMERCIO."
        sheet.paragraph(30, y + 12, 550, note, 7.2, font="vera")
    _sheet_number(sheet, last=False)
    sheet.new_page()
    _totals(sheet, show)
    _sheet_number(sheet, last=True)


def _section(sheet: Sheet, y: float, title: str) -> float:
    sheet.text(72, y, title, 10, bold=True, color="#777777")
    sheet.rule(30, y + 6, 582, y + 6, 2, GREEN)
    return y + 6


def _field(sheet: Sheet, x: float, y: float, label: str, value: str) -> None:
    width = sheet.text(x, y, label, 7.4, bold=True, color="#555555")
    sheet.text(x + width + 5, y, value, 7.4, font="vera")


def _document(sheet: Sheet, show: Shown) -> float:
    sheet.text(30, 60, "DIAN", 22, color="#555555")
    sheet.text(306, 57, "FACTURA ELECTRÓNICA DE VENTA", 11.5, font="vera", bold=True, align="c")
    sheet.text(306, 90, "Representación Gráfica", 10, font="vera", bold=True, align="c")
    sheet.text(580, 62, "DIAN", 30, align="r", color="#555555")
    sheet.rule(30, 104, 582, 104, 5, GREEN)
    y = _section(sheet, 116, "Datos del Documento")
    invoice = show.invoice
    sheet.text(78, y + 17, "Código Único de Factura - CUFE :", 7.4, bold=True, color="#555555")
    sheet.text(78, y + 29, show.text("cufe"), 7, font="vera")
    left = [
        ("Número de Factura:", show.number("{prefix}-{number}") if invoice.prefix else show.number()),
        ("Fecha de Emisión:", show.date("issue_date")),
        ("Fecha de Vencimiento:", show.date("due_date")),
        ("Tipo de Operación:", "10 - Estándar"),
    ]
    right = [
        ("Forma de pago:", show.text("payment_form")),
        ("Medio de Pago:", invoice.payment_means),
        ("Orden de pedido:", show.text("order_reference")),
        ("Fecha de orden de pedido:", show.day(invoice.issue_date) if invoice.order_reference else ""),
    ]
    for row, (one, two) in enumerate(zip(left, right, strict=True)):
        _field(sheet, 78, y + 42 + 12.4 * row, *one)
        _field(sheet, 306, y + 42 + 12.4 * row, *two)
    return y + 42 + 12.4 * 3


def _seller(sheet: Sheet, show: Shown, y: float) -> float:
    y = _section(sheet, y, "Datos del Emisor / Vendedor")
    party = show.invoice.supplier
    _field(sheet, 78, y + 17, "Razón Social:", show.name("supplier"))
    _field(sheet, 78, y + 29, "Nombre Comercial:", party.trade_name)
    left = [
        ("Nit del Emisor:", show.nit("supplier", "plain")),
        ("Tipo de Contribuyente:", party.kind),
        ("Régimen Fiscal:", party.duties),
        ("Responsabilidad tributaria:", "01 - IVA"),
        ("Actividad Económica:", ""),
    ]
    right = [
        ("País:", "Colombia"),
        ("Departamento:", party.department.upper()),
        ("Municipio / Ciudad:", party.city.upper()),
        ("Dirección:", party.address),
        ("Teléfono / Móvil:", party.phone),
        ("Correo:", party.email),
    ]
    for row, pair in enumerate(left):
        _field(sheet, 78, y + 41 + 12.4 * row, *pair)
    for row, pair in enumerate(right):
        _field(sheet, 306, y + 41 + 12.4 * row, *pair)
    return y + 41 + 12.4 * 5


def _buyer(sheet: Sheet, show: Shown, y: float) -> float:
    y = _section(sheet, y, "Datos del Adquiriente / Comprador")
    party = show.invoice.customer
    _field(sheet, 78, y + 17, "Nombre o Razón Social:", show.name("customer"))
    left = [
        ("Tipo de Documento:", "NIT"),
        ("Número Documento:", show.nit("customer", "plain")),
        ("Tipo de Contribuyente:", party.kind),
        ("Régimen fiscal:", party.duties),
    ]
    right = [
        ("País:", "Colombia"),
        ("Municipio / Ciudad:", party.city.upper()),
        ("Dirección:", party.address),
        ("Correo:", party.email),
    ]
    for row, (one, two) in enumerate(zip(left, right, strict=True)):
        _field(sheet, 78, y + 29 + 13 * row, *one)
        _field(sheet, 290, y + 29 + 13 * row, *two)
    return y + 29 + 13 * 3


def _lines(sheet: Sheet, show: Shown, y: float) -> float:
    y = _section(sheet, y, "Detalles de Productos")

    def tax(kind: str, line: Line) -> str:
        return show.amount(line.tax_amount) if line.tax == kind else ""

    columns = [
        Column("Nro.", 22, lambda i, row: str(i + 1), "c"),
        Column("Código", 42, lambda i, row: row.code, "c", wrap=True),
        Column("Descripción", 86, lambda i, row: row.description, "c", wrap=True),
        Column("U/M", 30, lambda i, row: row.unit, "c"),
        Column("Cantidad", 40, lambda i, row: show.quantity(row), "r"),
        Column("Precio unitario", 60, lambda i, row: show.amount(row.unit_price), "r", mark="$"),
        Column("Descuento detalle", 52, lambda i, row: show.amount(row.discount), "r", mark="$"),
        Column("Recargo detalle", 44, lambda i, row: show.amount(row.discount * 0), "r", mark="$"),
        Column("IVA", 56, lambda i, row: tax("IVA", row), "r", mark="$"),
        Column("%", 22, lambda i, row: f"{row.tax_rate:.2f}" if row.tax == "IVA" else "", "r"),
        Column("INC", 26, lambda i, row: tax("INC", row), "r"),
        Column("%", 14, lambda i, row: "", "r"),
        Column("Precio unitario de venta", 58, lambda i, row: show.amount(row.line_total), "r", mark="$"),
    ]
    shown = ("description", "code", "quantity", "unit", "unit_price", "tax_rate", "line_total")
    grid = Grid(
        size=5.6,
        head_size=5.6,
        font="vera",
        head_fill=PALE,
        color="#3cc98a",
        pad=1.5,
        row=20,
        middle=True,
        weight=0.8,
        head_align="c",
    )

    def on_break() -> float:
        _sheet_number(sheet, last=False)
        sheet.new_page()
        return 40

    return sheet.table(30, y + 14, columns, show.lines(shown), grid, bottom=735, on_break=on_break)


def _totals(sheet: Sheet, show: Shown) -> None:
    y = _section(sheet, 38, "Datos Totales")
    invoice = show.invoice
    sheet.picture(
        picture(show.qr("broken-url", "annex", "broken-url"), 2).resize((160, 160)), 33, y + 8, 90, quality=75
    )
    at = f"{show.day(invoice.issue_date)} {show.time()}"
    facts = (
        "Documento generado el:",
        at,
        "Documento validado por la DIAN:",
        at,
        "XML Generado por: Proveedor Tecnológico",
        "890930534",
        "PDF Generado por:",
        "Solución Gratuita DIAN",
        "Nit:800197268",
    )
    line = y + 108.0
    for number, fact in enumerate(facts):
        line = sheet.paragraph(31, line, 118, fact, 6.6, font="vera", bold=number not in (1, 3, 5))
    _totals_box(sheet, show, 172, y + 5, foreign=True)
    _totals_box(sheet, show, 392, y + 5, foreign=False)
    sheet.totals = (392, y + 40, 190, 150)
    authorization = [
        ("Numero de Autorización:", show.text("authorization_number")),
        ("Rango desde:", str(invoice.range_from)),
        ("Rango hasta:", str(invoice.range_to)),
        ("Vigencia:", invoice.authorized_until.isoformat()),
    ]
    for x, (label, value) in zip((31, 170, 246, 320), authorization, strict=True):
        sheet.text(x, y + 330, label, 7, font="vera")
        sheet.text(x, y + 341, value, 7, font="vera")


def _totals_box(sheet: Sheet, show: Shown, x: float, y: float, *, foreign: bool) -> None:
    """The tool prints the totals twice: in foreign currency (empty) and in pesos."""
    zero = show.amount(show.invoice.total * 0)
    rows = [
        ("Subtotal", "gross", True), ("Descuento detalle", "line_discount", False), ("Recargo detalle", "", False),
        ("Total Bruto Factura", "base", True), ("IVA", "iva", False), ("INC", "inc", False), ("Bolsas", "", False),
        ("Otros impuestos", "empty", False), ("Total impuesto (=)", "taxes", True), ("Total neto factura (=)", "net", True),
        ("Descuento Global (-)", "global_discount", False), ("Recargo Global (+)", "", False), ("Total factura (=)", "total", True),
    ]  # fmt: skip
    sheet.box(x, y, 190, 22, fill=PALE, color="#666666", weight=1)
    sheet.text(x + 4, y + 9, "MONEDA", 6.6, font="vera")
    sheet.text(x + 4, y + 19, "TASA DE CAMBIO", 6.6, font="vera")
    if not foreign:
        sheet.text(x + 187, y + 9, "COP", 6.6, font="vera", align="r")
    y += 35
    values = {} if foreign else _values(show)
    for label, name, bold in rows:
        if bold:
            sheet.box(x, y, 190, 11.4, fill=GREY, color="#666666")
        sheet.text(x + 4, y + 8.6, label, 6.5, font="vera", bold=bold)
        shown = values.get(name, "" if name == "empty" or (foreign and bold) else zero)
        sheet.text(x + 187, y + 8.6, shown, 6.5, font="vera", align="r")
        y += 11.4
    sheet.box(x, y - 11.4 * 13, 190, 11.4 * 13, color="#666666", weight=1)
    sheet.text(x, y + 14, "Valores informativos", 7, font="vera", bold=True)
    for title, names in (
        ("ANTICIPOS", [("Anticipos", "")]),
        ("RETENCIONES", [("Rete fuente", "rete_fuente"), ("Rete IVA", "rete_iva"), ("Rete ICA", "rete_ica")]),
    ):
        sheet.box(x, y + 26, 190, 11.4, fill=GREY, color="#666666")
        sheet.text(x + 4, y + 34.6, title, 6.5, font="vera", bold=True)
        for label, name in names:
            sheet.text(x + 4, y + 46, label, 6.5, font="vera")
            if name:
                sheet.text(x + 187, y + 46, zero if foreign else show.money(name), 6.5, font="vera", align="r")
            y += 11.4
        sheet.box(x, y + 26, 190, 11.4, weight=0)
        y += 20


def _values(show: Shown) -> dict[str, str]:
    invoice = show.invoice
    show.truth["subtotal"] = f"{invoice.gross:.2f}"
    show.truth["discount"] = f"{invoice.discount:.2f}"
    return {
        "gross": show.amount(invoice.gross),
        "line_discount": show.amount(invoice.line_discount),
        "base": show.amount(invoice.gross - invoice.line_discount),
        "iva": show.money("iva"),
        "inc": show.money("inc"),
        "taxes": show.amount(invoice.tax),
        "net": show.amount(invoice.gross - invoice.line_discount + invoice.tax),
        "global_discount": show.amount(invoice.global_discount),
        "total": "COP $ " + show.money("total"),
    }


def _sheet_number(sheet: Sheet, *, last: bool) -> None:
    total = sheet.page if last else sheet.page + 1
    sheet.text(582, 768, f"Hoja {sheet.page} de {total}", 10, align="r")


def want(rng: random.Random) -> Want:
    held = ("rete_fuente", "rete_ica") if rng.random() < 0.35 else ()
    return Want(
        trade=rng.choice(TRADES),
        lines=rng.choice(((1, 3), (2, 7), (9, 16))),
        line_discounts=0.3,
        withholdings=held,
        order=0.5,
    )


def style(rng: random.Random) -> Style:
    return Style(numbers="co2", quantities="co2", dates="dmy/", nits="plain", buyer_nits="plain")


LAYOUT = Layout("dian_v2", draw, want, style, stamped=0.2)
