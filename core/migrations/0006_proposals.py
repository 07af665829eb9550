from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion

import core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_trail"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60, verbose_name="act")),
                ("thing", models.CharField(max_length=80, verbose_name="about")),
                ("arguments", models.JSONField(default=dict, verbose_name="particulars")),
                ("because", models.TextField(verbose_name="why")),
                ("fingerprint", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField(default=core.clock.now, verbose_name="asked")),
                ("expires_at", models.DateTimeField(verbose_name="waits until")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "waits for a second person"),
                            ("confirmed", "confirmed, and done"),
                            ("refused", "refused"),
                            ("expired", "nobody answered in time"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("answer", models.TextField(blank=True, verbose_name="what the second person wrote")),
                ("performed_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "proposed")), fields=["expires_at"], name="proposal_waiting"
                    ),
                    models.Index(fields=["thing"], name="proposal_of_thing"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "proposed")),
                        fields=("kind", "thing"),
                        name="proposal_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("status__in", ("confirmed", "refused")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("confirmed", "refused")), _negated=True),
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered_by", models.F("asked_by")), _negated=True),
                        name="proposal_takes_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True), name="proposal_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer", ""), ("status", "refused"), _negated=True),
                        name="proposal_refused_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("performed_at__isnull", True), ("status", "confirmed"), _connector="OR"),
                        name="proposal_done_when_confirmed",
                    ),
                ],
            },
        ),
    ]
