"""The login lockout, with a real server and real threads where the race is the question."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from accounts.models import Counter, User
from tests.security.browser_of_one import Visitor

PASSWORD = "una clave larga y buena"
LOCKED = "demasiados intentos"


class CountingHasher(MD5PasswordHasher):
    """Counts the passwords that were really compared."""

    compared: list[str] = []

    def verify(self, password: str, encoded: str) -> bool:
        self.compared.append(password)
        return super().verify(password, encoded)


@pytest.fixture
def hasher(settings):
    settings.PASSWORD_HASHERS = ["tests.security.test_lockout.CountingHasher"]
    CountingHasher.compared.clear()
    return CountingHasher


@pytest.fixture
def ana(db, hasher):
    return User.objects.create_user("ana", password=PASSWORD, is_staff=True)


def log_in(client: Client, username: str, password: str, address: str = "10.0.0.1"):
    return client.post("/admin/login/", {"username": username, "password": password}, REMOTE_ADDR=address)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_wrong_passwords_at_once_no_more_than_five_are_looked_at(live_server, ana, hasher):
    start = threading.Barrier(20)
    answers = []

    def attempt(number: int) -> None:
        visitor = Visitor(live_server.url)
        visitor.get("/admin/login/")
        start.wait(timeout=60)
        answers.append(visitor.post("/admin/login/", {"username": "ana", "password": f"wrong {number}"}))

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 20
    assert len(hasher.compared) == 5
    assert sum(answer.status == 429 for answer in answers) >= 15
    assert {answer.status for answer in answers} <= {200, 429}


def test_the_sixth_attempt_is_refused_even_with_the_right_password(client, ana, hasher):
    for number in range(5):
        log_in(client, "ana", f"wrong {number}")
    response = log_in(client, "ana", PASSWORD)
    assert response.status_code == 429
    assert LOCKED in response.content.decode()
    assert len(hasher.compared) == 5
    assert client.get("/admin/").status_code == 302


def test_four_wrong_passwords_do_not_lock_and_the_right_one_starts_again_from_zero(client, ana):
    for _ in range(3):
        for number in range(4):
            assert log_in(client, "ana", f"wrong {number}").status_code == 200
        assert log_in(client, "ana", PASSWORD).status_code == 302
        client.logout()


def test_a_lock_at_one_address_leaves_the_person_free_at_another(client, ana):
    for number in range(6):
        log_in(client, "ana", f"wrong {number}", address="10.0.0.1")
    assert log_in(client, "ana", PASSWORD, address="10.0.0.2").status_code == 302


def test_one_person_tried_from_many_addresses_is_locked_everywhere(client, ana, settings):
    settings.RADICA_LOGIN_LIMIT_PER_PERSON = 8
    for number in range(8):
        log_in(client, "ANA", f"wrong {number}", address=f"10.0.1.{number}")
    assert log_in(client, "ana", PASSWORD, address="10.0.2.1").status_code == 429


def test_one_address_that_tries_many_names_is_locked_and_others_are_not(client, ana, settings):
    settings.RADICA_LOGIN_LIMIT_PER_ADDRESS = 8
    for number in range(8):
        log_in(client, f"nobody{number}", "wrong", address="10.0.0.9")
    rows = Counter.objects.count()
    assert log_in(client, "ana", PASSWORD, address="10.0.0.9").status_code == 429
    assert log_in(client, "ana", PASSWORD, address="10.0.0.8").status_code == 302
    assert Counter.objects.count() <= rows + 1


def test_the_lock_ends_after_the_cool_off_and_hammering_does_not_make_it_longer(client, ana):
    for number in range(5):
        log_in(client, "ana", f"wrong {number}")
    ends = set(Counter.objects.values_list("expires_at", flat=True))
    for number in range(5):
        log_in(client, "ana", f"wrong again {number}")
    personal = Counter.objects.exclude(key__startswith="login-address:").exclude(key__startswith="login-person:").get()
    assert personal.expires_at in ends
    for counter in Counter.objects.all():
        counter.expires_at -= timedelta(minutes=16)
        counter.save()
    assert log_in(client, "ana", PASSWORD).status_code == 302


def test_behind_our_proxy_the_address_is_the_one_the_proxy_saw(client, ana, settings):
    settings.RADICA_PROXIES = 1
    form = {"username": "ana", "password": "wrong"}
    for number in range(6):
        client.post("/admin/login/", form, headers={"x-forwarded-for": f"1.2.3.{number}, 10.9.9.9"})
    form["password"] = PASSWORD
    locked = client.post("/admin/login/", form, headers={"x-forwarded-for": "9.9.9.9, 10.9.9.9"})
    assert locked.status_code == 429
    free = client.post("/admin/login/", form, headers={"x-forwarded-for": "10.9.9.9, 10.9.9.8"})
    assert free.status_code == 302


def test_an_unknown_name_is_answered_like_a_wrong_password(client, ana):
    def shown(username: str) -> str:
        body = log_in(client, username, "wrong").content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body).replace(username, "somebody")

    assert shown("ana") == shown("bob")
