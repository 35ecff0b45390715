"""Rolls of paper: a supermarket's till and a filling station's pump, as their programs print them."""

import random
from dataclasses import replace
from decimal import Decimal
from html import escape

from ...invoice import Invoice, Line, Want
from ...show import Style
from .kit import Paper, habits, layout

_ROLLS = ((226.8, 0.0), (226.8, 0.0), (164.0, 0.0), (204.0, 0.0))


def _css(page: Paper) -> str:
    narrow = page.size[0] < 190
    face = page.one("'Liberation Mono'", "'Liberation Sans Narrow'", "'DejaVu Sans Mono'", "'Liberation Sans'")
    size = (6.1 if narrow else 7.4) - (0.8 if "Mono" in face else 0)
    rule = page.one("1pt dashed #000", ".6pt solid #000", "1.5pt dotted #000", "2.5pt double #000")
    return f"body{{font:{size}pt/1.22 {face};padding:10pt {6 if narrow else 9}pt 16pt}}td,th{{padding:.6pt 0}}hr{{border:0;border-top:{rule};margin:3pt 0}}.big{{font-size:1.35em;font-weight:bold}}td.r{{padding-left:4pt}}.long{{font-size:.86em}}"


def _row(label: str, value: str, css: str = "") -> str:
    return f"<tr class='{css}'><td>{label}</td><td class=r>{value}</td></tr>"


def _head(page: Paper, title: str) -> str:
    show, seller = page.show, page.invoice.supplier
    brand = f"{page.mark(26)}<br>" if page.chance(0.3) else ""
    names = f"<b>{page.supplier_name()}</b><br>{page.supplier_nit()}"
    if page.chance(0.4):
        names = f"<span class=big>{escape(seller.trade_name)}</span><br>{names}"
    where = f"{escape(seller.address)}<br>{escape(seller.city)} {page.one('TEL', 'Tel:', 'PBX')} {seller.phone}"
    number = f"{title}<br><b>{page.one('No.', 'Nro:', 'FACTURA', '#')} {page.number()}</b>"
    when = f"{page.one('FECHA', 'Fecha', 'FECHA/HORA')}: {show.date('issue_date')} {show.time()}"
    return f"<div class={page.one('c', 'c', 'l')}>{brand}{names}<br>{where}</div><hr><div>{number}<br>{when}</div>"


def _buyer(page: Paper) -> str:
    show = page.show
    rows = f"{page.one('CLIENTE', 'Cliente', 'ADQUIRENTE', 'Sr(a)')}: {escape(show.name('customer'))}<br>{page.one('NIT/CC', 'NIT', 'C.C/NIT', 'Ident.')}: {show.nit('customer')}"
    return f"<div>{rows}<br>{page.one('CAJA: 04  CAJERO: LILIANA', 'Vendedor: 12', 'Terminal 2 - Turno 1', '')}</div>"


def _foot(page: Paper, word: str) -> str:
    thanks = page.one(
        "Gracias por preferirnos",
        "CONSERVE ESTA TIRILLA PARA CAMBIOS",
        "Vuelva pronto",
        "ESTE DOCUMENTO NO REQUIERE FIRMA",
    )
    return f"<hr><div class=c>{page.resolution()}<br>{page.cufe(word)}<br><br>{page.qr(84, 'annex', 'url')}<br>{page.maker()}<br><b>{thanks}</b></div>"


# The till: prices with IVA, a letter for the rate, one or two printed lines an item, the taxes in a table of their own.


