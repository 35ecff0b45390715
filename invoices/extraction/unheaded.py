"""The table of items where no heads are printed, or none that can be read: known by rows set alike.

Dot-matrix prints, continued sheets and poor scans show rows of words whose last amounts end at one place. Columns are
the bands between which no row has a word. What fills them is told by `contents` and `columns`; heads are for
`table_heads`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from invoices.extraction.figures import guesses, sound
from invoices.extraction.layout import Line, PageLayout, Rect, Token, join_rects
from invoices.extraction.table_heads import Column
from invoices.extraction.unlabelled import unlabelled

_MONEY = re.compile(r"\d[.,']\d{3}\b|\d{5,}")
_LEAST_ROWS = 3
_EDGE = 0.02
_MOST_APART = 5.0
_BINS = 1000
# In so small a share of the rows a word may reach over a gap between columns.
_CROSSED = 0.04
# Fewer rows than these do not tell columns by their words, only by their cells.
_MANY = 8


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """The rows of one page that are set alike."""

    page: PageLayout
    rows: tuple[Line, ...]


def find_rows(pages: Sequence[PageLayout]) -> list[Band]:
    """The rows of all pages whose last amounts end at the same place, the longest run of each page."""
    bands = []
    for page in pages:
        # Sheets photographed one by one lie each at another place.
        ends = [(line, token.rect.x1) for line, token in _candidates(page)]
        edge = max((x for _line, x in ends), key=lambda x: sum(abs(x - end) <= _EDGE for _, end in ends), default=0.0)
        if run := _longest_run([line for line, x in ends if abs(x - edge) <= _EDGE], page):
            bands.append(Band(page, tuple(run)))
    return bands if sum(len(band.rows) for band in bands) >= _LEAST_ROWS else []


def columns_of(bands: Sequence[Band]) -> list[Column]:
    """The columns of rows set alike: the bands between their gaps, the last of them that of the totals."""
    rows = [line for band in bands for line in band.rows]
    width = bands[0].page.char_width
    parts = _bands(rows, width)
    while (weak := _weakest(parts, rows)) is not None:
        parts[weak - 1 : weak + 1] = [join_rects(parts[weak - 1 : weak + 1])]
    columns = [Column("other", rect) for rect in parts]
    if columns:
        columns[-1].kind = "total"
    return columns


def are_level(bands: Sequence[Band]) -> bool:
    """Whether the rows of all pages end at one place, so that their columns are the same."""
    ends = [median(line.tokens[-1].rect.x1 for line in band.rows) for band in bands]
    starts = [median(line.tokens[0].rect.x0 for line in band.rows) for band in bands]
    return max(ends) - min(ends) <= _EDGE and max(starts) - min(starts) <= _EDGE


def _candidates(page: PageLayout) -> Iterator[tuple[Line, Token]]:
    """Lines of words that end with an amount and are not labelled as a total."""
    for line, tokens in unlabelled(page):
        if "%" in tokens[-1].text:
            continue
        amount = tokens[-1]
        letters = sum(char.isalpha() for token in tokens[:-1] for char in token.text)
        if letters >= 4 and _MONEY.search(amount.text) and sound(guesses(amount.text)) is not None:
            yield line, amount


def _longest_run(lines: Sequence[Line], page: PageLayout) -> list[Line]:
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.cy - runs[-1][-1].cy <= _MOST_APART * page.line_height:
            runs[-1].append(line)
        else:
            runs.append([line])
    return max(runs, key=len, default=[])


def _bands(rows: Sequence[Line], width: float) -> list[Rect]:
    """The stretches across the page that words of the rows cover, parted where hardly any does."""
    covered = [0] * (_BINS + 1)
    for line in rows:
        pieces = [token.rect for token in line.tokens if token.key]
        if len(rows) < _MANY:
            pieces = [segment.rect for segment in line.segments]
        marked = {
            place
            for rect in pieces
            for place in range(max(int(rect.x0 * _BINS), 0), min(int(rect.x1 * _BINS), _BINS) + 1)
        }
        for place in marked:
            covered[place] += 1
    least = len(rows) * _CROSSED
    filled = [place for place, count in enumerate(covered) if count > least]
    parts: list[list[int]] = []
    for place in filled:
        if parts and place - parts[-1][-1] <= max(1.0, 0.5 * width * _BINS):
            parts[-1].append(place)
        else:
            parts.append([place])
    return [Rect(part[0] / _BINS, 0.0, (part[-1] + 1) / _BINS, 1.0) for part in parts]


def _weakest(parts: Sequence[Rect], rows: Sequence[Line]) -> int | None:
    """A band that is no column of its own: words in few rows, or running on from the words on its left."""
    for place in range(1, len(parts) - 1):
        left, own = parts[place - 1], parts[place]
        under = [[token for token in line.tokens if _within(token, own)] for line in rows]
        filled = [tokens for tokens in under if tokens]
        words = sum(any(char.isalpha() for token in tokens for char in token.text) for tokens in filled)
        if len(filled) * 2 < len(rows) and words * 2 > len(filled):
            return place
        running = sum(_runs_on(line, left, own) for line in rows)
        if running * 2 > len(filled) and words * 2 > len(filled) and not _holds_figures(rows, left):
            return place
    return None


def _within(token: Token, rect: Rect) -> bool:
    return bool(token.key) and rect.x0 <= token.rect.cx <= rect.x1


def _runs_on(line: Line, left: Rect, own: Rect) -> bool:
    """Whether the words of a band stand in one cell with those on its left."""
    for segment in line.segments:
        for before, after in pairwise(segment.tokens):
            if _within(before, left) and _within(after, own):
                return True
    return False


def _holds_figures(rows: Sequence[Line], rect: Rect) -> bool:
    """Whether figures alone stand in a band: how many there are, right before what they are."""
    words = [token for line in rows for token in line.tokens if _within(token, rect)]
    return bool(words) and sum(sound(guesses(token.text, money=False)) is not None for token in words) * 10 > 8 * len(
        words
    )
