"""Names of companies and people on a page: beside a label, over or beside a tax number, at the head.

It knows what a name looks like and where it may stand; whose it is, the sides tell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from rapidfuzz import fuzz

from invoices.extraction.colombia import ADDRESS, is_place
from invoices.extraction.confidence import Evidence, letters
from invoices.extraction.found import Found, ranked
from invoices.extraction.labels import Label, Labels
from invoices.extraction.layout import PageLayout, Rect, Segment, Token, fold_words, join_rects, join_text
from invoices.extraction.sides import Sides, TaxNumber, heading_side

_SUFFIX = re.compile(
    r"(?:\bS ?A ?S\b|\bLTDA\b|\bS ?A\b|\bE ?U\b|\bS ?EN ?C(?:S\b|A\b|\b)|\bS C A\b|\bY CIA\b|\bCIA\b|\bE ?S ?P\b"
    r"|\bBIC\b|\bEN COMANDITA\b|\bE ?A ?T\b|\bCTA\b|\bINC\b|\bLLC\b|\bCORP\b|\bE ?S ?E\b|\bZOMAC\b)"
)
_ENDS_WITH_FORM = re.compile(rf"(?:{_SUFFIX.pattern})$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_A_WORK = re.compile(r"\b(?:CONSORCIO|UNION TEMPORAL|U T|UT)\b")
_JOINTS = ("DE", "DEL", "Y", "E", "EL", "LA", "LOS", "LAS", "EN", "PARA")
_JOINT_AT_END = re.compile(rf"\b(?:{'|'.join(_JOINTS)})$")
_JOINT_AT_START = re.compile(rf"^(?:{'|'.join(_JOINTS[:5])})\b")
_TRADE = re.compile(
    r"\b(?:COOPERATIVA|FUNDACION|CONSORCIO|UNION TEMPORAL|CORPORACION|SOCIEDAD|INVERSIONES|DISTRIBUIDORA|FERRETERIA|"
    r"COMERCIALIZADORA|CONSTRUCTORA|GRUPO|TRANSPORTES|ALMACEN|INDUSTRIAS?|SERVICIOS|SUMINISTROS|INGENIERIA|"
    r"MATERIALES|DEPOSITO|LADRILLERA|CEMENTOS|CONCRETOS|EMPRESAS?|COMPANIA|AGREGADOS|ACEROS|MAQUINARIA|ALQUILERES|"
    r"HOTEL|RESTAURANTE|PAPELERIA|CLINICA|HOSPITAL|ESTACION|TALLER|SOLUCIONES|FACTURAXION|ASOCIACION|CENTRO)\b"
)
_NOT_A_NAME = re.compile(
    r"\b(?:FACTURA|REGIMEN|RESPONSABLES?|RESPONSABILIDAD|AUTORRETENEDORE?S?|CONTRIBUYENTES?|RESOLUCION|DIRECCION|TELEFONO|"
    r"REPRESENTACION|GRAFICA|ACTIVIDAD|FECHA|PAGINA|HOJA|NOTA CREDITO|NOTA DEBITO|DOCUMENTO|CUFE|CUDE|ORIGINAL|COPIA|"
    r"VIGENCIA|AUTORIZACION|AUTORIZA|NUMERACION|IVA|ICA|EMAIL|CORREO|CIUDAD|RANGO|"
    r"CONSECUTIVO|VALIDEZ|HABILITA|HABILITACION|PREFIJO|DIAN|CODIGO QR|"
    r"TIQUETE|CUENTA DE COBRO|GRANDES|RETENEDORES|AGENTE|INVOICE|NOMBRE COMERCIAL|TEL|CEL|PBX|CIIU|ELECTRONICA|"
    r"DEBE A|LA SUMA DE|BARRIO|CARRERA|CALLE|AVENIDA|KM|SISTEMA|SIMPLIFICADO|COMUN|RESPONSABLE|IMPUESTOS?)\b"
)


def find_names(
    pages: Sequence[Labels],
    sides: Sequence[Sides],
    side: str,
    number: TaxNumber | None,
    known: Mapping[str, str],
    *,
    turned: bool,
) -> list[Found]:
    found = list(_labelled_names(pages[:1] if not number else pages, sides, side, number, turned=turned))
    labels = next(
        (labels for labels in pages if number and labels.page.number == number.page), pages[0] if pages else None
    )
    if labels is not None:
        around = sides[pages.index(labels)]
        found += _names_near(labels, around, side, number, turned=turned)
    expected = known.get(number.body) if number is not None else None
    for item in found:
        item.rank += _name_shape(item.value)
        item.evidence.append(Evidence(0.5 * _name_shape(item.value)))
        item.evidence.append(letters(item.tokens))
        if expected and fuzz.token_set_ratio(fold_name(item.value), fold_name(expected)) > 85:
            item.rank += 3
            item.evidence.append(Evidence(2.0, "es el nombre conocido de ese NIT", "known"))
    return ranked(_in_full(found))


def _in_full(found: Sequence[Found]) -> Sequence[Found]:
    """A sign over the letterhead leaves the legal form out: where both stand, the name is the longer one."""
    keys = [fold_name(item.value) for item in found]
    for item, key in zip(found, keys, strict=True):
        short = [
            other.rank
            for other, shorter in zip(found, keys, strict=True)
            if key.startswith(shorter + " ") and _only_form(key.removeprefix(shorter))
        ]
        if short and max(short) >= item.rank:
            item.rank = max(short) + 0.1
    return found


def fold_name(text: str) -> str:
    return " ".join(fold_words(text))


def _sides_of_names(side: str, around: Sides, number: TaxNumber | None) -> set[str]:
    """Where a label "Nombre" speaks of this side."""
    if side == "supplier":
        # Whoever is named at the foot has no label over its own name at the head; what has one there is the buyer.
        return {"supplier"} if number is not None and number.side == "foot" else {"supplier", "head"}
    return {"customer"} if around.first_customer() < 1 else {"customer", "head", "none"}


def _labelled_names(
    pages: Sequence[Labels], sides: Sequence[Sides], side: str, number: TaxNumber | None, *, turned: bool
) -> Iterator[Found]:
    for labels, around in zip(pages, sides, strict=False):
        for label in labels.found:
            heading = heading_side(label, turned=turned) == side
            plain = "name" in label.roles and around.of(label.rect) in _sides_of_names(side, around, number)
            if not (heading or plain) or label.rect.cy > around.floor:
                continue
            for place in labels.places(label, depth=2.4, reach=0.25):
                tokens = _until_number(place.tokens)
                if place.relation == "same":
                    tokens = _without_rest_of_label(tokens)
                if tokens and tokens[-1].text.endswith(":"):
                    continue
                value = _clean_name(join_text(tokens))
                if not _nameish(value) or (place.relation.startswith("under") and not _may_hang(place.tokens, label)):
                    continue
                weight = {"same": 2.6, "right": 2.4, "further": 1.0, "under": 1.9, "under2": 0.8}[place.relation]
                weight += 0.3 if plain else 0.0
                value, whole = _continued(value, tokens, labels, label)
                reason = f"está junto a «{label.text.strip(' :')}»"
                yield Found(value, tuple(whole), labels.page.number, [Evidence(weight, reason)], weight)
                break


def _may_hang(tokens: Sequence[Token], label: Label) -> bool:
    """A name under a heading starts at about the heading's own margin, or is centred below it."""
    rect = join_rects(token.rect for token in tokens)
    return abs(rect.x0 - label.segment.rect.x0) < 0.12 or abs(rect.cx - label.segment.rect.cx) < 0.05


