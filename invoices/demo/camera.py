"""A PDF page as a flatbed scanner or a phone would see it. The same picture every time for the same seed."""

import io
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
POINTS_PER_INCH = 72
# A phone held upright: 12 megapixels.
PHONE = (3000, 4000)


def scan(pdf: bytes, *, seed: int, dpi: int = 200, poor: bool = False) -> bytes:
    """A grey scan, a little askew and noisy; a poor one is coarse, blurred, pale and stamped."""
    random = np.random.default_rng(seed)
    page = _page(pdf, 110 if poor else dpi)
    grey: Any = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.float32)
    angle = float(random.uniform(0.4, 0.9) * random.choice([-1, 1]) * (2.2 if poor else 1))
    if poor:
        _stamp(grey, random)
        grey = 70 + grey * 0.62
        grey = cv2.GaussianBlur(grey, (0, 0), 0.8)
    grey = _rotated(grey, angle, paper=float(grey.max()))
    grey += random.normal(0, 9 if poor else 4, grey.shape)
    if poor:
        # A drum that needs cleaning: pale bands across the page.
        grey += 18 * np.sin(np.linspace(0, 22, grey.shape[0], dtype=np.float32))[:, None]
    return _jpeg(np.clip(grey, 0, 255).astype(np.uint8), quality=48 if poor else 78)


def photo(pdf: bytes, *, seed: int) -> bytes:
    """The page on a desk, seen from an angle, under a lamp and the photographer's own shadow."""
    random = np.random.default_rng(seed)
    page = cv2.cvtColor(_page(pdf, 250), cv2.COLOR_RGB2BGR)
    corners = _corners(random)
    height, width = page.shape[:2]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = cv2.getPerspectiveTransform(flat, corners)
    picture: Any = _desk(random, corners)
    sheet = cv2.warpPerspective(page, seen, PHONE, flags=cv2.INTER_LINEAR)
    cover = cv2.warpPerspective(np.full((height, width), 255, np.uint8), seen, PHONE, flags=cv2.INTER_NEAREST)
    cv2.copyTo(sheet, cover, picture)
    picture = cv2.GaussianBlur(picture, (0, 0), 1.3)
    picture = cv2.multiply(picture, _light(random), scale=1 / 200)
    grains = random.integers(-9, 10, (PHONE[1] // 2, PHONE[0] // 2), np.int8).astype(np.int16)
    noise = cv2.resize(grains, PHONE, interpolation=cv2.INTER_LINEAR)
    picture = cv2.add(picture, cv2.merge([noise, noise, noise]), dtype=cv2.CV_8U)
    return _jpeg(np.asarray(picture, np.uint8), quality=80)


def _page(pdf: bytes, dpi: int) -> Picture:
    document = pdfium.PdfDocument(pdf)
    try:
        bitmap = document[0].render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
        return np.array(bitmap.to_numpy()[..., :3], dtype=np.uint8)
    finally:
        document.close()


def _rotated(grey: NDArray[np.float32], angle: float, *, paper: float) -> NDArray[np.float32]:
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(paper - 6,)), np.float32
    )


def _stamp(grey: NDArray[np.float32], random: np.random.Generator) -> None:
    """RECIBIDO, put carelessly over the totals."""
    height, width = grey.shape
    stamp = np.zeros((height, width), np.uint8)
    left, top = int(width * 0.58), int(height * random.uniform(0.41, 0.44))
    box = (int(width * 0.30), int(height * 0.055))
    cv2.rectangle(stamp, (left, top), (left + box[0], top + box[1]), 255, 3)
    scale = width / 935 * 1.5
    cv2.putText(stamp, "RECIBIDO", (left + 14, top + box[1] - 16), cv2.FONT_HERSHEY_DUPLEX, scale, 255, 3, cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((left + box[0] / 2, top + box[1] / 2), 9, 1.0)
    stamp = np.asarray(cv2.warpAffine(stamp, turn, (width, height)), np.uint8)
    grey -= stamp.astype(np.float32) * 0.42
    np.clip(grey, 0, 255, out=grey)


def _desk(random: np.random.Generator, sheet: NDArray[np.float32]) -> Picture:
    """A wooden table with long grain, and on it the shadow that the sheet throws."""
    small = (PHONE[0] // 4, PHONE[1] // 4)
    grain = random.normal(0, 1, (small[1] // 2, small[0] // 20)).astype(np.float32)
    fine = random.normal(0, 1, (small[1], small[0] // 8)).astype(np.float32)
    grain = cv2.resize(grain, small, interpolation=cv2.INTER_CUBIC) + 0.5 * cv2.resize(fine, small)
    wood = np.array([62, 92, 128], np.float32) + grain[..., None] * np.array([7, 10, 13], np.float32)
    shadow = np.zeros((small[1], small[0]), np.float32)
    cv2.fillConvexPoly(shadow, ((sheet + np.array([24, 30], np.float32)) / 4).astype(np.int32), 1.0)
    wood *= 1 - 0.45 * cv2.GaussianBlur(shadow, (0, 0), 6)[..., None]
    return np.asarray(cv2.resize(np.clip(wood, 0, 255).astype(np.uint8), PHONE), np.uint8)


def _corners(random: np.random.Generator) -> NDArray[np.float32]:
    """Where the four corners of the sheet come to lie: smaller at the far end, turned a little."""
    straight = np.array([[0.13, 0.09], [0.87, 0.10], [0.94, 0.92], [0.07, 0.93]], np.float32)
    jitter = random.uniform(-0.018, 0.018, straight.shape).astype(np.float32)
    angle = np.deg2rad(random.uniform(-2.5, 2.5))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32)
    placed = (straight + jitter - 0.5) @ turn.T + 0.5
    return np.asarray(placed * np.array(PHONE), np.float32)


def _light(random: np.random.Generator) -> Picture:
    """A warm lamp from one corner and the soft edge of a shadow across the other; 200 is full light."""
    x, y = np.meshgrid(np.linspace(0, 1, PHONE[0] // 8), np.linspace(0, 1, PHONE[1] // 8))
    lamp = 1.04 - 0.22 * np.hypot(x - random.uniform(0.1, 0.3), y - random.uniform(0.05, 0.2))
    edge = (x * 0.8 + y - random.uniform(1.15, 1.3)) * 9
    light = 200 * lamp * (1 - 0.28 / (1 + np.exp(-edge)))
    warm = np.clip(light[..., None] * np.array([0.90, 0.97, 1.02]), 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(warm, PHONE), np.uint8)


def _jpeg(picture: Picture, *, quality: int) -> bytes:
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise RuntimeError("the picture could not be encoded")
    return io.BytesIO(data.tobytes()).getvalue()
