"""Who may open and who may send what: every address, every role, GET and POST, against one table.

C Contabilidad, P Compras, O Compras limited to the obra NORTE, G Gerencia, A administrador. Whoever does
not stand in a row is refused: sent to the login, 403, 404 or 405. What belongs to another obra is a 404
for O, whatever the row says. A route without a row fails: decide who may use it, then write it down.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from guardian.shortcuts import assign_perm
from rest_framework.authtoken.models import Token

from accounts.models import User
from invoices import spending
from invoices.models import Document, EngineMonth, Invoice
from tests import url_map
from tests.invoices import making

pytestmark = pytest.mark.django_db

EVERYBODY = "COPGA"
ANYONE = "-COPGA"  # and who is not logged in
NOBODY = ""


@dataclass(frozen=True)
class Row:
    get: str
    post: str = NOBODY


def model_pages(path: str, *, view: str, add: str, change: str, delete: str) -> dict[str, Row]:
    """The six pages Django's admin makes of a model."""
    one = f"admin/{path}/<path:object_id>"
    return {
        f"admin/{path}/": Row(view, view),
        f"admin/{path}/add/": Row(add, add),
        f"{one}/history/": Row(view, view),
        f"{one}/delete/": Row(delete, delete),
        f"{one}/change/": Row(view, change),
        # An old address that only sends on to the one before.
        f"{one}/": Row(EVERYBODY, EVERYBODY),
    }


TABLE: dict[str, Row] = {
    # Everybody's own things.
    "": Row(EVERYBODY, EVERYBODY),
    "admin/": Row(EVERYBODY, EVERYBODY),
    "admin/login/": Row("-", ANYONE),
    "admin/password_change/": Row(EVERYBODY, EVERYBODY),
    "admin/password_change/done/": Row(EVERYBODY),
    "admin/jsi18n/": Row(EVERYBODY),
    # Leaving ends at the login page for whoever asks, so it looks like a refusal here.
    "admin/logout/": Row(NOBODY),
    # Asks for the model and field it completes; see test_a_limited_buyer_is_not_offered_other_obras.
    "admin/autocomplete/": Row(NOBODY),
    # No object has a public page.
    "admin/r/<path:content_type_id>/<path:object_id>/": Row(NOBODY),
    "admin/(?P<url>.*)$": Row(NOBODY),
    # Documents and invoices for people.
    "documentos/<uuid:public_id>/original": Row(EVERYBODY),
    "documentos/<uuid:public_id>/paginas/<int:number>": Row(EVERYBODY),
    # The work on invoices. Who may press which button is in BUTTONS below.
    "subir/": Row("CA", "CA"),
    "subir/estado/": Row("CA"),
    "admin/invoices/invoice/": Row(EVERYBODY),
    "admin/invoices/invoice/add/": Row(NOBODY),
    "admin/invoices/invoice/<path:object_id>/": Row(EVERYBODY, EVERYBODY),
    "admin/invoices/invoice/<path:object_id>/change/": Row(EVERYBODY, "CA"),
    "admin/invoices/invoice/<path:object_id>/history/": Row(EVERYBODY, EVERYBODY),
    "admin/invoices/invoice/<path:object_id>/delete/": Row(NOBODY),
    "admin/invoices/invoice/<path:object_id>/resolver/": Row("POA", "POA"),
    "admin/invoices/document/": Row(EVERYBODY, EVERYBODY),
    "admin/invoices/document/add/": Row(NOBODY),
    "admin/invoices/document/<path:object_id>/": Row(EVERYBODY, EVERYBODY),
    # Nothing can be sent to it: a POST shows the same page.
    "admin/invoices/document/<path:object_id>/change/": Row(EVERYBODY, EVERYBODY),
    "admin/invoices/document/<path:object_id>/history/": Row(EVERYBODY, EVERYBODY),
    "admin/invoices/document/<path:object_id>/delete/": Row(NOBODY),
    "admin/invoices/document/<path:object_id>/leer/": Row(NOBODY, "CA"),
    "admin/invoices/document/<path:object_id>/digitar/": Row(NOBODY, "CA"),
    "admin/invoices/document/<path:object_id>/no-es-copia/": Row(NOBODY, "CA"),
    # What paid readings cost: looked at by the administrator, written by the workers alone.
    **model_pages("invoices/enginemonth", view="A", add=NOBODY, change=NOBODY, delete=NOBODY),
    # The archive.
    "buscar/": Row(EVERYBODY),
    "buscar/exportar.<slug:form>": Row("CGA"),
    # What was learned of a supplier is on its page; only the administrator makes it forgotten.
    "proveedores/<int:supplier_id>/olvidar/": Row(NOBODY, "A"),
    # Documents and invoices for programs.
    "api/invoices/": Row(EVERYBODY, "CA"),
    "api/invoices/<uuid:public_id>/": Row(EVERYBODY),
    "api/documents/<uuid:public_id>/": Row(EVERYBODY),
    "api/documents/<uuid:public_id>/original/": Row(EVERYBODY),
    "api/documents/<uuid:public_id>/pages/<int:number>/": Row(EVERYBODY),
    "api/schema/": Row(EVERYBODY),
    "api/docs/": Row(EVERYBODY),
    "^api/": Row(NOBODY),
    # Whom we buy from, for which obra, on which order: kept by Compras, read by everybody. A person
    # limited to some obras does not make new ones. Empresas are the administrator's.
    **model_pages("purchasing/supplier", view=EVERYBODY, add="POA", change="POA", delete="A"),
    **model_pages("purchasing/obra", view=EVERYBODY, add="PA", change="POA", delete="A"),
    **model_pages("purchasing/purchaseorder", view=EVERYBODY, add="POA", change="POA", delete=NOBODY),
    **model_pages("purchasing/empresa", view=EVERYBODY, add="A", change="A", delete="A"),
    # People and their keys are the administrator's alone.
    **model_pages("accounts/user", view="A", add="A", change="A", delete=NOBODY),
    "admin/accounts/user/<id>/password/": Row("A", "A"),
    **model_pages("accounts/apikey", view="A", add="A", change=NOBODY, delete="A"),
    "admin/^(?P<app_label>accounts|purchasing|invoices)/$": Row("A", "A"),
}

