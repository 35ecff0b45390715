"""DIAN electronic documents (UBL 2.1) to readings: Invoice, CreditNote, DebitNote, out of any container.

The signature is not checked here, nor whether the numbers agree with a page or an order.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml import etree

from invoices.extraction.nit import NitReading, nit_from_parts
from invoices.extraction.result import DocumentType, InvoiceReading, Reading, ReadingFinding, Source, Value
from invoices.extraction.sniff import DEFAULT_LIMITS, Limits
from invoices.extraction.ubl import Envelope, find, find_all, full_text, local_name, open_invoice, squeeze, text_of
from invoices.extraction.ubl_lines import LINE_NAMES, amount_at, read_lines, withheld_and_taxed
from invoices.extraction.values import read_date, read_time

# A signed value is what the supplier declared; what remains is files that differ from what was meant.
SIGNED = 0.99
_EQUIVALENT_DOCUMENTS = frozenset({"20", "25", "27", "30", "32", "35", "40", "45", "50", "55", "60"})
_SUPPORT_DOCUMENTS = frozenset({"05", "95"})
PAYMENT_FORMS = {"1": "Contado", "2": "Crédito"}
# The DIAN's list 13.3.4.2, the codes met in practice.
PAYMENT_MEANS = {
    "1": "Instrumento no definido", "2": "Crédito ACH", "3": "Débito ACH", "10": "Efectivo", "20": "Cheque",
    "23": "Cheque bancario", "25": "Cheque certificado", "26": "Cheque local", "30": "Transferencia crédito",
    "31": "Transferencia débito", "41": "Desembolso crédito plus (CCD+)", "42": "Consignación bancaria",
    "44": "Nota cambiaria", "45": "Transferencia crédito bancario", "46": "Transferencia débito interbancario",
    "47": "Transferencia débito bancaria", "48": "Tarjeta crédito", "49": "Tarjeta débito", "71": "Bonos",
    "72": "Vales", "93": "Giro referenciado", "ZZZ": "Acuerdo mutuo",
}  # fmt: skip
_ORDER_IN_TEXT = re.compile(
    r"(?i)(?:\borden(?:es)?\s+de\s+(?:compra|servicios?|pedido)|\bO\.?\s?[CS]\b\.?|\bpedido)"
    r"\s*(?:n[uú]mero|nro|no|n)?\s*[.:#°º]*\s*(?P<number>[A-Z]{0,5}[-\s]?\d[\w\-/]{2,24})"
)
_ORDER_ELEMENT = re.compile(r"(?i)^(?:orden(?:_?de)?_?compra|oc|purchase_?order(?:number)?|num(?:ero)?_?orden.*)$")
_ORDER_LABEL = re.compile(r"(?i)orden[\s_]*(?:de)?[\s_]*compra")
# Rules of the DIAN are met within two pesos.
_TOLERANCE = Decimal(2)
_CODE_FORM = re.compile(r"[0-9a-f]{96}|[0-9a-f]{40}")


@dataclass(slots=True)
class _Builder:
    """Collects readings and findings of one XML document."""

    member: str
    fields: dict[str, Reading]
    findings: list[ReadingFinding]

    def add(
        self,
        name: str,
        value: Value | None,
        *,
        text: str = "",
        confidence: float = SIGNED,
        source: Source = "xml",
        reasons: tuple[str, ...] = (),
    ) -> None:
        if value is None or value == "":
            return
        self.fields[name] = Reading(
            name, value, confidence, source, text=text or str(value), reasons=reasons, member=self.member
        )


def read_einvoice(
    data: bytes, *, own_nits: Collection[str] = (), limits: Limits = DEFAULT_LIMITS, member: str = ""
) -> InvoiceReading:
    """Everything a DIAN XML says of its invoice. Raises DocumentUnreadable when it is none."""
    envelope = open_invoice(data, limits)
    invoice = envelope.invoice
    built = _Builder(member, {}, [])
    kind = document_type(invoice)
    _read_identity(built, invoice)
    _read_parties(built, invoice, kind, own_nits)
    _read_payment(built, invoice)
    _read_order(built, invoice)
    _read_amounts(built, invoice)
    _check_envelope(built, envelope)
    return InvoiceReading(
        document_type=kind,
        fields=built.fields,
        lines=read_lines(invoice),
        findings=tuple(built.findings),
        members=(member,),
    )


def document_type(invoice: etree._Element) -> DocumentType:
    """By the root of the document itself; the container's own words are wrong for notes."""
    root = local_name(invoice)
    code = text_of(invoice, "InvoiceTypeCode", "CreditNoteTypeCode", "DebitNoteTypeCode")
    if root == "CreditNote":
        return "nota_credito"
    if root == "DebitNote":
        return "nota_debito"
    if code in _SUPPORT_DOCUMENTS:
        return "documento_soporte"
    return "pos" if code in _EQUIVALENT_DOCUMENTS else "factura"


