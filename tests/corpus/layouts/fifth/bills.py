"""Monthly bills: a carrier of data and voice with a summary and the charges of each service; a courier that lists its guides."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from html import escape

from ...formats import SHORT_MONTHS
from ...invoice import Line, Want
from ...sheet import A4, LETTER
from .kit import Page, Row, band, habits, layout, pairs, sums


def _month(day: date) -> tuple[date, date]:
    """The first and the last day of the month before."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _text_day(day: date) -> str:
    return f"{day.day:02d} {SHORT_MONTHS[day.month - 1].upper()} {day.year}"


def telecom(p: Page) -> tuple[str, str]:
    show = p.show
    show.invoice = replace(p.invoice, due_date=p.invoice.issue_date + timedelta(days=p.rng.randint(9, 18)))
    invoice = p.invoice
    first, last = _month(invoice.issue_date)
    period = p.pick(
        f"{_text_day(first)} - {_text_day(last)}",
        f"Del {first:%d/%m/%Y} al {last:%d/%m/%Y}",
        f"{first:%d.%m} a {last:%d.%m.%Y}",
    )
    account, reference = p.digits(8), p.digits(11)
    due = p.pick("Pago oportuno", "Pague hasta", "Fecha límite de pago", "Pagar sin recargo antes del")
    to_pay = p.pick("Valor a pagar", "TOTAL A PAGAR", "Tu pago total", "Total a cancelar")
    paid, due_day = show.money("amount_payable"), show.date("due_date")
    top = [
        (
            p.pick("Factura electrónica de venta No.", "No. de factura", "Factura N.º", "Número factura de venta"),
            p.number("", " ", "-"),
        ),
        (p.pick("Fecha de expedición", "Expedida el", "Fecha emisión factura", "Generada"), show.date("issue_date")),
        (p.pick("Periodo facturado", "Período de facturación", "Periodo"), period),
        (p.pick("Cuenta / contrato", "Cuenta cliente", "Contrato No.", "Código de cliente"), account),
    ]
    p.rng.shuffle(top)
    boxed = "".join(f"<div class=cell><span>{label}</span><b>{value}</b></div>" for label, value in top)
    summary = f"<h2>{p.pick('Resumen de tu cuenta', 'Resumen de la factura', 'Estado de la cuenta')}</h2>{sums(_account(p, last), 'sums acct')}"
    window = f"<div class=window>{p.buyer()}<br>{p.pick('NIT', 'Nit:', 'NIT / C.C.')} {show.nit('customer')}<br>{escape(invoice.customer.address)}<br>{invoice.customer.city}</div>"
    big = f"<div class=pay><div>{to_pay}<br><strong>{paid}</strong></div><div>{due}<br><strong>{due_day}</strong></div></div>"
    legal = f"<div class=legal>{p.seller()} {p.pick('NIT', 'N.I.T.', 'Nit.')} {show.nit('supplier')} · {' · '.join(p.contact())} · {p.duties()}</div>"
    notice = p.pick(
        f"Si no pagas antes del {_text_day(invoice.due_date + timedelta(days=6))} tu servicio será suspendido. Reconexión $24.900 IVA incluido.",
        "Paga por PSE, corresponsales bancarios o débito automático. Esta factura presta mérito ejecutivo.",
        "PQR: línea 601 7450000 o www.tucuenta.example. Superintendencia de Industria y Comercio: 018000 910165.",
    )
    law = f"<div class='row whole'><div class=fix>{p.qr(68, 'annex', 'url', 'equals')}</div><div class=mini>{p.hash('CUFE', 'CUFE:')}<br>{p.resolution()}<br>{p.maker()}<br>{notice}<br>Somos autorretenedores de renta Res. 4361 de 2009, no practicar retención en la fuente.</div></div>"
    stub = p.bars(
        f"(415)7709998{p.digits(6)}(8020){reference}(3900){int(invoice.amount_payable):010d}(96){invoice.due_date:%Y%m%d}",
        280,
    )
    coupon = f"<div class='row coupon whole'><div>{pairs([('Cliente', account), ('Referencia de pago', reference), (due, show.day(invoice.due_date))])}</div><div class=fix>{stub}</div><div class='r fix'>{to_pay}<br><strong>{show.amount(invoice.amount_payable)}</strong></div></div>"
    css = f"""
    .legal{{font-size:7pt}}.cell{{padding:2pt 5pt;border-bottom:.4pt solid #bbb;display:flex;justify-content:space-between;gap:6pt}}.top{{border:.8pt solid {p.shade};border-radius:5pt}}
    .brand{{font-size:19pt;font-weight:bold;color:{p.shade};letter-spacing:-.4pt}}.window{{padding:14pt 4pt;font-size:9pt}}.pay{{display:flex;background:{p.shade};color:#fff;padding:6pt;margin:5pt 0;justify-content:space-around;gap:14pt;text-align:center}}body{{font-size:{p.rng.choice((8, 8.6, 9))}pt}}
    strong{{font-size:12.5pt}}h2{{font-size:9.5pt;color:{p.shade};margin-bottom:2pt}}.acct td{{border-bottom:.3pt dotted #777;padding:2.2pt 3pt}}.old td,.old th{{border-bottom:.3pt solid #bbb}}.det th{{border-bottom:1pt solid {p.shade};border-top:1pt solid {p.shade}}}
    .det .g td{{background:#ececec;font-weight:bold}}.coupon{{border-top:1pt dashed #000;margin-top:12pt;padding-top:7pt;align-items:center}}.row{{margin-bottom:6pt}}.coupon strong{{font-size:10pt}}
    """
    detail = f"<h2>{p.pick('Detalle de cargos', 'Detalle de tus servicios', 'Lo que facturamos este mes')}</h2>{_charges(p, first, last)}<br>"
    head = f"<div class=row><div><div class=brand>{p.brand()}</div>{window}</div><div><div class=top>{boxed}</div>{big}</div></div>"
    beside = [f"<div>{summary}</div>", f"<div>{_earlier(p, first)}</div>"]
    if p.chance(0.4):
        beside.reverse()
    body = [f"<div class='row whole'>{''.join(beside)}</div>", detail]
    if p.chance(0.35):
        body.reverse()
    legal_first = p.chance(0.4)
    return (
        css,
        f"{legal + '<br>' if legal_first else ''}{head}{''.join(body)}{law}{'' if legal_first else legal}{coupon}",
    )


