"""The fifty documents under version control are whole, small, and still what the generator makes."""

import json
from typing import Any

from invoices.extraction import sniff

from . import camera, degrade
from .document import truth_of
from .layouts import ALL
from .samples import COUNT, FOLDER, SEED, chosen


def entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    return found


def test_every_sample_has_its_truth_and_every_truth_its_file() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"truth.json", "own_nits.txt"}
    assert files == {entry["file"] for entry in entries()}
    assert len(files) == COUNT


def test_they_come_from_both_splits_and_in_all_conditions() -> None:
    assert {entry["split"] for entry in entries()} == {"development", "test"}
    assert {entry["kind"] for entry in entries()} == {"native", "scan", "poor", "photo"}
    assert {entry["manner"] for entry in entries()} == {"native", "scan", *degrade.POOR, *camera.MANNERS}
    assert any(entry["file"].endswith(".heic") for entry in entries())


def test_none_is_of_the_layouts_that_nobody_may_look_at() -> None:
    hidden = {layout.name for layout in ALL if layout.html}
    assert hidden
    assert not hidden & {entry["layout"] for entry in entries()}


def test_they_stay_small_enough_for_the_repository() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 12_000_000


def test_each_file_is_of_an_accepted_format() -> None:
    accepted = {sniff.PDF, *sniff.IMAGES}
    for entry in entries():
        data = (FOLDER / entry["file"]).read_bytes()
        assert sniff.sniff(data, entry["file"]) in accepted


def test_the_generator_still_makes_the_same_invoices() -> None:
    kept = {entry["file"].rpartition(".")[0]: entry["truth"] for entry in entries()}
    for layout, index, kind, _manner in chosen():
        truth = truth_of(layout, seed=SEED, index=index, paper=kind != "native")
        name = f"{layout.name}-{index:03d}-{kind}"
        assert json.loads(json.dumps(truth)) == kept[name], name
