"""What an engine that understands invoices says: parsed by our rules, weighed, and never above better evidence."""

from datetime import date
from decimal import Decimal

import pytest
from PIL import Image

from invoices.extraction.ladder import Rung, climb
from invoices.extraction.options import ReadingOptions
from invoices.extraction.pipeline import extract
from invoices.extraction.result import Box, PageReading, Reading, Word
from invoices.extraction.said import Said, SaidLine, lines_of, readings_of
from invoices.extraction.understood import weigh
from invoices.fields import BY_NAME
from tests.engines import BusyEngine, ScriptedEngine

from .documents import picture

BLANK = picture(Image.new("RGB", (400, 500), "white"))
KNOWN = ReadingOptions(own_nits=frozenset({"900555444"}), today=date(2026, 5, 1))
SAID = {
    "invoice_number": "FE-1024", "issue_date": "05/03/2026", "supplier_nit": "900.123.456-8",
    "supplier_name": "FERRETERIA EL TORNILLO SAS", "subtotal": "$ 1.000.000", "iva": "190.000", "total": "1.190.000,00",
}  # fmt: skip


def said(confidence: float = 0.68, **changed: str) -> tuple[Reading, ...]:
    return readings_of(Said(name, text, confidence) for name, text in {**SAID, **changed}.items() if text)


def weighed(*, witness: str = "", known=KNOWN, lines=(), **changed: str):
    return weigh(said(**changed), lines, witness=witness, known=known)


class TestParsing:
    def test_values_are_parsed_by_our_own_rules(self):
        values = {one.field: one.value for one in said()}
        assert values == {
            "invoice_number": "FE1024", "issue_date": date(2026, 3, 5), "supplier_nit": "900123456", "supplier_dv": "8",
            "supplier_name": "FERRETERIA EL TORNILLO SAS", "subtotal": Decimal(1000000), "iva": Decimal(190000),
            "total": Decimal("1190000.00"),
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("total", "un millón"), ("total", "12.34.56"), ("issue_date", "pronto"), ("issue_date", "31/02/2026"),
            ("issue_date", "05/03/2026 o 06/03/2026"), ("supplier_nit", "sin NIT"), ("invoice_number", "ver anexo"),
            ("invoice_number", "05/03/2026"), ("invoice_number", "1.190.000"), ("supplier_name", "--"),
            ("currency", "pesos colombianos"), ("supplier_email", "no tiene"), ("cufe", "abc123"),
            ("supplier_nit", "900123456-8 y 800197268-4"),
        ],
    )  # fmt: skip
    def test_what_does_not_parse_is_no_value(self, field, text):
        assert readings_of([Said(field, text, 0.9)]) == ()

    @pytest.mark.parametrize("text", ["No. FE 1024", "FE-1024", "fe1024", "Factura No. FE1024", "N° FE-1024"])
    def test_a_number_comes_with_or_without_its_label(self, text):
        (one,) = readings_of([Said("invoice_number", text, 0.9)])
        assert one.value == "FE1024"

    def test_figures_of_a_line_are_read_so_that_they_multiply(self):
        (line,) = lines_of(
            [SaidLine({"description": "CABLE", "quantity": "12.000", "unit_price": "500", "total": "6.000"}, 0.6)]
        )
        assert (line.quantity, line.unit_price, line.total) == (Decimal(12), Decimal(500), Decimal(6000))

    def test_a_line_without_words_or_amounts_is_none(self):
        assert (
            lines_of([SaidLine({"description": "12", "total": "3.000"}, 0.6), SaidLine({"description": "CABLE"}, 0.6)])
            == ()
        )


class TestWeighing:
    def test_alone_nothing_reaches_its_threshold(self):
        alone = weighed(subtotal="", iva="", supplier_nit="900123456")
        assert set(alone.fields) == {"invoice_number", "issue_date", "supplier_nit", "supplier_name", "total"}
        for name, one in alone.fields.items():
            assert one.confidence < BY_NAME[name].threshold
            assert one.reasons == ("solo lo dice el modelo; compáralo con la imagen",)

    def test_even_certain_of_itself_it_reaches_no_threshold_alone(self):
        sure = weigh(said(confidence=1.0, subtotal="", iva="", supplier_nit="900123456"), witness="", known=KNOWN)
        assert all(one.confidence < BY_NAME[name].threshold for name, one in sure.fields.items())

    def test_sums_that_hold_and_a_check_digit_carry_it_over(self):
        fields = weighed().fields
        for name in ("subtotal", "iva", "total", "supplier_nit", "supplier_dv"):
            assert fields[name].confidence >= BY_NAME[name].threshold, name
        assert "la suma da el total" in fields["total"].reasons
        assert "el DV coincide" in fields["supplier_nit"].reasons
        assert fields["issue_date"].confidence < BY_NAME["issue_date"].threshold

    def test_sums_that_do_not_hold_make_it_doubtful(self):
        assert weighed(total="1.290.000").fields["total"].confidence < 0.5

    def test_a_wrong_check_digit_makes_it_doubtful(self):
        assert weighed(supplier_nit="900.123.456-7").fields["supplier_nit"].confidence < 0.3

    def test_another_readers_words_make_it_surer_and_their_absence_less_sure(self):
        seen = weighed(witness="FACTURA FE1024 Fecha 05/03/2026").fields
        assert seen["issue_date"].confidence >= BY_NAME["issue_date"].threshold
        assert "otro lector ve el mismo valor en la página" in seen["issue_date"].reasons
        assert weighed(witness="FACTURA Fecha 06/03/2026").fields["issue_date"].confidence < 0.5

    def test_our_own_nit_is_never_the_supplier(self):
        assert "supplier_nit" not in weighed(supplier_nit="900555444").fields

    def test_a_future_date_is_doubted(self):
        assert weighed(issue_date="05/03/2027").fields["issue_date"].confidence < 0.3

    def test_lines_alone_stay_below_their_threshold_and_sums_raise_them(self):
        lines = lines_of([SaidLine({"description": "CABLE", "total": "1.000.000"}, 0.68)])
        assert weighed(subtotal="", iva="", total="", lines=lines).lines[0].confidence < 0.7
        assert weighed(lines=lines).lines[0].confidence >= 0.7


