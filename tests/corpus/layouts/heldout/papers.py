"""Held-out designs of desk programs and counters: grid, freight in landscape, hotel folio, work statement, till roll, form."""

from dataclasses import replace

from ...invoice import Line
from ...show import Shown
from .kit import Kit, ledger, lines, rows


def grid(kit: Kit) -> str:
    """Everything in ruled cells: three to the head, labels in small capitals, sums in a foot of the same table."""
    weight = kit.any(0.4, 0.7, 1)
    head = (
        f'<table class="g"><tr><td style="width:22%;text-align:center;font-size:20pt;font-weight:700;color:{kit.accent}">{kit.show.invoice.supplier.name[:2].upper()}</td>'
        f'<td style="text-align:center"><b style="font-size:11pt">{kit.seller()}</b>{lines(kit.seller_lines())}</td>'
        f'<td style="width:27%;text-align:center"><b>{kit.any("FACTURA ELECTRÓNICA DE VENTA", "FACTURA DE VENTA ELECTRÓNICA", "FACTURA")}</b><div style="font-size:12pt;margin-top:2mm">{kit.any("No.", "Nro.", "N°")} <b>{kit.number()}</b></div></td></tr></table>'
    )
    buyer, dated = kit.buyer_rows(), kit.dated()
    cells = "".join(
        f'<tr><td class="h">{label}</td><td style="width:46%">{value}</td>{"".join(f"<td class=h>{a}</td><td>{b}</td>" for a, b in dated[at : at + 1]) or "<td></td><td></td>"}</tr>'
        for at, (label, value) in enumerate(buyer)
    )
    more = dated[len(buyer) :]
    cells += "".join(f'<tr><td></td><td></td><td class="h">{label}</td><td>{value}</td></tr>' for label, value in more)
    table = kit.table(kit.any(
        ("item", "code", "description", "unit", "quantity", "unit_price", "line_discount", "tax_rate", "tax_amount", "line_total"),
        ("code", "description", "batch", "unit", "quantity", "unit_price", "line_discount", "tax_rate", "line_total"),
        ("quantity", "unit", "code", "description", "unit_price", "line_discount", "tax_rate", "line_total"),
    ), style="g", size=kit.any(7.4, 8))  # fmt: skip
    texts = [kit.words(), *kit.small_print()]
    sums = f'<table class="g keep"><tr><td style="width:{kit.any(55, 62)}%" class="small">{lines(texts)}</td><td style="padding:0;position:relative">{ledger(kit.sums(), cls="sums g0")}{kit.stamp()}</td></tr></table>'
    last = f'<table class="g keep"><tr>{f"<td style=width:30mm>{kit.qr(26)}</td>" if kit.maybe(0.7) else ""}<td class="small">{kit.cufe()}<div style="margin-top:8mm">{kit.provider()}</div></td><td style="width:30%;vertical-align:bottom;text-align:center" class="small">{kit.any("FIRMA Y SELLO CLIENTE", "Recibido")}</td></tr></table>'
    css = f".g,.g>tbody>tr>td,.g th{{border:{weight}pt solid {kit.any('#000', '#444', kit.accent)}}}.g{{margin-bottom:{kit.any('-1px', '2mm')}}}.h{{background:#eceff1;font-size:.8em;font-weight:700;text-transform:uppercase;width:14%}}.g0 td{{border-bottom:{weight}pt solid #777}}.great td{{font-weight:700}}"
    return kit.page(
        f'{head}<table class="g">{cells}</table>{table}{sums}{last}', css, size=8.2, margin=kit.any("8mm", "11mm")
    )


