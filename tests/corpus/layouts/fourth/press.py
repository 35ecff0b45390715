"""Pieces of pages, and the press: from a layout's HTML to its PDF."""

import base64
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from ...invoice import Want
from ...sheet import A4, LETTER
from ...show import Shown, Style
from ..base import KINDS, Layout
from ..heldout.browser import FONTS, print_html
from .kit import Pair, Paper, Row
from .words import SELLERS

_FORM = re.compile(r" (S\.?A\.?S?\b|LTDA|[yY&] C[ÍI]A|S\. EN C|S\. en C).*")

# pieces of pages


def beside(pairs: Sequence[Pair], css: str = "pairs") -> str:
    """Labels at the left, values at their right."""
    return (
        f"<table class={css}>"
        + "".join(f"<tr><td class=k>{label}</td><td>{value}</td></tr>" for label, value in pairs)
        + "</table>"
    )


def above(pairs: Sequence[Pair], columns: int, css: str = "cells") -> str:
    """Cells with a small label above its value, so many to a row."""
    rows = ""
    for start in range(0, len(pairs), columns):
        some = list(pairs[start : start + columns])
        last = columns - len(some)
        cells = [f"<td><small>{label}</small><br>{value or '&nbsp;'}</td>" for label, value in some]
        if last:
            cells[-1] = cells[-1].replace("<td>", f"<td colspan={last + 1}>")
        rows += f"<tr>{''.join(cells)}</tr>"
    return f"<table class={css}>{rows}</table>"


def ledger(rows: Sequence[Row], css: str = "ledger", sign: str = "") -> str:
    """Labels and amounts; `sign` stands in a column of its own."""
    apart = f"<td class=c>{sign}</td>" if sign else ""
    body = "".join(
        f"<tr class='{kind}'><td>{label}</td>{apart}<td class=r>{value}</td></tr>" for label, value, kind in rows
    )
    return f"<table class={css}>{body}</table>"


def place(page: Paper, sums: str, left: str, width: int = 205) -> str:
    """The sums at the right, at the left or in the middle; what else there is beside or below them."""
    at = page.pick("sums at", "right", "right", "left", "middle")
    if at == "middle":
        return f"<div class=keep style='width:{width + 40}pt;margin:6pt auto'>{sums}</div><div>{left}</div>"
    parts = [f"<div>{left}</div>", f"<div class=none style='width:{width}pt'>{sums}</div>"]
    return f"<div class='flex keep' style='margin-top:6pt'>{''.join(parts if at == 'right' else parts[::-1])}</div>"


# the press

BASE = """
*{box-sizing:border-box}body{margin:0;font-size:8.6pt;line-height:1.28;color:#151515}table{border-collapse:collapse;width:100%}
td,th{padding:2pt 4pt;vertical-align:top;text-align:left}tr{break-inside:avoid}.r{text-align:right;white-space:nowrap}.c{text-align:center}.n{white-space:nowrap}
.long{word-break:break-all}.k{white-space:nowrap;width:1%}.flex{display:flex;gap:12pt}.flex>*{flex:1;min-width:0}.keep{break-inside:avoid}.strong td{font-weight:bold}
.goods th{white-space:normal}.small{font-size:6.8pt}small{font-size:6.2pt}h1,h2,h3,p{margin:0}.none{flex:none!important}
"""


@cache
def _embedded(name: str) -> str:
    found = {400: FONTS / f"{name}-Regular.ttf", 700: FONTS / f"{name}-Bold.ttf"}
    if name == "GNUTypewriter":
        found = {400: FONTS / "GNUTypewriter.ttf"}
    return "".join(
        f"@font-face{{font-family:{name};font-weight:{weight};src:url(data:font/ttf;base64,{base64.b64encode(file.read_bytes()).decode()})}}"
        for weight, file in found.items()
    )


def layout(
    name: str, compose: Callable[[Paper], tuple[str, str]], want: Callable[[random.Random], Want],
    style: Callable[[random.Random], Style], *, pool: str, sizes: tuple[tuple[float, float], ...] = (LETTER, LETTER, A4),
) -> Layout:  # fmt: skip
    """A layout of this hand, its sellers named from a pool of its own."""

    def html(show: Shown, size: tuple[float, float], paper: bool) -> Callable[[], bytes]:
        seller = show.invoice.supplier
        if not seller.person:
            full = random.Random(seller.nit).choice(SELLERS[pool])
            show.invoice = replace(show.invoice, supplier=replace(seller, name=full, trade_name=_FORM.sub("", full)))
        page = Paper(show, size)
        css, body = compose(page)
        margin = "@page{margin:30pt 0 34pt}body{padding:0 34pt}" if size[1] else ""
        fonts = "".join(
            _embedded(face)
            for face in ("Roboto", "Manrope", "Caladea", "GNUTypewriter")
            if face in css + body + page.face
        )
        head = f"<!doctype html><html><head><meta charset=utf-8><style>{fonts}{margin}{BASE}body{{font-family:{page.face}}}{css}</style></head>"
        numbered = f"<div style='font:7pt sans-serif;width:100%;text-align:center'>{page.pick('page', 'Página', 'Pág.', 'Hoja')} <span class=pageNumber></span> de <span class=totalPages></span></div>"
        return partial(
            _press, f"{head}<body>{body}</body></html>", size, numbered if size[1] and page.has("numbered", 0.6) else ""
        )

    return Layout(name, _not_drawn, want, style, sizes=sizes, kinds=KINDS, html=html)


def _press(html: str, size: tuple[float, float], foot: str) -> bytes:
    """The PDF; a table too wide for its paper is set smaller."""
    for points in (7.0, 6.2):
        try:
            return print_html(html, size=size, foot=foot)
        except ValueError:
            html = html.replace("</style>", f".goods td,.goods th{{font-size:{points}pt;padding:1.5pt 2pt}}</style>")
    return print_html(html, size=size, foot=foot)


def _not_drawn(sheet: object, show: Shown) -> None:
    raise TypeError("this layout is written as HTML")


def habits(
    *numbers: str, dates: Sequence[str] = (), currency: Sequence[str] = ("", "", "$", "$ ")
) -> Callable[[random.Random], Style]:
    """How a maker writes numbers, dates and NITs."""

    def chosen(rng: random.Random) -> Style:
        return Style(
            numbers=rng.choice(numbers or ("co0", "us0", "co2", "us2", "co0", "us2")),
            quantities=rng.choice(("auto", "auto", "co2")),
            dates=rng.choice(
                tuple(dates) or ("dmy/", "iso", "dmy-", "Mon/", "ymd/", "short-4", "long", "SHORT/", "d mon. y", "dmy.")
            ),
            times=rng.choice(("24", "ampm", "short")),
            nits=rng.choice(
                ("dots-dv", "dash-dv", "dots-dv", "dash-dv", "wide-dv", "word-dv", "plain", "dots", "commas-dv")
            ),
            buyer_nits=rng.choice(("dash-dv", "dots-dv", "plain", "dash-dv", "dots", "glued-dv")),
            currency=rng.choice(tuple(currency)),
        )

    return chosen
