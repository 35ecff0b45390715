"""The ladder: the best evidence for each field, checked against every lower rung.

A rung is one source's readings. Agreement makes a value surer, a gap is filled from below, and a
disagreement is told, never dropped. It opens no file and reads no text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal

from invoices.extraction.nit import check_digit
from invoices.extraction.result import Reading, ReadingFinding, Source, Value
from invoices.extraction.values import amount_readings, find_dates

# The DIAN itself accepts two pesos of difference.
TOLERANCE = Decimal(2)
_CEILING = 0.995
# Below this a rung is more likely misread than right, and its dissent is only kept as an alternative. The
# letters of a PDF are certain: what is doubtful there is often the document itself, which is to be told.
_CREDIBLE = 0.8
_CREDIBLE_TEXT = 0.25
_SOURCE_WORDS: Mapping[Source, str] = {
    "xml": "el XML", "qr": "el código QR", "text": "el PDF", "ocr": "la imagen", "model": "la imagen",
    "derived": "el cálculo",
}  # fmt: skip
_CHECKED_FIELDS: Mapping[str, str] = {
    "invoice_number": "el número", "issue_date": "la fecha de emisión", "due_date": "la fecha de vencimiento",
    "supplier_nit": "el NIT del proveedor", "customer_nit": "el NIT del cliente", "subtotal": "el subtotal",
    "iva": "el IVA", "total": "el total", "cufe": "el CUFE",
}  # fmt: skip
_WITHHOLDINGS = ("rete_fuente", "rete_iva", "rete_ica")
# What a QR says of these is only taken where nothing is printed: its date is not signed, and its base and
# tax are sums of the vendor's own making.
_QR_BELOW_PRINT = frozenset({"issue_date", "issue_time", "subtotal", "iva"})


@dataclass(frozen=True, slots=True)
class Rung:
    """What one source says. Rungs are handed over from the best evidence to the least."""

    source: Source
    fields: Mapping[str, Reading]
    alternatives: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    # All that is printed, for asking whether a value stands anywhere on the page.
    text: str = ""


@dataclass(frozen=True, slots=True)
class Climbed:
    """The outcome for one invoice."""

    fields: dict[str, Reading]
    alternatives: dict[str, tuple[Reading, ...]]
    findings: tuple[ReadingFinding, ...]


def climb(rungs: Sequence[Rung]) -> Climbed:
    """The value kept for each field with its evidence, the others as alternatives, and what disagrees."""
    fields: dict[str, Reading] = {}
    alternatives: dict[str, tuple[Reading, ...]] = {}
    findings: list[ReadingFinding] = []
    names = dict.fromkeys(name for rung in rungs for name in rung.fields)
    for name in names:
        readings = [rung.fields[name] for rung in _order(name, rungs) if name in rung.fields]
        kept, others = readings[0], readings[1:]
        for other in others:
            if agree(name, kept, other, rungs):
                kept = _surer(kept, other)
            elif name in _CHECKED_FIELDS and not other.learned and _is_credible(kept, other, rungs):
                findings.append(_disagreement(name, kept, other))
                kept = kept if _is_remark(name, kept, other) else _doubted(kept, other)
        fields[name] = kept
        dissent = [other for other in others if not agree(name, kept, other, rungs)]
        more = [one for rung in rungs for one in rung.alternatives.get(name, ())]
        if found := _distinct([*dissent, *more], kept):
            alternatives[name] = found
    _settle_check_digits(fields, rungs)
    return Climbed(fields, alternatives, tuple(findings))


def _order(name: str, rungs: Sequence[Rung]) -> list[Rung]:
    """The rungs from the best to the least for one field."""
    rungs = _surer_reader_first(name, rungs)
    first = [rung for rung in rungs if rung.source != "qr"]
    qr = [rung for rung in rungs if rung.source == "qr"]
    if not qr or name not in rungs_with_doubt(rungs):
        return list(rungs)
    signed = [rung for rung in first if rung.source == "xml"]
    printed = [rung for rung in first if rung.source not in ("xml", "model")]
    # What a model says is never better evidence than the QR.
    return [*signed, *printed, *qr, *(rung for rung in first if rung.source == "model")]


def _surer_reader_first(name: str, rungs: Sequence[Rung]) -> Sequence[Rung]:
    """A model sure of a value by what else is known goes before a doubtful reading of the same page."""
    model = next((rung for rung in rungs if rung.source == "model" and name in rung.fields), None)
    if model is None or model.fields[name].confidence < _CREDIBLE:
        return rungs
    printed = [rung for rung in rungs if rung.source in ("text", "ocr") and name in rung.fields]
    if not printed or max(rung.fields[name].confidence for rung in printed) >= _CREDIBLE:
        return rungs
    above = [rung for rung in rungs if rung.source in ("xml", "qr")]
    return [*above, model, *(rung for rung in rungs if rung is not model and rung not in above)]


def rungs_with_doubt(rungs: Sequence[Rung]) -> frozenset[str]:
    """The fields for which the print outranks the QR."""
    outranked = set(_QR_BELOW_PRINT)
    printed = {rung.source: rung for rung in rungs if rung.source in ("text", "ocr")}
    for rung in printed.values():
        # Nor does what was only remembered of a supplier outrank it.
        outranked -= {name for name, reading in rung.fields.items() if reading.learned}
        for name in ("subtotal", "iva"):
            # A blurred photograph is a worse witness of an amount than the QR.
            if name in rung.fields and rung.fields[name].confidence < _CREDIBLE:
                outranked.discard(name)
        if "total" in rung.fields and _adds_up(rung.fields):
            outranked.add("total")
    return frozenset(outranked)


def _adds_up(fields: Mapping[str, Reading]) -> bool:
    """Whether a page's own figures make its total; then a QR that says another means another total."""
    amounts = {name: one.value for name, one in fields.items() if isinstance(one.value, Decimal) and not one.learned}
    if "total" not in amounts or "subtotal" not in amounts:
        return False
    taxes = amounts.get("iva", Decimal(0)) + amounts.get("inc", Decimal(0))
    net = amounts["subtotal"] + taxes
    return any(
        abs(net - cut - amounts["total"]) <= TOLERANCE for cut in (Decimal(0), amounts.get("discount", Decimal(0)))
    )


