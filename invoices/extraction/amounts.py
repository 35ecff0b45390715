"""The totals of an invoice: candidates by their labels, chosen together by what must add up.

Subtotal - discount + taxes = total within two pesos; total - withholdings = amount payable; IVA is a
known rate of its base; the amount in words is the total or the payable. It reads no line items.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from invoices.extraction import values
from invoices.extraction.confidence import Evidence, letters
from invoices.extraction.labels import Label, Labels, Place
from invoices.extraction.layout import Token, fold
from invoices.extraction.spelled import read_spelled
from invoices.extraction.vocabulary import AMOUNT_ROLES

TOLERANCE = Decimal("2.00")
RATES = (Decimal(19), Decimal(5), Decimal(8), Decimal(16), Decimal(4))
_RELATION = {"same": 2.0, "right": 2.0, "further": 1.6, "under": 1.0, "under2": 0.5}
_WITHHOLDINGS = ("rete_fuente", "rete_iva", "rete_ica")
# Words that name a sum on many pages and something else on as many.
_VAGUE = {"BASE", "NETO", "SUMA", "BRUTO", "TAX", "DESC", "IMPUESTO", "IMPUESTOS", "CAMBIO", "TRANSPORTE", "ICA", "IC"}
_RATE_IN_LABEL = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*%|\(\s*(\d{1,2})\s*\)")
_MONEY = re.compile(r"\d[.,'’´]\d{2,3}|^\$?\s?\d{3,}")


@dataclass(frozen=True, slots=True, eq=False)
class Amount:
    """A figure that may be one of the totals. `parts` holds several when it is their sum."""

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


@dataclass(slots=True)
class Totals:
    """The chosen figures, what speaks for each, and the other candidates."""

    chosen: dict[str, Amount]
    evidence: dict[str, list[Evidence]]
    candidates: dict[str, list[Amount]]
    balanced: bool | None = None
    gap: Decimal | None = None
    derived: frozenset[str] = frozenset()


# --- candidates -------------------------------------------------------------------------------------


def collect(pages: Sequence[Labels]) -> dict[str, list[Amount]]:
    """Every labelled amount by role, the best first."""
    found: dict[str, list[Amount]] = {}
    for labels in pages:
        for label in labels.found:
            for role in label.roles:
                if role in AMOUNT_ROLES and (amount := _amount_of(role, label, labels)) is not None:
                    found.setdefault(role, []).append(amount)
        for amount in _taxed_rows(labels):
            # The figure next to the label is the base there, whatever the label says.
            bases = {id(token) for token in amount.tokens} if amount.role == "tax_base" else set()
            for role in ("iva", "inc"):
                found[role] = [one for one in found.get(role, []) if id(one.tokens[0]) not in bases]
            found.setdefault(amount.role, []).append(amount)
    for amounts in found.values():
        # Of two columns of figures, one of them empty, the other one is meant.
        filled = any(amount.value for amount in amounts)
        amounts.sort(key=lambda amount: -amount.weight + (1.5 if filled and not amount.value else 0.0))
    return found


def _amount_of(role: str, label: Label, labels: Labels) -> Amount | None:
    for place in labels.places(label, depth=2.4, reach=0.62):
        tokens, readings = money_in(place)
        if not readings:
            if place.relation.startswith("under"):
                return None
            continue
        weight = _RELATION[place.relation] + 0.15 * label.words + (0.3 if label.marked else 0.0)
        weight += 0.5 if label.leading else -0.6
        # The word itself before the many that mean it.
        weight += 1.2 if role == "subtotal" and "SUBTOTAL" in fold(label.text) else 0.0
        weight -= 0.7 if len(label.tokens) == 1 and label.tokens[0].key in _VAGUE else 0.0
        # Totals stand at the foot of the last page that has any.
        weight += 0.4 * label.rect.cy + 0.2 * labels.page.number
        return Amount(
            role, readings[0], weight, tokens, labels.page.number, label.text, place.relation,
            rate=_rate_near(label, place, tokens), readings=readings,
        )  # fmt: skip
    return None


def _taxed_rows(labels: Labels) -> Iterator[Amount]:
    """Rows of a tax table, "IVA 19 % | base | tax": known by the tax being that share of the base."""
    for label in labels.of("iva", "inc"):
        line = label.segment.line
        if line is None:
            continue
        after = [token for token in line.tokens if token.rect.x0 >= label.rect.x1 - 0.002]
        text = [label.text, *(token.text for token in after[:3])]
        match = _RATE_IN_LABEL.search(" ".join(text))
        rate = values.read_percent(match.group(1) or match.group(2)) if match else None
        figures = [(t, r[0]) for t in after if (r := values.amount_readings(t.text)) and _MONEY.search(t.text)]
        if not rate or len(figures) < 2:
            continue
        (base_token, base), (tax_token, tax) = figures[0], figures[1]
        if base and abs(base * rate / 100 - tax) <= TOLERANCE:
            role = "iva" if "iva" in label.roles else "inc"
            yield _row_amount(role, tax, tax_token, labels, label, rate)
            yield _row_amount("tax_base", base, base_token, labels, label, rate)


def _row_amount(role: str, value: Decimal, token: Token, labels: Labels, label: Label, rate: Decimal) -> Amount:
    return Amount(role, value, 3.2, (token,), labels.page.number, label.text, rate=rate, readings=(value,))


def money_in(place: Place) -> tuple[tuple[Token, ...], tuple[Decimal, ...]]:
    """The amount of money a place holds: its last one, with its possible readings."""
    tokens = [token for token in place.tokens if not _is_currency(token.text)]
    if place.relation.startswith("under"):
        tokens = [token for token in tokens if token.rect.overlap_x(place.label.segment.rect) > 0.2]
    if any(sum(char.isalpha() for char in token.text) > 3 for token in tokens):
        return (), ()
    for index in range(len(tokens) - 1, -1, -1):
        text = tokens[index].text
        readings = values.amount_readings(text)
        if not readings or not _is_money(text, tokens, index):
            continue
        sign = -1 if index and tokens[index - 1].text in {"-", "−"} else 1
        return (tokens[index],), tuple(abs(sign * reading) for reading in readings)
    return (), ()


def _is_currency(text: str) -> bool:
    return text.strip().upper() in {"$", "COP", "COP$", "USD", "US$", "$COP", "EUR", "€", "PESOS", "(COP)", "(COP$)"}


def _is_money(text: str, tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    if text.endswith("%") or following.startswith("%"):
        return False
    return bool(_MONEY.search(text)) or text.lstrip("$- ") in {"0", "0.0", "0,0"} or text.startswith("$")


def _rate_near(label: Label, place: Place, amount: Sequence[Token]) -> Decimal | None:
    """The rate printed in a tax's label or between it and its amount: "IVA (19%)", "IVA 19,00 %"."""
    between = [token.text for token in label.segment.tokens if token not in amount]
    between += [token.text for token in place.tokens if token not in amount]
    match = _RATE_IN_LABEL.search(" ".join(between))
    return values.read_percent(match.group(1) or match.group(2)) if match else None


