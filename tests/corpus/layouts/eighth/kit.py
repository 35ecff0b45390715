"""Makes a layout of a composed form: its seller's name, its habits, its print."""

import base64
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from ...invoice import Want
from ...sheet import A4, LETTER
from ...show import Shown, Style
from ..base import Layout
from ..heldout.browser import FONTS, print_html
from .form import Form
from .words import GOODS

Names = Sequence[tuple[str, ...]]
_BASE = """
*{box-sizing:border-box}body{margin:0;font-size:8.6pt;line-height:1.28;color:#141414}table{border-collapse:collapse;width:100%}
td,th{padding:1.8pt 3.5pt;text-align:left;vertical-align:top}tr{break-inside:avoid}.r{text-align:right}td.r,th.r{white-space:nowrap}
.c{text-align:center}.s{font-size:6.9pt}.xs{font-size:6pt}.row{display:flex;gap:12pt;align-items:flex-start}.row>*{flex:1;min-width:0}.fit{flex:none!important}
.keep{break-inside:avoid}.hash{word-break:break-all}.lab{font-size:6.7pt;color:#444}.up{text-transform:uppercase}.kv td:first-child{white-space:nowrap;width:1%}
.big td{font-weight:bold}p,h1,h2{margin:0}.gap{margin-top:8pt}.page{display:flex;flex-direction:column}.last{margin-top:auto}
"""


def habits(rng: random.Random, *, whole: bool = False) -> Style:
    return Style(
        numbers=rng.choice(("co0", "us0", "co0", "apos0") if whole else ("co2", "us2", "co2", "us2", "co0", "us0")),
        dates=rng.choice(
            (
                "dmy/",
                "dmy/",
                "iso",
                "dmy-",
                "long",
                "SHORT/",
                "ymd/",
                "short-4",
                "d mon. y",
                "spaced",
                "y-Mon-d",
                "capital",
                "month d",
            )
        ),
        times=rng.choice(("24", "short", "ampm")),
        nits=rng.choice(
            ("dots-dv", "dots-dv", "dash-dv", "dash-dv", "wide-dv", "commas-dv", "plain", "dots", "word-dv", "space-dv")
        ),
        buyer_nits=rng.choice(("dots-dv", "dash-dv", "dash-dv", "plain", "dots", "glued-dv", "space-dv")),
        currency=rng.choice(("", "", "$", "$ ", "$")),
    )


def wants(trade: str, *, shares: float = 0.3, **more: object) -> Callable[[random.Random], Want]:
    """What a head is printed over: few lines, now and then withholdings."""

    def want(rng: random.Random) -> Want:
        held = rng.choice((("rete_fuente",), ("rete_fuente", "rete_ica"), ("rete_fuente", "rete_iva", "rete_ica")))
        facts: dict[str, object] = {
            "trade": trade, "lines": rng.choice(((1, 2), (2, 4), (3, 6))), "cents": rng.random() < 0.5, "order": 0.35, "line_discounts": 0.12,
            "withholdings": held if rng.random() < shares else (), "prefixes": ("FE", "FEV", "FV", "E", "FVE", "SE", "BG", "VT", "", "F1", "FEL", "PF"), "digits": (2, 6),
        }  # fmt: skip
        return Want(**{**facts, **more})  # type: ignore[arg-type]

    return want


def layout(
    name: str, compose: Callable[[Form], tuple[str, str]], want: Callable[[random.Random], Want], names: Names, *,
    sizes: tuple[tuple[float, float], ...] = (LETTER, LETTER, A4), style: Callable[[random.Random], Style] = habits, reword: bool = True,
) -> Layout:  # fmt: skip
    def html(show: Shown, size: tuple[float, float], paper: bool) -> Callable[[], bytes]:
        _named(show, names, reword)
        form = Form(show)
        css, body = compose(form)
        lined = f"""
        .rows td{{border-bottom:.4pt solid #999}}.rows th{{border-bottom:1pt solid #000;border-top:1pt solid #000}}.grid td,.grid th,.box td,.box th{{border:.6pt solid #555}}
        .head th{{background:{form.ink};color:#fff}}.zebra th{{color:{form.ink};border-bottom:1.2pt solid {form.ink}}}.zebra tr:nth-child(even) td{{background:#eee}}.big td{{border-top:.8pt solid #222}}
        body{{font-family:{form.face}}}"""
        high = f"@page{{margin:30pt 34pt}}.page{{min-height:{size[1] * 0.96 - 60:.0f}pt}}" if size[1] else ""
        text = f"<!doctype html><html><head><meta charset=utf-8><style>{_face(form.face)}{high}{_BASE}{lined}{css}</style></head><body><div class=page>{body}</div></body></html>"
        return partial(_printed, text, size)

    return Layout(name, _not_drawn, want, style, sizes=sizes, html=html)


def _printed(html: str, size: tuple[float, float]) -> bytes:
    for css in ("", ".goods,.strip{font-size:7pt}", ".goods,.strip{font-size:6.2pt}", "body{zoom:.88}"):
        html = html.replace("</style>", f"{css}</style>")
        try:
            return print_html(html, size=size)
        except ValueError:
            continue
    return print_html(html, size=size)


def _face(face: str) -> str:
    rules = ""
    for weight, file in ((400, "Regular"), (700, "Bold")):
        path = FONTS / f"{face}-{file}.ttf"
        if path.exists():
            data = base64.b64encode(path.read_bytes()).decode()
            rules += f"@font-face{{font-family:{face};font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"
    return rules


def _not_drawn(sheet: object, show: Shown) -> None:
    raise TypeError("this layout is written as HTML")


def _named(show: Shown, names: Names, reword: bool) -> None:
    """The seller's name and sign, the same whenever it sells, and goods of these papers."""
    seller = show.invoice.supplier
    legal, brand, *_ = (*random.Random(seller.nit).choice(names), "")
    slug = "".join(letter for letter in (brand or legal).lower() if letter.isascii() and letter.isalnum())[:12]
    email = f"{seller.email.split('@')[0]}@{slug}.example"
    seller = replace(seller, trade_name=brand, email=email, name=seller.name if seller.person else legal)
    if seller.person and show.invoice.taxes:
        seller = replace(seller, regime="Responsable de IVA")
    rng, lines = random.Random(show.invoice.cufe), []
    pools = {unit: rng.sample(pool, len(pool)) for unit, pool in GOODS.items()}
    for line in show.invoice.lines:
        pool = pools.get(line.unit) if reword else None
        lines.append(replace(line, description=pool.pop()) if pool else line)
    show.invoice = replace(show.invoice, supplier=seller, lines=tuple(lines))
