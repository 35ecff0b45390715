"""Papers of office software: an airy one of a web service, a dense one of a desktop program, one of a large maker's ERP."""

import random
from html import escape

from ...invoice import Line, Want
from ...sheet import A4, LETTER
from .kit import Paper, habits, layout, ledger, lines_of, pairs, strip

_TITLES = (
    "Factura electrónica de venta",
    "Factura Electrónica de Venta",
    "FACTURA ELECTRÓNICA DE VENTA",
    "Factura de venta electrónica",
)


# The web service: much white, the seller at one side or only a heading, a grey second line below each product.


def nube(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    details = {line: _detail(page, line) for line in invoice.lines} if page.chance(0.5) else {}
    kinds = page.rng.choice(
        (
            ("description", "quantity", "price", "rate", "total"),
            ("item", "description", "price", "quantity", "total"),
            ("description", "price", "quantity", "discount_rate", "total"),
            ("code", "description", "unit", "quantity", "price", "total"),
            ("description", "total", "quantity", "price"),
        )
    )
    kinds = page.with_discount(kinds)
    fields = page.fields(*kinds)
    if details:
        fields = [
            f
            if f.truth != "description"
            else type(f)(f.truth, f.title, lambda i, line: _two(line, details[line]), f.css)
            for f in fields
        ]
    lines = page.noted(fields, described=lambda line: f"{line.description} {details.get(line, '')}".strip())
    seller = f"<b>{page.supplier_name()}</b><br>{page.supplier_nit()}<br>" + "<br>".join(page.supplier_contact())
    number = f"<h2>{page.rng.choice(_TITLES)}</h2><div class=num>{page.word('number', bare=True)} {show.number()}</div>"
    blocks = [f"<div>{page.mark(44)}<br>{seller}</div>", f'<div class="r wrap">{number}</div>']
    if page.chance(0.4):
        blocks = [f"<div>{number}</div>", f'<div class="r wrap">{page.mark(40)}<br>{seller}</div>']
    buyer, terms = page.buyer_pairs(), page.term_pairs()
    facts = f"<div class=soft>{lines_of(buyer)}</div><div class=soft>{lines_of(terms)}</div>"
    if page.chance(0.35):
        facts = f"<div class=soft>{pairs(buyer)}</div><div class=soft>{pairs(terms)}</div>"
    sums = ledger(page.sums())
    note = page.one(
        "Gracias por confiar en nosotros.", "Esta factura se asimila en todos sus efectos a una letra de cambio, art. 774 C. de Co.",
        "Después de cinco días no se aceptan devoluciones. Cuenta de ahorros 218-004417-93 a nombre del emisor.",
    )  # fmt: skip
    left = f"<div><p>{page.in_words()}</p><p class=small><b>Notas</b><br>{note}</p></div>"
    foot = f"<div class='flex small keep'><div style='flex:none'>{page.qr(78, 'annex', 'url', 'one-line')}</div><div>{page.cufe()}<br>{page.resolution()}<br>{page.maker()}</div></div>"
    css = f"""
    h2{{color:{page.ink};font-size:13pt;font-weight:{page.one("400", "700")}}}.num{{font-size:12pt}}.wrap{{white-space:normal}}
    .soft{{background:{page.one("#f6f7f9", "#fff", "#fff")};padding:6pt;border-radius:4pt}}.flex{{margin-bottom:12pt}}
    .goods th{{color:{page.ink};border-bottom:1.2pt solid {page.ink};padding:4pt 3pt}}.goods td{{border-bottom:.5pt solid #ddd;padding:5pt 3pt}}
    .grey{{color:#666;font-size:7pt}}.ledger{{width:230pt}}.ledger td{{padding:3pt}}.strong td{{border-top:1pt solid {page.ink};font-size:10pt}}
    """
    body = f"<div class=flex>{''.join(blocks)}</div><div class=flex>{facts}</div>{page.table(fields, lines)}<br><div class='flex keep'>{left}<div style='flex:none'>{sums}</div></div>{foot}"
    return css, body


def _detail(page: Paper, line: Line) -> str:
    if line.unit in ("SERV", "MES", "GL"):
        return page.one("Según contrato marco y anexo 2", "Periodo del 1 al 30", "Incluye transporte del personal")
    return page.one(
        "Marca: Kolven - garantía 12 meses", "Entregado en obra Torre Norte, piso 3", "Presentación industrial, color según muestra aprobada", "",
        "Lote 2207-B",
    )  # fmt: skip


def _two(line: Line, detail: str) -> str:
    return f"<b>{escape(line.description)}</b>" + (f"<br><span class=grey>{escape(detail)}</span>" if detail else "")


def _want_nube(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(
            ("ferreteria", "papeleria", "servicios", "tecnologia", "dotacion", "aseo", "publicidad", "software")
        ),
        lines=rng.choice(((1, 1), (1, 4), (2, 8), (5, 12))),
        cents=rng.random() < 0.6,
        round_total=rng.random() < 0.3,
        line_discounts=rng.choice((0, 0, 0.7)),
        withholdings=rng.choice(((), (), ("rete_fuente",), ("rete_fuente", "rete_ica"))),
        prefixes=("FE", "FVE", "F", "SEFE", "NUB", ""),
        digits=(1, 5),
    )


NUBE = layout("third_nube", nube, _want_nube, habits, pool="office")


# The desktop program: every fact in a box, narrow columns, amounts before prices, totals in a strip below the table.


def escritorio(page: Paper) -> tuple[str, str]:
    order = page.rng.choice(
        (
            ("code", "description", "total", "price", "quantity", "unit"),
            ("item", "description", "unit", "quantity", "price", "gross", "discount", "total"),
            ("quantity", "unit", "description", "price", "rate", "total", "code"),
            ("code", "description", "quantity", "price", "discount", "tax", "total"),
            ("code", "description", "rate", "quantity", "price", "discount_rate", "total"),
            ("description", "code", "quantity", "price", "tax", "total"),
        )
    )
    order = page.with_discount(order)
    fields = page.fields(*order)
    lines = page.noted(fields)
    seller = f"<h2>{page.supplier_name()}</h2>{page.supplier_nit()}<br>" + page.one(" - ", "<br>").join(
        page.supplier_contact()
    )
    title = f"{page.one('FACTURA ELECTRÓNICA DE VENTA', 'FACTURA DE VENTA ELECTRÓNICA', 'Factura Electrónica')}<br><b class=num>{page.one('No. ', 'FE: ', '', 'N° ')}{page.number()}</b>"
    head = f"<table class=box><tr><td style='width:50pt'>{page.mark(40)}</td><td class=c>{seller}</td><td class=c style='width:130pt'>{title}</td></tr></table>"
    if page.chance(0.3):
        head = f"<div class=c>{seller}</div><div class=r>{title}</div>"
    buyer, terms = page.buyer_pairs(), page.term_pairs()
    facts = f"<table class=box><tr><td>{pairs(buyer)}</td><td style='width:42%'>{pairs(terms)}</td></tr></table>"
    if page.chance(0.4):
        facts = f"<div class=boxed>{pairs(buyer)}</div>{strip(terms)}"
    filler = "".join(
        "<tr class=fill>" + "<td>&nbsp;</td>" * len(fields) + "</tr>" for _ in range(max(0, 9 - len(lines)))
    )
    table = page.table(fields, lines).replace("</tbody>", filler + "</tbody>")
    sums = page.sums()
    if page.chance(0.35) and len(sums) <= 6:
        totals = strip([(label, f"<b>{value}</b>") for label, value, _ in sums], "strip sums")
        totals += f"<div class=boxed>{page.in_words()}</div>"
    else:
        obs = f"<b>Observaciones:</b> {page.one('', 'Mercancía entregada en la bodega de la obra, recibe el almacenista.', 'Favor consignar en cuenta corriente 03217745-1.')}"
        totals = f"<table class=box><tr><td>{page.in_words()}<br><br>{obs}</td><td style='width:200pt;padding:0'>{ledger(sums)}</td></tr></table>"
    sign = "<table class=sign><tr><td>Elaboró</td><td>Aprobó</td><td>Recibí conforme: firma, C.C. y fecha</td></tr></table>"
    foot = f"<div class=small>{page.cufe(page.one('CUFE', 'Código CUFE', 'Cufe'))}<br>{page.resolution()}. {page.maker()}</div>"
    code = page.qr(66, "annex", "equals", "padded") if page.chance(0.8) else ""
    edge = page.one("#000", page.ink, "#777")
    css = f"""
    body{{font-size:7.6pt}}h2{{font-size:11pt}}.num{{font-size:11pt;color:{page.one("#c00", "#000")}}}.box{{border:.8pt solid {edge};margin-bottom:4pt}}.box>tbody>tr>td{{border:.8pt solid {edge}}}
    .boxed{{border:.8pt solid {edge};padding:3pt;margin-bottom:4pt}}.strip{{margin-bottom:4pt}}.strip td,.strip th{{border:.6pt solid {edge};text-align:center}}.strip th,.goods th{{background:{page.one("#e5e5e5", "#d9e6ef", "#fff")}}}
    .goods{{border:.8pt solid {edge};margin-bottom:4pt}}.goods th{{border:.6pt solid {edge};text-align:center!important}}.goods td{{border-left:.6pt solid {edge};padding:1.6pt 3pt}}
    .ledger td{{border-bottom:.5pt solid {edge}}}.pairs td{{padding:1pt 3pt}}.sign td{{border-top:.6pt solid #000;height:26pt;width:33%}}.sign{{margin:26pt 0 6pt}}
    """
    return (
        css,
        f"{head}{facts}{table}<div class=keep>{totals}</div><div class=keep>{sign}<div class=flex><div>{foot}</div><div style='flex:none'>{code}</div></div></div>",
    )


def _want_escritorio(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("ferreteria", "electrico", "acero", "maderas", "repuestos", "industrial")),
        lines=rng.choice(((1, 3), (4, 10), (8, 18), (30, 45))),
        cents=rng.random() < 0.5,
        line_discounts=rng.choice((0, 0.8)),
        withholdings=rng.choice(((), ("rete_fuente",), ("rete_fuente", "rete_iva", "rete_ica"))),
        prefixes=("FV", "FEV", "FE1", "SETT", "B", "V2-", ""),
    )


