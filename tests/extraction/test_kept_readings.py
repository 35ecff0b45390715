"""Readings kept for measuring again: the engine is asked once for a picture, and again for another one."""

from pathlib import Path

from PIL import Image

from invoices.extraction.engines.kept import KeptReadings
from invoices.extraction.result import Box, Word
from tests.engines import ScriptedEngine


def says(text: str) -> ScriptedEngine:
    return ScriptedEngine(words=[Word(text, Box(0.1, 0.1, 0.3, 0.12), 0.987654)])


def test_a_picture_seen_before_is_not_read_again(tmp_path: Path):
    first = KeptReadings(says("TOTAL"), tmp_path)
    said = first.read(Image.new("RGB", (60, 40), "white"))
    again = KeptReadings(says("OTRO"), tmp_path)
    assert again.read(Image.new("RGB", (60, 40), "white")) == said
    assert (again.asked, again.kept) == (0, 1)


def test_another_picture_is_read(tmp_path: Path):
    engine = KeptReadings(says("TOTAL"), tmp_path)
    engine.read(Image.new("RGB", (60, 40), "white"))
    engine.read(Image.new("RGB", (40, 60), "white"))
    engine.read(Image.new("RGB", (60, 40), "black"))
    assert (engine.asked, engine.kept) == (3, 0)


def test_a_reading_of_another_version_is_not_taken_for_this_one(tmp_path: Path):
    old, new = says("TOTAL"), says("NETO")
    new.version = "2.0"
    picture = Image.new("RGB", (60, 40), "white")
    KeptReadings(old, tmp_path).read(picture)
    assert [word.text for word in KeptReadings(new, tmp_path).read(picture).words] == ["NETO"]
