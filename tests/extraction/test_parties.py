"""Who sells and who buys where the page does not say it in so many words, and what a reading of them is worth."""

import pytest

from invoices.extraction.fields import NothingKnown, read_document
from invoices.extraction.result import Box, Word
from tests.extraction.typeset import page

OURS = NothingKnown(own_nits=frozenset({"901234567"}))
PARTIES = ("supplier_nit", "supplier_name", "customer_nit", "customer_name")
LETTERHEAD = """
FERRETERIA LA ESQUINA SAS                       FACTURA DE VENTA No. FV 5120
NIT 900.123.456-8
Calle 5 # 4-20 Pereira

"""


def fields(text, known=OURS):
    return read_document([page(text)], source="text", options=known).fields


def read(text, known=OURS):
    found = fields(text, known)
    return tuple(found[name].value if name in found else None for name in PARTIES)


def waved(text, *, words, by):
    """The words of a text, some of them by a share of a line higher or lower than the rest of their line."""
    return tuple(
        Word(w.text, Box(w.box.x0, w.box.y0 + by / 66, w.box.x1, w.box.y1 + by / 66)) if w.text in words else w
        for w in page(text)
    )


@pytest.mark.parametrize(
    "imprint",
    [
        "Impreso desde GestionPlus 4.2 / SOFTMANCHA LTDA. NIT 948.902.446-1",
        "Documento transmitido por PUENTE FISCAL SA - NIT 949118730",
        "Litografía El Cajista NIT 948.902.446-1 Tel. 2812681",
    ],
)
def test_whoever_made_the_form_or_the_program_is_not_the_seller_though_no_other_number_is_read(imprint):
    text = f"""
FERRETERIA LA ESQUINA SAS                       FACTURA DE VENTA No. FV 5120

Cliente: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
{chr(10) * 40}
{imprint}
"""
    assert read(text) == (None, "FERRETERIA LA ESQUINA SAS", "901234567", "CONSTRUCTORA EL CEDRO SAS")


def test_a_printers_shop_sells_under_its_own_letterhead():
    text = LETTERHEAD.replace("FERRETERIA LA ESQUINA", "LITOGRAFIA EL SOL")
    assert read(text)[:2] == ("900123456", "LITOGRAFIA EL SOL SAS")


def test_our_own_number_is_the_buyers_under_a_label_nobody_can_read():
    block = "Señores: CONSTRUCTORA EL CEDRO SAS\nC.C0NT 901234567"
    assert read(LETTERHEAD + block)[2:] == ("901234567", "CONSTRUCTORA EL CEDRO SAS")


def test_a_figure_that_was_read_as_a_letter_is_told_by_the_check_digit():
    block = "Señores: CONSTRUCTORA EL CEDRO SAS\nNIT: 9O1.234.567-7"
    assert read(LETTERHEAD + block, NothingKnown())[2:] == ("901234567", "CONSTRUCTORA EL CEDRO SAS")


def test_letters_are_no_figures_where_the_check_digit_does_not_say_so():
    block = "Señores: CONSTRUCTORA EL CEDRO SAS\nNIT: 9O1.234.567-8"
    assert read(LETTERHEAD + block, NothingKnown())[2] is None


def test_a_number_nobody_knows_under_such_a_label_is_nobodys():
    block = "Señores: CONSTRUCTORA EL CEDRO SAS\nC.C0NT 901234567"
    assert read(LETTERHEAD + block, NothingKnown())[2] is None


def test_the_head_of_a_cuenta_de_cobro_is_the_sellers_though_a_seller_signs_at_the_foot():
    text = f"""
EDILBERTO CHAPARRO SANABRIA                     CUENTA DE COBRO No. 4498
NIT 90.292.802

Señores: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
{chr(10) * 40}
                VENDEDOR                        ACEPTADA
"""
    assert read(text) == ("90292802", "EDILBERTO CHAPARRO SANABRIA", "901234567", "CONSTRUCTORA EL CEDRO SAS")


def test_a_number_of_ten_figures_that_is_no_cedula_is_not_preferred_to_a_companys():
    text = f"""
FACTURA                                         Documento    9092620296
Solicitante
CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
{chr(10) * 40}
TUBERIAS AMAZONIA S.A.S. - N.LT. 900123456
"""
    assert read(text)[:2] == ("900123456", "TUBERIAS AMAZONIA S.A.S.")


