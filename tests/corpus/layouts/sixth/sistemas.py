"""Papers of systems: an industrial supplier's ERP with two languages in small heads, and a tax portal's representation."""

import random
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...invoice import Line, Want
from ...show import Style
from .goods import trade
from .kit import MIDDLE, RIGHT, Col, Page, Row, beside, ledger, over
from .press import habits, layout, page_foot

_ERP_WORDS = {
    "title": ("Factura electrónica de venta / Electronic sales invoice", "FACTURA DE VENTA ELECTRÓNICA / INVOICE", "Factura comercial electrónica / Invoice"),
    "number": ("No. factura / Invoice no.", "Factura número / Invoice number", "Doc. fiscal / Invoice ID", "Factura / Invoice"),
    "issued": ("Fecha factura / Invoice date", "Fecha doc. / Document date", "Emitida / Issued on", "Fecha de emisión / Date of issue"),
    "due": ("Fecha vto. / Due date", "Vence / Due date", "Pagar hasta / Payable by"),
    "order": ("Su O.C. / Your PO", "Orden de compra cliente / Customer PO", "Ref. compra / Purchase order"),
    "sales_order": ("Orden de venta / Sales order", "Nuestro pedido / Our order", "Pedido interno / SO number"),
    "packing": ("Remisión / Packing slip", "Entrega / Delivery", "Guía / Waybill"),
    "terms": ("Condiciones / Terms", "Términos de pago / Payment terms", "Cond. pago / Terms of payment"),
    "currency": ("Moneda / Currency", "Divisa / Curr."),
    "bill_to": ("Facturar a / Bill to", "Cliente / Sold to", "Facturado a / Invoice to"),
    "ship_to": ("Entregar en / Ship to", "Sitio de entrega / Deliver to"),
    "account": ("Cta. cliente / Customer account", "Cód. cliente / Cust. no."),
    "tax_id": ("NIT / Tax ID", "Identificación fiscal / Tax reg. no.", "Nit / VAT no."),
    "gross": ("Valor bruto / Gross amount", "Importe líneas / Lines amount", "Total líneas / Line total"),
    "discount": ("Descuento / Discount", "Dto. comercial / Trade discount"),
    "subtotal": ("Subtotal / Sub-total", "Importe neto / Net amount", "Subtotal antes de impuestos / Amount before tax"),
    "freight": ("Cargos varios / Charges", "Flete / Freight"),
    "iva": ("IVA / VAT", "Impuesto ventas (IVA) / Sales tax", "IVA 19% / VAT 19%"),
    "total": ("Total factura / Invoice total", "Importe total / Total amount", "TOTAL COP / TOTAL DUE COP"),
    "held": ("Retención en la fuente / Withholding tax", "ReteFuente / WHT"),
    "payable": ("Neto a pagar / Net payable", "Saldo a cancelar / Balance due"),
    "remit": ("Consignar en / Remit to", "Datos bancarios / Bank details"),
    "page": ("Página / Page",),
}  # fmt: skip


def _small(text: str, stacked: bool) -> str:
    """The Spanish head with its English one, beside or beneath it."""
    spanish, _, english = text.partition(" / ")
    return f"{spanish}<br><i>{english}</i>" if stacked and english else f"{spanish} <i>/ {english}</i>"


