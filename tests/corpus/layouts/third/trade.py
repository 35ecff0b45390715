"""A bilingual importer of tools, an architect's contract with AIU, and notes that raise or lower an earlier invoice."""

import hashlib
import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from ...invoice import Invoice, Reference, Want
from ...sheet import A4, LANDSCAPE, LETTER
from .kit import Field, Paper, habits, layout, ledger, lines_of, pairs, percent, strip

# The importer: heads in two languages, a discount on each line, the dollar's rate and the sum in dollars for information.


def importador(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    order = page.rng.choice(
        (
            ("code", "description", "quantity", "unit", "price", "discount_rate", "total"),
            ("item", "quantity", "code", "description", "price", "total", "rate"),
            ("description", "code", "unit", "quantity", "price", "discount", "total"),
        )
    )
    order = page.with_discount(order)
    english = {
        "item": "Line",
        "code": "Part No.",
        "description": "Description",
        "quantity": "Qty",
        "unit": "UOM",
        "price": "Unit Price",
        "discount_rate": "Disc. %",
        "discount": "Discount",
        "total": "Amount",
        "rate": "VAT %",
    }
    joint = page.one("<br>", " / ", "<br>")
    fields = [
        replace(f, title=f"{f.title}{joint}<i>{english[kind]}</i>")
        for kind, f in zip(order, page.fields(*order), strict=True)
    ]
    lines = page.noted(fields)
    origin = {n: page.one("CN", "USA", "BR", "DE", "TW") for n in range(len(lines))}
    if page.chance(0.5):
        fields.insert(-1, Field("", f"Origen{joint}<i>Origin</i>", lambda i, line: origin[i], "text-align:center"))
    dollar = Decimal(page.rng.randint(389000, 441000)) / 100
    usd = f"{page.one('TRM', 'Tasa de cambio / Exchange rate', 'T.R.M. del día')}: {show.amount(dollar, currency=False)} &nbsp; {page.one('Equivalente USD', 'USD equivalent', 'Total USD')}: {invoice.total / dollar:,.2f}"
    terms = [(f"{label} /" if page.chance(0.2) else label, value) for label, value in page.term_pairs()]
    terms += [("Incoterm", page.one("DAP Bogotá", "EXW", "CPT Zona Franca"))]
    title = page.one(
        "FACTURA ELECTRÓNICA DE VENTA / E-INVOICE",
        "Factura de venta - Invoice",
        "COMMERCIAL INVOICE / FACTURA ELECTRÓNICA DE VENTA",
    )
    number = f"{page.one('Invoice No.', 'No. / Number', 'Factura N°')} <b>{show.number()}</b>"
    seller = f"<b style='font-size:11pt'>{page.supplier_name()}</b><br>{page.one('NIT / Tax ID', 'NIT', 'Tax ID (NIT)')} {show.nit('supplier')}<br>{'<br>'.join(page.supplier_contact())}"
    notes = page.one(
        "Declaración de importación 482025000114237-1 / Import declaration",
        "Merchandise remains property of the seller until full payment.",
        "Garantía según política del fabricante.",
    )
    row = f"<tr class=note><td colspan={len(fields)}>{notes}</td></tr>"
    table = page.table(fields, lines)
    if page.chance(0.5):
        table = table.replace("<tbody>", "<tbody>" + row, 1)
    css = f""".title{{background:{page.one(page.ink, "#fff")};color:{page.one("#888", "#888")};font-size:12pt;padding:5pt}}.goods th{{border-top:1pt solid {page.ink};border-bottom:1pt solid {page.ink}}}.goods td{{border-bottom:.3pt solid #ccc}}i{{color:#555;font-weight:400}}
    .flex{{margin:6pt 0}}.note td{{font-style:italic;text-align:left}}.ledger td{{padding:2pt 3pt;border-bottom:.3pt solid #999}}.title{{background:#fff;color:{page.ink};border-bottom:2pt solid {page.ink}}}"""
    blocks = [f"<div>{page.mark(42)}<br>{seller}</div>", f"<div>{pairs(page.buyer_pairs())}{pairs(terms)}</div>"]
    if page.chance(0.4):
        blocks.reverse()
    sums = f"<div class='flex keep'><div>{usd}<br>{page.in_words()}</div><div style='flex:none;width:225pt'>{ledger(page.sums())}</div></div>"
    foot = f"<div class='flex small keep'><div>{page.cufe()}<br>{page.resolution()}<br>{page.maker()}</div><div style='flex:none'>{page.qr(64, 'annex', 'url')}</div></div>"
    return (
        css,
        f"<div class=title>{title} &nbsp; {number}</div><div class=flex>{''.join(blocks)}</div>{table}{sums}{foot}",
    )


def _want_importador(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("electrico", "repuestos", "ferreteria", "software")), lines=rng.choice(((1, 4), (4, 12), (20, 34))), cents=rng.random() < 0.7,
        line_discounts=0.6, order=0.7, withholdings=rng.choice(((), (), ("rete_fuente", "rete_ica"))), prefixes=("IMP", "FE", "INV", "TH", "E"),
    )  # fmt: skip


