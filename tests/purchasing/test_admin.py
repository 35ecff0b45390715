"""The pages of Compras as people use them: what each sees, may change, and is told."""

import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from guardian.shortcuts import assign_perm

from accounts import roles
from accounts.models import User
from purchasing.access import people_of, visible_obras
from purchasing.models import Empresa, Obra, PurchaseOrder, Supplier, SupplierAlias

from . import making

pytestmark = pytest.mark.django_db

ORDERS = "admin:purchasing_purchaseorder"
SUPPLIERS = "admin:purchasing_supplier"


@pytest.fixture
def enter(client):
    def enter(group=None, **fields):
        client.force_login(
            making.person(username=f"{group}-{len(fields)}", group=group, **fields),
            backend="django.contrib.auth.backends.ModelBackend",
        )
        return client

    return enter


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def order_form(lines=((10, "1.000,00", "10.000,00"),), **changes):
    form = {
        "number": "OC-77",
        "supplier": making.supplier().pk,
        "obra": making.obra().pk,
        "date": "15/03/2026",
        "currency": "COP",
        "subtotal": "10.000",
        "iva": "$ 1.900",
        "total": "11.900,00",
        "notes": "",
        "lines-TOTAL_FORMS": str(len(lines)),
        "lines-INITIAL_FORMS": "0",
        "parts-TOTAL_FORMS": "0",
        "parts-INITIAL_FORMS": "0",
    }
    for index, (quantity, price, total) in enumerate(lines):
        form |= {
            f"lines-{index}-position": str(index + 1),
            f"lines-{index}-description": "Cemento gris 50 kg",
            f"lines-{index}-quantity": str(quantity),
            f"lines-{index}-unit": "BTO",
            f"lines-{index}-unit_price": price,
            f"lines-{index}-tax_rate": "19",
            f"lines-{index}-total": total,
        }
    return form | changes


