"""Gerencia finds an invoice in the archive, opens the original and takes the list along."""

import io
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.browser import making


@pytest.fixture
def page(enter, gloria):
    making.company()
    making.invoice()
    making.invoice(invoice_number="FE-200", supplier_name="=2+5", total=Decimal("99000"), purchase_order=None)
    return enter(gloria, "/buscar/")


def numbers(page):
    return [text.strip() for text in page.locator(".found td[data-label=Número]").all_inner_texts()]


def test_one_box_finds_by_number_nit_and_amount(page):
    assert numbers(page) == ["FE-200", "FE-100"]
    for typed, found in {"FE-200": ["FE-200"], "900.123.456-8": ["FE-200", "FE-100"], "99.000": ["FE-200"]}.items():
        page.locator("#q").fill(typed)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert numbers(page) == found, typed


def test_filters_become_chips_that_can_be_taken_off(page):
    page.locator("#monto_desde").fill("50.000")
    page.get_by_role("button", name="Buscar", exact=True).click()
    assert numbers(page) == ["FE-200"]
    chip = page.locator(".chips .chip")
    assert chip.inner_text().strip() == "Monto desde: $ 50.000"
    chip.get_by_role("link").click()
    assert numbers(page) == ["FE-200", "FE-100"]


def test_a_date_nobody_understands_is_said_and_nothing_is_listed(page, expected_console_errors):
    expected_console_errors.append("422")
    page.locator("#desde").fill("nunca")
    page.get_by_role("button", name="Buscar", exact=True).click()
    assert "no es una fecha" in page.get_by_role("alert").inner_text()
    assert page.locator(".found").count() == 0


def test_the_original_is_one_click_away(page):
    with page.expect_download() as download:
        page.locator(".found tr.link .actions a").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_the_filtered_list_is_exported_and_nothing_in_it_is_a_formula(page):
    page.locator("#q").fill("FE-200")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q="))
    page.get_by_text("Exportar").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel (XLSX)").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    listed = dict(zip(rows[0], rows[1], strict=True))
    assert listed["Número"] == "FE-200"
    assert listed["Total"] == 99000
    assert listed["Nombre del proveedor"] == "'=2+5"
    with page.expect_download() as download:
        page.get_by_role("link", name="Texto separado (CSV)").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert text.count("FE-200") == 1
    assert "FE-100" not in text
