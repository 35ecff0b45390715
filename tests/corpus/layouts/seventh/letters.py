"""Papers with a hand in them: a consultant's invoice as typed, and a printing shop that shows in its head what it can do."""

import random
from datetime import timedelta
from html import escape

from ...invoice import Line, Want
from ...sheet import A4, LETTER
from .goods import trade
from .kit import Col, Page, layout
from .parts import BOOK, CALADEA, CODE, MANROPE, MONO, PEN, ROBOTO, SANS, SERIF, TYPED, face_css, manner, share

_FEE = {
    "subtotal": ("Valor honorarios", "Subtotal", "Honorarios antes de IVA", "Base"),
    "iva": ("IVA {rate}%", "Más IVA {rate}%", "IVA"),
    "round": ("Ajuste",),
    "total": ("Total", "TOTAL FACTURA", "Valor total", "Total honorarios e IVA"),
    "rete_fuente": ("Retención en la fuente honorarios",),
    "rete_ica": ("Retención de ICA",),
    "payable": ("Neto a consignar", "Valor neto a recibir"),
}
_TITLES = (
    "Ingeniera Civil - Mat. 25202-{}",
    "Abogado T.P. {} C.S. de la J.",
    "Arquitecta. M.P. A{}",
    "Contador Público T.P. {}-T",
    "Profesional SST Lic. {}",
    "Consultoría independiente",
)


