"""Keeps a handful of services running: restarts what dies, stops everything in the reverse order of its start.

Knows nothing of what the services do. No orphan outlives it: a killed supervisor takes its children along
(process.die_with_parent), and what they leave behind falls to it (process.adopt_orphans).
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Protocol

from .errors import EmbeddedError
from .process import adopt_orphans, end, spawn

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
# A service that held out this long is healthy again: its next death is answered quickly.
HEALTHY_AFTER = 60.0
ROUND = 0.3


class Service(Protocol):
    """PostgreSQL, Redis and Program all are one."""

    name: str

    @property
    def alive(self) -> bool: ...
    def start(self) -> object: ...
    def stop(self) -> None: ...


class Program:
    """A command that runs until it is told to stop; its output goes to a log of its own."""

    def __init__(
        self, name: str, command: Sequence[str | Path], *, env: Mapping[str, str], log: Path, patience: float = 15.0
    ) -> None:
        self.name = name
        self.command = list(command)
        self.env = env
        self.log = log
        self.patience = patience
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        self.process = spawn(self.command, log=self.log, env=self.env, death_signal=signal.SIGTERM)

    def stop(self) -> None:
        if self.process is not None:
            end(self.process, (signal.SIGTERM, self.patience))
            self.process = None


class StopRequested(BaseException):
    """Ctrl-C or TERM arrived. Not an Exception: nothing on the way may swallow it."""


@dataclass
class _Watched:
    service: Service
    started_at: float
    wait: float = FIRST_WAIT
    restart_at: float | None = None


@dataclass
class Supervisor:
    say: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    watched: list[_Watched] = field(default_factory=list)

    def __enter__(self) -> "Supervisor":
        adopt_orphans()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _request_stop)
        return self

    def __exit__(self, *_: object) -> None:
        # A second Ctrl-C must not leave half of the services running.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self.stop()
        _end_leftovers()

    def start(self, service: Service) -> None:
        # Noted before it starts, so that an interrupted start is stopped too.
        self.watched.append(_Watched(service, self.clock()))
        service.start()

    def watch(self, *, rounds: int | None = None) -> None:
        """Look after the services until a signal comes (or, for tests, for a number of rounds)."""
        while rounds is None or rounds > 0:
            for one in self.watched:
                self._look_after(one)
            time.sleep(ROUND)
            rounds = None if rounds is None else rounds - 1

    def _look_after(self, one: _Watched) -> None:
        now = self.clock()
        if one.service.alive:
            if one.wait > FIRST_WAIT and now - one.started_at > HEALTHY_AFTER:
                one.wait = FIRST_WAIT
        elif one.restart_at is None:
            one.restart_at = now + one.wait
            self.say(f"{one.service.name} terminó sin que nadie lo pidiera; se reinicia en {one.wait:.0f} s.")
        elif now >= one.restart_at:
            one.restart_at, one.started_at = None, now
            one.wait = min(one.wait * 2, LONGEST_WAIT)
            try:
                one.service.start()
            except (OSError, EmbeddedError) as error:
                self.say(f"{one.service.name} no pudo reiniciarse: {error}")

    def stop(self) -> None:
        """Stop in the reverse order: first who takes work in, last the database."""
        while self.watched:
            one = self.watched.pop()
            self.say(f"Deteniendo {one.service.name}.")
            one.service.stop()


def _request_stop(_number: int, _frame: FrameType | None) -> None:
    raise StopRequested


def _end_leftovers() -> None:
    """Grandchildren whose parent died have become our children: end and reap them."""
    for pid in _children():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def _children() -> list[int]:
    me = os.getpid()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                status = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
                if int(status[1]) == me and status[0] != "Z":
                    found.append(int(entry.name))
    return found
