"""What a supplier's earlier invoices teach: read better with it, never worse than what checks itself."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from invoices.extraction import fields, habits
from invoices.extraction.fields import NothingKnown
from invoices.extraction.habits import Habit, Habits, Landmark, Place
from invoices.extraction.ladder import climb
from invoices.extraction.layout import lay_out
from invoices.extraction.lessons import Lesson, study
from invoices.extraction.places import Finder, describe
from invoices.extraction.result import Box, Word
from tests.extraction.test_ladder import rung
from tests.extraction.typeset import page

NIT = "900123456"
# Nothing here calls the number a number, and the date that matters has no label a vocabulary knows.
ODD = """
      CEMENTOS DEL EJE S.A.S.
      NIT: 900.123.456-8                          Planilla despacho
      Calle 12 # 4-56 Pereira                        {number}
      Despachado en planta {date}                   Cupo {other}

      Cliente: CONSTRUCTORA ALFA SAS
      NIT: 890.900.608-9

      Codigo   Descripcion                         Cantidad    Vr. Unitario    IVA      Vr. Total
      C-01     Cemento gris x 50 kg                   20         32.000,00      19     640.000,00
{rows}
                                                                   Valor neto        {net}
                                                                   Cargo fiscal      {tax}
                                                                   Suma final        {total}
"""
FIRST = page(ODD.format(
    number="PD-4512", date="03/02/2025", other="881204", rows="", net="640.000,00", tax="121.600,00",
    total="761.600,00",
))  # fmt: skip
SECOND = page(ODD.format(
    number="PD-4530", date="28/02/2025", other="777113", net="1.000.000,00", tax="190.000,00", total="1.190.000,00",
    rows="      C-02     Arena lavada                            6         60.000,00      19     360.000,00\n",
))  # fmt: skip
TRUTH = {
    "invoice_number": "PD4512",
    "issue_date": date(2025, 2, 3),
    "subtotal": Decimal("640000.00"),
    "iva": Decimal("121600.00"),
    "total": Decimal("761600.00"),
    "supplier_name": "CEMENTOS DEL EJE S.A.S.",
}
INVOICE = """
      {name}                                   FACTURA ELECTRONICA DE VENTA
      NIT: 900.123.456-8                                              No. {number}
      Calle 12 # 4-56 Pereira

      Cliente: CONSTRUCTORA ALFA SAS                       Fecha de Emision: 15/03/2025
      NIT: 890.900.608-9                                   Fecha de Vencimiento: 14/04/2025

      Codigo   Descripcion                         Cantidad    Vr. Unitario    IVA      Vr. Total
      C-01     Cemento gris x 50 kg                   20         50.000,00      19   1.000.000,00

                                                                   Subtotal          1.000.000,00
                                                                   IVA 19%             190.000,00
                                                                   TOTAL             1.190.000,00
                                                                   Anticipo            300.000,00
