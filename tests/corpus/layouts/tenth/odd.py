"""Concepts with an amount only, columns in an unusual order, and a narrow ticket."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...formats import MONTHS
from ...invoice import Line
from ...sheet import A4, LETTER
from .kit import Page, layout
from .sale import Sale


def periodos(page: Page) -> tuple[str, str]:
    """Services of a period, each with its amount; some are nothing this time."""
    lines = page.show.lines(["description", "line_total"])
    issued = page.invoice.issue_date
    month = f"{MONTHS[issued.month - 1]} {page.one('de ', '')}{issued.year}"
    first = issued.replace(day=1)
    until = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    span = page.one(month, f"{page.show.day(first)} a {page.show.day(until)}", month.capitalize())
    dated, quiet = page.chance(0.6), page.one(page.bare(Decimal(0)), page.money(Decimal(0)))
    kind = page.rng.randrange(3)

    def row(line: Line) -> str:
        amount = page.money(line.line_total) if line.line_total else quiet
        when = f"<td class=when>{span}</td>" if dated else ""
        if kind == 1:
            return f"<tr>{when}<td>{escape(line.description)}</td><td class=r>{amount}</td></tr>"
        return f"<tr><td>{escape(line.description)}</td>{when}<td class=r>{amount}</td></tr>"

    titles = [
        page.one("Concepto", "Servicio", "Detalle del cobro"),
        *([page.one("Período", "Periodo facturado", "Mes")] if dated else []),
        page.one("Valor", "Valor del mes", "Importe"),
    ]
    if kind == 1 and dated:
        titles[0], titles[1] = titles[1], titles[0]
    heads = "".join(f"<th class='{'r' if i == len(titles) - 1 else ''}'>{title}</th>" for i, title in enumerate(titles))
    if kind == 2:
        heads = ""
    css = f".goods{{width:{page.one('100%', '75%')}}}.goods td{{border-bottom:.4pt {page.one('solid #bbb', 'dotted #666', 'solid #fff')};padding:3pt}}.goods th{{border-bottom:1pt solid {page.ink};color:{page.ink}}}.when{{white-space:nowrap;color:#444}}"
    about = (
        ""
        if dated and page.chance(0.5)
        else f"<p><b>{page.one('Período de servicio', 'Período facturado', 'Servicios correspondientes a')}{page.colon}</b> {span}</p>"
    )
    return (
        css,
        f"{page.head()}{about}<table class=goods>{f'<thead><tr>{heads}</tr></thead>' if heads else ''}<tbody>{''.join(map(row, lines))}</tbody></table>{page.ledger()}{page.foot()}",
    )


ORDERS = (
    ("total", "price", "quantity", "unit", "description", "code"),
    ("unit", "quantity", "code", "description", "rate", "price", "total", "item"),
    ("description", "total", "quantity", "price", "rate", "item"),
    ("quantity", "total", "price", "unit", "description"),
    ("price", "quantity", "total", "code", "description", "unit"),
    ("unit", "description", "total", "rate", "price", "quantity", "code"),
    ("rate", "code", "description", "price", "unit", "quantity", "total", "item"),
)
HEADS: dict[str, tuple[str, ...]] = {
    "item": ("Ren<br>glón", "It.", "Pos."),
    "code": ("Código<br>del<br>artículo", "Cód.", "Ref.<br>fábrica"),
    "description": ("Descripción<br>del bien o servicio", "Descrip.", "Nombre del<br>producto"),
    "quantity": ("Cant.<br>desp.", "Ctd.", "Cantidad<br>facturada", "Cant"),
    "unit": ("Un.<br>med.", "U/M", "Unidad<br>de<br>medida", "Pres."),
    "price": ("Vlr.<br>unit.", "Precio<br>por unidad<br>sin IVA", "P. Unit.", "V.U."),
    "rate": ("Tar.<br>IVA", "% Imp.", "IVA<br>(%)"),
    "total": ("Vlr.<br>total", "Valor<br>total<br>sin IVA", "V. Tot.", "Vr.<br>Parcial"),
}


def reves(page: Page) -> tuple[str, str]:
    """Columns where nobody looks for them, under heads of several lines or cut short."""
    order = page.rng.choice(ORDERS)
    truths = {"price": "unit_price", "total": "line_total", "rate": "tax_rate", "item": ""}
    lines = page.show.lines([name for kind in order if (name := truths.get(kind, kind))])
    values: dict[str, tuple[Callable[[int, Line], str], str]] = {
        "item": (lambda i, x: str(i), "c"), "code": (lambda i, x: escape(x.code), ""), "description": (lambda i, x: escape(x.description), "wide"),
        "quantity": (lambda i, x: page.quantity(x), "r"), "unit": (lambda i, x: x.unit, "c"), "price": (lambda i, x: page.bare(x.unit_price), "r"),
        "rate": (lambda i, x: page.rate(x), "c"), "total": (lambda i, x: page.money(x.line_total), "r"),
    }  # fmt: skip
    upper = page.chance(0.4)
    titles = {kind: page.one(*HEADS[kind]) for kind in order}
    heads = "".join(
        f"<th class='{values[kind][1]}'>{titles[kind].upper().replace('<BR>', '<br>') if upper else titles[kind]}</th>"
        for kind in order
    )
    rows = "".join(
        "<tr>" + "".join(f"<td class='{values[kind][1]}'>{values[kind][0](i, line)}</td>" for kind in order) + "</tr>"
        for i, line in enumerate(lines, 1)
    )
    grid = page.one(
        ".goods td,.goods th{border:.5pt solid #555}",
        ".goods td,.goods th{border-left:.4pt solid #888;border-right:.4pt solid #888}",
        "",
    )
    css = f"{grid}.goods thead{{border-top:.9pt solid #000;border-bottom:.9pt solid #000}}.goods{{border-bottom:.9pt solid #000}}.goods th{{vertical-align:bottom;line-height:1.1}}.goods td,.goods th{{padding-left:6pt;padding-right:6pt}}.wide{{width:{page.one('34%', '42%')}}}"
    return (
        css,
        f"{page.head()}<table class=goods><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{page.ledger()}{page.foot()}",
    )


def rollo(page: Page) -> tuple[str, str]:
    """A narrow roll: an item takes one line, two or three; its discount or tax stands beneath."""
    show, invoice = page.show, page.invoice
    page.face = page.one("'Liberation Mono'", "'DejaVu Sans Mono'", "'Liberation Sans Narrow'")
    taxed, form = invoice.prices_with_tax, page.rng.randrange(3)
    coded = form == 2
    price, total = ("price_with_tax", "price_total") if taxed else ("unit_price", "gross")
    beneath = page.chance(0.5) and not taxed
    shown = [
        "description",
        "quantity",
        "unit_price",
        "line_total",
        *(["code"] if coded else []),
        *(["tax_rate"] if beneath else []),
    ]
    lines = show.lines(shown, price=price, total=total)

    def item(line: Line) -> str:
        name, sums = escape(line.description), f"{page.quantity(line)} x {page.bare(getattr(line, price))}"
        worth = page.bare(getattr(line, total))
        if form == 0:
            rows = [f"<tr><td>{name}<br>{sums}</td><td class=r style='vertical-align:bottom'>{worth}</td></tr>"]
        elif form == 1:
            rows = [
                f"<tr><td class=r>{page.quantity(line)}</td><td>{name}</td><td class=r>{page.bare(getattr(line, price))}</td><td class=r>{worth}</td></tr>"
            ]
        else:
            rows = [
                f"<tr><td colspan=2>{escape(line.code)}<br>{name}</td></tr><tr><td>&nbsp; {sums}</td><td class=r>{worth}</td></tr>"
            ]
        wide = 3 if form == 1 else 1
        if line.discount:
            rows.append(
                f"<tr class=less><td colspan={wide}>&nbsp; {given} {line.discount_rate}%</td><td class=r>-{page.bare(line.discount)}</td></tr>"
            )
        if beneath:
            amount = page.bare(line.tax_amount) if line.tax_rate is not None else "0"
            rows.append(
                f"<tr class=less><td colspan={wide}>&nbsp; IVA {page.rate(line)}</td><td class=r>({amount})</td></tr>"
            )
        return f"<tbody class=keep>{''.join(rows)}</tbody>"

    given = page.one("DCTO", "Descuento", "Desc. promo", "Ahorro")
    heads = {
        0: "<tr><th>Artículo</th><th class=r>Valor</th></tr>", 1: "<tr><th>Cnt</th><th>Descrip.</th><th class=r>Unit</th><th class=r>Total</th></tr>",
        2: "<tr><th>Código / Producto / Cant x Vr</th><th class=r>Total</th></tr>",
    }[form]  # fmt: skip
    number, terms, buyer = page.numbered(), page.terms(), page.buyer()[:3]
    top = f"<div class=c>{page.seller()}</div><hr><div class=c>{number[0]}<br>{number[1]}</div>{page.pairs([*terms, *buyer])}<hr>"
    rows = page.sums()
    if taxed:
        rows = [
            (
                page.one("Base gravable", "Valor sin IVA", "Subtotal (sin IVA)")
                if i == 0 and not invoice.discount
                else a,
                b,
                c,
            )
            for i, (a, b, c) in enumerate(rows)
        ]
    cells = "".join(f"<tr class='{css}'><td>{a}</td><td class=r>{b}</td></tr>" for a, b, css in rows)
    note = "<div class='c small'>Precios con IVA incluido</div>" if taxed else ""
    css = f"body{{font-size:{page.one('6.8pt', '7.2pt')}}}td,th{{padding:.8pt 1.5pt}}.k{{white-space:normal}}.less td{{font-size:.92em}}.goods{{margin:0}}.goods thead{{border-bottom:.5pt dashed #000}}.flex{{flex-direction:column;align-items:center;text-align:center}}.sum{{width:100%}}hr{{border-top:.6pt dashed #000}}"
    return (
        css,
        f"{top}<table class=goods><thead>{heads}</thead>{''.join(map(item, lines))}</table><hr>{note}<table class=sum>{cells}</table><hr>{page.foot()}",
    )


PERIODOS = layout("tenth_periodos", periodos, Sale("periodo", (3, 9), held=0.5))
REVES = layout(
    "tenth_reves", reves, (Sale("obra", (2, 10)), Sale("electro", (2, 9)), Sale("tienda", (1, 8))), sizes=(LETTER, A4)
)
ROLLO = layout(
    "tenth_rollo", rollo, (Sale("tienda", (1, 10), discounts=0.7, held=0), Sale("obra", (1, 8), with_tax=1, held=0), Sale("electro", (2, 6), discounts=0.5, held=0)),
    sizes=((227.0, 0.0), (227.0, 0.0), (210.0, 0.0)), margin=8,
)  # fmt: skip
