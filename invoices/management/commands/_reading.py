"""What `extract` and `benchmark` share: the engines asked for, without database or broker."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from invoices import spending
from invoices.extraction import engines
from invoices.extraction.engines.kept import KeptReadings
from invoices.extraction.engines.tesseract import line_reader
from invoices.extraction.options import PageReader, ReadingOptions


def reading_options(
    engine: str | None, own_nits: Sequence[str] = (), *, kept_in: Path | None = None
) -> tuple[ReadingOptions, engines.EngineChain]:
    """Options for reading files outside the system, and the chain to close afterwards."""
    if engine and engine not in settings.RADICA_ENGINES:
        names = ", ".join(settings.RADICA_ENGINES)
        raise CommandError(f"No hay un motor de lectura «{engine}». Los configurados son: {names}.")
    # A page read here is paid like any other.
    meter = spending.DatabaseMeter()
    chain = engines.load(settings.RADICA_ENGINES, [engine] if engine else settings.RADICA_ENGINE_CHAIN, meter=meter)
    if engine and (problems := chain.check()):
        raise CommandError(" ".join(problems))
    adviser = None if engine else settings.RADICA_SECOND_OPINION
    second = engines.load(settings.RADICA_ENGINES, [adviser], meter=meter) if adviser else None
    looker: PageReader | None = line_reader() if settings.RADICA_REREADING and not engine else None
    if kept_in:
        chain = engines.EngineChain([KeptReadings(one, kept_in) for one in chain.engines])
        looker = KeptReadings(line_reader(), kept_in) if looker else None
        if second:
            second = engines.EngineChain([KeptReadings(one, kept_in) for one in second.engines])
    options = ReadingOptions(
        engines=chain, second_opinion=second, rereader=looker, own_nits=frozenset(own_nits), today=timezone.localdate()
    )
    return options, chain
