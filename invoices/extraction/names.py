"""Names of companies and people on a page: beside a label, over or beside a tax number, at the head.

It knows what a name looks like and where it may stand; whose it is, the sides tell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from invoices.extraction.colombia import ADDRESS, is_place
from invoices.extraction.confidence import Evidence, letters
from invoices.extraction.found import Found, ranked
from invoices.extraction.labels import Label, Labels
from invoices.extraction.layout import Line, PageLayout, Rect, Segment, Token, fold_words, join_rects, join_text
from invoices.extraction.sides import Sides, TaxNumber, heading_side

_SUFFIX = re.compile(
    r"(?:\bS ?A ?S\b|\bLTDA\b|\bS ?A\b|\bE ?U\b|\bS EN C\b|\bS C A\b|\bY CIA\b|\bCIA\b|\bESP\b|\bE ?S ?P\b|\bBIC\b"
    r"|\bINC\b|\bLLC\b|\bCORP\b|\bE ?S ?E\b|\bZOMAC\b)"
)
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
    found = list(_labelled_names(pages[:1] if not number else pages, sides, side, turned=turned))
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
    return ranked(found)


def fold_name(text: str) -> str:
    return " ".join(fold_words(text))


def _labelled_names(pages: Sequence[Labels], sides: Sequence[Sides], side: str, *, turned: bool) -> Iterator[Found]:
    for labels, around in zip(pages, sides, strict=False):
        for label in labels.found:
            heading = heading_side(label, turned=turned) == side
            plain = "name" in label.roles and around.of(label.rect) in (
                {side} if side == "customer" or around.headings else {side, "head"}
            )
            if not (heading or plain) or label.rect.cy > around.floor:
                continue
            for place in labels.places(label, depth=2.4, reach=0.25):
                tokens = _until_number(place.tokens)
                value = _clean_name(join_text(tokens))
                if not _nameish(value) or (place.relation.startswith("under") and not _may_hang(place.tokens, label)):
                    continue
                weight = {"same": 2.6, "right": 2.4, "further": 1.0, "under": 1.9, "under2": 0.8}[place.relation]
                weight += 0.3 if plain else 0.0
                value, whole = _with_wrap(value, tokens, labels, label.segment.rect)
                reason = f"está junto a «{label.text.strip(' :')}»"
                yield Found(value, tuple(whole), labels.page.number, [Evidence(weight, reason)], weight)
                break


def _may_hang(tokens: Sequence[Token], label: Label) -> bool:
    """A name under a heading starts at about the heading's own margin, or is centred below it."""
    rect = join_rects(token.rect for token in tokens)
    return abs(rect.x0 - label.segment.rect.x0) < 0.12 or abs(rect.cx - label.segment.rect.cx) < 0.05


def _with_wrap(value: str, tokens: Sequence[Token], labels: Labels, margin: Rect) -> tuple[str, Sequence[Token]]:
    """A name whose legal form ("S.A.S.", "DE OCCIDENTE LTDA") was set in the next line of its cell."""
    if _SUFFIX.search(fold_name(value)):
        return value, tokens
    rect = join_rects(token.rect for token in tokens)
    for segment in labels.page.below(margin.union(rect), reach=1.6 * labels.page.line_height):
        key = fold_name(segment.text)
        goes_on = _SUFFIX.search(key) and len(key.split()) <= (3 if _only_form(key) else 4)
        # The rest of a name starts at the margin of its cell or is centred under its beginning.
        starts = abs(segment.rect.x0 - margin.x0) < 0.02 or abs(segment.rect.x0 - rect.x0) < 0.02
        centred = abs(segment.rect.cx - rect.cx) < 0.02
        if goes_on and (starts or centred) and not labels.starts_with_label(segment) and segment.rect.cy > rect.cy:
            return f"{value} {_clean_name(segment.text, keep_dot=True)}", [*tokens, *segment.tokens]
    return value, tokens


def _only_form(key: str) -> bool:
    """A legal form and nothing else."""
    return not re.sub(r"[\W_]", "", _SUFFIX.sub("", key))


_OTHER = {"supplier": {"customer"}, "customer": {"supplier"}}


