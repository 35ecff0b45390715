"""Header fields from the words of a page, told apart by labels, places and what must add up."""

from datetime import date
from decimal import Decimal

import pytest

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


# --- whose number is it ----------------------------------------------------------------------------------


def test_the_technology_provider_at_the_foot_is_neither_party():
    words = page("""
      FERRETERIA EL TORNILLO LTDA
      NIT 811.039.057-0
      FACTURA ELECTRONICA DE VENTA FE 77
      Cliente: OBRAS BETA SAS    NIT: 890.900.608-9
      TOTAL 10.000
      Proveedor Tecnologico: Cadena S.A. Nit 890930534 Software: PROGRAMAS SAS Nit 900.123.456-8
    """)
    found = values(words)
    assert (found["supplier_nit"], found["customer_nit"]) == ("811039057", "890900608")


def test_one_of_our_own_numbers_is_the_customer_wherever_it_stands():
    words = page("""
      OBRAS BETA SAS   NIT 890.900.608-9
      FERRETERIA EL TORNILLO LTDA   NIT 811.039.057-0
      FACTURA DE VENTA No. 77
    """)
    assert values(words, own_nits=frozenset({"890900608"}))["supplier_nit"] == "811039057"
    assert values(words, own_nits=frozenset({"811039057"}))["supplier_nit"] == "890900608"


def test_in_a_documento_soporte_the_supplier_is_the_seller_named_in_it():
    words = page("""
      OBRAS BETA SAS                      DOCUMENTO SOPORTE EN ADQUISICIONES EFECTUADAS
      NIT 890.900.608-9                   A NO OBLIGADOS A FACTURAR
                                          No. DS 15
      Datos del vendedor
      Nombre: PEDRO MARIN OSPINA
      C.C.: 10.254.871
      Fecha de generacion: 03/04/2025
      Total documento   500.000
    """)
    reading = read(words)
    assert reading.document_type == "documento_soporte"
    assert reading.fields["supplier_nit"].value == "10254871"
    assert reading.fields["supplier_name"].value == "PEDRO MARIN OSPINA"
    assert reading.fields["customer_nit"].value == "890900608"


def test_in_a_cuenta_de_cobro_the_supplier_is_who_is_owed():
    words = page("""
                             CUENTA DE COBRO No. 12
                             OBRAS BETA SAS
                             NIT 890.900.608-9
                             DEBE A:
                             LUZ DARY GIRALDO
                             C.C. 24.879.311
                             LA SUMA DE:
                             DOS MILLONES DE PESOS M/CTE ($2.000.000)
      Por concepto de: acarreo de escombros en la obra.
    """)
    reading = read(words)
    assert reading.document_type == "cuenta_de_cobro"
    assert reading.fields["supplier_name"].value == "LUZ DARY GIRALDO"
    assert reading.fields["supplier_nit"].value == "24879311"
    assert reading.fields["customer_nit"].value == "890900608"
    assert reading.fields["total"].value == Decimal(2000000)
    assert [line.description for line in reading.lines] == ["acarreo de escombros en la obra."]


def test_a_note_has_its_own_code_and_date_and_not_those_of_its_invoice():
    own, other = "a1" * 48, "b2" * 48
    words = page(f"""
      FERRETERIA EL TORNILLO LTDA                NOTA CREDITO ELECTRONICA
      NIT 811.039.057-0                          No. NC 12
      Factura afectada: FE900                    Fecha factura: 01/02/2025
      Fecha: 10/02/2025
      CUFE: {other}
      CUDE: {own}
    """)
    reading = read(words)
    assert reading.document_type == "nota_credito"
    assert reading.fields["cufe"].value == own
    assert reading.fields["issue_date"].value == date(2025, 2, 10)
    assert reading.fields["invoice_number"].value == "NC12"


# --- what must add up ---------------------------------------------------------------------------------------


def totals(rows):
    return page("FERRETERIA EL TORNILLO LTDA\nNIT 811.039.057-0\nFACTURA DE VENTA No. 77\n\n" + rows)


def test_sums_that_do_not_agree_lower_every_figure_and_are_told():
    reading = read(totals("Subtotal  1.000.000\nIVA 19%  190.000\nTOTAL  1.191.000"))
    assert reading.fields["total"].confidence < 0.9
    assert reading.fields["subtotal"].confidence < 0.85
    assert [finding.code for finding in reading.findings] == ["totals_do_not_add_up"]


def test_two_pesos_of_rounding_are_no_difference():
    reading = read(totals("Subtotal  1.000.000\nIVA 19%  190.000\nTOTAL  1.190.002"))
    assert reading.findings == ()
    assert reading.fields["total"].confidence >= 0.9


def test_the_total_is_before_withholdings_and_the_amount_payable_after():
    found = values(
        totals("Subtotal 1.000.000\nIVA 190.000\nTOTAL 1.190.000\nReteFuente 25.000\nNETO A PAGAR 1.165.000")
    )
    assert (found["total"], found["rete_fuente"], found["amount_payable"]) == (1190000, 25000, 1165000)


