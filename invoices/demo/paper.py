"""A bill as the PDF its seller sends: letter size, three layouts met in Colombia, QR and CUFE."""

import io
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import zxingcpp
from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.pagesizes import letter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from .amounts import in_figures, in_words, quantity
from .bill import MEANS, Bill
from .companies import Paper

WIDTH, HEIGHT = letter
LEFT, RIGHT = 15 * mm, WIDTH - 15 * mm
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
GREY = HexColor("#5b6470")
HAIR = HexColor("#c3c8ce")

_WITHHELD_LABELS = {"rete_fuente": "ReteFuente", "rete_iva": "ReteIVA", "rete_ica": "ReteICA"}


@dataclass(frozen=True, slots=True)
class Wording:
    """How one family of programs words the same facts."""

    number: str
    customer: str
    issued: str
    due: str
    order: str
    form: str
    means: str
    columns: tuple[str, ...]
    subtotal: str
    iva: str
    total: str
    payable: str
    comma_decimals: bool


WORDINGS: dict[Paper, Wording] = {
    "band": Wording(
        "No.", "Señores:", "Fecha de emisión", "Fecha de vencimiento", "Orden de compra", "Forma de pago",
        "Medio de pago", ("Ítem", "Código", "Descripción", "Cant.", "U/M", "Vr. unitario", "IVA %", "Vr. total"),
        "Subtotal", "IVA", "Total factura", "Valor a pagar", True,
    ),
    "boxes": Wording(
        "Número de Factura:", "Adquiriente:", "Fecha de Generación", "Fecha de Vencimiento", "Orden de Compra",
        "Forma de Pago", "Medio de Pago",
        ("Nro.", "Código", "Descripción", "Cantidad", "U/M", "Precio unitario", "% IVA", "Valor total"),
        "Total Bruto", "Valor IVA", "TOTAL FACTURA", "Neto a pagar", True,
    ),
    "plain": Wording(
        "Factura No.", "Cliente:", "Fecha factura", "Vence", "O.C.", "Condición", "Medio",
        ("#", "Referencia", "Detalle", "Cant.", "Und", "Vr. Unit", "IVA", "Vr. Total"),
        "SUBTOTAL", "IVA", "TOTAL", "NETO A PAGAR", False,
    ),
}  # fmt: skip


def pdf(bill: Bill, *, password: str = "") -> bytes:
    """One page, the same bytes every time for the same bill (but not when encrypted)."""
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, pagesize=letter, invariant=1, encrypt=StandardEncryption(password, strength=128) if password else None
    )
    canvas.setTitle(f"{_title(bill).capitalize()} {bill.number}")
    canvas.setAuthor(bill.supplier.name)
    _Page(canvas, bill).draw()
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _title(bill: Bill) -> str:
    return "NOTA CRÉDITO ELECTRÓNICA" if bill.kind == "nota_credito" else "FACTURA ELECTRÓNICA DE VENTA"


