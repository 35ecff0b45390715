"""The list of invoices that wait for a person: which tab, in which order, why each needs attention.

Keyset paging on (urgency, id): the list moves while people work in it, and page two must not repeat
or skip what page one showed. Nothing is written here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from accounts.models import User
from invoices.access import visible_documents, visible_invoices
from invoices.checking import is_doubtful
from invoices.models import Document, FieldReading, Finding, Invoice, InvoiceDocument
from purchasing.keys import name_key, number_key

PAGE = 50
DUE_SOON = timedelta(days=3)
# Fewer digits are a number and not the beginning of a NIT.
MOST_SHORT_NUMBER = 5
_NIT_TYPED = re.compile(r"[\d.]+(?:-\d)?")
Status = Invoice.Status
WORK = "invoices.review_invoice"
LIFT = "invoices.resolve_invoice"


@dataclass(frozen=True, slots=True)
class Tab:
    """One list. `documents` tabs hold files that are not invoices yet."""

    name: str
    label: str
    permissions: tuple[str, ...]
    empty: str
    documents: bool = False


TABS = (
    Tab("revisar", "Por revisar", (WORK,), "No hay facturas por revisar. Sube las que llegaron hoy."),
    Tab("listas", "Listas", (WORK,), "Ninguna factura está lista. Las que pasan todas las pruebas aparecen aquí."),
    Tab(
        "bloqueadas",
        "Bloqueadas",
        (WORK, LIFT),
        "No hay facturas bloqueadas. Si una no coincide con su orden de compra, aparece aquí.",
    ),
    Tab("pospuestas", "Pospuestas", (WORK,), "No hay facturas pospuestas."),
    Tab("leyendo", "Leyendo", (WORK,), "No se está leyendo ningún documento.", documents=True),
    Tab("no-leidas", "No leídas", (WORK,), "Todos los documentos se pudieron leer.", documents=True),
)
BY_TAB = {tab.name: tab for tab in TABS}


@dataclass(frozen=True, slots=True)
class Row:
    """An invoice with what the list says about it."""

    invoice: Invoice
    reason: str
    level: str
    doubts: int
    origin: str
    origin_detail: str


@dataclass(frozen=True, slots=True)
class Page:
    rows: Sequence[Row]
    next_key: str


def tabs_of(user: User) -> list[Tab]:
    return [tab for tab in TABS if any(user.has_perm(permission) for permission in tab.permissions)]


def counts(user: User) -> dict[str, int]:
    """How many stand in each tab, in two queries."""
    today = timezone.localdate()
    invoices = visible_invoices(user).aggregate(
        **{
            tab.name.replace("-", "_"): Count("pk", filter=_in_tab(tab.name, today))
            for tab in TABS
            if not tab.documents
        }
    )
    documents = visible_documents(user).aggregate(
        leyendo=Count("pk", filter=Q(state__in=[Document.State.RECEIVED, Document.State.EXTRACTING])),
        no_leidas=Count("pk", filter=_unread()),
    )
    return {name.replace("_", "-"): number for name, number in (invoices | documents).items()}


def invoices_in(user: User, tab: str, text: str = "") -> QuerySet[Invoice]:
    """The invoices of a tab, urgent first, then the oldest."""
    today = timezone.localdate()
    found = visible_invoices(user).filter(_in_tab(tab, today))
    for word in text.split()[:6]:
        found = found.filter(_says(word))
    errors = Finding.objects.filter(invoice=OuterRef("pk"), severity="error", accepted_at__isnull=True)
    return found.annotate(
        urgency=Case(
            When(due_date__lte=today + DUE_SOON, then=Value(0)),
            When(Exists(errors), then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
    ).order_by("urgency", "pk")


def page_of(invoices: QuerySet[Invoice], after: str = "") -> Page:
    if key := _parse_key(after):
        urgency, pk = key
        invoices = invoices.filter(Q(urgency__gt=urgency) | Q(urgency=urgency, pk__gt=pk))
    found: list[Any] = list(_with_details(invoices)[: PAGE + 1])
    more = len(found) > PAGE
    found = found[:PAGE]
    today = timezone.localdate()
    next_key = f"{found[-1].urgency}-{found[-1].pk}" if more else ""
    return Page([_row(invoice, today) for invoice in found], next_key)


def documents_in(user: User, tab: str) -> QuerySet[Document]:
    documents = visible_documents(user).select_related("uploaded_by", "duplicate_of")
    if tab == "leyendo":
        return documents.filter(state__in=[Document.State.RECEIVED, Document.State.EXTRACTING]).order_by("pk")
    return documents.filter(_unread()).order_by("-pk")


def neighbours(user: User, tab: str, pk: int) -> dict[str, int | None]:
    """Where an invoice stands in its tab and which come before and after it."""
    order = list(invoices_in(user, tab).values_list("pk", flat=True)[:1000])
    if pk not in order:
        return {"position": None, "total": len(order), "previous": None, "next": order[0] if order else None}
    at = order.index(pk)
    return {
        "position": at + 1,
        "total": len(order),
        "previous": order[at - 1] if at else None,
        "next": order[at + 1] if at + 1 < len(order) else None,
    }


def tab_of(invoice: Invoice) -> str:
    """The tab an invoice stands in, empty once it is decided."""
    if invoice.postponed_until and invoice.postponed_until > timezone.localdate() and invoice.status in _OPEN:
        return "pospuestas"
    return {Status.POR_REVISAR: "revisar", Status.LISTA: "listas", Status.BLOQUEADA: "bloqueadas"}.get(
        Status(invoice.status), ""
    )


_OPEN = (Status.POR_REVISAR, Status.LISTA, Status.BLOQUEADA)


def _in_tab(tab: str, today: date) -> Q:
    postponed = Q(postponed_until__gt=today)
    if tab == "pospuestas":
        return Q(status__in=_OPEN) & postponed
    status = {"revisar": Status.POR_REVISAR, "listas": Status.LISTA, "bloqueadas": Status.BLOQUEADA}[tab]
    return Q(status=status) & ~postponed if tab != "bloqueadas" else Q(status=status)


def _unread() -> Q:
    """Files nobody could read, and of which no invoice was made by hand yet."""
    return Q(state=Document.State.FAILED, shows__isnull=True, duplicate_of__isnull=True)


def _says(word: str) -> Q:
    said = Q(supplier_name__icontains=word) | Q(invoice_number__icontains=word) | Q(obra__name__icontains=word)
    if key := number_key(word):
        said |= Q(number_key__contains=key) | Q(order__number_key=key)
    # A NIT as it is written, 900.123.456-8; "FE-9" is no NIT that begins with 9.
    if _NIT_TYPED.fullmatch(word) and len(digits := re.sub(r"\D", "", word.partition("-")[0])) >= MOST_SHORT_NUMBER:
        said |= Q(supplier_nit__startswith=digits)
    if key := name_key(word):
        said |= Q(supplier__name_key__contains=key)
    return said


def _parse_key(after: str) -> tuple[int, int] | None:
    urgency, dash, pk = after.partition("-")
    if not (dash and urgency.isascii() and urgency.isdigit() and pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    return min(int(urgency), 9), int(pk)


def _with_details(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    evidence = InvoiceDocument.objects.select_related("document__uploaded_by").order_by("-principal", "pk")
    return invoices.select_related("obra", "supplier").prefetch_related(
        Prefetch("findings", Finding.objects.filter(accepted_at__isnull=True), to_attr="open_findings"),
        Prefetch(
            "readings",
            FieldReading.objects.filter(current=True, confirmed_at__isnull=True).only(
                "invoice_id", "name", "value", "confidence", "confirmed_at"
            ),
            to_attr="unconfirmed",
        ),
        Prefetch("evidence", evidence, to_attr="papers"),
    )


def _row(invoice: Any, today: date) -> Row:
    doubts = sum(is_doubtful(reading) for reading in invoice.unconfirmed)
    level, reason = _reason(invoice, doubts, today)
    origin, detail = _origin(invoice)
    return Row(invoice, reason, level, doubts, origin, detail)


def _reason(invoice: Any, doubts: int, today: date) -> tuple[str, str]:
    """The one sentence that says what this invoice needs, and how bad it is."""
    if invoice.postponed_until and invoice.postponed_until > today:
        until = f"Pospuesta hasta el {invoice.postponed_until:%d/%m/%Y}"
        return "info", f"{until}: {invoice.status_reason}" if invoice.status_reason else f"{until}."
    for severity in ("error", "warning"):
        for finding in invoice.open_findings:
            if finding.severity == severity:
                return severity, finding.message
    if invoice.status == Status.BLOQUEADA:
        return "error", invoice.status_reason or "Bloqueada, espera a Compras."
    left = {0: "", 1: "Un dato por confirmar."}.get(doubts, f"{doubts} datos por confirmar.")
    if invoice.due_date and invoice.due_date <= today + DUE_SOON:
        due = "Venció" if invoice.due_date < today else "Vence"
        return "warning", f"{due} el {invoice.due_date:%d/%m/%Y}. {left}".strip()
    if doubts:
        return "doubt", left
    return "ok", "Todo coincide. Falta aprobarla." if invoice.status == Status.LISTA else "Falta revisarla."


KINDS = {"application/xml": "XML", "application/zip": "ZIP", "application/pdf": "PDF"}


def _origin(invoice: Any) -> tuple[str, str]:
    if not invoice.papers:
        return "A mano", "Digitada a mano"
    document = invoice.papers[0].document
    detail = document.get_door_display()
    if document.uploaded_by:
        detail += f", {document.uploaded_by}"
    return KINDS.get(document.media_type, "Imagen"), f"{detail}: {document.name}"
