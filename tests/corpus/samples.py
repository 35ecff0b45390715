"""The fifty small documents kept under version control: python -m tests.corpus.samples writes them anew."""

from collections.abc import Iterator
from pathlib import Path

from .document import Document, make
from .layouts import ALL, Layout
from .make import write

FOLDER = Path(__file__).parent / "samples"
SEED = 50
COUNT = 50

# Layout, number and manner: both splits, every kind and manner of wear, five of several pages, a HEIC.
# The layouts printed by Chromium are not among them: these are looked at, and those are not for looking at.
_CHOSEN = """
native: dian_v2 3, rm_soft 1, crystal 4, pos 2, siigo 3, carta 2, nota_credito 0, aiu 0, english 0, servicios_publicos 0
native: varied_page 0, varied_page 2, varied_page 5, varied_ticket 0
native: cadena 1, sap 1, hgi 0, restaurante 1, odoo 3, deposito 0
scan: blade 0, talonario 3, varied_form 0, varied_page 27, recibo 0, salud 0, dian_v1 0, minimal 1, acta 0
old scanner: cuenta_cobro 0, acta 3
photocopy: siigo 2, cobro_tabla 0, varied_ticket 1
fax: varied_page 3, soporte 0
squeezed: carta 0, deposito 1
desk: dian_v2 1, siigo 0, restaurante 0, nota_credito 1
close: pos 5, minimal 0
crumpled: talonario 5, soporte 2
chat: varied_ticket 2, recibo 1
screenshot: varied_page 6, odoo 5
"""


def chosen() -> Iterator[tuple[Layout, int, str, str]]:
    """Layout, number, kind and manner of each."""
    by_name = {layout.name: layout for layout in ALL}
    for row in _CHOSEN.strip().splitlines():
        manner, _, documents = row.partition(": ")
        for document in documents.split(", "):
            name, number = document.split()
            yield by_name[name], int(number), _KIND.get(manner, manner), manner


_KIND = {
    **dict.fromkeys(("old scanner", "photocopy", "fax", "squeezed"), "poor"),
    **dict.fromkeys(("desk", "close", "crumpled", "chat", "screenshot"), "photo"),
}


def documents() -> Iterator[Document]:
    for layout, index, kind, manner in chosen():
        yield make(layout, seed=SEED, index=index, kind=kind, manner=manner, light=True)


if __name__ == "__main__":
    for old in FOLDER.glob("*-*"):
        old.unlink()
    count = write(FOLDER, documents(), source=f"generated, seed {SEED}")
    print(f"{count} documents, {sum(file.stat().st_size for file in FOLDER.iterdir()) / 1e6:.1f} MB")
