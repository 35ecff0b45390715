"""Which way up the print stands, from an engine that reads it any way and says where each word begins.

Such an engine is asked once: its boxes are laid on the picture turned upright, and nobody need ask again.
"""

from collections.abc import Iterable

from invoices.extraction.result import Box


def quarters_to_upright(directions: Iterable[tuple[float, float]]) -> int | None:
    """Quarter turns to the left that make most of the print upright; None when there is none.

    A direction leads from the beginning of a word to its end, in pixels, y downwards; long words weigh more.
    """
    weights = [0.0, 0.0, 0.0, 0.0]
    for along, down in directions:
        if abs(along) >= abs(down):
            weights[0 if along > 0 else 2] += abs(along)
        else:
            # Print that runs down the picture was turned to the right.
            weights[1 if down > 0 else 3] += abs(down)
    return weights.index(max(weights)) if any(weights) else None


def turned(box: Box, quarters: int) -> Box:
    """Where a box lies after the picture has been turned to the left."""
    for _ in range(quarters % 4):
        box = Box(box.y0, 1 - box.x1, box.y1, 1 - box.x0)
    return box
