"""The table of items: finding it by its column heads, and reading its rows.

Columns are separated where the fewest words cross; a row is a line with a price or a total; the
other lines of the table are descriptions that wrapped. It does not read the totals below the table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from invoices.extraction import values
from invoices.extraction.labels import Labels
from invoices.extraction.layout import (
    Line,
    PageLayout,
    Rect,
    Segment,
    Token,
    fold_words,
    join_boxes,
    join_rects,
    join_text,
)
from invoices.extraction.result import LineReading, Source
from invoices.extraction.spelled import read_spelled

HEADS: dict[str, tuple[str, ...]] = {
    "item": ("nro", "item", "no", "it", "n", "items", "num", "lin", "linea", "line"),
    "code": ("codigo", "articulo", "referencia", "ref", "cod", "code", "sku", "codigo producto", "cod producto",
             "item code", "codigo articulo", "plu", "codigo item", "cod art", "part no", "product code", "cod barras",
             "codigo servicio", "cups", "cum"),
    "description": ("descripcion", "detalle", "concepto", "producto", "description", "descripcion del producto",
                    "servicio", "bien o servicio", "descripcion producto", "nombre", "nombre producto", "productos",
                    "descripcion articulo", "descripcion del articulo", "detalles", "conceptos", "descripcion servicio",
                    "descripcion del servicio", "nombre del producto", "item description", "producto servicio",
                    "descripcion o detalle", "articulo descripcion", "descripcion del bien o servicio", "actividad",
                    "descripcion de la mercancia", "nombre articulo", "descripcion detallada", "material"),
    "quantity": ("cantidad", "cant", "qty", "quantity", "ctd", "cantid", "cant facturada", "cantidades", "can"),
    "unit": ("u m", "um", "unidad", "und", "medida", "unidad de medida", "unid", "unit", "uni", "un medida",
             "unidad medida", "und med", "u medida", "uom", "u de m", "unds", "presentacion"),
    "price": ("precio unitario", "vr unit", "precio uni", "val unit", "valor unitario", "vr unitario", "precio",
              "p unit", "v unitario", "vlr unit", "unit price", "rate", "precio unit", "vlr unitario", "v unit",
              "valor unit", "vr uni", "valor und", "pr unitario", "price", "unitario", "vr und", "p unitario",
              "precio und", "costo unitario", "valor unidad", "vunit", "vr unidad", "precio base", "val uni",
              "unit cost", "tarifa", "precio unidad"),
    "discount": ("dcto", "descuento", "desc", "dto", "descuentos", "descuento detalle", "discount", "vr dcto",
                 "desc porcentaje", "valor descuento", "dscto", "vlr dcto", "descto"),
    "charge": ("recargo", "recargo detalle", "cargos"),
    "rate": ("iva", "imp", "impuesto", "porcentaje iva", "tax", "iva inc", "tarifa iva", "vat", "impto", "impuestos",
             "iva ic", "tipo iva"),
    "tax": ("vl iva", "valor iva", "vr iva", "vlr iva", "val iva", "monto iva", "valor impuesto", "iva valor",
            "vr impuesto", "valor impuestos"),
    "inc": ("inc", "impoconsumo", "ico", "ipoconsumo"),
    "total": ("vr parcial", "valor total", "vr total", "total", "val item", "valor", "importe", "subtotal",
              "precio unitario de venta", "valor parcial", "amount", "vlr total", "total linea", "sub total", "neto",
              "valor neto", "precio total", "v total", "total item", "vr neto", "line total", "parcial", "vtotal",
              "precio de venta", "val total", "valor item", "vr bruto", "valor bruto", "monto", "extended price",
              "valor a pagar", "valor venta"),
    "other": ("impuestos", "bodega", "lote", "remision", "orden de compra", "fecha", "vence", "marca", "obra", "peso",
              "pedido", "entrega", "periodo", "placa", "serial"),
}  # fmt: skip
_KINDS = {
    tuple(word.upper() for word in phrase.split()): kind
    for kind, phrases in reversed(HEADS.items())
    for phrase in phrases
}
_LONGEST = max(len(phrase) for phrase in _KINDS)
NUMERIC = frozenset({"quantity", "price", "discount", "charge", "rate", "tax", "inc", "total"})
# Labels that end a table when they fill their cell or carry a colon.
_ENDS = frozenset({
    "subtotal", "total", "payable", "taxed", "exempt", "excluded", "iva", "discount", "words", "notes", "resolution",
    "cufe", "tax_base", "rete_fuente", "rete_iva", "rete_ica", "total_tax", "withholdings", "inc",
})  # fmt: skip
_UNIT_TEXT = re.compile(r"^[A-Za-z]{1,4}\.?[23]?$|^\d{2}$")
TOLERANCE = Decimal("2.00")


@dataclass(slots=True, eq=False)
class Column:
    """A column: what its head says it holds, and from where to where it reaches."""

    kind: str
    rect: Rect
    x0: float = 0.0
    x1: float = 1.0


@dataclass(slots=True, eq=False)
class Table:
    """The part of the table of items that stands on one page."""

    page: PageLayout
    columns: list[Column]
    head: list[Token]
    body: list[Line]
    ended: bool
    top: float = 0.0

    def kinds(self) -> set[str]:
        return {column.kind for column in self.columns}


@dataclass(slots=True, eq=False)
class _Row:
    """One item while it is put together."""

    cy: float
    cells: dict[str, list[Token]] = field(default_factory=dict)
    above: list[Token] = field(default_factory=list)
    below: list[Token] = field(default_factory=list)


# --- finding the table --------------------------------------------------------------------------


def find_tables(pages: Sequence[PageLayout]) -> list[Table]:
    """The table of items on each page; one without column heads continues that of the page before."""
    tables: list[Table] = []
    for page in pages:
        head = _find_head(page)
        previous = tables[-1] if tables else None
        if head is not None:
            columns, tokens, below = head
            tables.append(_table(page, columns, tokens, below))
        elif previous is not None and not previous.ended and previous.page.number == page.number - 1:
            columns = [Column(column.kind, column.rect) for column in previous.columns]
            continued = _table(page, columns, [], 0.0)
            if continued.body:
                tables.append(continued)
    return tables


def _find_head(page: PageLayout) -> tuple[list[Column], list[Token], float] | None:
    """The line of column heads, with those of its parts that were printed above or below it."""
    best: tuple[float, Line, list[tuple[str, list[Token]]]] | None = None
    for line in page.lines:
        heads = list(_heads(line))
        kinds = {kind for kind, _tokens in heads}
        money = kinds & {"price", "total", "tax"}
        says_what = kinds & {"description", "code"}
        known = len(kinds - {"other", "item"})
        strangers = sum(len(segment.tokens) for segment in line.segments) - sum(len(t) for _k, t in heads)
        if not money or not says_what or known < 2 or strangers > 4:
            continue
        if known == 2 and not (kinds >= {"description", "total"} or kinds >= {"description", "price"}):
            continue
        rank = known + 0.5 * ("description" in kinds) + 0.5 * ("quantity" in kinds) - 0.3 * strangers
        if best is None or rank > best[0]:
            best = (rank, line, heads)
    if best is None:
        return None
    return _whole_head(page, best[1])


def _heads(line: Line) -> Iterator[tuple[str, list[Token]]]:
    for segment in line.segments:
        yield from _segment_heads(segment.tokens)


def _segment_heads(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The column heads in a run of words; "IVA %" and "% IVA" are rates, "%" alone too."""
    flat = [(word, token) for token in tokens for word in (fold_words(token.text) or _sign(token))]
    position = 0
    while position < len(flat):
        for length in range(min(_LONGEST, len(flat) - position), 0, -1):
            phrase = tuple(word for word, _token in flat[position : position + length])
            kind = _KINDS.get(tuple(word for word in phrase if word not in "%#$") or phrase)
            if phrase in {("%",), ("#",)}:
                kind = "rate" if phrase == ("%",) else "item"
            if kind is None:
                continue
            yield kind, list(dict.fromkeys(token for _word, token in flat[position : position + length]))
            position += length
            break
        else:
            position += 1


