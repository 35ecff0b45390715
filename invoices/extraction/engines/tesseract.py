"""Tesseract in Spanish through pytesseract: every page is its own process, which ends at the timeout.

The fallback and the second opinion. It does not straighten or clean the page.
"""

import os
import shutil
from functools import cached_property
from typing import Any

import pytesseract
from PIL import Image

from invoices.extraction.errors import EngineBusy, EngineUnavailable
from invoices.extraction.result import Box, PageReading, Word

# Tesseract reads best near 300 dpi; a phone's picture of a page is often smaller than that.
MIN_LONG_SIDE = 2000
MAX_LONG_SIDE = 3600


class TesseractEngine:
    """`psm` 3 lays the page out by itself; 11 takes scattered text, which suits tickets and forms."""

    def __init__(
        self,
        *,
        name: str = "tesseract",
        timeout: float = 10.0,
        language: str = "spa",
        psm: int = 3,
        whole_pages: bool = True,
    ) -> None:
        self.name = name
        self.timeout = timeout
        self.language = language
        self.psm = psm
        self.whole_pages = whole_pages

    @cached_property
    def version(self) -> str:
        try:
            return str(pytesseract.get_tesseract_version())
        except (pytesseract.TesseractNotFoundError, SystemExit):
            return ""

    def check(self) -> list[str]:
        command = pytesseract.pytesseract.tesseract_cmd
        if shutil.which(command) is None:
            return ["Falta el programa Tesseract. Instálalo con: apt-get install tesseract-ocr tesseract-ocr-spa."]
        if self.language not in pytesseract.get_languages(config=""):
            return [
                f"Falta el idioma «{self.language}» de Tesseract. "
                f"Instálalo con: apt-get install tesseract-ocr-{self.language}."
            ]
        return []

    def read(self, image: Image.Image) -> PageReading:
        # With its default threads Tesseract spends most of the time waiting for itself.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        grey = image.convert("L")
        scaled = _scaled(grey) if self.whole_pages else grey
        try:
            data: dict[str, list[Any]] = pytesseract.image_to_data(
                scaled,
                lang=self.language,
                config=f"--psm {self.psm} --dpi 300",
                timeout=self.timeout,
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractNotFoundError as error:
            raise EngineUnavailable(detail=str(error)) from error
        except pytesseract.TesseractError as error:
            if "Failed loading language" in error.message or "tessdata" in error.message.lower():
                raise EngineUnavailable(detail=error.message[:300]) from error
            raise EngineBusy(detail=error.message[:300]) from error
        except RuntimeError as error:  # pytesseract's word for a timeout
            raise EngineBusy(detail=f"tesseract: {error}") from error
        return PageReading(_words(data, scaled.size), engine=self.name, version=self.version)


def _scaled(image: Image.Image) -> Image.Image:
    longest = max(image.size)
    target = min(max(longest, MIN_LONG_SIDE), MAX_LONG_SIDE)
    if target == longest:
        return image
    ratio = target / longest
    size = (max(1, round(image.width * ratio)), max(1, round(image.height * ratio)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _words(data: dict[str, list[Any]], size: tuple[int, int]) -> tuple[Word, ...]:
    width, height = size
    words = []
    columns = zip(
        data["text"], data["conf"], data["left"], data["top"], data["width"], data["height"], strict=True
    )  # fmt: skip
    for text, confidence, left, top, wide, high in columns:
        text = str(text).strip()
        if not text or float(confidence) < 0:
            continue
        box = Box.clamped(left / width, top / height, (left + wide) / width, (top + high) / height)
        words.append(Word(text, box, min(max(float(confidence) / 100, 0.0), 1.0)))
    return tuple(words)


def line_reader(timeout: float = 2.0) -> TesseractEngine:
    """For a second look at one line cut out of a page, enlarged already."""
    return TesseractEngine(name="tesseract_line", timeout=timeout, psm=7, whole_pages=False)
