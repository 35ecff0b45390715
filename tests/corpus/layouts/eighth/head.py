"""What a form says of its own, the parties, the number and the dates, and the ways it sets labels and values."""

import random
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from html import escape

from ...companies import check_digit, company_nit
from ...invoice import Invoice, Line
from ...show import Shown
from .words import CARRIERS, CLERKS, CONTACTS, LABELS, TITLES, WORKS

Pair = tuple[str, str]
_FACES = (
    "'Liberation Sans'",
    "Roboto",
    "Manrope",
    "Caladea",
    "'Liberation Serif'",
    "'DejaVu Sans Condensed'",
    "'Liberation Sans Narrow'",
)
_INKS = ("#123c69", "#6b1f1f", "#20603d", "#4a3f6b", "#b25d00", "#0d6e7e", "#333333", "#9c1f4d", "#1c1c1c")


class Head:
    """One document while it is written. What it calls a thing stays the same on the whole page."""

    def __init__(self, show: Shown) -> None:
        self.show, self.rng = show, show.rng
        self.face, self.ink = self.rng.choice(_FACES), self.rng.choice(_INKS)
        self.colon = self.rng.choice((":", ":", ":", "", " :"))
        self.caps = self.rng.random() < 0.3
        self._said: dict[str, str] = {}
        # What the maker of the document always does, drawn before anything that depends on the invoice.
        self.columns = self.rng.choice(
            (
                ("description", "quantity", "price", "line"),
                ("code", "description", "unit", "quantity", "price", "rate", "line"),
                ("quantity", "description", "price", "line"),
                ("code", "description", "quantity", "price", "line"),
                ("description", "unit", "quantity", "price", "rate", "line"),
                ("code", "quantity", "unit", "description", "price", "line"),
            )
        )
        self.lined = self.rng.choice(("rows", "grid", "head", "zebra"))
        self.place = self.rng.choice(("right", "right", "left", "strip", "middle"))
        whole = show.style.numbers.endswith("0") and _has_cents(show.invoice)
        counted = "auto" if not show.style.numbers.startswith("us") else self.rng.choice(("us2", "us2", "us0"))
        if counted == "us0" and any(line.quantity % 1 for line in show.invoice.lines):
            counted = "us2"
        numbers = show.style.numbers[:-1] + "2" if whole else show.style.numbers
        show.style = replace(show.style, numbers=numbers, quantities=counted)

    @property
    def invoice(self) -> Invoice:
        return self.show.invoice

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def one(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def say(self, key: str, *, bare: bool = True) -> str:
        if key not in self._said:
            word = self.rng.choice(LABELS[key])
            self._said[key] = word.upper() if self.caps else word
        return escape(self._said[key]) + ("" if bare else self.colon)

    # who sells

    def seller(self) -> str:
        return escape(self.show.name("supplier"))

    def nit(self, *words: str) -> str:
        """The seller's NIT behind its word; a person's may carry a check digit too."""
        word = self.one(*(words or ("NIT", "NIT:", "NIT.", "N.I.T.", "Nit:")))
        party, text = self.invoice.supplier, self.show.nit("supplier")
        if party.person and word[:1] in "Nn" and self.chance(0.5):
            text = f"{text}-{party.dv}"
            self.show.truth["supplier_nit_dv"] = party.dv
        return f"{word} {text}".strip()

    def contact(self) -> list[str]:
        party = self.invoice.supplier
        place = party.city + self.one("", " - Colombia", f" ({party.department})", f", {party.department}")
        rows = [party.address, place, self.one("Tel. ", "PBX: ", "Tels: ", "Cel. ", "") + party.phone, party.email]
        if self.chance(0.3):
            rows.append("www." + party.email.split("@")[1])
        return [escape(row) for row in rows]

    def regime(self) -> str:
        act = self.rng.choice(("4663", "4752", "7112", "4923", "4290", "7730"))
        party = self.invoice.supplier
        if party.person:
            return f"{party.regime} - Actividad económica {act}"
        return self.one(
            f"IVA {party.regime.upper()} - Actividad económica CIIU {act} Tarifa ICA 11,04 x mil",
            "SOMOS AUTORRETENEDORES DE RENTA Resolución 005612 de agosto 12 de 2019",
            f"{party.regime} · No somos autorretenedores · No somos grandes contribuyentes · CIIU {act}",
            "Grandes Contribuyentes Res. 012220 de 26/12/2022 - Autorretenedores Res. 3410 - Agentes retenedores de IVA",
            f"Autorretenedor ICA Bogotá - {party.regime} - Cód. act. {act}",
        )

    # the number and the dates

    def title(self) -> str:
        return self.one(*TITLES)

    def number(self) -> str:
        joint = self.one("", "", " ", "-", " - ") if self.invoice.prefix else ""
        return self.show.number("{prefix}" + joint + "{number}")

    def numbered(self, *words: str) -> str:
        return f"{self.one(*(words or ('No.', 'N°', 'Nº', 'Nro.', 'NÚMERO', '#')))} {self.number()}"

    def dates(self, *, due: float = 0.85, forms: float = 0.7, issued_apart: bool = False) -> list[Pair]:
        """The dates in the order of this maker: which is the issue's, its label says."""
        show, invoice, rng = self.show, self.invoice, self.rng
        manner = self.one("plain", "plain", "double", "timed", "validated") if not issued_apart else "apart"
        issued = show.date("issue_date")
        rows = [(self.say("issue"), issued)]
        if manner == "double":
            rows = [("Fecha y hora de generación", f"{issued} {show.time()}"), ("Fecha de expedición", issued)]
        elif manner == "timed":
            rows = [(self.say("issue"), issued), (self.one("Hora", "Hora expedición"), show.time())]
        elif manner == "validated":
            later = show.day(invoice.issue_date + timedelta(days=rng.randint(0, 1)))
            rows.append(
                (
                    self.one("Validación DIAN", "Fecha validación DIAN"),
                    f"{later} {rng.randint(8, 19)}:{rng.randint(10, 59)}",
                )
            )
        elif manner == "apart":  # it stands elsewhere, in cells
            rows = []
        if self.caps:
            rows = [(label.upper(), value) for label, value in rows]
        if self.chance(due):
            rows.insert(0 if self.chance(0.35) else len(rows), (self.say("due"), show.date("due_date")))
        if self.chance(0.3):
            sent = show.day(invoice.issue_date - timedelta(days=rng.randint(1, 4)))
            rows.insert(
                rng.randint(0, len(rows)),
                (self.one("Fecha de entrega", "Fecha despacho", "Fecha pedido", "Fecha remisión"), sent),
            )
        if self.chance(0.2):
            first = (invoice.issue_date.replace(day=1) - timedelta(days=1)).replace(day=1)
            last = invoice.issue_date.replace(day=1) - timedelta(days=1)
            rows.append((self.one("Periodo facturado", "Período"), f"{show.day(first)} a {show.day(last)}"))
        if self.chance(forms):
            rows.append((self.say("form"), show.text("payment_form")))
        if invoice.order_reference:
            rows.append((self.say("order"), escape(show.text("order_reference"))))
        return rows

    # who buys

    def buyer(self, *, extras: bool = True) -> list[Pair]:
        party = self.invoice.customer
        rows = [
            (self.say("buyer"), escape(self.show.name("customer"))),
            (self.say("buyer_nit"), self.show.nit("customer")),
        ]
        more = [("address", party.address), ("city", party.city), ("phone", party.phone), ("email", party.email)]
        rows += [(self.say(key), escape(value)) for key, value in more if self.chance(0.75)]
        return rows + self.around() if extras else rows

    def around(self) -> list[Pair]:
        """People and places that are neither party."""
        rng = self.rng
        choices = [
            (self.one("Contacto", "Atención", "Atn."), rng.choice(CONTACTS)),
            (self.one("Obra", "Proyecto", "Nombre de la obra"), rng.choice(WORKS)),
            (self.one("Asesor", "Vendedor", "Atendió", "Elaboró"), rng.choice(CLERKS)),
            (self.one("Remisión", "Remisiones", "Pedido interno"), str(rng.randint(1200, 98000))),
            (
                self.one("Transportador", "Transporta"),
                f"{rng.choice(CARRIERS)} NIT {other_nit(rng)} Placa TSK-{rng.randint(100, 999)}",
            ),
            (self.one("Consignatario", "Entregar en", "Enviar a"), f"Almacén {rng.choice(WORKS)}"),
        ]
        return rng.sample(choices, rng.choice((0, 1, 1, 2, 3)))

    def put(self, rows: Sequence[Pair], manner: str = "", css: str = "") -> str:
        """Labels beside, above or below their values, or all in a running line."""
        manner = manner or self.one("beside", "above", "below", "stacked", "inline")
        if manner == "beside":
            bold = self.one("b", "span")
            cells = "".join(
                f"<tr><td><{bold}>{label}{self.colon}</{bold}></td><td>{value}</td></tr>" for label, value in rows
            )
            return f'<table class="kv {css}">{cells}</table>'
        if manner in ("above", "below"):
            heads = "".join(f'<td class="lab c">{label}</td>' for label, _ in rows)
            values = "".join(f'<td class="c"><b>{value}</b></td>' for _, value in rows)
            order = (heads, values) if manner == "above" else (values, heads)
            return f'<table class="box {css}"><tr>{order[0]}</tr><tr>{order[1]}</tr></table>'
        if manner == "stacked":
            return "".join(
                f'<div class="{css}"><div class="lab">{label}</div><div style="margin-bottom:2.5pt">{value}</div></div>'
                for label, value in rows
            )
        return (
            f'<div class="{css}">'
            + self.one(" &nbsp; ", " | ", " &nbsp;•&nbsp; ").join(f"<b>{label}:</b> {value}" for label, value in rows)
            + "</div>"
        )


def other_nit(rng: random.Random) -> str:
    body = company_nit(rng)
    return f"{int(body):,}-{check_digit(body)}".replace(",", rng.choice((".", "", ".")))


def _has_cents(invoice: Invoice) -> bool:
    things: list[Invoice | Line] = [invoice, *invoice.lines]
    amounts = [
        getattr(thing, item.name)
        for thing in things
        for item in fields(thing)
        if item.name not in ("quantity", "tax_rate", "discount_rate")
    ]
    return any(isinstance(amount, Decimal) and amount % 1 for amount in amounts)
