"""One document held against its truth: a verdict for every field, and for its lines.

A field the truth does not hold is not judged, with one exception: a key field that was read although the document
does not have it is invented. It adds nothing up over documents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from invoices.benchmark.alike import folded, likeness, same, same_line, stands_in
from invoices.benchmark.truth import Truth
from invoices.extraction.report import as_text
from invoices.extraction.result import InvoiceReading, LineReading

KEY_FIELDS = ("invoice_number", "issue_date", "supplier_nit", "supplier_name", "subtotal", "iva", "total")
# Judged column by column on lines that are the same item: the truth's name, and ours.
LINE_COLUMNS: Mapping[str, str] = {
    "description": "description", "code": "code", "quantity": "quantity", "unit": "unit",
    "unit_price": "unit_price", "line_total": "total",
}  # fmt: skip
_ALIKE = 60
Outcome = Literal["right", "wrong", "missing", "invented"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One field of one document. `got` is empty when nothing was read, `expected` when there is nothing to read.

    `in_text` says of a value that was not read right whether it stands in the words the reader saw.
    """

    field: str
    expected: str
    got: str
    confidence: float
    outcome: Outcome
    in_text: bool | None = None


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """The lines of one document: how many there are, were read and are right; and [right, true] for each column."""

    true: int
    read: int
    right: int
    columns: Mapping[str, tuple[int, int]]

    @property
    def count_is_right(self) -> bool:
        return self.true == self.read


def judge(truth: Truth, reading: InvoiceReading) -> list[Verdict]:
    """Right, wrong or missing for every field the truth knows, and the key fields that were invented."""
    return [*(_field(name, expected, reading) for name, expected in truth.values.items()), *_invented(truth, reading)]


def _field(name: str, expected: str, reading: InvoiceReading) -> Verdict:
    found = reading.fields.get(name)
    got, confidence = (as_text(found.value), round(found.confidence, 3)) if found else ("", 0.0)
    if name == "document_type" and reading.fields:
        got, confidence = reading.document_type, 1.0
    if got and same(name, expected, got):
        return Verdict(name, expected, got, confidence, "right")
    in_text = None if name == "document_type" else stands_in(name, expected, reading.text)
    return Verdict(name, expected, got, confidence, "wrong" if got else "missing", in_text)


def _invented(truth: Truth, reading: InvoiceReading) -> list[Verdict]:
    if not truth.whole:
        return []
    return [
        Verdict(name, "", as_text(found.value), round(found.confidence, 3), "invented")
        for name in KEY_FIELDS
        if name not in truth.values and (found := reading.fields.get(name)) and not _follows(name, found.value, truth)
    ]


def _follows(name: str, value: Any, truth: Truth) -> bool:
    """Whether an amount nobody printed is what the printed ones make: no IVA is an IVA of zero."""
    if name == "iva":
        return value == 0
    if name != "subtotal" or "total" not in truth.values:
        return False
    taxes = [Decimal(truth.values[tax]) for tax in ("iva", "inc") if tax in truth.values]
    return bool(value == Decimal(truth.values["total"]) - sum(taxes, truth.besides))


# --- lines --------------------------------------------------------------------------------------------------


def judge_lines(truth: Truth, reading: InvoiceReading) -> LineVerdict | None:
    """None where the truth does not say what the lines are."""
    if not truth.whole or not truth.lines:
        return None
    left = list(reading.lines)
    right = 0
    for true in truth.lines:
        match = next((line for line in left if same_line(true, line)), None)
        if match is not None:
            left.remove(match)
            right += 1
    return LineVerdict(len(truth.lines), len(reading.lines), right, _columns(truth.lines, reading.lines))


def _columns(true: Sequence[Mapping[str, Any]], read: Sequence[LineReading]) -> dict[str, tuple[int, int]]:
    pairs = _pair(true, read)
    columns = {}
    for name, ours in LINE_COLUMNS.items():
        held = [number for number, line in enumerate(true) if line.get(name) not in (None, "")]
        right = [
            number
            for number in held
            if number in pairs and _same_cell(name, true[number][name], getattr(read[pairs[number]], ours))
        ]
        if held:
            columns[name] = (len(right), len(held))
    return columns


def _pair(true: Sequence[Mapping[str, Any]], read: Sequence[LineReading]) -> dict[int, int]:
    """Which read line is meant by each true one: the likest first, and among equals those in the same place."""
    scored = sorted(
        (-_closeness(one, other), abs(number - place), number, place)
        for number, one in enumerate(true)
        for place, other in enumerate(read)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for closeness, _distance, number, place in scored:
        if closeness < 0 and number not in pairs and place not in taken:
            pairs[number] = place
            taken.add(place)
    return pairs


def _closeness(true: Mapping[str, Any], read: LineReading) -> int:
    """How many columns speak for the same item; 0 for none."""
    said = true.get("description")
    alike = likeness(said, read.description) if said and read.description else 0
    columns = [
        _same_cell(name, true[name], getattr(read, LINE_COLUMNS[name]))
        for name in ("line_total", "quantity", "unit_price", "code")
        if true.get(name) not in (None, "")
    ]
    return sum(columns) + (2 if alike >= _ALIKE else 0)


def _same_cell(name: str, true: Any, read: Any) -> bool:
    if read in (None, ""):
        return False
    if name in ("quantity", "unit_price", "line_total"):
        return Decimal(str(true)) == Decimal(str(read))
    return folded(str(true)) == folded(str(read))
