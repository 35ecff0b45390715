"""What a small contractor types in a word processor: an invoice like a letter, or the buyer's supporting document for a person."""

import random
from decimal import Decimal
from html import escape

from ...invoice import Want
from ...sheet import A4, LETTER
from .facts import basket, goods
from .kit import Pair, Paper
from .press import beside, habits, layout

_WORK = """
Suministro e instalación de cielo raso en drywall, incluye estructura y masilla|M2|38000|52000|{rate}|180
Pintura de muros interiores vinilo tipo 1, tres manos|M2|9800|14500|{rate}|420
Instalación de puntos hidráulicos PVC presión|PTO|58000|84000|{rate}|24
Armado y amarre de acero de refuerzo (solo mano de obra)|KG|950|1450|{rate}|2400
Excavación manual y retiro de material sobrante|M3|46000|68000|{rate}|35
Construcción de cajas de inspección 60 x 60|UND|310000|420000|{rate}|8
Impermeabilización de cubierta con manto edil 3 mm|M2|41000|58000|{rate}|150
Montaje de estructura metálica cubierta, según plano|KG|3200|4800|{rate}|1800
Enchape piso cerámica 45 x 45|M2|24000|35000|{rate}|160
Corte No. 2 de mano de obra mampostería bloque No. 4|GLB|2400000|6800000|{rate}|1
Alquiler de equipo menor y herramienta|GLB|380000|900000|{rate}|1
"""
_TAXED, _UNTAXED = goods(_WORK.format(rate="19")), goods(_WORK.format(rate="-"))


def maestro(page: Paper) -> tuple[str, str]:
    news = page.news
    person, support = page.invoice.supplier.person, page.invoice.document_type == "documento_soporte"
    held: dict[str, float] = page.among("held", ({}, {}, {"rete_fuente": 2}, {"rete_fuente": 2, "rete_ica": 6.9}))
    kept = Decimal(0) if support else page.among("kept", (Decimal(0), Decimal(0), Decimal(5), Decimal(10)))
    page.sells(
        basket(_UNTAXED if person else _TAXED, news, news.choice((1, 1, 2, 3, 5))), held=page.rates(held), guarantee=kept,
        advance=page.among("advance", (Decimal(0), Decimal(0), Decimal(0), Decimal(20))),
    )  # fmt: skip
    order = page.among("order", (
        ("item", "description", "unit", "quantity", "price", "total"), ("description", "total"), ("quantity", "unit", "description", "price", "total"), ("item", "description", "quantity", "price", "total"),
    ))  # fmt: skip
    columns = [page.column(kind) for kind in order]
    page.note(columns)
    sums = page.sums(zeros=0.15)
    span = len(columns) - 1
    inside = page.has("sums inside", 0.6)
    tail = "".join(
        f"<tr class='{kind} sum'><td class=r colspan={span}>{label}</td><td class=r>{value}</td></tr>"
        for label, value, kind in sums
    )
    table = page.table(columns, tail=tail if inside else "")
    below = (
        ""
        if inside
        else f"<table class=out>{''.join(f'<tr class={kind or chr(34) * 2}><td>{label}</td><td class=r>{value}</td></tr>' for label, value, kind in sums)}</table>"
    )
    number = page.number("-", " ", "", " - ")
    if support:
        title = page.pick(
            "support",
            "DOCUMENTO SOPORTE EN ADQUISICIONES EFECTUADAS A SUJETOS NO OBLIGADOS A EXPEDIR FACTURA",
            "DOCUMENTO SOPORTE DE COSTOS Y GASTOS A NO OBLIGADOS A FACTURAR",
        )
    else:
        title = page.pick("title", "FACTURA ELECTRÓNICA DE VENTA", "FACTURA DE VENTA", "FACTURA ELECTRÓNICA")
    headed = f"<h2 class=c>{title}<br>{page.pick('no word', 'No. ', 'N° ', 'Nro. ')}{number}</h2>"
    body = _support(page, headed) if support else _invoice(page, headed)
    reason = (
        ""
        if support
        else f"<p>{page.pick('reason', 'Por concepto de las actividades ejecutadas que se relacionan a continuación:', 'Ref.: cobro según acta de obra parcial', 'Detalle de los trabajos realizados:', '')}</p>"
    )
    said = f"<p>{page.in_words()}</p>" if page.has("words", 0.75) else ""
    account = f"<p>{page.bank()}</p>" if page.has("account", 0.7) else ""
    law = f"<p class=small>{page.resolution()}</p>" if page.has("resolution", 0.75) else ""
    coded = page.has("coded", 0.5)
    code = (
        f"<div class='flex keep small' style='margin-top:8pt'><div class=none>{page.qr(54, *(('support',) if support else ('annex', 'url')))}</div><div>{page.cufe()}</div></div>"
        if coded
        else ""
    )
    css = f"""
    body{{font-size:{page.pick("points", "10pt", "10.5pt", "9.6pt")};padding:0 56pt}}{page.set_in(page.pick("typed", "Caladea", "Caladea", "Roboto", "GNUTypewriter", "'DejaVu Serif Condensed',serif"))}p{{margin:7pt 0}}h2{{font-size:12pt;margin:12pt 0}}
    .goods{{margin:8pt 0}}.goods td,.goods th{{border:{page.pick("border", ".6pt solid #000", "1pt solid #000", ".5pt solid #666")};font-size:9pt}}.goods th{{text-align:center;background:{page.pick("shade", "#fff", "#d9d9d9", "#dbe5f1", "#fff2cc")}}}
    .out{{width:230pt;margin:0 0 0 {page.pick("out", "auto", "0")}}}.out .strong td{{border-top:1pt solid #000}}.sign{{margin-top:{page.pick("gap", "26pt", "38pt")}}}.small{{font-size:7.4pt}}.k{{padding-right:10pt}}
    """
    return (
        css,
        f"{body}{reason}{table}<div class=keep>{below}</div>{said}{account}<div class=keep>{_signed(page, support)}{law}{code}</div>",
    )


