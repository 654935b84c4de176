"""What a Kubernetes does besides keeping objects, on this machine: a node that runs the containers of pods as processes, and
an operator that submits applications with the spark-submit of a Spark."""

from __future__ import annotations

import base64
import json
import os
import re
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

#: A JSON object of the API.
Json = dict[str, Any]

ADDRESS = "127.0.0.1"


class Api:
    """The API server, as far as the objects of one namespace go."""

    def __init__(self, url: str, namespace: str) -> None:
        self.url = url
        self.namespace = namespace

    def call(self, method: str, path: str, body: Json | None = None, kind: str = "application/json") -> Json:
        group, _, rest = path.rpartition("!")
        where = f"{self.url}/{group or 'api/v1'}/namespaces/{self.namespace}/{rest}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(where, data, {"Content-Type": kind}, method=method)
        with urllib.request.urlopen(request) as answer:
            return dict(json.load(answer) or {})

    def get(self, path: str) -> Json:
        return self.call("GET", path)

    def items(self, path: str) -> list[Json]:
        return list(self.get(path)["items"])

    def merge(self, path: str, change: Json) -> None:
        self.call("PATCH", path, change, "application/merge-patch+json")

    def delete(self, path: str) -> None:
        try:
            self.call("DELETE", path)
        except urllib.error.HTTPError as e:
            if e.code != 404:
                raise


