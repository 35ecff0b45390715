"""The table of items: finding it by its column heads, and telling its columns and its end.

Columns are separated where the fewest words cross and no text falls among figures. What its rows say
is for `lines`; the totals below it are for `amounts`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from invoices.extraction import values
from invoices.extraction.labels import Labels
from invoices.extraction.layout import Line, PageLayout, Rect, Segment, Token, fold_words, join_rects
from invoices.extraction.spelled import read_spelled
from invoices.extraction.vocabulary import COLUMN_HEADS

_KINDS = {
    tuple(word.upper() for word in phrase.split()): kind
    for kind, phrases in reversed(COLUMN_HEADS.items())
    for phrase in phrases
}
_LONGEST = max(len(phrase) for phrase in _KINDS)
_HEAD_WORDS = frozenset(word for phrase in _KINDS for word in phrase)
NUMERIC = frozenset({"quantity", "price", "discount", "charge", "rate", "tax", "inc", "total"})
# Labels that end a table when they fill their cell or carry a colon.
_ENDS = frozenset({
    "subtotal", "total", "payable", "taxed", "exempt", "excluded", "iva", "discount", "words", "notes", "resolution",
    "cufe", "tax_base", "rete_fuente", "rete_iva", "rete_ica", "total_tax", "withholdings", "inc",
})  # fmt: skip


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
        strangers = sum(bool(t.key) for t in line.tokens) - sum(bool(t.key) for _k, tokens in heads for t in tokens)
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
        parts_of_heads = [segment for segment in other.segments if _speaks_of_columns(segment)]
        extras += parts_of_heads
        if distance > 0 and parts_of_heads:
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


def _speaks_of_columns(segment: Segment) -> bool:
    """Whether words near the heads are part of them and not the first item's name."""
    words = fold_words(segment.text)
    return bool(words) and sum(word in _HEAD_WORDS for word in words) * 2 > len(words)


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
    # A word that says a head twice ("Qty/Cant.") is its own repetition, and still where the cell begins.
    starts = (starts - _same_again(cell)) | {0}
    cuts = sorted(starts)
    return [cell[start:stop] for start, stop in zip(cuts, [*cuts[1:], len(cell)], strict=True)]


def _same_again(cell: list[Token]) -> set[int]:
    """Where a head says again, in another language, what the one before said: "Qty / Cant."."""
    again: set[int] = set()
    for (kind, tokens), (following, more) in pairwise(list(_segment_heads(cell))):
        if kind == following:
            again |= {cell.index(tokens[-1]) + 1, cell.index(more[0])}
    return again


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
        between_heads = [token for token in tokens if token.rect.x0 < high and token.rect.x1 > low]
        near = [token for token in tokens if left.rect.x0 - 0.02 < token.rect.cx < right.rect.x1 + 0.02]
        texts = [token for token in near if _is_text(token)]
        steps = [low + (high - low) * step / 60 for step in range(1, 60)]
        costs = [_cost(x, between_heads, texts, left, right) for x in steps]
        fewest = min(costs)
        between = (left.rect.x1 + right.rect.x0) / 2
        x = _middle_of_gap([s for s, c in zip(steps, costs, strict=True) if c == fewest], between, steps)
        left.x1 = right.x0 = x


def _cost(x: float, tokens: Sequence[Token], texts: Sequence[Token], left: Column, right: Column) -> int:
    crossed = sum(token.rect.x0 < x < token.rect.x1 for token in tokens)
    misplaced = sum((left if token.rect.cx < x else right).kind in NUMERIC for token in texts)
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
