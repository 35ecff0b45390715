"""The rules an invoice must keep, one small function each.

A rule looks at one invoice and says what does not agree, in Spanish, with what was expected and what
is there. It changes nothing; checking.py keeps the findings and decides the status.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from rapidfuzz import fuzz

from invoices import errors
from invoices.extraction.nit import FINAL_CONSUMERS, check_digit
from invoices.fields import FIELDS
from invoices.models import Invoice, InvoiceLine, Severity
from invoices.wording import day, number, percent, pesos
from purchasing.keys import name_key
from purchasing.models import PurchaseOrder

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
Kind = Invoice.Kind

# The DIAN's own tolerance per rule: of 114 real invoices 25 fail an exact sum and none this one.
TOLERANCE = Decimal(2)
# Below this likeness two company names are not the same company.
SAME_NAME = 75
IVA_RATES = (Decimal(19), Decimal(5), Decimal(0))


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule has to say."""

    code: str
    severity: str
    message: str
    field: str = ""
    expected: str = ""
    actual: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """All a rule may look at, read once, so that a rule is a function of its arguments."""

    invoice: Invoice
    lines: Sequence[InvoiceLine]
    own_nits: frozenset[str]
    today: date
    tolerance: Decimal
    first_of_duplicates: Invoice | None = None
    candidates: Sequence[PurchaseOrder] = ()
    # Fields that come from the signed XML: the DIAN has added them up already.
    from_xml: frozenset[str] = frozenset()


Rule = Callable[[Context], Iterator[Found]]

# Codes after which the invoice belongs to Compras.
BLOCKING = frozenset({"no_order", "order_mismatch", "order_closed", "order_supplier", "blocked"})
# What Compras may accept, because it is about the purchase and not about the paper.
OF_THE_PURCHASE = frozenset(
    {"no_order", "order_mismatch", "order_closed", "order_supplier", "order_empresa", "order_currency", "duplicate"}
)
# What nobody can accept away: without these the record is not one.
NEVER_ACCEPTABLE = frozenset({"required", "test_document", "dian_rejected"})


# Every code a rule may give: what is found again at each check. Others are kept as they are.
CODES = frozenset(
    {
        "required",
        "duplicate",
        "nit_format",
        "nit_dv",
        "supplier_unknown",
        "supplier_name",
        "customer_missing",
        "final_consumer",
        "not_ours",
        "date_in_future",
        "due_before_issue",
        "sum_total",
        "sum_lines",
        "line_total",
        "iva_rate",
        "note_without_order",
        "no_order",
        "order_closed",
        "order_mismatch",
        "order_supplier",
        "order_empresa",
        "order_currency",
        "order_price",
    }
)


def check(context: Context) -> list[Found]:
    return [found for rule in RULES for found in rule(context)]


def _close(left: Decimal, right: Decimal) -> bool:
    return abs(left - right) <= TOLERANCE


# --- is it a record at all -------------------------------------------------------------


def required_fields(context: Context) -> Iterator[Found]:
    for one in FIELDS:
        if one.required and getattr(context.invoice, one.name) in (None, ""):
            yield Found("required", ERROR, f"Falta: {one.label}.", one.name)


def duplicate(context: Context) -> Iterator[Found]:
    first = context.first_of_duplicates
    if first is None:
        return
    same_cufe = bool(first.cufe) and first.cufe == context.invoice.cufe
    yield Found(
        "duplicate",
        ERROR,
        errors.already_filed(timezone.localtime(first.received_at).date(), first.invoice_number),
        "cufe" if same_cufe else "invoice_number",
        expected=f"{first.invoice_number} por {pesos(first.total)}"
        if first.total is not None
        else first.invoice_number,
        actual=pesos(context.invoice.total) if context.invoice.total is not None else "",
    )


# --- who sells and who buys ----------------------------------------------------------------


def supplier_nit(context: Context) -> Iterator[Found]:
    invoice = context.invoice
    yield from _check_digit("supplier_nit", "supplier_dv", invoice.supplier_nit, invoice.supplier_dv)


def customer_nit(context: Context) -> Iterator[Found]:
    invoice = context.invoice
    yield from _check_digit("customer_nit", "customer_dv", invoice.customer_nit, invoice.customer_dv)


