"""Reads the documents of a folder and notes every value with the features of its score and whether it is right."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from invoices.benchmark.alike import same_line
from invoices.benchmark.fitting import Sample
from invoices.benchmark.judging import judge
from invoices.benchmark.truth import shown_truth, split_of
from invoices.extraction.calibration import FAMILY_OF, Features
from invoices.extraction.errors import ExtractionError
from invoices.extraction.options import ReadingOptions
from invoices.extraction.pipeline import extract
from invoices.extraction.result import InvoiceReading, LineReading, Reading, Value


def samples(folder: Path, entries: Sequence[Mapping[str, Any]], options: ReadingOptions) -> Iterator[Sample]:
    """Document after document."""
    for entry in entries:
        seen: list[tuple[str, Value | LineReading, Features]] = []

        def watch(name: str, value: Value | LineReading, found: Features, seen: list[Any] = seen) -> None:
            seen.append((name, value, found))

        try:
            extract((folder / entry["file"]).read_bytes(), name=entry["file"], options=replace(options, watch=watch))
        except (ExtractionError, OSError):
            continue
        yield from judged(folder, entry, seen)


def judged(
    folder: Path, entry: Mapping[str, Any], seen: Sequence[tuple[str, Value | LineReading, Features]]
) -> Iterator[Sample]:
    """What was read held against the truth, as the benchmark does; what the truth is silent about is left out."""
    truth, tuned = shown_truth(folder, entry), split_of(entry) == "development"
    for name, value, found in seen:
        if isinstance(value, LineReading):
            if truth.whole and truth.lines:
                yield Sample(name, found, any(same_line(one, value) for one in truth.lines), group_of(entry), tuned)
            continue
        if name not in FAMILY_OF:
            continue
        reading = InvoiceReading("factura", {name: Reading(name, value, 1.0, "text")})
        verdicts = [one for one in judge(truth, reading) if one.field == name]
        if verdicts:
            yield Sample(name, found, verdicts[0].outcome == "right", group_of(entry), tuned)


def keep(found: Sequence[Sample], path: Path) -> None:
    """What was read, while its layouts were new to the rules: a later fit may still learn from those errors."""
    text = "\n".join(json.dumps([one.name, one.features, one.right, one.group], sort_keys=True) for one in found)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def kept(path: Path) -> list[Sample]:
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    return [Sample(name, features, right, group) for name, features, right, group in map(json.loads, lines)]


def group_of(entry: Mapping[str, Any]) -> str:
    """The layout; of layouts composed at random each number is one of its own."""
    layout = str(entry.get("layout", ""))
    return entry["file"].rsplit("-", 1)[0] if layout.startswith("varied") else layout