# The buttons of the review page and of the page that resolves a block: who lifts a mismatch never approves.
BUTTONS = {
    "approve": "CA",
    "reject": "CA",
    "block": "CA",
    "postpone": "CA",
    "reopen": "CA",
}
RESOLUTIONS = {
    "accept": "POA",
    "link_order": "POA",
    "wrong_recipient": "POA",
    "ask_credit_note": "POA",
}

# Who may use it, by the letter of the table.
ROLES = {
    "C": lambda: making.clerk("contabilidad"),
    "P": lambda: making.buyer("compras"),
    "O": lambda: making.buyer("compras-norte", limited_to_obras=True),
    "G": lambda: making.manager("gerencia"),
    "A": lambda: making.person("administrador", is_superuser=True),
    "x": lambda: making.clerk("retirada"),
}


@dataclass(frozen=True)
class World:
    """Two obras with an order and an invoice each; one person of each role."""

    people: dict[str, User]
    own: dict[str, Any]
    other: dict[str, Any]


@pytest.fixture
def world() -> World:
    making.company()
    making.order(number="OC-2", obra=making.obra("SUR"))
    people = {letter: make() for letter, make in ROLES.items()}
    assign_perm("work_on_obra", people["O"], making.obra("NORTE"))
    invoices = [making.invoice(invoice_number=f"FE-{n}", purchase_order=f"OC-{n}") for n in (1, 2)]
    Token.objects.create(user=people["G"])
    assert [invoice.obra.code for invoice in invoices] == ["NORTE", "SUR"]
    own, other = (_blanks(invoice, people["G"]) for invoice in invoices)
    return World(people, own, other)


