"""A page picture made easier to read: turned upright, its outline cut out and squared, levelled, evenly lit.

Each step is kept only when it pays; boxes are mapped back, so that a word is shown where it stands on
the picture as it came. It reads nothing itself: the engine is asked once, and once more only when it is
one that reads a picture as it comes and what it read makes no sense.
"""

from dataclasses import dataclass, replace
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from invoices.extraction.layout import fold_words
from invoices.extraction.phrases import canonical
from invoices.extraction.result import Box, PageReading, Word
from invoices.extraction.vocabulary import KNOWN_WORDS

Pixels = NDArray[np.uint8]
Matrix = NDArray[np.float64]

# Longer pictures of a sheet gain nothing: letters are already larger than the readers want them. What is longer in
# shape than a sheet, a ticket, may have as many points as a sheet and not as long a side.
MAX_SIDE, SHEET = 2600, 1.7
# The sides on which the outline, and direction and slope, are looked for.
SMALL, SKETCH = 900, 1200
# A page must fill this share of the picture for its outline to be trusted.
_LEAST_PAGE, _MOST_PAGE = 0.25, 0.985
# What is nearer than this to the edge of the small picture, the edge has cut.
_AT_EDGE = 6.0
# How much the slopes of the upper and the lower half differ when lines open like a fan, and how plain each must be.
_LEAST_FAN, _MOST_FAN, _PLAIN = 1.6, 9.0, 1.25


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
    sketch = _sketch(pixels, SKETCH)
    # From places on the sketch to places on the picture, kept up with every step.
    back: Matrix = np.diag([original[0] / sketch.shape[1], original[1] / sketch.shape[0], 1.0])
    sketch, back = _straightened(sketch, back)
    pixels, back = _moved(pixels, sketch, back)
    pixels = even_light(pixels)
    return _prepared(pixels, back, original)


def _straightened(sketch: Pixels, back: Matrix) -> tuple[Pixels, Matrix]:
    outline = page_outline(sketch)
    if outline is not None:
        sketch, back = _square(sketch, back, outline)
    if lines_stand_upright(sketch):
        # Most people turn the telephone to the left, so the picture must be turned to the right. Whether it is
        # upside down then is for the engine to find out: letters tell, shapes do not.
        sketch, back = _quarter(sketch, back, 3)
    slope = text_slope(sketch)
    if abs(slope) >= 0.4:
        sketch, back = _rotate(sketch, back, slope)
    return _unfanned(sketch, back)


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
    pixels, matrix = _quarter(np.asarray(prepared.image, dtype=np.uint8), prepared.back.matrix, turns)
    return _prepared(pixels, matrix, prepared.back.original)


