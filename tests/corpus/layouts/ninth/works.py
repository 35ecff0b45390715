"""Papers a building site gets: an asphalt plant's weighbridge tickets and a hired vehicle's account."""

import random
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...invoice import Line, Want
from ...sheet import A4, LANDSCAPE, LETTER
from .goods import trade
from .kit import DEJAVU, NARROW, SANS, SERIF, Column, Page, habits, layout, ledger, of_thousand, stacked

# The plant: one line for each load with ticket, plate and three weights; the seller stands in a column at the side.


def plant(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    seller = invoice.supplier
    first = page.rng.randint(10_000, 88_000)
    plates = [f"{page.one('SXK', 'TRF', 'WNY', 'UQT')}{page.figures(3)}" for _ in range(3)]
    loads = [
        (first + 3 * n + page.rng.randint(0, 2), page.rng.choice(plates), page.rng.randint(820, 1490) * 10)
        for n in range(len(invoice.lines))
    ]
    span = min(3, len(loads) // 3 + 1)
    days = [show.day(invoice.issue_date - timedelta(days=span - n * span // len(loads))) for n in range(len(loads))]

    def kilos(line: Line) -> Decimal:
        return line.quantity * 1000

    ticket = Column("", page.one("Tiquete<br>báscula", "Vale", "No. tiq."), lambda i, line: str(loads[i][0]))
    when = Column("", page.one("Fecha<br>cargue", "Día"), lambda i, line: days[i])
    plate = Column("", page.one("Placa", "Vehículo"), lambda i, line: loads[i][1])
    what = Column(
        "description", page.one("Material", "Producto", "Clase de material"), lambda i, line: escape(line.description)
    )
    gross = Column(
        "", page.one("Peso<br>bruto kg", "P. lleno"), lambda i, line: of_thousand(kilos(line) + loads[i][2]), True
    )
    tare = Column("", page.one("Tara<br>kg", "P. vacío"), lambda i, line: of_thousand(Decimal(loads[i][2])), True)
    net = Column(
        "quantity", page.one("Neto<br>(ton)", "Ton. netas", "Cant. Ton"), lambda i, line: show.quantity(line), True
    )
    price = Column(
        "unit_price",
        page.one("Vr/ton", "Precio<br>tonelada", "Tarifa"),
        lambda i, line: show.amount(line.unit_price),
        True,
    )
    total = Column(
        "line_total",
        page.one("Vr. parcial", "Valor", "Total<br>viaje"),
        lambda i, line: show.amount(line.line_total),
        True,
    )
    order = page.rng.choice(
        ([when, ticket, plate, what, gross, tare, net, price, total], [ticket, plate, gross, tare, net, what, price, total], [ticket, when, what, plate, net, price, total])
    )  # fmt: skip
    table = page.columns(order)
    tons = sum((line.quantity for line in invoice.lines), Decimal(0))
    count = f"<p><b>{page.one('Total viajes', 'Tiquetes relacionados', 'Cargues')}: {len(loads)} &nbsp; {page.one('Toneladas', 'Total ton')}: {show.amount(tons, numbers='co2', currency=False)}</b></p>"
    works = page.one(
        "Rehabilitación vía Puente Quetame - Fosca",
        "Frente 3 K12+400",
        "Parcheo malla vial local",
        "Patio de maniobras bodega 9",
    )
    facts = [
        (page.one("Factura", "FACTURA DE VENTA ELECTRÓNICA No.", "N° factura"), f"<b>{page.number()}</b>"),
        (page.one("Fecha", "Fecha factura", "Expedición"), show.date("issue_date")),
        (page.one("Vence", "Fecha de pago", "Vencimiento"), show.date("due_date")),
        (page.one("Obra", "Destino", "Frente"), works),
        (page.one("Cond. de pago", "Forma pago"), show.text("payment_form")),
    ]
    if invoice.order_reference:
        facts.insert(3, (page.one("OC", "Orden compra No", "S/Orden"), escape(show.text("order_reference"))))
    name = page.seller().replace(" Y ", "<br>Y ") if page.chance(0.3) else page.seller()
    side = f"""<div class=logo>{"".join(word[0] for word in seller.name.split()[:3]).upper()}</div><b>{name}</b><br>{page.one("NIT", "N.I.T.", "Nit")}{page.one("<br>", " ")}{show.nit("supplier")}<br><br>
    Planta: Km {page.figures(1)} vía antigua<br>{escape(seller.address)}<br>{escape(seller.city)}<br>Despachos<br>{seller.phone}<br><br><span class=small>Título minero {page.one("HKT", "FJB")}-{page.figures(5)}X<br>Lic. ambiental 0{page.figures(3)}/2013<br>Actividad 0811 2399<br>ICA 6,9 x mil</span>"""
    buyer = f"{page.one('Facturado a:', 'SEÑORES', 'Cliente')} <b>{page.buyer()}</b> {page.one('NIT', 'Nit:')} {show.nit('customer')}<br>{escape(invoice.customer.address)} {escape(invoice.customer.city)}"
    sums = page.sums({"subtotal": ("Subtotal materiales", "SUBTOTAL", "Vr. materiales antes IVA")})
    law = f"<div class='flex small keep' style='margin-top:8pt'><div>{page.cufe()}<br>{page.law()}<br>Software: Báscula+ de Pesaje Inteligente Ltda. NIT 948.100.555-9</div><div class=fix>{page.qr(58, 'annex', 'one-line', 'pipes')}</div></div>"
    words = f"<p class=small>{page.one('SON', 'Valor en letras')}: {page.spelled()}</p><p class=small>Recibí a satisfacción: ________________ C.C. ____________</p>"
    money = [f"<div>{count}{words}</div>", f"<div class=fix style='width:190pt'>{ledger(sums)}</div>"]
    if page.chance(0.3):
        money.reverse()
    ink = page.one("#6b3e00", "#1d1d1d", "#0b4f3c", "#7a7a00")
    css = f"""body{{font:7.8pt/1.25 {page.one(SANS, NARROW, DEJAVU)}}}.side{{flex:none!important;width:96pt;background:{page.one("#efece4", "#fff", "#e6eef2")};padding:7pt 6pt;border-right:2pt solid {ink}}}.logo{{font:bold 24pt {SERIF};color:{ink}}}
    .goods{{font-size:7.1pt;margin:6pt 0}}.goods th,.goods td{{border:.4pt solid #888;padding:1.5pt 2.5pt}}.goods th{{background:#ddd}}.facts td{{padding:1pt 3pt}}.strong td{{border-top:.7pt solid}}"""
    table_facts = (
        "<table class=facts>"
        + "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in facts)
        + "</table>"
    )
    return (
        css,
        f"<div class=flex><div class=side>{side}</div><div><div class=flex><div>{buyer}</div><div>{table_facts}</div></div>{table}<div class='flex keep'>{''.join(money)}</div>{law}</div></div>",
    )


def _want_plant(rng: random.Random) -> Want:
    return Want(trade=trade("planta"), lines=rng.choice(((1, 4), (4, 9), (9, 16))), cents=rng.random() < 0.4, order=0.5, withholdings=rng.choice(((), (), ("rete_fuente",), ("rete_ica",))), prefixes=("PA", "FE", "TA", "", "ASF"), digits=(3, 6))  # fmt: skip


PLANT = layout("ninth_bascula", plant, _want_plant, habits("co2", "us2", "co0", dates=("dmy/", "short-", "dmy-", "Mon/")), sizes=(LETTER, LANDSCAPE, A4), margin="20pt 24pt")  # fmt: skip


# A hired vehicle: charges with leaders of dots, days and kilometres, four dates of which one is the invoice's.


def hire(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    seller = invoice.supplier
    lines = show.lines(("description", "quantity", "unit", "unit_price", "line_total"))
    back = invoice.issue_date - timedelta(days=page.rng.randint(0, 3))
    away = back - timedelta(days=page.rng.randint(2, 24))
    left = page.rng.randint(8_000, 140_000)
    driven = page.rng.randint(300, 4200)
    form = page.one("{q} {u} x {p}", "{q} {u} a {p} c/u", "({q} {u} @ {p})")
    leader = page.one(".", ".", "_", " ")

    def charge(line: Line) -> str:
        how = form.format(q=show.quantity(line), u=escape(line.unit), p=show.amount(line.unit_price))
        return f"<div class=charge><span>{escape(line.description)} <i>{how}</i></span><span class=dots>{leader * 200}</span><span class=fix>{show.amount(line.line_total)}</span></div>"

    car = page.one("Nissan Frontier", "Duster 4x4", "Hilux D/C", "Spark GT", "H1 Van")
    trip = [
        ("Vehículo", f"{car} {page.one('blanca', 'gris plata', 'modelo 2023')}"),
        ("Placa", f"{page.one('LKJ', 'GZT', 'JVU')} {page.figures(3)}"),
        (
            page.one("Sale", "Check-out", "Entrega al cliente"),
            f"{show.day(away)} 08:{page.rng.randint(10, 59)} km {of_thousand(Decimal(left))}",
        ),
        (
            page.one("Regresa", "Check-in", "Devolución"),
            f"{show.day(back)} 17:30 km {of_thousand(Decimal(left + driven))}",
        ),
        (page.one("Recorrido", "Kms rodados"), f"{of_thousand(Decimal(driven))} km ({(back - away).days} días)"),
        (page.one("Conductor", "Autorizado"), page.one("Jhon Fredy Quiceno", "LIC. 79XXX412", "Diana Marcela Ruda")),
        (page.one("Contrato No.", "R.A. #", "Acuerdo de renta"), f"{page.one('RA-', '', 'BOG')}{page.figures(7)}"),
    ]
    number, day = page.number("", "-", " "), show.date("issue_date")
    title = page.one(
        f"Factura electrónica de venta {number}",
        f"FACTURA No. {number}",
        f"Factura<br><b>{number}</b>",
        f"Rental invoice / Factura {number}",
    )
    dates = [(page.one("Facturado el", "Fecha de la factura", "Fecha emisión"), day)]
    if page.chance(0.7):
        dates.append((page.one("Pago hasta", "Vence", "Due"), show.date("due_date")))
    buyer = [
        (page.one("Arrendatario", "Empresa", "Cliente"), f"<b>{page.buyer()}</b>"),
        (page.one("NIT", "Tax ID"), show.nit("customer")),
    ]
    if invoice.order_reference:
        buyer.append((page.one("Orden de servicio", "O/C", "Voucher / OC"), escape(show.text("order_reference"))))
    legal = f"{page.seller()}{page.one(' · NIT ', ' NIT. ', ' - Nit: ')}{show.nit('supplier')} · {escape(seller.address)} · {escape(seller.city)} · {seller.phone} · RNT {page.figures(5)}"
    sums = page.sums(
        {"subtotal": ("Subtotal cargos", "Cargos sin impuestos", "Subtotal"), "iva": ("IVA", "Tax (IVA)", "IVA 19 %")}
    )
    frozen = (
        f"<p class=small>{page.one('Preautorización tarjeta', 'Depósito bloqueado (no es cobro)', 'Garantía en voucher')}: {show.amount(Decimal(page.rng.randint(2, 9) * 500000))}</p>"
        if page.chance(0.5)
        else ""
    )
    dotted = "".join(
        f"<div class='charge {kind}'><span>{label}</span><span class=dots>{leader * 200}</span><span class=fix>{amount}</span></div>"
        for label, amount, kind in sums
    )
    where = page.one("top", "foot", "foot", "right")
    color = page.one("#00539f", "#111", "#b8860b", "#006d3c")
    brand = f"<div><span class=brand>{page.brand()}</span><br>rent a car · renting operativo</div>"
    stands = f"<div class=small>{legal}</div>"
    head = f"<div class=flex>{brand}<div class=r style='white-space:normal'><span style='font-size:11pt'>{title}</span><br>{stacked(dates, ' ')}{stands if where == 'right' else ''}</div></div>{stands if where == 'top' else ''}"
    blocks = [f"<div class=box>{stacked(buyer, ': ')}</div>", f"<div class=box>{stacked(trip, ': ')}</div>"]
    body = f"<div class=flex>{''.join(blocks)}</div>" if page.chance(0.5) else "".join(blocks)
    tail = f"<div class='flex keep small' style='margin-top:10pt'><div class=fix>{page.qr(64, 'annex', 'commas', 'url')}</div><div>{page.cufe()}<br>{page.law()}<br>Comparendos y fotomultas se trasladan al arrendatario. Actividad 7710. Agente retenedor de IVA no aplica.</div></div>"
    css = f"""body{{font:9pt/1.4 {page.one(SANS, DEJAVU, SERIF)}}}.brand{{font:italic bold 25pt {SANS};color:{color}}}.charge{{display:flex;align-items:flex-end;gap:4pt;padding:2pt 0;break-inside:avoid}}.charge>span:first-child{{max-width:74%}}.dots{{flex:1;overflow:hidden;height:1.3em;white-space:nowrap;color:#777}}
    .box{{border:.6pt solid {color};border-radius:{page.one("0", "6pt")};padding:5pt 7pt;margin-top:8pt}}h3{{margin:10pt 0 4pt;color:{color};font-size:10pt}}.strong{{font-weight:bold;font-size:1.1em}}.sum{{margin-left:{page.one("40%", "0", "50%")};margin-top:8pt;border-top:1pt solid {color}}}"""
    said = f"<p style='margin-top:6pt'>{page.spelled()}</p>" if page.chance(0.5) else ""
    return (
        css,
        f"{head}{body}<h3>{page.one('Cargos del contrato', 'CHARGES / CARGOS', 'Liquidación')}</h3>{''.join(map(charge, lines))}<div class='sum keep'>{dotted}</div>{said}{frozen}{tail}{stands if where == 'foot' else ''}",
    )


def _want_hire(rng: random.Random) -> Want:
    return Want(trade=trade("carros"), lines=(1, 7), cents=rng.random() < 0.3, order=0.4, service=True, withholdings=rng.choice(((), (), (), ("rete_fuente", "rete_iva"))), prefixes=("RC", "FER", "BOG", "MDE2"), digits=(3, 6))  # fmt: skip


HIRE = layout("ninth_arriendo", hire, _want_hire, habits("co0", "us0", "co2", "us2", dates=("dmy/", "Mon/", "short-4", "iso", "SHORT/")), sizes=(LETTER, A4, LETTER))  # fmt: skip
