"""Papers of those who load trucks: an electrical wholesaler's two pages with sums carried forward, and a yard's half sheet."""

import random
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...invoice import Line, Want
from ...sheet import A4, LETTER
from .goods import trade
from .kit import MIDDLE, RIGHT, Col, Page, Row, beside, ledger, over
from .press import habits, layout

_WHOLESALE_WORDS = {
    "title": ("Factura electrónica de venta", "FACTURA DE VENTA ELECTRONICA", "Fact. Electrónica de Venta"),
    "number": ("No.", "NRO", "Número", "Nº"),
    "issued": ("Fecha exp.", "Fec. Factura", "F. Facturación", "FECHA"),
    "due": ("Fecha venc.", "Vcto.", "F. Vcto", "Vence el"),
    "client": ("Vendido a", "Cliente", "Señor(es)", "Nombre"),
    "nit": ("Nit/C.C.", "NIT", "Ident."),
    "address": ("Dirección", "Dir."),
    "pay": ("Cond. pago", "Forma de pago", "F. pago"),
    "order": ("Su orden", "O.C.", "Orden compra"),
    "own_order": ("Pedido", "Ped. No.", "Nuestro pedido"),
    "seller": ("Vend.", "Asesor", "Vendedor"),
    "route": ("Ruta", "Zona", "Transp."),
    "goes": ("Van", "Suma y sigue", "Total parcial, pasa", "VAN..."),
    "comes": ("Vienen", "Suma anterior", "VIENEN...", "De la hoja anterior"),
    "gross": ("Vr. bruto", "Total lista", "Bruto"),
    "discount": ("Dctos.", "Descuentos", "Menos dcto"),
    "subtotal": ("Subtotal", "Sub-total", "Total antes de IVA", "Neto sin IVA"),
    "iva": ("IVA 19%", "I.V.A.", "Iva", "Vr. IVA"),
    "total": ("Total a pagar", "Total factura", "TOTAL NETO", "Valor total"),
}
_MAKES = ("LUMEX", "CENTELLA", "DIELCO", "NACIONAL", "IMPORT", "KABLON", "TRIFAS", "")