def _continued(value: str, tokens: Sequence[Token], labels: Labels, label: Label) -> tuple[str, Sequence[Token]]:
    """A labelled name that goes on in the next lines of its cell."""
    margin = label.segment.rect
    for _line in range(3):
        first, last = join_rects(token.rect for token in tokens), tokens[-1].rect
        level = join_rects(t.rect for t in tokens if abs(t.rect.cy - last.cy) < 0.5 * labels.page.line_height)
        more = _next_line(level, first, margin, labels)
        if more is None or not _goes_on(value, more, level, first, label, labels):
            break
        value, tokens = f"{value} {_clean_name(more.text)}", [*tokens, *more.tokens]
    return value, tokens


def _next_line(level: Rect, first: Rect, margin: Rect, labels: Labels) -> Segment | None:
    """What stands right under a line, at its own margin, at that of its cell, or centred."""
    cell = Rect(min(margin.x0, level.x0), level.y0, level.x1, level.y1)
    for segment in labels.page.below(cell, reach=max(1.6 * labels.page.line_height, 1.9 * level.height)):
        at_margin = min(abs(segment.rect.x0 - margin.x0), abs(segment.rect.x0 - first.x0)) < 0.02
        if at_margin or abs(segment.rect.cx - level.cx) < 0.02:
            return None if labels.starts_with_label(segment) else segment
    return None


