"""Invoices of programs: a wide one of a large ERP with a band of totals, and one of a small accounting program in boxes."""

import random
from html import escape

from ...invoice import Line, Want
from ...sheet import A4, LANDSCAPE, LETTER
from .kit import Page, Pair, Row, band, habits, layout, percent, sums

A4_WIDE = (A4[1], A4[0])


def erp(p: Page) -> tuple[str, str]:
    show, invoice = p.show, p.invoice
    kinds = ["ln", "code", "what", "um", "asked", "qty", "price", "rate", "tax", "total"]
    if invoice.line_discount:
        kinds[7:7] = ["gross", "off"]
    if p.chance(0.6):
        kinds.insert(1, "store")
    if p.chance(0.4):
        kinds.insert(kinds.index("um"), "lot")
    if p.chance(0.3):
        kinds.remove("asked")
    if p.chance(0.35):
        kinds.insert(1, kinds.pop(kinds.index("qty")))
    titles: dict[str, str] = {
        "ln": p.pick("Ln", "Pos.", "#", "It"), "store": p.pick("Bod.", "Alm.", "Bodega"), "code": p.pick("Referencia", "Cód. artículo", "Nº de<br>artículo", "Item"),
        "what": p.pick("Descripción", "Descripción del artículo", "Desc. ítem"), "lot": p.pick("Lote", "Nº lote"), "um": p.pick("UM", "U.M.", "Und<br>med"),
        "asked": p.pick("Cant.<br>pedida", "Cant ped"), "qty": p.pick("Cant.<br>factur.", "Cant. desp.", "Cantidad"), "price": p.pick("Vr. unit.", "Precio<br>unitario", "P. lista"),
        "gross": p.pick("Vr. bruto", "Importe<br>bruto"), "off": p.pick("% Dto", "Dcto<br>%"), "rate": p.pick("% IVA", "Ind.<br>imp.", "IVA %"),
        "tax": p.pick("Vr. IVA", "Imp. IVA"), "total": p.pick("Vr. neto", "Total ML", "Importe<br>línea", "Vlr. parcial"),
    }  # fmt: skip
    right = {"asked", "qty", "price", "gross", "off", "rate", "tax", "total"}
    beneath = p.chance(0.35) and "lot" not in kinds
    lines = show.lines(("code", "description", "quantity", "unit", "unit_price", "tax_rate", "line_total"))
    rate = p.pick("{}", "{}%", "{},00") if show.style.numbers.startswith("co") else p.pick("{}", "{}%", "{}.00")
    lots = p.rng.randint(2000, 80000)
    rows = []
    for at, line in enumerate(lines):
        cells = _article(p, at, line, rate, lots + at * 17)
        rows.append(
            "<tr>"
            + "".join(
                f"<td class={'r' if kind in right else 'n' if kind != 'what' else 't'}>{cells[kind]}</td>"
                for kind in kinds
            )
            + "</tr>"
        )
        if beneath and at % 2 == 0:
            rows.append(
                f"<tr class=lot><td colspan=2></td><td colspan={len(kinds) - 2}>Lote {lots + at * 17} · {line.quantity} {line.unit} · Ubic. {p.noise.choice('ABC')}-0{at + 1}-3</td></tr>"
            )
    heads = "".join(f"<th class={'r' if kind in right else ''}>{titles[kind]}</th>" for kind in kinds)
    table = f"<div class=hold><table class=goods><thead><tr>{heads}</tr></thead>{''.join(rows)}</table></div>"
    document = [
        (p.pick("Nº documento", "Factura No.", "Documento", "No. FE"), p.number("-", "", " ")),
        (p.pick("Fecha contab.", "Fecha doc.", "Fecha factura"), show.date("issue_date")),
        (p.pick("Vcto.", "Fecha vence", "F. vencimiento"), show.date("due_date")),
        (p.pick("Cond. pago", "Condición"), show.text("payment_form")),
        (p.pick("Su orden", "O.C. cliente", "Nº ref. acreedor"), escape(show.text("order_reference")) or "-"),
        (p.pick("Ped. venta", "Pedido interno"), p.digits(7)),
        (p.pick("Entrega", "Remisión", "Desp. No."), p.digits(6)),
        (p.pick("Vendedor", "Asesor", "Emp. ventas"), p.pick("014 ROJAS N.", "V-22", "M. ARANGO")),
        ("Mon.", "COP"),
    ]
    if p.chance(0.5):
        del document[p.rng.choice((5, 6, 7))]
    buyer = invoice.customer
    sold = f"<b>{p.pick('Facturar a', 'Cliente', 'Destinatario factura')}</b> {p.pick('C', 'CN')}{buyer.nit}<br>{p.buyer()}<br>{p.pick('NIT', 'Id. fiscal', 'N.I.T.')} {show.nit('customer')}<br>{escape(buyer.address)} {buyer.city}"
    sent = f"<b>{p.pick('Entregar en', 'Despachar a', 'Destinatario mcía.')}</b><br>{p.pick('Obra K12+400 Variante Sur', 'Almacén central', 'Patio de equipos Mosquera')}<br>{p.pick('Recibe: almacenista', 'Horario 7-11 a. m.', 'Tel. 310 000 0000')}"
    who = f"<div class=name>{p.seller()}</div>{p.pick('NIT', 'NIT:', 'N.I.T.')} {show.nit('supplier')} · {' · '.join(p.contact())}<br>{p.duties()}"
    title = f"<div class=c><b>{p.pick('FACTURA ELECTRÓNICA DE VENTA', 'Factura de deudores', 'FACTURA DE VENTA ELECTRÓNICA')}</b><br>{p.qr(54, 'annex', 'equals', 'one-line')}</div>"
    foot = band(_band(p), "foot")
    notes = f"<div class='row whole mini'><div>{p.pick('Importe en letras:', 'SON:', 'Valor en letras')} {show.words('upper', p.pick(' m/cte', ' moneda corriente', ''))}<br>{p.resolution()}<br>{p.hash('CUFE', 'CUFE:')}</div><div>{p.maker()}<br>{p.pick('No se aceptan devoluciones pasados 5 días. Intereses de mora a la tasa máxima legal.', 'Pague sólo con cheque cruzado o consignación Cta. Cte. ' + p.digits(10), 'La mercancía viaja por cuenta y riesgo del comprador.')}<br>Elaboró: {p.pick('SYSADM', 'manager', 'FACTU03')} {show.day(invoice.issue_date)} &nbsp; Aceptada: ______________ C.C.</div></div>"
    grid = p.pick(
        "border:.4pt solid #777",
        "border-left:.4pt solid #999;border-right:.4pt solid #999",
        "border-bottom:.3pt solid #bbb",
    )
    css = f"""
    body{{font-size:7pt}}.name{{font-size:12pt;font-weight:bold}}.doc th,.doc td,.foot th,.foot td{{border:.5pt solid #444;text-align:center;padding:1.5pt 2pt}}.doc th,.foot th{{font-size:6pt;background:{p.pick("#e4e4e4", "#fff", p.shade + "1f")}}}
    .goods{{font-size:6.4pt}}.goods th{{border:.5pt solid #444;vertical-align:bottom;font-weight:bold}}.goods td{{{grid};padding:1pt 2pt}}.hold{{min-height:{p.rng.choice((0, 120, 180, 250)) if len(lines) < 9 else 0}pt;margin:4pt 0;{p.pick("border:.5pt solid #444", "")}}}.t{{width:24%}}
    .foot{{margin:3pt 0}}.foot td{{text-align:right;font-size:7.4pt}}.foot td:last-child{{font-weight:bold}}.lot td{{font-size:5.8pt;color:#333}}.row{{margin-bottom:4pt}}.party>div{{border:.5pt solid #444;padding:2pt 4pt;align-self:stretch}}
    """
    p.foot = f"<div style='font-size:6px;width:100%;padding:0 32px'>{p.pick('Pág.', 'Página', 'Hoja')} <span class=pageNumber></span> {p.pick('de', '/')} <span class=totalPages></span></div>"
    upper = [f"<div class='row party'><div>{sold}</div><div>{sent}</div></div>", band(document, "doc")]
    if p.chance(0.5):
        upper.reverse()
    return (
        css,
        f"<div class=row><div>{who}</div><div class=fix>{title}</div></div>{'<div style=height:3pt></div>'.join(upper)}{table}<div class=whole>{foot}{notes}</div>",
    )


