"""A name over several lines, or parted by a wide blank: which pieces a person would read as one.

What a name looks like is for `name_shape`; where on the page it may stand is for `names`.
"""

import re
from collections.abc import Sequence

from invoices.extraction.labels import Label, Labels
from invoices.extraction.layout import Rect, Segment, Token, join_rects, join_text
from invoices.extraction.name_shape import (
    ENDS_WITH_FORM,
    JOINT_AT_END,
    JOINT_AT_START,
    LEGAL_FORM,
    OF_A_WORK,
    clean_name,
    fold_name,
    nameish,
    only_form,
    says_again,
    short_with_form,
    without_initials,
)

_YEAR = re.compile(r"(?:19|20)\d\d")
# Labels that a name does not begin with, marked or not.
OF_FIELDS = frozenset({
    "name", "nit", "customer_nit", "supplier_nit", "address", "phone", "email", "issue_date", "due_date", "issue_time",
    "payment_form", "payment_means", "purchase_order", "currency", "resolution", "cufe",
})  # fmt: skip


def continued(value: str, tokens: Sequence[Token], labels: Labels, label: Label) -> tuple[str, Sequence[Token]]:
    """A labelled name that goes on in the next lines of its cell."""
    margin = label.segment.rect
    for _line in range(3):
        first, last = join_rects(token.rect for token in tokens), tokens[-1].rect
        level = join_rects(t.rect for t in tokens if abs(t.rect.cy - last.cy) < 0.5 * labels.page.line_height)
        more = _next_line(level, first, margin, labels)
        if more is None or not _goes_on(value, more, level, first, label, labels):
            break
        value, tokens = f"{value} {clean_name(more.text)}", [*tokens, *more.tokens]
    return value, tokens


def _next_line(level: Rect, first: Rect, margin: Rect, labels: Labels) -> Segment | None:
    """What stands right under a line, at its own margin, at that of its cell, or centred."""
    cell = Rect(min(margin.x0, level.x0), level.y0, level.x1, level.y1)
    below = labels.page.below(cell, reach=max(1.6 * labels.page.line_height, 1.9 * level.height))
    for segment in sorted(below, key=lambda one: (one.line.cy if one.line else one.rect.cy, one.rect.x0)):
        if segment.rect == margin:
            continue
        at_margin = min(abs(segment.rect.x0 - margin.x0), abs(segment.rect.x0 - first.x0)) < 0.02
        if at_margin or abs(segment.rect.cx - level.cx) < 0.02:
            return None if labels.starts_with_label(segment) else segment
    return None


def _goes_on(value: str, more: Segment, level: Rect, first: Rect, label: Label, labels: Labels) -> bool:
    """Whether a person would read on: a joint, a legal form, an empty label cell, or a line that was full."""
    text = clean_name(more.text)
    key = fold_name(text)
    if only_form(key):
        return True
    if _YEAR.fullmatch(text):
        # "UNION TEMPORAL PUENTES", and under it "2025".
        return abs(more.rect.x0 - first.x0) < 0.02 and bool(OF_A_WORK.search(fold_name(value)))
    if ENDS_WITH_FORM.search(fold_name(value)) or not nameish(text):
        return False
    if JOINT_AT_END.search(fold_name(value)) or value.endswith("&"):
        return True
    if short_with_form(key, 3):
        return True
    hangs = abs(more.rect.x0 - first.x0) < 0.02 and first.x0 > label.rect.x1 - 0.005
    assert more.line is not None  # noqa: S101
    if hangs and not any(s.rect.x0 < label.rect.x1 and s is not more for s in more.line.segments):
        return True
    return level.x1 + more.tokens[0].rect.width + labels.page.char_width > _right_edge(level, labels)


def _right_edge(level: Rect, labels: Labels) -> float:
    """How far to the right a line could have gone: to the next column, or to the edge of the print."""
    page = labels.page
    beside = [
        segment.rect.x0
        for segment in page.segments
        if abs(segment.rect.cy - level.cy) < 2.5 * page.line_height and segment.rect.x0 > level.x1
    ]
    return min(beside, default=max((segment.rect.x1 for segment in page.segments), default=1.0))


def whole_name(segment: Segment, labels: Labels, letters_high: float, *, signed: bool) -> tuple[str, Sequence[Token]]:
    """A name set in several lines of a letterhead, `signed` where a shop's sign may stand over it."""
    group = [segment]
    while len(group) < 3 and (above := _neighbour(group[0], labels, up=True, letters_high=letters_high, signed=signed)):
        group.insert(0, above)
    while len(group) < 4 and (
        below := _neighbour(group[-1], labels, up=False, letters_high=letters_high, signed=signed)
    ):
        group.append(below)
    parts = [without_initials(one.tokens) for one in group]
    whole = [token for part in parts for token in part]
    value = " ".join(clean_name(join_text(part)) for part in parts)
    if len(group) == 1 and (form := _form_beside(segment)):
        return f"{value} {clean_name(form.text)}", [*whole, *form.tokens]
    return value, whole


