"""Measures a running site from outside: seconds from sending a file to its invoice on the screen.

Goes through the pages a clerk uses, as that clerk: login, upload, the question how far it is, review.
It knows nothing of the database; what the reading itself costs is measured in benchmark/.
"""

import io
import time
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import requests

# The upload page asks more slowly; this is to measure the site, not the pause between two questions.
ASK_EVERY = 0.03
GIVE_UP_AFTER = 120.0
TIMEOUT = 30.0
BUSY = frozenset({"waiting", "reading", "uploading"})


class SiteError(Exception):
    """The site did not do what a clerk expects of it; the message is Spanish."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One file's way, in seconds since it was sent."""

    file: str
    accepted: float
    read: float
    shown: float
    stage: str
    message: str


class Clerk:
    """A logged-in person with a browser's cookies."""

    def __init__(self, site: str, user: str, password: str) -> None:
        self.site = site.rstrip("/") + "/"
        self.session = requests.Session()
        login = self._url("admin/login/")
        try:
            self.session.get(login, timeout=TIMEOUT)
            answer = self.session.post(
                login,
                data={"username": user, "password": password, "csrfmiddlewaretoken": self._token(), "next": "/subir/"},
                headers={"Referer": login},
                timeout=TIMEOUT,
            )
        except requests.RequestException as error:
            raise SiteError(f"El sitio {site} no responde.") from error
        if "/login/" in answer.url or not answer.ok:
            raise SiteError("El usuario o la contraseña no son válidos.")

    def file(self, name: str, data: bytes) -> Visit:
        """Upload one file and wait until its invoice stands on the review page."""
        started = time.perf_counter()
        outcome = self._one(
            self.session.post(
                self._url("subir/"),
                data={"csrfmiddlewaretoken": self._token()},
                files={"archivo": (name, data)},
                headers={"Accept": "application/json", "Referer": self._url("subir/")},
                timeout=TIMEOUT,
            )
        )
        accepted = time.perf_counter() - started
        while outcome["stage"] in BUSY:
            if time.perf_counter() - started > GIVE_UP_AFTER:
                raise SiteError(f"{name} sigue sin leerse después de {GIVE_UP_AFTER:.0f} s.")
            time.sleep(ASK_EVERY)
            state = self.session.get(
                self._url("subir/estado/"),
                params={"id": outcome["id"]},
                headers={"Accept": "application/json"},
                timeout=TIMEOUT,
            )
            outcome = self._one(state)
        read = time.perf_counter() - started
        if outcome.get("url"):
            self.session.get(urljoin(self.site, outcome["url"]), timeout=TIMEOUT).raise_for_status()
        shown = time.perf_counter() - started
        return Visit(name, accepted, read, shown, outcome["stage"], outcome.get("message", ""))

    def _one(self, answer: requests.Response) -> dict[str, str]:
        try:
            outcome: dict[str, str] = answer.json()["files"][0]
        except (requests.JSONDecodeError, KeyError, IndexError) as error:
            raise SiteError(f"El sitio respondió algo inesperado ({answer.status_code}).") from error
        return outcome

    def _token(self) -> str:
        return next((c.value or "" for c in self.session.cookies if c.name.endswith("csrftoken")), "")

    def _url(self, path: str) -> str:
        return urljoin(self.site, path)


def visits(clerk: Clerk, folder: Path, names: list[str]) -> Iterator[Visit]:
    """File after file, each a little different so that a second round is read and not refused as known."""
    for name in names:
        path = folder / name
        yield clerk.file(path.name, never_seen(path.name, path.read_bytes()))


def never_seen(name: str, data: bytes) -> bytes:
    """The same document with a mark that no reader looks at."""
    mark = uuid.uuid4().hex.encode()
    suffix = Path(name).suffix.lower()
    if suffix == ".xml":
        return data.rstrip() + b"\n<!-- " + mark + b" -->\n"
    if suffix == ".pdf":
        return data + b"\n% " + mark + b"\n"
    if suffix == ".zip":
        stream = io.BytesIO(data)
        with zipfile.ZipFile(stream, "a") as archive:
            archive.comment = mark
        return stream.getvalue()
    return data + mark
