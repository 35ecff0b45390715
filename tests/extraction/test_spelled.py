"""Amounts in words."""

from decimal import Decimal

import pytest

from invoices.extraction.spelled import read_spelled
from tests.corpus.words import in_words


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("CIENTO SESENTA Y UNO MIL DOSCIENTOS PESO(S) COLOMBIANO(S) EXACTOS", 161200),
        ("seiscientos ochenta y ocho mil trescientos treinta y cuatro COP", 688334),
        ("Son: UN MILLÓN CIENTO NOVENTA MIL PESOS CON 50/100", Decimal("1190000.50")),
        ("DOS MIL PESOS CON 00/100", 2000),
        ("MIL PESOS CON OCHENTA Y TRES CENTAVOS", Decimal("1000.83")),
        ("SESENTA YDOS MIL PESOS", 62000),
        ("DOS MIL TRESCIENTOS MILLONES DE PESOS", 2300000000),
        ("MIL PESOS", 1000),
        ("QUINIENT0S MIL PESOS", 500000),
        ("DIECINUEVE MILLONES OCHENTA YOCHO MIL DIEZ PESOS MCTE", 19088010),
        ("TRESCIENTOS CINCUENTAPESOS MCTE", 350),
        ("CIENTOSESENTAYUNMILDOSCIENTOSPESOS", 161200),
        ("Son las facturas de marzo", None),
        ("", None),
    ],
)
def test_words_are_read_or_refused(text, amount):
    assert read_spelled(text) == amount


@pytest.mark.parametrize("number", [1, 21, 100, 101, 1000, 1001, 21000, 100100, 999999, 1000000, 21500031, 987654321])
def test_what_is_spelled_is_read_back(number):
    assert read_spelled(in_words(number).upper() + " PESOS M/CTE") == number
