"""What a document is held to: names of others in ours, pages out of several, how a picture was made."""

from pathlib import Path

import pytest

from invoices.benchmark.truth import TRUTH, Truth, kind_of, shown_truth
from tests.extraction.documents import Bill, invoice_rows, pdf

BILL = Bill()


@pytest.mark.parametrize(
    ("truth", "iva"),
    [
        ({"taxes": [{"code": "01", "amount": "10.00"}, {"code": "01", "amount": "5.50"}]}, "15.50"),
        ({"taxes": [{"code": "01", "amount": "10.00"}, {"code": "04", "amount": "1.00"}]}, "10.00"),
        ({"iva": "0.00", "tax": "190.00", "taxes": [{"code": "01", "amount": "190.00"}]}, "190.00"),
        ({"tax": "190.00"}, "190.00"),
        ({"tax": "80.00", "taxes": [{"code": "04", "amount": "80.00"}]}, None),
        ({"tax": "0.00", "taxes": []}, "0.00"),
    ],
)  # fmt: skip
def test_the_true_iva_is_the_iva_alone(truth: dict[str, object], iva: str | None) -> None:
    assert TRUTH["iva"](truth) == iva


def test_one_page_of_several_is_judged_by_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "fv.pdf").write_bytes(pdf(invoice_rows(BILL), qr=BILL.qr_text()))
    truth = {"total": "1190000.00", "rete_iva": "33.00", "lines": [{"description": "CEMENTO"}]}
    shown = shown_truth(
        tmp_path, {"file": "image/fv_p1_scan.jpg", "status": "simulated scan, page 1 of 2", "truth": truth}
    )
    assert "rete_iva" not in shown.values
    assert shown.values["total"] == "1190000.00"
    assert (shown.whole, shown.lines) == (False, ())
    alone = shown_truth(tmp_path, {"file": "fv.pdf", "status": "page 1 of 1", "truth": truth})
    assert alone.values["rete_iva"] == "33.00"
    assert (alone.whole, len(alone.lines)) == (True, 1)


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ({"file": "a.pdf", "kind": "poor"}, "poor"),
        ({"file": "a.tif", "kind": "scan"}, "scan"),
        ({"file": "a.pdf", "kind": "native"}, "native"),
        ({"file": "a.pdf"}, "native"),
        ({"file": "a.XML"}, "xml"),
        ({"file": "a.jpg", "status": "simulated photo, page 1 of 1"}, "photo"),
        ({"file": "a.jpg", "status": "simulated scan, page 1 of 1"}, "scan"),
        ({"file": "a.jpg"}, "image"),
    ],
)
def test_the_kind_is_how_the_picture_was_made_and_not_its_suffix(entry: dict[str, str], kind: str) -> None:
    assert kind_of(entry) == kind


def test_a_picture_nobody_can_read_is_held_to_nothing() -> None:
    entry = {"file": "a.jpg", "kind": "unreadable", "truth": {"unreadable": "blurred", "total": "1.00"}}
    assert shown_truth(Path(), entry) == Truth({}, whole=False)
