"""The header fields of an invoice from the words of its pages, and with them its type and its lines.

Native PDF text and recognised pages go the same way. Parties, amounts and lines have rooms of their
own; here are number, dates, codes and the putting together of it all. It reads no XML and no QR.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from invoices.extraction import codes, date_checks, dates, headings, level_foot, lines, nit, numbering, parties, tables
from invoices.extraction.amounts import Amount
from invoices.extraction.calibration import Features, Watch, probability
from invoices.extraction.confidence import Evidence, calibrated, features, features_of, letters, reasons
from invoices.extraction.found import Found
from invoices.extraction.habits import Habits, Memory, nothing_remembered
from invoices.extraction.headings import Candidate
from invoices.extraction.in_words import spelled_amounts
from invoices.extraction.labels import Labels
from invoices.extraction.layout import PageLayout, Token, fold, join_boxes, join_text
from invoices.extraction.leaning import settled_layout
from invoices.extraction.parties import Parties
from invoices.extraction.recall import Recall
from invoices.extraction.reconcile import agreeing, doubt_untold, reconcile
from invoices.extraction.result import (
    DocumentType,
    LineReading,
    Reading,
    ReadingFinding,
    Source,
    Value,
    Word,
)
from invoices.extraction.sides import Sides, is_turned
from invoices.extraction.summed import read_summed
from invoices.extraction.told import tell
from invoices.extraction.totals import Chooser, Totals, worth

_MOST_ALTERNATIVES = 4
_DOUBTFUL_LINE = 0.7
_OPEN_ENDS = frozenset({"DE", "DEL", "LA", "LAS", "LOS", "EL", "Y", "E", "EN", "PARA", "NIT", "CIA", "S", "NO", "CC"})
_OPEN_BEFORE_FORM = re.compile(r"\b(?:DE|DEL|LA|LAS|LOS|EL|Y|EN|PARA) (?:S ?A ?S|LTDA|S ?A)\b")
_LEGAL_FORMS = re.compile(r"\b(S ?A ?S|LTDA|S ?A|E ?U|E ?S ?P|BIC|S EN C|CONSORCIO|FUNDACION|COOPERATIVA|TEMPORAL)\b")
# What items known by their sum alone may come to, and the confidence under which the others are not asked first.
# So much more must be proved by another layout than by the page as it is.
_GAIN = 0.15
_SUMS = ("subtotal", "tax_base", "total")
_BELIEVED = 0.6
# In these the buyer makes the document out, and the seller is the one named in it.
_TURNED: frozenset[DocumentType] = frozenset({"documento_soporte", "cuenta_de_cobro"})


class Knowledge(Protocol):
    """What the caller knows beforehand; all of it may be empty."""

    @property
    def own_nits(self) -> frozenset[str]: ...
    @property
    def supplier_names(self) -> Mapping[str, str]: ...
    @property
    def ignored_nits(self) -> frozenset[str]: ...
    @property
    def today(self) -> date | None: ...
    @property
    def watch(self) -> Watch | None: ...
    @property
    def memory(self) -> Memory: ...
    @property
    def supplier(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NothingKnown:
    """For reading a page on its own terms."""

    own_nits: frozenset[str] = frozenset()
    supplier_names: Mapping[str, str] = field(default_factory=dict)
    ignored_nits: frozenset[str] = frozenset()
    today: date | None = None
    memory: Memory = nothing_remembered
    supplier: str = ""
    watch: Watch | None = None


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What the words of one document say. `alternatives` are the next best candidates per field."""

    document_type: DocumentType
    fields: Mapping[str, Reading]
    alternatives: Mapping[str, tuple[Reading, ...]]
    lines: tuple[LineReading, ...]
    findings: tuple[ReadingFinding, ...] = ()


