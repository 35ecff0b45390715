"""The table of items: which columns, in which order and under which names, drawn over as many pages as it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ...invoice import Line
from ...sheet import Column, Grid
from .plan import Plan

Value = Callable[[int, Line], str]
# Orders seen; a column that a document does not have is left out.
_ORDERS = (
    "item code description unit quantity unit_price line_discount tax_rate tax_amount line_total",
    "item code description quantity unit unit_price line_discount tax_rate tax_amount line_total",
    "code description quantity unit unit_price tax_rate tax_amount line_discount line_total",
    "quantity unit code description unit_price line_discount tax_rate tax_amount line_total",
    "quantity description code unit unit_price line_discount tax_rate line_total",
    "description code unit quantity unit_price line_discount tax_rate tax_amount line_total",
    "item description code quantity unit unit_price tax_rate line_discount line_total",
    "code item description tax_rate unit quantity unit_price line_discount line_total",
)
_RIGHT = {"quantity", "unit_price", "line_discount", "tax_rate", "tax_amount", "line_total"}


@dataclass(frozen=True)
class Table:
    """Where the table ended and where its columns stand, for totals that go on below them."""

    y: float
    edges: tuple[float, ...]
    names: tuple[str, ...]


def table(plan: Plan, y: float, *, until: float = 0) -> Table:
    """Draws the items from y on, over further pages when they do not fit."""
    grid = _grid(plan)
    names = _chosen(plan)
    coded = "code" not in names and plan.chance(0.3)
    at = [0]
    values = _values(plan, coded, at)
    names, columns = _measured(plan, names, values, grid)
    lines = plan.invoice.lines
    plan.show.lines(
        tuple(name for name in names if name in _KEPT),
        price="price_with_tax" if plan.prices_with_tax else "unit_price",
        total="price_total" if plan.totals_with_tax else "line_total",
    )
    carried = plan.chance(0.35)
    again = plan.pick({"short": 3, "none": 1.5})

    def on_break() -> float:
        so_far = sum((_line_total(plan, line) for line in lines[: at[0]]), Decimal(0))
        if carried:
            plan.text(
                plan.right - 4, plan.bottom + plan.size + 2, f"VAN: {plan.show.amount(so_far)}", bold=True, align="r"
            )
        _page_number(plan)
        plan.sheet.new_page()
        top = plan.left * 0.8 + plan.size
        if again == "short":
            top = _short_head(plan, top)
        if carried:
            plan.text(plan.right - 4, top + plan.size, f"VIENEN: {plan.show.amount(so_far)}", bold=True, align="r")
            top += plan.step + 4
        return top

    room = plan.bottom - (plan.size + 6 if carried else 2)
    end = plan.sheet.table(plan.left, y, columns, lines, grid, bottom=room, on_break=on_break, until=until)
    edges = [plan.left]
    for column in columns:
        edges.append(edges[-1] + column.width)
    return Table(end, tuple(edges), names)


_KEPT = ("description", "code", "quantity", "unit", "unit_price", "tax_rate", "line_total")


def _line_total(plan: Plan, line: Line) -> Decimal:
    return line.price_total if plan.totals_with_tax else line.line_total


def _grid(plan: Plan) -> Grid:
    rng = plan.rng
    size = plan.size - rng.choice((0, 0.5, 1))
    filled = rng.random() < 0.55
    dark = filled and rng.random() < 0.6
    return Grid(
        size=size,
        head_size=size - rng.choice((0, 0, 0.5)),
        font=plan.face,
        head_fill=(plan.dark if dark else plan.pale) if filled else "",
        head_color="#ffffff" if dark else "#000000",
        head_bold=rng.random() < 0.85,
        lines=rng.choice(("all", "all", "rows", "columns", "outer", "head", "none")),
        pad=rng.choice((2, 3, 4)) if plan.width > 420 else 2,
        row=size * rng.choice((1.35, 1.6, 1.9)),
        zebra=plan.pale if rng.random() < 0.25 else "",
        color=rng.choice(("#000000", "#555555", plan.dark)),
        weight=rng.choice((0.4, 0.6, 0.8)),
        middle=rng.random() < 0.3,
        head_align=rng.choice(("", "", "c")),
        squeeze=plan.squeeze,
        repeat_head=rng.random() < 0.75,
    )


def _chosen(plan: Plan) -> tuple[str, ...]:
    """The columns, in order. What must be seen to understand the amounts is always there."""
    rng, lines = plan.rng, plan.invoice.lines
    several_rates = len({line.tax_rate for line in lines}) > 1
    taxed = any(line.tax_rate for line in lines)
    wide = plan.width > 420
    wanted = {"description", "quantity", "unit_price", "line_total"}
    for name, share in (("item", 0.45), ("code", 0.6), ("unit", 0.55)):
        if rng.random() < share * (1 if wide else 0.4):
            wanted.add(name)
    if taxed and rng.random() < (0.9 if several_rates else 0.5):
        wanted.add("tax_rate")
    if taxed and wide and rng.random() < 0.3:
        wanted.add("tax_amount")
    if any(line.discount for line in lines):
        wanted.add("line_discount")
    order = rng.choice(_ORDERS).split()
    return tuple(name for name in order if name in wanted)


def _title(plan: Plan, name: str) -> str:
    if name == "line_discount":
        rate = plan.voice.title("line_discount_rate"), plan.voice.title("line_discount")
        return rate[0] if plan.discounts_in_percent else rate[1]
    title = plan.voice.title(name)
    return f"{title} " if name == "item" and title == plan.voice.title("code") else title


def _values(plan: Plan, coded: bool, at: list[int]) -> dict[str, Value]:
    rng, show = plan.rng, plan.show
    marked = rng.random() < 0.35
    rate_form = rng.choice(("{:.0f}", "{:.0f}%", "{:.2f}", "{:.2f}%", "{:.0f} %"))
    nothing = rng.choice(("0", "EXC", "-", "0%"))
    in_front = rng.choice(("[{code}] {text}", "{code} - {text}", "{text} Ref. {code}", "{code} {text}"))
    upper = rng.choice((None, None, str.upper, str.capitalize))
    zeros = f"{{:0{rng.choice((1, 1, 3, 4))}d}}"

    def description(index: int, line: Line) -> str:
        at[0] = index
        text = upper(line.description) if upper else line.description
        return in_front.format(code=line.code, text=text) if coded else text

    def rate(index: int, line: Line) -> str:
        if line.tax_rate is None:
            return nothing
        name = "INC " if line.tax == "INC" and rate_form.endswith("%") else ""
        return name + rate_form.format(line.tax_rate)

    def discount(index: int, line: Line) -> str:
        if plan.discounts_in_percent:
            return f"{line.discount_rate:.0f}%" if "%" in rate_form else f"{line.discount_rate:.2f}"
        return show.amount(line.discount, currency=marked)

    return {
        "item": lambda index, line: zeros.format(index + 1),
        "code": lambda index, line: line.code,
        "description": description,
        "unit": lambda index, line: line.unit,
        "quantity": lambda index, line: show.quantity(line),
        "unit_price": lambda index, line: show.amount(
            line.price_with_tax if plan.prices_with_tax else line.unit_price, currency=marked
        ),
        "line_discount": discount,
        "tax_rate": rate,
        "tax_amount": lambda index, line: show.amount(line.tax_amount, currency=marked),
        "line_total": lambda index, line: show.amount(_line_total(plan, line), currency=marked),
    }


def _measured(
    plan: Plan, names: tuple[str, ...], values: dict[str, Value], grid: Grid
) -> tuple[tuple[str, ...], list[Column]]:
    """Columns as wide as what stands in them; the description takes what is left, or others give way."""
    small = grid.size - plan.size
    natural: dict[str, float] = {}
    for name in names:
        words = _title(plan, name).split() or [""]
        head = max(plan.measure(word, grow=grid.head_size - plan.size, bold=grid.head_bold) for word in words)
        body = max(plan.measure(values[name](i, line), grow=small) for i, line in enumerate(plan.invoice.lines))
        natural[name] = (max(head, body) if name != "description" else head) + 2 * grid.pad + 4
    kept = list(names)
    for victim in ("tax_amount", "unit", "item", "code", "tax_rate"):
        if plan.width - sum(natural[name] for name in kept if name != "description") >= 110:
            break
        if victim in kept:
            kept.remove(victim)
    rest = plan.width - sum(natural[name] for name in kept if name != "description")
    if rest > 300 and plan.rng.random() < 0.6:  # loose columns rather than one that is far too wide
        spare = (rest - 260) / (len(kept) - 1)
        natural = {name: width + spare for name, width in natural.items()}
        rest = 260
    natural["description"] = rest
    centred = plan.rng.choice(((), ("quantity", "unit", "item"), ("unit", "tax_rate", "item", "code"), ("quantity",)))
    columns = []
    for name in kept:
        align = "c" if name in centred else "r" if name in _RIGHT else "l"
        columns.append(Column(_title(plan, name), natural[name], values[name], align, wrap=name == "description"))
    return tuple(kept), columns


def _short_head(plan: Plan, y: float) -> float:
    seller = plan.invoice.supplier
    plan.text(plan.left, y, seller.name, bold=True)
    number = plan.number_pattern.format(prefix=plan.invoice.prefix, number=plan.invoice.consecutive)
    plan.text(plan.right, y, f"{plan.voice.title('title')} {number}", bold=True, align="r")
    plan.sheet.rule(plan.left, y + 4, plan.right, y + 4, 0.5)
    return y + 10


def _page_number(plan: Plan) -> None:
    plan.text(plan.right, plan.sheet.height - 14, f"Página {plan.sheet.page}", grow=-1, align="r")
