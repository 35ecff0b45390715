"""What the tenth hand's papers share: goods and sums of their own, plain heads, sums below, and the print."""

import base64
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from html import escape

from ...invoice import Invoice, Line, Want
from ...qr import picture
from ...sheet import A4, LETTER
from ...show import Shown, Style
from ..base import KINDS, Layout
from ..heldout.browser import print_html
from .sale import Sale, sell

FACES = ("'Liberation Sans'", "'Liberation Sans Narrow'", "'DejaVu Sans'", "'Liberation Serif'", "'Liberation Mono'")
INKS = ("#26456e", "#5b2c2c", "#2d5a3d", "#000000", "#6a4a00", "#3d3d3d", "#71306b")

WORDS: dict[str, tuple[str, ...]] = {
    "number": ("Factura electrónica de venta No.", "Factura de venta electrónica N°", "FACTURA ELECTRÓNICA No", "Factura Nro.", "Factura de venta No."),
    "issue_date": ("Fecha", "Fecha de factura", "Fecha emisión", "Expedida el", "Fecha de elaboración", "Fecha documento"),
    "due_date": ("Vence", "Vencimiento", "Pagar antes de", "Fecha de vencimiento", "Plazo hasta"),
    "customer": ("Cliente", "Señores", "Facturado a", "Comprador", "Vendido a", "Para"),
    "customer_nit": ("NIT", "Nit / C.C.", "Identificación", "N.I.T."),
    "payment_form": ("Forma de pago", "Pago", "Condición de pago"),
    "order_reference": ("Orden de compra", "O.C. No.", "Su orden", "Orden de compra cliente"),
    "gross": ("Valor bruto", "Suma de artículos", "Importe bruto", "Total antes de descuento"),
    "discount": ("Descuento", "Menos descuentos", "Dcto. total", "Rebajas"),
    "subtotal": ("Subtotal", "Subtotal", "Valor antes de IVA", "Sub-total", "Suma sin impuestos", "Total bruto"),
    "iva": ("IVA", "I.V.A.", "Valor IVA", "Impuesto IVA", "Total IVA"),
    "total": ("TOTAL", "Total factura", "Valor total", "Total con IVA", "TOTAL DOCUMENTO"),
    "amount_payable": ("Neto a pagar", "Valor neto a pagar", "Neto a girar", "A pagar"),
    "rete_fuente": ("Retención en la fuente", "Rete fuente", "Rtefte.", "Menos retefuente"),
    "rete_ica": ("Rete ICA", "Retención ICA", "Menos reteICA", "Ret. Ind. y Comercio"),
}  # fmt: skip

Compose = Callable[["Page"], tuple[str, str]]
Row = tuple[str, str, str]  # label, amount, css class


