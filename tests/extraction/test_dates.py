"""Which date is which: by its label wherever the value stands, in cells, and never one of the authorisation's."""

from datetime import date, time

import pytest

from invoices.extraction.fields import read_document
from invoices.extraction.layout import lay_out
from invoices.extraction.result import Box, Word
from tests.extraction.typeset import page

HEAD = """
FERRETERIA LA ESQUINA SAS                       FACTURA DE VENTA No. FV 5120
NIT 900.123.456-8
{dates}
Cliente: CONSTRUCTORA EL CEDRO SAS
NIT 901.234.567-7

DESCRIPCION           CANT      PRECIO       TOTAL
CEMENTO GRIS             2      30.000      60.000

Total                                       60.000




{foot}
"""


def fields(dates, foot=""):
    return read_document([page(HEAD.format(dates=dates.strip("\n"), foot=foot))], source="text").fields


@pytest.mark.parametrize(
    ("heads", "cells"),
    [("DIA  MES  AÑO", "17   03   2025"), ("AÑO  MES  DIA", "2025 03   17"), ("DD   MM   AAAA", "17   MAR  2025")],
)
def test_day_month_and_year_stand_in_cells_in_any_order(heads, cells):
    read = fields(f"\n                              FECHA DE EMISION\n                              {heads}\n"
                  f"                              {cells}\n")  # fmt: skip
    assert read["issue_date"].value == date(2025, 3, 17)


def test_each_of_two_rows_of_cells_goes_with_the_label_over_it():
    read = fields("""
          FECHA DE EMISION           VENCIMIENTO
          DIA   MES   AÑO            DIA   MES   AÑO
          17    03    2025           16    04    2025
""")
    assert read["issue_date"].value == date(2025, 3, 17)
    assert read["due_date"].value == date(2025, 4, 16)


def test_a_value_wider_than_its_head_keeps_its_first_word():
    read = fields("""
              F. Emisión            Vence el
       17 de marzo de 2025     16 de abril de 2025
""")
    assert read["issue_date"].value == date(2025, 3, 17)
    assert read["due_date"].value == date(2025, 4, 16)


@pytest.mark.parametrize(
    "foot",
    [
        "Resolución DIAN 18764000001234 del 2025-01-02 habilita del FV5000 al FV9000 vence 2027-01-02",
        "Autorización DIAN 18764000001234 del 2025-01-02 habilita del FV5000 al FV9000\nvence 2027-01-02",
    ],
)
def test_the_end_of_an_authorisation_is_no_due_date(foot):
    assert "due_date" not in fields("Fecha: 2025-03-17", foot)


def test_a_date_with_a_strange_word_before_it_gives_way_to_a_plain_one():
    read = fields("Fecha compromiso 2025-05-20\nFecha: 2025-03-17")
    assert read["issue_date"].value == date(2025, 3, 17)


def test_the_half_of_the_day_is_found_in_the_next_line():
    assert fields("Fecha: 2025-03-17 07:58:58\np. m.")["issue_time"].value == time(19, 58, 58)
    assert fields("Fecha: 2025-03-17 07:58:58\npagadera")["issue_time"].value == time(7, 58, 58)


def test_figures_misread_in_cells_are_guessed_with_doubt():
    clear = fields("FECHA   DIA  MES  AÑO\n        20   09   2024")["issue_date"]
    guessed = fields("FECHA   DIA  MES  AÑO\n        2O   C9   2024")["issue_date"]
    assert clear.value == guessed.value == date(2024, 9, 20)
    assert guessed.confidence < clear.confidence


def test_a_month_that_is_no_month_gives_no_date():
    assert "issue_date" not in fields("FECHA   DIA  MES  AÑO\n        20   XX   2024")


