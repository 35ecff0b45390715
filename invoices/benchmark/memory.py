"""What remembering suppliers is worth: a supplier's first invoice against its second to fifth.

Works on a folder whose truth.json names series (`make corpus ARGS="--series 2"`): the first is read, its truth is
taught as a reviewer would, the second is read, and so on. The later ones are read without memory too, because
they may just be easier.
"""

import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from invoices.benchmark.calibration import is_sure
from invoices.benchmark.figures import field_shares, key_mean, share
from invoices.benchmark.judging import Verdict, judge, judge_lines
from invoices.benchmark.running import Judged
from invoices.benchmark.truth import KINDS, SPLITS, Truth, kind_of, shown_truth, split_of
from invoices.extraction.errors import ExtractionError
from invoices.extraction.habits import Habit, Habits
from invoices.extraction.lessons import Lesson, study
from invoices.extraction.options import ReadingOptions
from invoices.extraction.pipeline import extract
from invoices.extraction.result import InvoiceReading, Value
from invoices.fields import BY_NAME

Round = Literal["first", "unaided", "later"]
ROUNDS: tuple[Round, ...] = ("first", "unaided", "later")


@dataclass(frozen=True, slots=True)
class Read:
    """One invoice of a series: the first of its supplier, or a later one without memory or with it."""

    round: Round
    judged: Judged


@dataclass(frozen=True, slots=True)
class Change:
    """A field that memory made another: the verdict without it and with it."""

    file: str
    plain: Verdict
    aided: Verdict


def series_in(entries: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The entries of each supplier, in the order its invoices were made out."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for entry in entries:
        if entry.get("series"):
            found[entry["series"]].append(entry)
    return [sorted(series, key=lambda entry: str(entry["file"])) for series in found.values()]


def measure(folder: Path, entries: Sequence[Mapping[str, Any]], options: ReadingOptions) -> Iterator[Read]:
    """Read supplier after supplier, invoice after invoice."""
    for series in series_in(entries):
        known: dict[str, tuple[Habit, ...]] = {}

        def recall(nit: str, known: Mapping[str, tuple[Habit, ...]] = known) -> Habits | None:
            return Habits(nit, known[nit]) if nit in known else None

        for number, entry in enumerate(series):
            truth = shown_truth(folder, entry)
            reading = _read(folder, entry, replace(options, memory=recall))
            yield Read("later" if number else "first", _judged(entry, truth, reading))
            if number:
                yield Read("unaided", _judged(entry, truth, _read(folder, entry, options)))
            _teach(known, truth, reading)


def _read(folder: Path, entry: Mapping[str, Any], options: ReadingOptions) -> InvoiceReading:
    try:
        return extract((folder / entry["file"]).read_bytes(), name=entry["file"], options=options).invoices[0]
    except ExtractionError:
        return InvoiceReading("factura", {})


def _judged(entry: Mapping[str, Any], truth: Truth, reading: InvoiceReading) -> Judged:
    return Judged(
        file=entry["file"],
        kind=kind_of(entry),
        split=split_of(entry),
        layout=str(entry.get("layout") or ""),
        verdicts=tuple(judge(truth, reading)),
        lines=judge_lines(truth, reading),
    )


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


# --- the figures ------------------------------------------------------------------------------------------


def gains(reads: Sequence[Read]) -> dict[str, Any]:
    """By split and kind the figures of each round."""
    found: dict[str, Any] = {}
    for split in (*SPLITS, ""):
        for kind in KINDS:
            group = [one for one in reads if one.judged.split == split and one.judged.kind == kind]
            if group:
                found.setdefault(split, {})[kind] = {
                    which: _figures([one.judged for one in group if one.round == which]) for which in ROUNDS
                }
    return found


def _figures(judged: Sequence[Judged]) -> dict[str, Any]:
    shares = [one["share"] for one in field_shares(judged).values() if one["share"] is not None]
    verdicts = [one for document in judged for one in document.verdicts if one.field != "document_type"]
    sure = [one for one in verdicts if one.got and is_sure(one)]
    return {
        "files": len(judged),
        "key_mean": key_mean(judged),
        "all_mean": round(statistics.mean(shares), 4) if shares else None,
        "whole": share(one.whole for one in judged if one.whole is not None),
        "sure": round(len(sure) / len(verdicts), 4) if verdicts else None,
        "sure_right": share(one.outcome == "right" for one in sure),
    }


def changes(reads: Sequence[Read]) -> list[Change]:
    """Where memory made a difference."""
    aided = {
        (one.judged.file, verdict.field): verdict
        for one in reads
        if one.round == "later"
        for verdict in one.judged.verdicts
    }
    return [
        Change(one.judged.file, verdict, other)
        for one in reads
        if one.round == "unaided"
        for verdict in one.judged.verdicts
        if (other := aided.get((one.judged.file, verdict.field))) is not None and other.got != verdict.got
    ]
