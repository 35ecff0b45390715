"""Engines for tests, passed in through the same configuration as the real ones."""

from collections.abc import Sequence

from PIL import Image

from invoices.extraction.errors import EngineBusy, EngineUnavailable
from invoices.extraction.result import Box, PageReading, Word


class ScriptedEngine:
    """Answers with the words it was given, and counts how often it was asked."""

    version = "1"

    def __init__(self, *, name: str = "scripted", timeout: float = 10.0, words: Sequence[Word] = ()) -> None:
        self.name = name
        self.timeout = timeout
        self.words = tuple(words) or (Word("FACTURA", Box(0.1, 0.1, 0.3, 0.12), 0.99),)
        self.calls = 0

    def read(self, image: Image.Image) -> PageReading:
        self.calls += 1
        return PageReading(self.words, engine=self.name, version=self.version)

    def check(self) -> list[str]:
        return []


class BusyEngine(ScriptedEngine):
    """Busy for its first `times` calls (for ever by default), then answers."""

    def __init__(self, *, times: int | None = None, retry_after: float | None = None, **options) -> None:
        super().__init__(**options)
        self.times = times
        self.retry_after = retry_after

    def read(self, image: Image.Image) -> PageReading:
        if self.times is None or self.calls < self.times:
            self.calls += 1
            raise EngineBusy(detail="scripted", retry_after=self.retry_after)
        return super().read(image)


class MissingEngine(ScriptedEngine):
    """Configured, but its program is not on this machine."""

    def read(self, image: Image.Image) -> PageReading:
        self.calls += 1
        raise EngineUnavailable(detail="scripted")

    def check(self) -> list[str]:
        return ["Falta el programa de prueba."]


class FailingEngine(ScriptedEngine):
    """Has a bug of its own."""

    def read(self, image: Image.Image) -> PageReading:
        self.calls += 1
        raise RuntimeError("a bug in the engine")
