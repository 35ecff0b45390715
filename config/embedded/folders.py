"""Where the embedded servers keep sockets and data: short enough, private, and within reach of the server's user."""

import fcntl
import hashlib
import os
import pwd
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import IO

from .errors import AlreadyRunning, EmbeddedError
from .process import as_user

# A socket's address holds 107 bytes; the servers append a name of up to 20.
LONGEST_SOCKET_FOLDER = 80
# Where root keeps what the server's user must reach when DATA_DIR lies in a private home.
SHARED_ROOT = Path("/var/lib/radica-demo")


def private_folder(path: Path, owner: pwd.struct_passwd | None = None) -> Path:
    """Make a folder only its owner can enter."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    if owner is not None:
        os.chown(path, owner.pw_uid, owner.pw_gid)
    return path


def socket_folder(data_dir: Path, name: str, owner: pwd.struct_passwd | None = None) -> Path:
    """A private folder for a Unix socket: in the data folder, or a short one when that path is too long or closed."""
    wanted = data_dir / "run" / name
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET_FOLDER:
        wanted.parent.mkdir(parents=True, exist_ok=True)
        if reachable(wanted.parent, owner):
            return private_folder(wanted, owner)
    uid = owner.pw_uid if owner else os.geteuid()
    digest = hashlib.sha256(f"{uid}:{data_dir}:{name}".encode()).hexdigest()[:12]
    for attempt in range(10):
        candidate = Path(tempfile.gettempdir()) / f"radica-{digest}-{attempt}"
        if len(os.fsencode(candidate)) > LONGEST_SOCKET_FOLDER:
            candidate = Path("/tmp") / candidate.name  # noqa: S108 - its owner and mode are checked below
        if _is_ours(candidate, uid):
            return private_folder(candidate, owner)
    raise EmbeddedError(f"No se pudo crear una carpeta corta para el socket en {tempfile.gettempdir()}.")


def _is_ours(folder: Path, uid: int) -> bool:
    """Nobody else may have put a folder (or a link) of that name there before us."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        return stat.S_ISDIR(found.st_mode) and found.st_uid in {uid, os.geteuid()}
    return True


def data_folder(data_dir: Path, name: str, owner: pwd.struct_passwd | None = None) -> Path:
    """A private folder for a server's data.

    When its user cannot reach DATA_DIR (root's home is closed to others) the data lie under SHARED_ROOT and a
    link in DATA_DIR leads there; no mode of a parent is changed.
    """
    place = data_dir / name
    if place.is_symlink():
        return private_folder(place.resolve(), owner)
    if not place.exists() and not reachable(data_dir, owner):
        SHARED_ROOT.mkdir(parents=True, exist_ok=True)
        SHARED_ROOT.chmod(0o755)
        place.symlink_to(tempfile.mkdtemp(prefix=f"{name}-", dir=SHARED_ROOT))
        return private_folder(place.resolve(), owner)
    return private_folder(place, owner)


def reachable(folder: Path, user: pwd.struct_passwd | None) -> bool:
    """Whether this user can enter the folder; asked of the system itself, which knows of lists and mounts."""
    if user is None:
        return True
    return subprocess.run(["test", "-x", str(folder)], check=False, cwd="/", **as_user(user)).returncode == 0


def lock(path: Path, sentence: str) -> IO[str]:
    """Hold a file's lock as long as the returned handle is open; a second holder is told the sentence."""
    handle = path.open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise AlreadyRunning(sentence) from None
    return handle
