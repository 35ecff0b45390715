"""Held-out designs of invoicing programs on the web: cloud, side column, cards, bilingual, letterhead."""

from html import escape

from .kit import Kit, ledger, lines, rows

Page = tuple[str, str]


def cloud(kit: Kit) -> str:
    """Name large at one side, mark at the other; buyer and dates in two columns of light print; airy table."""
    accent = kit.accent
    title = kit.any(
        "Factura electrónica de venta", "Factura de venta", "Factura electrónica", "Documento electrónico de venta"
    )
    seller = f'<div><h1 style="font-size:14pt;color:{accent}">{kit.seller()}</h1><div class="small">{lines(kit.seller_lines())}</div></div>'
    mark = f'<div style="text-align:right"><div style="font-size:11pt;font-weight:700">{title}</div><div style="font-size:{kit.any(13, 17)}pt">{kit.any("N.° ", "No. ", "#", "")}{kit.number()}</div></div>'
    head = (
        f'<div class="two">{seller}{mark}</div>'
        if kit.maybe(0.65)
        else f'<div class="two">{mark.replace("right", "left", 1)}{seller}</div>'
    )
    colon = kit.any("", ":", "")
    facts = f'<div class="two band"><div style="width:52%">{rows(kit.buyer_rows(), colon=colon)}</div><div style="width:44%">{rows(kit.dated(), colon=colon)}</div></div>'
    columns = kit.any(
        ("description", "code", "unit_price", "quantity", "line_discount", "tax_rate", "line_total"),
        ("code", "description", "quantity", "unit_price", "line_discount", "tax_rate", "line_total"),
        ("item", "description", "unit", "quantity", "unit_price", "line_discount", "tax_amount", "line_total"),
    )
    table = kit.table(columns)
    sums = f'<div class="keep"><div class="two"><div style="width:50%" class="small">{kit.words() if kit.maybe(0.6) else ""}</div><div style="width:44%">{ledger(kit.sums())}</div></div>{kit.stamp()}</div>'
    code = f'<div class="two keep" style="margin-top:5mm;gap:5mm;justify-content:flex-start">{kit.qr(kit.any(24, 30)) if kit.maybe(0.8) else ""}<div class="small">{lines([kit.cufe(), *kit.small_print(), kit.provider()])}</div></div>'
    css = (
        ".two{display:flex;justify-content:space-between;align-items:flex-start}.band{margin:6mm 0;padding:3mm 0;border-top:1pt solid #ccc;border-bottom:1pt solid #ccc}"
        f".band th{{font-weight:{kit.any(400, 700)};color:{kit.any('#555', '#111', accent)};width:34%}}.items th{{background:{kit.any(accent, '#f1f3f5', '#fff')};color:inherit;border-bottom:1.2pt solid {accent}}}"
        f".items td{{border-bottom:{kit.any('.5pt solid #ddd', '0', '.5pt dotted #999')};padding:3pt 4pt}}.sums{{margin-top:3mm}}.great td{{font-weight:700;font-size:1.15em;border-top:1pt solid {accent}}}"
    )
    css = css.replace(f"background:{accent};color:inherit", f"background:{accent};color:#fff")
    return kit.page(head + facts + table + sums + code, css)


def sidebar(kit: Kit) -> str:
    """A coloured column with seller, number and dates; buyer, items and sums beside it."""
    dark = kit.maybe(0.6)
    back, ink = (kit.accent, "#fff") if dark else ("#eef1f4", "#111")
    side = (
        f'<h2 style="font-size:12pt;line-height:1.15">{kit.seller()}</h2><div class="small" style="margin:3mm 0 7mm">{lines(kit.seller_lines())}</div>'
        f'<div style="font-weight:700">{kit.any("FACTURA ELECTRÓNICA DE VENTA", "FACTURA DE VENTA", "Factura")}</div><div style="font-size:13pt;margin-bottom:6mm">{kit.number()}</div>'
        + "".join(
            f'<div class="small">{label}</div><div style="margin-bottom:2.4mm;font-weight:700">{value}</div>'
            for label, value in kit.dated()
        )
        + (
            f'<div style="background:#fff;padding:2mm;width:max-content;margin-top:4mm">{kit.qr(28)}</div>'
            if kit.maybe(0.7)
            else ""
        )
    )
    buyer = rows(kit.buyer_rows(), cls="buyer")
    table = kit.table(
        kit.any(
            ("quantity_unit", "description", "unit_price", "line_discount", "line_total"),
            ("code", "description", "quantity", "unit_price", "line_discount", "line_total"),
            ("description", "quantity", "unit", "unit_price", "line_discount", "tax_rate", "line_total"),
        )
    )
    sums = f'<div class="keep"><div style="width:62%;margin-left:auto">{ledger(kit.sums(), colon=kit.any("", ":"))}</div>{kit.stamp()}</div>'
    rest = f'<div class="small" style="margin-top:6mm">{lines([kit.words() if kit.maybe(0.5) else "", *kit.small_print(), kit.cufe(), kit.provider()])}</div>'
    main = f'<div style="margin-bottom:5mm">{buyer}</div>{table}{sums}{rest}'
    css = (
        f".s{{width:31%;background:{back};color:{ink};padding:8mm 5mm;border-radius:{kit.any('0', '4mm')}}}.m{{width:66%}}.wrap{{display:flex;justify-content:space-between;align-items:flex-start}}"
        f".items th{{border-bottom:1pt solid {kit.accent};border-top:1pt solid {kit.accent}}}.items tr:nth-child(even) td{{background:{kit.any('#f7f7f8', '#fff')}}}.great td{{font-weight:700;background:{kit.any('#eee', kit.accent + '22')}}}.buyer th{{width:28%;font-weight:{kit.any(700, 400)}}}"
    )
    order = (
        f'<div class="s">{side}</div><div class="m">{main}</div>'
        if kit.maybe(0.7)
        else f'<div class="m">{main}</div><div class="s">{side}</div>'
    )
    return kit.page(f'<div class="wrap">{order}</div>', css, size=kit.any(8.2, 8.8), margin="9mm")


