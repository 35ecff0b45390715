"""What can go wrong for a person at work, each with the Spanish sentence that person sees.

What can go wrong while a file is read stands in extraction/errors.py. Nothing here decides anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

# The words of the product, said the same way on every page, in every mail and in the API.
TOTAL_DIFFERS = "Monto difiere del PO. Revisar con proveedor."
NO_ORDER = "No se encontró orden de compra. Crea PO primero."
WAITING_FOR_ENGINE = "Esperando el motor de lectura."


def already_filed(when: date, number: str) -> str:
    """What is said of a file, a CUFE or a number that was filed before."""
    return f"Esta factura ya fue radicada el {when:%d/%m/%Y} ({number})."


def logged_error(error_id: str) -> str:
    """What is said when the fault is ours: the id finds the traceback in the log."""
    return f"Se registró un error ({error_id}). Digita la factura a mano o avisa al administrador."


def quarantined(error_id: str) -> str:
    return (
        f"La lectura se interrumpió varias veces y el documento quedó en cuarentena ({error_id}). "
        "Digita la factura a mano o avisa al administrador."
    )


class WorkError(Exception):
    """Base of what review, search and export refuse. `code` is for machines, `sentence` for people."""

    code = "refused"
    sentence = "No se pudo hacer el cambio."

    def __init__(self, sentence: str | None = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)


class NotAllowed(WorkError):
    code = "not_allowed"
    sentence = "No tienes permiso para hacer esto. Pídelo al administrador."


class WrongState(WorkError):
    """The invoice or document is not in a state in which this can be done."""

    code = "wrong_state"
    sentence = "La factura ya no está en un estado que permita este cambio. Vuelve a abrirla."


class ReasonMissing(WorkError):
    code = "reason_missing"
    sentence = "Escribe el motivo."


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody did to an invoice while another person had it open."""

    field: str
    label: str
    before: str
    after: str
    by: str
    at: datetime


class StaleVersion(WorkError):
    """Somebody saved since this person opened the invoice; nothing was overwritten."""

    code = "stale_version"

    def __init__(self, *, current_version: int, changes: Sequence[Change]) -> None:
        self.current_version = current_version
        self.changes = tuple(changes)
        who = sorted({change.by for change in self.changes})
        what = list(dict.fromkeys(change.label for change in self.changes))
        sentence = f"{' y '.join(who) or 'Otra persona'} guardó cambios mientras tenías abierta la factura"
        if what:
            sentence += f": {', '.join(what)}"
        super().__init__(f"{sentence}. No se guardó nada; vuelve a cargarla y revisa los cambios.")


class CannotApprove(WorkError):
    """Everything that still stands in the way of an approval, so that one look is enough."""

    code = "cannot_approve"

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("No se puede aprobar todavía. " + " ".join(self.reasons))


class InvalidValue(WorkError):
    """Values that could not be understood as typed: field -> sentence. Nothing was saved."""

    code = "invalid_value"

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__(" ".join(self.fields.values()))


class ArchiveDamaged(WorkError):
    """An original is missing or its bytes are no longer those that were stored."""

    code = "archive_damaged"
    sentence = "El archivo original no está completo en el archivo. Avisa al administrador."
