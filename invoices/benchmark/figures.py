"""What the verdicts over many documents come to: shares of fields and invoices, F1 of lines, seconds, memory.

Every figure is computed for a group of documents; which groups there are (kind, split, layout) is said at the end.
"""

import json
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from invoices.benchmark.calibration import calibration
from invoices.benchmark.judging import KEY_FIELDS, LINE_COLUMNS, Verdict
from invoices.benchmark.running import Judged, as_json, from_json
from invoices.benchmark.truth import KINDS, SPLITS, TRUTH


@dataclass(frozen=True, slots=True)
class Run:
    """Documents that were judged, when and where, and whether their times mean anything."""

    judged: Sequence[Judged]
    about: Mapping[str, Any]
    timed: bool = True

    def figures(self) -> dict[str, Any]:
        return {"about": self.about, **summary(self.judged, timed=self.timed)}


def load_run(path: Path) -> Run:
    """A run that was kept as the JSON of its figures."""
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Run([from_json(one) for one in kept["files"]], kept["about"], kept["timed"])


def summary(judged: Sequence[Judged], *, timed: bool = True) -> dict[str, Any]:
    """The figures of a run, ready for JSON; `timed` is False where the engine's answers were kept ones."""
    splits = [split for split in (*SPLITS, "") if any(one.split == split for one in judged)]
    return {
        "timed": timed,
        "kinds": _by_kind(judged),
        "splits": {split: _split([one for one in judged if one.split == split]) for split in splits},
        "calibration": calibration(judged),
        "errors": {one.file: one.error for one in judged if one.error},
        "files": [as_json(one) for one in judged],
    }


def _split(judged: Sequence[Judged]) -> dict[str, Any]:
    layouts = sorted({one.layout for one in judged})
    return {
        "kinds": _by_kind(judged),
        "calibration": calibration(judged),
        "layouts": {layout: _by_kind([one for one in judged if one.layout == layout], brief) for layout in layouts},
    }


def _by_kind(
    judged: Sequence[Judged], figures: Callable[[Sequence[Judged]], dict[str, Any]] | None = None
) -> dict[str, Any]:
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in judged)]
    return {kind: (figures or full)([one for one in judged if one.kind == kind]) for kind in kinds}


def full(judged: Sequence[Judged]) -> dict[str, Any]:
    """Everything about one group of documents."""
    return {
        **brief(judged),
        "refused": share(one.refused for one in judged),
        "fields": field_shares(judged),
        "lines": line_shares(judged),
        "ceiling": ceiling(judged),
        "calibration": calibration(judged),
        "seconds": seconds(judged),
        "memory": {
            "process": max(one.spent.memory for one in judged),
            "reader": max(one.spent.reader_memory for one in judged),
        },
    }


def brief(judged: Sequence[Judged]) -> dict[str, Any]:
    """The three figures by which a group is judged."""
    return {
        "files": len(judged),
        "key_mean": key_mean(judged),
        "whole": share(one.whole for one in judged if one.whole is not None),
        "lines_f1": lines_f1(judged),
    }


def key_mean(judged: Sequence[Judged], is_good: Callable[[Verdict], bool] | None = None) -> float | None:
    """The mean of the shares of the key fields, each over the documents that have it."""
    good = is_good or (lambda one: one.outcome == "right")
    shares = []
    for name in KEY_FIELDS:
        found = [one for document in judged for one in document.key_fields if one.field == name and one.expected]
        if found:
            shares.append(sum(map(good, found)) / len(found))
    return round(statistics.mean(shares), 4) if shares else None


def field_shares(judged: Sequence[Judged]) -> dict[str, Any]:
    """How often each field was right, wrong, missing and invented; the share is of the documents that have it."""
    shares = {}
    for name in TRUTH:
        verdicts = [one for document in judged for one in document.verdicts if one.field == name]
        if not verdicts:
            continue
        counts = {
            outcome: sum(one.outcome == outcome for one in verdicts)
            for outcome in ("right", "wrong", "missing", "invented")
        }
        shares[name] = {**counts, "share": _part(counts["right"], len(verdicts) - counts["invented"])}
    return shares


def lines_f1(judged: Sequence[Judged]) -> float | None:
    counts = [one.lines for one in judged if one.lines]
    both = sum(one.read + one.true for one in counts)
    return round(2 * sum(one.right for one in counts) / both, 4) if both else None


def line_shares(judged: Sequence[Judged]) -> dict[str, Any]:
    """How often the number of lines is right, and each column over the lines that have it."""
    found = [one.lines for one in judged if one.lines]
    columns = {}
    for name in LINE_COLUMNS:
        pairs = [one.columns[name] for one in found if name in one.columns]
        if pairs:
            columns[name] = _part(sum(right for right, _true in pairs), sum(true for _right, true in pairs))
    return {
        "true": sum(one.true for one in found),
        "read": sum(one.read for one in found),
        "right": sum(one.right for one in found),
        "count_right": share(one.count_is_right for one in found),
        "columns": columns,
    }


def ceiling(judged: Sequence[Judged]) -> dict[str, Any]:
    """What better rules could reach at most on the same words: the value was read right, or stands among them."""
    fields = {}
    for name in KEY_FIELDS:
        verdicts = [one for document in judged for one in document.verdicts if one.field == name and one.expected]
        if verdicts:
            fields[name] = share(map(_within_reach, verdicts))
    return {
        "fields": fields,
        "key_mean": key_mean(judged, _within_reach),
        "key_fields_all": share(
            all(_within_reach(one) for one in document.key_fields if one.expected)
            for document in judged
            if document.lines
        ),
    }


def _within_reach(one: Verdict) -> bool:
    return one.outcome == "right" or bool(one.in_text)


def seconds(judged: Sequence[Judged]) -> dict[str, Any]:
    """Where the time went. `overhead` is against one engine call a page, over the documents an engine read."""
    every = [one.spent for one in judged]
    read = [one for one in every if one.passes]
    own = [one.seconds - one.engine for one in every]
    return {
        **_spread([one.seconds for one in every]),
        "engine_median": round(statistics.median(one.engine for one in read), 3) if read else None,
        "bare_median": round(statistics.median(one.bare for one in read), 3) if read else None,
        "own_median": round(statistics.median(own), 3),
        "overhead": _part(sum(one.seconds for one in read), sum(one.bare for one in read)),
        "passes_per_page": _part(sum(one.passes for one in read), sum(one.pages for one in read)),
    }


def _spread(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered), 3),
        "p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 3),
        "max": round(ordered[-1], 3),
    }


def share(verdicts: Iterable[bool]) -> float | None:
    found = list(verdicts)
    return _part(sum(found), len(found))


def _part(some: float, whole: float) -> float | None:
    return round(some / whole, 4) if whole else None
