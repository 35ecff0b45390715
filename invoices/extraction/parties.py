"""Who sells and who buys: the tax numbers and names on the pages, told apart by where they stand.

It decides from the page alone; our own NITs, known suppliers and numbers to ignore help when given.
In a documento soporte and a cuenta de cobro the roles turn: the seller is the one named in it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from invoices.extraction import nit as nits
from invoices.extraction.confidence import Evidence, letters
from invoices.extraction.labels import Label, Labels
from invoices.extraction.layout import Line, PageLayout, Rect, Segment, Token, fold, fold_words, join_rects, join_text

# The DIAN and the technology provider most often named at the foot of invoices.
PROVIDERS = frozenset({"800197268", "890930534"})
_ASIDE = re.compile(
    r"PROVEEDOR TECNOLOGICO|SOFTWARE|FABRICANTE|GENERADO POR|IMPRESO POR|IMPRESA POR|ELABORADO POR|SOLUCION GRATUITA"
    r"|LITOGRAFIA|TIPOGRAFIA|CONSIGNAR|CUENTA (?:CORRIENTE|DE AHORRO)|A NOMBRE DE|POWERED BY|DESARROLLADO POR"
    r"|TECHNOLOGY PROVIDER|REPRESENTACION IMPRESA|PROVEEDOR FE|FACTURADO POR MEDIO"
)
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
_ADDRESS = re.compile(
    r"\b(?:CL|CLL|CALLE|CR|CRA|KR|KRA|CARRERA|AV|AVE|AVENIDA|DG|DIAGONAL|TV|TRANSV|TRANSVERSAL|KM|KILOMETRO|VIA|"
    r"AUTOPISTA|AUT|MZ|MANZANA|CIRCULAR|AC|AK|VEREDA|TRONCAL|ZONA (?:INDUSTRIAL|FRANCA))\b[^\n]*\d"
)
CITIES = (
    "Bogotá", "Medellín", "Cali", "Barranquilla", "Cartagena", "Cúcuta", "Bucaramanga", "Pereira", "Manizales",
    "Armenia", "Ibagué", "Santa Marta", "Villavicencio", "Pasto", "Montería", "Neiva", "Popayán", "Valledupar",
    "Sincelejo", "Tunja", "Riohacha", "Yopal", "Quibdó", "Florencia", "Leticia", "Soacha", "Bello", "Itagüí",
    "Envigado", "Sabaneta", "Rionegro", "Dosquebradas", "Palmira", "Buenaventura", "Yumbo", "Tuluá", "Jamundí",
    "Floridablanca", "Girón", "Piedecuesta", "Barrancabermeja", "Soledad", "Malambo", "Chía", "Cota", "Funza",
    "Mosquera", "Madrid", "Facatativá", "Zipaquirá", "Cajicá", "Tocancipá", "Sogamoso", "Duitama", "Girardot",
    "Fusagasugá", "La Estrella", "Caldas", "Copacabana", "Girardota", "Barbosa", "Apartadó", "Cartago", "Buga",
    "Santa Rosa de Cabal", "La Dorada", "Villamaría", "Chinchiná", "Turbaco", "Maicao", "Ipiales", "Tumaco",
)  # fmt: skip
_CITY_KEYS = {tuple(fold_words(city)): city for city in CITIES}
_PHONE = re.compile(r"(?:\+?57[\s\-]?)?(?:\(\d{1,3}\)\s?){0,2}\d[\d\s\-./]{5,}\d")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")


@dataclass(frozen=True, slots=True, eq=False)
class TaxNumber:
    """A NIT or cédula on a page: whose it seems to be and how well it is labelled."""

    reading: nits.NitReading
    tokens: tuple[Token, ...]
    page: int
    rect: Rect
    segment: Segment
    side: str
    labelled: bool
    aside: bool

    @property
    def body(self) -> str:
        return self.reading.body


@dataclass(slots=True)
class Found:
    """A value with what speaks for it."""

    value: str
    tokens: tuple[Token, ...]
    page: int
    evidence: list[Evidence]
    rank: float = 0.0


@dataclass(slots=True)
class Parties:
    """What was read of the seller and the buyer; each list has its best candidate first."""

    supplier_nit: list[Found] = field(default_factory=list)
    customer_nit: list[Found] = field(default_factory=list)
    supplier_name: list[Found] = field(default_factory=list)
    customer_name: list[Found] = field(default_factory=list)
    supplier_address: list[Found] = field(default_factory=list)
    supplier_city: list[Found] = field(default_factory=list)
    supplier_phone: list[Found] = field(default_factory=list)
    supplier_email: list[Found] = field(default_factory=list)
    dv: dict[str, str] = field(default_factory=dict)


class Sides:
    """Which party each place of a page belongs to, by the headings above it and to its left."""

    def __init__(self, labels: Labels, *, turned: bool, floor: float) -> None:
        self.page = labels.page
        self.headings: list[tuple[str, Label]] = []
        self.floor = floor
        for label in labels.found:
            side = _heading_side(label, turned=turned)
            if side and label.rect.cy < floor:
                self.headings.append((side, label))

    def first_customer(self) -> float:
        return min((label.rect.y0 for side, label in self.headings if side == "customer"), default=2.0)

    def of(self, rect: Rect) -> str:
        """supplier, customer, head (above all headings), foot (below the items) or none."""
        best: tuple[float, str] | None = None
        for side, label in self.headings:
            cost = self._distance(label, rect)
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, side)
        if best is not None:
            return best[1]
        if rect.cy > self.floor:
            return "foot"
        return "head" if rect.cy < min(self.floor, 0.45) else "none"

    def _distance(self, label: Label, rect: Rect) -> float | None:
        height = self.page.line_height
        down = rect.cy - label.rect.cy
        across = rect.x0 - label.segment.rect.x0
        if abs(down) < 0.6 * height:
            return 0.2 * across if rect.x0 > label.rect.x0 else None
        starts_left = rect.x1 < label.segment.rect.x0 - 2 * self.page.char_width
        if down < 0 or down > 0.25 or rect.cy > self.floor or starts_left:
            return None
        return down + 0.35 * max(0.0, across)


# Words that open a customer's block with a colon and a company's name without one.
_WEAK_HEADINGS = {"ENTIDAD", "EPS", "USUARIO", "PAGADOR", "FACTURAR", "SUSCRIPTOR", "CUSTOMER", "CLIENT"}


def _heading_side(label: Label, *, turned: bool) -> str | None:
    """A label that opens a party's block; one inside a running sentence opens nothing."""
    fills = len(label.tokens) == len(label.segment.tokens)
    weak = label.words == 1 and label.tokens[0].key in _WEAK_HEADINGS
    opens = label.leading and (label.marked or fills or label.words > 1 or ("customer" in label.roles and not weak))
    if turned and "payee" in label.roles:
        return "supplier" if label.leading or label.marked else None
    if not opens:
        return None
    if "customer" in label.roles or "customer_nit" in label.roles:
        return "customer"
    if "supplier" in label.roles or "supplier_nit" in label.roles:
        return "supplier"
    return None


