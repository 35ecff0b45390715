"""The sums of a page that bends at its foot: laid out again, so that each word for a sum has its figure beside it.

Words at the left and figures at the right edge of a crumpled page stand a line apart though the page as a whole is
level. What is tried here serves the sums alone, and only where they come out better; which lean the items need was
settled by `leaning`.
"""

from collections.abc import Iterable, Iterator, Sequence

from invoices.extraction import bands
from invoices.extraction.amount_labels import role_of
from invoices.extraction.labels import Labels
from invoices.extraction.layout import Line, PageLayout, Segment, Token, join_text, lay_out
from invoices.extraction.money import figures_in, is_currency
from invoices.extraction.rate_rows import rate_rows
from invoices.extraction.result import Word
from invoices.extraction.vocabulary import AMOUNT_ROLES

# How far the right edge may stand too low or too high, in lines.
_LEANS = (0.4, -0.4, 0.8, -0.8, 1.2, -1.2, 1.8, -1.8, 2.5, -2.5, 3.3, -3.3)
# So many lines a figure may have slipped from its word.
_NEAR = 1.5


def leaning(words: Sequence[Sequence[Word]], pages: Sequence[PageLayout]) -> Iterator[list[PageLayout]]:
    """The pages with one lean after the other for those that bend, as long as no fewer words have their figures."""
    bent = {page.number: _told(page) for page in pages if _is_torn(page)}
    for lean in _LEANS if bent else ():
        others = [
            lay_out(own, page=page.number, lean=lean * page.line_height) if page.number in bent else page
            for own, page in zip(words, pages, strict=True)
        ]
        if all(_told(other) >= bent[other.number] for other in others if other.number in bent):
            yield others


def same_words(ids: frozenset[int], page: PageLayout, other: PageLayout) -> Iterable[int]:
    """The ids that words of one layout have in another one of the same page."""
    known = {(token.text, token.word.box) for token in page.tokens if id(token) in ids}
    return (id(token) for token in other.tokens if (token.text, token.word.box) in known)


def _told(page: PageLayout) -> int:
    """How many words for sums have a figure: on their line, or in a band; and what proves itself."""
    beside = sum(_has_figure(line, at) for line in page.lines for at in range(len(line.segments)))
    banded = sum(cell.figure is not None and _is_sum(cell.words) for cell in bands.cells(Labels(page)))
    return beside + banded + 2 * len(rate_rows(page))


def _has_figure(line: Line, at: int) -> bool:
    """Whether a segment is a word for a sum with its figure behind it, in its own cell or the next."""
    tokens = line.segments[at].tokens
    inside = list(figures_in(tokens))
    words = [token for token in tokens if not any(token in figure.tokens for figure in inside)]
    if not _is_sum(words):
        return False
    return bool(inside) or (at + 1 < len(line.segments) and _is_figure(line.segments[at + 1]))


def _is_torn(page: PageLayout) -> bool:
    """Whether a word for a sum has nothing behind it, and a figure that nothing names stands near and to its right."""
    ends = [line.segments[-1] for line in page.lines if _is_sum(line.segments[-1].tokens)]
    return any(_may_be_its(figure, word, page) for word in ends for figure in _unnamed(page))


def _unnamed(page: PageLayout) -> Iterator[Segment]:
    for line in page.lines:
        last = line.segments[-1]
        if _is_figure(last) and not (len(line.segments) > 1 and _is_sum(line.segments[-2].tokens)):
            yield last


def _may_be_its(figure: Segment, word: Segment, page: PageLayout) -> bool:
    return figure.rect.x0 > word.rect.x1 and abs(figure.rect.cy - word.rect.cy) < _NEAR * page.line_height


def _is_sum(tokens: Sequence[Token]) -> bool:
    return role_of(join_text(token for token in tokens if not is_currency(token.text))) in AMOUNT_ROLES


def _is_figure(segment: Segment) -> bool:
    plain = all(is_currency(token.text) or not any(c.isalpha() for c in token.text) for token in segment.tokens)
    return plain and any(True for _ in figures_in(segment.tokens))
