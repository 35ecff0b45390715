"""What stands below the totals: words, CUFE, QR, resolution, banks, legal text, makers with NITs of their own."""

from collections.abc import Callable

from ...companies import check_digit, company_nit
from .plan import Plan

_LEGAL = (
    "Esta factura se asimila en todos sus efectos a una letra de cambio según el artículo 774 del Código de Comercio.",
    "A esta factura de venta aplican las normas relativas a la letra de cambio (artículo 5 Ley 1231 de 2008).",
    "El no pago oportuno causará intereses de mora a la tasa máxima legal vigente. Favor no efectuar retención por ICA.",
    "No se aceptan devoluciones después de 8 días. La mercancía viaja por cuenta y riesgo del comprador.",
    "Con esta factura el comprador declara haber recibido real y materialmente las mercancías o servicios descritos.",
    "Somos autorretenedores de renta según Resolución 00{a} del 15/03/20{b}. Grandes contribuyentes Res. 0{a} de 20{b}.",
    "Favor abstenerse de practicar retención en la fuente: somos régimen simple de tributación, Ley 1943 de 2018.",
)
_MAKERS = (
    "FACTUANDES SOFTWARE S.A.S.",
    "NUBELIA TECNOLOGÍA S.A.S.",
    "SISTEMAS CONTABLES KIWA LTDA",
    "DATAFIRMA S.A.S.",
    "e-Docs Llano S.A.S.",
)
_BANKS = ("Bancolombia", "Davivienda", "Banco de Bogotá", "BBVA", "Banco Caja Social", "Banco de Occidente")
_ACCOUNTS = (
    "Consignar en {bank} cuenta {kind} No. {account} a nombre de {name}",
    "Favor consignar a la cuenta {kind} {bank} {account}",
    "{bank} Cta. {kind} # {account}. Enviar soporte a cartera.",
    "Transferencias: {bank} {kind} {account} NIT {nit}",
)
_RESOLUTIONS = (
    "Autorización de numeración de facturación DIAN No. {r} de {f} prefijo {p} desde {a} hasta {b} vigencia {m} meses",
    "Resolución DIAN {r} fecha {f} habilita del {p} {a} al {p} {b}. Vigente hasta {u}",
    "Res. DIAN No. {r} del {f} autoriza {p}{a} a {p}{b}",
    "Numeración autorizada por la DIAN según formulario {r} del {f}, rango {a} - {b}, vence {u}",
    "Formulario 1876 Autorización Numeración de Facturación No. {r}, {f}, prefijo {p} del No. {a} al No. {b}",
)


def words(plan: Plan) -> str:
    invoice = plan.invoice
    amount = invoice.amount_payable if plan.chance(0.5) else invoice.total
    tail = plan.rng.choice((" M/CTE", " M/CTE.", " MCTE", "", " moneda corriente"))
    return f"{plan.voice.title('words').rstrip(':')}: {plan.show.words(plan.rng.choice(('upper', 'capital')), tail, amount)}"


def remarks(plan: Plan, *, plenty: bool) -> list[str]:
    """Paragraphs of free text, in an order of this document's own."""
    rng, invoice, seller = plan.rng, plan.invoice, plan.invoice.supplier
    found: list[str] = []
    if invoice.document_type == "factura" and rng.random() < 0.85:
        found.append(resolution(plan))
    if rng.random() < 0.45:
        account = (
            f"{rng.randint(100, 999)}-{rng.randint(100000, 999999)}-{rng.randint(10, 99)}"
            if rng.random() < 0.5
            else str(rng.randint(10**9, 10**11))
        )
        found.append(
            rng.choice(_ACCOUNTS).format(
                bank=rng.choice(_BANKS), kind=rng.choice(("de ahorros", "corriente")), account=account, name=seller.name,
                nit=f"{seller.nit}-{seller.dv}",
            )
        )  # fmt: skip
    for text in rng.sample(_LEGAL, rng.randint(0, 2 if plenty else 1)):
        found.append(text.format(a=rng.randint(1000, 9999), b=rng.randint(10, 23)))
    if rng.random() < 0.25:
        site = rng.choice(
            ("Edificio Mirador del Lago", "Vía K3+200", "PTAR El Salitrillo", "Bodega Contecsa", "Frente 2")
        )
        found.append(
            f"{plan.voice.title('observations').rstrip(':')}: Entregado en obra {site}. Remisión {rng.randint(1000, 9999)}."
        )
    if rng.random() < 0.1:
        carrier = company_nit(rng)
        found.append(
            f"Transportador: TRANSCARGA LOS LANCEROS S.A.S. NIT {carrier}-{check_digit(carrier)} Placa SXK-{rng.randint(100, 999)}"
        )
    if rng.random() < 0.1:
        rate = rng.randint(390000, 440000) / 100
        dollars = f"{float(invoice.total) / rate:,.2f}"
        found.append(f"TRM {rate:,.2f}. Equivalente en USD {dollars}. Páguese en pesos colombianos (COP).")
    if rng.random() < 0.06:
        found.append(
            f"Inscrita en la Notaría {rng.randint(1, 70)} del Círculo de Bogotá NIT 19{rng.randint(100000, 999999)}."
        )
    rng.shuffle(found)
    return found