def _goes_on(value: str, more: Segment, level: Rect, first: Rect, label: Label, labels: Labels) -> bool:
    """Whether a person would read on: a joint, a legal form, an empty label cell, or a line that was full."""
    text = _clean_name(more.text)
    key = fold_name(text)
    if _only_form(key):
        return True
    if _YEAR.fullmatch(text):
        # "UNION TEMPORAL PUENTES", and under it "2025".
        return abs(more.rect.x0 - first.x0) < 0.02 and bool(_OF_A_WORK.search(fold_name(value)))
    if _ENDS_WITH_FORM.search(fold_name(value)) or not _nameish(text):
        return False
    if _JOINT_AT_END.search(fold_name(value)) or value.endswith("&"):
        return True
    if _SUFFIX.search(key) and len(key.split()) <= 4:
        return True
    hangs = abs(more.rect.x0 - first.x0) < 0.02 and first.x0 > label.rect.x1 - 0.005
    assert more.line is not None  # noqa: S101
    if hangs and not any(s.rect.x0 < label.rect.x1 and s is not more for s in more.line.segments):
        return True
    return level.x1 + more.tokens[0].rect.width + labels.page.char_width > _right_edge(level, labels)


def _right_edge(level: Rect, labels: Labels) -> float:
    """How far to the right a line could have gone: to the next column, or to the edge of the print."""
    page = labels.page
    beside = [
        segment.rect.x0
        for segment in page.segments
        if abs(segment.rect.cy - level.cy) < 2.5 * page.line_height and segment.rect.x0 > level.x1
    ]
    return min(beside, default=max((segment.rect.x1 for segment in page.segments), default=1.0))


def _only_form(key: str) -> bool:
    """A legal form and nothing else."""
    return bool(key) and not re.sub(r"[\W_]", "", _SUFFIX.sub("", key))


# Labels that a name does not begin with, marked or not.
_OF_FIELDS = frozenset({
    "name", "nit", "customer_nit", "supplier_nit", "address", "phone", "email", "issue_date", "due_date", "issue_time",
    "payment_form", "payment_means", "purchase_order", "currency", "resolution", "cufe",
})  # fmt: skip
_OTHER = {"supplier": {"customer"}, "customer": {"supplier"}}


def _names_near(labels: Labels, sides: Sides, side: str, number: TaxNumber | None, *, turned: bool) -> Iterator[Found]:
    """Names by position: on the number's line or above it; without a number, at the top of the page."""
    page = labels.page
    ceiling = min(sides.first_customer(), sides.floor, 0.5)
    letters_high = median(token.rect.height for token in page.tokens) if page.lines else 0.01
    for line in page.lines:
        for segment in line.segments:
            tokens = _without_initials(_own_part(segment, labels, number))
            value = _clean_name(join_text(tokens))
            around = sides.of(segment.rect)
            theirs = {"customer", "head"} if turned and side == "supplier" else _OTHER[side]
            if not _nameish(value) or around in theirs:
                continue
            # What stands over the heading of the buyer's block is not in it.
            if side == "customer" and around == "head" and sides.titled and number and number.side == "customer":
                continue
            rect = join_rects(token.rect for token in tokens)
            weight, reason = _nearness(rect, number, page, ceiling, side)
            if weight <= 0:
                continue
            large = _prominence(min(token.rect.height for token in tokens), letters_high)
            weight += large if number is None or number.is_companys else 0.3 * large + _of_a_person(value, rect, number)
            joined: Sequence[Token] = tokens
            if tokens in (segment.tokens, _without_initials(segment.tokens)):
                value, joined = _whole_name(segment, labels, letters_high)
            yield Found(value, tuple(joined), page.number, [Evidence(weight, reason)], weight)


def _of_a_person(value: str, rect: Rect, number: TaxNumber) -> float:
    """Over a person's number stands that person, though the shop's sign may be larger."""
    key = fold_name(value)
    above = 0 < number.rect.cy - rect.cy < 3.0 * rect.height
    if _TRADE.search(key) or _SUFFIX.search(key):
        return -0.4
    return 1.4 if above and 2 <= len(key.split()) <= 5 and key.replace(" ", "").isalpha() else 0.0


