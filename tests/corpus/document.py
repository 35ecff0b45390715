"""One document of a layout: its facts, its PDF, and its copies on paper. The same seed gives the same document."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2

from . import camera, degrade, files, unreadable
from .files import Made
from .formats import SHORT_MONTHS
from .invoice import following, make_invoice
from .layouts import Layout, split_of
from .sheet import Sheet
from .show import Shown

_TALL = 4000.0


@dataclass(frozen=True)
class Document:
    """A file and what it says. `kind` is native, scan, poor, photo or unreadable; `manner` how the picture came to be."""

    file: str
    layout: str
    kind: str
    manner: str
    split: str
    data: bytes
    truth: dict[str, Any]
    # The invoices of one supplier, in this order: the name they share.
    series: str = ""

    def entry(self, source: str) -> dict[str, Any]:
        """Its entry in truth.json."""
        return {
            **({"series": self.series} if self.series else {}),
            "file": self.file,
            "layout": self.layout,
            "status": _STATUS[self.kind],
            "kind": self.kind,
            "manner": self.manner,
            "split": self.split,
            "source": source,
            "truth": self.truth,
        }


def make(
    layout: Layout, *, seed: int, index: int, kind: str, light: bool = False, manner: str = "", series: int | None = None
) -> Document:  # fmt: skip
    """The document of this layout, number and kind; all kinds of one number show the same invoice.

    A `light` file is for keeping under version control: less grain, photos of 6 megapixels. How a picture came to be
    is drawn by lot unless `manner` says so. The documents of a `series` are invoices of one supplier, printed one
    like the other.
    """
    pdf, truth = print_pdf(layout, seed=seed, index=index, paper=kind != "native", series=series)
    rng = random.Random(f"{seed}/{layout.name}/{index}/{kind}")
    manner = manner or _manner(kind, rng)
    if kind == "native":
        made = Made(pdf, "pdf")
    else:
        choice = degrade.DPI[manner]
        dpi = min(choice) if light else rng.choice(choice)
        pages = render(pdf, dpi)
        if kind == "unreadable":
            spoiled = unreadable.MANNERS[manner](pages[0], rng, 4.0 if light else 12.0)
            made = files.wrap([spoiled], manner="desk", dpi=dpi, rng=rng, light=light)
            truth = {"unreadable": manner}
        else:
            worn = [_worn(page, kind, manner, rng, light) for page in pages]
            made = files.wrap(worn, manner=manner, dpi=dpi, rng=rng, light=light)
    number = f"{index:03d}" if series is None else f"s{series:02d}-{index + 1}"
    name = f"{layout.name}-{number}-{kind}.{made.suffix}"
    belongs_to = "" if series is None else f"{layout.name}-s{series:02d}-{kind}"
    return Document(name, layout.name, kind, manner, split_of(layout), made.data, truth, belongs_to)


_STATUS = {
    "native": "native PDF",
    "scan": "clean scan",
    "poor": "poor scan",
    "photo": "phone photo",
    "unreadable": "photo nobody can read",
}
_MANNERS: dict[str, dict[str, float]] = {
    "native": {"native": 1},
    "scan": {"scan": 1},
    "poor": degrade.POOR,
    "photo": camera.MANNERS,
    "unreadable": dict.fromkeys(unreadable.MANNERS, 1),
}


def _manner(kind: str, rng: random.Random) -> str:
    manners = _MANNERS[kind]
    return rng.choices(list(manners), list(manners.values()))[0]


def _worn(page: degrade.Picture, kind: str, manner: str, rng: random.Random, light: bool) -> degrade.Picture:
    grain = 0.3 if light else 1.0
    if kind == "scan":
        return degrade.scan(page, rng, grain=grain)
    if kind == "poor":
        return degrade.POOR_MANNERS[manner](page, rng, grain=grain)
    return camera.take(page, manner, rng, grain=grain, megapixels=6.0 if light else 12.0)


def print_pdf(
    layout: Layout, *, seed: int, index: int, paper: bool, series: int | None = None
) -> tuple[bytes, dict[str, Any]]:
    """The PDF and its truth; `paper` copies may carry a stamp."""
    if layout.html:
        shown, printed = _written(layout, seed, index, paper, series)
        return printed(), shown.result()
    sheet, shown = draw(layout, seed=seed, index=index, paper=paper, series=series)
    return sheet.finish(), shown.result()


def truth_of(layout: Layout, *, seed: int, index: int, paper: bool) -> dict[str, Any]:
    """What the document says, without printing it."""
    if layout.html:
        return _written(layout, seed, index, paper, None)[0].result()
    return draw(layout, seed=seed, index=index, paper=paper)[1].result()


def draw(layout: Layout, *, seed: int, index: int, paper: bool, series: int | None = None) -> tuple[Sheet, Shown]:
    """The drawn sheet, not yet a file, and what it shows."""
    width, height = _paper(layout, seed, index, series)
    if not height:  # a roll is cut below the last line
        height = _drawn(layout, seed, index, (width, _TALL), paper, series)[0].lowest + 24
    return _drawn(layout, seed, index, (width, height), paper, series)


def _paper(layout: Layout, seed: int, index: int, series: int | None) -> tuple[float, float]:
    number = str(index) if series is None else f"s{series}"
    return random.Random(f"{seed}/{layout.name}/{number}/paper").choice(layout.sizes or (layout.size,))


def _shown(layout: Layout, seed: int, index: int, series: int | None) -> Shown:
    """The facts of a document and its manner of writing; what it still leaves to chance comes from its `rng`."""
    if series is None:
        rng = random.Random(f"{seed}/{layout.name}/{index}")
        invoice = make_invoice(rng, layout.want(rng))
        return Shown(invoice, layout.style(rng), rng)
    # What the supplier does always is drawn from the series, what it sells this time from the number.
    habit = random.Random(f"{seed}/{layout.name}/s{series}")
    want, style = layout.want(habit), layout.style(habit)
    first = make_invoice(random.Random(f"{seed}/{layout.name}/s{series}/0"), want)
    fresh = make_invoice(random.Random(f"{seed}/{layout.name}/s{series}/{index}"), want)
    return Shown(following(fresh, first, index), style, random.Random(f"{seed}/{layout.name}/s{series}/manner"))


def _written(
    layout: Layout, seed: int, index: int, paper: bool, series: int | None
) -> tuple[Shown, Callable[[], bytes]]:  # fmt: skip
    assert layout.html
    shown = _shown(layout, seed, index, series)
    return shown, layout.html(shown, _paper(layout, seed, index, series), paper)


def _drawn(
    layout: Layout, seed: int, index: int, size: tuple[float, float], paper: bool, series: int | None
) -> tuple[Sheet, Shown]:
    shown = _shown(layout, seed, index, series)
    sheet = Sheet(size, shown.rng, paper=paper)
    layout.draw(sheet, shown)
    if series is not None:
        sheet.rng = random.Random(f"{seed}/{layout.name}/s{series}/{index}/stamp")
    if paper and sheet.rng.random() < layout.stamped:
        _stamp(sheet, shown)
    return sheet, shown


def _stamp(sheet: Sheet, shown: Shown) -> None:
    """Somebody received it: a stamp near or over the totals, a date that is not the invoice's, a signature."""
    rng, issued = sheet.rng, shown.invoice.issue_date
    day = f"{min(28, issued.day + 3):02d} {SHORT_MONTHS[issued.month - 1].upper()} {issued.year}"
    lines = rng.choice(
        (
            ("RECIBIDO", day, "ALMACÉN OBRA"),
            ("RADICADO", f"No. {rng.randint(1000, 9999)}", day),
            ("REVISADO", "CONTABILIDAD", day),
            ("CANCELADO", day),
            ("PAGADO",),
            ("CONTECSA S.A.S.", "RECIBIDO PARA ESTUDIO", "NO IMPLICA ACEPTACIÓN"),
        )
    )
    color = rng.choice(("#1f3fa8", "#7a1f8a", "#b3261e", "#222222"))
    x, y, width, height = sheet.totals or (sheet.width * 0.5, sheet.height * 0.6, 120, 60)
    if rng.random() < 0.5:  # over the totals
        at = (x + width * rng.uniform(0.2, 0.8), y + height * rng.uniform(0.3, 0.9))
    else:
        at = (sheet.width * rng.uniform(0.25, 0.75), sheet.height * rng.uniform(0.35, 0.8))
    sheet.stamp(
        *at, lines, color=color, angle=rng.uniform(-18, 22), alpha=rng.uniform(0.4, 0.65), size=rng.choice((9, 11, 13))
    )
    if rng.random() < 0.6:
        sheet.scribble(at[0] - 40, at[1] + 20, rng.uniform(60, 110), rng.uniform(16, 30))


def render(pdf: bytes, dpi: int) -> list[degrade.Picture]:
    """The pages as RGB pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            cv2.cvtColor(np.ascontiguousarray(page.render(scale=dpi / 72).to_numpy()[..., :3]), cv2.COLOR_BGR2RGB)
            for page in document
        ]
    finally:
        document.close()
