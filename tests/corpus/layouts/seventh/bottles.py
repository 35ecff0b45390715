"""Gases and protective gear: the buyer stands left, the seller right; and a note of a big firm in the boxes of its program."""

import random
from datetime import timedelta
from html import escape

from ...invoice import Line, Want
from ...sheet import A4, LETTER
from ...show import Style
from .goods import trade
from .kit import Col, Page, layout
from .parts import MANROPE, NARROW, ROBOTO, SANS, WIDE, face_css, facts, manner, rows_of, stacked

_GAS = {
    "gross": ("Valor bruto", "Suma de conceptos"),
    "discount": ("Descuento contractual", "Dscto. acuerdo"),
    "subtotal": ("Subtotal operación", "Subtotal antes de tributos", "Neto gravable y no gravable"),
    "iva": ("IVA tarifa {rate}%", "Impuesto sobre las ventas", "IVA"),
    "round": ("Ajuste",),
    "total": ("Total con IVA", "Gran total", "Total esta factura", "TOTAL"),
    "rete_fuente": ("Menos: retención en la fuente", "RTF"),
    "rete_iva": ("Menos: retención de IVA", "RT IVA"),
    "rete_ica": ("Menos: retención de ICA", "RT ICA"),
    "payable": ("Neto a pagar por el cliente", "A pagar después de retenciones", "Neto"),
}


