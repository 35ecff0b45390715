"""Which column holds what, told by arithmetic: the columns under which quantity x price gives the total in most rows.

Heads are believed first. Only where they leave rows that do not come out are the figures themselves asked, so an
unknown word at the head of a column costs nothing. Places of columns are for `tables`, their words for `contents`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from invoices.extraction.arithmetic import Figures, prove
from invoices.extraction.contents import settle_contents
from invoices.extraction.figures import Guess
from invoices.extraction.grid import Grid
from invoices.extraction.table_heads import Column
from invoices.extraction.tables import Table

_KNOWN = ("quantity", "price", "total", "discount", "rate", "gross", "tax", "times")
_TEXTS = frozenset({"description"})
_TIMED = frozenset({"quantity", "times", "other", "unit"})
_ROLES = ("quantity", "price", "total", "discount", "times")


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column is what, by its place in the table; None for what the table does not have."""

    quantity: int | None
    price: int | None
    total: int | None
    discount: int | None = None
    # For how many days or months a price is paid.
    times: int | None = None


def _proved(grid: Grid, roles: Roles, columns: Sequence[Column]) -> int:
    """How many rows come out under these roles."""
    if roles.quantity is None or roles.price is None or roles.total is None:
        return 0
    count = 0
    for row, rates in zip(grid.guesses, grid.rates(columns), strict=True):
        figures = Figures(
            row.get(roles.quantity, ()), row.get(roles.price, ()), row.get(roles.total, ()),
            row.get(roles.discount, ()) if roles.discount is not None else (), rates,
            row.get(roles.times, ()) if roles.times is not None else (),
        )  # fmt: skip
        proof = prove(figures, most=6)
        # Nothing times anything is nothing: that tells no columns.
        count += proof is not None and proof.total != 0
    return count


def settle(tables: Sequence[Table]) -> None:
    """Correct what the heads say of the columns by what the rows of all pages say."""
    if not tables:
        return
    columns = tables[0].columns
    same = [table for table in tables if len(table.columns) == len(columns)]
    grid = Grid(same)
    if not grid.rows:
        return
    settle_contents(same, grid)
    said = _said(columns)
    proved = _proved(grid, said, columns)
    if proved * 10 >= len(grid.rows) * 6:
        return
    _settle_price(same, grid)
    said = _said(columns)
    best, most = said, (proved, 0.0)
    enough = max(2, -(-len(grid.rows) * 6 // 10)) if len(grid.rows) > 1 else 1
    for others in (_others, _repeated):
        for roles in others(grid, columns):
            count = _proved(grid, roles, columns)
            rank = (count, _likeness(roles, columns, grid))
            if rank > most:
                best, most = roles, rank
        if most[0] >= enough:
            break
    if best is not said and most[0] >= enough and most[0] > proved:
        for table in same:
            _rename(table.columns, best)


def _settle_price(tables: Sequence[Table], grid: Grid) -> None:
    """No price where nothing says how many and it does not divide the total: a part of it, as a freight is."""
    said = _said(tables[0].columns)
    if said.quantity is not None or said.price is None or said.total is None:
        return
    price, total = said.price, said.total
    even = 0
    for row in grid.guesses:
        if row.get(price) and row.get(total) and row[price][0].value:
            even += row[total][0].value % row[price][0].value == 0
    if even * 2 < len(grid.rows):
        for table in tables:
            table.columns[price].kind = "other"


def _said(columns: Sequence[Column]) -> Roles:
    def first(kind: str) -> int | None:
        return next((place for place, column in enumerate(columns) if column.kind == kind), None)

    return Roles(first("quantity"), first("price"), first("total"), first("discount"), first("times"))


def _others(grid: Grid, columns: Sequence[Column]) -> Iterator[Roles]:
    """Every way to tell quantity, price and total among the columns of figures, with and without a discount."""
    free = [place for place in grid.numeric if columns[place].kind not in _TEXTS]
    said = _said(columns)
    for quantity, price, total in permutations(free, 3):
        if total < max(quantity, price) and total != said.total:
            continue  # a total stands behind what it is made of, unless its head says otherwise
        yield Roles(quantity, price, total)
        for discount in free:
            if discount not in (quantity, price, total) and columns[discount].kind in {"discount", "other", "rate"}:
                yield Roles(quantity, price, total, discount)


def _repeated(grid: Grid, columns: Sequence[Column]) -> Iterator[Roles]:
    """The same where a price is paid for so many days: small whole numbers in a column of their own."""
    times = [place for place in grid.numeric if columns[place].kind in _TIMED and grid.is_times(place)]
    for roles in _others(grid, columns) if times else ():
        for place in times:
            if roles.discount is None and place not in (roles.quantity, roles.price, roles.total):
                yield replace(roles, times=place)


def _likeness(roles: Roles, columns: Sequence[Column], grid: Grid) -> float:
    """How well roles agree with the heads, and with the order people print them in."""
    assert roles.quantity is not None and roles.price is not None and roles.total is not None  # noqa: S101
    agreed = 0.0
    for kind in _ROLES:
        place = getattr(roles, kind)
        if place is None:
            continue
        head = columns[place].kind
        agreed += 2.0 if head == kind else -1.5 if head in _KNOWN else -0.5 if head in {"item", "code"} else 0.0
    agreed += 0.5 if roles.quantity < roles.price else 0.0
    smaller = sum(_less(row.get(roles.quantity, ()), row.get(roles.price, ())) for row in grid.guesses)
    agreed += 1.0 if smaller * 2 > len(grid.rows) else -1.0
    return agreed - (0.3 if roles.discount is not None else 0.0)


def _less(one: Sequence[Guess], other: Sequence[Guess]) -> bool:
    return bool(one) and bool(other) and one[0].value <= other[0].value


def _rename(columns: Sequence[Column], roles: Roles) -> None:
    taken = {kind: getattr(roles, kind) for kind in _ROLES}
    for place, column in enumerate(columns):
        if column.kind in taken and taken[column.kind] != place:
            column.kind = "other"
    for kind, place in taken.items():
        if place is not None:
            columns[place].kind = kind
