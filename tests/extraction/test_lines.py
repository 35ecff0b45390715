"""The table of items on typeset pages: columns, wraps, tickets, pages, and prices with or without tax."""

from decimal import Decimal

from invoices.extraction import fields
from tests.extraction.typeset import page


def lines(*pages):
    return fields.read_document(pages, source="text").lines


def said(line):
    return (line.code, line.description, line.quantity, line.unit_price, line.total)


def test_a_description_that_wraps_below_belongs_to_the_row_above_it():
    found = lines(page("""
      Codigo   Descripcion                    Cantidad     Vr. Unitario      Vr. Total
      C-01     Cemento gris de uso                   2        30.000,00      60.000,00
               general por 50 kg
      C-02     Arena                                 1        45.000,00      45.000,00

                                                             Subtotal       105.000,00
    """))  # fmt: skip
    assert [line.description for line in found] == ["Cemento gris de uso general por 50 kg", "Arena"]


def test_a_price_with_tax_and_a_total_without_it_agree():
    (line,) = lines(page("""
      Codigo   Descripcion      Cantidad    Precio Unitario    % IVA     Vr. Total
      C-01     Cinta                   2          11.900,00       19     20.000,00

                                                   Subtotal              20.000,00
                                                   IVA                    3.800,00
                                                   TOTAL                 23.800,00
    """))  # fmt: skip
    assert (line.quantity, line.unit_price, line.total, line.tax_rate) == (2, 11900, 20000, 19)
    assert line.confidence >= 0.9


def test_a_row_that_does_not_multiply_is_doubtful():
    (line,) = lines(page("""
      Codigo   Descripcion      Cantidad    Precio Unitario     Vr. Total
      C-01     Cinta                   3          10.000,00     20.000,00

                                                     TOTAL      25.000,00
    """))  # fmt: skip
    assert line.confidence < 0.7


def test_a_quantity_that_may_be_a_thousand_or_one_is_settled_by_the_product():
    first, second = lines(page("""
      Codigo   Descripcion      Cantidad    Precio Unitario     Vr. Total
      C-01     Ladrillo            1.000             900,00    900.000,00
      C-02     Arena               1.500          60.000,00     90.000,00

                                                   Subtotal    990.000,00
    """))  # fmt: skip
    assert first.quantity == 1000
    assert second.quantity == Decimal("1.5")


def test_a_table_without_heads_on_the_next_page_goes_on():
    found = lines(
        page("""
      Codigo   Descripcion      Cantidad    Precio Unitario     Vr. Total
      C-01     Ladrillo               10             900,00      9.000,00
        """),
        page("""
      C-02     Arena                   2          60.000,00    120.000,00

                                                   Subtotal    129.000,00
        """),
    )  # fmt: skip
    assert [said(line)[:3] for line in found] == [("C-01", "Ladrillo", 10), ("C-02", "Arena", 2)]
    assert [line.page for line in found] == [0, 1]


def test_a_ticket_sets_an_item_in_three_lines():
    found = lines(page("""
            CANT   DESCRIPCION              VALOR
            7701234500011
            ARROZ X 5 KG
            2 UND X $20.500               $41.000
            7701234500028
            AGUA 600 ML
            3 UND X $1.500                 $4.500
            SUBTOTAL                      $45.500
            TOTAL                         $45.500
    """))  # fmt: skip
    assert [said(line) for line in found] == [
        ("7701234500011", "ARROZ X 5 KG", 2, 20500, 41000),
        ("7701234500028", "AGUA 600 ML", 3, 1500, 4500),
    ]


def test_heads_in_two_languages_are_one_column_each():
    (line,) = lines(page("""
      Item / Item    Description / Descripcion      Qty / Cant.     Unit price / Precio     Amount / Importe
      1              Software license                         2               5,000.00            10,000.00

                                                                     Subtotal                     10,000.00
    """))  # fmt: skip
    assert said(line)[1:] == ("Software license", 2, 5000, 10000)


def test_a_bilingual_head_read_as_one_word_is_one_column():
    (line,) = lines(page("""
      Item/Item      Description/Descripcion     Qty/Cant.     Unit price/Precio     Amount/Importe
      1              Onboarding                          2            100,000.00         200,000.00

                                                               Total due              200,000.00
    """))  # fmt: skip
    assert (line.description, line.quantity, line.total) == ("Onboarding", 2, 200000)


def test_totals_are_not_items():
    found = lines(page("""
      Codigo   Descripcion      Cantidad    Precio Unitario     Vr. Total
      C-01     Ladrillo               10             900,00      9.000,00
                                                   Subtotal      9.000,00
                                                   IVA 19%       1.710,00
                                                   TOTAL        10.710,00
    """))  # fmt: skip
    assert len(found) == 1


def test_a_page_without_a_table_has_no_items():
    assert lines(page("Recibimos la suma de $ 50.000 por arriendo de marzo")) == ()
