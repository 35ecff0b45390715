"""Buyer, dates, terms and references of a page, in the arrangements real invoices have."""

from collections.abc import Sequence

from .plan import Plan

Pair = tuple[str, str]


def facts(plan: Plan, y: float) -> float:
    """Draws everything between the head and the table; returns the y below it."""
    wide = plan.width > 420
    manner = plan.pick(
        {
            "two columns": 3,
            "grid": 2,
            "above": 1.6,
            "strip": 2,
            "one column": 1 if wide else 3,
            "beside": 2 if wide else 0,
            "bare": 1,
        }
    )
    drawn = {
        "two columns": _two_columns,
        "grid": _grid,
        "above": _above,
        "strip": _strip,
        "one column": _one_column,
        "beside": _beside,
        "bare": _bare,
    }[manner]
    return drawn(plan, y) + 6


def buyer(plan: Plan) -> list[Pair]:
    """What the page says of the buyer, with its labels."""
    party, voice, rng = plan.invoice.customer, plan.voice, plan.rng
    name = plan.show.name("customer")
    pairs = [
        (voice.label("customer"), name.title() if rng.random() < 0.1 else name),
        (voice.label("customer_nit"), plan.show.nit("customer")),
    ]
    if rng.random() < 0.12:
        pairs.reverse()
    if rng.random() < 0.85:
        pairs.append((voice.label("address"), party.address))
    if rng.random() < 0.7:
        pairs.append((voice.label("city"), party.city))
    if rng.random() < 0.5:
        pairs.append((voice.label("phone"), party.phone))
    if rng.random() < 0.3:
        pairs.append((voice.label("email"), party.email))
    return pairs


def terms(plan: Plan, *, dated: bool = True) -> list[Pair]:
    """Dates, payment and references, with their labels; `dated` False when the date has cells of its own."""
    invoice, voice, rng, show = plan.invoice, plan.voice, plan.rng, plan.show
    pairs: list[Pair] = []
    if dated:
        timed = rng.random()
        if timed < 0.2:
            pairs.append((voice.label("issue_date_time"), f"{show.date('issue_date')} {show.time()}"))
        else:
            pairs.append((voice.label("issue_date"), show.date("issue_date")))
            if timed < 0.35:
                pairs.append((voice.label("issue_time"), show.time()))
        due = rng.random()
        if due < 0.7:
            pairs.append((voice.label("due_date"), show.date("due_date")))
        elif due < 0.85 and invoice.due_date > invoice.issue_date:
            pairs.append((voice.label("term"), f"{(invoice.due_date - invoice.issue_date).days} días"))
    if rng.random() < 0.75:
        form = show.text("payment_form")
        pairs.append((voice.label("payment_form"), form.upper() if rng.random() < 0.3 else form))
    if rng.random() < 0.35:
        pairs.append((voice.label("payment_means"), invoice.payment_means))
    if invoice.order_reference:
        pairs.append((voice.label("order_reference"), show.text("order_reference")))
    if rng.random() < 0.35:
        clerk = rng.choice(
            ("MARÍA P. LEÓN", "J. CASTRO", "OFICINA", "Sandra Milena Ríos", "04 - MOSTRADOR", "Andrés F. Gil")
        )
        pairs.append((voice.label("clerk"), clerk))
    if rng.random() < 0.25:
        pairs.append((voice.label("delivery"), str(rng.randint(1000, 99999))))
    if rng.random() < 0.15:
        pairs.append(("Moneda" + voice.colon, "COP"))
    return pairs


def three_cells(plan: Plan, x: float, y: float, width: float, label: str, name: str) -> float:
    """A date in cells for day, month and year."""
    value = getattr(plan.invoice, name)
    plan.show.date(name)
    order = plan.rng.choice((0, 0, 1))
    cells = [("DÍA", f"{value.day:02d}"), ("MES", f"{value.month:02d}"), ("AÑO", str(value.year))]
    if order:
        cells.reverse()
    plan.sheet.box(x, y, width, 11, fill=plan.pale, weight=0.5)
    plan.fitted(x + 2, y + 8, width - 4, label, grow=-1.5, bold=True, align="c")
    cell = width / 3
    for at, (head, text) in enumerate(cells):
        plan.sheet.box(x + at * cell, y + 11, cell, 9, weight=0.5)
        plan.text(x + (at + 0.5) * cell, y + 18, head, grow=2.5 - plan.size + 3, align="c")
        plan.sheet.box(x + at * cell, y + 20, cell, 13, weight=0.5)
        plan.text(x + (at + 0.5) * cell, y + 29.5, text, align="c")
    return y + 36