def spelled_amounts(pages: Sequence[Labels]) -> list[tuple[Decimal, tuple[Token, ...], int]]:
    """Amounts in words, labelled or standing alone."""
    found = []
    for labels in pages:
        lines = labels.page.lines
        for index, line in enumerate(lines):
            for segment in line.segments:
                value = read_spelled(segment.text)
                if value is None or value < 20:
                    continue
                words = [token for token in segment.tokens if token.key.isalpha()]
                if len(words) < 2:
                    continue
                below = lines[index + 1].segments if index + 1 < len(lines) else []
                tail = [s for s in below if s.rect.overlap_x(segment.rect) > 0.3]
                longer = read_spelled(" ".join([segment.text, *(s.text for s in tail[:1])]))
                found.append((value, tuple(segment.tokens), labels.page.number))
                if longer is not None and longer != value:
                    found.append((longer, tuple(segment.tokens), labels.page.number))
    return found


def from_words(pages: Sequence[Labels], spelled: Iterable[tuple[Decimal, tuple[Token, ...], int]]) -> list[Amount]:
    """Totals known by their words: the same figure printed on the page, or failing that the words alone."""
    found = []
    for value, tokens, number in spelled:
        figure = next(
            (
                token
                for labels in pages
                if labels.page.number == number
                for token in labels.page.tokens
                if any(int(reading) == value for reading in values.amount_readings(token.text.strip("().*")))
            ),
            None,
        )
        if figure is not None:
            readings = values.amount_readings(figure.text.strip("().*"))
            exact = next(reading for reading in readings if int(reading) == value)
            found.append(Amount("total", exact, 1.4, (figure,), number, "valor en letras", readings=(exact,)))
        else:
            found.append(Amount("total", value, 0.6, tokens, number, "valor en letras", "under", readings=(value,)))
    return found


