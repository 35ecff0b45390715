"""Falling from one engine to the next: retry, unavailable, circuit breaker."""

import os

import pytest
from PIL import Image

from invoices.extraction import engines
from invoices.extraction.engines import Breaker, EngineChain
from invoices.extraction.errors import EngineBusy, EngineUnavailable
from tests.engines import BusyEngine, ScriptedEngine

PAGE = Image.new("L", (10, 10))
CONFIG = {
    "scripted": {"BACKEND": "tests.engines.ScriptedEngine"},
    "busy": {"BACKEND": "tests.engines.BusyEngine"},
    "busy_once": {"BACKEND": "tests.engines.BusyEngine", "OPTIONS": {"times": 1}},
    "missing": {"BACKEND": "tests.engines.MissingEngine"},
    "failing": {"BACKEND": "tests.engines.FailingEngine"},
    "misspelt": {"BACKEND": "tests.engines.NoSuchEngine"},
    "slow": {"BACKEND": "tests.engines.ScriptedEngine", "TIMEOUT": 3},
}


def chain(*names: str) -> EngineChain:
    return engines.load(CONFIG, names)


def test_the_first_engine_answers_and_the_second_is_not_asked():
    both = engines.load(CONFIG | {"second": CONFIG["scripted"]}, ["scripted", "second"])
    assert both.read(PAGE).engine == "scripted"
    assert both.engines[1].calls == 0


def test_an_engine_busy_once_is_asked_again():
    one = chain("busy_once", "scripted")
    assert one.read(PAGE).engine == "busy_once"
    assert one.engines[0].calls == 2
    assert one.engines[1].calls == 0


def test_an_engine_busy_twice_gives_way_to_the_next():
    both = chain("busy", "scripted")
    assert both.read(PAGE).engine == "scripted"
    assert both.engines[0].calls == 2


def test_an_engine_that_is_not_installed_is_asked_once():
    both = chain("missing", "scripted")
    assert both.read(PAGE).engine == "scripted"
    assert both.engines[0].calls == 1


@pytest.mark.parametrize("names", [("busy", "missing"), ("missing", "busy")])
def test_when_all_fail_what_may_pass_is_worth_waiting_for(names):
    with pytest.raises(EngineBusy):
        chain(*names).read(PAGE)


def test_when_nothing_is_installed_nothing_is_waited_for():
    with pytest.raises(EngineUnavailable):
        chain("missing", "misspelt").read(PAGE)


def test_a_bug_in_an_engine_is_not_hidden_by_the_next_one():
    with pytest.raises(RuntimeError):
        chain("failing", "scripted").read(PAGE)


def test_a_backend_that_cannot_be_imported_is_reported_and_stepped_over():
    both = chain("misspelt", "unknown", "scripted")
    assert both.read(PAGE).engine == "scripted"
    assert len(both.check()) == 2
    assert "misspelt" in both.check()[0]


def test_an_empty_chain_is_the_operators_fault():
    with pytest.raises(EngineUnavailable):
        engines.load(CONFIG, [])


def test_the_timeout_of_the_configuration_reaches_the_engine_and_ten_seconds_is_the_default():
    both = chain("slow", "scripted")
    assert [engine.timeout for engine in both.engines] == [3.0, 10.0]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_three_bad_pages_the_engine_rests_and_is_asked_again_later():
    clock = Clock()
    sick, sound = BusyEngine(name="sick"), ScriptedEngine(name="sound")
    both = EngineChain([sick, sound], breakers=[Breaker(clock=clock), Breaker(clock=clock)])
    for _page in range(3):
        both.read(PAGE)
    asked = sick.calls
    both.read(PAGE)
    assert sick.calls == asked
    clock.now = 31.0
    both.read(PAGE)
    assert sick.calls > asked


def test_after_its_rest_an_engine_is_tried_with_one_call_and_rests_again_when_it_fails():
    clock = Clock()
    sick = BusyEngine(name="sick", times=7)
    both = EngineChain([sick, ScriptedEngine(name="sound")], breakers=[Breaker(clock=clock), Breaker(clock=clock)])
    for _page in range(3):
        both.read(PAGE)
    assert sick.calls == 6
    clock.now = 31.0
    assert both.read(PAGE).engine == "sound"
    assert sick.calls == 7
    assert both.read(PAGE).engine == "sound"
    assert sick.calls == 7
    clock.now = 62.0
    assert both.read(PAGE).engine == "sick"
    assert both.read(PAGE).engine == "sick"


def test_an_engine_that_asks_for_a_short_pause_is_asked_again_after_it():
    slept: list[float] = []
    one = EngineChain([BusyEngine(times=1, retry_after=1.0)], sleep=slept.append)
    assert one.read(PAGE).engine == "scripted"
    assert slept == [1.0]


def test_an_engine_that_asks_for_a_long_pause_gets_it_while_the_next_one_reads():
    clock, slept = Clock(), []
    limited, sound = BusyEngine(name="limited", times=1, retry_after=45.0), ScriptedEngine(name="sound")
    breakers = [Breaker(clock=clock), Breaker(clock=clock)]
    both = EngineChain([limited, sound], breakers=breakers, sleep=slept.append)
    assert both.read(PAGE).engine == "sound"
    clock.now = 44.0
    assert both.read(PAGE).engine == "sound"
    assert (limited.calls, slept) == (1, [])
    clock.now = 46.0
    assert both.read(PAGE).engine == "limited"


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_chain_knows_only_what_its_own_process_saw():
    """In a pool each process has its own circuit: one that lost its network does not stop the others."""
    both = EngineChain([BusyEngine(name="sick"), ScriptedEngine(name="sound")])
    child = os.fork()
    if child == 0:
        for _page in range(3):
            both.read(PAGE)
        os._exit(0 if both._breakers[0].is_open else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not both._breakers[0].is_open


def test_two_bad_pages_and_a_good_one_open_no_circuit():
    engine = BusyEngine(times=4)
    both = EngineChain([engine, ScriptedEngine()])
    for _page in range(4):
        both.read(PAGE)
    assert engine.calls == 6


def test_with_every_circuit_open_the_engines_are_still_tried():
    clock = Clock()
    engine = BusyEngine(times=6)
    alone = EngineChain([engine], breakers=[Breaker(clock=clock)])
    for _page in range(3):
        with pytest.raises(EngineBusy):
            alone.read(PAGE)
    assert alone.read(PAGE).engine == "scripted"
