"""The list a person takes along: right values, right types, and nothing in it that runs."""

import csv
import io
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from guardian.shortcuts import assign_perm

from invoices import export, search
from invoices.models import Invoice

from . import making

pytestmark = pytest.mark.django_db

HEADINGS = [column.heading for column in export.COLUMNS]


@pytest.fixture(autouse=True)
def _company():
    making.company()


def sheet(invoices=None):
    stream = io.BytesIO()
    export.to_xlsx(Invoice.objects.all() if invoices is None else invoices, stream)
    rows = list(openpyxl.load_workbook(io.BytesIO(stream.getvalue())).active.iter_rows())
    return [dict(zip(HEADINGS, row, strict=True)) for row in rows[1:]]


def table(invoices=None):
    text = b"".join(export.to_csv(Invoice.objects.all() if invoices is None else invoices)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_numbers_are_numbers_and_dates_are_dates():
    making.invoice(total=Decimal("1190.50"))
    (row,) = sheet()
    assert row["Total"].value == 1190.5
    assert row["Fecha de emisión"].value == datetime(2026, 3, 10)  # noqa: DTZ001 - a sheet knows no time zones
    assert row["Fecha de emisión"].number_format == "dd/mm/yyyy"
    assert row["Número"].value == "FE-100"
    assert row["NIT del proveedor"].data_type == "s"
    assert row["Descuento"].value is None


def test_csv_opens_in_a_spanish_excel():
    making.invoice(supplier_name="Peñón; Niño & Cía")
    assert b"".join(export.to_csv(Invoice.objects.all())).startswith(b"\xef\xbb\xbf")
    (row,) = table()
    assert (row["Nombre del proveedor"], row["Total"], row["Fecha de emisión"]) == (
        "Peñón; Niño & Cía",
        "1190,00",
        "10/03/2026",
    )


@pytest.mark.parametrize(
    "live",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1",
        "＋1",
        "－1",
        "＠1",
        " =1",
        "\u00a0=1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_no_text_becomes_a_formula(live):
    texts = [
        "invoice_number", "supplier_name", "supplier_city", "customer_name", "purchase_order",
        "payment_form", "payment_means", "resolution_number", "notes", "status_reason", "cufe", "supplier_nit",
    ]  # fmt: skip
    invoice = making.invoice()
    Invoice.objects.filter(pk=invoice.pk).update(**dict.fromkeys(texts, live[:20]))
    (cells,) = sheet()
    (row,) = table()
    shown = [cell.value for cell in cells.values() if isinstance(cell.value, str)]
    assert not [cell for cell in cells.values() if cell.data_type == "f"]
    assert not [text for text in [*shown, *row.values()] if text.lstrip(" \u00a0").startswith(export.LIVE)]
    assert row["Nombre del proveedor"].startswith("'")


def test_an_ordinary_name_is_left_alone():
    assert export.neutral("Ferretería El Tornillo - Sede Norte") == "Ferretería El Tornillo - Sede Norte"


def test_only_what_the_person_may_see_is_in_it():
    here = making.invoice()
    making.order(number="OC-9", total="500", obra=making.obra("SUR"))
    making.invoice(invoice_number="FE-9", purchase_order="OC-9")
    lina = making.buyer("lina", limited_to_obras=True)
    assign_perm("work_on_obra", lina, here.obra)
    assert [row["Número"] for row in table(search.find(lina, search.parse("")))] == ["FE-100"]
    assert [row["Número"].value for row in sheet(search.find(lina, search.parse("")))] == ["FE-100"]


def test_an_empty_list_is_a_sheet_with_headings():
    assert sheet() == []
    assert table() == []
