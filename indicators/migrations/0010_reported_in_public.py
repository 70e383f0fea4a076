from django.conf import settings
from django.db import migrations, models

from programs.tallies import let_be_remade


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0009_figures_by_indicator"),
        ("programs", "0014_walked_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(let_be_remade("indicators_reportedindicator"), migrations.RunPython.noop),
        migrations.AddField(
            model_name="reportedindicator",
            name="public",
            field=models.IntegerField(db_default=0, default=0, help_text="1 while the program is published"),
        ),
        migrations.RemoveIndex(
            model_name="reportedindicator",
            name="reported_by_indicator",
        ),
        migrations.AddIndex(
            model_name="reportedindicator",
            index=models.Index(fields=["indicator", "public", "figures", "program"], name="reported_in_public"),
        ),
    ]
