"""The habits of a document's maker: its words, its letters and the little things it prints."""

import base64
import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from html import escape
from typing import TypeVar

from ...invoice import Invoice, Line
from ...qr import picture
from ...show import Shown
from .facts import CENT, ZERO, sale
from .words import CLERKS, LABELS, PLATES

Any_ = TypeVar("Any_")
SANS = "'DejaVu Sans Condensed','DejaVu Sans',sans-serif"
FACES = ("Roboto", "Roboto", "Manrope", "Caladea", SANS, SANS)
MONO = ("'DejaVu Sans Mono',monospace", "GNUTypewriter", "Roboto")
TINTS = ("#2a7f9e", "#44546a", "#b5532a", "#5b7f3a", "#6a4c93", "#333333", "#9c2f2f", "#0f5f4b")
HELD = ("rete_fuente", "rete_iva", "rete_ica", "guarantee", "advance")


@dataclass
class Voice:
    """One document being written. What its maker does always is picked by a key, so it does not hang on what is sold."""

    show: Shown
    size: tuple[float, float]
    held: Mapping[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._seed = str(self.show.rng.random())
        self.news = random.Random(self.show.invoice.cufe)  # what is of this document alone
        self.ink = self.among("ink", TINTS)
        self.face = self.among("face", FACES)
        self._case = self.among("case", ("", "", "", "upper", "upper"))
        self._colon = self.among("colon", (":", ":", "", " :", ""))

    @property
    def invoice(self) -> Invoice:
        return self.show.invoice

    def among(self, key: str, choices: Sequence[Any_]) -> Any_:
        return random.Random(f"{self._seed}/{key}").choice(choices)

    def pick(self, key: str, *choices: str) -> str:
        return self.among(key, choices)

    def has(self, key: str, share: float) -> bool:
        return random.Random(f"{self._seed}/has {key}").random() < share

    def cased(self, text: str) -> str:
        return text.upper() if self._case else text

    def word(self, key: str, *, bare: bool = False) -> str:
        """This document's word for a thing."""
        words = LABELS[key]
        if key == "subtotal" and self.invoice.discount:  # what is left after discounts is not gross
            words = tuple(word for word in words if "bruto" not in word)
        said = escape(self.cased(self.among(key, words)))
        return said if bare or said.endswith("$") else said + self._colon

    def sells(
        self, lines: Sequence[Line], *, cents: bool = False, held: Mapping[str, Decimal] | None = None, overall: Decimal = ZERO,
        guarantee: Decimal = ZERO, advance: Decimal = ZERO, with_tax: bool = False,
    ) -> None:  # fmt: skip
        """Puts these lines and their sums in the invoice."""
        self.held = held or {}
        self.show.invoice = sale(
            self.invoice, lines, cents=cents, held=self.held, overall=overall, guarantee=guarantee, advance=advance, with_tax=with_tax
        )  # fmt: skip
        self.settle()

    def settle(self) -> None:
        """Writes cents where amounts have them, and quantities in the manner of the amounts."""
        style, invoice, lines = self.show.style, self.invoice, self.invoice.lines
        amounts = [
            invoice.subtotal,
            invoice.total,
            invoice.iva,
            invoice.amount_payable,
            *(getattr(invoice, n) for n in HELD),
        ]
        if invoice.prices_with_tax:
            amounts += [amount for one in lines for amount in (one.price_with_tax, one.price_total)]
        else:
            amounts += [
                getattr(one, name)
                for one in lines
                for name in ("unit_price", "gross", "line_total", "tax_amount", "discount")
            ]
        if style.numbers.endswith("0") and any(amount % 1 for amount in amounts):
            style = replace(style, numbers=style.numbers[:-1] + "2")
        if style.numbers.startswith("us"):
            style = replace(style, quantities="us2" if any(one.quantity % 1 for one in lines) else "us0")
        self.show.style = style

    def rates(self, given: Mapping[str, float]) -> dict[str, Decimal]:
        """Rates of withholding as exact figures."""
        return {name: Decimal(str(rate)) for name, rate in given.items()}

    def whole(self, amount: Decimal) -> str:
        """An amount without needless zeros, as in `2,5 %`."""
        text = f"{amount.quantize(CENT):f}".rstrip("0").rstrip(".") if amount % 1 else f"{amount:.0f}"
        return text if self.show.style.numbers.startswith("us") else text.replace(".", ",")

    def set_in(self, face: str) -> str:
        """The style of a page in this face; a typewriter has no bold letters."""
        plain = "b,th,h1,h2,.big,.strong td{font-weight:normal!important}" if face == "GNUTypewriter" else ""
        return f"body{{font-family:{face}}}{plain}"

    # small things

    def number(self, *joints: str) -> str:
        joint = self.among("joint", joints or ("", " ", "-", " - ")) if self.invoice.prefix else ""
        return escape(self.show.number("{prefix}" + joint + "{number}"))

    def plate(self) -> str:
        letters = "".join(self.news.choice(PLATES) for _ in range(3))
        return letters + self.among("plate", ("", "-", " ")) + f"{self.news.randint(100, 999)}"

    def clerk(self) -> str:
        return self.among("clerk's name", CLERKS)

    def qr(self, width: float, *dialects: str) -> str:
        image = io.BytesIO()
        picture(self.show.qr(*(dialects or ("annex", "url", "one-line", "padded")))).save(image, "PNG")
        return f'<img src="data:image/png;base64,{base64.b64encode(image.getvalue()).decode()}" style="width:{width}pt;height:{width}pt">'

    def logo(self, width: float) -> str:
        """A drawn sign with the seller's short name."""
        short = self.invoice.supplier.trade_name.split()
        shape = self.pick(
            "shape",
            "M4 36L20 4l16 32z",
            "M20 2a18 18 0 1 0 .1 0zM12 20h16v10H12z",
            "M2 12h36v16H2zM14 4h12v32H14z",
            "M4 4h14v14H4zM22 22h14v14H22zM22 4h14v14H22z",
        )
        text = escape(" ".join(short[:2] if len(" ".join(short[:2])) < 22 else short[:1]))
        face = self.pick("logo face", "Manrope", "Caladea", "Roboto")
        return (
            f'<div style="width:{width}pt"><svg viewBox="0 0 40 40" width="{width * 0.36}pt" height="{width * 0.36}pt"><path d="{shape}" fill="{self.ink}" fill-rule="evenodd"/></svg>'
            f'<div style="font:bold {width * 0.092:.1f}pt {face};color:{self.ink};line-height:1.05">{text}</div></div>'
        )

    def days(self, count: int, span: int) -> list[date]:
        """Days of deliveries before the invoice, in order."""
        last = self.invoice.issue_date
        return sorted(last - timedelta(days=self.news.randint(1, span)) for _ in range(count))
