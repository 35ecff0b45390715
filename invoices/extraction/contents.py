"""Heads corrected by what stands below them: codes under a name, rates under a price, counts under a unit.

A head may be a word of another meaning in another trade ("Item", "Material", "Unds."), or no known word at all. What
multiplies is for `columns`.
"""

from collections.abc import Sequence

from invoices.extraction.grid import Grid
from invoices.extraction.tables import Table

# Heads that say little: below them anything may stand.
_VAGUE = frozenset({"other", "code", "item", "unit", "discount", "description"})
# So many letters a row has where names stand; and so many times those of a column that is no name.
_NAME = 4.0
_TWICE = 2.0
# Figures shorter than these before a name say how many, longer ones are a code.
_SHORTEST = 5


def settle_contents(tables: Sequence[Table], grid: Grid) -> None:
    """Correct the heads of tables with the same columns."""
    kinds = [column.kind for column in tables[0].columns]
    _settle_names(kinds, grid)
    _settle_rates(kinds, grid)
    _settle_counts(kinds, grid)
    if not {"quantity", "times", "price"} & set(kinds) and "gross" in kinds:
        # Where nothing multiplies, the amount with everything in it is the line's.
        kinds[:] = ["total" if kind == "gross" else "other" if kind == "total" else kind for kind in kinds]
    if tables[0].supposed:
        _suppose(kinds, grid)
    for table in tables:
        for column, kind in zip(table.columns, kinds, strict=True):
            column.kind = kind


def _settle_names(kinds: list[str], grid: Grid) -> None:
    """One column of names: the one with the most letters, where heads name several, none, or one of codes."""
    named = [place for place, kind in enumerate(kinds) if kind == "description"]
    if len(named) == 1 and "code" in kinds and grid.is_code(named[0]) and not grid.is_code(kinds.index("code")):
        coded = kinds.index("code")
        kinds[named[0]], kinds[coded] = "code", "description"
        return
    best = max(named, key=grid.letters, default=None)
    if best is None or grid.letters(best) < _NAME:
        # "Consumo" heads what was taken as well as how much of it.
        wordy = [place for place, kind in enumerate(kinds) if kind == "quantity" and grid.letters(place) >= _NAME]
        vague = [place for place, kind in enumerate(kinds) if kind in _VAGUE] + wordy
        other = max(vague, key=grid.letters, default=None)
        if other is not None and grid.letters(other) >= max(
            _NAME, _TWICE * (grid.letters(best) if best is not None else 0)
        ):
            best = other
    if best is None:
        return
    for place in named:
        if place != best:
            coded = grid.is_code(place) and not grid.is_day(place) and "code" not in kinds
            kinds[place] = "code" if coded else "other"
    kinds[best] = "description"


def _settle_rates(kinds: list[str], grid: Grid) -> None:
    if "rate" in kinds:
        return
    for place, kind in enumerate(kinds):
        if kind in {"price", "other", "tax"} and grid.is_rate(place):
            kinds[place] = "rate"
            return


def _settle_counts(kinds: list[str], grid: Grid) -> None:
    """How many there are may stand under "Unds."; what stands under "Item" may be a code."""
    counts = [place for place, kind in enumerate(kinds) if kind == "unit" and place in grid.numeric]
    for place in counts:
        # What one unit costs stands under "$/und" as well.
        wanted = "price" if grid.is_priced(place) else "quantity"
        if wanted not in kinds:
            kinds[place] = wanted
    for place, kind in enumerate(kinds):
        if kind == "item" and "quantity" not in kinds and place in grid.numeric and not grid.is_count(place):
            kinds[place] = "quantity"
        elif kind == "item" and "code" not in kinds and grid.is_code(place) and not grid.is_count(place):
            kinds[place] = "code"


def _suppose(kinds: list[str], grid: Grid) -> None:
    """Without heads: the number of the item, its code before its name, its unit, and a figure that counts."""
    named = kinds.index("description") if "description" in kinds else len(kinds)
    for place, kind in enumerate(kinds):
        if kind != "other" or grid.is_day(place):
            continue
        if place < named and "item" not in kinds and grid.is_count(place):
            kinds[place] = "item"
        elif place < named and "code" not in kinds and grid.is_code(place) and not grid.is_plate(place):
            short = place in grid.numeric and all(len(cell[0]) < _SHORTEST for cell in grid.cells(place))
            kinds[place] = "quantity" if short and "quantity" not in kinds else "code"
        elif "unit" not in kinds and grid.is_unit(place):
            kinds[place] = "unit"
    figures = [place for place in grid.numeric if kinds[place] == "other" and not grid.is_day(place)]
    if len(figures) == 1 and "quantity" not in kinds:
        # With nothing to multiply it by, one more figure says how many.
        kinds[figures[0]] = "quantity"
