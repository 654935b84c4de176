"""What the stages have in common; their params are written from the Java stages."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from pyspark.ml.param import Param
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaParams, JavaTransformer
from pyspark.sql import DataFrame, SparkSession

from sparklstm import _progress
from sparklstm._errors import SparkLstmError, speaking
from sparklstm._params import converted
from sparklstm._session import missing_classes
from sparklstm._tables import as_spark, is_remote, like, marked, require_session

if TYPE_CHECKING:
    from sparklstm._report import Report

PACKAGE = "org.sparklstm.job.ml"
M = TypeVar("M", bound="ModelBase")
S = TypeVar("S", bound="StageBase")

_MODELS = {
    "LstmForecaster": "LstmForecasterModel",
    "LstmClassifier": "LstmClassificationModel",
    "LstmRegressor": "LstmRegressionModel",
    "LstmNextToken": "LstmNextTokenModel",
    "LstmTagger": "LstmTaggerModel",
}


class Saved(JavaMLReadable[Any], JavaMLWritable):
    """A stage that can be saved and loaded, with errors of one line."""

    @classmethod
    def load(cls, path: Any) -> Any:
        """Loads what `save` of this class has saved, from any Hadoop path."""
        require_session()
        with speaking():
            loaded = super().load(os.fspath(path))
        if not isinstance(loaded, cls):
            raise SparkLstmError(f"{path} holds a {type(loaded).__name__}: load it by that class, not by {cls.__name__}")
        return loaded

    def save(self, path: Any, *, overwrite: bool = False) -> None:
        """Saves the stage to any Hadoop path, where nothing may be unless overwrite is True."""
        with speaking():
            writer = self.write()
            (writer.overwrite() if overwrite else writer).save(os.fspath(path))


class StageBase(JavaParams):
    """A stage whose work is done by the Java class of the same name."""

    _defaults: ClassVar[dict[str, Any]] = {}

    #: What keyword_only keeps of a constructor's call.
    _input_kwargs: dict[str, Any]

    @classmethod
    def _name(cls) -> str:
        return next(one.__name__ for one in cls.__mro__ if one.__module__ == PACKAGE)

    def _begin(self) -> None:
        """Makes the Java stage, and takes the params of the constructor. Modified."""
        self._java_obj = self._make(self.uid)
        self._setDefault(**self._defaults)
        given = {name: value for name, value in self._input_kwargs.items() if value is not None}
        for name, value in given.items():
            self._set_one(name, value)

    def _make(self, *args: Any) -> Any:
        require_session()
        with speaking():
            try:
                return self._new_java_obj(f"{PACKAGE}.{self._name()}", *args)
            except TypeError as error:
                if "JavaPackage" in str(error):
                    raise SparkLstmError(missing_classes()) from None
                raise

    def copy(self: S, extra: Any = None) -> S:
        """A copy with other params."""
        # a copy that fails would take the Java object along, which it still shares with this stage
        for param, value in (extra or {}).items():
            if value is not None:
                converted(param, value)
        with speaking():
            return super().copy(extra)

    def _set_one(self: S, name: str, value: Any) -> S:
        """Sets a param, and says at once if Java would refuse the value. Modified."""
        self._set(**{name: converted(self.getParam(name), value)})
        if self._java_obj is not None and not is_remote():
            param = self.getParam(name)
            with speaking():
                try:
                    self._make_java_param_pair(param, self.getOrDefault(param))
                except Exception:
                    self._paramMap.pop(param)
                    raise
        return self


class TransformerBase(StageBase, JavaTransformer, Saved):
    """A stage that needs no training."""

    def transform(self, dataset: Any, params: Any = None) -> Any:
        """Transforms a data frame of Spark, or of pandas."""
        with speaking():
            return like(dataset, super().transform(as_spark(dataset), params))


class EstimatorBase(StageBase, JavaEstimator[M], Saved, Generic[M]):
    """A stage that is trained."""

    def _create_model(self, java_model: Any) -> M:
        import org.sparklstm.job.ml as stages

        return cast(M, getattr(stages, _MODELS[self._name()])(java_model))

    def fit(self, dataset: Any, params: Any = None) -> Any:
        """Trains on a data frame of Spark, or of pandas.

        Shows its progress on terminals and in notebooks; showProgress=False turns that off.

        Raises
        ------
        SparkLstmError
            if a column, row or param is invalid: it names it and says what was expected
        """
        with speaking():
            return super().fit(as_spark(dataset), params)

    def _shows_progress(self) -> bool:
        param = self.getParam("showProgress")
        if self.isSet(param):
            return bool(self.getOrDefault(param))
        return _progress.is_interactive() and threading.current_thread() is threading.main_thread()

    def _fit_java(self, dataset: DataFrame) -> Any:
        self._transfer_params_to_java()
        java: Any = self._java_obj
        # the JVM's own line would be another one
        java.set(java.getParam("showProgress").w(False))
        jdf = dataset._jdf
        if not self._shows_progress():
            return java.fit(jdf)
        with _progress.showing(java):
            return java.fit(jdf)


class ForecasterBase(EstimatorBase[M], Generic[M]):
    """A forecaster of series."""


class ModelBase(StageBase, JavaModel, Saved):
    """A trained stage."""

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        self._setDefault(**self._defaults)
        if java_model is None and not is_remote():
            self._java_obj = self._make(self.uid)

    def transform(self, dataset: Any, params: Any = None) -> Any:
        """Applies the model to a data frame of Spark, or of pandas; the answer is of the same kind."""
        with speaking():
            return like(dataset, super().transform(as_spark(dataset), params))

    def _told(self, **params: Any) -> DataFrame:
        """What the model answers if asked by params; the table does not matter then."""
        session = SparkSession.getActiveSession()
        assert session is not None
        return cast(DataFrame, self._asked(session.range(1), **params))

    def _asked(self, dataset: Any, **params: Any) -> Any:
        asked: dict[Param[Any], Any] = {self.getParam(name): value for name, value in params.items() if value is not None}
        return ModelBase.transform(self, dataset, asked)

    def _about(self, name: str) -> Any:
        return self._told(output="model").collect()[0][name]

    @property
    def hasSummary(self) -> bool:
        """Whether there is a summary; loaded models have none."""
        return self._about("bestEpoch") is not None

    @property
    def summary(self) -> DataFrame:
        """How training went: a row per epoch."""
        return self._told(output="summary")

    @property
    def bestEpoch(self) -> int:
        """The epoch whose weights the model has, from 1."""
        best = self._about("bestEpoch")
        if best is None:
            raise SparkLstmError(f"{self.uid} was loaded: no summary has been saved with it")
        return int(best)

    @property
    def numParameters(self) -> int:
        """Number of parameters of the network."""
        return int(self._about("numParameters"))

    @property
    def weightsSha256(self) -> str:
        """SHA-256 of the weights, as the summary of the command line has it."""
        return str(self._about("weightsSha256"))

    def saveWeights(self, path: str) -> None:
        """Writes the weights as a safetensors file, under PyTorch's names, to any Hadoop path."""
        if is_remote():
            raise SparkLstmError("saveWeights does not go through Spark Connect: save the model")
        with speaking():
            cast(Any, self._java_obj).saveWeights(path)

    def report(self, dataset: Any = None) -> Report:
        """A page about the model, which notebooks show; `save(path)` writes it as HTML.

        Parameters
        ----------
        dataset : DataFrame
            a forecaster is back-tested on its test span
        """
        from sparklstm._report import Report

        return Report.of(self, dataset)


