"""Papers of shops that sell by the counter and by catalogue: a hardware store's spreadsheet, a seller of safety equipment."""

import random
from decimal import Decimal
from html import escape

from ...formats import SHORT_MONTHS
from ...invoice import Line, Want
from ...sheet import A4, LANDSCAPE, LETTER
from .goods import trade
from .kit import MIDDLE, RIGHT, Col, Page, beside, over
from .press import habits, layout, page_foot

_EXCEL_WORDS = {
    "title": ("Factura de venta", "FACTURA ELECTRÓNICA DE VENTA", "Factura", "Factura de venta electrónica"),
    "number": ("No.", "Factura Nº", "N° factura", "Consecutivo"),
    "issued": ("Fecha", "Fecha factura", "Fecha elaboración"),
    "due": ("Vence", "Fecha límite", "Vencimiento"),
    "client": ("Cliente", "Señores", "Nombre cliente", "Empresa"),
    "client_nit": ("NIT o C.C.", "Nit", "Documento", "C.C. / NIT"),
    "address": ("Dirección", "Direcc.", "Domicilio"),
    "phone": ("Teléfono", "Cel.", "Tel"),
    "site": ("Obra", "Entregar en", "Destino"),
    "pay": ("Forma pago", "Condición", "Pago"),
    "order": ("Orden compra", "O/C cliente", "Orden No."),
    "client_bar": ("Datos del cliente", "Información del cliente", "Facturado a"),
    "notes_bar": ("Observaciones", "Notas", "Comentarios"),
    "subtotal": ("Subtotal", "Sub total", "Suma", "Valor mercancía"),
    "discount": ("Descuento", "(-) Desc.", "Rebaja"),
    "freight": ("Transporte", "Acarreo", "Flete"),
    "total": ("Total", "Total factura", "Gran total", "Total a cancelar"),
}


def _split(page: Page, text: str) -> str:
    """As a spreadsheet sets money: the sign at the left of the cell, the figures at its right."""
    return f"<div class=money><span>$</span><span>{text}</span></div>"


