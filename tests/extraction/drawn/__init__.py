"""Fifteen layouts drawn with reportlab, fictional and seeded, with the truth of what each prints.

The breadth of what suppliers send, for the reader of native text; tests/corpus has depth instead: fewer
layouts in every condition a picture comes in.
"""

from tests.extraction.drawn.letter import LETTER
from tests.extraction.drawn.papers import PAPERS

LAYOUTS = LETTER | PAPERS
