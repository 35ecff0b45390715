"""Numbers, dates and money as people here type them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from purchasing.colombian import Unreadable, decimal_mark, read_date, read_number, write_money, write_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567,80", "1234567.80"),
        ("$ 1.234.567,80", "1234567.80"),
        ("1234567,8", "1234567.8"),
        ("1234567.80", "1234567.80"),
        ("1,234,567.80", "1234567.80"),
        ("1.190.000", "1190000"),
        ("1,190,000", "1190000"),
        ("1.190", "1190"),
        ("12,5", "12.5"),
        ("0,5", "0.5"),
        ("-1.500", "-1500"),
        ("1'234.567", "1234567"),
        ("COP 350.000", "350000"),
        ("7", "7"),
    ],
)
def test_a_number_is_read(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "abc", "1.23.456", "1,2,3", "1.234,567.8", "12..5", "1.234.56", "--5", "5-", "1e5", "∞"]
)
def test_what_is_no_number_is_refused_in_words(text):
    with pytest.raises(Unreadable) as refused:
        read_number(text)
    assert refused.value.sentence.startswith("No es un número.")


def test_what_can_be_read_both_ways_follows_the_rest_of_the_file():
    assert decimal_mark("1.234") is None
    assert read_number("1.234", mark=",") == 1234
    assert read_number("1.234", mark=".") == Decimal("1.234")
    assert decimal_mark("1234.5") == "."
    assert decimal_mark("1.234.567") == ","
    assert read_number("1234.5", mark=",") == Decimal("1234.5")


@given(st.decimals(min_value=Decimal("-1e12"), max_value=Decimal("1e12"), places=2))
def test_what_is_written_is_read_back(value):
    assert read_number(write_number(value)) == value
    assert read_number(write_money(value).replace("-$ ", "-")) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15/03/2026", date(2026, 3, 15)),
        ("15-03-2026", date(2026, 3, 15)),
        ("15.3.26", date(2026, 3, 15)),
        ("2026-03-15", date(2026, 3, 15)),
        ("2026-03-15 00:00:00", date(2026, 3, 15)),
        ("15 de marzo de 2026", date(2026, 3, 15)),
        ("15-mar-26", date(2026, 3, 15)),
        ("1 Sept 2026", date(2026, 9, 1)),
    ],
)
def test_a_date_is_read_with_the_day_first(text, value):
    assert read_date(text) == value


@pytest.mark.parametrize("text", ["", "ayer", "31/02/2026", "03/15/2026", "20260315", "15/03", "15 de marso de 2026x"])
def test_what_is_no_date_is_refused_in_words(text):
    with pytest.raises(Unreadable, match="15/03/2026"):
        read_date(text)


def test_money_is_written_without_decimals_when_they_are_zero():
    assert write_money(Decimal("1234567.80")) == "$ 1.234.567,80"
    assert write_money(Decimal("1234567.00")) == "$ 1.234.567"
    assert write_money(Decimal("-0.5")) == "-$ 0,50"
