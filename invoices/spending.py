"""What paid reading engines have cost this month: one row for each engine and month, counted by the database.

A page is counted by one statement before it is asked for, so that workers on several machines cannot pass the
cap together. Prices and caps stand in RADICA_ENGINES; who refuses, and when a page is given back, in
extraction/engines/metered.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import structlog
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import F
from django.utils import formats, timezone

from invoices.extraction.engines.metered import Tariff
from invoices.extraction.errors import EngineCapReached, EngineUnavailable
from invoices.models import EngineMonth

log = structlog.get_logger(__name__)


class DatabaseMeter:
    """The meter of every worker. Without the database a paid engine is not asked at all."""

    def take(self, engine: str, tariff: Tariff) -> None:
        try:
            counted = tariff.price <= tariff.monthly_cap and _count(engine, tariff)
            if not counted:
                raise EngineCapReached(Spent.of(engine, tariff).refusal, detail=engine)
        except DatabaseError as error:
            raise EngineUnavailable(detail=f"no se pudo anotar el gasto de «{engine}»") from error

    def give_back(self, engine: str, tariff: Tariff) -> None:
        try:
            EngineMonth.objects.filter(engine=engine, month=this_month(), pages__gt=0, cost__gte=tariff.price).update(
                pages=F("pages") - 1, cost=F("cost") - tariff.price
            )
        except DatabaseError as error:
            # Counted although not paid: the cap comes a page too early, which harms nobody.
            log.warning("page_not_given_back", engine=engine, error=type(error).__name__)


@dataclass(frozen=True, slots=True)
class Spent:
    """One paid engine in one month."""

    engine: str
    month: date
    pages: int
    cost: Decimal
    cap: Decimal
    price: Decimal

    @classmethod
    def of(cls, engine: str, tariff: Tariff) -> "Spent":
        row = EngineMonth.objects.filter(engine=engine, month=this_month()).first()
        pages, cost = (row.pages, row.cost) if row else (0, Decimal(0))
        return cls(engine, this_month(), pages, cost, tariff.monthly_cap, tariff.price)

    @property
    def is_over(self) -> bool:
        return self.cost + self.price > self.cap

    @property
    def sentence(self) -> str:
        month, pages = formats.date_format(self.month, "F"), formats.number_format(self.pages, force_grouping=True)
        return (
            f"El motor de pago «{self.engine}» lleva {_dollars(self.cost)} de {_dollars(self.cap)} dólares en {month} "
            f"({pages} páginas)."
        )

    @property
    def refusal(self) -> str:
        return (
            f"{self.sentence} Llegó al tope y no lee más este mes: pide al administrador que suba el tope, "
            "o digita la factura a mano."
        )


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def spent() -> Iterator[Spent]:
    """Every paid engine that is in use."""
    for name in dict.fromkeys((*settings.RADICA_ENGINE_CHAIN, settings.RADICA_SECOND_OPINION)):
        if tariff := Tariff.of(settings.RADICA_ENGINES.get(name, {})):
            yield Spent.of(name, tariff)


def _count(engine: str, tariff: Tariff) -> bool:
    """Add a page to the month, unless the cap would be passed; one statement, right for any number of workers."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO invoices_enginemonth AS counted (engine, month, pages, cost)
            VALUES (%(engine)s, %(month)s, 1, %(price)s)
            ON CONFLICT (engine, month) DO UPDATE
               SET pages = counted.pages + 1, cost = counted.cost + EXCLUDED.cost
             WHERE counted.cost + EXCLUDED.cost <= %(cap)s
            """,
            {"engine": engine, "month": this_month(), "price": tariff.price, "cap": tariff.monthly_cap},
        )
        return cursor.rowcount == 1


def _dollars(amount: Decimal) -> str:
    return formats.number_format(amount, decimal_pos=2, force_grouping=True)