def cards(kit: Kit) -> str:
    """Small labels above values in cards; what is to be paid stands large at the top and again below."""
    pairs = [*kit.buyer_rows(), *kit.dated()]
    number = kit.number()
    sums = kit.sums()
    top = next(amount for _label, amount, great in reversed(sums) if great)
    head = (
        f'<div class="top"><div><h1 style="font-size:{kit.any(13, 16)}pt">{kit.seller()}</h1><div class="small">{" · ".join(kit.seller_lines()[:3])}</div></div>'
        f'<div class="pay"><div class="small">{kit.any("Factura", "Factura electrónica de venta", "Factura de venta N.°")}</div><b style="font-size:12pt">{number}</b>'
        + (
            f'<div class="small" style="margin-top:1.5mm">{kit.any("Valor a pagar", "Total a pagar")}</div><b style="font-size:13pt">{top}</b>'
            if kit.maybe(0.6)
            else ""
        )
        + "</div></div>"
    )
    deck = (
        '<div class="deck">'
        + "".join(f'<div class="card"><div class="tag">{label}</div>{value}</div>' for label, value in pairs)
        + "</div>"
    )
    table = kit.table(
        kit.any(
            ("item", "description", "quantity", "unit", "unit_price", "line_discount", "line_total"),
            ("code", "description", "unit", "quantity", "unit_price", "tax_rate", "line_discount", "line_total"),
        )
    )
    below = f'<div class="keep" style="width:{kit.any(42, 48)}%;margin-{kit.any("left", "left", "right")}:auto">{ledger(sums)}{kit.stamp()}</div>'
    rest = f'<div class="foot small">{kit.qr(23) if kit.maybe(0.6) else ""}<div>{lines([kit.words() if kit.maybe(0.5) else "", kit.cufe(), *kit.small_print(), kit.provider()])}</div></div>'
    css = (
        ".top{display:flex;justify-content:space-between}.pay{text-align:right}.deck{display:flex;flex-wrap:wrap;gap:2mm;margin:5mm 0}"
        f".card{{flex:1 1 {kit.any('30%', '22%')};border:{kit.any('.6pt solid #bbb', '0', '.6pt solid ' + kit.accent)};background:{kit.any('#fff', '#f5f6f8')};padding:1.6mm 2.4mm;border-radius:1.6mm}}"
        f".tag{{font-size:.76em;color:#555;text-transform:{kit.any('none', 'uppercase')}}}.items th{{background:{kit.accent};color:#fff}}.items td{{border-bottom:.4pt solid #ccc}}"
        ".great td{font-weight:700;border-top:1.2pt solid #333}.foot{display:flex;gap:4mm;margin-top:7mm;border-top:.6pt solid #999;padding-top:3mm}"
    )
    return kit.page(head + deck + table + below + rest, css)


