"""The heads of the table of items: the line they stand on, the words above and below it, and a column for each.

What the words mean is kept in `column_words`; the body of the table is for `tables` and `columns`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from invoices.extraction.column_words import KINDS, LONGEST, are_heads, head_words
from invoices.extraction.layout import Line, PageLayout, Rect, Segment, Token, join_rects

_JOINS = frozenset({"DE", "DEL"})
_OF_TAX = (
    ("ANTES", "DE", "IVA"), ("ANTES", "IVA"), ("IVA", "INCLUIDO"), ("IVA", "INCL"), ("IVA", "INC"), ("INCLUIDO", "IVA"),
    ("INC", "IVA"), ("INCL", "IVA"), ("CON", "IVA"), ("C", "IVA"), ("SIN", "IVA"), ("S", "IVA"), ("MAS", "IVA"),
)  # fmt: skip
_VAGUE = frozenset({"other", "item"})
_INCLUDED = frozenset({"INC", "INCL", "INCLUIDO", "INCLUIDA"})
_WITHOUT = frozenset({"ANTES", "SIN", "S"})
# So many words no head knows a line of heads may hold; more only where it is cut into cells.
_STRANGERS = 4
# So many rows below tell whether a word of the heads has a column.
_ROWS = 5
_AMOUNT = re.compile(r"\d[.,]\d{3}\b|\d{4,}")


@dataclass(slots=True, eq=False)
class Column:
    """A column: what its head says it holds, and from where to where it reaches."""

    kind: str
    rect: Rect
    x0: float = 0.0
    x1: float = 1.0


def find_head(page: PageLayout) -> tuple[list[Column], list[Token], float] | None:
    """The line of column heads, with those of its parts that were printed above or below it."""
    best: tuple[float, Line, list[tuple[str, list[Token]]]] | None = None
    for line in page.lines:
        heads = list(_heads(line))
        kinds = {kind for kind, _tokens in heads}
        money = kinds & {"price", "total", "tax", "gross", "charge"}
        says_what = kinds & {"description", "code"}
        known = len(kinds - _VAGUE)
        strangers = sum(bool(t.key) for t in line.tokens) - sum(bool(t.key) for _k, tokens in heads for t in tokens)
        unnamed = bool(strangers or len(heads) > known) and {"quantity", "total"} <= kinds and known > 2
        # What a thing is may be headed by a word nobody knows, or one of another meaning.
        if not money or not (says_what or unnamed) or known < 2 or (strangers > _STRANGERS and not _is_wide(line)):
            continue
        if _holds_amounts(line):
            continue
        if known == 2 and not ("description" in kinds and kinds & {"total", "price", "gross", "charge"}):
            continue
        rank = known + 0.5 * ("description" in kinds) + 0.5 * ("quantity" in kinds) - 0.3 * strangers
        if best is None or rank > best[0]:
            best = (rank, line, heads)
    if best is None:
        return None
    return _whole_head(page, best[1])


def _is_wide(line: Line) -> bool:
    """Whether a line is cut into many short cells, of which as many are known heads as are not."""
    cells = line.segments
    known = sum(any(True for _ in _segment_heads(cell.tokens)) for cell in cells)
    return len(cells) >= 5 and known * 2 >= len(cells) and sum(len(cell.tokens) for cell in cells) <= 3 * len(cells)


def _holds_amounts(line: Line) -> bool:
    """Whether amounts stand among the words: those are totals beside their labels, and no heads."""
    return any(_AMOUNT.search(token.text) for token in line.tokens)


def _heads(line: Line) -> Iterator[tuple[str, list[Token]]]:
    for segment in line.segments:
        yield from _segment_heads(segment.tokens)


def _segment_heads(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """The column heads in a run of words; "IVA %" and "% IVA" are rates, "%" alone too."""
    flat = [(word, token) for token in tokens for word in (head_words(token.text) or _sign(token))]
    position = 0
    while position < len(flat):
        for length in range(min(LONGEST, len(flat) - position), 0, -1):
            phrase = tuple(word for word, _token in flat[position : position + length])
            kind = KINDS.get(tuple(word for word in phrase if word not in "%#$") or phrase)
            if phrase in {("%",), ("#",)}:
                kind = "rate" if phrase == ("%",) else "item"
            if kind is None or _leans_right(flat, position, length):
                continue
            following = flat[position + length][0] if position + length < len(flat) else ""
            if kind == "tax" and length > 1 and following in _INCLUDED:
                continue  # "Total IVA incl.": a total, and no amount of tax
            if said := _said_of_tax([word for word, _token in flat[position + length :]], kind):
                length += said
                kind = "gross" if kind == "total" and flat[position + length - said][0] not in _WITHOUT else kind
            yield kind, list(dict.fromkeys(token for _word, token in flat[position : position + length]))
            position += length
            break
        else:
            position += 1


def _said_of_tax(following: Sequence[str], kind: str) -> int:
    """How many words behind the head of an amount say whether its tax is in it: "Precio c/IVA", "Total sin IVA"."""
    if kind not in {"price", "total", "gross"}:
        return 0
    return next((len(words) for words in _OF_TAX if tuple(following[: len(words)]) == words), 0)


def _leans_right(flat: Sequence[tuple[str, Token]], position: int, length: int) -> bool:
    """Whether the last word of a phrase goes better with what follows: "% IVA | TOTAL LÍNEA"."""
    words = [word for word, _token in flat]
    end = position + length
    if length < 2 or end >= len(words) or tuple(words[position : end - 1]) not in KINDS:
        return False
    return (words[end],) in KINDS and tuple(words[end - 1 : end + 1]) in KINDS


def leading_head(tokens: Sequence[Token]) -> tuple[str, int] | None:
    """What kind of head words begin with, if they do, and how many of them it takes."""
    for kind, head in _segment_heads(tokens):
        return (kind, len(head)) if head[0] is tokens[0] else None
    return None


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
            place = 0 if extra.rect.cy < line.cy else len(over[0])
            over[0][place:place] = extra.tokens
            grown.add(id(over[0]))
        elif known:
            parts.append(list(extra.tokens))
        else:
            continue
        tokens += extra.tokens
    columns = []
    for part in _give_back(parts, grown, page, foot):
        kinds = [kind for kind, _tokens in _segment_heads(part)] or ["other"]
        columns.append(Column(_column_kind(part, kinds), join_rects(token.rect for token in part)))
    columns.sort(key=lambda column: column.rect.cx)
    _settle(columns)
    return columns, tokens, foot + 0.3 * page.line_height


def _speaks_of_columns(segment: Segment) -> bool:
    """Whether words near the heads are part of them and not the first item's name."""
    return are_heads(segment.text)


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
    # What a little word joins to a head is part of it: "Descripción del ítem".
    starts = {start for start in starts if start == 0 or cell[start - 1].key not in _JOINS}
    cuts = sorted(starts)
    return [cell[start:stop] for start, stop in zip(cuts, [*cuts[1:], len(cell)], strict=True)]


