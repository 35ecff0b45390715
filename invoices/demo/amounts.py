"""Amounts as invoices print them, in figures and in words."""

from decimal import Decimal

_UNITS = (
    "", "UN", "DOS", "TRES", "CUATRO", "CINCO", "SEIS", "SIETE", "OCHO", "NUEVE", "DIEZ", "ONCE", "DOCE", "TRECE",
    "CATORCE", "QUINCE", "DIECISÉIS", "DIECISIETE", "DIECIOCHO", "DIECINUEVE", "VEINTE", "VEINTIÚN", "VEINTIDÓS",
    "VEINTITRÉS", "VEINTICUATRO", "VEINTICINCO", "VEINTISÉIS", "VEINTISIETE", "VEINTIOCHO", "VEINTINUEVE",
)  # fmt: skip
_TENS = ("", "", "", "TREINTA", "CUARENTA", "CINCUENTA", "SESENTA", "SETENTA", "OCHENTA", "NOVENTA")
_HUNDREDS = ("", "CIENTO", "DOSCIENTOS", "TRESCIENTOS", "CUATROCIENTOS", "QUINIENTOS", "SEISCIENTOS", "SETECIENTOS",
             "OCHOCIENTOS", "NOVECIENTOS")  # fmt: skip


def in_figures(value: Decimal, *, comma_decimals: bool = True, decimals: int = 2) -> str:
    """1.234.567,80 or, as much software here prints it, 1,234,567.80."""
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if comma_decimals else text


def quantity(value: Decimal, *, comma_decimals: bool = True) -> str:
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    return in_figures(value, comma_decimals=comma_decimals, decimals=decimals)


def in_words(value: Decimal) -> str:
    """CUATRO MILLONES TRESCIENTOS MIL PESOS M/CTE"""
    whole = int(value)
    cents = int((value - whole) * 100)
    text = _below_billion(whole) or "CERO"
    of = " DE" if whole and whole % 1_000_000 == 0 else ""
    rest = f" CON {cents:02d}/100" if cents else ""
    return f"{text}{of} PESOS{rest} M/CTE"


def _below_billion(number: int) -> str:
    millions, rest = divmod(number, 1_000_000)
    head = "" if not millions else "UN MILLÓN" if millions == 1 else f"{_below_million(millions)} MILLONES"
    return " ".join(part for part in (head, _below_million(rest)) if part)


def _below_million(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    head = "" if not thousands else "MIL" if thousands == 1 else f"{_below_thousand(thousands)} MIL"
    return " ".join(part for part in (head, _below_thousand(rest)) if part)


def _below_thousand(number: int) -> str:
    if number == 100:
        return "CIEN"
    hundreds, rest = divmod(number, 100)
    if rest < 30:
        tail = _UNITS[rest]
    else:
        tens, units = divmod(rest, 10)
        tail = _TENS[tens] + (f" Y {_UNITS[units]}" if units else "")
    return " ".join(part for part in (_HUNDREDS[hundreds], tail) if part)
