"""Items told in words: "9 CEMENTO BLANCO KILO 5450 c/u", "asesoría, 3 mes a $2.556.000 c/u", "3 und x $12.500".

Such a line is known by its total alone. Two figures in its own words that multiply to it are how many and the price:
they leave the description. Reading the lines is for `lines`, `products` and `summed`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from invoices.extraction.figures import SOUND, guesses
from invoices.extraction.products import UNITS
from invoices.extraction.result import LineReading

_TOLD = "cantidad por precio da el total"
_MOST_APART = Decimal(1)
# Sizes in a name that multiply are smaller than what a thing costs.
_LEAST = Decimal(100)
_SURE = 0.9
_EACH = re.compile(r"(?i)^\(?(?:c/u|c/\.?u\.?|cada|un[ao])[.,;)]?$")
_TIMES = re.compile(r"^[xX*×@]$")
_LINK = re.compile(
    r"(?i)^(?:[-–·|,:;$]|cop\$?|a|x|[*×@]|por|raz[oó]n|de|vr\.?|vlr\.?|valor|precio|unit\.?|unitario|unidad|und\.?)[:.]?$"
)
_COUNT_LABEL = re.compile(r"(?i)^(?:[-–·|]|cant\.?|cantidad|ctd\.?|pax|[a-záéíóúñ]{2,10}:)[:.]?$")
_SHORT = re.compile(r"^[A-Za-zÁÉÍÓÚáéíóúñ]{1,8}\.?[23]?$")
_TAX = re.compile(r"(?i)^\(?(?:iva|inc|\+|19|8|5|0|\d{1,2}\s?%|exc(?:l|luido)?|exe(?:nto)?|g|e)\)?\.?$")
_MONEY = re.compile(r"\$|\d[.,']\d{3}")


@dataclass(frozen=True, slots=True)
class _Told:
    """Where a description tells how many and at what price."""

    count: int
    price: int
    quantity: Decimal
    unit_price: Decimal


def tell(line: LineReading) -> LineReading:
    """The line with quantity and price taken out of its words, where they multiply to its total."""
    if line.total is None or line.total <= 0 or line.unit_price is not None:
        return line
    words = _words(line.description)
    found = _found(words, line.total)
    if found is None:
        return line
    rest, unit = _without(words, found)
    if sum(char.isalpha() for word in rest for char in word) < 3:
        return line
    return replace(
        line, description=" ".join(rest).strip(" -–·|,:"), quantity=found.quantity, unit_price=found.unit_price,
        unit=line.unit or unit, confidence=max(line.confidence, _SURE), reasons=(_TOLD, *line.reasons),
    )  # fmt: skip


def tells(text: str, total: Decimal) -> bool:
    """Whether words say how many there are and at what price."""
    return _found(_words(text), total) is not None


def _words(text: str) -> list[str]:
    """The words, a sign before a figure and a unit behind it cut off: "x$500", "3und"."""
    text = re.sub(r"(?<![^\s])[xX*×@](?=\$?\d)", "x ", text)
    return re.sub(r"(?<![^\s])(\d{1,4})((?i:und?|kg|mes(?:es)?|dias?|hr?s?|serv))(?=\s)", r"\1 \2", text).split()


def _found(words: Sequence[str], total: Decimal) -> _Told | None:
    """The pair that multiplies to the total; of several the one that is told best."""
    best: tuple[int, _Told] | None = None
    figures = [(place, value) for place, word in enumerate(words) for value in _values(words, place, word)]
    for (at, first), (behind, second) in combinations(figures, 2):
        if at == behind or abs(first * second - total) > _MOST_APART or max(first, second) < _LEAST:
            continue
        turned = _is_price(words, at, first, second) and not _is_price(words, behind, second, first)
        count, price = (behind, at) if turned else (at, behind)
        quantity, cost = (second, first) if turned else (first, second)
        rank = _evidence(words, count, price)
        if rank and (best is None or rank > best[0]):
            best = rank, _Told(count, price, quantity, cost)
    return best[1] if best else None


def _values(words: Sequence[str], place: int, word: str) -> Iterator[Decimal]:
    before = words[place - 1].upper() if place else ""
    if "%" in word or not re.search(r"\d", word) or before in {"IVA", "INC"} or not re.match(r"^[$(]?\d", word):
        return
    yield from (guess.value for guess in guesses(word.strip("(),;")) if guess.cost <= SOUND and guess.value > 0)


def _is_price(words: Sequence[str], place: int, own: Decimal, other: Decimal) -> bool:
    """Whether a figure is written as money: with its sign, "c/u" behind it, or as thousands and the larger."""
    after = words[place + 1] if place + 1 < len(words) else ""
    if after.upper().strip(".") in UNITS:
        return False
    before = words[place - 1] if place else ""
    signed = "$" in words[place] or before.upper() in {"$", "COP"} or bool(_EACH.match(after))
    return signed or (own > other and own >= 1000)


def _evidence(words: Sequence[str], count: int, price: int) -> int:
    """How plainly words tell a pair; 0 where it may be sizes in a name that multiply by chance."""
    after_price = words[price + 1] if price + 1 < len(words) else ""
    after_count = words[count + 1] if count + 1 < len(words) else ""
    between = words[count + 1 : price]
    linked = count < price and len(between) <= 4 and all(_LINK.match(word) or _SHORT.match(word) for word in between)
    evidence = 3 * bool(_EACH.match(after_price)) + 2 * ("$" in words[price])
    evidence += 2 * (after_count.upper().strip(".") in UNITS) + 2 * bool(_TIMES.match(after_count) and linked)
    evidence += bool(_MONEY.search(words[price])) + (count == 0)
    evidence += bool(count and _COUNT_LABEL.match(words[count - 1]) and words[count - 1][-1] == ":")
    return evidence if evidence >= 2 else 0


def _without(words: Sequence[str], told: _Told) -> tuple[list[str], str | None]:
    """The words without the pair and what joins it to them, and the unit."""
    gone = {told.count, told.price}
    unit = None
    after = told.count + 1
    if after < len(words) and after not in gone and _is_unit(words, after, told.price):
        unit = words[after]
        gone.add(after)
    for start, step, pattern in (
        (told.price, -1, _LINK), (told.count, -1, _COUNT_LABEL), (max(gone), 1, _EACH), (max(gone), 1, _TAX),
        (told.price, 1, _EACH),
    ):  # fmt: skip
        place = start + step
        while 0 <= place < len(words) and (place in gone or pattern.match(words[place])):
            gone.add(place)
            place += step
    last = len(words) - 1
    while last >= 0 and (last in gone or _TAX.match(words[last]) or words[last].upper() in {"COP", "$"}):
        gone.add(last)
        last -= 1
    if told.count + 1 < len(words) and _TIMES.match(words[told.count + 1]):
        gone.add(told.count + 1)
    return [word for place, word in enumerate(words) if place not in gone], unit


def _is_unit(words: Sequence[str], place: int, price: int) -> bool:
    """Whether a word behind how many is its unit: a known one, or one that leads straight to the price."""
    word = words[place]
    if word.upper().strip(".") in UNITS and not _TIMES.match(word):
        return True
    led = place < price and all(_LINK.match(one) for one in words[place + 1 : price])
    return led and bool(_SHORT.match(word)) and not _LINK.match(word)
