import django.db.models.deletion
from django.db import migrations, models

from waarborg.apps.base.tenancy import protect


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_access_review_lines")]

    operations = [
        migrations.AddField("cbwtask", "removed_at", models.DateTimeField(blank=True, null=True)),
        migrations.RemoveField("registration", "changed_at"),
        migrations.RemoveField("registration", "reported_at"),
        migrations.AddField("registration", "reported", models.JSONField(default=dict)),
        migrations.AddField("registration", "changed_on", models.DateField(blank=True, null=True)),
        migrations.AddField("registration", "reported_on", models.DateField(blank=True, null=True)),
        migrations.AddField("registration", "changed_by", models.CharField(blank=True, max_length=200)),
        migrations.CreateModel(
            name="Correction",
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
                ("subject", models.CharField(choices=[("status", "status"), ("scope", "scope")], max_length=20)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("shown_as", models.CharField(blank=True, max_length=300)),
                ("value", models.CharField(max_length=20)),
                ("because", models.TextField()),
                ("source", models.TextField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=200)),
            ],
            options={"ordering": ["-at", "-id"]},
        ),
        migrations.AddConstraint(
            "correction",
            models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("organisation", "subject", "about"),
                name="one_correction_counts",
            ),
        ),
        migrations.AddConstraint(
            "correction",
            models.CheckConstraint(
                condition=models.Q(models.Q(("because", ""), _negated=True), models.Q(("source", ""), _negated=True)),
                name="correction_is_argued",
            ),
        ),
        protect("organisations_correction"),
    ]
