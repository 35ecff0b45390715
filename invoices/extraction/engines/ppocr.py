"""Pictures to words with the PP-OCR models that RapidOCR brings: where lines stand, then what each one says.

It runs inside the reader process only. The models are the library's own; the steps around them are ours
because the library pads every short line to 320 points, works on one line at a time and computes in double
precision, which together cost more than half of a page's time. `tests/extraction/test_ppocr.py` holds both
against each other.
"""

import importlib.util
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float32]

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"

# --- detection: the library's own values ---
_INK, _LEAST_SCORE, _GROWTH = 0.3, 0.5, 1.6
_MOST_LINES = 1000
_MOST_ENLARGED = 2.0
# Legal paper is a sheet; what is longer than this in shape is a ticket.
_SHEET = 1.7
# --- recognition ---
HEIGHT = 48
# Columns of the picture for one column of letters.
_STRIDE = 8
_LEAST_WIDTH, _MOST_WIDTH = 32, 4096
# A line less sure than this on average is noise: a logo, a stamp's edge, a hand's scribble.
_LEAST_LINE = 0.5
# A box this much taller than wide may be a line that runs up or down, or a lone digit.
_TALL = 1.5

# --- which way up ---
# Lines that are recognised to tell; print of the usual length, neither a lone number nor small print.
_SAMPLES = 6
_SURE, _CLEARLY = 0.93, 0.05

# Signs that mean the same in print; anything else outside Latin letters is no letter of an invoice.
_SAME = {"。": ".", "、": ",", "〇": "0", "∶": ":", "−": "-", "×": "x", "∗": "*", "‘": "'", "’": "'", "′": "'"}
_KEPT = frozenset("–—“”•…€№™")


@dataclass(frozen=True, slots=True)
class Line:
    """A recognised line: its letters, how sure each is, where along the line each stands (0 to 1)."""

    text: str
    sure: tuple[float, ...]
    places: tuple[float, ...]
    # Upper left, upper right, lower right, lower left, as one reads it.
    corners: Floats

    @property
    def score(self) -> float:
        return sum(self.sure) / len(self.sure) if self.sure else 0.0


def model_path(name: str) -> Path:
    """Where the library keeps a model, without importing the library."""
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'rapidocr'")
    return Path(spec.origin).parent / "models" / name


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a picture after turning it to the left by `turn` quarter turns, which makes it upright."""

    turn: int
    size: tuple[int, int]
    lines: tuple[Line, ...]


class PpOcr:
    """Both models, loaded once. Detection runs on all threads; lines are recognised one on each thread."""

    def __init__(self, *, threads: int, side: int) -> None:
        self._side = side
        self._detector = _session(model_path(DETECTOR), threads)
        self._recogniser = _session(model_path(RECOGNISER), 1)
        letters = self._recogniser.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._columns, self.letters = known_letters(letters)
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads)

    def read(self, picture: Pixels) -> PageLines:
        """The lines of a picture (blue, green, red), whichever way up it is, from top to bottom."""
        turn, quads = 0, self.find(picture)
        if _stand(quads):
            turn, picture = 1, np.ascontiguousarray(np.rot90(picture))
            quads = self.find(picture)
        if self._upside_down(picture, quads):
            turn, picture = turn + 2, np.ascontiguousarray(np.rot90(picture, 2))
            quads = _in_reading_order([_turned_round(quad, picture) for quad in quads])
        found = self._shared(lambda quad: self._best_way(picture, quad), quads)
        lines = tuple(line for line in found if line.text.strip() and line.score >= _LEAST_LINE)
        return PageLines(turn, (picture.shape[1], picture.shape[0]), lines)

    # --- which way up ---

    def _upside_down(self, picture: Pixels, quads: Sequence[Floats]) -> bool:
        """A few lines tell: read surely they are upright, else they are tried the other way up as well."""
        samples = _telling(quads)
        upright = self._shared(lambda quad: self.recognise(picture, quad), samples)
        if not samples or _surety(upright) >= _SURE:
            return False
        turned = self._shared(lambda quad: self.recognise(picture, np.roll(quad, 2, axis=0)), samples)
        return _surety(turned) > _surety(upright) + _CLEARLY

    # --- where ---

    def find(self, picture: Pixels) -> list[Floats]:
        """The four corners of every line of print."""
        height, width = picture.shape[:2]
        ratio = reduction(width, height, self._side)
        size = (_multiple(width * ratio), _multiple(height * ratio))
        small = np.asarray(cv2.resize(picture, size), np.uint8)
        heat = self._detector.run(None, {"x": _as_input(small)})[0][0, 0]
        quads = list(_quads(heat, width / size[0], height / size[1], (width, height)))
        return _in_reading_order(quads)

    # --- what ---

    def _best_way(self, picture: Pixels, quad: Floats) -> Line:
        """What a box says; a tall one is tried lying on either side and, when it may be one letter, as it is."""
        wide, high = _sides(quad)
        if high < _TALL * wide:
            return self.recognise(picture, quad)
        ways = [np.roll(quad, -1, axis=0), np.roll(quad, 1, axis=0)]
        if high < 2 * _TALL * wide:
            ways.append(quad)
        return max((self.recognise(picture, way) for way in ways), key=lambda line: line.score)

    def recognise(self, picture: Pixels, quad: Floats) -> Line:
        strip = cut_out(picture, quad)
        chances = self._recogniser.run(None, {"x": _as_input(strip)})[0][0]
        return self._decoded(chances[:, self._columns], quad)

    def _decoded(self, chances: Floats, quad: Floats) -> Line:
        """The surest letter of every column, repetitions and blanks dropped."""
        best = chances.argmax(axis=1)
        keep = best != 0
        keep[1:] &= best[1:] != best[:-1]
        columns = np.flatnonzero(keep)
        text = "".join(self.letters[index] for index in best[columns])
        sure = chances[columns, best[columns]]
        places = (columns + 0.5) / len(chances)
        return Line(text, tuple(sure.tolist()), tuple(places.tolist()), quad)

    def _shared(self, work: Callable[[Floats], Line], quads: Sequence[Floats]) -> list[Line]:
        """Every line's result in its order; the widest are begun first, so that no thread waits long at the end."""
        order = sorted(range(len(quads)), key=lambda index: -_shape(quads[index]))
        results = dict(zip(order, self._pool.map(work, [quads[index] for index in order]), strict=True))
        return [results[index] for index in range(len(quads))]


