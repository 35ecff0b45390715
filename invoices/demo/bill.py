"""One invoice as its seller meant it: lines, taxes, CUFE, QR text, and the truth a reading must find."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

from .companies import Company

CENT = Decimal("0.01")
Kind = Literal["factura", "nota_credito"]
# Printed unit -> UBL code.
UNITS = {"UND": "94", "BTO": "BG", "KG": "KGM", "M3": "MTQ", "ML": "MTR", "VJE": "E54", "DIA": "DAY", "GL": "GLL"}
MEANS = {"10": "Efectivo", "42": "Consignación bancaria", "47": "Transferencia débito bancaria"}
_TECHNICAL_KEY = "a fictional technical key, which only the DIAN and the seller would know"


@dataclass(frozen=True, slots=True)
class Line:
    code: str
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    tax_rate: Decimal = Decimal(19)

    @property
    def total(self) -> Decimal:
        return cents(self.quantity * self.unit_price)


@dataclass(frozen=True, slots=True)
class Bill:
    """An electronic invoice or credit note."""

    supplier: Company
    customer: Company
    consecutive: int
    issued: date
    due: date
    lines: tuple[Line, ...]
    kind: Kind = "factura"
    at: time = time(9, 15, 0)
    order: str = ""
    means: str = "47"
    notes: str = ""
    # Withholdings the seller prints, as shares: of the subtotal, of the IVA, of the subtotal.
    rete_fuente_rate: Decimal = Decimal(0)
    rete_iva_rate: Decimal = Decimal(0)
    rete_ica_rate: Decimal = Decimal(0)
    # For a credit note: the invoice it corrects.
    corrects: "Bill | None" = field(default=None, repr=False)

    @property
    def number(self) -> str:
        return f"{'NC' if self.kind == 'nota_credito' else self.supplier.prefix}{self.consecutive}"

    @property
    def on_credit(self) -> bool:
        return self.due > self.issued

    @property
    def subtotal(self) -> Decimal:
        return sum((line.total for line in self.lines), Decimal(0))

    @property
    def taxes(self) -> Mapping[Decimal, tuple[Decimal, Decimal]]:
        """Rate -> base and tax."""
        bases: dict[Decimal, Decimal] = {}
        for line in self.lines:
            bases[line.tax_rate] = bases.get(line.tax_rate, Decimal(0)) + line.total
        return {rate: (base, cents(base * rate / 100)) for rate, base in sorted(bases.items(), reverse=True)}

    @property
    def tax_base(self) -> Decimal:
        return sum((base for rate, (base, _) in self.taxes.items() if rate), Decimal(0))

    @property
    def iva(self) -> Decimal:
        return sum((tax for _, tax in self.taxes.values()), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.subtotal + self.iva

    @property
    def withholdings(self) -> Mapping[str, tuple[Decimal, Decimal, Decimal]]:
        """Field -> rate in percent, base and amount."""
        rates = {
            "rete_fuente": (self.rete_fuente_rate, self.subtotal),
            "rete_iva": (self.rete_iva_rate, self.iva),
            "rete_ica": (self.rete_ica_rate, self.subtotal),
        }
        return {name: (rate * 100, base, cents(base * rate)) for name, (rate, base) in rates.items() if rate}

    @property
    def amount_payable(self) -> Decimal:
        return self.total - sum((amount for _, _, amount in self.withholdings.values()), Decimal(0))

    @property
    def hour(self) -> str:
        return f"{self.at:%H:%M:%S}-05:00"

    @property
    def cufe(self) -> str:
        """SHA-384 over the parts in the DIAN's order; a note's CUDE differs in the secret only."""
        parts = (
            f"{self.number}{self.issued:%Y-%m-%d}{self.hour}{self.subtotal:.2f}01{self.iva:.2f}040.00030.00"
            f"{self.total:.2f}{self.supplier.nit}{self.customer.nit}{_TECHNICAL_KEY}1"
        )
        return hashlib.sha384(parts.encode()).hexdigest()

    @property
    def qr_text(self) -> str:
        return "\n".join(
            (
                f"NumFac: {self.number}",
                f"FecFac: {self.issued:%Y-%m-%d}",
                f"HorFac: {self.hour}",
                f"NitFac: {self.supplier.nit}",
                f"DocAdq: {self.customer.nit}",
                f"ValFac: {self.subtotal:.2f}",
                f"ValIva: {self.iva:.2f}",
                "ValOtroIm: 0.00",
                f"ValTolFac: {self.total:.2f}",
                f"CUFE: {self.cufe}",
                f"https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={self.cufe}",
            )
        )

    def truth(self) -> dict[str, str]:
        """What `extract --json` must say, field by field; what the document does not show is left out."""
        truth = {
            "document_type": self.kind,
            "invoice_number": self.number,
            "issue_date": self.issued.isoformat(),
            "issue_time": self.at.isoformat(),
            "due_date": self.due.isoformat(),
            "supplier_nit": self.supplier.nit,
            "supplier_dv": self.supplier.dv,
            "supplier_name": self.supplier.name,
            "supplier_address": self.supplier.address,
            "supplier_city": self.supplier.city,
            "customer_nit": self.customer.nit,
            "customer_dv": self.customer.dv,
            "customer_name": self.customer.name,
            "purchase_order": self.order,
            "payment_form": "Crédito" if self.on_credit else "Contado",
            "payment_means": MEANS[self.means],
            "currency": "COP",
            "subtotal": f"{self.subtotal:.2f}",
            "tax_base": f"{self.tax_base:.2f}",
            "iva": f"{self.iva:.2f}",
            "total": f"{self.total:.2f}",
            "amount_payable": f"{self.amount_payable:.2f}",
            "cufe": self.cufe,
            "resolution_number": self.supplier.resolution if self.kind == "factura" else "",
            "notes": self.notes,
        }
        truth |= {name: f"{amount:.2f}" for name, (_, _, amount) in self.withholdings.items()}
        return {name: value for name, value in truth.items() if value}

    def true_lines(self) -> list[dict[str, str]]:
        return [
            {
                "code": line.code,
                "description": line.description,
                "quantity": str(line.quantity),
                "unit_price": str(line.unit_price),
                "tax_rate": str(line.tax_rate),
                "total": str(line.total),
            }
            for line in self.lines
        ]


def cents(value: Decimal) -> Decimal:
    """Half to even, as NTC 3711 and the DIAN round."""
    return value.quantize(CENT, rounding=ROUND_HALF_EVEN)
