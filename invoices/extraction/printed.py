"""The words of one file to what its page says: the border between pages and the layout reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from invoices.extraction.fields import read_document
from invoices.extraction.options import ReadingOptions
from invoices.extraction.result import Box, DocumentType, LineReading, Reading, ReadingFinding, SeenFile, Source
from invoices.extraction.sheets import PageWords, Recognised, Statements
from invoices.extraction.understood import weigh


@dataclass(frozen=True, slots=True)
class Printed:
    """What the words of one file say, as text of the file or as an engine saw them."""

    source: Source
    words: PageWords
    # None where nobody said.
    document_type: DocumentType | None
    fields: Mapping[str, Reading]
    alternatives: Mapping[str, tuple[Reading, ...]]
    lines: tuple[LineReading, ...]
    findings: tuple[ReadingFinding, ...]
    # The same words on the straightened page; None where only whole fields were said.
    seen: SeenFile | None = None


def read_print(words: PageWords, *, source: Source, options: ReadingOptions, member: str) -> Printed:
    """Find the fields and lines among the words of a file; every reading names the file it is from."""
    return _read(words, words, source, options, member, lambda page, box: box)


def read_recognised(seen: Recognised, *, options: ReadingOptions, member: str) -> Printed:
    """The same for pages an engine read: found on the straightened page, shown on the picture as it came."""

    def on_picture(page: int | None, box: Box | None) -> Box | None:
        way = seen.back[page] if page is not None else None
        return way.box(box) if way is not None and box is not None else box

    return _read(seen.level, seen.words, "ocr", options, member, on_picture)


def read_statements(said: Statements, *, witness: str, options: ReadingOptions, member: str) -> Printed:
    """What an engine says of whole fields; `witness` is what another reader saw of the same pages."""
    weighed = weigh(
        said.readings, said.lines, document_type=said.document_type, witness=witness, known=options
    )  # fmt: skip
    return Printed(
        source="model",
        words=(),
        document_type=weighed.document_type,
        fields={name: replace(one, member=member) for name, one in weighed.fields.items()},
        alternatives={
            name: tuple(replace(one, member=member) for one in others) for name, others in weighed.alternatives.items()
        },
        lines=weighed.lines,
        findings=weighed.findings,
    )


def _read(
    level: PageWords,
    words: PageWords,
    source: Source,
    options: ReadingOptions,
    member: str,
    place: Callable[[int | None, Box | None], Box | None],
) -> Printed:
    document = read_document(level, source=source, options=options)

    def settle(one: Reading) -> Reading:
        return replace(one, member=member, box=place(one.page, one.box))

    return Printed(
        source=source,
        words=words,
        document_type=document.document_type,
        fields={name: settle(one) for name, one in document.fields.items()},
        alternatives={name: tuple(settle(one) for one in others) for name, others in document.alternatives.items()},
        lines=tuple(replace(line, box=place(line.page, line.box)) for line in document.lines),
        findings=document.findings,
        seen=SeenFile(member, level),
    )
