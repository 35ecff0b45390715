"""What one buys over a counter: an order from a web shop, in cards, and the ticket of a hardware shop, 80 mm wide."""

import random
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...formats import SHORT_MONTHS
from ...invoice import Line, Want
from ...sheet import A4, LETTER
from ...show import Style
from .goods import trade
from .kit import Col, Page, layout
from .parts import CODE, MANROPE, MONO, NARROW, ROBOTO, SANS, face_css, manner

_WEB = {
    "gross": ("Productos", "Valor artículos", "Precio de lista"),
    "discount": ("Cupón de descuento", "Promociones aplicadas", "Ahorraste"),
    "subtotal": ("Subtotal sin impuestos", "Subtotal", "Subtotal antes de IVA", "Valor productos (sin IVA)"),
    "iva": ("IVA ({rate}%)", "Impuestos (IVA)", "IVA incluido en tu compra", "Impuestos"),
    "total": ("Total de tu compra", "Total pagado", "Total", "TOTAL COP"),
    "round": ("Ajuste",),
    "bags": ("Bolsa",),
}
_SITE = (
    "Almacén de obra Calle 80",
    "Campamento km 12 vía Acacías",
    "Recepción edificio, preguntar por Yuliana",
    "Obra Portal del Llano, portería 2",
)


