"""Header fields from the words of a page, told apart by labels, places and what must add up."""

from datetime import date
from decimal import Decimal

from invoices.extraction import fields
from invoices.extraction.fields import NothingKnown
from tests.extraction.typeset import page

INVOICE = page("""
      CEMENTOS DEL EJE S.A.S.                                   FACTURA ELECTRONICA DE VENTA
      NIT: 900.123.456-8                                              No. FE 10245
      Calle 12 # 4-56 Pereira
      Tel: 606 3334455

      Cliente: CONSTRUCTORA ALFA SAS                       Fecha de Emisión: 15/03/2025
      NIT: 890.900.608-9                                   Fecha de Vencimiento: 14/04/2025
      Direccion: Carrera 7 # 1-23                          Orden de compra: OC-5521

      Codigo   Descripcion                         Cantidad    Vr. Unitario    IVA      Vr. Total
      C-01     Cemento gris x 50 kg                   20         32.000,00      19     640.000,00
      C-02     Arena lavada                            6         60.000,00      19     360.000,00

                                                                   Subtotal          1.000.000,00
                                                                   IVA 19%             190.000,00
                                                                   TOTAL             1.190.000,00
      Son: UN MILLON CIENTO NOVENTA MIL PESOS M/CTE
""")


def read(words, **known):
    return fields.read_document([words], source="text", options=NothingKnown(**known))


def values(words, **known):
    return {name: reading.value for name, reading in read(words, **known).fields.items()}


def test_a_plain_invoice_is_read_whole_without_knowing_anybody():
    found = values(INVOICE)
    expected = {
        "invoice_number": "FE10245",
        "issue_date": date(2025, 3, 15),
        "due_date": date(2025, 4, 14),
        "supplier_nit": "900123456",
        "supplier_dv": "8",
        "supplier_name": "CEMENTOS DEL EJE S.A.S.",
        "customer_nit": "890900608",
        "customer_name": "CONSTRUCTORA ALFA SAS",
        "purchase_order": "OC-5521",
        "subtotal": Decimal(1000000),
        "iva": Decimal(190000),
        "total": Decimal(1190000),
    }
    assert {name: found.get(name) for name in expected} == expected


def test_values_that_agree_pass_their_thresholds_and_say_why():
    reading = read(INVOICE).fields
    assert reading["total"].confidence >= 0.9
    assert "la suma da el total" in reading["total"].reasons
    assert "coincide con el valor en letras" in reading["total"].reasons
    assert reading["supplier_nit"].confidence >= 0.9
    assert "el DV coincide" in reading["supplier_nit"].reasons
