"""Totals that another part of the page contradicts, or that were read wrong: doubted, mended, or left out."""

from decimal import Decimal

import pytest

from invoices.extraction import fields, level_foot
from invoices.extraction.fields import NothingKnown
from invoices.extraction.layout import lay_out
from invoices.extraction.money import figure_readings, figures_in
from invoices.extraction.result import Box, Word
from tests.extraction.typeset import page

HEAD = "FERRETERIA EL TORNILLO LTDA\nNIT 811.039.057-0\nFACTURA DE VENTA No. 77\n\n"
LINES = (
    "CODIGO  DESCRIPCION                CANT    VR UNITARIO      VR TOTAL\n"
    " A1     CEMENTO GRIS X 50 KG         10      869.850       8.698.500\n"
    " A2     VARILLA DE HIERRO            10      447.380       4.473.800\n\n"
)


def read(rows, source="ocr"):
    return fields.read_document([page(HEAD + rows)], source=source, options=NothingKnown()).fields


def value(found, name):
    return found[name].value if name in found else None


# --- what the words and the lines say -------------------------------------------------------------------------


def test_a_sum_that_the_lines_contradict_is_not_sure_though_it_comes_out():
    # The first digit of both was lost: 13.172.300 and 13.337.572.
    found = read(LINES + "SUBTOTAL   3.172.300\nI.V.A.   165.272\nTOTAL   3.337.572")
    assert found["total"].confidence <= 0.8
    assert found["subtotal"].confidence <= 0.8
    assert any("dicen otra cosa" in reason for reason in found["total"].reasons)


def test_a_sum_that_the_lines_make_is_not_doubted():
    found = read(LINES + "SUBTOTAL   13.172.300\nI.V.A.   165.272\nTOTAL   13.337.572")
    assert found["total"].confidence > 0.9
    assert found["subtotal"].confidence > 0.9


def test_a_sum_that_the_words_contradict_is_not_sure():
    found = read("SUBTOTAL   3.172.300\nI.V.A.   165.272\nTOTAL   3.337.572\nSON: DOS MILLONES DE PESOS M/CTE", "text")
    assert found["total"].value == 3337572
    assert found["total"].confidence <= 0.8


def test_words_that_were_read_in_part_contradict_nothing():
    rows = "SUBTOTAL   3.172.300\nI.V.A.   165.272\nTOTAL   3.337.572\n"
    assert read(rows + "SONU tes milnes treciets tres mil stcientos pesos")["total"].confidence > 0.9


def test_the_first_digit_that_both_lost_comes_back_from_the_words_and_a_person_is_asked():
    rows = "SUBTOTAL   3.172.300\nI.V.A.   165.272\nTOTAL   3.337.572\n"
    found = read(rows + "SON: TRECE MILLONES TRESCIENTOS TREINTA Y SIETE MIL QUINIENTOS SETENTA Y DOS PESOS")
    assert (value(found, "subtotal"), value(found, "total")) == (13172300, 13337572)
    assert any("se lee «3.337.572»" in reason for reason in found["total"].reasons)
    assert found["subtotal"].confidence < 0.85


def test_in_a_file_no_digit_is_given_back():
    rows = "SUBTOTAL   3.172.300\nI.V.A.   165.272\nTOTAL   3.337.572\n"
    found = read(rows + "SON: TRECE MILLONES TRESCIENTOS TREINTA Y SIETE MIL QUINIENTOS SETENTA Y DOS PESOS", "text")
    assert value(found, "total") == 3337572


def test_an_amount_payable_that_withholding_does_not_explain_is_not_sure():
    found = read("Subtotal 1.000.000\nIVA 19% 190.000\nTotal factura 1.190.000\nRetefuente 25.000\nNeto a pagar 10.265")
    assert found["amount_payable"].confidence <= 0.8


def test_a_printed_tax_is_not_left_out_because_the_lines_make_the_total():
    rows = "DESCRIPCION         CANT    VR UNITARIO      VR TOTAL\n"
    rows += "CEMENTO GRIS         10      119.000       1.190.000\n\n"
    found = read(rows + "IVA   160.000\nTOTAL A PAGAR   1.190.000")
    assert (value(found, "iva"), value(found, "total")) == (160000, 1190000)
    assert value(found, "subtotal") != 1190000


