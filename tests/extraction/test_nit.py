"""The check digit and the four states of a NIT."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.co import nit as stdnum_nit

from invoices.extraction.nit import check_digit, nit_from_parts, read_nit


@pytest.mark.parametrize(
    ("body", "dv"),
    [("800197268", "4"), ("890900608", "9"), ("900399741", "7"), ("860034313", "7"), ("830041598", "9"),
     ("890903938", "8"), ("900123456", "8"), ("222222222222", "7")],
)  # fmt: skip
def test_the_check_digit_is_that_of_the_orden_administrativa(body: str, dv: str) -> None:
    assert check_digit(body) == dv


@given(st.from_regex(r"[1-9][0-9]{7,9}", fullmatch=True))
def test_our_check_digit_agrees_with_stdnum(body: str) -> None:
    assert check_digit(body) == stdnum_nit.calc_check_digit(body)


@given(st.from_regex(r"[89][0-9]{8}", fullmatch=True))
def test_a_company_nit_is_read_in_every_way_it_is_printed(body: str) -> None:
    dv = check_digit(body)
    dotted = f"{body[:3]}.{body[3:6]}.{body[6:]}"
    for text in (f"NIT. {dotted}-{dv}", f"NIT {body} {dv}", f"{body} - {dv}", f"{body}{dv}", f"Nit:{dotted} – {dv}"):
        reading = read_nit(text)
        assert reading is not None
        assert (reading.body, reading.dv, reading.state) == (body, dv, "ok")
    for text in (f"Nit del Emisor: {body}", dotted, f"NIT: {body} Tel 3001234567"):
        reading = read_nit(text)
        assert reading is not None
        assert (reading.body, reading.dv, reading.state) == (body, None, "no_dv")


@given(st.text(max_size=40))
def test_any_text_gives_a_reading_or_none_and_never_an_error(text: str) -> None:
    read_nit(text)
    nit_from_parts(text, text[:1])


def test_figures_of_another_script_are_no_nit() -> None:
    assert read_nit("NIT ೦೧೨೩೪೫೬೭೮-1") is None
    assert nit_from_parts("೦೧೨", "1") is None


def test_a_wrong_check_digit_is_told_and_not_corrected() -> None:
    reading = read_nit("900.123.456-7")
    assert reading is not None
    assert (reading.body, reading.dv, reading.state) == ("900123456", "7", "bad_dv")


def test_a_cedula_that_checks_by_luck_is_ambiguous() -> None:
    reading = read_nit("C.C. 1000000003")
    assert reading is not None
    assert (reading.body, reading.dv, reading.state) == ("1000000003", None, "ambiguous")


@pytest.mark.parametrize("text", ["222222222222", "CC: 2222222222 CONSUMIDOR FINAL"])
def test_twelve_or_ten_twos_are_the_final_consumer(text: str) -> None:
    reading = read_nit(text)
    assert reading is not None
    assert set(reading.body) == {"2"}
    assert reading.is_final_consumer


@pytest.mark.parametrize("text", ["", "NIT", "12345", "1.234.567,00", "$ 900.000.000,50", "12345678901"])
def test_what_has_not_the_shape_of_a_nit_is_none(text: str) -> None:
    assert read_nit(text) is None


def test_the_next_number_in_a_row_is_no_check_digit() -> None:
    reading = read_nit("901.264.265 5 productos")
    assert reading is not None
    assert (reading.body, reading.dv, reading.state) == ("901264265", None, "no_dv")


@pytest.mark.parametrize(
    ("number", "dv", "expected"),
    [
        ("800197268", "4", ("800197268", "4", "ok")),
        (" 800197268\n", "", ("800197268", None, "no_dv")),
        ("800197268-4", None, ("800197268", "4", "ok")),
        ("8001972684", "0", ("800197268", "4", "ok")),
        ("705582576", "9", ("705582576", "9", "bad_dv")),
        ("52123456", None, ("52123456", None, "no_dv")),
    ],
)
def test_parts_from_a_structured_source(number: str, dv: str | None, expected: tuple[str, str | None, str]) -> None:
    reading = nit_from_parts(number, dv)
    assert reading is not None
    assert (reading.body, reading.dv, reading.state) == expected