def _sign(token: Token) -> tuple[str, ...]:
    return ("%",) if "%" in token.text else ("#",) if token.text.strip() == "#" else ()


def _whole_head(page: PageLayout, line: Line) -> tuple[list[Column], list[Token], float]:
    """Join the words printed over and under a head's words into it, and name every column."""
    cells = [list(segment.tokens) for segment in line.segments]
    parts = [part for cell in cells for part in _split_heads(cell)]
    tokens = list(line.tokens)
    foot = line.cy
    extras: list[Segment] = []
    grown: set[int] = set()
    for other in page.lines:
        distance = other.cy - line.cy
        if other is line or abs(distance) > 1.5 * page.line_height or _has_number(other):
            continue
        extras += other.segments
        if distance > 0:
            foot = max(foot, other.cy)
    for extra in sorted(extras, key=lambda segment: abs(segment.rect.cy - line.cy)):
        over = [part for part in parts if join_rects(t.rect for t in part).overlap_x(extra.rect) > 0.3]
        if len(over) > 1:
            continue
        known = any(True for _ in _segment_heads(extra.tokens))
        if over:
            # Words above a head come before it, words below after it.
            first = 0 if extra.rect.cy < line.cy else len(over[0])
            over[0][first:first] = extra.tokens
            grown.add(id(over[0]))
        elif known:
            parts.append(list(extra.tokens))
        else:
            continue
        tokens += extra.tokens
    columns = []
    for part in _give_back(parts, grown):
        kinds = [kind for kind, _tokens in _segment_heads(part)] or ["other"]
        columns.append(Column(_column_kind(part, kinds), join_rects(token.rect for token in part)))
    columns.sort(key=lambda column: column.rect.cx)
    _settle(columns)
    return columns, tokens, foot + 0.3 * page.line_height


