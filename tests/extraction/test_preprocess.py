"""Pictures as phones and scanners give them: turned, leaning, on a table, in a shadow."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from invoices.extraction import engines, outline, preprocess, slopes
from invoices.extraction.result import Box, PageReading, Word

LINES = (
    "FERRETERIA EL TORNILLO SAS", "NIT 900123456-8", "FACTURA ELECTRONICA DE VENTA FE 1024",
    "Fecha de emision 2025-03-15",
    "Cliente CONSTRUCTORA ALFA SAS", "Descripcion Cantidad Valor Total", "Cemento gris bulto 50 kg 640.000",
    "Arena lavada de rio metro 360.000", "Varilla corrugada media pulgada 190.000", "Subtotal 1.190.000",
    "IVA 226.100", "TOTAL A PAGAR 1.416.100", "Forma de pago Credito treinta dias", "Observaciones ninguna",
)  # fmt: skip


@pytest.fixture(scope="module")
def page() -> Image.Image:
    image = Image.new("RGB", (900, 1200), "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        draw.text((70, 70 + 70 * number), line, fill="black", font=ImageFont.load_default(size=30))
    return image


@pytest.fixture(scope="module")
def on_a_table(page) -> Image.Image:
    """The sheet photographed a little from the side, on dark wood."""
    photo = Image.new("RGB", (1300, 1700), (70, 50, 40))
    corners = ((180, 190), (1080, 150), (1130, 1480), (130, 1500))
    away = _perspective(((0, 0), (900, 0), (900, 1200), (0, 1200)), corners)
    flat = page.transform(photo.size, Image.Transform.PERSPECTIVE, away, Image.Resampling.BICUBIC)
    mask = Image.new("L", page.size, 255).transform(photo.size, Image.Transform.PERSPECTIVE, away)
    photo.paste(flat, mask=mask)
    return photo


@pytest.fixture(scope="module")
def rapidocr():
    backend = "invoices.extraction.engines.rapidocr.RapidOcrEngine"
    chain = engines.load({"rapidocr": {"BACKEND": backend, "TIMEOUT": 60.0}}, ["rapidocr"])
    yield chain
    chain.close()


def _perspective(source, target) -> list[float]:
    """Pillow's eight numbers, which lead from the result back to the source."""
    rows, wanted = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[u, v, 1, 0, 0, 0, -x * u, -x * v], [0, 0, 0, u, v, 1, -y * u, -y * v]]
        wanted += [x, y]
    return [float(number) for number in np.linalg.solve(np.array(rows, float), np.array(wanted, float))]


def pixels(image: Image.Image):
    return np.asarray(image.convert("RGB"))


def test_a_straight_scan_is_left_as_it_is(page):
    assert outline.page_outline(pixels(page)) is None
    assert not slopes.lines_stand_upright(pixels(page))
    assert slopes.text_slope(pixels(page)) == 0.0
    assert np.array_equal(preprocess.even_light(pixels(page)), pixels(page))
    assert preprocess.prepare(page).image.size == page.size


def test_a_sheet_on_a_table_is_cut_out_and_squared(on_a_table):
    corners = outline.page_outline(pixels(on_a_table))
    assert corners is not None
    assert np.abs(corners - np.array([(180, 190), (1080, 150), (1130, 1480), (130, 1500)])).max() < 12


@pytest.mark.parametrize("degrees", [-3.0, 1.5, 4.0])
def test_leaning_lines_are_found_and_levelled(page, degrees):
    leaning = page.rotate(-degrees, fillcolor="white", resample=Image.Resampling.BICUBIC)
    assert abs(slopes.text_slope(pixels(leaning)) - degrees) < 0.4


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270])
def test_lines_on_their_side_are_noticed(page, turn):
    assert slopes.lines_stand_upright(pixels(page.transpose(turn)))


def test_a_shadow_is_lifted(page):
    shade = np.linspace(1.0, 0.35, page.width)[None, :, None]
    dark = (pixels(page) * shade).astype(np.uint8)
    lifted = preprocess.even_light(dark)
    assert np.median(lifted[:, -60:]) > 200 > np.median(dark[:, -60:])


def test_a_box_leads_back_to_its_place_on_the_picture(on_a_table):
    prepared = preprocess.prepare(on_a_table)
    whole = prepared.back.box(Box(0.0, 0.0, 1.0, 1.0))
    assert abs(whole.x0 - 130 / 1300) < 0.02 and abs(whole.x1 - 1130 / 1300) < 0.02
    assert abs(whole.y0 - 150 / 1700) < 0.02 and abs(whole.y1 - 1500 / 1700) < 0.02


