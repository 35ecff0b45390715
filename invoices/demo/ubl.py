"""A bill as the DIAN's XML: the document, the container that suppliers mail, and the ZIP with its PDF.

Unsigned: without its XAdES signature none of it could pass for a document the DIAN has validated.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from xml.sax.saxutils import escape

from .bill import UNITS, Bill, Line
from .companies import Company

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_NAMESPACES = (
    f'xmlns:cac="{_UBL}:CommonAggregateComponents-2" '
    f'xmlns:cbc="{_UBL}:CommonBasicComponents-2" '
    f'xmlns:ext="{_UBL}:CommonExtensionComponents-2" '
    'xmlns:sts="dian:gov:co:facturaelectronica:Structures-2-1"'
)
_TAX_NAMES = {"01": "IVA", "05": "ReteIVA", "06": "ReteRenta", "07": "ReteICA"}
_WITHHELD = {"rete_fuente": "06", "rete_iva": "05", "rete_ica": "07"}


def invoice_xml(bill: Bill) -> bytes:
    """The bare Invoice or CreditNote."""
    return ('<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' + _document(bill)).encode()


def attached_document(bill: Bill) -> bytes:
    """The container with the document and the DIAN's answer in CDATA, as it arrives by mail."""
    answer = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<ApplicationResponse xmlns="{_UBL}:ApplicationResponse-2" {_NAMESPACES}>'
        f"<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID><cbc:ID>{bill.consecutive}</cbc:ID>"
        "<cac:DocumentResponse><cac:Response><cbc:ResponseCode>02</cbc:ResponseCode>"
        "<cbc:Description>Documento validado por la DIAN</cbc:Description></cac:Response>"
        f"<cac:DocumentReference><cbc:ID>{bill.number}</cbc:ID><cbc:UUID>{bill.cufe}</cbc:UUID></cac:DocumentReference>"
        "</cac:DocumentResponse></ApplicationResponse>"
    )
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<AttachedDocument xmlns="{_UBL}:AttachedDocument-2" {_NAMESPACES}>
<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>
<cbc:CustomizationID>Documentos adjuntos</cbc:CustomizationID>
<cbc:ProfileID>Factura Electrónica de Venta</cbc:ProfileID>
<cbc:ProfileExecutionID>1</cbc:ProfileExecutionID>
<cbc:ID>{bill.number}</cbc:ID>
<cbc:IssueDate>{bill.issued}</cbc:IssueDate>
<cbc:IssueTime>{bill.hour}</cbc:IssueTime>
<cbc:DocumentType>Contenedor de Factura Electrónica</cbc:DocumentType>
<cbc:ParentDocumentID>{bill.number}</cbc:ParentDocumentID>
<cac:SenderParty>{_tax_scheme(bill.supplier)}</cac:SenderParty>
<cac:ReceiverParty>{_tax_scheme(bill.customer)}</cac:ReceiverParty>
<cac:Attachment><cac:ExternalReference><cbc:MimeCode>text/xml</cbc:MimeCode>\
<cbc:EncodingCode>UTF-8</cbc:EncodingCode><cbc:Description><![CDATA[{invoice_xml(bill).decode()}]]></cbc:Description>\
</cac:ExternalReference></cac:Attachment>
<cac:ParentDocumentLineReference><cbc:LineID>1</cbc:LineID><cac:DocumentReference><cbc:ID>{bill.number}</cbc:ID>\
<cbc:UUID schemeName="{_scheme(bill)}">{bill.cufe}</cbc:UUID><cbc:IssueDate>{bill.issued}</cbc:IssueDate>\
<cac:Attachment><cac:ExternalReference><cbc:Description><![CDATA[{answer}]]></cbc:Description>\
</cac:ExternalReference></cac:Attachment><cac:ResultOfVerification><cbc:ValidatorID>Unidad Especial Dirección de \
Impuestos y Aduanas Nacionales</cbc:ValidatorID><cbc:ValidationResultCode>02</cbc:ValidationResultCode>\
<cbc:ValidationDate>{bill.issued}</cbc:ValidationDate></cac:ResultOfVerification></cac:DocumentReference>\
</cac:ParentDocumentLineReference>
</AttachedDocument>
""".encode()


def zipped(bill: Bill, pdf: bytes) -> bytes:
    """The one ZIP of the delivery mail: container and graphic representation."""
    stem = f"{bill.supplier.nit:0>10}000{bill.issued:%y}{bill.consecutive:08x}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in ((f"ad{stem}.xml", attached_document(bill)), (f"fv{stem}.pdf", pdf)):
            archive.writestr(
                zipfile.ZipInfo(name, (bill.issued.year, bill.issued.month, bill.issued.day, 9, 0, 0)), data
            )
    return buffer.getvalue()


# --- the document -----------------------------------------------------------------


def _document(bill: Bill) -> str:
    note = bill.kind == "nota_credito"
    root, line = ("CreditNote", "CreditNoteLine") if note else ("Invoice", "InvoiceLine")
    type_code = "<cbc:CreditNoteTypeCode>91</cbc:CreditNoteTypeCode>" if note else _tag("InvoiceTypeCode", "01")
    return f"""<{root} xmlns="{_UBL}:{root}-2" {_NAMESPACES}>
