"""Words whose letters were set apart, "F E R R E T E R Í A", put together again.

A program that sets letters apart prints a blank behind each of them; only the wider blanks are between words.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from invoices.extraction.result import Word

# Shorter runs may be the cells of a form, or initials.
_FEWEST = 5


def closed_up(words: Sequence[Word]) -> list[Word]:
    """The same words, where letters stood alone in a row the words they make."""
    closed: list[Word] = []
    run: list[Word] = []
    for word in words:
        if run and not (_is_letter(word) and _follows(run[-1], word)):
            closed += _whole(run)
            run = []
        if _is_letter(word):
            run.append(word)
        else:
            closed.append(word)
    return closed + _whole(run)


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and (word.text.isalpha() or word.text in ".&,")


def _follows(one: Word, other: Word) -> bool:
    """Whether a letter stands behind another one, in its size and no further off than a wide blank."""
    first, second = one.box, other.box
    level = abs(first.y0 - second.y0) < 0.25 * first.height and abs(first.y1 - second.y1) < 0.25 * first.height
    return level and 0 < second.x0 - first.x1 < 1.5 * first.height


def _whole(run: Sequence[Word]) -> list[Word]:
    letters = sum(word.text.isalpha() for word in run)
    if len(run) < _FEWEST or letters < _FEWEST - 1:
        return list(run)
    gaps = [other.box.x0 - one.box.x1 for one, other in pairwise(run)]
    usual = median(gaps)
    words = [run[0]]
    for gap, letter in zip(gaps, run[1:], strict=True):
        if gap > 1.7 * usual:
            words.append(letter)
            continue
        last = words[-1]
        box = last.box.union(letter.box)
        words[-1] = Word(last.text + letter.text, box, min(last.confidence, letter.confidence))
    return words
