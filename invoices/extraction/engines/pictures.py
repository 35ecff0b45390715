"""A page picture as bytes for another machine: small enough for its limits, large enough to be read."""

import io

from PIL import Image


def as_png(image: Image.Image, *, most_side: int) -> bytes:
    out = io.BytesIO()
    _fitted(image, most_side).save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def as_jpeg(image: Image.Image, *, most_side: int, most_bytes: int) -> bytes:
    """High quality; a picture that would still be too heavy is sent smaller rather than coarser."""
    side = most_side
    while True:
        out = io.BytesIO()
        _fitted(image, side).save(out, "JPEG", quality=92)
        if out.tell() <= most_bytes or side < 600:
            return out.getvalue()
        side = round(side * 0.8)


def _fitted(image: Image.Image, most_side: int) -> Image.Image:
    picture = image.convert("L" if image.mode in ("L", "1") else "RGB")
    longest = max(picture.size)
    if longest <= most_side:
        return picture
    ratio = most_side / longest
    size = (max(1, round(picture.width * ratio)), max(1, round(picture.height * ratio)))
    return picture.resize(size, Image.Resampling.LANCZOS)