IMPORTADOR = layout(
    "third_importador", importador, _want_importador, habits, pool="importer", sizes=(LETTER, A4, LANDSCAPE)
)


# The architect: chapters with subtotals, AIU below, advance and guarantee taken off, the acta's number and value.


def contrato(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    fields = page.fields(
        *page.rng.choice(
            (
                ("item", "description", "unit", "quantity", "price", "total"),
                ("description", "unit", "quantity", "price", "total"),
                ("item", "description", "quantity", "unit", "total"),
            )
        )
    )
    lines = page.noted(fields)
    names = ("PRELIMINARES", "ESTRUCTURA", "MAMPOSTERÍA Y PAÑETES", "INSTALACIONES", "ACABADOS", "VARIOS")
    rows, chapter, at, last = [], 0, 0, len(fields) - 1
    summed = page.chance(0.6)
    while at < len(lines):
        part = lines[at : at + page.rng.randint(1, 4)]
        rows.append(
            f"<tr class=group><td colspan={last + 1}>{page.one('Capítulo ', '', '') if page.chance(0.3) else ''}{chapter + 1}. {names[chapter % 6]}</td></tr>"
        )
        rows += [f"<tr>{page.cells(fields, at + n, line)}</tr>" for n, line in enumerate(part)]
        if summed:
            rows.append(
                f"<tr class=sub><td colspan={last} class=r>Subtotal capítulo {chapter + 1}</td><td class=r>{show.amount(sum((line.line_total for line in part), Decimal(0)))}</td></tr>"
            )
        at, chapter = at + len(part), chapter + 1
    table = f"<table class=goods><thead>{page.heads(fields)}</thead>{''.join(rows)}</table>"
    direct = invoice.gross - invoice.discount
    show.knows("direct_cost", direct)
    shares = [percent(part, direct) for part in (invoice.administration, invoice.contingencies, invoice.profit)]
    sums = [
        (page.one("Costo directo", "Total costos directos", "Valor obra ejecutada"), show.amount(direct), ""),
        (f"{page.one('Administración', 'A.', 'Admón.')} {shares[0]}%", show.amount(invoice.administration), ""),
        (f"{page.one('Imprevistos', 'I.')} {shares[1]}%", show.amount(invoice.contingencies), ""),
        (f"{page.one('Utilidad', 'U.', 'Utilidades')} {shares[2]}%", show.amount(invoice.profit), ""),
        *page.sums(),
    ]
    act = page.rng.randint(1, 14)
    contract = [
        ("Contrato de obra No.", f"{page.rng.randint(3, 90):03d}-2025"),
        (page.one("Acta de corte", "Acta parcial No.", "Acta de avance"), str(act)),
        ("Valor del contrato", show.amount(invoice.total * 7 // 1)),
        ("Acumulado actas anteriores", show.amount(invoice.subtotal * act // 2)),
        ("Interventor", "H. Pulido"),
    ]
    if page.chance(0.3):
        contract = contract[:2]
    seller = f"<h2>{page.supplier_name()}</h2>{page.supplier_nit()}<br>{'<br>'.join(page.supplier_contact())}"
    title = f"<h2>{page.one('FACTURA ELECTRÓNICA DE VENTA', 'Factura electrónica de venta')}</h2><b>{page.word('number', bare=True)} {show.number()}</b>"
    tops = [f"<div>{page.mark(30)}{seller}</div>", f"<div class=r>{title}</div>"]
    if page.chance(0.3):
        tops.reverse()
    facts = f"<div class=flex><div>{pairs(page.buyer_pairs())}</div><div>{pairs(page.term_pairs())}</div></div>"
    deal = (
        strip(contract)
        if page.chance(0.5)
        else f"<p>{lines_of([(label + ':', value) for label, value in contract], ' &nbsp; ')}</p>"
    )
    css = f"""h2{{font-size:11pt;color:{page.ink}}}.flex{{margin-bottom:6pt}}.goods{{margin-top:6pt}}.goods th{{background:{page.one("#ddd", "#fff")};border:.6pt solid #000}}.goods td{{border:.4pt solid {page.one("#000", "#aaa")}}}.group td{{font-weight:bold;background:#f3f3f3;text-align:left}}.sub td{{font-style:italic}}
    .strip td,.strip th{{border:.4pt solid #777;font-size:7.4pt}}.ledger td{{border-bottom:.4pt solid #999;padding:1.8pt 3pt}}"""
    special = "IVA sobre la utilidad, Decreto 1372 de 1992, art. 3."
    foot = f"<div class='flex small keep'><div>{page.cufe()}<br>{page.resolution()}<br>{page.maker()}</div><div style='flex:none'>{page.qr(64, 'annex', 'first-version')}</div></div>"
    return (
        css,
        f"<div class=flex>{''.join(tops)}</div>{facts}{deal}{table}<br><div class='flex keep'><div>{page.in_words()}<br><br>{special}</div><div style='flex:none;width:230pt'>{ledger(sums)}</div></div>{foot}",
    )


def _want_contrato(rng: random.Random) -> Want:
    return Want(
        trade="obra", lines=rng.choice(((1, 3), (4, 9), (10, 20))), aiu=True, cents=rng.random() < 0.6, service=True, order=0.5, advance=0.5, guarantee=0.6,
        withholdings=rng.choice(((), ("rete_fuente",), ("rete_fuente", "rete_ica"))), prefixes=("FE", "FAE", "OB", "EP"),
    )  # fmt: skip


CONTRATO = layout("third_contrato", contrato, _want_contrato, habits, pool="builder")


# Notes: they name the invoice they change, with its date, its CUFE and why.

_WHY = {
    "nota_credito": (
        "Devolución parcial de los bienes",
        "2 - Anulación de factura electrónica",
        "Rebaja o descuento parcial",
        "Ajuste de precio según acta",
    ),
    "nota_debito": ("Intereses por mora", "Gastos por cobrar", "Cambio del valor", "Mayor cantidad despachada"),
}


def nota(page: Paper) -> tuple[str, str]:
    show = page.show
    invoice = _referring(show.invoice)
    credit = invoice.document_type == "nota_credito"
    fields = page.fields(
        *page.rng.choice(
            (
                ("code", "description", "quantity", "price", "rate", "total"),
                ("description", "quantity", "unit", "price", "total"),
                ("item", "description", "total"),
            )
        )
    )
    lines = page.noted(fields)
    kind = "CRÉDITO" if credit else "DÉBITO"
    title = page.one(
        f"NOTA {kind} ELECTRÓNICA", f"Nota {kind.lower()}", f"NOTA {kind} DE LA FACTURA ELECTRÓNICA DE VENTA"
    )
    number = f"<h2>{title}</h2><b>{page.word('number', bare=True)} {page.number()}</b>"
    origin = invoice.reference
    if origin is None:
        raise ValueError("a note needs the invoice it changes")
    told = [
        (
            page.one("Factura de referencia", "Factura afectada", "Documento que modifica", "Aplica a factura"),
            origin.number,
        ),
        (page.one("Fecha factura", "De fecha", "Fecha de la factura"), show.day(origin.date)),
        (page.one("Motivo", "Concepto", "Concepto de corrección"), page.rng.choice(_WHY[invoice.document_type])),
    ]
    told_html = f"<p class=ref>{lines_of([(label + ':', value) for label, value in told], ' &nbsp; ')}{f'<br><span class=long>CUFE factura: {origin.cufe}</span>' if page.chance(0.6) else ''}</p>"
    seller = f"<b>{page.supplier_name()}</b><br>{page.supplier_nit()}<br>{'<br>'.join(page.supplier_contact())}"
    terms = [(page.word("issue_date"), show.date("issue_date"))] + ([("Hora", show.time())] if page.chance(0.3) else [])
    tops = [
        f"<div>{page.mark(40)}<br>{seller}</div>",
        f"<div class='{page.one('r', 'c')}' style='white-space:normal'>{number}</div>",
    ]
    if page.chance(0.4):
        tops.reverse()
    facts = f"<div class=flex><div>{pairs(page.buyer_pairs())}</div><div>{pairs(terms)}</div></div>"
    middle = [facts, told_html]
    if page.chance(0.4):
        middle.reverse()
    css = f"""h2{{font-size:12pt;color:{page.ink}}}.flex{{margin-bottom:8pt}}.ref{{border:.6pt solid {page.ink};padding:4pt;margin-bottom:6pt}}.goods th{{background:{page.one(page.ink, "#555")};color:#fff}}.goods td{{border-bottom:.4pt solid #bbb}}.ledger td{{border:.4pt solid #bbb}}"""
    sums = f"<div class='flex keep'><div>{page.in_words()}</div><div style='flex:none;width:210pt'>{ledger(page.sums())}</div></div>"
    foot = f"<div class='flex small keep'><div>{page.cufe(page.one('CUDE', 'CUDE', 'CUFE'))}<br>{page.maker()}</div><div style='flex:none'>{page.qr(64, 'annex', 'url')}</div></div>"
    return css, f"<div class=flex>{''.join(tops)}</div>{''.join(middle)}{page.table(fields, lines)}<br>{sums}{foot}"


def _referring(invoice: Invoice) -> Invoice:
    """With the invoice it changes, which the facts give to credit notes only."""
    if invoice.reference:
        return invoice
    rng = random.Random(invoice.cufe)
    day = invoice.issue_date - timedelta(days=rng.randint(3, 40))
    cufe = hashlib.sha384(rng.randbytes(16)).hexdigest()
    return replace(invoice, reference=Reference(f"FE{rng.randint(100, 9999)}", day, cufe))


def _want_nota(rng: random.Random) -> Want:
    kind = rng.choice(("nota_credito", "nota_debito"))
    prefixes = ("NC", "NCE", "DEV", "CN") if kind == "nota_credito" else ("ND", "NDE", "DB", "N")
    return Want(
        trade=rng.choice(("ferreteria", "industrial", "acero", "alquiler")),
        document_type=kind,
        lines=(1, 5),
        cents=rng.random() < 0.6,
        order=0,
        prefixes=prefixes,
        digits=(1, 5),
    )


NOTA = layout("third_nota", nota, _want_nota, habits, pool="office", sizes=(LETTER, (612.0, 420.0), A4))
