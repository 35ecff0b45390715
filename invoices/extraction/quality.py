"""Whether a picture can be read at all: sharp enough, light enough, close enough; and if not, what to say.

It looks at the picture alone, for some 70 ms of 12 megapixels, so it may be asked on upload as well. A picture is
only refused when an engine could not read it either: `sheets` knows both, and measures none that was read plainly.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from invoices.extraction.result import Box, Word

Grey = NDArray[np.uint8]

# The side on which a picture is judged: print of an invoice is 6 to 14 points high there.
_SIDE = 1600


Fault = Literal["dark", "blurred", "glare", "far"]

# Set between 103 readable photos and scans of the development layouts and 22 that nobody can read; on either
# side of each limit there is room (readable / not): brightness 142 / 14, contrast 62 / 37, sharpness 0.42 / 0.09.
_NIGHT, _DARK, _FAINT, _SMEARED, _SOFT = 25.0, 70.0, 45.0, 0.2, 0.65
# A fax is white too, but its print is black: contrast 111 and more, 65 and less under a flash.
_WHITE, _WASHED_OUT = 0.4, 80.0
_FEW_LETTERS, _TINY = 80, 5.0

_SENTENCES: dict[Fault, str] = {
    "dark": "La foto está muy oscura. Toma otra con buena luz y el teléfono quieto.",
    "blurred": "La foto está muy borrosa. Toma otra con buena luz y el teléfono quieto.",
    "glare": "La foto tiene un reflejo que tapa el texto. Toma otra sin flash y lejos de la lámpara.",
    "far": "La foto está tomada desde muy lejos. Acércate hasta que la página llene la pantalla.",
}

_DOUBTS: dict[Fault, str] = {
    "dark": "La foto está muy oscura.",
    "blurred": "La foto está borrosa.",
    "glare": "Un reflejo tapa parte de la página.",
    "far": "La foto está tomada desde muy lejos.",
}
CUT = "La foto corta una parte de la página."
ASK = "Revisa cada dato contra la imagen o pide otra foto."
# What an engine must have read surely for a picture with a fault to be believed at all.
_AT_THE_EDGE, _SEVERAL = 0.005, 3
_SURE, _LEAST_WORDS, _LEAST_SHARE = 0.85, 12, 0.4
# Of what it has read so far there is no need to measure the picture.
_PLAIN, _MANY_WORDS, _MOST_WORDS = 0.9, 40, 0.85


@dataclass(frozen=True, slots=True)
class Quality:
    """Measures of a picture. `letters` counts marks of the size of letters."""

    sharpness: float
    contrast: float
    brightness: float
    glare: float
    letters: int
    letter_height: float

    @property
    def fault(self) -> Fault | None:
        """The one reason why it will hardly be read, the plainest first; None for a picture that looks well."""
        if self.brightness < _NIGHT or (self.brightness < _DARK and not self.letters):
            return "dark"
        if not self.letters:
            return None
        if self.sharpness < _SMEARED or (self.contrast < _FAINT and self.sharpness < _SOFT):
            return "blurred"
        if self.glare > _WHITE and self.contrast < _WASHED_OUT:
            return "glare"
        if self.letters < _FEW_LETTERS and self.letter_height <= _TINY:
            return "far"
        return None

    @property
    def sentence(self) -> str:
        """What to tell a person who can still take another photo; empty for a picture that looks well."""
        return _SENTENCES[self.fault] if self.fault else ""

    @property
    def doubt(self) -> str:
        """What to tell who reviews what was read of it all the same."""
        return _DOUBTS[self.fault] if self.fault else ""


def reads_too_little(words: Sequence[Word]) -> bool:
    """Whether an engine saw next to nothing it is sure of: then no field can be trusted either."""
    long = [word for word in words if len(word.text) >= 3]
    sure = sum(word.confidence >= _SURE for word in long)
    return sure < _LEAST_WORDS or sure < _LEAST_SHARE * len(long)


def reads_plainly(words: Sequence[Word]) -> bool:
    """Whether an engine was sure of so much that nothing can be wrong with the picture as a whole."""
    long = [word for word in words if len(word.text) >= 3]
    return len(long) >= _MANY_WORDS and sum(word.confidence >= _PLAIN for word in long) >= _MOST_WORDS * len(long)


def runs_off(words: Sequence[Word], level: Sequence[Word]) -> bool:
    """Whether print goes on beyond the picture: several lines end at one edge of it, or one is cut along it.

    `words` stand on the picture as it came, `level` are the same on the upright page. A footer printed
    close to the edge of a sheet touches it as well, but it is one line and its letters are whole.
    """
    pairs = list(zip(words, level, strict=True))
    edges: tuple[Callable[[Box], bool], ...] = (
        lambda box: box.x0 < _AT_THE_EDGE,
        lambda box: box.y0 < _AT_THE_EDGE,
        lambda box: box.x1 > 1 - _AT_THE_EDGE,
        lambda box: box.y1 > 1 - _AT_THE_EDGE,
    )
    for touches in edges:
        there = [(word, on_page) for word, on_page in pairs if touches(word.box)]
        if len(there) < _SEVERAL:
            continue
        sure = sum(word.confidence for word, _on_page in there) / len(there)
        if sure < _SURE or _rows([on_page.box for _word, on_page in there]) >= _SEVERAL:
            return True
    return False


def _rows(boxes: Sequence[Box]) -> int:
    """On how many lines of the page boxes stand."""
    count, foot = 0, -1.0
    for box in sorted(boxes, key=lambda one: one.y0):
        if box.y0 + 0.5 * box.height > foot:
            count += 1
            foot = box.y1
    return count


def judge(image: Image.Image) -> Quality:
    """Measure a picture, as it came or already straightened."""
    grey = _grey(image)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 10)
    heights, marks = _letters(ink)
    near = cv2.dilate(marks, np.ones((5, 5), np.uint8)) > 0
    paper = cv2.dilate(grey, np.ones((15, 15), np.uint8))
    dark = marks > 0
    contrast = float(np.median(paper[dark].astype(np.int16) - grey[dark])) if dark.any() else 0.0
    return Quality(
        sharpness=_sharpness(grey, near),
        contrast=contrast,
        brightness=float(np.percentile(paper, 75)),
        glare=float((grey >= 252).mean()),
        letters=len(heights),
        letter_height=float(np.median(heights)) if len(heights) else 0.0,
    )


def _grey(image: Image.Image) -> Grey:
    if image.mode == "RGB":
        grey = cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2GRAY)
    else:
        grey = np.asarray(image.convert("L"))
    ratio = _SIDE / max(grey.shape)
    if ratio < 1:
        grey = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)


def _letters(ink: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.uint8]]:
    """The heights of marks like letters or short words, and where they are."""
    _count, labels, stats, _centres = cv2.connectedComponentsWithStats(ink)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    area = stats[:, cv2.CC_STAT_AREA]
    like = (height >= 4) & (height <= 40) & (width >= 2) & (width <= 120) & (area > 0.15 * width * height)
    like[0] = False
    return height[like], np.where(like[labels], np.uint8(255), np.uint8(0))


def _sharpness(grey: Grey, near: NDArray[Any]) -> float:
    """How much of the edges around print a slight blur takes away: 0 of a smear, above 0.5 of clear print."""
    if not near.any():
        return 0.0
    soft = cv2.GaussianBlur(grey, (0, 0), 1.5)
    edges = [np.hypot(cv2.Sobel(one, cv2.CV_32F, 1, 0), cv2.Sobel(one, cv2.CV_32F, 0, 1))[near] for one in (grey, soft)]
    strong = edges[0] > np.percentile(edges[0], 70)
    return float(1 - edges[1][strong].sum() / max(edges[0][strong].sum(), 1.0))