# --- tax numbers ------------------------------------------------------------------------------------


def find_tax_numbers(labels: Labels, sides: Sides) -> list[TaxNumber]:
    """Every NIT or cédula on a page that a label announces or that has its full printed form."""
    found: list[TaxNumber] = []
    taken: set[int] = set()
    for label in labels.of("nit", "supplier_nit", "customer_nit"):
        for place in labels.places(label, depth=2.2, reach=0.3):
            reading, tokens = _nit_in(place.tokens)
            if reading is None:
                if place.relation == "under":
                    break
                continue
            if not any(id(token) in taken for token in tokens):
                found.append(_tax_number(reading, tokens, labels, sides, label))
                taken.update(id(token) for token in tokens)
            break
    for segment in labels.page.segments:
        for index, token in enumerate(segment.tokens):
            if id(token) in taken or not re.fullmatch(r"\d{3}[.,]\d{3}[.,]\d{3}\s?-\s?\d|[89]\d{8}-\d", token.text):
                continue
            reading = nits.read_nit(token.text)
            if reading is not None and reading.state == "ok":
                found.append(_tax_number(reading, (segment.tokens[index],), labels, sides, None))
    return found


def _nit_in(tokens: Sequence[Token]) -> tuple[nits.NitReading | None, tuple[Token, ...]]:
    """The number at the start of a place, together with a DV printed apart."""
    start = next((i for i, token in enumerate(tokens[:4]) if any(char.isdigit() for char in token.text)), None)
    if start is None:
        return None, ()
    text = tokens[start].text
    used = 1
    for token in tokens[start + 1 : start + 4]:
        if re.fullmatch(r"[-–—]|[-–—]?\s?\d|\d{3}|\d{3}-\d|DV:?|[.,]?\d{3}[.,]\d{3}", token.text, re.IGNORECASE):
            text += "" if token.text.upper().startswith("DV") else (" " + token.text)
            used += 1
        else:
            break
    for count in range(used, 0, -1):
        part = " ".join(t.text for t in tokens[start : start + count] if not t.text.upper().startswith("DV"))
        reading = nits.read_nit(part.strip(" .;|"))
        if reading is not None and (count == 1 or reading.state == "ok"):
            return (reading, tuple(tokens[start : start + count])) if len(reading.body) >= 5 else (None, ())
    return None, ()


