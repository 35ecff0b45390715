"""The cells of the lines of a table that look like rows, column by column, and what kind of thing fills each.

It judges single columns. Which of them multiply is for `columns`, what their heads must mean for `contents`.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from invoices.extraction import values
from invoices.extraction.figures import SOUND, Guess, cell_guesses
from invoices.extraction.products import is_money
from invoices.extraction.table_heads import Column
from invoices.extraction.tables import Table, columns_in

_ASKED = 24  # rows are enough to know a column by
_RATE = re.compile(r"^(?:IVA|INC)?\s*\(?(?:19|5|8|16|0)(?:[.,]0+)?\s*%?\)?$|^(?:EXC|EXE|EXENTO|EXCLUIDO|-)$")
_MONEY = re.compile(r"\d[.,']\d{3}[.,']\d{2,3}$|\d[.,']\d00$")
_DAY = re.compile(r"\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,10})[-/. ]\d{2,4}")
_MOST_TIMES = 366
_PLATE = re.compile(r"[A-Z]{3}-?\d{3}")
_UNIT = re.compile(r"[A-Za-zÁÉÍÓÚáéíóú]{1,6}\.?[23]?")


class Grid:
    """The rows of all pages by the place of their columns."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.rows: list[dict[int, list[str]]] = []
        named: list[dict[int, list[str]]] = []
        for table in tables:
            order = {id(column): place for place, column in enumerate(table.columns)}
            for line in table.body:
                cells: dict[int, list[str]] = {}
                placed = columns_in(line, table)
                # A name on a line of its own, with sizes in it, is no row.
                paid = any(is_money(token) for token, column in placed if column.kind != "description")
                for token, column in placed:
                    cells.setdefault(order[id(column)], []).append(token.text)
                figures = [place for place, texts in cells.items() if self._figure(texts) is not None]
                if len(figures) >= 2 and paid:
                    self.rows.append(cells)
                elif figures and len(cells) > 1:
                    named.append(cells)
        # A list of names and amounts alone has one figure a row.
        self.rows = (self.rows or named)[:_ASKED]

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
                counts[place] = counts.get(place, 0) + (self._figure(_bare(texts)) is not None)
        return sorted(place for place, count in counts.items() if count * 2 >= len(self.rows))

    @cached_property
    def guesses(self) -> list[dict[int, tuple[Guess, ...]]]:
        """What the cells of each row may say, without mending anything."""
        return [
            {place: tuple(g for g in cell_guesses(_bare(texts)) if g.cost <= 3) for place, texts in row.items()}
            for row in self.rows
        ]

    def cells(self, place: int) -> list[list[str]]:
        """What stands in a column, row by row, where anything does."""
        return [row[place] for row in self.rows if row.get(place)]

    def is_code(self, place: int) -> bool:
        """Whether most cells of a column hold one word with figures in it and few letters."""
        cells = self.cells(place)
        codes = [
            len(texts) <= 2
            and any(char.isdigit() for char in texts[0])
            and sum(char.isalpha() for text in texts for char in text) <= 4
            for texts in cells
        ]
        return sum(codes) * 10 > len(cells) * 7

    def is_rate(self, place: int) -> bool:
        """Whether a column holds rates of tax: the usual ones, mostly with their sign."""
        texts = [" ".join(cell) for cell in self.cells(place)]
        found = [_RATE.search(text.upper()) for text in texts]
        return bool(texts) and sum(match is not None for match in found) * 10 > len(texts) * 7

    def is_priced(self, place: int) -> bool:
        """Whether most cells of a column are written as money: with its sign, or as thousands."""
        texts = ["".join(cell) for cell in self.cells(place)]
        return bool(texts) and sum("$" in text or _MONEY.search(text) is not None for text in texts) * 2 > len(texts)

    def is_day(self, place: int) -> bool:
        """Whether most cells of a column hold a date."""
        cells = self.cells(place)
        return bool(cells) and sum(_DAY.search(" ".join(cell)) is not None for cell in cells) * 2 > len(cells)

    def is_count(self, place: int) -> bool:
        """Whether a column numbers the rows: 1, 2, 3 or 10, 20, 30."""
        texts = [cell[0] for cell in self.cells(place)]
        numbers = [int(text) for text in texts if text.isdigit()]
        if not numbers or len(numbers) < len(texts):
            return False
        steps = [below - above for above, below in pairwise(numbers)]
        if not steps:
            return numbers[0] in {1, 10}
        # From sheet to sheet some may be missing.
        return any(steps.count(step) * 10 >= len(steps) * 8 for step in (1, 10))

    def is_plate(self, place: int) -> bool:
        """Whether a column holds the plates of vehicles."""
        texts = ["".join(cell) for cell in self.cells(place)]
        return bool(texts) and sum(_PLATE.fullmatch(text) is not None for text in texts) * 2 > len(texts)

    def is_unit(self, place: int) -> bool:
        """Whether a column holds one short word a row."""
        cells = self.cells(place)
        return len(cells) * 2 > len(self.rows) and all(len(cell) == 1 and _UNIT.fullmatch(cell[0]) for cell in cells)

    def is_times(self, place: int) -> bool:
        """Whether a column may say for how many days or months a price is paid: small whole numbers."""
        found = [guesses[0].value for row in self.guesses if (guesses := row.get(place))]
        return bool(found) and all(0 < value <= _MOST_TIMES and value == int(value) for value in found)

    def letters(self, place: int) -> float:
        """How many letters of names a row has in this column; none where codes or dates stand."""
        if not self.rows or self.is_day(place):
            return 0.0
        words = [text for cell in self.cells(place) for text in cell]
        # What mixes letters and figures in one word is a size or a code, and no name.
        return sum(len(text) for text in words if sum(map(str.isalpha, text)) * 2 > len(text) > 1) / len(self.rows)

    def rates(self, columns: Sequence[Column]) -> list[tuple[Decimal, ...]]:
        """The rates of tax each row prints."""
        found = []
        for row in self.rows:
            texts = [text for place, cell in row.items() if columns[place].kind == "rate" for text in cell]
            found.append(tuple(rate for text in texts if (rate := values.read_percent(text)) and rate <= 35))
        return found


def _bare(texts: Sequence[str]) -> list[str]:
    """A discount of "8%" is a figure as well."""
    return [text.replace("%", "") for text in texts]
