"""The rows of the table of items: which lines make an item, and what its cells say.

A row is a line with a price or a total; the other lines of the table are descriptions that wrapped. Tickets
set an item in two or three lines of their own; a cuenta de cobro has one item and no table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from invoices.extraction import values
from invoices.extraction.layout import Line, PageLayout, Token, join_boxes, join_text
from invoices.extraction.result import LineReading, Source
from invoices.extraction.tables import Table, column_of

TOLERANCE = Decimal("2.00")
_UNIT_TEXT = re.compile(r"^[A-Za-z]{1,4}\.?[23]?$|^\d{2}$")
# "23 UND X $20.500": quantity, perhaps a unit, times, price.
_TIMES = re.compile(r"^(\d[\d.,]*)\s*([A-Za-z]{1,5}\.?)?\s*[xX*×]\s*\$?\s*(\d[\d.,']*)")
_CODE_ALONE = re.compile(r"^[A-Z0-9][A-Z0-9\-./]{2,17}$")
_CONCEPT = re.compile(r"(?i)\bpor\s+(?:el\s+)?concepto\s+de\b\s*:?|^\s*concepto\s*:")


@dataclass(slots=True, eq=False)
class _Row:
    """One item while it is put together."""

    cy: float
    cells: dict[str, list[Token]] = field(default_factory=dict)
    above: list[Token] = field(default_factory=list)
    below: list[Token] = field(default_factory=list)


def read_lines(tables: Sequence[Table], *, source: Source) -> tuple[LineReading, ...]:
    """The items of all pages, in the order printed."""
    found: list[LineReading] = []
    for table in tables:
        tickets = _ticket_items(table, source)
        rows = (_read_row(row, table, source) for row in _rows(table))
        found += tickets or [reading for reading in rows if reading is not None]
    return tuple(found)


def concept_line(pages: Sequence[PageLayout], total: Decimal | None, *, source: Source) -> tuple[LineReading, ...]:
    """The one item of a paper without a table: what it says after "Por concepto de"."""
    for page in pages:
        for index, line in enumerate(page.lines):
            for segment in line.segments:
                match = _CONCEPT.search(segment.text)
                if match is None:
                    continue
                tokens = [token for token in segment.tokens if segment.text.find(token.text) >= match.start()]
                text = segment.text[match.end() :]
                last = line
                for below in page.lines[index + 1 : index + 5]:
                    ended = text.rstrip().endswith(".") or below.cy - last.cy > 1.5 * page.line_height
                    if ended or abs(below.segments[0].rect.x0 - segment.rect.x0) > 0.05:
                        break
                    text, last = f"{text} {below.text}", below
                    tokens += below.tokens
                description = re.sub(r"\s+", " ", text).strip(" :")
                if len(description) < 4:
                    continue
                return (
                    LineReading(
                        description, quantity=None, total=total, confidence=0.6, source=source, page=page.number,
                        box=join_boxes(tokens or segment.tokens),
                    ),
                )  # fmt: skip
    return ()


def _ticket_items(table: Table, source: Source) -> list[LineReading]:
    """Items of a ticket: a code, a description and a line of quantity times price, one under the other."""
    if "price" in table.kinds():
        return []
    items: list[LineReading] = []
    waiting: list[Line] = []
    times = 0
    for line in table.body:
        words = [token for token in line.tokens if token.key]
        if not words:
            continue
        match = _TIMES.match(join_text(words))
        amounts = [token for token in words if values.amount_readings(token.text)]
        if match is None or len(amounts) < 2:
            waiting.append(line)
            continue
        times += 1
        items.append(_ticket_item(match, amounts[-1], waiting, line, table, source))
        waiting = []
    return items if times and times >= 0.6 * sum(_amount(_place(line, table).get("total", ())) is not None
                                                 for line in table.body) else []  # fmt: skip


def _ticket_item(
    match: re.Match[str], amount: Token, above: Sequence[Line], line: Line, table: Table, source: Source
) -> LineReading:
    texts = [join_text(token for token in one.tokens if token.key) for one in above]
    code = None
    if len(texts) > 1 and _CODE_ALONE.match(texts[0]) and any(char.isdigit() for char in texts[0]):
        code, *texts = texts
    price = values.read_amount(match[3].rstrip(".,"))
    total = values.read_amount(amount.text)
    readings = values.amount_readings(match[1])
    fits = [q for q in readings if price and total is not None and abs(q * price - total) <= TOLERANCE]
    tokens = [token for one in (*above, line) for token in one.tokens]
    return LineReading(
        description=" ".join(texts), code=code, quantity=next(iter((*fits, *readings)), None), unit=match[2],
        unit_price=price, total=total, confidence=0.9 if fits and texts else 0.5, source=source,
        page=table.page.number, box=join_boxes(tokens),
    )  # fmt: skip


def lines_total(lines: Sequence[LineReading]) -> Decimal | None:
    """The sum of the items' totals, when every one of them was read."""
    totals = [line.total for line in lines]
    if not totals or any(total is None for total in totals):
        return None
    return sum((total for total in totals if total is not None), Decimal(0))


