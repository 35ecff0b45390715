"""What the third hand's papers share: a voice with words of its own, tables put together from columns, sums, and print.

It knows no single paper. Values go through `Shown`, so what a paper prints is its truth.
"""

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
from .words import COLUMNS, NAMES, WORDS

FACES = (
    "'Liberation Sans'",
    "'Liberation Sans'",
    "'DejaVu Sans Condensed', 'DejaVu Sans'",
    "'Liberation Sans Narrow'",
    "'Liberation Serif'",
    "'DejaVu Serif Condensed', 'DejaVu Serif'",
)
INKS = ("#0b5c7a", "#7b2d26", "#2f4f2f", "#3b3b6d", "#a14a00", "#00796b", "#222222", "#8a0f3c", "#1769aa")

Row = tuple[str, str, str]  # label, amount, "" or "strong"


@dataclass(frozen=True)
class Field:
    """A column of goods: what of a line it shows (a truth field or ""), its head, its text as HTML."""

    truth: str
    title: str
    value: Callable[[int, Line], str]
    css: str = ""


class Paper:
    """One document while it is composed; the choices it makes are its maker's habits."""

    def __init__(self, show: Shown, size: tuple[float, float], paper: bool) -> None:
        self.show = show
        self.rng: random.Random = show.rng
        self.size = size
        self.paper = paper
        show.style = whole_cents(show)
        fractional = any(line.quantity % 1 for line in show.invoice.lines)
        if show.style.numbers.startswith("us"):
            counted = "us2" if fractional or self.rng.random() < 0.5 else "us0"
            show.style = replace(show.style, quantities=counted)
        self.face = self.rng.choice(FACES)
        self.ink = self.rng.choice(INKS)
        self.colon = self.rng.choice((":", ":", "", " :"))
        self.shout = self.rng.random() < 0.35
        self._said: dict[str, str] = {}

    @property
    def invoice(self) -> Invoice:
        return self.show.invoice

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def one(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def word(self, key: str, *, bare: bool = False) -> str:
        """What this paper calls a thing: the same word wherever it stands."""
        if key not in self._said:
            said = self.rng.choice(WORDS[key])
            self._said[key] = said.upper() if self.shout else said
        return escape(self._said[key]) + ("" if bare else self.colon)

    def number(self) -> str:
        """The number, its prefix apart from it on some papers."""
        apart = self.one("", " ", "-") if self.invoice.prefix else ""
        return self.show.number("{prefix}" + apart + "{number}")

    def qr(self, width: float, *dialects: str) -> str:
        image = io.BytesIO()
        picture(self.show.qr(*dialects)).save(image, "PNG")
        coded = base64.b64encode(image.getvalue()).decode()
        return f'<img src="data:image/png;base64,{coded}" style="width:{width}pt;height:{width}pt">'

    def mark(self, size: float = 34) -> str:
        """A made-up sign for the seller: the same for the same seller."""
        name = self.invoice.supplier.trade_name or self.invoice.supplier.name
        rng = random.Random(name)
        letters = "".join(word[0] for word in name.split() if word[0].isalpha())[:2].upper()
        radius, color = rng.choice((0, 6, 50)), rng.choice(INKS)
        return (
            f'<span style="display:inline-block;width:{size}pt;height:{size}pt;line-height:{size}pt;text-align:center;'
            f"background:{color};color:#fff;font-weight:bold;font-size:{size * 0.45}pt;border-radius:{radius}%;"
            f'vertical-align:middle">{escape(letters)}</span>'
        )

    # the parties

    def supplier_name(self) -> str:
        return escape(self.show.name("supplier"))

    def supplier_nit(self, word: bool = True) -> str:
        label = self.one("NIT", "NIT.", "Nit:", "N.I.T.", "NIT:") if word else ""
        return f"{label} {self.show.nit('supplier')}".strip()

    def supplier_contact(self) -> list[str]:
        seller, rng = self.invoice.supplier, self.rng
        rows = [escape(seller.address), escape(seller.city + (f" - {seller.department}" if rng.random() < 0.4 else ""))]
        if rng.random() < 0.8:
            rows.append(self.one("Tel. ", "PBX ", "Cel: ", "Teléfono ", "") + seller.phone)
        if rng.random() < 0.7:
            rows.append(escape(seller.email))
        if rng.random() < 0.5:
            rows.append(
                escape(seller.regime) + self.one("", " - No somos grandes contribuyentes", " · Act. económica 4663")
            )
        return rows

    def buyer_pairs(self) -> list[tuple[str, str]]:
        buyer = self.invoice.customer
        pairs = [
            (self.word("customer"), escape(self.show.name("customer"))),
            (self.word("customer_nit"), self.show.nit("customer")),
        ]
        more = [("address", buyer.address), ("city", buyer.city), ("phone", buyer.phone), ("email", buyer.email)]
        pairs += [(self.word(key), escape(value)) for key, value in more if self.rng.random() < 0.7]
        return pairs

    def term_pairs(self, *, dated: bool = True) -> list[tuple[str, str]]:
        show, invoice = self.show, self.invoice
        pairs = []
        if dated:
            time = f" {show.time()}" if self.chance(0.3) else ""
            pairs.append((self.word("issue_date"), show.date("issue_date") + time))
        if self.chance(0.8):
            pairs.append((self.word("due_date"), show.date("due_date")))
        if self.chance(0.8):
            pairs.append((self.word("payment_form"), show.text("payment_form")))
        if self.chance(0.4):
            pairs.append((self.word("means"), invoice.payment_means))
        if invoice.order_reference:
            pairs.append((self.word("order"), escape(show.text("order_reference"))))
        if self.chance(0.4):
            pairs.append(
                (self.word("clerk"), self.one("Paola Andrea Cifuentes", "007", "W. Barreto", "Punto de venta 2"))
            )
        if self.chance(0.3):
            pairs.append((self.word("delivery"), str(self.rng.randint(900, 88000))))
        return pairs

    # the goods

    def field(self, kind: str, *, total: str = "line_total", price: str = "unit_price") -> Field:
        show = self.show
        title = escape(self.rng.choice(COLUMNS[kind]))
        right = "text-align:right;white-space:nowrap"
        texts: dict[str, tuple[str, Callable[[int, Line], str], str]] = {
            "item": ("", lambda i, line: str(i + 1), "text-align:center"),
            "code": ("code", lambda i, line: escape(line.code), "white-space:nowrap"),
            "description": ("description", lambda i, line: escape(line.description), "text-align:left;min-width:105pt"),
            "quantity": ("quantity", lambda i, line: show.quantity(line), right),
            "unit": ("unit", lambda i, line: escape(line.unit), "text-align:center;white-space:nowrap"),
            "price": ("unit_price", lambda i, line: show.amount(getattr(line, price)), right),
            "rate": ("tax_rate", self._rate(), "text-align:center;white-space:nowrap"),
            "tax": ("", lambda i, line: show.amount(line.tax_amount), right),
            "discount": ("", lambda i, line: show.amount(line.discount), right),
            "discount_rate": ("", lambda i, line: f"{line.discount_rate}%", right),
            "gross": ("", lambda i, line: show.amount(line.gross), right),
            "total": ("line_total", lambda i, line: show.amount(getattr(line, total)), right),
        }
        truth, value, css = texts[kind]
        return Field(truth, title.upper() if self.shout else title, value, css)

    def with_discount(self, kinds: Sequence[str]) -> tuple[str, ...]:
        """The columns, with one for the discount exactly when lines have one."""
        given = ("discount", "discount_rate")
        if not self.invoice.line_discount:
            return tuple(kind for kind in kinds if kind not in (*given, "gross"))
        if set(given) & set(kinds):
            return tuple(kinds)
        at = kinds.index("total")
        return (*kinds[:at], "discount_rate", *kinds[at:])

    def _rate(self) -> Callable[[int, Line], str]:
        sign, none = self.one("%", "%", " %", ""), self.one("Excl.", "-", "E", "N/A")
        return lambda i, line: none if line.tax_rate is None else f"{line.tax_rate}{sign}"

    def fields(self, *kinds: str, total: str = "line_total", price: str = "unit_price") -> list[Field]:
        return [self.field(kind, total=total, price=price) for kind in kinds]

    def noted(
        self, fields: Sequence[Field], *, total: str = "line_total", price: str = "unit_price",
        described: Callable[[Line], str] | None = None, also: Sequence[str] = (),
    ) -> tuple[Line, ...]:  # fmt: skip
        """The lines, noted as these columns show them."""
        shown = [field.truth for field in fields if field.truth] + list(also)
        return self.show.lines(shown, price=price, total=total, described=described)

    def cells(self, fields: Sequence[Field], index: int, line: Line) -> str:
        return "".join(f'<td style="{field.css}">{field.value(index, line)}</td>' for field in fields)

    def heads(self, fields: Sequence[Field]) -> str:
        return "<tr>" + "".join(f'<th style="{field.css}">{field.title}</th>' for field in fields) + "</tr>"

    def table(self, fields: Sequence[Field], lines: Sequence[Line], *, css: str = "goods", head: bool = True) -> str:
        rows = "".join(f"<tr>{self.cells(fields, number, line)}</tr>" for number, line in enumerate(lines))
        return f'<table class="{css}">{f"<thead>{self.heads(fields)}</thead>" if head else ""}<tbody>{rows}</tbody></table>'

    # the sums

    def sums(self, *, lines_before_discount: bool = False) -> list[Row]:
        """Subtotal, discounts, taxes and total, and below them what is withheld."""
        rows = [*self._before_taxes(lines_before_discount), *self._taxes()]
        invoice = self.invoice
        if rest := invoice.total - invoice.subtotal - invoice.tax - invoice.tip:  # rounded to the peso
            rows.append((self.one("Ajuste al peso", "Redondeo", "Aproximación"), self.show.amount(rest), ""))
        held = self.held()
        alone = not held and invoice.amount_payable == invoice.total
        label = self.word("payable" if alone and self.chance(0.4) else "total", bare=True)
        rows.append((label, self.show.money("total"), "strong"))
        if held:
            rows += held
            rows.append((self.word("payable", bare=True), self.show.money("amount_payable"), "strong"))
        return rows

    def _before_taxes(self, lines_before_discount: bool) -> list[Row]:
        show, invoice = self.show, self.invoice
        if not invoice.discount:
            if self.chance(0.25) and lines_before_discount:
                return [(self.word("discount", bare=True), show.money("discount"), ""), self._subtotal()]
            return [self._subtotal()]
        given = (self.word("discount", bare=True), show.money("discount"), "")
        if self.chance(0.3):  # the word subtotal stands for what the lines come to before discounts
            show.knows("subtotal", invoice.gross)
            return [(self.word("subtotal", bare=True), show.amount(invoice.gross), ""), given]
        return [(self.word("gross", bare=True), show.amount(invoice.gross), ""), given, self._subtotal()]

    def _subtotal(self) -> Row:
        return self.word("subtotal", bare=True), self.show.money("subtotal"), ""

    def _taxes(self) -> list[Row]:
        show, invoice, rows = self.show, self.invoice, []
        rates = [name for name, amount in invoice.taxes.items() if name.startswith("IVA") and amount]
        if len(rates) > 1 and self.chance(0.7):
            show.knows("iva", invoice.iva)
            rows = [(f"{name}%", show.amount(invoice.taxes[name]), "") for name in sorted(rates)]
        elif invoice.iva or self.chance(0.4):
            rate = f" {rates[0].removeprefix('IVA ')}%" if len(rates) == 1 and self.chance(0.6) else ""
            rows = [(self.word("iva", bare=True) + rate, show.money("iva"), "")]
        if invoice.inc:
            rows.append((self.word("inc", bare=True), show.money("inc"), ""))
        if invoice.bags:
            rows.append((self.one("Impto. bolsas plásticas", "INC Bolsa"), show.money("bags"), ""))
        return rows

    def held(self) -> list[Row]:
        names = ("rete_fuente", "rete_iva", "rete_ica", "guarantee", "advance")
        minus = self.one("", "-", "") if self.chance(0.5) else ""
        rows: list[Row] = []
        for name in names:
            if getattr(self.invoice, name):
                amount = self.show.money(name)
                rows.append((self.word(name, bare=True), minus + amount, ""))
        return rows

    # the law's lines

    def resolution(self) -> str:
        show, invoice = self.show, self.invoice
        number, day = show.text("authorization_number"), show.day(invoice.authorized_on)
        span = f"{invoice.prefix}{invoice.range_from}", f"{invoice.prefix}{invoice.range_to}"
        return escape(
            self.one(
                f"Resolución DIAN {number} de {day}, numeración habilitada desde {span[0]} hasta {span[1]}, vigencia 24 meses",
                f"Autorización de numeración No. {number} del {day}. Rango {span[0]} al {span[1]}. Vence {show.day(invoice.authorized_until)}",
                f"Res. facturación electrónica N° {number} Fecha {day} Prefijo {invoice.prefix or 'N/A'} Del {invoice.range_from} Al {invoice.range_to}",
            )
        )

    def cufe(self, word: str = "CUFE") -> str:
        return f'<span class="long">{word}{self.one(":", ": ", " ")}{self.show.text("cufe")}</span>'

    def maker(self) -> str:
        return self.one(
            "Elaborado por software propio", "Impreso por CuentaClara 8.1 - Numérica Andina S.A.S. NIT 949.377.120-1",
            "Proveedor tecnológico: TRANSMITE FÁCIL S.A.S. NIT 948733015", "Generado con Kontable.example",
        )  # fmt: skip

    def in_words(self) -> str:
        text = self.show.words(self.one("upper", "capital"), self.one(" m/cte", " m.l.", " moneda corriente"))
        return self.one("Son: ", "SON ", "Valor en letras: ", "") + text


def pairs(rows: Sequence[tuple[str, str]], css: str = "pairs") -> str:
    cells = "".join(f"<tr><td class=k>{label}</td><td>{value}</td></tr>" for label, value in rows)
    return f'<table class="{css}">{cells}</table>'


def ledger(rows: Sequence[Row], css: str = "ledger") -> str:
    cells = "".join(
        f'<tr class="{strong}"><td>{label}</td><td class=r>{value}</td></tr>' for label, value, strong in rows
    )
    return f'<table class="{css}">{cells}</table>'


def strip(rows: Sequence[tuple[str, str]], css: str = "strip") -> str:
    """Heads above, values below, all in one row."""
    heads = "".join(f"<th>{label.rstrip(' :')}</th>" for label, _ in rows)
    return f'<table class="{css}"><tr>{heads}</tr><tr>{"".join(f"<td>{value}</td>" for _, value in rows)}</tr></table>'


def lines_of(rows: Sequence[tuple[str, str]], joint: str = "<br>") -> str:
    return joint.join(f"<b>{label}</b> {value}" for label, value in rows)


BASE = """
*{box-sizing:border-box}body{margin:0;font-size:8.4pt;line-height:1.25;color:#111}
table{border-collapse:collapse;width:100%}td,th{padding:2pt 3pt;vertical-align:top;text-align:left}
tr{break-inside:avoid}.r{text-align:right;white-space:nowrap}.c{text-align:center}.long{word-break:break-all}
.k{white-space:nowrap;width:1%;font-weight:bold}.flex{display:flex;gap:10pt}
.flex>*{flex:1;min-width:0}.strong td{font-weight:bold}.goods th{white-space:normal!important}.small{font-size:6.8pt}h1,h2,h3,p{margin:0}
.keep{break-inside:avoid}
"""


def layout(
    name: str, compose: Callable[[Paper], tuple[str, str]], want: Callable[[random.Random], Want],
    style: Callable[[random.Random], Style], *, pool: str, sizes: tuple[tuple[float, float], ...] = (LETTER, LETTER, A4),
    kinds: tuple[str, ...] = KINDS,
) -> Layout:  # fmt: skip
    """A layout of this hand; its sellers take their names from a pool of their own."""

    def html(show: Shown, size: tuple[float, float], paper: bool) -> Callable[[], bytes]:
        _rename(show, pool)
        sheet = Paper(show, size, paper)
        css, body = compose(sheet)
        margin = "" if not size[1] else "@page{margin:28pt 32pt}"
        text = f"<!doctype html><html><head><meta charset=utf-8><style>{margin}{BASE}body{{font-family:{sheet.face}}}{css}</style></head>"
        return partial(_printed, f"{text}<body>{body}</body></html>", size)

    return Layout(name, _not_drawn, want, style, sizes=sizes, kinds=kinds, html=html)


def _printed(html: str, size: tuple[float, float]) -> bytes:
    """The PDF; a table wider than the paper is set in smaller letters, and then the whole page, as programs do."""
    narrow = ".goods td{min-width:0!important}"
    smaller = (
        f".goods{{font-size:6.8pt}}{narrow}",
        f".goods{{font-size:6pt}}{narrow}",
        "body{zoom:.9}",
        "body{zoom:.8}",
    )
    for css in smaller:
        try:
            return print_html(html, size=size)
        except ValueError:
            html = html.replace("</style>", f"{css}</style>")
    return print_html(html, size=size)


def _not_drawn(sheet: object, show: Shown) -> None:
    raise TypeError("this layout is written as HTML")


def _rename(show: Shown, pool: str) -> None:
    """A name for the seller, the same whenever it sells."""
    seller = show.invoice.supplier
    if seller.person or pool not in NAMES:
        return
    name = random.Random(seller.nit).choice(NAMES[pool])
    short = name.split(" S.A")[0].split(" LTDA")[0].split(" Ltda")[0].split(" SAS")[0]
    show.invoice = replace(show.invoice, supplier=replace(seller, name=name, trade_name=short))


def reword(show: Shown, pools: Mapping[str, Sequence[str]]) -> None:
    """Goods of this hand instead of the catalogue's, by unit; quantities and amounts stay."""
    rng = random.Random(show.invoice.cufe)
    lines = tuple(
        replace(line, description=rng.choice(pools[line.unit])) if line.unit in pools else line
        for line in show.invoice.lines
    )
    show.invoice = replace(show.invoice, lines=lines)


def habits(rng: random.Random, *, whole: bool = False, numbers: Sequence[str] = ()) -> Style:
    chosen = rng.choice(
        tuple(numbers) or (("co0", "us0", "co0", "us0", "apos0") if whole else ("co2", "us2", "co2", "us2", "co0"))
    )
    signs = ("", "", "$", "$ ", "$")
    return Style(
        numbers=chosen,
        quantities=rng.choice(("auto", "auto", "co2")),
        dates=rng.choice(("dmy/", "dmy/", "iso", "dmy-", "d mon. y", "SHORT/", "long", "dmy.", "short-4", "ymd/")),
        times=rng.choice(("24", "short", "ampm")),
        nits=rng.choice(("dots-dv", "dash-dv", "dash-dv", "commas-dv", "plain", "word-dv", "dots", "wide-dv")),
        buyer_nits=rng.choice(("dots-dv", "dash-dv", "plain", "dots", "dash-dv", "glued-dv")),
        currency=rng.choice(signs),
    )


def percent(part: Decimal, whole: Decimal) -> str:
    """`2.5`, for a label that names its rate."""
    return f"{(part * 100 / whole).quantize(Decimal('0.1')).normalize():f}"
