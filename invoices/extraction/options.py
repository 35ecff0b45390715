"""What a reading is told beforehand: the engines, who we are, whom we know, and the budgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from PIL import Image

from invoices.extraction.calibration import Watch
from invoices.extraction.habits import Memory, nothing_remembered
from invoices.extraction.result import PageReading
from invoices.extraction.sniff import DEFAULT_LIMITS, Limits

# The DIAN prints its own NIT on what its free tool makes; it is never the supplier of a page.
DIAN_NIT = "800197268"


class PageReader(Protocol):
    """An engine, or a chain of them, as the pipeline sees it."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, image: Image.Image) -> PageReading: ...


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """`own_nits` and `supplier_names` tell customer from supplier; without `engines` no picture is read.

    `rereader` looks again at single doubtful values, cut out of the page.
    `second_opinion` is asked about the same pages when a key field is missing or doubtful after that.
    `memory` is asked for the habits of a supplier once it is recognised; `supplier` is its NIT where a QR or an
    XML has said it before the words are read. `watch` is told of every value read from a page, for measuring.
    """

    engines: PageReader | None = None
    second_opinion: PageReader | None = None
    rereader: PageReader | None = None
    own_nits: frozenset[str] = frozenset()
    supplier_names: Mapping[str, str] = field(default_factory=dict)
    ignored_nits: frozenset[str] = frozenset({DIAN_NIT})
    today: date | None = None
    limits: Limits = DEFAULT_LIMITS
    memory: Memory = nothing_remembered
    supplier: str = ""
    watch: Watch | None = None
