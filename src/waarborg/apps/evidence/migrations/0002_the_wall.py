from django.db import migrations

from waarborg.apps.base.tenancy import protect


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("base", "0004_the_wall")]
    operations = [protect("evidence_evidence"), protect("evidence_evidencecontent")]
