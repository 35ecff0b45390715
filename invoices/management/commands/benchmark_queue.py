"""Measure what a full queue gets through. Needs neither database nor broker."""

import sys
import tempfile
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from invoices.benchmark.queueing import Side, Throughput, measure
from invoices.benchmark.truth import kind_of, load, own_nits

from ._reading import reading_options

_WITHOUT_ENGINE = frozenset({"xml", "zip", "native"})


class Command(BaseCommand):
    help = "Mide cuántas páginas por segundo lee una cola llena, junto a las que lee el motor solo."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="CARPETA")
        parser.add_argument("--workers", type=int, default=2, metavar="N", help="procesos que leen a la vez")
        parser.add_argument("--rounds", type=int, default=2, metavar="N", help="cuántas veces se lee cada archivo")
        parser.add_argument("--files", type=int, default=24, metavar="N", help="a lo sumo tantos archivos")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            entries = [entry for entry in load(folder) if kind_of(entry) not in _WITHOUT_ENGINE]
        except (OSError, ValueError) as error:
            raise CommandError(f"No se puede leer {folder / 'truth.json'}: {error}") from error
        if not entries:
            raise CommandError("En la carpeta no hay escaneos ni fotos.")
        step = max(len(entries) // options["files"], 1)
        files = [folder / entry["file"] for entry in entries[::step][: options["files"]]]
        prepare = partial(reading_options, None, sorted(own_nits(folder)))
        with tempfile.TemporaryDirectory() as kept:
            done = measure(
                files, prepare, workers=options["workers"], rounds=options["rounds"], kept_in=Path(kept),
                told=lambda text: print(text, file=sys.stderr) if sys.stderr.isatty() else None,
            )  # fmt: skip
        self._print(done, options["workers"])

    def _print(self, done: Throughput, workers: int) -> None:
        rows: tuple[tuple[str, Side], ...] = (("Todo el proceso", done.whole), ("Solo el motor", done.bare))
        self.stdout.write(f"{workers} procesos, {done.whole.pages} páginas")
        for label, side in rows:
            self.stdout.write(
                f"{label:<18}{side.pages_a_second:>8.2f} páginas por segundo"
                f"{side.processor:>8.2f} segundos de procesador por página"
            )
        self.stdout.write(
            f"De lo que da el motor solo: {done.by_clock:.2f} por reloj, {done.by_processor:.2f} por procesador"
        )
        worker, reader = (value / 1e6 for value in done.memory[:2])
        self.stdout.write(
            f"Memoria máxima: proceso {worker:.0f} MB, lector {reader:.0f} MB, juntos {worker + reader:.0f} MB; "
            f"lectores por proceso: {done.memory[2]}"
        )