def _read_identity(built: _Builder, invoice: etree._Element) -> None:
    built.add("invoice_number", text_of(invoice, "ID"))
    issued = text_of(invoice, "IssueDate")
    built.add("issue_date", read_date(issued), text=issued)
    hour = text_of(invoice, "IssueTime")
    built.add("issue_time", read_time(hour), text=hour)
    code = text_of(invoice, "UUID")
    if code:
        lowered = code.lower()
        well_formed = bool(_CODE_FORM.fullmatch(lowered))
        built.add("cufe", lowered if well_formed else code, confidence=SIGNED if well_formed else 0.5)
        if not well_formed:
            built.findings.append(
                ReadingFinding(
                    "cufe_form",
                    "warning",
                    "El CUFE del XML no tiene la forma que exige la DIAN. Confirma con el proveedor que la factura "
                    "fue validada.",
                    field="cufe",
                    expected="96 caracteres hexadecimales",
                    actual=code,
                )
            )
    control = _first_anywhere(invoice, "InvoiceControl")
    built.add("resolution_number", text_of(control, "InvoiceAuthorization"))
    notes = [full_text(note) for note in find_all(invoice, "Note")]
    built.add("notes", "\n".join(note for note in notes if note))


def _read_parties(built: _Builder, invoice: etree._Element, kind: DocumentType, own_nits: Collection[str]) -> None:
    supplier = _first_of(invoice, "AccountingSupplierParty/Party", "SellerSupplierParty/Party")
    customer = _first_of(invoice, "AccountingCustomerParty/Party", "BuyerCustomerParty/Party")
    if _is_support(invoice, kind) and _parties_are_swapped(invoice, supplier, customer, own_nits):
        supplier, customer = customer, supplier
    _read_nit(built, "supplier", supplier)
    _read_nit(built, "customer", customer)
    built.add("supplier_name", _name(supplier))
    built.add("customer_name", _name(customer))
    address = _first_of(supplier, "PhysicalLocation/Address", "PartyTaxScheme/RegistrationAddress", "PostalAddress")
    lines = [full_text(line) for line in find_all(address, "AddressLine/Line")]
    built.add("supplier_address", " ".join(line for line in lines if line))
    built.add("supplier_city", text_of(address, "CityName"))
    built.add("supplier_phone", text_of(supplier, "Contact/Telephone"))
    built.add("supplier_email", text_of(supplier, "Contact/ElectronicMail"))


def _is_support(invoice: etree._Element, kind: DocumentType) -> bool:
    return kind == "documento_soporte" or text_of(invoice, "CreditNoteTypeCode") in _SUPPORT_DOCUMENTS


def _parties_are_swapped(
    invoice: etree._Element,
    supplier: etree._Element | None,
    customer: etree._Element | None,
    own_nits: Collection[str],
) -> bool:
    """The buyer issues a support document, and some generators therefore name it as the supplier."""
    seller, buyer = _party_nit(supplier), _party_nit(customer)
    if not seller or not buyer or seller.body == buyer.body:
        return False
    if own_nits and (seller.body in own_nits) != (buyer.body in own_nits):
        return seller.body in own_nits
    control = _first_anywhere(invoice, "QRCode")
    text = full_text(control) if control is not None else ""
    said = re.search(r"(?i)(?:NumSNO|DocVend)\s*[:=]\s*(\d+)", text)
    return bool(said and said.group(1) == buyer.body)


