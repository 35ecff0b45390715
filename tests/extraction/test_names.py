"""Names: over all their lines, with a label or without, and on the side they belong to."""

import pytest

from invoices.extraction.fields import read_document
from tests.extraction.typeset import page


def read(text):
    fields = read_document([page(text)], source="text").fields
    return tuple(fields[name].value if name in fields else None for name in ("supplier_name", "customer_name"))


LETTERHEAD = """
FERRETERIA LA ESQUINA SAS                       FACTURA DE VENTA No. FV 5120
NIT 900.123.456-8
Calle 5 # 4-20 Pereira

"""


@pytest.mark.parametrize(
    "block",
    [
        "Razón social: CONSTRUCTORA EL CEDRO SAS\nNIT: 901.234.567-7\nDirección: Calle 9 # 4-20",
        "Nombre CONSTRUCTORA EL CEDRO SAS\nNIT 901.234.567-7",
        "NIT/CC: 901.234.567-7\nRazón social: CONSTRUCTORA EL CEDRO SAS",
        "Nombre o razón social          N.I.T.\nCONSTRUCTORA EL CEDRO SAS      901.234.567-7",
        "CLIENTE / BILL TO: CONSTRUCTORA EL CEDRO SAS\nNIT / TAX ID: 901.234.567-7",
    ],
)
def test_a_block_under_the_letterhead_is_the_buyers_whatever_opens_it(block):
    assert read(LETTERHEAD + block) == ("FERRETERIA LA ESQUINA SAS", "CONSTRUCTORA EL CEDRO SAS")


def test_a_name_goes_on_while_the_cell_of_its_label_is_empty():
    block = """
Nombre o razón social: CONSTRUCCIONES Y OBRAS
                       CIVILES DEL CEDRO
NIT:                   901.234.567-7
"""
    assert read(LETTERHEAD + block)[1] == "CONSTRUCCIONES Y OBRAS CIVILES DEL CEDRO"


def test_what_follows_a_whole_name_is_not_part_of_it():
    block = """
Cliente: CONSTRUCTORA EL CEDRO SAS
         Calle 9 # 4-20
NIT:     901.234.567-7
"""
    assert read(LETTERHEAD + block)[1] == "CONSTRUCTORA EL CEDRO SAS"


@pytest.mark.parametrize("form", ["Y CIA S EN C", "S.A.S. E.S.P.", "LTDA.", "S.A.S. BIC"])
def test_a_legal_form_in_the_next_line_belongs_to_the_name(form):
    text = f"""
LADRILLERA SANTA FE
{form}
NIT 900.123.456-8                               FACTURA DE VENTA No. FV 5120

Cliente: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
"""
    assert read(text)[0] == f"LADRILLERA SANTA FE {form}"


def test_a_label_nobody_knew_is_not_part_of_a_name():
    text = """
DATOS DEL PROVEEDOR                             FACTURA DE VENTA No. FV 5120
Empresa: LADRILLERA SANTA FE LTDA
NIT: 900.123.456-8

Cliente: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
"""
    assert read(text) == ("LADRILLERA SANTA FE LTDA", "CONSTRUCTORA EL CEDRO SAS")


def test_whoever_carries_the_goods_sells_nothing():
    text = (
        LETTERHEAD.replace("NIT 900.123.456-8", "C.C. 66566137")
        + """
Razón social: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7

Transportador: CARGA LOS LANCEROS SAS NIT 947.659.531-4
"""
    )
    found = read_document([page(text)], source="text").fields
    assert found["supplier_nit"].value == "66566137"
    assert found["supplier_name"].value == "FERRETERIA LA ESQUINA SAS"


def test_over_a_persons_number_stands_that_person_and_not_the_sign_of_the_shop():
    text = """
FERRETERIA EL PROGRESO                          FACTURA DE VENTA No. FV 5120
JUAN CARLOS PEREZ GOMEZ
NIT 66566137-1

Cliente: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
"""
    assert read(text)[0] == "JUAN CARLOS PEREZ GOMEZ"


def test_over_a_companys_number_the_sign_of_the_shop_is_the_company():
    text = """
FERRETERIA EL PROGRESO                          FACTURA DE VENTA No. FV 5120
JUAN CARLOS PEREZ GOMEZ
NIT 900.123.456-8

Cliente: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
"""
    assert read(text)[0] == "FERRETERIA EL PROGRESO"


