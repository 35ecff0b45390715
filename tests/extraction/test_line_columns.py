"""What stands under the heads of the table of items: heads that mean other things, days, and names among codes."""

from decimal import Decimal

from invoices.extraction import fields
from tests.extraction.typeset import page


def lines(*pages):
    return fields.read_document(pages, source="text").lines


def test_a_price_paid_for_days_is_multiplied_by_quantity_and_days():
    found = lines(page("""
      Codigo   Equipo                 Cant     Inicio       Dias     Tarifa dia        Valor
      342-19   Andamio certificado      43   16/05/2024       13          2.690     1.503.710
      760-03   Puntal telescopico      165   16/05/2024       12            378       748.440

                                                               Subtotal             2.252.150
    """))  # fmt: skip
    assert [(line.quantity, line.unit_price, line.total) for line in found] == [
        (43, 2690, 1503710), (165, 378, 748440),
    ]  # fmt: skip
    assert all(line.confidence >= 0.9 for line in found)


def test_days_are_the_quantity_where_no_other_is_told():
    (line,) = lines(page("""
      Codigo   Equipo                 Dias     Tarifa dia        Valor
      342-19   Andamio certificado      13          2.690       34.970

                                         Subtotal               34.970
    """))  # fmt: skip
    assert (line.quantity, line.unit_price, line.total) == (13, 2690, 34970)


def test_days_beside_a_total_they_are_not_part_of_are_left_out():
    first, second = lines(page("""
      Codigo   Descripcion            Cant     Dias     Vr. Unitario        Valor
      342-19   Andamio certificado      43       13            2.690      115.670
      760-03   Puntal telescopico      165       12              378       62.370

                                                  Subtotal                178.040
    """))  # fmt: skip
    assert (first.quantity, first.total) == (43, 115670)
    assert (second.quantity, second.total) == (165, 62370)


def test_of_two_heads_that_may_name_an_item_the_one_over_names_does():
    first, _ = lines(page("""
      Material     Descripcion del item          Cant     P. Unit.        Valor
      EFS-3667     Lana de vidrio                   2    30.000,00    60.000,00
      FAE-6289     Resina epoxica                   1    45.000,00    45.000,00

                                                          Subtotal   105.000,00
    """))  # fmt: skip
    assert (first.code, first.description) == ("EFS-3667", "Lana de vidrio")


def test_desc_before_another_word_is_a_description_and_alone_a_discount():
    (line,) = lines(page("""
      Item       Desc. item            UM     Cantidad    P. lista    Desc.    Vr. neto
      CGH-7744   Empaque 4 pulgadas    PZ            2      34.800       10      62.640

                                                  Subtotal               62.640
    """))  # fmt: skip
    assert (line.description, line.unit_price, line.total) == ("Empaque 4 pulgadas", 34800, 62640)


def test_a_head_of_units_over_figures_tells_how_many():
    first, second = lines(page("""
      Descripcion            Unds.    Presentacion     P. Unit.         Valor
      Concreto 21 mpa         12,5              M3    95.650,00  1.195.625,00
      Toma de cilindros          6             UND    10.000,00     60.000,00

                                                       Subtotal  1.255.625,00
    """))  # fmt: skip
    assert (first.quantity, first.unit) == (Decimal("12.5"), "M3")
    assert (second.quantity, second.unit) == (6, "UND")


def test_a_size_at_the_end_of_a_long_name_is_no_price():
    _, second = lines(page("""
      Codigo   Cantidad   Descripcion                          Vr. Unitario    Vr. Total
      018             3   Boligrafo negro                         11.400,00    34.200,00
      021            11   Marcador borrable surtido caja X 12     25.400,00   279.400,00

                                                               Subtotal       313.600,00
    """))  # fmt: skip
    assert second.description == "Marcador borrable surtido caja X 12"
    assert (second.quantity, second.unit_price, second.total) == (11, 25400, 279400)


