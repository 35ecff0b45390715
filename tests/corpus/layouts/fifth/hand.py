"""Papers of small trades: a printed form of half a letter filled by hand or typewriter, and a person's letter asking for payment."""

import random
import unicodedata
from dataclasses import replace
from datetime import timedelta
from html import escape

from ...formats import MONTHS
from ...invoice import Line, Want
from ...sheet import A4, HALF_LETTER, LETTER
from ...show import Style
from .kit import Page, habits, layout

# A pen: its font, its size in points, and whether it writes capitals without accents.
_PENS = (
    ("Breip", 12.0, False),
    ("TomsonTalks", 10.2, True),
    ("Caveat", 13.0, False),
    ("GNUTypewriter", 8.6, False),
    ("GNUTypewriter", 8.6, False),
)


def _scrawl(p: Page, width: int = 96) -> str:
    """A signature."""
    points, x = [], 4.0
    while x < width - 14:
        x += p.noise.uniform(3, 11)
        points.append(f"{x:.0f},{p.noise.uniform(3, 25):.0f}")
    return f'<svg width="{width}pt" height="24pt" viewBox="0 0 {width} 28"><polyline points="{" ".join(points)}" fill="none" stroke="#1d2f7a" stroke-width="1.2" stroke-linejoin="round"/></svg>'


class _Pen:
    """Writes upon the form, never quite straight."""

    def __init__(self, p: Page) -> None:
        self.p = p
        self.font, self.size, self.capitals = p.rng.choice(_PENS)
        self.typed = self.font == "GNUTypewriter"
        self.ink = p.pick("#1a1a1a", "#222") if self.typed else p.pick("#16307d", "#16307d", "#1c1c1c", "#5a1020")

    def plain(self, text: str) -> str:
        """The text as this pen gives it."""
        if self.capitals:
            text = unicodedata.normalize("NFD", text.upper()).encode("ascii", "ignore").decode()
            text = text.translate(str.maketrans({'"': "", "(": "", ")": "", "#": "N", "$": "", "+": "y"}))
        return text.translate(str.maketrans({"°": ".", "º": ".", "·": "-", "–": "-"}))

    def __call__(self, text: str) -> str:
        rng = self.p.noise
        turn, up = (0.0, rng.uniform(-0.8, 0.8)) if self.typed else (rng.uniform(-0.9, 0.6), rng.uniform(-1.2, 0.4))
        apart = 0.5 if self.font == "Breip" else 0
        style = f"letter-spacing:{apart}pt;font-family:{self.font};font-size:{self.size}pt;color:{self.ink};transform:translateY({up:.1f}pt) rotate({turn:.2f}deg)"
        return f'<span class=pen style="{style}">{escape(self.plain(text))}</span>'


