"""`extract` from the shell: no database, no broker, one bad file does not stop the others."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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