@pytest.mark.parametrize(
    "lines",
    [
        "Fecha de emisión y vencimiento   17/03/2025   16/04/2025",
        "FECHA FACTURA(D/M/A) 17/03/2025\nFECHA VENCIM.(D/M/A) 16/04/2025",
        "Fecha      Vence\n2025-03-17 2025-04-16",
        "Fecha: 17/03/2025\nA pagar antes de: 16/04/2025",
        "Fecha: 17/03/2025\nForma de pago: Crédito 30 días (vence 16/04/2025)",
    ],
)
def test_two_dates_that_stand_close_are_told_apart(lines):
    read = fields(lines)
    assert (read["issue_date"].value, read["due_date"].value) == (date(2025, 3, 17), date(2025, 4, 16))


def test_a_date_behind_the_invoice_that_a_note_changes_is_that_invoices():
    text = """
FERRETERIA LA ESQUINA SAS                       NOTA DEBITO No. ND 12
NIT 900.123.456-8                               Fecha factura: 12.05.2024

Documento que modifica: FE7599    De fecha: 11.04.2024    Concepto: Intereses
"""
    fields = read_document([page(text)], source="text").fields
    assert fields["issue_date"].value == date(2024, 5, 12)


@pytest.mark.parametrize("both", ["03/04/2025 - 03/05/2025", "2025-04-03 / 2025-05-03", "03/04/2025 03/05/2025"])
def test_two_dates_behind_one_label_for_both_are_issue_and_due(both):
    text = f"""
FERRETERIA LA ESQUINA SAS                       FACTURA DE VENTA No. FV 5120
NIT 900.123.456-8
Fecha emisión / vencimiento: {both}
"""
    fields = read_document([page(text)], source="text").fields
    assert (fields["issue_date"].value, fields["due_date"].value) == (date(2025, 4, 3), date(2025, 5, 3))


def test_a_date_goes_on_in_the_next_line_when_the_line_ends_before_its_year():
    flowing = (
        "Nit 901.234.567-7   Ciudad Bogotá      Fecha de generación 22 de marzo de\n2025   F. vcto. 21 de mayo de 2025"
    )
    read = fields(flowing)
    assert (read["issue_date"].value, read["due_date"].value) == (date(2025, 3, 22), date(2025, 5, 21))
    assert "issue_date" not in fields("Ciudad Bogotá      Fecha de generación 22 de marzo de\nContado")


def test_a_label_in_another_column_is_no_continuation_of_a_sentence_on_an_authorisation():
    apart = fields("""
Licencia 00608 Habilitación del Ministerio de Transporte 0828
Fecha: 17/03/2025                          Vence    16/04/2025
""")
    assert apart["due_date"].value == date(2025, 4, 16)


@pytest.mark.parametrize(
    "foot",
    [
        "Habilitación de numeración 18764000001234 expedida 2023/09/05; prefijo FV, desde 5000 hasta 9000",
        "Autorización de numeración de facturación DIAN 18764000001234\nFecha de expedición 2023/09/05 prefijo FV",
    ],
)
def test_the_day_an_authorisation_was_given_is_no_date_of_issue(foot):
    assert fields("17/03/2025", foot)["issue_date"].value == date(2025, 3, 17)
    assert fields("Fecha de expedición 17/03/2025", foot)["issue_date"].value == date(2025, 3, 17)


def test_two_cells_still_tell_where_the_third_was():
    read = fields("""
                              FECHA
                                    MES   AÑO
                              17    03    2025
""")
    assert read["issue_date"].value == date(2025, 3, 17)


def test_a_day_a_month_in_letters_and_a_year_need_no_heads():
    assert fields("                    17    JUL    25")["issue_date"].value == date(2025, 7, 17)
    assert "issue_date" not in fields("                    17    MTS    25")


def test_a_month_with_one_letter_wrong_is_guessed_only_if_one_is_meant():
    heads = "FECHA   DIA  MES  AÑO\n        20   {}  2024"
    assert fields(heads.format("ABB"))["issue_date"].value == date(2024, 4, 20)
    assert "issue_date" not in fields(heads.format("JUI"))  # June or July


def test_figures_of_one_cell_may_have_been_parted():
    assert fields("FECHA   DIA    MES    AÑO\n        2 0    09     2024")["issue_date"].value == date(2024, 9, 20)


