"""Documents made for the tests: DIAN XML, PDFs, QRs and ZIPs of companies that do not exist."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

NAMESPACES = (
    'xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" '
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" '
    'xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2" '
    'xmlns:sts="{sts}"'
)
STS = "dian:gov:co:facturaelectronica:Structures-2-1"


def cufe(seed: str) -> str:
    return hashlib.sha384(seed.encode()).hexdigest()


@dataclass
class Bill:
    """An invoice between two invented companies, ready to be written as XML or QR."""

    root: str = "Invoice"
    number: str = "FCO1044"
    prefix: str = "FCO"
    type_code: str = "01"
    environment: str = "1"
    issued: str = "2025-03-14"
    hour: str = "10:20:30-05:00"
    due: str = "2025-04-13"
    supplier: str = '<cbc:CompanyID schemeID="6" schemeName="31">900765432</cbc:CompanyID>'
    supplier_name: str = "FERRETERIA EL ROBLE SAS"
    customer: str = '<cbc:CompanyID schemeID="7" schemeName="31">901234567</cbc:CompanyID>'
    customer_name: str = "CONSTRUCTORA PUENTE ALTO SAS"
    form: str = "2"
    means: str = "42"
    order: str = "<cac:OrderReference><cbc:ID>OC-2231</cbc:ID></cac:OrderReference>"
    notes: Sequence[str] = ("Entrega en obra",)
    extension: str = ""
    qr: str = ""
    sts: str = STS
    taxes: str = (
        "<cac:TaxTotal><cbc:TaxAmount>190000.00</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount>1000000.00"
        "</cbc:TaxableAmount><cbc:TaxAmount>190000.00</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>19.00</cbc:Percent>"
        "<cac:TaxScheme><cbc:ID>01</cbc:ID><cbc:Name>IVA</cbc:Name></cac:TaxScheme></cac:TaxCategory>"
        "</cac:TaxSubtotal></cac:TaxTotal>"
    )
    withheld: str = ""
    totals: dict[str, str] = field(
        default_factory=lambda: {
            "LineExtensionAmount": "1000000.00",
            "TaxExclusiveAmount": "1000000.00",
            "TaxInclusiveAmount": "1190000.00",
            "PayableAmount": "1190000.00",
        }
    )
    lines: Sequence[str] | None = None
    uuid: str | None = None

    @property
    def code(self) -> str:
        return self.uuid if self.uuid is not None else cufe(self.number + self.issued)

    def xml(self) -> str:
        names = NAMESPACES.format(root=self.root, sts=self.sts)
        kind = (
            f"<cbc:{self.root}TypeCode>{self.type_code}</cbc:{self.root}TypeCode>" if self.root != "DebitNote" else ""
        )
        totals = "RequestedMonetaryTotal" if self.root == "DebitNote" else "LegalMonetaryTotal"
        amounts = "".join(f'<cbc:{k} currencyID="COP">{v}</cbc:{k}>' for k, v in self.totals.items())
        due = f"<cbc:DueDate>{self.due}</cbc:DueDate>" if self.due else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<{self.root} {names}><ext:UBLExtensions><ext:UBLExtension>'
            "<ext:ExtensionContent><sts:DianExtensions><sts:InvoiceControl><sts:InvoiceAuthorization>18764000001234"
            f"</sts:InvoiceAuthorization><sts:AuthorizedInvoices><sts:Prefix>{self.prefix}</sts:Prefix>"
            f"</sts:AuthorizedInvoices></sts:InvoiceControl><sts:QRCode>{self.qr}</sts:QRCode></sts:DianExtensions>"
            f"{self.extension}</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
            f"<cbc:ProfileExecutionID>{self.environment}</cbc:ProfileExecutionID><cbc:ID>{self.number}</cbc:ID>"
            f'<cbc:UUID schemeName="CUFE-SHA384">{self.code}</cbc:UUID><cbc:IssueDate>{self.issued}</cbc:IssueDate>'
            f"<cbc:IssueTime>{self.hour}</cbc:IssueTime>{due}{kind}"
            + "".join(f"<cbc:Note>{note}</cbc:Note>" for note in self.notes)
            + "<cbc:DocumentCurrencyCode>COP</cbc:DocumentCurrencyCode>"
            + self.order
            + self._party("Supplier", self.supplier, self.supplier_name)
            + self._party("Customer", self.customer, self.customer_name)
            + f"<cac:PaymentMeans><cbc:ID>{self.form}</cbc:ID><cbc:PaymentMeansCode>{self.means}</cbc:PaymentMeansCode>"
            f"</cac:PaymentMeans>{self.taxes}{self.withheld}<cac:{totals}>{amounts}</cac:{totals}>"
            + "".join(self.lines if self.lines is not None else [self.line()])
            + f"</{self.root}>"
        )

    def line(
        self,
        quantity: str = "20.00",
        price: str = "50000.00",
        total: str = "1000000.00",
        extra: str = "",
        description: str = "Cemento gris x 50 kg",
    ) -> str:
        name = {"Invoice": "Invoiced", "CreditNote": "Credited", "DebitNote": "Debited"}[self.root]
        return (
            f'<cac:{self.root}Line><cbc:ID>1</cbc:ID><cbc:{name}Quantity unitCode="94">{quantity}</cbc:{name}Quantity>'
            f'<cbc:LineExtensionAmount currencyID="COP">{total}</cbc:LineExtensionAmount>{extra}'
            "<cac:TaxTotal><cac:TaxSubtotal><cac:TaxCategory><cbc:Percent>19.00</cbc:Percent><cac:TaxScheme>"
            "<cbc:ID>01</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"
            f"<cac:Item><cbc:Description>{description}</cbc:Description><cac:StandardItemIdentification>"
            '<cbc:ID schemeID="999">CEM-50</cbc:ID></cac:StandardItemIdentification></cac:Item>'
            f'<cac:Price><cbc:PriceAmount currencyID="COP">{price}</cbc:PriceAmount></cac:Price></cac:{self.root}Line>'
        )

    @staticmethod
    def _party(side: str, company: str, name: str) -> str:
        return (
            f"<cac:Accounting{side}Party><cac:Party><cac:PartyName><cbc:Name>Almacén</cbc:Name></cac:PartyName>"
            "<cac:PhysicalLocation><cac:Address><cbc:ID>66001</cbc:ID><cbc:CityName>Pereira</cbc:CityName>"
            "<cac:AddressLine><cbc:Line>Calle 9 # 8-77</cbc:Line></cac:AddressLine></cac:Address>"
            f"</cac:PhysicalLocation><cac:PartyTaxScheme><cbc:RegistrationName>{name}</cbc:RegistrationName>{company}</cac:PartyTaxScheme>"
            "<cac:Contact><cbc:Telephone>6063330011</cbc:Telephone><cbc:ElectronicMail>ventas@elroble.example"
            f"</cbc:ElectronicMail></cac:Contact></cac:Party></cac:Accounting{side}Party>"
        )

    def qr_text(self, **changes: str) -> str:
        said = {
            "NumFac": self.number, "FecFac": self.issued, "HorFac": self.hour, "NitFac": "900765432",
            "DocAdq": "901234567", "ValFac": "1000000.00", "ValIva": "190000.00", "ValOtroIm": "0.00",
            "ValTolFac": "1190000.00", "CUFE": self.code, **changes,
        }  # fmt: skip
        url = f"https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={self.code}"
        return "\n".join([*(f"{label}: {value}" for label, value in said.items()), url])


def withholding(code: str, name: str, amount: str) -> str:
    return (
        f"<cac:WithholdingTaxTotal><cbc:TaxAmount>{amount}</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxAmount>{amount}"
        f"</cbc:TaxAmount><cac:TaxCategory><cac:TaxScheme><cbc:ID>{code}</cbc:ID><cbc:Name>{name}</cbc:Name>"
        "</cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:WithholdingTaxTotal>"
    )


def attached(inner: str, *, number: str = "FCO1044", code: str = "", result: str = "02", lead: str = "") -> str:
    """The DIAN's container around an invoice, with its answer."""
    answer = (
        '<?xml version="1.0"?><ApplicationResponse xmlns:cac="a" xmlns:cbc="b"><cac:DocumentResponse><cac:Response>'
        f"<cbc:ResponseCode>{result}</cbc:ResponseCode><cbc:Description>Regla FAJ43b</cbc:Description></cac:Response>"
        "</cac:DocumentResponse></ApplicationResponse>"
    )
    names = NAMESPACES.format(root="AttachedDocument", sts=STS)
    return (
        f'<?xml version="1.0" encoding="utf-8"?><AttachedDocument {names}>'
        "<cbc:DocumentType>Contenedor de Factura Electrónica</cbc:DocumentType>"
        f"<cbc:ParentDocumentID>{number}</cbc:ParentDocumentID><cac:Attachment><cac:ExternalReference>"
        f"<cbc:Description><![CDATA[{lead}{inner}]]></cbc:Description></cac:ExternalReference></cac:Attachment>"
        f"<cac:ParentDocumentLineReference><cac:DocumentReference><cbc:UUID>{code}</cbc:UUID>"
        f"<cac:Attachment><cac:ExternalReference><cbc:Description><![CDATA[{answer}]]></cbc:Description>"
        "</cac:ExternalReference></cac:Attachment><cac:ResultOfVerification><cbc:ValidationResultCode>"
        f"{result}</cbc:ValidationResultCode></cac:ResultOfVerification></cac:DocumentReference>"
        "</cac:ParentDocumentLineReference></AttachedDocument>"
    )