def _session(path: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A waiting thread that spins takes the processor from the ones that recognise.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def known_letters(alphabet: Sequence[str]) -> tuple[NDArray[np.intp], list[str]]:
    """The model's columns for Latin letters and signs, the blank first; its other 18,000 are never looked at."""
    columns, letters = [0], [""]
    for number, letter in enumerate([*alphabet, " "], start=1):
        if (sign := _as_printed(letter)) is not None:
            columns.append(number)
            letters.append(sign)
    return np.array(columns), letters


def _as_printed(letter: str) -> str | None:
    if letter in _KEPT:
        return letter
    sign = _SAME.get(letter)
    if sign is None:
        # Full-width forms of the same signs.
        sign = unicodedata.normalize("NFKC", letter) if ord(letter[0]) >= 0xFF00 else letter
    return sign if len(sign) == 1 and (" " <= sign <= "~" or "\xa1" <= sign <= "\xff") else None


# --- pictures to numbers ---


def reduction(width: int, height: int, side: int) -> float:
    """How much smaller, or larger, the detector sees a picture.

    `side` is meant for a sheet of paper. A ticket three times as long as it is wide may have as many points, not
    as long a side: its letters would become half as large. Small pictures are enlarged: letters of ten points are
    missed, of fifteen are not.
    """
    longer, shorter = max(width, height), max(min(width, height), 1)
    slender = max(1.0, longer / shorter / _SHEET) ** 0.5
    return float(min(_MOST_ENLARGED, side * slender / longer))


def _multiple(length: float) -> int:
    return max(32, round(length / 32) * 32)


def _as_input(picture: Pixels) -> Floats:
    """Minus one to one, colours first, as both models want it."""
    planes = np.ascontiguousarray(picture.transpose(2, 0, 1))
    numbers = planes.astype(np.float32)
    numbers *= np.float32(2 / 255)
    numbers -= np.float32(1)
    return numbers[np.newaxis]


def cut_out(picture: Pixels, quad: Floats) -> Pixels:
    """The strip inside four corners, laid level and as high as the recogniser wants it."""
    wide, high = _sides(quad)
    ratio = HEIGHT / max(high, 1.0)
    width = int(min(max(round(wide * ratio / _STRIDE) * _STRIDE, _LEAST_WIDTH), _MOST_WIDTH))
    if ratio < 0.5:
        # Large print: skipping between its points would leave it ragged.
        left, top = np.maximum(np.floor(quad.min(axis=0)).astype(int), 0)
        right, foot = np.ceil(quad.max(axis=0)).astype(int) + 1
        part = picture[top:foot, left:right]
        half = cv2.resize(part, None, fx=2 * ratio, fy=2 * ratio, interpolation=cv2.INTER_AREA)
        scale = np.array([half.shape[1] / part.shape[1], half.shape[0] / part.shape[0]], np.float32)
        picture, quad = np.asarray(half, np.uint8), (quad - np.array([left, top], np.float32)) * scale
    target = np.array([[0, 0], [width, 0], [width, HEIGHT], [0, HEIGHT]], np.float32)
    forward = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    strip = cv2.warpPerspective(
        picture, forward, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )  # fmt: skip
    return np.asarray(strip, np.uint8)


# --- the detector's heat to boxes ---


def _quads(heat: Floats, across: float, down: float, size: tuple[int, int]) -> Iterator[Floats]:
    mask = cv2.dilate((heat > _INK).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _tree = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    limits = np.array([size[0] - 1, size[1] - 1], np.float32)
    for contour in contours[:_MOST_LINES]:
        centre, (wide, high), angle = cv2.minAreaRect(contour)
        if min(wide, high) < 3 or _inside(heat, cv2.boxPoints((centre, (wide, high), angle))) < _LEAST_SCORE:
            continue
        # The detector marks the heart of a line; its letters reach further on all sides.
        margin = wide * high * _GROWTH / (wide + high)
        box = cv2.boxPoints((centre, (wide + margin, high + margin), angle))
        corners = _clockwise(box * np.array([across, down], np.float32))
        corners = np.clip(np.round(corners), 0, limits).astype(np.float32)
        if min(_sides(corners)) > 3:
            yield corners


def _inside(heat: Floats, box: NDArray[Any]) -> float:
    """The mean heat inside a box."""
    left, top = np.maximum(np.floor(box.min(axis=0)).astype(int), 0)
    right, foot = np.ceil(box.max(axis=0)).astype(int) + 1
    part = heat[top:foot, left:right]
    mask = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(mask, [(box - (left, top)).astype(np.int32)], (1,))
    return cv2.mean(part, mask)[0]


def _clockwise(box: NDArray[Any]) -> Floats:
    """Upper left, upper right, lower right, lower left."""
    by_x = box[np.argsort(box[:, 0])]
    left, right = by_x[:2], by_x[2:]
    upper_left, lower_left = left[np.argsort(left[:, 1])]
    upper_right, lower_right = right[np.argsort(right[:, 1])]
    return np.array([upper_left, upper_right, lower_right, lower_left], np.float32)


def _sides(quad: Floats) -> tuple[float, float]:
    """The longer of each two sides that face each other: width, height."""
    around = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)
    return float(max(around[0], around[2])), float(max(around[1], around[3]))


def _stand(quads: Sequence[Floats]) -> bool:
    """Whether lines run from top to bottom: most of the length of print is in boxes taller than wide."""
    sides = np.array([_sides(quad) for quad in quads]).reshape(-1, 2)
    tall, wide = sides[:, 1] > 2 * sides[:, 0], sides[:, 0] > 2 * sides[:, 1]
    return float(sides[tall, 1].sum()) > 2 * float(sides[wide, 0].sum())


def _telling(quads: Sequence[Floats]) -> list[Floats]:
    lying = [quad for quad in quads if 4 < _sides(quad)[0] / max(_sides(quad)[1], 1.0) < 16]
    # Well spread over the page, so that no stamp or logo decides.
    step = max(len(lying) // _SAMPLES, 1)
    return lying[step // 2 :: step][:_SAMPLES]


def _surety(lines: Sequence[Line]) -> float:
    """How sure the letters of all lines are together."""
    letters = [sure for line in lines for sure in line.sure]
    return sum(letters) / len(letters) if letters else 0.0


def _turned_round(quad: Floats, picture: Pixels) -> Floats:
    """A box of a picture on the same picture upside down."""
    height, width = picture.shape[:2]
    return np.roll(np.array([width - 1, height - 1], np.float32) - quad, 2, axis=0)


def _shape(quad: Floats) -> float:
    wide, high = _sides(quad)
    return max(wide, high) / max(min(wide, high), 1.0)


def _in_reading_order(quads: list[Floats]) -> list[Floats]:
    """Rows from above, each from the left; a row ends where the next box begins 10 points lower."""
    quads = sorted(quads, key=lambda quad: float(quad[0, 1]))
    rows: list[list[Floats]] = []
    for index, quad in enumerate(quads):
        if index and quad[0, 1] - quads[index - 1][0, 1] < 10:
            rows[-1].append(quad)
        else:
            rows.append([quad])
    return [quad for row in rows for quad in sorted(row, key=lambda one: float(one[0, 0]))]


# --- lines to words ---


def words_of(line: Line) -> Iterator[tuple[str, tuple[float, float, float, float], float]]:
    """A line cut at its blanks: each word, the upright box of its letters, and its least sure letter."""
    half = _half_letter(line)
    letters = [index for index, letter in enumerate(line.text) if not letter.isspace()]
    start = 0
    while start < len(letters):
        stop = start
        while stop + 1 < len(letters) and letters[stop + 1] == letters[stop] + 1:
            stop += 1
        first, last = letters[start], letters[stop]
        corners = _part(line.corners, max(line.places[first] - half, 0.0), min(line.places[last] + half, 1.0))
        box = (*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())
        yield line.text[first : last + 1], box, min(*line.sure[first : last + 1], line.score)
        start = stop + 1


def _half_letter(line: Line) -> float:
    steps = np.diff(line.places)
    if not len(steps):
        return 0.5 / max(len(line.text), 1)
    return float(np.median(steps)) / 2


def _part(corners: Floats, start: float, stop: float) -> Floats:
    upper_left, upper_right, lower_right, lower_left = corners
    top, foot = upper_right - upper_left, lower_right - lower_left
    return np.array(
        [upper_left + start * top, upper_left + stop * top, lower_left + start * foot, lower_left + stop * foot]
    )
