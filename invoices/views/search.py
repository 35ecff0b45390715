"""The archive search: one box, a few filters, a table, and the list taken along as XLSX or CSV."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.people import who
from invoices import errors, export
from invoices.models import Invoice, InvoiceDocument
from invoices.search import SearchQuery, find, parse
from invoices.templatetags.radica import amount, day
from purchasing.access import visible_obras
from purchasing.models import Supplier

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The name of each filter in the address, and of the same in search.parse.
FILTERS = {
    "nit": "nit",
    "numero": "number",
    "desde": "date_from",
    "hasta": "date_to",
    "monto_desde": "amount_min",
    "monto_hasta": "amount_max",
    "proveedor": "supplier",
    "obra": "obra",
    "tipo": "document_type",
    "orden": "order",
}
SORTS = {"recent": "Más recientes", "-date": "Fecha de la factura", "-total": "Mayor valor", "total": "Menor valor"}
LABELS = {
    "q": "Texto",
    "nit": "NIT",
    "numero": "Número",
    "desde": "Desde",
    "hasta": "Hasta",
    "monto_desde": "Monto desde",
    "monto_hasta": "Monto hasta",
    "proveedor": "Proveedor",
    "obra": "Obra",
    "estado": "Estado",
    "tipo": "Tipo",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in words, with the address of the same list without it."""

    label: str
    value: str
    without: str


@login_required
@permission_required("invoices.search_invoice", raise_exception=True)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    said = request.GET
    query, problems = _query(said)
    found = find(who(request), query)
    rows, next_key = _page(found, query.order, request.GET.get("sigue", "")) if not problems else ([], "")
    context = {
        "title": "Buscar",
        "text": query.text,
        "said": request.GET,
        "chosen": query,
        "problems": problems,
        "rows": rows,
        "count": _count(found) if not problems else "",
        "next": _with(request.GET, sigue=next_key) if next_key else "",
        "first": _without(request.GET, "sigue") if request.GET.get("sigue") else "",
        "chips": _chips(request, query),
        "statuses": Invoice.Status.choices,
        "kinds": Invoice.Kind.choices,
        "sorts": SORTS.items(),
        "obras": visible_obras(who(request)),
        "suppliers": Supplier.objects.filter(pk=query.supplier) if query.supplier else (),
        "export": _without(request.GET, "sigue"),
        # Open while nothing was asked yet, and whenever a filter is set; closed over the results of the box.
        "filters_open": not said.get("q") or any(said.get(name) for name in LABELS if name != "q"),
    }
    return render(request, "invoices/search.html", context, status=422 if problems else 200)