class ClassificationModelBase(ModelBase):
    """A trained classifier."""

    @property
    def numClasses(self) -> int:
        """Number of classes."""
        return len(self.classNames)

    @property
    def classNames(self) -> list[str]:
        """Names of the classes by number."""
        return [str(name) for name in self._about("classNames")]


class ForecasterModelBase(ModelBase):
    """A trained forecaster."""

    def transform(self, dataset: Any, params: Any = None, *, future: Any = None) -> Any:
        """Forecasts what follows each series.

        Parameters
        ----------
        dataset : DataFrame
            series, of Spark or pandas; the answer is of the same kind
        future : DataFrame
            what is known of the rows to forecast: series id, time and future columns; may also be given second
        """
        if future is None and hasattr(params, "columns"):
            params, future = None, params
        if future is None:
            return super().transform(dataset, params)
        with speaking():
            # history wins for a time that both have: Java sees to it
            if is_remote():
                whole = marked(as_spark(dataset), False).unionByName(
                    marked(as_spark(future), True), allowMissingColumns=True
                )
                return like(dataset, super().transform(whole, params))
            self._transfer_params_to_java()
            history = as_spark(dataset)
            java = cast(Any, self._java_obj).transform(history._jdf, as_spark(future)._jdf)
            return like(dataset, DataFrame(java, history.sparkSession))

    def backtest(
        self,
        dataset: Any,
        span: str = "test",
        *,
        windows: int | None = None,
        step: int = 1,
        refit: str = "none",
        epochs: int = 1,
    ) -> Any:
        """Forecasts from cutoffs in the past, beside the actual values.

        Parameters
        ----------
        dataset : DataFrame
            series, of Spark or pandas; the answer is of the same kind
        span : str
            train, validation or test: all cutoffs of a span, unless windows is given
        windows : int
            number of cutoffs of each series, the last one a horizon before its end
        step : int
            rows from one cutoff to the next
        refit : str
            none, or train further at each cutoff: keep the scales of values, or renew them
        epochs : int
            passes over the rows up to each cutoff

        Returns
        -------
        DataFrame
            series id columns, cutoff, time, step, and for each target t: t, t_forecast and t_naive in its units, and
            t_error, the error in deviations of the train span
        """
        return self._asked(
            dataset,
            output="backtest",
            backtestSpan=span,
            backtestWindows=windows,
            backtestStep=step,
            backtestRefit=refit,
            backtestEpochs=epochs,
        )

    def plot(
        self, dataset: Any, series: int | dict[str, Any] | str = 3, *, target: str | None = None, future: Any = None
    ) -> Any:
        """Draws history and forecast of some series with matplotlib.

        Parameters
        ----------
        dataset : DataFrame
            series, of Spark or pandas
        series : int, dict or str
            how many series, or the values of the series id columns of one, or the value of the only one
        target : str
            which target; default: the first
        future : DataFrame
            what is known of the rows to forecast, as in transform

        Returns
        -------
        matplotlib.figure.Figure
        """
        from sparklstm._plot import plot

        return plot(self, dataset, series, target, future)


