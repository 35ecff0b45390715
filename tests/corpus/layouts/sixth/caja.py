"""Rolls of a till, 58 or 80 millimetres wide: a restaurant with INC, a grocer with several rates of IVA."""

import random
from decimal import Decimal
from html import escape

from ...invoice import Line, Want
from ...show import Style
from .goods import trade
from .kit import Page
from .press import habits, layout

_WORDS = {
    "pos": (
        "Documento equivalente electrónico P.O.S.",
        "DOC. EQUIVALENTE POS ELECTRÓNICO",
        "Tiquete POS electrónico",
        "TIQUETE DE MÁQUINA REGISTRADORA P.O.S.",
    ),
    "invoice": ("Factura electrónica de venta", "FACTURA ELECTRÓNICA", "Factura de venta"),
    "number": ("No.", "Nro:", "Tiquete No.", "Transacción fiscal:"),
    "client": ("Cliente", "Adquiriente", "Nombre"),
    "nit": ("NIT/CC", "Nit", "Doc."),
    "issued": ("Fecha", "F. emisión", "Fecha/hora"),
    "clerk": ("Cajero", "Atendió", "Le atendió"),
    "subtotal": ("Subtotal", "Venta neta", "Valor neto", "Subtotal sin impuestos"),
    "inc": ("Impoconsumo 8%", "INC 8%", "Imp. al consumo", "ICO 8%"),
    "iva": ("Total IVA", "IVA", "Vr. IVA"),
    "bags": ("Imp. bolsa plástica", "INC bolsas", "Bolsas plást."),
    "tip": ("Propina voluntaria", "Servicio voluntario 10%", "Propina"),
    "total": ("TOTAL", "Total a pagar", "TOTAL COMPRA", "Valor total"),
    "cash": ("Efectivo", "Recibido", "Pago con"),
    "change": ("Cambio", "Vueltas", "Devuelta"),
}
_LETTERS = {"19": "A", "5": "B", "0": "E", None: "X", "8": "C"}