def honorarios(page: Page) -> tuple[str, str]:
    """Lines of type: no boxes, leaders of dots, the rest told in sentences."""
    show, inv, seller, buyer = page.show, page.inv, page.inv.supplier, page.inv.customer
    page.minus = page.one("", "-")
    calling = page.one(*_TITLES).format(page.figures(5))
    apart = page.one("", " ", "-") if inv.prefix else ""
    number = show.number("{prefix}" + apart + "{number}")
    title = f"{page.one('FACTURA ELECTRÓNICA DE VENTA No.', 'Factura electrónica de venta número', 'FACTURA DE VENTA No.', 'FACTURA No.')} {number}"
    identity = f"{page.one('C.C.', 'NIT / C.C.', 'Cédula', 'RUT', 'NIT')} {show.nit('supplier')}"
    own = [f"<b class=me>{page.seller()}</b>", calling, identity, f"{escape(seller.address)}, {escape(seller.city)}", f"{page.one('Cel.', 'Móvil', 'Tel.')} {seller.phone} - {escape(seller.email)}"]  # fmt: skip
    place = escape(seller.city.replace(" D.C.", ""))
    day = f"{place}, {show.date('issue_date')}" if page.chance(0.6) else f"{page.one('Fecha:', 'Fecha de expedición:', 'FECHA.')} {show.date('issue_date')}"  # fmt: skip
    to = f"{page.one('Señores', 'Señores:', 'Cliente:', 'Para:')}<br><b>{page.buyer()}</b><br>{page.one('NIT', 'Nit.', 'NIT:')} {show.nit('customer')}<br>{escape(buyer.address)}<br>{page.one(escape(buyer.city), 'Ciudad', 'L.C.')}"
    if inv.order_reference:
        to += f"<br><br>{page.one('Ref.: Orden de servicio', 'Referencia: contrato / orden', 'Orden de compra')} {escape(show.text('order_reference'))}"
    cols = [Col(name, "", lambda i, line: "") for name in ("description", "line_total")]
    many = any(line.quantity != 1 for line in inv.lines)
    if many:
        cols += [Col("quantity", "", lambda i, line: ""), Col("unit", "", lambda i, line: ""), Col("unit_price", "", lambda i, line: "")]  # fmt: skip
    mark = page.one("{}. ", "{}) ", "- ", "")
    dots = "<i class=dots></i>"

    def told(number: int, line: Line) -> str:
        count = f" - {show.quantity(line)} {line.unit.lower()} a {show.amount(line.unit_price)} c/u" if many else ""
        return f"<p class=lead><span>{mark.format(number + 1)}{escape(line.description)}{count}</span>{dots}<span>{show.amount(line.line_total)}</span></p>"

    goods = "".join(told(number, line) for number, line in enumerate(page.note(cols)))
    sums = page.sums(_FEE, zeros=0.0)
    if not inv.iva:  # nothing but the total: what comes before taxes is the same
        sums = [row for row in sums if row[0] not in ("subtotal", "iva")] if page.chance(0.5) else sums
        if not any(row[0] == "subtotal" for row in sums):
            show.truth.pop("subtotal", None)
    figures = "".join(f"<p class='lead {key}'><span>{label}</span>{dots}<span>{text}</span></p>" for key, label, text in sums)  # fmt: skip
    words = (
        f"{page.one('Son:', 'SON', 'La suma de:', 'En letras:')} {show.words(page.one('upper', 'capital'), ' m/cte')}"
    )
    simple = page.one(
        "Pertenezco al Régimen Simple de Tributación; favor abstenerse de practicar retención en la fuente, art. 911 E.T.",
        "Régimen SIMPLE, responsabilidad 47 del RUT. No sujeto a retefuente ni a reteICA.",
        "CONTRIBUYENTE DEL RÉGIMEN SIMPLE DE TRIBUTACIÓN - NO EFECTUAR RETENCIONES",
    )
    if any(row[0] == "payable" for row in sums):
        simple = "Declaro renta. Adjunto planilla de seguridad social del mes."
    bank = f"{page.one('Favor consignar en', 'Agradezco transferir a', 'Pago:')} {page.one('cuenta de ahorros Banco Austral', 'Cta. ahorros Banco del Litoral', 'Bre-B llave')} {page.figures(10)}. {page.one('Plazo', 'Fecha máxima de pago', 'Vence')}: {show.date('due_date')}."
    law = f"<div class='row tiny keep law'><div>{page.law()}<br>{page.cufe(page.one('CUFE', 'Cufe:'))}<br>{page.maker()}</div><div class=fix>{page.qr(58, 'annex', 'url', 'one-line')}</div></div>"
    sign = f"<div class=keep><p class=pen>{escape(' '.join(seller.name.title().split()[:2]))}</p><p class=line>{escape(seller.name.title())}<br>{calling}</p></div>"
    face = page.one(TYPED, TYPED, MONO, SERIF, CALADEA, CODE)
    size = {TYPED: 10.2, MONO: 9.4, CODE: 8.8, SERIF: 11, CALADEA: 10.6}[face]
    own_at = page.one("left", "center", "right", "foot")
    intro = page.one("Por concepto de:", "Por los siguientes servicios profesionales:", "Servicios prestados en el periodo:", "Me permito facturar lo siguiente:")  # fmt: skip
    head = "<br>".join(own)
    blocks = [f"<p class=title>{title}</p>", f"<p>{day}</p>", f"<p>{to}</p>"]
    if page.chance(0.4):
        blocks = [blocks[1], blocks[2], blocks[0]]
    if own_at != "foot":
        blocks.insert(0, f"<div style='text-align:{own_at}'>{head}</div>")
    tail = f"<div class=foot>{head}</div>" if own_at == "foot" else ""
    css = f"{face_css(face)}{face_css(PEN)}body{{font-family:'{face}';font-size:{size}pt;margin:16pt 62pt 0;line-height:1.4}}body>p,body>div{{margin-bottom:{page.one('11', '14')}pt}}.me{{font-size:1.25em}}.title{{text-align:{page.one('left', 'center', 'right')};font-weight:bold}}.lead{{display:flex;align-items:flex-end;gap:4pt;break-inside:avoid;margin-bottom:3pt}}.lead span:last-child{{white-space:nowrap}}.lead span:first-child{{max-width:{page.one('78%', '74%')}}}.dots{{flex:1;border-bottom:1pt {page.one('dotted', 'dotted', 'none')} #444;margin-bottom:3pt;min-width:16pt}}.total,.payable{{font-weight:bold}}.sumbox{{margin-left:{page.one('0', '30%', '45%')}}}.pen{{font:26pt '{PEN}';color:#223a7a;line-height:1.1}}.line{{border-top:.8pt solid #333;width:190pt;padding-top:2pt}}.tiny{{font-family:'{SANS}';line-height:1.25}}.foot{{border-top:.8pt solid #333;padding-top:6pt;text-align:center;font-size:.86em}}"
    return (
        css,
        f"{''.join(blocks)}<p>{intro}</p><div>{goods}</div><div class='sumbox keep'>{figures}</div><p>{words}</p><p>{bank}</p><p>{simple}</p>{sign}{tail}{law}",
    )


