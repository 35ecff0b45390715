"""The DIAN's QR: found on a page, and its text turned to readings, however a vendor wrote it.

It never overrides what is printed: the QR is not signed, and its date is wrong in one page of seven.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageOps

from invoices.extraction.nit import nit_from_parts
from invoices.extraction.pages import Pages
from invoices.extraction.result import Box, DocumentType, Reading, Value
from invoices.extraction.values import find_cufes, read_date, read_time

_LABELS = {
    "number": "numfac nrofactura numerofactura numds numnc numnd nronotacredito nronotadebito numeronotacredito "
    "numeronotadebito prefijonc prefijond nrodoc numdoc numeq numero",
    "date": "fecfac fechafactura fecds fecnc fecnd fechanotacredito fechanotadebito fechaemision fecha",
    "time": "horfac horafac horafactura hords hornc hornd horanotacredito horanotadebito hora",
    "supplier": "nitfac nitfacturador nitofe nitemisor nitemi",
    "customer": "docadq nitadq nitadquiriente nitadquirente numadq documentoadquiriente",
    # In a support document the buyer issues, and the seller is the other party.
    "seller": "numsno docvend",
    "buyer": "docabs nitabs",
    "base": "valfac valorfactura valds valnc valnd valorbruto",
    "iva": "valiva valoriva",
    "other_tax": "valotroim valorotrosimpuestos valotrosimp valotroimp",
    "total": "valtolfac valortotalfactura valtotfac valtotal valtolds valtotds valtolnc valtolnd valtotnc valtotnd "
    "valortotalnotacredito valortotalnotadebito valortotal",
    # The 2016 style: there it is the total, beside ValTolFac nothing, beside a total in ValFac zero.
    "total_2016": "valfacim",
    "code": "cufe cude cuds",
    "url": "qrcode url",
}
_KIND_OF_LABEL = {label: kind for kind, labels in _LABELS.items() for label in labels.split()}
_LABEL = re.compile(r"(?i)(?<![a-z])(" + "|".join(sorted(_KIND_OF_LABEL, key=len, reverse=True)) + r")\s*[:=\-]\s*")
_AMOUNTS = frozenset({"base", "iva", "other_tax", "total", "total_2016"})
_CREDIT_NOTE = re.compile(
    r"(?i)(?<![a-z])(?:num|nro|numero|prefijo|fec|fecha|val|valor\w*|valtol)?(?:nc|notacredito)\s*[:=\-]"
)
_DEBIT_NOTE = re.compile(
    r"(?i)(?<![a-z])(?:num|nro|numero|prefijo|fec|fecha|val|valor\w*|valtol)?(?:nd|notadebito)\s*[:=\-]"
)
_SUPPORT = re.compile(r"(?i)(?<![a-z])(?:numds|numsno|cuds|docabs|docvend)\s*[:=\-]")
# Squares tried on a page, and the side at which a code with many modules is sharpened best.
_MOST_SQUARES, _READABLE = 4, 900
_QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_DIAN = re.compile(r"(?i)dian\.gov|searchqr|documentkey|muisca")

# How often each was right against what was signed, over 116 real documents.
_CONFIDENCE = {
    "cufe": 0.99, "invoice_number": 0.97, "supplier_nit": 0.97, "customer_nit": 0.97, "total": 0.95,
    "issue_date": 0.84, "issue_time": 0.8, "subtotal": 0.9, "iva": 0.93,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class QrText:
    """What a DIAN QR says. `subtotal` and `total` only where its vendor's dialect leaves no doubt."""

    values: Mapping[str, Value] = field(default_factory=dict)
    document_type: DocumentType | None = None


@dataclass(frozen=True, slots=True)
class FoundQr:
    text: str
    page: int
    box: Box | None


# --- the text -------------------------------------------------------------------------------------------


def is_dian(text: str) -> bool:
    """Whether a QR is the invoice's and not the vendor's web page or a payment code."""
    kinds = {_KIND_OF_LABEL[match.group(1).lower()] for match in _LABEL.finditer(text)}
    return bool(find_cufes(text) or _DIAN.search(text) or len(kinds & {"number", "supplier", "seller", "total"}) >= 2)