def freight(kit: Kit) -> str:
    """Landscape, many columns, a strip of sums over the whole width."""
    sums = kit.sums()
    head = (
        f'<div class="row"><div><b style="font-size:14pt">{kit.seller()}</b>{lines(kit.seller_lines())}</div>'
        f'<div style="text-align:right"><div style="background:{kit.accent};color:#fff;padding:1.5mm 6mm;font-size:11pt">{kit.any("Factura electrónica de venta", "FACTURA DE VENTA")}</div><div style="font-size:15pt;font-weight:700">{kit.number()}</div></div></div>'
    )
    pairs = [*kit.buyer_rows(), *kit.dated()]
    facts = '<div class="facts">' + "".join(f"<div><b>{label}:</b> {value}</div>" for label, value in pairs) + "</div>"
    table = kit.table(
        (
            "item",
            "batch",
            "code",
            "description",
            "unit",
            "quantity",
            "unit_price",
            "line_discount",
            "gross",
            "tax_rate",
            "tax_amount",
            "line_total",
        )
        if kit.maybe(0.4) and not kit.with_tax
        else (
            "item",
            "code",
            "description",
            "unit",
            "quantity",
            "unit_price",
            "line_discount",
            "tax_rate",
            "line_total",
        ),
        style="lined",
        size=8,
    )
    strip = f'<div class="keep"><table class="strip"><tr>{"".join(f"<th>{label}</th>" for label, _a, _g in sums)}</tr><tr>{"".join(f"<td>{amount}</td>" for _l, amount, _g in sums)}</tr></table>{kit.stamp()}</div>'
    rest = lines([kit.words(), kit.cufe(), *kit.small_print(), kit.provider()])
    css = (
        f".row{{display:flex;justify-content:space-between}}.facts{{columns:{kit.any(2, 3)};margin:4mm 0;border:.6pt solid #999;padding:2mm}}.lined th{{background:#e9ecef;border:.4pt solid #888}}.lined td{{border:.4pt solid #bbb}}"
        ".strip{margin:3mm 0}.strip th,.strip td{text-align:center;border:.6pt solid #555}.strip td{font-weight:700;font-size:1.1em}"
    )
    return kit.page(
        f'{head}{facts}{table}{strip}<div style="display:flex;gap:4mm">{kit.qr(24) if kit.maybe(0.6) else ""}<div class="small">{rest}</div></div>',
        css,
        margin="9mm",
    )


def folio(kit: Kit) -> str:
    """A hotel's or a filling station's account: typed lines between rules, the sums in the same columns."""
    kit.face = kit.any("monospace", kit.face)
    head = f'<table><tr><td><b style="font-size:12pt">{kit.seller()}</b>{lines(kit.seller_lines())}</td><td class="r" style="white-space:normal"><b>{kit.any("FACTURA DE VENTA", "FACTURA ELECTRÓNICA DE VENTA", "CUENTA / FACTURA")}</b><div>{kit.any("Folio / Factura", "Factura N°", "Número")}: <b>{kit.number()}</b></div></td></tr></table>'
    pairs = [*kit.dated(), *kit.buyer_rows()] if kit.maybe(0.5) else [*kit.buyer_rows(), *kit.dated()]
    width = max(len(label) for label, _v in pairs) * 0.62
    facts = "".join(
        f'<div style="display:flex"><span style="width:{width + 2:.1f}em">{label}</span><span>: {value}</span></div>'
        for label, value in pairs
    )
    table = kit.table(
        kit.any(
            ("description", "quantity", "unit_price", "line_discount", "line_total"),
            ("quantity", "description", "unit_price", "line_discount", "line_total"),
            ("code", "description", "quantity", "unit_price", "line_discount", "tax_rate", "line_total"),
        )
    )
    sums = f'<div class="keep">{ledger(kit.sums(), colon=kit.any("", ":", " ...."))}{kit.stamp()}</div>'
    rest = lines([kit.words() if kit.maybe(0.6) else "", *kit.small_print(), kit.cufe(), kit.provider()])
    rule = kit.any("1pt dashed #000", "1pt solid #000", "2pt double #000")
    css = f".facts{{border-top:{rule};border-bottom:{rule};padding:2mm 0;margin:3mm 0}}.items thead th{{border-bottom:{rule}}}.items{{border-bottom:{rule}}}.sums td:first-child{{text-align:right;width:72%}}.great td{{font-weight:700;font-size:1.1em}}"
    return kit.page(
        f'{head}<div class="facts">{facts}</div>{table}{sums}<div class="small" style="margin-top:5mm">{rest}</div>{kit.qr(26) if kit.maybe(0.6) else ""}',
        css,
        size=kit.any(8, 9),
        margin="13mm",
    )


