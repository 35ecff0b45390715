"""A second look at what is doubtful: the place of a value cut out, enlarged, and read by another reader.

Two readers that see the same letters take away the doubt about letters; where they differ, the page is read
again with the other one's, and what adds up better is kept. Nothing is asked about a page without doubts,
and never more than a moment's worth.
"""

import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from invoices.extraction.errors import EngineBusy, EngineUnavailable
from invoices.extraction.ladder import spoken
from invoices.extraction.money import figure_readings
from invoices.extraction.options import PageReader
from invoices.extraction.printed import Printed
from invoices.extraction.result import Box, Reading, Word
from invoices.extraction.sheets import Recognised

# Below these a person would be asked; the values that a second look can save them.
_DOUBTFUL: Mapping[str, float] = {
    "total": 0.9, "subtotal": 0.85, "iva": 0.85, "supplier_nit": 0.9, "invoice_number": 0.8, "issue_date": 0.85,
    "discount": 0.8,
}  # fmt: skip
_SUMS = frozenset({"total", "subtotal", "iva", "discount"})
_SECONDS = 0.8
_MOST_LOOKS = 5
# Tesseract likes letters of this height, with white around them.
_HEIGHT = 60
_MARGIN = 0.35
_LEAST_GAIN = 0.05
# Of letters as sure as these nothing is learned by looking again, unless something contradicts them.
_SURE_LETTERS = 0.97
# As sure of its letters as two readers that agree are.
_AGREED = 0.985
AGREES = "una segunda lectura dice lo mismo"

ReadAgain = Callable[[Recognised], Printed]


@dataclass(frozen=True, slots=True)
class _Look:
    """One word of the first reader, and what the second saw there."""

    page: int
    index: int
    first: str
    second: str

    @property
    def agrees(self) -> bool:
        return _bare(self.first) == _bare(self.second)


def look_again(printed: Printed, seen: Recognised, reader: PageReader | None, again: ReadAgain) -> Printed:
    """What the pages say after a second look at their doubtful values; `again` reads words anew."""
    doubtful = [name for name, least in _DOUBTFUL.items() if _is_doubtful(printed.fields.get(name), least)]
    if reader is None or not doubtful:
        return printed
    contradicted = {"supplier_nit"} if "el DV no coincide" in _reasons(printed, "supplier_nit") else set()
    if any(one.code == "totals_do_not_add_up" for one in printed.findings):
        # Which of the figures is wrong nobody knows before all of them have been looked at.
        contradicted |= _SUMS
        doubtful = list(dict.fromkeys([*doubtful, *(name for name in _SUMS if name in printed.fields)]))
    looks = list(_looks(doubtful, printed, seen, reader, contradicted))
    if not looks:
        return printed
    agreed = again(_with(seen, [look for look in looks if look.agrees]))
    differing = [look for look in looks if not look.agrees]
    best = _surer(agreed, again(_with(seen, looks))) if differing else agreed
    return _told(best, printed, looks)


def _reasons(printed: Printed, name: str) -> tuple[str, ...]:
    reading = printed.fields.get(name)
    return reading.reasons if reading else ()


def _is_doubtful(reading: Reading | None, least: float) -> bool:
    return reading is not None and reading.box is not None and reading.confidence < least


def _looks(
    names: Sequence[str], printed: Printed, seen: Recognised, reader: PageReader, contradicted: Collection[str]
) -> Iterator[_Look]:
    deadline = time.monotonic() + _SECONDS
    done: set[tuple[int, int]] = set()
    for name in names:
        for page, index in _words_of(printed.fields[name], seen):
            picture = seen.pictures[page] if page < len(seen.pictures) else None
            if (page, index) in done or picture is None:
                continue
            if len(done) >= _MOST_LOOKS or time.monotonic() > deadline:
                return
            word = seen.level[page][index]
            if word.confidence >= _SURE_LETTERS and name not in contradicted:
                continue
            done.add((page, index))
            if text := _read(picture, word.box, reader):
                yield _Look(page, index, word.text, text)