def _earlier(p: Page, first: date) -> str:
    """Earlier months: what was used, or what was billed then, neither of which is this bill's."""
    months = []
    for _ in range(p.rng.choice((4, 6))):
        first = (first - timedelta(days=1)).replace(day=1)
        months.insert(0, first)
    if p.chance(0.5):
        rows = "".join(
            f"<tr><td class=n>{SHORT_MONTHS[month.month - 1]}-{month:%y}</td><td class=r>{p.show.amount(Decimal(p.rng.randint(80, 990) * 1000))}</td><td class=c>{p.pick('Pagada', 'Pagada', 'Débito')}</td></tr>"
            for month in months
        )
        return f"<h2>Facturas anteriores</h2><table class=old><tr><th>Mes</th><th class=r>Valor facturado</th><th class=c>Estado</th></tr>{rows}</table>"
    bars = "".join(
        f"<td class=c style='vertical-align:bottom'>{used}<div style='background:{p.shade}99;height:{used / 8:.0f}pt'></div>{SHORT_MONTHS[month.month - 1]}</td>"
        for month in months
        for used in (p.rng.randint(90, 480),)
    )
    return f"<h2>{p.pick('Consumo de datos (GB)', 'Tráfico mensual GB', 'Minutos usados')}</h2><table><tr>{bars}</tr></table>"


def _account(p: Page, last: date) -> list[Row]:
    """The balance before, what was paid, and this month's sums."""
    show, invoice, rows = p.show, p.invoice, []
    owed = invoice.previous_balance
    if owed or p.chance(0.6):
        paid = Decimal(p.rng.randint(90, 900) * 1000)
        if p.chance(0.6):
            rows += [
                (p.pick("Valor de la factura anterior", "Facturado mes anterior"), show.amount(paid + owed), ""),
                (f"{p.pick('Pago recibido', 'Tu pago del')} {last:%d/%m/%Y}", "-" + show.amount(paid), ""),
            ]
        rows.append(
            (p.pick("Saldo anterior", "Saldo pendiente por pagar", "Saldo vencido"), show.money("previous_balance"), "")
        )
    if invoice.discount:
        rows.append((p.pick("Descuento comercial", "Descuentos y ajustes"), "-" + show.money("discount"), ""))
    rows.append(
        (
            p.pick("Cargos del mes sin impuestos", "Subtotal antes de IVA", "Subtotal servicios"),
            show.money("subtotal"),
            "",
        )
    )
    rows.append((p.pick("IVA 19%", "IVA (19%)", "Impuesto a las ventas IVA"), show.money("iva"), ""))
    if p.chance(0.5):
        rows.append((p.pick("Impuesto nacional al consumo 4%", "INC telefonía móvil"), show.money("inc"), ""))
    rows.append(
        (p.pick("Total factura del mes", "Total esta factura", "Total del período"), show.money("total"), "big")
    )
    rows.append(
        (
            p.pick("Saldo anterior + mes actual", "Total a pagar", "Gran total a pagar"),
            show.money("amount_payable"),
            "big",
        )
    )
    return rows


