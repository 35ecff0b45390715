"""`benchmark` from the shell: tables, JSON, filters, two runs side by side. No database, no broker."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.extraction.documents import Bill, attached, invoice_rows, pdf

BILL = Bill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fv.xml").write_text(attached(BILL.xml(), code=BILL.code), encoding="utf-8")
    (tmp_path / "fv.pdf").write_bytes(pdf(invoice_rows(BILL), qr=BILL.qr_text()))
    (tmp_path / "roto.pdf").write_bytes(b"%PDF-1.4 nada")
    return tmp_path


def entry(file: str, *, split: str = "", layout: str = "x", **truth: object) -> dict[str, object]:
    return {
        "file": file,
        "layout": layout,
        "split": split,
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
    xml, paper = figures["kinds"]["xml"], figures["kinds"]["native"]
    assert (xml["key_mean"], xml["whole"], xml["lines_f1"]) == (1.0, 1.0, 1.0)
    assert xml["fields"]["payment_form"] == {"right": 1, "wrong": 0, "missing": 0, "invented": 0, "share": 1.0}
    assert paper["fields"]["total"] == {"right": 0, "wrong": 1, "missing": 0, "invented": 0, "share": 0.0}
    assert paper["fields"]["rete_iva"]["missing"] == 1
    assert "payment_form" not in paper["fields"]
    assert paper["whole"] == 0.0
    wrong = {(one["file"], v["field"]) for one in figures["files"] for v in one["verdicts"] if v["outcome"] != "right"}
    assert wrong == {("fv.pdf", "total"), ("fv.pdf", "rete_iva")}
    assert figures["calibration"]["sure"]["fields"] > 15
    assert figures["about"]["date"]


def test_tables_come_for_each_split_and_name_what_was_asked(folder: Path) -> None:
    out = measure(folder, [entry("fv.xml", split="development"), entry("fv.pdf", split="test", total="1.00")])
    assert "Lo pedido, plantillas de desarrollo" in out
    assert "Lo pedido, plantillas de prueba" in out
    assert "85.7 % (>= 99.5 % no)" in out
    assert "* Total" in out


def test_what_is_wrong_is_listed_with_whether_it_stands_in_the_text(folder: Path) -> None:
    out = measure(folder, [entry("fv.pdf", total="1.00"), entry("roto.pdf")], "--verbose")
    assert "fv.pdf: total es '1.00', se leyó '1190000.00' (0.99), en el texto: no [x]" in out
    assert "roto.pdf: renglones 0 bien de 1, leídos 0 [x]" in out
    assert "No se leyó roto.pdf: El archivo está dañado" in out
    assert "fv.pdf: renglones" not in out


def test_markdown_is_english_and_brief_keeps_to_what_was_asked(folder: Path) -> None:
    out = measure(folder, [entry("fv.pdf", split="test")], "--markdown", "--brief")
    assert "| measure | native PDF |" in out
    assert "| key fields right, mean | 100.0 % (>= 99.5 % yes) |" in out
    assert "issue date" not in out
    assert "| **issue date** | 1 0 0 0 100.0 % |" in measure(folder, [entry("fv.pdf", split="test")], "--markdown")


def test_filters_choose_by_split_layout_and_kind(folder: Path) -> None:
    entries = [entry("fv.xml", split="test", layout="a"), entry("fv.pdf", split="development", layout="b")]

    def files(*options: str) -> list[str]:
        return [one["file"] for one in json.loads(measure(folder, entries, "--json", *options))["files"]]

    assert files("--split", "test") == ["fv.xml"]
    assert files("--layout", "b") == ["fv.pdf"]
    assert files("--layout", "a", "--layout", "b") == ["fv.xml", "fv.pdf"]
    assert files("--kind", "native") == ["fv.pdf"]
    with pytest.raises(CommandError, match="coincide"):
        files("--split", "test", "--kind", "native")


def test_a_second_run_is_told_what_got_worse_and_what_got_better(folder: Path, tmp_path: Path) -> None:
    old = tmp_path / "antes.json"
    old.write_text(measure(folder, [entry("fv.pdf", total="1.00")], "--json"), encoding="utf-8")
    out = measure(folder, [entry("fv.pdf", subtotal="2.00"), entry("fv.xml")], "--compare", str(old))
    assert "Comparados 1 archivos; solo antes 0, solo ahora 1." in out
    assert "PEOR: 1\n  fv.pdf: subtotal es '2.00', antes '1000000.00', ahora '1000000.00'" in out
    assert "MEJOR: 1\n  fv.pdf: total es '1190000.00', antes '1190000.00', ahora '1190000.00'" in out


def test_what_was_saved_is_shown_again_without_reading(folder: Path, tmp_path: Path) -> None:
    entries = [entry("fv.pdf", split="test"), entry("fv.xml", split="test", total="1.00")]
    kept = tmp_path / "medido.json"
    measure(folder, entries, "--save", str(kept))
    for file in ("fv.pdf", "fv.xml"):
        (folder / file).unlink()
    out = measure(folder, entries, "--measured", str(kept), "--verbose")
    assert "fv.xml: total es '1.00'" in out
    assert "No se leyó" not in out
    again = json.loads(measure(folder, entries, "--measured", str(kept), "--json", "--kind", "native"))
    assert [one["file"] for one in again["files"]] == ["fv.pdf"]
    assert again["about"] == json.loads(kept.read_text())["about"]


def test_a_file_that_is_no_earlier_run_is_told_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(CommandError, match="--json"):
        measure(folder, [entry("fv.xml")], "--compare", str(folder / "truth.json"))


def test_two_processes_judge_as_one_does(folder: Path) -> None:
    entries = [entry("fv.xml"), entry("fv.pdf", total="1.00"), entry("roto.pdf")]

    def verdicts(*options: str) -> list[object]:
        found = json.loads(measure(folder, entries, "--json", *options))["files"]
        return [(one["file"], one["verdicts"], one["lines"], one["error"]) for one in found]

    assert verdicts("--jobs", "2") == verdicts()


def test_a_folder_without_truth_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"truth\.json"):
        call_command("benchmark", str(tmp_path))
