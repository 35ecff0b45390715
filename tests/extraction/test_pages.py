"""Pages of PDFs and pictures: words where a person sees them, pictures upright, budgets kept."""

import io
import threading

import numpy as np
import pillow_heif
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from invoices.extraction import pages, sniff
from invoices.extraction.errors import DocumentUnreadable, PasswordProtected, TooLarge
from invoices.extraction.pages import open_pages
from invoices.extraction.pdf_text import reads_like_text
from invoices.extraction.result import Word
from invoices.extraction.sniff import Limits
from tests.extraction.documents import Bill, invoice_rows, pdf, picture, qr_picture


def words(data: bytes) -> dict[str, Word]:
    with open_pages(data, sniff.PDF) as opened:
        return {word.text: word for word in opened.words(0)}


def test_words_stand_where_they_are_printed() -> None:
    word = words(pdf([(61.2, 79.2, "Total"), (306, 396, "1.190.000,00")]))["1.190.000,00"]
    assert word.box.x0 == pytest.approx(0.5, abs=0.01)
    assert word.box.y1 == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_has_its_words_where_it_shows_them(rotate: int) -> None:
    data = pdf([(100, 100, "Factura")], rotate=rotate)
    box = words(data)["Factura"].box
    with open_pages(data, sniff.PDF) as opened:
        image = opened.image(0, dpi=100)
        width, height = opened.size(0)
    assert (width > height) == (rotate in (90, 270))
    ink = np.argwhere(np.asarray(image.convert("L")) < 128)
    middle_y, middle_x = ink.mean(axis=0)
    assert box.x0 - 0.01 <= middle_x / image.width <= box.x1 + 0.01
    assert box.y0 - 0.01 <= middle_y / image.height <= box.y1 + 0.01


def cropped(data: bytes, left: float, bottom: float, right: float, top: float) -> bytes:
    document = pdfium.PdfDocument(data)
    document[0].set_cropbox(left, bottom, right, top)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_a_crop_box_moves_the_words_and_hides_what_it_cuts_off() -> None:
    data = cropped(pdf([(320, 420, "dentro"), (10, 780, "fuera")]), 306, 0, 612, 396)
    found = words(data)
    assert set(found) == {"dentro"}
    assert found["dentro"].box.x0 == pytest.approx(14 / 306, abs=0.01)


def test_a_password_is_told_in_the_agreed_words() -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=StandardEncryption("secreta", canPrint=0))
    page.drawString(50, 50, "Factura")
    page.save()
    with pytest.raises(PasswordProtected) as refusal:
        open_pages(out.getvalue(), sniff.PDF)
    assert refusal.value.sentence == "El PDF tiene contraseña. Quita la contraseña y súbelo de nuevo."


def test_a_pdf_locked_only_against_changes_is_read() -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=StandardEncryption("", ownerPassword="dueño", canModify=0))
    page.drawString(50, 50, "Factura")
    page.save()
    assert "Factura" in words(out.getvalue())


def test_a_page_of_two_hundred_inches_is_refused_in_words() -> None:
    with pytest.raises(TooLarge) as refusal:
        open_pages(pdf([(50, 50, "Factura")], size=(14400, 14400)), sniff.PDF)
    assert refusal.value.code == "giant_page"
    assert refusal.value.sentence == "La página 1 mide 5.1 metros de lado. Imprime de nuevo el PDF en tamaño carta."


def test_a_long_till_receipt_is_not_a_giant_page() -> None:
    assert "Factura" in words(pdf([(20, 50, "Factura")], size=(226, 3000)))


def test_a_page_is_never_drawn_over_its_budget() -> None:
    with open_pages(
        pdf([(50, 50, "Factura")], size=(5000, 5000)), sniff.PDF, Limits(render_pixels=1_000_000)
    ) as opened:
        image = opened.image(0, dpi=300)
    assert image.width * image.height <= 1_010_000


def test_too_many_pages_are_refused() -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out)
    for _ in range(4):
        page.drawString(50, 50, "Factura")
        page.showPage()
    page.save()
    with pytest.raises(TooLarge) as refusal:
        open_pages(out.getvalue(), sniff.PDF, Limits(pages=3))
    assert refusal.value.sentence.startswith("El documento tiene 4 páginas y se aceptan hasta 3.")


def test_a_pdf_that_only_looks_like_one_is_unreadable() -> None:
    with pytest.raises(DocumentUnreadable) as refusal:
        open_pages(b"%PDF-1.7\nnada de nada", sniff.PDF)
    assert refusal.value.sentence == "El archivo está dañado o incompleto. Pide otra copia o digita la factura a mano."


def test_a_file_inside_a_pdf_is_found() -> None:
    document = pdfium.PdfDocument(pdf([(50, 50, "Factura")]))
    document.new_attachment("fv.xml").set_data(Bill().xml().encode())
    out = io.BytesIO()
    document.save(out)
    document.close()
    with open_pages(out.getvalue(), sniff.PDF) as opened:
        ((name, data),) = opened.attachments()
    assert (name, data) == ("fv.xml", Bill().xml().encode())


