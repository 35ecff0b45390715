"""The supervisor: it restarts what dies, with growing waits, and leaves nothing behind."""

import itertools
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.embedded import supervisor as module
from config.embedded.process import is_alive, wait_until
from config.embedded.supervisor import Supervisor

PROJECT = Path(__file__).parent.parent.parent


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeService:
    name: str
    events: list[str]
    alive: bool = False
    fails: bool = field(default=False)

    def start(self) -> None:
        self.events.append(f"start {self.name}")
        self.alive = not self.fails

    def stop(self) -> None:
        self.events.append(f"stop {self.name}")
        self.alive = False


@pytest.fixture(autouse=True)
def quick_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROUND", 0.0)


def test_services_stop_in_the_reverse_order_of_their_start():
    events: list[str] = []
    supervisor = Supervisor(lambda sentence: None)
    for name in ("database", "worker", "site"):
        supervisor.start(FakeService(name, events))
    supervisor.stop()
    assert events[3:] == ["stop site", "stop worker", "stop database"]


def test_a_service_that_runs_is_left_alone():
    events: list[str] = []
    supervisor = Supervisor(lambda sentence: None)
    supervisor.start(FakeService("worker", events))
    supervisor.watch(rounds=5)
    assert events == ["start worker"]


def test_a_service_that_keeps_dying_is_restarted_after_ever_longer_waits():
    clock, events, said = Clock(), [], []
    supervisor = Supervisor(said.append, clock=clock)
    service = FakeService("worker", events, fails=True)
    supervisor.start(service)
    restarts = []
    for _ in range(400):
        before = len(events)
        supervisor.watch(rounds=1)
        if len(events) > before:
            restarts.append(clock.now)
        clock.now += 1
    gaps = [round(later - earlier) for earlier, later in itertools.pairwise(restarts)]
    assert gaps[:3] == sorted(gaps[:3])
    assert gaps[-1] in {30, 31}
    assert "worker terminó" in said[0]


def test_after_a_long_healthy_time_a_death_is_answered_quickly_again():
    clock, events = Clock(), []
    supervisor = Supervisor(lambda sentence: None, clock=clock)
    service = FakeService("worker", events)
    supervisor.start(service)
    supervisor.watched[0].wait = 16.0
    clock.now += 120
    supervisor.watch(rounds=1)
    service.alive = False
    supervisor.watch(rounds=1)
    clock.now += 1.5
    supervisor.watch(rounds=1)
    assert service.alive


def test_a_service_interrupted_while_it_starts_is_stopped_too():
    events: list[str] = []

    class Interrupted(FakeService):
        def start(self) -> None:
            super().start()
            raise KeyboardInterrupt

    supervisor = Supervisor(lambda sentence: None)
    with pytest.raises(KeyboardInterrupt):
        supervisor.start(Interrupted("database", events))
    supervisor.stop()
    assert events == ["start database", "stop database"]


FAMILY = """
import sys, time
from pathlib import Path
from config.embedded.supervisor import Program, StopRequested, Supervisor
child = "import subprocess, time; g = subprocess.Popen(['sleep', '99']); print(g.pid, flush=True); time.sleep(99)"
folder = Path(sys.argv[1])
try:
    with Supervisor(lambda sentence: None) as supervisor:
        program = Program("child", [sys.executable, "-c", child], env={}, log=folder / "child.log", patience=2)
        supervisor.start(program)
        print(program.process.pid, flush=True)
        supervisor.watch()
except StopRequested:
    pass
"""


def start_family(folder: Path) -> tuple[subprocess.Popen[str], int, int]:
    """A supervisor, its child and the child's own child."""
    parent = subprocess.Popen(
        [sys.executable, "-c", FAMILY, str(folder)], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    log = folder / "child.log"
    assert wait_until(lambda: log.exists() and log.read_text().endswith("\n"), 10)
    return parent, child, int(log.read_text())


def test_ctrl_c_ends_children_and_grandchildren(tmp_path: Path):
    parent, child, grandchild = start_family(tmp_path)
    parent.send_signal(signal.SIGINT)
    assert parent.wait(20) == 0
    parent.stdout.close()
    assert not is_alive(child)
    assert not is_alive(grandchild)


def test_a_killed_supervisor_takes_its_children_along(tmp_path: Path):
    parent, child, grandchild = start_family(tmp_path)
    try:
        parent.kill()
        parent.wait(10)
        parent.stdout.close()
        assert wait_until(lambda: not is_alive(child), 10)
    finally:
        subprocess.run(["kill", "-9", str(grandchild)], check=False, stderr=subprocess.DEVNULL)
