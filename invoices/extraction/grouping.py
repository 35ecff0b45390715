"""Which files of a ZIP show the same invoice: an XML and its PDF are paired by content, never by name.

It reads nothing itself; it is given what each file says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from invoices.extraction.ladder import bare_number, same_number
from invoices.extraction.qr import parse_qr
from invoices.extraction.result import InvoiceReading
from invoices.extraction.sheets import Sheet


@dataclass(slots=True)
class Group:
    """The files of one invoice: at most one XML, and the pages that show it, the best first."""

    xml: InvoiceReading | None = None
    sheets: list[Sheet] = field(default_factory=list)


def group(xmls: Sequence[InvoiceReading], sheets: Sequence[Sheet]) -> list[Group]:
    """One group for each invoice, in the order of the files."""
    groups = [Group(xml=xml) for xml in _without_copies(xmls)]
    left: list[Sheet] = []
    for sheet in sheets:
        found = _by_code(groups, sheet) or _by_number(groups, sheet)
        if found:
            found.sheets.append(sheet)
        else:
            left.append(sheet)
    return _place_the_rest(groups, left)


def _without_copies(xmls: Sequence[InvoiceReading]) -> list[InvoiceReading]:
    """A ZIP may hold the invoice both bare and in its DIAN container; the container says more."""
    kept: dict[tuple[str, str], InvoiceReading] = {}
    for xml in xmls:
        key = (_value(xml, "cufe"), bare_number(_value(xml, "invoice_number")))
        known = kept.get(key)
        if known is None or (_is_bare(known) and not _is_bare(xml)):
            kept[key] = xml
    return list(kept.values())


def _is_bare(xml: InvoiceReading) -> bool:
    return any(finding.code == "without_dian_response" for finding in xml.findings)


def _by_code(groups: Sequence[Group], sheet: Sheet) -> Group | None:
    """The sheet shows the XML's CUFE. A credit note also shows its invoice's, so its own QR decides first."""
    own = parse_qr(sheet.qr.text).values.get("cufe") if sheet.qr else None
    for codes in ([str(own)] if own else [], sheet.codes):
        matches = [one for one in groups if one.xml and _value(one.xml, "cufe").lower() in codes]
        if len(matches) == 1:
            return matches[0]
    return None


def _by_number(groups: Sequence[Group], sheet: Sheet) -> Group | None:
    """The same number although the CUFE is another: an invoice that was sent again. The ladder tells."""
    said = parse_qr(sheet.qr.text).values if sheet.qr else {}
    number, supplier = str(said.get("invoice_number", "")), str(said.get("supplier_nit", ""))
    words = {bare_number(word) for word in sheet.text.split()} if not number else set()
    matches = []
    for one in groups:
        wanted = _value(one.xml, "invoice_number") if one.xml else ""
        if not wanted:
            continue
        if number:
            nits = {supplier, _value(one.xml, "supplier_nit")} - {""} if one.xml else set()
            if same_number(number, wanted) and len(nits) <= 1:
                matches.append(one)
        elif len(bare_number(wanted)) >= 4 and bare_number(wanted) in words:
            matches.append(one)
    return matches[0] if len(matches) == 1 else None


def _place_the_rest(groups: list[Group], left: Sequence[Sheet]) -> list[Group]:
    """Sheets that match no XML: the pages of the only invoice there is, its annexes, or invoices of their own."""
    alone: dict[str, Group] = {}
    only = groups[0] if len(groups) == 1 else None
    for sheet in left:
        said = parse_qr(sheet.qr.text).values if sheet.qr else {}
        key = str(said.get("cufe") or said.get("invoice_number") or "")
        if not key and only is not None and (not sheet.codes or not only.sheets):
            only.sheets.append(sheet)
        elif key and key in alone:
            alone[key].sheets.append(sheet)
        else:
            own = Group(sheets=[sheet])
            groups.append(own)
            if key:
                alone[key] = own
    return groups


def _value(reading: InvoiceReading | None, name: str) -> str:
    found = reading.fields.get(name) if reading else None
    return str(found.value) if found else ""
