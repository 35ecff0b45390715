"""The measure of a full queue: whole readings beside bare engine calls, in processes of their own."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from invoices.benchmark.queueing import Cost, Side, Throughput, measure
from invoices.extraction.engines import EngineChain
from invoices.extraction.options import ReadingOptions
from tests.engines import ScriptedEngine


def prepare() -> tuple[ReadingOptions, EngineChain]:
    chain = EngineChain([ScriptedEngine()])
    return ReadingOptions(engines=chain), chain


def test_every_file_is_read_whole_and_bare_as_often_as_asked(tmp_path: Path):
    files = [tmp_path / f"{number}.png" for number in range(3)]
    for path in files:
        page = Image.new("RGB", (700, 900), "white")
        ImageDraw.Draw(page).text((60, 60), path.stem, fill="black", font=ImageFont.load_default(size=40))
        page.save(path)
    kept = tmp_path / "prepared"
    kept.mkdir()
    done = measure(files, prepare, workers=2, rounds=2, kept_in=kept)
    assert (done.whole.pages, done.bare.pages) == (6, 6)
    assert len(list(kept.iterdir())) == 3
    assert done.whole.processor > 0
    assert done.memory[0] > 0


def test_the_figures_are_shares_of_what_the_bare_engine_does():
    whole = Side(seconds=5.0, costs=[Cost(1, 0.2, 1.0, 300, 500, 1), Cost(2, 0.4, 2.0, 350, 600, 1)])
    bare = Side(seconds=4.0, costs=[Cost(1, 0.0, 1.0, 310, 510, 1), Cost(2, 0.0, 2.0, 320, 520, 1)])
    done = Throughput(whole, bare)
    assert round(done.by_clock, 2) == 0.8
    assert round(done.by_processor, 3) == 0.833
    assert done.memory == (350, 600, 1)


def test_nothing_measured_is_zero_and_no_error():
    done = Throughput(Side(), Side())
    assert (done.by_clock, done.by_processor, done.memory) == (0.0, 0.0, (0, 0, 0))
