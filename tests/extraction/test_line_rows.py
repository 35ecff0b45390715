"""Rows without heads, names printed around their figures, and what stands among the items without being one."""

from decimal import Decimal

from invoices.extraction import fields
from tests.extraction.typeset import page


def lines(*pages):
    return fields.read_document(pages, source="text").lines


def test_a_table_without_heads_over_several_pages_is_known_by_its_rows():
    found = lines(
        page("""
      1    10  Varilla cooper weld con conector             694.500,00
      2    15  Luminaria led panel empotrar               1.344.000,00
      3     3  Cable verde rollo por                        831.750,00
               cien metros
      --------------------------------------------------------------
                                            VAN ...       2.870.250,00
        """),
        page("""
                                         VIENEN ...       2.870.250,00
      4    11  Breaker enchufable                           641.300,00
      5     1  Transformador trifasico                    5.498.200,00

                                         SUBTOTAL         9.009.750,00
                                         TOTAL            9.009.750,00
        """),
    )  # fmt: skip
    assert [(line.quantity, line.description, line.total) for line in found] == [
        (10, "Varilla cooper weld con conector", 694500),
        (15, "Luminaria led panel empotrar", 1344000),
        (3, "Cable verde rollo por cien metros", 831750),
        (11, "Breaker enchufable", 641300),
        (1, "Transformador trifasico", 5498200),
    ]


def test_dates_and_plates_beside_the_names_are_no_part_of_them():
    first, *_ = lines(page("""
      01-10-2024   SPT715   Cama baja traslado           9.00   VIAJE    333,550.00   3,001,950.00
      28-09-2024   TLK779   Cama baja traslado           6.00   VIAJE    572,900.00   3,437,400.00
      01-10-2024   JVO268   Hora de espera en cargue    12.50   HORA      75,700.00     946,250.00

                                                       Subtotal                       7,385,600.00
    """))  # fmt: skip
    assert (first.description, first.code, first.unit) == ("Cama baja traslado", None, "VIAJE")
    assert (first.quantity, first.unit_price, first.total) == (9, 333550, 3001950)


def test_rows_set_alike_that_come_to_no_total_are_no_items():
    found = lines(page("""
      Saldo del mes de enero                              694.500,00
      Saldo del mes de febrero                          1.344.000,00
      Saldo del mes de marzo                              831.750,00

                                         TOTAL             90.000,00
    """))  # fmt: skip
    assert found == ()


def test_a_title_over_items_is_part_of_no_name():
    found = lines(page("""
      No   Descripcion                      Und    Cant    Vr. Unitario       Vr. Total
      1. PRELIMINARES
      1    Concreto clase D                  M3       2      673.250,00    1.346.500,00
      2. ESTRUCTURA
      2    Panete liso sobre muros           M2     469       30.400,00   14.257.600,00

                                                           Subtotal       15.604.100,00
    """))  # fmt: skip
    assert [line.description for line in found] == ["Concreto clase D", "Panete liso sobre muros"]


def test_a_remark_over_the_first_item_is_no_part_of_its_name():
    found = lines(page("""
      Descripcion                        Und    Cant    Vr. Unitario       Vr. Total
      Corte del 10 de enero al 8 de febrero
      Manlift articulado diesel         HORA       6      148.500,00      891.000,00

                                                          Subtotal        891.000,00
    """))  # fmt: skip
    assert [line.description for line in found] == ["Manlift articulado diesel"]


def test_a_name_set_around_its_figures_keeps_both_of_its_lines():
    found = lines(page("""
      Codigo   Descripcion                    Cantidad     Vr. Unitario      Vr. Total
               Cemento gris de uso
      C-01                                           2        30.000,00      60.000,00
               general por 50 kg
      C-02     Arena                                 1        45.000,00      45.000,00

                                                             Subtotal       105.000,00
    """))  # fmt: skip
    assert [line.description for line in found] == ["Cemento gris de uso general por 50 kg", "Arena"]


def test_each_name_belongs_to_the_figures_below_it():
    found = lines(page("""
      Descripcion           Cant     Emp.     P. Unitario         Total
      Sanitario dual flush alongado blanco
      7708465826304            2       UN         431.000       862.000
      Mezclador lavaplatos monocontrol
      7700835954570            3       UN         218.200       654.600

                                                  Subtotal    1.516.600
    """))  # fmt: skip
    assert [(line.code, line.description) for line in found] == [
        ("7708465826304", "Sanitario dual flush alongado blanco"),
        ("7700835954570", "Mezclador lavaplatos monocontrol"),
    ]