def _rows(table: Table) -> list[_Row]:
    placed = [(line, _place(line, table)) for line in table.body]
    anchors = [_Row(line.cy, cells) for line, cells in placed if _is_anchor(cells, table)]
    if not anchors:
        return []
    own = {id(line) for line, cells in placed if _is_anchor(cells, table)}
    wraps = [(line, cells) for line, cells in placed if id(line) not in own]
    pitch = table.page.line_height
    texts = [line for line, cells in wraps if cells.get("description")]
    centred = any(_straddles(line, anchors, texts) for line in texts)
    for line, cells in wraps:
        words = cells.get("description", []) if _only_text(cells) else []
        if not words:
            continue
        row = _owner(line.cy, anchors, centred=centred, pitch=pitch)
        if row is None:
            continue
        (row.above if line.cy < row.cy else row.below).extend(words)
    return anchors


def _straddles(line: Line, rows: Sequence[_Row], others: Sequence[Line]) -> bool:
    """Whether a line of text belongs to the figures under it: it stands above the first, or nearer to the
    next row's figures than to whatever was printed before it."""
    if line.cy < rows[0].cy:
        return True
    following = min((row.cy - line.cy for row in rows if row.cy > line.cy), default=None)
    before = [line.cy - y for y in (*(row.cy for row in rows), *(one.cy for one in others)) if y < line.cy]
    return following is not None and bool(before) and following < 0.85 * min(before)


def _place(line: Line, table: Table) -> dict[str, list[Token]]:
    """The words of a line by the kind of column they stand in."""
    cells: dict[str, list[Token]] = {}
    for token in line.tokens:
        if token.text in {"$", "COP", "|"} or (not token.key and len(token.text) > 2):
            continue
        column = column_of(token, table)
        cells.setdefault(column.kind, []).append(token)
    return cells


def _is_anchor(cells: dict[str, list[Token]], table: Table) -> bool:
    """A line of figures: a total or price, and with it something that says what or how many."""
    figures = [kind for kind in ("total", "price", "quantity", "tax") if _amount(cells.get(kind, ())) is not None]
    if "total" not in figures and "price" not in figures:
        return False
    return len(figures) >= 2 or bool(cells.get("description") or cells.get("code"))


def _only_text(cells: dict[str, list[Token]]) -> bool:
    return not any(_amount(cells.get(kind, ())) is not None for kind in ("total", "price"))


def _owner(cy: float, rows: Sequence[_Row], *, centred: bool, pitch: float) -> _Row | None:
    if not centred:
        above = [row for row in rows if row.cy < cy]
        if not above:
            return None
        last = max([above[-1].cy, *(token.rect.cy for token in above[-1].below)])
        return above[-1] if cy - last < 2.2 * pitch else None
    nearest = min(rows, key=lambda row: abs(row.cy - cy))
    reach = [nearest.cy, *(token.rect.cy for token in (*nearest.above, *nearest.below))]
    return nearest if min(abs(cy - y) for y in reach) < 3.0 * pitch else None


