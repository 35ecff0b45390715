"""Where a page prints its sum before and after a discount: which of them is the subtotal, and what was taken off.

What the two and the discount are called is often known of some of them only, but they add up among themselves and
stand together: before, discount, after. Which figures make the total is decided in `sums` before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from invoices.extraction.amounts import Amount
from invoices.extraction.implied import Printed
from invoices.extraction.layout import Rect, Token, fold, join_rects
from invoices.extraction.money import Figure
from invoices.extraction.sums import Sum, nonzero, valued

_LEAST = Decimal(100)
_EXACT = Decimal("0.01")
# So far above the subtotal, in heights of its letters, stand what it was before and what was taken off.
_NEAR = 9.0
_EDGE = 0.02
_ROWS = 4.0
# Figures so called are terms of the sum or bases of a tax, and no sum after a discount.
_OTHERWISE = frozenset({
    "tax_base", "taxed", "exempt", "excluded", "iva", "inc", "total_tax", "other_tax", "discount", "charge", "total",
    "rete_fuente", "rete_iva", "rete_ica", "withholdings", "advance", "paid",
})  # fmt: skip


def settled(one: Sum, candidates: Mapping[str, Sequence[Amount]], printed: Printed) -> Sum:
    """The sum with the subtotal that its page calls so, and with the discount before it that it left out."""
    if one.subtotal is None or not one.balanced:
        return one
    if not valued(one.discount):
        found = _taken_off(one.subtotal, one.total, candidates, printed)
        return replace(one, discount=found, before_discount=False) if found else one
    if one.before_discount and not _is_called_subtotal(one.subtotal):
        after = _after(one, candidates, printed)
        return replace(one, subtotal=after, before_discount=False) if after else one
    return one


def _is_called_subtotal(amount: Amount) -> bool:
    label = fold(amount.label)
    return "SUBTOTAL" in label and "DESCUENTO" not in label and "DCTO" not in label


# --- the sum after the discount ------------------------------------------------------------------------------


def _after(one: Sum, candidates: Mapping[str, Sequence[Amount]], printed: Printed) -> Amount | None:
    """The figure between discount and total that is what the discount leaves."""
    before, discount = one.subtotal, one.discount
    assert before is not None and discount is not None  # noqa: S101
    left = before.value - discount.value
    if not discount.tokens or not one.total.tokens or left <= 0:
        return None
    named = [amount for role in ("subtotal", "payable") for amount in candidates.get(role, ())]
    named = [amount for amount in named if amount.tokens and amount.how == "printed"]
    label = {id(amount.tokens[0]): amount for amount in named}
    other = {
        id(token)
        for role in _OTHERWISE
        for amount in candidates.get(role, ())
        if amount.whole and amount.how == "printed" and id(amount.tokens[0]) not in label
        for token in amount.tokens
    }  # fmt: skip
    for figure, page in printed.figures:
        exact = next((value for value in figure.readings if abs(value - left) <= _EXACT), None)
        if exact is None or page != discount.page or any(id(token) in other for token in figure.tokens):
            continue
        if not _is_between(_place(figure.tokens), _place(discount.tokens), _place(one.total.tokens)):
            continue
        mine = label.get(id(figure.tokens[0]))
        if mine is not None and mine.whole:
            return replace(mine, role="subtotal", value=exact, readings=(exact,))
        return Amount("subtotal", exact, 0.8, figure.tokens, page, relation="loose", how="loose", readings=(exact,))
    return None


def _place(tokens: Sequence[Token]) -> Rect:
    return join_rects(token.rect for token in tokens)


def _is_between(place: Rect, first: Rect, last: Rect) -> bool:
    """Whether a figure stands behind one and before another, in a column or in a row."""
    height = max(first.height, last.height)
    if abs(first.cy - last.cy) < height:
        return abs(place.cy - first.cy) < height and first.x0 < place.x0 < last.x0
    return first.cy + height / 2 < place.cy < last.cy - height / 2


# --- what was taken off ----------------------------------------------------------------------------------------


def _taken_off(
    subtotal: Amount, total: Amount, candidates: Mapping[str, Sequence[Amount]], printed: Printed
) -> Amount | None:
    """The discount that led to a subtotal: so called, with the sum before it printed too, or right above both."""
    if subtotal.value == total.value and len(subtotal.tokens) == 0:
        return None
    named = [amount for amount in nonzero(candidates.get("discount", ())) if amount.how == "printed"]
    if led := next((one for one in named if _leads(one.value, one.tokens, subtotal, total, printed)), None):
        return led
    for figure, page in printed.figures:
        # On a page that leans, the figure of the next row stands level with the label.
        beside = (one for one in named if one.page == page and _is_near(figure, one))
        if (label := next(beside, None)) and _leads(figure.value, figure.tokens, subtotal, total, printed):
            return replace(label, value=figure.value, tokens=figure.tokens, how="loose", readings=(figure.value,))
    if candidates.get("discount") or not subtotal.tokens or subtotal.parts > 1:
        return None
    taken = next(_unnamed(subtotal, total, printed), None)
    if taken is None:
        return None
    figure, page, value = taken
    return Amount("discount", value, 0.8, figure.tokens, page, relation="loose", how="loose", readings=(value,))


def _leads(value: Decimal, tokens: Sequence[Token], subtotal: Amount, total: Amount, printed: Printed) -> bool:
    """Whether a page also prints, to the cent, what a subtotal was before a discount of this value. What is added to
    it to make the total is a tax."""
    before = subtotal.value + value
    if value < _LEAST or abs(before - total.value) <= _EXACT:
        return False
    found = printed.at(before, but=frozenset(id(token) for token in (*tokens, *subtotal.tokens)))
    return found is not None and any(abs(one - before) <= _EXACT for one in found[0].readings)


def _is_near(figure: Figure, amount: Amount) -> bool:
    place, other = _place(figure.tokens), _place(amount.tokens)
    return abs(place.cy - other.cy) < _ROWS * max(place.height, other.height)


def _unnamed(subtotal: Amount, total: Amount, printed: Printed) -> Iterator[tuple[Figure, int, Decimal]]:
    """Of the column of figures above a subtotal, the one that it lacks of another above that."""
    foot = _place(subtotal.tokens)
    column = [
        (figure, _place(figure.tokens))
        for figure, page in printed.figures
        if page == subtotal.page and abs(_place(figure.tokens).x1 - foot.x1) <= _EDGE
    ]
    above = [(one, at) for one, at in column if foot.height / 2 < foot.cy - at.cy <= _NEAR * foot.height]
    for figure, at in above:
        wanted = subtotal.value + figure.value
        higher = (one for one, place in above if place.cy < at.cy - foot.height / 2)
        if figure.value < _LEAST or abs(wanted - total.value) <= _EXACT:
            continue
        if any(abs(one.value - wanted) <= _EXACT for one in higher):
            yield figure, subtotal.page, figure.value
