from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def look_at_each_again(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    """What is open is looked at by the next tick, which reckons the moment anew."""
    duties = apps.get_model("dossiers", "Duty").objects
    duties.filter(done_at__isnull=True).update(tell_at=F("due"))


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0005_bench"),
        ("system", "0002_factors"),
    ]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="tell_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(look_at_each_again, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                condition=models.Q(("tell_at__isnull", False)),
                fields=["tell_at"],
                name="duty_to_be_told",
            ),
        ),
    ]
