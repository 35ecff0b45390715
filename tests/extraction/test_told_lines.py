"""Items told in words and not in columns: how many and at what price stand in the description."""

from decimal import Decimal

import pytest

from invoices.extraction import fields
from invoices.extraction.result import LineReading
from invoices.extraction.told import tell
from tests.extraction.typeset import page


def lines(*pages):
    return fields.read_document(pages, source="text").lines


def said(line):
    return (line.description, line.quantity, line.unit_price, line.total)


def read(text, total):
    line = tell(LineReading(text, total=Decimal(total), confidence=0.8))
    return (line.description, line.quantity, line.unit, line.unit_price)


@pytest.mark.parametrize(
    ("text", "total", "expected"),
    [
        ("9.00 CEMENTO BLANCO KILO 5450 c/u IVA 19", "49050", ("CEMENTO BLANCO KILO", 9, None, 5450)),
        ("Menú ejecutivo 3 und x $12.500", "37500", ("Menú ejecutivo", 3, "und", 12500)),
        ("Hospedaje pax: 16 vr. unidad 51.300", "820800", ("Hospedaje", 16, None, 51300)),
        ("Transporte 1 SERV a 36,000 c/u", "36000", ("Transporte", 1, "SERV", 36000)),
        ("Aseo - 5 mes a COP $3.196.850,00 c/u COP", "15984250", ("Aseo", 5, "mes", 3196850)),
    ],
)
def test_two_figures_of_a_description_that_come_to_the_total_are_quantity_and_price(text, total, expected):
    assert read(text, total) == expected


@pytest.mark.parametrize(
    ("text", "total"),
    [("Perno 10 x 20 acero", "200"), ("Tubo 3 x 12.500 mm", "40000"), ("Cable 2 polos 1500 V", "3000")],
)
def test_sizes_in_a_name_are_no_quantity_and_price(text, total):
    assert read(text, total) == (text, None, None, None)


def test_items_on_a_roll_told_on_one_line_are_read():
    found = lines(page("""
      9.00 CEMENTO BLANCO KILO 5450 c/u IVA 19                 49.050
      4.00 TORNILLO DRYWALL CIENTO 4600 c/u IVA 19             18.400

      VALOR TOTAL                                              67.450
    """))  # fmt: skip
    assert [said(line) for line in found] == [
        ("CEMENTO BLANCO KILO", 9, 5450, 49050),
        ("TORNILLO DRYWALL CIENTO", 4, 4600, 18400),
    ]


def test_a_name_beside_its_total_under_the_figures_is_the_items():
    found = lines(page("""
      Caja 02 Cajero 0032
      Cliente CONSTRUCTORA CONTECSA
        21 x $18.050                                   IVA 19
      PEGANTE PVC                                    $379.050
        18 x $10.400                                   IVA 19
      BOMBILLO LED                                   $187.200
      VALOR TOTAL                                    $566.250
    """))  # fmt: skip
    assert [said(line) for line in found] == [
        ("PEGANTE PVC", 21, 18050, 379050),
        ("BOMBILLO LED", 18, 10400, 187200),
    ]


def test_a_sentence_over_two_lines_with_its_amount_at_the_end_is_one_item():
    found = lines(page("""
      Me permito facturar lo siguiente:

      1. Elaboracion del plan de manejo de transito - frente 2 - 1,00 serv a
      3.661.150,00 c/u                                                       3.661.150,00
      2. Asesoria en presupuesto de obra - 3,00 mes a 3.842.050,61 c/u      11.526.151,83

      Subtotal                                                              15.187.301,83
      Total                                                                 15.187.301,83
    """))  # fmt: skip
    assert [said(line) for line in found] == [
        ("Elaboracion del plan de manejo de transito - frente 2", 1, 3661150, 3661150),
        ("Asesoria en presupuesto de obra", 3, Decimal("3842050.61"), Decimal("11526151.83")),
    ]
    assert [line.unit for line in found] == ["serv", "mes"]


def test_the_price_on_the_line_below_belongs_to_the_item():
    found = lines(page("""
      8 CEMENTO BLANCO KILO                    40.000
        5.000 c/u IVA 19

      VALOR TOTAL                              40.000
    """))  # fmt: skip
    assert [said(line) for line in found] == [("CEMENTO BLANCO KILO", 8, 5000, 40000)]


def test_one_concept_right_over_the_sums_is_the_item():
    found = lines(page("""
      Servicios prestados en el periodo:
      Honorarios por asesoria en seguridad                   2.716.050

                                      Subtotal               2.716.050
                                      IVA 19%                  516.050
                                      Total                  3.232.100
    """))  # fmt: skip
    assert [said(line) for line in found] == [("Honorarios por asesoria en seguridad", None, None, 2716050)]


def test_fees_named_as_a_sum_are_no_item():
    found = lines(page("""
      Servicios de ingenieria segun contrato

      Honorarios antes de IVA                                2.716.050
      IVA 19%                                                  516.050
      Total                                                  3.232.100
    """))  # fmt: skip
    assert found == ()
