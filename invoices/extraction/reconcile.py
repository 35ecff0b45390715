"""The lines against the totals of their invoice: what they come to, which one is off, how much is still to be read.

Line totals may stand before or with tax, and before or after a discount on the whole. A figure is mended here only
when the multiplication and the sum both bear it out. Reading the lines is for `lines`, the totals for `amounts`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from invoices.extraction.arithmetic import TOLERANCE
from invoices.extraction.result import LineReading, ReadingFinding

_CENT = Decimal("0.01")
_PROVED = 0.8
_TRUSTED = 0.6
_SUMMED = 0.86
_TOGETHER = "las líneas suman el valor del documento"
_AGREES = "las líneas suman {}"
_MISSES = "las líneas no suman el subtotal"
_MENDED = "se tomó el valor que la multiplicación y la suma de las líneas confirman"
_LEFT_OVER = "el total no se leyó: es lo que falta para el subtotal"
_NAMES = {"subtotal": "el subtotal", "tax_base": "la base", "total": "el total"}


# An amount in the words of an item, as no size or code is written: "$ 12.500", "5450 c/u".
_AMOUNT_LEFT = re.compile(r"(?i)\$\s?\d|\d[.,']\d{3}[.,']\d{2,3}\b|\d{3,}\s+c/u\b")
_LEFT = "queda un valor dentro de la descripción"
_UNLIKE = "las otras líneas dicen cantidad y precio, esta no"
_DOUBT = 0.69


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The lines after the check, and what there is to say about them."""

    lines: tuple[LineReading, ...]
    finding: ReadingFinding | None = None


def reconcile(lines: Sequence[LineReading], totals: Mapping[str, Decimal]) -> Reconciled:
    """Check lines against the figures that may be their sum; mend the one that is off when that is proved."""
    goals = list(_goals(totals))
    if not lines or not goals:
        return Reconciled(tuple(lines))
    slack = TOLERANCE + _CENT * len(lines)
    mended = _mended(lines, goals, slack)
    whole = _sum(mended)
    if whole is not None:
        for name, goal in goals:
            if abs(whole - goal) <= slack:
                return Reconciled(tuple(_surer(line, name) for line in mended))
    known = sum((line.total for line in mended if line.total is not None), Decimal(0))
    return Reconciled(tuple(_doubtful(line) for line in mended), _finding(known, goals))


def doubt_untold(lines: Sequence[LineReading]) -> tuple[LineReading, ...]:
    """The lines, with those in doubt whose figures are still in their words, or that are not told as the others are.

    That the totals come out says nothing of how many there are and at what price.
    """
    priced = any(line.quantity is not None and line.unit_price is not None for line in lines)
    return tuple(_untold(line, priced=priced) for line in lines)


def _untold(line: LineReading, *, priced: bool) -> LineReading:
    unlike = priced and line.quantity is None and line.unit_price is None
    reason = _LEFT if _AMOUNT_LEFT.search(line.description) else _UNLIKE if unlike else None
    if reason is None:
        return line
    return replace(line, confidence=min(line.confidence, _DOUBT), reasons=(reason, *line.reasons))


def agreeing(lines: Sequence[LineReading], totals: Mapping[str, Decimal]) -> tuple[LineReading, ...]:
    """The first lines of a table that together are one of the totals; what stands below them is no item.

    So lines are believed that tell no quantity and price to multiply.
    """
    for _name, goal in _goals(totals):
        since = Decimal(0)
        for place, line in enumerate(lines, start=1):
            if line.total is None or not line.description:
                break
            since += line.total
            if goal > 0 and abs(since - goal) <= TOLERANCE:
                return tuple(_believed(one) for one in lines[:place])
    return ()


def _believed(line: LineReading) -> LineReading:
    confidence = max(line.confidence, _SUMMED)
    return replace(line, confidence=confidence, reasons=(*line.reasons, _TOGETHER))


def _goals(totals: Mapping[str, Decimal]) -> Iterator[tuple[str, Decimal]]:
    discount = totals.get("discount") or Decimal(0)
    for name in ("subtotal", "tax_base", "total"):
        value = totals.get(name)
        if value:
            yield name, value
            if discount and name != "tax_base":
                yield name, value - discount
                yield name, value + discount


