"""What is charged day by day or month by month: an inn's folio with a running balance, and the bill of water with what was owed before."""

import random
from datetime import date, timedelta
from decimal import Decimal
from html import escape

from ...companies import NAMES
from ...formats import MONTHS, SHORT_MONTHS
from ...invoice import Want
from ...sheet import A4, LETTER
from .goods import trade
from .kit import Col, Page, layout
from .parts import BOOK, CALADEA, MANROPE, NARROW, ROBOTO, SANS, WIDE, face_css, facts, manner, rows_of

_STAY = {
    "subtotal": ("Consumo antes de impuestos", "Subtotal", "Valor neto consumos", "Sub-total folio"),
    "iva": ("IVA {rate}%", "I.V.A.", "Iva {rate}"),
    "inc": ("Imp. Consumo 8%", "INC 8%", "Impoconsumo", "Ipoconsumo 8"),
    "tip": ("Propina voluntaria", "Servicio voluntario 10%", "Propina aceptada"),
    "round": ("Ajuste",),
    "total": ("Total cuenta", "TOTAL", "Total a pagar", "Gran total folio"),
    "rete_fuente": ("Rete fuente", "Retención renta"),
    "payable": ("Neto", "Saldo huésped", "Por cobrar a la empresa"),
}


def folio(page: Page) -> tuple[str, str]:
    show, inv, seller, buyer = page.show, page.inv, page.inv.supplier, page.inv.customer
    ink, pale = page.rng.choice((("#6b4226", "#f4ece3"), ("#134e4a", "#e3f0ee"), ("#3f2a56", "#efe9f5"), ("#8a6d1d", "#f8f2df")))  # fmt: skip
    inn = seller.name in NAMES[trade("posada")]
    balance = inn and page.chance(0.5)
    taxed = balance or page.chance(0.3)
    total, price = ("price_total", "price_with_tax") if taxed else ("line_total", "unit_price")
    first = inv.issue_date - timedelta(days=len(inv.lines))

    def day(number: int) -> str:
        then: date = first + timedelta(days=number)
        return f"{then.day:02d}-{SHORT_MONTHS[then.month - 1]}"

    running: list[Decimal] = []
    for line in inv.lines:
        running.append((running[-1] if running else Decimal(0)) + getattr(line, total))
    cols = [
        Col(
            "description",
            page.one("Concepto", "Consumo", "Descripción", "Detalle del cargo"),
            lambda i, line: escape(line.description),
            "l",
        )
    ]
    cols += [Col("quantity", page.one("Cant", "#", "Cant."), lambda i, line: show.quantity(line), "c")]
    if page.chance(0.5):
        cols.append(Col("unit_price", page.one("V/unit", "Tarifa", "Precio"), lambda i, line: show.amount(getattr(line, price))))  # fmt: skip
    if page.chance(0.5):
        cols.append(Col("tax_rate", "Imp.", lambda i, line: "-" if line.tax_rate is None else f"{line.tax} {line.tax_rate}%", "c"))  # fmt: skip
    cols.append(Col("line_total", page.one("Cargo", "Débitos", "Valor") if inn else page.one("Valor", "Total"), lambda i, line: show.amount(getattr(line, total))))  # fmt: skip
    if inn:
        cols.insert(0, Col("", page.one("Día", "Fecha"), lambda i, line: day(i), "l"))
        cols.insert(1, Col("", page.one("Hab", "Ref"), lambda i, line: f"{201 + i % 3}", "c"))
    if balance:
        cols.append(Col("", page.one("Saldo", "Acumulado", "Balance"), lambda i, line: show.amount(running[i])))
    if page.chance(0.3):
        cols.insert(1, cols.pop(-1 if not balance else -2)) if not inn else cols.insert(2, cols.pop(3))
    goods = page.grid(cols, page.note(cols, price=price, total=total))
    sums = page.sums(_STAY, zeros=0.1)
    if page.chance(0.25) and len(inv.bases) > 1:  # only what each tax is reckoned on
        show.truth["subtotal_is_one_printed_figure"] = False
        bases = [("base", f"Base {name}%" if name != "excluded" else page.one("No gravado", "Excluidos"), show.amount(base)) for name, base in sorted(inv.bases.items())]  # fmt: skip
        sums = [new for row in sums for new in (bases if row[0] == "subtotal" else [row])]
    taxes = [f"{name.replace('excluded', 'No gravado')}{'' if name == 'excluded' else '%'} base {show.amount(base)} impuesto {show.amount(inv.taxes.get(name, Decimal(0)))}" for name, base in sorted(inv.bases.items())]  # fmt: skip
    stay = (
        [
            ("Huésped", page.one("Wilmar Andrade", "Ing. Claudia Rozo", "GRUPO TOPOGRAFÍA (3)")),
            (page.one("Check-in", "Llegada", "Entrada"), show.day(first)),
            (page.one("Check-out", "Salida"), show.day(first + timedelta(days=len(inv.lines)))),
            (page.one("Folio", "Cuenta", "Registro"), page.figures(5)),
            ("RNT", page.figures(5)),
        ]
        if inn
        else [
            ("Mesa", page.one("12", "T-4", "Barra", "Domicilio")),
            (page.one("Mesero", "Atiende"), page.one("Leidy", "JAIME", "03")),
            (page.one("Comanda", "Pedido cocina"), page.figures(4)),
            (page.one("Personas", "Pax"), str(page.rng.randint(2, 18))),
        ]
    )
    client = [
        (page.one("Empresa", "Facturar a", "Cliente", "Responsable de la cuenta"), page.buyer()),
        ("NIT", show.nit("customer")),
        (page.one("Dirección", "Dir."), f"{escape(buyer.address)} {escape(buyer.city)}"),
    ]
    apart = page.one("", " ", "-") if inv.prefix else ""
    clock = f" {show.time()}" if page.chance(0.6) else ""
    doc = [
        (page.one("Factura electrónica de venta", "Factura de venta", "Factura electrónica"), f"<b>{show.number('{prefix}' + apart + '{number}')}</b>"),
        (page.one("Fecha", "Fecha y hora", "Expedida"), show.date("issue_date") + clock),
        (page.one("Forma de pago", "Pago"), show.text("payment_form")),
    ]  # fmt: skip
    if page.chance(0.5):
        doc.append((page.one("Vence", "Vencimiento"), show.date("due_date")))
    brand = f"<div class=brand>{page.emblem(42, '#fff' if (dark := page.chance(0.5)) else ink, ink if dark else '#fff')}<span>{escape(seller.trade_name)}</span></div>"
    legal = f"{page.one('Razón social: ', '', 'Propiedad de ')}<b>{page.seller()}</b> · {page.one('NIT', 'Nit.')} <nobr>{show.nit('supplier')}</nobr> · {escape(seller.address)} · {escape(seller.city)} · {seller.phone}"
    low = page.chance(0.4)
    out = rows_of(sums)
    if page.chance(0.35):
        out = "<div class=strip>" + "".join(f"<span class='{key}'><small>{label}</small><br>{text}</span>" for key, label, text in sums) + "</div>"  # fmt: skip
    foot = f"<div class='row keep tiny'><div class=fix>{page.qr(60, 'annex', 'equals', 'url')}</div><div>{'<br>'.join(taxes) if page.chance(0.7) else ''}<br>{page.law()}<br>{page.cufe('CUFE')}<br>{page.maker()}<br>{page.one('La propina es voluntaria: usted puede aceptarla, rechazarla o modificarla. SIC 01 8000 910165', 'Explotar sexualmente a menores es delito, Ley 679 de 2001.')}</div></div>"
    css = f"""{face_css(face := page.one(CALADEA, BOOK, MANROPE, SANS))}body{{font-family:'{face}'}}.brand{{{f"background:{ink};color:#fff;margin:-6pt -34pt 0;padding:12pt 34pt" if dark else f"color:{ink};text-align:center;border-bottom:1.4pt double {ink};padding-bottom:6pt"};font-size:17pt}}.brand span{{margin-left:10pt}}
    .legal{{margin:6pt 0;text-align:{page.one("center", "left")};font-size:7.6pt}}.pale{{background:{pale};margin:6pt -34pt;padding:7pt 34pt}}.k{{color:{ink};width:84pt}}.goods th{{border-bottom:1pt solid {ink};color:{ink}}}.goods tr:nth-child(even) td{{background:{page.one("#fff", pale)}}}.sums{{width:230pt;margin:10pt {page.one("0 10pt auto", "auto", "0")}}}.sums .total td{{border-top:1pt solid {ink};font-weight:bold;font-size:10pt}}
    .strip{{display:flex;gap:10pt;justify-content:space-between;background:{pale};margin:8pt -34pt;padding:8pt 34pt}}.strip .total{{font-weight:bold}}.strip span{{white-space:nowrap}}small{{font-weight:normal;font-size:6.6pt}}"""
    top = f"<div class='row pale'><div>{facts(client)}</div><div>{facts(doc)}</div></div>"
    body = f"{brand}{'' if low else f'<p class=legal>{legal}</p>'}{top}{facts(stay) if page.chance(0.5) else '<p>' + ' &nbsp;·&nbsp; '.join(f'{key}: {value}' for key, value in stay) + '</p>'}{goods}<div class=keep>{out}</div><p>{page.one('Son', 'SON:')} {show.words('capital', ' m/cte')}</p>{foot}{f'<p class=legal>{legal}</p>' if low else ''}"
    if dark:
        css += "@page:first{margin-top:0}.brand{margin-top:0!important}"
    return css, body


