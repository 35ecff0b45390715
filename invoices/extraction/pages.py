"""PDF, TIFF, JPEG, PNG and HEIC to pages: native words with their boxes, and an image on demand.

It does not read meaning into words nor clean pictures. Budgets are kept before anything is decoded.
"""

import contextlib
import io
import threading
import warnings
from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

import pdf2image
import pdf2image.exceptions
import pillow_heif
import pypdfium2 as pdfium
from PIL import Image, ImageOps

from invoices.extraction import sniff
from invoices.extraction.errors import DocumentUnreadable, PasswordProtected, TooLarge, UnsupportedFormat
from invoices.extraction.pdf_text import embedded_pictures, has_large_picture, is_scanner_text, page_words
from invoices.extraction.result import Word
from invoices.extraction.sniff import DEFAULT_LIMITS, PICTURE_ERRORS, Limits

# PDFium keeps global state: one call at a time in a process, also from the web server's threads.
PDFIUM_LOCK = threading.RLock()

_POINTS_PER_INCH = 72.0
_PILLOW_FORMATS = {sniff.JPEG: ("JPEG", "MPO"), sniff.PNG: ("PNG",), sniff.TIFF: ("TIFF",)}


class Pages(Protocol):
    """The pages of one document, counted from 0. Use it as a context manager."""

    def __len__(self) -> int: ...

    def words(self, index: int) -> tuple[Word, ...]:
        """The words the file itself holds; none for a picture."""

    def image(self, index: int, dpi: int = 200) -> Image.Image:
        """The page as a person sees it, upright as its file says, RGB. It may be kept for the next who asks."""

    def size(self, index: int) -> tuple[float, float]:
        """Width and height as displayed, in points; for a picture, in pixels."""

    def text_is_trusted(self, index: int) -> bool:
        """False when the words are a scanner's own recognition laid invisibly over a picture."""

    def has_large_picture(self, index: int) -> bool:
        """Whether a picture covers most of the page, as on a scan."""

    def pictures(self, index: int) -> list[Image.Image]:
        """Small pictures placed on a PDF page, where a QR may be; empty for a picture file."""

    def attachments(self) -> list[tuple[str, bytes]]:
        """Files carried inside a PDF, such as the XML of the invoice."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def open_pages(data: bytes, media_type: str, limits: Limits = DEFAULT_LIMITS) -> Pages:
    """Open a document, or say in one sentence why not."""
    sniff.check_budgets(data, media_type, limits)
    if media_type == sniff.PDF:
        return _open_pdf(data, limits)
    if media_type in sniff.IMAGES:
        return PicturePages(data, media_type, limits)
    raise UnsupportedFormat(detail=media_type)


def render_page(data: bytes, *, media_type: str, index: int, max_side: int = 2000) -> bytes:
    """One page as a JPEG for a screen, its longer side at most `max_side` pixels."""
    with open_pages(data, media_type) as pages:
        if not 0 <= index < len(pages):
            raise DocumentUnreadable("El documento no tiene esa página.", code="no_such_page", detail=str(index))
        longer = max(pages.size(index)) / _POINTS_PER_INCH
        image = pages.image(index, dpi=max(1, round(max_side / max(longer, 0.1))))
    image = image.copy()
    image.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


class PicturePages:
    """A photo or scan: one page, or one a frame in a TIFF."""

    def __init__(self, data: bytes, media_type: str, limits: Limits) -> None:
        self._data = data
        self._media_type = media_type
        self._limits = limits
        self._count = 1
        self._last: tuple[int, Image.Image] | None = None
        if media_type == sniff.TIFF:
            with _picture_errors(), self._opened() as picture:
                self._count = int(getattr(picture, "n_frames", 1))

    def __len__(self) -> int:
        return self._count

    def words(self, index: int) -> tuple[Word, ...]:
        return ()

    def text_is_trusted(self, index: int) -> bool:
        return False

    def has_large_picture(self, index: int) -> bool:
        return True

    def pictures(self, index: int) -> list[Image.Image]:
        return []

    def attachments(self) -> list[tuple[str, bytes]]:
        return []

    def size(self, index: int) -> tuple[float, float]:
        image = self.image(index)
        return float(image.width), float(image.height)

    def image(self, index: int, dpi: int = 200) -> Image.Image:
        if self._last is None or self._last[0] != index:
            self._last = (index, self._decoded(index))
        return self._last[1]

    def _decoded(self, index: int) -> Image.Image:
        with _picture_errors(), self._opened() as picture:
            if index:
                picture.seek(index)
            if picture.width * picture.height > self._limits.pixels:
                raise TooLarge("Imagen muy grande. Toma la foto con menor resolución.", code="too_many_pixels")
            upright = ImageOps.exif_transpose(picture)
            return _as_rgb(upright if upright is not None else picture)

    def _opened(self) -> Image.Image:
        if self._media_type == sniff.HEIC:
            # libheif already turns the picture upright and resets the orientation it reports.
            return pillow_heif.open_heif(io.BytesIO(self._data), convert_hdr_to_8bit=True).to_pillow()
        return Image.open(io.BytesIO(self._data), formats=_PILLOW_FORMATS[self._media_type])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class PdfPages:
    """A PDF through PDFium, the lock held for every call into it."""

    def __init__(self, document: pdfium.PdfDocument, data: bytes, limits: Limits) -> None:
        self._document = document
        self._data = data
        self._limits = limits
        with PDFIUM_LOCK:
            self._count = len(document)
        if self._count == 0:
            raise DocumentUnreadable("El PDF no tiene páginas. Pide otra copia.", code="empty")
        if self._count > limits.pages:
            raise sniff.too_many_pages(self._count, limits)

    def __len__(self) -> int:
        return self._count

    def words(self, index: int) -> tuple[Word, ...]:
        with self._page(index) as page:
            return page_words(page)

    def text_is_trusted(self, index: int) -> bool:
        with self._page(index) as page:
            return not is_scanner_text(page)

    def has_large_picture(self, index: int) -> bool:
        with self._page(index) as page:
            return has_large_picture(page)

    def pictures(self, index: int) -> list[Image.Image]:
        with self._page(index) as page:
            return embedded_pictures(page)

    def size(self, index: int) -> tuple[float, float]:
        with self._page(index) as page:
            width, height = page.get_size()
            return float(width), float(height)

    def image(self, index: int, dpi: int = 200) -> Image.Image:
        with self._page(index) as page:
            width, height = page.get_size()
            scale = dpi / _POINTS_PER_INCH
            pixels = width * height * scale * scale
            if pixels > self._limits.render_pixels:
                scale *= (self._limits.render_pixels / pixels) ** 0.5
            bitmap = page.render(scale=scale, may_draw_forms=True)
            try:
                image: Image.Image = bitmap.to_pil().convert("RGB")
            finally:
                bitmap.close()
        if _is_blank(image) and (drawn := self._drawn_by_poppler(index, scale)):
            return drawn
        return image

    def attachments(self) -> list[tuple[str, bytes]]:
        found: list[tuple[str, bytes]] = []
        with _pdf_errors(), PDFIUM_LOCK:
            for number in range(min(self._document.count_attachments(), self._limits.zip_entries)):
                attachment = self._document.get_attachment(number)
                found.append((attachment.get_name(), bytes(attachment.get_data())))
        return found

    @contextlib.contextmanager
    def _page(self, index: int) -> Iterator[pdfium.PdfPage]:
        with _pdf_errors(), PDFIUM_LOCK:
            page = self._document[index]
            try:
                self._refuse_giant(page, index)
                yield page
            finally:
                page.close()

    def _refuse_giant(self, page: pdfium.PdfPage, index: int) -> None:
        width, height = page.get_size()
        if max(width, height) > self._limits.page_inches * _POINTS_PER_INCH:
            metres = max(width, height) / _POINTS_PER_INCH * 0.0254
            raise TooLarge(
                f"La página {index + 1} mide {metres:.1f} metros de lado. Imprime de nuevo el PDF en tamaño carta.",
                code="giant_page",
            )

    def _drawn_by_poppler(self, index: int, scale: float) -> Image.Image | None:
        """A second opinion on a page PDFium leaves white although something is on it."""
        with _pdf_errors(), PDFIUM_LOCK:
            page = self._document[index]
            try:
                has_objects = next(iter(page.get_objects(max_depth=1)), None) is not None
            finally:
                page.close()
        if not has_objects:
            return None
        try:
            images = _by_poppler(self._data, self._limits, dpi=round(scale * _POINTS_PER_INCH), page=index + 1)
        except DocumentUnreadable:
            return None
        return images[0] if images else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with PDFIUM_LOCK:
            self._document.close()


class PopplerPages(PicturePages):
    """A PDF that PDFium refuses, drawn page by page by poppler; no words, so it goes to an engine."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = data
        self._limits = limits
        self._last = None
        try:
            info = pdf2image.pdfinfo_from_bytes(data, timeout=limits.poppler_seconds)
        except _POPPLER_ERRORS as error:
            raise DocumentUnreadable(detail=str(error)[:500]) from error
        self._count = int(info.get("Pages", 0))
        if self._count == 0:
            raise DocumentUnreadable(detail="no pages")
        if self._count > limits.pages:
            raise sniff.too_many_pages(self._count, limits)

    def _decoded(self, index: int) -> Image.Image:
        images = _by_poppler(self._data, self._limits, dpi=200, page=index + 1)
        if not images:
            raise DocumentUnreadable(detail="poppler drew nothing")
        return images[0]


