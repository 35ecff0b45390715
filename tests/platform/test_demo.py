"""`make run` as a visitor meets it: it starts, says where it is, and leaves nothing running."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.process import end, is_alive, wait_until

PROJECT = Path(__file__).parent.parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_demo(data_dir: Path, port: int, output: Path) -> subprocess.Popen[bytes]:
    with output.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", "config.embedded", "--port", str(port)],
            cwd=PROJECT,
            env={**os.environ, "DATA_DIR": str(data_dir), "DATABASE_URL": "postgres://somebody@/else"},
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )


@pytest.fixture
def demo(data_dir: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    port, output = free_port(), tmp_path / "said"
    process = start_demo(data_dir, port, output)
    yield process, port, output
    end(process, (signal.SIGTERM, 30.0))


def descendants(pid: int) -> list[int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text(errors="replace").rpartition(")")[2].split()[1])
    family = {pid}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return sorted(family - {pid})


def test_the_demo_starts_on_servers_of_its_own_and_ctrl_c_ends_all_of_it(demo, data_dir: Path, tmp_path: Path):
    process, port, output = demo
    assert wait_until(lambda: "Listo. Abre" in output.read_text() or process.poll() is not None, 120, step=0.2)
    assert f"http://127.0.0.1:{port}" in output.read_text(), output.read_text()
    assert urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10).status == 200

    again = tmp_path / "again"
    assert start_demo(data_dir, free_port(), again).wait(30) == 1
    assert "ya está corriendo" in again.read_text()

    family = descendants(process.pid)
    assert len(family) >= 6
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert wait_until(lambda: not any(is_alive(pid) for pid in family), 10)
    assert not (data_dir / "run" / "environment").exists()


def test_a_port_that_is_taken_is_told_before_anything_starts(data_dir: Path, tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = tmp_path / "said"
        assert start_demo(data_dir, port, said).wait(30) == 1
    assert f"El puerto {port} ya está en uso" in said.read_text()
    assert not (data_dir / "postgresql").exists()
