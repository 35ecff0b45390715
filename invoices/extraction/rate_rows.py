"""Rows that tell a tax by its rate: "19 % | base | tax", whatever stands in their head.

Such a row proves itself, for the tax is that share of the base. Rows of the same shape may be items; a rate has
one row only. What the taxes make together is for `sums`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from invoices.extraction import values
from invoices.extraction.layout import Line, PageLayout, Token, fold_words
from invoices.extraction.money import Figure, figures_in
from invoices.extraction.products import last_product

RATES = (Decimal(19), Decimal(5), Decimal(8), Decimal(16), Decimal(4))
_CONSUMPTION = (Decimal(8), Decimal(4))
_CONSUMED = frozenset({"INC", "CONSUMO", "IMPOCONSUMO", "IPOCONSUMO", "ICO"})
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s?%?(?![\d.,])")
_MOST_FIGURES = 5
_LEAST_TAX = Decimal(10)
# A share of a small base is met by chance within two pesos; one rounded item by item may miss by a little more.
_SLACK, _SMALL_SLACK, _SMALL = Decimal(2), Decimal(1), Decimal(1000)
_ROUNDED, _MOST_ROUNDED = Decimal("0.00001"), Decimal(10)
# So many lines above and below its rows the table may go on.
_NEAR = 4.5


@dataclass(frozen=True, slots=True, eq=False)
class RateRow:
    """What a rate is charged on, and what it makes. A rate of nothing has a base alone."""

    kind: str
    rate: Decimal
    base: Figure
    tax: Figure | None
    line: Line


def rate_rows(page: PageLayout, *, items: frozenset[int] = frozenset()) -> list[RateRow]:
    """The rows of one page, one for each rate; `items` holds the words of what was taken for rows of items."""
    lines = list(page.lines)
    taken = [line for line in lines if any(id(token) in items for token in line.tokens)]
    if taken:
        # A table whose foot was not told goes on to the end of the page, but its last item multiplies.
        last = last_product(page, 0.0)
        lines = [line for line in lines if line not in taken or line.cy > last > 0]
    found = [row for line in lines if (row := _row(line, page)) is not None]
    once = [row for row in found if all(_is_same(row, other) for other in found if _said(other) == _said(row))]
    first = {_said(row): row for row in reversed(once)}
    rows = sorted(first.values(), key=lambda row: row.line.cy)
    return [*rows, *_untaxed(rows, lines, page)] if rows else []


def _said(row: RateRow) -> tuple[str, Decimal]:
    return row.kind, row.rate


def _is_same(one: RateRow, other: RateRow) -> bool:
    return one.base.value == other.base.value


def _row(line: Line, page: PageLayout) -> RateRow | None:
    figures = list(figures_in(line.tokens))
    if not 2 <= len(figures) <= _MOST_FIGURES:
        return None
    inside = {id(token) for figure in figures for token in figure.tokens}
    said = set(_rates(token for token in line.tokens if id(token) not in inside))
    for rate in RATES:
        if rate not in said:
            continue
        for base, tax in permutations(figures, 2):
            if _is_share(tax.value, base.value, rate):
                kind = "inc" if _is_consumption(line, rate, page) else "iva"
                return RateRow(kind, rate, base, tax, line)
    return None


def _rates(tokens: Iterator[Token]) -> Iterator[Decimal]:
    for match in _RATE.finditer(" ".join(token.text for token in tokens)):
        rate = values.read_percent(match.group(1))
        if rate is not None:
            yield rate


def _is_share(tax: Decimal, base: Decimal, rate: Decimal) -> bool:
    slack = _SLACK + min(tax * _ROUNDED, _MOST_ROUNDED) if tax >= _SMALL else _SMALL_SLACK
    return tax >= _LEAST_TAX and abs(base * rate / 100 - tax) <= slack


def _is_consumption(line: Line, rate: Decimal, page: PageLayout) -> bool:
    words = set(fold_words(line.text))
    return bool(words & _CONSUMED) or (rate in _CONSUMPTION and "IVA" not in words)


def _untaxed(rows: Sequence[RateRow], lines: Sequence[Line], page: PageLayout) -> Iterator[RateRow]:
    """Rows of what bears no tax, between or beside those that do: their base stands under the other bases."""
    top, foot = rows[0].line.cy - _NEAR * page.line_height, rows[-1].line.cy + _NEAR * page.line_height
    for line in lines:
        if not top <= line.cy <= foot or any(line is row.line for row in rows):
            continue
        figures = list(figures_in(line.tokens))
        base = next((one for one in figures if _stands_under(one, rows[0].base)), None)
        inside = {id(token) for figure in figures for token in figure.tokens}
        rest = [token for token in line.tokens if id(token) not in inside]
        if base is None or not base.value or any(one.value not in (0, base.value) for one in figures):
            continue
        if Decimal(0) in set(_rates(iter(rest))) or _is_free(rest):
            yield RateRow("exempt", Decimal(0), base, None, line)


def _is_free(tokens: Sequence[Token]) -> bool:
    return any(word.startswith(("EXENT", "EXCLUI", "NOGRAV")) for token in tokens for word in fold_words(token.text))


def _stands_under(figure: Figure, other: Figure) -> bool:
    left, right = figure.tokens[0].rect, figure.tokens[-1].rect
    first, last = other.tokens[0].rect, other.tokens[-1].rect
    return min(right.x1, last.x1) - max(left.x0, first.x0) > 0.3 * min(right.x1 - left.x0, last.x1 - first.x0)