ESCRITORIO = layout(
    "third_escritorio", escritorio, _want_escritorio, habits, pool="shop", sizes=(LETTER, LETTER, (612, 1008))
)


# A large maker's ERP: positions 10, 20, 30, heads and items over two lines, the seller's name in the footer.


def corporativo(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    priced, numbers = page.one("Precio unit.", "Precio neto", "Valor unitario"), {}
    batch = page.chance(0.5)
    for line in invoice.lines:
        numbers[line] = page.rng.randint(10**5, 10**6)
    fields = page.fields("code", "description", "quantity", "unit", "price", "rate", "total")
    lines = page.noted(fields)
    rows = "".join(
        f"<tr class=a><td>{(number + 1) * 10:05d}</td><td>{escape(line.code)}</td><td class=r>{show.quantity(line)} {escape(line.unit)}</td>"
        f"<td class=r>{show.amount(line.unit_price)}</td><td class=c>{fields[5].value(number, line)}</td><td class=r>{show.amount(line.line_total)}</td></tr>"
        f"<tr class=b><td></td><td colspan=5>{escape(line.description)}</td></tr>"
        + (
            f"<tr class=b><td></td><td colspan=5>Lote {numbers[line]} / Ent. 80{numbers[line]}</td></tr>"
            if batch
            else ""
        )
        for number, line in enumerate(lines)
    )
    head = f"<tr><th>Pos.</th><th>{page.one('Material', 'Código material', 'Artículo')}</th><th class=r>Cantidad</th><th class=r>{priced}</th><th class=c>IVA %</th><th class=r>{page.one('Valor neto', 'Importe', 'Valor')}</th></tr><tr><th></th><th colspan=5>{page.one('Denominación', 'Descripción', 'Texto breve')}</th></tr>"
    word = page.one("Factura", "Factura Electrónica de Venta", "FACTURA")
    data = [
        (page.one("Número de factura", "Factura N°", "Documento"), show.number()),
        (page.word("issue_date", bare=True), show.date("issue_date")),
        (page.one("Número de cliente", "Cód. cliente"), str(page.rng.randint(100000, 1200000))),
        (
            page.one("Pedido de ventas", "Nº pedido / Fecha"),
            f"{page.rng.randint(10**6, 10**7)} / {show.day(invoice.issue_date)}",
        ),
        (
            page.one("Condición de pago", "Términos"),
            f"{(invoice.due_date - invoice.issue_date).days} días neto fecha factura",
        ),
        (page.word("due_date", bare=True), show.date("due_date")),
        ("Moneda", "COP"),
    ]
    if invoice.order_reference:
        data.insert(3, (page.word("order", bare=True), escape(show.text("order_reference"))))
    sold = f"<small>{page.one('Destinatario de factura', 'Facturar a', 'Solicitante')}</small><br><b>{escape(show.name('customer'))}</b><br>{escape(invoice.customer.address)}<br>{escape(invoice.customer.city)}<br>{page.one('NIT ', 'Nº ident. fiscal: ', 'NIT: ')}{show.nit('customer')}"
    ship = "<small>Destinatario de mercancía</small><br>OBRA CONJUNTO ALAMEDA<br>Km 4 vía a la costa, entrada 2"
    foot = f"<b>{page.supplier_name()}</b> · {page.supplier_nit()} · " + " · ".join(page.supplier_contact())
    logo = f"<div>{page.mark(38)} <span class=brand>{escape(invoice.supplier.trade_name.split()[0])}</span></div>"
    above = page.chance(0.3)
    sums = ledger(page.sums())
    css = f"""
    body{{font-size:8pt;padding-bottom:30pt}}.brand{{font-size:17pt;color:{page.ink};font-weight:bold}}small{{color:#555;font-size:6.6pt}}
    .goods th{{border-bottom:0;padding:1pt 3pt}}.goods thead{{border-top:1pt solid #000;border-bottom:1pt solid #000}}.a td{{padding-top:5pt;border-top:.4pt solid #bbb}}.b td{{padding:0 3pt 2pt}}
    .ledger{{width:250pt;margin-left:auto}}.flex{{margin:8pt 0}}.data td{{padding:1pt 3pt}}.foot{{border-top:1.5pt solid {page.ink};font-size:6.6pt;text-align:center;padding-top:4pt;margin-top:14pt}}h1{{font-size:15pt;font-weight:400}}
    """
    seller = f"<div class=foot>{foot}<br>{page.resolution()}</div>"
    return css, (
        f"<div class=flex>{logo}<div class=r><h1>{word}</h1></div></div>" + (seller if above else "")
        + f"<div class=flex><div>{sold}<br><br>{ship}</div><div>{pairs(data, 'data')}</div></div>"
        f"<table class=goods><thead>{head}</thead>{rows}</table><br><div class=keep>{sums}</div>"
        f"<div class='flex keep'><div style='flex:none'>{page.qr(60, 'url', 'annex', 'pipes')}</div><div class=small>{page.in_words()}<br>{page.cufe()}<br>Pago oportuno: transfiera a la cuenta 401-22187-6. Somos agentes de retención y autorretenedores Res. 7714/1998.</div></div>"
        + ("" if above else seller)
    )  # fmt: skip


def _want_corporativo(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("industrial", "acero", "electrico", "repuestos")),
        lines=rng.choice(((1, 2), (2, 6), (10, 22))),
        cents=rng.random() < 0.6,
        order=0.9,
        withholdings=rng.choice(((), (), ("rete_ica",))),
        prefixes=("", "90", "FC", "EL"),
        digits=(6, 9),
    )


CORPORATIVO = layout("third_corporativo", corporativo, _want_corporativo, habits, pool="maker", sizes=(LETTER, A4))
