"""Fit what a confidence is worth on folders with truth.json, and keep the weights with the code.

Layouts that results are told of stay out: of a folder their documents are not read.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from invoices.benchmark import fitting, sampling
from invoices.benchmark.about import about
from invoices.benchmark.truth import load, own_nits, split_of
from invoices.extraction.calibration import FAMILIES, FAMILY_OF, WEIGHTS

from ._reading import reading_options


class Command(BaseCommand):
    help = "Ajusta la confianza de la lectura con carpetas de documentos de desarrollo y guarda los pesos."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", type=Path, nargs="+", metavar="CARPETA")
        parser.add_argument("--readings", type=Path, metavar="CARPETA", help="lo que ya vio el motor")
        parser.add_argument("--keep", type=Path, metavar="JSON.GZ", help="guarda lo leído, para --also de otro ajuste")
        parser.add_argument(
            "--also", type=Path, nargs="+", default=[], metavar="JSON.GZ",
            help="lo que se leyó de plantillas antes de trabajar sobre ellas",
        )  # fmt: skip
        parser.add_argument("--out", type=Path, default=WEIGHTS, metavar="JSON", help="dónde guardar los pesos")
        parser.add_argument("--dry-run", action="store_true", help="solo muestra lo medido, sin guardar")

    def handle(self, *args: Any, **options: Any) -> None:
        found: list[fitting.Sample] = []
        told = []
        for folder in options["folders"]:
            found += self._samples(folder, options["readings"])
            told.append(folder.name)
        if options["keep"]:
            sampling.keep(found, options["keep"])
        for path in options["also"]:
            found += sampling.kept(path)
            told.append(path.name)
        if not found:
            raise CommandError("No hay ningún documento de desarrollo que se pueda leer.")
        self._print(list(fitting.left_out(found)))
        if not options["dry_run"]:
            kept = as_json(found, told)
            # What these folders tell nothing of keeps the weights it has.
            kept["families"] = _families_in(options["out"]) | kept["families"]
            options["out"].write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
            self.stdout.write(f"Pesos guardados en {options['out']}.")

    def _samples(self, folder: Path, readings: Path | None) -> list[fitting.Sample]:
        try:
            entries = [entry for entry in load(folder) if split_of(entry) != "test"]
        except (OSError, ValueError) as error:
            raise CommandError(f"No se puede leer {folder / 'truth.json'}: {error}") from error
        reading, chain = reading_options(None, sorted(own_nits(folder)), kept_in=readings)
        found: list[fitting.Sample] = []
        try:
            for entry in tqdm(entries, desc=folder.name, file=sys.stderr, disable=not sys.stderr.isatty()):
                found += sampling.samples(folder, [entry], reading)
        finally:
            chain.close()
        return found

    def _print(self, measured: list[tuple[fitting.Sample, float]]) -> None:
        head = f"{'Sin la propia plantilla':<24}{'lecturas':>9}{'mal':>6}{'ECE antes':>11}{'ECE':>7}"
        self.stdout.write(head + f"{'sobre umbral':>14}{'bien':>8}{'mal bajo umbral':>17}")
        groups = [("todas", measured), ("de plantillas no vistas", [one for one in measured if not one[0].tuned])]
        for family in FAMILIES:
            for source in ("text", "ocr"):
                mine = [one for one in measured if FAMILY_OF[one[0].name] == family and one[0].source == source]
                groups += [(f"{family}, {source}", mine)] if mine else []
        for name, mine in groups:
            if not mine:
                continue
            before = fitting.worth([(one, fitting.by_hand(one)) for one, _chance in mine])
            now = fitting.worth(mine)
            self.stdout.write(
                f"{name:<24}{now['samples']:>9}{now['wrong']:>6}{before['error']:>11.3f}{now['error']:>7.3f}"
                f"{now['sure']:>14.1%}{_share(now['sure_right']):>8}{_share(now['flagged']):>17}"
            )


def as_json(found: list[fitting.Sample], folders: list[str]) -> dict[str, Any]:
    """The file of weights: what they are, and from what they were made."""
    return {
        "about": {
            "date": timezone.localdate().isoformat(),
            "commit": about()["commit"],
            "folders": folders,
            "groups": len({one.group for one in found}),
        },
        "families": {
            family: {
                **weights.as_json(),
                "samples": {
                    source: [
                        sum(one.right for one in mine if one.source == source),
                        sum(one.source == source for one in mine),
                    ]
                    for source in ("text", "ocr")
                },
            }
            for family, weights in fitting.fit(found).items()
            for mine in [[one for one in found if FAMILY_OF[one.name] == family]]
        },
    }


def _families_in(path: Path) -> dict[str, Any]:
    try:
        families: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["families"]
    except FileNotFoundError:
        return {}
    return families


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"