def _erp(page: Page) -> tuple[str, str]:
    show, invoice, rng = page.show, page.invoice, page.rng
    stacked = page.maybe(0.5)

    def say(key: str) -> str:
        return _small(page.say(key), stacked)

    lots = {
        line: page.pick(
            f"Lote / Batch: {rng.randint(2200, 2599)}{rng.choice('ABK')}{rng.randint(10, 99)}", f"Serie / S/N: MX{rng.randint(10**6, 10**7)}",
            f"Origen / Origin: {page.pick('IT', 'BR', 'DE', 'US')}  Arancel / HS: 8482.{rng.randint(10, 90)}.00",
        )
        for line in invoice.lines
        if page.maybe(0.35)
    }  # fmt: skip

    def described(line: Line) -> str:
        return f"{line.description} {lots[line]}" if line in lots else line.description

    def cell(line: Line) -> str:
        below = f"<br><small>{lots[line]}</small>" if line in lots else ""
        return escape(line.description, quote=False) + below

    step = int(page.pick("1", "10"))
    rate = page.rate()
    columns = {
        "item": Col("", "Lín.<br><i>Line</i>", lambda i, line: str((i + 1) * step), MIDDLE),
        "code": Col("code", page.pick("Artículo<br><i>Item</i>", "No. parte<br><i>Part no.</i>", "Código<br><i>Item no.</i>"), lambda i, line: line.code),
        "what": Col("description", "Descripción<br><i>Description</i>", lambda i, line: cell(line), "width:42%"),
        "unit": Col("unit", page.pick("UM<br><i>UoM</i>", "Unid.<br><i>Unit</i>"), lambda i, line: line.unit, MIDDLE),
        "quantity": Col("quantity", page.pick("Cantidad<br><i>Quantity</i>", "Cant.<br><i>Qty</i>"), lambda i, line: show.quantity(line), RIGHT),
        "price": Col("unit_price", page.pick("Precio unit.<br><i>Unit price</i>", "Vr. unitario<br><i>Price each</i>"), lambda i, line: show.amount(line.unit_price), RIGHT),
        "rate": Col("tax_rate", "Imp. %<br><i>Tax</i>", rate, MIDDLE),
        "total": Col("line_total", page.pick("Importe<br><i>Amount</i>", "Vr. neto<br><i>Net amount</i>"), lambda i, line: show.amount(line.line_total), RIGHT),
    }  # fmt: skip
    if invoice.line_discount:
        columns["discount"] = Col("", "Dto. %<br><i>Disc.</i>", lambda i, line: f"{line.discount_rate:.2f}", RIGHT)
    order = page.pick(
        "item code what unit quantity price discount rate total", "item quantity unit code what price discount total",
        "code what quantity unit price discount rate total", "item code what rate quantity unit price discount total",
    )  # fmt: skip
    cols = [columns[key] for key in order.split() if key in columns]
    lines = page.noted(cols, described=described)
    boxes = [
        (say("number"), f"<b>{page.number()}</b>"),
        (say("issued"), page.dated("issue_date")),
        (say("due"), page.dated("due_date")),
        (say("terms"), page.terms()),
    ]
    more = [(say("sales_order"), page.code(100000, 999999, "SO{}")), (say("packing"), page.code(80000, 99999, "PS-{}"))]
    if invoice.order_reference:
        more.insert(rng.randint(0, 1), (say("order"), escape(show.text("order_reference"))))
    more += [(say("account"), page.code(1000, 9999, "CO-{}")), (say("currency"), "COP")]
    buyer = invoice.customer
    bill = f"<b>{page.buyer()}</b><br>{say('tax_id').replace('<br>', ' ')}: {page.buyer_nit()}<br>{page.place(buyer)}"
    site = page.pick(
        "Obra Terminal Norte, portería 2", "Campamento K12+400 Vía al Llano", "Almacén central CONTECSA, muelle 3"
    )
    ship = f"{site}<br>{buyer.city}<br>Att. {page.pick('Ing. Farid Manrique', 'Almacenista Olga Piraquive', 'Sr. N. Tobar')} Tel. {buyer.phone}"
    parties = f"<table class=box><tr><td style='width:55%'><small>{say('bill_to')}</small><br>{bill}</td><td><small>{say('ship_to')}</small><br>{ship}</td></tr></table>"
    seller = invoice.supplier
    legal = f"<b>{page.seller()}</b> · {page.seller_nit()}<br>{page.place(seller)} · Tel. {seller.phone} · {seller.email}<br>{page.pick('Gran contribuyente Res. 9061 de 2020 · ', 'Autorretenedores en renta Res. 3115 de 2016 · ', '')}{page.pick('Agente de retención IVA', 'ICA tarifa 11.04 x mil', 'Actividad CIIU 4659')}"
    title = page.say("title")
    head_right = page.maybe(0.6)
    head = f"<div class=row>{page.logo(36)}<div class=brand>{page.brand()}</div><div class='r name'>{_small(title, True)}</div></div>"
    foot = f"<div class='legal c'>{legal}</div>"
    sums = _erp_sums(page, say)
    bank = f"<div class=bank><b>{say('remit').replace('<br>', ' ')}</b><br>Banco del Istmo · Cta. cte. {page.code(100, 999)}-{page.code(10**6, 10**7)}-{page.code(10, 99)}<br>Swift BISTCOBB · Ref. {invoice.consecutive}<p>{page.spelled()}</p><p class=small>{page.pick('Intereses de mora a la tasa máxima legal. / Late payments bear interest.', 'No se aceptan devoluciones después de 8 días. / Returns within 8 days only.', 'Esta factura es un título valor, Ley 1231 de 2008.')}</p></div>"
    law = f"<div class='row whole law small'>{page.qr(62, 'annex', 'url', 'equals')}<div>{page.cufe('CUFE / Unique code:', 'CUFE:')}<br>{page.resolution()}<br>{page.house()}<br>Generado / Generated: {show.day(invoice.issue_date)} {page.pick('AXBATCH02', 'ORA-AR-INV', 'usr_fact01')}</div></div>"
    page.foot = page_foot("Página / Page", "de / of") if page.maybe(0.7) else ""
    css = f"""body{{font-family:{page.face("Roboto", "DejaVu Sans Condensed", "DejaVu Sans")};font-size:7.6pt}}i{{color:#555;font-size:90%}}.brand{{font-size:15pt;font-weight:bold;color:{page.ink};align-self:center}}
    .name{{font-size:11pt;font-weight:bold}}.box td,.over td{{border:.5pt solid #777}}.box,.over{{margin-top:{page.pick("0", "3pt")}}}small{{color:#333}}.goods{{margin-top:6pt}}.goods th{{border-top:1pt solid {page.ink};border-bottom:1pt solid {page.ink};font-size:6.8pt}}
    .goods td{{border-bottom:.3pt {page.pick("dotted", "solid")} #aaa}}.foot{{margin-top:8pt}}.ledger{{flex:none!important;width:250pt!important}}.ledger td{{border-bottom:.3pt solid #bbb}}.law{{margin-top:8pt}}.legal{{margin-top:6pt;font-size:7pt;border-top:.6pt solid #555;padding-top:3pt}}.bank p{{margin-top:4pt}}"""
    top = f"<div class=r style='font-size:7pt;margin-bottom:4pt'>{legal}</div>" if head_right else ""
    body = f"{head}{top}{over(boxes)}{over(more)}{parties}{page.well(page.table(cols, lines), 0.75, 250 if stacked else 320)}<div class='row foot whole'>{ledger(sums)}{bank}</div>{law}{'' if head_right else foot}"
    return css, body