"""


def plain(name="CEMENTOS DEL EJE S.A.S.", number="FE 10245"):
    return page(INVOICE.format(name=name, number=number))


def learned(words, truth, times=1, known=()):
    for _ in range(times):
        known = study(known, Lesson("factura", truth, [words]))
    return known


def read(words, known=(), source="text"):
    def memory(nit):
        return Habits(nit, tuple(known)) if nit == NIT else None

    return fields.read_document([words], source=source, options=NothingKnown(memory=memory)).fields


def misread(words, **letters):
    """The words as a scanner reads them that takes some for others."""
    return tuple(Word(letters.get(one.text, one.text), one.box, 0.9) for one in words)


# --- learning and using -----------------------------------------------------------------------------


def test_the_second_invoice_is_read_where_the_first_was_corrected():
    before = read(SECOND)
    assert before.get("invoice_number") is None or before["invoice_number"].value != "PD4530"
    after = read(SECOND, learned(FIRST, TRUTH))
    assert after["invoice_number"].value == "PD4530"
    assert after["issue_date"].value == date(2025, 2, 28)
    assert (after["subtotal"].value, after["iva"].value, after["total"].value) == (1000000, 190000, 1190000)
    assert "aquí lo imprime siempre este proveedor" in after["invoice_number"].reasons


def test_what_is_learned_of_one_supplier_says_nothing_of_another():
    other = tuple(replace(one, text=one.text.replace("900.123.456-8", "901.234.567-7")) for one in SECOND)
    assert read(other, learned(FIRST, TRUTH)) == read(other)


def test_a_supplier_whose_check_digit_is_wrong_is_not_recognised_by_a_few_figures():
    asked = []

    def memory(nit):
        asked.append(nit)

    short = tuple(replace(one, text=one.text.replace("900.123.456-8", "123.456")) for one in SECOND)
    fields.read_document([short], source="text", options=NothingKnown(memory=memory))
    assert asked == []
    fields.read_document([SECOND], source="text", options=NothingKnown(memory=memory))
    assert asked == [NIT]


def test_values_that_were_read_anyway_become_surer():
    truth = {"invoice_number": "FE10245", "issue_date": date(2025, 3, 15), "due_date": date(2025, 4, 14)}
    known = learned(plain(), truth, times=2)
    before, after = read(plain(number="FE 10299")), read(plain(number="FE 10299"), known)
    for name in truth:
        assert after[name].value == before[name].value
        assert after[name].confidence >= before[name].confidence
        assert not after[name].learned


def test_a_place_is_found_again_on_a_smaller_and_shifted_picture():
    known = learned(FIRST, TRUTH)
    shrunk = tuple(
        Word(one.text, Box(*(0.15 + 0.7 * at for at in (one.box.x0, one.box.y0, one.box.x1, one.box.y1))))
        for one in SECOND
    )
    assert read(shrunk, known)["invoice_number"].value == "PD4530"


def test_a_misread_name_is_put_right_on_a_picture_but_not_in_a_text():
    known = learned(plain(), {"supplier_name": "CEMENTOS DEL EJE S.A.S."})
    blurred = plain(name="CEMENT0S DEL FJE S.A.S.")
    assert read(blurred, known, source="ocr")["supplier_name"].value == "CEMENTOS DEL EJE S.A.S."
    assert read(blurred, known, source="text")["supplier_name"].value == "CEMENT0S DEL FJE S.A.S."


def test_a_name_of_which_only_the_first_line_was_taken_is_completed_where_the_rest_is_printed():
    two_lines = "      {}\n      {}\n      NIT: 900.123.456-8    FACTURA DE VENTA No. 77\n"
    whole = {"supplier_name": "AUTOSERVICIO MERCAHOGAR EXPRESS PRADO ALTO"}
    known = learned(page(two_lines.format("AUTOSERVICIO MERCAHOGAR", "EXPRESS PRADO ALTO")), whole)
    again = page(two_lines.format("AUTOSERVICIO MERCAHOGAR", "EXPRESS PRADO ALTO"))
    assert read(again)["supplier_name"].value != whole["supplier_name"]
    assert read(again, known)["supplier_name"].value == whole["supplier_name"]
    other = page(two_lines.format("AUTOSERVICIO MERCAHOGAR", "CALLE 8"))
    assert read(other, known)["supplier_name"].value != whole["supplier_name"]


def test_a_misread_prefix_is_put_right_by_the_usual_one():
    known = learned(plain(number="SB 10245"), {"invoice_number": "SB10245"}, times=2)
    assert read(plain(number="5B 10260"), known, source="ocr")["invoice_number"].value == "SB10260"
    assert "invoice_number" not in read(plain(number="5B 10260"), source="ocr")


# --- what it may not do -------------------------------------------------------------------------------


def test_wrong_lessons_cannot_change_figures_that_add_up():
    # Somebody typed the advance as the total and the total as the IVA, five times over.
    poison = {"total": Decimal(300000), "iva": Decimal(1190000), "subtotal": Decimal(190000)}
    after = read(plain(), learned(plain(), poison, times=5))
    assert (after["subtotal"].value, after["iva"].value, after["total"].value) == (1000000, 190000, 1190000)


def test_wrong_lessons_cannot_change_a_number_that_checks_itself():
    known = learned(plain(), {"supplier_nit": "890900608", "customer_nit": NIT}, times=5)
    assert known == ()
    assert read(plain(), known)["supplier_nit"].value == NIT


def test_a_wrong_name_learned_once_does_not_replace_the_one_on_the_page():
    known = learned(plain(), {"supplier_name": "OTRA COSA LTDA"})
    assert read(plain(), known, source="ocr")["supplier_name"].value == "CEMENTOS DEL EJE S.A.S."


def test_what_only_memory_brought_forward_gives_way_to_the_qr():
    print_ = rung("ocr", issue_date=date(2025, 3, 15), subtotal=Decimal(100), iva=Decimal(19), total=Decimal(119))
    exact = rung("qr", issue_date=date(2025, 3, 14), subtotal=Decimal(200), iva=Decimal(38), total=Decimal(238))
    assert climb([exact, print_]).fields["issue_date"].value == date(2025, 3, 15)
    remembered = replace(print_, fields={name: replace(one, learned=True) for name, one in print_.fields.items()})
    climbed = climb([exact, remembered])
    assert {name: one.value for name, one in climbed.fields.items()} == {
        name: one.value for name, one in exact.fields.items()
    }
    assert climbed.findings == ()


def test_what_only_memory_brought_forward_gives_way_to_the_xml_without_a_word():
    remembered = rung("text", invoice_number="FE1", supplier_name="OTRA COSA LTDA", total=Decimal(119))
    remembered = replace(
        remembered, fields={name: replace(one, learned=True) for name, one in remembered.fields.items()}
    )
    signed = rung("xml", 0.99, invoice_number="FE2", supplier_name="CEMENTOS DEL EJE", total=Decimal(238))
    climbed = climb([signed, remembered])
    assert [one.value for one in climbed.fields.values()] == ["FE2", "CEMENTOS DEL EJE", Decimal(238)]
    assert climbed.findings == ()


def test_what_only_memory_brought_forward_is_marked():
    known = learned(FIRST, TRUTH)
    found = read(SECOND, known)
    assert found["invoice_number"].learned and found["total"].learned
    assert not found["supplier_nit"].learned


# --- decay -----------------------------------------------------------------------------------------------


def test_a_habit_that_stops_being_right_falls_silent_and_comes_back():
    habit = Habit("supplier_name", "value", value="EL TORNILLO")
    for _ in range(4):
        habit = habit.hit()
    misses = 0
    while habit.speaks:
        habit, misses = habit.missed(), misses + 1
    assert 2 <= misses <= 4
    hits = 0
    while not habit.speaks:
        habit, hits = habit.hit(), hits + 1
    assert hits <= 2


def test_a_correction_counts_against_what_was_learned_and_teaches_the_new_value():
    known = learned(plain(), {"supplier_name": "EL TORNILLO"})
    known = learned(plain(), {"supplier_name": "EL TORNILLO DORADO"}, times=2, known=known)
    by_value = {one.value: one for one in known}
    assert (by_value["EL TORNILLO"].hits, by_value["EL TORNILLO"].misses) == (1, 2)
    assert not by_value["EL TORNILLO"].speaks
    assert Habits(NIT, known).usual("supplier_name") == by_value["EL TORNILLO DORADO"]


def test_a_place_that_shows_something_else_loses_weight():
    known = learned(plain(), {"issue_date": date(2025, 3, 15)})
    (place,) = [one for one in known if one.kind == "place"]
    moved = learned(plain(), {"issue_date": date(2025, 4, 14)}, known=known)
    was = next(one for one in moved if one.key == place.key)
    assert (was.hits, was.misses) == (1, 1) and was.weight < place.weight


def test_where_a_value_stands_twice_the_next_invoice_tells_which_place_is_meant():
    truth = {"invoice_number": "7781"}
    words = "      PLANTA SUR 7781\n\n\n      TORRE NORTE {}\n      NIT: 900.123.456-8"
    known = learned(page(words.format(7781)), truth)
    assert len([one for one in known if one.kind == "place"]) == 2
    known = learned(page(words.format(9000)), truth, known=known)
    (right,) = [one for one in known if one.kind == "place" and one.weight > 0.3]
    assert right.place and right.place.label == "PLANTA SUR"


def test_a_supplier_has_no_more_habits_than_it_may():
    known = ()
    for number in range(60):
        known = learned(
            plain(), {"supplier_name": f"NOMBRE {number} LTDA", "supplier_city": f"CIUDAD {number}"}, 1, known
        )
    assert len([one for one in known if one.field == "supplier_name"]) == habits.MOST_OF_A_KIND


# --- places ------------------------------------------------------------------------------------------------


def test_a_place_survives_being_stored():
    known = learned(FIRST, TRUTH)
    for one in known:
        if one.place is not None:
            again = habits.place_from_data(habits.place_as_data(one.place))
            assert again is not None
            assert [mark.words for mark in again.landmarks] == [mark.words for mark in one.place.landmarks]
    assert habits.place_from_data({}) is None


def test_a_place_without_any_words_around_it_is_not_described():
    layout = lay_out(page("      1234"), page=0)
    assert describe(layout, layout.tokens) is None


def test_a_misread_landmark_is_still_found():
    layout = lay_out(misread(SECOND, Planilla="Planil1a", despacho="despacbo"), page=0)
    place = Place("Planilla despacho", "under", (Landmark("PLANILLA DESPACHO", 3.0, 10.0, 1.5),), 0.1, 0)
    assert Finder(layout).spot(place) is None  # a figure in the word: not a word of the form
    layout = lay_out(misread(SECOND, despacho="despacbo"), page=0)
    assert Finder(layout).spot(place) is not None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=12), st.floats(0, 0.9), st.floats(0, 0.95)), max_size=40),
    st.text(max_size=30),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.decimals(-10, 10**9, places=2),
)
def test_no_page_and_no_value_can_break_a_lesson(spread, text, day, amount):
    # It runs inside the approval of an invoice.
    words = [Word(one or "x", Box.clamped(x, y, x + 0.08, y + 0.012)) for one, x, y in spread]
    truth = {"invoice_number": text, "supplier_name": text, "issue_date": day, "purchase_order": text, "total": amount}
    known = study((), Lesson("factura", truth, [words, words]))
    assert study(known, Lesson("factura", truth, [words])) == study(known, Lesson("factura", truth, [words]))
    read(tuple(words), known, source="ocr")
