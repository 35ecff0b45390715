"""A page picture made easier to read: turned upright, its outline cut out and squared, levelled, evenly lit.

Each step is kept only when it pays; boxes are mapped back, so that a word is shown where it stands on
the picture as it came. It reads nothing itself: the engine is asked once, and once more only when it is
one that reads a picture as it comes and what it read makes no sense.
"""

from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np
from PIL import Image

from invoices.extraction.layout import fold_words
from invoices.extraction.outline import page_outline
from invoices.extraction.phrases import canonical
from invoices.extraction.result import Box, PageReading, Word
from invoices.extraction.sketch import Matrix, Pixels, quarter, reduced, rotate, square
from invoices.extraction.slopes import lines_stand_upright, text_slope, unfanned
from invoices.extraction.vocabulary import KNOWN_WORDS

# Longer pictures of a sheet gain nothing: letters are already larger than the readers want them. What is longer in
# shape than a sheet, a ticket, may have as many points as a sheet and not as long a side.
MAX_SIDE, SHEET = 2600, 1.7
# The side of the sketch on which direction and slope are looked for.
SKETCH = 1200


class Reader(Protocol):
    def read(self, image: Image.Image) -> PageReading: ...


@dataclass(frozen=True, slots=True)
class WayBack:
    """From a straightened picture of `size` to the original: `matrix` takes points to points."""

    matrix: Matrix
    size: tuple[int, int]
    original: tuple[int, int]

    def box(self, box: Box) -> Box:
        """The smallest upright box on the original that holds this one."""
        width, height = self.size
        corners = np.array(
            [[[x * width, y * height]] for x in (box.x0, box.x1) for y in (box.y0, box.y1)], dtype=np.float64
        )
        points = cv2.perspectiveTransform(corners, self.matrix)[:, 0]
        wide, high = self.original
        xs, ys = points[:, 0] / wide, points[:, 1] / high
        return Box.clamped(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be read, and the way back."""

    image: Image.Image
    back: WayBack


@dataclass(frozen=True, slots=True)
class LevelReading:
    """What was read, with words placed twice: on the original, and on the level page for the layout.

    `page` is the picture that was read, upright; `back` takes a place on it to the original.
    """

    reading: PageReading
    level: tuple[Word, ...]
    back: WayBack
    # What the engine was shown, the right way up.
    page: Image.Image


def read_page(image: Image.Image, engine: Reader) -> PageReading:
    """Read a page picture however it was taken; boxes are shares of the picture given."""
    return read_level(image, engine).reading


def read_level(image: Image.Image, engine: Reader) -> LevelReading:
    """As `read_page`, with the words' places on the levelled page beside it."""
    return read_prepared(prepare(image), engine)


def read_prepared(prepared: Prepared, engine: Reader) -> LevelReading:
    """As `read_level`, for who has prepared the picture already."""
    reading = engine.read(prepared.image)
    best, words = _turned(prepared, reading.turn or 0), reading
    # An engine that finds out by itself which way is up has been asked once and is believed.
    if reading.turn is None and makes_no_sense(reading.words):
        for turn in _other_turns(reading.words):
            turned = _turned(prepared, turn)
            again = engine.read(turned.image)
            if sense(again.words) > sense(words.words):
                best, words = turned, again
            if not makes_no_sense(again.words):
                break
    placed = tuple(replace(word, box=best.back.box(word.box)) for word in words.words)
    return LevelReading(replace(words, words=placed), words.words, best.back, best.image)


# --- does it read like a document ----------------------------------------------------------------------


def sense(words: tuple[Word, ...]) -> float:
    """How many words of the trade a reading holds, with a little for sure letters."""
    known = sum(1 for word in words for key in fold_words(word.text) if len(key) > 2 and canonical(key) in KNOWN_WORDS)
    sure = sum(word.confidence for word in words if len(word.text) > 2)
    return known + 0.02 * sure


def makes_no_sense(words: tuple[Word, ...]) -> bool:
    """A page upside down or on its side gives many letters and hardly a word anybody knows."""
    if not words:
        return False
    long = [word for word in words if len(word.text) > 2]
    if len(long) < 4:
        return True
    sure = sum(word.confidence for word in long) / len(long)
    # Goods and names are no words of the trade; what is read surely need not hold many.
    return sense(words) < 2 + (0.04 if sure > 0.93 else 0.12) * len(long)


def _other_turns(words: tuple[Word, ...]) -> tuple[int, ...]:
    """Quarter turns worth trying: tall words mean that the lines stand upright."""
    tall = sum(word.box.height > 1.5 * word.box.width for word in words if len(word.text) > 3)
    wide = sum(word.box.width > 1.5 * word.box.height for word in words if len(word.text) > 3)
    return (1, 3, 2) if tall > wide else (2, 1, 3)


# --- preparing -------------------------------------------------------------------------------------------


def prepare(image: Image.Image) -> Prepared:
    """Outline, direction of the lines, slope and light, each only where it helps.

    All is found out on a small grey sketch; the picture itself is moved once, by everything at a time.
    """
    pixels: Pixels = np.asarray(image if image.mode == "RGB" else image.convert("RGB"), dtype=np.uint8)
    original = (pixels.shape[1], pixels.shape[0])
    sketch = reduced(pixels, SKETCH)
    # From places on the sketch to places on the picture, kept up with every step.
    back: Matrix = np.diag([original[0] / sketch.shape[1], original[1] / sketch.shape[0], 1.0])
    sketch, back = _straightened(sketch, back)
    pixels, back = _moved(pixels, sketch, back)
    pixels = even_light(pixels)
    return _prepared(pixels, back, original)


def _straightened(sketch: Pixels, back: Matrix) -> tuple[Pixels, Matrix]:
    outline = page_outline(sketch)
    if outline is not None:
        sketch, back = square(sketch, back, outline)
    if lines_stand_upright(sketch):
        # Most people turn the telephone to the left, so the picture must be turned to the right. Whether it is
        # upside down then is for the engine to find out: letters tell, shapes do not.
        sketch, back = quarter(sketch, back, 3)
    slope = text_slope(sketch)
    if abs(slope) >= 0.4:
        sketch, back = rotate(sketch, back, slope)
    return unfanned(sketch, back)


def _moved(pixels: Pixels, sketch: Pixels, back: Matrix) -> tuple[Pixels, Matrix]:
    """The picture as the sketch now shows it, at most MAX_SIDE long, and the way from there to the picture."""
    height, width = pixels.shape[:2]
    straight = not np.abs(back - np.diag(np.diagonal(back))).max() > 1e-9
    # Points of the picture for one of the sketch, measured in the middle of the sheet.
    finest = _fineness(back, sketch)
    ratio = min(1.0, _longest(sketch) / (finest * max(sketch.shape)))
    if straight:
        size = (max(round(width * ratio), 1), max(round(height * ratio), 1))
        if size == (width, height):
            return pixels, np.eye(3)
        small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.uint8), np.diag([width / size[0], height / size[1], 1.0])
    scale = finest * ratio
    size = (max(round(sketch.shape[1] * scale), 1), max(round(sketch.shape[0] * scale), 1))
    back = back @ np.diag([sketch.shape[1] / size[0], sketch.shape[0] / size[1], 1.0])
    moved = cv2.warpPerspective(
        pixels, back, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )  # fmt: skip
    return np.asarray(moved, np.uint8), back