def _column(plan: Plan, x: float, y: float, width: float, pairs: Sequence[Pair]) -> float:
    """Labels and values below each other; values in a line of their own or right behind the label."""
    aligned = plan.rng.random() < 0.55
    bold = plan.rng.random() < 0.6
    tab = max((plan.measure(label, bold=bold) for label, _ in pairs), default=0) + 6
    if tab > width * 0.55:
        aligned = False
    for label, value in pairs:
        at = tab if aligned else plan.measure(label, bold=bold) + 4
        plan.text(x, y, label, bold=bold)
        if plan.measure(value) > width - at:
            y = plan.paragraph(x + at, y, width - at, value)
            y += plan.step - plan.size * 1.2
        else:
            plan.text(x + at, y, value)
            y += plan.step
    return y


def _two_columns(plan: Plan, y: float) -> float:
    """Buyer at one side, dates and terms at the other, in one frame or two."""
    share = plan.rng.uniform(0.52, 0.64)
    one, two = buyer(plan), terms(plan)
    swapped = plan.rng.random() < 0.15
    left_width = plan.width * (1 - share if swapped else share)
    first, second = (two, one) if swapped else (one, two)
    top = y
    left_bottom = _column(plan, plan.left + 5, y + plan.size + 3, left_width - 12, first)
    right_bottom = _column(plan, plan.left + left_width + 5, y + plan.size + 3, plan.width - left_width - 10, second)
    bottom = max(left_bottom, right_bottom) - plan.step + 6
    if plan.framed != "pale":
        if plan.rng.random() < 0.5:
            plan.frame(plan.left, top, plan.width, bottom - top)
        else:
            plan.frame(plan.left, top, left_width - 4, bottom - top)
            plan.frame(plan.left + left_width, top, plan.width - left_width, bottom - top)
    return bottom


def _one_column(plan: Plan, y: float) -> float:
    parts = [buyer(plan), terms(plan)]
    if plan.rng.random() < 0.4:
        parts.reverse()
    pairs = [*parts[0], *parts[1]]
    return _column(plan, plan.left, y + plan.size + 2, plan.width * 0.9, pairs) - plan.step + 6


def _beside(plan: Plan, y: float) -> float:
    """Buyer in a box at the left, the dates in cells of day, month and year at the right."""
    width = plan.width * 0.24
    x = plan.right - width
    bottom = three_cells(plan, x, y, width, plan.voice.title("issue_date"), "issue_date")
    if plan.rng.random() < 0.6:
        bottom = three_cells(plan, x, bottom, width, plan.voice.title("due_date"), "due_date")
    pairs = [*buyer(plan), *terms(plan, dated=False)]
    below = _column(plan, plan.left + 5, y + plan.size + 3, plan.width - width - 20, pairs) - plan.step + 6
    bottom = max(bottom, below)
    if plan.framed != "pale":
        plan.frame(plan.left, y, plan.width - width - 8, bottom - y - 2)
    return bottom


def _bare(plan: Plan, y: float) -> float:
    """The buyer's name and address without a word before them, at one side; the terms in cells below or beside."""
    party, at_right = plan.invoice.customer, plan.rng.random() < 0.6
    x = plan.left + plan.width * 0.5 if at_right else plan.left + 4
    top, y = y, y + plan.size + 4
    bold = plan.rng.random() < 0.5
    lines = [plan.show.name("customer"), party.address, party.city]
    lines.insert(plan.rng.choice((1, 3)), f"{plan.voice.label('customer_nit')} {plan.show.nit('customer')}")
    for number, line in enumerate(lines):
        plan.fitted(x, y, plan.width * 0.48, line, bold=bold and number == 0)
        y += plan.step
    if plan.rng.random() < 0.5:
        other = plan.left + 4 if at_right else plan.left + plan.width * 0.56
        return max(y, _column(plan, other, top + plan.size + 4, plan.width * 0.42, terms(plan))) - plan.step + 8
    return _in_cells(plan, y)


