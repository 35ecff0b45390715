"""Papers of services: an occupational clinic's list of patients, carters of waste and water."""

import random
from datetime import date, timedelta
from decimal import Decimal
from html import escape

from ...invoice import Want
from ...show import Style
from .goods import trade
from .kit import MIDDLE, RIGHT, Col, Page, Row, beside, ledger, over, percent
from .press import habits, layout, page_foot

# An occupational clinic: each line is a worker's examination; nothing of it bears IVA.

_CLINIC_WORDS = {
    "number": ("Factura electrónica de venta", "Factura No.", "FACTURA DE SERVICIOS DE SALUD No.", "Factura Nro"),
    "issued": ("Fecha factura", "Fecha de emisión", "Fecha y hora"),
    "due": ("Fecha de pago oportuno", "Vencimiento", "Vence"),
    "client": ("Empresa", "Entidad contratante", "Responsable del pago", "Pagador"),
    "contract": ("Contrato / Convenio", "Convenio No."),
    "period": ("Periodo facturado", "Atenciones entre"),
    "order": ("Orden de compra", "Autorización empresa", "O.C."),
    "subtotal": ("Subtotal", "Valor servicios", "Total servicios prestados"),
    "iva": ("IVA", "IVA (excluido art. 476 E.T.)", "Impuesto IVA 0%"),
    "copay": ("Copagos / cuotas moderadoras", "Cuota moderadora", "Copago usuario"),
    "total": ("Total factura", "Total a cobrar", "Valor total factura", "TOTAL"),
}
_WORKERS = (
    "ARDILA PEDRAZA JHON FREDY", "Blanca Nieves Sotelo", "CUBILLOS TAPIA EDWIN", "Duván Alexis Morera", "ESPEJO RUGE MARTHA LILIANA", "FAJARDO CRUZ OMAR", "Hernández Poveda Yuri",
    "IZQUIERDO LARA CAMILO", "Leidy Tatiana Urrego", "MOSQUERA RENTERÍA WILMAR", "NIEVES OÑATE RAFAEL", "PARDO GALEANO DIEGO", "Quiñones Angulo Jefferson", "SALAZAR TORO NELSON",
)  # fmt: skip