def qr_picture(text: str, scale: int = 4) -> Image.Image:
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    return Image.fromarray(barcode.to_image(scale=scale, add_quiet_zones=True)).convert("L")


Row = tuple[float, float, str]


def pdf(rows: Sequence[Row], *, qr: str = "", rotate: int = 0, size: tuple[float, float] = letter) -> bytes:
    """One page with words at places in points from the top left, and a QR at the top right."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=size, invariant=1)
    page.setFont("Helvetica", 9)
    for x, y, text in rows:
        page.drawString(x, size[1] - y, text)
    if qr:
        page.drawImage(ImageReader(qr_picture(qr)), size[0] - 150, size[1] - 150, 110, 110)
    page.save()
    return turned(out.getvalue(), rotate) if rotate else out.getvalue()


def turned(data: bytes, degrees: int) -> bytes:
    document = pdfium.PdfDocument(data)
    for page in document:
        page.set_rotation(degrees)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def invoice_rows(bill: Bill, total: str = "1.190.000,00", withheld: str = "") -> list[Row]:
    """A plain printed invoice saying what the bill says."""
    day = "/".join(reversed(bill.issued.split("-")))
    rows = [
        (40, 50, "FERRETERIA EL ROBLE SAS"), (40, 64, "NIT: 900.765.432-6"), (40, 78, "Calle 9 # 8-77 Pereira"),
        (250, 50, "FACTURA ELECTRONICA DE VENTA"), (250, 64, f"No. {bill.number}"),
        (40, 120, "Cliente: CONSTRUCTORA PUENTE ALTO SAS"), (40, 134, "NIT: 901.234.567-7"),
        (250, 120, f"Fecha de Emisión: {day}"), (250, 134, "Orden de compra: OC-2231"),
        (40, 180, "Codigo"), (110, 180, "Descripcion"), (300, 180, "Cantidad"), (370, 180, "Vr. Unitario"),
        (480, 180, "Vr. Total"),
        (40, 196, "CEM-50"), (110, 196, "Cemento gris x 50 kg"), (300, 196, "20"), (370, 196, "50.000,00"),
        (480, 196, "1.000.000,00"),
        (370, 260, "Subtotal"), (480, 260, "1.000.000,00"), (370, 274, "IVA 19%"), (480, 274, "190.000,00"),
        (370, 288, "TOTAL"), (480, 288, total),
        (40, 330, "CUFE:"), (40, 342, bill.code),
    ]  # fmt: skip
    if withheld:
        rows += [(370, 302, "Retefuente"), (480, 302, withheld)]
    return rows


def zipped(*files: tuple[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def picture(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
