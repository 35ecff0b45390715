"""From a clean page picture to what a scanner or a telephone makes of it. Seeded; no truth is known here."""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
DPI = {"scan": (200, 240, 300), "poor": (150,), "photo": (250,)}
DESKS = ((58, 76, 104), (92, 104, 112), (40, 44, 50), (168, 176, 180), (70, 98, 128), (120, 112, 96))


def _noise(generator: np.random.Generator, shape: tuple[int, ...], sigma: float) -> NDArray[np.float32]:
    """Grain in float32; a tile is repeated, which nobody sees and is fast."""
    tile = generator.standard_normal((512, 512), dtype=np.float32) * sigma
    down, across = -(-shape[0] // 512), -(-shape[1] // 512)
    return np.tile(tile, (down, across))[: shape[0], : shape[1]]


def _turned(image: Picture, degrees: float, border: int) -> Picture:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    fill = (border,) * 3
    return cv2.warpAffine(
        image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=fill
    )


def _smooth_field(
    generator: np.random.Generator, height: int, width: int, low: float, high: float
) -> NDArray[np.float32]:
    """Light that changes slowly over the page."""
    seeds = generator.uniform(low, high, (3, 3)).astype(np.float32)
    return cv2.resize(seeds, (width, height), interpolation=cv2.INTER_CUBIC)


def scan(image: Picture, rng: random.Random, *, grain: float = 1.0) -> Picture:
    """A good office scanner: a little skew, a little grain, grey or colour."""
    generator = np.random.default_rng(rng.getrandbits(32))
    image = _turned(image, rng.uniform(-0.8, 0.8), 255)
    if rng.random() < 0.7:
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 0.7))
    paper = rng.uniform(0.955, 1.0)
    out = image.astype(np.float32) * paper + _noise(generator, image.shape, rng.uniform(1.5, 4) * grain)[..., None]
    return np.clip(out, 0, 255).astype(np.uint8)


def poor_scan(image: Picture, rng: random.Random, *, grain: float = 1.0) -> Picture:
    """An old multifunction printer: 150 dpi, crooked, uneven light, grain, dirt and faded ink."""
    generator = np.random.default_rng(rng.getrandbits(32))
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    grey = _turned(grey, rng.choice((-1, 1)) * rng.uniform(0.8, 3.0), 240)
    grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.5, 0.85))
    height, width = grey.shape
    ink = rng.uniform(0.78, 1.0)
    out = 255 - (255 - grey.astype(np.float32)) * ink
    out *= _smooth_field(generator, height, width, rng.uniform(0.74, 0.86), 1.0)
    if rng.random() < 0.4:  # the shadow of the spine or of a fold
        edge = int(width * rng.choice((0.0, 0.97)))
        ramp = np.abs(np.arange(width, dtype=np.float32) - edge) / (width * 0.12)
        out *= np.clip(0.55 + 0.45 * ramp, 0, 1)[None, :]
    out += _noise(generator, grey.shape, rng.uniform(7, 13) * grain)
    for _ in range(rng.randint(10, 60)):
        at = (rng.randint(0, width), rng.randint(0, height))
        cv2.circle(out, at, rng.choice((0, 1, 1, 2)), rng.uniform(40, 150), -1)
    if rng.random() < 0.25:  # a dirty line of the feeder
        column = rng.randint(0, width - 2)
        out[:, column : column + 1] *= 0.75
    return np.clip(out, 0, 255).astype(np.uint8)


