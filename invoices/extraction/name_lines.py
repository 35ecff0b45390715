"""A name over several lines, or parted by a wide blank: which pieces a person would read as one.

What a name looks like is for `name_shape`; where on the page it may stand is for `names`.
"""

import re
from collections.abc import Sequence

from invoices.extraction.colombia import GIVEN_NAMES
from invoices.extraction.labels import Label, Labels
from invoices.extraction.layout import Rect, Segment, Token, join_rects, join_text
from invoices.extraction.name_shape import (
    ENDS_WITH_FORM,
    JOINT_AT_END,
    JOINT_AT_START,
    LEGAL_FORM,
    OF_A_WORK,
    TRADE,
    clean_name,
    fold_name,
    is_a_persons,
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
    for _line in range(3):
        first, last = join_rects(token.rect for token in tokens), tokens[-1].rect
        level = join_rects(t.rect for t in tokens if abs(t.rect.cy - last.cy) < 0.5 * labels.page.line_height)
        more = _next_line(level, first, label, labels)
        if more is None or not _goes_on(value, more, level, first, label, labels):
            break
        value, tokens = f"{value} {clean_name(more.text)}", [*tokens, *more.tokens]
    return value, tokens


def _next_line(level: Rect, first: Rect, label: Label, labels: Labels) -> Segment | None:
    """What stands right under a line, at its own margin, at that of its cell, or centred."""
    margin = label.segment.rect
    cell = Rect(min(margin.x0, level.x0), level.y0, level.x1, level.y1)
    below = labels.page.below(cell, reach=max(1.6 * labels.page.line_height, 1.9 * level.height))
    for segment in sorted(below, key=lambda one: (one.line.cy if one.line else one.rect.cy, one.rect.x0)):
        if segment.rect == margin or _is_rest_of_label(segment, label):
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
        margins = (first.x0, label.segment.rect.x0)
        return min(abs(more.rect.x0 - x) for x in margins) < 0.02 and bool(OF_A_WORK.search(fold_name(value)))
    if ENDS_WITH_FORM.search(fold_name(value)) or not nameish(text):
        return False
    if JOINT_AT_END.search(fold_name(value)) or value.endswith("&"):
        return True
    if short_with_form(key, 3):
        return True
    hangs = abs(more.rect.x0 - first.x0) < 0.02 and first.x0 > label.rect.x1 - 0.005
    assert more.line is not None  # noqa: S101
    beside = [one for one in more.line.segments if one.rect.x0 < label.rect.x1 and one is not more]
    if hangs and all(_is_rest_of_label(one, label) for one in beside):
        return True
    return level.x1 + more.tokens[0].rect.width + labels.page.char_width > _right_edge(level, labels)


def _is_rest_of_label(segment: Segment, label: Label) -> bool:
    """Whether a label goes on in its second line: "Apellidos y nombres" over "o razón social:"."""
    goes_on = segment.text[0].islower() or not segment.key
    return goes_on and not label.marked and abs(segment.rect.x0 - label.segment.rect.x0) < 0.02


def _right_edge(level: Rect, labels: Labels) -> float:
    """How far to the right a line could have gone: to the next column, or to the edge of the print."""
    edge = _next_column(level, labels)
    return edge if edge is not None else max((segment.rect.x1 for segment in labels.page.segments), default=1.0)


def _next_column(level: Rect, labels: Labels) -> float | None:
    """Where the next column to the right begins, if there is one."""
    page = labels.page
    beside = [
        segment.rect.x0
        for segment in page.segments
        if abs(segment.rect.cy - level.cy) < 2.5 * page.line_height and segment.rect.x0 > level.x1
    ]
    return min(beside, default=None)


def whole_name(
    segment: Segment, tokens: Sequence[Token], labels: Labels, letters_high: float, *, signed: bool
) -> tuple[str, Sequence[Token]]:
    """A name set in several lines of a letterhead, of which `tokens` of a segment are one; `signed` where a
    shop's sign may stand over it."""
    parts: list[Sequence[Token]] = [_with_form(segment, tokens, labels)]
    first = last = segment
    # What stands before the words in their line, or behind them, parts them from the line above or below.
    up = tokens[0] is segment.tokens[0] or tuple(tokens) == tuple(without_initials(segment.tokens))
    down = tokens[-1] is segment.tokens[-1]
    while (
        up
        and len(parts) < 4
        and (above := _neighbour(first, labels, up=True, letters_high=letters_high, signed=signed))
    ):
        parts.insert(0, _with_form(above, without_initials(above.tokens), labels))
        first = above
    while (
        down
        and len(parts) < 4
        and (below := _neighbour(last, labels, up=False, letters_high=letters_high, signed=signed))
    ):
        parts.append(_with_form(below, without_initials(below.tokens), labels))
        last = below
    return " ".join(clean_name(join_text(part)) for part in parts), [token for part in parts for token in part]


def _with_form(segment: Segment, tokens: Sequence[Token], labels: Labels) -> Sequence[Token]:
    """The words of a line with the legal form behind them, which a wide blank or smaller letters have parted."""
    if tokens[-1] is not segment.tokens[-1]:
        return tokens
    form = _form_beside(segment, labels)
    return tokens if form is None else [*tokens, *form.tokens]


def _form_beside(segment: Segment, labels: Labels) -> Segment | None:
    """The rest of a legal form beside its name: "HIJOS S." and "EN C.", or a small "S.A.S." behind a large sign."""
    rect = segment.rect
    for more in labels.page.segments:
        gap = more.rect.x0 - rect.x1
        if not (0 < gap < 3 * rect.width / max(len(segment.text), 1) and rect.y0 < more.rect.cy < rect.y1):
            continue
        key = fold_name(f"{segment.tokens[-1].text} {more.text}")
        if len(more.tokens) <= 2 and (only_form(fold_name(more.text)) or only_form(key)):
            return more
    return None


def _neighbour(segment: Segment, labels: Labels, letters_high: float, *, up: bool, signed: bool) -> Segment | None:
    """The next line of a name over a line of it, or under it."""
    page, rect = labels.page, segment.rect
    near: list[tuple[float, Segment]] = []
    for other in page.segments:
        step = (rect.cy - other.rect.cy) * (1 if up else -1)
        if not 0.4 * page.line_height < step < max(1.7 * page.line_height, 1.2 * (rect.height + other.rect.height)):
            continue
        aligned = abs(other.rect.x0 - rect.x0) < 0.02 or abs(other.rect.cx - rect.cx) < 0.03
        if (aligned or abs(other.rect.x1 - rect.x1) < 0.02) and any(char.isalpha() for char in other.text):
            near.append((step, other))
    if not near:
        return None
    other = min(near, key=lambda one: one[0])[1]
    upper, lower = (other, segment) if up else (segment, other)
    if _opens_with_label(other, labels):
        return None
    end = _with_form(lower, lower.tokens, labels)
    return other if _are_one_name(upper, lower, join_text(end), letters_high, labels, signed=signed) else None


def _opens_with_label(segment: Segment, labels: Labels) -> bool:
    label = labels.starting(segment)
    return labels.starts_with_label(segment) or (label is not None and bool(OF_FIELDS.intersection(label.roles)))


def _are_one_name(
    upper: Segment, lower: Segment, end: str, letters_high: float, labels: Labels, *, signed: bool
) -> bool:
    """Whether two lines are of one name; `end` is the lower one with its legal form."""
    first, second = fold_name(clean_name(upper.text)), fold_name(clean_name(end))
    if not nameish(upper.text):
        return False
    if only_form(second) or only_form(" ".join([*first.split()[-2:], second])):
        return True
    if len(without_initials([*upper.tokens, *lower.tokens])) < len(upper.tokens) + len(lower.tokens):
        return False
    if says_again(first, second) or (_is_somebody(second) and not _is_somebody(first)):
        return False
    sizes = sorted((upper.rect.height, lower.rect.height))
    if not nameish(end) or ENDS_WITH_FORM.search(first) or sizes[1] > 2.6 * sizes[0]:
        return False
    if JOINT_AT_END.search(first) or upper.text.rstrip().endswith("&") or JOINT_AT_START.search(second):
        return True
    if sizes[0] > 1.15 * letters_high and sizes[1] < 1.12 * sizes[0]:
        return True
    alike = upper.text.isupper() == lower.text.isupper()
    if sizes[1] < 1.12 * sizes[0] and alike and _fills_its_column(upper, lower, labels):
        return True
    if sizes[0] > 1.05 * letters_high and sizes[1] > 1.2 * letters_high and ENDS_WITH_FORM.search(second):
        # Of two lines in large letters of different size the lower one ends the name, unless it is a whole one.
        if not alike or TRADE.search(second):
            return False
        if sizes[0] > 1.2 * letters_high or (lower.rect.height > upper.rect.height and upper.text.isupper()):
            return True
    # "CONTECSA S.A.S." ends a name; two words may be a whole one, under another one that is only a sign.
    return sizes[1] <= 1.5 * sizes[0] and short_with_form(second, 1 if signed else 3)


def _fills_its_column(upper: Segment, lower: Segment, labels: Labels) -> bool:
    """Whether the first word of the lower line had no room any more on the upper one, as in a narrow column."""
    rect = upper.rect
    if abs(rect.x0 - lower.rect.x0) > 0.02 and abs(rect.cx - lower.rect.cx) > 0.02:
        return False
    edge = _next_column(rect, labels)
    return edge is not None and edge - rect.x1 < lower.tokens[0].rect.width + 2 * labels.page.char_width


def _is_somebody(key: str) -> bool:
    """Whether a line is the whole name of a person, under the sign of a shop."""
    return is_a_persons(key) and key.split()[0] in GIVEN_NAMES


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
