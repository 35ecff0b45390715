"""Amounts written out: "CIENTO SESENTA Y UN MIL DOSCIENTOS PESOS" to 161200. What does not parse is None."""

import re
from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz.distance import Levenshtein

from invoices.extraction.layout import fold_words

_UNITS = {
    word: value
    for value, words in {
        0: "CERO", 1: "UN UNO UNA", 2: "DOS", 3: "TRES", 4: "CUATRO", 5: "CINCO", 6: "SEIS", 7: "SIETE", 8: "OCHO",
        9: "NUEVE", 10: "DIEZ", 11: "ONCE", 12: "DOCE", 13: "TRECE", 14: "CATORCE", 15: "QUINCE", 16: "DIECISEIS",
        17: "DIECISIETE", 18: "DIECIOCHO", 19: "DIECINUEVE", 20: "VEINTE", 21: "VEINTIUN VEINTIUNO VEINTIUNA",
        22: "VEINTIDOS", 23: "VEINTITRES", 24: "VEINTICUATRO", 25: "VEINTICINCO", 26: "VEINTISEIS",
        27: "VEINTISIETE", 28: "VEINTIOCHO", 29: "VEINTINUEVE", 30: "TREINTA", 40: "CUARENTA", 50: "CINCUENTA",
        60: "SESENTA", 70: "SETENTA", 80: "OCHENTA", 90: "NOVENTA", 100: "CIEN CIENTO",
        200: "DOSCIENTOS DOSCIENTAS", 300: "TRESCIENTOS TRESCIENTAS", 400: "CUATROCIENTOS CUATROCIENTAS",
        500: "QUINIENTOS QUINIENTAS", 600: "SEISCIENTOS SEISCIENTAS", 700: "SETECIENTOS SETECIENTAS",
        800: "OCHOCIENTOS OCHOCIENTAS", 900: "NOVECIENTOS NOVECIENTAS",
    }.items()
    for word in words.split()
}  # fmt: skip
_MILLIONS = {"MILLON", "MILLONES"}
_THOUSANDS = {"MIL", *_MILLIONS}
_KNOWN = (*_UNITS, "MIL", "MILLON", "MILLONES")
_ENDS = {"PESO", "PESOS", "COP", "COLOMBIANOS", "MCTE", "EXACTOS", "CON", "CENTAVOS", "M", "MONEDA", "DOLARES", "USD"}
# What words run together may be made of.
_LONGEST_FIRST = sorted({*_KNOWN, "PESOS", "MCTE", "COP", "CON", "DE", "Y"}, key=len, reverse=True)


_MONEY = {"PESO", "PESOS", "COP", "MCTE", "COLOMBIANOS", "DOLARES", "USD", "CENTAVOS", "EUROS", "MONEDA"}
# What stands before an amount in words, and behind it.
_BEHIND = {*_ENDS, "DE", "EUROS", "CON"}
_LABELS = {"SON", "LETRAS", "SUMA", "DE", "VALOR", "TOTAL", "CANTIDAD", "WORDS", "LA", "PAGAR", "A"}
_FIGURES_OF_CENTS = re.compile(r"(?i)\b(?:con|y)\s+(\d{1,2})\s*(?:/\s*100\b|centavos|ctvs?\b|cvs\b)")
_WORDS_OF_CENTS = re.compile(r"(?i)\bcon\s+((?:[a-zé]+\s+){1,4})centavos\b")


def number_words(text: str) -> int:
    """How many words of a text are those of a number."""
    return sum(_nearest(word) in _UNITS or _nearest(word) in _THOUSANDS for word in _parts(text))


def is_money(text: str) -> bool:
    """Whether a text that spells a number spells an amount, and is no "ciento" of screws or "mil" of a rate."""
    if _MONEY & set(_parts(text)):
        return True
    value, words = _spelled(text)
    return words > 1 and value >= 1000


def is_clear(text: str) -> bool:
    """Whether nothing that may be a number word read wrong stands before or behind the number."""
    words = list(_parts(text))
    numbers = [at for at, word in enumerate(words) if _nearest(word) in _UNITS or _nearest(word) in _THOUSANDS]
    if not numbers:
        return False
    first, last = numbers[0], next((at for at in numbers if not _goes_on(words[at + 1 : at + 3])), numbers[-1])
    before, behind = words[:first][-1:], words[last + 1 : last + 2]
    return all(word in _LABELS or not word.isalpha() for word in before) and all(
        word in _BEHIND or not word.isalpha() for word in behind
    )


def _goes_on(following: list[str]) -> bool:
    """Whether a number goes on in the next word, or in the one behind an "y" or a "de"."""
    rest = following[1:] if following[:1] in (["Y"], ["DE"]) else following[:1]
    return any(_nearest(word) in _UNITS or _nearest(word) in _THOUSANDS for word in rest)


def read_spelled(text: str) -> Decimal | None:
    """The amount a text spells out, or None when it does not hold a number in words."""
    whole, _words = _spelled(text)
    return whole + _cents(text) if whole else None


def _cents(text: str) -> Decimal:
    """The hundredths said behind the pesos: "CON 50/100", "CON OCHENTA Y TRES CENTAVOS"."""
    if match := _FIGURES_OF_CENTS.search(text):
        return Decimal(match.group(1)) / 100
    match = _WORDS_OF_CENTS.search(text)
    cents = _spelled(match.group(1))[0] if match else Decimal(0)
    return cents / 100 if cents < 100 else Decimal(0)


def _parts(text: str) -> Iterator[str]:
    return (part for word in fold_words(text) for part in _parted(word))


def _spelled(text: str) -> tuple[Decimal, int]:
    """The first number in words that a text holds, and how many words it takes."""
    millions = thousands = group = 0
    taken = 0
    for raw in _parts(text):
        word = _nearest(raw)
        if word in _UNITS:
            group += _UNITS[word]
        elif word == "MIL":
            thousands += (group or 1) * 1000
            group = 0
        elif word in _MILLIONS:
            millions += (thousands + group or 1) * 1_000_000
            thousands = group = 0
        elif word in {"Y", "DE"} and taken:
            continue
        elif taken:
            break
        else:
            continue
        taken += 1
    return Decimal(millions + thousands + group), taken


def _parted(word: str) -> tuple[str, ...]:
    """The words of one run together: "YOCHO", "CINCUENTAPESOS"; anything else stays as it is."""
    if word[:1] == "Y" and _UNITS.get(word[1:], 10) < 10:
        return ("Y", word[1:])
    if word in _KNOWN or word in _ENDS or len(word) < 5:
        return (word,)
    for known in _LONGEST_FIRST:
        if word.startswith(known):
            if len(word) == len(known):
                return (known,)
            rest = _parted_rest(word[len(known) :])
            if rest:
                return (known, *rest)
    return (word,)


def _parted_rest(rest: str) -> tuple[str, ...]:
    if rest in _KNOWN or rest in _ENDS or rest == "Y":
        return (rest,)
    for known in _LONGEST_FIRST:
        if rest.startswith(known) and (more := _parted_rest(rest[len(known) :])):
            return (known, *more)
    return ()


def _nearest(word: str) -> str:
    """The number word for one read with a letter wrong; ordinary words stay themselves."""
    if word in _KNOWN or len(word) < 6:
        return word
    for known in _KNOWN:
        if len(known) >= 6 and Levenshtein.distance(word, known, score_cutoff=1) <= 1:
            return known
    return word
