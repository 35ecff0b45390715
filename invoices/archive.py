"""Originals under their SHA-256: store, open, verify. Knows no rows and deletes nothing."""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from typing import Literal

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

from invoices.errors import ArchiveDamaged

Condition = Literal["ok", "missing", "changed"]

_HEX = re.compile(r"^[0-9a-f]{64}$")
_CHUNK = 1024 * 1024


def storage() -> Storage:
    return storages["archive"]


def path_of(sha256: str) -> str:
    """aa/bb/aabb...: no folder grows beyond what a file system likes to list."""
    if not _HEX.match(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def store(data: bytes) -> str:
    """Keep these bytes for ever and return their SHA-256. Stored twice, they are there once.

    Returns only after the bytes were read back from the storage and compared.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = path_of(sha256)
    if not storage().exists(path):
        # Another process may be storing the same bytes at this moment; the check below looks at them.
        with contextlib.suppress(FileExistsError):
            storage().save(path, ContentFile(data))
    if verify(sha256) != "ok":
        raise ArchiveDamaged
    return sha256


def open_original(sha256: str) -> "File[bytes]":
    try:
        return storage().open(path_of(sha256), "rb")
    except FileNotFoundError as error:
        raise ArchiveDamaged from error


def read(sha256: str) -> bytes:
    """The bytes, compared with their hash: nobody works on a changed original."""
    with open_original(sha256) as file:
        data: bytes = file.read()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ArchiveDamaged
    return data


def verify(sha256: str) -> Condition:
    try:
        with storage().open(path_of(sha256), "rb") as file:
            digest = hashlib.sha256()
            for chunk in file.chunks(_CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return "missing"
    return "ok" if digest.hexdigest() == sha256 else "changed"


def stored_paths() -> Iterator[str]:
    """Every file in the archive, whatever its name, for the comparison with the rows."""
    yield from _walk("")


def _walk(folder: str) -> Iterator[str]:
    try:
        folders, files = storage().listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}/{name}".lstrip("/")
    for name in sorted(folders):
        yield from _walk(f"{folder}/{name}".lstrip("/"))
