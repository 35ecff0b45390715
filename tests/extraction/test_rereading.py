"""A second reader looks again at doubtful values, and only at those; what it says is told and weighed."""

from dataclasses import replace
from functools import partial

import pytest
from PIL import Image, ImageDraw, ImageFont

from invoices.extraction.engines.tesseract import line_reader
from invoices.extraction.errors import EngineUnavailable
from invoices.extraction.options import ReadingOptions
from invoices.extraction.printed import read_recognised
from invoices.extraction.rereading import AGREES, look_again
from invoices.extraction.result import Box, PageReading, Word
from invoices.extraction.sheets import Recognised, Statements
from tests.extraction.typeset import page

TEXT = """
      FERRETERIA EL TORNILLO LTDA                 FACTURA ELECTRONICA DE VENTA
      NIT 811.039.057-0                           No. FE 10245

                                                  Subtotal          1.000.000
                                                  IVA 19%             190.000
                                                  TOTAL             1.190.000
"""
ALONE = """
      FERRETERIA EL TORNILLO LTDA                 FACTURA ELECTRONICA DE VENTA
      NIT 811.039.057-0                           No. FE 10245

                                                  TOTAL             1.190.000
"""
OPTIONS = ReadingOptions()
again = partial(read_recognised, options=OPTIONS, member="")


class Reader:
    """Says the same of every place, and counts how often it is asked."""

    name = "second"
    version = "1"

    def __init__(self, says):
        self.says, self.asked = says, 0

    def read(self, image):
        self.asked += 1
        if self.says is None:
            raise EngineUnavailable(detail="no está")
        return PageReading((Word(self.says, Box(0, 0, 1, 1), 0.9),), engine=self.name)


def seen(text=TEXT, doubts=None):
    """A page as an engine saw it; `doubts` are words with how sure it was of their letters."""
    words = tuple(replace(word, confidence=(doubts or {}).get(word.text, 0.99)) for word in page(text))
    white = Image.new("L", (1000, 1300), 255)
    return Recognised((words,), "first", "1", (words,), (None,), Statements(), pictures=(white,))


def test_a_page_without_doubts_is_not_looked_at_again():
    reader, what = Reader("5"), seen()
    first = again(what)
    assert look_again(first, what, reader, again) is first
    assert reader.asked == 0


def test_without_a_second_reader_nothing_changes():
    what = seen(doubts={"1.190.000": 0.3})
    first = again(what)
    assert look_again(first, what, None, again) is first


def test_two_readers_that_agree_take_away_the_doubt_about_letters():
    what = seen(ALONE, doubts={"1.190.000": 0.5})
    first = again(what)
    second = look_again(first, what, Reader("1.190.000"), again)
    assert second.fields["total"].value == 1190000
    assert second.fields["total"].confidence > first.fields["total"].confidence
    assert AGREES in second.fields["total"].reasons


def test_a_digit_that_the_second_reader_sees_otherwise_is_taken_when_the_sum_then_holds():
    what = seen(TEXT.replace("  1.190.000", "  1.480.000"), doubts={"1.480.000": 0.5})
    first = again(what)
    second = look_again(first, what, Reader("1.190.000"), again)
    assert second.fields["total"].value == 1190000
    assert any("la primera lectura decía $1.480.000" in reason for reason in second.fields["total"].reasons)
    assert first.fields["total"].value in [one.value for one in second.alternatives["total"]]


def test_a_second_reading_that_makes_no_more_sense_only_casts_doubt():
    what = seen(ALONE, doubts={"1.190.000": 0.5})
    first = again(what)
    second = look_again(first, what, Reader("1.170.000"), again)
    assert second.fields["total"].value == 1190000
    assert second.fields["total"].confidence <= first.fields["total"].confidence
    assert any("una segunda lectura dice «1.170.000»" in reason for reason in second.fields["total"].reasons)


def test_a_second_reader_that_fails_costs_nothing():
    what = seen(doubts={"1.190.000": 0.4})
    first = again(what)
    assert look_again(first, what, Reader(None), again).fields["total"] == first.fields["total"]


def test_tesseract_reads_one_line_that_was_cut_out():
    reader = line_reader(timeout=20)
    if reader.check():
        pytest.skip("no hay Tesseract")
    line = Image.new("L", (420, 60), 255)
    ImageDraw.Draw(line).text((20, 8), "1.190.000,00", font=ImageFont.load_default(40), fill=0)
    assert "".join(word.text for word in reader.read(line).words) == "1.190.000,00"
