"""The reader process behind RapidOCR: a picture may kill it, never whoever asked."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from invoices.extraction.engines.rapidocr import ROOT, RapidOcrEngine
from invoices.extraction.errors import EngineBusy, EngineUnavailable
from tests.extraction.readers import misbehaving


def picture(width: int = 10) -> Image.Image:
    return Image.new("RGB", (width, 4))


@pytest.fixture
def engine():
    engine = RapidOcrEngine(timeout=1.0, reader="tests.extraction.readers.misbehaving")
    yield engine
    engine.close()


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def wait_until_gone(pid: int) -> bool:
    for _attempt in range(200):
        if gone(pid):
            return True
        time.sleep(0.05)
    return False


def test_the_reader_starts_with_the_first_page_and_serves_the_next_ones(engine):
    assert engine.pid is None
    engine.read(picture())
    first = engine.pid
    engine.read(picture())
    assert engine.pid == first


def test_a_picture_that_crashes_the_reader_is_an_error_and_the_next_one_is_read(engine):
    engine.warm_up()
    crashed = engine.pid
    with pytest.raises(EngineBusy):
        engine.read(picture(misbehaving.CRASH))
    assert gone(crashed)
    assert engine.read(picture()).words
    assert engine.pid != crashed


def test_a_reader_that_hangs_is_killed_at_the_timeout(engine):
    engine.warm_up()
    hanging = engine.pid
    with pytest.raises(EngineBusy) as error:
        engine.read(picture(misbehaving.HANG))
    assert error.value.sentence == "Procesamiento tardó mucho. Intenta con mejor imagen."
    assert gone(hanging)
    assert engine.read(picture()).words


def test_what_the_library_prints_does_not_reach_the_answers(engine):
    assert [word.text for word in engine.read(picture(misbehaving.NOISE)).words] == ["PID"]
    assert [word.text for word in engine.read(picture()).words] == ["PID"]


def test_a_reader_killed_while_idle_is_replaced_without_an_error(engine):
    engine.warm_up()
    os.kill(engine.pid, signal.SIGKILL)
    assert wait_until_gone(engine.pid)
    assert engine.read(picture()).words


def test_closing_ends_the_reader(engine):
    engine.warm_up()
    pid = engine.pid
    engine.close()
    assert gone(pid)
    assert engine.pid is None


def test_a_reader_that_cannot_start_is_the_operators_fault():
    engine = RapidOcrEngine(reader="tests.extraction.readers.broken")
    with pytest.raises(EngineUnavailable) as error:
        engine.read(picture())
    assert "rapidocr" in error.value.detail


def test_the_reader_dies_with_the_worker_that_started_it():
    program = (
        "import time\n"
        "from invoices.extraction.engines.rapidocr import RapidOcrEngine\n"
        "engine = RapidOcrEngine(reader='tests.extraction.readers.misbehaving')\n"
        "engine.warm_up(); print(engine.pid, flush=True); time.sleep(600)\n"
    )
    worker = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT, text=True)
    with worker:
        reader = int(worker.stdout.readline())
        assert not gone(reader)
        worker.kill()
    assert wait_until_gone(reader)


def test_a_forked_child_uses_a_reader_of_its_own_and_leaves_its_parents_alone():
    """Run apart: forking under pytest would run the child through the whole session."""
    program = (
        "import os\n"
        "from PIL import Image\n"
        "from invoices.extraction.engines.rapidocr import RapidOcrEngine\n"
        "engine = RapidOcrEngine(reader='tests.extraction.readers.misbehaving')\n"
        "engine.warm_up(); mine = engine.pid\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    before = engine.pid\n"
        "    words = engine.read(Image.new('RGB', (10, 4))).words\n"
        "    good = before is None and words and engine.pid != mine\n"
        "    engine.close()\n"
        "    os._exit(0 if good else 1)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "assert engine.pid == mine and engine.read(Image.new('RGB', (10, 4))).words\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_the_reader_inherits_no_secret(engine, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hush")
    engine.warm_up()
    environment = Path(f"/proc/{engine.pid}/environ").read_bytes()
    assert b"hush" not in environment
    assert b"PYTHONPATH" in environment
