"""Goods without a table: a card for each, two newspaper columns, dotted leaders and sentences."""

from html import escape

from ...invoice import Line
from ...sheet import A4, LETTER
from .kit import Page, layout
from .sale import Sale

SHOP = (Sale("tienda", (2, 9)), Sale("obra", (2, 8)), Sale("electro", (1, 7)))


def fichas(page: Page) -> tuple[str, str]:
    """A card an item: a bold name, beneath it the reckoning."""
    kind, times = page.rng.randrange(3), page.one("x", "×", "X", "*")
    coded, rated = page.chance(0.6), page.chance(0.6)
    shown = ["description", "quantity", "unit", "unit_price", "line_total"]
    lines = page.show.lines([*shown, *(["code"] if coded else []), *(["tax_rate"] if rated else [])])
    ref, tax, lower = page.one("Ref.", "Cód.", "SKU", "Código:"), page.one("IVA", "Iva", "Impuesto:"), page.chance(0.6)

    def card(line: Line) -> str:
        unit = line.unit.lower() if lower else line.unit
        counted, price, total = page.quantity(line), page.money(line.unit_price), page.money(line.line_total)
        small = [f"{ref} {line.code}"] if coded else []
        small += [f"{tax} {page.rate(line)}"] if rated else []
        if kind == 0:
            sum_ = f"<div>{counted} {unit} {times} {price} = <b>{total}</b></div>"
        elif kind == 1:
            sum_ = f"<div class=ends><span>{counted} {unit} {times} {price}</span><b>{total}</b></div>"
        else:
            sum_ = f"<div class=ends><span>Cant. {counted} {unit}</span><span>Precio {price}</span><span>Valor <b>{total}</b></span></div>"
        return f"<div class='card keep'><b>{escape(line.description)}</b>{sum_}<span class=small>{' · '.join(small)}</span></div>"

    css = f"""
    .cards{{display:grid;grid-template-columns:repeat({page.one("1", "2", "2")},1fr);gap:{page.one("4pt", "7pt")};margin-top:6pt}}
    .card{{{page.one("border:.6pt solid #999;border-radius:5pt", f"border-left:3pt solid {page.ink}", "border-bottom:.6pt dashed #777", "background:#f1f1ee")};padding:5pt 7pt}}
    .ends{{display:flex;justify-content:space-between;gap:8pt}}h4{{margin:6pt 0 2pt;color:{page.ink}}}
    """
    title = page.one("<h4>Tu compra</h4>", "<h4>Artículos despachados</h4>", "<h4>Lo que llevas</h4>", "")
    return css, f"{page.head()}{title}<div class=cards>{''.join(map(card, lines))}</div>{page.ledger()}{page.foot()}"


def columnas(page: Page) -> tuple[str, str]:
    """Goods run down the left half of the page and go on in the right one."""
    coded, tabled, ruled = page.chance(0.5), page.chance(0.5), page.chance(0.6)
    shown = [
        "description",
        "quantity",
        "unit_price",
        "line_total",
        *(["code"] if coded else []),
        *([] if tabled else ["unit"]),
    ]
    lines = page.show.lines(shown)
    half = (len(lines) + 1) // 2
    heads = page.rng.choice(
        (
            ("Cant.", "Artículo", "Unit.", "Valor"),
            ("Cnt", "Detalle", "P/U", "Total"),
            ("CANT", "PRODUCTO", "PRECIO", "IMPORTE"),
        )
    )

    def row(line: Line) -> str:
        code = f"<br><span class=small>{escape(line.code)}</span>" if coded else ""
        if tabled:
            return f"<tr><td class=r>{page.quantity(line)}</td><td>{escape(line.description)}{code}</td><td class=r>{page.bare(line.unit_price)}</td><td class=r>{page.bare(line.line_total)}</td></tr>"
        numbers = f"{page.quantity(line)} {line.unit} a {page.money(line.unit_price)}"
        return f"<div class='item keep'>{escape(line.description)}{code}<div class=ends><span>{numbers}</span><b>{page.money(line.line_total)}</b></div></div>"

    def side(part: tuple[Line, ...]) -> str:
        rows = "".join(map(row, part))
        if not tabled:
            return f"<div>{rows}</div>"
        return f"<div><table class=half><tr><th>{heads[0]}</th><th>{heads[1]}</th><th class=r>{heads[2]}</th><th class=r>{heads[3]}</th></tr>{rows}</table></div>"

    css = f"""
    .cols{{margin-top:8pt;align-items:flex-start;border-top:.8pt solid {page.ink};border-bottom:.8pt solid {page.ink};padding:4pt 0}}
    .cols>*+*{{{"border-left:.5pt solid #666;padding-left:10pt" if ruled else ""}}}.half{{width:100%;font-size:.88em}}.half th{{border-bottom:.5pt solid #333}}
    .ends{{display:flex;justify-content:space-between}}.item{{padding:3pt 0;border-bottom:.4pt dotted #888}}
    """
    return (
        css,
        f"{page.head()}<div class='flex cols'>{side(lines[:half])}{side(lines[half:])}</div>{page.ledger()}{page.foot()}",
    )


