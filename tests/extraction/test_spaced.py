"""Letters that were set apart make words again, and only those."""

from invoices.extraction.result import Box, Word
from invoices.extraction.spaced import closed_up


def letters(text, gap=0.006, blank=0.016):
    words, x = [], 0.1
    for char in text:
        if char == " ":
            x += blank - gap
            continue
        words.append(Word(char, Box.clamped(x, 0.1, x + 0.012, 0.12)))
        x += 0.012 + gap
    return words


def texts(words):
    return [word.text for word in words]


def test_letters_set_apart_are_words_parted_at_the_wider_blanks():
    assert texts(closed_up(letters("DOÑA TINTA S.A.S."))) == ["DOÑA", "TINTA", "S.A.S."]


def test_a_word_keeps_the_place_of_all_its_letters():
    run = letters("TINTA")
    (word,) = closed_up(run)
    assert (word.box.x0, word.box.x1) == (run[0].box.x0, run[-1].box.x1)


def test_figures_and_a_few_letters_alone_stay_as_they_are():
    for text in ("12345", "A B C", "X"):
        assert texts(closed_up(letters(text))) == [char for char in text if char != " "]


def test_letters_in_cells_far_from_each_other_are_no_word():
    assert len(closed_up(letters("ABCDEF", gap=0.08))) == 6