def _want_fee(rng: random.Random) -> Want:
    held = rng.random() < 0.25
    return Want(
        trade=trade("honorarios"), person=True, lines=rng.choice(((1, 1), (1, 2), (2, 4))), cents=rng.random() < 0.2, order=0.3, service=True, no_tax=rng.random() < 0.3,
        withholdings=("rete_fuente", "rete_ica") if held else (), prefixes=("", "FE", "HON", "F", "LM"), digits=(1, 4),
    )  # fmt: skip


HONORARIOS = layout(
    "seventh_honorarios",
    honorarios,
    _want_fee,
    lambda rng: manner(
        rng, numbers=("co0", "co2", "apos0", "co0", "us0"), dates=("long", "month d", "long", "dmy/", "capital"), nits=("dots-dv", "dash-dv", "plain"), signs=("$", "$ ", "$", "", "COP $"),
    ),
    sizes=(LETTER, LETTER, A4),
)  # fmt: skip


# The printing shop: its name in two sizes, colours in the head, everything in the middle of the page.

_SHOW = {
    "gross": ("Valor trabajos",),
    "discount": ("Descuento", "Rebaja cliente"),
    "subtotal": ("Subtotal", "Sub-total", "Valor sin IVA"),
    "iva": ("IVA {rate}%", "I.V.A.", "Más I.V.A."),
    "round": ("Ajuste",),
    "advance": ("Abono 30%", "Anticipo al pedido"),
    "rete_fuente": ("Rte. Fte.",),
    "total": ("TOTAL", "Total a facturar", "T O T A L", "Valor Total"),
    "payable": ("Saldo contra entrega", "SALDO", "Resta"),
}
_LEGAL = ("S.A.S.", "S.A.S", "LTDA.", "SAS", "Ltda.")