def puntos(page: Page) -> tuple[str, str]:
    """Typed dotted leaders, or a sentence for each thing sold."""
    if page.chance(0.4):
        return _sentences(page)
    page.face = "'Liberation Mono'"
    coded = page.chance(0.4)
    lines = page.show.lines(["description", "quantity", "unit_price", "line_total", *(["code"] if coded else [])])
    times, dots = page.one(" x ", " x ", " a ", " @ "), page.one(".", ".", "_", "·")
    middles = [f"{page.quantity(line)}{times}{page.bare(line.unit_price)}" for line in lines]
    totals = [page.money(line.line_total) for line in lines]
    wide, mid, end = 88, max(map(len, middles)), max(map(len, totals))
    room = wide - mid - end - 9

    def typed(index: int, line: Line) -> str:
        *above, name = _wrapped((f"{line.code} " if coded else "") + line.description, room)
        gap = " " + dots * (room - len(name) + 3) + " "
        text = name + gap + middles[index].rjust(mid) + " " + dots * 3 + " " + totals[index].rjust(end)
        return escape("\n".join([*above, text]))

    body = "\n".join(typed(i, line) for i, line in enumerate(lines))
    rule = page.one("=", "-", "*") * wide
    sums = [(label, value) for label, value, _ in page.sums()]
    typed_sums = "\n".join(f"{label}{page.colon}".ljust(30) + value.rjust(20) for label, value in sums)
    put = typed_sums if page.chance(0.4) else "\n".join(" " * 36 + row for row in typed_sums.splitlines())
    css = "pre{font-family:'Liberation Mono';font-size:8.4pt;margin:6pt 0;line-height:1.5}"
    return css, f"{page.head()}<pre>{rule}\n{body}\n{rule}\n{put}</pre>{page.foot()}"


def _wrapped(text: str, room: int) -> list[str]:
    rows = [""]
    for word in text.split():
        if len(rows[-1]) + len(word) + 1 > room and rows[-1]:
            rows.append("  " + word)
        else:
            rows[-1] += (" " if rows[-1] else "") + word
    return rows


def _sentences(page: Page) -> tuple[str, str]:
    rated = page.chance(0.5)
    lines = page.show.lines(
        ["description", "quantity", "unit", "unit_price", "line_total", *(["tax_rate"] if rated else [])]
    )
    bullet, form = page.one("• ", "- ", "", "– "), page.rng.randrange(3)

    def told(number: int, line: Line) -> str:
        n, u, d = page.quantity(line), line.unit, f"<b>{escape(line.description)}</b>"
        price, total = page.money(line.unit_price), page.money(line.line_total)
        tax = (" (no causa IVA)" if line.tax_rate is None else f" (más IVA del {page.rate(line)})") if rated else ""
        text = (
            f"{n} {u} de {d} a {price} cada {u}, por un valor de {total}{tax}.",
            f"{d}: {n} {u} a razón de {price} c/u, suman {total}{tax}.",
            f"Suministro de {d}, en cantidad de {n} {u}, con precio unitario de {price}, para un valor parcial de {total}{tax}.",
        )[form]
        return f"<p class=keep>{bullet or f'{number}. '}{text}</p>"

    css = "p{margin:4pt 0;text-align:justify}"
    intro = page.one(
        "Por la venta de lo siguiente", "Por concepto de", "Hemos despachado a ustedes", "Nos permitimos facturar"
    )
    return (
        css,
        f"{page.head()}<p>{intro}:</p>{''.join(told(i, line) for i, line in enumerate(lines, 1))}{page.ledger()}{page.foot()}",
    )


FICHAS = layout("tenth_fichas", fichas, SHOP, sizes=(LETTER, A4, (420.0, 660.0)))
COLUMNAS = layout(
    "tenth_columnas", columnas, (Sale("tienda", (4, 14)), Sale("obra", (5, 16)), Sale("electro", (3, 10)))
)
PUNTOS = layout("tenth_puntos", puntos, (Sale("obra", (2, 9)), Sale("tienda", (1, 7))))
