"""Whether the figures of an item fit together: quantity x price, less a discount, with or without tax, is its total.

It knows figures and rules only. Which figure stands in which column is for `columns` and `rows`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from invoices.extraction.figures import SOUND, Guess

TOLERANCE = Decimal("2.00")
_ROUNDING = Decimal("0.0005")
_HUNDRED = Decimal(100)
_ONE = (Guess(Decimal(0), 0),)
_ONCE = (Guess(Decimal(1), 0),)


@dataclass(frozen=True, slots=True)
class Figures:
    """What the cells of one item may say. `rates` are the taxes that may be in its price or its total."""

    quantity: Sequence[Guess] = ()
    price: Sequence[Guess] = ()
    total: Sequence[Guess] = ()
    discount: Sequence[Guess] = ()
    rates: Sequence[Decimal] = ()
    # For how many days or months the price is paid.
    times: Sequence[Guess] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """Readings that fit together, by which rule, and at what cost."""

    quantity: Decimal
    price: Decimal
    total: Decimal
    discount: Decimal | None
    rule: str
    cost: int
    gap: Decimal

    @property
    def taken_off(self) -> Decimal | None:
        """The discount as money."""
        if self.discount is None or not self.rule.startswith("less percent"):
            return self.discount
        return (self.quantity * self.price * self.discount / _HUNDRED).quantize(Decimal("0.01"))


def prove(figures: Figures, *, most: int = 99) -> Proof | None:
    """The cheapest way in which the figures of an item agree."""
    best: tuple[int, Decimal, Proof] | None = None
    for quantity, times in product(figures.quantity, figures.times or _ONCE):
        for price in figures.price:
            for discount in figures.discount or _ONE:
                cost = quantity.cost + price.cost + times.cost + (discount.cost if figures.discount else 0)
                if cost > most:
                    continue
                counted = quantity.value * times.value
                for rule, extra, whole in wholes(counted, price.value, discount.value, figures.rates):
                    for total in figures.total:
                        spent = cost + extra + total.cost
                        gap = abs(whole - total.value)
                        if spent > most or gap > _slack(whole, mended=spent > 2 * SOUND + extra):
                            continue
                        if best is None or (spent, gap) < best[:2]:
                            taken = discount.value if figures.discount else None
                            best = spent, gap, Proof(
                                quantity.value, price.value, total.value, taken, rule, spent, gap
                            )  # fmt: skip
    return best[2] if best else None


def wholes(
    quantity: Decimal, price: Decimal, discount: Decimal, rates: Iterable[Decimal]
) -> Iterator[tuple[str, int, Decimal]]:
    """Every total a quantity and a price may come to: the rule, what it costs to suppose it, the amount."""
    gross = quantity * price
    nets = [("", 0, gross)]
    if discount:
        nets = [("less amount", 0, gross - discount), ("less each", 1, gross - discount * quantity), *nets]
        nets += [("less amount and tax", 1, gross - discount * (1 + rate / _HUNDRED)) for rate in rates if rate]
        if 0 < discount <= _HUNDRED:
            nets.insert(0, ("less percent", 0, gross * (1 - discount / _HUNDRED)))
    for name, cost, net in nets:
        yield name or "plain", cost, net
        for rate in rates:
            if rate:
                factor = 1 + rate / _HUNDRED
                yield f"{name} tax taken off".strip(), cost + 1, net / factor
                yield f"{name} tax added".strip(), cost + 1, net * factor


def prove_with_hidden_discount(figures: Figures) -> Proof | None:
    """The figures agree when a round percentage is taken off that no cell tells, or none that can be read."""
    for quantity in figures.quantity:
        for price in figures.price:
            for total in figures.total:
                gross = quantity.value * price.value
                cost = quantity.cost + price.cost + total.cost
                if cost > SOUND or not 0 < total.value < gross or gross < 1000:
                    continue
                percent = ((1 - total.value / gross) * _HUNDRED).quantize(Decimal("0.5"))
                gap = abs(gross * (1 - percent / _HUNDRED) - total.value)
                if 0 < percent <= 60 and gap <= max(Decimal(1), gross * _ROUNDING / 50):
                    return Proof(quantity.value, price.value, total.value, percent, "less percent", cost + 3, gap)
    return None


def by_rule(
    rule: str, quantity: Decimal, price: Decimal, discount: Decimal | None, rates: Iterable[Decimal]
) -> Decimal | None:
    """What a total must be when the others of its table follow this rule."""
    for name, _cost, whole in wholes(quantity, price, discount or Decimal(0), rates):
        if name == rule:
            return whole.quantize(Decimal("0.01"))
    return None


def quantity_from(price: Decimal, total: Decimal, rule: str, discount: Decimal | None,
                  rates: Iterable[Decimal]) -> Decimal | None:  # fmt: skip
    """The quantity a price and a total leave, when it comes out even."""
    if price <= 0 or total <= 0:
        return None
    gross = total
    if rule.startswith("less percent") and discount and discount < _HUNDRED:
        gross = total / (1 - discount / _HUNDRED)
    elif rule.startswith("less amount") and discount:
        gross = total + discount
    rate = next((rate for rate in rates if rate), None)
    if "tax" in rule:
        if rate is None:
            return None
        factor = 1 + rate / _HUNDRED
        gross = gross * factor if rule.endswith("taken off") else gross / factor
    for step in (Decimal(1), Decimal("0.1"), Decimal("0.01")):
        quantity = (gross / price).quantize(step)
        if quantity > 0 and abs(quantity * price - gross) <= max(Decimal("0.02") * quantity, Decimal("0.5")):
            # On a grid as fine as the price itself everything comes out even.
            return quantity.normalize() + 0 if price * step >= 20 else None
    return None


def _slack(whole: Decimal, *, mended: bool) -> Decimal:
    return max(Decimal(1), abs(whole) * _ROUNDING / 10) if mended else max(TOLERANCE, abs(whole) * _ROUNDING)