def _tax_number(
    reading: nits.NitReading, tokens: Sequence[Token], labels: Labels, sides: Sides, label: Label | None
) -> TaxNumber:
    rect = join_rects(token.rect for token in tokens)
    segment = next(s for s in labels.page.segments if any(token is tokens[0] for token in s.tokens))
    side = sides.of(label.rect if label is not None else rect)
    if label is not None and "customer_nit" in label.roles:
        side = "customer"
    elif label is not None and "supplier_nit" in label.roles:
        side = "supplier"
    aside = _is_aside(segment, tokens[0], labels.page)
    return TaxNumber(reading, tuple(tokens), labels.page.number, rect, segment, side, label is not None, aside)


def _is_aside(segment: Segment, token: Token, page: PageLayout) -> bool:
    """Whether the words before a number, or the line above when it was wrapped, speak of somebody else."""
    assert segment.line is not None  # noqa: S101
    before = [t for t in segment.tokens if t.rect.x0 < token.rect.x0]
    text = " ".join(fold_words(join_text(before)))
    if not _ASIDE.search(text):
        index = page.lines.index(segment.line)
        above = [s for line in page.lines[max(0, index - 2) : index] for s in line.segments]
        near = [s for s in above if s.rect.overlap_x(segment.rect) > 0.3 and segment.rect.cy - s.rect.cy < 0.035]
        text = " ".join(" ".join(fold_words(s.text)) for s in near) + " " + text
        wrapped = not before or len(fold_words(join_text(before))) < 2
        return wrapped and bool(_ASIDE.search(text))
    return True


# --- deciding ---------------------------------------------------------------------------------------


def find_parties(
    pages: Sequence[Labels],
    sides: Sequence[Sides],
    *,
    turned: bool,
    own: frozenset[str] = frozenset(),
    names: Mapping[str, str] | None = None,
    ignored: frozenset[str] = frozenset(),
) -> Parties:
    """Seller and buyer with everything that was printed of them."""
    known = names or {}
    numbers = [number for labels, side in zip(pages, sides, strict=True) for number in find_tax_numbers(labels, side)]
    parties = Parties()
    parties.customer_nit = _customers(numbers, own, ignored, turned=turned)
    customer = parties.customer_nit[0].value if parties.customer_nit else None
    parties.supplier_nit = _suppliers(numbers, customer, own, ignored, known, turned=turned)
    for number in numbers:
        if number.reading.dv and number.reading.state == "ok":
            parties.dv[number.body] = number.reading.dv
    supplier = _number_of(parties.supplier_nit, numbers)
    buyer = _number_of(parties.customer_nit, numbers)
    parties.supplier_name = _names(pages, sides, "supplier", supplier, known, turned=turned)
    taken = parties.supplier_name[0].value if parties.supplier_name else ""
    parties.customer_name = [
        name for name in _names(pages, sides, "customer", buyer, known, turned=turned) if name.value != taken
    ]
    if pages:
        _contact(parties, pages[0], sides[0], supplier)
    return parties


def _number_of(found: Sequence[Found], numbers: Sequence[TaxNumber]) -> TaxNumber | None:
    if not found:
        return None
    return next((number for number in numbers if number.tokens == found[0].tokens), None)


