"""The document's own number among all the numbers of a page."""

import pytest

from invoices.extraction.fields import read_document
from tests.extraction.typeset import page

HEAD = """
FERRETERIA LA ESQUINA SAS                       {number}
NIT 900.123.456-8
Calle 5 # 4-20 Pereira

Cliente: CONSTRUCTORA EL CEDRO SAS
NIT 901.234.567-7                               Orden de compra: 4510

DESCRIPCION           CANT      PRECIO       TOTAL
CEMENTO GRIS             2      30.000      60.000

Total                                       60.000
{foot}
"""


def number(of_number, foot=""):
    reading = read_document([page(HEAD.format(number=of_number, foot=foot))], source="text")
    found = reading.fields.get("invoice_number")
    return found and found.value


@pytest.mark.parametrize(
    "printed",
    [
        "Prefijo: FV    Número: 5120",
        "FACTURA DE VENTA No. FV - 5120",
        "FACTURA DE VENTA   No. FV     5120",
        "Documento: FV5120",
    ],
)
def test_a_prefix_is_joined_to_its_number_however_they_were_set_apart(printed):
    assert number(printed) == "FV5120"


def test_a_prefix_stands_over_its_own_cell_of_a_grid():
    text = """
FERRETERIA LA ESQUINA SAS                       FACTURA DE VENTA
NIT 900.123.456-8                               PREFIJO     NUMERO
Calle 5 # 4-20 Pereira                          FV          5120
"""
    assert read_document([page(text)], source="text").fields["invoice_number"].value == "FV5120"


def test_a_number_in_the_authorised_range_is_sure_without_any_label():
    foot = "Resolución DIAN 18764000001234 del 2025-01-02 prefijo FV desde 5000 hasta 9000 vigencia 24 meses"
    assert number("FV 5120", foot) == "FV5120"


def test_a_number_outside_of_the_range_is_not_taken_without_a_label():
    foot = "Resolución DIAN 18764000001234 del 2025-01-02 prefijo FV desde 7000 hasta 9000 vigencia 24 meses"
    assert number("FV 5120", foot) is None


def test_the_range_itself_and_the_order_are_not_the_number():
    foot = "Resolución DIAN 18764000001234 del 2025-01-02 habilita del FV5000 al FV9000"
    assert number("FACTURA DE VENTA", foot) is None


def test_a_title_in_two_lines_has_its_number_below_both():
    text = """
FERRETERIA LA ESQUINA SAS                       FACTURA ELECTRONICA DE
NIT 900.123.456-8                               VENTA
Calle 5 # 4-20 Pereira                          FV5120
"""
    assert read_document([page(text)], source="text").fields["invoice_number"].value == "FV5120"


def test_a_word_of_the_title_may_stand_before_the_sign():
    assert number("CUENTA DE COBRO DE HONORARIOS # 1820") == "1820"


def test_a_date_under_a_title_is_not_the_number():
    assert number("FACTURA DE VENTA\nFECHA: 16 de diciembre de 2024") is None


def test_the_number_of_the_customer_is_not_that_of_the_document():
    foot = "Resolución DIAN 18764000000000 numeración habilitada desde 171108000 hasta 171158102"
    assert number("Documento 171108102\nNúmero de cliente     671615", foot) == "171108102"
    assert number("Número de cliente     671615") is None


def test_a_title_cut_by_a_wide_blank_still_has_its_number():
    assert number("FACT.      ELECTRONICA DE VENTA 991146") == "991146"


def test_an_n_behind_the_sign_is_a_prefix_and_without_one_the_sign_itself():
    assert number("FACTURA DE VENTA No. N 34004") == "N34004"
    assert number("FACTURA DE VENTA N 34004") == "34004"


def test_a_title_wrapped_on_a_narrow_page_has_its_number_at_the_end():
    title = "DOCUMENTO EQUIVALENTE ELECTRÓNICO\nTIQUETE DE MÁQUINA REGISTRADORA CON\nSISTEMA P.O.S. No. C1241412"
    assert number(title) == "C1241412"
    assert number("DOCUMENTO EQUIVALENTE ELECTRÓNICO\nREMISIÓN DE BODEGA No. C1241412") is None


