"""One page document, a PDF or a picture, to what it shows: its words, its QR, what it carries inside.

It does not decide what the words mean; pictures are handed to an engine only when somebody asks.
"""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from PIL import Image

from invoices.extraction import qr, quality, sniff
from invoices.extraction.containers import Member
from invoices.extraction.errors import DocumentUnreadable, NoText, PictureUnreadable
from invoices.extraction.options import PageReader
from invoices.extraction.pages import Pages, open_pages
from invoices.extraction.pdf_text import reads_like_text
from invoices.extraction.preprocess import LevelReading, Prepared, WayBack, prepare, read_prepared
from invoices.extraction.qr import FoundQr
from invoices.extraction.quality import Quality
from invoices.extraction.result import Box, DocumentType, LineReading, PageReading, Reading, ReadingFinding, Word
from invoices.extraction.sniff import Limits
from invoices.extraction.values import find_cufes

PageWords = tuple[tuple[Word, ...], ...]
# An invoice's QR is on its first or last page; long annexes are not searched through.
_MOST_QR_PAGES = 8
_SHARPENED_PAGES = 3
_OCR_DPI = 200
_KEPT_PICTURES = 3
# A prepared page is 15 MB; the later ones of a long scan are prepared again for a second engine.
_KEPT_PAGES = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one file shows without an engine. `unread` are the pages whose words nobody knows yet."""

    member: Member
    page_count: int
    words: PageWords
    unread: tuple[int, ...]
    qr: FoundQr | None
    attachments: tuple[Member, ...]
    seconds_qr: float
    # A photograph sent alone, kept so that it is decoded once; in a ZIP there may be hundreds.
    picture: Image.Image | None = None

    @property
    def text(self) -> str:
        return text_of(self.words)

    @property
    def codes(self) -> frozenset[str]:
        """Every CUFE this file shows, its own and those it refers to."""
        said = find_cufes(self.text)
        if self.qr:
            said |= find_cufes(self.qr.text)
        return frozenset(said)


@dataclass(slots=True)
class Statements:
    """Whole values and lines from an engine that understands invoices, over the pages of one file."""

    readings: list[Reading] = field(default_factory=list)
    lines: list[LineReading] = field(default_factory=list)
    document_type: DocumentType | None = None

    def __bool__(self) -> bool:
        return bool(self.readings or self.lines)

    def add(self, reading: PageReading, page: int, back: WayBack | None) -> None:
        def placed(box: Box | None) -> Box | None:
            return back.box(box) if back is not None and box is not None else box

        self.readings += [replace(one, page=page, box=placed(one.box)) for one in reading.readings]
        self.lines += [replace(one, page=page, box=placed(one.box)) for one in reading.lines]
        self.document_type = self.document_type or reading.document_type


@dataclass(frozen=True, slots=True)
class Recognised:
    """What an engine read of the pages that had no words of their own.

    `words` stand where they are on the picture as it came; `level` are the same on the straightened
    page, for telling rows and columns, and `back` leads from there to the picture. What an engine says
    of whole fields is `said`, placed on the picture.
    """

    words: PageWords
    engine: str
    version: str
    level: PageWords
    back: tuple[WayBack | None, ...]
    said: "Statements"
    # What is wrong with its pictures, for who reviews what was read of them.
    doubts: tuple[ReadingFinding, ...] = ()
    # The straightened pages in grey, for a second look at a place; only the first few are kept.
    pictures: tuple[Image.Image | None, ...] = ()


def read_sheet(member: Member, limits: Limits, *, engine_follows: bool = False) -> Sheet:
    """Open a file once and take from it all that costs little.

    The QR of a picture sent alone is left for `recognise` where an engine follows: there it costs no time of its own.
    """
    with open_pages(member.data, member.media_type, limits) as pages:
        words, unread = _native_words(pages)
        alone = not member.name and len(pages) == 1 and member.media_type in sniff.IMAGES
        started = time.perf_counter()
        found = None if alone and engine_follows else _find_qr(pages)
        spent = time.perf_counter() - started
        attachments = _attached(pages, member)
        picture = pages.image(0) if alone else None
        return Sheet(member, len(pages), words, unread, found, attachments, spent, picture)


def _native_words(pages: Pages) -> tuple[PageWords, tuple[int, ...]]:
    words: list[tuple[Word, ...]] = []
    unread: list[int] = []
    for index in range(len(pages)):
        native = pages.words(index)
        if reads_like_text(native) and pages.text_is_trusted(index):
            words.append(native)
        else:
            words.append(())
            unread.append(index)
    # Beside pages with text, one with a few words is the end of the document and not a scan.
    if len(unread) < len(pages):
        for index in list(unread):
            native = pages.words(index)
            if pages.text_is_trusted(index) and not pages.has_large_picture(index):
                words[index] = native
                unread.remove(index)
    return tuple(words), tuple(unread)


def _find_qr(pages: Pages) -> FoundQr | None:
    for tried, index in enumerate(_likely_first(len(pages))[:_MOST_QR_PAGES]):
        if found := qr.find_on_page(pages, index, thorough=tried < _SHARPENED_PAGES):
            return found
    return None


def _likely_first(count: int) -> list[int]:
    return list(dict.fromkeys([0, count - 1, *range(count)]))


def _attached(pages: Pages, member: Member) -> tuple[Member, ...]:
    found = []
    for name, data in pages.attachments():
        try:
            media_type = sniff.sniff(data, name)
        except DocumentUnreadable:
            continue
        if media_type == sniff.XML:
            found.append(Member(f"{member.name}/{name}".lstrip("/"), data, media_type))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ready:
    """A page picture prepared for an engine, and what is to be said of it."""

    prepared: Prepared
    # None where the picture was read so plainly that nobody measured it.
    look: Quality | None
    qr: FoundQr | None


def recognise(
    sheet: Sheet, engine: PageReader, limits: Limits, ready: dict[int, Ready] | None = None
) -> tuple[Recognised, FoundQr | None]:
    """Let an engine read the unread pages; a QR not found before may show on the cleaned picture.

    `ready` is for who asks several engines: what was prepared for the first is found there by the next.
    """
    started, kept = time.monotonic(), {} if ready is None else ready
    words: list[tuple[Word, ...]] = [()] * sheet.page_count
    level: list[tuple[Word, ...]] = [()] * sheet.page_count
    back: list[WayBack | None] = [None] * sheet.page_count
    name, version, found = "", "", sheet.qr
    said = Statements()
    faults: list[Quality] = []
    doubts: list[ReadingFinding] = []
    pictures: list[Image.Image | None] = [None] * sheet.page_count
    with open_pages(sheet.member.data, sheet.member.media_type, limits) as pages:
        for place, index in enumerate(sheet.unread):
            if place >= limits.ocr_pages or (place and time.monotonic() - started > limits.ocr_seconds):
                doubts.append(_left_unread(sheet, index, len(sheet.unread) - place))
                break
            seen, page = _read(sheet, pages, index, engine, kept, look_for_qr=found is None)
            if ready is not None and len(kept) < _KEPT_PAGES:
                kept[index] = page
            words[index], level[index], back[index] = seen.reading.words, seen.level, seen.back
            said.add(seen.reading, index, seen.back)
            name, version, found = seen.reading.engine, seen.reading.version, found or page.qr
            if page.look and page.look.fault:
                faults.append(page.look)
                doubts.append(_doubt(index, sheet, page.look.fault, page.look.doubt))
            elif quality.runs_off(words[index], level[index]):
                doubts.append(_doubt(index, sheet, "cut", quality.CUT))
            if sum(one is not None for one in pictures) < _KEPT_PICTURES:
                pictures[index] = seen.page.convert("L")
    if faults and found is None and not said and not any(sheet.words) and all(map(quality.reads_too_little, words)):
        raise PictureUnreadable(faults[0].sentence, detail=faults[0].fault or "")
    if not any(words) and not said and found is None and not any(sheet.words):
        raise NoText
    return Recognised(
        tuple(words), name, version, tuple(level), tuple(back), said, tuple(doubts), tuple(pictures)
    ), found


def _read(
    sheet: Sheet, pages: Pages, index: int, engine: PageReader, kept: dict[int, Ready], *, look_for_qr: bool
) -> tuple[LevelReading, Ready]:
    """One page by an engine, searched for a QR meanwhile. The picture is judged only where it reads badly."""
    if index in kept:
        return read_prepared(kept[index].prepared, engine), kept[index]
    picture = sheet.picture or pages.image(index, dpi=_OCR_DPI)
    prepared = prepare(picture)
    with ThreadPoolExecutor(1) as beside:
        shown = beside.submit(_shown_qr, prepared, sheet.picture, index) if look_for_qr else None
        seen = read_prepared(prepared, engine)
        found = shown.result() if shown else None
    look = None if quality.reads_plainly(seen.reading.words) else quality.judge(picture)
    return seen, Ready(prepared, look, found)


def _shown_qr(prepared: Prepared, picture: Image.Image | None, index: int) -> FoundQr | None:
    """The QR of a page: on the straightened picture, else on the picture as it came, which has more points."""
    found = qr.find_in_image(prepared.image, index)
    if found is None and picture is not None:
        return qr.find_in_image(picture, index)
    if found is not None and found.box is not None:
        found = replace(found, box=prepared.back.box(found.box))
    return found


def _left_unread(sheet: Sheet, index: int, count: int) -> ReadingFinding:
    """A long document is filed with what was read of it; nobody is to believe that this was all."""
    which = f"las últimas {count} páginas" if count > 1 else f"la página {index + 1}"
    return ReadingFinding(
        "pages_not_read", "warning",
        f"El documento tiene {sheet.page_count} páginas y no se alcanzó a leer {which}. Revisa allí los renglones y "
        "los totales, o sube solo las páginas de la factura.",
        actual=str(count),
    )  # fmt: skip


def _doubt(index: int, sheet: Sheet, fault: str, sentence: str) -> ReadingFinding:
    where = f"Página {index + 1}: {sentence[0].lower()}{sentence[1:]}" if sheet.page_count > 1 else sentence
    return ReadingFinding("poor_picture", "warning", f"{where} {quality.ASK}", actual=fault)


def text_of(pages: Iterable[Iterable[Word]]) -> str:
    """All words as one text for searching, a line for each page."""
    return "\n".join(" ".join(word.text for word in page) for page in pages)
