"""What kind of document a page is, by its title."""

import pytest

from invoices.extraction.fields import read_document
from tests.extraction.typeset import page


def kind(title):
    text = f"""
EL PROVEEDOR DE PRUEBA SAS ESP                  {title}
NIT 900.123.456-8

Total                                       60.000
"""
    return read_document([page(text)], source="text").document_type


@pytest.mark.parametrize(
    "title",
    ["Documento equivalente electrónico", "EQUIVALENTE POS ELECTRÓNICO", "actura de venta POS", "Factura de venta POS"],
)
def test_a_ticket_is_one_though_its_title_was_cut(title):
    assert kind(title) == "pos"


def test_a_bill_of_services_that_names_an_equivalent_document_behind_is_a_bill():
    assert kind("Factura de servicios públicos - Documento equivalente electrónico") == "factura"
    assert kind("Factura - Documento equivalente POS") == "pos"
