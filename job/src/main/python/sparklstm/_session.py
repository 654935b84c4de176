"""Spark sessions that have the Java classes of this package."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pyspark
from pyspark.sql import SparkSession

from sparklstm._errors import SparkLstmError

_VECTORS = "--add-modules=jdk.incubator.vector"
_JARS = "spark.jars"


def _spark_home() -> Path:
    home = os.environ.get("SPARK_HOME")
    return Path(home) if home else Path(pyspark.__file__).parent


def _version(jars: Path, artifact: str) -> str | None:
    """The version of a jar of Spark's own, such as scala-library."""
    for jar in jars.glob(artifact + "-*.jar"):
        found = re.match(re.escape(artifact) + r"-([0-9][0-9.]*)", jar.name)
        if found:
            return found.group(1).rstrip(".")
    return None


def _build() -> str:
    """Which build the installed Spark needs, such as spark4_2.13."""
    jars = _spark_home() / "jars"
    scala = _version(jars, "scala-library")
    if scala is None:
        raise SparkLstmError(
            f"no jars of Spark in {jars}: this is a client of Spark Connect, whose server needs the jar"
            if not jars.is_dir()
            else f"no scala-library in {jars}: is this the folder of a Spark (SPARK_HOME)?"
        )
    scala = ".".join(scala.split(".")[:2])
    spark = _version(jars, "spark-core_" + scala) or pyspark.__version__
    line = "4" if spark.startswith("4.") else ".".join(spark.split(".")[:2])
    return f"spark{line}_{scala}"


def jar_path() -> str:
    """Path of the jar for the installed Spark, to be given to spark-submit as --jars.

    Raises
    ------
    SparkLstmError
        if there is no build for this Spark, or this package came without its jars
    """
    build = _build()
    folder = Path(__file__).parent / "jars"
    jar = folder / f"lstm-job-{build}.jar"
    if jar.is_file():
        return str(jar)
    known = sorted(one.stem.removeprefix("lstm-job-") for one in folder.glob("*.jar"))
    if known:
        raise SparkLstmError(f"there is no build for {build}; there are: {', '.join(known)}")
    raise SparkLstmError("this package came with a jar, not with a wheel: Spark has the jar already (--packages, --jars)")


def _appended(options: dict[str, str], key: str, value: str, separator: str) -> None:
    given = options.get(key, "")
    if value not in given:
        options[key] = given + separator + value if given else value


def session(
    master: str | None = None,
    appName: str = "sparklstm",
    config: dict[str, Any] | None = None,
) -> SparkSession:
    """A Spark session whose JVMs have the classes of this package.

    Parameters
    ----------
    master : str
        Spark's master; default: MASTER or spark.master of the environment, else local[*]
    appName : str
        name of the application
    config : dict
        further settings of Spark, which win over those added here

    Raises
    ------
    SparkLstmError
        if a session runs already and lacks the classes: only its platform can add them
    """
    running = SparkSession.getActiveSession()
    if running is not None:
        _require_classes(running)
        return running
    settings = {key: str(value) for key, value in (config or {}).items()}
    if "SPARK_REMOTE" in os.environ or "spark.remote" in settings:
        return _builder(appName, settings).getOrCreate()
    _appended(settings, _JARS, jar_path(), ",")
    if "spark3.5" in _build():
        # its launcher does not do it
        for role in ("driver", "executor"):
            _appended(settings, f"spark.{role}.extraJavaOptions", _VECTORS, " ")
    # its bars would run between those of fit
    settings.setdefault("spark.ui.showConsoleProgress", "false")
    builder = _builder(appName, settings)
    if master is not None:
        builder = builder.master(master)
    session = builder.getOrCreate()
    _require_classes(session)
    return session


def _builder(name: str, settings: dict[str, str]) -> SparkSession.Builder:
    builder: SparkSession.Builder = SparkSession.builder.appName(name)
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder


def _require_classes(session: SparkSession) -> None:
    """Says how to add the classes of this package where they are missing."""
    jvm = getattr(session, "_jvm", None)
    if jvm is None:
        # a client of Spark Connect cannot look
        return
    if type(jvm.org.sparklstm.job.ml.LstmForecaster).__name__ == "JavaClass":
        return
    raise SparkLstmError(missing_classes())


def missing_classes() -> str:
    """What to do about a session without the Java classes."""
    if "DATABRICKS_RUNTIME_VERSION" in os.environ:
        way = "install the jar as a library of the cluster (Libraries, Install new, JAR), and attach the notebook again"
    elif "AZURE_SERVICE" in os.environ or "TRIDENT_RUNTIME_VERSION" in os.environ:
        way = "add the jar to the workspace's or environment's libraries, and start a new session"
    else:
        way = (
            "start Python again and call sparklstm.session() before any other session, "
            "or start Spark with --jars and the path that sparklstm.jar_path() returns"
        )
    return f"the Spark session that runs has no classes of spark-lstm: {way}"
