"""How labels are worded: abbreviations, little words between, letters read wrong; and which roles a phrase has.

The vocabulary holds each label in full words, once; here "F. Vto.", "FEC. VCTO" and "Fecha de vencimiento" become
the same phrase. It knows no places on a page.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from rapidfuzz.distance import Levenshtein

from invoices.extraction.vocabulary import ABBREVIATIONS, COMPOSED, LITTLE_WORDS, VOCABULARY

# Letters and digits that look alike, each to one of them: what is read wrong keeps this form.
_ALIKE = str.maketrans({"0": "O", "Q": "O", "D": "O", "1": "I", "L": "I", "5": "S", "8": "B", "6": "G", "4": "A"})


def _worded() -> Iterator[tuple[str, tuple[str, ...]]]:
    for role, texts in VOCABULARY.items():
        for text in texts:
            yield role, tuple(text.upper().split())
    for role, sets in COMPOSED.items():
        for parts in sets:
            for text in _composed(parts):
                yield role, tuple(text.upper().split())


def _composed(parts: Sequence[Sequence[str]]) -> Iterator[str]:
    if not parts:
        yield ""
        return
    for first in parts[0]:
        for rest in _composed(parts[1:]):
            yield f"{first} {rest}".strip()


@cache
def plain(word: str) -> str:
    """The full word for an abbreviation."""
    return ABBREVIATIONS.get(word, word)


def without_little_words(words: Sequence[str]) -> tuple[str, ...]:
    """The first and the last word, and of those between them what is not "de", "la" and the like."""
    return tuple(w for i, w in enumerate(words) if i in {0, len(words) - 1} or w not in LITTLE_WORDS)


# phrase in full words -> the roles it may have
_PHRASES: dict[tuple[str, ...], tuple[str, ...]] = {}
for _role, _words in _worded():
    _key = without_little_words([plain(word) for word in _words])
    if _role not in _PHRASES.get(_key, ()):
        _PHRASES[_key] = (*_PHRASES.get(_key, ()), _role)
# "FORMADEPAGO": what readers of small print run together.
_RUN_TOGETHER = {
    "".join(words): words for _role, text in _worded() for words in (text, without_little_words(text)) if len(words) > 1
}
# With the little words between them, as a page prints them.
_LONGEST = max(len(phrase) for phrase in _PHRASES) + 4
_WORDS = frozenset(word for phrase in _PHRASES for word in phrase) | frozenset(ABBREVIATIONS)
_LONG_WORDS = tuple(word for word in _WORDS if len(word) >= 6)
# What the labels of a party's name end with: "Nombre del cliente", "Beneficiario del pago", "Razón social".
_OF_PARTIES = ("customer", "supplier", "payee", "name")
_PARTY_ENDS = frozenset(words[-1] for role, words in _worded() if role in _OF_PARTIES if len(words[-1]) >= 4)
# Of these some open names themselves: "ENTIDAD", "EMPRESA".
_ONLY_LABELS = ("CLIENTE", "SENORES", "SENOR", "ADQUIRIENTE", "ADQUIRENTE", "COMPRADOR", "NOMBRE", "RAZONSOCIAL",
                "PROVEEDOR", "VENDEDOR", "BENEFICIARIO", "PAGADOR")  # fmt: skip
_LOOKS: dict[str, set[str]] = {}
for _word in _WORDS:
    if len(_word) >= 4:
        _LOOKS.setdefault(_word.translate(_ALIKE), set()).add(_word)


@cache
def canonical(word: str) -> str:
    """The vocabulary's word for one read with a letter wrong."""
    if word in _WORDS or len(word) < 4 or word.isdigit():
        return word
    alike = _LOOKS.get(word.translate(_ALIKE), set())
    if len(alike) == 1:
        return next(iter(alike))
    # "FACTURAS" are several of one known word, not another one read wrong.
    if len(word) < 6 or word.removesuffix("S") in _WORDS or word.removesuffix("ES") in _WORDS:
        return word
    for known in _LONG_WORDS:
        # A plural is another word ("TRANSPORTES EL CONDOR"), not a letter read wrong.
        if word in {known + "S", known + "ES"}:
            continue
        if abs(len(known) - len(word)) <= 1 and Levenshtein.distance(word, known, score_cutoff=1) <= 1:
            return known
    return word


@cache
def apart(word: str) -> tuple[str, ...]:
    """The words of a label that were run together, or the word alone; in full and without misreadings."""
    words = _RUN_TOGETHER.get(word, ()) if len(word) >= 7 and word not in _WORDS else ()
    return tuple(plain(canonical(one)) for one in words or (word,))


@cache
def ends_party_label(word: str) -> bool:
    """Whether a label of a party's name ends with a word."""
    return canonical(word) in _PARTY_ENDS


def is_label_word(word: str) -> bool:
    """Whether a word is of some label, also in the plural or read wrong."""
    return canonical(word) in _WORDS or canonical(word.removesuffix("S")) in _WORDS


@cache
def label_run_into(word: str) -> int:
    """How many letters of a word are a label that a name in the same letters was run into; 0 for none."""
    if word in _RUN_TOGETHER:
        return 0
    label = next((one for one in _ONLY_LABELS if word.startswith(one)), "")
    rest = word.removeprefix(label)
    # "CLIENTES", "SENORESA": a longer word, and no name behind it.
    return len(label) if label and len(rest) >= 5 and rest[0] != "S" and rest.isalpha() else 0


def phrase_at(words: Sequence[str], position: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The phrases that start at a word, the longest first: how many words they take, and their roles."""
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        roles = _PHRASES.get(without_little_words(words[position : position + length]))
        if roles is not None:
            yield length, roles
