"""Importing orders: files as people have them, errors told by row and column, all or nothing."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from purchasing.models import PurchaseOrder, Supplier
from purchasing.order_import import import_orders
from purchasing.tables import read_table

from . import making

pytestmark = pytest.mark.django_db

HEADINGS = ["Número", "Fecha", "NIT", "Proveedor", "Obra", "Código", "Descripción", "Cantidad", "Unidad",
            "Precio unitario", "% IVA", "Subtotal", "IVA", "Total"]  # fmt: skip
CEMENT = ["OC-100", "15/03/2026", "900.123.456-8", "El Tornillo", "NORTE", "C-1", "Cemento gris", "100", "BTO",
          "32.500,50", "19", "3.650.050", "693.509,50", "4.343.559,50"]  # fmt: skip
STEEL = ["OC-100", "15/03/2026", "900.123.456-8", "El Tornillo", "NORTE", "H-2", "Varilla ½\"", "20", "UND",
         "20.000", "19", "", "", ""]  # fmt: skip


@pytest.fixture(autouse=True)
def master_data():
    making.obra()
    making.supplier()


@pytest.fixture
def file(tmp_path):
    def write(*rows, headings=HEADINGS, encoding="utf-8", delimiter=";", name="ordenes.csv"):
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows([headings, *rows])
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


def changed(row, **values):
    copy = list(row)
    for heading, value in values.items():
        copy[HEADINGS.index(heading.replace("_", " "))] = value
    return copy


def bring(path, **options):
    return import_orders(read_table(path), by=None, **options)


def complaints(report):
    return [(error.row, error.column) for error in report.errors]


def test_an_order_of_two_lines_is_created(file):
    report = bring(file(CEMENT, STEEL))
    assert report.errors == []
    order = PurchaseOrder.objects.get()
    assert (order.number, order.date, order.status) == ("OC-100", date(2026, 3, 15), "ORDEN")
    assert (order.subtotal, order.iva, order.total) == (Decimal(3650050), Decimal("693509.50"), Decimal("4343559.50"))
    assert [(line.position, line.quantity, line.unit_price, line.total) for line in order.lines.all()] == [
        (1, 100, Decimal("32500.50"), 3250050),
        (2, 20, 20000, 400000),
    ]
    assert (order.supplier, order.obra) == (making.supplier(), making.obra())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_encoding_and_delimiter_reads_the_same(file, encoding, delimiter):
    bring(file(CEMENT, STEEL, encoding=encoding, delimiter=delimiter))
    assert PurchaseOrder.objects.get().lines.get(position=2).description == 'Varilla ½"'


def test_headings_are_known_by_other_names_and_in_any_order(file):
    headings = ["OC", "CANT.", "DETALLE", "Vr. Unitario", "Nit proveedor", "Centro de costo", "fecha orden", "Color"]
    report = bring(file(["77", "2", "Arena", "100", "900123456", "norte", "2026-03-01", "gris"], headings=headings))
    assert report.errors == []
    assert report.ignored_columns == ("Color",)
    order = PurchaseOrder.objects.get()
    assert (order.subtotal, order.iva, order.total) == (200, 38, 238)


def test_a_workbook_with_real_numbers_and_dates_is_read(tmp_path):
    book = Workbook()
    book.active.append(
        ["Número", "Fecha", "NIT", "Obra", "Descripción", "Cantidad", "Precio unitario", "% IVA", "Total línea"]
    )
    book.active.append(
        [
            4500012,
            datetime.fromisoformat("2026-03-15"),
            900123456,
            "NORTE",
            "Acero",
            0.1 + 0.2,
            1000.5,
            0.05,
            300.15000001,
        ]
    )
    book.save(tmp_path / "ordenes.xlsx")
    assert bring(tmp_path / "ordenes.xlsx").errors == []
    line = PurchaseOrder.objects.get(number="4500012").lines.get()
    assert (line.quantity, line.tax_rate, line.total) == (Decimal("0.3"), 5, Decimal("300.15"))


def test_the_template_in_the_documentation_is_imported_as_it_is(settings):
    report = bring(settings.BASE_DIR / "docs/plantillas/ordenes.csv")
    assert report.errors == []
    assert report.ignored_columns == ()
    assert len(report.created) == 2


class TestNumbers:
    def test_ambiguous_numbers_follow_the_others_of_the_file(self, file):
        plain = changed(CEMENT, Cantidad="1.250", Precio_unitario="1000.50", Subtotal="", IVA="", Total="")
        bring(file(plain))
        assert PurchaseOrder.objects.get().lines.get().quantity == Decimal("1.25")

    def test_without_any_evidence_a_dot_means_thousands(self, file):
        bring(file(changed(CEMENT, Cantidad="1.250", Precio_unitario="1.000", Subtotal="", IVA="", Total="")))
        assert PurchaseOrder.objects.get().lines.get().quantity == 1250

    def test_a_file_that_mixes_both_is_asked_about_what_is_ambiguous(self, file):
        first = changed(CEMENT, Precio_unitario="1000.50", Cantidad="1.250", Subtotal="", IVA="", Total="")
        second = changed(STEEL, Precio_unitario="1000,50")
        report = bring(file(first, second))
        assert complaints(report) == [(2, "cantidad")]
        assert "Se puede leer de dos maneras" in report.errors[0].sentence


class TestErrors:
    def test_every_error_is_told_with_row_column_value_and_cure(self, file):
        report = bring(
            file(
                changed(CEMENT, Cantidad="cien"),
                changed(STEEL, Número="OC-101", Fecha="31/02/2026", Obra="LUNA"),
            )
        )
        assert [str(error) for error in report.errors] == [
            "Fila 2, columna «cantidad», valor «cien»: No es un número. Escríbelo así: 1.234.567,80.",
            "Fila 3, columna «fecha», valor «31/02/2026»: Esa fecha no existe. Escríbela así: 15/03/2026.",
            "Fila 3, columna «obra», valor «LUNA»: No hay una obra con ese código o nombre. "
            "Créala primero o corrige el código.",
        ]

    def test_one_bad_row_keeps_all_good_orders_out(self, file):
        good = changed(STEEL, Número="OC-1")
        report = bring(file(good, changed(STEEL, Número="OC-2", Cantidad="-5")))
        assert complaints(report) == [(3, "cantidad")]
        assert not PurchaseOrder.objects.exists()

    @pytest.mark.parametrize(
        ("change", "column", "words"),
        [
            ({"NIT": "900.123.456-7"}, "NIT", "no coincide con el NIT 900.123.456"),
            ({"NIT": ""}, "NIT", "Falta este dato de la orden."),
            ({"Número": "--"}, "número", "Escribe el número de la orden en cada fila."),
            ({"Descripción": ""}, "descripción", "Falta este dato de la línea."),
            ({"Descripción": "x" * 301}, "descripción", "300"),
            ({"Precio_unitario": "9" * 19}, "precio unitario", "dígitos"),
            ({"Cantidad": "9" * 40}, "cantidad", "dígitos"),
            ({"Subtotal": "400.003"}, "subtotal", "Las líneas suman $ 400.000. Revisa los valores de la orden."),
            ({"IVA": "76.003"}, "IVA", "El IVA de las líneas suma $ 76.000."),
            ({"Total": "476.003"}, "total", "Subtotal más IVA da $ 476.000."),
            ({"%_IVA": "190"}, "% IVA", "El porcentaje de IVA va de 0 a 100."),
            ({"%_IVA": "", "IVA": "50.000"}, "% IVA", "no corresponde a una sola tarifa"),
        ],
    )
    def test_a_wrong_cell_is_named(self, file, change, column, words):
        report = bring(file(changed(STEEL, **change)))
        assert complaints(report) == [(2, column)]
        assert words in report.errors[0].sentence

    def test_rows_of_one_order_must_agree(self, file):
        report = bring(file(CEMENT, changed(STEEL, Fecha="16/03/2026")))
        assert complaints(report) == [(3, "fecha")]

    def test_two_pesos_of_rounding_are_no_error(self, file):
        assert bring(file(changed(STEEL, Subtotal="400.001", Total="476.002"))).errors == []

    def test_the_rate_is_told_from_the_iva_when_it_fits_one(self, file):
        bring(file(changed(STEEL, **{"%_IVA": "", "IVA": "20.000"})))
        assert PurchaseOrder.objects.get().lines.get().tax_rate == 5

    def test_a_closed_obra_takes_no_new_order(self, file):
        making.obra("VIEJA", active=False)
        assert complaints(bring(file(changed(STEEL, Obra="VIEJA")))) == [(2, "obra")]


class TestSuppliers:
    NEW = {"NIT": "860.034.313-7", "Proveedor": "Concretos del Río Ltda."}

    def test_an_unknown_supplier_is_an_error(self, file):
        report = bring(file(changed(STEEL, **self.NEW)))
        assert complaints(report) == [(2, "NIT")]
        assert "--create-suppliers" in report.errors[0].sentence

    def test_it_is_created_when_asked_for_once_for_all_its_orders(self, file):
        path = file(changed(STEEL, **self.NEW), changed(STEEL, Número="OC-2", **self.NEW))
        report = bring(path, create_suppliers=True)
        assert report.suppliers == ["Concretos del Río Ltda. (860.034.313-7)"]
        assert Supplier.objects.get(nit="860034313").orders.count() == 2

    def test_a_new_supplier_needs_its_name_and_check_digit(self, file):
        report = bring(file(changed(STEEL, NIT="860.034.313-7", Proveedor="")), create_suppliers=True)
        assert complaints(report) == [(2, "proveedor")]
        report = bring(file(changed(STEEL, NIT="860.034.313")), create_suppliers=True)
        assert complaints(report) == [(2, "NIT")]
        assert Supplier.objects.count() == 1

    def test_no_supplier_is_left_behind_by_a_failed_import(self, file):
        bring(file(changed(STEEL, **self.NEW), changed(STEEL, Número="OC-2", Cantidad="x")), create_suppliers=True)
        assert Supplier.objects.count() == 1


class TestAgain:
    def test_the_same_file_again_changes_nothing(self, file):
        bring(file(CEMENT, STEEL))
        before = list(PurchaseOrder.objects.get().lines.values())
        report = bring(file(CEMENT, STEEL))
        assert (report.created, report.updated, report.unchanged) == ([], [], ["OC-100"])
        assert list(PurchaseOrder.objects.get().lines.values()) == before

    def test_a_changed_order_is_updated_and_its_lines_keep_their_rows(self, file):
        bring(file(changed(STEEL, Número="OC 0100"), changed(CEMENT, Subtotal="", IVA="", Total="")))
        first = PurchaseOrder.objects.get().lines.get(position=1)
        report = bring(file(changed(STEEL, Cantidad="30")))
        assert report.updated == ["OC-100"]
        order = PurchaseOrder.objects.get()
        assert (order.number, order.total) == ("OC-100", 714000)
        assert [(line.pk, line.quantity) for line in order.lines.all()] == [(first.pk, 30)]

    @pytest.mark.parametrize("status", ["PARCIAL", "FACTURADA", "ANULADA"])
    def test_an_order_that_is_invoiced_or_annulled_is_not_changed(self, file, status):
        bring(file(STEEL))
        PurchaseOrder.objects.update(status=status)
        report = bring(file(changed(STEEL, Cantidad="30")))
        assert complaints(report) == [(2, "número")]
        assert PurchaseOrder.objects.get().lines.get().quantity == 20

    def test_an_invoiced_order_may_stand_unchanged_in_the_file(self, file):
        bring(file(STEEL))
        PurchaseOrder.objects.update(status="FACTURADA", invoiced_total=476000)
        assert bring(file(STEEL)).unchanged == ["OC-100"]


class TestCommand:
    def test_it_says_what_it_did_and_who_it_was(self, file, capsys):
        compras = making.person("compras")
        call_command("import_orders", file(CEMENT, STEEL), by="compras")
        assert "Órdenes nuevas: 1. Actualizadas: 0. Sin cambios: 0." in capsys.readouterr().out
        assert LogEntry.objects.get(user=compras).change_message == "Orden importada."

    def test_errors_go_to_the_error_stream_and_end_it_with_code_one(self, file, capsys):
        with pytest.raises(CommandError, match="No se importó nada: 1 error en 1 filas") as failed:
            call_command("import_orders", file(changed(STEEL, Cantidad="x")))
        assert failed.value.returncode == 1
        assert "Fila 2, columna «cantidad», valor «x»" in capsys.readouterr().err

    def test_a_dry_run_keeps_nothing(self, file, capsys):
        call_command("import_orders", file(STEEL), dry_run=True)
        assert "Órdenes nuevas: 1." in capsys.readouterr().out
        assert not PurchaseOrder.objects.exists()

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "El archivo está vacío."),
            (b"PK\x03\x04 not a workbook", "no es un libro de Excel"),
            (b"\x89PNG\r\n\x00\x00\x00", "Formato no soportado"),
            ("Número;Fecha\n1;2".encode(), "Faltan columnas: NIT, obra, descripción, cantidad, precio unitario."),
            ("Número;Orden;Fecha".encode(), "Hay dos columnas para «número»."),
        ],
    )
    def test_a_file_that_is_none_is_told_in_words(self, tmp_path, data, words):
        path = tmp_path / "archivo"
        path.write_bytes(data)
        with pytest.raises(CommandError, match=words):
            call_command("import_orders", path)

    def test_a_file_that_is_not_there_is_told(self, tmp_path):
        with pytest.raises(CommandError, match="No se pudo abrir"):
            call_command("import_orders", tmp_path / "nada.csv")
