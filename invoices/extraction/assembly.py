"""One invoice from the files that show it: the rungs of its ladder, and an engine where they leave gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from invoices.extraction.errors import EngineBusy, EngineUnavailable, NoText
from invoices.extraction.grouping import Group
from invoices.extraction.ladder import Rung, climb
from invoices.extraction.options import ReadingOptions
from invoices.extraction.printed import Printed, read_print, read_recognised, read_statements
from invoices.extraction.qr import FoundQr, as_readings, parse_qr
from invoices.extraction.rereading import look_again
from invoices.extraction.result import DocumentType, InvoiceReading, LineReading, Reading, ReadingFinding, SeenFile
from invoices.extraction.sheets import Ready, Recognised, Sheet, recognise, text_of
from invoices.extraction.timings import Timings

# With these read there is nothing an engine could add that is worth its seconds.
_KEY_FIELDS = frozenset({"invoice_number", "issue_date", "supplier_nit", "total"})
# What is surer than this of a key field needs nobody else's opinion.
_SURE = 0.85


@dataclass(slots=True)
class _Evidence:
    """What the files of one invoice have said so far."""

    group: Group
    qrs: list[tuple[Sheet, FoundQr]] = field(default_factory=list)
    prints: list[Printed] = field(default_factory=list)
    recognised: list[Recognised] = field(default_factory=list)

    @property
    def sheets(self) -> list[Sheet]:
        """The annexes of a signed invoice are kept with it, but only its own page is held against it."""
        return self.group.sheets[:1] if self.group.xml else self.group.sheets

    def rungs(self) -> list[Rung]:
        xml = self.group.xml
        rungs = [Rung("xml", xml.fields)] if xml else []
        rungs += [Rung("qr", _qr_readings(sheet, found)) for sheet, found in self.qrs]
        rungs += [
            Rung(one.source, one.fields, one.alternatives, text_of(one.words)) for one in self.prints if one.fields
        ]
        return rungs

    def knowing(self, options: ReadingOptions) -> ReadingOptions:
        """The options with the supplier, where an XML or a QR says before all words who it is."""
        for rung in self.rungs():
            if rung.source in ("xml", "qr") and (nit := rung.fields.get("supplier_nit")):
                return replace(options, supplier=str(nit.value))
        return options


def assemble(group: Group, options: ReadingOptions, timings: Timings) -> tuple[InvoiceReading, list[Recognised]]:
    """Climb the ladder for one invoice; also what engines read on the way."""
    evidence = _Evidence(group)
    for sheet in evidence.sheets:
        if sheet.qr:
            evidence.qrs.append((sheet, sheet.qr))
        if any(sheet.words):
            with timings.step("text"):
                evidence.prints.append(
                    read_print(sheet.words, source="text", options=evidence.knowing(options), member=sheet.member.name)
                )
    if not group.xml and _leaves_gaps(evidence.rungs()):
        for sheet in evidence.sheets:
            if sheet.unread:
                ready: dict[int, Ready] | None = {} if options.second_opinion else None
                _ask_engine(sheet, evidence, options, timings, ready)
                _ask_second_opinion(sheet, evidence, options, timings, ready)
    return _conclude(evidence), evidence.recognised


def _leaves_gaps(rungs: Sequence[Rung]) -> bool:
    """A QR alone is never enough: it has no name, no lines, and often another date."""
    return not {name for rung in rungs if rung.source != "qr" for name in rung.fields} >= _KEY_FIELDS


def _ask_engine(
    sheet: Sheet, evidence: _Evidence, options: ReadingOptions, timings: Timings, ready: dict[int, Ready] | None
) -> None:
    if options.engines is None:
        if evidence.rungs():
            return
        raise EngineUnavailable
    with timings.step("ocr"):
        seen, found = recognise(sheet, options.engines, options.limits, ready)
    if found and not sheet.qr:
        evidence.qrs.append((sheet, found))
    with timings.step("text"):
        _take(seen, sheet, evidence, options, timings)


def _ask_second_opinion(
    sheet: Sheet, evidence: _Evidence, options: ReadingOptions, timings: Timings, ready: dict[int, Ready] | None
) -> None:
    """Another engine on the same pages, for the fields that are missing or doubtful. It may also fail."""
    if options.second_opinion is None or not evidence.recognised:
        return
    fields = climb(evidence.rungs()).fields
    if all(name in fields and fields[name].confidence >= _SURE for name in _KEY_FIELDS):
        return
    # It has half the time of the first: a document must not run out of time over what is only an opinion.
    limits = replace(options.limits, ocr_seconds=options.limits.ocr_seconds / 2)
    try:
        with timings.step("second_opinion"):
            seen, _ = recognise(sheet, options.second_opinion, limits, ready)
    except (EngineBusy, EngineUnavailable, NoText):
        return
    with timings.step("text"):
        _take(seen, sheet, evidence, options, timings)


def _take(seen: Recognised, sheet: Sheet, evidence: _Evidence, options: ReadingOptions, timings: Timings) -> None:
    """What an engine saw and said of a file. Its own words are no second witness of its own values."""
    member = sheet.member.name
    witness = "\n".join([sheet.text, *(text_of(one.words) for one in evidence.recognised)]).strip()
    evidence.recognised.append(seen)
    if any(seen.words):
        again = partial(read_recognised, options=evidence.knowing(options), member=member)
        printed = again(seen)
        with timings.step("reread"):
            printed = look_again(printed, seen, options.rereader, again)
        # The pictures have served; a long document would keep many.
        evidence.recognised[-1] = replace(seen, pictures=())
        evidence.prints.append(printed)
    if seen.said:
        evidence.prints.append(read_statements(seen.said, witness=witness, options=options, member=member))


def _conclude(evidence: _Evidence) -> InvoiceReading:
    xml = evidence.group.xml
    climbed = climb(evidence.rungs())
    lines = [xml.lines if xml else (), *(one.lines for one in evidence.prints)]
    return InvoiceReading(
        document_type=_document_type(evidence),
        fields=climbed.fields,
        lines=next((found for found in lines if found), ()),
        findings=(*_own_findings(evidence), *climbed.findings),
        alternatives=climbed.alternatives,
        members=_members(evidence.group),
        pages=tuple(range(evidence.group.sheets[0].page_count)) if evidence.group.sheets else (),
        text=_search_text(evidence, climbed.fields),
        seen=_seen(evidence),
    )


def _own_findings(evidence: _Evidence) -> tuple[ReadingFinding, ...]:
    """What the leading source noticed by itself; a page beside a signed XML is only compared with it."""
    if evidence.group.xml:
        return evidence.group.xml.findings
    # Of the first engine alone: a later one that gives up earlier takes nothing from what was read.
    doubts = {finding: None for one in evidence.recognised[:1] for finding in one.doubts}
    return (*doubts, *(finding for one in evidence.prints for finding in one.findings))


def _document_type(evidence: _Evidence) -> DocumentType:
    if evidence.group.xml:
        return evidence.group.xml.document_type
    said = [parse_qr(found.text).document_type for _, found in evidence.qrs]
    said += [one.document_type for one in evidence.prints]
    return next((kind for kind in said if kind), "factura")


def _qr_readings(sheet: Sheet, found: FoundQr) -> Mapping[str, Reading]:
    readings = as_readings(found.text, found.page, found.box)
    return {name: replace(reading, member=sheet.member.name) for name, reading in readings.items()}


def _seen(evidence: _Evidence) -> tuple[SeenFile, ...]:
    """The words of each file once, as its first reader saw them."""
    first: dict[str, SeenFile] = {}
    for one in evidence.prints:
        if one.seen is not None and any(one.seen.pages):
            first.setdefault(one.seen.member, one.seen)
    return tuple(first.values())


def _members(group: Group) -> tuple[str, ...]:
    """The pages a person looks at before the XML nobody does."""
    names = [sheet.member.name for sheet in group.sheets]
    names += group.xml.members if group.xml else ()
    return tuple(dict.fromkeys(names)) or ("",)


def _search_text(evidence: _Evidence, fields: Mapping[str, Reading]) -> str:
    """Everything somebody may search for; an XML without a page is found by its own values."""
    printed = [text_of(one.words) for one in evidence.prints]
    xml = evidence.group.xml
    if xml:
        printed += [str(reading.value) for reading in fields.values()]
        printed += [_line_text(line) for line in xml.lines]
    return "\n".join(text for text in printed if text)


def _line_text(line: LineReading) -> str:
    return f"{line.code or ''} {line.description}".strip()
