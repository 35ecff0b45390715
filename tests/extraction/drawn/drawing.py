"""Putting text on a PDF page with the origin at the top left, in points, and amounts in the page's convention."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
          "noviembre", "diciembre")  # fmt: skip


class Sheet:
    """One document being drawn."""

    def __init__(self, path: Path, size: tuple[float, float] = (612, 792)) -> None:
        self.width, self.height = size
        self.canvas = Canvas(str(path), pagesize=size, invariant=1)

    def text(self, x: float, y: float, text: str, size: float = 9, *, bold: bool = False, align: str = "left") -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        draw = {
            "left": self.canvas.drawString, "right": self.canvas.drawRightString,
            "centre": self.canvas.drawCentredString,
        }[align]  # fmt: skip
        draw(x, self.height - y, text)

    def rows(self, x: float, y: float, texts: list[str], size: float = 9, step: float = 12, **options) -> float:
        for text in texts:
            self.text(x, y, text, size, **options)
            y += step
        return y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0)

    def rule(self, x0: float, y: float, x1: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x0, self.height - y, x1, self.height - y)

    def wrap(self, text: str, width: float, size: float) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            trial = f"{lines[-1]} {word}" if lines else word
            if lines and self.canvas.stringWidth(trial, "Helvetica", size) <= width:
                lines[-1] = trial
            else:
                lines.append(word)
        return lines

    def page(self) -> None:
        self.canvas.showPage()

    def save(self) -> None:
        self.canvas.showPage()
        self.canvas.save()


def dots(value: Decimal, places: int = 2) -> str:
    """5.040.000,00"""
    return f"{value:,.{places}f}".replace(",", "_").replace(".", ",").replace("_", ".")


def commas(value: Decimal, places: int = 2) -> str:
    """5,040,000.00"""
    return f"{value:,.{places}f}"


def apostrophe(value: Decimal) -> str:
    """1'234.567"""
    text = dots(value, 0)
    return text.replace(".", "'", 1) if text.count(".") > 1 else text


def slashes(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def worded(day: date) -> str:
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"


def short(day: date) -> str:
    return f"{day.day:02d}-{MONTHS[day.month - 1][:3]}-{day.year}"