def _want_stay(rng: random.Random) -> Want:
    return Want(
        trade=trade(rng.choice(("posada", "fonda"))), lines=rng.choice(((1, 4), (3, 9))), cents=rng.random() < 0.3, order=0,
        tip=rng.choice((0, 0.8)), service=True, withholdings=rng.choice(((), (), ("rete_fuente",))), prefixes=("HPA", "FEP", "R2", "FE", "AS"), digits=(3, 6),
    )  # fmt: skip


FOLIO = layout(
    "seventh_folio",
    folio,
    _want_stay,
    lambda rng: manner(
        rng, numbers=("co0", "us0", "co2", "us2", "co0"), dates=("dmy/", "iso", "short-4", "long", "d mon. y"), nits=("dots-dv", "dash-dv", "plain"), signs=("", "$", "$ "),
    ),
    sizes=(LETTER, LETTER, A4),
)  # fmt: skip


def agua(page: Page) -> tuple[str, str]:
    """A coloured column with what is to be paid and until when; the months of before stand beside those of now."""
    show, inv, seller, buyer = page.show, page.inv, page.inv.supplier, page.inv.customer
    ink, pale = page.rng.choice((("#0277bd", "#e1f1fa"), ("#00695c", "#e0f2ef"), ("#e65100", "#fdeee2"), ("#283593", "#e8eaf6")))  # fmt: skip
    month = inv.issue_date.replace(day=1) - timedelta(days=1)
    before = inv.previous_balance
    used = sum((int(line.quantity) for line in inv.lines if line.unit == "M3"), 0)
    read = page.rng.randint(800, 9000)
    payable = page.one("TOTAL A PAGAR", "Valor total a pagar", "Pague en total", "A PAGAR")
    big = [
        (payable, f"<b class=sum>{show.money('amount_payable')}</b>"),
        (page.one("Pago oportuno hasta", "Fecha límite de pago", "Páguese sin recargo hasta"), f"<b>{show.date('due_date')}</b>"),
        (page.one("Suspensión desde", "Corte del servicio"), show.day(inv.due_date + timedelta(days=page.rng.choice((1, 3, 8))))),
        (page.one("Cuenta contrato", "Código suscriptor", "NIU", "Matrícula"), page.figures(page.rng.choice((6, 8, 9)))),
        (page.one("Referencia de recaudo", "Ref. pago electrónico", "Cupón"), page.figures(10)),
    ]  # fmt: skip
    if page.chance(0.3):
        big[0], big[1] = big[1], big[0]
    bar = "".join(f"<p><small>{label}</small><br>{value}</p>" for label, value in big)
    kinds = {
        "name": Col("description", page.one("Concepto", "Servicio", "Detalle de cobros"), lambda i, line: escape(line.description), "l"),
        "count": Col("quantity", page.one("Cantidad", "Cons. / und"), lambda i, line: show.quantity(line)),
        "unit": Col("unit", "Un.", lambda i, line: {"M3": "m³", "SERV": "mes"}[line.unit], "c"),
        "price": Col("unit_price", page.one("Tarifa", "$/unidad"), lambda i, line: show.amount(line.unit_price)),
        "total": Col("line_total", page.one("Valor", "Este mes", "Cobro periodo"), lambda i, line: show.amount(line.line_total)),
    }  # fmt: skip
    cols = [kinds[name] for name in page.rng.choice((("name", "total"), ("name", "count", "price", "total"), ("name", "price", "count", "total")))]  # fmt: skip
    goods = page.grid(cols, page.note(cols), head=page.chance(0.7))
    sums = []
    if page.chance(0.5) or inv.iva:
        sums.append((page.one("Subtotal servicios", "Subtotal del periodo", "Cobros del mes sin IVA"), show.money("subtotal")))  # fmt: skip
    if inv.iva or page.chance(0.3):
        sums.append((page.one("IVA", "IVA otros cobros", "Iva 19% revisión"), show.money("iva")))
    sums.append((page.one("Total factura del mes", "Total periodo actual", "Valor factura", "TOTAL MES"), f"<b>{show.money('total')}</b>"))  # fmt: skip
    if before or page.chance(0.5):
        bills = page.rng.randint(1, 4)
        owed = page.one(
            "Deuda anterior", "Saldo vencido", f"Cartera {bills} factura(s)", "Cobros de periodos anteriores"
        )
        sums.append((owed, show.money("previous_balance")))
    sums.append((payable, f"<b>{show.amount(inv.amount_payable)}</b>"))
    table = "".join(f"<tr><td>{label}</td><td class=r>{text}</td></tr>" for label, text in sums)
    meter = [
        (page.one("Medidor No.", "Medidor"), f"{page.one('A', 'CV')}{page.figures(8)}"),
        (page.one("Lectura anterior", "Lect. ant."), str(read)),
        (page.one("Lectura actual", "Lect. act."), str(read + used)),
        (page.one("Consumo m³", "m³ facturados"), str(used)),
        (page.one("Periodo facturado", "Ciclo / periodo"), f"{page.one('', '04 - ')}{MONTHS[month.month - 1]} {month.year}"),
        (page.one("Uso / estrato", "Clase de uso"), page.one("Comercial", "Temporal obra", "Industrial 1")),
    ]  # fmt: skip
    months = [(SHORT_MONTHS[(month.month - 1 - n) % 12], page.rng.randint(8, 95)) for n in range(6)]
    bars = "".join(f"<span><i style='height:{n * 0.5:.0f}pt;background:{ink}'></i>{n}<br>{name}</span>" for name, n in months[::-1])  # fmt: skip
    client = f"<b>{page.buyer()}</b><br>{page.one('NIT', 'Nit/C.C.', 'NIT.')} <nobr>{show.nit('customer')}</nobr><br>{page.one('Predio:', 'Dirección del inmueble:', 'Dirección:')} {escape(buyer.address)}<br>{escape(buyer.city)}"
    apart = page.one("", " ", "-") if inv.prefix else ""
    title = page.one("Factura de servicios públicos domiciliarios No.", "Factura de venta servicios públicos N°", "Documento equivalente electrónico SPD No.", "Factura No.")  # fmt: skip
    doc = f"{title} <b>{show.number('{prefix}' + apart + '{number}')}</b><br>{page.one('Fecha de expedición', 'Expedida', 'Fecha factura', 'Emisión')}: {show.date('issue_date')}"
    own = f"<b>{page.seller()}</b> {page.one('NIT', 'Nit.')} <nobr>{show.nit('supplier')}</nobr><br>{escape(seller.address)} {escape(seller.city)} · {page.one('Línea', 'PQR', 'Daños')} {seller.phone} · {escape(seller.email)}"
    small = page.chance(0.45)
    head = f"<div class='row head'><div>{page.emblem(40, ink)} <span class=brand>{escape(seller.trade_name.split()[0])}</span></div><div class=doc>{doc}</div></div>"
    foot = f"<div class='row tiny keep'><div class=fix>{page.qr(58, 'annex', 'url')}</div><div>{own + '<br>' if small else ''}{page.cufe(page.one('CUDE', 'CUFE'))}<br>{page.law()}<br>Vigilada Superservicios. Presta mérito ejecutivo art. 130 Ley 142 de 1994. {page.maker()}</div></div>"
    coupon = f"<div class='coupon keep'><div class=row><div>{escape(seller.trade_name)}<br>{escape(buyer.name)}</div><div class=c>{page.bars(inv.cufe, 190, 26)}<br>(415)770{page.figures(10)}(8020){page.figures(8)}</div><div class=r>{payable}<br><b>{show.amount(inv.amount_payable)}</b></div></div></div>"
    face = page.one(ROBOTO, NARROW, WIDE, SANS)
    css = f"""{face_css(face)}body{{font-family:'{face}';font-size:8pt}}.brand{{font-size:18pt;color:{ink};font-weight:bold}}.doc{{text-align:right}}.bar{{width:138pt;background:{page.one(ink, ink, pale)};padding:9pt;border-radius:{page.one("0", "8pt")}}}.bar p{{margin-bottom:7pt}}.sum{{font-size:16pt}}small{{font-size:6.8pt}}.box{{background:{pale};border-radius:6pt;padding:6pt;margin-bottom:7pt}}h3{{font-size:8.4pt;color:{ink};margin:3pt 0}}.k{{width:88pt}}.facts td{{padding:1pt 2pt}}
    .use{{display:flex;align-items:flex-end;gap:7pt;text-align:center;font-size:6.4pt}}.use i{{display:block;width:18pt;margin:0 auto}}.goods td{{border-bottom:.4pt dotted #888}}.tot{{margin:6pt 0}}.tot tr:last-child td{{background:{ink};color:#fff}}.coupon{{border-top:1pt dashed #333;margin-top:12pt;padding-top:7pt}}.head{{margin-bottom:8pt}}.tiny{{margin-top:8pt}}"""
    if f"width:138pt;background:{ink}" in css:
        css += ".bar{color:#fff}"
    column = f"<div class='bar fix'>{bar}</div>"
    main = f"<div>{'' if small else f'<p>{own}</p>'}<div class=box>{client}</div><div class=row><div>{facts(meter)}</div><div><h3>{page.one('Historia de consumos', 'Sus últimos meses')}</h3><div class=use>{bars}</div></div></div><h3>{page.one('Lo que le cobramos', 'Liquidación', 'Detalle')}</h3>{goods}<table class='tot keep'>{table}</table></div>"
    return css, f"{head}<div class=row>{column + main if page.chance(0.5) else main + column}</div>{foot}{coupon}"


AGUA = layout(
    "seventh_agua",
    agua,
    lambda rng: Want(
        trade=trade("acueducto"), lines=rng.choice(((2, 4), (3, 8))), cents=rng.random() < 0.3, order=0, previous_balance=0.6, prefixes=("", "AC", "FAC", "SP", "E"), digits=(6, 9),
    ),
    lambda rng: manner(
        rng, numbers=("co0", "us0", "co2", "us2", "co0"), dates=("d mon. y", "SHORT/", "dmy/", "long", "short-4"), nits=("dots-dv", "dash-dv", "plain", "wide-dv"), signs=("$", "$ ", ""),
    ),
    sizes=(LETTER, A4),
)  # fmt: skip
