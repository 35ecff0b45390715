"""Which figure of an item is the price and which how many, and what may stand between them or below them."""

from invoices.extraction import fields
from tests.extraction.typeset import page


def lines(*pages):
    return fields.read_document(pages, source="text").lines


def told(line):
    return (line.description, line.quantity, line.unit_price, line.total)


def test_the_figure_written_as_money_is_the_price_whatever_its_place():
    found = lines(page("""
      Escalera tijera 6 pasos             $411.700 x 23      $9.469.100
      Envio nacional                      $18.250 x 6          $109.500

                                          Subtotal          $ 9.578.600
    """))  # fmt: skip
    assert [told(line) for line in found] == [
        ("Escalera tijera 6 pasos", 23, 411700, 9469100),
        ("Envio nacional", 6, 18250, 109500),
    ]


def test_a_large_count_before_its_unit_stays_the_quantity():
    found = lines(page("""
      LADRILLO TOLETE          5.000 UND      850       4.250.000
      ARENA LAVADA             1.200 UND       90         108.000

                               Subtotal                 4.358.000
    """))  # fmt: skip
    assert [(line.quantity, line.unit_price) for line in found] == [(5000, 850), (1200, 90)]


def test_under_two_heads_of_units_the_money_is_the_price():
    found = lines(page("""
      Detalle de cobros            $/unidad     Cons. / und          Valor
      Consumo basico              $3.397,00              77    $261.569,00
      Reposicion de medidor      $25.350,00               1     $25.350,00

                                  Subtotal                     $286.919,00
    """))  # fmt: skip
    assert [told(line) for line in found] == [
        ("Consumo basico", 77, 3397, 261569),
        ("Reposicion de medidor", 1, 25350, 25350),
    ]


def test_a_word_of_the_tax_between_quantity_and_price_does_not_end_the_items():
    found = lines(page("""
      Pos   Descripcion              Medida    Cant.      IVA              $/Un           Valor
      10    ALQUILER CILINDRO        MES           5      19%         40,450.00      202,250.00
      20    CARGO TRANSPORTE         VJE          20      Excluido    81,800.00    1,636,000.00
      30    MEZCLA CARGA CILINDRO    CRG           3      19%        293,450.00      880,350.00

                                     Subtotal                                      2,718,600.00
    """))  # fmt: skip
    assert [(line.description, line.quantity) for line in found] == [
        ("ALQUILER CILINDRO", 5),
        ("CARGO TRANSPORTE", 20),
        ("MEZCLA CARGA CILINDRO", 3),
    ]


def test_names_under_a_head_of_another_meaning_are_the_names():
    found = lines(page("""
      Fecha       Hab       Cant.      Consumo                            Precio            Valor
      14-ago      201          12      Limonada de coco                14,472.00       173,664.00
      15-ago      202          13      Lavado de ropa bolsa            39,389.00       512,057.00

                                       Sub-total                                       685,721.00
    """))  # fmt: skip
    assert [told(line) for line in found] == [
        ("Limonada de coco", 12, 14472, 173664),
        ("Lavado de ropa bolsa", 13, 39389, 512057),
    ]
    assert [line.unit for line in found] == [None, None]


def test_sums_that_end_under_the_prices_are_no_items():
    found = lines(page("""
      Cant.    Detalle del trabajo                      Vr. Unitario         Vr. Total
      19       Impresion cartilla grapada                    $10.900          $207.100
                    Valor trabajos                          $207.100
                    Rebaja cliente                           $10.355
                    Mas estampilla                            $9.837
    """))  # fmt: skip
    assert [told(line) for line in found] == [("Impresion cartilla grapada", 19, 10900, 207100)]


def test_a_last_item_whose_total_alone_was_not_read_is_kept():
    found = lines(page("""
      Cant.    Detalle del trabajo                      Vr. Unitario         Vr. Total
      19       Impresion cartilla grapada                    $10.900          $207.100
      2        Camiseta bordada                              $54.000
    """))  # fmt: skip
    assert [(line.description, line.quantity) for line in found] == [
        ("Impresion cartilla grapada", 19), ("Camiseta bordada", 2),
    ]  # fmt: skip
