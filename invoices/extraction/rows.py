"""The rows of the table of items: which words on which lines are one item.

A row is known by its figures; the other lines are descriptions and codes that wrapped around them. What the
cells of a row say is for `lines`; nothing is computed here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from invoices.extraction.figures import cell_guesses, sound
from invoices.extraction.layout import Line, Token, split_token
from invoices.extraction.tables import Table, column_of, columns_in

_CODE = re.compile(r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9\-./]{1,17}$")
_COUNT = re.compile(r"^[1-9]\d{0,4}(?:[.,]\d{1,2})?$")
_PIECE = re.compile(r"^(?:(?=.*\d)[A-Za-z0-9\-./]+|[A-Z\-]{1,4})$")
_GLUED_COUNT = re.compile(r"^([1-9]\d{0,3})[A-ZÁÉÍÓÚÑa-záéíóúñ]{3}")
_LEAST_COUNTED = 3
# So little apart begin names that are set at one edge; so far left of it a line is no part of one.
_EVEN, _LEFT = 0.006, 0.012
_FIGURES = ("quantity", "price", "tax", "gross", "total")
# What is carried over from page to page, and the sum of a chapter, are no items.
_CARRIED = re.compile(
    r"^(?:(?:VAN|VIENEN|PASAN?|SUMAN?|SUMAYSIGUE|TRANSPORTE|ACUMULADO)$|VIENENDE|PASANALA|SUBTOTAL|TOTAL)"
)


@dataclass(slots=True, eq=False)
class Row:
    """One item while it is put together. `cells` are the words of its own line, by the kind of their column."""

    cy: float
    cells: dict[str, list[Token]]
    above: list[Token] = field(default_factory=list)
    below: list[Token] = field(default_factory=list)
    codes: list[Token] = field(default_factory=list)

    @property
    def tokens(self) -> list[Token]:
        own = [token for cell in self.cells.values() for token in cell]
        return [*own, *self.above, *self.below, *self.codes]


Placed = tuple[float, dict[str, list[Token]]]


def rows_of(table: Table) -> list[Row]:
    """The items of a table, in the order printed."""
    placed = _rejoined([(line.cy, place(line, table)) for line in table.body], table.page.line_height)
    rows = [Row(cy, cells) for cy, cells in placed if is_row(cells)]
    if not rows:
        return []
    _tell_codes(rows, placed)
    if not table.kinds() & {"quantity", "times"}:
        _tell_counts(rows)
    edge = _edge(rows)
    wraps = [
        (cy, cells) for cy, cells in placed
        if not is_row(cells) and not _has_money(cells) and not _is_title(cells, edge)
    ]  # fmt: skip
    texts = [cy for cy, cells in wraps if cells.get("description")]
    centred = any(_straddles(cy, rows, texts, table.page.line_height) for cy in texts)
    if _names_stand_above(rows, texts):
        for cy, cells in wraps:
            _give_down(cy, cells, rows, pitch=table.page.line_height)
        return rows
    for cy, cells in wraps:
        _give(cy, cells, rows, centred=centred, pitch=table.page.line_height)
    return rows


def _tell_codes(rows: Sequence[Row], placed: Sequence[Placed]) -> None:
    """Codes printed over the names, in one column: what stands beside the figures is a code in nearly every row."""
    named = sum(not is_row(cells) and bool(cells.get("description")) for _cy, cells in placed)
    alone = [row for row in rows if len(own := _texts(row)) == 1 and _CODE.match(own[0].text)]
    if len(alone) * 10 < len(rows) * 8 or named * 10 < len(rows) * 8:
        return
    for row in alone:
        row.cells["code"], row.cells["description"] = _texts(row), []


def _tell_counts(rows: Sequence[Row]) -> None:
    """How many there are, read as the beginning of every name: columns that stand one blank apart, or none."""
    counted = [_counted(row.cells.get("description", [])) for row in rows]
    if len(rows) < _LEAST_COUNTED or sum(one is not None for one in counted) * 10 < len(rows) * 9:
        return
    for row, one in zip(rows, counted, strict=True):
        if one is not None:
            row.cells["quantity"], row.cells["description"] = [one[0]], one[1]


def _counted(name: Sequence[Token]) -> tuple[Token, list[Token]] | None:
    """A count and the name behind it; "10VARILLA" is cut where its figures end."""
    if not name:
        return None
    if len(name) > 1 and _COUNT.match(name[0].text) and _is_word(name[1]):
        return name[0], list(name[1:])
    glued = _GLUED_COUNT.match(name[0].text)
    if glued is None:
        return None
    count, word = split_token(name[0], glued.end(1))
    return count, [word, *name[1:]]


def _is_word(token: Token) -> bool:
    return any(char.isalpha() for char in token.text)


def _texts(row: Row) -> list[Token]:
    return [*row.cells.get("code", ()), *row.cells.get("description", ())]


def place(line: Line, table: Table) -> dict[str, list[Token]]:
    """The words of a line by the kind of column they stand in."""
    if (running := _running_text(line, table)) is not None:
        return {"description": running}
    cells: dict[str, list[Token]] = {}
    for token, column in columns_in(line, table):
        if token.text in {"$", "COP", "|"} or (not token.key and len(token.text) > 2):
            continue
        cells.setdefault(column.kind, []).append(token)
    return cells


def _running_text(line: Line, table: Table) -> list[Token] | None:
    """The words of a line that is one run of text: a long name that reaches under the heads of figures."""
    if len(line.segments) != 1 or "total" not in table.kinds():
        return None
    tokens = [token for token in line.tokens if token.key]
    words = sum(sum(char.isalpha() for char in token.text) >= 2 for token in tokens)
    # One word and sizes ("SOLDADURA 6011 X 1/8") are a name as long as no amount stands among them.
    amounts = any(sum(char.isdigit() for char in token.text) > 4 for token in tokens)
    if words < (2 if amounts else 1) or len(tokens) < 2:
        return None
    if column_of(tokens[0], table).kind not in {"description", "code"}:
        return None
    if any(column_of(token, table).kind == "total" for token in tokens):
        return None
    return tokens


def is_row(cells: dict[str, list[Token]]) -> bool:
    """A line of figures: a total or price, and with it something that says what or how many."""
    figures = {kind for kind in _FIGURES if has_figure(cells, kind)}
    if not figures & {"total", "price", "gross"}:
        return False
    words = [token for kind in ("description", "code", "item") for token in cells.get(kind, ())]
    if len(figures) == 1 and is_carried(words):
        return False
    return len(figures) >= 2 or bool(cells.get("description") or cells.get("code"))


def is_carried(words: Sequence[Token]) -> bool:
    """Whether words announce what is carried over or a sum, and no item."""
    return bool(words) and _CARRIED.match("".join(token.key for token in words)) is not None


def has_figure(cells: dict[str, list[Token]], kind: str) -> bool:
    """Whether a cell holds a figure a person would read as one."""
    return sound(cell_guesses([token.text for token in cells.get(kind, ())], money=kind != "quantity")) is not None


def _has_money(cells: dict[str, list[Token]]) -> bool:
    return has_figure(cells, "total") or has_figure(cells, "price")


def _rejoined(placed: Sequence[Placed], pitch: float) -> list[Placed]:
    """Lines joined again that a leaning page had torn: half of a row's figures here, the rest right below."""
    joined: list[Placed] = []
    for cy, cells in placed:
        if joined and _are_halves(joined[-1], (cy, cells), pitch):
            last_cy, last = joined.pop()
            kinds = dict.fromkeys([*last, *cells])
            both = {kind: [*last.get(kind, ()), *cells.get(kind, ())] for kind in kinds}
            joined.append(((last_cy + cy) / 2, both))
        else:
            joined.append((cy, cells))
    return joined


