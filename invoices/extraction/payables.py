"""What is left to pay of a total: less what is withheld and what was paid before, plus what older bills left open.

Which figure is the total is decided in `sums` before; what it is worth that a payable fits, in `totals`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from invoices.extraction.amounts import TOLERANCE, Amount
from invoices.extraction.confidence import Evidence
from invoices.extraction.implied import Printed
from invoices.extraction.layout import fold_words
from invoices.extraction.money import Figure
from invoices.extraction.sums import distinct

_LEAST = Decimal(500)
_CENT = Decimal("0.01")
_FITS = "es el total menos las retenciones"
_UNLIKE = "no es el total menos las retenciones que se leyeron"


@dataclass(frozen=True, slots=True)
class Payable:
    """What is to pay, with what speaks for it besides its own label. `explained`: it follows from the others."""

    amount: Amount
    evidence: tuple[Evidence, ...]
    explained: bool = False
    derived: bool = False


def left_to_pay(
    total: Amount, withheld: Decimal, candidates: Mapping[str, Sequence[Amount]], printed: Printed
) -> Payable:
    """The figure that is called so and follows from the total, one that only does the first, or the total itself."""
    expected = total.value - withheld
    # What is left after withholding may be called the total too.
    called = [one for one in candidates.get("total", ()) if withheld and one.value < total.value]
    named = [one for one in distinct([*candidates.get("payable", ()), *called], 6) if one.how != "derived"]
    brought = list(dict.fromkeys(one.value for one in candidates.get("advance", ()) if one.value))
    wholes = [expected, *(expected + sign * part for part in brought for sign in (1, -1))]
    for one in named:
        if any(abs(one.value - whole) <= TOLERANCE for whole in wholes):
            return Payable(one, (Evidence(2.0, _FITS, "payable"),), explained=True)
    if (left := _unnamed(total, expected, brought, printed)) is not None:
        return Payable(left, (Evidence(2.0, "es el total menos lo que ya se pagó", "payable"),), explained=True)
    likely = [one for one in named if one.value != total.value and _is_likely(one, total)]
    for one in likely:
        if _is_explained(one, expected, total, printed):
            return Payable(one, (Evidence(1.0, "la diferencia con el total también está impresa"),))
    if likely:
        odd = withheld or not total.value / 2 < likely[0].value < total.value
        return Payable(likely[0], (Evidence(-1.0, _UNLIKE, "denied"),) if odd else ())
    amount = Amount("payable", expected, total.weight, total.tokens, total.page, readings=(expected,))
    if any(one.whole and len(fold_words(one.label)) > 1 and one.value != total.value for one in named):
        return Payable(amount, (Evidence(-1.0, _UNLIKE, "denied"),), derived=True)
    return Payable(amount, (Evidence(-0.3, "se calculó del total"),), derived=True)


def _is_likely(one: Amount, total: Amount) -> bool:
    """A weight or a count under the word "neto" is far from any total."""
    return one.value > total.value / 4 and one.value >= _LEAST


def _is_explained(one: Amount, expected: Decimal, total: Amount, printed: Printed) -> bool:
    """Whether the page prints what parts an amount from the total: the bills before, an advance."""
    apart = abs(one.value - expected)
    mine = frozenset(id(token) for token in (*one.tokens, *total.tokens))
    found = printed.at(apart, but=mine) if apart >= _LEAST else None
    return found is not None and any(abs(value - apart) <= _CENT for value in found[0].readings)


def _unnamed(total: Amount, expected: Decimal, brought: Sequence[Decimal], printed: Printed) -> Amount | None:
    """What was paid before has been taken off in a figure that nobody calls the payable: "Resta", "Por cobrar"."""
    for figure, page, value in _below(total, printed):
        if any(abs(expected - part - value) <= _CENT for part in brought if _LEAST <= part < expected):
            return Amount("payable", value, 0.8, figure.tokens, page, relation="loose", how="loose", readings=(value,))
    return None


def _below(total: Amount, printed: Printed) -> Iterator[tuple[Figure, int, Decimal]]:
    """The figures of a page behind its total."""
    if not total.tokens:
        return
    foot = total.tokens[-1].rect
    for figure, page in printed.figures:
        place = figure.tokens[0].rect
        level = abs(place.cy - foot.cy) < foot.height
        if page == total.page and (place.x0 > foot.x1 if level else place.cy > foot.cy):
            yield from ((figure, page, value) for value in figure.readings)