def _excel(page: Page) -> tuple[str, str]:
    show, invoice, rng = page.show, page.invoice, page.rng
    seller, buyer = invoice.supplier, invoice.customer
    signs = page.maybe(0.6)

    def money(text: str) -> str:
        return _split(page, text) if signs else text

    right = "text-align:right;white-space:nowrap"
    columns = {
        "item": Col("", page.pick("Ítem", "#", "No."), lambda i, line: str(i + 1), MIDDLE),
        "code": Col("code", page.pick("Cód.", "Ref"), lambda i, line: line.code, MIDDLE),
        "quantity": Col("quantity", page.pick("Cant", "Cantidad", "Cant."), lambda i, line: show.quantity(line), MIDDLE),
        "unit": Col("unit", page.pick("Und", "Medida", "U.M"), lambda i, line: line.unit, MIDDLE),
        "what": Col("description", page.pick("Descripción", "Artículo", "Detalle del producto"), lambda i, line: escape(line.description, quote=False), "width:40%"),
        "price": Col("unit_price", page.pick("V/Unit", "Valor unitario", "Vr. Und"), lambda i, line: money(show.amount(line.unit_price, currency=not signs)), right),
        "total": Col("line_total", page.pick("V/Total", "Valor total", "Vr. Total"), lambda i, line: money(show.amount(line.line_total, currency=not signs)), right),
    }  # fmt: skip
    order = page.pick(
        "item quantity unit what price total",
        "code what unit quantity price total",
        "quantity what price total",
        "item what unit quantity price total",
    )
    cols = [columns[key] for key in order.split()]
    lines = page.noted(cols)
    blank = "".join(
        "<tr>"
        + "".join(f"<td>{money('-') if key == 'total' and signs else '&nbsp;'}</td>" for key in order.split())
        + "</tr>"
        for _ in range(max(0, rng.choice((0, 10, 14)) - len(lines)))
    )
    day = invoice.issue_date
    if page.maybe(0.35):  # three cells: day, month and year
        show.date("issue_date")
        month = page.pick(f"{day:%m}", SHORT_MONTHS[day.month - 1].upper())
        dated = f"<table class=day><tr><th>{page.pick('DÍA', 'DD')}</th><th>{page.pick('MES', 'MM')}</th><th>AÑO</th></tr><tr><td>{day:%d}</td><td>{month}</td><td>{day.year}</td></tr></table>"
    else:
        dated = page.dated("issue_date")
    facts = [(page.say("number"), f"<b>{page.number()}</b>"), (page.say("issued"), dated)]
    if page.maybe(0.7):
        facts.append((page.say("due"), page.dated("due_date")))
    if page.maybe(0.8):
        facts.append((page.say("pay"), page.terms()))
    if invoice.order_reference:
        facts.append((page.say("order"), escape(show.text("order_reference"))))
    client = [
        (page.say("client"), f"<b>{page.buyer()}</b>"),
        (page.say("client_nit"), page.buyer_nit()),
        (page.say("address"), page.place(buyer)),
        (page.say("phone"), buyer.phone),
    ]
    if page.maybe(0.5):
        client.append(
            (
                page.say("site"),
                page.pick("Edificio Altos de la Quinta torre 2", "Puente La Balsa", "Colegio distrital San Javier"),
            )
        )
    sums = [(page.say("subtotal"), show.money("subtotal", currency=not signs), "")]
    if page.maybe(0.4):
        sums.append((page.say("discount"), show.amount(Decimal(0), currency=not signs), ""))
    if invoice.iva:
        rates = sorted(name for name, amount in invoice.taxes.items() if amount)
        if len(rates) > 1:
            show.knows("iva", invoice.iva)
            sums += [(f"{name}%", show.amount(invoice.taxes[name], currency=not signs), "") for name in rates]
        else:
            rate = rates[0].split()[1]
            sums.append(
                (
                    page.pick(f"IVA {rate}%", f"Iva ({rate}%)", "I.V.A.", f"+ IVA {rate}"),
                    show.money("iva", currency=not signs),
                    "",
                )
            )
    elif page.maybe(0.5):
        sums.append(("IVA", show.money("iva", currency=not signs), ""))
    if page.maybe(0.4):
        sums.append((page.say("freight"), show.amount(Decimal(0), currency=not signs), ""))
    sums.append((page.say("total"), show.money("total", currency=not signs), "bar"))
    ledger = "".join(
        f"<tr class='{css}'><td>{label}</td><td class=r>{money(text)}</td></tr>" for label, text, css in sums
    )
    name = f"<b>{page.seller()}</b><br>{page.seller_nit()}<br>{page.place(seller)}<br>{page.pick('Tel. ', 'WhatsApp ', 'Cel ')}{seller.phone} - {seller.email}"
    brand = (
        page.pick("FERRETERÍA EL GATO", "TODO PARA SU OBRA", "MATERIALES AL POR MAYOR Y DETAL")
        if seller.person
        else page.brand()
    )
    notes = page.pick(
        "Favor consignar a la cuenta de ahorros 24-118-90342 Banco Sabanero", "Mercancía entregada a satisfacción. Cambios solo dentro de los 5 días.",
        "Precios válidos por 3 días. Gracias por preferirnos!!", "Recibe: ____________________  C.C. ______________",
    )  # fmt: skip
    electronic = "ELECTR" in page.say("title").upper()
    law = page.resolution() + (f"<br>{page.cufe()}<br>{page.house()}" if electronic else "")
    code = page.qr(60, "annex", "url") if electronic else ""
    where = page.pick("left", "right")
    box = f"<div style='flex:1.35'><div class=bar>{page.say('notes_bar')}</div><p class=note>{notes}</p><p class=note>{page.spelled()}</p></div>"
    foot = f"<table class=ledger>{ledger}</table>"
    foot = foot + box if where == "left" and page.maybe(0.4) else box + foot
    facts_box = f"<div class='fit facts'><div class='bar c title'>{page.say('title')}</div>{beside(facts)}</div>"
    slogan = (
        f"<br><i>{page.pick('Pinturas - Tubería - Herramienta - Eléctricos', 'El surtido más completo de la zona', 'Despachos a domicilio')}</i>"
        if page.maybe(0.6)
        else ""
    )
    head = f"<div class=row>{page.logo(40) if page.maybe(0.5) else ''}<div><span class=brand>{brand}</span>{slogan}<br>{name}</div>{facts_box}</div>"
    light = page.maybe(0.25)
    css = f"""body{{font-family:{page.face("Roboto", "Roboto", "DejaVu Sans Condensed", "Manrope")};font-size:8.2pt}}.bar,.bar td,.goods th{{background:{"#ffe699" if light else page.ink};color:{"#000" if light else "#fff"};font-weight:bold;padding:2.4pt 4pt}}.brand{{font-size:16pt;font-weight:bold;color:{page.ink}}}.title{{font-size:10.5pt}}
    .facts{{width:190pt}}.beside td{{border:.5pt solid #999}}.goods td,.goods th,.ledger td{{border:.5pt solid #777}}.goods th{{text-align:center!important}}.goods{{margin-top:6pt}}.goods tr:nth-child(even) td{{background:{page.pick("#fff", "#eef3fa", "#f3f3f3")}}}.money{{display:flex;justify-content:space-between;gap:6pt}}
    .ledger{{align-self:flex-start}}.note{{padding:3pt}}.day td,.day th{{border:.4pt solid #999;text-align:center;padding:1pt}}.day th{{background:#ddd;font-size:6.5pt}}.last{{margin-top:8pt}}"""
    body = f"{head}<div class=bar style='margin-top:6pt'>{page.say('client_bar')}</div>{beside(client)}{page.table(cols, lines, tail=blank)}<div class='row whole' style='margin-top:4pt'>{foot}</div><div class='row whole last small'>{code}<div>{law}</div></div>"
    return css, body


