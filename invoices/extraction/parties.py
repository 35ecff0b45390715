"""Who sells and who buys: the tax numbers and names on the pages, told apart by where they stand.

It decides from the page alone; our own NITs, known suppliers and numbers to ignore help when given.
In a documento soporte and a cuenta de cobro the roles turn: the seller is the one named in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from invoices.extraction.confidence import Evidence, letters
from invoices.extraction.contact import find_contact
from invoices.extraction.found import Found, ranked
from invoices.extraction.labels import Labels
from invoices.extraction.layout import fold, fold_words
from invoices.extraction.name_shape import fold_name
from invoices.extraction.names import find_names
from invoices.extraction.phrases import is_label_word
from invoices.extraction.sides import Sides, TaxNumber, find_tax_numbers

# The DIAN and the technology provider most often named at the foot of invoices.
PROVIDERS = frozenset({"800197268", "890930534"})


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
    numbers = [
        number for labels, side in zip(pages, sides, strict=True) for number in find_tax_numbers(labels, side, own)
    ]
    parties = Parties()
    at_foot = None if turned else _maker_at_foot(pages, numbers, own)
    parties.customer_nit = _customers(numbers, own, ignored, at_foot, turned=turned)
    customer = parties.customer_nit[0].value if parties.customer_nit else None
    strangers = _strangers(pages, numbers)
    parties.supplier_nit = _suppliers(numbers, customer, own, ignored, known, at_foot, strangers, turned=turned)
    for number in numbers:
        if number.reading.dv and number.reading.state == "ok":
            parties.dv[number.body] = number.reading.dv
    supplier = _number_of(parties.supplier_nit, numbers)
    # Where only a stranger's number was read, the name beside it is the stranger's.
    sellers = None if supplier is not None and supplier.aside and supplier.is_companys else supplier
    buyer = _number_of(parties.customer_nit, numbers)
    parties.supplier_name, parties.customer_name = _apart(
        find_names(pages, sides, "supplier", sellers, known, turned=turned, numbers=numbers),
        find_names(pages, sides, "customer", buyer, known, turned=turned, numbers=numbers),
    )
    if pages:
        contact = find_contact(pages[0], sides[0], supplier)
        parties.supplier_address, parties.supplier_city = contact["address"], contact["city"]
        parties.supplier_phone, parties.supplier_email = contact["phone"], contact["email"]
    return parties


def _apart(sellers: list[Found], buyers: list[Found]) -> tuple[list[Found], list[Found]]:
    """The two lists with the best pair first: nobody sells to himself, so one name is never on both sides."""
    pairs = [
        (one.rank + other.rank, one, other) for one in sellers[:5] for other in buyers[:5] if not _same_name(one, other)
    ]
    if not pairs:
        taken = sellers[0] if sellers else None
        return sellers, [name for name in buyers if taken is None or not _same_name(taken, name)]
    _rank, seller, buyer = max(pairs, key=lambda pair: pair[0])
    return (
        [seller, *(name for name in sellers if name is not seller and not _same_name(name, buyer))],
        [buyer, *(name for name in buyers if name is not buyer and not _same_name(name, seller))],
    )


def _same_name(one: Found, other: Found) -> bool:
    shared = {id(token) for token in one.tokens} & {id(token) for token in other.tokens}
    keys = sorted((fold_name(one.value), fold_name(other.value)), key=len)
    # A sign is of the name's first words: it is no other company's.
    if keys[1].startswith(keys[0] + " ") and len(keys[0]) >= 5:
        return True
    return bool(shared) or fuzz.ratio("".join(fold_words(one.value)), "".join(fold_words(other.value))) > 88


def _number_of(found: Sequence[Found], numbers: Sequence[TaxNumber]) -> TaxNumber | None:
    if not found:
        return None
    return next((number for number in numbers if number.tokens == found[0].tokens), None)


def _suppliers(
    numbers: Sequence[TaxNumber],
    customer: str | None,
    own: frozenset[str],
    ignored: frozenset[str],
    known: Mapping[str, str],
    at_foot: TaxNumber | None,
    strangers: Sequence[TaxNumber],
    *,
    turned: bool,
) -> list[Found]:
    found: list[Found] = []
    signer = _signer(numbers, customer)
    for order, number in enumerate(numbers):
        if number.body == customer or number.body in own or number.reading.is_final_consumer:
            continue
        # Whoever printed the form or made the program is nobody's seller: rather none than that one.
        printer = number.aside and number.side in {"foot", "none"} and number.body not in known
        if printer and number is not signer:
            continue
        places = {"supplier": 3.0, "head": 0.6 if turned else 2.2, "none": 0.8, "foot": 0.9, "customer": -1.5}
        evidence = [Evidence(places[number.side], _SIDE_REASON.get(number.side, "")), *_nit_evidence(number)]
        if number is at_foot:
            evidence.append(Evidence(2.0, "el pie de la página nombra a la empresa del encabezado", "titled"))
        if number in strangers:
            evidence.append(Evidence(-0.8, "al pie se nombra a otra empresa que en el encabezado", "stranger"))
        if number.body in known:
            evidence.append(Evidence(2.0, "es un proveedor conocido", "known"))
        if number.aside:
            evidence.append(Evidence(-3.0, "parece el NIT de otra empresa nombrada en la página"))
        if number.body in ignored or number.body in PROVIDERS:
            evidence.append(Evidence(-2.0, "suele ser el proveedor tecnológico"))
        rank = sum(item.weight for item in evidence) - 0.15 * order - 0.3 * number.page
        found.append(Found(number.body, number.tokens, number.page, evidence, rank))
    return ranked(found)


def _signer(numbers: Sequence[TaxNumber], customer: str | None) -> TaxNumber | None:
    """The person who signs a page on which no other number could be the seller's: an accountant's own invoice."""
    if any(not number.aside and number.body != customer for number in numbers):
        return None
    return next(
        (one for one in numbers if one.aside and one.labelled and not one.is_companys and one.body != customer), None
    )


_SIDE_REASON = {
    "supplier": "está en el bloque del emisor",
    "head": "está en el encabezado",
    "foot": "está al pie de la página",
    "customer": "está en el bloque del cliente",
}


def _maker_at_foot(pages: Sequence[Labels], numbers: Sequence[TaxNumber], own: frozenset[str]) -> TaxNumber | None:
    """The number at the foot of a page whose letterhead names the company of that foot.

    Such pages print the buyer's block without a heading, and the only number near the top is the buyer's.
    """
    if not pages or any(number.side in {"customer", "supplier"} for number in numbers):
        return None
    if own and any(
        number.side == "head" and number.labelled and number.is_companys and number.body not in own
        for number in numbers
    ):
        return None
    named = _letterhead_words(pages[0])
    for number in numbers:
        if number.side != "foot" or number.aside or number.body in PROVIDERS:
            continue
        if _names_one_of(named, number, pages):
            return number
    return None


def _strangers(pages: Sequence[Labels], numbers: Sequence[TaxNumber]) -> list[TaxNumber]:
    """Numbers under the items beside which nothing is named that the letterhead names."""
    named = _letterhead_words(pages[0]) if pages else frozenset()
    return [
        number for number in numbers
        if named and number.side in {"foot", "none"} and not _names_one_of(named, number, pages)
    ]  # fmt: skip


def _names_one_of(named: frozenset[str], number: TaxNumber, pages: Sequence[Labels]) -> bool:
    page = next(labels.page for labels in pages if labels.page.number == number.page)
    near = [line.text for line in page.lines if abs(line.cy - number.rect.cy) < 2.2 * page.line_height]
    # "ventas@eltornillo.com" names the company as well as its name does.
    letters_there = "".join(fold(text) for text in near)
    return any(word in letters_there for word in named)


def _letterhead_words(labels: Labels) -> frozenset[str]:
    """The words at the top of a page that may be of its maker's name."""
    top = [line for line in labels.page.lines if line.cy < 0.14]
    return frozenset(
        word for line in top for word in fold_words(line.text)
        if len(word) >= 5 and word not in _COMMON and not is_label_word(word)
    )  # fmt: skip


