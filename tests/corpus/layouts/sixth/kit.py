"""What these papers share: a page with its habits, tables made of columns, the law's small print."""

import base64
import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html import escape

from ...companies import Party, check_digit
from ...formats import MONTHS, SHORT_MONTHS
from ...invoice import Invoice, Line
from ...qr import picture
from ...show import Shown, Style

Row = tuple[str, str, str]  # label, amount, CSS class of the row
Words = Mapping[str, Sequence[str]]

INKS = ("#1f4e79", "#7f1d1d", "#14532d", "#44337a", "#b45309", "#0f766e", "#1f2937", "#9d174d")
RIGHT = "text-align:right;white-space:nowrap"
MIDDLE = "text-align:center;white-space:nowrap"
# Houses that sign or transmit for others; their NITs stand in small print.
_HOUSES = (
    ("Transmisiones Fiscales del Istmo S.A.S.", "946118205"),
    ("E-Documenta Andes S.A.", "939550471"),
    ("Sellos y Firmas Digitales Kuna S.A.S.", "944702318"),
    ("PuntoTributo Software S.A.S.", "941066952"),
)
_DATES: dict[str, Callable[[date], str]] = {
    "": lambda d: "",
    "12 MAR 2025": lambda d: f"{d:%d} {SHORT_MONTHS[d.month - 1].upper()} {d.year}",
    "Marzo 12 de 2025": lambda d: f"{MONTHS[d.month - 1].capitalize()} {d.day} de {d.year}",
    "12-mar.-2025": lambda d: f"{d:%d}-{SHORT_MONTHS[d.month - 1]}.-{d.year}",
    "12 de MARZO de 2025": lambda d: f"{d.day} de {MONTHS[d.month - 1].upper()} de {d.year}",
}


@dataclass(frozen=True)
class Col:
    """A column: the field of a line it tells (or ""), its head, its cell as HTML."""

    truth: str
    head: str
    cell: Callable[[int, Line], str]
    css: str = ""