def _quarter(pixels: Pixels, matrix: Matrix, turns: int) -> tuple[Pixels, Matrix]:
    """Turn by quarter turns to the left."""
    for _turn in range(turns):
        width = pixels.shape[1]
        # A point (x, y) of the turned picture was at (width - y, x).
        matrix = matrix @ np.array([[0.0, -1.0, float(width)], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
        pixels = np.asarray(cv2.rotate(pixels, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8)
    return pixels, matrix


def _rotate(pixels: Pixels, matrix: Matrix, degrees: float) -> tuple[Pixels, Matrix]:
    """Level lines that rise or fall by some degrees, on a sheet large enough to lose no corner."""
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    wide, high = int(height * sin + width * cos), int(height * cos + width * sin)
    turn[:, 2] += [(wide - width) / 2, (high - height) / 2]
    level = cv2.warpAffine(
        pixels, turn, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )  # fmt: skip
    forward = np.vstack([turn, [0.0, 0.0, 1.0]])
    return np.asarray(level, np.uint8), matrix @ np.linalg.inv(forward)


def _sketch(pixels: Pixels, side: int) -> Pixels:
    """A grey picture at most `side` long; one that is small and grey already is taken as it is."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
    ratio = side / max(grey.shape)
    if ratio < 1:
        grey = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)


# --- outline ---------------------------------------------------------------------------------------------


def page_outline(pixels: Pixels) -> Matrix | None:
    """The four corners of a sheet lying on something darker, or None when the sheet fills the picture."""
    small = _sketch(pixels, SMALL)
    ratio = small.shape[1] / pixels.shape[1]
    grey = cv2.GaussianBlur(small, (7, 7), 0)
    threshold, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Close the print, so that the sheet is one bright patch.
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    contours, _tree = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours or _border_is_paper(grey, threshold):
        return None
    sheet = max(contours, key=cv2.contourArea)
    area = cv2.contourArea(sheet) / (grey.shape[0] * grey.shape[1])
    if not _LEAST_PAGE < area < _MOST_PAGE:
        return None
    hull = cv2.convexHull(sheet)
    for share in (0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(hull, share * cv2.arcLength(hull, closed=True), closed=True)
        if len(corners) == 4 and cv2.contourArea(corners) > 0.9 * cv2.contourArea(hull):
            ordered = _past_the_edge(_in_order(corners[:, 0].astype(np.float64)), small.shape) / ratio
            return None if _leaves_print_outside(pixels, ordered) else ordered
    return None


def _past_the_edge(corners: Matrix, shape: tuple[int, ...]) -> Matrix:
    """Where a sheet runs out of the picture, the picture's edge is not the sheet's: there it ends as its far side runs.

    Taken for the foot of the sheet, the edge would shear the lines above it out of level.
    """
    height, width = shape[:2]
    for side in range(4):
        one, other = side, (side + 1) % 4
        before, after = (side - 1) % 4, (side + 2) % 4
        pair = corners[[one, other]]
        borders = ((pair[:, 1] < _AT_EDGE), (pair[:, 0] > width - _AT_EDGE), (pair[:, 1] > height - _AT_EDGE),
                   (pair[:, 0] < _AT_EDGE))  # fmt: skip
        if sum(bool(border.all()) for border in borders) != 1:
            continue
        along = corners[after] - corners[before]
        # The corner that is further out is the sheet's; the other is where its own side meets the far direction.
        ends = [
            (_meeting(corners[one], along, corners[other], corners[after]), other),
            (_meeting(corners[other], along, corners[one], corners[before]), one),
        ]
        for point, corner in ends:
            beyond = point is not None and not (0 <= point[0] < width and 0 <= point[1] < height)
            if point is not None and beyond and np.linalg.norm(point - corners[corner]) < 0.2 * max(width, height):
                corners = corners.copy()
                corners[corner] = point
                break
    return corners


def _meeting(start: Matrix, along: Matrix, one: Matrix, other: Matrix) -> Matrix | None:
    """Where the line from `start` in direction `along` crosses the one through two points."""
    across = other - one
    area = along[0] * across[1] - along[1] * across[0]
    if abs(area) < 1e-6:
        return None
    far = ((one[0] - start[0]) * across[1] - (one[1] - start[1]) * across[0]) / area
    return np.asarray(start + far * along)


def _leaves_print_outside(pixels: Pixels, corners: Matrix) -> bool:
    """Whether words stand beyond a supposed outline: then it is that of a shadow and would cut them off."""
    ink = _ink(pixels, 1200)
    ratio = ink.shape[1] / pixels.shape[1]
    sheet: NDArray[Any] = np.zeros_like(ink)
    cv2.fillConvexPoly(sheet, (corners * ratio).astype(np.int32), 255)
    # The edge of a true sheet makes marks of its own.
    sheet = cv2.dilate(sheet, np.ones((13, 13), np.uint8))
    outside = _letters(cv2.bitwise_and(ink, cv2.bitwise_not(sheet)))
    return outside > 15 and outside > 0.015 * _letters(cv2.bitwise_and(ink, sheet))


def _letters(ink: NDArray[Any]) -> int:
    """How many marks of the size of letters and short words there are."""
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(ink)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    return int(((height >= 6) & (height <= 32) & (width >= 3) & (width <= 80)).sum())


def _border_is_paper(grey: NDArray[Any], threshold: float) -> bool:
    """Whether the edge of the picture is as bright as paper on all sides, as in a scan."""
    edges = (grey[:6], grey[-6:], grey[:, :6], grey[:, -6:])
    return sum(float(np.median(edge)) > threshold for edge in edges) >= 3


def _in_order(corners: Matrix) -> Matrix:
    """Upper left, upper right, lower right, lower left."""
    sums, differences = corners.sum(axis=1), np.diff(corners, axis=1)[:, 0]
    order = [sums.argmin(), differences.argmin(), sums.argmax(), differences.argmax()]
    return corners[order]


def _square(pixels: Pixels, matrix: Matrix, corners: Matrix) -> tuple[Pixels, Matrix]:
    """The sheet alone, seen from straight above."""
    upper_left, upper_right, lower_right, lower_left = corners
    width = round(max(np.linalg.norm(upper_right - upper_left), np.linalg.norm(lower_right - lower_left)))
    height = round(max(np.linalg.norm(lower_left - upper_left), np.linalg.norm(lower_right - upper_right)))
    if min(width, height) < 100:
        return pixels, matrix
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    forward = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    square = cv2.warpPerspective(
        pixels, forward, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )  # fmt: skip
    return square.astype(np.uint8), matrix @ np.linalg.inv(forward)


# --- direction and slope -----------------------------------------------------------------------------------


def _ink(pixels: Pixels, side: int) -> NDArray[np.uint8]:
    """Dark marks on a lighter ground, whatever the light, on a small picture."""
    return np.asarray(
        cv2.adaptiveThreshold(_sketch(pixels, side), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12),
        dtype=np.uint8,
    )


def lines_stand_upright(pixels: Pixels) -> bool:
    """Whether lines of text run from top to bottom: their words are then taller than wide."""
    wide, tall = _word_patches(_ink(pixels, 1200))
    return tall > 12 and tall > 2 * wide


def _word_patches(ink: NDArray[Any]) -> tuple[int, int]:
    """How many patches of print lie, and how many stand, like words."""
    patches = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(patches)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    # Word-sized patches only: neither specks nor rules, boxes and pictures.
    words = (np.minimum(width, height) >= 5) & (np.minimum(width, height) <= 40) & (np.maximum(width, height) <= 320)
    return int(((width > 1.8 * height) & words).sum()), int(((height > 1.8 * width) & words).sum())


def text_slope(pixels: Pixels) -> float:
    """The angle in degrees, up to 8, by which turning makes the lines level; 0 when none is plainly better."""
    ink = _ink(pixels, 700)
    if ink.mean() < 0.5:
        return 0.0
    best, level = 0.0, _sharpness(ink, 0.0)
    top = level
    for step in (2.0, 0.5, 0.1):
        around = [best + step * k for k in (range(-4, 5) if step == 2.0 else range(-3, 4))]
        for angle in around:
            sharp = _sharpness(ink, angle)
            if sharp > top:
                best, top = angle, sharp
    return best if top > 1.04 * level else 0.0


def _unfanned(pixels: Pixels, matrix: Matrix) -> tuple[Pixels, Matrix]:
    """Level lines that open like a fan: a sheet seen aslant of which no outline, or a wrong one, was found."""
    height, width = pixels.shape[:2]
    if min(height, width) < 100:
        return pixels, matrix
    half = height // 2
    upper, lower = _plain_slope(pixels[:half]), _plain_slope(pixels[half:])
    if upper is None or lower is None:
        return pixels, matrix
    if not _LEAST_FAN <= abs(lower - upper) <= _MOST_FAN or min(abs(upper), abs(lower)) > 0.8 * abs(lower - upper):
        return pixels, matrix
    # The slopes in the middle of each half, drawn on to the edges; the left side stays where it is.
    top, foot = 1.5 * upper - 0.5 * lower, 1.5 * lower - 0.5 * upper
    rise, fall = (width * np.tan(np.radians(slope)) for slope in (top, foot))
    seen = np.array([[0, 0], [width, rise], [width, height + fall], [0, height]], np.float32)
    level = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    forward = cv2.getPerspectiveTransform(seen, level)
    flat = cv2.warpPerspective(
        pixels, forward, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8), matrix @ np.linalg.inv(forward)


def _plain_slope(pixels: Pixels) -> float | None:
    """The slope of the lines where a little more or less of it would plainly be worse; None where few lines tell."""
    slope, ink = text_slope(pixels), _ink(pixels, 700)
    around = max(_sharpness(ink, slope - 1.5), _sharpness(ink, slope + 1.5))
    return slope if ink.mean() >= 0.5 and _sharpness(ink, slope) > _PLAIN * around else None


def _sharpness(ink: NDArray[np.uint8], degrees: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    level = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST)
    profile = level.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())


# --- light -----------------------------------------------------------------------------------------------


def even_light(pixels: Pixels) -> Pixels:
    """Divide by the paper's own brightness where a shadow lies over the page; leave an even page alone."""
    if min(pixels.shape[:2]) < 64:
        return pixels
    paper = _sketch(np.asarray(cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)), 300)
    paper = np.asarray(cv2.medianBlur(cv2.dilate(paper, np.ones((9, 9), np.uint8)), 21), np.uint8)
    low, high = np.percentile(paper, (5, 95))
    if high - low < 45 or low < 20:
        return pixels
    gain = (235.0 / np.maximum(paper.astype(np.float32), 40.0)).astype(np.float32)
    ground = cv2.resize(gain, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(pixels, cv2.merge([ground] * 3), dtype=cv2.CV_8U), np.uint8)
