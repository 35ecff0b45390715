from django.db import migrations, models

from purchasing.keys import NameKey, NumberKey, key_column


class Migration(migrations.Migration):
    """A plain column cannot become a generated one: removed and added again."""

    dependencies = [("purchasing", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("supplieralias", "a_supplier_has_an_alias_once"),
        migrations.RemoveField("supplieralias", "name_key"),
        migrations.AddField("supplieralias", "name_key", key_column(NameKey("name"), max_length=200)),
        migrations.AddConstraint(
            "supplieralias",
            models.UniqueConstraint(
                fields=["supplier", "name_key"],
                name="a_supplier_has_an_alias_once",
                violation_error_message="Ese otro nombre ya está en la lista.",
            ),
        ),
        migrations.RemoveField("supplier", "name_key"),
        migrations.AddField("supplier", "name_key", key_column(NameKey("name"), max_length=200, db_index=True)),
        migrations.RemoveField("purchaseorder", "number_key"),
        migrations.AddField("purchaseorder", "number_key", key_column(NumberKey("number"), max_length=40)),
        migrations.AddConstraint(
            "purchaseorder",
            models.UniqueConstraint(
                fields=["number_key"],
                name="two_orders_never_share_a_number",
                violation_error_message="Ya existe una orden con ese número.",
            ),
        ),
        migrations.AddConstraint(
            "purchaseorder",
            models.CheckConstraint(
                condition=~models.Q(number_key=""),
                name="an_order_has_a_number",
                violation_error_message="Escribe un número de orden con letras o cifras.",
            ),
        ),
    ]