def _prominence(height: float, letters_high: float) -> float:
    """Whoever makes an invoice out sets its own name larger than the rest."""
    return max(0.0, min(1.0, 2.0 * (height / letters_high - 1.1)))


def _whole_name(segment: Segment, labels: Labels, letters_high: float) -> tuple[str, Sequence[Token]]:
    """A name set in several lines of a letterhead."""
    group = [segment]
    while len(group) < 3 and (above := _neighbour(group[0], labels, up=True, letters_high=letters_high)):
        group.insert(0, above)
    while len(group) < 4 and (below := _neighbour(group[-1], labels, up=False, letters_high=letters_high)):
        group.append(below)
    parts = [_without_initials(one.tokens) for one in group]
    whole = [token for part in parts for token in part]
    value = " ".join(_clean_name(join_text(part)) for part in parts)
    if len(group) == 1 and (form := _form_beside(segment)):
        return f"{value} {_clean_name(form.text)}", [*whole, *form.tokens]
    return value, whole


def _form_beside(segment: Segment) -> Segment | None:
    """The rest of a legal form that a wide blank has parted from its name: "HIJOS S." and "EN C."."""
    assert segment.line is not None  # noqa: S101
    after = segment.line.segments[segment.line.segments.index(segment) + 1 :][:1]
    for more in after:
        close = more.rect.x0 - segment.rect.x1 < 3 * segment.rect.width / max(len(segment.text), 1)
        key = fold_name(f"{segment.tokens[-1].text} {more.text}")
        if close and len(more.tokens) <= 2 and (_only_form(fold_name(more.text)) or _only_form(key)):
            return more
    return None


def _neighbour(segment: Segment, labels: Labels, *, up: bool, letters_high: float) -> Segment | None:
    page, rect = labels.page, segment.rect
    for other in page.segments:
        step = (rect.cy - other.rect.cy) * (1 if up else -1)
        if not 0.4 * page.line_height < step < max(1.7 * page.line_height, 2.4 * rect.height):
            continue
        aligned = abs(other.rect.x0 - rect.x0) < 0.02 or abs(other.rect.cx - rect.cx) < 0.03
        aligned = aligned or abs(other.rect.x1 - rect.x1) < 0.02
        upper, lower = (other, segment) if up else (segment, other)
        if aligned and not _opens_with_label(other, labels) and _are_one_name(upper, lower, letters_high):
            return other
    return None


def _opens_with_label(segment: Segment, labels: Labels) -> bool:
    label = labels.starting(segment)
    return labels.starts_with_label(segment) or (label is not None and bool(_OF_FIELDS.intersection(label.roles)))


def _are_one_name(upper: Segment, lower: Segment, letters_high: float) -> bool:
    first, second = fold_name(_clean_name(upper.text)), fold_name(_clean_name(lower.text))
    if not _nameish(upper.text):
        return False
    if _only_form(second):
        return True
    if _says_again(first, second):
        return False
    sizes = sorted((upper.rect.height, lower.rect.height))
    if not _nameish(lower.text) or _ENDS_WITH_FORM.search(first) or sizes[1] > 1.5 * sizes[0]:
        return False
    if _JOINT_AT_END.search(first) or upper.text.rstrip().endswith("&") or _JOINT_AT_START.search(second):
        return True
    large = sizes[0] > 1.2 * letters_high and sizes[1] < 1.12 * sizes[0]
    return large or bool(_SUFFIX.search(second) and len(second.split()) <= 3)


def _says_again(first: str, second: str) -> bool:
    """Whether one of two lines is of the other's words: the sign of a shop over its name, or under it."""
    sign, name = sorted(([word for word in key.split() if word not in _JOINTS] for key in (first, second)), key=len)
    return bool(sign) and all(any(fuzz.ratio(word, other) > 80 for other in name) for word in sign)


def _nearness(rect: Rect, number: TaxNumber | None, page: PageLayout, ceiling: float, side: str) -> tuple[float, str]:
    if number is not None and side == "supplier" and number.side == "foot" and rect.cy < ceiling:
        return 1.6 - 3 * rect.cy, "está en el encabezado"
    if number is not None and number.page == page.number:
        steps = (number.rect.cy - rect.cy) / page.line_height
        aligned = rect.overlap_x(number.segment.rect) > 0.2 or abs(rect.x0 - number.segment.rect.x0) < 0.03
        if abs(steps) < 0.6 and rect.x1 <= number.rect.x0 + 0.01 and number.rect.x0 - rect.x1 < 0.3:
            close = number.rect.x0 - rect.x1 < 0.08 or side == "customer"
            return (2.3 if close else 1.5), "está en la línea del NIT"
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