def caja(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    manner = page.one("two lines", "one line", "under", "columns")
    shown = ["description", "quantity", "unit_price", "line_total"]
    if manner != "columns":
        shown.append("code")
    lines = show.lines(shown, price="price_with_tax", total="price_total")
    letters = dict(zip(sorted(invoice.bases), "ABGH", strict=False))
    rows = "".join(_item(page, line, manner, letters[_rate(line)]) for line in lines)
    heads = {
        "two lines": ("ARTÍCULO", "TOTAL"),
        "one line": ("CANT DESCRIPCIÓN", "VALOR"),
        "under": ("DESCRIPCION / PRECIO", "IMPORTE"),
        "columns": ("", ""),
    }[manner]
    table = f"<table>{_row(*heads) if heads[0] and page.chance(0.7) else ''}{rows}</table>"
    if manner == "columns":
        titles = f"<tr><th>{page.one('Producto', 'ART.')}</th><th class=r>{page.one('Cant', 'Q')}</th><th class=r>{page.one('P.Unit', 'Precio')}</th><th class=r>Total</th></tr>"
        table = f"<table>{titles}{rows}</table>"
    return (
        _css(page),
        f"{_head(page, page.one('DOCUMENTO EQUIVALENTE POS ELECTRÓNICO', 'Tiquete POS', 'FACTURA DE VENTA POS', 'DOC. EQUIVALENTE ELECTRÓNICO'))}{_buyer(page)}<hr>{table}<hr>{_till_sums(page, letters)}{_foot(page, 'CUDE')}",
    )


def _rate(line: Line) -> str:
    return f"{line.tax} {line.tax_rate}" if line.tax_rate is not None and line.tax else "excluded"


def _item(page: Paper, line: Line, manner: str, letter: str) -> str:
    show, name = page.show, escape(line.description.upper())
    count, price, total = show.quantity(line), show.amount(line.price_with_tax), show.amount(line.price_total)
    if manner == "columns":
        return f"<tr><td>{name}</td><td class=r>{count}</td><td class=r>{price}</td><td class=r>{total}</td></tr>"
    if manner == "one line":
        return _row(f"{count} {name}<br>&nbsp; {line.code} a {price} c/u", f"{total} {letter}")
    if manner == "under":
        return f"<tr><td colspan=2>{line.code} {name}</td></tr>{_row(f'&nbsp;&nbsp;{count} x {price}', f'{total}{letter}')}"
    return f"<tr><td colspan=2>{count} UN X {price}</td></tr>{_row(f'{line.code}<br>{name}', f'{total} {letter}')}"


def _till_sums(page: Paper, letters: dict[str, str]) -> str:
    show, invoice = page.show, page.invoice
    rows = []
    count = sum((line.quantity for line in invoice.lines), Decimal(0))
    if page.chance(0.4):
        rows.append(_row(page.one("ARTÍCULOS", "Total items vendidos"), f"{count.normalize():f}"))
    split = page.chance(0.5)
    if split:
        rows.append(_row(page.one("SUBTOTAL", "Base", "Valor sin impuestos"), show.money("subtotal")))
        rows.append(_row(page.one("IVA", "IMPUESTOS", "TOTAL IVA"), show.money("iva")))
    if invoice.bags:
        rows.append(_row(page.one("IMPTO BOLSA", "INC BOLSAS PLAST."), show.money("bags")))
    rows.append(_row(page.one("TOTAL", "TOTAL A PAGAR", "VALOR TOTAL", "Total compra"), show.money("total"), "big"))
    if invoice.payment_means == "Efectivo":
        paid = (invoice.total // 20000 + 1) * 20000
        rows += [
            _row(page.one("EFECTIVO", "Recibido"), show.amount(paid)),
            _row(page.one("CAMBIO", "Cambio / vueltas"), show.amount(paid - invoice.total)),
        ]
    else:
        rows.append(_row(invoice.payment_means.upper(), show.amount(invoice.total)))
    table = f"<table>{''.join(rows)}</table>"
    if split and not page.chance(0.6):
        return table
    taxes = "".join(
        f"<tr><td>{letters[name]} {'EXCLUIDO' if name == 'excluded' else name + '%'}</td><td class=r>{show.amount(base)}</td><td class=r>{show.amount(invoice.taxes.get(name, Decimal(0)))}</td></tr>"
        for name, base in sorted(invoice.bases.items())
    )
    if not split:  # bases and tax are printed by rate only
        show.knows("iva", invoice.iva)
        show.knows("subtotal", invoice.subtotal)
        show.truth["subtotal_is_one_printed_figure"] = False
    return f"{table}<hr><table><tr><td>TARIFA</td><td class=r>BASE</td><td class=r>IMPTO</td></tr>{taxes}</table>"


def _want_caja(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("mercado", "mercado", "ferreteria", "papeleria", "aseo")),
        document_type="pos",
        lines=rng.choice(((1, 4), (4, 14), (20, 30))),
        cents=False,
        price_with_tax=True,
        bags=0.3,
        order=0,
        prefixes=("P", "CJ1", "TIQ", "SUC3", ""),
        digits=(3, 7),
    )


def _style(rng: random.Random) -> Style:
    return habits(rng, whole=True, numbers=("co0", "us0", "co0", "us0", "plain0"))


CAJA = layout("third_caja", caja, _want_caja, _style, pool="store", sizes=_ROLLS)


# The pump: gallons with three decimals' worth of room, plate and odometer, fuel without IVA.


def surtidor(page: Paper) -> tuple[str, str]:
    show = page.show
    if all(line.unit == "GAL" and line.tax_rate is None for line in show.invoice.lines):
        show.invoice = _pumped(show.invoice)
        show.style = replace(show.style, quantities="co3" if show.style.numbers.startswith("co") else "us3")
    invoice = show.invoice
    lines = show.lines(("description", "quantity", "unit_price", "line_total"))
    items = []
    for line in lines:
        unit = page.one("GALONES", "Gal", "VOLUMEN (GL)") if line.unit == "GAL" else "CANTIDAD"
        items.append(
            "<table>" + _row(page.one("PRODUCTO", "Combustible", "ARTÍCULO") + ":", escape(line.description)).replace("td class=r", "td style='text-align:right'")
            + _row(unit + ":", show.quantity(line)) + _row(page.one("PRECIO X GALÓN", "PPU", "Vr. unitario") + ":", show.amount(line.unit_price))
            + _row(page.one("VALOR", "Importe", "SUBTOTAL VENTA") + ":", show.amount(line.line_total)) + "</table>"
        )  # fmt: skip
    tall = len(lines) < 3 and page.chance(0.7)
    if not tall:
        items = [
            f"<table>{''.join(f'<tr><td colspan=2>{escape(line.description)}</td></tr>' + _row(f'{show.quantity(line)} {line.unit} x {show.amount(line.unit_price)}', show.amount(line.line_total)) for line in lines)}</table>"
        ]
    car = f"PLACA: {page.one('EQX', 'SZT', 'LMN')}{page.rng.randint(100, 999)}<br>KM: {page.rng.randint(10000, 390000)}<br>{page.one('ISLA 2 SURT 4 MANG 1', 'Cara: 3 Manguera: 2', 'Surtidor 06')}"
    rows = []
    if invoice.iva or page.chance(0.4):
        rows += [_row("SUBTOTAL", show.money("subtotal")), _row("IVA", show.money("iva"))]
    rows.append(_row(page.one("TOTAL", "TOTAL VENTA", "VALOR A PAGAR"), show.money("total"), "big"))
    pay = f"{page.one('FORMA DE PAGO', 'F. pago')}: {show.text('payment_form')}"
    roll = invoice.document_type == "pos"
    titles = (
        ("DOCUMENTO EQUIVALENTE POS", "Tiquete POS electrónico")
        if roll
        else ("FACTURA ELECTRÓNICA DE VENTA", "Factura electrónica")
    )
    title = page.one(*titles)
    parts = [_buyer(page), f"<div>{car}</div>"]
    if page.chance(0.4):
        parts.reverse()
    return (
        _css(page),
        f"{_head(page, title)}<hr>{'<hr>'.join(parts)}<hr>{'<hr>'.join(items)}<hr><table>{''.join(rows)}</table>{pay}<br>{page.in_words() if page.chance(0.4) else ''}{_foot(page, 'CUDE' if roll else 'CUFE')}",
    )


def _pumped(invoice: Invoice) -> Invoice:
    """With the thousandths of a gallon a pump counts; fuel bears no IVA, so only the sums follow."""
    rng = random.Random(invoice.cufe)
    lines = []
    for line in invoice.lines:
        gallons = line.quantity + Decimal(rng.randint(1, 999)) / 1000
        amount = (gallons * line.unit_price).quantize(Decimal(1))
        lines.append(replace(line, quantity=gallons, gross=amount, line_total=amount))
    total = sum((line.line_total for line in lines), Decimal(0))
    return replace(
        invoice, lines=tuple(lines), gross=total, subtotal=total, total=total, amount_payable=total, bases={"excluded": total}
    )  # fmt: skip


def _want_surtidor(rng: random.Random) -> Want:
    return Want(
        trade="combustible",
        lines=rng.choice(((1, 1), (1, 1), (1, 3))),
        document_type=rng.choice(("factura", "factura", "pos")),
        cents=False,
        order=0,
        prefixes=("EDS", "FE", "E21", "C"),
        digits=(4, 7),
    )


SURTIDOR = layout("third_surtidor", surtidor, _want_surtidor, _style, pool="fuel", sizes=_ROLLS)