def talonario(p: Page) -> tuple[str, str]:
    show, invoice, pen = p.show, p.invoice, _Pen(p)
    wide = p.size[0] > p.size[1]
    claim = invoice.document_type == "cuenta_de_cobro"
    priced = p.chance(0.7)
    shown = ("description", "quantity", *(("unit_price",) if priced else ()), "line_total")
    lines = show.lines(shown, described=lambda line: pen.plain(line.description))
    room = max(len(lines), p.rng.choice((6, 7)) if wide else p.rng.choice((9, 11, 13)))
    heads = [
        p.pick("CANT.", "Cantidad", "CANT"),
        p.pick("DESCRIPCIÓN", "Detalle", "POR CONCEPTO DE"),
        p.pick("V. UNIT.", "Vr. Unitario", "PRECIO"),
        p.pick("V. TOTAL", "Valor", "TOTAL"),
    ]
    rows = "".join(_form_row(p, pen, lines[at] if at < len(lines) else None, priced) for at in range(room))
    ends = _form_sums(p, pen)
    words = f"<td colspan=2 rowspan={len(ends)} class=w>{p.pick('SON:', 'Valor en letras:', 'Son')} {pen(show.words('capital', ' m/cte')) if p.chance(0.7) else ''}</td>"
    foot = "".join(
        f"<tr class='{kind}'>{words if at == 0 else ''}<th class=lab>{label}</th><td class=r>{value}</td></tr>"
        for at, (label, value, kind) in enumerate(ends)
    )
    table = f"<table class=goods><tr>{''.join(f'<th class=hd>{head}</th>' for head in heads)}</tr>{rows}{foot}</table>"
    title = (
        p.pick("CUENTA DE COBRO", "CUENTA DE COBRO")
        if claim
        else p.pick("FACTURA DE VENTA", "FACTURA DE CONTINGENCIA", "Factura de venta")
    )
    number = f"<div class=no>{title}<br><span>{p.pick('Nº', 'No.', 'N°')} {p.number(' ', '-')}</span></div>"
    who = invoice.supplier
    what = p.pick(
        "Trabajos garantizados", "Servicio a domicilio", "Mano de obra y materiales", "Atendido por su propietario"
    )
    seller = f"<div class=name>{p.seller()}</div><i>{what}</i><br>{p.pick('NIT', 'Nit.', 'N.I.T.') if not claim else p.pick('C.C.', 'NIT', 'C.C. o NIT')} {show.nit('supplier')} - {who.regime}<br>{escape(who.address)} Cel. {who.phone} {who.city}"
    invoice_day = invoice.issue_date
    show.date("issue_date")
    month = p.rng.choice((f"{invoice_day:%m}", f"{invoice_day.month}", MONTHS[invoice_day.month - 1][:3]))
    year = p.rng.choice((f"{invoice_day:%Y}", f"{invoice_day:%Y}", f"{invoice_day:%y}"))
    marks = p.rng.choice((("DÍA", "MES", "AÑO"), ("D", "M", "A")))
    day = f"<table class=day><tr>{''.join(f'<th>{mark}</th>' for mark in marks)}</tr><tr>{''.join(f'<td>{pen(part)}</td>' for part in (str(invoice_day.day), month, year))}</tr></table>"
    fields = [
        [(p.pick("Señor(es):", "SEÑORES", "Cliente:"), show.name("customer"))],
        [
            (p.pick("NIT / C.C.:", "Nit:", "C.C. o NIT"), show.nit("customer")),
            (p.pick("Tel:", "TEL."), invoice.customer.phone if p.chance(0.6) else ""),
        ],
        [
            (p.pick("Dirección:", "DIR."), invoice.customer.address if p.chance(0.8) else ""),
            (p.pick("Ciudad:", "CIUDAD"), "Bogotá" if p.chance(0.5) else ""),
        ],
    ]
    blanks = "".join(
        f"<div class=ln>{''.join(f'<span class=f><small>{label}</small> <u>{pen(value)}</u></span>' for label, value in line)}</div>"
        for line in fields
    )
    press = f"Litografía {p.pick('Punto y Trama', 'El Cajista', 'Offset 2000')} NIT 19.{p.digits(3)}.{p.digits(3)}-{p.rng.randint(0, 9)} Tel. 2{p.digits(6)}"
    # Only a firm's booklet carries an authorization.
    law = (
        f"{press}. Numeración autorizada DIAN {show.text('authorization_number')} del {invoice.range_from} al {invoice.range_to}"
        if not claim
        else f"{press} - Talonario {p.rng.randint(1, 40)}"
    )
    signs = f"<div class=sg><div>{_scrawl(p, 80)}<br>{p.pick('Firma autorizada', 'VENDEDOR', 'Elaboró')}</div><div>&nbsp;<br>{p.pick('Recibí a satisfacción C.C.', 'ACEPTADA', 'Firma cliente')}</div></div>"
    tint = p.pick("#1d5c3a", "#24408e", "#8a1c1c", "#333")
    small = 0 if wide else -1
    css = f"""
    body{{font-size:{7.4 + small * 0.4}pt;color:{tint}}}.pen{{font-weight:normal;display:inline-block;transform-origin:left bottom;line-height:1}}.name{{font-size:{13 + small}pt;font-weight:bold}}.hd2{{display:flex;justify-content:space-between;gap:8pt;align-items:center}}
    .no{{border:1pt solid {tint};border-radius:6pt;padding:3pt 7pt;text-align:center;font-weight:bold}}.no span{{font-size:12pt;color:#c01717;font-family:'DejaVu Serif Condensed'}}.day{{margin-top:3pt}}.day th,.day td{{border:.6pt solid {tint};text-align:center;font-size:6pt;padding:1pt 4pt}}.day td{{height:15pt}}
    .goods td,.goods th{{border:.6pt solid {tint}}}.goods tr{{height:{17 if wide else 19}pt}}.goods td{{vertical-align:bottom;white-space:nowrap;padding:0 4pt 1pt}}.hd{{text-align:center;background:{tint};color:#fff}}.goods th:nth-child(1).hd{{width:11%}}.goods th:nth-child(3).hd,.goods th:nth-child(4).hd{{width:19%}}
    .goods td.w{{white-space:normal;vertical-align:top;padding-top:3pt}}.w .pen{{display:inline;line-height:1.3}}.lab{{font-weight:bold;vertical-align:middle}}.ln{{display:flex;gap:6pt;height:17pt;align-items:flex-end}}.f{{flex:1;display:flex;gap:3pt;align-items:flex-end;white-space:nowrap}}.f:first-child{{flex:2.2}}u{{flex:1;text-decoration:none;border-bottom:.5pt dotted {tint}}}
    .goods{{margin-top:6pt}}.sg{{display:flex;justify-content:space-around;text-align:center;margin-top:8pt;font-size:6.4pt}}.mini{{margin-top:5pt;text-align:center;font-size:5.6pt}}
    """
    body = f"<div class=hd2><div>{seller}</div><div class=fix>{number}{day}</div></div>{blanks}{table}{signs}<div class=mini>{law}</div>"
    return css, body