def _form_beside(segment: Segment) -> Segment | None:
    """The rest of a legal form that a wide blank has parted from its name: "HIJOS S." and "EN C."."""
    assert segment.line is not None  # noqa: S101
    after = segment.line.segments[segment.line.segments.index(segment) + 1 :][:1]
    for more in after:
        close = more.rect.x0 - segment.rect.x1 < 3 * segment.rect.width / max(len(segment.text), 1)
        key = fold_name(f"{segment.tokens[-1].text} {more.text}")
        if close and len(more.tokens) <= 2 and (only_form(fold_name(more.text)) or only_form(key)):
            return more
    return None


def _neighbour(segment: Segment, labels: Labels, letters_high: float, *, up: bool, signed: bool) -> Segment | None:
    page, rect = labels.page, segment.rect
    for other in page.segments:
        step = (rect.cy - other.rect.cy) * (1 if up else -1)
        if not 0.4 * page.line_height < step < max(1.7 * page.line_height, 2.4 * rect.height):
            continue
        aligned = abs(other.rect.x0 - rect.x0) < 0.02 or abs(other.rect.cx - rect.cx) < 0.03
        aligned = aligned or abs(other.rect.x1 - rect.x1) < 0.02
        upper, lower = (other, segment) if up else (segment, other)
        if (
            aligned
            and not _opens_with_label(other, labels)
            and _are_one_name(upper, lower, letters_high, signed=signed)
        ):
            return other
    return None


def _opens_with_label(segment: Segment, labels: Labels) -> bool:
    label = labels.starting(segment)
    return labels.starts_with_label(segment) or (label is not None and bool(OF_FIELDS.intersection(label.roles)))


def _are_one_name(upper: Segment, lower: Segment, letters_high: float, *, signed: bool) -> bool:
    first, second = fold_name(clean_name(upper.text)), fold_name(clean_name(lower.text))
    if not nameish(upper.text):
        return False
    if only_form(second):
        return True
    if says_again(first, second):
        return False
    sizes = sorted((upper.rect.height, lower.rect.height))
    if not nameish(lower.text) or ENDS_WITH_FORM.search(first) or sizes[1] > 1.5 * sizes[0]:
        return False
    if JOINT_AT_END.search(first) or upper.text.rstrip().endswith("&") or JOINT_AT_START.search(second):
        return True
    large = sizes[0] > 1.2 * letters_high and sizes[1] < 1.12 * sizes[0]
    # "CONTECSA S.A.S." ends a name; two words may be a whole one, under another one that is only a sign.
    return large or short_with_form(second, 1 if signed else 3)


def made_whole(tokens: Sequence[Token], labels: Labels) -> Sequence[Token]:
    """A name with the piece that a wide blank or a wave of the paper has torn from it, before it or behind."""
    key = fold_name(join_text(tokens))
    first, last = tokens[0], tokens[-1]
    own = next((segment.line for segment in labels.page.segments if last in segment.tokens), None)
    for segment in labels.page.segments:
        if first in segment.tokens or last in segment.tokens or labels.starts_with_label(segment):
            continue
        if not ENDS_WITH_FORM.search(key) and _touch(last.rect, segment.tokens[0].rect, labels):
            piece = fold_name(clean_name(segment.text))
            ends = ENDS_WITH_FORM.search(piece) and len(piece.split()) <= 6 and nameish(segment.text)
            waved = segment.line is not own and len(segment.tokens) <= 2 and segment.text.isupper()
            if only_form(piece) or ends or (waved and _is_of_name(segment, tokens, labels)):
                return [*tokens, *segment.tokens]
        before = short_with_form(key, 2) and _touch(segment.tokens[-1].rect, first.rect, labels)
        if before and _is_of_name(segment, tokens, labels):
            return [*segment.tokens, *tokens]
    return tokens


def _is_of_name(segment: Segment, rest: Sequence[Token], labels: Labels) -> bool:
    """Whether a segment is a piece of a name without its end, in the letters of the rest."""
    text = clean_name(segment.text)
    same = text.isupper() == join_text(rest).isupper()
    return same and nameish(text) and labels.starting(segment) is None and not LEGAL_FORM.search(fold_name(text))


def beside_a_wave(label: Label, labels: Labels) -> Sequence[Token]:
    """What stands right behind a label that is alone on its line, half a line off because the paper waves."""
    page, line = labels.page, label.segment.line
    if label.tokens[-1] is not label.segment.tokens[-1] or line is None or line.segments[-1] is not label.segment:
        return ()
    for segment in page.segments:
        drop = abs(segment.tokens[0].rect.cy - label.tokens[-1].rect.cy)
        gap = segment.rect.x0 - label.rect.x1
        if segment.line is not line and drop < 0.9 * page.line_height and 0 < gap < 4 * page.char_width:
            return () if labels.starting(segment) is not None else segment.tokens
    return ()


def _touch(left: Rect, right: Rect, labels: Labels) -> bool:
    """Whether a word follows another one: on its line after a wide blank, or a step off where the paper waves."""
    page = labels.page
    gap, drop = right.x0 - left.x1, abs(right.cy - left.cy)
    sizes = sorted((left.height, right.height))
    if gap < -page.char_width or sizes[1] > 1.5 * sizes[0]:
        return False
    near, far = 1.7 * page.char_width, 3 * page.char_width
    return gap < (far if drop < 0.5 * page.line_height else near) and drop < 1.4 * page.line_height
