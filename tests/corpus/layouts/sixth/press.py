"""The printing of these papers: fonts, the edges of a sheet, and how amounts, dates and NITs are written."""

import base64
import random
from collections.abc import Callable, Sequence
from functools import cache

from ...invoice import Want
from ...sheet import A4, LETTER
from ...show import Shown, Style
from ..base import KINDS, Layout
from ..heldout.browser import FONTS, print_html
from .kit import Page, Words

# Families that are printed from the corpus's own files, with the files of their weights.
_FILES = {
    "Roboto": ("Roboto-Regular", "Roboto-Bold"),
    "Manrope": ("Manrope-Regular", "Manrope-Bold"),
    "Caladea": ("Caladea-Regular", "Caladea-Bold"),
    "Teletipo": ("GNUTypewriter",),
}


@cache
def _font_face(family: str) -> str:
    rules = []
    for file, weight in zip(_FILES.get(family, ()), (400, 700), strict=False):
        data = base64.b64encode((FONTS / f"{file}.ttf").read_bytes()).decode()
        rules.append(f"@font-face{{font-family:'{family}';font-weight:{weight};src:url(data:font/ttf;base64,{data})}}")
    return "".join(rules)


_BASE = """*{box-sizing:border-box}body{margin:0;color:#111;font-size:8pt;line-height:1.22}
table{border-collapse:collapse;width:100%}td,th{padding:1.6pt 3pt;vertical-align:top;text-align:left}tr,.whole{break-inside:avoid}
.r{text-align:right!important;white-space:nowrap}.c{text-align:center}.long{overflow-wrap:anywhere}.k{width:1%;white-space:nowrap}
.row{display:flex;gap:8pt}.row>*{flex:1;min-width:0}.row>.fit,.row>svg,.row>img{flex:none}small,.small{font-size:6.4pt;font-weight:normal}.b,.b td{font-weight:bold}p,h1,h2,h3{margin:0}
"""


def layout(
    name: str, compose: Callable[[Page], tuple[str, str]], want: Callable[[random.Random], Want],
    style: Callable[[random.Random], Style], *, words: Words, sizes: tuple[tuple[float, float], ...] = (LETTER, LETTER, A4),
    margin: str = "26pt 30pt 34pt", kinds: tuple[str, ...] = KINDS,
) -> Layout:  # fmt: skip
    """A layout whose page `compose` writes: its CSS and its body."""

    def html(show: Shown, size: tuple[float, float], paper: bool) -> Callable[[], bytes]:
        page = Page(show, size, words)
        css, body = compose(page)
        fonts = "".join(_font_face(family) for family in sorted(page.faces))
        edge = f"@page{{margin:{margin}}}" if size[1] else "@page{margin:0}"
        text = f"<!doctype html><meta charset=utf-8><style>{fonts}{edge}{_BASE}{css}</style><body>{body}</body>"
        return lambda: print_html(text, size=size, foot=page.foot)

    return Layout(f"sixth_{name}", _no_drawing, want, style, sizes=sizes, kinds=kinds, html=html)


def _no_drawing(*_: object) -> None:
    raise TypeError("this layout is written as HTML")


def habits(
    rng: random.Random, *, numbers: Sequence[str] = ("co2", "co0", "us2", "us0"), dates: Sequence[str] = (),
    nits: Sequence[str] = (), currency: Sequence[str] = ("", "", "$", "$ "),
) -> Style:  # fmt: skip
    return Style(
        numbers=rng.choice(numbers),
        quantities=rng.choice(("auto", "auto", "two")),
        dates=rng.choice(dates or ("dmy/", "iso", "dmy-", "short-4", "long", "SHORT/", "dmy.", "Mon/", "ymd/")),
        times=rng.choice(("24", "ampm", "short")),
        nits=rng.choice(nits or ("dots-dv", "dash-dv", "wide-dv", "word-dv", "plain-word-dv", "commas-dv", "space-dv")),
        buyer_nits=rng.choice(("dash-dv", "dots-dv", "plain", "dots", "glued-dv", "wide-dv")),
        currency=rng.choice(currency),
    )


def page_foot(text: str = "Página", of: str = "de", align: str = "right") -> str:
    return f"<div style='font-size:6.5pt;width:100%;text-align:{align};padding:0 34pt'>{text} <span class=pageNumber></span> {of} <span class=totalPages></span></div>"
