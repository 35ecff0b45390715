"""Read files and print what they say. Saves nothing; needs neither database nor broker."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from invoices.extraction import report
from invoices.extraction.errors import DocumentUnreadable, ExtractionError
from invoices.extraction.ladder import spoken
from invoices.extraction.pipeline import extract
from invoices.extraction.result import FIELD_NAMES, Extraction, InvoiceReading, LineReading, Reading, Value
from invoices.fields import BY_NAME

from ._reading import reading_options

_SOURCES = {"xml": "XML", "qr": "código QR", "text": "texto", "ocr": "imagen", "model": "modelo", "derived": "cálculo"}
_SEVERITIES = {"error": "Error", "warning": "Aviso", "info": "Nota"}
_TYPES = {
    "factura": "Factura", "nota_credito": "Nota crédito", "nota_debito": "Nota débito", "pos": "Documento POS",
    "documento_soporte": "Documento soporte", "cuenta_de_cobro": "Cuenta de cobro",
}  # fmt: skip


class Command(BaseCommand):
    help = "Lee archivos de facturas y muestra lo que dicen, sin guardar nada."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="ARCHIVO", help="XML, ZIP, PDF o imagen")
        parser.add_argument("--json", action="store_true", help="un objeto JSON por archivo y línea")
        parser.add_argument("--engine", metavar="MOTOR", help="leer las imágenes solo con este motor")
        parser.add_argument(
            "--own-nit", action="append", metavar="NIT", help="NIT propio, sin DV; se puede repetir", dest="own_nits"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        reading, chain = reading_options(options["engine"], options["own_nits"] or ())
        failed = False
        try:
            for name in tqdm(
                options["files"], desc="Leyendo", unit="archivo", file=sys.stderr, disable=not sys.stderr.isatty()
            ):
                try:
                    extraction = extract(_bytes_of(name, reading.limits.bytes), name=name, options=reading)
                except ExtractionError as error:
                    failed = True
                    self._say(report.error_as_json(error, name), f"{name}\n  {error.sentence}\n", options["json"])
                else:
                    self._say(report.as_json(extraction, name), _table(extraction, name), options["json"])
        finally:
            chain.close()
        if failed:
            raise SystemExit(1)

    def _say(self, as_object: dict[str, Any], as_table: str, wants_json: bool) -> None:
        with tqdm.external_write_mode(file=sys.stderr):
            self.stdout.write(json.dumps(as_object, ensure_ascii=False) if wants_json else as_table)
            self.stdout.flush()


def _bytes_of(name: str, most: int) -> bytes:
    """The file, or one byte more than is allowed: a huge file is refused without being loaded."""
    path = Path(name)
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except FileNotFoundError as error:
        raise DocumentUnreadable("El archivo no existe.", code="not_found") from error
    except IsADirectoryError as error:
        raise DocumentUnreadable("Es una carpeta y no un archivo.", code="not_a_file") from error
    except (OSError, ValueError) as error:
        raise DocumentUnreadable("No se puede abrir el archivo.", code="not_readable", detail=str(error)) from error


def _table(extraction: Extraction, name: str) -> str:
    seconds = extraction.timings_ms.get("total", 0.0) / 1000
    decimal = f"{seconds:.2f}".replace(".", ",")
    parts = [f"{name}  ·  {extraction.engine}  ·  {decimal} s"]
    parts += [_invoice(invoice) for invoice in extraction.invoices]
    return "\n".join(parts) + "\n"


def _invoice(invoice: InvoiceReading) -> str:
    rows = [f"  {_TYPES[invoice.document_type]}"]
    rows += [_row(invoice.fields[name]) for name in FIELD_NAMES if name in invoice.fields]
    rows += [_line(number, line) for number, line in enumerate(invoice.lines, start=1)]
    rows += [f"  {_SEVERITIES[finding.severity]}: {finding.message}" for finding in invoice.findings]
    return "\n".join(rows)


def _row(reading: Reading) -> str:
    field = BY_NAME[reading.field]
    value = " ".join((_spoken(reading.value)).split())
    value = value if len(value) <= 60 else f"{value[:57]}..."
    doubt = "?" if reading.confidence < field.threshold else " "
    return f"  {field.label:<24}{value:<62}{min(reading.confidence, 0.99):>5.0%} {doubt} {_SOURCES[reading.source]}"


def _spoken(value: Value) -> str:
    """Amounts and dates as a Colombian writes them, everything else as it is."""
    return spoken(value) if isinstance(value, (Decimal, date)) else report.as_text(value)


def _line(number: int, line: LineReading) -> str:
    def shown(value: Any) -> str:
        return "-" if value is None else _spoken(value).removeprefix("$")

    description = line.description if len(line.description) <= 44 else f"{line.description[:41]}..."
    return (
        f"  {number:>3}. {description:<46}{shown(line.quantity):>12} {line.unit or '':<5}"
        f"{shown(line.unit_price):>16}{shown(line.total):>18}"
    )
