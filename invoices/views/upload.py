"""The upload page: takes files, hands each to intake.receive, tells how the reading goes.

The script of the page sends one file at a time and asks for JSON; without a script it is a plain form.
Nothing is checked here that intake does not check again.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.people import who
from invoices.access import visible_documents, visible_invoices
from invoices.extraction.errors import ExtractionError, TooLarge
from invoices.intake import receive
from invoices.models import Document, Invoice
from invoices.wording import day

ACCEPTED = ".jpg,.jpeg,.png,.pdf,.tif,.tiff,.heic,.heif,.xml,.zip"
MOST_ASKED_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the page says of one file. `stage`: waiting, reading, done, copy, failed, refused."""

    id: str
    name: str
    stage: str
    message: str
    detail: str = ""
    url: str = ""
    link: str = ""
    level: str = "info"
    # Only for a file that is kept but could not be read.
    document: int | None = None


@login_required
@permission_required("invoices.upload_invoice", raise_exception=True)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    context = {
        "title": "Subir facturas",
        "accepted": ACCEPTED,
        "max_bytes": settings.RADICA_MAX_UPLOAD_BYTES,
        "max_files": settings.RADICA_MAX_FILES_PER_UPLOAD,
    }
    if request.method == "GET":
        return render(request, "invoices/upload.html", context)
    outcomes = [take(file, by=who(request)) for file in request.FILES.getlist("archivo")]
    if request.headers.get("Accept", "").startswith("application/json"):
        if not outcomes:
            return JsonResponse({"message": "No llegó ningún archivo. Elígelo de nuevo."}, status=400)
        refused = all(outcome.stage == "refused" for outcome in outcomes)
        return JsonResponse({"files": [asdict(one) for one in outcomes]}, status=400 if refused else 201)
    return render(request, "invoices/upload.html", context | {"outcomes": outcomes, "nothing": not outcomes})


@login_required
@permission_required("invoices.upload_invoice", raise_exception=True)
@require_GET
def upload_status(request: HttpRequest) -> JsonResponse:
    """How far the documents are whose public ids stand in `id`."""
    asked = [parsed for value in request.GET.getlist("id")[:MOST_ASKED_AT_ONCE] if (parsed := _uuid(value))]
    documents = visible_documents(who(request)).filter(public_id__in=asked).select_related("duplicate_of")
    return JsonResponse({"files": [asdict(progress(document, who(request))) for document in documents]})


def take(file: UploadedFile, *, by: User) -> Outcome:
    """Receive one file and say what came of it."""
    name = file.name or "documento"
    try:
        if file.size is not None and file.size > settings.RADICA_MAX_UPLOAD_BYTES:
            raise TooLarge
        receipt = receive(data=file.read(), name=name, door=Document.Door.UPLOAD, by=by)
    except ExtractionError as error:
        return Outcome("", name, "refused", error.sentence, level="error")
    if not receipt.created:
        return _copy(receipt.document, name, receipt.message, by)
    return progress(receipt.document, by)


def progress(document: Document, user: User) -> Outcome:
    """Where one document is between received and ready."""
    public_id, name = str(document.public_id), document.name
    if document.state == Document.State.RECEIVED:
        words = document.error_message if document.next_try_at else "Recibida, en la fila de lectura"
        return Outcome(public_id, name, "waiting", words)
    if document.state == Document.State.EXTRACTING:
        return Outcome(public_id, name, "reading", "Leyendo")
    if document.state == Document.State.FAILED:
        return Outcome(
            public_id,
            name,
            "failed",
            document.error_message or "No se pudo leer el documento.",
            "El archivo quedó guardado. Puedes leerlo de nuevo o digitar la factura a mano.",
            reverse("admin:invoices_document_change", args=[document.pk]),
            "Resolver",
            "error",
            document.pk,
        )
    return _read(document, user)


def _read(document: Document, user: User) -> Outcome:
    public_id, name = str(document.public_id), document.name
    if document.duplicate_of is not None:
        first = document.duplicate_of
        words = f"Esta factura ya fue radicada el {day(first.received_at)} ({first.invoice_number})."
        return Outcome(public_id, name, "copy", words, "", _address(first, user), "Ver la primera", "warning")
    found = list(visible_invoices(user).filter(evidence__document=document).distinct().order_by("pk"))
    if not found:
        return Outcome(public_id, name, "done", "Leída. Espera a quien trabaja en esa obra.", level="ok")
    first = found[0]
    if len(found) > 1:
        return Outcome(
            public_id,
            name,
            "done",
            f"Trae {len(found)} facturas",
            _numbers(found),
            reverse("admin:invoices_invoice_changelist"),
            "Ver la lista",
            "ok",
        )
    summary = " · ".join(part for part in (first.supplier_name, first.invoice_number) if part)
    words, level = {
        Invoice.Status.LISTA: ("Leída y sin dudas", "ok"),
        Invoice.Status.BLOQUEADA: (first.status_reason or "Bloqueada, espera a Compras", "warning"),
        Invoice.Status.APROBADA: ("Aprobada", "ok"),
        Invoice.Status.RECHAZADA: ("Rechazada", "warning"),
    }.get(Invoice.Status(first.status), ("Leída, falta revisarla", "info"))
    return Outcome(public_id, name, "done", words, summary, _address(first, user), "Revisar", level)


def _copy(document: Document, name: str, message: str, user: User) -> Outcome:
    """These very bytes were here before: name the first and lead to it."""
    first = document.duplicate_of or visible_invoices(user).filter(evidence__document=document).first()
    public_id = str(document.public_id)
    if first is not None:
        return Outcome(public_id, name, "copy", message, str(first), _address(first, user), "Ver la primera", "warning")
    if document.state == Document.State.FAILED:
        url = reverse("admin:invoices_document_change", args=[document.pk])
        return Outcome(public_id, name, "copy", message, document.error_message, url, "Resolver", "warning")
    return Outcome(public_id, name, "copy", message, level="warning")


def _address(invoice: Invoice, user: User) -> str:
    if not visible_invoices(user).filter(pk=invoice.pk).exists():
        return ""
    return reverse("admin:invoices_invoice_change", args=[invoice.pk])


def _numbers(found: Sequence[Invoice]) -> str:
    return ", ".join(invoice.invoice_number or "sin número" for invoice in found[:5]) + (
        f" y {len(found) - 5} más" if len(found) > 5 else ""
    )


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
