"""
The trail of what staff did and saw. Views of files, which had a table of their own, become rows of it.

On PostgreSQL the database itself refuses to change or delete a row. SQLite rebuilds tables in later migrations and drops
their triggers without a word, so there the models and check_invariants keep watch alone.
"""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
import django.db.models.deletion

import core.clock

GUARDS = """
CREATE FUNCTION core_trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER core_trace_append_only BEFORE UPDATE OR DELETE ON core_trace
    FOR EACH ROW EXECUTE FUNCTION core_trail_is_append_only();
CREATE TRIGGER core_traceperson_append_only BEFORE UPDATE OR DELETE ON core_traceperson
    FOR EACH ROW EXECUTE FUNCTION core_trail_is_append_only();
"""

NO_GUARDS = """
DROP TRIGGER core_traceperson_append_only ON core_traceperson;
DROP TRIGGER core_trace_append_only ON core_trace;
DROP FUNCTION core_trail_is_append_only();
"""


def fold_views_of_files(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Oldest first, as they were. Their reason named an application; what the file is says the same, and no more."""
    database = schema_editor.connection.alias
    FileView = apps.get_model("core", "FileView")  # type: ignore[misc]  # gone since
    Trace = apps.get_model("core", "Trace")
    rows = (
        Trace(
            actor_id=view.viewer_id,
            act="core.opened_file",
            thing=f"core.privatefile:{view.file_id}",
            at=view.viewed_at,
        )
        for view in FileView.objects.using(database).order_by("pk").iterator(chunk_size=500)
    )
    Trace.objects.using(database).bulk_create(rows, batch_size=500)


def put_up_guards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        # Without parameters, or the driver would read the % of the messages as places for them.
        schema_editor.execute(GUARDS, params=None)


def take_down_guards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NO_GUARDS, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="privatefile",
            options={"verbose_name": "document", "verbose_name_plural": "documents"},
        ),
        migrations.CreateModel(
            name="Trace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(blank=True, max_length=24, verbose_name="as")),
                ("act", models.CharField(max_length=60, verbose_name="did")),
                ("thing", models.CharField(max_length=80, verbose_name="with")),
                ("because", models.CharField(blank=True, max_length=200, verbose_name="why")),
                ("request_id", models.CharField(blank=True, max_length=64, verbose_name="request")),
                ("at", models.DateTimeField(default=core.clock.now, verbose_name="when")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "trace",
                "verbose_name_plural": "traces",
                "indexes": [models.Index(fields=["thing", "-id"], name="trace_of_thing")],
            },
        ),
        migrations.CreateModel(
            name="TracePerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "trace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="core.trace"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "trace"), name="trace_person_once")],
            },
        ),
        migrations.RunPython(fold_views_of_files, migrations.RunPython.noop),
        migrations.DeleteModel(name="FileView"),
        migrations.RunPython(put_up_guards, take_down_guards),
    ]
