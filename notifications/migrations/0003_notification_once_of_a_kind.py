"""Whoever is concerned by one event in two ways is told of both."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_number")]

    operations = [
        migrations.RemoveConstraint("notification", "notification_once"),
        migrations.AddConstraint(
            "notification", models.UniqueConstraint(fields=["event", "user", "kind"], name="notification_once")
        ),
    ]
