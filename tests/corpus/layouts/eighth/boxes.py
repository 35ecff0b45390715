"""Heads of boxes: both parties under the same labels, two boxes side by side, and a portal that sets the buyer first."""

from html import escape

from ...companies import OURS
from .brands import sign
from .form import Form
from .head import Pair
from .kit import layout, wants
from .words import CONTACTS, PLAIN, WORKS

_NAMES = [(name, name.split(" S.A")[0].split(" LTDA")[0].split(" SAS")[0]) for name in PLAIN]


def sides(form: Form) -> tuple[list[Pair], list[Pair]]:
    """Seller and buyer as two lists under the very same labels, in the same order."""
    show, name = form.show, form.say("name")
    nit = form.one("NIT", "Nit", "Identificación", "NIT / C.C.", "Número de identificación")
    seller, buyer = show.invoice.supplier, show.invoice.customer
    keys = [("address", "address"), ("city", "city"), ("phone", "phone"), ("email", "email")]
    keys = [pair for pair in keys if form.chance(0.8)] or keys[:2]
    ours: list[Pair] = [(name, form.seller()), (nit, form.nit(""))]
    theirs: list[Pair] = [(name, escape(show.name("customer"))), (nit, show.nit("customer"))]
    if form.chance(0.3):
        ours.reverse()
        theirs.reverse()
    if form.chance(0.4):
        ours.append(("Régimen", escape(seller.regime)))
        theirs.append(("Régimen", escape(buyer.regime)))
    ours += [(form.say(key), escape(getattr(seller, part))) for key, part in keys]
    theirs += [(form.say(key), escape(getattr(buyer, part))) for key, part in keys]
    return ours, theirs


def _espejo(form: Form) -> tuple[str, str]:
    """Buyer at the left, seller at the right, as lists that look the same; only their heads, if any, tell them apart."""
    ours, theirs = sides(form)
    extra = form.around()
    heads = form.rng.choice(
        (
            ("Información del cliente", "Información del vendedor"),
            ("Adquiriente", "Facturador electrónico"),
            ("COMPRADOR", "VENDEDOR"),
            ("Cliente", "Proveedor"),
        )
    )
    band = form.one(
        f"background:{form.ink};color:#fff",
        "background:#e4e4e4",
        f"color:{form.ink};border-bottom:1.2pt solid {form.ink}",
    )

    def half(head: str, rows: list[Pair]) -> str:
        return f'<div class=half><div style="{band};padding:2pt 4pt;font-weight:bold">{head}</div>{form.put(rows, "beside")}</div>'

    title = (
        f'<div class="{form.one("c", "r", "")}" style="font-size:13pt">{form.title()} <b>{form.numbered()}</b></div>'
    )
    dates = form.put(form.dates(), form.one("above", "inline", "above", "below"), "gap")
    parties = f"<div class='row gap'>{half(heads[0], theirs)}{half(heads[1], ours)}</div>"
    blocks = [title, parties, dates] if form.chance(0.6) else [title, dates, parties]
    if form.chance(0.25):
        blocks = [parties, f"<div class=gap>{title}</div>", dates]
    rest = f'<div class="gap s">{form.put(extra, "inline")}</div>' if extra else ""
    css = f".half{{border:{form.one('0', '.7pt solid #666')};min-height:60pt;overflow-wrap:anywhere}}.half .kv td:first-child{{white-space:normal;width:36%;overflow-wrap:normal}}.half .kv{{table-layout:fixed}}"
    return css, f"{''.join(blocks)}{rest}{form.body()}{form.small(regime=form.chance(0.4))}"


ESPEJO = layout("eighth_espejo", _espejo, wants("tecnologia"), _NAMES)


