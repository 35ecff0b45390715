"""The parameters of the invoice list, each within bounds the database can take."""

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from rest_framework import serializers

from accounts.models import User
from invoices.access import visible_invoices
from invoices.models import Invoice

MOST = Decimal("9999999999999999.99")


class InvoiceFilters(serializers.Serializer):
    """All may be combined; what is left out does not limit."""

    nit = serializers.CharField(required=False, max_length=20, help_text="NIT del proveedor, con o sin puntos y DV.")
    number = serializers.CharField(required=False, max_length=40, help_text="Número de la factura.")
    supplier = serializers.CharField(required=False, max_length=200, help_text="Parte del nombre del proveedor.")
    obra = serializers.CharField(required=False, max_length=20, help_text="Código de la obra.")
    status = serializers.ChoiceField(required=False, choices=Invoice.Status.choices, help_text="Estado.")
    date_from = serializers.DateField(required=False, help_text="Fecha de emisión desde (AAAA-MM-DD).")
    date_to = serializers.DateField(required=False, help_text="Fecha de emisión hasta.")
    total_min = serializers.DecimalField(
        required=False, max_digits=18, decimal_places=2, min_value=-MOST, max_value=MOST, help_text="Total desde."
    )
    total_max = serializers.DecimalField(
        required=False, max_digits=18, decimal_places=2, min_value=-MOST, max_value=MOST, help_text="Total hasta."
    )
    q = serializers.CharField(required=False, max_length=200, help_text="Texto libre: nombre, número o monto.")


LOOKUPS = {
    "nit": "supplier_nit",
    "number": "invoice_number__iexact",
    "supplier": "supplier_name__icontains",
    "obra": "obra__code",
    "status": "status",
    "date_from": "issue_date__gte",
    "date_to": "issue_date__lte",
    "total_min": "total__gte",
    "total_max": "total__lte",
}


def find(user: User, filters: dict[str, Any]) -> QuerySet[Invoice]:
    """The invoices this person may see that match all of the filters."""
    text = filters.pop("q", "")
    found = visible_invoices(user).filter(**{LOOKUPS[name]: value for name, value in filters.items()})
    if text:
        found = found.filter(Q(invoice_number__icontains=text) | Q(supplier_name__icontains=text))
    return found.select_related("order", "obra")
