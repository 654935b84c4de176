"""RollingOriginValidator, for Python."""

from __future__ import annotations

from typing import Any, Optional, cast

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaParams
from pyspark.sql import DataFrame

from sparklstm._errors import SparkLstmError, speaking
from sparklstm._params import params_only
from sparklstm._stages import Saved
from sparklstm._tables import as_spark, is_remote, require_session

_CLASS = "org.sparklstm.job.ml.RollingOriginValidator"


class RollingOriginValidator(JavaEstimator[Any], Saved):
    """Chooses params of a forecaster by rolling origins.

    Each fold trains on the rows up to its cutoff only, and is judged by the horizon after it. The best params are then
    fitted to all rows.

    Parameters
    ----------
    estimator : LstmForecaster
        the forecaster
    estimatorParamMaps : list
        the params to compare, as a ParamGridBuilder makes them
    numFolds : int, default 3
        number of cutoffs
    step : int
        periods from one cutoff to the next; the horizon if unset
    parallelism : int, default 1
        fits at the same time
    metric : str, default "wape"
        error to compare by: wape, mae, mse, rmse, mase or smape
    seed : int
        seed of each fit; the forecaster's own if unset
    """

    #: What keyword_only keeps of the constructor's call.
    _input_kwargs: dict[str, Any]

    numFolds: Param[int] = Param(Params._dummy(), "numFolds", "number of cutoffs", TypeConverters.toInt)
    step: Param[int] = Param(
        Params._dummy(), "step", "periods from one cutoff to the next; the horizon if unset", TypeConverters.toInt
    )
    parallelism: Param[int] = Param(Params._dummy(), "parallelism", "fits at the same time", TypeConverters.toInt)
    metric: Param[str] = Param(
        Params._dummy(), "metric", "error to compare by: wape, mae, mse, rmse, mase, smape", TypeConverters.toString
    )
    seed: Param[int] = Param(
        Params._dummy(), "seed", "seed of each fit; the forecaster's own if unset", TypeConverters.toInt
    )

    @params_only
    def __init__(
        self,
        *,
        estimator: Any = None,
        estimatorParamMaps: Optional[list[dict[Param[Any], Any]]] = None,
        numFolds: Optional[int] = None,
        step: Optional[int] = None,
        parallelism: Optional[int] = None,
        metric: Optional[str] = None,
        seed: Optional[int] = None,
    ) -> None:
        super().__init__()
        if is_remote():
            raise SparkLstmError("RollingOriginValidator does not go through Spark Connect")
        require_session()
        with speaking():
            self._java_obj = self._new_java_obj(_CLASS, self.uid)
        self._setDefault(numFolds=3, parallelism=1, metric="wape")
        given: dict[str, Any] = dict(self._input_kwargs)
        self._estimator = given.pop("estimator", None)
        self._maps: list[dict[Param[Any], Any]] = given.pop("estimatorParamMaps", None) or [{}]
        self._set(**given)

    def getEstimator(self) -> Any:
        """Gets the forecaster."""
        return self._estimator

    def getEstimatorParamMaps(self) -> list[dict[Param[Any], Any]]:
        """Gets the params that are compared."""
        return self._maps

    def fit(self, dataset: Any, params: Any = None) -> Any:
        """Compares the params and fits the best ones to all rows."""
        if self._estimator is None:
            raise SparkLstmError("RollingOriginValidator has no estimator")
        with speaking():
            return super().fit(as_spark(dataset), params)

    def write(self) -> Any:
        """A writer of this stage, its forecaster and its params to compare."""
        if self._estimator is None:
            raise SparkLstmError("RollingOriginValidator has no estimator")
        return super().write()

    def _transfer_params_to_java(self) -> None:
        super()._transfer_params_to_java()
        if self._estimator is None:
            return
        java: Any = self._java_obj
        java.setEstimator(self._estimator._to_java())
        maps = [self._estimator._transfer_param_map_to_java(one) for one in self._maps]
        from pyspark import SparkContext

        context = SparkContext._active_spark_context
        assert context is not None
        kind = cast(Any, context)._gateway.jvm.org.apache.spark.ml.param.ParamMap
        java.setEstimatorParamMaps(self._new_java_array(maps, kind))

    def _transfer_params_from_java(self) -> None:
        super()._transfer_params_from_java()
        java: Any = self._java_obj
        if java.getEstimator() is not None:
            self._estimator = JavaParams._from_java(java.getEstimator())
            self._maps = [self._estimator._transfer_param_map_from_java(one) for one in java.getEstimatorParamMaps()]

    def _create_model(self, java_model: Any) -> RollingOriginValidatorModel:
        return RollingOriginValidatorModel(java_model)

    def copy(self, extra: Any = None) -> RollingOriginValidator:
        """A copy with other params."""
        with speaking():
            copied = JavaParams.copy(self, extra)
        copied._estimator = self._estimator
        copied._maps = self._maps
        return copied


class RollingOriginValidatorModel(JavaModel, Saved):
    """The best model of a RollingOriginValidator, and how all params were judged."""

    @property
    def bestModel(self) -> Any:
        """The best model."""
        return JavaParams._from_java(cast(Any, self._java_obj).bestModel())

    @property
    def avgMetrics(self) -> list[float]:
        """The mean of the metric over the folds, by params."""
        return [float(one) for one in cast(Any, self._java_obj).avgMetrics()]

    @property
    def results(self) -> DataFrame:
        """All errors: a row per params and fold."""
        from pyspark.sql import SparkSession

        session = SparkSession.getActiveSession()
        assert session is not None
        return DataFrame(cast(Any, self._java_obj).results(), session)

    def transform(self, dataset: Any, params: Any = None, *, future: Any = None) -> Any:
        """Forecasts by the best model, with what is known ahead if it is given."""
        return self.bestModel.transform(dataset, params, future=future)


# Spark finds the Java classes by the names of the Python ones
for _one in (RollingOriginValidator, RollingOriginValidatorModel):
    _one.__module__ = "org.sparklstm.job.ml"
