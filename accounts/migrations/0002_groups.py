from django.db import migrations

from accounts.roles import apply_roles


def create_groups(apps, schema_editor):
    apply_roles(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("purchasing", "0001_initial"),
        ("invoices", "0002_initial"),
    ]

    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
