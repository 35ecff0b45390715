"""Figures of money among the words of a page: joined where a reader cut them, and held against a value.

It knows how amounts are printed and how engines misread them. Which figure is the total is asked elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from invoices.extraction import values
from invoices.extraction.layout import Token

_CURRENCY = frozenset({
    "$", "COP", "COP$", "USD", "US$", "$COP", "EUR", "€", "PESOS", "(COP)", "(COP$)", "C0P", "COL$", "$:", ":$",
    "M/CTE", "-COP", "-$", "(COP", "($",
})  # fmt: skip
_MONEY = re.compile(r"\d[.,'’´]\d{2,3}|^\$?\s?\d{3,}")
# Bare, it is the year of a stamp or a resolution before it is pesos.
_YEAR = re.compile(r"(?:19|20)\d\d")
_ZERO = frozenset({"0", "0.0", "0,0", "0.00", "0,00"})
# The sign for pesos read as a letter; marks that a rule or a stamp leaves at the ends of a figure.
_SIGN_AS_LETTER = re.compile(r"^[Ss§](?=\d{1,3}[.,'’]\d|\d{3}$)")
# "$0" and "$0,00" with their round ones read as letters.
_NOTHING_AS_LETTERS = re.compile(r"[$Ss§]\s?[0Oo](?:[.,][0Oo]{1,2})?")
# What is drawn behind an amount so that nobody adds a figure: "2.046.100.-", "100.000=".
_CLOSED = re.compile(r"(?<=[\dOo])[.,]?[\-=–—]+$")
# The end of "(COP 660,570.00)", whose beginning went with the currency.
_BRACKETED = re.compile(r"(?<=[.,]\d\d)\)$|(?<=[.,]\d{3})\)$")
_DUST = re.compile(r"^[|_~¡!*#:;.,'’`\"=\[\]{}]+(?=[$\d(-])|[|_~*\"\[\]{}]+$")
# Letters that engines see in digits; only between digits and marks.
_LETTERS = str.maketrans("OoQDClI|BZ", "0000011182")
_DIGITLIKE = re.compile(r"[$]?[\dOoQDClI|BZ][\dOoQDClI|BZ.,'’]*[\dOoQDClI|BZ]")
_LEAST_DIGITS = 4
_LONG = 7
# The widest blank within an amount, in widths of its letters.
_BLANK = 1.6
_BROKEN = re.compile(r"\$?\d[\d.,'’]{3,}[.,'’][\d.,'’]*\d|\$?\d{1,3}[.,'’]\d{5}")
_GROUPED = re.compile(r"\$?\d{1,3}(?:[.,'’]\d{3})+")
# "19 %", "9,66 x mil", "7.5 x 1000": a rate and no money.
_RATE_FOLLOWS = re.compile(r"(?i)%|‰|(?:x|\*|por)\s?(?:mil|1[.,]?000)\b|xmil\b")


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """Words that together are one amount, with its sound readings, the most likely first."""

    tokens: tuple[Token, ...]
    text: str
    readings: tuple[Decimal, ...]
    # Its marks do not stand where a mark may stand: one was lost or read wrong.
    lax: bool = False

    @property
    def value(self) -> Decimal:
        return self.readings[0]


def is_currency(text: str) -> bool:
    return text.strip().upper() in _CURRENCY


@lru_cache(maxsize=8192)
def figure_readings(text: str) -> tuple[Decimal, ...]:
    """The readings of one amount, without the marks that printing and reading leave around it."""
    bare = _DUST.sub("", text.strip())
    if "(" not in bare:
        bare = _BRACKETED.sub("", bare)
    bare = _CLOSED.sub("", _SIGN_AS_LETTER.sub("", bare))
    if _NOTHING_AS_LETTERS.fullmatch(bare):
        return (Decimal(0),)
    if readings := _sound(bare):
        return readings
    digits = sum(char.isdigit() for char in bare)
    if _DIGITLIKE.fullmatch(bare) and digits >= _LEAST_DIGITS and any(mark in bare for mark in ".,'’"):
        return _sound(bare.translate(_LETTERS))
    return ()


def _sound(text: str) -> tuple[Decimal, ...]:
    """No amount of money has three decimals: "19088.010" has lost the mark of its millions."""
    return tuple(abs(one) for one in values.amount_readings(text) if _decimals(one) <= 2)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def figures_in(tokens: Sequence[Token]) -> Iterator[Figure]:
    """The amounts of money among words that stand together, from left to right."""
    words = [token for token in tokens if not is_currency(token.text)]
    index = 0
    while index < len(words):
        figure, used = _figure_at(words, index)
        if figure is not None:
            yield figure
        index += used


def _figure_at(words: Sequence[Token], index: int) -> tuple[Figure | None, int]:
    run = _cut_apart(words, index)
    for length in range(len(run), 0, -1):
        part = run[:length]
        text = "".join(token.text for token in part)
        readings = figure_readings(text)
        if not readings or (length > 1 and not _MONEY.search(text)):
            continue
        following = " ".join(word.text for word in words[index + length : index + length + 2])
        before = words[index - 1].text if index else ""
        if length == 1 and (not _is_money(text, following) or _is_per_thousand(before, text)):
            return None, 1
        if length == 1 and (cents := _cents_apart(words, index)):
            exact = readings[0] + Decimal(cents) / 100
            return Figure((words[index], words[index + 1]), text, (*readings, exact)), 2
        return Figure(tuple(part), text, _with_cents(text, readings)), length
    if _BROKEN.fullmatch(words[index].text) and (readings := lax_readings(words[index].text)):
        return Figure((words[index],), words[index].text, readings, lax=True), 1
    return None, 1


def _cents_apart(words: Sequence[Token], index: int) -> str | None:
    """The two figures behind an amount whose mark was lost: "3.090.333 98"."""
    if index + 1 >= len(words) or not _GROUPED.fullmatch(words[index].text):
        return None
    following = words[index + 1].text
    return following if re.fullmatch(r"\d\d", following) and _gap(words[index], words[index + 1]) <= _BLANK else None


def _with_cents(text: str, readings: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """A long run of digits without any mark may also have lost the one before its cents."""
    digits = text.lstrip("$ ")
    if digits.isdigit() and len(digits) >= _LONG:
        return (*readings, Decimal(f"{digits[:-2]}.{digits[-2:]}"))
    return readings


def lax_readings(text: str) -> tuple[Decimal, ...]:
    """What an amount may say whose marks are not where they belong: `41,355,46199`, `20695.443,26`."""
    digits = re.sub(r"\D", "", text)
    tail = len(re.split(r"[.,'’]", text)[-1])
    whole, cents = Decimal(digits), Decimal(f"{digits[:-2]}.{digits[-2:]}")
    if tail == 2:
        return (cents,)
    return (cents, whole) if tail == 5 else (whole, cents) if tail >= 3 else ()


def _cut_apart(words: Sequence[Token], index: int) -> list[Token]:
    """A word and the next ones that a reader cut off at a mark: "1." "234.567", "1.234" ",50"."""
    run = [words[index]]
    for previous, token in pairwise(words[index : index + 4]):
        if not (_open_end(previous.text) and token.text[:1].isdigit()) and not re.match(r"[.,]\d", token.text):
            break
        if not re.search(r"\d", previous.text) or _gap(previous, token) > _BLANK:
            break
        run.append(token)
    return run


def _open_end(text: str) -> bool:
    return text[-1:] in ".,'’" and text[-2:-1].isdigit()


def _gap(left: Token, right: Token) -> float:
    """The blank between two words in widths of their letters."""
    width = max(left.rect.width / max(len(left.text), 1), right.rect.width / max(len(right.text), 1), 1e-6)
    return (right.rect.x0 - left.rect.x1) / width


def _is_money(text: str, following: str) -> bool:
    if text.endswith(("%", "‰")) or _RATE_FOLLOWS.match(following):
        return False
    if _YEAR.fullmatch(text):
        return False
    plain = text.lstrip("$- ") in _ZERO or _NOTHING_AS_LETTERS.fullmatch(text)
    return bool(_MONEY.search(text) or plain) or text.startswith("$")


def _is_per_thousand(before: str, text: str) -> bool:
    """The second half of a rate: "9,66 x 1000"."""
    return before.lower() in {"x", "*", "por"} and re.fullmatch(r"1[.,]?000", text) is not None


def misread_as(text: str, value: Decimal) -> bool:
    """Whether print that reads `text` may well say `value`: a digit wrong, lost or added, a mark lost."""
    seen = re.sub(r"\D", "", text)
    if len(seen) < _LEAST_DIGITS - 1:
        return False
    return any(Levenshtein.distance(seen, form, score_cutoff=1) <= 1 for form in _forms(value))


def lost_first(text: str, value: Decimal) -> bool:
    """Whether print is this value without its first digit, as where a pen began across a printed rule."""
    return re.sub(r"\D", "", text) in [form[1:] for form in _forms(value)]


def same_digits(text: str, value: Decimal) -> bool:
    """Whether print has the digits of this value and only its marks were lost."""
    return re.sub(r"\D", "", text) in _forms(value)


def _forms(value: Decimal) -> list[str]:
    whole, cents = f"{value:.2f}".split(".")
    forms = [whole + cents, *([whole] if cents == "00" else [])]
    return [form for form in forms if len(form) >= _LEAST_DIGITS]
