"""Figures in a row under a row of words: which words of a band each figure belongs to.

Words stand at the left of a cell and figures at its right, so a figure need not stand under its words at all: in a
band it is the order that tells. What the words mean is for `amounts`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from invoices.extraction.labels import Labels
from invoices.extraction.layout import Line, PageLayout, Token
from invoices.extraction.money import Figure, figures_in, is_currency

# So many lines lower the figures of a band may stand.
_DEEPEST = 3.6
_MOST_CELLS = 12
# A cell that is empty in one of its two rows costs as much as one whose figure stands so far from its words.
_EMPTY = 0.12
_NOTHING = frozenset({"-", "–", "—", "--", "_", "N/A", "NA"})


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """The words of a cell and the figure that stands in it; none where a stroke says that there is none."""

    words: tuple[Token, ...]
    figure: Figure | None
    row: Line


def cells(labels: Labels) -> Iterator[Cell]:
    """The cells of all bands of a page."""
    for above, below in _bands(labels.page):
        figures = _slots(below)
        words = [tuple(segment.tokens) for segment in above.segments if _says_something(segment.tokens)]
        if len(words) < len(figures):
            words = [part for cell in words for part in _parted(cell, labels)]
        if min(len(words), len(figures)) > 1 and max(len(words), len(figures)) <= _MOST_CELLS:
            yield from (Cell(*pair, above) for pair in _paired(words, figures))


def _bands(page: PageLayout) -> Iterator[tuple[Line, Line]]:
    """Each line of words alone with the next one below it, where that holds figures alone."""
    for index, line in enumerate(page.lines):
        if any(True for _ in figures_in(line.tokens)):
            continue
        for below in page.lines[index + 1 : index + 3]:
            if below.cy - line.cy > _DEEPEST * page.line_height:
                break
            if all(_is_figure(token) for token in below.tokens):
                yield line, below
                break
            if not _is_second_line(below, line):
                break


def _is_second_line(line: Line, above: Line) -> bool:
    """Whether words go on below in the cells of a band: "Base" over "gravable"."""
    if any(char.isdigit() for char in line.text) or len(line.segments) >= len(above.segments):
        return False
    return all(any(own.rect.overlap_x(one.rect) > 0.3 for one in above.segments) for own in line.segments)


def _is_figure(token: Token) -> bool:
    return is_currency(token.text) or token.text.upper() in _NOTHING or not any(c.isalpha() for c in token.text)


def _says_something(tokens: Sequence[Token]) -> bool:
    return any(char.isalpha() for token in tokens for char in token.text if not is_currency(token.text))


def _slots(line: Line) -> list[tuple[tuple[Token, ...], Figure | None]]:
    """What stands in the cells of a row of figures, from left to right."""
    found: list[tuple[tuple[Token, ...], Figure | None]] = [(one.tokens, one) for one in figures_in(line.tokens)]
    signs = {id(before) for before, token in pairwise(line.tokens) if _is_sign(before, token, line)}
    found += [((one,), None) for one in line.tokens if one.text.upper() in _NOTHING and id(one) not in signs]
    return sorted(found, key=lambda slot: slot[0][0].rect.x0)


def _is_sign(stroke: Token, token: Token, line: Line) -> bool:
    """Whether a stroke is the sign of the figure right behind it, "- 812.362", and no empty cell."""
    together = any(stroke in one.tokens and token in one.tokens for one in line.segments)
    return together and stroke.text in {"-", "–", "—"} and any(char.isdigit() for char in token.text)


def _parted(cell: tuple[Token, ...], labels: Labels) -> Iterator[tuple[Token, ...]]:
    """The words of several cells that were set too close to tell them apart, cut where labels begin."""
    starts = {id(label.tokens[0]) for label in labels.found}
    cuts = [0, *(at for at, token in enumerate(cell) if at and id(token) in starts), len(cell)]
    for first, stop in pairwise(cuts):
        yield cell[first:stop]


def _paired(
    words: Sequence[tuple[Token, ...]], slots: Sequence[tuple[tuple[Token, ...], Figure | None]]
) -> list[tuple[tuple[Token, ...], Figure | None]]:
    """Each figure with the words of its cell: by order, and where one of the two is missing, by place."""
    if len(words) == len(slots):
        return [(cell, figure) for cell, (_tokens, figure) in zip(words, slots, strict=True)]
    # The pairing that keeps the order and leaves the least way from words to figures.
    best: dict[tuple[int, int], tuple[float, list[tuple[tuple[Token, ...], Figure | None]]]] = {(0, 0): (0.0, [])}
    for i in range(len(words) + 1):
        for j in range(len(slots) + 1):
            options = [best[i, j]] if not i and not j else []
            for before in ((i - 1, j), (i, j - 1)):
                if before in best:
                    options.append((best[before][0] + _EMPTY, best[before][1]))
            if i and j:
                cost, pairs = best[i - 1, j - 1]
                tokens, figure = slots[j - 1]
                options.append((cost + _apart(words[i - 1], tokens), [*pairs, (words[i - 1], figure)]))
            best[i, j] = min(options, key=lambda option: option[0])
    return best[len(words), len(slots)][1]


def _apart(words: Sequence[Token], figure: Sequence[Token]) -> float:
    """How far a figure stands from its words: nothing under them, else what is between their nearer edges."""
    return max(figure[0].rect.x0 - words[-1].rect.x1, words[0].rect.x0 - figure[-1].rect.x1, 0.0)
