"""The layouts and their split: rules and weights may be tuned on DEVELOPMENT only, results are reported on both.

Both halves hold hard families: forms filled by hand, tickets, tables without borders, stamps, prices with IVA,
two number conventions on a page, several pages.
"""

from . import carta, crystal, dian_v2, pos, rm_soft, siigo
from .base import KINDS, Layout

DEVELOPMENT: tuple[Layout, ...] = (
    dian_v2.LAYOUT,
    rm_soft.LAYOUT,
    crystal.LAYOUT,
    pos.LAYOUT,
    siigo.LAYOUT,
    carta.LAYOUT,
)

TEST: tuple[Layout, ...] = ()

ALL: tuple[Layout, ...] = (*DEVELOPMENT, *TEST)

__all__ = ["ALL", "DEVELOPMENT", "KINDS", "TEST", "Layout"]
