"""A CSV or XLSX file as rows of cells, whatever program wrote it. Knows nothing of what the columns mean."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000


class UnreadableTable(ValueError):
    """The file as a whole cannot be read; its sentence says what to do."""

    @property
    def sentence(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the person sees it in her spreadsheet: `number` counts from 1, the heading included."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path) -> Table:
    """The first sheet of a workbook, or a CSV in UTF-8 or Latin-1 with ; , tab or |."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableTable(f"No se pudo abrir {path}. Revisa la ruta y los permisos.") from error
    if len(data) > MAX_BYTES:
        raise UnreadableTable("El archivo pesa más de 20 MB. Divídelo en varios.")
    rows = _workbook_rows(data) if data.startswith(b"PK\x03\x04") else _csv_rows(data)
    filled = [
        Row(number, cells)
        for number, cells in enumerate(rows, start=1)
        if any(cell is not None and str(cell).strip() for cell in cells)
    ]
    if not filled:
        raise UnreadableTable("El archivo está vacío.")
    if len(filled) > MAX_ROWS:
        raise UnreadableTable(f"El archivo tiene más de {MAX_ROWS} filas. Divídelo en varios.")
    heading, *rest = filled
    return Table(tuple("" if cell is None else str(cell).strip() for cell in heading.cells), tuple(rest))


def _workbook_rows(data: bytes) -> list[tuple[Any, ...]]:
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            sheet = workbook.worksheets[0]
            return [tuple(row) for row in sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 2)]
        finally:
            workbook.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError, ValueError) as error:
        raise UnreadableTable(
            "El archivo no es un libro de Excel que se pueda leer. Guárdalo otra vez como XLSX o CSV."
        ) from error


def _csv_rows(data: bytes) -> Sequence[tuple[Any, ...]]:
    text = _decode(data)
    if "\0" in text:
        raise UnreadableTable("Formato no soportado. Usa un archivo CSV o XLSX.")
    lines = text.splitlines()
    try:
        return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(lines))]
    except csv.Error as error:
        raise UnreadableTable("El CSV está dañado. Ábrelo en la hoja de cálculo y guárdalo otra vez.") from error


def _decode(data: bytes) -> str:
    """UTF-8 with or without its mark; what is not UTF-8 comes from an Excel in Spanish: Windows-1252."""
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 reads any bytes")


def _delimiter(lines: list[str]) -> str:
    """The mark that parts the heading into most columns; a comma inside amounts does not count there."""
    heading = next((line for line in lines if line.strip()), "")
    return max(";,\t|", key=lambda mark: len(next(csv.reader([heading], delimiter=mark))))