def tienda(page: Page) -> tuple[str, str]:
    """The summary of an order; who sells it in law stands in a card or in the foot."""
    show, inv, ink = page.show, page.inv, page.one("#5b2ca0", "#e4572e", "#008b74", "#1f6feb", "#222")
    taxed = inv.prices_with_tax
    price, total = ("price_with_tax", "price_total") if taxed else ("unit_price", "line_total")
    times, color = (
        page.one("", "x ", ""),
        page.one("Color: gris", "Talla única", "Garantía 12 meses", "Vendido por la tienda"),
    )

    def named(number: int, line: Line) -> str:
        return f"<span class=thumb style='background:hsl({(number * 67 + len(line.description)) % 360} 30% 86%)'></span><b>{escape(line.description)}</b><br><small>SKU {escape(line.code)} · {color}</small>"

    cols = [
        Col("description", page.one("Artículo", "Producto", "Tu compra"), named, "l"),
        Col("unit_price", page.one("Precio", "Precio c/u", "Valor unidad"), lambda i, line: show.amount(getattr(line, price))),
        Col("quantity", page.one("Cant", "Unidades", "x"), lambda i, line: times + show.quantity(line), page.one("c", "r", "c")),
        Col("line_total", page.one("Importe", "Total artículo", "Valor"), lambda i, line: show.amount(getattr(line, total))),
    ]  # fmt: skip
    if page.chance(0.4):
        cols.insert(1, cols.pop(2))
    goods = page.grid(cols, page.note(cols, price=price, total=total))
    ordered = inv.issue_date - timedelta(days=page.rng.choice((0, 1, 1, 2, 4)))
    web = f"{page.one('#', '', 'W-', 'v')}{page.figures(9)}{page.one('', '-01', '')}"
    buyer = inv.customer
    to = f"{page.buyer()}<br>{page.one('NIT', 'Doc.', 'Identificación', 'Nit/CC')} {show.nit('customer')}<br>{escape(buyer.address)}<br>{escape(buyer.city)}<br>{escape(buyer.email)}"
    ship = f"{page.one('Yuliana Beltrán', 'Ing. Óscar Pabón', 'Almacenista de turno')}<br>{page.one(*_SITE)}<br>{escape(buyer.city)}<br>{page.one('Interrápido Andes', 'Mensajería Flecha Azul', 'Transportadora Ruta 7')} · guía {page.figures(10)}"
    paid = f"{page.one('PSE Banco Aurora', 'Tarjeta •••• 4417', 'Transferencia')}<br>Aprobación {page.figures(6)}<br>{page.one('Forma de pago:', 'Condición:')} {show.text('payment_form')}"
    seller = f"<b>{page.seller()}</b><br>{page.one('NIT ', 'Nit: ', 'NIT. ')}{show.nit('supplier')}<br>{escape(inv.supplier.address)}, {escape(inv.supplier.city)}<br>{escape(inv.supplier.email)}"
    at_foot = page.chance(0.45)
    cards = [
        (page.one("Facturado a", "Factura a nombre de", "Datos de facturación"), to),
        (page.one("Enviado a", "Entrega", "Dirección de envío"), ship),
        (page.one("Pago", "Método de pago", "¿Cómo pagaste?"), paid),
    ]
    if not at_foot:
        cards.insert(page.rng.randint(0, 1), (page.one("Vendido por", "Vendido y facturado por", "Tu vendedor"), seller))  # fmt: skip
    boxes = "".join(f"<div class=card><h3>{head}</h3>{text}</div>" for head, text in cards)
    rows = page.sums(_WEB, zeros=0.1)
    at = next(n for n, row in enumerate(rows) if row[0] == "subtotal") + 1
    rows.insert(at, ("ship", page.one("Envío", "Costo de envío", "Domicilio"), page.one("Gratis", show.amount(Decimal(0)), "$0")))  # fmt: skip
    count = sum(line.quantity for line in inv.lines)
    summary = f"<div class='card sum keep'><h3>{page.one('Resumen del pedido', 'Resumen', 'Tu cuenta')} <small>({count:.0f} artículos)</small></h3>" + "".join(f"<p class='{key}'><span>{label}</span><span>{text}</span></p>" for key, label, text in rows) + "</div>"  # fmt: skip
    note = page.one("Factura electrónica de venta", "Factura electrónica de venta", "Factura de venta electrónica")
    apart = page.one("", " ", "-") if inv.prefix else ""
    dated = f"{page.one('Facturado el', 'Fecha de la factura', 'Emitida')} {show.date('issue_date')}"
    bought = f"{page.one('Pedido realizado', 'Compraste el', 'Fecha pedido')} {show.day(ordered)}"
    when = [dated, bought] if page.chance(0.6) else [bought, dated]
    head = f"<div class='row top'><div class=brand>{page.emblem(34, ink)} {escape(inv.supplier.trade_name.split()[0].lower())}<span style='color:{ink}'>.</span></div><div class=right><b>{note}</b> {show.number('{prefix}' + apart + '{number}')}<br>{page.one('Pedido', 'Orden web', 'N.º de pedido')} {web}<br>{' · '.join(when)}</div></div>"
    hello = page.one("¡Gracias por tu compra!", "Tu pedido va en camino", "Hola, esta es la factura de tu pedido", "")
    law = f"<div class='row law keep'><div class=fix>{page.qr(64, 'annex', 'url', 'equals')}</div><div>{seller + '<br>' if at_foot else ''}{page.law()}<br>{page.cufe('CUFE')}<br>{page.maker()}<br>Cambios y devoluciones dentro de los 30 días. Derecho de retracto art. 47 Ley 1480 de 2011.</div></div>"
    side = page.chance(0.5)
    middle = (
        f"<div class=row><div style='flex:2.3'>{goods}</div><div>{summary}</div></div>"
        if side
        else f"{goods}<div class=low>{summary}</div>"
    )
    css = f"""{face_css(face := page.one(MANROPE, ROBOTO, SANS))}body{{font-family:'{face}'}}
    .brand{{font-size:19pt;font-weight:bold}}.right{{text-align:right}}h2{{font-size:14pt;color:{ink};margin:8pt 0}}h3{{font-size:8.6pt;color:{ink};margin-bottom:3pt}}.cards{{display:flex;gap:8pt;margin:8pt 0 10pt}}
    .card{{flex:1;border-radius:7pt;{page.one("border:.8pt solid #d8d8e0", "background:#f3f4f8", "border-top:3pt solid " + ink + ";background:#fafafa")};padding:7pt;min-width:0;overflow-wrap:anywhere;font-size:7.8pt}}
    .sum p{{display:flex;justify-content:space-between;gap:6pt;padding:2pt 0}}.sum p span:last-child{{white-space:nowrap}}.sum .total{{border-top:1pt solid #bbb;font-weight:bold;font-size:10pt}}.low{{width:{page.one("230pt", "50%")};margin:8pt {page.one("0 0 auto", "0 0 0", "auto")}}}
    .thumb{{float:left;width:22pt;height:22pt;border-radius:4pt;margin-right:6pt}}.goods td{{padding:5pt 3pt;border-bottom:.5pt solid #e3e3e8}}.goods th{{color:#777;font-size:7.2pt}}.law{{margin-top:14pt;font-size:6.8pt;color:#444}}small{{color:#777}}
    """
    return css, f"{head}<h2>{hello}</h2><div class=cards>{boxes}</div>{middle}{law}"


def _want_web(rng: random.Random) -> Want:
    taxed = rng.random() < 0.5
    return Want(
        trade=trade("web"), lines=rng.choice(((1, 2), (1, 5), (4, 8))), cents=rng.random() < 0.3, order=0, price_with_tax=taxed,
        global_discount=0 if taxed else 0.4, prefixes=("ECOM", "WEB", "FE", "TV", "ON1", "E"), digits=(3, 7),
    )  # fmt: skip


