"""Names of companies and people on a page: beside a label, over or beside a tax number, at the head.

It knows where a name may stand; what one looks like is for `name_shape`, and whose it is, the sides tell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from rapidfuzz import fuzz

from invoices.extraction.confidence import Evidence, letters
from invoices.extraction.found import Found, ranked
from invoices.extraction.labels import Label, Labels, Place
from invoices.extraction.layout import PageLayout, Rect, Segment, Token, join_rects, join_text
from invoices.extraction.name_lines import OF_FIELDS, beside_a_wave, continued, made_whole, whole_name
from invoices.extraction.name_owners import Owners, owners
from invoices.extraction.name_shape import (
    ENDS_WITH_FORM,
    LEGAL_FORM,
    OF_A_WORK,
    clean_name,
    fold_name,
    has_form,
    has_given_name,
    has_joint,
    is_a_persons,
    name_shape,
    nameish,
    only_form,
    parted,
    without_initials,
    without_introduction,
)
from invoices.extraction.sides import Sides, TaxNumber, heading_side


def find_names(
    pages: Sequence[Labels],
    sides: Sequence[Sides],
    side: str,
    number: TaxNumber | None,
    known: Mapping[str, str],
    *,
    turned: bool,
    numbers: Sequence[TaxNumber] = (),
) -> list[Found]:
    """Candidates for the name of a side, whose number is one of those of the document, the best first."""
    whose = owners(number, numbers)
    found = list(_labelled_names(pages[:1] if not number else pages, sides, side, number, whose, turned=turned))
    labels = next(
        (labels for labels in pages if number and labels.page.number == number.page), pages[0] if pages else None
    )
    if labels is not None:
        around = sides[pages.index(labels)]
        found += _names_near(labels, around, side, number, whose, turned=turned)
        for other in whose.own:
            # A foot repeats whose page it is in the middle of a text.
            if other is not number and other.page == labels.page.number and other.side != "foot":
                found += _names_near(labels, around, side, other, whose, turned=turned)
        if side == "supplier":
            found += _said_of_oneself(labels)
        _mend(found, pages)
    expected = known.get(number.body) if number is not None else None
    for item in found:
        item.rank += name_shape(item.value)
        item.evidence.append(Evidence(0.5 * name_shape(item.value)))
        item.evidence += [letters(item.tokens), *_doubts(item, number)]
        if expected and fuzz.token_set_ratio(fold_name(item.value), fold_name(expected)) > 85:
            item.rank += 3
            item.evidence.append(Evidence(2.0, "es el nombre conocido de ese NIT", "known"))
    _prefer_whole_names(found, number, whose, pages)
    return ranked(_in_full(found, frozenset(id(label.tokens[0]) for one in pages for label in one.found)))


def _doubts(item: Found, number: TaxNumber | None) -> Iterator[Evidence]:
    """What makes a name less sure without making another one likelier."""
    if not has_form(item.value) and (number is None or number.is_companys):
        yield Evidence(-0.6, "no se ve la forma jurídica de la empresa", "formless")
    if not _on_one_line(item):
        yield Evidence(-0.2, kind="joined")
        sizes = sorted(token.rect.height for token in item.tokens if len(token.key) > 2)
        if sizes and sizes[-1] > 1.3 * sizes[0] and not has_joint(fold_name(item.value)):
            yield Evidence(-0.4, "las líneas del nombre son de distinto tamaño", "open")


def _prefer_whole_names(
    found: Sequence[Found], number: TaxNumber | None, whose: Owners, pages: Sequence[Labels]
) -> None:
    """A sign without a legal form never beats the company's name that stands beside its own number."""
    if number is None or not number.is_companys:
        return
    page = {labels.page.number: labels.page for labels in pages}
    for item in found:
        rect = join_rects(token.rect for token in item.tokens)
        away = whose.from_own(rect, page[item.page]) if has_form(item.value) else None
        if away is not None and away < _BESIDE:
            break
    else:
        return
    for item in found:
        if not has_form(item.value):
            item.rank -= 2.0


# A name no further from its number than this is set to be read with it.
_BESIDE = 2.5


def _mend(found: Sequence[Found], pages: Sequence[Labels]) -> None:
    """Names that were torn, with their pieces."""
    for item in found:
        labels = next(labels for labels in pages if labels.page.number == item.page)
        whole = made_whole(item.tokens, labels)
        if len(whole) > len(item.tokens):
            item.value, item.tokens = clean_name(join_text(whole)), tuple(whole)
            item.evidence.append(Evidence(-0.3, kind="mended"))


