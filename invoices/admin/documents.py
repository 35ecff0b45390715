"""One document as it arrived: what the machine did with it, and what a person can still do."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from accounts.people import who
from invoices import errors, review, tasks
from invoices.access import may_see_invoices, visible_documents, visible_invoices
from invoices.admin.read_only import ReadOnlyAdmin
from invoices.models import Document


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Originals are added by intake and removed by nobody; here they are only looked at and read again."""

    list_display = ("name", "state", "door", "uploaded_by", "received_at", "error_message")
    list_display_links = ("name",)
    list_filter = ("state", "door")
    search_fields = ("name", "sha256")
    search_help_text = "Nombre del archivo o SHA-256"
    date_hierarchy = None
    list_select_related = ("uploaded_by",)
    show_full_result_count = False
    actions = None

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/leer/", wrap(self.retry_view), name="invoices_document_retry"),
            path("<path:object_id>/digitar/", wrap(self.by_hand_view), name="invoices_document_by_hand"),
            path("<path:object_id>/no-es-copia/", wrap(self.not_a_copy_view), name="invoices_document_not_a_copy"),
            *super().get_urls(),
        ]

    def has_view_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return request.user.is_authenticated and may_see_invoices(who(request))

    def get_queryset(self, request: HttpRequest) -> Any:
        return visible_documents(who(request))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = self._find(request, object_id)
        context = {
            "title": document.name,
            "document": document,
            "invoices": visible_invoices(who(request)).filter(evidence__document=document).distinct(),
            "runs": document.runs.all()[:10],
            "can_act": request.user.has_perm("invoices.review_invoice"),
        }
        return render(request, "invoices/document.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("admin:invoices_document_change", self._find(request, object_id).pk)

    def retry_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._act(request, object_id, tasks.retry, "Se va a leer de nuevo. Mira cómo va en «Leyendo».")

    def by_hand_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._act(request, object_id, review.start_by_hand, "Escribe los datos como están en el documento.")

    def not_a_copy_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._act(request, object_id, review.not_a_copy, "Se va a leer de nuevo como otra factura.")

    def _act(self, request: HttpRequest, object_id: str, act: Any, words: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = self._find(request, object_id)
        try:
            result = act(document.pk, by=who(request))
        except errors.NotAllowed:
            raise PermissionDenied from None
        except errors.WorkError as error:
            messages.error(request, error.sentence)
            return redirect("admin:invoices_document_change", document.pk)
        messages.success(request, words)
        if isinstance(result, Document):
            return redirect(f"{reverse('admin:invoices_invoice_changelist')}?lista=leyendo")
        return redirect("admin:invoices_invoice_change", result.pk)

    def _find(self, request: HttpRequest, object_id: str | None) -> Document:
        key = object_id or ""
        if not (key.isascii() and key.isdigit()) or len(key) > 18:
            raise Http404
        document = self.get_queryset(request).select_related("uploaded_by", "duplicate_of").filter(pk=int(key)).first()
        if document is None:
            raise Http404
        return document
