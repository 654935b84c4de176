"""Pictures of forecasts."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from sparklstm._errors import SparkLstmError
from sparklstm._tables import as_spark

if TYPE_CHECKING:
    from sparklstm._stages import ForecasterModelBase


def plot(model: ForecasterModelBase, dataset: Any, series: Any, target: str | None, future: Any) -> Any:
    """See ForecasterModelBase.plot."""
    try:
        from matplotlib import dates, pyplot
    except ImportError:
        raise SparkLstmError("plot needs matplotlib: pip install matplotlib") from None

    ids, time, target = _columns(model, target)
    table = as_spark(dataset)
    table = _chosen(table, ids, series)
    history = table.select(*ids, time, target).toPandas().sort_values(time)
    ahead_of_all = model.transform(table, future=future)
    quantiles = _quantiles(ahead_of_all.columns, target)
    forecast = ahead_of_all.select(*ids, time, target, *quantiles.values()).toPandas().sort_values(time)
    shown = 3 * (model.getOrDefault("lookback") + model.getOrDefault("horizon"))
    groups: list[Any] = list(history.groupby(ids)) if ids else [((), history)]
    if not groups:
        raise SparkLstmError(f"no rows of a series with {series}")
    figure, axes = pyplot.subplots(len(groups), 1, figsize=(9, 2.6 * len(groups)), squeeze=False)
    for axis, (name, rows) in zip(axes[:, 0], groups, strict=True):
        key = name if isinstance(name, tuple) else (name,)
        ahead = forecast
        for column, value in zip(ids, key, strict=True):
            ahead = ahead[ahead[column] == value]
        rows = rows.tail(shown)
        axis.plot(rows[time], rows[target], color="#777777", label="history")
        for share, low, high in _intervals(quantiles):
            label = f"{share:.4g} % interval"
            axis.fill_between(ahead[time], ahead[low], ahead[high], color="#1f77b4", alpha=0.2, linewidth=0, label=label)
        axis.plot(ahead[time], ahead[target], color="#1f77b4", label="forecast")
        axis.set_title(", ".join(map(str, key)), loc="left", fontsize=10)
        axis.set_ylabel(target)
        if isinstance(rows[time].iloc[0], date):
            untyped: Any = dates
            locator = untyped.AutoDateLocator()
            axis.xaxis.set_major_locator(locator)
            axis.xaxis.set_major_formatter(untyped.ConciseDateFormatter(locator))
    axes[0, 0].legend(loc="best", frameon=False)
    figure.tight_layout()
    pyplot.close(figure)
    return figure


def _quantiles(columns: list[str], target: str) -> dict[float, str]:
    """The columns of the target's quantiles, by percent."""
    named = re.compile(re.escape(target) + r"_q(\d\d(?:_\d+)?)")
    found = ((named.fullmatch(name), name) for name in columns)
    return {float(match.group(1).replace("_", ".")): name for match, name in found if match}


def _intervals(quantiles: dict[float, str]) -> list[tuple[float, str, str]]:
    """The central intervals, the widest first: how much they are to hold, in percent, and their columns."""
    lower = sorted(percent for percent in quantiles if percent < 50)
    pairs = [(low, high) for low in lower for high in quantiles if abs(low + high - 100) < 1e-6]
    return [(high - low, quantiles[low], quantiles[high]) for low, high in pairs]


def _columns(model: ForecasterModelBase, target: str | None) -> tuple[list[str], str, str]:
    targets = model.getOrDefault("targetCols")
    if target is not None and target not in targets:
        raise SparkLstmError(f"target is {target}, expected one of {', '.join(targets)}")
    return list(model.getOrDefault("seriesIdCols")), model.getOrDefault("timeCol"), target or targets[0]


def _chosen(table: Any, ids: list[str], series: Any) -> Any:
    """The rows of some series."""
    if not ids:
        return table
    if isinstance(series, str) and len(ids) == 1:
        series = {ids[0]: series}
    if isinstance(series, dict):
        unknown = [name for name in series if name not in ids]
        if unknown:
            raise SparkLstmError(f"series names {', '.join(unknown)}, expected {', '.join(ids)}")
        for name, value in series.items():
            table = table.where(table[f"`{name}`"] == value)
        return table
    if not isinstance(series, int) or isinstance(series, bool) or series < 1:
        raise SparkLstmError(f"series is {series!r}, expected a number from 1 on, or values such as {{'{ids[0]}': …}}")
    few = table.select(*ids).distinct().orderBy(*ids).limit(series)
    return table.join(few, ids, "left_semi")
