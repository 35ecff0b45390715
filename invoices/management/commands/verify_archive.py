"""Compares every document's row with its original, and every file in the archive with the rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from invoices import archive
from invoices.models import Document


class Command(BaseCommand):
    help = (
        "Comprueba que cada original esté completo en el archivo. Termina con error si falta uno, si cambió, "
        "o si hay un archivo que ningún documento conoce."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        missing, changed, known = self._check_rows()
        orphaned = [path for path in archive.stored_paths() if path.rpartition("/")[2] not in known]
        for word, names in (("FALTA", missing), ("CAMBIÓ", changed), ("SIN DOCUMENTO", orphaned)):
            for name in names:
                self.stdout.write(f"{word}: {name}")
        self.stdout.write(
            f"{len(known)} documentos: {len(missing)} faltan, {len(changed)} cambiaron; "
            f"{len(orphaned)} archivos sin documento."
        )
        if missing or changed or orphaned:
            raise CommandError("El archivo de originales no está en orden.")

    def _check_rows(self) -> tuple[list[str], list[str], set[str]]:
        missing, changed, known = [], [], set()
        rows = Document.objects.order_by("pk").values_list("sha256", "name")
        for sha256, name in tqdm(rows.iterator(), total=rows.count(), unit="doc", disable=None, leave=False):
            known.add(sha256)
            condition = archive.verify(sha256)
            if condition == "missing":
                missing.append(f"{sha256} {name}")
            elif condition == "changed":
                changed.append(f"{sha256} {name}")
        return missing, changed, known
