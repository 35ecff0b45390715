"""What kind of file this is, by its content and never by its name, and whether it keeps within the budgets.

Everything here looks at signatures, headers and directories only; nothing is decoded or inflated.
"""

import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from dataclasses import dataclass

import pillow_heif
from PIL import Image, UnidentifiedImageError

from invoices.extraction.errors import DocumentUnreadable, TooLarge, UnsupportedFormat

JPEG, PNG, TIFF, HEIC = "image/jpeg", "image/png", "image/tiff", "image/heic"
PDF, XML, ZIP = "application/pdf", "application/xml", "application/zip"
IMAGES = frozenset({JPEG, PNG, TIFF, HEIC})
MEDIA_TYPES = IMAGES | {PDF, XML, ZIP}

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The budgets of one document. A phone's 48 megapixels fit; a picture bomb of 169 does not."""

    bytes: int = 10 * _MEGABYTE
    pixels: int = 64_000_000
    # What a rendered page may cost; larger pages are drawn at fewer dots an inch.
    render_pixels: int = 25_000_000
    pages: int = 100
    page_inches: float = 100.0
    zip_entries: int = 100
    zip_depth: int = 2
    zip_inflated_bytes: int = 40 * _MEGABYTE
    zip_ratio: int = 200
    xml_bytes: int = 10 * _MEGABYTE
    xml_depth: int = 100
    # Pages an engine is asked to read; at two seconds each more would keep the queue waiting.
    ocr_pages: int = 15
    # Seconds after which no further page of a document is begun; what was read until then is kept.
    ocr_seconds: float = 100.0
    # Seconds a second renderer outside this process may take.
    poppler_seconds: int = 20


DEFAULT_LIMITS = Limits()

_PREFIXES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"PK\x07\x08", ZIP),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
# Readers accept a PDF whose header comes after some bytes of junk, such as a mail header.
_PDF_HEADER_WITHIN = 1024
_OFFICE_PARTS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"META-INF/MANIFEST.MF")
_XML_START = re.compile(r"(?:<\?xml[\s?]|<!--|<!DOCTYPE\b|<[A-Za-z_][\w.\-]*(?::[A-Za-z_][\w.\-]*)?[\s/>])")
_NOT_AN_INVOICE_ROOT = re.compile(r"<!DOCTYPE\s+(?:html|svg)\b|<(?:html|svg|head|body|script)\b", re.IGNORECASE)
_PILLOW_FORMATS = {JPEG: ("JPEG", "MPO"), PNG: ("PNG",), TIFF: ("TIFF",)}


def sniff(data: bytes, name: str = "") -> str:
    """The media type of accepted content. The name is only for whoever logs the refusal."""
    if not data:
        raise DocumentUnreadable("El archivo está vacío. Pide otra copia o súbelo de nuevo.", code="empty", detail=name)
    for prefix, media_type in _PREFIXES:
        if data.startswith(prefix):
            if media_type == ZIP and any(part in data[:4096] for part in _OFFICE_PARTS):
                raise UnsupportedFormat(detail=name)
            return media_type
    if data[4:8] == b"ftyp" and _HEIC_BRANDS & {data[i : i + 4] for i in (8, *range(16, 48, 4))}:
        return HEIC
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return PDF
    if _looks_like_xml(data):
        return XML
    raise UnsupportedFormat(detail=name)


def check_budgets(data: bytes, media_type: str, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse what would cost too much to decode. A PDF's pages are counted when it is opened."""
    if len(data) > limits.bytes:
        raise TooLarge(detail=f"{len(data)} bytes")
    if media_type in IMAGES:
        _check_picture(data, media_type, limits)
    elif media_type == XML and len(data) > limits.xml_bytes:
        raise TooLarge("El XML es demasiado grande para ser una factura.", detail=f"{len(data)} bytes")
    elif media_type == ZIP:
        check_zip_directory(data, limits)


def check_zip_directory(data: bytes, limits: Limits) -> None:
    """Refuse by the declared figures; the true ones are counted while inflating, in containers."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except ZIP_ERRORS as error:
        raise DocumentUnreadable("El ZIP está dañado o incompleto. Pide otra copia.", detail=str(error)) from error
    if len(entries) > limits.zip_entries:
        raise TooLarge(
            f"El ZIP tiene demasiados archivos ({len(entries)}). Sube las facturas por partes.", code="zip_entries"
        )
    if sum(entry.file_size for entry in entries) > limits.zip_inflated_bytes:
        raise TooLarge("El ZIP es demasiado grande al abrirlo. Sube las facturas por partes.", code="zip_inflated")


def too_many_pages(count: int, limits: Limits) -> TooLarge:
    return TooLarge(
        f"El documento tiene {count} páginas y se aceptan hasta {limits.pages}. Sube solo las de la factura.",
        code="too_many_pages",
    )


def _check_picture(data: bytes, media_type: str, limits: Limits) -> None:
    width, height, frames = _picture_size(data, media_type, limits)
    if width * height > limits.pixels:
        raise TooLarge(
            f"Imagen muy grande: mide {width} por {height} puntos. Toma la foto con menor resolución.",
            code="too_many_pixels",
        )
    if frames > limits.pages:
        raise too_many_pages(frames, limits)


def _picture_size(data: bytes, media_type: str, limits: Limits) -> tuple[int, int, int]:
    """Width, height and frames from the headers."""
    try:
        if media_type == HEIC:
            heif = pillow_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
            return heif.size[0], heif.size[1], 1
        with warnings.catch_warnings():
            # Our own budget answers; Pillow would only warn, and about less.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_PILLOW_FORMATS[media_type]) as picture:
                if media_type != TIFF:
                    return picture.width, picture.height, 1
                return _tiff_size(picture, limits)
    except Image.DecompressionBombError as error:
        raise TooLarge(
            "Imagen muy grande. Toma la foto con menor resolución.", code="too_many_pixels", detail=str(error)
        ) from error
    except (*PICTURE_ERRORS, UnidentifiedImageError) as error:
        raise DocumentUnreadable(detail=str(error)) from error


def _tiff_size(picture: Image.Image, limits: Limits) -> tuple[int, int, int]:
    """The largest frame; stops counting once the frames are too many."""
    width, height, frames = picture.width, picture.height, 1
    while frames <= limits.pages:
        try:
            picture.seek(frames)
        except EOFError:
            break
        if picture.width * picture.height > width * height:
            width, height = picture.size
        frames += 1
    return width, height, frames


# What Pillow's and libheif's readers throw at broken pictures, seen by truncating and flipping bytes.
PICTURE_ERRORS = (
    OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, RuntimeError,
    AttributeError, OverflowError, MemoryError, ArithmeticError, AssertionError,
)  # fmt: skip
# What zipfile throws at broken archives and entries: bad CRC, unknown method, forged sizes, a name that lies.
ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, RuntimeError, EOFError,
    OSError, ValueError, IndexError, KeyError, MemoryError, OverflowError,
)  # fmt: skip


def _looks_like_xml(data: bytes) -> bool:
    head = data[:2048]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    elif head[:2] == b"<\x00":
        text = head[: len(head) // 2 * 2].decode("utf-16-le", errors="replace")
    elif head[:2] == b"\x00<":
        text = head[: len(head) // 2 * 2].decode("utf-16-be", errors="replace")
    else:
        text = head.decode("utf-8-sig", errors="replace")
    text = text.lstrip("\ufeff \t\r\n")
    return bool(_XML_START.match(text)) and not _NOT_AN_INVOICE_ROOT.search(text[:512])
