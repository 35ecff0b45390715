"""A caterer's invoice by event."""

import random
from datetime import timedelta
from html import escape

from ...invoice import Line, Want
from ...sheet import A4, LETTER
from .goods import trade
from .kit import DEJAVU, SANS, SERIF, Column, Page, boxes, habits, layout, ledger, stacked

# The caterer: the dishes of an event with the number of guests, INC on food and IVA on the rest, a deposit that is no part of it.


def feast(page: Page) -> tuple[str, str]:
    show, invoice = page.show, page.invoice
    seller = invoice.supplier
    event = page.one(
        "Almuerzo fin de obra",
        "Inauguración sala de ventas",
        "Comité técnico regional",
        "Refrigerios inducción SST",
        "Novena de aguinaldos",
    )
    on = invoice.issue_date - timedelta(days=page.rng.randint(1, 9))
    tax = page.one("INC", "Ipoc.", "ICO")

    def rate(line: Line) -> str:
        return f"{tax} 8%" if line.tax == "INC" else f"IVA {line.tax_rate}%"

    if page.chance(0.4):
        lines = show.lines(("description", "quantity", "unit", "unit_price", "line_total"))
        times = page.one("{q} {u} × {p}", "{q} {u}, cada uno {p}", "{u}: {q} - vr. unidad {p}")
        goods = "".join(
            f"<div class=dish><div>{escape(line.description)} <i>({rate(line)})</i><br><i>{times.format(q=show.quantity(line), u=line.unit, p=show.amount(line.unit_price))}</i></div><div class='r fix'>{show.amount(line.line_total)}</div></div>"
            for line in lines
        )
    else:
        who = Column(
            "quantity", page.one("Pax /<br>cant.", "Cantidad", "Pers."), lambda i, line: show.quantity(line), True
        )
        dish = Column(
            "description",
            page.one("Menú / servicio", "Servicio contratado", "DESCRIPCIÓN"),
            lambda i, line: escape(line.description),
        )
        price = Column(
            "unit_price",
            page.one("Vr. pax", "V/unitario", "Precio"),
            lambda i, line: show.amount(line.unit_price),
            True,
        )
        levy = Column("", page.one("Imp.", "Impuesto"), lambda i, line: rate(line))
        total = Column(
            "line_total",
            page.one("Vr. total", "Subtotal", "V/total"),
            lambda i, line: show.amount(line.line_total),
            True,
        )
        goods = page.columns(
            page.rng.choice(
                ([who, dish, price, levy, total], [dish, who, price, total], [dish, levy, price, who, total])
            )
        )
    number = page.number("", " ", "-")
    facts = [
        (page.one("Factura de venta", "Factura electrónica No.", "No. factura"), f"<b>{number}</b>"),
        (page.one("Fecha factura", "Expedida", "Fecha"), show.date("issue_date")),
        (page.one("Evento", "Motivo"), event),
        (page.one("Fecha evento", "Día del evento", "Realizado"), show.day(on)),
        (page.one("Cotización", "Reserva"), f"{page.figures(4)}-{page.one('A', 'B', '2')}"),
    ]
    if page.chance(0.5):
        facts.insert(2, (page.one("Plazo", "Pagar antes de"), show.date("due_date")))
    rows = page.sums(
        {
            "subtotal": ("Subtotal alimentos y servicios", "Subtotal", "Base"),
            "inc": ("Impoconsumo 8%", f"{tax} 8%", "Impuesto al consumo"),
            "total": ("Total evento", "TOTAL FACTURA", "Total"),
        }
    )
    buyer = f"{page.one('Cliente', 'Contratante', 'Facturar a')}: <b>{page.buyer()}</b><br>{page.one('NIT', 'Nit.', 'CC/NIT')}: {show.nit('customer')}<br>{escape(invoice.customer.address)}, {escape(invoice.customer.city)}"
    legal = f"{page.seller()}{page.one('<br>', ' — ', ' / ')}{page.one('NIT', 'Nit', 'N.I.T.')} {show.nit('supplier')}"
    place = f"{escape(seller.address)}, {escape(seller.city)} · {seller.phone} · {escape(seller.email)}"
    color = page.one("#7a1f2b", "#556b2f", "#333", "#b35c00")
    where = page.one("under", "foot", "vertical")
    sign = f"<div class=sign>{page.brand()}</div>"
    head = f"<div class=c>{sign}{legal if where == 'under' else '<i>catering &amp; eventos</i>'}</div>"
    strip = (
        boxes(facts, "boxes menu")
        if page.chance(0.5)
        else f"<div class=flex style='margin:8pt 0'><div>{buyer}</div><div>{stacked(facts, ': ')}</div></div>"
    )
    shown = "" if "class=flex" in strip else f"<p style='margin:7pt 0'>{buyer}</p>"
    note = page.one(
        "Propina voluntaria no incluida.",
        "Menaje roto se cobra aparte.",
        "Anticipo recibido según recibo de caja 0331 se cruza en cartera.",
        "",
    )
    money = (
        f"<div class='keep' style='width:230pt;margin:8pt {page.one('0 0 auto', 'auto', '0 0 0')}'>{ledger(rows)}</div>"
    )
    foot = f"<div class='small keep'>{page.qr(62, 'annex', 'url', 'first-version')}<br>{page.cufe()}<br>{page.law()}<br>{note} {page.one('', 'INC sobre alimentos, art. 512-1 E.T.')} Software MesaLista SAS NIT 947.553.180-2</div>"
    end = {
        "under": f"<div class=c>{place}</div>",
        "foot": f"<div class='c end'>{legal}<br>{place}</div>",
        "vertical": f"<div class='end r'>{legal}<br>{place.replace(' · ', '<br>')}</div>",
    }[where]
    css = f"""body{{font:8.8pt/1.35 {page.one(SERIF, DEJAVU, SANS)}}}.sign{{font:italic 26pt {SERIF};color:{color}}}.menu{{border-top:.6pt solid {color};border-bottom:.6pt solid {color};margin:8pt 0}}.dish{{display:flex;justify-content:space-between;gap:12pt;padding:4pt 0;border-bottom:.5pt dotted {color};break-inside:avoid}}
    .goods th{{border-bottom:1pt solid {color};color:{color}}}.goods td{{padding:3.5pt}}.end{{border-top:.6pt solid {color};margin-top:12pt;padding-top:4pt;white-space:normal}}.strong td{{border-top:.7pt solid {color}}}"""
    said = f"<p>{page.spelled()}</p>" if page.chance(0.6) else ""
    return css, f"{head}{shown}{strip}{goods}{money}{said}<br>{foot}{end}"


def _want_feast(rng: random.Random) -> Want:
    return Want(trade=trade("banquete"), lines=(1, 5), cents=rng.random() < 0.3, order=0, service=True, withholdings=rng.choice(((), (), ("rete_fuente",))), prefixes=("EV", "FC", "FE", "CAT"), digits=(2, 5))  # fmt: skip


FEAST = layout(
    "ninth_banquete",
    feast,
    _want_feast,
    habits("co0", "us0", "co2", "us2", dates=("d mon. y", "dmy/", "long", "iso", "mon d/y")),
    sizes=(LETTER, A4, (612.0, 700.0)),
)