def _same_again(cell: list[Token]) -> set[int]:
    """Where a head says again, or in another word, what the one before said: "Qty / Cant.", "Servicio / cargo"."""
    again: set[int] = set()
    for (kind, tokens), (following, more) in pairwise(list(_segment_heads(cell))):
        between = cell[cell.index(tokens[-1]) : cell.index(more[0]) + 1]
        slash = any("/" in token.text for token in between)
        if slash or (kind == following and any(token.text == "-" for token in between)):
            again |= {cell.index(tokens[-1]) + 1, cell.index(more[0])}
    return again


def _give_back(parts: list[list[Token]], grown: set[int], page: PageLayout, foot: float) -> list[list[Token]]:
    """Leftover words that no other line made into a head belong to the head on their left, unless below them
    stands a column of its own."""
    kept: list[list[Token]] = []
    for part in parts:
        known = any(True for _ in _segment_heads(part))
        if kept and not known and id(part) not in grown:
            gap = min(token.rect.x0 for token in part) - max(token.rect.x1 for token in kept[-1])
            if gap < 0.02 and not _has_column(part, kept[-1], page, foot):
                kept[-1].extend(part)
                continue
        kept.append(part)
    return kept


def _has_column(part: Sequence[Token], left: Sequence[Token], page: PageLayout, foot: float) -> bool:
    """Whether the rows right below have a cell under these words and another one under those on their left."""
    own, other = join_rects(token.rect for token in part), join_rects(token.rect for token in left)
    rows = [line for line in page.lines if line.cy > foot and _has_number(line)][:_ROWS]
    alone = 0
    for line in rows:
        under = [segment for segment in line.segments if segment.rect.x0 < own.x1 and segment.rect.x1 > own.x0]
        beside = [segment for segment in line.segments if segment.rect.x0 < other.x1 and segment.rect.x1 > other.x0]
        alone += len(under) == 1 and bool(beside) and under[0] not in beside
    return alone * 2 > len(rows)


def _column_kind(tokens: Sequence[Token], kinds: Sequence[str]) -> str:
    phrase = tuple(word for token in tokens for word in head_words(token.text))
    return KINDS.get(phrase, kinds[-1] if kinds[0] == "other" else kinds[0])


def _settle(columns: list[Column]) -> None:
    """Settle heads that may mean two things by the company they keep."""
    kinds = [column.kind for column in columns]
    if "description" not in kinds:
        for wanted in ("code",):
            widest = max((c for c in columns if c.kind == wanted), key=lambda c: c.rect.width, default=None)
            if widest is not None:
                widest.kind = "description"
    totals = [column for column in columns if column.kind == "total"]
    if not totals:
        # With its tax or without, the only amount of a line is its own.
        totals = [column for column in columns if column.kind in {"gross", "charge"}][-1:]
        for column in totals:
            column.kind = "total"
    for column in totals[:-1]:
        # "Valor" before "Total": the price if there is none yet, else a sum on the way to the last one.
        column.kind = "price" if not any(c.kind == "price" for c in columns) else "other"
    if not any(column.kind == "quantity" for column in columns):
        for column in [column for column in columns if column.kind == "times"][:1]:
            column.kind = "quantity"
    rates = [column for column in columns if column.kind == "rate"]
    if len(rates) > 1:
        # "IVA | %": the amount of tax, then its rate.
        for first, second in pairwise(columns):
            if first.kind == "rate" and second.kind == "rate":
                first.kind = "tax"
        for column in [c for c in columns if c.kind == "rate"][1:]:
            column.kind = "other"
    for kind in ("quantity", "price", "times"):
        for column in [column for column in columns if column.kind == kind][1:]:
            column.kind = "other"
    items = [column for column in columns if column.kind == "item"]
    for column in items[1:]:
        column.kind = "code" if not any(c.kind == "code" for c in columns) else "other"


def _has_number(line: Line) -> bool:
    return any(any(char.isdigit() for char in token.text) for token in line.tokens)
