from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_syncing"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["at"], condition=Q(step="early_asked"), name="entry_early_asked"
            ),
        ),
    ]
