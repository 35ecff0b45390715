"""What the fourth hand's papers share: how the parties, the goods, the sums and the small print are written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from ...companies import check_digit
from ...invoice import Line
from .voice import HELD, Voice
from .words import BANKS, COLUMNS, PROGRAMS

Pair = tuple[str, str]
Row = tuple[str, str, str]  # label, amount, "" or "strong"


@dataclass(frozen=True)
class Column:
    """A column of goods: the truth field it shows or "", its head, and the text of a line as HTML."""

    field: str
    title: str
    value: Callable[[int, Line], str]
    css: str = "r"


class Paper(Voice):
    """One document being written."""

    # the parties

    def seller(self) -> str:
        return escape(self.show.name("supplier"))

    def seller_nit(self) -> str:
        return f"{self.pick('nit word', 'NIT', 'NIT.', 'Nit:', 'N.I.T.', 'NIT:', 'Nit')} {self.show.nit('supplier')}"

    def seller_lines(self) -> list[str]:
        seller = self.invoice.supplier
        phone = self.pick("phone word", "Tel: ", "PBX ", "Cel. ", "Teléfono: ", "Tels. ", "") + seller.phone
        rows = [
            escape(seller.address),
            escape(self.pick("town", seller.city, f"{seller.city} - {seller.department}", f"{seller.city}, Colombia")),
            phone,
        ]
        if self.has("mail", 0.7):
            rows.append(escape(seller.email))
        if self.has("regime", 0.7):
            rows.append(
                escape(seller.regime)
                + self.pick(
                    "regime more",
                    "",
                    " · Actividad económica 4752",
                    " - Agentes retenedores de IVA",
                    ". No somos grandes contribuyentes ni autorretenedores",
                )
            )
        return rows

    def buyer(self, *keys: str) -> dict[str, Pair]:
        """Label and value of what this paper tells about the buyer, by key; name and NIT always."""
        buyer = self.invoice.customer
        found = {
            "customer": (self.word("customer"), escape(self.show.name("customer"))),
            "nit": (self.word("customer_nit"), self.show.nit("customer")),
        }
        for key in keys or ("address", "city", "phone", "email"):
            if keys or self.has(f"buyer's {key}", 0.75):
                found[key] = (self.word(key), escape(getattr(buyer, key)))
        return found

    def terms(self) -> dict[str, Pair]:
        """What this paper tells about dates, payment and orders, by key; the date always."""
        show, invoice = self.show, self.invoice
        hour = f" {show.time()}" if self.has("hour", 0.25) else ""
        found = {"issue_date": (self.word("issue_date"), show.date("issue_date") + hour)}
        if self.has("due", 0.85):
            found["due_date"] = (self.word("due_date"), show.date("due_date"))
        if self.has("form", 0.75):
            found["payment_form"] = (self.word("payment_form"), show.text("payment_form"))
        if self.has("means", 0.4):
            found["means"] = (self.word("means"), escape(invoice.payment_means))
        if invoice.order_reference:
            found["order"] = (self.word("order"), escape(show.text("order_reference")))
        if self.has("clerk", 0.5):
            found["clerk"] = (self.word("clerk"), self.clerk())
        return found

    # the goods

    def title(self, kind: str, *choices: str) -> str:
        return self.cased(self.among(f"title {kind}", choices or COLUMNS[kind])).replace("<BR>", "<br>")

    def column(self, kind: str, *titles: str, total: str = "line_total", price: str = "unit_price") -> Column:
        show = self.show
        percent, none = self.pick("percent", "%", "%", " %", ""), self.pick("no rate", "Excl.", "E", "-", "")
        kinds: dict[str, tuple[str, Callable[[int, Line], str], str]] = {
            "item": ("", lambda i, one: str(i + 1), "c"),
            "code": ("code", lambda i, one: escape(one.code), "n"),
            "description": ("description", lambda i, one: escape(one.description), "d"),
            "quantity": ("quantity", lambda i, one: show.quantity(one), self.pick("counted", "r", "c", "r")),
            "unit": ("unit", lambda i, one: escape(one.unit), "c"),
            "price": ("unit_price", lambda i, one: show.amount(getattr(one, price)), "r"),
            "rate": ("tax_rate", lambda i, one: none if one.tax_rate is None else f"{one.tax_rate}{percent}", "c"),
            "tax": ("", lambda i, one: show.amount(one.tax_amount), "r"),
            "share": ("", lambda i, one: f"{one.discount_rate}{percent or '%'}", "r"),
            "total": ("line_total", lambda i, one: show.amount(getattr(one, total)), "r"),
        }
        truth, value, css = kinds[kind]
        return Column(truth, self.title(kind, *titles), value, css)

    def note(self, columns: Sequence[Column], *also: str, total: str = "line_total", price: str = "unit_price") -> None:
        """Notes the lines as these columns show them."""
        self.show.lines([one.field for one in columns if one.field] + list(also), total=total, price=price)

    def table(
        self, columns: Sequence[Column], *, under: Callable[[int, Line], str] | None = None,
        before: Callable[[int, Line], str] | None = None, tail: str = "", css: str = "goods",
    ) -> str:  # fmt: skip
        """The table; `before` gives whole rows above a line, `under` a text beneath it across the table."""
        rows = ""
        for number, one in enumerate(self.invoice.lines):
            rows += before(number, one) if before else ""
            rows += (
                "<tr>"
                + "".join(f"<td class={column.css}>{column.value(number, one)}</td>" for column in columns)
                + "</tr>"
            )
            if under and (text := under(number, one)):
                rows += f"<tr class=under>{text}</tr>"
        heads = "".join(f"<th class={column.css}>{column.title}</th>" for column in columns)
        return f"<table class={css}><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>{tail}</table>"

    # the sums

    def sums(self, *, zeros: float = 0.3, net: float = 0.15, subtotal: bool = True) -> list[Row]:
        """From the goods to what is paid, each figure under this document's word."""
        show, invoice = self.show, self.invoice
        rows: list[Row] = []
        if invoice.discount:
            if subtotal and self.has("gross first", 0.6):
                rows.append((self.word("gross", bare=True), show.amount(invoice.gross), ""))
            minus = self.pick("minus", "", "", "-", "- ")
            rows.append((self.word("discount", bare=True), minus + show.money("discount"), ""))
        elif self.has("no discount", zeros):
            rows.append((self.word("discount", bare=True), show.money("discount"), ""))
        if subtotal:
            rows.append((self.word("subtotal", bare=True), show.money("subtotal"), ""))
        rows += self.taxes(zeros)
        held = self.withheld(zeros)
        last = not held and not self.has("net too", net)
        named = "total_due" if last and self.has("due word", 0.45) else "total"
        rows.append((self.word(named, bare=True), show.money("total"), "strong"))
        if not last:
            rows += [*held, (self.word("payable", bare=True), show.money("amount_payable"), "strong")]
        return rows

    def taxes(self, zeros: float = 0.3) -> list[Row]:
        show, invoice = self.show, self.invoice
        rates = sorted((name for name, amount in invoice.taxes.items() if amount), reverse=True)
        word = self.word("iva", bare=True)
        if len(rates) > 1 and self.has("apart", 0.6):
            show.knows("iva", invoice.iva)
            return [(f"{name}%", show.amount(invoice.taxes[name]), "") for name in rates]
        if not invoice.iva and not self.has("no iva", max(zeros, 0.6)):
            return []
        rate = rates[0].removeprefix("IVA ") if len(rates) == 1 else ""
        form = self.pick("rate form", "", " {}%", " ({}%)", " {} %") if rate else ""
        return [(word + form.format(rate), show.money("iva"), "")]

    def withheld(self, zeros: float = 0.0) -> list[Row]:
        show, rows, minus = self.show, [], self.pick("held minus", "", "", "-")
        some = any(getattr(self.invoice, name) for name in HELD)
        for name in HELD:
            if getattr(self.invoice, name):
                rate = self.held.get(name)
                suffix = (
                    f" {self.whole(rate)}{' x mil' if name == 'rete_ica' else '%'}"
                    if rate and self.has("held rate", 0.6)
                    else ""
                )
                rows.append((self.word(name, bare=True) + suffix, minus + show.money(name), ""))
            elif some and name.startswith("rete") and self.has(f"zero {name}", zeros):
                rows.append((self.word(name, bare=True), show.money(name), ""))
        return rows

    def in_words(self) -> str:
        paid = self.invoice.amount_payable if self.has("words of net", 0.3) else self.invoice.total
        said = self.show.words(
            self.pick("words case", "upper", "lower"), self.pick("words tail", " M/CTE", " M/L", " MCTE", ""), paid
        )
        return f"{self.pick('words label', 'Son: ', 'SON ', 'Valor en letras: ', 'En letras: ', 'La suma de: ')}{said}"

    # the law's lines and other small print

    def resolution(self) -> str:
        show, invoice = self.show, self.invoice
        number, day, until = (
            show.text("authorization_number"),
            show.day(invoice.authorized_on),
            show.day(invoice.authorized_until),
        )
        first, last = f"{invoice.prefix}{invoice.range_from}", f"{invoice.prefix}{invoice.range_to}"
        return escape(self.pick(
            "resolution",
            f"Autorización numeración facturación electrónica DIAN N.º {number} del {day}, autoriza del {first} al {last}, vigente hasta {until}.",
            f"Res. DIAN {number} Fecha {day} Numeración autorizada {first} - {last} Vigencia {until}",
            f"Facturación autorizada por la DIAN según formulario 1876 No. {number} de {day} desde el No. {first} hasta el No. {last}",
        ))  # fmt: skip

    def cufe(self) -> str:
        word = (
            "CUFE"
            if self.invoice.document_type == "factura"
            else "CUDS"
            if "soporte" in self.invoice.document_type
            else "CUDE"
        )
        return f"<span class=long>{word}{self.pick('cufe colon', ': ', ' ', ':')}{self.show.text('cufe')}</span>"

    def program(self) -> str:
        name, firm, nit = self.among("program", PROGRAMS)
        dotted = f"{int(nit):,}".replace(",", ".") if self.has("dotted maker", 0.5) else nit
        return self.pick(
            "made by",
            f"Elaborado con {name} - {firm} NIT {dotted}-{check_digit(nit)}",
            f"Proveedor tecnológico: {firm} Nit. {dotted}-{check_digit(nit)} Software: {name}",
            f"Fabricante del software {firm} ({dotted}-{check_digit(nit)}), {name}",
        )

    def bank(self) -> str:
        account = self.among(
            "account", [f"{n:03d}-{n * 7919 % 900000 + 100000}-{n % 90 + 10}" for n in range(101, 400, 7)]
        )
        return (
            self.pick("bank", "Consignar en", "Cuenta para pagos:", "Favor girar a", "Pagos:")
            + f" {self.among('which bank', BANKS)} {self.pick('kind', 'Cta. Cte.', 'Cuenta de ahorros', 'Cuenta corriente')} No. {account}"
        )
