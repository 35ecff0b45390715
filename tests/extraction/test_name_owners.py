"""Whose a name is: that of the tax number nearest to it, whatever the headings say or a sign shows."""

import pytest

from invoices.extraction.fields import read_document
from tests.extraction.typeset import page

BUYER = "\n\nCliente: CONSTRUCTORA EL CEDRO SAS\nNIT: 901.234.567-7\n"


def read(text):
    fields = read_document([page(text)], source="text").fields
    return tuple(
        fields[name].value if name in fields else None for name in ("supplier_name", "supplier_nit", "customer_name")
    )


@pytest.mark.parametrize("joint", [" · ", " / ", " - ", " | "])
def test_a_line_that_sets_all_about_the_seller_behind_each_other_begins_with_the_name(joint):
    line = joint.join(["FERRETERIA LA ESQUINA SAS", "Responsable de IVA", "NIT 900.123.456-8", "CL 5 # 4-20"])
    assert read(line + "\n\nFACTURA DE VENTA No. FV 5120" + BUYER)[0] == "FERRETERIA LA ESQUINA SAS"


@pytest.mark.parametrize(
    "name",
    ["CONSORCIO MALLA VIAL GRUPO 2 - 2025", "UNION TEMPORAL PUENTE RIO KM 34", "COOPERATIVA DE CARGA LTDA - COOCARGA"],
)
def test_a_dash_a_lot_or_a_year_is_of_the_name(name):
    assert read(f"{name}\nNIT 900.123.456-8\n\nFACTURA DE VENTA No. FV 5120{BUYER}")[0] == name


def test_the_members_of_a_joint_venture_do_not_sell_for_it():
    text = """
CONSORCIO HOSPITAL 2022                         FACTURA DE VENTA No. FV 5120
NIT 900.123.456
INTEGRADO POR          NIT                Part.
INGEOMAS SA            901.999.888-6      60 %
OBRAS DEL SUR SAS      902.111.222-1      40 %
"""
    assert read(text + BUYER)[:2] == ("CONSORCIO HOSPITAL 2022", "900123456")


def test_the_name_with_its_form_beside_the_number_is_taken_and_not_the_sign_over_it():
    text = """
DEPOSITO EL CONSTRUCTOR                         FACTURA DE VENTA No. FV 5120
Mercantil Guaca 1986 SAS NIT 900.123.456-8
Calle 5 # 4-20 Pereira
"""
    assert read(text + BUYER)[0] == "Mercantil Guaca 1986 SAS"


def test_a_sign_without_another_name_is_the_companys():
    text = "DEPOSITO EL CONSTRUCTOR                         FACTURA DE VENTA No. FV 5120\nNIT 900.123.456-8\n"
    assert read(text + BUYER)[0] == "DEPOSITO EL CONSTRUCTOR"


@pytest.mark.parametrize(
    "line",
    [
        "Propietario: GLORIA INES BOLANOS / NIT 31.456.789",
        "Establecimiento de comercio de GLORIA INES BOLANOS\nC.C. 31.456.789",
        "De propiedad de GLORIA INES BOLANOS\nNIT 31.456.789",
        "GLORIA INES BOLANOS\nNIT 31.456.789",
    ],
)
def test_a_persons_number_is_of_the_person_and_not_of_the_shop(line):
    text = f"TORNILLOS Y HERRAJES DON POLO\n{line}\nCalle 5 # 4-20\n\nFACTURA DE VENTA No. FV 5120"
    assert read(text + BUYER)[0] == "GLORIA INES BOLANOS"


def test_whose_a_shop_is_stands_at_the_foot_too():
    text = """
RESTAURANTE EL PATIO                            FACTURA DE VENTA No. FV 5120
Cliente: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7

Total 100.000









































Propiedad de RESTAURANTE EL PATIO DE ABAJO SAS · NIT 900.123.456-8 · CL 5 # 4-20
"""
    assert read(text)[0] == "RESTAURANTE EL PATIO DE ABAJO SAS"