def _read_nit(built: _Builder, side: str, party: etree._Element | None) -> None:
    reading = _party_nit(party)
    if reading is None:
        return
    confidence = SIGNED
    reasons: tuple[str, ...] = ()
    if reading.state == "bad_dv":
        # A wrong DV does not say which of the two is wrong.
        confidence, reasons = 0.85, ("El DV no coincide con el NIT.",)
    built.add(f"{side}_nit", reading.body, confidence=confidence, reasons=reasons)
    built.add(f"{side}_dv", reading.dv, confidence=0.5 if reasons else SIGNED, reasons=reasons)


def _party_nit(party: etree._Element | None) -> NitReading | None:
    for path in ("PartyTaxScheme/CompanyID", "PartyLegalEntity/CompanyID", "PartyIdentification/ID"):
        for element in find_all(party, path):
            reading = nit_from_parts(full_text(element), element.get("schemeID"))
            if reading:
                return reading
    return None


def _name(party: etree._Element | None) -> str:
    person = find(party, "Person")
    parts = (text_of(person, part) for part in ("FirstName", "MiddleName", "FamilyName"))
    return text_of(
        party, "PartyTaxScheme/RegistrationName", "PartyLegalEntity/RegistrationName", "PartyName/Name"
    ) or " ".join(part for part in parts if part)


def _read_payment(built: _Builder, invoice: etree._Element) -> None:
    means = find(invoice, "PaymentMeans")
    form = text_of(means, "ID")
    built.add("payment_form", PAYMENT_FORMS.get(form, ""), text=form)
    code = text_of(means, "PaymentMeansCode")
    built.add("payment_means", PAYMENT_MEANS.get(code, code), text=code)
    due = text_of(invoice, "DueDate", "PaymentMeans/PaymentDueDate", "PaymentTerms/PaymentDueDate")
    if due:
        built.add("due_date", read_date(due), text=due)
    elif form == "1" and "issue_date" in built.fields:
        issued = built.fields["issue_date"].value
        assert isinstance(issued, date)  # noqa: S101
        built.add(
            "due_date", issued, confidence=0.9, source="derived", reasons=("Es de contado: vence el día de emisión.",)
        )


def _read_order(built: _Builder, invoice: etree._Element) -> None:
    """The order's number, from its own element down to the free text, each less sure than the last."""
    line_orders = {
        text_of(element, "ID")
        for line in _line_elements(invoice)
        for element in find_all(line, "OrderLineReference/OrderReference")
    } - {""}
    notes = str(built.fields["notes"].value) if "notes" in built.fields else ""
    in_notes = _ORDER_IN_TEXT.search(notes)
    candidates = (
        (text_of(invoice, "OrderReference/ID"), 0.95),
        (line_orders.pop() if len(line_orders) == 1 else "", 0.9),
        (_order_in_extensions(invoice), 0.85),
        (in_notes["number"].strip(" -") if in_notes else "", 0.75),
    )
    for number, confidence in candidates:
        if number:
            built.add("purchase_order", number, confidence=confidence)
            return


def _order_in_extensions(invoice: etree._Element) -> str:
    """Vendors' own blocks: an element called OrdenCompra, or a Name and Value pair that says so."""
    for element in invoice.iter():
        if _ORDER_ELEMENT.match(local_name(element)) and not len(element):
            if text := squeeze(element.text or ""):
                return text
        elif local_name(element) in {"Name", "DocumentType"} and _ORDER_LABEL.search(element.text or ""):
            value = text_of(element.getparent(), "Value", "ID")
            if value:
                return value
    return ""


