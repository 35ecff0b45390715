"""One HTTP server on the loopback, well or unwell as a test asks."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

# What may be wrong with a service. "slow" never answers while a client waits; "drip" answers for ever.
UNWELL = (
    "slow", "drip", "busy", "later", "error", "malformed", "empty", "huge", "closed", "redirect", "forbidden",
    "unauthorised", "unknown",
)  # fmt: skip


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Service(Protocol):
    def answer(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        """What the service says to a sound request; asserts that it is one."""

    def refuse(self, mood: str) -> tuple[int, dict[str, str], bytes]:
        """The service's own words for busy, later, error and forbidden."""


@dataclass
class Server:
    service: Service
    mood: str = "well"
    requests: list[Request] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    url: str = ""
    # Set at the end, so that no thread sleeps on.
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve(service: Any) -> Iterator[Server]:
    server = Server(service)

    class Handler(_Handler):
        about = server

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_address[1]}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        http.shutdown()
        http.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    about: Server

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def log_message(self, *_: Any) -> None:
        pass

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        self.about.requests.append(request)
        self.close_connection = True
        try:
            self._answer(request)
        except (BrokenPipeError, ConnectionResetError):
            pass
        except (AssertionError, KeyError, ValueError, TypeError) as problem:
            self.about.problems.append(f"{type(problem).__name__}: {problem}")
            self._send(400, {}, b"{}")

    def _answer(self, request: Request) -> None:
        mood = self.about.mood
        if mood == "slow":
            self.about.over.wait(20)
            return
        if mood == "redirect":
            self._send(302, {"Location": f"{self.about.url}/elsewhere"}, b"")
            return
        if mood in ("busy", "later", "error", "forbidden", "unauthorised", "unknown"):
            self._send(*self.about.service.refuse(mood))
            return
        status, headers, body = self.about.service.answer(request)
        if mood == "malformed":
            body = b"<html>a proxy's error page</html>"
        if mood == "empty":
            body = b""
        if mood == "huge":
            self._flood()
        elif mood == "drip":
            self._drip(body)
        elif mood == "closed":
            self._start(status, headers, len(body))
            self.wfile.write(body[: len(body) // 2])
        else:
            self._send(status, headers, body)

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self._start(status, headers, len(body))
        self.wfile.write(body)

    def _start(self, status: int, headers: dict[str, str], length: int) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers, "Content-Length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()

    def _flood(self) -> None:
        """As much as the client takes."""
        part = b" " * (1 << 20)
        self._start(200, {}, 1 << 40)
        while not self.about.over.is_set():
            self.wfile.write(part)

    def _drip(self, body: bytes) -> None:
        """A byte now and then: no single wait is long."""
        self._start(200, {}, len(body) + 1_000_000)
        while not self.about.over.is_set():
            self.wfile.write(b" ")
            time.sleep(0.05)
