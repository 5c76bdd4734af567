from django.db import migrations

from waarborg.apps.base.tenancy import protect


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("base", "0004_the_wall")]
    operations = [protect("reports_reportfile"), protect("reports_reportcontent")]
