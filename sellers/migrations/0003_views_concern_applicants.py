from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_the_applicants(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Views of documents came from a table that did not say whose they are: the applicant may read who looked."""
    database = schema_editor.connection.alias
    Application = apps.get_model("sellers", "Application")
    Trace, TracePerson = apps.get_model("core", "Trace"), apps.get_model("core", "TracePerson")
    for application in Application.objects.using(database).order_by("pk").iterator(chunk_size=500):
        views = Trace.objects.using(database).filter(thing=f"core.privatefile:{application.document_id}", people=None)
        TracePerson.objects.using(database).bulk_create(
            TracePerson(trace_id=pk, person_id=application.applicant_id) for pk in views.values_list("pk", flat=True)
        )


class Migration(migrations.Migration):
    dependencies = [("sellers", "0002_invitations"), ("core", "0005_trail")]
    operations = [migrations.RunPython(name_the_applicants, migrations.RunPython.noop)]
