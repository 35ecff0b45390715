"""Dates and times: which of the dates on a page is that of issue, which the due date, and which another's.

A date is known by its label, wherever its value stands, also in three cells for day, month and year; by its
place only where nothing labels it. Issue and due date are then chosen as a pair that can be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from invoices.extraction import values
from invoices.extraction.confidence import Evidence
from invoices.extraction.headings import RELATION, Candidate, best_first, near
from invoices.extraction.labels import Label, Labels
from invoices.extraction.layout import Rect, Segment, Token, fold, fold_words, join_rects, join_text
from invoices.extraction.result import DocumentType

_CELLS = {"DIA": "d", "DD": "d", "D": "d", "DAY": "d", "MES": "m", "MM": "m", "M": "m", "MONTH": "m",
          "ANO": "y", "AAAA": "y", "AA": "y", "A": "y", "YEAR": "y", "YYYY": "y"}  # fmt: skip
# Sentences that hold dates of the authorisation, of terms or of the law.
_OF_ANOTHER = re.compile(
    r"RESOL|\bRES\b|VIGEN|AUTORIZA\b|AUTORIZACION|DECRETO|VALIDA|DESDE|HASTA|HABILITA|FORMULARIO|RANGO|PREFIJO|NUMERACION"
)
# In a cell for figures these are figures.
_FIGURES = str.maketrans({"O": "0", "o": "0", "C": "0", "c": "0", "D": "0", "Q": "0", "σ": "0", "l": "1", "I": "1",
                          "i": "1", "Z": "2", "z": "2", "S": "5", "s": "5", "G": "6", "b": "6", "B": "8", "g": "9",
                          "q": "9"})  # fmt: skip
_MONTHS = re.compile(r"ENE|FEB|MAR|ABR|MAY|JUN|JUL|AGO|SEP|SET|OCT|NOV|DIC|JAN|APR|AUG|DEC")


def issue_dates(
    pages: Sequence[Labels], kind: DocumentType, due: Sequence[Candidate], today: date | None
) -> list[Candidate]:
    """The date of the document, by its label or, failing that, the only date at the top."""
    found = [
        candidate
        for labels in pages
        for label in labels.found
        if (base := _issue_weight(label, kind)) is not None
        for candidate in _dates_at(label, labels, base - _doubt(label, labels) - _of_the_affected(label, kind))
    ]
    found += [cells.candidate(label) for cells, label in _labelled_cells(pages, "issue_date", "date")]
    found += _loose_dates(pages[:1], {id(token) for item in (*found, *due) for token in item.tokens})
    limit = due[0].value if due and isinstance(due[0].value, date) else None
    for item in found:
        if limit is not None and isinstance(item.value, date):
            item.evidence.append(
                Evidence(0.3) if item.value <= limit else Evidence(-0.6, "es posterior al vencimiento")
            )
        if today is not None and isinstance(item.value, date) and item.value > today:
            item.evidence.append(Evidence(-2.0, "es una fecha futura"))
    return best_first(found)


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
    found = [
        candidate
        for labels in pages
        for label in labels.of("due_date")
        if not _speaks_of_another(label, labels)
        for candidate in _dates_at(label, labels, 0.2 if label.leading or label.marked else -0.6)
    ]
    found += [cells.candidate(label) for cells, label in _labelled_cells(pages, "due_date")]
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
    near_by += [
        segment.text
        for above in labels.page.lines[max(0, index - 3) : index]
        for segment in above.segments
        if _is_prose(segment.tokens)
        and segment.rect.overlap_x(label.segment.rect) > 0.3
        and label.rect.cy - segment.rect.cy < 3.2 * labels.page.line_height
    ]
    return any(_OF_ANOTHER.search(" ".join(fold_words(text))) for text in near_by)


_AFFECTED = re.compile(
    r"\b(?:QUE )?(?:MODIFICA|AFECTA|CORRIGE|ANULA)\b|AFECTAD[AO]|\bAPLICA A|\bREFERENCIA|RELACIONAD[AO]|\bDE ORIGEN\b"
)


def _of_the_affected(label: Label, kind: DocumentType) -> float:
    """In a note a date behind the number of the invoice it changes, on its line, is that invoice's."""
    if kind not in {"nota_credito", "nota_debito"}:
        return 0.0
    line = label.segment.line
    assert line is not None  # noqa: S101
    before = [token for token in line.tokens if token.rect.x1 <= label.rect.x0]
    return 2.2 if _AFFECTED.search(" ".join(fold_words(join_text(before)))) else 0.0


def _doubt(label: Label, labels: Labels) -> float:
    """What tells against a bare "fecha": a word behind it that nobody knew, or a sentence on something else."""
    if "issue_date" in label.roles:
        return 0.0
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
    for place in labels.places(label, depth=4.2, reach=0.3):
        tokens = list(place.tokens)
        if place.relation.startswith("under"):
            tokens = _level_with(tokens, label, labels)
        else:
            beside += tokens
        # A date may be cut at the edge of its cell, or by a wide blank: "mar   2/24".
        for whole in (tokens, beside):
            dates = values.find_dates(join_text(whole)) or values.find_dates(_wrapped(whole, labels))
            if dates:
                evidence = [Evidence(RELATION[place.relation] + weight, near(label))]
                mine = _nearest_date(whole, label) if place.relation.startswith("under") else _tokens_of_date(whole)
                value = (values.find_dates(join_text(mine)) or dates)[0]
                yield Candidate(value, mine, labels.page.number, evidence)
                return
        if place.relation in {"same", "right"} and _is_prose(place.tokens):
            return


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
    """A date cut at the edge of its cell: `2024-11-` and `18` under it."""
    text = join_text(tokens)
    if not tokens or not text.rstrip().endswith(("-", "/")):
        return ""
    below = labels.page.below(tokens[-1].rect, reach=1.5 * labels.page.line_height)
    return text + below[0].text if below else ""


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


