"""The contract every engine keeps, with the real engines on a small rendered page."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from invoices.extraction import engines
from invoices.extraction.engines import Engine
from invoices.extraction.result import PageReading

CONFIG = {
    "rapidocr": {"BACKEND": "invoices.extraction.engines.rapidocr.RapidOcrEngine", "TIMEOUT": 60.0},
    "tesseract": {"BACKEND": "invoices.extraction.engines.tesseract.TesseractEngine", "TIMEOUT": 60.0},
    "scripted": {"BACKEND": "tests.engines.ScriptedEngine"},
}
LINES = ("FERRETERIA EL TORNILLO SAS", "NIT: 900123456-8", "Factura No. FE 1024", "TOTAL 1.190.000,50")


@pytest.fixture(scope="module", params=sorted(CONFIG))
def engine(request):
    chain = engines.load(CONFIG, [request.param])
    yield chain.engines[0]
    chain.close()


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """Four lines of print in the upper left quarter of a white page."""
    image = Image.new("RGB", (1000, 1300), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=28)
    for number, line in enumerate(LINES):
        draw.text((60, 80 + 60 * number), line, fill="black", font=font)
    return image


@pytest.fixture(scope="module")
def reading(engine, page) -> PageReading:
    return engine.read(page)


def test_it_is_an_engine_and_says_its_name_and_version(engine):
    assert isinstance(engine, Engine)
    assert engine.name in CONFIG
    assert engine.version


def test_it_misses_nothing_here(engine):
    assert engine.check() == []


def test_every_word_has_text_a_confidence_and_a_box_on_the_page(reading):
    assert reading.words
    for word in reading.words:
        assert word.text.strip() == word.text != ""
        assert " " not in word.text
        assert 0 <= word.confidence <= 1
        assert 0 <= word.box.x0 <= word.box.x1 <= 1
        assert 0 <= word.box.y0 <= word.box.y1 <= 1


def test_the_words_printed_are_read_where_they_stand(engine, reading):
    if engine.name == "scripted":
        pytest.skip("it reads nothing")
    found = {word.text: word.box for word in reading.words}
    assert "FERRETERIA" in found
    assert "1.190.000,50" in found
    name, total = found["FERRETERIA"], found["1.190.000,50"]
    assert 0.04 < name.x0 < 0.08
    assert 0.05 < name.y0 < 0.09
    assert total.y0 > name.y1
    assert all(box.x1 < 0.6 and box.y1 < 0.3 for box in found.values())


def test_a_blank_page_has_no_words(engine):
    if engine.name == "scripted":
        pytest.skip("it reads nothing")
    assert engine.read(Image.new("RGB", (600, 800), "white")).words == ()


@pytest.mark.parametrize("mode", ["L", "RGBA", "1", "P"])
def test_every_kind_of_picture_is_taken(engine, page, mode):
    assert engine.read(page.convert(mode).resize((500, 650))).engine == engine.name
