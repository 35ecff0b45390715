"""When two values of a field, or two lines, are the same to an accountant; and whether a value stands in a text.

Comparing is strict: only spelling that carries no meaning is forgiven. It knows no documents and no scores.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from rapidfuzz import fuzz

from invoices.extraction.ladder import bare_number
from invoices.extraction.result import LineReading
from invoices.extraction.values import amount_readings, find_cufes, find_dates
from invoices.fields import BY_NAME

MONEY = frozenset(name for name, one in BY_NAME.items() if one.kind == "money")
_LINE_SIMILARITY = 80
# An amount may be cut into pieces by the reader: 1.234 .567,00.
_PIECES = 4


def same(name: str, expected: str, got: str) -> bool:
    """Whether two values of a field mean the same."""
    if name in MONEY:
        try:
            return Decimal(expected) == Decimal(got)
        except InvalidOperation:
            return False
    if name == "invoice_number":
        return bare_number(expected) == bare_number(got)
    if name == "issue_time":
        return expected[:5] == got[:5]
    if BY_NAME[name].kind == "nit":
        return re.sub(r"\D", "", expected) == re.sub(r"\D", "", got)
    return folded(expected) == folded(got)


def folded(text: str) -> str:
    """Without accents, case, blanks and punctuation."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^0-9a-z]", "", plain.lower())


def folded_words(text: str) -> str:
    return " ".join(folded(word) for word in text.split())


def same_line(true: Mapping[str, Any], read: LineReading) -> bool:
    """The same item: its total and quantity, and its description or its code."""
    for name, got in (("line_total", read.total), ("total", read.total), ("quantity", read.quantity)):
        if true.get(name) not in (None, "") and (got is None or Decimal(str(true[name])) != got):
            return False
    code, description = true.get("code"), true.get("description")
    if code and read.code and folded(str(code)) == folded(read.code):
        return True
    if not description:
        return True
    return likeness(description, read.description) >= _LINE_SIMILARITY


def likeness(one: str, other: str) -> float:
    """How much of two descriptions is the same, 0 to 100, whatever the order of the words."""
    return fuzz.token_set_ratio(folded_words(one), folded_words(other))


def stands_in(name: str, value: str, text: str) -> bool:
    """Whether a value can be found in a text as some reader of it could write it; letters must be right."""
    if name in MONEY:
        return any(Decimal(value) in amount_readings(piece) for piece in _pieces(text))
    if BY_NAME[name].kind == "date":
        return date.fromisoformat(value) in find_dates(text)
    if name == "cufe":
        return value in find_cufes(text)
    return bool(folded(value)) and folded(value) in folded(text)


def _pieces(text: str) -> set[str]:
    """Words with figures, alone and joined with the ones behind them."""
    words = text.split()
    found = set()
    for index, word in enumerate(words):
        # A label may be printed against its amount: "TOTAL:$1.000".
        found.add(word)
        found.add(word.rpartition(":")[2])
        found.update("".join(words[index : index + count]) for count in range(2, _PIECES + 1))
    return {piece for piece in found if piece[-1:].isdigit() and len(piece) <= 24}
