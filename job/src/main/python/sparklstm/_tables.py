"""Tables of Spark and of pandas."""

from __future__ import annotations

from typing import Any, cast

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import lit

from sparklstm._errors import SparkLstmError


def is_remote() -> bool:
    """Whether this is a client of Spark Connect."""
    try:
        from pyspark.sql.utils import is_remote as asked
    except ImportError:
        return False
    return bool(asked())


def require_session() -> None:
    """Says what to do where there is no session."""
    if not is_remote() and SparkSession.getActiveSession() is None:
        raise SparkLstmError("there is no Spark session: call sparklstm.session() first")


def as_spark(dataset: Any) -> DataFrame:
    """A data frame of Spark, made from one of pandas if need be."""
    if _is_pandas(dataset):
        require_session()
        session = SparkSession.getActiveSession()
        assert session is not None
        return session.createDataFrame(dataset)
    # the class differs between PySpark's versions, and with Spark Connect
    if hasattr(dataset, "sparkSession") and hasattr(dataset, "unionByName"):
        return cast(DataFrame, dataset)
    found = type(dataset).__name__
    raise SparkLstmError(f"expected a table, a DataFrame of Spark or pandas, but this is a {found}")


def like(dataset: Any, result: DataFrame) -> Any:
    """The result as a data frame of the kind that was given."""
    if _is_pandas(dataset):
        return _to_pandas(result, _zones(dataset))
    if is_remote():
        # the server looks at the request now, and its errors can be told as ours
        _ = result.schema
    return result


def marked(rows: DataFrame, ahead: bool) -> DataFrame:
    """Rows that say of which of two tables they are, under the name that Java knows (FutureTable)."""
    return rows.withColumn("\x01ahead", lit(ahead))


def _is_pandas(dataset: Any) -> bool:
    return type(dataset).__module__.split(".")[0] == "pandas"


def _zones(table: Any) -> dict[str, Any]:
    """The time zones of a pandas table's columns."""
    return {name: zone for name, kind in table.dtypes.items() if (zone := getattr(kind, "tz", None)) is not None}


def _to_pandas(result: DataFrame, zones: dict[str, Any]) -> Any:
    """A result for pandas, whose times have zones where those of the table had."""
    timed = {
        field.name: zones[field.name]
        for field in result.schema.fields
        if field.name in zones and field.dataType.typeName() == "timestamp"
    }
    if not timed:
        return result.toPandas()
    import pandas as pd
    from pyspark.sql.functions import unix_micros

    # as numbers, because Spark gives pandas local times, of which those of an autumn's night are ambiguous
    for name in timed:
        result = result.withColumn(name, unix_micros(result[f"`{name}`"]))
    table = result.toPandas()
    for name, zone in timed.items():
        table[name] = pd.to_datetime(table[name], unit="us", utc=True).dt.tz_convert(zone)
    return table
