"""What a clerk types into a field, read into its value; what cannot be read is refused with a sentence.

Reading a document is another matter (extraction/values.py): there nobody can be asked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from invoices.extraction import values
from invoices.extraction.nit import FINAL_CONSUMERS, check_digit, read_nit
from invoices.fields import BY_NAME, InvoiceField
from invoices.models import Invoice, InvoiceLine

MONTHS = {
    "ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6,
    "jul": 7, "ago": 8, "sep": 9, "set": 9, "oct": 10, "nov": 11, "dic": 12,
}  # fmt: skip
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[\s/.-]*(?:de\s+)?(\d{1,2}|[a-z]{3,10})\.?", re.IGNORECASE)
_ONLY_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})")
_HEX = re.compile(r"[0-9a-f]{64,96}")
EARLIEST = date(2000, 1, 1)

LINE_FIELDS = ("code", "description", "quantity", "unit", "unit_price", "discount", "tax_rate", "total")


class NotUnderstood(ValueError):
    """Carries the sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class TypedNit:
    body: str
    dv: str


def read_field(name: str, text: str | None, *, today: date) -> Any:
    """The value for one header field; None or an empty text takes it away."""
    field = BY_NAME[name]
    clean = " ".join((text or "").replace("\x00", "").split())
    if not clean:
        return _nothing(field)
    if field.kind == "longtext":
        return (text or "").replace("\x00", "").strip()
    if field.kind == "money":
        return read_number(clean, decimals=2)
    if field.kind == "date":
        return read_day(clean, today=today)
    if field.kind == "time":
        return read_clock(clean)
    if field.kind == "nit":
        return read_typed_nit(clean)
    return _read_text(field, clean)


def _nothing(field: InvoiceField) -> Any:
    if field.kind == "choice":
        raise NotUnderstood("Elige el tipo de documento.")
    return None if field.kind in ("money", "date", "time") else ""


def _read_text(field: InvoiceField, text: str) -> str:
    if field.kind == "choice":
        return _read_choice(text)
    if field.kind == "cufe":
        return _read_cufe(text)
    if field.kind == "dv" and not re.fullmatch(r"\d", text):
        raise NotUnderstood("El DV es un solo número.")
    if field.name == "currency" and not re.fullmatch(r"[A-Za-z]{3}", text):
        raise NotUnderstood("Escribe la moneda con tres letras, por ejemplo COP.")
    column: Any = Invoice._meta.get_field(field.name)
    longest = column.max_length
    if longest and len(text) > longest:
        raise NotUnderstood(f"{field.label}: escribe máximo {longest} caracteres.")
    return text.upper() if field.name == "currency" else text


def _read_choice(text: str) -> str:
    for value, label in Invoice.Kind.choices:
        if text.casefold() in (value.casefold(), str(label).casefold()):
            return str(value)
    raise NotUnderstood("Elige el tipo de documento.")


def _read_cufe(text: str) -> str:
    code = text.replace(" ", "").lower()
    if not _HEX.fullmatch(code) or len(code) not in (64, 96):
        raise NotUnderstood("El CUFE tiene 96 letras y números (0-9, a-f). Cópialo completo.")
    return code


def read_number(text: str, *, decimals: int, most: int = 16) -> Decimal:
    """1234567,8 · 1.234.567,80 · $ 1.234.567 · 1,234,567.80"""
    if decimals > 2 and re.fullmatch(r"\d+,\d+", text):
        # Pesos have no three decimals, so "1,250" pesos are thousands; quantities have, and the comma is theirs.
        text = text.replace(",", ".")
        amount: Decimal | None = Decimal(text)
    else:
        amount = values.read_amount(text)
    if amount is None:
        raise NotUnderstood(f"«{text[:40]}» no es un valor. Escribe por ejemplo 1.234.567,80.")
    if amount < 0:
        raise NotUnderstood("El valor no puede ser negativo.")
    if abs(amount) >= Decimal(10) ** (most if decimals == 2 else 12):
        raise NotUnderstood("El valor es demasiado grande.")
    if amount != round(amount, decimals):
        raise NotUnderstood(f"Escribe el valor con máximo {decimals} decimales.")
    return round(amount, decimals)


def read_day(text: str, *, today: date) -> date:
    """15/03/2026 · 15mar · 15 de marzo · 15/3 (the last one that was) · 150326"""
    found = values.read_date(text) or _without_year(text, today) or _digits_only(text)
    if found is None:
        raise NotUnderstood(f"«{text[:40]}» no es una fecha. Escribe por ejemplo 15/03/2026.")
    if not EARLIEST <= found <= date(today.year + 20, 12, 31):
        raise NotUnderstood("Revisa el año de la fecha.")
    return found


def _without_year(text: str, today: date) -> date | None:
    match = _DAY_AND_MONTH.fullmatch(text)
    if match is None:
        return None
    month = int(match[2]) if match[2].isdigit() else MONTHS.get(match[2][:3].lower(), 0)
    for year in (today.year, today.year - 1):
        found = _day(year, month, int(match[1]))
        # An invoice without a year is of the last time that day was, not of one to come.
        if found is not None and found <= today:
            return found
    return None


def _digits_only(text: str) -> date | None:
    match = _ONLY_DIGITS.fullmatch(text)
    if match is None:
        return None
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    return _day(year, int(match[2]), int(match[1]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_clock(text: str) -> time:
    found = values.read_time(text)
    if found is None and re.fullmatch(r"([01]\d|2[0-3])[0-5]\d", text):
        found = time(int(text[:2]), int(text[2:]))
    if found is None:
        raise NotUnderstood("Escribe la hora como 14:30.")
    return found


def read_typed_nit(text: str) -> TypedNit:
    """With its DV or without; a DV that does not belong to the number is refused at once."""
    found = read_nit(text)
    if found is None:
        raise NotUnderstood("Escribe el NIT con su DV, por ejemplo 800.197.268-4.")
    if found.body in FINAL_CONSUMERS:
        return TypedNit(found.body, "")
    if found.state == "bad_dv":
        raise NotUnderstood(f"El DV no coincide: para {found.body} es {check_digit(found.body)}.")
    return TypedNit(found.body, found.dv or check_digit(found.body))


def read_lines(rows: list[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The rows as values, without the empty ones, and the sentence for each cell that is no value."""
    read, problems = [], {}
    for index, row in enumerate(rows):
        texts = {name: " ".join(str(row.get(name) or "").replace("\x00", "").split()) for name in LINE_FIELDS}
        if not any(texts.values()):
            continue
        line: dict[str, Any] = {}
        for name, text in texts.items():
            try:
                line[name] = _read_cell(name, text)
            except NotUnderstood as problem:
                problems[f"lines.{index}.{name}"] = str(problem)
        read.append(line)
    return read, problems


def _read_cell(name: str, text: str) -> Any:
    column: Any = InvoiceLine._meta.get_field(name)
    if name in ("code", "description", "unit"):
        if len(text) > column.max_length:
            raise NotUnderstood(f"Escribe máximo {column.max_length} caracteres.")
        return text
    if not text:
        return None
    if name == "tax_rate":
        rate = values.read_percent(text)
        if rate is None or not 0 <= rate <= 100:
            raise NotUnderstood("Escribe la tarifa entre 0 y 100.")
        return round(rate, 2)
    return read_number(text, decimals=column.decimal_places)
