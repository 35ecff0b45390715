"""Items known by their product alone: lines on which a quantity times a price gives an amount, heads or no heads.

So are read the rolls of tills ("2 x 4.500   9.000" under the name of a thing) and tables that have no heads, or
heads nobody knows. What it does not know is columns; a table with heads is for `tables` and `rows`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations

from invoices.extraction import values
from invoices.extraction.arithmetic import Figures, Proof, prove
from invoices.extraction.column_words import are_heads
from invoices.extraction.figures import SOUND, Guess, guesses, unglued
from invoices.extraction.layout import Line, PageLayout, Token, join_boxes, join_text
from invoices.extraction.result import LineReading, Source

_TIMES = re.compile(r"^[xX*×@]$")
_TIMES_GLUED = re.compile(r"^[xX*×@](?=\$?\d)|(?<=\d)[xX*×@]$")
_UNIT = re.compile(r"^[A-Za-z]{1,6}\.?[23]?$")
# The letter of its tax, printed right behind an amount.
_GLUED_CLASS = re.compile(r"(?<=\d\d\d)[A-Z*]$|(?<=[.,]\d\d)[A-Z*]$")
_TAX_CLASS = re.compile(r"^[A-Z*]$|^\(?[A-Z]\)?$|^\d{1,2}%$")
_TAX_SAID = re.compile(r"(?i)^(?:\(?\d{1,2}\s?%\)?|iva|inc|excl(?:uid[oa])?\.?|exent[oa]|gravad[oa]|no gravado)$")
_CODE = re.compile(r"^(?=.*\d)[A-Z0-9][A-Z0-9\-./]{1,17}$")
UNITS = {"UND", "UN", "UNIDAD", "KG", "M", "M2", "M3", "ML", "GL", "GAL", "LB", "MT", "MTS", "BULTO", "CAJA", "HR",
          "HORA", "DIA", "DÍA", "MES", "VIAJE", "ROLLO", "PAR", "KIT", "TON", "PQ", "VAR", "SERV", "GLB"}  # fmt: skip
_MONEY = re.compile(r"\d[.,]\d{3}[.,]\d\d$")
_MOST_FIGURES = 7
# A price may hold its tax while the total does not.
_RATES = (Decimal(19), Decimal(5), Decimal(8))
_TAXED_LEAST = Decimal(500)
_LEAST = Decimal(50)
_THOUSAND, _HUNDRED = Decimal(1000), Decimal(100)
_PROVED = "cantidad por precio da el total"
_MENDED = "se corrigieron cifras mal leídas; la multiplicación las confirma"
_UNPROVED = "cantidad por precio no da el total"


@dataclass(slots=True)
class Listed:
    """The items found so, and how many of them are proved by their product."""

    lines: list[LineReading] = field(default_factory=list)
    proved: int = 0


@dataclass(slots=True, eq=False)
class _Product:
    """A line that says quantity, price and total. `name` are the words on it before them."""

    line: Line
    name: list[Token]
    used: list[Token]
    unit: str | None
    proof: Proof | None
    figures: Figures
    right: float
    # Whether the price is printed before the quantity; None where the line does not tell.
    price_first: bool | None = None


def read_products(pages: Sequence[PageLayout], *, source: Source, below: Mapping[int, float]) -> Listed:
    """The items of all pages; `below` says where the heads of a table end, on pages that have any."""
    listed = Listed()
    for page in pages:
        found = _products(page, below.get(page.number, 0.0))
        if not found:
            continue
        listed.proved += sum(product.proof is not None for product in found)
        listed.lines += _items(page, found, below.get(page.number, 0.0), source)
    return listed


def count_products(page: PageLayout) -> int:
    """How many lines of a page hold three figures that multiply, whatever stands between them."""
    return sum(_multiplies(line) for line in page.lines)


def _multiplies(line: Line) -> bool:
    tokens = [token for token in line.tokens if token.key or token.text == "%"]
    figures = [
        [guess for guess in found if guess.cost <= SOUND]
        for place, token in enumerate(tokens)
        if not _is_rate(tokens, place) and (found := _figure(token))
    ][-_MOST_FIGURES:]
    for quantity, price, total in combinations(figures, 3):
        proof = prove(Figures(quantity, price, total), most=2 * SOUND)
        # One times something is that thing: it would prove amounts that stand beside each other by chance.
        if proof is not None and _plausible(proof) and proof.quantity != 1 and proof.price > 1:
            return True
    return False


def is_product(line: Line, page: PageLayout) -> bool:
    """Whether the figures of a line multiply, as those of an item do."""
    product = _product(page.lines.index(line), page)
    return product is not None and product.proof is not None


def proof_of(cy: float, page: PageLayout) -> Proof | None:
    """What the figures of the line at a height come to, whatever columns they were taken for."""
    for index, line in enumerate(page.lines):
        if line.cy == cy and (product := _product(index, page)) is not None:
            return product.proof
    return None


def last_product(page: PageLayout, top: float) -> float:
    """How far down a page the lines reach whose figures multiply; 0 where there are none."""
    found = _products(page, top)
    return max((product.line.cy for product in found if product.proof is not None), default=0.0)


def _products(page: PageLayout, top: float) -> list[_Product]:
    """The lines with a product that are set alike: their amounts end at the same place."""
    found = [
        product
        for index, line in enumerate(page.lines)
        if line.cy > top and (product := _product(index, page)) is not None
    ]
    if not found:
        return []
    edges = sorted(product.right for product in found if product.proof is not None)
    if not edges:
        return []
    edge = edges[len(edges) // 2]
    lean = 0.03 + 0.02 * (len(found) > 4)
    alike = [product for product in found if abs(product.right - edge) <= lean]
    _agreed(alike)
    return alike


def _product(index: int, page: PageLayout) -> _Product | None:
    line = page.lines[index]
    tokens = [token for token in line.tokens if token.key or _TIMES.match(token.text) or token.text == "%"]
    figures = [
        (place, found)
        for place, token in enumerate(tokens)
        if not _is_rate(tokens, place) and (found := _figure(token))
    ]
    best: tuple[tuple[int, int], _Product] | None = None
    for last in range(len(figures) - 1, max(len(figures) - 3, 1), -1):
        for first, middle in combinations(range(last), 2):
            product = _tried(line, tokens, figures, first, middle, last)
            if product is not None and product.proof is not None:
                rank = (product.proof.cost, last - first)
                if best is None or rank < best[0]:
                    best = rank, product
    if best is None and len(figures) == 2 and figures[0][0] == 0:
        return _glued(line, tokens, figures) or _torn(index, page, tokens, figures)
    return best[1] if best else _torn(index, page, tokens, figures)


_Found = tuple[int, tuple[Guess, ...]]


def _tried(
    line: Line, tokens: list[Token], figures: list[_Found], first: int, middle: int, last: int
) -> _Product | None:
    """Three figures as quantity, price and total; what stands before the total besides may be a discount."""
    (at, quantity), (behind, price), (end, total) = figures[first], figures[middle], figures[last]
    between = tokens[at + 1 : behind]
    # A name may stand between quantity and price; then nothing but the number of the item is before it.
    named = not (middle == first + 1 and _only_units(between))
    if last - middle > 3 or (named and (at > 1 or not _says_something(between))):
        return None
    less = [guess for _place, found in figures[middle + 1 : last] for guess in found if guess.cost <= SOUND]
    less += _percents(tokens[behind:end])
    rates = [rate for rate in _RATES if _prints(rate, tokens[behind:end])]
    proof = prove(Figures(quantity, price, total, less, rates), most=2 * SOUND + (0 if named else 3))
    if proof is None or not _plausible(proof):
        return None
    price_first = _priced_first(tokens, at, behind, proof) if proof.rule == "plain" else None
    asked = Figures(quantity, price, total, less)
    if "tax" in proof.rule and (proof.quantity == 1 or proof.price < _TAXED_LEAST or proof.gap > 1):
        return None
    if named:
        name = [*between]
        unit = name.pop(0).text if len(name) > 1 and name[0].text.upper().strip(".") in UNITS else None
        return _Product(line, name, [tokens[at], *tokens[behind:]], unit, proof, asked, tokens[end].rect.x1)
    unit = _unit_in(between)
    return _Product(line, tokens[:at], tokens[at:], unit, proof, asked, tokens[end].rect.x1, price_first)


def _unit_in(between: Sequence[Token]) -> str | None:
    """The unit between quantity and price, which is neither their sign nor said of the tax."""
    texts = [token.text for token in between]
    return next((text for text in texts if not _TIMES.match(text) and not _TAX_SAID.match(text)), None)


def _priced_first(tokens: Sequence[Token], at: int, behind: int, proof: Proof) -> bool | None:
    """Whether the price is printed before how many there are, as far as the line itself tells it.

    What is written as money is the price, what stands before a unit or has three decimals the quantity.
    """
    first, second = tokens[at].text, tokens[behind].text
    if _unit_in(tokens[at + 1 : behind]):
        return False
    after = tokens[behind + 1].text.upper().strip(".") if behind + 1 < len(tokens) else ""
    if after in UNITS or ("$" in first) > ("$" in second):
        return True
    if ("$" in second) > ("$" in first) or proof.price >= proof.quantity:
        return False
    if _MONEY.search(first) and second.isdigit():
        return True
    if proof.quantity >= _THOUSAND and (proof.price < _HUNDRED or proof.price % 1):
        return True
    return None


def _agreed(products: Sequence[_Product]) -> None:
    """Lines of one list are printed in one order: those that tell it speak for those that do not."""
    told = [product.price_first for product in products if product.price_first is not None]
    turned = sum(told) * 2 > len(told)
    for product in products:
        first = turned if product.price_first is None or len(told) > 2 else product.price_first
        if first and product.proof is not None and product.proof.rule == "plain":
            proof = product.proof
            product.proof = replace(proof, quantity=proof.price, price=proof.quantity)


def _prints(rate: Decimal, tokens: Sequence[Token]) -> bool:
    """Whether a row prints a rate of tax between its price and its total."""
    return any(values.read_percent(token.text) == rate for token in tokens)


def _percents(tokens: Sequence[Token]) -> list[Guess]:
    """Percentages between price and total: one of them may be a discount."""
    found = [values.read_percent(token.text) for token in tokens if "%" in token.text]
    return [Guess(rate, SOUND) for rate in found if rate]


def _glued(line: Line, tokens: list[Token], figures: list[_Found]) -> _Product | None:
    """Quantity and price run into one word by the reader, cut again where they multiply: 611850.00 and 71100.00."""
    (at, _both), (end, total) = figures
    for left, right in unglued(tokens[at].text):
        asked = Figures(guesses(left, money=False), guesses(right), total)
        proof = prove(asked, most=SOUND)
        if proof is not None and _plausible(proof) and proof.quantity < proof.price:
            return _Product(line, [], tokens[at:], None, proof, asked, tokens[end].rect.x1)
    return None


def _torn(index: int, page: PageLayout, tokens: list[Token], figures: list[_Found]) -> _Product | None:
    """Quantity times price here, their total at the end of a line close by, as pages that lean are torn."""
    signs = [place for place, token in enumerate(tokens) if _TIMES.match(token.text) or _TIMES_GLUED.search(token.text)]
    if not signs or len(figures) != 2:
        return None
    (at, quantity), (behind, price) = figures
    if not _only_units(tokens[at + 1 : behind]):
        return None
    line = page.lines[index]
    for other in (*page.lines[max(index - 1, 0) : index], *page.lines[index + 1 : index + 2]):
        ends = [token for token in other.tokens if token.key and not _TAX_CLASS.match(token.text)]
        if not ends or abs(other.cy - line.cy) > 1.7 * page.line_height:
            continue
        asked = Figures(quantity, price, _figure(ends[-1]))
        proof = prove(asked, most=2 * SOUND)
        if proof is not None and _plausible(proof):
            unit = _unit_in(tokens[at + 1 : behind])
            # The name may stand beside the total, under the figures.
            name = tokens[:at] or (ends[:-1] if _says_something(ends[:-1]) else [])
            return _Product(line, name, [*tokens[at:], ends[-1]], unit, proof, asked, ends[-1].rect.x1)
    return None


def _figure(token: Token) -> tuple[Guess, ...]:
    text = _GLUED_CLASS.sub("", _TIMES_GLUED.sub("", token.text))
    if "%" in text or not any(char.isdigit() for char in text):
        return ()
    return guesses(text)


def _is_rate(tokens: Sequence[Token], place: int) -> bool:
    """Whether a figure is a percentage of tax: "IVA 19", "8 %"."""
    before = tokens[place - 1].key if place else ""
    after = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return before in {"IVA", "INC", "TARIFA"} or after.startswith("%")


def _only_units(tokens: Sequence[Token]) -> bool:
    """Whether nothing but a unit, a sign and what is said of the tax stands between quantity and price."""
    words = [token.text for token in tokens if not _TIMES.match(token.text) and not _TAX_SAID.match(token.text)]
    return len(words) <= 1 and all(_UNIT.match(word) for word in words)


def _plausible(proof: Proof) -> bool:
    return proof.total >= _LEAST and proof.quantity > 0 and proof.price > 0 and proof.quantity != proof.total


# --- what the items are called ------------------------------------------------------------------------


def _items(page: PageLayout, products: Sequence[_Product], top: float, source: Source) -> list[LineReading]:
    named = sum(_says_something(product.name) for product in products)
    taken = {id(token) for product in products for token in product.used}
    if named * 2 > len(products):
        texts = {id(product): _around(page, product, products, taken) for product in products}
    else:
        texts = {id(product): words for product, words in zip(products, _blocks(page, products, top, taken),
                                                              strict=True)}  # fmt: skip
    return [
        reading for product in products if (reading := _reading(page, product, texts[id(product)], source)) is not None
    ]


def _says_something(tokens: Sequence[Token]) -> bool:
    return sum(char.isalpha() for token in tokens for char in token.text) >= 3


def _around(page: PageLayout, product: _Product, products: Sequence[_Product], taken: set[int]) -> list[list[Token]]:
    """The words beside the figures, and the lines below that go on with them."""
    own = [token for token in product.name if token.key]
    own += [token for token in product.line.tokens if token.key and id(token) not in taken and token not in own]
    found, last = [own], product.line.cy
    lines = {id(one.line) for one in products}
    right = min((one.used[0].rect.x0 for one in products), default=1.0)
    for line in page.lines:
        if line.cy <= product.line.cy:
            continue
        words = [token for token in line.tokens if token.key]
        wraps = words and all(token.rect.x0 < right for token in words) and not any(is_money(t) for t in words)
        if id(line) in lines or not wraps or line.cy - last > 1.6 * page.line_height or ":" in line.text:
            break
        found.append(words)
        last = line.cy
    return found


def _blocks(page: PageLayout, products: Sequence[_Product], top: float, taken: set[int]) -> Iterator[list[list[Token]]]:
    """The lines of text between one product and the next: the name above it, or below it where none is above."""
    pitch = page.line_height
    above: list[list[list[Token]]] = []
    start = top
    for product in products:
        lines = [line for line in page.lines if start < line.cy < product.line.cy]
        above.append(_nearest(lines, product, pitch, taken, first=not above))
        start = product.line.cy
    if not above[0] and len(products) > 1:
        # Nothing stands over the first: names are printed under their figures.
        after = [*above[1:], []]
        after[-1] = _under(page, products[-1], taken)
        if any(after[-1]):
            above = after
    yield from above


def _under(page: PageLayout, product: _Product, taken: set[int]) -> list[list[Token]]:
    """The lines right below the last product, down to a gap, a label or another amount."""
    found: list[list[Token]] = []
    last = product.line.cy
    for line in page.lines:
        if line.cy <= product.line.cy:
            continue
        words = _words(line, taken)
        amounts = any(is_money(token) and id(token) not in taken and token is not words[0] for token in words)
        if not words or amounts or ":" in line.text or line.cy - last > 1.6 * page.line_height:
            break
        found.append(words)
        last = line.cy
    return found


def _nearest(
    lines: Sequence[Line], product: _Product, pitch: float, taken: set[int], *, first: bool
) -> list[list[Token]]:
    """The lines right above a product, upwards until something else begins."""
    found: list[list[Token]] = []
    last = product.line.cy
    for line in reversed(lines):
        words = _words(line, taken)
        stops = not words or last - line.cy > 2.2 * pitch or (first and (are_heads(line.text) or ":" in line.text))
        if stops or len(found) == 5:
            break
        found.insert(0, words)
        last = line.cy
    return found


def _words(line: Line, taken: set[int]) -> list[Token]:
    words = [token for token in line.tokens if token.key and id(token) not in taken]
    # The amount of another line, and the letter of its tax, are not its name.
    while words and _TAX_CLASS.match(words[-1].text) and len(words) > 1 and words[-1].rect.x0 > 0.85:
        words.pop()
    return words if any(char.isalnum() for token in words for char in token.text) else []


def is_money(token: Token) -> bool:
    """Whether a word looks like an amount and not like a small number."""
    return bool(re.search(r"\d[.,]\d{3}\b|\d{4,}", token.text)) and bool(_figure(token))


def _reading(page: PageLayout, product: _Product, lines: list[list[Token]], source: Source) -> LineReading | None:
    words = [token for line in lines for token in line]
    code = None
    rest = words
    if len(words) > 1 and _CODE.match(words[0].text) and not _UNIT.match(words[0].text):
        code, rest = words[0].text, words[1:]
    description = join_text(rest).strip(" |-")
    if not description and not code:
        return None
    proof = product.proof
    mended = proof is not None and proof.cost > 2 * SOUND + 1
    tokens = [*words, *product.used]
    doubt = min((token.word.confidence for token in tokens), default=1.0)
    base = 0.4 if proof is None else 0.85 if mended else 0.93
    return LineReading(
        description=description or code or "", code=code,
        quantity=proof.quantity if proof else None, unit=product.unit, unit_price=proof.price if proof else None,
        discount=None, total=proof.total if proof else None,
        confidence=round(base * (1.0 if doubt >= 0.9 else 0.9 if doubt >= 0.7 else 0.75), 3),
        source=source, page=page.number, box=join_boxes(tokens),
        reasons=(_UNPROVED if proof is None else _MENDED if mended else _PROVED,),
    )  # fmt: skip
