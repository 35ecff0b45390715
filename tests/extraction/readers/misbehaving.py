"""A reader whose behaviour is chosen by the width of the picture it is sent.

1: crash. 2: hang. 3: print noise on stdout, then answer. Anything else: answer.
"""

import os
import signal
import sys
import time

from invoices.extraction.engines import frames
from invoices.extraction.engines.rapidocr_reader import die_with, take_stdout

CRASH, HANG, NOISE = 1, 2, 3


def main() -> None:
    die_with(int(sys.argv[1]))
    answers = take_stdout()
    print("a banner nobody asked for", flush=True)
    frames.write_all(answers, frames.pack({"ready": True}))
    while True:
        try:
            header, _pixels = frames.read_frame(0)
        except frames.PipeClosed:
            return
        if header["width"] == CRASH:
            os.kill(os.getpid(), signal.SIGSEGV)
        if header["width"] == HANG:
            time.sleep(600)
        if header["width"] == NOISE:
            print("x" * 10_000, flush=True)
            os.write(1, b"more noise, straight to the descriptor")
        frames.write_all(answers, frames.pack({"words": [["PID", [0.1, 0.1, 0.2, 0.2], 1.0]]}))


if __name__ == "__main__":
    main()
