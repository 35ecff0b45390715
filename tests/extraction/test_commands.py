"""`extract` and `benchmark` from the shell: no database, no broker, one bad file does not stop the others."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from invoices import benchmarking
from tests.extraction.documents import Bill, attached, invoice_rows, pdf, withholding, zipped

BILL = Bill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fv.xml").write_text(attached(BILL.xml(), code=BILL.code), encoding="utf-8")
    (tmp_path / "fv.pdf").write_bytes(pdf(invoice_rows(BILL), qr=BILL.qr_text()))
    (tmp_path / "fv.zip").write_bytes(
        zipped(("a.xml", BILL.xml()), ("b.xml", Bill(number="FCO2", withheld=withholding("06", "x", "10.00")).xml()))
    )
    (tmp_path / "roto.pdf").write_bytes(b"%PDF-1.4 nada")
    return tmp_path


def run(*args: object) -> tuple[str, int]:
    out = io.StringIO()
    try:
        call_command("extract", *map(str, args), stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


def test_every_file_is_one_object_on_a_line(folder: Path) -> None:
    out, code = run("--json", folder / "fv.xml", folder / "fv.pdf", folder / "fv.zip")
    first, second, third = (json.loads(line) for line in out.splitlines())
    assert code == 0
    assert first["file"] == str(folder / "fv.xml")
    assert first["fields"]["total"] == {
        "value": "1190000.00", "confidence": 0.99, "source": "xml", "page": None, "box": None, "reasons": [],
    }  # fmt: skip
    assert second["fields"]["invoice_number"]["value"] == "FCO1044"
    assert third["other_invoices"][0]["fields"]["amount_payable"]["value"] == "1189990.00"


def test_an_unreadable_file_is_an_object_with_its_error_and_the_others_still_come(folder: Path) -> None:
    out, code = run("--json", folder / "roto.pdf", folder / "no_esta.pdf", folder, folder / "fv.xml")
    objects = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert objects[0]["error"] == "El archivo está dañado o incompleto. Pide otra copia o digita la factura a mano."
    assert objects[1]["error"] == "El archivo no existe."
    assert objects[2]["error"] == "Es una carpeta y no un archivo."
    assert objects[3]["fields"]["total"]["value"] == "1190000.00"


def test_a_person_gets_a_table_in_spanish(folder: Path) -> None:
    out, code = run(folder / "fv.pdf", folder / "roto.pdf")
    assert code == 1
    assert "Nombre del proveedor    FERRETERIA EL ROBLE SAS" in out
    assert "$1.190.000" in out
    assert "14/03/2025" in out
    assert "El archivo está dañado" in out


def test_an_engine_nobody_configured_is_told_with_those_there_are(folder: Path) -> None:
    with pytest.raises(CommandError, match="rapidocr, tesseract"):
        call_command("extract", str(folder / "fv.xml"), "--engine", "nada")


# --- benchmark ------------------------------------------------------------------------------------------


def entry(file: str, **truth: object) -> dict[str, object]:
    return {
        "file": file,
        "layout": "x",
        "truth": {
            "invoice_number": "FCO-1044", "issue_date": "2025-03-14", "supplier_nit": "900765432",
            "supplier_nit_dv": "6", "supplier_name": "Ferretería El Roble S.A.S", "subtotal": "1000000",
            "tax": "190000.00", "total": "1190000.00", "cufe": BILL.code, "order_reference": "OC-2231",
            "payment_form": "2",
            "lines": [{"description": "CEMENTO GRIS X 50 KG", "quantity": "20", "line_total": "1000000.00"}],
            **truth,
        },
    }  # fmt: skip


def measure(folder: Path, entries: list[dict[str, object]], *options: str) -> str:
    (folder / "truth.json").write_text(json.dumps(entries), encoding="utf-8")
    out = io.StringIO()
    call_command("benchmark", str(folder), *options, stdout=out)
    return out.getvalue()


def test_the_benchmark_counts_right_wrong_and_missing_for_each_kind(folder: Path) -> None:
    entries = [entry("fv.xml"), entry("fv.pdf", total="1.00", rete_iva="77.00", payment_form=None)]
    figures = json.loads(measure(folder, entries, "--json"))
    xml, paper = figures["kinds"]["xml"], figures["kinds"]["pdf"]
    assert (xml["key_mean"], xml["lines_f1"]) == (1.0, 1.0)
    assert xml["fields"]["payment_form"] == {"right": 1, "wrong": 0, "missing": 0, "share": 1.0}
    assert paper["fields"]["total"] == {"right": 0, "wrong": 1, "missing": 0, "share": 0.0}
    assert paper["fields"]["rete_iva"]["missing"] == 1
    assert "payment_form" not in paper["fields"]
    assert {(one["file"], one["field"]) for one in figures["wrong"]} == {("fv.pdf", "total"), ("fv.pdf", "rete_iva")}
    assert figures["calibration"]["sure"]["fields"] > 15


def test_the_benchmark_prints_a_table_and_lists_what_is_wrong(folder: Path) -> None:
    out = measure(folder, [entry("fv.xml", total="1.00"), entry("roto.pdf")], "--verbose")
    assert "* Total" in out
    assert "fv.xml: total es '1.00', se leyó '1190000.00'" in out
    assert "No se leyó roto.pdf: El archivo está dañado" in out


def test_a_folder_without_truth_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"truth\.json"):
        call_command("benchmark", str(tmp_path))


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
    assert benchmarking.TRUTH["iva"](truth) == iva


def test_one_page_of_several_is_judged_by_what_it_shows(folder: Path) -> None:
    (folder / "pdf").mkdir()
    (folder / "pdf" / "fv.pdf").write_bytes((folder / "fv.pdf").read_bytes())
    shown = benchmarking.shown_truth(
        folder, {**entry("image/fv_p1_scan.jpg", rete_iva="33.00"), "status": "simulated scan, page 1 of 2"}
    )
    assert "rete_iva" not in shown.values
    assert shown.values["total"] == "1190000.00"
    assert not shown.whole
    alone = benchmarking.shown_truth(folder, {**entry("fv.pdf", rete_iva="33.00"), "status": "page 1 of 1"})
    assert alone.values["rete_iva"] == "33.00"
