"""Services with AIU (guards, cleaning), taxed on a part of their price, and credit notes that name the invoice they correct."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...formats import MONTHS
from ...invoice import Want
from ...sheet import A4, LETTER
from .kit import Page, Row, band, habits, layout, pairs, percent, sums

_HELD = {
    "rete_fuente": ("Retención en la fuente", "(-) Retefuente servicios", "Rte. Fte. s/ AIU"),
    "rete_iva": ("Reteiva 15%", "(-) Retención de IVA"),
    "rete_ica": ("Retención ICA", "(-) Rete ICA", "Industria y comercio retenido"),
}


def _on_part(p: Page) -> Decimal:
    """Taxes a part of the price of each service, as the law has it for guards and cleaning; gives that part."""
    invoice, show = p.invoice, p.show
    cents = Decimal("0.01") if any(line.line_total % 1 for line in invoice.lines) else Decimal(1)
    base = (invoice.subtotal * p.rng.choice((10, 10, 12)) / 100).quantize(cents)
    iva = (base * 19 / 100).quantize(cents)
    # The buyer withholds on that part too.
    fuente = (base * 2 / 100).quantize(cents) if invoice.rete_fuente else Decimal(0)
    rete_iva = (iva * 15 / 100).quantize(cents) if invoice.rete_iva else Decimal(0)
    total = invoice.subtotal + iva
    show.invoice = replace(
        invoice, iva=iva, total=total, tax_base=base, rete_fuente=fuente, rete_iva=rete_iva, bases={"IVA 19": base}, taxes={"IVA 19": iva},
        rates={"IVA 19": Decimal(19)}, amount_payable=total - fuente - rete_iva - invoice.rete_ica,
    )  # fmt: skip
    return base


def aiu(p: Page) -> tuple[str, str]:
    show = p.show
    itemised = bool(p.invoice.profit)
    base = p.invoice.profit if itemised else _on_part(p)
    invoice = p.invoice
    guards = (
        "VIGIL" in invoice.supplier.name.upper()
        or "SEGUR" in invoice.supplier.name.upper()
        or "PROTEC" in invoice.supplier.name.upper()
    )
    lines = show.lines(("description", "quantity", "unit_price", "line_total"))
    last = invoice.issue_date.replace(day=1) - timedelta(days=1)
    month = f"{MONTHS[last.month - 1]} de {last.year}"
    titles = [p.pick("Servicio prestado", "DETALLE DEL SERVICIO", "Concepto", "Puesto / servicio"), p.pick("Cant.", "No. puestos", "Cantidad"),
              p.pick("Tarifa mensual", "Vr. unitario", "Valor tarifa"), p.pick("Valor", "Vr. total", "Valor mes")]  # fmt: skip
    orders = [0, 1, 2, 3] if p.chance(0.6) else [1, 0, 2, 3]
    note = p.chance(0.5)
    rows = []
    for line in lines:
        cells = [
            f"<td>{escape(line.description)}</td>",
            f"<td class=c>{show.quantity(line)}</td>",
            f"<td class=r>{show.amount(line.unit_price)}</td>",
            f"<td class=r>{show.amount(line.line_total)}</td>",
        ]
        rows.append(f"<tr>{''.join(cells[at] for at in orders)}</tr>")
        if note:
            contract = f"Contrato PS-{last:%y}-{p.noise.randint(100, 999)}"
            days = p.noise.choice((f"Del 01 al {last.day} de {month}", f"Mes completo {last:%m/%Y}", contract))
            rows.append(
                f"<tr class=under>{''.join('<td>' + days + '</td>' if at == 0 else '<td></td>' for at in orders)}</tr>"
            )
    blank = f"<tr class=gap>{'<td></td>' * 4}</tr>" if p.chance(0.6) else ""
    heads = "".join(f"<th class={'c' if at < 2 else 'r'}>{titles[at]}</th>" for at in orders)
    goods = f"<table class=goods><thead><tr>{heads}</tr></thead>{''.join(rows)}{blank}</table>"
    totals = sums([(label, p.signed(value), kind) for label, value, kind in _aiu_rows(p, base, itemised)], "sums tot")
    on_profit = (
        "IVA liquidado sobre la utilidad según contrato. Art. 3 Decreto 1372 de 1992.",
        "A.I.U. pactado en contrato; el impuesto recae sobre la utilidad del contratista.",
    )
    on_aiu = (
        "Base gravable especial: Art. 462-1 del E.T. (AIU no inferior al 10%).",
        "BASE GRAVABLE AIU - ART 46 LEY 1607 DE 2012. Favor practicar retenciones únicamente sobre el AIU.",
    )
    law = p.pick(*(on_profit if itemised else on_aiu))
    permit = (
        f"Licencia Supervigilancia {p.digits(11)} vigente hasta {show.day(invoice.issue_date + timedelta(days=700))}"
        if guards
        else f"Afiliados a Cámara Sectorial · Póliza R.C.E. {p.digits(7)}"
    )
    buyer = [
        (p.pick("Razón social:", "Contratante:", "Usuario:", "Cliente:"), f"<b>{p.buyer()}</b>"),
        (p.pick("NIT:", "Nit. No.", "N.I.T."), show.nit("customer")),
        (p.pick("Domicilio:", "Dirección:"), f"{escape(invoice.customer.address)} - {invoice.customer.city}"),
        (p.pick("Servicio de:", "Período del servicio:", "Mes facturado:"), month.capitalize()),
    ]
    when = [
        (p.pick("Fecha de factura", "Fecha emisión", "Emitida"), show.date("issue_date")),
        (p.pick("Fecha de pago", "Vencimiento", "Pagadera antes de"), show.date("due_date")),
        (p.pick("Pago", "Forma de pago"), show.text("payment_form")),
        (p.pick("Contrato", "No. contrato"), f"{last:%Y}-{p.digits(3)}"),
    ]
    if invoice.order_reference:
        when.append((p.pick("Orden de servicio", "O.S. / O.C."), escape(show.text("order_reference"))))
    title = f"{p.pick('Factura electrónica de venta', 'FACTURA ELECTRÓNICA DE VENTA', 'Factura de venta')}"
    number = f"<span class=no>{p.pick('No.', 'N.º', 'Número:')} {p.number('', ' - ', ' ')}</span>"
    who = f"<span class=name>{p.seller()}</span><br>{p.pick('NIT', 'Nit.', 'NIT No.')} {show.nit('supplier')}<br>{permit}<br>{' · '.join(p.contact())}"
    words = f"<b>{p.pick('Son:', 'Valor total en letras:', 'LA SUMA DE')}</b> {show.words('upper', p.pick(' m/cte', ' M.L.C.', ' colombianos'))}"
    bank = f"{p.pick('Consignar:', 'Cuenta autorizada:')} {p.pick('Banco Sabana Real', 'Banco Cordillerano', 'Bancafuerte')} {p.pick('corriente', 'ahorros')} {p.digits(3)}-{p.digits(6)}-{p.digits(2)}"
    left = f"<div>{words}<br><br>{law}<br><br>{bank}</div>"
    right = f"<div class=fix style='width:{p.rng.choice((210, 235, 250))}pt'>{totals}</div>"
    foot = f"<div class='row whole mini end'><div class=fix>{p.qr(62, 'annex', 'commas', 'one-line')}</div><div>{p.hash('CUFE', 'Cufe:')}<br>{p.resolution()}<br>{p.duties()}<br>{p.maker()}</div><div class='sign c'>{p.pick('Recibí conforme', 'Firma y sello del cliente', 'Aceptada')}<br>{'Nombre, C.C. y fecha'}</div></div>"
    rounded = p.rng.choice((0, 7))
    css = f"""
    .name{{font-size:12.5pt;font-weight:bold;color:{p.shade}}}.no{{font-size:11pt;font-weight:bold;color:#a00}}.card{{border:.8pt solid #333;border-radius:{rounded}pt;padding:3pt}}.top{{text-align:{p.pick("center", "left")};border-bottom:2pt solid {p.shade};padding-bottom:4pt;margin-bottom:5pt}}
    .goods{{margin:6pt 0}}.goods th{{border:.7pt solid #333;background:{p.shade};color:#fff}}.goods td{{border-left:.7pt solid #333;border-right:.7pt solid #333}}.goods{{border-bottom:.7pt solid #333}}.under td{{font-size:6.8pt;color:#444;padding-top:0}}.gap td{{height:{p.rng.choice((40, 110))}pt}}
    .tot td{{border:.5pt solid #444}}.band td,.band th{{border:.5pt solid #444;text-align:center}}.band th{{font-size:6.6pt}}.sign{{border-top:.6pt solid #000;margin-top:40pt}}.row{{margin-bottom:5pt}}.end{{margin-top:8pt}}
    """
    if p.chance(0.5):
        facts = f"<div class=card>{pairs(buyer)}</div><div style=height:4pt></div>{band(when)}"
    else:
        facts = f"<div class=row><div class=card>{pairs(buyer)}</div><div class='fix card' style='width:180pt'>{pairs(when)}</div></div>"
    parts = [left, right] if p.chance(0.75) else [right, left]
    return (
        css,
        f"<div class='top row'><div>{who}</div><div class='fix c' style='width:150pt'>{title}<br>{number}</div></div>{facts}{goods}<div class='row whole'>{''.join(parts)}</div>{foot}",
    )


def _aiu_rows(p: Page, base: Decimal, itemised: bool) -> list[Row]:
    show, invoice = p.show, p.invoice
    rows: list[Row] = []
    if itemised:
        direct = invoice.gross - invoice.discount
        show.knows("direct_cost", direct)
        rate = {
            name: f"{percent(getattr(invoice, name), direct, '1')}%"
            for name in ("administration", "contingencies", "profit")
        }
        rows = [
            (p.pick("Costo directo", "Valor servicios", "Costos directos del servicio"), show.amount(direct), ""),
            (
                f"{p.pick('Administración', 'A - Administración')} {rate['administration']}",
                show.money("administration"),
                "",
            ),
            (f"{p.pick('Imprevistos', 'I - Imprevistos')} {rate['contingencies']}", show.money("contingencies"), ""),
            (f"{p.pick('Utilidad', 'U - Utilidad')} {rate['profit']}", show.money("profit"), ""),
        ]
    rows.append((p.pick("Subtotal", "SUBTOTAL", "Valor antes de IVA"), show.money("subtotal"), ""))
    if not itemised:
        rows.append(
            (
                p.pick("Base gravable AIU", "AIU (base IVA)", "B. gravable A.I.U.")
                + f" {percent(base, invoice.subtotal, '1')}%",
                show.amount(base),
                "",
            )
        )
    elif p.chance(0.4):
        rows.append((p.pick("Base gravable (utilidad)", "Base IVA"), show.amount(base), ""))
    taxed = (
        p.pick("IVA 19% sobre utilidad", "IVA s/ utilidad 19%")
        if itemised
        else p.pick("IVA 19% s/ AIU", "IVA 19%", "IVA sobre base AIU")
    )
    rows.append((taxed, show.money("iva"), ""))
    rows.append((p.pick("Total factura", "TOTAL FACTURADO", "Valor total"), show.money("total"), "big"))
    held = p.held(_HELD)
    if held:
        rows += [
            *held,
            (p.pick("Valor a girar", "NETO A PAGAR", "Total menos retenciones"), show.money("amount_payable"), "big"),
        ]
    return rows


def _want_aiu(rng: random.Random) -> Want:
    guards = rng.random() < 0.5
    return Want(
        trade="fifth_guard" if guards else "fifth_clean", lines=(1, 4), cents=rng.random() < 0.4, aiu=rng.random() < 0.65, service=True, order=0.4,
        withholdings=rng.choice(((), ("rete_fuente",), ("rete_fuente", "rete_iva", "rete_ica"))), prefixes=("FV", "SV", "FEV", "VIG", "AS"), digits=(3, 5),
    )  # fmt: skip


AIU = layout("fifth_aiu", aiu, _want_aiu, habits, sizes=(LETTER, A4))


def nota(p: Page) -> tuple[str, str]:
    show, invoice = p.show, p.invoice
    assert invoice.reference
    reason = p.pick(
        "Devolución parcial de los bienes",
        "Rebaja o descuento parcial",
        "Ajuste de precio",
        "Anulación de factura electrónica",
        "Error en la orden de compra facturada",
    )
    lines = show.lines(("code", "description", "quantity", "unit", "unit_price", "line_total"))
    # The invoice stands beside the note's own number and day.
    corrected = [
        (
            p.pick("Factura afectada", "Afecta la factura", "Doc. que modifica", "Factura origen"),
            invoice.reference.number,
        ),
        (p.pick("Fecha de la factura", "Fecha factura", "De fecha"), show.day(invoice.reference.date)),
        (
            p.pick("Concepto de corrección", "Motivo", "Causal"),
            f"{p.pick('1', '3', '2')} - {reason}" if p.chance(0.5) else reason,
        ),
    ]
    own = [
        (p.pick("Nota crédito No.", "No. nota", "Número NC", "Consecutivo"), p.number("", "-", " ")),
        (
            p.pick("Fecha nota", "Fecha de emisión", "Fecha de la nota crédito"),
            p.clock(show.date("issue_date")) if p.chance(0.4) else show.date("issue_date"),
        ),
    ]
    facts = [*own, *corrected] if p.chance(0.7) else [*corrected, *own]
    apart = p.chance(0.5)
    buyer = [
        (p.pick("Acreditado a", "Cliente", "Nombre o razón social"), p.buyer()),
        (p.pick("NIT o C.C.", "Nit", "Identificación tributaria"), show.nit("customer")),
        ("Dirección", escape(invoice.customer.address)),
        (p.pick("Correo", "E-mail"), invoice.customer.email),
    ]
    titles = [
        p.pick("Código", "Ref."),
        p.pick("Producto devuelto / ajustado", "Descripción", "Detalle"),
        "UM",
        p.pick("Cant.", "Cantidad"),
        p.pick("Precio", "V. unit."),
        p.pick("Total", "Vr. crédito", "Importe"),
    ]
    order = p.rng.choice(([0, 1, 2, 3, 4, 5], [3, 2, 0, 1, 4, 5], [1, 0, 3, 2, 4, 5]))
    rows = []
    for line in lines:
        cells = [f"<td class=n>{escape(line.code)}</td>", f"<td>{escape(line.description)}</td>", f"<td class=c>{line.unit}</td>", f"<td class=r>{show.quantity(line)}</td>",
                 f"<td class=r>{show.amount(line.unit_price)}</td>", f"<td class=r>{show.amount(line.line_total)}</td>"]  # fmt: skip
        rows.append(f"<tr>{''.join(cells[at] for at in order)}</tr>")
    heads = "".join(f"<th class={'r' if at > 2 else 'c' if at == 2 else ''}>{titles[at]}</th>" for at in order)
    goods = f"<table class=goods><thead><tr>{heads}</tr></thead>{''.join(rows)}</table>"
    given = [(p.pick("Menos descuento", "Descuento"), show.money("discount"), "")] if invoice.discount else []
    ends: list[Row] = [
        *given, (p.pick("Subtotal", "Valor base", "Base"), show.money("subtotal"), ""), (p.pick("IVA 19%", "IVA", "Impuesto IVA"), show.money("iva"), ""),
        *([(p.pick("Impoconsumo", "INC"), show.money("inc"), "")] if p.chance(0.25) else []),
        (p.pick("Total nota crédito", "TOTAL NOTA", "Valor total nota crédito", "TOTAL A FAVOR DEL CLIENTE"), show.money("total"), "big"),
    ]  # fmt: skip
    across = p.chance(0.3)
    foot = band([(label, value) for label, value, _ in ends], "band wide") if across else sums(ends, "sums tot")
    side = p.pick("margin-left:auto", "margin-left:auto", "margin-right:auto", "margin:0 auto")
    hashes = [
        p.hash("CUDE:", "CUDE", "Código único CUDE"),
        f"<span class=hex>{p.pick('CUFE factura:', 'CUFE del documento referenciado', 'CUFE ref.')} {invoice.reference.cufe}</span>",
    ]
    if p.chance(0.4):
        hashes.reverse()
    law = f"<div class='row whole mini law'><div>{'<br>'.join(hashes)}<br>{p.maker()}<br>{p.duties()}</div><div class=fix>{p.qr(64, 'credit-note', 'url')}</div></div>"
    title = p.pick(
        "NOTA CRÉDITO ELECTRÓNICA",
        "Nota crédito de la factura electrónica de venta",
        "NOTA CRÉDITO",
        "Nota Crédito - Representación gráfica",
    )
    who = f"<span class=name>{p.seller()}</span><br>{p.pick('NIT', 'Nit:', 'N.I.T.')} {show.nit('supplier')}<br>{'<br>'.join(p.contact())}"
    fact_card = band(facts, "band wide") if apart else f"<div class=card>{pairs(facts)}</div>"
    buyer_card = f"<div class=card>{pairs(buyer)}</div>"
    middle = (
        f"{fact_card}<div style=height:5pt></div>{buyer_card}"
        if apart
        else f"<div class=row>{''.join((buyer_card, fact_card) if p.chance(0.5) else (fact_card, buyer_card))}</div>"
    )
    wish = p.pick(
        "Valor que abonamos en su cuenta.",
        "Esta nota disminuye el saldo de la factura mencionada.",
        "Favor aplicar en su próximo pago.",
        "",
    )
    words = f"<p class=w>{p.pick('Son', 'En letras:', 'VALOR:')} {show.words(p.pick('upper', 'capital'), ' m/cte')}</p>"
    css = f"""
    .name{{font-size:11.5pt;font-weight:bold}}h1{{font-size:{p.rng.choice((11, 13))}pt;color:{p.shade};text-align:{p.pick("right", "center")};padding:3pt;{p.pick("", f"border:1pt solid {p.shade}")}}}.card{{border-left:2.5pt solid {p.shade};padding-left:4pt}}.l{{font-weight:bold}}
    .wide{{width:100%}}.band th{{background:#eee;font-size:6.8pt}}.band td,.band th{{border:.4pt solid #777;text-align:center}}.goods{{margin:8pt 0}}.goods th{{border-bottom:1.2pt solid {p.shade};font-weight:bold}}.goods td{{border-bottom:.3pt solid #aaa}}
    .tot{{width:225pt;{side}}}.tot td{{border-bottom:.3pt dotted #666}}.w{{margin:6pt 0}}.law{{margin-top:10pt}}.row{{margin-bottom:6pt}}
    """
    head = f"<div class=row><div>{who}</div><div class=fix style='width:235pt'><h1>{title}</h1></div></div>"
    return css, f"{head}{middle}{goods}<div class=whole>{foot}{words}<p>{wish}</p>{law}</div>"


def _want_nota(rng: random.Random) -> Want:
    return Want(
        trade=rng.choice(("fifth_ground", "fifth_ground", "fifth_office")), document_type="nota_credito", lines=rng.choice(((1, 2), (1, 5))), cents=rng.random() < 0.5,
        order=0, global_discount=0.2, prefixes=("NC", "NCE", "NCF", "CN", "DEV"), digits=(1, 5),
    )  # fmt: skip


NOTA = layout("fifth_nota", nota, _want_nota, habits, sizes=(LETTER, LETTER, A4))