def _article(p: Page, at: int, line: Line, rate: str, lot: int) -> dict[str, str]:
    show = p.show
    return {
        "ln": str(at + 1 if len(p.invoice.lines) < 9 else (at + 1) * 10), "store": f"0{at % 3 + 1}", "code": escape(line.code), "what": escape(line.description), "lot": str(lot),
        "um": line.unit, "asked": show.quantity(line), "qty": show.quantity(line), "price": show.amount(line.unit_price, currency=False), "gross": show.amount(line.gross, currency=False),
        "off": str(line.discount_rate), "rate": rate.format(line.tax_rate), "tax": show.amount(line.tax_amount, currency=False), "total": show.amount(line.line_total, currency=False),
    }  # fmt: skip


def _band(p: Page) -> list[Pair]:
    """Sums side by side, the label of each above it."""
    show, invoice, cells = p.show, p.invoice, []
    if invoice.discount or p.chance(0.4):
        cells.append((p.pick("Total bruto", "Importe bruto", "Vr. mercancía"), show.amount(invoice.gross)))
        cells.append((p.pick("Dctos.", "Total dto.", "- Descuento"), show.money("discount")))
    cells.append(
        (
            p.pick("Subtotal", "Vr. gravable", "Base antes imp.")
            if not cells
            else p.pick("Subtotal", "Neto antes de IVA", "Sub total"),
            show.money("subtotal"),
        )
    )
    rates = sorted(name for name in invoice.taxes if name.startswith("IVA"))
    if len(rates) > 1:
        cells += [(f"IVA {name.removeprefix('IVA ')}%", show.amount(invoice.taxes[name])) for name in rates]
        show.knows("iva", invoice.iva)
        if p.chance(0.5):
            cells.append((p.pick("Total IVA", "Tot. imptos."), show.money("iva")))
    else:
        cells.append((p.pick("IVA", "Total IVA", "Impuesto IVA"), show.money("iva")))
    if p.chance(0.3):
        cells.append((p.pick("Fletes", "Otros cargos"), p.zero()))
    cells.append((p.pick("Total doc.", "Total factura", "TOTAL"), show.money("total")))
    held = p.held(
        {
            "rete_fuente": ("Rte. fte.", "ReteFte 2,5%"),
            "rete_iva": ("Rte. IVA", "ReteIVA 15%"),
            "rete_ica": ("Rte. ICA", "ReteICA"),
        },
        p.pick("", "-"),
    )
    if held:
        cells += [(label, value) for label, value, _ in held]
        cells.append((p.pick("Neto a pagar", "A pagar", "Saldo a pagar"), show.money("amount_payable")))
    return cells


