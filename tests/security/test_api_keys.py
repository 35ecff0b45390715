"""Keys of the API in the admin, and what an administrator can end at once."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from rest_framework.authtoken.models import Token

from accounts.models import User
from tests.invoices import making
from tests.security.test_lockout import log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client) -> Client:
    client.force_login(making.person("administradora", is_superuser=True))
    return client


@pytest.fixture
def ana() -> User:
    return making.clerk()


def test_a_key_is_shown_once_when_it_is_made_and_never_again(admin, ana):
    page = admin.post("/admin/accounts/apikey/add/", {"user": ana.pk}, follow=True).content.decode()
    key = Token.objects.get(user=ana).key
    assert f"La clave de Ana es {key}." in page
    for address in ("/admin/accounts/apikey/", f"/admin/accounts/apikey/{ana.pk}/change/"):
        page = admin.get(address).content.decode()
        assert key not in page
    assert f"…{key[-4:]}" in admin.get("/admin/accounts/apikey/").content.decode()
    assert not LogEntry.objects.filter(object_id=key).exists()


def test_a_deleted_key_opens_nothing_any_more(admin, ana):
    key = Token.objects.create(user=ana).key
    program = Client(headers={"authorization": f"Token {key}"})
    assert program.get("/api/invoices/").status_code == 200
    admin.post(f"/admin/accounts/apikey/{ana.pk}/delete/", {"post": "yes"})
    assert program.get("/api/invoices/").status_code == 401


def test_closing_an_account_in_the_admin_ends_its_sessions_for_good(admin, ana):
    browser = Client()
    browser.force_login(ana)
    form = {"username": "ana", "email": "ana@example.com", "groups": [group.pk for group in ana.groups.all()]}
    response = admin.post(f"/admin/accounts/user/{ana.pk}/change/", form)
    assert response.status_code == 302, response.content.decode()
    ana.refresh_from_db()
    assert not ana.is_active
    User.objects.filter(pk=ana.pk).update(is_active=True)
    assert browser.get("/admin/password_change/").status_code == 302


def test_an_administrator_ends_the_sessions_of_somebody(admin, ana):
    browser = Client()
    browser.force_login(ana)
    admin.post("/admin/accounts/user/", {"action": "end_sessions", "_selected_action": [ana.pk]})
    assert browser.get("/admin/password_change/").status_code == 302
    assert admin.get("/admin/password_change/").status_code == 200


def test_an_administrator_lets_somebody_try_again(admin, ana):
    browser = Client()
    for number in range(6):
        log_in(browser, "ana", f"wrong {number}")
    assert log_in(browser, "ana", "clave-de-prueba").status_code == 429
    admin.post("/admin/accounts/user/", {"action": "unlock_login", "_selected_action": [ana.pk]})
    assert log_in(browser, "ana", "clave-de-prueba").status_code == 302