def _erp_sums(page: Page, say) -> list[Row]:  # type: ignore[no-untyped-def]
    show, invoice = page.show, page.invoice
    rows: list[Row] = []
    if invoice.discount:
        rows = [(say("gross"), show.amount(invoice.gross), ""), (say("discount"), "-" + show.money("discount"), "")]
    elif page.maybe(0.4):
        rows = [(say("discount"), show.money("discount"), "")]
    rows.append((say("subtotal"), show.money("subtotal"), ""))
    if page.maybe(0.5):
        rows.append((say("freight"), show.amount(Decimal(0)), ""))
    rows.append((say("iva"), show.money("iva"), ""))
    rows.append((say("total"), show.money("total"), "b"))
    if invoice.rete_fuente:
        rows.append((say("held"), show.money("rete_fuente"), ""))
        rows.append((say("payable"), show.money("amount_payable"), "b"))
    return rows


def _want_erp(rng: random.Random) -> Want:
    return Want(
        trade=trade("erp"), lines=rng.choice(((1, 3), (3, 9), (8, 16))), cents=rng.random() < 0.7, line_discounts=0.25,
        withholdings=rng.choice(((), (), ("rete_fuente",))), order=0.8, prefixes=("CO", "FEX", "IN10", "ARI", "FVD"), digits=(5, 8),
    )  # fmt: skip


ERP = layout(
    "erp",
    _erp,
    _want_erp,
    lambda rng: habits(rng, numbers=("us2", "us2", "co2"), currency=("", "", "", "$")),
    words=_ERP_WORDS,
)


# The tax portal: bars over sections, pairs of a bold label and its value, the sums on a section of their own.

_DIAN_WORDS = {
    "title": ("Representación gráfica de la Factura Electrónica de Venta", "Factura Electrónica de Venta - Representación Gráfica", "FACTURA ELECTRÓNICA DE VENTA"),
    "doc": ("Información del documento", "Datos del documento electrónico", "1. Documento"),
    "seller": ("Información del facturador", "Datos del Emisor", "2. Emisor / Vendedor"),
    "buyer": ("Información del adquiriente", "Datos del Comprador", "3. Adquiriente / Comprador"),
    "goods": ("Detalle de bienes y servicios", "4. Detalles", "Relación de productos"),
    "sums": ("Totales del documento", "5. Valores totales", "Resumen de valores"),
    "end": ("Autorización y validación", "6. Información DIAN", "Notas finales"),
    "subtotal": ("Subtotal", "Subtotal líneas", "Suma valores base"),
    "gross": ("Total bruto documento", "Total base neta", "Base imponible total"),
}  # fmt: skip


