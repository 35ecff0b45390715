"""What is sold: lines of this hand's goods in place of the catalogue's, and sums that balance."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ...invoice import Line
from ...show import Shown
from .goods import GOODS, NAMES, Good

ZERO = Decimal(0)


@dataclass(frozen=True)
class Sale:
    """What a layout sells and how: which goods, how many lines, whether dear by days, with IVA inside, with withholdings."""

    trade: str
    lines: tuple[int, int] = (2, 8)
    discounts: float = 0.0
    with_tax: float = 0.0
    held: float = 0.3
    # A second measure by which quantity times price is multiplied, such as days; drawn for a good.
    spans: Callable[[random.Random], int] | None = None
    # The quantity of a good, when it is not a whole number between its few and many.
    counted: Callable[[random.Random, Good], Decimal] | None = None
    repeated: bool = False


def sell(show: Shown, sale: Sale) -> tuple[int, ...]:
    """Lines of this hand's goods in place of the catalogue's, and the sums they make."""
    habit = show.rng
    seller = show.invoice.supplier
    name = random.Random(seller.nit).choice(NAMES[sale.trade])
    rng = random.Random(show.invoice.cufe)
    discounted, with_tax = habit.random() < sale.discounts, habit.random() < sale.with_tax
    held, codes = habit.random() < sale.held, habit.choice(("digits", "letters", "long"))
    unit = Decimal(1) if show.style.numbers.endswith("0") else Decimal("0.01")
    pool, count = GOODS[sale.trade], rng.randint(*sale.lines)
    chosen = [rng.choice(pool) for _ in range(count)] if sale.repeated else rng.sample(pool, min(count, len(pool)))
    spans = tuple(sale.spans(rng) if sale.spans else 1 for _ in chosen)
    lines = []
    for good, span in zip(chosen, spans, strict=True):
        amount = sale.counted(rng, good) if sale.counted else Decimal(rng.randint(good.few, good.many))
        share = Decimal(rng.choice((0, 3, 5, 8, 10, 12))) if discounted else ZERO
        code = _code(seller.nit + good.description, codes)
        lines.append(_line(rng, good, amount, span, share, unit, code, with_tax=with_tax))
    gross, given = sum((x.gross for x in lines), ZERO), sum((x.discount for x in lines), ZERO)
    net = gross - given
    bases: dict[str, Decimal] = {}
    taxes: dict[str, Decimal] = {}
    for line in lines:
        key = "excluded" if line.tax_rate is None else f"IVA {line.tax_rate}"
        bases[key] = bases.get(key, ZERO) + line.line_total
        if line.tax_rate is not None:
            taxes[key] = taxes.get(key, ZERO) + line.tax_amount
    iva = sum(taxes.values(), ZERO)
    fuente = _round(net * Decimal("0.025"), unit) if held else ZERO
    ica = _round(net * Decimal("0.00966"), unit) if held and habit.random() < 0.5 else ZERO
    show.invoice = replace(
        show.invoice, supplier=replace(seller, name=name, trade_name=name.split(" S.A")[0].split(" L")[0]), lines=tuple(lines),
        gross=gross, line_discount=given, global_discount=ZERO, subtotal=net, tax_base=net - bases.get("excluded", ZERO),
        iva=iva, inc=ZERO, bags=ZERO, tip=ZERO, total=net + iva, rete_fuente=fuente, rete_iva=ZERO, rete_ica=ica,
        amount_payable=net + iva - fuente - ica, bases=bases, taxes=taxes, rates={}, prices_with_tax=with_tax,
    )  # fmt: skip
    return spans


def _line(
    rng: random.Random, good: Good, amount: Decimal, span: int, share: Decimal, unit: Decimal, code: str, *, with_tax: bool
) -> Line:  # fmt: skip
    step = 50 if good.low > 2000 else 10
    price = Decimal(rng.randint(good.low, good.high) // step * step)
    if unit < 1 and good.low and rng.random() < 0.2:
        price += Decimal(rng.randint(1, 99)) / 100
    factor = 1 + (good.rate or ZERO) / 100
    taxed = _round(price * factor, Decimal(50)) if with_tax else price * factor
    gross = _round(amount * span * (taxed / factor if with_tax else price), unit)
    discount = _round(gross * share / 100, unit)
    total = gross - discount
    tax = (
        _round(amount * span * taxed * (100 - share) / 100, unit) - total
        if with_tax
        else _round(total * (factor - 1), unit)
    )
    return Line(
        code=code, description=good.description, quantity=amount, unit=good.unit, unit_price=price, tax="" if good.rate is None else "IVA",
        tax_rate=good.rate, gross=gross, discount=discount, discount_rate=share, line_total=total, tax_amount=tax,
        price_with_tax=_round(taxed, unit),
    )  # fmt: skip


def _round(amount: Decimal, unit: Decimal) -> Decimal:
    return (amount / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit


def _code(seed: str, style: str) -> str:
    """The same thing of the same seller bears the same code."""
    rng = random.Random(seed)
    if style == "digits":
        return str(rng.randint(1001, 98999))
    if style == "letters":
        return rng.choice(("MT", "FR", "AC", "QX")) + f"{rng.randint(10, 9999):05d}"
    return "7709" + "".join(rng.choice("0123456789") for _ in range(9))