def _invoice(page: Paper, headed: str) -> str:
    """The letter's head: who sells, the number, the day and town, and to whom."""
    show, seller, buyer = page.show, page.invoice.supplier, page.invoice.customer
    contact = " - ".join(page.seller_lines()[:3])
    document = page.pick("cc", "C.C. ", "C.C. No. ", "NIT ") if seller.person else ""
    nit = document + show.nit("supplier") if seller.person else page.seller_nit()
    align = page.pick("align", "c", "c", "l")
    top = f"<div class={align}><b style='font-size:13pt'>{page.seller()}</b><br>{nit}<br><span class=small>{contact}</span></div>"
    day = show.date("issue_date")
    dated = (
        f"<p>{escape(seller.city)}, {day}</p>"
        if page.has("town and day", 0.5)
        else f"<p>{page.pick('day', 'Fecha:', 'FECHA:', 'Fecha de la factura:')} {day}</p>"
    )
    due = f"<p>{page.word('due_date')} {show.date('due_date')}</p>" if page.has("due", 0.4) else ""
    order = page.invoice.order_reference
    more = (
        f"<br>{page.pick('order', 'Orden de servicio / compra No.', 'Según orden de compra', 'O.C.')} {escape(show.text('order_reference'))}"
        if order
        else ""
    )
    name, number = escape(show.name("customer")), show.nit("customer")
    to = page.pick("to", "Señores", "Señores:", "Cliente:", "Atn. Contabilidad")
    party = f"<p>{to}<br><b>{name}</b><br>{page.pick('nit', 'NIT ', 'Nit: ', 'NIT. ')}{number}<br>{escape(buyer.address)}<br>{page.pick('town', escape(buyer.city), 'La ciudad')}{more}</p>"
    if page.has("in a table", 0.35):
        cells = [(page.word("customer"), name), ("NIT", number), (page.word("address"), escape(buyer.address))]
        return f"{top}{headed}{dated}{due}{beside([*cells, ('O.C.', escape(order))] if order else cells, 'goods')}"
    parts = [top, headed, dated, due, party] if page.has("number above", 0.6) else [top, dated, party, headed, due]
    return "".join(parts)


def _support(page: Paper, headed: str) -> str:
    """The buyer makes it out: its name stands at the head, the seller's in a table of facts."""
    show, seller = page.show, page.invoice.supplier
    top = f"<div class=c><b>{escape(show.name('customer'))}</b><br>NIT {show.nit('customer')}<br><span class=small>{escape(page.invoice.customer.address)} - {escape(page.invoice.customer.city)}</span></div>"
    who: list[Pair] = [
        (page.pick("day", "Fecha de la operación:", "FECHA", "Fecha:"), show.date("issue_date")),
        (
            page.pick(
                "who",
                "Vendedor o prestador del servicio:",
                "PROVEEDOR",
                "Beneficiario del pago:",
                "Persona natural de quien se adquieren los bienes:",
            ),
            f"<b>{page.seller()}</b>",
        ),
        (page.pick("cc", "C.C.", "Cédula / NIT:", "Identificación:"), show.nit("supplier")),
        (page.pick("where", "Dirección:", "DIRECCION"), f"{escape(seller.address)}, {escape(seller.city)}"),
        (page.pick("phone", "Teléfono:", "CEL."), seller.phone),
    ]
    return f"{top}{headed}{beside(who, page.pick('facts', 'goods', 'pairs'))}"


def _signed(page: Paper, support: bool) -> str:
    seller = page.invoice.supplier
    if support:
        return "<div class='flex sign'><div>______________________<br>Firma del vendedor</div><div>______________________<br>Autoriza (comprador)</div></div>"
    who = (
        escape(seller.name)
        if seller.person
        else page.pick("boss", "Jairo Téllez Munévar", "ROSALBA OSPINA", "Ing. Edwin Monroy")
        + f"<br>{page.pick('office', 'Representante legal', 'Gerente')}"
    )
    return f"<div class=sign>{page.pick('bye', 'Cordialmente,', 'Atentamente,', '')}<br><br><br>__________________________<br>{who}</div>"


def _want(rng: random.Random) -> Want:
    kind, person = rng.choice((("factura", False), ("factura", False), ("factura", True), ("documento_soporte", True)))
    prefixes = ("DS", "DSE", "DSNO", "") if kind == "documento_soporte" else ("", "FE", "FV", "A", "JM", "FEV")
    return Want(
        trade="obra", document_type=kind, person=person, lines=(1, 2), order=0.35, prefixes=prefixes, digits=(1, 4)
    )


MAESTRO = layout(
    "fourth_maestro", maestro, _want,
    habits("co0", "co0", "apos0", "us0", dates=("long", "long", "dmy/", "month d", "capital", "dmy-", "d mon. y"), currency=("$", "$ ", "", "$ ")),
    pool="maestro", sizes=(LETTER, LETTER, A4),
)  # fmt: skip
