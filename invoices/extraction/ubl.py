"""XML bytes to the invoice element inside: hardened parsing, wrong encodings, DIAN containers.

It walks by local names, because prefixes and namespaces of `sts` differ between generators. What the
elements mean is for einvoice.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from invoices.extraction.errors import DocumentUnreadable, TooLarge
from invoices.extraction.sniff import DEFAULT_LIMITS, Limits

INVOICE_ROOTS = frozenset({"Invoice", "CreditNote", "DebitNote"})
_BROKEN = "El XML está dañado o incompleto. Pide al proveedor que lo envíe de nuevo."
_UNSAFE = "El XML trae instrucciones que no son de una factura y no se abre por seguridad."
_DECLARATION = re.compile(r"^<\?xml[^>]*?\?>")
_DECLARED_ENCODING = re.compile(rb"^[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9._\-]{1,40})[\"']")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SINGLE_BYTE = frozenset({"iso-8859-1", "iso-8859-15", "latin-1", "latin1", "windows-1252", "cp1252"})
# An AttachedDocument may sit in another one when a mailbox repackages it.
_MOST_WRAPPERS = 3


@dataclass(frozen=True, slots=True)
class Envelope:
    """The invoice element, and what its container says of it."""

    invoice: etree._Element
    container: str
    parent_number: str = ""
    parent_code: str = ""
    # 02 validated, 04 rejected by the DIAN; empty when no answer is attached.
    response: str = ""
    response_text: str = ""


def open_invoice(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Envelope:
    """The invoice, credit note or debit note in a file, out of its DIAN container when it has one."""
    return _unwrap(parse(data, limits), limits, 1)


def parse(data: bytes, limits: Limits = DEFAULT_LIMITS) -> etree._Element:
    """One hardened parse: no entities, no network, no document type, size and depth within the budget."""
    if len(data) > limits.xml_bytes:
        raise TooLarge("El XML es demasiado grande para ser una factura.", detail=f"{len(data)} bytes")
    return parse_text(decode(data), limits)


def parse_text(text: str, limits: Limits = DEFAULT_LIMITS) -> etree._Element:
    body = _NOT_XML.sub("", _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n")))
    if "<!DOCTYPE" in body or "<!ENTITY" in body:
        raise DocumentUnreadable(_UNSAFE, code="unsafe_xml")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
    )
    try:
        root = etree.fromstring(body.encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise DocumentUnreadable(_BROKEN, code="broken_xml", detail=str(error)[:300]) from error
    if root is None:
        raise DocumentUnreadable(_BROKEN, code="broken_xml")
    _refuse_depth(root, limits)
    return root


def decode(data: bytes) -> str:
    """The text of an XML file. Bytes decide before the declaration, which is often wrong."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if data[:2] == b"<\x00":
        return data.decode("utf-16-le", errors="replace")
    if data[:2] == b"\x00<":
        return data.decode("utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _DECLARED_ENCODING.match(data.lstrip())
        name = declared.group(1).decode("ascii").lower() if declared else ""
        return data.decode(name if name in _SINGLE_BYTE else "cp1252", errors="replace")


def _refuse_depth(root: etree._Element, limits: Limits) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.xml_depth:
            raise DocumentUnreadable(_UNSAFE, code="unsafe_xml", detail="too deep")


def _unwrap(root: etree._Element, limits: Limits, level: int) -> Envelope:
    name = local_name(root)
    if name in INVOICE_ROOTS:
        return Envelope(root, container=name)
    if name == "AttachedDocument":
        return _from_attached(root, limits, level)
    if name == "ApplicationResponse":
        raise DocumentUnreadable(
            "Este XML es una respuesta de la DIAN y no una factura. Sube el XML de la factura.", code="not_an_invoice"
        )
    # Some senders wrap the invoice once more, in an envelope of their own.
    for element in root.iter():
        if local_name(element) in INVOICE_ROOTS:
            return Envelope(element, container=name)
        if local_name(element) == "AttachedDocument":
            return _from_attached(element, limits, level)
    raise DocumentUnreadable(
        "Este XML no es una factura electrónica. Sube el XML que envía el proveedor con la factura.",
        code="not_an_invoice",
    )


def _from_attached(root: etree._Element, limits: Limits, level: int) -> Envelope:
    inner = _inner_root(find(root, "Attachment"), limits)
    if inner is None or level >= _MOST_WRAPPERS:
        raise DocumentUnreadable(
            "El XML es un contenedor de la DIAN sin la factura adentro. Pide al proveedor el XML completo.",
            code="empty_container",
        )
    envelope = _unwrap(inner, limits, level + 1)
    reference = find(root, "ParentDocumentLineReference/DocumentReference")
    response, response_text = _dian_answer(reference, limits)
    return Envelope(
        envelope.invoice,
        container="AttachedDocument",
        parent_number=text_of(root, "ParentDocumentID"),
        parent_code=text_of(reference, "UUID"),
        response=response or envelope.response,
        response_text=response_text or envelope.response_text,
    )


def _inner_root(attachment: etree._Element | None, limits: Limits) -> etree._Element | None:
    """The document inside an Attachment: in CDATA, as elements, or in base64."""
    if attachment is None:
        return None
    for element in attachment.iter():
        if local_name(element) not in {"Description", "EmbeddedDocumentBinaryObject"}:
            continue
        if len(element):
            child: etree._Element = element[0]
            return child
        text = (element.text or "").lstrip("\ufeff \t\r\n")
        if text.startswith("<"):
            return parse_text(text, limits)
        if decoded := _from_base64(text):
            return parse(decoded, limits)
    return None


def _from_base64(text: str) -> bytes:
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")) else b""


def _dian_answer(reference: etree._Element | None, limits: Limits) -> tuple[str, str]:
    """What the DIAN answered: the result in the container, else in the answer attached to it."""
    if reference is None:
        return "", ""
    code = text_of(reference, "ResultOfVerification/ValidationResultCode")
    try:
        answer = _inner_root(find(reference, "Attachment"), limits)
    except DocumentUnreadable:
        answer = None
    response = find(answer, "DocumentResponse/Response") if answer is not None else None
    inner_code, inner_text = text_of(response, "ResponseCode"), text_of(response, "Description")
    # A rejection anywhere counts, also when the container claims the contrary.
    return ("04" if "04" in (code, inner_code) else code or inner_code), inner_text


# --- walking by local names -----------------------------------------------------------------------------


def local_name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    if element is not None:
        for child in element:
            if local_name(child) == name:
                yield child


def find_all(element: etree._Element | None, path: str) -> list[etree._Element]:
    """Every element at a path of local names below this one."""
    found = [element] if element is not None else []
    for name in path.split("/"):
        found = [child for parent in found for child in children(parent, name)]
    return found


def find(element: etree._Element | None, path: str) -> etree._Element | None:
    found = find_all(element, path)
    return found[0] if found else None


def text_of(element: etree._Element | None, *paths: str) -> str:
    """The first text that is not empty at any of the paths, blanks and line breaks made single."""
    for path in paths:
        for found in find_all(element, path):
            if text := full_text(found):
                return text
    return ""


def full_text(element: etree._Element) -> str:
    """All text inside an element, squeezed."""
    return squeeze("".join(str(part) for part in element.itertext()))


def squeeze(text: str) -> str:
    return " ".join(text.split())
