"""Amounts in words on a page: where they stand, over how many lines they go, and which figure they say.

How a number is spelled is for `spelled`; what a total is worth that its words confirm, for `sums`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from invoices.extraction.amounts import Amount
from invoices.extraction.labels import Labels
from invoices.extraction.layout import Line, Token, join_rects, join_text
from invoices.extraction.money import figure_readings
from invoices.extraction.spelled import is_clear, is_money, number_words, read_spelled

# A number in words that ends its line with one of these goes on in the next.
_GO_ON = frozenset({
    "MIL", "MILLON", "MILLONES", "Y", "CIENTO", "CIENTOS", "DOSCIENTOS", "TRESCIENTOS", "CUATROCIENTOS", "QUINIENTOS",
    "SEISCIENTOS", "SETECIENTOS", "OCHOCIENTOS", "NOVECIENTOS",
})  # fmt: skip
_LEAST = 20
# So many lines further an amount may go on, those of other cells between them.
_MOST_LINES = 4


@dataclass(frozen=True, slots=True, eq=False)
class Spelled:
    """An amount in words. `clear`: no word beside it may be one more of its words, read wrong."""

    value: Decimal
    tokens: tuple[Token, ...]
    page: int
    clear: bool


def spelled_amounts(pages: Sequence[Labels]) -> list[Spelled]:
    """Amounts in words, labelled or standing alone."""
    found: list[Spelled] = []
    for labels in pages:
        lines = labels.page.lines
        for index, line in enumerate(lines):
            for tokens in _runs(line):
                text = join_text(tokens)
                value = read_spelled(text)
                if value is None or value < _LEAST or _goes_on(tokens, lines[index - 1] if index else None):
                    continue
                more = _next_lines(tokens, lines[index + 1 : index + 1 + _MOST_LINES])
                longer = join_text([*tokens, *more])
                # What goes on below is no other amount, but a line that only begins so may be.
                texts = [longer] if _spells_on(more) else [longer, text]
                for one in dict.fromkeys(texts):
                    if (whole := read_spelled(one)) is not None and is_money(one):
                        found.append(Spelled(whole, tuple(tokens), labels.page.number, is_clear(one)))
    return found


def _runs(line: Line) -> Iterator[list[Token]]:
    """The words of a line that spell one number, also where wide blanks part them."""
    run: list[Token] = []
    for segment in line.segments:
        if run and number_words(segment.text) and _spells_on(segment.tokens):
            run += segment.tokens
            continue
        if run:
            yield run
        run = list(segment.tokens) if number_words(segment.text) else []
    if run:
        yield run


def _spells_on(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and (number_words(tokens[0].text) > 0 or tokens[0].key == "Y")


def _next_lines(tokens: Sequence[Token], below: Sequence[Line]) -> list[Token]:
    """What the next lines add under these words."""
    more: list[Token] = []
    for line in below:
        span = join_rects(token.rect for token in tokens)
        under = [one for one in line.segments if one.rect.overlap_x(span) > 0.3]
        if under and not number_words(under[0].text):
            break
        for one in under:
            if one is not under[0] and not _spells_on(one.tokens):
                break
            more += one.tokens
    return more


def _goes_on(tokens: Sequence[Token], above: Line | None) -> bool:
    """Whether the words of a number began on the line above."""
    return above is not None and any(
        one.rect.overlap_x(join_rects(token.rect for token in tokens)) > 0.3
        and (value := read_spelled(one.text)) is not None
        and value >= 1000
        and one.tokens[-1].key in _GO_ON
        for one in above.segments
    )


def from_words(pages: Sequence[Labels], spelled: Iterable[Spelled]) -> list[Amount]:
    """Totals known by their words: the same figure printed on the page, or failing that the words alone."""
    found = []
    label = "valor en letras"
    for words in spelled:
        mine = [labels for labels in pages if labels.page.number == words.page]
        figure = next((one for labels in mine if (one := _figure_of(words.value, labels))), None)
        if figure is not None:
            token, exact = figure
            found.append(Amount("total", exact, 1.4, (token,), words.page, label, readings=(exact,)))
        else:
            value = words.value
            found.append(
                Amount("total", value, 0.6, words.tokens, words.page, label, "under", readings=(value,), how="derived")
            )
    return found


def _figure_of(value: Decimal, labels: Labels) -> tuple[Token, Decimal] | None:
    """The figure of a page that says to the peso what the words say."""
    for token in labels.page.tokens:
        for reading in figure_readings(token.text.strip("().*")):
            if int(reading) == int(value):
                return token, reading
    return None
