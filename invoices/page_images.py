"""Page images for the screen: drawn once in a child process, then taken from the cache.

Who may see a page is asked before, in the views. The archive holds originals only; an image can
always be drawn again.
"""

import hashlib
import threading
from dataclasses import dataclass

from django.core.cache import caches

from invoices import archive
from invoices.extraction import render
from invoices.extraction.errors import DocumentUnreadable
from invoices.models import Document

# Longer side in pixels: for a strip of thumbnails, for a phone, for the review screen.
SIZES = (300, 1000, 2000)
LARGEST = SIZES[-1]
# A page that cannot be drawn is not tried again with each request.
REMEMBER_FAILURE_SECONDS = 600
# A web process draws at most two pages at a time, whatever its threads are asked for.
_slots = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class PageImage:
    """A JPEG and the tag a browser may ask with."""

    data: bytes
    etag: str


def etag_of(*, document: Document, member: str, index: int, max_side: int) -> str:
    """Known without drawing: an original never changes, so neither does the image of its page."""
    return hashlib.sha256(f"{document.sha256}\n{member}\n{index}\n{max_side}".encode()).hexdigest()


def page_image(*, document: Document, member: str = "", index: int, max_side: int = LARGEST) -> PageImage:
    """One page, counted from 0. Raises DocumentUnreadable with its sentence when it cannot be drawn."""
    etag = etag_of(document=document, member=member, index=index, max_side=max_side)
    cache = caches["pages"]
    kept = cache.get(etag)
    if kept is None:
        kept = _draw(document, member, index, max_side)
        cache.set(etag, kept, None if isinstance(kept, bytes) else REMEMBER_FAILURE_SECONDS)
    if isinstance(kept, bytes):
        return PageImage(kept, etag)
    raise DocumentUnreadable(kept["sentence"], code=kept["code"])


def member_bytes(*, document: Document, member: str) -> bytes:
    """One file out of an archived ZIP."""
    data = archive.read(document.sha256)
    with _slots:
        return render.take_member(data, media_type=document.media_type, member=member)


def _draw(document: Document, member: str, index: int, max_side: int) -> bytes | dict[str, str]:
    data = archive.read(document.sha256)
    try:
        with _slots:
            return render.draw_page(data, media_type=document.media_type, index=index, max_side=max_side, member=member)
    except DocumentUnreadable as error:
        return {"code": error.code, "sentence": error.sentence}
