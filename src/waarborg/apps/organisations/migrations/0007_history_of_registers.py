"""Who changed what in an entry of a register, and the version that tells who was first."""

import django.db.models.deletion
from django.db import migrations, models

from waarborg.apps.base.tenancy import protect

ENTRIES = ("unit", "location", "process", "system")


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_corrections_and_what_was_reported")]

    operations = [
        *(migrations.AddField(name, "version", models.PositiveIntegerField(default=1)) for name in ENTRIES),
        migrations.CreateModel(
            name="RegisterChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("register", models.CharField(max_length=20)),
                ("entry", models.PositiveBigIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("before", models.JSONField(blank=True, null=True)),
                ("after", models.JSONField()),
                ("labels", models.JSONField(default=dict)),
            ],
            options={"ordering": ["-version"]},
        ),
        migrations.AddConstraint(
            "registerchange",
            models.UniqueConstraint(
                fields=("organisation", "register", "entry", "version"), name="version_of_entry_once"
            ),
        ),
        protect("organisations_registerchange"),
    ]