def _read_amounts(built: _Builder, invoice: etree._Element) -> None:
    totals = _first_of(invoice, "LegalMonetaryTotal", "RequestedMonetaryTotal")
    currency = text_of(invoice, "DocumentCurrencyCode")
    payable_element = find(totals, "PayableAmount")
    if not currency and payable_element is not None:
        currency = payable_element.get("currencyID") or ""
    built.add("currency", currency.upper())
    subtotal = amount_at(totals, "LineExtensionAmount")
    with_taxes = amount_at(totals, "TaxInclusiveAmount")
    taxes, withheld = withheld_and_taxed(invoice)
    built.add("subtotal", subtotal)
    built.add("discount", _discount(invoice, totals))
    built.add("tax_base", amount_at(totals, "TaxExclusiveAmount"))
    built.add("iva", taxes.get("01"))
    built.add("inc", taxes.get("04"))
    if "01" not in taxes and subtotal is not None and subtotal == with_taxes:
        built.add("iva", Decimal("0.00"), confidence=0.95, source="derived", reasons=("El total no tiene impuestos.",))
    for code, name in (("06", "rete_fuente"), ("05", "rete_iva"), ("07", "rete_ica")):
        built.add(name, withheld.get(code))
    _read_totals(built, totals, sum(withheld.values(), Decimal(0)))


def _read_totals(built: _Builder, totals: etree._Element | None, withheld: Decimal) -> None:
    """The total with taxes and before withholdings, and what is left to pay after them.

    PayableAmount should not subtract withholdings; where a generator did, the figures beside it tell.
    """
    payable = amount_at(totals, "PayableAmount")
    with_taxes = amount_at(totals, "TaxInclusiveAmount")
    if payable is None:
        built.add("total", with_taxes)
        return
    total = payable
    if with_taxes is not None and withheld:
        signs = (("AllowanceTotalAmount", -1), ("ChargeTotalAmount", 1), ("PrepaidAmount", -1))
        expected = with_taxes + sum(
            ((amount_at(totals, name) or Decimal(0)) * sign for name, sign in signs), Decimal(0)
        )
        if abs(payable - expected) > _TOLERANCE >= abs(payable + withheld - expected):
            total = payable + withheld
    built.add("total", total)
    built.add("amount_payable", total - withheld)


def _discount(invoice: etree._Element, totals: etree._Element | None) -> Decimal | None:
    stated = amount_at(totals, "AllowanceTotalAmount")
    if stated is not None:
        return stated
    amounts = [
        amount
        for element in find_all(invoice, "AllowanceCharge")
        if text_of(element, "ChargeIndicator") == "false" and (amount := amount_at(element, "Amount")) is not None
    ]
    return sum(amounts, Decimal(0)) if amounts else None


def _check_envelope(built: _Builder, envelope: Envelope) -> None:
    number = text_of(envelope.invoice, "ID")
    code = text_of(envelope.invoice, "UUID")
    say = built.findings.append
    if text_of(envelope.invoice, "ProfileExecutionID") == "2":
        say(
            ReadingFinding(
                "test_document",
                "error",
                "El XML es del ambiente de pruebas de la DIAN y no es una factura válida. Pide la factura real.",
            )
        )
    if envelope.response == "04":
        say(
            ReadingFinding(
                "dian_rejected",
                "error",
                "La DIAN rechazó este documento. Pide al proveedor que lo corrija y lo envíe de nuevo.",
                actual=envelope.response_text,
            )
        )
    elif not envelope.response:
        say(
            ReadingFinding(
                "without_dian_response",
                "info",
                "El XML llegó sin la respuesta de la DIAN. Consulta el CUFE en la página de la DIAN si hay duda.",
            )
        )
    if envelope.parent_number and _bare(envelope.parent_number) != _bare(number):
        say(
            ReadingFinding(
                "container_number",
                "warning",
                "El contenedor de la DIAN dice otro número que la factura que trae adentro.",
                field="invoice_number",
                expected=number,
                actual=envelope.parent_number,
            )
        )
    if envelope.parent_code and envelope.parent_code.lower() != code.lower():
        say(
            ReadingFinding(
                "container_cufe",
                "warning",
                "El contenedor de la DIAN dice otro CUFE que la factura que trae adentro.",
                field="cufe",
                expected=code,
                actual=envelope.parent_code,
            )
        )


def _bare(number: str) -> str:
    return re.sub(r"[\s\-]", "", number).upper()


def _line_elements(invoice: etree._Element) -> list[etree._Element]:
    return [e for name in LINE_NAMES for e in find_all(invoice, name)]


def _first_of(element: etree._Element | None, *paths: str) -> etree._Element | None:
    for path in paths:
        if (found := find(element, path)) is not None:
            return found
    return None


def _first_anywhere(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element.iter() if local_name(child) == name), None)
