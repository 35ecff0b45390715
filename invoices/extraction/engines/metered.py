"""Engines that cost money: a page is counted before it is asked for, and refused when the month is spent.

Who counts, and where, is handed in as a `Meter`. It knows neither a database nor a service.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, Self

from PIL import Image

from invoices.extraction.errors import EngineFault, EngineUnavailable
from invoices.extraction.result import PageReading

if TYPE_CHECKING:
    from invoices.extraction.engines import Engine


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a page costs and what may be spent in a month, both in dollars as the services bill."""

    price: Decimal
    monthly_cap: Decimal

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> Self | None:
        """The tariff in an engine's configuration. A price without a cap is a cap of nothing."""
        if not entry.get("PRICE"):
            return None
        return cls(Decimal(str(entry["PRICE"])), Decimal(str(entry.get("MONTHLY_CAP") or 0)))


class Meter(Protocol):
    """Counts paid pages, exactly, however many workers read at once."""

    def take(self, engine: str, tariff: Tariff) -> None:
        """Count one page that is about to be asked for; raises EngineCapReached when it would pass the cap."""

    def give_back(self, engine: str, tariff: Tariff) -> None:
        """The page taken last was certainly not billed."""


class MeteredEngine:
    """An engine whose every call is counted. A retry that is billed again counts again."""

    def __init__(self, engine: "Engine", tariff: Tariff, meter: Meter | None) -> None:
        self.engine = engine
        self.tariff = tariff
        self._meter = meter
        self.name = engine.name

    @property
    def version(self) -> str:
        return self.engine.version

    def read(self, image: Image.Image) -> PageReading:
        if self._meter is None:
            raise EngineUnavailable(detail=f"nadie lleva la cuenta de lo que cuesta «{self.name}»")
        if problems := self.engine.check():
            raise EngineUnavailable(detail=" ".join(problems))
        self._meter.take(self.name, self.tariff)
        try:
            return self.engine.read(image)
        except EngineFault as fault:
            # Anything else, a worker being stopped for instance, leaves the page counted: it may have been billed.
            if not fault.billed:
                self._meter.give_back(self.name, self.tariff)
            raise

    def check(self) -> list[str]:
        return self.engine.check()

    def close(self) -> None:
        finish = getattr(self.engine, "close", None)
        if finish is not None:
            finish()
