"""Originals and page images as HTTP answers, each after its permission check.

What a person may not see and what does not exist get the same 404. Originals are handed out as
downloads under a policy that lets them do nothing; only JPEG and PNG may be shown in place.
"""

import io
from typing import IO, Any
from urllib.parse import quote
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.files import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from invoices import archive, page_images
from invoices.access import visible_documents, visible_invoices
from invoices.extraction import sniff
from invoices.extraction.errors import DocumentUnreadable
from invoices.models import Document, InvoiceDocument

SHOWN_IN_PLACE = {sniff.JPEG, sniff.PNG}
DO_NOTHING = "default-src 'none'; sandbox; frame-ancestors 'none'"
LONGEST_MEMBER = 255


@login_required
@require_safe
def original(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The file as it arrived; with ?member= one file inside a ZIP."""
    try:
        return original_response(request.user, public_id, request.GET.get("member", ""))
    except DocumentUnreadable as error:
        return _could_not(request, error)


@login_required
@require_safe
def page(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """The image of a page, counted from 0; ?member= names the file inside a ZIP, ?size= the longer side."""
    try:
        return page_response(request, public_id, number)
    except DocumentUnreadable as error:
        return _could_not(request, error)


def original_response(user: Any, public_id: UUID, member: str) -> FileResponse:
    document = _document_for(user, public_id, member)
    stream: IO[bytes] | File
    if member:
        data = page_images.member_bytes(document=document, member=member)
        stream, name, media_type = io.BytesIO(data), member.rpartition("/")[2], sniff.sniff(data, member)
    else:
        stream, name, media_type = archive.open_original(document.sha256), document.name, document.media_type
    response = FileResponse(stream, content_type=media_type)
    response["Content-Disposition"] = content_disposition(name, inline=media_type in SHOWN_IN_PLACE)
    response["Content-Security-Policy"] = DO_NOTHING
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def page_response(request: Any, public_id: UUID, number: int) -> HttpResponse:
    member, size = request.GET.get("member", ""), request.GET.get("size", str(page_images.LARGEST))
    if size not in map(str, page_images.SIZES):
        raise BadRequest("size")
    document = _document_for(request.user, public_id, member)
    etag = page_images.etag_of(document=document, member=member, index=number, max_side=int(size))
    if request.headers.get("If-None-Match") == f'"{etag}"':
        response: HttpResponse = HttpResponseNotModified()
    else:
        image = page_images.page_image(document=document, member=member, index=number, max_side=int(size))
        response = HttpResponse(image.data, content_type=sniff.JPEG)
    response["ETag"] = f'"{etag}"'
    # Kept by this person's browser only, and asked for again each time: a permission may have ended.
    response["Cache-Control"] = "private, no-cache"
    response["Vary"] = "Cookie, Authorization"
    response["Content-Security-Policy"] = DO_NOTHING
    response["X-Content-Type-Options"] = "nosniff"
    return response


def content_disposition(name: str, *, inline: bool = False) -> str:
    """RFC 6266: the real name for browsers that know UTF-8, a harmless one for the others."""
    clean = "".join(letter for letter in name if letter.isprintable()).replace("/", "_").replace("\\", "_")
    clean = clean.strip(" .") or "documento"
    plain = "".join(letter if letter.isascii() and letter not in '"%;' else "_" for letter in clean)
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"


def _document_for(user: Any, public_id: UUID, member: str) -> Document:
    """The document, when this person may see it whole, or may see what this file of the ZIP shows."""
    if not isinstance(user, User) or len(member) > LONGEST_MEMBER:
        raise Http404
    document = visible_documents(user).filter(public_id=public_id).first()
    if document is None and member:
        shown = InvoiceDocument.objects.filter(document__public_id=public_id, member=member)
        visible = visible_invoices(user)
        if shown.filter(invoice__in=visible).exists() and not shown.exclude(invoice__in=visible).exists():
            document = Document.objects.get(public_id=public_id)
    if document is None or (member and document.media_type != sniff.ZIP):
        raise Http404
    return document


def _could_not(request: HttpRequest, error: DocumentUnreadable) -> HttpResponse:
    status = 404 if error.code in {"no_such_page", "no_such_member"} else 422
    return render(request, "document_not_shown.html", {"sentence": error.sentence}, status=status)
