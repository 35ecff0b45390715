"""The document's own number: where it may stand, what it may look like, and what corroborates it.

A number belongs to a range that the DIAN authorised, and most documents print that range at their foot:
a number inside it, with its prefix, is hardly another one. It knows nothing of dates, parties or amounts.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from invoices.extraction import values
from invoices.extraction.authorised import Range, as_authorised, authorised
from invoices.extraction.confidence import Evidence
from invoices.extraction.headings import RELATION, SIGNS, Candidate, best_first, near
from invoices.extraction.labels import Label, Labels, Place
from invoices.extraction.layout import Segment, Token, fold, fold_words, join_rects, join_text
from invoices.extraction.result import DocumentType

_NUMBER = re.compile(r"[A-Z]{0,6}\d{1,4}[A-Z]{1,2}\d{1,10}|[A-Z]{0,6}\d{1,12}")
_PREFIX = re.compile(r"[A-Z]{1,5}\d{0,3}[A-Z]?")
# The widest blank between a prefix and its number, and how far down a page its head may reach.
_CELL = 0.09
_HEAD_ENDS = 0.55
# A title cut down to its initials before the number: "FE: 8551894".
_INITIALS = frozenset({"FE", "FV", "FEV", "FVE", "FAC", "POS", "TIQ", "DS", "NC", "ND"})
_MONTHS = frozenset({
    "ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SEPTIEMBRE", "SETIEMBRE", "OCTUBRE",
    "NOVIEMBRE", "DICIEMBRE",
})  # fmt: skip
_OF_A_RANGE = re.compile(r"RESOL|AUTORIZ|PREFIJO|RANGO|DESDE|HASTA|HABILITA|VIGENCIA|NUMERACION")
_DATE_AHEAD = re.compile(r"\d{1,2}\s+(?:de\s+)?(?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)[a-z]*\.?\s", re.I)
# What may stand between a title and its number without being one.
_OF_TILLS = {"TIQUETE", "MAQUINA", "REGISTRADORA", "CON", "SISTEMA", "P", "O", "S", "EQUIVALENTE", "DOCUMENTO"}
_TICKETS = frozenset({"TIQUETE", "TICKET", "TIQ"})
_OF_TITLES = {"DE", "VENTA", "ELECTRONICA", "FACTURA", "INVOICE", "ELECTRONICO", "POS", "POR", "COMPUTADOR", "ORIGINAL",
              "SERVICIOS", "SERVICIO", "EXPORTACION", "NACIONAL", "CONTADO", "CREDITO"}  # fmt: skip


# --- candidates ---------------------------------------------------------------------------------------


def numbers(pages: Sequence[Labels], kind: DocumentType, used: set[str]) -> list[Candidate]:
    """The document's own number with its prefix, without blanks and dashes."""
    ranges = authorised(pages)
    found: list[Candidate] = []
    for labels in pages[:2]:
        for label in labels.found:
            weight = _number_weight(label, labels, kind)
            if weight is not None and (taken := _at_label(label, labels, weight, ranges)) is not None:
                found.append(taken)
        found += _with_prefix_apart(found, labels)
    found += _alone(pages[:1], ranges)
    # However it was cut or misprinted, what begins like an authorisation is none.
    found = [item for item in found if item.value not in used and not re.match(r"1876\d{7}", str(item.value))]
    for item in found:
        if mended := as_authorised(str(item.value), ranges):
            item.value = mended
            item.evidence.append(Evidence(-0.6, "una letra y una cifra se parecen; se leyó según el rango autorizado"))
        item.evidence += _corroboration(str(item.value), ranges)
    return best_first(item for item in found if not _is_part(item, found))


