from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion

import core.clock
import core.numbers
import core.secrets


class Migration(migrations.Migration):
    dependencies = [
        ("sellers", "0007_endings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", core.numbers.NumberField()),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("payout_account", "the account to which money is paid out"),
                            ("legal_identity", "the legal identity"),
                            ("owner_email", "the owner's e-mail address"),
                        ],
                        max_length=20,
                        verbose_name="about",
                    ),
                ),
                ("cause", models.CharField(max_length=80, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "waits for a reviewer"), ("settled", "settled")],
                        default="open",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("raised_at", models.DateTimeField(default=core.clock.now, verbose_name="raised")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                ("words", models.TextField(blank=True, verbose_name="what was found")),
            ],
            options={
                "verbose_name": "alarm",
                "verbose_name_plural": "alarms",
            },
        ),
        migrations.CreateModel(
            name="IdentityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", core.numbers.NumberField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "waits for a reviewer"),
                            ("in_force", "in force"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("replaced", "replaced by a newer one"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=core.clock.now, verbose_name="asked")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("facts", models.JSONField(verbose_name="new facts")),
                ("before", models.JSONField(verbose_name="before")),
            ],
            options={
                "verbose_name": "change of identity",
                "verbose_name_plural": "changes of identity",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PayoutAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", core.numbers.NumberField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "waits for a reviewer"),
                            ("in_force", "in force"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("replaced", "replaced by a newer one"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=core.clock.now, verbose_name="asked")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("holder", core.secrets.EncryptedTextField(verbose_name="holder")),
                ("account", core.secrets.EncryptedTextField(verbose_name="account number")),
                ("last_four", models.CharField(max_length=4, verbose_name="ends with")),
                ("is_iban", models.BooleanField(verbose_name="IBAN")),
            ],
            options={
                "verbose_name": "payout account",
                "verbose_name_plural": "payout accounts",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="seller",
            name="payouts_paused_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("payout_account", "the account to which money is paid out"),
                    ("legal_identity", "the legal identity"),
                    ("owner_email", "the owner's e-mail address"),
                ],
                max_length=20,
                verbose_name="payouts paused because of",
            ),
        ),
        migrations.AddField(
            model_name="seller",
            name="payouts_paused_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="payouts paused until"),
        ),
        migrations.AddConstraint(
            model_name="seller",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("payouts_paused_until__isnull", True),
                    models.Q(("payouts_paused_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="seller_paused_with_reason",
            ),
        ),
        migrations.AddField(
            model_name="alarm",
            name="seller",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="alarms", to="sellers.seller"
            ),
        ),
        migrations.AddField(
            model_name="alarm",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="settled by",
            ),
        ),
        migrations.AddField(
            model_name="identitychange",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="identitychange",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="identitychange",
            name="seller",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="sellers.seller"
            ),
        ),
        migrations.AddField(
            model_name="payoutaccount",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="payoutaccount",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="payoutaccount",
            name="seller",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="sellers.seller"
            ),
        ),
        migrations.AddIndex(
            model_name="alarm",
            index=models.Index(condition=models.Q(("status", "open")), fields=["raised_at"], name="alarm_waiting"),
        ),
        migrations.AddConstraint(
            model_name="alarm",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                        ("status", "settled"),
                        models.Q(("words", ""), _negated=True),
                    ),
                    models.Q(("settled_at__isnull", True), ("settled_by__isnull", True), ("status", "open")),
                    _connector="OR",
                ),
                name="alarm_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitychange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "asked")), fields=("seller",), name="identitychange_asked_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="identitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("status__in", ("in_force", "refused", "replaced")),
                    ),
                    models.Q(
                        models.Q(("status__in", ("in_force", "refused", "replaced")), _negated=True),
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="identitychange_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", ""), ("status", "refused"), _negated=True),
                name="identitychange_refused_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutaccount",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "asked")), fields=("seller",), name="payoutaccount_asked_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("status__in", ("in_force", "refused", "replaced")),
                    ),
                    models.Q(
                        models.Q(("status__in", ("in_force", "refused", "replaced")), _negated=True),
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="payoutaccount_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", ""), ("status", "refused"), _negated=True),
                name="payoutaccount_refused_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutaccount",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "in_force")), fields=("seller",), name="payoutaccount_one_in_force"
            ),
        ),
    ]
