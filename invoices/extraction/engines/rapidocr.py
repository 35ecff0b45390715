"""RapidOCR in a process of its own, which this engine starts, times, kills and starts again.

A picture that makes the library crash, hang or eat the memory costs a reader process and never the
worker that asked. What the reader does with the picture is in `rapidocr_reader`.
"""

import contextlib
import importlib.metadata
import importlib.util
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from pathlib import Path
from typing import IO, Any

from PIL import Image

from invoices.extraction.engines import frames
from invoices.extraction.errors import EngineBusy, EngineUnavailable
from invoices.extraction.result import Box, PageReading, Word

# Counts our own changes around the models, so that readings of two ways of reading are told apart.
REVISION = 2
READER = "invoices.extraction.engines.rapidocr_reader"
ROOT = Path(__file__).resolve().parents[3]
# What the reader inherits: enough to run Python, nothing of the application's secrets.
ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


class RapidOcrEngine:
    """`timeout` is per page; loading the models, once per reader, has `start_timeout` of its own."""

    def __init__(
        self,
        *,
        name: str = "rapidocr",
        timeout: float = 10.0,
        start_timeout: float = 60.0,
        threads: int = 2,
        side: int = 1280,
        reader: str = READER,
    ) -> None:
        self.name = name
        self.timeout = timeout
        self.start_timeout = start_timeout
        self.threads = threads
        self.side = side
        self.reader = reader
        self.version = _version()
        self._process: _ReaderProcess | None = None
        self._owner = os.getpid()
        self._lock = threading.Lock()

    def check(self) -> list[str]:
        return [
            f"Falta la biblioteca {package} para leer imágenes. Instala los requisitos de requirements.txt."
            for package in ("rapidocr", "onnxruntime", "cv2")
            if importlib.util.find_spec(package) is None
        ]

    def read(self, image: Image.Image) -> PageReading:
        self._forget_after_fork()
        picture = image if image.mode == "RGB" else image.convert("RGB")
        header = {"width": picture.width, "height": picture.height}
        with self._lock:
            answer = self._ask(frames.pack(header, picture.tobytes()))
        return PageReading(
            tuple(Word(text, Box.clamped(*box), float(score)) for text, box, score in answer["words"]),
            engine=self.name,
            version=self.version,
            turn=int(answer.get("turn", 0)),
        )

    def warm_up(self) -> None:
        self._forget_after_fork()
        with self._lock:
            self._running()

    def close(self) -> None:
        self._forget_after_fork()
        with self._lock:
            self._kill()

    @property
    def pid(self) -> int | None:
        """The reader's process id, for tests and for measuring its memory."""
        return self._process.popen.pid if self._process and self._owner == os.getpid() else None

    def _ask(self, request: bytes) -> dict[str, Any]:
        process = self._running()
        deadline = time.monotonic() + self.timeout
        try:
            frames.write_all(process.requests, request, deadline=deadline)
            return frames.read_frame(process.answers, deadline=deadline)[0]
        except frames.PipeTimeout as error:
            self._kill()
            raise EngineBusy(detail=f"rapidocr no respondió en {self.timeout:g} s") from error
        except (frames.PipeClosed, OSError) as error:
            detail = process.last_words()
            self._kill()
            raise EngineBusy(detail=f"el lector de rapidocr terminó de improviso. {detail}") from error

    def _running(self) -> "_ReaderProcess":
        if self._process is not None and self._process.popen.poll() is None:
            return self._process
        self._kill()
        if problems := self.check():
            raise EngineUnavailable(detail=" ".join(problems))
        process = _ReaderProcess([self.reader, str(os.getpid()), str(self.threads), str(self.side)])
        self._process = process
        try:
            frames.read_frame(process.answers, deadline=time.monotonic() + self.start_timeout)
        except (frames.PipeTimeout, frames.PipeClosed, OSError) as error:
            raise self._failed_start(process) from error
        return process

    def _failed_start(self, process: "_ReaderProcess") -> EngineBusy | EngineUnavailable:
        """Killed or too slow may pass; a traceback at start is a broken installation."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.popen.wait(timeout=0.5)
        detail = f"el lector de rapidocr no arrancó. {process.last_words()}"
        broken = (process.popen.returncode or 0) > 0
        self._kill()
        return EngineUnavailable(detail=detail) if broken else EngineBusy(detail=detail)

    def _kill(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None

    def _forget_after_fork(self) -> None:
        """A reader belongs to the process that started it: a forked child leaves the parent's alone."""
        if self._owner == os.getpid():
            return
        if self._process is not None:
            self._process.disown()
        self._process, self._owner, self._lock = None, os.getpid(), threading.Lock()


class _ReaderProcess:
    """One running reader and its three pipes."""

    def __init__(self, arguments: list[str]) -> None:
        environment = {key: os.environ[key] for key in ENVIRONMENT if key in os.environ}
        environment |= {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": arguments[2], "PYTHONUNBUFFERED": "1"}
        self.errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (closed in end)
        self.popen = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env=environment,
            cwd="/",
            # A Ctrl-C in the terminal is for the worker; the reader goes when its parent goes.
            start_new_session=True,
        )
        assert self.popen.stdin is not None and self.popen.stdout is not None  # noqa: S101
        self.requests = self.popen.stdin.fileno()
        self.answers = self.popen.stdout.fileno()
        os.set_blocking(self.requests, False)
        # Runs at the end of the interpreter too, so that no reader is left without a worker.
        self._finalizer = weakref.finalize(self, _end, self.popen, self.errors, os.getpid())

    def last_words(self) -> str:
        """The end of what it wrote to stderr, for the log."""
        with contextlib.suppress(OSError, ValueError):
            self.errors.seek(0, os.SEEK_END)
            self.errors.seek(max(0, self.errors.tell() - 600))
            return self.errors.read().decode("utf-8", "replace").strip()
        return ""

    def end(self) -> None:
        self._finalizer()

    def disown(self) -> None:
        """In a forked child: forget the parent's process without touching it."""
        self._finalizer.detach()
        self.popen.returncode = 0
        _close(self.popen, self.errors)


def _end(popen: "subprocess.Popen[bytes]", errors: IO[bytes], owner: int) -> None:
    if owner != os.getpid():
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(popen.pid, signal.SIGKILL)
    popen.wait()
    _close(popen, errors)


def _close(popen: "subprocess.Popen[bytes]", errors: IO[bytes]) -> None:
    for pipe in (popen.stdin, popen.stdout, errors):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _version() -> str:
    try:
        return f"{importlib.metadata.version('rapidocr')}-{REVISION}"
    except importlib.metadata.PackageNotFoundError:
        return ""
