"""The best evidence wins, gaps are filled from below, and what disagrees is told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoices.extraction.ladder import Rung, climb, same_number
from invoices.extraction.result import Box, Reading, Source, Value


def rung(source: Source, confidence: float = 0.95, **said: Value) -> Rung:
    box = Box(0.1, 0.1, 0.2, 0.12) if source in ("text", "ocr") else None
    return Rung(
        source,
        {
            name: Reading(name, value, confidence, source, page=0 if box else None, box=box)
            for name, value in said.items()
        },
    )


def test_the_signed_value_wins_and_the_page_lends_its_place() -> None:
    climbed = climb([rung("xml", total=Decimal("100.00")), rung("text", total=Decimal("101.50"))])
    total = climbed.fields["total"]
    assert (total.value, total.source) == (Decimal("100.00"), "xml")
    assert (total.page, total.box) == (0, Box(0.1, 0.1, 0.2, 0.12))
    assert total.confidence > 0.95
    assert climbed.findings == ()


def test_a_page_that_says_another_total_than_its_xml_is_told_in_words() -> None:
    climbed = climb([rung("xml", 0.99, total=Decimal("1190000.00")), rung("text", total=Decimal("1290000.00"))])
    (finding,) = climbed.findings
    assert (finding.code, finding.severity, finding.field) == ("sources_differ_total", "warning", "total")
    assert finding.message == (
        "El total no es igual en el XML ($1.190.000) y en el PDF ($1.290.000). Compara con el documento."
    )
    assert (finding.expected, finding.actual) == ("1190000.00", "1290000.00")
    assert climbed.fields["total"].value == Decimal("1190000.00")
    assert [one.value for one in climbed.alternatives["total"]] == [Decimal("1290000.00")]


def test_a_misread_photograph_casts_no_doubt_on_the_xml() -> None:
    climbed = climb([rung("xml", total=Decimal("100000.00")), rung("ocr", 0.4, total=Decimal("10.00"))])
    assert climbed.findings == ()
    assert climbed.fields["total"].confidence == 0.95
    assert climbed.alternatives["total"][0].value == Decimal("10.00")


def test_a_doubtful_printed_total_is_told_unless_the_signed_one_is_printed_too() -> None:
    signed, doubtful = rung("xml", total=Decimal("100000")), rung("text", 0.4, total=Decimal("900000"))
    assert climb([signed, doubtful]).findings[0].code == "sources_differ_total"
    assert climb([signed, replace(doubtful, text="Total $100.000 Cupo 900.000")]).findings == ()


def test_gaps_are_filled_from_below() -> None:
    climbed = climb([rung("qr", supplier_nit="900765432"), rung("text", supplier_name="FERRETERIA EL ROBLE SAS")])
    assert climbed.fields["supplier_name"].source == "text"
    assert climbed.fields["supplier_nit"].source == "qr"


def test_the_date_of_a_qr_never_stands_above_a_printed_one() -> None:
    climbed = climb([rung("qr", issue_date=date(2025, 3, 10)), rung("text", 0.6, issue_date=date(2025, 3, 14))])
    assert climbed.fields["issue_date"].value == date(2025, 3, 14)
    assert climbed.fields["issue_date"].reasons == ()
    (finding,) = climbed.findings
    assert finding.severity == "info"
    assert "14/03/2025" in finding.message


def test_the_date_of_a_qr_fills_a_gap() -> None:
    assert climb([rung("qr", issue_date=date(2025, 3, 10))]).fields["issue_date"].value == date(2025, 3, 10)


def test_a_qr_with_another_nit_than_the_page_is_told() -> None:
    climbed = climb([rung("qr", supplier_nit="900765432"), rung("text", supplier_nit="811111111")])
    assert climbed.fields["supplier_nit"].value == "900765432"
    assert climbed.fields["supplier_nit"].confidence < 0.9
    assert climbed.fields["supplier_nit"].reasons == ("El PDF dice 811111111.",)
    assert climbed.findings[0].code == "sources_differ_supplier_nit"


def test_a_qr_total_less_the_withholdings_is_the_same_total() -> None:
    printed = rung(
        "text",
        subtotal=Decimal("1960000"),
        iva=Decimal("372400"),
        total=Decimal("2332400"),
        rete_fuente=Decimal("49000"),
    )
    climbed = climb([rung("qr", total=Decimal("2283400")), printed])
    assert climbed.fields["total"].value == Decimal("2332400")
    assert climbed.findings == ()


def test_a_printed_net_is_the_same_total_as_the_signed_one() -> None:
    signed = rung("xml", total=Decimal("1190000"), rete_fuente=Decimal("25000"), amount_payable=Decimal("1165000"))
    assert climb([signed, rung("text", total=Decimal("1165000"))]).findings == ()
    assert len(climb([signed, rung("text", total=Decimal("1160000"))]).findings) == 1


def test_a_page_whose_figures_add_up_outranks_a_qr_that_says_another_total() -> None:
    printed = rung("text", subtotal=Decimal("1000"), iva=Decimal("190"), total=Decimal("1190"))
    climbed = climb([rung("qr", total=Decimal("990")), printed])
    assert climbed.fields["total"].value == Decimal("1190")
    assert climbed.findings[0].code == "sources_differ_total"


def test_a_printed_amount_that_the_qr_contradicts_is_for_a_person() -> None:
    printed, coded = rung("text", 0.97, iva=Decimal(914)), rung("qr", 0.93, iva=Decimal(151701))
    for kept in (climb([printed, coded]).fields["iva"], climb([coded, printed]).fields["iva"]):
        assert kept.source == "qr" or kept.confidence < 0.85


def test_a_blurred_amount_does_not_outrank_the_qr() -> None:
    climbed = climb([rung("qr", 0.93, iva=Decimal("190000")), rung("ocr", 0.5, iva=Decimal("19000"))])
    assert climbed.fields["iva"].value == Decimal("190000")


def test_the_check_digit_comes_from_where_its_nit_does() -> None:
    climbed = climb([rung("qr", supplier_nit="900765432"), rung("text", supplier_nit="811111111", supplier_dv="3")])
    assert (climbed.fields["supplier_dv"].value, climbed.fields["supplier_dv"].source) == ("6", "derived")
    climbed = climb([rung("qr", supplier_nit="900765432"), rung("text", supplier_nit="900765432", supplier_dv="6")])
    assert climbed.fields["supplier_dv"].source == "text"


def test_no_check_digit_is_made_up_for_a_person() -> None:
    assert "supplier_dv" not in climb([rung("qr", supplier_nit="52123456")]).fields
    assert "supplier_dv" not in climb([rung("text", supplier_dv="3")]).fields


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("FCO-1044", "FCO 1044", True), ("FCO1044", "1044", True), ("PM00212", "PM212", False), ("1044", "1045", False),
     ("FCO1044", "FCO104", False), ("A21044", "1044", True), ("21044", "1044", False), ("", "", False)],
)  # fmt: skip
def test_numbers_are_the_same_without_marks_and_without_the_prefix(a: str, b: str, same: bool) -> None:
    assert same_number(a, b) is same
