"""Statements of reasons, which on PostgreSQL the database itself keeps as they were given, and complaints."""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
import django.db.models.deletion

import core.clock
import core.numbers

GUARDS = """
CREATE FUNCTION core_reasons_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a statement of reasons stays as it was given: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER core_statementofreasons_append_only BEFORE UPDATE OR DELETE ON core_statementofreasons
    FOR EACH ROW EXECUTE FUNCTION core_reasons_are_append_only();
CREATE TRIGGER core_statementperson_append_only BEFORE UPDATE OR DELETE ON core_statementperson
    FOR EACH ROW EXECUTE FUNCTION core_reasons_are_append_only();
"""

NO_GUARDS = """
DROP TRIGGER core_statementperson_append_only ON core_statementperson;
DROP TRIGGER core_statementofreasons_append_only ON core_statementofreasons;
DROP FUNCTION core_reasons_are_append_only();
"""


def put_up_guards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        # Without parameters, or the driver would read the % of the message as places for them.
        schema_editor.execute(GUARDS, params=None)


def take_down_guards(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(NO_GUARDS, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_trace_by_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StatementOfReasons",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", core.numbers.NumberField()),
                ("decision", models.CharField(max_length=60, verbose_name="decision")),
                ("thing", models.CharField(max_length=80, verbose_name="about")),
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("reason", models.TextField(verbose_name="reason")),
                ("ground", models.TextField(verbose_name="ground")),
                ("words", models.TextField(verbose_name="facts relied on")),
                ("effect", models.TextField(verbose_name="effect")),
                ("is_automated", models.BooleanField(default=False, verbose_name="decided by software")),
                ("issued_at", models.DateTimeField(default=core.clock.now, verbose_name="decided")),
                ("complain_until", models.DateTimeField(verbose_name="can be complained about until")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement of reasons",
                "verbose_name_plural": "statements of reasons",
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", core.numbers.NumberField()),
                (
                    "hearing",
                    models.CharField(
                        choices=[("complaint", "complaint"), ("appeal", "appeal")],
                        max_length=10,
                        verbose_name="hearing",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("filed", "waits for a reviewer"),
                            ("upheld", "upheld"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="filed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("filed_at", models.DateTimeField(default=core.clock.now, verbose_name="filed")),
                ("due_at", models.DateTimeField(verbose_name="answer promised by")),
                ("words", models.TextField(verbose_name="what they say")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("outcome", models.TextField(blank=True, verbose_name="what followed")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.privatefile",
                        verbose_name="document",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="filed by",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="core.statementofreasons",
                        verbose_name="statement of reasons",
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint",
                "verbose_name_plural": "complaints",
            },
        ),
        migrations.CreateModel(
            name="StatementPerson",
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
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="people", to="core.statementofreasons"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="statementofreasons",
            index=models.Index(fields=["thing", "-id"], name="statement_of_thing"),
        ),
        migrations.AddConstraint(
            model_name="statementofreasons",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="statement_says_the_facts"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementofreasons",
            constraint=models.CheckConstraint(
                condition=models.Q(("complain_until__gt", models.F("issued_at"))), name="statement_leaves_time"
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(condition=models.Q(("status", "filed")), fields=["due_at"], name="complaint_waiting"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(fields=("statement", "hearing"), name="complaint_once_each"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="complaint_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by__isnull", False),
                        ("status__in", ("upheld", "rejected")),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status__in", ("upheld", "rejected")), _negated=True), ("decided_by__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="complaint_decided_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("status", "filed")),
                    models.Q(models.Q(("status", "filed"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="complaint_ended_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementperson",
            constraint=models.UniqueConstraint(fields=("person", "statement"), name="statement_person_once"),
        ),
        migrations.RunPython(put_up_guards, take_down_guards),
    ]