class TestLadder:
    def test_a_contradicting_model_never_beats_xml_or_qr(self):
        model = Rung("model", weighed().fields)
        assert model.fields["total"].confidence > 0.9
        for source in ("xml", "qr"):
            better = Rung(source, {"total": Reading("total", Decimal(1190001000), 0.85, source)})
            kept = climb([better, model]).fields["total"]
            assert (kept.value, kept.source) == (Decimal(1190001000), source)

    @pytest.mark.parametrize("name", ["issue_date", "subtotal", "iva", "total", "invoice_number"])
    def test_a_model_never_beats_the_qr_where_print_would(self, name):
        model = Rung("model", weighed(witness=" ".join(SAID.values())).fields)
        value = date(2026, 3, 4) if name == "issue_date" else Decimal(5) if name != "invoice_number" else "FE9"
        qr = Rung("qr", {name: Reading(name, value, 0.9, "qr")})
        assert climb([qr, model]).fields[name].source == "qr"

    def test_a_well_founded_model_value_goes_before_a_doubtful_reading_of_the_picture(self):
        model = Rung("model", weighed().fields)
        doubtful = Rung("ocr", {"total": Reading("total", Decimal(119000), 0.4, "ocr")})
        sure = Rung("ocr", {"total": Reading("total", Decimal(119000), 0.9, "ocr")})
        assert climb([doubtful, model]).fields["total"].source == "model"
        assert climb([sure, model]).fields["total"].source == "ocr"

    def test_an_unfounded_model_value_goes_before_nothing(self):
        model = Rung("model", weighed(subtotal="", iva="").fields)
        doubtful = Rung("ocr", {"total": Reading("total", Decimal(119000), 0.4, "ocr")})
        climbed = climb([doubtful, model])
        assert climbed.fields["total"].source == "ocr"
        assert [one.source for one in climbed.alternatives["total"]] == ["model"]


class Understanding(ScriptedEngine):
    """Gives values and, like a vision model, no words."""

    def read(self, image: Image.Image) -> PageReading:
        self.calls += 1
        lines = lines_of([SaidLine({"description": "CABLE 12 AWG", "total": "1.000.000"}, 0.68)])
        box = Box(0.1, 0.1, 0.2, 0.2)
        readings = readings_of(Said(name, text, 0.68, box if name == "total" else None) for name, text in SAID.items())
        return PageReading((), engine=self.name, readings=readings, lines=lines, document_type="nota_credito")


class TestPipeline:
    def test_an_engine_without_words_can_be_the_only_one(self):
        done = extract(BLANK, options=ReadingOptions(engines=Understanding(name="model")))
        (invoice,) = done.invoices
        assert done.engine == "model"
        assert invoice.document_type == "nota_credito"
        assert invoice.fields["total"].value == Decimal("1190000.00")
        assert (invoice.fields["total"].source, invoice.fields["total"].page) == ("model", 0)
        assert invoice.fields["total"].box is not None
        assert [line.description for line in invoice.lines] == ["CABLE 12 AWG"]

    def test_it_is_asked_as_a_second_opinion_only_when_something_is_doubtful(self):
        adviser = Understanding(name="model")
        words = (Word("FACTURA", Box(0.1, 0.1, 0.3, 0.12), 0.99), Word("1.190.000,00", Box(0.1, 0.5, 0.3, 0.52), 0.99))
        options = ReadingOptions(engines=ScriptedEngine(words=words), second_opinion=adviser)
        (invoice,) = extract(BLANK, options=options).invoices
        assert adviser.calls == 1
        assert invoice.fields["total"].value == Decimal("1190000.00")
        assert invoice.fields["supplier_nit"].source == "model"

    def test_a_second_opinion_that_fails_changes_nothing(self):
        options = ReadingOptions(engines=ScriptedEngine(), second_opinion=BusyEngine())
        (invoice,) = extract(BLANK, options=options).invoices
        assert "total" not in invoice.fields