def _read_row(row: _Row, table: Table, source: Source) -> LineReading | None:
    cells = row.cells
    description = join_text([*row.above, *_spill(cells), *row.below]).strip(" |")
    unit_price = _amount(cells.get("price", ()))
    total = _amount(cells.get("total", ()))
    rate = _rate(cells)
    discount = _discount(cells)
    quantity, fits = _quantity(cells.get("quantity", ()), unit_price, total, rate, discount)
    code = join_text(cells.get("code", ())) or None
    unit = join_text(cells.get("unit", ())) or _unit_beside(cells.get("quantity", ()))
    if not description and not code:
        return None
    tokens = [token for cell in cells.values() for token in cell] + row.above + row.below
    doubt = min((token.word.confidence for token in tokens), default=1.0)
    return LineReading(
        description=description or code or "",
        code=code,
        quantity=quantity,
        unit=unit if unit is None or len(unit) <= 20 else unit[:20],
        unit_price=unit_price,
        discount=discount,
        tax_rate=rate,
        total=total,
        confidence=_confidence(fits, quantity, unit_price, total, doubt),
        source=source,
        page=table.page.number,
        box=join_boxes(tokens),
    )


def _unit_beside(tokens: Sequence[Token]) -> str | None:
    """The unit printed in the quantity's own cell."""
    words = [token.text for token in tokens if _UNIT_TEXT.match(token.text)]
    return words[0] if len(words) == 1 else None


def _spill(cells: dict[str, list[Token]]) -> list[Token]:
    """The description, with words that ran over into a column of figures."""
    return sorted(cells.get("description", []), key=lambda token: token.rect.x0)


def _amount(tokens: Sequence[Token]) -> Decimal | None:
    readings = _readings(tokens)
    return readings[0] if readings else None


def _readings(tokens: Sequence[Token]) -> tuple[Decimal, ...]:
    """The figure in a cell; a unit beside it ("8,00 M3") is not part of it."""
    figures = [token.text for token in tokens if values.amount_readings(token.text)]
    if not figures:
        return ()
    return values.amount_readings(" ".join(figures)) or values.amount_readings(figures[0])


def _rate(cells: dict[str, list[Token]]) -> Decimal | None:
    for token in cells.get("rate", ()):
        rate = values.read_percent(token.text)
        if rate is not None and rate <= 35:
            return rate
    return None


def _discount(cells: dict[str, list[Token]]) -> Decimal | None:
    tokens = cells.get("discount", ())
    if any("%" in token.text for token in tokens):
        return None
    return _amount(tokens)


def _quantity(
    tokens: Sequence[Token],
    price: Decimal | None,
    total: Decimal | None,
    rate: Decimal | None,
    discount: Decimal | None,
) -> tuple[Decimal | None, bool | None]:
    """The reading of the quantity that makes the line come out, and whether one does.

    A price may be before or after tax whatever the total is: both are tried.
    """
    readings = _readings(tokens)
    if not readings or price is None or total is None:
        return (readings[0] if readings else None), None
    factor = 1 + (rate or Decimal(0)) / 100
    for quantity in readings:
        gross = quantity * price
        slack = max(TOLERANCE, abs(gross) * Decimal("0.0005"))
        for whole in (gross, gross / factor, gross * factor):
            for less in {Decimal(0), discount or Decimal(0), whole * (discount or Decimal(0)) / 100}:
                if abs(whole - less - total) <= slack:
                    return quantity, True
    return readings[0], False


def _confidence(
    fits: bool | None, quantity: Decimal | None, price: Decimal | None, total: Decimal | None, doubt: float
) -> float:
    if fits:
        base = 0.95
    elif fits is None:
        base = 0.65 if total is not None and (quantity is not None or price is not None) else 0.5
    else:
        base = 0.4
    return round(base * (1.0 if doubt >= 0.9 else 0.9 if doubt >= 0.7 else 0.75), 3)


def with_sum_check(line: LineReading, *, agree: bool) -> LineReading:
    """The line with its confidence moved by whether all lines together give the subtotal."""
    confidence = 1 - (1 - line.confidence) * 0.35 if agree else line.confidence * 0.8
    return replace(line, confidence=round(min(confidence, 0.98), 3))
