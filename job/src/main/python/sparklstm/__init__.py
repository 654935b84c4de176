"""LSTMs on Apache Spark: stages for pyspark.ml, whose work is done in Java by Spark's executors.

>>> import sparklstm
>>> spark = sparklstm.session()
>>> model = sparklstm.LstmForecaster(
...     seriesIdCols=["store", "item"], timeCol="day", targetCols=["units"], lookback=56, horizon=14
... ).fit(sales)
>>> model.transform(sales).show()
"""

from importlib.metadata import PackageNotFoundError, version

from org.sparklstm.job.ml import (
    LstmClassificationModel,
    LstmClassifier,
    LstmForecaster,
    LstmForecasterModel,
    LstmNextToken,
    LstmNextTokenModel,
    LstmRegressionModel,
    LstmRegressor,
    LstmTagger,
    LstmTaggerModel,
    RollingOriginValidator,
    RollingOriginValidatorModel,
    SequenceAssembler,
)
from sparklstm._errors import SparkLstmError
from sparklstm._session import jar_path, session

try:
    __version__ = version("sparklstm")
except PackageNotFoundError:
    # the package in the jar
    __version__ = "unknown"

__all__ = [
    "LstmClassificationModel",
    "LstmClassifier",
    "LstmForecaster",
    "LstmForecasterModel",
    "LstmNextToken",
    "LstmNextTokenModel",
    "LstmRegressionModel",
    "LstmRegressor",
    "LstmTagger",
    "LstmTaggerModel",
    "RollingOriginValidator",
    "RollingOriginValidatorModel",
    "SequenceAssembler",
    "SparkLstmError",
    "jar_path",
    "session",
]