def bilingual(kit: Kit) -> str:
    """Spanish with English behind it, as branches of foreign groups print."""
    english = {
        "Subtotal": "Subtotal / Subtotal", "IVA": "IVA / VAT", "Total": "Total / Total amount", "TOTAL": "TOTAL / AMOUNT DUE",
    }  # fmt: skip
    sums = [(english.get(label, label), amount, great) for label, amount, great in kit.sums()]
    head = (
        f'<table><tr><td style="width:55%"><div style="font-size:15pt;font-weight:700;letter-spacing:{kit.any(0, 0.5, 1)}pt;color:{kit.accent}">{kit.seller()}</div>{lines(kit.seller_lines())}</td>'
        f'<td><table class="id"><tr><th>{kit.any("FACTURA DE VENTA / SALES INVOICE", "FACTURA ELECTRÓNICA / E-INVOICE")}</th></tr><tr><td style="font-size:13pt"><b>{kit.number()}</b></td></tr></table></td></tr></table>'
    )
    tongue = {
        "Cliente": "Cliente / Customer",
        "Vence": "Vence / Due",
        "Orden de compra": "Orden de compra / PO",
        "NIT": "NIT / Tax ID",
        "Forma de pago": "Forma de pago / Terms",
    }
    pairs = [(tongue.get(label, label), value) for label, value in [*kit.buyer_rows(), *kit.dated()]]
    half = -(-len(pairs) // 2)
    facts = f'<table class="facts"><tr><td style="width:50%">{rows(pairs[:half])}</td><td>{rows(pairs[half:])}</td></tr></table>'
    table = kit.table(
        ("item", "code", "description", "quantity", "unit", "unit_price", "line_discount", "line_total"), style="lined"
    )
    side = kit.maybe(0.4)
    box = f'<div class="keep" style="width:46%;margin-{"right" if side else "left"}:auto">{ledger(sums, cls="sums boxed")}{kit.stamp()}</div>'
    rest = lines([kit.words(), kit.cufe(), *kit.small_print(), kit.provider()])
    css = (
        f".id{{border:1pt solid {kit.accent};text-align:center}}.id th{{background:{kit.accent};color:#fff;text-align:center}}.id td{{text-align:center}}"
        ".facts{border:.6pt solid #888;margin:4mm 0}.facts th{font-weight:700;width:40%}.lined th,.lined td{border:.5pt solid #999}.boxed td{border:.5pt solid #999}.great td{font-weight:700}"
    )
    qr = kit.qr(25) if kit.maybe(0.7) else ""
    return kit.page(
        f'{head}{facts}{table}{box}<div style="display:flex;gap:4mm;margin-top:5mm">{qr}<div class="small">{rest}</div></div>',
        css,
    )


def letterhead(kit: Kit) -> str:
    """Serif print, the seller centred under a rule, facts as lines of text, sums under the last column."""
    pairs = [*kit.dated()]
    buyer = kit.buyer_rows()
    intro = f'<p style="margin:5mm 0 3mm">{"<br>".join(f"<b>{label}:</b> {value}" for label, value in buyer)}</p>'
    terms = f"<p>{kit.any('  |  ', ' &nbsp;&nbsp; ', '<br>').join(f'{label}: <b>{value}</b>' for label, value in pairs)}</p>"
    title = f'<div style="text-align:{kit.any("center", "right")};margin:4mm 0;font-size:13pt"><b>{kit.any("FACTURA DE VENTA", "Factura Electrónica de Venta", "FACTURA ELECTRÓNICA")} {kit.any("No.", "N°", "Nº")} {kit.number()}</b></div>'
    head = f'<div style="text-align:center;border-bottom:2pt double {kit.accent};padding-bottom:3mm"><div style="font-size:18pt;font-variant:{kit.any("normal", "small-caps")};font-weight:700">{kit.seller()}</div>{escape(" - ").join(kit.seller_lines())}</div>'
    table = kit.table(
        kit.any(
            ("quantity", "unit", "description", "unit_price", "line_discount", "line_total"),
            ("description", "quantity", "unit_price", "line_discount", "tax_rate", "line_total"),
            ("item", "description", "unit", "quantity", "unit_price", "line_discount", "line_total"),
        )
    )
    sums = f'<div class="keep" style="width:{kit.any(45, 55)}%;margin:2mm 0 5mm auto">{ledger(kit.sums(), colon=kit.any("", ":", " $"))}{kit.stamp(0.35)}</div>'
    sign = (
        f'<div style="margin-top:16mm;display:flex;justify-content:space-between"><div class="line">{kit.any("Firma del emisor", "Autorizado por")}</div><div class="line">{kit.any("Recibí a satisfacción", "Nombre, firma y sello de quien recibe")}</div></div>'
        if kit.maybe(0.6)
        else ""
    )
    rest = f'<div class="small">{lines([kit.words(), *kit.small_print(), kit.cufe()])}{kit.qr(27) if kit.maybe(0.5) else ""}<div>{kit.provider()}</div></div>'
    css = f".items th{{border-top:1pt solid #000;border-bottom:1pt solid #000}}.items{{border-bottom:1pt solid #000}}.great td{{font-weight:700;border-top:.6pt solid #000;border-bottom:{kit.any('2pt double #000', '0')}}}.line{{border-top:.6pt solid #000;width:38%;text-align:center;font-size:.85em}}"
    return kit.page(head + title + intro + terms + table + sums + rest + sign, css, size=9.4, margin="16mm")
