"""Dates whose day, month and year stand in cells of their own, as forms have them: under their heads, or without.

Filled in by hand and read with figures for letters, they are mended as far as only one date can be meant, and told to
be guessed. Which date of the document one is, is for `dates`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rapidfuzz.distance import Hamming

from invoices.extraction import values
from invoices.extraction.confidence import Evidence
from invoices.extraction.headings import Candidate, near
from invoices.extraction.labels import Label, Labels
from invoices.extraction.layout import Line, Rect, Token, join_rects

_CELLS = {"DIA": "d", "DD": "d", "D": "d", "DAY": "d", "MES": "m", "MM": "m", "M": "m", "MONTH": "m",
          "ANO": "y", "AAAA": "y", "AA": "y", "A": "y", "YEAR": "y", "YYYY": "y"}  # fmt: skip
# In a cell for figures these are figures.
_FIGURES = str.maketrans({"O": "0", "o": "0", "C": "0", "c": "0", "D": "0", "Q": "0", "σ": "0", "l": "1", "I": "1",
                          "i": "1", "Z": "2", "z": "2", "S": "5", "s": "5", "G": "6", "b": "6", "B": "8", "g": "9",
                          "q": "9"})  # fmt: skip
_LETTERS = str.maketrans("01568", "OISGB")
_MONTHS = ("ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SEP", "OCT", "NOV", "DIC")
_EDGES = ".,-/|:;'‘’`[]()_"
# Cells further apart than this do not belong together.
_MOST_APART = 0.2


@dataclass(frozen=True, slots=True)
class Cells:
    """A date in cells for day, month and year, in whatever order."""

    value: date
    tokens: tuple[Token, ...]
    rect: Rect
    page: int
    guessed: bool
    headed: bool = True

    def candidate(self, label: Label | None) -> Candidate:
        alone = "está bajo «día, mes, año»" if self.headed else "día, mes y año están en tres casillas"
        reason = alone if label is None else near(label)
        weight = 1.9 if label is None or "date" in label.roles else 2.3
        evidence = [Evidence(weight if self.headed else weight - 0.6, reason)]
        if self.guessed:
            evidence.append(Evidence(-1.6, "hubo que adivinar alguna cifra", "mended"))
        return Candidate(self.value, self.tokens, self.page, evidence)


@dataclass(frozen=True, slots=True)
class _Heads:
    """Where the columns of the three parts are, and what the heads that tell it take up."""

    centres: dict[str, float]
    rect: Rect
    gap: float
    whole: bool


def labelled_cells(pages: Sequence[Labels], *roles: str) -> Iterator[tuple[Cells, Label]]:
    for labels in pages:
        for cells in find_cells(labels):
            near_by = labels_of(cells, labels, "issue_date", "due_date", "other_date", "date")
            if near_by and set(roles) & set(near_by[0].roles):
                yield cells, near_by[0]


def labels_of(cells: Cells, labels: Labels, *roles: str) -> list[Label]:
    """The labels that may speak of the cells: over them, or to their left; the nearest first."""
    height = labels.page.line_height
    found = []
    for label in labels.of(*roles):
        up, left = cells.rect.y0 - label.rect.cy, cells.rect.x0 - label.rect.x1
        over = 0 < up < 2.6 * height and label.rect.overlap_x(cells.rect) > 0.3
        beside = -0.5 * height < label.rect.cy - cells.rect.y0 < 2.2 * height and -0.01 < left < 0.2
        if over or beside:
            found.append((up if over else left, label))
    return [label for _distance, label in sorted(found, key=lambda pair: pair[0])]


def find_cells(labels: Labels) -> Iterator[Cells]:
    found: list[Cells] = []
    for index, line in enumerate(labels.page.lines):
        for heads in _heads(line):
            if cells := _under_heads(heads, labels, index):
                found.append(cells)
    taken = {id(token) for cells in found for token in cells.tokens}
    yield from found
    for line in labels.page.lines:
        yield from (one for one in _without_heads(line, labels) if not any(id(token) in taken for token in one.tokens))


# --- under their heads --------------------------------------------------------------------------------


def _heads(line: Line) -> Iterator[_Heads]:
    """The heads of three cells; two alone in their cells tell where the third one was."""
    heads = [token for token in line.tokens if token.key in _CELLS]
    kinds = [_CELLS[token.key] for token in heads]
    whole: set[int] = set()
    for start in range(len(heads) - 2):
        three = heads[start : start + 3]
        gaps = [b.rect.cx - a.rect.cx for a, b in pairwise(three)]
        if set(kinds[start : start + 3]) == {"d", "m", "y"} and max(gaps) <= _MOST_APART:
            centres = dict(zip(kinds[start : start + 3], (token.rect.cx for token in three), strict=True))
            yield _Heads(centres, join_rects(token.rect for token in three), min(gaps), whole=True)
            whole |= {id(token) for token in three}
    alone = {id(one.tokens[0]) for one in line.segments if len(one.tokens) == 1}
    for (a, kind), (b, other) in pairwise(zip(heads, kinds, strict=True)):
        gap = b.rect.cx - a.rect.cx
        if {id(a), id(b)} & whole or not {id(a), id(b)} <= alone or kind + other not in {"dm", "my", "dy"}:
            continue
        if gap > (2 * _MOST_APART if kind + other == "dy" else _MOST_APART):
            continue
        step = gap / 2 if kind + other == "dy" else gap
        first = a.rect.cx - (step if kind == "m" else 0.0)
        centres = {part: first + place * step for place, part in enumerate("dmy")}
        rect = join_rects((a.rect, b.rect))
        yield _Heads(
            centres, Rect(min(rect.x0, first), rect.y0, max(rect.x1, centres["y"]), rect.y1), step, whole=False
        )


def _under_heads(heads: _Heads, labels: Labels, index: int) -> Cells | None:
    for below in labels.page.lines[index + 1 : index + 5]:
        if below.cy - heads.rect.cy > 3.2 * labels.page.line_height:
            return None
        mine = {
            kind: [token for token in below.tokens if abs(token.rect.cx - centre) < 0.5 * heads.gap and token.key]
            for kind, centre in heads.centres.items()
        }
        if not all(mine.values()):
            continue
        parts = {kind: "".join(token.text.strip(_EDGES) for token in tokens) for kind, tokens in mine.items()}
        split = any(len(tokens) > 1 for tokens in mine.values())
        if split and not all(len(tokens) == 1 or parts[kind].isdigit() for kind, tokens in mine.items()):
            continue
        value, guessed = _date_of(parts["d"], parts["m"], parts["y"])
        if value is not None:
            order = sorted(heads.centres, key=lambda kind: heads.centres[kind])
            tokens = tuple(token for kind in order for token in mine[kind])
            rect = heads.rect.union(join_rects(token.rect for token in tokens))
            return Cells(value, tokens, rect, labels.page.number, guessed or split or not heads.whole)
    return None


def _date_of(day: str, month: str, year: str) -> tuple[date | None, bool]:
    """The date of three cells, and whether a letter or figure had to be guessed."""
    if plain := _one(day, month, year):
        return plain, False
    month = _month_misread(month) if re.search(r"[^\W\d_]{2}", month) else month.translate(_FIGURES)
    # Of a year that lost a figure the rest still tells: 025, 225.
    year = re.sub(r"^[02](2\d)$", r"20\1", year.translate(_FIGURES))
    return _one(day.translate(_FIGURES), month, year), True


def _one(day: str, month: str, year: str) -> date | None:
    dates = values.find_dates(f"{day}/{month}/{year}") or values.find_dates(f"{day} de {month} de {year}")
    return dates[0] if len(dates) == 1 else None


def _month_misread(text: str) -> str:
    """The month whose short name differs in one letter, if it is but one."""
    start = text.upper().translate(_LETTERS)[:3]
    near_by = [name for name in _MONTHS if len(start) == 3 and Hamming.distance(start, name) <= 1]
    return near_by[0] if len(near_by) == 1 else ""


# --- without heads ------------------------------------------------------------------------------------


def _without_heads(line: Line, labels: Labels) -> Iterator[Cells]:
    """Three cells in a row that are a day, a month in letters and a year: "14 | JUL | 25"."""
    for three in zip(line.segments, line.segments[1:], line.segments[2:], strict=False):
        day, month, year = (one.text.strip(_EDGES) for one in three)
        if not re.fullmatch(r"\d{1,2}", day) or not re.fullmatch(r"(?:20)?\d\d", year):
            continue
        if not re.fullmatch(r"[^\W\d_]{3,10}", month) or month.upper()[:3] not in (*_MONTHS, "SET"):
            continue
        if max(b.rect.x0 - a.rect.x1 for a, b in pairwise(three)) > 0.6 * _MOST_APART:
            continue
        if value := _one(day, month, year):
            tokens = tuple(token for one in three for token in one.tokens)
            rect = join_rects(token.rect for token in tokens)
            yield Cells(value, tokens, rect, labels.page.number, guessed=False, headed=False)
