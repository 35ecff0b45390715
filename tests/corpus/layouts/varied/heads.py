"""The top of a page: who sells, what paper this is and its number, in the arrangements real invoices have."""

from ...companies import company_nit
from .plan import Plan

_REGIMES = (
    "Responsable de IVA", "IVA Régimen Común", "Somos responsables de IVA - No somos grandes contribuyentes", "Régimen común",
    "Responsables del impuesto sobre las ventas IVA", "Autorretenedores Res. 00{a} de 20{b}",
)  # fmt: skip


def head(plan: Plan) -> float:
    """Draws the head of the first page; returns the y below it."""
    arrangement = plan.pick(
        {"logo-name-box": 3, "name-box": 3, "centred": 2, "box-name": 1.4, "band": 1.6, "logo-box": 1.4, "foot": 0.8}
    )
    drawn = {
        "logo-name-box": _logo_name_box,
        "name-box": _name_box,
        "centred": _centred,
        "box-name": _box_name,
        "band": _band,
        "logo-box": _logo_box,
        "foot": _foot,
    }[arrangement]
    return drawn(plan)


def _wide(plan: Plan) -> bool:
    return plan.width > 420


def _logo_name_box(plan: Plan) -> float:
    top, seller = plan.left * 0.8, plan.invoice.supplier
    mark = 0.17 * plan.width if _wide(plan) else 40
    plan.sheet.logo(plan.left, top, mark, 48 if _wide(plan) else 32, seller.name)
    box = plan.width * (0.3 if _wide(plan) else 0.36)
    x = plan.left + mark + 12
    y = supplier(plan, x, top + plan.size + 2, plan.right - box - 10 - x, align=plan.rng.choice(("l", "c")))
    return max(y, number_box(plan, plan.right - box, top, box), top + 56)


def _name_box(plan: Plan) -> float:
    top = plan.left * 0.8
    box = plan.width * plan.rng.uniform(0.3, 0.4)
    y = supplier(plan, plan.left, top + plan.size + 4, plan.width - box - 14, align=plan.rng.choice(("l", "l", "c")))
    return max(y, number_box(plan, plan.right - box, top, box))


def _centred(plan: Plan) -> float:
    """The seller in the middle, the number in a line of its own below."""
    y = supplier(plan, plan.left, plan.left * 0.8 + plan.size + 4, plan.width, align="c") + 2
    title, label = plan.voice.title("title"), plan.voice.label("number")
    number = plan.show.number(plan.number_pattern)
    said = f"{number_label(title, label)} {number}"
    if plan.chance(0.5):
        plan.fitted(plan.left, y + 6, plan.width, f"{title} {said}", grow=2, bold=True, align="c")
    else:
        both = plan.width / 2 - 6
        plan.fitted(plan.left, y + 6, both, title, grow=1.5, bold=True)
        plan.fitted(plan.right - both, y + 6, both, said, grow=2.5, bold=True, align="r", color=plan.dark)
    plan.sheet.rule(plan.left, y + 11, plan.right, y + 11, 0.8, plan.dark)
    return y + 16


def _box_name(plan: Plan) -> float:
    top = plan.left * 0.8
    box = plan.width * 0.34
    bottom = number_box(plan, plan.left, top, box)
    align = plan.rng.choice(("r", "c"))
    return max(bottom, supplier(plan, plan.left + box + 14, top + plan.size + 4, plan.width - box - 14, align=align))


def _band(plan: Plan) -> float:
    """A coloured band with title and number over the full width, the seller below it."""
    top = plan.left * 0.7
    title, label = plan.voice.title("title"), plan.voice.label("number")
    number = plan.show.number(plan.number_pattern)
    plan.sheet.box(plan.left, top, plan.width, 24, fill=plan.dark, weight=0)
    both = plan.width / 2 - 12
    said = f"{number_label(title, label)} {number}"
    plan.fitted(plan.left + 8, top + 16, both, title.upper(), grow=2, bold=True, color="#ffffff")
    plan.fitted(plan.right - 8 - both, top + 16, both, said, grow=2.5, bold=True, align="r", color="#ffffff")
    if plan.chance(0.5) and _wide(plan):
        plan.sheet.logo(plan.right - 130, top + 32, 128, 40, plan.invoice.supplier.name)
    return max(
        supplier(plan, plan.left, top + 34 + plan.size, plan.width - (145 if _wide(plan) else 0), align="l"), top + 76
    )


def _logo_box(plan: Plan) -> float:
    """The seller's name only as lettering of its own; the legal lines are small beside or below it."""
    top, seller = plan.left * 0.8, plan.invoice.supplier
    box = plan.width * 0.36
    room = plan.width - box - 16
    word = seller.trade_name or seller.name
    size = min(24.0, 17 * room / max(1.0, plan.sheet.length(word.title(), 17, "times", bold=True)))
    color = plan.rng.choice(("#b3261e", "#1d4e89", "#2e7d32", "#5b2a86", plan.dark))
    y = top + size
    plan.sheet.text(plan.left, y, word.title(), size, font=plan.rng.choice(("times", "helv")), bold=True, color=color)
    plan.sheet.rule(plan.left, y + 4, plan.left + room * 0.8, y + 4, 2, color)
    if word == seller.name or plan.chance(0.25):  # the lettering is all there is of a name
        plan.show.truth["supplier_name"] = word
        y = supplier(plan, plan.left, y + 8 + plan.size, room, align="l", named=False)
    else:
        y = supplier(plan, plan.left, y + 8 + plan.size, room, align="l", large=False)
    return max(y, number_box(plan, plan.right - box, top, box))