def _check_digit(nit_field: str, dv_field: str, nit: str, dv: str) -> Iterator[Found]:
    if not nit or nit in FINAL_CONSUMERS:
        return
    if not (nit.isascii() and nit.isdigit() and len(nit) <= 15):
        # A foreign supplier has another kind of number, and no check digit.
        yield Found("nit_format", WARNING, "El NIT no tiene solo números: revísalo.", nit_field, actual=nit)
    elif dv and check_digit(nit) != dv:
        yield Found("nit_dv", ERROR, "El DV no coincide con el NIT.", dv_field, check_digit(nit), dv)


def supplier_known(context: Context) -> Iterator[Found]:
    invoice = context.invoice
    if invoice.supplier_nit and invoice.supplier is None:
        yield Found(
            "supplier_unknown",
            WARNING,
            "El proveedor no está en la lista. Compras debe crearlo.",
            "supplier_nit",
            actual=invoice.supplier_nit,
        )


def supplier_name(context: Context) -> Iterator[Found]:
    invoice = context.invoice
    if invoice.supplier is None or not invoice.supplier_name:
        return
    printed = name_key(invoice.supplier_name)
    known = [invoice.supplier.name_key, *(alias.name_key for alias in invoice.supplier.aliases.all())]
    if max(fuzz.token_set_ratio(printed, name) for name in known) < SAME_NAME:
        yield Found(
            "supplier_name",
            WARNING,
            "El nombre no es el del proveedor con ese NIT.",
            "supplier_name",
            invoice.supplier.name,
            invoice.supplier_name,
        )


def addressed_to_us(context: Context) -> Iterator[Found]:
    nit = context.invoice.customer_nit
    if not nit:
        yield Found("customer_missing", WARNING, "No se leyó a nombre de quién está la factura.", "customer_nit")
    elif nit in FINAL_CONSUMERS:
        yield Found(
            "final_consumer",
            ERROR,
            "Está a nombre de consumidor final: no soporta costos. Pide la factura a nombre de la empresa.",
            "customer_nit",
            actual="Consumidor final",
        )
    elif nit not in context.own_nits:
        yield Found("not_ours", ERROR, "No está a nombre de ninguna de nuestras empresas.", "customer_nit", actual=nit)


# --- dates ---------------------------------------------------------------------------------


def issue_date(context: Context) -> Iterator[Found]:
    issued = context.invoice.issue_date
    if issued is not None and issued > context.today:
        yield Found(
            "date_in_future",
            ERROR,
            "La fecha es posterior a hoy.",
            "issue_date",
            f"hasta {day(context.today)}",
            day(issued),
        )


def due_date(context: Context) -> Iterator[Found]:
    invoice = context.invoice
    if invoice.issue_date and invoice.due_date and invoice.due_date < invoice.issue_date:
        yield Found(
            "due_before_issue",
            WARNING,
            "Vence antes de la fecha de emisión.",
            "due_date",
            f"desde {day(invoice.issue_date)}",
            day(invoice.due_date),
        )


# --- sums ------------------------------------------------------------------------------------


def total_of_parts(context: Context) -> Iterator[Found]:
    """subtotal - discount + taxes = total; some print the subtotal with the discount already taken off."""
    invoice = context.invoice
    if invoice.subtotal is None or invoice.total is None:
        return
    taxes = sum((tax for tax in (invoice.iva, invoice.inc) if tax is not None), Decimal(0))
    net = invoice.subtotal + taxes
    expected = net - (invoice.discount or Decimal(0))
    if not (_close(expected, invoice.total) or _close(net, invoice.total)):
        # In a signed XML what is missing is a charge or an advance payment, which has no field of its own.
        signed = {"subtotal", "total"} <= context.from_xml
        yield Found(
            "sum_total",
            WARNING if signed else ERROR,
            f"La suma no da el total por {pesos(abs(expected - invoice.total))}.",
            "total",
            pesos(expected),
            pesos(invoice.total),
        )


