"""Finding suppliers, obras and orders from one typed text: a NIT, a number, the beginning of words.

Only exact and prefix look-ups, so that indexes serve them.
"""

import re

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from .keys import name_key, number_key
from .models import Obra, PurchaseOrder, Supplier, SupplierAlias


def find_suppliers(suppliers: QuerySet[Supplier], text: str) -> QuerySet[Supplier]:
    """By NIT (dots and check digit do not matter) or by the beginning of each word of a name or alias."""
    if digits := _nit_digits(text):
        # "9001234568" may end in the check digit.
        return suppliers.filter(Q(nit__startswith=digits) | Q(nit=digits[:-1], dv=digits[-1]))
    query = _words(text)
    if query is None:
        return suppliers.none()
    words = SearchVector("name_key", config="simple")
    by_name = Supplier.objects.annotate(words=words).filter(words=query)
    by_alias = SupplierAlias.objects.annotate(words=words).filter(words=query)
    return suppliers.filter(Q(pk__in=by_name.values("pk")) | Q(pk__in=by_alias.values("supplier")))


def find_obras(obras: QuerySet[Obra], text: str) -> QuerySet[Obra]:
    """By the beginning of its code or of the words of its name."""
    by_code = Q(code__istartswith=text.strip())
    query = _words(text)
    if query is None:
        return obras.none()
    named = Obra.objects.annotate(words=SearchVector("name_key", config="simple")).filter(words=query)
    return obras.filter(by_code | Q(pk__in=named.values("pk")))


def find_orders(orders: QuerySet[PurchaseOrder], text: str) -> QuerySet[PurchaseOrder]:
    """By the beginning of its number, or by its supplier or obra."""
    key = number_key(text)
    if not key:
        return orders.none()
    return orders.filter(
        Q(number_key__startswith=key)
        | Q(supplier__in=find_suppliers(Supplier.objects.all(), text).values("pk"))
        | Q(obra__in=find_obras(Obra.objects.all(), text).values("pk"))
    )


def _nit_digits(text: str) -> str:
    """The digits, when the text is nothing but a NIT of five digits or more."""
    bare = re.sub(r"^\s*nit\b", "", text, flags=re.IGNORECASE)
    digits = re.sub(r"[\s.,\-]", "", bare)
    return digits if digits.isascii() and digits.isdigit() and len(digits) >= 5 else ""


def _words(text: str) -> SearchQuery | None:
    words = name_key(text).split()
    return SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple") if words else None
