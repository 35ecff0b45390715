"""From a clean page picture to what a scanner, a copier or a fax makes of it; camera.py has telephones. Seeded; no truth here.

A person can still read every value of what these give; unreadable.py makes the others.
"""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
# How a poor paper came to be, and how often: the old machine, a copy of a copy, a fax, a file made too small.
POOR = {"old scanner": 5, "photocopy": 2, "fax": 1.5, "squeezed": 1.5}
DPI: dict[str, tuple[int, ...]] = {
    "scan": (200, 240, 300), "old scanner": (150,), "photocopy": (200,), "fax": (200,), "squeezed": (150,),
    **dict.fromkeys(("desk", "close", "crumpled", "chat", "screenshot"), (250,)),
    **dict.fromkeys(("blurred", "shaken", "dark", "glaring", "cut", "far"), (200,)),
}  # fmt: skip


def noise(generator: np.random.Generator, shape: tuple[int, ...], sigma: float) -> NDArray[np.float32]:
    """Grain in float32; a tile is repeated, which nobody sees and is fast."""
    tile = generator.standard_normal((512, 512), dtype=np.float32) * sigma
    down, across = -(-shape[0] // 512), -(-shape[1] // 512)
    return np.tile(tile, (down, across))[: shape[0], : shape[1]]


def turned(image: Picture, degrees: float, border: int) -> Picture:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    fill = (border,) * 3
    return cv2.warpAffine(
        image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=fill
    )


def smooth_field(
    generator: np.random.Generator, height: int, width: int, low: float, high: float
) -> NDArray[np.float32]:
    """Light that changes slowly over the page."""
    seeds = generator.uniform(low, high, (3, 3)).astype(np.float32)
    return cv2.resize(seeds, (width, height), interpolation=cv2.INTER_CUBIC)


def scan(image: Picture, rng: random.Random, *, grain: float = 1.0) -> Picture:
    """A good office scanner: a little skew, a little grain, grey or colour."""
    generator = np.random.default_rng(rng.getrandbits(32))
    image = turned(image, rng.uniform(-0.8, 0.8), 255)
    if rng.random() < 0.7:
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 0.7))
    paper = rng.uniform(0.955, 1.0)
    out = image.astype(np.float32) * paper + noise(generator, image.shape, rng.uniform(1.5, 4) * grain)[..., None]
    return np.clip(out, 0, 255).astype(np.uint8)


def poor_scan(image: Picture, rng: random.Random, *, grain: float = 1.0) -> Picture:
    """An old multifunction printer: 150 dpi, crooked, uneven light, grain, dirt and faded ink."""
    generator = np.random.default_rng(rng.getrandbits(32))
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    grey = turned(grey, rng.choice((-1, 1)) * rng.uniform(0.8, 3.0), 240)
    grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.5, 0.85))
    height, width = grey.shape
    ink = rng.uniform(0.78, 1.0)
    out = 255 - (255 - grey.astype(np.float32)) * ink
    out *= smooth_field(generator, height, width, rng.uniform(0.74, 0.86), 1.0)
    if rng.random() < 0.4:  # the shadow of the spine or of a fold
        edge = int(width * rng.choice((0.0, 0.97)))
        ramp = np.abs(np.arange(width, dtype=np.float32) - edge) / (width * 0.12)
        out *= np.clip(0.55 + 0.45 * ramp, 0, 1)[None, :]
    out += noise(generator, grey.shape, rng.uniform(7, 13) * grain)
    for _ in range(rng.randint(10, 60)):
        at = (rng.randint(0, width), rng.randint(0, height))
        cv2.circle(out, at, rng.choice((0, 1, 1, 2)), rng.uniform(40, 150), -1)
    if rng.random() < 0.25:  # a dirty line of the feeder
        column = rng.randint(0, width - 2)
        out[:, column : column + 1] *= 0.75
    return np.clip(out, 0, 255).astype(np.uint8)


def photocopy(image: Picture, rng: random.Random, *, grain: float = 1.0) -> Picture:
    """A copy of a copy: hard contrast, thicker or thinner strokes, specks, the dark edge of the lid."""
    generator = np.random.default_rng(rng.getrandbits(32))
    grey = turned(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), rng.uniform(-1.6, 1.6), 250)
    grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.7, 1.0))
    height, width = grey.shape
    hard = rng.uniform(1.5, 2.4)
    middle = rng.uniform(150, 178)
    out = 255 / (1 + np.exp(-hard * (grey.astype(np.float32) - middle) / 40))
    out = np.clip(out + rng.uniform(4, 26), 0, 255)
    out += noise(generator, grey.shape, rng.uniform(3, 8) * grain)
    for _ in range(rng.randint(60, 260)):
        cv2.circle(
            out, (rng.randint(0, width), rng.randint(0, height)), rng.choice((0, 0, 1)), rng.uniform(20, 120), -1
        )
    if rng.random() < 0.6:  # the lid was open
        edge = max(2, int(width * rng.uniform(0.004, 0.014)))
        side = out[:, -edge:] if rng.random() < 0.5 else out[:, :edge]
        side *= rng.uniform(0.1, 0.4)
    if rng.random() < 0.35:
        at = rng.randint(0, width - 3)
        out[:, at : at + 2] *= rng.uniform(0.6, 0.85)
    return np.clip(out, 0, 255).astype(np.uint8)


def fax(image: Picture, rng: random.Random, *, grain: float = 1.0) -> Picture:
    """Black or white and nothing between, with lines that were lost on the way."""
    generator = np.random.default_rng(rng.getrandbits(32))
    grey = turned(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), rng.uniform(-1.2, 1.2), 255)
    grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.5, 0.75))
    rough = grey.astype(np.float32) + noise(generator, grey.shape, rng.uniform(6, 14))
    out = np.where(rough > rng.uniform(128, 150), 255, 0).astype(np.uint8)
    for _ in range(rng.randint(20, 120)):
        cv2.circle(out, (rng.randint(0, out.shape[1]), rng.randint(0, out.shape[0])), rng.choice((0, 0, 1)), 0, -1)
    for _ in range(rng.choice((0, 0, 1, 2))):  # a row sent twice
        row = rng.randint(1, out.shape[0] - 2)
        out[row] = out[row - 1]
    return out


def squeezed(image: Picture, rng: random.Random, *, grain: float = 1.0) -> Picture:
    """A fair scan that somebody made small enough for an e-mail; files.py saves it with few bits."""
    return scan(image, rng, grain=grain)


POOR_MANNERS = {"old scanner": poor_scan, "photocopy": photocopy, "fax": fax, "squeezed": squeezed}