# --- choosing ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Choice:
    """One way to fill the places of the sum."""

    subtotal: Amount | None
    discount: Amount | None
    charge: Amount | None
    iva: Amount | None
    inc: Amount | None
    other: Amount | None
    total: Amount
    before_discount: bool

    @property
    def parts(self) -> tuple[Amount, ...]:
        maybe = (self.subtotal, self.discount, self.charge, self.iva, self.inc, self.other, self.total)
        return tuple(part for part in maybe if part is not None)

    @property
    def gap(self) -> Decimal | None:
        """What is missing to the total; None when there is nothing to add up."""
        if self.subtotal is None:
            return None
        result = self.subtotal.value + _value(self.charge) + _value(self.iva) + _value(self.inc) + _value(self.other)
        if self.before_discount:
            result -= _value(self.discount)
        return self.total.value - result


def choose(
    candidates: dict[str, list[Amount]], *, spelled: Iterable[Decimal] = (), lines: Decimal | None = None
) -> Totals:
    """The set of figures that fits best together."""
    words = set(spelled)
    best: tuple[float, _Choice] | None = None
    for choice in _choices(candidates):
        rank = _rank(choice, words, lines)
        if best is None or rank > best[0]:
            best = (rank, choice)
    totals = Totals({}, {}, candidates)
    if best is None:
        _without_total(totals)
        return totals
    _fill(totals, best[1], words, lines)
    return totals


def _choices(candidates: dict[str, list[Amount]]) -> Iterator[_Choice]:
    totals = _distinct([*candidates.get("total", ()), *candidates.get("payable", ())], 6)
    subtotals = _distinct([*candidates.get("subtotal", ()), *_composed(candidates)], 5)
    if not subtotals:
        subtotals = _distinct(candidates.get("tax_base", ()), 3)
    ivas = _distinct([*_ivas(candidates), *candidates.get("total_tax", ())], 5)
    incs = _distinct(_nonzero(candidates.get("inc", ())), 2)
    others = _distinct(_nonzero(candidates.get("other_tax", ())), 2)
    discounts = _distinct(_nonzero(candidates.get("discount", ())), 3)
    charges = _distinct(_nonzero(candidates.get("charge", ())), 2)
    for subtotal, iva, inc, other, discount, charge, total in product(
        [*subtotals, None], [*ivas, None], [*incs, None], [*others, None], [*discounts, None], [*charges, None], totals
    ):
        for before in (True, False) if discount is not None else (True,):
            yield _Choice(subtotal, discount, charge, iva, inc, other, total, before)


def _rank(choice: _Choice, words: set[Decimal], lines: Decimal | None) -> float:
    rank = sum(part.weight for part in (choice.subtotal, choice.iva, choice.total) if part is not None)
    rank += 0.1 * sum(part.weight for part in (choice.inc, choice.other, choice.discount) if part is not None)
    gap = choice.gap
    if gap is not None and abs(gap) <= TOLERANCE:
        rank += 5.0
        rank -= 0.4 * sum(part is not None for part in (choice.charge, choice.other, choice.discount))
        rank -= 0.3 if choice.discount is not None and not choice.before_discount else 0.0
    elif gap is not None:
        rank -= 2.0
    if rate_of(choice.iva, choice.subtotal, choice.discount) is not None:
        rank += 1.0
    if any(abs(choice.total.value - value) < 1 for value in words):
        rank += 2.0
    if _is_sum_of_lines(choice, lines):
        rank += 0.5
    if choice.total.role == "payable":
        rank -= 0.6
    if choice.subtotal is not None and choice.total.value < choice.subtotal.value - _value(choice.discount) - TOLERANCE:
        rank -= 1.5
    return rank


def _is_sum_of_lines(choice: _Choice, lines: Decimal | None) -> bool:
    """Line totals may stand before or after their discounts."""
    if lines is None or choice.subtotal is None:
        return False
    sums = {choice.subtotal.value, choice.subtotal.value - _value(choice.discount)}
    return any(abs(lines - value) <= TOLERANCE for value in sums)


