"""Paper to print on: text, boxes, tables and pictures over reportlab, measured in points from the top left corner."""

import io
import math
import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .qr import picture

LETTER = (612.0, 792.0)
LANDSCAPE = (792.0, 612.0)
HALF_LETTER = (396.0, 612.0)
LEGAL = (612.0, 1008.0)
A4 = (595.0, 842.0)

_FONTS = Path(__file__).parent / "fonts"
FACES = {
    "helv": ("Helvetica", "Helvetica-Bold"),
    "times": ("Times-Roman", "Times-Bold"),
    "courier": ("Courier", "Courier-Bold"),
    "vera": ("Vera", "VeraBd"),
    "hand": ("Breip", "Breip"),
    "type": ("GNUTypewriter", "GNUTypewriter"),
}
INK = HexColor("#1b2a6b")
# A hand: its font, a factor for its size, and whether it writes in capitals only.
HANDS = (("Breip", 1.0, False), ("TomsonTalks", 0.86, True))
_NOT_IN_THIS_HAND = str.maketrans({'"': "", "(": "", ")": "", "#": "N", "$": "", "°": "."})


def _register() -> None:
    if "Breip" in pdfmetrics.getRegisteredFontNames():
        return
    for name, file in (
        ("Vera", "Vera.ttf"),
        ("VeraBd", "VeraBd.ttf"),
        ("GNUTypewriter", str(_FONTS / "GNUTypewriter.ttf")),
        ("Breip", str(_FONTS / "Breip.ttf")),
        ("TomsonTalks", str(_FONTS / "TomsonTalks.ttf")),
    ):
        pdfmetrics.registerFont(TTFont(name, file))


@dataclass(frozen=True)
class Column:
    """A table column; `value` gives the text of a row, `wrap` lets it run over several lines."""

    title: str
    width: float
    value: Callable[[int, Any], str]
    align: str = "l"
    wrap: bool = False
    # Printed at the left edge of the cell, such as the $ of a right-aligned amount.
    mark: str = ""


@dataclass(frozen=True)
class Grid:
    """How a table looks."""

    size: float = 7
    head_size: float = 7
    font: str = "helv"
    head_fill: str = ""
    head_color: str = "#000000"
    head_bold: bool = True
    lines: str = "all"  # all | rows | columns | outer | none | head
    pad: float = 3
    row: float = 11
    zebra: str = ""
    color: str = "#000000"
    weight: float = 0.5
    middle: bool = False
    head_align: str = ""
    squeeze: float = 100
    # Whether the head comes again on the next page.
    repeat_head: bool = True


