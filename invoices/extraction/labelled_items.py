"""Items set out as a form: product, quantity, price and total each on a line of its own, its label before it.

So print the pumps of filling stations and small tills. Nothing is believed unless quantity and price give the total.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from invoices.extraction.arithmetic import Figures, Proof, prove
from invoices.extraction.figures import SOUND, Guess, guesses
from invoices.extraction.layout import Line, PageLayout, Token, join_boxes, join_text
from invoices.extraction.result import LineReading, Source
from invoices.extraction.table_heads import leading_head

_NAMES = frozenset({"description", "code"})
_SALES = frozenset({"VENTA", "IMPORTE", "PAGA"})
_MOST_LINES = 9
_PROVED = "cantidad por precio da el total"


@dataclass(slots=True, eq=False)
class _Form:
    """An item while it is put together."""

    name: list[Token]
    figures: dict[str, tuple[Guess, ...]] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)


def read_labelled(pages: Sequence[PageLayout], *, source: Source) -> tuple[LineReading, ...]:
    """The items of all pages that are written as labels and values and come out."""
    return tuple(reading for page in pages for reading in _items(page, source))


def _items(page: PageLayout, source: Source) -> Iterator[LineReading]:
    for index, line in enumerate(page.lines):
        kind, value = _said(line)
        if kind not in _NAMES or sum(char.isalpha() for token in value for char in token.text) < 3:
            continue
        form = _Form(list(value))
        proof = _filled(form, page.lines[index + 1 : index + 1 + _MOST_LINES])
        if proof is None:
            continue
        tokens = [*form.name, *form.tokens]
        doubt = min(token.word.confidence for token in tokens)
        yield LineReading(
            description=join_text(form.name), quantity=proof.quantity, unit_price=proof.price, total=proof.total,
            confidence=0.93 if doubt >= 0.9 else 0.8, source=source, page=page.number, box=join_boxes(tokens),
            reasons=(_PROVED,),
        )  # fmt: skip


def _filled(form: _Form, lines: Sequence[Line]) -> Proof | None:
    """Take the figures of the lines below until they come out, or the next item begins."""
    for line in lines:
        kind, value = _said(line)
        if kind in _NAMES and value:
            return None
        money = kind != "quantity"  # 9.222 gallons, 16.150 pesos
        figure = next((found for token in reversed(value) if (found := guesses(token.text, money=money))), ())
        if kind is None and not form.figures:
            form.name += [token for token in line.tokens if token.key]
        elif kind in {"quantity", "price", "total"} and figure:
            form.figures[kind] = figure
            form.tokens += line.tokens
        if len(form.figures) == 3:
            asked = Figures(form.figures["quantity"], form.figures["price"], form.figures["total"])
            return prove(asked, most=2 * SOUND)
    return None


def _said(line: Line) -> tuple[str | None, list[Token]]:
    """The kind of the label a line begins with, and the words behind it; no kind where it begins with none."""
    tokens = [token for token in line.tokens if token.key]
    head = leading_head(tokens)
    if head is None and len(tokens) <= 2 and tokens and tokens[0].key in _SALES:
        # What a pump calls its total.
        head = ("total", 1)
    if head is None:
        return None, tokens
    kind, length = head
    ends = next((place for place, token in enumerate(tokens) if token.text.endswith(":")), None)
    if ends is not None and ends < length + 2:
        return kind, tokens[ends + 1 :]
    # Without a colon only a label and one figure: "SUBTOTAL 1.632.850".
    return (kind, tokens[-1:]) if len(tokens) <= length + 2 and kind not in _NAMES else (None, tokens)
