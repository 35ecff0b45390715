"""What is remembered of a recognised supplier, brought to the candidates of its next invoice.

Memory is evidence beside other evidence: it makes a candidate likelier, or offers one where none was found.
It never decides against figures that add up, and what it alone has brought forward is marked as learned, so
that it gives way to XML and QR.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from invoices.extraction import shapes, values
from invoices.extraction.amounts import Amount
from invoices.extraction.confidence import Evidence, letters
from invoices.extraction.found import Found
from invoices.extraction.habits import DATE_ORDER, DECIMAL_MARK, MONEY, PLACED, Habit, Habits
from invoices.extraction.headings import Candidate
from invoices.extraction.layout import PageLayout, Token, fold, join_text
from invoices.extraction.places import Finder, Spot, words_at
from invoices.extraction.result import Source, Value
from invoices.extraction.totals import Totals

HERE = "aquí lo imprime siempre este proveedor"
USUAL = "es lo usual de este proveedor"
SHAPE = "tiene la forma de los números de este proveedor"
OTHER_SHAPE = "no tiene la forma de los números de este proveedor"
# How much a habit of full weight moves the odds; a label beside a value moves them as much.
_PLACE, _VALUE, _SHAPE, _MISSHAPEN = 2.6, 2.4, 1.6, -1.2
_SAME_TEXT = 86
_PRINTED = 88
_ROLE = {"amount_payable": "payable"}
# A fact about the supplier may be told without being seen; anything else must stand on the page.
_TOLD = "supplier_name"


@dataclass(slots=True)
class Recall:
    """The habits of one supplier while one of its invoices is read. Without habits it changes nothing."""

    habits: Habits | None
    document_type: str
    source: Source
    pages: Sequence[PageLayout] = ()
    # Fields whose value would be another one without memory.
    learned: set[str] = field(default_factory=set)
    _finders: list[Finder] = field(default_factory=list)

    def headings(self, name: str, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates of a field with what memory says of each, the best first."""
        if self.habits is None:
            return candidates
        before = candidates[0].value if candidates else None
        for habit, spot in self._spots(name):
            candidates = self._at_spot(name, candidates, habit, spot)
        if name == "invoice_number":
            candidates = self._shaped(candidates)
        candidates = self._usual(name, candidates)
        candidates = sorted(candidates, key=lambda one: -one.rank)
        if candidates and candidates[0].value != before:
            self.learned.add(name)
        return candidates

    def party(self, name: str, candidates: list[Found]) -> list[Found]:
        """The same for what stands in the seller's block."""
        habits = self.habits.of(name, "value") if self.habits else []
        if not habits:
            return candidates
        before = candidates[0].value if candidates else None
        for habit in habits:
            candidates = _known_text(name, candidates, habit, self)
        candidates = sorted(candidates, key=lambda one: -one.rank)
        if candidates and candidates[0].value != before:
            self.learned.add(name)
        return candidates

    def totals(self, candidates: dict[str, list[Amount]], totals: Totals, choose: Callable[..., Totals]) -> Totals:
        """The figures chosen with their places in mind. Figures that add up, or stand in words, stay as they are."""
        if self.habits is None:
            return totals
        placed = {name: found for name in MONEY if (found := self._amounts(name, candidates))}
        if placed and not _is_backed(totals):
            again = choose(self._with_places(candidates, placed))
            if again.balanced or not totals.balanced:
                self.learned |= {name for name in again.chosen if _differs(name, totals, again)}
                totals = again
        for name, found in placed.items():
            chosen = totals.chosen.get(name)
            habit = next((one for one, amount in found if chosen and set(chosen.tokens) & set(amount.tokens)), None)
            if habit is not None:
                totals.evidence[name].append(Evidence(_PLACE * habit.weight * 0.6, HERE))
            elif chosen is None and name not in ("total", "subtotal", "iva") and found[0][0].weight > 0.45:
                habit, totals.chosen[name] = found[0]
                totals.evidence[name] = [Evidence(_PLACE * habit.weight, HERE), letters(found[0][1].tokens)]
                self.learned.add(name)
        return totals

    # --- places -----------------------------------------------------------------------------------------

    def _spots(self, name: str) -> Iterator[tuple[Habit, Spot]]:
        if name not in PLACED or self.habits is None:
            return
        if not self._finders:
            self._finders = [Finder(page) for page in self.pages]
        for habit in self.habits.of(name, "place", self.document_type):
            assert habit.place is not None  # noqa: S101
            found = [spot for finder in self._near_page(habit.place.page) if (spot := finder.spot(habit.place))]
            if found:
                yield habit, max(found, key=lambda spot: spot.support)

    def _near_page(self, page: int) -> Sequence[Finder]:
        """The page it stood on, counted from the same end; else the pages at both ends."""
        if -len(self._finders) <= page < len(self._finders):
            return [self._finders[page]]
        return self._finders[-1:]

    def _at_spot(self, name: str, candidates: list[Candidate], habit: Habit, spot: Spot) -> list[Candidate]:
        tokens = words_at(spot)
        weight = _PLACE * habit.weight
        here = [one for one in candidates if one.page == spot.page.number and set(one.tokens) & set(tokens)]
        for one in here[:1]:
            one.evidence.append(Evidence(weight, HERE))
        if here or (parsed := self._parse(name, tokens)) is None:
            return candidates
        value, part = parsed
        for one in candidates:
            if one.value == value:
                one.evidence.append(Evidence(weight, HERE))
                return candidates
        return [*candidates, Candidate(value, tuple(part), spot.page.number, [Evidence(weight + 0.4, HERE)])]

    def _parse(self, name: str, tokens: Sequence[Token]) -> tuple[str | date, Sequence[Token]] | None:
        text = join_text(tokens)
        if name in ("issue_date", "due_date"):
            dates = values.find_dates(text)
            return (self._turned(dates[0], text), tokens) if len(dates) == 1 else None
        if name == "invoice_number":
            return self._number_at(tokens)
        if name == "purchase_order":
            part = [token for token in tokens if any(char.isdigit() for char in token.text)]
            return (join_text(part).strip(" :#"), part) if len(part) == 1 and len(part[0].key) >= 3 else None
        return None

    def _number_at(self, tokens: Sequence[Token]) -> tuple[str, Sequence[Token]] | None:
        """The words at the place of the number that have its usual shape, alone or with the one before."""
        usual = self.habits.of("invoice_number", "shape", self.document_type) if self.habits else []
        parts = [tokens[start : start + length] for length in (1, 2, 3) for start in range(len(tokens) - length + 1)]
        named = [("".join(token.key for token in part).removeprefix("NO"), part) for part in parts]
        for value, part in named:
            if any(shapes.fits(value, habit.value) for habit in usual):
                return value, part
        for value, part in named if self.source != "text" else ():
            for habit in usual:
                if not value.isdigit() and (better := shapes.fitted(value, habit.value)):
                    return better, part
        return None

    def _turned(self, value: date, text: str) -> date:
        """Month before day, where this supplier writes so."""
        order = self.habits.of(DATE_ORDER, "shape") if self.habits else []
        if order and order[0].value == "mdy" and value.day <= 12 and text[:1].isdigit():
            return value.replace(month=value.day, day=value.month)
        return value

    # --- numbers and usual values -----------------------------------------------------------------------

    def _shaped(self, candidates: list[Candidate]) -> list[Candidate]:
        usual = self.habits.of("invoice_number", "shape", self.document_type) if self.habits else []
        if not usual:
            return candidates
        fresh: list[Candidate] = []
        for one in candidates:
            number = str(one.value)
            habit = next((habit for habit in usual if shapes.fits(number, habit.value)), None)
            if habit is not None:
                one.evidence.append(Evidence(_SHAPE * habit.weight, SHAPE))
                continue
            better = next((v for habit in usual if (v := shapes.fitted(number, habit.value))), None)
            if better is not None and self._may_complete(number, better):
                fresh.append(replace(one, value=better, evidence=[*one.evidence, Evidence(0.6 * _SHAPE, SHAPE)]))
            one.evidence.append(Evidence(_MISSHAPEN * usual[0].weight, OTHER_SHAPE))
        known = {one.value for one in candidates}
        return [*candidates, *(one for one in fresh if one.value not in known)]

    def _may_complete(self, number: str, better: str) -> bool:
        """A misread prefix only where letters are guessed from a picture; a missing one only where it is printed."""
        if not number.isdigit():
            return self.source != "text"
        prefix = better.removesuffix(number)
        return any(token.key == prefix for page in self.pages for token in page.tokens)

    def _usual(self, name: str, candidates: list[Candidate]) -> list[Candidate]:
        for habit in self.habits.of(name, "value") if self.habits else []:
            for one in candidates:
                if isinstance(one.value, str) and fold(one.value) == fold(habit.value):
                    one.evidence.append(Evidence(_VALUE * habit.weight, USUAL))
        return candidates

    # --- amounts ------------------------------------------------------------------------------------------

    def _amounts(self, name: str, candidates: Mapping[str, Sequence[Amount]]) -> list[tuple[Habit, Amount]]:
        """The figures at the places of a sum, each as the candidate it is already or as a new one."""
        role = _ROLE.get(name, name)
        found: list[tuple[Habit, Amount]] = []
        for habit, spot in self._spots(name):
            tokens = words_at(spot)
            known = next((one for one in candidates.get(role, ()) if set(one.tokens) & set(tokens)), None)
            amount = known or self._amount_at(role, tokens, spot.page.number)
            if amount is not None and all(set(other.tokens).isdisjoint(amount.tokens) for _habit, other in found):
                found.append((habit, amount))
        return found

    def _amount_at(self, role: str, tokens: Sequence[Token], page: int) -> Amount | None:
        for token in reversed(tokens):
            readings = self._readings(token.text)
            if readings and sum(char.isdigit() for char in token.text) >= 3:
                return Amount(role, readings[0], 1.2, (token,), page, relation="remembered", readings=readings)
        return None

    def _readings(self, text: str) -> tuple[Decimal, ...]:
        """The readings of an amount. Where this supplier prints cents, the last two figures may be some whose mark
        was lost: 1.250.00000 for 1.250.000,00."""
        readings = tuple(abs(value) for value in values.amount_readings(text))
        mark = self.habits.of(DECIMAL_MARK, "shape") if self.habits else []
        digits = re.sub(r"\D", "", text)
        if not mark or len(digits) < 5 or re.search(rf"{re.escape(mark[0].value)}\d\d$", text):
            return readings
        return tuple(dict.fromkeys((*readings, Decimal(f"{digits[:-2]}.{digits[-2:]}"))))

    def _with_places(
        self, candidates: Mapping[str, list[Amount]], placed: Mapping[str, Sequence[tuple[Habit, Amount]]]
    ) -> dict[str, list[Amount]]:
        weighed = {role: list(amounts) for role, amounts in candidates.items()}
        for name, found in placed.items():
            role = _ROLE.get(name, name)
            known = {id(amount) for _habit, amount in found}
            heavier = [replace(one, weight=one.weight + 0.7 * _PLACE * habit.weight) for habit, one in found]
            rest = [one for one in weighed.get(role, ()) if id(one) not in known]
            weighed[role] = sorted([*heavier, *rest], key=lambda one: -one.weight)
        return weighed


