"""Number, dates, codes and terms of an invoice: candidates by label, shape and position.

Each function returns its candidates with the best first. It knows nothing of parties or amounts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from invoices.extraction import values
from invoices.extraction.confidence import Evidence
from invoices.extraction.labels import Label, Labels, Place
from invoices.extraction.layout import Segment, Token, fold, fold_words, join_rects, join_text
from invoices.extraction.result import DocumentType

_RELATION = {"same": 2.4, "right": 2.4, "further": 1.2, "under": 1.8, "under2": 0.9}
_NUMBER = re.compile(r"[A-Z]{0,6}\d{1,4}[A-Z]{1,2}\d{1,10}|[A-Z]{0,6}\d{1,12}")
_PREFIX = re.compile(r"[A-Z]{1,5}\d{0,3}[A-Z]?")
_SIGNS = {"NO", "NRO", "N", "NUM", "NUMERO", "", "NUMBER"}
_RESOLUTION = re.compile(r"(?<!\d)1876\d{10}(?!\d)")
_RANGE = re.compile(r"PREFIJO ([A-Z]{1,4}\d{0,2})\b")
_HEX = re.compile(r"[0-9a-fA-F]{8,}")
# What a reader takes for hexadecimal digits.
_MISREAD = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "i": "1", "S": "5", "s": "5", "g": "9", "Z": "2"})


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


def _best_first(found: Iterable[Candidate]) -> list[Candidate]:
    """Each value once, at its best; what is printed twice is surer."""
    best: dict[object, Candidate] = {}
    for item in found:
        other = best.get(item.value)
        if other is None or item.rank > other.rank:
            best[item.value] = item
            if other is not None and other.tokens != item.tokens:
                item.evidence.append(Evidence(0.4, "aparece más de una vez"))
    return sorted(best.values(), key=lambda item: -item.rank)


def _near(label: Label) -> str:
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
                # A title fills its cell; a mention sits in a sentence.
                rank = 2.0 if position == 0 else 0.0
                rank -= 0.25 * max(0, len(key.split()) - len(words.split()) - 4)
                rank -= 4.0 * segment.rect.cy
                rank += 0.8 if kind != "factura" else 0.0
                rank += min(1.0, 0.6 * (segment.rect.height / max(pages[0].page.line_height, 1e-6) - 1.0))
                if best is None or rank > best[0]:
                    best = (rank, kind)
                break
    return best[1] if best is not None else "factura"


# --- number -------------------------------------------------------------------------------------------


def numbers(pages: Sequence[Labels], kind: DocumentType, used: set[str]) -> list[Candidate]:
    """The document's own number with its prefix, without blanks and dashes."""
    found: list[Candidate] = []
    prefix = _authorised_prefix(pages)
    for labels in pages[:2]:
        for label in labels.found:
            weight = _number_weight(label, labels, kind)
            if weight is None:
                continue
            for place in labels.places(label, depth=3.3, reach=0.35):
                taken = _number_in(place.tokens)
                if taken is None:
                    if place.relation.startswith("under") and "invoice_number" not in label.roles:
                        break
                    continue
                value, tokens = taken
                # However it was cut or misprinted, what begins like an authorisation is none.
                if value in used or re.match(r"1876\d{7}", value):
                    continue
                found.append(_number(value, tokens, labels, label, place, weight, prefix))
                break
    return _best_first(found)


def _number_weight(label: Label, labels: Labels, kind: DocumentType) -> float | None:
    """What a label is worth as that of the number: its own name, the title, a bare "No." at the top."""
    if "invoice_number" in label.roles:
        if "title" in label.roles and not label.marked and label.words == 1:
            return -0.4
        return 0.3 if label.leading or label.marked else -0.8
    if "title" in label.roles:
        return -0.7 if label.leading and label.rect.cy < 0.45 else None
    if "number_sign" in label.roles:
        top = label.rect.cy < 0.35 and labels.page.number == 0
        return -0.6 if top and label.leading else None
    return None