def _longest(sketch: Pixels) -> float:
    """The side a straightened picture of this shape may have."""
    return MAX_SIDE * _slender(sketch)


def _slender(pixels: Pixels) -> float:
    """How much longer a picture's side may be than a sheet's with as many points; 1 for a sheet."""
    height, width = pixels.shape[:2]
    return float(max(1.0, max(height, width) / min(height, width) / SHEET) ** 0.5)


def _fineness(back: Matrix, sketch: Pixels) -> float:
    height, width = sketch.shape[:2]
    x, y = width / 2, height / 2
    points = np.array([[[x, y]], [[x + 1, y]], [[x, y + 1]]], np.float64)
    middle, right, below = cv2.perspectiveTransform(points, back)[:, 0]
    return float(max(np.linalg.norm(right - middle), np.linalg.norm(below - middle)))


def _prepared(pixels: Pixels, matrix: Matrix, original: tuple[int, int]) -> Prepared:
    image = Image.fromarray(pixels)
    return Prepared(image, WayBack(matrix, image.size, original))


def _turned(prepared: Prepared, turns: int) -> Prepared:
    if not turns:
        return prepared
    pixels, matrix = quarter(np.asarray(prepared.image, dtype=np.uint8), prepared.back.matrix, turns)
    return _prepared(pixels, matrix, prepared.back.original)


# --- light -----------------------------------------------------------------------------------------------


def even_light(pixels: Pixels) -> Pixels:
    """Divide by the paper's own brightness where a shadow lies over the page; leave an even page alone."""
    if min(pixels.shape[:2]) < 64:
        return pixels
    paper = reduced(np.asarray(cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)), 300)
    paper = np.asarray(cv2.medianBlur(cv2.dilate(paper, np.ones((9, 9), np.uint8)), 21), np.uint8)
    low, high = np.percentile(paper, (5, 95))
    if high - low < 45 or low < 20:
        return pixels
    gain = (235.0 / np.maximum(paper.astype(np.float32), 40.0)).astype(np.float32)
    ground = cv2.resize(gain, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(pixels, cv2.merge([ground] * 3), dtype=cv2.CV_8U), np.uint8)
