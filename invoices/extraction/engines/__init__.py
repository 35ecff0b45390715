"""Reading engines: the protocol, loading them by dotted path, and the chain that falls from one to the next.

It does not know pages, files or fields: an engine is given one upright picture and says which words
stand where. What the words mean is for `fields` and `lines`.

Engines are chosen as Django chooses caches: a mapping of names to {"BACKEND": dotted path, "TIMEOUT":
seconds, "OPTIONS": {...}} and the order in which they are tried. Those that cost money have a "PRICE" a page
and a "MONTHLY_CAP" as well. A further engine is one file, one
entry of that mapping and its name in the contract test.
"""

import importlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from PIL import Image

from invoices.extraction.engines.metered import Meter, MeteredEngine, Tariff
from invoices.extraction.errors import EngineBusy, EngineCapReached, EngineFault, EngineUnavailable
from invoices.extraction.result import PageReading

DEFAULT_TIMEOUT = 10.0
# One retry of a passing fault, then the next engine.
ATTEMPTS = 2
# An engine that asks for a longer pause than this is given it, and the next one is asked meanwhile.
MOST_WAIT = 2.0


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
    """Stops asking an engine that failed `limit` pages in a row, and tries one page again after `pause` seconds.

    Each worker process has its own: what one sees of an engine says little of another's network or memory.
    """

    limit: int = 3
    pause: float = 30.0
    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    open_until: float | None = None

    @property
    def is_open(self) -> bool:
        return self.open_until is not None and self.clock() < self.open_until

    @property
    def is_trial(self) -> bool:
        """Half open: the pause is over and nobody knows yet whether the engine is well again."""
        return self.open_until is not None and not self.is_open

    def succeeded(self) -> None:
        self.failures, self.open_until = 0, None

    def failed(self, rest: float | None = None) -> None:
        """`rest` is what the engine itself asked for."""
        self.failures += 1
        if rest is not None or self.failures >= self.limit:
            self.open_until = self.clock() + max(rest or 0.0, self.pause if self.failures >= self.limit else 0.0)


class EngineChain:
    """Engines in the order they are tried. Itself an engine to whoever only wants a page read."""

    def __init__(
        self,
        engines: Sequence[Engine],
        *,
        breakers: Sequence[Breaker] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not engines:
            raise EngineUnavailable(detail="la cadena de motores está vacía")
        self.engines = tuple(engines)
        self._breakers = tuple(breakers) if breakers is not None else tuple(Breaker() for _ in engines)
        self._sleep = sleep

    @property
    def name(self) -> str:
        return "+".join(engine.name for engine in self.engines)

    @property
    def version(self) -> str:
        return "; ".join(f"{engine.name} {engine.version}" for engine in self.engines)

    def read(self, image: Image.Image) -> PageReading:
        """The first engine's reading that comes; when all fail, the error that says most about what to do."""
        errors: list[EngineFault] = []
        for engine, breaker in self._willing():
            try:
                reading = self._read_with_retry(engine, image, attempts=1 if breaker.is_trial else ATTEMPTS)
            except (EngineBusy, EngineUnavailable) as error:
                breaker.failed(error.retry_after)
                errors.append(error)
            else:
                breaker.succeeded()
                return reading
        raise _most_telling(errors)

    def _willing(self) -> list[tuple[Engine, Breaker]]:
        pairs = list(zip(self.engines, self._breakers, strict=True))
        # With every circuit open, trying is better than refusing a document outright.
        return [pair for pair in pairs if not pair[1].is_open] or pairs

    def _read_with_retry(self, engine: Engine, image: Image.Image, attempts: int) -> PageReading:
        for attempt in range(1, attempts + 1):
            try:
                return engine.read(image)
            except EngineBusy as error:
                if attempt == attempts or (error.retry_after or 0.0) > MOST_WAIT:
                    raise
                self._sleep(error.retry_after or 0.0)
        raise AssertionError("unreachable")

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


def _most_telling(errors: Sequence[EngineFault]) -> EngineFault:
    """What may pass is worth waiting for; a spent cap says more than an engine nobody installed."""
    for kind in (EngineBusy, EngineCapReached):
        if found := [error for error in errors if isinstance(error, kind)]:
            return found[-1]
    return errors[-1]


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


def load(config: Mapping[str, Mapping[str, Any]], chain: Sequence[str], *, meter: Meter | None = None) -> EngineChain:
    """Build the engines named in `chain`, in that order, from their configuration.

    Whoever pays for pages hands in a `meter`; without one an engine that has a PRICE reads nothing.
    """
    return EngineChain([_build(name, config, meter) for name in chain])


def _build(name: str, config: Mapping[str, Mapping[str, Any]], meter: Meter | None) -> Engine:
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
    tariff = Tariff.of(entry)
    return MeteredEngine(engine, tariff, meter) if tariff else engine