def resolution(plan: Plan) -> str:
    invoice = plan.invoice
    text = plan.rng.choice(_RESOLUTIONS).format(
        r=plan.show.text("authorization_number"), f=plan.show.day(invoice.authorized_on), p=invoice.prefix, a=invoice.range_from,
        b=invoice.range_to, u=plan.show.day(invoice.authorized_until), m=plan.rng.choice((12, 18, 24)),
    )  # fmt: skip
    return " ".join(text.split())


def maker(plan: Plan) -> str:
    """The program's own line, with the NIT of the house that made it."""
    rng = plan.rng
    one, other = company_nit(rng), company_nit(rng)
    house, second = rng.sample(_MAKERS, 2)
    return rng.choice(
        (
            f"Software: {house} NIT {one}-{check_digit(one)}",
            f"Proveedor tecnológico: {house} Nit {one} - Software {second} NIT. {other}-{check_digit(other)}",
            f"Elaborado e impreso por {house} {one}-{check_digit(one)}",
            f"Fabricante del software {house} NIT: {one}-{check_digit(one)} www.{house.split()[0].lower()}.example",
        )
    )


def tail(plan: Plan, y: float, room: Callable[[float, float], float], *, said: bool) -> None:
    """Everything below the totals; `room` gives a y with so much space left, on a new page if need be."""
    rng, sheet = plan.rng, plan.sheet
    blocks = remarks(plan, plenty=plan.width > 420)
    if not said and rng.random() < 0.75:
        blocks.insert(0, words(plan))
    if not plan.has_qr or plan.width < 300:
        for text in blocks:
            y = _paragraph(plan, y, plan.left, plan.width, text, room)
        if plan.has_cufe:
            y = _cufe(plan, y, plan.left, plan.width, room)
        if plan.has_qr:
            y = room(y, 84)
            sheet.qr(plan.show.qr("annex", "url"), plan.left, y - 4, 80)
            y += 84
    else:
        side = rng.choice((64, 76, 90))
        y = room(y, side + 6)
        at_right = rng.random() < 0.4
        sheet.qr(
            plan.show.qr("annex", "url", "equals", "padded"), plan.right - side if at_right else plan.left, y - 4, side
        )
        x = plan.left if at_right else plan.left + side + 10
        top, page = y, sheet.page
        width = plan.width - side - 12
        y += plan.size
        if plan.has_cufe and rng.random() < 0.5:
            y = _cufe(plan, y, x, width, room)
            blocks_after = False
        else:
            blocks_after = plan.has_cufe
        for text in blocks:
            y = _paragraph(plan, y, x, width, text, room)
        if blocks_after:
            y = _cufe(plan, y, x, width, room)
        if sheet.page == page:
            y = max(y, top + side + 4)
    if rng.random() < 0.4:
        y = _signatures(plan, y, room)
    _bottom(plan)


def _paragraph(plan: Plan, y: float, x: float, width: float, text: str, room: Callable[[float, float], float]) -> float:
    grow = -1.0
    y = room(y, len(plan.wrapped(text, width, grow=grow)) * (plan.size + grow) * 1.2)
    return plan.paragraph(x, y + 2, width, text, grow=grow)


def _cufe(plan: Plan, y: float, x: float, width: float, room: Callable[[float, float], float]) -> float:
    """The hash in one row where it fits, or cut into several, its label before or above it."""
    sheet, hash_, label = plan.sheet, plan.show.text("cufe"), plan.voice.title("cufe").rstrip(":") + ":"
    size = plan.size - plan.rng.choice((0.5, 1, 1.5))
    alone = plan.rng.random() < 0.4
    text = hash_ if alone else f"{label} {hash_}"
    if plan.rng.random() < 0.5 and sheet.length(text, size, plan.face) > width:
        size = max(5.4, size * width / sheet.length(text, size, plan.face))
    lines = sheet.cut(text, width, size, font=plan.face)
    y = room(y, (len(lines) + alone) * size * 1.25) + 3
    if alone:
        sheet.text(x, y, label, size, font=plan.face, bold=True)
        y += size * 1.25
    for line in lines:
        sheet.text(x, y, line, size, font=plan.face)
        y += size * 1.25
    return y


def _signatures(plan: Plan, y: float, room: Callable[[float, float], float]) -> float:
    y = room(y, 44) + 30
    places = plan.rng.sample(
        ("Firma autorizada", "Recibí conforme", "Elaboró", "Aceptada, firma y sello", "Revisó", "C.C. o NIT"), 2
    )
    width = plan.width * 0.32
    for place, label in enumerate(places):
        x = plan.left + place * (plan.width - width)
        plan.sheet.rule(x, y, x + width, y, 0.5)
        plan.text(x + width / 2, y + plan.size, label, grow=-1.5, align="c")
        if plan.sheet.paper and plan.rng.random() < 0.5:
            plan.sheet.scribble(x + width * 0.2, y - 3, width * 0.6, 20)
    return y + plan.step


def _bottom(plan: Plan) -> None:
    """The last line of the last page."""
    if plan.bottom < plan.sheet.height - 45:  # the seller's own footer stands there
        return
    y = plan.sheet.height - 14
    if plan.rng.random() < 0.6:
        plan.fitted(plan.left, y, plan.width * 0.8, maker(plan), grow=-1.5)
    if plan.rng.random() < 0.4 or plan.sheet.page > 1:
        plan.text(plan.right, y, f"Página {plan.sheet.page}", grow=-1, align="r")
