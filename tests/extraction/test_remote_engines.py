"""Engines on other machines, through their real clients, before local servers that are unwell in every way."""

import json
import logging
import os
import subprocess
import sys
import textwrap
from contextlib import ExitStack

import pytest

from invoices.extraction.engines import answers
from invoices.extraction.engines.ollama import SCHEMA, schema_problem
from invoices.extraction.errors import EngineBusy, EngineUnavailable
from tests.engine_servers import page as printed
from tests.engine_servers.ollama import VALUES, said
from tests.extraction.test_engines import REMOTE, Bench

SECRETS = ("very-secret-key", "PRIVATE KEY")


@pytest.fixture(scope="module", params=sorted(REMOTE))
def bench(request, tmp_path_factory):
    with ExitStack() as stack:
        yield Bench(request.param, tmp_path_factory.mktemp("keys"), stack)


@pytest.fixture(autouse=True)
def well_again(bench, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    bench.server.mood = "well"
    bench.server.requests.clear()
    bench.server.problems.clear()
    yield
    assert bench.server.problems == []


@pytest.fixture(scope="module")
def page():
    return printed.draw()[0]


@pytest.fixture(scope="module")
def engine(bench):
    engine = bench.engine(timeout=5.0)
    yield engine
    getattr(engine, "close", lambda: None)()


def refused(engine, page) -> EngineBusy | EngineUnavailable:
    with pytest.raises((EngineBusy, EngineUnavailable)) as error:
        engine.read(page)
    return error.value


@pytest.mark.parametrize("mood", ["busy", "later", "error", "malformed", "empty", "huge", "closed", "redirect"])
def test_what_may_pass_is_busy_and_the_service_is_asked_once(bench, engine, page, mood):
    bench.server.mood = mood
    error = refused(engine, page)
    if mood == "redirect" and bench.name != "google_vision":
        assert isinstance(error, EngineUnavailable | EngineBusy)
    else:
        assert isinstance(error, EngineBusy), error
    assert len(bench.server.requests) == 1
    assert error.retry_after == (45.0 if mood == "later" else None)


@pytest.mark.parametrize("mood", ["forbidden", "unauthorised", "unknown"])
def test_what_only_the_operator_can_mend_is_unavailable_and_not_paid(bench, engine, page, mood):
    bench.server.mood = mood
    error = refused(engine, page)
    assert isinstance(error, EngineUnavailable)
    assert not error.billed
    # Google's client makes itself a new token when the old one is refused.
    assert len(bench.server.requests) == 1 or (bench.name, mood) == ("google_vision", "unauthorised")


@pytest.mark.parametrize("mood", ["slow", "drip"])
def test_an_answer_that_does_not_end_in_time_is_not_waited_for(bench, engine, page, mood, monkeypatch):
    bench.server.mood = mood
    monkeypatch.setattr(engine, "timeout", 0.4)
    error = refused(engine, page)
    assert isinstance(error, EngineBusy)
    assert error.billed == (bench.name != "ollama")


@pytest.mark.parametrize(
    ("mood", "billed"), [("busy", False), ("error", False), ("forbidden", False), ("malformed", True), ("closed", True)]
)
def test_only_what_may_have_been_read_counts_as_paid(bench, engine, page, mood, billed):
    if bench.name == "ollama":
        pytest.skip("it costs nothing")
    bench.server.mood = mood
    assert refused(engine, page).billed is billed


def test_nobody_there_is_busy_and_not_paid(bench, page):
    where = {"base_url" if bench.name == "ollama" else "endpoint": "http://127.0.0.1:9"}
    error = refused(bench.engine(timeout=2.0, **where), page)
    assert isinstance(error, EngineBusy)
    assert not error.billed


def test_it_is_read_again_after_the_service_is_well_again(bench, engine, page):
    bench.server.mood = "closed"
    refused(engine, page)
    bench.server.mood = "well"
    assert not engine.read(page).is_empty


@pytest.mark.parametrize(
    "address", ["ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1:1", "http://u:p@127.0.0.1/", "http://[::/"]
)
def test_only_plain_web_addresses_are_asked(bench, page, address):
    engine = bench.engine(**{"base_url" if bench.name == "ollama" else "endpoint": address})
    assert "dirección" in engine.check()[0]
    assert isinstance(refused(engine, page), EngineUnavailable)


def test_invoices_do_not_travel_unencrypted_to_a_paid_service():
    assert answers.address_problem("x", "http://vision.example.com")
    assert not answers.address_problem("x", "https://vision.example.com")
    assert not answers.address_problem("x", "http://192.168.1.5:11434", plain_http=True)


@pytest.mark.parametrize("mood", ["well", "busy", "forbidden", "malformed"])
def test_keys_are_in_no_log_line_and_no_error(bench, engine, page, caplog, mood):
    bench.server.mood = mood
    with caplog.at_level(logging.INFO):
        try:
            told = str(engine.read(page).engine)
        except (EngineBusy, EngineUnavailable) as error:
            told = f"{error} {error.detail} {error!r}"
    assert not any(secret in text for secret in SECRETS for text in (told, caplog.text))


# --- each one's own ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("bench", ["google_vision", "textract"], indirect=True)
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_print_that_lies_on_its_side_is_laid_upright(bench, engine, page, turns):
    bench.server.service.turns = turns
    try:
        reading = engine.read(page.rotate(90 * turns, expand=True))
    finally:
        bench.server.service.turns = 0
    assert reading.turn == (4 - turns) % 4
    found = {word.text: word.box for word in reading.words}
    for one in printed.draw()[1]:
        box = found[one.text]
        assert abs(box.x0 - one.x0) + abs(box.y0 - one.y0) + abs(box.x1 - one.x1) + abs(box.y1 - one.y1) < 0.02


@pytest.mark.parametrize("bench", ["google_vision"], indirect=True)
class TestGoogleVision:
    def test_its_client_never_speaks_grpc(self, engine):
        assert engine.client().transport.kind == "rest"

    @pytest.mark.parametrize(
        ("code", "kind"), [(3, EngineUnavailable), (7, EngineUnavailable), (8, EngineBusy), (14, EngineBusy)]
    )
    def test_an_error_inside_a_good_answer_is_told_apart_too(self, bench, engine, page, code, kind):
        bench.server.service.image_error = {"code": code, "message": "scripted"}
        try:
            assert isinstance(refused(engine, page), kind)
        finally:
            bench.server.service.image_error = None

    def test_it_works_in_a_forked_child_of_a_process_that_used_it(self, bench):
        """As in a worker: the parent has a client with an open connection, and the child reads a page."""
        program = textwrap.dedent(
            f"""
            import os
            from invoices.extraction.engines.google_vision import GoogleVisionEngine
            from tests.engine_servers import page
            key = {bench.options["credentials"]!r}
            engine = GoogleVisionEngine(timeout=10, endpoint={bench.server.url!r}, credentials=key)
            picture = page.draw()[0]
            mine = len(engine.read(picture).words)
            child = os.fork()
            if child == 0:
                os._exit(0 if len(engine.read(picture).words) == mine > 10 else 1)
            status = os.waitpid(child, 0)[1]
            assert len(engine.read(picture).words) == mine
            print("child", os.waitstatus_to_exitcode(status))
            """
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "PYTHONPATH": "."},
        )
        assert done.stdout.strip() == "child 0", done.stderr

    def test_a_machine_without_a_key_is_not_searched_for_one_in_the_network(self, bench, monkeypatch):
        monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
        assert bench.engine(credentials="").check()[0].startswith("Falta la clave de «google_vision».")


