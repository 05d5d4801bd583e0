"""In which days each limit of an item is counted: what is there counts working days. And both as figures add them up."""

import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0003_serviceitem_why'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='itemversion',
            name='promise_within_statute',
        ),
        migrations.AddField(
            model_name='itemversion',
            name='promised_unit',
            field=models.CharField(default='working_day', max_length=12),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='statutory_unit',
            field=models.CharField(default='working_day', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('statutory_days', None), models.Q(('promised_unit', models.F('statutory_unit')), _negated=True), ('promised_days__lte', models.F('statutory_days')), _connector='OR'), name='promise_within_statute'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='promised_working_days',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(promised_unit='calendar_day', then=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast(models.F('promised_days'), models.IntegerField()), '*', models.Value(496)), '+', models.Value(365)), '/', models.Value(730))), default=django.db.models.functions.comparison.Cast(models.F('promised_days'), models.IntegerField()), output_field=models.IntegerField()), output_field=models.IntegerField(null=True)),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='statutory_working_days',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(statutory_unit='calendar_day', then=django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.functions.comparison.Cast(models.F('statutory_days'), models.IntegerField()), '*', models.Value(496)), '+', models.Value(365)), '/', models.Value(730))), default=django.db.models.functions.comparison.Cast(models.F('statutory_days'), models.IntegerField()), output_field=models.IntegerField()), output_field=models.IntegerField(null=True)),
        ),
    ]
