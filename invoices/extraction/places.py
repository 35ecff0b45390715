"""Places that are remembered: described by the words around a value, and found again by them.

Distances are counted in widths of a letter, so a place is found on a scan, a photo and a PDF alike. What
stands there is judged by others.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz, process

from invoices.extraction.habits import Landmark, Place
from invoices.extraction.layout import Line, PageLayout, Rect, Segment, Token, fold_words, join_rects, join_text

_MOST_LANDMARKS = 4
_LONGEST = 3
# Words that are nearly alike are the same words misread.
_ALIKE = 84
_FURTHEST_DOWN = 0.3


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of the form, without figures, that stand together; at most three, those nearest to a value."""

    words: tuple[str, ...]
    rect: Rect
    text: str

    @property
    def key(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value is expected on a page, and how many landmarks say so."""

    page: PageLayout
    rect: Rect
    support: float


# --- describing a place ------------------------------------------------------------------------------


def describe(page: PageLayout, tokens: Sequence[Token]) -> Place | None:
    """The place of some words by what stands near them; None where nothing of the form does."""
    rect = join_rects(token.rect for token in tokens)
    own = {id(token) for token in tokens}
    near = sorted(_runs_near(page, rect, own), key=lambda found: found[0])
    chosen: list[tuple[float, str, _Run]] = []
    for cost, relation, run in near:
        if all(run.key != other.key for _cost, _relation, other in chosen):
            chosen.append((cost, relation, run))
    if not chosen:
        return None
    letter = page.char_width
    landmarks = tuple(
        Landmark(
            run.key,
            (rect.x0 - run.rect.x0) / letter,
            (rect.x1 - run.rect.x0) / letter,
            (rect.cy - run.rect.cy) / letter,
        )
        for _cost, _relation, run in chosen[:_MOST_LANDMARKS]
    )
    _cost, relation, first = chosen[0]
    return Place(first.text[:80], relation, landmarks, rect.cy, page.number)


def _runs_near(page: PageLayout, rect: Rect, own: set[int]) -> Iterator[tuple[float, str, _Run]]:
    """Runs of words with what their distance costs: beside and above is where labels stand."""
    for line in page.lines:
        down = (rect.cy - line.cy) / page.line_height
        if not -4 <= down <= 14:
            continue
        for segment in line.segments:
            for run in _runs(segment, rect, own):
                if abs(down) < 0.6:
                    gap = (rect.x0 - run.rect.x1) / page.char_width
                    relation, cost = ("right", 0.3 * gap) if gap > -1 else ("left", 12 - 0.5 * gap)
                elif down > 0 and run.rect.overlap_x(rect) > 0.1:
                    relation, cost = "under", 3 * down
                else:
                    apart = max(run.rect.x0 - rect.x1, rect.x0 - run.rect.x1, 0) / page.char_width
                    relation, cost = "near", 12 + 3 * abs(down) + 0.5 * apart
                yield cost, relation, run


def _runs(segment: Segment, rect: Rect, own: set[int]) -> Iterator[_Run]:
    """The words of a segment between figures and the value itself."""
    run: list[Token] = []
    for token in [*segment.tokens, None]:
        wordy = token is not None and id(token) not in own and token.key.isalpha()
        if wordy and token is not None:
            run.append(token)
            continue
        if sum(len(one.key) for one in run) >= 3:
            yield _run(run, rect)
        if token is None or token.key:
            run = []


def _run(tokens: Sequence[Token], rect: Rect) -> _Run:
    """Of many words those nearest to the value: the last ones before it, the first ones over or behind it."""
    before = tokens[-1].rect.x1 <= rect.x0 + 0.5 * rect.width
    chosen = tokens[-_LONGEST:] if before else tokens[:_LONGEST]
    words = tuple(word for token in chosen for word in fold_words(token.text))
    words = words[-_LONGEST:] if before else words[:_LONGEST]
    return _Run(words, join_rects(token.rect for token in chosen), join_text(chosen).strip(" :.-"))


# --- finding it again ----------------------------------------------------------------------------------


class Finder:
    """The words of a page, ready to be asked where some of them stand."""

    def __init__(self, page: PageLayout) -> None:
        self.page = page
        self._found: dict[str, list[Rect]] = defaultdict(list)
        for line in page.lines:
            self._index(line)
        self._keys = [key for key in self._found if len(key) >= 6]

    def _index(self, line: Line) -> None:
        flat = [(word, token) for token in line.tokens for word in fold_words(token.text) if word.isalpha()]
        for start in range(len(flat)):
            for length in range(1, _LONGEST + 1):
                part = flat[start : start + length]
                if len(part) == length:
                    rect = join_rects(token.rect for _word, token in part)
                    self._found[" ".join(word for word, _token in part)].append(rect)

    def where(self, words: str) -> Sequence[Rect]:
        """Every place these words stand, also with a letter or two misread."""
        exact = self._found.get(words)
        if exact or len(words) < 6:
            return exact or ()
        alike = process.extractOne(words, self._keys, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return self._found[alike[0]] if alike else ()

    def spot(self, place: Place) -> Spot | None:
        """Where the value of a remembered place should stand, as most of its landmarks have it."""
        guesses = [
            (index, guess)
            for index, mark in enumerate(place.landmarks)
            for guess in (self._guess(mark, rect) for rect in self.where(mark.words))
            if abs(guess.cy - place.down) < _FURTHEST_DOWN
        ]
        best: Spot | None = None
        for _index, guess in guesses:
            agreeing = {
                other: 1.0 if other == 0 else 0.6
                for other, rect in guesses
                if abs(rect.cy - guess.cy) < 0.7 * self.page.line_height
                and min(rect.x1, guess.x1) > max(rect.x0, guess.x0) - 2 * self.page.char_width
            }
            support = sum(agreeing.values()) - abs(guess.cy - place.down)
            if best is None or support > best.support:
                best = Spot(self.page, guess, support)
        return best if best is not None and best.support > 0.7 else None

    def _guess(self, mark: Landmark, rect: Rect) -> Rect:
        letter = self.page.char_width
        y = rect.cy + mark.y * letter
        half = self.page.line_height / 2
        return Rect(rect.x0 + mark.x0 * letter, y - half, rect.x0 + mark.x1 * letter, y + half)


def words_at(spot: Spot) -> list[Token]:
    """The words that stand at a spot, on the one line nearest to it."""
    page, rect = spot.page, spot.rect
    slack = 2.5 * page.char_width
    best: tuple[float, list[Token]] | None = None
    for line in page.lines:
        distance = abs(line.cy - rect.cy)
        if distance > 0.75 * page.line_height:
            continue
        tokens = [token for token in line.tokens if token.rect.x1 > rect.x0 - slack and token.rect.x0 < rect.x1 + slack]
        if tokens and (best is None or distance < best[0]):
            best = (distance, tokens)
    return best[1] if best else []


def windows(line: Line, longest: int) -> Iterator[Sequence[Token]]:
    """Every few words of a line that follow one another, the shorter first."""
    tokens = line.tokens
    for length in range(1, longest + 1):
        for start in range(len(tokens) - length + 1):
            yield list(islice(tokens, start, start + length))
