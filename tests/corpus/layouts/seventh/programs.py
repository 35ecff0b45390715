"""Old programs and those of an office: a print by needles in columns of blanks, and the buyer's support document with a side bar."""

import random
import textwrap
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...invoice import Line, Want
from ...sheet import A4, LETTER
from .goods import trade
from .kit import Col, Page, layout
from .parts import CALADEA, CODE, MONO, NARROW, ROBOTO, SANS, face_css, facts, manner, share

_NEEDLE = {
    "gross": ("TOTAL BRUTO", "VR. MERCANCIA", "BRUTO......"),
    "discount": ("DCTO. COMERCIAL", "DESCUENTOS", "(-) DCTOS"),
    "subtotal": ("SUB-TOTAL", "SUBTOTAL...", "SUB TOTAL", "VALOR NETO ANTES IVA"),
    "iva": ("I.V.A.", "IVA {rate} %", "IMPTO A LAS VENTAS", "I.V.A. {rate}%..."),
    "inc": ("IMPOCONSUMO",),
    "round": ("AJUSTE PESO",),
    "rete_fuente": ("RETE-FTE", "(-) RETENCION FTE"),
    "rete_ica": ("RETE-ICA", "(-) R.ICA"),
    "total": ("TOTAL FACTURA", "T O T A L", "TOTAL.....$", "VALOR TOTAL"),
    "payable": ("NETO A CANCELAR", "SALDO A CARGO", "TOTAL NETO"),
}


class _Print:
    """Lines of a page of needles, cut into pages that each carry the head."""

    def __init__(self, wide: int) -> None:
        self.wide = wide
        self.rows: list[str] = []

    def put(self, *bits: tuple[int, str, str]) -> None:
        """Texts at columns of one row: start, text, `l` or `r` (then `start` is where it ends)."""
        row = [" "] * self.wide
        for at, text, side in bits:
            start = at - len(text) if side == "r" else at
            row[start : start + len(text)] = text
        self.rows.append("".join(row)[: self.wide].rstrip())


def matriz(page: Page) -> tuple[str, str]:
    show = page.show
    wide = page.rng.choice((80, 80, 96))
    rule = page.one("-", "=", "-", "_") * wide
    cut = page.chance(0.3)
    bar = page.one("", "", "|")
    columns = page.rng.choice((("code", "name", "unit", "count", "price", "rate", "total"), ("count", "unit", "code", "name", "rate", "price", "total"), ("code", "name", "count", "price", "total")))  # fmt: skip
    widths = {
        "code": max(len(line.code) for line in page.inv.lines) + page.rng.choice((2, 3)),
        "name": 0,
        "unit": 5,
        "count": 9,
        "price": 13,
        "rate": 4,
        "total": 14,
    }
    widths["name"] = wide - sum(widths[name] for name in columns) - len(bar) * (len(columns) - 1)
    heads = {
        "code": page.one("COD.", "REF.", "ART."), "name": page.one("DETALLE", "NOMBRE DEL ARTICULO", "DESCRIPCION"), "unit": page.one("UM", "UND"),
        "count": page.one("CANT.", "CANTID", "CANT"), "price": page.one("VR.UNIT", "V/UNIT", "PRECIO"), "rate": page.one("%IV", "IVA"), "total": page.one("VR.TOTAL", "VALOR", "V/TOTAL", "PARCIAL"),
    }  # fmt: skip
    truth = {"code": "code", "name": "description", "unit": "unit", "count": "quantity", "price": "unit_price", "rate": "tax_rate", "total": "line_total"}  # fmt: skip
    size = widths["name"] - 2

    def printed(line: Line) -> str:
        return line.description[:size].rstrip() if cut else line.description

    lines = page.note([Col(truth[name], "", lambda i, line: "") for name in columns], described=printed)
    goods: list[list[str]] = []
    for line in lines:
        cells = {"code": line.code, "unit": line.unit, "count": show.quantity(line), "price": show.amount(line.unit_price, currency=False), "rate": page.rate(line, "", "E"), "total": show.amount(line.line_total, currency=False)}  # fmt: skip
        wrapped = textwrap.wrap(printed(line), size) or [""]
        rest = [_row(columns, widths, {"name": more}, bar) for more in wrapped[1:]]
        goods.append([_row(columns, widths, {**cells, "name": wrapped[0]}, bar), *rest])
    title = _row(columns, widths, heads, bar)
    page.minus = page.one("", "-")
    sums = page.sums(_NEEDLE)
    foot = _foot(page, sums, wide)
    per = page.rng.choice((11, 15, 18))
    sheets = [goods[n : n + per] for n in range(0, len(goods), per)]
    head = _head(page, wide)
    texts, carry = [], page.one("VAN >>>", "PASAN $", "SUMA Y SIGUE")
    for number, some in enumerate(sheets, 1):
        mark = page.rng.choice((f"PAG. {number}/{len(sheets)}", f"Pagina {number} de {len(sheets)}")) if number == 1 else f"PAG. {number}/{len(sheets)}"  # fmt: skip
        rows = [mark.rjust(wide), *head, rule, title, rule, *(row for item in some for row in item), rule]
        so_far = sum((line.line_total for line in lines[: number * per]), Decimal(0))
        rows += foot if number == len(sheets) else [f"{carry} {show.amount(so_far)}".rjust(wide)]
        texts.append("<pre>" + "\n".join(escape(row) for row in rows) + "</pre>")
    law = f"<p class='tiny keep law'>{page.cufe(page.one('CUFE:', 'cufe', 'C.U.F.E.'))}<br>{page.law()}<br>{page.maker()}</p><div class=keep>{page.qr(62, 'first-version', 'annex', 'pipes')}</div>"
    points = (page.size[0] - 68) / wide / 0.602
    stripes = "background:repeating-linear-gradient(#fff 0 22pt,#eef6ee 22pt 44pt);" if page.chance(0.35) else ""
    css = f"body{{font-family:'{page.one(MONO, MONO, CODE)}';color:{page.one('#333', '#222', '#3a3a55')}}}pre{{font:inherit;font-size:{min(points, page.rng.choice((9.2, 10.4))):.2f}pt;line-height:1.18;margin:0 0 8pt;{stripes}}}pre+pre{{break-before:page}}.law{{margin:4pt 0}}"
    return css, "".join(texts) + law


