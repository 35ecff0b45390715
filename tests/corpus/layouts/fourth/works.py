"""What comes to a building site: concrete and aggregates by the truck, scaffolding by the day."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html import escape

from ...invoice import Line, Want
from ...sheet import A4, LETTER
from .facts import NINETEEN, Good, goods, line, price_of
from .kit import Column, Paper
from .press import above, beside, habits, layout, ledger, place
from .words import SITES

_MEZCLA = goods(
    """
Concreto 21 MPa (3000 psi) TM 1" asent. 10 cm|M3|412000|448000|19|8
Concreto 28 MPa (4000 psi) TM 3/4" bombeable|M3|468000|509000|19|8
Concreto 35 MPa (5000 psi) plástico MR acelerado 7 d|M3|548000|602000|19|8
Mortero fluido de relleno 1:6|M3|318000|362000|19|7
"""
)
_ARIDOS = goods(
    """
SUBBASE GRANULAR SBG-50|M3|58000|74000|19|16
RECEBO SELECCIONADO|M3|31000|42000|19|16
ARENA DE PEÑA LAVADA|M3|62000|81000|19|14
GRAVA TRITURADA TM 1"|M3|79000|98000|19|14
PIEDRA RAJÓN 6" A 10"|M3|54000|69000|19|16
"""
)


def mezcla(page: Paper) -> tuple[str, str]:
    show, news = page.show, page.news
    pool = page.among("pool", (_MEZCLA, _MEZCLA, _ARIDOS))
    cents = page.has("cents", 0.35)
    chosen = news.sample(pool, news.choice((1, 2, 2, 3)))
    prices = {good.text: price_of(good, news, cents=cents) for good in chosen}
    count = news.choice((3, 5, 8, 13, 22, 38))
    days, slip = page.days(count, 14), news.randint(10400, 98000)
    rows = []
    for day in days:
        good = news.choice(chosen)
        loaded = Decimal(good.most) if news.random() < 0.7 else Decimal(news.randint(4, good.most * 2 - 1)) / 2
        slip += news.randint(1, 9)
        rows.append((day, str(slip), page.plate(), line(good, loaded, prices[good.text], cents=cents)))
    sections = page.has("sections", 0.4) and count > 4
    sites = news.sample(SITES, 2)
    cut = len(rows) * news.randint(3, 7) // 10 if sections else len(rows)
    if pool is _MEZCLA and page.has("pump", 0.5):
        pumped = Good("Servicio de bombeo estacionario", "M3", 36000, 48000, NINETEEN, 40)
        volume = sum((row[3].quantity for row in rows), Decimal(0))
        volume = volume.normalize() if volume % 1 else Decimal(int(volume))
        rows.append((days[-1], "-", "-", line(pumped, volume, price_of(pumped, news), cents=cents)))
    page.sells(
        [row[3] for row in rows], cents=cents, advance=page.among("advance", (Decimal(0), Decimal(0), Decimal(0), Decimal(30))),
        held=page.rates(page.among("held", ({}, {"rete_fuente": 2.5}, {"rete_fuente": 2.5, "rete_ica": 8}))),
    )  # fmt: skip
    own = {
        "date": Column("", page.title("date", "Fecha", "Fecha<br>despacho", "F. Entrega", "Día"), lambda i, one: show.day(rows[i][0]), "n"),
        "slip": Column("", page.title("slip", "Remisión", "No. Rem.", "Remis.", "Vale", "Remisión<br>No."), lambda i, one: rows[i][1], "c"),
        "plate": Column("", page.title("plate", "Placa", "Vehículo", "Mixer", "Placa<br>vehículo"), lambda i, one: rows[i][2], "c"),
        "both": Column("", page.title("both", "Remisión / Placa", "Guía - Vehículo"), lambda i, one: f"{rows[i][1]}<br>{rows[i][2]}", "c"),
    }  # fmt: skip
    order = page.among("order", (
        ("date", "slip", "plate", "description", "quantity", "price", "total"), ("slip", "date", "description", "plate", "quantity", "price", "total"),
        ("item", "both", "date", "description", "unit", "quantity", "price", "total"), ("description", "slip", "date", "plate", "price", "quantity", "total"),
    ))  # fmt: skip
    measure = () if "unit" in order else ("m3", "M³", "Cant. M3", "Volumen<br>m³", "M3")
    columns = [own.get(kind) or page.column(kind, *(measure if kind == "quantity" else ())) for kind in order]
    page.note(columns)

    def before(number: int, one: Line) -> str:
        if not sections or number not in (0, cut):
            return ""
        head = f"<tr class=section><td colspan={len(columns)}>{page.pick('site word', 'OBRA: ', 'Proyecto ', 'Frente: ')}{escape(sites[number > 0])}</td></tr>"
        return (subtotal(rows[:cut]) if number else "") + head

    def subtotal(some: Sequence[tuple[date, str, str, Line]]) -> str:
        volume, worth = (
            sum((getattr(row[3], name) for row in some), Decimal(0)) for name in ("quantity", "line_total")
        )
        moved = "" if some[-1][1] == "-" else f" ({page.whole(volume)} m3)"
        return f"<tr class=part><td colspan={len(columns) - 1}>{page.pick('part', 'Subtotal obra', 'Total frente', 'Suma parcial obra')}{moved}</td><td class=r>{show.amount(worth)}</td></tr>"

    table = page.table(columns, before=before, tail=subtotal(rows[cut:]) if sections else "")
    title = page.pick("title", "FACTURA ELECTRÓNICA DE VENTA", "Factura electrónica de venta No.", "FACTURA DE VENTA")
    about = f"<b>{page.seller()}</b><br>{page.seller_nit()}<br>{' · '.join(page.seller_lines())}"
    number = f"<div class=number>{title}<br><b>{page.number()}</b></div>"
    head = f"<div class=flex><div class=none>{page.logo(84)}</div><div>{about}</div><div class=none style='width:150pt'>{number}</div></div>"
    job = [] if sections else [(page.pick("job", "Obra", "Proyecto", "Sitio de entrega"), escape(sites[0]))]
    job += [
        (
            page.pick("contract", "Contrato", "Contrato suministro", "Cotización"),
            f"{page.pick('c', 'CS', 'CT-', '')}{news.randint(100, 2400)}-{page.invoice.issue_date:%y}",
        )
    ]
    facts = [*page.buyer().values(), *job]
    terms = list(page.terms().values())
    party = (
        above([*facts, *terms], 4)
        if page.has("cells", 0.4)
        else f"<div class='flex frame'><div>{beside(facts)}</div><div class=none style='width:200pt'>{beside(terms)}</div></div>"
    )
    big = page.pick(
        "taxed",
        "Precios sujetos a reajuste según contrato." if page.held else "Somos autorretenedores Res. 4410 de 2011.",
        "Sujeto a intereses de mora a la tasa máxima legal.",
        "Muestras de cilindros disponibles en planta 28 días.",
    )
    left = f"<p>{page.in_words()}</p><p>{big}</p><p>{page.bank()}</p>"
    law = f"<div class='flex keep small'><div class=none>{page.qr(60)}</div><div>{page.cufe()}<br>{page.resolution()}<br>{page.program()}</div></div>"
    css = f"""
    .number{{border:1.2pt solid {page.ink};text-align:center;padding:5pt}}.number b{{font-size:12pt;color:#b00020}}.frame,.cells td{{border:.6pt solid {page.ink};padding:2pt 3pt}}.frame,.cells{{margin:7pt 0}}.cells small{{color:{page.ink}}}
    .goods{{font-size:7.8pt}}.goods th{{background:{page.ink};color:#fff;text-align:center}}.goods td{{border:.4pt solid #999;padding:1.5pt 3pt}}.section td{{background:#e8e8e8;font-weight:bold}}.part td{{font-style:italic;text-align:right}}
    .ledger td{{border:.5pt solid #999}}.k{{font-weight:bold}}p{{margin:0 0 4pt}}
    """
    return css, f"{head}{party}{table}{place(page, ledger(page.sums()), left)}<br>{law}"


_EQUIPO = goods(
    """
Sección andamio certificado 1,50 x 2,00 con crucetas|UND|1900|2700|19|120
Plataforma metálica 2,00 m antideslizante|UND|1100|1650|19|90
Puntal telescópico 2,20 a 3,80 m|UND|320|480|19|400
Cercha metálica 3 m|UND|410|620|19|160
Tablero formaleta 0,60 x 1,20|UND|680|940|19|220
Vibrador eléctrico manguera 6 m|UND|26000|36000|19|3
Rana compactadora (canguro) a gasolina|UND|52000|74000|19|2
Plataforma elevadora tijera 8 m eléctrica|UND|148000|196000|19|1
Compresor 185 CFM con martillo|UND|188000|246000|19|1
Escalera interna andamio|UND|1500|2100|19|12
"""
)


def andamios(page: Paper) -> tuple[str, str]:
    show, news = page.show, page.news
    last = page.invoice.issue_date - timedelta(days=news.randint(1, 5))
    first = last - timedelta(days=page.among("period", (14, 29, 30)))
    spans, lines = [], []
    for good in news.sample(_EQUIPO, news.choice((1, 3, 4, 6, 8))):
        start = first if news.random() < 0.6 else first + timedelta(days=news.randint(1, 10))
        end = last if news.random() < 0.7 else last - timedelta(days=news.randint(1, 3))
        days = (end - start).days + 1
        spans.append((start, end, days))
        lines.append(
            replace(
                line(good, Decimal(news.randint(1, good.most)), price_of(good, news), times=days),
                code=f"{news.randint(100, 999)}-{news.randint(1, 30):02d}",
            )
        )
    if page.has("carried", 0.5):
        spans.append((last, last, 1))
        lines.append(
            replace(
                line(
                    Good("Transporte y recogida de equipo", "VJE", 180000, 420000, None),
                    Decimal(1),
                    Decimal(news.randint(36, 84) * 5000),
                ),
                code="TR-01",
            )
        )
    page.sells(
        lines, overall=page.among("overall", (Decimal(0), Decimal(0), Decimal(5), Decimal(10))),
        held=page.rates(page.among("held", ({}, {}, {"rete_fuente": 4}, {"rete_fuente": 4, "rete_iva": 15, "rete_ica": 9.66}))),
    )  # fmt: skip
    days_title = page.title("days", "Días", "No. Días", "Días<br>fact.", "Días alq.")
    own = {
        "from": Column(
            "",
            page.title("from", "Desde", "F. Inicial", "Fecha<br>salida", "Inicio"),
            lambda i, one: show.day(spans[i][0]),
            "c n",
        ),
        "to": Column(
            "",
            page.title("to", "Hasta", "F. Final", "Fecha<br>corte", "Fin"),
            lambda i, one: show.day(spans[i][1]),
            "c n",
        ),
        "days": Column("", days_title, lambda i, one: str(spans[i][2]), "c"),
    }
    order = page.among("order", (
        ("code", "description", "quantity", "from", "to", "days", "price", "total"), ("days", "quantity", "description", "price", "total"),
        ("quantity", "description", "days", "price", "rate", "total"), ("item", "description", "unit", "from", "to", "days", "quantity", "price", "total"),
    ))  # fmt: skip
    daily = ("Tarifa día", "Vr. Día", "Valor<br>unit. día", "Alquiler<br>diario", "Precio / día")
    columns = [
        own.get(kind)
        or page.column(
            kind,
            *(
                daily
                if kind == "price"
                else ("Equipo", "Elemento", "Descripción equipo")
                if kind == "description"
                else ()
            ),
        )
        for kind in order
    ]
    columns = [replace(one, css=f"'{one.css}'") if " " in one.css else one for one in columns]
    page.note(columns)
    period = (
        page.pick("period word", "Periodo facturado", "Corte", "Alquiler causado"),
        f"{show.day(first)} {page.pick('to word', 'a', 'al', '-', 'hasta')} {show.day(last)}",
    )
    more = [
        period,
        (
            page.pick("contract", "Contrato de alquiler", "Contrato No.", "Orden de alquiler"),
            str(news.randint(300, 9800)),
        ),
        (page.pick("site", "Obra", "Lugar de uso", "Frente de obra"), escape(news.choice(SITES))),
    ]
    if page.has("slip", 0.5):
        more.append((page.pick("slip", "Rem. salida", "Guía despacho"), f"RS-{news.randint(1000, 9000)}"))
    buyer, terms = list(page.buyer().values()), list(page.terms().values())
    name = f"<div style='font-size:12pt;font-weight:bold;color:{page.ink}'>{page.seller()}</div>{page.seller_nit()}"
    lines_of = page.seller_lines()
    title = page.pick(
        "title", "FACTURA ELECTRÓNICA DE VENTA N°", "Factura electrónica de venta", "FACTURA DE VENTA No."
    )
    number = f"<div class=r><span class=title>{title}</span> <b class=title>{page.number()}</b></div>"
    at_foot = page.has("address at foot", 0.4)
    where = " | ".join(lines_of)
    head = f"<div class=flex><div>{name}{'' if at_foot else '<br>' + where}</div><div class=none>{page.logo(80)}</div></div>{number}"
    two = page.has("two columns", 0.6)
    party = (
        f"<div class='flex rule'><div>{beside([*buyer, *more[1:]])}</div><div>{beside([*terms, more[0]])}</div></div>"
        if two
        else f"<div class=rule>{beside(buyer)}</div>{above([*terms, *more], 4)}"
    )
    sign = show.style.currency.strip() or ("$" if page.has("sign apart", 0.4) else "")
    show.style = replace(show.style, currency="")
    left = f"<p><i>{page.in_words()}</i></p><p>{page.pick('note', 'Los equipos no devueltos a la fecha continúan generando alquiler.', 'Equipo perdido o dañado se factura a valor de reposición.', 'Depósito en garantía según contrato; no constituye pago.')}</p><p>{page.bank()}</p>"
    law = f"<div class='flex keep small'><div>{page.resolution()}<br>{page.cufe()}<br>{page.program()}</div><div class=none>{page.qr(58)}</div></div>"
    foot = (
        f"<div class='c small' style='border-top:1pt solid {page.ink};margin-top:8pt'>{where}</div>" if at_foot else ""
    )
    striped = page.pick(
        "stripes",
        ".goods tbody tr:nth-child(even) td{background:#f1f1ec}",
        ".goods td{border-bottom:.4pt solid #aaa}",
        ".goods td{border:.4pt solid #bbb}",
    )
    css = f"""
    .title{{font-size:11.5pt}}.rule{{border-top:1.4pt solid {page.ink};border-bottom:.6pt solid {page.ink};padding:4pt 0;margin:5pt 0}}.k{{font-weight:bold;color:#333}}.cells{{margin-bottom:6pt}}.cells td{{border:.4pt solid #bbb}}
    .goods th{{border-top:1pt solid #000;border-bottom:1pt solid #000;font-size:7.6pt;vertical-align:bottom}}{striped}.strong td{{border-top:.8pt solid #000}}p{{margin:0 0 4pt}}
    """
    return (
        css,
        f"{head}{party}{page.table(columns)}{place(page, ledger(page.sums(), sign=sign), left, 220)}<br>{law}{foot}",
    )


def _want(*prefixes: str) -> Callable[[random.Random], Want]:
    return lambda rng: Want(trade="concreto", lines=(1, 2), order=0.5, prefixes=prefixes, digits=(2, 6))


MEZCLA = layout(
    "fourth_premezcla",
    mezcla,
    _want("FE", "PLT", "MX", "", "FC2", "FEV"),
    habits(),
    pool="mezcla",
    sizes=(LETTER, LETTER, A4),
)
ANDAMIOS = layout(
    "fourth_andamios",
    andamios,
    _want("FE", "ALQ", "RE", "", "FV", "AND"),
    habits("co0", "us0", "co2", "us2"),
    pool="renta",
    sizes=(LETTER, A4),
)
