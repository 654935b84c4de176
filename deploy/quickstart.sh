#!/usr/bin/env bash
# A first forecast: builds what is missing, trains on half-hourly electricity demand, evaluates, forecasts the day
# after the last row, and says where everything lies. Needs a JDK 17 and git, nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\n\033[1m%s\033[0m\n' "$*" >&2; }

newest_source() { find pom.xml job/pom.xml job/src/main lstm-core/pom.xml lstm-core/src/main -newer job/target/lstm-job.jar -print -quit; }
if [ ! -f job/target/lstm-job.jar ] || [ -n "$(newest_source)" ] || [ ! -d deploy/local/target/spark/jars ]; then
  say "Building, which takes some minutes (the first time this also fetches Spark)"
  ./mvnw -q -B package -DskipTests
fi

if [ -t 2 ]; then
  export SPARK_LSTM_PROGRESS=${SPARK_LSTM_PROGRESS:-live}
fi
job() { deploy/local/spark-submit job/target/lstm-job.jar "$@"; }
run=runs/electricity

say "Training on conf/data/electricity_demand.csv, as conf/electricity.conf says"
# an earlier quickstart is not gone on with: this one shows a training
job train --config conf/electricity.conf --set run.resume=never >/dev/null

say "Evaluating the saved model on the last fifth of the series"
job evaluate --config conf/electricity.conf --model $run/model >/dev/null

say "Forecasting the day after the last row"
job score --config conf/electricity.conf --model $run/model --input conf/data/electricity_demand.csv \
  --output $run/forecasts --overwrite >/dev/null
head -n 5 $run/forecasts/part-*.csv

cat <<EOF

Everything lies in $run:
  report.html               all of it to look at, in a browser: losses, forecasts, errors
  summary.json              what came out, for programs: errors, seconds, the weights' fingerprint
  metrics.jsonl             loss and gradient norm of every step, losses of every epoch
  model/                    weights.safetensors (PyTorch's names) and model.json: what scoring needs
  checkpoints/              the newest states of training
  tensorboard/              the same for TensorBoard
  forecasts/                the 48 half hours after the last row, in megawatts
  config.conf               the configuration with all its defaults

Next: copy conf/electricity.conf, name your own table and columns in it, and run
  deploy/local/spark-submit job/target/lstm-job.jar train --config your.conf

Look at it: file://$PWD/$run/report.html
EOF
