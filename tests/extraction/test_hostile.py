"""Whatever arrives, a person gets a sentence: no error of a library comes out, and nothing hangs."""

import random
import struct
import zlib

import pytest
from PIL import Image

from invoices.extraction import sniff
from invoices.extraction.errors import DocumentUnreadable, EngineUnavailable, TooLarge
from invoices.extraction.pages import render_page
from invoices.extraction.pipeline import ReadingOptions, extract
from invoices.extraction.result import Extraction, PageReading
from tests.extraction.documents import Bill, attached, invoice_rows, pdf, picture, qr_picture, zipped
from tests.extraction.test_sniff import PAPER, heic

BILL = Bill()
PAGE = pdf(invoice_rows(BILL), qr=BILL.qr_text())
PICTURE = qr_picture(BILL.qr_text(), scale=2).convert("RGB")
WHOLE = {
    "xml": attached(BILL.xml(), code=BILL.code).encode(),
    "pdf": PAGE,
    "zip": zipped(("fv.xml", BILL.xml()), ("fv.pdf", PAGE)),
    "png": picture(PICTURE),
    "jpeg": picture(PICTURE, "JPEG"),
    "tiff": picture(PICTURE, "TIFF", save_all=True, append_images=[PAPER], compression="tiff_lzw"),
    "heic": heic(),
}


class Nothing:
    """An engine that sees no words."""

    name = "nothing"
    version = ""

    def read(self, image: Image.Image) -> PageReading:
        image.load()
        return PageReading((), self.name)


def outcome(data: bytes) -> Extraction | DocumentUnreadable:
    """What a person is told; anything but a reading or a refusal with a Spanish sentence fails the test."""
    try:
        return extract(data, options=ReadingOptions(engines=Nothing()))
    except DocumentUnreadable as refusal:
        assert refusal.sentence.endswith(".")
        assert refusal.sentence[0].isupper()
        assert "Error" not in refusal.sentence
        return refusal


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_cut_off_anywhere_is_read_or_refused(kind: str) -> None:
    data = WHOLE[kind]
    for tenth in range(1, 10):
        outcome(data[: len(data) * tenth // 10])
    outcome(data[:1])
    outcome(data[:-1])


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("seed", range(8))
def test_a_file_with_changed_bytes_is_read_or_refused(kind: str, seed: int) -> None:
    dice = random.Random(f"{kind}{seed}")
    data = bytearray(WHOLE[kind])
    for _ in range(dice.choice([1, 3, 20, 200])):
        data[dice.randrange(len(data))] = dice.randrange(256)
    if seed % 2:
        start = dice.randrange(len(data))
        del data[start : start + dice.randrange(1, 200)]
    outcome(bytes(data))


@pytest.mark.parametrize("kind", ["pdf", "png", "jpeg", "tiff", "heic"])
@pytest.mark.parametrize("seed", range(3))
def test_the_screen_image_of_a_broken_file_is_drawn_or_refused(kind: str, seed: int) -> None:
    dice = random.Random(f"screen{kind}{seed}")
    data = bytearray(WHOLE[kind])
    for _ in range(30):
        data[dice.randrange(len(data))] = dice.randrange(256)
    try:
        render_page(bytes(data), media_type=sniff.sniff(bytes(data)), index=0, max_side=300)
    except DocumentUnreadable as refusal:
        assert refusal.sentence.endswith(".")


def png_bomb(width: int, height: int) -> bytes:
    """A true picture of that size in a few kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    squeezer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    body = b"".join(squeezer.compress(row) for _ in range(height)) + squeezer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (png_bomb(13000, 13000), "Imagen muy grande"),
        (pdf([(50, 50, "Factura")], size=(14400, 14400)), "mide 5.1 metros"),
        (zipped(("b.pdf", bytes(41 * 1024 * 1024))), "demasiado grande al abrirlo"),
        (zipped(("b.pdf", b"%PDF-1.4" + bytes(9_000_000)), ("c.pdf", b"%PDF-1.4" + bytes(9_000_000))), "no es seguro"),
        (zipped(*((f"{n}.xml", BILL.xml()) for n in range(150))), "demasiados archivos"),
        (b"%PDF-" + bytes(11 * 1024 * 1024), "Comprime a <10 MB."),
    ],
    ids=["png 13000", "200 inches", "declared 41 MB", "inflates 2000 fold", "150 entries", "11 MB"],
)
def test_bombs_are_refused_in_words(data: bytes, says: str) -> None:
    refusal = outcome(data)
    assert isinstance(refusal, TooLarge)
    assert says in refusal.sentence


def test_a_bomb_inside_a_zip_does_not_hide_the_invoice_beside_it() -> None:
    read = outcome(zipped(("fv.xml", BILL.xml()), ("foto.png", png_bomb(13000, 13000))))
    assert isinstance(read, Extraction)
    assert read.invoices[0].fields["invoice_number"].value == "FCO1044"
    assert any("foto.png" in finding.message for finding in read.invoices[0].findings)


def test_a_polyglot_is_what_its_first_bytes_say_and_nothing_more() -> None:
    assert isinstance(outcome(PAGE + zipped(("fv.xml", Bill(number="OTRA").xml()))), Extraction)
    read = outcome(zipped(("fv.xml", BILL.xml())) + PAGE)
    assert isinstance(read, DocumentUnreadable) or read.media_type == sniff.ZIP


def test_a_hostile_xml_beside_a_good_pdf_is_left_out_and_told() -> None:
    evil = '<!DOCTYPE Invoice [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice><ID>&x;</ID></Invoice>'
    read = outcome(zipped(("evil.xml", evil), ("fv.pdf", PAGE)))
    assert isinstance(read, Extraction)
    assert all("root:" not in str(one.value) for one in read.invoices[0].fields.values())
    assert any("evil.xml" in finding.message for finding in read.invoices[0].findings)


def test_a_picture_with_no_engine_is_the_operators_matter_and_not_the_documents() -> None:
    with pytest.raises(EngineUnavailable) as error:
        extract(picture(PAPER))
    assert not isinstance(error.value, DocumentUnreadable)
