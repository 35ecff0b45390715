"""The fifty small documents kept under version control: python -m tests.corpus.samples writes them anew."""

from collections.abc import Iterator
from pathlib import Path

from .document import Document, make
from .layouts import ALL, Layout
from .make import write

FOLDER = Path(__file__).parent / "samples"
SEED = 50
COUNT = 50
_KINDS = ("native", "scan", "poor", "native", "photo")


def chosen() -> Iterator[tuple[Layout, int, str]]:
    """Layout, number and kind of each: every layout about twice, in two conditions."""
    layouts = [layout for layout in ALL if not layout.sizes and not layout.html]
    for slot in range(COUNT):
        layout = layouts[slot % len(layouts)]
        kind = _KINDS[slot % len(_KINDS)]
        if kind not in layout.kinds:
            kind = "scan"
        if layout.name == "deposito" and slot >= len(layouts):
            kind = "native"  # several pictures in one file would weigh more than the rest
        yield layout, slot // len(layouts), kind


def documents() -> Iterator[Document]:
    for layout, index, kind in chosen():
        yield make(layout, seed=SEED, index=index, kind=kind, light=True)


if __name__ == "__main__":
    for old in FOLDER.glob("*-*"):
        old.unlink()
    count = write(FOLDER, documents(), source=f"generated, seed {SEED}")
    print(f"{count} documents, {sum(file.stat().st_size for file in FOLDER.iterdir()) / 1e6:.1f} MB")
