"""Labels as people word them: short, with little words between, in another order, with a letter read wrong."""

from datetime import date

import pytest

from invoices.extraction.fields import read_document
from tests.extraction.typeset import page

PAGE = """
FERRETERIA LA ESQUINA SAS
NIT 900.123.456-8

FACTURA DE VENTA No. FV 1234
{label}   15/03/2025
"""


def read(text):
    return read_document([page(text)], source="text")


@pytest.mark.parametrize(
    "label",
    [
        "Fecha de vencimiento:",
        "F. Vto.",
        "FEC. VCTO:",
        "Fecha Venc.",
        "Vcto.",
        "Páguese antes de:",
        "Fecha límite pago",
    ],
)
def test_a_due_date_is_known_by_every_short_form_of_its_name(label):
    reading = read(PAGE.format(label=label))
    assert reading.fields["due_date"].value == date(2025, 3, 15)


@pytest.mark.parametrize(
    "label",
    ["Fecha de la factura:", "F. Emisión", "Fec. Exp.", "FECHA Y HORA DE EXPEDICIÓN:", "Fecha/Hora Generación",
     "Expedida el", "Fecha Elab.", "FECHA DE EMISI0N:"],
)  # fmt: skip
def test_a_date_of_issue_is_known_by_every_short_form_of_its_name(label):
    reading = read(PAGE.format(label=label))
    assert reading.fields["issue_date"].value == date(2025, 3, 15)
    assert "due_date" not in reading.fields


@pytest.mark.parametrize("label", ["Fecha de corte:", "F. Entrega:", "Fecha resolución:", "Fecha de recibido:"])
def test_the_date_of_something_else_is_not_the_due_date(label):
    assert "due_date" not in read(PAGE.format(label=label)).fields


@pytest.mark.parametrize("label", ["O. Compra", "Ord. Compra No.", "O/C:", "Su orden No:", "Orden de Compra N°"])
def test_an_order_is_known_by_every_short_form_of_its_name(label):
    text = PAGE.format(label="Fecha").replace("15/03/2025", f"15/03/2025\n{label}   OC-7788")
    assert read(text).fields["purchase_order"].value == "OC-7788"


@pytest.mark.parametrize("label", ["FECHADEVENCIMIENTO:", "FechaVencimiento", "FECHALIMITEDEPAGO:"])
def test_words_run_together_are_the_same_label(label):
    assert read(PAGE.format(label=label)).fields["due_date"].value == date(2025, 3, 15)


def test_a_label_and_its_value_alone_in_a_row_may_stand_at_both_edges_of_the_page():
    far = " " * 70
    reading = read(
        f"FERRETERIA LA ESQUINA SAS\nNIT 900.123.456-8\n\nVencimiento{far}15/03/2025\nTipo de pago{far}A crédito"
    )
    assert reading.fields["due_date"].value == date(2025, 3, 15)
    assert reading.fields["payment_form"].value == "Crédito"


@pytest.mark.parametrize("number", ["901.234.567‑7", "901\u00a0234\u00a0567–7", "901.234.567−7"])
def test_dashes_and_blanks_of_typesetters_do_not_hide_a_nit(number):
    reading = read(f"FERRETERIA LA ESQUINA SAS\nNIT 900.123.456-8\n\nReceptor\nEL CEDRO SAS\nNIT {number}")
    assert reading.fields["customer_nit"].value == "901234567"
    assert reading.fields["customer_name"].value == "EL CEDRO SAS"


@pytest.mark.parametrize("sign", ["N.º", "N.°", "Nº", "#", "n.º"])
def test_every_sign_for_a_number_is_one(sign):
    reading = read(f"FERRETERIA LA ESQUINA SAS\nNIT 900.123.456-8\nFactura {sign} FV5120")
    assert reading.fields["invoice_number"].value == "FV5120"
