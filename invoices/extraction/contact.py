"""Address, city, telephone and e-mail of the seller: what stands in its block, in the head, or at its foot.

Each part is found by its label or by its own shape, also where several stand in one line; what is not the
part itself, a city behind an address or a telephone before a mail, is cut off.
"""

import re
from collections.abc import Iterator, Sequence

from invoices.extraction.colombia import ADDRESS, CITIES, DEPARTMENTS, TOWNS, is_place
from invoices.extraction.confidence import Evidence, letters
from invoices.extraction.found import Found
from invoices.extraction.labels import Labels
from invoices.extraction.layout import Segment, Token, fold, fold_words, join_text
from invoices.extraction.sides import Sides, TaxNumber

_CITY_KEYS = {tuple(fold_words(city)): city for city in (*CITIES, *TOWNS)}
_LONGEST_CITY = max(len(key) for key in _CITY_KEYS)
_PHONE = re.compile(r"(?:\+?57[\s\-]?)?(?:\(\d{1,3}\)\s?){0,2}\d[\d\s\-./]{5,}\d")
# Colombian numbers that need no label: a mobile one, or a landline with its area.
_WHOLE_PHONE = re.compile(
    r"(?<![\d.,\-])(?:\+?57\s?)?"
    r"(?:3[0-2]\d[\s\-]?\d{3}[\s\-]?\d{4}|\(?60\d\)?[\s\-]?\d{3}[\s\-]?\d{4}|\(\d\)\s?\d{7})"
    r"(?![\d.,\-])"
)
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_STREET = re.compile(
    r"(?:CL|CLL|CALLE|CR|CRA|CRR|KR|KRA|CARRERA|AV|AVE|AVENIDA|DG|DIAG|DIAGONAL|TV|TR|TRANSV|TRANSVERSAL|KM|KILOMETRO|"
    r"VIA|AUTOPISTA|AUT|MZ|MANZANA|CIRCULAR|AC|AK|VEREDA|TRONCAL|ZONA|PARQUE|CIRCUNVALAR)"
)
_LABELLED, _SHAPED, _PLACED = 1.6, 1.2, 0.6
_OPEN_NUMBER = re.compile(r"(?i)\d\w?.*(?:\b(?:no|nro|n)[.°º]?|#)$")
_NO_TAIL = {"-", "–", "|", ",", "/", "•", "·"}


def find_contact(labels: Labels, sides: Sides, supplier: TaxNumber | None) -> dict[str, list[Found]]:
    """Candidates for address, city, phone and email, each with the best first."""
    found: dict[str, list[Found]] = {"address": [], "city": [], "phone": [], "email": []}
    own = [segment for segment in labels.page.segments if _is_sellers(segment, labels, sides, supplier)]
    own_ids = {id(segment) for segment in own}
    for label in labels.of("address", "city", "phone", "email"):
        if id(label.segment) not in own_ids:
            continue
        for place in labels.places(label, depth=1.8, reach=0.2):
            reason = Evidence(_LABELLED, f"está junto a «{label.text.strip(' :.')}»")
            _take(found, label.role, place.tokens, labels, reason)
            if label.role == "address":
                _take_city(found, place.tokens, labels)
            break
    for segment in own:
        _take_unlabelled(found, segment, labels)
    for candidates in found.values():
        candidates.sort(key=lambda item: -item.rank)
    return {name: _once(candidates) for name, candidates in found.items()}


def _once(candidates: Sequence[Found]) -> list[Found]:
    seen: dict[str, Found] = {}
    for item in candidates:
        seen.setdefault(fold(item.value), item)
    return list(seen.values())


def _is_sellers(segment: Segment, labels: Labels, sides: Sides, supplier: TaxNumber | None) -> bool:
    if supplier is not None and supplier.side == "foot":
        near = abs(segment.rect.cy - supplier.rect.cy) < 2.2 * labels.page.line_height
        return near and labels.page.number == supplier.page
    side = sides.of(segment.rect)
    if supplier is not None and supplier.side in {"supplier", "head"}:
        return side == supplier.side and segment.rect.cy < sides.floor
    return side in {"supplier", "head"}


def _take_unlabelled(found: dict[str, list[Found]], segment: Segment, labels: Labels) -> None:
    tokens = _with_number(segment)
    known = Evidence(_LABELLED - 0.4)
    start = next((i for i in range(len(tokens)) if _opens_address(tokens[i:])), None)
    if start is not None:
        _take(found, "address", tokens[start:], labels, known)
    if _EMAIL.search(segment.text):
        _take(found, "email", tokens, labels, known)
    if _WHOLE_PHONE.search(segment.text):
        _take(found, "phone", tokens, labels, known, whole=True)
    _take_city(found, tokens, labels)


def _with_number(segment: Segment) -> list[Token]:
    """An address goes on behind its "No.", though that may be a label elsewhere."""
    line = segment.line
    if line is None or not _OPEN_NUMBER.search(segment.text):
        return segment.tokens
    following = line.segments[line.segments.index(segment) + 1 :][:1]
    return [*segment.tokens, *(token for other in following for token in other.tokens)]


