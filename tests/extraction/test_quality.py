"""The gate: a picture nobody can read is told from one that is only poor, and the sentence says what to do."""

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from invoices.extraction.errors import PictureUnreadable
from invoices.extraction.options import ReadingOptions
from invoices.extraction.pipeline import extract
from invoices.extraction.quality import Quality, judge, runs_off
from invoices.extraction.result import Box, Word
from tests.engines import ScriptedEngine


@pytest.fixture(scope="module")
def photo():
    """A page of print on a table, as a steady hand takes it."""
    page = Image.new("RGB", (1500, 2000), (222, 220, 214))
    draw = ImageDraw.Draw(page)
    for line in range(40):
        text = f"Cemento gris bulto 50 kg {line:02d}     12     32.500     {line * 390_000:,}"
        draw.text((90, 70 + 46 * line), text, fill=(40, 40, 44), font=ImageFont.load_default(size=26))
    table = Image.new("RGB", (1900, 2400), (96, 74, 60))
    table.paste(page, (200, 200))
    return np.asarray(table)


def spoilt(photo, how):
    grain = np.random.default_rng(5).normal(0, 6, photo.shape[:2])[..., None]
    if how == "blurred":
        return cv2.GaussianBlur(photo, (0, 0), 9)
    if how == "shaken":
        return cv2.filter2D(photo, -1, np.eye(48, dtype=np.float32) / 48)
    if how == "dark":
        return np.clip(photo * 0.05 + grain, 0, 255).astype(np.uint8)
    return np.clip(photo + 190.0, 0, 255).astype(np.uint8)


SPOILT = {"blurred": "borrosa", "shaken": "borrosa", "dark": "oscura", "glare": "reflejo"}


@pytest.mark.parametrize("how", SPOILT)
def test_a_photo_nobody_can_read_is_noticed_and_another_is_asked_for(photo, how):
    sentence = judge(Image.fromarray(spoilt(photo, how))).sentence
    assert SPOILT[how] in sentence
    assert "Toma otra" in sentence


def test_a_page_somewhere_on_a_large_table_should_be_taken_from_nearer():
    far = Quality(sharpness=0.7, contrast=65, brightness=42, glare=0, letters=35, letter_height=4)
    assert far.sentence == "La foto está tomada desde muy lejos. Acércate hasta que la página llene la pantalla."
    assert replace(far, letters=300).fault is None
    assert replace(far, letter_height=9).fault is None


@pytest.mark.parametrize("how", ["good", "shadow", "dim", "noisy", "fax", "faded", "messenger", "receipt"])
def test_a_poor_picture_that_can_be_read_is_not_refused(photo, how):
    if how == "shadow":
        photo = (photo * np.linspace(1.0, 0.4, photo.shape[1])[None, :, None]).astype(np.uint8)
    if how == "dim":
        photo = (photo * 0.55).astype(np.uint8)
    if how == "noisy":
        photo = np.clip(photo + np.random.default_rng(3).normal(0, 14, photo.shape), 0, 255).astype(np.uint8)
    if how == "fax":
        photo = np.where(photo[200:2200, 200:1700].mean(axis=2, keepdims=True) > 128, 255, 0).astype(np.uint8)
        photo = np.repeat(photo, 3, axis=2)
    if how == "faded":
        photo = (255 - (255 - photo[200:2200, 200:1700].astype(float)) * 0.35).astype(np.uint8)
    if how == "messenger":
        photo = cv2.resize(photo, None, fx=0.55, fy=0.55, interpolation=cv2.INTER_AREA)
    if how == "receipt":
        photo = photo[200:500, 200:900]
    assert judge(Image.fromarray(photo)).fault is None


def test_a_blank_page_has_no_fault_of_the_photo():
    assert judge(Image.new("RGB", (800, 1000), "white")).fault is None


def as_file(pixels) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=90)
    return out.getvalue()


def reads(count: int, sure: float) -> ReadingOptions:
    words = [Word(f"PALABRA{n}", Box(0.1, 0.01 * n, 0.3, 0.01 * n + 0.008), sure) for n in range(count)]
    return ReadingOptions(engines=ScriptedEngine(words=[*words, Word("TOTAL", Box(0.1, 0.9, 0.2, 0.91), sure)]))


def test_a_blurred_photo_of_which_nothing_is_read_ends_with_its_sentence(photo):
    with pytest.raises(PictureUnreadable) as error:
        extract(as_file(spoilt(photo, "blurred")), options=reads(5, 0.6))
    assert error.value.sentence == "La foto está muy borrosa. Toma otra con buena luz y el teléfono quieto."
    assert error.value.detail == "blurred"


def test_a_blurred_photo_that_was_read_all_the_same_is_kept_with_a_warning(photo):
    (invoice,) = extract(as_file(spoilt(photo, "blurred")), options=reads(40, 0.88)).invoices
    (finding,) = [one for one in invoice.findings if one.code == "poor_picture"]
    assert finding.severity == "warning"
    assert finding.message == "La foto está borrosa. Revisa cada dato contra la imagen o pide otra foto."


def test_a_photo_whose_every_word_was_read_surely_is_not_blamed_for_its_looks(photo):
    (invoice,) = extract(as_file(spoilt(photo, "blurred")), options=reads(40, 0.97)).invoices
    assert "poor_picture" not in {one.code for one in invoice.findings}


@pytest.mark.parametrize(("x0", "x1", "told"), [(0.2, 1.0, True), (0.2, 0.98, False), (0.0, 0.4, True)])
def test_a_photo_that_cuts_words_off_is_told(photo, x0, x1, told):
    words = [Word(f"PALABRA{n}", Box(x0, 0.1 + 0.02 * n, x1, 0.11 + 0.02 * n), 0.97) for n in range(20)]
    page = photo[200:2200, 200:1700]
    (invoice,) = extract(as_file(page), options=ReadingOptions(engines=ScriptedEngine(words=words))).invoices
    found = [one.message for one in invoice.findings if one.code == "poor_picture"]
    assert found == ["La foto corta una parte de la página. Revisa cada dato contra la imagen o pide otra foto."] * told


def test_a_footer_at_the_very_edge_of_a_sheet_is_not_cut_off():
    footer = [Word(f"PIE{n}", Box(0.1 * n, 0.985, 0.1 * n + 0.08, 0.997), 0.98) for n in range(6)]
    assert not runs_off(footer, footer)
    # Print cut along its middle is read badly.
    halved = [replace(word, confidence=0.6) for word in footer]
    assert runs_off(halved, halved)


def test_a_clear_photo_of_which_little_is_read_is_not_called_blurred(photo):
    (invoice,) = extract(as_file(photo), options=reads(5, 0.6)).invoices
    assert "poor_picture" not in {one.code for one in invoice.findings}
