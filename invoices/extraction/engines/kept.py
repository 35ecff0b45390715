"""An engine whose readings are kept in a folder, for measuring layout and fields again without reading again.

A reading is found by the picture's own pixels and by the engine with its version, so a picture that is
prepared otherwise is read anew. What a model says of whole fields is not kept. Times over kept readings
mean nothing. For measuring only: a folder of readings is as confidential as the documents.
"""

import hashlib
import json
import os
from pathlib import Path

from PIL import Image

from invoices.extraction.engines import Engine
from invoices.extraction.result import Box, PageReading, Word


class KeptReadings:
    """Asks `engine` once for each picture. `asked` and `kept` count what had to be read and what did not."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        self.name = engine.name
        self.asked = 0
        self.kept = 0

    @property
    def version(self) -> str:
        return self._engine.version

    def check(self) -> list[str]:
        return self._engine.check()

    def close(self) -> None:
        finish = getattr(self._engine, "close", None)
        if finish is not None:
            finish()

    def read(self, image: Image.Image) -> PageReading:
        path = self._path(image)
        try:
            reading = _load(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            reading = self._engine.read(image)
            self.asked += 1
            if reading.readings or reading.lines:
                return reading
            path.parent.mkdir(parents=True, exist_ok=True)
            # Several measurements may share a folder: a file is whole or not there.
            draft = path.with_suffix(f".{os.getpid()}")
            draft.write_text(_dump(reading), encoding="utf-8")
            draft.replace(path)
        else:
            self.kept += 1
        return reading

    def _path(self, image: Image.Image) -> Path:
        mark = hashlib.sha256(f"{self.name} {self.version} {image.mode} {image.size}".encode())
        mark.update(image.tobytes())
        digest = mark.hexdigest()
        return self._folder / digest[:2] / f"{digest[2:40]}.json"


def _dump(reading: PageReading) -> str:
    words = [
        [word.text, [word.box.x0, word.box.y0, word.box.x1, word.box.y1], word.confidence] for word in reading.words
    ]
    kept = {"engine": reading.engine, "version": reading.version, "turn": reading.turn, "words": words}
    return json.dumps(kept, ensure_ascii=False)


def _load(text: str) -> PageReading:
    kept = json.loads(text)
    words = tuple(Word(letters, Box(*box), confidence) for letters, box, confidence in kept["words"])
    return PageReading(words, engine=kept["engine"], version=kept["version"], turn=kept.get("turn"))