def _words_of(reading: Reading, seen: Recognised) -> Iterator[tuple[int, int]]:
    """The words a value was read from, found by their place on the picture."""
    if reading.page is None or reading.box is None or reading.page >= len(seen.words):
        return
    for index, word in enumerate(seen.words[reading.page]):
        if any(char.isdigit() for char in word.text) and _inside(word.box, reading.box):
            yield reading.page, index


def _inside(inner: Box, outer: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 - 1e-6 <= x <= outer.x1 + 1e-6 and outer.y0 - 1e-6 <= y <= outer.y1 + 1e-6


def _read(picture: Image.Image, box: Box, reader: PageReader) -> str:
    """What the other reader sees at a place; nothing when it fails or sees no figure."""
    high = box.height * picture.height
    left, right = box.x0 * picture.width - _MARGIN * high, box.x1 * picture.width + _MARGIN * high
    top, foot = box.y0 * picture.height - _MARGIN * high, box.y1 * picture.height + _MARGIN * high
    cut = picture.crop((max(0, int(left)), max(0, int(top)), int(right) + 1, int(foot) + 1))
    if cut.width < 8 or cut.height < 8:
        return ""
    factor = _HEIGHT / cut.height
    cut = cut.resize((max(1, round(cut.width * factor)), _HEIGHT), Image.Resampling.LANCZOS)
    try:
        words = reader.read(cut).words
    except (EngineBusy, EngineUnavailable):
        return ""
    text = "".join(word.text for word in words)
    return text if any(char.isdigit() for char in text) else ""


def _with(seen: Recognised, looks: Sequence[_Look]) -> Recognised:
    """The words with what was agreed made sure, and what was seen otherwise put in its place."""
    found = {(look.page, look.index): look for look in looks}

    def changed(pages: Sequence[Sequence[Word]]) -> tuple[tuple[Word, ...], ...]:
        return tuple(
            tuple(_word(word, found.get((page, index))) for index, word in enumerate(words))
            for page, words in enumerate(pages)
        )

    return replace(seen, words=changed(seen.words), level=changed(seen.level))


def _word(word: Word, look: _Look | None) -> Word:
    if look is None:
        return word
    if look.agrees:
        return replace(word, confidence=max(word.confidence, _AGREED))
    # Only what can be such a value at all takes the place of what was read first.
    return replace(word, text=look.second) if _is_alike(look.first, look.second) else word


def _is_alike(first: str, second: str) -> bool:
    digits = [re.sub(r"\D", "", text) for text in (first, second)]
    if figure_readings(first) and not figure_readings(second):
        return False
    return bool(digits[1]) and abs(len(digits[0]) - len(digits[1])) <= 1


def _surer(one: Printed, other: Printed) -> Printed:
    """The reading whose values are likelier as a whole, and the first when they are as good."""
    worth = [
        sum(printed.fields[name].confidence for name in _DOUBTFUL if name in printed.fields) for printed in (one, other)
    ]
    return other if worth[1] > worth[0] + _LEAST_GAIN else one


def _told(best: Printed, first: Printed, looks: Sequence[_Look]) -> Printed:
    """Each value with what the second look says of it."""
    fields = dict(best.fields)
    alternatives = dict(best.alternatives)
    for name in _DOUBTFUL:
        if name not in fields:
            continue
        reading = fields[name]
        was = first.fields.get(name)
        if was is not None and was.value != reading.value:
            fields[name] = replace(reading, reasons=(f"la primera lectura decía {spoken(was.value)}", *reading.reasons))
            alternatives[name] = (was, *(one for one in alternatives.get(name, ()) if one.value != was.value))
            continue
        mine = [look for look in looks if _bare(look.first) and _bare(look.first) in _bare(reading.text)]
        if any(not look.agrees and _is_alike(look.first, look.second) for look in mine):
            said = ", ".join(dict.fromkeys(look.second for look in mine if not look.agrees))
            fields[name] = replace(
                reading,
                confidence=round(reading.confidence * 0.85, 3),
                reasons=(f"una segunda lectura dice «{said}»", *reading.reasons),
            )
        elif mine and all(look.agrees for look in mine):
            fields[name] = replace(reading, reasons=(*reading.reasons, AGREES))
    return replace(best, fields=fields, alternatives=alternatives)


def _bare(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", text.upper())