def _charges(p: Page, first: date, last: date) -> str:
    """The charges under the service they belong to."""
    show, invoice = p.show, p.invoice
    taxed = not invoice.discount and p.chance(0.5)
    lines = show.lines(("description", "line_total"), total="price_total" if taxed else "line_total")
    span, service = f"{first:%d/%m} - {last:%d/%m}", 0
    dated = p.chance(0.6)
    titles = [p.pick("Concepto", "Descripción del cargo", "Servicio / cargo"), *(("Periodo",) if dated else ())]
    taxes = ["Valor sin IVA", p.pick("IVA", "Vr. IVA", "Impuestos"), "Valor con IVA"]
    titles += taxes if taxed else [p.pick("Valor", "Cargo ($)", "Vr. antes de IVA")]
    plain = 2 if dated else 1
    heads = "".join(f"<th{'' if at < plain else ' class=r'}>{title}</th>" for at, title in enumerate(titles))
    rows = []
    for at, line in enumerate(lines):
        if len(lines) > 2 and at % 3 == 0:
            service += 1
            where = p.noise.choice(
                ("Sede campamento", "Oficina Carrera 13", "Línea 601 745 90 32", "Enlace ID 88-1274")
            )
            rows.append(f"<tr class=g><td colspan={len(titles)}>{service}. {where}</td></tr>")
        values = [line.line_total, line.tax_amount, line.price_total] if taxed else [line.line_total]
        cells = "".join(f"<td class=r>{show.amount(value)}</td>" for value in values)
        rows.append(f"<tr><td>{escape(line.description)}</td>{f'<td class=n>{span}</td>' if dated else ''}{cells}</tr>")
    return f"<table class=det><thead><tr>{heads}</tr></thead>{''.join(rows)}</table>"


def _want_telecom(rng: random.Random) -> Want:
    return Want(
        trade="fifth_telecom", lines=rng.choice(((1, 3), (3, 8))), cents=rng.random() < 0.35, order=0, global_discount=0.25,
        previous_balance=0.5, prefixes=("", "TC", "FVE", "B2B", "EC"), digits=(6, 10),
    )  # fmt: skip


TELECOM = layout("fifth_telecom", telecom, _want_telecom, habits, sizes=(LETTER, A4))

_TOWNS = ("BOGOTÁ", "NEIVA", "PASTO", "YOPAL", "MONTERÍA", "TUNJA", "MOCOA", "CALI", "QUIBDÓ", "LETICIA", "IBAGUÉ")