@pytest.mark.parametrize("bench", ["textract"], indirect=True)
class TestTextract:
    def test_what_aws_says_of_the_fields_becomes_candidates(self, engine, page):
        reading = engine.read(page)
        values = {one.field: str(one.value) for one in reading.readings}
        assert values == {
            "supplier_name": "FERRETERIA EL TORNILLO SAS", "invoice_number": "FE1024", "issue_date": "2026-03-05",
            "subtotal": "1000000.00", "iva": "190000.00", "total": "1190000.00", "purchase_order": "OC-77",
            "supplier_nit": "900123456", "supplier_dv": "8", "customer_nit": "800197268", "customer_dv": "4",
        }  # fmt: skip
        (line,) = reading.lines
        assert (str(line.quantity), str(line.unit_price), str(line.total)) == ("10", "100000.00", "1000000.00")
        assert all(one.box for one in reading.readings)


@pytest.mark.parametrize("bench", ["ollama"], indirect=True)
class TestOllama:
    @pytest.fixture(autouse=True)
    def as_it_was(self, bench):
        yield
        bench.server.service.__init__()

    def test_the_three_words_become_shares_of_the_common_scale(self, bench, engine, page):
        shares = []
        for word in ("alta", "media", "baja"):
            bench.server.service.content = json.dumps(said(dict(SCHEMA), VALUES, word))
            shares.append({one.confidence for one in engine.read(page).readings})
        high, middle, low = (share.pop() for share in shares)
        assert 1 > high > middle > low > 0

    def test_an_answer_cut_off_by_its_length_is_refused_although_it_is_json(self, bench, engine, page):
        bench.server.service.done_reason = "length"
        assert isinstance(refused(engine, page), EngineBusy)

    @pytest.mark.parametrize(
        "content",
        [
            "no pude leer la factura", "[]", "{}", '{"tipo_documento": "factura"}', '"texto"', "",
            json.dumps({**said(dict(SCHEMA), VALUES), "tipo_documento": "recibo"}),
            json.dumps({**said(dict(SCHEMA), VALUES), "items": [{"descripcion": 5, "confianza": "alta"}]}),
            json.dumps({**said(dict(SCHEMA), VALUES, "seguro")}),
            json.dumps({**said(dict(SCHEMA), VALUES), "campos": {"total": "1"}}),
            "[" * 100_000,
        ],
    )  # fmt: skip
    def test_what_does_not_keep_to_the_schema_is_refused(self, bench, engine, page, content):
        bench.server.service.content = content
        assert isinstance(refused(engine, page), EngineBusy)

    def test_our_own_reading_of_the_schema_takes_what_keeps_to_it(self):
        assert schema_problem(said(dict(SCHEMA), VALUES)) == ""

    def test_values_that_do_not_parse_are_dropped_and_the_others_kept(self, bench, engine, page):
        bench.server.service.content = json.dumps(said(dict(SCHEMA), {"total": "mucho", "subtotal": "1.000,00"}))
        assert [one.field for one in engine.read(page).readings] == ["subtotal"]

    def test_a_model_that_is_not_there_is_unavailable_and_the_deep_check_names_the_cure(self, bench, page):
        engine = bench.engine(model="otro")
        assert isinstance(refused(engine, page), EngineUnavailable)
        assert engine.probe() == ["El servidor de «ollama» no tiene el modelo otro. Ejecuta: ollama pull otro."]
        assert bench.engine().probe() == []

    def test_a_server_that_is_not_there_is_told_by_the_deep_check_only(self, bench):
        engine = bench.engine(base_url="http://127.0.0.1:9")
        assert engine.check() == []
        assert engine.probe() == ["El servidor de «ollama» no responde en OLLAMA_BASE_URL."]

    def test_a_large_page_is_sent_at_most_two_thousand_pixels_long(self, bench, engine, page):
        # The server refuses longer ones.
        assert not engine.read(page.resize((2600, 3400))).is_empty
