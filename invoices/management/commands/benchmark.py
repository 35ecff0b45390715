"""Measure reading against a folder with truth.json. Needs neither database nor broker."""

import getpass
import json
import os
import statistics
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from invoices import benchmarking, site_timing
from invoices.fields import BY_NAME

from ._reading import reading_options

_KIND_WORDS = {
    "xml": "XML", "zip": "ZIP", "pdf": "PDF", "scan": "escaneo", "poor": "mal escaneo", "photo": "foto",
    "image": "imagen",
}  # fmt: skip


class Command(BaseCommand):
    help = "Mide qué tan bien y qué tan rápido se leen los documentos de una carpeta con truth.json."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="CARPETA")
        parser.add_argument("--engine", metavar="MOTOR", help="leer las imágenes solo con este motor")
        parser.add_argument("--json", action="store_true", help="todas las cifras como un objeto JSON")
        parser.add_argument("--verbose", action="store_true", help="lista cada campo que no quedó bien")
        parser.add_argument(
            "--site", metavar="URL", help="mide un sitio en marcha: de subir el archivo a verlo en pantalla"
        )
        parser.add_argument("--user", default="contabilidad", help="quién entra en --site; clave en RADICA_PASSWORD")
        parser.add_argument("--only", metavar="TEXTO", help="solo los archivos cuyo nombre contiene este texto")

        parser.add_argument(
            "--readings", type=Path, metavar="CARPETA",
            help="guarda aquí lo que vio el motor y lo reutiliza; los tiempos dejan de valer",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            entries = benchmarking.load(folder)
        except (OSError, ValueError) as error:
            raise CommandError(f"No se puede leer {folder / 'truth.json'}: {error}") from error
        entries = [entry for entry in entries if (options["only"] or "") in entry["file"]]
        if not entries:
            raise CommandError("Ningún archivo de truth.json coincide.")
        if options["site"]:
            self._visit(folder, entries, options)
            return
        reading, chain = reading_options(
            options["engine"], sorted(benchmarking.own_nits(folder)), kept_in=options["readings"]
        )
        try:
            if not options["readings"] and any(
                benchmarking.kind_of(entry) not in {"xml", "zip", "pdf"} for entry in entries
            ):
                # Loading the models is the start of a worker, not the reading of its first document.
                chain.warm_up()
            result = self._run(folder, entries, reading)
        finally:
            chain.close()
        figures = benchmarking.summary(result)
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
        else:
            self._print(figures, options["verbose"])

    def _run(self, folder: Path, entries: list[dict[str, Any]], reading: Any) -> benchmarking.Result:
        result = benchmarking.Result()
        with tqdm(total=len(entries), desc="Midiendo", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
            for name, so_far in benchmarking.run(folder, entries, reading):
                result = so_far
                bar.set_postfix_str(name[-40:])
                bar.update()
        return result

    def _visit(self, folder: Path, entries: list[dict[str, Any]], options: dict[str, Any]) -> None:
        """Seconds on a running site, as a clerk lives them: file after file, nobody else at work."""
        kinds = {Path(entry["file"]).name: benchmarking.kind_of(entry) for entry in entries}
        try:
            password = os.environ.get("RADICA_PASSWORD") or getpass.getpass("Contraseña: ")
            clerk = site_timing.Clerk(options["site"], options["user"], password)
            done = list(site_timing.visits(clerk, folder, [entry["file"] for entry in entries]))
        except site_timing.SiteError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{'Segundos desde el envío':<26}{'archivos':>10}{'aceptado':>18}{'leído':>18}{'en pantalla':>18}"
        )
        for kind in dict.fromkeys(kinds.values()):
            seen = [visit for visit in done if kinds[visit.file] == kind]
            cells = [_spread([getattr(visit, step) for visit in seen]) for step in ("accepted", "read", "shown")]
            self.stdout.write(f"{_KIND_WORDS[kind]:<26}{len(seen):>10}" + "".join(f"{cell:>18}" for cell in cells))
        self.stdout.write("Cada cifra: mediana y percentil 95.")
        for visit in done:
            if options["verbose"] or visit.stage in {"failed", "refused"}:
                self.stdout.write(f"{visit.file}: {visit.shown:.2f} s, {visit.message}")

    def _print(self, figures: dict[str, Any], verbose: bool) -> None:
        kinds = figures["kinds"]
        self.stdout.write(f"{'Campo':<26}" + "".join(f"{_KIND_WORDS[kind]:>22}" for kind in kinds))
        self.stdout.write(f"{'':<26}" + f"{'bien mal falta    %':>22}" * len(kinds))
        for name in benchmarking.TRUTH:
            cells = [_cell(kinds[kind]["fields"].get(name)) for kind in kinds]
            if any(cell.strip() for cell in cells):
                mark = "*" if name in benchmarking.KEY_FIELDS else " "
                self.stdout.write(f"{mark} {BY_NAME[name].label:<24}" + "".join(cells))
        for label, key, style in _ROWS:
            cells = [f"{_shown(kinds[kind][key], style):>22}" for kind in kinds]
            self.stdout.write(f"{label:<26}" + "".join(cells))
        sure, doubtful = figures["calibration"]["sure"], figures["calibration"]["doubtful"]
        self.stdout.write(
            f"\nDe {sure['fields']} campos sobre su umbral, bien {_shown(sure['share'], '%')}; "
            f"de {doubtful['fields']} bajo su umbral, bien {_shown(doubtful['share'], '%')}."
        )
        for low, share in figures["calibration"]["by_tenth"].items():
            if share["fields"]:
                self.stdout.write(
                    f"  confianza desde {low}: {share['fields']:>5} campos, {_shown(share['share'], '%')}"
                )
        for file, sentence in figures["errors"].items():
            self.stdout.write(f"No se leyó {file}: {sentence}")
        if verbose:
            self.stdout.write("")
            for one in figures["wrong"]:
                got = one["got"] or "(falta)"
                self.stdout.write(
                    f"{one['file']}: {one['field']} es {one['expected']!r}, se leyó {got!r} ({one['confidence']:.2f})"
                )


_ROWS = (
    ("Archivos", "files", ""),
    ("Media de los marcados *", "key_mean", "%"),
    ("Renglones (F1)", "lines_f1", "%"),
    ("Segundos, mediana", "seconds_median", "s"),
    ("Segundos, percentil 95", "seconds_p95", "s"),
    ("Del motor solo, mediana", "seconds_engine_median", "s"),
    ("Veces el motor solo", "ratio_to_engine", "s"),
)


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"{statistics.median(ordered):.2f} / {ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]:.2f}"


def _cell(tally: dict[str, Any] | None) -> str:
    if not tally:
        return " " * 22
    return f"{tally['right']:>8}{tally['wrong']:>4}{tally['missing']:>4}{tally['share']:>6.0%}"


def _shown(value: Any, style: str) -> str:
    if value is None:
        return "-"
    if style == "%":
        return f"{value:.1%}"
    return f"{value:.2f}" if style == "s" else str(value)