def courier(p: Page) -> tuple[str, str]:
    show, invoice = p.show, p.invoice
    lines = show.lines(("description", "line_total"))
    until = invoice.issue_date - timedelta(days=1)
    handled = {id(line): (line.line_total * p.noise.choice((0, 5, 8)) / 100).quantize(Decimal(1)) for line in lines}
    guide = p.rng.randint(10**9, 9 * 10**9)
    kinds = ["guide", "day", "from", "to", "what", "pieces", "kilos", "declared", "freight", "handling", "total"]
    for gone in ("day", "from", "pieces", "declared"):
        if p.chance(0.3):
            kinds.remove(gone)
    if p.chance(0.4):
        kinds.insert(1, kinds.pop(kinds.index("what")))
    titles = {
        "guide": p.pick("Guía", "No. Guía", "GUÍA / REMESA", "Nro. envío"), "day": p.pick("Fecha", "F. Adm.", "Recogida"),
        "from": p.pick("Origen", "Ciudad<br>origen"), "to": p.pick("Destino", "Ciudad<br>destino"), "pieces": p.pick("Pzs", "Unds", "Cajas"),
        "what": p.pick("Servicio", "Producto", "Tipo de envío"), "kilos": p.pick("Kg", "Peso<br>cobrado", "P. vol."),
        "declared": p.pick("Vr. declarado", "Valor<br>declarado"), "freight": p.pick("Flete", "Vr. flete"),
        "handling": p.pick("Manejo", "Seguro", "Sobre-<br>flete", "C. manejo"), "total": p.pick("Vr. servicio", "Total guía", "Valor", "Total<br>envío"),
    }  # fmt: skip
    right = {"pieces", "kilos", "declared", "freight", "handling", "total"}
    rows = []
    for at, line in enumerate(lines):
        guide += p.noise.randint(3, 4000)
        cells = _envoy(p, line, guide, handled[id(line)], until - timedelta(days=(len(lines) - at) * 25 // len(lines)))
        row = "".join(f"<td class={'r' if kind in right else 'n'}>{cells[kind]}</td>" for kind in kinds)
        rows.append(f"<tr>{row}</tr>")
    heads = "".join(f"<th class={'r' if kind in right else ''}>{titles[kind]}</th>" for kind in kinds)
    table = f"<table class=guides><thead><tr>{heads}</tr></thead>{''.join(rows)}</table>"
    number = f"<div class=no><div>{p.pick('FACTURA ELECTRÓNICA DE VENTA', 'Factura electrónica de venta - Crédito', 'FACTURA DE VENTA')}</div><b>{p.pick('No.', 'N°', 'Nro')} {p.number(' ', '-', '')}</b></div>"
    who = f"<b style='font-size:11pt'>{p.seller()}</b><br>{p.pick('Nit.', 'NIT', 'NIT:')} {show.nit('supplier')}<br>{'<br>'.join(p.contact())}<br>{p.pick('Licencia MinTIC postal 00', 'Registro postal No. 0')}{p.digits(3)} · Habilitación Mintransporte 0{p.digits(3)}"
    client = [
        (p.pick("Cliente", "Remitente / Pagador", "Facturado a", "Señores"), p.buyer()),
        (p.pick("Nit", "NIT/CC", "Identificación"), show.nit("customer")),
        ("Dirección", escape(invoice.customer.address)),
        (p.pick("Código cliente", "Cuenta corporativa", "Contrato"), p.digits(6)),
    ]
    dates = [
        (p.pick("Vence", "Fecha de vencimiento", "Pagar antes de"), show.date("due_date")),
        (p.pick("Corte", "Guías hasta", "Período cerrado a"), show.day(until)),
        (p.pick("Condición", "Forma de pago"), show.text("payment_form")),
        (p.pick("Regional", "Sucursal"), p.pick("Centro", "012 BOGOTÁ", "Oriente")),
    ]
    if p.chance(0.6):
        made = p.day_cells(p.rng.choice((("DÍA", "MES", "AÑO"), ("DD", "MM", "AAAA"))))
        made = f"<div class=c>{p.pick('FECHA DE EXPEDICIÓN', 'Fecha factura', 'Elaborada')}</div>{made}"
    else:
        made = ""
        dates.insert(0, (p.pick("Fecha de expedición", "Elaborada", "Fecha factura"), p.clock(show.date("issue_date"))))
    fare = sum(handled.values(), Decimal(0))
    left = [
        (p.pick("Total envíos", "No. de guías"), str(len(lines))),
        (p.pick("Total fletes", "Fletes"), show.amount(invoice.gross - fare)),
        (p.pick("Total manejo", "Costo de manejo"), show.amount(fare)),
    ]
    if p.chance(0.5):
        left += [
            ("Base gravada 19%", show.amount(invoice.tax_base)),
            ("Transporte de carga excluido", show.amount(invoice.excluded)),
        ]
    ends = _courier_sums(p)
    across = len(ends) < 6 and p.chance(0.45)
    foot = band([(label, value) for label, value, _ in ends], "band totals") if across else sums(ends, "sums framed")
    counted = f"<div class='row whole'><div>{pairs(left)}</div>{'' if across else f'<div>{foot}</div>'}</div>{foot if across else ''}"
    if not across and p.chance(0.4):
        counted = f"<div class='row whole'><div>{foot}</div><div>{pairs(left)}</div></div>"
    words = f"<p class=words>{p.pick('La suma de:', 'Valor en letras:', 'SON')} {show.words(p.pick('upper', 'capital'), p.pick(' m/cte.', ' moneda legal'))}</p>"
    law = f"<div class='row whole'><div class=mini>{p.resolution()}<br>{p.hash('CUFE:', 'Cufe')}<br>{p.maker()}. {p.duties()}<br>Reclamaciones dentro de los 10 días siguientes (Ley 1369 de 2009). Consignar en cuenta corriente {p.digits(9)} Banco Andino del Norte.</div><div class=fix>{p.qr(60, 'annex', 'pipes', 'url')}</div></div>"
    css = f"""
    .guides{{font-size:6.7pt;margin:6pt 0}}.guides th{{background:{p.pick("#ddd", p.shade + "22")};border:.4pt solid #666;vertical-align:bottom;font-weight:bold}}.guides td{{border-left:.4pt solid #999;border-right:.4pt solid #999;padding:.9pt 2.5pt}}.guides{{border-bottom:.4pt solid #666}}
    .sign{{font-size:15pt;font-weight:bold;color:{p.shade};max-width:120pt}}.no{{border:1pt solid {p.shade};text-align:center;padding:5pt}}.no b{{font-size:12pt}}.day{{margin-top:2pt}}.day td,.day th{{border:.5pt solid #444;text-align:center}}.framed td{{border:.4pt solid #888}}.band th,.band td{{border:.5pt solid #555;text-align:right}}
    .band th{{font-size:6.8pt;text-align:center}}.words{{margin:5pt 0;border:.4pt solid #999;padding:3pt}}.row{{margin-bottom:5pt}}.client{{border:.6pt solid #444}}
    """
    head = f"<div class=row><div class='fix sign'>{p.brand()}</div><div>{who}</div><div class=fix style='width:165pt'>{number}{made}</div></div>"
    p.foot = (
        "<div style='font-size:6px;width:100%;text-align:right;padding-right:30px'>Pág. <span class=pageNumber></span> de <span class=totalPages></span></div>"
        if p.chance(0.5)
        else ""
    )
    return css, f"{head}<div class='row client'>{pairs(client)}{pairs(dates)}</div>{table}{counted}{words}{law}"


def _envoy(p: Page, line: Line, guide: int, handling: Decimal, day: date) -> dict[str, str]:
    return {
        "guide": str(guide), "day": f"{day:%d/%m/%y}", "from": p.noise.choice(("BOGOTÁ", "BOGOTÁ", "VILLAVICENCIO")), "to": p.noise.choice(_TOWNS), "what": escape(line.description),
        "pieces": str(p.noise.randint(1, 6)), "kilos": str(p.noise.randint(1, 80)), "declared": p.show.amount(Decimal(p.noise.randint(5, 400) * 5000)),
        "freight": p.show.amount(line.line_total - handling), "handling": p.show.amount(handling), "total": p.show.amount(line.line_total),
    }  # fmt: skip


def _courier_sums(p: Page) -> list[Row]:
    show, invoice = p.show, p.invoice
    rows: list[Row] = []
    if invoice.discount:
        rows.append((p.pick("Descuento por volumen", "Dcto. convenio"), "-" + show.money("discount"), ""))
    rows.append((p.pick("Subtotal", "Valor servicios", "Sub-total"), show.money("subtotal"), ""))
    rows.append((p.pick("IVA", "I.V.A. 19%", "Iva 19 %"), show.money("iva"), ""))
    rows.append((p.pick("Total factura", "VALOR TOTAL", "Total servicios + IVA"), show.money("total"), "big"))
    held = p.held(
        {"rete_fuente": ("Retefuente", "Rte. fte. servicios"), "rete_ica": ("Reteica Bogotá", "ICA retenido")},
        p.pick("-", ""),
    )
    if held:
        rows += [*held, (p.pick("Neto a pagar", "A pagar por el cliente"), show.money("amount_payable"), "big")]
    return rows


def _want_courier(rng: random.Random) -> Want:
    return Want(
        trade="fifth_courier", lines=rng.choice(((4, 12), (10, 30), (30, 46), (50, 80))), cents=False, order=0, global_discount=0.25, service=True,
        withholdings=rng.choice(((), (), ("rete_fuente",), ("rete_fuente", "rete_ica"))), prefixes=("FC", "E", "MC", "FEV", "GU01"), digits=(3, 6),
    )  # fmt: skip


COURIER = layout(
    "fifth_courier", courier, _want_courier, lambda rng: habits(rng, "co0", "us0", "co2", "us2", signs=("", "", "$"))
)
