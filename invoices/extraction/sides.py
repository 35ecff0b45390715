"""Whose a place on the page is, and the tax numbers that stand there.

Headings open the blocks of seller and buyer; what stands above all of them is the head of whoever made
the document out. Which number is chosen is for `parties`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from invoices.extraction import nit as nits
from invoices.extraction.labels import Label, Labels, Place
from invoices.extraction.layout import PageLayout, Rect, Segment, Token, fold_words, join_rects, join_text
from invoices.extraction.name_shape import JOINTS, LEGAL_FORM

_ASIDE = re.compile(
    r"PROVEEDOR TECNOLOGICO|SOFTWARE|FABRICANTE|SOLUCION GRATUITA|CONSIGNAR|CUENTA (?:CORRIENTE|DE AHORRO)"
    r"|(?:CHEQUE|GIR|PAG|AHORROS|CORRIENTE).* A NOMBRE DE|POWERED BY"
    r"|TECHNOLOGY PROVIDER|DISTRIBUIDOR(?:ES)? (?:AUTORIZADO|EXCLUSIVO|DE)|REPRESENTANTES? (?:DE|EXCLUSIVO)"
    r"|PROVEEDOR (?:DE )?(?:SOFTWARE|TECNOLOG|SERVICIOS)|PLATAFORMA|APLICATIVO|OPERADOR|\bP ?T\b|SISTEMA DE FACTURACION"
    r"|(?:GENERAD|ELABORAD|IMPRES|DESARROLLAD|TRANSMITID|VALIDAD|PROCESAD|FIRMAD|ENVIAD)[OA]S?(?: \w+){0,4} POR\b"
    r"|(?:GENERAD|EMITID|ELABORAD|CREAD|HECH|IMPRES|DESARROLLAD|TRANSMITID|PROCESAD|PRODUCID)[OA]S?"
    r" (?:CON|EN|DESDE|USANDO|MEDIANTE|A TRAVES)|IMPRESOR"
    r"|REPRESENTANTE LEGAL|REVISOR FISCAL|CONTADOR|GERENTE|ENDOS|FACTORING|CESIONARIO|FIDUCIARI|ASEGURADORA|TITULAR"
    r"|TRANSPORTADOR|REPRESENTACION IMPRESA|PROVEEDOR FE|FACTURADO POR MEDIO"
)
# Who prints forms signs them at the foot; over its own number a printer's shop is a seller like any other.
_IMPRINT = re.compile(r"LITOGRA|TIPOGRA|IMPRENTA|ARTES GRAFICAS|TALONARIO")
# A company's number as a whole word, with or without its DV.
_COMPANYS = r"[89]\d{2}[.,]?\d{3}[.,]?\d{3}(?:-\d)?"


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

    @property
    def is_companys(self) -> bool:
        """Companies have nine figures from 8 or 9; a person's number is that of the cédula."""
        return len(self.body) == 9 and self.body[0] in "89"


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """What opens a party's block: its words, and the cell they stand in."""

    side: str
    rect: Rect
    cell: Rect


class Sides:
    """Which party each place of a page belongs to, by the headings above it and to its left. `titled`: a
    heading of its own opens the buyer's block, not only a labelled number."""

    def __init__(self, labels: Labels, *, turned: bool, floor: float, own: frozenset[str] = frozenset()) -> None:
        self.labels = labels
        self.page = labels.page
        self.floor = floor
        self.headings: list[Heading] = []
        self.titled = False
        numbered: list[Label] = []
        for label in labels.found:
            side = heading_side(label, turned=turned)
            if side and label.rect.cy < floor:
                self.headings.append(Heading(side, label.rect, label.segment.rect))
                if side == "customer" and "customer" not in label.roles:
                    numbered.append(label)
        if not turned:
            buyers = [heading for heading in self.headings if heading.side == "customer"]
            self.titled = len(buyers) > len(numbered)
            if not buyers:
                self.headings += _untitled_customer(labels, floor, own)
            elif len(buyers) == len(numbered):
                # "NIT cliente" is a line of the buyer's block, not its head.
                self.headings += [_block_start(label.segment, labels) for label in numbered[:1]]
            self.headings += _round_ours(self, own)
            self.headings += _seller_beside(labels, self.headings, floor, own)

    def first_customer(self) -> float:
        return min((heading.rect.y0 for heading in self.headings if heading.side == "customer"), default=2.0)

    def of(self, rect: Rect) -> str:
        """supplier, customer, head (above all headings), foot (below the items) or none."""
        best: tuple[float, str] | None = None
        for heading in self.headings:
            cost = self._distance(heading, rect)
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, heading.side)
        if best is not None:
            return best[1]
        if rect.cy > self.floor:
            return "foot"
        return "head" if rect.cy < min(self.floor, 0.45) else "none"

    def _distance(self, heading: Heading, rect: Rect) -> float | None:
        height = self.page.line_height
        down = rect.cy - heading.rect.cy
        across = rect.x0 - heading.cell.x0
        if abs(down) < 0.6 * height:
            return 0.2 * across if rect.x0 >= heading.rect.x0 else None
        starts_left = rect.x1 < heading.cell.x0 - 2 * self.page.char_width
        if down < 0 or down > 0.25 or rect.cy > self.floor or starts_left:
            return None
        return down + 0.35 * max(0.0, across)