class TestOrders:
    def test_compras_creates_an_order_with_numbers_as_people_type_them(self, enter):
        response = enter(roles.COMPRAS).post(reverse(f"{ORDERS}_add"), order_form())
        assert response.status_code == 302, text_of(response)
        order = PurchaseOrder.objects.get()
        assert (order.number_key, order.subtotal, order.iva, order.total) == ("77", 10000, 1900, 11900)
        assert order.lines.get().unit_price == 1000

    def test_a_line_total_left_out_is_quantity_by_price(self, enter):
        enter(roles.COMPRAS).post(reverse(f"{ORDERS}_add"), order_form(lines=[("2,5", "4.000", "")]))
        assert PurchaseOrder.objects.get().lines.get().total == Decimal(10000)

    def test_lines_without_an_item_are_numbered_as_they_stand(self, enter):
        lines = [(1, "5.000", ""), (1, "2.000", ""), (1, "3.000", "")]
        enter(roles.COMPRAS).post(
            reverse(f"{ORDERS}_add"),
            order_form(lines=lines, **{"lines-0-position": "", "lines-1-position": "7", "lines-2-position": ""}),
        )
        kept = PurchaseOrder.objects.get().lines.values_list("position", "unit_price")
        assert list(kept) == [(7, 2000), (8, 5000), (9, 3000)]

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"total": "11.903"}, "El subtotal más el IVA da $ 11.900 y el total dice $ 11.903."),
            ({"subtotal": "10.003", "total": "11.903"}, "Las líneas suman $ 10.000 y el subtotal de la orden dice"),
            ({"lines-0-total": "10.003"}, "Cantidad por precio da $ 10.000 y la línea dice $ 10.003."),
            ({"total": "once mil"}, "No es un número. Escríbelo así: 1.234.567,80."),
            ({"number": "--"}, "Escribe un número de orden con letras o cifras."),
        ],
    )
    def test_what_does_not_add_up_is_told_and_nothing_is_kept(self, enter, changes, words):
        response = enter(roles.COMPRAS).post(reverse(f"{ORDERS}_add"), order_form(**changes))
        assert words in text_of(response)
        assert not PurchaseOrder.objects.exists()

    def test_two_pesos_of_rounding_are_allowed(self, enter):
        response = enter(roles.COMPRAS).post(reverse(f"{ORDERS}_add"), order_form(total="11.902"))
        assert response.status_code == 302

    def test_the_same_number_written_otherwise_is_refused(self, enter):
        making.order("OC-0077")
        response = enter(roles.COMPRAS).post(reverse(f"{ORDERS}_add"), order_form(number="oc 77"))
        assert "Ya existe una orden con ese número." in text_of(response)

    def test_an_order_with_invoices_keeps_its_amounts_and_lines(self, enter):
        order = making.order(status="PARCIAL", invoiced_total=Decimal(10))
        page = enter(roles.COMPRAS).get(reverse(f"{ORDERS}_change", args=[order.pk])).content.decode()
        assert 'name="notes"' in page
        assert 'name="total"' not in page
        assert "lines-0-quantity" not in page

    def test_amounts_to_be_read_only_have_no_tail_of_zeros(self, enter):
        order = making.order(status="PARCIAL", invoiced_total=Decimal(10))
        order.lines.create(
            position=1, description="Arena", quantity=Decimal("2.5"), unit_price=Decimal("400.125"), total=Decimal(1000)
        )
        page = text_of(enter(roles.CONTABILIDAD).get(reverse(f"{ORDERS}_change", args=[order.pk])))
        assert "Arena 2,50 - $ 400,125 19 $ 1.000" in page

    def test_the_list_shows_balance_and_state(self, enter):
        making.order("OC-1", "1190", status="PARCIAL", invoiced_total=Decimal(190))
        page = text_of(enter(roles.COMPRAS).get(reverse(f"{ORDERS}_changelist")))
        assert "$ 1.190 $ 190 $ 1.000 Facturada en parte" in page

    def test_orders_are_annulled_from_the_list_and_an_invoiced_one_is_told(self, enter):
        free, invoiced = making.order("OC-1"), making.order("OC-2", status="PARCIAL", invoiced_total=Decimal(10))
        response = enter(roles.COMPRAS).post(
            reverse(f"{ORDERS}_changelist"),
            {"action": "annul", "_selected_action": [free.pk, invoiced.pk]},
            follow=True,
        )
        assert "Orden OC-1 anulada." in text_of(response)
        assert "La orden OC-2 ya tiene $ 10 facturados y no se puede anular." in text_of(response)
        free.refresh_from_db()
        assert free.status == "ANULADA"


