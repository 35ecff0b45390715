"""An engine that does to its process what the colour of the page says."""

import os
import signal
import time
from pathlib import Path

from PIL import Image

from invoices.extraction.result import PageReading
from tests.engines import ScriptedEngine

GREY, RED, BLUE, GREEN = (200, 200, 200), (250, 0, 0), (0, 200, 250), (0, 250, 0)
# How long a green page takes, and a blue one the first time somebody tries.
SLOW_SECONDS, STUCK_SECONDS = 5, 300


class ByColour(ScriptedEngine):
    """Grey is read, green slowly; blue hangs the first time; red kills the process, every time."""

    def read(self, image: Image.Image) -> PageReading:
        red, _, blue = image.convert("RGB").resize((1, 1)).getpixel((0, 0))
        green = image.convert("RGB").resize((1, 1)).getpixel((0, 0))[1]
        before = _note(f"{red > 230 and green < 20} {os.getpid()}")
        if red > 230 and green < 20:
            os.kill(os.getpid(), signal.SIGKILL)
        if green > 230 and red < 20:
            time.sleep(float(os.environ.get("FAULTS_SLOW_SECONDS", SLOW_SECONDS)))
        if blue > 230 and red < 20 and before == 0:
            time.sleep(STUCK_SECONDS)
        return super().read(image)


def _note(line: str) -> int:
    """Write down that a reading began; how many had begun before."""
    file = Path(os.environ["FAULTS_DIR"]) / "readings"
    before = len(file.read_text().splitlines()) if file.exists() else 0
    with file.open("a") as log:
        log.write(line + "\n")
    return before
