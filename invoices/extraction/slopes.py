"""How lines of print run: upright or lying, by how much they lean, and whether they open like a fan."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from invoices.extraction.sketch import Matrix, Pixels, ink_of

# How much the slopes of the upper and the lower half differ when lines open like a fan, and how plain each must be.
_LEAST_FAN, _MOST_FAN, _PLAIN = 1.6, 9.0, 1.25


def lines_stand_upright(pixels: Pixels) -> bool:
    """Whether lines of text run from top to bottom: their words are then taller than wide."""
    wide, tall = _word_patches(ink_of(pixels, 1200))
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
    ink = ink_of(pixels, 700)
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


def unfanned(pixels: Pixels, matrix: Matrix) -> tuple[Pixels, Matrix]:
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
    slope, ink = text_slope(pixels), ink_of(pixels, 700)
    around = max(_sharpness(ink, slope - 1.5), _sharpness(ink, slope + 1.5))
    return slope if ink.mean() >= 0.5 and _sharpness(ink, slope) > _PLAIN * around else None


def _sharpness(ink: NDArray[np.uint8], degrees: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    level = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_NEAREST)
    profile = level.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())
