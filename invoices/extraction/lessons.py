"""What an invoice that a person has looked at teaches about its supplier: habits confirmed, denied and new.

Given the values as the person left them and the words of the document. Says nothing of who taught it, and
keeps nothing: the caller does.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal

from invoices.extraction import values
from invoices.extraction.habits import (
    CONSTANT,
    DATE_ORDER,
    DECIMAL_MARK,
    FIRST,
    MONEY,
    PLACED,
    Habit,
    Place,
    bounded,
)
from invoices.extraction.labels import Labels
from invoices.extraction.layout import PageLayout, Token, fold, fold_words, join_text, lay_out
from invoices.extraction.places import Finder, describe, windows, words_at
from invoices.extraction.result import Value, Word
from invoices.extraction.shapes import shape_of_number

_MOST_HYPOTHESES = 3
_LONGEST_VALUE = 200
# Below this many pages from either end nothing of the header is printed.
_ENDS = 2
_ROLES: Mapping[str, tuple[str, ...]] = {
    "amount_payable": ("payable",), "issue_date": ("issue_date", "date"), "invoice_number": ("invoice_number",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lesson:
    """Values a person confirmed, corrected or approved, and the levelled words of the pages they stand on."""

    document_type: str
    values: Mapping[str, Value]
    pages: Sequence[Sequence[Word]] = ()


@dataclass(slots=True)
class _Study:
    """The habits of a supplier while a lesson goes through them."""

    lesson: Lesson
    habits: list[Habit]
    pages: list[Labels] = field(default_factory=list)
    finders: list[Finder] = field(default_factory=list)
    # How amounts and dates are written, counted once for an invoice however many of them say so.
    shapes: dict[str, str] = field(default_factory=dict)

    def settle(self, name: str, kind: str, right: Callable[[Habit], bool | None]) -> bool:
        """Count hits and misses of one field; True when a habit was right. None says nothing either way."""
        confirmed = False
        for index, one in enumerate(self.habits):
            if one.field != name or one.kind != kind or one.document_type not in ("", self.lesson.document_type):
                continue
            verdict = right(one)
            if verdict is not None:
                self.habits[index] = one.hit() if verdict else one.missed()
                confirmed |= verdict
        return confirmed

    def add(self, habit: Habit) -> None:
        same = (habit.field, habit.kind, habit.document_type, habit.key)
        if same not in {(one.field, one.kind, one.document_type, one.key) for one in self.habits}:
            self.habits.append(habit)


def study(habits: Iterable[Habit], lesson: Lesson) -> tuple[Habit, ...]:
    """The supplier's habits after this lesson."""
    pages = [Labels(lay_out(words, page=number)) for number, words in _ends(lesson.pages)]
    course = _Study(lesson, list(habits), pages, [Finder(one.page) for one in pages])
    for name, value in lesson.values.items():
        if name in CONSTANT:
            _study_constant(course, name, str(value))
        if name == "invoice_number":
            _study_shape(course, name, shape_of_number(str(value)), lesson.document_type)
        if name in PLACED and pages:
            _study_places(course, name, value)
    for name, shape in course.shapes.items():
        _study_shape(course, name, shape)
    _study_rate(course)
    return bounded(course.habits)


def _ends(pages: Sequence[Sequence[Word]]) -> Iterator[tuple[int, Sequence[Word]]]:
    for number, words in enumerate(pages):
        if words and (number < _ENDS or number >= len(pages) - _ENDS):
            yield number, words


def _study_constant(course: _Study, name: str, value: str) -> None:
    text = " ".join(value.split())
    if not text or len(text) > _LONGEST_VALUE:
        return
    if not course.settle(name, "value", lambda one: same_text(one.value, text)):
        course.add(Habit(name, "value", value=text))


def same_text(one: str, other: str) -> bool:
    return fold(one) == fold(other)


def _study_shape(course: _Study, name: str, shape: str, document_type: str = "") -> None:
    if shape and not course.settle(name, "shape", lambda one: one.value == shape):
        course.add(Habit(name, "shape", document_type, shape))


def _study_rate(course: _Study) -> None:
    """The rate of IVA, when the confirmed figures say which."""
    base, iva = course.lesson.values.get("subtotal"), course.lesson.values.get("iva")
    if not isinstance(base, Decimal) or not isinstance(iva, Decimal) or base <= 0 or iva <= 0:
        return
    for rate in (19, 5):
        if abs(base * rate / 100 - iva) <= 2:
            _study_shape(course, "iva", str(rate))


# --- places -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Printed:
    """A value as it stands on a page. `shape` is what its writing shows: a decimal mark, the order of a date."""

    page: int
    tokens: tuple[Token, ...]
    shape: str = ""


