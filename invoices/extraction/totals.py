"""The totals of an invoice with what speaks for each: labelled figures, what follows from them, and the choice.

It reads no line items; candidates, sums and conclusions have rooms of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from invoices.extraction import amounts, implied, payables
from invoices.extraction.amounts import TOLERANCE, Amount
from invoices.extraction.confidence import Evidence, letters
from invoices.extraction.discounts import settled
from invoices.extraction.implied import Printed
from invoices.extraction.in_words import Spelled, from_words, spelled_amounts
from invoices.extraction.labels import Labels
from invoices.extraction.sums import (
    Candidates,
    Known,
    Sum,
    bases_of,
    best_sum,
    is_supported,
    ivas_of,
    may_be_iva,
    rate_of,
    with_cents,
)

_LEAST = Decimal(500)
_WITHHOLDINGS = ("rete_fuente", "rete_iva", "rete_ica")
_PROOFS = frozenset({"sum", "words", "lines", "rate", "payable"})
_DOUBTS = frozenset({"unbalanced", "denied", "mended", "loose", "rival", "alone", "rounded"})
_RELATION = {
    "same": 2.2,
    "right": 2.2,
    "further": 1.9,
    "under": 1.5,
    "under2": 0.8,
    "row": 2.2,
    "loose": 0.9,
    "none": 0.0,
}


@dataclass(slots=True)
class Totals:
    """The chosen figures, what speaks for each, and the other candidates."""

    chosen: dict[str, Amount]
    evidence: dict[str, list[Evidence]]
    candidates: Candidates
    balanced: bool | None = None
    gap: Decimal | None = None
    derived: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Chooser:
    """The candidates of some pages, and the choice among these or others that somebody weighed anew."""

    candidates: dict[str, list[Amount]]
    printed: Printed
    words: frozenset[Decimal]
    clear: frozenset[Decimal]
    lines: Decimal | None

    @classmethod
    def of(
        cls,
        pages: Sequence[Labels],
        *,
        lines: Decimal | None = None,
        without: frozenset[int] = frozenset(),
        rows: frozenset[int] = frozenset(),
        certain: bool = True,
        spelled: Sequence[Spelled] | None = None,
    ) -> "Chooser":
        """`lines` is what the items make together, `without` the words that head their table, `rows` those
        of its rows, and `certain` says that the letters are those of a file and not what an engine saw.
        `spelled` are the amounts in words, where they were read already."""
        spelled = spelled_amounts(pages) if spelled is None else spelled
        candidates = amounts.collect(pages, without=without, rows=rows)
        said = from_words(pages, spelled)
        if not candidates.get("total") and not candidates.get("payable"):
            candidates["total"] = said
        else:
            # A total whose label nobody understood is known by its words all the same.
            candidates.setdefault("total", []).extend(_unlabelled(said, candidates))
        words = frozenset(one.value for one in spelled)
        clear = frozenset(one.value for one in spelled if one.clear)
        return cls(candidates, implied.figures_of(pages, certain=certain), words, clear, lines)

    def __call__(self, candidates: Candidates) -> Totals:
        """The set of figures that fits best together, with the evidence for each."""
        # What is left after withholding may be called the total.
        payable = frozenset(amount.value for name in ("payable", "total") for amount in candidates.get(name, ()))
        known = Known(self.words, self.lines, _withheld(candidates), payable, bool(candidates.get("total")), self.clear)
        totals = Totals({}, {}, implied.with_implied(candidates, self.printed, known))
        best = best_sum(totals.candidates, known)
        if best is None:
            _without_total(totals)
        else:
            best = settled(with_cents(best, certain=self.printed.certain), totals.candidates, self.printed)
            _fill(totals, best, known, self.printed)
        return totals


def worth(totals: Totals) -> float:
    """How much of the sums is proved, and how many of them were read: of two readings of a page, which to take."""
    kinds = {one.kind for evidence in totals.evidence.values() for one in evidence}
    chosen = (amount for name, amount in totals.chosen.items() if amount.value and name != "tax_base")
    read = sum(amount.how == "printed" for amount in chosen)
    return len(kinds & _PROOFS) - 0.5 * len(kinds & _DOUBTS) + 0.2 * read


def _unlabelled(said: Sequence[Amount], candidates: dict[str, list[Amount]]) -> list[Amount]:
    """The figures that words name and no label does."""
    known = [*candidates.get("total", ()), *candidates.get("payable", ())]
    labelled = {id(token) for amounts in candidates.values() for one in amounts for token in one.tokens if one.whole}
    return [
        one
        for one in said
        if one.how == "printed"
        and not any(one.value in amount.readings for amount in known)
        and not any(id(token) in labelled for token in one.tokens)
    ]


def _withheld(candidates: Candidates) -> Decimal:
    found = [candidates[name][0].value for name in _WITHHOLDINGS if candidates.get(name)]
    together = [amount.value for amount in candidates.get("withholdings", ())]
    return sum(found, Decimal(0)) if found else next(iter(together), Decimal(0))


def _fill(totals: Totals, one: Sum, known: Known, printed: Printed) -> None:
    gap = one.gap
    if gap is not None:
        totals.gap, totals.balanced = gap, one.balanced
    pairs = {
        "subtotal": one.subtotal, "discount": one.discount, "iva": one.iva, "inc": one.inc, "total": one.total,
    }  # fmt: skip
    if one.subtotal is not None and one.subtotal.role == "tax_base" and not one.balanced:
        # A base that does not make the total is only a base.
        pairs["subtotal"], totals.gap, totals.balanced = None, None, None
    supported = is_supported(one, one.proofs(known))
    for name, amount in pairs.items():
        # What was only calculated, and nothing bears out, is not said.
        if amount is not None and (amount.how != "derived" or supported or name == "total"):
            totals.chosen[name] = amount
            totals.evidence[name] = [*_own_evidence(amount), *_rivals(amount, totals.candidates.get(name, ()), totals)]
    proofs = one.proofs(known)
    terms = sum(bool(part.value) for part in one.parts)
    for name in ("subtotal", "iva", "inc", "total", "discount"):
        if name in totals.chosen and totals.balanced is not None:
            totals.evidence[name].append(_balance(one, terms, proofs))
    if "words" in proofs and (one.total.how != "derived" or one.balanced):
        totals.evidence["total"].append(Evidence(1.6, "coincide con el valor en letras", "words"))
    if "payable" in proofs:
        totals.evidence["total"].append(Evidence(1.2, "menos las retenciones da el valor a pagar", "payable"))
    if "lines" in proofs and "subtotal" in totals.chosen:
        totals.evidence["subtotal"].append(Evidence(1.2, "es la suma de las líneas", "lines"))
    if "subtotal" not in totals.chosen and known.lines is not None and abs(known.lines - one.total.value) <= TOLERANCE:
        totals.evidence["total"].append(Evidence(1.2, "es la suma de las líneas", "lines"))
    elif totals.balanced is None and not proofs:
        totals.evidence["total"].append(Evidence(0.0, "ninguna otra cifra lo confirma", "alone"))
    if one.is_denied(known):
        for name in {"subtotal", "total"} & set(totals.chosen):
            totals.evidence[name].append(Evidence(-1.0, "las líneas o el valor en letras dicen otra cosa", "denied"))
    if rate := rate_of(one.iva, one.subtotal, one.discount):
        for name in {"iva", "subtotal"} & set(totals.chosen):
            totals.evidence[name].append(Evidence(0.8, f"el IVA es el {rate} % de la base", "rate"))
    totals.derived |= {name for name, amount in totals.chosen.items() if amount.how == "derived"}
    _fill_aside(totals)
    _fill_payable(totals, one, printed)
    _fill_base(totals, one)


def _balance(one: Sum, terms: int, proofs: frozenset[str]) -> Evidence:
    if not one.balanced:
        gap = abs(one.gap or Decimal(0))
        return Evidence(
            -1.8, "la suma no da el total por $" + f"{gap:,.2f}".translate(str.maketrans(",.", ".,")), "unbalanced"
        )
    if one.concluded:
        # That the sum comes out is why the figure was concluded, and no proof of it.
        return Evidence(0.6 * len(proofs), "las demás cifras concuerdan entre sí" if proofs else "")
    if one.gap:
        return Evidence(1.2 if terms > 2 else 0.8, "la suma da el total, salvo el redondeo", "rounded")
    return Evidence(2.6 if terms > 2 else 1.6, "la suma da el total", "sum" if terms > 2 else "")


def _own_evidence(amount: Amount) -> list[Evidence]:
    label = amount.label.strip(" :")
    found = [
        Evidence(_RELATION.get(amount.relation, 1.0), f"está junto a «{label}»" if label else ""),
        letters(amount.tokens),
    ]
    if amount.seen and amount.how == "printed":
        found.append(Evidence(-0.8, f"se lee «{amount.seen}», con un separador dudoso", "lax"))
    if amount.how == "loose":
        found.append(Evidence(0.0, "su rótulo no se entiende; la señala la suma con las demás cifras", "loose"))
    elif amount.how == "mended":
        reason = f"se lee «{amount.seen}»; se corrigió porque las demás cifras solo suman así"
        found.append(Evidence(-1.6, reason, "mended"))
    elif amount.how == "derived":
        found.append(Evidence(-0.4, "no se lee en el documento; se calculó de las demás cifras"))
    return found


def _rivals(chosen: Amount, all_of_role: Sequence[Amount], totals: Totals) -> list[Evidence]:
    """Another figure under as good a label counts against the choice, unless the sum has decided."""
    rivals = [
        other
        for other in all_of_role
        if abs(other.value - chosen.value) > TOLERANCE and other.weight > chosen.weight - 0.8 and other.value
    ]
    if rivals and totals.balanced is not True:
        return [Evidence(-1.2, "hay otro valor con el mismo rótulo", "rival")]
    return []


def _fill_aside(totals: Totals) -> None:
    """Figures that the sum did not use: printed zeros are zero, a discount may be taken off already."""
    for name in ("discount", "inc", "iva"):
        named = ivas_of(totals.candidates) if name == "iva" else totals.candidates.get(name, ())
        printed = (amount for amount in named if amount.how == "printed")
        # "Responsables de IVA, resolución 147": a number in a sentence is no tax.
        read = [amount for amount in printed if not amount.value or amount.value >= _LEAST]
        if name == "iva" and (total := totals.chosen.get("total")):
            read = _by_base([amount for amount in read if may_be_iva(amount, total)], totals.candidates)
        if name in totals.chosen or not read:
            continue
        totals.chosen[name] = read[0]
        totals.evidence[name] = [*_own_evidence(read[0]), _aside(name, read[0])]


def _by_base(ivas: Sequence[Amount], candidates: Candidates) -> list[Amount]:
    """What is a rate of a base printed on the page goes before what is none."""
    bases = [base for role in ("tax_base", "taxed") for base in candidates.get(role, ())]
    return sorted(ivas, key=lambda iva: all(rate_of(iva, base) is None for base in bases))


def _aside(name: str, amount: Amount) -> Evidence:
    if not amount.value:
        return Evidence(1.0)
    if name == "discount":
        return Evidence(-1.2, "no explica la diferencia entre las demás cifras", "unbalanced")
    return Evidence(-0.2)


def _fill_payable(totals: Totals, one: Sum, printed: Printed) -> None:
    """What is withheld from the total, and what is left to pay of it."""
    for name in _WITHHOLDINGS:
        found = [amount for amount in totals.candidates.get(name, ()) if amount.value < one.total.value]
        if found:
            totals.chosen[name] = found[0]
            totals.evidence[name] = _own_evidence(found[0])
    held = [name for name in _WITHHOLDINGS if name in totals.chosen]
    withheld = sum((totals.chosen[name].value for name in held), Decimal(0))
    payable = payables.left_to_pay(one.total, withheld, totals.candidates, printed)
    totals.chosen["amount_payable"] = payable.amount
    if payable.derived:
        totals.evidence["amount_payable"] = [*totals.evidence["total"], *payable.evidence]
        totals.derived |= {"amount_payable"}
        return
    totals.evidence["amount_payable"] = [*_own_evidence(payable.amount), *payable.evidence]
    for name in held if payable.explained and withheld else ():
        totals.evidence[name].append(Evidence(1.5, "explica el valor a pagar", "payable"))


def _fill_base(totals: Totals, one: Sum) -> None:
    named = [*totals.candidates.get("tax_base", ()), *totals.candidates.get("taxed", ())]
    if (bases := bases_of(totals.candidates)) and one.iva is not None and one.iva.parts > 1:
        totals.chosen["tax_base"] = bases
        totals.evidence["tax_base"] = [*_own_evidence(bases), Evidence(1.0, "son las bases de varias tarifas", "rate")]
        return
    for amount in sorted(named, key=lambda amount: -amount.weight):
        if amount.value and rate_of(one.iva, amount) is not None:
            totals.chosen["tax_base"] = amount
            totals.evidence["tax_base"] = [*_own_evidence(amount), Evidence(1.5, "el IVA sale de esta base", "rate")]
            return
    named = [amount for amount in named if amount.whole and amount.value <= one.total.value]
    if named:
        totals.chosen["tax_base"] = named[0]
        totals.evidence["tax_base"] = _own_evidence(named[0])


def _without_total(totals: Totals) -> None:
    """No total on these pages: keep what is labelled, with what its label alone is worth."""
    for name in ("subtotal", "discount", "iva", "inc", *_WITHHOLDINGS):
        read = [amount for amount in totals.candidates.get(name, ()) if amount.how == "printed"]
        if read:
            totals.chosen[name] = read[0]
            totals.evidence[name] = _own_evidence(read[0])