def _ranked(found: Iterable[Found]) -> list[Found]:
    """Best first, each value once, what repeats a little surer."""
    best: dict[str, Found] = {}
    for item in found:
        other = best.get(item.value)
        if other is None:
            best[item.value] = item
            continue
        keep, drop = (item, other) if item.rank > other.rank else (other, item)
        keep.rank += 0.2
        if not any(e.reason == "aparece más de una vez" for e in (*keep.evidence, *drop.evidence)):
            keep.evidence.append(Evidence(0.4, "aparece más de una vez"))
        best[item.value] = keep
    return sorted(best.values(), key=lambda item: -item.rank)


def _suppliers(
    numbers: Sequence[TaxNumber],
    customer: str | None,
    own: frozenset[str],
    ignored: frozenset[str],
    known: Mapping[str, str],
    *,
    turned: bool,
) -> list[Found]:
    found = []
    for order, number in enumerate(numbers):
        if number.body == customer or number.body in own or number.reading.is_final_consumer:
            continue
        places = {"supplier": 3.0, "head": 0.6 if turned else 2.2, "none": 0.8, "foot": 0.9, "customer": -1.5}
        evidence = [Evidence(places[number.side], _SIDE_REASON.get(number.side, "")), *_nit_evidence(number)]
        if number.body in known:
            evidence.append(Evidence(2.0, "es un proveedor conocido"))
        if number.aside:
            evidence.append(Evidence(-3.0, "parece el NIT de otra empresa nombrada en la página"))
        if number.body in ignored or number.body in PROVIDERS:
            evidence.append(Evidence(-2.0, "suele ser el proveedor tecnológico"))
        rank = sum(item.weight for item in evidence) - 0.15 * order - 0.3 * number.page
        found.append(Found(number.body, number.tokens, number.page, evidence, rank))
    return _ranked(found)


_SIDE_REASON = {
    "supplier": "está en el bloque del emisor",
    "head": "está en el encabezado",
    "foot": "está al pie de la página",
    "customer": "está en el bloque del cliente",
}


def _customers(
    numbers: Sequence[TaxNumber], own: frozenset[str], ignored: frozenset[str], *, turned: bool
) -> list[Found]:
    found = []
    for order, number in enumerate(numbers):
        if number.aside or number.body in ignored or number.body in PROVIDERS:
            continue
        places = {"customer": 3.0, "head": 1.4 if turned else -2.0, "none": -0.5, "foot": -1.5, "supplier": -3.0}
        reason = _SIDE_REASON.get(number.side, "") if number.side == "customer" else ""
        evidence = [Evidence(places[number.side], reason), *_nit_evidence(number)]
        if number.body in own:
            evidence.append(Evidence(4.0, "es uno de nuestros NIT"))
        rank = sum(item.weight for item in evidence) - 0.1 * order
        found.append(Found(number.body, number.tokens, number.page, evidence, rank))
    ranked = _ranked(found)
    best = [item for item in ranked if item.rank > 0.5]
    if best or turned:
        return best
    # No customer's block: of two numbers in the head, the first is the seller's and the second the buyer's.
    heads = list(
        dict.fromkeys(number.body for number in numbers if number.side in {"head", "none"} and not number.aside)
    )
    return [item for item in ranked if len(heads) > 1 and item.value == heads[1]]


def _nit_evidence(number: TaxNumber) -> list[Evidence]:
    evidence = [Evidence(0.8 if number.labelled else 0.2), letters(number.tokens)]
    state = number.reading.state
    if state == "ok":
        evidence.append(Evidence(1.2, "el DV coincide"))
    elif state == "bad_dv":
        evidence.append(Evidence(-1.5, "el DV no coincide"))
    elif state == "ambiguous":
        evidence.append(Evidence(-0.2, "no se sabe si la última cifra es el DV"))
    if len(number.body) == 9 and number.body[0] in "89":
        evidence.append(Evidence(0.5))
    elif len(number.body) < 7:
        evidence.append(Evidence(-0.8, "tiene pocas cifras para ser un NIT"))
    return evidence


# --- names --------------------------------------------------------------------------------------------


