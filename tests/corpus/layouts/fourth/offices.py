"""Invoices of office programs: one of the web, pale and airy, and one of the desktop, all boxes with tiny labels."""

import random
from html import escape

from ...invoice import Line, Want
from ...sheet import A4, LETTER
from .facts import basket, goods
from .kit import Paper
from .press import above, beside, habits, layout, ledger

_NUBE = goods(
    """
Lavado y desinfección de tanque subterráneo 40 m3|UND|380000|620000|19|2
Levantamiento planialtimétrico con RTK, por hectárea|HA|210000|340000|19|6
Dotación camisa manga larga bordada, talla M|UND|38500|56000|19|40
Mantenimiento correctivo motobomba 5 HP (incluye sellos)|SERV|420000|780000|19|1
Aviso en acrílico 1,20 x 0,60 con dilatadores|UND|190000|310000|19|4
Fumigación campamento y bodegas|SERV|160000|290000|19|3
Capacitación brigada de emergencias 4 h|UND|350000|600000|-|2
Extintor multipropósito ABC 20 lb|UND|78000|119000|19|10
Recarga extintor CO2 15 lb|UND|42000|68000|19|8
Señal preventiva poliestireno 20x30|UND|6500|11900|19|60
Asesoría SG-SST mensual|MES|890000|1450000|19|1
Botiquín tipo B dotado según Res. 0705|UND|148000|226000|19|5
Análisis fisicoquímico de agua potable|MUESTRA|186000|265000|19|3
Semilla pasto kikuyo seleccionada|KG|42000|61000|5|25
"""
)


