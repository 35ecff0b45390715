"""How amounts, quantities, dates and NITs are written on paper: the ways real invoices write them."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

MONTHS = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SHORT_MONTHS = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]


def _grouped(amount: Decimal, places: int, thousands: str, decimals: str) -> str:
    text = f"{amount:,.{places}f}"
    return text.replace(",", "\0").replace(".", decimals).replace("\0", thousands)


def _apostrophe(amount: Decimal, places: int) -> str:
    """1'234.567: the apostrophe marks the millions only."""
    text = _grouped(amount, places, ".", ",")
    whole, comma, cents = text.partition(",")
    groups = whole.split(".")
    if len(groups) > 2:
        whole = "'".join((".".join(groups[:-2]), ".".join(groups[-2:])))
    return whole + comma + cents


NUMBERS: dict[str, Callable[[Decimal], str]] = {
    "co2": lambda n: _grouped(n, 2, ".", ","),
    "co0": lambda n: _grouped(n, 0, ".", ","),
    "us2": lambda n: _grouped(n, 2, ",", "."),
    "co3": lambda n: _grouped(n, 3, ".", ","),
    "us3": lambda n: _grouped(n, 3, ",", "."),
    "us0": lambda n: _grouped(n, 0, ",", "."),
    "plain2": lambda n: f"{n:.2f}",
    "plain0": lambda n: f"{n:.0f}",
    "apos0": lambda n: _apostrophe(n, 0),
    "apos2": lambda n: _apostrophe(n, 2),
}

DATES: dict[str, Callable[[date], str]] = {
    "dmy/": lambda d: f"{d:%d/%m/%Y}",
    "iso": lambda d: d.isoformat(),
    "dmy.": lambda d: f"{d:%d.%m.%Y}",
    "dmy-": lambda d: f"{d:%d-%m-%Y}",
    "ymd/": lambda d: f"{d:%Y/%m/%d}",
    "long": lambda d: f"{d.day} de {MONTHS[d.month - 1]} de {d.year}",
    "capital": lambda d: f"{MONTHS[d.month - 1].capitalize()} {d.day:02d} del {d.year}",
    "short-": lambda d: f"{d.day:02d}-{SHORT_MONTHS[d.month - 1]}-{d:%y}",
    "short-4": lambda d: f"{d.day:02d}-{SHORT_MONTHS[d.month - 1]}-{d.year}",
    "d mon. y": lambda d: f"{d.day} {SHORT_MONTHS[d.month - 1]}. {d.year}",
    "month d": lambda d: f"{MONTHS[d.month - 1]} {d.day} de {d.year}",
    "Mon/": lambda d: f"{d.day:02d}/{SHORT_MONTHS[d.month - 1].capitalize()}/{d.year}",
    "spaced": lambda d: f"{d:%d / %m / %Y}",
    "y-Mon-d": lambda d: f"{d.year}-{SHORT_MONTHS[d.month - 1].capitalize()}-{d.day:02d}",
    "SHORT/": lambda d: f"{d.day:02d}/{SHORT_MONTHS[d.month - 1].upper()}/{d.year}",
    "mon d/y": lambda d: f"{SHORT_MONTHS[d.month - 1]} {d.day}/{d:%y}",
    "english": lambda d: f"{MONTHS_EN[d.month - 1]} {d.day}, {d.year}",
}

TIMES: dict[str, Callable[[time], str]] = {
    "24": lambda t: f"{t:%H:%M:%S}",
    "ampm": lambda t: f"{t:%I:%M:%S} {'a' if t.hour < 12 else 'p'}. m.",
    "short": lambda t: f"{t:%H:%M}",
}

_DOTTED = "{:,}".format


def _dots(body: str) -> str:
    return _DOTTED(int(body)).replace(",", ".")


# The second figure says whether this form shows the check digit.
NITS: dict[str, tuple[Callable[[str, str], str], bool]] = {
    "dots-dv": (lambda b, v: f"{_dots(b)}-{v}", True),
    "dash-dv": (lambda b, v: f"{b}-{v}", True),
    "space-dv": (lambda b, v: f"{b} {v}", True),
    "wide-dv": (lambda b, v: f"{b} - {v}", True),
    "glued-dv": (lambda b, v: f"{b}{v}", True),
    "commas-dv": (lambda b, v: f"{_DOTTED(int(b))}-{v}", True),
    "word-dv": (lambda b, v: f"{_dots(b)} DV {v}", True),
    "plain-word-dv": (lambda b, v: f"{b} D.V. {v}", True),
    "dots": (lambda b, v: _dots(b), False),
    "plain": (lambda b, v: b, False),
}


def quantity(amount: Decimal, style: str) -> str:
    """A quantity: `six`, `6`, `6.00`, `6,00`, `3,000.00`; "auto" drops zeros after the comma."""
    if style == "auto":
        whole = amount == amount.to_integral_value()
        return f"{amount:.0f}" if whole else f"{amount.normalize():f}".replace(".", ",")
    return NUMBERS[style](amount)
