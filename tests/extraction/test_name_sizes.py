"""Names in lines of different sizes: all of them one name, or a sign over a name."""

import pytest

from invoices.extraction.fields import read_document
from invoices.extraction.result import Box, Word

BODY = ["NIT 900.123.456-8", "CL 5 # 4-20 Pereira", "FACTURA DE VENTA No. FV 5120", "Cliente: OBRAS DEL CEDRO SAS",
        "NIT: 901.234.567-7", "Fecha: 2025-03-04", "Forma de pago: Contado"]  # fmt: skip


def centred(lines):
    """Each line with the height of its letters, under each other in the middle of a page."""
    words, top = [], 0.04
    for text, height in lines:
        width = 0.55 * height
        x = 0.5 - len(text) * width / 2
        for word in text.split():
            words.append(Word(word, Box.clamped(x, top, x + len(word) * width, top + height)))
            x += (len(word) + 1) * width
        top += 1.25 * height
    return tuple(words)


def seller(*head):
    fields = read_document([centred([*head, *((text, 0.012) for text in BODY)])], source="text").fields
    return fields["supplier_name"].value


@pytest.mark.parametrize(("upper", "lower"), [(0.03, 0.018), (0.018, 0.03), (0.02, 0.02)])
def test_two_lines_in_large_letters_are_one_name(upper, lower):
    assert seller(("PUBLICIDAD EXTERIOR", upper), ("MIRADOR VISUAL SAS", lower)) == (
        "PUBLICIDAD EXTERIOR MIRADOR VISUAL SAS"
    )


def test_a_joint_ties_lines_of_any_size():
    head = (("SOCIEDAD DISTRIBUIDORA DE PISOS", 0.016), ("Y ACABADOS", 0.027), ("DEL CENTRO SAS", 0.016))
    assert seller(*head) == "SOCIEDAD DISTRIBUIDORA DE PISOS Y ACABADOS DEL CENTRO SAS"


def test_a_whole_name_under_a_larger_sign_is_not_its_second_line():
    assert seller(("EL CONSTRUCTOR", 0.03), ("INVERSIONES GUACA SAS", 0.018)) == "INVERSIONES GUACA SAS"


def test_a_name_in_small_letters_under_a_sign_is_the_name():
    assert seller(("EL CONSTRUCTOR", 0.03), ("Mercantil Guaca SAS", 0.012)) == "Mercantil Guaca SAS"
