"""Which tax number a name belongs to: of several on a page, each has the name that stands nearest to it.

Headings that nobody knows put a block on the wrong side; what stands beside its own number is of that one
all the same. Whether a text is a name at all is not asked here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from invoices.extraction.layout import PageLayout, Rect, join_text
from invoices.extraction.name_shape import LEGAL_FORM, fold_name
from invoices.extraction.sides import Sides, TaxNumber

# A name stands so many lines over its number, or under it, and no more.
_OVER, _UNDER = 7.0, 2.6
# What stands further off than this is nobody's for being the nearest.
_NEAR = 3.6
_CLOSE = 2.4
# Lines that two things on one line are off by, at most.
_LEVEL = 0.4


@dataclass(frozen=True, slots=True)
class Owners:
    """The number of one party, perhaps printed more than once, and those of everybody else."""

    own: Sequence[TaxNumber]
    others: Sequence[TaxNumber]

    def is_anothers(self, rect: Rect, page: PageLayout, sides: Sides) -> bool:
        """Whether somebody else's number stands nearer, on the same line or in the same block."""
        ours = self.from_own(rect, page)
        for number in self.others:
            away = lines_away(rect, number, page)
            if away is None or away > _NEAR or (ours is not None and ours <= away):
                continue
            level = abs(number.rect.cy - rect.cy) < _LEVEL * page.line_height
            if level or sides.of(rect) == number.side:
                return True
        return False

    def from_own(self, rect: Rect, page: PageLayout) -> float | None:
        """How many lines it is to the own number, None where it is not the name's."""
        found = [away for number in self.own if (away := lines_away(rect, number, page)) is not None]
        return min(found, default=None)

    def is_beside(self, rect: Rect, page: PageLayout, sides: Sides) -> bool:
        """Whether a place is in the block of the own number, whosever that block seems to be."""
        ours = self.from_own(rect, page)
        if ours is None or ours > _NEAR:
            return False
        side = sides.of(rect)
        if any(number.side == side for number in self.own):
            return True
        # Over the number, though the block seems to begin at the number only.
        between = [one.rect.cy for one in sides.headings if rect.cy < one.rect.cy < rect.cy + ours * page.line_height]
        return ours < _CLOSE and all(ours * page.line_height - (cy - rect.cy) < page.line_height for cy in between)


def owners(number: TaxNumber | None, numbers: Sequence[TaxNumber]) -> Owners:
    """The owner of a number among all of a document; one read with a wrong figure elsewhere is the same."""
    if number is None:
        # Whoever made the form or the program is nobody's party.
        return Owners((), [one for one in numbers if one.aside])
    own = [one for one in numbers if _same(one.body, number.body)]
    return Owners(own, [one for one in numbers if not _same(one.body, number.body)])


def lines_away(rect: Rect, number: TaxNumber, page: PageLayout) -> float | None:
    """Lines between a name and a number that may be its own: behind it, under it, or just over it."""
    if number.page != page.number:
        return None
    steps = (number.rect.cy - rect.cy) / page.line_height
    gap = number.rect.x0 - rect.x1
    if abs(steps) < _LEVEL:
        # A wide blank parts as much as some lines.
        return 6 * max(gap, 0.0) if -0.01 < gap < 0.4 else None
    if _has_a_name(number):
        return None
    aligned = rect.overlap_x(number.segment.rect) > 0.2 or abs(rect.x0 - number.segment.rect.x0) < 0.03
    if not aligned:
        return None
    if steps > 0:
        return steps if steps <= _OVER else None
    return 1.0 - steps if -steps < _UNDER else None


def _has_a_name(number: TaxNumber) -> bool:
    """Whether a number stands behind its name already: "Transporta: CARGAS DEL SUR SAS NIT 900.123.456-8"."""
    before = [token for token in number.segment.tokens if token.rect.x1 <= number.rect.x0 + 0.001]
    return bool(LEGAL_FORM.search(fold_name(join_text(before))))


def _same(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= 1