def _round_ours(sides: Sides, own: frozenset[str]) -> list[Heading]:
    """The block round one of our own numbers where no heading has told it: it is the buyer's all the same."""
    for segment in sides.page.segments if own else ():
        reading = nits.read_nit(segment.text) if segment.rect.cy < sides.floor else None
        if reading is not None and reading.body in own and sides.of(segment.rect) == "head":
            return [_block_start(segment, sides.labels)]
    return []


def _untitled_customer(labels: Labels, floor: float, own: frozenset[str]) -> list[Heading]:
    """Where the buyer's block begins that has no heading: round one of our own NITs, or else at the name
    that has a label of its own under the letterhead of whoever made the document out."""
    page = labels.page
    for segment in page.segments:
        reading = nits.read_nit(segment.text) if own and segment.rect.cy < floor else None
        if reading is not None and reading.body in own:
            return [_block_start(segment, labels)]
    named = [
        label for label in labels.of("name") if label.leading and label.rect.cy < floor and _holds_a_name(label, labels)
    ]
    for label in sorted(named, key=lambda label: label.rect.cy):
        start = _block_start(label.segment, labels)
        if any(other.rect.y1 < start.rect.y0 for other in labels.of("nit") if other.rect.cy < floor):
            return [start]
    return []


def _seller_beside(labels: Labels, headings: Sequence[Heading], floor: float, own: frozenset[str]) -> list[Heading]:
    """The column beside a buyer's block that holds the only other tax number of the head: the letterhead on
    the right. Where a number stands over the buyer's block, that one is the seller's."""
    buyer = min((one for one in headings if one.side == "customer"), key=lambda one: one.rect.y0, default=None)
    if buyer is None or any(one.side == "supplier" for one in headings):
        return []
    step = labels.page.line_height
    beside: list[Label] = []
    inside = False
    for label in labels.of("nit", "customer_nit"):
        if label.rect.cy > floor or _names_another(label):
            continue
        if label.rect.cy < buyer.rect.y0 - 0.5 * step:
            return []
        if label.rect.cy > buyer.rect.y0 + 0.25:
            continue
        across = label.rect.x0 - buyer.cell.x0
        inside = inside or abs(across) < 0.25
        place = next(labels.places(label, depth=2.2, reach=0.3), None)
        reading = _nit_in(place.tokens)[0] if place is not None else None
        if across > 0.3 and _opens_cell(label) and reading is not None and reading.body not in own:
            beside.append(label)
    if not inside or len(beside) != 1 or "customer_nit" in beside[0].roles:
        return []
    column = beside[0].rect
    top = Rect(column.x0, buyer.rect.y0, column.x1, buyer.rect.y1)
    return [Heading("supplier", top, top)]


def _before(label: Label) -> str:
    return join_text(label.segment.tokens[: label.segment.tokens.index(label.tokens[0])])


def _names_another(label: Label) -> bool:
    return bool(_ASIDE.search(" ".join(fold_words(_before(label)))))


def _opens_cell(label: Label) -> bool:
    """Whether nothing but more of the label stands before it: "Tax ID (NIT)"."""
    before = _before(label)
    return len(before) < 12 and not any(char.isdigit() for char in before)