def test_a_number_alone_under_the_name_of_a_letterhead_is_its_nit():
    text = """
LADRILLERA SANTA FE LTDA                        FACTURA DE VENTA No. FV 5120
900123456
Calle 5 # 4-20

Facturar a
CONSTRUCTORA EL CEDRO SAS
NIT 901.234.567-7
"""
    assert read_document([page(text)], source="text").fields["supplier_nit"].value == "900123456"


def test_a_number_alone_that_is_no_companys_is_not_taken_for_a_nit():
    text = """
LADRILLERA SANTA FE LTDA                        FACTURA DE VENTA No. FV 5120
310456789
Calle 5 # 4-20
"""
    assert "supplier_nit" not in read_document([page(text)], source="text").fields


def test_a_letterhead_on_the_right_of_the_buyers_block_is_the_sellers():
    text = """
COMMERCIAL INVOICE / FACTURA DE VENTA No. FV 5120

Para:        CONSTRUCTORA EL CEDRO SAS
NIT:         901.234.567-7                      HERRAMIENTAS DEL PACIFICO SAS
Dirección:   Calle 9 # 4-20                     Tax ID (NIT) 900.123.456-8
Ciudad:      Cali                               Carrera 5 # 4-20 Pereira
"""
    assert read(text) == ("HERRAMIENTAS DEL PACIFICO SAS", "CONSTRUCTORA EL CEDRO SAS")


def test_a_number_beside_the_buyers_block_is_not_the_sellers_under_a_letterhead():
    block = """
Cliente:     CONSTRUCTORA EL CEDRO SAS          Entregar en: CONSORCIO LA LOMA SAS
NIT:         901.234.567-7                      NIT: 930.111.222-1
"""
    assert read(LETTERHEAD + block) == ("FERRETERIA LA ESQUINA SAS", "CONSTRUCTORA EL CEDRO SAS")


def test_the_buyers_name_over_his_labelled_number_is_in_his_block():
    block = """
Nombre o razón social: CONSTRUCCIONES Y OBRAS
                       CIVILES SAS
NIT cliente:           901.234.567-7
"""
    assert read(LETTERHEAD + block)[1] == "CONSTRUCCIONES Y OBRAS CIVILES SAS"


def test_of_a_sign_and_a_letterhead_the_name_with_its_legal_form_is_taken():
    text = """
       ALMACEN LA ESQUINA Y CIA
       ALMACEN LA ESQUINA Y CIA LTDA
       NIT 900.123.456-8
       FACTURA DE VENTA No. FV 5120

Cliente: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
"""
    assert read(text)[0] == "ALMACEN LA ESQUINA Y CIA LTDA"


def test_a_wide_blank_does_not_part_a_legal_form():
    text = """
FERRETERIA LA ESQUINA E HIJOS S.   EN C.
NIT 900.123.456-8
FACTURA DE VENTA No. FV 5120

Cliente: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
"""
    assert read(text)[0] == "FERRETERIA LA ESQUINA E HIJOS S. EN C."


def test_a_heading_without_a_colon_is_not_part_of_the_name_behind_it():
    text = """
DOCUMENTO SOPORTE No. DS 3391
CONSTRUCTORA EL CEDRO SAS
NIT 901.234.567-7

Vendedor MARIA EUGENIA SUAREZ
C.C.     53.631.852
"""
    assert read(text) == ("MARIA EUGENIA SUAREZ", "CONSTRUCTORA EL CEDRO SAS")


def test_a_word_in_the_letters_of_the_name_is_its_own_though_it_heads_other_blocks():
    block = "ENTIDAD PROMOTORA DEL CEDRO SAS\nNIT cliente: 901.234.567-7"
    assert read(LETTERHEAD + block)[1] == "ENTIDAD PROMOTORA DEL CEDRO SAS"


def test_the_rest_of_a_long_heading_is_not_part_of_the_name():
    text = """
DOCUMENTO SOPORTE No. DS 3391
CONSTRUCTORA EL CEDRO SAS
NIT 901.234.567-7

Proveedor del servicio MARIA EUGENIA SUAREZ
C.C.     53.631.852
"""
    assert read(text)[0] == "MARIA EUGENIA SUAREZ"


