"""A real Redis and a real Celery worker, for what depends on them: start them, kill -9 them.

def test_a_killed_worker_loses_nothing(worker): ...
    worker.start()
    worker.kill9()
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection
from kombu import pools

from config.celery import app
from config.embedded.process import end, kill, spawn, wait_until
from config.embedded.redis import Redis


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Redis]:
    """A Redis of its own, to which this process publishes too; `broker.kill()` and `.start()` crash and revive it."""
    server = Redis(tmp_path / "broker")
    before = app.conf.broker_url
    _publish_to(server.start())
    yield server
    _publish_to(before)
    server.stop()


def _publish_to(url: str) -> None:
    app.conf.broker_url = url
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None


class Worker:
    """A Celery worker in processes of its own, on this test's database, archive and broker."""

    def __init__(self, broker: Redis, folder: Path) -> None:
        self.broker = broker
        self.folder = folder
        self.log = folder / "worker.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, concurrency: int = 1, beat: bool = True, env: dict[str, str] | None = None) -> None:
        """Return once the worker takes tasks. `beat=True` runs the schedule (the sweep) inside it."""
        marks = self.said().count(" ready.")
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--loglevel=INFO"]
        command += [f"--concurrency={concurrency}", "--without-gossip", "--without-mingle"]
        if beat:
            command += ["--beat", "--schedule", str(self.folder / "beat")]
        self.process = spawn(
            command,
            log=self.log,
            env={**os.environ, **self._environment(), **(env or {})},
            cwd=Path(django_settings.BASE_DIR),
            death_signal=signal.SIGKILL,
        )
        ready = wait_until(lambda: self.said().count(" ready.") > marks or not self.alive, 60, step=0.1)
        if not ready or not self.alive:
            raise AssertionError(f"the worker did not start:\n{self.said()[-3000:]}")

    def kill9(self) -> None:
        """SIGKILL to the worker and its children, as the kernel does when memory runs out."""
        assert self.process is not None
        kill(self.process)

    def stop(self) -> None:
        if self.process is not None:
            end(self.process, (signal.SIGTERM, 20.0))

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _environment(self) -> dict[str, str]:
        return {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": database_url(),
            "BROKER_URL": self.broker.url,
            "OMP_THREAD_LIMIT": "1",
            "PYTHONUNBUFFERED": "1",
        }


@pytest.fixture
def worker(broker: Redis, tmp_path: Path, transactional_db: None) -> Iterator[Worker]:
    """A worker that is not started yet; it is stopped at the end whatever the test did to it."""
    one = Worker(broker, tmp_path)
    yield one
    one.stop()


def database_url() -> str:
    """The test's own database, for another process."""
    known = connection.settings_dict
    host = known["OPTIONS"].get("host") or known["HOST"]
    port = f"&port={known['PORT']}" if known["PORT"] else ""
    person = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
    return f"postgres://{person}@/{known['NAME']}?host={quote(host, safe='/')}{port}"