def _loose_dates(pages: Sequence[Labels], used: set[int]) -> Iterator[Candidate]:
    """Dates at the top that no label explains."""
    for labels in pages:
        explained = {
            id(token)
            for label in labels.of("other_date", "due_date", "resolution")
            for place in labels.places(label, depth=3.3)
            for token in place.tokens
        }
        for cells in _cells(labels):
            if cells.rect.cy < 0.5 and not _labels_of(cells, labels, "due_date", "other_date"):
                yield cells.candidate(None)
        for segment in labels.page.segments:
            if segment.rect.cy > 0.5 or any(id(t) in used or id(t) in explained for t in segment.tokens):
                continue
            if _OF_ANOTHER.search(" ".join(fold_words(segment.text))):
                continue
            dates = values.find_dates(segment.text)
            if len(dates) == 1:
                evidence = [Evidence(0.6, "es una fecha sin rótulo en el encabezado")]
                yield Candidate(dates[0], _tokens_of_date(segment.tokens), labels.page.number, evidence)


# --- day, month and year in cells of their own ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cells:
    """A date under the cells DÍA, MES, AÑO of a form, in whatever order."""

    value: date
    tokens: tuple[Token, ...]
    rect: Rect
    page: int
    guessed: bool

    def candidate(self, label: Label | None) -> Candidate:
        reason = "está bajo «día, mes, año»" if label is None else near(label)
        weight = 1.9 if label is None else 2.3 if "date" not in label.roles else 1.9
        evidence = [Evidence(weight, reason)]
        if self.guessed:
            evidence.append(Evidence(-1.6, "hubo que adivinar alguna cifra"))
        return Candidate(self.value, self.tokens, self.page, evidence)


def _labelled_cells(pages: Sequence[Labels], *roles: str) -> Iterator[tuple[_Cells, Label]]:
    for labels in pages:
        for cells in _cells(labels):
            near_by = _labels_of(cells, labels, "issue_date", "due_date", "other_date", "date")
            if near_by and set(roles) & set(near_by[0].roles):
                yield cells, near_by[0]


def _labels_of(cells: _Cells, labels: Labels, *roles: str) -> list[Label]:
    """The labels that may speak of the cells: over them, or to their left; the nearest first."""
    height = labels.page.line_height
    found = []
    for label in labels.of(*roles):
        up, left = cells.rect.y0 - label.rect.cy, cells.rect.x0 - label.rect.x1
        over = 0 < up < 2.6 * height and label.rect.overlap_x(cells.rect) > 0.3
        beside = -0.5 * height < label.rect.cy - cells.rect.y0 < 2.2 * height and -0.01 < left < 0.2
        if over or beside:
            found.append((up if over else left, label))
    return [label for _distance, label in sorted(found, key=lambda pair: pair[0])]


def _cells(labels: Labels) -> Iterator[_Cells]:
    lines = labels.page.lines
    for index, line in enumerate(lines):
        heads = [token for token in line.tokens if token.key in _CELLS]
        for start in range(len(heads) - 2):
            three = heads[start : start + 3]
            kinds = [_CELLS[token.key] for token in three]
            gaps = [b.rect.cx - a.rect.cx for a, b in pairwise(three)]
            if set(kinds) != {"d", "m", "y"} or max(gaps) > 0.2:
                continue
            if found := _under_heads(three, kinds, min(gaps), labels, index):
                yield found


def _under_heads(heads: Sequence[Token], kinds: Sequence[str], gap: float, labels: Labels, index: int) -> _Cells | None:
    rect = join_rects(token.rect for token in heads)
    for below in labels.page.lines[index + 1 : index + 5]:
        if below.cy - rect.cy > 3.2 * labels.page.line_height:
            return None
        parts: dict[str, Token] = {}
        for head, kind in zip(heads, kinds, strict=True):
            mine = [token for token in below.tokens if abs(token.rect.cx - head.rect.cx) < 0.5 * gap and token.key]
            if len(mine) == 1:
                parts[kind] = mine[0]
        if len(parts) < 3:
            continue
        day, month, year = (parts[kind].text.strip(".,-/|") for kind in "dmy")
        dates = values.find_dates(f"{day}/{month}/{year}") or values.find_dates(f"{day} de {month} de {year}")
        guessed = not dates
        if guessed:
            day, month, year = (text.translate(_FIGURES) for text in (day, month, year))
            # Of a year that lost a figure the rest still tells: 025, 225.
            year = re.sub(r"^[02](2\d)$", r"20\1", year)
            dates = values.find_dates(f"{day}/{month}/{year}")
        if len(dates) == 1:
            tokens = tuple(parts[kind] for kind in kinds)
            whole = rect.union(join_rects(t.rect for t in tokens))
            return _Cells(dates[0], tokens, whole, labels.page.number, guessed)
    return None


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
    below = labels.page.lines[index + 1].tokens[:2] if not after and index + 1 < len(labels.page.lines) else []
    rest = re.match(r"[ap]\.?\s?m\b\.?|m\b\.?|[ap]\.", join_text(after or below), re.IGNORECASE)
    return f"{text} {rest.group()}" if rest else text


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
