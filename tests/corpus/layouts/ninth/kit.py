"""What the ninth hand's papers share: a page with its chances, columns, sums and print. Values go through `Shown`."""

import base64
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from html import escape

from ...invoice import Invoice, Line, Want
from ...qr import picture
from ...sheet import A4, LETTER
from ...show import Shown, Style
from ..base import KINDS, Layout
from ..heldout.browser import print_html
from ..varied.page import whole_cents
from .goods import BRANDS

Row = tuple[str, str, str]  # label, amount, css class
SANS = "'Liberation Sans'"
NARROW = "'Liberation Sans Narrow'"
DEJAVU = "'DejaVu Sans Condensed','DejaVu Sans'"
SERIF = "'Liberation Serif'"
MONO = "'Liberation Mono'"

_SUMS: dict[str, tuple[str, ...]] = {
    "gross": ("Valor bruto ítems", "Total antes de dcto", "Suma de ítems"),
    "discount": ("Descuento concedido", "(-) Dctos", "Total dcto."),
    "subtotal": ("Subtotal", "SUBTOTAL", "Sub total", "Total antes de impuestos", "Valor antes de IVA"),
    "iva": ("IVA", "I.V.A", "Impto. ventas (IVA)", "IVA generado"),
    "inc": ("Impuesto nal. al consumo 8%", "INC 8%", "Ipoconsumo (8%)"),
    "total": ("TOTAL", "Total factura", "Vr. total de la factura", "TOTAL DOCUMENTO"),
    "rete_fuente": ("Retención fuente", "Rte fte", "(-) Retefte renta"),
    "rete_iva": ("Rete IVA", "(-) Rte IVA 15%", "Retención IVA"),
    "rete_ica": ("Rete ICA", "(-) Rte. ICA", "Retención ind. y cio."),
    "amount_payable": ("NETO A PAGAR", "Neto por pagar", "Valor neto a cancelar"),
}


@dataclass(frozen=True)
class Column:
    """A column of goods: the truth field it shows (or ""), its head, its text, whether it stands at the right."""

    truth: str
    head: str
    text: Callable[[int, Line], str]
    right: bool = False


