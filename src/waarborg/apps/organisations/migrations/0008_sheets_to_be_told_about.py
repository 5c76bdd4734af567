"""The sheets of an import of which somebody has to say what they hold."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0007_history_of_registers")]

    operations = [
        migrations.AddField("registerimport", "sheets", models.JSONField(default=list)),
    ]