def read_document(
    pages: Sequence[Sequence[Word]], *, source: Source, options: Knowledge | None = None
) -> DocumentReading:
    """Read the pages of one invoice."""
    known = options or NothingKnown()
    layouts = [settled_layout(words, page=number, source=source) for number, words in enumerate(pages)]
    found_tables = tables.find_tables(layouts)
    heads = frozenset(id(token) for table in found_tables for token in table.head)
    labels = [Labels(layout, without=heads) for layout in layouts]
    document_type = headings.document_type(labels)
    turned = document_type in _TURNED and is_turned(labels)
    tops = {table.page.number: table.top for table in found_tables if table.head}
    sides = [Sides(one, turned=turned, floor=tops.get(one.page.number, 0.6), own=known.own_nits) for one in labels]
    items = lines.read_lines(found_tables, layouts, source=source)
    chosen = _Chosen(source, known.watch)
    found = parties.find_parties(
        labels, sides, turned=turned, own=known.own_nits, names=known.supplier_names,
        ignored=known.ignored_nits,
    )  # fmt: skip
    recall = Recall(_habits(found, known), document_type, source, layouts)
    _take_parties(chosen, found, recall)
    _take_headings(chosen, labels, document_type, found, known.today, recall)
    sure = [table for table in found_tables if not table.supposed]
    rows = frozenset(id(token) for table in sure for line in table.body for token in line.tokens)
    choose = _chooser(pages, labels, heads, rows, lines.lines_total(items), source)
    totals = recall.totals(choose.candidates, choose(choose.candidates), choose)
    _take_totals(chosen, totals)
    chosen.tell()
    chosen.mark(recall.learned)
    if not any(item.confidence >= _BELIEVED for item in items):
        items = _without_prices(items, layouts, totals, document_type, source) or (items if sure else ())
    items = tuple(tell(item) for item in items)
    checked = reconcile(items, {name: amount.value for name, amount in totals.chosen.items()})
    findings = [*_findings(totals), *([checked.finding] if checked.finding else [])]
    weighed = tuple(_weighed(line, source, known.watch) for line in doubt_untold(checked.lines))
    return DocumentReading(document_type, chosen.fields, chosen.alternatives, weighed, tuple(findings))


def _chooser(
    pages: Sequence[Sequence[Word]],
    labels: Sequence[Labels],
    heads: frozenset[int],
    rows: frozenset[int],
    lines_total: Decimal | None,
    source: Source,
) -> Chooser:
    """The candidates for the sums; of a picture that bends, as they stand under the lean that proves most."""
    spelled = spelled_amounts(labels)
    best = Chooser.of(
        labels, lines=lines_total, without=heads, rows=rows, certain=source == "text", spelled=spelled
    )  # fmt: skip
    if source != "ocr":
        return best
    most = worth(best(best.candidates)) + _GAIN
    own = [one.page for one in labels]
    for leaning in level_foot.leaning(pages, own):
        pairs = list(zip(own, leaning, strict=True))
        known = [
            frozenset(one for old, new in pairs for one in level_foot.same_words(ids, old, new))
            for ids in (heads, rows)
        ]
        level = [Labels(page, without=known[0]) for page in leaning]
        other = Chooser.of(
            level, lines=lines_total, without=known[0], rows=known[1], certain=False, spelled=spelled
        )  # fmt: skip
        if (found := worth(other(other.candidates))) > most:
            best, most = other, found
    return best


def _without_prices(
    items: Sequence[LineReading],
    layouts: Sequence[PageLayout],
    totals: Totals,
    document_type: DocumentType,
    source: Source,
) -> tuple[LineReading, ...]:
    """Items that tell no quantity and price: known by their sum, or the one concept of a cuenta de cobro."""
    if agreed := agreeing(items, {name: amount.value for name, amount in totals.chosen.items()}):
        return agreed
    goals = [amount.value for name, amount in totals.chosen.items() if name in _SUMS]
    if summed := read_summed(layouts, goals, source=source):
        return summed
    if document_type != "cuenta_de_cobro":
        return ()
    total = totals.chosen.get("total")
    return lines.concept_line(layouts, total.value if total else None, source=source)


def _weighed(line: LineReading, source: Source, watch: Watch | None) -> LineReading:
    """A line with what its confidence was found to be worth."""
    found = features_of(line.confidence, seen=source == "ocr")
    if watch:
        watch("lines", line, found)
    chance = probability("lines", found, source)
    if chance is not None and line.confidence < _DOUBTFUL_LINE:
        # What its own figures contradict stays in doubt, however often such lines turn out right.
        chance = min(chance, line.confidence)
    return line if chance is None else replace(line, confidence=chance)


