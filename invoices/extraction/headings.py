"""What kind of document a page is, and what a candidate for one of its heading fields is.

Each function returns its candidates with the best first. It knows nothing of parties or amounts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from invoices.extraction.confidence import Evidence
from invoices.extraction.labels import Label, Labels
from invoices.extraction.layout import Token, fold_words
from invoices.extraction.result import DocumentType

RELATION = {"same": 2.4, "right": 2.4, "further": 1.2, "under": 1.8, "under2": 0.9}
SIGNS = {"NO", "NRO", "N", "NUM", "NUMERO", "", "NUMBER"}


@dataclass(slots=True)
class Candidate:
    """A value for a heading field with its place and what speaks for it."""

    value: str | date | time
    tokens: tuple[Token, ...]
    page: int
    evidence: list[Evidence]

    @property
    def rank(self) -> float:
        return sum(item.weight for item in self.evidence)


def best_first(found: Iterable[Candidate]) -> list[Candidate]:
    """Each value once, at its best; what is printed twice is surer."""
    best: dict[object, Candidate] = {}
    for item in found:
        other = best.get(item.value)
        if other is None or item.rank > other.rank:
            best[item.value] = item
            if other is not None and other.tokens != item.tokens:
                item.evidence.append(Evidence(0.4, "aparece más de una vez", "several"))
    return sorted(best.values(), key=lambda item: -item.rank)


def near(label: Label) -> str:
    return f"está junto a «{label.text.strip(' :.')}»"


# --- what kind of document ----------------------------------------------------------------------------


_TYPES: tuple[tuple[str, DocumentType], ...] = (
    ("DOCUMENTO SOPORTE", "documento_soporte"),
    ("CUENTA DE COBRO", "cuenta_de_cobro"),
    ("CUENTA COBRO", "cuenta_de_cobro"),
    ("NOTA CREDITO", "nota_credito"),
    ("CREDIT NOTE", "nota_credito"),
    ("NOTA DEBITO", "nota_debito"),
    ("DOCUMENTO EQUIVALENTE", "pos"),
    ("DOC EQUIVALENTE", "pos"),
    ("TIQUETE POS", "pos"),
    ("TIQUETE DE MAQUINA", "pos"),
    ("SISTEMA POS", "pos"),
    ("MAQUINA REGISTRADORA", "pos"),
    ("FACTURA POS", "pos"),
    ("FACTURA DE VENTA POS", "pos"),
    ("FACTURA DE VENTA P O S", "pos"),
    ("VENTA POS", "pos"),
    ("EQUIVALENTE POS", "pos"),
    ("SISTEMA P O S", "pos"),
    ("TIQUETE P O S", "pos"),
    ("FACTURA", "factura"),
    ("INVOICE", "factura"),
)


_EQUIVALENTS = ("DOCUMENTO EQUIVALENTE", "DOC EQUIVALENTE")
# Words of the document that a note corrects, which is not the document itself.
_REFERENCE = re.compile(
    r"FACTURA (?:AFECTADA|RELACIONADA|REFERENCIA|DE REFERENCIA|QUE)"
    r"|(?:FECHA|CUFE|NUMERO|NRO|NO)(?: DE)?(?: LA)? FACTURA"
)


def _of_services(title: str) -> bool:
    """Whether a title that names an equivalent document names a bill first: "Factura de servicios públicos - ..."."""
    return title.startswith("FACTURA") and not re.search(r"\bPOS\b|\bP O S\b|TIQUETE|MAQUINA", title)


def document_type(pages: Sequence[Labels]) -> DocumentType:
    """By the title: the heading that stands highest wins, a larger or fuller one before a mention."""
    if not pages:
        return "factura"
    best: tuple[float, DocumentType] | None = None
    for line in pages[0].page.lines:
        for segment in line.segments:
            key = " ".join(fold_words(segment.text))
            for words, kind in _TYPES:
                position = key.find(words)
                if position < 0 or (words in _EQUIVALENTS and _of_services(key)):
                    continue
                if _REFERENCE.search(key):
                    break
                # A title fills its cell, or ends it beside the seller's name; a mention sits in a sentence.
                ends = key.removesuffix(" ELECTRONICA").endswith(words)
                rank = 2.0 if position == 0 else 1.6 if ends and segment.rect.cy < 0.3 else 0.0
                rank -= 0.25 * max(0, len(key.split()) - len(words.split()) - 4)
                rank -= 4.0 * segment.rect.cy
                rank += 0.8 if kind != "factura" else 0.0
                rank += min(1.0, 0.6 * (segment.rect.height / max(pages[0].page.line_height, 1e-6) - 1.0))
                if best is None or rank > best[0]:
                    best = (rank, kind)
                break
    return best[1] if best is not None else "factura"
