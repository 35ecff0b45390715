"""The judge is strict: one peso off is wrong, and a value the document does not have is invented."""

from datetime import date
from decimal import Decimal

import pytest

from invoices.benchmark.alike import same, stands_in
from invoices.benchmark.judging import judge, judge_lines
from invoices.benchmark.running import Judged
from invoices.benchmark.truth import Truth
from invoices.extraction.result import InvoiceReading, LineReading, Reading, Value

RIGHT: dict[str, str] = {
    "invoice_number": "FE-12", "issue_date": "2025-03-14", "supplier_nit": "900765432",
    "supplier_name": "Ferretería El Roble S.A.S", "subtotal": "1000.00", "iva": "190.00", "total": "1190.00",
}  # fmt: skip
READ: dict[str, Value] = {
    "invoice_number": "FE12", "issue_date": date(2025, 3, 14), "supplier_nit": "900765432",
    "supplier_name": "FERRETERIA EL ROBLE SAS", "subtotal": Decimal("1000"), "iva": Decimal("190"),
    "total": Decimal("1190"),
}  # fmt: skip
CEMENT = {"description": "CEMENTO GRIS", "code": "C1", "quantity": "2", "unit_price": "500.00", "line_total": "1000"}
READ_CEMENT = LineReading("CEMENTO GRIS", "C1", Decimal(2), None, Decimal(500), total=Decimal("1000.00"))


def reading(
    *, lines: tuple[LineReading, ...] = (READ_CEMENT,), text: str = "", **values: Value | None
) -> InvoiceReading:
    fields = {
        name: Reading(name, value, 0.9, "text") for name, value in {**READ, **values}.items() if value is not None
    }
    return InvoiceReading("factura", fields, lines=lines, text=text)


def outcomes(truth: dict[str, str], read: InvoiceReading, *, whole: bool = True) -> dict[str, str]:
    return {one.field: one.outcome for one in judge(Truth(truth, (CEMENT,), whole), read)}


def judged(truth: dict[str, str], read: InvoiceReading) -> Judged:
    held = Truth(truth, (CEMENT,))
    return Judged("a.pdf", "native", "", "", tuple(judge(held, read)), judge_lines(held, read))


def test_what_is_written_otherwise_but_means_the_same_is_right() -> None:
    assert set(outcomes(RIGHT, reading()).values()) == {"right"}


def test_one_peso_off_is_wrong() -> None:
    assert outcomes(RIGHT, reading(total=Decimal(1191)))["total"] == "wrong"


def test_one_letter_off_is_wrong() -> None:
    assert outcomes(RIGHT, reading(supplier_name="FERRETERIA EL R0BLE SAS"))["supplier_name"] == "wrong"


def test_what_was_not_read_is_missing_and_not_wrong() -> None:
    assert outcomes(RIGHT, reading(iva=None))["iva"] == "missing"


def test_a_check_digit_the_truth_does_not_hold_is_not_judged() -> None:
    assert "supplier_dv" not in outcomes(RIGHT, reading(supplier_dv="6"))


def test_an_iva_the_document_does_not_have_is_invented() -> None:
    without = {name: value for name, value in RIGHT.items() if name != "iva"}
    assert outcomes(without, reading())["iva"] == "invented"


def test_no_iva_at_all_is_an_iva_of_zero_and_a_subtotal_follows_from_the_total() -> None:
    bare = {name: value for name, value in RIGHT.items() if name not in ("iva", "subtotal")}
    found = outcomes(bare, reading(iva=Decimal(0), subtotal=Decimal(1190)))
    assert "iva" not in found
    assert "subtotal" not in found
    assert outcomes(bare, reading(iva=None, subtotal=Decimal(1000)))["subtotal"] == "invented"
    bags = Truth(bare, besides=Decimal(210))
    assert "subtotal" not in {one.field for one in judge(bags, reading(iva=None, subtotal=Decimal(980)))}


def test_on_one_page_of_several_nothing_counts_as_invented() -> None:
    without = {name: value for name, value in RIGHT.items() if name != "iva"}
    assert "iva" not in outcomes(without, reading(), whole=False)


