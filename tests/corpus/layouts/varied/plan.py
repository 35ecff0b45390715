"""The habits of one composed document: fonts, colours, wording, which parts it has and where they stand."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from reportlab.pdfbase import pdfmetrics

from ...invoice import Invoice
from ...sheet import FACES, Sheet
from ...show import Shown
from .voice import Voice

T = TypeVar("T")
DARK = ("#1d3557", "#14532d", "#7c2d12", "#3b0764", "#111827", "#334155", "#7f1d1d", "#0f4c5c")
PALE = ("#eef2f7", "#f1f5f0", "#f3f4f6", "#fdf3e7", "#e8eef5", "#eeeeee")


@dataclass
class Plan:
    """What the parts of a page need to know of each other."""

    sheet: Sheet
    show: Shown
    voice: Voice
    rng: random.Random
    face: str
    size: float
    squeeze: float
    dark: str
    pale: str
    left: float
    right: float
    bottom: float
    number_pattern: str
    prices_with_tax: bool
    # Whether a line's total has the tax in it as well.
    totals_with_tax: bool
    framed: str  # how boxes are drawn: square | round | none | pale
    has_cufe: bool
    has_qr: bool
    english: bool
    discounts_in_percent: bool

    @property
    def invoice(self) -> Invoice:
        return self.show.invoice

    @property
    def width(self) -> float:
        return self.right - self.left

    def pick(self, weighted: dict[T, float]) -> T:
        return self.rng.choices(list(weighted), list(weighted.values()))[0]

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    # drawing in the manner of this document

    def text(
        self, x: float, y: float, text: str, *, grow: float = 0, bold: bool = False, align: str = "l", color: str = "#000000"
    ) -> float:  # fmt: skip
        return self.sheet.text(
            x, y, text, self.size + grow, font=self.face, bold=bold, align=align, color=color, squeeze=self.squeeze
        )

    def measure(self, text: str, *, grow: float = 0, bold: bool = False) -> float:
        return float(pdfmetrics.stringWidth(text, FACES[self.face][bold], self.size + grow) * self.squeeze / 100)

    def wrapped(self, text: str, width: float, *, grow: float = 0, bold: bool = False) -> list[str]:
        return self.sheet.wrapped(text, width * 100 / self.squeeze, self.size + grow, font=self.face, bold=bold)

    def paragraph(
        self, x: float, y: float, width: float, text: str, *, grow: float = 0, bold: bool = False, align: str = "l",
        color: str = "#000000",
    ) -> float:  # fmt: skip
        """Wrapped text; returns the base line after it."""
        anchor = {"l": x, "r": x + width, "c": x + width / 2}[align]
        for line in self.wrapped(text, width, grow=grow, bold=bold):
            self.text(anchor, y, line, grow=grow, bold=bold, align=align, color=color)
            y += (self.size + grow) * 1.2
        return y

    def fitted(
        self, x: float, y: float, width: float, text: str, *, grow: float = 0, bold: bool = False, align: str = "l",
        color: str = "#000000",
    ) -> None:  # fmt: skip
        """One line, made smaller until it fits its cell."""
        while self.size + grow > 5 and self.measure(text, grow=grow, bold=bold) > width:
            grow -= 0.25
        anchor = {"l": x, "r": x + width, "c": x + width / 2}[align]
        self.text(anchor, y, text, grow=grow, bold=bold, align=align, color=color)

    @property
    def step(self) -> float:
        return self.size * 1.32

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """A box the way this document draws boxes."""
        if self.framed == "round":
            self.sheet.box(x, y, width, height, radius=5, color=self.dark, weight=0.7)
        elif self.framed == "square":
            self.sheet.box(x, y, width, height, weight=0.6)
        elif self.framed == "pale":
            self.sheet.box(x, y, width, height, fill=self.pale, weight=0)


def plan_for(sheet: Sheet, show: Shown, *, margin: float, size: float, reserve: float = 40) -> Plan:
    """Habits drawn from the document's own random source."""
    rng = show.rng
    english = rng.random() < 0.05
    invoice = show.invoice
    patterns: Sequence[str] = ("{prefix}{number}", "{prefix} {number}", "{prefix}-{number}", "{prefix} - {number}")
    with_tax = any(line.tax_amount for line in invoice.lines) and invoice.prices_with_tax
    return Plan(
        sheet=sheet,
        show=show,
        voice=Voice(rng, english=english),
        rng=rng,
        face=rng.choice(("helv", "helv", "helv", "times", "courier", "vera", "helv")),
        size=size + rng.choice((-0.5, 0, 0, 0.5, 1, 1.5) if sheet.width > 420 else (-0.5, 0, 0, 0.5)),
        squeeze=rng.choice((100, 100, 100, 88, 84)),
        dark=rng.choice(DARK),
        pale=rng.choice(PALE),
        left=margin,
        right=sheet.width - margin,
        bottom=sheet.height - reserve,
        number_pattern=rng.choices(patterns, (4, 2, 2, 1))[0] if invoice.prefix else "{prefix}{number}",
        prices_with_tax=with_tax,
        totals_with_tax=with_tax and rng.random() < 0.65,
        framed=rng.choice(("square", "square", "round", "none", "pale")),
        has_cufe=rng.random() < 0.88,
        has_qr=rng.random() < 0.6,
        english=english,
        discounts_in_percent=rng.random() < 0.5,
    )
