"""The words that say what a value is, and where around them their value stands.

It knows the vocabulary of Colombian invoices and the geometry of label and value. It does not judge
values: whether what stands there is a date or an amount is asked by `fields`, `parties` and `amounts`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from invoices.extraction.captions import captions, cells_over
from invoices.extraction.layout import PageLayout, Rect, Segment, Token, fold_words, join_rects, join_text
from invoices.extraction.phrases import apart, phrase_at
from invoices.extraction.vocabulary import AMOUNT_ROLES, LITTLE_WORDS

# What a narrow cell may be headed with in two lines: "Fecha de / vencimiento".
_OF_HEADS = {"issue_date", "due_date", "other_date", "issue_time", "invoice_number", "purchase_order", "not_order",
             "order_weak", "payment_form", "payment_means"}  # fmt: skip

_PARTIES = frozenset({"customer", "supplier", "payee", "name"})


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A phrase of the vocabulary on a page. `marked`: a colon follows, so it is surely a label.

    Of a phrase set in two lines the label is the lower one, with the line over it in `above`.
    """

    roles: tuple[str, ...]
    tokens: tuple[Token, ...]
    segment: Segment
    rect: Rect
    marked: bool
    leading: bool
    above: tuple[Token, ...] = ()

    @property
    def role(self) -> str:
        return self.roles[0]

    @property
    def words(self) -> int:
        return sum(len(fold_words(token.text)) for token in (*self.above, *self.tokens))

    @property
    def text(self) -> str:
        return join_text((*self.above, *self.tokens))


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Words standing where the value of a label would: in its cell, to its right, under it."""

    label: Label
    tokens: tuple[Token, ...]
    relation: str
    distance: float

    @property
    def text(self) -> str:
        return join_text(self.tokens)


class Labels:
    """All labels of one page, and the places their values may stand."""

    def __init__(self, page: PageLayout, *, without: frozenset[int] = frozenset()) -> None:
        """`without` holds the ids of words that are column heads of the table of items."""
        self.page = page
        self.found: list[Label] = []
        self._starts: dict[int, Label] = {}
        for line in page.lines:
            for segment in line.segments:
                for label in _two_languages(_find(segment)):
                    if not any(id(token) in without for token in label.tokens):
                        self.found.append(label)
                        self._starts[id(label.tokens[0])] = label
        for upper, label in list(_in_two_lines(page, self._starts)):
            if not any(id(token) in without for token in (*label.above, *label.tokens)):
                parts = {id(upper), id(label.segment)}
                self.found = [one for one in self.found if id(one.segment) not in parts]
                self.found.append(label)
                self._starts[id(upper.tokens[0])] = self._starts[id(label.tokens[0])] = label
        self._captions = captions(page, self.found)

    def of(self, *roles: str) -> list[Label]:
        return [label for label in self.found if any(role in label.roles for role in roles)]

    def places(self, label: Label, *, depth: float = 3.3, reach: float = 0.5) -> Iterator[Place]:
        """Where the value of `label` may stand: the rest of its cell, to the right, below; of a caption over it."""
        if id(label) in self._captions:
            yield from self._over(label)
            return
        yield from self._beside(label, reach)
        yield from self._under(label, depth)

    def starts_with_label(self, segment: Segment) -> bool:
        """Whether a segment opens with a label that is one (and not a name that happens to hold a word)."""
        label = self._starts.get(id(segment.tokens[0]))
        if label is None:
            return False
        return label.marked or len(label.tokens) == len(segment.tokens) or label.role in AMOUNT_ROLES

    def starting(self, segment: Segment) -> Label | None:
        """The label a segment opens with, if any."""
        return self._starts.get(id(segment.tokens[0]))

    def heads_a_cell(self, tokens: Sequence[Token]) -> bool:
        """Whether words are a label themselves."""
        label = self._starts.get(id(tokens[0]))
        return label is not None and len(label.tokens) >= len(tokens)

    def heads_a_word(self, token: Token) -> bool:
        """Whether a label of a party's data begins at a word: "Calle 5 # 4-20 Tel. 3101234567"."""
        label = self._starts.get(id(token))
        return label is not None and bool({"phone", "email", "city", "nit", "address"}.intersection(label.roles))

    def is_label(self, segment: Segment) -> bool:
        """Whether a segment is a label and nothing else."""
        label = self._starts.get(id(segment.tokens[0]))
        return label is not None and len(label.tokens) == len(segment.tokens)

    def _beside(self, label: Label, reach: float) -> Iterator[Place]:
        rest = self._until_label(label.segment.tokens[_index_after(label) :])
        if rest:
            yield Place(label, tuple(rest), "same", 0.0)
        if len(rest) < len(label.segment.tokens) - _index_after(label):
            return
        line = label.segment.line
        assert line is not None  # noqa: S101
        position = line.segments.index(label.segment)
        edge = label.segment.rect.x1
        for step, segment in enumerate(line.segments[position + 1 : position + 4]):
            gap = segment.rect.x0 - edge
            tokens = self._until_label(segment.tokens)
            # In a row of a label and its value alone they may stand at both edges of the page.
            alone = position == 0 and len(line.segments) == 2
            if not tokens or (gap > reach and not alone) or (label.above and self._has_own_head(segment)):
                return
            yield Place(label, tuple(tokens), "right" if step == 0 and gap <= reach else "further", gap)
            if len(tokens) < len(segment.tokens):
                return

    def _has_own_head(self, segment: Segment) -> bool:
        """Whether another cell's text stands right over a segment."""
        return any(
            0 < segment.rect.cy - one.rect.cy < 1.5 * self.page.line_height and one.rect.overlap_x(segment.rect) > 0.5
            for one in self.page.segments
        )

    def _under(self, label: Label, depth: float) -> Iterator[Place]:
        height = self.page.line_height
        level: float | None = None
        # A value pushed out of its cell's line goes on at the cell's own margin.
        wrapped = not label.leading and label.tokens[-1] is label.segment.tokens[-1]
        for segment in self.page.below(label.segment.rect if wrapped else label.rect, reach=depth * height):
            if segment is label.segment:
                continue
            drop = segment.rect.cy - label.rect.cy
            if level is not None and drop > level + 0.8 * height:
                relation = "under2"
            else:
                relation, level = "under", drop if level is None else level
            tokens = self._until_label(segment.tokens)
            if not tokens or self.starts_with_label(segment):
                return
            yield Place(label, tuple(tokens), relation, drop / height)

    def _over(self, label: Label) -> Iterator[Place]:
        for segment, drop in cells_over(label, self.page):
            if self.starts_with_label(segment):
                return
            yield Place(label, tuple(segment.tokens), "under", drop)

    def _until_label(self, tokens: Sequence[Token]) -> list[Token]:
        """Tokens up to the next label that has a mark, or that opens a cell and is more than a chance word."""
        taken: list[Token] = []
        for token in tokens:
            label = self._starts.get(id(token))
            if label is not None and self._closes(label, first=not taken):
                break
            taken.append(token)
        while taken and not taken[0].key and taken[0].text in ":.-–|=":
            taken.pop(0)
        return taken

    def _closes(self, label: Label, *, first: bool) -> bool:
        if label.marked or label.role in {"nit", "supplier_nit", "customer_nit"}:
            return True
        if not first or label.role == "paid" or not label.leading:
            return False
        fills = len(label.tokens) == len(label.segment.tokens)
        rest = label.segment.tokens[_index_after(label) :]
        return fills or label.words > 1 or not any(char.isalpha() for token in rest for char in token.text)