class TestWhoMay:
    @pytest.mark.parametrize("group", [roles.CONTABILIDAD, roles.GERENCIA])
    def test_others_read_orders_and_change_nothing(self, enter, group):
        order, client = making.order(), enter(group)
        assert client.get(reverse(f"{ORDERS}_changelist")).status_code == 200
        assert client.get(reverse(f"{ORDERS}_change", args=[order.pk])).status_code == 200
        assert client.get(reverse(f"{ORDERS}_add")).status_code == 403
        assert client.post(reverse(f"{ORDERS}_change", args=[order.pk]), order_form()).status_code == 403
        client.post(reverse(f"{ORDERS}_changelist"), {"action": "annul", "_selected_action": [order.pk]})
        order.refresh_from_db()
        assert (order.number, order.status) == ("OC-1", "ORDEN")

    def test_compras_does_not_touch_our_own_empresas(self, enter):
        empresa, client = making.empresa(), enter(roles.COMPRAS)
        assert client.get(reverse("admin:purchasing_empresa_add")).status_code == 403
        assert client.post(reverse("admin:purchasing_empresa_change", args=[empresa.pk]), {}).status_code == 403

    def test_nobody_deletes_an_order(self, enter):
        order = making.order()
        client = enter(is_superuser=True)
        assert client.post(reverse(f"{ORDERS}_delete", args=[order.pk]), {"post": "yes"}).status_code == 403

    def test_a_limited_person_works_on_her_obra_only(self, enter):
        north, south = making.obra("NORTE"), making.obra("SUR")
        hers, other = making.order("OC-1", obra=north), making.order("OC-2", obra=south)
        client = enter(roles.COMPRAS, limited_to_obras=True)
        assign_perm("work_on_obra", User.objects.get(), north)

        listed = text_of(client.get(reverse(f"{ORDERS}_changelist")))
        assert "OC-1" in listed
        assert "OC-2" not in listed
        assert "SUR" not in listed
        assert client.get(reverse(f"{ORDERS}_change", args=[hers.pk])).status_code == 200
        # An order that is not hers is answered like one that does not exist.
        refused = client.get(reverse(f"{ORDERS}_change", args=[other.pk]), follow=True)
        assert "OC-2" not in text_of(refused)
        assert client.post(reverse(f"{ORDERS}_change", args=[other.pk]), order_form()).status_code == 302
        client.post(reverse(f"{ORDERS}_changelist"), {"action": "annul", "_selected_action": [other.pk]})
        other.refresh_from_db()
        assert (other.number, other.status) == ("OC-2", "ORDEN")

    def test_a_limited_person_cannot_put_an_order_on_another_obra(self, enter):
        north, south = making.obra("NORTE"), making.obra("SUR")
        client = enter(roles.COMPRAS, limited_to_obras=True)
        assign_perm("work_on_obra", User.objects.get(), north)
        assert client.post(reverse(f"{ORDERS}_add"), order_form(obra=south.pk)).status_code == 200
        assert not PurchaseOrder.objects.exists()
        assert client.post(reverse(f"{ORDERS}_add"), order_form(obra=north.pk)).status_code == 302

    def test_a_limited_person_does_not_make_or_see_other_obras(self, enter):
        south, client = making.obra("SUR"), enter(roles.COMPRAS, limited_to_obras=True)
        assert client.get(reverse("admin:purchasing_obra_add")).status_code == 403
        assert "SUR" not in text_of(client.get(reverse("admin:purchasing_obra_changelist")))
        assert client.get(reverse("admin:purchasing_obra_change", args=[south.pk])).status_code == 302


class TestSearching:
    @pytest.fixture(autouse=True)
    def orders(self):
        second = making.supplier(nit="860034313", dv="7", name="Concretos del Río Ltda.")
        SupplierAlias.objects.create(supplier=making.supplier(), name="Depósito La Tuerca")
        making.order("OC-003694")
        making.order("OC-20", supplier=second, obra=making.obra("SUR", name="Parque Sabana"))

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("OC 3694", {"OC-003694"}),
            ("36", {"OC-003694"}),
            ("900.123.456-8", {"OC-003694"}),
            ("nit 900123456", {"OC-003694"}),
            ("tornillo", {"OC-003694"}),
            ("FERRETERÍA torn", {"OC-003694"}),
            ("tuerca", {"OC-003694"}),
            ("rio", {"OC-20"}),
            ("sabana", {"OC-20"}),
            ("sur", {"OC-20"}),
            ("ornillo", set()),
            ("94", set()),
            ("'; drop & | ! :*", set()),
            ("---", set()),
        ],
    )
    def test_orders_are_found_by_what_one_remembers(self, enter, text, found):
        response = enter(roles.COMPRAS).get(reverse(f"{ORDERS}_changelist"), {"q": text})
        assert {order.number for order in response.context["cl"].result_list} == found

    def test_suppliers_are_found_for_the_order_form(self, enter):
        answer = enter(roles.COMPRAS).get(
            reverse("admin:autocomplete"),
            {"term": "concre", "app_label": "purchasing", "model_name": "purchaseorder", "field_name": "supplier"},
        )
        assert [found["text"] for found in answer.json()["results"]] == ["Concretos del Río Ltda."]


