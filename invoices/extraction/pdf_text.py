"""What PDFium knows of one page: its words with boxes as displayed, its pictures, whether text is trusted.

The caller holds the lock and turns errors into sentences; see pages.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from invoices.extraction.result import Box, Word

# A page of an invoice holds some thousands of letters; more is a bomb or a book.
_MOST_CHARS = 200_000
_MOST_OBJECTS = 20_000
# A QR needs at least 21 modules; larger pictures are logos, photographs or the scanned page itself.
_SMALLEST_PICTURE, _LARGEST_PICTURE = 40, 1500
_INVISIBLE = 3
_UNPRINTABLE = frozenset("\x00\x02\ufffe\uffff\u00ad\u200b\ufeff")


@dataclass(frozen=True, slots=True)
class _Affine:
    """Page coordinates, origin bottom left, unturned, to shares of the page as it is displayed."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, y0 = self.a * left + self.c * bottom + self.e, self.b * left + self.d * bottom + self.f
        x1, y1 = self.a * right + self.c * top + self.e, self.b * right + self.d * top + self.f
        return Box.clamped(x0, y0, x1, y1)

    def is_outside(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Words cut off by the crop box are not on the page a person sees."""
        x = self.a * (left + right) / 2 + self.c * (bottom + top) / 2 + self.e
        y = self.b * (left + right) / 2 + self.d * (bottom + top) / 2 + self.f
        return not (-0.001 <= x <= 1.001 and -0.001 <= y <= 1.001)


def page_words(page: pdfium.PdfPage) -> tuple[Word, ...]:
    """The words of a page in the order of its text, boxes as displayed: turned pages and crop boxes too."""
    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), _MOST_CHARS)
        to_display = _display_transform(page)
        words = []
        for indices, text in _runs(text_page, count):
            rectangle = _extent(text_page, indices)
            if rectangle and not to_display.is_outside(*rectangle):
                words.append(Word(text, to_display.box(*rectangle)))
        return tuple(words)
    finally:
        text_page.close()


def _display_transform(page: pdfium.PdfPage) -> _Affine:
    """Three points through PDFium itself, which knows of rotation, crop box and user unit."""
    size = 1_000_000
    points = []
    for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        device_x, device_y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, size, size, 0, x, y, device_x, device_y)
        points.append((device_x.value / size, device_y.value / size))
    (ex, ey), (ax, ay), (cx, cy) = points
    return _Affine((ax - ex) / 1000, (ay - ey) / 1000, (cx - ex) / 1000, (cy - ey) / 1000, ex, ey)


def _runs(text_page: pdfium.PdfTextPage, count: int) -> Iterator[tuple[list[int], str]]:
    """Characters between blanks, as their indices and their text."""
    indices: list[int] = []
    letters: list[str] = []
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if letter and not letter.isspace():
            if letter not in _UNPRINTABLE:
                indices.append(index)
                letters.append(letter)
            elif letter == "\x02":  # PDFium's mark for a hyphen at the end of a line
                indices.append(index)
                letters.append("-")
            continue
        if indices and letter:
            yield indices, "".join(letters)
            indices, letters = [], []
    if indices:
        yield indices, "".join(letters)


def _extent(text_page: pdfium.PdfTextPage, indices: Sequence[int]) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top: the ink sideways, the whole line of type in height when that is sane.

    A dash alone would otherwise be a sliver, and words of one row would not share their middle."""
    boxes = [box for index in indices if (box := _ink(text_page, index))]
    if not boxes:
        return None
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    line = _line_box(text_page, indices[0])
    upright = right - left >= (top - bottom) * 0.8 or len(indices) == 1
    if line and upright and 0 < line[1] - line[0] <= 2.5 * max(top - bottom, (line[1] - line[0]) / 2.5):
        bottom, top = min(bottom, line[0]), max(top, line[1])
    return left, bottom, right, top


def _ink(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float] | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _line_box(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float] | None:
    rectangle = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(text_page, index, rectangle):
        return None
    height = rectangle.top - rectangle.bottom
    size = raw.FPDFText_GetFontSize(text_page, index)
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(text_page, index, matrix):
        size *= max(abs(matrix.d), abs(matrix.b))
    # Fonts with broken metrics claim lines many times their size.
    return (rectangle.bottom, rectangle.top) if 0 < height <= 2 * max(size, 1.0) else None


def embedded_pictures(page: pdfium.PdfPage) -> list[Image.Image]:
    """The small pictures placed on a page, the squarest first: a QR is one of them when it is not drawn."""
    found: list[Image.Image] = []
    for number, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        if number > _MOST_OBJECTS or len(found) >= 12:
            break
        width, height = item.get_px_size()
        if min(width, height) < _SMALLEST_PICTURE or max(width, height) > _LARGEST_PICTURE:
            continue
        if max(width, height) > 1.6 * min(width, height):
            continue
        try:
            found.append(item.get_bitmap(render=False).to_pil().convert("L"))
        except (pdfium.PdfiumError, ValueError, RuntimeError, OSError):
            continue
    return sorted(found, key=lambda picture: abs(picture.width - picture.height))


def is_scanner_text(page: pdfium.PdfPage) -> bool:
    """Invisible text over a picture of the whole page: a scanner's recognition, not the issuer's words."""
    invisible = visible = 0
    for number, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3)):
        if number > 3000:
            break
        if raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE:
            invisible += 1
        else:
            visible += 1
    return invisible > visible and has_large_picture(page)


def has_large_picture(page: pdfium.PdfPage) -> bool:
    """Whether pictures cover most of the page; scanners cut theirs into strips."""
    width, height = page.get_size()
    covered = 0.0
    for number, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        if number > _MOST_OBJECTS:
            break
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered >= 0.6 * width * height)


_WORDS_OF_INVOICES = frozenset({
    "de", "la", "el", "por", "con", "del", "y", "en", "los", "total", "subtotal", "nit", "factura", "fecha", "valor",
    "cliente", "iva", "no", "venta", "pago", "direccion", "dirección", "telefono", "teléfono", "cantidad", "unidad",
    "descripcion", "descripción", "numero", "número", "ciudad", "orden", "pesos",
    "invoice", "date", "amount", "the", "and", "quantity", "tax",
})  # fmt: skip


def reads_like_text(words: Sequence[Word]) -> bool:
    """False for a page without a text layer, or one whose letters are codes of a font and not letters."""
    if len(words) < 8:
        return False
    text = "".join(word.text for word in words)
    odd = sum(1 for c in text if c == "\ufffd" or 0xE000 <= ord(c) <= 0xF8FF or not c.isprintable())
    if odd > 0.1 * len(text):
        return False
    known = sum(1 for word in words if re.sub(r"\W", "", word.text.lower()) in _WORDS_OF_INVOICES)
    return known >= 3
