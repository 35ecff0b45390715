"""How Colombia writes numbers, dates and money: read from what a person typed, and written for her.

Refuses to guess: what can be read in two ways raises, it never becomes zero or today.
"""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

DecimalMark = Literal[",", "."]

_NOISE = re.compile(r"\$|COP|\s", re.IGNORECASE)
_MILLIONS = re.compile(r"(?<=\d)['´’](?=\d{3})")  # 1'234.567, as millions are customarily set apart
_PLAIN = re.compile(r"-?\d+")
_GROUPED = re.compile(r"-?\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*")
_DECIMALS = re.compile(r"-?\d+(?P<mark>[.,])\d+")
_BOTH = re.compile(r"-?\d{1,3}(?P<group>[.,])\d{3}(?:(?P=group)\d{3})*(?!(?P=group))(?P<mark>[.,])\d+")
_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ][\d:.]+)?")
_IN_WORDS = re.compile(
    r"(\d{1,2})(?: de |[/.\- ])([a-záéíóú]{3,10})\.?(?: de | del |[/.\- ])(\d{4}|\d{2})", re.IGNORECASE
)


class Unreadable(ValueError):
    """The text is no number or date, or could be two; its sentence says what to write instead."""

    @property
    def sentence(self) -> str:
        return str(self.args[0])


def decimal_mark(text: str) -> DecimalMark | None:
    """The decimal mark the text proves, or None when it could be read both ways (1.234) or has none."""
    text = _bare(text)
    if match := _BOTH.fullmatch(text):
        return _as_mark(match["mark"])
    if match := _GROUPED.fullmatch(text):
        # Two groups or more can only be thousands: 1.234.567.
        return _other(match["mark"]) if text.count(match["mark"]) > 1 else None
    if match := _DECIMALS.fullmatch(text):
        return _as_mark(match["mark"])
    return None


def read_number(text: str, *, mark: DecimalMark = ",") -> Decimal:
    """A number as typed. `mark` decides only what could be read both ways: 1.234 is 1234 with ","."""
    clean = _bare(text)
    if not any(shape.fullmatch(clean) for shape in (_PLAIN, _GROUPED, _DECIMALS, _BOTH)):
        raise Unreadable("No es un número. Escríbelo así: 1.234.567,80.")
    mark = decimal_mark(clean) or mark
    return Decimal(clean.replace(_other(mark), "").replace(mark, "."))


def _bare(text: str) -> str:
    return _MILLIONS.sub(".", _NOISE.sub("", text))


def read_date(text: str) -> date:
    """Day first, as Colombia writes it, ISO, or with the month in words."""
    text = text.strip()
    try:
        if match := _YEAR_FIRST.fullmatch(text):
            return date(*map(int, match.groups()))
        if match := _DAY_FIRST.fullmatch(text):
            day, month, year = match.groups()
            return date(_century(year), int(month), int(day))
        if match := _IN_WORDS.fullmatch(text):
            day, name, year = match.groups()
            return date(_century(year), _MONTHS.index(name[:3].lower()) + 1, int(day))
    except ValueError as error:
        raise Unreadable("Esa fecha no existe. Escríbela así: 15/03/2026.") from error
    raise Unreadable("No es una fecha. Escríbela así: 15/03/2026.")


def write_number(value: Decimal, *, decimals: int = 2) -> str:
    """1.234.567,80; without decimals when they are zero."""
    value = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    whole, _, rest = f"{value:,.{decimals}f}".partition(".")
    rest = "" if not rest.strip("0") else f",{rest}"
    return whole.replace(",", ".") + rest


def write_exactly(value: Decimal) -> str:
    """Every decimal it has, but cents in pairs: 12,5 becomes 12,50, 1,125 stays."""
    cents = value.quantize(Decimal("0.01"))
    return write_number(cents) if cents == value else write_number(value, decimals=6).rstrip("0")


def write_money(value: Decimal) -> str:
    sign = "-" if value < 0 else ""
    return f"{sign}$ {write_number(abs(value))}"


def write_date(value: date) -> str:
    return (value.date() if isinstance(value, datetime) else value).strftime("%d/%m/%Y")


def _century(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _as_mark(text: str) -> DecimalMark:
    return "," if text == "," else "."


def _other(mark: str) -> DecimalMark:
    return "." if mark == "," else ","
