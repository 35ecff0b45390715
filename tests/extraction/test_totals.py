"""Totals are chosen together: by what they are called, by what adds up, and by what must stand there."""

from decimal import Decimal

import pytest

from invoices.extraction import fields, in_words, layout
from invoices.extraction.amount_labels import role_of
from invoices.extraction.fields import NothingKnown
from invoices.extraction.labels import Labels
from tests.extraction.typeset import page

HEAD = "FERRETERIA EL TORNILLO LTDA\nNIT 811.039.057-0\nFACTURA DE VENTA No. 77\n\n"


def read(rows, source="text"):
    return fields.read_document([page(HEAD + rows)], source=source, options=NothingKnown()).fields


def amounts(rows, source="text"):
    names = ("subtotal", "discount", "iva", "inc", "total")
    return {name: one.value for name, one in read(rows, source).items() if name in names}


# --- what figures are called ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("Valor antes de IVA:", "subtotal"),
        ("Total sin impuestos", "subtotal"),
        ("Sub - total", "subtotal"),
        ("Vr. bruto factura", "subtotal"),
        ("(+) I.V.A. 19%", "iva"),
        ("Impuesto a las ventas (19,00%)", "iva"),
        ("lVA19%", "iva"),
        ("Impto. consumo 8%", "inc"),
        ("Total incluido IVA", "total"),
        ("Gran total COP", "total"),
        ("Total servicios + IVA", "total"),
        ("Cargos del mes sin impuestos", "subtotal"),
        ("Neto antes de IVA", "subtotal"),
        ("IVA 19% s/ AIU", "iva"),
        ("IVA sobre base gravable", "iva"),
        ("Valor a cancelar", "payable"),
        ("Pague en total", "payable"),
        ("A consignar", "payable"),
        ("A pagar después de retenciones", "payable"),
        ("Saldo a cargo", "payable"),
        ("Base gravable y no gravada", "subtotal"),
        ("Neto gravado + excluido", "subtotal"),
        ("Subtotal antes de descuentos", "subtotal"),
        ("Dscto. acuerdo marco", "discount"),
        ("Bonificaciones", "discount"),
        ("R/Fte 2.5%", "rete_fuente"),
        ("RT IVA", "rete_iva"),
        ("(-) R.ICA", "rete_ica"),
        ("ICA retenido", "rete_ica"),
        ("Menos: retención de ICA", "rete_ica"),
        ("(-) Rte. Fte 2,5%", "rete_fuente"),
        ("Retención ICA 9,66 x mil", "rete_ica"),
    ],
)
def test_a_sum_is_known_by_the_sense_of_its_words(phrase, role):
    assert role_of(phrase) == role


@pytest.mark.parametrize(
    "phrase",
    [
        "Total unidades",
        "Precio sin IVA",
        "Forma de pago",
        "Base gravable",
        "Saldo anterior",
        "Saldo a favor",
        "Saldo de envases",
        "Pague antes del",
        "Medio de pago",
        "Precio con descuento",
        "Total menos retenciones",
        "Son:",
    ],
)
def test_a_phrase_that_is_not_understood_as_a_whole_is_left_alone(phrase):
    assert role_of(phrase) is None


def test_what_is_left_after_a_discount_is_the_subtotal_by_whatever_name_it_holds_everything():
    rows = (
        "Valor bruto                    1.000.000\nDescuento flota                  100.000\n"
        "Base gravada + excluida          900.000\nIVA 19%                          171.000\n"
        "TOTAL                          1.071.000\nMenos abono                      300.000\n"
        "Saldo                            771.000"
    )
    found = read(rows)
    assert amounts(rows) == {"subtotal": 900000, "discount": 100000, "iva": 171000, "total": 1071000}
    assert found["amount_payable"].value == 771000


GROSS = "Valor bruto                    1.000.000\nDescuento                        100.000\n"
FOOT = "IVA 19%                          171.000\nTOTAL                          1.071.000"


