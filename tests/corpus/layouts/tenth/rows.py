"""Goods over several rows: description and figures apart, conditions beneath, chapters with sums of their own."""

from dataclasses import replace
from decimal import Decimal
from html import escape

from ...invoice import Line
from ...sheet import A4, LETTER
from .goods import GOODS
from .kit import Page, layout
from .sale import Sale


def doble(page: Page) -> tuple[str, str]:
    """Two rows an item: its description, then code, quantity, price and total; or the other way about."""
    below = page.chance(0.35)
    rated, unit, coded = page.chance(0.5), page.chance(0.7), page.chance(0.8)
    lines = page.show.lines(
        [
            "description",
            "quantity",
            "unit_price",
            "line_total",
            *(["code"] if coded else []),
            *(["unit"] if unit else []),
            *(["tax_rate"] if rated else []),
        ]
    )
    columns = [
        *([(page.one("Código", "Referencia", "Cód.art."), lambda x: escape(x.code), "")] if coded else []),
        (page.one("Cantidad", "Cant.", "Unidades"), page.quantity, "r"),
        *([(page.one("Und", "U.M.", "Medida"), lambda x: x.unit, "c")] if unit else []),
        (page.one("Valor unitario", "Precio", "Vr. Unit."), lambda x: page.bare(x.unit_price), "r"),
        *([(page.one("% IVA", "IVA", "Tarifa"), page.rate, "c")] if rated else []),
        (page.one("Valor total", "Total", "Vr. parcial"), lambda x: page.bare(x.line_total), "r"),
    ]
    width = len(columns)
    name = page.one("Descripción", "Detalle del artículo", "Producto / servicio", "Nombre")
    numbered = page.chance(0.4)
    first = f"<tr><th colspan={width}>{name}</th></tr>"
    second = "<tr>" + "".join(f"<th class='{css}'>{title}</th>" for title, _, css in columns) + "</tr>"

    def both(number: int, line: Line) -> str:
        about = f"<tr class=about><td colspan={width}>{f'{number}. ' if numbered else ''}{escape(line.description)}</td></tr>"
        values = "<tr>" + "".join(f"<td class='{css}'>{value(line)}</td>" for _, value, css in columns) + "</tr>"
        return f"<tbody class=keep>{values + about if below else about + values}</tbody>"

    heads = page.one("both", "both", "second")
    head = second if heads == "second" else (second + first if below else first + second)
    rule = page.one(
        ".goods tbody{border-bottom:.5pt solid #999}",
        ".goods tbody:nth-child(odd){background:#efefef}",
        ".goods tbody{border-bottom:.4pt dotted #555}",
    )
    css = f".goods th{{border-bottom:.4pt solid #666;color:{page.ink}}}.goods thead{{border-top:1pt solid #222;border-bottom:1pt solid #222}}.about td{{{page.one('font-weight:bold', 'font-style:italic', '')}}}{rule}"
    goods = "".join(both(i, line) for i, line in enumerate(lines, 1))
    return css, f"{page.head()}<table class=goods><thead>{head}</thead>{goods}</table>{page.ledger()}{page.foot()}"


def condiciones(page: Page) -> tuple[str, str]:
    """Price conditions beneath each item, as ERPs print them."""
    show = page.show
    lines = show.lines(["description", "code", "quantity", "unit", "unit_price", "tax_rate", "line_total"])
    minus, step = page.one("after", "before"), page.one("10", "1")
    gross, given, net = (
        page.one("Precio bruto", "Precio de lista", "Pr. bruto"),
        page.one("Descuento cliente", "Dto. comercial", "Bonificación"),
        page.one("Valor neto posición", "Neto item", "Importe neto"),
    )
    iva, always = page.one("IVA repercutido", "IVA", "Impuesto sobre ventas"), page.chance(0.4)

    def less(amount: Decimal) -> str:
        return f"{page.bare(amount)}-" if minus == "after" else f"-{page.bare(amount)}"

    def item(number: int, line: Line) -> str:
        head = (
            f"<tr class=pos><td>{number * int(step):0{6 if step == '10' else 2}d}</td><td>{escape(line.code)}</td><td>{escape(line.description)}</td>"
            f"<td class=r>{page.quantity(line)}</td><td>{line.unit}</td><td></td><td></td></tr>"
        )
        rows = [(gross, page.bare(line.unit_price), f"COP / {line.unit}", page.bare(line.gross), "")]
        if line.discount or (always and page.invoice.discount):
            rows.append((given, f"{line.discount_rate}{page.percent}", "", less(line.discount), ""))
        rows.append((net, "", "COP", page.bare(line.line_total), "net"))
        if line.tax_rate is None:
            rows.append((iva, "excluido", "", page.bare(Decimal(0)), "tax"))
        else:
            rows.append((iva, page.rate(line), "", page.bare(line.tax_amount), "tax"))
        below = "".join(
            f"<tr class='{css}'><td></td><td></td><td class=cond>{a}</td><td></td><td class=r colspan=2>{b} {c}</td><td class=r>{d}</td></tr>"
            for a, b, c, d, css in rows
        )
        return f"<tbody class=keep>{head}{below}</tbody>"

    titles = page.rng.choice(
        (
            ("Pos.", "Material", "Denominación", "Cantidad", "UM", "Precio", "Importe COP"),
            ("Item", "Código", "Descripción / condiciones", "Cant.", "Un.", "Base / tarifa", "Valor"),
        )
    )
    heads = "".join(f"<th class='{'r' if i in (3, 6) else ''}'>{title}</th>" for i, title in enumerate(titles))
    css = f".goods th{{border-top:.8pt solid #000;border-bottom:.8pt solid #000}}.pos td{{padding-top:6pt;font-weight:{page.one('bold', 'normal')}}}.cond{{padding-left:16pt}}.net td{{border-top:.3pt solid #888}}.tax td{{color:#444}}.net td:nth-child(-n+2){{border:0}}"
    goods = "".join(item(i, line) for i, line in enumerate(lines, 1))
    return (
        css,
        f"{page.head()}<table class=goods><thead><tr>{heads}</tr></thead>{goods}</table>{page.ledger()}{page.foot()}",
    )


