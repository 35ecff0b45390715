"""Tickets on a roll: a petrol station's, and that of a hardware shop's till."""

import random
from dataclasses import replace
from decimal import Decimal
from html import escape

from ...invoice import Line, Want
from .facts import Good, basket, goods, line, price_of
from .kit import Pair, Paper
from .press import habits, layout, ledger
from .voice import MONO

ROLL = (226.8, 0.0)
_TICKET = """
body{padding:8pt 9pt 14pt;font-size:8pt;line-height:1.3}.flex{gap:4pt}.lv{display:flex;justify-content:space-between;gap:6pt}.lv>*:last-child{text-align:right}
.cut{border-top:1pt dashed #222;margin:4pt 0}td,th{padding:.8pt 1pt}.big{font-size:11pt;font-weight:bold}.tiny{font-size:6.6pt;overflow-wrap:anywhere}.r{padding-left:5pt}h1{font-size:10pt}.strong td{font-size:10.5pt}
"""
_PUMPED = (
    ("DIESEL B10", 9900, 11200), ("GASOLINA CORRIENTE", 15300, 16400), ("ACPM", 9900, 11200), ("GASOLINA EXTRA OXIGENADA", 19200, 22400), ("BIODIESEL B10 ACPM", 9900, 11300),
)  # fmt: skip
_LUBRICANTS = goods(
    """
ACEITE 20W50 CUARTO|UN|24000|39000|19|3
UREA AUTOMOTRIZ X 10 LT|UN|52000|74000|19|2
LIQUIDO FRENOS DOT4|UN|16000|23000|19|1
"""
)


def _sides(pairs: list[Pair], apart: bool) -> str:
    """Label and value, at the two edges of the roll or one after the other."""
    return "".join(
        f"<div class={'lv' if apart else 'l'}><span>{label}</span> <span>{value}</span></div>" for label, value in pairs
    )