class Page:
    """One document while it is composed; its choices are its maker's habits."""

    def __init__(self, show: Shown, size: tuple[float, float], sale: Sale) -> None:
        self.show, self.size, self.rng = show, size, show.rng
        self.spans = sell(show, sale)
        if show.style.numbers.startswith("us"):
            fractional = any(line.quantity % 1 for line in self.invoice.lines)
            show.style = replace(show.style, quantities="us2" if fractional or self.chance(0.4) else "us0")
        self.face, self.ink = self.rng.choice(FACES), self.rng.choice(INKS)
        self.colon = self.one(":", ":", "", "&nbsp;:")
        self.caps = self.chance(0.3)
        self.percent = self.one("%", " %", "%")
        self.untaxed = self.one("Excl.", "Excluido", "N/A", "--")
        self._said: dict[str, str] = {}

    @property
    def invoice(self) -> Invoice:
        return self.show.invoice

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def one(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def money(self, amount: Decimal) -> str:
        return self.show.amount(amount)

    def bare(self, amount: Decimal) -> str:
        return self.show.amount(amount, currency=False)

    def quantity(self, line: Line) -> str:
        return self.show.quantity(line)

    def rate(self, line: Line) -> str:
        return self.untaxed if line.tax_rate is None else f"{line.tax_rate}{self.percent}"

    def word(self, key: str) -> str:
        if key not in self._said:
            said = self.rng.choice(WORDS[key])
            self._said[key] = said.upper() if self.caps else said
        return escape(self._said[key])

    # the head

    def seller(self) -> str:
        seller, nit = self.invoice.supplier, self.show.nit("supplier")
        rows = [
            f"<b class=name>{escape(self.show.name('supplier'))}</b>",
            f"{self.one('NIT', 'NIT.', 'Nit:', 'N.I.T.')} {nit}",
        ]
        rows.append(escape(f"{seller.address}{self.one(' - ', ', ')}{seller.city}"))
        if self.chance(0.7):
            rows.append(f"{self.one('Tel.', 'Cel.', 'PBX', 'Teléfono:')} {seller.phone}")
        if self.chance(0.6):
            rows.append(escape(seller.email))
        if self.chance(0.4):
            rows.append(escape(seller.regime))
        return "<br>".join(rows)

    def numbered(self) -> tuple[str, str]:
        apart = self.one("", " ", "-") if self.invoice.prefix else ""
        return self.word("number"), f"<b>{self.show.number('{prefix}' + apart + '{number}')}</b>"

    def terms(self) -> list[tuple[str, str]]:
        rows = [(self.word("issue_date"), self.show.date("issue_date"))]
        if self.chance(0.7):
            rows.append((self.word("due_date"), self.show.date("due_date")))
        if self.chance(0.6):
            rows.append((self.word("payment_form"), self.show.text("payment_form")))
        if self.invoice.order_reference:
            rows.append((self.word("order_reference"), escape(self.show.text("order_reference"))))
        return rows

    def buyer(self) -> list[tuple[str, str]]:
        buyer = self.invoice.customer
        rows = [
            (self.word("customer"), escape(self.show.name("customer"))),
            (self.word("customer_nit"), self.show.nit("customer")),
        ]
        more = [("Dirección", buyer.address), ("Ciudad", buyer.city), ("Teléfono", buyer.phone)]
        return rows + [(label, escape(value)) for label, value in more if self.chance(0.6)]

    def head(self) -> str:
        """Seller, buyer, number and date, plainly."""
        seller, number = self.seller(), self.numbered()
        terms, buyer = self.terms(), self.buyer()
        kind = self.rng.randrange(4)
        if kind == 0:
            box = f"<div class=box>{number[0]}<br><span class=big>{number[1]}</span></div>"
            return f"<div class=flex><div>{seller}</div>{box}</div><div class=flex><div>{self.pairs(buyer)}</div><div>{self.pairs(terms)}</div></div>"
        if kind == 1:
            return f"<div class=c>{seller}</div><hr><div class=flex><div>{self.pairs(buyer)}</div><div>{self.pairs([number, *terms])}</div></div>"
        if kind == 2:
            inline = " &nbsp; ".join(f"<span class=n>{label}{self.colon} {value}</span>" for label, value in terms)
            return f"<div class=flex><div><span class=big>{number[0]} <span class=n>{number[1]}</span></span><br>{inline}</div><div style='text-align:right'>{seller}</div></div>{self.pairs(buyer)}"
        blocks = "".join(f"<div class=box>{part}</div>" for part in (seller, self.pairs(buyer)))
        return f"<div class=flex>{blocks}</div>{self.strip([number, *terms])}"

    def pairs(self, rows: Sequence[tuple[str, str]]) -> str:
        cells = "".join(
            f"<tr><td class=k>{label.rstrip(':')}{self.colon}</td><td>{value}</td></tr>" for label, value in rows
        )
        return f"<table class=pairs>{cells}</table>"

    def strip(self, rows: Sequence[tuple[str, str]]) -> str:
        heads = "".join(f"<th>{label}</th>" for label, _ in rows)
        return (
            f"<table class=strip><tr>{heads}</tr><tr>{''.join(f'<td>{value}</td>' for _, value in rows)}</tr></table>"
        )

    # the sums and the foot

    def sums(self) -> list[Row]:
        show, invoice, rows = self.show, self.invoice, []
        if invoice.discount:
            rows.append((self.word("gross"), self.money(invoice.gross), ""))
            rows.append((self.word("discount"), show.money("discount"), ""))
        if invoice.discount and "bruto" in self.word("subtotal").lower():
            self._said["subtotal"] = "Subtotal"
        rows.append((self.word("subtotal"), show.money("subtotal"), ""))
        rates = sorted(name for name, amount in invoice.taxes.items() if amount)
        if len(rates) > 1 and self.chance(0.6):
            show.knows("iva", invoice.iva)
            rows += [
                (f"{self.word('iva')} {name[4:]}{self.percent}", self.money(invoice.taxes[name]), "") for name in rates
            ]
        else:
            rate = f" {rates[0][4:]}{self.percent}" if len(rates) == 1 and self.chance(0.5) else ""
            rows.append((self.word("iva") + rate, show.money("iva"), ""))
        rows.append((self.word("total"), show.money("total"), "strong"))
        if invoice.rete_fuente:
            names = [name for name in ("rete_fuente", "rete_ica") if getattr(invoice, name)]
            rows += [(self.word(name), show.money(name), "") for name in names]
            rows.append((self.word("amount_payable"), show.money("amount_payable"), "strong"))
        return rows

    def ledger(self, rows: Sequence[Row] = ()) -> str:
        cells = "".join(f'<tr class="{css}"><td>{a}</td><td class=r>{b}</td></tr>' for a, b, css in rows or self.sums())
        side = self.one("margin-left:auto", "margin-left:auto", "margin-right:auto", "margin:8pt auto 0")
        return f'<table class="ledger keep" style="width:{self.one("190pt", "220pt", "250pt")};{side}">{cells}</table>'

    def foot(self) -> str:
        show, invoice = self.show, self.invoice
        parts = []
        if self.chance(0.6):
            parts.append(
                self.one("Son: ", "SON ", "En letras: ")
                + show.words(self.one("upper", "capital"), self.one(" m/cte", " m.l."))
            )
        if self.chance(0.6):
            parts.append(escape(
                f"{self.one('Resolución DIAN', 'Autorización DIAN No.', 'Res. DIAN')} {show.text('authorization_number')} del {show.day(invoice.authorized_on)}, "
                f"{self.one('numeración del', 'rango')} {invoice.prefix}{invoice.range_from} al {invoice.prefix}{invoice.range_to}"
            ))  # fmt: skip
        if self.chance(0.7):
            parts.append(f"<span class=long>CUFE{self.one(': ', ' ')}{show.text('cufe')}</span>")
        if self.chance(0.4):
            parts.append(self.one("Consignar en la cuenta de ahorros 440-21873-6 del Banco Cordillera", "Software: Ábaco Móvil v3.2", "Gracias por su compra. No se aceptan devoluciones después de 5 días.", "Esta factura se asimila en sus efectos a la letra de cambio (art. 774 C. de Co.)"))  # fmt: skip
        text = f"<div>{'<br>'.join(parts)}</div>"
        return f"<div class='flex small keep foot'>{text}{self.qr(58) if self.chance(0.4) else ''}</div>"

    def qr(self, width: float) -> str:
        image = io.BytesIO()
        picture(self.show.qr("annex", "url")).save(image, "PNG")
        coded = base64.b64encode(image.getvalue()).decode()
        return f'<img src="data:image/png;base64,{coded}" style="flex:none;width:{width}pt;height:{width}pt">'


BASE = """
*{box-sizing:border-box}body{margin:0;font-size:8.6pt;line-height:1.28;color:#111}table{border-collapse:collapse}
td,th{padding:1.8pt 3pt;vertical-align:top;text-align:left}tr,.keep{break-inside:avoid}.r{text-align:right!important;white-space:nowrap}
.c{text-align:center!important}.long{word-break:break-all}.k{white-space:nowrap;color:#333}.name{font-size:1.3em}.big{font-size:1.25em}
.n{white-space:nowrap}.flex{display:flex;gap:12pt;margin-bottom:7pt}.flex>*{flex:1;min-width:0}.box{border:.7pt solid #555;padding:5pt}.strong td{font-weight:bold;border-top:.7pt solid #333}
.small{font-size:.84em}.strip{width:100%;margin-bottom:7pt}.strip th,.strip td{border:.5pt solid #777;text-align:center}hr{border:0;border-top:.7pt solid #444}
.foot{margin-top:10pt}.ledger{margin-top:8pt}.goods{width:100%;margin-top:5pt}
"""


def habits(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co2", "us2", "co0", "co0", "us0", "apos0")), quantities="auto",
        dates=rng.choice(("dmy/", "iso", "dmy-", "d mon. y", "long", "short-4", "ymd/", "SHORT/")),
        nits=rng.choice(("dots-dv", "dash-dv", "dash-dv", "commas-dv", "word-dv", "wide-dv", "plain")),
        buyer_nits=rng.choice(("dots-dv", "dash-dv", "plain", "dots")), currency=rng.choice(("", "$", "$ ", "")),
    )  # fmt: skip


def layout(
    name: str, compose: Compose, sale: Sale | tuple[Sale, ...], *,
    sizes: tuple[tuple[float, float], ...] = (LETTER, LETTER, A4), margin: float = 32,
) -> Layout:  # fmt: skip
    """A layout of this hand; a supplier sells by one of the sales."""

    def html(show: Shown, size: tuple[float, float], paper: bool) -> Callable[[], bytes]:
        page = Page(show, size, show.rng.choice(sale) if isinstance(sale, tuple) else sale)
        css, body = compose(page)
        frame = f"@page{{margin:{margin}pt}}" if size[1] else "@page{margin:0}"
        width = f"body{{width:{size[0] - 2 * margin}pt;font-family:{page.face}{'' if size[1] else f';padding:{margin}pt;width:{size[0]}pt'}}}"
        text = f"<!doctype html><html><head><meta charset=utf-8><style>{frame}{BASE}{width}{css}</style></head><body>{body}</body></html>"
        return partial(_printed, text, size)

    return Layout(name, _not_drawn, _want, habits, sizes=sizes, kinds=KINDS, html=html)


def _want(rng: random.Random) -> Want:
    return Want(order=0.3, prefixes=("FE", "FV", "VTA", "FEL", "", "SC", "FC1"), digits=(3, 6))


def _printed(html: str, size: tuple[float, float]) -> bytes:
    """The PDF; what is too wide is set smaller."""
    for css in (".goods{font-size:.86em}", ".goods{font-size:.76em}", "body{zoom:.85}"):
        try:
            return print_html(html, size=size)
        except ValueError:
            html = html.replace("</style>", f"{css}</style>")
    return print_html(html, size=size)


def _not_drawn(sheet: object, show: Shown) -> None:
    raise TypeError("this layout is written as HTML")
