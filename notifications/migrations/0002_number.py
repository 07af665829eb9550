"""Each notification gets a public number, by which programs name it."""

from typing import Any

from django.db import migrations, models

import core.numbers


def number_all(apps: Any, schema_editor: Any) -> None:
    Notification = apps.get_model("notifications", "Notification")
    taken = set()
    for pk in list(Notification.objects.values_list("pk", flat=True)):
        while (number := core.numbers.new_number()) in taken:
            pass
        taken.add(number)
        Notification.objects.filter(pk=pk).update(number=number)


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]

    operations = [
        migrations.AddField("notification", "number", models.CharField(max_length=9, null=True)),
        migrations.RunPython(number_all, migrations.RunPython.noop),
        migrations.AlterField("notification", "number", core.numbers.NumberField()),
    ]