def nube(page: Paper) -> tuple[str, str]:
    news = page.news
    cents = page.has("cents", 0.4)
    held: dict[str, float] = page.among("held", ({}, {}, {"rete_fuente": 4}, {"rete_fuente": 4, "rete_ica": 9.66}))
    page.sells(
        basket(_NUBE, news, news.choice((1, 2, 3, 4, 6, 9)), cents=cents, discounted=page.has("discounts", 0.35)),
        cents=cents, held=page.rates(held),
    )  # fmt: skip
    order = page.among("order of columns", (
        ("description", "price", "quantity", "share", "total"), ("item", "description", "unit", "price", "quantity", "share", "rate", "total"),
        ("code", "description", "quantity", "price", "share", "rate", "total"), ("description", "quantity", "price", "rate", "share", "total"),
    ))  # fmt: skip
    if not page.invoice.line_discount and not page.has("empty discounts", 0.4):
        order = tuple(kind for kind in order if kind != "share")
    columns = [page.column(kind) for kind in order]
    page.note(columns)
    remark = page.among(
        "remark", ("", "", "Garantía: 6 meses por defectos de instalación", "Ejecutado en obra según acta firmada")
    )

    def under(number: int, one: Line) -> str:
        return f"<td class=under colspan={len(columns)}><i>{remark}</i></td>" if remark and number == 0 else ""

    kind = page.pick(
        "title", "Factura electrónica de venta", "FACTURA ELECTRÓNICA DE VENTA", "Factura Electrónica de Venta"
    )
    number = f"<div class=no>{kind}<br><b>{page.pick('no word', 'No. ', 'N° ', '', '# ')}{page.number()}</b></div>"
    about = f"<b>{page.seller()}</b><br>{page.seller_nit()}<br>{'<br>'.join(page.seller_lines())}"
    sign, code = page.logo(118), page.qr(66)
    arranged = page.pick("head", "middle", "under", "right")
    head = {
        "middle": f"<div class=flex><div class=none>{sign}</div><div class=c>{about}</div><div class='r none' style='width:170pt'>{number}</div></div>",
        "under": f"<div class=flex><div>{sign}<div style='margin-top:5pt'>{about}</div></div><div class=r>{number}<div style='margin-top:5pt'>{code}</div></div></div>",
        "right": f"<div class=flex><div class=none>{sign}</div><div class=r>{about}</div></div><div class=bar><span>{kind}</span><b>{page.number()}</b></div>",
    }[arranged]
    buyer, terms = page.buyer("address", "city", "phone"), page.terms()
    if page.has("cards", 0.5):
        who = f"<div class=card><small>{buyer['customer'][0]}</small><br><b>{buyer['customer'][1]}</b><br>{' '.join(buyer['nit'])}<br>{buyer['address'][1]}<br>{buyer['city'][1]} · {buyer['phone'][1]}</div>"
        parties = f"<div class=flex>{who}<div class=card>{above(list(terms.values()), 2, 'airy')}</div></div>"
    else:
        parties = f"<div class='flex boxed'><div style='flex:1.5'>{beside(list(buyer.values()))}</div><div>{above(list(terms.values()), 1, 'airy') if page.has('stacked', 0.5) else beside(list(terms.values()))}</div></div>"
    sums = ledger(page.sums())
    said = f"<p>{page.in_words()}</p>" if page.has("words", 0.6) else ""
    notes = page.pick(
        "notes",
        "Esta factura se asimila en todos sus efectos a una letra de cambio (Art. 774 C. Co.).",
        "Observaciones: después de 3 días hábiles se entiende aceptada.",
        "Gracias por confiar en nosotros.",
    )
    left = f"<div style='flex:1.35'>{said}<p>{page.bank()}</p><p>{notes}</p></div>"
    signs = (
        "<div class='flex signs'><div>Elaborado por</div><div>Aceptada, firma y/o sello y fecha</div></div>"
        if page.has("signs", 0.6)
        else ""
    )
    law = f"<div class=law>{page.resolution()}<br>{page.cufe()}<br>{page.program()}</div>"
    foot = law if arranged == "under" else f"<div class=flex><div class=none>{code}</div><div>{law}</div></div>"
    pale, line = page.pick("pale", "#eef1f4", "#f3f3f3", "#e9f2f1", "#f6efe6"), page.pick("line", "#d5dae0", "#cccccc")
    css = f"""
    .no{{display:inline-block;border:1pt solid {line};border-radius:6pt;background:{pale};padding:7pt 12pt;text-align:center;font-size:9.4pt}}.no b{{font-size:12pt;color:{page.ink}}}
    .bar{{display:flex;justify-content:space-between;background:{pale};color:{page.ink};padding:5pt 9pt;margin-top:8pt;font-size:12pt}}.card{{background:{pale};padding:6pt 9pt;border-radius:5pt}}
    .flex{{margin:7pt 0}}.boxed{{border:.6pt solid {line};padding:4pt}}.pairs .k{{background:{pale};font-weight:bold;font-size:7.4pt}}.airy small,.card small{{color:#667;font-size:6.8pt}}
    .goods th{{background:{pale};border-bottom:1pt solid {line};color:#334}}.goods td{{border-bottom:.5pt solid {line};padding:4pt}}td.under{{color:#667;font-size:7.2pt;padding:0 4pt 4pt}}
    .ledger .strong td{{background:{pale};font-size:10pt}}.signs{{margin-top:34pt}}.signs div{{border-top:.6pt solid #999;text-align:center;font-size:7.2pt}}.law{{font-size:6.4pt;color:#555}}p{{margin:0 0 4pt}}
    """
    return (
        css,
        f"{head}{parties}{page.table(columns, under=under)}<div class='flex keep'>{left}<div>{sums}</div></div><div class=keep>{signs}{foot}</div>",
    )


