"""The rows of the table of items: which words on which lines are one item.

A row is known by its figures; the other lines are descriptions and codes that wrapped around them. What the
cells of a row say is for `lines`; nothing is computed here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from invoices.extraction.figures import cell_guesses, sound
from invoices.extraction.layout import Line, Token
from invoices.extraction.tables import NUMERIC, Table, column_of

_CODE = re.compile(r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9\-./]{1,17}$")
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
    wraps = [(cy, cells) for cy, cells in placed if not is_row(cells) and not _has_money(cells)]
    texts = [cy for cy, cells in wraps if cells.get("description")]
    centred = any(_straddles(cy, rows, texts) for cy in texts)
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


def _texts(row: Row) -> list[Token]:
    return [*row.cells.get("code", ()), *row.cells.get("description", ())]


def place(line: Line, table: Table) -> dict[str, list[Token]]:
    """The words of a line by the kind of column they stand in."""
    if (running := _running_text(line, table)) is not None:
        return {"description": running}
    cells: dict[str, list[Token]] = {}
    for token in line.tokens:
        if token.text in {"$", "COP", "|"} or (not token.key and len(token.text) > 2):
            continue
        cells.setdefault(column_of(token, table).kind, []).append(token)
    _keep_names_whole(line, cells)
    return cells


def _keep_names_whole(line: Line, cells: dict[str, list[Token]]) -> None:
    """Give back to a name the size at its end that stands under a head of figures, when another one stands there.

    "MARCADOR CAJA X 12" reaches as far as the prices do; what belongs to a price is set apart from the words.
    """
    for segment in line.segments:
        own = [token for token in segment.tokens if token in cells.get("description", ())]
        if not any(sum(char.isalpha() for char in token.text) >= 2 for token in own):
            continue
        for kind in NUMERIC & set(cells):
            strayed = [token for token in cells[kind] if token in segment.tokens]
            rest = [token for token in cells[kind] if token not in segment.tokens]
            if strayed and any(any(char.isdigit() for char in token.text) for token in rest):
                cells[kind] = rest
                cells["description"] = sorted([*cells["description"], *strayed], key=lambda token: token.rect.x0)


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


def _straddles(cy: float, rows: Sequence[Row], texts: Sequence[float]) -> bool:
    """Whether a line of text belongs to the figures under it: it stands above the first, or nearer to the
    next row's figures than to whatever was printed before it."""
    if cy < rows[0].cy:
        return True
    following = min((row.cy - cy for row in rows if row.cy > cy), default=None)
    before = [cy - y for y in (*(row.cy for row in rows), *texts) if y < cy]
    return following is not None and bool(before) and following < 0.85 * min(before)


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
