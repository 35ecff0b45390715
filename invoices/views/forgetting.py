"""The administrator's button that makes Radica forget what it learned of a supplier."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.people import who
from invoices import errors, memory
from purchasing.models import Supplier


@login_required
@require_POST
def forget(request: HttpRequest, supplier_id: int) -> HttpResponse:
    """One habit by its key, or all of them when the button for all was pressed."""
    supplier = get_object_or_404(Supplier, pk=supplier_id)
    one = request.POST.get("habit", "")
    only = [int(one)] if one.isascii() and one.isdigit() and len(one) < 19 else None
    if only is None and "all" not in request.POST:
        only = []
    try:
        count = memory.forget(supplier, habits=only, by=who(request))
    except errors.NotAllowed:
        raise PermissionDenied from None
    words = {0: "No había nada que olvidar.", 1: "Olvidado. Se vuelve a aprender con las próximas facturas."}
    messages.success(
        request, words.get(count, f"Olvidadas {count} cosas. Se vuelve a aprender con las próximas facturas.")
    )
    return redirect(reverse("admin:purchasing_supplier_change", args=[supplier.pk]) + "#aprendido")
