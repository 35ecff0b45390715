"""A value found for a party with what speaks for it, and the order of several."""

from collections.abc import Iterable
from dataclasses import dataclass

from invoices.extraction.confidence import Evidence
from invoices.extraction.layout import Token


@dataclass(slots=True)
class Found:
    """A value with what speaks for it."""

    value: str
    tokens: tuple[Token, ...]
    page: int
    evidence: list[Evidence]
    rank: float = 0.0


def ranked(found: Iterable[Found]) -> list[Found]:
    """Best first, each value once, what repeats a little surer."""
    best: dict[str, Found] = {}
    for item in found:
        other = best.get(item.value)
        if other is None:
            best[item.value] = item
            continue
        keep, drop = (item, other) if item.rank > other.rank else (other, item)
        keep.rank += 0.2
        if not any(e.reason == "aparece más de una vez" for e in (*keep.evidence, *drop.evidence)):
            keep.evidence.append(Evidence(0.4, "aparece más de una vez", "several"))
        best[item.value] = keep
    return sorted(best.values(), key=lambda item: -item.rank)