def statement(kit: Kit) -> str:
    """Work billed by an act: a paragraph of context, items with units, AIU or plain sums in a boxed block."""
    works = kit.any(
        "Mejoramiento vía terciaria vereda El Salado",
        "Ampliación bodega 4 Zona Franca",
        "Mantenimiento locativo sede norte",
        "Construcción placa huella K0+000 a K1+350",
    )
    head = f'<table><tr><td><h1 style="font-size:15pt;color:{kit.accent}">{kit.seller()}</h1></td><td class="r" style="white-space:normal">{lines(kit.seller_lines())}</td></tr></table><hr style="border:0;border-top:2pt solid {kit.accent}">'
    title = f'<div style="display:flex;justify-content:space-between;margin:3mm 0"><b style="font-size:12pt">{kit.any("FACTURA ELECTRÓNICA DE VENTA", "Factura de venta")}</b><b style="font-size:12pt">{kit.any("No. ", "N.° ", "")}{kit.number()}</b></div>'
    facts = f'<table><tr><td style="width:58%">{rows(kit.buyer_rows())}</td><td>{rows(kit.dated())}</td></tr></table>'
    context = f'<p class="small" style="margin:3mm 0;border-left:2pt solid {kit.accent};padding-left:2mm">{kit.any("Objeto", "Proyecto", "Concepto")}: {works}. {kit.any("Acta parcial", "Corte de obra")} N.° {kit.rng.randint(1, 12)}.</p>'
    table = kit.table(
        kit.any(
            ("item", "description", "unit", "quantity", "unit_price", "line_total"),
            ("item", "code", "description", "unit", "quantity", "unit_price", "line_total"),
        ),
        style="lined",
    )
    sums = f'<div class="keep" style="width:{kit.any(46, 52)}%;margin:3mm 0 0 auto">{ledger(kit.sums(), cls="sums boxed")}{kit.stamp(0.35)}</div>'
    rest = f'<div style="display:flex;gap:4mm;margin-top:4mm">{kit.qr(24) if kit.maybe(0.6) else ""}<div class="small">{lines([kit.words(), *kit.small_print(), kit.cufe(), kit.provider()])}</div></div>'
    css = f".lined th{{border-bottom:1pt solid #333;background:{kit.any('#fff', '#e7eef5')}}}.lined td{{border-bottom:.4pt solid #aaa}}.boxed td{{border:.5pt solid #666}}.great td{{font-weight:700;background:#eee}}table table th{{width:38%}}"
    return kit.page(head + title + facts + context + table + sums + rest, css, size=8.8)


