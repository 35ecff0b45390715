"""ZIP files to their documents, with every budget kept while inflating.

It does not pair an XML with its PDF nor read either; see pipeline. A name is never used as a path:
nothing is written to disk, so `..` and links cannot reach anything, and are skipped with the reason.
"""

import io
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from invoices.extraction import sniff
from invoices.extraction.errors import DocumentUnreadable, PasswordProtected, TooLarge, UnsupportedFormat
from invoices.extraction.sniff import DEFAULT_LIMITS, Limits

_BOMB = "El ZIP no es seguro: al abrirlo ocuparía demasiado espacio. Pide las facturas sueltas."
_LOCKED = "tiene contraseña."
_CHUNK = 64 * 1024
# What mail programs and macOS leave beside the documents.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a ZIP. An inner ZIP's file is named `inner.zip/file.pdf`."""

    name: str
    data: bytes
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a ZIP that was not taken, with the Spanish reason for the person."""

    name: str
    reason: str


@dataclass(slots=True)
class _Budget:
    entries: int
    inflated: int


def unzip(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Member, ...]:
    """The documents inside a ZIP, of inner ZIPs too; refuses when there is none."""
    return unpack(data, limits)[0]


def unpack(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[tuple[Member, ...], tuple[Skipped, ...]]:
    """The documents inside a ZIP and what was left out, each with its reason; refuses when there is none."""
    members: list[Member] = []
    skipped: list[Skipped] = []
    _unpack(data, "", 1, limits, _Budget(limits.zip_entries, limits.zip_inflated_bytes), members, skipped)
    if not members:
        if skipped and all(item.reason == _LOCKED for item in skipped):
            raise PasswordProtected("El ZIP tiene contraseña. Quita la contraseña y súbelo de nuevo.")
        reasons = " ".join(f"{item.name}: {item.reason}" for item in skipped[:5])
        sentence = "El ZIP no trae ninguna factura en XML, PDF o imagen."
        raise DocumentUnreadable(f"{sentence} {reasons}".strip(), code="zip_without_documents")
    return tuple(members), tuple(skipped)


def _unpack(
    data: bytes,
    prefix: str,
    depth: int,
    limits: Limits,
    budget: _Budget,
    members: list[Member],
    skipped: list[Skipped],
) -> None:
    sniff.check_zip_directory(data, limits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _refuse_overlap(entries)
        budget.entries -= len(entries)
        if budget.entries < 0:
            raise TooLarge("El ZIP tiene demasiados archivos. Sube las facturas por partes.", code="zip_entries")
        seen: set[str] = set()
        for entry in entries:
            name = prefix + _shown(entry.filename)
            if any(litter in entry.filename for litter in _LITTER):
                continue
            reason = _why_not(entry, seen)
            seen.add(entry.filename)
            if reason:
                skipped.append(Skipped(name, reason))
                continue
            content = _inflate(archive, entry, limits, budget)
            if isinstance(content, Skipped):
                skipped.append(Skipped(name, content.reason))
                continue
            _take(content, name, depth, limits, budget, members, skipped)


def _take(
    content: bytes,
    name: str,
    depth: int,
    limits: Limits,
    budget: _Budget,
    members: list[Member],
    skipped: list[Skipped],
) -> None:
    try:
        media_type = sniff.sniff(content, name)
    except UnsupportedFormat:
        skipped.append(Skipped(name, "no es una factura en XML, PDF o imagen."))
        return
    except DocumentUnreadable as error:
        skipped.append(Skipped(name, error.sentence))
        return
    if media_type != sniff.ZIP:
        members.append(Member(name, content, media_type))
    elif depth >= limits.zip_depth:
        skipped.append(Skipped(name, "es un ZIP dentro de demasiados ZIP."))
    else:
        try:
            _unpack(content, f"{name}/", depth + 1, limits, budget, members, skipped)
        except TooLarge:
            raise
        except DocumentUnreadable as error:
            skipped.append(Skipped(name, error.sentence))


def _why_not(entry: zipfile.ZipInfo, seen: set[str]) -> str:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "es un enlace y no un archivo."
    if path.is_absolute() or ".." in path.parts or (len(entry.filename) > 1 and entry.filename[1] == ":"):
        return "su nombre apunta fuera del ZIP."
    if entry.flag_bits & 0x1:
        return _LOCKED
    if entry.filename in seen:
        return "repite el nombre de otro archivo del ZIP."
    return ""


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, budget: _Budget) -> bytes | Skipped:
    """The content of one entry, counted while it comes out: the declared size may lie."""
    out = bytearray()
    # A small text may shrink a thousandfold honestly; the ratio matters once there is a lot of it.
    most_by_ratio = max(1024 * 1024, entry.compress_size * limits.zip_ratio)
    try:
        for chunk in _chunks(archive, entry):
            out += chunk
            budget.inflated -= len(chunk)
            if budget.inflated < 0 or len(out) > most_by_ratio:
                raise TooLarge(_BOMB, code="zip_bomb", detail=_shown(entry.filename))
            if len(out) > limits.bytes:
                return Skipped(entry.filename, f"pesa más de {limits.bytes // (1024 * 1024)} MB.")
    except sniff.ZIP_ERRORS:
        return Skipped(entry.filename, "está dañado dentro del ZIP.")
    return bytes(out)


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _refuse_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Entries that share their bytes are how a small ZIP grows without end."""
    end = 0
    for entry in sorted(entries, key=lambda item: item.header_offset):
        if entry.header_offset < end:
            raise DocumentUnreadable(_BOMB, code="zip_bomb", detail="overlapping entries")
        end = entry.header_offset + 30 + entry.compress_size


def _shown(name: str) -> str:
    """A name fit for a screen: no control or direction marks, not longer than a line."""
    clean = "".join(c for c in name if c.isprintable())
    return clean if len(clean) <= 150 else f"{clean[:100]}…{clean[-40:]}"
