"""Trains a model each day, evaluates it, puts it into use if it beats the current one, and forecasts.

Every task can be retried: runs are named by the day, and complete results are kept. If the new model is not better, promote
is shown as skipped, and the forecasts come from the current model; before the first good one, score is skipped, too.

Settings are Airflow variables (Admin, Variables), all with the prefix lstm_: root, config, jar, pipeline, and if needed
table and submit.
"""

from datetime import datetime, timedelta

from airflow import DAG

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.task.trigger_rule import TriggerRule
except ImportError:  # before Airflow 3
    from airflow.operators.bash import BashOperator
    from airflow.utils.trigger_rule import TriggerRule

# promote: the new model is not better; score: no model has been put into use yet
NO_GOOD_MODEL = 4

with DAG(
    dag_id="spark_lstm_daily",
    description="train, evaluate, promote, score",
    schedule="@daily",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # each day's model is compared with that of the day before
    max_active_runs=1,
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=5),
        "execution_timeout": timedelta(hours=6),
    },
    doc_md=__doc__,
) as dag:

    def step(name, **options):
        return BashOperator(
            task_id=name,
            bash_command="{{ var.value.lstm_pipeline }} " + name + " {{ ds }}",
            env={
                "LSTM_ROOT": "{{ var.value.lstm_root }}",
                "LSTM_CONFIG": "{{ var.value.lstm_config }}",
                "LSTM_TABLE": "{{ var.value.get('lstm_table', '') }}",
                "LSTM_JAR": "{{ var.value.lstm_jar }}",
                "LSTM_SUBMIT": "{{ var.value.get('lstm_submit', 'spark-submit --master yarn') }}",
            },
            append_env=True,
            **options,
        )

    train = step("train")
    evaluate = step("evaluate")
    promote = step("promote", skip_on_exit_code=NO_GOOD_MODEL)
    score = step("score", skip_on_exit_code=NO_GOOD_MODEL, trigger_rule=TriggerRule.NONE_FAILED)

    train >> evaluate >> promote >> score