@pytest.mark.parametrize("name", ["Importe neto", "Valor de la obra"])
def test_the_figure_between_a_discount_and_the_tax_is_the_subtotal_where_none_is_called_so(name):
    found = amounts(GROSS + f"{name:<31}  900.000\n" + FOOT)
    assert (found["subtotal"], found["discount"]) == (900000, 100000)


def test_the_base_of_the_tax_after_a_discount_is_no_subtotal():
    found = amounts(GROSS + "Base gravable                    900.000\n" + FOOT)
    assert (found["subtotal"], found["discount"]) == (1000000, 100000)


def test_what_is_called_the_subtotal_stays_it_before_the_discount():
    rows = GROSS.replace("Valor bruto", "Subtotal   ") + "Valor de la obra                 900.000\n" + FOOT
    assert amounts(rows)["subtotal"] == 1000000


def test_a_discount_that_nobody_calls_so_is_what_a_subtotal_lacks_of_the_figure_above_it():
    rows = "Artículos                      1.000.000\nPromociones aplicadas            100.000\n"
    found = amounts(rows + "Subtotal                         900.000\n" + FOOT)
    assert (found["subtotal"], found["discount"]) == (900000, 100000)


def test_figures_above_a_subtotal_that_do_not_lead_to_it_are_no_discount():
    rows = "Artículos                        800.000\nInstalación                      100.000\n"
    assert "discount" not in amounts(rows + "Subtotal                         900.000\n" + FOOT)


def test_of_two_discounts_the_one_that_led_to_the_subtotal_is_taken():
    rows = "Descuento      55.000\nTotal bruto    1.000.000\nDescuento      100.000\nSubtotal      900.000\n"
    assert amounts(rows + FOOT)["discount"] == 100000


def test_a_discount_on_the_level_of_the_next_row_is_found_by_what_the_subtotal_was_before():
    rows = "Valor de lista                 1.000.000\nMenos descuento                   62.741\n"
    rows += "                                 100.000\nSubtotal                         900.000\n"
    assert amounts(rows + FOOT)["discount"] == 100000


def test_a_tax_is_no_discount_though_it_leads_from_the_subtotal_to_the_total():
    rows = "Descuento                         50.000\nSubtotal                         900.000\n"
    assert amounts(rows + FOOT)["discount"] == 50000


# --- what is left to pay ---------------------------------------------------------------------------------------

BILL = "Subtotal          1.000.000\nIVA 19%             190.000\nTOTAL             1.190.000\n"


def test_what_an_advance_leaves_is_to_pay_though_nobody_calls_it_so():
    found = read(BILL + "Abono 30%           357.000\nResta               833.000")
    assert found["amount_payable"].value == 833000


def test_a_total_without_advance_is_to_pay_whatever_is_printed_below_it():
    found = read(BILL + "Resta               833.000")
    assert found["amount_payable"].value == 1190000


def test_a_payable_is_explained_by_the_older_bills_it_holds():
    rows = BILL + "Cartera 3 facturas  300.000\nPague en total    1.490.000"
    assert read(rows)["amount_payable"].value == 1490000
    assert (
        read(rows)["amount_payable"].confidence > read(rows.replace("300.000", "310.000"))["amount_payable"].confidence
    )


def test_a_weight_called_net_is_nothing_to_pay():
    assert read("Bruto  24.276      Neto   16.520\n" + BILL)["amount_payable"].value == 1190000


# --- where they stand ----------------------------------------------------------------------------------------


def test_labels_over_their_figures_in_a_strip_are_read():
    rows = "Valor antes de IVA     IVA 19%      Total factura de venta\n1.000.000              190.000      1.190.000"
    assert amounts(rows) == {"subtotal": 1000000, "iva": 190000, "total": 1190000}


def test_in_a_band_the_figures_belong_to_their_labels_by_order_where_they_stand_under_the_next():
    rows = "DESCUENTO      SUMA PARCIAL       IVA 19%        VALOR TOTAL\n"
    rows += "            50.000         1.000.000      190.000        1.190.000"
    assert amounts(rows) == {"discount": 50000, "subtotal": 1000000, "iva": 190000, "total": 1190000}


