"""Files are told by content, and what would cost too much is refused before it is decoded."""

import struct
import zipfile
import zlib

import pillow_heif
import pytest
from PIL import Image

from invoices.extraction import sniff
from invoices.extraction.errors import DocumentUnreadable, TooLarge, UnsupportedFormat
from invoices.extraction.sniff import Limits
from tests.extraction.documents import Bill, pdf, picture, zipped

PAPER = Image.new("RGB", (40, 60), "white")


def heic() -> bytes:
    import io

    out = io.BytesIO()
    pillow_heif.from_pillow(PAPER).save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (picture(PAPER, "JPEG"), sniff.JPEG),
        (picture(PAPER), sniff.PNG),
        (picture(PAPER, "TIFF"), sniff.TIFF),
        (heic(), sniff.HEIC),
        (pdf([(50, 50, "Factura")]), sniff.PDF),
        (b"Content-Type: application/pdf\r\n\r\n" + pdf([(50, 50, "Factura")]), sniff.PDF),
        (zipped(("a.xml", "<a/>")), sniff.ZIP),
        (Bill().xml().encode(), sniff.XML),
        (Bill().xml().encode("utf-8-sig"), sniff.XML),
        (Bill().xml().encode("utf-16"), sniff.XML),
        (b"\r\n  <fe:Invoice xmlns:fe='x'/>", sniff.XML),
    ],
)
def test_accepted_formats_are_told_by_content(data: bytes, media_type: str) -> None:
    assert sniff.sniff(data, "lies.exe") == media_type
    sniff.check_budgets(data, media_type)


@pytest.mark.parametrize(
    "data",
    [
        picture(PAPER, "GIF"),
        picture(PAPER, "BMP"),
        picture(PAPER, "WEBP"),
        b"<!DOCTYPE html><html><body>Factura</body></html>",
        b"<html><body></body></html>",
        b"<svg xmlns='x'><script/></svg>",
        b"<?xml version='1.0'?><svg xmlns='x'/>",
        zipped(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>")),
        b"Rar!\x1a\x07\x01\x00",
        b"MZ\x90\x00",
        b"factura,total\n1,2\n",
        b"< no tag",
        b"\x00",
    ],
)
def test_everything_else_is_refused_in_the_agreed_words(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat) as refusal:
        sniff.sniff(data, "factura.pdf")
    assert refusal.value.sentence == "Formato no soportado. Usa JPG, PNG, PDF, TIFF, HEIC, XML o ZIP."


def test_an_empty_file_says_so() -> None:
    with pytest.raises(DocumentUnreadable) as refusal:
        sniff.sniff(b"", "factura.pdf")
    assert refusal.value.code == "empty"
    assert "vacío" in refusal.value.sentence


def test_more_than_ten_megabytes_are_refused_in_the_agreed_words() -> None:
    data = b"%PDF-1.4" + bytes(10 * 1024 * 1024)
    with pytest.raises(TooLarge) as refusal:
        sniff.check_budgets(data, sniff.PDF)
    assert refusal.value.sentence == "Imagen muy grande. Comprime a <10 MB."
    sniff.check_budgets(data[: 10 * 1024 * 1024], sniff.PDF)


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing: what a bomb looks like before it is opened."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(13000, 13000), (20000, 20000), (2**31 - 1, 2**31 - 1), (64_000_001, 1)])
def test_a_picture_bomb_is_refused_by_its_header(width: int, height: int) -> None:
    with pytest.raises(TooLarge) as refusal:
        sniff.check_budgets(png_header(width, height), sniff.PNG)
    assert refusal.value.code == "too_many_pixels"
    assert "menor resolución" in refusal.value.sentence


def test_a_phone_picture_of_48_megapixels_is_accepted() -> None:
    sniff.check_budgets(png_header(8064, 6048), sniff.PNG)


def test_a_tiff_with_too_many_pages_is_refused() -> None:
    pages = [Image.new("1", (8, 8)) for _ in range(6)]
    data = picture(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with pytest.raises(TooLarge) as refusal:
        sniff.check_budgets(data, sniff.TIFF, Limits(pages=5))
    assert refusal.value.code == "too_many_pages"
    sniff.check_budgets(data, sniff.TIFF, Limits(pages=6))


def test_a_large_later_page_of_a_tiff_is_seen() -> None:
    data = picture(Image.new("1", (8, 8)), "TIFF", save_all=True, append_images=[Image.new("1", (3000, 3000))])
    with pytest.raises(TooLarge):
        sniff.check_budgets(data, sniff.TIFF, Limits(pixels=1_000_000))


def test_a_zip_with_too_many_entries_is_refused() -> None:
    data = zipped(*((f"{n}.xml", "<a/>") for n in range(101)))
    with pytest.raises(TooLarge) as refusal:
        sniff.check_budgets(data, sniff.ZIP)
    assert refusal.value.code == "zip_entries"


def test_a_zip_that_declares_too_much_is_refused_without_inflating() -> None:
    data = zipped(("a.pdf", bytes(41 * 1024 * 1024)))
    with pytest.raises(TooLarge) as refusal:
        sniff.check_budgets(data, sniff.ZIP)
    assert refusal.value.code == "zip_inflated"


@pytest.mark.parametrize("media_type", sorted(sniff.IMAGES | {sniff.ZIP}))
def test_a_file_cut_off_after_its_signature_is_unreadable(media_type: str) -> None:
    whole = {
        sniff.JPEG: picture(PAPER, "JPEG"), sniff.PNG: picture(PAPER), sniff.TIFF: picture(PAPER, "TIFF"),
        sniff.HEIC: heic(), sniff.ZIP: zipped(("a.xml", "<a/>"), compression=zipfile.ZIP_STORED),
    }[media_type]  # fmt: skip
    with pytest.raises(DocumentUnreadable) as refusal:
        sniff.check_budgets(whole[:20], media_type)
    assert "copia" in refusal.value.sentence
