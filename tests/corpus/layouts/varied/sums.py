"""The totals: which figures a document prints, under which words, and the five places where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .plan import Plan
from .rows import Table


@dataclass(frozen=True)
class Sum:
    label: str
    value: str
    strong: bool = False


def sums(plan: Plan) -> list[Sum]:
    """The figures from subtotal to what is paid. Each becomes truth as it is printed."""
    invoice, voice, show, rng = plan.invoice, plan.voice, plan.show, plan.rng
    found = _aiu(plan) if invoice.profit else _before_tax(plan)
    if invoice.tax_base and not invoice.profit and rng.random() < 0.2:
        found.append(Sum(voice.title("base"), show.money("tax_base")))
    found += _taxes(plan)
    held = [name for name in ("rete_fuente", "rete_iva", "rete_ica") if getattr(invoice, name)]
    parts = invoice.subtotal + invoice.tax + invoice.tip
    if invoice.total != parts:
        found.append(Sum(voice.title("rounding"), show.amount(invoice.total - parts)))
    label = voice.title("total_before_withholding" if held else "total")
    found.append(Sum(label, show.money("total"), strong=True))
    told = rng.random() < 0.3
    for name in held:
        rate = f" {invoice.rete_fuente / invoice.subtotal * 100:.1f}%" if told and name == "rete_fuente" else ""
        found.append(Sum(voice.title(name) + rate, show.money(name)))
    if held:
        found.append(Sum(voice.title("amount_payable"), show.money("amount_payable"), strong=True))
    elif rng.random() < 0.12:
        zero = show.amount(Decimal(0))
        found.append(Sum(voice.title("rete_fuente"), zero))
        found.append(Sum(voice.title("rete_ica"), zero))
    return found


def _aiu(plan: Plan) -> list[Sum]:
    invoice, show = plan.invoice, plan.show
    direct = invoice.gross - invoice.discount
    show.knows("direct_cost", direct)
    shares = (invoice.administration, invoice.contingencies, invoice.profit)
    rows = [
        Sum(plan.rng.choice(("Costo directo", "Valor costos directos", "Total costo directo")), show.amount(direct))
    ]
    for word, share in zip(("Administración", "Imprevistos", "Utilidad"), shares, strict=True):
        rows.append(Sum(f"{word} {share / direct * 100:.0f}%", show.amount(share)))
    return [*rows, Sum(plan.voice.title("net"), show.money("subtotal"))]


def _before_tax(plan: Plan) -> list[Sum]:
    invoice, voice, show, rng = plan.invoice, plan.voice, plan.show, plan.rng
    if invoice.discount:
        return _with_discount(plan)
    kinds = len(invoice.bases)
    if kinds > 1 and rng.random() < 0.15:
        return _by_rate(plan)
    rows = []
    if rng.random() < (0.96 if invoice.tax else 0.6):
        rows.append(Sum(voice.title("subtotal"), show.money("subtotal")))
        if rng.random() < 0.25:
            rows.append(Sum(voice.title("discount"), show.amount(Decimal(0))))
    if invoice.excluded and invoice.tax and rng.random() < 0.3:
        rows.append(Sum(voice.title("excluded"), show.amount(invoice.excluded)))
    return rows


def _with_discount(plan: Plan) -> list[Sum]:
    """Before and after the discount, or only one of the two under the word subtotal."""
    invoice, voice, show, rng = plan.invoice, plan.voice, plan.show, plan.rng
    manner = rng.choice(("both", "before", "after"))
    if manner == "after" and not invoice.global_discount:
        return [Sum(voice.title("subtotal"), show.money("subtotal"))]
    before = (
        invoice.gross
        if invoice.line_discount and not invoice.global_discount and rng.random() < 0.7
        else invoice.gross - invoice.line_discount
    )
    taken = before - invoice.subtotal
    if not taken:
        return [Sum(voice.title("subtotal"), show.money("subtotal"))]
    show.knows("discount", taken)
    if manner == "before":
        show.knows("subtotal", before)
        return [Sum(voice.title("subtotal"), show.amount(before)), Sum(voice.title("discount"), show.amount(taken))]
    return [
        Sum(voice.title("gross"), show.amount(before)),
        Sum(voice.title("discount"), show.amount(taken)),
        Sum(voice.title("net"), show.money("subtotal")),
    ]


def _by_rate(plan: Plan) -> list[Sum]:
    """No subtotal in one figure: what is taxed, exempt and excluded stand by themselves."""
    invoice, voice, show = plan.invoice, plan.voice, plan.show
    show.knows("subtotal", invoice.subtotal)
    show.truth["subtotal_is_one_printed_figure"] = False
    rows = []
    for name, base in invoice.bases.items():
        if name not in ("excluded", "IVA 0"):
            rows.append(Sum(f"{voice.title('taxed')} {name.split()[1]}%", show.amount(base)))
    if invoice.exempt:
        rows.append(Sum(voice.title("exempt"), show.amount(invoice.exempt)))
    if invoice.excluded:
        rows.append(Sum(voice.title("excluded"), show.amount(invoice.excluded)))
    return rows


def _taxes(plan: Plan) -> list[Sum]:
    invoice, voice, show, rng = plan.invoice, plan.voice, plan.show, plan.rng
    rows = []
    ivas = [(name, amount) for name, amount in invoice.taxes.items() if name.startswith("IVA") and amount]
    if ivas:
        label = voice.title("iva") if not invoice.inc else "IVA"
        show.knows("iva", invoice.iva)
        if len(ivas) > 1 and rng.random() < 0.5:
            form = rng.choice(("IVA {}%", "IVA {} %", "IVA ({}%)", "Iva {},00 %", "I.V.A. {}%"))
            rows += [Sum(form.format(name.split()[1]), show.amount(amount)) for name, amount in ivas]
            if rng.random() < 0.4:
                rows.append(Sum("Total IVA", show.amount(invoice.iva)))
        else:
            rate = ivas[0][0].split()[1]
            told = len(ivas) == 1 and rng.random() < 0.6 and label not in ("Impuestos", "IMPUESTOS")
            label += rng.choice((" {}%", " ({}%)", " {}.00%", " {} %")).format(rate) if told else ""
            rows.append(Sum(label, show.amount(invoice.iva)))
    elif not invoice.supplier.person and not invoice.inc and rng.random() < 0.5:
        rows.append(Sum(voice.title("iva"), show.money("iva")))
    if invoice.inc:
        rows.append(Sum(voice.title("inc") + rng.choice(("", " 8%")), show.money("inc")))
    if invoice.bags:
        rows.append(Sum("INC bolsas", show.amount(invoice.bags)))
        show.knows("bags", invoice.bags)
    return rows


# --- where they stand ---------------------------------------------------------------------------------------


def height(plan: Plan, rows: Sequence[Sum]) -> float:
    return len(rows) * (plan.size + 6.5) + 8


def ledger(plan: Plan, y: float, rows: Sequence[Sum], *, at_left: bool = False) -> tuple[float, float]:
    """Rows of label and amount at one side; returns the y below and the x of the other side's border."""
    rng = plan.rng
    label = max(plan.measure(row.label + ":", bold=True, grow=1) for row in rows) + 10
    value = max(plan.measure("$ " + row.value, bold=True, grow=1) for row in rows) + 14
    width = max(label + value, plan.width * rng.uniform(0.3, 0.42))
    x = plan.left if at_left else plan.right - width
    manner = rng.choice(("plain", "boxed", "rows", "framed"))
    mark = rng.random() < 0.25 and not plan.show.style.currency
    band = rng.random() < 0.3
    step = plan.size + 6.5
    top = y
    for row in rows:
        color = "#000000"
        if manner == "boxed":
            plan.sheet.box(x, y, label, step, weight=0.5)
            plan.sheet.box(x + label, y, width - label, step, weight=0.5)
        elif manner == "rows":
            plan.sheet.rule(x, y + step, x + width, y + step, 0.4, "#777777")
        if band and row.strong:
            plan.sheet.box(x, y, width, step, fill=plan.dark, weight=0)
            color = "#ffffff"
        base = y + plan.size + 2.5
        grow = 1 if row.strong and rng.random() < 0.5 else 0
        plan.text(
            x + 4,
            base,
            row.label + plan.voice.colon.strip(),
            bold=row.strong or manner == "boxed",
            grow=grow,
            color=color,
        )
        plan.text(x + width - 5, base, row.value, bold=row.strong, align="r", grow=grow, color=color)
        if mark:
            plan.text(x + label + 3, base, "$", color=color)
        y += step
    if manner == "framed":
        plan.frame(x, top, width, y - top)
    plan.sheet.totals = (x, top, width, y - top)
    return y + 4, x if not at_left else x + width


