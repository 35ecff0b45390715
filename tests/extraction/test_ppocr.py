"""The reading of a picture around the library's models, held against the library itself."""

import re

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from invoices.extraction.engines import ppocr

LINES = (
    "FERRETERÍA EL TORNILLO S.A.S.", "NIT: 900.123.456-8   Bogotá D.C.", "Factura electrónica de venta FE 1024",
    "Descripción          Cantidad          Valor", "Cemento gris bulto 50 kg      20      640.000",
    "Pañete y ñame      3      360.000,50", "Subtotal 1.000.000,50", "IVA 19% 190.000", "TOTAL A PAGAR $ 1.190.000,50",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> ppocr.PpOcr:
    return ppocr.PpOcr(threads=2, side=1280)


@pytest.fixture(scope="module")
def page() -> Image.Image:
    image = Image.new("RGB", (1000, 1280), "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        draw.text((60, 60 + 80 * number), line, fill="black", font=ImageFont.load_default(size=30))
    return image


def pixels(image: Image.Image):
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def words(page: ppocr.PageLines) -> dict[str, tuple[float, ...]]:
    return {text: box for line in page.lines for text, box, _sure in ppocr.words_of(line)}


def test_it_reads_what_the_library_reads_with_the_same_models(reader, page):
    """When a new version of the library reads otherwise, our steps around its models must follow."""
    from rapidocr import RapidOCR

    library = RapidOCR(
        params={
            "Global.use_cls": False, "Global.log_level": "error",
            "Det.limit_type": "max", "Det.limit_side_len": 1280, "Rec.rec_batch_num": 1,
        }
    )  # fmt: skip
    theirs = library(pixels(page))
    ours = reader.read(pixels(page))

    def folded(texts):
        # The library answers with full-width signs where its model takes them for Chinese.
        return sorted(re.sub(r"\s", "", text).replace("：", ":") for text in texts)

    assert folded(line.text for line in ours.lines) == folded(theirs.txts)
    for line in ours.lines:
        assert min(np.abs(np.asarray(box) - line.corners).max() for box in theirs.boxes) <= 3
    assert np.mean([line.score for line in ours.lines]) > np.mean(theirs.scores) - 0.01


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_it_finds_out_by_itself_which_way_up_a_page_is(reader, page, turn):
    turned = reader.read(np.ascontiguousarray(np.rot90(pixels(page), -turn)))
    assert turned.turn == turn
    assert turned.size == page.size
    upright, again = words(reader.read(pixels(page))), words(turned)
    assert "1.190.000,50" in again
    assert np.abs(np.array(again["1.190.000,50"]) - np.array(upright["1.190.000,50"])).max() < 8


def test_a_page_of_numbers_alone_is_left_as_it_is(reader):
    image = Image.new("RGB", (600, 500), "white")
    draw = ImageDraw.Draw(image)
    for number in range(6):
        draw.text((80, 40 + 70 * number), f"{number + 1}.250.300", fill="black", font=ImageFont.load_default(size=30))
    assert reader.read(pixels(image)).turn == 0


def test_a_line_that_runs_up_the_margin_is_read_too(reader, page):
    beside = page.copy()
    strip = Image.new("RGB", (500, 40), "white")
    ImageDraw.Draw(strip).text((5, 3), "Impreso por Proveedor Uno", fill="black", font=ImageFont.load_default(size=26))
    beside.paste(strip.rotate(90, expand=True), (945, 100))
    read = reader.read(pixels(beside))
    assert read.turn == 0
    found = words(read)
    assert "Proveedor" in found
    left, top, right, foot = found["Proveedor"]
    assert foot - top > 2 * (right - left)


def test_a_lone_digit_is_not_laid_on_its_side(reader):
    image = Image.new("RGB", (700, 300), "white")
    draw = ImageDraw.Draw(image)
    for x, text in ((40, "Cemento gris"), (400, "1"), (520, "32.000")):
        draw.text((x, 120), text, fill="black", font=ImageFont.load_default(size=30))
    assert {"Cemento", "gris", "1", "32.000"} == set(words(reader.read(pixels(image))))


def test_the_letters_of_an_invoice_are_known_and_others_are_not(reader):
    known = set(reader.letters)
    assert known >= set("ABCDEFGHIJKLMNÑOPQRSTUVWXYZabcdefghijklmnñopqrstuvwxyzáéíóúüÁÉÍÓÚÜ0123456789.,:;$%#()/-+&°º ")
    assert not known & set("中日Αжテ")


def test_full_width_signs_are_written_as_print_writes_them():
    columns, letters = ppocr.known_letters(["A", "：", "字", "（"])
    assert list(columns) == [0, 1, 2, 4, 5]
    assert letters == ["", "A", ":", "(", " "]


def test_each_word_of_a_line_has_the_box_of_its_letters():
    corners = np.array([[100, 10], [200, 10], [200, 30], [100, 30]], np.float32)
    line = ppocr.Line("A BC", (0.9, 0.8, 0.7, 0.99), (0.125, 0.375, 0.625, 0.875), corners)
    found = list(ppocr.words_of(line))
    assert [(text, sure) for text, _box, sure in found] == [("A", pytest.approx(0.8475)), ("BC", 0.7)]
    assert found[0][1] == pytest.approx((100, 10, 125, 30))
    assert found[1][1] == pytest.approx((150, 10, 200, 30))


def test_a_long_ticket_may_have_as_many_points_as_a_sheet_and_no_more():
    def points(width, height):
        return width * height * ppocr.reduction(width, height, 1280) ** 2

    sheet = points(1530, 2600)
    assert ppocr.reduction(2010, 2600, 1280) == 1280 / 2600
    assert ppocr.reduction(520, 2600, 1280) > 1.6 * 1280 / 2600
    assert ppocr.reduction(2600, 520, 1280) == ppocr.reduction(520, 2600, 1280)
    assert points(520, 2600) <= 1.01 * sheet and points(120, 6000) <= 1.01 * sheet
