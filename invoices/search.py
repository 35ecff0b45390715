"""Finding invoices: one box and a few filters, within what the person may see.

Every condition is one PostgreSQL answers from an index: equality, a prefix, a range, or a word of the
document. Nothing is compared with icontains. Results are ordered by a unique key, so that pages can
go on after the last row seen however deep they are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.search import SearchQuery as WordQuery
from django.contrib.postgres.search import SearchVector
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from invoices import errors, typed
from invoices.access import visible_invoices
from invoices.extraction.nit import check_digit, read_nit
from invoices.models import Invoice
from invoices.words import searchable
from purchasing.keys import letters_and_digits

MOST_TERMS = 12
NEWEST_FIRST = ("-id",)
ORDERS: dict[str, tuple[str, ...]] = {
    "recent": NEWEST_FIRST,
    "oldest": ("id",),
    "date": ("issue_date", "id"),
    "-date": ("-issue_date", "-id"),
    "total": ("total", "id"),
    "-total": ("-total", "-id"),
}
_CUFE = re.compile(r"[0-9a-f]{96}", re.IGNORECASE)
_MONEY = re.compile(r"\$\s*[\d.,']+|\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+[.,]\d{2}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{2,4}")
_NIT = re.compile(r"\d{1,3}(?:\.\d{3}){2,3}(?:-\d)?|\d{6,10}-\d")
_TERMS = re.compile(rf"{_CUFE.pattern}|{_NIT.pattern}|{_DATE.pattern}|{_MONEY.pattern}|\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for. Empty means everything that the person may see."""

    text: str = ""
    nit: str = ""
    number: str = ""
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    date_from: date | None = None
    date_to: date | None = None
    supplier: int | None = None
    statuses: tuple[str, ...] = ()
    obra: int | None = None
    document_type: str = ""
    order: str = "recent"

    @property
    def is_empty(self) -> bool:
        return replace(self, order="recent") == SearchQuery()


def parse(text: str = "", **filters: Any) -> SearchQuery:
    """The box and the filters as typed; InvalidValue says what is no date, no amount and so on."""
    problems: dict[str, str] = {}
    known = SearchQuery.__dataclass_fields__
    values: dict[str, Any] = {"text": " ".join((text or "").replace("\x00", " ").split())[:300]}
    for name, raw in filters.items():
        if name not in known:
            raise TypeError(f"no such filter: {name}")
        try:
            value = _read_filter(name, raw)
        except typed.NotUnderstood as problem:
            problems[name] = str(problem)
            continue
        if value not in (None, "", ()):
            values[name] = value
    if problems:
        raise errors.InvalidValue(problems)
    return SearchQuery(**values)


def find(user: User, query: SearchQuery) -> QuerySet[Invoice]:
    """The invoices this person may see that match, ready to be listed."""
    found = visible_invoices(user).alias(words=VECTOR).filter(_filters(query))
    for term in _terms(query.text):
        found = found.filter(_meaning(term))
    return found.select_related("supplier", "order", "obra").defer("search_text").order_by(*ORDERS[query.order])


# --- the filters ---------------------------------------------------------------------------


def _read_filter(name: str, raw: Any) -> Any:
    if raw is None or raw == "":
        return None
    if name in ("amount_min", "amount_max"):
        return raw if isinstance(raw, Decimal) else typed.read_number(str(raw), decimals=2)
    if name in ("date_from", "date_to"):
        return raw if isinstance(raw, date) else typed.read_day(str(raw), today=timezone.localdate())
    if name in ("supplier", "obra"):
        return _read_key(raw)
    if name == "statuses":
        return _read_statuses(raw)
    if name == "order":
        return raw if raw in ORDERS else "recent"
    if name == "nit":
        return _body(str(raw))
    return " ".join(str(raw).replace("\x00", " ").split())[:100]


def _read_key(raw: Any) -> int:
    key = getattr(raw, "pk", raw)
    if not str(key).isascii() or not str(key).isdigit() or len(str(key)) > 18:
        raise typed.NotUnderstood("Elige un valor de la lista.")
    return int(key)


def _read_statuses(raw: Any) -> tuple[str, ...]:
    chosen: Iterable[str] = [raw] if isinstance(raw, str) else raw
    statuses = tuple(str(one) for one in chosen if one)
    if set(statuses) - set(Invoice.Status.values):
        raise typed.NotUnderstood("Elige un estado de la lista.")
    return statuses


def _body(text: str) -> str:
    """The NIT without its check digit; half a NIT is looked for as a prefix."""
    found = read_nit(text)
    if found is None:
        return re.sub(r"\D", "", text)[:15]
    return found.body


def _filters(query: SearchQuery) -> Q:
    conditions = Q()
    if query.nit:
        conditions &= Q(supplier_nit__startswith=query.nit)
    if query.number:
        conditions &= _number(query.number)
    for name, value in (
        ("total__gte", query.amount_min),
        ("total__lte", query.amount_max),
        ("issue_date__gte", query.date_from),
        ("issue_date__lte", query.date_to),
        ("supplier_id", query.supplier),
        ("obra_id", query.obra),
        ("document_type", query.document_type or None),
        ("status__in", query.statuses or None),
    ):
        if value is not None:
            conditions &= Q(**{name: value})
    return conditions


# --- the box ---------------------------------------------------------------------------------


def _terms(text: str) -> list[str]:
    return [match.group() for match in _TERMS.finditer(text)][:MOST_TERMS]


def _meaning(term: str) -> Q:
    """All that one term may mean: a number, a NIT, an amount, a day, a word of the document."""
    if _CUFE.fullmatch(term):
        return Q(cufe=term.lower())
    meanings = _words(term)
    if letters_and_digits(term) and any(letter.isdigit() for letter in term):
        meanings |= _number(term)
    for extra in (_nit(term), _amount(term), _day(term)):
        if extra is not None:
            meanings |= extra
    return meanings


def _words(term: str) -> Q:
    """Each word of the term as the beginning of a word in the document."""
    words = [word for word in re.split(r"[^A-Z0-9]+", searchable(term)) if word]
    if not words:
        return Q(pk__in=())
    query = WordQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
    return Q(words=query)


def _number(term: str) -> Q:
    key = letters_and_digits(term)[:40]
    # Without a supplier or beside another copy an invoice has no key; its words have the number too.
    return Q(number_key__startswith=key) | _words(key) if key else Q(pk__in=())


def _nit(term: str) -> Q | None:
    digits = re.sub(r"[.\s]", "", term)
    if not re.fullmatch(r"\d{5,15}(-\d)?", digits):
        return None
    body, _, dv = digits.partition("-")
    condition = Q(supplier_nit__startswith=body)
    if not dv and len(body) == 10 and check_digit(body[:-1]) == body[-1]:
        condition |= Q(supplier_nit=body[:-1])
    return condition


def _amount(term: str) -> Q | None:
    if not re.fullmatch(r"\$?\s*[\d.,']+", term):
        return None
    try:
        amount = typed.read_number(term, decimals=2)
    except typed.NotUnderstood:
        return None
    # Whoever types whole pesos does not know the cents.
    if amount == amount.to_integral_value():
        return Q(total__gte=amount, total__lt=amount + 1)
    return Q(total=amount)


def _day(term: str) -> Q | None:
    if not _DATE.fullmatch(term):
        return None
    try:
        return Q(issue_date=typed.read_day(term, today=timezone.localdate()))
    except typed.NotUnderstood:
        return None


VECTOR = SearchVector("search_text", config="simple")
