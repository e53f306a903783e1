"""The directory's log only grows. Whoever alters this table guards it again."""

from django.db import migrations

from amparo.audit.append_only import Guarded, append_only


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_initial"), ("audit", "0002_append_only")]

    operations = [append_only(Guarded("trust_directoryentry"))]
