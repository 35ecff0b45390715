"""What the dates of a document say about each other, and about its terms and its authorisation.

A document is made out before it falls due, after its numbers were authorised, and so many days before it falls due as
its terms say. What agrees makes the dates surer; what contradicts them, or could be meant as well, is told as doubt.
It finds no dates on a page: that is for `dates`.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from invoices.extraction import values
from invoices.extraction.confidence import Evidence
from invoices.extraction.headings import Candidate
from invoices.extraction.labels import Labels
from invoices.extraction.layout import fold_words

_AUTHORISATION = re.compile(r"(?<!\d)1876\d{7,10}(?!\d)")
_END = re.compile(r"VIGEN|VENC|HASTA", re.IGNORECASE)
# Where its text ends, at the latest, and other dates may follow.
_LENGTH = 160
_DAYS = re.compile(r"\b(?:A )?(\d{1,3}) (?:DIAS?|DAYS?)\b|\bNET ?(\d{2})\b")
# Another date as good as that, or nearly, is one that could be meant as well.
_NEARLY = 1.3
_MOST_DAYS = 180
# A row of a table has so many cells, and the next one lies so many lines on; a date is no longer than so many letters.
_NEAR = 4.5
_DATED = ("issue_date", "due_date", "date", "other_date")
_CELLS, _ROWS, _LONGEST = 4, 3.2, 24


def authorised_on(pages: Sequence[Labels]) -> date | None:
    """The day on which the DIAN authorised the numbers: the first date behind the number of its resolution."""
    for labels in pages:
        lines = labels.page.lines
        for index, line in enumerate(lines):
            for segment in line.segments:
                if not (match := _AUTHORISATION.search(segment.text)):
                    continue
                below = [one.text for one in lines[index + 1 : index + 3]]
                rest = " ".join([segment.text[match.end() :], *below])[:_LENGTH]
                dates = values.find_dates(rest)
                # Behind a word of its end stands its last day.
                if dates and not _END.search(rest.split(str(dates[0].year))[0]):
                    return dates[0]
    return None


def ends_authorisation(item: Candidate, labels: Labels, authorised: date | None) -> bool:
    """Whether a date near the number of the authorisation is its last day: so many half years after the first."""
    if authorised is None or not isinstance(item.value, date):
        return False
    numbers = [token for token in labels.page.tokens if _AUTHORISATION.search(token.text)]
    reach = _NEAR * labels.page.line_height
    if not any(abs(number.rect.cy - item.tokens[0].rect.cy) < reach for number in numbers):
        return False
    return any(abs((item.value - authorised).days - round(halves * 365.25 / 2)) <= 3 for halves in (1, 2, 3, 4))


def dates_of_rows(labels: Labels) -> frozenset[int]:
    """The ids of the words that are dates of a table's rows: among other figures, one under the other."""
    dated = [
        segment
        for line in labels.page.lines
        if len(line.segments) >= _CELLS
        and sum(any(char.isdigit() for char in one.text) for one in line.segments) > 2
        and not any(label.segment.line is line for label in labels.of(*_DATED))
        for segment in line.segments
        if len(segment.text) <= _LONGEST and values.find_dates(segment.text)
    ]
    reach = _ROWS * labels.page.line_height
    found = [
        one
        for one in dated
        if any(
            other is not one
            and one.rect.overlap_x(other.rect) > 0.5
            and abs(one.rect.cy - other.rect.cy) < reach
            and other.line is not one.line
            for other in dated
        )
    ]
    return frozenset(id(token) for segment in found for token in segment.tokens)


def against_authorisation(item: Candidate, authorised: date | None) -> list[Evidence]:
    """The doubt about a date of issue that is the authorisation's own, or lies before it."""
    if authorised is None or not isinstance(item.value, date) or item.value > authorised:
        return []
    if item.value == authorised:
        return [Evidence(-1.2, "es también la fecha de la autorización de la DIAN", "rival")]
    return [Evidence(-0.9, "es anterior a la autorización de la DIAN", "misfit")]


def days_of(terms: Sequence[Candidate]) -> int | None:
    """The days that the terms of payment give, where they name one number of them."""
    texts = (" ".join(fold_words(" ".join(token.text for token in item.tokens))) for item in terms)
    found = {int(first or second) for text in texts for first, second in _DAYS.findall(text)}
    return found.pop() if len(found) == 1 else None


def weigh_together(issued: list[Candidate], due: list[Candidate], terms: Sequence[Candidate]) -> None:
    """Order the dates anew by what they say about each other, and tell what remains in doubt."""
    days = days_of(terms)
    for item in issued:
        item.evidence += _by_terms(item, due[:1], days)
    issued.sort(key=lambda item: -item.rank)
    if issued and due:
        due[0].evidence += _of_due(due[0], issued[0], days)
        due.sort(key=lambda item: -item.rank)
    for candidates in (issued, due):
        _tell_rival(candidates)


def _by_terms(item: Candidate, due: Sequence[Candidate], days: int | None) -> list[Evidence]:
    if days is None or not due or not isinstance(item.value, date) or not isinstance(due[0].value, date):
        return []
    if item.value + timedelta(days=days) == due[0].value:
        return [Evidence(0.6, f"vence {days} días después", "check")]
    return []


def _of_due(due: Candidate, issue: Candidate, days: int | None) -> list[Evidence]:
    if not isinstance(due.value, date) or not isinstance(issue.value, date):
        return []
    if due.value < issue.value:
        return [Evidence(-1.2, "es anterior a la fecha de emisión", "misfit")]
    if days is not None and issue.value + timedelta(days=days) == due.value:
        return [Evidence(0.6, f"son los {days} días de plazo", "check")]
    if due.value - issue.value > timedelta(days=_MOST_DAYS):
        return [Evidence(-0.6, "el plazo es inusualmente largo", "misfit")]
    return []


def _tell_rival(candidates: Sequence[Candidate]) -> None:
    """Another date that could be meant is told, unless the two are too far apart to doubt, or so near that it is
    told anyway."""
    if len(candidates) > 1 and 0.5 <= candidates[0].rank - candidates[1].rank < _NEARLY:
        candidates[0].evidence.append(Evidence(-0.5, "otra fecha podría ser la buena", "rival"))