def _row(columns: tuple[str, ...], widths: dict[str, int], texts: dict[str, str], bar: str) -> str:
    """One line of goods: words to the left of their column, figures to the right."""
    bits = []
    for name in columns:
        text, wide = texts.get(name, ""), widths[name]
        bits.append(" " * (name != columns[0]) + text if name in ("code", "name", "unit") else text.rjust(wide))
        bits[-1] = bits[-1][:wide].ljust(wide)
    return bar.join(bits)


def _head(page: Page, wide: int) -> list[str]:
    show, inv, half = page.show, page.inv, wide * 58 // 100
    seller, buyer, out = inv.supplier, inv.customer, _Print(wide)
    name, nit = show.name("supplier"), f"{page.one('NIT', 'N.I.T.', 'NIT.')} {show.nit('supplier')}"
    kind = page.one("FACTURA ELECTRONICA DE VENTA", "FACTURA DE VENTA ELECTRONICA", "FACTURA DE VENTA")
    number = f"{page.one('No.', 'NRO', 'NUMERO:')} {show.number('{prefix} {number}' if inv.prefix and page.chance(0.6) else '{prefix}{number}')}"
    if page.chance(0.5):
        out.rows += [name.center(wide).rstrip(), nit.center(wide).rstrip(), f"{seller.address} TEL {seller.phone} {seller.city}".upper().center(wide).rstrip(), ""]  # fmt: skip
        out.put((0, kind, "l"), (wide, number, "r"))
    else:
        out.put((0, name, "l"), (wide, kind, "r"))
        out.put((0, nit, "l"), (wide, number, "r"))
        out.put((0, seller.address.upper(), "l"))
        out.put((0, f"{seller.city} TEL. {seller.phone}".upper(), "l"), (wide, page.one("REGIMEN COMUN", "RESPONSABLE DE IVA"), "r"))  # fmt: skip
    out.rows.append("")
    left = [
        f"{page.one('NIT      :', 'NIT/CC...:')} {show.nit('customer')}",
        f"{page.one('DIRECCION:', 'DIR......:')} {buyer.address}".upper()[: half - 1],
        f"{page.one('CIUDAD   :', 'CIUDAD...:')} {buyer.city}".upper(),
    ]
    right = [
        f"{page.one('FECHA    :', 'FECHA FAC:', 'F.EXPED..:')} {show.date('issue_date')}",
        f"{page.one('VENCE    :', 'F.VENCTO.:')} {show.date('due_date')}",
        f"{page.one('F.PAGO   :', 'COND.PAGO:')} {show.text('payment_form').upper()}",
        f"{page.one('VENDEDOR :', 'ZONA/VEND:')} {page.one('014 ARIAS', '03', 'OFICINA', '11-RAMIREZ')}",
    ]
    if inv.order_reference:
        right.append(f"{page.one('O.COMPRA :', 'PEDIDO CL:')} {show.text('order_reference')}")
        left.append(f"{page.one('REMISION :', 'BODEGA   :')} {page.figures(4)}")
    # The name of the buyer is never cut, so nothing stands beside it.
    out.put((0, f"{page.one('SENORES  :', 'CLIENTE..:', 'VENDIDO A:')} {show.name('customer')}", "l"))
    for one, other in zip(left + [""] * len(right), right, strict=False):
        out.put((0, one, "l"), (half + 1, other, "l"))
    return out.rows


