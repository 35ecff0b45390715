"""What a full queue gets through, beside what the bare engine gets through on the same cores and the same pages.

Several processes, each with a reader of its own as a worker has, take files from one list. Rounds of whole
readings and of bare engine calls on pages prepared beforehand alternate, so that other work on the machine
weighs on both alike; processor time is counted beside the clock because it does not notice other work at all.
Broker and database are left out: they take some milliseconds a document, which `--site` shows.
"""

import multiprocessing
import os
import pickle
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import django
from PIL import Image

from invoices.benchmark.running import Prepare, peak_memory, reader_ids
from invoices.extraction import preprocess, sheets, sniff
from invoices.extraction.containers import Member
from invoices.extraction.errors import ExtractionError
from invoices.extraction.pages import open_pages
from invoices.extraction.pipeline import extract

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one file took: pages read, processor seconds of the worker and of its readers, peaks in bytes."""

    pages: int
    worker: float
    reader: float
    worker_memory: int
    reader_memory: int
    readers: int


@dataclass(slots=True)
class Side:
    """All rounds of one kind, whole or bare."""

    seconds: float = 0.0
    costs: list[Cost] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return sum(one.pages for one in self.costs)

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.seconds if self.seconds else 0.0

    @property
    def processor(self) -> float:
        """Processor seconds a page, of everything that works on it."""
        return sum(one.worker + one.reader for one in self.costs) / max(self.pages, 1)


@dataclass(frozen=True, slots=True)
class Throughput:
    whole: Side
    bare: Side

    @property
    def by_clock(self) -> float:
        return self.whole.pages_a_second / self.bare.pages_a_second if self.bare.pages_a_second else 0.0

    @property
    def by_processor(self) -> float:
        return self.bare.processor / self.whole.processor if self.whole.processor else 0.0

    @property
    def memory(self) -> tuple[int, int, int]:
        """The peaks of a worker and of its reader, and how many readers one worker ever had at once."""
        costs = [*self.whole.costs, *self.bare.costs]
        return (
            max((one.worker_memory for one in costs), default=0),
            max((one.reader_memory for one in costs), default=0),
            max((one.readers for one in costs), default=0),
        )


def measure(
    files: Sequence[Path], prepare: Prepare, *, workers: int, rounds: int, kept_in: Path,
    told: Callable[[str], None] = lambda _text: None,
) -> Throughput:  # fmt: skip
    """Read all `files` `rounds` times whole and as often bare; prepared pages are kept in a folder meanwhile."""
    context = multiprocessing.get_context("spawn")
    whole, bare = Side(), Side()
    with ProcessPoolExecutor(
        workers, mp_context=context, initializer=_start, initargs=(pickle.dumps(prepare),)
    ) as pool:
        told("preparando páginas")
        prepared = [paths for paths in pool.map(partial(_prepare_pages, folder=kept_in), files) if paths]
        # Every process reads once before the clock starts: its models are opened then.
        list(pool.map(_bare, [prepared[0]] * workers * 2))
        for number in range(rounds):
            told(f"vuelta {number + 1} de {rounds}")
            for side, work, items in ((whole, _whole, files), (bare, _bare, prepared)):
                started = time.perf_counter()
                side.costs += pool.map(work, items)
                side.seconds += time.perf_counter() - started
    return Throughput(whole, bare)


_process: dict[str, Any] = {}


def _start(packed: bytes) -> None:
    django.setup()
    prepare: Prepare = pickle.loads(packed)  # noqa: S301  (our own, from the process that started this one)
    options, chain = prepare()
    _process.update(options=options, chain=chain)


def _prepare_pages(path: Path, *, folder: Path) -> list[Path]:
    """The pages an engine would be asked about, as it would be given them."""
    limits = _process["options"].limits
    paths = []
    try:
        data = path.read_bytes()
        media_type = sniff.sniff(data, path.name)
        sheet = sheets.read_sheet(Member("", data, media_type), limits)
        with open_pages(data, media_type, limits) as pages:
            for index in sheet.unread[: limits.ocr_pages]:
                paths.append(folder / f"{path.stem}.{index}.ppm")
                preprocess.prepare(pages.image(index)).image.save(paths[-1])
    except ExtractionError:
        return []
    return paths


def _whole(path: Path) -> Cost:
    def work() -> int:
        try:
            return extract(path.read_bytes(), name=path.name, options=_process["options"]).page_count
        except ExtractionError:
            return 1

    return _counted(work)


def _bare(paths: Sequence[Path]) -> Cost:
    # Fetching the pictures is no work of the engine's.
    pictures = [Image.open(path).convert("RGB") for path in paths]

    def work() -> int:
        for picture in pictures:
            _process["chain"].read(picture)
        return len(pictures)

    return _counted(work)


def _counted(work: Callable[[], int]) -> Cost:
    chain = _process["chain"]
    before = {pid: _processor(pid) for pid in reader_ids(chain)}
    started = time.process_time()
    pages = work()
    spent = time.process_time() - started
    readers = reader_ids(chain)
    return Cost(
        pages=pages,
        worker=spent,
        reader=sum(_processor(pid) - before.get(pid, 0.0) for pid in readers),
        worker_memory=peak_memory("self"),
        reader_memory=max(map(peak_memory, map(str, readers)), default=0),
        readers=len(readers),
    )


def _processor(pid: int) -> float:
    """Seconds of processor a process has used so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK
