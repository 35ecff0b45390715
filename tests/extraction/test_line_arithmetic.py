"""What the figures of the items prove: columns without known heads, lost and misread figures, sums of chapters."""

from decimal import Decimal

from invoices.extraction import fields
from invoices.extraction.arithmetic import Figures, prove, quantity_from
from invoices.extraction.figures import cell_guesses, guesses, sound
from invoices.extraction.result import Box, Word
from tests.extraction.typeset import ROWS, page

STEP = 1 / (ROWS + 2)


def lines(*pages):
    return fields.read_document(pages, source="text").lines


def said(line):
    return (line.description, line.quantity, line.unit_price, line.total)


def test_columns_with_unknown_heads_are_told_by_their_product():
    first, second = lines(page("""
      Descripcion            Xyz         Zyx         Valor total
      Ladrillo                10      900,00            9.000,00
      Arena de rio             2   45.000,00           90.000,00

                                   Subtotal            99.000,00
    """))  # fmt: skip
    assert said(first) == ("Ladrillo", 10, 900, 9000)
    assert said(second) == ("Arena de rio", 2, 45000, 90000)


def test_a_head_that_says_quantity_over_something_else_is_not_believed():
    (first, second) = lines(page("""
      Descripcion            Cantidad      Despacho       Precio       Valor total
      Ladrillo                      7            10       900,00          9.000,00
      Arena de rio                  9             2    45.000,00         90.000,00

                                                        Subtotal         99.000,00
    """))  # fmt: skip
    assert [first.quantity, second.quantity] == [10, 2]


def test_a_table_without_heads_is_known_by_its_products():
    found = lines(page("""
      FERRETERIA EL TORNILLO

      Cemento gris x 50 kg         10      32.000       320.000
      Varilla corrugada 1/2         4      27.500       110.000

                                 TOTAL                  430.000
    """))  # fmt: skip
    assert [said(line) for line in found] == [
        ("Cemento gris x 50 kg", 10, 32000, 320000),
        ("Varilla corrugada 1/2", 4, 27500, 110000),
    ]


def test_a_lone_digit_lost_in_the_quantity_column_follows_from_price_and_total():
    first, second = lines(page("""
      Descripcion            Cantidad        Precio       Valor total
      Ladrillo                     10        900,00          9.000,00
      Cargo fijo                          13.550,00         13.550,00

                                           Subtotal         22.550,00
    """))  # fmt: skip
    assert second.quantity == 1
    assert second.confidence < first.confidence
    assert any("cantidad" in reason for reason in second.reasons)


def test_a_quantity_is_not_made_up_where_total_by_price_is_not_even():
    (line,) = lines(page("""
      Descripcion            Cantidad        Precio       Valor total
      Ladrillo                               907,00          9.000,00

                                           TOTAL             9.000,00
    """))  # fmt: skip
    assert line.quantity is None


def test_a_discount_in_percent_is_taken_off_before_the_row_comes_out():
    (line,) = lines(page("""
      Descripcion        Cantidad       Precio     % Dcto       Valor total
      Pintura                   3   100.000,00        10%        270.000,00

                                      Subtotal                   270.000,00
    """))  # fmt: skip
    assert said(line) == ("Pintura", 3, 100000, 270000)
    assert line.confidence >= 0.9


def test_the_sum_of_a_chapter_is_no_item():
    found = lines(page("""
      Item   Descripcion               Cantidad       Vr. unitario      Vr. total
             PRELIMINARES
      1.1    Descapote                       10          5.000,00       50.000,00
      1.2    Replanteo                        4         20.000,00       80.000,00
             Subtotal capitulo 1                                       130.000,00
             CIMENTACION
      2.1    Excavacion                       6         30.000,00      180.000,00
             Subtotal capitulo 2                                       180.000,00

                                                 COSTO DIRECTO         310.000,00
                                                 Administracion 8%      24.800,00
                                                 TOTAL                 334.800,00
    """))  # fmt: skip
    assert [line.total for line in found] == [50000, 80000, 180000]


def test_an_item_named_after_a_total_does_not_end_the_table():
    found = lines(page("""
      Descripcion               Cantidad        Precio       Valor total
      Levantamiento con               14      8.000,00        112.000,00
      estacion
      total
      Arena                            2     45.000,00         90.000,00

                                              Subtotal        202.000,00
    """))  # fmt: skip
    assert [line.total for line in found] == [112000, 90000]


def test_codes_under_the_head_of_descriptions_change_places_with_the_names():
    first, second = lines(page("""
      Cantidad   Nombre          Articulo                    Precio       Valor total
             3   7701234500011   CINTA DE EMPAQUE          5.000,00         15.000,00
             2   7701234500028   CARPETA COLGANTE          2.000,00          4.000,00

                                                           Subtotal         19.000,00
    """))  # fmt: skip
    assert (first.code, first.description) == ("7701234500011", "CINTA DE EMPAQUE")
    assert second.description == "CARPETA COLGANTE"


def test_on_a_roll_the_name_stands_over_its_sum():
    found = lines(page("""
            CODIGO Y PRODUCTO
            CANT  V. UNIT              V. TOTAL
            61857 ALMUERZO EJECUTIVO
            5     18.000                 90.000
            2649 REFRIGERIO OBRA (JUGO
            Y FRUTA)
            3      9.500                 28.500
            TOTAL                       118.500
    """))  # fmt: skip
    assert [said(line) for line in found] == [
        ("ALMUERZO EJECUTIVO", 5, 18000, 90000),
        ("REFRIGERIO OBRA (JUGO Y FRUTA)", 3, 9500, 28500),
    ]


def test_what_was_paid_and_the_table_of_taxes_of_a_roll_are_no_items():
    found = lines(page("""
            PRODUCTO                      VALOR
            GASEOSA 400 ML
            8 @ 4.700                    37.600
            AGUA EN BOTELLA
            4 @ 3.300                    13.200
            TOTAL                        50.800
            Efectivo                     60.000
            Cambio                        9.200
            TARIFA      BASE              VALOR
            INC 8%    47.037              3.763
    """))  # fmt: skip
    assert [line.total for line in found] == [37600, 13200]


def test_marks_of_thousands_read_wrong_are_mended():
    assert sound(guesses("16.595,600.00")) == Decimal("16595600.00")
    assert sound(guesses("4288.000")) == 4288000
    assert sound(guesses("3°813.110")) == 3813110
    assert sound(cell_guesses(["1", ".250,00"])) == 1250


def test_a_sound_figure_is_not_mended():
    assert guesses("1.250,00")[0].value == 1250
    assert guesses("2,5", money=False)[0].value == Decimal("2.5")
    assert guesses("UND") == ()


def test_a_letter_in_the_place_of_a_digit_is_believed_only_when_the_product_bears_it_out():
    price, total = guesses("5.000"), guesses("5.000")
    assert sound(guesses("l", money=False)) is None
    assert prove(Figures(guesses("l", money=False), price, total)) is not None
    assert prove(Figures(guesses("l", money=False), price, guesses("7.000"))) is None


def test_tax_in_the_price_is_supposed_only_at_a_rate_the_row_prints():
    taxed = Figures(guesses("2"), guesses("11.900"), guesses("20.000"), rates=(Decimal(19),))
    plain = Figures(guesses("2"), guesses("11.900"), guesses("20.000"))
    assert prove(taxed) is not None
    assert prove(plain) is None


def test_a_quantity_from_a_price_of_few_pesos_would_always_be_even_and_is_refused():
    assert quantity_from(Decimal(30000), Decimal(75000), "plain", None, ()) == Decimal("2.5")
    assert quantity_from(Decimal(3), Decimal(10), "plain", None, ()) is None


def test_a_row_torn_by_a_leaning_photo_is_put_together_again():
    level = page("""
      Cant       Detalle                                     Vr. unitario       Vr. total
      5          SOPORTE TECNICO                                   86.100         430.500
      3          HONORARIOS                                     2.869.600       8.608.800
      2          VIGILANCIA                                       700.400       1.400.800
      8          TOPOGRAFIA                                       680.550       5.444.400
    """)  # fmt: skip
    lean = 1.3 * STEP  # so much lower at the right edge than at the left
    leaning = tuple(Word(w.text, _lower(w.box, lean * w.box.x0)) for w in level)
    found = fields.read_document([leaning], source="ocr").lines
    assert [(line.description, line.quantity, line.total) for line in found] == [
        ("SOPORTE TECNICO", 5, 430500),
        ("HONORARIOS", 3, 8608800),
        ("VIGILANCIA", 2, 1400800),
        ("TOPOGRAFIA", 8, 5444400),
    ]


def _lower(box, by):
    return Box(box.x0, box.y0 + by, box.x1, box.y1 + by)


def test_quantity_and_price_read_as_one_word_are_cut_where_they_multiply():
    first, second = lines(page("""
            CODIGO Y PRODUCTO
            CANT  V. UNIT              V. TOTAL
            020 AZUCAR BLANCA
            611850                       71.100
            024 DETERGENTE
            11    28.550                314.050
            TOTAL                       385.150
    """))  # fmt: skip
    assert said(first) == ("AZUCAR BLANCA", 6, 11850, 71100)
    assert said(second) == ("DETERGENTE", 11, 28550, 314050)


def test_print_at_the_foot_of_a_form_is_no_item():
    found = lines(page("""
      No.   CONCEPTO                   CANT      PRECIO       TOTAL
      1     ALQUILER MEZCLADORA          11      63.950     703.450
      2     ALQUILER FORMALETA           24       1.263      30.312





      TIPOGRAFIA LA PRENSA VIEJA                 25.601     26.100
    """))  # fmt: skip
    assert [line.total for line in found] == [703450, 30312]


def test_transport_as_an_item_is_not_a_sum_carried_over():
    found = lines(page("""
      CANT     ARTICULOS                              VALOR
      10       TRANSPORTE DE MATERIAL             3.420.500
      5        STAND BY                             318.000
               VAN                                3.738.500
    """))  # fmt: skip
    assert [line.total for line in found] == [3420500, 318000]


def test_without_heads_a_name_may_stand_between_quantity_and_price():
    found = lines(page("""
      FERRETERIA EL TORNILLO

      950     7705888595426   VARILLA CORRUGADA 3/8      3.750,00     3.562.500,00
      12      7705888595427   ARROZ X 5 KG              22.550,00       270.600,00

                                                 TOTAL                3.833.100,00
    """))  # fmt: skip
    assert [(line.quantity, line.total) for line in found] == [(950, 3562500), (12, 270600)]
    assert "VARILLA CORRUGADA 3/8" in found[0].description


def test_an_address_and_a_date_do_not_multiply():
    assert lines(page("""
      Carrera 13   # 93-40 Oficina 502      601 7459032   2025/03/10
      Calle 100    # 19-61 Piso 8           19   07   2025
    """)) == ()  # fmt: skip
