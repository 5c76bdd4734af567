import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_registers")]

    operations = [
        migrations.AddField(
            model_name="accessreviewline",
            name="facts",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="accessreviewline",
            name="stays",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=list, size=None
            ),
        ),
    ]
