"""Totals that follow from the others: where no label was understood, a digit was misread, or a stamp hides one.

A value that must be there is looked for on the page: printed without a label, printed but read with a digit
wrong, or not at all. What becomes of these candidates is decided in `sums` with all the others.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from invoices.extraction.amounts import TOLERANCE, Amount
from invoices.extraction.labels import Labels
from invoices.extraction.layout import Token
from invoices.extraction.money import Figure, figures_in, lost_first, misread_as, same_digits
from invoices.extraction.sums import IVA_RATES, Known, distinct, ivas_of, nonzero

_ZERO = Decimal(0)
_CONSUMPTION = Decimal(8)
_LEAST = Decimal(500)
_MOST_FIGURES = 150
_BROKEN = re.compile(r"\$?\d[\d.,'’]{4,}\d")
_CENT = Decimal("0.01")
# What a figure may be called and still be the sum that the others ask for; any other label says what it is.
_ALSO = {
    "total": {"total", "payable", "subtotal"}, "subtotal": {"subtotal", "tax_base", "taxed", "total", "payable"},
    "iva": {"iva", "total_tax", "other_tax"}, "discount": {"discount"}, "inc": {"inc"},
}  # fmt: skip
# Sums of other papers, and what was paid: no term of this sum, however they are put.
_NEVER = frozenset({"advance", "paid"})
_WEIGHTS = {"loose": 0.8, "mended": 0.4, "derived": -1.5}


@dataclass(frozen=True, slots=True)
class Printed:
    """The figures of the pages by value. `broken` are runs of digits that are no amount as they were read, and
    `certain` says that the letters are those of a file, which nobody misread."""

    figures: tuple[tuple[Figure, int], ...]
    broken: tuple[tuple[Token, int], ...]
    certain: bool

    def at(self, value: Decimal, *, but: frozenset[int] = frozenset()) -> tuple[Figure, int] | None:
        """The last figure that says this value to the peso, for totals stand at the foot; `but` those words."""
        found = None
        for figure, page in self.figures:
            hits = any(abs(reading - value) < 1 for reading in figure.readings)
            if hits and not any(id(token) in but for token in figure.tokens):
                found = (figure, page)
        return found

    def unmarked(self, value: Decimal) -> tuple[Token, int] | None:
        """Print with the digits of this value whose marks were lost."""
        return next((one for one in reversed(self.broken) if same_digits(one[0].text, value)), None)


def figures_of(pages: Sequence[Labels], *, certain: bool) -> Printed:
    figures: list[tuple[Figure, int]] = []
    broken: list[tuple[Token, int]] = []
    for labels in pages:
        number = labels.page.number
        for line in labels.page.lines:
            found = list(figures_in(line.tokens))
            figures += [(figure, number) for figure in found if figure.value >= _LEAST]
            sound = {id(token) for figure in found for token in figure.tokens if sum(c in ".,'" for c in token.text)}
            broken += [
                (token, number) for token in line.tokens if id(token) not in sound and _BROKEN.fullmatch(token.text)
            ]
    return Printed(tuple(figures[-_MOST_FIGURES:]), tuple(broken[-_MOST_FIGURES:]), certain)


def with_implied(candidates: Mapping[str, Sequence[Amount]], printed: Printed, known: Known) -> dict[str, list[Amount]]:
    """The candidates and, behind them, what follows from them."""
    more = {role: list(amounts) for role, amounts in candidates.items()}
    if not more.get("total") and not more.get("payable") and (sum_of_lines := _printed_again(printed, known.lines)):
        more["total"] = [sum_of_lines]
    if not more.get("total") and known.withheld:
        # A page that names only what is left to pay has its total somewhere without a name, or its parts.
        for paid in candidates.get("payable", ()):
            more.setdefault("total", []).extend(_whole(paid.value + known.withheld, more, printed))
    terms = _Terms.of(more, known.lines, frozenset() if printed.certain else known.clear)
    spelled = [("total", word) for word in sorted(known.clear)] if not printed.certain else []
    for role, value in (*spelled, *_implied(terms), *_from_rates(terms, printed)):
        known_already = (one for one in more.get(role, ()) if one.how != "derived" or one.value == value)
        if value < _LEAST or any(abs(value - one.value) <= TOLERANCE for one in known_already):
            continue
        amount = _candidate(role, value, candidates, printed, known)
        if amount is not None:
            more.setdefault(role, []).append(amount)
    return more


def _whole(value: Decimal, candidates: Mapping[str, Sequence[Amount]], printed: Printed) -> Iterator[Amount]:
    """A total without a name: printed, or else known by its tax and what is left of it without that tax."""
    if found := printed.at(value):
        figure, page = found
        yield Amount("total", value, _WEIGHTS["loose"], figure.tokens, page, relation="loose", how="loose")
    elif any(printed.at(value - tax.value) for tax in nonzero(ivas_of(candidates))):
        yield Amount("total", value, _WEIGHTS["loose"], (), 0, relation="none", how="derived")


def _printed_again(printed: Printed, lines: Decimal | None) -> Amount | None:
    """The total of a page that calls nothing so: what its lines make, printed once more than by them."""
    seen = [one for one in printed.figures if lines in one[0].readings]
    if lines is None or len(seen) < 2:
        return None
    figure, page = seen[-1]
    return Amount("total", lines, _WEIGHTS["loose"], figure.tokens, page, relation="loose", how="loose")


@dataclass(frozen=True, slots=True)
class _Terms:
    totals: tuple[Decimal, ...]
    subtotals: tuple[Decimal, ...]
    ivas: tuple[Decimal, ...]
    discounts: tuple[Decimal, ...]
    extras: tuple[Decimal, ...]

    @classmethod
    def of(
        cls, candidates: Mapping[str, Sequence[Amount]], lines: Decimal | None, words: frozenset[Decimal]
    ) -> "_Terms":
        """`words` are amounts in words to which figures that lost a digit may be held."""

        def best(most: int, *roles: str) -> tuple[Decimal, ...]:
            amounts = [amount for role in roles for amount in nonzero(candidates.get(role, ()))]
            return tuple(amount.value for amount in distinct(amounts, most))

        subtotals = best(3, "subtotal") or best(2, "tax_base", "taxed")
        return cls(
            totals=(*best(4, "total", "payable"), *words),
            subtotals=subtotals if lines is None or lines in subtotals else (*subtotals, lines),
            ivas=tuple(
                one.value for one in distinct(nonzero([*ivas_of(candidates), *candidates.get("total_tax", ())]), 4)
            ),
            discounts=(_ZERO, *best(1, "discount")),
            extras=(_ZERO, *best(2, "inc", "other_tax", "charge")),
        )


def _implied(terms: _Terms) -> Iterator[tuple[str, Decimal]]:
    """What each place of the sum must hold for the others to add up."""
    for discount, extra in product(terms.discounts, terms.extras):
        for subtotal, iva in product(terms.subtotals, (*terms.ivas, _ZERO)):
            if iva or discount or extra:
                yield "total", subtotal - discount + iva + extra
        for total, iva in product(terms.totals, (*terms.ivas, _ZERO)):
            if iva or discount or extra:
                yield "subtotal", total - iva - extra + discount
        for total, subtotal in product(terms.totals, terms.subtotals):
            iva = total - subtotal + discount - extra
            if _ZERO < iva < subtotal * Decimal("0.25"):
                yield "iva", iva
    if len(terms.discounts) > 1:
        for total, subtotal, iva in product(terms.totals, terms.subtotals, terms.ivas):
            yield "discount", subtotal + iva - total


def _from_rates(terms: _Terms, printed: Printed) -> Iterator[tuple[str, Decimal]]:
    """A total with its base and its tax printed, whatever they are called."""
    totals: Sequence[Decimal] = terms.totals
    if not totals:
        # With no label to go by it must be the greatest figure of the page.
        totals = tuple(sorted({figure.value for figure, _page in printed.figures}))[-1:]
    for total, rate in product(totals, IVA_RATES):
        base = (total / (1 + rate / 100)).quantize(_CENT, ROUND_HALF_UP)
        found = printed.at(base)
        if found is None or printed.at(total - base) is None:
            continue
        exact = min(found[0].readings, key=lambda reading: abs(reading - base))
        if not terms.totals:
            yield "total", total
        yield "subtotal", exact
        yield "iva", total - exact
    for base in terms.subtotals:
        yield "subtotal", base
        yield "inc", (base * _CONSUMPTION / 100).quantize(_CENT, ROUND_HALF_UP)
    for base, rate in product(terms.subtotals, IVA_RATES):
        yield "iva", (base * rate / 100).quantize(_CENT, ROUND_HALF_UP)


def _candidate(
    role: str, value: Decimal, candidates: Mapping[str, Sequence[Amount]], printed: Printed, known: Known
) -> Amount | None:
    mine = [*candidates.get(role, ()), *(candidates.get("payable", ()) if role == "total" else ())]
    others = (
        one
        for name, amounts in candidates.items()
        if name not in _ALSO[role]
        for one in amounts
        if one.whole or name in _NEVER
    )
    if found := printed.at(value, but=frozenset(id(token) for one in others for token in one.tokens)):
        figure, page = found
        exact = min(figure.readings, key=lambda reading: abs(reading - value))
        return Amount(role, exact, _WEIGHTS["loose"], figure.tokens, page, relation="loose", how="loose")
    if lost := printed.unmarked(value):
        return _mended(role, value, (lost[0],), lost[1])
    if not printed.certain:
        for amount in mine:
            text = "".join(token.text for token in amount.tokens)
            difference = abs(amount.value - value)
            if amount.parts == 1 and misread_as(text, value) and printed.at(difference) is None:
                mended = _mended(role, value, amount.tokens, amount.page, amount.label, amount.relation)
                # Words that say the same but for the first digit say what is printed there.
                heavy = bool(known.clear) and lost_first(text, value)
                return replace(mended, weight=amount.weight - 0.5) if heavy else mended
    if role in {"discount", "inc"}:
        return None
    vouched = role == "total" and (_is_spelled(value, known) or _is_left(value, known))
    if any(amount.how != "derived" for amount in mine) and not vouched:
        return None
    return Amount(role, value, _WEIGHTS["derived"] + (2.3 if vouched else 0.0), (), 0, relation="none", how="derived")


def _is_spelled(value: Decimal, known: Known) -> bool:
    return any(abs(value - word) < 1 for word in known.words)


def _is_left(value: Decimal, known: Known) -> bool:
    """Whether a total that nobody printed is what was withheld and what is printed as left together."""
    return bool(known.withheld) and any(abs(value - known.withheld - paid) <= TOLERANCE for paid in known.payable)


def _mended(
    role: str, value: Decimal, tokens: tuple[Token, ...], page: int, label: str = "", relation: str = "loose"
) -> Amount:
    seen = "".join(token.text for token in tokens)
    return Amount(role, value, _WEIGHTS["mended"], tokens, page, label, relation, how="mended", seen=seen)