def _split_heads(cell: list[Token]) -> list[list[Token]]:
    """A cell that holds several heads, run together by tight setting, cut into them."""
    heads = [tokens for _kind, tokens in _segment_heads(cell)]
    starts = {0}
    for tokens in heads:
        starts.add(cell.index(tokens[0]))
        # What follows a head without being one may be the foot of the next, set in two lines.
        after = cell.index(tokens[-1]) + 1
        if after < len(cell):
            starts.add(after)
    if not heads or heads[0] != cell[: len(heads[0])]:
        starts.discard(cell.index(heads[0][0]) if heads else -1)
        starts.add(0)
    cuts = sorted(starts)
    return [cell[start:stop] for start, stop in zip(cuts, [*cuts[1:], len(cell)], strict=True)]


def _give_back(parts: list[list[Token]], grown: set[int]) -> list[list[Token]]:
    """Leftover words that no other line made into a head belong to the head on their left."""
    kept: list[list[Token]] = []
    for part in parts:
        known = any(True for _ in _segment_heads(part))
        if kept and not known and id(part) not in grown:
            gap = min(token.rect.x0 for token in part) - max(token.rect.x1 for token in kept[-1])
            if gap < 0.02:
                kept[-1].extend(part)
                continue
        kept.append(part)
    return kept


def _column_kind(tokens: Sequence[Token], kinds: Sequence[str]) -> str:
    phrase = tuple(word for token in tokens for word in fold_words(token.text))
    return _KINDS.get(phrase, kinds[-1] if kinds[0] == "other" else kinds[0])


def _settle(columns: list[Column]) -> None:
    """Settle heads that may mean two things by the company they keep."""
    kinds = [column.kind for column in columns]
    if "description" not in kinds:
        for wanted in ("code",):
            widest = max((c for c in columns if c.kind == wanted), key=lambda c: c.rect.width, default=None)
            if widest is not None:
                widest.kind = "description"
    totals = [column for column in columns if column.kind == "total"]
    for column in totals[:-1]:
        # "Valor" before "Total": the price if there is none yet, else a sum on the way to the last one.
        column.kind = "price" if not any(c.kind == "price" for c in columns) else "other"
    rates = [column for column in columns if column.kind == "rate"]
    if len(rates) > 1:
        # "IVA | %": the amount of tax, then its rate.
        for first, second in pairwise(columns):
            if first.kind == "rate" and second.kind == "rate":
                first.kind = "tax"
        for column in [c for c in columns if c.kind == "rate"][1:]:
            column.kind = "other"
    quantities = [column for column in columns if column.kind == "quantity"]
    for column in quantities[1:]:
        column.kind = "other"
    items = [column for column in columns if column.kind == "item"]
    for column in items[1:]:
        column.kind = "code" if not any(c.kind == "code" for c in columns) else "other"


