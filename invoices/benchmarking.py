"""How well and how fast documents are read, against a folder with truth.json. Needs no database.

A truth file is a list of {"file", "layout", "truth": {...}}; other people's names for the fields are
translated in one table. Comparing is strict: only spelling that carries no meaning is forgiven.
"""

import json
import re
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from PIL import Image
from rapidfuzz import fuzz

from invoices.extraction import qr, sniff
from invoices.extraction.einvoice import PAYMENT_FORMS, PAYMENT_MEANS
from invoices.extraction.errors import ExtractionError
from invoices.extraction.ladder import bare_number
from invoices.extraction.options import PageReader, ReadingOptions
from invoices.extraction.pages import open_pages
from invoices.extraction.pipeline import extract
from invoices.extraction.report import as_text
from invoices.extraction.result import InvoiceReading, LineReading, PageReading
from invoices.extraction.values import amount_readings, find_cufes, find_dates
from invoices.fields import BY_NAME

KEY_FIELDS = (
    "invoice_number", "issue_date", "supplier_nit", "supplier_name", "subtotal", "iva", "total", "cufe",
)  # fmt: skip
# An entry may say how its picture was made; then scans and photos are counted apart.
KINDS = ("xml", "zip", "pdf", "scan", "poor", "photo", "image")
_MONEY = frozenset(name for name, one in BY_NAME.items() if one.kind == "money")
_LINE_SIMILARITY = 80


# --- the truth, in our names --------------------------------------------------------------------------------


def _first(*names: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda truth: next((truth[name] for name in names if truth.get(name) not in (None, "")), None)


def _iva(truth: Mapping[str, Any]) -> Any:
    """The IVA alone: summed over its rates where taxes are listed one by one, else as it is called."""
    amounts = [Decimal(tax["amount"]) for tax in truth.get("taxes") or () if tax.get("code") == "01" and tax["amount"]]
    if amounts:
        return str(sum(amounts, Decimal(0)))
    only_other_taxes = bool(truth.get("taxes"))
    return _first("iva")(truth) if only_other_taxes else _first("iva", "tax")(truth)


def _withheld(code: str, *names: str) -> Callable[[Mapping[str, Any]], Any]:
    def find(truth: Mapping[str, Any]) -> Any:
        amounts = [Decimal(one["amount"]) for one in truth.get("withholdings") or () if one.get("code") == code]
        return str(sum(amounts, Decimal(0))) if amounts else _first(*names)(truth)

    return find


def _payment_form(truth: Mapping[str, Any]) -> Any:
    said = truth.get("payment_form")
    return PAYMENT_FORMS.get(str(said), said)


def _payment_means(truth: Mapping[str, Any]) -> Any:
    said = truth.get("payment_means")
    return PAYMENT_MEANS.get(str(said), said)


def _nit(name: str) -> Callable[[Mapping[str, Any]], Any]:
    """A NIT that was blacked out in the original is no truth."""
    return lambda truth: truth.get(name) if re.search(r"\d", str(truth.get(name) or "")) else None


def _customer_dv(truth: Mapping[str, Any]) -> Any:
    return _first("customer_dv", "customer_nit_dv")(truth) if _nit("customer_nit")(truth) else None


def _document_type(truth: Mapping[str, Any]) -> Any:
    said = str(truth.get("document_type") or truth.get("document") or "")
    if said == "Invoice":
        return {"05": "documento_soporte", "20": "pos"}.get(str(truth.get("type_code")), "factura")
    return {"CreditNote": "nota_credito", "DebitNote": "nota_debito"}.get(said, said)


TRUTH: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "document_type": _document_type,
    "invoice_number": _first("invoice_number"),
    "issue_date": _first("issue_date"),
    "issue_time": _first("issue_time"),
    "due_date": _first("due_date"),
    "supplier_nit": _nit("supplier_nit"),
    "supplier_dv": _first("supplier_dv", "supplier_nit_dv"),
    "supplier_name": _first("supplier_name"),
    "supplier_address": _first("supplier_address"),
    "supplier_city": _first("supplier_city"),
    "supplier_phone": _first("supplier_phone"),
    "supplier_email": _first("supplier_email"),
    "customer_nit": _nit("customer_nit"),
    "customer_dv": _customer_dv,
    "customer_name": _first("customer_name"),
    "purchase_order": _first("purchase_order", "order_reference"),
    "payment_form": _payment_form,
    "payment_means": _payment_means,
    "currency": _first("currency"),
    "subtotal": _first("subtotal"),
    "discount": _first("discount", "allowance_total"),
    "tax_base": _first("tax_base", "taxed_base", "tax_exclusive"),
    "iva": _iva,
    "inc": _first("inc"),
    "rete_fuente": _withheld("06", "rete_fuente", "retefuente"),
    "rete_iva": _withheld("05", "rete_iva", "reteiva"),
    "rete_ica": _withheld("07", "rete_ica", "reteica"),
    "total": _first("total"),
    "amount_payable": _first("amount_payable", "payable_after_withholding"),
    "cufe": _first("cufe"),
    "resolution_number": _first("resolution_number", "authorization_number"),
}