class Page:
    """One document being written. What it prints of the invoice goes through `show`."""

    def __init__(self, show: Shown, size: tuple[float, float], words: Words) -> None:
        self.show = show
        self.rng: random.Random = show.rng
        self.size = size
        self._words = words
        self._said: dict[str, str] = {}
        show.style = _printable(show)
        self.ink = self.rng.choice(INKS)
        self.shout = self.rng.random() < 0.3
        self.colon = self.rng.choice((":", ":", "", ".", " :"))
        self._date = _DATES[self.rng.choice(tuple(_DATES)) if self.maybe(0.35) else ""]
        self.faces: set[str] = set()
        self.foot = ""

    @property
    def invoice(self) -> Invoice:
        return self.show.invoice

    def maybe(self, share: float) -> bool:
        return self.rng.random() < share

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def code(self, low: int, high: int, pattern: str = "{}") -> str:
        """A number that means something to somebody else."""
        return pattern.format(self.rng.randint(low, high))

    def say(self, key: str) -> str:
        """What this paper calls a thing, always the same."""
        if key not in self._said:
            said = self.rng.choice(self._words[key])
            self._said[key] = said.upper() if self.shout else said
        return escape(self._said[key], quote=False)

    def face(self, *families: str) -> str:
        family = self.rng.choice(families)
        self.faces.add(family)
        return f"'{family}'"

    # facts

    def number(self, *joints: str) -> str:
        joint = self.pick(*(joints or ("", "", "-", " "))) if self.invoice.prefix else ""
        return self.show.number("{prefix}" + joint + "{number}")

    def dated(self, name: str) -> str:
        usual = self.show.date(name)
        return self._date(getattr(self.invoice, name)) or usual

    def day(self, value: date) -> str:
        """Any day in the manner of this paper."""
        return self._date(value) or self.show.day(value)

    @property
    def days(self) -> int:
        return (self.invoice.due_date - self.invoice.issue_date).days

    def terms(self) -> str:
        """The form of payment, with its days on some papers."""
        form = self.show.text("payment_form")
        return f"{form} {self.days} días" if self.days and self.maybe(0.6) else form

    def seller(self) -> str:
        return escape(self.show.name("supplier"), quote=False)

    def seller_nit(self, *labels: str) -> str:
        return f"{self.pick(*(labels or ('NIT', 'NIT:', 'Nit.', 'N.I.T.', 'NIT No.')))} {self.show.nit('supplier')}".strip()

    def buyer(self) -> str:
        return escape(self.show.name("customer"), quote=False)

    def buyer_nit(self) -> str:
        return self.show.nit("customer")

    def place(self, party: Party) -> str:
        return escape(party.address + self.pick(", ", " - ", " / ", " ") + party.city, quote=False)

    def brand(self) -> str:
        party = self.invoice.supplier
        return escape(party.trade_name or party.name.split()[0].title(), quote=False)

    def logo(self, size: float = 38) -> str:
        """A sign, the same for the same seller."""
        rng = random.Random(self.invoice.supplier.nit)
        color, other = rng.sample(INKS, 2)
        shape = rng.choice(
            ("<circle cx=20 cy=20 r=19 />", "<rect width=40 height=40 rx=7 />", "<path d='M20 0 40 38H0z'/>")
        )
        mark = rng.choice(("M8 26 20 10 32 26", "M10 30V16h20v14", "M9 24q11-16 22 0", "M12 30l16-14"))
        return (
            f"<svg width={size}pt height={size}pt viewBox='0 0 40 40' style='flex:none'><g fill='{color}'>{shape}</g>"
            f"<path d='{mark}' fill=none stroke='#fff' stroke-width=4 /><circle cx=20 cy=31 r=3 fill='{other}' /></svg>"
        )

    def qr(self, width: float, *dialects: str) -> str:
        image = io.BytesIO()
        picture(self.show.qr(*dialects)).save(image, "PNG")
        coded = base64.b64encode(image.getvalue()).decode()
        return f"<img src='data:image/png;base64,{coded}' style='width:{width}pt;height:{width}pt;flex:none'>"

    # small print

    def resolution(self, *forms: str) -> str:
        """The authorization; a form names what it tells with braces."""
        i = self.invoice
        chosen = self.pick(
            *forms,
            "Autorización DIAN {n} del {d}, prefijo {p}, rango {a} a {b}, vigencia hasta {u}",
            "Numeración autorizada según formulario {n} de {d}. Desde {p}{a} hasta {p}{b}. Vigencia {m} meses.",
            "Resol. DIAN # {n} ({d}) autoriza del {p}{a} al {p}{b} - vence {u}",
            "Habilitación de numeración No. {n} expedida el {d} Prefijo: {p} Intervalo: {a} - {b}",
        )
        months = round((i.authorized_until - i.authorized_on).days / 30.4)
        return escape(
            chosen.format(
                n=self.show.text("authorization_number"), d=self.day(i.authorized_on), p=i.prefix, a=i.range_from,
                b=i.range_to, u=self.day(i.authorized_until), m=months,
            )
        )  # fmt: skip

    def cufe(self, *labels: str) -> str:
        label = self.pick(*(labels or ("CUFE:", "CUFE", "Código CUFE", "C.U.F.E.:")))
        return f"<span class=long>{label} {self.show.text('cufe')}</span>"

    def house(self) -> str:
        name, body = self.rng.choice(_HOUSES)
        nit = (
            f"{body[:3]}.{body[3:6]}.{body[6:]}-{check_digit(body)}"
            if self.maybe(0.5)
            else f"{body}-{check_digit(body)}"
        )
        return self.pick(
            f"Fabricante del software: {name} NIT {nit}",
            f"Proveedor tecnológico {name}, Nit: {nit}. Software FacturaPlena 4.2",
            f"Documento transmitido por {name} ({nit})",
            f"Validado y firmado vía {name} - NIT {nit}",
        )

    def spelled(self, amount: Decimal | None = None) -> str:
        tail = self.pick(" m/cte.", " moneda legal colombiana", " m.l.c.", "")
        text = self.show.words(self.pick("upper", "capital"), tail, amount)
        return self.pick("SON: ", "Valor en letras: ", "En letras: ", "La suma de ", "Son ") + text

    # goods

    def table(
        self, cols: Sequence[Col], lines: Sequence[Line], *, start: int = 0, css: str = "goods", tail: str = ""
    ) -> str:
        heads = "".join(f"<th style='{col.css};white-space:normal'>{col.head}</th>" for col in cols)
        rows = "".join(
            "<tr>" + "".join(f"<td style='{col.css}'>{col.cell(number, line)}</td>" for col in cols) + "</tr>"
            for number, line in enumerate(lines, start)
        )
        return f"<table class='{css}'><thead><tr>{heads}</tr></thead><tbody>{rows}{tail}</tbody></table>"

    def noted(
        self, cols: Sequence[Col], *, price: str = "unit_price", total: str = "line_total",
        described: Callable[[Line], str] | None = None,
    ) -> tuple[Line, ...]:  # fmt: skip
        """The lines, as these columns tell them."""
        return self.show.lines([col.truth for col in cols if col.truth], price=price, total=total, described=described)

    def well(self, table: str, share: float, height: float) -> str:
        """The table with room below it, on papers whose sums stand at the foot of the sheet."""
        if len(self.invoice.lines) > 9 or self.size[1] < 700 or not self.maybe(share):
            return table
        edge = self.pick("none", ".5pt solid #888", ".5pt solid " + self.ink)
        return f"<div style='min-height:{height + self.size[1] - 792}pt;border:{edge};margin-bottom:4pt'>{table}</div>"

    def rate(self) -> Callable[[int, Line], str]:
        sign, none = self.pick("%", "", " %"), self.pick("EXC", "Excluido", "N/G")
        return lambda i, line: none if line.tax_rate is None else f"{line.tax_rate}{sign}"


