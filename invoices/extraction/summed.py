"""Items known by their sum alone: consecutive lines of words and an amount that together make the subtotal.

So a person reads bills of services, the concepts of a cuenta de cobro, and lists that tell neither quantity nor
price: there is nothing to multiply, but the amounts come to what is printed below. What has a price is for `rows`
and `products`; what the totals are is for `amounts`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from invoices.extraction.arithmetic import TOLERANCE
from invoices.extraction.figures import guesses, sound
from invoices.extraction.layout import Line, PageLayout, Token, join_boxes, join_text
from invoices.extraction.result import LineReading, Source
from invoices.extraction.rows import is_carried
from invoices.extraction.told import tells
from invoices.extraction.unlabelled import unlabelled

_BUILT_UP = re.compile(r"(?i)\b(?:admin|admon|admón|imprev|utilidad|aiu|costos? directos?)\b")
# Fees are a sum where nothing is said of what they are for.
_FEES = re.compile(
    r"(?i)^(?:(?:total|sub-?total|valor|honorarios|antes|de|e|y|sin|m[aá]s|iva|i\.v\.a\.?|neto|bruto|base)\W*)+$"
)
# The words of an item may go on over several lines, its amount at the end of the last.
_MARKER = re.compile(r"^(?:\d{1,3}[.)]|[-–•*]|\d{1,3}\.-)$")
_EACH = re.compile(r"(?i)^c/u\.?$|^cada$")
_CODE = re.compile(r"^(?=.*\d)[A-Z0-9][A-Z0-9\-./]{2,17}$")
_UNIT = re.compile(r"^[A-Za-z]{1,6}\.?[23]?$")
_SIGN = re.compile(r"(?i)^(?:cop\$?|\$)$")
_EDGE = 0.03
_MOST_APART = 5.0
_NAME = 8
_LEADING = 1.6
_AGREES = "las líneas suman el valor del documento"


@dataclass(slots=True, eq=False)
class _Entry:
    """A line of words with an amount at its end, and the words below that go on with it."""

    page: PageLayout
    line: Line
    words: list[Token]
    amount: Decimal
    money: Token
    below: list[Token] = field(default_factory=list)
    code: Token | None = None
    quantity: Decimal | None = None
    unit: str | None = None


def read_summed(pages: Sequence[PageLayout], goals: Iterable[Decimal], *, source: Source) -> tuple[LineReading, ...]:
    """The items whose amounts together are one of the totals; nothing where no lines come to any of them."""
    entries = [entry for page in pages for entry in _entries(page)]
    for goal in dict.fromkeys(goal for goal in goals if goal > 0):
        run = _run(entries, goal, _ends_alike) or _run(entries, goal, _is_alike) or _alone(entries, goal)
        if run:
            return tuple(_readings(run, source))
    return ()


def _entries(page: PageLayout) -> Iterator[_Entry]:
    for line, tokens in unlabelled(page):
        if _BUILT_UP.search(line.text):
            continue
        *words, money = tokens
        while words and _SIGN.match(words[-1].text):
            words.pop()
        if _FEES.match(join_text(words)):
            continue
        amount = sound(guesses(money.text)) if _is_amount(money.text) else None
        if amount is None or amount <= 0 or is_carried(words) or not _says_something(words):
            continue
        yield _Entry(page, line, words, amount, money)


def _is_amount(text: str) -> bool:
    return "%" not in text and bool(re.search(r"\d[.,']\d{3}|\d{3,}", text))


def _says_something(words: Sequence[Token]) -> bool:
    letters = sum(char.isalpha() for token in words for char in token.text)
    return letters >= 4 or any(_EACH.match(token.text) for token in words)


def _run(entries: Sequence[_Entry], goal: Decimal, alike: Callable[[_Entry, _Entry], bool]) -> list[_Entry]:
    """Lines set alike, one below the other, that come to the goal; the longest there are."""
    best: list[_Entry] = []
    for start, first in enumerate(entries):
        run, whole = [first], first.amount
        for entry in entries[start + 1 :]:
            if not _goes_on(run[-1], entry):
                break
            if not alike(first, entry):
                continue
            run.append(entry)
            whole += entry.amount
            if whole > goal + TOLERANCE:
                break
            if abs(whole - goal) <= TOLERANCE and len(run) > len(best):
                best = list(run)
    return best


def _goes_on(last: _Entry, entry: _Entry) -> bool:
    if entry.page is not last.page:
        return entry.page.number == last.page.number + 1
    return entry.line.cy - last.line.cy <= _MOST_APART * entry.page.line_height


def _alone(entries: Sequence[_Entry], goal: Decimal) -> list[_Entry]:
    """The one item of a bill: the line with the whole amount that stands right over the sums."""
    for entry in entries:
        lines = [line for line in entry.page.lines if line.cy > entry.line.cy]
        sums = next((line for line in lines if _ends_with_amount(line)), None)
        if abs(entry.amount - goal) > TOLERANCE or sums is None:
            continue
        names = sum(char.isalpha() for token in entry.words for char in token.text) >= _NAME
        name = names or _above(entry, None)
        figure = sound(guesses([token for token in sums.tokens if token.key][-1].text))
        near = sums.cy - entry.line.cy <= 2 * _MOST_APART * entry.page.line_height
        if name and near and figure is not None and abs(figure - goal) <= TOLERANCE:
            return [entry]
    return []


def _ends_with_amount(line: Line) -> bool:
    tokens = [token for token in line.tokens if token.key]
    return len(tokens) > 1 and _is_amount(tokens[-1].text)


def _ends_alike(first: _Entry, entry: _Entry) -> bool:
    """Whether two amounts end at the same place."""
    return abs(first.money.rect.x1 - entry.money.rect.x1) <= _EDGE / 2


def _is_alike(first: _Entry, entry: _Entry) -> bool:
    """Whether two lines begin or end at the same place."""
    ends = abs(first.money.rect.x1 - entry.money.rect.x1) <= _EDGE
    return ends or abs(first.words[0].rect.x0 - entry.words[0].rect.x0) <= _EDGE / 2


def _readings(run: Sequence[_Entry], source: Source) -> Iterator[LineReading]:
    for place, entry in enumerate(run):
        entry.words = [*_above(entry, run[place - 1] if place else None), *entry.words]
        entry.words += _told_below(entry, run[place + 1] if place + 1 < len(run) else None)
    _take_markers(run)
    if not all(tells(join_text(entry.words), entry.amount) for entry in run):
        _take_numbers(run)
        _take_ends(run)
    for place, entry in enumerate(run):
        following = run[place + 1] if place + 1 < len(run) else None
        entry.below = _wraps(entry, following)
        words = [*entry.words, *entry.below]
        description = re.sub(r"[\s:.|-]+$", "", join_text(words))
        tokens = [*words, entry.money]
        doubt = min(token.word.confidence for token in tokens)
        yield LineReading(
            description=description or (entry.code.text if entry.code else ""),
            code=entry.code.text if entry.code else None,
            quantity=entry.quantity, unit=entry.unit, total=entry.amount,
            confidence=0.86 if doubt >= 0.9 else 0.75, source=source, page=entry.page.number,
            box=join_boxes(tokens), reasons=(_AGREES,),
        )  # fmt: skip


def _above(entry: _Entry, previous: _Entry | None) -> list[Token]:
    """The lines over an amount on which its item begins, up to the mark of a list or the label over the items."""
    own = entry.words[0].text if entry.words else ""
    if _MARKER.match(own):
        return []
    found: list[list[Token]] = []
    last = entry.line.cy
    for line in reversed([line for line in entry.page.lines if line.cy < entry.line.cy]):
        tokens = [token for token in line.tokens if token.key or _MARKER.match(token.text)]
        ends = previous is not None and line.cy <= previous.line.cy
        if ends or not tokens or last - line.cy > _LEADING * entry.page.line_height or line.text.rstrip().endswith(":"):
            break
        found.insert(0, tokens)
        last = line.cy
        if _MARKER.match(tokens[0].text):
            return [token for words in found for token in words]
    # Without marks only what cannot begin an item goes on with the line right above.
    return found[-1] if found and _goes_on_with_words(entry.words) else []


def _goes_on_with_words(words: Sequence[Token]) -> bool:
    """Whether a line begins in the middle of a sentence: with a small letter, or with a price."""
    own = words[0].text if words else ""
    return own[:1].islower() or own.startswith("$") or any(_EACH.match(token.text) for token in words[:2])


def _told_below(entry: _Entry, following: _Entry | None) -> list[Token]:
    """The line right below that tells the price, or how many at what price."""
    place = entry.page.lines.index(entry.line) + 1
    line = entry.page.lines[place] if place < len(entry.page.lines) else None
    if line is None or (following is not None and line is following.line):
        return []
    tokens = [token for token in line.tokens if token.key or token.text in {"$", "x", "X", "*"}]
    near = line.cy - entry.line.cy <= _LEADING * entry.page.line_height
    own = join_text(entry.words)
    return tokens if near and tells(f"{own} {join_text(tokens)}", entry.amount) and not tells(own, entry.amount) else []


def _take_markers(run: Sequence[_Entry]) -> None:
    """Take the marks of a list out of the names."""
    for entry in run:
        if len(entry.words) > 1 and _MARKER.match(entry.words[0].text) and not entry.words[0].text.isdigit():
            entry.words.pop(0)


def _take_numbers(run: Sequence[_Entry]) -> None:
    """Take the running number, the quantity or the code that every line begins with out of its name."""
    firsts = [entry.words[0].text.strip(".)") for entry in run]
    # A single figure before a name is a number only where it is marked as one.
    counted = len(run) > 1 or _MARKER.match(run[0].words[0].text)
    if (
        counted
        and all(text.isdigit() for text in firsts)
        and [int(text) - int(firsts[0]) for text in firsts] == [*range(len(run))]
    ):
        for entry in run:
            entry.words.pop(0)
    if all(len(entry.words) > 1 for entry in run):
        _take_quantity_or_code(run)


def _take_quantity_or_code(run: Sequence[_Entry]) -> None:
    figures = [sound(guesses(entry.words[0].text, money=False)) for entry in run]
    if all(value is not None and value < 100_000 and not entry.words[0].text.startswith("0")
           for value, entry in zip(figures, run, strict=True)):  # fmt: skip
        for value, entry in zip(figures, run, strict=True):
            entry.quantity = value
            entry.words.pop(0)
    elif all(_CODE.match(entry.words[0].text) for entry in run):
        for entry in run:
            entry.code = entry.words.pop(0)


def _take_ends(run: Sequence[_Entry]) -> None:
    """A figure before every amount is how many; a short word of its own before that is the unit."""
    ends = [entry.words[-1] for entry in run if len(entry.words) > 1]
    if len(ends) != len(run) or any(entry.quantity is not None for entry in run):
        return
    figures = [sound(guesses(token.text, money=False)) for token in ends]
    if any(value is None for value in figures):
        return
    for entry, value in zip(run, figures, strict=True):
        entry.quantity = value
        entry.words.pop()
        last = entry.words[-1]
        apart = len(entry.words) > 1 and last.rect.x0 - entry.words[-2].rect.x1 > entry.page.line_height
        if apart and _UNIT.match(last.text):
            entry.unit = entry.words.pop().text


def _wraps(entry: _Entry, following: _Entry | None) -> list[Token]:
    """The lines below that begin where the name does and hold no amount of their own."""
    found: list[Token] = []
    last = entry.line.cy
    for line in entry.page.lines:
        tokens = [token for token in line.tokens if token.key]
        if line.cy <= entry.line.cy or any(token in entry.words for token in tokens):
            continue
        ends = (following is not None and line is following.line) or _MARKER.match(line.tokens[0].text)
        if ends or not tokens or line.cy - last > 1.6 * entry.page.line_height:
            break
        begins = abs(tokens[0].rect.x0 - entry.words[0].rect.x0) <= _EDGE if entry.words else False
        if following is None or not begins or any(_is_amount(token.text) for token in tokens):
            break
        found += tokens
        last = line.cy
    return found