_CONTABLE = goods(
    """
TORNILLO HEX GR5 1/2 X 3 UNC ZINC|UN|980|1850|19|400
TUERCA SEGURIDAD 1/2 NYLON|UN|290|520|19|500
ELECTRODO WEST ARCO 7018 1/8 X KG|KG|13900|19800|19|40
CHAZO EXPANSIVO 3/8 X 3 3/4|UN|1650|2900|19|200
BROCA MURO SDS PLUS 5/8 X 12|UN|21500|34000|19|8
MALLA GAVION 2X1X1 CAL 12 TRIPLE TORSION|UN|138000|189000|19|60
CABLE ENCAUCHETADO 3X12 X MT|MT|7900|11800|19|180
ACPM TAMBOR VACIO 55 GL|UN|62000|88000|19|6
GRATA COPA TRENZADA 4 1/2|UN|24800|37500|19|5
POLISOMBRA 80% NEGRA 4 MTS ANCHO|MT|8200|12400|19|150
TEJA ZINC ONDULADA CAL 35 X 3.05|UN|31500|42900|19|80
CAL HIDRATADA X 10 KG|BLT|8900|12700|19|50
ALAMBRE PUAS CAL 14 X 350 MTS|RLL|168000|224000|5|10
AZADON 3 LB CON CABO|UN|33500|46000|5|6
GUADUA RECTA 6 MT|UN|14500|22000|-|120
"""
)