class TestSuppliers:
    def post(self, client, **changes):
        form = {
            "nit": "860.034.313-7",
            "dv": "",
            "name": "Concretos del Río Ltda.",
            "active": "on",
            "aliases-TOTAL_FORMS": "1",
            "aliases-INITIAL_FORMS": "0",
            "aliases-0-name": "Concrerío",
        }
        return client.post(reverse(f"{SUPPLIERS}_add"), form | changes)

    def test_a_pasted_nit_is_verified_and_kept_apart_from_its_check_digit(self, enter):
        response = self.post(enter(roles.COMPRAS))
        assert response.status_code == 302, text_of(response)
        supplier = Supplier.objects.get()
        assert (supplier.nit, supplier.dv, supplier.name_key) == ("860034313", "7", "CONCRETOS DEL RIO LTDA")
        assert supplier.aliases.get().name_key == "CONCRERIO"

    @pytest.mark.parametrize(
        ("nit", "words"),
        [
            ("860.034.313-8", "El dígito de verificación no coincide con el NIT 860.034.313."),
            ("860.034.313", "Falta el dígito de verificación."),
            ("mil", "Escribe el NIT con números"),
        ],
    )
    def test_a_wrong_nit_is_told(self, enter, nit, words):
        assert words in text_of(self.post(enter(roles.COMPRAS), nit=nit))
        assert not Supplier.objects.exists()

    def test_the_same_nit_twice_is_refused(self, enter):
        making.supplier(nit="860034313", dv="7")
        assert "Ya existe" in text_of(self.post(enter(roles.COMPRAS)))

    def test_two_spellings_of_one_alias_are_told(self, enter):
        response = self.post(enter(roles.COMPRAS), **{"aliases-TOTAL_FORMS": "2", "aliases-1-name": "CONCRERIO."})
        assert "Ese otro nombre ya está en la lista." in text_of(response)
        assert not Supplier.objects.exists()

    def test_the_list_writes_the_nit_with_dots(self, enter):
        making.supplier()
        assert "900.123.456-8" in text_of(enter(roles.CONTABILIDAD).get(reverse(f"{SUPPLIERS}_changelist")))


class TestPeople:
    def test_only_the_administrator_sees_people(self, enter):
        for group in roles.ROLES:
            assert enter(group).get(reverse("admin:accounts_user_changelist")).status_code == 403
        assert enter(is_superuser=True).get(reverse("admin:accounts_user_changelist")).status_code == 200

    def test_the_administrator_assigns_people_to_an_obra_and_takes_them_off(self, enter):
        obra, limited = making.obra(), making.person("residente", limited_to_obras=True)
        client = enter(is_superuser=True)
        address = reverse("admin:purchasing_obra_change", args=[obra.pk])
        form = {"code": obra.code, "name": obra.name, "empresa": obra.empresa_id, "city": "", "active": "on"}

        client.post(address, form | {"people": [limited.pk]})
        assert list(people_of(obra)) == [limited]
        assert list(visible_obras(limited)) == [obra]
        assert "residente puede trabajar en esta obra." in text_of(
            client.get(reverse("admin:purchasing_obra_history", args=[obra.pk]))
        )
        client.post(address, form)
        assert not people_of(obra).exists()

    def test_compras_cannot_give_herself_an_obra(self, enter):
        obra = making.obra()
        client = enter(roles.COMPRAS)
        limited = making.person("residente", limited_to_obras=True)
        form = {"code": obra.code, "name": "Torre Norte", "empresa": obra.empresa_id, "city": "", "active": "on"}
        client.post(reverse("admin:purchasing_obra_change", args=[obra.pk]), form | {"people": [limited.pk]})
        assert Obra.objects.get().name == "Torre Norte"
        assert not people_of(obra).exists()

    def test_the_administrator_gives_a_person_her_role_and_obras(self, enter):
        obra, new = making.obra(), making.person("nueva")
        response = enter(is_superuser=True).post(
            reverse("admin:accounts_user_change", args=[new.pk]),
            {
                "username": "nueva",
                "first_name": "Ana",
                "groups": [Group.objects.get(name=roles.COMPRAS).pk],
                "limited_to_obras": "on",
                "obras": [obra.pk],
                "is_active": "on",
            },
        )
        assert response.status_code == 302, text_of(response)
        new.refresh_from_db()
        assert new.has_perm("purchasing.change_purchaseorder")
        assert list(visible_obras(new)) == [obra]


def test_an_empresa_needs_its_check_digit_too(enter):
    client = enter(is_superuser=True)
    form = {"nit": "901.000.001-0", "dv": "", "name": "Consorcio Vías", "is_consorcio": "on", "active": "on"}
    assert "no coincide" in text_of(client.post(reverse("admin:purchasing_empresa_add"), form))
    assert not Empresa.objects.exists()