class _Page:
    """Draws from top to bottom; `y` is where the next thing goes."""

    def __init__(self, canvas: Canvas, bill: Bill) -> None:
        self.canvas, self.bill = canvas, bill
        self.paper = bill.supplier.paper
        self.words = WORDINGS[self.paper]
        self.accent = HexColor(bill.supplier.colour)
        self.y = HEIGHT - 15 * mm

    def draw(self) -> None:
        self._header()
        self._customer()
        self._table()
        self._totals()
        self._foot()

    # --- parts ----------------------------------------------------------------------

    def _header(self) -> None:
        if self.paper == "band":
            self.canvas.setFillColor(self.accent)
            self.canvas.rect(0, HEIGHT - 9 * mm, WIDTH, 9 * mm, stroke=0, fill=1)
            self.y = HEIGHT - 20 * mm
        top, supplier = self.y, self.bill.supplier
        text_left = LEFT + 22 * mm
        self._logo(LEFT, top - 15 * mm)
        self._text(text_left, top, supplier.name, BOLD, 13, self.accent if self.paper != "plain" else black)
        responsibility = {
            "O-15": "Gran contribuyente - Autorretenedor", "O-13": "Gran contribuyente", "O-47": "Régimen simple"
        }  # fmt: skip
        said = next((words for code, words in responsibility.items() if code in supplier.responsibilities), "")
        for place, line in enumerate(
            (
                f"NIT {supplier.written_nit}",
                f"{supplier.address} - {supplier.city}",
                f"Tel. {supplier.phone}   {supplier.email}",
                f"Responsable de IVA{' - ' if said else ''}{said}",
            )
        ):
            self._text(
                text_left, top - (5 + 4 * place) * mm, line, REGULAR, 8.5, GREY if self.paper == "band" else black
            )
        self._number_box(top + 4 * mm)
        self.y = top - 25 * mm

    def _logo(self, x: float, y: float) -> None:
        """A mark of two shapes and an initial, different for each seller by its colour and layout."""
        canvas = self.canvas
        canvas.setFillColor(self.accent)
        if self.paper == "boxes":
            canvas.roundRect(x, y, 17 * mm, 17 * mm, 2 * mm, stroke=0, fill=1)
        else:
            canvas.circle(x + 8.5 * mm, y + 8.5 * mm, 8.5 * mm, stroke=0, fill=1)
        canvas.setFillColor(white)
        canvas.setFont(BOLD, 20)
        initials = "".join(word[0] for word in self.bill.supplier.name.split() if word[0].isupper())[:2]
        canvas.drawCentredString(x + 8.5 * mm, y + 6 * mm, initials)

    def _number_box(self, top: float) -> None:
        width, height = 62 * mm, 20 * mm
        x = RIGHT - width
        self.canvas.setStrokeColor(self.accent if self.paper != "plain" else black)
        self.canvas.setLineWidth(0.8)
        self.canvas.rect(x, top - height, width, height, stroke=1, fill=0)
        middle = x + width / 2
        self._text(middle, top - 6 * mm, _title(self.bill), BOLD, 9.5, black, align="centre")
        label = "Nota No." if self.bill.kind == "nota_credito" else self.words.number
        self._text(middle, top - 12.5 * mm, f"{label} {self.bill.number}", BOLD, 12, self.accent, align="centre")
        self._text(middle, top - 17 * mm, "Representación gráfica", REGULAR, 7, GREY, align="centre")

    def _customer(self) -> None:
        customer, bill, words = self.bill.customer, self.bill, self.words
        height, top = 32 * mm, self.y
        half = LEFT + 100 * mm
        self.canvas.setStrokeColor(HAIR if self.paper == "band" else black)
        self.canvas.setLineWidth(0.5)
        if self.paper == "band":
            self.canvas.roundRect(LEFT, top - height, RIGHT - LEFT, height, 2 * mm, stroke=1, fill=0)
        else:
            self.canvas.rect(LEFT, top - height, RIGHT - LEFT, height, stroke=1, fill=0)
            self.canvas.line(half - 3 * mm, top, half - 3 * mm, top - height)
        left = (
            (words.customer, customer.name),
            ("NIT:", customer.written_nit),
            ("Dirección:", customer.address),
            ("Ciudad:", customer.city),
            ("Teléfono:", customer.phone),
        )
        right = [
            (words.issued, f"{bill.issued:%d/%m/%Y} {bill.at:%H:%M:%S}"),
            (words.due, f"{bill.due:%d/%m/%Y}"),
            (words.form, "Crédito" if bill.on_credit else "Contado"),
            (words.means, MEANS[bill.means]),
        ]
        if bill.order:
            right.append((words.order, bill.order))
        if bill.corrects is not None:
            right.append(("Corrige la factura", bill.corrects.number))
        self._pairs(left, LEFT + 3 * mm, 24 * mm, top - 5.5 * mm, 5.4 * mm)
        self._pairs(right, half, 40 * mm, top - 5.5 * mm, 5.0 * mm)
        self.y = top - height - 5 * mm

    def _table(self) -> None:
        edges = [LEFT, LEFT + 10 * mm, LEFT + 30 * mm, LEFT + 92 * mm, LEFT + 108 * mm, LEFT + 120 * mm,
                 LEFT + 146 * mm, LEFT + 158 * mm, RIGHT]  # fmt: skip
        top = self.y
        self._table_head(edges)
        comma = self.words.comma_decimals
        for place, line in enumerate(self.bill.lines, start=1):
            parts = simpleSplit(line.description, REGULAR, 8, edges[3] - edges[2] - 3 * mm)
            height = (4.2 * len(parts) + 2) * mm
            base = self.y - 4.2 * mm
            numbers = (
                (edges[4], quantity(line.quantity, comma_decimals=comma)),
                (edges[6], in_figures(line.unit_price, comma_decimals=comma)),
                (edges[7], quantity(line.tax_rate, comma_decimals=comma)),
                (edges[8], in_figures(line.total, comma_decimals=comma)),
            )
            self._text(edges[0] + 2 * mm, base, str(place), REGULAR, 8)
            self._text(edges[1] + 1 * mm, base, line.code, REGULAR, 8)
            for row, part in enumerate(parts):
                self._text(edges[2] + 1 * mm, base - row * 4.2 * mm, part, REGULAR, 8)
            self._text(edges[4] + 2 * mm, base, line.unit, REGULAR, 8)
            for edge, text in numbers:
                self._text(edge - 1.5 * mm, base, text, REGULAR, 8, align="right")
            self.y -= height
            self._rule(HAIR, 0.3)
        if self.paper == "boxes":
            self.canvas.setStrokeColor(black)
            self.canvas.setLineWidth(0.4)
            for edge in edges:
                self.canvas.line(edge, top, edge, self.y)
        self._rule(black if self.paper != "band" else self.accent, 0.8)
        self.y -= 6 * mm

    def _table_head(self, edges: list[float]) -> None:
        filled = self.paper != "plain"
        if filled:
            self.canvas.setFillColor(self.accent)
            self.canvas.rect(LEFT, self.y - 6 * mm, RIGHT - LEFT, 6 * mm, stroke=0, fill=1)
        else:
            self._rule(black, 0.8)
        colour = white if filled else black
        for place, title in enumerate(self.words.columns):
            if place in (3, 5, 6, 7):
                self._text(edges[place + 1] - 1.5 * mm, self.y - 4.2 * mm, title, BOLD, 8, colour, align="right")
            else:
                self._text(edges[place] + (2 if place == 4 else 1) * mm, self.y - 4.2 * mm, title, BOLD, 8, colour)
        self.y -= 6 * mm
        if not filled:
            self._rule(black, 0.8)

    def _totals(self) -> None:
        bill, words = self.bill, self.words
        taxed = [(rate, tax) for rate, (_, tax) in bill.taxes.items() if rate]
        rows = [(words.subtotal, bill.subtotal, False)]
        rows += [(f"{words.iva} {quantity(rate)}%", tax, False) for rate, tax in taxed]
        if not taxed:
            rows.append((words.iva, Decimal(0), False))
        rows.append((words.total, bill.total, True))
        for name, (rate, _, amount) in bill.withholdings.items():
            rows.append(
                (f"{_WITHHELD_LABELS[name]} {quantity(rate, comma_decimals=words.comma_decimals)}%", -amount, False)
            )
        rows.append((words.payable, bill.amount_payable, True))
        top, x = self.y, RIGHT - 78 * mm
        for label, amount, strong in rows:
            size = 10 if strong else 9
            text = f"$ {in_figures(abs(amount), comma_decimals=words.comma_decimals)}"
            self._text(x, self.y, label, BOLD if strong else REGULAR, size)
            self._text(
                RIGHT - 1.5 * mm,
                self.y,
                f"-{text}" if amount < 0 else text,
                BOLD if strong else REGULAR,
                size,
                align="right",
            )
            self.y -= 5.6 * mm
        self._paragraph(LEFT, top, f"Son: {in_words(bill.amount_payable)}", 92 * mm, BOLD, 8)
        if bill.notes:
            self._paragraph(LEFT, top - 12 * mm, f"Observaciones: {bill.notes}", 92 * mm, REGULAR, 8)
        self.y = min(self.y, top - 26 * mm)

    def _foot(self) -> None:
        bill, size = self.bill, 33 * mm
        y = 22 * mm
        self._qr(LEFT, y, size)
        x = LEFT + size + 5 * mm
        label = "CUDE" if bill.kind == "nota_credito" else "CUFE"
        self._text(x, y + 27 * mm, f"{label}:", BOLD, 7.5)
        self._text(x, y + 23.5 * mm, bill.cufe[:64], "Courier", 7.5)
        self._text(x, y + 20 * mm, bill.cufe[64:], "Courier", 7.5)
        for place, line in enumerate(self._small_print()):
            self._text(x, y + (14.5 - 3.6 * place) * mm, line, REGULAR, 7, GREY)
        self.canvas.setStrokeColor(HAIR)
        self.canvas.line(LEFT, 18 * mm, RIGHT, 18 * mm)
        self._text(
            WIDTH / 2,
            13.5 * mm,
            "Documento ficticio para demostración. No tiene validez fiscal.",
            REGULAR,
            7,
            GREY,
            align="centre",
        )
        self._text(RIGHT, 13.5 * mm, "Página 1 de 1", REGULAR, 7, GREY, align="right")

    def _small_print(self) -> list[str]:
        bill = self.bill
        validated = f"Fecha y hora de validación DIAN: {bill.issued:%d/%m/%Y} {bill.at:%H:%M:%S}"
        if bill.kind == "nota_credito":
            return [validated]
        return [
            f"Autorización de numeración de facturación DIAN No. {bill.supplier.resolution}",
            f"del 01/01/{bill.issued.year}, prefijo {bill.supplier.prefix} del 1 al 50000, vigencia 24 meses.",
            validated,
            "Esta factura se asimila en sus efectos a una letra de cambio, art. 774 del Código de Comercio.",
        ]

    # --- drawing ----------------------------------------------------------------------

    def _qr(self, x: float, y: float, size: float) -> None:
        """Dark modules as one path, run by run, with a quiet zone of two modules."""
        code = zxingcpp.create_barcode(self.bill.qr_text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        modules = np.array(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)) < 128
        step = size / (len(modules) + 4)
        path = self.canvas.beginPath()
        for row, line in enumerate(modules):
            edges = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8), [0]))))
            for start, end in edges.reshape(-1, 2):
                left, bottom = x + (2 + start) * step, y + size - (3 + row) * step
                path.rect(left, bottom, (end - start) * step, step)
        self.canvas.setFillColor(black)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _pairs(
        self, pairs: "list[tuple[str, str]] | tuple[tuple[str, str], ...]", x: float, gap: float, y: float, step: float
    ) -> None:
        for label, value in pairs:
            self._text(x, y, label, BOLD, 8.5)
            self._text(x + gap, y, value, REGULAR, 8.5)
            y -= step

    def _paragraph(self, x: float, y: float, text: str, width: float, font: str, size: float) -> None:
        for place, line in enumerate(simpleSplit(text, font, size, width)):
            self._text(x, y - place * (size + 2), line, font, size)

    def _rule(self, colour: Color, width: float) -> None:
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(width)
        self.canvas.line(LEFT, self.y, RIGHT, self.y)

    def _text(
        self, x: float, y: float, text: str, font: str, size: float, colour: Color = black, align: str = "left"
    ) -> None:
        self.canvas.setFont(font, size)
        self.canvas.setFillColor(colour)
        draw = {
            "left": self.canvas.drawString,
            "right": self.canvas.drawRightString,
            "centre": self.canvas.drawCentredString,
        }[align]
        draw(x, y, text)
