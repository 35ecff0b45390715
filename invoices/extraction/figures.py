"""What a figure in a cell may mean: its sound readings first, then those a slip of the printer or the reader hides.

Each guess has a cost. Nothing above `SOUND` is to be believed unless arithmetic bears it out. One cell, one
figure: which guess holds is for `arithmetic`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from invoices.extraction import values

# Up to here a text says it itself; beyond, something was mended.
SOUND = 1
_MENDED, _LETTERS, _LOST_CENTS = 2, 4, 5
_MARKS = r"[.,'’´`‘°º*]"
_GROUPS = re.compile(rf"\d+(?:{_MARKS}+\d+)+")
_JUNK = ' |"“”;:!¡_[]{}<>~^¬«»'
_AS_DIGITS = str.maketrans({
    "O": "0", "o": "0", "Q": "0", "D": "0", "C": "0", "I": "1", "l": "1", "i": "1", "|": "1", "!": "1", "S": "5",
    "s": "5", "B": "8", "Z": "2", "z": "2", "G": "6", "b": "6", "g": "9", "q": "9", "T": "7", "?": "7", "A": "4",
})  # fmt: skip
_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Guess:
    """A value, and how much had to be supposed to read it."""

    value: Decimal
    cost: int


@cache
def guesses(text: str, *, money: bool = True) -> tuple[Guess, ...]:
    """All that a text may say, the likeliest first. `money` has two decimals or none, a quantity up to four."""
    bare = text.strip(_JUNK)
    found: dict[Decimal, int] = {}
    for place, value in enumerate(values.amount_readings(bare)):
        odd = money and _decimals(value) > 2
        _keep(found, value, _MENDED + 1 if odd else min(place, SOUND))
    for value in _regrouped(bare):
        _keep(found, value, _MENDED)
    if not found:
        lettered = bare.translate(_AS_DIGITS)
        if lettered != bare and _mostly_digits(bare):
            for one in guesses(lettered, money=money):
                _keep(found, one.value, one.cost + _LETTERS)
    if money:
        for value, cost in list(found.items()):
            if value == value.to_integral_value() and value >= 10_000 and not re.search(r"[.,]\d\d$", bare):
                _keep(found, value / 100, cost + _LOST_CENTS)
    return tuple(sorted((Guess(value, cost) for value, cost in found.items()), key=lambda one: one.cost))


def cell_guesses(texts: Iterable[str], *, money: bool = True) -> tuple[Guess, ...]:
    """The figure of a cell whose words may be pieces of it, or a unit beside it ("8,00 M3")."""
    words = [text for text in texts if text.strip(_JUNK + "$%")]
    figures = [text for text in words if guesses(text, money=money)]
    pieces = [text for text in words if any(char.isdigit() for char in text)]
    for text in (" ".join(pieces), "".join(pieces)) if len(pieces) > 1 else ():
        if found := [one for one in guesses(text, money=money) if one.cost <= _MENDED]:
            return tuple(found)
    # A unit may look like a figure read wrong; what has digits goes before what has none.
    for text in sorted(figures, key=lambda text: -sum(char.isdigit() for char in text)):
        return guesses(text, money=money)
    return ()


def unglued(text: str) -> Iterator[tuple[str, str]]:
    """A quantity and a price printed so close that they were read as one word: every way to cut it."""
    for place in range(1, min(len(text) - 2, 8)):
        left, right = text[:place], text[place:]
        if left[-1].isdigit() and right[0] in "123456789$" and left[0] != "0":
            yield left, right


def sound(found: Iterable[Guess]) -> Decimal | None:
    """The value a cell says by itself, when it says one."""
    return next((one.value for one in found if one.cost <= _MENDED), None)


def _keep(found: dict[Decimal, int], value: Decimal, cost: int) -> None:
    found[value] = min(cost, found.get(value, cost))


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _regrouped(text: str) -> Iterable[Decimal]:
    """Groups of thousands with their marks mixed or lost: 16.595,600.00, 4288.000, 3°813.110."""
    match = _GROUPS.fullmatch(re.sub(rf"^[^\d(-]+|[^\d]+$|(?<={_MARKS})\s|\s(?={_MARKS})", "", text))
    if match is None:
        return
    groups = re.split(rf"{_MARKS}+", match.group())
    if sum(map(len, groups)) > _MOST_DIGITS or any(len(group) != 3 for group in groups[1:-1]):
        return
    head, tail = "".join(groups[:-1]), groups[-1]
    if len(tail) == 3:
        yield Decimal(head + tail)
    elif len(tail) <= 2 and len(groups) > 2:
        yield Decimal(f"{head}.{tail}")
    elif len(tail) == 5:  # the mark of the cents lost: 1.25000
        yield Decimal(f"{head}{tail[:3]}.{tail[3:]}")


def _mostly_digits(text: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    return digits * 2 >= len(text) or (len(text) <= 2 and digits == 0 and len(text.translate(_AS_DIGITS)) > 0
                                       and text.translate(_AS_DIGITS).isdigit())  # fmt: skip
