"""The Colombian tax number (NIT): body, check digit (DV) and how far the two can be trusted.

Not a boolean: most suppliers print the number without its DV, and python-stdnum takes the last digit of
such a number for a DV and passes one in ten by luck. Whose number it is, is decided elsewhere.
"""

import re
from dataclasses import dataclass
from typing import Literal

NitState = Literal["ok", "bad_dv", "no_dv", "ambiguous"]

# Orden Administrativa 4 of 1989, from the rightmost digit of the body.
_WEIGHTS = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
_DIGIT_OF_REMAINDER = "01987654321"

# An invoice to "CONSUMIDOR FINAL" carries twelve twos; some generators write ten.
FINAL_CONSUMERS = frozenset({"2" * 12, "2" * 10})
_FINAL_CONSUMER = re.compile(r"(?<!\d)(?:2{12}|2{10})(?!\d)")

# Figures of other scripts are no NIT and have no check digit, which \d would let in.
_GROUPED = r"[0-9]{1,3}(?:[.,][0-9]{3}){2,3}|[0-9]{1,3}(?: [0-9]{3}){2,3}"
_NIT = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?P<body>{_GROUPED}|[0-9]{{6,10}})"
    r"(?:\s?[-–—]\s?(?P<dash>[0-9])(?!\d)|\s(?P<space>[0-9])(?![\d.,]))?"
    r"(?!\d)(?![.,]\d)"
)
# Letters that readers of small print take figures for.
_FIGURES = str.maketrans("OQDCoIl|ZSBG", "000001112586")
_MISREAD = re.compile(r"[0-9OQDCoIl|ZSBG]{3}[.,]?[0-9OQDCoIl|ZSBG]{3}[.,]?[0-9OQDCoIl|ZSBG]{3}[-–][0-9OQDCoIl|ZSBG]")


@dataclass(frozen=True, slots=True)
class NitReading:
    """`ok`: the printed DV is right. `bad_dv`: it is not. `no_dv`: none printed. `ambiguous`: the last
    digit may be a glued DV or part of a person's cédula; a known supplier settles it."""

    body: str
    dv: str | None
    state: NitState

    @property
    def is_final_consumer(self) -> bool:
        return self.body in FINAL_CONSUMERS


def check_digit(body: str) -> str:
    """The DV that belongs to a body of at most fifteen digits."""
    if not body.isascii() or not body.isdigit() or len(body) > len(_WEIGHTS):
        raise ValueError(f"not the body of a NIT: {body!r}")
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, reversed(body), strict=False))
    return _DIGIT_OF_REMAINDER[total % 11]


def read_nit(text: str) -> NitReading | None:
    """The first NIT or cédula in a text, or None when no number there has the shape of one."""
    if twos := _FINAL_CONSUMER.search(text):
        return NitReading(twos.group(), None, "no_dv")
    match = _NIT.search(text)
    if match is None:
        return None
    body = re.sub(r"[^0-9]", "", match["body"])
    dv = match["dash"] or match["space"]
    if dv is None:
        return _without_separate_dv(body)
    if check_digit(body) == dv:
        return NitReading(body, dv, "ok")
    if match["space"] and text[match.end() :].strip():
        # A lone digit in running text that does not even check is the next thing printed, not a DV.
        return _without_separate_dv(body)
    return NitReading(body, dv, "bad_dv")


def read_misread_nit(text: str) -> NitReading | None:
    """A company's NIT in which a figure or two were read as letters, if its check digit is right then."""
    figures = sum(char.isdigit() for char in text)
    if not _MISREAD.fullmatch(text) or figures < 7:
        return None
    reading = read_nit(text.translate(_FIGURES))
    return reading if reading is not None and reading.state == "ok" and reading.body[0] in "89" else None


def nit_from_parts(number: str, dv: str | None) -> NitReading | None:
    """The NIT of a structured source that keeps number and DV apart, and often gets one of them wrong."""
    body = re.sub(r"[^0-9]", "", number)
    digit = re.sub(r"[^0-9]", "", dv or "")
    if not body or len(body) > len(_WEIGHTS):
        return None
    if body in FINAL_CONSUMERS:
        return NitReading(body, None, "no_dv")
    if len(digit) == 1:
        if check_digit(body) == digit:
            return NitReading(body, digit, "ok")
        if len(body) == 10 and body[0] in "89" and check_digit(body[:-1]) == body[-1]:
            # The DV came glued to the number, and the declared one is that of the glued number or nonsense.
            return NitReading(body[:-1], body[-1], "ok")
        return NitReading(body, digit, "bad_dv")
    if re.fullmatch(r"\s*[0-9.,]+\s*[-–—]\s*[0-9]\s*", number):
        return read_nit(number)
    return _without_separate_dv(body)


def _without_separate_dv(body: str) -> NitReading:
    if len(body) == 10 and check_digit(body[:-1]) == body[-1]:
        if body[0] in "89":
            return NitReading(body[:-1], body[-1], "ok")
        return NitReading(body, None, "ambiguous")
    return NitReading(body, None, "no_dv")