def _holds_a_name(label: Label, labels: Labels) -> bool:
    place = next(labels.places(label, depth=1.6, reach=0.25), None)
    return place is not None and sum(char.isalpha() for char in place.text) >= 4


def _leftmost(segment: Segment, labels: Labels) -> Segment:
    """The first cell of the row of a block; a cell with another tax number or a title is of another block."""
    assert segment.line is not None  # noqa: S101
    row = segment.line.segments[: segment.line.segments.index(segment)]
    first = segment
    for cell in reversed(row):
        label = labels.starting(cell)
        roles = set(label.roles) if label is not None else set()
        own = first is segment and labels.is_label(cell)
        number = nits.read_nit(cell.text)
        other = number is not None and len(number.body) >= 8
        if first.rect.x0 - cell.rect.x1 > 0.3 or "title" in roles or (("nit" in roles or other) and not own):
            break
        first = cell
    return first


def _block_start(segment: Segment, labels: Labels) -> Heading:
    """The first cell of the block of lines a cell stands in, which all begin at the same margin."""
    page = labels.page
    assert segment.line is not None  # noqa: S101
    first = _leftmost(segment, labels)
    index = page.lines.index(segment.line)
    below = page.below(first.rect, reach=1.7 * page.line_height)[:1]
    step = min([1.7 * page.line_height, *(1.6 * (s.rect.cy - first.rect.cy) for s in below)])
    last, unnamed = first.rect.cy, 0
    for line in reversed(page.lines[max(0, index - 8) : index]):
        cells = [s for s in line.segments if -0.03 < s.rect.x0 - first.rect.x0 < 0.3]
        if not cells:
            continue
        gap = last - cells[0].rect.cy
        label = labels.starting(cells[0])
        unnamed = 0 if label is not None else unnamed + 1
        # Between two labelled lines some may be the rest of a long name.
        if gap > step or unnamed > 2:
            break
        # A block has one tax number; another one above belongs to somebody else.
        if label is not None and {"title", "invoice_number", "nit"} & set(label.roles):
            break
        last, step = cells[0].rect.cy, min(step, 1.6 * gap)
        first = cells[0] if label is not None and _same_margin(label, first, labels) else first
    return Heading("customer", first.rect, first.rect)


def _same_margin(label: Label, first: Segment, labels: Labels) -> bool:
    """Whether a label stands in the column of the labels of a block, set to its left or to its right."""
    below = labels.starting(first)
    right = below.rect.x1 if below is not None else first.rect.x1
    return abs(label.rect.x0 - first.rect.x0) < 0.03 or abs(label.rect.x1 - right) < 0.02


# Under this share of a page nobody is introduced any more.
_SIGNED = 0.6
# Words that open a customer's block with a colon and a company's name without one.
_WEAK_HEADINGS = {"ENTIDAD", "EPS", "USUARIO", "PAGADOR", "FACTURAR", "SUSCRIPTOR", "CUSTOMER", "CLIENT"}


def heading_side(label: Label, *, turned: bool) -> str | None:
    """A label that opens a party's block; one inside a running sentence opens nothing."""
    fills = len(label.tokens) == len(label.segment.tokens)
    if label.marked and "customer" in label.roles and not label.leading and _ends_a_phrase(label):
        return "customer"
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


def _ends_a_phrase(label: Label) -> bool:
    """Whether a few words that open a line lead to a heading: "Hemos impreso para: ACEROS SAS"."""
    before = label.segment.tokens[: label.segment.tokens.index(label.tokens[0])]
    return len(before) <= 3 and all(token.text.isalpha() for token in before)


def is_turned(pages: Sequence[Labels]) -> bool:
    """Whether the buyer's name heads such a document: not where it is addressed to the buyer like an invoice."""
    labels = [label for one in pages[:1] for label in one.found]
    # "VENDEDOR" at the foot is where somebody signs.
    paid = any(
        heading_side(label, turned=True) == "supplier" and label.rect.cy < _SIGNED and _holds_a_name(label, one)
        for one in pages[:1]
        for label in one.found
    )
    return paid or not any(heading_side(label, turned=False) == "customer" for label in labels)