def _open_pdf(data: bytes, limits: Limits) -> Pages:
    with PDFIUM_LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == pdfium.raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
                raise PasswordProtected from error
            document = None
    if document is None:
        return PopplerPages(data, limits)
    try:
        pages = PdfPages(document, data, limits)
        for index in range(len(pages)):
            pages.size(index)
    except DocumentUnreadable:
        with PDFIUM_LOCK:
            document.close()
        raise
    return pages


_POPPLER_ERRORS = (
    pdf2image.exceptions.PDFInfoNotInstalledError,
    pdf2image.exceptions.PDFPageCountError,
    pdf2image.exceptions.PDFSyntaxError,
    pdf2image.exceptions.PDFPopplerTimeoutError,
    pdf2image.exceptions.PopplerNotInstalledError,
    OSError,
    ValueError,
)


def _by_poppler(data: bytes, limits: Limits, *, dpi: int, page: int) -> list[Image.Image]:
    # A fixed size keeps a giant page within the budget whatever its own measure says.
    longest = int(limits.render_pixels**0.5)
    try:
        images = pdf2image.convert_from_bytes(
            data,
            dpi=max(dpi, 10),
            first_page=page,
            last_page=page,
            size=longest if dpi > 400 else min(longest, dpi * 14),
            timeout=limits.poppler_seconds,
        )
    except _POPPLER_ERRORS as error:
        raise DocumentUnreadable(detail=str(error)[:500]) from error
    return [image.convert("RGB") for image in images]


