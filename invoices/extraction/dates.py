"""Dates and times: which of the dates on a page is that of issue, which the due date, and which another's.

A date is known by its label, wherever its value stands, also in three cells for day, month and year; by its
place only where nothing labels it. Issue and due date are then chosen as a pair that can be.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from invoices.extraction import values
from invoices.extraction.confidence import Evidence
from invoices.extraction.date_cells import find_cells, labelled_cells, labels_of
from invoices.extraction.date_checks import against_authorisation, authorised_on, dates_of_rows, ends_authorisation
from invoices.extraction.headings import RELATION, Candidate, best_first, near
from invoices.extraction.labels import Label, Labels, Place
from invoices.extraction.layout import Segment, Token, fold, fold_words, join_rects, join_text
from invoices.extraction.result import DocumentType

# Sentences that hold dates of the authorisation, of terms or of the law.
_OF_ANOTHER = re.compile(
    r"RESOL|\bRES\b|VIGEN|AUTORIZA\b|AUTORIZACION|DECRETO|VALIDA|DESDE|HASTA|HABILITA|FORMULARIO|RANGO|PREFIJO|NUMERACION"
)
# Words that only the authorisation of the numbers has, before the date it was given on: "18764... expedida 2024-01-02".
_OF_AUTHORISATION = re.compile(
    r"AUTORIZA(?:CION)?\b|HABILITA|NUMERACION|FORMULARIO|\b1876\d{6}|RESOL\w* (?:DE )?(?:LA )?DIAN"
    r"|\b(?:RES|RESOL|RESOLUCION) (?:NO |NRO |N )?\d"
)
# A date that lacks its year: "22 de marzo de", "Febrero 11,".
_WITHOUT_YEAR = re.compile(
    r"(?:(?<!\d)\d{1,2}[\s./-]+(?:de\s+)?[^\W\d_]{3,10}\.?|(?<!\w)[^\W\d_]{3,10}\.?\s\d{1,2})[\s,./-]*(?:del?)?$",
    re.IGNORECASE,
)
_YEAR_AHEAD = re.compile(r"(?:del?\s+)?20\d\d\b", re.IGNORECASE)
_MONTHS = re.compile(r"ENE|FEB|MAR|ABR|MAY|JUN|JUL|AGO|SEP|SET|OCT|NOV|DIC|JAN|APR|AUG|DEC")
# A date of which so much says that it is another's is none of the document: what else tells its date may speak.
_LEAST = -2.0


def issue_dates(
    pages: Sequence[Labels], kind: DocumentType, due: Sequence[Candidate], today: date | None
) -> list[Candidate]:
    """The date of the document, by its label or, failing that, the only date at the top."""
    of_rows = frozenset[int]().union(*(dates_of_rows(labels) for labels in pages))
    found = [
        candidate
        for labels in pages
        for label in labels.found
        if (base := _issue_weight(label, kind)) is not None
        for candidate in _dates_at(label, labels, base - _doubt(label, labels) - _of_the_affected(label, kind))
        if "issue_date" in label.roles or not {id(token) for token in candidate.tokens} & of_rows
    ]
    found += [cells.candidate(label) for cells, label in labelled_cells(pages, "issue_date", "date")]
    found += _loose_dates(pages[:1], of_rows.union(id(token) for item in (*found, *due) for token in item.tokens))
    limit = due[0].value if due and isinstance(due[0].value, date) else None
    authorised = authorised_on(pages)
    for item in found:
        item.evidence += against_authorisation(item, authorised)
        if limit is not None and isinstance(item.value, date):
            item.evidence.append(
                Evidence(0.3) if item.value <= limit else Evidence(-0.6, "es posterior al vencimiento", "misfit")
            )
        if today is not None and isinstance(item.value, date) and item.value > today:
            item.evidence.append(Evidence(-2.0, "es una fecha futura"))
    return best_first(item for item in found if item.rank > _LEAST)


def _issue_weight(label: Label, kind: DocumentType) -> float | None:
    if "issue_date" in label.roles:
        words = " ".join(fold_words(label.text))
        if "FACTURA" in words and kind in {"nota_credito", "nota_debito"}:
            return -1.6
        favoured = (
            0.3 if any(word in words for word in ("EMISION", "FACTURA", "INVOICE", "ISSUE", "ELABORACION")) else 0.1
        )
        return favoured if label.leading or label.marked else -0.4
    if "date" in label.roles:
        return -0.3 if label.leading or label.marked else -1.2
    if label.role == "city" and "FECHA" in fold(label.text):
        return -0.2
    return None


def due_dates(pages: Sequence[Labels]) -> list[Candidate]:
    authorised = authorised_on(pages)
    found = [
        candidate
        for labels in pages
        for label in labels.of("due_date")
        if not _speaks_of_another(label, labels)
        for candidate in _dates_at(label, labels, 0.2 if label.leading or label.marked else -0.6)
        if not ends_authorisation(candidate, labels, authorised)
    ]
    found += [cells.candidate(label) for cells, label in labelled_cells(pages, "due_date")]
    found = [second for item in found if (second := _second_of_two(item, pages))]
    return best_first(found)


def _second_of_two(item: Candidate, pages: Sequence[Labels]) -> Candidate:
    """Under one label for both, "Emisión / vencimiento", the due date is the second of the two."""
    for labels in pages:
        line = next((line for line in labels.page.lines if item.tokens[0] in line.tokens), None)
        if line is None or labels.page.number != item.page:
            continue
        both = [
            label for label in labels.of("due_date") if label.segment in line.segments and _names_both(label, labels)
        ]
        dates = values.find_dates(join_text(line.tokens))
        if both and len(dates) == 2 and dates[0] == item.value and dates[0] < dates[1]:
            return Candidate(dates[1], tuple(line.segments[-1].tokens), item.page, item.evidence)
    return item


def _names_both(label: Label, labels: Labels) -> bool:
    if "issue_date" in label.roles:
        return True
    tokens = label.segment.tokens
    start = tokens.index(label.tokens[0])
    before = [other for other in labels.of("issue_date") if other.segment is label.segment]
    return any(0 <= start - tokens.index(other.tokens[-1]) - 1 <= 1 for other in before)


def _speaks_of_another(label: Label, labels: Labels) -> bool:
    """Whether a label stands in a sentence on the authorisation ("vence 18/03/2026"), or opens its next line."""
    line = label.segment.line
    assert line is not None  # noqa: S101
    if label.marked and label.leading:
        return False
    index = labels.page.lines.index(line)
    mine = [token for token in label.segment.tokens if token not in label.tokens]
    near_by = [] if label.leading else [join_text(mine)]
    if sum(other.leading and other.segment.line is line for other in labels.found) > 1 and not mine:
        return False  # one of a row of heads, with its value in the next row
    near_by += [
        segment.text
        for above in labels.page.lines[max(0, index - 3) : index]
        for segment in above.segments
        if _is_prose(segment.tokens)
        and _goes_on_at(segment, label, labels)
        and label.rect.cy - segment.rect.cy < 3.2 * labels.page.line_height
    ]
    return any(_OF_ANOTHER.search(" ".join(fold_words(text))) for text in near_by)


def _of_authorisation(label: Label, labels: Labels) -> bool:
    """Whether a date "expedida el" is the authorisation's: its words stand before, or in the lines just above."""
    line = label.segment.line
    assert line is not None  # noqa: S101
    before = label.segment.tokens[: label.segment.tokens.index(label.tokens[0])]
    if not before and not label.marked:
        index = labels.page.lines.index(line)
        before = [
            token
            for above in labels.page.lines[max(0, index - 2) : index]
            for segment in above.segments
            if _is_prose(segment.tokens)
            and _goes_on_at(segment, label, labels)
            and label.rect.cy - segment.rect.cy < 1.6 * labels.page.line_height
            for token in segment.tokens
        ]
    return bool(_OF_AUTHORISATION.search(" ".join(fold_words(join_text(before)))))