def _form_row(p: Page, pen: _Pen, line: Line | None, priced: bool) -> str:
    if line is None:
        return "<tr><td></td><td></td><td></td><td></td></tr>"
    price = pen(p.show.amount(line.unit_price)) if priced else ""
    return f"<tr><td class=c>{pen(p.show.quantity(line))}</td><td>{pen(line.description)}</td><td class=r>{price}</td><td class=r>{pen(p.show.amount(line.line_total))}</td></tr>"


def _form_sums(p: Page, pen: _Pen) -> list[tuple[str, str, str]]:
    """The printed labels of the sums; what does not apply stays empty."""
    show, invoice = p.show, p.invoice
    total = (p.pick("TOTAL $", "TOTAL", "Total a pagar $"), pen(show.money("total")), "big")
    if invoice.document_type == "cuenta_de_cobro" and p.chance(0.4):
        return [total]
    if not invoice.iva:
        mark = p.pick("", "", "-", "0")
        if mark == "0":
            show.money("iva")
        subtotal = pen(show.money("subtotal")) if p.chance(0.3) else ""
        return [
            (p.pick("SUBTOTAL $", "SUB-TOTAL"), subtotal, ""),
            (p.pick("IVA ___%", "I.V.A."), pen(mark) if mark else "", ""),
            total,
        ]
    return [
        (p.pick("SUBTOTAL $", "SUB-TOTAL", "Valor"), pen(show.money("subtotal")), ""),
        (p.pick("IVA 19%", "I.V.A.", "IVA ___%"), pen(show.money("iva")), ""),
        total,
    ]


def _want_talonario(rng: random.Random) -> Want:
    claim = rng.random() < 0.45
    return Want(
        trade="fifth_trade", document_type="cuenta_de_cobro" if claim else "factura", lines=(1, 5), cents=False, order=0, person=claim, no_tax=claim or rng.random() < 0.15,
        prefixes=("", "", "A", "TP"), digits=(2, 4),
    )  # fmt: skip


def _form_style(rng: random.Random) -> Style:
    return replace(
        habits(rng, "co0", "co0", "apos0", "us0"), currency="", buyer_nits=rng.choice(("dash-dv", "dots-dv", "plain"))
    )


TALONARIO = layout(
    "fifth_talonario",
    talonario,
    _want_talonario,
    _form_style,
    sizes=((HALF_LETTER[1], HALF_LETTER[0]), HALF_LETTER),
    kinds=("scan", "poor", "photo"),
    margin=(16, 20),
)


