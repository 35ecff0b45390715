"""Composes a whole page: head, facts, table, totals and tail, on whatever size of paper the document has."""

import random
from dataclasses import replace

from ...invoice import Want
from ...sheet import A4, HALF_LETTER, LANDSCAPE, LEGAL, LETTER, Sheet
from ...show import Shown, Style
from ..base import Layout
from . import sums
from .facts import facts
from .heads import head
from .plan import Plan, plan_for
from .rows import table
from .tails import tail, words

SIZES = (LETTER, LETTER, LETTER, A4, A4, HALF_LETTER, LEGAL, LANDSCAPE)
TRADES = (
    "ferreteria", "ferreteria", "concreto", "acero", "industrial", "papeleria", "alquiler", "transporte", "servicios", "comida",
    "mercado", "salud", "software", "obra",
)  # fmt: skip


def draw(sheet: Sheet, show: Shown) -> None:
    small = sheet.width < 420
    show.style = whole_cents(show)
    plan = plan_for(sheet, show, margin=22 if small else show.rng.choice((30, 36, 44)), size=7.5 if small else 8.5)
    y = facts(plan, head(plan) + 4)
    rows_at_bottom = plan.chance(0.25) and len(plan.invoice.lines) < 10
    until = plan.bottom - (230 if sheet.height > 700 else 190) if rows_at_bottom else 0
    items = table(plan, y + 4, until=until)
    _below(plan, items.y, items)


def _below(plan: Plan, y: float, items: object) -> None:
    def room(y: float, height: float) -> float:
        if y + height <= plan.bottom:
            return y
        plan.text(plan.right, plan.sheet.height - 14, f"Página {plan.sheet.page}", grow=-1, align="r")
        plan.sheet.new_page()
        return plan.left * 0.8 + plan.size

    rows = sums.sums(plan)
    manner = plan.pick(
        {"right": 5, "left": 1, "strip": 1.6 if len(rows) <= 6 and plan.width > 420 else 0, "table": 1.8}
    )
    page = plan.sheet.page
    y = room(y, sums.height(plan, rows) + 6)
    said = False
    if manner == "table" and plan.sheet.page == page:
        y = sums.in_table(plan, items, rows)
    elif manner == "strip":
        y = sums.strip(plan, y + 8, rows)
    else:
        top = y + 6
        y, border = sums.ledger(plan, top, rows, at_left=manner == "left")
        if plan.chance(0.55):
            said = True
            x, width = (
                (border + 8, plan.right - border - 8) if manner == "left" else (plan.left, border - plan.left - 12)
            )
            y = max(y, plan.paragraph(x, top + plan.size, width, words(plan), grow=-0.5))
    tail(plan, y + plan.size, room, said=said)


def whole_cents(show: Shown) -> Style:
    """Amounts with cents are printed with them, whatever the habit was meant to be."""
    invoice, style = show.invoice, show.style
    amounts = [invoice.subtotal, invoice.total, invoice.iva, invoice.inc, invoice.amount_payable, invoice.gross]
    amounts += [
        amount
        for line in invoice.lines
        for amount in (line.unit_price, line.line_total, line.tax_amount, line.discount)
    ]
    if any(amount != amount.to_integral_value() for amount in amounts) and style.numbers.endswith("0"):
        style = replace(style, numbers=style.numbers[:-1] + "2")
    if any(line.quantity % 1 for line in invoice.lines) and style.quantities.endswith("0"):
        style = replace(style, quantities="auto")
    return style


def want(rng: random.Random) -> Want:
    trade = rng.choice(TRADES)
    held = (
        tuple(name for name in ("rete_fuente", "rete_iva", "rete_ica") if rng.random() < 0.3)
        if rng.random() < 0.3
        else ()
    )
    person = rng.random() < 0.08
    aiu = trade == "obra" and rng.random() < 0.6
    lines = rng.choices(((1, 1), (1, 4), (2, 8), (5, 14), (12, 26), (30, 60)), (2, 4, 6, 3, 1.5, 0.7))[0]
    cents = rng.random() < 0.55
    with_tax = not aiu and rng.random() < 0.18
    return Want(
        trade=trade,
        lines=lines,
        cents=cents,
        price_with_tax=with_tax,
        line_discounts=0 if aiu else 0.2,
        global_discount=0 if aiu or with_tax else 0.12,
        withholdings=held,
        service=trade in ("servicios", "transporte", "alquiler", "obra"),
        order=0.55,
        aiu=aiu,
        person=person,
        no_tax=person,
        round_total=rng.random() < 0.12,
        fresh_names=True,
    )


def style(rng: random.Random) -> Style:
    numbers = rng.choices(("co2", "co0", "us2", "us0", "plain0", "apos0"), (5, 4, 4, 3, 0.8, 0.6))[0]
    counted = {"co": ("auto", "co2", "co0"), "us": ("us2", "plain2"), "pl": ("plain2", "auto"), "ap": ("auto",)}[
        numbers[:2]
    ]
    nits = (
        "dots-dv",
        "dash-dv",
        "dots-dv",
        "wide-dv",
        "plain",
        "dots",
        "commas-dv",
        "space-dv",
        "word-dv",
        "plain-word-dv",
    )
    return Style(
        numbers=numbers,
        quantities=rng.choice(counted),
        dates=rng.choice(
            ("dmy/", "dmy/", "iso", "dmy-", "ymd/", "long", "short-", "SHORT/", "short-4", "dmy.", "capital")
        ),
        times=rng.choice(("24", "ampm", "short")),
        nits=rng.choice(nits),
        buyer_nits=rng.choice(("dash-dv", "dots-dv", "plain", "dots", "glued-dv", "wide-dv")),
        currency=rng.choice(("", "", "$", "$ ", "$", "COP ")),
    )


LAYOUT = Layout("varied_page", draw, want, style, sizes=SIZES, stamped=0.25)