def test_what_stands_over_the_heading_of_the_buyers_block_is_not_his_name():
    text = """
CY CEMENTOS SAS                                 FACTURA DE VENTA No. FV 5120

Facturar a
UNION TEMPORAL PUENTES 2025
Carrera 13 # 93-40
NIT: 901.234.567-7

CEMENTOS Y MORTEROS DE LA SIERRA SAS   NIT 900.123.456-8
"""
    assert read(text)[1] == "UNION TEMPORAL PUENTES 2025"


def test_the_year_of_a_joint_venture_belongs_to_its_name_also_in_the_next_line():
    block = """
Facturar a:  UNION TEMPORAL PUENTES
             2025
NIT:         901.234.567-7
"""
    assert read(LETTERHEAD + block)[1] == "UNION TEMPORAL PUENTES 2025"


def test_a_buyers_block_that_only_its_number_labels_has_its_name_on_top():
    text = (
        LETTERHEAD
        + """
CONSTRUCTORA EL CEDRO SAS
Carrera 13 # 93-40
Bogotá D.C.
Piso 3
NIT cliente: 901.234.567-7
"""
    )
    assert read(text)[1] == "CONSTRUCTORA EL CEDRO SAS"


@pytest.mark.parametrize(
    "run_together",
    [
        "Nombre del clienteCONSTRUCTORA EL CEDRO SAS",
        "Razón SocialConstructora El Cedro SAS",
        "CLIENTECONSTRUCTORA EL CEDRO SAS",
    ],
)
def test_a_name_that_was_run_into_its_label_begins_behind_it(run_together):
    found = read(LETTERHEAD + run_together + "\nNIT: 901.234.567-7")[1]
    assert found.upper() == "CONSTRUCTORA EL CEDRO SAS"


@pytest.mark.parametrize("name", ["MercaHogar El Cedro SAS", "CLIENTELA SAS", "PROVEEDORES DEL CEDRO SAS"])
def test_a_name_of_mixed_letters_or_with_a_labels_beginning_stays_whole(name):
    assert read(LETTERHEAD + f"Cliente: {name}\nNIT: 901.234.567-7")[1] == name


def test_a_tax_number_that_was_run_into_a_legal_form_is_not_part_of_the_name():
    text = "FERRETERIA LA ESQUINA S.A.S.NIT:900.123.456-8\nFACTURA DE VENTA No. FV 5120\n"
    found = read_document([page(text)], source="text").fields
    assert found["supplier_name"].value == "FERRETERIA LA ESQUINA S.A.S."
    assert found["supplier_nit"].value == "900123456"


def test_words_without_a_capital_behind_a_heading_are_no_name():
    block = """
Solicitante
UNION TEMPORAL PUENTES 2025
Nit: 901.234.567-7

Destinatario de mercancía
OBRA CONJUNTO ALAMEDA
"""
    assert read(LETTERHEAD + block)[1] == "UNION TEMPORAL PUENTES 2025"


def test_an_unknown_word_before_a_stroke_and_a_heading_is_of_the_heading():
    block = "Remitente / Pagador CONSTRUCTORA EL CEDRO SAS\nNIT: 901.234.567-7"
    assert read(LETTERHEAD + block)[1] == "CONSTRUCTORA EL CEDRO SAS"


@pytest.mark.parametrize("sign", ["ALMACEN", "LA ESQUINA", "ALMACEN ESQUINA", "ALMACEN LA ESQUINA"])
def test_a_sign_over_the_name_is_not_its_first_line(sign):
    text = f"""
       {sign}
       ALMACEN LA ESQUINA SAS
       NIT 900.123.456-8
       FACTURA DE VENTA No. FV 5120

Cliente: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
"""
    assert read(text)[0] == "ALMACEN LA ESQUINA SAS"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("CF Conexión Fibra Andes SAS", "Conexión Fibra Andes SAS"),
        ("CER Compañía de Energía del Río SA", "Compañía de Energía del Río SA"),
        ("CI Maderas del Río SAS", "CI Maderas del Río SAS"),
    ],
)
def test_initials_beside_the_name_they_are_taken_from_are_a_logo(printed, name):
    text = f"{printed}                        FACTURA DE VENTA No. FV 5120\nNIT 900.123.456-8\n"
    assert read(text)[0] == name
