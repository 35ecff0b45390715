"""Writes a corpus into a folder: python -m tests.corpus.make --out DIR --seed 1 --per-layout 10 --kinds native scan."""

import argparse
import json
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from .companies import OURS
from .contact import printed_contact
from .document import Document, make
from .layouts import ALL, KINDS, SPLITS, UNREADABLE, Layout
from .layouts.heldout import program
from .layouts.heldout.browser import has_fonts

# So many invoices of one supplier show whether the second to the last are read better than the first.
LENGTH = 5
_SPLITS = {**SPLITS, "all": ALL}


def write(out: Path, documents: Iterable[Document], *, source: str) -> int:
    """The files, truth.json beside them, and own_nits.txt: the buyers a reader is told are its own firms."""
    out.mkdir(parents=True, exist_ok=True)
    entries = []
    for document in documents:
        (out / document.file).write_bytes(document.data)
        entries.append(document.entry(source))
    (out / "truth.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (out / "own_nits.txt").write_text("".join(f"{party.nit}\n" for party in OURS))
    return len(entries)


def chosen(
    layouts: Iterable[Layout], *, seed: int, count: int, kinds: Iterable[str], start: int = 0
) -> Iterable[Document]:  # fmt: skip
    wanted = tuple(kinds)
    for layout in layouts:
        for index in range(start, start + count):
            for kind in wanted:
                if kind in layout.kinds or kind == UNREADABLE:
                    yield make(layout, seed=seed, index=index, kind=kind)


def with_contact(documents: Iterable[Document], *, seed: int) -> Iterable[Document]:
    """The same, knowing also what is printed of the seller's address, city, telephone and mail."""
    named = {layout.name: layout for layout in ALL}
    for document in documents:
        index = int(document.file.split("-")[1])
        paper = document.kind != "native"
        more = printed_contact(named[document.layout], seed=seed, index=index, paper=paper)
        yield replace(document, truth=more | document.truth)


def series_of(layouts: Iterable[Layout], *, seed: int, count: int, kinds: Iterable[str]) -> Iterable[Document]:
    """Five invoices of each supplier, in the order they were made out."""
    wanted = tuple(kinds)
    for layout in layouts:
        for number in range(count):
            for kind in (one for one in wanted if one in layout.kinds):
                for index in range(LENGTH):
                    yield make(layout, seed=seed, index=index, kind=kind, series=number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-layout", type=int, default=5)
    parser.add_argument("--start", type=int, default=0, help="number of the first document of each layout")
    parser.add_argument("--kinds", nargs="+", choices=(*KINDS, UNREADABLE), default=KINDS)
    parser.add_argument("--split", choices=_SPLITS, default="all")
    parser.add_argument("--layouts", nargs="+", choices=[layout.name for layout in ALL])
    parser.add_argument("--series", type=int, default=0, help="so many suppliers a layout, five invoices of each")
    parser.add_argument("--contact", action="store_true", help="know also the seller's address, city, phone and mail")
    options = parser.parse_args()
    layouts = [layout for layout in _SPLITS[options.split] if not options.layouts or layout.name in options.layouts]
    if not program() and any(layout.html for layout in layouts):
        print("Chromium is missing (apt-get install chromium): the layouts that it prints are left out.")
        layouts = [layout for layout in layouts if not layout.html]
    if not has_fonts() and any(layout.html for layout in layouts):
        print(
            "The Liberation fonts are missing (apt-get install fonts-liberation): what Chromium prints is set in others."
        )
    started = time.monotonic()
    if options.series:
        documents = series_of(layouts, seed=options.seed, count=options.series, kinds=options.kinds)
    else:
        many = options.per_layout
        documents = chosen(layouts, seed=options.seed, count=many, kinds=options.kinds, start=options.start)
    if options.contact and not options.series:
        documents = with_contact(documents, seed=options.seed)
    count = write(options.out, documents, source=f"generated, seed {options.seed}")
    took = time.monotonic() - started
    print(f"{count} documents of {len(layouts)} layouts in {options.out}, {took / max(count, 1):.2f} s each")


if __name__ == "__main__":
    main()
