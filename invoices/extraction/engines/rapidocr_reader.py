"""The reader program behind `rapidocr`: pictures in on stdin, words out on stdout, one at a time.

Run as `python -m invoices.extraction.engines.rapidocr_reader PARENT_PID THREADS SIDE`. It loads the
models once, says hello, and ends with its parent. Whatever the libraries print goes to stderr.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from invoices.extraction.engines import frames

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
        words = read_words(reader, header["width"], header["height"], pixels)
        frames.write_all(answers, frames.pack({"words": words}))


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


def load(threads: int, side: int) -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "Global.max_side_len": 2400,
            "Det.limit_type": "max",
            "Det.limit_side_len": side,
            # One line at a time: as fast on a CPU as batches of six, with 300 MB less memory.
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def read_one_word(reader: Any) -> None:
    """The library opens its models at the first picture: better before saying hello than on somebody's page."""
    import cv2
    import numpy as np

    picture = np.full((64, 256, 3), 255, np.uint8)
    cv2.putText(picture, "TOTAL 100", (16, 42), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 2)
    reader(picture)


def read_words(reader: Any, width: int, height: int, pixels: bytes) -> list[tuple[str, list[float], float]]:
    import numpy as np

    picture = np.frombuffer(pixels, dtype=np.uint8).reshape(height, width, 3)[:, :, ::-1]
    result = reader(np.ascontiguousarray(picture))
    if result.txts is None:
        return []
    words: list[tuple[str, list[float], float]] = []
    characters = result.word_results if len(result.word_results or ()) == len(result.txts) else [()] * len(result.txts)
    for text, score, quad, line in zip(result.txts, result.scores, result.boxes, characters, strict=True):
        for word, box, confidence in split_line(text, float(score), quad, line):
            share = [box[0] / width, box[1] / height, box[2] / width, box[3] / height]
            words.append((word, [round(value, 6) for value in share], round(confidence, 4)))
    return words


def split_line(text: str, score: float, quad: Any, characters: Any) -> list[tuple[str, tuple[float, ...], float]]:
    """Cut a recognised line at its blanks, each word with the box of its letters.

    The library numbers confidences over all characters, blanks included, but hands them out over
    the letters alone, so they are counted again here.
    """
    letters = [character for character in text if not character.isspace()]
    placed = len(characters) == len(letters) and all(len(entry[0]) == 1 for entry in characters)
    left, right = float(quad[:, 0].min()), float(quad[:, 0].max())
    top, bottom = float(quad[:, 1].min()), float(quad[:, 1].max())
    words: list[tuple[str, tuple[float, ...], float]] = []
    start = letter = 0
    for word in text.split():
        start = text.index(word, start)
        stop = start + len(word)
        confidence = score
        if placed:
            boxes = [entry[2] for entry in characters[letter : letter + len(word)]]
            xs = [point[0] for box in boxes for point in box]
            ys = [point[1] for box in boxes for point in box]
            box: tuple[float, ...] = (float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys)))
            known = [float(entry[1]) for entry in characters[start:stop]]
            confidence = min([*known, score]) if known else score
        else:
            step = (right - left) / max(len(text), 1)
            box = (left + start * step, top, left + stop * step, bottom)
        words.append((word, box, confidence))
        start, letter = stop, letter + len(word)
    return words


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