def test_a_prefix_at_the_end_of_a_narrow_line_goes_with_the_number_under_it():
    assert number("\nDOCUMENTO EQUIVALENTE POS ELECTRÓNICO No. SM\n468331") == "SM468331"


@pytest.mark.parametrize("printed", ["CUENTA DE COBRO No. CC 460", "CUENTA DE COBRO N° CC-460"])
def test_the_initials_of_a_cuenta_de_cobro_belong_to_its_number(printed):
    assert number(printed) == "CC460"


def test_a_cedula_behind_a_cuenta_de_cobro_is_no_number():
    assert number("CUENTA DE COBRO  CC 52841003") is None


def test_a_title_may_name_services_in_a_line_of_its_own():
    text = """
FERRETERIA LA ESQUINA SAS                       FACTURA ELECTRONICA DE VENTA
NIT 900.123.456-8                               DE SERVICIOS
Calle 5 # 4-20 Pereira                          587947
"""
    assert read_document([page(text)], source="text").fields["invoice_number"].value == "587947"


def test_a_sign_printed_against_its_prefix_is_no_part_of_the_number():
    assert number("FACTURA DE VENTA N°FE 102513") == "FE102513"
    assert number("FACTURA DE VENTA No.FE 102513") == "FE102513"


def test_a_currency_sign_within_the_prefix_is_the_letter_it_looks_like():
    assert number("Factura de venta POS No: PO$306766") == "POS306766"
    assert number("Factura de venta No: COP$306766") is None


TWICE = "Aut. Fact. Electrónica 18763441360612 / 27/05/2023 / POS 4484000 a POS 4489351"


@pytest.mark.parametrize("printed", ["TIQ: POS 4484351", "Tiquete POS-4484351", "Transacción   POS   4484351"])
def test_a_range_that_tells_its_prefix_twice_makes_the_number_known(printed):
    assert number(printed, TWICE) == "POS4484351"


def test_a_ticket_of_a_weighbridge_is_not_the_document():
    rows = (
        "FERRETERIA LA ESQUINA SAS\nNIT 900.123.456-8\n\nTiquete báscula    Precinto\n316998   94427\n\nTotal   60.000"
    )
    assert "invoice_number" not in read_document([page(rows)], source="text").fields


def test_the_end_of_a_range_on_a_line_of_its_own_is_not_the_number():
    foot = "Numeración habilitada por la DIAN desde VT 30000 hasta"
    rows = f"{foot}\nVT 80200\n\nFERRETERIA LA ESQUINA SAS\nNIT 900.123.456-8\n\nTotal   60.000"
    assert "invoice_number" not in read_document([page(rows)], source="text").fields


def test_a_prefix_before_another_cell_goes_on_in_the_line_below():
    rows = HEAD.replace("{number}", "").replace("\nCliente:", "\n{number}\n\nCliente:")
    rows = rows.format(
        number="FACTURA ELECTRÓNICA DE VENTA No. VT     FECHA: 17/02/2025\n30200",
        foot="Autorización DIAN No. 18767508961017 prefijo VT desde 30000 hasta 80200",
    )
    assert read_document([page(rows)], source="text").fields["invoice_number"].value == "VT30200"


def test_letters_and_digits_that_look_alike_are_read_as_the_range_has_them():
    foot = "Numeración habilitada por la DIAN del FE5000 al FE10012"
    assert number("Factura electrónica de venta número FEO05012", foot) == "FE005012"
    assert number("Factura electrónica de venta número FEO05012", foot.replace("FE", "FEO")) == "FEO05012"


def test_a_month_is_no_prefix():
    assert number("FACTURA DE VENTA\n                                              Agosto 31 del 2025") is None


def test_the_initials_of_a_title_before_a_colon_are_no_prefix():
    assert number("FE: 8551894") is None
    rows = "FACTURA ELECTRÓNICA DE VENTA\n                                              FE: 8551894"
    assert number(rows) == "8551894"
