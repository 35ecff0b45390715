"""Words set on a page as a typewriter would: a line a row, every character the same width."""

import re

from invoices.extraction.result import Box, Word

COLUMNS, ROWS = 100, 64


def page(text: str) -> tuple[Word, ...]:
    """The words of a text, each where it stands in it; blanks separate words, columns keep their place."""
    words = []
    for row, line in enumerate(text.strip("\n").splitlines()):
        for match in re.finditer(r"\S+", line):
            top = (row + 1) / (ROWS + 2)
            box = Box.clamped(match.start() / COLUMNS, top, match.end() / COLUMNS, top + 0.75 / (ROWS + 2))
            words.append(Word(match.group(), box))
    return tuple(words)
