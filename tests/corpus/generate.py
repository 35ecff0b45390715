"""Write the corpus: `python -m tests.corpus.generate FOLDER [SEEDS]`.

Every layout is drawn with several seeds as a native PDF, and each of those once more as a scan:
turned a little, noisy, JPEG. truth.json has the shape that `manage.py benchmark` reads.
"""

import json
import sys
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from tests.corpus.layouts import LETTER, Truth
from tests.corpus.papers import PAPERS

LAYOUTS = LETTER | PAPERS


def write(folder: Path, *, seeds: int = 3, scans: bool = True) -> list[dict[str, object]]:
    (folder / "pdf").mkdir(parents=True, exist_ok=True)
    (folder / "image").mkdir(exist_ok=True)
    entries: list[dict[str, object]] = []
    for name, draw in LAYOUTS.items():
        for seed in range(seeds):
            pdf = folder / "pdf" / f"{name}_{seed}.pdf"
            truth = draw(pdf, Random(f"{name}{seed}"))
            entries.append(_entry(folder, pdf, name, truth))
            if scans and seed == 0:
                image = folder / "image" / f"{name}_{seed}_scan.jpg"
                pages = _scan(pdf, image, Random(f"scan{name}{seed}"))
                if pages == 1:
                    entries.append(_entry(folder, image, name, truth))
    (folder / "truth.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1))
    return entries


def _entry(folder: Path, file: Path, layout: str, truth: Truth) -> dict[str, object]:
    return {"file": str(file.relative_to(folder)), "layout": layout, "truth": truth}


def _scan(pdf: Path, image: Path, random: Random) -> int:
    """The first page as an office scanner would give it; returns how many pages there were."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=200 / 72).to_pil().convert("L")
    turned = page.rotate(random.uniform(-1.5, 1.5), fillcolor=255, resample=Image.Resampling.BICUBIC)
    soft = turned.filter(ImageFilter.GaussianBlur(0.7))
    noise = np.random.default_rng(random.randrange(10**6)).normal(0, 7, (soft.height, soft.width))
    Image.fromarray(np.clip(np.asarray(soft) + noise, 0, 255).astype(np.uint8)).save(image, quality=78)
    pages = len(document)
    document.close()
    return pages


if __name__ == "__main__":
    written = write(Path(sys.argv[1]), seeds=int(sys.argv[2]) if len(sys.argv) > 2 else 3)
    sys.stdout.write(f"{len(written)} documents\n")