def _want_erp(rng: random.Random) -> Want:
    return Want(
        trade="fifth_erp", lines=rng.choice(((1, 5), (4, 12), (10, 24), (28, 44))), cents=rng.random() < 0.7, order=0.75, line_discounts=0.45,
        withholdings=rng.choice(((), (), ("rete_fuente",), ("rete_fuente", "rete_iva", "rete_ica"))), prefixes=("FVE", "10", "FE1", "BG", "E"), digits=(5, 8),
    )  # fmt: skip


ERP = layout(
    "fifth_erp", erp, _want_erp, lambda rng: habits(rng, "co2", "us2", "us2", "co0", signs=("", "", "", "$")),
    sizes=(LANDSCAPE, LANDSCAPE, A4_WIDE), margin=(24, 24),
)  # fmt: skip


def nube(p: Page) -> tuple[str, str]:
    show, invoice = p.show, p.invoice
    buyer = invoice.customer
    lines = show.lines(("description", "quantity", "unit_price", "tax_rate", "line_total"))
    discounted = bool(invoice.line_discount)
    labels = {
        "who": p.pick("Señores", "Señor(es)", "Cliente"), "nit": p.pick("NIT", "Nit", "NIT / C.C."), "where": p.pick("Dirección", "Dir."),
        "city": "Ciudad", "phone": p.pick("Teléfono", "Tel."), "made": p.pick("Generación", "Fecha de generación", "Elaboración"),
        "sent": p.pick("Expedición", "Fecha expedición DIAN", "Validación DIAN"), "due": p.pick("Vencimiento", "Vence", "Fecha de vencimiento"),
    }  # fmt: skip
    made, due = show.date("issue_date"), show.date("due_date")
    cells = [[(labels["who"], p.buyer()), (labels["made"], p.clock(made) if p.chance(0.6) else made)],
             [(labels["nit"], show.nit("customer")), (labels["sent"], f"{show.day(invoice.issue_date)} {invoice.issue_time:%H:%M}")],
             [(labels["where"], escape(buyer.address)), (labels["due"], due)],
             [(labels["city"], f"{buyer.city} - Colombia"), (p.pick("Orden de compra", "OC cliente"), escape(show.text("order_reference"))) if invoice.order_reference else (labels["phone"], buyer.phone)]]  # fmt: skip
    if p.chance(0.5):  # the label inside its cell, the value beneath
        put = lambda label, value: f"<td colspan=2 class=in><span>{label}</span><br>{value}</td>"  # noqa: E731
    else:
        put = lambda label, value: f"<td class='k n'>{label}</td><td>{value}</td>"  # noqa: E731
    grid = (
        "<table class=grid>" + "".join(f"<tr>{''.join(put(*cell) for cell in row)}</tr>" for row in cells) + "</table>"
    )
    if p.chance(0.4):
        grid = grid.replace(
            "<tr>",
            f"<tr><td class='k c' colspan=2>Datos del adquirente</td><td class='k c' colspan=2>{p.pick('Fecha y hora factura', 'Fechas')}</td></tr><tr>",
            1,
        )
    heads = [
        "Ítem",
        "Descripción",
        "Cantidad",
        "Vr. unitario",
        *(("% Desc.",) if discounted else ()),
        p.pick("Impto. cargo", "IVA", "Impuesto"),
        p.pick("Vr. total", "Valor total", "Total"),
    ]
    rows = "".join(
        f"<tr><td class=c>{at + 1}</td><td>{escape(line.description)}</td><td class=r>{show.quantity(line)}</td><td class=r>{show.amount(line.unit_price, currency=False)}</td>"
        f"{f'<td class=r>{line.discount_rate}%</td>' if discounted else ''}<td class=c>{'-' if line.tax_rate is None else f'IVA {line.tax_rate}%'}</td><td class=r>{show.amount(line.line_total, currency=False)}</td></tr>"
        for at, line in enumerate(lines)
    )
    head = "".join(f"<th class={'c' if at in (0, 1) else 'r'}>{title}</th>" for at, title in enumerate(heads))
    goods = f"<table class=goods><thead><tr>{head}</tr></thead>{rows}</table>"
    box = f"<div class=doc><b>{p.pick('Factura electrónica de venta', 'FACTURA ELECTRÓNICA DE VENTA')}</b><br>{p.pick('No.', 'N°', 'No')} {p.number('-', ' ', '')}</div>"
    who = f"<div class=name>{p.seller()}</div>{p.pick('NIT', 'Nit', 'NIT.')} {show.nit('supplier')}<br>{'<br>'.join(p.contact())}"
    logo = f"<div class='fix logo'>{p.brand().split()[0][:10]}</div>"
    head_parts = [logo, f"<div class=c>{who}</div>", f"<div class=fix style='width:150pt'>{box}</div>"]
    if p.chance(0.3):
        head_parts = [head_parts[1], head_parts[2]]
    totals = sums([(label, p.signed(value), kind) for label, value, kind in _held_box(p)], "sums tot")
    quota = show.amount(invoice.amount_payable)
    terms = f"{invoice.payment_means} - Cuota No. 001 vence el {show.day(invoice.due_date)} {quota}"
    show.text("payment_form")
    left = f"<div>{p.pick('Total ítems:', 'Total ítems')} {len(lines)}<br><br><b>{p.pick('Valor en letras:', 'Valor en Letras')}</b><br>{show.words('capital', p.pick(' m/cte', ' con cero centavos') if invoice.total % 1 == 0 else ' m/cte')}<br><br><b>{p.pick('Condiciones de pago:', 'Forma de pago')}</b> {invoice.payment_form}<br>{terms}<br><br><b>Observaciones:</b> {p.pick('Gracias por su compra.', 'Favor consignar a la cuenta de ahorros ' + p.digits(10) + ' y enviar soporte.', 'Entregado en obra según remisión ' + p.digits(4) + '.')}</div>"
    law = f"<div class='row whole mini law'><div>{p.resolution()} {p.duties()}<br>{p.hash('CUFE:', 'CUFE :')}<br>{p.maker()}<br>Esta factura es un título valor según el art. 772 del C. de Co.; se acepta pasados tres días hábiles desde su recibo.</div><div class=fix>{p.qr(66, 'annex', 'padded', 'broken-url')}</div></div>"
    line = p.pick("#000", "#8a8a8a", p.shade)
    css = f"""
    .logo{{width:88pt;height:44pt;border-radius:4pt;background:{p.shade};color:#fff;font-size:12pt;font-weight:bold;text-align:center;line-height:44pt}}.name{{font-size:11pt;font-weight:bold}}.doc{{border:.8pt solid {line};text-align:center;padding:6pt 3pt;font-size:9.5pt}}
    .grid{{margin:7pt 0;border:.8pt solid {line}}}.grid td{{border:.5pt solid {line}}}.k{{background:{p.pick("#ececec", p.shade + "18")};font-weight:bold}}.in{{width:50%}}.in span{{font-size:6.4pt;color:#444}}.goods td,.goods th{{border:.5pt solid {line}}}.goods th{{background:{p.pick("#ececec", p.shade + "18")};font-weight:bold}}
    .tot td{{border:.5pt solid {line};padding:1.8pt 4pt}}.tot{{width:215pt;margin-left:auto}}.row{{margin-bottom:5pt}}.end{{margin-top:{p.rng.choice((6, 6, 60, 190 if len(lines) < 5 else 90))}pt}}.law{{border-top:.5pt solid #666;padding-top:4pt}}
    """
    return (
        css,
        f"<div class=row>{''.join(head_parts)}</div>{grid}{goods}<div class='row whole end'>{left}<div>{totals}</div></div>{law}",
    )


