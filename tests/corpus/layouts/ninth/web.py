"""A web program's credit note."""

import random
from html import escape

from ...invoice import Want
from ...sheet import A4, LETTER
from .goods import trade
from .kit import DEJAVU, SANS, Column, Page, boxes, habits, layout, ledger, stacked

# A web program's credit note: light, wide, the note and the invoice it undoes each with number and date.


def credit(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    origin, seller = invoice.reference, invoice.supplier
    assert origin
    right, cut = True, page.one(" %", "%", "")
    columns = [
        Column("description", page.one("Concepto", "Ítem", "Servicio"), lambda i, line: escape(line.description)),
        Column("quantity", page.one("Cant", "Cantidad", "Unidades"), lambda i, line: show.quantity(line), right),
        Column("unit_price", page.one("Precio", "Valor unidad"), lambda i, line: show.amount(line.unit_price), right),
        Column("tax_rate", page.one("Impuesto", "IVA"), lambda i, line: f"{line.tax_rate}{cut}", right),
        Column(
            "line_total",
            page.one("Total", "Subtotal ítem", "Importe"),
            lambda i, line: show.amount(line.line_total),
            right,
        ),
    ]
    if page.chance(0.3):
        columns[1], columns[2] = columns[2], columns[1]
    table = page.columns(columns)
    number = page.number("", "-", " ")
    title = page.one("Nota crédito", "NOTA CRÉDITO ELECTRÓNICA", "Nota de crédito")
    note = [
        (page.one("Número", "Nota crédito No.", "Consecutivo NC"), f"<b>{number}</b>"),
        (page.one("Fecha", "Fecha de la nota", "Generada"), show.date("issue_date")),
    ]
    undone = [
        (page.one("Factura afectada", "Aplica a factura", "Factura que corrige"), origin.number),
        (page.one("Fecha factura", "De fecha", "Emitida"), show.day(origin.date)),
    ]
    reason = page.one(
        "2 - Anulación de factura electrónica",
        "1 - Devolución parcial de los bienes",
        "Rebaja o descuento comercial",
        "4 - Ajuste de precio acordado con el cliente",
    )
    who = f"<i>{page.one('Cliente', 'A favor de', 'Receptor')}</i><br><b>{page.buyer()}</b><br>NIT {show.nit('customer')}<br>{escape(invoice.customer.email)}"
    us = f"<i>{page.one('Emisor', 'Emite', 'Razón social')}</i><br>{page.seller()}<br>{page.one('NIT', 'NIT:')} {show.nit('supplier')}<br>{escape(seller.address)}<br>{escape(seller.city)} · {seller.phone}"
    words = {
        "total": ("Total nota crédito", "Total a favor", "Valor acreditado", "Total"),
        "subtotal": ("Subtotal", "Base gravable", "Valor sin IVA"),
    }
    rows = page.sums(words)
    color = page.one("#6c4cf1", "#0aa5a8", "#ef476f", "#2d3748")
    manner = page.one("cards", "line", "cards", "foot")
    facts = (
        boxes([*note, *undone], "boxes shade")
        if manner != "line"
        else f"<p>{stacked(note, ': ', ' &nbsp;|&nbsp; ')}</p><p>{stacked(undone, ' ', ', ')}</p>"
    )
    top = f"<div class=flex><div class=sign>{page.brand()}</div><div class=r><h1>{title}</h1></div></div>"
    people = (
        f"<div class=flex style='margin:10pt 0'><div>{who}</div>{f'<div>{us}</div>' if manner != 'foot' else ''}</div>"
    )
    end = f"<div class=c style='margin-top:14pt;color:#555'>{us}</div>" if manner == "foot" else ""
    why = f"<p style='margin:6pt 0'><b>{page.one('Motivo', 'Concepto de corrección', 'Razón')}</b> {reason}</p>"
    codes = f"<div class='small keep' style='margin-top:12pt'><div class=flex><div class=fix>{page.qr(62, 'credit-note', 'url')}</div><div>{page.cufe('CUDE')}<br><span class=long>CUFE factura {origin.number}: {origin.cufe}</span><br>Hecho con Facturito.example — Nubix Latam S.A.S. NIT 949.805.662-0 · Página 1/1</div></div></div>"
    css = f"""body{{font:9pt/1.4 {page.one(SANS, DEJAVU)}}}.sign{{font-size:18pt;font-weight:bold;color:{color}}}h1{{font-size:17pt;font-weight:{page.one("normal", "bold")};color:{page.one(color, "#222")}}}.shade>div{{background:#f3f3f8;border-radius:5pt;margin:3pt;padding:6pt 9pt}}
    .goods th{{color:#777;font-weight:normal;border-bottom:1pt solid {color}}}.goods td{{padding:6pt 3pt;border-bottom:.4pt solid #e2e2e2}}.ledger{{width:230pt;margin:8pt 0 0 {page.one("auto", "auto", "0")}}}.strong td{{font-size:12pt;color:{color}}}"""
    return css, f"{top}{facts}{people}{why}{table}{ledger(rows)}{codes}{end}"


def _want_credit(rng: random.Random) -> Want:
    return Want(trade=trade("nube"), document_type="nota_credito", lines=(1, 4), cents=rng.random() < 0.4, order=0, service=True, prefixes=("NC", "NCE", "C"), digits=(1, 4))  # fmt: skip


CREDIT = layout(
    "ninth_nota",
    credit,
    _want_credit,
    habits("co2", "us2", "co0", dates=("d mon. y", "iso", "dmy/", "long", "Mon/"), signs=("$", "$ ", "")),
    sizes=(LETTER, A4),
)