def test_a_cell_of_a_band_that_is_crossed_out_takes_no_figure_from_the_next():
    rows = "Subtotal      Descuento      Retefuente     IVA 19%       Total factura\n"
    rows += "1.000.000         -              -          190.000       1.190.000"
    found = read(rows)
    assert {name: found[name].value for name in ("subtotal", "iva", "total")} == {
        "subtotal": 1000000, "iva": 190000, "total": 1190000,
    }  # fmt: skip
    assert not {"discount", "rete_fuente"} & set(found)


def test_labels_of_a_band_that_ran_together_are_told_apart_where_each_has_its_figure():
    rows = "SUBTOTAL IVA TOTAL A PAGAR\n1.000.000   190.000   1.190.000"
    assert amounts(rows) == {"subtotal": 1000000, "iva": 190000, "total": 1190000}


def test_a_figure_whose_label_nobody_knows_is_found_by_the_sum():
    reading = read("Valor de los materiales   1.000.000\nIVA 19%   190.000\nTOTAL   1.190.000")
    assert reading["subtotal"].value == 1000000
    assert "su rótulo no se entiende; la señala la suma con las demás cifras" in reading["subtotal"].reasons


def test_a_figure_that_is_called_something_else_does_not_serve_the_sum():
    found = amounts("Subtotal 500.000\nTotal mes 500.000\nSaldo anterior 95.000\nTOTAL A PAGAR 595.000")
    assert found["total"] == 500000
    assert "iva" not in found


def test_several_rates_with_their_bases_make_one_subtotal_and_one_tax():
    rows = "Base gravada 19%  100.000\nBase gravada 5%  40.000\nExcluido  10.000\n"
    rows += "IVA 19%  19.000\nIVA 5%  2.000\nTOTAL  171.000"
    assert amounts(rows) == {"subtotal": 150000, "iva": 21000, "total": 171000}


RATES = "%IVA      BASE IVA     VALOR IVA\n5%         40.000         2.000\n19%       100.000        19.000\n"


def test_rows_that_tell_the_tax_by_its_rate_make_subtotal_and_tax_whatever_heads_them():
    assert amounts("TOTAL COMPRA     161.000\n" + RATES) == {"subtotal": 140000, "iva": 21000, "total": 161000}


def test_a_row_of_no_tax_adds_its_base_to_the_subtotal():
    found = amounts("TOTAL COMPRA     261.000\n" + RATES + "0%        100.000             0\n")
    assert found == {"subtotal": 240000, "iva": 21000, "total": 261000}


def test_the_tax_of_one_rate_alone_is_not_that_of_the_document():
    rows = "Imp.      Vr. Base     Vr. Imp.      Total\n5%         40.000         2.000     42.000\n"
    rows += "19%       100.000        19.000    119.000\nVALOR COMPRA     161.000\n"
    assert amounts(rows)["iva"] == 21000


def test_the_consumption_tax_of_a_row_is_no_iva():
    found = amounts("TOTAL   227.000\n19%      100.000      19.000\nINC 8%   100.000       8.000\n")
    assert (found["iva"], found["inc"]) == (19000, 8000)


def test_items_that_tell_each_its_tax_are_no_table_of_rates():
    rows = "19%   CEMENTO   100.000     19.000\n19%   ARENA    200.000     38.000\nTOTAL   357.000\n"
    assert "iva" not in amounts(rows)


def test_a_rate_per_thousand_is_no_amount():
    assert "rete_ica" not in read("Subtotal 100.000\nTOTAL 100.000\nICA tarifa 9,66 x 1000")


def test_a_number_in_a_sentence_about_iva_is_no_tax():
    assert "iva" not in read("Responsables de IVA 147\nTOTAL 500.000")


