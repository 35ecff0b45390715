"""Measure reading against a folder with truth.json. Needs neither database nor broker."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from invoices.benchmark import comparing, tables, two_engines
from invoices.benchmark.about import about
from invoices.benchmark.figures import Run, load_run
from invoices.benchmark.running import Judged, run, run_in_processes
from invoices.benchmark.truth import KINDS, SPLITS, kind_of, load, own_nits, split_of

from ._reading import reading_options
from ._site import visit_site

_WITHOUT_ENGINE = frozenset({"xml", "zip", "native"})
_DIRECTIONS = {"worse": "PEOR", "better": "MEJOR", "other": "OTRO, TAMBIÉN MAL"}


class Command(BaseCommand):
    help = "Mide qué tan bien y qué tan rápido se leen los documentos de una carpeta con truth.json."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="CARPETA")
        parser.add_argument(
            "--engine", action="append", metavar="MOTOR",
            help="leer las imágenes solo con este motor; dos veces: comparar dos motores campo por campo",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="todo lo medido como un objeto JSON")
        parser.add_argument("--markdown", action="store_true", help="las tablas para docs/benchmark.md, en inglés")
        parser.add_argument("--brief", action="store_true", help="solo lo pedido junto a lo medido")
        parser.add_argument("--verbose", action="store_true", help="lista cada campo que no quedó bien")
        parser.add_argument(
            "--save", type=Path, metavar="JSON", help="guarda todo lo medido, para --measured y --compare"
        )
        parser.add_argument("--measured", type=Path, metavar="JSON", help="no lee nada: muestra lo que --save guardó")
        parser.add_argument("--compare", type=Path, metavar="JSON", help="qué mejoró y qué empeoró desde este --json")
        parser.add_argument("--only", metavar="TEXTO", help="solo los archivos cuyo nombre contiene este texto")
        parser.add_argument("--split", choices=SPLITS, help="solo las plantillas de esta parte")
        parser.add_argument("--layout", action="append", metavar="PLANTILLA", help="solo esta; se puede repetir")
        parser.add_argument("--kind", action="append", choices=KINDS, help="solo esta clase; se puede repetir")
        parser.add_argument("--jobs", type=int, default=1, metavar="N", help="lee en N procesos; los tiempos no valen")
        parser.add_argument(
            "--readings", type=Path, metavar="CARPETA",
            help="guarda aquí lo que vio el motor y lo reutiliza; los tiempos dejan de valer",
        )  # fmt: skip
        parser.add_argument(
            "--site", metavar="URL", help="mide un sitio en marcha: de subir el archivo a verlo en pantalla"
        )
        parser.add_argument("--user", default="contabilidad", help="quién entra en --site; clave en RADICA_PASSWORD")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        entries = _chosen(folder, options)
        if options["site"]:
            visit_site(self.stdout, folder, entries, options)
            return
        names: list[str] = options["engine"] or []
        if len(set(names)) > 2:
            raise CommandError("Se comparan dos motores a la vez.")
        if len(set(names)) == 2:
            self._set_side_by_side(folder, entries, (names[0], names[1]), options)
            return
        old = _earlier(options["compare"])
        measured = self._kept(entries, options["measured"]) or self._measure(
            folder, entries, names[0] if names else None, options
        )
        figures = measured.figures()
        if options["save"]:
            options["save"].write_text(json.dumps(figures, ensure_ascii=False), encoding="utf-8")
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
            return
        self._print(figures, options)
        if options["verbose"]:
            self._list_wrong(measured.judged)
        if old is not None:
            self._compare(comparing.compare(old.judged, measured.judged))

    def _set_side_by_side(
        self, folder: Path, entries: list[dict[str, Any]], names: tuple[str, str], options: dict[str, Any]
    ) -> None:
        for name in names:
            # Hours of the first are wasted when the second lacks its key.
            reading_options(name)[1].close()
        first, second = (self._measure(folder, entries, name, options).judged for name in names)
        found = two_engines.set_side_by_side(names, first, second)
        if options["json"]:
            self.stdout.write(json.dumps({"about": about(), **two_engines.as_json(found)}, ensure_ascii=False))
            return
        shown = two_engines.table(found, "en" if options["markdown"] else "es")
        self.stdout.write(shown.markdown() if options["markdown"] else shown.text())
        if not options["brief"]:
            self.stdout.write("\n".join(["", *two_engines.told(found)]))

    def _kept(self, entries: Sequence[Mapping[str, Any]], path: Path | None) -> Run | None:
        """What was measured earlier of the documents that are asked for now."""
        kept = _earlier(path)
        names = {entry["file"] for entry in entries}
        return kept and replace(kept, judged=[one for one in kept.judged if one.file in names])

    def _measure(self, folder: Path, entries: list[dict[str, Any]], engine: str | None, options: dict[str, Any]) -> Run:
        prepare = partial(reading_options, engine, sorted(own_nits(folder)), kept_in=options["readings"])
        # With several processes at work a document waits for its neighbours.
        timed = not options["readings"] and options["jobs"] == 1
        reading, chain = prepare()
        told = {**about(), "engines": chain.version}
        try:
            if options["jobs"] > 1:
                documents = run_in_processes(folder, entries, prepare, options["jobs"])
            else:
                documents = run(folder, entries, reading)
                if not options["readings"] and any(kind_of(entry) not in _WITHOUT_ENGINE for entry in entries):
                    # Loading the models is the start of a worker, not the reading of its first document.
                    chain.warm_up()
            return Run(self._watched(documents, len(entries)), told, timed)
        finally:
            chain.close()

    def _watched(self, documents: Iterator[Judged], count: int) -> list[Judged]:
        judged = []
        with tqdm(total=count, desc="Midiendo", file=sys.stderr, disable=not sys.stderr.isatty()) as bar:
            for one in documents:
                judged.append(one)
                bar.set_postfix_str(one.file[-40:])
                bar.update()
        return judged

    def _print(self, figures: dict[str, Any], options: dict[str, Any]) -> None:
        language: tables.Language = "en" if options["markdown"] else "es"
        self.stdout.write(tables.heading(figures["about"], language))
        for table in (tables.must_show if options["brief"] else tables.tables)(figures, language):
            self.stdout.write(table.markdown() if options["markdown"] else table.text())
        for file, sentence in figures["errors"].items():
            self.stdout.write(f"No se leyó {file}: {sentence}")

    def _list_wrong(self, judged: Sequence[Judged]) -> None:
        for document in judged:
            for one in document.verdicts:
                if one.outcome == "right":
                    continue
                got = repr(one.got) if one.got else "(falta)"
                expected = repr(one.expected) if one.expected else "(no lo tiene)"
                stands = {True: ", en el texto: sí", False: ", en el texto: no", None: ""}[one.in_text]
                self.stdout.write(
                    f"{document.file}: {one.field} es {expected}, se leyó {got} ({one.confidence:.2f}){stands}"
                    f" [{document.layout}]"
                )
            if (lines := document.lines) and lines.right != max(lines.true, lines.read):
                self.stdout.write(
                    f"{document.file}: renglones {lines.right} bien de {lines.true}, leídos {lines.read}"
                    f" [{document.layout}]"
                )

    def _compare(self, comparison: comparing.Comparison) -> None:
        alone = f"solo antes {comparison.only_old}, solo ahora {comparison.only_new}"
        self.stdout.write(f"\nComparados {comparison.both} archivos; {alone}.")
        for direction, title in _DIRECTIONS.items():
            changes = [one for one in comparison.changes if one.direction == direction]
            self.stdout.write(f"{title}: {len(changes)}")
            for one in changes:
                expected = repr(one.expected) if one.expected else "(no lo tiene)"
                self.stdout.write(f"  {one.file}: {one.field} es {expected}, antes {one.old!r}, ahora {one.new!r}")


def _chosen(folder: Path, options: dict[str, Any]) -> list[dict[str, Any]]:
    try:
        entries = load(folder)
    except (OSError, ValueError) as error:
        raise CommandError(f"No se puede leer {folder / 'truth.json'}: {error}") from error
    chosen = [
        entry
        for entry in entries
        if (options["only"] or "") in entry["file"]
        and options["split"] in (None, split_of(entry))
        and (not options["layout"] or entry.get("layout") in options["layout"])
        and (not options["kind"] or kind_of(entry) in options["kind"])
    ]
    if not chosen:
        raise CommandError("Ningún archivo de truth.json coincide.")
    return chosen


def _earlier(path: Path | None) -> Run | None:
    if path is None:
        return None
    try:
        return load_run(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{path} no es un resultado guardado con --save o --json.") from error