def _number_in(tokens: Sequence[Token]) -> tuple[str, list[Token]] | None:
    """A number at the start of a place: `FE 1234`, `FE-1234`, `No. 1234`, `D102-1031520`."""
    rest = list(tokens)
    while rest and fold(rest[0].text) in _SIGNS:
        rest.pop(0)
    if not rest:
        return None
    for length in (3, 2, 1):
        part = list(rest[:length])
        if len(part) < length:
            continue
        words = [fold(token.text) for token in part]
        bare = [word for word in words if word not in _SIGNS]
        value = "".join(bare)
        if length > 1 and not (_PREFIX.fullmatch(bare[0] if bare else "") and value[-1:].isdigit()):
            continue
        if length > 1 and not (bare and (not bare[0].isdigit()) and bare[-1].isdigit()):
            continue
        text = join_text(part)
        if not _NUMBER.fullmatch(value) or values.find_dates(text) or re.search(r"[@%:$]", text.strip(":")):
            continue
        if re.search(r"\d[.,]\d{3}(?!\d)|\d,\d\d$", text):
            continue
        return value, part
    return None


def _number(
    value: str, tokens: Sequence[Token], labels: Labels, label: Label, place: Place, weight: float, prefix: str | None
) -> Candidate:
    evidence = [Evidence(_RELATION[place.relation] + weight, _near(label))]
    if re.match(r"[A-Z]", value):
        evidence.append(Evidence(0.4))
    if prefix and value.startswith(prefix):
        evidence.append(Evidence(0.8, "tiene el prefijo autorizado"))
    if len(value) < 3 and not re.match(r"[A-Z]", value):
        evidence.append(Evidence(-0.5, "es un número muy corto"))
    if labels.page.number == 0 and label.rect.cy < 0.4:
        evidence.append(Evidence(0.4))
    return Candidate(value, tuple(tokens), labels.page.number, evidence)


def _authorised_prefix(pages: Sequence[Labels]) -> str | None:
    for labels in pages:
        text = " ".join(" ".join(fold_words(line.text)) for line in labels.page.lines)
        if match := _RANGE.search(text):
            return match.group(1)
    return None


# --- dates and times ----------------------------------------------------------------------------------


