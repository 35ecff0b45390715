"""Two runs side by side, document by document and field by field: what got better and what got worse.

The runs may be of the same rules before and after a change, or of two engines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from invoices.benchmark.judging import Verdict
from invoices.benchmark.running import Judged

Direction = Literal["better", "worse", "other"]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one document, or its lines, judged differently by two runs. `old` and `new` say how it was read."""

    file: str
    field: str
    direction: Direction
    expected: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`both` counts the documents in both runs; those in one alone are not compared."""

    changes: tuple[Change, ...]
    both: int
    only_old: int
    only_new: int


def compare(old: Sequence[Judged], new: Sequence[Judged]) -> Comparison:
    before = {one.file: one for one in old}
    after = {one.file: one for one in new}
    names = [name for name in after if name in before]
    changes = [change for name in names for change in _document(before[name], after[name])]
    return Comparison(tuple(changes), len(names), len(before) - len(names), len(after) - len(names))


def _document(old: Judged, new: Judged) -> Iterator[Change]:
    before = {one.field: one for one in old.verdicts}
    after = {one.field: one for one in new.verdicts}
    for name in {**before, **after}:
        if change := _field(new.file, name, before.get(name), after.get(name)):
            yield change
    yield from _lines(old, new)


def _field(file: str, name: str, old: Verdict | None, new: Verdict | None) -> Change | None:
    was, now = _is_right(old), _is_right(new)
    said, says = _said(old), _said(new)
    expected = (new.expected if new else "") or (old.expected if old else "")
    if was != now:
        return Change(file, name, "better" if now else "worse", expected, said, says)
    if not was and said != says:
        return Change(file, name, "other", expected, said, says)
    return None


def _is_right(verdict: Verdict | None) -> bool:
    """A field without a verdict is one that a document does not have and nobody invented."""
    return verdict is None or verdict.outcome == "right"


def _said(verdict: Verdict | None) -> str:
    return verdict.got if verdict else ""


def _lines(old: Judged, new: Judged) -> Iterator[Change]:
    if old.lines is None or new.lines is None:
        return
    was, now = _f1(old), _f1(new)
    if was != now:
        told = [f"{one.right} de {one.true}, leídos {one.read}" for one in (old.lines, new.lines)]
        yield Change(new.file, "lines", "better" if now > was else "worse", str(new.lines.true), *told)


def _f1(judged: Judged) -> float:
    lines = judged.lines
    return 2 * lines.right / (lines.read + lines.true) if lines else 0.0
