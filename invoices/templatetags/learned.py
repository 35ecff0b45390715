"""The list of what was learned of a supplier, for the page where Compras keeps it."""

from typing import Any

from django import template

from invoices.learned import learned_of
from purchasing.models import Supplier

register = template.Library()


@register.inclusion_tag("invoices/learned.html", takes_context=True)
def what_was_learned(context: Any, supplier: Supplier) -> dict[str, Any]:
    request = context["request"]
    return {
        "supplier": supplier,
        "rows": learned_of(supplier),
        "can_forget": request.user.is_superuser,
        "csrf_token": context.get("csrf_token"),
    }
