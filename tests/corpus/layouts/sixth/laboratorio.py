"""A soils laboratory: the tests of a project in sections, each with its sum."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...invoice import Invoice, Line, Want
from .goods import trade
from .kit import MIDDLE, RIGHT, Col, Page, Row, beside, ledger, percent
from .press import habits, layout, page_foot

# What belongs to the field, with its test norm; what is not here is paper work.
_NORMS = {
    "Movilización": ("a", "MOV-01"), "Perforación": ("a", "INV E-111"), "Apique": ("a", "INV E-101"), "Densidad": ("a", "INV E-161"), "Toma de": ("a", "NTC 3658"),
    "Granulometría": ("b", "INV E-213"), "Límites": ("b", "INV E-125"), "CBR": ("b", "INV E-148"), "Desgaste": ("b", "INV E-218"), "Resistencia": ("b", "NTC 673"),
    "Corte": ("b", "INV E-154"), "Extracción": ("b", "INV E-732"), "Informe": ("c", "IF-GEO"), "Visita": ("c", "VT-ESP"), "Juego": ("c", "CP-02"),
}  # fmt: skip
_LAB_WORDS = {
    "a": ("Trabajos de campo", "Exploración y muestreo", "Capítulo A. Campo"),
    "b": ("Ensayos de laboratorio", "Pruebas sobre muestras", "Capítulo B. Laboratorio"),
    "c": ("Informes y asesoría", "Oficina técnica", "Capítulo C. Informes"),
    "partial": ("Subtotal capítulo", "Total sección", "Suman", "Valor parcial"),
    "number": ("Factura electrónica de venta No.", "Factura de venta N°", "FACTURA No."),
    "issued": ("Fecha de factura", "Fecha de expedición", "Fecha"),
    "due": ("Pagar a más tardar", "Fecha de vencimiento", "Vencimiento"),
    "client": ("Contratante", "Cliente", "Facturado a", "Solicitante"),
    "project": ("Proyecto", "Obra", "Nombre del proyecto"),
    "order": ("Orden de servicio", "O.S. / O.C.", "Orden de compra No."),
    "quote": ("Cotización", "Oferta", "Propuesta técnica"),
    "subtotal": ("Subtotal", "Valor antes de IVA", "Costo directo servicios", "Suma de capítulos"),
    "iva": ("IVA 19%", "I.V.A. (19%)", "Impuesto a las ventas"),
    "total": ("Valor total", "TOTAL FACTURA", "Total servicios"),
    "held": ("Retención en la fuente", "Menos retefuente"),
    "payable": ("Valor a girar", "Neto a recibir", "Saldo neto a pagar"),
}


def _norm(line: Line) -> tuple[str, str]:
    return next((norm for start, norm in _NORMS.items() if line.description.startswith(start)), ("c", "OT-00"))


def _laboratory(page: Page) -> tuple[str, str]:
    show, rng = page.show, page.rng
    show.invoice = invoice = _by_section(page.invoice)
    seller, buyer = invoice.supplier, invoice.customer
    number: dict[Line, str] = {}
    groups = [(key, [line for line in invoice.lines if _norm(line)[0] == key]) for key in "abc"]
    groups = [(key, group) for key, group in groups if group]
    digits = page.pick("1", "1", "2")
    for n, (_, group) in enumerate(groups, 1):
        number.update({line: f"{n}.{k:0{digits}d}" for k, line in enumerate(group, 1)})
    columns = {
        "item": Col("", page.pick("Ítem", "No."), lambda i, line: number[line], MIDDLE),
        "what": Col("description", page.pick("Descripción del ensayo", "Actividad", "Servicio prestado"), lambda i, line: escape(line.description, quote=False), "width:44%"),
        "norm": Col("code", page.pick("Norma", "Método"), lambda i, line: line.code, "white-space:nowrap"),
        "unit": Col("unit", page.pick("Und.", "Unidad"), lambda i, line: line.unit, MIDDLE),
        "quantity": Col("quantity", page.pick("Cant.", "Cantidad", "N° ensayos"), lambda i, line: show.quantity(line), MIDDLE),
        "price": Col("unit_price", page.pick("Vr. unitario", "Tarifa", "Precio ensayo"), lambda i, line: show.amount(line.unit_price), RIGHT),
        "total": Col("line_total", page.pick("Vr. parcial", "Valor", "Vr. total"), lambda i, line: show.amount(line.line_total), RIGHT),
    }  # fmt: skip
    order = page.pick(
        "item what norm unit quantity price total",
        "item norm what quantity price total",
        "item what unit quantity price total",
        "item what quantity unit price total",
    )
    cols = [columns[key] for key in order.split()]
    page.noted(cols)
    heads = "".join(f"<th style='{col.css};white-space:normal'>{col.head}</th>" for col in cols)
    rows = ""
    for n, (key, group) in enumerate(groups, 1):
        rows += f"<tr class=chapter><td class=c>{n}</td><td colspan={len(cols) - 1}>{page.say(key)}</td></tr>"
        rows += "".join(
            "<tr>" + "".join(f"<td style='{col.css}'>{col.cell(0, line)}</td>" for col in cols) + "</tr>"
            for line in group
        )
        partial = show.amount(sum((line.line_total for line in group), Decimal(0)))
        rows += f"<tr class=partial><td colspan={len(cols) - 1} class=r>{page.say('partial')} {n}</td><td class=r>{partial}</td></tr>"
    project = page.pick(
        "MEJORAMIENTO VÍA TERCIARIA EL PALMAR - LA UNIÓN, K0+000 AL K6+300", "Edificio Torres del Saúz, etapa 2", "Puente vehicular quebrada La Honda", "Ampliación planta de tratamiento Sopó",
    )  # fmt: skip
    first = invoice.issue_date - timedelta(days=rng.randint(20, 45))
    facts = [
        (page.say("project"), project),
        ("Muestras recibidas", page.day(first)),
        (page.say("quote"), page.code(100, 900, f"GT-{{}}-{invoice.issue_date:%y}")),
    ]
    if invoice.order_reference:
        facts.append((page.say("order"), escape(show.text("order_reference"))))
    if page.maybe(0.5):
        facts.append(("Informe No.", page.code(1000, 9999, "INF-LAB-{}")))
    facts.append(("Interventoría", page.pick("Consorcio Inter-Suelos 2024", "N/A", "Ing. Rosalba Quintana")))
    who = [(page.say("client"), f"<b>{page.buyer()}</b>"), ("NIT", page.buyer_nit()), ("Dirección", page.place(buyer)), ("Atn.", page.pick("Ing. Mauricio Beltrán", "Depto. de compras", "Director de obra"))]  # fmt: skip
    doc = [(page.say("number"), f"<b>{page.number()}</b>"), (page.say("issued"), page.dated("issue_date")), (page.say("due"), page.dated("due_date")), ("Forma de pago", page.terms())]  # fmt: skip
    sums: list[Row] = [
        (page.say("subtotal"), show.money("subtotal"), ""),
        (page.say("iva"), show.money("iva"), ""),
        (page.say("total"), show.money("total"), "b"),
    ]
    if invoice.rete_fuente:
        rate = f" {percent(invoice.rete_fuente * 100, invoice.subtotal, '0.1')}%" if page.maybe(0.6) else ""
        sums += [
            (page.say("held") + rate, "-" + show.money("rete_fuente"), ""),
            (page.say("payable"), show.money("amount_payable"), "b"),
        ]
    name = f"<b class=name>{page.seller()}</b><br>{page.seller_nit()} &nbsp; {page.pick('Laboratorio acreditado ONAC 19-LAB-027', 'ISO/IEC 17025', escape(seller.regime))}<br><span class=small>{page.place(seller)} · {seller.phone} · {seller.email}</span>"
    law = f"<div class='row whole small' style='margin-top:8pt'>{page.qr(64, 'annex', 'padded', 'url')}<div>{page.cufe()}<br>{page.resolution()}<br>{page.house()}</div><div class='fit c' style='padding-top:22pt'>_________________________<br>{page.pick('Directora de laboratorio', 'Representante legal', 'Facturación')}</div></div>"
    centred = page.maybe(0.5)
    head = (
        f"<div class=c>{page.logo(40)}<br>{name}</div>"
        if centred
        else f"<div class=row>{page.logo(44)}<div>{name}</div></div>"
    )
    bank = page.pick(
        "Favor consignar en Banco Cafetal, ahorros 477-20331-8",
        "Pago por transferencia. Cuenta corriente 0091 2277 41 Banco del Istmo",
        "",
    )
    side = page.pick("margin-left:auto", "margin:0 auto", "margin-left:auto")
    table = f"<table class=goods><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    css = f"""body{{font-family:{page.face("Caladea", "DejaVu Serif Condensed", "Manrope")};font-size:8pt}}.name{{font-size:12.5pt;color:{page.ink}}}.facts{{border:.6pt solid #666;margin:6pt 0;padding:3pt}}.k{{font-weight:bold}}.goods th{{border-top:1.2pt solid #000;border-bottom:.6pt solid #000;text-align:center!important}}.goods td{{padding:2pt 3pt}}
    .chapter td{{font-weight:bold;background:{page.pick("#e8ecef", "#fff", "#efe9dc")};border-top:.5pt solid #777}}.partial td{{font-style:italic;border-top:.4pt solid #777}}.ledger{{width:240pt;{side};margin-top:6pt}}.ledger td{{border:.4pt solid #888}}"""
    page.foot = (
        page_foot(page.pick("Pág.", "Página", "FT-ADM-07 v3 · Página"), "de", "center") if page.maybe(0.6) else ""
    )
    body = f"{head}<div class=row style='margin-top:8pt'>{beside(who, page.colon)}{beside(doc, page.colon)}</div><div class=facts>{beside(facts, page.colon)}</div>{page.well(table, 0.3, 300)}<div class=whole>{ledger(sums)}</div><p style='margin-top:5pt'>{page.spelled()}</p><p class=small>{bank}</p>{law}"
    return css, body


def _by_section(invoice: Invoice) -> Invoice:
    """The invoice with its lines in the order of the sections, each with the norm of its test as code."""
    lines = sorted((replace(line, code=_norm(line)[1]) for line in invoice.lines), key=lambda line: _norm(line)[0])
    return replace(invoice, lines=tuple(lines))


def _want_laboratory(rng: random.Random) -> Want:
    return Want(
        trade=trade("suelos"), lines=rng.choice(((3, 6), (5, 11), (10, 15))), cents=rng.random() < 0.3, service=True, withholdings=rng.choice(((), (), ("rete_fuente",))),
        order=0.6, prefixes=("FE", "LAB", "FVS", "GL", ""), digits=(2, 5),
    )  # fmt: skip


LABORATORY = layout("laboratorio", _laboratory, _want_laboratory, habits, words=_LAB_WORDS, margin="30pt 36pt 36pt")
