"""The figures as tables, which print as text for a terminal or as Markdown for docs/benchmark.md.

A terminal is answered in Spanish like every command of ours; the documentation is English. Computes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from invoices.benchmark.judging import KEY_FIELDS, LINE_COLUMNS
from invoices.benchmark.targets import Standing, standings
from invoices.benchmark.truth import KINDS, TRUTH
from invoices.fields import BY_NAME

Language = Literal["es", "en"]
_WORDS: Mapping[str, tuple[str, str]] = {
    "xml": ("XML", "XML"), "zip": ("ZIP", "ZIP"), "native": ("PDF", "native PDF"), "scan": ("escaneo", "clean scan"),
    "poor": ("mal escaneo", "poor scan"), "photo": ("foto", "photo"), "image": ("imagen", "image"),
    "unreadable": ("ilegible", "unreadable"), "refused": ("Rechazados", "refused"),
    "development": ("plantillas de desarrollo", "development layouts"),
    "calibration": ("plantillas de calibración", "calibration layouts"),
    "test": ("plantillas de prueba", "test layouts"),
    "": ("documentos", "documents"),
    "key_mean": ("Campos clave bien, media", "key fields right, mean"),
    "whole": ("Factura entera bien", "whole invoice right"),
    "lines_f1": ("Renglones, F1", "line items, F1"),
    "sure_right": ("Sobre su umbral, bien", "at or above threshold, right"),
    "wrong_flagged": ("De lo malo, señalado", "of the wrong, flagged"),
    "median": ("Segundos, mediana", "seconds, median"),
    "p95": ("Segundos, percentil 95", "seconds, 95th percentile"),
    "max": ("Segundos, máximo", "seconds, most"),
    "overhead": ("Veces el motor solo", "times the bare engine"),
    "memory": ("Memoria, proceso y lector", "memory, process and reader"),
    "process": ("Memoria del proceso", "memory of the process"),
    "reader": ("Memoria del lector", "memory of the reader"),
    "files": ("Archivos", "files"),
    "measure": ("Medida", "measure"), "field": ("Campo", "field"), "layout": ("Plantilla", "layout"),
    "column": ("Renglones", "lines"), "ceiling": ("Al alcance", "within reach"),
    "asked": ("Lo pedido", "Asked and measured"), "fields": ("Campos", "Fields"), "lines": ("Renglones", "Lines"),
    "ceilings": ("Lo que el texto leído permite", "What the recognised text allows"),
    "time": ("Tiempo y memoria", "Time and memory"), "layouts": ("Por plantilla", "By layout"),
    "confidences": ("Confianza", "Confidence"), "reliability": ("Confianza por décimas", "Reliability by tenths"),
    "by_field": ("Confianza por campo", "Confidence by field"), "load": ("carga", "load"),
    "met": ("sí", "yes"), "unmet": ("no", "no"),
    "outcomes": ("bien mal falta inv.", "right wrong missing invented"),
    "count_right": ("Número de renglones bien", "number of lines right"),
    "line_total": ("Total", "total"), "description": ("Descripción", "description"), "code": ("Código", "code"),
    "quantity": ("Cantidad", "quantity"), "unit": ("Unidad", "unit"), "unit_price": ("Precio unitario", "unit price"),
    "all_key": ("Todos los campos clave", "all key fields"),
    "engine_median": ("Del motor en todo, mediana", "of the engine in all, median"),
    "bare_median": ("Del motor solo, mediana", "of the bare engine, median"),
    "own_median": ("Sin el motor, mediana", "without the engine, median"),
    "passes_per_page": ("Llamadas al motor por página", "engine calls a page"),
    "sure": ("Sobre su umbral: campos", "at or above threshold: fields"),
    "wrong": ("Malos", "wrong"), "missing": ("Faltan", "missing"),
    "error": ("Error de calibración (ECE)", "expected calibration error"),
    "key_error": ("ECE de los campos clave", "ECE of the key fields"),
    "from": ("Confianza desde", "confidence from"), "confidence": ("Confianza media", "mean confidence"),
    "right": ("Bien", "right"), "every": ("Todos", "all"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the heads of the columns, and the cells, all as they are shown."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        """For a terminal: the first column to the left, figures to the right."""
        widths = [max(len(row[at]) for row in (self.head, *self.rows)) for at in range(len(self.head))]
        lines = [
            "  ".join(cell.rjust(width) if at else cell.ljust(width) for at, (cell, width) in enumerate(cells)).rstrip()
            for cells in (list(zip(row, widths, strict=True)) for row in (self.head, *self.rows))
        ]
        return "\n".join(["", self.title, "-" * len(self.title), *lines])

    def markdown(self) -> str:
        rows = [self.head, ["---"] * len(self.head), *([_marked_down(cell) for cell in row] for row in self.rows)]
        return f"\n**{self.title}**\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _marked_down(cell: str) -> str:
    """A star before a label would be a list, and blanks that align mean nothing."""
    text = " ".join(cell.split())
    return f"**{text[2:]}**" if text.startswith("* ") else text


def word(key: str, language: Language) -> str:
    return _WORDS[key][0 if language == "es" else 1]


def heading(about: Mapping[str, Any], language: Language = "es") -> str:
    """What every table needs beside it: when, of which code, where and how."""
    commit, load = about["commit"] or "-", f"{word('load', language)} {about['load']}"
    if language == "es":
        return f"{about['date']}, {commit}, {about['machine']}, {load}, {about.get('engines', '')}\n{about['command']}"
    told = f"{about['date']}, commit `{commit}`, {about['machine']}, {load}, {about.get('engines', '')}."
    return f"{told}\n\n`{about['command']}`"


def tables(figures: Mapping[str, Any], language: Language = "es") -> Iterator[Table]:
    """All tables of a run: for each split what was asked, then the detail."""
    for split, found in figures["splits"].items():
        name = word(split, language)
        yield _asked(found["kinds"], figures["timed"], name, language)
        yield _fields(found["kinds"], name, language)
        yield _lines(found["kinds"], name, language)
        yield _ceiling(found["kinds"], name, language)
        yield _calibration(found, name, language)
        yield _reliability(found["calibration"], name, language)
        yield _confidence_by_field(found["calibration"], name, language)
        yield _time(found["kinds"], figures["timed"], name, language)
        yield _layouts(found, name, language)


def must_show(figures: Mapping[str, Any], language: Language = "es") -> Iterator[Table]:
    """Only what was asked beside what was measured."""
    for split, found in figures["splits"].items():
        yield _asked(found["kinds"], figures["timed"], word(split, language), language)


def _asked(kinds: Mapping[str, Any], timed: bool, split: str, language: Language) -> Table:
    shown = [kind for kind in KINDS if kind in kinds]
    rows = [[word("files", language), *(str(kinds[kind]["files"]) for kind in shown)]]
    for target, row in standings(kinds, timed=timed).items():
        rows.append([word(target.name, language), *(_standing(row[kind], language) for kind in shown)])
    return Table(f"{word('asked', language)}, {split}", _head("measure", shown, language), rows)


def _standing(one: Standing, language: Language) -> str:
    measured = shown_as(one.measured, one.target.style)
    if one.asked is None:
        return measured
    asked = f"{'<=' if one.target.at_most else '>='} {_asked_as(one.asked, one.target.style)}"
    verdict = "" if one.is_met is None else " " + word("met" if one.is_met else "unmet", language)
    return f"{measured} ({asked}{verdict})"


def _fields(kinds: Mapping[str, Any], split: str, language: Language) -> Table:
    shown = [kind for kind in KINDS if kind in kinds]
    rows = [["", *([word("outcomes", language)] * len(shown))]]
    for name in TRUTH:
        tallies = [kinds[kind]["fields"].get(name) for kind in shown]
        if any(tallies):
            mark = "* " if name in KEY_FIELDS else "  "
            rows.append([mark + _label(name, language), *map(_tally, tallies)])
    return Table(f"{word('fields', language)}, {split}", _head("field", shown, language), rows)


def _tally(tally: Mapping[str, Any] | None) -> str:
    if not tally:
        return ""
    counts = "".join(f"{tally[outcome]:>5}" for outcome in ("right", "wrong", "missing", "invented"))
    return f"{counts.strip()} {shown_as(tally['share'], '%'):>7}"


def _lines(kinds: Mapping[str, Any], split: str, language: Language) -> Table:
    shown = [kind for kind in KINDS if kind in kinds]
    rows = [
        [word("lines_f1", language), *(shown_as(kinds[kind]["lines_f1"], "f") for kind in shown)],
        [word("count_right", language), *(shown_as(kinds[kind]["lines"]["count_right"], "%") for kind in shown)],
    ]
    for name in LINE_COLUMNS:
        cells = [shown_as(kinds[kind]["lines"]["columns"].get(name), "%") for kind in shown]
        rows.append([word(name, language), *cells])
    return Table(f"{word('lines', language)}, {split}", _head("column", shown, language), rows)


def _ceiling(kinds: Mapping[str, Any], split: str, language: Language) -> Table:
    shown = [kind for kind in KINDS if kind in kinds]
    rows = []
    for name in KEY_FIELDS:
        rows.append(
            [_label(name, language), *(shown_as(kinds[kind]["ceiling"]["fields"].get(name), "%") for kind in shown)]
        )
    for key, name in (("key_mean", "key_mean"), ("all_key", "key_fields_all")):
        rows.append([word(key, language), *(shown_as(kinds[kind]["ceiling"][name], "%") for kind in shown)])
    return Table(f"{word('ceilings', language)}, {split}", _head("ceiling", shown, language), rows)


def _calibration(found: Mapping[str, Any], split: str, language: Language) -> Table:
    shown = [kind for kind in KINDS if kind in found["kinds"]]
    groups = [found["calibration"], *(found["kinds"][kind]["calibration"] for kind in shown)]
    rows = [
        [word("sure", language), *(str(one["sure"]["fields"]) for one in groups)],
        [word("sure_right", language), *(shown_as(one["sure"]["share"], "%2") for one in groups)],
        [word("wrong", language), *(str(one["wrong"]["fields"]) for one in groups)],
        [word("wrong_flagged", language), *(shown_as(one["wrong"]["share"], "%") for one in groups)],
        [word("missing", language), *(str(one["missing"]) for one in groups)],
        [word("error", language), *(shown_as(one["error"], "f") for one in groups)],
        [word("key_error", language), *(shown_as(one["key_fields"]["error"], "f") for one in groups)],
    ]
    head = [word("measure", language), word("every", language), *(word(kind, language) for kind in shown)]
    return Table(f"{word('confidences', language)}, {split}", head, rows)


def _reliability(calibration: Mapping[str, Any], split: str, language: Language) -> Table:
    rows = [
        [f"{one['from']:.1f}", str(one["fields"]), shown_as(one["mean_confidence"], "%"), shown_as(one["share"], "%")]
        for one in calibration["by_tenth"]
        if one["fields"]
    ]
    head = [word(key, language) for key in ("from", "fields", "confidence", "right")]
    return Table(f"{word('reliability', language)}, {split}", head, rows)


def _confidence_by_field(calibration: Mapping[str, Any], split: str, language: Language) -> Table:
    rows = []
    for name in TRUTH:
        if found := calibration["by_field"].get(name):
            cells = [str(found["sure"]["fields"]), shown_as(found["sure"]["share"], "%")]
            cells += [str(found["wrong"]["fields"]), shown_as(found["wrong"]["share"], "%")]
            cells += [str(found["missing"]), shown_as(found["error"], "f")]
            rows.append([("* " if name in KEY_FIELDS else "  ") + _label(name, language), *cells])
    names = ("field", "sure", "sure_right", "wrong", "wrong_flagged", "missing", "error")
    head = [word(key, language) for key in names]
    return Table(f"{word('by_field', language)}, {split}", head, rows)


def _label(name: str, language: Language) -> str:
    return BY_NAME[name].label if language == "es" else name.replace("_", " ")


def _time(kinds: Mapping[str, Any], timed: bool, split: str, language: Language) -> Table:
    shown = [kind for kind in KINDS if kind in kinds]
    names = ("median", "p95", "max", "engine_median", "bare_median", "own_median", "overhead", "passes_per_page")
    # Over kept readings only what happens around the engine has been measured.
    said = names if timed else ("own_median", "passes_per_page")
    rows = []
    for name in said:
        style = "x" if name in ("overhead", "passes_per_page") else "s"
        rows.append([word(name, language), *(shown_as(kinds[kind]["seconds"][name], style) for kind in shown)])
    for name in ("process", "reader") if timed else ():
        rows.append([word(name, language), *(shown_as(kinds[kind]["memory"][name] / 1e9, "GB") for kind in shown)])
    return Table(f"{word('time', language)}, {split}", _head("measure", shown, language), rows)


def _layouts(found: Mapping[str, Any], split: str, language: Language) -> Table:
    """Key fields, whole invoices and lines of each layout, in one cell for each kind."""
    shown = [kind for kind in KINDS if kind in found["kinds"]]
    rows = [["", *(["  ".join(word(name, language).split(",")[0].split()[0] for name in _BRIEF)] * len(shown))]]
    rows += [
        [layout, *(_brief(kinds.get(kind)) for kind in shown)] for layout, kinds in found["layouts"].items()
    ]  # fmt: skip
    return Table(f"{word('layouts', language)}, {split}", _head("layout", shown, language), rows)


_BRIEF = ("key_mean", "whole", "lines_f1")


def _brief(figures: Mapping[str, Any] | None) -> str:
    if not figures:
        return ""
    styles = zip(_BRIEF, ("%", "%0", "f"), strict=True)
    return " ".join(f"{shown_as(figures[name], style):>7}" for name, style in styles)


def _head(first: str, kinds: Sequence[str], language: Language) -> list[str]:
    return [word(first, language), *(word(kind, language) for kind in kinds)]


def shown_as(value: float | None, style: str) -> str:
    """A figure as it is printed: `%` shares, `f` other numbers between 0 and 1, `s` seconds, `x` ratios, `GB`."""
    if value is None:
        return "-"
    if style.startswith("%"):
        return f"{100 * value:.{style[1:] or 1}f} %"
    if style == "f":
        return f"{value:.3f}"
    return f"{value:.2f} GB" if style == "GB" else f"{value:.2f}"


def _asked_as(value: float, style: str) -> str:
    return f"{100 * value:g} %" if style == "%" else f"{value:g}"