def _study_places(course: _Study, name: str, value: Value) -> None:
    found = list(_occurrences(course.pages, name, value))
    if not found:
        return
    spots = [{id(token) for token in one.tokens} for one in found]

    def right(habit: Habit) -> bool | None:
        assert habit.place is not None  # noqa: S101
        for finder in course.finders:
            if (spot := finder.spot(habit.place)) and (tokens := words_at(spot)):
                return any(spot_ids & {id(token) for token in tokens} for spot_ids in spots)
        return None

    for one in found:
        if one.shape:
            course.shapes.setdefault(DECIMAL_MARK if name in MONEY else DATE_ORDER, one.shape)
    if course.settle(name, "place", right):
        return
    labelled = [one for one in found if _is_labelled(course.pages, name, one)] or found
    if len(labelled) > _MOST_HYPOTHESES:
        return
    for one in labelled:
        place = describe(course.pages[one.page].page, one.tokens)
        if place is not None:
            # Of several places that print the value one is the right one; the next invoice tells which.
            weight = FIRST if len(labelled) == 1 else round(FIRST * 1.2 / len(labelled), 4)
            course.add(Habit(name, "place", course.lesson.document_type, place=_from_end(place, course), weight=weight))


def _from_end(place: Place, course: _Study) -> Place:
    """Pages are counted from the front; the last of several as -1."""
    count = len(course.lesson.pages)
    return replace(place, page=-1) if count > 1 and place.page == count - 1 else place


def _is_labelled(pages: Sequence[Labels], name: str, printed: Printed) -> bool:
    labels = pages[printed.page]
    ids = {id(token) for token in printed.tokens}
    return any(
        ids & {id(token) for token in place.tokens}
        for label in labels.of(*_ROLES.get(name, (name,)))
        for place in labels.places(label)
    )


def _occurrences(pages: Sequence[Labels], name: str, value: Value) -> Iterator[Printed]:
    """Where a value stands, however it is written there; zeros stand everywhere."""
    for number, labels in enumerate(pages):
        if isinstance(value, Decimal):
            yield from _amounts(labels.page, number, value) if value else ()
        elif isinstance(value, date):
            yield from _dates(labels.page, number, value)
        elif isinstance(value, time):
            yield from _times(labels.page, number, value)
        else:
            yield from _texts(labels.page, number, str(value), digits=name == "invoice_number")


def _amounts(page: PageLayout, number: int, value: Decimal) -> Iterator[Printed]:
    for token in page.tokens:
        if value in values.amount_readings(token.text):
            marks = re.findall(r"[.,]", token.text)
            cents = re.search(r"([.,])\d{2}$", token.text)
            yield Printed(number, (token,), cents.group(1) if cents and len(set(marks)) == 2 else "")


def _dates(page: PageLayout, number: int, value: date) -> Iterator[Printed]:
    turned = value.replace(month=value.day, day=value.month) if value.day <= 12 else None
    for line in page.lines:
        if not any(char.isdigit() for char in line.text):
            continue
        if not {value, turned} & set(values.find_dates(line.text)):
            continue
        for tokens in windows(line, 6):
            found = values.find_dates(join_text(tokens))
            if found == (value,):
                plain = turned is not None and turned != value and bool(re.match(r"\d{1,2}\D", tokens[0].text))
                yield Printed(number, tuple(tokens), "dmy" if plain else "")
                break
            if turned is not None and found == (turned,) and turned != value:
                yield Printed(number, tuple(tokens), "mdy")
                break


def _times(page: PageLayout, number: int, value: time) -> Iterator[Printed]:
    for line in page.lines:
        for tokens in windows(line, 3):
            found = values.read_time(join_text(tokens)) if ":" in join_text(tokens) else None
            if found is not None and (found.hour, found.minute) == (value.hour, value.minute):
                yield Printed(number, tuple(tokens))
                break


def _texts(page: PageLayout, number: int, value: str, *, digits: bool) -> Iterator[Printed]:
    """The words that make up a code, whatever blanks and dashes stand between them."""
    wanted = {fold(value)} - {""}
    if digits and len(bare := re.sub(r"^\D+", "", value)) >= 3:
        wanted.add(fold(bare))
    for line in page.lines:
        for tokens in windows(line, 4):
            # "FE-1234" and "No.FE-1234": what stands before a value without a blank is not part of it.
            if "".join(token.key for token in tokens) in wanted or (
                len(tokens) == 1 and {*fold_words(tokens[0].text)} & wanted
            ):
                yield Printed(number, tuple(tokens))
                break
