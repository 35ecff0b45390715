"""Frames on a pipe: four bytes of length, then that many bytes. Spoken between an engine and its reader process.

A frame holds a JSON header and, for a picture, its raw pixels after it.
"""

import json
import os
import select
import struct
import time
from typing import Any

_LENGTH = struct.Struct(">I")
# A page of 100 megapixels in colour; anything longer is noise on the pipe and not a frame.
MAX_FRAME = 300 * 1024 * 1024


class PipeClosed(Exception):
    """The other side is gone."""


class PipeTimeout(Exception):
    """The other side did not answer in time."""


def pack(header: dict[str, Any], payload: bytes = b"") -> bytes:
    """One frame: its length, the header's length, the header, the payload."""
    head = json.dumps(header, ensure_ascii=False).encode()
    return _LENGTH.pack(_LENGTH.size + len(head) + len(payload)) + _LENGTH.pack(len(head)) + head + payload


def unpack(frame: bytes) -> tuple[dict[str, Any], bytes]:
    (size,) = _LENGTH.unpack_from(frame)
    start = _LENGTH.size
    header: dict[str, Any] = json.loads(frame[start : start + size].decode())
    return header, frame[start + size :]


def read_frame(descriptor: int, *, deadline: float | None = None) -> tuple[dict[str, Any], bytes]:
    """The next frame; raises PipeTimeout at `deadline` (monotonic seconds) and PipeClosed at the end."""
    (size,) = _LENGTH.unpack(_read_exactly(descriptor, _LENGTH.size, deadline))
    if size > MAX_FRAME:
        raise PipeClosed("the frame is impossibly long")
    return unpack(_read_exactly(descriptor, size, deadline))


def write_all(descriptor: int, data: bytes, *, deadline: float | None = None) -> None:
    """Write everything; with a deadline the descriptor must be non-blocking."""
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(descriptor, view) :]
        except BlockingIOError:
            _wait(descriptor, deadline, select.POLLOUT)
        except BrokenPipeError as error:
            raise PipeClosed("the reader closed its end") from error


def _read_exactly(descriptor: int, count: int, deadline: float | None) -> bytes:
    parts: list[bytes] = []
    while count:
        _wait(descriptor, deadline)
        part = os.read(descriptor, min(count, 1 << 20))
        if not part:
            raise PipeClosed("end of the pipe")
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _wait(descriptor: int, deadline: float | None, event: int = select.POLLIN) -> None:
    if deadline is None:
        return
    # poll and not select: a worker may well hold more than 1024 descriptors.
    poll = select.poll()
    poll.register(descriptor, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise PipeTimeout
