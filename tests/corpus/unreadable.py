"""Photos nobody can read, for the gate that asks for another one. Never part of the figures for accuracy."""

import random
from collections.abc import Callable

import cv2
import numpy as np

from . import camera
from .degrade import Picture, noise


def _scale(megapixels: float) -> float:
    return float((megapixels / 12) ** 0.5)


def blurred(image: Picture, rng: random.Random, megapixels: float = 12.0) -> Picture:
    """The lens was focused on something else."""
    sharp = camera.photo(image, rng, megapixels=megapixels)
    return cv2.GaussianBlur(sharp, (0, 0), rng.uniform(11, 18) * _scale(megapixels))


def shaken(image: Picture, rng: random.Random, megapixels: float = 12.0) -> Picture:
    """The hand moved by more than the height of a letter."""
    sharp = camera.photo(image, rng, megapixels=megapixels)
    length = round(rng.randint(60, 110) * _scale(megapixels))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2, :] = 1
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(20, 70), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return cv2.filter2D(sharp, -1, kernel / kernel.sum())


def dark(image: Picture, rng: random.Random, megapixels: float = 12.0) -> Picture:
    """No lamp: what is left of the light is lost in the grain of the sensor."""
    picture = camera.photo(image, rng, megapixels=megapixels)
    generator = np.random.default_rng(rng.getrandbits(32))
    dim = picture.astype(np.float32) * rng.uniform(0.03, 0.06)
    dim += noise(generator, picture.shape[:2], rng.uniform(6, 9))[..., None]
    return cv2.GaussianBlur(np.clip(dim, 0, 255).astype(np.uint8), (0, 0), 1.6)


def glaring(image: Picture, rng: random.Random, megapixels: float = 12.0) -> Picture:
    """The flash on glossy paper: most of the page is white."""
    picture = camera.photo(image, rng, megapixels=megapixels).astype(np.float32)
    height, width = picture.shape[:2]
    down, across = np.mgrid[0:64, 0:64].astype(np.float32)
    at = (rng.uniform(24, 40), rng.uniform(24, 40))
    spot = np.exp(-((down - at[0]) ** 2 + (across - at[1]) ** 2) / (2 * rng.uniform(17, 22) ** 2))
    light = cv2.resize(spot, (width, height))[..., None] * 360
    return np.clip(picture + light, 0, 255).astype(np.uint8)


def cut(image: Picture, rng: random.Random, megapixels: float = 12.0) -> Picture:
    """Half of the page lies outside the frame, the totals with it or the head."""
    picture = camera.photo(image, rng, megapixels=megapixels)
    height, width = picture.shape[:2]
    share = rng.uniform(0.42, 0.55)
    if rng.random() < 0.5:
        part = picture[: int(height * share)] if rng.random() < 0.5 else picture[int(height * (1 - share)) :]
    else:
        part = picture[:, : int(width * share)] if rng.random() < 0.5 else picture[:, int(width * (1 - share)) :]
    return np.ascontiguousarray(part)


def far(image: Picture, rng: random.Random, megapixels: float = 12.0) -> Picture:
    """The page somewhere on a large table: its letters are three pixels high."""
    picture = camera.photo(image, rng, megapixels=megapixels)
    height, width = picture.shape[:2]
    small = camera.shrunk(picture, round(rng.randint(420, 560) * _scale(megapixels)))
    ground = np.median(picture[:60].reshape(-1, 3), axis=0)
    out = np.tile(ground.astype(np.uint8), (height // 2, width // 2, 1))
    y, x = rng.randint(0, out.shape[0] - small.shape[0]), rng.randint(0, out.shape[1] - small.shape[1])
    out[y : y + small.shape[0], x : x + small.shape[1]] = small
    return out


MANNERS: dict[str, Callable[[Picture, random.Random, float], Picture]] = {
    "blurred": blurred, "shaken": shaken, "dark": dark, "glaring": glaring, "cut": cut, "far": far,
}  # fmt: skip