def roll(kit: Kit) -> str:
    """A till roll, set in proportional letters, its items as quantity, name and amount over two rows."""
    show = kit.show
    price, total = ("price_with_tax", "price_total") if kit.with_tax else ("unit_price", "line_total")
    title = kit.any("DOCUMENTO EQUIVALENTE POS ELECTRÓNICO", "Tiquete de venta POS", "FACTURA ELECTRÓNICA DE VENTA")
    if show.invoice.document_type == "pos" and title.startswith("FACTURA"):
        show.truth["document_type"] = "factura"
    head = f'<div style="text-align:{kit.any("center", "center", "left")}"><b style="font-size:1.25em">{kit.seller()}</b>{lines(kit.seller_lines()[:4])}<div style="margin-top:2mm"><b>{title}</b></div><div>{kit.any("N.°", "No", "Tiquete:", "Fact:")} {kit.number()}</div></div>'
    facts = lines([f"{label}: {value}" for label, value in [*kit.dated()[:1], *kit.buyer_rows()[:2]]])
    columns = kit.any(
        ("description", "quantity", "unit_price", "line_total"),
        ("code", "description", "quantity", "unit_price", "line_total"),
    )
    items = []
    mark = kit.any(" x ", " × ", " und a ")
    for line in show.lines(columns, price=price, total=total):
        first = f"{line.code} {line.description}" if "code" in columns else line.description
        counted = f"{show.quantity(line)}{mark}{show.amount(getattr(line, price), currency=False)}"
        items.append(
            f'<div>{first}</div><div class="pair"><span>&nbsp;&nbsp;{counted}</span><span>{show.amount(getattr(line, total), currency=False)}</span></div>'
        )
    sums = "".join(
        f'<div class="pair {"great" if great else ""}"><span>{label}</span><span>{amount}</span></div>'
        for label, amount, great in kit.sums()
    )
    rest = lines(
        [
            kit.any("Atendido por: Caja 2", f"Operación {kit.rng.randint(10000, 99999)}", ""),
            *kit.small_print()[:1],
            kit.cufe(),
            kit.provider(),
            kit.any("¡Gracias!", "Conserve su tiquete", ""),
        ]
    )
    qr = f'<div style="text-align:center;margin:2mm 0">{kit.qr(30)}</div>' if kit.maybe(0.75) else ""
    css = f".pair{{display:flex;justify-content:space-between;gap:3mm}}.great{{font-weight:700;font-size:1.25em}}.cut{{border-top:1pt {kit.any('dashed', 'solid', 'dotted')} #000;margin:1.6mm 0}}"
    cut = '<div class="cut"></div>'
    return kit.page(
        f"{head}{cut}{facts}{cut}{''.join(items)}{cut}<div class=keep>{sums}{kit.stamp(0.12)}</div>{cut}<div class=small>{rest}</div>{qr}",
        css,
        size=kit.any(7.4, 8),
        margin="4mm",
    )


def _by_hand(show: Shown) -> None:
    """Nobody writes cents that are not there, or the name of the currency."""
    numbers = "us0" if show.style.numbers.startswith("us") else "co0"
    show.style = replace(
        show.style, numbers=numbers, quantities="auto", currency=show.style.currency.replace("COP ", "")
    )


def _short(line: Line) -> str:
    """The first words of a description, as many as somebody writes down."""
    words = line.description.split()[:5]
    while words[-1].lower() in ("x", "de", "con", "y", "-", "por", "del", "para"):
        words.pop()
    return " ".join(words).rstrip(",(").capitalize()