def test_a_company_may_be_called_after_the_trade_of_somebody_else():
    text = "TRANSPORTADORA DEL SUR SA NIT 900.123.456-8 · CL 5 # 4-20\n\nFACTURA DE VENTA No. FV 5120"
    assert read(text + BUYER)[:2] == ("TRANSPORTADORA DEL SUR SA", "900123456")


def test_a_trade_with_a_colon_is_a_label():
    text = "FERRETERIA LA ESQUINA SAS\nNIT 900.123.456-8\n\nFACTURA DE VENTA No. FV 5120"
    carrier = "Fabricante de software: ENLACE TRIBUTARIO SAS NIT 902.111.222-1"
    assert read(text + BUYER + 30 * "\n" + carrier)[1] == "900123456"


def test_a_block_under_a_heading_nobody_knows_is_of_the_number_in_it():
    text = """
FACTURA DE VENTA No. FV 5120

Cliente                                  Quien despacha
CONSTRUCTORA EL CEDRO SAS                LADRILLERA SANTA FE SAS
NIT 901.234.567-7                        NIT 900.123.456-8
Calle 9 # 4-20                           Calle 5 # 4-20
"""
    assert read(text)[0] == "LADRILLERA SANTA FE SAS"


def test_a_phrase_that_leads_to_the_buyer_is_not_of_his_name():
    text = "FERRETERIA LA ESQUINA SAS\nNIT 900.123.456-8\n\nFACTURA DE VENTA No. FV 5120\n\n"
    for phrase in ("Hemos impreso para:", "Trabajo realizado para"):
        assert read(f"{text}{phrase} CONSTRUCTORA EL CEDRO SAS\nNIT 901.234.567-7")[2] == "CONSTRUCTORA EL CEDRO SAS"


def test_a_label_in_two_lines_has_the_name_in_two_lines_beside_it():
    text = """
FERRETERIA LA ESQUINA SAS                       FACTURA DE VENTA No. FV 5120
NIT 900.123.456-8

Apellidos y nombres      CONSTRUCCIONES Y OBRAS
o razón social:          DEL CEDRO SAS
NIT:                     901.234.567-7
"""
    assert read(text)[2] == "CONSTRUCCIONES Y OBRAS DEL CEDRO SAS"


def test_a_number_beside_the_first_line_of_its_broken_label_is_read():
    text = """
FACTURA DE VENTA No. FV 5120

Adquiriente                           Facturador electrónico
Número de        901.234.567          Número de        900123456
identificación                        identificación
Nombre           OBRAS DEL CEDRO SAS  Nombre           LADRILLERA SANTA FE SAS
"""
    assert read(text) == ("LADRILLERA SANTA FE SAS", "900123456", "OBRAS DEL CEDRO SAS")


@pytest.mark.parametrize("name", ["TRANSPORTADORA ALTO DE LA LINEA SA", "GRUAS Y PLATAFORMAS TEUSACA SAS"])
def test_a_companys_own_trade_in_the_line_over_its_number_makes_it_no_strangers(name):
    text = f"{name}\nNIT 900.123.456-8\nCalle 5 # 4-20\n\nFACTURA DE VENTA No. FV 5120"
    assert read(text + BUYER)[:2] == (name, "900123456")


def test_the_last_letter_of_a_legal_form_may_stand_in_the_next_line():
    text = """
        PANADERIA ANDINA Y CIA S EN
                     C
            NIT 900.123.456-8
       FACTURA DE VENTA No. FV 5120
"""
    assert read(text + BUYER)[0] == "PANADERIA ANDINA Y CIA S EN C"


@pytest.mark.parametrize("margin", ["           ", ""])
def test_the_year_of_a_joint_venture_may_begin_its_next_line_at_the_margin_of_the_label(margin):
    text = f"""
FERRETERIA LA ESQUINA SAS
NIT 900.123.456-8
FACTURA DE VENTA No. FV 5120

Adquirente UNION TEMPORAL PUENTES
{margin}2025
C.C. o NIT 958.771.530-5
"""
    assert read(text)[2] == "UNION TEMPORAL PUENTES 2025"
