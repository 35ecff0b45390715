"""What the fifth hand's papers share: faces, choices, small tables, the law's lines, and the way to the printer."""

import base64
import io
import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache, partial
from html import escape

from ...formats import MONTHS
from ...invoice import Invoice, Want
from ...qr import picture
from ...sheet import A4, LETTER
from ...show import Shown, Style
from ..base import KINDS, Layout
from ..heldout.browser import FONTS, print_html
from ..varied.page import whole_cents
from .goods import person

Pair = tuple[str, str]
Row = tuple[str, str, str]  # label, amount, "" or "big"

_FILES = {
    "Roboto": (("normal", "Roboto-Regular"), ("bold", "Roboto-Bold")),
    "Caladea": (("normal", "Caladea-Regular"), ("bold", "Caladea-Bold")),
    "Manrope": (("normal", "Manrope-Regular"), ("bold", "Manrope-Bold")),
    "GNUTypewriter": (("normal", "GNUTypewriter"),),
    "Breip": (("normal", "Breip"),),
    "TomsonTalks": (("normal", "TomsonTalks"),),
    "Caveat": (("normal", "Caveat-Regular"),),
}
CONDENSED = "'DejaVu Sans Condensed','DejaVu Sans'"
SERIF = "'DejaVu Serif Condensed','DejaVu Serif'"
SHADES = ("#14407a", "#8c1d18", "#1b6e53", "#4b2e83", "#333333", "#b45309", "#00687a", "#9b1b5a")
BASE = """
*{box-sizing:border-box}html,body{margin:0}body{font-size:8pt;line-height:1.25;color:#161616}
table{border-collapse:collapse;width:100%}td,th{padding:1.5pt 3pt;vertical-align:top;text-align:left;font-weight:normal}
tr,.whole{break-inside:avoid}.r{text-align:right!important;white-space:nowrap}.c{text-align:center!important}
.n{white-space:nowrap}.hex{word-break:break-all}.row{display:flex;gap:9pt;align-items:flex-start}.row>*{flex:1;min-width:0}
.fix{flex:none!important}.mini{font-size:6.3pt;line-height:1.2}b,.big td{font-weight:bold}p,h1,h2,h3{margin:0}.box{border:.7pt solid #333}
.l{width:1%;white-space:nowrap}
"""


@cache
def _face(name: str) -> str:
    rules = []
    for weight, file in _FILES[name]:
        data = base64.b64encode((FONTS / f"{file}.ttf").read_bytes()).decode()
        rules.append(f"@font-face{{font-family:{name};font-weight:{weight};src:url(data:font/ttf;base64,{data})}}")
    return "".join(rules)


