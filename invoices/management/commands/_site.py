"""Seconds on a running site, as a clerk lives them: file after file, nobody else at work."""

import getpass
import os
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper

from invoices import site_timing
from invoices.benchmark.tables import word
from invoices.benchmark.truth import kind_of


def visit_site(out: OutputWrapper, folder: Path, entries: Sequence[dict[str, Any]], options: dict[str, Any]) -> None:
    """Send every file to the site and print how long each kind took."""
    kinds = {Path(entry["file"]).name: kind_of(entry) for entry in entries}
    try:
        password = os.environ.get("RADICA_PASSWORD") or getpass.getpass("Contraseña: ")
        clerk = site_timing.Clerk(options["site"], options["user"], password)
        done = list(site_timing.visits(clerk, folder, [entry["file"] for entry in entries]))
    except site_timing.SiteError as error:
        raise CommandError(str(error)) from error
    out.write(f"{'Segundos desde el envío':<26}{'archivos':>10}{'aceptado':>18}{'leído':>18}{'en pantalla':>18}")
    for kind in dict.fromkeys(kinds.values()):
        seen = [visit for visit in done if kinds[visit.file] == kind]
        cells = [_spread([getattr(visit, step) for visit in seen]) for step in ("accepted", "read", "shown")]
        out.write(f"{word(kind, 'es'):<26}{len(seen):>10}" + "".join(f"{cell:>18}" for cell in cells))
    out.write("Cada cifra: mediana y percentil 95.")
    for visit in done:
        if options["verbose"] or visit.stage in {"failed", "refused"}:
            out.write(f"{visit.file}: {visit.shown:.2f} s, {visit.message}")


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"{statistics.median(ordered):.2f} / {ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]:.2f}"