def _ticket(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    with_tax = invoice.prices_with_tax
    price, total = ("price_with_tax", "price_total") if with_tax else ("unit_price", "line_total")
    wide = page.size[0] > 200
    letters = bool(invoice.iva) and page.maybe(0.8)
    coded = page.maybe(0.4)
    rows, shown = _goods(page, price, total, letters, coded, wide)
    show.lines(shown, price=price, total=total)
    seller = invoice.supplier
    title = page.say("pos" if invoice.document_type == "pos" else "invoice")
    head = [
        f"<b class=name>{page.seller()}</b>",
        page.seller_nit(),
        escape(seller.address),
        seller.city,
        f"{page.pick('Tel ', 'TEL: ', '')}{seller.phone}",
    ]
    if page.maybe(0.5):
        head.insert(0, f"<b>{page.brand()}</b> - {page.pick('Sede Norte', 'PDV 03', 'Punto Centro')}")
    head.append(page.pick("RÉGIMEN COMÚN", "Responsable INC" if invoice.inc else "RESPONSABLE DE IVA", seller.regime))
    facts = [(page.say("number"), f"<b>{page.number('', '-', ' ')}</b>"), (page.say("issued"), f"{page.dated('issue_date')} {show.time()}"), (page.say("client"), page.buyer()), (page.say("nit"), page.buyer_nit())]  # fmt: skip
    facts.append(
        (page.say("clerk"), page.pick("Caja 2 / LEIDY", "J.PEREZ", "MESERO 07" if invoice.inc else "AUTOCAJA 11"))
    )
    if page.maybe(0.4):
        facts.append((page.pick("Mesa", "Turno", "Terminal"), page.code(1, 40)))
    glue = page.pick(": ", " ", ":")
    told = "".join(f"<div>{label.rstrip(':')}{glue}{value}</div>" for label, value in facts)
    sums = "".join(
        f"<tr class='{css}'><td>{label}</td><td class=r>{value}</td></tr>" for label, value, css in _sums(page)
    )
    table = _rates(page, letters)
    paid = _paid(page)
    word = page.pick("CUDE", "CUDE:") if invoice.document_type == "pos" else page.pick("CUFE", "CUFE:")
    law = f"<div class=small>{page.resolution()}<br>{page.cufe(word)}</div><div style='margin:4pt 0'>{page.qr(74 if wide else 62, 'annex', 'url')}</div><div class=small>{page.house()}</div>"
    bye = page.pick(
        "¡GRACIAS POR SU COMPRA!",
        "Vuelva pronto",
        "Conserve este tiquete para cambios",
        "Propina voluntaria: usted decide. Quejas SIC 601 592 0400" if invoice.tip else "Síganos en redes @tienda",
    )
    mono = page.face("DejaVu Sans Mono", "Teletipo", "DejaVu Sans Condensed", "DejaVu Sans Condensed")
    size = (7.2 if wide else 6.2) - (0.7 if "Mono" in mono or "Tele" in mono else 0)
    rule = page.pick("1pt dashed #000", ".6pt solid #000", "1.4pt dotted #000")
    css = f"""body{{font-family:{mono};font-synthesis:none;font-size:{size}pt;padding:10pt {10 if wide else 8}pt 4pt;line-height:1.2}}.name{{font-size:{size + 1.4}pt}}.goods{{border-top:{rule};border-bottom:{rule};margin:4pt 0}}.goods tr:first-child td{{padding-top:2.5pt!important}}.goods td,.sums td,.rates td,.rates th,.goods th{{padding:.7pt 1pt}}.b td{{font-size:{size + 2.2}pt}}.small{{font-size:{size - 0.6}pt}}.rates{{margin:4pt 0;border-top:{rule}}}.law{{border-top:{rule};padding-top:3pt;margin-top:4pt}}"""
    return css, f"<div class=c>{'<br>'.join(head)}<br><b>{title}</b></div>{told}{rows}<table class=sums>{sums}</table>{table}{paid}<div class='c law'>{law}<b>{bye}</b></div>"  # fmt: skip


def _goods(page: Page, price: str, total: str, letters: bool, coded: bool, wide: bool) -> tuple[str, list[str]]:
    """The goods in one row each or in two, and which fields of a line they tell."""
    show = page.show

    def parts(line: Line) -> tuple[str, str, str, str, str]:
        mark = _LETTERS[None if line.tax_rate is None else str(line.tax_rate)] if letters else ""
        return (
            show.quantity(line),
            escape(line.description),
            show.amount(getattr(line, price)),
            show.amount(getattr(line, total)),
            mark,
        )

    code = (lambda line: f"{line.code} ") if coded else (lambda line: "")
    shown = ["quantity", "description", "unit_price", "line_total"] + (["code"] if coded else [])
    times = page.pick(" x ", " X ", " UND x ", " @ ")
    if times == " UND x " and any(line.unit != "UND" for line in page.invoice.lines):
        times = " x "
    lines = page.invoice.lines
    if page.maybe(0.45 if wide else 0.15):
        shown = [field for field in shown if field not in ("code", "unit_price")]
        head = f"<tr><th>{page.pick('CANT', 'CT')}</th><th>{page.pick('DESCRIPCIÓN', 'PRODUCTO')}</th><th class=r>{page.pick('VALOR', 'TOTAL')}</th></tr>"
        body = "".join(
            f"<tr><td>{q}</td><td>{d}</td><td class=r>{t} {m}</td></tr>" for q, d, _, t, m in map(parts, lines)
        )
        return f"<table class=goods>{head}{body}</table>", shown
    body = ""
    above = page.maybe(0.5)
    for line in lines:
        q, d, p, t, m = parts(line)
        if above:
            body += f"<tr><td colspan=2>{code(line)}{d}</td></tr><tr><td>&nbsp; {q}{times}{p}</td><td class=r>{t} {m}</td></tr>"
        else:
            body += (
                f"<tr><td colspan=2>{q}{times}{p}</td></tr><tr><td>{code(line)}{d}</td><td class=r>{t} {m}</td></tr>"
            )
    return f"<table class=goods>{body}</table>", shown


def _sums(page: Page) -> list[tuple[str, str, str]]:
    show, invoice = page.show, page.invoice
    rows = []
    if invoice.inc or page.maybe(0.5):
        rows = [(page.say("subtotal"), show.money("subtotal"), "")]
        if invoice.iva:
            rows.append((page.say("iva"), show.money("iva"), ""))
    if invoice.inc:
        rows.append((page.say("inc"), show.money("inc"), ""))
    if invoice.bags:
        rows.append((page.say("bags"), show.money("bags"), ""))
    if invoice.tip:
        rows.append((page.say("tip"), show.money("tip"), ""))
    return [*rows, (page.say("total"), show.money("total"), "b")]


def _rates(page: Page, letters: bool) -> str:
    """A row for each rate; where no subtotal is printed, the bases let it be known."""
    show, invoice = page.show, page.invoice
    if not invoice.iva:
        return ""
    if "subtotal" not in show.truth:
        show.knows("subtotal", invoice.subtotal)
        show.knows("iva", invoice.iva)
        show.truth["subtotal_is_one_printed_figure"] = len(invoice.bases) == 1
    rows = ""
    for name in sorted(invoice.bases):
        rate = None if name == "excluded" else name.split()[1]
        label = "Excluido" if rate is None else f"IVA {rate}%"
        mark = f"{_LETTERS[rate]} = " if letters else ""
        rows += f"<tr><td>{mark}{label}</td><td class=r>{show.amount(invoice.bases[name])}</td><td class=r>{show.amount(invoice.taxes.get(name, Decimal(0)))}</td></tr>"
    head = f"<tr><th>{page.pick('Tarifa', 'Imp.', 'TIPO')}</th><th class=r>{page.pick('Base', 'Vr. base', 'BASE GRAV.')}</th><th class=r>{page.pick('Impuesto', 'IVA', 'Vr. imp')}</th></tr>"
    return f"<table class=rates>{head}{rows}</table>"


def _paid(page: Page) -> str:
    show, invoice = page.show, page.invoice
    form = f"{page.pick('Forma de pago', 'F. PAGO')}: {show.text('payment_form')}"
    if invoice.payment_means != "Efectivo" or page.maybe(0.3):
        return f"<div>{form} / {invoice.payment_means}</div>"
    handed = Decimal(-(-int(invoice.total) // 10000) * 10000)
    return f"<div>{form}</div><div>{page.say('cash')}: {show.amount(handed)} &nbsp; {page.say('change')}: {show.amount(handed - invoice.total)}</div>"


def _want_ticket(rng: random.Random) -> Want:
    food = rng.random() < 0.5
    return Want(
        trade=trade("corrientazo" if food else "viveres"), document_type=rng.choice(("pos", "pos", "factura")), lines=(1, 6) if food else rng.choice(((2, 6), (5, 14))),
        cents=False, price_with_tax=not food or rng.random() < 0.6, tip=0.4 if food else 0.0, bags=0.0 if food else 0.4, order=0.0,
        prefixes=("POS", "SETP", "CJ2", "PV1", "DEE", ""), digits=(3, 7),
    )  # fmt: skip


def _style_ticket(rng: random.Random) -> Style:
    return habits(
        rng,
        numbers=("co0", "us0", "co0", "us0", "co2"),
        dates=("dmy/", "iso", "dmy-", "ymd/", "SHORT/", "short-4"),
        currency=("", "$", "$ ", ""),
    )


TICKET = layout(
    "tirilla", _ticket, _want_ticket, _style_ticket, words=_WORDS, sizes=((164.0, 0.0), (227.0, 0.0), (227.0, 0.0))
)
