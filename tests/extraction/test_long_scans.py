"""Scans of many pages: what was read in time is kept, and each page is prepared once for all engines."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from invoices.extraction import preprocess, sheets
from invoices.extraction.options import ReadingOptions
from invoices.extraction.pipeline import extract
from invoices.extraction.sniff import DEFAULT_LIMITS
from tests.engines import ScriptedEngine


class Upright(ScriptedEngine):
    """Says that the page is upright, as the default engine does, and is asked once a page."""

    def read(self, image: Image.Image):
        return replace(super().read(image), turn=0)


def scan(pages: int) -> bytes:
    first, *others = (Image.new("RGB", (300, 400 + number), "white") for number in range(pages))
    data = io.BytesIO()
    first.save(data, "TIFF", save_all=True, append_images=others)
    return data.getvalue()


def missing(extraction) -> list[str]:
    return [one.message for one in extraction.invoices[0].findings if one.code == "pages_not_read"]


def test_when_the_time_is_over_the_pages_read_are_kept_and_the_rest_is_told():
    engine = Upright()
    limits = replace(DEFAULT_LIMITS, ocr_seconds=0.0)
    extraction = extract(scan(4), options=ReadingOptions(engines=engine, limits=limits))
    assert engine.calls == 1
    (told,) = missing(extraction)
    assert "no se alcanzó a leer las últimas 3 páginas" in told


def test_a_document_of_more_pages_than_are_read_says_so():
    engine = Upright()
    limits = replace(DEFAULT_LIMITS, ocr_pages=2)
    (told,) = missing(extract(scan(3), options=ReadingOptions(engines=engine, limits=limits)))
    assert engine.calls == 2
    assert "la página 3" in told


def test_ten_pages_are_read_without_a_word_of_missing_ones():
    engine = Upright()
    extraction = extract(scan(10), options=ReadingOptions(engines=engine))
    assert engine.calls == 10
    assert not missing(extraction)


@pytest.mark.parametrize("pages", [1, 3])
def test_a_second_opinion_is_given_the_pictures_already_prepared(monkeypatch, pages):
    prepared = []
    monkeypatch.setattr(sheets, "prepare", lambda image: prepared.append(1) or preprocess.prepare(image))
    first, second = Upright(), Upright(name="adviser")
    extract(scan(pages), options=ReadingOptions(engines=first, second_opinion=second))
    assert (first.calls, second.calls) == (pages, pages)
    assert len(prepared) == pages
