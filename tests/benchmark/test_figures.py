"""Figures over several documents, and how they stand against what is asked."""

from pathlib import Path

from PIL import Image

from invoices.benchmark.comparing import compare
from invoices.benchmark.figures import summary
from invoices.benchmark.judging import LineVerdict, Outcome, Verdict
from invoices.benchmark.running import Judged, Spent, TimedEngine, as_json, from_json, peak_memory, reader_ids, run
from invoices.benchmark.targets import standings
from invoices.extraction.engines import EngineChain
from invoices.extraction.options import ReadingOptions
from invoices.extraction.result import Box, Word
from tests.engines import ScriptedEngine


def document(file: str = "a.pdf", *, kind: str = "native", split: str = "test", **outcomes: Outcome) -> Judged:
    verdicts = tuple(
        Verdict(name, "" if outcome == "invented" else "1", "" if outcome == "missing" else "1", 0.9, outcome, True)
        for name, outcome in outcomes.items()
    )
    return Judged(file, kind, split, "x", verdicts, LineVerdict(4, 4, 3, {"quantity": (3, 4)}), Spent(3, 2, 1.5, 3, 2))


def native(*documents: Judged) -> dict[str, object]:
    found: dict[str, object] = summary(documents)["splits"]["test"]["kinds"]["native"]
    return found


def test_the_mean_is_over_the_shares_of_the_key_fields_and_not_over_their_number() -> None:
    figures = native(
        document(total="right", iva="right"), document("b", total="wrong"), document("c", total="right", cufe="wrong")
    )
    assert figures["key_mean"] == round((2 / 3 + 1) / 2, 4)


def test_an_invented_value_is_told_and_is_no_part_of_the_share() -> None:
    figures = native(document(iva="right"), document("b", iva="invented"))
    assert figures["fields"]["iva"] == {"right": 1, "wrong": 0, "missing": 0, "invented": 1, "share": 1.0}
    assert (figures["key_mean"], figures["whole"]) == (1.0, 0.5)


def test_lines_are_told_over_all_documents_and_by_column() -> None:
    figures = native(document(total="right"), document("b", total="right"))
    assert figures["lines_f1"] == 0.75
    assert figures["lines"]["columns"] == {"quantity": 0.75}
    assert figures["lines"]["count_right"] == 1.0


def test_what_stands_in_the_text_is_within_reach() -> None:
    figures = native(document(total="missing"), document("b", total="right"))
    assert figures["fields"]["total"]["share"] == 0.5
    assert figures["ceiling"]["fields"]["total"] == 1.0
    assert figures["ceiling"]["key_fields_all"] == 1.0


def test_the_overhead_is_against_one_call_of_the_engine_for_each_page() -> None:
    seconds = native(document(total="right"))["seconds"]
    assert (seconds["overhead"], seconds["passes_per_page"], seconds["own_median"]) == (2.0, 1.5, 1)


def test_a_scan_is_not_held_to_what_is_asked_of_a_native_pdf() -> None:
    figures = summary([document(total="right"), document("b", kind="scan", total="right")])
    rows = {
        target.name: row for target, row in standings(figures["splits"]["test"]["kinds"], timed=True).items()
    }  # fmt: skip
    assert (rows["key_mean"]["native"].asked, rows["key_mean"]["scan"].asked) == (0.995, 0.99)
    assert rows["key_mean"]["scan"].is_met
    assert rows["lines_f1"]["scan"].is_met is False
    assert rows["median"]["scan"].is_met is False
    assert rows["median"]["native"].is_met is None


def test_without_real_times_no_time_is_held_against_anything() -> None:
    figures = summary([document(kind="scan", total="right")], timed=False)
    names = [target.name for target in standings(figures["splits"]["test"]["kinds"], timed=False)]
    assert "key_mean" in names
    assert "median" not in names


def test_a_document_comes_back_from_json_as_it_was() -> None:
    one = document(total="right", iva="invented")
    kept = as_json(one)
    again = from_json(kept)
    assert as_json(again) == kept
    assert again.whole == one.whole


def test_two_runs_are_compared_by_outcome_and_not_by_what_was_said() -> None:
    old = [document(total="right", iva="missing", subtotal="right"), document("gone", total="right")]
    new = [document(total="wrong", iva="right", subtotal="right"), document("new", total="wrong")]
    found = compare(old, new)
    assert [(one.field, one.direction) for one in found.changes] == [("total", "worse"), ("iva", "better")]
    assert (found.both, found.only_old, found.only_new) == (1, 1, 1)


def test_a_value_no_longer_invented_is_better() -> None:
    found = compare([document(iva="invented")], [document()])
    assert [(one.field, one.direction) for one in found.changes] == [("iva", "better")]


def test_calls_of_the_engine_are_counted_for_each_document(tmp_path: Path) -> None:
    Image.new("RGB", (600, 800), "white").save(tmp_path / "a.png")
    chain = EngineChain([ScriptedEngine(words=[Word("TOTAL", Box(0.1, 0.1, 0.3, 0.12), 0.9)])])
    entries = [{"file": "a.png", "truth": {"total": "5.00"}}] * 2
    first, second = run(tmp_path, entries, ReadingOptions(engines=chain))
    assert first.spent.passes == second.spent.passes >= 1
    assert first.spent.pages == 1
    assert first.spent.bare <= first.spent.engine <= first.spent.seconds


def test_a_second_opinion_costs_calls_and_is_no_part_of_the_bare_engine(tmp_path: Path) -> None:
    Image.new("RGB", (600, 800), "white").save(tmp_path / "a.png")
    words = [Word("TOTAL", Box(0.1, 0.1, 0.3, 0.12), 0.9)]
    first, second = ScriptedEngine(words=words), ScriptedEngine(name="second", words=words)
    options = ReadingOptions(engines=EngineChain([first]), second_opinion=EngineChain([second]))
    [judged] = run(tmp_path, [{"file": "a.png", "truth": {"total": "5.00"}}], options)
    assert second.calls >= 1
    assert judged.spent.passes == first.calls + second.calls


def test_the_readers_of_a_chain_are_found_through_what_times_them() -> None:
    reader = ScriptedEngine()
    reader.pid = 4711  # type: ignore[attr-defined]
    assert reader_ids(TimedEngine(EngineChain([ScriptedEngine(), reader]))) == [4711]
    assert reader_ids(TimedEngine(EngineChain([ScriptedEngine()]))) == []


def test_the_peak_of_a_process_is_known_and_that_of_none_is_zero() -> None:
    assert peak_memory("self") > 10_000_000
    assert peak_memory("no-process") == 0


def test_a_picture_nobody_can_read_should_be_refused_and_a_readable_one_should_not() -> None:
    refused = Judged("a.jpg", "unreadable", "test", "x", error="La foto está borrosa.")
    figures = summary([refused, Judged("b.jpg", "unreadable", "test", "x"), document(kind="photo", total="right")])
    kinds = figures["splits"]["test"]["kinds"]
    assert (kinds["unreadable"]["refused"], kinds["photo"]["refused"]) == (0.5, 0.0)
    assert (kinds["unreadable"]["key_mean"], kinds["unreadable"]["whole"]) == (None, None)
