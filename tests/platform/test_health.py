"""/healthz and /readyz as a load balancer sees them."""

from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from config import health
from config.heartbeat import say_alive, say_goodbye
from invoices import vitals
from invoices.models import WorkerHeartbeat


@pytest.fixture(autouse=True)
def fresh_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "KEPT_FOR", -1.0)


@pytest.fixture
def archive_folder(settings, tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    settings.STORAGES = {
        **settings.STORAGES,
        "archive": {**settings.STORAGES["archive"], "OPTIONS": {"location": str(folder)}},
    }
    return folder


def test_healthz_answers_without_a_database_and_to_any_host(client: Client):
    reply = client.get("/healthz", headers={"host": "10.0.0.7:8000"})
    assert (reply.status_code, reply.json()) == (200, {"status": "ok"})


def test_readyz_is_ok_when_every_part_works(client: Client, db, broker, archive_folder):
    say_alive("radica@one")
    reply = client.get("/readyz", headers={"host": "10.0.0.7"})
    assert reply.status_code == 200, reply.content
    checks = reply.json()["checks"]
    assert set(checks) == {"database", "broker", "storage", "workers", "queue", "paid_engines"}
    assert checks["workers"]["alive"] == 1
    assert checks["queue"] == {"ok": True, "waiting": 0, "oldest_waiting_s": 0, "ms": checks["queue"]["ms"]}


def test_readyz_is_503_when_no_worker_has_been_seen_lately(client: Client, db, broker, archive_folder):
    WorkerHeartbeat.objects.create(worker="radica@one", seen_at=timezone.now() - vitals.WORKER_SILENT_AFTER * 2)
    reply = client.get("/readyz")
    assert reply.status_code == 503
    assert reply.json()["checks"]["workers"]["detail"] == "Ningún lector de facturas está activo."
    assert reply.json()["checks"]["database"]["ok"]


def test_a_worker_that_says_goodbye_is_not_counted(db):
    say_alive("radica@one")
    say_goodbye("radica@one")
    assert not WorkerHeartbeat.objects.exists()


def test_readyz_is_503_while_the_broker_is_dead_and_ok_afterwards(client: Client, db, broker, archive_folder):
    say_alive("radica@one")
    broker.kill()
    reply = client.get("/readyz")
    assert reply.status_code == 503
    assert reply.json()["checks"]["broker"]["detail"] == "La cola de tareas no responde."
    assert str(broker.socket) not in reply.content.decode()
    broker.start()
    assert client.get("/readyz").status_code == 200


def test_readyz_is_503_when_originals_cannot_be_kept(client: Client, db, broker, archive_folder: Path):
    say_alive("radica@one")
    archive_folder.write_text("a file where the folder should be")
    reply = client.get("/readyz")
    assert reply.status_code == 503
    assert not reply.json()["checks"]["storage"]["ok"]


def test_asking_leaves_nothing_in_the_archive(client: Client, db, broker, archive_folder: Path):
    client.get("/readyz")
    assert storages["archive"].exists("x") is False
    assert list(archive_folder.iterdir()) == []


def test_only_questions_are_answered(client: Client):
    assert client.post("/healthz").status_code == 405
    assert client.delete("/readyz").status_code == 405


def test_a_good_answer_is_kept_for_a_moment(client: Client, monkeypatch):
    monkeypatch.setattr(health, "KEPT_FOR", 60.0)
    calls: list[int] = []
    monkeypatch.setattr(health, "readiness", lambda: calls.append(1) or {"status": "ok", "checks": {}})
    assert [client.get("/readyz").status_code for _ in range(3)] == [200, 200, 200]
    assert len(calls) == 1


def test_a_bad_answer_is_not_kept(client: Client, monkeypatch):
    monkeypatch.setattr(health, "KEPT_FOR", 60.0)
    answers = iter([{"status": "error", "checks": {}}, {"status": "ok", "checks": {}}])
    monkeypatch.setattr(health, "readiness", lambda: next(answers))
    assert [client.get("/readyz").status_code for _ in range(3)] == [503, 200, 200]
