"""Measure what remembering suppliers is worth. Needs neither database nor broker."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from invoices import benchmarking, memory_gain

from ._reading import reading_options

_KIND_WORDS = {
    "pdf": "PDF", "scan": "escaneo", "poor": "mal escaneo", "photo": "foto", "image": "imagen", "xml": "XML",
    "zip": "ZIP",
}  # fmt: skip
_ROUND_WORDS = {
    memory_gain.FIRST: "1.ª factura",
    memory_gain.UNAIDED: "2.ª a 5.ª, sin memoria",
    memory_gain.LATER: "2.ª a 5.ª, con memoria",
}
_COLUMNS = ("key_fields", "all_fields", "sure", "sure_right")


class Command(BaseCommand):
    help = "Compara la primera factura de cada proveedor con las siguientes, leídas con lo aprendido de él."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="CARPETA")
        parser.add_argument("--engine", metavar="MOTOR", help="leer las imágenes solo con este motor")
        parser.add_argument("--readings", type=Path, metavar="CARPETA", help="guarda y reutiliza lo que vio el motor")
        parser.add_argument("--only", metavar="TEXTO", help="solo los archivos cuyo nombre contiene este texto")
        parser.add_argument("--json", action="store_true", help="todas las cifras como un objeto JSON")
        parser.add_argument("--verbose", action="store_true", help="lista cada campo que la memoria cambió")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            entries = benchmarking.load(folder)
        except (OSError, ValueError) as error:
            raise CommandError(f"No se puede leer {folder / 'truth.json'}: {error}") from error
        entries = [entry for entry in entries if (options["only"] or "") in entry["file"] and entry.get("series")]
        if not entries:
            raise CommandError('No hay series de facturas. Créalas con: make corpus ARGS="--series 2".')
        reading, chain = reading_options(
            options["engine"], sorted(benchmarking.own_nits(folder)), kept_in=options["readings"]
        )
        gain = memory_gain.Gain()
        try:
            with tqdm(total=len(entries), desc="Midiendo", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
                for _ in memory_gain.measure(folder, entries, reading, gain):
                    bar.update()
        finally:
            chain.close()
        figures = memory_gain.summary(gain)
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
            return
        self._print(figures)
        if options["verbose"]:
            for plain, aided in memory_gain.changed(gain):
                self.stdout.write(
                    f"{plain.file}: {plain.field} es {plain.expected!r}, sin memoria {plain.got or '(falta)'!r} "
                    f"({plain.confidence:.2f}), con memoria {aided.got or '(falta)'!r} ({aided.confidence:.2f})"
                )

    def _print(self, figures: dict[str, Any]) -> None:
        head = ("archivos", "campos clave", "todos", "seguros", "seguros y bien")
        self.stdout.write(f"{'':<38}" + "".join(f"{word:>16}" for word in head))
        for kind, rounds in figures.items():
            for which, words in _ROUND_WORDS.items():
                cells = [str(rounds[which]["files"]), *(_share(rounds[which][name]) for name in _COLUMNS)]
                self.stdout.write(f"{_KIND_WORDS[kind] + ', ' + words:<38}" + "".join(f"{cell:>16}" for cell in cells))


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"
