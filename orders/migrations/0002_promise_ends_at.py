"""When the last promised day is over where the shopper is, so that nobody counts it in another zone."""

from datetime import UTC, datetime, time

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from accounts.zones import zone_named

AT_ONCE = 1000


def write_ends(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    orders = apps.get_model("orders", "Order").objects
    unwritten = orders.filter(promise_ends_at__isnull=True).select_related("purchase").order_by("pk")
    while some := list(unwritten[:AT_ONCE]):
        for order in some:
            zone = zone_named(order.purchase.time_zone)
            order.promise_ends_at = datetime.combine(order.promised_by, time.max, tzinfo=zone).astimezone(UTC)
        orders.bulk_update(some, ["promise_ends_at"])


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        migrations.AddField("order", "promise_ends_at", models.DateTimeField(null=True)),
        migrations.RunPython(write_ends, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("order", "promise_ends_at", models.DateTimeField()),
    ]