def test_a_code_before_the_name_under_its_own_label_is_taken_out_of_it():
    found = lines(page("""
      Descripcion                       Cant     P. Unitario         Total
      SKU 577316 Tubo led 18W              2         431.000       862.000
      Referencia de pago electronico       1          10.000        10.000

                                                 Subtotal          872.000
    """))  # fmt: skip
    assert [(line.code, line.description) for line in found] == [
        ("577316", "Tubo led 18W"), (None, "Referencia de pago electronico"),
    ]  # fmt: skip


def test_the_next_part_of_a_page_is_no_item():
    (line,) = lines(page("""
      Descripcion del cargo                         Cargo ($)
      Equipo terminal en comodato                   37.250,34

      Resumen de la factura
      Valor de la factura anterior                 275.000,00

                                    Subtotal        37.250,34
                                    Total           37.250,34
    """))  # fmt: skip
    assert (line.description, line.total) == ("Equipo terminal en comodato", Decimal("37250.34"))


def test_a_discount_below_the_items_with_a_sign_before_it_is_none_of_them():
    found = lines(page("""
      Cant    Equipo                    Dias      Diario         Total
        94    Puntal telescopico          31         472     1.375.408
         1    Transporte de equipo         1     365.000       365.000
                    (-) DESCUENTOS         $           0
                    VALOR BRUTO            $   1.740.408
    """))  # fmt: skip
    assert len(found) == 2


def test_a_row_whose_figures_fell_under_wrong_heads_keeps_its_name_and_code():
    first, second, third = lines(page("""
      Codigo   Descripcion                     Cantidad    Vr. Unitario       Vr. Total
      A-1      Grava triturada                        8       10.000,00       80.000,00
      A-2      Arena lavada                           5       20.000,00      100.000,00
      A-3      Cemento gris de uso general por        3 30.000,00             90.000,00

                                                              Subtotal       270.000,00
    """))  # fmt: skip
    assert (third.code, third.quantity, third.unit_price) == ("A-3", 3, 30000)
    assert (first.code, second.code) == ("A-1", "A-2")


def test_a_pump_that_calls_its_total_a_sale_is_read():
    (line,) = lines(page("""
      PRODUCTO:  BIODIESEL B10
      Cantidad Gl  15,385
      PRECIO GALON:  11.200
      Venta  172.312

      Total a pagar                172.312
    """))  # fmt: skip
    assert (line.description, line.unit_price, line.total) == ("BIODIESEL B10", 11200, 172312)


def test_the_concept_of_a_cuenta_de_cobro_may_stand_a_blank_line_below_its_label():
    (line,) = lines(page("""
      CUENTA DE COBRO No. 12
      La suma de $2.046.100 correspondiente a:

      Levantamiento arquitectonico de la sede
      administrativa.

      Favor consignar en la cuenta de ahorros
    """))  # fmt: skip
    assert line.description == "Levantamiento arquitectonico de la sede administrativa."


def test_how_many_there_are_may_be_run_into_the_name():
    found = lines(page("""
      1    10VARILLA COOPER WELD CON CONECTOR           694.500,00
      2    15 LUMINARIA LED PANEL EMPOTRAR            1.344.000,00
      3    3CABLE VERDE ROLLO                           831.750,00

                                        SUBTOTAL      2.870.250,00
    """))  # fmt: skip
    assert [(line.quantity, line.description) for line in found] == [
        (10, "VARILLA COOPER WELD CON CONECTOR"), (15, "LUMINARIA LED PANEL EMPOTRAR"), (3, "CABLE VERDE ROLLO"),
    ]  # fmt: skip


def test_a_size_before_one_name_is_no_quantity():
    found = lines(page("""
      Descripcion                                          Valor
      10 metros de varilla cooper weld                694.500,00
      Luminaria led panel empotrar                  1.344.000,00
      Cable verde rollo                               831.750,00

                                        SUBTOTAL    2.870.250,00
    """))  # fmt: skip
    assert found[0].description == "10 metros de varilla cooper weld"
    assert [line.quantity for line in found] == [None, None, None]
