"""Bills that come every month or at the end of a stay: telephone, energy or water with balances of earlier months, a hotel's folio."""

import random
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...formats import MONTHS
from ...invoice import Want
from ...sheet import A4, LETTER
from .kit import Field, Paper, habits, layout, ledger, lines_of, pairs, reword

_CHARGES = {
    "KWH": ("Consumo de energía activa", "Energía activa nivel 2", "Consumo activa sencilla"),
    "SERV": (
        "Plan Empresas 300 Mb simétrico", "Línea troncal SIP 10 canales", "Cargo fijo mensual acueducto", "Tasa de aseo no residencial", "Alumbrado público municipal",
        "Contribución de solidaridad", "Servicio nube respaldo 1 TB", "Alcantarillado vertimiento básico", "Financiación equipo cuota 7 de 24", "Arriendo de medidor",
    ),
}  # fmt: skip


def servicios(page: Paper) -> tuple[str, str]:
    show = page.show
    reword(show, _CHARGES)
    invoice = show.invoice
    fields = page.fields(
        *page.rng.choice(
            (
                ("description", "total"),
                ("description", "quantity", "price", "total"),
                ("code", "description", "total"),
                ("description", "unit", "quantity", "total"),
            )
        )
    )
    lines = page.noted(fields)
    owed = page.one("Saldo anterior", "Saldo en mora", "Deuda anterior", "Valor periodos anteriores")
    due = page.word("due_date", bare=True)
    payable = page.one("TOTAL A PAGAR", "Valor a pagar", "Paga este valor", "Total a pagar")
    big = "".join(
        f"<div class=big><small>{label}</small><br><b>{value}</b></div>"
        for label, value in (
            (payable, show.money("amount_payable")),
            (due, show.date("due_date")),
            ("Referencia de pago", str(page.rng.randint(10**8, 10**9))),
        )
    )
    month = MONTHS[invoice.issue_date.month - 1]
    facts = [
        *page.buyer_pairs()[:4],
        (page.word("issue_date"), show.date("issue_date")),
        ("Periodo", f"{month} {invoice.issue_date.year}"),
        ("Suspensión a partir de", show.day(invoice.due_date + timedelta(days=4))),
    ]
    rows = page.sums()
    if invoice.previous_balance:
        show.knows("previous_balance", invoice.previous_balance)
    last_paid = page.rng.randint(80, 900) * 1000
    before = [
        ("Valor factura anterior", show.amount(Decimal(last_paid)), ""),
        ("Último pago recibido", show.amount(Decimal(last_paid)), ""),
    ]
    if invoice.previous_balance or page.chance(0.5):
        if not invoice.previous_balance:
            show.knows("previous_balance", Decimal(0))
        before.append((owed, show.amount(invoice.previous_balance), ""))
    rows.append((payable, show.amount(invoice.amount_payable), "strong"))
    seller = f"{page.mark(40)} <b>{escape(invoice.supplier.trade_name)}</b>"
    legal = f"{page.supplier_name()} - {page.supplier_nit()} - {' - '.join(page.supplier_contact())}"
    title = page.one(
        "Factura de servicios",
        "Factura de servicios públicos - Documento equivalente electrónico",
        "Factura electrónica de venta",
    )
    used = [
        (MONTHS[(invoice.issue_date.month - 1 - back) % 12][:3].capitalize(), page.rng.randint(90, 980))
        for back in range(6, 0, -1)
    ]
    bars = "".join(
        f"<td class=c style='vertical-align:bottom'>{n}<div style='background:{page.ink};height:{n / 18:.0f}pt'></div>{m}</td>"
        for m, n in used
    )
    history = f"<div><b>{page.one('Consumos anteriores', 'Historial', 'Tus últimos 6 meses')}</b><table class=bars><tr>{bars}</tr></table></div>"
    amounts = "".join(f"<td class=r>{show.amount(Decimal(page.rng.randint(200, 2400) * 1000))}</td>" for _ in used)
    if page.chance(0.4):  # the amounts of earlier months, which are not this bill's
        heads = "".join(f"<th class=r>{m}</th>" for m, _ in used)
        history = f"<div><b>Valores facturados</b><table class=old><tr>{heads}</tr><tr>{amounts}</tr></table></div>"
    css = f"""
    .big{{background:{page.ink};color:#fff;padding:8pt;text-align:center;border-radius:{page.one("0", "8pt")}}}.big b{{font-size:13pt}}.flex{{margin-bottom:8pt}}small{{font-size:7pt}}
    .goods th{{border-bottom:1pt solid {page.ink};color:{page.ink}}}.goods td{{border-bottom:.3pt dotted #888}}.bars{{height:74pt}}.old td,.old th{{font-size:6.6pt;border:.3pt solid #aaa}}
    .coupon{{border-top:1pt dashed #000;margin-top:16pt;padding-top:8pt}}.ledger td{{padding:1.6pt 3pt}}.legal{{font-size:6.6pt;color:#333}}h2{{font-size:10pt}}
    """
    head = f"<div class=flex><div style='font-size:12pt'>{seller}</div><div class=r><h2>{title}</h2>{page.word('number', bare=True)} {show.number()}</div></div>"
    legal_top = page.chance(0.4)
    summary = f"<div class=flex><div><b>Estado de cuenta</b>{ledger(before)}</div><div><b>Resumen del mes</b>{ledger(rows)}</div></div>"
    coupon = f"<div class='coupon flex keep'><div>{lines_of([('Cupón de pago', ''), ('Cliente', escape(invoice.customer.name)), ('Pague hasta', show.day(invoice.due_date))])}</div><div class=r>{payable}<br><b style='font-size:12pt'>{show.amount(invoice.amount_payable)}</b></div></div>"
    law = f"<div class='flex keep'><div style='flex:none'>{page.qr(64, 'annex', 'url')}</div><div class=legal>{page.cufe(page.one('CUFE', 'CUDE'))}<br>{page.resolution()}<br>{'' if legal_top else legal}<br>Vigilada por la superintendencia. Presta mérito ejecutivo.</div></div>"
    blocks = [f"<div class=flex>{big}</div>", f"<div class=flex><div>{pairs(facts)}</div>{history}</div>"]
    if page.chance(0.5):
        blocks.reverse()
    return (
        css,
        f"{f'<div class=legal>{legal}</div>' if legal_top else ''}{head}{''.join(blocks)}{page.table(fields, lines, head=page.chance(0.6))}<br>{summary}{law}{coupon}",
    )


