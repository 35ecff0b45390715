"""The words of one file to what its page says: the border between pages and the layout reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .options import ReadingOptions
from .result import DocumentType, LineReading, Reading, Source
from .sheets import PageWords


@dataclass(frozen=True, slots=True)
class Printed:
    """What the words of one file say, as text of the file or as an engine saw them."""

    source: Source
    words: PageWords
    document_type: DocumentType | None = None
    fields: Mapping[str, Reading] = field(default_factory=dict)
    alternatives: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    lines: tuple[LineReading, ...] = ()


def read_print(words: PageWords, *, source: Source, options: ReadingOptions, member: str) -> Printed:
    """Find the fields and lines among the words of a file."""
    return Printed(source, words)