<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><sts:DianExtensions>{_control(bill)}\
<sts:QRCode>{escape(bill.qr_text)}</sts:QRCode></sts:DianExtensions></ext:ExtensionContent></ext:UBLExtension>\
</ext:UBLExtensions>
<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID>
<cbc:CustomizationID>{"20" if note else "10"}</cbc:CustomizationID>
<cbc:ProfileID>DIAN 2.1: {"Nota Crédito de" if note else ""} Factura Electrónica de Venta</cbc:ProfileID>
<cbc:ProfileExecutionID>1</cbc:ProfileExecutionID>
<cbc:ID>{bill.number}</cbc:ID>
<cbc:UUID schemeID="1" schemeName="{_scheme(bill)}">{bill.cufe}</cbc:UUID>
<cbc:IssueDate>{bill.issued}</cbc:IssueDate>
<cbc:IssueTime>{bill.hour}</cbc:IssueTime>
{"" if note else _tag("DueDate", str(bill.due))}
{type_code}
{_tag("Note", bill.notes)}
<cbc:DocumentCurrencyCode>COP</cbc:DocumentCurrencyCode>
<cbc:LineCountNumeric>{len(bill.lines)}</cbc:LineCountNumeric>
{_references(bill)}
<cac:AccountingSupplierParty><cbc:AdditionalAccountID>1</cbc:AdditionalAccountID>{_party(bill.supplier)}\
</cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cbc:AdditionalAccountID>1</cbc:AdditionalAccountID>{_party(bill.customer)}\
</cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:ID>{"2" if bill.on_credit else "1"}</cbc:ID><cbc:PaymentMeansCode>{bill.means}\
</cbc:PaymentMeansCode><cbc:PaymentDueDate>{bill.due}</cbc:PaymentDueDate></cac:PaymentMeans>
{_tax_total("TaxTotal", "01", ((rate, base, tax) for rate, (base, tax) in bill.taxes.items()))}
{_withheld(bill)}
<cac:LegalMonetaryTotal>{_money("LineExtensionAmount", bill.subtotal)}{_money("TaxExclusiveAmount", bill.tax_base)}\
{_money("TaxInclusiveAmount", bill.total)}{_money("PayableAmount", bill.total)}</cac:LegalMonetaryTotal>
{"".join(_line(line, place, root, item) for place, item in enumerate(bill.lines, start=1))}
</{root}>"""


def _control(bill: Bill) -> str:
    if bill.kind == "nota_credito":
        return ""
    start = bill.issued.replace(month=1, day=1)
    return (
        f"<sts:InvoiceControl><sts:InvoiceAuthorization>{bill.supplier.resolution}</sts:InvoiceAuthorization>"
        f"<sts:AuthorizationPeriod>{_tag('StartDate', str(start))}{_tag('EndDate', str(start + timedelta(days=730)))}"
        f"</sts:AuthorizationPeriod><sts:AuthorizedInvoices><sts:Prefix>{bill.supplier.prefix}</sts:Prefix>"
        "<sts:From>1</sts:From><sts:To>50000</sts:To></sts:AuthorizedInvoices></sts:InvoiceControl>"
    )


def _references(bill: Bill) -> str:
    order = f"<cac:OrderReference>{_tag('ID', bill.order)}</cac:OrderReference>" if bill.order else ""
    if bill.corrects is None:
        return order
    return (
        f"<cac:DiscrepancyResponse>{_tag('ReferenceID', bill.corrects.number)}{_tag('ResponseCode', '1')}"
        f"{_tag('Description', 'Devolución parcial de los bienes')}</cac:DiscrepancyResponse>{order}"
        f"<cac:BillingReference><cac:InvoiceDocumentReference>{_tag('ID', bill.corrects.number)}"
        f'<cbc:UUID schemeName="CUFE-SHA384">{bill.corrects.cufe}</cbc:UUID>'
        f"{_tag('IssueDate', str(bill.corrects.issued))}</cac:InvoiceDocumentReference></cac:BillingReference>"
    )


def _party(company: Company) -> str:
    address = (
        f"<cac:Address>{_tag('ID', company.city_code)}{_tag('CityName', company.city)}"
        f"{_tag('CountrySubentity', company.department)}<cac:AddressLine>{_tag('Line', company.address)}"
        f"</cac:AddressLine><cac:Country>{_tag('IdentificationCode', 'CO')}</cac:Country></cac:Address>"
    )
    return (
        f"<cac:Party><cac:PartyName>{_tag('Name', company.name)}</cac:PartyName>"
        f"<cac:PhysicalLocation>{address}</cac:PhysicalLocation>{_tax_scheme(company)}"
        f"<cac:Contact>{_tag('Telephone', company.phone)}{_tag('ElectronicMail', company.email)}</cac:Contact>"
        "</cac:Party>"
    )


def _tax_scheme(company: Company) -> str:
    return (
        f"<cac:PartyTaxScheme>{_tag('RegistrationName', company.name)}"
        f'<cbc:CompanyID schemeAgencyID="195" schemeID="{company.dv}" schemeName="31">{company.nit}</cbc:CompanyID>'
        f"{_tag('TaxLevelCode', company.responsibilities)}"
        f"<cac:TaxScheme>{_tag('ID', '01')}{_tag('Name', 'IVA')}</cac:TaxScheme></cac:PartyTaxScheme>"
    )


def _line(element: str, place: int, root: str, line: Line) -> str:
    quantity = "CreditedQuantity" if root == "CreditNote" else "InvoicedQuantity"
    tax = (line.total * line.tax_rate / 100).quantize(Decimal("0.01"))
    return (
        f"<cac:{element}>{_tag('ID', str(place))}"
        f'<cbc:{quantity} unitCode="{UNITS[line.unit]}">{line.quantity:f}</cbc:{quantity}>'
        f"{_money('LineExtensionAmount', line.total)}"
        f"{_tax_total('TaxTotal', '01', [(line.tax_rate, line.total, tax)])}"
        f"<cac:Item>{_tag('Description', line.description)}<cac:SellersItemIdentification>{_tag('ID', line.code)}"
        f"</cac:SellersItemIdentification></cac:Item>"
        f"<cac:Price>{_money('PriceAmount', line.unit_price)}"
        f'<cbc:BaseQuantity unitCode="{UNITS[line.unit]}">1</cbc:BaseQuantity></cac:Price></cac:{element}>\n'
    )


def _withheld(bill: Bill) -> str:
    return "".join(
        _tax_total("WithholdingTaxTotal", _WITHHELD[name], [figures]) for name, figures in bill.withholdings.items()
    )


def _tax_total(element: str, code: str, parts: Iterable[tuple[Decimal, Decimal, Decimal]]) -> str:
    figures = list(parts)
    subtotals = "".join(
        f"<cac:TaxSubtotal>{_money('TaxableAmount', base)}{_money('TaxAmount', tax)}<cac:TaxCategory>"
        f"{_tag('Percent', f'{rate:.3f}')}<cac:TaxScheme>{_tag('ID', code)}{_tag('Name', _TAX_NAMES[code])}"
        "</cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal>"
        for rate, base, tax in figures
    )
    whole = sum((tax for *_, tax in figures), Decimal(0))
    return f"<cac:{element}>{_money('TaxAmount', whole)}{subtotals}</cac:{element}>"


def _money(name: str, value: Decimal) -> str:
    return f'<cbc:{name} currencyID="COP">{value:.2f}</cbc:{name}>'


def _tag(name: str, text: str) -> str:
    return f"<cbc:{name}>{escape(text)}</cbc:{name}>" if text else ""


def _scheme(bill: Bill) -> str:
    return "CUDE-SHA384" if bill.kind == "nota_credito" else "CUFE-SHA384"