# Words of letterheads that say nothing of who it is.
_COMMON = {"FACTURA", "ELECTRONICA", "VENTA", "CALLE", "CARRERA", "COLOMBIA", "BOGOTA", "TELEFONO", "REGIMEN", "NUMERO"}


def _customers(
    numbers: Sequence[TaxNumber],
    own: frozenset[str],
    ignored: frozenset[str],
    at_foot: TaxNumber | None,
    *,
    turned: bool,
) -> list[Found]:
    found = []
    for order, number in enumerate(numbers):
        if number.aside or number.body in ignored or number.body in PROVIDERS:
            continue
        places = {"customer": 3.0, "head": 1.4 if turned else -2.0, "none": -0.5, "foot": -3.0, "supplier": -3.0}
        reason = _SIDE_REASON.get(number.side, "") if number.side == "customer" else ""
        evidence = [Evidence(places[number.side], reason), *_nit_evidence(number)]
        if number.body in own:
            evidence.append(Evidence(4.0, "es uno de nuestros NIT", "known"))
        # Whoever else seems to have the buyer's block, our own number is ours.
        rank = sum(item.weight for item in evidence) - 0.1 * order + (4.0 if number.body in own else 0.0)
        found.append(Found(number.body, number.tokens, number.page, evidence, rank))
    candidates = ranked(found)
    best = [item for item in candidates if item.rank > 0.5]
    if best or turned:
        return best
    # No customer's block: of two numbers in the head, the first is the seller's and the second the buyer's.
    heads = list(
        dict.fromkeys(number.body for number in numbers if number.side in {"head", "none"} and not number.aside)
    )
    buyer = heads[:1] if at_foot is not None else heads[1:2]
    return [item for item in candidates if item.value in buyer]


def _nit_evidence(number: TaxNumber) -> list[Evidence]:
    evidence = [Evidence(0.8 if number.labelled else 0.2), letters(number.tokens)]
    state = number.reading.state
    if state == "ok":
        evidence.append(Evidence(1.2, "el DV coincide", "check"))
    elif state == "bad_dv":
        evidence.append(Evidence(-1.5, "el DV no coincide", "misfit"))
    elif state == "ambiguous":
        evidence.append(Evidence(-0.2, "no se sabe si la última cifra es el DV"))
    if len(number.body) == 9 and number.body[0] in "89":
        evidence.append(Evidence(0.5))
    elif len(number.body) < 7:
        evidence.append(Evidence(-0.8, "tiene pocas cifras para ser un NIT"))
    elif len(number.body) == 10 and number.body[0] != "1":
        # A cédula of ten figures begins with 1, and a company's number has nine.
        evidence.append(Evidence(-2.5, "ni una empresa ni una persona tiene un número así", "misfit"))
    return evidence