def issue_dates(pages: Sequence[Labels], due: Sequence[Candidate], today: date | None) -> list[Candidate]:
    """The date of the document, by its label or, failing that, the only date at the top."""
    found = [
        candidate
        for labels in pages
        for label in labels.found
        if (base := _issue_weight(label)) is not None
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
    return _best_first(found)


def _issue_weight(label: Label) -> float | None:
    if "issue_date" in label.roles:
        words = " ".join(fold_words(label.text))
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
    return _best_first(found)


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
        evidence = [Evidence(_RELATION[place.relation] + weight, _near(label))]
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
        for segment in labels.page.segments:
            if segment.rect.cy > 0.5 or any(id(t) in used or id(t) in explained for t in segment.tokens):
                continue
            if re.search(r"RESOL|VIGENCIA|AUTORIZ|DECRETO|VALIDA|DESDE|HASTA", " ".join(fold_words(segment.text))):
                continue
            dates = values.find_dates(segment.text)
            if len(dates) == 1:
                evidence = [Evidence(0.6, "es una fecha sin rótulo en el encabezado")]
                yield Candidate(dates[0], _tokens_of_date(segment.tokens), labels.page.number, evidence)


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
                    found.append(Candidate(moment, place.tokens, labels.page.number, [Evidence(2.0, _near(label))]))
                    break
        for label in labels.of("issue_time"):
            for place in labels.places(label, depth=2.2, reach=0.15):
                if (moment := values.read_time(place.text)) is not None:
                    evidence = [Evidence(_RELATION[place.relation], _near(label))]
                    found.append(Candidate(moment, place.tokens, labels.page.number, evidence))
                    break
    return _best_first(found)


def _around(tokens: Sequence[Token], labels: Labels) -> Iterator[Segment]:
    """The segment that holds some words, the next one to its right, and the one under it."""
    for line in labels.page.lines:
        for index, segment in enumerate(line.segments):
            if tokens[0] in segment.tokens:
                yield segment
                yield from line.segments[index + 1 : index + 2]
                yield from labels.page.below(segment.rect, reach=1.6 * labels.page.line_height)[:1]
                return


# --- codes --------------------------------------------------------------------------------------------


def cufes(pages: Sequence[Labels], kind: DocumentType) -> list[Candidate]:
    """96 hexadecimal digits, also over several lines; a note's own code is the one labelled CUDE."""
    found: list[Candidate] = []
    for labels in pages:
        pieces = _hex_pieces(labels)
        index = 0
        while index < len(pieces):
            joined, used = _join_hex(pieces[index:])
            if joined is None:
                index += 1
                continue
            code, repaired = joined
            tokens = tuple(token for token, _text in pieces[index : index + used])
            evidence = [Evidence(4.2, "tiene las 96 cifras de un código")]
            if repaired:
                evidence.append(Evidence(-3.0, "hubo que adivinar algunas letras"))
            name = _code_label(tokens[0], labels)
            if kind in {"nota_credito", "nota_debito"} and name == "CUFE":
                evidence.append(Evidence(-2.0, "es el código de la factura que se afecta"))
            found.append(Candidate(code, tokens, labels.page.number, evidence))
            index += used
    return _best_first(found)


def _hex_pieces(labels: Labels) -> list[tuple[Token, str]]:
    pieces = []
    for line in labels.page.lines:
        for token in line.tokens:
            text = token.text.strip(".,;:")
            looks = len(text) >= 6 and sum(c in "0123456789abcdefABCDEF" for c in text) >= 0.85 * len(text)
            if looks and text.isalnum() and any(c.isdigit() for c in text) and _mixed(text):
                pieces.append((token, text))
    return pieces


def _mixed(text: str) -> bool:
    return any(char.isalpha() for char in text) or len(text) >= 20


def _join_hex(pieces: Sequence[tuple[Token, str]]) -> tuple[tuple[str, bool] | None, int]:
    code = ""
    for used, (token, text) in enumerate(pieces[:6], start=1):
        previous = pieces[used - 2][0] if used > 1 else None
        if previous is not None and token.rect.cy - previous.rect.cy > 0.05:
            break
        code += text
        if len(code) == 96:
            clean = code.lower()
            if re.fullmatch(r"[0-9a-f]{96}", clean):
                return (clean, False), used
            fixed = code.translate(_MISREAD).lower()
            return ((fixed, True), used) if re.fullmatch(r"[0-9a-f]{96}", fixed) else (None, 1)
        if len(code) > 96:
            break
    return None, 1


def _code_label(token: Token, labels: Labels) -> str:
    """The nearest CUFE, CUDE or CUDS before a code, on its line or just above."""
    best = ""
    nearest = 9.0
    for label in labels.of("cufe"):
        above = token.rect.cy - label.rect.cy
        if -0.005 <= above < min(nearest, 0.04):
            keys = set(fold_words(label.text))
            best = "CUDE" if keys & {"CUDE", "CUDS"} and "CUFE" not in keys else "CUFE"
            nearest = above
    return best


def resolutions(pages: Sequence[Labels]) -> list[Candidate]:
    """The number of the DIAN's authorisation: 14 digits from 1876."""
    found: list[Candidate] = []
    for labels in pages:
        near = {
            id(token)
            for label in labels.of("resolution")
            for place in labels.places(label, depth=2.4)
            for token in place.tokens
        }
        for line in labels.page.lines:
            for token in line.tokens:
                match = _RESOLUTION.search(token.text) or (
                    re.search(r"(?<!\d)1876\d{7,12}(?!\d)", token.text) if id(token) in near else None
                )
                if match:
                    evidence = [Evidence(2.4, "tiene la forma de una autorización")]
                    if id(token) in near:
                        evidence.append(Evidence(1.4, "está junto a su rótulo"))
                    found.append(Candidate(match.group(), (token,), labels.page.number, evidence))
    return _best_first(found)


def purchase_orders(pages: Sequence[Labels]) -> list[Candidate]:
    found: list[Candidate] = []
    for labels in pages:
        for label in labels.of("purchase_order", "order_weak"):
            if "not_order" in label.roles:
                continue
            weight = 0.3 if "purchase_order" in label.roles else -1.0
            weight += 0.2 if label.marked else -0.2 if label.leading else -0.5
            single = label.words == 1 and not label.marked
            weight -= 0.8 if single else 0.0
            for place in labels.places(label, depth=2.4, reach=0.25):
                taken = _order_in(place.tokens)
                if taken is None:
                    if place.relation == "right":
                        break
                    continue
                evidence = [Evidence(_RELATION[place.relation] + weight, _near(label))]
                found.append(Candidate(taken[0], taken[1], labels.page.number, evidence))
                break
    return _best_first(found)


def _order_in(tokens: Sequence[Token]) -> tuple[str, tuple[Token, ...]] | None:
    rest = list(tokens)
    while rest and fold(rest[0].text) in _SIGNS:
        rest.pop(0)
    if not rest:
        return None
    for length in (2, 1):
        part = rest[:length]
        text = join_text(part).strip(".,;:#")
        if length == 2 and not (re.fullmatch(r"[A-Za-z]{1,4}-?", part[0].text) and len(part) == 2):
            continue
        if not re.fullmatch(r"[A-Za-z]{0,6}[\s\-#/.]*\d[\w\-/]{0,17}", text):
            continue
        if values.find_dates(text) or values.read_time(text) or re.search(r"\d\.\d{3}", text):
            continue
        return text, tuple(part)
    return None


# --- terms, currency, notes ---------------------------------------------------------------------------


_FORM = re.compile(r"^(?:\[?\d\]?\s*)?(CONTADO|CREDITO|CASH|CREDIT)\b")
_DAYS = re.compile(r"\b(\d{1,3})\s*(?:DIAS?|DAYS?)\b|\bNET\s?\d{2}\b|\bA (\d{1,3}) DIAS\b")


def payments(pages: Sequence[Labels]) -> dict[str, list[Candidate]]:
    """Form (cash or credit) and means. One family of programs prints the two labels the other way round."""
    form: list[Candidate] = []
    means: list[Candidate] = []
    for labels in pages:
        for label in labels.of("payment_form", "payment_means"):
            for place in labels.places(label, depth=2.2, reach=0.2):
                text = re.sub(r"^\[?\w{1,3}\]\s*|^\d{1,2}\s*-\s*", "", place.text).strip(" .;:-")
                key = " ".join(fold_words(text))
                if not any(char.isalpha() for char in text) and not _DAYS.search(key):
                    continue
                evidence = [Evidence(_RELATION[place.relation], _near(label))]
                candidate = Candidate(text[:60], place.tokens, labels.page.number, evidence)
                match = _FORM.match(key)
                lone = match is not None and len(key.split()) <= 1 + 2 * bool(_DAYS.search(key))
                worded = "payment_form" in label.roles and not key.endswith("ACH")
                if match and (lone or _DAYS.search(key) or worded):
                    candidate.value = "Contado" if match.group(1) in {"CONTADO", "CASH"} else "Crédito"
                    form.append(candidate)
                elif "payment_form" in label.roles and _DAYS.search(key):
                    candidate.value = "Crédito"
                    form.append(candidate)
                elif "payment_means" in label.roles or _is_means(key):
                    means.append(candidate)
                break
    return {"payment_form": _best_first(form), "payment_means": _best_first(means)}


def _is_means(key: str) -> bool:
    return bool(
        re.search(
            r"EFECTIVO|TRANSFERENCIA|CONSIGNACION|CHEQUE|TARJETA|DEBITO|ACH|ACUERDO|PSE|NO DEFINIDO|BANCARI|WIRE|CASH",
            key,
        )
    )


def currencies(pages: Sequence[Labels]) -> list[Candidate]:
    found: list[Candidate] = []
    for labels in pages:
        for label in labels.of("currency"):
            for place in labels.places(label, depth=1.6, reach=0.6):
                if match := re.search(r"\b(COP|USD|EUR)\b|\bPESOS?\b|\bDOLARES\b", " ".join(fold_words(place.text))):
                    code = match.group(1) or ("USD" if "DOLAR" in match.group() else "COP")
                    evidence = [Evidence(3.4, _near(label))]
                    found.append(Candidate(code, place.tokens, labels.page.number, evidence))
                    break
        for line in labels.page.lines:
            for token in line.tokens:
                if token.key in {"COP", "USD", "EUR"}:
                    found.append(Candidate(token.key, (token,), labels.page.number, [Evidence(2.2, "está impresa")]))
    return _best_first(found)


def notes(pages: Sequence[Labels]) -> list[Candidate]:
    """Free remarks after their label: what stands beside it, or the lines under it."""
    found: list[Candidate] = []
    for labels in pages:
        for label in labels.of("notes"):
            fills = len(label.tokens) == len(label.segment.tokens)
            if not label.leading or not (label.marked or fills):
                continue
            tokens: list[Token] = []
            for place in labels.places(label, depth=4.5, reach=0.12):
                if place.relation.startswith("under") and abs(place.tokens[0].rect.x0 - label.rect.x0) > 0.15:
                    continue
                tokens += place.tokens
            text = join_text(tokens)
            if sum(char.isalpha() for char in text) >= 4:
                found.append(Candidate(text[:1000], tuple(tokens), labels.page.number, [Evidence(2.6, _near(label))]))
    return _best_first(found)
