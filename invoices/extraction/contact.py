"""Address, city, telephone and e-mail of the seller: what stands in its block or in the head."""

import re
from collections.abc import Sequence

from invoices.extraction.colombia import ADDRESS, CITIES
from invoices.extraction.confidence import Evidence
from invoices.extraction.found import Found
from invoices.extraction.labels import Labels
from invoices.extraction.layout import Segment, Token, fold, fold_words
from invoices.extraction.sides import Sides, TaxNumber

_CITY_KEYS = {tuple(fold_words(city)): city for city in CITIES}
_PHONE = re.compile(r"(?:\+?57[\s\-]?)?(?:\(\d{1,3}\)\s?){0,2}\d[\d\s\-./]{5,}\d")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")


def find_contact(labels: Labels, sides: Sides, supplier: TaxNumber | None) -> dict[str, list[Found]]:
    """Candidates for address, city, phone and email, each with the best first."""
    found: dict[str, list[Found]] = {"address": [], "city": [], "phone": [], "email": []}
    own = [s for s in labels.page.segments if _is_sellers(s, sides, supplier)]
    own_ids = {id(segment) for segment in own}
    for label in labels.of("address", "city", "phone", "email"):
        if id(label.segment) not in own_ids:
            continue
        for place in labels.places(label, depth=1.8, reach=0.2):
            _take(found, label.role, place.text, place.tokens, labels.page.number, 2.2)
            break
    for segment in own:
        text = segment.text
        if ADDRESS.search(" ".join(fold_words(text))) and not labels.starts_with_label(segment):
            _take(found, "address", text, segment.tokens, labels.page.number, 1.2)
        if match := _EMAIL.search(text):
            _take(found, "email", match.group(), segment.tokens, labels.page.number, 1.6)
        _take_city(found, segment, labels.page.number)
    for candidates in found.values():
        candidates.sort(key=lambda item: -item.rank)
    return found


def _is_sellers(segment: Segment, sides: Sides, supplier: TaxNumber | None) -> bool:
    side = sides.of(segment.rect)
    if supplier is not None and supplier.side in {"supplier", "head"}:
        return side == supplier.side and segment.rect.cy < sides.floor
    return side in {"supplier", "head"}


def _take(
    found: dict[str, list[Found]], role: str, text: str, tokens: Sequence[Token], page: int, weight: float
) -> None:
    text = text.strip(" :-,;")
    if role == "phone":
        match = _PHONE.search(text)
        if not match or not 7 <= sum(char.isdigit() for char in match.group()) <= 24:
            return
        text = text if len(text) < 40 else match.group().strip()
    if role == "email" and not _EMAIL.search(text):
        return
    if role == "city":
        text = re.split(r"[,\-/(]| - ", text)[0].strip()
        if not text or any(char.isdigit() for char in text) or len(text) > 30:
            return
    if role == "address" and not (any(char.isdigit() for char in text) or len(text) > 8):
        return
    found[role].append(Found(text, tuple(tokens), page, [Evidence(weight)], weight))


def _take_city(found: dict[str, list[Found]], segment: Segment, page: int) -> None:
    """A city's name in the seller's block, as at the end of an address."""
    for index in range(len(segment.tokens)):
        for length in (4, 3, 2, 1):
            tokens = segment.tokens[index : index + length]
            city = _CITY_KEYS.get(tuple(fold(token.text) for token in tokens))
            if city and len(tokens) == length:
                weight = 1.4 if index else 1.0
                found["city"].append(Found(city, tuple(tokens), page, [Evidence(weight)], weight))
                return