class Node(threading.Thread):
    """Starts a process for each pod, with what the image's entry point starts, and tells the API how it goes.

    Paths of the containers are paths of this machine, by replacement; names of services lead to it.
    """

    def __init__(self, api: Api, folder: Path, spark_home: str, image: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self.api = api
        self.folder = folder
        self.spark_home = spark_home
        self.image = image
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        #: Names of all pods that were started, in order.
        self.started: list[str] = []
        self.ends = threading.Event()
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            while not self.ends.wait(0.1):
                self._look()
        except Exception as e:
            self.error = e
        finally:
            for process in self.running.values():
                process.kill()
                process.wait()

    def close(self) -> None:
        self.ends.set()
        self.join()

    def kill(self, name: str) -> None:
        self.running[name].kill()

    def log(self) -> str:
        return "\n".join(f"== {one.name}\n{one.read_text()}" for one in sorted(self.folder.glob("*.log")))

    def _look(self) -> None:
        pods = self._pods()
        for name, pod in pods.items():
            if pod["status"]["phase"] == "Pending" and self._has_volumes(pod):
                self.running[name] = self._start(name, pod)
                self.started.append(name)
                self._tell(name, "Running", {"running": {}})
        for name, process in list(self.running.items()):
            if name not in pods:
                process.kill()
            code = process.poll()
            if code is not None:
                del self.running[name]
                if name in pods:
                    ended = {"terminated": {"exitCode": code if code >= 0 else 128 - code}}
                    self._tell(name, "Succeeded" if code == 0 else "Failed", ended)

    def _pods(self) -> dict[str, Json]:
        """All pods by name, without those whose owner has gone, which are deleted."""
        pods = self.api.items("pods")
        there = {pod["metadata"]["uid"] for pod in pods}
        kept = {}
        for pod in pods:
            name = pod["metadata"]["name"]
            if all(owner["uid"] in there for owner in pod["metadata"].get("ownerReferences", [])):
                kept[name] = pod
            else:
                self.api.delete(f"pods/{name}")
        return kept

    def _has_volumes(self, pod: Json) -> bool:
        """Whether all files for it are there: Spark makes the driver's pod before its configuration."""
        there = {one["metadata"]["name"] for one in self.api.items("configmaps")}
        return all(one["configMap"]["name"] in there for one in pod["spec"].get("volumes", []) if "configMap" in one)

    def _tell(self, name: str, phase: str, state: Json) -> None:
        container = self.api.get(f"pods/{name}")["spec"]["containers"][0]["name"]
        status = {"name": container, "state": state, "ready": phase == "Running", "restartCount": 0}
        self.api.merge(f"pods/{name}/status", {"status": {"phase": phase, "podIP": ADDRESS, "containerStatuses": [status]}})

    def _start(self, name: str, pod: Json) -> subprocess.Popen[bytes]:
        container = pod["spec"]["containers"][0]
        paths = self._mounted(name, pod, container)
        given = {
            one["name"]: _replaced(one["value"] if "value" in one else self._value(one["valueFrom"], name), paths)
            for one in container.get("env", [])
        }
        arguments = [_replaced(one, paths) for one in container["args"]]
        # which holds for all names, so this machine's own are in it, too
        services = [f"{one['metadata']['name']}.{self.api.namespace}.svc" for one in self.api.items("services")]
        hosts = self.folder / f"{name}.hosts"
        hosts.write_text(f"{ADDRESS} {' '.join(['localhost', socket.gethostname(), *services])}\n")
        environment = {**os.environ, **given, "SPARK_HOME": self.spark_home}
        environment["JAVA_TOOL_OPTIONS"] = f"-Djdk.net.hosts.file={hosts}"
        with (self.folder / f"{len(self.started)}-{name}.log").open("wb") as log:
            # a driver copies its jar to where it starts
            return subprocess.Popen(
                self._command(arguments, given),
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _mounted(self, name: str, pod: Json, container: Json) -> dict[str, str]:
        """Paths of the container and where they are here."""
        volumes = {one["name"]: one for one in pod["spec"].get("volumes", [])}
        paths = dict(self.image)
        for mount in container.get("volumeMounts", []):
            here = self.folder / "volumes" / name / mount["name"]
            here.mkdir(parents=True, exist_ok=True)
            paths[mount["mountPath"]] = str(here)
        for mount in container.get("volumeMounts", []):
            source = volumes[mount["name"]].get("configMap")
            if source is not None:
                files = {one["key"]: one["path"] for one in source.get("items", [])}
                for key, text in self.api.get(f"configmaps/{source['name']}")["data"].items():
                    (Path(paths[mount["mountPath"]]) / files.get(key, key)).write_text(_replaced(text, paths))
        return paths

    def _value(self, source: Json, pod: str) -> str:
        if "fieldRef" in source:
            return {"status.podIP": ADDRESS, "metadata.name": pod}[source["fieldRef"]["fieldPath"]]
        reference = source["secretKeyRef"]
        secret = self.api.get(f"secrets/{reference['name']}")
        if reference["key"] in secret.get("stringData", {}):
            return str(secret["stringData"][reference["key"]])
        return base64.b64decode(secret["data"][reference["key"]]).decode()

    def _command(self, arguments: list[str], given: dict[str, str]) -> list[str]:
        role, rest = arguments[0], arguments[1:]
        if role == "driver":
            address = "spark.driver.bindAddress=" + given["SPARK_DRIVER_BIND_ADDRESS"]
            return [self.spark_home + "/bin/spark-submit", "--conf", address, "--deploy-mode", "client", *rest]
        assert role == "executor", role
        java = os.environ["JAVA_HOME"] + "/bin/java" if "JAVA_HOME" in os.environ else "java"
        options = [value for key, value in given.items() if key.startswith("SPARK_JAVA_OPT_")]
        words = {
            "driver-url": "SPARK_DRIVER_URL",
            "executor-id": "SPARK_EXECUTOR_ID",
            "cores": "SPARK_EXECUTOR_CORES",
            "app-id": "SPARK_APPLICATION_ID",
            "hostname": "SPARK_EXECUTOR_POD_IP",
            "resourceProfileId": "SPARK_RESOURCE_PROFILE_ID",
            "podName": "SPARK_EXECUTOR_POD_NAME",
        }
        options += ["-Xmx" + given["SPARK_EXECUTOR_MEMORY"], "-cp", self.spark_home + "/jars/*"]
        backend = "org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend"
        return [java, *options, backend, *(word for key, name in words.items() for word in ("--" + key, given[name]))]


def _replaced(text: str, paths: dict[str, str]) -> str:
    """A text with the container's paths as they are here."""
    longest_first = sorted(paths, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), lambda match: paths[match[0]], text)


class Operator:
    """Submits an application as its object says, again after a failure if its policy is that, and tells what came of it."""

    APPLICATIONS = "apis/sparkoperator.k8s.io/v1beta2!sparkapplications/"

    def __init__(self, api: Api, folder: Path, spark_home: str) -> None:
        self.api = api
        self.folder = folder
        self.spark_home = spark_home

    def application(self, name: str) -> Json:
        return self.api.get(self.APPLICATIONS + name)

    def submit(self, name: str) -> None:
        """Submits it, without a wait for its end."""
        spec = self.application(name)["spec"]
        master = self.api.url
        settings = {
            "spark.kubernetes.namespace": self.api.namespace,
            "spark.kubernetes.driver.master": master,
            "spark.kubernetes.driver.pod.name": f"{name}-driver",
            "spark.kubernetes.container.image": spec["image"],
            "spark.kubernetes.container.image.pullPolicy": spec["imagePullPolicy"],
            "spark.kubernetes.authenticate.driver.serviceAccountName": spec["driver"]["serviceAccount"],
            "spark.kubernetes.submission.waitAppCompletion": "false",
            "spark.executor.instances": spec["executor"]["instances"],
            **spec["sparkConf"],
        }
        for role in ("driver", "executor"):
            settings[f"spark.{role}.cores"] = spec[role]["cores"]
            settings[f"spark.{role}.memory"] = spec[role]["memory"]
            settings[f"spark.kubernetes.{role}.podTemplateFile"] = self._template(role, spec)
        words = [word for key, value in settings.items() for word in ("--conf", f"{key}={value}")]
        command = [self.spark_home + "/bin/spark-submit", "--master", "k8s://" + master, "--deploy-mode", spec["mode"]]
        command += ["--name", name, "--class", spec["mainClass"], *words, spec["mainApplicationFile"], *spec["arguments"]]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def _template(self, role: str, spec: Json) -> str:
        """What spark-submit has no settings for, as a pod."""
        part = spec[role]
        container = {"name": role, "env": part.get("env", []), "volumeMounts": part.get("volumeMounts", [])}
        pod: Json = {"containers": [container], "volumes": spec["volumes"]}
        if "terminationGracePeriodSeconds" in part:
            pod["terminationGracePeriodSeconds"] = part["terminationGracePeriodSeconds"]
        file = self.folder / f"{role}.yaml"
        file.write_text(json.dumps({"apiVersion": "v1", "kind": "Pod", "spec": pod}))
        return str(file)

    def phase(self, name: str) -> str:
        """The phase of the driver's pod; empty before it has one."""
        return str(self.api.get(f"pods/{name}-driver").get("status", {}).get("phase", ""))

    def restarts(self, name: str, failures: int) -> bool:
        """Submits it again after so many failures, if its policy says so; the old driver's pod goes first."""
        policy = self.application(name)["spec"]["restartPolicy"]
        if policy["type"] != "OnFailure" or failures > policy["onFailureRetries"]:
            return False
        self.api.delete(f"pods/{name}-driver")
        self.submit(name)
        return True
