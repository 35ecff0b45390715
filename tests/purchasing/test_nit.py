"""NITs as people type them."""

import pytest

from purchasing.nit import InvalidNit, check_digit, read_nit, write_nit


@pytest.mark.parametrize(
    "text",
    [
        "900.123.456-8",
        "900123456-8",
        "900123456 8",
        "900 123 456 - 8",
        "9001234568",
        "NIT. 900.123.456-8",
        " 900,123,456-8 ",
    ],
)
def test_every_way_of_typing_a_nit_gives_body_and_check_digit(text):
    assert read_nit(text) == ("900123456", "8")


def test_body_and_check_digit_may_be_typed_apart():
    assert read_nit("900.123.456", "8") == ("900123456", "8")


@pytest.mark.parametrize("body, dv", [("800197268", "4"), ("890903938", "8"), ("860034313", "7"), ("830041598", "9")])
def test_the_check_digit_of_known_numbers(body, dv):
    assert check_digit(body) == dv


def test_a_cedula_may_come_without_check_digit():
    assert read_nit("52.345.678") == ("52345678", "")
    assert read_nit("1.000.000.003") == ("1000000003", "")


@pytest.mark.parametrize(
    ("text", "dv", "words"),
    [
        ("900.123.456-7", "", "El dígito de verificación no coincide con el NIT 900.123.456"),
        ("900.123.456", "", "Falta el dígito de verificación"),
        ("900.123.456-8", "7", "El NIT dice 8 y el DV dice 7"),
        ("9001234567", "", "no coincide"),
        ("Ferretería", "", "Escribe el NIT con números"),
        ("", "", "Escribe el NIT con números"),
        ("1234", "", "Escribe el NIT con números"),
    ],
)
def test_a_wrong_nit_is_refused_in_words(text, dv, words):
    with pytest.raises(InvalidNit) as refused:
        read_nit(text, dv)
    assert words in refused.value.sentence


def test_a_nit_is_written_with_dots():
    assert write_nit("900123456", "8") == "900.123.456-8"
    assert write_nit("52345678") == "52.345.678"
