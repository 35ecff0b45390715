"""What a layout is: a manner of printing, the invoices it is used for, and its drawing."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from ..invoice import Want
from ..sheet import LETTER, Sheet
from ..show import Shown, Style

KINDS = ("native", "scan", "poor", "photo")
# Made on demand only, and never counted with the others.
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Layout:
    """`stamped` is the share of its paper copies that carry a stamp; forms filled by hand have no native PDF."""

    name: str
    draw: Callable[[Sheet, Shown], None]
    want: Callable[[random.Random], Want]
    style: Callable[[random.Random], Style]
    # A height of 0 is a roll of paper: cut below what was printed.
    size: tuple[float, float] = LETTER
    # Papers to choose from, for a layout that is printed on several; the same paper may stand here twice.
    sizes: tuple[tuple[float, float], ...] = ()
    kinds: tuple[str, ...] = KINDS
    stamped: float = 0.25
    # Written as HTML instead of drawn: composes the page and gives what prints it.
    html: Callable[[Shown, tuple[float, float], bool], Callable[[], bytes]] | None = None