def cobro(p: Page) -> tuple[str, str]:
    show = p.show
    p.face = p.pick("Caladea", "GNUTypewriter", "'DejaVu Serif'", "Roboto", "Caladea")
    invoice = p.invoice
    who, buyer = invoice.supplier, invoice.customer
    several = len(invoice.lines) > 1
    typed = p.face == "GNUTypewriter"
    figure = f"<span class=n>{show.money('total')}</span>"
    before = invoice.issue_date.replace(day=1) - timedelta(days=1)
    month = f"{MONTHS[before.month - 1]} de {before.year}"
    title = f"{p.pick('CUENTA DE COBRO No.', 'CUENTA DE COBRO N.', 'Cuenta de cobro No.')} {p.number(' ', '-')}"
    place = f"{p.pick(who.city, 'Bogotá D.C.')}, {show.date('issue_date')}"
    payer = f"<b>{p.buyer()}</b><br>{p.pick('NIT', 'Nit.', 'NIT:')} {show.nit('customer')}{f'<br>{escape(buyer.address)}' if p.chance(0.5) else ''}"
    born = p.pick("Sogamoso", "Garzón", "Chiquinquirá", "Lorica", "Bogotá")
    identity = p.pick(
        "NIT {0}", "C.C. {0} de {1}", "C.C. / NIT {0}", "Cédula de ciudadanía No. {0} expedida en {1}", "NIT (C.C.) {0}"
    ).format(show.nit("supplier"), born)
    person = f"<b>{p.seller()}</b><br>{identity}"
    # "Y CINCO MIL PESOS M/CTE ($ 1.205.000)": words before figures or after them.
    words = show.words(p.pick("upper", "capital"), p.pick(" m/cte", " moneda corriente", ""))
    amount = p.pick(
        f"{words} ({figure})", f"{words}<br>{figure}", f"{figure} ({words})", f"<b>{figure}</b><br>({words})"
    )
    if typed:  # its brackets look like strokes
        amount = p.pick(f"{words} - {figure}", f"{words}<br>{figure}", f"{figure}.- {words}")
    concept = _concept(p, month, several)
    account = f"{p.pick('cuenta de ahorros', 'cuenta corriente', 'cuenta de ahorros')} {p.pick('No.', 'número')} {p.digits(3)}-{p.digits(6)}-{p.digits(2)} {p.pick('del Banco Sabana Real', 'de Bancafuerte', 'de la Cooperativa Horizonte')}"
    pay = p.pick(
        f"Favor consignar en la {account}, a mi nombre.",
        f"El pago puede hacerse en la {account}.",
        f"Datos bancarios: {account}. Titular: el mismo.",
    )
    laws = [
        "No soy responsable del impuesto sobre las ventas (parágrafo 3 del artículo 437 del E.T.), por tanto no estoy obligado a expedir factura.",
        "Bajo la gravedad de juramento declaro que no he contratado dos o más trabajadores asociados a mi actividad (art. 383 E.T.).",
        f"Anexo planilla de seguridad social No. {p.digits(8)} periodo {month}.",
        "Solicito aplicar la retención de la tabla de asalariados.",
    ]
    law = "<br>".join(p.rng.sample(laws, p.rng.randint(1, 3)))
    sign = f"<div class=sign>{p.pick('Cordialmente,', 'Atentamente,', '')}<br>{_scrawl(p, 120)}<br>______________________________<br>{escape(who.name)}<br>{p.pick('C.C.', 'CC', 'NIT')} {show.nit('supplier')}<br>{p.pick('Cel.', 'Tel.')} {who.phone}<br>{who.email}{f'<br>{escape(who.address)}, {who.city}' if p.chance(0.6) else ''}</div>"
    if p.chance(0.55):
        debt, sum_of, cause = (
            p.pick("DEBE A:", "Debe a", "DEBE A"),
            p.pick("LA SUMA DE:", "La suma de", "LA CANTIDAD DE:"),
            p.pick("POR CONCEPTO DE:", "Por concepto de", "CONCEPTO:"),
        )
        first = [f"<p class=date>{place}</p>", f"<h1>{title}</h1>"]
        if p.chance(0.4):
            first.reverse()
        body = f"{''.join(first)}<div class=mid>{payer}</div><div class=mid>{debt}</div><div class=mid>{person}</div><div class=mid>{sum_of}</div><div class=mid>{amount}</div><p>{cause}</p>{concept}<p>{pay}</p><p class=law>{law}</p>{sign}"
    else:
        opening = p.pick(
            f"Por medio de la presente, yo {person.replace('<br>', ', ')}, me permito presentar cobro por la suma de {amount.replace('<br>', ' ')} correspondiente a:",
            f"Atentamente solicito el pago de {amount.replace('<br>', ' ')} a favor de {person.replace('<br>', ', ')}, por lo siguiente:",
        )
        body = f"<p>{place}</p><p>Señores<br>{payer}<br>Ciudad</p><p><b>{p.pick('Ref.:', 'Asunto:', 'REFERENCIA:')} {title}</b></p><p>{p.pick('Respetados señores:', 'Cordial saludo.', 'Apreciados señores:')}</p><p>{opening}</p>{concept}<p>{pay}</p><p class=law>{law}</p>{sign}"
    ruled = p.pick("border:.6pt solid #000", "border-bottom:.5pt solid #555", "border:0")
    css = f"""
    body{{font-size:{p.rng.choice((10, 10.5, 11))}pt;line-height:1.4}}p,.mid{{margin-bottom:{p.rng.choice((11, 14))}pt}}h1{{font-size:13pt;text-align:center;margin:10pt 0 16pt}}.mid{{text-align:center}}.date{{text-align:{p.pick("left", "right")}}}
    {"b,h1,.con th,.con tr:last-child td{font-weight:normal!important}" if typed else ""}.law{{font-size:8.5pt}}.sign{{margin-top:14pt;break-inside:avoid}}.con{{margin:0 0 14pt}}.con td,.con th{{{ruled};padding:3pt 5pt}}.con th{{font-weight:bold}}.con tr:last-child td{{font-weight:bold}}
    """
    return css, body


