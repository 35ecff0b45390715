"""Firms with a system of their own: a multinational's SAP form, a stationery chain's letter page."""

import random
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...invoice import Want
from ...sheet import A4, LETTER
from .goods import trade
from .kit import DEJAVU, NARROW, SANS, SERIF, Page, habits, layout, ledger, stacked

# SAP: each item in two or three rows of conditions, labels in two languages here and there, the legal entity in the footer.


def sap(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    seller = invoice.supplier
    lines = show.lines(("code", "description", "quantity", "unit", "unit_price", "line_total"))
    gross, less = (
        page.one("Precio bruto", "Precio lista", "PR00 Precio"),
        page.one("Dto. cliente", "Descuento K007", "Dcto. negociado"),
    )
    net, pounds = page.one("Valor neto", "Val.neto", "Importe neto"), page.one("COP", "COP", "")
    step = page.rng.choice((10, 10, 1))
    batch, rate = page.chance(0.4), page.chance(0.5)

    def item(at: int) -> str:
        line = lines[at]
        discount = (
            f"<div class=cond><span>{less}</span><span>{line.discount_rate},000- %</span><span></span><span class=r>{show.amount(line.discount)}-</span></div>"
            if line.discount
            else ""
        )
        lot = (
            f"<br><i>{page.one('Lote', 'Nº serie')}: {page.figures(8)} / Pos. arancel. 8207.{page.figures(2)}.00 País orig. {page.one('LI', 'DE', 'CN', 'US')}</i>"
            if batch
            else ""
        )
        vat = (
            f"<div class=cond><span>IVA repercutido</span><span>{line.tax_rate},000 %</span><span></span><span class=r>{show.amount(line.tax_amount)}</span></div>"
            if rate
            else ""
        )
        return f"""<div class=item><div class=row><span>{(at + 1) * step:0{6 if step == 10 else 2}d}</span><span>{escape(line.code)}</span><b>{escape(line.description)}{lot}</b></div>
        <div class=cond><span>{gross}</span><span>{show.amount(line.unit_price)} {pounds} / 1 {line.unit}</span><span class=r>{show.quantity(line)} {line.unit}</span><span class=r>{show.amount(line.gross) if line.discount else ""}</span></div>
        {discount}<div class=cond><span>{net}</span><span></span><span></span><b class=r>{show.amount(line.line_total)}</b></div>{vat}</div>"""

    goods = "".join(item(at) for at in range(len(lines)))
    number = page.number("", "", " ")
    facts = [
        (
            page.one("Factura / Invoice", "Nº factura", "Número de documento DIAN", "Factura electrónica nro."),
            f"<b>{number}</b>",
        ),
        (page.one("Fecha / Date", "Fecha factura", "Fecha documento"), show.date("issue_date")),
        (page.one("Doc. facturación SAP", "Nº interno", "Doc. contable"), "90" + page.figures(8)),
        (page.one("Nº cliente", "Solicitante", "Cuenta deudor"), "00" + page.figures(8)),
        (
            page.one("Entrega / Delivery", "Nº de entrega"),
            f"80{page.figures(8)} {page.one('', '/ ' + show.day(invoice.issue_date - timedelta(days=2)))}",
        ),
        (page.one("Pedido nuestro", "Pedido de ventas", "Sales order"), "1" + page.figures(7)),
    ]
    if invoice.order_reference:
        facts.append(
            (
                page.one("Su pedido / Your PO", "Referencia cliente", "Nº pedido cliente"),
                escape(show.text("order_reference")),
            )
        )
    facts.append((page.one("Vencimiento neto", "Fecha de vencimiento", "Net due date"), show.date("due_date")))
    terms = page.one(
        "Pagadero sin descuento", "ZC30 Neto según acuerdo", "Condición ZB45 fecha factura", "Incoterms DAP obra"
    )
    buyer = f"<i>{page.one('Destinatario de factura', 'Bill-to party', 'Responsable de pago')}</i><br><b>{page.buyer()}</b><br>{escape(invoice.customer.address)}<br>{escape(invoice.customer.city)}<br>{page.one('NIT', 'Nº ident. fiscal', 'VAT reg. no. / NIT')} {show.nit('customer')}"
    ship = f"<i>{page.one('Destinatario mercancía', 'Ship-to')}</i><br>{escape(invoice.customer.name)}<br>OBRA {page.one('PUENTE KM 14', 'TORRE SUR', 'VARIANTE ORIENTE')}<br>{page.one('Recibe: Almacén', 'Portería 2')}"
    words = {
        "gross": ("Suma posiciones bruto",), "discount": ("Descuentos", "Total descuentos"), "subtotal": ("Valor neto total", "Total neto / Net total", "Suma posiciones", "Importe neto"),
        "iva": ("IVA repercutido", "IVA / VAT", "Impuesto IVA V1"), "total": ("Importe final", "Importe total / Total amount", "Total factura COP", "Importe bruto factura"),
    }  # fmt: skip
    rows = [(label, f"{amount} {pounds}" if kind else amount, kind) for label, amount, kind in page.sums(words)]
    joint = page.one(" | ", " &nbsp;·&nbsp; ", "<br>")
    foot = joint.join(
        (
            f"<b>{page.seller()}</b>", page.one("NIT ", "Identificación tributaria: NIT ", "N.I.T. ") + show.nit("supplier"), f"{escape(seller.address)}, {escape(seller.city)}",
            f"Conmutador {seller.phone}", "Somos grandes contribuyentes Res. 12220 dic-2022 · Autorretenedores Res. 5412 de 2011 · ICA Bogotá 11,04 x mil",
        )
    )  # fmt: skip
    color = page.one("#c8001e", "#00457c", "#f09000", "#222")
    brand = f"<div class=brand>{page.brand()}</div>"
    three = page.chance(0.4)
    footer = (
        f"<div class=foot>{foot}</div>"
        if not three
        else f"<div class='foot flex'><div><b>{escape(seller.name)}</b><br>NIT {show.nit('supplier')}</div><div>{escape(seller.address)}<br>{escape(seller.city)}<br>{escape(seller.email)}</div><div>Cta. cte. 031-{page.figures(6)}-88 Banco Cafetero<br>SWIFT BCAFCOBB<br>Grandes contribuyentes</div></div>"
    )
    css = f"""body{{font:8pt/1.3 {page.one(SANS, NARROW, SERIF)}}}.brand{{background:{color};color:#fff;font-size:22pt;font-weight:bold;padding:6pt 14pt;margin:0 12pt;float:{page.one("left", "right")}}}.clear{{clear:both;height:12pt}}
    .row,.cond{{display:grid;gap:6pt}}.row{{grid-template-columns:36pt 80pt 1fr}}.cond{{grid-template-columns:90pt 1fr 80pt 90pt;margin-left:{page.one("42pt", "0")}}}.item{{border-bottom:.4pt solid #777;padding:3pt 0;break-inside:avoid}}
    .facts{{border:.6pt solid #000}}.facts td{{border-bottom:.3pt solid #aaa}}.foot{{border-top:2pt solid {color};margin-top:16pt;padding-top:5pt;font-size:7pt;break-inside:avoid}}.strong td{{border-top:.6pt solid #000;font-size:1.1em}}"""
    table = (
        "<table class=facts>"
        + "".join(f"<tr><td><i>{label}</i></td><td>{value}</td></tr>" for label, value in facts)
        + "</table>"
    )
    sides = [f"<div>{buyer}<br><br>{ship}</div>", f"<div>{table}</div>"]
    if page.chance(0.25):
        sides.reverse()
    title = f"<div class=r><b style='font-size:13pt'>{page.one('FACTURA', 'Factura electrónica de venta', 'FACTURA DE VENTA')}</b><br>Página 1 de 1</div>"
    strip = f"<div class=row style='font-weight:bold;border-bottom:1pt solid #000'><span>Pos.</span><span>Material</span><span>{page.one('Denominación', 'Texto breve', 'Descripción del material')}</span></div>"
    legal = f"<div class='flex small keep' style='margin-top:8pt'><div class=fix>{page.qr(60, 'annex', 'first-version', 'equals')}</div><div>{page.cufe()}<br>{page.law()}<br>Peso neto {page.figures(3)},00 KG  Bultos {page.figures(1)}  {terms}. Mercancía viaja asegurada. Proveedor tecnológico: E-Docs Latam S.A.S., NIT 948.760.114-3.</div></div>"
    sums = f"<div class=keep style='width:260pt;margin-left:auto'>{ledger(rows)}</div><p>{page.spelled()}</p>"
    return (
        css,
        f"{brand}{title}<div class=clear></div><div class=flex>{''.join(sides)}</div><br>{strip}{goods}{sums}{legal}{footer}",
    )


def _want_sap(rng: random.Random) -> Want:
    return Want(
        trade=trade("global"), lines=(1, 6), cents=rng.random() < 0.6, line_discounts=0.4, order=0.7, withholdings=rng.choice(((), (), ("rete_ica",))),
        prefixes=("HC", "FVE", "V", "CO10"), digits=(5, 9),
    )  # fmt: skip


SAP = layout(
    "ninth_sap",
    sap,
    _want_sap,
    habits("us2", "co2", "us2", dates=("dmy.", "iso", "ymd/", "dmy/"), signs=("",)),
    sizes=(A4, LETTER),
)


# The chain: items flow in two columns of small print, a barcode of the order stands at the top, the company is named once.


def _bars(page: Page, text: str) -> str:
    bars = "".join(
        f"<span style='border-left:{page.rng.choice((0.7, 1.4, 2.1))}pt solid #000;margin-right:{page.rng.choice((0.8, 1.6))}pt'></span>"
        for _ in range(46)
    )
    return f"<div class=bars>{bars}</div><div class=small style='letter-spacing:2pt'>{text}</div>"


def chain(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    seller, taxed = invoice.supplier, invoice.prices_with_tax
    price, total = ("price_with_tax", "price_total") if taxed else ("unit_price", "line_total")
    lines = show.lines(
        ("code", "description", "quantity", "unit_price", "tax_rate", "line_total"), price=price, total=total
    )
    marks = page.one(" x ", " UN @ ", " * ")

    def rate(value: Decimal | None) -> str:
        return "EXC" if value is None else f"{value}%"

    items = "".join(
        f"<div class=item><div class=two><span>{escape(line.code)}</span><span>IVA {rate(line.tax_rate)}</span></div><b>{escape(line.description)}</b>"
        f"<div class=two><span>{show.quantity(line)}{marks}{show.amount(getattr(line, price))}</span><b>{show.amount(getattr(line, total))}</b></div></div>"
        for line in lines
    )
    order = f"{page.figures(6)}{page.figures(6)}"
    barcode = (
        f"<div class=c>{_bars(page, order)}<i>{page.one('Pedido web', 'Orden omnicanal', 'Transacción')}</i></div>"
    )
    number = page.number("", "-", " ")
    head = [
        (page.one("FACTURA ELECTRÓNICA DE VENTA:", "Factura No:", "Doc. fiscal:"), f"<b>{number}</b>"),
        (page.one("Fecha y hora:", "Expedida:", "Fecha:"), f"{show.date('issue_date')} {show.time()}"),
        (page.one("Tienda:", "Sucursal:"), page.one("024 CC El Retiro", "Chapinero 57", "107 - Bodega virtual")),
        (page.one("Atendió:", "Cajero:"), page.one("YULI PAOLA M.", "80231", "Autoservicio")),
    ]
    who = [
        (page.one("Cliente:", "Sr(es):", "Facturar a:"), page.buyer()),
        (page.one("Identificación:", "NIT/CC:"), show.nit("customer")),
        (page.one("Dir.:", "Entrega:"), escape(invoice.customer.address)),
    ]
    sums = [
        (page.one("Subtotal sin IVA", "Base", "SUBTOTAL"), show.money("subtotal")),
        (page.one("Total IVA", "IVA", "Impuestos IVA"), show.money("iva")),
    ]
    if invoice.bags:
        sums.append((page.one("Impuesto bolsas", "INC bolsas plásticas"), show.money("bags")))
    sums.append(
        (page.one("TOTAL COMPRA", "Total factura", "TOTAL"), f"<b style='font-size:13pt'>{show.money('total')}</b>")
    )
    paid = page.one("Tarjeta crédito ****4471", "PSE", "Cupo empresarial", "Bono regalo / Nequi")
    sums.append((paid, show.amount(invoice.total)))
    maker = page.one("una marca de", "es operada por", "marca registrada de", "®")
    company = (
        f"{page.brand()} {maker}<br><b>{page.seller()}</b><br>{page.one('NIT', 'Nit.', 'N.I.T')} {show.nit('supplier')}"
    )
    place = f"{escape(seller.address)} - {escape(seller.city)}<br>Serv. al cliente {seller.phone}"
    where = page.one("head", "side", "foot")
    color = page.one("#e4002b", "#0057b8", "#ff6a13", "#3a3a3a")
    card = f"<div class=company>{company}<br>{place}</div>"
    sign = f"<div class=sign>{page.brand()}</div>{card if where == 'head' else ''}"
    strip = f"<div class=strip>{''.join(f'<div><i>{label}</i><br>{value}</div>' for label, value in sums)}</div>"
    if page.chance(0.5):
        strip = f"<div class=keep style='width:240pt;margin:6pt {page.one('auto', '0 6pt auto', '0')}'>{ledger([(label, value, '') for label, value in sums])}</div>"
    count = sum((line.quantity for line in lines), Decimal(0))
    tail = f"<div class='flex keep small'><div class=fix>{page.qr(64, 'annex', 'url', 'padded')}</div><div>{page.cufe()}<br>{page.law()}<br>{f'Artículos: {count:f}. ' if page.chance(0.6) else ''}Cambios hasta 30 días con esta factura. Precios {'con' if taxed else 'sin'} IVA. Puntos acumulados: {page.figures(3)}. Imp. por POS-Central, Retail IT SAS NIT 947.006.318-1</div>{card if where == 'side' else ''}</div>"
    columns = 2 if page.size[0] > 500 else 1
    css = f"""body{{font:8pt/1.25 {page.one(SANS, NARROW, DEJAVU)}}}.sign{{font-size:26pt;font-weight:bold;color:{color}}}.bars{{height:30pt;display:flex;justify-content:center}}.bars span{{height:30pt}}.items{{columns:{columns};column-gap:16pt;column-rule:.5pt solid #999;border-top:1pt solid {color};border-bottom:1pt solid {color};margin:8pt 0;padding:4pt 0}}
    .item{{break-inside:avoid;padding:2pt 0 4pt}}.two{{display:flex;justify-content:space-between}}.strip{{display:flex;justify-content:space-between;background:#eee;padding:5pt 8pt}}.company{{font-size:7.4pt}}"""
    below = f"<div class=c style='margin-top:10pt'>{card}</div>" if where == "foot" else ""
    title = (
        f"<p style='margin-top:6pt'>{page.one('Estos son los artículos de tu compra', 'DETALLE DE LA COMPRA', '')}</p>"
    )
    return (
        css,
        f"<div class=flex><div>{sign}</div>{barcode}</div><div class=flex style='margin-top:8pt'><div>{stacked(head)}</div><div>{stacked(who)}</div></div>{title}<div class=items>{items}</div>{strip}<br>{tail}{below}",
    )


def _want_chain(rng: random.Random) -> Want:
    taxed = rng.random() < 0.6
    return Want(trade=trade("utiles"), lines=rng.choice(((2, 5), (5, 12), (10, 18))), cents=not taxed and rng.random() < 0.3, price_with_tax=taxed, bags=0.3, order=0, prefixes=("PAN", "E24", "FT107", "WEB"), digits=(4, 7))  # fmt: skip


CHAIN = layout(
    "ninth_cadena",
    chain,
    _want_chain,
    habits("co0", "us0", "co2", dates=("dmy/", "dmy-", "iso", "short-4"), signs=("$", "", "$ ")),
    sizes=(LETTER, LETTER, A4),
)