def _goes_on_at(above: Segment, label: Label, labels: Labels) -> bool:
    """Whether a text may go on where a label stands: it begins at the same margin, or both lines are centred."""
    line = label.segment.line
    assert line is not None and above.line is not None  # noqa: S101
    places = [(above.rect, label.segment.rect)]
    fills = len(label.tokens) == len(label.segment.tokens)
    if not fills and all(other is label or other.segment.line is not line for other in labels.found):
        places.append((join_rects(t.rect for t in above.line.tokens), join_rects(t.rect for t in line.tokens)))
    shifts = [shift for a, b in places for shift in (abs(a.x0 - b.x0), abs(a.cx - b.cx))]
    return min(shifts) < 4 * labels.page.char_width


_AFFECTED = re.compile(
    r"\b(?:QUE )?(?:MODIFICA|AFECTA|CORRIGE|ANULA)\b|AFECTAD[AO]|\bAPLICA A|\bREFERENCIA|RELACIONAD[AO]|\bDE ORIGEN\b"
)
# Behind "fecha documento" in a note: its reference, which is the invoice it changes.
_OF_ITS_REFERENCE = re.compile(
    r"(?:DE |DEL )?(?:LA )?(?:DOC\w* )?(?:REF|AFECT|ORIGEN|ORIGINAL|MODIF|RELACIONAD|ANULAD|BASE\b)"
)