def _are_halves(upper: Placed, lower: Placed, pitch: float) -> bool:
    if lower[0] - upper[0] > 0.95 * pitch:
        return False
    first = {kind for kind in (*_FIGURES, "rate", "discount") if has_figure(upper[1], kind)}
    second = {kind for kind in (*_FIGURES, "rate", "discount") if has_figure(lower[1], kind)}
    if not first or not second or first & second:
        return False
    both = first | second
    return "total" in both and ("price" in both or "quantity" in both) and not ("total" in first and "price" in first)


def _edge(rows: Sequence[Row]) -> float | None:
    """Where all names begin, when they begin at one place."""
    starts = [min(token.rect.x0 for token in own) for row in rows if (own := row.cells.get("description"))]
    return min(starts) if len(starts) > 1 and max(starts) - min(starts) < _EVEN else None


def _is_title(cells: dict[str, list[Token]], edge: float | None) -> bool:
    """Whether a line of words begins left of the names: the title of a chapter, the paper a delivery came with."""
    if not cells.get("description"):
        return False
    if edge is not None and min(token.rect.x0 for token in cells["description"]) < edge - _LEFT:
        return True
    start = min(token.rect.x0 for token in cells["description"])
    # A code that wraps with its name stands left of it as well.
    coded = all(_PIECE.match(token.text) for token in cells.get("code", ()))
    others = [
        token for kind, cell in cells.items() for token in cell
        if kind != "description" and not (kind == "code" and coded)
    ]  # fmt: skip
    return any(token.rect.x0 < start for token in others)


