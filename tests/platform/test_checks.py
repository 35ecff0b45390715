"""`manage.py check` as the operator reads it."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from invoices import checks, spending
from invoices.models import EngineMonth
from tests.engine_servers.ollama import Ollama
from tests.engine_servers.server import serve

READY = {"ready": {"BACKEND": "tests.platform.test_checks.ReadyEngine"}}
LACKING = {"lacking": {"BACKEND": "tests.platform.test_checks.LackingEngine"}}


class ReadyEngine:
    version = "1"

    def __init__(self, name: str, timeout: float) -> None:
        self.name = name

    def check(self) -> list[str]:
        return []


class LackingEngine(ReadyEngine):
    def check(self) -> list[str]:
        return ["Falta el idioma «spa» de Tesseract."]


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_an_engine_that_lacks_something_is_a_warning_while_another_is_ready(settings):
    settings.RADICA_ENGINES, settings.RADICA_ENGINE_CHAIN = READY | LACKING, ["ready", "lacking"]
    messages = checks.engines_check()
    assert ids(messages) == ["radica.W001", "radica.I003"]
    assert "Falta el idioma «spa»" in messages[0].msg


def test_no_engine_at_all_is_an_error(settings):
    settings.RADICA_ENGINES, settings.RADICA_ENGINE_CHAIN = LACKING, ["lacking"]
    assert ids(checks.engines_check()) == ["radica.W001", "radica.E001"]


def test_a_ready_engine_is_named_and_nothing_is_wrong(settings):
    settings.RADICA_ENGINES, settings.RADICA_ENGINE_CHAIN = READY, ["ready"]
    (message,) = checks.engines_check()
    assert (message.id, message.msg) == ("radica.I003", "Motores de lectura listos: ready 1.")


def test_engines_that_are_not_chosen_are_told_with_what_they_lack(settings):
    settings.RADICA_ENGINES, settings.RADICA_ENGINE_CHAIN = READY | LACKING, ["ready"]
    _, message = checks.engines_check()
    assert (message.id, message.msg) == ("radica.I005", "El motor de lectura «lacking» no está elegido.")
    assert message.hint == "Falta el idioma «spa» de Tesseract."


def test_a_second_opinion_that_lacks_something_is_told_too(settings):
    settings.RADICA_ENGINES, settings.RADICA_ENGINE_CHAIN = READY | LACKING, ["ready"]
    settings.RADICA_SECOND_OPINION = "lacking"
    assert ids(checks.engines_check()) == ["radica.W001", "radica.I003"]


def test_every_engine_of_the_settings_says_what_it_lacks_without_asking_anybody(settings, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("GOOGLE_APPLICATION_CREDENTIALS", "AWS_ACCESS_KEY_ID", "AWS_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    settings.RADICA_ENGINE_CHAIN = list(settings.RADICA_ENGINES)
    told = " ".join(message.msg for message in checks.engines_check())
    assert "Motores de lectura listos: rapidocr" in told
    for sentence in (
        "Falta la clave de «google_vision».", "Falta la región de «textract».", "Faltan las claves de «textract».",
        "Falta la dirección de «ollama».",
    ):  # fmt: skip
        assert sentence in told


def test_only_the_deep_check_asks_the_model_server(settings):
    with serve(Ollama()) as server:
        entry = {**settings.RADICA_ENGINES["ollama"], "OPTIONS": {"base_url": server.url, "model": "otro"}}
        settings.RADICA_ENGINES, settings.RADICA_ENGINE_CHAIN = {"ollama": entry}, ["ollama"]
        assert ids(checks.engines_check()) == ["radica.I003"]
        assert server.requests == []
        heard = io.StringIO()
        call_command("check", tags=["engines"], stderr=heard, stdout=heard)
        assert "no tiene el modelo otro. Ejecuta: ollama pull otro." in heard.getvalue()
        assert [request.path for request in server.requests] == ["/api/tags"]


def test_a_spent_month_is_a_warning_and_the_next_one_is_not(settings, db):
    paid = {"BACKEND": "tests.engines.ScriptedEngine", "PRICE": "0.50", "MONTHLY_CAP": "1"}
    settings.RADICA_ENGINES, settings.RADICA_ENGINE_CHAIN = {"paid": paid}, ["paid"]
    assert ids(checks.spending_check()) == ["radica.I004"]
    EngineMonth.objects.create(engine="paid", month=spending.this_month(), pages=2, cost=1)
    (message,) = checks.spending_check()
    assert message.id == "radica.W008"
    assert "lleva 1,00 de 1,00 dólares" in message.msg and "(2 páginas)" in message.msg
    EngineMonth.objects.update(month="2020-01-01")
    assert ids(checks.spending_check()) == ["radica.I004"]


def test_mail_that_goes_nowhere_is_told_and_real_mail_is_not(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert ids(checks.mail_check()) == ["radica.I001"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert checks.mail_check() == []


def test_a_dead_broker_is_a_warning_and_a_living_one_is_not(broker):
    assert checks.broker_check() == []
    broker.kill()
    assert ids(checks.broker_check()) == ["radica.W005"]


def test_google_needs_a_key_only_when_it_is_chosen(settings, monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    assert ids(checks.keys_check()) == ["radica.I002"]
    settings.RADICA_ENGINE_CHAIN = ["google_vision"]
    assert checks.keys_check() == []
    assert "Falta la clave de «google_vision»." in checks.engines_check()[0].msg
    key = tmp_path / "key.json"
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    assert ids(checks.keys_check()) == ["radica.W006"]
    key.write_text("{}")
    assert checks.keys_check() == []


def test_an_archive_that_cannot_be_written_is_an_error_and_a_writable_one_is_not(settings, tmp_path):
    location = tmp_path / "archive"
    archive = {**settings.STORAGES["archive"], "OPTIONS": {"location": str(location)}}
    settings.STORAGES = {**settings.STORAGES, "archive": archive}
    assert checks.storage_check() == []
    location.rmdir()
    location.write_text("a file in its place")
    assert ids(checks.storage_check()) == ["radica.E002"]


def test_an_unapplied_migration_is_told(transactional_db):
    assert checks.database_check() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, app, name, applied FROM django_migrations WHERE app = 'sessions'")
        rows = cursor.fetchall()
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        try:
            assert ids(checks.database_check()) == ["radica.W004"]
        finally:
            cursor.executemany("INSERT INTO django_migrations (id, app, name, applied) VALUES (%s, %s, %s, %s)", rows)


def test_the_command_prints_what_is_missing_in_spanish(settings, db):
    settings.RADICA_ENGINES, settings.RADICA_ENGINE_CHAIN = READY | LACKING, ["ready", "lacking"]
    heard = io.StringIO()
    call_command("check", stderr=heard, stdout=heard)
    assert "El motor de lectura «lacking» no está listo. Falta el idioma «spa» de Tesseract." in heard.getvalue()


def test_a_bucket_that_refuses_the_key_is_an_error_in_words(settings):
    options = {"bucket_name": "nobody", "access_key": "x", "secret_key": "y", "endpoint_url": "http://127.0.0.1:9"}
    archive = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "archive": archive}
    messages = checks.storage_check()
    assert ids(messages) == ["radica.E002"]
    assert "no acepta escritura o no responde" in messages[0].msg