# --- what was misread ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed", ["1,000.000,00", "$1000.000,00", "1.000.00000", "1. 000.000,00", "S1.000.000,00", "1000.000,00"]
)
def test_marks_that_were_lost_or_read_wrong_are_put_right_by_the_sum(printed):
    found = amounts(f"Subtotal   {printed}\nIVA 19%   190.000,00\nTOTAL   1.190.000,00", "ocr")
    assert found == {"subtotal": 1000000, "iva": 190000, "total": 1190000}


def test_a_digit_misread_in_a_picture_is_mended_where_two_equations_agree_and_a_person_is_asked():
    reading = read("Subtotal   1.000.000\nIVA 19%   190.000\nTOTAL   1.790.000", "ocr")
    assert reading["total"].value == 1190000
    assert reading["total"].confidence < 0.9
    assert any("se lee «1.790.000»" in reason for reason in reading["total"].reasons)


def test_the_letters_of_a_file_are_never_mended():
    assert amounts("Subtotal   1.000.000\nIVA 19%   190.000\nTOTAL   1.790.000")["total"] == 1790000


def test_a_misread_digit_that_only_one_equation_speaks_of_is_left_and_doubted():
    reading = read("Subtotal   1.000.000\nImpuestos   137.000\nTOTAL   1.187.000", "ocr")
    assert (reading["subtotal"].value, reading["iva"].value) == (1000000, 137000)
    assert reading["iva"].confidence < 0.85


def test_a_total_under_a_stamp_follows_from_the_words_and_is_told_as_concluded():
    reading = read("Subtotal 1.000.000\nIVA 19% 190.000\nTOTAL\nSON: UN MILLON CIENTO NOVENTA MIL PESOS M/CTE", "ocr")
    assert reading["total"].value == 1190000
    assert reading["total"].source == "derived"


def test_nothing_is_concluded_from_a_total_alone():
    assert set(amounts("TOTAL   1.190.000")) == {"total"}


def test_a_word_of_a_phrase_that_nobody_understands_does_not_keep_its_figure_from_the_sum():
    rows = "Cargos fijos y consumo de la sede   1.000.000\nIVA 19%   190.000\nTOTAL   1.190.000"
    assert amounts(rows)["subtotal"] == 1000000


def test_a_sum_of_nothing_taxed_is_no_subtotal():
    assert "subtotal" not in amounts("Transporte excluido   0\nGravado 19%   0\nTOTAL   500.000")


def test_what_is_called_the_total_and_lacks_what_was_withheld_is_what_is_left_to_pay():
    rows = "Subtotal 1.000.000\nIVA 19% 190.000\nReteFuente 25.000\nReteICA 9.660\nTOTAL 1.155.340"
    found = read(rows)
    assert (found["total"].value, found["amount_payable"].value) == (1190000, 1155340)
    assert found["total"].source == "derived"


def test_a_phrase_whose_first_word_stands_apart_is_one_phrase():
    found = read(
        "Sub    total:   1.000.000\nIVA   190.000\nTOTAL   1.190.000\nRete    IVA:   28.500\nNeto a pagar 1.161.500"
    )
    assert {name: found[name].value for name in ("subtotal", "iva", "rete_iva", "total")} == {
        "subtotal": 1000000, "iva": 190000, "rete_iva": 28500, "total": 1190000,
    }  # fmt: skip


def test_a_figure_in_brackets_is_read_with_its_currency_and_without():
    for printed in ("(COP 25,000.00)", "(25,000.00)", "(25.000)"):
        assert read(f"Retefuente   {printed}\nTOTAL   1,190,000.00")["rete_fuente"].value == 25000


def test_a_label_that_the_next_cell_goes_on_with_is_not_one_by_itself():
    found = read("Valor antes de IVA      585.786\nImpto.  consumo:      46.864\nValor total      632.650")
    assert found["inc"].value == 46864
    assert "iva" not in found


def test_two_labels_side_by_side_stay_two():
    rows = "Subtotal   IVA     Total\n1.000.000  190.000  1.190.000"
    assert amounts(rows) == {"subtotal": 1000000, "iva": 190000, "total": 1190000}


