"""The local archive's storage: files are written once and never changed or deleted."""

import contextlib
import os
import uuid
from pathlib import Path
from typing import Any, NoReturn

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

READ_ONLY = 0o440
FOLDER = 0o750


@deconstructible(path="invoices.storage.WriteOnceFileSystemStorage")
class WriteOnceFileSystemStorage(FileSystemStorage):
    """A file is complete and on the disk, or it is not there: temporary file, fsync, link, fsync of the folder."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name asked for: a second name for the same content would be a second copy."""
        return name

    def _save(self, name: str, content: "File[bytes]") -> str:
        final = Path(self.path(name))
        self._make_folders(final.parent)
        temporary = final.parent / f".{uuid.uuid4().hex}.part"
        try:
            self._write(temporary, content)
            # A link fails when the name is taken, even by another process at this very moment.
            os.link(temporary, final)
        finally:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
        _sync_folder(final.parent)
        return name

    def _write(self, path: Path, content: "File[bytes]") -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, READ_ONLY)
        with os.fdopen(descriptor, "wb") as target:
            for chunk in content.chunks():
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        path.chmod(READ_ONLY)

    def _make_folders(self, folder: Path) -> None:
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        for new in reversed(missing):
            with contextlib.suppress(FileExistsError):
                new.mkdir(mode=FOLDER)
            _sync_folder(new.parent)

    def delete(self, name: str) -> NoReturn:
        raise PermissionError(f"the archive deletes nothing: {name}")

    def url(self, name: str | None) -> Any:
        raise ValueError("an original has no address: it is served through a permission check")


def _sync_folder(folder: Path) -> None:
    """Without this a crash may forget the name of a file whose bytes are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