def _want_servicios(rng: random.Random) -> Want:
    return Want(
        trade="energia",
        lines=(1, 6),
        cents=rng.random() < 0.3,
        order=0,
        previous_balance=0.5,
        prefixes=("", "BEC", "F", "SPD"),
        digits=(6, 10),
    )


SERVICIOS = layout(
    "third_servicios",
    servicios,
    _want_servicios,
    lambda rng: habits(rng, whole=rng.random() < 0.6),
    pool="utility",
    sizes=(LETTER, A4),
)


# A hotel's folio: a row for each charge with its date and room; the firm's name stands small at the foot.


def hotel(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    room = page.rng.randint(101, 715)
    first = invoice.issue_date - timedelta(days=max(1, len(invoice.lines)))
    days = [show.day(first + timedelta(days=n)) for n in range(len(invoice.lines))]
    dated = Field("", page.one("Fecha", "Día", "Fecha cargo"), lambda i, line: days[i], "white-space:nowrap")
    roomed = Field("", page.one("Hab.", "Habitación"), lambda i, line: str(room), "text-align:center")
    order = page.rng.choice(
        (
            ("description", "quantity", "price", "tax", "total"),
            ("description", "quantity", "price", "total"),
            ("code", "description", "price", "quantity", "rate", "total"),
        )
    )
    taxed = page.chance(0.3) and not invoice.discount
    fields = page.fields(*order, total="price_total" if taxed else "line_total")
    lines = page.noted(fields, total="price_total" if taxed else "line_total")
    table = page.table([dated, roomed, *fields] if page.chance(0.6) else [dated, *fields], lines)
    guest = page.one("CAMILO ANDRÉS BARRERA", "Ing. Ruth Nelly Palomino", "CUADRILLA 4 PERSONAS")
    stay = [
        ("Huésped", guest),
        ("Habitación", str(room)),
        ("Llegada", show.day(first)),
        ("Salida", show.day(invoice.issue_date)),
        ("Reserva", f"R{page.rng.randint(10000, 99999)}"),
    ]
    brand = (
        f"<div class=c>{page.mark(48)}<br><span class=brand>{escape(invoice.supplier.trade_name.title())}</span></div>"
    )
    seller = f"<b>{page.supplier_name()}</b> {page.supplier_nit()}<br>{' | '.join(page.supplier_contact())} | RNT {page.rng.randint(10000, 90000)}"
    doc = [
        (
            page.one("Factura electrónica de venta", "Factura No.", "FACTURA DE VENTA ELECTRÓNICA"),
            show.number("{prefix} {number}"),
        ),
        *page.term_pairs(),
    ]
    sums = page.sums()
    rows = (
        [*sums, ("Abonos / tarjeta", show.amount(invoice.total if page.chance(0.5) else Decimal(0)), "")]
        if page.chance(0.4)
        else sums
    )
    foot = f"<div class='flex small keep'><div>{page.cufe()}<br>{page.resolution()}<br>{page.maker()}</div><div style='flex:none'>{page.qr(62, 'annex', 'one-line')}</div></div>"
    css = f"""
    .brand{{font:italic 17pt 'Liberation Serif';color:{page.ink}}}.flex{{margin:8pt 0}}.goods th{{background:{page.one(page.ink, "#444", "#8c7b5a")};color:#fff}}.goods td{{border-bottom:.3pt solid #ccc}}
    .ledger{{width:220pt;margin-left:{page.one("auto", "0", "auto")}}}.foot{{text-align:center;border-top:.8pt solid {page.ink};margin-top:12pt;padding-top:4pt;font-size:7.4pt}}.strong td{{border-top:.8pt solid #000}}
    """
    below = page.chance(0.7)
    who = f"<div class=foot>{seller}</div>"
    body = f"<div class=flex><div>{pairs([*page.buyer_pairs(), *stay])}</div><div>{pairs(doc)}</div></div>{table}<br><div class=keep>{ledger(rows)}</div><p>{page.in_words()}</p>{foot}"
    return css, f"{brand}{'' if below else who}{body}{who if below else ''}"


def _want_hotel(rng: random.Random) -> Want:
    return Want(
        trade="hotel",
        lines=rng.choice(((1, 3), (3, 10))),
        cents=rng.random() < 0.5,
        order=0.2,
        withholdings=rng.choice(((), (), ("rete_fuente",))),
        service=True,
        prefixes=("HT", "FEH", "FE", "RC"),
    )


HOTEL = layout("third_hotel", hotel, _want_hotel, habits, pool="hotel", sizes=(LETTER, (612.0, 500.0), A4))