@pytest.mark.parametrize(
    "heads",
    [
        "Fecha de        Fecha de         Condición de\nemisión         vencimiento      pago",
        "Fecha           Fecha            Forma\nde emisión      de vencimiento   de pago",
    ],
)
def test_the_head_of_a_narrow_cell_may_take_two_lines(heads):
    read = fields(f"{heads}\n17/03/2025      16/04/2025       Crédito")
    assert (read["issue_date"].value, read["due_date"].value) == (date(2025, 3, 17), date(2025, 4, 16))
    assert read["payment_form"].value == "Crédito"


def test_two_labels_in_a_list_are_not_one_in_two_lines():
    read = fields("Fecha            17/03/2025\nVencimiento      16/04/2025")
    assert (read["issue_date"].value, read["due_date"].value) == (date(2025, 3, 17), date(2025, 4, 16))


@pytest.mark.parametrize(
    "words", ["Pagar sin recargo antes del", "Páguese sin recargo hasta", "Pago sin mora hasta el"]
)
def test_a_bill_of_services_names_its_due_date_by_what_a_late_one_costs(words):
    assert fields(f"Fecha: 17/03/2025\n{words}: 16/04/2025")["due_date"].value == date(2025, 4, 16)


def test_the_half_of_the_day_may_stand_under_its_time_in_a_narrow_cell():
    read = fields("Fecha                 Vence\n17/03/2025 04:38:52   16/04/2025\np. m.")
    assert read["issue_time"].value == time(16, 38, 52)


def test_a_head_in_two_lines_is_one_though_its_neighbours_value_begins_beside_its_second():
    read = fields("""
Fecha            Orden de      Condición de     Medio
17/03/2025       compra        pago             Transferencia
                 4510          Crédito          débito
""")
    assert (read["payment_form"].value, read["purchase_order"].value) == ("Crédito", "4510")
    assert read["payment_form"].reasons[0] == "está junto a «Condición de pago»"


def test_an_order_cut_at_its_dash_is_put_together():
    assert (
        fields("Fecha         Orden de\n              compra\n17/03/2025    OC-\n              007395")[
            "purchase_order"
        ].value
        == "OC-007395"
    )


@pytest.mark.parametrize("gap", [" ", "    "])
def test_a_letter_begins_with_town_and_date_without_a_label(gap):
    read = fields(f"Bogotá D.C., 17 de marzo de{gap}2025")
    assert read["issue_date"].value == date(2025, 3, 17)


def test_a_stroke_between_two_languages_is_no_date_cut_at_its_mark():
    read = fields("Fecha expedición : /  2025/03/17\nVence el : /        2025/04/16")
    assert (read["issue_date"].value, read["due_date"].value) == (date(2025, 3, 17), date(2025, 4, 16))


def test_the_end_of_an_authorisation_in_centred_lines_is_no_due_date():
    foot = """
           Autorización de numeración No. 18764000001234
              del 26/01/2024. Rango FV5000 al
                FV9000.   Vence 25/01/2026
"""
    assert "due_date" not in fields("Fecha: 17/03/2025", foot)


def test_a_form_of_payment_is_not_a_day_to_pay_that_is_told_below():
    assert "due_date" not in fields("Fecha: 17/03/2025\nF. pago: Crédito\n  del 10/07/2025 en adelante")


def test_the_dates_of_a_tables_rows_are_none_of_the_document():
    table = """
Fecha de expedición      Forma
17/03/2025               Crédito

FECHA        REMESA    PLACA     TON
02/03/2025   380611    GLH518    21
05/03/2025   380623    VGM485    24
"""
    read = fields(table)["issue_date"]
    assert read.value == date(2025, 3, 17)
    assert not any("otra" in reason or "otro" in reason for reason in read.reasons)


def test_two_labelled_dates_beside_the_buyers_block_are_no_rows_of_a_table():
    block = """
Comprador :   CONSTRUCTORA EL CEDRO SAS     Fecha :         17/03/2025
Doc.          901234567                     Vencimiento :   16/04/2025
"""
    read = fields(block)
    assert (read["issue_date"].value, read["due_date"].value) == (date(2025, 3, 17), date(2025, 4, 16))


