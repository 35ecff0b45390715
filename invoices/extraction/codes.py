"""CUFE, authorisation, purchase order, terms of payment, currency and remarks: candidates by label and shape.

Each function returns its candidates with the best first.
"""

import re
from collections.abc import Sequence

from invoices.extraction import values
from invoices.extraction.confidence import Evidence
from invoices.extraction.headings import RELATION, SIGNS, Candidate, best_first, near
from invoices.extraction.labels import Labels
from invoices.extraction.layout import Token, fold, fold_words, join_rects, join_text
from invoices.extraction.result import DocumentType

# What a reader takes for hexadecimal digits.
_MISREAD = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "i": "1", "S": "5", "s": "5", "g": "9", "Z": "2"})
# "CUFE factura", "CUFE del documento afectado": in a note, the code of the invoice it changes.
_AFFECTED = {"FACTURA", "FACTURAS", "AFECTADA", "AFECTADO", "REFERENCIA", "REFERENCIADA", "ORIGEN", "ORIGINAL",
             "AFECTA", "MODIFICA", "MODIFICADA", "RELACIONADA", "RELACIONADO", "ANULADA", "BASE", "FV"}  # fmt: skip
_RESOLUTION = re.compile(r"(?<!\d)1876\d{10}(?!\d)")
_ORDER = re.compile(r"OC ?[-#] ?\d[\d-]{2,15}")
_ORDER_OF_ERP = re.compile(r"45000\d{5}")
# --- codes --------------------------------------------------------------------------------------------


def cufes(pages: Sequence[Labels], kind: DocumentType) -> list[Candidate]:
    """96 hexadecimal digits, also over several lines; a note's own code is the one labelled CUDE."""
    found: list[Candidate] = []
    for labels in pages:
        pieces = _hex_pieces(labels)
        index = 0
        while index < len(pieces):
            joined, used = _join_hex(pieces[index:])
            token, text = pieces[index]
            if joined is None and 48 <= len(text) < 96 and (rest := _rest_below(token, 96 - len(text), labels)):
                pieces[index + 1 : index + 1] = rest
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
                evidence.append(Evidence(-1.0, "un CUFE en una nota suele ser el de la factura que se afecta"))
            elif kind in {"nota_credito", "nota_debito"} and name == "FACTURA":
                evidence.append(Evidence(-2.4, "es el código de la factura que se afecta"))
            found.append(Candidate(code, tokens, labels.page.number, evidence))
            index += used
    return best_first(found)


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


def _rest_below(token: Token, missing: int, labels: Labels) -> list[tuple[Token, str]]:
    """The last digits of a code, set alone in the next line; they need not look like a code themselves."""
    for segment in labels.page.below(token.rect, reach=2 * labels.page.line_height):
        text = segment.tokens[0].text
        if len(text) == missing and re.fullmatch(r"[0-9a-fA-F]+", text):
            return [(segment.tokens[0], text)]
    return []


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
            around = [t for t in label.segment.tokens if t not in label.tokens and t is not token]
            if any(word in _AFFECTED for word in fold_words(join_text(around))):
                best = "FACTURA"
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
    return best_first(found)


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
                taken = _order_in(_with_next_line(place.tokens, labels))
                if taken is None or (place.relation.startswith("under") and re.fullmatch(r"\d\d?", taken[0])):
                    continue
                evidence = [Evidence(RELATION[place.relation] + weight, near(label))]
                if label.tokens[-1].text.endswith("-") and taken[0][0].isdigit():
                    # No label but the first half of the value: "OC-" and "007395" cut apart by a narrow cell.
                    taken = label.tokens[-1].text + taken[0], (label.tokens[-1], *taken[1])
                found.append(Candidate(taken[0], taken[1], labels.page.number, evidence))
                break
    return best_first(found or _orders_by_shape(pages))


def _orders_by_shape(pages: Sequence[Labels]) -> list[Candidate]:
    """What is an order by its own letters, or by the range most ERP keep for orders, where no label could be read."""
    return [
        Candidate(
            segment.text,
            tuple(segment.tokens),
            labels.page.number,
            [Evidence(weight, "tiene la forma de una orden de compra", "loose")],
        )
        for labels in pages[:1]
        for segment in labels.page.segments
        for shape, weight in ((_ORDER, 1.4), (_ORDER_OF_ERP, 0.8))
        if segment.rect.cy < 0.45 and shape.fullmatch(segment.text)
    ]