def form(kit: Kit) -> str:
    """A printed form filled in by hand: dotted lines, one box for the number, empty rows below the items."""
    _by_hand(kit.show)
    show, ink = kit.show, kit.any("#1a2f8f", "#202024", "#1f4fb0")
    seller = show.invoice.supplier
    typed = kit.maybe(0.2)
    hand = (
        "font-family:'Liberation Mono','DejaVu Sans Mono',monospace;font-size:9.4pt"
        if typed
        else "font-family:Caveat;font-size:14.5pt;line-height:1"
    )
    pen = lambda text: f'<span class="pen">{text}</span>'  # noqa: E731
    head = f'<table><tr><td style="text-align:{kit.any("left", "center")}"><b style="font-size:13pt">{kit.seller()}</b><div>{kit.seller_nit()}</div><div>{seller.address} · {seller.city} · Tel. {seller.phone}</div></td><td style="width:32%"><div class="num"><b>{kit.any("FACTURA DE VENTA", "FACTURA", "Factura de venta")}</b><div style="color:#b3261e;font-size:14pt">{kit.any("N.°", "No.", "Nº")} {show.number()}</div></div></td></tr></table>'
    pairs = [
        (kit.any("Fecha", "Ciudad y fecha", "Fecha de expedición"), (f"{seller.city}, " if kit.maybe(0.2) else "") + show.date("issue_date")),
        (kit.any("Cliente", "Nombre", "Señores", "Debe a nombre de"), show.name("customer")),
        (kit.any("NIT o C.C.", "NIT", "Identificación"), show.nit("customer")), ("Dirección", show.invoice.customer.address),
    ]  # fmt: skip
    facts = "".join(f'<div class="dots"><span>{label}:</span>{pen(value)}</div>' for label, value in pairs)
    order = kit.any(
        ("quantity", "description", "unit_price", "line_total"),
        ("description", "quantity", "unit_price", "line_total"),
        ("quantity", "description", "line_total"),
    )
    heads = {
        "quantity": kit.any("Cant.", "CANTIDAD"),
        "description": kit.any("Descripción", "DETALLE", "Concepto"),
        "unit_price": kit.any("Vr. Unit.", "Valor unitario"),
        "line_total": kit.any("Valor", "Vr. Total", "TOTAL"),
    }
    short = _short
    noted = show.lines(order, described=short)
    values = {
        "quantity": show.quantity,
        "description": short,
        "unit_price": lambda line: show.amount(line.unit_price, currency=False),
        "line_total": lambda line: show.amount(line.line_total, currency=False),
    }
    right = {"unit_price", "line_total"}
    body = "".join(
        "<tr>"
        + "".join(f'<td class="{"r" if name in right else ""}">{pen(values[name](line))}</td>' for name in order)
        + "</tr>"
        for line in noted
    )
    body += "<tr>" + "<td>&nbsp;</td>" * len(order) + "</tr>"
    body = body + ("<tr>" + "<td>&nbsp;</td>" * len(order) + "</tr>") * kit.any(1, 3)
    sums = [(kit.any("TOTAL $", "TOTAL", "Total a pagar"), show.money("total"))]
    if show.invoice.iva:
        sums = [
            (kit.any("SUBTOTAL", "Suma"), show.money("subtotal")),
            (kit.any("IVA 19%", "IVA"), show.money("iva")),
            *sums,
        ]
    foot = "".join(
        f'<tr><td style="border:0"></td><th>{label}</th><td class="r">{pen(value)}</td></tr>' for label, value in sums
    )
    words = f'<div class="dots"><span>Son:</span>{pen(show.words("capital", " mcte"))}</div>' if kit.maybe(0.6) else ""
    line = kit.any("#14532d", "#1e3a8a", "#222", "#7c2d12")
    css = (
        f"body{{color:{line}}}.pen{{{hand};color:{ink};text-transform:none}}.num{{border:1.2pt solid {line};border-radius:{kit.any(0, 2)}mm;text-align:center;padding:2mm}}.dots{{display:flex;gap:2mm;border-bottom:.7pt {kit.any('dotted', 'solid')} {line};margin-top:2.2mm;min-height:5.6mm;align-items:flex-end}}"
        f".t td,.t th{{border:.7pt solid {line};height:6.6mm;vertical-align:middle}}.t th{{background:{kit.any('#f3f3f3', '#fff')};text-align:center}}.t{{margin-top:4mm}}.f th,.f td{{border:.7pt solid {line};height:7mm;vertical-align:middle}}"
    )
    widths = {"quantity": "13%", "unit_price": "20%", "line_total": "22%"}
    th = "".join(f'<th style="width:{widths.get(name, "auto")}">{heads[name]}</th>' for name in order)
    sign = '<div style="margin-top:14mm;display:flex;justify-content:space-between" class="small"><div style="border-top:.6pt solid;width:40%">Vendedor</div><div style="border-top:.6pt solid;width:40%">Acepto</div></div>'
    return kit.page(
        f'{head}{facts}<table class="t"><tr>{th}</tr>{body}</table><div class="keep"><table class="f" style="width:56%;margin-left:auto">{foot}</table>{kit.stamp(0.2)}</div>{words}{sign}',
        css,
        size=8.4,
        margin="9mm",
    )