def _names_near(labels: Labels, sides: Sides, side: str, number: TaxNumber | None, *, turned: bool) -> Iterator[Found]:
    """Names by position: on the number's line or above it; without a number, at the top of the page."""
    page = labels.page
    ceiling = min(sides.first_customer(), sides.floor, 0.5)
    for line in page.lines:
        for segment in line.segments:
            tokens = _own_part(segment, labels, number)
            value = _clean_name(join_text(tokens))
            around = sides.of(segment.rect)
            theirs = {"customer", "head"} if turned and side == "supplier" else _OTHER[side]
            if not _nameish(value) or around in theirs:
                continue
            rect = join_rects(token.rect for token in tokens)
            weight, reason = _nearness(rect, number, page, ceiling, side)
            if weight <= 0:
                continue
            height = rect.height / max(page.line_height, 1e-6)
            weight += 0.4 if height > 1.25 else 0.0
            joined: Sequence[Token] = tokens
            if side == "supplier":
                value, joined = _upward(value, tokens, line, page)
            value, joined = _with_wrap(value, joined, labels, segment.rect)
            yield Found(value, tuple(joined), page.number, [Evidence(weight, reason)], weight)


def _nearness(rect: Rect, number: TaxNumber | None, page: PageLayout, ceiling: float, side: str) -> tuple[float, str]:
    if number is not None and side == "supplier" and number.side == "foot" and rect.cy < ceiling:
        return 1.6 - 3 * rect.cy, "está en el encabezado"
    if number is not None and number.page == page.number:
        steps = (number.rect.cy - rect.cy) / page.line_height
        aligned = rect.overlap_x(number.segment.rect) > 0.2 or abs(rect.x0 - number.segment.rect.x0) < 0.03
        if abs(steps) < 0.6 and rect.x1 <= number.rect.x0 + 0.01 and number.rect.x0 - rect.x1 < 0.3:
            return 2.3, "está en la línea del NIT"
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


def _upward(value: str, tokens: Sequence[Token], line: Line, page: PageLayout) -> tuple[str, Sequence[Token]]:
    """Join the first line of a name set in two: the second opens with a joint or is only a legal form."""
    words = fold_words(value)
    form = len(words) <= 2 and bool(_SUFFIX.search(" ".join(words)))
    tail = form or (bool(words) and words[0] in {"DE", "DEL", "Y", "E", "LA", "EN"})
    rect = join_rects(token.rect for token in tokens)
    index = page.lines.index(line)
    for above in reversed(page.lines[max(0, index - 2) : index]):
        for segment in above.segments:
            text = _clean_name(segment.text)
            joint = text.endswith(("&", " Y", " E", " DE", " DEL", " LA"))
            similar = abs(segment.rect.height - rect.height) < 0.3 * rect.height
            if (tail or joint) and similar and segment.rect.overlap_x(rect) > 0.4 and _nameish(text):
                return f"{text} {value}", [*segment.tokens, *tokens]
    return value, tokens


def _own_part(segment: Segment, labels: Labels, number: TaxNumber | None) -> list[Token]:
    """The words of a segment before its NIT label and before any other label that has a colon."""
    tokens = list(segment.tokens)
    for label in labels.found:
        if label.segment is segment and "title" in label.roles and label.words > 1 and not label.leading:
            tokens = tokens[: segment.tokens.index(label.tokens[0])]
            break
        if label.segment is segment and (label.marked or "nit" in label.roles):
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


def _clean_name(text: str, *, keep_dot: bool = True) -> str:
    return re.sub(r"\s+", " ", text.replace("|", " ")).strip(" -–:;,*_/\\'\"" + ("" if keep_dot else "."))


def _nameish(text: str) -> bool:
    """Whether a text could be a name at all: letters, not a label, an address or a sentence."""
    key = " ".join(fold_words(text))
    alpha = sum(char.isalpha() for char in text)
    digits = sum(char.isdigit() for char in text)
    if (
        alpha < 3
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
    if _SUFFIX.search(key):
        shape += 1.6
    elif _TRADE.search(key):
        shape += 0.8
    shape += 0.3 if text == text.upper() else -0.2
    shape -= 0.8 if len(key.split()) == 1 and not _SUFFIX.search(key) else 0.0
    shape -= 0.5 if any(char.isdigit() for char in text) else 0.0
    return shape