def subtotal_of_lines(context: Context) -> Iterator[Found]:
    """Lines are printed before or with IVA, and the bag tax may be a line or not: either sum may be meant."""
    invoice = context.invoice
    totals = [line.total for line in context.lines]
    if invoice.subtotal is None or not totals or any(total is None for total in totals):
        return
    printed = sum((total for total in totals if total is not None), Decimal(0))
    meant = [invoice.subtotal, invoice.subtotal - (invoice.discount or 0)]
    meant += [amount for amount in (invoice.tax_base, invoice.total) if amount is not None]
    if not any(_close(printed, amount) for amount in meant):
        gap = pesos(abs(printed - invoice.subtotal))
        yield Found(
            "sum_lines",
            WARNING,
            f"A las líneas les faltan {gap} para el subtotal. Revisa si falta una."
            if printed < invoice.subtotal
            else f"Las líneas pasan del subtotal por {gap}. Revisa si sobra una.",
            "subtotal",
            pesos(invoice.subtotal),
            pesos(printed),
        )


def line_totals(context: Context) -> Iterator[Found]:
    """quantity x price = line total, with the price before tax or, as one family of vendors sends it, with it."""
    for line in context.lines:
        if line.quantity is None or line.unit_price is None or line.total is None:
            continue
        gross = line.quantity * line.unit_price
        rate = 1 + (line.tax_rate or Decimal(0)) / 100
        discount = line.discount or Decimal(0)
        meant = (
            gross,
            gross - discount,
            gross / rate,
            gross / rate - discount,
            (gross - discount) / rate,
            gross * rate,
        )
        if not any(_close(amount, line.total) for amount in meant):
            yield Found(
                "line_total",
                WARNING,
                f"Línea {line.position}: cantidad por precio no da el total.",
                "lines",
                pesos(gross - discount),
                pesos(line.total),
                line=line.position,
            )


def iva_rate(context: Context) -> Iterator[Found]:
    """The IVA is what the lines' rates say, or lies between nothing and 19 % of the base."""
    invoice = context.invoice
    base = invoice.tax_base if invoice.tax_base is not None else invoice.subtotal
    if invoice.iva is None or base is None:
        return
    by_lines = _iva_of_lines(context.lines)
    if by_lines is not None and _close_share(by_lines, invoice.iva, len(context.lines)):
        return
    highest = base * IVA_RATES[0] / 100
    if by_lines is None and invoice.iva <= highest + TOLERANCE:
        return
    expected = by_lines if by_lines is not None else highest
    if by_lines is not None and any(_close(invoice.iva, base * rate / 100) for rate in IVA_RATES[:2]):
        # The lines' rates were misread or some are excluded; the header agrees with a rate that exists.
        return
    yield Found(
        "iva_rate",
        ERROR if invoice.iva > highest + TOLERANCE else WARNING,
        f"El IVA no corresponde a la tarifa ({percent(IVA_RATES[0])} como máximo).",
        "iva",
        pesos(expected),
        pesos(invoice.iva),
    )


def _iva_of_lines(lines: Sequence[InvoiceLine]) -> Decimal | None:
    parts = [line.total * line.tax_rate / 100 for line in lines if line.total is not None and line.tax_rate is not None]
    return sum(parts, Decimal(0)) if parts and len(parts) == len(lines) else None


def _close_share(expected: Decimal, actual: Decimal, parts: int) -> bool:
    """Each line may have been rounded by itself."""
    return abs(expected - actual) <= TOLERANCE + Decimal("0.5") * parts


# --- against the order -------------------------------------------------------------------------


def order_found(context: Context) -> Iterator[Found]:
    invoice = context.invoice
    if invoice.order is not None:
        return
    if invoice.document_type == Kind.NOTA_CREDITO:
        # A credit note names an invoice, not an order; without one it lowers nothing but harms nobody.
        yield Found(
            "note_without_order", WARNING, "La nota crédito no está enlazada a ninguna orden de compra.", "order"
        )
        return
    possible = ", ".join(order.number for order in list(context.candidates)[:5])
    yield Found(
        "no_order",
        ERROR,
        errors.NO_ORDER,
        "purchase_order",
        expected=f"una de estas: {possible}" if possible else "",
        actual=invoice.purchase_order,
    )


