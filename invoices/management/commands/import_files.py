"""Files on this machine, or whole folders of them, through the same door as every other document."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from invoices import intake
from invoices.errors import WorkError
from invoices.extraction.errors import ExtractionError, TooLarge
from invoices.models import Document


class Command(BaseCommand):
    help = "Radica archivos o carpetas enteras. Un archivo malo no detiene a los demás."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="archivos o carpetas")

    def handle(self, *args: Any, paths: list[str], **options: Any) -> None:
        files = sorted({file for path in paths for file in _files(Path(path))})
        created = repeated = 0
        refused: list[str] = []
        for file in tqdm(files, unit="archivo", disable=not sys.stderr.isatty()):
            try:
                receipt = _receive(file)
            except (ExtractionError, WorkError) as error:
                refused.append(f"{file}: {error.sentence}")
            except OSError as error:
                refused.append(f"{file}: no se pudo abrir ({error.strerror}).")
            else:
                created += receipt.created
                repeated += not receipt.created
                if not receipt.created:
                    self.stdout.write(f"{file}: {receipt.message}")
        for line in refused:
            self.stderr.write(line)
        self.stdout.write(f"{created} radicados, {repeated} ya estaban, {len(refused)} no se recibieron.")
        if refused:
            raise CommandError("Algunos archivos no se recibieron.")


def _files(path: Path) -> Iterator[Path]:
    """The files of a folder and its folders, without hidden ones; a path that is not there is told later."""
    if not path.is_dir():
        yield path
        return
    for file in path.rglob("*"):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def _receive(file: Path) -> intake.Receipt:
    if file.stat().st_size > intake.most_bytes():
        raise TooLarge
    return intake.receive(data=file.read_bytes(), name=file.name, door=Document.Door.COMMAND, by=None)
