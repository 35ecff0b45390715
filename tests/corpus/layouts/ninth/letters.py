"""Papers of people: an engineer's fee in a letter, a support document in boxes."""

import random
from html import escape

from ...formats import MONTHS
from ...invoice import Line, Want
from ...sheet import A4, LETTER
from ...show import Style
from .goods import trade
from .kit import DEJAVU, NARROW, SANS, SERIF, Column, Page, boxes, habits, layout, ledger

# The letter: the invoice's number stands in the subject or in a sentence, the sums in a sentence or under it.


def letter(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    seller = invoice.supplier
    lines = show.lines(("description", "line_total"))
    number = page.number("", "-", " ")
    name = page.seller()
    identity = f"{page.one('NIT', 'C.C.', 'NIT / C.C.', 'cédula')} {show.nit('supplier')}"
    card = page.one("MP 25202-118", "T.P. 05202-77", "Matrícula 76202-20") + page.figures(3) + " COPNIA"
    day = f"{escape(seller.city)}, {page.one('', '', 'a ')}{show.date('issue_date', page.one('long', 'long', 'month d', 'capital'))}"
    to = f"{page.one('Señores', 'Doctora Olga Lucía Rincón<br>Directora financiera', 'Atn. Departamento de Cuentas por Pagar')}<br><b>{page.buyer()}</b><br>{page.one('NIT', 'Nit.')} {show.nit('customer')}<br>{page.one('Ciudad', 'E. S. M.', 'La ciudad')}"
    subject = page.one(
        f"Asunto: Factura electrónica de venta No. {number}",
        f"REF.: Factura de honorarios {number}",
        f"Ref. Envío factura No. {number}",
    )
    works = page.one(
        "Edificio Mirador del Parque",
        "Bodegas Zona Franca, etapa 2",
        "Colegio Distrital La Palestina",
        "Puente peatonal calle 94",
    )
    until = show.date("due_date", "long") if page.chance(0.6) else ""
    subtotal, iva, total = show.money("subtotal"), show.money("iva"), show.money("total")
    only = len(lines) == 1
    if only:
        what = f"{page.one('Concepto: ', 'Servicio prestado: ', '')}<b>{escape(lines[0].description)}</b> {page.one('por valor de', 'por la suma de', '-')} {show.amount(lines[0].line_total)}."
    else:
        tag, mark = page.one("ol", "ul", "ol"), page.one(": ", " - ", ", por ")
        what = (
            f"<{tag}>"
            + "".join(f"<li>{escape(line.description)}{mark}{show.amount(line.line_total)}</li>" for line in lines)
            + f"</{tag}>"
        )
    label = page.one("honorarios", "subtotal", "valor antes de IVA")
    held, pay = invoice.rete_fuente, ""
    if held:
        pay = f" {page.one('Menos retención en la fuente', 'Retefuente')} {show.money('rete_fuente')}, {page.one('para un neto a girar de', 'neto a consignar')} <b>{show.money('amount_payable')}</b>."
    sentence = f"{label[0].upper()}{label[1:]} {subtotal}, IVA (19%) {iva}, {page.one('para un total de', 'total factura', 'valor total')} <b>{total}</b> ({show.words('capital', ' m/cte')}).{pay}"
    money = f"<p>{sentence}</p>"
    if page.chance(0.5):
        rows = [
            (label[0].upper() + label[1:], subtotal, ""),
            (page.one("IVA 19%", "I.V.A. (19 %)", "Más IVA"), iva, ""),
            (page.one("Total", "TOTAL FACTURA", "Suma total"), f"<b>{total}</b>", ""),
        ]
        if held:
            rows += [
                ("Menos retefuente", show.money("rete_fuente"), ""),
                (page.one("Neto a girar", "Neto a consignar"), show.money("amount_payable"), "strong"),
            ]
        money = f"<div class='keep sums'>{ledger(rows)}</div><p>{page.one('Son: ', '')}{show.words('capital', ' m/cte')}.</p>"
    intro = page.one(
        f"Adjunto a la presente la factura de la referencia, correspondiente a los servicios prestados en el proyecto {works}, así:",
        f"De acuerdo con el contrato CPS-{page.figures(3)}-2024 me permito facturar lo siguiente, obra {works}:",
        f"Cordial saludo. Por medio de esta comunicación cobro los servicios de ingeniería del mes de {MONTHS[invoice.issue_date.month - 2]} ({works}):",
    )
    bank = f"{page.one('Consignar en', 'Agradezco transferir a', 'Pago a')} Banco Montañero, ahorros {page.figures(3)}-{page.figures(6)}-{page.figures(2)}{f', antes del {until}' if until else ''}."
    sign = f"<div class=keep>{page.one('Atentamente,', 'Cordialmente,', 'Quedo atento,')}<br><br><br><b>{name}</b><br>{page.one('Ingeniero civil', 'Ing. Civil, Esp. Estructuras', 'Consultoría estructural')}<br>{identity} &nbsp; {card}<br>{seller.phone} · {escape(seller.email)}</div>"
    head = (
        f"<div class=head>{page.one('INGENIERÍA & CONSULTORÍA', 'estudios · diseños · interventoría', 'Ing. civil consultor')}<br><i>{escape(seller.address)} - {escape(seller.city)}</i></div>"
        if page.chance(0.7)
        else ""
    )
    law = f"<div class='small flex keep' style='margin-top:14pt'><div class=fix>{page.qr(58, 'annex', 'url')}</div><div>{page.cufe()}<br>{page.law()}<br>Responsable de IVA. Régimen simple: no. Proveedor tecnológico Factura Ágil SAS 948.340.221-5</div></div>"
    top = [f"<p>{day}</p>", f"<p>{to}</p>", f"<p><b>{subject}</b></p>"]
    if page.chance(0.3):
        top = [top[2], top[0], top[1]]
    css = f"body{{font:{page.one('10', '10.5', '11')}pt/{page.one('1.35', '1.5')} {page.one(SERIF, SANS, DEJAVU)};padding:14pt 24pt}}p{{margin:9pt 0}}.head{{border-bottom:1pt solid #444;text-align:{page.one('center', 'right', 'left')};padding-bottom:5pt}}.sums{{width:{page.one('60%', '48%')}}}.small{{line-height:1.25}}li{{margin:3pt 0}}"
    return (
        css,
        f"{head}{''.join(top)}<p>{intro}</p>{'<p>' + what + '</p>' if only else what}{money}<p>{bank}</p>{sign}{law}",
    )


def _want_letter(rng: random.Random) -> Want:
    return Want(trade=trade("ingenieria"), lines=rng.choice(((1, 1), (2, 4))), cents=False, order=0, person=True, service=True, withholdings=rng.choice(((), (), ("rete_fuente",))), prefixes=("FE", "ING", "FEV", "H"), digits=(1, 3))  # fmt: skip


LETTER_OF_FEES = layout("ninth_carta", letter, _want_letter, habits("co0", "us0", "apos0", "co2", dates=("long",), nits=("dots", "plain"), signs=("$", "$ ", "$")), sizes=(LETTER, A4))  # fmt: skip


# The support document: the buyer prints it, every fact in a box with a small label, the seller named last of all or first.


def support(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    seller, firm = invoice.supplier, invoice.customer
    number = page.number("", " ", "-")
    title = page.one(
        "DOCUMENTO SOPORTE",
        "Doc. soporte en compras a no obligados a expedir factura",
        "Documento soporte de pago a no facturadores",
        "DS-NO electrónico",
    )
    us = f"<b>{page.buyer()}</b> &nbsp; {page.one('NIT', 'Nit.')} {show.nit('customer')}<br>{escape(firm.address)}, {escape(firm.city)}"
    top = [
        (page.one("No. documento", "DS número", "Consecutivo"), f"<b>{number}</b>"),
        (page.one("Fecha de la operación", "Fecha documento", "Fecha"), show.date("issue_date")),
    ]
    if page.chance(0.6):
        top.append((page.one("Fecha de pago", "Vence"), show.date("due_date")))
    top.append((page.one("Tipo de operación", "Procedencia"), page.one("10 - Residente", "Residente")))
    them = [
        (page.one("Vendedor / prestador", "Apellidos y nombres del vendedor", "Beneficiario", "Proveedor persona natural"), page.seller()),
        (page.one("C.C.", "Nro. identificación", "NIT o C.C."), show.nit("supplier")),
        (page.one("Dirección", "Vereda / dirección"), escape(seller.address)),
        (page.one("Municipio", "Ciudad"), escape(seller.city)),
        (page.one("Celular", "Tel."), seller.phone),
    ]  # fmt: skip
    if page.chance(0.4):
        them[0], them[1] = them[1], them[0]
    quantity = Column("quantity", page.one("Cant.", "Cantidad"), lambda i, line: show.quantity(line), True)
    unit = Column("unit", page.one("Und.", "Medida"), lambda i, line: escape(line.unit))
    what = Column(
        "description",
        page.one("Concepto", "Bien o servicio adquirido", "Detalle de la compra"),
        lambda i, line: escape(line.description),
    )
    price = Column("unit_price", page.one("Vr. unit", "Precio"), lambda i, line: show.amount(line.unit_price), True)
    total = Column("line_total", page.one("Valor", "Vr. total"), lambda i, line: show.amount(line.line_total), True)
    cost = Column("", page.one("C. costo", "Cuenta"), lambda i, line: page.one("7395", "511525", "CC-014"))
    table = (
        page.columns(
            page.rng.choice(
                (
                    [what, unit, quantity, price, total],
                    [quantity, unit, what, price, total],
                    [cost, what, quantity, price, total],
                    [what, total],
                )
            )
        )
        if page.chance(0.6)
        else ""
    )
    if not table:
        lines = show.lines(("description", "quantity", "unit", "unit_price", "line_total"))

        def box(line: Line) -> str:
            facts = [
                (page.one("Cant.", "Cant."), f"{show.quantity(line)} {escape(line.unit)}"),
                ("Vr. unitario", show.amount(line.unit_price)),
                ("Valor", show.amount(line.line_total)),
            ]
            return f"<div class=keep style='margin-bottom:4pt'><div class=one><i>Concepto</i> {escape(line.description)}</div>{boxes(facts, 'boxes b')}</div>"

        table = "".join(map(box, lines))
    words = {
        "subtotal": ("Subtotal", "Valor compra", "Valor operación"),
        "total": ("TOTAL DOCUMENTO", "Total", "Valor total documento soporte"),
        "iva": ("IVA", "IVA teórico"),
    }
    rows = page.sums(words)
    sums = (
        boxes([(label, amount) for label, amount, _ in rows], "boxes b sum")
        if page.chance(0.5)
        else f"<div style='width:220pt;margin-left:{page.one('auto', '0')}'>{ledger(rows)}</div>"
    )
    law = f"<div class='small flex keep' style='margin-top:8pt'><div class=fix>{page.qr(58, 'support')}</div><div>{page.cufe('CUDS')}<br>{page.law()}<br>Art. 1.6.1.4.12 DUR 1625 de 2016. Contabilizado en Ofimax ERP - Dorada Soft S.A.S. NIT 947.771.204-6</div></div>"
    sign = f"<div class=flex style='margin-top:22pt'><div>______________________<br>{page.one('Firma del vendedor', 'Recibí')}</div><div>______________________<br>Elaboró: {page.one('A. Montes', 'aux.contable2', 'Nubia')}</div></div>"
    border = page.one("#000", "#999", "#2b5d8c")
    css = f"""body{{font:8.6pt/1.3 {page.one(SANS, NARROW, SERIF)}}}.b>div,.one{{border:.6pt solid {border};margin:-.3pt}}.one{{padding:2pt 5pt}}.goods{{margin:8pt 0}}.goods td,.goods th,.ledger td{{border:.5pt solid {border}}}.b{{margin-bottom:7pt}}h2{{font-size:{page.one("11", "13")}pt;margin:4pt 0 7pt;text-align:{page.one("center", "left")}}}.sum b{{font-size:1.2em}}"""
    parts = [f"<div style='margin-bottom:6pt'>{us}</div><h2>{title}</h2>", boxes(top, "boxes b")]
    if page.chance(0.3):
        parts.reverse()
    who = boxes(them, "boxes b")
    return (
        css,
        f"{''.join(parts)}{who}{table}{sums}<p style='margin-top:6pt'>{page.one('Son', 'VALOR EN LETRAS')}: {page.spelled()}</p>{sign}{law}",
    )


def _want_support(rng: random.Random) -> Want:
    return Want(trade=trade("jornales"), document_type="documento_soporte", lines=rng.choice(((1, 1), (1, 4))), cents=False, person=True, no_tax=True, order=0, service=True, withholdings=rng.choice(((), ("rete_fuente",), ("rete_fuente", "rete_ica"))), prefixes=("DS", "DSA", "SOP", "DSE"), digits=(1, 4))  # fmt: skip


def _style_support(rng: random.Random) -> Style:
    return habits(
        "co0", "us0", "co2", "us2", dates=("dmy/", "iso", "long", "spaced", "short-4"), nits=("dots", "plain")
    )(rng)


SUPPORT = layout("ninth_soporte", support, _want_support, _style_support, sizes=(LETTER, (612.0, 460.0), A4))