def _of_the_affected(label: Label, kind: DocumentType) -> float:
    """In a note a date behind the number of the invoice it changes, on its line, is that invoice's."""
    if kind not in {"nota_credito", "nota_debito"}:
        return 0.0
    line = label.segment.line
    assert line is not None  # noqa: S101
    # Of a head with its value under it the cells before are other heads.
    beside = next(iter(line.segments[line.segments.index(label.segment) + 1 :]), None)
    heads = label.tokens[-1] is label.segment.tokens[-1] and not (beside and any(c.isdigit() for c in beside.text))
    cells = label.segment.tokens if heads and not label.marked else line.tokens
    before = [token for token in cells if token.rect.x1 <= label.rect.x0]
    if _OF_ITS_REFERENCE.match(" ".join(fold_words(join_text(_words_behind(label))))):
        return 2.2
    return 2.2 if _AFFECTED.search(" ".join(fold_words(join_text(before)))) else 0.0


def _words_behind(label: Label) -> list[Token]:
    """The words in the cell of a label up to the first figure: "FEC. DOC. REF."."""
    behind = label.segment.tokens[label.segment.tokens.index(label.tokens[-1]) + 1 :]
    return list(takewhile(lambda token: not any(char.isdigit() for char in token.text), behind))


def _doubt(label: Label, labels: Labels) -> float:
    """What tells against a bare "fecha": a word behind it that nobody knew, or a sentence on something else."""
    if "issue_date" in label.roles:
        return 3.0 if _of_authorisation(label, labels) else 0.0
    rest = label.segment.tokens[label.segment.tokens.index(label.tokens[-1]) + 1 :]
    words = []
    for token in rest:
        if any(char.isdigit() for char in token.text):
            break
        words += [word for word in fold_words(token.text) if len(word) > 3 and not _MONTHS.match(word)]
    strange = bool(words) and not set(words) <= {"HORA", "LUGAR", "CIUDAD"} and not label.marked
    return (1.2 if strange else 0.0) + (1.5 if _speaks_of_another(label, labels) else 0.0)


def _dates_at(label: Label, labels: Labels, weight: float) -> Iterator[Candidate]:
    beside: list[Token] = []
    cells: list[str] = []
    fills, strict = len(label.tokens) == len(label.segment.tokens), False
    for place in (*labels.places(label, depth=4.2, reach=0.3), *_at_next_margin(label, labels)):
        tokens = list(place.tokens)
        if strict and (_is_prose(tokens) or abs(tokens[0].rect.x0 - label.rect.x0) > 2 * labels.page.char_width):
            continue
        if place.relation.startswith("under"):
            tokens = _level_with(tokens, label, labels)
        else:
            beside += tokens
            cells.append(join_text(tokens))
        # A date may be cut at the edge of its cell, or by a wide blank: "mar   2/24".
        for whole, text in ((tokens, join_text(tokens)), (beside, "   ".join(cells))):
            dates = values.find_dates(text) or values.find_dates(_wrapped(whole, labels))
            if dates:
                evidence = [Evidence(RELATION[place.relation] + weight, near(label))]
                mine = _nearest_date(whole, label) if place.relation.startswith("under") else _tokens_of_date(whole)
                value = (values.find_dates(join_text(mine)) or dates)[0]
                yield Candidate(value, mine, labels.page.number, evidence)
                return
        if place.relation == "same" and _is_prose(place.tokens):
            return
        if place.relation == "right" and _is_prose(place.tokens):
            if label.marked or not fills:
                return
            strict = True  # a text of another block: only a date alone under the label is its own
        if place.relation == "same" and "payment_form" in label.roles and len(fold(place.text)) > 2:
            return  # "F. pago: Crédito" has its value, and it is none


