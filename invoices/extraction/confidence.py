"""From evidence to a score: how likely a candidate is the right value, with the reasons in Spanish.

Each piece of evidence moves the odds; more agreeing evidence never lowers a score. What the odds are worth is
fitted by kind of field in `calibration`; where it is not, they count as they are set by hand. It knows no
geometry.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from invoices.extraction.calibration import SIGNS, probability
from invoices.extraction.layout import Token
from invoices.extraction.result import Source

# What is never exceeded: print can be misread, and a page can be wrong about itself.
CEILING: dict[Source, float] = {"text": 0.99, "ocr": 0.97, "model": 0.95, "derived": 0.93, "xml": 1.0, "qr": 0.995}

# What another part of the same page says otherwise is for a person to decide.
_MOST_DENIED = 0.8
_MOST_ODDS = 8.0
# Above the first an engine's letters are as good as certain; so far below it they are a guess.
_SURE, _SPAN = 0.97, 0.4


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reason for or against a candidate. `reason` is shown to the person; empty for what needs no words."""

    weight: float
    reason: str = ""
    # One of the kinds that `calibration` weighs by themselves.
    kind: str = ""


def score(evidence: Iterable[Evidence], *, source: Source, prior: float = -1.0) -> float:
    """The probability that follows from a prior and independent evidence, in log odds set by hand."""
    odds = prior + sum(item.weight for item in evidence)
    return round(min(1 / (1 + math.exp(-odds)), CEILING[source]), 3)


def features(
    evidence: Sequence[Evidence], *, source: Source, tokens: Sequence[Token] = (), seen: bool = False
) -> dict[str, float]:
    """What the probability of a reading depends on. `seen`: an engine saw its letters on a picture."""
    found: dict[str, float] = {
        "for": min(sum(item.weight for item in evidence if item.weight > 0), _MOST_ODDS),
        "against": min(-sum(item.weight for item in evidence if item.weight < 0), _MOST_ODDS),
    }
    if seen:
        least = min((token.word.confidence for token in tokens), default=1.0)
        found |= {"ocr": 1.0, "letters": round(min(max((_SURE - least) / _SPAN, 0.0), 1.0), 3)}
    if source == "derived":
        found["derived"] = 1.0
    found |= {item.kind: 1.0 for item in evidence if item.kind in SIGNS}
    return found


def features_of(confidence: float, *, seen: bool) -> dict[str, float]:
    """The same for what was scored already: its odds, split at those of the prior."""
    bounded = min(max(confidence, 0.01), 0.99)
    odds = math.log(bounded / (1 - bounded)) + 1.0
    return {"for": max(odds, 0.0), "against": max(-odds, 0.0), **({"ocr": 1.0} if seen else {})}


def calibrated(
    name: str, evidence: Sequence[Evidence], *, source: Source, found: Mapping[str, float], prior: float = -1.0
) -> float:
    """The fitted probability that a value of this field is right; the hand-set score where none was fitted."""
    chance = probability(name, found, "ocr" if source == "derived" and "ocr" in found else source)
    chance = score(evidence, source=source, prior=prior) if chance is None else chance
    return min(chance, _MOST_DENIED) if any(item.kind == "denied" for item in evidence) else chance


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
