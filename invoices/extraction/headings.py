"""Type, dates and times of an invoice: candidates by label, shape and position.

Each function returns its candidates with the best first. It knows nothing of parties or amounts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from invoices.extraction import values
from invoices.extraction.confidence import Evidence
from invoices.extraction.labels import Label, Labels
from invoices.extraction.layout import Segment, Token, fold, fold_words, join_rects, join_text
from invoices.extraction.result import DocumentType

RELATION = {"same": 2.4, "right": 2.4, "further": 1.2, "under": 1.8, "under2": 0.9}
SIGNS = {"NO", "NRO", "N", "NUM", "NUMERO", "", "NUMBER"}


@dataclass(slots=True)
class Candidate:
    """A value for a heading field with its place and what speaks for it."""

    value: str | date | time
    tokens: tuple[Token, ...]
    page: int
    evidence: list[Evidence]

    @property
    def rank(self) -> float:
        return sum(item.weight for item in self.evidence)


def best_first(found: Iterable[Candidate]) -> list[Candidate]:
    """Each value once, at its best; what is printed twice is surer."""
    best: dict[object, Candidate] = {}
    for item in found:
        other = best.get(item.value)
        if other is None or item.rank > other.rank:
            best[item.value] = item
            if other is not None and other.tokens != item.tokens:
                item.evidence.append(Evidence(0.4, "aparece más de una vez", "several"))
    return sorted(best.values(), key=lambda item: -item.rank)


def near(label: Label) -> str:
    return f"está junto a «{label.text.strip(' :.')}»"


# --- what kind of document ----------------------------------------------------------------------------


_TYPES: tuple[tuple[str, DocumentType], ...] = (
    ("DOCUMENTO SOPORTE", "documento_soporte"),
    ("CUENTA DE COBRO", "cuenta_de_cobro"),
    ("CUENTA COBRO", "cuenta_de_cobro"),
    ("NOTA CREDITO", "nota_credito"),
    ("CREDIT NOTE", "nota_credito"),
    ("NOTA DEBITO", "nota_debito"),
    ("DOCUMENTO EQUIVALENTE", "pos"),
    ("TIQUETE POS", "pos"),
    ("TIQUETE DE MAQUINA", "pos"),
    ("SISTEMA POS", "pos"),
    ("FACTURA POS", "pos"),
    ("FACTURA", "factura"),
    ("INVOICE", "factura"),
)


# Words of the document that a note corrects, which is not the document itself.
_REFERENCE = re.compile(
    r"FACTURA (?:AFECTADA|RELACIONADA|REFERENCIA|DE REFERENCIA|QUE)"
    r"|(?:FECHA|CUFE|NUMERO|NRO|NO)(?: DE)?(?: LA)? FACTURA"
)


def document_type(pages: Sequence[Labels]) -> DocumentType:
    """By the title: the heading that stands highest wins, a larger or fuller one before a mention."""
    if not pages:
        return "factura"
    best: tuple[float, DocumentType] | None = None
    for line in pages[0].page.lines:
        for segment in line.segments:
            key = " ".join(fold_words(segment.text))
            for words, kind in _TYPES:
                position = key.find(words)
                if position < 0:
                    continue
                if _REFERENCE.search(key):
                    break
                # A title fills its cell, or ends it beside the seller's name; a mention sits in a sentence.
                ends = key.removesuffix(" ELECTRONICA").endswith(words)
                rank = 2.0 if position == 0 else 1.6 if ends and segment.rect.cy < 0.3 else 0.0
                rank -= 0.25 * max(0, len(key.split()) - len(words.split()) - 4)
                rank -= 4.0 * segment.rect.cy
                rank += 0.8 if kind != "factura" else 0.0
                rank += min(1.0, 0.6 * (segment.rect.height / max(pages[0].page.line_height, 1e-6) - 1.0))
                if best is None or rank > best[0]:
                    best = (rank, kind)
                break
    return best[1] if best is not None else "factura"


# --- dates and times ----------------------------------------------------------------------------------


def issue_dates(
    pages: Sequence[Labels], kind: DocumentType, due: Sequence[Candidate], today: date | None
) -> list[Candidate]:
    """The date of the document, by its label or, failing that, the only date at the top."""
    found = [
        candidate
        for labels in pages
        for label in labels.found
        if (base := _issue_weight(label, kind)) is not None
        for candidate in _dates_at(label, labels, base)
    ]
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
        for candidate in _dates_at(label, labels, 0.2 if label.leading or label.marked else -0.6)
    ]
    return best_first(found)


def _dates_at(label: Label, labels: Labels, weight: float) -> Iterator[Candidate]:
    for place in labels.places(label, depth=4.2, reach=0.3):
        tokens = list(place.tokens)
        if place.relation.startswith("under"):
            tokens = _level_with(tokens, label, labels)
        dates = values.find_dates(join_text(tokens)) or values.find_dates(_wrapped(tokens, labels))
        if not dates:
            if place.relation in {"same", "right"} and _is_prose(place.tokens):
                return
            continue
        evidence = [Evidence(RELATION[place.relation] + weight, near(label))]
        yield Candidate(dates[0], _tokens_of_date(tokens), labels.page.number, evidence)
        return


def _level_with(tokens: Sequence[Token], label: Label, labels: Labels) -> list[Token]:
    """All words on the level of a place under a label: a date may stand in three cells."""
    first = tokens[0]
    line = next((line for line in labels.page.lines if first in line.tokens), None)
    if line is None:
        return list(tokens)
    low = label.segment.rect.x0 - 3 * labels.page.char_width
    high = max(label.segment.rect.x1, join_rects(t.rect for t in tokens).x1) + 2 * labels.page.char_width
    return [token for token in line.tokens if token.rect.x1 > low and token.rect.x0 < high]


def _wrapped(tokens: Sequence[Token], labels: Labels) -> str:
    """A date cut at the edge of its cell: `2024-11-` and `18` under it."""
    text = join_text(tokens)
    if not text.rstrip().endswith(("-", "/")):
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
        yield from _dates_in_cells(labels)
        for segment in labels.page.segments:
            if segment.rect.cy > 0.5 or any(id(t) in used or id(t) in explained for t in segment.tokens):
                continue
            if re.search(r"RESOL|VIGENCIA|AUTORIZ|DECRETO|VALIDA|DESDE|HASTA", " ".join(fold_words(segment.text))):
                continue
            dates = values.find_dates(segment.text)
            if len(dates) == 1:
                evidence = [Evidence(0.6, "es una fecha sin rótulo en el encabezado")]
                yield Candidate(dates[0], _tokens_of_date(segment.tokens), labels.page.number, evidence)


def _dates_in_cells(labels: Labels) -> Iterator[Candidate]:
    """A date under the cells DIA, MES, AÑO of a form that has no other label for it."""
    lines = labels.page.lines
    for index, line in enumerate(lines):
        heads = [token for token in line.tokens if token.key in {"DIA", "MES", "ANO", "D", "M", "A"}]
        keys = [token.key[0] for token in heads]
        if keys[:3] != ["D", "M", "A"] or line.cy > 0.5:
            continue
        low, high = heads[0].rect.x0 - 0.03, heads[2].rect.x1 + 0.04
        for below in lines[index + 1 : index + 4]:
            tokens = [token for token in below.tokens if low < token.rect.cx < high]
            dates = values.find_dates(join_text(tokens)) if tokens else ()
            if len(dates) == 1:
                evidence = [Evidence(1.9, "está bajo «día, mes, año»")]
                yield Candidate(dates[0], tuple(tokens), labels.page.number, evidence)
                break


def issue_times(pages: Sequence[Labels], dates: Sequence[Candidate]) -> list[Candidate]:
    """The time printed with the date of issue, or under a label of its own."""
    found: list[Candidate] = []
    by_page = {labels.page.number: labels for labels in pages}
    if dates:
        best = dates[0]
        labels = by_page[best.page]
        for segment in _around(best.tokens, labels):
            if (moment := values.read_time(segment.text)) is not None:
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
                if (moment := values.read_time(place.text)) is not None:
                    evidence = [Evidence(RELATION[place.relation], near(label))]
                    found.append(Candidate(moment, place.tokens, labels.page.number, evidence))
                    break
    return best_first(found)


def _around(tokens: Sequence[Token], labels: Labels) -> Iterator[Segment]:
    """The segment that holds some words, the next one to its right, and the one under it."""
    for line in labels.page.lines:
        for index, segment in enumerate(line.segments):
            if tokens[0] in segment.tokens:
                yield segment
                yield from line.segments[index + 1 : index + 2]
                yield from labels.page.below(segment.rect, reach=1.6 * labels.page.line_height)[:1]
                return