class NextTokenModelBase(ModelBase):
    """A trained model of next tokens."""

    def recommendForAll(self, dataset: Any, k: int) -> Any:
        """Names the k likeliest next tokens of each sequence.

        Returns
        -------
        DataFrame
            the sequences with `recommendations`, an array of structs of token and probability, the likeliest first
        """
        return self._asked(dataset, output="recommendations", numRecommendations=k)

    def generate(
        self,
        dataset: Any,
        *,
        maxLength: int | None = None,
        temperature: float | None = None,
        topK: int | None = None,
        stopToken: str | None = None,
        seed: int | None = None,
    ) -> Any:
        """Continues each sequence, token by token.

        Parameters
        ----------
        dataset : DataFrame
            sequences to continue, of Spark or pandas; the answer is of the same kind
        maxLength : int
            largest number of tokens to add
        temperature : float
            below 1 for what is likelier, above 1 for more variety, 0 for the likeliest token each time
        topK : int
            number of likeliest tokens among which is drawn; 0 for all
        stopToken : str
            token that ends a sequence
        seed : int
            what is drawn follows from it, from the id columns and from the sequence

        Returns
        -------
        DataFrame
            the sequences with `generated`: a text where they are texts, else an array
        """
        return self._asked(
            dataset,
            output="generated",
            maxLength=maxLength,
            temperature=temperature,
            topK=topK,
            stopToken=stopToken,
            seed=seed,
        )


__all__ = [
    "ClassificationModelBase",
    "EstimatorBase",
    "ForecasterBase",
    "ForecasterModelBase",
    "ModelBase",
    "NextTokenModelBase",
    "TransformerBase",
]
