"""Goods measured more than once: days and hours, weighbridge tickets, bars by weight."""

import random
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...invoice import Line
from ...sheet import LANDSCAPE, LETTER
from .goods import Good
from .kit import Page, layout
from .sale import Sale

Cell = tuple[str, list[str], str]  # head, values, css class


def _table(columns: list[Cell], css: str = "goods") -> str:
    heads = "".join(f"<th class='{css_}'>{head}</th>" for head, _, css_ in columns)
    rows = zip(*(values for _, values, _ in columns), strict=True)
    body = "".join(
        "<tr>" + "".join(f"<td class='{columns[i][2]}'>{value}</td>" for i, value in enumerate(row)) + "</tr>"
        for row in rows
    )
    return f"<table class={css}><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _look(page: Page) -> str:
    grid = page.one(
        ".goods td,.goods th{border:.5pt solid #666}",
        ".goods td{border-bottom:.4pt solid #aaa}",
        ".goods tbody tr:nth-child(even){background:#eef0ee}",
    )
    return f"{grid}.goods th{{{page.one(f'background:{page.ink};color:#fff', 'border-bottom:1pt solid #000', 'background:#ddd')};font-size:.92em}}"


def jornadas(page: Page) -> tuple[str, str]:
    """So many things for so many days, or hours between two readings, at so much each."""
    hourly = page.invoice.lines[0].unit == "HRS"
    lines = page.show.lines(["description", "quantity", "unit_price", "line_total", *(["unit"] if hourly else [])])
    last = page.invoice.issue_date - timedelta(days=page.rng.randint(0, 4))
    about: Cell = (page.one("Equipo", "Máquina o equipo", "Descripción"), [escape(x.description) for x in lines], "")
    total: Cell = (page.one("Total", "Valor total", "Vr. total"), [page.money(x.line_total) for x in lines], "r")
    rate = [page.money(x.unit_price) for x in lines]
    counted = [page.quantity(x) for x in lines]
    if hourly:
        whole = page.show.style.numbers.endswith("0")
        starts = [
            Decimal(page.rng.randint(800, 9900)) + (0 if whole else Decimal(page.rng.randint(0, 9)) / 10) for _ in lines
        ]
        pairs = [
            (page.bare(start), page.bare(start + line.quantity)) for start, line in zip(starts, lines, strict=True)
        ]
        columns: list[Cell] = [
            about, ("Horóm.<br>inicial", [a for a, _ in pairs], "r"), ("Horóm.<br>final", [b for _, b in pairs], "r"),
            (page.one("Horas<br>trabajadas", "Cant.<br>horas", "Total<br>horas"), counted, "r"), ("Und", [x.unit for x in lines], "c"),
            (page.one("Valor<br>hora", "Tarifa"), rate, "r"), total,
        ]  # fmt: skip
    else:
        days = [str(span) for span in page.spans]
        columns = [
            about, (page.one("Cant.", "Cantidad", "Equipos"), counted, "r"), (page.one("Días", "No. días", "Días de uso"), days, "r"),
            (page.one("Tarifa día", "Valor día", "Vr. día/und", "Precio x día"), rate, "r"), total,
        ]  # fmt: skip
        if page.chance(0.5):
            columns.insert(1, ("Desde", [page.show.day(last - timedelta(days=span - 1)) for span in page.spans], "c"))
            columns.insert(2, ("Hasta", [page.show.day(last)] * len(lines), "c"))
        if page.chance(0.3):
            columns[-2], columns[-3] = columns[-3], columns[-2]
    if page.chance(0.4):
        columns.insert(0, (page.one("Remisión", "Vale", "Acta"), [str(page.rng.randint(300, 9900)) for _ in lines], ""))
    note = page.one(
        "", "Tiempos según vales firmados por el residente de obra.", "No incluye transporte de ida y regreso."
    )
    return _look(page), f"{page.head()}{_table(columns)}<div class=small>{note}</div>{page.ledger()}{page.foot()}"


def bascula(page: Page) -> tuple[str, str]:
    """A weighbridge's tickets: full, empty, and what was carried, priced by the ton."""
    rng = page.rng
    lines = page.show.lines(["description", "quantity", "unit", "unit_price", "line_total"])
    in_kg = page.chance(0.4)
    tares = [Decimal(rng.randint(980, 1490)) / 100 for _ in lines]

    def weight(tons: Decimal) -> str:
        if in_kg:
            return f"{tons * 1000:,.0f}".replace(",", "," if page.show.style.numbers.startswith("us") else ".")
        return f"{tons:.2f}".replace(".", "." if page.show.style.numbers.startswith("us") else ",")

    tickets = sorted(rng.sample(range(20000, 24000), len(lines)))
    plates = [
        f"{''.join(rng.choice('STUVWXZ') for _ in range(3))}{rng.choice(('-', ' ', ''))}{rng.randint(100, 999)}"
        for _ in lines
    ]
    first = page.invoice.issue_date - timedelta(days=len(lines) + 1)
    unit = " kg" if in_kg else " t"
    columns: list[Cell] = [
        (page.one("Tiquete", "No. tiquete", "Pesaje No.", "Vale<br>báscula"), [str(ticket) for ticket in tickets], ""),
        (page.one("Placa", "Vehículo"), plates, "c"), (page.one("Material", "Producto"), [escape(x.description) for x in lines], ""),
        (f"{page.one('Peso<br>bruto', 'Bruto', 'Lleno')}{unit}", [weight(x.quantity + tare) for x, tare in zip(lines, tares, strict=True)], "r"),
        (f"{page.one('Tara', 'Peso<br>vacío', 'Tara')}{unit}", [weight(tare) for tare in tares], "r"),
        (page.one("Neto", "Peso neto", "Cant. neta"), [page.quantity(x) for x in lines], "r"), ("Und", [x.unit for x in lines], "c"),
        (page.one("Valor<br>ton", "Precio<br>unitario", "$/Ton"), [page.bare(x.unit_price) for x in lines], "r"),
        (page.one("Valor", "Total", "Vr. total"), [page.bare(x.line_total) for x in lines], "r"),
    ]  # fmt: skip
    if page.chance(0.5):
        columns.insert(1, ("Fecha", [page.show.day(first + timedelta(days=i)) for i in range(len(lines))], "c"))
    carried = sum((x.quantity for x in lines), Decimal(0))
    note = f"{page.one('Total viajes', 'Viajes', 'Pesajes')}: {len(lines)} &nbsp; {page.one('Toneladas despachadas', 'Peso neto total (t)')}: {weight(carried) if not in_kg else f'{carried:.2f}'.replace('.', '.' if page.show.style.numbers.startswith('us') else ',')}"
    return _look(
        page
    ) + ".goods{font-size:.92em}", f"{page.head()}{_table(columns)}<p><b>{note}</b></p>{page.ledger()}{page.foot()}"


