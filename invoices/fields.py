"""The fields of an invoice: their names, Spanish labels, thresholds and what kind of value they hold."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["text", "longtext", "nit", "dv", "date", "time", "money", "cufe", "choice"]


@dataclass(frozen=True, slots=True)
class InvoiceField:
    """One header field. Below `threshold` a person must confirm or correct it before approval."""

    name: str
    label: str
    kind: Kind
    threshold: Decimal
    required: bool = False


def _field(name: str, label: str, kind: Kind, threshold: str = "0.80", *, required: bool = False) -> InvoiceField:
    return InvoiceField(name, label, kind, Decimal(threshold), required)


FIELDS: tuple[InvoiceField, ...] = (
    _field("document_type", "Tipo de documento", "choice"),
    _field("invoice_number", "Número", "text", required=True),
    _field("issue_date", "Fecha de emisión", "date", "0.85", required=True),
    _field("issue_time", "Hora", "time"),
    _field("due_date", "Fecha de vencimiento", "date"),
    _field("supplier_nit", "NIT del proveedor", "nit", "0.90", required=True),
    _field("supplier_dv", "DV", "dv", "0.90"),
    _field("supplier_name", "Nombre del proveedor", "text", "0.75", required=True),
    _field("supplier_address", "Dirección", "text"),
    _field("supplier_city", "Ciudad", "text"),
    _field("supplier_phone", "Teléfono", "text"),
    _field("supplier_email", "Correo", "text"),
    _field("customer_nit", "NIT del cliente", "nit", "0.90"),
    _field("customer_dv", "DV del cliente", "dv", "0.90"),
    _field("customer_name", "Cliente", "text", "0.75"),
    _field("purchase_order", "Orden de compra", "text"),
    _field("payment_form", "Forma de pago", "text"),
    _field("payment_means", "Medio de pago", "text"),
    _field("currency", "Moneda", "text"),
    _field("subtotal", "Subtotal", "money", "0.85"),
    _field("discount", "Descuento", "money"),
    _field("tax_base", "Base gravable", "money"),
    _field("iva", "IVA", "money", "0.85"),
    _field("inc", "INC", "money"),
    _field("rete_fuente", "ReteFuente", "money"),
    _field("rete_iva", "ReteIVA", "money"),
    _field("rete_ica", "ReteICA", "money"),
    _field("total", "Total", "money", "0.90", required=True),
    _field("amount_payable", "Valor a pagar", "money"),
    _field("cufe", "CUFE / CUDE", "cufe"),
    _field("resolution_number", "Resolución DIAN", "text"),
    _field("notes", "Observaciones", "longtext"),
)
BY_NAME = {field.name: field for field in FIELDS}
LINES_THRESHOLD = Decimal("0.70")