class Page:
    """One document while it is written; what it picks are its maker's habits."""

    def __init__(self, show: Shown, size: tuple[float, float], paper: bool) -> None:
        person(show)
        show.style = whole_cents(show)
        self.show, self.rng, self.size, self.paper = show, show.rng, size, paper
        self.face = self.pick("Roboto", "Caladea", CONDENSED, CONDENSED, "Manrope", SERIF)
        self.shade = self.pick(*SHADES)
        self.foot = ""
        # What differs from line to line is no habit: the next document of the same maker looks like this one.
        self.noise = random.Random(show.invoice.cufe)

    @property
    def invoice(self) -> Invoice:
        return self.show.invoice

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def digits(self, count: int) -> str:
        return str(self.rng.randint(10 ** (count - 1), 10**count - 1))

    def number(self, *joints: str) -> str:
        """The number of the document; between prefix and figures one of these joints."""
        return self.show.number("{prefix}" + (self.pick(*joints) if self.invoice.prefix else "") + "{number}")

    def seller(self) -> str:
        return escape(self.show.name("supplier"))

    def brand(self) -> str:
        """The short name as a sign."""
        return escape((self.invoice.supplier.trade_name or self.invoice.supplier.name).split(",")[0].upper())

    def buyer(self) -> str:
        return escape(self.show.name("customer"))

    def signed(self, amount: str) -> str:
        """An amount whose peso sign stands at the left of the cell."""
        sign = self.show.style.currency.strip()
        if sign and amount.startswith(sign):
            return f'<span style="float:left">{sign}</span>{amount[len(sign) :].strip()}'
        return amount

    def zero(self) -> str:
        return self.show.amount(Decimal(0))

    # small pieces of a page

    def qr(self, points: float, *dialects: str) -> str:
        image = io.BytesIO()
        picture(self.show.qr(*dialects)).save(image, "PNG")
        coded = base64.b64encode(image.getvalue()).decode()
        return f'<img style="width:{points}pt;height:{points}pt" src="data:image/png;base64,{coded}">'

    def bars(self, text: str, width: float = 190, height: float = 26) -> str:
        """Something that looks like a bar code, with its figures beneath."""
        rng, x, strokes = random.Random(text), 0.0, []
        while x < width - 4:
            thick = rng.choice((0.8, 0.8, 1.6, 2.4))
            strokes.append(f'<rect x="{x:.1f}" y="0" width="{thick}" height="{height}"/>')
            x += thick + rng.choice((0.8, 1.6, 2.4))
        return (
            f'<div class=c style="width:{width}pt"><svg width="{width}pt" height="{height}pt" '
            f'viewBox="0 0 {width} {height}">{"".join(strokes)}</svg><div class=mini>{escape(text)}</div></div>'
        )

    def contact(self) -> list[str]:
        who = self.invoice.supplier
        phone = self.pick("PBX: ", "Tels. ", "Línea de atención ", "Móvil ", "Conmutador ") + who.phone
        return [
            escape(who.address),
            escape(f"{who.city}, {who.department}" if self.chance(0.5) else who.city),
            phone,
            who.email,
        ]

    def duties(self) -> str:
        trade = self.digits(4)
        return self.pick(
            f"Responsables del IVA · CIIU {trade}",
            f"No somos grandes contribuyentes - Actividad ICA {trade} tarifa 9,66 x mil",
            f"Agente retenedor de IVA. Código actividad económica {trade}",
            f"Grandes contribuyentes según Res. 012220 de dic. 26 de 2022 · Actividad {trade}",
        )

    def resolution(self) -> str:
        show, invoice = self.show, self.invoice
        code, since, until = (
            show.text("authorization_number"),
            show.day(invoice.authorized_on),
            show.day(invoice.authorized_until),
        )
        first, last, prefix = invoice.range_from, invoice.range_to, invoice.prefix or "sin prefijo"
        return self.pick(
            f"Habilitación de numeración de facturación electrónica {code} expedida {since}; prefijo {prefix}, desde {first} hasta {last}; vence {until}.",
            f"Facturamos con autorización DIAN N.º {code} del {since}, {prefix} {first} a {prefix} {last}, vigencia 24 meses",
            f"Form. 1876 No. {code} · {since} a {until} · Prefijo: {prefix} · Consecutivos {first} - {last}",
            f"RESOLUCION FACTURACION DIAN {code} FECHA {since} DEL {first} AL {last} PREFIJO {prefix.upper()}",
        )

    def hash(self, *names: str) -> str:
        return f"<span class=hex>{self.pick(*names)} {self.show.text('cufe')}</span>"

    def maker(self) -> str:
        return self.pick(
            "Fabricante del software: Numerik Andes S.A.S. NIT 948.610.337-5 · Software: NUMERIK ERP",
            "Proveedor tecnológico: E-FACTURO COLOMBIA S.A.S. Nit 949205118",
            "Impreso desde GestionAndo 4.2 / Softmancha Ltda. Nit. 948.902.446",
            "Documento transmitido por Puente Fiscal S.A. - N.I.T 949118730 - www.puentefiscal.example",
        )

    def clock(self, day: str) -> str:
        """A day with the time of issue."""
        return f"{day}{self.pick(' ', ' - ', ', ')}{self.show.time()}"

    def day_cells(self, names: tuple[str, str, str] = ("DÍA", "MES", "AÑO"), css: str = "day") -> str:
        """The date of issue in three cells."""
        self.show.date("issue_date")
        day = self.invoice.issue_date
        month = self.rng.choice((f"{day:%m}", MONTHS[day.month - 1][:3].upper()))
        heads = "".join(f"<th>{name}</th>" for name in names)
        return (
            f'<table class="{css}"><tr>{heads}</tr><tr><td>{day:%d}</td><td>{month}</td><td>{day:%Y}</td></tr></table>'
        )

    def held(self, labels: dict[str, Sequence[str]], minus: str = "") -> list[Row]:
        """What the buyer withholds, where something is."""
        said = {name: self.pick(*words) for name, words in labels.items()}
        return [(said[name], minus + self.show.money(name), "") for name in said if getattr(self.invoice, name)]