def _without_rest_of_label(tokens: Sequence[Token]) -> list[Token]:
    """Without small words of a longer label: "Beneficiario del pago MARIA EUGENIA SUAREZ"."""
    small = 0
    while small < min(4, len(tokens)) and tokens[small].text.islower():
        small += 1
    return list(tokens[small if tokens[small:] and tokens[small].text[0].isupper() else 0 :])


def _without_initials(tokens: list[Token]) -> list[Token]:
    """Without the letters of a logo beside the name they are taken from: "CF Conexión Fibra Andes"."""
    first, words = tokens[0].text if tokens else "", [token.key for token in tokens[1:] if token.key]
    if not (2 <= len(first) <= 4 and first.isalpha() and first.isupper() and len(words) >= 2):
        return tokens
    spoken = [word for word in words if word not in _JOINTS]
    initials = {"".join(word[0] for word in some[: len(first)]) for some in (words, spoken)}
    return tokens[1:] if first in initials else tokens


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
    return rest if len(rest) >= 2 and name.isupper() and not label.text.isupper() and _nameish(name) else tokens


def _own_part(segment: Segment, labels: Labels, number: TaxNumber | None) -> list[Token]:
    """The words of a segment before its NIT label and before any other label that has a colon."""
    tokens = _without_heading(segment, labels)
    if labels.is_label(segment) or segment.text.rstrip().endswith(":"):
        return []
    for label in labels.found:
        if label.segment is segment and "title" in label.roles and label.words > 1 and not label.leading:
            tokens = tokens[: segment.tokens.index(label.tokens[0])]
            # One word before a title is of the title: "COMMERCIAL INVOICE".
            if len(tokens) == 1 and not _SUFFIX.search(fold_name(tokens[0].text)):
                return []
            break
        of_field = "nit" in label.roles or (label.leading and _OF_FIELDS.intersection(label.roles))
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
        if token.key in {"NIT", "CC", "RUT", "CEDULA", "IDENTIFICADO", "IDENTIFICADA"}:
            break
        if re.search(r"\d{6,}|\d{3}[.,]\d{3}", token.text):
            break
        taken.append(token)
    while taken and (not taken[-1].key or taken[-1].key in {"CON", "DE"}):
        taken.pop()
    return taken


def _clean_name(text: str) -> str:
    """Without marks at its ends, and without a label that nobody knew: "Empresa: ACEROS SAS"."""
    bare = re.sub(r"\s+", " ", text.replace("|", " ")).strip(" -–:;,*_/\\'\"")
    label = re.match(r"[^\W\d_][\w. ]{1,24}:\s+(?=\S{3})", bare)
    return bare[label.end() :] if label else bare


def _nameish(text: str) -> bool:
    """Whether a text could be a name at all: letters, not a label, an address or a sentence."""
    key = " ".join(fold_words(text))
    alpha = sum(char.isalpha() for char in text)
    digits = sum(char.isdigit() for char in text)
    if (
        alpha < 3
        # What is written without one capital is of a label or a sentence: "Destinatario de mercancía".
        or (text.islower() and not _SUFFIX.search(key))
        or _only_form(key)
        or digits > 4
        or alpha < 0.6 * len(text.replace(" ", ""))
        or len(text) > 110
        or "@" in text
    ):
        return False
    if len(key.split()) > 12 or "WWW" in key or ADDRESS.search(key) or is_place(key):
        return False
    blocked = _NOT_A_NAME.search(key)
    return not blocked or bool(_SUFFIX.search(key) and len(key.split()) <= 9 and "FACTURA" not in key.split())


def _name_shape(text: str) -> float:
    key = " ".join(fold_words(text))
    shape = 0.0
    form = _SUFFIX.search(key)
    # "SAS Suministros" begins with the letters of a mark, not with a legal form.
    if form and form.start() > 0:
        shape += 1.6
    elif _TRADE.search(key):
        shape += 0.8
    shape += 0.3 if text == text.upper() else -0.2
    shape -= 0.8 if len(key.split()) == 1 and not _SUFFIX.search(key) else 0.0
    shape -= 0.5 if any(char.isdigit() for char in text) else 0.0
    return shape
