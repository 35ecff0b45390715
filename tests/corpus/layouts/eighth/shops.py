"""Heads of shops: a person under the sign of the business, and the roll of a till."""

import random
from dataclasses import replace
from html import escape

from ...invoice import Want
from .form import Form
from .head import other_nit
from .kit import habits, layout, wants
from .words import SIGNS, TILLS


def _letrero(form: Form) -> tuple[str, str]:
    """The sign is no name in law: the owner is named below it, alone or behind a word."""
    sign = escape(form.invoice.supplier.trade_name)
    upper = form.seller()
    trade = form.one(
        "Venta de materiales para construcción",
        "Hierro · Cemento · Pinturas · Herramienta",
        "Mayor y detal - Servicio a domicilio",
        "",
    )
    manner = form.one("owner", "alone", "line", "establishment", "cc-below")
    if manner == "owner":
        who = f"{form.one('Propietario', 'Propietaria(o)', 'Prop.', 'De')}: {upper} / {form.nit('C.C.', 'NIT', 'C.C. No.')}"
    elif manner == "alone":
        who = f"{upper}<br>{form.nit('NIT', 'NIT.', 'C.C.')}"
    elif manner == "line":
        who = f"{upper} - {form.nit('NIT', 'Nit:')} - {escape(form.invoice.supplier.regime)}"
    elif manner == "establishment":
        who = f"Establecimiento de comercio de {upper}<br>{form.nit('NIT', 'C.C.')} Matrícula {form.rng.randint(10000, 399999)}"
    else:
        who = f"<b>{upper}</b><br>Persona natural - {form.nit('C.C.', 'Cédula', 'NIT')}"
    place = form.contact()[: form.rng.randint(2, 4)]
    look = form.one(
        f"color:{form.ink}", f"background:{form.ink};color:#fff;padding:4pt 8pt", f"border-bottom:2pt solid {form.ink}"
    )
    size = form.rng.choice((19, 22, 25))
    left = f'<div class="{form.one("c", "", "c")}"><div style="font-size:{size}pt;font-weight:bold;line-height:1.08;{look}">{sign}</div>'
    left += f'<div class=s>{trade}</div><div style="font-size:{form.one("8", "9", "7.4")}pt">{who}</div><div class=s>{form.one(" - ", "<br>", " · ").join(place)}</div></div>'
    number = f'<div class="c fit num"><b>{form.title()}</b><br><span class=red>{form.numbered()}</span></div>'
    head = (
        f"<div class=row>{left}{number}</div>"
        if form.chance(0.7)
        else f"{left}<div style='width:45%;margin:5pt 0 0 auto'>{number}</div>"
    )
    facts = f"<div class=gap>{form.put(form.dates())}</div>"
    buyer = f"<div class=gap>{form.put(form.buyer(), form.one('beside', 'inline', 'beside'))}</div>"
    if form.chance(0.4):
        facts, buyer = buyer, facts
    thanks = form.one("Gracias por su compra", "Dios bendiga su trabajo", "Después de 8 días no se aceptan cambios", "")
    css = f".num{{border:1pt solid #333;padding:5pt 8pt;border-radius:{form.one('0', '8pt')};min-width:140pt}}.red{{font-size:13pt;color:#b3001b;font-weight:bold}}"
    return css, f"{head}{facts}{buyer}{form.body()}{form.small()}<p class='c s gap'>{thanks}</p>"


_PERSON = wants("ferreteria", shares=0.1, person=True)


def _person(rng: random.Random) -> Want:
    return replace(_PERSON(rng), no_tax=rng.random() < 0.6)


LETRERO = layout(
    "eighth_letrero",
    _letrero,
    _person,
    [("", sign) for sign in SIGNS],
    sizes=((612.0, 792.0), (612.0, 560.0), (595.0, 842.0)),
)