def rate_of(iva: Amount | None, base: Amount | None, discount: Amount | None = None) -> Decimal | None:
    """The known rate by which an IVA follows from its base, when one does."""
    if iva is None or base is None or not iva.value:
        return None
    for whole in {base.value, base.value - _value(discount)}:
        for rate in RATES:
            if abs(whole * rate / 100 - iva.value) <= TOLERANCE:
                return rate
    return None


def _fill(totals: Totals, choice: _Choice, words: set[Decimal], lines: Decimal | None) -> None:
    gap = choice.gap
    adds = [part for part in choice.parts if part.value]
    if gap is not None:
        totals.gap, totals.balanced = gap, abs(gap) <= TOLERANCE
    pairs = {
        "subtotal": choice.subtotal, "discount": choice.discount, "iva": choice.iva, "inc": choice.inc,
        "total": choice.total,
    }  # fmt: skip
    for name, amount in pairs.items():
        if amount is not None:
            totals.chosen[name] = amount
            totals.evidence[name] = [*_own_evidence(amount), *_rivals(amount, totals.candidates.get(name, ()), totals)]
    for name in ("subtotal", "iva", "inc", "total", "discount"):
        if name not in totals.chosen or totals.balanced is None:
            continue
        totals.evidence[name].append(_balance(totals.balanced, gap or Decimal(0), len(adds)))
    if any(abs(choice.total.value - value) < 1 for value in words):
        totals.evidence["total"].append(Evidence(1.6, "coincide con el valor en letras"))
    if _is_sum_of_lines(choice, lines):
        totals.evidence["subtotal"].append(Evidence(1.2, "es la suma de las líneas"))
    if rate := rate_of(choice.iva, choice.subtotal, choice.discount):
        for name in ("iva", "subtotal"):
            totals.evidence[name].append(Evidence(0.8, f"el IVA es el {rate} % de la base"))
    _fill_aside(totals)
    _fill_withholdings(totals, choice)
    _fill_base(totals, choice)


def _balance(balanced: bool, gap: Decimal, terms: int) -> Evidence:
    if not balanced:
        return Evidence(-1.8, "la suma no da el total por $" + f"{abs(gap):,.2f}".translate(str.maketrans(",.", ".,")))
    return Evidence(2.6 if terms > 2 else 1.6, "la suma da el total")


def _own_evidence(amount: Amount) -> list[Evidence]:
    weight = {"same": 2.2, "right": 2.2, "further": 1.9, "under": 1.5, "under2": 0.8}.get(amount.relation, 1.0)
    return [
        Evidence(weight, f"está junto a «{amount.label.strip(' :')}»" if amount.label else ""),
        letters(amount.tokens),
    ]


def _rivals(chosen: Amount, all_of_role: Sequence[Amount], totals: Totals) -> list[Evidence]:
    """Another figure under as good a label counts against the choice, unless the sum has decided."""
    rivals = [
        other
        for other in all_of_role
        if abs(other.value - chosen.value) > TOLERANCE and other.weight > chosen.weight - 0.8 and other.value
    ]
    if rivals and totals.balanced is not True:
        return [Evidence(-1.2, "hay otro valor con el mismo rótulo")]
    return []


def _fill_aside(totals: Totals) -> None:
    """Figures that the sum did not use: printed zeros are zero, a discount may be taken off already."""
    for name in ("discount", "inc", "iva"):
        amounts = totals.candidates.get(name, ())
        if name in totals.chosen or not amounts:
            continue
        totals.chosen[name] = amounts[0]
        totals.evidence[name] = [*_own_evidence(amounts[0]), Evidence(1.0 if not amounts[0].value else -0.2)]


def _fill_withholdings(totals: Totals, choice: _Choice) -> None:
    for name in _WITHHOLDINGS:
        amounts = [amount for amount in totals.candidates.get(name, ()) if amount.value < choice.total.value]
        if amounts:
            totals.chosen[name] = amounts[0]
            totals.evidence[name] = _own_evidence(amounts[0])
    withheld = sum((totals.chosen[name].value for name in _WITHHOLDINGS if name in totals.chosen), Decimal(0))
    expected = choice.total.value - withheld
    payables = _distinct(totals.candidates.get("payable", ()), 4)
    # A balance brought forward is added, what was paid before is taken off.
    brought = {Decimal(0), *(amount.value for amount in totals.candidates.get("advance", ()))}
    whole = {expected + sign * part for part in brought for sign in (1, -1)}
    fitting = [amount for amount in payables if any(abs(amount.value - value) <= TOLERANCE for value in whole)]
    if fitting:
        totals.chosen["amount_payable"] = fitting[0]
        totals.evidence["amount_payable"] = [
            *_own_evidence(fitting[0]),
            Evidence(2.0, "es el total menos las retenciones"),
        ]
        for name in _WITHHOLDINGS:
            if name in totals.chosen and withheld:
                totals.evidence[name].append(Evidence(1.5, "explica el valor a pagar"))
    elif payables and payables[0].value <= choice.total.value:
        totals.chosen["amount_payable"] = payables[0]
        totals.evidence["amount_payable"] = _own_evidence(payables[0])
    else:
        base = choice.total
        totals.chosen["amount_payable"] = Amount(
            "payable", expected, base.weight, base.tokens, base.page, readings=(expected,)
        )  # fmt: skip
        totals.evidence["amount_payable"] = [*totals.evidence["total"], Evidence(-0.3, "se calculó del total")]
        totals.derived |= {"amount_payable"}


