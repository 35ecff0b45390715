"""The local archive's storage: files are written once and never changed or deleted."""

from django.core.files.storage import FileSystemStorage


class WriteOnceFileSystemStorage(FileSystemStorage):
    """Refuses to overwrite or delete."""
