"""Whether the break-glass account was used is asked for on the first page; it read the whole journal for that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    # not concurrently: that waits for every other transaction, and a command that starts beside us waits for ours
    dependencies = [("base", "0007_purging_by_the_rules")]
    operations = [
        migrations.AddIndex(
            "journalline",
            models.Index(
                fields=["organisation_id", "at"],
                condition=models.Q(action="account.break_glass_used"),
                name="journal_break_glass",
            ),
        ),
    ]