def _want_excel(rng: random.Random) -> Want:
    person = rng.random() < 0.25
    return Want(
        trade=trade("excel"), lines=rng.choice(((1, 4), (3, 10), (8, 18))), cents=rng.random() < 0.15, person=person, no_tax=person and rng.random() < 0.7,
        order=0.3, prefixes=("", "FV", "FE", "F", "FERR"), digits=(2, 5),
    )  # fmt: skip


EXCEL = layout(
    "excel",
    _excel,
    _want_excel,
    lambda rng: habits(rng, numbers=("co0", "us0", "co2", "us2"), currency=("", "$", "$ ")),
    words=_EXCEL_WORDS,
)


# Safety equipment: sizes, colours and references beside each line, and what is taken off it.

_EPP_WORDS = {
    "number": ("Factura electrónica de venta No.", "FACTURA ELECTRÓNICA", "Factura de Venta Electrónica N°", "F.E.V."),
    "issued": ("Fecha y hora de emisión", "Fecha Facturación", "F. Expedición", "Generada"),
    "due": ("Fecha Vcto.", "Plazo hasta", "Vencimiento de la factura"),
    "client": ("Cliente", "Razón social", "Comprador", "Adquiriente"),
    "nit": ("NIT/CC", "Nit cliente", "Identificación"),
    "adviser": ("Asesor comercial", "Ejecutivo", "Vendedor"),
    "order": ("Orden de compra", "OC cliente", "N° Orden"),
    "packing": ("Remisión", "Picking", "Despacho"),
    "pay": ("Forma de pago", "Cond. comercial", "Términos"),
    "gross": ("Total bruto", "Valor lista", "Total antes de dctos"),
    "discount": ("Total descuentos", "Dcto. en líneas", "(-) Descuento por línea"),
    "subtotal": ("Subtotal", "Subtotal neto", "Base gravable"),
    "iva": ("IVA", "Impuesto IVA", "Valor I.V.A."),
    "total": ("Total factura", "Valor total", "TOTAL $"),
}
_COLOURS = ("Azul noche", "Negro", "Naranja", "Miel", "Gris", "N/A", "Verde limón")


def _sizes(rng: random.Random, line: Line) -> str:
    if line.description.startswith(("BOTA", "ZAPATO")):
        return str(rng.randint(35, 44))
    if line.description.startswith("GUANTE"):
        return str(rng.randint(7, 10))
    if line.description.startswith("JEAN"):
        return str(rng.choice((28, 30, 32, 34, 36, 38)))
    if line.description.startswith(("CARETA", "RESP", "PROTECTOR")):
        return rng.choice(("U", "Única", "-"))
    return rng.choice(("S", "M", "L", "XL", "XXL"))