def _foot(plan: Plan) -> float:
    """Only a mark above; name, NIT and address stand in the footer of the page."""
    top, seller = plan.left * 0.8, plan.invoice.supplier
    plan.sheet.logo(plan.left, top, 110, 40, seller.name)
    parts = [
        plan.show.name("supplier"),
        nit_line(plan),
        seller.address,
        f"{seller.city} - Colombia",
        f"Tel. {seller.phone}",
    ]
    mark = plan.rng.choice((" - ", " | ", "  "))
    foot = plan.sheet.height - 30
    lines = plan.wrapped(mark.join(parts), plan.width, grow=-1)
    for number, line in enumerate(lines):
        plan.text(plan.sheet.width / 2, foot + number * plan.size, line, grow=-1, align="c")
    plan.sheet.rule(plan.left, foot - plan.size - 2, plan.right, foot - plan.size - 2, 0.6, plan.dark)
    plan.bottom = foot - plan.size - 8
    box = plan.width * 0.42
    return max(top + 48, number_box(plan, plan.right - box, top, box))


def nit_line(plan: Plan) -> str:
    label = "C.C." if plan.invoice.supplier.person and plan.chance(0.6) else plan.voice.label("supplier_nit")
    return f"{label} {plan.show.nit('supplier')}"


def supplier(
    plan: Plan, x: float, y: float, width: float, *, align: str, named: bool = True, large: bool = True
) -> float:  # fmt: skip
    """The block of the seller: name, NIT and what else he tells of himself."""
    seller, rng = plan.invoice.supplier, plan.rng
    middle = {"l": x, "r": x + width, "c": x + width / 2}[align]
    if named:
        grow = rng.choice((2.0, 3.0, 4.5)) if large else 0
        name = plan.show.name("supplier")
        if len(plan.wrapped(name, width, grow=grow, bold=True)) > 2:
            grow = 1.0
        y = plan.paragraph(
            x, y, width, name, grow=grow, bold=True, align=align, color=plan.dark if rng.random() < 0.3 else "#000000"
        )
    regime = rng.choice(_REGIMES).format(a=rng.randint(1000, 9999), b=rng.randint(10, 23))
    lines = [nit_line(plan)]
    if seller.person:
        regime = "No responsable de IVA"
    rest = [
        regime if rng.random() < 0.7 else "",
        seller.address,
        f"{seller.city}, {seller.department}" if rng.random() < 0.5 else seller.city,
        f"{plan.voice.label('phone')} {seller.phone}" if rng.random() < 0.85 else "",
        f"{plan.voice.label('email')} {seller.email}" if rng.random() < 0.6 else seller.email,
        f"Actividad económica {rng.randint(1000, 9609)}" if rng.random() < 0.25 else "",
        f"ICA tarifa {rng.choice(('4.14', '9.66', '11.04'))} x 1000" if rng.random() < 0.1 else "",
    ]
    if rng.random() < 0.15:  # the NIT after the address
        lines = [rest[1], *lines, *rest[2:]]
    else:
        lines += rest
    if rng.random() < 0.2:
        lines = _joined([line for line in lines if line], rng.choice((" - ", " | ", "   ")))
    for line in lines:
        if line:
            y = plan.paragraph(x, y, width, line, align=align)
    if rng.random() < 0.08 and not seller.person:  # the brand it sells for has a NIT of its own
        other = company_nit(rng)
        plan.text(middle, y, f"Distribuidor autorizado ACERÍAS PAZ VERDE NIT {other}", grow=-1.5, align=align)
        y += plan.step
    return y


def _joined(lines: list[str], mark: str) -> list[str]:
    return [mark.join(lines[at : at + 2]) for at in range(0, len(lines), 2)]


def number_label(title: str, label: str) -> str:
    """`Factura de venta` is not said twice."""
    return "No." if "factura" in title.lower() and "factura" in label.lower() else label


def number_box(plan: Plan, x: float, y: float, width: float) -> float:
    """Title and number, in a frame or not, the prefix sometimes in a cell of its own."""
    rng, title, label = plan.rng, plan.voice.title("title"), plan.voice.label("number")
    grow = 1.0 if width > 150 else 0.0
    lines = plan.wrapped(title, width - 8, grow=grow, bold=True)
    split = bool(plan.invoice.prefix) and rng.random() < 0.18
    height = 6 + len(lines) * (plan.size + grow) * 1.2 + 13 + plan.size + (14 if split else 0)
    filled = rng.random() < 0.25
    if filled:
        plan.sheet.box(x, y, width, 4 + len(lines) * (plan.size + grow) * 1.2, fill=plan.dark, weight=0)
    plan.frame(x, y, width, height)
    below = y + plan.size + grow + 2
    for line in lines:
        plan.text(x + width / 2, below, line, grow=grow, bold=True, align="c", color="#ffffff" if filled else "#000000")
        below += (plan.size + grow) * 1.2
    below += 8
    if split:
        number = plan.show.number("{prefix}{number}")
        half = width / 2
        plan.text(x + half / 2, below, plan.voice.title("prefix"), grow=-1, align="c")
        plan.text(x + half * 1.5, below, "Número", grow=-1, align="c")
        plan.text(x + half / 2, below + 14, plan.invoice.prefix, grow=1, bold=True, align="c")
        plan.text(x + half * 1.5, below + 14, number[len(plan.invoice.prefix) :], grow=1, bold=True, align="c")
        return y + height + 4
    shown = f"{number_label(title, label)} {plan.show.number(plan.number_pattern)}"
    red = "#c1121f" if rng.random() < 0.12 else plan.dark if rng.random() < 0.3 else "#000000"
    plan.fitted(x + 4, below + 2, width - 8, shown, grow=2, bold=True, align="c", color=red)
    return y + height + 4