def find_tax_numbers(labels: Labels, sides: Sides, own: frozenset[str] = frozenset()) -> list[TaxNumber]:
    """Every NIT or cédula on a page that a label announces or that has its full printed form; ours wherever it is."""
    found: list[TaxNumber] = []
    taken: set[int] = set()
    for label in labels.of("nit", "supplier_nit", "customer_nit"):
        for place in (*_beside_upper_line(label, labels), *labels.places(label, depth=2.2, reach=0.3)):
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
        for token in segment.tokens:
            if id(token) in taken or not any(char.isdigit() for char in token.text):
                continue
            if (misread := nits.read_misread_nit(token.text)) is not None and not token.text.replace("-", "").isdigit():
                found.append(_tax_number(misread, (token,), labels, sides, None))
                taken.add(id(token))
                continue
            reading = nits.read_nit(token.text)
            whole = re.fullmatch(r"\d{3}[.,]\d{3}[.,]\d{3}\s?-\s?\d|[89]\d{8}-\d", token.text)
            if reading is None or not (reading.body in own or (whole and reading.state == "ok")):
                continue
            found.append(_tax_number(reading, (token,), labels, sides, None))
            taken.add(id(token))
        if any(id(token) in taken for token in segment.tokens):
            continue
        bare = segment.tokens if _is_bare_number(segment, labels, sides) else _behind_a_form(segment)
        reading = nits.read_nit(join_text(bare))
        if reading is not None:
            found.append(_tax_number(reading, tuple(bare), labels, sides, None))
    return found


def _beside_upper_line(label: Label, labels: Labels) -> Iterator[Place]:
    """What stands beside the first line of a label that a narrow cell has broken: "Número de" over "identificación"."""
    if not label.leading or len(label.tokens) < len(label.segment.tokens):
        return
    step = 1.3 * labels.page.line_height
    for upper in labels.page.segments:
        over = 0 < label.rect.cy - upper.rect.cy < step and abs(upper.rect.x0 - label.rect.x0) < 0.01
        if not over or not re.search(r"\b(?:DE|O|DOCUMENTO)$", upper.key) or upper.line is None:
            continue
        beside = upper.line.segments[upper.line.segments.index(upper) + 1 :][:1]
        if beside and beside[0].rect.x0 - upper.rect.x1 < 0.3:
            yield Place(label, tuple(beside[0].tokens), "right", beside[0].rect.x0 - upper.rect.x1)


def _behind_a_form(segment: Segment) -> Sequence[Token]:
    """A company's number in the line of its name, behind a label nobody can read: "S.A.S. - N.LT. 848775150"."""
    for index, token in enumerate(segment.tokens[2:], start=2):
        if re.fullmatch(_COMPANYS, token.text.rstrip(".,;")):
            before = segment.tokens[max(0, index - 3) : index]
            forms = any(re.search(r"(?:SAS|SA|LTDA|ESP|ENC|BIC)$", one.key) for one in before)
            return [token] if forms and not any(char.isdigit() for one in before for char in one.text) else []
    return []


def _is_bare_number(segment: Segment, labels: Labels, sides: Sides) -> bool:
    """A company's number that nothing announces, alone under a name at the head of a page."""
    # "IT No. 846774285": the edge of the paper has cut the label.
    if segment.rect.cy > sides.floor or not re.fullmatch(
        r"(?:[IT1l]{1,2}\W{0,2}\s)?(?:No\.?:?\s)?[89]\d{2}[.,]?\d{3}[.,]?\d{3}(?:\s?-?\s?\d)?", segment.text
    ):
        return False
    step = 2.2 * max(labels.page.line_height, segment.rect.height)
    return segment.rect.cy < 0.3 and any(
        0 < segment.rect.cy - above.rect.cy < step
        and above.rect.overlap_x(segment.rect) > 0.5
        and sum(char.isalpha() for char in above.text) >= 6
        and labels.starting(above) is None
        for above in labels.page.segments
    )