def _in_full(found: Sequence[Found], heads: frozenset[int]) -> Sequence[Found]:
    """A sign over the letterhead leaves the legal form out, and a text breaks its lines in the middle of a name:
    where both stand, the name is the longer one, if it does not begin with a label (whose first words are `heads`).
    """
    keys = [fold_name(item.value) for item in found]
    for item, key in zip(found, keys, strict=True):
        headed = id(item.tokens[0]) in heads
        whole = _on_one_line(item) and not headed
        short = [
            other.rank
            for other, shorter in zip(found, keys, strict=True)
            if (key.startswith(shorter + " ") and _rounds_off(shorter, key.removeprefix(shorter).strip()))
            or (
                (whole or (_holds(item, other) and not headed))
                and key.endswith(" " + shorter)
                and ENDS_WITH_FORM.search(shorter)
            )
        ]
        if short and max(short) >= item.rank:
            item.rank = max(short) + 0.1
    return found


def _rounds_off(name: str, rest: str) -> bool:
    """Whether what follows a shorter name is its legal form, or the year of a joint venture."""
    return only_form(rest) or bool(OF_A_WORK.search(name) and re.fullmatch(r"(?:19|20)\d\d", rest))


def _holds(item: Found, other: Found) -> bool:
    """Whether a name was put together from lines of which another one is the last."""
    if not {id(token) for token in other.tokens} < {id(token) for token in item.tokens}:
        return False
    return other.tokens[0].rect.cy - item.tokens[0].rect.cy > 0.5 * other.tokens[0].rect.height


def _on_one_line(item: Found) -> bool:
    rects = [token.rect for token in item.tokens]
    return max(rect.cy for rect in rects) - min(rect.cy for rect in rects) < 0.6 * max(rect.height for rect in rects)


def _sides_of_names(side: str, around: Sides, number: TaxNumber | None) -> set[str]:
    """Where a label "Nombre" speaks of this side."""
    if side == "supplier":
        # Whoever is named at the foot has no label over its own name at the head; what has one there is the buyer.
        return {"supplier"} if number is not None and number.side == "foot" else {"supplier", "head"}
    return {"customer"} if around.first_customer() < 1 else {"customer", "head", "none"}


def _labelled_names(
    pages: Sequence[Labels], sides: Sequence[Sides], side: str, number: TaxNumber | None, whose: Owners, *, turned: bool
) -> Iterator[Found]:
    for labels, around in zip(pages, sides, strict=False):
        for label in labels.found:
            heading = heading_side(label, turned=turned) == side
            named = "name" in label.roles
            plain = named and around.of(label.rect) in _sides_of_names(side, around, number)
            if not (heading or named) or (label.rect.cy > around.floor and not named):
                continue
            places = list(labels.places(label, depth=2.4, reach=0.25))
            if waved := beside_a_wave(label, labels):
                places.insert(0, Place(label, tuple(waved), "right", 0.0))
            for place in places:
                rect = join_rects(token.rect for token in place.tokens)
                own = named and whose.is_beside(rect, labels.page, around)
                if whose.is_anothers(rect, labels.page, around) or not (heading or plain or own):
                    break
                # Behind a stroke the same label is said in another language.
                if (rect.cy > around.floor and not own) or place.tokens[0].text == "/":
                    break
                tokens = next(iter(parted(_until_number(place.tokens))), [])
                if place.relation == "same":
                    tokens = _without_rest_of_label(tokens)
                if tokens and tokens[-1].text.endswith(":"):
                    continue
                value = clean_name(join_text(tokens))
                if not nameish(value) or (place.relation.startswith("under") and not _may_hang(place.tokens, label)):
                    continue
                weight = {"same": 2.6, "right": 2.4, "further": 1.0, "under": 1.9, "under2": 0.8}[place.relation]
                weight += 0.3 if plain or own else 0.0
                tokens = list(made_whole(tokens, labels))
                value, whole = continued(clean_name(join_text(tokens)), tokens, labels, label)
                reason = f"está junto a «{label.text.strip(' :')}»"
                yield Found(value, tuple(whole), labels.page.number, [Evidence(weight, reason)], weight)
                break


