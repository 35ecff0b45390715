"""The table of items: finding it by its column heads, and telling its columns and its end.

Columns are separated where the fewest words cross and no text falls among figures. What its rows say
is for `lines`; the totals below it are for `amounts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from invoices.extraction import values
from invoices.extraction.arithmetic import TOLERANCE
from invoices.extraction.figures import guesses, sound
from invoices.extraction.labels import Labels
from invoices.extraction.layout import Line, PageLayout, Rect, Segment, Token, fold_words, join_rects
from invoices.extraction.products import is_product, last_product
from invoices.extraction.spelled import read_spelled
from invoices.extraction.table_heads import Column, find_head

NUMERIC = frozenset({"quantity", "times", "price", "discount", "charge", "rate", "tax", "inc", "total", "gross"})
_LAST = frozenset({"total", "payable"})
_BESIDE = 0.015
_UNDER = 0.03
_FINEST = 0.0012
# Where no words stand; the number of an item may hold letters, but is no figure.
_WORDLESS = NUMERIC | {"item"}
# Labels that end a table when they fill their cell or carry a colon.
_ENDS = frozenset({
    "subtotal", "total", "payable", "taxed", "exempt", "excluded", "iva", "discount", "words", "notes", "resolution",
    "cufe", "tax_base", "rete_fuente", "rete_iva", "rete_ica", "total_tax", "withholdings", "inc",
})  # fmt: skip


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


def find_tables(pages: Sequence[PageLayout]) -> list[Table]:
    """The table of items on each page; one without column heads continues that of the page before."""
    tables: list[Table] = []
    for page in pages:
        head = find_head(page)
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


def _table(page: PageLayout, columns: list[Column], head: list[Token], below: float) -> Table:
    labels = Labels(page)
    body: list[Line] = []
    ended = False
    reached = max(last_product(page, below), _chapters_end(page, columns, below, labels))
    for line in page.lines:
        if line.cy <= below:
            continue
        spelled = any(_is_spelled(one) for one in line.segments)
        if spelled or _is_total(line, labels) or (line.cy > reached and _ends_table(line, labels)):
            ended = True
            break
        # The sum of a chapter stands between items and is none; a wrapped word that sounds like one stays.
        if line.cy <= reached and _has_amount(line) and _ends_table(line, labels) and not is_product(line, page):
            continue
        body.append(line)
    _number(columns, body)
    _bound(columns, body, page)
    return Table(page, columns, head, body, ended, below)


def _chapters_end(page: PageLayout, columns: Sequence[Column], below: float, labels: Labels) -> float:
    """How far down items go on below the sums of chapters, each of which is what the rows above it come to."""
    counts = next((column.rect for column in columns if column.kind == "quantity"), None)
    totals = next((column.rect for column in columns if column.kind == "total"), None)
    if counts is None or totals is None:
        return 0.0
    since, summed, reached = Decimal(0), False, 0.0
    for line in page.lines:
        if line.cy <= below:
            continue
        amount = _figure_under(line, totals)
        if amount is None:
            continue
        if _ends_table(line, labels):
            if not since or abs(since - amount) > TOLERANCE:
                break
            since, summed = Decimal(0), True
        elif _figure_under(line, counts) is not None and any(_is_text(token) for token in line.tokens):
            since += amount
            reached = line.cy if summed else reached
    return reached


def _figure_under(line: Line, head: Rect) -> Decimal | None:
    """The figure of a line under a head."""
    for token in reversed(line.tokens):
        if token.rect.x0 < head.x1 + _UNDER and token.rect.x1 > head.x0 - _UNDER:
            value = sound(guesses(token.text))
            if value is not None:
                return value
    return None


def _number(columns: list[Column], body: Sequence[Line]) -> None:
    """A column of its own for the running numbers of the items, where no head stands over them."""
    if columns[0].kind in {"item", "code"}:
        return
    found: list[Token] = []
    for line in body:
        if len(line.tokens) > 2 and _has_amount(line) and line.tokens[0].text.isdigit():
            found.append(line.tokens[0])
    numbers = [int(token.text) for token in found]
    counted = bool(numbers) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    # A single one is told from a quantity by standing left of everything that has a head.
    outside = all(token.rect.x1 < columns[0].rect.x0 for token in found)
    if counted and (outside or (len(found) > 2 and columns[0].kind not in NUMERIC)):
        columns.insert(0, Column("item", join_rects(token.rect for token in found)))


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


def _is_total(line: Line, labels: Labels) -> bool:
    """The total of the document and nothing else: no item follows it, whatever multiplies below."""
    for label in labels.found:
        segment = label.segment
        if segment.line is not line or not label.leading or not _LAST.intersection(label.roles):
            continue
        rest = [token for token in line.tokens if token not in label.tokens and token.key]
        if rest and len(rest) <= 2 and all(_is_number(token.text) for token in rest):
            return True
    return False


def _has_amount(line: Line) -> bool:
    return any(_is_number(token.text) for token in line.tokens)


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
        between_heads = [token for token in tokens if token.rect.x0 < high and token.rect.x1 > low]
        near = [token for token in tokens if left.rect.x0 - 0.02 < token.rect.cx < right.rect.x1 + 0.02]
        texts = [token for token in near if _is_text(token)]
        # Fine enough for the blank between two words.
        count = max(60, int((high - low) / _FINEST))
        steps = [low + (high - low) * step / count for step in range(1, count)]
        beside, pairs = _figures_beside_text(body, left, right), _pairs_of_figures(body, left, right)
        costs = [
            _cost(x, between_heads, texts, left, right) + _orphans(x, beside, left) + _unparted(x, pairs) for x in steps
        ]
        fewest = min(costs)
        between = (left.rect.x1 + right.rect.x0) / 2
        x = _middle_of_gap([s for s, c in zip(steps, costs, strict=True) if c == fewest], between, steps)
        left.x1 = right.x0 = x


def _figures_beside_text(body: Sequence[Line], left: Column, right: Column) -> list[Rect]:
    """Figures that stand where a column of figures meets one of text: they belong to the figures."""
    # Of a head nobody knows it is not known whether text stands below it.
    if (left.kind in NUMERIC) == (right.kind in NUMERIC) or "other" in {left.kind, right.kind}:
        return []
    found = []
    for line in body:
        across = [t for t in line.tokens if left.rect.cx - 0.02 < t.rect.cx < right.rect.cx + 0.02 and t.key]
        edge = across[:1] if left.kind in NUMERIC else across[-1:]
        found += [token.rect for token in edge if _is_number(token.text)]
    return found


def _orphans(x: float, figures: Sequence[Rect], left: Column) -> int:
    """How many of them a border at x would leave to the text."""
    return sum((rect.cx > x) == (left.kind in NUMERIC) for rect in figures)


def _pairs_of_figures(body: Sequence[Line], left: Column, right: Column) -> list[tuple[float, float]]:
    """Lines with exactly two figures under two heads of figures: one is of each."""
    if not {left.kind, right.kind} <= NUMERIC | {"other"}:
        return []
    low, high = left.rect.x0 - _BESIDE, right.rect.x1 + _BESIDE
    pairs = []
    for line in body:
        found = [t.rect.cx for t in line.tokens if low < t.rect.cx < high and values.amount_readings(t.text)]
        if len(found) == 2:
            pairs.append((found[0], found[1]))
    return pairs


def _unparted(x: float, pairs: Sequence[tuple[float, float]]) -> int:
    """How many of them a border at x would leave on one side."""
    return sum((x < first) or (x > second) for first, second in pairs)


def _cost(x: float, tokens: Sequence[Token], texts: Sequence[Token], left: Column, right: Column) -> int:
    crossed = sum(token.rect.x0 < x < token.rect.x1 for token in tokens)
    misplaced = sum((left if token.rect.cx < x else right).kind in _WORDLESS for token in texts)
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
    widest = max(len(run) for run in runs)
    wide = [run for run in runs if len(run) * 2 >= widest]
    run = inside[0] if inside else min(wide, key=lambda run: min(abs(run[0] - wanted), abs(run[-1] - wanted)))
    return min(max(wanted, run[0]), run[-1]) if inside else (run[0] + run[-1]) / 2


def _is_number(text: str) -> bool:
    return text.strip() in {"$", "COP", "%", "-"} or bool(values.amount_readings(text))


def column_of(token: Token, table: Table) -> Column:
    best = table.columns[0]
    most = -1.0
    for column in table.columns:
        shared = min(token.rect.x1, column.x1) - max(token.rect.x0, column.x0)
        if shared > most:
            best, most = column, shared
    return best