def test_the_last_day_of_an_authorisation_says_nothing_of_the_first():
    day = fields("Fecha: 17/03/2025", "Autorización DIAN 18764000001234 vigencia 20/07/2026")["issue_date"]
    assert not any("autorización" in reason for reason in day.reasons)


def test_a_date_before_the_authorisation_is_told_to_be_doubtful():
    plain = fields("Fecha: 17/03/2025", "Resolución DIAN 18764000001234 del 2025-01-02")["issue_date"]
    early = fields("Fecha: 17/03/2025", "Resolución DIAN 18764000001234 del 2025-06-02")["issue_date"]
    assert early.reasons[0] == "es anterior a la autorización de la DIAN"
    assert plain.reasons == ("está junto a «Fecha»",)


def test_terms_decide_between_two_dates_of_issue():
    text = "Fecha: 10/03/2025   Fecha: 17/03/2025\nVence: 16/04/2025   Forma de pago: Crédito 30 días"
    read = fields(text)["issue_date"]
    assert read.value == date(2025, 3, 17)
    assert "vence 30 días después" in read.reasons


def test_another_date_that_could_be_meant_is_told():
    two = fields("Fecha: 10/03/2025      Fecha: 17/03/2025")["issue_date"]
    one = fields("Fecha: 10/03/2025")["issue_date"]
    assert two.reasons[0] == "hay otro candidato igual de bueno"
    assert one.reasons == ("está junto a «Fecha»",)


def test_a_due_date_before_the_issue_is_told_to_be_doubtful():
    read = fields("Fecha de emisión: 17/03/2025\nFecha de vencimiento: 16/02/2025")
    assert "es anterior a la fecha de emisión" in read["due_date"].reasons


def test_the_last_day_of_an_authorisation_is_known_by_its_years_where_lines_are_out_of_order():
    foot = """
                    de numeración No. 18764000001234
     Autorización                   Rango FV5000 al
             del 26/01/2024. Vence 25/01/2026
"""
    assert "due_date" not in fields("Fecha: 17/03/2025", foot)
    assert fields("Fecha: 17/03/2025\nVence 16/04/2025", foot)["due_date"].value == date(2025, 4, 16)


def test_a_head_among_others_goes_on_no_sentence_though_it_stands_under_its_middle():
    read = fields("""
   Transporte público de carga - Habilitación MT 0418 Bogotá
   Régimen común
   Fecha de expedición      Vto.                 Modalidad de pago
   17/03/2025               16/04/2025           Crédito
""")
    assert read["due_date"].value == date(2025, 4, 16)


@pytest.mark.parametrize("label", ["F. VIO.", "FVTO", "EVTO"])
def test_a_short_label_of_the_due_date_is_known_with_a_letter_read_wrong(label):
    assert fields(f"Fecha: 17/03/2025\n{label}   16/04/2025")["due_date"].value == date(2025, 4, 16)


def test_a_mark_alone_over_a_label_is_no_line_of_it():
    assert fields("  -\nVencimiento    16/04/2025\nFecha: 17/03/2025")["due_date"].value == date(2025, 4, 16)
    assert fields("  |          «\n  Emisión    Vence\n17/03/2025   16/04/2025")["due_date"].value == date(2025, 4, 16)


def test_a_label_with_its_value_in_a_cell_beside_it_is_not_centred_text():
    read = fields("""
                 Registro postal 0253 Habilitación Mintransporte 0548
        Señores   CONSTRUCTORA EL CEDRO     Fecha de expedición    17/03/2025
                  S.A.S.              Fecha de vencimiento   16/04/2025
""")
    assert read["due_date"].value == date(2025, 4, 16)


CAPTIONS = """
  2025-04-16      2025-03-17 09:15        Crédito       OC-5512
{between}    Vence        Fecha emisión      Forma de pago    Orden de compra
"""


@pytest.mark.parametrize("between", ["", "\n"])
def test_values_may_stand_over_their_captions(between):
    read = fields(CAPTIONS.format(between=between))
    assert read["issue_date"].value == date(2025, 3, 17)
    assert read["due_date"].value == date(2025, 4, 16)
    assert read["purchase_order"].value == "OC-5512"