TIENDA = layout(
    "seventh_tienda",
    tienda,
    _want_web,
    lambda rng: manner(
        rng, numbers=("co0", "co0", "us0", "co2"), dates=("d mon. y", "long", "dmy/", "iso", "y-Mon-d"), nits=("dots-dv", "dash-dv", "plain"), signs=("$", "$ ", "$"),
    ),
    sizes=(LETTER, A4),
)  # fmt: skip


# The ticket: two lines for each thing, prices with IVA, the taxes in a small table at the end.

_SHOPS = (
    "FERRETERÍA EL VECINO",
    "DEPÓSITO LA PALA",
    "FERRE-YA",
    "TODO FERRETERO DON LUIS",
    "VARIEDADES Y FERRETERÍA LA 9",
)
_TICKET = {
    "total": ("TOTAL", "TOTAL A PAGAR", "TOTAL VENTA", "VALOR TOTAL", "*** TOTAL ***"),
    "base": ("BASE", "VR BASE", "Vta gravada", "SUBTOTAL"),
}


def pos80(page: Page) -> tuple[str, str]:
    show, inv = page.show, page.inv
    short = page.chance(0.5)
    mark = page.one(" A", " *", "", " G")
    with_rate, order = page.chance(0.6), page.rng.randint(0, 2)
    more = [name for name, there in (("code", short), ("tax_rate", with_rate), ("unit", order == 0)) if there]
    noted = page.note(
        [Col(name, "", lambda i, line: "") for name in ("description", "quantity", "unit_price", "line_total", *more)],
        price="price_with_tax", total="price_total",
    )  # fmt: skip
    rows = []
    for line in noted:
        rate = f"IVA {line.tax_rate}" if line.tax_rate is not None else "EXC"
        code = escape(line.code) if short else ""
        each, total, count = show.amount(line.price_with_tax), show.amount(line.price_total), show.quantity(line)
        name = escape(line.description)
        tail = f" {rate}" if with_rate else ""
        rows.append(
            (
                f"<tr><td colspan=2>{code} {name}</td></tr><tr><td class=in>{count} {line.unit} x {each}{tail}</td><td class=r>{total}{mark}</td></tr>",
                f"<tr><td>{count} {name}<br><span class=in>{code} {each} c/u{tail}</span></td><td class=r>{total}</td></tr>",
                f"<tr><td class=in>{code} {count} x {each}</td><td class=r>{rate if with_rate else ''}</td></tr><tr><td>{name}</td><td class=r>{total}</td></tr>",
            )[order]
        )
    person = inv.supplier.person
    sign = page.one(*_SHOPS) if person else ""
    who = page.one("", "Propietario: ", "De: ", "") if person else ""
    label = page.one("NIT ", "NIT: ", "Nit. ")
    seller = [f"<b>{who}{page.seller()}</b>", f"{label}{show.nit('supplier')}", escape(inv.supplier.address), escape(inv.supplier.city), f"{page.one('Tel', 'WhatsApp', 'Cel.')} {inv.supplier.phone}", page.one(inv.supplier.regime, inv.supplier.regime + " Act. 4752")]  # fmt: skip
    title = page.one("DOCUMENTO EQUIVALENTE POS", "Documento equivalente electrónico<br>tiquete de máquina registradora POS", "DOCUMENTO EQUIVALENTE P.O.S. ELECTRÓNICO")  # fmt: skip
    apart = page.one("", "-", " ") if inv.prefix else ""
    number = f"{page.one('No.', 'Tiquete', 'TIQ:', 'Doc.', 'N°')} {show.number('{prefix}' + apart + '{number}')}"
    facts = [
        f"{page.one('Fecha', 'FECHA:', 'Fec.')} {show.date('issue_date')} {page.one('Hora ', '')}{show.time()}",
        f"{page.one('Caja', 'CAJA:', 'Terminal')} {page.rng.randint(1, 4):02d} {page.one('Cajero', 'Atendió', 'Vend')} {page.one('MILENA', '0032', 'Don Luis', 'KAREN G.')}",
        f"{page.one('Cliente', 'CLIENTE:', 'Sr(a)')} {page.buyer()}",
        f"{page.one('NIT/CC', 'Ident.', 'C.C. o NIT')} {show.nit('customer')}",
    ]
    if page.chance(0.3):
        facts.insert(1, facts.pop(0))
    rates = [(name, inv.bases[name], inv.taxes.get(name, Decimal(0))) for name in sorted(inv.bases)]
    base_word, total_word = page.one(*_TICKET["base"]), page.one(*_TICKET["total"])
    parts = []
    plain = page.chance(0.4)
    if plain:  # one base and one tax in words above the total
        parts.append(f"<tr><td>{page.one('SUBTOTAL', 'Subtotal sin IVA', 'Neto sin IVA')}</td><td class=r>{show.money('subtotal')}</td></tr>")  # fmt: skip
        parts.append(f"<tr><td>{page.one('IVA', 'Total IVA', 'Impuesto IVA')}</td><td class=r>{show.money('iva')}</td></tr>")  # fmt: skip
    parts.append(f"<tr class=big><td>{total_word}</td><td class=r>{show.money('total')}</td></tr>")
    cash = page.one("Efectivo", "Nequi/Transf.", "Datáfono")
    given = inv.total if cash != "Efectivo" else (inv.total // 50000 + 1) * 50000
    parts.append(f"<tr><td>{cash}</td><td class=r>{show.amount(given)}</td></tr><tr><td>{page.one('Cambio', 'Su vuelto', 'Devuelta')}</td><td class=r>{show.amount(given - inv.total)}</td></tr>")  # fmt: skip
    taxes = ""
    if not plain:
        show.knows("subtotal", inv.subtotal)
        show.knows("iva", inv.iva)
        show.truth["subtotal_is_one_printed_figure"] = len(rates) == 1
        cells = "".join(f"<tr><td>{('EXCLUIDO' if name == 'excluded' else name + '%')}</td><td class=r>{show.amount(base)}</td><td class=r>{show.amount(tax)}</td></tr>" for name, base, tax in rates)  # fmt: skip
        taxes = f"<hr><table><tr><td>{page.one('Tarifa', 'TIPO', 'IMP.')}</td><td class=r>{base_word if base_word != 'SUBTOTAL' else 'BASE'}</td><td class=r>{page.one('IMPTO', 'IVA', 'Vr.Iva')}</td></tr>{cells}</table>"
    foot = [page.law(), page.cufe("CUDE"), f"<div style='width:84pt;margin:5pt auto'>{page.qr(84, 'annex', 'url')}</div>", page.maker(), page.one("No se aceptan devoluciones de material eléctrico", "GRACIAS POR PREFERIRNOS", "Cambios solo con este tiquete, 5 días", "Dios bendiga su hogar")]  # fmt: skip
    day = inv.issue_date
    extra = page.one("", f"<p class=c>{page.bars(inv.cufe)}<br>{day:%y}{SHORT_MONTHS[day.month - 1].upper()}{page.figures(7)}</p>")  # fmt: skip
    css = f"body{{margin:0 9pt;padding-top:8pt;font:{page.one('8pt', '7.6pt')}/1.22 '{page.one(MONO, NARROW, SANS, CODE)}'}}td{{padding:.6pt 0;white-space:normal!important}}td.r{{padding-left:5pt;white-space:nowrap!important}}hr{{border:0;border-top:.8pt {page.one('dashed', 'solid', 'dotted')} #000;margin:4pt 0}}.in{{padding-left:8pt}}.big td{{font-weight:bold;font-size:12pt}}.sign{{font-size:13pt;font-weight:bold}}.tiny{{font-size:6pt}}p{{overflow-wrap:anywhere}}"
    body = f"<div class=c>{f'<p class=sign>{sign}</p>' if person else ''}{'<br>'.join(seller)}<hr>{title}<br><b>{number}</b></div><hr>{'<br>'.join(facts)}<hr><table>{''.join(rows)}</table><hr><table>{''.join(parts)}</table>{taxes}<p>{page.one('Total ítems', 'Líneas', 'ARTÍCULOS')}: {len(noted)}</p><hr><div class='c tiny'>{'<br>'.join(foot)}</div>{extra}"
    return css, body


def _want_pos(rng: random.Random) -> Want:
    return Want(
        trade=trade("clavo"),
        document_type="pos",
        lines=rng.choice(((1, 4), (3, 11))),
        cents=False,
        order=0,
        price_with_tax=True,
        person=rng.random() < 0.4,
        prefixes=("POS", "DEP", "P1", "T", "CJ2", ""),
        digits=(3, 7),
    )


def _style_pos(rng: random.Random) -> Style:
    return manner(
        rng, numbers=("co0", "us0", "co0", "plain0", "apos0"), dates=("dmy/", "iso", "dmy-", "SHORT/", "ymd/"), nits=("dash-dv", "dots-dv", "plain", "wide-dv"), signs=("", "$", ""),
    )  # fmt: skip


POS80 = layout("seventh_pos80", pos80, _want_pos, _style_pos, sizes=((226.8, 0.0), (226.8, 0.0), (209.8, 0.0)))