def _held_box(p: Page) -> list[Row]:
    show, invoice = p.show, p.invoice
    rows: list[Row] = []
    if invoice.discount or p.chance(0.5):
        rows.append((p.pick("Total bruto", "Total Bruto"), show.amount(invoice.gross), ""))
        rows.append((p.pick("Descuentos", "(-) Descuentos"), show.money("discount"), ""))
    rows.append((p.pick("Subtotal", "Sub total"), show.money("subtotal"), ""))
    rows.append((p.pick("IVA 19%", "Impto. IVA 19,00%"), show.money("iva"), ""))
    rows.append((p.pick("Total factura", "Total operación", "Total con impuestos"), show.money("total"), "big"))
    service = percent(invoice.rete_fuente, invoice.subtotal)
    mil = percent(invoice.rete_ica * 10, invoice.subtotal)
    held = p.held(
        {
            "rete_fuente": (
                f"Retefuente {service}%",
                f"Rte fte compras {service}%",
                f"Retención en la fuente ({service} %)",
            ),
            "rete_iva": ("ReteIVA 15%", "Rte. IVA 15,00%"),
            "rete_ica": (f"ReteICA {mil} x mil", f"Rte ICA ({mil}‰)"),
        },
        p.pick("", "-", ""),
    )
    if held:
        rows += [*held, (p.pick("Total a pagar", "Total a Pagar", "Neto a pagar"), show.money("amount_payable"), "big")]
    return rows


def _want_nube(rng: random.Random) -> Want:
    return Want(
        trade="fifth_office", lines=rng.choice(((1, 3), (2, 8))), cents=rng.random() < 0.6, order=0.4, line_discounts=0.3,
        withholdings=rng.choice((("rete_fuente",), ("rete_fuente", "rete_ica"), ("rete_fuente", "rete_iva", "rete_ica"), ())),
        prefixes=("FV-1", "FV-2", "FE-1", "FVE", "FEV", "FE"), digits=(2, 5),
    )  # fmt: skip


NUBE = layout(
    "fifth_nube",
    nube,
    _want_nube,
    lambda rng: habits(rng, "us2", "us2", "co2", "us0", signs=("", "$ ", "$", "")),
    sizes=(LETTER, A4),
)