def _index_after(label: Label) -> int:
    return label.segment.tokens.index(label.tokens[-1]) + 1


def _find(segment: Segment) -> Iterator[Label]:
    """Vocabulary phrases in a segment, longest first, not overlapping."""
    flat = [(word, token) for token in segment.tokens for part in fold_words(token.text) for word in apart(part)]
    words = [word for word, _token in flat]
    position = 0
    while position < len(flat):
        for length, roles in phrase_at(words, position):
            if not _whole_tokens(flat, position, length):
                continue
            yield _label(segment, flat, position, length, roles)
            position += length
            break
        else:
            position += 1


def _in_two_lines(page: PageLayout, known: dict[int, Label]) -> Iterator[tuple[Segment, Label]]:
    """Labels that a narrow cell has broken, each with its upper line: "Orden de" over "compra"."""
    for above, line in pairwise(page.lines):
        for lower in line.segments:
            upper = next((one for one in above.segments if _goes_on(one, lower, page)), None)
            if upper is None:
                continue
            words = [word for one in (upper, lower) for word in _words(one)]
            roles = next((roles for length, roles in phrase_at(words, 0) if length == len(words)), ())
            if _OF_HEADS.intersection(roles) and not _stands_alone(upper, lower, known):
                marked = lower.tokens[-1].text.endswith(":")
                yield upper, Label(roles, tuple(lower.tokens), lower, lower.rect, marked, True, tuple(upper.tokens))


