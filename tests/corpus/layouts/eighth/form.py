"""The plain body under these heads: goods, sums, what is said in words, and the small print."""

import base64
import io
from collections.abc import Callable
from html import escape

from ...invoice import Line
from ...qr import picture
from .head import Head, other_nit
from .words import BANKS, MAKERS, PROVIDERS


class Form(Head):
    """One document while it is written, its body too."""

    def goods(self) -> str:
        show, lines, keys = self.show, self.invoice.lines, list(self.columns)
        if self.invoice.line_discount:
            keys.insert(keys.index("price") + 1, "discount")
        if not self.invoice.taxes and "rate" in keys:
            keys.remove("rate")
        truth = {"price": "unit_price", "rate": "tax_rate", "line": "line_total"}
        show.lines([truth.get(key, key) for key in keys if key != "discount"])
        none = self.one("0%", "Excl.", "-")
        cell: dict[str, Callable[[Line], str]] = {
            "code": lambda line: escape(line.code),
            "description": lambda line: escape(line.description),
            "quantity": lambda line: show.quantity(line),
            "unit": lambda line: escape(line.unit),
            "price": lambda line: show.amount(line.unit_price),
            "discount": lambda line: show.amount(line.discount),
            "rate": lambda line: none if line.tax_rate is None else f"{line.tax_rate}%",
            "line": lambda line: show.amount(line.line_total),
        }
        right = {"quantity", "price", "discount", "rate", "line"}
        mark = {
            key: ' class="r"' if key in right else ' style="width:44%"' if key == "description" else "" for key in keys
        }
        heads = "".join(f"<th{mark[key]}>{self.say(key) if key != 'discount' else 'Dcto'}</th>" for key in keys)
        body = "".join(
            "<tr>" + "".join(f"<td{mark[key]}>{cell[key](line)}</td>" for key in keys) + "</tr>" for line in lines
        )
        return f'<table class="goods {self.lined} gap"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'

    def sums(self) -> list[tuple[str, str, str]]:
        show, invoice = self.show, self.invoice
        rows = []
        if invoice.discount:
            rows = [
                (self.say("gross"), show.amount(invoice.gross), ""),
                (self.say("discount"), show.money("discount"), ""),
            ]
        rows.append((self.say("subtotal"), show.money("subtotal"), ""))
        if invoice.iva or self.chance(0.5):
            rates = [name[4:] for name, amount in invoice.taxes.items() if name.startswith("IVA") and amount]
            rows.append(
                (
                    self.say("iva") + (f" {rates[0]}%" if len(rates) == 1 and self.chance(0.6) else ""),
                    show.money("iva"),
                    "",
                )
            )
        if invoice.inc:
            rows.append((self.say("inc"), show.money("inc"), ""))
        held = [name for name in ("rete_fuente", "rete_iva", "rete_ica", "guarantee") if getattr(invoice, name)]
        rows.append((self.say("total"), show.money("total"), "big"))
        rows += [(self.say(name), show.money(name), "") for name in held]
        if held:
            rows.append((self.say("payable"), show.money("amount_payable"), "big"))
        return rows

    def totals(self) -> str:
        rows = self.sums()
        if self.place == "strip":
            heads = "".join(f'<th class="r">{label}</th>' for label, _, _ in rows)
            values = "".join(f'<td class="r">{f"<b>{value}</b>" if big else value}</td>' for _, value, big in rows)
            return f'<table class="box gap keep strip"><tr>{heads}</tr><tr>{values}</tr></table><p class="gap s">{self.words()}</p>'
        table = "".join(
            f'<tr class="{big}"><td>{label}</td><td class="r">{value}</td></tr>' for label, value, big in rows
        )
        sums = f'<table class="sums fit" style="width:205pt">{table}</table>'
        left = f'<div class="s">{self.words()}<br>{self.bank() if self.chance(0.5) else ""}</div>'
        if self.place == "middle":
            return f'<div class="keep gap"><div style="width:205pt;margin:0 auto">{sums}</div>{left}</div>'
        return f'<div class="row keep gap">{sums + left if self.place == "left" else left + sums}</div>'

    def words(self) -> str:
        tail = self.one(" m/cte", " moneda legal", " m/l")
        return self.one("SON: ", "Valor en letras: ", "Son ", "Total en letras: ") + self.show.words(
            self.one("upper", "capital"), tail
        )

    # the small print

    def bank(self) -> str:
        account = f"{self.rng.randint(100, 999)}-{self.rng.randint(100000, 999999)}-{self.rng.randint(10, 99)}"
        return f"{self.one('Consignar en', 'Pagos a', 'Favor girar a')} {self.rng.choice(BANKS)} {self.one('Cta. corriente', 'Cuenta de ahorros')} {account}"

    def resolution(self) -> str:
        show, invoice = self.show, self.invoice
        number, day = show.text("authorization_number"), show.day(invoice.authorized_on)
        first, last, prefix = invoice.range_from, invoice.range_to, invoice.prefix
        return self.one(
            f"Autorización de facturación DIAN No. {number} del {day} {f'prefijo {prefix} ' if prefix else ''}desde {first} hasta {last}, vigencia 24 meses",
            f"Formulario {number} fecha {day}, numeración autorizada {prefix}{first} a {prefix}{last}",
            f"Res. DIAN {number} de {day} habilita {prefix} {first} al {last}",
        )

    def provider(self) -> str:
        name, nit = self.rng.choice(PROVIDERS), other_nit(self.rng)
        return self.one(
            f"Proveedor tecnológico: {name} NIT {nit}",
            f"Documento transmitido por {name} - NIT. {nit}",
            f"PT {name} {nit}",
        )

    def maker(self) -> str:
        return f"{self.one('Software:', 'Impreso por', 'Desarrollado por')} {self.rng.choice(MAKERS)} NIT {other_nit(self.rng)}"

    def qr(self, width: float = 62) -> str:
        image = io.BytesIO()
        picture(self.show.qr("annex", "url", "one-line")).save(image, "PNG")
        data = base64.b64encode(image.getvalue()).decode()
        return f'<img src="data:image/png;base64,{data}" style="width:{width}pt;height:{width}pt">'

    def small(self, *, regime: bool = False) -> str:
        """Hash, resolution, provider, and now and then what nobody reads."""
        rows = [
            f'<span class="hash">CUFE{self.one(":", " ", ": ")}{self.show.text("cufe")}</span>',
            escape(self.resolution()),
            self.one(self.provider(), self.maker()),
        ]
        if regime:
            rows.append(self.regime())
        if self.chance(0.5):
            rows.append(
                self.one(
                    "Esta factura se asimila en todos sus efectos a una letra de cambio, art. 774 del C. de Co.",
                    "Pasados tres días del recibo no se aceptan devoluciones ni reclamos.",
                    "A partir del vencimiento se causan intereses a la tasa máxima legal.",
                )
            )
        self.rng.shuffle(rows)
        text = f'<div class="s">{"<br>".join(rows)}</div>'
        return (
            f'<div class="row keep gap">{text}<div class="fit">{self.qr()}</div></div>'
            if self.chance(0.7)
            else f'<div class="keep gap">{text}</div>'
        )

    def body(self) -> str:
        return self.goods() + self.totals()
