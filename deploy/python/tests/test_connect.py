"""Spark Connect: a server with the jar, and a client without it, answer as the stages of a session do."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyspark
import pytest

import sparklstm
import tables

SOURCES = Path(__file__).parents[3] / "job/src/main/python"

pytestmark = pytest.mark.skipif(pyspark.__version__.startswith("3."), reason="ML goes through Connect from Spark 4.0 on")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def port(tmp_path_factory: Any) -> Iterator[int]:
    """A server; it listens on the port."""
    chosen = _free_port()
    log = tmp_path_factory.mktemp("server") / "log"
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": chosen,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": 2,
        # models that are not used go to the driver's disk, and come back
        "spark.connect.session.connectML.mlCache.memoryControl.enabled": "true",
        "spark.connect.session.connectML.mlCache.memoryControl.maxInMemorySize": 2048,
    }
    command = [
        os.environ.get("SPARK_HOME", os.path.dirname(pyspark.__file__)) + "/bin/spark-submit",
        *("--master", "local[2]", "--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *(word for key, value in settings.items() for word in ("--conf", f"{key}={value}")),
        *("--jars", sparklstm.jar_path(), "spark-internal"),
    ]
    with log.open("wb") as out:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        try:
            while server.poll() is None:
                with socket.socket() as one:
                    one.settimeout(1)
                    if one.connect_ex(("127.0.0.1", chosen)) == 0:
                        break
                time.sleep(0.1)
            assert server.poll() is None, log.read_text()
            yield chosen
        finally:
            server.terminate()
            server.wait()


def test_a_client_without_the_jar(port: int, spark: Any, tmp_path: Path) -> None:
    python = os.environ.get("SPARK_LSTM_CONNECT_PYTHON", sys.executable)
    environment = {key: value for key, value in os.environ.items() if key != "SPARK_HOME"}
    done = subprocess.run(
        [python, str(Path(__file__).parent / "connect_client.py"), str(port), str(tmp_path)],
        env={**environment, "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    waves = tables.waves(spark)
    model = tables.forecaster(sparklstm).fit(waves)
    assert told["hash"] == told["loaded"] == model.weightsSha256
    forecasts = tables.shown(model.transform(waves))
    assert told["forecasts"] == told["loaded_forecasts"] == told["pipeline_forecasts"] == forecasts
    known = tables.forecaster(sparklstm, futureCols=["p"], epochs=1).fit(tables.planned(spark))
    planned = known.transform(tables.planned(spark), future=tables.plan(spark))
    assert told["planned"] == tables.shown(planned)
    assert told["backtest"] == told["refitted"] == 3 * 2 * 6
    assert told["epochs"] == 2
    assert told["report"]
    assert told["classes"] == tables.classifier(sparklstm).fit(tables.sequences(spark)).classNames
    visits = tables.visits(spark)
    pages = tables.next_token(sparklstm).fit(visits)
    assert told["pages"] == tables.shown(pages.transform(visits).select("visit", "ranks"))
    recommended = pages.recommendForAll(visits, 2).select("visit", "recommendations.token")
    assert told["recommended"] == tables.shown(recommended)
    generated = pages.generate(visits, maxLength=3, seed=5).select("visit", "generated")
    assert told["generated"] == tables.shown(generated)
    beside = tables.next_token(sparklstm, featureCols=["seconds"], epochs=1)
    assert told["beside"] == beside.fit(visits).weightsSha256
    assert "only a model without featureCols and categoricalCols continues sequences" in told["not_generated"]
    tagger = sparklstm.LstmTagger(hiddenSize=4, epochs=1, showProgress=False).fit(visits)
    assert told["tagged"] == tables.shown(tagger.transform(visits).select("visit", "prediction"))
    assert "no column 'store' in the data frame" in told["no_column"]
    assert told["no_lookback"] == "lookback is -1, expected at least 0 and at most 1000000"
    assert "column 'p' has no value at 240 in series id=s0" in told["no_plan"]
    # what the server has saved opens here
    assert sparklstm.LstmForecasterModel.load(str(tmp_path / "model")).weightsSha256 == told["hash"]
