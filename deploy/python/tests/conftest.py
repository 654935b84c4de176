"""A Spark session and small tables; the wheel must be installed beside a PySpark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import sparklstm
import tables


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
    return tables.waves(spark).cache()


@pytest.fixture
def forecaster(spark: Any) -> Any:
    return tables.forecaster(sparklstm)