def order_open(context: Context) -> Iterator[Found]:
    order = context.invoice.order
    if order is None:
        return
    lowers = context.invoice.document_type == Kind.NOTA_CREDITO
    if order.status == PurchaseOrder.Status.ANULADA:
        yield Found("order_closed", ERROR, f"La orden {order.number} está anulada.", "purchase_order")
    elif order.status == PurchaseOrder.Status.FACTURADA and not lowers:
        yield Found(
            "order_closed",
            ERROR,
            f"La orden {order.number} ya está facturada del todo.",
            "purchase_order",
            expected="una orden con saldo",
            actual=f"facturado {pesos(order.invoiced_total)} de {pesos(order.total)}",
        )


def order_balance(context: Context) -> Iterator[Found]:
    """The total within the tolerance of what is still open; a credit note within what was invoiced."""
    invoice, order = context.invoice, context.invoice.order
    if order is None or invoice.total is None:
        return
    if invoice.document_type == Kind.NOTA_CREDITO:
        if invoice.total > order.invoiced_total + TOLERANCE:
            yield Found(
                "order_mismatch",
                ERROR,
                errors.TOTAL_DIFFERS,
                "total",
                f"hasta {pesos(order.invoiced_total)} facturado en la orden {order.number}",
                pesos(invoice.total),
            )
        return
    if order.status in (PurchaseOrder.Status.ANULADA, PurchaseOrder.Status.FACTURADA):
        return  # said by order_open
    if abs(invoice.total - order.balance) > order.balance * context.tolerance:
        yield Found(
            "order_mismatch",
            ERROR,
            errors.TOTAL_DIFFERS,
            "total",
            f"{pesos(order.balance)} (saldo de la orden {order.number})",
            pesos(invoice.total),
        )


def order_supplier(context: Context) -> Iterator[Found]:
    invoice, order = context.invoice, context.invoice.order
    if order is not None and invoice.supplier_nit and order.supplier.nit != invoice.supplier_nit:
        yield Found(
            "order_supplier",
            ERROR,
            f"La orden {order.number} es de otro proveedor.",
            "supplier_nit",
            f"{order.supplier.name} ({order.supplier.nit})",
            f"{invoice.supplier_name} ({invoice.supplier_nit})",
        )


def order_empresa(context: Context) -> Iterator[Found]:
    invoice, order = context.invoice, context.invoice.order
    if order is None or invoice.customer_nit not in context.own_nits:
        return
    buyer = order.obra.empresa
    if buyer.nit != invoice.customer_nit:
        yield Found(
            "order_empresa",
            ERROR,
            f"La obra de la orden {order.number} es de otra empresa nuestra.",
            "customer_nit",
            f"{buyer.name} ({buyer.nit})",
            invoice.customer_nit,
        )


def order_currency(context: Context) -> Iterator[Found]:
    invoice, order = context.invoice, context.invoice.order
    if order is not None and invoice.currency and invoice.currency != order.currency:
        yield Found(
            "order_currency",
            ERROR,
            "La moneda no es la de la orden de compra.",
            "currency",
            order.currency,
            invoice.currency,
        )


def order_prices(context: Context) -> Iterator[Found]:
    """A unit price above the order's, where the line is the same one."""
    for line in context.lines:
        ordered = line.order_line
        if ordered is None or line.unit_price is None or not ordered.unit_price:
            continue
        if line.unit_price > ordered.unit_price * (1 + context.tolerance):
            yield Found(
                "order_price",
                WARNING,
                f"Línea {line.position}: el precio es más alto que en la orden.",
                "lines",
                f"$ {number(ordered.unit_price)}",
                f"$ {number(line.unit_price)}",
                line=line.position,
            )


RULES: tuple[Rule, ...] = (
    required_fields,
    duplicate,
    supplier_nit,
    supplier_known,
    supplier_name,
    customer_nit,
    addressed_to_us,
    issue_date,
    due_date,
    total_of_parts,
    subtotal_of_lines,
    line_totals,
    iva_rate,
    order_found,
    order_open,
    order_balance,
    order_supplier,
    order_empresa,
    order_currency,
    order_prices,
)
