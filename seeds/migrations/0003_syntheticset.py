from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("seeds", "0002_reviewed")]

    operations = [
        migrations.CreateModel(
            name="SyntheticSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seed", models.IntegerField()),
                ("programs", models.PositiveIntegerField()),
                ("observations", models.PositiveIntegerField()),
                ("keys", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
