"""A Spark session and small tables; the wheel must be installed beside a PySpark."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest

import sparklstm


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    session = sparklstm.session(
        master="local[2]",
        config={
            "spark.sql.session.timeZone": "UTC",
            "spark.ui.enabled": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": "2",
        },
    )
    yield session
    session.stop()


@pytest.fixture(scope="session")
def waves(spark: Any) -> Any:
    """Three series of waves, with an hour's values a row."""
    rows = [
        (f"s{series}", hour, 10.0 * series + 5 * math.sin(hour * math.pi / 12) + (hour * 7 + series) % 5)
        for series in range(3)
        for hour in range(240)
    ]
    return spark.createDataFrame(rows, "id string, t int, y double").cache()


@pytest.fixture
def forecaster(spark: Any) -> Any:
    return sparklstm.LstmForecaster(
        seriesIdCols=["id"],
        timeCol="t",
        targetCols=["y"],
        lookback=24,
        horizon=6,
        hiddenSize=8,
        epochs=2,
        batchSize=32,
        seed=3,
        showProgress=False,
    )