def _straddles(cy: float, rows: Sequence[Row], texts: Sequence[float], pitch: float) -> bool:
    """Whether a line of text belongs to the figures under it: it stands above the first, or nearer to the
    next row's figures than to whatever was printed before it.

    What stands above a first row that has its name beside it, and none below, is a remark on what follows.
    """
    first = rows[0].cy
    if cy < first:
        below = [y for y in texts if first < y < min([row.cy for row in rows[1:]], default=first + 2.2 * pitch)]
        return not rows[0].cells.get("description") or bool(below)
    following = min((row.cy - cy for row in rows if row.cy > cy), default=None)
    before = [cy - y for y in (*(row.cy for row in rows), *texts) if y < cy]
    return following is not None and bool(before) and following < 0.85 * min(before)


def _names_stand_above(rows: Sequence[Row], texts: Sequence[float]) -> bool:
    """Whether the rows hold figures and codes alone, each below the line of its name."""
    nameless = sum(not row.cells.get("description") for row in rows)
    if nameless * 10 < len(rows) * 8 or not any(cy < rows[0].cy for cy in texts):
        return False
    levels = [float("-inf"), *(row.cy for row in rows)]
    above = sum(any(upper < cy < lower for cy in texts) for upper, lower in pairwise(levels))
    return above * 10 >= len(rows) * 8 and not any(cy > rows[-1].cy for cy in texts)


def _give_down(cy: float, cells: dict[str, list[Token]], rows: Sequence[Row], *, pitch: float) -> None:
    """Give a line of a name to the figures below it."""
    row = next((row for row in rows if row.cy > cy), None)
    if row is not None and row.cy - cy < 3.3 * pitch:
        row.above.extend(cells.get("description", ()))
        row.codes.extend(cells.get("code", ()))


def _give(cy: float, cells: dict[str, list[Token]], rows: Sequence[Row], *, centred: bool, pitch: float) -> None:
    """Give a wrapped line to its row."""
    words, codes = cells.get("description", []), cells.get("code", [])
    row = _owner(cy, rows, centred=centred, pitch=pitch) if words or codes else None
    if row is None:
        return
    (row.above if cy < row.cy else row.below).extend(words)
    row.codes.extend(codes)


def _owner(cy: float, rows: Sequence[Row], *, centred: bool, pitch: float) -> Row | None:
    if not centred:
        above = [row for row in rows if row.cy < cy]
        if not above:
            return None
        last = max([above[-1].cy, *(token.rect.cy for token in above[-1].below)])
        return above[-1] if cy - last < 2.2 * pitch else None
    nearest = min(rows, key=lambda row: abs(row.cy - cy))
    reach = [nearest.cy, *(token.rect.cy for token in (*nearest.above, *nearest.below))]
    return nearest if min(abs(cy - y) for y in reach) < 3.0 * pitch else None