def _clinic(page: Page) -> tuple[str, str]:
    show, invoice, rng = page.show, page.invoice, page.rng
    seller, buyer = invoice.supplier, invoice.customer
    first, month = invoice.issue_date - timedelta(days=28), invoice.issue_date - timedelta(days=2)
    names = rng.sample(_WORKERS, len(_WORKERS))
    patients: list[tuple[str, str, date]] = []
    while len(patients) < len(invoice.lines):
        name = names[len(patients) % len(names)]
        one = (
            name.upper() if page.shout else name,
            f"{rng.randint(10**7, 11 * 10**8)}",
            first + timedelta(days=len(patients) % 26),
        )
        patients += [one] * rng.choice((1, 1, 2, 3))
    dotted = page.maybe(0.4)
    columns = {
        "item": Col("", page.pick("No.", "#"), lambda i, line: str(i + 1), MIDDLE),
        "day": Col("", page.pick("Fecha<br>atención", "F. servicio"), lambda i, line: show.day(patients[i][2]), "white-space:nowrap"),
        "card": Col("", page.pick("Documento<br>paciente", "C.C.", "Identificación"), lambda i, line: f"{int(patients[i][1]):,}".replace(",", ".") if dotted else patients[i][1], "white-space:nowrap"),
        "who": Col("", page.pick("Apellidos y nombres", "Trabajador", "Paciente"), lambda i, line: patients[i][0], "width:26%"),
        "code": Col("code", page.pick("CUPS", "Cód.<br>servicio"), lambda i, line: line.code, MIDDLE),
        "what": Col("description", page.pick("Examen", "Servicio", "Procedimiento<br>realizado"), lambda i, line: escape(line.description, quote=False), "width:34%"),
        "quantity": Col("quantity", "Cant.", lambda i, line: show.quantity(line), MIDDLE),
        "copay": Col("", "Copago", lambda i, line: show.amount(Decimal(0)), RIGHT),
        "total": Col("line_total", page.pick("Valor", "Vr. neto", "Tarifa<br>convenio"), lambda i, line: show.amount(line.line_total), RIGHT),
    }  # fmt: skip
    order = page.pick(
        "item day card who what total",
        "item card who code what quantity total",
        "day who card what copay total",
        "item who card day code what total",
    )
    cols = [columns[key] for key in order.split()]
    lines = page.noted(cols)
    stamp = f" {show.time()}" if "hora" in page.say("issued").lower() else ""
    facts = [
        (page.say("number"), f"<b>{page.number()}</b>"),
        (page.say("issued"), page.dated("issue_date") + stamp),
        (page.say("due"), page.dated("due_date")),
        ("Forma de pago", page.terms()),
    ]
    who = [
        (page.say("client"), f"<b>{page.buyer()}</b>"),
        ("NIT", page.buyer_nit()),
        ("Dirección", page.place(buyer)),
        (page.say("contract"), page.code(200, 999, "EMP-{}")),
    ]
    who.append((page.say("period"), f"{show.day(first)} {page.pick('a', 'y', 'al')} {show.day(month)}"))
    if invoice.order_reference:
        who.append((page.say("order"), escape(show.text("order_reference"))))
    sums: list[Row] = [(page.say("subtotal"), show.money("subtotal"), "")]
    if page.maybe(0.4):
        sums.append((page.pick("Descuento convenio", "Descuentos"), show.money("discount"), ""))
    if page.maybe(0.65):
        sums.append((page.say("iva"), show.money("iva"), ""))
    if page.maybe(0.5):
        sums.append((page.say("copay"), show.amount(Decimal(0)), ""))
    sums.append((page.say("total"), show.money("total"), "b"))
    count = len({patient[1] for patient in patients[: len(lines)]})
    note = page.pick(
        "Servicios de salud excluidos del impuesto sobre las ventas, artículo 476 numeral 1 E.T.", "Excluido de IVA según Art. 476 del Estatuto Tributario. No practicar ReteIVA.",
    )  # fmt: skip
    codes = f"Cód. habilitación {rng.randint(10**9, 10**10)}-01 · Licencia S.O. {rng.randint(100, 9999)} de 2021"
    name = f"<b class=name>{page.seller()}</b><br>{page.seller_nit()}<br>{page.place(seller)} · Tel. {seller.phone}<br><span class=small>{codes}</span>"
    law = f"<div class='row whole small' style='margin-top:6pt'><div>{page.cufe()}<br>{page.resolution()}<br>{page.house()}<br>{note}</div>{page.qr(60, 'annex', 'pipes', 'url')}</div>"
    left = page.maybe(0.5)
    extra = f"<div><p>{page.spelled()}</p><p>Trabajadores atendidos: {count} &nbsp; Servicios: {len(lines)}</p></div>"
    foot = (
        f"<div class='row whole' style='margin-top:5pt'>{ledger(sums) + extra if left else extra + ledger(sums)}</div>"
    )
    soft = page.pick("#e0f2f1", "#e8f0fe", "#fff")
    css = f"""body{{font-family:{page.face("DejaVu Sans", "Manrope", "Roboto")};font-size:7.4pt}}.name{{font-size:11pt;color:{page.ink}}}.k{{color:#333;font-weight:{page.pick("bold", "normal")}}}.card{{border:.6pt solid #999;padding:3pt;background:{soft}}}.goods{{margin-top:6pt}}.goods th{{border-bottom:1pt solid {page.ink};font-size:6.7pt;background:{soft}}}.goods td{{border-bottom:.3pt solid #bbb;font-size:6.8pt}}
    .ledger{{flex:none!important;width:220pt!important;align-self:flex-start}}.b td{{border-top:.8pt solid #000;font-size:8.6pt}}.beside td{{padding:1.1pt 3pt}}"""
    page.foot = page_foot("Página", "de") if page.maybe(0.5) else ""
    return css, f"<div class=row>{page.logo(40)}<div>{name}</div><div class=card>{beside(facts, page.colon)}</div></div><div class=card style='margin-top:5pt'>{beside(who, page.colon)}</div>{page.well(page.table(cols, lines), 0.4, 340)}{foot}{law}"  # fmt: skip


def _want_clinic(rng: random.Random) -> Want:
    return Want(
        trade=trade("ocupacional"), lines=rng.choice(((2, 6), (5, 12), (12, 24))), cents=False, order=0.3, prefixes=("FE", "IPS", "SO", "FVSO", "MT"), digits=(3, 6),
    )  # fmt: skip


def _style_clinic(rng: random.Random) -> Style:
    return habits(rng, numbers=("co0", "co2", "us0", "us2"), dates=("dmy/", "iso", "dmy-", "ymd/", "SHORT/"))


CLINIC = layout("ocupacional", _clinic, _want_clinic, _style_clinic, words=_CLINIC_WORDS)


# Carters of waste and water: plates, manifests, certificates, and what the payer will withhold.

