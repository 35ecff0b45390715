"""`benchmark --engine A --engine B`: who is right where, and only where an engine was needed."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from invoices.extraction.result import Box, PageReading, Word
from tests.engine_servers import page
from tests.engines import ScriptedEngine
from tests.extraction.documents import Bill

TRUTH = {
    "invoice_number": "FE1024", "issue_date": "2026-03-05", "supplier_nit": "900123456", "subtotal": "1000000.00",
    "iva": "190000.00", "total": "1190000.00",
}  # fmt: skip


class Sees(ScriptedEngine):
    """Sees the print of the page, some of it as something else."""

    def __init__(self, *, instead: dict[str, str] | None = None, **options) -> None:
        super().__init__(**options)
        self.instead = instead or {}

    def read(self, image: Image.Image) -> PageReading:
        words = [
            Word(self.instead.get(one.text, one.text), Box.clamped(one.x0, one.y0, one.x1, one.y1), 0.99)
            for one in page.draw()[1]
        ]
        return PageReading(tuple(words), engine=self.name, version=self.version)


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    page.draw()[0].save(tmp_path / "foto.png")
    (tmp_path / "fv.xml").write_text(Bill().xml(), encoding="utf-8")
    entries = [{"file": "foto.png", "layout": "x", "truth": TRUTH}, {"file": "fv.xml", "layout": "x", "truth": TRUTH}]
    (tmp_path / "truth.json").write_text(json.dumps(entries), encoding="utf-8")
    backend = "tests.benchmark.test_two_engines.Sees"
    settings.RADICA_ENGINES = {
        "uno": {"BACKEND": backend},
        "otro": {
            "BACKEND": backend,
            "OPTIONS": {"instead": {"FE": "Fecha:", "1024": "XX", "05/03/2026": "06/03/2026"}},
        },
        "falta": {"BACKEND": "tests.engines.MissingEngine"},
    }
    return tmp_path


def measure(folder: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("benchmark", str(folder), *options, stdout=out)
    return out.getvalue()


def test_two_engines_are_set_side_by_side_field_by_field(folder: Path) -> None:
    found = json.loads(measure(folder, "--engine", "uno", "--engine", "otro", "--json"))
    assert (found["engines"], found["documents"]) == (["uno", "otro"], 1)
    rows = {row["field"]: row for row in found["fields"]}
    assert (rows["total"]["both"], rows["total"]["only_first"]) == (1, 0)
    assert (rows["issue_date"]["both"], rows["issue_date"]["only_first"]) == (0, 1)
    assert rows["issue_date"]["second"] == {"wrong": 1}
    different = {one["field"]: one for one in found["differences"]}
    assert "total" not in different
    assert (different["issue_date"]["first"], different["issue_date"]["second"]) == ("2026-03-05", "2026-03-06")


def test_the_table_says_in_words_where_they_differ(folder: Path) -> None:
    out = measure(folder, "--engine", "uno", "--engine", "otro")
    assert "Dos motores, 1 documentos leídos por alguno" in out
    assert "solo uno bien" in out and "solo otro bien" in out
    assert "foto.png: issue_date es '2026-03-05', uno leyó '2026-03-05', otro leyó '2026-03-06'" in out
    assert "fv.xml" not in out
    assert "foto.png: total" not in out


def test_one_engine_twice_is_one_engine(folder: Path) -> None:
    assert "Dos motores" not in measure(folder, "--engine", "uno", "--engine", "uno", "--brief")


def test_three_engines_and_one_that_is_not_ready_are_refused_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(CommandError, match="dos motores a la vez"):
        measure(folder, "--engine", "uno", "--engine", "otro", "--engine", "falta")
    with pytest.raises(CommandError, match="Falta el programa de prueba"):
        measure(folder, "--engine", "uno", "--engine", "falta")