class Upright:
    """Reads sense only from a picture that is higher than wide and whose upper half is the darker one."""

    name, version = "upright", "1"

    def __init__(self) -> None:
        self.asked = 0

    def read(self, image: Image.Image) -> PageReading:
        self.asked += 1
        grey = np.asarray(image.convert("L"), dtype=float)
        right = grey.shape[0] > grey.shape[1] and grey[: grey.shape[0] // 2].mean() < grey[grey.shape[0] // 2 :].mean()
        texts = " ".join(LINES).split() if right else ["lll", "wvw", "ooo", "nnu", "qqp"] * 8
        box = Box(0.1, 0.1, 0.2, 0.12)
        return PageReading(tuple(Word(text, box, 0.9) for text in texts), engine=self.name)


def test_a_page_upside_down_is_read_again_the_other_way_up(page):
    page = page.copy()
    page.paste("white", (0, 620, 900, 1200))
    reader = Upright()
    reading = preprocess.read_page(page.transpose(Image.Transpose.ROTATE_180), reader)
    assert "FACTURA" in [word.text for word in reading.words]
    assert reader.asked == 2
    # Near the upper left of the upright page is near the lower right of the picture as it came.
    assert reading.words[0].box.x0 > 0.75 and reading.words[0].box.y0 > 0.85


def test_a_page_that_reads_well_is_asked_for_once(page):
    page = page.copy()
    page.paste("white", (0, 620, 900, 1200))
    reader = Upright()
    preprocess.read_page(page, reader)
    assert reader.asked == 1


@pytest.mark.parametrize(
    "turn", [None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270]
)
def test_the_real_engine_reads_a_page_whichever_way_up(rapidocr, page, turn):
    reading = preprocess.read_page(page if turn is None else page.transpose(turn), rapidocr)
    total = [word for word in reading.words if word.text == "1.416.100"]
    assert len(total) == 1
    middle = {None: (0.39, 0.72), Image.Transpose.ROTATE_90: (0.72, 0.61),
              Image.Transpose.ROTATE_180: (0.61, 0.28), Image.Transpose.ROTATE_270: (0.28, 0.39)}[turn]  # fmt: skip
    box = total[0].box
    assert abs((box.x0 + box.x1) / 2 - middle[0]) < 0.06
    assert abs((box.y0 + box.y1) / 2 - middle[1]) < 0.03


def test_an_outline_that_would_cut_print_off_is_not_believed(page):
    """A shadow's edge across the sheet looks like the edge of a sheet."""
    shadow = pixels(page).copy()
    shadow[:, :300] = (shadow[:, :300] * 0.35).astype(np.uint8)
    shadow[:60] = shadow[-60:] = 60
    assert outline.page_outline(shadow) is None


def test_lines_that_open_like_a_fan_are_levelled_at_the_top_and_at_the_foot(page):
    """Seen from the left, on a table as bright as the paper: no outline tells."""
    fan = ((0, 0), (900, 0), (900, 1290), (0, 1200))
    away = _perspective(((0, 0), (900, 0), (900, 1200), (0, 1200)), fan)
    seen = page.transform((900, 1300), Image.Transform.PERSPECTIVE, away, Image.Resampling.BICUBIC, fillcolor="white")
    halves = [slopes.text_slope(pixels(seen)[part]) for part in (slice(650), slice(650, 1300))]
    assert max(map(abs, halves)) > 2
    prepared = pixels(preprocess.prepare(seen).image)
    half = prepared.shape[0] // 2
    assert max(abs(slopes.text_slope(part)) for part in (prepared[:half], prepared[half:])) < 1


def test_a_sheet_that_runs_out_of_the_picture_is_not_squared_by_the_pictures_edge(page):
    """A long receipt held askew: its foot is outside, and the picture's edge is not level with its lines."""
    table = Image.new("RGB", (1400, 1900), (60, 60, 66))
    table.paste(page.resize((460, 1500)), (450, 150))
    photo = table.rotate(6, fillcolor=(60, 60, 66), resample=Image.Resampling.BICUBIC).crop((200, 60, 1200, 1260))
    corners = outline.page_outline(pixels(photo))
    assert corners is not None
    upper_left, upper_right, lower_right, lower_left = corners
    top, foot = upper_right - upper_left, lower_right - lower_left
    assert abs(np.degrees(np.arctan2(top[1], top[0]) - np.arctan2(foot[1], foot[0]))) < 1
    assert max(lower_left[1], lower_right[1]) > photo.height + 20


def test_a_long_ticket_keeps_its_letters_where_a_sheet_is_made_smaller():
    assert preprocess.prepare(Image.new("RGB", (600, 4000), "white")).image.size == (600, 4000)
    assert max(preprocess.prepare(Image.new("RGB", (3000, 4000), "white")).image.size) == 2600