@dataclass(frozen=True)
class Placed:
    """Where a text stands, to find texts printed over each other."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    text: str


class Sheet:
    """One document on its way to a PDF. `paper` is true when it will be printed, stamped and signed."""

    def __init__(self, size: tuple[float, float], rng: random.Random, *, paper: bool = False) -> None:
        _register()
        self.width, self.height = size
        self.rng = rng
        self.paper = paper
        self.page = 1
        self.totals: tuple[float, float, float, float] | None = None
        self.lowest = 0.0
        self.placed: list[Placed] = []
        self._hand: tuple[str, float, bool] | None = None
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=size, invariant=1, pageCompression=1)
        self.footer: Callable[[], None] | None = None

    def new_page(self) -> None:
        self.canvas.showPage()
        self.page += 1

    def finish(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue()

    # text

    def text(
        self, x: float, y: float, text: str, size: float = 8, *, font: str = "helv", bold: bool = False,
        align: str = "l", color: str | Color = black, squeeze: float = 100,
    ) -> float:  # fmt: skip
        """Text on a base line; returns its width. `squeeze` narrows the letters, as Arial Narrow does."""
        name = FACES[font][bold]
        width = pdfmetrics.stringWidth(text, name, size) * squeeze / 100
        x -= {"l": 0.0, "r": width, "c": width / 2}[align]
        self.lowest = max(self.lowest, y)
        self.placed.append(Placed(self.page, x, y - size * 0.7, x + width, y, text))
        line = self.canvas.beginText(x, self.height - y)
        line.setFont(name, size)
        line.setHorizScale(squeeze)
        line.setFillColor(HexColor(color) if isinstance(color, str) else color)
        line.textOut(text)
        self.canvas.drawText(line)
        return width

    def length(self, text: str, size: float, font: str = "helv", *, bold: bool = False) -> float:
        return float(pdfmetrics.stringWidth(text, FACES[font][bold], size))

    def hand_length(self, text: str, size: float) -> float:
        """About how far this document's hand goes for a text."""
        face, factor, capitals = self._its_hand()
        return float(pdfmetrics.stringWidth(text.upper() if capitals else text, face, size * factor)) * 1.05

    def pair(
        self, x: float, y: float, label: str, value: str, size: float = 8, *, at: float | None = None, font: str = "helv",
        bold_label: bool = True, bold: bool = False, color: str = "#000000", gap: float = 4, align: str = "l",
    ) -> None:  # fmt: skip
        """A label and its value: right behind it, or at an x of their own column."""
        width = self.text(x, y, label, size, font=font, bold=bold_label, color=color)
        self.text(x + width + gap if at is None else at, y, value, size, font=font, bold=bold, align=align)

    def ledger(
        self, rows: Sequence[tuple[str, str]], y: float, *, label: float, value: float, step: float = 12, size: float = 8,
        font: str = "helv", bold_label: bool = False, strong: Sequence[str] = (), label_align: str = "l",
    ) -> float:  # fmt: skip
        """Labels with amounts aligned at the right, a row each; returns the y after the last."""
        for name, amount in rows:
            bold = any(name.startswith(start) for start in strong)
            self.text(label, y, name, size, font=font, bold=bold or bold_label, align=label_align)
            self.text(value, y, amount, size, font=font, bold=bold, align="r")
            y += step
        return y

    def wrapped(self, text: str, width: float, size: float, *, font: str = "helv", bold: bool = False) -> list[str]:
        """The lines a text takes in a width; a word too long for it is cut anywhere."""
        name = FACES[font][bold]
        lines: list[str] = []
        line = ""
        for word in text.split():
            tried = f"{line} {word}" if line else word
            if pdfmetrics.stringWidth(tried, name, size) <= width:
                line = tried
                continue
            if line:
                lines.append(line)
            while pdfmetrics.stringWidth(word, name, size) > width:
                cut = max(1, int(len(word) * width / pdfmetrics.stringWidth(word, name, size)))
                lines.append(word[:cut])
                word = word[cut:]
            line = word
        return [*lines, line] if line else lines

    def paragraph(
        self, x: float, y: float, width: float, text: str, size: float = 8, *, font: str = "helv", bold: bool = False,
        leading: float = 0, align: str = "l", color: str = "#000000",
    ) -> float:  # fmt: skip
        """Wrapped text; returns the y of the line after it."""
        anchor = {"l": x, "r": x + width, "c": x + width / 2}[align]
        for line in self.wrapped(text, width, size, font=font, bold=bold):
            self.text(anchor, y, line, size, font=font, bold=bold, align=align, color=color)
            y += leading or size * 1.2
        return y

    def cut(self, text: str, width: float, size: float, *, font: str = "helv", bold: bool = False) -> list[str]:
        """A run without blanks, such as a CUFE, cut where the width ends."""
        lines, line = [], ""
        for letter in text:
            if pdfmetrics.stringWidth(line + letter, FACES[font][bold], size) > width:
                lines.append(line)
                line = ""
            line += letter
        return [*lines, line]

    # shapes

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, weight: float = 0.5, color: str = "#000000", dash: Any = None
    ) -> None:
        self.canvas.saveState()
        self.canvas.setStrokeColor(HexColor(color))
        self.canvas.setLineWidth(weight)
        if dash:
            self.canvas.setDash(*dash)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        self.canvas.restoreState()

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", weight: float = 0.5,
        color: str = "#000000", radius: float = 0,
    ) -> None:  # fmt: skip
        self.canvas.saveState()
        self.canvas.setStrokeColor(HexColor(color))
        self.canvas.setLineWidth(weight)
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        shape = (x, self.height - y - height, width, height)
        drawing = {"stroke": int(weight > 0), "fill": int(bool(fill))}
        if radius:
            self.canvas.roundRect(*shape, radius, **drawing)
        else:
            self.canvas.rect(*shape, **drawing)
        self.canvas.restoreState()

    def picture(
        self, image: Image.Image, x: float, y: float, width: float, height: float = 0, quality: int = 0
    ) -> None:
        """A picture; with a quality it goes into the PDF as a JPEG, as some generators do."""
        height = height or width * image.height / image.width
        source: Any = image
        if quality:
            source = io.BytesIO()
            image.save(source, "JPEG", quality=quality)
            source.seek(0)
        self.canvas.drawImage(ImageReader(source), x, self.height - y - height, width, height)

    def qr(self, text: str, x: float, y: float, width: float) -> None:
        self.placed.append(Placed(self.page, x, y, x + width, y + width, "QR"))
        self.lowest = max(self.lowest, y + width)
        self.picture(picture(text), x, y, width)

    def watermark(
        self, text: str, size: float = 60, angle: float = 40, color: str = "#d9d9d9", alpha: float = 0.5,
        down: float = 0.5,
    ) -> None:  # fmt: skip
        self.canvas.saveState()
        self.canvas.setFillColor(HexColor(color), alpha=alpha)
        self.canvas.setFont("Helvetica-Bold", size)
        self.canvas.translate(self.width / 2, self.height * (1 - down))
        self.canvas.rotate(angle)
        self.canvas.drawCentredString(0, 0, text)
        self.canvas.restoreState()

    # tables

    def table(
        self, x: float, y: float, columns: Sequence[Column], rows: Sequence[Any], grid: Grid, *,
        bottom: float = 0, on_break: Callable[[], float] | None = None, until: float = 0,
    ) -> float:  # fmt: skip
        """A table; returns the y below it. Past `bottom` it goes on at the y that `on_break` gives on a new page."""
        top = y
        y = self._head(x, y, columns, grid)
        for index, row in enumerate(rows):
            cells = [self._cell(column, index, row, grid) for column in columns]
            height = max(grid.row, max(map(len, cells)) * grid.size * 1.15 + grid.row - grid.size * 1.15)
            if bottom and y + height > bottom and on_break:
                self._frame(x, top, y, columns, grid)
                top = on_break()
                y = self._head(x, top, columns, grid) if grid.repeat_head else top
            self._row(x, y, height, columns, cells, grid, index)
            y += height
        if until > y:
            y = until
        self._frame(x, top, y, columns, grid)
        return y

    def _cell(self, column: Column, index: int, row: Any, grid: Grid) -> list[str]:
        text = column.value(index, row)
        width = (column.width - 2 * grid.pad) * 100 / grid.squeeze
        return self.wrapped(text, width, grid.size, font=grid.font) or [""] if column.wrap else [text]

    def _head(self, x: float, y: float, columns: Sequence[Column], grid: Grid) -> float:
        if not any(column.title for column in columns):
            return y
        titles = [
            self.wrapped(
                c.title, (c.width - 2) * 100 / grid.squeeze, grid.head_size, font=grid.font, bold=grid.head_bold
            )
            for c in columns
        ]
        height = max(map(len, titles)) * grid.head_size * 1.15 + 6
        total = sum(c.width for c in columns)
        if grid.head_fill:
            self.box(x, y, total, height, fill=grid.head_fill, weight=0)
        for column, lines in zip(columns, titles, strict=True):
            above = (height - len(lines) * grid.head_size * 1.15) / 2
            for number, line in enumerate(lines):
                align = grid.head_align or column.align
                at = {"l": x + grid.pad, "r": x + column.width - grid.pad, "c": x + column.width / 2}[align]
                below = y + above + grid.head_size * (0.9 + 1.15 * number)
                self.text(
                    at,
                    below,
                    line,
                    grid.head_size,
                    font=grid.font,
                    bold=grid.head_bold,
                    align=align,
                    color=grid.head_color,
                    squeeze=grid.squeeze,
                )
            x += column.width
        if grid.lines in ("all", "outer", "columns", "head", "rows"):
            self.rule(x - total, y + height, x, y + height, grid.weight, grid.color)
        return y + height

    def _row(
        self,
        x: float,
        y: float,
        height: float,
        columns: Sequence[Column],
        cells: list[list[str]],
        grid: Grid,
        index: int,
    ) -> None:
        total = sum(c.width for c in columns)
        if grid.zebra and index % 2:
            self.box(x, y, total, height, fill=grid.zebra, weight=0)
        for column, lines in zip(columns, cells, strict=True):
            at = {"l": x + grid.pad, "r": x + column.width - grid.pad, "c": x + column.width / 2}[column.align]
            above = (height - len(lines) * grid.size * 1.15) / 2 if grid.middle else (grid.row - grid.size * 1.15) / 2
            if column.mark and lines[0]:
                self.text(
                    x + grid.pad,
                    y + above + grid.size * 0.9,
                    column.mark,
                    grid.size,
                    font=grid.font,
                    squeeze=grid.squeeze,
                )
            for number, line in enumerate(lines):
                self.text(
                    at,
                    y + above + grid.size * (0.9 + 1.15 * number),
                    line,
                    grid.size,
                    font=grid.font,
                    align=column.align,
                    squeeze=grid.squeeze,
                )
            x += column.width
        if grid.lines in ("all", "rows"):
            self.rule(x - total, y + height, x, y + height, grid.weight, grid.color)

    def _frame(self, x: float, top: float, bottom: float, columns: Sequence[Column], grid: Grid) -> None:
        total = sum(c.width for c in columns)
        if grid.lines in ("all", "outer", "columns"):
            self.box(x, top, total, bottom - top, weight=grid.weight, color=grid.color)
        if grid.lines in ("all", "columns"):
            for edge in _edges(x, columns):
                self.rule(edge, top, edge, bottom, grid.weight, grid.color)

    # what people add

    def hand(
        self, x: float, y: float, text: str, size: float = 13, color: Color = INK, align: str = "l"
    ) -> float:  # fmt: skip
        """Handwriting in the one hand of this document: no letter stands quite like the one before."""
        face, factor, capitals = self._its_hand()
        size *= factor
        if capitals:  # this hand knows no accents, as many who print in capitals do not
            plain = unicodedata.normalize("NFD", text.upper()).encode("ascii", "ignore").decode()
            text = plain.translate(_NOT_IN_THIS_HAND)
        advances = [self._advance(face, letter, size) for letter in text]
        start = x - {"l": 0.0, "r": 1.0, "c": 0.5}[align] * sum(advances)
        lean, slope = self.rng.uniform(-1.5, 2.5), self.rng.uniform(-0.012, 0.006)
        self.lowest = max(self.lowest, y)
        self.placed.append(Placed(self.page, start, y - size * 0.6, start + sum(advances), y, text))
        at = start
        for letter, advance in zip(text, advances, strict=True):
            if letter != " ":
                self._letter(at, self.height - y + (at - start) * slope, letter, face, size, lean, color)
            at += advance
        return at - start

    def _its_hand(self) -> tuple[str, float, bool]:
        if self._hand is None:
            self._hand = self.rng.choice(HANDS)
        return self._hand

    def _advance(self, face: str, letter: str, size: float) -> float:
        width = pdfmetrics.stringWidth(letter, face, size) * self.rng.uniform(0.98, 1.06)
        return width + size * 0.08 if letter in ".,'" else width

    def _letter(self, x: float, y: float, letter: str, face: str, size: float, lean: float, color: Color) -> None:
        self.canvas.saveState()
        self.canvas.translate(x, y + self.rng.uniform(-0.6, 0.6))
        self.canvas.rotate(lean + self.rng.uniform(-2.5, 2.5))
        line = self.canvas.beginText(0, 0)
        line.setFont(face, size * self.rng.uniform(0.95, 1.05))
        line.setTextRenderMode(2)
        line.setFillColor(color)
        line.setStrokeColor(color)
        self.canvas.setLineWidth(0.9 if letter in ".,'" else 0.35)
        line.textOut(letter)
        self.canvas.drawText(line)
        self.canvas.restoreState()

    def scribble(self, x: float, y: float, width: float, height: float, color: Color = INK) -> None:
        """A signature nobody can read."""
        path = self.canvas.beginPath()
        base = self.height - y
        path.moveTo(x, base)
        steps = self.rng.randint(5, 8)
        for step in range(1, steps + 1):
            at = x + width * step / steps
            up, down = self.rng.uniform(0.2, 1) * height, self.rng.uniform(-0.4, 0.3) * height
            path.curveTo(
                at - width / steps,
                base + up,
                at - width / steps * 0.3,
                base + down,
                at,
                base + self.rng.uniform(-0.1, 0.4) * height,
            )
        self.canvas.saveState()
        self.canvas.setStrokeColor(color)
        self.canvas.setLineWidth(self.rng.uniform(0.7, 1.3))
        self.canvas.drawPath(path)
        self.canvas.restoreState()

    def stamp(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        color: str = "#1f3fa8",
        angle: float = 8,
        alpha: float = 0.55,
        size: float = 11,
    ) -> None:
        """A rubber stamp around a centre point; its ink lets the print below show through."""
        width = max(pdfmetrics.stringWidth(line, "Helvetica-Bold", size) for line in lines) + 18
        height = len(lines) * size * 1.25 + 10
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(angle)
        self.canvas.setStrokeColor(HexColor(color), alpha=alpha)
        self.canvas.setFillColor(HexColor(color), alpha=alpha)
        self.canvas.setLineWidth(1.6)
        self.canvas.roundRect(-width / 2, -height / 2, width, height, 4, stroke=1, fill=0)
        for number, line in enumerate(lines):
            self.canvas.setFont("Helvetica-Bold", size)
            self.canvas.drawCentredString(0, height / 2 - 5 - size * (1 + 1.25 * number) + 1, line)
        self.canvas.restoreState()

    def logo(self, x: float, y: float, width: float, height: float, name: str) -> None:
        """A made-up mark: a shape with initials, with or without the name beside it. One name has one logo."""
        kept, self.rng = self.rng, random.Random(name)
        self._logo(x, y, width, height, name)
        self.rng = kept

    def _logo(self, x: float, y: float, width: float, height: float, name: str) -> None:
        colors = ("#b3261e", "#1d4e89", "#2e7d32", "#e07b00", "#5b2a86", "#00695c", "#333333")
        main, second = self.rng.sample(colors, 2)
        initials = "".join(word[0] for word in name.split()[:3] if word[0].isalpha())[:3]
        side = min(width, height)
        kind = self.rng.choice(("circle", "roof", "bars", "block"))
        middle_x, middle_y = x + side / 2, self.height - y - side / 2
        self.canvas.saveState()
        self.canvas.setFillColor(HexColor(main))
        if kind == "circle":
            self.canvas.circle(middle_x, middle_y, side / 2, stroke=0, fill=1)
        elif kind == "block":
            self.canvas.roundRect(x, self.height - y - side, side, side, side / 6, stroke=0, fill=1)
        elif kind == "bars":
            for bar in range(4):
                self.canvas.rect(
                    x + bar * side / 4, self.height - y - side, side / 5, side * (0.4 + 0.2 * bar), stroke=0, fill=1
                )
        else:
            self._polygon(
                [(middle_x + side / 2 * math.sin(a), middle_y + side / 2 * math.cos(a)) for a in (0, 2.09, 4.19)]
            )
        self.canvas.restoreState()
        if kind in ("circle", "block"):
            self.text(middle_x, y + side * 0.62, initials, side * 0.36, bold=True, align="c", color=white)
        if width > height * 1.6:
            word = name.split()[0][:12].capitalize()
            size = min(height * 0.42, (width - side) / max(1, len(word)) * 1.6)
            self.text(x + side * 1.1, y + side * 0.65, word, size, bold=True, color=second)

    def _polygon(self, points: list[tuple[float, float]]) -> None:
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)


def _edges(x: float, columns: Sequence[Column]) -> Iterator[float]:
    for column in columns[:-1]:
        x += column.width
        yield x
