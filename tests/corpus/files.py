"""Page pictures to the files people send: PDF from the scanner, JPEG, HEIC, TIFF, PNG, photos turned or marked as turned."""

import io
import random
import time
from dataclasses import dataclass

import numpy as np
import pillow_heif
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from .camera import MANNERS
from .degrade import Picture

_ORIENTATION = 0x0112
# EXIF orientation that turns a picture back which was turned by so many quarters to the left.
_UPRIGHT_AGAIN = {1: 6, 2: 3, 3: 8}


@dataclass(frozen=True)
class Made:
    data: bytes
    suffix: str


def wrap(pages: list[Picture], *, manner: str, dpi: int, rng: random.Random, light: bool = False) -> Made:
    """The file of these pages, as whoever made them in this manner sends it; a `light` one is compressed harder."""
    if manner in MANNERS:
        return _photo(pages, manner, rng, light)
    if manner == "fax":
        return _tiff(pages, dpi) if rng.random() < 0.5 else _bilevel_pdf(pages, dpi)
    low, high = {"scan": (75, 90), "squeezed": (24, 34)}.get(manner, (50, 60))
    quality = rng.randint(low, high)
    if light and manner == "scan":
        quality -= 33
    form = rng.random()
    if len(pages) > 1:
        return _tiff(pages, dpi) if form < 0.15 and manner == "scan" else _pdf(pages, dpi, quality)
    if manner == "scan" and form < 0.08:
        return _tiff(pages, dpi) if form < 0.04 else _bilevel_pdf(pages, dpi)
    if manner == "scan" and form < 0.16 and not light:
        return _png(pages[0], dpi)
    return _pdf(pages, dpi, quality) if form < 0.6 else Made(_jpeg(pages[0], quality, dpi), "jpg")


def _photo(pages: list[Picture], manner: str, rng: random.Random, light: bool) -> Made:
    """One photo is a JPEG or HEIC; several pages come as a PDF from a scanning app, smaller each."""
    quality = rng.randint(52, 60) if light else rng.randint(68, 84)
    if manner in ("chat", "screenshot"):  # chat programs save room
        quality = rng.randint(55, 68)
    if len(pages) > 1:
        smaller = pages if light else [_shrunk(page, 6e6) for page in pages]
        return _pdf(smaller, 200, quality)
    if manner == "screenshot":
        return Made(_jpeg(pages[0], quality, 72), "jpg")
    turning = rng.random()
    quarters = rng.choice((1, 2, 3)) if turning < 0.4 else 0
    page = np.ascontiguousarray(np.rot90(pages[0], quarters))
    # Chat programs turn the pixels and drop the mark.
    marked = quarters and turning < 0.2 and manner != "chat"
    orientation = _UPRIGHT_AGAIN[quarters] if marked else 0
    if manner != "chat" and rng.random() < 0.12:
        return Made(_heic(page, quality), "heic")
    return Made(_jpeg(page, quality, 72, orientation), "jpg")


def _shrunk(page: Picture, pixels: float) -> Picture:
    factor = (pixels / (page.shape[0] * page.shape[1])) ** 0.5
    size = (round(page.shape[1] * factor), round(page.shape[0] * factor))
    return np.asarray(Image.fromarray(page).resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0))


def _image(page: Picture) -> Image.Image:
    image = Image.fromarray(page)
    if page.ndim == 3 and np.array_equal(page[..., 0], page[..., 1]) and np.array_equal(page[..., 1], page[..., 2]):
        return image.convert("L")
    return image


def _jpeg(page: Picture, quality: int, dpi: int, orientation: int = 0) -> bytes:
    out = io.BytesIO()
    extra = {}
    if orientation:
        exif = Image.Exif()
        exif[_ORIENTATION] = orientation
        extra["exif"] = exif
    _image(page).save(out, "JPEG", quality=quality, dpi=(dpi, dpi), **extra)
    return out.getvalue()


def _png(page: Picture, dpi: int) -> Made:
    out = io.BytesIO()
    _image(page).convert("L").quantize(16).save(out, "PNG", dpi=(dpi, dpi), compress_level=6)
    return Made(out.getvalue(), "png")


def _tiff(pages: list[Picture], dpi: int) -> Made:
    """Black and white, Group 4: what office scanners send when told to save room."""
    images = [_black_and_white(page) for page in pages]
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression="group4", dpi=(dpi, dpi))
    return Made(out.getvalue(), "tif")


def _heic(page: Picture, quality: int) -> bytes:
    """What an iPhone sends when it is not told otherwise."""
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.fromarray(page)).save(
        out, quality=min(quality, 50), enc_params={"preset": "ultrafast"}
    )
    return out.getvalue()


def _bilevel_pdf(pages: list[Picture], dpi: int) -> Made:
    """A fax that came as PDF: Group 4 inside it."""
    images = [_black_and_white(page) for page in pages]
    out = io.BytesIO()
    day = time.gmtime(0)
    images[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=images[1:], creationDate=day, modDate=day)
    return Made(out.getvalue(), "pdf")


def _black_and_white(page: Picture) -> Image.Image:
    return _image(page).convert("L").point(lambda v: 255 if v > 150 else 0).convert("1", dither=Image.Dither.NONE)


def _pdf(pages: list[Picture], dpi: int, quality: int) -> Made:
    """One picture a page, as scanners write it; the JPEG goes in as it is, not as text of it."""
    out = io.BytesIO()
    encoded, rl_config.useA85 = rl_config.useA85, 0
    try:
        canvas = Canvas(out, invariant=1)
        for page in pages:
            height, width = page.shape[0] * 72 / dpi, page.shape[1] * 72 / dpi
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(io.BytesIO(_jpeg(page, quality, dpi))), 0, 0, width, height)
            canvas.showPage()
        canvas.save()
    finally:
        rl_config.useA85 = encoded
    return Made(out.getvalue(), "pdf")