# --- agreement ------------------------------------------------------------------------------------------


def agree(name: str, one: Reading, other: Reading, rungs: Sequence[Rung] = ()) -> bool:
    """Whether two readings mean the same, as this field is written differently by different sources."""
    a, b = one.value, other.value
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        if abs(a - b) <= TOLERANCE:
            return True
        return name == "total" and _total_after_withholdings(one, other, rungs)
    if isinstance(a, time) and isinstance(b, time):
        return (a.hour, a.minute) == (b.hour, b.minute)
    if isinstance(a, date) or isinstance(b, date):
        return a == b
    return same_number(str(a), str(b)) if name == "invoice_number" else _folded(a) == _folded(b)


def same_number(a: str, b: str) -> bool:
    """The same invoice number, also when one side leaves the prefix out."""
    first, second = bare_number(a), bare_number(b)
    if first == second:
        return bool(first)
    longer, shorter = sorted((first, second), key=len, reverse=True)
    prefix = longer.removesuffix(shorter)
    return bool(len(shorter) >= 2 and shorter.isdigit() and prefix != longer and re.fullmatch(r"[A-Z]\w{0,3}", prefix))


def bare_number(number: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def _total_after_withholdings(one: Reading, other: Reading, rungs: Sequence[Rung]) -> bool:
    """Vendors print, or put in the QR, the total less what the buyer withholds."""
    assert isinstance(one.value, Decimal) and isinstance(other.value, Decimal)  # noqa: S101
    for rung in rungs:
        amounts = [rung.fields[name].value for name in _WITHHOLDINGS if name in rung.fields]
        withheld = sum((value for value in amounts if isinstance(value, Decimal)), Decimal(0))
        if withheld and abs(abs(one.value - other.value) - withheld) <= TOLERANCE:
            return True
        payable = rung.fields.get("amount_payable")
        if payable and isinstance(payable.value, Decimal) and payable.source == rung.source:
            total = rung.fields.get("total")
            if total and {total.value, payable.value} == {one.value, other.value}:
                return True
    return False


def _folded(value: Value) -> str:
    return re.sub(r"[^0-9a-záéíóúüñ]", "", str(value).lower())


# --- what agreement and dissent do ------------------------------------------------------------------------


def _surer(kept: Reading, witness: Reading) -> Reading:
    """Two sources that say the same; the one with a place on the page lends it."""
    confidence = min(_CEILING, 1 - (1 - kept.confidence) * (1 - 0.8 * witness.confidence))
    surer = replace(kept, confidence=round(max(kept.confidence, confidence), 3))
    if kept.box is None and witness.box is not None:
        surer = replace(surer, page=witness.page, box=witness.box, member=witness.member)
    return surer


def _doubted(kept: Reading, dissenter: Reading) -> Reading:
    """What is signed stays nearly sure; what was only printed is for a person where a code says otherwise."""
    coded = kept.source in ("text", "ocr") and dissenter.source in ("qr", "xml")
    ceiling = 0.97 if kept.source == "xml" else 0.84 if coded else 0.88
    source = _SOURCE_WORDS[dissenter.source]
    reason = f"{source[0].upper()}{source[1:]} dice {spoken(dissenter.value)}."
    return replace(kept, confidence=min(kept.confidence, ceiling), reasons=(*kept.reasons, reason))


def _is_credible(kept: Reading, other: Reading, rungs: Sequence[Rung]) -> bool:
    """Whether a dissent is worth telling: not when what was kept stands on that page too."""
    if other.confidence >= _CREDIBLE:
        return True
    if other.source != "text" or other.confidence < _CREDIBLE_TEXT:
        return False
    return not any(is_printed(kept.value, rung.text) for rung in rungs if rung.source == "text")


def is_printed(value: Value, text: str) -> bool:
    """Whether a value stands anywhere in a text, however it is written there."""
    if isinstance(value, Decimal):
        return any(abs(amount - value) <= TOLERANCE for word in text.split() for amount in amount_readings(word))
    if isinstance(value, date):
        return value in find_dates(text)
    return bool(_folded(value)) and _folded(value) in _folded(text)


def _is_remark(name: str, kept: Reading, other: Reading) -> bool:
    """A QR with another date is so common that it casts no doubt on what is printed or signed."""
    return name == "issue_date" and "qr" in {kept.source, other.source}


def _disagreement(name: str, kept: Reading, other: Reading) -> ReadingFinding:
    better, worse = _SOURCE_WORDS[kept.source], _SOURCE_WORDS[other.source]
    label = _CHECKED_FIELDS[name]
    return ReadingFinding(
        code=f"sources_differ_{name}",
        severity="info" if _is_remark(name, kept, other) else "warning",
        message=f"{label[0].upper()}{label[1:]} no es igual en {better} ({spoken(kept.value)}) y en {worse} "
        f"({spoken(other.value)}). Compara con el documento.",
        field=name,
        expected=str(kept.value),
        actual=str(other.value),
    )


def spoken(value: Value) -> str:
    """A value as a Colombian reads it."""
    if isinstance(value, Decimal):
        whole = f"{value:,.2f}".translate(str.maketrans(",.", ".,")).removesuffix(",00")
        return f"${whole}"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    text = str(value)
    return text if len(text) <= 40 else f"{text[:12]}…{text[-6:]}"


def _distinct(candidates: Iterable[Reading], kept: Reading) -> tuple[Reading, ...]:
    seen = {_folded(kept.value)}
    found: list[Reading] = []
    for candidate in sorted(candidates, key=lambda one: -one.confidence):
        if (folded := _folded(candidate.value)) not in seen:
            seen.add(folded)
            found.append(candidate)
    return tuple(found[:4])


def _settle_check_digits(fields: dict[str, Reading], rungs: Sequence[Rung]) -> None:
    """A DV belongs to the NIT it was printed with. Where none was, a company's is computed."""
    for side in ("supplier", "customer"):
        nit = fields.get(f"{side}_nit")
        fields.pop(f"{side}_dv", None)
        if nit is None:
            continue
        for rung in rungs:
            dv = rung.fields.get(f"{side}_dv")
            own = rung.fields.get(f"{side}_nit")
            if dv and own and own.value == nit.value:
                fields[f"{side}_dv"] = dv
                break
        else:
            body = str(nit.value)
            if len(body) == 9 and body[0] in "89" and body.isdigit():
                fields[f"{side}_dv"] = Reading(
                    f"{side}_dv",
                    check_digit(body),
                    nit.confidence,
                    "derived",
                    page=nit.page,
                    reasons=("Calculado del NIT: el documento no lo trae.",),
                    member=nit.member,
                )