def surtidor(page: Paper) -> tuple[str, str]:
    show, news = page.show, page.news
    name, low, high = page.among("fuel", _PUMPED)
    price = price_of(Good(name, "GAL", low, high, None), news)
    pumped = line(
        Good(name, "GAL", low, high, None),
        Decimal(news.randint(2100, 68900)) / 1000,
        price,
        code=page.pick("fuel code", "01", "02", "D-10"),
    )
    extra = basket(_LUBRICANTS, news, 1) if page.has("oil", 0.3) else ()
    page.sells((pumped, *extra))
    foreign = show.style.numbers.startswith("us")
    show.style = replace(show.style, quantities="us3" if foreign else "co3")
    listed = not extra and page.has("listed", 0.6)
    apart = page.has("apart", 0.55)
    fueled = [
        (page.pick("plate", "PLACA", "Placa", "PLACA VEHICULO"), page.plate()),
        (page.pick("km", "KM", "Kilometraje", "ODOMETRO"), f"{news.randint(9000, 420000)}"),
        (
            page.pick("pump", "SURTIDOR", "Isla/Cara", "DISP."),
            f"{news.randint(1, 6)} {page.pick('hose', 'MANG 2', '/ B', 'LADO A')}",
        ),
    ]
    fueled = [
        (label + page.pick("fuel colon", ":", ": ", ""), value)
        for label, value in fueled[: page.among("fueled", (1, 2, 3))]
    ]
    if listed:
        page.note([], "description", "quantity", "unit_price", "line_total")
        rows = [
            (page.pick("product", "PRODUCTO:", "Combustible", "ARTICULO:"), escape(name)),
            (
                page.pick("volume", "GALONES:", "Cantidad Gl", "VOLUMEN GAL:", "Galones despachados"),
                show.quantity(pumped),
            ),
            (page.pick("gallon", "PRECIO GALON:", "PPU", "Vr. Galón", "PRECIO/GL:"), show.amount(price)),
            (page.pick("worth", "VALOR:", "Importe", "Venta"), show.amount(pumped.line_total)),
        ]
        sold = _sides(rows, apart)
    else:
        columns = [
            page.column("description", "PRODUCTO", "Descrip.", "ART."),
            page.column("quantity", "GAL/UN", "CANT", "Cant."),
            page.column("price", "PRECIO", "V.UNIT", "PPU"),
            page.column("total", "VALOR", "Total", "TOTAL"),
        ]
        page.note(columns)
        sold = page.table(columns)
    terms = page.terms()
    when, number = terms.pop("issue_date"), page.number("", "-", " ")
    factura = page.invoice.document_type == "factura"
    title = (
        page.pick("title", "FACTURA ELECTRONICA DE VENTA", "Factura Electrónica de Venta")
        if factura
        else page.pick("pos", "DOCUMENTO EQUIVALENTE ELECTRONICO<br>TIQUETE POS", "TIQUETE POS ELECTRONICO")
    )
    doc = [(page.pick("no word", "No.", "NUMERO:", "Nro", "FACTURA:"), f"<b>{number}</b>"), when, *terms.values()]
    shift = [
        (page.pick("shift", "Turno", "TURNO:"), str(news.randint(1, 3))),
        (
            page.pick("seller", "Islero", "ATENDIO:", "Vendedor:"),
            page.pick("who", "J. CARDONA", "1032 LEIDY", "YESID P."),
        ),
    ]
    buyer = (
        list(page.buyer("address").values())
        if page.has("buyer's street", 0.3)
        else list(page.buyer("city").values())[:2]
    )
    sums = page.sums(zeros=0.2, net=0, subtotal=bool(page.invoice.iva) or page.has("subtotal", 0.6))
    given = (page.invoice.total // 50000 + 1) * 50000
    paid = (
        [
            (page.pick("paid", "EFECTIVO", "Recibido", "Pago efectivo"), show.amount(given)),
            (page.pick("change", "CAMBIO", "Devuelta", "Cambio"), show.amount(given - page.invoice.total)),
        ]
        if page.has("cash", 0.6) and page.invoice.payment_form == "Contado"
        else []
    )
    head = f"<div class=c>{page.pick('brand', '<h1>★ ' + escape(page.invoice.supplier.trade_name) + ' ★</h1>', '', '')}<b>{page.seller()}</b><br>{page.seller_nit()}<br>{'<br>'.join(page.seller_lines()[:3])}</div>"
    blocks = [_sides(doc, apart), _sides(buyer, False), _sides([*fueled, *shift], apart)]
    if page.has("plate first", 0.4):
        blocks = [blocks[0], blocks[2], blocks[1]]
    cut = (
        "<div class=cut></div>"
        if page.has("dashes", 0.6)
        else "<div style='border-top:1pt solid #000;margin:4pt 0'></div>"
    )
    foot = f"<div class=c>{page.pick('thanks', 'GRACIAS POR SU VISITA', 'Vuelva pronto', 'Conserve este tiquete')}</div><div class=tiny>{page.resolution()}<br>{page.cufe()}</div><div class=c style='margin:6pt'>{page.qr(92)}</div><div class='c tiny'>{page.program()}</div>"
    body = f"{head}{cut}<div class=c><b>{title}</b></div>{cut.join(blocks)}{cut}{sold}{cut}{ledger(sums)}{_sides(paid, True)}{cut}{foot}"
    return _TICKET + page.set_in(page.among("mono", MONO)), body


_TILL = goods(
    """
LLAVE TERMINAL 1/2 CROMADA|UN|14500|26000|19|4
SIFON LAVAMANOS P|UN|9800|15500|19|5
TUBO PRES 1/2 RDE9 X MT|M|2900|4300|19|30
SOLDAD PVC 1/8 LIQ|UN|22000|31000|19|2
BOMBILLO LED 12W LUZ DIA|UN|6200|9900|19|12
TOMA DOBLE POLO TIERRA|UN|7400|12800|19|10
YESO ESTUCO X 25K|BLT|24500|33500|19|8
LIJA AGUA 150|PL|1300|2200|19|20
RODILLO FELPA 9 C/MANGO|UN|11900|18500|19|3
CAJA PVC OCTAGONAL|UN|1400|2300|19|25
PEGANTE CERAM INT 25K|BLT|18900|26500|19|12
TORNILLO DRYWALL 6X1 C/100|PQ|5200|8600|19|6
AGUA BOTELLON|UN|9500|13500|-|2
SEMILLA CESPED LB|LB|17500|24500|5|2
"""
)


def _rates(page: Paper) -> list[tuple[str, Decimal, Decimal]]:
    """Rate, base and IVA of each kind of goods, as breakdowns print them."""
    invoice, out = page.invoice, page.pick("excluded", "EXCLUIDO", "Excl.", "E 0%")
    return [
        (out if name == "excluded" else f"{name.removeprefix('IVA ')}%", base, invoice.taxes.get(name, Decimal(0)))
        for name, base in sorted(invoice.bases.items(), reverse=True)
    ]


def breakdown(page: Paper, *, totals: bool) -> str:
    """Bases and taxes per rate; with a line of totals there is one figure for each, else a reader adds them up."""
    show, rates = page.show, _rates(page)
    heads = page.among(
        "rate heads",
        (("Tarifa", "Base", "IVA"), ("%IVA", "BASE IVA", "VALOR IVA"), ("Imp.", "Vr. Base", "Vr. Imp.", "Total")),
    )
    rows = [
        [name, show.amount(base), show.amount(tax), show.amount(base + tax)][: len(heads)] for name, base, tax in rates
    ]
    if totals:
        rows.append(
            [
                page.pick("rate sums", "TOTAL", "Totales", "SUMAS"),
                show.money("subtotal"),
                show.money("iva"),
                show.amount(page.invoice.total),
            ][: len(heads)]
        )
    else:
        show.knows("subtotal", page.invoice.subtotal)
        show.knows("iva", page.invoice.iva)
        show.truth["subtotal_is_one_printed_figure"] = len(rates) == 1
    body = "".join(
        f"<tr><td>{row[0]}</td>{''.join(f'<td class=r>{cell}</td>' for cell in row[1:])}</tr>" for row in rows
    )
    return f"<table class=rates><tr><th>{heads[0]}</th>{''.join(f'<th class=r>{head}</th>' for head in heads[1:])}</tr>{body}</table>"


def registradora(page: Paper) -> tuple[str, str]:
    show, news = page.show, page.news
    page.sells(basket(_TILL, news, news.choice((1, 3, 5, 8, 12)), with_tax=True), with_tax=True)
    show.style = replace(show.style, numbers=show.style.numbers[:-1] + ("2" if page.has("with cents", 0.25) else "0"))
    page.settle()
    letters = {"19": "A", "5": "B", "": "E"}
    coded, form = page.has("letters", 0.5), page.pick("form", "two", "two", "columns")
    page.note(
        [],
        "description",
        "quantity",
        "unit_price",
        "line_total",
        *(("code",) if form == "two" else ()),
        price="price_with_tax",
        total="price_total",
    )
    times = page.pick("times", " x ", " X ", " @ ")

    def row(one: Line) -> str:
        mark = f" {letters[str(one.tax_rate or '')]}" if coded else ""
        quantity, price, total = (
            show.quantity(one),
            show.amount(one.price_with_tax),
            show.amount(one.price_total) + mark,
        )
        if form == "columns":
            return f"<tr><td>{quantity}</td><td>{escape(one.description)}</td><td class=r>{price}</td><td class=r>{total}</td></tr>"
        return f"<tr><td colspan=2>{one.code} {escape(one.description)}</td></tr><tr><td>&nbsp;&nbsp;{quantity}{times}{price}</td><td class=r>{total}</td></tr>"

    heads = page.among("heads", (("CANT", "DESCRIPCION", "V/U", "TOTAL"), ("Cnt", "Artículo", "Precio", "Valor")))
    head = (
        f"<tr><th>{heads[0]}</th><th>{heads[1]}</th><th class=r>{heads[2]}</th><th class=r>{heads[3]}</th></tr>"
        if form == "columns"
        else f"<tr><th>{heads[1]}</th><th class=r>{heads[3]}</th></tr>"
    )
    table = f"<table class=goods>{head if form == 'columns' or page.has('till head', 0.6) else ''}{''.join(row(one) for one in page.invoice.lines)}</table>"
    total = page.pick("total", "TOTAL A PAGAR", "TOTAL", "Total compra", "VALOR TOTAL", "TOTAL VENTA")
    paid = page.pick("paid", "EFECTIVO", "TRANSFERENCIA QR", "T. DEBITO", "Nequi/Daviplata")
    given = (page.invoice.total // 20000 + 1) * 20000 if paid == "EFECTIVO" else page.invoice.total
    sums = [
        (total, show.money("total"), "strong"),
        (paid, show.amount(given), ""),
        (page.pick("change", "CAMBIO", "Devuelta", "SU CAMBIO"), show.amount(given - page.invoice.total), ""),
    ]
    factura = page.invoice.document_type == "factura"
    title = (
        page.pick("title", "FACTURA ELECTRÓNICA DE VENTA", "FACT. ELECTRONICA DE VENTA")
        if factura
        else page.pick(
            "pos", "Documento equivalente electrónico POS", "TIQUETE DE MÁQUINA REGISTRADORA P.O.S. ELECTRÓNICO"
        )
    )
    when = (page.word("issue_date"), f"{show.date('issue_date')} {show.time() if page.has('hour', 0.8) else ''}")
    doc = [
        (page.pick("no word", "No.", "Factura:", "Tiquete No.", "CONSEC."), page.number("", "-", " ")),
        when,
        (page.pick("till", "CAJA:", "Caja", "Terminal"), f"0{news.randint(1, 4)}"),
        (page.pick("cashier", "CAJERO:", "Atendió"), page.pick("who", "MARLENY", "0017", "Don Álvaro")),
    ]
    buyer = list(page.buyer("phone").values())[: page.among("told", (2, 3))]
    name = (
        f"<div class='c big'>{escape(page.invoice.supplier.trade_name.upper())}</div>" if page.has("brand", 0.5) else ""
    )
    head = f"{name}<div class=c>{page.seller()}<br>{page.seller_nit()}<br>{'<br>'.join(page.seller_lines())}</div>"
    cut = page.pick(
        "cut",
        "<div class=cut></div>",
        "<div class=c style='overflow:hidden;white-space:nowrap;letter-spacing:1pt'>********************************</div>",
    )
    counted = page.pick("count", "No. artículos", "Items:", "Total unidades")
    count = (
        Decimal(len(page.invoice.lines))
        if counted == "Items:"
        else sum((one.quantity for one in page.invoice.lines), Decimal(0))
    )
    items = f"<div>{counted} {page.whole(count)}</div>"
    tail = f"<div class=c>{page.pick('thanks', 'Cambios dentro de 8 días con factura', 'NO SE ACEPTAN DEVOLUCIONES DE MATERIAL CORTADO', 'Dios bendiga su compra')}</div><div class=tiny>{page.resolution()}<br>{page.cufe()}</div><div class=c style='margin:6pt'>{page.qr(86)}</div><div class='c tiny'>{page.program()}</div>"
    first = page.has("taxes first", 0.3)
    rates, ended = breakdown(page, totals=page.has("rate totals", 0.4)), ledger(sums)
    body = f"{head}{cut}<div class=c><b>{title}</b></div>{_sides(doc, page.has('apart', 0.4))}{_sides(buyer, False)}{cut}{table}{cut}{f'{rates}{cut}{ended}' if first else f'{ended}{items}{cut}{rates}'}{cut}{tail}"
    return _TICKET + page.set_in(page.among("mono", MONO)) + ".rates th{border-bottom:.5pt dashed #000}", body


def _till(rng: random.Random) -> Want:
    kind, prefixes = rng.choice(("pos", "pos", "factura")), ("POS", "T1", "CJ2", "FP", "", "MT", "R3")
    return Want(trade="ferreteria", document_type=kind, lines=(1, 2), order=0, prefixes=prefixes, digits=(3, 7))


def _pump(rng: random.Random) -> Want:
    kind, prefixes = rng.choice(("factura", "factura", "pos")), ("EDS", "ES", "G1", "FE", "GUA", "", "BOM")
    return Want(trade="combustible", document_type=kind, lines=(1, 1), order=0, prefixes=prefixes, digits=(3, 7))


NUMERIC = ("dmy/", "iso", "dmy-", "ymd/", "Mon/", "SHORT/")
SURTIDOR = layout(
    "fourth_surtidor", surtidor, _pump, habits("co0", "us0", "co0", "us2", dates=NUMERIC), pool="bomba", sizes=(ROLL,)
)
REGISTRADORA = layout(
    "fourth_registradora",
    registradora,
    _till,
    habits("co0", "us0", "us0", dates=NUMERIC, currency=("", "", "$")),
    pool="mostrador",
    sizes=(ROLL, ROLL, (204.0, 0.0)),
)
