"""People who ask for payment: a lawyer's or an artisan's letter, and the document a firm makes out for a seller who need not."""

import random
from html import escape

from ...invoice import Want
from ...sheet import A4, LETTER
from ...show import Style
from .kit import Paper, habits, layout, ledger, lines_of, pairs, strip

_CAUSES = (
    "honorarios profesionales por la representación judicial dentro del proceso ejecutivo {n} del Juzgado {k} Civil del Circuito",
    "asesoría jurídica en la elaboración y revisión de {k} contratos de obra civil",
    "elaboración de {k} planos arquitectónicos y renders de la sala de ventas",
    "servicio de soldadura y armado de la escalera metálica de la torre {k}",
    "levantamiento topográfico y replanteo de ejes, corte No. {k}",
    "acompañamiento en seguridad y salud en el trabajo durante {k} jornadas",
    "instalación de enchape en {k} baños, mano de obra únicamente",
)


# A letter: the amount stands in a sentence, perhaps with the concepts as a list below it.


def cobro(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    name, person = page.supplier_name(), invoice.supplier
    title = page.one("CUENTA DE COBRO", "Cuenta de cobro", "CUENTA DE COBRO DE HONORARIOS")
    number = f"{page.one('No. ', 'N° ', 'Número ', '# ')}{show.number()}"
    place = f"{escape(person.city)}, {show.date('issue_date', page.one('long', 'long', 'month d', 'dmy/'))}"
    debtor = f"<b>{escape(show.name('customer'))}</b><br>{page.one('NIT', 'Nit.')} {show.nit('customer')}"
    identity = page.one("C.C.", "cédula de ciudadanía No.", "C.C. No.", "NIT")
    document = show.nit("supplier")
    if len(invoice.lines) == 1:
        cause = page.rng.choice(_CAUSES).format(n=f"2024-{page.rng.randint(100, 990):05d}", k=page.rng.randint(2, 9))
        show.only_line(cause)
        table = ""
    else:
        cause = page.one("los conceptos que se relacionan a continuación", "lo siguiente")
        lines = show.lines(("description", "line_total"))
        if page.chance(0.5):
            table = (
                "<ul>"
                + "".join(
                    f"<li>{escape(line.description.capitalize())}: <b>{show.amount(line.line_total)}</b></li>"
                    for line in lines
                )
                + "</ul>"
            )
        else:
            table = (
                "<table class=list>"
                + "".join(
                    f"<tr><td>{escape(line.description.capitalize())}</td><td class=r>{show.amount(line.line_total)}</td></tr>"
                    for line in lines
                )
                + "</table>"
            )
    amount = show.money("total")
    words = page.in_words().split(": ")[-1].removeprefix("SON ")
    held, payable = page.held(), ""
    if held:
        net = show.money("amount_payable")
        payable = f"<div style='width:60%'>{ledger([(page.one('Valor bruto', 'Honorarios', 'Valor servicio'), amount, ''), *held, (page.word('payable', bare=True), net, 'strong')])}</div>"
    manner = page.one("debe a", "prose", "fields")
    if manner == "debe a":
        body = f"<div class=c><br>{debtor}<br><br><b>DEBE A:</b><br><br><b>{name}</b><br>{identity} {document}<br><br><b>LA SUMA DE:</b><br><br>{words}<br>({amount})</div><br><p><b>POR CONCEPTO DE:</b> {cause}.</p>{table}"
    elif manner == "prose":
        body = f"<p>Señores<br>{debtor}<br>Ciudad</p><p>Yo, <b>{name}</b>, identificado(a) con {identity} {document}, me permito cobrar la suma de <b>{amount}</b> ({words}), por concepto de {cause}.</p>{table}"
    else:
        body = (
            pairs(
                [
                    ("Cliente:", debtor),
                    ("Concepto:", cause),
                    ("Valor:", f"<b>{amount}</b>"),
                    ("Valor en letras:", words),
                    ("Cobra:", name),
                    ("Identificación:", f"{identity} {document}"),
                ],
                "pairs form",
            )
            + table
        )
    bank = page.one(
        "Favor consignar en la cuenta de ahorros No. 457-882013-06 a mi nombre.",
        "Pago por Nequi al número de contacto.",
        "Anexo RUT y planilla de seguridad social.",
    )
    law = page.one(
        "Declaro que no soy responsable de IVA ni obligado a facturar, art. 616-2 E.T.",
        "Solicito aplicar la tabla del art. 383 E.T.; no tengo vinculados trabajadores.",
        "",
    )
    sign = f"<div class=keep><br>Atentamente,<br><br><br>_______________________________<br><b>{escape(person.name)}</b><br>{identity.replace('cédula de ciudadanía No.', 'C.C.')} {document}<br>{person.phone} {escape(person.email)}<br>{escape(person.address)}</div>"
    heading = f"<div class='{page.one('c', 'r', 'l')}'><h2>{title} {number}</h2></div>"
    day = f"<p>{page.one('', '', 'Fecha: ')}{place}</p>"
    css = f"body{{font-size:{page.one('10.5', '11', '12')}pt;line-height:{page.one('1.35', '1.6')}}}p{{margin:12pt 0;text-align:justify}}h2{{font-size:1.15em}}.list td{{border:.5pt solid #000}}.form td{{padding:6pt;border:{page.one('.5pt solid #000', '0')}}}.r{{white-space:normal}}.list .r{{white-space:nowrap}}body{{padding:20pt 26pt}}"
    top = [day, heading]
    if page.chance(0.5):
        top.reverse()
    return css, f"{''.join(top)}{body}{payable}<p>{bank} {law}</p>{sign}"


def _want_cobro(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("servicios", "obra", "transporte", "publicidad")), document_type="cuenta_de_cobro", lines=rng.choice(((1, 1), (1, 1), (2, 5))), cents=False,
        person=True, no_tax=True, order=0, service=True, withholdings=rng.choice(((), (), ("rete_fuente",), ("rete_fuente", "rete_ica"))), prefixes=("", "", "CC-"), digits=(1, 4),
    )  # fmt: skip


