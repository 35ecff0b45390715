"""Loading the demo: what a visitor finds, twice the same, and never in production."""

import pytest
from django.contrib.auth import authenticate
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from accounts.models import User
from invoices.demo.records import LOGINS, PASSWORD
from invoices.models import Document, Invoice
from purchasing.access import visible_obras
from purchasing.models import Empresa, Obra, PurchaseOrder, Supplier


@pytest.fixture
def demo(settings):
    settings.DEMO_MODE = True


def counts():
    return [model.objects.count() for model in (User, Empresa, Supplier, Obra, PurchaseOrder, Document, Invoice)]


@pytest.mark.django_db
class TestLoaded:
    @pytest.fixture(autouse=True)
    def loaded(self, demo, capsys):
        call_command("load_demo")
        self.said = capsys.readouterr().out

    def test_what_was_decided_before_the_visitor_came(self):
        statuses = dict(Invoice.objects.values_list("invoice_number", "status"))
        assert statuses == {
            "TD2231": "APROBADA",
            "QC7031": "APROBADA",
            "ACB9902": "APROBADA",
            "MA618": "APROBADA",
            "QC7120": "RECHAZADA",
            "EC415": "LISTA",
        }
        assert Invoice.objects.get(invoice_number="EC415").postponed_until is not None
        orders = dict(PurchaseOrder.objects.values_list("number", "status"))
        assert (orders["OC-4101"], orders["OC-4102"], orders["OC-4115"]) == ("FACTURADA", "PARCIAL", "ANULADA")
        assert len(orders) == 15

    def test_the_rest_waits_for_the_worker_the_slow_ones_a_little_longer(self):
        waiting = Document.objects.filter(state="RECEIVED")
        assert waiting.count() == 11
        assert waiting.exclude(next_try_at=None).count() == 3

    def test_every_login_enters_with_the_printed_password(self, rf):
        for login in LOGINS:
            assert login.username in self.said
            person = authenticate(rf.post("/"), username=login.username, password=PASSWORD)
            assert person is not None, login
        assert PASSWORD in self.said
        assert [obra.code for obra in visible_obras(User.objects.get(username="residente"))] == ["PSL"]

    def test_a_second_run_adds_nothing_and_undoes_nothing(self, capsys):
        Supplier.objects.filter(nit="990200310").update(phone="601 000 0000")
        before = counts()
        call_command("load_demo")
        assert counts() == before
        assert "Facturas de demostración nuevas: 0." in capsys.readouterr().out
        assert Supplier.objects.get(nit="990200310").phone == "601 000 0000"

    def test_production_refuses_the_demo_people(self, settings, rf):
        settings.DEMO_MODE = False
        for login in LOGINS:
            assert authenticate(rf.post("/"), username=login.username, password=PASSWORD) is None
        (error,) = [found for found in run_checks(databases=["default"]) if found.id == "accounts.E001"]
        assert "admin, compras, contabilidad, gerencia, residente" in error.msg
        User.objects.update(is_active=False)
        assert not [found for found in run_checks(databases=["default"]) if found.id == "accounts.E001"]


@pytest.mark.django_db
class TestNotLoaded:
    def test_outside_demo_mode_nothing_is_loaded(self):
        with pytest.raises(CommandError, match="solo se cargan en modo demostración"):
            call_command("load_demo")
        assert counts() == [0] * 7

    def test_a_real_person_with_a_demo_name_stops_it(self, demo):
        User.objects.create_user("admin", password="una-clave-propia")
        with pytest.raises(CommandError, match="«admin» que no es de demostración"):
            call_command("load_demo")
        assert counts() == [1] + [0] * 6

    def test_a_real_person_enters_outside_demo_mode(self, rf):
        User.objects.create_user("ana", password="una-clave-propia")
        assert authenticate(rf.post("/"), username="ana", password="una-clave-propia") is not None

    def test_without_demo_people_there_is_no_error(self):
        assert not [found for found in run_checks(databases=["default"]) if found.id == "accounts.E001"]