def _nit_in(tokens: Sequence[Token]) -> tuple[nits.NitReading | None, tuple[Token, ...]]:
    """The number at the start of a place, together with a DV printed apart."""
    start = next((i for i, token in enumerate(tokens[:4]) if any(char.isdigit() for char in token.text)), None)
    if start is None:
        return None, ()
    text = tokens[start].text
    if (misread := nits.read_misread_nit(text)) is not None:
        return misread, (tokens[start],)
    if re.search(r"\d[^\W\d_]+[\d.,]*\d{3}", text):
        # What stands behind a letter is only the end of the number.
        return None, ()
    # "Documento FC793397282" is the number of an invoice.
    if (letters := re.match(r"[^\W\d_]+", text)) and letters.group().upper() not in {"NIT", "CC", "CE", "TI", "RUT"}:
        return None, ()
    used = 1
    for token in tokens[start + 1 : start + 6]:
        if re.fullmatch(r"[-–—]|[-–—]?\s?\d|\d{3}|\d{3}[-–—]\d|DV:?|[.,]?\d{3}[.,]\d{3}", token.text, re.IGNORECASE):
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
    aside = (
        _is_aside(segment, tokens[0], labels.page)
        or _is_a_members(segment, tokens[0], labels.page)
        or (side in {"foot", "none"} and bool(_IMPRINT.search(" ".join(fold_words(segment.text)))))
    )
    return TaxNumber(reading, tuple(tokens), labels.page.number, rect, segment, side, label is not None, aside)


def _is_aside(segment: Segment, token: Token, page: PageLayout) -> bool:
    """Whether the words before a number, or the line above when it was wrapped, speak of somebody else."""
    assert segment.line is not None  # noqa: S101
    before = [t for t in segment.tokens if t.rect.x0 < token.rect.x0]
    text = " ".join(fold_words(join_text(before)))
    if _names_its_own_trade(before):
        return False
    if not _ASIDE.search(text):
        index = page.lines.index(segment.line)
        above = [s for line in page.lines[max(0, index - 2) : index] for s in line.segments]
        near = [
            s for s in above
            if s.rect.overlap_x(segment.rect) > 0.3 and segment.rect.cy - s.rect.cy < 0.035
            and not _names_its_own_trade(s.tokens)
        ]  # fmt: skip
        text = " ".join(" ".join(fold_words(s.text)) for s in near) + " " + text
        wrapped = not before or len(fold_words(join_text(before))) < 2
        return wrapped and bool(_ASIDE.search(text))
    return True


# Trades that are also what somebody else on a page is called by.
_TRADES = re.compile(r"(?:TRANSPORTADOR|CONTADOR|FIDUCIARI|ASEGURADOR|OPERADOR)\w*")
_MEMBERS = re.compile(r"\b(?:INTEGRAD[OA]S? POR|CONFORMAD[OA]S? POR|INTEGRANTES|CONSORCIADOS|MIEMBROS|PARTICIPES)\b")


def _names_its_own_trade(before: Sequence[Token]) -> bool:
    """Whether a number stands behind a company's name that has such a word: "TRANSPORTADORA RÍO S.A. NIT", "GRÚAS Y
    PLATAFORMAS S.A.S."; with a colon, or in other letters than the name, the word is a label."""
    small = {"NIT", *JOINTS}
    words = [one for one in before if len(one.key) > 2 and one.key not in small and not LEGAL_FORM.search(one.key)]
    if len(words) < 2 or any(token.text.endswith(":") for token in before[:-1]):
        return False
    text = " ".join(fold_words(join_text(before)))
    said = _ASIDE.search(text)
    own = _TRADES.fullmatch(words[0].key) or (said is not None and said.start() > 0)
    alike = all(word.text.isupper() for word in words) or all(word.text[:2].istitle() for word in words)
    return bool(own) and alike and bool(LEGAL_FORM.search(text)) and not {"POR", "CON"}.intersection(text.split())


def _is_a_members(segment: Segment, token: Token, page: PageLayout) -> bool:
    """Whether a number is that of a company a joint venture is made of: in the list that says so, or in a row of
    its table."""
    assert segment.line is not None  # noqa: S101
    if _MEMBERS.search(" ".join(fold_words(join_text(t for t in segment.line.tokens if t.rect.x0 < token.rect.x0)))):
        return True
    index = page.lines.index(segment.line)
    for line in reversed(page.lines[max(0, index - 6) : index]):
        text = " ".join(fold_words(line.text))
        if _MEMBERS.search(text):
            return True
        if nits.read_nit(line.text) is None or "NIT" in text.split()[:1]:
            return False
    return False