def _tirilla(form: Form) -> tuple[str, str]:
    """80 mm: brand, legal name, NIT, regime, address, resolution; the maker of the software at the foot with a NIT of its own."""
    show, invoice = form.show, form.invoice
    seller = invoice.supplier
    head = [
        f'<div style="font-size:{form.one("15", "18", "13")}pt"><b>{escape(seller.trade_name)}</b></div>'
        if form.chance(0.85)
        else ""
    ]
    name, nit = form.seller(), form.nit()
    head += [f"{name} {nit}"] if form.chance(0.3) and len(name) < 28 else [name, nit]
    head.append(escape(form.one(seller.regime, "RESPONSABLE DE IVA", "IVA RÉGIMEN COMÚN", "NO SOMOS AUTORRETENEDORES")))
    head += form.contact()[:3]
    if form.chance(0.6):
        head.append(f"{escape(form.resolution())}")
    title = form.one("FACTURA ELECTRÓNICA DE VENTA", "DOC. EQUIVALENTE ELECTRÓNICO TIQUETE POS", "FACTURA DE VENTA")
    if "POS" in title:
        show.truth["document_type"] = "pos"
    number = form.one(f"{title}<br><b>{form.numbered()}</b>", f"<b>{title} {form.number()}</b>")
    when = f"{form.one('Fecha', 'FECHA', 'Fecha/Hora', 'Fecha exp')}: {show.date('issue_date')} {show.time()}"
    till = f"{form.one('Caja', 'CAJA', 'Terminal')}: {form.rng.randint(1, 9):02d} {form.one('Cajero', 'Cajera', 'Le atendió', 'Mesero')}: {form.one('Marleny G.', 'JULIÁN', '1015-Paola', 'Wilmar Ortiz')}"
    buyer = f"{form.one('CLIENTE', 'Cliente', 'SEÑOR(ES)')}: {escape(show.name('customer'))}<br>{form.one('NIT/CC', 'C.C./NIT', 'Nit')}: {show.nit('customer')}"
    facts = [when, till, buyer]
    if form.chance(0.3):
        facts.insert(0, facts.pop())
    show.lines(["description", "quantity", "unit_price", "line_total"], price="price_with_tax", total="price_total")
    compact = form.chance(0.5)
    rows = ""
    for line in invoice.lines:
        count, price, total = show.quantity(line), show.amount(line.price_with_tax), show.amount(line.price_total)
        if compact:
            rows += f"<tr><td colspan=2>{escape(line.description)}</td></tr><tr><td>&nbsp;{count} {escape(line.unit)} x {price}</td><td class=r>{total}</td></tr>"
        else:
            rows += f"<tr><td>{count}</td><td>{escape(line.description)}</td><td class=r>{price}</td><td class=r>{total}</td></tr>"
    heads = (
        f"<tr><th>{form.one('DESCRIPCIÓN', 'Artículo')}</th><th class=r>{form.one('VALOR', 'Total')}</th></tr>"
        if compact
        else "<tr><th>Cant</th><th>Producto</th><th class=r>V.Unit</th><th class=r>Valor</th></tr>"
    )
    goods = f'<table class="goods tick">{heads}{rows}</table>'
    sums = "".join(
        f'<tr class="{big}"><td>{label}</td><td class=r>{value}</td></tr>' for label, value, big in form.sums()
    )
    paid = f"<tr><td>{form.one('Forma de pago', 'F. pago', 'Tipo de venta')}</td><td class=r>{show.text('payment_form')}</td></tr>"
    paid += (
        f"<tr><td>{escape(invoice.payment_means)}</td><td class=r>{show.amount(invoice.total)}</td></tr><tr><td>Cambio</td><td class=r>{show.amount(invoice.total - invoice.total)}</td></tr>"
        if form.chance(0.6)
        else ""
    )
    code = form.one("CUDE", "CUFE") if "POS" in title else "CUFE"
    foot = f'<div class="hash xs">{code}: {show.text("cufe")}</div><div class=c>{form.qr(92)}</div>'
    maker = f"{form.maker()}<br>{form.provider()}" if form.chance(0.4) else form.maker()
    thanks = form.one(
        "¡GRACIAS POR SU COMPRA!", "Vuelva pronto", "Conserve este tiquete", "Línea de atención 018000 919 191"
    )
    css = f".page{{padding:9pt 9pt;font-size:7.6pt}}.tick{{font-size:7pt}}.tick td,.tick th{{padding:1pt 2pt;border:0}}.tick th{{border-bottom:.8pt dashed #000;border-top:.8pt dashed #000}}hr{{border:0;border-top:.8pt dashed #000;width:100%;margin:3pt 0}}body{{font-family:{form.one(form.face, 'Liberation Mono', form.face)}}}"
    extra = (
        ""
        if form.chance(0.5)
        else f"<div class=xs>Bolsas y empaques: {form.one('Ecoempaques Tamarindo', 'PLÁSTICOS NUBIA S.A.S.')} NIT {other_nit(form.rng)}</div>"
    )
    return (
        css,
        f"<div class=c>{'<br>'.join(filter(None, head))}</div><hr><div class=c>{number}</div><div>{'<br>'.join(facts)}</div><hr>{goods}<hr><table>{sums}{paid}</table><hr>{foot}<div class='c s'>{thanks}<br>{maker}{extra}</div>",
    )


TIRILLA = layout(
    "eighth_tirilla", _tirilla, wants("mercado", shares=0.0, price_with_tax=True, cents=False, line_discounts=0.0, order=0.0, prefixes=("POS", "TQ", "FEC", "C01", "")),
    TILLS, sizes=((226.0, 0.0), (220.0, 0.0)), style=lambda rng: habits(rng, whole=True), reword=False,
)  # fmt: skip
