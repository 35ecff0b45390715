"""The items of an invoice: what the cells of each row say, as far as its arithmetic bears it out.

Rows come from `rows` and, where a page has no table with heads, from `products`; a cuenta de cobro has one item
and no table. Whether all lines together give the subtotal is for `reconcile`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from invoices.extraction import columns, values
from invoices.extraction.arithmetic import (
    TOLERANCE,
    Figures,
    Proof,
    by_rule,
    prove,
    prove_with_hidden_discount,
    quantity_from,
)
from invoices.extraction.figures import SOUND, Guess, cell_guesses, guesses, sound, unglued
from invoices.extraction.labelled_items import read_labelled
from invoices.extraction.layout import PageLayout, Token, join_boxes, join_text
from invoices.extraction.products import proof_of, read_products
from invoices.extraction.result import LineReading, Source
from invoices.extraction.rows import Row, rows_of
from invoices.extraction.tables import Table

_UNIT_TEXT = re.compile(r"^[A-Za-z]{1,4}\.?[23]?$|^\d{2}$")
_CONCEPT = re.compile(
    r"(?i)\bpor\s+(?:el\s+|los\s+siguientes\s+)?conceptos?(?:\s+de)?\b\s*:?|^\s*concepto\s*:"
    r"|\bcorrespondientes?\s+a(?:l?\b\s*:?|\s+lo\s+siguiente\s*:)"
)
_CODE_LABEL = re.compile(
    r"(?i)^(?:plu|sku|ean|c[oó]d(?:igo)?|ref(?:erencia)?)\b[.:]*\s*((?=\S*\d)[A-Z0-9\-./]{2,17})\s+(?=\S{3})"
)
_WITHHELD = re.compile(r"(?i)^\W*(?:rete|rte|ret\.|autorret)")
# Rates a price or a total may hold when the table does not print any.
_USUAL_RATES = (Decimal(19), Decimal(5), Decimal(8))
_MOST_PERCENT = 60
_SIGN_OR_FIVE = {"$", "COP", "S", "s", "5", "$$", "8"}

DERIVED_QUANTITY = "la cantidad no se leyó: sale de dividir el total por el precio"
DERIVED_TOTAL = "el total no se leyó: sale de multiplicar cantidad y precio"
MISREAD_TOTAL = "una cifra del total se leyó mal: se tomó cantidad por precio"
MENDED = "se corrigieron signos mal leídos; la multiplicación los confirma"
PROVED = "cantidad por precio da el total"
UNPROVED = "cantidad por precio no da el total"
ALONE = "falta la cantidad o el precio para comprobar el total"


@dataclass(slots=True, eq=False)
class _Item:
    """A row with what its cells may say, and what was settled on."""

    row: Row
    table: Table
    figures: Figures
    place: int = 0
    proof: Proof | None = None


def read_lines(tables: Sequence[Table], pages: Sequence[PageLayout], *, source: Source) -> tuple[LineReading, ...]:
    """The items of all pages, in the order printed."""
    columns.settle(tables)
    rows = [(row, table) for table in tables for row in rows_of(table)]
    items = [_item(row, table, place) for place, (row, table) in enumerate(rows)]
    _prove(items)
    items = _without_sums(items)
    rule = _common_rule(items)
    tabled = [reading for item in items if (reading := _read(item, rule, source)) is not None]
    listed = read_products(pages, source=source, below={table.page.number: table.top for table in tables if table.head})
    proved = sum(item.proof is not None for item in items)
    # One product among many rows is chance: "23 ... 50 MM REF 1150".
    if listed.proved > proved and listed.proved * 4 >= len(tabled):
        return tuple(_with_code(line) for line in listed.lines)
    if not proved and (written := read_labelled(pages, source=source)):
        return written
    return tuple(_with_code(line) for line in tabled)


def _with_code(line: LineReading) -> LineReading:
    """The code printed before the name under its own label: "SKU 577316 TUBO LED"."""
    match = _CODE_LABEL.match(line.description)
    if match is None:
        return line
    return replace(line, description=line.description[match.end() :], code=line.code or match[1])


def _item(row: Row, table: Table, place: int) -> _Item:
    cells = row.cells
    figures = Figures(
        _cell(cells, "quantity", money=False), _cell(cells, "price"), _cell(cells, "total"), _discounts(cells),
        _rates(cells), _cell(cells, "times", money=False),
    )  # fmt: skip
    return _Item(row, table, _parted(figures, cells), place)


def _parted(figures: Figures, cells: dict[str, list[Token]]) -> Figures:
    """Quantity and price that the reader ran into one word, cut again where they multiply to the total."""
    if bool(figures.quantity) == bool(figures.price) or not figures.total:
        return figures
    kind = "quantity" if figures.quantity else "price"
    for token in cells.get(kind, ()):
        for left, right in unglued(token.text):
            asked = replace(figures, quantity=guesses(left, money=False), price=guesses(right))
            proof = prove(asked, most=SOUND)
            if proof is not None and proof.quantity < proof.price:
                return asked
    return figures


def _cell(cells: dict[str, list[Token]], kind: str, *, money: bool = True) -> tuple[Guess, ...]:
    texts = [token.text for token in cells.get(kind, ())]
    # A currency sign beside an amount is often read as a digit.
    if money and len(texts) > 1 and any(len(text) > 1 for text in texts):
        texts = [text for text in texts if text not in _SIGN_OR_FIVE] or texts
    return cell_guesses(texts, money=money)


def _discounts(cells: dict[str, list[Token]]) -> tuple[Guess, ...]:
    texts = [token.text.replace("%", "") for token in cells.get("discount", ())]
    return cell_guesses(texts)


def _rates(cells: dict[str, list[Token]]) -> tuple[Decimal, ...]:
    for token in cells.get("rate", ()):
        rate = values.read_percent(token.text)
        if rate is not None and rate <= 35:
            return (rate,)
    return ()


def _prove(items: Sequence[_Item]) -> None:
    for item in items:
        item.proof = prove(item.figures)
        if item.proof is None and any(column.kind == "discount" for column in item.table.columns):
            item.proof = prove_with_hidden_discount(item.figures)
    _prove_by_line(items)
    _keep_to_thousands(items)
    unproved = [item for item in items if item.proof is None]
    # A discount in no cell is believed when it is a round one in nearly every row.
    hidden = [(item, prove_with_hidden_discount(item.figures)) for item in unproved]
    found = sum(proof is not None for _item, proof in hidden)
    if found > 1 and found * 10 >= 9 * len(unproved):
        for item, proof in hidden:
            item.proof = proof
        unproved = [item for item in unproved if item.proof is None]
    # Prices with tax beside totals without it, and no rate printed: believed when it explains most rows.
    if len(unproved) * 2 > len(items) and not any(item.figures.rates for item in items):
        tried = [(item, prove(_with_rates(item.figures), most=2 * SOUND + 1)) for item in unproved]
        if sum(proof is not None for _item, proof in tried) * 10 >= 7 * len(items):
            for item, proof in tried:
                item.proof = proof


def _prove_by_line(items: Sequence[_Item]) -> None:
    """Rows whose figures fell under the wrong heads, proved by what stands on their line at all.

    Only beside rows that came out under their heads: those show that the names are where they belong. A quantity
    that is not where it should be is taken out of the name.
    """
    if not any(item.proof is not None for item in items):
        return
    for item in items:
        if item.proof is None and item.figures.total and not item.figures.times:
            proof = proof_of(item.row.cy, item.table.page)
            if proof is not None and any(guess.value == proof.total for guess in item.figures.total):
                item.proof = proof
                if not any(guess.value == proof.quantity for guess in item.figures.quantity):
                    _take_back(item.row, proof)


def _take_back(row: Row, proof: Proof) -> None:
    """The quantity is no part of the name it was read with."""
    name = row.cells.get("description", [])
    for place in (0, len(name) - 1):
        if len(name) > 1 and any(guess.value == proof.quantity for guess in guesses(name[place].text, money=False)):
            row.cells["quantity"] = [name.pop(place), *row.cells.get("quantity", ())]
            return


def _without_sums(items: Sequence[_Item]) -> list[_Item]:
    """Leave out what is not an item where items are proved by their product: sums of chapters, figures below,
    titles above, print at the foot.

    A row without quantity and price is one of those when its amount is what the rows above it come to, or when
    no proved row of its page stands before or behind it. A discount on a line of its own is kept.
    """
    items = _without_trail(_above_their_sum(items))
    unpriced = not any(item.figures.price for item in items)
    proved = [
        item for item in items
        if item.proof is not None or (unpriced and item.figures.quantity and item.figures.total)
    ]  # fmt: skip
    if len(proved) * 10 < len(items) * 5 or not proved:
        return list(items)
    kept: list[_Item] = []
    since = Decimal(0)
    for item in items:
        total = item.proof.total if item.proof is not None else sound(item.figures.total)
        bare = item.proof is None and not item.figures.quantity and not item.figures.price
        is_sum = total is not None and bool(since) and abs(since - total) <= TOLERANCE
        negative = total is not None and total < 0
        outside = (bare or _is_withheld(item)) and _is_outside(item, proved)
        if (bare and not negative and is_sum) or (outside and not negative) or _is_far(item, proved):
            since = Decimal(0) if is_sum else since
            continue
        kept.append(item)
        since += total or Decimal(0)
    return kept


def _without_trail(items: Sequence[_Item]) -> Sequence[_Item]:
    """Without the rows below the last proved one that hold one amount alone, under the prices.

    So stand the sums that are printed further left than the totals of the items, however many there are of them.
    """
    last = max((place for place, item in enumerate(items) if item.proof is not None), default=None)
    if last is None:
        return items
    return [item for place, item in enumerate(items) if place <= last or not _is_lone(item)]


def _above_their_sum(items: Sequence[_Item]) -> Sequence[_Item]:
    """The items above the first bare amount that all of them come to: with it the totals begin."""
    since, counted = Decimal(0), 0
    for place, item in enumerate(items):
        total = item.proof.total if item.proof is not None else sound(item.figures.total)
        bare = item.proof is None and not item.figures.quantity and not item.figures.price
        if bare and place and counted == place and total is not None and abs(since - total) <= TOLERANCE:
            return items[:place]
        since += total or Decimal(0)
        counted += bool(item.figures.quantity) and total is not None
    return items


def _is_withheld(item: _Item) -> bool:
    """Whether an unproved row is named as what is withheld; its base and its rate are no quantity and price."""
    return item.proof is None and _WITHHELD.match(_description(item.row)) is not None


def _is_lone(item: _Item) -> bool:
    """Whether neither how many nor what it comes to is told in a row."""
    return item.proof is None and not item.figures.quantity and not item.figures.total


def _is_outside(item: _Item, proved: Sequence[_Item]) -> bool:
    """Whether a row stands behind the last proved one, or before the first of a page that repeats no heads."""
    last = proved[-1]
    if item.place > last.place:
        return True
    first = min((one.row.cy for one in proved if one.table is item.table), default=None)
    return not item.table.head and first is not None and item.row.cy < first


def _is_far(item: _Item, proved: Sequence[_Item]) -> bool:
    """Whether a row that proves nothing stands much further down than items of its page follow one another."""
    if item.proof is not None:
        return False
    levels = sorted(one.row.cy for one in proved if one.table is item.table and one is not item)
    if not levels or item.row.cy < levels[-1]:
        return False
    usual = max((below - above for above, below in pairwise(levels)), default=0.0)
    return item.row.cy - levels[-1] > max(3 * usual, 4.5 * item.table.page.line_height)


def _keep_to_thousands(items: Sequence[_Item]) -> None:
    """22.200 is no price of three decimals where another row of the table proves its marks to be of thousands."""
    thousands = any(item.proof is not None and item.proof.price >= 1000 and not item.proof.cost for item in items)
    for item in items:
        price = item.proof.price if item.proof is not None else None
        if thousands and price is not None and any(guess.value == price * 1000 for guess in item.figures.price):
            item.proof = None


def _with_rates(figures: Figures) -> Figures:
    return Figures(figures.quantity, figures.price, figures.total, figures.discount, _USUAL_RATES)


def _common_rule(items: Sequence[_Item]) -> str:
    """The rule most rows of the table follow; the plain product when none is proved."""
    rules = Counter(item.proof.rule for item in items if item.proof is not None)
    return rules.most_common(1)[0][0] if rules else "plain"


def _read(item: _Item, rule: str, source: Source) -> LineReading | None:
    row, cells = item.row, item.row.cells
    description = _description(row)
    code = _code(row)
    # What a stamp or a fold hides of the name is no reason to leave the item out.
    if not description and not code and not (item.figures.quantity and item.figures.total):
        return None
    settled = _settled(item, rule)
    unit = join_text(cells.get("unit", ())) or _unit_beside(cells.get("quantity", ()))
    tokens = row.tokens
    doubt = min((token.word.confidence for token in tokens), default=1.0)
    return LineReading(
        description=description or code or "",
        code=code,
        quantity=settled.quantity,
        unit=unit[:20] if unit else None,
        unit_price=settled.price,
        discount=settled.discount,
        tax_rate=next(iter(item.figures.rates), None),
        total=settled.total,
        confidence=_confidence(settled.base, doubt),
        source=source,
        page=item.table.page.number,
        box=join_boxes(tokens),
        reasons=settled.reasons,
    )


@dataclass(frozen=True, slots=True)
class _Settled:
    quantity: Decimal | None
    price: Decimal | None
    total: Decimal | None
    discount: Decimal | None
    base: float
    reasons: tuple[str, ...]


def _settled(item: _Item, rule: str) -> _Settled:
    figures, proof = item.figures, item.proof
    percent = any("%" in token.text for token in item.row.cells.get("discount", ()))
    discount = None if percent else sound(figures.discount)
    if proof is not None:
        mended = proof.cost > 2 * SOUND + 1
        return _Settled(
            proof.quantity, proof.price, proof.total, proof.taken_off, 0.88 if mended else 0.95,
            (MENDED,) if mended else (PROVED,),
        )  # fmt: skip
    quantity, price, total = sound(figures.quantity), sound(figures.price), sound(figures.total)
    away, times = sound(figures.discount), sound(figures.times)
    if rule == "plain" and away and quantity is not None:
        # Most rows of the table have nothing taken off, this one has.
        rule = "less percent" if percent or away <= _MOST_PERCENT else "less amount"
    # What a thing costs for all the days it is paid for.
    cost = price * times if price is not None and times else price
    if cost is not None and total is not None:
        even = quantity_from(cost, total, rule, away, figures.rates)
        if even is not None and (quantity is None or _misread(quantity, even, whole=not away)):
            return _Settled(even, price, total, discount, 0.7 if quantity is None else 0.6, (DERIVED_QUANTITY,))
    if quantity is not None and cost is not None and total is None:
        whole = by_rule(rule, quantity, cost, away, figures.rates)
        return _Settled(quantity, price, whole, discount, 0.6, (DERIVED_TOTAL,))
    if quantity is not None and cost is not None and total is not None:
        whole = by_rule(rule, quantity, cost, away, figures.rates)
        if whole is not None and _apart(whole, total) <= 1:
            return _Settled(quantity, price, whole, discount, 0.6, (MISREAD_TOTAL,))
        return _Settled(quantity, price, total, discount, 0.4, (UNPROVED,))
    known = total is not None and (quantity is not None or price is not None)
    return _Settled(quantity, price, total, discount, 0.65 if known else 0.5, (ALONE,))


def _misread(read: Decimal, even: Decimal, *, whole: bool) -> bool:
    """Whether a quantity may be read wrong: total by price is a whole number, or has nearly its digits."""
    return (whole and even == int(even)) or _apart(read, even) <= 1


def _apart(one: Decimal, other: Decimal) -> int:
    """How many digits two figures differ by."""
    first, second = (f"{value.normalize():f}".replace(".", "") for value in (one, other))
    return Levenshtein.distance(first, second)


def _description(row: Row) -> str:
    own = sorted(row.cells.get("description", []), key=lambda token: token.rect.x0)
    return join_text([*row.above, *own, *row.below]).strip(" |")


def _code(row: Row) -> str | None:
    """The code of a row; one that broke over two lines is put together again."""
    own = row.cells.get("code", [])
    tokens = sorted([*own, *row.codes], key=lambda token: (token.rect.cy if row.codes else 0.0, token.rect.x0))
    if not tokens:
        return None
    together = "".join(token.text for token in tokens)
    return together if row.codes and together.isdigit() else join_text(tokens)


def _unit_beside(tokens: Sequence[Token]) -> str | None:
    """The unit printed in the quantity's own cell."""
    words = [token.text for token in tokens if _UNIT_TEXT.match(token.text)]
    # Two figures alone are how many, and no unit by its number.
    return words[0] if len(words) == 1 < len(tokens) else None


