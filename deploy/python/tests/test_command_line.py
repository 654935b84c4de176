"""The command line on this Spark: killed, resumed, scored, with the bits of the stages."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pyspark
import pytest

import sparklstm
import tables

CONF = """
run {{ id = waves, output = {folder}/runs, seed = 3 }}
data {{
  source {{ format = parquet, path = {folder}/waves }}
  series-id = [id], time = t, targets = [y]
}}
window {{ lookback = 24, horizon = 6 }}
model.hidden = 8
train {{ epochs = 20, batch = 32 }}
checkpoint.every-steps = 1
"""


@pytest.fixture(scope="module")
def folder(spark: Any, tmp_path_factory: Any) -> Path:
    """A folder with the waves and a configuration that says what tables.forecaster says."""
    path: Path = tmp_path_factory.mktemp("command-line")
    tables.waves(spark).write.parquet(str(path / "waves"))
    (path / "job.conf").write_text(CONF.format(folder=path))
    return path


def _command(*arguments: str) -> list[str]:
    home = os.environ.get("SPARK_HOME", os.path.dirname(pyspark.__file__))
    options = ["spark.ui.enabled=false", "spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1"]
    options += ["spark.sql.session.timeZone=UTC", "spark.sql.shuffle.partitions=2"]
    if pyspark.__version__.startswith("3."):
        options += [f"spark.{role}.extraJavaOptions=--add-modules=jdk.incubator.vector" for role in ("driver", "executor")]
    words = [word for option in options for word in ("--conf", option)]
    return [home + "/bin/spark-submit", "--master", "local[2]", *words, sparklstm.jar_path(), *arguments]


def _run(*arguments: str) -> dict[str, Any]:
    """Runs a command, and returns its line of JSON."""
    done = subprocess.run(_command(*arguments), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _kill_in_the_middle(folder: Path) -> None:
    """Kills a training as soon as a checkpoint is whole."""
    checkpoints = folder / "runs/waves/checkpoints"
    with (folder / "killed.log").open("wb") as log:
        one = subprocess.Popen(
            _command("train", "--config", str(folder / "job.conf")), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        while not any(checkpoints.glob("step-*.json")):
            assert one.poll() is None, (folder / "killed.log").read_text()
            time.sleep(0.01)
        one.kill()
        one.wait()


def test_a_killed_training_has_the_bits_of_the_stages(folder: Path, spark: Any) -> None:
    _kill_in_the_middle(folder)
    told = _run("train", "--config", str(folder / "job.conf"))
    assert told["resumed_after_step"] >= 1
    waves = spark.read.parquet(str(folder / "waves"))
    model = tables.forecaster(sparklstm, epochs=20).fit(waves)
    assert told["weights_sha256"] == model.weightsSha256
    arguments = ["score", "--config", str(folder / "job.conf"), "--model", str(folder / "runs/waves/model")]
    assert _run(*arguments, "--output", str(folder / "scores"))["rows"] == 18
    forecasts = model.transform(waves)
    scores = spark.read.parquet(str(folder / "scores")).select(forecasts.columns)
    assert tables.shown(scores) == tables.shown(forecasts)
    opened = sparklstm.LstmForecasterModel.load(str(folder / "runs/waves/model"))
    assert tables.shown(opened.transform(waves)) == tables.shown(forecasts)
