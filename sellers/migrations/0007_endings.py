from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
import django.db.models.deletion

import core.clock
import core.numbers


def name_their_ends(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Who had closed their last shop had left: from that day their file is kept for the legal time."""
    database = schema_editor.connection.alias
    Seller, Ending = apps.get_model("sellers", "Seller"), apps.get_model("sellers", "Ending")
    closed = Seller.objects.using(database).filter(status="closed").annotate(last=models.Max("shops__closed_at"))
    for seller in closed.iterator():
        ended = seller.last or core.clock.now()  # type: ignore[attr-defined]
        Ending.objects.using(database).create(
            seller=seller, is_by_seller=True, status="done", announced_at=ended, closes_at=ended, ended_at=ended
        )


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0008_reasons"),
        ("sellers", "0006_credentials"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", core.numbers.NumberField()),
                (
                    "status",
                    models.CharField(
                        choices=[("announced", "announced"), ("done", "ended"), ("called_off", "called off")],
                        default="announced",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("is_by_seller", models.BooleanField(verbose_name="by the seller")),
                ("announced_at", models.DateTimeField(default=core.clock.now, verbose_name="announced")),
                ("closes_at", models.DateTimeField(verbose_name="takes effect")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("forgotten_at", models.DateTimeField(null=True, verbose_name="file deleted")),
                (
                    "announced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="endings", to="sellers.seller"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.statementofreasons",
                    ),
                ),
            ],
            options={
                "verbose_name": "end of a contract",
                "verbose_name_plural": "ends of contracts",
                "indexes": [
                    models.Index(condition=models.Q(("status", "announced")), fields=["closes_at"], name="ending_due"),
                    models.Index(
                        condition=models.Q(("forgotten_at__isnull", True), ("status", "done")),
                        fields=["ended_at"],
                        name="ending_to_forget",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "called_off"), _negated=True),
                        fields=("seller",),
                        name="ending_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("status", "announced")),
                            models.Q(models.Q(("status", "announced"), _negated=True), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="ending_ended_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_by_seller", True), ("statement__isnull", False), _connector="OR"),
                        name="ending_by_us_has_reasons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gte", models.F("announced_at"))), name="ending_leaves_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("forgotten_at__isnull", True), ("status", "done"), _connector="OR"),
                        name="ending_forgets_when_over",
                    ),
                ],
            },
        ),
        migrations.RunPython(name_their_ends, migrations.RunPython.noop),
    ]
