"""A building subcontractor: AIU below the direct cost, IVA on the profit only, advance and guarantee withheld."""

import random

from ..invoice import Want
from ..sheet import Column, Grid, Sheet
from ..show import Shown, Style
from .base import Layout


def draw(sheet: Sheet, show: Shown) -> None:
    y = _header(sheet, show)
    columns = [
        Column("ÍTEM", 38, lambda i, row: f"{i // 3 + 1}.{i % 3 + 1:02d}", "c"),
        Column("DESCRIPCIÓN", 250, lambda i, row: row.description, wrap=True),
        Column("UND", 34, lambda i, row: row.unit, "c"),
        Column("CANTIDAD", 58, lambda i, row: show.quantity(row), "r"),
        Column("VR. UNITARIO", 78, lambda i, row: show.amount(row.unit_price), "r"),
        Column("VR. TOTAL", 82, lambda i, row: show.amount(row.line_total), "r"),
    ]
    grid = Grid(size=7.4, head_size=7.2, head_fill="#fde68a", row=13, middle=True, head_align="c")

    def on_break() -> float:
        sheet.new_page()
        return _header(sheet, show)

    y = sheet.table(
        36,
        y,
        columns,
        show.lines(("description", "quantity", "unit", "unit_price", "line_total")),
        grid,
        bottom=700,
        on_break=on_break,
    )
    if y > 500:
        sheet.new_page()
        y = 60
    _totals(sheet, show, y)


def _header(sheet: Sheet, show: Shown) -> float:
    invoice, seller, buyer = show.invoice, show.invoice.supplier, show.invoice.customer
    sheet.box(36, 28, 540, 66)
    sheet.rule(170, 28, 170, 94)
    sheet.rule(420, 28, 420, 94)
    sheet.logo(48, 36, 50, 50, seller.trade_name)
    sheet.paragraph(176, 42, 238, show.name("supplier"), 9.6, bold=True, align="c")
    for row, line in enumerate(
        (f"NIT {show.nit('supplier')}", f"{seller.address} - {seller.city}", f"{seller.phone} - {seller.email}")
    ):
        sheet.text(295, 65 + 10 * row, line, 7.6, align="c")
    sheet.text(498, 44, "FACTURA ELECTRÓNICA DE VENTA", 7.8, bold=True, align="c")
    sheet.text(
        498, 62, show.number("{prefix} - {number}" if invoice.prefix else "{prefix}{number}"), 13, bold=True, align="c"
    )
    sheet.text(498, 78, "AIU - Operación 09", 7, align="c")
    rows = (
        (("CLIENTE", show.name("customer")), ("FECHA EMISIÓN", show.date("issue_date"))),
        (("NIT", show.nit("customer")), ("FECHA VENCE", show.date("due_date"))),
        (("DIRECCIÓN", buyer.address), ("CONTRATO / O.C.", show.text("order_reference"))),
        (
            ("OBRA", sheet.rng.choice(("EDIFICIO MIRADOR DEL LAGO", "PTAR EL SALITRILLO", "VÍA TERCIARIA K3"))),
            ("ACTA No.", str(sheet.rng.randint(1, 14))),
        ),
    )
    for row, (one, two) in enumerate(rows):
        y = 104 + 15 * row
        for x, width, text, bold in (
            (36, 62, one[0], True),
            (98, 292, one[1], False),
            (390, 84, two[0], True),
            (474, 102, two[1], False),
        ):
            sheet.box(x, y, width, 15, fill="#f3f4f6" if bold else "")
            sheet.text(x + 4, y + 10.5, text, 7.6, bold=bold)
    return 176


def _totals(sheet: Sheet, show: Shown, y: float) -> None:
    invoice = show.invoice
    direct = invoice.gross - invoice.discount
    show.knows("direct_cost", direct)
    rates = [
        f"{share / direct * 100:.0f}%" for share in (invoice.administration, invoice.contingencies, invoice.profit)
    ]
    rows = [
        ("COSTO DIRECTO", show.amount(direct)),
        (f"ADMINISTRACIÓN {rates[0]}", show.amount(invoice.administration)),
        (f"IMPREVISTOS {rates[1]}", show.amount(invoice.contingencies)),
        (f"UTILIDAD {rates[2]}", show.amount(invoice.profit)),
        ("SUBTOTAL", show.money("subtotal")),
        ("IVA 19% SOBRE UTILIDAD", show.money("iva")),
        ("TOTAL FACTURA", show.money("total")),
    ]
    if invoice.advance:
        show.knows("advance", invoice.advance)
        rows.append(("(-) AMORTIZACIÓN ANTICIPO 30%", show.amount(invoice.advance)))
    if invoice.guarantee:
        show.knows("guarantee", invoice.guarantee)
        rows.append(("(-) RETENCIÓN EN GARANTÍA 10%", show.amount(invoice.guarantee)))
    rows += [
        (label, show.money(name))
        for label, name in (("(-) RETEFUENTE", "rete_fuente"), ("(-) RETEICA", "rete_ica"))
        if getattr(invoice, name)
    ]
    if invoice.amount_payable != invoice.total:
        rows.append(("NETO A PAGAR", show.money("amount_payable")))
    for row, (label, value) in enumerate(rows):
        top = y + 6 + 14 * row
        strong = label in ("SUBTOTAL", "TOTAL FACTURA", "NETO A PAGAR")
        sheet.box(346, top, 148, 14, fill="#f3f4f6" if strong else "")
        sheet.box(494, top, 82, 14, fill="#f3f4f6" if strong else "")
        sheet.text(350, top + 10, label, 7.4, bold=strong)
        sheet.text(572, top + 10, value, 7.8, bold=strong, align="r")
    sheet.totals = (346, y + 6, 230, 14 * len(rows))
    sheet.paragraph(36, y + 18, 296, "SON: " + show.words("upper", " M/CTE"), 7.6)
    sheet.paragraph(
        36, y + 46, 296, "Base gravable especial: el IVA se liquida sobre la utilidad, Decreto 1372 de 1992 art. 3.", 7
    )
    _foot(sheet, show)


def _foot(sheet: Sheet, show: Shown) -> None:
    sheet.qr(show.qr("annex", "first-version"), 36, 672, 84)
    sheet.text(
        128,
        684,
        f"Autorización DIAN {show.text('authorization_number')} vigencia {show.day(show.invoice.authorized_until)}",
        7,
    )
    y = 696.0
    for line in sheet.cut("CUFE " + show.text("cufe"), 430, 7):
        sheet.text(128, y, line, 7)
        y += 9
    for x, label in ((128, "Residente de obra"), (300, "Interventoría"), (450, "Contratista")):
        sheet.rule(x, 750, x + 110, 750)
        sheet.text(x + 55, 759, label, 7, align="c")
        if sheet.paper and sheet.rng.random() < 0.6:
            sheet.scribble(x + 14, 746, 70, 20)


def want(rng: random.Random) -> Want:
    held = tuple(name for name in ("rete_fuente", "rete_ica") if rng.random() < 0.3)
    return Want(
        trade="obra",
        lines=rng.choice(((1, 4), (3, 9))),
        aiu=True,
        advance=0.4,
        guarantee=0.5,
        withholdings=held,
        service=True,
        order=0.8,
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("us2", "co2")),
        quantities="us2",
        nits=rng.choice(("dots-dv", "dash-dv")),
        buyer_nits="dots-dv",
        dates=rng.choice(("dmy/", "capital", "short-")),
        currency=rng.choice(("$", "$ ", "")),
    )


LAYOUT = Layout("aiu", draw, want, style, stamped=0.4)