def contable(page: Paper) -> tuple[str, str]:
    show, news = page.show, page.news
    cents = page.has("cents", 0.5)
    held = page.among(
        "held",
        (
            {},
            {"rete_fuente": 2.5},
            {"rete_fuente": 2.5, "rete_ica": 11.04},
            {"rete_fuente": 2.5, "rete_iva": 15, "rete_ica": 6.9},
        ),
    )
    page.sells(
        basket(_CONTABLE, news, news.choice((2, 4, 7, 10, 14)), cents=cents, discounted=page.has("discounts", 0.4)),
        cents=cents, held=page.rates(held),
    )  # fmt: skip
    order = page.among("order of columns", (
        ("code", "description", "unit", "quantity", "price", "share", "rate", "total"), ("quantity", "unit", "code", "description", "rate", "price", "total"),
        ("item", "code", "description", "rate", "unit", "quantity", "price", "total"), ("code", "description", "quantity", "unit", "price", "share", "tax", "total"),
    ))  # fmt: skip
    if page.invoice.line_discount and "share" not in order:
        order = (*order[:-1], "share", order[-1])
    columns = [page.column(kind) for kind in order]
    page.note(columns)
    buyer, terms = page.buyer("address", "city", "phone"), page.terms()
    label, printed = terms.pop("issue_date")
    if page.has("three cells", 0.45) and "issue_time" not in show.truth:
        year, month, day = show.date("issue_date", "iso").split("-")
        when = f"<table class=ymd><tr><td colspan=3><small>{label}</small></td></tr><tr><td><small>DÍA</small><br>{day}</td><td><small>MES</small><br>{month}</td><td><small>AÑO</small><br>{year}</td></tr></table>"
    else:
        when = f"<div class=cell><small>{label}</small><br><b>{printed}</b></div>"
    kind = page.pick(
        "title", "FACTURA ELECTRÓNICA<br>DE VENTA", "FACTURA ELECTRÓNICA DE VENTA", "FACTURA DE VENTA<br>ELECTRÓNICA"
    )
    number = f"<div class=cell><small>{kind}</small><br><b class=big>{page.pick('no word', 'No. ', 'Nº ', '')}{page.number(' ', '-', ' - ', '')}</b></div>"
    seller = f"<b style='font-size:11pt'>{page.seller()}</b><br>{page.seller_nit()} {page.pick('quality', '', '- RÉGIMEN COMÚN', '· IVA RÉGIMEN ORDINARIO')}<br>{' '.join(page.seller_lines()[:2])}<br>{' - '.join(page.seller_lines()[2:])}"
    head = f"<table class=box><tr><td style='width:76pt'>{page.logo(66)}</td><td class=c>{seller}</td><td style='width:128pt;padding:0'>{number}{when}</td></tr></table>"
    store = [
        ("BODEGA", f"{news.randint(1, 4):02d} PRINCIPAL"),
        ("ZONA", str(news.randint(100, 480))),
        ("REMISIÓN", str(news.randint(2000, 90000))),
    ]
    cells = [*buyer.values(), *terms.values(), *store[: page.among("store", (0, 1, 2, 3))]]
    party = above([(label.rstrip(" :"), value) for label, value in cells], page.among("cells", (3, 4)))
    remarks = f"<small>OBSERVACIONES</small><br>{page.pick('remark', 'MERCANCIA VIAJA POR CUENTA Y RIESGO DEL COMPRADOR', 'FAVOR CONFIRMAR PAGO A CARTERA', '.')}"
    sums = page.sums(zeros=0.45)
    if len(sums) <= 7 and page.has("strip", 0.6):
        strip = "".join(f"<td class='{kind}'><small>{label}</small><br>{value}</td>" for label, value, kind in sums)
        below = f"<table class='box strip'><tr>{strip}</tr></table><div class=cell>{page.in_words()}</div><div class=cell>{remarks}</div>"
    else:
        below = f"<table class=box><tr><td><small>VALOR EN LETRAS</small><br>{page.in_words()}<br><br>{remarks}<br><br>{page.bank()}</td><td style='width:200pt;padding:0'>{ledger(sums)}</td></tr></table>"
    signed = above(
        [
            (who, "<br><br>")
            for who in page.among(
                "signed",
                (
                    ("ELABORÓ", "REVISÓ", "RECIBÍ CONFORME C.C. / NIT"),
                    ("FIRMA AUTORIZADA", "ACEPTADA (NOMBRE, FIRMA, FECHA)"),
                ),
            )
        ],
        3,
    )
    law = f"<table class=box><tr><td style='width:64pt'>{page.qr(56)}</td><td class=small>{page.cufe()}<br>{page.resolution()}<br>{escape(page.program())} · Impreso {show.day(page.invoice.issue_date)} {page.pick('terminal', 'CAJA1', 'SRV-CONTA', 'admin')}</td></tr></table>"
    lines = len(page.invoice.lines)
    filler = (
        f"<tfoot><tr class=fill style='height:{max(4, page.among('filler', (190, 250, 320)) - 15 * lines)}pt'>{'<td></td>' * len(columns)}</tr></tfoot>"
        if lines < 12
        else ""
    )
    edge = page.pick("edge", "#000", "#333", "#1d3557")
    css = f"""
    body{{font-size:7.9pt}}.box,.cells,.goods{{border:.8pt solid {edge};margin-bottom:-.8pt}}.box td,.cells td{{border:.5pt solid {edge}}}.cell{{border:.8pt solid {edge};padding:2pt 4pt;margin-bottom:-.8pt}}
    .ymd td{{border:.5pt solid {edge};text-align:center;padding:1pt}}.big{{font-size:12pt}}small{{font-size:5.8pt;color:#333}}.goods th{{border:.5pt solid {edge};font-size:6.6pt;text-align:center;background:{page.pick("shade", "#e4e4e4", "#fff", "#d9e2ec")}}}
    .goods td{{border-left:.5pt solid {edge};border-right:.5pt solid {edge};padding:1.4pt 3pt}}.box .ledger td{{border:none;border-bottom:.3pt solid #999}}.strip td{{text-align:right}}.strip small{{float:left}}.strip .strong{{font-weight:bold}}
    """
    return css, f"{head}{party}{page.table(columns, tail=filler)}<div class=keep>{below}{signed}{law}</div>"


def _want(rng: random.Random) -> Want:
    return Want(
        trade="ferreteria",
        lines=(1, 2),
        order=0.45,
        prefixes=("FE", "FEV", "FVE", "E", "FACT", "FV1", "AB", "", "COM", "NUB"),
        digits=(1, 6),
    )


NUBE = layout(
    "fourth_nube", nube, _want, habits(currency=("$", "$ ", "$", "")), pool="nube", sizes=(LETTER, A4, LETTER)
)
CONTABLE = layout(
    "fourth_contable",
    contable,
    _want,
    habits("us2", "us0", "co2", "us2", "co0", currency=("", "", "$")),
    pool="contable",
    sizes=(LETTER,),
)