def gases(page: Page) -> tuple[str, str]:
    show, inv, seller, buyer = page.show, page.inv, page.inv.supplier, page.inv.customer
    ink, pale = page.rng.choice((("#004e92", "#e3eef8"), ("#2d6a4f", "#e4f1ea"), ("#9a031e", "#fae7ea"), ("#5f0f40", "#f4e6ef"), ("#333", "#eee")))  # fmt: skip
    left = [
        (page.one("Cliente", "Facturar a", "Comprador", "Para"), f"<b>{page.buyer()}</b>"),
        (page.one("NIT", "Nit cliente", "Identificación"), show.nit("customer")),
        (page.one("Dirección", "Dir."), escape(buyer.address)),
        (page.one("Ciudad", "Municipio"), escape(buyer.city)),
        (page.one("Teléfono", "Tel."), buyer.phone),
        (page.one("Cód. cliente", "Cuenta"), page.figures(6)),
    ]
    label = page.one("NIT ", "Nit. ", "NIT: ")
    right = [f"<b class=name>{page.seller()}</b>", f"{label}{show.nit('supplier')}", escape(seller.address), f"{escape(seller.city)} ({escape(seller.department)})", f"{page.one('Línea de atención', 'PBX', 'Tel.')} {seller.phone}", escape(seller.email)]  # fmt: skip
    if page.chance(0.5):
        right.append(page.one("Agente retenedor de IVA · Autorretenedor renta", "Grandes contribuyentes Res. 12220 de 2022", "Registro Invima / ONAC 19-LAC-0" + page.figures(2)))  # fmt: skip
    heads = page.rng.choice((("Comprador", "Vendedor"), ("CLIENTE", "PROVEEDOR"), ("", ""), ("Adquirente", "Emisor")))
    apart = page.one("", " ", "-") if inv.prefix else ""
    when = show.date("issue_date") + (f" {show.time()}" if page.chance(0.5) else "")
    doc = [
        (page.one("Factura electrónica de venta", "Factura electrónica N.º", "Factura de venta"), f"<b>{show.number('{prefix}' + apart + '{number}')}</b>"),
        (page.one("Generada", "Fecha de factura", "Emitida el"), when),
        (page.one("Pagar antes del", "Vencimiento", "Fecha límite"), show.date("due_date")),
        (page.one("Condiciones", "Pago"), show.text("payment_form")),
        (page.one("Contrato", "Acuerdo"), f"{page.one('CS', 'C')}-{page.figures(4)}"),
    ]  # fmt: skip
    if inv.order_reference:
        doc.append((page.one("Su pedido", "OC", "Orden de compra"), escape(show.text("order_reference"))))
    band = "".join(f"<span><small>{key}</small><br>{value}</span>" for key, value in doc)
    serial = page.rng.randint(10000, 88000)

    def under(number: int, line: Line) -> str:
        if line.unit in ("M3", "KG", "CRG"):
            return f"Cilindros: {serial + number * 17} · {serial + number * 31 + 4} · Lote {inv.issue_date:%y%m}{number + 1:02d} · Pureza certificada"
        return f"Serie {serial + number}-{line.code[-3:]} · Norma {('ANSI Z87.1', 'NTC 2561', 'EN 397')[number % 3]}" if number % 2 else ""  # fmt: skip

    kinds = {
        "item": Col("", page.one("Pos", "N.º", "It"), lambda i, line: f"{(i + 1) * 10}", "c"),
        "name": Col("description", page.one("Producto / servicio", "Descripción", "Concepto facturado"), lambda i, line: f"{escape(line.description)}", "l"),
        "code": Col("code", page.one("Referencia", "Ref", "Código"), lambda i, line: escape(line.code), "l"),
        "count": Col("quantity", page.one("Cantidad", "Cant."), lambda i, line: f"{show.quantity(line)}"),
        "unit": Col("unit", page.one("UM", "Medida"), lambda i, line: line.unit, "c"),
        "price": Col("unit_price", page.one("Valor unitario", "$/Un"), lambda i, line: show.amount(line.unit_price)),
        "rate": Col("tax_rate", page.one("IVA", "Tarifa"), lambda i, line: page.rate(line, "%", "Excluido"), "c"),
        "total": Col("line_total", page.one("Valor", "Neto línea", "Total"), lambda i, line: show.amount(line.line_total)),
    }  # fmt: skip
    order = page.rng.choice((("name", "code", "count", "unit", "price", "rate", "total"), ("item", "code", "name", "count", "price", "total"), ("item", "name", "unit", "count", "rate", "price", "total")))  # fmt: skip
    cols = [kinds[name] for name in order]
    if inv.line_discount:
        cols.insert(-1, Col("", "Dcto", lambda i, line: f"{line.discount_rate}%", "c"))
    goods = page.grid(cols, page.note(cols), under=under if page.chance(0.7) else None)
    held = [(name, page.rng.randint(0, 9), page.rng.randint(0, 6), page.rng.randint(1, 12)) for name in ("Oxígeno 6,5 m³", "Acetileno 6 kg", "Mezcla AR/CO2")]  # fmt: skip
    bottles = f"<table class=held><tr><th class=l>{page.one('Cilindros en su poder', 'Saldo de envases')}</th><th>Entregados</th><th>Recogidos</th><th>Saldo</th></tr>{''.join(f'<tr><td>{name}</td><td class=c>{a}</td><td class=c>{b}</td><td class=c>{c}</td></tr>' for name, a, b, c in held)}</table>"  # fmt: skip
    sums = page.sums(_GAS)
    out = rows_of(sums)
    words = f"<p class=say>{page.one('Son', 'Total en letras:', 'La suma de')} {show.words('capital', ' m/cte')}</p>"
    pay = f"<p>{page.one('Pague en línea con el convenio', 'Recaudo Banco del Litoral convenio', 'Cta. corriente Banco Austral N.º')} {page.figures(8)} ref. {page.figures(7)}</p>"
    foot = f"<div class='row keep tiny foot'><div>{page.law()}<br>{page.cufe('CUFE')}<br>{page.maker()}<br>Emergencias 24 h: línea {page.figures(7)}. Los envases son propiedad de la compañía.</div><div class=fix>{page.qr(66, 'annex', 'url', 'commas')}</div></div>"
    css = f"""{face_css(face := page.one(ROBOTO, MANROPE, SANS, NARROW))}body{{font-family:'{face}'}}.name{{font-size:{page.one("11", "12.5", "10")}pt;color:{ink}}}small{{font-size:6.5pt}}
    .band{{background:{ink};color:#fff;display:flex;justify-content:space-between;gap:8pt;margin:8pt -34pt;padding:7pt 34pt}}.pale{{background:{pale};margin:8pt -34pt;padding:8pt 34pt}}.k{{width:66pt;color:#555}}.facts td{{padding:1pt 3pt}}h3{{font-size:7.4pt;letter-spacing:1.5pt;color:{ink}}}
    .goods th{{color:{ink};border-bottom:1.2pt solid {ink}}}.goods td{{border-top:.4pt solid #ccc}}.under td{{border:0!important;font-size:6.7pt;color:#555;padding-top:0;padding-left:{page.one("18pt", "8pt")}}}.held{{font-size:6.9pt}}.held th{{border-bottom:.5pt solid #777}}.sums td{{padding:1.8pt 4pt}}.sums .total td,.sums .payable td{{font-weight:bold;background:{pale};border-top:.8pt solid {ink}}}.foot{{margin-top:10pt}}.say{{margin:4pt 0}}"""
    align = page.one("right", "left", "right")
    head = f"<div class=row><div><h3>{heads[0]}</h3>{facts(left)}</div><div style='text-align:{align}'><h3>{heads[1]}</h3>{page.emblem(30, ink)}<br>{'<br>'.join(right)}</div></div>"
    where = page.chance(0.5)
    strip = f"<div class=band>{band}</div>"
    mid = f"<div class='row keep' style='margin-top:8pt'>{f'<div>{out}</div>' if page.chance(0.25) else ''}<div>{bottles}{words}{pay}</div>"
    mid += "</div>" if f"<div>{out}</div>" in mid else f"<div>{out}</div></div>"
    return css, f"{strip if where else ''}{head}{'' if where else strip}{goods}{mid}{foot}"