def _desk(generator: np.random.Generator, rng: random.Random, height: int, width: int) -> Picture:
    """What the paper lies on: wood with grain, plain board or stone."""
    base = np.array(rng.choice(DESKS), np.float32)
    coarse = generator.standard_normal((height // 16 + 1, width // 16 + 1)).astype(np.float32)
    wood = rng.random() < 0.5
    coarse = cv2.GaussianBlur(coarse, (0, 0), 12 if wood else 2, sigmaY=0.8 if wood else 2)
    coarse *= rng.uniform(14, 34) / (np.abs(coarse).max() + 1e-6)
    texture = cv2.resize(coarse, (width // 4, height // 4))
    texture += generator.standard_normal(texture.shape, dtype=np.float32) * rng.uniform(1.5, 5)
    desk = np.clip(base[None, None, :] + texture[..., None], 0, 255).astype(np.uint8)
    return cv2.resize(desk, (width, height))


def _handled(page: Picture, rng: random.Random) -> Picture:
    """Paper that travelled in a pocket or a folder: sometimes folded, sometimes it will not lie flat."""
    height, width = page.shape[:2]
    if rng.random() < 0.4:
        shade = np.ones((64, 64), np.float32)
        for fold in rng.choice(((32,), (21, 43), (32,))):
            depth = rng.uniform(0.04, 0.12)
            shade[fold:] *= 1 - depth * 0.6
            shade[fold - 1 : fold + 1] *= 1 - depth
        shade = shade if rng.random() < 0.7 else shade.T.copy()
        page = cv2.multiply(page, _as_gain(shade[..., None].repeat(3, 2), width, height), scale=1 / 255)
    if rng.random() < 0.4:
        rise = rng.choice((-1, 1)) * rng.uniform(0.001, 0.005) * height
        across = np.arange(width, dtype=np.float32) / width
        lift = (np.sin(across * np.pi * rng.uniform(0.8, 1.6)) * rise).astype(np.float32)
        columns = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width))
        rows = np.arange(height, dtype=np.float32)[:, None] + lift[None, :]
        page = cv2.remap(page, columns.copy(), rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return page


def _corners(rng: random.Random, height: int, width: int, page_height: int, page_width: int) -> NDArray[np.float32]:
    """Where the four corners of the page come to lie: a hand never holds the telephone quite straight."""
    scale = min(width * rng.uniform(0.84, 0.95) / page_width, height * rng.uniform(0.84, 0.95) / page_height)
    half_w, half_h = page_width * scale / 2, page_height * scale / 2
    turn = np.deg2rad(rng.uniform(-5, 5))
    cos, sin = np.cos(turn), np.sin(turn)
    middle = np.array([width / 2 + rng.uniform(-0.02, 0.02) * width, height / 2 + rng.uniform(-0.02, 0.02) * height])
    corners = []
    for x, y in ((-half_w, -half_h), (half_w, -half_h), (half_w, half_h), (-half_w, half_h)):
        moved = np.array([x * cos - y * sin, x * sin + y * cos]) + middle
        away = np.array([rng.uniform(-0.03, 0.03) * half_w * 2, rng.uniform(-0.03, 0.03) * half_h * 2])
        corners.append(moved + away)
    return np.clip(np.array(corners), [2, 2], [width - 3, height - 3]).astype(np.float32)


def photo(image: Picture, rng: random.Random, *, grain: float = 1.0, megapixels: float = 12.0) -> Picture:
    """A telephone over a desk: perspective, the shadow of a hand, warm light, soft focus, grain; upright."""
    generator = np.random.default_rng(rng.getrandbits(32))
    image = _handled(image, rng)
    page_height, page_width = image.shape[:2]
    long_side = round((megapixels * 1e6 * 4 / 3) ** 0.5)
    short_side = round(long_side * 3 / 4)
    height, width = (long_side, short_side) if page_height >= page_width else (short_side, long_side)
    corners = _corners(rng, height, width, page_height, page_width)
    source = np.array([[0, 0], [page_width, 0], [page_width, page_height], [0, page_height]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    warped = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full((page_height, page_width), 255, np.uint8), matrix, (width, height))
    sharpness = (megapixels / 12) ** 0.5
    return _lit(warped, mask, _desk(generator, rng, height, width), generator, rng, grain, sharpness)


def _lit(
    page: Picture, mask: Picture, desk: Picture, generator: np.random.Generator, rng: random.Random,
    grain: float, sharpness: float,
) -> Picture:  # fmt: skip
    """The page on the desk under one light. Shades are worked out small and stretched: they change slowly."""
    height, width = mask.shape
    small = (width // 4, height // 4)
    thrown = cv2.GaussianBlur(cv2.resize(mask, small), (0, 0), 5)
    below = np.zeros_like(thrown)
    below[3:, 2:] = thrown[:-3, :-2]
    shade = 255 - below.astype(np.float32) * 0.45
    out = cv2.multiply(desk, _as_gain(shade[..., None].repeat(3, 2) / 255, width, height), scale=1 / 255)
    cv2.copyTo(page, mask, out)
    light = _smooth_field(generator, small[1], small[0], rng.uniform(0.62, 0.78), 1.0)
    if rng.random() < 0.5:
        light *= _hand_shadow(rng, small[1], small[0])
    warm = np.array([1.0, rng.uniform(0.96, 1.0), rng.uniform(0.84, 1.0)], np.float32)
    out = cv2.multiply(out, _as_gain(light[..., None] * warm, width, height), scale=1 / 255)
    out = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.9, 1.7) * sharpness)
    if rng.random() < 0.25:
        out = _shaken(out, rng, sharpness)
    noise = _noise(generator, mask.shape, rng.uniform(3, 7) * grain).astype(np.int16)
    return cv2.add(out, cv2.merge((noise, noise, noise)), dtype=cv2.CV_8U)


def _as_gain(factors: NDArray[np.float32], width: int, height: int) -> Picture:
    return cv2.resize(np.clip(factors * 255, 0, 255).astype(np.uint8), (width, height))


def _hand_shadow(rng: random.Random, height: int, width: int) -> NDArray[np.float32]:
    """A soft dark side, as from the arm that holds the telephone."""
    small = np.ones((64, 64), np.float32)
    edge = rng.randint(18, 46)
    slope = rng.uniform(-0.6, 0.6)
    rows = np.arange(64, dtype=np.float32)[:, None]
    columns = np.arange(64, dtype=np.float32)[None, :]
    side = columns + slope * rows > edge if rng.random() < 0.5 else rows + slope * columns > edge
    small[side] = rng.uniform(0.58, 0.78)
    return cv2.resize(
        cv2.GaussianBlur(small, (0, 0), rng.uniform(2, 6)), (width, height), interpolation=cv2.INTER_CUBIC
    )


def _shaken(image: Picture, rng: random.Random, sharpness: float) -> Picture:
    """A hand that moved during the exposure, some pixels along one direction."""
    length = max(3, round(rng.randint(4, 7) * sharpness))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2, :] = 1
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(0, 180), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return cv2.filter2D(image, -1, kernel / kernel.sum())