def _said_of_oneself(labels: Labels) -> Iterator[Found]:
    """Who speaks in a letter: "Yo, MARIA EUGENIA SUAREZ, identificada con C.C. No. 53.631.852"."""
    for line in labels.page.lines:
        tokens = line.tokens
        start = next((i for i, token in enumerate(tokens[:-2]) if token.key == "YO"), None)
        if start is None:
            continue
        said: list[Token] = []
        for token in tokens[start + 1 :]:
            if token.text.islower() or token.key in _ABOUT_ONESELF or any(char.isdigit() for char in token.text):
                break
            said.append(token)
            if token.text.endswith(","):
                break
        value = clean_name(join_text(said))
        if 2 <= len(said) <= 6 and nameish(value):
            yield Found(value, tuple(said), labels.page.number, [Evidence(2.4, "lo dice el texto: «Yo, …»")], 2.4)


_ABOUT_ONESELF = frozenset({"IDENTIFICADO", "IDENTIFICADA", "IDENTIFICADOA", "MAYOR", "CC", "NIT", "CON"})


def _may_hang(tokens: Sequence[Token], label: Label) -> bool:
    """A name under a heading starts at about the heading's own margin, or is centred below it."""
    rect = join_rects(token.rect for token in tokens)
    return abs(rect.x0 - label.segment.rect.x0) < 0.12 or abs(rect.cx - label.segment.rect.cx) < 0.05


_OTHER = {"supplier": {"customer"}, "customer": {"supplier"}}


def _names_near(
    labels: Labels, sides: Sides, side: str, number: TaxNumber | None, whose: Owners, *, turned: bool
) -> Iterator[Found]:
    """Names by position: on the number's line or above it; without a number, at the top of the page."""
    page = labels.page
    ceiling = min(sides.first_customer(), sides.floor, 0.5)
    letters_high = median(token.rect.height for token in page.tokens) if page.lines else 0.01
    for segment in page.segments:
        for part in parted(_own_part(segment, labels, number)):
            said = without_introduction(part)
            tokens = without_initials(said)
            value = clean_name(join_text(tokens))
            if not nameish(value):
                continue
            rect = join_rects(token.rect for token in part)
            if not _may_be_here(rect, sides, side, number, turned=turned) and not whose.is_beside(rect, page, sides):
                continue
            if whose.is_anothers(rect, page, sides):
                continue
            weight, reason = _nearness(rect, number, page, ceiling, side)
            if weight <= 0:
                continue
            weight += 0.8 if len(said) < len(part) else 0.0
            large = _prominence(min(token.rect.height for token in tokens), letters_high)
            weight += large if number is None or number.is_companys else 0.3 * large + _of_a_person(value, rect, number)
            value, joined = whole_name(segment, tokens, labels, letters_high, signed=side == "supplier")
            # What decides between a sign and a person makes no letter surer.
            yield Found(value, tuple(joined), page.number, [Evidence(min(weight, _MOST_FOR_PLACE), reason)], weight)


_MOST_FOR_PLACE = 2.4


def _may_be_here(rect: Rect, sides: Sides, side: str, number: TaxNumber | None, *, turned: bool) -> bool:
    """Whether a name of this side may stand at a place."""
    around = sides.of(rect)
    if around in ({"customer", "head"} if turned and side == "supplier" else _OTHER[side]):
        return False
    # What stands over the heading of the buyer's block is not in it.
    above = side == "customer" and around == "head" and sides.titled
    return not (above and number is not None and number.side == "customer")


def _of_a_person(value: str, rect: Rect, number: TaxNumber) -> float:
    """Beside a person's number stands that person, though the shop's sign may be larger."""
    key = fold_name(value)
    if not is_a_persons(key):
        return -0.6
    close = -0.6 * rect.height < number.rect.cy - rect.cy < 3.0 * rect.height
    return (1.2 if close else 0.0) + (0.8 if has_given_name(key) else 0.0)


def _prominence(height: float, letters_high: float) -> float:
    """Whoever makes an invoice out sets its own name larger than the rest."""
    return max(0.0, min(1.0, 2.0 * (height / letters_high - 1.1)))