def _names(
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
            item.evidence.append(Evidence(2.0, "es el nombre conocido de ese NIT"))
    return _ranked(found)


def fold_name(text: str) -> str:
    return " ".join(fold_words(text))


def _labelled_names(pages: Sequence[Labels], sides: Sequence[Sides], side: str, *, turned: bool) -> Iterator[Found]:
    for labels, around in zip(pages, sides, strict=False):
        for label in labels.found:
            heading = _heading_side(label, turned=turned) == side
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
    tail = words and (
        words[0] in {"DE", "DEL", "Y", "E", "LA", "EN"} or (len(words) <= 2 and _SUFFIX.search(" ".join(words)))
    )
    if not tail:
        return value, tokens
    rect = join_rects(token.rect for token in tokens)
    index = page.lines.index(line)
    for above in reversed(page.lines[max(0, index - 2) : index]):
        for segment in above.segments:
            similar = abs(segment.rect.height - rect.height) < 0.3 * rect.height
            if similar and segment.rect.overlap_x(rect) > 0.4 and _nameish(_clean_name(segment.text)):
                return f"{_clean_name(segment.text)} {value}", [*segment.tokens, *tokens]
    return value, tokens


def _own_part(segment: Segment, labels: Labels, number: TaxNumber | None) -> list[Token]:
    """The words of a segment before its NIT label and before any other label that has a colon."""
    tokens = list(segment.tokens)
    for label in labels.found:
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
    if len(key.split()) > 12 or "WWW" in key or _ADDRESS.search(key) or _is_place(key):
        return False
    blocked = _NOT_A_NAME.search(key)
    return not blocked or bool(_SUFFIX.search(key) and len(key.split()) <= 9 and "FACTURA" not in key.split())


_PLACE_WORDS = {word for city in CITIES for word in fold_words(city)} | {
    "COLOMBIA", "D", "C", "DC", "RISARALDA", "CALDAS", "QUINDIO", "ANTIOQUIA", "VALLE", "DEL", "CAUCA", "CUNDINAMARCA",
    "TOLIMA", "SANTANDER", "NORTE", "DE", "ATLANTICO", "BOLIVAR", "HUILA", "META", "BOYACA", "NARINO", "CORDOBA",
    "MAGDALENA", "CESAR", "SUCRE", "LA", "GUAJIRA", "CASANARE", "RDA",
}  # fmt: skip


def _is_place(key: str) -> bool:
    """Nothing but names of cities, departments and the country."""
    return all(word in _PLACE_WORDS for word in key.split())


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


# --- address, city, telephone, e-mail of the seller ------------------------------------------------------


def _contact(parties: Parties, labels: Labels, sides: Sides, supplier: TaxNumber | None) -> None:
    own = [s for s in labels.page.segments if _is_sellers(s, sides, supplier)]
    own_ids = {id(segment) for segment in own}
    for label in labels.of("address", "city", "phone", "email"):
        if id(label.segment) not in own_ids:
            continue
        for place in labels.places(label, depth=1.8, reach=0.2):
            _take(parties, label.role, place.text, place.tokens, labels.page.number, 2.2)
            break
    for segment in own:
        text = segment.text
        if _ADDRESS.search(" ".join(fold_words(text))) and not labels.starts_with_label(segment):
            _take(parties, "address", text, segment.tokens, labels.page.number, 1.2)
        if match := _EMAIL.search(text):
            _take(parties, "email", match.group(), segment.tokens, labels.page.number, 1.6)
        _take_city(parties, segment, labels.page.number)
    for found in (parties.supplier_address, parties.supplier_city, parties.supplier_phone, parties.supplier_email):
        found.sort(key=lambda item: -item.rank)


def _is_sellers(segment: Segment, sides: Sides, supplier: TaxNumber | None) -> bool:
    side = sides.of(segment.rect)
    if supplier is not None and supplier.side in {"supplier", "head"}:
        return side == supplier.side and segment.rect.cy < sides.floor
    return side in {"supplier", "head"}


def _take(parties: Parties, role: str, text: str, tokens: Sequence[Token], page: int, weight: float) -> None:
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
    target: list[Found] = getattr(parties, f"supplier_{role}")
    target.append(Found(text, tuple(tokens), page, [Evidence(weight)], weight))


def _take_city(parties: Parties, segment: Segment, page: int) -> None:
    """A city's name in the seller's block, as at the end of an address."""
    for index in range(len(segment.tokens)):
        for length in (4, 3, 2, 1):
            tokens = segment.tokens[index : index + length]
            city = _CITY_KEYS.get(tuple(fold(token.text) for token in tokens))
            if city and len(tokens) == length:
                weight = 1.4 if index else 1.0
                parties.supplier_city.append(Found(city, tuple(tokens), page, [Evidence(weight)], weight))
                return