def _is_part(item: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether the same print was read with its prefix too."""
    mine = {id(token) for token in item.tokens}
    return any(str(one.value).endswith(str(item.value)) and mine < {id(token) for token in one.tokens} for one in found)


def _number_weight(label: Label, labels: Labels, kind: DocumentType) -> float | None:
    """What a label is worth as that of the number: its own name, the title, a bare "No." at the top."""
    if "invoice_number" in label.roles:
        if "title" in label.roles and not label.marked and label.words == 1:
            return -0.4
        return 0.3 if label.leading or label.marked else -0.8
    if "title" in label.roles:
        if fold(label.text) in _TICKETS and _is_of_another(label):
            return None
        return -0.7 if label.leading and label.rect.cy < 0.45 else None
    top = label.rect.cy < 0.35 and labels.page.number == 0 and label.leading
    if "number_sign" in label.roles:
        # "TIQUETE POS ELECTRÓNICO No. C1372958"
        titled = any(
            "title" in other.roles and (other.segment is label.segment or _goes_on_below(other, label, labels))
            for other in labels.found
        )
        if _names_something(label):
            return None
        return 0.0 if titled else -0.6 if top else None
    if top and fold(label.text) == "DOCUMENTO":
        return -0.9
    return None


def _goes_on_below(title: Label, sign: Label, labels: Labels) -> bool:
    """Whether a narrow page has wrapped a title: "TIQUETE DE MAQUINA REGISTRADORA CON / SISTEMA P.O.S. No."."""
    drop = sign.rect.cy - title.rect.cy
    before = sign.segment.tokens[: sign.segment.tokens.index(sign.tokens[0])]
    words = {word for token in before for word in fold_words(token.text)}
    return 0 < drop < 2.6 * labels.page.line_height and bool(words) and words <= _OF_TITLES | _OF_TILLS


def _is_of_another(label: Label) -> bool:
    """Whether the words behind "tiquete" say that it is none of a till: "Tiquete báscula"."""
    after = label.segment.tokens[label.segment.tokens.index(label.tokens[-1]) + 1 :]
    words = {word for token in after for word in fold_words(token.text)}
    return (
        any(word.isalpha() for word in words)
        and not words & (_OF_TITLES | _OF_TILLS | SIGNS)
        and not any(char.isdigit() for word in words for char in word)
    )


def _names_something(label: Label) -> bool:
    """Whether a sign is but the beginning of a label: "Número de cliente", "N° interno"."""
    after = label.segment.tokens[label.segment.tokens.index(label.tokens[-1]) + 1 :]
    if len(after) == 1 and after[0].text.isupper() and len(fold(after[0].text)) <= 4:
        return False  # a prefix, with its number in the next line
    return not label.marked and bool(after) and all(fold(token.text).isalpha() for token in after)


def _is_signed(label: Label) -> bool:
    """Whether the sign of a number is in the label already, so that an "N" behind it is a prefix."""
    last = label.tokens[-1].text.strip(":")
    return fold(last) in SIGNS - {"N", ""} or last in {"N°", "Nº"}


def _behind_title(label: Label, place: Place) -> Sequence[Token]:
    """Without the rest of a title that a wide blank has cut: "FACT.   ELECTRONICA DE VENTA 991146"."""
    tokens = list(place.tokens)
    while "title" in label.roles and tokens and not place.relation.startswith("under"):
        words = fold_words(tokens[0].text)
        if not words or not _OF_TITLES.issuperset(words):
            break
        tokens.pop(0)
    return tokens


def _behind_sign(label: Label, place: Place) -> tuple[str, list[Token]] | None:
    """The number behind a sign in a longer title: "CUENTA DE COBRO DE HONORARIOS # 1820"."""
    for index, token in enumerate(place.tokens[:8]):
        if token.text.endswith(":") or any(char.isdigit() for char in token.text):
            return None
        if index and token.text.strip(".:").upper() in {"#", "NO", "N°", "Nº", "NRO", "NÚMERO", "NUMERO"}:
            return _number_in(place.tokens[index + 1 :])
        if not fold(token.text).isalpha():
            return None
    return None


def _with_initials(label: Label) -> tuple[str, list[Token]] | None:
    """ "Cuenta de cobro No. CC 460": the initials of the title before its number, which are no cédula's."""
    line = label.segment.line
    assert line is not None  # noqa: S101
    after = line.tokens[line.tokens.index(label.tokens[-1]) + 1 :][:2]
    if len(after) < 2 or after[0].text.strip("-") != "CC" or not re.fullmatch(r"-?\d{1,5}", after[1].text):
        return None
    titled = "COBRO" in fold_words(label.segment.text)
    return _number_in(after) if titled and "invoice_number" in label.roles else None


def _at_label(label: Label, labels: Labels, weight: float, ranges: Sequence[Range]) -> Candidate | None:
    if taken := _with_initials(label):
        return _number(*taken, labels, label, Place(label, tuple(taken[1]), "same", 0.0), weight)
    for place in labels.places(label, depth=4.2 if "title" in label.roles else 3.3, reach=0.35):
        taken = _number_in(_completed(place, labels, ranges)) or _number_in(
            _behind_title(label, place), signed=_is_signed(label)
        )
        if taken is None and "title" in label.roles and not place.relation.startswith("under"):
            taken = _behind_sign(label, place)
        if taken is None:
            of_title = all(word in _OF_TITLES for token in place.tokens for word in fold_words(token.text))
            if place.relation.startswith("under") and "invoice_number" not in label.roles and not of_title:
                return None
            continue
        value, tokens = taken
        if fold(label.text) == "DOCUMENTO" and value.isdigit() and not any(one.holds(value) for one in ranges):
            return None
        return _number(value, tokens, labels, label, place, weight)
    return None


def _number(
    value: str, tokens: Sequence[Token], labels: Labels, label: Label, place: Place, weight: float
) -> Candidate:
    evidence = [Evidence(RELATION[place.relation] + weight, near(label))]
    if re.match(r"[A-Z]", value):
        evidence.append(Evidence(0.4))
    if len(value) < 3 and not re.match(r"[A-Z]", value):
        evidence.append(Evidence(-0.5, "es un número muy corto"))
    if labels.page.number == 0 and label.rect.cy < 0.4:
        evidence.append(Evidence(0.4))
    return Candidate(value, tuple(tokens), labels.page.number, evidence)


def _corroboration(value: str, ranges: Sequence[Range]) -> list[Evidence]:
    if any(one.holds(value) for one in ranges):
        return [Evidence(1.4, "está en el rango autorizado por la DIAN")]
    if any(one.prefix and re.fullmatch(rf"{one.prefix}\d+", value) for one in ranges):
        return [Evidence(-1.5, "está fuera del rango autorizado por la DIAN")]
    return [Evidence(-0.4)] if ranges else []


def _completed(place: Place, labels: Labels, ranges: Sequence[Range]) -> list[Token]:
    """A prefix alone together with the number in the next cell or the next line."""
    tokens = [token for token in place.tokens if fold(token.text) not in SIGNS]
    prefix = fold(tokens[0].text) if len(tokens) == 1 else ""
    segment = _segment_of(place.tokens[-1], labels)
    if not _PREFIX.fullmatch(prefix) or segment is None or segment.tokens[-1] is not place.tokens[-1]:
        return []
    assert segment.line is not None  # noqa: S101
    dashed = segment.text.rstrip().endswith(("-", "–"))
    after = segment.line.segments[segment.line.segments.index(segment) + 1 :][:1]
    if after and after[0].rect.x0 - segment.rect.x1 > _CELL:
        after = []
    for more in after or labels.page.below(segment.rect, reach=1.8 * labels.page.line_height)[:1]:
        number = fold(more.tokens[0].text)
        # A prefix that ends in a figure looks like a whole number: then only the range tells.
        cell = more.line.segments if more.line is not None else []
        alone = len(segment.line.segments) == len(cell) == len(more.tokens) == 1
        wrapped = alone and place.relation == "same" and len(prefix) <= 4
        sure = (bool(after) or dashed or wrapped) and (prefix.isalpha() or dashed)
        if number.isdigit() and (sure or any(one.prefix == prefix and one.holds(prefix + number) for one in ranges)):
            return [tokens[0], more.tokens[0]]
    return []


def _segment_of(token: Token, labels: Labels) -> Segment | None:
    return next((s for s in labels.page.segments if any(token is other for other in s.tokens)), None)


def _with_prefix_apart(found: Sequence[Candidate], labels: Labels) -> Iterator[Candidate]:
    """Numbers whose prefix stands in a cell of its own, under or beside its label."""
    for label in labels.of("prefix"):
        place = next(labels.places(label, depth=2.6, reach=0.2), None)
        if place is None or label.rect.cy > 0.5:
            continue
        token = place.tokens[0]
        prefix = fold(token.text)
        if len(place.tokens) > 1 or not _PREFIX.fullmatch(prefix):
            continue
        for item in found:
            if item.page != labels.page.number or not str(item.value).isdigit():
                continue
            rect = join_rects(t.rect for t in item.tokens)
            if abs(rect.cy - token.rect.cy) < 3 * labels.page.line_height and abs(rect.x0 - token.rect.x0) < 0.35:
                evidence = [*item.evidence, Evidence(1.2, "su prefijo está impreso aparte")]
                yield Candidate(prefix + str(item.value), (token, *item.tokens), item.page, evidence)


def _alone(pages: Sequence[Labels], ranges: Sequence[Range]) -> Iterator[Candidate]:
    """What has the authorised prefix and lies in the range needs no label at the head of a page."""
    ranges = [one for one in ranges if one.prefix]
    for labels in pages if ranges else ():
        for line in labels.page.lines:
            if line.cy > _HEAD_ENDS:
                break
            if _OF_A_RANGE.search(" ".join(fold_words(line.text))):
                continue
            for start, token in enumerate(line.tokens):
                below = _below_prefix(token, labels, ranges)
                taken = _number_in([token, *below] if below else _together(line.tokens[start : start + 3]))
                if taken and any(one.holds(taken[0]) and _is_inside(taken[0], one) for one in ranges):
                    yield Candidate(taken[0], tuple(taken[1]), labels.page.number, [Evidence(1.0)])
                    break


def _is_inside(value: str, one: Range) -> bool:
    """Not an end of the range itself, printed on a line of its own."""
    return int(value.removeprefix(one.prefix)) not in {one.first, one.last}


def _together(tokens: Sequence[Token]) -> list[Token]:
    """The words up to the first wide blank."""
    cut = next((at for at, (one, other) in enumerate(pairwise(tokens), 1) if other.rect.x0 - one.rect.x1 > _CELL), None)
    return list(tokens[:cut])


def _below_prefix(token: Token, labels: Labels, ranges: Sequence[Range]) -> list[Token]:
    """The number under a prefix that ends its cell."""
    segment = _segment_of(token, labels) if any(fold(token.text) == one.prefix for one in ranges) else None
    if segment is None or segment.tokens[-1] is not token:
        return []
    return [one.tokens[0] for one in labels.page.below(segment.rect, reach=2.6 * labels.page.line_height)[:1]]


def _letter_s(text: str) -> str:
    """ "PO$3067" is POS3067 where no currency is meant."""
    return re.sub(r"^(?!COP|COL|USD?|US)([A-Z]{1,4})\$(?=\d{2,}$)", r"\1S", text)


def _number_in(tokens: Sequence[Token], *, signed: bool = False) -> tuple[str, list[Token]] | None:
    """A number at the start of a place: `FE 1234`, `FE-1234`, `No. 1234`, `D102-1031520`."""
    rest = list(tokens)
    # "No. N 34004" has a prefix; "FACTURA N 34004" has none.
    prefixed = signed and len(rest) > 1 and rest[0].text == "N"
    while rest and fold(rest[0].text) in SIGNS and not prefixed:
        rest.pop(0)
    if (
        len(rest) > 1
        and rest[0].text.strip(":.") in _INITIALS
        and rest[0].text.endswith(":")
        and rest[1].text.isdigit()
    ):
        rest.pop(0)
    # "16 de diciembre de 2024" is a date, though it begins with a number.
    if not rest or _DATE_AHEAD.match(join_text(rest[:5])):
        return None
    for length in (3, 2, 1):
        part = list(rest[:length])
        if len(part) < length:
            continue
        words = [fold(token.text) for token in part]
        bare = [word for index, word in enumerate(words) if word not in SIGNS or (prefixed and not index)]
        value = "".join(bare)
        if length > 1 and not (_PREFIX.fullmatch(bare[0] if bare else "") and value[-1:].isdigit()):
            continue
        if length > 1 and not (bare and (not bare[0].isdigit()) and bare[-1].isdigit()):
            continue
        text = join_text(part)
        text = _letter_s(text)
        value = fold(text) if length == 1 else value
        if (month := re.match(r"[A-Z]*", value)) and month.group() in _MONTHS:
            continue
        if not _NUMBER.fullmatch(value) or values.find_dates(text) or re.search(r"[@%:$]", text.strip(":")):
            continue
        if re.search(r"\d[.,]\d{3}(?!\d)|\d,\d\d$", text):
            continue
        return value, part
    return None