def _style_cobro(rng: random.Random) -> Style:
    return habits(rng, whole=True, numbers=("co0", "co0", "us0", "apos0", "co2"))


COBRO = layout("third_cobro", cobro, _want_cobro, _style_cobro, pool="", sizes=(LETTER, A4, LETTER))


# The support document: the firm that buys prints it, so its head stands at the top and the seller in the block below.


def soporte(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    seller, firm = invoice.supplier, invoice.customer
    fields = page.fields(
        *page.rng.choice(
            (
                ("code", "description", "quantity", "price", "total"),
                ("item", "description", "unit", "quantity", "price", "total"),
                ("description", "quantity", "total", "price"),
            )
        )
    )
    lines = page.noted(fields)
    head = f"<b style='font-size:12pt'>{escape(show.name('customer'))}</b><br>NIT {show.nit('customer')}<br>{escape(firm.address)} {escape(firm.city)}<br>{firm.email}"
    title = page.one(
        "Documento soporte en adquisiciones efectuadas a no obligados a facturar",
        "DOCUMENTO SOPORTE ELECTRÓNICO",
        "Documento soporte con no obligados a facturar",
    )
    number = f"<h3>{title}</h3><b>{page.word('number', bare=True)} {page.number()}</b>"
    role = page.one("Vendedor", "Proveedor", "Datos del vendedor", "Beneficiario del pago", "Prestador del servicio")
    block = [
        (page.one("Nombre", role, "Nombres y apellidos"), page.supplier_name()),
        (page.one("C.C.", "Identificación", "NIT / C.C."), show.nit("supplier")),
        ("Dirección", escape(seller.address)),
        ("Ciudad", escape(seller.city)),
        ("Teléfono", seller.phone),
    ]
    terms = page.term_pairs()
    facts = (
        f"<div class=bar>{role}</div><div class=flex><div>{pairs(block)}</div><div>{pairs(terms)}</div></div>"
        if page.chance(0.6)
        else f"<div class=bar>{role}</div><p>{lines_of(block, ' &nbsp; ')}</p>{strip(terms)}"
    )
    css = f""".bar{{background:{page.ink};color:#fff;padding:2pt 4pt;margin:6pt 0 3pt}}h3{{font-size:10pt}}.goods td,.goods th{{border:.5pt solid {page.one("#000", "#bbb")}}}.strip td,.strip th{{border:.4pt solid #888}}.flex{{margin-bottom:6pt}}.goods{{margin-top:6pt}}"""
    sums = f"<div class='flex keep'><div>{page.in_words()}<br><br>Elaborado por: Compras. {page.one('Pago contra entrega de cuenta de cobro.', 'Operación de contado.')}</div><div style='flex:none;width:210pt'>{ledger(page.sums())}</div></div>"
    foot = f"<div class='flex small keep'><div style='flex:none'>{page.qr(66, 'support')}</div><div>{page.cufe('CUDS')}<br>{page.resolution()}<br>{page.maker()}</div></div>"
    tops = [f"<div>{head}</div>", f"<div class=c>{number}</div>"]
    if page.chance(0.3):
        tops.reverse()
    return css, f"<div class=flex>{''.join(tops)}</div>{facts}{page.table(fields, lines)}<br>{sums}{foot}"


def _want_soporte(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("transporte", "obra", "maderas", "comida")), document_type="documento_soporte", lines=rng.choice(((1, 2), (2, 6))), cents=rng.random() < 0.3, person=True,
        no_tax=True, order=0.2, service=True, withholdings=rng.choice(((), ("rete_fuente",), ("rete_fuente", "rete_ica"))), prefixes=("DS", "DSE", "SEDS", "DSNO"), digits=(1, 4),
    )  # fmt: skip


SOPORTE = layout("third_soporte", soporte, _want_soporte, habits, pool="")
