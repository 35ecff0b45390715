"""The reader program behind `rapidocr`: pictures in on stdin, words out on stdout, one at a time.

Run as `python -m invoices.extraction.engines.rapidocr_reader PARENT_PID THREADS SIDE`. It loads the
models once, says hello, and ends with its parent. Whatever the libraries print goes to stderr. How a
picture becomes words is in `ppocr`.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from invoices.extraction.engines import frames

if TYPE_CHECKING:
    from invoices.extraction.engines.ppocr import PpOcr

PR_SET_PDEATHSIG = 1
# Far above what a page needs (0.4 to 0.6 GB), far below what would hurt the machine.
MEMORY_LIMIT = 6 * 1024**3


def main(arguments: list[str]) -> int:
    parent, threads, side = (int(value) for value in arguments)
    die_with(parent)
    limit_resources()
    answers = take_stdout()
    # An error here or below ends the program; its traceback on stderr is what the parent logs.
    reader = load(threads, side)
    read_one_word(reader)
    frames.write_all(answers, frames.pack({"ready": True}))
    while True:
        try:
            header, pixels = frames.read_frame(0)
        except frames.PipeClosed:
            return 0
        answer = read_words(reader, header["width"], header["height"], pixels)
        frames.write_all(answers, frames.pack(answer))


def die_with(parent: int) -> None:
    """Be killed when the parent goes, also when it went before we asked for that."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(0)


def limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    # If the machine runs out of memory, the kernel should take this process and not the database.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("600")


def take_stdout() -> int:
    """Keep stdout for frames; anything a library prints goes to stderr."""
    answers = os.dup(1)
    os.dup2(2, 1)
    return answers


def load(threads: int, side: int) -> "PpOcr":
    from invoices.extraction.engines.ppocr import PpOcr

    return PpOcr(threads=threads, side=side)


def read_one_word(reader: "PpOcr") -> None:
    """The first picture makes the libraries set themselves up: better before saying hello than on somebody's page."""
    import cv2
    import numpy as np

    picture = np.full((64, 256, 3), 255, np.uint8)
    cv2.putText(picture, "TOTAL 100", (16, 42), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 2)
    reader.read(picture)


def read_words(reader: "PpOcr", width: int, height: int, pixels: bytes) -> dict[str, Any]:
    """The words, placed as shares of the picture once it was turned upright, and the turns that took."""
    import numpy as np

    from invoices.extraction.engines.ppocr import words_of

    picture = np.frombuffer(pixels, dtype=np.uint8).reshape(height, width, 3)[:, :, ::-1]
    page = reader.read(np.ascontiguousarray(picture))
    wide, high = page.size
    words = [
        (text, [round(x0 / wide, 6), round(y0 / high, 6), round(x1 / wide, 6), round(y1 / high, 6)], round(sure, 4))
        for line in page.lines
        for text, (x0, y0, x1, y1), sure in words_of(line)
    ]
    return {"words": words, "turn": page.turn}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