def test_a_stroke_before_a_figure_of_a_band_is_its_sign_and_one_alone_an_empty_cell():
    rows = "(-) Dctos.          SUB TOTAL         IVA 19%          Total\n"
    assert amounts(rows + "  - 50.000          1.000.000         190.000          1.190.000")["discount"] == 50000
    assert "discount" not in amounts(rows + "     -              1.000.000         190.000          1.190.000")


def test_the_rows_of_nothing_taxed_are_all_in_the_subtotal():
    rows = "TARIFA           BASE          IMPTO\nIVA 0%          100.000           0\n"
    rows += "IVA 19%         200.000        38.000\nEXCLUIDO         50.000            0\nTOTAL A PAGAR   388.000"
    assert amounts(rows)["subtotal"] == 350000


def test_words_that_go_on_below_are_no_amount_of_their_own():
    rows = "Subtotal   18.941.976\nIVA         2.885.928\nTOTAL      21.827.904\n"
    rows += "SON: VEINTIUN MILLONES OCHOCIENTOS\nVEINTISIETE MIL NOVECIENTOS CUATRO\nPESOS M/CTE"
    labels = [Labels(layout.lay_out(page(HEAD + rows), page=0))]
    assert {one.value for one in in_words.spelled_amounts(labels)} == {21827904}


def test_a_word_far_from_a_phrase_is_none_of_it():
    found = read("Subtotal   1.000.000\nSin retención Rete                  IVA   190.000\nTOTAL   1.190.000")
    assert found["iva"].value == 190000
    assert "rete_iva" not in found


def test_what_is_withheld_is_not_taken_from_a_total_that_stands_above_it():
    found = read("Subtotal 1.000.000\nIVA 19% 190.000\nTOTAL 1.190.000\nReteFuente 25.000")
    assert (found["total"].value, found["amount_payable"].value) == (1190000, 1165000)


def test_words_confirm_a_figure_whose_label_nobody_knows():
    rows = "Importe del envío y manejo  1.190.000\nValor declarado total 5.000.000\n"
    found = read(rows + "SON: UN MILLON CIENTO NOVENTA MIL PESOS M/CTE")
    assert found["total"].value == 1190000


def test_words_that_wide_blanks_part_are_one_amount():
    rows = "Subtotal 1.000.000\nIVA 19% 190.000\nTOTAL\n"
    assert amounts(rows + "SON: UN MILLON      CIENTO NOVENTA      MIL PESOS")["total"] == 1190000


def test_a_number_word_in_the_name_of_an_item_is_no_total():
    assert "total" not in amounts("TORNILLO HEX CIENTO\nTARIFA ICA 9,66 POR MIL\nResma de cien hojas\n100  1.000")


def test_the_words_for_the_amount_payable_confirm_the_total_before_withholdings():
    rows = "Subtotal 1.000.000\nIVA 190.000\nTOTAL 1.190.000\nReteFuente 25.000\nNeto a pagar 1.165.000\n"
    reading = read(rows + "SON: UN MILLON CIENTO SESENTA Y CINCO MIL PESOS M/CTE")
    assert reading["total"].value == Decimal(1190000)
    assert reading["amount_payable"].value == Decimal(1165000)


# --- what no figure of a sum can be ---------------------------------------------------------------------------


def test_a_telephone_under_a_label_of_iva_is_no_iva():
    rows = "No responsable de IVA\nTel. 6447826\n\nTOTAL $ 17.016.350\n"
    assert "iva" not in amounts(rows, "ocr")


def test_an_iva_is_never_more_than_the_law_allows_of_its_base():
    found = amounts("VR. IVA:        33.822.807\nTOTAL A PAGAR:   3.304.313\nTOTAL:          37.127.120\n", "ocr")
    assert found.get("iva") != Decimal(33822807)


def test_three_figures_after_the_only_mark_are_thousands():
    assert amounts("TOTAL $ 19088.010\n", "ocr")["total"] == Decimal(19088010)
