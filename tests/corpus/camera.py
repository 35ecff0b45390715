"""From a clean page picture to what a telephone makes of it: on a desk, close up, crumpled, through a chat, as a screenshot.

A person can still read every value of what these give; unreadable.py makes the others.
"""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from .degrade import Picture, noise, smooth_field

# How a photo came to be, and how often.
MANNERS = {"desk": 5.5, "close": 1.2, "crumpled": 1.2, "chat": 1.2, "screenshot": 0.9}
DESKS = ((58, 76, 104), (92, 104, 112), (40, 44, 50), (168, 176, 180), (70, 98, 128), (120, 112, 96))
# The long side that chat programs leave of a photo, and the width of a telephone's screen.
CHAT_SIDES = (1600, 1600, 1800, 2048)
SCREENS = (1080, 1170, 1284)


def take(image: Picture, manner: str, rng: random.Random, *, grain: float = 1.0, megapixels: float = 12.0) -> Picture:
    """The picture of one page, upright."""
    if manner == "screenshot":
        return screenshot(image, rng)
    if manner == "crumpled":
        image = _crumpled(image, rng)
    picture = photo(image, rng, grain=grain, megapixels=megapixels, close=manner in ("close", "chat"))
    return shrunk(picture, rng.choice(CHAT_SIDES)) if manner == "chat" else picture


def shrunk(picture: Picture, side: int) -> Picture:
    factor = side / max(picture.shape[:2])
    size = (round(picture.shape[1] * factor), round(picture.shape[0] * factor))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def screenshot(image: Picture, rng: random.Random) -> Picture:
    """The page in a viewer on a telephone: bars above and below, the page as wide as the screen."""
    width = rng.choice(SCREENS)
    if image.shape[1] > image.shape[0]:  # the telephone is turned
        width = width * 3 // 2
    width = min(width, image.shape[1])
    page = cv2.resize(image, (width, round(image.shape[0] * width / image.shape[1])), interpolation=cv2.INTER_AREA)
    dark = rng.random() < 0.5
    back = 34 if dark else 225
    above, below = rng.randint(120, 260), rng.randint(90, 320)
    out = np.full((page.shape[0] + above + below, width, 3), back, np.uint8)
    out[above : above + page.shape[0]] = page
    ink = (235, 235, 235) if dark else (40, 40, 40)
    minutes = f"{rng.randint(6, 21)}:{rng.randint(0, 59):02d}"
    cv2.putText(out, minutes, (40, 48), cv2.FONT_HERSHEY_SIMPLEX, 1.1, ink, 2, cv2.LINE_AA)
    cv2.putText(out, f"{rng.randint(11, 99)}%", (width - 130, 48), cv2.FONT_HERSHEY_SIMPLEX, 1.0, ink, 2, cv2.LINE_AA)
    if above > 150:
        cv2.putText(out, "documento.pdf", (90, above - 40), cv2.FONT_HERSHEY_SIMPLEX, 1.0, ink, 2, cv2.LINE_AA)
    return out


