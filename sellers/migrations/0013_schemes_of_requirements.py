from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def show_only_the_end(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now the tax number of a person was shown whole, as a company's is."""
    credentials = apps.get_model("sellers", "Credential").objects.using(schema_editor.connection.alias)
    of_people = credentials.filter(requirement__credential="tax_number").exclude(
        application__kind__in=["company", "brand"]
    )
    for key, shown in list(of_people.exclude(subject_shown="").values_list("pk", "subject_shown")):
        kept = min(4, len(shown) // 3)
        credentials.filter(pk=key).update(subject_shown=f"…{shown[-kept:]}" if kept else "…")


class Migration(migrations.Migration):
    dependencies = [
        ("sellers", "0012_applying"),
    ]

    operations = [
        migrations.AddField(
            model_name="requirement",
            name="schemes",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Of a registration or a tax number. None of a country's chosen: any of that country.",
                verbose_name="which numbers it takes",
            ),
        ),
        migrations.RunPython(show_only_the_end, migrations.RunPython.noop),
    ]