_CARTER_WORDS = {
    "title": ("Factura electrónica de venta", "FACTURA ELECTRONICA DE VENTA No.", "Factura de venta electrónica No."),
    "issued": ("Fecha emisión", "Fecha factura", "Expedida"),
    "due": ("Fecha vencimiento", "Vence", "Pago hasta"),
    "client": ("Generador", "Cliente / Generador", "Usuario", "Cliente"),
    "nit": ("NIT", "Nit / CC", "Identificación"),
    "site": ("Sitio de recolección", "Punto de servicio", "Obra"),
    "order": ("Orden de servicio", "Orden de compra", "O.C. cliente"),
    "certificate": ("Certificado de disposición final", "Certificado ambiental No.", "Cert. gestión RCD"),
    "subtotal": ("Subtotal", "Valor servicios", "Base"),
    "iva": ("IVA 19%", "Más IVA", "IVA"),
    "total": ("Total factura", "Valor total factura", "Total con IVA", "TOTAL FACTURADO"),
    "rete_fuente": ("ReteFuente", "Rte. Fte.", "Retención en la fuente"),
    "rete_ica": ("ReteICA", "Rte. ICA", "Retención ICA"),
    "rete_iva": ("ReteIVA 15%", "Rte. IVA"),
    "payable": ("Neto a pagar", "Valor neto a pagar", "Neto a girar", "Total menos retenciones"),
}


