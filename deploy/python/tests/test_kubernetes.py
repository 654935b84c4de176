"""The manifests of deploy/kubernetes: applied to an API server and submitted as the Spark operator does. The pods that Spark
makes then run as processes of this machine, of which an executor's and a driver's are killed."""

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

import kubelet
import sparklstm
import tables

#: Where the classes of an API server are: deploy/local/kubernetes/target/jars.
JARS = os.environ.get("SPARK_LSTM_KUBERNETES_JARS")

pytestmark = pytest.mark.skipif(JARS is None, reason="SPARK_LSTM_KUBERNETES_JARS is not set")

MANIFESTS = Path(__file__).parents[2] / "kubernetes"
APPLICATION = "sales-train"
EPOCHS = 40
CONF = """
run {{ id = sales, output = {folder}/runs, seed = 3 }}
data {{
  source {{ format = parquet, path = {folder}/waves }}
  series-id = [id], time = t, targets = [y]
}}
window {{ lookback = 24, horizon = 6 }}
model.hidden = 8
train {{ epochs = {epochs}, batch = 32, execution = distributed }}
checkpoint.every-steps = 1
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: Any) -> Path:
    path: Path = tmp_path_factory.mktemp("kubernetes")
    return path


@pytest.fixture(scope="module")
def home() -> str:
    return os.environ.get("SPARK_HOME", os.path.dirname(pyspark.__file__))


@pytest.fixture(scope="module")
def api(folder: Path, home: str) -> Iterator[kubelet.Api]:
    """An API server that has the manifests."""
    java = os.environ["JAVA_HOME"] + "/bin/java" if "JAVA_HOME" in os.environ else "java"
    address = folder / "address"
    command = [java, "-Xmx256m", "-cp", f"{JARS}/*:{home}/jars/*", str(Path(__file__).with_name("MiniKubernetes.java"))]
    command += [str(address), *(str(MANIFESTS / f"{name}.yaml") for name in ("rbac", "config", "train"))]
    with (folder / "api.txt").open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        while not address.exists():
            assert server.poll() is None, (folder / "api.txt").read_text()
            time.sleep(0.1)
        yield kubelet.Api(address.read_text(), "spark-lstm")
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def node(api: kubelet.Api, folder: Path, home: str) -> Iterator[kubelet.Node]:
    (folder / "node").mkdir()
    (folder / "image").mkdir()
    (folder / "image/lstm-job.jar").symlink_to(sparklstm.jar_path())
    one = kubelet.Node(api, folder / "node", home, {"/opt/spark-lstm": str(folder / "image")})
    one.start()
    try:
        yield one
    finally:
        one.close()


@pytest.fixture(scope="module")
def expected(api: kubelet.Api, folder: Path, spark: Any) -> str:
    """The weights of a stage of this process; writes its table, and a configuration that says the same into the cluster."""
    waves = tables.waves(spark)
    waves.write.parquet(str(folder / "waves"))
    api.merge("configmaps/sales-config", {"data": {"sales.conf": CONF.format(folder=folder, epochs=EPOCHS)}})
    sha: str = tables.forecaster(sparklstm, epochs=EPOCHS).fit(waves).weightsSha256
    return sha


def _saved_steps(run: Path) -> int:
    """Steps that the newest checkpoint has; 0 where there is none."""
    return max((int(file.name.split("-")[1]) for file in (run / "checkpoints").glob("step-*-epoch-*.json")), default=0)


def _wait(node: kubelet.Node, is_reached: Callable[[], bool], fails_by: Callable[[], bool] = lambda: False) -> None:
    while not is_reached():
        assert node.error is None, node.error
        assert not fails_by(), node.log()
        time.sleep(0.01)


def test_a_killed_executor_and_a_killed_driver_change_not_one_bit(
    api: kubelet.Api, node: kubelet.Node, folder: Path, home: str, expected: str
) -> None:
    # a smaller cluster than that of the manifest: this machine
    executor = {"instances": 2, "cores": 1, "memory": "512m"}
    api.merge(kubelet.Operator.APPLICATIONS + APPLICATION, {"spec": {"executor": executor, "driver": {"memory": "1g"}}})
    operator = kubelet.Operator(api, folder, home)
    driver = f"{APPLICATION}-driver"
    run = folder / "runs/sales"
    operator.submit(APPLICATION)

    def has_ended() -> bool:
        return operator.phase(APPLICATION) in ("Succeeded", "Failed")

    _wait(node, lambda: _saved_steps(run) > 0, has_ended)
    executors = [name for name in node.started if name != driver]
    node.kill(executors[0])
    _wait(node, lambda: len(node.started) > 1 + len(executors), has_ended)
    replaced = _saved_steps(run)
    _wait(node, lambda: _saved_steps(run) > replaced, has_ended)
    node.kill(driver)
    _wait(node, has_ended)
    saved = _saved_steps(run)
    assert operator.phase(APPLICATION) == "Failed"

    assert operator.restarts(APPLICATION, 1)
    _wait(node, has_ended)
    assert operator.phase(APPLICATION) == "Succeeded", node.log()
    told = json.loads((run / "summary.json").read_text())
    assert replaced < saved < told["steps"], "killed while training went on"
    assert told["resumed_after_step"] == saved
    assert told["weights_sha256"] == expected


def test_the_pods_are_as_the_manifest_says(api: kubelet.Api, node: kubelet.Node) -> None:
    pod = api.get(f"pods/{APPLICATION}-driver")["spec"]
    assert pod["serviceAccountName"] == "spark-lstm-driver"
    assert pod["terminationGracePeriodSeconds"] == 120
    container = pod["containers"][0]
    assert container["image"] == "registry.example.com/spark-lstm:0.1.0"
    assert {"name": "config", "mountPath": "/etc/spark-lstm"} in container["volumeMounts"]
    keys = {one["name"] for one in container["env"] if "secretKeyRef" in one.get("valueFrom", {})}
    assert keys == {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"}
    # the driver deletes its executors, as its role lets it
    assert [one for one in api.items("pods") if one["metadata"]["labels"]["spark-role"] == "executor"] == []
