"""What every engine that asks another machine keeps to: an address it may ask, an answer of bounded size and time.

It sends nothing itself; each engine has its own client.
"""

import time
from collections.abc import Iterable
from urllib.parse import urlsplit

# A page with three thousand words takes some megabytes as Google writes it.
MOST_BYTES = 32 * 1024 * 1024


class AnswerTooLong(Exception):
    """The answer is longer than any page can be."""


class AnswerTooLate(Exception):
    """The answer has not ended in time, however steadily it drips."""


def read_bounded(parts: Iterable[bytes], *, deadline: float, most: int = MOST_BYTES) -> bytes:
    """The whole answer, read until `deadline` (monotonic seconds) and no further than `most` bytes."""
    taken: list[bytes] = []
    size = 0
    for part in parts:
        size += len(part)
        if size > most:
            raise AnswerTooLong
        if time.monotonic() > deadline:
            raise AnswerTooLate
        taken.append(part)
    return b"".join(taken)


def address_problem(name: str, address: str, *, plain_http: bool = False) -> str:
    """Why an address may not be asked; empty when it may. `plain_http` is for a service of one's own network."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return f"La dirección de «{name}» no es válida."
    if parts.scheme not in ("http", "https") or not host:
        return f"La dirección de «{name}» debe comenzar con http:// o https://."
    if parts.username or parts.password:
        return f"La dirección de «{name}» no debe llevar usuario ni clave."
    if parts.scheme == "http" and not plain_http and host not in ("127.0.0.1", "::1", "localhost"):
        return f"La dirección de «{name}» debe comenzar con https://: las facturas no viajan sin cifrar."
    return ""
