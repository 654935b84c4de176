"""The command line on YARN: in client and cluster mode, with a container and an application master that are killed."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyspark
import pytest

import sparklstm
import tables

#: Where the classes of a small YARN are: deploy/local/yarn/target/jars.
JARS = os.environ.get("SPARK_LSTM_YARN_JARS")

pytestmark = pytest.mark.skipif(JARS is None, reason="SPARK_LSTM_YARN_JARS is not set")

EPOCHS = 6
CONF = """
run {{ output = {folder}/runs, seed = 3 }}
data {{
  source {{ format = parquet, path = {folder}/waves }}
  series-id = [id], time = t, targets = [y]
}}
window {{ lookback = 24, horizon = 6 }}
model.hidden = 8
train {{ epochs = {epochs}, batch = 32, execution = distributed }}
checkpoint.every-steps = 1
"""


class Yarn:
    """A YARN in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.conf = folder / "conf"
        self.conf.mkdir()
        home = os.environ.get("SPARK_HOME", os.path.dirname(pyspark.__file__))
        self.submit = home + "/bin/spark-submit"
        self.jars = home + "/jars/*"
        self.started: list[subprocess.Popen[bytes]] = []
        java = os.environ["JAVA_HOME"] + "/bin/java" if "JAVA_HOME" in os.environ else "java"
        command = [java, "-Xmx700m", "--add-opens=java.base/java.lang=ALL-UNNAMED", f"-Dtest.build.data={folder}/yarn"]
        command += ["-cp", f"{JARS}/*:{self.jars}", str(Path(__file__).with_name("MiniYarn.java"))]
        self.command = [*command, str(self.conf / "yarn-site.xml")]

    def open(self) -> None:
        """Starts it, and waits until it answers."""
        with (self.folder / "yarn.log").open("wb") as log:
            server = subprocess.Popen(self.command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.started.append(server)
        while not (self.conf / "yarn-site.xml").exists():
            assert server.poll() is None, (self.folder / "yarn.log").read_text()
            time.sleep(0.1)

    def close(self) -> None:
        """Ends what has not ended, the server last."""
        for process in reversed(self.started):
            process.terminate()
            process.wait()

    def start(self, mode: str, *arguments: str) -> subprocess.Popen[bytes]:
        options = ["--master", "yarn", "--deploy-mode", mode, "--num-executors", "2", "--executor-cores", "1"]
        options += ["--executor-memory", "512m", "--driver-memory", "1g"]
        settings = [f"spark.yarn.jars=local:{self.jars}", "spark.yarn.maxAppAttempts=2", "spark.yarn.am.memory=512m"]
        settings += ["spark.sql.session.timeZone=UTC", "spark.ui.enabled=false"]
        words = [word for setting in settings for word in ("--conf", setting)]
        environment = {**os.environ, "HADOOP_CONF_DIR": str(self.conf)}
        self.log = self.folder / f"{mode}-{arguments[0]}.log"
        self.output = self.folder / "output"
        with self.log.open("wb") as log, self.output.open("wb") as output:
            process = subprocess.Popen(
                [self.submit, *options, *words, sparklstm.jar_path(), *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=log,
            )
        self.started.append(process)
        return process

    def end(self, process: subprocess.Popen[bytes]) -> None:
        assert process.wait() == 0, self.log.read_text()

    def container(self, class_name: str) -> int | None:
        """The process of a container of this YARN that runs a class, if there is one."""
        for one in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = one.read_text().split("\0")
            except OSError:
                continue
            if words[0].endswith("/java") and any(class_name in word for word in words) and str(self.folder) in str(words):
                return int(one.parent.name)
        return None


@pytest.fixture(scope="module")
def yarn(tmp_path_factory: Any) -> Iterator[Yarn]:
    one = Yarn(tmp_path_factory.mktemp("yarn"))
    try:
        one.open()
        yield one
    finally:
        one.close()


@pytest.fixture(scope="module")
def expected(yarn: Yarn, spark: Any) -> str:
    """The weights of a stage of this process; writes its table and a configuration that says the same."""
    waves = tables.waves(spark)
    waves.write.parquet(str(yarn.folder / "waves"))
    (yarn.folder / "job.conf").write_text(CONF.format(folder=yarn.folder, epochs=EPOCHS))
    sha: str = tables.forecaster(sparklstm, epochs=EPOCHS).fit(waves).weightsSha256
    return sha


def _train(yarn: Yarn, mode: str, run_id: str, class_name: str) -> dict[str, Any]:
    """Trains, kills a container as soon as a checkpoint is whole, and returns what the run's summary says."""
    running = yarn.start(mode, "train", "--config", str(yarn.folder / "job.conf"), "--set", f"run.id={run_id}")
    run = yarn.folder / "runs" / run_id
    _wait(running, lambda: _saved_steps(run) > 0, yarn)
    container = yarn.container(class_name)
    assert container is not None
    os.kill(container, 9)
    saved = _saved_steps(run)
    yarn.end(running)
    told: dict[str, Any] = json.loads((run / "summary.json").read_text())
    assert saved < told["steps"], "killed while training went on"
    return told


def _saved_steps(run: Path) -> int:
    """Steps that the newest checkpoint has; 0 where there is none."""
    return max((int(file.name.split("-")[1]) for file in (run / "checkpoints").glob("step-*-epoch-*.json")), default=0)


def _wait(running: subprocess.Popen[bytes], is_reached: Callable[[], bool], yarn: Yarn) -> None:
    while not is_reached():
        assert running.poll() is None, yarn.log.read_text()
        time.sleep(0.01)


def test_a_killed_application_master_is_started_again_and_resumes(yarn: Yarn, expected: str) -> None:
    told = _train(yarn, "cluster", "cluster", "deploy.yarn.ApplicationMaster")
    assert told["resumed_after_step"] >= 1
    assert told["weights_sha256"] == expected


def test_a_killed_container_changes_not_one_bit(yarn: Yarn, expected: str, spark: Any) -> None:
    told = _train(yarn, "client", "client", "YarnCoarseGrainedExecutorBackend")
    assert "Lost executor" in yarn.log.read_text()
    assert told["weights_sha256"] == expected
    model = str(yarn.folder / "runs/client/model")
    arguments = ["score", "--config", str(yarn.folder / "job.conf"), "--model", model]
    yarn.end(yarn.start("client", *arguments, "--output", str(yarn.folder / "scores")))
    assert json.loads(yarn.output.read_text().splitlines()[-1])["rows"] == 18
    waves = spark.read.parquet(str(yarn.folder / "waves"))
    forecasts = sparklstm.LstmForecasterModel.load(model).transform(waves)
    scores = spark.read.parquet(str(yarn.folder / "scores")).select(forecasts.columns)
    assert tables.shown(scores) == tables.shown(forecasts)
