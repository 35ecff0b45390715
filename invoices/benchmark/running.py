"""Reads the documents of a folder one after the other, or in several processes, and judges and times each.

What comes out is one `Judged` a document, plain enough to be kept as JSON and compared with a later run.
"""

import multiprocessing
import pickle
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import django
from PIL import Image

from invoices.benchmark.judging import KEY_FIELDS, LineVerdict, Verdict, judge, judge_lines
from invoices.benchmark.truth import kind_of, shown_truth, split_of
from invoices.extraction.engines import EngineChain
from invoices.extraction.errors import ExtractionError
from invoices.extraction.options import PageReader, ReadingOptions
from invoices.extraction.pipeline import extract
from invoices.extraction.result import InvoiceReading, PageReading

# Builds the options and the chain of one process; with several processes it must be picklable.
Prepare = Callable[[], tuple[ReadingOptions, EngineChain]]


@dataclass(frozen=True, slots=True)
class Spent:
    """What one document cost. `bare` is one call of the engine for each page, `engine` all calls together.

    `memory` and `reader_memory` are the peaks, in bytes, of the process so far and of its readers.
    """

    seconds: float = 0.0
    engine: float = 0.0
    bare: float = 0.0
    passes: int = 0
    pages: int = 0
    memory: int = 0
    reader_memory: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: where it is from, what became of its fields and lines, and what it cost."""

    file: str
    kind: str
    split: str
    layout: str
    verdicts: tuple[Verdict, ...] = ()
    lines: LineVerdict | None = None
    spent: Spent = field(default_factory=Spent)
    error: str = ""

    @property
    def refused(self) -> bool:
        """No value came of it, and a person was told why."""
        return bool(self.error)

    @property
    def key_fields(self) -> list[Verdict]:
        return [one for one in self.verdicts if one.field in KEY_FIELDS]

    @property
    def whole(self) -> bool | None:
        """Every key field and the number of lines right, nothing invented; None where the lines are not known."""
        if self.lines is None:
            return None
        return self.lines.count_is_right and all(one.outcome == "right" for one in self.key_fields)


def as_json(judged: Judged) -> dict[str, Any]:
    return asdict(judged)


def from_json(kept: Mapping[str, Any]) -> Judged:
    lines = kept["lines"]
    return Judged(
        **{name: kept[name] for name in ("file", "kind", "split", "layout", "error")},
        verdicts=tuple(Verdict(**one) for one in kept["verdicts"]),
        lines=LineVerdict(**lines) if lines else None,
        spent=Spent(**kept["spent"]),
    )


class TimedEngine:
    """An engine that notes how long each call took: the part of a document's time nobody can save."""

    def __init__(self, engine: PageReader) -> None:
        self._engine = engine
        self.calls: list[float] = []

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def version(self) -> str:
        return self._engine.version

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def read(self, image: Image.Image) -> PageReading:
        started = time.perf_counter()
        try:
            return self._engine.read(image)
        finally:
            self.calls.append(time.perf_counter() - started)


def run(folder: Path, entries: Sequence[Mapping[str, Any]], options: ReadingOptions) -> Iterator[Judged]:
    """Read document after document."""
    options = _timed(options)
    for entry in entries:
        yield _one(folder, entry, options)


def _timed(options: ReadingOptions) -> ReadingOptions:
    return replace(
        options,
        engines=TimedEngine(options.engines) if options.engines else None,
        second_opinion=TimedEngine(options.second_opinion) if options.second_opinion else None,
    )


def _one(folder: Path, entry: Mapping[str, Any], options: ReadingOptions) -> Judged:
    """`options` are those of `_timed`."""
    engines = [one for one in (options.engines, options.second_opinion) if isinstance(one, TimedEngine)]
    for engine in engines:
        engine.calls.clear()
    error, pages = "", 0
    started = time.perf_counter()
    try:
        extraction = extract((folder / entry["file"]).read_bytes(), name=entry["file"], options=options)
        reading, pages = extraction.invoices[0], extraction.page_count
    except (ExtractionError, OSError) as problem:
        error = problem.sentence if isinstance(problem, ExtractionError) else str(problem)
        reading = InvoiceReading("factura", {})
    seconds = time.perf_counter() - started
    truth = shown_truth(folder, entry)
    return Judged(
        file=entry["file"],
        kind=kind_of(entry),
        split=split_of(entry),
        layout=str(entry.get("layout", "")),
        verdicts=tuple(judge(truth, reading)),
        lines=judge_lines(truth, reading),
        spent=_spent(seconds, pages, engines),
        error=error,
    )


def _spent(seconds: float, pages: int, engines: Sequence[TimedEngine]) -> Spent:
    first = engines[0].calls if engines else []
    calls = [call for engine in engines for call in engine.calls]
    return Spent(
        seconds=round(seconds, 4),
        engine=round(sum(calls), 4),
        # A page is read upright once; what further calls cost is the price of finding out how, or of looking twice.
        bare=round(sum(sorted(first)[-pages:] if pages else first), 4),
        passes=len(calls),
        pages=pages if calls else 0,
        memory=peak_memory("self"),
        reader_memory=max((peak_memory(str(pid)) for engine in engines for pid in reader_ids(engine)), default=0),
    )


# --- memory -------------------------------------------------------------------------------------------------


def reader_ids(engine: Any) -> list[int]:
    """The processes that read for an engine or a chain of them, as far as they run now."""
    found = [reader_ids(one) for one in getattr(engine, "engines", ())]
    pid = getattr(engine, "pid", None)
    return [*([pid] if pid else []), *(one for ids in found for one in ids)]


def peak_memory(process: str) -> int:
    """The most memory a process held at once, in bytes; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    for line in status.splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


# --- several processes --------------------------------------------------------------------------------------


def run_in_processes(
    folder: Path, entries: Sequence[Mapping[str, Any]], prepare: Prepare, jobs: int
) -> Iterator[Judged]:
    """The same in `jobs` processes, each with readers of its own; the order is that of the entries."""
    # Started anew and not forked: a copy of a process with OpenCV's threads may hang.
    context = multiprocessing.get_context("spawn")
    # Packed, because what it names may be imported only after Django has been set up.
    packed = pickle.dumps(prepare)
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(folder, packed)) as pool:
        yield from pool.map(_in_process, entries)


_process: dict[str, Any] = {}


def _start(folder: Path, packed: bytes) -> None:
    django.setup()
    prepare: Prepare = pickle.loads(packed)  # noqa: S301  (our own, from the process that started this one)
    options, _chain = prepare()
    _process.update(folder=folder, options=_timed(options))


def _in_process(entry: Mapping[str, Any]) -> Judged:
    return _one(_process["folder"], entry, _process["options"])