# The place in the catalogue of works at which a chapter begins.
CHAPTERS = {
    0: "PRELIMINARES",
    3: "EXCAVACIÓN Y CIMENTACIÓN",
    6: "MAMPOSTERÍA Y PISOS",
    10: "INSTALACIONES Y ACABADOS",
    13: "VARIOS",
}
WORKS = [good.description for good in GOODS["capitulos"]]


def _chapter(line: Line) -> str:
    return CHAPTERS[max(start for start in CHAPTERS if start <= WORKS.index(line.description))]


def capitulos(page: Page) -> tuple[str, str]:
    """Chapters 1, 2 and their works 1.1, 1.2, with a sum for each chapter at its head or its end."""
    ordered = sorted(page.invoice.lines, key=lambda line: WORKS.index(line.description))
    page.show.invoice = replace(page.invoice, lines=tuple(ordered))
    lines = page.show.lines(["description", "unit", "quantity", "unit_price", "line_total"])
    names = list(dict.fromkeys(map(_chapter, lines)))
    at_head, deep, word = (
        page.chance(0.35),
        page.chance(0.3),
        page.one("Subtotal capítulo", "Total capítulo", "Suma parcial", "SUBTOTAL"),
    )
    titles = page.rng.choice(
        (
            ("Ítem", "Actividad", "Und", "Cant.", "Vr. unitario", "Vr. parcial"),
            ("No.", "Descripción de la obra", "Un.", "Cantidad ejecutada", "Precio unitario", "Valor"),
            ("ITEM", "CONCEPTO", "U.M.", "CANT", "V/UNIT", "V/TOTAL"),
        )
    )
    rows, point = [], page.one("", ".")
    for number, name in enumerate(names, 1):
        part = [line for line in lines if _chapter(line) == name]
        total = page.money(sum((line.line_total for line in part), Decimal(0)))
        rows.append(
            f"<tr class=chapter><td>{number}{point}</td><td colspan=4>{name}</td><td class=r>{total if at_head else ''}</td></tr>"
        )
        if deep:
            rows.append(
                f"<tr class=under><td>{number}.1</td><td colspan=5>{page.one('Obra negra', 'Según planos aprobados', 'Frente principal', 'Bloque administrativo')}</td></tr>"
            )
        for place, line in enumerate(part, 1):
            place_ = f"{number}.1.{place}" if deep else f"{number}.{place}"
            rows.append(
                f"<tr><td>{place_}</td><td>{escape(line.description)}</td><td class=c>{line.unit}</td><td class=r>{page.quantity(line)}</td>"
                f"<td class=r>{page.money(line.unit_price)}</td><td class=r>{page.money(line.line_total)}</td></tr>"
            )
        if not at_head:
            rows.append(
                f"<tr class=part><td></td><td colspan=4 class={page.one('r', '')}>{word} {number}</td><td class=r>{total}</td></tr>"
            )
    heads = "".join(
        f"<th class='{'r' if i > 2 else 'c' if i == 2 else ''}'>{title}</th>" for i, title in enumerate(titles)
    )
    grid = page.one(".goods td,.goods th{border:.4pt solid #777}", ".goods td{border-bottom:.3pt solid #bbb}", "")
    css = f"{grid}.chapter td{{font-weight:bold;background:{page.one('#e4e4dc', '#fff', '#dfe6ee')}}}.part td{{font-style:italic;font-weight:bold}}.under td{{font-style:italic}}.goods th{{border-bottom:.8pt solid #000}}"
    title = page.one(
        "",
        f"<b>Obra: {page.one('Adecuación bodega Siberia', 'Caseta de bombeo El Rosal', 'Reforzamiento sede comunal')}. Corte No. {page.rng.randint(1, 9)}</b>",
    )
    return (
        css,
        f"{page.head()}{title}<table class=goods><thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>{page.ledger()}{page.foot()}",
    )


DOBLE = layout("tenth_doble", doble, (Sale("electro", (2, 9)), Sale("obra", (3, 11)), Sale("tienda", (2, 8))))
CONDICIONES = layout(
    "tenth_condiciones",
    condiciones,
    (Sale("electro", (1, 7), discounts=0.8), Sale("obra", (1, 6), discounts=0.8)),
    sizes=(A4, LETTER),
)
CAPITULOS = layout("tenth_capitulos", capitulos, Sale("capitulos", (4, 13), held=0.4))
