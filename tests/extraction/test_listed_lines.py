"""Items that tables hide: lists known by their sum, running numbers, rolls, codes over names, long names."""

from decimal import Decimal

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


def test_items_go_on_below_the_sum_of_a_chapter_even_without_prices():
    found = lines(page("""
      Descripcion                                           Cantidad   Und             Importe
      1. PRELIMINARES
      RETIRO DE SOBRANTES                                      17,00   M3           603.500,00
      EXCAVACION MECANICA                                      18,00   M3           400.500,00
                                             Subtotal capitulo 1                  1.004.000,00
      2. ESTRUCTURA
      MAMPOSTERIA EN BLOQUE                                    46,00   M2         2.270.100,00
                                             Subtotal capitulo 2                  2.270.100,00

                                             Subtotal                             3.274.100,00
    """))  # fmt: skip
    assert [line.quantity for line in found] == [17, 18, 46]


def test_an_amount_that_all_rows_above_come_to_begins_the_totals_whatever_it_is_called():
    found = lines(page("""
      Descripcion                                           Cantidad   Und             Importe
      RETIRO DE SOBRANTES                                      17,00   M3           603.500,00
      EXCAVACION MECANICA                                      18,00   M3           400.500,00
                                             Valor obra ejecutada                 1.004.000,00
                                             A. 12%                                 120.480,00
                                             U. 5%                                   50.200,00
    """))  # fmt: skip
    assert [line.description for line in found] == ["RETIRO DE SOBRANTES", "EXCAVACION MECANICA"]


def test_a_row_that_costs_what_the_one_above_does_is_an_item_and_no_sum():
    found = lines(page("""
      Descripcion                                           Cantidad   Und             Importe
      RETIRO DE SOBRANTES                                      17,00   M3           603.500,00
      EXCAVACION MECANICA                                      18,00   M3           603.500,00

                                             Subtotal                             1.207.000,00
    """))  # fmt: skip
    assert len(found) == 2


def test_a_discount_no_column_tells_is_seen_in_the_products():
    found = lines(page("""
      Cod.   Bien o servicio                            Q     Vlr. Unitario            Valor
      008    Cortadora de piso                       6,00         52.600,95       268.264,84
      026    Cercha metalica                        19,00        985.000,00    15.907.750,00

                                                  Subtotal                     16.176.014,84
    """))  # fmt: skip
    assert [(line.quantity, line.total) for line in found] == [(6, Decimal("268264.84")), (19, 15907750)]
    assert all(line.confidence >= 0.8 for line in found)


def test_a_concept_in_the_cell_beside_its_label_is_the_item():
    (line,) = lines(page("""
                            CUENTA DE COBRO No. 12

      Concepto:           honorarios por la representacion judicial en el
                          proceso ejecutivo 2024
      Valor:              $ 16.646.000
    """))  # fmt: skip
    assert line.description == "honorarios por la representacion judicial en el proceso ejecutivo 2024"


def test_an_item_written_as_a_form_is_read_by_its_labels():
    (line,) = lines(page("""
      ESTACION LA VARIANTE
      PLACA: LMN396
      PRODUCTO:                      Gasolina corriente
                                     oxigenada
      Gal:                                       23.320
      Vr. unitario:                            $ 15.300
      VALOR:                                   $ 356796

      TOTAL                                    $ 356796
    """))  # fmt: skip
    assert said(line) == ("Gasolina corriente oxigenada", Decimal("23.320"), 15300, 356796)


def test_labels_whose_figures_do_not_come_out_make_no_item():
    assert lines(page("""
      PRODUCTO:                      Gasolina corriente
      Gal:                                       23.320
      Vr. unitario:                            $ 15.300
      VALOR:                                   $ 999999

      TOTAL                                    $ 999999
    """)) == ()  # fmt: skip


def test_a_head_word_goes_with_the_next_when_both_are_heads_so():
    (line,) = lines(page("""
      DETALLE                                        P. UNIT. CTD. % IVA TOTAL LINEA
      Seguro hotelero                               10.600,00   17    19  180.200,00

                                                       Subtotal       180.200,00
    """))  # fmt: skip
    assert said(line) == ("Seguro hotelero", 17, 10600, 180200)


def test_a_withholding_below_the_items_is_none_though_it_has_a_base():
    found = lines(page("""
      Descripcion                          Cantidad        Precio           Total
      ARENA                                      10     60.000,00      600.000,00
      LADRILLO                                  100      1.000,00      100.000,00
      Retefuente                                          700.000       17.500,00
    """))  # fmt: skip
    assert [line.description for line in found] == ["ARENA", "LADRILLO"]


def test_sizes_in_a_name_that_multiply_by_chance_do_not_make_the_only_item():
    found = lines(page("""
      CANT     DESCRIPCION                               VALOR
      23.00    CANDADO ITALIANO 50 MM REF 1150      1,090,200
      18.00    CINTA AISLANTE                         120,600
      21.00    TEJA FIBROCEMENTO                    1,089,900
       6.00    BROCHA CERDA                            58,200
       4.00    BISTURI PLASTICO                        15,600

               TOTAL                                2,374,500
    """))  # fmt: skip
    assert [line.quantity for line in found] == [23, 18, 21, 6, 4]
