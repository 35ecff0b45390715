"""How amounts, dates and values are written in findings, mails and history: the Colombian way."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

CENT = Decimal("0.01")


def pesos(amount: Decimal) -> str:
    """$ 1.234.567,80"""
    rounded = amount.quantize(CENT, rounding=ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    whole = f"{abs(rounded):,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{sign}$ {whole}"


def day(value: date) -> str:
    """15/03/2026"""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return f"{value:%d/%m/%Y}"


def number(value: Decimal) -> str:
    """1.234,5 without zeros that say nothing."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def percent(value: Decimal) -> str:
    return f"{number(value)} %"


def plain(value: object) -> str:
    """A value as `extract --json` writes it: amounts with a dot, dates ISO, empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)


def sentence(reasons: Iterable[str]) -> str:
    """Reasons as one sentence: Las letras se leen mal; está junto a «Medio de pago»."""
    words = "; ".join(reason.strip().rstrip(".") for reason in reasons if reason.strip())
    return f"{words[0].upper()}{words[1:]}." if words else ""