def _fill_base(totals: Totals, choice: _Choice) -> None:
    named = [*totals.candidates.get("tax_base", ()), *totals.candidates.get("taxed", ())]
    for amount in sorted(named, key=lambda amount: -amount.weight):
        if amount.value and rate_of(choice.iva, amount) is not None:
            totals.chosen["tax_base"] = amount
            totals.evidence["tax_base"] = [*_own_evidence(amount), Evidence(1.5, "el IVA sale de esta base")]
            return
    if named and named[0].value <= choice.total.value:
        totals.chosen["tax_base"] = named[0]
        totals.evidence["tax_base"] = _own_evidence(named[0])


def _without_total(totals: Totals) -> None:
    """No total on these pages: keep what is labelled, with what its label alone is worth."""
    for name in ("subtotal", "discount", "iva", "inc", *_WITHHOLDINGS):
        amounts = totals.candidates.get(name, ())
        if amounts:
            totals.chosen[name] = amounts[0]
            totals.evidence[name] = _own_evidence(amounts[0])


# --- figures made of several ------------------------------------------------------------------------


def _composed(candidates: dict[str, list[Amount]]) -> list[Amount]:
    """Taxed + exempt + excluded, for pages that print those and no subtotal."""
    parts = [candidates[role][0] for role in ("taxed", "exempt", "excluded") if candidates.get(role)]
    if not parts or candidates.get("subtotal"):
        return []
    counted = [part for part in parts if part.value] or parts[:1]
    return [_sum("subtotal", counted)]


def _ivas(candidates: dict[str, list[Amount]]) -> list[Amount]:
    """The labelled IVA amounts, and their sum where several rates are printed apart."""
    amounts = list(candidates.get("iva", ()))
    by_rate: dict[Decimal, Amount] = {}
    for amount in amounts:
        if amount.rate is not None:
            by_rate.setdefault(amount.rate, amount)
    parts = [amount for amount in by_rate.values() if amount.value]
    if len(parts) > 1:
        return [_sum("iva", parts), *amounts]
    return amounts


def _sum(role: str, parts: Sequence[Amount]) -> Amount:
    total = sum((part.value for part in parts), Decimal(0))
    tokens = tuple(token for part in parts for token in part.tokens)
    first = parts[0]
    return Amount(
        role, total, min(part.weight for part in parts), tokens, first.page,
        " + ".join(part.label.strip(" :") for part in parts), first.relation, parts=len(parts), readings=(total,),
    )  # fmt: skip


def _distinct(amounts: Iterable[Amount], most: int) -> list[Amount]:
    """The best candidate for each value; every sound reading of an ambiguous one is a value."""
    found: dict[Decimal, Amount] = {}
    for amount in amounts:
        for reading in amount.readings or (amount.value,):
            if reading not in found or found[reading].weight < amount.weight:
                found[reading] = amount if reading == amount.value else _read_as(amount, reading)
    return sorted(found.values(), key=lambda amount: -amount.weight)[:most]


def _read_as(amount: Amount, value: Decimal) -> Amount:
    return Amount(
        amount.role, value, amount.weight - 0.8, amount.tokens, amount.page, amount.label, amount.relation,
        amount.rate, amount.parts, (value,),
    )  # fmt: skip


def _nonzero(amounts: Iterable[Amount]) -> list[Amount]:
    return [amount for amount in amounts if amount.value]


def _value(amount: Amount | None) -> Decimal:
    return amount.value if amount is not None else Decimal(0)
