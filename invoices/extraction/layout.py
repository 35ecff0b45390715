"""Words to lines and segments: who stands beside, above and below whom on a page.

It knows geometry only. Labels, fields and tables are for `labels`, `fields` and `lines`.

Photos lean and widen towards one side, so words are first put on level lines: `Rect` is the place on
the levelled page, for reasoning; `Token.word.box` stays the place on the picture, for showing.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from statistics import median

from invoices.extraction.phrases import ends_party_label, label_run_into
from invoices.extraction.result import Box, Word
from invoices.extraction.spaced import closed_up

# "NIT:901575460" is a label and a value; "https://" and "10:30" are not.
_GLUED_LABEL = re.compile(r"^([^\W\d_][^\s:]{0,40}:)(?!//)(\S+)$")
_GLUED_NIT = re.compile(
    r"^((?:nit|n\.i\.t|cc|c\.c|rut|c[eé]dula|identificaci[oó]n|documento|tel|tel[eé]fono|celular|cel)\.?)(\d[\d.,]{5,}.*)$",
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile(r"[\s./\\|_()\-–:]+")
# Every rule folds the same words of a page again; a long page has some thousand different ones.
_KEPT_WORDS = 8192
# Marks some readers set in the width of Chinese letters.
_WIDE_MARKS = str.maketrans("：；，．（）％＃‐‑‒−", ":;,.()%#----")
# "N.º 123" is "Nº 123".
_NUMERO = re.compile(r"^([Nn])\.([º°o])(?![a-z])")
# "VENCIM.(D/M/A)" is a label and how its value is written.
_GLUED_FORM = re.compile(r"^([^\W\d_][^\s(]*)(\([DMAYdmay/\- ]{3,10}\):?)$")
# Blanks that keep words together on a line, but part them here.
_HARD_BLANKS = re.compile(r"[\u00a0\u2007\u2009\u202f]+")
_GLUED_SIGN = re.compile(r"^((?:[nN][o°ºO]|[nN][rR][oO])(?:[.:]|(?<=[o°º]))?)((?:[A-Z]{1,5}\d{0,2}-?)?\d[\d\-]*)$")
# "N°FE" is a sign and a prefix, whose number stands in the next word.
_GLUED_PREFIX = re.compile(r"^([nN](?:[°º][.:]?|[oO]\.|[rR][oO]\.))([A-Z]{1,5}\d{0,2})$")
# "clienteCONSTRUCTORA", "SocialFerretería": the label of a name and the name, told apart by their letters.
_GLUED_CASE = re.compile(r"^([^\W\d_][^\s\d]*[a-záéíóúüñ][).\]]{0,2})([A-ZÁÉÍÓÚÜÑ][^\W\d_].*)$")
# "S.A.S.NIT": a name ends with its legal form, whatever is printed against it.
_GLUED_FORM_OF_NAME = re.compile(
    r"^(\S*(?:S\.?A\.?S|S\.A|LTDA|E\.?S\.?P|BIC|ENC)\.?[·,|–-]?)((?i:n\.?i\.?t)\b.*|(?i:nit)[.:]?\d.*)$"
)

# "LTDA·Nit", "936933295-5·Calle": a dot in the middle of the line parts what a reader has run together.
_DOT_BETWEEN = re.compile(r"^([^·•]{3,}(?<!\d)|[^·•]{3,}(?=.\D))[·•](?=[^\W_].)")


@dataclass(frozen=True, slots=True)
class Rect:
    """A place on the levelled page; it may lie a little outside 0..1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def union(self, other: "Rect") -> "Rect":
        return Rect(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def overlap_x(self, other: "Rect") -> float:
        """Shared width as a share of the narrower one."""
        shared = min(self.x1, other.x1) - max(self.x0, other.x0)
        return max(0.0, shared) / max(min(self.width, other.width), 1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """A word with its levelled place and its letters folded for comparison."""

    word: Word
    page: int
    rect: Rect
    key: str

    @property
    def text(self) -> str:
        return self.word.text


@dataclass(eq=False)
class Segment:
    """Words of one line that stand together, as in one cell or one phrase."""

    tokens: list[Token]
    line: "Line | None" = None

    @cached_property
    def text(self) -> str:
        return join_text(self.tokens)

    @cached_property
    def key(self) -> str:
        return " ".join(token.key for token in self.tokens if token.key)

    @cached_property
    def rect(self) -> Rect:
        return join_rects(token.rect for token in self.tokens)


@dataclass(slots=True, eq=False)
class Line:
    """The segments on one level of a page, from left to right."""

    page: int
    segments: list[Segment]
    cy: float
    height: float

    @property
    def tokens(self) -> list[Token]:
        return [token for segment in self.segments for token in segment.tokens]

    @property
    def text(self) -> str:
        return "   ".join(segment.text for segment in self.segments)

    @property
    def key(self) -> str:
        return " ".join(segment.key for segment in self.segments)


@dataclass(slots=True, eq=False)
class PageLayout:
    """One page: its lines from top to bottom and the usual size of its letters."""

    number: int
    lines: list[Line]
    line_height: float
    char_width: float

    @property
    def segments(self) -> list[Segment]:
        return [segment for line in self.lines for segment in line.segments]

    @property
    def tokens(self) -> list[Token]:
        return [token for line in self.lines for token in line.tokens]

    def below(self, rect: Rect, *, reach: float) -> list[Segment]:
        """Segments under a place that share its columns, the nearest first."""
        limit = rect.cy + reach
        found = [
            segment
            for segment in self.segments
            if rect.cy + 0.4 * self.line_height < segment.rect.cy <= limit
            and segment.rect.x0 < rect.x1 + 2 * self.char_width
            and segment.rect.x1 > rect.x0 - 2 * self.char_width
        ]
        return sorted(found, key=lambda segment: (round(segment.rect.cy / self.line_height), segment.rect.x0))


@lru_cache(maxsize=_KEPT_WORDS)
def fold(text: str) -> str:
    """Letters and digits alone, upper case, without accents: `Número:` and `NUMERO` are one word."""
    bare = unicodedata.normalize("NFKD", text)
    return "".join(char for char in bare.upper() if char.isalnum() and not unicodedata.combining(char))


@lru_cache(maxsize=_KEPT_WORDS)
def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a text, cut also at the marks that printers leave no blank around."""
    return tuple(key for key in (fold(part) for part in _BETWEEN_WORDS.split(text)) if key)


def join_text(tokens: Iterable[Token]) -> str:
    return " ".join(token.text for token in tokens)


def join_rects(rects: Iterable[Rect]) -> Rect:
    whole: Rect | None = None
    for rect in rects:
        whole = rect if whole is None else whole.union(rect)
    assert whole is not None  # noqa: S101  (callers join at least one)
    return whole


def join_boxes(tokens: Iterable[Token]) -> Box:
    """The place of several words on the picture itself."""
    boxes = [token.word.box for token in tokens]
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    return whole


def lay_out(words: Sequence[Word], *, page: int, lean: float = 0.0) -> PageLayout:
    """Arrange the words of one page; `lean` is how much further its right edge stands low than its words tell."""
    pieces = [piece for word in closed_up(_once(words)) for piece in _cut(_with_plain_marks(word))]
    if not pieces:
        return PageLayout(page, [], 0.012, 0.007)
    height = median(piece.box.height for piece in pieces) or 0.012
    width = _char_width(pieces)
    level = _Level(pieces, height)
    level.base += lean
    tokens = [Token(piece, page, level.rect(piece.box), fold(piece.text)) for piece in pieces]
    lines = _lines(tokens, page, height)
    for line in lines:
        line.segments = _segments(line.segments[0].tokens, width)
        for segment in line.segments:
            segment.line = line
    return PageLayout(page, lines, _pitch(lines, height), width)


def _once(words: Sequence[Word]) -> list[Word]:
    """Without second printings of a word upon itself, the way some programs make bold letters."""
    seen: dict[tuple[str, int, int], Word] = {}
    for word in words:
        seen.setdefault((word.text, round(word.box.x0 * 250), round(word.box.y0 * 250)), word)
    return list(seen.values())


def _with_plain_marks(word: Word) -> Word:
    text = _NUMERO.sub(r"\1\2", word.text.translate(_WIDE_MARKS))
    return word if text == word.text else Word(text, word.box, word.confidence)


def _cut(word: Word) -> list[Word]:
    """Separate a label from the value printed against it, and a currency sign from its amount."""
    if (blank := _HARD_BLANKS.search(word.text)) and blank.start() > 0 and blank.end() < len(word.text):
        left, rest = _split(word, blank.start())
        return [left, *_cut(_split(rest, blank.end() - blank.start())[1])]
    for pattern in (_GLUED_FORM, _GLUED_LABEL, _GLUED_NIT, _GLUED_SIGN, _GLUED_PREFIX):
        if match := pattern.match(word.text):
            cut = match.end(1)
            left, right = _split(word, cut)
            return [*_cut_by_letters(left), *_cut(right)]
    return _cut_by_letters(word)


def _cut_by_letters(word: Word) -> list[Word]:
    if dot := _DOT_BETWEEN.search(word.text):
        left, rest = _split(word, dot.end(1))
        mark, right = _split(rest, 1)
        return [*_cut(left), mark, *_cut(right)]
    if cut := _end_of_label(word.text):
        left, right = _split(word, cut)
        return [left, *_cut(right)]
    return [word]


def _end_of_label(text: str) -> int:
    """Where the label of a name ends that the name was run into; 0 where nothing was."""
    if (form := _GLUED_FORM_OF_NAME.match(text)) is not None:
        return form.end(1)
    case = _GLUED_CASE.match(text)
    if case is not None and ends_party_label(fold(case.group(1))):
        return case.end(1)
    key = fold(text)
    return label_run_into(key) if len(key) == len(text) else 0


def _split(word: Word, position: int) -> tuple[Word, Word]:
    box = word.box
    x = box.x0 + box.width * position / len(word.text)
    left = Word(word.text[:position], Box(box.x0, box.y0, x, box.y1), word.confidence)
    return left, Word(word.text[position:], Box(x, box.y0, box.x1, box.y1), word.confidence)


def split_token(token: Token, position: int) -> tuple[Token, Token]:
    """A word cut in two, each with its share of the place."""
    left, right = _split(token.word, position)
    x = token.rect.x0 + token.rect.width * position / len(token.text)
    rect = token.rect
    return (
        Token(left, token.page, Rect(rect.x0, rect.y0, x, rect.y1), fold(left.text)),
        Token(right, token.page, Rect(x, rect.y0, rect.x1, rect.y1), fold(right.text)),
    )


def _char_width(words: Sequence[Word]) -> float:
    widths = [word.box.width / len(word.text) for word in words if len(word.text) >= 3]
    return median(widths) if widths else 0.008


class _Level:
    """How the lines of a page lean: by `base`, and by `growth` more towards its foot."""

    def __init__(self, words: Sequence[Word], height: float) -> None:
        slopes = _slopes(words, height)
        self.base, self.growth = _fit(slopes)

    def rect(self, box: Box) -> Rect:
        shift = (self.base + self.growth * ((box.y0 + box.y1) / 2 - 0.5)) * ((box.x0 + box.x1) / 2 - 0.5)
        return Rect(box.x0, box.y0 - shift, box.x1, box.y1 - shift)


def _slopes(words: Sequence[Word], height: float) -> list[tuple[float, float]]:
    """(y, slope) between each word and the next one on its line, as far as that is plain."""
    boxes = sorted((word.box for word in words), key=lambda box: box.x0)
    # (left, right, twice the middle across and down, height): asked for millions of times on a dense page.
    ordered = [(box.x0, box.x1, box.x0 + box.x1, box.y0 + box.y1, box.y1 - box.y0) for box in boxes]
    found = []
    for index, (_x0, x1, across, down, tall) in enumerate(ordered):
        if tall < 0.6 * height or tall > 1.8 * height:
            continue
        for at in range(index + 1, len(ordered)):
            other_x0, _x1, other_across, other_down, other_tall = ordered[at]
            gap = other_x0 - x1
            if gap > 0.12:
                break
            if gap <= -0.004 or abs(other_tall - tall) >= 0.25 * height:
                continue
            rise = (other_down - down) / 2
            run = (other_across - across) / 2
            if run > 0.01 and abs(rise) < 0.45 * height:
                found.append((down / 2, rise / run, run))
                break
    # Long steps say more about the slope than short ones.
    return [(y, slope) for y, slope, run in found if run > 0.03] or [(y, slope) for y, slope, _run in found]


def _fit(slopes: Sequence[tuple[float, float]]) -> tuple[float, float]:
    if len(slopes) < 12:
        return 0.0, 0.0
    upper = [slope for y, slope in slopes if y < 0.5]
    lower = [slope for y, slope in slopes if y >= 0.5]
    base = median(slope for _y, slope in slopes)
    if len(upper) < 10 or len(lower) < 10:
        return base, 0.0
    top = median(y for y, _slope in slopes if y < 0.5)
    foot = median(y for y, _slope in slopes if y >= 0.5)
    growth = (median(lower) - median(upper)) / max(foot - top, 0.2)
    return median(upper) + growth * (0.5 - top), growth


def _lines(tokens: Sequence[Token], page: int, height: float) -> list[Line]:
    lines: list[Line] = []
    for token in sorted(tokens, key=lambda token: token.rect.cy):
        best: Line | None = None
        for line in reversed(lines[-6:]):
            reach = 0.45 * min(max(token.rect.height, 0.7 * height), max(line.height, 0.7 * height), 1.6 * height)
            distance = abs(token.rect.cy - line.cy)
            nearer = best is None or distance < abs(token.rect.cy - best.cy)
            if distance <= reach and nearer and not _stacked(token, line):
                best = line
        if best is None:
            lines.append(Line(page, [Segment([token])], token.rect.cy, token.rect.height))
            continue
        members = best.segments[0].tokens
        members.append(token)
        best.cy += (token.rect.cy - best.cy) / len(members)
        best.height = max(best.height, token.rect.height)
    for line in lines:
        line.segments[0].tokens.sort(key=lambda token: token.rect.x0)
    return sorted(lines, key=lambda line: line.cy)


def _stacked(token: Token, line: Line) -> bool:
    """Whether the word stands over or under one of the line instead of beside it: tightly set lines."""
    return any(token.rect.overlap_x(other.rect) > 0.5 for other in line.segments[0].tokens)


def _segments(tokens: Sequence[Token], char_width: float) -> list[Segment]:
    segments: list[Segment] = []
    for token in tokens:
        if segments:
            last = segments[-1].tokens[-1]
            own = max(_own_width(last), _own_width(token), 0.6 * char_width)
            gap = token.rect.x0 - last.rect.x1
            # A colon belongs to the label before it, however far it was set from it.
            # Between two words a blank may be stretched; between figures it parts columns.
            # An abbreviation with its dot is a word as well: "FACT. ELECTRONICA".
            words = last.text.removesuffix(".").isalpha() and token.text.isalpha()
            most = 1.7 if words else 1.5
            if gap <= most * min(own, 2.2 * char_width) or (token.text == ":" and gap <= 12 * char_width):
                segments[-1].tokens.append(token)
                continue
        segments.append(Segment([token]))
    return segments


def _own_width(token: Token) -> float:
    return token.rect.width / max(len(token.text), 1)


def _pitch(lines: Sequence[Line], height: float) -> float:
    steps = [below.cy - above.cy for above, below in pairwise(lines)]
    close = [step for step in steps if 0.5 * height < step < 3 * height]
    return median(close) if close else 1.4 * height
