"""The database knows that a round belongs to one organisation.

Without it, it multiplies how rare an organisation is by how rare a round is, expects forty rows where there are
sixteen thousand, and walks an index row by row in every figure of a large round.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0009_being_closed"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE STATISTICS judgement_round (dependencies, ndistinct, mcv)"
            " ON organisation_id, assessment_id FROM assessments_judgement",
            "DROP STATISTICS judgement_round",
        ),
    ]
