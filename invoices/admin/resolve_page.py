"""Where Compras answers a blocked invoice: both papers side by side, and what each answer leads to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.people import who
from invoices import errors, review
from invoices.access import visible_invoices
from invoices.admin.comparison import compare
from invoices.admin.evidence import evidence_of
from invoices.admin.review_fields import worst_first
from invoices.models import FieldReading, Invoice
from purchasing.access import visible_orders
from purchasing.keys import name_key, number_key
from purchasing.models import PurchaseOrder

MOST_ORDERS = 12
DONE = {
    "accept": "Diferencia aceptada en {}. Contabilidad la revisa y aprueba.",
    "link_order": "{} quedó enlazada con la orden. Contabilidad la revisa y aprueba.",
    "ask_credit_note": "Nota crédito pedida para {}. Contabilidad espera la nota.",
    "wrong_recipient": "{} no es para nosotros. Contabilidad la rechaza.",
}


def resolve_page(request: HttpRequest, invoice_id: int) -> HttpResponse:
    if not request.user.has_perm("invoices.resolve_invoice"):
        raise PermissionDenied
    invoice = (
        visible_invoices(who(request))
        .select_related("supplier", "order__supplier", "order__obra", "obra")
        .filter(pk=invoice_id)
        .first()
    )
    if invoice is None:
        raise Http404
    if request.method != "POST":
        return _show(request, invoice)
    try:
        _resolve(request, invoice)
    except errors.WorkError as error:
        invoice.refresh_from_db()
        return _show(request, invoice, refused=error.sentence, status=409 if error.code == "stale_version" else 422)
    messages.success(request, DONE[request.POST["action"]].format(invoice))
    return redirect(f"{reverse('admin:invoices_invoice_changelist')}?lista=bloqueadas")


def _resolve(request: HttpRequest, invoice: Invoice) -> None:
    said = request.POST
    action = said.get("action", "")
    if action not in DONE:
        raise errors.WrongState("Elige una de las respuestas de la página.")
    version, order = said.get("version", ""), said.get("order", "")
    review.resolve(
        invoice.pk,
        action=action,
        reason=said.get(f"reason_{action}", ""),
        by=who(request),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0,
        order=int(order) if order.isascii() and order.isdigit() and len(order) < 19 else None,
    )


def _show(request: HttpRequest, invoice: Invoice, *, refused: str = "", status: int = 200) -> HttpResponse:
    lines = list(invoice.lines.select_related("order_line"))
    readings = list(FieldReading.objects.filter(invoice=invoice))
    text = request.GET.get("orden", "").strip()[:100]
    context: dict[str, Any] = {
        "title": f"Resolver {invoice}",
        "invoice": invoice,
        "findings": [one for one in worst_first(list(invoice.findings.all())) if one.open],
        "comparison": compare(invoice, lines),
        "lines": lines,
        "paper": evidence_of(invoice, readings, lines),
        "orders": _candidates(request, invoice, text),
        "text": text,
        "waits": invoice.status == Invoice.Status.BLOQUEADA,
        "refused": refused,
        "typed": request.POST,
        "can_create_order": request.user.has_perm("purchasing.add_purchaseorder"),
    }
    return render(request, "invoices/resolve.html", context, status=status)


def _candidates(request: HttpRequest, invoice: Invoice, text: str) -> list[PurchaseOrder]:
    """Open orders this invoice could belong to: those searched for, else those of its supplier."""
    living = (PurchaseOrder.Status.ORDEN, PurchaseOrder.Status.PARCIAL)
    orders = visible_orders(who(request)).select_related("supplier", "obra").exclude(pk=invoice.order_id or 0)
    if text:
        wanted = Q(supplier__name_key__contains=name_key(text) or "-")
        if key := number_key(text):
            wanted |= Q(number_key__contains=key)
        if digits := "".join(letter for letter in text if letter.isdigit()):
            wanted |= Q(supplier__nit__startswith=digits)
        return list(orders.filter(wanted).order_by("-date", "-pk")[:MOST_ORDERS])
    if invoice.supplier_id is None:
        return []
    found = orders.filter(status__in=living, supplier=invoice.supplier_id)
    return sorted(found[:200], key=lambda order: abs(order.balance - (invoice.total or 0)))[:MOST_ORDERS]