# --- the verdicts -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """One field of one file. `got` is empty when nothing was read."""

    file: str
    kind: str
    field: str
    expected: str
    got: str
    confidence: float
    outcome: str  # right, wrong, missing


@dataclass(slots=True)
class Lines:
    """Line items over several files."""

    right: int = 0
    read: int = 0
    true: int = 0

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (self.read + self.true) if self.true else None


@dataclass(slots=True)
class Result:
    """Everything measured over a folder."""

    verdicts: list[Verdict] = field(default_factory=list)
    lines: dict[str, Lines] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    engine_seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


class TimedEngine:
    """An engine that adds up how long it was asked for: the part of a file's time nobody can save."""

    def __init__(self, engine: PageReader) -> None:
        self._engine = engine
        self.seconds = 0.0

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def version(self) -> str:
        return self._engine.version

    def read(self, image: Image.Image) -> PageReading:
        started = time.perf_counter()
        try:
            return self._engine.read(image)
        finally:
            self.seconds += time.perf_counter() - started


def run(folder: Path, entries: Sequence[Mapping[str, Any]], options: ReadingOptions) -> Iterator[tuple[str, Result]]:
    """Read file after file; yields each name with the result so far, for a progress bar."""
    result = Result()
    engine = TimedEngine(options.engines) if options.engines else None
    options = replace(options, engines=engine)
    for entry in entries:
        name, kind = entry["file"], kind_of(entry)
        if engine:
            engine.seconds = 0.0
        started = time.perf_counter()
        try:
            reading = extract((folder / name).read_bytes(), name=name, options=options).invoices[0]
        except (ExtractionError, OSError) as error:
            result.errors[name] = error.sentence if isinstance(error, ExtractionError) else str(error)
            reading = InvoiceReading("factura", {})
        result.seconds.setdefault(kind, []).append(time.perf_counter() - started)
        if engine and engine.seconds:
            result.engine_seconds.setdefault(kind, []).append(engine.seconds)
        truth = shown_truth(folder, entry)
        result.verdicts += judge(name, kind, truth, reading)
        _count_lines(result.lines.setdefault(kind, Lines()), entry["truth"], reading, truth.whole)
        yield name, result


def kind_of(entry: Mapping[str, Any]) -> str:
    kind = {".xml": "xml", ".zip": "zip", ".pdf": "pdf"}.get(Path(entry["file"]).suffix.lower())
    return kind or (entry["kind"] if entry.get("kind") in KINDS else "image")


def load(folder: Path) -> list[dict[str, Any]]:
    """The entries of a folder's truth.json."""
    entries: list[dict[str, Any]] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return entries


