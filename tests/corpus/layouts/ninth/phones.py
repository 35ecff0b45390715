"""Papers a telephone or a small machine makes: an app's invoice in a narrow column, a roll of 58 mm, a mobile company's bill."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from html import escape

from ...formats import MONTHS, SHORT_MONTHS
from ...invoice import Line, Want
from ...sheet import LETTER
from ...show import Style
from .goods import trade
from .kit import DEJAVU, MONO, NARROW, SANS, Page, habits, layout, ledger, stacked

# The app: what is bought stands as cards, the total is the largest thing on the page, the seller's papers are at the end.


def app(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    seller, taxed = invoice.supplier, invoice.prices_with_tax
    price, total = ("price_with_tax", "price_total") if taxed else ("unit_price", "line_total")
    times, rate = (
        page.one(" x ", " × ", " a "),
        page.one(" · IVA {}%", " (iva {}%)", " + IVA {}%" if not taxed else " IVA {}% incl."),
    )
    lines = show.lines(
        ("description", "quantity", "unit", "unit_price", "tax_rate", "line_total"), price=price, total=total
    )
    cards = "".join(
        f"<div class=card><div><b>{escape(line.description)}</b><br><i>{show.quantity(line)} {line.unit}{times}"
        f"{show.amount(getattr(line, price))}{rate.format(line.tax_rate)}</i></div>"
        f"<div class='r fix'>{show.amount(getattr(line, total))}</div></div>"
        for line in lines
    )
    sums = [
        (page.one("Subtotal", "Sub-total", "Base"), show.money("subtotal"), ""),
        (page.one("IVA (19%)", "Impuestos (IVA)", "IVA"), show.money("iva"), ""),
    ]
    big = (
        f"<div class=big>{page.one('Total', 'Total a pagar', 'Valor total', '')}<br><b>{show.money('total')}</b></div>"
    )
    what = (
        f"{page.one('Factura electrónica', 'Factura de venta', 'Factura')} {page.one('', '#', 'No. ')}{page.number()}"
    )
    day = f"{page.one('', 'Creada el ', 'Emitida: ', 'Fecha ')}{show.date('issue_date')}{', ' + show.time() if page.chance(0.5) else ''}"
    paid = page.one("● Pagada", "Por cobrar", "✓ Aceptada por la DIAN", "")
    if invoice.due_date != invoice.issue_date and page.chance(0.7):
        paid += f" &nbsp; {page.one('Vence', 'Plazo hasta el', 'Para pagar antes de')} {show.date('due_date')}"
    nit = page.one("NIT<br>", "NIT ", "Nit: ", "RUT/NIT ") + show.nit("supplier")
    who = f"{page.seller()}<br>{nit}<br>{escape(seller.address)}<br>{escape(seller.city)}<br>{page.one('WhatsApp', 'Cel')} {seller.phone}"
    buyer = f"{page.buyer()}<br>{page.one('NIT', 'CC/NIT', 'Documento')} {show.nit('customer')}"
    parties = [
        f"<div><i>{page.one('Para', 'Le vendimos a', 'Cliente')}</i><br>{buyer}</div>",
        f"<div><i>{page.one('De', 'Vendedor', 'Emitida por', 'Datos del negocio')}</i><br>{who}</div>",
    ]
    color = page.one("#5b2be0", "#008a5c", "#e2572b", "#1b1b1b")
    top = f"<div class=top><b>{page.brand()}</b></div>" if page.chance(0.75) else ""
    blocks = [big, f"<div class=c><b>{what}</b><br>{day}<br><span style='color:{color}'>{paid}</span></div>"]
    if page.chance(0.4):
        blocks.reverse()
    people = f"<div class='flex keep' style='margin-top:8pt'>{''.join(parties)}</div>"
    goods = f"<h3>{page.one('Productos', f'Detalle ({len(lines)})', 'Lo que compraste')}</h3>{cards}<div style='padding:4pt 0'>{ledger(sums)}</div>"
    middle = people + goods if page.chance(0.35) else goods + people
    tail = f"<div class='keep c small'>{page.qr(76, 'annex', 'url', 'broken-url')}<br>{page.cufe()}<br>{page.law()}<br>Enviada desde CuentApp® - un producto de Bits del Sur S.A.S. NIT 949.218.337-6</div>"
    css = f"""body{{font:9pt/1.35 {page.one(SANS, DEJAVU)};{"max-width:330pt;margin:0 auto" if page.size[0] > 500 else ""}}}
    .top{{background:{color};color:#fff;padding:9pt;font-size:14pt;text-align:center;border-radius:7pt}}.big{{text-align:center;margin:10pt 0;color:#555}}.big b{{font-size:29pt;color:#000;line-height:1.1}}
    .card{{display:flex;justify-content:space-between;gap:14pt;padding:5pt 0;border-bottom:.5pt solid #ddd;break-inside:avoid}}h3{{margin-top:10pt;color:{color}}}.small{{margin-top:10pt}}"""
    return css, f"{top}{''.join(blocks)}{middle}{tail}"


def _want_app(rng: random.Random) -> Want:
    return Want(trade=trade("tornillos"), lines=rng.choice(((1, 3), (3, 8))), cents=False, price_with_tax=rng.random() < 0.6, order=0, prefixes=("FEV", "CA", "FJ", "V"), digits=(1, 4))  # fmt: skip


APP = layout(
    "ninth_app", app, _want_app, habits("co0", "us0", "co0", dates=("d mon. y", "mon d/y", "long", "dmy/", "short-4"), signs=("$", "$ ", "$")),
    sizes=((396.0, 760.0), (420.0, 880.0), LETTER), margin="22pt 28pt",
)  # fmt: skip


# A car park's or a toll's roll: the buyer is nobody or a plate, prices with IVA, times of entry and exit.


def roll(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    taxed = invoice.iva != 0
    plate = f"{''.join(page.rng.choice('BCDFGHJKLMNPRT') for _ in range(3))}{page.figures(3)}"
    out = datetime.combine(invoice.issue_date, invoice.issue_time)
    came = out - timedelta(minutes=page.rng.randint(25, 500))
    lines = show.lines(
        ("description", "quantity", "unit_price", "line_total"), price="price_with_tax", total="price_total"
    )
    manner, shout = page.one("x", "columns", "dots"), page.one("=", "-", "*")
    rule = f"<div class=rule>{shout * 120}</div>"

    def item(line: Line) -> str:
        count, price, amount = show.quantity(line), show.amount(line.price_with_tax), show.amount(line.price_total)
        if manner == "x":
            return (
                f"<div>{line.description}</div><div class=two><span>&nbsp;{count} X {price}</span><b>{amount}</b></div>"
            )
        if manner == "columns":
            return (
                f"<tr><td>{count}</td><td>{line.description}</td><td class=r>{price}</td><td class=r>{amount}</td></tr>"
            )
        return f"<div>{line.description}<br>CANT:{count} TARIFA:{price}</div><div class=two><span>VALOR</span><span>{amount}</span></div>"

    goods = "".join(map(item, lines))
    if manner == "columns":
        goods = f"<table><tr><th>#</th><th>SERV</th><th class=r>V/U</th><th class=r>VALOR</th></tr>{goods}</table>"
    sums = []
    if taxed:
        sums += [
            (page.one("BASE", "SUBTOTAL", "VR SIN IVA"), show.money("subtotal")),
            (page.one("IVA 19%", "IVA", "IMPTO IVA"), show.money("iva")),
        ]
    elif page.chance(0.5):
        sums.append((page.one("SUBTOTAL", "VALOR EXCLUIDO"), show.money("subtotal")))
    sums.append(
        (
            f"<b class=big>{page.one('TOTAL', 'TOTAL:', 'A PAGAR', 'TOTAL PAGADO')}</b>",
            f"<b class=big>{show.money('total')}</b>",
        )
    )
    if page.chance(0.5):
        given = (invoice.total // 50000 + 1) * 50000
        sums += [("RECIBE", show.amount(given)), ("DEVUELTA", show.amount(given - invoice.total))]
    money = "".join(f"<div class=two><span>{label}</span><span>{amount}</span></div>" for label, amount in sums)
    name = f"{page.seller()}<br>{page.one('NIT', 'NIT.', 'N.I.T')} {show.nit('supplier')}"
    where = f"{escape(invoice.supplier.address)}<br>{escape(invoice.supplier.city)}"
    title = page.one("DOC. EQUIVALENTE ELECTRONICO", "TIQUETE", "Sistema POS - Factura", "DE POS ELECTRONICO")
    if not taxed:
        title = page.one("TIQUETE DE PEAJE", "DOC EQUIVALENTE PEAJE", "DOC. EQUIV. ELECTRONICO - PEAJE")
    number = f"{title}<br>{page.one('No', 'Nro.', 'CONSEC.', 'TIQ:')} {page.number('', '-', ' ')}"
    if taxed:
        times = [
            (page.one("PLACA", "VEH"), plate),
            (page.one("ENTRADA", "ING."), f"{show.day(came.date())} {came:%H:%M}"),
            (page.one("SALIDA", "SAL."), f"{show.date('issue_date')} {show.time()}"),
        ]
        if page.chance(0.4):
            times.append(("TIEMPO", f"{(out - came).seconds // 3600}H {(out - came).seconds // 60 % 60}M"))
    else:
        times = [
            ("ESTACION", page.one("EL HATO", "ALTO DEL MICO", "RIO MAYO 2")),
            ("CARRIL", page.figures(1)),
            (page.one("FECHA", "F/H"), f"{show.date('issue_date')} {show.time()}"),
            ("SENTIDO", page.one("N-S", "S-N")),
        ]
    stay = "".join(f"<div class=two><span>{label}</span><span>{value}</span></div>" for label, value in times)
    client = ""
    if page.chance(0.6):
        client = f"{page.one('CLIENTE', 'ADQ.', 'SR(ES)')}: {page.buyer()}<br>{page.one('NIT/CC', 'ID')}: {show.nit('customer')}<br>"
    foot = f"<div class=c>{page.law()}<br>{page.cufe('CUDE')}<br>{page.qr(70, 'annex', 'url')}<br>{page.one('Conserve su tiquete', 'Perdida del tiquete: $25.000 + tarifa', 'Poliza RCE 1004421. Buen viaje!', 'Horario 6AM-10PM')}<br>SW ParkFast v3 - Sigma Torniquetes SAS NIT 948.551.902-4</div>"
    at_end = page.chance(0.3)
    sign = f"<div class=c>{f'<b class=big>{page.brand()}</b><br>' if at_end or page.chance(0.5) else ''}{'' if at_end else name + '<br>'}{where}</div>"
    face = page.one(MONO, NARROW, DEJAVU)
    css = f"""body{{font:{6 if face == MONO else 7}pt/1.25 {face};padding:8pt 6pt 14pt}}.rule{{overflow:hidden;white-space:nowrap;line-height:1}}.two{{display:flex;justify-content:space-between;gap:4pt}}
    .big{{font-size:1.5em}}td,th{{padding:0 1pt}}.two span:last-child{{white-space:nowrap}}"""
    end = f"<div class=c>{rule}{name}</div>" if at_end else ""
    return (
        css,
        f"{sign}{rule}<div class={page.one('c', 'l')}>{number}</div>{stay}{client}{rule}{goods}{rule}{money}{rule}{foot}{end}",
    )


def _want_roll(rng: random.Random) -> Want:
    pool = rng.choice(("parqueo", "parqueo", "peaje"))
    return Want(trade=trade(pool), document_type="pos", lines=(1, 1) if pool == "peaje" else (1, 2), cents=False, price_with_tax=True, order=0, prefixes=("PK", "T4", "CAJ2", "P01"), digits=(4, 7))  # fmt: skip


def _style_roll(rng: random.Random) -> Style:
    return habits("co0", "us0", "plain0", dates=("dmy/", "iso", "dmy-", "ymd/"), signs=("", "$", "$"))(rng)


ROLL = layout("ninth_tirilla", roll, _want_roll, _style_roll, sizes=((164.4, 0.0),))


# The mobile company's bill: a large brand, a bubble with what to pay, charges by number, the firm itself in small print.


def bill(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    lines = show.lines(("description", "quantity", "line_total"))
    numbers = [f"3{page.figures(2)} {page.figures(3)} {page.figures(4)}" for _ in lines]
    each = page.one("{} {}(s) · principal {}", "{} {}s desde {}", "Cant. {} ({}) - grupo {}")
    charges = "".join(
        f"<div class=charge><span>{escape(line.description)}<br><i>{each.format(show.quantity(line), line.unit, number)}</i></span>"
        f"<span class='r fix'>{show.amount(line.line_total)}</span></div>"
        for line, number in zip(lines, numbers, strict=True)
    )
    until = invoice.issue_date - timedelta(days=page.rng.randint(1, 4))
    since = until - timedelta(days=30)
    period = f"{since.day} {SHORT_MONTHS[since.month - 1]} - {until.day} {SHORT_MONTHS[until.month - 1]} {until.year}"
    pay = show.money("amount_payable")
    due = show.date("due_date")
    bubble = f"<div class=bubble>{page.one('Total a pagar', 'Este mes pagas', 'Valor por pagar')}<br><b>{pay}</b><br>{page.one('Págala antes del', 'Fecha límite', 'Paga sin recargo hasta el')} <b class=mid>{due}</b></div>"
    rows = [
        (
            page.one("Cargos antes de impuestos", "Subtotal cargos del mes", "Valor servicios sin IVA"),
            show.money("subtotal"),
            "",
        ),
        (page.one("IVA", "IVA 19% servicios", "Impuestos (IVA)"), show.money("iva"), ""),
        (
            page.one("Total factura de este mes", "Total mes actual", "Total facturado periodo"),
            show.money("total"),
            "strong",
        ),
    ]
    if invoice.previous_balance or page.chance(0.4):
        show.knows("previous_balance", invoice.previous_balance)
        rows.append(
            (
                page.one("Saldo que traías", "Saldo periodo anterior", "Deuda vencida"),
                show.amount(invoice.previous_balance),
                "",
            )
        )
        rows.append((page.one("Total a pagar", "Total con saldo"), show.amount(invoice.amount_payable), "strong"))
    facts = [
        (
            page.one("Factura electrónica de venta", "Nº de factura", "Factura No"),
            f"<b>{page.number('', ' ', '-')}</b>",
        ),
        (page.one("Fecha de expedición", "Emitida el", "Fecha factura"), show.date("issue_date")),
        (page.one("Periodo facturado", "Consumos del"), period),
        (page.one("Cuenta", "Código cliente", "Contrato"), page.figures(9)),
        (page.one("Referencia para pagos", "Ref. pago PSE"), page.figures(11)),
    ]
    who = [
        (page.one("Hola,", "Cliente", "Titular"), f"<b>{page.buyer()}</b>"),
        (page.one("NIT", "Doc."), show.nit("customer")),
        ("", escape(invoice.customer.address)),
        ("", escape(invoice.customer.city)),
    ]
    seller = invoice.supplier
    legal = (
        f"{page.brand()} es marca de {page.seller()}, NIT {show.nit('supplier')}"
        if page.chance(0.6)
        else f"{page.seller()} &nbsp; NIT.<br>{show.nit('supplier')}"
    )
    legal += f" · {escape(seller.address)}, {escape(seller.city)}. Autorretenedores Res. 00{page.figures(3)} de 2019. Grandes contribuyentes. Línea de atención *611. Vigilado MinTIC."
    color, round_ = page.one("#d4006a", "#4b1d8f", "#007f8c", "#c43b00"), page.one("0", "14pt", "40pt 0")
    used = "".join(
        f"<td>{MONTHS[(since.month - 1 - n) % 12][:3]}<br>{show.amount(Decimal(page.rng.randint(90, 900) * 1000))}</td>"
        for n in range(3)
    )
    history = (
        f"<p class=small style='margin-top:8pt'>Tus últimas facturas</p><table class='small old'><tr>{used}</tr></table>"
        if page.chance(0.6)
        else ""
    )
    left = f"<div>{stacked(who)}</div>"
    facts_html = "".join(f"<div class=two><i>{label}</i><span>{value}</span></div>" for label, value in facts)
    top_legal = page.chance(0.35)
    small = f"<div class=small>{legal}</div>"
    detail = f"<h2>{page.one('¿Qué te estamos cobrando?', 'Detalle de cargos', 'Tus servicios')}</h2>{charges}"
    summary = (
        f"<div class=keep><h2>{page.one('Resumen', 'En resumen', 'Cuentas claras')}</h2>{ledger(rows)}{history}</div>"
    )
    parts = [detail, summary]
    if page.chance(0.4):
        parts.reverse()
    wide = page.chance(0.5)
    middle = f"<div class=flex>{''.join(f'<div>{part}</div>' for part in parts)}</div>" if wide else "".join(parts)
    tail = f"<div class='flex keep small' style='margin-top:14pt'><div class=fix>{page.qr(66, 'annex', 'url')}</div><div>{page.cufe()}<br>{page.law()}<br>{'' if top_legal else legal}<br>Si no estás de acuerdo con tu factura puedes presentar una PQR. Fabricante del software: propio.</div></div>"
    css = f"""body{{font:8.8pt/1.35 {page.one(SANS, DEJAVU)}}}.brand{{font-size:30pt;font-weight:bold;color:{color};letter-spacing:-1pt}}.bubble{{background:{color};color:#fff;padding:12pt 18pt;border-radius:{round_};text-align:center}}.bubble b{{font-size:21pt}}.bubble .mid{{font-size:11pt}}
    h2{{font-size:11pt;color:{color};margin:10pt 0 3pt}}.charge,.two{{display:flex;justify-content:space-between;gap:8pt;border-bottom:.4pt dotted #999;padding:2.5pt 0;break-inside:avoid}}.strong td{{border-top:.7pt solid {color}}}.old td{{border:.3pt solid #bbb;text-align:center}}"""
    head = f"<div class=flex><div class=brand>{page.brand()}</div>{bubble}</div>"
    return (
        css,
        f"{small if top_legal else ''}{head}<div class=flex style='margin-top:10pt'>{left}<div>{facts_html}</div></div>{middle}{tail}",
    )


def _want_bill(rng: random.Random) -> Want:
    return Want(trade=trade("movil"), lines=(1, 6), cents=rng.random() < 0.4, order=0, previous_balance=0.4, prefixes=("", "BTA", "E", "MV"), digits=(7, 10))  # fmt: skip


BILL = layout("ninth_celular", bill, _want_bill, habits("co2", "us2", "co0", dates=("short-4", "d mon. y", "Mon/", "dmy/", "long"), signs=("$", "$ ", "$")))  # fmt: skip
