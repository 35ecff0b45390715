"""Draws a page, or takes one file out of a ZIP, in a process of its own that may be lost.

A hostile file can crash or hang its reader; the web server must not be the one that dies. The child
has no credentials in its environment and ends at its limits of memory and time. What it does stands
in pages.py and containers.py.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from .errors import DocumentUnreadable, ExtractionError

_ROOT = Path(__file__).resolve().parent.parent.parent
_MEMORY = 2 * 1024**3
_REFUSED = 3
_LOST = "Esta página no se pudo mostrar. Descarga el archivo original para verlo."


def draw_page(data: bytes, *, media_type: str, index: int, max_side: int, member: str = "", seconds: int = 20) -> bytes:
    """One page as a JPEG; `member` names the file inside a ZIP. Raises DocumentUnreadable with its sentence."""
    return _in_a_child(data, ["page", media_type, member, str(index), str(max_side)], seconds)


def take_member(data: bytes, *, media_type: str, member: str, seconds: int = 20) -> bytes:
    """The bytes of one file inside a ZIP."""
    return _in_a_child(data, ["member", media_type, member], seconds)


def _in_a_child(data: bytes, what: list[str], seconds: int) -> bytes:
    # A name from a ZIP may begin with a dash or hold what a command line cannot: it travels as JSON.
    command = [sys.executable, "-m", __name__, json.dumps(what), str(seconds)]
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter and module)
            command, input=data, capture_output=True, cwd=_ROOT, env=kept, timeout=seconds + 5, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentUnreadable(_LOST, code="too_slow") from error
    if done.returncode == 0:
        return done.stdout
    if done.returncode == _REFUSED:
        said = json.loads(done.stderr.splitlines()[-1])
        raise DocumentUnreadable(said["sentence"], code=said["code"])
    raise DocumentUnreadable(_LOST, code="lost", detail=done.stderr[-500:].decode("utf-8", "replace"))


def _answer(data: bytes, what: list[str]) -> bytes:
    # Imported here: the parent never loads a decoder.
    from . import containers, pages

    media_type, member = what[1], what[2]
    if member:
        found = next((item for item in containers.unzip(data) if item.name == member), None)
        if found is None:
            raise DocumentUnreadable("El ZIP no trae ese archivo.", code="no_such_member")
        data, media_type = found.data, found.media_type
    if what[0] == "member":
        return data
    return pages.render_page(data, media_type=media_type, index=int(what[3]), max_side=int(what[4]))


def _main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", type=json.loads)
    parser.add_argument("seconds", type=int)
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (arguments.seconds, arguments.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sys.stdout.buffer.write(_answer(sys.stdin.buffer.read(), arguments.what))
    except ExtractionError as error:
        sys.stderr.write(json.dumps({"code": error.code, "sentence": error.sentence}) + "\n")
        return _REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(_main())
