"""Amounts, dates, times and codes: what is read, and above all what is refused."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoices.extraction.values import (
    amount_readings,
    find_cufe,
    find_cufes,
    find_dates,
    read_amount,
    read_date,
    read_percent,
    read_time,
)

HASH = "8bb918b19ba22a694f1da11c643b5e9de39adf60311cf179179e9b33381030bcd4c3c3f156c506ed5908f9276f5bd9b4"
OTHER_HASH = HASH[::-1]

money = st.decimals(min_value=0, max_value=Decimal("99999999999.99"), places=2, allow_nan=False, allow_infinity=False)


@given(money)
def test_an_amount_printed_the_colombian_way_is_read_back(value: Decimal) -> None:
    printed = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert amount_readings(printed) == (value,)
    assert amount_readings(f"$ {printed}") == (value,)
    assert amount_readings(f"COP {printed}") == (value,)
    assert amount_readings(f"({printed})") == (-value,)


@given(money)
def test_an_amount_printed_the_american_way_is_read_back(value: Decimal) -> None:
    assert amount_readings(f"{value:,.2f}") == (value,)
    assert amount_readings(f"${value:.2f}") == (value,)


@given(st.integers(min_value=0, max_value=99_999_999_999), st.sampled_from(".,"))
def test_whole_pesos_with_any_thousands_mark_are_read_first(value: int, mark: str) -> None:
    assert read_amount(f"{value:,}".replace(",", mark)) == value


@given(st.integers(min_value=1_000_000, max_value=99_999_999_999))
def test_an_apostrophe_marks_the_millions(value: int) -> None:
    millions, rest = divmod(value, 1_000_000)
    tail = f"{rest // 1000:03}.{rest % 1000:03}"
    assert amount_readings(f"{millions:,}'{tail}".replace(",", ".")) == () or millions < 1000
    if millions < 1000:
        for apostrophe in "'’´`":
            assert amount_readings(f"{millions}{apostrophe}{tail}") == (value,)
            assert amount_readings(f"{millions}{apostrophe}{tail},50") == (value + Decimal("0.50"),)


@given(st.text(max_size=40))
def test_any_text_gives_finite_amounts_or_none_and_never_an_error(text: str) -> None:
    for value in amount_readings(text):
        assert value.is_finite()
        assert any(character.isdigit() for character in text)
    read_percent(text)


@given(st.text(alphabet="0123456789/-.: |abcdemnorzADEFM", max_size=40))
def test_any_text_gives_a_plausible_date_or_none_and_never_an_error(text: str) -> None:
    for value in find_dates(text):
        assert 2000 <= value.year <= 2099
    read_time(text)
    find_cufe(text)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("156.723", ["156723", "156.723"]),
        ("1,000", ["1000", "1.000"]),
        ("1.234,567", ["1234.567", "1234567"]),
        ("$6.355.700,00", ["6355700.00"]),
        ("$0.00", ["0.00"]),
        ("0.500", ["0.500"]),
        ("1234.567", ["1234.567"]),
        ("2557500.0", ["2557500.0"]),
        ("1.302.000.00", ["1302000.00"]),
        ("1 234 567,50", ["1234567.50"]),
        ("1.234.567\xa0COP", ["1234567"]),
        ("$ 5 . 040.000", ["5040000"]),
        ("$1.500.000.oo", ["1500000"]),
        ("$1.500.000=", ["1500000"]),
        ("***1.500.000***", ["1500000"]),
        ("50.000-", ["-50000", "-50.000"]),
        ("−50.000,00", ["-50000.00"]),
        ("156723.00$", ["156723.00"]),
        ("US$1,250.75", ["1250.75"]),
    ],
)
def test_amounts_as_they_are_printed(text: str, readings: list[str]) -> None:
    assert amount_readings(text) == tuple(Decimal(value) for value in readings)


@pytest.mark.parametrize(
    "text",
    ["", "-", "$", "ABC", "12.34.56", "01.10.2025", "19%", "12 3,000.00", "1.23.456", "1,2,3", "900.123.456-7",
     "1.234.567,890.123,00", "8" * 16, "12a", "1e5", "NaN", "Infinity", "١٢٣", "1'23"],
)  # fmt: skip
def test_what_is_not_one_amount_is_refused(text: str) -> None:
    assert amount_readings(text) == ()
    assert read_amount(text) is None


@pytest.mark.parametrize(("text", "rate"), [("19%", "19"), ("19,00 %", "19.00"), ("8.0", "8.0"), ("0 %", "0")])
def test_rates(text: str, rate: str) -> None:
    assert read_percent(text) == Decimal(rate)


@pytest.mark.parametrize("text", ["1.900,00", "190", "IVA 19%", "", "-5%"])
def test_what_is_not_a_rate_is_refused(text: str) -> None:
    assert read_percent(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01/10/2025", date(2025, 10, 1)),
        ("2024-06-17", date(2024, 6, 17)),
        ("28.07.2022 08:39:24", date(2022, 7, 28)),
        ("11-10-2022", date(2022, 10, 11)),
        ("04 | 09 | 2025", date(2025, 9, 4)),
        ("04 09 2025", date(2025, 9, 4)),
        ("Septiembre 04 del 2025", date(2025, 9, 4)),
        ("15 de marzo de 2025", date(2025, 3, 15)),
        ("lunes, 15 de Marzo del 2025", date(2025, 3, 15)),
        ("15-mar-25", date(2025, 3, 15)),
        ("15/MAR/2025", date(2025, 3, 15)),
        ("15ENE2025", date(2025, 1, 15)),
        ("mar 15/25", date(2025, 3, 15)),
        ("Dic. 3/2025", date(2025, 12, 3)),
        ("3 de setiembre de 2025", date(2025, 9, 3)),
        ("12-Jan-2025", date(2025, 1, 12)),
        ("2022-08-1009:50:36-05:00", date(2022, 8, 10)),
        ("20200616175513-0500", date(2020, 6, 16)),
        ("Fecha:05/12/25", date(2025, 12, 5)),
        ("01/10/2025 - 01/10/2025", date(2025, 10, 1)),
    ],
)
def test_dates_as_they_are_printed(text: str, expected: date) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "12", "00/00/0000", "31/02/2025", "2022-06-20 al 2022-07-20", "900.123.456", "10 unidades 20",
     "10 20 30", "1.000.000,00", "15 de mil de 2025", "dd/mm/aaaa", "marzo de 2025", "15/13/2025", "01/10/1825"],
)  # fmt: skip
def test_what_is_not_one_date_is_refused(text: str) -> None:
    assert read_date(text) is None


def test_both_dates_of_a_period_are_found_in_order() -> None:
    assert find_dates("Del 2022-06-20 al 20 de julio de 2022") == (date(2022, 6, 20), date(2022, 7, 20))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:15:23-05:00", time(9, 15, 23)),
        ("2022-08-1009:50:36-05:00", time(9, 50, 36)),
        ("Hora: 3:15 p.m.", time(15, 15)),
        ("12:05 AM", time(0, 5)),
        ("12:05 p. m.", time(12, 5)),
        ("23:59", time(23, 59)),
    ],
)
def test_times_as_they_are_printed(text: str, expected: time) -> None:
    assert read_time(text) == expected


@pytest.mark.parametrize("text", ["", "25:00", "13:00 pm", "8:00 a 17:00", "1:2", "10:61"])
def test_what_is_not_one_time_is_refused(text: str) -> None:
    assert read_time(text) is None


@pytest.mark.parametrize(
    "text",
    [
        HASH,
        f"CUFE:{HASH.upper()}",
        f"CUFE: {HASH[:40]}\n{HASH[40:80]}\n{HASH[80:]}",
        f"CUFE {HASH[:50]}-\n{HASH[50:]} 12 de 3",
        f"CUFE {HASH[:50]} Sin valor fiscal {HASH[50:]} Fecha de pago",
        f"https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={HASH}",
        f"CUDE: {HASH} afecta la factura con CUFE: {OTHER_HASH}",
        f"{HASH} {HASH}",
    ],
)
def test_the_code_is_found_however_it_is_broken(text: str) -> None:
    assert find_cufe(text) == HASH


@pytest.mark.parametrize("text", ["", HASH[:95], f"{HASH}0", f"x{HASH}", f"CUFE {HASH} CUFE {OTHER_HASH}"])
def test_no_code_is_made_up(text: str) -> None:
    assert find_cufe(text) is None


def test_of_two_codes_each_keeps_its_label() -> None:
    assert find_cufes(f"CUFE: {OTHER_HASH} CUDE: {HASH}") == {OTHER_HASH: "cufe", HASH: "cude"}


def test_a_mark_that_a_reader_lost_or_took_for_a_dot_does_not_lose_the_date():
    assert read_date("2024·11-26") == date(2024, 11, 26)
    assert read_date("2024-11 26 19:39") == date(2024, 11, 26)
    assert read_date("26 11/2024") == date(2024, 11, 26)
    assert read_date("4-11 26") is None  # without a whole year they may be any figures
    assert read_date("2024 11 26.500") is None


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("07/AG0/2025", 8),
        ("7 de ju1io de 2025", 7),
        ("07-D1C-2025", 12),
        ("7 n0v 2025", 11),
        ("7 de oviembre de 2025", 11),
    ],
)
def test_a_month_with_a_figure_among_its_letters_or_without_its_first_is_that_month(text, month):
    assert read_date(text) == date(2025, month, 7)


@pytest.mark.parametrize("text", ["07/A60/2025", "07 B10 2025", "7 de octavo de 2025"])
def test_other_words_of_letters_and_figures_are_no_month(text):
    assert read_date(text) is None