def parse_qr(text: str) -> QrText:
    """The values of a DIAN QR by their labels, in any order, with any mark between them."""
    said = _by_label(text)
    values: dict[str, Value] = {}
    codes = find_cufes(text)
    if len(codes) == 1:
        values["cufe"] = next(iter(codes))
    elif own := [code for code, label in codes.items() if label in {"cude", "cuds"}]:
        values["cufe"] = own[0]
    _take_number(said, values)
    _take_parties(said, values)
    if issued := _date_in(said.get("date", "")):
        values["issue_date"] = issued
    if hour := _time_in(said.get("time", "") or said.get("date", "")):
        values["issue_time"] = hour
    _take_amounts(said, values)
    return QrText(values, _document_type(text, said))


def as_readings(text: str, page: int, box: Box | None) -> dict[str, Reading]:
    """The readings of one QR. Its NITs carry no DV, so none is given."""
    return {
        name: Reading(name, value, _CONFIDENCE[name], "qr", page=page, box=box, text=str(value))
        for name, value in parse_qr(text).values.items()
    }


def _by_label(text: str) -> dict[str, str]:
    marks = list(_LABEL.finditer(text))
    said: dict[str, str] = {}
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        value = text[mark.end() : end].strip(" \t\r\n|;,&")
        kind = _KIND_OF_LABEL[mark.group(1).lower()]
        if value and kind not in said and kind not in {"code", "url"}:
            said[kind] = value
    return said


def _take_number(said: Mapping[str, str], values: dict[str, Value]) -> None:
    words = said.get("number", "").split()
    if words and re.search(r"\d", words[0]) and len(words[0]) <= 30:
        values["invoice_number"] = words[0].strip("|;,")
    elif len(words) > 1 and words[0].isalpha() and len(words[0]) <= 6 and re.fullmatch(r"\d{1,15}", words[1]):
        values["invoice_number"] = words[0] + words[1]


def _take_parties(said: Mapping[str, str], values: dict[str, Value]) -> None:
    supplier = said.get("seller") or said.get("supplier", "")
    customer = said.get("buyer") or said.get("customer", "")
    for name, text in (("supplier_nit", supplier), ("customer_nit", customer)):
        if body := _nit_body(text):
            values[name] = body


def _nit_body(text: str) -> str | None:
    """The NIT without DV. The rule is to print it without; vendors that glue it are met halfway."""
    words = text.split()
    match = re.match(r"[\d.]{5,20}(?:-\d)?", words[0]) if words else None
    reading = nit_from_parts(match.group(), None) if match else None
    return reading.body if reading and 5 <= len(reading.body) <= 15 else None


def _take_amounts(said: Mapping[str, str], values: dict[str, Value]) -> None:
    amounts = {kind: value for kind in _AMOUNTS if (value := qr_amount(said.get(kind, ""))) is not None}
    base, iva, total = amounts.get("base"), amounts.get("iva"), amounts.get("total")
    old_total = amounts.get("total_2016")
    if total is None and old_total:
        total = old_total
    if total is None and base is not None and old_total == 0:
        # One vendor prints the total under ValFac and zero under ValFacIm.
        total, base = base, None
    if total is not None:
        values["total"] = total
    if iva is not None:
        values["iva"] = iva
    others = amounts.get("other_tax") or Decimal(0)
    if base and total is not None and abs(base + (iva or 0) + others - total) <= 2:
        # A base that does not add up is another figure under that label, or zero on a taxed invoice.
        values["subtotal"] = base


def qr_amount(text: str) -> Decimal | None:
    """An amount as QRs write it: no thousands, one or two decimals after a dot or a comma, a currency sign."""
    match = re.search(r"-?\d[\d.,]*", text)
    if not match:
        return None
    number = match.group().rstrip(".,")
    head, mark, tail = re.match(r"(.*?)(?:([.,])(\d{1,6}))?$", number).groups()  # type: ignore[union-attr]
    if mark and len(tail) == 3 and re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})*", head) and head.strip("-") != "0":
        head, tail = head + tail, ""
    digits = re.sub(r"[.,]", "", head)
    if not re.fullmatch(r"-?\d{1,15}", digits):
        return None
    return Decimal(f"{digits}.{tail}" if tail else digits)


def _date_in(text: str) -> date | None:
    # Some vendors glue date, time and offset: 20200616175513-0500, 2022-08-1009:50:36-05:00.
    match = re.match(r"(\d{4})[-/]?(\d{2})[-/]?(\d{2})", text)
    return read_date("-".join(match.groups())) if match else read_date(text[:20])


def _time_in(text: str) -> time | None:
    glued = re.match(r"\d{8}(\d{2})(\d{2})(\d{2})", text) or re.match(r"(\d{2})(\d{2})(\d{2})(?!\d|:)", text)
    return read_time(":".join(glued.groups())) if glued else read_time(text)


