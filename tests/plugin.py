"""Starts what the whole test run needs before Django's settings are read: PostgreSQL and a data folder.

Loaded by `addopts = -p tests.plugin`; a conftest.py would come too late, pytest-django has read the
settings by then. With DATABASE_URL set that server is used and none is started.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.errors import EmbeddedError
from config.embedded.postgresql import PostgreSQL

# Playwright's own event loop runs in the thread of the test; Django would take every query there for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """A wrapper, so that it runs before pytest-django reads the settings in the same hook."""
    run = _Run(owner="PYTEST_XDIST_WORKER" not in os.environ)
    early_config.add_cleanup(run.close)
    run.open()
    return (yield)


class _Run:
    """The folder and the server of one test run; the workers of pytest-xdist share those of their parent."""

    def __init__(self, *, owner: bool) -> None:
        self.owner = owner
        self.folder: Path | None = None
        self.server: PostgreSQL | None = None

    def open(self) -> None:
        if not self.owner:
            return
        self.folder = Path(tempfile.mkdtemp(prefix="radica-test-"))
        # Started by root, PostgreSQL runs as another user, who must be able to walk in here.
        self.folder.chmod(0o711)
        os.environ["RADICA_TEST_DIR"] = str(self.folder)
        if not os.environ.get("DATABASE_URL"):
            self.server = PostgreSQL(self.folder, durable=False)
            try:
                os.environ["DATABASE_URL"] = self.server.start()
            except EmbeddedError as error:
                raise pytest.UsageError(str(error)) from error

    def close(self) -> None:
        if self.server is not None:
            cluster = self.server.cluster
            self.server.stop()
            os.environ.pop("DATABASE_URL", None)
            shutil.rmtree(cluster, ignore_errors=True)
            self.server = None
        if self.folder is not None:
            with contextlib.suppress(KeyError):
                del os.environ["RADICA_TEST_DIR"]
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None
