"""Items that tables hide: lists known by their sum, running numbers, rolls, codes over names, long names."""

from invoices.extraction import fields
from tests.extraction.typeset import page


def lines(*pages):
    return fields.read_document(pages, source="text").lines


def said(line):
    return (line.description, line.quantity, line.unit_price, line.total)


def test_concepts_without_quantity_or_price_are_known_by_their_sum():
    found = lines(page("""
      Tasa de aseo no residencial                              SERV         1          32.100
      Energia activa nivel 2                                   KWH      3.424       2.684.416

                                                   Subtotal                         2.716.516
                                                   Total a pagar                    2.716.516
    """))  # fmt: skip
    assert [said(line) for line in found] == [
        ("Tasa de aseo no residencial", 1, None, 32100),
        ("Energia activa nivel 2", 3424, None, 2684416),
    ]
    assert [line.unit for line in found] == ["SERV", "KWH"]


def test_concepts_that_come_to_nothing_printed_are_no_items():
    assert lines(page("""
      Tasa de aseo no residencial                                                      32.100
      Energia activa nivel 2                                                        2.684.416

                                                   Total a pagar                    9.999.999
    """)) == ()  # fmt: skip


def test_subtotal_and_tax_that_make_the_total_are_no_items():
    assert lines(page("""
      Compra de materiales segun remision adjunta

                                                   Subtotal                           100.000
                                                   IVA 19%                             19.000
                                                   Total a pagar                      119.000
    """)) == ()  # fmt: skip


def test_running_numbers_without_a_head_are_not_part_of_the_quantity():
    found = lines(page("""
              CANTIDAD PRODUCTO                                       VALOR
         1       23,00 DISCO DE CORTE                               933.800
         2        4,00 CASCO BLANCO                                 273.800

                                              SUBTOTAL            1.207.600
    """))  # fmt: skip
    assert [said(line) for line in found] == [
        ("DISCO DE CORTE", 23, None, 933800),
        ("CASCO BLANCO", 4, None, 273800),
    ]


def test_a_roll_prints_the_name_under_its_figures_and_the_letter_of_the_tax_behind():
    found = lines(page("""
      Fecha: 05/02/2025
      11 UN X $ 39.500
      7701601956632                                                                   $ 434.500 A
      BOLSA INDUSTRIAL NEGRA
      3 UN X $ 38.150
      7707585927920                                                                   $ 114.450 A
      TRAPERO INDUSTRIAL

      TOTAL                                                                           $ 548.950
    """))  # fmt: skip
    assert [(line.code, *said(line)) for line in found] == [
        ("7701601956632", "BOLSA INDUSTRIAL NEGRA", 11, 39500, 434500),
        ("7707585927920", "TRAPERO INDUSTRIAL", 3, 38150, 114450),
    ]


def test_a_code_over_the_name_in_one_column_is_told_from_it():
    found = lines(page("""
      Pos.     Articulo                      Cantidad     Valor unitario      IVA %      Valor neto
               Texto breve
      00010    038                               1318           3.764,00         19    4.960.952,00
               VARILLA CORRUGADA 3/8 X 12 M NTC 2289 GRADO 60
      00020    040                               1391           4.037,00         19    5.615.467,00
               VARILLA CORRUGADA 5/8 X 12 M NTC 2289 GRADO 60

                                                          Subtotal            10.576.419,00
    """))  # fmt: skip
    assert [(line.code, *said(line)) for line in found] == [
        ("038", "VARILLA CORRUGADA 3/8 X 12 M NTC 2289 GRADO 60", 1318, 3764, 4960952),
        ("040", "VARILLA CORRUGADA 5/8 X 12 M NTC 2289 GRADO 60", 1391, 4037, 5615467),
    ]


def test_a_head_with_a_joining_word_is_one_column():
    (line,) = lines(page("""
      Pos.   Descripcion del item                           Cant      Unitario           Total
      1      MAMPOSTERIA EN BLOQUE NUMERO CINCO               56     50.950,00    2.853.200,00

                                                          Subtotal                2.853.200,00
    """))  # fmt: skip
    assert (line.code, line.description) == (None, "MAMPOSTERIA EN BLOQUE NUMERO CINCO")
