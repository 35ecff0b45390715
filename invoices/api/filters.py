"""The parameters of the invoice list, each within bounds the database can take; finding is search.py's."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from accounts.models import User
from invoices import search
from invoices.models import Invoice
from purchasing.access import visible_obras
from purchasing.keys import name_key
from purchasing.models import Supplier

MOST = Decimal("9999999999999999.99")


class InvoiceFilters(serializers.Serializer):
    """All may be combined; what is left out does not limit."""

    nit = serializers.CharField(required=False, max_length=20, help_text="NIT del proveedor, con o sin puntos y DV.")
    number = serializers.CharField(required=False, max_length=40, help_text="Número de la factura.")
    supplier = serializers.CharField(required=False, max_length=200, help_text="Parte del nombre del proveedor.")
    obra = serializers.CharField(required=False, max_length=20, help_text="Código de la obra.")
    status = serializers.ChoiceField(required=False, choices=Invoice.Status.choices, help_text="Estado.")
    document_type = serializers.ChoiceField(required=False, choices=Invoice.Kind.choices, help_text="Tipo.")
    date_from = serializers.DateField(required=False, help_text="Fecha de emisión desde (AAAA-MM-DD).")
    date_to = serializers.DateField(required=False, help_text="Fecha de emisión hasta.")
    amount_min = serializers.DecimalField(
        required=False, max_digits=18, decimal_places=2, min_value=-MOST, max_value=MOST, help_text="Total desde."
    )
    amount_max = serializers.DecimalField(
        required=False, max_digits=18, decimal_places=2, min_value=-MOST, max_value=MOST, help_text="Total hasta."
    )
    q = serializers.CharField(
        required=False, max_length=200, help_text="Texto libre: NIT, número, fecha, monto o palabra."
    )


def find(user: User, filters: dict[str, Any]) -> QuerySet[Invoice]:
    """The invoices this person may see that match all of the filters."""
    wanted = dict(filters)
    text, supplier, obra = (wanted.pop(name, "") for name in ("q", "supplier", "obra"))
    if status := wanted.pop("status", ""):
        wanted["statuses"] = (status,)
    found = search.find(user, search.parse(text, **wanted))
    if supplier:
        found = found.filter(supplier__in=Supplier.objects.filter(name_key__contains=name_key(supplier)))
    if obra:
        found = found.filter(obra__in=visible_obras(user).filter(code=obra))
    return found
