from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_idempotency"),
    ]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(db_index=True, max_length=60)),
                ("number", models.PositiveBigIntegerField(default=1)),
            ],
        ),
    ]
