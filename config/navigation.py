"""Where each role starts and what stands in the top bar. Which rows a page shows is decided elsewhere."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the top bar, shown to whoever has `permission`."""

    label: str
    icon: str
    permission: str
    view: str
    query: str = ""


REVIEW = Item("Por revisar", "list", "invoices.review_invoice", "admin:invoices_invoice_changelist")
UPLOAD = Item("Subir", "upload", "invoices.upload_invoice", "upload")
BLOCKED = Item(
    "Bloqueadas", "lock", "invoices.resolve_invoice", "admin:invoices_invoice_changelist", "?lista=bloqueadas"
)
SEARCH = Item("Buscar", "search", "invoices.search_invoice", "search")
ORDERS = Item("Órdenes", "file", "purchasing.change_purchaseorder", "admin:purchasing_purchaseorder_changelist")
SUPPLIERS = Item("Proveedores", "user", "purchasing.change_supplier", "admin:purchasing_supplier_changelist")
OBRAS = Item("Obras", "screen", "purchasing.change_obra", "admin:purchasing_obra_changelist")
ITEMS = (REVIEW, UPLOAD, BLOCKED, ORDERS, SUPPLIERS, OBRAS, SEARCH)
# The first of these a person may open is that person's home.
HOMES = (REVIEW, BLOCKED, SEARCH, UPLOAD)


def address(item: Item) -> str | None:
    try:
        return reverse(item.view) + item.query
    except NoReverseMatch:
        return None


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """To the page where this person's work is."""
    for item in HOMES:
        if request.user.has_perm(item.permission) and (url := address(item)):
            return redirect(url)
    if request.user.is_superuser:
        return redirect("admin:index")
    return redirect("admin:password_change")


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the top bar of every page needs (a context processor)."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": []}
    return {
        "navigation": _entries(request),
        "user_initials": _initials(str(user)),
        "user_role": _role(user),
    }


def _entries(request: HttpRequest) -> list[dict[str, Any]]:
    entries = [
        {"label": item.label, "icon": item.icon, "url": url, "current": False}
        for item in ITEMS
        if request.user.has_perm(item.permission) and (url := address(item))
    ]
    if request.user.is_superuser:
        entries.append({"label": "Administración", "icon": "gear", "url": reverse("admin:index"), "current": False})
    _mark_current(request, entries)
    return entries


def _mark_current(request: HttpRequest, entries: list[dict[str, Any]]) -> None:
    """The entry this page lies under; of two with one address the one whose query is asked for."""
    here = request.get_full_path()
    fitting = [entry for entry in entries if request.path.startswith(entry["url"].partition("?")[0])]
    if fitting:
        exact = [entry for entry in fitting if "?" in entry["url"] and here.startswith(entry["url"])]
        plain = max(fitting, key=lambda entry: (len(entry["url"].partition("?")[0]), "?" not in entry["url"]))
        (exact[0] if exact else plain)["current"] = True


def _initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper()


def _role(user: Any) -> str:
    if user.is_superuser:
        return "Administrador"
    return ", ".join(user.groups.values_list("name", flat=True)) or "Sin grupo asignado"
