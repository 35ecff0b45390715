"""Child processes that never outlive us. Knows nothing of what they do.

A child asks the kernel for a signal when its parent dies (PR_SET_PDEATHSIG), so that even a kill -9
of the parent leaves no orphan. The kernel means the *thread* that forked: start children from the
main thread only.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

LOG_LIMIT = 10 * 1024 * 1024


def die_with_parent(death_signal: int = signal.SIGKILL, *, parent: int | None = None) -> None:
    """Ask for `death_signal` when the parent dies. `parent` closes the gap if it died before the call."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), death_signal)


def adopt_orphans() -> None:
    """Become the parent of grandchildren whose parent dies, so that none of them is out of reach."""
    if _libc is not None:
        _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user: pwd.struct_passwd | None = None,
    death_signal: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a child in its own session (a Ctrl-C is ours to pass on), output appended to `log`."""
    with open_log(log) as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_before_exec(death_signal),  # runs after the change of user, which would clear the request
            **as_user(user),
        )


def _before_exec(death_signal: int) -> Callable[[], None]:
    parent = os.getpid()
    return lambda: die_with_parent(death_signal, parent=parent)


def as_user(user: pwd.struct_passwd | None) -> dict[str, Any]:
    """The arguments that make subprocess run a command as somebody else."""
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def open_log(log: Path) -> IO[bytes]:
    """Open for appending; a log that has grown too large is put aside first, one generation is kept."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_name(log.name + ".1"))
    return log.open("ab")


def end(process: subprocess.Popen[bytes], *steps: tuple[int, float]) -> None:
    """Send each signal in turn and wait its seconds for the end; at last SIGKILL to the whole session."""
    for number, patience in steps:
        if process.poll() is not None:
            break
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the child and to everything in its session, then reap it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def is_alive(pid: int) -> bool:
    """Whether a process runs under this number; a zombie that nobody has reaped yet does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return Path("/proc/self").exists() is False and _answers_signals(pid)
    return status.rpartition(")")[2].split()[0] not in {"Z", "X"}


def _answers_signals(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def program_of(pid: int) -> str:
    """The name of the program running under this number, empty when it cannot be told."""
    try:
        return Path(f"/proc/{pid}/comm").read_text(errors="replace").strip()
    except OSError:
        return ""


def wait_until(condition: Callable[[], bool], seconds: float, *, step: float = 0.05) -> bool:
    """Ask again and again until the condition holds; False when the time is over."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(step)
    return True


def last_lines(log: Path, count: int = 8) -> str:
    """The end of a log, for an error message."""
    if not log.exists():
        return ""
    with log.open("rb") as stream:
        stream.seek(max(0, log.stat().st_size - 4096))
        return "\n".join(stream.read().decode(errors="replace").splitlines()[-count:])


def find_program(name: str) -> Path | None:
    """A program on the PATH or in the system folders that an ordinary user's PATH leaves out."""
    found = shutil.which(name) or shutil.which(name, path="/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin")
    return Path(found) if found else None
