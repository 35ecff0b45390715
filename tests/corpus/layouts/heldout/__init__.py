"""Test layouts by another hand: written as HTML and printed by Chromium, with words, fonts and tables of their own.

They take nothing from the other layouts but the facts of an invoice. Without a Chromium they are left out.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ...invoice import Want
from ...sheet import A4, HALF_LETTER, LETTER
from ...show import Shown, Style
from ..base import KINDS, Layout
from . import modern, papers
from .browser import print_html, program
from .kit import Kit

_TRADES = ("electrico", "maderas", "dotacion", "tecnologia", "combustible", "aseo", "hotel", "publicidad", "repuestos")
_PAGES = (LETTER, LETTER, A4)


def _want(rng: random.Random, **changes: Any) -> Want:
    plain = Want(
        trade=rng.choice(_TRADES),
        lines=rng.choices(((1, 2), (2, 6), (4, 12), (12, 28), (36, 48)), (3, 5, 3, 1, 0.4))[0],
        cents=rng.random() < 0.5,
        price_with_tax=rng.random() < 0.12,
        line_discounts=0.15,
        global_discount=0.1,
        withholdings=tuple(name for name in ("rete_fuente", "rete_iva", "rete_ica") if rng.random() < 0.4)
        if rng.random() < 0.3
        else (),
        order=0.5,
        round_total=rng.random() < 0.1,
        prefixes=("FE", "FEVT", "B1", "SF", "FCE", "E", "FVEL", "CTG", "NORT", "FP2", ""),
        digits=(2, 6),
    )
    made = replace(plain, **changes)
    # A discount on the whole beside prices with tax is figured in ways that differ from house to house.
    return replace(made, global_discount=0.0) if made.price_with_tax else made


def _style(rng: random.Random) -> Style:
    numbers = rng.choices(("co2", "co0", "us2", "us0", "plain0"), (4, 4, 4, 2, 0.5))[0]
    return Style(
        numbers=numbers,
        quantities=rng.choice({"co": ("auto", "co2"), "us": ("us2", "plain2"), "pl": ("auto",)}[numbers[:2]]),
        dates=rng.choice(("dmy/", "iso", "d mon. y", "month d", "Mon/", "spaced", "y-Mon-d", "dmy-", "long")),
        times=rng.choice(("24", "short", "ampm")),
        nits=rng.choice(("dots-dv", "dash-dv", "commas-dv", "word-dv", "plain", "wide-dv", "dots")),
        buyer_nits=rng.choice(("dots-dv", "dash-dv", "plain", "word-dv")),
        currency=rng.choice(("", "$", "$ ", "$", "COP $")),
    )


def _whole(show: Shown) -> None:
    """Cents are printed where there are any, and fractions of a quantity too."""
    invoice, style = show.invoice, show.style
    amounts = [invoice.gross, invoice.subtotal, invoice.iva, invoice.inc, invoice.total, invoice.amount_payable]
    amounts += [
        a for line in invoice.lines for a in (line.unit_price, line.price_with_tax, line.line_total, line.tax_amount)
    ]
    if style.numbers.endswith("0") and any(a % 1 for a in amounts):
        show.style = replace(style, numbers=style.numbers[:2] + "2" if style.numbers != "plain0" else "plain2")


def _layout(
    name: str, write: Callable[[Kit], str], *, sizes: tuple[tuple[float, float], ...] = _PAGES, kinds: tuple[str, ...] = KINDS,
    numbered: bool = True, **changes: Any,
) -> Layout:  # fmt: skip
    def html(show: Shown, size: tuple[float, float], paper: bool) -> Callable[[], bytes]:
        _whole(show)
        kit = Kit(show, show.rng, paper, size[0])
        text = write(kit)
        foot = ""
        if numbered and size[1] and kit.maybe(0.4):
            foot = '<div style="font-size:7pt;width:100%;text-align:right;padding-right:12mm">Página <span class=pageNumber></span> de <span class=totalPages></span></div>'
        return lambda: print_html(text, size=size, foot=foot)

    def want(rng: random.Random) -> Want:
        own = {key: value(rng) if callable(value) else value for key, value in changes.items()}
        if own.get("person"):
            own["no_tax"] = True
        return _want(rng, **own)

    return Layout(f"other_{name}", _no_sheet, want, _style, sizes=sizes, kinds=kinds, html=html)


def _no_sheet(*_: object) -> None:
    raise TypeError("this layout is written as HTML")


def _works(rng: random.Random) -> bool:
    return rng.random() < 0.5


LAYOUTS = (
    _layout("cloud", modern.cloud),
    _layout("sidebar", modern.sidebar, lines=lambda rng: rng.choice(((1, 3), (2, 9)))),
    _layout("cards", modern.cards),
    _layout("bilingual", modern.bilingual, trade=lambda rng: rng.choice(("tecnologia", "repuestos", "electrico")), line_discounts=0.3),
    _layout("letterhead", modern.letterhead, person=lambda rng: rng.random() < 0.2),
    _layout("grid", papers.grid),
    _layout("freight", papers.freight, sizes=((792.0, 612.0), (842.0, 595.0))),
    _layout("folio", papers.folio, trade=lambda rng: rng.choice(("hotel", "combustible", "repuestos"))),
    _layout(
        "statement", papers.statement, trade=lambda rng: rng.choice(("obra", "publicidad", "electrico")), aiu=_works, line_discounts=0.0,
        global_discount=0.0, price_with_tax=False, lines=lambda rng: rng.choice(((1, 4), (3, 9))),
    ),
    _layout(
        "roll", papers.roll, sizes=((204.0, 0.0), (226.0, 0.0)), trade=lambda rng: rng.choice(("aseo", "combustible", "mercado", "repuestos")),
        document_type=lambda rng: rng.choice(("pos", "factura")), price_with_tax=lambda rng: rng.random() < 0.7, withholdings=(),
        lines=lambda rng: rng.choice(((1, 3), (2, 8))), order=0.0, line_discounts=0.0, global_discount=0.0, cents=False,
    ),
    _layout(
        "form", papers.form, sizes=(HALF_LETTER, (420.0, 595.0)), kinds=("scan", "poor", "photo"), numbered=False,
        trade=lambda rng: rng.choice(("maderas", "combustible", "repuestos", "aseo")), cents=False, price_with_tax=False, withholdings=(),
        person=lambda rng: rng.random() < 0.4, no_tax=lambda rng: rng.random() < 0.55, line_discounts=0.0, global_discount=0.0, order=0.0,
        lines=lambda rng: rng.choice(((1, 3), (2, 6))), prefixes=("",), round_total=False,
    ),
)  # fmt: skip

__all__ = ["LAYOUTS", "program"]
