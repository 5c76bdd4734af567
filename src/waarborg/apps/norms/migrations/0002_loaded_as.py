from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("norms", "0001_initial")]
    operations = [
        migrations.AddField(  # the database gives every edition that is there one of its own
            model_name="edition",
            name="loaded_as",
            field=models.UUIDField(db_default=RandomUUID(), editable=False),
        ),
    ]