def imprenta(page: Page) -> tuple[str, str]:
    show, inv, seller, buyer = page.show, page.inv, page.inv.supplier, page.inv.customer
    one, two, three = page.rng.sample(("#e4007c", "#00a0dc", "#ffd100", "#3d2b8c", "#00a651", "#f26522", "#1d1d1b"), 3)
    words = show.name("supplier").split()
    form = " ".join(word for word in words if word in _LEGAL)
    plain = [word for word in words if word not in _LEGAL]
    cut = max(1, len(plain) - 2)
    small, big = " ".join(plain[:cut]), " ".join(plain[cut:])
    if page.chance(0.3):
        name = f"<div class=huge>{escape(small)}</div><div class=less>{escape(big)} {form}</div>"
    else:
        name = (
            f"<div class=less>{escape(small)}</div><div class=huge>{escape(big)} <span class=form>{form}</span></div>"
        )
    art = page.one(
        f"<svg viewBox='0 0 600 70' style='width:100%;display:block'><path d='M0 0H600V30Q450 80 300 38T0 52Z' fill='{one}'/><path d='M0 0H600V16Q430 60 280 22T0 34Z' fill='{two}'/><circle cx='540' cy='44' r='16' fill='{three}'/></svg>",
        "<svg viewBox='0 0 600 46' style='width:100%;display:block'>" + "".join(f"<rect x='{n * 30}' y='{(n * 7) % 13}' width='26' height='{18 + (n * 11) % 22}' fill='{(one, two, three)[n % 3]}'/>" for n in range(20)) + "</svg>",
        f"<svg viewBox='0 0 600 40' style='width:100%;display:block'><path d='M0 0H250L210 40H0Z' fill='{one}'/><path d='M260 0H420L380 40H220Z' fill='{two}'/><path d='M430 0H600V40H390Z' fill='{three}'/></svg>",
        "<div style='text-align:center;padding-top:6pt'>" + "".join(f"<span style='display:inline-block;width:34pt;height:34pt;border-radius:50%;background:{color};margin-left:-9pt;opacity:.85'></span>" for color in (one, two, three)) + "</div>",
    )  # fmt: skip
    motto = page.one(
        "Litografía · Gran formato · Avisos · Material P.O.P.",
        "¡Su idea, nuestra tinta!",
        "Impresión digital, bordados y señalización",
        "desde 1987 imprimiendo buenas noticias",
    )
    label = page.one("NIT.", "Nit", "NIT:")
    own = f"{label} {show.nit('supplier')} {page.one('•', '/', '-')} {escape(seller.regime)}<br>{escape(seller.address)} {page.one('•', '/', '-')} {escape(seller.city)} {page.one('•', '/', '-')} {seller.phone} {page.one('•', '/', '-')} {escape(seller.email)}"
    apart = page.one("", " ", "-", " - ") if inv.prefix else ""
    number = show.number("{prefix}" + apart + "{number}")
    title = page.one("Factura Electrónica de Venta", "FACTURA ELECTRÓNICA DE VENTA", "Factura de Venta Electrónica")
    sign = page.one("No.", "N°", "Nº", "")
    ordered = inv.issue_date - timedelta(days=page.rng.randint(3, 15))
    when = [
        f"{page.one('Fecha', 'Fecha factura', 'Elaborada')}<br><b>{show.date('issue_date')}</b>",
        f"{page.one('Vence', 'Pagar antes de', 'Vencimiento')}<br><b>{show.date('due_date')}</b>",
        f"{page.one('Orden de producción', 'O.P.')}<br><b>{page.figures(4)} ({show.day(ordered)})</b>",
        f"{page.one('Forma de pago', 'Condiciones')}<br><b>{show.text('payment_form')}</b>",
    ]
    if inv.order_reference:
        when.append(f"{page.one('Orden de compra', 'Su O.C.')}<br><b>{escape(show.text('order_reference'))}</b>")
    to = f"{page.one('Hemos impreso para:', 'Cliente:', 'Señores:', 'Trabajo realizado para')} <b>{page.buyer()}</b><br>{page.one('Nit', 'NIT / C.C.')} {show.nit('customer')} &nbsp; {escape(buyer.address)} &nbsp; {escape(buyer.city)}"
    tint = page.one("Policromía 4x0", "Full color", "2x1 tintas", "Arte suministrado por el cliente")
    cols = [
        Col("quantity", page.one("Cantidad", "Cant."), lambda i, line: show.quantity(line), "c"),
        Col("description", page.one("Trabajo", "Descripción", "Detalle del trabajo"), lambda i, line: f"{escape(line.description)}", "l"),
        Col("unit_price", page.one("Vr. Unitario", "V/unit.", "Unitario"), lambda i, line: show.amount(line.unit_price)),
        Col("line_total", page.one("Vr. Total", "Valor", "Total trabajo"), lambda i, line: show.amount(line.line_total)),
    ]  # fmt: skip
    if page.chance(0.4):
        cols.insert(1, Col("unit", "Und.", lambda i, line: line.unit, "c"))
    goods = page.grid(
        cols, page.note(cols), under=(lambda i, line: tint if i % 2 == 0 else "") if page.chance(0.5) else None
    )
    sums = page.sums(_SHOW)
    style = page.rng.randint(0, 2)
    if style == 0:
        out = "".join(f"<p class='{key}'>{label}: &nbsp;<span>{text}</span></p>" for key, label, text in sums)
    elif style == 1:
        out = "".join(f"<span class='chip {key}'>{label}<br><b>{text}</b></span>" for key, label, text in sums)
    else:
        cells = "".join(f"<tr class='{key}'><td class=l>{label}</td><td class=r>{text}</td></tr>" for key, label, text in sums)  # fmt: skip
        out = f"<table class=mid>{cells}</table>"
    kept = f"<p class=tiny>Rte. fuente sugerida compras {share(inv.subtotal, inv.subtotal * 40)}%</p>" if page.chance(0.2) and not inv.rete_fuente else ""  # fmt: skip
    say = f"<p class=c>{page.one('Son:', '')} {show.words('capital', ' m/cte.')}</p>"
    law = f"<div class='tiny c keep law'><div style='width:60pt;margin:0 auto 4pt'>{page.qr(60, 'annex', 'url')}</div>{page.cufe('CUFE')}<br>{page.law()}<br>{page.maker()}</div>"
    face, head_face = page.one(SANS, MANROPE, ROBOTO, CALADEA), page.one(BOOK, MANROPE, SERIF, PEN, CALADEA)
    huge = page.one("26", "30", "23")
    css = f"""@page:first{{margin-top:0}}{face_css(face)}{face_css(head_face) if head_face != face else ""}body{{font-family:'{face}'}}.art{{margin:0 -34pt 4pt}}.name{{text-align:{page.one("center", "center", "left")};font-family:'{head_face}';line-height:1.05}}.less{{font-size:{page.one("12", "14")}pt;color:{page.one("#333", two if two != "#ffd100" else "#333")};letter-spacing:{page.one("0", "1.5pt", "3pt")}}}.huge{{font-size:{huge}pt;font-weight:bold;color:{one if one != "#ffd100" else "#3d2b8c"}}}.form{{font-size:11pt}}
    .motto{{text-align:center;font-style:italic;color:#555;margin:3pt 0}}.no{{text-align:center;font-size:12pt;margin:8pt 0;{page.one("border:1.4pt solid #333;border-radius:16pt;padding:4pt", "background:#f3f3f3;padding:5pt", "")}}}.when{{display:flex;justify-content:space-around;text-align:center;margin:6pt 0}}.to{{border:{page.one(".8pt dashed #666", "0", "1pt solid #333")};padding:5pt;text-align:{page.one("left", "center")}}}
    .goods{{margin-top:10pt}}.goods th{{background:{page.one("#333", "#3d2b8c", "#00688b")};color:#fff}}.goods td{{border-bottom:.4pt solid #bbb;padding:4pt}}.under td{{border:0;font-size:6.8pt;font-style:italic;padding:0 4pt 0 70pt}}.out{{text-align:center;margin:10pt 0}}.out .total{{font-size:13pt;font-weight:bold}}.mid{{width:240pt;margin:0 auto}}.chip{{display:inline-block;border:.8pt solid #777;border-radius:8pt;padding:4pt 9pt;margin:2pt}}.law{{margin-top:10pt}}.tiny{{color:#444}}"""
    return (
        css,
        f"<div class=art>{art}</div><div class=name>{name}</div><p class=motto>{motto}</p><p class=c>{own}</p><div class=no>{title} {sign} <b>{number}</b></div><div class=when>{''.join(f'<span>{text}</span>' for text in when)}</div><p class=to>{to}</p>{goods}<div class='out keep'>{out}</div>{kept}{say}{law}",
    )


IMPRENTA = layout(
    "seventh_imprenta",
    imprenta,
    lambda rng: Want(
        trade=trade("letrero"), lines=rng.choice(((1, 2), (1, 6))), cents=rng.random() < 0.25, order=0.35, global_discount=0.15, advance=0.3,
        prefixes=("FE", "LIT", "IM", "", "PREG", "FV"), digits=(2, 6),
    ),
    lambda rng: manner(
        rng, numbers=("co0", "us0", "apos0", "co2", "us2"), dates=("d mon. y", "dmy/", "long", "mon d/y", "spaced", "Mon/"), nits=("dots-dv", "dash-dv", "wide-dv", "commas-dv"), signs=("$", "$ ", "", "$"),
    ),
    sizes=(LETTER, (612.0, 612.0), A4),
)  # fmt: skip
