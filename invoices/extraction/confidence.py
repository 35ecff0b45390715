"""From evidence to a score: how likely a candidate is the right value, with the reasons in Spanish.

Each piece of evidence moves the odds; more agreeing evidence never lowers a score. The weights are
set so that a labelled and cross-checked value passes its threshold and a lonely pattern does not.
It does not know fields or geometry.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from invoices.extraction.layout import Token
from invoices.extraction.result import Source

# What is never exceeded: print can be misread, and a page can be wrong about itself.
CEILING: dict[Source, float] = {"text": 0.99, "ocr": 0.97, "model": 0.95, "derived": 0.93, "xml": 1.0, "qr": 0.995}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reason for or against a candidate. `reason` is shown to the person; empty for what needs no words."""

    weight: float
    reason: str = ""


def score(evidence: Iterable[Evidence], *, source: Source, prior: float = -1.0) -> float:
    """The probability that follows from a prior and independent evidence, in log odds."""
    odds = prior + sum(item.weight for item in evidence)
    return round(min(1 / (1 + math.exp(-odds)), CEILING[source]), 3)


def reasons(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """What a person is told, doubts first."""
    told = [item for item in evidence if item.reason]
    return tuple(dict.fromkeys(item.reason for item in sorted(told, key=lambda item: item.weight)))


def letters(tokens: Sequence[Token]) -> Evidence:
    """What the reader's own doubt about its letters is worth: nothing when sure, much against when not."""
    if not tokens:
        return Evidence(0.0)
    surest = min(token.word.confidence for token in tokens)
    if surest >= 0.93:
        return Evidence(0.0)
    if surest >= 0.8:
        return Evidence(-0.5, "algunas letras se leen con dificultad")
    return Evidence(-1.4, "las letras se leen mal")
