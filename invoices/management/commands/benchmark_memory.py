"""Measure what remembering suppliers is worth. Needs neither database nor broker."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from invoices.benchmark import memory
from invoices.benchmark.tables import shown_as
from invoices.benchmark.truth import load, own_nits

from ._reading import reading_options

_KIND_WORDS = {
    "native": "PDF", "scan": "Escaneo", "poor": "Mal escaneo", "photo": "Foto", "image": "Imagen", "xml": "XML",
    "zip": "ZIP",
}  # fmt: skip
_SPLIT_WORDS = {
    "development": "Diseños de desarrollo", "calibration": "Diseños de calibración", "test": "Diseños de prueba",
    "": "Documentos",
}  # fmt: skip
_ROUND_WORDS = {"first": "1.ª factura", "unaided": "2.ª a 5.ª sin memoria", "later": "2.ª a 5.ª con memoria"}
_COLUMNS = {
    "key_mean": "campos clave", "all_mean": "todos los campos", "whole": "factura entera", "sure": "seguros",
    "sure_right": "seguros y bien",
}  # fmt: skip


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
            entries = load(folder)
        except (OSError, ValueError) as error:
            raise CommandError(f"No se puede leer {folder / 'truth.json'}: {error}") from error
        entries = [entry for entry in entries if (options["only"] or "") in entry["file"] and entry.get("series")]
        if not entries:
            raise CommandError('No hay series de facturas. Créalas con: make corpus ARGS="--series 2".')
        reading, chain = reading_options(options["engine"], sorted(own_nits(folder)), kept_in=options["readings"])
        reads: list[memory.Read] = []
        try:
            with tqdm(total=len(entries), desc="Midiendo", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
                for one in memory.measure(folder, entries, reading):
                    reads.append(one)
                    bar.update(one.round != "unaided")
        finally:
            chain.close()
        if options["json"]:
            self.stdout.write(json.dumps(memory.gains(reads), ensure_ascii=False))
            return
        self._print(memory.gains(reads))
        for change in memory.changes(reads) if options["verbose"] else ():
            plain, aided = change.plain, change.aided
            self.stdout.write(
                f"{change.file}: {plain.field} es {plain.expected!r}, "
                f"sin memoria {plain.got or '(falta)'!r} ({plain.confidence:.2f}), "
                f"con memoria {aided.got or '(falta)'!r} ({aided.confidence:.2f})"
            )

    def _print(self, figures: dict[str, Any]) -> None:
        for split, kinds in figures.items():
            head = "".join(f"{word:>18}" for word in ("archivos", *_COLUMNS.values()))
            self.stdout.write(f"\n{_SPLIT_WORDS[split]:<36}{head}")
            for kind, rounds in kinds.items():
                for which, words in _ROUND_WORDS.items():
                    cells = [str(rounds[which]["files"]), *(shown_as(rounds[which][name], "%") for name in _COLUMNS)]
                    label = f"{_KIND_WORDS[kind]}, {words}"
                    self.stdout.write(f"{label:<36}" + "".join(f"{cell:>18}" for cell in cells))