def pairs(rows: Sequence[Pair], css: str = "") -> str:
    """Labels at the left, values at their right."""
    return f'<table class="{css}">{"".join(f"<tr><td class=l>{label}</td><td>{value}</td></tr>" for label, value in rows)}</table>'


def sums(rows: Sequence[Row], css: str = "sums") -> str:
    cells = "".join(f'<tr class="{kind}"><td>{label}</td><td class=r>{value}</td></tr>' for label, value, kind in rows)
    return f'<table class="{css}">{cells}</table>'


def band(rows: Sequence[Pair], css: str = "band") -> str:
    """Labels in one row, values in the row beneath."""
    heads, values = ("".join(f"<{tag}>{pair[at]}</{tag}>" for pair in rows) for at, tag in ((0, "th"), (1, "td")))
    return f'<table class="{css}"><tr>{heads}</tr><tr>{values}</tr></table>'


def percent(part: Decimal, whole: Decimal, places: str = "0.01") -> str:
    text = f"{(part * 100 / whole).quantize(Decimal(places)):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def habits(rng: random.Random, *numbers: str, signs: Sequence[str] = ("", "$", "$ ", "")) -> Style:
    return Style(
        numbers=rng.choice(numbers or ("co2", "us2", "co0", "us0")),
        dates=rng.choice(("dmy/", "iso", "dmy-", "short-4", "Mon/", "ymd/", "long", "y-Mon-d", "d mon. y")),
        times=rng.choice(("24", "ampm", "short")),
        nits=rng.choice(("dots-dv", "dash-dv", "wide-dv", "dots", "plain", "commas-dv", "dots-dv")),
        buyer_nits=rng.choice(("dots-dv", "dash-dv", "plain", "dots-dv")),
        currency=rng.choice(signs),
    )


def layout(
    name: str, compose: Callable[[Page], Pair], want: Callable[[random.Random], Want], style: Callable[[random.Random], Style], *,
    sizes: tuple[tuple[float, float], ...] = (LETTER, LETTER, A4), kinds: tuple[str, ...] = KINDS, margin: tuple[int, int] = (26, 30),
) -> Layout:  # fmt: skip
    """A layout of this hand: `compose` gives its style sheet and its body."""

    def html(show: Shown, size: tuple[float, float], paper: bool) -> Callable[[], bytes]:
        page = Page(show, size, paper)
        css, body = compose(page)
        used = "".join(_face(face) for face in _FILES if face in page.face + css + body)
        head = (
            f"{used}@page{{margin:{margin[0]}pt 0}}{BASE}body{{padding:0 {margin[1]}pt;font-family:{page.face}}}{css}"
        )
        text = f"<!doctype html><html><head><meta charset=utf-8><style>{head}</style></head><body>{body}</body></html>"
        return partial(print_html, text, size=size, foot=page.foot)

    return Layout(name, _drawn, want, style, sizes=sizes, kinds=kinds, html=html)


def _drawn(sheet: object, show: Shown) -> None:
    raise TypeError("this layout is written as HTML")
