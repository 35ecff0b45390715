"""Composes tickets of 80 and 58 mm: one narrow column, items over one, two or three printed lines."""

import random
from collections.abc import Callable
from decimal import Decimal

from ...invoice import Line, Want
from ...sheet import Sheet
from ...show import Shown, Style
from ..base import Layout
from . import sums
from .page import whole_cents
from .plan import Plan, plan_for
from .tails import maker, resolution

_TITLES = (
    "DOCUMENTO EQUIVALENTE ELECTRÓNICO TIQUETE DE MÁQUINA REGISTRADORA CON SISTEMA P.O.S.", "Documento equivalente POS electrónico",
    "TIQUETE POS ELECTRÓNICO", "FACTURA ELECTRÓNICA DE VENTA", "Factura de venta POS", "FACTURA DE VENTA",
)  # fmt: skip


def draw(sheet: Sheet, show: Shown) -> None:
    show.style = whole_cents(show)
    narrow = sheet.width < 200
    plan = plan_for(sheet, show, margin=7 if narrow else 10, size=6.6 if narrow else 7.6)
    plan.face = show.rng.choice(("courier", "courier", "helv", "vera"))
    plan.squeeze = 100 if plan.face != "vera" else 84
    Ticket(plan).draw()


class Ticket:
    """One ticket from top to bottom; `y` is the next base line."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.y = 20.0
        self.break_line = plan.rng.choice(("-", "=", "_", "rule", "*"))

    def draw(self) -> None:
        self._head()
        self._facts()
        self._lines()
        self._totals()
        self._foot()

    def put(self, text: str, *, align: str = "l", bold: bool = False, grow: float = 0) -> None:
        plan = self.plan
        self.y = plan.paragraph(plan.left, self.y, plan.width, text, align=align, bold=bold, grow=grow)

    def pair(self, label: str, value: str, *, bold: bool = False, grow: float = 0) -> None:
        """A label at the left, its amount at the right; over two lines when one is too short."""
        plan = self.plan
        if plan.measure(f"{label}  {value}", bold=bold, grow=grow) > plan.width:
            self.put(label, bold=bold, grow=grow)
            label = ""
        plan.text(plan.left, self.y, label, bold=bold, grow=grow)
        plan.text(plan.right, self.y, value, bold=bold, grow=grow, align="r")
        self.y += (plan.size + grow) * 1.25

    def divide(self) -> None:
        plan = self.plan
        if self.break_line == "rule":
            plan.sheet.rule(plan.left, self.y - plan.size * 0.5, plan.right, self.y - plan.size * 0.5, 0.5)
        else:
            plan.text(plan.left, self.y, self.break_line * int(plan.width / plan.measure(self.break_line)))
        self.y += plan.size * 1.2

    def _head(self) -> None:
        plan, show, seller, rng = self.plan, self.plan.show, self.plan.invoice.supplier, self.plan.rng
        align = rng.choice(("c", "c", "c", "l"))
        if rng.random() < 0.25:
            plan.sheet.logo(plan.left + plan.width / 2 - 18, 12, 36, 36, seller.name)
            self.y = 60
        self.put(show.name("supplier"), align=align, bold=True, grow=rng.choice((0, 1, 2)))
        rows = [
            f"{plan.voice.label('supplier_nit')} {show.nit('supplier')}",
            seller.address,
            seller.city,
            f"TEL {seller.phone}",
        ]
        if rng.random() < 0.6:
            rows.insert(rng.choice((1, 2)), seller.regime)
        if rng.random() < 0.2:
            rows.insert(0, rows.pop(1))
        for row in rows:
            self.put(row, align=align)
        self.y += plan.size * 0.4
        title = rng.choice(_TITLES)
        is_bill = title.upper().startswith("FACTURA") and "POS" not in title
        show.truth["document_type"] = "factura" if is_bill else "pos"
        number = show.number(plan.number_pattern)
        if rng.random() < 0.6:
            self.put(title, align=align, bold=True)
            self.put(
                f"{rng.choice(('No.', 'Nro:', 'N°', 'Tiquete No.', 'No:'))} {number}",
                align=align,
                bold=rng.random() < 0.5,
            )
        else:
            self.put(f"{title} No. {number}", align=align, bold=True)
        self.divide()

    def _facts(self) -> None:
        show, rng, voice = self.plan.show, self.plan.rng, self.plan.voice
        day = show.date("issue_date")
        manner = rng.random()
        if manner < 0.4:
            self.put(f"{voice.label('issue_date')} {day}  Hora: {show.time()}")
        elif manner < 0.7:
            self.put(f"{voice.label('issue_date')} {day} {show.time()}")
        else:
            self.put(f"{voice.label('issue_date')} {day}")
        if rng.random() < 0.6:
            self.put(
                f"Caja: {rng.randint(1, 12):02d}  Cajero: {rng.choice(('YULIANA', 'Deisy R.', 'CAJERO 2', 'BRAYAN'))}"
            )
        self.put(f"{voice.label('customer')} {show.name('customer')}")
        self.put(f"{voice.label('customer_nit')} {show.nit('customer')}")
        if rng.random() < 0.5:
            self.put(f"{voice.label('payment_form')} {show.text('payment_form')}")
        self.divide()

    def _lines(self) -> None:
        plan, rng = self.plan, self.plan.rng
        manner = rng.choice((self._one_row, self._name_then_sum, self._code_name_sum))
        shown = ["description", "quantity", "line_total"]
        if manner is not self._one_row:
            shown.append("unit_price")
        if manner is self._code_name_sum:
            shown.append("code")
        price, total = ("price_with_tax", "price_total") if plan.totals_with_tax else ("unit_price", "line_total")
        lines = plan.show.lines(tuple(shown), price=price, total=total)
        manner(lines, lambda line: getattr(line, price), lambda line: getattr(line, total))
        self.divide()

    def _amount(self, value: Decimal) -> str:
        return self.plan.show.amount(value, currency=False)

    def _one_row(
        self, lines: tuple[Line, ...], price: Callable[[Line], Decimal], total: Callable[[Line], Decimal]
    ) -> None:
        """Quantity, description and amount beside each other; what is too long runs on below."""
        plan, show = self.plan, self.plan.show
        counted = max(plan.measure(show.quantity(line)) for line in lines)
        counted = max(counted, plan.measure("CANT", bold=True)) + 6
        worth = (
            max([plan.measure(self._amount(total(line))) for line in lines] + [plan.measure("VALOR", bold=True)]) + 6
        )
        plan.text(plan.left, self.y, "CANT", bold=True)
        plan.text(plan.left + counted, self.y, plan.rng.choice(("DETALLE", "PRODUCTO", "DESCRIPCIÓN")), bold=True)
        plan.text(plan.right, self.y, "VALOR", bold=True, align="r")
        self.y += plan.size * 1.4
        for line in lines:
            plan.text(plan.left, self.y, show.quantity(line))
            plan.text(plan.right, self.y, self._amount(total(line)), align="r")
            for part in plan.wrapped(line.description, plan.width - counted - worth):
                plan.text(plan.left + counted, self.y, part)
                self.y += plan.size * 1.2

    def _name_then_sum(
        self, lines: tuple[Line, ...], price: Callable[[Line], Decimal], total: Callable[[Line], Decimal]
    ) -> None:
        plan, show = self.plan, self.plan.show
        times = plan.rng.choice((" x ", " X ", " @ ", " * "))
        self.pair(
            plan.rng.choice(("DESCRIPCIÓN / CANT X PRECIO", "PRODUCTO", "ARTÍCULO")),
            plan.rng.choice(("TOTAL", "VALOR")),
            bold=True,
        )
        for line in lines:
            self.put(line.description)
            self.pair(f"  {show.quantity(line)}{times}{self._amount(price(line))}", self._amount(total(line)))

    def _code_name_sum(
        self, lines: tuple[Line, ...], price: Callable[[Line], Decimal], total: Callable[[Line], Decimal]
    ) -> None:
        plan, show = self.plan, self.plan.show
        self.put(plan.rng.choice(("COD  DESCRIPCIÓN", "CÓDIGO Y PRODUCTO", "REF  DETALLE")), bold=True)
        self.pair("CANT  V. UNIT", "V. TOTAL", bold=True)
        for line in lines:
            self.put(f"{line.code} {line.description}")
            self.pair(f"{show.quantity(line)}  {self._amount(price(line))}", self._amount(total(line)))

    def _totals(self) -> None:
        plan, show, invoice = self.plan, self.plan.show, self.plan.invoice
        top = self.y
        for row in sums.sums(plan):
            self.pair(row.label + plan.voice.colon.strip(), row.value, bold=row.strong, grow=1 if row.strong else 0)
        plan.sheet.totals = (plan.left, top, plan.width, self.y - top)
        if invoice.payment_form == "Contado" and plan.rng.random() < 0.6:
            paid = (invoice.total // 10000 + 1) * 10000
            self.pair("Efectivo", show.amount(paid))
            self.pair(plan.rng.choice(("Cambio", "Vueltas", "Su cambio")), show.amount(paid - invoice.total))
        if len(invoice.taxes) and plan.rng.random() < 0.6:
            self.divide()
            self.pair(plan.rng.choice(("TARIFA    BASE", "IMPUESTO / BASE")), "VALOR")
            for name, amount in invoice.taxes.items():
                self.pair(f"{name}%  {show.amount(invoice.bases[name])}", show.amount(amount))
        self.divide()

    def _foot(self) -> None:
        plan, rng = self.plan, self.plan.rng
        if rng.random() < 0.8:
            self.put(resolution(plan), align=rng.choice(("l", "c")), grow=-0.8)
        if plan.has_cufe:
            self.put("CUDE:" if plan.show.truth["document_type"] == "pos" else "CUFE:", bold=True)
            for part in plan.sheet.cut(plan.show.text("cufe"), plan.width, plan.size - 0.6, font=plan.face):
                plan.sheet.text(plan.left, self.y, part, plan.size - 0.6, font=plan.face)
                self.y += plan.size * 1.1
        if plan.has_qr:
            side = min(100.0, plan.width * 0.6)
            plan.sheet.qr(plan.show.qr("annex", "url"), plan.left + (plan.width - side) / 2, self.y, side)
            self.y += side + plan.size * 1.8
        self.put(
            rng.choice(
                ("GRACIAS POR SU COMPRA", "Vuelva pronto", "CONSERVE ESTE TIQUETE", "¡Gracias por preferirnos!")
            ),
            align="c",
        )
        if rng.random() < 0.6:
            self.put(maker(plan), align="c", grow=-0.8)


def want(rng: random.Random) -> Want:
    electronic = rng.random() < 0.5
    return Want(
        trade=rng.choice(("mercado", "comida", "ferreteria", "papeleria", "mercado", "comida")),
        document_type="factura" if electronic else "pos",
        lines=rng.choice(((1, 3), (2, 8), (4, 16))),
        cents=rng.random() < 0.15,
        price_with_tax=rng.random() < 0.75,
        bags=0.2,
        order=0,
        prefixes=("POS", "T1", "CJ02", "SM", "FEPO", "C1", "PV3"),
        digits=(3, 6),
        fresh_names=True,
    )


def style(rng: random.Random) -> Style:
    numbers = rng.choice(("co0", "us0", "co0", "us2", "plain0"))
    return Style(
        numbers=numbers,
        quantities="auto" if numbers[:2] != "us" else "us2",
        nits=rng.choice(("dash-dv", "dots-dv", "plain", "wide-dv")),
        buyer_nits=rng.choice(("plain", "dash-dv")),
        dates=rng.choice(("dmy/", "iso", "ymd/", "dmy-", "short-4")),
        times=rng.choice(("24", "ampm", "short")),
        currency=rng.choice(("", "$", "$ ")),
    )


LAYOUT = Layout("varied_ticket", draw, want, style, sizes=((226.0, 0), (226.0, 0), (164.0, 0)), stamped=0.1)