@pytest.mark.parametrize(
    ("read", "whole"),
    [
        (reading(), True),
        (reading(total=Decimal(1191)), False),
        (reading(iva=None), False),
        (reading(lines=()), False),
        (reading(lines=(READ_CEMENT, READ_CEMENT)), False),
        # Its words may be wrong as long as their number is right.
        (reading(lines=(LineReading("otra cosa"),)), True),
    ],
)
def test_a_whole_invoice_has_every_key_field_and_the_number_of_lines_right(read: InvoiceReading, whole: bool) -> None:
    assert judged(RIGHT, read).whole is whole


def test_an_invented_key_field_spoils_the_whole_invoice() -> None:
    without = {name: value for name, value in RIGHT.items() if name != "iva"}
    assert judged(without, reading()).whole is False
    assert judged(without, reading(iva=None)).whole is True


def test_an_invoice_whose_lines_are_not_known_is_neither_whole_nor_not() -> None:
    held = Truth(RIGHT, (), whole=False)
    assert Judged("a", "native", "", "", tuple(judge(held, reading())), judge_lines(held, reading())).whole is None


# --- in the text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("total", "1234567.50", "TOTAL: 1.234.567,50"),
        ("total", "1234567.50", "TOTAL:$1.234.567,50"),
        ("total", "1234567.00", "$ 1.234 .567 pesos"),
        ("issue_date", "2025-03-14", "Fecha 14/03/2025"),
        ("supplier_nit", "900765432", "NIT 900.765.432-6"),
        ("supplier_name", "Ferretería El Roble S.A.S", "de FERRETERIA EL ROBLE SAS de"),
    ],
)
def test_a_value_is_found_in_a_text_however_it_is_written(name: str, value: str, text: str) -> None:
    assert stands_in(name, value, text)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("total", "1234567.50", "TOTAL 1.234.561,50"),
        ("issue_date", "2025-03-14", "Fecha 14/08/2025"),
        ("supplier_name", "Ferretería El Roble", "FERRETERIA EL R0BLE"),
    ],
)
def test_a_value_with_a_wrong_letter_is_not_in_the_text(name: str, value: str, text: str) -> None:
    assert not stands_in(name, value, text)


def test_a_verdict_says_whether_our_rules_or_the_reader_lost_the_value() -> None:
    lost = {one.field: one.in_text for one in judge(Truth(RIGHT), reading(iva=None, total=None, text="IVA 190,00"))}
    assert (lost["iva"], lost["total"], lost["subtotal"]) == (True, False, None)


# --- lines ----------------------------------------------------------------------------------------------


def lines(*read: LineReading) -> tuple[int, int, int]:
    found = judge_lines(Truth({}, (CEMENT, {**CEMENT, "code": "C2", "line_total": "30"})), reading(lines=read))
    assert found is not None
    return found.right, found.read, found.true


def test_a_line_is_right_with_its_total_quantity_and_name() -> None:
    assert lines(READ_CEMENT) == (1, 1, 2)
    assert lines(READ_CEMENT, READ_CEMENT) == (1, 2, 2)


def test_a_line_one_peso_off_or_without_its_quantity_is_not() -> None:
    assert lines(LineReading("CEMENTO GRIS", "C1", Decimal(2), total=Decimal(1001)))[0] == 0
    assert lines(LineReading("CEMENTO GRIS", "C1", None, total=Decimal(1000)))[0] == 0


def test_columns_are_judged_on_the_line_that_is_meant_even_when_the_line_is_not_right() -> None:
    held = Truth({}, (CEMENT, {"description": "ARENA", "quantity": "3", "line_total": "30.00"}))
    read = (LineReading("ARENA", quantity=Decimal(3), total=Decimal(33)), READ_CEMENT)
    found = judge_lines(held, reading(lines=read))
    assert found is not None
    assert found.right == 1
    assert found.columns == {
        "description": (2, 2), "code": (1, 1), "quantity": (2, 2), "unit_price": (1, 1), "line_total": (1, 2),
    }  # fmt: skip


def test_the_year_in_two_figures_of_a_number_is_not_the_same_number() -> None:
    assert same("invoice_number", "FE-001", "fe001")
    assert not same("invoice_number", "FE-001", "FE-01")
