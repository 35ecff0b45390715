"""Address, city, telephone and mail of the seller, one to a line or all in one, and never the buyer's."""

import pytest

from invoices.extraction.fields import read_document
from tests.extraction.typeset import page

BUYER = """

Cliente: CONSTRUCTORA EL CEDRO SAS
NIT: 901.234.567-7
Dirección: Calle 99 # 1-2 Bogotá D.C.
Tel: 6019998877   Email: pagos@cedro.example
"""


def contact(head):
    text = "FERRETERIA LA ESQUINA SAS              FACTURA DE VENTA No. FV 5120\nNIT 900.123.456-8\n" + head + BUYER
    fields = read_document([page(text)], source="text").fields
    return {part: fields[f"supplier_{part}"].value if f"supplier_{part}" in fields else None
            for part in ("address", "city", "phone", "email")}  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "Calle 5 # 4-20\nPereira - Risaralda\nTel: 6063334455\nventas@esquina.example",
        "Calle 5 # 4-20 - Pereira, Risaralda\nTel. 6063334455 - ventas@esquina.example",
        "Dirección: Calle 5 # 4-20 Pereira Tel: 6063334455 Email: ventas@esquina.example",
        "Dir: Calle 5 # 4-20\nCiudad: Pereira\nTeléfonos: 6063334455\nCorreo: ventas@esquina.example",
    ],
)
def test_each_part_is_found_however_they_are_set(head):
    assert contact(head) == {
        "address": "Calle 5 # 4-20", "city": "Pereira", "phone": "6063334455", "email": "ventas@esquina.example",
    }  # fmt: skip


def test_the_buyers_are_not_taken_for_the_sellers():
    assert contact("Responsable de IVA") == {"address": None, "city": None, "phone": None, "email": None}


def test_a_town_in_a_companys_name_is_not_its_city():
    text = "INVERSIONES GRANADA SAS\nNIT 900.123.456-8\nCalle 5 # 4-20 Pereira\n" + BUYER
    assert read_document([page(text)], source="text").fields["supplier_city"].value == "Pereira"


def test_an_address_with_its_label_and_shape_is_sure():
    text = "FERRETERIA LA ESQUINA SAS\nNIT 900.123.456-8\nDirección: Calle 5 # 4-20\n" + BUYER
    assert read_document([page(text)], source="text").fields["supplier_address"].confidence >= 0.8
