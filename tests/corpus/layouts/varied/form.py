"""Composes forms out of printed pads, filled in by hand or with a typewriter; the ruling differs from pad to pad."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor

from ...invoice import Line, Want
from ...sheet import HALF_LETTER, INK, LETTER, Sheet
from ...show import Shown, Style
from ..base import Layout
from .plan import DARK, Plan, plan_for

_PENS = (INK, HexColor("#15151a"), HexColor("#27408b"), HexColor("#0b3d91"))
_TITLES = {
    "factura": ("FACTURA DE VENTA", "FACTURA", "FACTURA DE CONTADO", "Factura de Venta"),
    "cuenta_de_cobro": ("CUENTA DE COBRO", "Cuenta de Cobro"),
}


@dataclass(frozen=True)
class Cell:
    name: str
    title: str
    share: float


_COLUMNS = (
    (Cell("quantity", "CANT.", 0.12), Cell("description", "DETALLE", 0.5), Cell("unit_price", "VR. UNIT.", 0.18), Cell("line_total", "VR. TOTAL", 0.2)),
    (Cell("description", "DESCRIPCIÓN", 0.52), Cell("quantity", "Cantidad", 0.14), Cell("unit_price", "V. Unitario", 0.16), Cell("line_total", "Valor", 0.18)),
    (Cell("item", "No.", 0.08), Cell("description", "CONCEPTO", 0.48), Cell("quantity", "CANT", 0.1), Cell("unit_price", "PRECIO", 0.16), Cell("line_total", "TOTAL", 0.18)),
    (Cell("quantity", "CANTIDAD", 0.14), Cell("description", "ARTÍCULOS", 0.62), Cell("line_total", "VALOR", 0.24)),
)  # fmt: skip


def draw(sheet: Sheet, show: Shown) -> None:
    plan = plan_for(sheet, show, margin=24 if sheet.width < 450 else 40, size=7.6 if sheet.width < 450 else 9)
    Form(plan).draw()


class Form:
    """One pad: its print in one colour, its entries in one hand."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        rng = plan.rng
        self.print = rng.choice((*DARK, "#111111", "#111111"))
        self.pen: Color = rng.choice(_PENS)
        self.typed = rng.random() < 0.2
        self.row = rng.choice((18.0, 20.0, 23.0)) if plan.sheet.width < 450 else rng.choice((22.0, 26.0))

    def draw(self) -> None:
        y = self._head()
        y = self._facts(y)
        y = self._table(y)
        self._foot(self._totals(y))

    def print_(self, x: float, y: float, text: str, *, grow: float = 0, bold: bool = False, align: str = "l") -> float:
        return self.plan.text(x, y, text, grow=grow, bold=bold, align=align, color=self.print)

    def write(self, x: float, y: float, width: float, text: str, align: str = "l") -> None:
        """What was filled in, no wider than its place."""
        anchor = {"l": x, "r": x + width, "c": x + width / 2}[align]
        sheet, size = self.plan.sheet, self.row * 0.58
        if self.typed:
            size = min(9.5, size)
            while size > 5.5 and sheet.length(text, size, "type") > width:
                size -= 0.25
            sheet.text(anchor, y, text, size, font="type", align=align, color="#22222a")
            return
        while size > 7 and sheet.hand_length(text, size) > width:
            size -= 0.5
        sheet.hand(anchor, y, text, size, self.pen, align)

    def _head(self) -> float:
        plan, show, rng = self.plan, self.plan.show, self.plan.rng
        seller = plan.invoice.supplier
        centred = rng.random() < 0.5
        room = plan.width * (0.62 if not centred else 1)
        align, y = ("c" if centred or rng.random() < 0.5 else "l"), 34.0
        y = plan.paragraph(
            plan.left, y, room, show.name("supplier"), grow=rng.choice((2, 4)), bold=True, align=align, color=self.print
        )
        nit = "C.C." if seller.person and rng.random() < 0.5 else plan.voice.label("supplier_nit")
        for text in (
            f"{nit} {show.nit('supplier')}",
            f"{seller.address} Tel. {seller.phone}",
            f"{seller.city} - {seller.department}",
        ):
            y = plan.paragraph(plan.left, y, room, text, align=align, color=self.print)
        title = rng.choice(_TITLES[plan.invoice.document_type])
        number = show.number()
        if centred:
            self.print_(plan.left, y + 12, title, grow=2, bold=True)
            plan.text(
                plan.right,
                y + 12,
                f"{rng.choice(('No.', 'N°', 'Nº'))} {number}",
                grow=5,
                bold=True,
                align="r",
                color="#c1121f",
            )
            return y + 24
        x, width = plan.left + room + 8, plan.width - room - 8
        plan.sheet.box(x, 22, width, 40, color=self.print, radius=rng.choice((0, 5)))
        plan.fitted(x + 4, 36, width - 8, title, bold=True, align="c", color=self.print)
        plan.fitted(
            x + 4,
            55,
            width - 8,
            f"{rng.choice(('No.', 'N°', 'Nº'))} {number}",
            grow=4,
            bold=True,
            align="c",
            color="#c1121f",
        )
        return max(y + 6, 72)

    def _facts(self, y: float) -> float:
        plan, show, rng, voice = self.plan, self.plan.show, self.plan.rng, self.plan.voice
        buyer = plan.invoice.customer
        row = self.row * 0.86
        y += row * 0.7
        day = show.date("issue_date")
        if rng.random() < 0.5:
            y = self._date_cells(y - row * 0.6) + row
        else:
            self._entry(plan.left, y, plan.width * 0.55, voice.title("issue_date") + ":", day)
            y += row
        name = show.name("customer").title() if rng.random() < 0.6 else show.name("customer")
        self._entry(plan.left, y, plan.width, voice.title("customer") + ":", name)
        y += row
        self._entry(plan.left, y, plan.width * 0.52, voice.title("customer_nit") + ":", show.nit("customer"))
        self._entry(plan.left + plan.width * 0.54, y, plan.width * 0.46, voice.title("phone") + ":", buyer.phone)
        y += row
        self._entry(plan.left, y, plan.width, voice.title("address") + ":", f"{buyer.address} {buyer.city}")
        return y + row * 0.6

    def _entry(self, x: float, y: float, width: float, label: str, value: str) -> None:
        at = self.print_(x, y, label) + 4
        self.plan.sheet.rule(x + at, y + 2, x + width - 2, y + 2, 0.4, self.print)
        self.write(x + at + 2, y, width - at - 6, value)

    def _date_cells(self, y: float) -> float:
        plan = self.plan
        issued = plan.invoice.issue_date
        width = min(40.0, plan.width * 0.11)
        x = plan.left if plan.rng.random() < 0.5 else plan.right - 3 * width
        texts = (f"{issued.day:02d}", f"{issued.month:02d}", f"{issued.year}")
        for at, (head, text) in enumerate(zip(("DÍA", "MES", "AÑO"), texts, strict=True)):
            plan.sheet.box(x + at * width, y, width, 10, color=self.print, weight=0.5)
            self.print_(x + (at + 0.5) * width, y + 7.6, head, grow=-1.6, align="c")
            plan.sheet.box(x + at * width, y + 10, width, self.row * 0.85, color=self.print, weight=0.5)
            self.write(x + at * width + 2, y + 10 + self.row * 0.64, width - 4, text, "c")
        if x > plan.left:
            self.print_(x - 6, y + 10 + self.row * 0.6, self.plan.rng.choice(("FECHA", "Fecha:")), align="r", bold=True)
        else:
            self.print_(x + 3 * width + 6, y + 10 + self.row * 0.6, "FECHA", bold=True)
        return y + 12 + self.row * 0.85

    def _table(self, y: float) -> float:
        plan, rng = self.plan, self.plan.rng
        columns = rng.choice(_COLUMNS)
        room = next(cell.share for cell in columns if cell.name == "description") * plan.width - 10
        lines = plan.show.lines(
            tuple(cell.name for cell in columns if cell.name != "item"), described=lambda line: self._short(line, room)
        )
        filled = rng.random() < 0.5
        head = plan.size + 6
        plan.sheet.box(plan.left, y, plan.width, head, fill=self.print if filled else "", color=self.print, weight=0.5)
        edges = [plan.left]
        for cell in columns:
            edges.append(edges[-1] + cell.share * plan.width)
            plan.fitted(
                edges[-2] + 2, y + plan.size + 1, cell.share * plan.width - 4, cell.title, bold=True, align="c",
                color="#ffffff" if filled else self.print,
            )  # fmt: skip
        y += head
        room = int((plan.sheet.height - 150 - y - 3 * self.row) / self.row)
        rows = max(len(lines), min(len(lines) + rng.randint(1, 4), room))
        ruled = rng.random() < 0.75
        for index in range(rows):
            if ruled or index == rows - 1:
                plan.sheet.rule(plan.left, y + self.row, plan.right, y + self.row, 0.4, self.print)
            if index < len(lines):
                self._fill(index, lines[index], columns, edges, y)
            y += self.row
        for edge in edges:
            plan.sheet.rule(edge, y - rows * self.row - head, edge, y, 0.6, self.print)
        return y

    def _short(self, line: Line, room: float) -> str:
        """As much of a description as somebody writes into the room there is."""
        sheet, words = self.plan.sheet, line.description.capitalize().split()
        size = self.row * 0.42
        while (
            len(words) > 2
            and (
                sheet.length(" ".join(words), size, "type") if self.typed else sheet.hand_length(" ".join(words), size)
            )
            > room
        ):
            words.pop()
        while len(words) > 1 and words[-1].lower() in (
            "de",
            "del",
            "con",
            "en",
            "y",
            "para",
            "por",
            "x",
            "-",
            "sobre",
            "a",
            "sin",
            "incluye",
        ):
            words.pop()
        return " ".join(words).rstrip(",(")

    def _fill(self, index: int, line: Line, columns: Sequence[Cell], edges: Sequence[float], y: float) -> None:
        show = self.plan.show
        values = {
            "item": str(index + 1),
            "quantity": show.quantity(line),
            "description": self._short(
                line, next(cell.share for cell in columns if cell.name == "description") * self.plan.width - 10
            ),
            "unit_price": show.amount(line.unit_price, currency=False),
            "line_total": show.amount(line.line_total, currency=False),
        }
        for cell, left, right in zip(columns, edges, edges[1:], strict=False):
            align = "l" if cell.name == "description" else "c" if cell.name in ("quantity", "item") else "r"
            self.write(left + 4, y + self.row * 0.72, right - left - 8, values[cell.name], align)

    def _totals(self, y: float) -> float:
        plan, show, rng = self.plan, self.plan.show, self.plan.rng
        rows = [(rng.choice(("TOTAL $", "TOTAL", "VALOR TOTAL $", "TOTAL A PAGAR")), show.money("total"))]
        if plan.invoice.iva:
            rows = [
                (rng.choice(("SUBTOTAL $", "Sub-total", "SUB TOTAL")), show.money("subtotal")),
                (rng.choice(("I.V.A. $", "IVA 19%", "IVA")), show.money("iva")),
                *rows,
            ]
        width = plan.width * 0.44
        x, top = plan.right - width, y
        for label, value in rows:
            plan.sheet.box(x, y, width * 0.42, self.row, color=self.print, weight=0.6)
            plan.sheet.box(x + width * 0.42, y, width * 0.58, self.row, color=self.print, weight=0.6)
            plan.fitted(x + 4, y + self.row * 0.66, width * 0.42 - 8, label, bold=True, color=self.print)
            self.write(x + width * 0.42 + 4, y + self.row * 0.72, width * 0.58 - 10, value, "r")
            y += self.row
        plan.sheet.totals = (x, top, width, y - top)
        if rng.random() < 0.65:
            y = max(y, self._words(top, x - plan.left - 12))
        return y

    def _words(self, y: float, width: float) -> float:
        plan = self.plan
        text = plan.show.words("capital", " mcte")
        at = self.print_(plan.left, y + self.row * 0.6, "SON:") + 4
        lines = plan.sheet.wrapped(text, (width - at) * 0.92, self.row * 0.5, font="hand")
        for number, line in enumerate(lines):
            base = y + self.row * (0.6 + 0.7 * number)
            plan.sheet.rule(plan.left + at, base + 2, plan.left + width, base + 2, 0.4, self.print)
            self.write(plan.left + at + 2, base, width - at - 4, line)
        return y + self.row * (0.6 + 0.7 * len(lines))

    def _foot(self, y: float) -> None:
        plan, rng = self.plan, self.plan.rng
        y = min(max(y + 40, plan.sheet.height * rng.uniform(0.7, 0.86)), plan.sheet.height - 34)
        for place, label in enumerate(rng.sample(("Firma y sello", "Recibí conforme", "Entregó", "Aceptada C.C."), 2)):
            width = plan.width * 0.38
            x = plan.left + place * (plan.width - width)
            plan.sheet.rule(x, y, x + width, y, 0.5, self.print)
            self.print_(x + 4, y + plan.size + 1, label, grow=-1)
            if rng.random() < 0.7:
                plan.sheet.scribble(x + 10, y - 3, width * 0.7, 20, self.pen)
        if rng.random() < 0.7:
            first = int(plan.invoice.consecutive) // 100 * 100 + 1
            text = f"TIPOGRAFÍA {rng.choice(('EL RENGLÓN', 'LA PRENSA VIEJA', 'ARCOÍRIS'))} NIT {rng.randint(10, 99)}.{rng.randint(100, 999)}.{rng.randint(100, 999)}-{rng.randint(0, 9)} - del {first:04d} al {first + 499:04d}"
            plan.fitted(plan.left, plan.sheet.height - 16, plan.width, text, grow=-2, align="c", color=self.print)


