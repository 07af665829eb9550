from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Written out, not imported: a migration says what was true when it ran.
ROLES = ["reviewer", "senior reviewer", "moderator", "mediator", "finance", "admin"]


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Group = apps.get_model("auth", "Group")
    for name in ROLES:
        Group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    # Backwards keeps them: people may already be in them.
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