def _dian(page: Page) -> tuple[str, str]:
    show, invoice, rng = page.show, page.invoice, page.rng
    seller, buyer = invoice.supplier, invoice.customer
    glue = page.pick(":", " :", ":")
    document = [
        (page.pick("Código único de facturación electrónica CUFE", "CUFE", "Código Único de Factura"), f"<span class=long>{show.text('cufe')}</span>"),
        (page.pick("Número del documento", "Nro. de Factura", "Factura No.", "Número Factura Electrónica"), page.number("", "", "-")),
        (page.pick("Fecha de expedición", "Fecha de Emisión", "Fecha y hora de generación"), page.dated("issue_date") + (f" {show.time()}" if page.maybe(0.5) else "")),
        (page.pick("Fecha máxima de pago", "Fecha de Vencimiento"), page.dated("due_date")),
        ("Tipo de operación", page.pick("10 - Estándar", "Estándar")),
        (page.pick("Forma de pago", "Condición de pago"), show.text("payment_form")),
        (page.pick("Medio de pago", "Método de pago"), invoice.payment_means),
    ]  # fmt: skip
    if invoice.order_reference:
        document.append(
            (page.pick("Orden de pedido", "Documento orden de compra"), escape(show.text("order_reference")))
        )
    document += [
        ("Moneda", "COP"),
        (
            page.pick("Fecha validación DIAN", "Validado por la DIAN el"),
            show.day(invoice.issue_date + timedelta(days=rng.choice((0, 0, 1)))) + " 18:42:07",
        ),
    ]
    sold = [
        (page.pick("Razón social", "Nombre o Razón Social", "Razón social del emisor"), page.seller()),
        (page.pick("Número de identificación tributaria", "Nit del emisor", "NIT"), show.nit("supplier")),
        ("Tipo de contribuyente", seller.kind), ("Responsabilidad fiscal", seller.duties), ("Actividad económica", page.code(4101, 8299)),
        ("País", "Colombia"), ("Departamento", seller.department), ("Municipio / Ciudad", seller.city), ("Dirección", escape(seller.address)),
        ("Teléfono / Móvil", seller.phone), ("Correo", seller.email),
    ]  # fmt: skip
    bought = [
        (page.pick("Nombre o razón social", "Razón social del adquiriente"), page.buyer()),
        ("Tipo de documento", "NIT"), (page.pick("Número documento", "Identificación"), page.buyer_nit()), ("Tipo de contribuyente", buyer.kind),
        ("Departamento", buyer.department), ("Municipio / Ciudad", buyer.city), ("Dirección", escape(buyer.address)), ("Correo", buyer.email),
    ]  # fmt: skip
    percent_only, rate = page.maybe(0.5), page.rate()
    columns = [
        Col("", page.pick("Nro.", "#"), lambda i, line: str(i + 1), MIDDLE),
        Col("code", "Código", lambda i, line: line.code, "overflow-wrap:anywhere;min-width:32pt"),
        Col("description", page.pick("Descripción", "Producto / Servicio"), lambda i, line: escape(line.description, quote=False), "width:27%"),
        Col("unit", "U/M", lambda i, line: line.unit, MIDDLE),
        Col("quantity", "Cantidad", lambda i, line: show.quantity(line), RIGHT),
        Col("unit_price", page.pick("Precio unitario", "Valor unitario base"), lambda i, line: show.amount(line.unit_price), RIGHT),
        Col("", "Descuento detalle", lambda i, line: show.amount(line.discount), RIGHT),
        Col("", "Recargo detalle", lambda i, line: show.amount(Decimal(0)), RIGHT),
        Col("", "IVA", lambda i, line: show.amount(line.tax_amount), RIGHT),
        Col("tax_rate", "%", rate, MIDDLE),
        Col("line_total", page.pick("Precio unitario de venta", "Valor total del ítem", "Subtotal ítem"), lambda i, line: show.amount(line.line_total), RIGHT),
    ]  # fmt: skip
    if percent_only:
        del columns[7:9]
    lines = page.noted(columns)
    bar = "<div class=bar>{}</div>".format
    halves = page.maybe(0.7)

    def section(rows: list[tuple[str, str]]) -> str:
        if not halves:
            return beside(rows, glue)
        half = (len(rows) + 1) // 2
        return f"<div class=row>{beside(rows[:half], glue)}{beside(rows[half:], glue)}</div>"

    first = beside(document[:1], glue) + section(document[1:])
    blocks = [bar(page.say("seller")) + section(sold), bar(page.say("buyer")) + section(bought)]
    code = page.qr(78, "annex", "padded", "broken-url", "url")
    end = beside(
        [
            (page.pick("Número de autorización", "Autorización de numeración", "Resolución"), show.text("authorization_number")),
            ("Prefijo", invoice.prefix or "-"), ("Rango desde", str(invoice.range_from)), ("Rango hasta", str(invoice.range_to)),
            ("Vigencia", show.day(invoice.authorized_until)),
        ], glue,
    )  # fmt: skip
    apart = page.maybe(0.4) and len(invoice.lines) > 2
    sums = f"<div class=whole>{bar(page.say('sums'))}<div class=row>{_dian_sums(page)}</div></div>"
    end = f"{bar(page.say('end'))}<div class='row whole'>{code if page.maybe(0.5) else ''}{end}</div><div class='small c'>{page.house()}<br>Documento generado el {show.day(invoice.issue_date)} {rng.randint(10, 18)}:{rng.randint(10, 59)}:00</div>"
    ink = page.pick("#c9c9c9", "#d8dfe8", "#003a70", "#5b5b5b")
    css = f"""body{{font-family:{page.face("DejaVu Sans", "Roboto", "DejaVu Sans Condensed")};font-size:7.2pt}}h1{{font-size:12pt;text-align:center}}.bar{{background:{ink};color:{"#fff" if ink in ("#003a70", "#5b5b5b") else "#000"};font-weight:bold;padding:2.5pt 5pt;margin:6pt 0 3pt;break-after:avoid}}.k{{font-weight:bold;width:auto;white-space:normal}}
    .beside{{align-self:flex-start}}.beside td{{padding:1.2pt 3pt;overflow-wrap:anywhere}}.beside .k{{min-width:92pt;width:34%}}.goods td,.goods th{{border:.4pt solid #888;font-size:6.3pt;padding:1.6pt 2pt}}.goods th{{text-align:center!important;background:#eee}}.ledger{{align-self:flex-start}}.ledger td{{border-bottom:.3pt solid #ccc}}"""
    top = f"<div class=row><div><h1>{page.say('title')}</h1></div>{code if 'img' not in end else ''}</div>"
    body = f"{top}{bar(page.say('doc'))}{first}{''.join(blocks)}{bar(page.say('goods'))}{page.table(columns, lines)}<div style='break-before:{'page' if apart else 'auto'}'>{sums}</div>{end}"
    page.foot = page_foot("Página", "de", page.pick("center", "right"))
    return css, body


