"""Labelled amounts: which figure each word for a sum has beside or under it, as candidates by role.

A phrase is understood by the vocabulary or, put otherwise, by the grammar of `amount_labels`. Which of the
candidates belong together is decided in `sums`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from invoices.extraction import bands, values
from invoices.extraction.amount_labels import role_of
from invoices.extraction.labels import Label, Labels, Place
from invoices.extraction.layout import Segment, Token, fold, join_rects, join_text
from invoices.extraction.money import Figure, figure_readings, figures_in, is_currency
from invoices.extraction.rate_rows import rate_rows
from invoices.extraction.vocabulary import AMOUNT_ROLES

TOLERANCE = Decimal("2.00")
# How a figure came to be a candidate, the firmest first.
How = Literal["printed", "loose", "mended", "derived"]
_RELATION = {"same": 2.0, "right": 2.0, "further": 1.6, "under": 1.0, "under2": 0.5}
# Words that name a sum on many pages and something else on as many.
_VAGUE = {"BASE", "NETO", "SUMA", "BRUTO", "TAX", "DESC", "IMPUESTO", "IMPUESTOS", "CAMBIO", "TRANSPORTE", "ICA", "IC"}
_RATE_IN_LABEL = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*%|\(\s*(\d{1,2})\s*\)")
_WHOLES = frozenset({"subtotal", "total"})
_WHOLES_OR_PAID = _WHOLES | {"payable"}
_TAXES = frozenset({"iva", "inc", "total_tax", "other_tax"})
# The widest blank that may part a phrase, in letters.
_PARTED = 5.0
# A second figure for the same label is worth so much less.
_SECOND = 1.2
# A figure in the cell of a band is as surely its label's as one beside it.
_BANDED = 1.0
# A row that proves its tax by its base.
_PROVED = 3.2


@dataclass(frozen=True, slots=True, eq=False)
class Amount:
    """A figure that may be one of the totals. `parts` counts its figures when it is their sum.

    `how` tells what was read from what was concluded, and `seen` how the print looks where it is not plain.
    """

    role: str
    value: Decimal
    weight: float
    tokens: tuple[Token, ...]
    page: int
    label: str = ""
    relation: str = "right"
    rate: Decimal | None = None
    parts: int = 1
    readings: tuple[Decimal, ...] = ()
    how: How = "printed"
    seen: str = ""
    # Not the first reading of its print: only a sum that comes out to the cent can bear it.
    exact: bool = False
    # Whether its label is all that is said of it, and no chance word of a phrase that nobody understood.
    whole: bool = True


def collect(
    pages: Sequence[Labels], *, without: frozenset[int] = frozenset(), rows: frozenset[int] = frozenset()
) -> dict[str, list[Amount]]:
    """Every labelled amount by role, the best first. `without` holds the words that head the table of items, and
    `rows` those of its rows, where the name of a tax belongs to one item."""
    found: dict[str, list[Amount]] = {}
    for labels in pages:
        banded = {id(token): cell for cell in bands.cells(labels) for token in cell.words}
        for label, whole in _phrases(labels, without - _of_totals(banded)):
            for order, role in enumerate(label.roles):
                if role not in AMOUNT_ROLES:
                    continue
                less = 0.5 if order and role_of(label.text) == role else 0.0
                less += 1.0 if any(id(token) in rows for token in label.tokens) else 0.0
                # "Subtotal capítulo 3" is the sum of something else.
                less += 1.6 if not whole and role in _WHOLES else 0.0
                cell = banded.get(id(label.tokens[0]))
                read = _amount_in(role, label, cell, labels) if cell else _amounts_of(role, label, labels)
                for amount in read:
                    found.setdefault(role, []).append(replace(amount, weight=amount.weight - less, whole=whole))
        _by_rate(labels, rows, found)
    for amounts in found.values():
        # Of two columns of figures, one of them empty, the other one is meant.
        filled = any(amount.value for amount in amounts)
        amounts.sort(key=lambda amount: -amount.weight + (1.5 if filled and not amount.value else 0.0))
    return found


def _of_totals(banded: dict[int, bands.Cell]) -> frozenset[int]:
    """The words of bands that speak of sums alone: they head no table of items, however it was found."""
    roles: dict[int, set[str | None]] = {}
    for cell in banded.values():
        roles.setdefault(id(cell.row), set()).add(role_of(join_text(cell.words)))
    sums = {row for row, said in roles.items() if said & _WHOLES_OR_PAID and len(said - {None}) > 2}
    return frozenset(word for word, cell in banded.items() if id(cell.row) in sums)


# --- phrases ------------------------------------------------------------------------------------------


def _phrases(labels: Labels, without: frozenset[int]) -> Iterator[tuple[Label, bool]]:
    """The labels of sums: those of the vocabulary, unless the words around them say something else together. With
    each, whether it is all that is said."""
    known: dict[int, list[Label]] = {}
    for label in labels.found:
        known.setdefault(id(label.segment), []).append(label)
    for segment in labels.page.segments:
        if role_of(segment.text) and _goes_on(segment, labels):
            continue
        left = known.get(id(segment), [])
        for run in _runs(segment):
            if any(id(token) in without for token in run):
                continue
            role = role_of(join_text(run))
            parted = _role_with_word_before(run, segment, labels)
            if role is None and parted is None:
                continue
            inside = [label for label in left if any(token in run for token in label.tokens)]
            whole = next((label for label in inside if _covers(label, run)), None)
            left = [label for label in left if label not in inside]
            roles = (
                (parted,)
                if parted
                else tuple(dict.fromkeys([*(whole.roles if whole else ()), *([role] if role else ())]))
            )
            yield _label_of(run, segment, roles, whole), True
        runs = list(_runs(segment)) if left else []
        for label in left:
            yield label, any(_covers(label, run) for run in runs if label.tokens[0] in run) or not runs


def _goes_on(segment: Segment, labels: Labels) -> bool:
    """Whether a label is but the first word of a phrase that the next cell goes on with: "Impto.   consumo"."""
    cells = segment.line.segments if segment.line else [segment]
    following = next(iter(cells[cells.index(segment) + 1 :]), None)
    run = next(_runs(following), None) if following else None
    return run is not None and following is not None and _role_with_word_before(run, following, labels) is not None


def _role_with_word_before(run: Sequence[Token], segment: Segment, labels: Labels) -> str | None:
    """What a phrase says whose first word was set or read apart from it: "Rete   IVA", "Sub   total"."""
    line = segment.line
    if line is None or run[0] is not segment.tokens[0] or segment is line.segments[0]:
        return None
    before = line.segments[line.segments.index(segment) - 1]
    near = segment.rect.x0 - before.rect.x1 <= _PARTED * labels.page.char_width
    if not near or len(before.tokens) > 2 or any(char.isdigit() for char in before.text):
        return None
    alone = role_of(join_text(run))
    if alone and role_of(before.text):
        # "IVA   Total" are two labels.
        return None
    role = role_of(join_text([*before.tokens, *run]))
    return role if role not in {alone, role_of(before.text)} else None


def _runs(segment: Segment) -> Iterator[list[Token]]:
    """The words of a cell between its figures and colons."""
    run: list[Token] = []
    for token in segment.tokens:
        money = bool(figure_readings(token.text)) and not re.fullmatch(r"\(?\d{1,2}\)?", token.text)
        if money and not token.text.endswith("%") and "%" not in token.text:
            if run:
                yield run
            run = []
            continue
        if run or not is_currency(token.text):
            run.append(token)
        if token.text.endswith((":", "=")) and run:
            yield run
            run = []
    if run:
        yield run


def _covers(label: Label, run: Sequence[Token]) -> bool:
    """Whether a label of the vocabulary is the whole phrase, rates and currency signs apart."""
    rest = [token for token in run if token not in label.tokens]
    return not any(any(char.isalpha() for char in token.text) and not is_currency(token.text) for token in rest)


def _label_of(run: Sequence[Token], segment: Segment, roles: tuple[str, ...], whole: Label | None) -> Label:
    tokens = list(run)
    while len(tokens) > 1 and is_currency(tokens[-1].text):
        tokens.pop()
    marked = tokens[-1].text.endswith((":", "=")) or (whole is not None and whole.marked)
    leading = segment.tokens[0] is tokens[0] or not segment.tokens[0].key
    return Label(roles, tuple(tokens), segment, join_rects(token.rect for token in tokens), marked, leading)


# --- figures of a label --------------------------------------------------------------------------------


def _amount_in(role: str, label: Label, cell: bands.Cell, labels: Labels) -> Iterator[Amount]:
    """The figure of the cell that a label heads in a band of words over figures."""
    if cell.figure is not None:
        place = Place(label, cell.figure.tokens, "under", 1.0)
        yield _amount(role, label, place, cell.figure, _weight(role, label, place, labels) + _BANDED, labels)


def _amounts_of(role: str, label: Label, labels: Labels) -> Iterator[Amount]:
    """The figure of a label and, weaker, the one after it: a tax may have its base before it."""
    taken = 0
    for place in labels.places(label, depth=2.4, reach=0.8):
        figures = money_in(place)
        if not figures and role == "other_tax" and len(place.tokens) == 1 and place.text.isdigit():
            # The tax on bags is a few pesos.
            figures = [Figure(place.tokens, place.text, (Decimal(place.text),))]
        if not figures:
            if place.relation.startswith("under"):
                return
            continue
        if taken and place.relation.startswith("under"):
            return
        if role in _TAXES and not label.leading and not label.marked:
            # "Responsables de IVA, resolución 147": a number in a sentence is no tax.
            figures = [figure for figure in figures if not figure.text.isdigit() or len(figure.text) > 3]
        for figure in figures[: 2 - taken]:
            weight = _weight(role, label, place, labels) - (_SECOND if taken else 0.0)
            yield _amount(role, label, place, figure, weight, labels)
            taken += 1
        if taken > 1 or role not in {"iva", "inc", "total_tax"}:
            return


def _amount(role: str, label: Label, place: Place, figure: Figure, weight: float, labels: Labels) -> Amount:
    return Amount(
        role, figure.value, weight, figure.tokens, labels.page.number, label.text, place.relation,
        rate=_rate_near(label, place, figure.tokens), readings=figure.readings,
        seen=figure.text if figure.lax else "",
    )  # fmt: skip


def _weight(role: str, label: Label, place: Place, labels: Labels) -> float:
    weight = _RELATION[place.relation] + 0.15 * min(label.words, 4) + (0.3 if label.marked else 0.0)
    weight += 0.5 if label.leading else -0.6
    # The word itself before the many that mean it.
    weight += 1.2 if role == "subtotal" and "SUBTOTAL" in fold(label.text) else 0.0
    weight -= 0.7 if len(label.tokens) == 1 and label.tokens[0].key in _VAGUE else 0.0
    # Totals stand at the foot of the last page that has any.
    return weight + 0.4 * label.rect.cy + 0.2 * labels.page.number


def _by_rate(labels: Labels, rows: frozenset[int], found: dict[str, list[Amount]]) -> None:
    """Put the rows that tell a tax by its rate in the place of what their words alone would say."""
    for row in rate_rows(labels.page, items=rows):
        words = {id(token) for token in row.line.tokens}
        for role in ("iva", "inc", "tax_base", "taxed", "exempt", "excluded", "total_tax"):
            found[role] = [one for one in found.get(role, []) if not words & {id(token) for token in one.tokens}]
        for role, figure in ((row.kind, row.tax), ("tax_base", row.base)) if row.tax else (("exempt", row.base),):
            if figure is not None:
                found[role].append(
                    Amount(
                        role, figure.value, _PROVED, figure.tokens, labels.page.number, "", "row", rate=row.rate,
                        readings=(figure.value,),
                    )
                )  # fmt: skip


def money_in(place: Place) -> list[Figure]:
    """The amounts of money a place holds, the most likely first: the last of a row, the one right under."""
    tokens = [token for token in place.tokens if not is_currency(token.text)]
    under = place.relation.startswith("under")
    if under:
        wide = place.label.segment.rect
        tokens = [token for token in tokens if token.rect.overlap_x(wide) > 0.2]
    if any(sum(char.isalpha() for char in token.text) > 3 for token in tokens):
        return []
    figures = list(figures_in(tokens))
    if not under:
        return figures[::-1]
    mine = place.label.rect
    return sorted(figures, key=lambda one: abs(join_rects(t.rect for t in one.tokens).cx - mine.cx))


def _rate_near(label: Label, place: Place, amount: Sequence[Token]) -> Decimal | None:
    """The rate printed in a tax's label or between it and its amount: "IVA (19%)", "IVA 19,00 %"."""
    between = [token.text for token in label.segment.tokens if token not in amount]
    between += [token.text for token in place.tokens if token not in amount]
    match = _RATE_IN_LABEL.search(" ".join(between))
    return values.read_percent(match.group(1) or match.group(2)) if match else None
