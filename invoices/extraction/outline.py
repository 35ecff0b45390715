"""Where on a photograph the sheet is: the four corners of what lies on something darker."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from invoices.extraction.sketch import Matrix, Pixels, ink_of, reduced

# The side on which it is looked for.
SMALL = 900
# A page must fill this share of the picture for its outline to be trusted.
_LEAST_PAGE, _MOST_PAGE = 0.25, 0.985
# What is nearer than this to the edge of the small picture, the edge has cut.
_AT_EDGE = 6.0


def page_outline(pixels: Pixels) -> Matrix | None:
    """The four corners of a sheet lying on something darker, or None when the sheet fills the picture."""
    small = reduced(pixels, SMALL)
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
    ink = ink_of(pixels, 1200)
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
