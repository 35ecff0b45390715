"""`make run`: the whole of Radica on one machine, with demo data, until Ctrl-C.

Always on its own embedded servers, whatever DATABASE_URL says: demo people with known passwords must
never get into somebody's real database.
"""

import argparse
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from . import environment
from .errors import AlreadyRunning, DidNotStart, EmbeddedError
from .folders import lock
from .postgresql import PostgreSQL
from .process import die_with_parent, last_lines
from .redis import Redis
from .supervisor import Program, StopRequested, Supervisor

HOST = "127.0.0.1"
READY_WITHIN = 90.0


def main() -> int:
    options = _arguments()
    if options.with_parent:
        die_with_parent(signal.SIGTERM)
    demo = Demo(environment.data_dir(), options.port)
    try:
        demo.run()
    except StopRequested:
        pass
    except EmbeddedError as error:
        print(f"\n{error}", file=sys.stderr, flush=True)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m config.embedded", description="Radica con datos de demostración")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--with-parent", action="store_true", help="termina cuando termina quien lo arrancó")
    return parser.parse_args()


class Demo:
    def __init__(self, data_dir: Path, port: int) -> None:
        self.data_dir = data_dir
        self.port = port
        self.url = f"http://{HOST}:{port}"
        self.logs = data_dir / "logs"
        self.started_at = time.monotonic()

    def say(self, sentence: str) -> None:
        print(f"[{time.monotonic() - self.started_at:5.1f} s] {sentence}", flush=True)

    def run(self) -> None:
        self._make_folders()
        # Held until this function ends.
        held = lock(
            self.data_dir / "radica.lock",
            f"Radica ya está corriendo con los datos de {self.data_dir}. Ábrelo en el navegador, "
            "detén el otro con Ctrl-C, o usa otra carpeta: make run DATA_DIR=otra PORT=8001",
        )
        with held, Supervisor(self.say) as supervisor:
            self._check_port()
            try:
                self._start(supervisor)
                supervisor.watch()
            finally:
                environment.withdraw(self.data_dir)

    def _make_folders(self) -> None:
        """Private: originals and logs are nobody else's business. PostgreSQL's own user may pass through."""
        os.umask(0o077)
        for folder in (self.data_dir, self.data_dir / "run"):
            if not folder.exists():
                folder.mkdir(parents=True)
                folder.chmod(0o711)
        # Empty; it keeps the site from complaining that nothing was collected, the demo serves files uncollected.
        (self.data_dir / "static").mkdir(exist_ok=True)

    def _start(self, supervisor: Supervisor) -> None:
        first_time = not (self.data_dir / "postgresql").exists()
        self.say(f"Arrancando PostgreSQL y Redis; los datos quedan en {self.data_dir}.")
        database, broker = PostgreSQL(self.data_dir), Redis(self.data_dir)
        supervisor.start(database)
        supervisor.start(broker)
        env = self._environment(database.url, broker.url)
        environment.publish(self.data_dir, env)
        self.say("Creando las tablas y los grupos." if first_time else "Revisando que las tablas estén al día.")
        self._manage(env, "migrate", "--no-input", "--verbosity=0")
        self.say("Arrancando el sitio, el lector de facturas y el reloj.")
        for program in self._programs(env):
            supervisor.start(program)
        self._wait_until_ready()
        self.say(f"El sitio ya responde en {self.url}; se cargan los datos de demostración.")
        self._manage({**env, "RADICA_LOG_LEVEL": "WARNING"}, "load_demo", show=True)
        self._welcome()

    def _check_port(self) -> None:
        with socket.socket() as probe:
            # As the web server does: a port in TIME_WAIT is free, one that listens is not.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.port))
            except (OSError, OverflowError):
                raise AlreadyRunning(
                    f"El puerto {self.port} ya está en uso o no se puede usar. Elige otro: make run PORT=8001"
                ) from None

    def _environment(self, database_url: str, broker_url: str) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATABASE_URL": database_url,
            "BROKER_URL": broker_url,
            "DATA_DIR": str(self.data_dir),
            "SECRET_KEY": self._secret_key(),
            "RADICA_DEMO": "1",
            "RADICA_BASE_URL": self.url,
            # Tesseract is two to ten times faster on one thread a page.
            "OMP_THREAD_LIMIT": "1",
            # TERM ends the worker softly: what it was reading goes back to the queue at once.
            "REMAP_SIGTERM": "SIGQUIT",
            "PYTHONUNBUFFERED": "1",
        }

    def _secret_key(self) -> str:
        """One of its own for each data folder, so that sessions survive a restart."""
        file = self.data_dir / "secret-key"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(50))
        return file.read_text()

    def _programs(self, env: dict[str, str]) -> list[Program]:
        """In the order of their start; they are stopped the other way round, the site first."""
        celery = [sys.executable, "-m", "celery", "-A", "config"]
        worker = [*celery, "worker", "--loglevel=INFO", "--concurrency=2", "--without-gossip", "--without-mingle"]
        beat = [*celery, "beat", "--loglevel=INFO", "--pidfile=", f"--schedule={self.data_dir / 'run' / 'beat'}"]
        web = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind={HOST}:{self.port}"]
        web += ["--worker-class=gthread", "--workers=2", "--threads=4", "--timeout=60", "--graceful-timeout=10"]
        web += ["--no-control-socket"]
        return [
            Program("lector", worker, env=env, log=self.logs / "worker.log", patience=20.0),
            Program("reloj", beat, env=env, log=self.logs / "beat.log", patience=5.0),
            Program("sitio", web, env=env, log=self.logs / "web.log"),
        ]

    def _manage(self, env: dict[str, str], *arguments: str, show: bool = False) -> None:
        """Run a command of manage.py to its end; it stops with us."""
        command = [sys.executable, str(environment.PROJECT / "manage.py"), *arguments]
        log = self.logs / f"{arguments[0]}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            heard = None if show else output
            code = subprocess.run(
                command, env=env, stdin=subprocess.DEVNULL, stdout=heard, stderr=heard, check=False
            ).returncode
        if code != 0:
            raise DidNotStart(f"No se pudo completar «{arguments[0]}».\n{last_lines(log)}".rstrip())

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        answer = ""
        while time.monotonic() < deadline:
            ready, answer = self._ask_ready()
            if ready:
                return
            time.sleep(0.25)
        raise DidNotStart(
            f"El sitio no estuvo listo en {READY_WITHIN:.0f} segundos. {answer}\n"
            f"{last_lines(self.logs / 'web.log')}\n{last_lines(self.logs / 'worker.log')}"
        )

    def _ask_ready(self) -> tuple[bool, str]:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as reply:  # noqa: S310 - our own address
                return reply.status == 200, ""
        except urllib.error.HTTPError as error:
            return False, _what_is_missing(error.read())
        except (OSError, ValueError) as error:
            return False, str(error)

    def _welcome(self) -> None:
        self.say(f"Listo. Abre {self.url} en el navegador. Para terminar pulsa Ctrl-C; los datos se conservan.")


def _what_is_missing(body: bytes) -> str:
    try:
        checks = json.loads(body)["checks"]
        return " ".join(str(check.get("detail", name)) for name, check in checks.items() if not check["ok"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