def own_nits(folder: Path) -> frozenset[str]:
    """The buyers of a corpus, whom a reader in use would know: one NIT a line in own_nits.txt."""
    try:
        return frozenset((folder / "own_nits.txt").read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Truth:
    """What a file can be held to. `whole` is False for one page of several, whose lines are not judged."""

    values: Mapping[str, str]
    whole: bool = True


def shown_truth(folder: Path, entry: Mapping[str, Any]) -> Truth:
    """The true values in our names; of one page out of several only those that page shows."""
    truth = entry["truth"]
    values = {name: str(value) for name, find in TRUTH.items() if (value := find(truth)) not in (None, "")}
    page = re.search(r"page (\d+) of (\d+)", str(entry.get("status", "")))
    if not page or page.group(2) == "1":
        return Truth(values)
    if shown := entry.get("shows"):
        return Truth({name: value for name, value in values.items() if name in shown}, whole=False)
    whole = folder / "pdf" / (re.sub(r"_p\d+_\w+$", "", Path(entry["file"]).stem) + ".pdf")
    if not whole.exists():
        return Truth(values)
    text = _page_text(whole, int(page.group(1)) - 1)
    return Truth({name: value for name, value in values.items() if _is_shown(name, value, text)}, whole=False)


def _page_text(path: Path, index: int) -> str:
    """The words of one page of the PDF a picture was made from, and of its QR."""
    with open_pages(path.read_bytes(), sniff.PDF) as pages:
        found = qr.find_on_page(pages, index)
        return " ".join(word.text for word in pages.words(index)) + ("\n" + found.text if found else "")


def _is_shown(name: str, value: str, text: str) -> bool:
    if name == "subtotal" and not re.search(r"subtotal|totalbruto|valorbruto", folded(text)):
        # The only item's total is the same figure, but it is not the subtotal.
        return False
    if name in _MONEY:
        wanted = Decimal(value)
        # Every page has a zero somewhere; only its total block says which one is meant.
        return bool(wanted) and any(wanted in amount_readings(word) for word in text.split())
    if BY_NAME[name].kind == "date":
        return date.fromisoformat(value) in find_dates(text)
    if name == "cufe":
        return value in find_cufes(text)
    if name == "supplier_dv" or name == "customer_dv":
        return False
    return bool(folded(value)) and folded(value) in folded(text)


def judge(file: str, kind: str, truth: Truth, reading: InvoiceReading) -> list[Verdict]:
    """Right, wrong or missing for every field the truth knows."""
    verdicts = []
    for name, expected in truth.values.items():
        found = reading.fields.get(name)
        got, confidence = (as_text(found.value), found.confidence) if found else ("", 0.0)
        if name == "document_type" and reading.fields:
            got, confidence = reading.document_type, 1.0
        outcome = "missing" if not got else "right" if same(name, expected, got) else "wrong"
        verdicts.append(Verdict(file, kind, name, expected, got, confidence, outcome))
    return verdicts


def same(name: str, expected: str, got: str) -> bool:
    """Whether two values of a field are the same to an accountant."""
    if name in _MONEY:
        try:
            return Decimal(expected) == Decimal(got)
        except InvalidOperation:
            return False
    if name == "invoice_number":
        return bare_number(expected) == bare_number(got)
    if name == "issue_time":
        return expected[:5] == got[:5]
    if BY_NAME[name].kind == "nit":
        return re.sub(r"\D", "", expected) == re.sub(r"\D", "", got)
    return folded(expected) == folded(got)


def folded(text: str) -> str:
    """Without accents, case, blanks and punctuation."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^0-9a-z]", "", plain.lower())


def _count_lines(lines: Lines, truth: Mapping[str, Any], reading: InvoiceReading, whole: bool) -> None:
    true = truth.get("lines") or []
    if not whole or not true:
        return
    lines.true += len(true)
    lines.read += len(reading.lines)
    left = list(reading.lines)
    for one in true:
        match = next((line for line in left if same_line(one, line)), None)
        if match is not None:
            left.remove(match)
            lines.right += 1


def same_line(true: Mapping[str, Any], read: LineReading) -> bool:
    """The same item: its total and quantity, and its description or its code."""
    for name, got in (("line_total", read.total), ("total", read.total), ("quantity", read.quantity)):
        if true.get(name) not in (None, "") and (got is None or Decimal(str(true[name])) != got):
            return False
    code, description = true.get("code"), true.get("description")
    if code and read.code and folded(str(code)) == folded(read.code):
        return True
    if not description:
        return True
    return fuzz.token_set_ratio(folded_words(description), folded_words(read.description)) >= _LINE_SIMILARITY


def folded_words(text: str) -> str:
    return " ".join(folded(word) for word in text.split())


# --- the figures --------------------------------------------------------------------------------------------


def summary(result: Result) -> dict[str, Any]:
    """The figures of a run, ready for JSON."""
    return {
        "kinds": {kind: _kind_summary(kind, result) for kind in KINDS if kind in result.seconds},
        "calibration": calibration(result.verdicts),
        "errors": result.errors,
        "wrong": [
            {"file": v.file, "field": v.field, "expected": v.expected, "got": v.got, "confidence": v.confidence}
            for v in result.verdicts
            if v.outcome != "right"
        ],
    }


def _kind_summary(kind: str, result: Result) -> dict[str, Any]:
    verdicts = [v for v in result.verdicts if v.kind == kind]
    fields = {name: _tally([v for v in verdicts if v.field == name]) for name in TRUTH}
    key = [tally["share"] for name, tally in fields.items() if name in KEY_FIELDS and tally["share"] is not None]
    seconds, bare = sorted(result.seconds[kind]), result.engine_seconds.get(kind, [])
    return {
        "files": len(seconds),
        "fields": {name: tally for name, tally in fields.items() if tally["share"] is not None},
        "key_mean": round(statistics.mean(key), 4) if key else None,
        "lines_f1": result.lines[kind].f1 if kind in result.lines else None,
        "seconds_median": round(statistics.median(seconds), 3),
        "seconds_p95": round(seconds[min(len(seconds) - 1, int(0.95 * len(seconds)))], 3),
        "seconds_engine_median": round(statistics.median(bare), 3) if bare else None,
        "ratio_to_engine": round(sum(result.seconds[kind]) / sum(bare), 2) if bare else None,
    }


def _tally(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    counts = {outcome: sum(v.outcome == outcome for v in verdicts) for outcome in ("right", "wrong", "missing")}
    return {**counts, "share": round(counts["right"] / len(verdicts), 4) if verdicts else None}


def calibration(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Whether a confidence means what it says: above the threshold of each field, and by tenths."""
    # A document's type has no confidence of its own.
    read = [v for v in verdicts if v.outcome != "missing" and v.field != "document_type"]
    sure = [v for v in read if v.confidence >= BY_NAME[v.field].threshold]
    doubtful = [v for v in read if v.confidence < BY_NAME[v.field].threshold]
    by_tenth = {low: [v for v in read if min(int(v.confidence * 10), 9) == low] for low in range(10)}
    return {
        "sure": _share(sure),
        "doubtful": _share(doubtful),
        "by_tenth": {f"{low / 10:.1f}": _share(found) for low, found in by_tenth.items()},
    }


def _share(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    right = sum(v.outcome == "right" for v in verdicts)
    return {"fields": len(verdicts), "right": right, "share": round(right / len(verdicts), 4) if verdicts else None}