# --- letters for figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [("SO", 0), ("so", 0), ("$O,OO", 0), ("S0.00", 0), ("715.3CC", 715300), ("$2.O46.1OO.-", 2046100), ("S833", 833),
     ("#1'270.80C", 1270800), ("2.046.100=", 2046100)],
)  # fmt: skip
def test_what_letters_made_of_an_amount_is_read(text, amount):
    assert figure_readings(text)[0] == amount


@pytest.mark.parametrize("text", ["SON", "ICO", "CC", "COD", "SOC", "C8", "S-77"])
def test_words_are_no_amounts(text):
    assert figure_readings(text) == ()


def test_a_zero_read_as_letters_is_a_printed_zero():
    found = read("Subtotal $1.000.000\nTotal IVA   SO\nTOTAL $1.000.000")
    assert (value(found, "iva"), value(found, "total")) == (0, 1000000)


def test_a_blank_may_stand_for_the_mark_of_the_cents_where_the_sum_says_so():
    found = read("Subtotal   16.513.965,66\nIVA   3.090.333 98\nTOTAL   19.604.299,64")
    assert value(found, "iva") == Decimal("3090333.98")


def test_two_figures_behind_an_amount_are_no_cents_where_the_sum_does_not_say_so():
    found = read("Subtotal   1.000.000\nIVA   190.000 19\nTOTAL   1.190.000")
    assert value(found, "iva") == 190000


def test_a_total_that_lost_its_cents_gets_them_from_the_sum_and_one_rounded_up_does_not():
    rows = "Subtotal   1.000.000,70\nIVA 19%   190.000,13\nTOTAL   {}"
    assert value(read(rows.format("1.190.000")), "total") == Decimal("1190000.83")
    assert read(rows.format("1.190.000"))["total"].confidence < 0.9
    assert value(read(rows.format("1.190.001")), "total") == 1190001


def test_the_year_of_a_stamp_is_no_discount():
    found = read("Subtotal   1.000.000\nDESCUENTO  OCT  2024   0,00\nIVA   190.000\nTOTAL   1.190.000")
    assert value(found, "discount") == 0


def test_a_word_of_an_items_name_is_no_tax_base():
    assert "tax_base" not in read("SILLA CROMADA SOBRE base metálica   368.550\nTOTAL   737.100")


# --- a page that bends ------------------------------------------------------------------------------------------


def bent(rows, slip):
    """Labels at the left and figures at the right of lines whose right end slipped."""
    words = []
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            x = (0.1, 0.7)[column]
            for number, part in enumerate(text.split()):
                y = 0.5 + 0.02 * at + (slip if column else 0.0)
                left = x + 0.1 * number
                words.append(Word(part, Box(left, y, left + 0.009 * len(part), y + 0.012), 0.98))
    return words


FOOT = [("Subtotal", "1.000.000"), ("IVA", "190.000"), ("Total", "1.190.000"), ("ReteICA", "9.660"),
        ("Neto a pagar", "1.180.340")]  # fmt: skip


@pytest.mark.parametrize("slip", [0.0, 0.009, -0.009])
def test_figures_that_slipped_from_their_words_are_given_back_to_them(slip):
    found = fields.read_document([bent(FOOT, slip)], source="ocr", options=NothingKnown()).fields
    named = ("subtotal", "iva", "total", "rete_ica", "amount_payable")
    assert [value(found, name) for name in named] == [1000000, 190000, 1190000, 9660, 1180340]


def test_a_level_page_is_not_laid_out_again():
    words = bent(FOOT, 0.0)
    assert list(level_foot.leaning([words], [lay_out(words, page=0)])) == []


def test_figures_in_a_line_know_their_cents():
    line = lay_out(page("IVA   3.090.333 98"), page=0).lines[0]
    assert [one.readings for one in figures_in(line.tokens)] == [(Decimal(3090333), Decimal("3090333.98"))]
