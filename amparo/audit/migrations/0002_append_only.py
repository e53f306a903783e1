"""Records, leaves and checkpoints only grow. Whoever alters these tables guards them again."""

from django.db import migrations

from amparo.audit.append_only import Guarded, append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        append_only(
            Guarded("audit_record"),
            Guarded("audit_leaf", unique=("seq", "record_id")),
            Guarded("audit_checkpoint", unique=("size",)),
        )
    ]
