"""The ranges of numbers that the DIAN authorised and that a document prints: what its own number is held to.

Where the number stands is for `numbering`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from invoices.extraction.headings import SIGNS
from invoices.extraction.labels import Labels
from invoices.extraction.layout import fold_words

# Letters that engines see in digits, and the other way round: each pair to one of them.
_ALIKE = str.maketrans("OQDIL|SBZG", "0001115826")


@dataclass(frozen=True, slots=True)
class Range:
    """What the DIAN authorised: a prefix, which may be empty, and the first and last number."""

    prefix: str
    first: int
    last: int

    def holds(self, value: str) -> bool:
        rests = [value.removeprefix(self.prefix)] if self.prefix else [value[cut:] for cut in range(6)]
        return value.startswith(self.prefix) and any(
            rest.isdigit() and self.first <= int(rest) <= self.last for rest in rests
        )


_ARTICLES = r"(?: (?:EL|LA|LOS|NO|NRO|NUMERO|NUMEROS|DEL?|DESDE|CONSECUTIVO))*"
_END = r"([A-Z]{1,4}\d{0,2}[A-Z]? )?([A-Z]{0,4}\d{1,11})"
_SPAN = rf"{_ARTICLES} {_END}{_ARTICLES} (?:AL?|HASTA){_ARTICLES} {_END}\b"
# The same letters before both ends need no word that says what they are.
_TWICE = re.compile(r"\b([A-Z]{1,5}\d{0,2}?) ?(\d{2,11}) (?:AL?|HASTA)(?: EL| LA| NO)? \1 ?(\d{2,11})\b")
_RANGES = (
    re.compile(rf"PREFIJO ([A-Z]{{1,4}}\d{{0,3}})(?: CON)?{_SPAN}"),
    re.compile(rf"(?:DESDE|DEL?|RANGO|HABILITA|AUTORIZA|NUMERACION)(){_SPAN}"),
    re.compile(rf"RANGO()(?: AUTORIZADO)?{_ARTICLES} {_END} {_END}\b"),
)


def authorised(pages: Sequence[Labels]) -> list[Range]:
    """The ranges a document prints, each with its prefix as far as it can be told from the number."""
    found: list[Range] = []
    for labels in pages:
        text = " ".join(" ".join(fold_words(line.text)) for line in labels.page.lines)
        for pattern in _RANGES:
            for match in pattern.finditer(text):
                named, apart, first, _apart, last = (part.strip() if part else "" for part in match.groups())
                if one := _range(named or apart, first, last):
                    found.append(one)
        found += [one for match in _TWICE.finditer(text) if (one := _range(*match.groups()))]
    # The same ends were met again without the prefix before them.
    prefixed = {(one.first, one.last) for one in found if one.prefix}
    return list(dict.fromkeys(one for one in found if one.prefix or (one.first, one.last) not in prefixed))


def _range(prefix: str, first: str, last: str) -> Range | None:
    if not prefix:
        letters = re.match(r"[A-Z]*", first)
        prefix = letters.group() if letters else ""
    low, high = (text.removeprefix(prefix) for text in (first, last))
    if not low.isdigit() or not high.isdigit() or int(high) - int(low) < 10:
        return None
    return Range("" if prefix in SIGNS else prefix, int(low), int(high))


def as_authorised(value: str, ranges: Sequence[Range]) -> str | None:
    """A number whose letters and digits were taken for each other, as a range has it: "FEO05012" for FE005012."""
    if any(one.holds(value) for one in ranges):
        return None
    for one in ranges:
        head, rest = value[: len(one.prefix)], value[len(one.prefix) :].translate(_ALIKE)
        alike = head.translate(_ALIKE) == one.prefix.translate(_ALIKE)
        if one.prefix and alike and rest.isdigit() and one.holds(one.prefix + rest):
            return one.prefix + rest
    return None
