"""How long a login lasts and what ends it."""

import time

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.test import Client

from accounts import sessions
from accounts.models import User

PASSWORD = "una clave larga y buena"


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana", password=PASSWORD, is_staff=True)


@pytest.fixture
def logged_in(client, ana):
    client.post("/admin/login/", {"username": "ana", "password": PASSWORD})
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get("/admin/password_change/").status_code == 200


def shift(client: Client, **seconds: float) -> None:
    session = client.session
    for name, value in seconds.items():
        session[name] = session[name] - value
    session.save()


def test_the_session_id_turns_at_login(client, ana):
    client.cookies["radica"] = "chosenbysomebodyelse00000000000"
    client.post("/admin/login/", {"username": "ana", "password": PASSWORD})
    assert client.cookies["radica"].value != "chosenbysomebodyelse00000000000"
    assert client.cookies["radica"]["httponly"]


def test_two_hours_without_a_sign_of_life_end_it(logged_in, settings):
    shift(logged_in, seen_at=settings.RADICA_SESSION_IDLE_SECONDS - 120)
    assert is_in(logged_in)
    shift(logged_in, seen_at=settings.RADICA_SESSION_IDLE_SECONDS + 1)
    assert not is_in(logged_in)
    assert not is_in(logged_in)


def test_twelve_hours_end_it_however_busy_it_was(logged_in, settings):
    shift(logged_in, started_at=settings.RADICA_SESSION_ABSOLUTE_SECONDS + 1)
    assert not is_in(logged_in)


def test_working_on_keeps_it_and_writes_at_most_once_a_minute(logged_in):
    before = logged_in.session["seen_at"]
    assert is_in(logged_in)
    assert logged_in.session["seen_at"] == before
    shift(logged_in, seen_at=sessions.WRITE_EVERY_SECONDS + 1)
    assert is_in(logged_in)
    assert time.time() - logged_in.session["seen_at"] < sessions.WRITE_EVERY_SECONDS


def test_a_page_that_asks_for_itself_is_no_sign_of_life_but_counts_against_the_clock(logged_in):
    assert is_in(logged_in)
    shift(logged_in, seen_at=sessions.WRITE_EVERY_SECONDS + 1)
    before = logged_in.session["seen_at"]
    logged_in.get("/admin/invoices/invoice/", headers={sessions.REFRESH: "1"})
    assert logged_in.session["seen_at"] == before
    fresh = Client()
    fresh.force_login(User.objects.get(pk=logged_in.session["_auth_user_id"]))
    fresh.get("/admin/invoices/invoice/", headers={sessions.REFRESH: "1"})
    assert "started_at" in fresh.session


def test_a_changed_password_ends_the_other_sessions(logged_in, ana):
    ana.set_password("otra clave larga y buena")
    ana.save()
    assert not is_in(logged_in)


def test_a_changed_group_ends_the_session(logged_in, ana):
    ana.groups.add(Group.objects.create(name="Nueva"))
    assert not is_in(logged_in)


def test_limiting_somebody_to_obras_ends_the_session(logged_in, ana):
    ana.limited_to_obras = True
    ana.save()
    assert not is_in(logged_in)


def test_a_disabled_person_is_out_and_stays_out_when_enabled_again(logged_in, ana):
    ana.is_active = False
    ana.save()
    assert not is_in(logged_in)
    ana.is_active = True
    ana.save()
    assert not is_in(logged_in)


def test_all_sessions_of_one_person_can_be_ended_and_those_of_others_stay(logged_in, ana):
    other = Client()
    other.force_login(User.objects.create_user("bob", is_staff=True))
    assert sessions.end_all(user=ana) == 1
    assert not is_in(logged_in)
    assert is_in(other)
    assert Session.objects.count() == 1