@login_required
@permission_required("invoices.search_invoice", raise_exception=True)
@require_safe
def export_list(request: HttpRequest, form: str) -> HttpResponse | StreamingHttpResponse:
    """The whole filtered list, not only the page in view."""
    if not request.user.has_perm("invoices.export_invoice"):
        raise PermissionDenied
    query, problems = _query(request.GET)
    if problems:
        return HttpResponse("\n".join(problems.values()), status=422, content_type="text/plain; charset=utf-8")
    found = find(who(request), query)
    name = f"facturas-{timezone.localdate():%Y-%m-%d}"
    if form == "csv":
        response: Any = StreamingHttpResponse(export.to_csv(found), content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        stream = BytesIO()
        export.to_xlsx(found, stream)
        response = HttpResponse(stream.getvalue(), content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _query(said: QueryDict) -> tuple[SearchQuery, dict[str, str]]:
    """The query, or an empty one and what could not be understood."""
    typed: dict[str, Any] = {theirs: said.get(ours, "").strip() for ours, theirs in FILTERS.items()}
    typed["statuses"] = [one for one in said.getlist("estado") if one]
    try:
        return parse(said.get("q", ""), **typed), {}
    except errors.InvalidValue as invalid:
        ours = {theirs: name for name, theirs in FILTERS.items()} | {"statuses": "estado"}
        return SearchQuery(), {ours.get(name, name): words for name, words in invalid.fields.items()}


# --- pages ----------------------------------------------------------------------------------


def _page(found: QuerySet[Invoice], order: str, after: str) -> tuple[list[Any], str]:
    """Keyset paging: page two goes on after the last row seen, however many came since."""
    papers = InvoiceDocument.objects.select_related("document").order_by("-principal", "pk")
    rows: list[Any] = list(
        found.filter(_after(order, after)).prefetch_related(Prefetch("evidence", papers, to_attr="papers"))[: PAGE + 1]
    )
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return rows, _key(rows[-1], order) if more else ""


def _column(order: str) -> str:
    return {"date": "issue_date", "total": "total"}.get(order.lstrip("-"), "")


def _key(last: Invoice, order: str) -> str:
    column = _column(order)
    value = getattr(last, column) if column else ""
    return f"{last.pk}_{'' if value is None else value}"


def _after(order: str, after: str) -> Q:
    pk_text, underscore, text = after.partition("_")
    if not (underscore and pk_text.isascii() and pk_text.isdigit() and len(pk_text) < 19):
        return Q()
    pk, column = int(pk_text), _column(order)
    down = order.startswith("-") or order == "recent"
    later = Q(pk__lt=pk) if down else Q(pk__gt=pk)
    if not column:
        return later
    value = _value(column, text)
    empty, same = Q(**{f"{column}__isnull": True}), Q(**{column: value})
    if value is None:
        # PostgreSQL puts what has no value first when it goes down and last when it goes up.
        return (empty & later) | ~empty if down else empty & later
    beyond = Q(**{f"{column}__{'lt' if down else 'gt'}": value}) | (same & later)
    return beyond if down else beyond | empty


def _value(column: str, text: str) -> date | Decimal | None:
    try:
        if column == "issue_date":
            return date.fromisoformat(text)
        value = Decimal(text)
        return value if value.is_finite() else None
    except (ValueError, ArithmeticError):
        return None


def _count(found: QuerySet[Invoice]) -> str:
    """Counted up to a thousand; nobody reads the exact number beyond."""
    number = found.order_by()[:1001].count()
    if number > 1000:
        return "Más de 1.000 facturas"
    return {0: "Ninguna factura", 1: "1 factura"}.get(number, f"{number} facturas")


# --- words ----------------------------------------------------------------------------------


def _chips(request: HttpRequest, query: SearchQuery) -> Sequence[Chip]:
    chips = []
    for name, label in LABELS.items():
        if name in ("estado", "q"):
            continue
        if request.GET.get(name, "").strip():
            chips.append(Chip(label, _in_words(name, request, query), _without(request.GET, name, "sigue")))
    states: Mapping[str, Any] = dict(Invoice.Status.choices)
    for status in query.statuses:
        rest = [one for one in query.statuses if one != status]
        data = _copy(request.GET, "sigue")
        data.setlist("estado", rest)
        chips.append(Chip("Estado", str(states[status]), "?" + data.urlencode()))
    return chips


def _in_words(name: str, request: HttpRequest, query: SearchQuery) -> str:
    value = getattr(query, FILTERS[name])
    if name == "obra":
        return str(visible_obras(who(request)).filter(pk=value).first() or "")
    if name == "proveedor":
        return str(Supplier.objects.filter(pk=value).first() or "")
    if name == "tipo":
        return str(dict(Invoice.Kind.choices).get(value, value))
    if isinstance(value, Decimal):
        return f"$ {amount(value)}"
    return day(value) if isinstance(value, date) else str(value or "")


def _copy(said: QueryDict, *names: str) -> QueryDict:
    data = said.copy()
    for name in names:
        data.pop(name, None)
    for name in [name for name in data if not data.get(name)]:
        data.pop(name)
    return data


def _without(said: QueryDict, *names: str) -> str:
    return "?" + _copy(said, *names).urlencode()


def _with(said: QueryDict, **values: str) -> str:
    data = _copy(said, *values)
    data.update(values)
    return "?" + data.urlencode()
