"""Papers of those who deliver to a building site: a concrete plant's remisiones, a carrier's trips, rented machines by the hour."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from ...invoice import Line, Want
from ...sheet import A4, LANDSCAPE, LETTER
from .kit import Field, Paper, habits, layout, ledger, lines_of, pairs, reword, strip

_MIXES = {
    "M3": (
        "CONCRETO 21 MPA TMN 19 MM EDAD 28 DÍAS", "CONCRETO 28 MPA AUTOCOMPACTANTE", "CONCRETO TREMIE 24.5 MPA ASENT. 8\"", "MORTERO DE NIVELACIÓN 1:3",
        "CONCRETO MR-42 PAVIMENTOS", "RELLENO FLUIDO 3 MPA", "Concreto 3500 psi grava común 1\" asentamiento 5\" +/- 1\"",
    ),
    "UND": ("STAND BY MIXER POR HORA ADICIONAL", "VIAJE INCOMPLETO MENOR A 5 M3", "TOMA DE CILINDROS EN OBRA (JUEGO DE 4)"),
    "KG": ("FIBRA SINTÉTICA ESTRUCTURAL", "HIELO PARA CONTROL DE TEMPERATURA"),
}  # fmt: skip
_TRIPS = {
    "VIAJE": ("Viaje de arena de peña cantera - obra 7 m3", "VIAJE RECEBO TIPO B-200, VOLQUETA SENCILLA", "Servicio de cama baja traslado retro 320 Bosa - Tocancipá", "FLETE MATERIAL DE EXCAVACIÓN A BOTADERO"),
    "M3": ("Cargue y retiro de escombros limpios", "TRANSPORTE TIERRA NEGRA TAMIZADA", "ACARREO LIBRE SUBBASE SBG-50 RECORRIDO 22 KM"),
    "HORA": ("Hora de espera en cargue", "CARGADOR 938 HORA MÁQUINA", "Disponibilidad nocturna por hora"),
}  # fmt: skip
_MACHINES = {
    "HORA": ("EXCAVADORA ORUGA 20 TON CON OPERARIO Y COMBUSTIBLE", "Minicargador con martillo hidráulico", "MOTONIVELADORA 140 - HORÓMETRO 8412 A 8460", "Manlift articulado 18 m diésel"),
    "DÍA": ("Cortadora de piso a gasolina 13 HP", "PUNTAL METÁLICO EXTENSIBLE 3 M X 100", "Bomba sumergible 3\" con manguera", "CERCHA METÁLICA 3 M Y TABLERO 1.40"),
    "MES": ("CONTENEDOR OFICINA 20 PIES CON AIRE ACONDICIONADO", "Baño portátil obra tipo VIP"),
    "VIAJE": ("Transporte equipo entrega y recogida", "ACARREO EN CAMIÓN GRÚA"),
}  # fmt: skip


def _chunks(rng: random.Random, lines: Sequence[Line], least: int, most: int) -> list[list[Line]]:
    parts, at = [], 0
    while at < len(lines):
        step = rng.randint(least, most)
        parts.append(list(lines[at : at + step]))
        at += step
    return parts


def _grouped(page: Paper, fields: Sequence[Field], groups: Sequence[tuple[str, Sequence[Line]]], *, summed: str) -> str:
    """A table with a row before each group, and below it what the group comes to when `summed` says how that is called."""
    rows, number, last = [], 0, len(fields) - 1
    for title, lines in groups:
        rows.append(f"<tr class=group><td colspan={last + 1}>{title}</td></tr>")
        for line in lines:
            rows.append(f"<tr>{page.cells(fields, number, line)}</tr>")
            number += 1
        if summed:
            amount = page.show.amount(sum((line.line_total for line in lines), Decimal(0)))
            rows.append(f"<tr class=sub><td colspan={last} class=r>{summed}</td><td class=r>{amount}</td></tr>")
    return f"<table class=goods><thead>{page.heads(fields)}</thead>{''.join(rows)}</table>"


def _ids(page: Paper, title: str) -> str:
    return f"<h2>{title}</h2><b class=num>{page.word('number', bare=True)} {page.number()}</b>"


# Concrete by remisión: one group for each load of the mixer.


def premezclado(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    reword(show, _MIXES)
    order = page.rng.choice(
        (
            ("code", "description", "quantity", "unit", "price", "total"),
            ("quantity", "unit", "description", "price", "tax", "total"),
            ("description", "unit", "quantity", "price", "total"),
        )
    )
    fields = page.fields(*order)
    lines = page.noted(fields)
    first, groups = page.rng.randint(20000, 90000), []
    for number, part in enumerate(_chunks(page.rng, lines, 1, 3)):
        day = show.day(invoice.issue_date - timedelta(days=page.rng.randint(1, 9)))
        cubic = sum((line.quantity for line in part if line.unit == "M3"), Decimal(0))
        trips = f" - {page.one('Viajes', 'Mixer')}: {int(cubic // 7) + 1}" if cubic else ""
        groups.append(
            (
                f"{page.one('REMISIÓN', 'Remisión No.', 'Rem.')} {first + 17 * number} &nbsp; {day}{trips} &nbsp; Obra: 014",
                part,
            )
        )
    table = _grouped(page, fields, groups, summed=page.rng.choice(("", "Subtotal remisión", "Suma remisión", "")))
    volume = sum((line.quantity for line in lines if line.unit == "M3"), Decimal(0))
    total = f"<p>Volumen total despachado: {volume} m³</p>" if volume and page.chance(0.6) else ""
    seller = f"<b>{page.supplier_name()}</b><br>{page.supplier_nit()}<br>{'<br>'.join(page.supplier_contact())}"
    head = [
        f"<div class=c>{page.mark(46)}</div>",
        f"<div style='flex:2'>{seller}</div>",
        f"<div class=idbox>{_ids(page, 'Factura electrónica de venta')}</div>",
    ]
    if page.chance(0.5):
        head.reverse()
    facts = f"<div class=flex><div class=boxed>{pairs(page.buyer_pairs())}</div><div class=boxed>{pairs([*page.term_pairs(), ('Obra', 'CENTRO LOGÍSTICO ET. 2'), ('Planta', page.one('Sur', 'Norte 1', 'Calle 13'))])}</div></div>"
    css = f"""h2{{font-size:10pt}}.num{{font-size:12pt;color:#b00}}.idbox{{border:1pt solid {page.ink};text-align:center;padding:6pt}}.boxed{{border:.6pt solid #555;padding:3pt}}.flex{{margin-bottom:6pt}}
    .goods th{{background:{page.ink};color:#fff}}.goods td{{border-bottom:.3pt solid #bbb}}.group td{{background:#eee;font-weight:bold;text-align:left}}.sub td{{font-style:italic}}.ledger td{{border:.5pt solid #555}}"""
    sums = f"<div class='flex keep'><div>{total}{page.in_words()}<br><br>{page.one('Cilindros tomados según NTC 454.', 'Reclamos sobre resistencia a los 28 días.')}</div><div style='flex:none;width:220pt'>{ledger(page.sums())}</div></div>"
    foot = f"<div class='flex keep small'><div style='flex:none'>{page.qr(70, 'annex', 'first-version', 'url')}</div><div>{page.resolution()}<br>{page.cufe()}<br>{page.maker()}</div></div>"
    return css, f"<div class=flex>{''.join(head)}</div>{facts}{table}<br>{sums}{foot}"


def _want_premezclado(rng: random.Random) -> Want:
    return Want(
        trade="concreto", lines=rng.choice(((1, 2), (3, 8), (12, 24))), cents=rng.random() < 0.5, order=0.7,
        withholdings=rng.choice(((), ("rete_fuente",), ("rete_fuente", "rete_ica"))), prefixes=("FEC", "CP", "FE", "BQ", "PL2"),
        guarantee=0.0, advance=rng.choice((0, 0.5)),
    )  # fmt: skip


PREMEZCLADO = layout(
    "third_premezclado", premezclado, _want_premezclado, habits, pool="concrete", sizes=(LETTER, LETTER, A4)
)


# The carrier: plates and dates in columns nobody asks for, a sentence for the total, an advance taken off.


def fletes(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    reword(show, _TRIPS)
    fields = page.fields(
        *page.rng.choice(
            (
                ("description", "quantity", "price", "total"),
                ("quantity", "unit", "description", "price", "total"),
                ("description", "quantity", "unit", "price", "total"),
            )
        )
    )
    lines = page.noted(fields)
    days = {n: show.day(invoice.issue_date - timedelta(days=page.rng.randint(1, 14))) for n in range(len(lines))}
    plates = {n: f"{page.one('SPT', 'WGX', 'TLK', 'JVO')}{page.rng.randint(100, 999)}" for n in range(len(lines))}
    papers = {n: str(page.rng.randint(40000, 99999)) for n in range(len(lines))}
    extra = [
        Field("", page.one("Fecha", "F. servicio"), lambda i, line: days[i], "white-space:nowrap"),
        Field("", page.one("Placa", "Vehículo"), lambda i, line: plates[i]),
        Field("", page.one("Vale", "Manifiesto", "Remesa"), lambda i, line: papers[i]),
    ]
    keep = page.rng.randint(1, 3)
    columns = [*extra[:keep], *fields]
    table = page.table(columns, lines, head=page.chance(0.85))
    count = f"<tr class=note><td colspan={len(columns)}>{page.one('* Servicios prestados según vales firmados por el residente *', 'Vehículos con póliza vigente. Conductor: J. Pabón.')}</td></tr>"
    if page.chance(0.6):
        table = table.replace("</tbody>", count + "</tbody>")
    sums = page.sums()
    if page.chance(0.35):
        said = "; ".join(f"{label}: <b>{value}</b>" for label, value, _ in sums)
        totals = f"<p class=said>{said}.</p>"
    elif page.chance(0.5):
        foot_rows = "".join(
            f"<tr class='{strong}'><td colspan={len(columns) - 1} class=r>{label}</td><td class=r>{value}</td></tr>"
            for label, value, strong in sums
        )
        table, totals = table.replace("</tbody>", foot_rows + "</tbody>"), ""
    else:
        totals = f"<div style='width:230pt;margin-left:auto'>{ledger(sums)}</div>"
    seller = f"<h2>{page.supplier_name()}</h2>{page.supplier_nit()} &nbsp; {' · '.join(page.supplier_contact())}"
    title = f"{page.one('FACTURA ELECTRÓNICA DE VENTA', 'Factura de venta', 'FACTURA ELECTRÓNICA DE TRANSPORTE')} {page.one('No. ', 'N° ')}{show.number()}"
    below = page.chance(0.3)
    buyer, terms = page.buyer_pairs(), page.term_pairs()
    facts = f"<p>{lines_of([*buyer, *terms], ' &nbsp; ')}</p>" if page.chance(0.35) else f"{pairs(buyer)}{strip(terms)}"
    css = f"""h2{{color:{page.ink};font-size:12pt}}.title{{border:1pt solid {page.ink};padding:4pt;margin:8pt 0;font-size:11pt;text-align:{page.one("center", "right", "left")}}}
    .goods{{margin-top:8pt}}.goods td,.goods th{{border:.5pt solid {page.one("#000", "#999", "#fff")}}}.goods th{{background:#f0f0f0}}.strip td,.strip th{{border:.5pt solid #999}}.said{{font-size:9.5pt;margin:8pt 0;line-height:1.5}}.note td{{font-style:italic;text-align:center}}.foot{{margin-top:14pt}}"""
    note = "Transporte de carga excluido de IVA, art. 476 E.T." if not invoice.iva else "Servicio gravado parcialmente."
    foot = f"<div class='foot small keep'>{page.in_words()}<br>{note}<br>{page.resolution()}<br>{page.cufe()}<br>{page.qr(64, 'url', 'annex')}</div>"
    body = f"<div class=title><b>{title}</b></div>{facts}{table}{totals}{foot}"
    return (
        css,
        body + f"<hr>{seller}"
        if below
        else f"<div class='{page.one('', 'c', 'r wrap')}' style='white-space:normal'>{page.mark(30)} {seller}</div>{body}",
    )


def _want_fletes(rng: random.Random) -> Want:
    return Want(
        trade="transporte", lines=rng.choice(((1, 3), (4, 12), (25, 40))), cents=rng.random() < 0.2, service=True, no_tax=rng.random() < 0.5,
        withholdings=rng.choice(((), ("rete_fuente",), ("rete_fuente", "rete_ica"))), advance=0.35, prefixes=("TR", "FE", "T", "FVT", ""),
    )  # fmt: skip


FLETES = layout("third_fletes", fletes, _want_fletes, habits, pool="carrier", sizes=(LETTER, LANDSCAPE, A4))


# Rented machines: hours or days, IVA on a part, bases per rate in a table of their own.


def alquiler(page: Paper) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    reword(show, _MACHINES)
    invoice = show.invoice
    order = page.rng.choice(
        (
            ("item", "description", "quantity", "unit", "price", "rate", "total"),
            ("description", "unit", "quantity", "price", "discount_rate", "total", "rate"),
            ("code", "description", "quantity", "price", "total", "tax"),
        )
    )
    order = page.with_discount(order)
    fields = page.fields(*order)
    if "unit" not in order and page.chance(0.7):  # the unit stands in the quantity
        fields = [
            f
            if f.truth != "quantity"
            else replace(f, value=lambda i, line: f"{show.quantity(line)} {line.unit.lower()}")
            for f in fields
        ]
        lines = page.noted(fields, also=("unit",))
    else:
        lines = page.noted(fields)
    start = invoice.issue_date - timedelta(days=30)
    span = f"{page.one('Periodo', 'Periodo facturado', 'Corte')}: {show.day(start)} {page.one('a', 'al', '-')} {show.day(invoice.issue_date - timedelta(days=1))}"
    table = page.table(fields, lines)
    note = f"<tr class=note><td colspan={len(fields)}>{span}. Contrato de alquiler C-{page.rng.randint(100, 999)}</td></tr>"
    table = table.replace("<tbody>", "<tbody>" + note) if page.chance(0.5) else f"<p>{span}</p>{table}"
    taxed = "".join(
        f"<tr><td>{'Excluido' if name == 'excluded' else name + '%'}</td><td class=r>{show.amount(base)}</td><td class=r>{show.amount(invoice.taxes.get(name, Decimal(0)))}</td></tr>"
        for name, base in invoice.bases.items()
    )
    bases = (
        f"<table class=bases><tr><th>Tarifa</th><th class=r>Base</th><th class=r>Impuesto</th></tr>{taxed}</table>"
        if page.chance(0.6)
        else ""
    )
    right = page.chance(0.6)
    seller = f"<div class={'r' if right else ''} style='white-space:normal'><b style='font-size:11pt'>{page.supplier_name()}</b><br>{page.supplier_nit()}<br>{'<br>'.join(page.supplier_contact())}</div>"
    title = f"<div>{page.mark(36)}<br>{_ids(page, page.one('FACTURA DE ALQUILER', 'Factura electrónica de venta', 'FACTURA ELECTRÓNICA'))}</div>"
    head = title + seller if right else seller + title
    buyer, terms = page.buyer_pairs(), page.term_pairs()
    facts = (
        f"<div class=flex><div>{pairs(buyer)}</div><div>{pairs(terms)}</div></div>"
        if page.chance(0.5)
        else f"{strip(buyer[:3])}{strip(terms)}"
    )
    css = f"""h2{{font-size:11pt;color:{page.ink}}}.num{{font-size:11pt}}.flex{{margin-bottom:8pt}}.goods th{{border-top:1pt solid #000;border-bottom:1pt solid #000}}.goods tr:nth-child(even) td{{background:{page.one("#fff", "#f2f5f2")}}}
    .bases{{width:220pt;font-size:7pt}}.bases td,.bases th{{border:.4pt solid #888}}.strip{{margin-bottom:4pt}}.strip th{{background:{page.ink};color:#fff;font-weight:400}}.strip td{{border:.4pt solid #999}}.note td{{color:#444;font-style:italic;text-align:left}}.ledger td{{padding:2.5pt}}.strong td{{background:#eee}}"""
    totals = f"<div class='flex keep'><div>{bases}<br>{page.in_words()}</div><div style='flex:none;width:210pt'>{ledger(page.sums())}</div></div>"
    foot = f"<div class='flex keep small'><div>{page.resolution()}<br>{page.cufe()}<br>El arrendatario responde por daño o pérdida de los equipos. Valor del depósito no reembolsable sin paz y salvo.</div><div style='flex:none'>{page.qr(66, 'annex', 'commas', 'url')}</div></div>"
    return css, f"<div class=flex>{head}</div>{facts}{table}<br>{totals}{foot}"


def _want_alquiler(rng: random.Random) -> Want:
    return Want(
        trade="alquiler", lines=rng.choice(((1, 2), (3, 9))), cents=rng.random() < 0.6, order=0.5, line_discounts=rng.choice((0, 0.5)),
        withholdings=rng.choice(((), ("rete_fuente",), ("rete_fuente", "rete_iva"))), prefixes=("ALQ", "FE", "R", "FVA", "EQ"),
    )  # fmt: skip


ALQUILER = layout("third_alquiler", alquiler, _want_alquiler, habits, pool="rental")