def _wholesale(page: Page) -> tuple[str, str]:
    show, invoice, rng = page.show, page.invoice, page.rng
    seller, buyer = invoice.supplier, invoice.customer
    make = {line: rng.choice(_MAKES) for line in invoice.lines}
    rate = page.rate()
    columns = {
        "item": Col("", page.pick("IT", "#", "R"), lambda i, line: f"{i + 1:0{width}d}", MIDDLE),
        "code": Col("code", page.pick("CÓDIGO", "COD.", "REFER."), lambda i, line: line.code, "white-space:nowrap"),
        "what": Col("description", page.pick("DESCRIPCIÓN", "ARTÍCULO", "D E T A L L E", "NOMBRE DEL PRODUCTO"), lambda i, line: escape(line.description, quote=False), "white-space:nowrap"),
        "make": Col("", "MARCA", lambda i, line: make[line], "white-space:nowrap"),
        "unit": Col("unit", page.pick("UN", "U/M", "EMP"), lambda i, line: line.unit, MIDDLE),
        "quantity": Col("quantity", page.pick("CANT", "CANTIDAD", "DESP."), lambda i, line: show.quantity(line), RIGHT),
        "price": Col("unit_price", page.pick("VR. UNIT", "PRECIO", "P. LISTA"), lambda i, line: show.amount(line.unit_price), RIGHT),
        "share": Col("", page.pick("%D", "DTO", "DCT%"), lambda i, line: f"{line.discount_rate:.1f}" if line.discount else "", RIGHT),
        "rate": Col("tax_rate", page.pick("IVA", "%IVA", "IV"), rate, MIDDLE),
        "total": Col("line_total", page.pick("VR. TOTAL", "TOTAL", "VALOR NETO", "IMPORTE"), lambda i, line: show.amount(line.line_total), RIGHT),
    }  # fmt: skip
    width = int(page.pick("1", "2", "3"))
    order = page.pick(
        "item code what make unit quantity price share total", "code quantity unit what price share rate total", "item quantity code what make price share rate total",
        "quantity unit code what make price share total",
    )  # fmt: skip
    cols = [columns[key] for key in order.split() if invoice.line_discount or key != "share"]
    lines = page.noted(cols)
    per = min(rng.choice((20, 24, 27, 30)), len(lines) - 3)
    sheets = [lines[:per], lines[per:]]
    facts = [
        (page.say("issued"), page.dated("issue_date")),
        (page.say("due"), page.dated("due_date")),
        (page.say("pay"), page.terms()),
    ]
    facts.append((page.say("own_order"), page.code(20000, 99999)))
    if invoice.order_reference:
        facts.append((page.say("order"), escape(show.text("order_reference"))))
    facts += [
        (page.say("seller"), page.pick("14 RUBÉN", "M. CAICEDO", "031")),
        (page.say("route"), page.pick("SUR-2", "CLIENTE RECOGE", "04")),
    ]
    who = [
        (page.say("client"), page.buyer()),
        (page.say("nit"), page.buyer_nit()),
        (page.say("address"), page.place(buyer)),
        ("Tel", buyer.phone),
    ]
    name = f"<b class=name>{page.seller()}</b><br>{page.seller_nit()} - {escape(seller.regime)}<br>{page.place(seller)} - {page.pick('PBX ', 'Tel. ', '')}{seller.phone}<br>{seller.email}"
    number, boxed = page.number("", "-", " "), page.maybe(0.5)
    low, line_sum = page.pick("Hoja", "Pág.", "Página"), Decimal(0)
    parts = []
    for n, piece in enumerate(sheets):
        carried = line_sum
        line_sum = carried + sum((line.line_total for line in piece), Decimal(0))
        head = f"<div class=row>{page.logo(34)}<div>{name}</div><div class='r fit'><b>{page.say('title')}</b><br>{page.say('number')} <b class=name>{number}</b><br>{low} {n + 1} {page.pick('de', '/')} {len(sheets)}</div></div>"
        block = over(facts) if boxed else beside(facts, page.colon)
        if boxed:
            head += f"{beside(who, page.colon)}{block}"
        else:
            head += f"<div class=row style='margin-top:4pt'><div style='flex:1.4'>{beside(who, page.colon)}</div>{block}</div>"
        span = len(cols) - 1
        before = (
            f"<tr class=carry><td colspan={span} class=r>{page.say('comes')}</td><td class=r>{show.amount(carried)}</td></tr>"
            if n
            else ""
        )
        after = (
            ""
            if n
            else f"<tr class=carry><td colspan={span} class=r>{page.say('goes')}</td><td class=r>{show.amount(line_sum)}</td></tr>"
        )
        table = page.table(cols, piece, start=n * per, tail=after)
        parts.append(f"<section>{head}{table.replace('<tbody>', '<tbody>' + before)}</section>")
    foot = _wholesale_foot(page, lines)
    css = f"""body{{font-family:{page.face("DejaVu Sans Condensed", "Roboto")};font-size:7.4pt}}section+section{{break-before:page}}.name{{font-size:11.5pt}}.goods{{margin-top:5pt}}.goods th{{{f"background:{page.ink};color:#fff" if page.maybe(0.4) else "border-top:.8pt solid #000;border-bottom:.8pt solid #000"};font-size:6.8pt}}.goods td{{padding:{page.pick("2.2pt", "2.8pt", "3.2pt")} 3pt;font-size:6.9pt}}
    .goods tbody tr:nth-child({page.pick("even", "3n")}) td{{background:{page.pick("#fff", "#f0f0f0")}}}.carry td{{font-weight:bold;border-top:.5pt solid #000;border-bottom:.5pt solid #000}}.over td{{border:.5pt solid #666}}.ledger{{flex:none!important;width:200pt!important}}.b td{{border-top:1pt solid #000;font-size:9pt}}.beside td{{padding:1pt 3pt}}.k{{font-weight:bold}}.end{{border-top:1pt solid #000;margin-top:4pt;padding-top:4pt}}"""
    return css, "".join(parts) + foot


def _wholesale_foot(page: Page, lines: tuple[Line, ...]) -> str:
    show, invoice, rng = page.show, page.invoice, page.rng
    rows: list[Row] = []
    if invoice.discount:
        rows = [
            (page.say("gross"), show.amount(invoice.gross), ""),
            (page.say("discount"), page.pick("-", "") + show.money("discount"), ""),
        ]
    rows += [(page.say("subtotal"), show.money("subtotal"), ""), (page.say("iva"), show.money("iva"), "")]
    if page.maybe(0.5):
        rows.append((page.pick("Fletes", "Seguro y acarreo"), show.amount(Decimal(0)), ""))
    rows.append((page.say("total"), show.money("total"), "b"))
    early = ""
    if page.maybe(0.4):
        off = (invoice.subtotal * 3 / 100).quantize(Decimal(1))
        early = f"<p>PRONTO PAGO: cancelando antes del {page.day(invoice.issue_date + timedelta(days=5))} descuente el 3% sobre la base ({show.amount(off)}).</p>"
    weight = f"Ítems: {len(lines)} &nbsp; Unidades: {sum(int(line.quantity) for line in lines)} &nbsp; Peso aprox.: {rng.randint(120, 2400)} kg"
    bank = page.pick(
        "Consigne en Bancosur cta. corriente 0187-4402-9 a nombre de la empresa",
        "Recaudo convenio 41877, referencia: su NIT",
        "Pago en línea en www.pagofacil.example",
    )
    note = page.pick(
        "La mercancía viaja por cuenta y riesgo del comprador.",
        "No recibimos cable cortado en devolución.",
        "Todo cheque devuelto causa sanción del 20% (art. 731 C.Co.).",
    )
    law = f"<div class='row whole small' style='margin-top:6pt'><div>{page.cufe()}<br>{page.resolution()}<br>{page.house()}<br>Aceptada: nombre ____________________ C.C. ______________ Fecha ___/___/___</div>{page.qr(68, 'annex', 'commas', 'url')}</div>"
    return f"<div class='row whole end'><div>{weight}<p>{page.spelled()}</p>{early}<p class=small>{bank}<br>{note}</p></div>{ledger(rows)}</div>{law}"


