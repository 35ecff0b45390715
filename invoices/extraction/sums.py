"""Which figures belong together: the set of totals that fits best, by its labels and by what must add up.

Subtotal - discount + taxes = total within two pesos; IVA is a known rate of its base; the words spell the
total or the payable; the lines make the subtotal. What the choice is worth to a person is said in `totals`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from invoices.extraction.amounts import TOLERANCE, Amount
from invoices.extraction.rate_rows import RATES

# Those of the IVA alone, the last one of before 2017; 8 and 4 % are rates of the consumption tax.
IVA_RATES = (Decimal(19), Decimal(5), Decimal(16))
_CONSUMPTION = Decimal(8)
_EXACT = Decimal("0.01")
_HALF = Decimal("0.5")
# No IVA is more than this of what it is charged on, whatever the rounding.
_MOST_TAX = Decimal("0.195")
# Within two pesos anything is some share of anything.
_LEAST_TAX = Decimal(100)
Candidates = Mapping[str, Sequence[Amount]]
# What the words or the lines of a page say against a sum.
_DENIED = 3.5
_CONCLUDED = frozenset({"mended", "derived"})


@dataclass(frozen=True, slots=True)
class Known:
    """What else is known of the sums: the amounts in words, what the lines make together, and what is withheld
    from the total to make the amount payable."""

    words: frozenset[Decimal] = frozenset()
    lines: Decimal | None = None
    withheld: Decimal = Decimal(0)
    payable: frozenset[Decimal] = frozenset()
    # Whether some figure is called the total.
    labelled: bool = False
    # Those amounts in words that nothing read wrong stands beside.
    clear: frozenset[Decimal] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """One way to fill the places of the sum."""

    subtotal: Amount | None
    discount: Amount | None
    charge: Amount | None
    iva: Amount | None
    inc: Amount | None
    other: Amount | None
    total: Amount
    before_discount: bool

    @property
    def parts(self) -> tuple[Amount, ...]:
        maybe = (self.subtotal, self.discount, self.charge, self.iva, self.inc, self.other, self.total)
        return tuple(part for part in maybe if part is not None)

    @property
    def gap(self) -> Decimal | None:
        """What is missing to the total; None when there is nothing to add up."""
        if self.subtotal is None:
            return None
        result = self.subtotal.value + valued(self.charge) + valued(self.iva) + valued(self.inc) + valued(self.other)
        if self.before_discount:
            result -= valued(self.discount)
        return self.total.value - result

    @property
    def balanced(self) -> bool:
        gap = self.gap
        slack = _EXACT if any(part.exact for part in self.parts) else TOLERANCE
        return gap is not None and abs(gap) <= slack

    @property
    def concluded(self) -> tuple[Amount, ...]:
        """The figures that were not simply read."""
        parts = (self.subtotal, self.discount, self.iva, self.total)
        return tuple(part for part in parts if part and part.how in _CONCLUDED)

    def proofs(self, known: Known) -> frozenset[str]:
        """What holds beside the sum itself: the rate of the IVA, the amount in words, the sum of the lines."""
        found = set()
        if rate_of(self.iva, self.subtotal, self.discount) is not None or _is_sum_of_rows(self.iva):
            found.add("rate")
        left = self.total.value - known.withheld
        if any(abs(whole - value) < 1 for value in known.words for whole in {self.total.value, left}):
            found.add("words")
        if known.withheld and any(abs(left - value) <= TOLERANCE for value in known.payable):
            found.add("payable")
        if self._is_sum_of_lines(known.lines):
            found.add("lines")
        return frozenset(found)

    def is_denied(self, known: Known) -> bool:
        """Whether the words or the lines say something else and nothing beside the sum bears it out.

        A figure that lost its first digit in the subtotal lost it in the total as well, and the sum comes out.
        """
        if self.proofs(known):
            return False
        if known.lines is not None and abs(known.lines - self.total.value) <= TOLERANCE:
            return False
        return bool(known.clear) or (known.lines is not None and self.subtotal is not None)

    def _is_sum_of_lines(self, lines: Decimal | None) -> bool:
        """Line totals may stand before or after their discounts, and the subtotal too."""
        if lines is None or self.subtotal is None:
            return False
        off = valued(self.discount)
        sums = {self.subtotal.value, self.subtotal.value - off if self.before_discount else self.subtotal.value + off}
        return any(abs(lines - value) <= TOLERANCE for value in sums)


def best_sum(candidates: Candidates, known: Known) -> Sum | None:
    """The set of figures that fits best together; None when nothing may be the total."""
    taxes = [amount for amount in ivas_of(candidates) if amount.value and amount.whole and amount.how == "printed"]
    return max(_sums(candidates), key=lambda one: _rank(one, known) - _untaxed(one, taxes), default=None)


def _untaxed(one: Sum, taxes: Sequence[Amount]) -> float:
    """What it counts against a sum of two equal figures that it leaves a printed tax out."""
    equal = one.subtotal is not None and one.subtotal.value == one.total.value
    taxed = any(may_be_iva(tax, one.total) and tax.value >= _LEAST_TAX for tax in taxes)
    return 4.0 if equal and one.iva is None and taxed else 0.0


def with_cents(one: Sum, *, certain: bool) -> Sum:
    """The sum with the cents of its total, where words did not tell them or an engine did not see them.

    A total rounded to the peso is rounded up from fifty cents on; one that lost its cents is not.
    """
    gap = one.gap
    if not gap or not one.balanced or abs(gap) >= 1:
        return one
    exact = one.total.value - gap
    if one.total.how == "derived":
        return replace(one, total=replace(one.total, value=exact, readings=(exact,)))
    if not certain and one.total.value % 1 == 0 and gap <= -_HALF:
        seen = "".join(token.text for token in one.total.tokens)
        return replace(one, total=replace(one.total, value=exact, readings=(exact,), how="mended", seen=seen))
    return one


def _sums(candidates: Candidates) -> Iterator[Sum]:
    totals = distinct([*candidates.get("total", ()), *candidates.get("payable", ())], 8)
    subtotals = distinct([*candidates.get("subtotal", ()), *_composed(candidates)], 7)
    if all(amount.how == "derived" for amount in subtotals):
        subtotals += distinct(candidates.get("tax_base", ()), 3)
    ivas = distinct([*ivas_of(candidates), *candidates.get("total_tax", ())], 6)
    incs = distinct(nonzero(candidates.get("inc", ())), 3)
    others = distinct(nonzero(candidates.get("other_tax", ())), 2)
    discounts = distinct(nonzero(candidates.get("discount", ())), 3)
    charges = distinct(nonzero(candidates.get("charge", ())), 2)
    for subtotal, iva, inc, other, discount, charge, total in product(
        [*subtotals, None], [*ivas, None], [*incs, None], [*others, None], [*discounts, None], [*charges, None], totals
    ):
        if iva is not None and not may_be_iva(iva, subtotal or total):
            continue
        for before in (True, False) if discount is not None else (True,):
            yield Sum(subtotal, discount, charge, iva, inc, other, total, before)


def _rank(one: Sum, known: Known) -> float:
    rank = sum(part.weight for part in (one.subtotal, one.iva, one.total) if part is not None)
    rank += 0.1 * sum(part.weight for part in (one.inc, one.other, one.discount) if part is not None)
    proofs = one.proofs(known)
    if one.balanced:
        # A figure concluded from the others adds up by itself: it needs a second proof to be worth anything.
        rank += 5.0 if not one.concluded else 3.0 if is_supported(one, proofs) else -2.5
        rank -= 0.1 * float(abs(one.gap or Decimal(0))) + (0.9 if one.gap else 0.0)
        rank -= 0.4 * sum(part is not None for part in (one.charge, one.other, one.discount))
        rank -= 0.3 if one.discount is not None and not one.before_discount else 0.0
    elif one.gap is not None:
        rank -= 2.0
    rank -= 2.0 * max(0, len(one.concluded) - 1)
    rank += 1.0 * ("rate" in proofs) + 2.0 * ("words" in proofs) + 0.9 * ("lines" in proofs)
    rank += 2.0 * ("payable" in proofs)
    rank -= _DENIED if one.is_denied(known) else 0.0
    if one.total.role == "payable":
        rank -= 0.6
    if one.total.how == "loose" and known.labelled:
        rank -= 6.0
    if one.iva is not None and one.iva.how != "printed" and _is_consumption(one.iva, one.subtotal):
        rank -= 2.0
    if one.subtotal is not None and one.total.value < one.subtotal.value - valued(one.discount) - TOLERANCE:
        rank -= 1.5
    return rank - 3.0 * _shared(one)


def may_be_iva(iva: Amount, base: Amount) -> bool:
    """Whether a figure is small enough to be the IVA of a base; a telephone number under its label is not."""
    return iva.value <= base.value * _MOST_TAX + TOLERANCE


def _is_consumption(iva: Amount, base: Amount | None) -> bool:
    """8 % of the base is the consumption tax and no IVA, unless it is called so."""
    return base is not None and abs(base.value * _CONSUMPTION / 100 - iva.value) <= TOLERANCE


def is_supported(one: Sum, proofs: frozenset[str]) -> bool:
    """Whether every figure that was concluded follows from others that something else has proven."""
    total_known = bool(proofs & {"words", "payable"})
    for part in one.concluded:
        if "rate" in proofs or (total_known and (part is one.total or part.how == "mended")):
            continue
        if "lines" not in proofs or not (total_known or part is one.subtotal):
            return False
    return not (one.discount and one.discount.how in _CONCLUDED) or ("rate" in proofs)


def _shared(one: Sum) -> int:
    """How often one printed figure stands for two terms of the sum."""
    seen: set[int] = set()
    twice = 0
    for part in (one.subtotal, one.discount, one.charge, one.iva, one.inc, one.other):
        if part is None or not part.value or part.how == "derived":
            continue
        mine = {id(token) for token in part.tokens}
        twice += bool(mine & seen)
        seen |= mine
    if one.subtotal is not None and one.subtotal.how != "printed" and one.subtotal.tokens:
        twice += {id(token) for token in one.subtotal.tokens} == {id(token) for token in one.total.tokens}
    return twice


def _is_sum_of_rows(iva: Amount | None) -> bool:
    """Whether an IVA is made of several, each of which is the share of a base printed beside it."""
    return iva is not None and iva.parts > 1 and iva.relation == "row"


def rate_of(iva: Amount | None, base: Amount | None, discount: Amount | None = None) -> Decimal | None:
    """The known rate by which an IVA follows from its base, when one does."""
    if iva is None or base is None or iva.value < _LEAST_TAX:
        return None
    for whole in {base.value, base.value - valued(discount)}:
        for rate in RATES if iva.how == "printed" else IVA_RATES:
            if abs(whole * rate / 100 - iva.value) <= TOLERANCE:
                return rate
    return None


# --- figures made of several ------------------------------------------------------------------------


def _composed(candidates: Candidates) -> list[Amount]:
    """Taxed by rate, exempt and excluded, for pages that print those and no subtotal."""
    if any(amount.how == "printed" for amount in candidates.get("subtotal", ())):
        return []
    besides = [one for role in ("exempt", "excluded") for one in _untaxed_of(candidates.get(role, ()))]
    taxed = [one for role in ("taxed", "tax_base") if (one := _by_value(candidates.get(role, ())))]
    if not taxed:
        return [_sum("subtotal", besides)] if besides else []
    wholes = [*(bases for bases in taxed), *([base] for bases in taxed for base in bases if len(bases) > 1)]
    sums = [_sum("subtotal", [*bases, *besides]) for bases in wholes]
    return [*sums, *(_sum("subtotal", bases) for bases in wholes if besides and len(bases) > 1)]


def _untaxed_of(amounts: Sequence[Amount]) -> list[Amount]:
    """What bears no tax: the rows of a table of rates together, or the one figure with the best label."""
    rows = [amount for amount in nonzero(amounts) if amount.relation == "row"]
    return rows if len(rows) > 1 else nonzero(amounts)[:1]


def _by_value(amounts: Sequence[Amount]) -> list[Amount]:
    """The bases of several rates, each once."""
    found = {amount.value: amount for amount in reversed(nonzero(amounts)) if amount.how == "printed"}
    return sorted(found.values(), key=lambda amount: -amount.weight)[:3]


def ivas_of(candidates: Candidates) -> list[Amount]:
    """The labelled IVA amounts, and their sum where several rates are printed apart."""
    # What stands beside "IVA 0 %" and is not zero is its base.
    amounts = [amount for amount in candidates.get("iva", ()) if amount.rate != 0 or not amount.value]
    by_rate: dict[Decimal, Amount] = {}
    for amount in amounts:
        if amount.rate:
            by_rate.setdefault(amount.rate, amount)
    parts = [amount for amount in by_rate.values() if amount.value]
    if len(parts) > 1:
        whole = _sum("iva", parts)
        if all(amount.relation == "row" for amount in parts):
            # Each is proved by its own base: one alone is never the tax of the document.
            amounts = [amount for amount in amounts if not any(amount.value == part.value for part in parts)]
        return [replace(whole, weight=max([whole.weight, *(amount.weight for amount in amounts)])), *amounts]
    return amounts


def _sum(role: str, parts: Sequence[Amount]) -> Amount:
    total = sum((part.value for part in parts), Decimal(0))
    tokens = tuple(token for part in parts for token in part.tokens)
    first = parts[0]
    return Amount(
        role, total, min(part.weight for part in parts) + (0.3 if len(parts) > 1 else 0.0), tokens, first.page,
        " + ".join(part.label.strip(" :") for part in parts), first.relation, parts=len(parts), readings=(total,),
    )  # fmt: skip


def bases_of(candidates: Candidates) -> Amount | None:
    """The bases of several rates together, where they are printed apart."""
    by_rate: dict[Decimal, Amount] = {}
    for role in ("tax_base", "taxed"):
        for amount in candidates.get(role, ()):
            if amount.rate and amount.value:
                by_rate.setdefault(amount.rate, amount)
    return _sum("tax_base", list(by_rate.values())) if len(by_rate) > 1 else None


def distinct(amounts: Iterable[Amount], most: int) -> list[Amount]:
    """The best candidate for each value; every sound reading of an ambiguous one is a value."""
    found: dict[Decimal, Amount] = {}
    for amount in amounts:
        for reading in amount.readings or (amount.value,):
            if reading not in found or found[reading].weight < amount.weight:
                found[reading] = amount if reading == amount.value else _read_as(amount, reading)
    return sorted(found.values(), key=lambda amount: -amount.weight)[:most]


def _read_as(amount: Amount, value: Decimal) -> Amount:
    return replace(amount, value=value, weight=amount.weight - 0.8, readings=(value,), exact=True)


def nonzero(amounts: Iterable[Amount]) -> list[Amount]:
    return [amount for amount in amounts if amount.value]


def valued(amount: Amount | None) -> Decimal:
    return amount.value if amount is not None else Decimal(0)