def _printable(show: Shown) -> Style:
    """Cents are printed where there are any, and quantities in the same convention as amounts."""
    invoice, style, family = show.invoice, show.style, show.style.numbers[:-1]
    amounts = [invoice.gross, invoice.subtotal, invoice.iva, invoice.inc, invoice.total, invoice.amount_payable]
    for line in invoice.lines:
        amounts += [line.unit_price, line.price_with_tax, line.gross, line.discount, line.line_total, line.tax_amount]
    if style.numbers.endswith("0") and any(amount % 1 for amount in amounts):
        style = replace(style, numbers=family + "2")
    if any(line.quantity % 1 for line in invoice.lines) or style.quantities != "auto":
        style = replace(style, quantities="us2" if family == "us" else "co2")
    return style


def percent(part: Decimal, whole: Decimal, places: str = "0.01") -> str:
    return f"{(part / whole).quantize(Decimal(places)).normalize():f}" if whole else "0"


def ledger(rows: Sequence[Row], css: str = "ledger") -> str:
    cells = "".join(f"<tr class='{name}'><td>{label}</td><td class=r>{value}</td></tr>" for label, value, name in rows)
    return f"<table class='{css}'>{cells}</table>"


def beside(rows: Sequence[tuple[str, str]], colon: str = "", css: str = "beside") -> str:
    """Labels at the left of their values."""
    cells = "".join(f"<tr><td class=k>{label}{colon}</td><td>{value}</td></tr>" for label, value in rows)
    return f"<table class='{css}'>{cells}</table>"


def over(rows: Sequence[tuple[str, str]], css: str = "over") -> str:
    """Boxes with a small label above the value, in one row."""
    cells = "".join(f"<td><small>{label}</small><br>{value}</td>" for label, value in rows)
    return f"<table class='{css}'><tr>{cells}</tr></table>"