def _dian_sums(page: Page) -> str:
    show, invoice = page.show, page.invoice
    none = show.amount(Decimal(0))
    show.knows("subtotal", invoice.gross)
    rows: list[Row] = [
        (page.say("subtotal"), show.amount(invoice.gross), ""), ("Descuento detalle", show.money("discount"), ""), ("Recargo detalle", none, ""),
        (page.say("gross"), show.amount(invoice.subtotal), ""), ("IVA", show.money("iva"), ""), ("INC", none, ""), ("Bolsas", none, ""),
        ("Otros impuestos", none, ""), (page.pick("Total impuestos (=)", "Total tributos"), show.amount(invoice.tax), ""),
        (page.pick("Total neto documento (=)", "Total más impuestos (=)"), show.amount(invoice.total), ""), ("Descuento global (-)", none, ""),
        (page.pick("Total factura (=)", "Valor total de la factura", "Total a pagar factura (=)"), f"COP {page.pick('$ ', '')}{show.money('total', currency=False)}", "b"),
    ]  # fmt: skip
    held: list[Row] = [("Anticipos", none, "")]
    held += [
        (label, show.money(name), "") for name, label in (("rete_fuente", "Rete fuente"), ("rete_iva", "Rete IVA"), ("rete_ica", "Rete ICA"))
    ]  # fmt: skip
    words = f"<p>{page.spelled()}</p>" if page.maybe(0.6) else ""
    return f"<div>{words}{ledger(held)}</div><div>{ledger(rows)}</div>"


def _want_dian(rng: random.Random) -> Want:
    return Want(
        trade=trade(rng.choice(("excel", "suelos", "madera", "epp", "residuos"))), lines=rng.choice(((1, 2), (2, 7), (6, 14))), cents=rng.random() < 0.6,
        line_discounts=0.2, withholdings=rng.choice(((), (), (), ("rete_fuente",))), order=0.4, prefixes=("FE", "FEV", "EFV", "SETT", "MDR", "E"), digits=(1, 5),
    )  # fmt: skip


def _style_dian(rng: random.Random) -> Style:
    return habits(
        rng,
        numbers=("co2", "co2", "co0"),
        dates=("dmy/", "dmy/", "iso", "ymd/"),
        nits=("plain", "plain", "dash-dv"),
        currency=("", "", "$"),
    )


DIAN = layout("dian", _dian, _want_dian, _style_dian, words=_DIAN_WORDS, margin="24pt 28pt 36pt")
