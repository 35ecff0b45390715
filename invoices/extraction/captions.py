"""Heads printed under their values instead of over them, as forms have them whose boxes bear a caption at their foot.

A row of heads alone does not tell on which side its values are: what tells it is that dates stand over the heads of
dates and none under them, and that no other head has those dates for its own. It needs two heads at least.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from invoices.extraction import values
from invoices.extraction.layout import Line, PageLayout, Rect, Segment, join_rects

if TYPE_CHECKING:
    from invoices.extraction.labels import Label

_DATES = frozenset({"issue_date", "due_date", "other_date", "date"})
_HEADS = _DATES | {"issue_time", "invoice_number", "purchase_order", "payment_form", "payment_means"}
# A value may take two lines over its caption, a head's value stands in the next lines; in heights of a line.
_NEXT, _OVER, _UNDER = 0.4, 2.4, 2.6
_WORDS_BEFORE = 2


def captions(page: PageLayout, found: Sequence[Label]) -> frozenset[int]:
    """The ids of the labels that are captions of the values over them."""
    heads = [label for label in found if _is_head(label)]
    told: set[int] = set()
    if not any(_DATES.intersection(label.roles) for label in heads):
        return frozenset()
    for line in page.lines:
        over = [(label, cell) for label in heads if (cell := _cell_over(label, line, page)) is not None]
        dated = [
            (label, cell)
            for label, cell in over
            if _DATES.intersection(label.roles)
            and values.find_dates(cell.text)
            and not _is_taken(cell, found, told, page)
        ]
        under = sum(_has_date_under(label, page, heads) for label, _cell in dated)
        if len(over) > 1 and len(dated) > under:
            told |= {id(label) for label, _cell in over}
    return frozenset(told)


def cells_over(label: Label, page: PageLayout) -> Iterator[tuple[Segment, float]]:
    """What stands over a caption, the nearest first, with its distance in heights of a line."""
    rect = _rect(label)
    found = [(rect.cy - one.rect.cy, one) for one in page.segments if _is_over(one.rect, rect, page)]
    for drop, segment in sorted(found, key=lambda pair: pair[0]):
        yield segment, drop / page.line_height


def _is_head(label: Label) -> bool:
    """Whether a label fills its cell, but for "Lugar y" before it, and has no figures beside it for its value."""
    if label.marked or label.tokens[-1] is not label.segment.tokens[-1] or label.segment.line is None:
        return False
    cells = label.segment.line.segments
    beside = cells[cells.index(label.segment) + 1 :][:1]
    if any(char.isdigit() for one in (label.segment, *beside) for char in one.text):
        return False
    before = label.segment.tokens.index(label.tokens[0])
    return before == 0 or (before <= _WORDS_BEFORE and bool(_DATES.intersection(label.roles)))


def _rect(label: Label) -> Rect:
    """The first line of a caption."""
    return join_rects(token.rect for token in label.above or label.tokens)


def _is_over(cell: Rect, rect: Rect, page: PageLayout) -> bool:
    drop = (rect.cy - cell.cy) / page.line_height
    return _NEXT < drop < _OVER and (cell.overlap_x(rect) > 0.4 or abs(cell.cx - rect.cx) < 2 * page.char_width)


def _cell_over(label: Label, line: Line, page: PageLayout) -> Segment | None:
    rect = _rect(label)
    if not _NEXT < (rect.cy - line.cy) / page.line_height < _OVER + 0.5:
        return None
    cell = next((one for one in line.segments if _is_over(one.rect, rect, page)), None)
    return cell if cell is not None and cell is not label.segment else None


def _is_taken(cell: Segment, found: Sequence[Label], told: set[int], page: PageLayout) -> bool:
    """Whether a date is another head's: that stands right over it or before it, or in its own cell."""
    over = [one for one in page.segments if _is_over(one.rect, cell.rect, page)]
    nearest = max(over, key=lambda one: one.rect.cy, default=None)
    for label in found:
        if id(label) in told or not _HEADS.intersection(label.roles):
            continue
        if label.segment is cell or (label.segment is nearest and label.tokens[-1] is nearest.tokens[-1]):
            return True
        before = label.segment.line is cell.line and label.tokens[-1] is label.segment.tokens[-1]
        if before and cell.line is not None:
            cells = cell.line.segments
            if cells.index(label.segment) + 1 == cells.index(cell):
                return True
    return False


def _has_date_under(label: Label, page: PageLayout, heads: Sequence[Label]) -> bool:
    others = {id(one.segment) for one in heads}
    for segment in page.below(label.rect, reach=_UNDER * page.line_height):
        if id(segment) in others:
            return False
        if values.find_dates(segment.text):
            return True
    return False