def test_words_of_an_invoice_read_like_text_and_font_codes_do_not() -> None:
    good = words(pdf(invoice_rows(Bill())))
    assert reads_like_text(list(good.values()))
    box = next(iter(good.values())).box
    assert not reads_like_text([Word("\ue012\ue013\ue014", box)] * 40)
    assert not reads_like_text([Word("Xsqjbm", box)] * 40)
    assert not reads_like_text([])


def scanned(with_hidden_text: bool) -> bytes:
    """A page that is one picture, with a scanner's invisible recognition over it or not."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(600, 800))
    page.drawInlineImage(Image.new("L", (300, 400), 230), 0, 0, 600, 800)
    if with_hidden_text:
        text = page.beginText(50, 700)
        text.setTextRenderMode(3)
        text.textLine("Factura de venta No. FCO1044 Total a pagar de la fecha")
        page.drawText(text)
    page.save()
    return out.getvalue()


def test_the_hidden_text_of_a_scanner_is_not_trusted() -> None:
    with open_pages(scanned(True), sniff.PDF) as opened:
        assert opened.words(0)
        assert not opened.text_is_trusted(0)
    with open_pages(pdf(invoice_rows(Bill())), sniff.PDF) as opened:
        assert opened.text_is_trusted(0)
        assert not opened.has_large_picture(0)


# --- pictures -------------------------------------------------------------------------------------------


def marked(size: tuple[int, int] = (80, 40)) -> Image.Image:
    """White with a black mark at the top left, so that turning shows."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, 15, 15), fill="black")
    return image


def corner_is_dark(image: Image.Image) -> bool:
    return image.convert("L").getpixel((3, 3)) < 100  # type: ignore[operator]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_its_camera_says(orientation: int) -> None:
    upright = marked()
    turns = {
        1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    turn = turns[orientation]
    stored = upright.transpose(turn) if turn is not None else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    with open_pages(picture(stored, "JPEG", exif=exif, quality=95), sniff.JPEG) as opened:
        image = opened.image(0)
    assert image.size == (80, 40)
    assert corner_is_dark(image)


def test_a_heic_is_turned_once_and_not_twice() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    stored = marked((80, 48)).transpose(Image.Transpose.ROTATE_90)
    pillow_heif.from_pillow(stored).save(out, exif=exif.tobytes(), quality=95)
    with open_pages(out.getvalue(), sniff.HEIC) as opened:
        image = opened.image(0)
    assert image.size in {(80, 48), (48, 80)}
    assert image.mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_picture_becomes_rgb_on_white(mode: str) -> None:
    source = Image.new("I;16", (30, 30), 65535) if mode == "I;16" else marked((30, 30)).convert(mode)
    form = "JPEG" if mode == "CMYK" else "PNG"
    with open_pages(picture(source, form), sniff.JPEG if form == "JPEG" else sniff.PNG) as opened:
        image = opened.image(0)
    assert (image.mode, image.size) == ("RGB", (30, 30))


def test_transparency_is_paper() -> None:
    with open_pages(picture(Image.new("RGBA", (10, 10), (0, 0, 0, 0))), sniff.PNG) as opened:
        assert opened.image(0).getpixel((5, 5)) == (255, 255, 255)


def test_each_page_of_a_tiff_is_a_page() -> None:
    data = picture(marked(), "TIFF", save_all=True, append_images=[Image.new("RGB", (20, 30), "black")])
    with open_pages(data, sniff.TIFF) as opened:
        assert len(opened) == 2
        assert (opened.image(0).size, opened.image(1).size) == ((80, 40), (20, 30))


# --- the review screen ----------------------------------------------------------------------------------


def test_a_page_is_rendered_for_the_screen_within_its_longer_side() -> None:
    data = pages.render_page(pdf(invoice_rows(Bill())), media_type=sniff.PDF, index=0, max_side=900)
    with Image.open(io.BytesIO(data)) as image:
        assert max(image.size) in range(890, 901)
        assert image.format == "JPEG"


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(DocumentUnreadable):
        pages.render_page(pdf([(5, 5, "a")]), media_type=sniff.PDF, index=3)


def test_many_threads_may_render_at_once() -> None:
    data = pdf(invoice_rows(Bill()), qr=Bill().qr_text())
    sizes: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: sizes.append(len(pages.render_page(data, media_type=sniff.PDF, index=0, max_side=400)))
        )
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sizes) == 12
    assert len(set(sizes)) == 1


def test_poppler_draws_what_pdfium_refuses() -> None:
    data = pdf([(100, 100, "Factura")], size=(600, 800))
    with pages.PopplerPages(data, Limits()) as opened:
        image = opened.image(0)
        assert len(opened) == 1
        assert opened.words(0) == ()
    ink = np.argwhere(np.asarray(image.convert("L")) < 128)
    assert 0.1 < ink.mean(axis=0)[0] / image.height < 0.15


def test_poppler_refuses_what_nobody_can_read() -> None:
    with pytest.raises(DocumentUnreadable):
        pages.PopplerPages(b"%PDF-1.7 nada", Limits())


def test_the_small_pictures_of_a_page_are_handed_over() -> None:
    with open_pages(pdf(invoice_rows(Bill()), qr=Bill().qr_text()), sniff.PDF) as opened:
        (found,) = opened.pictures(0)
    assert found.size == qr_picture(Bill().qr_text()).size