def want(rng: random.Random) -> Want:
    person = rng.random() < 0.5
    claim = person and rng.random() < 0.3
    trade = rng.choice(("ferreteria", "transporte", "comida", "alquiler", "papeleria")) if not claim else "obra"
    return Want(
        trade=trade,
        document_type="cuenta_de_cobro" if claim else "factura",
        lines=rng.choice(((1, 3), (2, 6), (3, 9))),
        cents=False,
        order=0,
        person=person,
        no_tax=person or trade == "comida" or rng.random() < 0.3,
        prefixes=("",),
        digits=(2, 5),
        fresh_names=True,
    )


def style(rng: random.Random) -> Style:
    return Style(
        numbers=rng.choice(("co0", "co0", "apos0", "plain0")),
        nits=rng.choice(("dots-dv", "dash-dv", "wide-dv")),
        buyer_nits=rng.choice(("dots-dv", "dash-dv", "plain")),
        dates=rng.choice(("dmy/", "dmy-", "long", "SHORT/", "mon d/y", "short-")),
        currency=rng.choice(("", "$", "$ ")),
    )


LAYOUT = Layout(
    "varied_form", draw, want, style, sizes=(HALF_LETTER, HALF_LETTER, (396.0, 560.0), LETTER), kinds=("scan", "poor", "photo"), stamped=0.2
)  # fmt: skip
