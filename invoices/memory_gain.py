"""What remembering suppliers is worth: a supplier's first invoice against its second to fifth. Needs no database.

Works on a folder whose truth.json names series (`make corpus ARGS="--series 2"`): the first is read, its truth is
taught as a reviewer would, the second is read, and so on. The later ones are read without memory too, because
they may just be easier.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from invoices import benchmarking
from invoices.benchmarking import KEY_FIELDS, Truth, Verdict
from invoices.extraction.errors import ExtractionError
from invoices.extraction.habits import Habit, Habits
from invoices.extraction.lessons import Lesson, study
from invoices.extraction.options import ReadingOptions
from invoices.extraction.pipeline import extract
from invoices.extraction.result import InvoiceReading, Value
from invoices.fields import BY_NAME

FIRST, LATER, UNAIDED = "first", "later", "unaided"
ROUNDS = (FIRST, LATER, UNAIDED)


@dataclass(slots=True)
class Gain:
    """Verdicts by kind of file and by round: the first invoices, the later ones with memory and without."""

    verdicts: dict[tuple[str, str], list[Verdict]] = field(default_factory=lambda: defaultdict(list))
    files: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def share(self, kind: str, which: str, names: Sequence[str] | None = None) -> float | None:
        """The mean over the fields of the share that was right, each field counting the same."""
        tallies: dict[str, list[bool]] = defaultdict(list)
        for one in self.verdicts[kind, which]:
            if names is None or one.field in names:
                tallies[one.field].append(one.outcome == "right")
        shares = [sum(found) / len(found) for found in tallies.values()]
        return sum(shares) / len(shares) if shares else None

    def sure(self, kind: str, which: str) -> tuple[float | None, float | None]:
        """Of all fields the share that is shown as sure, and of those the share that is right."""
        found = [one for one in self.verdicts[kind, which] if one.field != "document_type"]
        sure = [one for one in found if one.got and one.confidence >= BY_NAME[one.field].threshold]
        right = sum(one.outcome == "right" for one in sure)
        return (len(sure) / len(found) if found else None, right / len(sure) if sure else None)


def series_in(entries: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The entries of each supplier, in the order its invoices were made out."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in entries:
        if entry.get("series"):
            found[entry["series"]].append(entry)
    return [sorted(series, key=lambda entry: entry["file"]) for series in found.values()]


def measure(folder: Path, entries: Sequence[Mapping[str, Any]], options: ReadingOptions, gain: Gain) -> Iterator[str]:
    """Read supplier after supplier into `gain`; yields the name of each file."""
    for series in series_in(entries):
        known: dict[str, tuple[Habit, ...]] = {}

        def recall(nit: str, known: Mapping[str, tuple[Habit, ...]] = known) -> Habits | None:
            return Habits(nit, known[nit]) if nit in known else None

        for number, entry in enumerate(series):
            kind, truth = benchmarking.kind_of(entry), benchmarking.shown_truth(folder, entry)
            reading = _read(folder, entry, replace(options, memory=recall))
            gain.verdicts[kind, LATER if number else FIRST] += benchmarking.judge(entry["file"], kind, truth, reading)
            gain.files[kind, LATER if number else FIRST] += 1
            if number:
                plain = _read(folder, entry, options)
                gain.verdicts[kind, UNAIDED] += benchmarking.judge(entry["file"], kind, truth, plain)
                gain.files[kind, UNAIDED] += 1
            _teach(known, truth, reading)
            yield entry["file"]


def _read(folder: Path, entry: Mapping[str, Any], options: ReadingOptions) -> InvoiceReading:
    try:
        return extract((folder / entry["file"]).read_bytes(), name=entry["file"], options=options).invoices[0]
    except ExtractionError:
        return InvoiceReading("factura", {})


def _teach(known: dict[str, tuple[Habit, ...]], truth: Truth, reading: InvoiceReading) -> None:
    """As a reviewer would: what the page shows is confirmed or corrected, and approved."""
    nit = truth.values.get("supplier_nit", "")
    if not nit:
        return
    values = {name: value for name, text in truth.values.items() if (value := _value(name, text)) is not None}
    pages = reading.seen[0].pages if reading.seen else ()
    lesson = Lesson(truth.values.get("document_type", "factura"), values, pages)
    known[nit] = study(known.get(nit, ()), lesson)


def _value(name: str, text: str) -> Value | None:
    kind = BY_NAME[name].kind
    if kind == "money":
        return Decimal(text)
    if kind == "date":
        return date.fromisoformat(text)
    return time.fromisoformat(text) if kind == "time" else text


def summary(gain: Gain) -> dict[str, Any]:
    """The figures, ready for printing or for JSON."""
    kinds = [kind for kind in benchmarking.KINDS if (kind, FIRST) in gain.files]
    return {
        kind: {
            which: {
                "files": gain.files[kind, which],
                "key_fields": gain.share(kind, which, KEY_FIELDS),
                "all_fields": gain.share(kind, which),
                "sure": gain.sure(kind, which)[0],
                "sure_right": gain.sure(kind, which)[1],
            }
            for which in ROUNDS
        }
        for kind in kinds
    }


def changed(gain: Gain) -> list[tuple[Verdict, Verdict]]:
    """Where memory made a difference: the verdict without it and with it."""
    pairs = []
    for (kind, which), found in list(gain.verdicts.items()):
        if which == UNAIDED:
            aided = {(one.file, one.field): one for one in gain.verdicts[kind, LATER]}
            pairs += [(one, aided[one.file, one.field]) for one in found if one.got != aided[one.file, one.field].got]
    return pairs