@contextlib.contextmanager
def _pdf_errors() -> Iterator[None]:
    try:
        yield
    except (pdfium.PdfiumError, *PICTURE_ERRORS) as error:
        raise DocumentUnreadable(detail=str(error)) from error


@contextlib.contextmanager
def _picture_errors() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            # Broken EXIF and odd TIFF tags; what cannot be decoded raises.
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError as error:
        raise TooLarge(
            "Imagen muy grande. Toma la foto con menor resolución.", code="too_many_pixels", detail=str(error)
        ) from error
    except PICTURE_ERRORS as error:
        raise DocumentUnreadable(detail=str(error)) from error


def _as_rgb(image: Image.Image) -> Image.Image:
    """RGB on white: transparency becomes paper, sixteen bits become eight."""
    if image.mode.startswith(("I", "F")):
        low, high = image.getextrema()
        span = float(high) - float(low) or 1.0  # type: ignore[arg-type]
        return image.point(lambda v: (v - float(low)) * 255.0 / span).convert("L").convert("RGB")  # type: ignore[arg-type]
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    # Twelve megapixels are copied for nothing otherwise; what still hangs on its file is not handed out.
    return image if type(image) is Image.Image and image.mode == "RGB" else image.convert("RGB")


def _is_blank(image: Image.Image) -> bool:
    low, _ = image.convert("L").getextrema()
    return isinstance(low, (int, float)) and low > 250