def _with_next_line(tokens: Sequence[Token], labels: Labels) -> list[Token]:
    """An order cut at its dash by a narrow cell: "OC-" over "007395"."""
    if not re.fullmatch(r"[A-Za-z]{1,6}-|[\w-]*\d-", join_text(tokens)):
        return list(tokens)
    below = labels.page.below(join_rects(t.rect for t in tokens), reach=1.5 * labels.page.line_height)
    more = below[0].tokens[:1] if below and re.match(r"\d", below[0].text) else []
    return [*tokens, *more]


def _order_in(tokens: Sequence[Token]) -> tuple[str, tuple[Token, ...]] | None:
    rest = list(tokens)
    while rest and fold(rest[0].text) in SIGNS:
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


_FORM = re.compile(r"^(?:\[?\d\]?\s*)?(?:(?:A|DE|AL|EN|VENTA|PAGO|COMPRA) )*(CONTADO|CREDITO|CASH|CREDIT)\b")
_FORM_ALONE = re.compile(r"(?:(?:DE|A) )?(CONTADO|CREDITO)(?: (?:A )?\d{1,3} DIAS)?")
_DAYS = re.compile(r"\b(\d{1,3})\s*(?:DIAS?|DAYS?)\b|\bNET\s?\d{2}\b|\bA (\d{1,3}) DIAS\b")


def payments(pages: Sequence[Labels]) -> dict[str, list[Candidate]]:
    """Form (cash or credit) and means. One family of programs prints the two labels the other way round."""
    form: list[Candidate] = []
    means: list[Candidate] = []
    for labels in pages:
        for label in labels.of("payment_form", "payment_means"):
            for place in labels.places(label, depth=2.2, reach=0.35):
                text = re.sub(r"^\[?\w{1,3}\]\s*|^\d{1,2}\s*-\s*", "", place.text).strip(" .;:-")
                key = " ".join(fold_words(text))
                if not any(char.isalpha() for char in text) and not _DAYS.search(key):
                    continue
                evidence = [Evidence(RELATION[place.relation], near(label))]
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
                elif _is_means(key) or ("payment_means" in label.roles and not labels.heads_a_cell(place.tokens)):
                    means.append(candidate)
                else:
                    # In a row of heads the next cell is another head; the value is below.
                    continue
                break
    return {"payment_form": best_first(form or _form_alone(pages)), "payment_means": best_first(means)}


def _form_alone(pages: Sequence[Labels]) -> list[Candidate]:
    """A form of payment that fills its cell, where no label was read and the page names but one."""
    found = [
        Candidate(
            "Contado" if match.group(1) == "CONTADO" else "Crédito",
            tuple(segment.tokens),
            labels.page.number,
            [Evidence(0.8, "está impresa sin rótulo", "loose")],
        )
        for labels in pages[:1]
        for segment in labels.page.segments
        if segment.rect.cy < 0.5 and (match := _FORM_ALONE.fullmatch(" ".join(fold_words(segment.text))))
    ]
    return found if len({item.value for item in found}) == 1 else []


def _is_means(key: str) -> bool:
    return bool(
        re.search(
            r"EFECTIVO|TRANSFERENCIA|CONSIGNACION|CHEQUE|TARJETA|DEBITO|\bACH\b|ACUERDO|\bPSE\b|NO DEFINIDO|BANCARI"
            r"|WIRE|CASH",
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
                    evidence = [Evidence(3.4, near(label))]
                    found.append(Candidate(code, place.tokens, labels.page.number, evidence))
                    break
        for segment in labels.page.segments:
            # "TRM 4.024. Equivalente en USD 15.842": a currency the invoice is only compared with.
            assert segment.line is not None  # noqa: S101
            row = " ".join(fold_words(segment.line.text))
            aside = re.search(r"EQUIVAL|\bT ?R ?M\b|\bTASA\b|CAMBIO|EXCHANGE", row)
            for token in segment.tokens:
                if (key := fold(token.text.lstrip("($"))) in {"COP", "USD", "EUR"} and (not aside or key == "COP"):
                    found.append(Candidate(key, (token,), labels.page.number, [Evidence(2.2, "está impresa")]))
    return best_first(found)


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
                found.append(Candidate(text[:1000], tuple(tokens), labels.page.number, [Evidence(2.6, near(label))]))
    return best_first(found)
