from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="read_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="judgement",
            name="ask",
            field=models.CharField(
                choices=[
                    ("verdict", "verdict"),
                    ("guideline", "guideline"),
                    ("elsewhere", "elsewhere"),
                    ("nothing", "nothing"),
                ],
                default="verdict",
                max_length=10,
            ),
            preserve_default=False,
        ),
    ]
