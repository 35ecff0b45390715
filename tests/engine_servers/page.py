"""The page of the engine tests: a few lines of print, where each word stands, and what an invoice reader says."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

LINES = (
    "FERRETERIA EL TORNILLO SAS", "NIT: 900123456-8", "Factura No. FE 1024", "Fecha: 05/03/2026",
    "Subtotal 1.000.000,00", "IVA 190.000,00", "TOTAL 1.190.000,00",
)  # fmt: skip
SIZE = (1000, 1300)


@dataclass(frozen=True)
class Printed:
    """A word and its box as shares of the page."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def draw() -> tuple[Image.Image, tuple[Printed, ...]]:
    """Seven lines of print in the upper left quarter of a white page."""
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=28)
    words = []
    for number, line in enumerate(LINES):
        left = 60.0
        for text in line.split():
            x0, y0, x1, y1 = pen.textbbox((left, 80 + 60 * number), text, font=font)
            pen.text((left, 80 + 60 * number), text, fill="black", font=font)
            words.append(Printed(text, x0 / SIZE[0], y0 / SIZE[1], x1 / SIZE[0], y1 / SIZE[1]))
            left += pen.textlength(text + " ", font=font)
    return image, tuple(words)


def corners(word: Printed, turns: int = 0) -> list[tuple[float, float]]:
    """Of a word, from where its first letter begins and round with the clock, on the page turned to the left."""
    points = [(word.x0, word.y0), (word.x1, word.y0), (word.x1, word.y1), (word.x0, word.y1)]
    for _ in range(turns):
        points = [(y, 1 - x) for x, y in points]
    return points


def is_blank(data: bytes) -> bool:
    low, _ = Image.open(io.BytesIO(data)).convert("L").getextrema()
    return low > 250


def size_of(data: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(data)).size