def test_a_cedula_of_ten_figures_is_a_sellers_number():
    text = LETTERHEAD.replace("FERRETERIA LA ESQUINA SAS", "JUAN PEREZ GOMEZ").replace("900.123.456-8", "1092620296")
    assert read(text)[:2] == ("1092620296", "JUAN PEREZ GOMEZ")


def test_our_number_is_in_the_buyers_block_also_where_another_word_looks_like_a_heading():
    text = f"""
FIBRANORTE COMUNICACIONES                       FACTURA DE VENTA No. FV 5120

UNION TEMPORAL PUENTES 2025
NIT: 901.234.567-7
Carrera 13 # 93-40
                                                Facturas anteriores
                                                Mes      Valor
{chr(10) * 40}
FIBRANORTE COMUNICACIONES S.A. E.S.P. NIT 900.123.456-8
"""
    assert read(text) == (
        "900123456", "FIBRANORTE COMUNICACIONES S.A. E.S.P.", "901234567", "UNION TEMPORAL PUENTES 2025",
    )  # fmt: skip


def test_who_speaks_in_a_letter_is_named_behind_yo():
    text = """
CUENTA DE COBRO No. 45
Señores CONSTRUCTORA EL CEDRO SAS
NIT 901.234.567-7

Yo, MARIA EUGENIA SUAREZ PEÑA, identificada con C.C. No. 53.631.852, cobro la suma de
OCHO MILLONES SEISCIENTOS SESENTA Y CUATRO MIL PESOS
"""
    assert read(text)[1] == "MARIA EUGENIA SUAREZ PEÑA"


def test_a_name_whose_end_a_wave_of_the_paper_lifts_is_read_whole():
    text = LETTERHEAD + "Cliente: CONSTRUCTORA CEDRO EL VERDE SAS\nNIT: 901.234.567-7"
    words = waved(text, words={"VERDE", "SAS"}, by=-0.7)
    words = tuple(w for w in words if w.text != "SAS" or w.box.y0 > 0.05)
    found = read_document([words], source="ocr", options=OURS).fields
    assert found["customer_name"].value == "CONSTRUCTORA CEDRO EL VERDE SAS"


def test_a_cell_of_the_row_above_is_not_the_end_of_a_name():
    block = """
                                 BODEGA NORTE
Cliente: CONSTRUCTORA EL CEDRO
NIT: 901.234.567-7
"""
    assert read(LETTERHEAD + block)[3] == "CONSTRUCTORA EL CEDRO"


def test_the_end_of_a_buyers_name_is_under_its_beginning_however_its_form_is_dotted():
    text = """
DOCUMENTO SOPORTE No. DS 3391                     CONSTRUCCIONES Y OBRAS
                                                  CEDRO S.A.S.
                                                  NIT 901.234.567-7

Proveedor MARIA EUGENIA SUAREZ
C.C.     53.631.852
"""
    assert read(text)[3] == "CONSTRUCCIONES Y OBRAS CEDRO S.A.S."


def test_what_is_left_of_a_label_nobody_can_read_is_not_part_of_the_name():
    text = "FERRETERIA LA ESQUINA S.A. E.S.P. ·N1I 900.123.456-8\nFACTURA DE VENTA No. FV 5120\n"
    assert read(text)[:2] == ("900123456", "FERRETERIA LA ESQUINA S.A. E.S.P.")


def test_a_companys_name_without_its_legal_form_is_less_sure():
    whole = fields(LETTERHEAD)["supplier_name"]
    bare = fields(LETTERHEAD.replace(" SAS", "    "))["supplier_name"]
    assert bare.confidence < whole.confidence
    assert "no se ve la forma jurídica de la empresa" in bare.reasons


def test_a_persons_name_has_no_legal_form_to_miss():
    text = LETTERHEAD.replace("FERRETERIA LA ESQUINA SAS", "JUAN PEREZ GOMEZ").replace("900.123.456-8", "66566137")
    assert "no se ve la forma jurídica de la empresa" not in fields(text)["supplier_name"].reasons


def test_a_number_at_the_foot_beside_another_name_than_the_letterheads_is_less_sure():
    def found(name):
        text = f"{LETTERHEAD.replace('NIT 900.123.456-8', '')}{chr(10) * 45}{name} NIT 900.123.456-8"
        return fields(text)["supplier_nit"]

    own, strange = found("FERRETERIA LA ESQUINA SAS"), found("DATOS DEL NORTE SAS")
    assert strange.confidence <= own.confidence
    assert "al pie se nombra a otra empresa que en el encabezado" not in own.reasons
    assert "al pie se nombra a otra empresa que en el encabezado" in strange.reasons
