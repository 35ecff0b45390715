"""Reading engines: the protocol, loading them by dotted path, and the chain that falls from one to the next.

It does not know pages, files or fields: an engine is given one upright picture and says which words
stand where. What the words mean is for `fields` and `lines`.

Engines are chosen as Django chooses caches: a mapping of names to {"BACKEND": dotted path, "TIMEOUT":
seconds, "OPTIONS": {...}} and the order in which they are tried. A further engine is one file, one
entry of that mapping and its name in the contract test.
"""

import importlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PIL import Image

from invoices.extraction.errors import EngineBusy, EngineUnavailable
from invoices.extraction.result import PageReading

DEFAULT_TIMEOUT = 10.0
# One retry of a passing fault, then the next engine.
ATTEMPTS = 2


@runtime_checkable
class Engine(Protocol):
    """Reads the words of one page image. It must give up by itself once its timeout has passed.

    `read` raises EngineBusy for what may pass (timeout, crash, 429, network) and EngineUnavailable
    for what only the operator can mend (no program, no key). Boxes are shares of the image given.
    """

    name: str

    @property
    def version(self) -> str: ...

    def read(self, image: Image.Image) -> PageReading: ...

    def check(self) -> list[str]:
        """What is missing for this engine to work, in Spanish sentences; empty when ready."""
        ...


@dataclass(slots=True)
class Breaker:
    """Stops asking an engine that failed `limit` pages in a row, and asks again after `pause` seconds."""

    limit: int = 3
    pause: float = 30.0
    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    opened_at: float | None = None

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.clock() - self.opened_at < self.pause

    def succeeded(self) -> None:
        self.failures, self.opened_at = 0, None

    def failed(self) -> None:
        self.failures += 1
        if self.failures >= self.limit:
            self.opened_at = self.clock()


class EngineChain:
    """Engines in the order they are tried. Itself an engine to whoever only wants a page read."""

    def __init__(self, engines: Sequence[Engine], *, breakers: Sequence[Breaker] | None = None) -> None:
        if not engines:
            raise EngineUnavailable(detail="la cadena de motores está vacía")
        self.engines = tuple(engines)
        self._breakers = tuple(breakers) if breakers is not None else tuple(Breaker() for _ in engines)

    @property
    def name(self) -> str:
        return "+".join(engine.name for engine in self.engines)

    @property
    def version(self) -> str:
        return "; ".join(f"{engine.name} {engine.version}" for engine in self.engines)

    def read(self, image: Image.Image) -> PageReading:
        """The first engine's reading that comes; when all fail, the last error."""
        last: EngineBusy | EngineUnavailable | None = None
        for engine, breaker in self._willing():
            try:
                reading = _read_with_retry(engine, image)
            except (EngineBusy, EngineUnavailable) as error:
                breaker.failed()
                last = error
            else:
                breaker.succeeded()
                return reading
        assert last is not None  # noqa: S101  (there is always at least one willing engine)
        raise last

    def _willing(self) -> list[tuple[Engine, Breaker]]:
        pairs = list(zip(self.engines, self._breakers, strict=True))
        # With every circuit open, trying is better than refusing a document outright.
        return [pair for pair in pairs if not pair[1].is_open] or pairs

    def check(self) -> list[str]:
        return [problem for engine in self.engines for problem in engine.check()]

    def warm_up(self) -> None:
        """Load the models now, so that the first document does not wait for them."""
        for engine in self.engines:
            prepare = getattr(engine, "warm_up", None)
            if prepare is not None:
                prepare()

    def close(self) -> None:
        for engine in self.engines:
            finish = getattr(engine, "close", None)
            if finish is not None:
                finish()


def _read_with_retry(engine: Engine, image: Image.Image) -> PageReading:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return engine.read(image)
        except EngineBusy:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


class MissingEngine:
    """Stands where a configured engine could not even be imported, so that `check` can say so."""

    version = ""

    def __init__(self, name: str, problem: str) -> None:
        self.name = name
        self.problem = problem

    def read(self, image: Image.Image) -> PageReading:
        raise EngineUnavailable(detail=self.problem)

    def check(self) -> list[str]:
        return [self.problem]


def load(config: Mapping[str, Mapping[str, Any]], chain: Sequence[str]) -> EngineChain:
    """Build the engines named in `chain`, in that order, from their configuration."""
    return EngineChain([_build(name, config) for name in chain])


def _build(name: str, config: Mapping[str, Mapping[str, Any]]) -> Engine:
    entry = config.get(name)
    if entry is None or not entry.get("BACKEND"):
        return MissingEngine(name, f"El motor de lectura «{name}» no está definido en la configuración.")
    module_name, _, class_name = str(entry["BACKEND"]).rpartition(".")
    try:
        backend = getattr(importlib.import_module(module_name), class_name)
    except (ImportError, AttributeError, ValueError) as error:
        return MissingEngine(name, f"El motor de lectura «{name}» no se puede cargar: {error}.")
    timeout = float(entry.get("TIMEOUT", DEFAULT_TIMEOUT))
    engine: Engine = backend(name=name, timeout=timeout, **dict(entry.get("OPTIONS", {})))
    return engine
