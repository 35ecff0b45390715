"""The words of one file to what its page says: the border between pages and the layout reader."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from invoices.extraction.fields import read_document
from invoices.extraction.options import ReadingOptions
from invoices.extraction.result import DocumentType, LineReading, Reading, ReadingFinding, Source
from invoices.extraction.sheets import PageWords


@dataclass(frozen=True, slots=True)
class Printed:
    """What the words of one file say, as text of the file or as an engine saw them."""

    source: Source
    words: PageWords
    document_type: DocumentType
    fields: Mapping[str, Reading]
    alternatives: Mapping[str, tuple[Reading, ...]]
    lines: tuple[LineReading, ...]
    findings: tuple[ReadingFinding, ...]


def read_print(words: PageWords, *, source: Source, options: ReadingOptions, member: str) -> Printed:
    """Find the fields and lines among the words of a file; every reading names the file it is from."""
    document = read_document(words, source=source, options=options)
    return Printed(
        source=source,
        words=words,
        document_type=document.document_type,
        fields={name: replace(one, member=member) for name, one in document.fields.items()},
        alternatives={
            name: tuple(replace(one, member=member) for one in others) for name, others in document.alternatives.items()
        },
        lines=document.lines,
        findings=document.findings,
    )