def _is_backed(totals: Totals) -> bool:
    """More than two figures that add up, or the total in words: nothing remembered is worth more."""
    terms = [name for name in ("subtotal", "discount", "iva", "inc") if totals.chosen.get(name) is not None]
    nonzero = [name for name in terms if totals.chosen[name].value]
    in_words = any("letras" in one.reason for one in totals.evidence.get("total", ()))
    return bool(totals.balanced) and (len(nonzero) > 1 or in_words)


def _differs(name: str, before: Totals, after: Totals) -> bool:
    was: Value | None = before.chosen[name].value if name in before.chosen else None
    return was != after.chosen[name].value


def _known_text(name: str, candidates: list[Found], habit: Habit, recall: Recall) -> list[Found]:
    """A supplier's usual name or address: read as it is, read with a letter wrong, or only somewhere on the page."""
    weight = _VALUE * habit.weight
    evidence = Evidence(weight, USUAL)
    for one in candidates:
        if fold(one.value) == fold(habit.value):
            one.value, one.rank = habit.value, one.rank + weight
            one.evidence.append(evidence)
            return candidates
    wanted = fold(habit.value)
    alike = [one for one in candidates if fuzz.ratio(fold(one.value), wanted) >= _SAME_TEXT]
    # A name set in two lines of which only the first was taken: what is missing stands on the page.
    begun = [one for one in candidates if _goes_on(fold(one.value), wanted, recall.pages)]
    if begun or (alike and recall.source != "text"):
        one = (begun or alike)[0]
        known = Found(habit.value, one.tokens, one.page, [*one.evidence, evidence], one.rank + weight)
        return [known, *candidates]
    if alike:
        # The letters of a PDF are certain: another spelling is another name.
        return candidates
    if seen := _printed(habit.value, recall.pages):
        page, tokens = seen
        return [*candidates, Found(habit.value, tokens, page, [Evidence(1.2), evidence], 1.2 + weight)]
    if name == _TOLD and recall.source != "text":
        return [*candidates, Found(habit.value, (), 0, [Evidence(0.4), evidence], 0.4 + weight)]
    return candidates


def _goes_on(part: str, whole: str, pages: Sequence[PageLayout]) -> bool:
    rest = whole.removeprefix(part)
    if len(part) < 8 or len(rest) < 4 or rest == whole:
        return False
    return any(segment.key.replace(" ", "").startswith(rest) for page in pages for segment in page.segments)


def _printed(text: str, pages: Sequence[PageLayout]) -> tuple[int, tuple[Token, ...]] | None:
    """Where a text stands on the pages, near enough in its letters."""
    wanted = fold(text)
    if len(wanted) < 6:
        return None
    for page in pages:
        for segment in page.segments:
            key = segment.key.replace(" ", "")
            if len(key) >= len(wanted) - 2 and fuzz.partial_ratio(wanted, key) >= _PRINTED:
                return page.number, tuple(segment.tokens)
    return None
