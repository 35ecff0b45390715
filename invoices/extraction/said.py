"""Text that an engine gives as the value of a field, to a reading: parsed by our own rules or dropped.

For engines that understand invoices. What such an engine believes about a value is carried along; what
it is worth is decided in `understood`. Nothing is guessed: text without one sound reading is no value.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from invoices.extraction.nit import nit_from_parts, read_nit
from invoices.extraction.result import Box, LineReading, Reading, Value
from invoices.extraction.values import amount_readings, find_cufe, read_amount, read_date, read_percent, read_time

_NUMBER = re.compile(r"[A-Z0-9]{0,6}[\s\-_/.]{0,3}\d{1,12}")
_NUMBER_LABEL = re.compile(r"(?i)^(?:factura\b|invoice\b|n[úu]mero\b|nro\b|no\b|n(?=[.°º])|[.:°º#\s])+")
_MOST_TEXT = 200
_MOST_CODE = 40
_MONEY = frozenset(
    {"subtotal", "discount", "tax_base", "iva", "inc", "rete_fuente", "rete_iva", "rete_ica", "total", "amount_payable"}
)
# Printed with a minus sign or in brackets by some, meant as an amount by all.
_UNSIGNED = frozenset({"discount", "rete_fuente", "rete_iva", "rete_ica"})


@dataclass(frozen=True, slots=True)
class Said:
    """One value as an engine gives it: the text as printed, its own confidence 0..1, where it saw it."""

    field: str
    text: str
    confidence: float
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One line item in an engine's words; `cells` are code, description, quantity, unit, unit_price, total..."""

    cells: Mapping[str, str]
    confidence: float
    box: Box | None = None


def readings_of(said: Iterable[Said]) -> tuple[Reading, ...]:
    """Every value that parses; a NIT brings its check digit along."""
    found: list[Reading] = []
    for one in said:
        if one.field in ("supplier_nit", "customer_nit"):
            found += _tax_number(one)
        elif (value := _value(one.field, one.text)) is not None:
            found.append(_reading(one, one.field, value))
    return tuple(found)


def _reading(one: Said, name: str, value: Value) -> Reading:
    sure = min(max(one.confidence, 0.0), 1.0)
    return Reading(name, value, sure, "model", box=one.box, text=one.text.strip()[:_MOST_TEXT])


def _tax_number(one: Said) -> list[Reading]:
    """The number alone may come with a name before it ("NIT 900.123.456-8"), but only one number."""
    if len(one.text) > _MOST_CODE:
        return []
    found = read_nit(one.text)
    if found is None or len(re.sub(r"\D", "", one.text)) > len(found.body) + len(found.dv or ""):
        return []
    readings = [_reading(one, one.field, found.body)]
    if found.dv is not None:
        readings.append(_reading(one, one.field.replace("_nit", "_dv"), found.dv))
    return readings


def has_right_dv(text: str) -> bool:
    """Whether the text of a NIT carries a check digit, and the right one."""
    found = read_nit(text) or nit_from_parts(text, None)
    return found is not None and found.state == "ok"


def _value(name: str, text: str) -> Value | None:
    text = " ".join(text.split())
    if not text:
        return None
    if name in _MONEY:
        amount = read_amount(text)
        return abs(amount) if amount is not None and name in _UNSIGNED else amount
    return _READERS.get(name, _text)(text)


def _number(text: str) -> str | None:
    """An invoice number without its label, blanks and dashes; neither a date nor an amount."""
    bare = _NUMBER_LABEL.sub("", text).strip().upper()
    if not _NUMBER.fullmatch(bare) or read_date(bare) is not None or re.search(r"\d[.,]\d{3}(?!\d)", bare):
        return None
    return re.sub(r"[\s\-_/.]", "", bare)


def _code(text: str) -> str | None:
    return text if len(text) <= _MOST_CODE and re.search(r"\d", text) else None


def _text(text: str) -> str | None:
    return text[:_MOST_TEXT] if re.search(r"[^\W_]", text) else None


def _name(text: str) -> str | None:
    return text[:_MOST_TEXT] if len(re.findall(r"[^\W\d_]", text)) >= 3 else None


def _email(text: str) -> str | None:
    return text.lower() if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) else None


def _phone(text: str) -> str | None:
    return text[:_MOST_CODE] if 7 <= len(re.sub(r"\D", "", text)) <= 15 else None


def _currency(text: str) -> str | None:
    return text.upper() if re.fullmatch(r"(?i)[a-z]{3}", text) else None


_READERS: Mapping[str, Callable[[str], Value | None]] = {
    "invoice_number": _number,
    "issue_date": read_date,
    "due_date": read_date,
    "issue_time": read_time,
    "supplier_name": _name,
    "customer_name": _name,
    "supplier_city": _name,
    "supplier_email": _email,
    "supplier_phone": _phone,
    "purchase_order": _code,
    "resolution_number": _code,
    "currency": _currency,
    "cufe": find_cufe,
}


# --- lines ----------------------------------------------------------------------------------------------


def lines_of(said: Sequence[SaidLine]) -> tuple[LineReading, ...]:
    """Line items with a description; of figures with two readings those whose product is the total."""
    found = (_line(one) for one in said)
    return tuple(line for line in found if line is not None)


def _line(one: SaidLine) -> LineReading | None:
    cells = {name: " ".join(text.split()) for name, text in one.cells.items() if text and text.strip()}
    description = cells.get("description", "")
    if not re.search(r"[^\W\d_]", description):
        return None
    quantity, unit_price, total = _figures(cells)
    if total is None and unit_price is None:
        return None
    line = LineReading(
        description[:500],
        code=cells.get("code", "")[:60] or None,
        quantity=quantity,
        unit=cells.get("unit", "")[:20] or None,
        unit_price=unit_price,
        discount=read_amount(cells.get("discount", "")),
        tax_rate=read_percent(cells.get("tax_rate", "")),
        total=total,
        confidence=min(max(one.confidence, 0.0), 1.0),
        source="model",
        box=one.box,
    )
    return replace(line, discount=abs(line.discount)) if line.discount is not None else line


def _figures(cells: Mapping[str, str]) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    quantities, prices, totals = (amount_readings(cells.get(name, "")) for name in ("quantity", "unit_price", "total"))
    for quantity in quantities:
        for price in prices:
            for total in totals:
                if total and multiplies(quantity, price, total):
                    return quantity, price, total
    return _first(quantities), _first(prices), _first(totals)


def multiplies(quantity: Decimal, price: Decimal, total: Decimal) -> bool:
    """Quantity times price is the line's total, within what rounding of the price explains."""
    return abs(quantity * price - total) <= max(Decimal(2), abs(quantity) * Decimal("0.01"))


def _first(readings: Sequence[Decimal]) -> Decimal | None:
    return readings[0] if readings else None