def _concept(p: Page, month: str, several: bool) -> str:
    """What is charged: one sentence, or lines with their amounts and a total."""
    show, invoice = p.show, p.invoice
    if not several:
        text = f"{invoice.lines[0].description}, {month}" if p.chance(0.5) else invoice.lines[0].description
        show.only_line(text)
        contract = (
            f" Contrato de prestación de servicios No. {p.digits(3)}-{invoice.issue_date.year}, por valor total de {show.amount(invoice.total * 4)}; pago {p.rng.randint(2, 3)} de 4."
            if p.chance(0.35)
            else ""
        )
        return f"<p>{escape(text)}.{contract}</p>"
    lines = show.lines(("description", "line_total"))
    closing = p.pick("TOTAL A COBRAR", "Total", "Valor total")
    if p.chance(0.4):
        points = "".join(
            f"<tr><td>{at + 1}. {escape(line.description)}</td><td class=r>{show.amount(line.line_total)}</td></tr>"
            for at, line in enumerate(lines)
        )
        return (
            f"<table class=con>{points}<tr><td>{closing}</td><td class=r>{show.amount(invoice.total)}</td></tr></table>"
        )
    heads = f"<tr><th>{p.pick('CONCEPTO', 'Descripción', 'Actividad')}</th><th class=r>{p.pick('VALOR', 'Valor', 'Valor a cobrar')}</th></tr>"
    points = "".join(
        f"<tr><td>{escape(line.description)}</td><td class=r>{show.amount(line.line_total)}</td></tr>" for line in lines
    )
    return f"<table class=con>{heads}{points}<tr><td>{closing}</td><td class=r>{show.amount(invoice.total)}</td></tr></table>"


def _want_cobro(rng: random.Random) -> Want:
    return Want(
        trade="fifth_person", document_type="cuenta_de_cobro", lines=rng.choice(((1, 1), (1, 1), (2, 4))), cents=False, order=0, person=True, no_tax=True,
        prefixes=("", "", "CC"), digits=(1, 3),
    )  # fmt: skip


def _letter_style(rng: random.Random) -> Style:
    chosen = habits(rng, "co0", "co0", "apos0", "co2", "us0", signs=("$ ", "$"))
    return replace(
        chosen,
        dates=rng.choice(("long", "month d", "capital", "long", "d mon. y", "dmy/")),
        nits=rng.choice(("dots", "dots-dv", "plain")),
    )


COBRO = layout("fifth_cobro", cobro, _want_cobro, _letter_style, sizes=(LETTER, LETTER, A4), margin=(64, 72))
