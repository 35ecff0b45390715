"""When, where and of which code a run was: what a figure needs beside it to mean anything later."""

import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils import timezone

_ROOT = Path(__file__).resolve().parents[2]


def about(command: list[str] | None = None) -> dict[str, Any]:
    return {
        "date": timezone.now().date().isoformat(),
        "commit": _commit(),
        "machine": f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 1),
        "command": " ".join(["manage.py", *(command if command is not None else sys.argv[1:])]),
    }


def _commit() -> str:
    """The commit, with a plus where files have been changed since; empty outside of a checkout."""
    try:
        told = [
            subprocess.run(  # noqa: S603
                ["git", "-C", str(_ROOT), *arguments],  # noqa: S607
                capture_output=True, text=True, check=True, timeout=10,
            ).stdout.strip()
            for arguments in (("rev-parse", "--short", "HEAD"), ("status", "--porcelain", "--untracked-files=no"))
        ]  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return told[0] + ("+" if told[1] else "")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