def _want_wholesale(rng: random.Random) -> Want:
    return Want(
        trade=trade("mayorista"), lines=(25, 45), cents=rng.random() < 0.5, line_discounts=0.6, order=0.6,
        prefixes=("ME", "FEM", "FE", "CAL", "P1"), digits=(4, 7),
    )  # fmt: skip


WHOLESALE = layout(
    "mayorista",
    _wholesale,
    _want_wholesale,
    habits,
    words=_WHOLESALE_WORDS,
    sizes=(LETTER, LETTER, A4),
    margin="24pt 28pt 26pt",
)


# A yard of wood or iron: half a letter sheet across, a printed form typed by the yard's program.

_YARD_WORDS = {
    "title": ("Factura de venta electrónica", "FACTURA ELECTRÓNICA DE VENTA", "Factura E. de Venta"),
    "number": ("No", "N°", "Nº"),
    "issued": ("Fecha", "Ciudad y fecha", "Fecha emisión"),
    "due": ("Vence", "Fecha pago", "Plazo"),
    "client": ("Señores", "Sr.(es)", "Cliente"),
    "nit": ("Nit o C.C.", "NIT", "C.C./NIT"),
    "address": ("Dirección", "Direc."),
    "phone": ("Teléfono", "Tel."),
    "car": ("Placa", "Vehículo"),
    "guide": ("Salvoconducto", "Remisión"),
    "pay": ("Condiciones", "Forma pago", "Venta a"),
    "order": ("O. de compra", "Orden #"),
    "subtotal": ("Sub-total", "Subtotal", "Suma"),
    "freight": ("Flete", "Cargue", "Corte"),
    "iva": ("IVA", "I.V.A. 19%", "19% IVA"),
    "total": ("Total", "Total $", "Neto a pagar", "Total factura"),
}


