"""What the held-out designs share: facts in words of their own, a table, sums, footers, all as HTML.

Written apart from layouts/varied on purpose, with other words and other habits: nobody tunes on these.
"""

import base64
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from html import escape
from typing import TypeVar

from ...companies import check_digit, company_nit
from ...invoice import Line
from ...qr import picture
from ...show import Shown
from .browser import FONTS

T = TypeVar("T")
ACCENTS = ("#0b7285", "#5f3dc4", "#c92a2a", "#2b8a3e", "#e8590c", "#364fc7", "#212529", "#862e9c", "#495057")
FACES = ("Roboto", "Manrope", "Caladea", "Roboto", "monospace")


@cache
def font_faces() -> str:
    rules = []
    for name, weight, file in (
        ("Roboto", 400, "Roboto-Regular"), ("Roboto", 700, "Roboto-Bold"), ("Manrope", 400, "Manrope-Regular"),
        ("Manrope", 700, "Manrope-Bold"), ("Caladea", 400, "Caladea-Regular"), ("Caladea", 700, "Caladea-Bold"),
        ("Caveat", 400, "Caveat-Regular"),
    ):  # fmt: skip
        data = base64.b64encode((FONTS / f"{file}.ttf").read_bytes()).decode()
        rules.append(
            f"@font-face{{font-family:{name};font-weight:{weight};src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )
    return "".join(rules)


@dataclass
class Kit:
    """One document being written."""

    show: Shown
    rng: random.Random
    paper: bool = False
    width: float = 612.0
    accent: str = ""
    face: str = ""
    css: list[str] = field(default_factory=list)
    # Whether lines carry their tax in price and amount.
    with_tax: bool = False
    after: str = ""

    def __post_init__(self) -> None:
        self.accent = self.accent or self.any(*ACCENTS)
        self.face = self.face or self.any(*FACES)
        self.with_tax = self.show.invoice.prices_with_tax and any(line.tax_amount for line in self.show.invoice.lines)
        self.after = self.any("", "", "", " COP") if not self.show.style.currency else ""

    def any(self, *options: T) -> T:
        return self.rng.choice(options)

    def maybe(self, share: float) -> bool:
        return self.rng.random() < share

    def cash(self, name: str) -> str:
        return self.show.money(name) + self.after

    def sum(self, amount: Decimal) -> str:
        return self.show.amount(amount) + self.after

    # people

    def seller(self) -> str:
        return escape(self.show.name("supplier"))

    def seller_nit(self) -> str:
        if self.show.invoice.supplier.person:
            return f"{self.any('C.C.', 'Cédula', 'NIT:')} {self.show.nit('supplier')}"
        return f"{self.any('NIT', 'NIT:', 'Nit.', 'N.I.T.', 'Identificación tributaria:', 'NIT N°')} {self.show.nit('supplier')}"

    def seller_lines(self) -> list[str]:
        seller = self.show.invoice.supplier
        rows = [
            self.seller_nit(),
            seller.address,
            self.any(
                seller.city, f"{seller.city} / {seller.department}", f"{seller.city} ({seller.department}) Colombia"
            ),
            self.any(
                f"Tel: {seller.phone}", f"PBX {seller.phone}", f"WhatsApp {seller.phone}", f"Línea {seller.phone}"
            ),
            self.any(seller.email, f"mail: {seller.email}", f"Correo: {seller.email}"),
        ]
        if not seller.person and self.maybe(0.6):
            rows.insert(
                self.any(1, len(rows)),
                self.any(
                    "Responsable del IVA", "No somos autorretenedores", "IVA régimen ordinario · Actividad CIIU 4752",
                    "Contribuyente del impuesto sobre las ventas", "No practicar retención: Régimen Simple",
                ),
            )  # fmt: skip
        return rows

    def buyer_rows(self) -> list[tuple[str, str]]:
        buyer = self.show.invoice.customer
        rows = [
            (
                self.any(
                    "Cliente",
                    "Nombre",
                    "Razón Social",
                    "Facturado a",
                    "Para",
                    "Nombre del cliente",
                    "Adquiriente",
                    "Comprador",
                ),
                escape(self.show.name("customer")),
            ),
            (
                self.any("NIT", "Identificación", "Documento", "NIT / CC", "N° identificación", "Nit cliente"),
                self.show.nit("customer"),
            ),
        ]
        extras = [
            (self.any("Dirección", "Dir", "Dirección de entrega"), buyer.address), (self.any("Ciudad", "Ubicación"), buyer.city),
            (self.any("Teléfono", "Tel", "Celular"), buyer.phone), (self.any("Correo", "E-mail"), buyer.email),
        ]  # fmt: skip
        return [*rows, *(row for row in extras if self.maybe(0.6))]

    # dates and terms

    def dated(self) -> list[tuple[str, str]]:
        show, invoice = self.show, self.show.invoice
        day = show.date("issue_date")
        if self.maybe(0.25):
            day = f"{day} {show.time()}"
        rows = [
            (
                self.any(
                    "Fecha de creación",
                    "Fecha emisión",
                    "Fecha de la factura",
                    "Expedición",
                    "Fecha de expedición",
                    "Fecha",
                    "Generada",
                    "Elaborada el",
                ),
                day,
            )
        ]
        if self.maybe(0.75):
            rows.append(
                (
                    self.any(
                        "Fecha de pago oportuno",
                        "Vencimiento",
                        "Vence",
                        "Fecha máxima de pago",
                        "Vto.",
                        "Páguese antes de",
                        "Fecha de vencimiento",
                    ),
                    show.date("due_date"),
                )
            )
        if self.maybe(0.7):
            rows.append(
                (
                    self.any("Forma de pago", "Pago", "Condiciones", "Término de pago", "Modalidad"),
                    show.text("payment_form"),
                )
            )
        if self.maybe(0.3):
            rows.append((self.any("Medio", "Medio de pago", "Instrumento"), invoice.payment_means))
        if invoice.order_reference:
            rows.append(
                (
                    self.any(
                        "Orden de compra", "OC", "O/C", "Orden", "Orden de compra N.°", "Referencia orden de compra"
                    ),
                    show.text("order_reference"),
                )
            )
        if self.maybe(0.3):
            rows.append(
                (
                    self.any("Asesor", "Vendedor", "Ejecutivo", "Realizó"),
                    self.any("Paola Ríos", "H. Bedoya", "PUNTO 3", "Ventas Norte"),
                )
            )
        if self.maybe(0.15):
            rows.append(("Moneda", self.any("COP", "Peso colombiano", "COP - Pesos")))
        if self.maybe(0.15):
            rows.append((self.any("Remisión", "Cotización", "Pedido interno"), str(self.rng.randint(200, 9999))))
        return rows

    def number(self) -> str:
        if not self.show.invoice.prefix:
            return self.show.number()
        return self.show.number(
            self.any("{prefix}{number}", "{prefix}-{number}", "{prefix} {number}", "{prefix}{number}")
        )

    # lines

    def table(self, columns: Sequence[str], *, style: str = "plain", size: float = 0) -> str:
        """The items; `columns` names what is shown, in this order."""
        shown = [name for name in columns if self._has(name)]
        price, total = ("price_with_tax", "price_total") if self.with_tax else ("unit_price", "line_total")
        kept = tuple(
            name
            for name in shown
            if name in ("description", "code", "quantity", "unit", "unit_price", "tax_rate", "line_total")
        )
        lines = self.show.lines(kept, price=price, total=total)
        writers = self._writers(price, total)
        heads = {name: self.any(*_HEADS[name]) for name in shown}
        if self.maybe(0.3):
            heads = {name: head.upper() for name, head in heads.items()}
        alone = self.maybe(0.25)
        right = {"quantity", "unit_price", "line_discount", "tax_rate", "tax_amount", "line_total", "gross"}
        head = "".join(f'<th class="{"r" if name in right else "l"} {name}">{heads[name]}</th>' for name in shown)
        body = []
        for index, line in enumerate(lines):
            cells = "".join(
                f'<td class="{"r" if name in right else "l"} {name}">{writers[name](index, line)}</td>'
                for name in shown
            )
            body.append(f"<tr>{cells}</tr>")
        repeated = "" if not alone else "thead{display:table-row-group}"
        self.css.append(repeated + (f"table.items{{font-size:{size}pt}}" if size else ""))
        return f'<table class="items {style}"><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'

    def _has(self, name: str) -> bool:
        lines = self.show.invoice.lines
        if name in ("line_discount",):
            return any(line.discount for line in lines)
        if name in ("tax_rate", "tax_amount"):
            return any(line.tax_rate for line in lines)
        return True

    def _writers(self, price: str, total: str) -> dict[str, Callable[[int, Line], str]]:
        show, sign = self.show, self.maybe(0.3)
        rate = self.any("{:.0f}%", "{:.1f}", "IVA {:.0f}%", "{:.2f} %", "{:.0f}")
        none = self.any("Excl.", "0%", "—", "N/A")
        bullets = self.maybe(0.15)

        def taxed(index: int, line: Line) -> str:
            if line.tax_rate is None:
                return none
            text = rate.format(line.tax_rate)
            return text.replace("IVA", "INC") if line.tax == "INC" else text

        return {
            "item": lambda index, line: str(index + 1),
            "code": lambda index, line: escape(line.code),
            "description": lambda index, line: ("• " if bullets else "") + escape(line.description),
            "unit": lambda index, line: line.unit,
            "quantity": lambda index, line: show.quantity(line),
            "quantity_unit": lambda index, line: f"{show.quantity(line)} {line.unit}",
            "unit_price": lambda index, line: show.amount(getattr(line, price), currency=sign),
            "line_discount": lambda index, line: f"{line.discount_rate:.0f}%",
            "tax_rate": taxed,
            "tax_amount": lambda index, line: show.amount(line.tax_amount, currency=sign),
            "gross": lambda index, line: show.amount(line.gross, currency=sign),
            "line_total": lambda index, line: show.amount(getattr(line, total), currency=sign),
            "batch": lambda index, line: f"L{index * 37 % 90 + 10}{line.code[-2:]}",
        }

    # sums

    def sums(self) -> list[tuple[str, str, bool]]:
        """Label, amount, and whether it is the great one."""
        invoice, show = self.show.invoice, self.show
        rows: list[tuple[str, str, bool]] = []
        if invoice.profit:
            direct = invoice.gross - invoice.discount
            show.knows("direct_cost", direct)
            rows.append((self.any("Valor directo", "Costos directos", "Subtotal obra"), self.sum(direct), False))
            for word, share in (("A", invoice.administration), ("I", invoice.contingencies), ("U", invoice.profit)):
                rows.append((f"{word} ({share / direct * 100:.0f} %)", self.sum(share), False))
            rows.append((self.any("Subtotal con AIU", "Subtotal"), self.cash("subtotal"), False))
        elif invoice.discount:
            rows += self._discounted()
        elif invoice.tax or self.maybe(0.6):
            label = self.any(
                "Subtotal",
                "Sub total",
                "Suma",
                "Valor neto",
                "Total bruto",
                "Subtotal sin IVA",
                "Vlr. antes de impuestos",
                "Total sin impuestos",
                "Importe neto",
            )
            rows.append((label, self.cash("subtotal"), False))
        rows += self._taxes()
        held = [name for name in ("rete_fuente", "rete_iva", "rete_ica") if getattr(invoice, name)]
        parts = invoice.subtotal + invoice.tax + invoice.tip
        if invoice.total != parts:
            rows.append((self.any("Ajuste", "Redondeo al peso"), self.sum(invoice.total - parts), False))
        great = ("Total", "Total factura", "Valor total factura", "TOTAL", "Total bruto a pagar") if held else (
            "Total", "TOTAL", "Total a pagar", "Valor a pagar", "Total de la factura", "Total neto", "Importe total", "Saldo a pagar", "TOTAL $"
        )  # fmt: skip
        if held:
            great = great[:-1]
        rows.append((self.any(*great), self.cash("total"), True))
        names = {
            "rete_fuente": ("Retefuente", "Retención fuente", "Menos: retención en la fuente", "ReteRenta"),
            "rete_iva": ("ReteIVA", "Retención IVA 15%", "Menos: reteiva"),
            "rete_ica": ("ReteICA", "Retención ICA", "Menos: ICA"),
        }
        for name in held:
            minus = self.any("", "-", "- ")
            rows.append((self.any(*names[name]), minus + self.cash(name), False))
        if held:
            rows.append(
                (
                    self.any("Neto a pagar", "Valor a consignar", "Total a pagar", "A pagar", "Neto a girar"),
                    self.cash("amount_payable"),
                    True,
                )
            )
        return rows

    def _discounted(self) -> list[tuple[str, str, bool]]:
        invoice, show = self.show.invoice, self.show
        before = (
            invoice.gross
            if invoice.line_discount and not invoice.global_discount and self.maybe(0.6)
            else invoice.gross - invoice.line_discount
        )
        taken = before - invoice.subtotal
        if not taken:
            return [(self.any("Subtotal", "Suma neta"), self.cash("subtotal"), False)]
        show.knows("discount", taken)
        off = (
            self.any("Descuentos", "Descuento comercial", "Rebajas y descuentos", "Menos descuento"),
            self.any("", "-", "- ") + self.sum(taken),
            False,
        )
        if self.maybe(0.4):
            show.knows("subtotal", before)
            return [(self.any("Subtotal", "Suma"), self.sum(before), False), off]
        return [
            (self.any("Total bruto", "Valor bruto", "Precio de lista"), self.sum(before), False),
            off,
            ("Subtotal", self.cash("subtotal"), False),
        ]

    def _taxes(self) -> list[tuple[str, str, bool]]:
        invoice, show = self.show.invoice, self.show
        rows: list[tuple[str, str, bool]] = []
        ivas = [
            (name.split()[1], amount) for name, amount in invoice.taxes.items() if name.startswith("IVA") and amount
        ]
        if ivas:
            show.knows("iva", invoice.iva)
            if len(ivas) > 1 and self.maybe(0.6):
                form = self.any("IVA {}%", "IVA tarifa {}%", "Iva del {}%", "IVA {} por ciento")
                rows += [(form.format(rate), self.sum(amount), False) for rate, amount in ivas]
            else:
                alone = self.any(
                    "IVA {}%", "IVA", "Iva ({}%)", "Impuesto (IVA {}%)", "Total IVA", "+ IVA", "I.V.A. {}%"
                )
                rows.append(
                    (
                        alone.format(ivas[0][0]) if len(ivas) == 1 else self.any("IVA", "Total IVA"),
                        self.sum(invoice.iva),
                        False,
                    )
                )
        elif not invoice.inc and not invoice.supplier.person and self.maybe(0.4):
            rows.append((self.any("IVA", "IVA 0%", "Impuestos"), self.cash("iva"), False))
        if invoice.inc:
            rows.append((self.any("Impoconsumo", "INC 8%", "Impuesto nacional al consumo"), self.cash("inc"), False))
        return rows

    # the rest

    def words(self) -> str:
        amount = self.show.invoice.amount_payable if self.maybe(0.5) else self.show.invoice.total
        label = self.any("Son", "Valor en letras", "Monto escrito", "SON", "Cantidad en letras")
        return f"{label}: {self.show.words(self.any('upper', 'capital'), self.any(' M/CTE', '', ' m/cte.', ' moneda legal'), amount)}"

    def qr(self, side: float = 26) -> str:
        """The QR as a picture of so many millimetres."""
        out = io.BytesIO()
        picture(self.show.qr("annex", "url", "equals", "one-line")).save(out, "PNG")
        return f'<img class="qr" style="width:{side}mm;height:{side}mm" src="data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}">'

    def cufe(self) -> str:
        label = self.any("CUFE", "CUFE:", "Cufe", "Código único de facturación electrónica (CUFE)")
        if self.show.invoice.document_type in ("documento_soporte",):
            label = "CUDS"
        return f'<span class="cufe"><b>{label}</b> {self.show.text("cufe")}</span>'

    def resolution(self) -> str:
        i = self.show.invoice
        text = self.any(
            "Resolución de facturación electrónica N.° {r} expedida el {f}, prefijo {p} consecutivo {a} hasta {b}. Vigencia hasta {u}.",
            "Autorización DIAN {r} ({f}) numeración {p}{a} a {p}{b}, vigencia 24 meses",
            "Aut. Numeración {r} de {f} rango {a}-{b} prefijo {p}",
            "Habilitación DIAN No. {r} - Fecha {f} - Desde {p} {a} Hasta {p} {b}",
        ).format(
            r=self.show.text("authorization_number"), f=self.show.day(i.authorized_on), p=i.prefix, a=i.range_from, b=i.range_to,
            u=self.show.day(i.authorized_until),
        )  # fmt: skip
        return " ".join(text.split())

    def small_print(self) -> list[str]:
        texts = [self.resolution()] if self.show.invoice.document_type == "factura" and self.maybe(0.85) else []
        bank = self.any("Bancolombia", "Scotiabank Colpatria", "Banco Popular", "AV Villas", "Itaú", "Nequi")
        texts += self.rng.sample(
            (
                f"Pague por PSE o en {bank}, cuenta de ahorros {self.rng.randint(10**9, 10**10)}, titular {self.show.invoice.supplier.name}.",
                "Este documento es título valor conforme a la Ley 1231 de 2008.",
                "Pasados tres días hábiles sin reclamo la factura se entiende aceptada (Decreto 1074 de 2015).",
                f"Garantía: consulte condiciones. Reclamos al {self.rng.randint(3000000000, 3299999999)}.",
                "Intereses de mora a la tasa máxima permitida.",
                f"TRM del día ${self.rng.randint(390000, 430000) / 100:,.2f} - Valores en pesos colombianos.",
            ),
            self.rng.randint(0, 3),
        )  # fmt: skip
        return texts

    def provider(self) -> str:
        nit = company_nit(self.rng)
        house = self.any("Factursoft Cloud S.A.S.", "SIIFAC ERP S.A.S.", "Contablix S.A.S.", "TITANIO E-INVOICING LTDA")
        return self.any(
            f"Generado con {house} NIT {nit}-{check_digit(nit)}", f"Proveedor tecnológico {house} - Nit: {nit}",
            f"{house} {nit}-{check_digit(nit)} | Software propio",
        )  # fmt: skip

    def stamp(self, share: float = 0.25) -> str:
        """A rubber stamp on some paper copies; it comes behind the totals in the page and is drawn over them."""
        if not self.paper or not self.maybe(share):
            return ""
        issued = self.show.invoice.issue_date
        text = self.any(
            "RECIBIDO<br>ALMACÉN GENERAL",
            f"RECIBIDO<br>{min(28, issued.day + 4):02d}/{issued.month:02d}/{issued.year}",
            "PAGADO",
            "CONTABILIZADO",
            "OBRA - REVISADO<br>ING. RESIDENTE",
        )
        color = self.any("#1c3faa", "#9c1f1f", "#3d3d3d", "#5b2a86")
        return (
            f'<div style="position:absolute;right:{self.rng.randint(8, 80) * min(1, round(self.width / 500, 1))}mm;top:{self.rng.randint(-8, 16)}mm;transform:rotate({self.rng.randint(-16, 16)}deg);'
            f'border:1.6pt solid {color};border-radius:4pt;padding:3pt 8pt;color:{color};font:700 12pt Roboto;text-align:center;opacity:.5">{text}</div>'
        )

    def page(self, body: str, css: str, *, size: float = 8.6, margin: str = "12mm") -> str:
        """The whole document."""
        family = {"monospace": "'Liberation Mono','DejaVu Sans Mono',monospace"}.get(
            self.face, f"{self.face},sans-serif"
        )
        return (
            f"<!doctype html><html lang=es><meta charset=utf-8><style>{font_faces()}"
            f"*{{box-sizing:border-box}}html,body{{margin:0}}body{{padding:{margin};font:400 {size}pt/1.32 {family};color:#111}}"
            "table{border-collapse:collapse;width:100%}td,th{padding:2pt 4pt;vertical-align:top;text-align:left}"
            ".r{text-align:right;white-space:nowrap}th.r{white-space:normal}tr{break-inside:avoid}.cufe{overflow-wrap:anywhere}.keep{break-inside:avoid;position:relative}"
            f".small{{font-size:.82em}}h1,h2,h3,p{{margin:0}}{css}{''.join(self.css)}</style><body>{body}</body></html>"
        )


_HEADS: dict[str, tuple[str, ...]] = {
    "item": ("N.°", "Ítem", "#", "Línea"),
    "code": ("Código", "Cód", "Referencia", "Ref", "SKU", "Cod. barras"),
    "description": ("Descripción", "Detalle del producto", "Ítem", "Bien o servicio", "Concepto facturado", "Productos y servicios", "Artículo"),
    "unit": ("Unidad", "UND", "Med.", "U. medida"),
    "quantity": ("Cantidad", "Cant", "Cant.", "Unidades"),
    "quantity_unit": ("Cantidad", "Cant. / Und."),
    "unit_price": ("Precio", "Valor unit.", "Vr. unitario", "Precio unit.", "Valor unitario", "Vlr. Und."),
    "line_discount": ("Desc. %", "% Dto", "Dcto."),
    "tax_rate": ("IVA", "Impuesto", "% Imp", "Tarifa IVA"),
    "tax_amount": ("IVA $", "Vr. impuesto", "Valor IVA"),
    "gross": ("Bruto", "Vr. bruto"),
    "line_total": ("Total", "Vr. total", "Valor total", "Importe", "Total ítem", "Subtotal", "Neto"),
    "batch": ("Lote", "Bodega"),
}  # fmt: skip


def rows(pairs: Sequence[tuple[str, str]], *, colon: str = ":", cls: str = "") -> str:
    """A table of labels and values."""
    return (
        f'<table class="{cls}">'
        + "".join(f"<tr><th>{label}{colon}</th><td>{value}</td></tr>" for label, value in pairs)
        + "</table>"
    )


def ledger(sums: Sequence[tuple[str, str, bool]], *, colon: str = "", cls: str = "sums") -> str:
    return f'<table class="{cls}">' + "".join(
        f'<tr class="{"great" if great else ""}"><td>{label}{colon}</td><td class="r">{amount}</td></tr>' for label, amount, great in sums
    ) + "</table>"  # fmt: skip


def lines(texts: Sequence[str]) -> str:
    return "".join(f"<div>{text}</div>" for text in texts if text)
