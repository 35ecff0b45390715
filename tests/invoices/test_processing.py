"""What a reading is told of us beforehand."""

import pytest

from invoices import processing
from invoices.extraction.fields import read_document
from tests.extraction.typeset import page
from tests.invoices import making

pytestmark = pytest.mark.django_db

BILL = """
FERRETERIA LA ESQUINA SAS                       FACTURA DE VENTA No. FV 5120
NIT 900.123.456-8

Cliente: {name}
NIT: {nit}
"""


@pytest.mark.parametrize(
    ("name", "nit", "known"),
    [
        ("CONSTRUCTORA PRUEBA SAS", "901.000.001-6", True),
        ("OTRA FIRMA DE OBRAS SAS", "901.000.001-6", False),
        ("CONSTRUCTORA PRUEBA SAS", "901.234.567-7", False),
    ],
)
def test_the_name_of_one_of_our_own_firms_is_known_where_its_number_stands(name, nit, known):
    making.empresa(nit="901000001", dv="6", name="Constructora Prueba S.A.S.")
    words = page(BILL.format(name=name, nit=nit))
    reading = read_document([words], source="text", options=processing.reading_options()).fields["customer_name"]
    assert ("es el nombre conocido de ese NIT" in reading.reasons) is known
