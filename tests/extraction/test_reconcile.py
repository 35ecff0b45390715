"""Lines against the totals: agreeing, the one that is off, and the amount still to be read."""

from dataclasses import replace
from decimal import Decimal

from invoices.extraction.reconcile import doubt_untold, reconcile
from invoices.extraction.result import LineReading


def line(total, quantity=None, price=None, confidence=0.95):
    def money(value):
        return None if value is None else Decimal(value)

    return LineReading(
        "Algo", quantity=money(quantity), unit_price=money(price), total=money(total), confidence=confidence
    )


def sums(**values):
    return {name: Decimal(value) for name, value in values.items()}


def test_lines_that_come_to_the_subtotal_are_surer_and_say_so():
    done = reconcile([line("60", confidence=0.7), line("40", confidence=0.7)], sums(subtotal="100", total="119"))
    assert [one.confidence for one in done.lines] == [0.895, 0.895]
    assert done.finding is None
    assert done.lines[0].reasons == ("las líneas suman el subtotal",)


def test_lines_with_tax_may_come_to_the_total():
    done = reconcile([line("119")], sums(subtotal="100", total="119"))
    assert done.finding is None
    assert done.lines[0].reasons == ("las líneas suman el total",)


def test_lines_before_a_discount_on_the_whole_agree_with_the_subtotal_after_it():
    assert reconcile([line("110")], sums(subtotal="100", discount="10", total="119")).finding is None


def test_a_missing_line_is_told_with_the_amount_that_is_missing():
    done = reconcile([line("55000")], sums(subtotal="100000", total="119000"))
    assert done.finding is not None
    assert "Faltan $45.000 por leer" in done.finding.message
    assert done.lines[0].confidence < 0.95


def test_a_line_too_many_is_told_too():
    done = reconcile([line("100000"), line("5000")], sums(subtotal="100000", total="119000"))
    assert done.finding is not None
    assert "suman $5.000 más que el subtotal" in done.finding.message


def test_a_total_read_wrong_is_mended_when_product_and_sum_both_say_so():
    wrong = line("329750", "5", "265950", confidence=0.4)
    done = reconcile([line("1000"), wrong], sums(subtotal="1330750"))
    assert done.lines[1].total == 1329750
    assert done.finding is None


def test_a_total_is_not_replaced_by_a_product_the_sum_does_not_confirm():
    wrong = line("329750", "5", "265950", confidence=0.4)
    done = reconcile([line("1000"), wrong], sums(subtotal="900000"))
    assert done.lines[1].total == 329750
    assert done.finding is not None


def test_a_total_that_was_not_read_is_what_is_left_of_the_subtotal():
    done = reconcile([line("60"), line(None, confidence=0.5)], sums(subtotal="100"))
    assert done.lines[1].total == 40
    assert "lo que falta" in " ".join(done.lines[1].reasons)


def test_nothing_is_said_where_no_total_was_read():
    done = reconcile([line("60")], {})
    assert done.lines == (line("60"),)
    assert done.finding is None


def test_a_line_without_quantity_and_price_is_doubtful_beside_others_that_tell_them():
    told, untold = doubt_untold([line("60", "2", "30"), line("40")])
    assert (told.confidence, untold.confidence) == (0.95, 0.69)
    assert all(one.confidence == 0.95 for one in doubt_untold([line("60"), line("40")]))


def test_an_amount_left_in_the_words_of_a_line_makes_it_doubtful_and_a_size_does_not():
    (left,) = doubt_untold([replace(line("49050"), description="CEMENTO BLANCO 5450 c/u")])
    (size,) = doubt_untold([replace(line("49050"), description="TUBO 1.100 x 1.10 REF 5450")])
    assert (left.confidence, size.confidence) == (0.69, 0.95)
