"""Invoices of one supplier, printed one like the other; and what remembering the supplier is worth on them."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from invoices.benchmark import memory
from invoices.extraction.options import ReadingOptions

from .layouts import siigo
from .make import LENGTH, series_of, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("series")
    write(out, series_of([siigo.LAYOUT], seed=3, count=2, kinds=["native"]), source="test")
    return out


def entries(folder: Path) -> list:
    return json.loads((folder / "truth.json").read_text(encoding="utf-8"))


def test_the_invoices_of_a_series_are_of_one_supplier_and_count_on(folder):
    found = memory.series_in(entries(folder))
    assert [len(series) for series in found] == [LENGTH, LENGTH]
    for series in found:
        truths = [entry["truth"] for entry in series]
        assert len({truth["supplier_nit"] for truth in truths}) == 1
        assert len({truth["supplier_name"] for truth in truths}) == 1
        numbers = [truth["invoice_number"] for truth in truths]
        assert len({number.rstrip("0123456789") for number in numbers}) == 1
        assert len(set(numbers)) == LENGTH
        dates = [truth["issue_date"] for truth in truths]
        assert dates == sorted(dates)
        assert len({truth["total"] for truth in truths}) == LENGTH
    one, other = ({entry["truth"]["supplier_nit"] for entry in series} for series in found)
    assert one != other


def test_with_memory_later_invoices_are_never_less_sure_and_nothing_is_read_worse(folder):
    reads = list(memory.measure(folder, entries(folder), ReadingOptions()))
    rounds = memory.gains(reads)["development"]["native"]
    assert {which: rounds[which]["files"] for which in memory.ROUNDS} == {"first": 2, "unaided": 8, "later": 8}
    assert rounds["later"]["key_mean"] >= rounds["unaided"]["key_mean"]
    assert rounds["later"]["sure"] >= rounds["unaided"]["sure"]
    assert rounds["later"]["sure_right"] >= rounds["unaided"]["sure_right"]
    assert all(change.aided.outcome == "right" for change in memory.changes(reads))


def test_the_command_prints_the_first_beside_the_later_ones(folder):
    said = io.StringIO()
    call_command("benchmark_memory", str(folder), only="s00", stdout=said)
    text = said.getvalue()
    assert "PDF, 1.ª factura" in text and "PDF, 2.ª a 5.ª con memoria" in text


def test_a_folder_without_series_says_how_to_make_one():
    with pytest.raises(CommandError, match="No hay series"):
        call_command("benchmark_memory", str(Path(__file__).parent / "samples"))
