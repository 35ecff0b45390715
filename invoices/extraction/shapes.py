"""The shape of an invoice number: its prefix and how many figures follow. Knows no pages."""

import re

# Letters and figures that scanners and cheap printers take for one another.
_LOOK_ALIKE = str.maketrans({"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2", "G": "6"})
_NUMBER = re.compile(r"(?P<prefix>.*?[^0-9]|)(?P<digits>\d+)")


def split_number(number: str) -> tuple[str, str]:
    """Prefix and figures: "SETP" and "990000123". A prefix such as "FE18" cannot be told from what follows it."""
    match = _NUMBER.fullmatch(re.sub(r"[^0-9A-Z]", "", number.upper()))
    return (match["prefix"], match["digits"]) if match else ("", "")


def shape_of_number(number: str) -> str:
    """ "FE 4" for FE1234; empty for what is no number."""
    prefix, digits = split_number(number)
    return f"{prefix} {len(digits)}" if digits else ""


def fits(number: str, shape: str) -> bool:
    """Whether a number is of that shape; counters grow, so a figure more or less is the same shape."""
    prefix, digits = split_number(number)
    usual, _, length = shape.rpartition(" ")
    return bool(digits) and prefix == usual and abs(len(digits) - int(length)) <= 1


def fitted(number: str, shape: str) -> str | None:
    """The number with its usual prefix where that was misread, or printed apart and left out; None when it is
    another number altogether."""
    usual, _, length = shape.rpartition(" ")
    if not usual or fits(number, shape):
        return None
    plain = re.sub(r"[^0-9A-Z]", "", number.upper())
    start, rest = plain[: len(usual)], plain[len(usual) :]
    alike = start.translate(_LOOK_ALIKE) == usual.translate(_LOOK_ALIKE)
    if alike and rest.isdigit() and abs(len(rest) - int(length)) <= 1:
        return usual + rest
    return usual + plain if plain.isdigit() and len(plain) == int(length) else None