GASES = layout(
    "seventh_gases",
    gases,
    lambda rng: Want(
        trade=trade("gas"), lines=rng.choice(((1, 3), (2, 8))), cents=rng.random() < 0.6, order=0.5, line_discounts=0.2,
        withholdings=rng.choice(((), ("rete_fuente",), ("rete_fuente", "rete_iva", "rete_ica"))), prefixes=("GX", "FG", "FE", "BOR", "OX1", ""), digits=(4, 7),
    ),
    lambda rng: manner(
        rng, numbers=("co2", "us2", "co2", "co0", "apos2"), dates=("long", "dmy/", "iso", "capital", "dmy."), nits=("dots-dv", "dash-dv", "word-dv", "plain-word-dv"), signs=("", "$", "$ ", "COP "),
    ),
    sizes=(LETTER, A4),
)  # fmt: skip


# The note: a table of boxes, credit or debit, against an invoice of before.

_NOTE = {
    "gross": ("VALOR BRUTO",),
    "discount": ("DESCUENTOS", "BONIFICACIONES"),
    "subtotal": ("VALOR ANTES DE IMPUESTOS", "SUBTOTAL NOTA", "BASE DE LA NOTA", "VLR. NETO"),
    "iva": ("IVA {rate} %", "IMPUESTO IVA", "VLR. IVA"),
    "inc": ("IMPTO. CONSUMO",),
    "round": ("REDONDEO",),
    "total": ("TOTAL NOTA", "VALOR TOTAL DE LA NOTA", "TOTAL {kind}", "VLR. TOTAL"),
}
_WHY = {
    "nota_credito": ("1 - Devolución parcial de los bienes", "3 - Rebaja o descuento parcial", "4 - Ajuste de precio", "2 - Anulación de factura electrónica", "Material rechazado en obra"),
    "nota_debito": ("1 - Intereses", "3 - Cambio del valor", "2 - Gastos por cobrar", "Diferencia en tarifa de flete"),
}  # fmt: skip


