"""Lists of invoices as XLSX and CSV. What a person may export was decided by whoever built the list.

No cell is a live formula, whatever a supplier, an OCR engine or a file name put into it.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO, Literal

import xlsxwriter
from django.db.models import QuerySet
from django.utils import timezone

from invoices.fields import BY_NAME
from invoices.models import Invoice

Kind = Literal["text", "money", "date", "time", "moment"]
CHUNK = 500
# Excel's own limit, with one row for the headings.
MOST_ROWS = 1_048_575
# What makes a spreadsheet read a text as a formula, with the full-width twins some programs fold.
LIVE = tuple("=+-@\t\r\n") + tuple("＝＋－＠")
_BLANKS = " \u00a0\u2000\u2001\u2002\u2003\u2009\u200a\u200b\u202f\u2060\u3000\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    kind: Kind
    value: Callable[[Invoice], Any]


def _field(name: str, kind: Kind = "text", heading: str = "") -> Column:
    return Column(heading or BY_NAME[name].label, kind, lambda invoice: getattr(invoice, name))


COLUMNS: tuple[Column, ...] = (
    Column("Estado", "text", lambda invoice: invoice.get_status_display()),
    Column("Tipo de documento", "text", lambda invoice: invoice.get_document_type_display()),
    _field("invoice_number"),
    _field("issue_date", "date"),
    _field("issue_time", "time"),
    _field("due_date", "date"),
    _field("supplier_nit"),
    _field("supplier_dv"),
    _field("supplier_name"),
    _field("supplier_city"),
    _field("customer_nit"),
    _field("customer_name"),
    Column("Orden de compra", "text", lambda invoice: invoice.order.number if invoice.order else ""),
    _field("purchase_order", heading="Orden impresa"),
    Column("Obra", "text", lambda invoice: str(invoice.obra or "")),
    _field("payment_form"),
    _field("payment_means"),
    _field("currency"),
    _field("subtotal", "money"),
    _field("discount", "money"),
    _field("tax_base", "money"),
    _field("iva", "money"),
    _field("inc", "money"),
    _field("rete_fuente", "money"),
    _field("rete_iva", "money"),
    _field("rete_ica", "money"),
    _field("total", "money"),
    _field("amount_payable", "money"),
    _field("cufe"),
    _field("resolution_number"),
    _field("notes"),
    Column("Motivo", "text", lambda invoice: invoice.status_reason),
    Column("Recibida", "moment", lambda invoice: invoice.received_at),
    Column("Decidida", "moment", lambda invoice: invoice.decided_at),
    Column("Decidida por", "text", lambda invoice: str(invoice.decided_by or "")),
)


def to_xlsx(invoices: QuerySet[Invoice] | Iterable[Invoice], stream: BinaryIO) -> int:
    """Write the list row by row, so that a hundred thousand invoices need no more memory than one."""
    book = xlsxwriter.Workbook(
        stream,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "dd/mm/yyyy",
        },
    )
    formats = {
        "money": book.add_format({"num_format": "#,##0.00"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "time": book.add_format({"num_format": "hh:mm"}),
        "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    }
    sheet = book.add_worksheet("Facturas")
    sheet.freeze_panes(1, 0)
    heading = book.add_format({"bold": True, "bottom": 1})
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, 18 if column.kind == "text" else 14)
        sheet.write_string(0, number, column.heading, heading)
    rows = 0
    for rows, invoice in enumerate(_each(invoices), start=1):
        if rows > MOST_ROWS:
            raise ValueError("more invoices than a sheet has rows")
        for number, column in enumerate(COLUMNS):
            _write(sheet, rows, number, column, column.value(invoice), formats)
    sheet.autofilter(0, 0, rows, len(COLUMNS) - 1)
    book.close()
    return rows


def to_csv(invoices: QuerySet[Invoice] | Iterable[Invoice]) -> Iterator[bytes]:
    """The same list for Excel in Spanish: semicolons, decimal comma, UTF-8 with its mark."""
    yield "\ufeff".encode()
    yield _csv_line([column.heading for column in COLUMNS])
    for invoice in _each(invoices):
        yield _csv_line([_csv_cell(column, column.value(invoice)) for column in COLUMNS])


def neutral(text: str) -> str:
    """The text with an apostrophe in front, where a spreadsheet would run it."""
    clean = "".join(letter for letter in text if letter in "\t\r\n" or letter >= " ")
    return f"'{clean}" if clean.startswith(LIVE) or clean.lstrip(_BLANKS).startswith(LIVE) else clean


def _each(invoices: QuerySet[Invoice] | Iterable[Invoice]) -> Iterator[Invoice]:
    if isinstance(invoices, QuerySet):
        listed = invoices.select_related("supplier", "order", "obra", "decided_by").defer("search_text")
        return listed.iterator(chunk_size=CHUNK)
    return iter(invoices)


def _write(sheet: Any, row: int, number: int, column: Column, value: Any, formats: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if column.kind == "text":
        sheet.write_string(row, number, neutral(str(value))[:32_000])
    elif column.kind == "money":
        sheet.write_number(row, number, value, formats["money"])
    elif column.kind == "moment":
        sheet.write_datetime(row, number, _local(value), formats["moment"])
    else:
        sheet.write_datetime(row, number, value, formats[column.kind])


def _local(moment: datetime) -> datetime:
    """A sheet knows no time zones: the clock on the wall in Colombia."""
    return timezone.localtime(moment).replace(tzinfo=None)


def _csv_cell(column: Column, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, datetime):
        return f"{_local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return neutral(str(value))


def _csv_line(cells: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, delimiter=";", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n").writerow(cells)
    return line.getvalue().encode()