def _document_type(text: str, said: Mapping[str, str]) -> DocumentType | None:
    if _SUPPORT.search(text):
        return "documento_soporte"
    if _CREDIT_NOTE.search(text):
        return "nota_credito"
    return "nota_debito" if _DEBIT_NOTE.search(text) else None


# --- the picture ----------------------------------------------------------------------------------------


def find_on_page(pages: Pages, index: int, *, thorough: bool = True) -> FoundQr | None:
    """The DIAN QR of a page: the pictures placed on it first, then the page drawn, finer or sharpened."""
    for picture in pages.pictures(index):
        for text, _ in _decoded(_framed(picture)):
            if is_dian(text):
                return FoundQr(text, index, None)
    return _first_found(_renderings(pages, index, thorough=thorough), index)


def find_in_image(image: Image.Image, index: int = 0) -> FoundQr | None:
    """The DIAN QR of one picture, such as a page already turned upright."""
    return _first_found((image, *_sharpened(image)), index)


def _first_found(images: Iterable[Image.Image], index: int) -> FoundQr | None:
    for image in images:
        for text, box in _decoded(image):
            if is_dian(text):
                return FoundQr(text, index, box)
    return None


def _renderings(pages: Pages, index: int, *, thorough: bool) -> Iterator[Image.Image]:
    first = pages.image(index, dpi=200)
    yield first
    if pages.has_large_picture(index):
        if thorough:
            yield from _sharpened(first)
    else:
        # What is drawn and not photographed only needs more dots.
        yield pages.image(index, dpi=300)


def _sharpened(image: Image.Image) -> Iterator[Image.Image]:
    """What looks like a QR, enlarged and sharpened: hard for faint scans and softly for photographs."""
    grey = np.asarray(image.convert("L"))
    for left, top, right, foot in _squares(grey):
        part = grey[top:foot, left:right]
        ratio = min(max(_READABLE / max(part.shape), 1.0), 4.0)
        part = cv2.resize(part, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_CUBIC)
        for radius, amount in ((5.0, 4.0), (3.0, 2.0)):
            soft = cv2.GaussianBlur(part, (0, 0), radius)
            yield Image.fromarray(np.asarray(cv2.addWeighted(part, 1 + amount, soft, -amount, 0), np.uint8))


def _squares(grey: NDArray[np.uint8]) -> list[tuple[int, int, int, int]]:
    """Where closely mixed black and white fills a square, the largest first; print and rules do not."""
    ratio = min(1.0, 1000 / max(grey.shape))
    small = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 10)
    patches = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    patches = cv2.morphologyEx(patches, cv2.MORPH_OPEN, np.ones((25, 25), np.uint8))
    contours, _tree = cv2.findContours(patches, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        _centre, (wide, high), _angle = cv2.minAreaRect(contour)
        if min(wide, high) >= 35 and max(wide, high) < 1.5 * min(wide, high) and max(wide, high) < 600:
            x, y, w, h = cv2.boundingRect(contour)
            margin = max(w, h) // 4
            box = np.array([x - margin, y - margin, x + w + margin, y + h + margin]) / ratio
            left, top, right, foot = np.clip(box, 0, [*grey.shape[::-1]] * 2).astype(int).tolist()
            found.append((wide * high, (left, top, right, foot)))
    return [box for _area, box in sorted(found, reverse=True)[:_MOST_SQUARES]]


def _framed(picture: Image.Image) -> Image.Image:
    """A placed picture often has no white edge, without which no reader sees a QR."""
    framed = ImageOps.expand(picture.convert("L"), border=max(12, picture.width // 10), fill=255)
    if max(framed.size) < 600:
        framed = framed.resize((framed.width * 3, framed.height * 3), Image.Resampling.NEAREST)
    return framed


def _decoded(image: Image.Image) -> list[tuple[str, Box | None]]:
    try:
        found = zxingcpp.read_barcodes(image.convert("L"), formats=_QR_ONLY, try_downscale=True)
    except (RuntimeError, ValueError, TypeError):
        return []
    return [(barcode.text, _box(barcode, image)) for barcode in found if barcode.text]


def _box(barcode: zxingcpp.Barcode, image: Image.Image) -> Box | None:
    corners = [getattr(barcode.position, name) for name in ("top_left", "top_right", "bottom_right", "bottom_left")]
    xs, ys = [corner.x / image.width for corner in corners], [corner.y / image.height for corner in corners]
    return Box.clamped(min(xs), min(ys), max(xs), max(ys))
