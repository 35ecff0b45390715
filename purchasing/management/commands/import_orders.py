"""manage.py import_orders FILE: purchase orders from a CSV or XLSX, all or nothing."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from accounts.models import User
from purchasing.order_import import Report, import_orders
from purchasing.tables import UnreadableTable, read_table


class Command(BaseCommand):
    help = "Importa órdenes de compra desde un archivo CSV o XLSX. Si una fila tiene un error no se importa nada."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="archivo CSV o XLSX, una fila por línea de orden")
        parser.add_argument("--dry-run", action="store_true", help="revisa el archivo sin guardar nada")
        parser.add_argument(
            "--create-suppliers", action="store_true", help="crea los proveedores que no existan, con NIT y DV válidos"
        )
        parser.add_argument("--by", metavar="USUARIO", help="persona que queda en la historia de las órdenes")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_orders(
                read_table(options["file"]),
                by=self._person(options["by"]),
                create_suppliers=options["create_suppliers"],
                dry_run=options["dry_run"],
                progress=_progress,
            )
        except UnreadableTable as unreadable:
            raise CommandError(unreadable.sentence) from unreadable
        for heading in report.ignored_columns:
            self.stderr.write(f"La columna «{heading}» no se conoce y no se tuvo en cuenta.")
        if report.errors:
            for error in report.errors:
                self.stderr.write(str(error))
            errors = "1 error" if len(report.errors) == 1 else f"{len(report.errors)} errores"
            raise CommandError(
                f"No se importó nada: {errors} en {report.rows} filas. Corrige el archivo y vuelve a importarlo."
            )
        self._tell(report, options["dry_run"])

    def _tell(self, report: Report, dry_run: bool) -> None:
        for name in report.suppliers:
            self.stdout.write(f"Proveedor nuevo: {name}")
        self.stdout.write(
            f"Órdenes nuevas: {len(report.created)}. Actualizadas: {len(report.updated)}. "
            f"Sin cambios: {len(report.unchanged)}."
        )
        if dry_run:
            self.stdout.write("Era un ensayo: no se guardó nada.")

    def _person(self, username: str | None) -> User | None:
        if not username:
            return None
        try:
            return User.objects.get(username=username)
        except User.DoesNotExist as error:
            raise CommandError(f"No hay una persona con el usuario {username}.") from error


def _progress(rows: Iterable[Any], total: int) -> Iterable[Any]:
    return tqdm(rows, total=total, desc="Filas", unit="fila", file=sys.stderr, disable=None)
