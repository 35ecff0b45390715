"""The invoice's place in the admin: its list is the work queue, its form the review page."""

import hashlib
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from accounts.people import who
from invoices.access import may_see_invoices
from invoices.admin import queue
from invoices.admin.read_only import ReadOnlyAdmin
from invoices.admin.resolve_page import resolve_page
from invoices.admin.review_page import review_page
from invoices.models import Invoice


@admin.register(Invoice)
class InvoiceAdmin(ReadOnlyAdmin):
    """Nothing is written by the admin itself: review.py has the only pen."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/resolver/", wrap(self.resolve_view), name="invoices_invoice_resolve"),
            *super().get_urls(),
        ]

    def has_view_permission(self, request: HttpRequest, obj: Invoice | None = None) -> bool:
        return request.user.is_authenticated and may_see_invoices(who(request))

    def has_change_permission(self, request: HttpRequest, obj: Invoice | None = None) -> bool:
        return request.user.has_perm("invoices.review_invoice")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        tabs = queue.tabs_of(who(request))
        if not tabs:
            return redirect("search")
        names = {tab.name: tab for tab in tabs}
        tab = names.get(request.GET.get("lista", ""), tabs[0])
        return _queue(request, tab, tabs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return review_page(request, _key(object_id))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect(reverse("admin:invoices_invoice_change", args=[_key(object_id)]) + "#historia")

    def resolve_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return resolve_page(request, _key(object_id))


def _key(text: str | None) -> int:
    if not text or not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise Http404
    return int(text)


def _queue(request: HttpRequest, tab: queue.Tab, tabs: list[queue.Tab]) -> HttpResponse:
    user = who(request)
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    after = request.GET.get("desde", "")
    numbers = queue.counts(user)
    only_resolves = not user.has_perm("invoices.review_invoice")
    context: dict[str, Any] = {
        "title": "Facturas",
        "tab": tab,
        "tabs": [{"tab": one, "count": numbers.get(one.name, 0)} for one in tabs],
        "text": text,
        "after": after,
        "open_view": "admin:invoices_invoice_resolve" if only_resolves else "admin:invoices_invoice_change",
    }
    if tab.documents:
        context["documents"] = list(queue.documents_in(user, tab.name)[: queue.PAGE])
    else:
        context["page"] = queue.page_of(queue.invoices_in(user, tab.name, text), after)
    # The page asks again every few seconds: it says what it shows, and is sent anew only if that changed.
    seen = _fingerprint(context)
    asked = {"lista": tab.name, "q": text, "desde": after, "visto": seen}
    context["refresh_url"] = f"{request.path}?{urlencode(asked)}"
    if request.headers.get("X-Radica-Refresh"):
        if request.GET.get("visto") == seen:
            return HttpResponse(status=204)
        return render(request, "invoices/queue_list.html", context)
    return render(request, "invoices/queue.html", context)


def _fingerprint(context: dict[str, Any]) -> str:
    said: list[Any] = [(one["tab"].name, one["count"]) for one in context["tabs"]]
    if "page" in context:
        said += [(row.invoice.pk, row.invoice.version, row.reason, row.doubts) for row in context["page"].rows]
    else:
        said += [(one.pk, one.state, one.error_message, str(one.next_try_at)) for one in context["documents"]]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
