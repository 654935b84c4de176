"""Small tables, and stages for them; the same for every door."""

from __future__ import annotations

import math
from typing import Any

#: The weights of `forecaster` after `waves`: the same on every Spark, and through every door.
WAVES_SHA256 = "7677768131030890a59520f6d5a74fdeff26f46179db958318cb8c20b7f6e5ee"


def waves(spark: Any) -> Any:
    """Three series of waves, with an hour's values a row."""
    rows = [
        (f"s{series}", hour, 10.0 * series + 5 * math.sin(hour * math.pi / 12) + (hour * 7 + series) % 5)
        for series in range(3)
        for hour in range(240)
    ]
    return spark.createDataFrame(rows, "id string, t int, y double")


def _prices(spark: Any, hours: range) -> Any:
    rows = [(f"s{series}", hour, float((hour * 3 + series) % 7)) for series in range(3) for hour in hours]
    return spark.createDataFrame(rows, "id string, t int, p double")


def planned(spark: Any) -> Any:
    """The waves, with a price of each hour."""
    return waves(spark).join(_prices(spark, range(240)), ["id", "t"])


def plan(spark: Any) -> Any:
    """The price of some hours of the waves and of those after them."""
    return _prices(spark, range(230, 250))


def sequences(spark: Any) -> Any:
    """Rising and falling sequences."""
    rows = [
        ([float(step if number % 2 else -step) + number % 3 for step in range(6)], float(number % 2)) for number in range(40)
    ]
    return spark.createDataFrame(rows, "features array<double>, label double")


def forecaster(package: Any, **params: Any) -> Any:
    given = {
        "seriesIdCols": ["id"],
        "timeCol": "t",
        "targetCols": ["y"],
        "lookback": 24,
        "horizon": 6,
        "hiddenSize": 8,
        "epochs": 2,
        "batchSize": 32,
        "seed": 3,
        "showProgress": False,
    }
    return package.LstmForecaster(**{**given, **params})


def classifier(package: Any) -> Any:
    return package.LstmClassifier(hiddenSize=4, epochs=1, seed=3, showProgress=False)


def shown(rows: Any) -> list[str]:
    """Rows as text that shows every bit, in order."""
    return sorted(repr(row) for row in rows.collect())