def test_of_two_rows_of_heads_and_values_each_head_has_the_value_under_it():
    read = fields("""
  Fecha emisión      Fecha pedido       Ciudad
  2025-03-17         2025-03-10         Cali
  Vence              Fecha remisión     Vendedor
  2025-04-16         2025-03-12         Rosa
""")
    assert read["issue_date"].value == date(2025, 3, 17)
    assert read["due_date"].value == date(2025, 4, 16)


def test_an_empty_cell_does_not_borrow_the_date_of_the_head_over_it():
    read = fields("""
  Fecha emisión      Fecha pedido       Ciudad
  2025-03-17         2025-03-10         Cali
  Vence              Fecha remisión     Vendedor
                                        Rosa
""")
    assert read["issue_date"].value == date(2025, 3, 17)
    assert "due_date" not in read


def test_a_label_with_its_value_beside_it_is_no_caption_of_what_stands_over_it():
    read = fields("""
  Fecha emisión     2025-03-17
  Pedido            10 de marzo de 2025
  Vence             2025-04-16
""")
    assert read["due_date"].value == date(2025, 4, 16)


def test_the_text_of_another_block_beside_a_head_does_not_hide_the_date_under_it():
    read = fields("""
Fecha: 2025-03-17
  Fecha límite de pago            Portería principal de la obra por la entrada del norte
  2025-04-16                      Cali
""")
    assert read["due_date"].value == date(2025, 4, 16)


def test_a_label_that_ends_a_line_of_text_has_its_value_at_the_margin_of_the_next():
    read = fields("""
Fecha: 2025-03-17
Favor consignar en cuenta de ahorros del banco de la esquina.  Fecha máxima de pago:
16 de abril de 2025.
""")
    assert read["due_date"].value == date(2025, 4, 16)


def test_the_date_of_the_document_a_note_refers_to_is_not_its_own():
    text = HEAD.replace("FACTURA DE VENTA No. FV 5120", "NOTA CREDITO No. NC 5120").format(dates="""
  SOC.      FEC. DOC. REF.      DOC. REFERENCIA        FECHA NOTA
  BG03      2025-03-10          FE-99272               2025-03-17
""", foot="")  # fmt: skip
    read = read_document([page(text)], source="text").fields
    assert read["issue_date"].value == date(2025, 3, 17)


def test_the_day_of_an_order_beside_that_of_the_invoice_is_told_apart():
    read = fields("Compra realizada el 2025-03-10 · Facturado el 2025-03-17")
    assert read["issue_date"].value == date(2025, 3, 17)


def test_a_date_cut_at_its_stroke_goes_on_at_the_margin_of_its_cell():
    read = fields("""
  Fecha de expedición :         17 / 03 /
                                2025
""")
    assert read["issue_date"].value == date(2025, 3, 17)


def test_rows_set_closely_are_still_read_one_after_the_other():
    rows = [("F. Vencimiento", 0.394), ("05/05/2025", 0.4053), ("Condición de pago", 0.4197), ("Crédito", 0.432)]
    words = [
        Word(text, Box(left, y - 0.0055, left + 0.05, y + 0.0055))
        for row, y in rows
        for place, text in enumerate(row.split())
        for left in [0.0571 - 0.0001 * (row[0] == "C") + 0.055 * place]
    ]
    layout = lay_out(words, page=1)
    label = layout.lines[0].segments[0]
    for height in (0.0145, 0.0159, 0.0172):
        layout.line_height = height
        assert layout.below(label.rect, reach=0.05)[0].text == "05/05/2025"


def test_where_only_the_authorisation_is_dated_the_document_has_no_date():
    foot = "Autorización DIAN 18764000001234 expedida el 2025-01-02 habilita del FV5000 al FV9000"
    assert "issue_date" not in fields("", foot)
    assert fields("Fecha 2025-03-17", foot)["issue_date"].value == date(2025, 3, 17)