def _at_next_margin(label: Label, labels: Labels) -> Iterator[Place]:
    """Where a sentence goes on that a label with its mark ends: at the margin of the next line."""
    line = label.segment.line
    if line is None or not label.marked or label.tokens[-1] is not line.tokens[-1] or label.segment is line.segments[0]:
        return
    before = line.segments[line.segments.index(label.segment) - 1]
    if label.segment.rect.x0 - before.rect.x1 > 4 * labels.page.char_width or not _is_prose(before.tokens):
        return
    for below in labels.page.lines[labels.page.lines.index(line) + 1 :][:1]:
        first = below.segments[0]
        near_by = below.cy - line.cy < 2 * labels.page.line_height
        if near_by and abs(first.rect.x0 - line.segments[0].rect.x0) < 2 * labels.page.char_width:
            yield Place(label, tuple(first.tokens), "right", 0.0)


def _nearest_date(tokens: Sequence[Token], label: Label) -> tuple[Token, ...]:
    """Of several dates in a row that was set closely, the one under the label."""
    parts = [
        tokens[start:end]
        for start in range(len(tokens))
        for end in range(start + 1, len(tokens) + 1)
        if len(values.find_dates(join_text(tokens[start:end]))) == 1
    ]
    fewest = [part for part in parts if not any(set(other) < set(part) for other in parts)]
    if len(fewest) < 2:
        return _tokens_of_date(tokens)
    return tuple(min(fewest, key=lambda part: abs(join_rects(t.rect for t in part).cx - label.rect.cx)))


def _level_with(tokens: Sequence[Token], label: Label, labels: Labels) -> list[Token]:
    """All words on the level of a place under a label: a date may be cut into several cells."""
    first = tokens[0]
    line = next((line for line in labels.page.lines if first in line.tokens), None)
    if line is None:
        return list(tokens)
    place = join_rects(t.rect for t in tokens)
    low = min(label.segment.rect.x0 - 3 * labels.page.char_width, place.x0)
    high = max(label.segment.rect.x1, place.x1) + 2 * labels.page.char_width
    return [token for token in line.tokens if token.rect.x1 > low and token.rect.x0 < high]


def _wrapped(tokens: Sequence[Token], labels: Labels) -> str:
    """A date cut at the edge of its cell, `2024-11-` and `18` under it, or at the end of a line of text."""
    text = join_text(tokens).rstrip()
    if not tokens:
        return ""
    reach = 1.5 * labels.page.line_height
    if re.search(r"\d ?[-/]$", text):
        below = labels.page.below(join_rects(token.rect for token in tokens), reach=reach)
        rest = next((one.text for one in below if one.text[0].isdigit()), "")
        return text + rest if rest else ""
    if not _WITHOUT_YEAR.search(text):
        return ""
    below = labels.page.below(join_rects(token.rect for token in tokens), reach=reach)
    further = (*_next_of_text(tokens[-1], labels), *below)
    year = next((one.text for one in further if _YEAR_AHEAD.match(one.text)), "")
    return f"{text} {year}" if year else ""


def _next_of_text(last: Token, labels: Labels) -> list[Segment]:
    """Where a text goes on behind a wide blank, or when it ran to the end of its line."""
    lines = labels.page.lines
    for index, line in enumerate(lines):
        for place, segment in enumerate(line.segments):
            if segment.tokens[-1] is last:
                return line.segments[place + 1 : place + 2] or [one.segments[0] for one in lines[index + 1 : index + 2]]
    return []


def _is_prose(tokens: Sequence[Token]) -> bool:
    return sum(char.isalpha() for token in tokens for char in token.text) > 25