def _nearness(rect: Rect, number: TaxNumber | None, page: PageLayout, ceiling: float, side: str) -> tuple[float, str]:
    if number is not None and side == "supplier" and number.side == "foot" and rect.cy < ceiling:
        return 1.6 - 3 * rect.cy, "está en el encabezado"
    if number is not None and number.page == page.number:
        steps = (number.rect.cy - rect.cy) / page.line_height
        aligned = rect.overlap_x(number.segment.rect) > 0.2 or abs(rect.x0 - number.segment.rect.x0) < 0.03
        if abs(steps) < 0.6 and rect.x1 <= number.rect.x0 + 0.01 and number.rect.x0 - rect.x1 < 0.3:
            close = number.rect.x0 - rect.x1 < 0.08 or side == "customer"
            return (2.3 if close or _same_run(rect, number) else 1.5), "está en la línea del NIT"
        if 0 < steps <= 6.5 and aligned:
            return 2.3 - 0.22 * steps, "está sobre el NIT"
        if side == "supplier" and 0 < steps <= 4 and rect.cy < ceiling:
            return 0.6, "está en el encabezado"
        if side == "supplier" and -2.5 < steps < 0 and aligned:
            return 0.7, "está bajo el NIT"
        return (0.3, "está en el encabezado") if side == "supplier" and rect.cy < min(ceiling, 0.15) else (0.0, "")
    if side == "supplier" and rect.cy < ceiling:
        return 1.4 - 3 * rect.cy, "está en el encabezado"
    return 0.0, ""


def _same_run(rect: Rect, number: TaxNumber) -> bool:
    """Whether a name stands in one run of words with its number."""
    whole = number.segment.rect
    return whole.x0 - 0.005 < rect.x0 and abs(rect.cy - whole.cy) < whole.height


def _without_rest_of_label(tokens: Sequence[Token]) -> list[Token]:
    """Without small words of a longer label: "Beneficiario del pago MARIA EUGENIA SUAREZ"."""
    small = 0
    while small < min(4, len(tokens)) and tokens[small].text.islower():
        small += 1
    return list(tokens[small if tokens[small:] and tokens[small].text[0].isupper() else 0 :])


_HEADS = frozenset({"payee", "supplier", "customer", "name"})


def _without_heading(segment: Segment, labels: Labels) -> list[Token]:
    """The words of a cell behind the heading it opens with, if a name of several words in other letters is left;
    in the same letters the heading's word may be the name's own: "ENTIDAD PROMOTORA DE SALUD".
    """
    tokens = list(segment.tokens)
    label = labels.starting(segment)
    if label is None or label.marked or not _HEADS.intersection(label.roles) or "title" in label.roles:
        return tokens
    rest = _without_rest_of_label(tokens[tokens.index(label.tokens[-1]) + 1 :])
    name = join_text(rest)
    return rest if len(rest) >= 2 and name.isupper() and not label.text.isupper() and nameish(name) else tokens


def _own_part(segment: Segment, labels: Labels, number: TaxNumber | None) -> list[Token]:
    """The words of a segment before its NIT label and before any other label that has a colon."""
    tokens = _without_heading(segment, labels)
    if labels.is_label(segment) or segment.text.rstrip().endswith(":"):
        return []
    for label in labels.found:
        if label.segment is segment and "title" in label.roles and label.words > 1 and not label.leading:
            tokens = tokens[: segment.tokens.index(label.tokens[0])]
            # One word before a title is of the title: "COMMERCIAL INVOICE".
            if len(tokens) == 1 and not LEGAL_FORM.search(fold_name(tokens[0].text)):
                return []
            break
        of_field = "nit" in label.roles or (label.leading and OF_FIELDS.intersection(label.roles))
        if label.segment is segment and (label.marked or of_field):
            if label.leading:
                return [] if len(label.tokens) < len(tokens) else tokens
            tokens = tokens[: segment.tokens.index(label.tokens[0])]
            break
    return _until_number(tokens) if number is not None and segment is number.segment else tokens


def _until_number(tokens: Sequence[Token]) -> list[Token]:
    """Words up to a tax number or its label, with the joints around it dropped."""
    taken: list[Token] = []
    for token in tokens:
        if token.key in {"NIT", "CC", "RUT", "CEDULA", "IDENTIFICADO", "IDENTIFICADA", "IDENTIFICADOA"}:
            break
        if re.search(r"\d{6,}|\d{3}[.,]\d{3}", token.text):
            break
        taken.append(token)
    while taken and (not taken[-1].key or taken[-1].key in {"CON", "DE"}):
        taken.pop()
    return _without_tail(taken) if len(taken) < len(tokens) else taken


def _without_tail(tokens: list[Token]) -> list[Token]:
    """Without what is left of a label nobody can read: "RIO VERDE S.A. E.S.P. ·N1I"."""
    for count in (1, 2):
        name, tail = tokens[:-count], "".join(token.key for token in tokens[-count:])
        key = fold_name(join_text(name))
        if name and len(tail) <= 4 and ENDS_WITH_FORM.search(key) and not only_form(tail):
            return name
    return tokens
