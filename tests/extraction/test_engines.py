"""The contract every engine keeps: real engines on a small drawn page, remote ones before a local server."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image

from invoices.extraction import engines
from invoices.extraction.engines import Engine
from invoices.extraction.errors import EngineBusy, EngineUnavailable
from invoices.extraction.result import PageReading
from tests.engine_servers import page as printed
from tests.engine_servers.amazon import Textract
from tests.engine_servers.google import Vision, service_account
from tests.engine_servers.ollama import Ollama
from tests.engine_servers.server import serve
from tests.extraction.readers import misbehaving

BACKENDS = {
    "rapidocr": "invoices.extraction.engines.rapidocr.RapidOcrEngine",
    "tesseract": "invoices.extraction.engines.tesseract.TesseractEngine",
    "google_vision": "invoices.extraction.engines.google_vision.GoogleVisionEngine",
    "textract": "invoices.extraction.engines.textract.TextractEngine",
    "ollama": "invoices.extraction.engines.ollama.OllamaEngine",
}
REMOTE = {"google_vision": Vision, "textract": Textract, "ollama": Ollama}
# What an engine is told so that it cannot work, and what its own check calls that.
CRIPPLED = {
    "rapidocr": {"reader": "tests.extraction.readers.broken"},
    "tesseract": {"language": "xxx"},
    "google_vision": {"credentials": "/nowhere/google.json"},
    "textract": {"access_key": "", "secret_key": ""},
    "ollama": {"base_url": ""},
}
UNDERSTANDING = {"textract", "ollama"}
WORDLESS = {"ollama"}


class Bench:
    """Builds the engine of one name, its server and its keys beside it."""

    def __init__(self, name: str, folder: Path, stack: ExitStack) -> None:
        self.name = name
        self.options: dict[str, object] = {}
        self.server = None
        if name in REMOTE:
            self.server = stack.enter_context(serve(REMOTE[name]()))
            self.options = {"base_url" if name == "ollama" else "endpoint": self.server.url}
        if name == "google_vision":
            self.options["credentials"] = str(service_account(folder))
        if name == "textract":
            self.options |= {"region": "us-east-1", "access_key": "AKIATEST", "secret_key": "very-secret-key"}

    def engine(self, timeout: float = 60.0, **options: object) -> Engine:
        entry = {"BACKEND": BACKENDS[self.name], "TIMEOUT": timeout, "OPTIONS": {**self.options, **options}}
        return engines.load({self.name: entry}, [self.name]).engines[0]

    def slow_engine(self) -> tuple[Engine, Image.Image]:
        """One that will not answer in its time, and the page it will not answer about."""
        if self.name == "rapidocr":
            engine = self.engine(timeout=0.5, reader="tests.extraction.readers.misbehaving")
            return engine, Image.new("RGB", (misbehaving.HANG, 4))
        if self.name == "tesseract":
            return self.engine(timeout=0.01), printed.draw()[0]
        self.server.mood = "slow"
        return self.engine(timeout=0.3), printed.draw()[0]


@pytest.fixture(scope="module", params=sorted(BACKENDS))
def bench(request, tmp_path_factory) -> Iterator[Bench]:
    with ExitStack() as stack:
        yield Bench(request.param, tmp_path_factory.mktemp("keys"), stack)


@pytest.fixture(autouse=True)
def no_keys_of_this_machine(monkeypatch, tmp_path):
    for name in ("GOOGLE_APPLICATION_CREDENTIALS", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture(scope="module")
def engine(bench):
    engine = bench.engine()
    yield engine
    getattr(engine, "close", lambda: None)()


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return printed.draw()[0]


@pytest.fixture(scope="module")
def reading(engine, page, bench) -> PageReading:
    if bench.server:
        bench.server.mood = "well"
    return engine.read(page)


@pytest.fixture(autouse=True)
def sound_requests(bench):
    """Whatever a test does, what reached the server was as its protocol wants it."""
    if bench.server:
        bench.server.mood = "well"
        bench.server.problems.clear()
    yield
    if bench.server:
        assert bench.server.problems == []


def test_it_is_an_engine_and_says_its_name_and_version(engine, bench):
    assert isinstance(engine, Engine)
    assert engine.name == bench.name
    assert engine.version


def test_it_misses_nothing_here(engine):
    assert engine.check() == []


def test_every_word_has_text_a_confidence_and_a_box_on_the_page(reading, bench):
    assert bool(reading.words) == (bench.name not in WORDLESS)
    for word in reading.words:
        assert word.text.strip() == word.text != ""
        assert " " not in word.text
        assert 0 <= word.confidence <= 1
        assert 0 <= word.box.x0 <= word.box.x1 <= 1
        assert 0 <= word.box.y0 <= word.box.y1 <= 1


def test_the_words_printed_are_read_where_they_stand(reading, bench):
    if bench.name in WORDLESS:
        pytest.skip("it gives no words")
    found = {word.text: word.box for word in reading.words}
    for one in printed.draw()[1]:
        if one.text in {"FERRETERIA", "900123456-8", "1.190.000,00"}:
            box = found[one.text]
            assert abs(box.x0 - one.x0) < 0.02 and abs(box.x1 - one.x1) < 0.02
            assert abs(box.y0 - one.y0) < 0.02 and abs(box.y1 - one.y1) < 0.02


def test_whole_values_come_only_from_engines_that_understand_and_are_of_that_source(reading, bench):
    assert bool(reading.readings) == (bench.name in UNDERSTANDING)
    for one in (*reading.readings, *reading.lines):
        assert one.source == "model"
        assert 0 <= one.confidence <= 1
    if reading.readings:
        values = {one.field: str(one.value) for one in reading.readings}
        assert (values["invoice_number"], values["supplier_nit"], values["total"]) == (
            "FE1024",
            "900123456",
            "1190000.00",
        )
        assert [line.description for line in reading.lines] == ["CABLE 12 AWG"]


def test_a_blank_page_has_no_words_and_is_no_error(engine):
    assert engine.read(Image.new("RGB", (600, 800), "white")).is_empty


@pytest.mark.parametrize("mode", ["L", "RGBA", "1", "P"])
def test_every_kind_of_picture_is_taken(engine, page, mode):
    assert engine.read(page.convert(mode).resize((500, 650))).engine == engine.name


def test_one_that_does_not_answer_in_its_time_is_busy_and_says_so_in_spanish(bench):
    engine, page = bench.slow_engine()
    try:
        with pytest.raises(EngineBusy) as error:
            engine.read(page)
    finally:
        getattr(engine, "close", lambda: None)()
    assert error.value.sentence == "Procesamiento tardó mucho. Intenta con mejor imagen."


def test_one_that_lacks_what_it_needs_is_unavailable_and_says_so_in_spanish(bench, page):
    engine = bench.engine(**CRIPPLED[bench.name])
    with pytest.raises(EngineUnavailable) as error:
        engine.read(page)
    getattr(engine, "close", lambda: None)()
    assert error.value.sentence == "La lectura no está configurada. Avisa al administrador."


def test_its_check_lists_what_is_missing_in_spanish_sentences(bench):
    if bench.name == "rapidocr":
        pytest.skip("its reader is broken in a way that only starting it shows")
    problems = bench.engine(**CRIPPLED[bench.name]).check()
    assert problems
    for problem in problems:
        assert problem.startswith(("Falta", "No se puede")) and problem.endswith(".")


def test_check_asks_nobody(bench):
    if bench.server is None:
        pytest.skip("it stands on this machine")
    before = len(bench.server.requests)
    bench.engine().check()
    assert len(bench.server.requests) == before
