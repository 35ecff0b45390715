"""The memory of suppliers: what people confirm teaches it, the next reading asks it, an administrator empties it.

How habits are learned and used is pure and lies in extraction (lessons, recall); here they are kept. Nothing is
learned that no person has seen, and nothing under a NIT of our own.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from invoices import errors
from invoices.extraction.habits import (
    CONSTANT,
    MOST_OF_A_SUPPLIER,
    PLACED,
    Habit,
    Habits,
    place_as_data,
    place_from_data,
)
from invoices.extraction.lessons import Lesson, study
from invoices.extraction.result import Box, InvoiceReading, SeenFile, Value, Word
from invoices.memory_models import WORDS_MOST, ReadWords, SupplierHabit, SupplierLesson
from invoices.models import Document, FieldReading, Invoice, InvoiceDocument, Source
from invoices.wording import plain
from purchasing.models import Empresa, Supplier

UNDECIDED = frozenset({Invoice.Status.POR_REVISAR, Invoice.Status.LISTA, Invoice.Status.BLOQUEADA})
TAUGHT = frozenset({*CONSTANT, *PLACED})
# The other half of the advisory lock is the NIT: one lesson at a time for each supplier.
_LOCK = 727_002
_GRAIN = 10_000


# --- asking ----------------------------------------------------------------------------------------


def habits_of(nit: str) -> Habits | None:
    """All that is remembered of a supplier, by one query."""
    rows = SupplierHabit.objects.filter(nit=nit).order_by("-weight")[:MOST_OF_A_SUPPLIER]
    found = tuple(_habit(row) for row in rows)
    return Habits(nit, found) if found else None


def _habit(row: SupplierHabit) -> Habit:
    return Habit(
        row.field,
        row.kind,  # type: ignore[arg-type]
        row.document_type,
        row.value,
        place_from_data(row.place),
        row.weight,
        row.hits,
        row.misses,
    )


# --- the words of what is still open -----------------------------------------------------------------


def keep_words(document: Document, reading: InvoiceReading) -> None:
    """Keep what a reading saw, until the invoice is decided."""
    for seen in reading.seen:
        if sum(len(page) for page in seen.pages) <= WORDS_MOST:
            ReadWords.objects.update_or_create(
                document=document, member=seen.member[:255], defaults={"pages": _as_rows(seen)}
            )


def _as_rows(seen: SeenFile) -> list[list[list[Any]]]:
    return [
        [
            [_storable(word.text), *(round(v * _GRAIN) for v in _corners(word.box)), round(word.confidence * 100)]
            for word in page
        ]
        for page in seen.pages
    ]


def _storable(text: str) -> str:
    """PostgreSQL takes neither a zero character nor half of a pair."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1


def _words_of(invoice: Invoice) -> Sequence[Sequence[Word]]:
    """The pages of the best file of an invoice whose words are known."""
    files = InvoiceDocument.objects.filter(invoice=invoice).order_by("-principal", "pk")
    for document_id, member in files.values_list("document_id", "member"):
        row = ReadWords.objects.filter(document_id=document_id, member=member).first()
        if row is not None:
            return [[_word(*cells) for cells in page] for page in row.pages]
    return ()


def _word(text: str, x0: int, y0: int, x1: int, y1: int, confidence: int) -> Word:
    return Word(text, Box.clamped(x0 / _GRAIN, y0 / _GRAIN, x1 / _GRAIN, y1 / _GRAIN), confidence / 100)


def drop_words(invoice: Invoice) -> None:
    """The invoice is decided: its words have taught what they could."""
    shown = InvoiceDocument.objects.filter(
        document=OuterRef("document"), member=OuterRef("member"), invoice__status__in=UNDECIDED
    ).exclude(invoice=invoice)
    own = InvoiceDocument.objects.filter(invoice=invoice, document=OuterRef("document"), member=OuterRef("member"))
    ReadWords.objects.filter(Exists(own), ~Exists(shown)).delete()


# --- learning ------------------------------------------------------------------------------------------


def teach(invoice: Invoice, *, names: Iterable[str], by: User) -> None:
    """Learn from the fields a person has just confirmed, corrected or approved, in the transaction of doing so.

    A value that was learned and is another one now counts against what was learned. Each invoice teaches each
    value once, however often it is saved.
    """
    nit = invoice.supplier_nit
    if not nit or Empresa.objects.filter(nit=nit).exists():
        return
    values = _to_teach(invoice, nit, names)
    if not values:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, nit])
    rows = {_key(_habit(row)): row for row in SupplierHabit.objects.filter(nit=nit)}
    before = {key: _habit(row) for key, row in rows.items()}
    after = study(before.values(), Lesson(invoice.document_type, values, _words_of(invoice)))
    _keep(nit, rows, before, {_key(one): one for one in after}, invoice, by)
    SupplierLesson.objects.bulk_create(
        [SupplierLesson(invoice=invoice, nit=nit, field=name, value=plain(value)) for name, value in values.items()],
        update_conflicts=True,
        unique_fields=["invoice", "nit", "field"],
        update_fields=["value"],
    )


def _to_teach(invoice: Invoice, nit: str, names: Iterable[str]) -> dict[str, Value]:
    """The values these fields have now, without what was computed and what this invoice has taught already."""
    taught = dict(SupplierLesson.objects.filter(invoice=invoice, nit=nit).values_list("field", "value"))
    derived = set(
        FieldReading.objects.filter(invoice=invoice, current=True, source=Source.DERIVED).values_list("name", flat=True)
    )
    values: dict[str, Value] = {}
    for name in sorted(TAUGHT & set(names) - derived):
        value = getattr(invoice, name)
        if value not in (None, "") and taught.get(name) != plain(value):
            values[name] = value.replace(tzinfo=None) if isinstance(value, time) else value
    return values


_Key = tuple[str, str, str, str]


def _key(habit: Habit) -> _Key:
    return habit.field, habit.kind, habit.document_type, habit.key[:255]


def _keep(
    nit: str,
    rows: Mapping[_Key, SupplierHabit],
    before: Mapping[_Key, Habit],
    after: Mapping[_Key, Habit],
    invoice: Invoice,
    by: User,
) -> None:
    gone = [row.pk for key, row in rows.items() if key not in after]
    SupplierHabit.objects.filter(pk__in=gone).delete()
    for key, habit in after.items():
        if key in rows and before[key] == habit:
            continue
        row = rows.get(key) or SupplierHabit(
            nit=nit, field=habit.field, kind=habit.kind, document_type=habit.document_type, key=key[3]
        )
        row.value, row.place = habit.value[:200], place_as_data(habit.place)
        row.weight, row.hits, row.misses = habit.weight, habit.hits, habit.misses
        row.invoice, row.by = invoice, by
        row.save()


# --- forgetting -----------------------------------------------------------------------------------------


@transaction.atomic
def forget(supplier: Supplier, *, habits: Iterable[int] | None = None, by: User) -> int:
    """Forget all that was learned of a supplier, or only these habits; kept in the supplier's history."""
    if not by.is_superuser:
        raise errors.NotAllowed
    rows = SupplierHabit.objects.filter(nit=supplier.nit)
    if habits is not None:
        rows = rows.filter(pk__in=list(habits))
    count, _ = rows.delete()
    if count:
        LogEntry.objects.log_actions(
            by.pk,
            [supplier],
            CHANGE,
            change_message=f"Olvidó lo aprendido de este proveedor ({count}).",
            single_object=True,
        )
    return count
