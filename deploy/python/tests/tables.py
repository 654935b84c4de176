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


def visits(spark: Any) -> Any:
    """Visits of pages that follow each other, with the class of each and how long it was looked at."""
    return spark.createDataFrame(
        [
            (
                f"v{i}",
                [f"page{(i + t) % 4}" for t in range(2 + i % 7)],
                ["first" if t == 0 else "later" for t in range(2 + i % 7)],
                [float(t) for t in range(2 + i % 7)],
            )
            for i in range(80)
        ],
        "visit string, tokens array<string>, label array<string>, seconds array<double>",
    )


def next_token(package: Any, **params: Any) -> Any:
    """A small model of the next page."""
    return package.LstmNextToken(
        **{
            "seriesIdCols": ["visit"],
            "hiddenSize": 8,
            "batchSize": 8,
            "epochs": 20,
            "learningRate": 0.03,
            "showProgress": False,
            **params,
        }
    )


def shown(rows: Any) -> list[str]:
    """Rows as text that shows every bit, in order."""
    return sorted(repr(row) for row in rows.collect())
