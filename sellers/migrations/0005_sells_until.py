from typing import Any

from django.db import migrations, models
from django.db.models import F


def fill(apps: Any, schema_editor: Any) -> None:
    """Until now nothing but the approval said when selling ends."""
    apps.get_model("sellers", "Seller").objects.update(sells_until=F("valid_until"))


class Migration(migrations.Migration):
    dependencies = [("sellers", "0004_risks")]

    operations = [
        migrations.AddField(
            model_name="seller",
            name="sells_until",
            field=models.DateTimeField(null=True, verbose_name="may sell until"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
