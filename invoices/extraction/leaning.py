"""A page whose lines were torn apart because it leans more than its letters tell: laid out again until rows multiply.

Photographed tables may bend so far that the amounts of a row stand level with the names of the next. How a page
leans is first estimated in `layout`; here that is corrected by what the figures prove. It reads no fields.
"""

from collections.abc import Sequence

from invoices.extraction.layout import Line, PageLayout, lay_out
from invoices.extraction.products import count_products, is_money
from invoices.extraction.result import Source, Word

# How far the right edge may stand too low or too high, in lines.
_LEANS = (0.5, -0.5, 1.0, -1.0, 1.4, -1.4)
_GAIN = 2


def settled_layout(words: Sequence[Word], *, page: int, source: Source) -> PageLayout:
    """The page on level lines; with the lean under which more of its rows multiply, when it shows torn ones."""
    first = lay_out(words, page=page)
    if source != "ocr" or not any(_is_torn(line) for line in first.lines):
        return first
    best, most = first, count_products(first) + _GAIN - 1
    for lean in _LEANS:
        other = lay_out(words, page=page, lean=lean * first.line_height)
        found = count_products(other)
        if found > most:
            best, most = other, found
    return best


def _is_torn(line: Line) -> bool:
    """Amounts alone on a line: what they are for stands on another one."""
    tokens = [token for token in line.tokens if token.key]
    return any(is_money(token) for token in tokens) and not any(
        sum(char.isalpha() for char in token.text) > 1 for token in tokens
    )