def barras(page: Page) -> tuple[str, str]:
    """Steel counted in pieces and paid by weight."""
    lines = page.show.lines(["description", "code", "quantity", "unit", "unit_price", "line_total"])
    point = "." if page.show.style.numbers.startswith("us") else ","

    def each(line: Line) -> str:
        return f"{line.quantity / _pieces(line):.3f}".replace(".", point)

    pieces: Cell = (page.one("Piezas", "Pzas", "No. barras", "Cant. pzas"), [str(_pieces(x)) for x in lines], "r")
    single: Cell = (page.one("Kg/pieza", "Peso<br>unitario", "Kg x und"), [each(x) for x in lines], "r")
    weight: Cell = (
        page.one("Cantidad", "Peso total", "Kilos", "Peso<br>facturado"),
        [page.quantity(x) for x in lines],
        "r",
    )
    price: Cell = (page.one("$/kg", "Precio kg", "Valor<br>kilo"), [page.bare(x.unit_price) for x in lines], "r")
    total: Cell = (page.one("Valor", "Vr. total", "Importe"), [page.money(x.line_total) for x in lines], "r")
    about: Cell = (page.one("Descripción", "Material", "Producto"), [escape(x.description) for x in lines], "")
    code: Cell = (page.one("Código", "Ref.", "Item SAP"), [escape(x.code) for x in lines], "")
    unit: Cell = (page.one("UM", "Und"), [x.unit for x in lines], "c")
    columns = page.rng.choice(
        (
            [code, about, pieces, single, weight, unit, price, total],
            [code, pieces, about, single, unit, weight, price, total],
            [about, code, weight, unit, pieces, single, price, total],
        )
    )
    if page.chance(0.35):
        columns.insert(2, ("Colada", [f"H{page.rng.randint(10000, 99999)}" for _ in lines], "c"))
    carried = sum((x.quantity for x in lines), Decimal(0))
    note = (
        f"<p>{page.one('Peso total despachado', 'Total kilogramos', 'Kilos')}: {f'{carried:.2f}'.replace('.', point)}</p>"
        if page.chance(0.6)
        else ""
    )
    return _look(page), f"{page.head()}{_table(columns)}{note}{page.ledger()}{page.foot()}"


def _pieces(line: Line) -> int:
    return max(1, round(line.quantity / _WEIGHTS.get(line.description, Decimal(8))))


_WEIGHTS = {
    'Barra corrugada 1/2" x 6 m NTC 2289': Decimal("5.964"),
    'Barra corrugada 3/4" x 12 m NTC 2289': Decimal("26.82"),
    'Barra corrugada 3/8" x 6 m NTC 2289': Decimal("3.36"),
    'Ángulo estructural 2" x 3/16" x 6 m': Decimal("21.9"),
    'Platina 1 1/2" x 1/4" x 6 m': Decimal("11.4"),
    "Tubo rectangular 100 x 50 x 2,5 mm x 6 m": Decimal("33.96"),
    "Viga IPE 160 x 6 m A572": Decimal("94.8"),
    'Lámina HR 1/4" 1,22 x 2,44 m': Decimal("148.35"),
    'Flejes figurados 1/4" de 20 x 30 cm': Decimal("0.275"),
}


def _kilos(rng: random.Random, good: Good) -> Decimal:
    return (_WEIGHTS.get(good.description, Decimal("6.78")) * rng.randint(good.few, good.many)).quantize(
        Decimal("0.01")
    )


def _tons(rng: random.Random, good: Good) -> Decimal:
    return Decimal(rng.randint(700, 3350)) / 100


def _days(rng: random.Random) -> int:
    return rng.choice((1, 3, 7, 8, 12, 15, 20, 30, 30))


JORNADAS = layout("tenth_jornadas", jornadas, (Sale("equipos", (2, 7), spans=_days), Sale("maquinas", (1, 5))))
BASCULA = layout(
    "tenth_bascula", bascula, Sale("cantera", (3, 14), counted=_tons, repeated=True), sizes=(LETTER, LANDSCAPE)
)
BARRAS = layout("tenth_barras", barras, Sale("acero", (2, 8), counted=_kilos), sizes=(LETTER, LANDSCAPE, LETTER))