def _foot(page: Page, sums: list[tuple[str, str, str]], wide: int) -> list[str]:
    out, rows = _Print(wide), []
    side = page.one("right", "right", "left")
    words = textwrap.wrap("SON: " + page.show.words("upper", " M/CTE"), wide - 46)
    texts = [f"{label:<21}{text:>20}" for _key, label, text in sums]
    notes = [*words, "", page.one("ENTREGADO: ______________", "ELABORO: NCASTRO", "REVISADO _________"), page.one("RECIBI CONFORME: ________", "ACEPTADA: _____________")]  # fmt: skip
    for number in range(max(len(texts), len(notes))):
        sum_text = texts[number] if number < len(texts) else ""
        note = notes[number] if number < len(notes) else ""
        if side == "right":
            out.put((0, note, "l"), (wide, sum_text, "r"))
        else:
            out.put((0, sum_text, "l"), (46, note, "l"))
    rows += out.rows
    rows += ["", page.one("FAVOR GIRAR CHEQUE CRUZADO AL PRIMER BENEFICIARIO", "ESTA FACTURA SE ASIMILA A LA LETRA DE CAMBIO ART. 774 C.CIO.", "PASADA LA FECHA SE COBRARA MORA 1.8% MENSUAL")]  # fmt: skip
    return rows


def _want_matriz(rng: random.Random) -> Want:
    return Want(
        trade=trade("almacen"), lines=rng.choice(((1, 5), (4, 13), (20, 34))), cents=rng.random() < 0.5, order=0.5, line_discounts=0.0,
        global_discount=0.25, withholdings=rng.choice(((), (), ("rete_fuente",), ("rete_fuente", "rete_ica"))), prefixes=("", "A", "FE", "FVE", "B"), digits=(3, 6),
    )  # fmt: skip


MATRIZ = layout(
    "seventh_matriz",
    matriz,
    _want_matriz,
    lambda rng: manner(
        rng, numbers=("us2", "us0", "plain2", "co2", "us2"), dates=("dmy/", "SHORT/", "ymd/", "short-", "dmy-"), nits=("dots-dv", "dash-dv", "commas-dv", "wide-dv"),
    ),
    sizes=(LETTER, (612.0, 540.0), LETTER),
)  # fmt: skip


# The buyer's own program writes it; the one who sells is a person, and the sign at the top is the buyer's.

_KEPT = {
    "rete_fuente": ("Retención en la fuente practicada", "Rte. fuente asumida al vendedor", "(-) ReteFuente"),
    "rete_ica": ("Retención ICA municipal", "(-) ReteICA"),
    "payable": ("Neto a girar al beneficiario", "Valor a desembolsar", "Líquido a pagar"),
}


