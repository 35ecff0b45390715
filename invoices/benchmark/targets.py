"""What reading is held to, and how a run stands against it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

# How documents come that are not data already; XML and ZIP are read exactly or not at all.
PAPER = ("scan", "poor", "photo")
ON_PAGES = ("native", *PAPER)
_GB = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """One measure with what is asked of it for each kind. `style` is % for shares, s for seconds, x for ratios."""

    name: str
    asked: Mapping[str, float]
    find: Callable[[Mapping[str, Any]], float | None]
    style: Literal["%", "f", "s", "x", "GB"] = "%"
    at_most: bool = False
    timed: bool = False


def _alike(value: float, kinds: tuple[str, ...]) -> dict[str, float]:
    return dict.fromkeys(kinds, value)


def _memory(figures: Mapping[str, Any]) -> float:
    return float(figures["memory"]["process"] + figures["memory"]["reader"]) / _GB


TARGETS = (
    Target("key_mean", {"native": 0.995, "scan": 0.99, "poor": 0.975, "photo": 0.975}, lambda f: f["key_mean"]),
    Target("whole", {"native": 0.97, "scan": 0.93, "poor": 0.88, "photo": 0.88}, lambda f: f["whole"]),
    Target("lines_f1", {"native": 0.98, "scan": 0.96, "poor": 0.93, "photo": 0.92}, lambda f: f["lines_f1"], "f"),
    # Nobody has said how many; but what can be read must not be refused, and what cannot must not be guessed.
    Target("refused", {}, lambda f: f["refused"]),
    Target("sure_right", _alike(0.99, ON_PAGES), lambda f: f["calibration"]["sure"]["share"]),
    Target("wrong_flagged", _alike(0.90, ON_PAGES), lambda f: f["calibration"]["wrong"]["share"]),
    Target("median", _alike(2.5, PAPER), lambda f: f["seconds"]["median"], "s", at_most=True, timed=True),
    Target("p95", _alike(4.5, PAPER), lambda f: f["seconds"]["p95"], "s", at_most=True, timed=True),
    Target("overhead", _alike(1.15, PAPER), lambda f: f["seconds"]["overhead"], "x", at_most=True, timed=True),
    Target("memory", _alike(1.2, PAPER), _memory, "GB", at_most=True, timed=True),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A target for one kind of document beside what was measured; None where nothing is asked or was measured."""

    target: Target
    asked: float | None
    measured: float | None

    @property
    def is_met(self) -> bool | None:
        if self.measured is None or self.asked is None:
            return None
        return self.measured <= self.asked if self.target.at_most else self.measured >= self.asked


def standings(kinds: Mapping[str, Mapping[str, Any]], *, timed: bool) -> dict[Target, dict[str, Standing]]:
    """For each target how each kind of document stands against it; without times where they mean nothing."""
    return {
        target: {kind: Standing(target, target.asked.get(kind), target.find(found)) for kind, found in kinds.items()}
        for target in TARGETS
        if timed or not target.timed
    }
