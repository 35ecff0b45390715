"""The embedded PostgreSQL and Redis: what they keep through a crash, and what they refuse."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded import postgresql
from config.embedded.errors import AlreadyRunning, WrongVersion
from config.embedded.folders import LONGEST_SOCKET_FOLDER, socket_folder
from config.embedded.postgresql import PostgreSQL
from config.embedded.process import as_user, is_alive, wait_until
from config.embedded.redis import Redis

PROJECT = Path(__file__).parent.parent.parent


@pytest.fixture
def server(data_dir: Path) -> Iterator[PostgreSQL]:
    one = PostgreSQL(data_dir, durable=False)
    one.start()
    yield one
    one.stop()


def write(server: PostgreSQL, *numbers: int) -> None:
    connection = server.connect()
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        for number in numbers:
            cursor.execute("INSERT INTO kept VALUES (%s)", [number])
    connection.close()


def kept(server: PostgreSQL) -> list[int]:
    connection = server.connect()
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM kept ORDER BY number")
        rows = cursor.fetchall()
    connection.close()
    return [row[0] for row in rows]


def ask_redis(broker: Redis, command: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(broker.socket))
        client.sendall(command + b"\r\n")
        return client.recv(100)


def test_what_was_committed_survives_a_kill_9_and_a_restart(server: PostgreSQL):
    write(server, 1, 2, 3)
    server.kill()
    assert not server.alive
    server.start()
    assert kept(server) == [1, 2, 3]
    server.stop()
    server.start()
    assert kept(server) == [1, 2, 3]


def test_a_pid_file_that_names_a_stranger_does_not_keep_it_from_starting(server: PostgreSQL):
    write(server, 7)
    server.kill()
    pid_file = server.cluster / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    server.start()
    assert kept(server) == [7]


def test_only_one_may_use_a_data_folder_and_the_other_is_told_so(server: PostgreSQL):
    with pytest.raises(AlreadyRunning, match="ya está en uso"):
        PostgreSQL(server.data_dir).start()
    assert server.alive


def test_a_cluster_of_another_version_is_refused_in_words_and_left_alone(server: PostgreSQL):
    server.stop()
    version = server.cluster / "PG_VERSION"
    version.write_text("99\n")
    with pytest.raises(WrongVersion, match="son de PostgreSQL 99"):
        server.start()
    assert version.read_text() == "99\n"


def test_pg_bin_decides_which_programs_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name in ("initdb", "postgres"):
        (tmp_path / name).touch()
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    assert postgresql.find_binaries(None, tmp_path) == tmp_path


def test_nobody_else_can_open_the_sockets(server: PostgreSQL, data_dir: Path):
    broker = Redis(data_dir)
    broker.start()
    try:
        assert server.socket_folder.stat().st_mode & 0o077 == 0
        assert broker.socket.parent.stat().st_mode & 0o077 == 0
    finally:
        broker.stop()


def test_a_long_data_folder_gets_a_short_private_socket_folder(tmp_path: Path):
    long = tmp_path / ("a" * 60) / ("b" * 60)
    folder = socket_folder(long, "pg")
    try:
        assert len(str(folder)) <= LONGEST_SOCKET_FOLDER
        assert folder.stat().st_mode & 0o777 == 0o700
        assert socket_folder(long, "pg") == folder
        assert socket_folder(long, "redis") != folder
    finally:
        folder.rmdir()
        socket_folder(long, "redis").rmdir()


def test_a_foreign_folder_under_the_same_name_is_not_used(tmp_path: Path):
    long = tmp_path / ("a" * 60) / ("b" * 60)
    folder = socket_folder(long, "pg")
    folder.rmdir()
    folder.symlink_to(tmp_path)
    try:
        other = socket_folder(long, "pg")
        assert other != folder
        other.rmdir()
    finally:
        folder.unlink()


def test_a_server_whose_owner_is_killed_ends_by_itself(data_dir: Path):
    script = (
        "import sys, time\n"
        "from config.embedded.postgresql import PostgreSQL\n"
        "from config.embedded.redis import Redis\n"
        f"database, broker = PostgreSQL({str(data_dir)!r}, durable=False), Redis({str(data_dir)!r})\n"
        "database.start(); broker.start()\n"
        "print(database.process.pid, broker.process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    owner = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=PROJECT, text=True)
    assert owner.stdout is not None
    pids = [int(part) for part in owner.stdout.readline().split()]
    assert len(pids) == 2
    assert all(is_alive(pid) for pid in pids)
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    assert wait_until(lambda: not any(is_alive(pid) for pid in pids), 20)


def test_what_was_queued_survives_a_killed_redis(data_dir: Path):
    broker = Redis(data_dir)
    broker.start()
    try:
        assert ask_redis(broker, b"LPUSH queue one").startswith(b":1")
        # appendfsync everysec loses nothing when only the process dies.
        broker.kill()
        assert not broker.alive
        broker.start()
        assert ask_redis(broker, b"LLEN queue").startswith(b":1")
    finally:
        broker.stop()
    assert not broker.alive


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's server runs as somebody else")
def test_programs_in_a_closed_home_are_copied_where_the_server_s_user_can_run_them(
    tmp_path: Path, data_dir: Path, monkeypatch: pytest.MonkeyPatch
):
    # tmp_path is closed to others, as root's home is.
    package = tmp_path / "site-packages" / "some_server"
    binaries = package / "pginstall15" / "bin"
    binaries.mkdir(parents=True)
    (tmp_path / "site-packages" / "some_server.libs").mkdir()
    for name in ("initdb", "postgres"):
        program = binaries / name
        program.write_text("#!/bin/sh\necho postgres 15.1\n")
        program.chmod(0o755)
    monkeypatch.setattr(postgresql, "SHARED_ROOT", data_dir / "shared")
    user = postgresql.server_user()
    before = os.umask(0o077)
    try:
        copied = postgresql.within_reach(binaries, user)
    finally:
        os.umask(before)
    assert copied != binaries
    said = subprocess.run([str(copied / "postgres")], capture_output=True, text=True, check=True, **as_user(user))
    assert said.stdout == "postgres 15.1\n"
    assert postgresql.within_reach(binaries, user) == copied
    assert (copied.parents[2] / "some_server.libs").is_dir()