def _has_number(line: Line) -> bool:
    return any(any(char.isdigit() for char in token.text) for token in line.tokens)


def _table(page: PageLayout, columns: list[Column], head: list[Token], below: float) -> Table:
    labels = Labels(page)
    body: list[Line] = []
    ended = False
    for line in page.lines:
        if line.cy <= below:
            continue
        if _ends_table(line, labels) or any(_is_spelled(segment) for segment in line.segments):
            ended = True
            break
        body.append(line)
    _bound(columns, body, page)
    return Table(page, columns, head, body, ended, below)


def _ends_table(line: Line, labels: Labels) -> bool:
    for segment in line.segments:
        for label in labels.found:
            if label.segment is not segment or not label.leading or not _ENDS.intersection(label.roles):
                continue
            fills = len(label.tokens) == len(segment.tokens)
            rest = segment.tokens[len(label.tokens) :]
            only_amount = bool(rest) and all(_is_number(token.text) for token in rest)
            if fills or label.marked or only_amount or label.role == "subtotal":
                return True
    return False


def _is_spelled(segment: Segment) -> bool:
    """An amount in words stands under the items, labelled or not."""
    words = fold_words(segment.text)
    return len(words) >= 4 and (read_spelled(segment.text) or 0) >= 1000 and read_spelled(words[0]) is not None


def _bound(columns: list[Column], body: Sequence[Line], page: PageLayout) -> None:
    """Separate neighbours where the fewest words of the body cross, and no text falls among figures."""
    tokens = [token for line in body for token in line.tokens if token.text.strip("$")]
    columns[0].x0, columns[-1].x1 = -1.0, 2.0
    for left, right in pairwise(columns):
        low, high = left.rect.cx, right.rect.cx
        near = [token for token in tokens if left.rect.x0 - 0.02 < token.rect.cx < right.rect.x1 + 0.02]
        steps = [low + (high - low) * step / 60 for step in range(1, 60)]
        costs = [_cost(x, tokens, near, left, right) for x in steps]
        fewest = min(costs)
        between = (left.rect.x1 + right.rect.x0) / 2
        x = _middle_of_gap([s for s, c in zip(steps, costs, strict=True) if c == fewest], between, steps)
        left.x1 = right.x0 = x


def _cost(x: float, tokens: Sequence[Token], near: Sequence[Token], left: Column, right: Column) -> int:
    crossed = sum(token.rect.x0 < x < token.rect.x1 for token in tokens)
    misplaced = sum(1 for token in near if _is_text(token) and (left if token.rect.cx < x else right).kind in NUMERIC)
    return 2 * crossed + misplaced


def _is_text(token: Token) -> bool:
    return sum(char.isalpha() for char in token.text) >= 3


def _middle_of_gap(free: Sequence[float], wanted: float, steps: Sequence[float]) -> float:
    """The middle of the widest free stretch; between equals, the one nearest to the heads' own gap."""
    step = steps[1] - steps[0]
    runs: list[list[float]] = []
    for x in free:
        if runs and x - runs[-1][-1] < 1.5 * step:
            runs[-1].append(x)
        else:
            runs.append([x])
    inside = [run for run in runs if run[0] - step <= wanted <= run[-1] + step]
    run = inside[0] if inside else max(runs, key=len)
    return min(max(wanted, run[0]), run[-1]) if inside else (run[0] + run[-1]) / 2


# --- reading its rows -----------------------------------------------------------------------------


def read_lines(tables: Sequence[Table], *, source: Source) -> tuple[LineReading, ...]:
    """The items of all pages, in the order printed."""
    return tuple(
        reading for table in tables for row in _rows(table) if (reading := _read_row(row, table, source)) is not None
    )


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
        column = _column_of(token, table)
        cells.setdefault(column.kind, []).append(token)
    return cells


def _column_of(token: Token, table: Table) -> Column:
    best = table.columns[0]
    most = -1.0
    for column in table.columns:
        shared = min(token.rect.x1, column.x1) - max(token.rect.x0, column.x0)
        if shared > most:
            best, most = column, shared
    return best


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


def _is_number(text: str) -> bool:
    return text.strip() in {"$", "COP", "%", "-"} or bool(values.amount_readings(text))


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