def soporte(page: Page) -> tuple[str, str]:
    show, inv = page.show, page.inv
    seller, buyer = inv.supplier, inv.customer
    ink = page.one("#274060", "#6b705c", "#0a7e8c", "#4a4e69", "#7f4f24")
    project = page.one(
        "Corredor vial Altillanura, tramo 3",
        "Puente peatonal Calle 44",
        "Urbanismo Los Cauchos",
        "Mantenimiento red terciaria",
    )
    cost = f"{page.figures(4)}-{page.rng.randint(10, 99)}"
    title = page.one("Documento soporte en adquisiciones efectuadas a sujetos no obligados a expedir factura", "Documento soporte de adquisiciones a no obligados a facturar", "DOCUMENTO SOPORTE EN ADQUISICIONES A NO OBLIGADOS")  # fmt: skip
    apart = page.one(" ", "", "-") if inv.prefix else ""
    who = [
        (page.one("Nombre", "Vendedor / prestador", "Tercero", "Beneficiario"), page.seller()),
        (page.one("Cédula", "C.C.", "Documento de identidad", "NIT / C.C."), show.nit("supplier")),
        (page.one("Dirección", "Domicilio"), escape(seller.address)),
        (page.one("Municipio", "Ciudad"), escape(seller.city)),
        (page.one("Teléfono", "Celular"), seller.phone),
        (
            page.one("Calidad", "Régimen"),
            page.one("No responsable de IVA", "Persona natural no obligada a facturar", "R-99-PN"),
        ),
    ]
    doc = [
        (page.one("Consecutivo", "Documento No.", "No. DS"), f"<b>{show.number('{prefix}' + apart + '{number}')}</b>"),
        (page.one("Fecha documento", "Fecha de la operación", "Fecha"), show.date("issue_date")),
        (page.one("Fecha de pago", "Vence", "Programado para"), show.date("due_date")),
        (page.one("Condición", "Forma de pago"), show.text("payment_form")),
        ("Proyecto", project),
        ("Centro de costo", cost),
        (page.one("Comprobante", "Asiento"), f"CXP-{page.figures(6)}"),
        (page.one("Usuario", "Elaboró"), page.one("lmendez", "CONTAB2", "Sandra P.")),
    ]
    if inv.order_reference:
        doc.insert(4, (page.one("Orden de compra", "O.C. / O.S."), escape(show.text("order_reference"))))
    account = f"{page.rng.choice((5135, 7395, 7205))}{page.figures(4)}"
    cols = [
        Col("", page.one("Cuenta", "Cta."), lambda i, line: str(int(account) + i), "l"),
        Col("description", page.one("Concepto", "Descripción del bien o servicio", "Detalle"), lambda i, line: escape(line.description), "l"),
        Col("unit", page.one("Un.", "U.M."), lambda i, line: line.unit, "c"),
        Col("quantity", page.one("Cant.", "Cantidad"), lambda i, line: show.quantity(line)),
        Col("unit_price", page.one("Vr. unitario", "Costo unit."), lambda i, line: show.amount(line.unit_price)),
        Col("line_total", page.one("Débito", "Vr. total", "Costo total", "Importe"), lambda i, line: show.amount(line.line_total)),
    ]  # fmt: skip
    if page.chance(0.5):
        cols.pop(0)
    if page.chance(0.3):
        cols.append(cols.pop(-3))
        cols[-1], cols[-2] = cols[-2], cols[-1]
    goods = page.grid(cols, page.note(cols))
    rows = []
    if page.chance(0.6):
        rows.append((page.one("Base", "Subtotal", "Valor bruto operación"), show.money("subtotal"), ""))
    if page.chance(0.4):
        rows.append((page.one("IVA teórico", "IVA", "IVA asumido"), show.money("iva"), ""))
    rows.append(
        (
            page.one("Total documento", "Total documento soporte", "TOTAL OPERACIÓN", "Valor total"),
            show.money("total"),
            "b",
        )
    )
    for key, label, text in page.held(_KEPT):
        kept = getattr(inv, key, Decimal(0))
        tail = f" {share(kept, inv.subtotal)}%" if key == "rete_fuente" and page.chance(0.6) else ""
        rows.append((label + tail, text, "b" if key == "payable" else ""))
    sums = "".join(f"<tr class='{kind}'><td>{label}</td><td class=r>{text}</td></tr>" for label, text, kind in rows)
    head = f"<div class='row head'><div class=fix>{page.emblem(44, ink, of=buyer.name)}</div><div><b class=big>{page.buyer()}</b><br>{page.one('NIT', 'Nit.')} {show.nit('customer')}<br>{escape(buyer.address)} · {escape(buyer.city)} · {buyer.phone}</div><div class=r style='white-space:normal'>{page.one('ERP ConstruYe 12', 'Módulo Cuentas por pagar', 'Kardex&Co v7')}<br>Impreso {show.day(inv.issue_date + timedelta(days=page.rng.randint(0, 6)))}<br>Pág. 1 de 1</div></div>"
    seal = f"<p class=tiny>{page.cufe('CUDS')}</p><p class=tiny>{page.law()}</p>"
    signs = f"<div class='row signs keep'><p>{page.one('Firma del vendedor', 'Recibí: C.C.', 'Huella / firma')}</p><p>{page.one('Aprobó director de obra', 'Vo.Bo. residente')}</p><p>{page.one('Revisó contabilidad', 'Causó')}</p></div>"
    words = page.one("", f"<p class=words>{page.show.words('capital', ' moneda corriente')}</p>")
    people = (
        f"<h3>{page.one('Adquirido a', 'Datos del vendedor', 'Proveedor no obligado', 'A favor de')}</h3>{facts(who)}"
    )
    left = page.chance(0.6)
    bar = f"<div class='bar fix'><h3>{page.one('Documento', 'Datos del registro')}</h3>{''.join(f'<p><small>{label}</small><br>{value}</p>' for label, value in doc)}{page.qr(76, 'support', 'url')}</div>"
    main = f"<div><h2>{title}</h2>{people}{goods}<table class='sums keep'>{sums}</table>{words}{seal}{signs}</div>"
    css = f"""{face_css(face := page.one(CALADEA, ROBOTO, SANS, NARROW))}body{{font-family:'{face}'}}.head{{border-bottom:2pt solid {ink};padding-bottom:6pt;margin-bottom:8pt}}.big{{font-size:11pt}}h2{{font-size:11pt;color:{ink};margin-bottom:8pt}}h3{{font-size:8.8pt;margin:4pt 0}}
    .bar{{width:128pt;{page.one(f"background:{ink};color:#fff", f"border-left:3pt solid {ink};background:#f2f2ee", "background:#e9eef2")};padding:8pt}}.bar p{{margin-bottom:4pt;overflow-wrap:anywhere}}.bar img{{background:#fff;padding:4pt;margin-top:6pt;box-sizing:content-box}}small{{font-size:6.6pt;opacity:.85}}
    .k{{width:96pt;color:#555}}.goods{{margin-top:10pt}}.goods th{{border-top:.8pt solid #333;border-bottom:.8pt solid #333}}.goods td{{border-bottom:.3pt solid #bbb}}.sums{{width:270pt;margin:8pt {page.one("0 8pt auto", "0 8pt 0", "auto")}}}.b td{{font-weight:bold;border-top:.6pt solid #333}}.signs{{margin-top:44pt}}.signs p{{border-top:.6pt solid #333;text-align:center}}.words{{margin-bottom:6pt;font-style:italic}}.tiny{{margin-bottom:4pt}}
    """
    return css, f"{head}<div class=row>{bar + main if left else main + bar}</div>"


SOPORTE = layout(
    "seventh_soporte",
    soporte,
    lambda rng: Want(
        trade=trade("campo"), document_type="documento_soporte", person=True, lines=rng.choice(((1, 1), (1, 3), (2, 5))), cents=rng.random() < 0.2, order=0.35,
        service=True, withholdings=rng.choice(((), ("rete_fuente",), ("rete_fuente", "rete_ica"))), prefixes=("DS", "DSO", "SOP", "DSA1", "NO"), digits=(2, 5),
    ),
    lambda rng: manner(
        rng, numbers=("co0", "us2", "co2", "us0"), dates=("iso", "dmy/", "dmy.", "long", "y-Mon-d"), nits=("plain", "dots-dv", "dash-dv"), signs=("", "$ ", "$", ""),
    ),
    sizes=(LETTER, A4),
)  # fmt: skip