class _Chosen:
    """Readings as they are made: the best candidate of each field, the next ones beside it."""

    def __init__(self, source: Source, watch: Watch | None = None) -> None:
        self.source = source
        self.watch = watch
        self._features: dict[int, tuple[Reading, Features]] = {}
        self.fields: dict[str, Reading] = {}
        self.alternatives: dict[str, tuple[Reading, ...]] = {}

    def take(self, name: str, readings: Iterable[Reading]) -> None:
        all_readings = list(readings)
        if not all_readings:
            return
        best = all_readings[0]
        self.fields[name] = best
        rest = [other for other in all_readings[1:] if other.value != best.value]
        if rest:
            self.alternatives[name] = tuple(rest[:_MOST_ALTERNATIVES])

    def mark(self, learned: Iterable[str]) -> None:
        """What would have been read otherwise without memory."""
        for name in learned:
            if name in self.fields:
                self.fields[name] = replace(self.fields[name], learned=True)

    def reading(
        self,
        name: str,
        value: Value,
        tokens: Sequence[Token],
        page: int,
        evidence: Sequence[Evidence],
        *,
        source: Source | None = None,
        prior: float = -1.0,
    ) -> Reading:
        told = source or self.source
        found = features(evidence, source=told, tokens=tokens, seen=self.source == "ocr")
        reading = Reading(
            name,
            value,
            calibrated(name, evidence, source=told, found=found, prior=prior),
            told,
            page if tokens else None,
            join_boxes(tokens) if tokens else None,
            join_text(tokens),
            reasons(evidence),
        )
        if self.watch:
            self._features[id(reading)] = (reading, found)
        return reading

    def tell(self) -> None:
        """What was chosen, with the features of its score, to who wants to know."""
        for name, one in self.fields.items() if self.watch else ():
            if self.watch and id(one) in self._features:
                self.watch(name, one.value, self._features[id(one)][1])


# --- parties ----------------------------------------------------------------------------------------


def _habits(found: Parties, known: Knowledge) -> Habits | None:
    """What is remembered of the supplier, if it is surely known who it is: by a QR or an XML, by a number whose
    check digit is right, or by one of eight figures or more that is remembered as it stands."""
    number = known.supplier or (found.supplier_nit[0].value if found.supplier_nit else "")
    if not number or number in known.own_nits:
        return None
    sure = number == known.supplier or number in found.dv or len(number) >= 8
    return known.memory(number) if sure else None


def _take_parties(chosen: _Chosen, found: Parties, recall: Recall) -> None:
    named: dict[str, list[Found]] = {
        "supplier_nit": found.supplier_nit, "customer_nit": found.customer_nit,
        "supplier_name": found.supplier_name, "customer_name": found.customer_name,
        "supplier_address": found.supplier_address, "supplier_city": found.supplier_city,
        "supplier_phone": found.supplier_phone, "supplier_email": found.supplier_email,
    }  # fmt: skip
    for name, everybody in named.items():
        candidates = recall.party(name, everybody)
        readings = [
            chosen.reading(
                name, item.value, item.tokens, item.page,
                [*item.evidence, *_contest(index, candidates), *_shape(name, item.value)],
                source=None if item.tokens else "derived",
            )
            for index, item in enumerate(candidates[: _MOST_ALTERNATIVES + 1])
        ]  # fmt: skip
        chosen.take(name, readings)
    for side in ("supplier", "customer"):
        _take_dv(chosen, side, found)


def _shape(name: str, value: str) -> list[Evidence]:
    """A name that stops in the middle, or a company's without its form, may have been cut."""
    words = [fold(word) for word in value.split()] if name.endswith("_name") else []
    if not words:
        return []
    if words[-1] in _OPEN_ENDS or any(char.isdigit() for char in words[0]) or _OPEN_BEFORE_FORM.search(" ".join(words)):
        return [Evidence(-0.6, "el nombre parece cortado", "open")]
    return [] if _LEGAL_FORMS.search(" ".join(words)) or len(words) > 3 else [Evidence(0.0, kind="bare")]


def _contest(index: int, candidates: Sequence[Found]) -> list[Evidence]:
    """A close second makes the first less sure."""
    if index or len(candidates) < 2:
        return []
    margin = candidates[0].rank - candidates[1].rank
    if margin < 0.4:
        return [Evidence(-1.2, "hay otro candidato igual de bueno", "rival")]
    return [Evidence(-0.4)] if margin < 1.0 else []