def _tokens_of_date(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The fewest words that still hold the date."""
    for length in range(1, len(tokens) + 1):
        for start in range(len(tokens) - length + 1):
            part = tokens[start : start + length]
            if values.find_dates(join_text(part)):
                return tuple(part)
    return tuple(tokens)


def _loose_dates(pages: Sequence[Labels], used: frozenset[int]) -> Iterator[Candidate]:
    """Dates at the top that no label explains."""
    for labels in pages:
        explained = {
            id(token)
            for label in labels.of("other_date", "due_date", "resolution")
            for place in labels.places(label, depth=3.3)
            for token in place.tokens
        }
        for cells in find_cells(labels):
            if cells.rect.cy < 0.5 and not labels_of(cells, labels, "due_date", "other_date"):
                yield cells.candidate(None)
        for segment in labels.page.segments:
            if segment.rect.cy > 0.5 or any(id(t) in used or id(t) in explained for t in segment.tokens):
                continue
            if _OF_ANOTHER.search(" ".join(fold_words(segment.text))):
                continue
            dates = values.find_dates(segment.text) or values.find_dates(_wrapped(segment.tokens, labels))
            if len(dates) == 1:
                evidence = [Evidence(0.6, "es una fecha sin rótulo en el encabezado", "loose")]
                yield Candidate(dates[0], _tokens_of_date(segment.tokens), labels.page.number, evidence)


# --- times ----------------------------------------------------------------------------------------------


def issue_times(pages: Sequence[Labels], dates: Sequence[Candidate]) -> list[Candidate]:
    """The time printed with the date of issue, or under a label of its own."""
    found: list[Candidate] = []
    by_page = {labels.page.number: labels for labels in pages}
    if dates:
        best = dates[0]
        labels = by_page[best.page]
        for segment in _around(best.tokens, labels):
            if (moment := values.read_time(_with_half(segment, labels))) is not None:
                tokens = tuple(t for t in segment.tokens if ":" in t.text) or tuple(segment.tokens)
                found.append(Candidate(moment, tokens, best.page, [Evidence(2.6, "está junto a la fecha")]))
                break
    for labels in pages:
        for label in labels.of("other_date"):
            if not {"GENERADO", "GENERACION"} & set(fold_words(label.text)):
                continue
            for place in labels.places(label, depth=1.8, reach=0.2):
                if (moment := values.read_time(place.text)) is not None:
                    found.append(Candidate(moment, place.tokens, labels.page.number, [Evidence(2.0, near(label))]))
                    break
        for label in labels.of("issue_time"):
            for place in labels.places(label, depth=2.2, reach=0.15):
                if (moment := values.read_time(_with_half_after(place.tokens, labels))) is not None:
                    evidence = [Evidence(RELATION[place.relation], near(label))]
                    found.append(Candidate(moment, place.tokens, labels.page.number, evidence))
                    break
    return best_first(found)


def _with_half(segment: Segment, labels: Labels) -> str:
    return _with_half_after(segment.tokens, labels)


def _with_half_after(tokens: Sequence[Token], labels: Labels) -> str:
    """A time with its "p. m.", which may have been set in the next cell or the next line."""
    text = join_text(tokens)
    if not re.search(r":\d\d\s*(?:[ap]\.?)?$", text, re.IGNORECASE):
        return text
    last = tokens[-1]
    line = next((line for line in labels.page.lines if last in line.tokens), None)
    after = [t for t in line.tokens if t.rect.x0 > last.rect.x0][:2] if line else []
    index = labels.page.lines.index(line) if line else 0
    below = [one.text for one in labels.page.below(last.rect, reach=1.6 * labels.page.line_height)[:1]]
    if not after:
        below += [join_text(one.tokens[:2]) for one in labels.page.lines[index + 1 : index + 2]]
    cell = labels.page.below(join_rects(t.rect for t in tokens), reach=1.6 * labels.page.line_height)[:1]
    for more in (join_text(after), *below, *(one.text for one in cell)):
        if rest := re.match(r"[ap]\.?\s?m\b\.?|m\b\.?|[ap]\.", more, re.IGNORECASE):
            return f"{text} {rest.group()}"
    return text


def _around(tokens: Sequence[Token], labels: Labels) -> Iterator[Segment]:
    """The segment that holds some words, the next one to its right, and the one under it."""
    for line in labels.page.lines:
        for index, segment in enumerate(line.segments):
            if tokens[0] in segment.tokens:
                yield segment
                yield from line.segments[index + 1 : index + 2]
                below = labels.page.below(segment.rect, reach=1.6 * labels.page.line_height)[:1]
                row = labels.page.below(line.segments[0].rect, reach=1.6 * labels.page.line_height)[:1]
                # A time alone in the next line goes with the date, wherever the line begins.
                yield from below or [one for one in row if re.fullmatch(r"\d\d?:\d\d[\d: .apm]*", one.text.lower())]
                return
