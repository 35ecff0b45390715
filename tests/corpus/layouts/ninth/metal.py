"""Steel sold by weight."""

import random
from decimal import Decimal
from html import escape

from ...invoice import Line, Want
from ...sheet import LETTER
from .goods import trade
from .kit import DEJAVU, NARROW, SANS, Column, Page, habits, layout, ledger

# Steel: bars, kilograms a bar, kilograms in all, price a kilogram; the head has two lines, totals stand at the left or right.

_WEIGHTS = {"No.3": "3.36", "No.4": "11.93", "No.5": "18.62", "No.6": "26.82", "No.8": "47.68", "6.5": "150.00"}


def steel(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    seller = invoice.supplier

    def weight(line: Line) -> Decimal:
        return next(
            (
                Decimal(kilos)
                for mark, kilos in _WEIGHTS.items()
                if mark in line.description and "FIGURADO" not in line.description
            ),
            Decimal("0.00"),
        )

    def each(line: Line) -> str:
        return (
            show.amount(weight(line), numbers=show.style.numbers.replace("0", "2"), currency=False)
            if weight(line)
            else "S/D"
        )

    def pieces(line: Line) -> str:
        return f"{line.quantity / weight(line):.0f}" if weight(line) else "-"

    lot = page.chance(0.5)
    colada = [
        f"<br><i>{page.one('Colada', 'Lote')} {page.figures(6)} · cert. {page.figures(4)}</i>" if lot else ""
        for _ in invoice.lines
    ]
    code = Column("code", page.one("Cód.", "Ref.<br>SIDE"), lambda i, line: escape(line.code))
    what = Column(
        "description",
        page.one("Descripción<br>del material", "Material", "Referencia / Longitud"),
        lambda i, line: escape(line.description) + colada[i],
    )
    bars = Column("", page.one("Nro. de<br>barras", "Pzas"), lambda i, line: pieces(line), True)
    per = Column("", page.one("Kg /<br>barra", "Peso unit.<br>kg"), lambda i, line: each(line), True)
    kilos = Column(
        "quantity", page.one("Peso total<br>(kg)", "Kilos", "Cantidad<br>Kg"), lambda i, line: show.quantity(line), True
    )
    price = Column(
        "unit_price",
        page.one("Precio<br>por kg", "$/Kg", "Vr. kilo"),
        lambda i, line: show.amount(line.unit_price),
        True,
    )
    vat = Column("tax_rate", page.one("% IVA", "Iva"), lambda i, line: f"{line.tax_rate}", True)
    total = Column(
        "line_total",
        page.one("Valor<br>total", "Vr. bruto", "Total<br>antes IVA"),
        lambda i, line: show.amount(line.line_total),
        True,
    )
    order = page.rng.choice(
        (
            [code, what, bars, per, kilos, price, total],
            [bars, what, per, kilos, price, vat, total],
            [what, price, per, bars, kilos, total],
        )
    )
    table = page.columns(order)
    mass = sum((line.quantity for line in invoice.lines), Decimal(0))
    facts = [
        (page.one("Fecha", "Fecha fact.", "F. elaboración"), show.date("issue_date")),
        (page.one("Vto.", "Fecha vto", "Vence"), show.date("due_date")),
        (page.one("Pedido", "Remisión(es)"), f"{page.figures(5)}{page.one('', ' - ' + page.figures(5))}"),
        (page.one("Asesor", "Vend."), page.one("L. GARAVITO", "14 MOSTRADOR", "Claudia P.")),
        (
            page.one("Placa / conductor", "Transporta"),
            page.one("SZY 340 / Cliente", "TRANSP. PROPIO", "WLM-771 A. Benítez"),
        ),
    ]
    if invoice.order_reference:
        facts.insert(2, (page.one("O. de C.", "Orden Compra", "OC cliente"), escape(show.text("order_reference"))))
    grid = (
        "<table class=grid><tr>"
        + "".join(f"<th>{label}</th>" for label, _ in facts)
        + "</tr><tr>"
        + "".join(f"<td>{value}</td>" for _, value in facts)
        + "</tr></table>"
    )
    number = f"<div class=no>{page.one('FACTURA DE VENTA', 'Factura electrónica', 'FACTURA')}<br>{page.one('No.', 'N°', '')} <b>{page.number()}</b></div>"
    at_head = page.chance(0.6)
    name = f"<b style='font-size:{page.one('11', '14', '9')}pt'>{page.seller()}</b><br>{page.one('NIT', 'NIT.', 'N.I.T. No.')} {show.nit('supplier')}"
    place = f"{escape(seller.address)} {escape(seller.city)}<br>PBX {seller.phone} · {escape(seller.email)}"
    head = f"<div class=flex><div>{name + '<br>' if at_head else f'<span class=sign>{page.brand()}</span><br>Hierro · Figuración · Mallas<br>'}{place}</div>{number}</div>"
    buyer = f"<div class=frame>{page.one('CLIENTE:', 'Vendido a:', 'Señor(es)')} <b>{page.buyer()}</b> &nbsp; {page.one('NIT:', 'Nit/CC')} {show.nit('customer')}<br>{page.one('Dirección:', 'Dir')} {escape(invoice.customer.address)} {escape(invoice.customer.city)} &nbsp; Entregar en: {page.one('obra', 'patio', 'retira en bodega')}</div>"
    sums = f"<div class=fix style='width:210pt'>{ledger(page.sums({'total': ('TOTAL A FACTURAR', 'Total factura', 'Gran total'), 'subtotal': ('Sub-total', 'Base IVA', 'Total bruto')}))}</div>"
    notes = f"<div><b>{page.one('Peso total despacho', 'TOTAL KILOS')}: {show.amount(mass, numbers='co2', currency=False)} kg</b><br>{page.spelled()}<br><span class=small>Pesos teóricos según NTC 2289. No se aceptan reclamos después de 3 días. Cta. corriente 4-{page.figures(6)}-1 Banco Sabanero. Mora a la tasa máxima legal.</span></div>"
    sides = [sums, notes] if page.chance(0.35) else [notes, sums]
    foot = f"<div class='keep small' style='margin-top:10pt'><div class=flex><div class=fix>{page.qr(60, 'annex', 'equals')}</div><div>{'' if at_head else name + '<br>'}{page.cufe()}<br>{page.law()}<br>Aceptada ______________ Fecha recibo ___/___/___ &nbsp; Impresa por HIERROSOFT 5 (Logika Ltda NIT 948.020.310-4)</div></div></div>"
    css = f"""body{{font:8pt/1.3 {page.one(SANS, NARROW, DEJAVU)}}}.sign{{font:bold 20pt {NARROW}}}.no{{flex:none!important;border:1.2pt solid #000;padding:5pt 12pt;text-align:center;font-size:11pt}}.frame{{border:.7pt solid #000;padding:4pt;margin:6pt 0}}
    .grid th,.grid td{{border:.5pt solid #000;font-size:7.2pt;text-align:center}}.grid th{{background:#e4e4e4}}.goods{{margin:6pt 0;border:.7pt solid #000}}.goods th{{border-bottom:.7pt solid #000;vertical-align:bottom}}.goods td,.goods th{{border-left:{page.one(".4pt solid #000", "0")}}}.ledger td{{border:.4pt solid #000}}"""
    return css, f"{head}{buyer}{grid}{table}<div class='flex keep'>{''.join(sides)}</div>{foot}"


def _want_steel(rng: random.Random) -> Want:
    return Want(trade=trade("barras"), lines=rng.choice(((1, 3), (3, 7))), cents=rng.random() < 0.5, order=0.6, withholdings=rng.choice(((), (), ("rete_fuente",))), prefixes=("FH", "SO", "FEAC", "", "B"), digits=(3, 7))  # fmt: skip


STEEL = layout("ninth_acero", steel, _want_steel, habits("co2", "us2", "us0", "co0", "apos0", dates=("dmy/", "short-", "dmy-", "ymd/", "SHORT/")), sizes=(LETTER, (612.0, 560.0), LETTER))  # fmt: skip