def _take_dv(chosen: _Chosen, side: str, found: Parties) -> None:
    number = chosen.fields.get(f"{side}_nit")
    if number is None or not isinstance(number.value, str) or number.value in nit.FINAL_CONSUMERS:
        return
    printed = found.dv.get(number.value)
    name = f"{side}_dv"
    digit = printed or nit.check_digit(number.value)
    source: Source = chosen.source if printed else "derived"
    note = "el DV coincide" if printed else "se calculó del NIT"
    chosen.fields[name] = Reading(
        name, digit, number.confidence, source, number.page, number.box, digit if printed else "", (note,)
    )  # fmt: skip


# --- number, dates, codes -----------------------------------------------------------------------------


def _take_headings(
    chosen: _Chosen,
    labels: Sequence[Labels],
    kind: DocumentType,
    found: Parties,
    today: date | None,
    recall: Recall,
) -> None:
    used = {item.value for item in (*found.supplier_nit[:1], *found.customer_nit[:1])}
    found_plainly: dict[str, list[Candidate]] = {
        "invoice_number": numbering.numbers(labels, kind, used),
        "due_date": dates.due_dates(labels),
        "cufe": codes.cufes(labels, kind),
        "resolution_number": codes.resolutions(labels),
        "purchase_order": codes.purchase_orders(labels),
        "notes": codes.notes(labels),
        "currency": codes.currencies(labels),
    }
    plain = {name: recall.headings(name, candidates) for name, candidates in found_plainly.items()}
    plain |= {name: recall.headings(name, candidates) for name, candidates in codes.payments(labels).items()}
    issued = dates.issue_dates(labels, kind, plain["due_date"], today)
    date_checks.weigh_together(issued, plain["due_date"], plain["payment_form"])
    plain["issue_date"] = recall.headings("issue_date", issued)
    plain["issue_time"] = recall.headings("issue_time", dates.issue_times(labels, plain["issue_date"]))
    for name, candidates in plain.items():
        chosen.take(name, [_from_candidate(chosen, name, item, i, candidates) for i, item in enumerate(candidates[:5])])
    if "currency" not in chosen.fields:
        evidence = [Evidence(3.6, "no se imprime otra moneda")]
        chosen.fields["currency"] = chosen.reading("currency", "COP", (), 0, evidence, source="derived")


def _from_candidate(
    chosen: _Chosen, name: str, item: Candidate, index: int, candidates: Sequence[Candidate]
) -> Reading:
    evidence = [*item.evidence, letters(item.tokens)]
    if name == "cufe" and chosen.source == "ocr":
        evidence.append(Evidence(-1.9, "en una imagen basta una letra mal leída; compáralo con el QR"))
    told = any(one.kind == "rival" for one in evidence)
    if not index and not told and len(candidates) > 1 and item.rank - candidates[1].rank < 0.5:
        evidence.append(Evidence(-0.9, "hay otro candidato igual de bueno", "rival"))
    return chosen.reading(name, item.value, item.tokens, item.page, evidence)


# --- amounts ------------------------------------------------------------------------------------------


def _take_totals(chosen: _Chosen, totals: Totals) -> None:
    for name, amount in totals.chosen.items():
        composed = name in totals.derived or amount.parts > 1
        best = _amount_reading(chosen, name, amount, totals.evidence[name], derived=composed)
        roles = ("total", "payable") if name in {"total", "amount_payable"} else (name,)
        rivals = [other for role in roles for other in totals.candidates.get(role, ())]
        seen = [other for other in rivals if other.how != "derived"]
        others = [_amount_reading(chosen, name, other, [Evidence(1.0, kind="rival")]) for other in seen]
        chosen.take(name, [best, *others])


def _amount_reading(
    chosen: _Chosen, name: str, amount: Amount, evidence: Sequence[Evidence], *, derived: bool = False
) -> Reading:
    source: Source | None = "derived" if derived else None
    return chosen.reading(name, amount.value, amount.tokens, amount.page, evidence, source=source)


def _findings(totals: Totals) -> Iterable[ReadingFinding]:
    if totals.balanced is False and totals.gap is not None:
        total = totals.chosen["total"].value
        yield ReadingFinding(
            "totals_do_not_add_up",
            "warning",
            f"La suma de las cifras leídas no da el total: faltan o sobran ${_money(abs(totals.gap))}.",
            "total",
            expected=_money(total - totals.gap),
            actual=_money(total),
        )


def _money(value: Decimal) -> str:
    return f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
