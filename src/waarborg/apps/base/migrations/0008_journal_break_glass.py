"""Whether the break-glass account was used is asked for on the first page; it read the whole journal for that."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # made beside the work: a journal of millions of lines goes on taking new ones meanwhile
    dependencies = [("base", "0007_purging_by_the_rules")]
    operations = [
        AddIndexConcurrently(
            "journalline",
            models.Index(
                fields=["organisation_id", "at"],
                condition=models.Q(action="account.break_glass_used"),
                name="journal_break_glass",
            ),
        ),
    ]