def _crumpled(page: Picture, rng: random.Random) -> Picture:
    """Paper that was crushed and smoothed out again, or that rolls up at its ends."""
    generator = np.random.default_rng(rng.getrandbits(32))
    height, width = page.shape[:2]
    small = 96
    relief = np.zeros((small, small), np.float32)
    for _ in range(rng.randint(5, 11)):  # creases across the sheet, each with a lit and a dark flank
        angle = rng.uniform(0, np.pi)
        across = np.cos(angle) * np.arange(small)[None, :] + np.sin(angle) * np.arange(small)[:, None]
        at = rng.uniform(across.min(), across.max())
        relief += rng.uniform(0.3, 1) * np.abs(across - at).clip(0, rng.uniform(6, 20)).astype(np.float32)
    relief = cv2.GaussianBlur(relief + generator.standard_normal(relief.shape).astype(np.float32), (0, 0), 1.2)
    down, along = np.gradient(relief)
    shade = np.clip(1 - 0.07 * (along + down), 0.72, 1.0).astype(np.float32)
    page = cv2.multiply(page, as_gain(shade[..., None].repeat(3, 2), width, height), scale=1 / 255)
    bend = rng.uniform(0.0012, 0.0024) * width
    columns = np.arange(width, dtype=np.float32)[None, :] + cv2.resize(along.astype(np.float32), (width, height)) * bend
    rows = np.arange(height, dtype=np.float32)[:, None] + cv2.resize(down.astype(np.float32), (width, height)) * bend
    if rng.random() < 0.5:  # a roll across or along
        wave = np.sin(np.arange(width, dtype=np.float32) / width * np.pi * rng.uniform(0.8, 1.4))
        rows = rows + wave[None, :] * rng.uniform(0.004, 0.011) * height * rng.choice((-1, 1))
    return cv2.remap(page, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


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
        page = cv2.multiply(page, as_gain(shade[..., None].repeat(3, 2), width, height), scale=1 / 255)
    if rng.random() < 0.4:
        rise = rng.choice((-1, 1)) * rng.uniform(0.001, 0.005) * height
        across = np.arange(width, dtype=np.float32) / width
        lift = (np.sin(across * np.pi * rng.uniform(0.8, 1.6)) * rise).astype(np.float32)
        columns = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width))
        rows = np.arange(height, dtype=np.float32)[:, None] + lift[None, :]
        page = cv2.remap(page, columns.copy(), rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return page


def _corners(
    rng: random.Random, height: int, width: int, page_height: int, page_width: int, share: tuple[float, float]
) -> NDArray[np.float32]:  # fmt: skip
    """Where the four corners of the page come to lie: a hand never holds the telephone quite straight."""
    scale = min(width * rng.uniform(*share) / page_width, height * rng.uniform(*share) / page_height)
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


def _without_margins(page: Picture, rng: random.Random) -> Picture:
    """The frame cuts into the margins at some sides, up to a finger's breadth from the print."""
    dark = (
        cv2.resize(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA) < 170
    )
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    if not len(rows):
        return page
    height, width = page.shape[:2]
    top, bottom = rows[0] * 4, height - rows[-1] * 4
    left, right = columns[0] * 4, width - columns[-1] * 4
    cut = [int(max(0, side - 0.012 * width) * rng.choice((0, 0, 1, 1, 0.6))) for side in (top, bottom, left, right)]
    # A foot far below the last line is paper too: some of it stays.
    cut[1] = min(cut[1], int(height * 0.06))
    return np.ascontiguousarray(page[cut[0] : height - cut[1], cut[2] : width - cut[3]])


def photo(
    image: Picture, rng: random.Random, *, grain: float = 1.0, megapixels: float = 12.0, close: bool = False
) -> Picture:  # fmt: skip
    """A telephone over a desk: perspective, the shadow of a hand, warm light, soft focus, grain; upright.

    So `close` that white margins may lie outside the frame; print never does.
    """
    generator = np.random.default_rng(rng.getrandbits(32))
    image = _handled(image, rng)
    if close:
        image = _without_margins(image, rng)
    page_height, page_width = image.shape[:2]
    long_side = round((megapixels * 1e6 * 4 / 3) ** 0.5)
    short_side = round(long_side * 3 / 4)
    height, width = (long_side, short_side) if page_height >= page_width else (short_side, long_side)
    corners = _corners(rng, height, width, page_height, page_width, (0.93, 0.98) if close else (0.84, 0.95))
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
    out = cv2.multiply(desk, as_gain(shade[..., None].repeat(3, 2) / 255, width, height), scale=1 / 255)
    cv2.copyTo(page, mask, out)
    light = smooth_field(generator, small[1], small[0], rng.uniform(0.62, 0.78), 1.0)
    if rng.random() < 0.5:
        light *= _hand_shadow(rng, small[1], small[0])
    warm = np.array([1.0, rng.uniform(0.96, 1.0), rng.uniform(0.84, 1.0)], np.float32)
    out = cv2.multiply(out, as_gain(light[..., None] * warm, width, height), scale=1 / 255)
    out = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.9, 1.7) * sharpness)
    if rng.random() < 0.25:
        out = _shaken(out, rng, sharpness)
    grains = noise(generator, mask.shape, rng.uniform(3, 7) * grain).astype(np.int16)
    return cv2.add(out, cv2.merge((grains, grains, grains)), dtype=cv2.CV_8U)


def as_gain(factors: NDArray[np.float32], width: int, height: int) -> Picture:
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
