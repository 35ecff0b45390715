"""How another terminal finds the servers that `make run` started: a small file in DATA_DIR while they run."""

import os
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
SHARED = ("DATABASE_URL", "BROKER_URL", "SECRET_KEY", "RADICA_DEMO", "RADICA_BASE_URL")


def data_dir() -> Path:
    return Path(os.environ.get("DATA_DIR") or PROJECT / ".data").resolve()


def _file(folder: Path) -> Path:
    return folder / "run" / "environment"


def publish(folder: Path, values: Mapping[str, str]) -> None:
    """Only for its owner's eyes: the secret key stands in it."""
    file = _file(folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}={values[name]}\n" for name in SHARED if name in values))


def withdraw(folder: Path) -> None:
    _file(folder).unlink(missing_ok=True)


def adopt() -> None:
    """Take the running servers for every variable that is not set. Called by the development settings only."""
    try:
        lines = _file(data_dir()).read_text().splitlines()
    except OSError:
        return
    if "DATABASE_URL" not in os.environ:
        for name, _, value in (line.partition("=") for line in lines):
            os.environ.setdefault(name, value)