def _sum(lines: Sequence[LineReading]) -> Decimal | None:
    totals = [line.total for line in lines if line.total is not None]
    return sum(totals, Decimal(0)) if len(totals) == len(lines) else None


def _mended(lines: Sequence[LineReading], goals: Sequence[tuple[str, Decimal]], slack: Decimal) -> list[LineReading]:
    """The lines, with one total put right if that makes all of them come out."""
    whole = _sum(lines)
    if whole is not None and any(abs(whole - goal) <= slack for _name, goal in goals):
        return list(lines)
    doubtful = [place for place, line in enumerate(lines) if line.confidence < _PROVED]
    if together := _all_by_product(lines, goals, slack):
        return together
    for place in doubtful:
        others = _sum([line for at, line in enumerate(lines) if at != place])
        line = lines[place]
        if others is None:
            continue
        if better := _proved_by_product(line, others, goals, slack):
            return [*lines[:place], better, *lines[place + 1 :]]
        if line.total is None and len(doubtful) == 1 and (rest := _left_over(line, others, goals)):
            return [*lines[:place], rest, *lines[place + 1 :]]
    return list(lines)


def _all_by_product(
    lines: Sequence[LineReading], goals: Sequence[tuple[str, Decimal]], slack: Decimal
) -> list[LineReading] | None:
    """Every doubtful total taken as quantity by price, when all of them together then come out."""
    found = []
    for line in lines:
        doubtful = line.confidence < _PROVED and line.quantity is not None and line.unit_price is not None
        product = (line.quantity * line.unit_price).quantize(_CENT) if doubtful else line.total  # type: ignore[operator]
        changed = product != line.total
        found.append(replace(line, total=product, confidence=0.85, reasons=(_MENDED,)) if changed else line)
    whole = _sum(found)
    if whole is not None and any(abs(whole - goal) <= slack for _name, goal in goals):
        return found
    return None


def _proved_by_product(
    line: LineReading, others: Decimal, goals: Sequence[tuple[str, Decimal]], slack: Decimal
) -> LineReading | None:
    if line.quantity is None or line.unit_price is None:
        return None
    product = (line.quantity * line.unit_price).quantize(_CENT)
    if product == line.total:
        return None
    for _name, goal in goals:
        if abs(others + product - goal) <= slack:
            return replace(line, total=product, confidence=0.85, reasons=(_MENDED,))
    return None


def _left_over(line: LineReading, others: Decimal, goals: Sequence[tuple[str, Decimal]]) -> LineReading | None:
    rest = next((goal - others for name, goal in goals if name == "subtotal"), None)
    if rest is None or rest <= 0:
        return None
    return replace(line, total=rest, confidence=_TRUSTED, reasons=(*line.reasons, _LEFT_OVER))


def _surer(line: LineReading, name: str) -> LineReading:
    confidence = round(min(1 - (1 - line.confidence) * 0.35, 0.98), 3)
    return replace(line, confidence=confidence, reasons=(*line.reasons, _AGREES.format(_NAMES[name])))


def _doubtful(line: LineReading) -> LineReading:
    """A row that is proved by its own product is not made doubtful by another one that is missing."""
    share = 0.93 if line.confidence >= _PROVED else 0.8
    return replace(line, confidence=round(line.confidence * share, 3), reasons=(_MISSES, *line.reasons))


def _finding(whole: Decimal, goals: Sequence[tuple[str, Decimal]]) -> ReadingFinding | None:
    name, goal = goals[0]
    missing = goal - whole
    amount = _money(abs(missing))
    message = (
        f"Faltan {amount} por leer en las líneas para llegar a {_NAMES[name]}. Revisa si falta una."
        if missing > 0
        else f"Las líneas leídas suman {amount} más que {_NAMES[name]}. Revisa si sobra una."
    )
    return ReadingFinding("lines_do_not_add_up", "warning", message, "lines", _money(goal), _money(whole))


def _money(value: Decimal) -> str:
    return "$" + f"{value:,.2f}".translate(str.maketrans(",.", ".,")).removesuffix(",00")