def _yard(page: Page) -> tuple[str, str]:
    show, invoice, rng = page.show, page.invoice, page.rng
    seller, buyer = invoice.supplier, invoice.customer
    typed = page.face("Teletipo", "DejaVu Sans Mono", "DejaVu Sans")
    joined = page.maybe(0.35)
    counted = (
        (lambda i, line: f"{show.quantity(line)} {line.unit}") if joined else (lambda i, line: show.quantity(line))
    )
    columns = {
        "quantity": Col("quantity", page.pick("CANT.", "CANTIDAD", "Cant"), counted, MIDDLE),
        "unit": Col("unit", page.pick("UND", "MEDIDA"), lambda i, line: line.unit, MIDDLE),
        "code": Col("code", page.pick("COD", "REF"), lambda i, line: line.code, MIDDLE),
        "what": Col("description", page.pick("DESCRIPCIÓN", "DETALLE", "M A T E R I A L", "Concepto"), lambda i, line: escape(line.description, quote=False), "width:46%"),
        "price": Col("unit_price", page.pick("VR. UNIT.", "VALOR UNITARIO", "Precio"), lambda i, line: show.amount(line.unit_price), RIGHT),
        "total": Col("line_total", page.pick("VR. TOTAL", "VALOR", "VALOR TOTAL"), lambda i, line: show.amount(line.line_total), RIGHT),
    }  # fmt: skip
    order = page.pick(
        "quantity what price total",
        "quantity unit what price total",
        "code what quantity unit price total",
        "what quantity unit price total",
    )
    cols = [columns[key] for key in order.split() if not (joined and key == "unit")]
    lines = show.lines([col.truth for col in cols] + (["unit"] if joined else []))
    blank = f"<tr>{'<td>&nbsp;</td>' * len(cols)}</tr>" * max(0, rng.choice((5, 7, 9)) - len(lines))
    who = [
        (page.say("client"), page.buyer()),
        (page.say("nit"), page.buyer_nit()),
        (page.say("address"), page.place(buyer)),
    ]
    if page.maybe(0.6):
        who.append((page.say("phone"), buyer.phone))
    dated = page.dated("issue_date")
    if "ciudad" in page.say("issued").lower():
        dated = f"{seller.city}, {dated}"
    facts = [(page.say("issued"), dated), (page.say("pay"), page.terms())]
    if page.maybe(0.6):
        facts.append((page.say("due"), page.dated("due_date")))
    if page.maybe(0.6):
        facts.append((page.say("car"), page.pick("TRK 481", "SWN-207", "WLT093")))
    if invoice.order_reference:
        facts.append((page.say("order"), escape(show.text("order_reference"))))
    elif page.maybe(0.5):
        facts.append((page.say("guide"), page.code(10000, 999999)))
    sums = [(page.say("subtotal"), show.money("subtotal"))]
    if page.maybe(0.45):
        sums.append((page.say("freight"), show.amount(Decimal(0))))
    sums += [(page.say("iva"), show.money("iva")), (page.say("total"), f"<b>{show.money('total')}</b>")]
    strip = page.maybe(0.5)
    paid = page.pick(
        "Después de retirada la mercancía no se aceptan reclamos.",
        "Madera con procedencia legal.",
        "Corte y doblez con cargo adicional.",
        "Favor girar cheque a nombre de la firma.",
    )
    words = f"<p>{page.spelled()}</p>"
    if strip:
        foot = f"{over(sums, 'over sums')}{words}"
    else:
        rows = "".join(f"<tr><td>{label}</td><td class='r t'>{value}</td></tr>" for label, value in sums)
        foot = f"<div class=row style='margin-top:2pt'><div>{words}<p class=small>{paid}</p></div><table class='ledger fit'>{rows}</table></div>"
    name = f"<b class=name>{page.seller()}</b><br>{page.pick(seller.regime, 'IVA Régimen Común', 'Resp. de IVA - Act. 4663')} &nbsp; {page.seller_nit()}<br>{page.place(seller)} &nbsp; {page.pick('Tels. ', 'Cel. ', '')}{seller.phone}"
    number = f"<div class='fit num c'>{page.say('title')}<br>{page.say('number')} <b>{page.number('', ' ')}</b></div>"
    law = f"<div class='row small whole' style='margin-top:3pt'>{page.qr(46, 'annex', 'url')}<div>{page.resolution()} {page.cufe()}<br>{page.house()}{'' if not strip else '<br>' + paid}</div><div class='fit c' style='align-self:flex-end'>____________________<br>{page.pick('Recibí conforme', 'Firma y sello', 'Despachó')}</div></div>"
    line = page.pick(".5pt solid #333", ".6pt solid " + page.ink)
    css = f"""body{{font-family:{page.face("DejaVu Sans Condensed", "Roboto", "DejaVu Serif Condensed")};font-size:7pt;line-height:1.15{";font-synthesis:none" if "Tele" in typed else ""}}}.beside td+td,.goods td,.t,.sums{{font-family:{typed}}}.beside td+td,.goods td,.t,.sums{{font-size:{7.6 if "Tele" in typed else 6.9}pt}}.name{{font-size:11pt;color:{page.ink}}}.num{{border:{line};padding:4pt 8pt;border-radius:{page.pick("0", "5pt")};align-self:flex-start}}.num b{{font-size:10.5pt;color:#b3001b}}
    .beside td{{padding:.8pt 3pt;border-bottom:.3pt dotted #777}}.goods td,.goods th{{border:{line};padding:1.3pt 3pt}}.goods th{{text-align:center!important}}.ledger{{width:150pt;align-self:flex-start}}.ledger td,.over td{{border:{line}}}.over{{margin-top:3pt}}.goods{{margin-top:3pt}}"""
    sign = page.logo(32) if page.maybe(0.6) else ""
    return css, f"<div class=row>{sign}<div class={page.pick('c', 'l')}>{name}</div>{number}</div><div class=row style='margin-top:3pt'><div style='flex:1.5'>{beside(who, page.colon)}</div>{beside(facts, page.colon)}</div>{page.table(cols, lines, tail=blank)}{foot}{law}"  # fmt: skip


def _want_yard(rng: random.Random) -> Want:
    return Want(
        trade=trade(rng.choice(("madera", "hierro"))), lines=(1, 6), cents=rng.random() < 0.2, order=0.3, prefixes=("", "FV", "FEM", "H", "D1"),
        digits=(2, 5),
    )  # fmt: skip


YARD = layout(
    "patio",
    _yard,
    _want_yard,
    lambda rng: habits(rng, numbers=("co0", "us0", "co2", "apos0")),
    words=_YARD_WORDS,
    sizes=((612.0, 396.0),),
    margin="14pt 20pt 12pt",
)