def _goes_on(upper: Segment, lower: Segment, page: PageLayout) -> bool:
    """Whether a segment without figures or mark goes on in the one under it, as in one cell."""
    if (
        upper.text.endswith((":", "."))
        or not (upper.key and lower.key)
        or any(char.isdigit() for char in upper.text + lower.text)
    ):
        return False
    shift = min(abs(upper.rect.x0 - lower.rect.x0), abs(upper.rect.cx - lower.rect.cx))
    return shift < 2 * page.char_width and lower.rect.cy - upper.rect.cy < 1.5 * page.line_height


def _stands_alone(upper: Segment, lower: Segment, known: dict[int, Label]) -> bool:
    """Whether the upper line is a label by itself with a value beside it, as in a list of labels."""
    label = known.get(id(upper.tokens[0]))
    words = _words(upper)
    if not words or words[-1] in LITTLE_WORDS or label is None or len(label.tokens) < len(upper.tokens):
        return False
    beside = [one for part in (upper, lower) if (one := _next_of(part)) is not None]
    return not beside or any(char.isdigit() for one in beside for char in one.text)


def _next_of(segment: Segment) -> Segment | None:
    assert segment.line is not None  # noqa: S101
    cells = segment.line.segments
    return next(iter(cells[cells.index(segment) + 1 :]), None)


def _words(segment: Segment) -> list[str]:
    return [word for token in segment.tokens for part in fold_words(token.text) for word in apart(part)]


def _two_languages(labels: Iterable[Label]) -> Iterator[Label]:
    """One label where a stroke stands between two: "VENCIMIENTO / DUE DATE:"."""
    last: Label | None = None
    for label in labels:
        if last is not None and _is_said_again(last, label):
            roles = tuple(dict.fromkeys((*last.roles, *label.roles)))
            first = label.segment.tokens.index(last.tokens[0])
            tokens = label.segment.tokens[first : _index_after(label)]
            rect = join_rects(token.rect for token in tokens)
            last = Label(roles, tuple(tokens), label.segment, rect, label.marked, last.leading)
            continue
        if last is not None:
            yield last
        last = label
    if last is not None:
        yield last


def _is_said_again(first: Label, second: Label) -> bool:
    tokens = second.segment.tokens
    between = tokens[_index_after(first) : tokens.index(second.tokens[0])]
    if [token.text for token in between] != ["/"] or first.marked:
        return False
    amounts = AMOUNT_ROLES.intersection((*first.roles, *second.roles))
    return not amounts or bool(set(first.roles) & set(second.roles))


def _whole_tokens(flat: Sequence[tuple[str, Token]], position: int, length: int) -> bool:
    """A label ends where a word ends: "NIT" in "NIT/CC" is not one yet."""
    end = position + length
    starts = position == 0 or flat[position - 1][1] is not flat[position][1]
    return starts and (end == len(flat) or flat[end][1] is not flat[end - 1][1])


def _label(
    segment: Segment, flat: Sequence[tuple[str, Token]], position: int, length: int, roles: tuple[str, ...]
) -> Label:
    tokens = list(dict.fromkeys(token for _word, token in flat[position : position + length]))
    first, last = segment.tokens.index(tokens[0]), segment.tokens.index(tokens[-1])
    tokens = segment.tokens[first : last + 1]
    if first == 2 and segment.tokens[1].text == "/" and _PARTIES.intersection(roles):
        # "Remitente / Pagador": a word that nobody knew beside one that heads a party's block.
        first, tokens = 0, segment.tokens[: last + 1]
    following = segment.tokens[last + 1].text if last + 1 < len(segment.tokens) else ""
    marked = tokens[-1].text.endswith((":", "=")) or following.startswith((":", "=", "(=)"))
    if following in {":", "=", "(=)", "(-)", "(+)", ":$", "#"}:
        tokens.append(segment.tokens[last + 1])
    return Label(roles, tuple(tokens), segment, join_rects(t.rect for t in tokens), marked, first == 0)
