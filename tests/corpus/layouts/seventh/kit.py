"""What the seventh hand's papers share: a page that chooses, tables, sums by name, signs, the lines of the law, and print."""

import base64
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

from ...companies import check_digit
from ...formats import NITS
from ...invoice import Invoice, Line, Want
from ...qr import picture
from ...sheet import LETTER
from ...show import Shown, Style
from ..base import KINDS, Layout
from ..heldout.browser import print_html
from .parts import BASE, SANS, Sum, fitting

Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Col:
    """A column of goods: the truth it shows (or ""), its head, its text, `l`, `c` or `r`."""

    truth: str
    head: str
    text: Callable[[int, Line], str]
    side: str = "r"


class Page:
    """One document while it is put together."""

    def __init__(self, show: Shown, size: tuple[float, float]) -> None:
        self.show = show
        self.rng: random.Random = show.rng
        self.size = size
        show.style = fitting(show)
        self.minus = self.rng.choice(("", "", "-", "- ", "("))

    @property
    def inv(self) -> Invoice:
        return self.show.invoice

    def one(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def figures(self, count: int) -> str:
        """A number of no meaning to the reader: a guide, a meter, a ticket of the scale."""
        return str(self.rng.randint(10 ** (count - 1), 10**count - 1))

    def other_nit(self) -> str:
        """The NIT of somebody who neither sells nor buys."""
        body = str(self.rng.randint(940_000_000, 949_999_999))
        return NITS[self.one("dots-dv", "dash-dv", "plain")][0](body, check_digit(body))

    # what is drawn

    def qr(self, width: float, *dialects: str) -> str:
        image = io.BytesIO()
        picture(self.show.qr(*dialects)).save(image, "PNG")
        coded = base64.b64encode(image.getvalue()).decode()
        return f'<img src="data:image/png;base64,{coded}" style="width:{width}pt;height:{width}pt;display:block">'

    def emblem(self, size: float, ink: str, other: str = "#ffffff", *, of: str = "") -> str:
        """A made-up sign with the first letters of a firm, one shape for each firm."""
        name = of or self.inv.supplier.trade_name or self.inv.supplier.name
        letters = "".join(word[0] for word in name.split() if word[0].isalpha() and len(word) > 1)[:2].upper()
        shape = random.Random(name).choice(
            (
                '<circle cx="50" cy="50" r="47"/>',
                '<path d="M50 2 96 27V73L50 98 4 73V27Z"/>',
                '<path d="M4 20Q4 4 20 4H96V80Q96 96 80 96H4Z"/>',
                '<path d="M50 3C70 15 90 16 95 18 96 58 80 84 50 98 20 84 4 58 5 18 10 16 30 15 50 3Z"/>',
                '<path d="M2 50 50 8 98 50 82 50 82 95 18 95 18 50Z"/>',
            )
        )
        return (
            f'<svg viewBox="0 0 100 100" style="width:{size}pt;height:{size}pt;vertical-align:middle" fill="{ink}">{shape}'
            f'<text x="50" y="66" text-anchor="middle" fill="{other}" font-family="{SANS}" font-weight="bold" font-size="36">{escape(letters)}</text></svg>'
        )

    def bars(self, text: str, width: float = 130, height: float = 24) -> str:
        """Something that looks like a bar code."""
        rng = random.Random(text)
        strokes, x = [], 0
        while x < 190:
            wide = rng.choice((1, 1, 2, 3))
            strokes.append(f'<rect x="{x}" width="{wide}" height="40"/>')
            x += wide + rng.choice((1, 2, 2, 3))
        return f'<svg viewBox="0 0 196 40" preserveAspectRatio="none" style="width:{width}pt;height:{height}pt">{"".join(strokes)}</svg>'

    # who

    def seller(self) -> str:
        return escape(self.show.name("supplier"))

    def buyer(self) -> str:
        return escape(self.show.name("customer"))

    # the goods

    def rate(self, line: Line, sign: str = "%", none: str = "-") -> str:
        return none if line.tax_rate is None else f"{line.tax_rate}{sign}"

    def note(self, cols: Sequence[Col], *, price: str = "unit_price", total: str = "line_total",
             described: Callable[[Line], str] | None = None) -> tuple[Line, ...]:  # fmt: skip
        shown = [col.truth for col in cols if col.truth]
        return self.show.lines(shown, price=price, total=total, described=described)

    def grid(self, cols: Sequence[Col], lines: Sequence[Line], css: str = "goods", *, first: int = 0,
             under: Callable[[int, Line], str] | None = None, head: bool = True) -> str:  # fmt: skip
        """The table of goods; `under` gives a row of small print beneath a line, or nothing."""
        heads = "".join(f"<th class={col.side}>{col.head}</th>" for col in cols)
        rows = []
        for number, line in enumerate(lines, first):
            small = under(number, line) if under else ""
            cells = "".join(f"<td class={col.side}>{col.text(number, line)}</td>" for col in cols)
            rows.append(f"<tr>{cells}</tr>" + (f"<tr class=under><td colspan={len(cols)}>{small}</td></tr>" if small else ""))  # fmt: skip
        top = f"<thead><tr>{heads}</tr></thead>" if head else ""
        return f'<table class="{css}">{top}<tbody>{"".join(rows)}</tbody></table>'

    # the sums

    def said(self, words: Words, key: str) -> str:
        return self.rng.choice(words[key])

    def sums(self, words: Words, *, zeros: float = 0.2) -> list[Sum]:
        """From what goods come to down to what is paid; `{rate}` in a label stands for the rate of the tax."""
        show, inv = self.show, self.inv
        rows: list[Sum] = []
        if inv.discount:
            rows.append(("gross", self.said(words, "gross"), show.amount(inv.gross)))
            rows.append(("discount", self.said(words, "discount"), self.less(show.money("discount"))))
        elif self.chance(zeros) and "discount" in words:
            rows.append(("discount", self.said(words, "discount"), show.money("discount")))
        rows.append(("subtotal", self.said(words, "subtotal"), show.money("subtotal")))
        if not inv.discount and len(rows) == 2:
            rows.reverse()
        rows += self._taxes(words, zeros)
        if inv.tip:
            rows.append(("tip", self.said(words, "tip"), show.money("tip")))
        rest = inv.total - inv.subtotal - inv.tax - inv.tip
        if rest:
            rows.append(("round", self.said(words, "round"), show.amount(rest)))
        rows.append(("total", self.said(words, "total"), show.money("total")))
        return rows + self.held(words, zeros)

    def _taxes(self, words: Words, zeros: float) -> list[Sum]:
        show, inv, label = self.show, self.inv, self.said(words, "iva")
        rates = sorted(name[4:] for name, amount in inv.taxes.items() if name.startswith("IVA") and amount)
        rows: list[Sum] = []
        if len(rates) > 1 and "{rate}" in label:
            show.knows("iva", inv.iva)
            rows += [("iva", label.format(rate=rate), show.amount(inv.taxes[f"IVA {rate}"])) for rate in rates]
        elif rates or self.chance(zeros):
            rows.append(("iva", label.format(rate=rates[0] if rates else "19"), show.money("iva")))
        if inv.inc or ("inc" in words and self.chance(zeros)):
            rows.append(("inc", self.said(words, "inc"), show.money("inc")))
        if inv.bags:
            rows.append(("bags", self.said(words, "bags"), show.money("bags")))
        return rows

    def held(self, words: Words, zeros: float = 0.0) -> list[Sum]:
        """What is kept back, and what is left to pay; nothing when nothing is."""
        inv = self.inv
        names = [name for name in ("rete_fuente", "rete_iva", "rete_ica", "guarantee", "advance") if name in words]
        some = any(getattr(inv, name) for name in names)
        rows: list[Sum] = []
        for name in names:
            amount = getattr(inv, name)
            if amount:
                rows.append((name, self.said(words, name), self.less(self.show.money(name))))
            elif some and self.chance(zeros):
                rows.append((name, self.said(words, name), self.show.money(name)))
        if some:
            rows.append(("payable", self.said(words, "payable"), self.show.money("amount_payable")))
        return rows

    def less(self, amount: str) -> str:
        """An amount that is taken away, in this page's manner."""
        return f"({amount})" if self.minus == "(" else self.minus + amount

    # the law's lines

    def law(self) -> str:
        """The numbering's authorization, in one of the ways it is told."""
        show, inv = self.show, self.inv
        number, since, until = show.text("authorization_number"), show.day(inv.authorized_on), show.day(inv.authorized_until)  # fmt: skip
        first, last, prefix = inv.range_from, inv.range_to, inv.prefix
        return escape(
            self.one(
                f"Documento oficial de autorización de numeración de facturación DIAN {number} de {since} - prefijo {prefix or 'sin prefijo'} desde {first} hasta {last} - vigente hasta {until}",
                f"Numeración habilitada por la DIAN mediante formulario 1876 No. {number} expedido el {since}, del {prefix}{first} al {prefix}{last}, vigencia doce (12) meses",
                f"Aut. Fact. Electrónica {number} / {since} / {prefix} {first} a {prefix} {last} / vence {until}",
                f"Habilitación DIAN N° {number} fecha {since}. Rango autorizado: {first} - {last} {prefix}".strip(),
            )
        )

    def cufe(self, label: str) -> str:
        return f"{label} <span class=hash>{self.show.text('cufe')}</span>"

    def maker(self) -> str:
        """Who made the program or carries the file: one more NIT."""
        name = self.one("ENLACE TRIBUTARIO S.A.S.", "Nodofiscal Colombia SAS", "SOFT ANDARIEGO LTDA.", "eComprobante S.A.S.")  # fmt: skip
        way = self.one("Fabricante de software: {} NIT {}", "Proveedor tecnológico {} - {}", "Impreso por {} Nit. {} Programa FACTURÍN v.9", "Transmitido a la DIAN por {}, NIT {}")  # fmt: skip
        return way.format(name, self.other_nit())


def layout(
    name: str, compose: Callable[[Page], tuple[str, str]], want: Callable[[random.Random], Want],
    style: Callable[[random.Random], Style], *, sizes: tuple[tuple[float, float], ...] = (LETTER,),
    kinds: tuple[str, ...] = KINDS,
) -> Layout:  # fmt: skip
    """A layout of this hand: `compose` gives its CSS and its body."""

    def html(show: Shown, size: tuple[float, float], paper: bool) -> Callable[[], bytes]:
        css, body = compose(Page(show, size))
        margin = "@page{margin:30pt 0 28pt}" if size[1] else ""
        text = f"<!doctype html><html><head><meta charset=utf-8><style>{margin}{BASE}{css}</style></head><body>{body}</body></html>"
        return partial(_printed, text, size)

    return Layout(name, _not_drawn, want, style, sizes=sizes, kinds=kinds, html=html)


def _printed(html: str, size: tuple[float, float]) -> bytes:
    """The PDF; goods wider than the paper are set smaller, and if need be the whole page."""
    for css in (".goods{font-size:.86em}", ".goods td,.goods th{padding-left:1.5pt;padding-right:1.5pt}", "body{zoom:.88}"):  # fmt: skip
        try:
            return print_html(html, size=size)
        except ValueError:
            html = html.replace("</style>", f"{css}</style>")
    return print_html(html, size=size)


def _not_drawn(sheet: object, show: Shown) -> None:
    raise TypeError("this layout is written as HTML")
