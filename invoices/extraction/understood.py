"""What an engine that understands invoices is worth: its values weighed against all else that is known.

Such an engine answers fluently also where it has seen nothing, so its own word never carries a value
over its threshold. A check digit, sums that hold, or another reader's words do. It parses no text.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from invoices.extraction.amounts import TOLERANCE
from invoices.extraction.confidence import Evidence, reasons, score
from invoices.extraction.fields import Knowledge
from invoices.extraction.ladder import is_printed
from invoices.extraction.rate_rows import RATES
from invoices.extraction.result import DocumentType, LineReading, Reading, ReadingFinding
from invoices.extraction.said import has_right_dv, multiplies

# The most that an engine's own word is worth: below the lowest threshold of any field.
ALONE = 0.68
_ALONE_LINE = 0.6
_LEAST = 0.05
_HEADER_AMOUNTS = frozenset({"subtotal", "discount", "tax_base", "iva", "inc", "total", "amount_payable"})
_MOST_ALTERNATIVES = 4
# Values this short stand on every page by chance.
_SHORTEST_WITNESS = 3


@dataclass(frozen=True, slots=True)
class Understood:
    """The weighed values of one document: the best of each field, the others beside it."""

    document_type: DocumentType | None
    fields: Mapping[str, Reading]
    alternatives: Mapping[str, tuple[Reading, ...]]
    lines: tuple[LineReading, ...]
    findings: tuple[ReadingFinding, ...] = ()


def weigh(
    readings: Sequence[Reading],
    lines: Sequence[LineReading] = (),
    *,
    document_type: DocumentType | None = None,
    witness: str = "",
    known: Knowledge,
) -> Understood:
    """`witness` is what another reader saw of the same pages, as one text; empty when there was none."""
    by_field = _by_field(_plausible(readings, known))
    best = {name: found[0] for name, found in by_field.items()}
    shared = _sums(best, lines)
    fields, alternatives = {}, {}
    for name, found in by_field.items():
        weighed = [_weighed(one, best, witness, known, shared if not index else {}) for index, one in enumerate(found)]
        fields[name] = weighed[0]
        if len(weighed) > 1:
            alternatives[name] = tuple(weighed[1 : _MOST_ALTERNATIVES + 1])
    for side in ("supplier", "customer"):
        _settle_dv(side, fields, alternatives)
    return Understood(document_type, fields, alternatives, _weighed_lines(lines, best))


def _plausible(readings: Iterable[Reading], known: Knowledge) -> Iterable[Reading]:
    for one in readings:
        if one.field == "supplier_nit" and one.value in known.ignored_nits | known.own_nits:
            continue
        yield one


def _by_field(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    """Distinct values of each field: header fields from the first page that has them, sums from the last."""
    found: dict[str, list[Reading]] = {}
    for one in readings:
        others = found.setdefault(one.field, [])
        if all(other.value != one.value for other in others):
            others.append(one)
    for name, ordered in found.items():
        late = -1 if name in _HEADER_AMOUNTS else 1
        ordered.sort(key=lambda one, late=late: (-one.confidence, late * (one.page or 0)))  # type: ignore[misc]
    return found


def _weighed(
    one: Reading,
    best: Mapping[str, Reading],
    witness: str,
    known: Knowledge,
    shared: Mapping[str, Sequence[Evidence]],
) -> Reading:
    believed = min(max(one.confidence, _LEAST), ALONE)
    evidence = [*shared.get(one.field, ()), *_own(one, best, known)]
    if witness:
        evidence.append(_witnessed(one, witness))
    if not any(item.weight > 0 for item in evidence):
        evidence.append(Evidence(0.0, "solo lo dice el modelo; compáralo con la imagen"))
    sure = score(evidence, source="model", prior=math.log(believed / (1 - believed)))
    return replace(one, confidence=sure, reasons=reasons(evidence))


def _own(one: Reading, best: Mapping[str, Reading], known: Knowledge) -> Iterable[Evidence]:
    """What a value says for or against itself."""
    if one.field in ("supplier_nit", "customer_nit"):
        digit = best.get(one.field.replace("_nit", "_dv"))
        if has_right_dv(one.text):
            yield Evidence(2.4, "el DV coincide")
        elif digit is not None and digit.text == one.text:
            yield Evidence(-2.5, "el DV no coincide")
        if one.field == "supplier_nit" and one.value in known.supplier_names:
            yield Evidence(1.2, "es un proveedor conocido")
        if one.field == "customer_nit" and one.value in known.own_nits:
            yield Evidence(2.4, "es una empresa nuestra")
    if isinstance(one.value, date):
        if known.today and one.field == "issue_date" and one.value > known.today:
            yield Evidence(-3.0, "es una fecha futura")
        issued = best.get("issue_date")
        if one.field == "due_date" and issued and isinstance(issued.value, date) and one.value < issued.value:
            yield Evidence(-2.0, "es anterior a la fecha de emisión")


def _witnessed(one: Reading, witness: str) -> Evidence:
    """Another reader saw the same print: that is evidence for the letters, a little less for the field."""
    if isinstance(one.value, Decimal) and not one.value:
        return Evidence(0.0)
    if isinstance(one.value, str) and len(one.value) < _SHORTEST_WITNESS:
        return Evidence(0.0)
    if is_printed(one.value, witness):
        return Evidence(1.8, "otro lector ve el mismo valor en la página")
    return Evidence(-1.5, "ningún otro lector ve este valor en la página")


# --- what must add up -------------------------------------------------------------------------------------


def _sums(best: Mapping[str, Reading], lines: Sequence[LineReading]) -> dict[str, list[Evidence]]:
    amounts = {name: one.value for name, one in best.items() if isinstance(one.value, Decimal)}
    found: dict[str, list[Evidence]] = {}
    if "subtotal" in amounts and "total" in amounts:
        terms = [name for name in ("subtotal", "discount", "iva", "inc", "total") if amounts.get(name)]
        holds = _balances(amounts)
        for name in terms:
            found.setdefault(name, []).append(_balance(holds, len(terms)))
        if holds and amounts.get("iva") == 0:
            found.setdefault("iva", []).append(Evidence(1.0, "la suma da el total"))
    if _is_a_rate(amounts):
        found.setdefault("iva", []).append(Evidence(0.8, "es una tarifa conocida de su base"))
    whole = [line.total for line in lines if line.total is not None]
    if lines and len(whole) == len(lines) and "subtotal" in amounts and abs(sum(whole) - amounts["subtotal"]) <= 2:
        found.setdefault("subtotal", []).append(Evidence(1.6, "es la suma de los ítems"))
    return found


def _balances(amounts: Mapping[str, Decimal]) -> bool:
    zero = Decimal(0)
    net = amounts["subtotal"] + amounts.get("iva", zero) + amounts.get("inc", zero)
    cut = amounts.get("discount", zero)
    return any(abs(net - less - amounts["total"]) <= TOLERANCE for less in {zero, cut})


def _balance(holds: bool, terms: int) -> Evidence:
    if not holds:
        return Evidence(-1.5, "la suma no da el total")
    # The same figure said twice adds up by itself.
    return Evidence(2.0, "la suma da el total") if terms > 2 else Evidence(0.3)


def _is_a_rate(amounts: Mapping[str, Decimal]) -> bool:
    iva, base = amounts.get("iva"), amounts.get("tax_base") or amounts.get("subtotal")
    if not iva or not base:
        return False
    return any(abs(base * rate / 100 - iva) <= TOLERANCE for rate in RATES)


def _settle_dv(side: str, fields: dict[str, Reading], alternatives: dict[str, tuple[Reading, ...]]) -> None:
    """A check digit belongs to the number it was said with and is as sure as that."""
    name = f"{side}_dv"
    number = fields.get(f"{side}_nit")
    digits = [fields.pop(name)] if name in fields else []
    digits += alternatives.pop(name, ())
    own = next((one for one in digits if number and one.text == number.text), None)
    if own and number:
        fields[name] = replace(own, confidence=number.confidence, reasons=number.reasons)


# --- lines ------------------------------------------------------------------------------------------------


def _weighed_lines(lines: Sequence[LineReading], best: Mapping[str, Reading]) -> tuple[LineReading, ...]:
    totals = [line.total for line in lines]
    known = [total for total in totals if total is not None]
    sums = [best[name].value for name in ("subtotal", "total") if name in best]
    whole = sum(known, Decimal(0))
    agree = len(known) == len(totals) and any(isinstance(one, Decimal) and abs(whole - one) <= 2 for one in sums)
    return tuple(_weighed_line(line, agree) for line in lines)


def _weighed_line(line: LineReading, sum_agrees: bool) -> LineReading:
    believed = min(max(line.confidence, _LEAST), _ALONE_LINE)
    evidence = [Evidence(1.4)] if sum_agrees else []
    if line.quantity is not None and line.unit_price is not None and line.total is not None:
        evidence.append(Evidence(1.0 if multiplies(line.quantity, line.unit_price, line.total) else -1.2))
    return replace(line, confidence=score(evidence, source="model", prior=math.log(believed / (1 - believed))))