def _carter(page: Page) -> tuple[str, str]:
    show, invoice, rng = page.show, page.invoice, page.rng
    seller, buyer = invoice.supplier, invoice.customer
    plates = ("TFK 902", "SZQ 417", "WOM 055")
    plate = {line: rng.choice(plates) for line in invoice.lines}
    served = [invoice.issue_date - timedelta(days=2 + (len(invoice.lines) - n) % 27) for n in range(len(invoice.lines))]
    first = rng.randint(2000, 60000)
    columns = {
        "day": Col("", page.pick("Fecha", "Fecha serv."), lambda i, line: show.day(served[i]), "white-space:nowrap"),
        "ticket": Col("", page.pick("Manifiesto", "Vale No.", "Planilla"), lambda i, line: str(first + 7 * i), MIDDLE),
        "plate": Col("", "Placa", lambda i, line: plate[line], MIDDLE),
        "what": Col("description", page.pick("Servicio", "Descripción", "Concepto"), lambda i, line: escape(line.description, quote=False), "width:38%"),
        "unit": Col("unit", page.pick("Und", "U.M."), lambda i, line: line.unit, MIDDLE),
        "quantity": Col("quantity", page.pick("Cant.", "Volumen / cant.", "Cantidad"), lambda i, line: show.quantity(line), RIGHT),
        "price": Col("unit_price", page.pick("Vr. unitario", "Tarifa", "Valor und."), lambda i, line: show.amount(line.unit_price), RIGHT),
        "total": Col("line_total", page.pick("Vr. total", "Total servicio", "Subtotal"), lambda i, line: show.amount(line.line_total), RIGHT),
    }  # fmt: skip
    order = page.pick(
        "day ticket what unit quantity price total",
        "ticket plate what quantity unit price total",
        "day plate what quantity price total",
        "what unit quantity price total",
    )
    cols = [columns[key] for key in order.split()]
    lines = page.noted(cols)
    number = page.number("", "-", " ")
    facts = [
        (page.say("issued"), page.dated("issue_date")),
        (page.say("due"), page.dated("due_date")),
        ("Forma de pago", page.terms()),
    ]
    if invoice.order_reference:
        facts.append((page.say("order"), escape(show.text("order_reference"))))
    who = [
        (page.say("client"), f"<b>{page.buyer()}</b>"),
        (page.say("nit"), page.buyer_nit()),
        ("Dirección", page.place(buyer)),
    ]
    who.append(
        (
            page.say("site"),
            page.pick("Campamento vía Mondoñedo km 3", "Frente de obra Portal 20 de Julio", "Planta de asfalto Sibaté"),
        )
    )
    short = invoice.issue_date.year
    certificates = f"<b>{page.say('certificate')}</b>: {', '.join(f'CDF-{short}-{rng.randint(1000, 9999)}' for _ in range(rng.randint(1, 3)))}. Licencia ambiental Res. {page.pick('CAR 2218 de 2017', 'SDA 01763 de 2019', 'Cortolima 0847 de 2020')}. {page.pick('Gestor inscrito PIN ' + page.code(100, 999), 'Concesión de aguas vigente', 'Operador PESV nivel avanzado')}."
    rows: list[Row] = [
        (page.say("subtotal"), show.money("subtotal"), ""),
        (page.say("iva") if invoice.iva else "IVA", show.money("iva"), ""),
        (page.say("total"), show.money("total"), "b"),
    ]
    minus = page.pick("-", "", "(")
    held = {
        "rete_fuente": percent(invoice.rete_fuente * 100, invoice.subtotal) + "%",
        "rete_iva": "",
        "rete_ica": percent(invoice.rete_ica * 1000, invoice.subtotal) + page.pick(" x mil", "‰", " x 1000"),
    }
    named = page.maybe(0.6)
    for name, rate in held.items():
        if getattr(invoice, name):
            amount = minus + show.money(name) + (")" if minus == "(" else "")
            rows.append((f"{page.say(name)} {rate if named else ''}", amount, ""))
        elif page.maybe(0.4):
            rows.append((page.say(name).replace(" 15%", ""), show.money(name), ""))
    rows.append((page.say("payable"), show.money("amount_payable"), "b net"))
    net = page.maybe(0.3)
    words = page.spelled(invoice.amount_payable if net else None)
    notes = f"<div><p>{words}{' (neto)' if net else ''}</p><p class=small>{certificates}</p><p class=small>{page.pick('Actividad ICA 3822', 'CIIU 3700 / 4923', 'Código actividad 360001')} · {page.pick('No somos autorretenedores', 'Régimen ordinario de renta', 'Vigilados Superservicios')} · Soportar pago a {seller.email}</p></div>"
    split = page.maybe(0.35)  # what is withheld stands apart, beside the invoice's own sums
    if split:
        at = next(n for n, row in enumerate(rows) if row[2] == "b") + 1
        sums = f"<div class='row whole' style='margin-top:6pt'>{ledger(rows[at:])}{ledger(rows[:at])}</div><div style='margin-top:5pt'>{notes}</div>"
    else:
        sums = f"<div class='row whole' style='margin-top:6pt'>{notes}{ledger(rows)}</div>"
    name = f"<b class=name>{page.seller()}</b><br>{page.seller_nit()} · {page.pick(seller.regime, 'Responsable de IVA')}<br>{page.place(seller)}<br>{seller.phone} · {seller.email}"
    title = page.say("title")
    doc = f"<div class='fit doc c'>{title}<br><b>{number}</b></div>"
    law = f"<div class='row whole small' style='margin-top:8pt'>{page.qr(66, 'annex', 'commas', 'equals')}<div>{page.cufe()}<br>{page.resolution()}<br>{page.house()}</div></div>"
    boxed = page.maybe(0.5)
    head = (
        over(facts)
        if boxed
        else f"<div class=line>{' &nbsp;|&nbsp; '.join(f'<b>{label}</b>{page.colon} {value}' for label, value in facts)}</div>"
    )
    css = f"""body{{font-family:{page.face("Roboto", "DejaVu Sans Condensed", "Caladea")};font-size:7.9pt}}.name{{font-size:12pt;color:{page.ink}}}.doc{{background:{page.ink};color:#fff;padding:6pt 10pt;align-self:flex-start}}.doc b{{font-size:12pt}}.k{{font-weight:bold}}.line{{border-top:.6pt solid #000;border-bottom:.6pt solid #000;padding:3pt 0;margin:5pt 0}}.over{{margin:5pt 0}}.over td{{border:.5pt solid {page.ink}}}
    .goods{{margin-top:5pt}}.goods th{{background:#e4e4e4;border:.4pt solid #888;text-align:center!important}}.goods td{{border:.4pt solid #aaa}}.ledger{{align-self:flex-start;{"" if split else "flex:none!important;width:215pt!important"}}}.ledger td{{border-bottom:.4pt solid #ccc}}.net td{{background:#e9e9e9;border-top:1pt solid #000}}p{{margin-bottom:3pt}}"""
    return (
        css,
        f"<div class=row>{page.logo(44)}<div>{name}</div>{doc}</div>{head}{beside(who, page.colon)}{page.well(page.table(cols, lines), 0.5, 300)}{sums}{law}",
    )


def _want_carter(rng: random.Random) -> Want:
    return Want(
        trade=trade("residuos"), lines=rng.choice(((1, 3), (3, 8), (8, 16))), cents=rng.random() < 0.5, service=True, no_tax=rng.random() < 0.15, order=0.5,
        withholdings=rng.choice((("rete_fuente", "rete_ica"), ("rete_fuente", "rete_ica"), ("rete_fuente", "rete_iva", "rete_ica"), ("rete_fuente",), ("rete_ica",))),
        prefixes=("ECO", "FE", "AR", "FVE", "RA"), digits=(2, 5),
    )  # fmt: skip


CARTER = layout("residuos", _carter, _want_carter, habits, words=_CARTER_WORDS)