def _opens_address(tokens: Sequence[Token]) -> bool:
    """A street word with a number soon behind it."""
    words = fold_words(tokens[0].text)
    return bool(words) and bool(_STREET.fullmatch(words[0])) and any(
        any(char.isdigit() for char in token.text) for token in tokens[:4]
    )  # fmt: skip


def _take(
    found: dict[str, list[Found]], role: str, tokens: Sequence[Token], labels: Labels, reason: Evidence, *,
    whole: bool = False,
) -> None:  # fmt: skip
    if role == "phone":
        taken = _phone(tokens, whole=whole)
    elif role == "email":
        taken = _email(tokens)
    else:
        taken = _address(tokens, labels) if role == "address" else _city(tokens)
    if taken is None:
        return
    value, used, shaped = taken
    evidence = [reason, Evidence(_PLACED, "está en el bloque del proveedor"), letters(used)]
    if shaped:
        evidence.append(Evidence(_SHAPED))
    rank = sum(item.weight for item in evidence)
    found[role].append(Found(value, tuple(used), labels.page.number, evidence, rank))


_Taken = tuple[str, Sequence[Token], bool] | None


def _address(tokens: Sequence[Token], labels: Labels) -> _Taken:
    """Up to the city, the next label, a bar, a mail or a telephone."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        number = re.sub(r"\D", "", token.text)
        if kept and (labels.heads_a_word(token) or token.text == "|" or "@" in token.text or len(number) >= 7):
            break
        if len(kept) >= 2 and (_place_at(tokens, index) or token.key in DEPARTMENTS):
            break
        kept.append(token)
    while kept and (kept[-1].text in _NO_TAIL or not kept[-1].key):
        kept.pop()
    text = join_text(kept).strip(" :-–,;|")
    if not kept or not (any(char.isdigit() for char in text) or len(text) > 8):
        return None
    return text, kept, bool(ADDRESS.search(" ".join(fold_words(text)))) or _opens_address(kept)


def _phone(tokens: Sequence[Token], *, whole: bool = False) -> _Taken:
    text = join_text(tokens).strip(" :-,;")
    match = (_WHOLE_PHONE if whole else _PHONE).search(text)
    if not match or not 7 <= sum(char.isdigit() for char in match.group()) <= 24:
        return None
    used = [token for token in tokens if any(char.isdigit() for char in token.text)]
    return match.group().strip(" -./"), used, bool(_WHOLE_PHONE.search(text)) or not whole


def _email(tokens: Sequence[Token]) -> _Taken:
    token = next((token for token in tokens if _EMAIL.search(token.text)), None)
    match = _EMAIL.search(token.text) if token else None
    return (match.group(), [token], True) if token and match else None


def _city(tokens: Sequence[Token]) -> _Taken:
    for index in range(len(tokens)):
        if place := _place_at(tokens, index):
            return join_text(tokens[index : index + place]).strip(" ,.-–|") + _dot(tokens, index + place - 1), \
                tokens[index : index + place], True  # fmt: skip
    text = re.split(r"[,\-/(]| - ", join_text(tokens))[0].strip(" :.,")
    if not text or any(char.isdigit() for char in text) or len(text) > 30:
        return None
    return text, tokens, False


def _dot(tokens: Sequence[Token], last: int) -> str:
    """The dot of "D.C." belongs to it."""
    return "." if re.search(r"\bC\.$", tokens[last].text.rstrip(",")) else ""


def _take_city(found: dict[str, list[Found]], tokens: Sequence[Token], labels: Labels) -> None:
    """A city's name behind an address, or alone with its department; not in the name of a company."""
    for index in range(len(tokens)):
        place = _place_at(tokens, index)
        if not place:
            continue
        behind = any(_opens_address(tokens[start:]) for start in range(index))
        alone = index == 0 or tokens[index - 1].text in _NO_TAIL
        if behind or (alone and is_place(" ".join(token.key for token in tokens[index + place :] if token.key))):
            _take(found, "city", tokens[index : index + place], labels, Evidence(1.4 if behind else 1.0))
            return


def _place_at(tokens: Sequence[Token], index: int) -> int:
    """How many words of a city's name stand here, with its "D.C."; 0 for none."""
    words = list(_numbered(tokens[index : index + _LONGEST_CITY + 2]))
    for length in range(min(_LONGEST_CITY, len(words)), 0, -1):
        if tuple(word for word, _count in words[:length]) in _CITY_KEYS:
            count = words[length - 1][1]
            rest = [token.key for token in tokens[index + count : index + count + 2]]
            return count + (1 if rest[:1] == ["DC"] else 2 if rest == ["D", "C"] else 0)
    return 0


def _numbered(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """The words of some tokens, each with how many tokens it takes to come to its end."""
    for count, token in enumerate(tokens, start=1):
        if key := fold(token.text):
            yield key, count
