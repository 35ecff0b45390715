"""A small grey copy of a page picture, its ink, and moves of it that keep the way back to the picture.

What is found out about a page is found out on such a sketch, and moved on it first. It decides nothing.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
# Takes places on the moved sketch to places on the picture.
Matrix = NDArray[np.float64]


def reduced(pixels: Pixels, side: int) -> Pixels:
    """A grey picture at most `side` long; one that is small and grey already is taken as it is."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
    ratio = side / max(grey.shape)
    if ratio < 1:
        grey = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)


def ink_of(pixels: Pixels, side: int) -> NDArray[np.uint8]:
    """Dark marks on a lighter ground, whatever the light, on a small picture."""
    return np.asarray(
        cv2.adaptiveThreshold(reduced(pixels, side), 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12),
        dtype=np.uint8,
    )


def square(pixels: Pixels, matrix: Matrix, corners: Matrix) -> tuple[Pixels, Matrix]:
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


def quarter(pixels: Pixels, matrix: Matrix, turns: int) -> tuple[Pixels, Matrix]:
    """Turn by quarter turns to the left."""
    for _turn in range(turns):
        width = pixels.shape[1]
        # A point (x, y) of the turned picture was at (width - y, x).
        matrix = matrix @ np.array([[0.0, -1.0, float(width)], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
        pixels = np.asarray(cv2.rotate(pixels, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8)
    return pixels, matrix


def rotate(pixels: Pixels, matrix: Matrix, degrees: float) -> tuple[Pixels, Matrix]:
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
