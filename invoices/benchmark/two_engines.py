"""Two engines on the same documents, field by field: how often each is right, and where they differ.

Only documents of which one of the two read a page count: an XML is as right with any engine. It reads nothing
itself and knows no settings.
"""

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from invoices.benchmark.comparing import Change, compare
from invoices.benchmark.judging import KEY_FIELDS, Verdict
from invoices.benchmark.running import Judged
from invoices.benchmark.tables import Language, Table
from invoices.benchmark.truth import TRUTH
from invoices.fields import BY_NAME

_OUTCOMES = ("right", "wrong", "missing", "invented")
_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Dos motores, {files} documentos leídos por alguno", "Two engines, {files} documents that either read"),
    "field": ("Campo", "field"), "both": ("ambos bien", "both right"), "neither": ("ninguno", "neither"),
    "only": ("solo {name} bien", "only {name} right"),
    "of": ("{name}: bien mal falta inv.", "{name}: right wrong missing invented"),
    "key": ("Campos clave", "key fields"), "lines": ("Renglones, F1", "line items, F1"),
    "median": ("Segundos, mediana", "seconds, median"), "refused": ("No leídos", "not read"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One field over all documents: what became of it with each engine, and how the two go together."""

    field: str
    first: Mapping[str, int]
    second: Mapping[str, int]
    both: int = 0
    only_first: int = 0
    only_second: int = 0
    neither: int = 0


@dataclass(frozen=True, slots=True)
class TwoEngines:
    """`differences` name document and field; "better" means that the second engine is right and the first not."""

    names: tuple[str, str]
    rows: tuple[Row, ...]
    differences: tuple[Change, ...]
    runs: tuple[tuple[Judged, ...], tuple[Judged, ...]]


def set_side_by_side(names: tuple[str, str], first: Sequence[Judged], second: Sequence[Judged]) -> TwoEngines:
    after = {one.file: one for one in second}
    pairs = [(one, after[one.file]) for one in first if one.file in after]
    pairs = [(one, other) for one, other in pairs if one.spent.passes or other.spent.passes]
    left, right = tuple(one for one, _ in pairs), tuple(other for _, other in pairs)
    rows = [row for name in TRUTH if (row := _row(name, pairs))]
    return TwoEngines(names, tuple(rows), compare(left, right).changes, (left, right))


def _row(name: str, pairs: Sequence[tuple[Judged, Judged]]) -> Row | None:
    """None for a field that no document has and no engine invented."""
    outcomes = [(_outcome(name, one), _outcome(name, other)) for one, other in pairs]
    outcomes = [(one, other) for one, other in outcomes if one or other]
    if not outcomes:
        return None
    together = Counter((one in ("", "right"), other in ("", "right")) for one, other in outcomes)
    return Row(
        name,
        Counter(one for one, _ in outcomes if one),
        Counter(other for _, other in outcomes if other),
        both=together[True, True],
        only_first=together[True, False],
        only_second=together[False, True],
        neither=together[False, False],
    )


def _outcome(name: str, judged: Judged) -> str:
    """Empty where the document does not have the field and nobody invented it."""
    found: Verdict | None = next((one for one in judged.verdicts if one.field == name), None)
    return found.outcome if found else ""


# --- telling it -------------------------------------------------------------------------------------------


def as_json(found: TwoEngines) -> dict[str, Any]:
    return {
        "engines": list(found.names),
        "documents": len(found.runs[0]),
        "fields": [
            {
                "field": row.field, "first": dict(row.first), "second": dict(row.second), "both": row.both,
                "only_first": row.only_first, "only_second": row.only_second, "neither": row.neither,
            }
            for row in found.rows
        ],
        "differences": [
            {"file": one.file, "field": one.field, "expected": one.expected, "first": one.old, "second": one.new}
            for one in found.differences
        ],
    }  # fmt: skip


def table(found: TwoEngines, language: Language = "es") -> Table:
    """A row for each field, then the key fields together, the lines and the time of each."""

    def word(key: str, **values: object) -> str:
        return _WORDS[key][0 if language == "es" else 1].format(**values)

    first, second = found.names
    head = [
        word("field"), word("of", name=first), word("of", name=second), word("both"), word("only", name=first),
        word("only", name=second), word("neither"),
    ]  # fmt: skip
    rows = [_cells(row, language) for row in found.rows]
    key = [row for row in found.rows if row.field in KEY_FIELDS]
    if key:
        rows.append([word("key"), *_cells(_together(key), language)[1:]])
    for label, figure in (("lines", _f1), ("median", _median), ("refused", _refused)):
        rows.append([word(label), *(figure(run) for run in found.runs), "", "", "", ""])
    return Table(word("title", files=len(found.runs[0])), head, rows)


def _cells(row: Row, language: Language) -> list[str]:
    mark = "* " if row.field in KEY_FIELDS else "  "
    label = BY_NAME[row.field].label if language == "es" and row.field in BY_NAME else row.field.replace("_", " ")
    counts = (row.both, row.only_first, row.only_second, row.neither)
    return [mark + label, _tally(row.first), _tally(row.second), *map(str, counts)]


def _tally(counts: Mapping[str, int]) -> str:
    whole = sum(counts.values())
    share = f"{100 * counts.get('right', 0) / whole:.1f} %" if whole else "-"
    return "".join(f"{counts.get(outcome, 0):>5}" for outcome in _OUTCOMES).strip() + f" {share:>8}"


def _together(rows: Sequence[Row]) -> Row:
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for row in rows:
        first.update(row.first)
        second.update(row.second)
    sums = {name: sum(getattr(row, name) for row in rows) for name in ("both", "only_first", "only_second", "neither")}
    return Row("", first, second, **sums)


def _f1(run: Sequence[Judged]) -> str:
    lines = [one.lines for one in run if one.lines is not None]
    whole = sum(one.read + one.true for one in lines)
    return f"{2 * sum(one.right for one in lines) / whole:.3f}" if whole else "-"


def _median(run: Sequence[Judged]) -> str:
    return f"{statistics.median(one.spent.seconds for one in run):.2f}" if run else "-"


def _refused(run: Sequence[Judged]) -> str:
    return str(sum(one.refused for one in run))


def told(found: TwoEngines) -> Iterator[str]:
    """Where they differ, a line each, in Spanish."""
    first, second = found.names
    for one in found.differences:
        expected = repr(one.expected) if one.expected else "(no lo tiene)"
        yield f"{one.file}: {one.field} es {expected}, {first} leyó {one.old!r}, {second} leyó {one.new!r}"