def strip(plan: Plan, y: float, rows: Sequence[Sum]) -> float:
    """One row of heads, one of amounts, over the whole width."""
    needed = [
        max(plan.measure(row.label, bold=True), plan.measure(row.value, bold=True, grow=0.5)) + 12 for row in rows
    ]
    factor = plan.width / sum(needed)
    x, head = plan.left, plan.size + 6
    filled = plan.rng.random() < 0.5
    for row, want in zip(rows, needed, strict=True):
        width = want * factor
        plan.sheet.box(x, y, width, head, fill=plan.dark if filled else plan.pale, weight=0.5)
        plan.fitted(
            x + 2,
            y + plan.size + 1.5,
            width - 4,
            row.label,
            bold=True,
            align="c",
            color="#ffffff" if filled else "#000000",
        )
        plan.sheet.box(x, y + head, width, head + 2, weight=0.5)
        plan.fitted(x + 2, y + head + plan.size + 2.5, width - 4, row.value, bold=row.strong, align="c")
        x += width
    plan.sheet.totals = (plan.left, y, plan.width, 2 * head)
    return y + 2 * head + 8


def in_table(plan: Plan, table: Table, rows: Sequence[Sum]) -> float:
    """As the last rows of the table: the label before the last column, the amount in it."""
    y, step = table.y, plan.size + 5.5
    edge = table.edges[-2] if table.names[-1] == "line_total" else plan.right - 90
    while plan.right - edge < max(plan.measure(row.value, bold=True) for row in rows) + 8:
        edge -= 10
    label = max(plan.measure(row.label, bold=True) for row in rows) + 12
    for row in rows:
        plan.sheet.box(edge, y, plan.right - edge, step, weight=0.5)
        plan.sheet.box(edge - label, y, label, step, weight=0.5, fill=plan.pale if row.strong else "")
        plan.text(edge - 4, y + plan.size + 1.5, row.label, bold=True, align="r")
        plan.text(plan.right - 3, y + plan.size + 1.5, row.value, bold=row.strong, align="r")
        y += step
    plan.sheet.totals = (edge - label, table.y, plan.right - edge + label, y - table.y)
    return y + 4