def _emisor(form: Form) -> tuple[str, str]:
    """Two boxes side by side, labels above the values; the pair of heads is the maker's."""
    ours, theirs = sides(form)
    heads = form.rng.choice(
        (
            ("EMISOR", "RECEPTOR"),
            ("Vendedor", "Comprador"),
            ("DE", "PARA"),
            ("Facturado por", "Facturado a"),
            ("Quien vende", "Quien compra"),
            ("Emitida por:", "Emitida a:"),
        )
    )
    theirs += form.around()[:2]

    def box(head: str, rows: list[Pair]) -> str:
        if form.chance(0.25) and head:  # the head is the label: the name stands right below it
            rows = [pair if pair[0] != form.say("name") else ("", f"<b>{pair[1]}</b>") for pair in rows]
            rows.sort(key=lambda pair: bool(pair[0]))
        cells = "".join(
            f'<div style="width:{100 if n == 0 or len(value) > 24 else 50}%;padding:1.5pt 4pt">{f"<div class=lab>{label}</div>" if label else ""}<div>{value}</div></div>'
            for n, (label, value) in enumerate(rows)
        )
        return (
            f'<div class=party><div class=hd>{head}</div><div style="display:flex;flex-wrap:wrap">{cells}</div></div>'
        )

    boxes = [box(heads[0], ours), box(heads[1], theirs)]
    if form.chance(0.2):
        boxes.reverse()
    top = form.put(
        [(form.title(), f"<b>{form.numbered('', 'No.', 'N°')}</b>"), *form.dates()],
        form.one("above", "below", "beside"),
    )
    if form.chance(0.5):
        top = f'<div class=row><div class="fit" style="font-size:14pt;color:{form.ink};width:33%"><b>{escape(form.invoice.supplier.trade_name)}</b></div><div>{top}</div></div>'
    css = f".party{{border:1pt solid {form.one('#444', form.ink)};border-radius:{form.one('0', '5pt')};padding-bottom:3pt}}.hd{{padding:2pt 4pt;font-weight:bold;{form.one(f'color:{form.ink}', f'background:{form.ink};color:#fff', 'border-bottom:.6pt solid #444')}}}"
    parties = f"<div class='row gap'>{''.join(boxes)}</div>"
    head = f"{top}{parties}" if form.chance(0.65) else f"{parties}<div class=gap>{top}</div>"
    return css, f"{head}{form.body()}{form.small(regime=form.chance(0.4))}"


EMISOR = layout("eighth_emisor", _emisor, wants("industrial"), _NAMES)


def _portal(form: Form) -> tuple[str, str]:
    """Made in the buyer's portal: its sign and data lead the page, the seller stands in a box of its own below."""
    short = OURS[0].name.split(" S.A.S")[0].split()[-1]  # whose portal it is, also for its consortia
    logo = f'<span style="font-size:17pt;font-weight:bold;color:{form.ink}">{escape(short)}</span> <span class=s>{form.one("Portal de proveedores", "Gestión de compras y contratación", "Proveedores en línea")}</span>'
    buyer = form.buyer(extras=False)
    extra = form.rng.sample(
        [("Supervisor del contrato", form.rng.choice(CONTACTS)), ("Centro de costo", f"CC-{form.rng.randint(100, 999)}"), ("Proyecto", form.rng.choice(WORKS)), ("Radicado portal", f"{form.rng.randint(10**6, 10**7)}")],
        form.rng.choice((1, 2, 3)),
    )  # fmt: skip
    ours, _ = sides(form)
    clerk = form.one("Persona que radica", "Usuario proveedor", "Diligenciado por")
    ours += [(clerk, form.one("Yurany Ospina", "Felipe Gaona Lara", "facturador01"))] if form.chance(0.6) else []
    bank = [("Cuenta para el pago", form.bank())] if form.chance(0.5) else []
    doc = [
        (
            form.one(
                "No. factura proveedor", "Factura de venta No.", "Número de factura", "Factura electrónica de venta"
            ),
            f"<b>{form.number()}</b>",
        ),
        *form.dates(),
    ]
    band = form.one(f"background:{form.ink};color:#fff", "background:#ddd", "border-bottom:1pt solid #000")

    def part(head: str, rows: list[Pair], manner: str) -> str:
        return f'<div class=gap><div style="{band};padding:2pt 4pt"><b>{head}</b></div>{form.put(rows, manner)}</div>'

    blocks = [
        part(
            form.one("Datos de la entidad contratante", "Facturado a", "Datos del comprador"),
            buyer + extra,
            form.one("beside", "stacked", "beside"),
        ),
        part(
            form.one("Datos del proveedor", "DATOS DEL PROVEEDOR", "Información del proveedor"),
            ours + bank,
            form.one("beside", "beside", "stacked"),
        ),
    ]
    facts = part(form.one("Datos de la factura", "Documento"), doc, form.one("beside", "above", "beside"))
    if form.chance(0.4):
        blocks.insert(1, facts)
    else:
        blocks.append(facts)
    if form.chance(0.3):
        blocks = [f"<div class=row>{blocks[0]}{blocks[1]}</div>", *blocks[2:]] if blocks[1] is not facts else blocks
    head = f'<div class=row><div>{logo}</div><div class="r fit s">{form.title()}<br>Representación gráfica</div></div>'
    own = sign(form, 13) if form.chance(0.15) else ""
    return "", f"{head}{''.join(blocks)}{own}{form.body()}{form.small()}"


PORTAL = layout("eighth_portal", _portal, wants("obra", service=True, shares=0.5, order=0.8), _NAMES)