class Page:
    """One document while it is put together."""

    def __init__(self, show: Shown, size: tuple[float, float]) -> None:
        self.show, self.size = show, size
        self.rng: random.Random = show.rng
        show.style = whole_cents(show)

    @property
    def invoice(self) -> Invoice:
        return self.show.invoice

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def one(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def figures(self, count: int) -> str:
        """A number of something else."""
        return str(self.rng.randint(10 ** (count - 1), 10**count - 1))

    def number(self, *joints: str) -> str:
        joint = self.one(*(joints or ("", " ", "-"))) if self.invoice.prefix else ""
        return self.show.number("{prefix}" + joint + "{number}")

    def seller(self) -> str:
        return escape(self.show.name("supplier"))

    def buyer(self) -> str:
        return escape(self.show.name("customer"))

    def brand(self) -> str:
        """The name on the sign, which need not be the legal one."""
        return escape(self.invoice.supplier.trade_name)

    def qr(self, width: float, *dialects: str) -> str:
        image = io.BytesIO()
        picture(self.show.qr(*dialects)).save(image, "PNG")
        coded = base64.b64encode(image.getvalue()).decode()
        return f'<img src="data:image/png;base64,{coded}" style="width:{width}pt;height:{width}pt">'

    def cufe(self, word: str = "CUFE") -> str:
        return f"<span class=long>{word}{self.one(': ', ' ', ':<br>')}{self.show.text('cufe')}</span>"

    def law(self) -> str:
        """The authorization of the numbers."""
        show, invoice, prefix = self.show, self.invoice, self.invoice.prefix
        given, until = show.day(invoice.authorized_on), show.day(invoice.authorized_until)
        code, low, high = show.text("authorization_number"), invoice.range_from, invoice.range_to
        return self.one(
            f"Form. DIAN {code} de {given} autoriza del {prefix}{low} al {prefix}{high} hasta {until}.",
            f"Autorización numeración de facturación {code}, {given}; prefijo {prefix or 'sin prefijo'}, rango {low}-{high}, vigencia {until}",
            f"Aut. DIAN No {code} del {given} desde {prefix} {low} hasta {prefix} {high} Vig. 18 meses",
        )

    def columns(self, columns: Sequence[Column], *, price: str = "unit_price", total: str = "line_total") -> str:
        """The goods as a table, noted as these columns show them."""
        lines = self.show.lines([c.truth for c in columns if c.truth], price=price, total=total)
        heads = "".join(f"<th class={'r' if c.right else 'l'}>{c.head}</th>" for c in columns)
        rows = "".join(
            "<tr>" + "".join(f"<td class={'r' if c.right else 'l'}>{c.text(i, line)}</td>" for c in columns) + "</tr>"
            for i, line in enumerate(lines)
        )
        return f"<table class=goods><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"

    def sums(self, words: Mapping[str, Sequence[str]] | None = None) -> list[Row]:
        """What it comes to, from the subtotal to what is left to pay."""
        said = {**_SUMS, **(words or {})}
        show, invoice = self.show, self.invoice

        def row(name: str, css: str = "", more: str = "") -> Row:
            return self.rng.choice(said[name]) + more, show.money(name), css

        rows: list[Row] = []
        if invoice.discount:
            rows += [(self.rng.choice(said["gross"]), show.amount(invoice.gross), ""), row("discount")]
        rows.append(row("subtotal"))
        rates = [name for name, amount in invoice.taxes.items() if name.startswith("IVA") and amount]
        if invoice.iva or self.chance(0.3):
            rows.append(row("iva", more=" 19%" if rates == ["IVA 19"] and self.chance(0.5) else ""))
        if invoice.inc:
            rows.append(row("inc"))
        rows.append(row("total", "strong"))
        held = [row(name) for name in ("rete_fuente", "rete_iva", "rete_ica") if getattr(invoice, name)]
        return [*rows, *held, row("amount_payable", "strong")] if held else rows

    def spelled(self) -> str:
        return self.show.words(self.one("upper", "capital"), self.one(" m/cte", " moneda legal", " m.l."))


def ledger(rows: Sequence[Row], css: str = "ledger") -> str:
    cells = "".join(
        f"<tr class='{kind}'><td>{label}</td><td class=r>{amount}</td></tr>" for label, amount, kind in rows
    )
    return f"<table class='{css}'>{cells}</table>"


def boxes(pairs: Sequence[tuple[str, str]], css: str = "boxes") -> str:
    """Boxes side by side, a small label above each value."""
    return (
        f"<div class='{css}'>" + "".join(f"<div><i>{label}</i><br>{value}</div>" for label, value in pairs) + "</div>"
    )


def stacked(pairs: Sequence[tuple[str, str]], joint: str = " ", end: str = "<br>") -> str:
    return end.join(f"{label}{joint}{value}" for label, value in pairs)


_BASE = """
*{box-sizing:border-box}body{margin:0;font-size:8.6pt;line-height:1.28;color:#151515}table{border-collapse:collapse;width:100%}
td,th{padding:2pt 3pt;vertical-align:top;text-align:left}tr,.keep{break-inside:avoid}.r{text-align:right!important;white-space:nowrap}
.c{text-align:center}.long{word-break:break-all}.flex{display:flex;gap:10pt}.flex>*{flex:1;min-width:0}.fix{flex:none!important}
.strong td{font-weight:bold}.small{font-size:6.7pt}h1,h2,h3,p{margin:0}.boxes{display:flex;flex-wrap:wrap}.boxes>div{flex:1 1 auto;padding:2pt 5pt}
i{font-style:normal;font-size:.78em;color:#444}
"""


def layout(
    name: str, compose: Callable[[Page], tuple[str, str]], want: Callable[[random.Random], Want], style: Callable[[random.Random], Style], *,
    sizes: tuple[tuple[float, float], ...] = (LETTER, LETTER, A4), margin: str = "26pt 32pt", kinds: tuple[str, ...] = KINDS,
) -> Layout:  # fmt: skip
    """A layout of this hand: `compose` gives the style sheet and the body."""

    def html(show: Shown, size: tuple[float, float], paper: bool) -> Callable[[], bytes]:
        _signed(show)
        css, body = compose(Page(show, size))
        edge = f"@page{{margin:{margin}}}" if size[1] else ""
        head = f"<!doctype html><html><head><meta charset=utf-8><style>{edge}{_BASE}{css}</style></head>"
        return partial(print_html, f"{head}<body>{body}</body></html>", size=size)

    return Layout(name, _not_drawn, want, style, sizes=sizes, kinds=kinds, html=html)


def _not_drawn(sheet: object, show: Shown) -> None:
    raise TypeError("this layout is written as HTML")


def _signed(show: Shown) -> None:
    """The name on the seller's sign, which need not be the legal one."""
    seller = show.invoice.supplier
    sign = BRANDS.get(seller.name, seller.trade_name)
    show.invoice = replace(show.invoice, supplier=replace(seller, trade_name=sign))


def habits(*numbers: str, dates: Sequence[str] = (), nits: Sequence[str] = (), signs: Sequence[str] = ("", "$", "$ ")) -> Callable[[random.Random], Style]:  # fmt: skip
    """How a kind of paper writes numbers, dates and NITs: one of each for a document."""

    def style(rng: random.Random) -> Style:
        return Style(
            numbers=rng.choice(numbers),
            quantities=rng.choice(("auto", "auto", "auto", "us2" if numbers[0].startswith("us") else "co2")),
            dates=rng.choice(tuple(dates) or ("dmy/", "iso", "dmy-", "short-4", "Mon/")),
            times=rng.choice(("24", "short", "ampm")),
            nits=rng.choice(tuple(nits) or ("dots-dv", "dash-dv", "word-dv", "wide-dv", "plain", "space-dv")),
            buyer_nits=rng.choice(("dash-dv", "dots-dv", "plain", "dots", "glued-dv")),
            currency=rng.choice(tuple(signs)),
        )

    return style


def of_thousand(part: Decimal) -> str:
    """Kilograms as a weighbridge writes them: `12.340`."""
    return f"{part:,.0f}".replace(",", ".")