def _confidence(base: float, doubt: float) -> float:
    return round(base * (1.0 if doubt >= 0.9 else 0.9 if doubt >= 0.7 else 0.75), 3)


def lines_total(lines: Sequence[LineReading]) -> Decimal | None:
    """The sum of the items' totals, when every one of them was read."""
    totals = [line.total for line in lines]
    if not totals or any(total is None for total in totals):
        return None
    return sum((total for total in totals if total is not None), Decimal(0))


def concept_line(pages: Sequence[PageLayout], total: Decimal | None, *, source: Source) -> tuple[LineReading, ...]:
    """The one item of a paper without a table: what it says after "Por concepto de"."""
    for page in pages:
        for index, line in enumerate(page.lines):
            for segment in line.segments:
                match = _CONCEPT.search(segment.text)
                if match is None:
                    continue
                tokens = [token for token in segment.tokens if segment.text.find(token.text) >= match.start()]
                text, start, last = segment.text[match.end() :], segment.rect.x0, line
                beside = [one for one in line.segments if one.rect.x0 > segment.rect.x1]
                if not text.strip(" :") and beside:
                    # The label in one cell, what it says in the next.
                    text, start, tokens = beside[0].text, beside[0].rect.x0, list(beside[0].tokens)
                for below in page.lines[index + 1 : index + 5]:
                    # A label alone may stand a blank line over what it says.
                    reach = 1.5 if text.strip(" :") else 2.6
                    ended = text.rstrip().endswith(".") or below.cy - last.cy > reach * page.line_height
                    if ended or abs(below.segments[0].rect.x0 - start) > 0.05:
                        break
                    text, last = f"{text} {below.text}", below
                    tokens += below.tokens
                description = re.sub(r"\s+", " ", text).strip(" :")
                if len(description) < 4:
                    continue
                return (
                    LineReading(
                        description, quantity=None, total=total, confidence=0.6, source=source, page=page.number,
                        box=join_boxes(tokens or segment.tokens),
                    ),
                )  # fmt: skip
    return ()