def _epp(page: Page) -> tuple[str, str]:
    show, invoice, rng = page.show, page.invoice, page.rng
    seller, buyer = invoice.supplier, invoice.customer
    size = {line: _sizes(rng, line) for line in invoice.lines}
    colour = {line: rng.choice(_COLOURS) for line in invoice.lines}
    before = page.maybe(0.3) and bool(invoice.discount)
    rate = page.rate()
    columns = {
        "ref": Col("code", page.pick("Referencia", "Ref.<br>Interna", "SKU"), lambda i, line: line.code),
        "what": Col("description", page.pick("Descripción<br>del artículo", "Producto", "Nombre del elemento"), lambda i, line: escape(line.description, quote=False), "width:34%"),
        "size": Col("", page.pick("Talla", "Tll.", "Talla /<br>Medida"), lambda i, line: size[line], MIDDLE),
        "colour": Col("", "Color", lambda i, line: colour[line], MIDDLE),
        "quantity": Col("quantity", page.pick("Cant.", "Cantidad<br>facturada", "Cant"), lambda i, line: show.quantity(line), MIDDLE),
        "unit": Col("unit", page.pick("Und", "Emp."), lambda i, line: line.unit, MIDDLE),
        "price": Col("unit_price", page.pick("Precio<br>unitario", "Vr. lista<br>und.", "Valor<br>unidad"), lambda i, line: show.amount(line.unit_price), RIGHT),
        "share": Col("", page.pick("%<br>Dcto", "Desc.<br>%"), lambda i, line: f"{line.discount_rate:.{places}f}", RIGHT),
        "off": Col("", page.pick("Valor<br>Dcto", "Vlr.<br>descuento"), lambda i, line: ("-" if minus and line.discount else "") + show.amount(line.discount), RIGHT),
        "rate": Col("tax_rate", "IVA<br>%", rate, MIDDLE),
        "total": Col("line_total", page.pick("Valor neto", "Vr. total<br>neto", "Total<br>línea"), lambda i, line: show.amount(line.line_total), RIGHT),
    }  # fmt: skip
    places, minus = int(page.pick("0", "1", "2")), page.maybe(0.4)
    order = page.pick(
        "ref what size colour quantity unit price share off total", "ref what size quantity unit price share rate total",
        "quantity ref what size colour price share off rate total", "ref size colour what unit quantity price share total",
    )  # fmt: skip
    cols = [columns[key] for key in order.split() if invoice.line_discount or key not in ("share", "off")]
    lines = page.noted(cols)
    stamp = f" {show.time()}" if page.maybe(0.5) else ""
    facts = [
        (page.say("issued"), page.dated("issue_date") + stamp),
        (page.say("due"), page.dated("due_date")),
        (page.say("pay"), page.terms()),
    ]
    facts += [(page.say("adviser"), page.pick("Yuly Tovar", "Zona 4 - D. Rincón", "WEB", "Camila Ospitia"))]
    if invoice.order_reference:
        facts.append((page.say("order"), escape(show.text("order_reference"))))
    if page.maybe(0.6):
        facts.append((page.say("packing"), page.code(3000, 60000, page.pick("RM-{}", "{}"))))
    who = [(page.say("client"), page.buyer()), (page.say("nit"), page.buyer_nit()), ("Dirección", page.place(buyer)), ("Contacto", page.pick("SST - Nubia Real", "Almacén", "Compras") + " " + buyer.phone)]  # fmt: skip
    sums = []
    if invoice.discount and before:
        show.knows("subtotal", invoice.gross)
        sums = [("Subtotal", show.amount(invoice.gross), ""), (page.say("discount"), "-" + show.money("discount"), ""), ("Base IVA 19%", show.amount(invoice.subtotal), "")]  # fmt: skip
    elif invoice.discount:
        sums = [(page.say("gross"), show.amount(invoice.gross), ""), (page.say("discount"), show.money("discount"), ""), (page.say("subtotal"), show.money("subtotal"), "")]  # fmt: skip
    else:
        sums = [(page.say("subtotal"), show.money("subtotal"), "")]
    sums.append((page.say("iva") + page.pick(" 19%", "", " (19)"), show.money("iva"), ""))
    if page.maybe(0.4):
        sums.append((page.pick("Impoconsumo", "Otros cargos"), show.amount(Decimal(0)), ""))
    sums.append((page.say("total"), show.money("total"), "b"))
    across = page.maybe(0.4)
    if across:
        foot = f"<div class=whole>{over([(label, f'<b>{value}</b>' if css else value) for label, value, css in sums], 'over sums')}<p>{page.spelled()}</p></div>"
    else:
        tail = "".join(f"<tr class='{css}'><td>{label}</td><td class=r>{value}</td></tr>" for label, value, css in sums)
        foot = f"<div class='row whole' style='margin-top:5pt'><div><p>{page.spelled()}</p><p class=small>Total unidades: {sum(int(line.quantity) for line in lines)} &nbsp; Cajas: {rng.randint(1, 9)} &nbsp; Guía: {rng.randint(10**9, 10**10)} {page.pick('Envía Andes', 'TransCordillera', 'Rueda Rápida')}<br>Para dotación, cambios de talla dentro de los 10 días con etiqueta.</p></div><table class='ledger fit'>{tail}</table></div>"
    count = f"<br>{page.pick('Autorretenedores de ICA en Bogotá', 'No somos autorretenedores', 'Somos grandes contribuyentes Res. 012220 dic/22')} - {escape(seller.regime)}"
    name = f"<b class=name>{page.seller()}</b><br>{page.seller_nit()}{count}<br>{page.place(seller)}<br>{seller.phone} / {seller.email}"
    number = f"<div class='fit number c'>{page.say('number')}<br><b>{page.number()}</b></div>"
    code = page.qr(66, "annex", "one-line", "equals")
    code_top = page.maybe(0.4)
    law = f"<div class='row whole small' style='margin-top:6pt'>{'' if code_top else code}<div>{page.cufe()}<br>{page.resolution()}<br>{page.house()}<br>Certificados de conformidad ANSI Z87.1, NTC 2190 disponibles en la web.</div></div>"
    css = f"""body{{font-family:{page.face("Manrope", "DejaVu Sans Condensed", "Roboto")};font-size:7.3pt}}.name{{font-size:11pt;color:{page.ink}}}.number{{border:1pt solid {page.ink};border-radius:4pt;padding:5pt 8pt;align-self:flex-start;max-width:150pt}}.number b{{font-size:12pt;color:#b00020;white-space:nowrap}}
    .k{{color:{page.ink};font-weight:bold}}.box{{border:.6pt solid {page.ink};border-radius:4pt;padding:2pt}}.goods{{margin-top:6pt}}.goods th{{border:.6pt solid {page.ink};text-align:center!important;font-size:6.6pt}}.goods td{{border-left:.4pt solid #aaa;border-right:.4pt solid #aaa;border-bottom:.2pt solid #ddd;font-size:6.8pt}}.goods tr:last-child td{{border-bottom:.6pt solid {page.ink}}}
    .ledger{{width:190pt}}.ledger .b td{{background:{page.ink};color:#fff}}.sums{{margin-top:5pt}}.sums td{{border:.5pt solid #999;text-align:right}}"""
    page.foot = page_foot("Hoja", page.pick("de", "/")) if page.maybe(0.4) else ""
    body = f"<div class=row>{page.logo(42)}<div>{name}</div>{code if code_top else ''}{number}</div><div class=row style='margin-top:5pt'><div class=box style='flex:1.3'>{beside(who, page.colon)}</div><div class=box>{beside(facts, page.colon)}</div></div>{page.well(page.table(cols, lines), 0.4, 320)}{foot}{law}"
    return css, body


def _want_epp(rng: random.Random) -> Want:
    return Want(
        trade=trade("epp"), lines=rng.choice(((1, 3), (3, 9), (8, 20))), cents=rng.random() < 0.5, line_discounts=0.8, order=0.6,
        prefixes=("FEPP", "FE", "SI", "DOT", "EP2"), digits=(3, 6),
    )  # fmt: skip


EPP = layout("epp", _epp, _want_epp, habits, words=_EPP_WORDS, sizes=(LETTER, LETTER, A4, LANDSCAPE))