def nota(page: Page) -> tuple[str, str]:
    show, inv, seller, buyer = page.show, page.inv, page.inv.supplier, page.inv.customer
    credit = inv.document_type == "nota_credito"
    kind = "CRÉDITO" if credit else "DÉBITO"
    was = inv.reference.number if inv.reference else f"{page.one('FE', 'F1', 'CE')}{page.figures(6)}"
    before = inv.reference.date if inv.reference else inv.issue_date - timedelta(days=page.rng.randint(3, 40))
    apart = page.one("", " ", "-") if inv.prefix else ""
    number = show.number("{prefix}" + apart + "{number}")
    title = page.one(
        f"NOTA {kind} ELECTRÓNICA", f"NOTA {kind}", f"Nota {kind.lower()} de la factura electrónica de venta"
    )
    top = [
        (page.one("NÚMERO", "No. NOTA", "N.º DOCUMENTO"), f"<b>{number}</b>"),
        (page.one("FECHA", "FECHA NOTA", "FEC. EMISIÓN"), show.date("issue_date")),
        (page.one("FACTURA AFECTADA", "APLICA A FACTURA", "DOC. REFERENCIA"), was),
        (page.one("FECHA FACTURA", "FEC. DOC. REF."), show.day(before)),
        (page.one("MONEDA", "DIVISA"), "COP"),
        (page.one("SOC.", "OF. VENTAS"), page.one("CO10", "1000", "BG03")),
    ]
    if page.chance(0.4):
        page.rng.shuffle(top)
    more = [
        (page.one("CÓD. CLIENTE", "DEUDOR"), f"00{page.figures(6)}"),
        (page.one("ENTREGA", "RECLAMO No."), page.figures(8)),
        (page.one("PEDIDO DEV.", "AVISO QM"), f"60{page.figures(6)}"),
        (page.one("CENTRO", "PLANTA"), page.one("Sogamoso", "1110", "Cartagena Mamonal")),
    ]
    if inv.order_reference:
        more.append((page.one("O.C. CLIENTE", "ORDEN DE COMPRA"), escape(show.text("order_reference"))))
    reason = f"<table class=frame><tr><td><small>{page.one('CONCEPTO DE LA NOTA', 'MOTIVO', 'CAUSAL DIAN')}</small><br>{page.one(*_WHY[inv.document_type])}</td><td><small>CUFE DOCUMENTO AFECTADO</small><br><span class='hash tiny'>{inv.reference.cufe if inv.reference else f'{page.rng.getrandbits(384):096x}'}</span></td></tr></table>"
    cols = [
        Col("", "POS", lambda i, line: f"{(i + 1) * 10:06d}", "c"),
        Col("code", page.one("MATERIAL", "CÓDIGO"), lambda i, line: escape(line.code), "l"),
        Col("description", page.one("DESCRIPCIÓN", "TEXTO BREVE"), lambda i, line: escape(line.description), "l"),
        Col("quantity", page.one("CANTIDAD", "CTD."), lambda i, line: show.quantity(line)),
        Col("unit", "UM", lambda i, line: line.unit, "c"),
        Col("unit_price", page.one("VLR. UNITARIO", "PRECIO<br>UNIT."), lambda i, line: show.amount(line.unit_price)),
        Col("", page.one("VLR. IVA", "IMPUESTO"), lambda i, line: show.amount(line.tax_amount)),
        Col("line_total", page.one("VLR. NETO", "IMPORTE", "VALOR"), lambda i, line: show.amount(line.line_total)),
    ]
    if page.chance(0.4):
        cols.pop(6)
    if page.chance(0.3):
        cols[1], cols[2] = cols[2], cols[1]
    goods = page.grid(cols, page.note(cols))
    sums = [(key, label.format(kind=kind), text) for key, label, text in page.sums(_NOTE, zeros=0.15)]
    total = rows_of(sums) if page.chance(0.6) else stacked([(label, text) for _key, label, text in sums], "boxes all")
    own = f"<b class=big>{page.seller()}</b><br>{page.one('NIT', 'N.I.T.', 'Nit:')} {show.nit('supplier')}<br>{escape(seller.address)} {escape(seller.city)}<br>{page.one('Conmutador', 'PBX')} {seller.phone}<br><span class=tiny>{page.one('Somos grandes contribuyentes, autorretenedores de renta e ICA', 'Agente retenedor de IVA. CIIU 2394')}</span>"
    to = [
        (page.one("CLIENTE", "SEÑORES", "A FAVOR DE" if credit else "A CARGO DE"), page.buyer()),
        (page.one("NIT", "NIT/CC"), show.nit("customer")),
        (page.one("DIRECCIÓN", "DOMICILIO"), f"{escape(buyer.address)} - {escape(buyer.city)}"),
    ]
    words = f"<p class=say>{page.one('SON:', 'VALOR EN LETRAS:')} {show.words('upper', ' M/CTE')}</p>"
    foot = f"<table class='frame keep'><tr><td style='width:72pt'>{page.qr(64, 'credit-note' if credit else 'annex', 'url')}</td><td class=tiny>{page.cufe('CUDE')}<br>{page.maker()}<br>{page.one('Esta nota no requiere autorización de numeración.', 'Documento generado por el sistema; válido sin firma.')}<br>{page.one('Abono que se cruzará con la cartera del cliente.', 'Contabilícese en el periodo de recibo.') if credit else 'Valor adicional al de la factura referida; páguese en las mismas condiciones.'}</td></tr></table>"
    rule = page.one("#000", "#7d8aa0", "#555")
    css = f"""{face_css(face := page.one(NARROW, SANS, WIDE, ROBOTO))}body{{font-family:'{face}';font-size:{page.one("7.8", "7.4")}pt}}.big{{font-size:11pt}}small{{font-size:6.1pt;color:#444}}.frame td,.boxes td,.goods td,.goods th{{border:.6pt solid {rule}}}.facts td{{border:0!important;padding:.8pt 2pt}}.k{{width:62pt}}table{{margin-bottom:{page.one("4pt", "0", "6pt")}}}.facts{{margin:0}}
    .goods th{{background:{page.one("#dde3ec", "#fff", "#333;color:#fff", "#f0f0f0")}}}h2{{font-size:12pt;text-align:{page.one("center", "right", "left")};margin:4pt 0}}.sums{{width:230pt;margin-left:{page.one("auto", "0", "auto")}}}.sums td{{border:.6pt solid {rule}}}.total td{{font-weight:bold}}.all td{{text-align:center;white-space:nowrap}}.say{{margin:4pt 0 8pt}}"""
    ink = page.one("#00539b", "#6d6875", "#111", "#386641")
    head = f"<div class=row><div class=fix>{page.emblem(46, ink)}</div><div>{own}</div><div>{facts(to)}</div></div>"
    return (
        css,
        f"{head}<h2>{title}</h2>{stacked(top)}{stacked(more)}{reason}{goods}<div class=keep>{total}{words}</div>{foot}",
    )


def _want_nota(rng: random.Random) -> Want:
    credit = rng.random() < 0.6
    return Want(
        trade=trade("planta"), document_type="nota_credito" if credit else "nota_debito", lines=rng.choice(((1, 1), (1, 3), (2, 6))), cents=rng.random() < 0.6, order=0.3,
        prefixes=("NCR", "CN", "NCE", "91") if credit else ("ND", "NDE", "DB", "92"), digits=(3, 8),
    )  # fmt: skip


def _style_nota(rng: random.Random) -> Style:
    return manner(
        rng, numbers=("co2", "us2", "co0", "us0", "plain2"), dates=("dmy.", "iso", "dmy/", "ymd/", "SHORT/"), nits=("dots-dv", "dash-dv", "glued-dv", "plain"),
    )  # fmt: skip


NOTA = layout("seventh_nota", nota, _want_nota, _style_nota, sizes=(LETTER, LETTER, A4))
