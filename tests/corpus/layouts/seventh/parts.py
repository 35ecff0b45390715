"""Small parts of the seventh hand's papers that need no page: fonts, manners of writing, and tables of labels and values."""

import base64
import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from ...show import Shown, Style
from ..heldout.browser import FONTS

Sum = tuple[str, str, str]  # what it is, its label, its amount

ROBOTO, MANROPE, CALADEA, TYPED, PEN = "Roboto", "Manrope", "Caladea", "GNUTypewriter", "Caveat"
SANS, NARROW, SERIF, MONO = "Liberation Sans", "Liberation Sans Narrow", "Liberation Serif", "Liberation Mono"
WIDE, BOOK, CODE = "DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono"

_FILES = {
    ROBOTO: (("normal", "Roboto-Regular"), ("bold", "Roboto-Bold")),
    MANROPE: (("normal", "Manrope-Regular"), ("bold", "Manrope-Bold")),
    CALADEA: (("normal", "Caladea-Regular"), ("bold", "Caladea-Bold")),
    TYPED: (("normal", "GNUTypewriter"),),
    PEN: (("normal", "Caveat-Regular"),),
}


@cache
def face_css(family: str) -> str:
    """The rule that brings a font of the corpus along; nothing for those of the system."""
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{base64.b64encode((FONTS / f'{file}.ttf').read_bytes()).decode()})}}"
        for weight, file in _FILES.get(family, ())
    )


BASE = """
*{box-sizing:border-box}body{margin:0 34pt;font-size:8.4pt;line-height:1.28;color:#161616}p,h1,h2,h3{margin:0}
table{border-collapse:collapse;width:100%}td,th{padding:2pt 3.5pt;vertical-align:top;font-weight:normal}th{font-weight:bold}
tr,.keep{break-inside:avoid}.l{text-align:left}.c{text-align:center}.r{text-align:right}td.r{white-space:nowrap}
.hash{word-break:break-all}.row{display:flex;gap:12pt}.row>*{flex:1;min-width:0}.fix{flex:none!important}.tiny{font-size:6.5pt}
"""


def fitting(show: Shown) -> Style:
    """Cents are printed where there are any, and quantities in the manner of the amounts."""
    inv, style = show.invoice, show.style
    amounts = [inv.subtotal, inv.total, inv.iva, inv.inc, inv.amount_payable, inv.gross]
    amounts += [getattr(line, name) for line in inv.lines for name in ("unit_price", "line_total", "tax_amount", "price_total", "price_with_tax", "discount")]  # fmt: skip
    amounts += [*inv.bases.values(), *inv.taxes.values()]
    numbers = style.numbers
    if numbers.endswith("0") and any(amount % 1 for amount in amounts):
        numbers = numbers[:-1] + "2"
    broken = any(line.quantity % 1 for line in inv.lines)
    counted = style.quantities
    if numbers.startswith(("us", "plain")) and counted in ("auto", "co2"):
        counted = "us2" if broken or counted == "co2" else "us0"
    return replace(style, numbers=numbers, quantities=counted)


def manner(
    rng: random.Random, *, numbers: Sequence[str], dates: Sequence[str], nits: Sequence[str], signs: Sequence[str] = ("",),
) -> Style:  # fmt: skip
    return Style(
        numbers=rng.choice(numbers),
        quantities=rng.choice(("auto", "auto", "co2")),
        dates=rng.choice(dates),
        times=rng.choice(("24", "short", "ampm")),
        nits=rng.choice(nits),
        buyer_nits=rng.choice((*nits, "dash-dv", "plain")),
        currency=rng.choice(signs),
    )


def share(part: Decimal, whole: Decimal, per: int = 100) -> str:
    """`2.5`, for a label that names a rate."""
    return f"{(part * per / whole).quantize(Decimal('0.01')).normalize():f}" if whole else "0"


def rows_of(sums: Sequence[Sum], css: str = "sums") -> str:
    """Sums one under the other, label left and amount right."""
    cells = "".join(
        f'<tr class="{key}"><td class=l>{label}</td><td class=r>{text}</td></tr>' for key, label, text in sums
    )
    return f'<table class="{css}">{cells}</table>'


def facts(pairs: Sequence[tuple[str, str]], css: str = "facts") -> str:
    """Labels left, values right of them."""
    cells = "".join(f"<tr><td class=k>{label}</td><td>{value}</td></tr>" for label, value in pairs)
    return f'<table class="{css}">{cells}</table>'


def stacked(pairs: Sequence[tuple[str, str]], css: str = "boxes") -> str:
    """One row of cells, each with its label small above its value."""
    cells = "".join(f"<td><small>{label}</small><br>{value}</td>" for label, value in pairs)
    return f'<table class="{css}"><tr>{cells}</tr></table>'
