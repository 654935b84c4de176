#!/usr/bin/env bash
# A first forecast: builds the project if necessary, trains on half-hourly electricity demand, evaluates, forecasts the
# day after the last row, and lists the files. Needs only a JDK 17 and git.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\n\033[1m%s\033[0m\n' "$*" >&2; }

newest_source() { find pom.xml job/pom.xml job/src/main lstm-core/pom.xml lstm-core/src/main -newer job/target/lstm-job.jar -print -quit; }
if [ ! -f job/target/lstm-job.jar ] || [ -n "$(newest_source)" ] || [ ! -d deploy/local/target/spark/jars ]; then
  say "Building; this takes some minutes (the first time it also downloads Spark)"
  ./mvnw -q -B package -DskipTests
fi

job() { deploy/local/spark-submit job/target/lstm-job.jar "$@"; }
run=runs/electricity

say "Training on conf/data/electricity_demand.csv with conf/electricity.conf"
# start over even after an earlier quickstart, to show a training
job train --config conf/electricity.conf --set run.resume=never >/dev/null

say "Evaluating the saved model on the last fifth of the series"
job evaluate --config conf/electricity.conf --model $run/model >/dev/null

say "Forecasting the day after the last row"
job score --config conf/electricity.conf --model $run/model --input conf/data/electricity_demand.csv \
  --output $run/forecasts --overwrite >/dev/null
head -n 5 $run/forecasts/part-*.csv

cat <<EOF

Files in $run:
  report.html               report for the browser: losses, forecasts, errors
  summary.json              results for programs: errors, seconds, SHA-256 of the weights
  metrics.jsonl             loss and gradient norm of every step, losses of every epoch
  model/                    the model: weights.safetensors (PyTorch's names) and model.json, a directory per version
  checkpoints/              the newest training states
  tensorboard/              event files for TensorBoard
  forecasts/                the 48 half hours after the last row, in megawatts
  config.conf               the configuration with all defaults

Next: copy conf/electricity.conf, change it to your own table and columns, and run
  deploy/local/spark-submit job/target/lstm-job.jar train --config your.conf

Open the report: file://$PWD/$run/report.html
EOF
