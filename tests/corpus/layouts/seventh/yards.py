"""Suppliers with trucks, workshops and bottles: a brick yard with its scale, a garage in two sections, gases with the buyer at the left."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...invoice import Want
from ...sheet import A4, LETTER
from .goods import trade
from .kit import Col, Page, layout
from .parts import NARROW, SANS, SERIF, WIDE, facts, manner, rows_of, stacked

_YARD = {
    "gross": ("Vr. Bruto", "Importe mercancía", "Valor a precio de lista"),
    "discount": ("Dto. volumen", "Bonificación", "Dcto. zona"),
    "subtotal": ("Vr. neto", "Sub total", "Base gravada + excluida", "Importe neto"),
    "iva": ("IVA {rate}%", "Vr. IVA", "Impto. IVA"),
    "round": ("Redondeo",),
    "total": ("Total documento", "Vr. Total Fra.", "Importe total COP", "TOTAL FRA."),
    "rete_fuente": ("Ret.Fte.", "R/Fte 2.5%"),
    "rete_iva": ("Ret.IVA", "R/IVA 15%"),
    "rete_ica": ("Ret.ICA", "R/ICA"),
    "payable": ("Neto pago", "Vr. a consignar", "Pagar"),
}


def ladrillera(page: Page) -> tuple[str, str]:
    """A boxed form of a planning program: the scale, the truck, zone and route, sums in one strip."""
    show, inv, buyer, seller = page.show, page.inv, page.inv.customer, page.inv.supplier
    tare, net = page.rng.randint(6800, 9900), page.rng.randint(4100, 18900)
    plate = page.one("SNO-718", "WLK 204", "TFQ931", "UYV-556")
    truck = [
        (page.one("Placa", "Vehículo"), plate),
        (page.one("Conductor", "Nombre conductor"), page.one("JAIRO BUITRAGO", "E. Cuesta", "NELSON ARIZA P.")),
        (page.one("C.C.", "Cédula"), page.figures(8)),
        (page.one("Peso bruto kg", "P. lleno"), show.amount(Decimal(tare + net), numbers="co0", currency=False)),
        (page.one("Tara kg", "P. vacío"), show.amount(Decimal(tare), numbers="co0", currency=False)),
        (page.one("Peso neto kg", "Neto"), show.amount(Decimal(net), numbers="co0", currency=False)),
        (page.one("Tiquete báscula", "Báscula"), page.figures(6)),
        (page.one("Precinto", "Sello"), page.figures(5)),
    ]
    zone = [
        (page.one("Zona", "Zona vta."), f"{page.rng.randint(1, 19):02d}"),
        (page.one("Ruta", "Ruta/Sector"), f"{page.rng.randint(100, 480)}-{page.one('A', 'N', 'S')}"),
        (page.one("Planta", "Centro"), page.one("P001 Chircal", "1020", "PL-2 Nemocón")),
        (page.one("Ref. cliente", "Cód. cliente", "Deudor"), f"1000{page.figures(4)}"),
        (page.one("Remisión", "Entrega", "Nota entrega"), f"80{page.figures(6)}"),
        (page.one("Vendedor", "Asesor"), page.one("V17", "Z. Piraquive", "218 CALLCENTER")),
    ]
    page.rng.shuffle(zone)
    terms = [
        (page.one("Fecha doc.", "F. factura", "Fecha expedición"), show.date("issue_date")),
        (page.one("Vence", "F. vcto.", "Vencimiento"), show.date("due_date")),
        (page.one("Cond. pago", "Plazo"), show.text("payment_form")),
    ]
    if inv.order_reference:
        terms.append((page.one("O/C cliente", "Orden compra", "Su orden"), escape(show.text("order_reference"))))
    if page.chance(0.5):
        terms.insert(0, (page.one("F. despacho", "F. cargue"), show.day(inv.issue_date - timedelta(days=page.rng.choice((1, 2, 5))))))  # fmt: skip
    kinds = {
        "code": Col("code", page.one("Material", "Cod.", "Cód.<br>SAP"), lambda i, line: escape(line.code), "l"),
        "name": Col("description", page.one("Denominación", "Texto material", "Producto"), lambda i, line: escape(line.description), "l"),
        "count": Col("quantity", page.one("Cant.<br>despachada", "Ctd.", "Cantidad"), lambda i, line: show.quantity(line)),
        "unit": Col("unit", page.one("UMV", "Und", "U.M."), lambda i, line: line.unit, "c"),
        "price": Col("unit_price", page.one("Precio<br>unitario", "Pr.unit.", "Vr.Unit"), lambda i, line: show.amount(line.unit_price)),
        "rate": Col("tax_rate", page.one("%<br>IVA", "IVA"), lambda i, line: page.rate(line, "", "Exc"), "c"),
        "tax": Col("", page.one("Valor<br>IVA", "Vr.Impto"), lambda i, line: show.amount(line.tax_amount)),
        "total": Col("line_total", page.one("Valor<br>neto", "Importe", "Vr.Parcial"), lambda i, line: show.amount(line.line_total)),
    }  # fmt: skip
    order = page.rng.choice((("code", "name", "unit", "count", "price", "rate", "total"), ("count", "unit", "code", "name", "price", "tax", "total"), ("code", "count", "unit", "name", "price", "total", "tax")))  # fmt: skip
    cols = [kinds[name] for name in order]
    if inv.line_discount:
        cols.insert(-1, Col("", "%Dto", lambda i, line: f"{line.discount_rate}", "c"))
    lot = page.chance(0.5)
    goods = page.grid(cols, page.note(cols), under=(lambda i, line: f"Lote {plate[-3:]}{i + 7}{page.inv.consecutive[-2:]} &nbsp; Estibas: {i + 1} &nbsp; Patio {'ABCD'[i % 4]}{i + 2}") if lot else None)  # fmt: skip
    sums = page.sums(_YARD)
    strip = "".join(f"<td class='{key}'><small>{label}</small><br>{text}</td>" for key, label, text in sums)
    total = f"<table class='strip keep'><tr>{strip}</tr></table>"
    apart = page.one("", " ", "-") if inv.prefix else ""
    label = page.one("Factura electrónica de venta", "FACTURA ELECTRÓNICA DE VENTA N°", "Fra. Electrónica de Venta")
    own = f"<b style='font-size:{page.one('11', '12.5')}pt'>{page.seller()}</b><br>{page.one('Nit', 'NIT:', 'N.I.T.')} {show.nit('supplier')} {page.one('', '· Autorretenedores Res. 0' + page.figures(4) + ' de 2011')}<br>{escape(seller.address)} · {escape(seller.city)}, {escape(seller.department)} · {seller.phone}"
    who = [
        (page.one("Solicitante", "Cliente", "Razón social"), page.buyer()),
        (page.one("Nit", "NIT", "Id. fiscal"), show.nit("customer")),
        (page.one("Dirección", "Domicilio"), f"{escape(buyer.address)}, {escape(buyer.city)}"),
        (page.one("Destinatario mcía.", "Obra / destino", "Entregar en"), page.one("Obra Torres del Fucha - portería 3", "Km 8 vía Sibaté, costado norte", "Patio acopio La Fiscala")),
        ("Transportador", f"{page.one('TRANSCARBÓN DEL NORTE S.A.S.', 'Volqueteros Unidos del Sumapaz Ltda.', 'Retira el cliente')} NIT {page.other_nit()}"),
    ]  # fmt: skip
    head = f"<table class=frame><tr><td style='width:66%'>{page.emblem(38, ink := page.one('#8d3b1f', '#444', '#2b4c7e'))} <div class=own>{own}</div></td><td class=c>{label}<br><b class=num>{show.number('{prefix}' + apart + '{number}')}</b><br>{page.one('Original', 'Copia cliente', 'Hoja 1 de 1')}</td></tr></table>"
    blocks = [stacked(zone), stacked(truck)]
    late = page.chance(0.4)
    body = [
        head,
        f"<table class=frame><tr><td style='width:66%'>{facts(who)}</td><td>{facts(terms)}</td></tr></table>",
        blocks[0],
    ]
    body += [goods, blocks[1]] if late else [blocks[1], goods]
    body += [total] if page.chance(0.6) else [f"<div class='low keep'>{rows_of(sums)}</div>"]
    foot = f"<table class='frame keep'><tr><td style='width:74pt'>{page.qr(66, 'annex', 'padded', 'one-line')}</td><td class=tiny>{page.cufe('CUFE:')}<br>{page.law()}<br>{show.words('upper', ' M/CTE')}<br>{page.maker()}<br>Consignar únicamente en la cuenta recaudo {page.figures(3)}-{page.figures(6)}-{page.figures(2)}. Estibas no devueltas en 30 días se facturan.</td><td style='width:120pt' class=tiny>Recibí conforme (nombre, C.C., sello)<br><br><br>Fecha de recibo: ____/____/____<br>Hora salida {inv.issue_time:%H:%M}</td></tr></table>"
    css = f"body{{font-family:'{page.one(NARROW, SANS, NARROW)}'}}.frame td,.boxes td,.strip td,.goods th{{border:.7pt solid {page.one('#000', ink, '#777')}}}.facts td{{border:0!important;padding:.6pt 2pt}}table{{margin-bottom:{page.one('0', '3pt', '-.7pt')}}}.facts,.sums{{margin:0}}.k{{width:82pt;font-weight:bold}}.own{{display:inline-block;vertical-align:middle;max-width:300pt}}.num{{font-size:13pt}}small{{font-size:6.4pt;color:#333}}.goods td{{border-left:.5pt solid #999;border-right:.5pt solid #999}}.goods th{{background:{page.one('#eee', '#fff', '#e9d8cf')}}}.goods{{border-bottom:.7pt solid #000}}.under td{{font-size:6.6pt;color:#444;padding-left:20pt}}.total,.payable{{font-weight:bold}}.strip td{{text-align:center;white-space:nowrap}}.low{{width:220pt;margin-left:{page.one('auto', '0')}}}.low td{{border-bottom:.3pt solid #777}}"
    return css, "".join(body) + foot


def _want_yard(rng: random.Random) -> Want:
    by_line = rng.random() < 0.5
    return Want(
        trade=trade("arcilla"), lines=rng.choice(((1, 2), (1, 4), (3, 8))), cents=rng.random() < 0.5, order=0.5, line_discounts=0.5 if by_line else 0, global_discount=0 if by_line else 0.3,
        withholdings=rng.choice(((), (), ("rete_fuente", "rete_ica"), ("rete_fuente", "rete_iva", "rete_ica"))), prefixes=("LAD", "F1", "CEM", "90", "PL02", "FE"), digits=(4, 8),
    )  # fmt: skip


LADRILLERA = layout(
    "seventh_ladrillera",
    ladrillera,
    _want_yard,
    lambda rng: manner(
        rng, numbers=("co0", "co2", "us2", "us0", "co2"), dates=("dmy.", "dmy/", "iso", "dmy-"), nits=("dash-dv", "dots-dv", "glued-dv", "plain"),
    ),
    sizes=(LETTER, LETTER, A4),
)  # fmt: skip


_GARAGE = {
    "gross": ("Total repuestos y servicios", "Suman"),
    "discount": ("Descuento flota", "Menos descuento"),
    "subtotal": ("Subtotal", "Subtotal orden", "Valor antes de impuestos"),
    "iva": ("I.V.A. {rate}%", "IVA", "Más IVA"),
    "round": ("Ajuste",),
    "total": ("Total factura", "TOTAL", "Valor total reparación", "Total orden + IVA"),
    "advance": ("Anticipo recibido", "Abono a la orden", "Menos abono"),
    "rete_fuente": ("Retefuente",),
    "payable": ("Saldo", "Saldo pendiente", "Saldo por pagar"),
}


def taller(page: Page) -> tuple[str, str]:
    """Parts and labour apart, each with its own sum; the vehicle in a box of its own."""
    show, inv, seller, buyer = page.show, page.inv, page.inv.supplier, page.inv.customer
    works = lambda line: line.unit in ("SERV", "HORA")  # noqa: E731
    flip = page.chance(0.3)
    lines = tuple(sorted(inv.lines, key=lambda line: works(line) != flip))
    show.invoice = replace(inv, lines=lines)
    ink = page.one("#b71c1c", "#0d3b66", "#1b1b1b", "#e08e00")
    both = page.one("", "Descripción")
    names = page.rng.choice((("REPUESTOS", "MANO DE OBRA"), ("Partes y repuestos", "Servicios de taller"), ("A. MATERIALES", "B. TRABAJOS EJECUTADOS")))  # fmt: skip
    price_word, total_word = page.one("V. unit", "Precio", "Vr. unidad"), page.one("Valor", "Vr. total", "Subt.")
    coded = page.chance(0.6)
    rated = page.chance(0.4)

    def cols(labour: bool) -> list[Col]:
        found = [
            Col("quantity", page_count if not labour else hours, lambda i, line: show.quantity(line), "c"),
            Col("description", both or ("Trabajo" if labour else "Repuesto"), lambda i, line: escape(line.description), "l"),
            Col("unit_price", price_word, lambda i, line: show.amount(line.unit_price)),
            Col("line_total", total_word, lambda i, line: show.amount(line.line_total)),
        ]  # fmt: skip
        if coded:
            found.insert(0, Col("code", "Op." if labour else "N° parte", lambda i, line: escape(line.code), "l"))
        if rated:
            found.insert(-1, Col("tax_rate", "%", lambda i, line: page.rate(line, ""), "c"))
        return found

    page_count, hours = page.one("Cant", "Cant."), page.one("Cant/hr", "Cant")
    noted = page.note(cols(False))
    sections = []
    for labour in (False, True) if not flip else (True, False):
        some = [line for line in noted if works(line) == labour]
        if not some and page.chance(0.5):
            continue
        table = page.grid(cols(labour), some, first=0)
        part = sum((line.line_total for line in some), Decimal(0))
        sections.append(f"<h3>{names[labour]}</h3>{table}<p class='r part'>{page.one('Total', 'Suma', 'Subtotal')} {names[labour].lower()}: {show.amount(part)}</p>")  # fmt: skip
    came = inv.issue_date - timedelta(days=page.rng.randint(1, 11))
    car = [
        ("Placa", page.one("JVZ-482", "FRO 719", "EQX903", "WHM-140")),
        (page.one("Vehículo", "Marca / línea"), page.one("Chevrolet NHR 2019", "Toyota Hilux 2.4", "Kenworth T800", "Renault Duster")),
        (page.one("Kilometraje", "Km"), show.amount(Decimal(page.rng.randint(18_000, 340_000)), numbers="co0", currency=False)),
        (page.one("VIN", "Chasis"), f"9FB{page.figures(9)}K{page.figures(4)}"),
        (page.one("Ingreso", "Fecha entrada"), show.day(came)),
        (page.one("O.T.", "Orden de trabajo", "Orden de servicio taller"), page.figures(5)),
        (page.one("Técnico", "Mecánico"), page.one("H. Zuluaga", "Cristian M.", "Pinzón Jr.")),
        (page.one("Próx. cambio aceite", "Próxima revisión"), show.amount(Decimal(page.rng.randint(20, 350) * 1000), numbers="co0", currency=False) + " km"),
    ]  # fmt: skip
    client = [
        (page.one("Propietario", "Cliente", "Señores"), page.buyer()),
        (page.one("Nit o C.C.", "NIT"), show.nit("customer")),
        ("Dirección", f"{escape(buyer.address)} {escape(buyer.city)}"),
        (page.one("Quien entrega", "Conductor"), page.one("Ferney Caro 3104471190", "Mensajería", "Ing. Tobar")),
    ]
    if inv.order_reference:
        client.append((page.one("Autorización cliente", "Orden de compra"), escape(show.text("order_reference"))))
    apart = page.one("", " ", " - ") if inv.prefix else ""
    number = f"<span class=num>{show.number('{prefix}' + apart + '{number}')}</span>"
    title = page.one("FACTURA DE VENTA ELECTRÓNICA", "Factura Electrónica de Venta", "FACTURA ELECTRÓNICA")
    dates = f"{page.one('Fecha', 'Facturado', 'Fecha factura')}: {show.date('issue_date')}<br>{page.one('Pago', 'Forma de pago')}: {show.text('payment_form')}" + (f"<br>{page.one('Vence', 'Plazo hasta')}: {show.date('due_date')}" if page.chance(0.7) else "")  # fmt: skip
    own = f"<b class=big>{page.seller()}</b><br>{page.one('NIT.', 'Nit')} {show.nit('supplier')} – {escape(seller.regime)}<br>{escape(seller.address)} – {escape(seller.city)}<br>{page.one('Tels.', 'PBX')} {seller.phone} – {escape(seller.email)}<br><i>{page.one('Sincronización · frenos · suspensión · cajas', 'Mecánica diésel y gasolina', 'Servicio a flotas y maquinaria')}</i>"
    foot = f"<div class='row keep tiny'><div class=fix>{page.qr(60, 'annex', 'equals')}</div><div>{page.law()}<br>{page.cufe('Cufe')}<br>Garantía: mano de obra 3 meses o 5.000 km; repuestos eléctricos sin garantía. {page.one('Retirar el vehículo en 48 horas; después se cobra parqueadero.', 'El taller no responde por objetos dejados en el vehículo.')}<br>{page.maker()}</div><div class='fix sign'>Recibo vehículo a satisfacción</div></div>"
    css = f"body{{font-family:'{page.one(SANS, WIDE, SANS, SERIF)}';font-size:{page.one('8.2', '7.9')}pt}}.big{{font-size:13pt;color:{ink}}}.num{{font-size:15pt;color:{page.one('#b00', '#000')};font-weight:bold}}h3{{{page.one(f'background:{ink};color:#fff;padding:2pt 5pt', f'border-bottom:1.4pt solid {ink}', f'color:{ink};letter-spacing:2pt')};font-size:8.8pt;margin-top:9pt}}.boxes td{{border:.5pt solid #888;font-weight:bold}}small{{font-weight:normal;font-size:6.3pt}}.part{{padding:2pt 3pt;font-weight:bold;border-top:.5pt solid #999}}.goods td{{border-bottom:.3pt dotted #999}}.k{{width:80pt;color:#444}}.sums{{width:{page.one('210pt', '46%')};margin:8pt 0 8pt auto}}.sums .total td{{font-weight:bold;border-top:1pt solid}}.sign{{width:120pt;border-top:.6pt solid;margin-top:34pt;text-align:center}}.boxes{{margin:5pt 0}}.num{{white-space:nowrap}}"
    cars = stacked(car[:4]) + stacked(car[4:]) if page.chance(0.7) else facts(car)
    sums = rows_of(page.sums(_GARAGE))
    return (
        css,
        f"<div class=row><div class=fix>{page.emblem(48, ink)}</div><div style='flex:2'>{own}</div><div class='c fix'>{title}<br>{number}<br>{dates}</div></div><div style='margin-top:8pt'>{facts(client)}</div>{cars}{''.join(sections)}<div class=keep>{sums}</div><p>{page.one('SON:', 'Valor en letras:', '')} {show.words(page.one('upper', 'capital'), ' m/cte')}</p><br>{foot}",
    )


TALLER = layout(
    "seventh_taller",
    taller,
    lambda rng: Want(
        trade=trade("taller"), lines=rng.choice(((2, 5), (3, 11))), cents=rng.random() < 0.3, order=0.25, global_discount=0.15, advance=0.3, service=True,
        prefixes=("TA", "FT", "SER", "", "FE", "TLL"), digits=(2, 6),
    ),
    lambda rng: manner(
        rng, numbers=("co0", "us0", "co2", "apos0", "us2"), dates=("dmy/", "d mon. y", "short-4", "long", "dmy-"), nits=("dots-dv", "dash-dv", "space-dv"), signs=("$", "", "$ ", ""),
    ),
    sizes=(LETTER, A4),
)  # fmt: skip