def test_the_amount_under_the_word_subtotal_goes_before_its_other_names():
    found = values(totals("Total bruto 1.000.000\nDescuento 100.000\nSubtotal 900.000\nIVA 171.000\nTOTAL 1.071.000"))
    assert found["subtotal"] == 900000
    assert found["discount"] == 100000


def test_taxed_and_exempt_make_the_subtotal_where_none_is_printed():
    reading = read(totals("Valor gravado 100.000\nValor exento 50.000\nValor IVA 19.000\nTOTAL 169.000"))
    assert reading.fields["subtotal"].value == 150000
    assert reading.fields["subtotal"].source == "derived"


def test_two_rates_are_one_iva():
    found = values(totals("Subtotal 300.000\nIVA 19% 38.000\nIVA 5% 5.000\nTOTAL 343.000"))
    assert found["iva"] == 43000


def test_a_tax_that_is_not_printed_is_missing_and_not_zero():
    assert "iva" not in values(totals("Subtotal 300.000\nTOTAL 300.000"))


def test_a_lonely_total_stays_below_its_threshold_and_its_words_lift_it():
    alone = read(totals("TOTAL 1.190.000")).fields["total"].confidence
    spelled = read(totals("TOTAL 1.190.000\nSON: UN MILLON CIENTO NOVENTA MIL PESOS")).fields["total"].confidence
    assert alone < 0.9 <= spelled


def test_an_empty_document_has_nothing_to_say():
    reading = fields.read_document([()], source="text")
    assert set(reading.fields) <= {"currency"}
    assert reading.lines == ()


def test_every_reading_says_where_it_stands():
    for reading in read(INVOICE).fields.values():
        if reading.source == "text":
            assert reading.page == 0
            assert reading.box is not None


def test_a_note_without_a_cude_of_its_own_is_not_named_by_the_code_of_its_invoice():
    own, other = "a1" * 48, "b2" * 48
    words = page(f"""
      FERRETERIA EL TORNILLO LTDA                NOTA CREDITO ELECTRONICA
      NIT 811.039.057-0                          No. NC 12
      Aplica a la factura: FE900
      CUFE factura: {other}
      Fecha: 10/02/2025

      CUFE: {own}
    """)
    assert read(words).fields["cufe"].value == own


def test_a_total_in_dollars_beside_the_rate_of_the_day_does_not_make_the_currency():
    text = """
      FERRETERIA EL TORNILLO LTDA                FACTURA DE VENTA No. FV 12
      NIT 811.039.057-0
      {line}
      Total                                      4.156.000,00
    """
    assert read(page(text.format(line="T.R.M.: 4.156,00    Total USD: 1.000,00"))).fields["currency"].value == "COP"
    assert read(page(text.format(line="Valores en USD"))).fields["currency"].value == "USD"


@pytest.mark.parametrize("label", ["CONTRATO/O.C.", "O.C./CONTRATO", "OCNo:", "OIC", "O.C. cliente"])
def test_an_order_is_found_under_whatever_its_label_was_run_together_with(label):
    read = fields.read_document(
        [page(f"FACTURA DE VENTA No. FV 5120\nFecha: 17/03/2025\n{label}   4500003155")], source="text"
    )
    assert read.fields["purchase_order"].value == "4500003155"


def test_an_internal_order_of_the_sellers_is_not_the_buyers():
    read = fields.read_document([page("FACTURA DE VENTA No. FV 5120\nPedido interno   3830428")], source="text")
    assert "purchase_order" not in read.fields


@pytest.mark.parametrize("printed", ["OC-2024-2645", "OC-008566", "4500008152"])
def test_an_order_whose_label_was_not_read_is_known_by_its_shape_though_not_surely(printed):
    read = fields.read_document(
        [page(f"FACTURA DE VENTA No. FV 5120\nFecha: 17/03/2025\nOrte oe c   {printed}")], source="text"
    )
    assert read.fields["purchase_order"].value == printed
    assert read.fields["purchase_order"].reasons == ("tiene la forma de una orden de compra",)


def test_any_other_figures_without_a_label_are_no_order():
    read = fields.read_document(
        [page("FACTURA DE VENTA No. FV 5120\nFecha: 17/03/2025\nOrte oe c   3800008152")], source="text"
    )
    assert "purchase_order" not in read.fields


def test_a_form_of_payment_that_fills_its_cell_needs_no_label_unless_both_are_printed():
    head = "FACTURA DE VENTA No. FV 5120\nFecha: 17/03/2025\n"
    one = fields.read_document([page(head + "Mdddad t pg   Ot\nContado        7834")], source="text").fields
    both = fields.read_document([page(head + "Contado     Crédito   X")], source="text").fields
    assert one["payment_form"].value == "Contado"
    assert "payment_form" not in both