def test_a_table_of_many_columns_is_known_though_few_of_its_heads_are():
    first, second = lines(page("""
      No. Guia     Servicio            Cajas   Kilos   Vr. flete   C. manejo    Total guia
      7537145390   Documento urbano        1      16      25.898       2.252        28.150
      7537146545   Paquete terrestre       3      68      49.542       4.308        53.850

                                                       Subtotal                     82.000
                                                       TOTAL                        82.000
    """))  # fmt: skip
    assert [(line.description, line.total) for line in (first, second)] == [
        ("Documento urbano", 28150), ("Paquete terrestre", 53850),
    ]  # fmt: skip
    assert first.unit_price is None


def test_a_sentence_with_the_words_of_heads_is_no_head():
    found = lines(page("""
      El valor total de la descripcion de los servicios que se prestaron en la obra fue de acuerdo

      Codigo   Descripcion      Cantidad    Precio Unitario     Vr. Total
      C-01     Ladrillo               10             900,00      9.000,00

                                                   Subtotal      9.000,00
    """))  # fmt: skip
    assert [(line.code, line.description) for line in found] == [("C-01", "Ladrillo")]


def test_a_band_of_totals_is_no_head():
    found = lines(page("""
      Codigo   Descripcion      Cantidad    Precio Unitario     Vr. Total
      C-01     Ladrillo               10             900,00      9.000,00

      Valor servicios   9.000,00   Precio   Cantidad   Total   9.000,00
    """))  # fmt: skip
    assert [(line.code, line.quantity) for line in found] == [("C-01", 10)]


def test_lines_of_a_table_that_only_add_up_end_where_they_do():
    found = lines(page("""
      Descripcion del cargo            Periodo        Cargo ($)
      Internet dedicado                01/08          22.100,00
      Telefonia local                  01/08          58.400,00
      Saldo anterior                                  10.000,00

                                       Subtotal       80.500,00
                                       Total          80.500,00
    """))  # fmt: skip
    assert [(line.description, line.total) for line in found] == [
        ("Internet dedicado", 22100), ("Telefonia local", 58400),
    ]  # fmt: skip


def test_whether_a_price_holds_its_tax_is_part_of_its_head():
    (line,) = lines(page("""
      Descripcion              Cant    P. Unitario c/IVA    IVA    Total c/IVA
      Taladro percutor            2              431.000     19        862.000

                                                           TOTAL       862.000
    """))  # fmt: skip
    assert (line.quantity, line.unit_price, line.total) == (2, 431000, 862000)


def test_a_total_with_its_tax_inside_is_a_total_and_no_tax():
    (line,) = lines(page("""
      Producto                 Ctd.    Precio IVA incl.    Iva %    Total IVA incl.
      Taladro percutor            2             431.000       19            862.000

                                                      TOTAL                 862.000
    """))  # fmt: skip
    assert (line.quantity, line.unit_price, line.total) == (2, 431000, 862000)


def test_a_row_with_a_discount_among_rows_without_one_keeps_its_quantity():
    *_, last = lines(page("""
      Descripcion              Cant    P. Unitario    Desc.         Total
      Taladro percutor            2        431.000       0%       862.000
      Escalera tijera             1        205.000       0%       205.000
      Cerradura digital           1        100.000      10%        90.000

                                                  Subtotal      1.157.000
    """))  # fmt: skip
    assert (last.quantity, last.unit_price, last.total) == (1, 100000, 90000)


def test_sizes_in_names_on_lines_of_their_own_do_not_outvote_the_figures():
    found = lines(page("""
      Producto                 Ctd.     U.M.     IVA incl.     Iva %      Total
      7709749827710               2       UN       581.400        19  1.162.800
      PLU 160142 TALADRO 20V 2 BAT 1.5AH
      7703913666495               2       UN        73.800        19    147.600
      PLU 106234 TEJA PVC DE 3 METROS 40 KG
      7700336627126               3       UN        11.600        19     34.800
      PLU 269966 AGREGADO ARENA DE 3 SACO 40 KG

                                               TOTAL                  1.345.200
    """))  # fmt: skip
    assert [(line.quantity, line.unit_price, line.total) for line in found] == [
        (2, 581400, 1162800), (2, 73800, 147600), (3, 11600, 34800),
    ]  # fmt: skip
