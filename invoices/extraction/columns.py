"""Which column holds what, told by arithmetic: the columns under which quantity x price gives the total in most rows.

Heads are believed first. Only where they leave rows that do not come out are the figures themselves asked, so an
unknown word at the head of a column costs nothing. Places of columns are for `tables`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import permutations

from invoices.extraction import values
from invoices.extraction.arithmetic import Figures, prove
from invoices.extraction.figures import SOUND, Guess, cell_guesses
from invoices.extraction.table_heads import Column
from invoices.extraction.tables import Table, column_of

_ASKED = 24  # rows are enough to know a column by
_KNOWN = ("quantity", "price", "total", "discount", "rate", "gross", "tax")
_RATE = re.compile(r"^(?:IVA|INC)?\s*\(?(?:19|5|8|16|0)(?:[.,]0+)?\s*%?\)?$|^(?:EXC|EXE|EXENTO|EXCLUIDO|-)$")
_TEXTS = frozenset({"description"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column is what, by its place in the table; None for what the table does not have."""

    quantity: int | None
    price: int | None
    total: int | None
    discount: int | None = None


class _Grid:
    """The cells of the lines that look like rows, column by column."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.rows: list[dict[int, list[str]]] = []
        for table in tables:
            order = {id(column): place for place, column in enumerate(table.columns)}
            for line in table.body:
                cells: dict[int, list[str]] = {}
                for token in line.tokens:
                    cells.setdefault(order[id(column_of(token, table))], []).append(token.text)
                figures = [place for place, texts in cells.items() if self._figure(texts) is not None]
                if len(figures) >= 2 and len(self.rows) < _ASKED:
                    self.rows.append(cells)

    @staticmethod
    def _figure(texts: Sequence[str]) -> Decimal | None:
        found = cell_guesses(texts)
        return found[0].value if found and found[0].cost <= SOUND else None

    @cached_property
    def numeric(self) -> list[int]:
        """Columns that hold a figure in most rows."""
        counts: dict[int, int] = {}
        for row in self.rows:
            for place, texts in row.items():
                counts[place] = counts.get(place, 0) + (self._figure(texts) is not None)
        return sorted(place for place, count in counts.items() if count * 2 >= len(self.rows))

    @cached_property
    def guesses(self) -> list[dict[int, tuple[Guess, ...]]]:
        """What the cells of each row may say, without mending anything."""
        return [
            {place: tuple(g for g in cell_guesses(texts) if g.cost <= 3) for place, texts in row.items()}
            for row in self.rows
        ]

    def is_code(self, place: int) -> bool:
        """Whether most cells of a column hold one word with figures in it and few letters."""
        cells = [row[place] for row in self.rows if row.get(place)]
        codes = [
            len(texts) <= 2
            and any(char.isdigit() for char in texts[0])
            and sum(char.isalpha() for text in texts for char in text) <= 4
            for texts in cells
        ]
        return sum(codes) * 10 > len(cells) * 7

    def is_rate(self, place: int) -> bool:
        """Whether a column holds rates of tax: the usual ones, mostly with their sign."""
        texts = [" ".join(row[place]) for row in self.rows if row.get(place)]
        found = [_RATE.search(text.upper()) for text in texts]
        return bool(texts) and sum(match is not None for match in found) * 10 > len(texts) * 7

    def rates(self, columns: Sequence[Column]) -> list[tuple[Decimal, ...]]:
        found = []
        for row in self.rows:
            texts = [text for place, cell in row.items() if columns[place].kind == "rate" for text in cell]
            found.append(tuple(rate for text in texts if (rate := values.read_percent(text)) and rate <= 35))
        return found

    def proved(self, roles: Roles, columns: Sequence[Column]) -> int:
        """How many rows come out under these roles."""
        if roles.quantity is None or roles.price is None or roles.total is None:
            return 0
        count = 0
        for row, rates in zip(self.guesses, self.rates(columns), strict=True):
            figures = Figures(
                row.get(roles.quantity, ()), row.get(roles.price, ()), row.get(roles.total, ()),
                row.get(roles.discount, ()) if roles.discount is not None else (), rates,
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
    grid = _Grid(same)
    if not grid.rows:
        return
    _settle_contents(same, grid)
    said = _said(columns)
    proved = grid.proved(said, columns)
    if proved * 10 >= len(grid.rows) * 6:
        return
    best, most = said, (proved, 0.0)
    for roles in _others(grid, columns):
        count = grid.proved(roles, columns)
        rank = (count, _likeness(roles, columns, grid))
        if rank > most:
            best, most = roles, rank
    enough = max(2, -(-len(grid.rows) * 6 // 10)) if len(grid.rows) > 1 else 1
    if best is not said and most[0] >= enough and most[0] > proved:
        for table in same:
            _rename(table.columns, best)


def _settle_contents(tables: Sequence[Table], grid: _Grid) -> None:
    """Correct heads that what stands below them contradicts: codes under a name, rates under a price."""
    columns = tables[0].columns
    by_kind = {column.kind: place for place, column in enumerate(columns)}
    described, coded = by_kind.get("description"), by_kind.get("code")
    if described is not None and coded is not None and grid.is_code(described) and not grid.is_code(coded):
        _exchange(tables, described, coded)
    for place, column in enumerate(columns):
        if column.kind in {"price", "other", "tax"} and grid.is_rate(place) and "rate" not in by_kind:
            for table in tables:
                table.columns[place].kind = "rate"
            break


def _exchange(tables: Sequence[Table], one: int, other: int) -> None:
    for table in tables:
        table.columns[one].kind, table.columns[other].kind = table.columns[other].kind, table.columns[one].kind


def _said(columns: Sequence[Column]) -> Roles:
    def first(kind: str) -> int | None:
        return next((place for place, column in enumerate(columns) if column.kind == kind), None)

    return Roles(first("quantity"), first("price"), first("total"), first("discount"))


def _others(grid: _Grid, columns: Sequence[Column]) -> Iterator[Roles]:
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


def _likeness(roles: Roles, columns: Sequence[Column], grid: _Grid) -> float:
    """How well roles agree with the heads, and with the order people print them in."""
    assert roles.quantity is not None and roles.price is not None and roles.total is not None  # noqa: S101
    agreed = 0.0
    for kind in ("quantity", "price", "total", "discount"):
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
    taken = {kind: getattr(roles, kind) for kind in ("quantity", "price", "total", "discount")}
    for place, column in enumerate(columns):
        if column.kind in taken and taken[column.kind] != place:
            column.kind = "other"
    for kind, place in taken.items():
        if place is not None:
            columns[place].kind = kind
