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