def _blanks(invoice: Invoice, person: User) -> dict[str, Any]:
    """What is filled in for each kind of route, about one obra."""
    document = invoice.evidence.get().document
    month, _ = EngineMonth.objects.get_or_create(engine="google_vision", month=spending.this_month())
    return {
        "admin/invoices/enginemonth/": {"object_id": month.pk},
        "admin/purchasing/obra/": {"object_id": invoice.obra.pk},
        "admin/purchasing/purchaseorder/": {"object_id": invoice.order.pk},
        "admin/purchasing/empresa/": {"object_id": invoice.obra.empresa.pk},
        "admin/purchasing/supplier/": {"object_id": invoice.supplier.pk},
        "admin/accounts/user/": {"object_id": person.pk, "id": person.pk},
        "admin/accounts/apikey/": {"object_id": person.pk},
        "admin/invoices/invoice/": {"object_id": invoice.pk},
        "admin/invoices/document/": {"object_id": document.pk},
        "admin/r/": {"content_type_id": ContentType.objects.get_for_model(Document).pk, "object_id": document.pk},
        "admin/^": {"app_label": "purchasing"},
        "admin/(": {"url": "nowhere/"},
        "documentos/": {"public_id": document.public_id, "number": 0},
        "api/documents/": {"public_id": document.public_id, "number": 0},
        "api/invoices/": {"public_id": invoice.public_id},
        "buscar/": {"form": "csv"},
        "proveedores/": {"supplier_id": invoice.supplier.pk},
    }


# Routes about one object that belongs to an obra; for the others O is like everybody.
BOUND_TO_AN_OBRA = (
    "admin/purchasing/obra/<",
    "admin/purchasing/purchaseorder/<",
    "admin/invoices/invoice/<",
    "admin/invoices/document/<",
    "documentos/",
    "api/documents/<",
    "api/invoices/<",
)


# What is sent where an empty form would say nothing of who may send one.
SENT = {"admin/invoices/invoice/<path:object_id>/change/": {"action": "approve", "version": 1}}


def path_of(route: str, blanks: dict[str, Any]) -> str:
    values = next((filled for start, filled in blanks.items() if route.startswith(start)), {})
    return url_map.fill(route, values)


def refused(response: Any) -> bool:
    """Told no, sent to the login, or sent away because there is no such thing (the admin's way to say it)."""
    assert response.status_code < 500, response.content[:500]
    sent_to = response.headers.get("Location", "") if response.status_code == 302 else ""
    return "/admin/login/" in sent_to or sent_to == "/admin/" or response.status_code in {401, 403, 404, 405}


class Visitors:
    """One browser for each role, and one that is not logged in; nothing they send is kept."""

    def __init__(self, people: dict[str, User]) -> None:
        self.browsers = {"-": Client()}
        for letter, person in people.items():
            self.browsers[letter] = Client()
            self.browsers[letter].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        self.cookies = {
            letter: {name: cookie.value for name, cookie in browser.cookies.items()}
            for letter, browser in self.browsers.items()
        }
        # The account of x is closed while its session is still open.
        User.objects.filter(pk=people["x"].pk).update(is_active=False)

    def may(self, letter: str, method: str, path: str, data: dict[str, Any] | None = None) -> bool:
        browser = self.browsers[letter]
        browser.cookies.clear()
        for name, value in self.cookies[letter].items():
            browser.cookies[name] = value
        point = transaction.savepoint()
        response = getattr(browser, method)(path, data or {})
        if response.streaming:
            response.getvalue()
        transaction.savepoint_rollback(point)
        return not refused(response)

    def allowed(self, method: str, path: str, data: dict[str, Any] | None = None) -> str:
        letters = "".join(letter for letter in self.browsers if self.may(letter, method, path, data))
        assert ("x" in letters) == ("-" in letters), f"{path}: a closed account is nobody"
        return letters.replace("x", "")


