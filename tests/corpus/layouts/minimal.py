"""A young invoicing service: no borders, grey labels above their values, much white, pesos without decimals."""

import random

from ..invoice import Want
from ..sheet import LETTER, Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout

GREY = "#8a8f98"


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    columns = [
        Column("Concepto", 226, lambda i, row: row.description.capitalize(), wrap=True),
        Column("Cantidad", 60, lambda i, row: show.quantity(row), "r"),
        Column("Precio", 82, lambda i, row: show.amount(row.unit_price), "r"),
        Column("Impuesto", 62, lambda i, row: f"IVA {row.tax_rate:.0f}%" if row.tax_rate else "-", "r"),
        Column("Total", 94, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=8.4, head_size=7.4, head_color=GREY, head_bold=False, lines="none", row=19, pad=0)
    y = sheet.table(
        44, y, columns, show.lines(("description", "quantity", "unit_price", "tax_rate", "line_total")), grid
    )
    _totals(sheet, show, y + 22)
    _foot(sheet, show)


def _labelled(sheet: Sheet, x: float, y: float, label: str, *values: str, size: float = 9) -> None:
    sheet.text(x, y, label, 7, color=GREY)
    for row, value in enumerate(values):
        sheet.text(x, y + 12 + 11.5 * row, value, size if row == 0 else size - 1)


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.logo(44, 40, 42, 42, seller.trade_name)
    sheet.text(568, 56, "Factura electrónica de venta", 15, align="r")
    sheet.text(
        568,
        74,
        show.number("{prefix}-{number}" if invoice.prefix else "{prefix}{number}"),
        11,
        align="r",
        color="#3b5bdb",
    )
    _labelled(
        sheet,
        44,
        116,
        "De",
        show.name("supplier"),
        f"NIT {show.nit('supplier')}",
        seller.address,
        f"{seller.city}, {seller.department}",
        seller.email,
    )
    _labelled(sheet, 306, 116, "Para", show.name("customer"), f"NIT {show.nit('customer')}", buyer.address, buyer.city)
    cells = [
        ("Fecha", show.date("issue_date")),
        ("Vence", show.date("due_date")),
        ("Condiciones", show.text("payment_form")),
        ("Tu orden", show.text("order_reference") or "-"),
    ]
    for index, (label, value) in enumerate(cells):
        _labelled(sheet, 44 + 131 * index, 204, label, value)
    if invoice.order_reference is None:
        show.truth.pop("order_reference", None)
    return 246


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    rows = [("Subtotal", show.money("subtotal"))]
    if invoice.discount:
        show.knows("discount", invoice.discount)
        rows = [("Valor bruto", show.amount(invoice.gross)), ("Descuento", f"-{show.amount(invoice.discount)}"), *rows]
    if invoice.iva:
        rows.append(("IVA", show.money("iva")))
    held = invoice.amount_payable != invoice.total
    rows.append(("Total", show.money("total")))
    if held:
        rows += [
            (label, f"-{show.money(name)}")
            for label, name in (("Retención en la fuente", "rete_fuente"), ("Retención de ICA", "rete_ica"))
            if getattr(invoice, name)
        ]
        rows.append(("Por pagar", show.money("amount_payable")))
    sheet.ledger(rows, y, label=400, value=568, step=16, size=9.4, strong=("Total", "Por pagar"))
    sheet.totals = (400, y - 10, 168, 16 * len(rows))
    sheet.text(44, y, "Notas", 7, color=GREY)
    sheet.paragraph(
        44,
        y + 12,
        300,
        sheet.rng.choice(
            (
                "Gracias por su compra.",
                "Entregar en portería de la obra de lunes a viernes.",
                "Valor " + show.words("capital", " m/cte"),
            )
        ),
        8,
    )


def _foot(sheet: Sheet, show: Shown) -> None:
    invoice = show.invoice
    if sheet.rng.random() < 0.85:
        sheet.qr(show.qr("annex", "url", "equals"), 44, 660, 84)
    sheet.text(142, 678, "CUFE", 6.4, color=GREY)
    y = 688.0
    for line in sheet.cut(show.text("cufe"), 330, 7):
        sheet.text(142, y, line, 7)
        y += 9
    sheet.text(
        142,
        y + 6,
        f"Numeración autorizada {show.text('authorization_number')} ({invoice.prefix}{invoice.range_from}-{invoice.prefix}{invoice.range_to}), vence {show.day(invoice.authorized_until)}",
        6.6,
        color="#555555",
    )
    sheet.text(
        142,
        y + 16,
        f"Hecho con Facturita.example - Proveedor tecnológico Facturita S.A.S. NIT 949.100.222-0 - Página 1 de {sheet.page}",
        6.6,
        color="#555555",
    )


def want(rng: random.Random) -> Want:
    held = tuple(name for name in ("rete_fuente", "rete_ica") if rng.random() < 0.25)
    return Want(
        trade=rng.choice(("servicios", "papeleria", "alquiler", "software")),
        lines=(1, 8),
        cents=False,
        global_discount=0.3,
        withholdings=held,
        service=True,
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co0", "us0", "apos0")),
        nits=rng.choice(("dash-dv", "dots", "plain")),
        buyer_nits="dash-dv",
        dates=rng.choice(("short-", "long", "dmy/")),
        currency="$",
    )


LAYOUT = Layout("minimal", draw, want, style, size=LETTER, stamped=0.2)