def _grid(plan: Plan, y: float) -> float:
    """A grid of cells: label cell, value cell, two pairs to a row."""
    one, two = buyer(plan), terms(plan)
    height = plan.size + 7
    left_width = plan.width * 0.58
    label_left, label_right = (
        min(share * 1.9, max(plan.measure(label, grow=-0.5, bold=True) for label, _ in pairs) + 8)
        for pairs, share in ((one, left_width * 0.24), (two, (plan.width - left_width) * 0.3))
    )
    for row in range(max(len(one), len(two))):
        for pairs, x, width, label_width in (
            (one, plan.left, left_width, label_left),
            (two, plan.left + left_width, plan.width - left_width, label_right),
        ):
            plan.sheet.box(x, y, label_width, height, fill=plan.pale, weight=0.5)
            plan.sheet.box(x + label_width, y, width - label_width, height, weight=0.5)
            if row < len(pairs):
                label, value = pairs[row]
                plan.fitted(x + 3, y + plan.size + 2, label_width - 6, label, grow=-0.5, bold=True)
                plan.fitted(x + label_width + 3, y + plan.size + 2, width - label_width - 6, value)
        y += height
    return y


def _above(plan: Plan, y: float) -> float:
    """Cells with a small label above the value."""
    cells = [*buyer(plan), *terms(plan)]
    columns = 3 if plan.width > 420 else 2
    boxed = plan.rng.random() < 0.65
    height = plan.size * 2.5 + 4
    row: list[tuple[str, str, int]] = []
    rows = [row]
    for label, value in cells:
        span = 2 if plan.measure(value) > plan.width / columns - 10 else 1
        if sum(cell[2] for cell in row) + span > columns:
            row = []
            rows.append(row)
        row.append((label, value, span))
    for row in rows:
        x = plan.left
        for label, value, span in row:
            width = plan.width / columns * span
            if boxed:
                plan.sheet.box(x, y, width, height, weight=0.5, color="#555555")
            plan.fitted(x + 4, y + plan.size, width - 8, label, grow=-1.5, color="#333333")
            plan.fitted(x + 4, y + plan.size * 2.25, width - 8, value)
            x += width
        y += height
    return y


def _strip(plan: Plan, y: float) -> float:
    """The buyer's block, and below it one strip of cells with heads for dates and terms."""
    y = _column(plan, plan.left + 4, y + plan.size + 2, plan.width * 0.8, buyer(plan)) - plan.step + 8
    return _in_cells(plan, y)


def _in_cells(plan: Plan, y: float) -> float:
    cells = terms(plan)
    filled = plan.rng.random() < 0.5
    limit = 5 if plan.width > 420 else 3
    rows = -(-len(cells) // limit)
    each = -(-len(cells) // rows) if rows else 1
    for start in range(0, len(cells), each):
        y = _cells(plan, y, cells[start : start + each], filled=filled)
    return y


def _cells(plan: Plan, y: float, cells: Sequence[Pair], *, filled: bool) -> float:
    """Heads above, values below, cells as wide as they need."""
    needed = [
        max(plan.measure(label.rstrip(":"), grow=-1, bold=True), plan.measure(value)) + 10 for label, value in cells
    ]
    factor = plan.width / sum(needed)
    x = plan.left
    for (label, value), want in zip(cells, needed, strict=True):
        width = want * factor
        plan.sheet.box(x, y, width, plan.size + 5, fill=plan.dark if filled else plan.pale, weight=0.5)
        plan.fitted(
            x + 2, y + plan.size + 1, width - 4, label.rstrip(" :"), grow=-1, bold=True, align="c",
            color="#ffffff" if filled else "#000000",
        )  # fmt: skip
        plan.sheet.box(x, y + plan.size + 5, width, plan.size + 6, weight=0.5)
        plan.fitted(x + 2, y + plan.size * 2 + 7, width - 4, value, align="c")
        x += width
    return y + plan.size * 2 + 13