@pytest.fixture
def visitors(world: World) -> Visitors:
    return Visitors(world.people)


def test_every_address_has_a_row_and_every_row_an_address():
    routes = set(url_map.routes())
    assert not routes - set(TABLE), "decide who may use these addresses and write their rows into TABLE"
    assert not set(TABLE) - routes, "these addresses are gone"


def test_each_address_is_open_to_those_in_the_table_and_to_nobody_else(world, visitors):
    differences = {}
    for route, row in TABLE.items():
        path = path_of(route, world.own)
        found = Row(visitors.allowed("get", path), visitors.allowed("post", path, SENT.get(route)))
        if (set(found.get), set(found.post)) != (set(row.get), set(row.post)):
            differences[route] = f"table {row}, found {found}"
    assert not differences, "\n".join(f"{route}: {text}" for route, text in differences.items())


def test_what_is_of_another_obra_does_not_exist_for_who_is_limited(world, visitors):
    bound = [route for route in TABLE if route.startswith(BOUND_TO_AN_OBRA) and not is_only_sending_on(route)]
    assert len(bound) >= 10
    found = [
        (method, route)
        for route in bound
        for method in ("get", "post")
        if visitors.may("O", method, path_of(route, world.other))
    ]
    assert not found


def test_a_limited_buyer_is_not_offered_other_obras(world, visitors):
    offered = {}
    for model, field in (("purchaseorder", "obra"),):
        visitors.may("O", "get", "/admin/")
        address = f"/admin/autocomplete/?app_label=purchasing&model_name={model}&field_name={field}&term="
        offered[field] = [row["text"] for row in visitors.browsers["O"].get(address).json()["results"]]
    assert offered == {"obra": ["NORTE Edificio Norte"]}


def test_each_button_works_for_those_in_the_table_and_for_nobody_else(world, visitors):
    invoice = f"/admin/invoices/invoice/{world.own['admin/invoices/invoice/']['object_id']}"
    form = {"version": 1, "reason": "Motivo suficiente", "until": "2999-01-01"}
    form |= {f"{button}_reason": "Motivo suficiente" for button in BUTTONS}
    found = {}
    for button in BUTTONS:
        found[button] = visitors.allowed("post", f"{invoice}/change/", form | {"action": button})
    for action in RESOLUTIONS:
        found[action] = visitors.allowed("post", f"{invoice}/resolver/", form | {"action": action})
    assert {name: set(letters) for name, letters in found.items()} == {
        name: set(letters) for name, letters in (BUTTONS | RESOLUTIONS).items()
    }


@pytest.mark.parametrize(
    "address",
    [
        "/admin/invoices/invoice/?lista=bloqueadas",
        "/admin/invoices/invoice/?lista=revisar",
        "/admin/invoices/document/",
        "/admin/purchasing/purchaseorder/",
        "/admin/purchasing/obra/",
        "/admin/purchasing/supplier/",
        "/buscar/",
        "/buscar/?q=FE-2",
        "/buscar/exportar.csv",
        "/api/invoices/",
        "/api/invoices/?q=FE",
    ],
)
def test_no_list_shows_who_is_limited_anything_of_another_obra(world, address):
    limited = world.people["O"]
    limited.user_permissions.add(Permission.objects.get(codename="export_invoice"))
    browser = Client()
    browser.force_login(limited)
    response = browser.get(address, follow=True)
    assert response.status_code == 200
    shown = (response.getvalue() if response.streaming else response.content).decode().replace("q=FE-2", "")
    shown = re.sub(r'value="FE-2"|Texto.{0,80}FE-2|<title>.*?</title>', "", shown, flags=re.DOTALL)
    for secret in ("FE-2", "OC-2", "Edificio Sur"):
        assert secret not in shown, address


def is_only_sending_on(route: str) -> bool:
    """A redirect that looks at nothing; the page it leads to decides."""
    return route.startswith("admin/") and route.endswith(("<path:object_id>/", "invoice/<path:object_id>/history/"))
