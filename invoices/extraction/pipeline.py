"""One file to its invoices: the order of the steps, and nothing else.

XML > QR > the PDF's own text > an engine, per field; what a lower rung says fills gaps and is checked.
"""

from collections.abc import Sequence
from dataclasses import replace

from invoices.extraction import sniff
from invoices.extraction.assembly import assemble
from invoices.extraction.containers import Member, Skipped, unpack
from invoices.extraction.einvoice import read_einvoice
from invoices.extraction.errors import DocumentUnreadable, NoText
from invoices.extraction.grouping import group
from invoices.extraction.options import ReadingOptions
from invoices.extraction.result import Extraction, InvoiceReading, ReadingFinding
from invoices.extraction.sheets import Recognised, Sheet, read_sheet
from invoices.extraction.timings import Timings

__all__ = ["ReadingOptions", "extract"]


def extract(data: bytes, *, name: str = "", options: ReadingOptions | None = None) -> Extraction:
    """Read one file. Raises DocumentUnreadable and its kin, EngineBusy or EngineUnavailable."""
    options = options or ReadingOptions()
    timings = Timings()
    with timings.step("total"):
        media_type, members, skipped = _open(data, name, options, timings)
        xmls, sheets, skipped = _read_members(members, skipped, options, timings)
        assembled = [assemble(one, options, timings) for one in group(xmls, sheets)]
        invoices = [invoice for invoice, _ in assembled]
        invoices[0] = _tell_skipped(invoices[0], skipped)
    engine, version = _engine_used([seen for _, found in assembled for seen in found], xmls, sheets)
    return Extraction(
        invoices=tuple(invoices),
        media_type=media_type,
        page_count=sum(sheet.page_count for sheet in sheets),
        engine=engine,
        engine_version=version,
        timings_ms=dict(timings),
    )


def _open(
    data: bytes, name: str, options: ReadingOptions, timings: Timings
) -> tuple[str, tuple[Member, ...], tuple[Skipped, ...]]:
    """What kind of file it is, within its budgets; a ZIP to its files, anything else to itself."""
    with timings.step("open"):
        media_type = sniff.sniff(data, name)
        sniff.check_budgets(data, media_type, options.limits)
        if media_type == sniff.ZIP:
            return media_type, *unpack(data, options.limits)
    return media_type, (Member("", data, media_type),), ()


def _read_members(
    members: Sequence[Member], skipped: Sequence[Skipped], options: ReadingOptions, timings: Timings
) -> tuple[list[InvoiceReading], list[Sheet], tuple[Skipped, ...]]:
    """Every XML read and every page document opened. In a ZIP a broken file does not stop the others."""
    xmls: list[InvoiceReading] = []
    sheets: list[Sheet] = []
    left_out = list(skipped)
    first_error: DocumentUnreadable | None = None
    for member in members:
        try:
            if member.media_type == sniff.XML:
                with timings.step("xml"):
                    xmls.append(_read_xml(member, options, member.name))
            else:
                with timings.step("pages"):
                    sheets.append(read_sheet(member, options.limits, engine_follows=options.engines is not None))
                xmls.extend(_inside(sheets[-1], options, timings))
        except DocumentUnreadable as error:
            first_error = first_error or error
            # An answer of the DIAN beside its invoice is no loss.
            if error.code != "not_an_invoice":
                left_out.append(Skipped(member.name, error.sentence))
    if not xmls and not sheets:
        raise first_error or NoText
    return xmls, sheets, tuple(left_out)


def _read_xml(member: Member, options: ReadingOptions, kept_as: str) -> InvoiceReading:
    return read_einvoice(member.data, own_nits=options.own_nits, limits=options.limits, member=kept_as)


def _inside(sheet: Sheet, options: ReadingOptions, timings: Timings) -> list[InvoiceReading]:
    """The XML carried inside a PDF. Its readings name the PDF, which is the file that is kept."""
    found = []
    with timings.step("xml"):
        for attachment in sheet.attachments:
            try:
                found.append(_read_xml(attachment, options, sheet.member.name))
            except DocumentUnreadable:
                continue
    return found


def _tell_skipped(invoice: InvoiceReading, skipped: Sequence[Skipped]) -> InvoiceReading:
    """What of a ZIP was left out, told where somebody will see it."""
    findings = [
        ReadingFinding("skipped_file", "info", f"No se leyó «{one.name}» del ZIP: {one.reason}", actual=one.name)
        for one in skipped
    ]
    return replace(invoice, findings=(*invoice.findings, *findings))


def _engine_used(
    recognised: Sequence[Recognised], xmls: Sequence[InvoiceReading], sheets: Sequence[Sheet]
) -> tuple[str, str]:
    """The engine that read a page, else the best source that made one unnecessary."""
    for seen in recognised:
        if seen.engine:
            return seen.engine, seen.version
    if xmls:
        return "xml", ""
    return ("text" if any(sheet.text for sheet in sheets) else "qr"), ""
