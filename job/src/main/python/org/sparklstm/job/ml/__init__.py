"""The stages of spark-lstm, for PySpark.

Written by PythonStagesTest from the params of the Java stages, which are the home of their names, meanings, types and
defaults. Spark finds Python classes of stages under the names of the Java ones; import them from `sparklstm`.
"""

# ruff: noqa: E501, N802, N815
from __future__ import annotations

from typing import Any, ClassVar, Optional

from pyspark.ml.param import Param, Params, TypeConverters

from sparklstm._params import params_only
from sparklstm._stages import (
    ClassificationModelBase,
    EstimatorBase,
    ForecasterBase,
    ForecasterModelBase,
    ModelBase,
    NextTokenModelBase,
    TransformerBase,
)
from sparklstm._validator import RollingOriginValidator, RollingOriginValidatorModel

__all__ = [
    "LstmForecaster",
    "LstmForecasterModel",
    "LstmClassifier",
    "LstmClassificationModel",
    "LstmRegressor",
    "LstmRegressionModel",
    "LstmNextToken",
    "LstmNextTokenModel",
    "LstmTagger",
    "LstmTaggerModel",
    "SequenceAssembler",
    "RollingOriginValidator",
    "RollingOriginValidatorModel",
]


class LstmForecaster(ForecasterBase["LstmForecasterModel"]):
    """Forecasts series from a table with one row per time step: one network for all series.

    Parameters
    ----------
    aggregationDepth : int
        rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)
    asOf : str
        time from which all series are forecast (2025-01-31, 2025-01-31 18:00, or a whole number as in timeCol), for gaps = fill with missing = error. Targets and past features after it are hidden; what is known ahead stays. Empty: the last observed time of the panel
    averageEpochs : int, default 0
        epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)
    baseline : str, default "last"
        value that the network predicts the difference to: none, last (the last value seen) or seasonal (one period earlier)
    batchSize : int, default 64
        examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)
    bidirectional : bool, default False
        whether each layer also reads its input backwards
    blockSize : int
        examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)
    calendarFeatures : list[str], default []
        what the network sees of the calendar: auto (chosen by the frequency of the rows), or some of minute-of-hour, hour-of-day, day-of-week, day-of-month, day-of-year, week-of-year, month-of-year, in the time zone of the session
    calibrate : str, default "none"
        conformal: the errors on the validation span make quantiles of any forecast, or correct those of loss = quantile, so that as many values as a level says are below; none
    categoricalCols : list[str], default []
        columns of futureCols, staticCols, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding
    cell : str, default "lstm"
        lstm, gru or rnn (plain, with tanh)
    clipNorm : float, default 1.0
        largest norm of a gradient; 0 for no clipping (at least 0)
    clipValue : float, default 0.0
        largest magnitude of a gradient element; 0 for no clipping (at least 0)
    coldShare : float, default 0.02
        share of the training windows whose history is hidden, so that series without history can be forecast; for gaps = fill and a network that reads through the horizon (at least 0 and below 1)
    compressGradients : bool, default True
        whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results
    decoder : str, default "auto"
        how the horizon is answered: direct (all steps from the last state), through (the network reads on through the horizon, and each step is answered from its state) or auto (through if futureCols or calendarFeatures says something of it)
    dropout : float, default 0.0
        probability of zeroing an output of every layer but the last (at least 0 and below 1)
    embeddingSize : int
        width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)
    endedAfter : int
        periods without an observed target after which a series has ended and is not forecast, for gaps = fill with missing = error; auto: the horizon (at least 1)
    epochs : int, default 20
        maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)
    execution : str, default "auto"
        where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results
    featureCols : list[str], default []
        columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences
    featureScalerType : str, default "global"
        what past and future numbers are measured by: global (mean and deviation over all series), series (those of each series) or none
    forecastMinimum : float, default float("-inf")
        smallest value that is forecast, such as 0 for sales; -Infinity for none
    forecastTotal : bool, default False
        true: the sum over the horizon is forecast, too (such as the demand during a lead time), with quantiles that follow from the errors of such sums on the validation span
    frequency : str, default "auto"
        the step from one time to the next: auto (that of most rows of the training table); a duration such as PT30M, which goes by elapsed time; P1D, P7D, P1M, P3M or P1Y, which go by the calendar; business-day; or a whole number
    futureCols : list[str], default []
        columns whose values are known for the rows to forecast too, such as a price, a promotion or forecast weather
    gaps : str, default "keep"
        treatment of times without a row: keep (each row is one step) or fill (insert rows without values). With fill and missing = error, inserted rows and missing values count as not observed, series may be shorter than the lookback, and all are forecast from the last time of the panel
    handleInvalid : str, default "skip"
        treatment of series that do not end with the rows without a gap that a forecast needs, or are shorter than a window that is cut: skip (no answer), error, or keep (an answer without values)
    headDropout : float, default 0.0
        probability of zeroing an input of the head (at least 0 and below 1)
    hiddenSize : int, default 64
        size of the hidden state (at least 1 and at most 65536)
    horizon : int, default 0
        rows it forecasts (at least 0 and at most 1000000)
    initialWeightsPath : str
        safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors
    inputNoise : float, default 0.0
        standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)
    learningRate : float, default 0.001
        learning rate of the optimizer (above 0 and at most 1000)
    lookback : int, default 0
        rows the network sees; to classify or regress, 0 for whole sequences (at least 0 and at most 1000000)
    loss : str, default "auto"
        mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy
    lowestLearningRate : float, default 0.0
        cosine and plateau: lowest learning rate (at least 0)
    minHistory : int
        rows that a series must have before a window, for gaps = fill with missing = error; auto: a quarter of lookback in training, 1 in forecasts (at least 1 and at most 1000000)
    missing : str, default "error"
        treatment of null, NaN and infinity: error, forward-fill, or skip-window (leave out the windows or sequences that contain them)
    modelKind : str, default "recurrent"
        recurrent (cells read row by row), or segment (SegRNN: cells read segmentLength rows at once and answer as many at once, each target by itself)
    momentum : float, default 0.0
        sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)
    nesterov : bool, default False
        sgd: whether to use Nesterov momentum
    numLayers : int, default 1
        number of recurrent layers (at least 1 and at most 64)
    numPartitions : int
        data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)
    optimizer : str, default "adam"
        adam, adamw, sgd, rmsprop or adagrad
    patience : int, default 5
        epochs without a better validation loss before training stops; 0 to never stop early (at least 0)
    period : int, default 0
        rows in a season, for baseline seasonal and for the naive forecast; 0 for no season (at least 0 and at most 1000000)
    placement : str, default "auto"
        where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results
    pointForecast : str, default "median"
        the forecast itself, for loss = quantile or a distribution: median, or mean (with quantile one more output of the network, trained by the squared error)
    pooling : str, default "last"
        input of the head: last (the final state), mean or max over the steps of a sequence
    quantileLevels : list[float], default [0.1, 0.5, 0.9]
        levels of the quantiles that are forecast, each above 0 and below 1, for loss = quantile or a distribution (0.5 is added, if the forecast is the median), calibrate = conformal and forecastTotal
    refit : str, default "none"
        all: once the best epoch is known, train again for as many epochs on all rows, those of validation and test included, so that the model has seen the newest; evaluate and promote judge the weights of the first training, which are kept beside it; or none
    scalerType : str, default "global"
        what targets are scaled by: global (mean and deviation over all series); series (those of each series' train span, for a new series those of its history); window (the level of the rows that the network sees: divided by it, or with targetTransform less it); window-standard (global, then mean and deviation of the rows that the network sees, for modelKind = segment); or none
    schedule : str, default "constant"
        constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)
    scheduleAfter : int
        step: epochs before the first reduction; auto: as many as between reductions (at least 1)
    scheduleEpochs : int, default 3
        step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)
    scheduleFactor : float, default 0.5
        step and plateau: factor of a reduction (above 0 and below 1)
    seed : int, default 42
        seed of initial values, shuffling and dropout
    segmentLength : int
        rows in a segment, for modelKind = segment; must divide lookback and horizon; auto: the most up to 24 that do (at least 1 and at most 1000000)
    seriesIdCols : list[str], default []
        columns that identify a series or a sequence; none for a single series
    shardBytes : int, default 8388608
        size of the pieces that large data is cut into (at least 1 and at most 1073741824)
    showProgress : bool, default False
        whether fit shows its progress on standard error
    splitUnit : str, default "auto"
        what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from validationFrom and testFrom on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)
    standardization : bool, default True
        whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too
    staticCols : list[str], default []
        columns with one value per series, such as a size or a region
    storage : str, default "auto"
        where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results
    stride : int, default 1
        rows between neighbouring training windows (at least 1 and at most 1000000)
    targetCols : list[str], default []
        columns to forecast; the network sees their past (tasks next and tag: the one column of tokens)
    targetTransform : str, default "none"
        function applied to targets before they are scaled: none, log1p or asinh; forecasts are turned back
    testFrom : str
        first time of the test span if the unit is date; empty for none
    testSplit : float, default 0.2
        share or number of rows that follow, to test on; 0 for none (at least 0)
    timeCol : str
        column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence
    trainSplit : float, default 0.7
        share of each series (at most 1) or number of rows to train on (at least 0)
    validationFrom : str
        first time of the validation span if the unit is date, such as 2025-01-31 or 2025-01-31 18:00, or a whole number as in timeCol; empty for none
    validationSplit : float, default 0.1
        share or number of rows that follow, to validate on; 0 for none (at least 0)
    warmUpEpochs : int, default 0
        cosine: epochs over which the rate rises at the start (at least 0)
    weightDecay : float, default 0.0
        L2 penalty; with adamw decoupled weight decay (at least 0)
    """

    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)",
        typeConverter=TypeConverters.toInt,
    )
    asOf: "Param[str]" = Param(
        Params._dummy(),
        "asOf",
        "time from which all series are forecast (2025-01-31, 2025-01-31 18:00, or a whole number as in timeCol), for gaps = fill with missing = error. Targets and past features after it are hidden; what is known ahead stays. Empty: the last observed time of the panel",
        typeConverter=TypeConverters.toString,
    )
    averageEpochs: "Param[int]" = Param(
        Params._dummy(),
        "averageEpochs",
        "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    baseline: "Param[str]" = Param(
        Params._dummy(),
        "baseline",
        "value that the network predicts the difference to: none, last (the last value seen) or seasonal (one period earlier)",
        typeConverter=TypeConverters.toString,
    )
    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    bidirectional: "Param[bool]" = Param(
        Params._dummy(),
        "bidirectional",
        "whether each layer also reads its input backwards",
        typeConverter=TypeConverters.toBoolean,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    calendarFeatures: "Param[list[str]]" = Param(
        Params._dummy(),
        "calendarFeatures",
        "what the network sees of the calendar: auto (chosen by the frequency of the rows), or some of minute-of-hour, hour-of-day, day-of-week, day-of-month, day-of-year, week-of-year, month-of-year, in the time zone of the session",
        typeConverter=TypeConverters.toListString,
    )
    calibrate: "Param[str]" = Param(
        Params._dummy(),
        "calibrate",
        "conformal: the errors on the validation span make quantiles of any forecast, or correct those of loss = quantile, so that as many values as a level says are below; none",
        typeConverter=TypeConverters.toString,
    )
    categoricalCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "categoricalCols",
        "columns of futureCols, staticCols, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding",
        typeConverter=TypeConverters.toListString,
    )
    cell: "Param[str]" = Param(
        Params._dummy(),
        "cell",
        "lstm, gru or rnn (plain, with tanh)",
        typeConverter=TypeConverters.toString,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of a gradient element; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    coldShare: "Param[float]" = Param(
        Params._dummy(),
        "coldShare",
        "share of the training windows whose history is hidden, so that series without history can be forecast; for gaps = fill and a network that reads through the horizon (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    compressGradients: "Param[bool]" = Param(
        Params._dummy(),
        "compressGradients",
        "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
        typeConverter=TypeConverters.toBoolean,
    )
    decoder: "Param[str]" = Param(
        Params._dummy(),
        "decoder",
        "how the horizon is answered: direct (all steps from the last state), through (the network reads on through the horizon, and each step is answered from its state) or auto (through if futureCols or calendarFeatures says something of it)",
        typeConverter=TypeConverters.toString,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability of zeroing an output of every layer but the last (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    embeddingSize: "Param[int]" = Param(
        Params._dummy(),
        "embeddingSize",
        "width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    endedAfter: "Param[int]" = Param(
        Params._dummy(),
        "endedAfter",
        "periods without an observed target after which a series has ended and is not forecast, for gaps = fill with missing = error; auto: the horizon (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    execution: "Param[str]" = Param(
        Params._dummy(),
        "execution",
        "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    featureCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "featureCols",
        "columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences",
        typeConverter=TypeConverters.toListString,
    )
    featureScalerType: "Param[str]" = Param(
        Params._dummy(),
        "featureScalerType",
        "what past and future numbers are measured by: global (mean and deviation over all series), series (those of each series) or none",
        typeConverter=TypeConverters.toString,
    )
    forecastMinimum: "Param[float]" = Param(
        Params._dummy(),
        "forecastMinimum",
        "smallest value that is forecast, such as 0 for sales; -Infinity for none",
        typeConverter=TypeConverters.toFloat,
    )
    forecastTotal: "Param[bool]" = Param(
        Params._dummy(),
        "forecastTotal",
        "true: the sum over the horizon is forecast, too (such as the demand during a lead time), with quantiles that follow from the errors of such sums on the validation span",
        typeConverter=TypeConverters.toBoolean,
    )
    frequency: "Param[str]" = Param(
        Params._dummy(),
        "frequency",
        "the step from one time to the next: auto (that of most rows of the training table); a duration such as PT30M, which goes by elapsed time; P1D, P7D, P1M, P3M or P1Y, which go by the calendar; business-day; or a whole number",
        typeConverter=TypeConverters.toString,
    )
    futureCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "futureCols",
        "columns whose values are known for the rows to forecast too, such as a price, a promotion or forecast weather",
        typeConverter=TypeConverters.toListString,
    )
    gaps: "Param[str]" = Param(
        Params._dummy(),
        "gaps",
        "treatment of times without a row: keep (each row is one step) or fill (insert rows without values). With fill and missing = error, inserted rows and missing values count as not observed, series may be shorter than the lookback, and all are forecast from the last time of the panel",
        typeConverter=TypeConverters.toString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of series that do not end with the rows without a gap that a forecast needs, or are shorter than a window that is cut: skip (no answer), error, or keep (an answer without values)",
        typeConverter=TypeConverters.toString,
    )
    headDropout: "Param[float]" = Param(
        Params._dummy(),
        "headDropout",
        "probability of zeroing an input of the head (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "size of the hidden state (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    horizon: "Param[int]" = Param(
        Params._dummy(),
        "horizon",
        "rows it forecasts (at least 0 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    initialWeightsPath: "Param[str]" = Param(
        Params._dummy(),
        "initialWeightsPath",
        "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
        typeConverter=TypeConverters.toString,
    )
    inputNoise: "Param[float]" = Param(
        Params._dummy(),
        "inputNoise",
        "standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of the optimizer (above 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    lookback: "Param[int]" = Param(
        Params._dummy(),
        "lookback",
        "rows the network sees; to classify or regress, 0 for whole sequences (at least 0 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
        typeConverter=TypeConverters.toString,
    )
    lowestLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "lowestLearningRate",
        "cosine and plateau: lowest learning rate (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    minHistory: "Param[int]" = Param(
        Params._dummy(),
        "minHistory",
        "rows that a series must have before a window, for gaps = fill with missing = error; auto: a quarter of lookback in training, 1 in forecasts (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    missing: "Param[str]" = Param(
        Params._dummy(),
        "missing",
        "treatment of null, NaN and infinity: error, forward-fill, or skip-window (leave out the windows or sequences that contain them)",
        typeConverter=TypeConverters.toString,
    )
    modelKind: "Param[str]" = Param(
        Params._dummy(),
        "modelKind",
        "recurrent (cells read row by row), or segment (SegRNN: cells read segmentLength rows at once and answer as many at once, each target by itself)",
        typeConverter=TypeConverters.toString,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "sgd: whether to use Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numLayers: "Param[int]" = Param(
        Params._dummy(),
        "numLayers",
        "number of recurrent layers (at least 1 and at most 64)",
        typeConverter=TypeConverters.toInt,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "adam, adamw, sgd, rmsprop or adagrad",
        typeConverter=TypeConverters.toString,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without a better validation loss before training stops; 0 to never stop early (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    period: "Param[int]" = Param(
        Params._dummy(),
        "period",
        "rows in a season, for baseline seasonal and for the naive forecast; 0 for no season (at least 0 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    placement: "Param[str]" = Param(
        Params._dummy(),
        "placement",
        "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    pointForecast: "Param[str]" = Param(
        Params._dummy(),
        "pointForecast",
        "the forecast itself, for loss = quantile or a distribution: median, or mean (with quantile one more output of the network, trained by the squared error)",
        typeConverter=TypeConverters.toString,
    )
    pooling: "Param[str]" = Param(
        Params._dummy(),
        "pooling",
        "input of the head: last (the final state), mean or max over the steps of a sequence",
        typeConverter=TypeConverters.toString,
    )
    quantileLevels: "Param[list[float]]" = Param(
        Params._dummy(),
        "quantileLevels",
        "levels of the quantiles that are forecast, each above 0 and below 1, for loss = quantile or a distribution (0.5 is added, if the forecast is the median), calibrate = conformal and forecastTotal",
        typeConverter=TypeConverters.toListFloat,
    )
    refit: "Param[str]" = Param(
        Params._dummy(),
        "refit",
        "all: once the best epoch is known, train again for as many epochs on all rows, those of validation and test included, so that the model has seen the newest; evaluate and promote judge the weights of the first training, which are kept beside it; or none",
        typeConverter=TypeConverters.toString,
    )
    scalerType: "Param[str]" = Param(
        Params._dummy(),
        "scalerType",
        "what targets are scaled by: global (mean and deviation over all series); series (those of each series' train span, for a new series those of its history); window (the level of the rows that the network sees: divided by it, or with targetTransform less it); window-standard (global, then mean and deviation of the rows that the network sees, for modelKind = segment); or none",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
        typeConverter=TypeConverters.toString,
    )
    scheduleAfter: "Param[int]" = Param(
        Params._dummy(),
        "scheduleAfter",
        "step: epochs before the first reduction; auto: as many as between reductions (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleEpochs: "Param[int]" = Param(
        Params._dummy(),
        "scheduleEpochs",
        "step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleFactor: "Param[float]" = Param(
        Params._dummy(),
        "scheduleFactor",
        "step and plateau: factor of a reduction (above 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of initial values, shuffling and dropout",
        typeConverter=TypeConverters.toInt,
    )
    segmentLength: "Param[int]" = Param(
        Params._dummy(),
        "segmentLength",
        "rows in a segment, for modelKind = segment; must divide lookback and horizon; auto: the most up to 24 that do (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    seriesIdCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "seriesIdCols",
        "columns that identify a series or a sequence; none for a single series",
        typeConverter=TypeConverters.toListString,
    )
    shardBytes: "Param[int]" = Param(
        Params._dummy(),
        "shardBytes",
        "size of the pieces that large data is cut into (at least 1 and at most 1073741824)",
        typeConverter=TypeConverters.toInt,
    )
    showProgress: "Param[bool]" = Param(
        Params._dummy(),
        "showProgress",
        "whether fit shows its progress on standard error",
        typeConverter=TypeConverters.toBoolean,
    )
    splitUnit: "Param[str]" = Param(
        Params._dummy(),
        "splitUnit",
        "what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from validationFrom and testFrom on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)",
        typeConverter=TypeConverters.toString,
    )
    standardization: "Param[bool]" = Param(
        Params._dummy(),
        "standardization",
        "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
        typeConverter=TypeConverters.toBoolean,
    )
    staticCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "staticCols",
        "columns with one value per series, such as a size or a region",
        typeConverter=TypeConverters.toListString,
    )
    storage: "Param[str]" = Param(
        Params._dummy(),
        "storage",
        "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    stride: "Param[int]" = Param(
        Params._dummy(),
        "stride",
        "rows between neighbouring training windows (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    targetCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "targetCols",
        "columns to forecast; the network sees their past (tasks next and tag: the one column of tokens)",
        typeConverter=TypeConverters.toListString,
    )
    targetTransform: "Param[str]" = Param(
        Params._dummy(),
        "targetTransform",
        "function applied to targets before they are scaled: none, log1p or asinh; forecasts are turned back",
        typeConverter=TypeConverters.toString,
    )
    testFrom: "Param[str]" = Param(
        Params._dummy(),
        "testFrom",
        "first time of the test span if the unit is date; empty for none",
        typeConverter=TypeConverters.toString,
    )
    testSplit: "Param[float]" = Param(
        Params._dummy(),
        "testSplit",
        "share or number of rows that follow, to test on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    timeCol: "Param[str]" = Param(
        Params._dummy(),
        "timeCol",
        "column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence",
        typeConverter=TypeConverters.toString,
    )
    trainSplit: "Param[float]" = Param(
        Params._dummy(),
        "trainSplit",
        "share of each series (at most 1) or number of rows to train on (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    validationFrom: "Param[str]" = Param(
        Params._dummy(),
        "validationFrom",
        "first time of the validation span if the unit is date, such as 2025-01-31 or 2025-01-31 18:00, or a whole number as in timeCol; empty for none",
        typeConverter=TypeConverters.toString,
    )
    validationSplit: "Param[float]" = Param(
        Params._dummy(),
        "validationSplit",
        "share or number of rows that follow, to validate on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    warmUpEpochs: "Param[int]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        "cosine: epochs over which the rate rises at the start (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "L2 penalty; with adamw decoupled weight decay (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "averageEpochs": 0,
        "baseline": "last",
        "batchSize": 64,
        "bidirectional": False,
        "calendarFeatures": [],
        "calibrate": "none",
        "categoricalCols": [],
        "cell": "lstm",
        "clipNorm": 1.0,
        "clipValue": 0.0,
        "coldShare": 0.02,
        "compressGradients": True,
        "decoder": "auto",
        "dropout": 0.0,
        "epochs": 20,
        "execution": "auto",
        "featureCols": [],
        "featureScalerType": "global",
        "forecastMinimum": float("-inf"),
        "forecastTotal": False,
        "frequency": "auto",
        "futureCols": [],
        "gaps": "keep",
        "handleInvalid": "skip",
        "headDropout": 0.0,
        "hiddenSize": 64,
        "horizon": 0,
        "inputNoise": 0.0,
        "learningRate": 0.001,
        "lookback": 0,
        "loss": "auto",
        "lowestLearningRate": 0.0,
        "missing": "error",
        "modelKind": "recurrent",
        "momentum": 0.0,
        "nesterov": False,
        "numLayers": 1,
        "optimizer": "adam",
        "patience": 5,
        "period": 0,
        "placement": "auto",
        "pointForecast": "median",
        "pooling": "last",
        "quantileLevels": [0.1, 0.5, 0.9],
        "refit": "none",
        "scalerType": "global",
        "schedule": "constant",
        "scheduleEpochs": 3,
        "scheduleFactor": 0.5,
        "seed": 42,
        "seriesIdCols": [],
        "shardBytes": 8388608,
        "showProgress": False,
        "splitUnit": "auto",
        "standardization": True,
        "staticCols": [],
        "storage": "auto",
        "stride": 1,
        "targetCols": [],
        "targetTransform": "none",
        "testSplit": 0.2,
        "trainSplit": 0.7,
        "validationSplit": 0.1,
        "warmUpEpochs": 0,
        "weightDecay": 0.0,
    }

    @params_only
    def __init__(
        self,
        *,
        aggregationDepth: Optional[int] = None,
        asOf: Optional[str] = None,
        averageEpochs: Optional[int] = None,
        baseline: Optional[str] = None,
        batchSize: Optional[int] = None,
        bidirectional: Optional[bool] = None,
        blockSize: Optional[int] = None,
        calendarFeatures: Optional[list[str]] = None,
        calibrate: Optional[str] = None,
        categoricalCols: Optional[list[str]] = None,
        cell: Optional[str] = None,
        clipNorm: Optional[float] = None,
        clipValue: Optional[float] = None,
        coldShare: Optional[float] = None,
        compressGradients: Optional[bool] = None,
        decoder: Optional[str] = None,
        dropout: Optional[float] = None,
        embeddingSize: Optional[int] = None,
        endedAfter: Optional[int] = None,
        epochs: Optional[int] = None,
        execution: Optional[str] = None,
        featureCols: Optional[list[str]] = None,
        featureScalerType: Optional[str] = None,
        forecastMinimum: Optional[float] = None,
        forecastTotal: Optional[bool] = None,
        frequency: Optional[str] = None,
        futureCols: Optional[list[str]] = None,
        gaps: Optional[str] = None,
        handleInvalid: Optional[str] = None,
        headDropout: Optional[float] = None,
        hiddenSize: Optional[int] = None,
        horizon: Optional[int] = None,
        initialWeightsPath: Optional[str] = None,
        inputNoise: Optional[float] = None,
        learningRate: Optional[float] = None,
        lookback: Optional[int] = None,
        loss: Optional[str] = None,
        lowestLearningRate: Optional[float] = None,
        minHistory: Optional[int] = None,
        missing: Optional[str] = None,
        modelKind: Optional[str] = None,
        momentum: Optional[float] = None,
        nesterov: Optional[bool] = None,
        numLayers: Optional[int] = None,
        numPartitions: Optional[int] = None,
        optimizer: Optional[str] = None,
        patience: Optional[int] = None,
        period: Optional[int] = None,
        placement: Optional[str] = None,
        pointForecast: Optional[str] = None,
        pooling: Optional[str] = None,
        quantileLevels: Optional[list[float]] = None,
        refit: Optional[str] = None,
        scalerType: Optional[str] = None,
        schedule: Optional[str] = None,
        scheduleAfter: Optional[int] = None,
        scheduleEpochs: Optional[int] = None,
        scheduleFactor: Optional[float] = None,
        seed: Optional[int] = None,
        segmentLength: Optional[int] = None,
        seriesIdCols: Optional[list[str]] = None,
        shardBytes: Optional[int] = None,
        showProgress: Optional[bool] = None,
        splitUnit: Optional[str] = None,
        standardization: Optional[bool] = None,
        staticCols: Optional[list[str]] = None,
        storage: Optional[str] = None,
        stride: Optional[int] = None,
        targetCols: Optional[list[str]] = None,
        targetTransform: Optional[str] = None,
        testFrom: Optional[str] = None,
        testSplit: Optional[float] = None,
        timeCol: Optional[str] = None,
        trainSplit: Optional[float] = None,
        validationFrom: Optional[str] = None,
        validationSplit: Optional[float] = None,
        warmUpEpochs: Optional[int] = None,
        weightDecay: Optional[float] = None,
    ) -> None:
        super().__init__()
        self._begin()

    def getAggregationDepth(self) -> int:
        """Gets the value of aggregationDepth."""
        value: int = self.getOrDefault(self.aggregationDepth)
        return value

    def setAggregationDepth(self, value: int) -> "LstmForecaster":
        """Sets aggregationDepth, and returns this stage."""
        return self._set_one("aggregationDepth", value)

    def getAsOf(self) -> str:
        """Gets the value of asOf."""
        value: str = self.getOrDefault(self.asOf)
        return value

    def setAsOf(self, value: str) -> "LstmForecaster":
        """Sets asOf, and returns this stage."""
        return self._set_one("asOf", value)

    def getAverageEpochs(self) -> int:
        """Gets the value of averageEpochs."""
        value: int = self.getOrDefault(self.averageEpochs)
        return value

    def setAverageEpochs(self, value: int) -> "LstmForecaster":
        """Sets averageEpochs, and returns this stage."""
        return self._set_one("averageEpochs", value)

    def getBaseline(self) -> str:
        """Gets the value of baseline."""
        value: str = self.getOrDefault(self.baseline)
        return value

    def setBaseline(self, value: str) -> "LstmForecaster":
        """Sets baseline, and returns this stage."""
        return self._set_one("baseline", value)

    def getBatchSize(self) -> int:
        """Gets the value of batchSize."""
        value: int = self.getOrDefault(self.batchSize)
        return value

    def setBatchSize(self, value: int) -> "LstmForecaster":
        """Sets batchSize, and returns this stage."""
        return self._set_one("batchSize", value)

    def getBidirectional(self) -> bool:
        """Gets the value of bidirectional."""
        value: bool = self.getOrDefault(self.bidirectional)
        return value

    def setBidirectional(self, value: bool) -> "LstmForecaster":
        """Sets bidirectional, and returns this stage."""
        return self._set_one("bidirectional", value)

    def getBlockSize(self) -> int:
        """Gets the value of blockSize."""
        value: int = self.getOrDefault(self.blockSize)
        return value

    def setBlockSize(self, value: int) -> "LstmForecaster":
        """Sets blockSize, and returns this stage."""
        return self._set_one("blockSize", value)

    def getCalendarFeatures(self) -> list[str]:
        """Gets the value of calendarFeatures."""
        value: list[str] = self.getOrDefault(self.calendarFeatures)
        return value

    def setCalendarFeatures(self, value: list[str]) -> "LstmForecaster":
        """Sets calendarFeatures, and returns this stage."""
        return self._set_one("calendarFeatures", value)

    def getCalibrate(self) -> str:
        """Gets the value of calibrate."""
        value: str = self.getOrDefault(self.calibrate)
        return value

    def setCalibrate(self, value: str) -> "LstmForecaster":
        """Sets calibrate, and returns this stage."""
        return self._set_one("calibrate", value)

    def getCategoricalCols(self) -> list[str]:
        """Gets the value of categoricalCols."""
        value: list[str] = self.getOrDefault(self.categoricalCols)
        return value

    def setCategoricalCols(self, value: list[str]) -> "LstmForecaster":
        """Sets categoricalCols, and returns this stage."""
        return self._set_one("categoricalCols", value)

    def getCell(self) -> str:
        """Gets the value of cell."""
        value: str = self.getOrDefault(self.cell)
        return value

    def setCell(self, value: str) -> "LstmForecaster":
        """Sets cell, and returns this stage."""
        return self._set_one("cell", value)

    def getClipNorm(self) -> float:
        """Gets the value of clipNorm."""
        value: float = self.getOrDefault(self.clipNorm)
        return value

    def setClipNorm(self, value: float) -> "LstmForecaster":
        """Sets clipNorm, and returns this stage."""
        return self._set_one("clipNorm", value)

    def getClipValue(self) -> float:
        """Gets the value of clipValue."""
        value: float = self.getOrDefault(self.clipValue)
        return value

    def setClipValue(self, value: float) -> "LstmForecaster":
        """Sets clipValue, and returns this stage."""
        return self._set_one("clipValue", value)

    def getColdShare(self) -> float:
        """Gets the value of coldShare."""
        value: float = self.getOrDefault(self.coldShare)
        return value

    def setColdShare(self, value: float) -> "LstmForecaster":
        """Sets coldShare, and returns this stage."""
        return self._set_one("coldShare", value)

    def getCompressGradients(self) -> bool:
        """Gets the value of compressGradients."""
        value: bool = self.getOrDefault(self.compressGradients)
        return value

    def setCompressGradients(self, value: bool) -> "LstmForecaster":
        """Sets compressGradients, and returns this stage."""
        return self._set_one("compressGradients", value)

    def getDecoder(self) -> str:
        """Gets the value of decoder."""
        value: str = self.getOrDefault(self.decoder)
        return value

    def setDecoder(self, value: str) -> "LstmForecaster":
        """Sets decoder, and returns this stage."""
        return self._set_one("decoder", value)

    def getDropout(self) -> float:
        """Gets the value of dropout."""
        value: float = self.getOrDefault(self.dropout)
        return value

    def setDropout(self, value: float) -> "LstmForecaster":
        """Sets dropout, and returns this stage."""
        return self._set_one("dropout", value)

    def getEmbeddingSize(self) -> int:
        """Gets the value of embeddingSize."""
        value: int = self.getOrDefault(self.embeddingSize)
        return value

    def setEmbeddingSize(self, value: int) -> "LstmForecaster":
        """Sets embeddingSize, and returns this stage."""
        return self._set_one("embeddingSize", value)

    def getEndedAfter(self) -> int:
        """Gets the value of endedAfter."""
        value: int = self.getOrDefault(self.endedAfter)
        return value

    def setEndedAfter(self, value: int) -> "LstmForecaster":
        """Sets endedAfter, and returns this stage."""
        return self._set_one("endedAfter", value)

    def getEpochs(self) -> int:
        """Gets the value of epochs."""
        value: int = self.getOrDefault(self.epochs)
        return value

    def setEpochs(self, value: int) -> "LstmForecaster":
        """Sets epochs, and returns this stage."""
        return self._set_one("epochs", value)

    def getExecution(self) -> str:
        """Gets the value of execution."""
        value: str = self.getOrDefault(self.execution)
        return value

    def setExecution(self, value: str) -> "LstmForecaster":
        """Sets execution, and returns this stage."""
        return self._set_one("execution", value)

    def getFeatureCols(self) -> list[str]:
        """Gets the value of featureCols."""
        value: list[str] = self.getOrDefault(self.featureCols)
        return value

    def setFeatureCols(self, value: list[str]) -> "LstmForecaster":
        """Sets featureCols, and returns this stage."""
        return self._set_one("featureCols", value)

    def getFeatureScalerType(self) -> str:
        """Gets the value of featureScalerType."""
        value: str = self.getOrDefault(self.featureScalerType)
        return value

    def setFeatureScalerType(self, value: str) -> "LstmForecaster":
        """Sets featureScalerType, and returns this stage."""
        return self._set_one("featureScalerType", value)

    def getForecastMinimum(self) -> float:
        """Gets the value of forecastMinimum."""
        value: float = self.getOrDefault(self.forecastMinimum)
        return value

    def setForecastMinimum(self, value: float) -> "LstmForecaster":
        """Sets forecastMinimum, and returns this stage."""
        return self._set_one("forecastMinimum", value)

    def getForecastTotal(self) -> bool:
        """Gets the value of forecastTotal."""
        value: bool = self.getOrDefault(self.forecastTotal)
        return value

    def setForecastTotal(self, value: bool) -> "LstmForecaster":
        """Sets forecastTotal, and returns this stage."""
        return self._set_one("forecastTotal", value)

    def getFrequency(self) -> str:
        """Gets the value of frequency."""
        value: str = self.getOrDefault(self.frequency)
        return value

    def setFrequency(self, value: str) -> "LstmForecaster":
        """Sets frequency, and returns this stage."""
        return self._set_one("frequency", value)

    def getFutureCols(self) -> list[str]:
        """Gets the value of futureCols."""
        value: list[str] = self.getOrDefault(self.futureCols)
        return value

    def setFutureCols(self, value: list[str]) -> "LstmForecaster":
        """Sets futureCols, and returns this stage."""
        return self._set_one("futureCols", value)

    def getGaps(self) -> str:
        """Gets the value of gaps."""
        value: str = self.getOrDefault(self.gaps)
        return value

    def setGaps(self, value: str) -> "LstmForecaster":
        """Sets gaps, and returns this stage."""
        return self._set_one("gaps", value)

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "LstmForecaster":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getHeadDropout(self) -> float:
        """Gets the value of headDropout."""
        value: float = self.getOrDefault(self.headDropout)
        return value

    def setHeadDropout(self, value: float) -> "LstmForecaster":
        """Sets headDropout, and returns this stage."""
        return self._set_one("headDropout", value)

    def getHiddenSize(self) -> int:
        """Gets the value of hiddenSize."""
        value: int = self.getOrDefault(self.hiddenSize)
        return value

    def setHiddenSize(self, value: int) -> "LstmForecaster":
        """Sets hiddenSize, and returns this stage."""
        return self._set_one("hiddenSize", value)

    def getHorizon(self) -> int:
        """Gets the value of horizon."""
        value: int = self.getOrDefault(self.horizon)
        return value

    def setHorizon(self, value: int) -> "LstmForecaster":
        """Sets horizon, and returns this stage."""
        return self._set_one("horizon", value)

    def getInitialWeightsPath(self) -> str:
        """Gets the value of initialWeightsPath."""
        value: str = self.getOrDefault(self.initialWeightsPath)
        return value

    def setInitialWeightsPath(self, value: str) -> "LstmForecaster":
        """Sets initialWeightsPath, and returns this stage."""
        return self._set_one("initialWeightsPath", value)

    def getInputNoise(self) -> float:
        """Gets the value of inputNoise."""
        value: float = self.getOrDefault(self.inputNoise)
        return value

    def setInputNoise(self, value: float) -> "LstmForecaster":
        """Sets inputNoise, and returns this stage."""
        return self._set_one("inputNoise", value)

    def getLearningRate(self) -> float:
        """Gets the value of learningRate."""
        value: float = self.getOrDefault(self.learningRate)
        return value

    def setLearningRate(self, value: float) -> "LstmForecaster":
        """Sets learningRate, and returns this stage."""
        return self._set_one("learningRate", value)

    def getLookback(self) -> int:
        """Gets the value of lookback."""
        value: int = self.getOrDefault(self.lookback)
        return value

    def setLookback(self, value: int) -> "LstmForecaster":
        """Sets lookback, and returns this stage."""
        return self._set_one("lookback", value)

    def getLoss(self) -> str:
        """Gets the value of loss."""
        value: str = self.getOrDefault(self.loss)
        return value

    def setLoss(self, value: str) -> "LstmForecaster":
        """Sets loss, and returns this stage."""
        return self._set_one("loss", value)

    def getLowestLearningRate(self) -> float:
        """Gets the value of lowestLearningRate."""
        value: float = self.getOrDefault(self.lowestLearningRate)
        return value

    def setLowestLearningRate(self, value: float) -> "LstmForecaster":
        """Sets lowestLearningRate, and returns this stage."""
        return self._set_one("lowestLearningRate", value)

    def getMinHistory(self) -> int:
        """Gets the value of minHistory."""
        value: int = self.getOrDefault(self.minHistory)
        return value

    def setMinHistory(self, value: int) -> "LstmForecaster":
        """Sets minHistory, and returns this stage."""
        return self._set_one("minHistory", value)

    def getMissing(self) -> str:
        """Gets the value of missing."""
        value: str = self.getOrDefault(self.missing)
        return value

    def setMissing(self, value: str) -> "LstmForecaster":
        """Sets missing, and returns this stage."""
        return self._set_one("missing", value)

    def getModelKind(self) -> str:
        """Gets the value of modelKind."""
        value: str = self.getOrDefault(self.modelKind)
        return value

    def setModelKind(self, value: str) -> "LstmForecaster":
        """Sets modelKind, and returns this stage."""
        return self._set_one("modelKind", value)

    def getMomentum(self) -> float:
        """Gets the value of momentum."""
        value: float = self.getOrDefault(self.momentum)
        return value

    def setMomentum(self, value: float) -> "LstmForecaster":
        """Sets momentum, and returns this stage."""
        return self._set_one("momentum", value)

    def getNesterov(self) -> bool:
        """Gets the value of nesterov."""
        value: bool = self.getOrDefault(self.nesterov)
        return value

    def setNesterov(self, value: bool) -> "LstmForecaster":
        """Sets nesterov, and returns this stage."""
        return self._set_one("nesterov", value)

    def getNumLayers(self) -> int:
        """Gets the value of numLayers."""
        value: int = self.getOrDefault(self.numLayers)
        return value

    def setNumLayers(self, value: int) -> "LstmForecaster":
        """Sets numLayers, and returns this stage."""
        return self._set_one("numLayers", value)

    def getNumPartitions(self) -> int:
        """Gets the value of numPartitions."""
        value: int = self.getOrDefault(self.numPartitions)
        return value

    def setNumPartitions(self, value: int) -> "LstmForecaster":
        """Sets numPartitions, and returns this stage."""
        return self._set_one("numPartitions", value)

    def getOptimizer(self) -> str:
        """Gets the value of optimizer."""
        value: str = self.getOrDefault(self.optimizer)
        return value

    def setOptimizer(self, value: str) -> "LstmForecaster":
        """Sets optimizer, and returns this stage."""
        return self._set_one("optimizer", value)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        value: int = self.getOrDefault(self.patience)
        return value

    def setPatience(self, value: int) -> "LstmForecaster":
        """Sets patience, and returns this stage."""
        return self._set_one("patience", value)

    def getPeriod(self) -> int:
        """Gets the value of period."""
        value: int = self.getOrDefault(self.period)
        return value

    def setPeriod(self, value: int) -> "LstmForecaster":
        """Sets period, and returns this stage."""
        return self._set_one("period", value)

    def getPlacement(self) -> str:
        """Gets the value of placement."""
        value: str = self.getOrDefault(self.placement)
        return value

    def setPlacement(self, value: str) -> "LstmForecaster":
        """Sets placement, and returns this stage."""
        return self._set_one("placement", value)

    def getPointForecast(self) -> str:
        """Gets the value of pointForecast."""
        value: str = self.getOrDefault(self.pointForecast)
        return value

    def setPointForecast(self, value: str) -> "LstmForecaster":
        """Sets pointForecast, and returns this stage."""
        return self._set_one("pointForecast", value)

    def getPooling(self) -> str:
        """Gets the value of pooling."""
        value: str = self.getOrDefault(self.pooling)
        return value

    def setPooling(self, value: str) -> "LstmForecaster":
        """Sets pooling, and returns this stage."""
        return self._set_one("pooling", value)

    def getQuantileLevels(self) -> list[float]:
        """Gets the value of quantileLevels."""
        value: list[float] = self.getOrDefault(self.quantileLevels)
        return value

    def setQuantileLevels(self, value: list[float]) -> "LstmForecaster":
        """Sets quantileLevels, and returns this stage."""
        return self._set_one("quantileLevels", value)

    def getRefit(self) -> str:
        """Gets the value of refit."""
        value: str = self.getOrDefault(self.refit)
        return value

    def setRefit(self, value: str) -> "LstmForecaster":
        """Sets refit, and returns this stage."""
        return self._set_one("refit", value)

    def getScalerType(self) -> str:
        """Gets the value of scalerType."""
        value: str = self.getOrDefault(self.scalerType)
        return value

    def setScalerType(self, value: str) -> "LstmForecaster":
        """Sets scalerType, and returns this stage."""
        return self._set_one("scalerType", value)

    def getSchedule(self) -> str:
        """Gets the value of schedule."""
        value: str = self.getOrDefault(self.schedule)
        return value

    def setSchedule(self, value: str) -> "LstmForecaster":
        """Sets schedule, and returns this stage."""
        return self._set_one("schedule", value)

    def getScheduleAfter(self) -> int:
        """Gets the value of scheduleAfter."""
        value: int = self.getOrDefault(self.scheduleAfter)
        return value

    def setScheduleAfter(self, value: int) -> "LstmForecaster":
        """Sets scheduleAfter, and returns this stage."""
        return self._set_one("scheduleAfter", value)

    def getScheduleEpochs(self) -> int:
        """Gets the value of scheduleEpochs."""
        value: int = self.getOrDefault(self.scheduleEpochs)
        return value

    def setScheduleEpochs(self, value: int) -> "LstmForecaster":
        """Sets scheduleEpochs, and returns this stage."""
        return self._set_one("scheduleEpochs", value)

    def getScheduleFactor(self) -> float:
        """Gets the value of scheduleFactor."""
        value: float = self.getOrDefault(self.scheduleFactor)
        return value

    def setScheduleFactor(self, value: float) -> "LstmForecaster":
        """Sets scheduleFactor, and returns this stage."""
        return self._set_one("scheduleFactor", value)

    def getSeed(self) -> int:
        """Gets the value of seed."""
        value: int = self.getOrDefault(self.seed)
        return value

    def setSeed(self, value: int) -> "LstmForecaster":
        """Sets seed, and returns this stage."""
        return self._set_one("seed", value)

    def getSegmentLength(self) -> int:
        """Gets the value of segmentLength."""
        value: int = self.getOrDefault(self.segmentLength)
        return value

    def setSegmentLength(self, value: int) -> "LstmForecaster":
        """Sets segmentLength, and returns this stage."""
        return self._set_one("segmentLength", value)

    def getSeriesIdCols(self) -> list[str]:
        """Gets the value of seriesIdCols."""
        value: list[str] = self.getOrDefault(self.seriesIdCols)
        return value

    def setSeriesIdCols(self, value: list[str]) -> "LstmForecaster":
        """Sets seriesIdCols, and returns this stage."""
        return self._set_one("seriesIdCols", value)

    def getShardBytes(self) -> int:
        """Gets the value of shardBytes."""
        value: int = self.getOrDefault(self.shardBytes)
        return value

    def setShardBytes(self, value: int) -> "LstmForecaster":
        """Sets shardBytes, and returns this stage."""
        return self._set_one("shardBytes", value)

    def getShowProgress(self) -> bool:
        """Gets the value of showProgress."""
        value: bool = self.getOrDefault(self.showProgress)
        return value

    def setShowProgress(self, value: bool) -> "LstmForecaster":
        """Sets showProgress, and returns this stage."""
        return self._set_one("showProgress", value)

    def getSplitUnit(self) -> str:
        """Gets the value of splitUnit."""
        value: str = self.getOrDefault(self.splitUnit)
        return value

    def setSplitUnit(self, value: str) -> "LstmForecaster":
        """Sets splitUnit, and returns this stage."""
        return self._set_one("splitUnit", value)

    def getStandardization(self) -> bool:
        """Gets the value of standardization."""
        value: bool = self.getOrDefault(self.standardization)
        return value

    def setStandardization(self, value: bool) -> "LstmForecaster":
        """Sets standardization, and returns this stage."""
        return self._set_one("standardization", value)

    def getStaticCols(self) -> list[str]:
        """Gets the value of staticCols."""
        value: list[str] = self.getOrDefault(self.staticCols)
        return value

    def setStaticCols(self, value: list[str]) -> "LstmForecaster":
        """Sets staticCols, and returns this stage."""
        return self._set_one("staticCols", value)

    def getStorage(self) -> str:
        """Gets the value of storage."""
        value: str = self.getOrDefault(self.storage)
        return value

    def setStorage(self, value: str) -> "LstmForecaster":
        """Sets storage, and returns this stage."""
        return self._set_one("storage", value)

    def getStride(self) -> int:
        """Gets the value of stride."""
        value: int = self.getOrDefault(self.stride)
        return value

    def setStride(self, value: int) -> "LstmForecaster":
        """Sets stride, and returns this stage."""
        return self._set_one("stride", value)

    def getTargetCols(self) -> list[str]:
        """Gets the value of targetCols."""
        value: list[str] = self.getOrDefault(self.targetCols)
        return value

    def setTargetCols(self, value: list[str]) -> "LstmForecaster":
        """Sets targetCols, and returns this stage."""
        return self._set_one("targetCols", value)

    def getTargetTransform(self) -> str:
        """Gets the value of targetTransform."""
        value: str = self.getOrDefault(self.targetTransform)
        return value

    def setTargetTransform(self, value: str) -> "LstmForecaster":
        """Sets targetTransform, and returns this stage."""
        return self._set_one("targetTransform", value)

    def getTestFrom(self) -> str:
        """Gets the value of testFrom."""
        value: str = self.getOrDefault(self.testFrom)
        return value

    def setTestFrom(self, value: str) -> "LstmForecaster":
        """Sets testFrom, and returns this stage."""
        return self._set_one("testFrom", value)

    def getTestSplit(self) -> float:
        """Gets the value of testSplit."""
        value: float = self.getOrDefault(self.testSplit)
        return value

    def setTestSplit(self, value: float) -> "LstmForecaster":
        """Sets testSplit, and returns this stage."""
        return self._set_one("testSplit", value)

    def getTimeCol(self) -> str:
        """Gets the value of timeCol."""
        value: str = self.getOrDefault(self.timeCol)
        return value

    def setTimeCol(self, value: str) -> "LstmForecaster":
        """Sets timeCol, and returns this stage."""
        return self._set_one("timeCol", value)

    def getTrainSplit(self) -> float:
        """Gets the value of trainSplit."""
        value: float = self.getOrDefault(self.trainSplit)
        return value

    def setTrainSplit(self, value: float) -> "LstmForecaster":
        """Sets trainSplit, and returns this stage."""
        return self._set_one("trainSplit", value)

    def getValidationFrom(self) -> str:
        """Gets the value of validationFrom."""
        value: str = self.getOrDefault(self.validationFrom)
        return value

    def setValidationFrom(self, value: str) -> "LstmForecaster":
        """Sets validationFrom, and returns this stage."""
        return self._set_one("validationFrom", value)

    def getValidationSplit(self) -> float:
        """Gets the value of validationSplit."""
        value: float = self.getOrDefault(self.validationSplit)
        return value

    def setValidationSplit(self, value: float) -> "LstmForecaster":
        """Sets validationSplit, and returns this stage."""
        return self._set_one("validationSplit", value)

    def getWarmUpEpochs(self) -> int:
        """Gets the value of warmUpEpochs."""
        value: int = self.getOrDefault(self.warmUpEpochs)
        return value

    def setWarmUpEpochs(self, value: int) -> "LstmForecaster":
        """Sets warmUpEpochs, and returns this stage."""
        return self._set_one("warmUpEpochs", value)

    def getWeightDecay(self) -> float:
        """Gets the value of weightDecay."""
        value: float = self.getOrDefault(self.weightDecay)
        return value

    def setWeightDecay(self, value: float) -> "LstmForecaster":
        """Sets weightDecay, and returns this stage."""
        return self._set_one("weightDecay", value)


class LstmForecasterModel(ForecasterModelBase):
    """A trained LstmForecaster.

    Parameters
    ----------
    aggregationDepth : int
        rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)
    asOf : str
        time from which all series are forecast (2025-01-31, 2025-01-31 18:00, or a whole number as in timeCol), for gaps = fill with missing = error. Targets and past features after it are hidden; what is known ahead stays. Empty: the last observed time of the panel
    averageEpochs : int, default 0
        epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)
    backtestEpochs : int, default 1
        passes over the rows up to each origin
    backtestRefit : str, default "none"
        whether to train further at each origin, and with which scales
    backtestSpan : str, default "test"
        span to back-test, if backtestWindows is 0
    backtestStep : int, default 1
        rows from one origin to the next
    backtestWindows : int, default 0
        number of rolling origins; 0 for all of a span
    baseline : str, default "last"
        value that the network predicts the difference to: none, last (the last value seen) or seasonal (one period earlier)
    batchSize : int, default 64
        examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)
    bidirectional : bool, default False
        whether each layer also reads its input backwards
    blockSize : int
        examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)
    calendarFeatures : list[str], default []
        what the network sees of the calendar: auto (chosen by the frequency of the rows), or some of minute-of-hour, hour-of-day, day-of-week, day-of-month, day-of-year, week-of-year, month-of-year, in the time zone of the session
    calibrate : str, default "none"
        conformal: the errors on the validation span make quantiles of any forecast, or correct those of loss = quantile, so that as many values as a level says are below; none
    categoricalCols : list[str], default []
        columns of futureCols, staticCols, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding
    cell : str, default "lstm"
        lstm, gru or rnn (plain, with tanh)
    clipNorm : float, default 1.0
        largest norm of a gradient; 0 for no clipping (at least 0)
    clipValue : float, default 0.0
        largest magnitude of a gradient element; 0 for no clipping (at least 0)
    coldShare : float, default 0.02
        share of the training windows whose history is hidden, so that series without history can be forecast; for gaps = fill and a network that reads through the horizon (at least 0 and below 1)
    compressGradients : bool, default True
        whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results
    decoder : str, default "auto"
        how the horizon is answered: direct (all steps from the last state), through (the network reads on through the horizon, and each step is answered from its state) or auto (through if futureCols or calendarFeatures says something of it)
    dropout : float, default 0.0
        probability of zeroing an output of every layer but the last (at least 0 and below 1)
    embeddingSize : int
        width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)
    endedAfter : int
        periods without an observed target after which a series has ended and is not forecast, for gaps = fill with missing = error; auto: the horizon (at least 1)
    epochs : int, default 20
        maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)
    execution : str, default "auto"
        where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results
    featureCols : list[str], default []
        columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences
    featureScalerType : str, default "global"
        what past and future numbers are measured by: global (mean and deviation over all series), series (those of each series) or none
    forecastMinimum : float, default float("-inf")
        smallest value that is forecast, such as 0 for sales; -Infinity for none
    forecastTotal : bool, default False
        true: the sum over the horizon is forecast, too (such as the demand during a lead time), with quantiles that follow from the errors of such sums on the validation span
    frequency : str, default "auto"
        the step from one time to the next: auto (that of most rows of the training table); a duration such as PT30M, which goes by elapsed time; P1D, P7D, P1M, P3M or P1Y, which go by the calendar; business-day; or a whole number
    futureCols : list[str], default []
        columns whose values are known for the rows to forecast too, such as a price, a promotion or forecast weather
    gaps : str, default "keep"
        treatment of times without a row: keep (each row is one step) or fill (insert rows without values). With fill and missing = error, inserted rows and missing values count as not observed, series may be shorter than the lookback, and all are forecast from the last time of the panel
    handleInvalid : str, default "skip"
        treatment of series that do not end with the rows without a gap that a forecast needs, or are shorter than a window that is cut: skip (no answer), error, or keep (an answer without values)
    headDropout : float, default 0.0
        probability of zeroing an input of the head (at least 0 and below 1)
    hiddenSize : int, default 64
        size of the hidden state (at least 1 and at most 65536)
    horizon : int, default 0
        rows it forecasts (at least 0 and at most 1000000)
    initialWeightsPath : str
        safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors
    inputNoise : float, default 0.0
        standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)
    learningRate : float, default 0.001
        learning rate of the optimizer (above 0 and at most 1000)
    lookback : int, default 0
        rows the network sees; to classify or regress, 0 for whole sequences (at least 0 and at most 1000000)
    loss : str, default "auto"
        mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy
    lowestLearningRate : float, default 0.0
        cosine and plateau: lowest learning rate (at least 0)
    minHistory : int
        rows that a series must have before a window, for gaps = fill with missing = error; auto: a quarter of lookback in training, 1 in forecasts (at least 1 and at most 1000000)
    missing : str, default "error"
        treatment of null, NaN and infinity: error, forward-fill, or skip-window (leave out the windows or sequences that contain them)
    modelKind : str, default "recurrent"
        recurrent (cells read row by row), or segment (SegRNN: cells read segmentLength rows at once and answer as many at once, each target by itself)
    momentum : float, default 0.0
        sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)
    nesterov : bool, default False
        sgd: whether to use Nesterov momentum
    numLayers : int, default 1
        number of recurrent layers (at least 1 and at most 64)
    numPartitions : int
        data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)
    optimizer : str, default "adam"
        adam, adamw, sgd, rmsprop or adagrad
    output : str, default "forecast"
        what transform answers with: forecast, backtest, summary, model
    patience : int, default 5
        epochs without a better validation loss before training stops; 0 to never stop early (at least 0)
    period : int, default 0
        rows in a season, for baseline seasonal and for the naive forecast; 0 for no season (at least 0 and at most 1000000)
    placement : str, default "auto"
        where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results
    pointForecast : str, default "median"
        the forecast itself, for loss = quantile or a distribution: median, or mean (with quantile one more output of the network, trained by the squared error)
    pooling : str, default "last"
        input of the head: last (the final state), mean or max over the steps of a sequence
    quantileLevels : list[float], default [0.1, 0.5, 0.9]
        levels of the quantiles that are forecast, each above 0 and below 1, for loss = quantile or a distribution (0.5 is added, if the forecast is the median), calibrate = conformal and forecastTotal
    refit : str, default "none"
        all: once the best epoch is known, train again for as many epochs on all rows, those of validation and test included, so that the model has seen the newest; evaluate and promote judge the weights of the first training, which are kept beside it; or none
    scalerType : str, default "global"
        what targets are scaled by: global (mean and deviation over all series); series (those of each series' train span, for a new series those of its history); window (the level of the rows that the network sees: divided by it, or with targetTransform less it); window-standard (global, then mean and deviation of the rows that the network sees, for modelKind = segment); or none
    schedule : str, default "constant"
        constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)
    scheduleAfter : int
        step: epochs before the first reduction; auto: as many as between reductions (at least 1)
    scheduleEpochs : int, default 3
        step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)
    scheduleFactor : float, default 0.5
        step and plateau: factor of a reduction (above 0 and below 1)
    seed : int, default 42
        seed of initial values, shuffling and dropout
    segmentLength : int
        rows in a segment, for modelKind = segment; must divide lookback and horizon; auto: the most up to 24 that do (at least 1 and at most 1000000)
    seriesIdCols : list[str], default []
        columns that identify a series or a sequence; none for a single series
    shardBytes : int, default 8388608
        size of the pieces that large data is cut into (at least 1 and at most 1073741824)
    showProgress : bool, default False
        whether fit shows its progress on standard error
    splitUnit : str, default "auto"
        what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from validationFrom and testFrom on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)
    standardization : bool, default True
        whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too
    staticCols : list[str], default []
        columns with one value per series, such as a size or a region
    storage : str, default "auto"
        where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results
    stride : int, default 1
        rows between neighbouring training windows (at least 1 and at most 1000000)
    targetCols : list[str], default []
        columns to forecast; the network sees their past (tasks next and tag: the one column of tokens)
    targetTransform : str, default "none"
        function applied to targets before they are scaled: none, log1p or asinh; forecasts are turned back
    testFrom : str
        first time of the test span if the unit is date; empty for none
    testSplit : float, default 0.2
        share or number of rows that follow, to test on; 0 for none (at least 0)
    timeCol : str
        column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence
    trainSplit : float, default 0.7
        share of each series (at most 1) or number of rows to train on (at least 0)
    validationFrom : str
        first time of the validation span if the unit is date, such as 2025-01-31 or 2025-01-31 18:00, or a whole number as in timeCol; empty for none
    validationSplit : float, default 0.1
        share or number of rows that follow, to validate on; 0 for none (at least 0)
    warmUpEpochs : int, default 0
        cosine: epochs over which the rate rises at the start (at least 0)
    weightDecay : float, default 0.0
        L2 penalty; with adamw decoupled weight decay (at least 0)
    """

    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)",
        typeConverter=TypeConverters.toInt,
    )
    asOf: "Param[str]" = Param(
        Params._dummy(),
        "asOf",
        "time from which all series are forecast (2025-01-31, 2025-01-31 18:00, or a whole number as in timeCol), for gaps = fill with missing = error. Targets and past features after it are hidden; what is known ahead stays. Empty: the last observed time of the panel",
        typeConverter=TypeConverters.toString,
    )
    averageEpochs: "Param[int]" = Param(
        Params._dummy(),
        "averageEpochs",
        "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    backtestEpochs: "Param[int]" = Param(
        Params._dummy(),
        "backtestEpochs",
        "passes over the rows up to each origin",
        typeConverter=TypeConverters.toInt,
    )
    backtestRefit: "Param[str]" = Param(
        Params._dummy(),
        "backtestRefit",
        "whether to train further at each origin, and with which scales",
        typeConverter=TypeConverters.toString,
    )
    backtestSpan: "Param[str]" = Param(
        Params._dummy(),
        "backtestSpan",
        "span to back-test, if backtestWindows is 0",
        typeConverter=TypeConverters.toString,
    )
    backtestStep: "Param[int]" = Param(
        Params._dummy(),
        "backtestStep",
        "rows from one origin to the next",
        typeConverter=TypeConverters.toInt,
    )
    backtestWindows: "Param[int]" = Param(
        Params._dummy(),
        "backtestWindows",
        "number of rolling origins; 0 for all of a span",
        typeConverter=TypeConverters.toInt,
    )
    baseline: "Param[str]" = Param(
        Params._dummy(),
        "baseline",
        "value that the network predicts the difference to: none, last (the last value seen) or seasonal (one period earlier)",
        typeConverter=TypeConverters.toString,
    )
    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    bidirectional: "Param[bool]" = Param(
        Params._dummy(),
        "bidirectional",
        "whether each layer also reads its input backwards",
        typeConverter=TypeConverters.toBoolean,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    calendarFeatures: "Param[list[str]]" = Param(
        Params._dummy(),
        "calendarFeatures",
        "what the network sees of the calendar: auto (chosen by the frequency of the rows), or some of minute-of-hour, hour-of-day, day-of-week, day-of-month, day-of-year, week-of-year, month-of-year, in the time zone of the session",
        typeConverter=TypeConverters.toListString,
    )
    calibrate: "Param[str]" = Param(
        Params._dummy(),
        "calibrate",
        "conformal: the errors on the validation span make quantiles of any forecast, or correct those of loss = quantile, so that as many values as a level says are below; none",
        typeConverter=TypeConverters.toString,
    )
    categoricalCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "categoricalCols",
        "columns of futureCols, staticCols, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding",
        typeConverter=TypeConverters.toListString,
    )
    cell: "Param[str]" = Param(
        Params._dummy(),
        "cell",
        "lstm, gru or rnn (plain, with tanh)",
        typeConverter=TypeConverters.toString,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of a gradient element; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    coldShare: "Param[float]" = Param(
        Params._dummy(),
        "coldShare",
        "share of the training windows whose history is hidden, so that series without history can be forecast; for gaps = fill and a network that reads through the horizon (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    compressGradients: "Param[bool]" = Param(
        Params._dummy(),
        "compressGradients",
        "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
        typeConverter=TypeConverters.toBoolean,
    )
    decoder: "Param[str]" = Param(
        Params._dummy(),
        "decoder",
        "how the horizon is answered: direct (all steps from the last state), through (the network reads on through the horizon, and each step is answered from its state) or auto (through if futureCols or calendarFeatures says something of it)",
        typeConverter=TypeConverters.toString,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability of zeroing an output of every layer but the last (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    embeddingSize: "Param[int]" = Param(
        Params._dummy(),
        "embeddingSize",
        "width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    endedAfter: "Param[int]" = Param(
        Params._dummy(),
        "endedAfter",
        "periods without an observed target after which a series has ended and is not forecast, for gaps = fill with missing = error; auto: the horizon (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    execution: "Param[str]" = Param(
        Params._dummy(),
        "execution",
        "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    featureCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "featureCols",
        "columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences",
        typeConverter=TypeConverters.toListString,
    )
    featureScalerType: "Param[str]" = Param(
        Params._dummy(),
        "featureScalerType",
        "what past and future numbers are measured by: global (mean and deviation over all series), series (those of each series) or none",
        typeConverter=TypeConverters.toString,
    )
    forecastMinimum: "Param[float]" = Param(
        Params._dummy(),
        "forecastMinimum",
        "smallest value that is forecast, such as 0 for sales; -Infinity for none",
        typeConverter=TypeConverters.toFloat,
    )
    forecastTotal: "Param[bool]" = Param(
        Params._dummy(),
        "forecastTotal",
        "true: the sum over the horizon is forecast, too (such as the demand during a lead time), with quantiles that follow from the errors of such sums on the validation span",
        typeConverter=TypeConverters.toBoolean,
    )
    frequency: "Param[str]" = Param(
        Params._dummy(),
        "frequency",
        "the step from one time to the next: auto (that of most rows of the training table); a duration such as PT30M, which goes by elapsed time; P1D, P7D, P1M, P3M or P1Y, which go by the calendar; business-day; or a whole number",
        typeConverter=TypeConverters.toString,
    )
    futureCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "futureCols",
        "columns whose values are known for the rows to forecast too, such as a price, a promotion or forecast weather",
        typeConverter=TypeConverters.toListString,
    )
    gaps: "Param[str]" = Param(
        Params._dummy(),
        "gaps",
        "treatment of times without a row: keep (each row is one step) or fill (insert rows without values). With fill and missing = error, inserted rows and missing values count as not observed, series may be shorter than the lookback, and all are forecast from the last time of the panel",
        typeConverter=TypeConverters.toString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of series that do not end with the rows without a gap that a forecast needs, or are shorter than a window that is cut: skip (no answer), error, or keep (an answer without values)",
        typeConverter=TypeConverters.toString,
    )
    headDropout: "Param[float]" = Param(
        Params._dummy(),
        "headDropout",
        "probability of zeroing an input of the head (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "size of the hidden state (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    horizon: "Param[int]" = Param(
        Params._dummy(),
        "horizon",
        "rows it forecasts (at least 0 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    initialWeightsPath: "Param[str]" = Param(
        Params._dummy(),
        "initialWeightsPath",
        "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
        typeConverter=TypeConverters.toString,
    )
    inputNoise: "Param[float]" = Param(
        Params._dummy(),
        "inputNoise",
        "standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of the optimizer (above 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    lookback: "Param[int]" = Param(
        Params._dummy(),
        "lookback",
        "rows the network sees; to classify or regress, 0 for whole sequences (at least 0 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
        typeConverter=TypeConverters.toString,
    )
    lowestLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "lowestLearningRate",
        "cosine and plateau: lowest learning rate (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    minHistory: "Param[int]" = Param(
        Params._dummy(),
        "minHistory",
        "rows that a series must have before a window, for gaps = fill with missing = error; auto: a quarter of lookback in training, 1 in forecasts (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    missing: "Param[str]" = Param(
        Params._dummy(),
        "missing",
        "treatment of null, NaN and infinity: error, forward-fill, or skip-window (leave out the windows or sequences that contain them)",
        typeConverter=TypeConverters.toString,
    )
    modelKind: "Param[str]" = Param(
        Params._dummy(),
        "modelKind",
        "recurrent (cells read row by row), or segment (SegRNN: cells read segmentLength rows at once and answer as many at once, each target by itself)",
        typeConverter=TypeConverters.toString,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "sgd: whether to use Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numLayers: "Param[int]" = Param(
        Params._dummy(),
        "numLayers",
        "number of recurrent layers (at least 1 and at most 64)",
        typeConverter=TypeConverters.toInt,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "adam, adamw, sgd, rmsprop or adagrad",
        typeConverter=TypeConverters.toString,
    )
    output: "Param[str]" = Param(
        Params._dummy(),
        "output",
        "what transform answers with: forecast, backtest, summary, model",
        typeConverter=TypeConverters.toString,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without a better validation loss before training stops; 0 to never stop early (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    period: "Param[int]" = Param(
        Params._dummy(),
        "period",
        "rows in a season, for baseline seasonal and for the naive forecast; 0 for no season (at least 0 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    placement: "Param[str]" = Param(
        Params._dummy(),
        "placement",
        "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    pointForecast: "Param[str]" = Param(
        Params._dummy(),
        "pointForecast",
        "the forecast itself, for loss = quantile or a distribution: median, or mean (with quantile one more output of the network, trained by the squared error)",
        typeConverter=TypeConverters.toString,
    )
    pooling: "Param[str]" = Param(
        Params._dummy(),
        "pooling",
        "input of the head: last (the final state), mean or max over the steps of a sequence",
        typeConverter=TypeConverters.toString,
    )
    quantileLevels: "Param[list[float]]" = Param(
        Params._dummy(),
        "quantileLevels",
        "levels of the quantiles that are forecast, each above 0 and below 1, for loss = quantile or a distribution (0.5 is added, if the forecast is the median), calibrate = conformal and forecastTotal",
        typeConverter=TypeConverters.toListFloat,
    )
    refit: "Param[str]" = Param(
        Params._dummy(),
        "refit",
        "all: once the best epoch is known, train again for as many epochs on all rows, those of validation and test included, so that the model has seen the newest; evaluate and promote judge the weights of the first training, which are kept beside it; or none",
        typeConverter=TypeConverters.toString,
    )
    scalerType: "Param[str]" = Param(
        Params._dummy(),
        "scalerType",
        "what targets are scaled by: global (mean and deviation over all series); series (those of each series' train span, for a new series those of its history); window (the level of the rows that the network sees: divided by it, or with targetTransform less it); window-standard (global, then mean and deviation of the rows that the network sees, for modelKind = segment); or none",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
        typeConverter=TypeConverters.toString,
    )
    scheduleAfter: "Param[int]" = Param(
        Params._dummy(),
        "scheduleAfter",
        "step: epochs before the first reduction; auto: as many as between reductions (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleEpochs: "Param[int]" = Param(
        Params._dummy(),
        "scheduleEpochs",
        "step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleFactor: "Param[float]" = Param(
        Params._dummy(),
        "scheduleFactor",
        "step and plateau: factor of a reduction (above 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of initial values, shuffling and dropout",
        typeConverter=TypeConverters.toInt,
    )
    segmentLength: "Param[int]" = Param(
        Params._dummy(),
        "segmentLength",
        "rows in a segment, for modelKind = segment; must divide lookback and horizon; auto: the most up to 24 that do (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    seriesIdCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "seriesIdCols",
        "columns that identify a series or a sequence; none for a single series",
        typeConverter=TypeConverters.toListString,
    )
    shardBytes: "Param[int]" = Param(
        Params._dummy(),
        "shardBytes",
        "size of the pieces that large data is cut into (at least 1 and at most 1073741824)",
        typeConverter=TypeConverters.toInt,
    )
    showProgress: "Param[bool]" = Param(
        Params._dummy(),
        "showProgress",
        "whether fit shows its progress on standard error",
        typeConverter=TypeConverters.toBoolean,
    )
    splitUnit: "Param[str]" = Param(
        Params._dummy(),
        "splitUnit",
        "what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from validationFrom and testFrom on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)",
        typeConverter=TypeConverters.toString,
    )
    standardization: "Param[bool]" = Param(
        Params._dummy(),
        "standardization",
        "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
        typeConverter=TypeConverters.toBoolean,
    )
    staticCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "staticCols",
        "columns with one value per series, such as a size or a region",
        typeConverter=TypeConverters.toListString,
    )
    storage: "Param[str]" = Param(
        Params._dummy(),
        "storage",
        "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    stride: "Param[int]" = Param(
        Params._dummy(),
        "stride",
        "rows between neighbouring training windows (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    targetCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "targetCols",
        "columns to forecast; the network sees their past (tasks next and tag: the one column of tokens)",
        typeConverter=TypeConverters.toListString,
    )
    targetTransform: "Param[str]" = Param(
        Params._dummy(),
        "targetTransform",
        "function applied to targets before they are scaled: none, log1p or asinh; forecasts are turned back",
        typeConverter=TypeConverters.toString,
    )
    testFrom: "Param[str]" = Param(
        Params._dummy(),
        "testFrom",
        "first time of the test span if the unit is date; empty for none",
        typeConverter=TypeConverters.toString,
    )
    testSplit: "Param[float]" = Param(
        Params._dummy(),
        "testSplit",
        "share or number of rows that follow, to test on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    timeCol: "Param[str]" = Param(
        Params._dummy(),
        "timeCol",
        "column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence",
        typeConverter=TypeConverters.toString,
    )
    trainSplit: "Param[float]" = Param(
        Params._dummy(),
        "trainSplit",
        "share of each series (at most 1) or number of rows to train on (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    validationFrom: "Param[str]" = Param(
        Params._dummy(),
        "validationFrom",
        "first time of the validation span if the unit is date, such as 2025-01-31 or 2025-01-31 18:00, or a whole number as in timeCol; empty for none",
        typeConverter=TypeConverters.toString,
    )
    validationSplit: "Param[float]" = Param(
        Params._dummy(),
        "validationSplit",
        "share or number of rows that follow, to validate on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    warmUpEpochs: "Param[int]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        "cosine: epochs over which the rate rises at the start (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "L2 penalty; with adamw decoupled weight decay (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "averageEpochs": 0,
        "backtestEpochs": 1,
        "backtestRefit": "none",
        "backtestSpan": "test",
        "backtestStep": 1,
        "backtestWindows": 0,
        "baseline": "last",
        "batchSize": 64,
        "bidirectional": False,
        "calendarFeatures": [],
        "calibrate": "none",
        "categoricalCols": [],
        "cell": "lstm",
        "clipNorm": 1.0,
        "clipValue": 0.0,
        "coldShare": 0.02,
        "compressGradients": True,
        "decoder": "auto",
        "dropout": 0.0,
        "epochs": 20,
        "execution": "auto",
        "featureCols": [],
        "featureScalerType": "global",
        "forecastMinimum": float("-inf"),
        "forecastTotal": False,
        "frequency": "auto",
        "futureCols": [],
        "gaps": "keep",
        "handleInvalid": "skip",
        "headDropout": 0.0,
        "hiddenSize": 64,
        "horizon": 0,
        "inputNoise": 0.0,
        "learningRate": 0.001,
        "lookback": 0,
        "loss": "auto",
        "lowestLearningRate": 0.0,
        "missing": "error",
        "modelKind": "recurrent",
        "momentum": 0.0,
        "nesterov": False,
        "numLayers": 1,
        "optimizer": "adam",
        "output": "forecast",
        "patience": 5,
        "period": 0,
        "placement": "auto",
        "pointForecast": "median",
        "pooling": "last",
        "quantileLevels": [0.1, 0.5, 0.9],
        "refit": "none",
        "scalerType": "global",
        "schedule": "constant",
        "scheduleEpochs": 3,
        "scheduleFactor": 0.5,
        "seed": 42,
        "seriesIdCols": [],
        "shardBytes": 8388608,
        "showProgress": False,
        "splitUnit": "auto",
        "standardization": True,
        "staticCols": [],
        "storage": "auto",
        "stride": 1,
        "targetCols": [],
        "targetTransform": "none",
        "testSplit": 0.2,
        "trainSplit": 0.7,
        "validationSplit": 0.1,
        "warmUpEpochs": 0,
        "weightDecay": 0.0,
    }

    def getAggregationDepth(self) -> int:
        """Gets the value of aggregationDepth."""
        value: int = self.getOrDefault(self.aggregationDepth)
        return value

    def getAsOf(self) -> str:
        """Gets the value of asOf."""
        value: str = self.getOrDefault(self.asOf)
        return value

    def setAsOf(self, value: str) -> "LstmForecasterModel":
        """Sets asOf, and returns this stage."""
        return self._set_one("asOf", value)

    def getAverageEpochs(self) -> int:
        """Gets the value of averageEpochs."""
        value: int = self.getOrDefault(self.averageEpochs)
        return value

    def getBacktestEpochs(self) -> int:
        """Gets the value of backtestEpochs."""
        value: int = self.getOrDefault(self.backtestEpochs)
        return value

    def setBacktestEpochs(self, value: int) -> "LstmForecasterModel":
        """Sets backtestEpochs, and returns this stage."""
        return self._set_one("backtestEpochs", value)

    def getBacktestRefit(self) -> str:
        """Gets the value of backtestRefit."""
        value: str = self.getOrDefault(self.backtestRefit)
        return value

    def setBacktestRefit(self, value: str) -> "LstmForecasterModel":
        """Sets backtestRefit, and returns this stage."""
        return self._set_one("backtestRefit", value)

    def getBacktestSpan(self) -> str:
        """Gets the value of backtestSpan."""
        value: str = self.getOrDefault(self.backtestSpan)
        return value

    def setBacktestSpan(self, value: str) -> "LstmForecasterModel":
        """Sets backtestSpan, and returns this stage."""
        return self._set_one("backtestSpan", value)

    def getBacktestStep(self) -> int:
        """Gets the value of backtestStep."""
        value: int = self.getOrDefault(self.backtestStep)
        return value

    def setBacktestStep(self, value: int) -> "LstmForecasterModel":
        """Sets backtestStep, and returns this stage."""
        return self._set_one("backtestStep", value)

    def getBacktestWindows(self) -> int:
        """Gets the value of backtestWindows."""
        value: int = self.getOrDefault(self.backtestWindows)
        return value

    def setBacktestWindows(self, value: int) -> "LstmForecasterModel":
        """Sets backtestWindows, and returns this stage."""
        return self._set_one("backtestWindows", value)

    def getBaseline(self) -> str:
        """Gets the value of baseline."""
        value: str = self.getOrDefault(self.baseline)
        return value

    def getBatchSize(self) -> int:
        """Gets the value of batchSize."""
        value: int = self.getOrDefault(self.batchSize)
        return value

    def getBidirectional(self) -> bool:
        """Gets the value of bidirectional."""
        value: bool = self.getOrDefault(self.bidirectional)
        return value

    def getBlockSize(self) -> int:
        """Gets the value of blockSize."""
        value: int = self.getOrDefault(self.blockSize)
        return value

    def getCalendarFeatures(self) -> list[str]:
        """Gets the value of calendarFeatures."""
        value: list[str] = self.getOrDefault(self.calendarFeatures)
        return value

    def getCalibrate(self) -> str:
        """Gets the value of calibrate."""
        value: str = self.getOrDefault(self.calibrate)
        return value

    def getCategoricalCols(self) -> list[str]:
        """Gets the value of categoricalCols."""
        value: list[str] = self.getOrDefault(self.categoricalCols)
        return value

    def getCell(self) -> str:
        """Gets the value of cell."""
        value: str = self.getOrDefault(self.cell)
        return value

    def getClipNorm(self) -> float:
        """Gets the value of clipNorm."""
        value: float = self.getOrDefault(self.clipNorm)
        return value

    def getClipValue(self) -> float:
        """Gets the value of clipValue."""
        value: float = self.getOrDefault(self.clipValue)
        return value

    def getColdShare(self) -> float:
        """Gets the value of coldShare."""
        value: float = self.getOrDefault(self.coldShare)
        return value

    def getCompressGradients(self) -> bool:
        """Gets the value of compressGradients."""
        value: bool = self.getOrDefault(self.compressGradients)
        return value

    def getDecoder(self) -> str:
        """Gets the value of decoder."""
        value: str = self.getOrDefault(self.decoder)
        return value

    def getDropout(self) -> float:
        """Gets the value of dropout."""
        value: float = self.getOrDefault(self.dropout)
        return value

    def getEmbeddingSize(self) -> int:
        """Gets the value of embeddingSize."""
        value: int = self.getOrDefault(self.embeddingSize)
        return value

    def getEndedAfter(self) -> int:
        """Gets the value of endedAfter."""
        value: int = self.getOrDefault(self.endedAfter)
        return value

    def getEpochs(self) -> int:
        """Gets the value of epochs."""
        value: int = self.getOrDefault(self.epochs)
        return value

    def getExecution(self) -> str:
        """Gets the value of execution."""
        value: str = self.getOrDefault(self.execution)
        return value

    def getFeatureCols(self) -> list[str]:
        """Gets the value of featureCols."""
        value: list[str] = self.getOrDefault(self.featureCols)
        return value

    def getFeatureScalerType(self) -> str:
        """Gets the value of featureScalerType."""
        value: str = self.getOrDefault(self.featureScalerType)
        return value

    def getForecastMinimum(self) -> float:
        """Gets the value of forecastMinimum."""
        value: float = self.getOrDefault(self.forecastMinimum)
        return value

    def getForecastTotal(self) -> bool:
        """Gets the value of forecastTotal."""
        value: bool = self.getOrDefault(self.forecastTotal)
        return value

    def getFrequency(self) -> str:
        """Gets the value of frequency."""
        value: str = self.getOrDefault(self.frequency)
        return value

    def getFutureCols(self) -> list[str]:
        """Gets the value of futureCols."""
        value: list[str] = self.getOrDefault(self.futureCols)
        return value

    def getGaps(self) -> str:
        """Gets the value of gaps."""
        value: str = self.getOrDefault(self.gaps)
        return value

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "LstmForecasterModel":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getHeadDropout(self) -> float:
        """Gets the value of headDropout."""
        value: float = self.getOrDefault(self.headDropout)
        return value

    def getHiddenSize(self) -> int:
        """Gets the value of hiddenSize."""
        value: int = self.getOrDefault(self.hiddenSize)
        return value

    def getHorizon(self) -> int:
        """Gets the value of horizon."""
        value: int = self.getOrDefault(self.horizon)
        return value

    def getInitialWeightsPath(self) -> str:
        """Gets the value of initialWeightsPath."""
        value: str = self.getOrDefault(self.initialWeightsPath)
        return value

    def getInputNoise(self) -> float:
        """Gets the value of inputNoise."""
        value: float = self.getOrDefault(self.inputNoise)
        return value

    def getLearningRate(self) -> float:
        """Gets the value of learningRate."""
        value: float = self.getOrDefault(self.learningRate)
        return value

    def getLookback(self) -> int:
        """Gets the value of lookback."""
        value: int = self.getOrDefault(self.lookback)
        return value

    def getLoss(self) -> str:
        """Gets the value of loss."""
        value: str = self.getOrDefault(self.loss)
        return value

    def getLowestLearningRate(self) -> float:
        """Gets the value of lowestLearningRate."""
        value: float = self.getOrDefault(self.lowestLearningRate)
        return value

    def getMinHistory(self) -> int:
        """Gets the value of minHistory."""
        value: int = self.getOrDefault(self.minHistory)
        return value

    def getMissing(self) -> str:
        """Gets the value of missing."""
        value: str = self.getOrDefault(self.missing)
        return value

    def setMissing(self, value: str) -> "LstmForecasterModel":
        """Sets missing, and returns this stage."""
        return self._set_one("missing", value)

    def getModelKind(self) -> str:
        """Gets the value of modelKind."""
        value: str = self.getOrDefault(self.modelKind)
        return value

    def getMomentum(self) -> float:
        """Gets the value of momentum."""
        value: float = self.getOrDefault(self.momentum)
        return value

    def getNesterov(self) -> bool:
        """Gets the value of nesterov."""
        value: bool = self.getOrDefault(self.nesterov)
        return value

    def getNumLayers(self) -> int:
        """Gets the value of numLayers."""
        value: int = self.getOrDefault(self.numLayers)
        return value

    def getNumPartitions(self) -> int:
        """Gets the value of numPartitions."""
        value: int = self.getOrDefault(self.numPartitions)
        return value

    def getOptimizer(self) -> str:
        """Gets the value of optimizer."""
        value: str = self.getOrDefault(self.optimizer)
        return value

    def getOutput(self) -> str:
        """Gets the value of output."""
        value: str = self.getOrDefault(self.output)
        return value

    def setOutput(self, value: str) -> "LstmForecasterModel":
        """Sets output, and returns this stage."""
        return self._set_one("output", value)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        value: int = self.getOrDefault(self.patience)
        return value

    def getPeriod(self) -> int:
        """Gets the value of period."""
        value: int = self.getOrDefault(self.period)
        return value

    def getPlacement(self) -> str:
        """Gets the value of placement."""
        value: str = self.getOrDefault(self.placement)
        return value

    def getPointForecast(self) -> str:
        """Gets the value of pointForecast."""
        value: str = self.getOrDefault(self.pointForecast)
        return value

    def getPooling(self) -> str:
        """Gets the value of pooling."""
        value: str = self.getOrDefault(self.pooling)
        return value

    def getQuantileLevels(self) -> list[float]:
        """Gets the value of quantileLevels."""
        value: list[float] = self.getOrDefault(self.quantileLevels)
        return value

    def getRefit(self) -> str:
        """Gets the value of refit."""
        value: str = self.getOrDefault(self.refit)
        return value

    def getScalerType(self) -> str:
        """Gets the value of scalerType."""
        value: str = self.getOrDefault(self.scalerType)
        return value

    def getSchedule(self) -> str:
        """Gets the value of schedule."""
        value: str = self.getOrDefault(self.schedule)
        return value

    def getScheduleAfter(self) -> int:
        """Gets the value of scheduleAfter."""
        value: int = self.getOrDefault(self.scheduleAfter)
        return value

    def getScheduleEpochs(self) -> int:
        """Gets the value of scheduleEpochs."""
        value: int = self.getOrDefault(self.scheduleEpochs)
        return value

    def getScheduleFactor(self) -> float:
        """Gets the value of scheduleFactor."""
        value: float = self.getOrDefault(self.scheduleFactor)
        return value

    def getSeed(self) -> int:
        """Gets the value of seed."""
        value: int = self.getOrDefault(self.seed)
        return value

    def getSegmentLength(self) -> int:
        """Gets the value of segmentLength."""
        value: int = self.getOrDefault(self.segmentLength)
        return value

    def getSeriesIdCols(self) -> list[str]:
        """Gets the value of seriesIdCols."""
        value: list[str] = self.getOrDefault(self.seriesIdCols)
        return value

    def getShardBytes(self) -> int:
        """Gets the value of shardBytes."""
        value: int = self.getOrDefault(self.shardBytes)
        return value

    def getShowProgress(self) -> bool:
        """Gets the value of showProgress."""
        value: bool = self.getOrDefault(self.showProgress)
        return value

    def getSplitUnit(self) -> str:
        """Gets the value of splitUnit."""
        value: str = self.getOrDefault(self.splitUnit)
        return value

    def getStandardization(self) -> bool:
        """Gets the value of standardization."""
        value: bool = self.getOrDefault(self.standardization)
        return value

    def getStaticCols(self) -> list[str]:
        """Gets the value of staticCols."""
        value: list[str] = self.getOrDefault(self.staticCols)
        return value

    def getStorage(self) -> str:
        """Gets the value of storage."""
        value: str = self.getOrDefault(self.storage)
        return value

    def getStride(self) -> int:
        """Gets the value of stride."""
        value: int = self.getOrDefault(self.stride)
        return value

    def getTargetCols(self) -> list[str]:
        """Gets the value of targetCols."""
        value: list[str] = self.getOrDefault(self.targetCols)
        return value

    def getTargetTransform(self) -> str:
        """Gets the value of targetTransform."""
        value: str = self.getOrDefault(self.targetTransform)
        return value

    def getTestFrom(self) -> str:
        """Gets the value of testFrom."""
        value: str = self.getOrDefault(self.testFrom)
        return value

    def getTestSplit(self) -> float:
        """Gets the value of testSplit."""
        value: float = self.getOrDefault(self.testSplit)
        return value

    def getTimeCol(self) -> str:
        """Gets the value of timeCol."""
        value: str = self.getOrDefault(self.timeCol)
        return value

    def getTrainSplit(self) -> float:
        """Gets the value of trainSplit."""
        value: float = self.getOrDefault(self.trainSplit)
        return value

    def getValidationFrom(self) -> str:
        """Gets the value of validationFrom."""
        value: str = self.getOrDefault(self.validationFrom)
        return value

    def getValidationSplit(self) -> float:
        """Gets the value of validationSplit."""
        value: float = self.getOrDefault(self.validationSplit)
        return value

    def getWarmUpEpochs(self) -> int:
        """Gets the value of warmUpEpochs."""
        value: int = self.getOrDefault(self.warmUpEpochs)
        return value

    def getWeightDecay(self) -> float:
        """Gets the value of weightDecay."""
        value: float = self.getOrDefault(self.weightDecay)
        return value


class LstmClassifier(EstimatorBase["LstmClassificationModel"]):
    """Classifies sequences, one per row.

    Parameters
    ----------
    aggregationDepth : int
        rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)
    averageEpochs : int, default 0
        epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)
    batchSize : int, default 64
        examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)
    bidirectional : bool, default False
        whether each layer also reads its input backwards
    blockSize : int
        examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)
    cell : str, default "lstm"
        lstm, gru or rnn (plain, with tanh)
    classWeights : str, default "none"
        none, or balanced: the rarer a class, the higher its weight
    clipNorm : float, default 1.0
        largest norm of a gradient; 0 for no clipping (at least 0)
    clipValue : float, default 0.0
        largest magnitude of a gradient element; 0 for no clipping (at least 0)
    compressGradients : bool, default True
        whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results
    dropout : float, default 0.0
        probability of zeroing an output of every layer but the last (at least 0 and below 1)
    epochs : int, default 20
        maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)
    execution : str, default "auto"
        where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results
    featureSize : int
        values per time step, if the sequences are vectors (at least 1)
    featuresCol : str, default "features"
        column of sequences
    handleInvalid : str, default "error"
        treatment of a sequence that is null, empty or has missing values: error, skip (leave it out) or keep (null in the columns of the result)
    headDropout : float, default 0.0
        probability of zeroing an input of the head (at least 0 and below 1)
    hiddenSize : int, default 64
        size of the hidden state (at least 1 and at most 65536)
    initialWeightsPath : str
        safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors
    inputNoise : float, default 0.0
        standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)
    labelCol : str, default "label"
        column with the class or the number of each sequence
    labelSmoothing : float, default 0.0
        share of a class's probability that is spread over all classes (at least 0 and at most 1)
    learningRate : float, default 0.001
        learning rate of the optimizer (above 0 and at most 1000)
    loss : str, default "auto"
        mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy
    lowestLearningRate : float, default 0.0
        cosine and plateau: lowest learning rate (at least 0)
    missCost : float, default 0.0
        of two classes, answer the rarer one so often that errors cost least on the validation span, if one that is not found costs as much as this many false alarms; 0 to answer the likelier class (at least 0)
    momentum : float, default 0.0
        sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)
    nesterov : bool, default False
        sgd: whether to use Nesterov momentum
    numLayers : int, default 1
        number of recurrent layers (at least 1 and at most 64)
    numPartitions : int
        data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)
    optimizer : str, default "adam"
        adam, adamw, sgd, rmsprop or adagrad
    patience : int, default 5
        epochs without a better validation loss before training stops; 0 to never stop early (at least 0)
    placement : str, default "auto"
        where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results
    pooling : str, default "last"
        input of the head: last (the final state), mean or max over the steps of a sequence
    predictionCol : str, default "prediction"
        column for the prediction; empty for none
    probabilityCol : str, default "probability"
        column for the probabilities; empty for none
    rawPredictionCol : str, default "rawPrediction"
        column for the logits; empty for none
    schedule : str, default "constant"
        constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)
    scheduleAfter : int
        step: epochs before the first reduction; auto: as many as between reductions (at least 1)
    scheduleEpochs : int, default 3
        step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)
    scheduleFactor : float, default 0.5
        step and plateau: factor of a reduction (above 0 and below 1)
    seed : int, default 42
        seed of initial values, shuffling and dropout
    shardBytes : int, default 8388608
        size of the pieces that large data is cut into (at least 1 and at most 1073741824)
    showProgress : bool, default False
        whether fit shows its progress on standard error
    standardization : bool, default True
        whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too
    storage : str, default "auto"
        where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results
    targetPrecision : float, default 0.0
        of two classes, answer the rarer one so often that, on the validation span, this share of such answers is right; 0 to answer the likelier class (at least 0 and below 1)
    thresholds : list[float]
        thresholds of the classes, above 0: the prediction is the class with the largest probability / threshold; the likeliest class if unset
    validationIndicatorCol : str
        boolean column that is true for validation sequences; there are none if unset
    warmUpEpochs : int, default 0
        cosine: epochs over which the rate rises at the start (at least 0)
    weightCol : str
        column with the weight of each sequence; all are equal if unset
    weightDecay : float, default 0.0
        L2 penalty; with adamw decoupled weight decay (at least 0)
    """

    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)",
        typeConverter=TypeConverters.toInt,
    )
    averageEpochs: "Param[int]" = Param(
        Params._dummy(),
        "averageEpochs",
        "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    bidirectional: "Param[bool]" = Param(
        Params._dummy(),
        "bidirectional",
        "whether each layer also reads its input backwards",
        typeConverter=TypeConverters.toBoolean,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    cell: "Param[str]" = Param(
        Params._dummy(),
        "cell",
        "lstm, gru or rnn (plain, with tanh)",
        typeConverter=TypeConverters.toString,
    )
    classWeights: "Param[str]" = Param(
        Params._dummy(),
        "classWeights",
        "none, or balanced: the rarer a class, the higher its weight",
        typeConverter=TypeConverters.toString,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of a gradient element; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    compressGradients: "Param[bool]" = Param(
        Params._dummy(),
        "compressGradients",
        "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
        typeConverter=TypeConverters.toBoolean,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability of zeroing an output of every layer but the last (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    execution: "Param[str]" = Param(
        Params._dummy(),
        "execution",
        "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    featureSize: "Param[int]" = Param(
        Params._dummy(),
        "featureSize",
        "values per time step, if the sequences are vectors (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "column of sequences",
        typeConverter=TypeConverters.toString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of a sequence that is null, empty or has missing values: error, skip (leave it out) or keep (null in the columns of the result)",
        typeConverter=TypeConverters.toString,
    )
    headDropout: "Param[float]" = Param(
        Params._dummy(),
        "headDropout",
        "probability of zeroing an input of the head (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "size of the hidden state (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    initialWeightsPath: "Param[str]" = Param(
        Params._dummy(),
        "initialWeightsPath",
        "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
        typeConverter=TypeConverters.toString,
    )
    inputNoise: "Param[float]" = Param(
        Params._dummy(),
        "inputNoise",
        "standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column with the class or the number of each sequence",
        typeConverter=TypeConverters.toString,
    )
    labelSmoothing: "Param[float]" = Param(
        Params._dummy(),
        "labelSmoothing",
        "share of a class's probability that is spread over all classes (at least 0 and at most 1)",
        typeConverter=TypeConverters.toFloat,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of the optimizer (above 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
        typeConverter=TypeConverters.toString,
    )
    lowestLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "lowestLearningRate",
        "cosine and plateau: lowest learning rate (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    missCost: "Param[float]" = Param(
        Params._dummy(),
        "missCost",
        "of two classes, answer the rarer one so often that errors cost least on the validation span, if one that is not found costs as much as this many false alarms; 0 to answer the likelier class (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "sgd: whether to use Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numLayers: "Param[int]" = Param(
        Params._dummy(),
        "numLayers",
        "number of recurrent layers (at least 1 and at most 64)",
        typeConverter=TypeConverters.toInt,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "adam, adamw, sgd, rmsprop or adagrad",
        typeConverter=TypeConverters.toString,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without a better validation loss before training stops; 0 to never stop early (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    placement: "Param[str]" = Param(
        Params._dummy(),
        "placement",
        "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    pooling: "Param[str]" = Param(
        Params._dummy(),
        "pooling",
        "input of the head: last (the final state), mean or max over the steps of a sequence",
        typeConverter=TypeConverters.toString,
    )
    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column for the prediction; empty for none",
        typeConverter=TypeConverters.toString,
    )
    probabilityCol: "Param[str]" = Param(
        Params._dummy(),
        "probabilityCol",
        "column for the probabilities; empty for none",
        typeConverter=TypeConverters.toString,
    )
    rawPredictionCol: "Param[str]" = Param(
        Params._dummy(),
        "rawPredictionCol",
        "column for the logits; empty for none",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
        typeConverter=TypeConverters.toString,
    )
    scheduleAfter: "Param[int]" = Param(
        Params._dummy(),
        "scheduleAfter",
        "step: epochs before the first reduction; auto: as many as between reductions (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleEpochs: "Param[int]" = Param(
        Params._dummy(),
        "scheduleEpochs",
        "step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleFactor: "Param[float]" = Param(
        Params._dummy(),
        "scheduleFactor",
        "step and plateau: factor of a reduction (above 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of initial values, shuffling and dropout",
        typeConverter=TypeConverters.toInt,
    )
    shardBytes: "Param[int]" = Param(
        Params._dummy(),
        "shardBytes",
        "size of the pieces that large data is cut into (at least 1 and at most 1073741824)",
        typeConverter=TypeConverters.toInt,
    )
    showProgress: "Param[bool]" = Param(
        Params._dummy(),
        "showProgress",
        "whether fit shows its progress on standard error",
        typeConverter=TypeConverters.toBoolean,
    )
    standardization: "Param[bool]" = Param(
        Params._dummy(),
        "standardization",
        "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
        typeConverter=TypeConverters.toBoolean,
    )
    storage: "Param[str]" = Param(
        Params._dummy(),
        "storage",
        "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    targetPrecision: "Param[float]" = Param(
        Params._dummy(),
        "targetPrecision",
        "of two classes, answer the rarer one so often that, on the validation span, this share of such answers is right; 0 to answer the likelier class (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    thresholds: "Param[list[float]]" = Param(
        Params._dummy(),
        "thresholds",
        "thresholds of the classes, above 0: the prediction is the class with the largest probability / threshold; the likeliest class if unset",
        typeConverter=TypeConverters.toListFloat,
    )
    validationIndicatorCol: "Param[str]" = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "boolean column that is true for validation sequences; there are none if unset",
        typeConverter=TypeConverters.toString,
    )
    warmUpEpochs: "Param[int]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        "cosine: epochs over which the rate rises at the start (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "column with the weight of each sequence; all are equal if unset",
        typeConverter=TypeConverters.toString,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "L2 penalty; with adamw decoupled weight decay (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "averageEpochs": 0,
        "batchSize": 64,
        "bidirectional": False,
        "cell": "lstm",
        "classWeights": "none",
        "clipNorm": 1.0,
        "clipValue": 0.0,
        "compressGradients": True,
        "dropout": 0.0,
        "epochs": 20,
        "execution": "auto",
        "featuresCol": "features",
        "handleInvalid": "error",
        "headDropout": 0.0,
        "hiddenSize": 64,
        "inputNoise": 0.0,
        "labelCol": "label",
        "labelSmoothing": 0.0,
        "learningRate": 0.001,
        "loss": "auto",
        "lowestLearningRate": 0.0,
        "missCost": 0.0,
        "momentum": 0.0,
        "nesterov": False,
        "numLayers": 1,
        "optimizer": "adam",
        "patience": 5,
        "placement": "auto",
        "pooling": "last",
        "predictionCol": "prediction",
        "probabilityCol": "probability",
        "rawPredictionCol": "rawPrediction",
        "schedule": "constant",
        "scheduleEpochs": 3,
        "scheduleFactor": 0.5,
        "seed": 42,
        "shardBytes": 8388608,
        "showProgress": False,
        "standardization": True,
        "storage": "auto",
        "targetPrecision": 0.0,
        "warmUpEpochs": 0,
        "weightDecay": 0.0,
    }

    @params_only
    def __init__(
        self,
        *,
        aggregationDepth: Optional[int] = None,
        averageEpochs: Optional[int] = None,
        batchSize: Optional[int] = None,
        bidirectional: Optional[bool] = None,
        blockSize: Optional[int] = None,
        cell: Optional[str] = None,
        classWeights: Optional[str] = None,
        clipNorm: Optional[float] = None,
        clipValue: Optional[float] = None,
        compressGradients: Optional[bool] = None,
        dropout: Optional[float] = None,
        epochs: Optional[int] = None,
        execution: Optional[str] = None,
        featureSize: Optional[int] = None,
        featuresCol: Optional[str] = None,
        handleInvalid: Optional[str] = None,
        headDropout: Optional[float] = None,
        hiddenSize: Optional[int] = None,
        initialWeightsPath: Optional[str] = None,
        inputNoise: Optional[float] = None,
        labelCol: Optional[str] = None,
        labelSmoothing: Optional[float] = None,
        learningRate: Optional[float] = None,
        loss: Optional[str] = None,
        lowestLearningRate: Optional[float] = None,
        missCost: Optional[float] = None,
        momentum: Optional[float] = None,
        nesterov: Optional[bool] = None,
        numLayers: Optional[int] = None,
        numPartitions: Optional[int] = None,
        optimizer: Optional[str] = None,
        patience: Optional[int] = None,
        placement: Optional[str] = None,
        pooling: Optional[str] = None,
        predictionCol: Optional[str] = None,
        probabilityCol: Optional[str] = None,
        rawPredictionCol: Optional[str] = None,
        schedule: Optional[str] = None,
        scheduleAfter: Optional[int] = None,
        scheduleEpochs: Optional[int] = None,
        scheduleFactor: Optional[float] = None,
        seed: Optional[int] = None,
        shardBytes: Optional[int] = None,
        showProgress: Optional[bool] = None,
        standardization: Optional[bool] = None,
        storage: Optional[str] = None,
        targetPrecision: Optional[float] = None,
        thresholds: Optional[list[float]] = None,
        validationIndicatorCol: Optional[str] = None,
        warmUpEpochs: Optional[int] = None,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
    ) -> None:
        super().__init__()
        self._begin()

    def getAggregationDepth(self) -> int:
        """Gets the value of aggregationDepth."""
        value: int = self.getOrDefault(self.aggregationDepth)
        return value

    def setAggregationDepth(self, value: int) -> "LstmClassifier":
        """Sets aggregationDepth, and returns this stage."""
        return self._set_one("aggregationDepth", value)

    def getAverageEpochs(self) -> int:
        """Gets the value of averageEpochs."""
        value: int = self.getOrDefault(self.averageEpochs)
        return value

    def setAverageEpochs(self, value: int) -> "LstmClassifier":
        """Sets averageEpochs, and returns this stage."""
        return self._set_one("averageEpochs", value)

    def getBatchSize(self) -> int:
        """Gets the value of batchSize."""
        value: int = self.getOrDefault(self.batchSize)
        return value

    def setBatchSize(self, value: int) -> "LstmClassifier":
        """Sets batchSize, and returns this stage."""
        return self._set_one("batchSize", value)

    def getBidirectional(self) -> bool:
        """Gets the value of bidirectional."""
        value: bool = self.getOrDefault(self.bidirectional)
        return value

    def setBidirectional(self, value: bool) -> "LstmClassifier":
        """Sets bidirectional, and returns this stage."""
        return self._set_one("bidirectional", value)

    def getBlockSize(self) -> int:
        """Gets the value of blockSize."""
        value: int = self.getOrDefault(self.blockSize)
        return value

    def setBlockSize(self, value: int) -> "LstmClassifier":
        """Sets blockSize, and returns this stage."""
        return self._set_one("blockSize", value)

    def getCell(self) -> str:
        """Gets the value of cell."""
        value: str = self.getOrDefault(self.cell)
        return value

    def setCell(self, value: str) -> "LstmClassifier":
        """Sets cell, and returns this stage."""
        return self._set_one("cell", value)

    def getClassWeights(self) -> str:
        """Gets the value of classWeights."""
        value: str = self.getOrDefault(self.classWeights)
        return value

    def setClassWeights(self, value: str) -> "LstmClassifier":
        """Sets classWeights, and returns this stage."""
        return self._set_one("classWeights", value)

    def getClipNorm(self) -> float:
        """Gets the value of clipNorm."""
        value: float = self.getOrDefault(self.clipNorm)
        return value

    def setClipNorm(self, value: float) -> "LstmClassifier":
        """Sets clipNorm, and returns this stage."""
        return self._set_one("clipNorm", value)

    def getClipValue(self) -> float:
        """Gets the value of clipValue."""
        value: float = self.getOrDefault(self.clipValue)
        return value

    def setClipValue(self, value: float) -> "LstmClassifier":
        """Sets clipValue, and returns this stage."""
        return self._set_one("clipValue", value)

    def getCompressGradients(self) -> bool:
        """Gets the value of compressGradients."""
        value: bool = self.getOrDefault(self.compressGradients)
        return value

    def setCompressGradients(self, value: bool) -> "LstmClassifier":
        """Sets compressGradients, and returns this stage."""
        return self._set_one("compressGradients", value)

    def getDropout(self) -> float:
        """Gets the value of dropout."""
        value: float = self.getOrDefault(self.dropout)
        return value

    def setDropout(self, value: float) -> "LstmClassifier":
        """Sets dropout, and returns this stage."""
        return self._set_one("dropout", value)

    def getEpochs(self) -> int:
        """Gets the value of epochs."""
        value: int = self.getOrDefault(self.epochs)
        return value

    def setEpochs(self, value: int) -> "LstmClassifier":
        """Sets epochs, and returns this stage."""
        return self._set_one("epochs", value)

    def getExecution(self) -> str:
        """Gets the value of execution."""
        value: str = self.getOrDefault(self.execution)
        return value

    def setExecution(self, value: str) -> "LstmClassifier":
        """Sets execution, and returns this stage."""
        return self._set_one("execution", value)

    def getFeatureSize(self) -> int:
        """Gets the value of featureSize."""
        value: int = self.getOrDefault(self.featureSize)
        return value

    def setFeatureSize(self, value: int) -> "LstmClassifier":
        """Sets featureSize, and returns this stage."""
        return self._set_one("featureSize", value)

    def getFeaturesCol(self) -> str:
        """Gets the value of featuresCol."""
        value: str = self.getOrDefault(self.featuresCol)
        return value

    def setFeaturesCol(self, value: str) -> "LstmClassifier":
        """Sets featuresCol, and returns this stage."""
        return self._set_one("featuresCol", value)

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "LstmClassifier":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getHeadDropout(self) -> float:
        """Gets the value of headDropout."""
        value: float = self.getOrDefault(self.headDropout)
        return value

    def setHeadDropout(self, value: float) -> "LstmClassifier":
        """Sets headDropout, and returns this stage."""
        return self._set_one("headDropout", value)

    def getHiddenSize(self) -> int:
        """Gets the value of hiddenSize."""
        value: int = self.getOrDefault(self.hiddenSize)
        return value

    def setHiddenSize(self, value: int) -> "LstmClassifier":
        """Sets hiddenSize, and returns this stage."""
        return self._set_one("hiddenSize", value)

    def getInitialWeightsPath(self) -> str:
        """Gets the value of initialWeightsPath."""
        value: str = self.getOrDefault(self.initialWeightsPath)
        return value

    def setInitialWeightsPath(self, value: str) -> "LstmClassifier":
        """Sets initialWeightsPath, and returns this stage."""
        return self._set_one("initialWeightsPath", value)

    def getInputNoise(self) -> float:
        """Gets the value of inputNoise."""
        value: float = self.getOrDefault(self.inputNoise)
        return value

    def setInputNoise(self, value: float) -> "LstmClassifier":
        """Sets inputNoise, and returns this stage."""
        return self._set_one("inputNoise", value)

    def getLabelCol(self) -> str:
        """Gets the value of labelCol."""
        value: str = self.getOrDefault(self.labelCol)
        return value

    def setLabelCol(self, value: str) -> "LstmClassifier":
        """Sets labelCol, and returns this stage."""
        return self._set_one("labelCol", value)

    def getLabelSmoothing(self) -> float:
        """Gets the value of labelSmoothing."""
        value: float = self.getOrDefault(self.labelSmoothing)
        return value

    def setLabelSmoothing(self, value: float) -> "LstmClassifier":
        """Sets labelSmoothing, and returns this stage."""
        return self._set_one("labelSmoothing", value)

    def getLearningRate(self) -> float:
        """Gets the value of learningRate."""
        value: float = self.getOrDefault(self.learningRate)
        return value

    def setLearningRate(self, value: float) -> "LstmClassifier":
        """Sets learningRate, and returns this stage."""
        return self._set_one("learningRate", value)

    def getLoss(self) -> str:
        """Gets the value of loss."""
        value: str = self.getOrDefault(self.loss)
        return value

    def setLoss(self, value: str) -> "LstmClassifier":
        """Sets loss, and returns this stage."""
        return self._set_one("loss", value)

    def getLowestLearningRate(self) -> float:
        """Gets the value of lowestLearningRate."""
        value: float = self.getOrDefault(self.lowestLearningRate)
        return value

    def setLowestLearningRate(self, value: float) -> "LstmClassifier":
        """Sets lowestLearningRate, and returns this stage."""
        return self._set_one("lowestLearningRate", value)

    def getMissCost(self) -> float:
        """Gets the value of missCost."""
        value: float = self.getOrDefault(self.missCost)
        return value

    def setMissCost(self, value: float) -> "LstmClassifier":
        """Sets missCost, and returns this stage."""
        return self._set_one("missCost", value)

    def getMomentum(self) -> float:
        """Gets the value of momentum."""
        value: float = self.getOrDefault(self.momentum)
        return value

    def setMomentum(self, value: float) -> "LstmClassifier":
        """Sets momentum, and returns this stage."""
        return self._set_one("momentum", value)

    def getNesterov(self) -> bool:
        """Gets the value of nesterov."""
        value: bool = self.getOrDefault(self.nesterov)
        return value

    def setNesterov(self, value: bool) -> "LstmClassifier":
        """Sets nesterov, and returns this stage."""
        return self._set_one("nesterov", value)

    def getNumLayers(self) -> int:
        """Gets the value of numLayers."""
        value: int = self.getOrDefault(self.numLayers)
        return value

    def setNumLayers(self, value: int) -> "LstmClassifier":
        """Sets numLayers, and returns this stage."""
        return self._set_one("numLayers", value)

    def getNumPartitions(self) -> int:
        """Gets the value of numPartitions."""
        value: int = self.getOrDefault(self.numPartitions)
        return value

    def setNumPartitions(self, value: int) -> "LstmClassifier":
        """Sets numPartitions, and returns this stage."""
        return self._set_one("numPartitions", value)

    def getOptimizer(self) -> str:
        """Gets the value of optimizer."""
        value: str = self.getOrDefault(self.optimizer)
        return value

    def setOptimizer(self, value: str) -> "LstmClassifier":
        """Sets optimizer, and returns this stage."""
        return self._set_one("optimizer", value)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        value: int = self.getOrDefault(self.patience)
        return value

    def setPatience(self, value: int) -> "LstmClassifier":
        """Sets patience, and returns this stage."""
        return self._set_one("patience", value)

    def getPlacement(self) -> str:
        """Gets the value of placement."""
        value: str = self.getOrDefault(self.placement)
        return value

    def setPlacement(self, value: str) -> "LstmClassifier":
        """Sets placement, and returns this stage."""
        return self._set_one("placement", value)

    def getPooling(self) -> str:
        """Gets the value of pooling."""
        value: str = self.getOrDefault(self.pooling)
        return value

    def setPooling(self, value: str) -> "LstmClassifier":
        """Sets pooling, and returns this stage."""
        return self._set_one("pooling", value)

    def getPredictionCol(self) -> str:
        """Gets the value of predictionCol."""
        value: str = self.getOrDefault(self.predictionCol)
        return value

    def setPredictionCol(self, value: str) -> "LstmClassifier":
        """Sets predictionCol, and returns this stage."""
        return self._set_one("predictionCol", value)

    def getProbabilityCol(self) -> str:
        """Gets the value of probabilityCol."""
        value: str = self.getOrDefault(self.probabilityCol)
        return value

    def setProbabilityCol(self, value: str) -> "LstmClassifier":
        """Sets probabilityCol, and returns this stage."""
        return self._set_one("probabilityCol", value)

    def getRawPredictionCol(self) -> str:
        """Gets the value of rawPredictionCol."""
        value: str = self.getOrDefault(self.rawPredictionCol)
        return value

    def setRawPredictionCol(self, value: str) -> "LstmClassifier":
        """Sets rawPredictionCol, and returns this stage."""
        return self._set_one("rawPredictionCol", value)

    def getSchedule(self) -> str:
        """Gets the value of schedule."""
        value: str = self.getOrDefault(self.schedule)
        return value

    def setSchedule(self, value: str) -> "LstmClassifier":
        """Sets schedule, and returns this stage."""
        return self._set_one("schedule", value)

    def getScheduleAfter(self) -> int:
        """Gets the value of scheduleAfter."""
        value: int = self.getOrDefault(self.scheduleAfter)
        return value

    def setScheduleAfter(self, value: int) -> "LstmClassifier":
        """Sets scheduleAfter, and returns this stage."""
        return self._set_one("scheduleAfter", value)

    def getScheduleEpochs(self) -> int:
        """Gets the value of scheduleEpochs."""
        value: int = self.getOrDefault(self.scheduleEpochs)
        return value

    def setScheduleEpochs(self, value: int) -> "LstmClassifier":
        """Sets scheduleEpochs, and returns this stage."""
        return self._set_one("scheduleEpochs", value)

    def getScheduleFactor(self) -> float:
        """Gets the value of scheduleFactor."""
        value: float = self.getOrDefault(self.scheduleFactor)
        return value

    def setScheduleFactor(self, value: float) -> "LstmClassifier":
        """Sets scheduleFactor, and returns this stage."""
        return self._set_one("scheduleFactor", value)

    def getSeed(self) -> int:
        """Gets the value of seed."""
        value: int = self.getOrDefault(self.seed)
        return value

    def setSeed(self, value: int) -> "LstmClassifier":
        """Sets seed, and returns this stage."""
        return self._set_one("seed", value)

    def getShardBytes(self) -> int:
        """Gets the value of shardBytes."""
        value: int = self.getOrDefault(self.shardBytes)
        return value

    def setShardBytes(self, value: int) -> "LstmClassifier":
        """Sets shardBytes, and returns this stage."""
        return self._set_one("shardBytes", value)

    def getShowProgress(self) -> bool:
        """Gets the value of showProgress."""
        value: bool = self.getOrDefault(self.showProgress)
        return value

    def setShowProgress(self, value: bool) -> "LstmClassifier":
        """Sets showProgress, and returns this stage."""
        return self._set_one("showProgress", value)

    def getStandardization(self) -> bool:
        """Gets the value of standardization."""
        value: bool = self.getOrDefault(self.standardization)
        return value

    def setStandardization(self, value: bool) -> "LstmClassifier":
        """Sets standardization, and returns this stage."""
        return self._set_one("standardization", value)

    def getStorage(self) -> str:
        """Gets the value of storage."""
        value: str = self.getOrDefault(self.storage)
        return value

    def setStorage(self, value: str) -> "LstmClassifier":
        """Sets storage, and returns this stage."""
        return self._set_one("storage", value)

    def getTargetPrecision(self) -> float:
        """Gets the value of targetPrecision."""
        value: float = self.getOrDefault(self.targetPrecision)
        return value

    def setTargetPrecision(self, value: float) -> "LstmClassifier":
        """Sets targetPrecision, and returns this stage."""
        return self._set_one("targetPrecision", value)

    def getThresholds(self) -> list[float]:
        """Gets the value of thresholds."""
        value: list[float] = self.getOrDefault(self.thresholds)
        return value

    def setThresholds(self, value: list[float]) -> "LstmClassifier":
        """Sets thresholds, and returns this stage."""
        return self._set_one("thresholds", value)

    def getValidationIndicatorCol(self) -> str:
        """Gets the value of validationIndicatorCol."""
        value: str = self.getOrDefault(self.validationIndicatorCol)
        return value

    def setValidationIndicatorCol(self, value: str) -> "LstmClassifier":
        """Sets validationIndicatorCol, and returns this stage."""
        return self._set_one("validationIndicatorCol", value)

    def getWarmUpEpochs(self) -> int:
        """Gets the value of warmUpEpochs."""
        value: int = self.getOrDefault(self.warmUpEpochs)
        return value

    def setWarmUpEpochs(self, value: int) -> "LstmClassifier":
        """Sets warmUpEpochs, and returns this stage."""
        return self._set_one("warmUpEpochs", value)

    def getWeightCol(self) -> str:
        """Gets the value of weightCol."""
        value: str = self.getOrDefault(self.weightCol)
        return value

    def setWeightCol(self, value: str) -> "LstmClassifier":
        """Sets weightCol, and returns this stage."""
        return self._set_one("weightCol", value)

    def getWeightDecay(self) -> float:
        """Gets the value of weightDecay."""
        value: float = self.getOrDefault(self.weightDecay)
        return value

    def setWeightDecay(self, value: float) -> "LstmClassifier":
        """Sets weightDecay, and returns this stage."""
        return self._set_one("weightDecay", value)


class LstmClassificationModel(ClassificationModelBase):
    """A trained LstmClassifier.

    Parameters
    ----------
    aggregationDepth : int
        rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)
    averageEpochs : int, default 0
        epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)
    batchSize : int, default 64
        examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)
    bidirectional : bool, default False
        whether each layer also reads its input backwards
    blockSize : int
        examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)
    cell : str, default "lstm"
        lstm, gru or rnn (plain, with tanh)
    classWeights : str, default "none"
        none, or balanced: the rarer a class, the higher its weight
    clipNorm : float, default 1.0
        largest norm of a gradient; 0 for no clipping (at least 0)
    clipValue : float, default 0.0
        largest magnitude of a gradient element; 0 for no clipping (at least 0)
    compressGradients : bool, default True
        whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results
    dropout : float, default 0.0
        probability of zeroing an output of every layer but the last (at least 0 and below 1)
    epochs : int, default 20
        maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)
    execution : str, default "auto"
        where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results
    featureSize : int
        values per time step, if the sequences are vectors (at least 1)
    featuresCol : str, default "features"
        column of sequences
    handleInvalid : str, default "error"
        treatment of a sequence that is null, empty or has missing values: error, skip (leave it out) or keep (null in the columns of the result)
    headDropout : float, default 0.0
        probability of zeroing an input of the head (at least 0 and below 1)
    hiddenSize : int, default 64
        size of the hidden state (at least 1 and at most 65536)
    initialWeightsPath : str
        safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors
    inputNoise : float, default 0.0
        standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)
    labelCol : str, default "label"
        column with the class or the number of each sequence
    labelSmoothing : float, default 0.0
        share of a class's probability that is spread over all classes (at least 0 and at most 1)
    learningRate : float, default 0.001
        learning rate of the optimizer (above 0 and at most 1000)
    loss : str, default "auto"
        mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy
    lowestLearningRate : float, default 0.0
        cosine and plateau: lowest learning rate (at least 0)
    missCost : float, default 0.0
        of two classes, answer the rarer one so often that errors cost least on the validation span, if one that is not found costs as much as this many false alarms; 0 to answer the likelier class (at least 0)
    momentum : float, default 0.0
        sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)
    nesterov : bool, default False
        sgd: whether to use Nesterov momentum
    numLayers : int, default 1
        number of recurrent layers (at least 1 and at most 64)
    numPartitions : int
        data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)
    optimizer : str, default "adam"
        adam, adamw, sgd, rmsprop or adagrad
    output : str, default "prediction"
        what transform answers with: prediction, summary, model
    patience : int, default 5
        epochs without a better validation loss before training stops; 0 to never stop early (at least 0)
    placement : str, default "auto"
        where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results
    pooling : str, default "last"
        input of the head: last (the final state), mean or max over the steps of a sequence
    predictionCol : str, default "prediction"
        column for the prediction; empty for none
    probabilityCol : str, default "probability"
        column for the probabilities; empty for none
    rawPredictionCol : str, default "rawPrediction"
        column for the logits; empty for none
    schedule : str, default "constant"
        constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)
    scheduleAfter : int
        step: epochs before the first reduction; auto: as many as between reductions (at least 1)
    scheduleEpochs : int, default 3
        step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)
    scheduleFactor : float, default 0.5
        step and plateau: factor of a reduction (above 0 and below 1)
    seed : int, default 42
        seed of initial values, shuffling and dropout
    shardBytes : int, default 8388608
        size of the pieces that large data is cut into (at least 1 and at most 1073741824)
    showProgress : bool, default False
        whether fit shows its progress on standard error
    standardization : bool, default True
        whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too
    storage : str, default "auto"
        where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results
    targetPrecision : float, default 0.0
        of two classes, answer the rarer one so often that, on the validation span, this share of such answers is right; 0 to answer the likelier class (at least 0 and below 1)
    thresholds : list[float]
        thresholds of the classes, above 0: the prediction is the class with the largest probability / threshold; the likeliest class if unset
    validationIndicatorCol : str
        boolean column that is true for validation sequences; there are none if unset
    warmUpEpochs : int, default 0
        cosine: epochs over which the rate rises at the start (at least 0)
    weightCol : str
        column with the weight of each sequence; all are equal if unset
    weightDecay : float, default 0.0
        L2 penalty; with adamw decoupled weight decay (at least 0)
    """

    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)",
        typeConverter=TypeConverters.toInt,
    )
    averageEpochs: "Param[int]" = Param(
        Params._dummy(),
        "averageEpochs",
        "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    bidirectional: "Param[bool]" = Param(
        Params._dummy(),
        "bidirectional",
        "whether each layer also reads its input backwards",
        typeConverter=TypeConverters.toBoolean,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    cell: "Param[str]" = Param(
        Params._dummy(),
        "cell",
        "lstm, gru or rnn (plain, with tanh)",
        typeConverter=TypeConverters.toString,
    )
    classWeights: "Param[str]" = Param(
        Params._dummy(),
        "classWeights",
        "none, or balanced: the rarer a class, the higher its weight",
        typeConverter=TypeConverters.toString,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of a gradient element; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    compressGradients: "Param[bool]" = Param(
        Params._dummy(),
        "compressGradients",
        "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
        typeConverter=TypeConverters.toBoolean,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability of zeroing an output of every layer but the last (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    execution: "Param[str]" = Param(
        Params._dummy(),
        "execution",
        "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    featureSize: "Param[int]" = Param(
        Params._dummy(),
        "featureSize",
        "values per time step, if the sequences are vectors (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "column of sequences",
        typeConverter=TypeConverters.toString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of a sequence that is null, empty or has missing values: error, skip (leave it out) or keep (null in the columns of the result)",
        typeConverter=TypeConverters.toString,
    )
    headDropout: "Param[float]" = Param(
        Params._dummy(),
        "headDropout",
        "probability of zeroing an input of the head (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "size of the hidden state (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    initialWeightsPath: "Param[str]" = Param(
        Params._dummy(),
        "initialWeightsPath",
        "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
        typeConverter=TypeConverters.toString,
    )
    inputNoise: "Param[float]" = Param(
        Params._dummy(),
        "inputNoise",
        "standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column with the class or the number of each sequence",
        typeConverter=TypeConverters.toString,
    )
    labelSmoothing: "Param[float]" = Param(
        Params._dummy(),
        "labelSmoothing",
        "share of a class's probability that is spread over all classes (at least 0 and at most 1)",
        typeConverter=TypeConverters.toFloat,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of the optimizer (above 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
        typeConverter=TypeConverters.toString,
    )
    lowestLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "lowestLearningRate",
        "cosine and plateau: lowest learning rate (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    missCost: "Param[float]" = Param(
        Params._dummy(),
        "missCost",
        "of two classes, answer the rarer one so often that errors cost least on the validation span, if one that is not found costs as much as this many false alarms; 0 to answer the likelier class (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "sgd: whether to use Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numLayers: "Param[int]" = Param(
        Params._dummy(),
        "numLayers",
        "number of recurrent layers (at least 1 and at most 64)",
        typeConverter=TypeConverters.toInt,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "adam, adamw, sgd, rmsprop or adagrad",
        typeConverter=TypeConverters.toString,
    )
    output: "Param[str]" = Param(
        Params._dummy(),
        "output",
        "what transform answers with: prediction, summary, model",
        typeConverter=TypeConverters.toString,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without a better validation loss before training stops; 0 to never stop early (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    placement: "Param[str]" = Param(
        Params._dummy(),
        "placement",
        "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    pooling: "Param[str]" = Param(
        Params._dummy(),
        "pooling",
        "input of the head: last (the final state), mean or max over the steps of a sequence",
        typeConverter=TypeConverters.toString,
    )
    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column for the prediction; empty for none",
        typeConverter=TypeConverters.toString,
    )
    probabilityCol: "Param[str]" = Param(
        Params._dummy(),
        "probabilityCol",
        "column for the probabilities; empty for none",
        typeConverter=TypeConverters.toString,
    )
    rawPredictionCol: "Param[str]" = Param(
        Params._dummy(),
        "rawPredictionCol",
        "column for the logits; empty for none",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
        typeConverter=TypeConverters.toString,
    )
    scheduleAfter: "Param[int]" = Param(
        Params._dummy(),
        "scheduleAfter",
        "step: epochs before the first reduction; auto: as many as between reductions (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleEpochs: "Param[int]" = Param(
        Params._dummy(),
        "scheduleEpochs",
        "step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleFactor: "Param[float]" = Param(
        Params._dummy(),
        "scheduleFactor",
        "step and plateau: factor of a reduction (above 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of initial values, shuffling and dropout",
        typeConverter=TypeConverters.toInt,
    )
    shardBytes: "Param[int]" = Param(
        Params._dummy(),
        "shardBytes",
        "size of the pieces that large data is cut into (at least 1 and at most 1073741824)",
        typeConverter=TypeConverters.toInt,
    )
    showProgress: "Param[bool]" = Param(
        Params._dummy(),
        "showProgress",
        "whether fit shows its progress on standard error",
        typeConverter=TypeConverters.toBoolean,
    )
    standardization: "Param[bool]" = Param(
        Params._dummy(),
        "standardization",
        "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
        typeConverter=TypeConverters.toBoolean,
    )
    storage: "Param[str]" = Param(
        Params._dummy(),
        "storage",
        "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    targetPrecision: "Param[float]" = Param(
        Params._dummy(),
        "targetPrecision",
        "of two classes, answer the rarer one so often that, on the validation span, this share of such answers is right; 0 to answer the likelier class (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    thresholds: "Param[list[float]]" = Param(
        Params._dummy(),
        "thresholds",
        "thresholds of the classes, above 0: the prediction is the class with the largest probability / threshold; the likeliest class if unset",
        typeConverter=TypeConverters.toListFloat,
    )
    validationIndicatorCol: "Param[str]" = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "boolean column that is true for validation sequences; there are none if unset",
        typeConverter=TypeConverters.toString,
    )
    warmUpEpochs: "Param[int]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        "cosine: epochs over which the rate rises at the start (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "column with the weight of each sequence; all are equal if unset",
        typeConverter=TypeConverters.toString,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "L2 penalty; with adamw decoupled weight decay (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "averageEpochs": 0,
        "batchSize": 64,
        "bidirectional": False,
        "cell": "lstm",
        "classWeights": "none",
        "clipNorm": 1.0,
        "clipValue": 0.0,
        "compressGradients": True,
        "dropout": 0.0,
        "epochs": 20,
        "execution": "auto",
        "featuresCol": "features",
        "handleInvalid": "error",
        "headDropout": 0.0,
        "hiddenSize": 64,
        "inputNoise": 0.0,
        "labelCol": "label",
        "labelSmoothing": 0.0,
        "learningRate": 0.001,
        "loss": "auto",
        "lowestLearningRate": 0.0,
        "missCost": 0.0,
        "momentum": 0.0,
        "nesterov": False,
        "numLayers": 1,
        "optimizer": "adam",
        "output": "prediction",
        "patience": 5,
        "placement": "auto",
        "pooling": "last",
        "predictionCol": "prediction",
        "probabilityCol": "probability",
        "rawPredictionCol": "rawPrediction",
        "schedule": "constant",
        "scheduleEpochs": 3,
        "scheduleFactor": 0.5,
        "seed": 42,
        "shardBytes": 8388608,
        "showProgress": False,
        "standardization": True,
        "storage": "auto",
        "targetPrecision": 0.0,
        "warmUpEpochs": 0,
        "weightDecay": 0.0,
    }

    def getAggregationDepth(self) -> int:
        """Gets the value of aggregationDepth."""
        value: int = self.getOrDefault(self.aggregationDepth)
        return value

    def getAverageEpochs(self) -> int:
        """Gets the value of averageEpochs."""
        value: int = self.getOrDefault(self.averageEpochs)
        return value

    def getBatchSize(self) -> int:
        """Gets the value of batchSize."""
        value: int = self.getOrDefault(self.batchSize)
        return value

    def getBidirectional(self) -> bool:
        """Gets the value of bidirectional."""
        value: bool = self.getOrDefault(self.bidirectional)
        return value

    def getBlockSize(self) -> int:
        """Gets the value of blockSize."""
        value: int = self.getOrDefault(self.blockSize)
        return value

    def getCell(self) -> str:
        """Gets the value of cell."""
        value: str = self.getOrDefault(self.cell)
        return value

    def getClassWeights(self) -> str:
        """Gets the value of classWeights."""
        value: str = self.getOrDefault(self.classWeights)
        return value

    def getClipNorm(self) -> float:
        """Gets the value of clipNorm."""
        value: float = self.getOrDefault(self.clipNorm)
        return value

    def getClipValue(self) -> float:
        """Gets the value of clipValue."""
        value: float = self.getOrDefault(self.clipValue)
        return value

    def getCompressGradients(self) -> bool:
        """Gets the value of compressGradients."""
        value: bool = self.getOrDefault(self.compressGradients)
        return value

    def getDropout(self) -> float:
        """Gets the value of dropout."""
        value: float = self.getOrDefault(self.dropout)
        return value

    def getEpochs(self) -> int:
        """Gets the value of epochs."""
        value: int = self.getOrDefault(self.epochs)
        return value

    def getExecution(self) -> str:
        """Gets the value of execution."""
        value: str = self.getOrDefault(self.execution)
        return value

    def getFeatureSize(self) -> int:
        """Gets the value of featureSize."""
        value: int = self.getOrDefault(self.featureSize)
        return value

    def getFeaturesCol(self) -> str:
        """Gets the value of featuresCol."""
        value: str = self.getOrDefault(self.featuresCol)
        return value

    def setFeaturesCol(self, value: str) -> "LstmClassificationModel":
        """Sets featuresCol, and returns this stage."""
        return self._set_one("featuresCol", value)

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "LstmClassificationModel":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getHeadDropout(self) -> float:
        """Gets the value of headDropout."""
        value: float = self.getOrDefault(self.headDropout)
        return value

    def getHiddenSize(self) -> int:
        """Gets the value of hiddenSize."""
        value: int = self.getOrDefault(self.hiddenSize)
        return value

    def getInitialWeightsPath(self) -> str:
        """Gets the value of initialWeightsPath."""
        value: str = self.getOrDefault(self.initialWeightsPath)
        return value

    def getInputNoise(self) -> float:
        """Gets the value of inputNoise."""
        value: float = self.getOrDefault(self.inputNoise)
        return value

    def getLabelCol(self) -> str:
        """Gets the value of labelCol."""
        value: str = self.getOrDefault(self.labelCol)
        return value

    def getLabelSmoothing(self) -> float:
        """Gets the value of labelSmoothing."""
        value: float = self.getOrDefault(self.labelSmoothing)
        return value

    def getLearningRate(self) -> float:
        """Gets the value of learningRate."""
        value: float = self.getOrDefault(self.learningRate)
        return value

    def getLoss(self) -> str:
        """Gets the value of loss."""
        value: str = self.getOrDefault(self.loss)
        return value

    def getLowestLearningRate(self) -> float:
        """Gets the value of lowestLearningRate."""
        value: float = self.getOrDefault(self.lowestLearningRate)
        return value

    def getMissCost(self) -> float:
        """Gets the value of missCost."""
        value: float = self.getOrDefault(self.missCost)
        return value

    def getMomentum(self) -> float:
        """Gets the value of momentum."""
        value: float = self.getOrDefault(self.momentum)
        return value

    def getNesterov(self) -> bool:
        """Gets the value of nesterov."""
        value: bool = self.getOrDefault(self.nesterov)
        return value

    def getNumLayers(self) -> int:
        """Gets the value of numLayers."""
        value: int = self.getOrDefault(self.numLayers)
        return value

    def getNumPartitions(self) -> int:
        """Gets the value of numPartitions."""
        value: int = self.getOrDefault(self.numPartitions)
        return value

    def getOptimizer(self) -> str:
        """Gets the value of optimizer."""
        value: str = self.getOrDefault(self.optimizer)
        return value

    def getOutput(self) -> str:
        """Gets the value of output."""
        value: str = self.getOrDefault(self.output)
        return value

    def setOutput(self, value: str) -> "LstmClassificationModel":
        """Sets output, and returns this stage."""
        return self._set_one("output", value)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        value: int = self.getOrDefault(self.patience)
        return value

    def getPlacement(self) -> str:
        """Gets the value of placement."""
        value: str = self.getOrDefault(self.placement)
        return value

    def getPooling(self) -> str:
        """Gets the value of pooling."""
        value: str = self.getOrDefault(self.pooling)
        return value

    def getPredictionCol(self) -> str:
        """Gets the value of predictionCol."""
        value: str = self.getOrDefault(self.predictionCol)
        return value

    def setPredictionCol(self, value: str) -> "LstmClassificationModel":
        """Sets predictionCol, and returns this stage."""
        return self._set_one("predictionCol", value)

    def getProbabilityCol(self) -> str:
        """Gets the value of probabilityCol."""
        value: str = self.getOrDefault(self.probabilityCol)
        return value

    def setProbabilityCol(self, value: str) -> "LstmClassificationModel":
        """Sets probabilityCol, and returns this stage."""
        return self._set_one("probabilityCol", value)

    def getRawPredictionCol(self) -> str:
        """Gets the value of rawPredictionCol."""
        value: str = self.getOrDefault(self.rawPredictionCol)
        return value

    def setRawPredictionCol(self, value: str) -> "LstmClassificationModel":
        """Sets rawPredictionCol, and returns this stage."""
        return self._set_one("rawPredictionCol", value)

    def getSchedule(self) -> str:
        """Gets the value of schedule."""
        value: str = self.getOrDefault(self.schedule)
        return value

    def getScheduleAfter(self) -> int:
        """Gets the value of scheduleAfter."""
        value: int = self.getOrDefault(self.scheduleAfter)
        return value

    def getScheduleEpochs(self) -> int:
        """Gets the value of scheduleEpochs."""
        value: int = self.getOrDefault(self.scheduleEpochs)
        return value

    def getScheduleFactor(self) -> float:
        """Gets the value of scheduleFactor."""
        value: float = self.getOrDefault(self.scheduleFactor)
        return value

    def getSeed(self) -> int:
        """Gets the value of seed."""
        value: int = self.getOrDefault(self.seed)
        return value

    def getShardBytes(self) -> int:
        """Gets the value of shardBytes."""
        value: int = self.getOrDefault(self.shardBytes)
        return value

    def getShowProgress(self) -> bool:
        """Gets the value of showProgress."""
        value: bool = self.getOrDefault(self.showProgress)
        return value

    def getStandardization(self) -> bool:
        """Gets the value of standardization."""
        value: bool = self.getOrDefault(self.standardization)
        return value

    def getStorage(self) -> str:
        """Gets the value of storage."""
        value: str = self.getOrDefault(self.storage)
        return value

    def getTargetPrecision(self) -> float:
        """Gets the value of targetPrecision."""
        value: float = self.getOrDefault(self.targetPrecision)
        return value

    def getThresholds(self) -> list[float]:
        """Gets the value of thresholds."""
        value: list[float] = self.getOrDefault(self.thresholds)
        return value

    def setThresholds(self, value: list[float]) -> "LstmClassificationModel":
        """Sets thresholds, and returns this stage."""
        return self._set_one("thresholds", value)

    def getValidationIndicatorCol(self) -> str:
        """Gets the value of validationIndicatorCol."""
        value: str = self.getOrDefault(self.validationIndicatorCol)
        return value

    def getWarmUpEpochs(self) -> int:
        """Gets the value of warmUpEpochs."""
        value: int = self.getOrDefault(self.warmUpEpochs)
        return value

    def getWeightCol(self) -> str:
        """Gets the value of weightCol."""
        value: str = self.getOrDefault(self.weightCol)
        return value

    def getWeightDecay(self) -> float:
        """Gets the value of weightDecay."""
        value: float = self.getOrDefault(self.weightDecay)
        return value


class LstmRegressor(EstimatorBase["LstmRegressionModel"]):
    """Predicts a number for each sequence, one per row.

    Parameters
    ----------
    aggregationDepth : int
        rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)
    averageEpochs : int, default 0
        epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)
    batchSize : int, default 64
        examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)
    bidirectional : bool, default False
        whether each layer also reads its input backwards
    blockSize : int
        examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)
    cell : str, default "lstm"
        lstm, gru or rnn (plain, with tanh)
    clipNorm : float, default 1.0
        largest norm of a gradient; 0 for no clipping (at least 0)
    clipValue : float, default 0.0
        largest magnitude of a gradient element; 0 for no clipping (at least 0)
    compressGradients : bool, default True
        whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results
    dropout : float, default 0.0
        probability of zeroing an output of every layer but the last (at least 0 and below 1)
    epochs : int, default 20
        maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)
    execution : str, default "auto"
        where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results
    featureSize : int
        values per time step, if the sequences are vectors (at least 1)
    featuresCol : str, default "features"
        column of sequences
    handleInvalid : str, default "error"
        treatment of a sequence that is null, empty or has missing values: error, skip (leave it out) or keep (null in the columns of the result)
    headDropout : float, default 0.0
        probability of zeroing an input of the head (at least 0 and below 1)
    hiddenSize : int, default 64
        size of the hidden state (at least 1 and at most 65536)
    initialWeightsPath : str
        safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors
    inputNoise : float, default 0.0
        standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)
    labelCol : str, default "label"
        column with the class or the number of each sequence
    learningRate : float, default 0.001
        learning rate of the optimizer (above 0 and at most 1000)
    loss : str, default "auto"
        mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy
    lowestLearningRate : float, default 0.0
        cosine and plateau: lowest learning rate (at least 0)
    momentum : float, default 0.0
        sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)
    nesterov : bool, default False
        sgd: whether to use Nesterov momentum
    numLayers : int, default 1
        number of recurrent layers (at least 1 and at most 64)
    numPartitions : int
        data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)
    optimizer : str, default "adam"
        adam, adamw, sgd, rmsprop or adagrad
    patience : int, default 5
        epochs without a better validation loss before training stops; 0 to never stop early (at least 0)
    placement : str, default "auto"
        where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results
    pooling : str, default "last"
        input of the head: last (the final state), mean or max over the steps of a sequence
    predictionCol : str, default "prediction"
        column for the prediction; empty for none
    schedule : str, default "constant"
        constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)
    scheduleAfter : int
        step: epochs before the first reduction; auto: as many as between reductions (at least 1)
    scheduleEpochs : int, default 3
        step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)
    scheduleFactor : float, default 0.5
        step and plateau: factor of a reduction (above 0 and below 1)
    seed : int, default 42
        seed of initial values, shuffling and dropout
    shardBytes : int, default 8388608
        size of the pieces that large data is cut into (at least 1 and at most 1073741824)
    showProgress : bool, default False
        whether fit shows its progress on standard error
    standardization : bool, default True
        whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too
    storage : str, default "auto"
        where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results
    validationIndicatorCol : str
        boolean column that is true for validation sequences; there are none if unset
    warmUpEpochs : int, default 0
        cosine: epochs over which the rate rises at the start (at least 0)
    weightCol : str
        column with the weight of each sequence; all are equal if unset
    weightDecay : float, default 0.0
        L2 penalty; with adamw decoupled weight decay (at least 0)
    """

    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)",
        typeConverter=TypeConverters.toInt,
    )
    averageEpochs: "Param[int]" = Param(
        Params._dummy(),
        "averageEpochs",
        "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    bidirectional: "Param[bool]" = Param(
        Params._dummy(),
        "bidirectional",
        "whether each layer also reads its input backwards",
        typeConverter=TypeConverters.toBoolean,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    cell: "Param[str]" = Param(
        Params._dummy(),
        "cell",
        "lstm, gru or rnn (plain, with tanh)",
        typeConverter=TypeConverters.toString,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of a gradient element; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    compressGradients: "Param[bool]" = Param(
        Params._dummy(),
        "compressGradients",
        "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
        typeConverter=TypeConverters.toBoolean,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability of zeroing an output of every layer but the last (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    execution: "Param[str]" = Param(
        Params._dummy(),
        "execution",
        "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    featureSize: "Param[int]" = Param(
        Params._dummy(),
        "featureSize",
        "values per time step, if the sequences are vectors (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "column of sequences",
        typeConverter=TypeConverters.toString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of a sequence that is null, empty or has missing values: error, skip (leave it out) or keep (null in the columns of the result)",
        typeConverter=TypeConverters.toString,
    )
    headDropout: "Param[float]" = Param(
        Params._dummy(),
        "headDropout",
        "probability of zeroing an input of the head (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "size of the hidden state (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    initialWeightsPath: "Param[str]" = Param(
        Params._dummy(),
        "initialWeightsPath",
        "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
        typeConverter=TypeConverters.toString,
    )
    inputNoise: "Param[float]" = Param(
        Params._dummy(),
        "inputNoise",
        "standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column with the class or the number of each sequence",
        typeConverter=TypeConverters.toString,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of the optimizer (above 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
        typeConverter=TypeConverters.toString,
    )
    lowestLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "lowestLearningRate",
        "cosine and plateau: lowest learning rate (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "sgd: whether to use Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numLayers: "Param[int]" = Param(
        Params._dummy(),
        "numLayers",
        "number of recurrent layers (at least 1 and at most 64)",
        typeConverter=TypeConverters.toInt,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "adam, adamw, sgd, rmsprop or adagrad",
        typeConverter=TypeConverters.toString,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without a better validation loss before training stops; 0 to never stop early (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    placement: "Param[str]" = Param(
        Params._dummy(),
        "placement",
        "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    pooling: "Param[str]" = Param(
        Params._dummy(),
        "pooling",
        "input of the head: last (the final state), mean or max over the steps of a sequence",
        typeConverter=TypeConverters.toString,
    )
    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column for the prediction; empty for none",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
        typeConverter=TypeConverters.toString,
    )
    scheduleAfter: "Param[int]" = Param(
        Params._dummy(),
        "scheduleAfter",
        "step: epochs before the first reduction; auto: as many as between reductions (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleEpochs: "Param[int]" = Param(
        Params._dummy(),
        "scheduleEpochs",
        "step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleFactor: "Param[float]" = Param(
        Params._dummy(),
        "scheduleFactor",
        "step and plateau: factor of a reduction (above 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of initial values, shuffling and dropout",
        typeConverter=TypeConverters.toInt,
    )
    shardBytes: "Param[int]" = Param(
        Params._dummy(),
        "shardBytes",
        "size of the pieces that large data is cut into (at least 1 and at most 1073741824)",
        typeConverter=TypeConverters.toInt,
    )
    showProgress: "Param[bool]" = Param(
        Params._dummy(),
        "showProgress",
        "whether fit shows its progress on standard error",
        typeConverter=TypeConverters.toBoolean,
    )
    standardization: "Param[bool]" = Param(
        Params._dummy(),
        "standardization",
        "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
        typeConverter=TypeConverters.toBoolean,
    )
    storage: "Param[str]" = Param(
        Params._dummy(),
        "storage",
        "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    validationIndicatorCol: "Param[str]" = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "boolean column that is true for validation sequences; there are none if unset",
        typeConverter=TypeConverters.toString,
    )
    warmUpEpochs: "Param[int]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        "cosine: epochs over which the rate rises at the start (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "column with the weight of each sequence; all are equal if unset",
        typeConverter=TypeConverters.toString,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "L2 penalty; with adamw decoupled weight decay (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "averageEpochs": 0,
        "batchSize": 64,
        "bidirectional": False,
        "cell": "lstm",
        "clipNorm": 1.0,
        "clipValue": 0.0,
        "compressGradients": True,
        "dropout": 0.0,
        "epochs": 20,
        "execution": "auto",
        "featuresCol": "features",
        "handleInvalid": "error",
        "headDropout": 0.0,
        "hiddenSize": 64,
        "inputNoise": 0.0,
        "labelCol": "label",
        "learningRate": 0.001,
        "loss": "auto",
        "lowestLearningRate": 0.0,
        "momentum": 0.0,
        "nesterov": False,
        "numLayers": 1,
        "optimizer": "adam",
        "patience": 5,
        "placement": "auto",
        "pooling": "last",
        "predictionCol": "prediction",
        "schedule": "constant",
        "scheduleEpochs": 3,
        "scheduleFactor": 0.5,
        "seed": 42,
        "shardBytes": 8388608,
        "showProgress": False,
        "standardization": True,
        "storage": "auto",
        "warmUpEpochs": 0,
        "weightDecay": 0.0,
    }

    @params_only
    def __init__(
        self,
        *,
        aggregationDepth: Optional[int] = None,
        averageEpochs: Optional[int] = None,
        batchSize: Optional[int] = None,
        bidirectional: Optional[bool] = None,
        blockSize: Optional[int] = None,
        cell: Optional[str] = None,
        clipNorm: Optional[float] = None,
        clipValue: Optional[float] = None,
        compressGradients: Optional[bool] = None,
        dropout: Optional[float] = None,
        epochs: Optional[int] = None,
        execution: Optional[str] = None,
        featureSize: Optional[int] = None,
        featuresCol: Optional[str] = None,
        handleInvalid: Optional[str] = None,
        headDropout: Optional[float] = None,
        hiddenSize: Optional[int] = None,
        initialWeightsPath: Optional[str] = None,
        inputNoise: Optional[float] = None,
        labelCol: Optional[str] = None,
        learningRate: Optional[float] = None,
        loss: Optional[str] = None,
        lowestLearningRate: Optional[float] = None,
        momentum: Optional[float] = None,
        nesterov: Optional[bool] = None,
        numLayers: Optional[int] = None,
        numPartitions: Optional[int] = None,
        optimizer: Optional[str] = None,
        patience: Optional[int] = None,
        placement: Optional[str] = None,
        pooling: Optional[str] = None,
        predictionCol: Optional[str] = None,
        schedule: Optional[str] = None,
        scheduleAfter: Optional[int] = None,
        scheduleEpochs: Optional[int] = None,
        scheduleFactor: Optional[float] = None,
        seed: Optional[int] = None,
        shardBytes: Optional[int] = None,
        showProgress: Optional[bool] = None,
        standardization: Optional[bool] = None,
        storage: Optional[str] = None,
        validationIndicatorCol: Optional[str] = None,
        warmUpEpochs: Optional[int] = None,
        weightCol: Optional[str] = None,
        weightDecay: Optional[float] = None,
    ) -> None:
        super().__init__()
        self._begin()

    def getAggregationDepth(self) -> int:
        """Gets the value of aggregationDepth."""
        value: int = self.getOrDefault(self.aggregationDepth)
        return value

    def setAggregationDepth(self, value: int) -> "LstmRegressor":
        """Sets aggregationDepth, and returns this stage."""
        return self._set_one("aggregationDepth", value)

    def getAverageEpochs(self) -> int:
        """Gets the value of averageEpochs."""
        value: int = self.getOrDefault(self.averageEpochs)
        return value

    def setAverageEpochs(self, value: int) -> "LstmRegressor":
        """Sets averageEpochs, and returns this stage."""
        return self._set_one("averageEpochs", value)

    def getBatchSize(self) -> int:
        """Gets the value of batchSize."""
        value: int = self.getOrDefault(self.batchSize)
        return value

    def setBatchSize(self, value: int) -> "LstmRegressor":
        """Sets batchSize, and returns this stage."""
        return self._set_one("batchSize", value)

    def getBidirectional(self) -> bool:
        """Gets the value of bidirectional."""
        value: bool = self.getOrDefault(self.bidirectional)
        return value

    def setBidirectional(self, value: bool) -> "LstmRegressor":
        """Sets bidirectional, and returns this stage."""
        return self._set_one("bidirectional", value)

    def getBlockSize(self) -> int:
        """Gets the value of blockSize."""
        value: int = self.getOrDefault(self.blockSize)
        return value

    def setBlockSize(self, value: int) -> "LstmRegressor":
        """Sets blockSize, and returns this stage."""
        return self._set_one("blockSize", value)

    def getCell(self) -> str:
        """Gets the value of cell."""
        value: str = self.getOrDefault(self.cell)
        return value

    def setCell(self, value: str) -> "LstmRegressor":
        """Sets cell, and returns this stage."""
        return self._set_one("cell", value)

    def getClipNorm(self) -> float:
        """Gets the value of clipNorm."""
        value: float = self.getOrDefault(self.clipNorm)
        return value

    def setClipNorm(self, value: float) -> "LstmRegressor":
        """Sets clipNorm, and returns this stage."""
        return self._set_one("clipNorm", value)

    def getClipValue(self) -> float:
        """Gets the value of clipValue."""
        value: float = self.getOrDefault(self.clipValue)
        return value

    def setClipValue(self, value: float) -> "LstmRegressor":
        """Sets clipValue, and returns this stage."""
        return self._set_one("clipValue", value)

    def getCompressGradients(self) -> bool:
        """Gets the value of compressGradients."""
        value: bool = self.getOrDefault(self.compressGradients)
        return value

    def setCompressGradients(self, value: bool) -> "LstmRegressor":
        """Sets compressGradients, and returns this stage."""
        return self._set_one("compressGradients", value)

    def getDropout(self) -> float:
        """Gets the value of dropout."""
        value: float = self.getOrDefault(self.dropout)
        return value

    def setDropout(self, value: float) -> "LstmRegressor":
        """Sets dropout, and returns this stage."""
        return self._set_one("dropout", value)

    def getEpochs(self) -> int:
        """Gets the value of epochs."""
        value: int = self.getOrDefault(self.epochs)
        return value

    def setEpochs(self, value: int) -> "LstmRegressor":
        """Sets epochs, and returns this stage."""
        return self._set_one("epochs", value)

    def getExecution(self) -> str:
        """Gets the value of execution."""
        value: str = self.getOrDefault(self.execution)
        return value

    def setExecution(self, value: str) -> "LstmRegressor":
        """Sets execution, and returns this stage."""
        return self._set_one("execution", value)

    def getFeatureSize(self) -> int:
        """Gets the value of featureSize."""
        value: int = self.getOrDefault(self.featureSize)
        return value

    def setFeatureSize(self, value: int) -> "LstmRegressor":
        """Sets featureSize, and returns this stage."""
        return self._set_one("featureSize", value)

    def getFeaturesCol(self) -> str:
        """Gets the value of featuresCol."""
        value: str = self.getOrDefault(self.featuresCol)
        return value

    def setFeaturesCol(self, value: str) -> "LstmRegressor":
        """Sets featuresCol, and returns this stage."""
        return self._set_one("featuresCol", value)

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "LstmRegressor":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getHeadDropout(self) -> float:
        """Gets the value of headDropout."""
        value: float = self.getOrDefault(self.headDropout)
        return value

    def setHeadDropout(self, value: float) -> "LstmRegressor":
        """Sets headDropout, and returns this stage."""
        return self._set_one("headDropout", value)

    def getHiddenSize(self) -> int:
        """Gets the value of hiddenSize."""
        value: int = self.getOrDefault(self.hiddenSize)
        return value

    def setHiddenSize(self, value: int) -> "LstmRegressor":
        """Sets hiddenSize, and returns this stage."""
        return self._set_one("hiddenSize", value)

    def getInitialWeightsPath(self) -> str:
        """Gets the value of initialWeightsPath."""
        value: str = self.getOrDefault(self.initialWeightsPath)
        return value

    def setInitialWeightsPath(self, value: str) -> "LstmRegressor":
        """Sets initialWeightsPath, and returns this stage."""
        return self._set_one("initialWeightsPath", value)

    def getInputNoise(self) -> float:
        """Gets the value of inputNoise."""
        value: float = self.getOrDefault(self.inputNoise)
        return value

    def setInputNoise(self, value: float) -> "LstmRegressor":
        """Sets inputNoise, and returns this stage."""
        return self._set_one("inputNoise", value)

    def getLabelCol(self) -> str:
        """Gets the value of labelCol."""
        value: str = self.getOrDefault(self.labelCol)
        return value

    def setLabelCol(self, value: str) -> "LstmRegressor":
        """Sets labelCol, and returns this stage."""
        return self._set_one("labelCol", value)

    def getLearningRate(self) -> float:
        """Gets the value of learningRate."""
        value: float = self.getOrDefault(self.learningRate)
        return value

    def setLearningRate(self, value: float) -> "LstmRegressor":
        """Sets learningRate, and returns this stage."""
        return self._set_one("learningRate", value)

    def getLoss(self) -> str:
        """Gets the value of loss."""
        value: str = self.getOrDefault(self.loss)
        return value

    def setLoss(self, value: str) -> "LstmRegressor":
        """Sets loss, and returns this stage."""
        return self._set_one("loss", value)

    def getLowestLearningRate(self) -> float:
        """Gets the value of lowestLearningRate."""
        value: float = self.getOrDefault(self.lowestLearningRate)
        return value

    def setLowestLearningRate(self, value: float) -> "LstmRegressor":
        """Sets lowestLearningRate, and returns this stage."""
        return self._set_one("lowestLearningRate", value)

    def getMomentum(self) -> float:
        """Gets the value of momentum."""
        value: float = self.getOrDefault(self.momentum)
        return value

    def setMomentum(self, value: float) -> "LstmRegressor":
        """Sets momentum, and returns this stage."""
        return self._set_one("momentum", value)

    def getNesterov(self) -> bool:
        """Gets the value of nesterov."""
        value: bool = self.getOrDefault(self.nesterov)
        return value

    def setNesterov(self, value: bool) -> "LstmRegressor":
        """Sets nesterov, and returns this stage."""
        return self._set_one("nesterov", value)

    def getNumLayers(self) -> int:
        """Gets the value of numLayers."""
        value: int = self.getOrDefault(self.numLayers)
        return value

    def setNumLayers(self, value: int) -> "LstmRegressor":
        """Sets numLayers, and returns this stage."""
        return self._set_one("numLayers", value)

    def getNumPartitions(self) -> int:
        """Gets the value of numPartitions."""
        value: int = self.getOrDefault(self.numPartitions)
        return value

    def setNumPartitions(self, value: int) -> "LstmRegressor":
        """Sets numPartitions, and returns this stage."""
        return self._set_one("numPartitions", value)

    def getOptimizer(self) -> str:
        """Gets the value of optimizer."""
        value: str = self.getOrDefault(self.optimizer)
        return value

    def setOptimizer(self, value: str) -> "LstmRegressor":
        """Sets optimizer, and returns this stage."""
        return self._set_one("optimizer", value)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        value: int = self.getOrDefault(self.patience)
        return value

    def setPatience(self, value: int) -> "LstmRegressor":
        """Sets patience, and returns this stage."""
        return self._set_one("patience", value)

    def getPlacement(self) -> str:
        """Gets the value of placement."""
        value: str = self.getOrDefault(self.placement)
        return value

    def setPlacement(self, value: str) -> "LstmRegressor":
        """Sets placement, and returns this stage."""
        return self._set_one("placement", value)

    def getPooling(self) -> str:
        """Gets the value of pooling."""
        value: str = self.getOrDefault(self.pooling)
        return value

    def setPooling(self, value: str) -> "LstmRegressor":
        """Sets pooling, and returns this stage."""
        return self._set_one("pooling", value)

    def getPredictionCol(self) -> str:
        """Gets the value of predictionCol."""
        value: str = self.getOrDefault(self.predictionCol)
        return value

    def setPredictionCol(self, value: str) -> "LstmRegressor":
        """Sets predictionCol, and returns this stage."""
        return self._set_one("predictionCol", value)

    def getSchedule(self) -> str:
        """Gets the value of schedule."""
        value: str = self.getOrDefault(self.schedule)
        return value

    def setSchedule(self, value: str) -> "LstmRegressor":
        """Sets schedule, and returns this stage."""
        return self._set_one("schedule", value)

    def getScheduleAfter(self) -> int:
        """Gets the value of scheduleAfter."""
        value: int = self.getOrDefault(self.scheduleAfter)
        return value

    def setScheduleAfter(self, value: int) -> "LstmRegressor":
        """Sets scheduleAfter, and returns this stage."""
        return self._set_one("scheduleAfter", value)

    def getScheduleEpochs(self) -> int:
        """Gets the value of scheduleEpochs."""
        value: int = self.getOrDefault(self.scheduleEpochs)
        return value

    def setScheduleEpochs(self, value: int) -> "LstmRegressor":
        """Sets scheduleEpochs, and returns this stage."""
        return self._set_one("scheduleEpochs", value)

    def getScheduleFactor(self) -> float:
        """Gets the value of scheduleFactor."""
        value: float = self.getOrDefault(self.scheduleFactor)
        return value

    def setScheduleFactor(self, value: float) -> "LstmRegressor":
        """Sets scheduleFactor, and returns this stage."""
        return self._set_one("scheduleFactor", value)

    def getSeed(self) -> int:
        """Gets the value of seed."""
        value: int = self.getOrDefault(self.seed)
        return value

    def setSeed(self, value: int) -> "LstmRegressor":
        """Sets seed, and returns this stage."""
        return self._set_one("seed", value)

    def getShardBytes(self) -> int:
        """Gets the value of shardBytes."""
        value: int = self.getOrDefault(self.shardBytes)
        return value

    def setShardBytes(self, value: int) -> "LstmRegressor":
        """Sets shardBytes, and returns this stage."""
        return self._set_one("shardBytes", value)

    def getShowProgress(self) -> bool:
        """Gets the value of showProgress."""
        value: bool = self.getOrDefault(self.showProgress)
        return value

    def setShowProgress(self, value: bool) -> "LstmRegressor":
        """Sets showProgress, and returns this stage."""
        return self._set_one("showProgress", value)

    def getStandardization(self) -> bool:
        """Gets the value of standardization."""
        value: bool = self.getOrDefault(self.standardization)
        return value

    def setStandardization(self, value: bool) -> "LstmRegressor":
        """Sets standardization, and returns this stage."""
        return self._set_one("standardization", value)

    def getStorage(self) -> str:
        """Gets the value of storage."""
        value: str = self.getOrDefault(self.storage)
        return value

    def setStorage(self, value: str) -> "LstmRegressor":
        """Sets storage, and returns this stage."""
        return self._set_one("storage", value)

    def getValidationIndicatorCol(self) -> str:
        """Gets the value of validationIndicatorCol."""
        value: str = self.getOrDefault(self.validationIndicatorCol)
        return value

    def setValidationIndicatorCol(self, value: str) -> "LstmRegressor":
        """Sets validationIndicatorCol, and returns this stage."""
        return self._set_one("validationIndicatorCol", value)

    def getWarmUpEpochs(self) -> int:
        """Gets the value of warmUpEpochs."""
        value: int = self.getOrDefault(self.warmUpEpochs)
        return value

    def setWarmUpEpochs(self, value: int) -> "LstmRegressor":
        """Sets warmUpEpochs, and returns this stage."""
        return self._set_one("warmUpEpochs", value)

    def getWeightCol(self) -> str:
        """Gets the value of weightCol."""
        value: str = self.getOrDefault(self.weightCol)
        return value

    def setWeightCol(self, value: str) -> "LstmRegressor":
        """Sets weightCol, and returns this stage."""
        return self._set_one("weightCol", value)

    def getWeightDecay(self) -> float:
        """Gets the value of weightDecay."""
        value: float = self.getOrDefault(self.weightDecay)
        return value

    def setWeightDecay(self, value: float) -> "LstmRegressor":
        """Sets weightDecay, and returns this stage."""
        return self._set_one("weightDecay", value)


class LstmRegressionModel(ModelBase):
    """A trained LstmRegressor.

    Parameters
    ----------
    aggregationDepth : int
        rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)
    averageEpochs : int, default 0
        epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)
    batchSize : int, default 64
        examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)
    bidirectional : bool, default False
        whether each layer also reads its input backwards
    blockSize : int
        examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)
    cell : str, default "lstm"
        lstm, gru or rnn (plain, with tanh)
    clipNorm : float, default 1.0
        largest norm of a gradient; 0 for no clipping (at least 0)
    clipValue : float, default 0.0
        largest magnitude of a gradient element; 0 for no clipping (at least 0)
    compressGradients : bool, default True
        whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results
    dropout : float, default 0.0
        probability of zeroing an output of every layer but the last (at least 0 and below 1)
    epochs : int, default 20
        maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)
    execution : str, default "auto"
        where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results
    featureSize : int
        values per time step, if the sequences are vectors (at least 1)
    featuresCol : str, default "features"
        column of sequences
    handleInvalid : str, default "error"
        treatment of a sequence that is null, empty or has missing values: error, skip (leave it out) or keep (null in the columns of the result)
    headDropout : float, default 0.0
        probability of zeroing an input of the head (at least 0 and below 1)
    hiddenSize : int, default 64
        size of the hidden state (at least 1 and at most 65536)
    initialWeightsPath : str
        safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors
    inputNoise : float, default 0.0
        standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)
    labelCol : str, default "label"
        column with the class or the number of each sequence
    learningRate : float, default 0.001
        learning rate of the optimizer (above 0 and at most 1000)
    loss : str, default "auto"
        mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy
    lowestLearningRate : float, default 0.0
        cosine and plateau: lowest learning rate (at least 0)
    momentum : float, default 0.0
        sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)
    nesterov : bool, default False
        sgd: whether to use Nesterov momentum
    numLayers : int, default 1
        number of recurrent layers (at least 1 and at most 64)
    numPartitions : int
        data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)
    optimizer : str, default "adam"
        adam, adamw, sgd, rmsprop or adagrad
    output : str, default "prediction"
        what transform answers with: prediction, summary, model
    patience : int, default 5
        epochs without a better validation loss before training stops; 0 to never stop early (at least 0)
    placement : str, default "auto"
        where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results
    pooling : str, default "last"
        input of the head: last (the final state), mean or max over the steps of a sequence
    predictionCol : str, default "prediction"
        column for the prediction; empty for none
    schedule : str, default "constant"
        constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)
    scheduleAfter : int
        step: epochs before the first reduction; auto: as many as between reductions (at least 1)
    scheduleEpochs : int, default 3
        step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)
    scheduleFactor : float, default 0.5
        step and plateau: factor of a reduction (above 0 and below 1)
    seed : int, default 42
        seed of initial values, shuffling and dropout
    shardBytes : int, default 8388608
        size of the pieces that large data is cut into (at least 1 and at most 1073741824)
    showProgress : bool, default False
        whether fit shows its progress on standard error
    standardization : bool, default True
        whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too
    storage : str, default "auto"
        where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results
    validationIndicatorCol : str
        boolean column that is true for validation sequences; there are none if unset
    warmUpEpochs : int, default 0
        cosine: epochs over which the rate rises at the start (at least 0)
    weightCol : str
        column with the weight of each sequence; all are equal if unset
    weightDecay : float, default 0.0
        L2 penalty; with adamw decoupled weight decay (at least 0)
    """

    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)",
        typeConverter=TypeConverters.toInt,
    )
    averageEpochs: "Param[int]" = Param(
        Params._dummy(),
        "averageEpochs",
        "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    bidirectional: "Param[bool]" = Param(
        Params._dummy(),
        "bidirectional",
        "whether each layer also reads its input backwards",
        typeConverter=TypeConverters.toBoolean,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    cell: "Param[str]" = Param(
        Params._dummy(),
        "cell",
        "lstm, gru or rnn (plain, with tanh)",
        typeConverter=TypeConverters.toString,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of a gradient element; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    compressGradients: "Param[bool]" = Param(
        Params._dummy(),
        "compressGradients",
        "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
        typeConverter=TypeConverters.toBoolean,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability of zeroing an output of every layer but the last (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    execution: "Param[str]" = Param(
        Params._dummy(),
        "execution",
        "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    featureSize: "Param[int]" = Param(
        Params._dummy(),
        "featureSize",
        "values per time step, if the sequences are vectors (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    featuresCol: "Param[str]" = Param(
        Params._dummy(),
        "featuresCol",
        "column of sequences",
        typeConverter=TypeConverters.toString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of a sequence that is null, empty or has missing values: error, skip (leave it out) or keep (null in the columns of the result)",
        typeConverter=TypeConverters.toString,
    )
    headDropout: "Param[float]" = Param(
        Params._dummy(),
        "headDropout",
        "probability of zeroing an input of the head (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "size of the hidden state (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    initialWeightsPath: "Param[str]" = Param(
        Params._dummy(),
        "initialWeightsPath",
        "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
        typeConverter=TypeConverters.toString,
    )
    inputNoise: "Param[float]" = Param(
        Params._dummy(),
        "inputNoise",
        "standard deviation of the normal noise that is added to all numbers that the network reads in training, as they are scaled, those of the calendar and of marks too; 0 for none (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column with the class or the number of each sequence",
        typeConverter=TypeConverters.toString,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of the optimizer (above 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
        typeConverter=TypeConverters.toString,
    )
    lowestLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "lowestLearningRate",
        "cosine and plateau: lowest learning rate (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "sgd: whether to use Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numLayers: "Param[int]" = Param(
        Params._dummy(),
        "numLayers",
        "number of recurrent layers (at least 1 and at most 64)",
        typeConverter=TypeConverters.toInt,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "adam, adamw, sgd, rmsprop or adagrad",
        typeConverter=TypeConverters.toString,
    )
    output: "Param[str]" = Param(
        Params._dummy(),
        "output",
        "what transform answers with: prediction, summary, model",
        typeConverter=TypeConverters.toString,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without a better validation loss before training stops; 0 to never stop early (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    placement: "Param[str]" = Param(
        Params._dummy(),
        "placement",
        "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    pooling: "Param[str]" = Param(
        Params._dummy(),
        "pooling",
        "input of the head: last (the final state), mean or max over the steps of a sequence",
        typeConverter=TypeConverters.toString,
    )
    predictionCol: "Param[str]" = Param(
        Params._dummy(),
        "predictionCol",
        "column for the prediction; empty for none",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
        typeConverter=TypeConverters.toString,
    )
    scheduleAfter: "Param[int]" = Param(
        Params._dummy(),
        "scheduleAfter",
        "step: epochs before the first reduction; auto: as many as between reductions (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleEpochs: "Param[int]" = Param(
        Params._dummy(),
        "scheduleEpochs",
        "step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleFactor: "Param[float]" = Param(
        Params._dummy(),
        "scheduleFactor",
        "step and plateau: factor of a reduction (above 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of initial values, shuffling and dropout",
        typeConverter=TypeConverters.toInt,
    )
    shardBytes: "Param[int]" = Param(
        Params._dummy(),
        "shardBytes",
        "size of the pieces that large data is cut into (at least 1 and at most 1073741824)",
        typeConverter=TypeConverters.toInt,
    )
    showProgress: "Param[bool]" = Param(
        Params._dummy(),
        "showProgress",
        "whether fit shows its progress on standard error",
        typeConverter=TypeConverters.toBoolean,
    )
    standardization: "Param[bool]" = Param(
        Params._dummy(),
        "standardization",
        "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
        typeConverter=TypeConverters.toBoolean,
    )
    storage: "Param[str]" = Param(
        Params._dummy(),
        "storage",
        "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    validationIndicatorCol: "Param[str]" = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "boolean column that is true for validation sequences; there are none if unset",
        typeConverter=TypeConverters.toString,
    )
    warmUpEpochs: "Param[int]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        "cosine: epochs over which the rate rises at the start (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "column with the weight of each sequence; all are equal if unset",
        typeConverter=TypeConverters.toString,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "L2 penalty; with adamw decoupled weight decay (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "averageEpochs": 0,
        "batchSize": 64,
        "bidirectional": False,
        "cell": "lstm",
        "clipNorm": 1.0,
        "clipValue": 0.0,
        "compressGradients": True,
        "dropout": 0.0,
        "epochs": 20,
        "execution": "auto",
        "featuresCol": "features",
        "handleInvalid": "error",
        "headDropout": 0.0,
        "hiddenSize": 64,
        "inputNoise": 0.0,
        "labelCol": "label",
        "learningRate": 0.001,
        "loss": "auto",
        "lowestLearningRate": 0.0,
        "momentum": 0.0,
        "nesterov": False,
        "numLayers": 1,
        "optimizer": "adam",
        "output": "prediction",
        "patience": 5,
        "placement": "auto",
        "pooling": "last",
        "predictionCol": "prediction",
        "schedule": "constant",
        "scheduleEpochs": 3,
        "scheduleFactor": 0.5,
        "seed": 42,
        "shardBytes": 8388608,
        "showProgress": False,
        "standardization": True,
        "storage": "auto",
        "warmUpEpochs": 0,
        "weightDecay": 0.0,
    }

    def getAggregationDepth(self) -> int:
        """Gets the value of aggregationDepth."""
        value: int = self.getOrDefault(self.aggregationDepth)
        return value

    def getAverageEpochs(self) -> int:
        """Gets the value of averageEpochs."""
        value: int = self.getOrDefault(self.averageEpochs)
        return value

    def getBatchSize(self) -> int:
        """Gets the value of batchSize."""
        value: int = self.getOrDefault(self.batchSize)
        return value

    def getBidirectional(self) -> bool:
        """Gets the value of bidirectional."""
        value: bool = self.getOrDefault(self.bidirectional)
        return value

    def getBlockSize(self) -> int:
        """Gets the value of blockSize."""
        value: int = self.getOrDefault(self.blockSize)
        return value

    def getCell(self) -> str:
        """Gets the value of cell."""
        value: str = self.getOrDefault(self.cell)
        return value

    def getClipNorm(self) -> float:
        """Gets the value of clipNorm."""
        value: float = self.getOrDefault(self.clipNorm)
        return value

    def getClipValue(self) -> float:
        """Gets the value of clipValue."""
        value: float = self.getOrDefault(self.clipValue)
        return value

    def getCompressGradients(self) -> bool:
        """Gets the value of compressGradients."""
        value: bool = self.getOrDefault(self.compressGradients)
        return value

    def getDropout(self) -> float:
        """Gets the value of dropout."""
        value: float = self.getOrDefault(self.dropout)
        return value

    def getEpochs(self) -> int:
        """Gets the value of epochs."""
        value: int = self.getOrDefault(self.epochs)
        return value

    def getExecution(self) -> str:
        """Gets the value of execution."""
        value: str = self.getOrDefault(self.execution)
        return value

    def getFeatureSize(self) -> int:
        """Gets the value of featureSize."""
        value: int = self.getOrDefault(self.featureSize)
        return value

    def getFeaturesCol(self) -> str:
        """Gets the value of featuresCol."""
        value: str = self.getOrDefault(self.featuresCol)
        return value

    def setFeaturesCol(self, value: str) -> "LstmRegressionModel":
        """Sets featuresCol, and returns this stage."""
        return self._set_one("featuresCol", value)

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "LstmRegressionModel":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getHeadDropout(self) -> float:
        """Gets the value of headDropout."""
        value: float = self.getOrDefault(self.headDropout)
        return value

    def getHiddenSize(self) -> int:
        """Gets the value of hiddenSize."""
        value: int = self.getOrDefault(self.hiddenSize)
        return value

    def getInitialWeightsPath(self) -> str:
        """Gets the value of initialWeightsPath."""
        value: str = self.getOrDefault(self.initialWeightsPath)
        return value

    def getInputNoise(self) -> float:
        """Gets the value of inputNoise."""
        value: float = self.getOrDefault(self.inputNoise)
        return value

    def getLabelCol(self) -> str:
        """Gets the value of labelCol."""
        value: str = self.getOrDefault(self.labelCol)
        return value

    def getLearningRate(self) -> float:
        """Gets the value of learningRate."""
        value: float = self.getOrDefault(self.learningRate)
        return value

    def getLoss(self) -> str:
        """Gets the value of loss."""
        value: str = self.getOrDefault(self.loss)
        return value

    def getLowestLearningRate(self) -> float:
        """Gets the value of lowestLearningRate."""
        value: float = self.getOrDefault(self.lowestLearningRate)
        return value

    def getMomentum(self) -> float:
        """Gets the value of momentum."""
        value: float = self.getOrDefault(self.momentum)
        return value

    def getNesterov(self) -> bool:
        """Gets the value of nesterov."""
        value: bool = self.getOrDefault(self.nesterov)
        return value

    def getNumLayers(self) -> int:
        """Gets the value of numLayers."""
        value: int = self.getOrDefault(self.numLayers)
        return value

    def getNumPartitions(self) -> int:
        """Gets the value of numPartitions."""
        value: int = self.getOrDefault(self.numPartitions)
        return value

    def getOptimizer(self) -> str:
        """Gets the value of optimizer."""
        value: str = self.getOrDefault(self.optimizer)
        return value

    def getOutput(self) -> str:
        """Gets the value of output."""
        value: str = self.getOrDefault(self.output)
        return value

    def setOutput(self, value: str) -> "LstmRegressionModel":
        """Sets output, and returns this stage."""
        return self._set_one("output", value)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        value: int = self.getOrDefault(self.patience)
        return value

    def getPlacement(self) -> str:
        """Gets the value of placement."""
        value: str = self.getOrDefault(self.placement)
        return value

    def getPooling(self) -> str:
        """Gets the value of pooling."""
        value: str = self.getOrDefault(self.pooling)
        return value

    def getPredictionCol(self) -> str:
        """Gets the value of predictionCol."""
        value: str = self.getOrDefault(self.predictionCol)
        return value

    def setPredictionCol(self, value: str) -> "LstmRegressionModel":
        """Sets predictionCol, and returns this stage."""
        return self._set_one("predictionCol", value)

    def getSchedule(self) -> str:
        """Gets the value of schedule."""
        value: str = self.getOrDefault(self.schedule)
        return value

    def getScheduleAfter(self) -> int:
        """Gets the value of scheduleAfter."""
        value: int = self.getOrDefault(self.scheduleAfter)
        return value

    def getScheduleEpochs(self) -> int:
        """Gets the value of scheduleEpochs."""
        value: int = self.getOrDefault(self.scheduleEpochs)
        return value

    def getScheduleFactor(self) -> float:
        """Gets the value of scheduleFactor."""
        value: float = self.getOrDefault(self.scheduleFactor)
        return value

    def getSeed(self) -> int:
        """Gets the value of seed."""
        value: int = self.getOrDefault(self.seed)
        return value

    def getShardBytes(self) -> int:
        """Gets the value of shardBytes."""
        value: int = self.getOrDefault(self.shardBytes)
        return value

    def getShowProgress(self) -> bool:
        """Gets the value of showProgress."""
        value: bool = self.getOrDefault(self.showProgress)
        return value

    def getStandardization(self) -> bool:
        """Gets the value of standardization."""
        value: bool = self.getOrDefault(self.standardization)
        return value

    def getStorage(self) -> str:
        """Gets the value of storage."""
        value: str = self.getOrDefault(self.storage)
        return value

    def getValidationIndicatorCol(self) -> str:
        """Gets the value of validationIndicatorCol."""
        value: str = self.getOrDefault(self.validationIndicatorCol)
        return value

    def getWarmUpEpochs(self) -> int:
        """Gets the value of warmUpEpochs."""
        value: int = self.getOrDefault(self.warmUpEpochs)
        return value

    def getWeightCol(self) -> str:
        """Gets the value of weightCol."""
        value: str = self.getOrDefault(self.weightCol)
        return value

    def getWeightDecay(self) -> float:
        """Gets the value of weightDecay."""
        value: float = self.getOrDefault(self.weightDecay)
        return value


class LstmNextToken(EstimatorBase["LstmNextTokenModel"]):
    """Learns which token comes next: of a text, or of sequences of events.

    Parameters
    ----------
    activationPenalty : float, default 0.0
        penalty on the mean square of the inputs of the head; it is not in the losses that are reported (at least 0 and at most 1000)
    aggregationDepth : int
        rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)
    averageEpochs : int, default 0
        epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)
    averageTrigger : int, default 0
        epochs n: once an epoch's validation loss is above the lowest of those more than n before it, the weights after each further step are averaged, and the average is what is validated and saved (with sgd torch.optim.ASGD, started as AWD-LSTM does; 5 there); 0 for never (at least 0 and at most 1000)
    batchSize : int, default 64
        examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)
    blockSize : int
        examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)
    bptt : int, default 100
        tokens of each stream that a step reads: the reach of truncated backpropagation through time, while states go on from step to step (at least 1 and at most 100000)
    categoricalCols : list[str], default []
        columns of data.future, data.static, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding
    cell : str, default "lstm"
        lstm, gru or rnn (plain, with tanh)
    changePenalty : float, default 0.0
        penalty on the mean square of the change of the last layer's output from token to token; it is not in the losses that are reported (at least 0 and at most 1000)
    clipNorm : float, default 1.0
        largest norm of a gradient; 0 for no clipping (at least 0)
    clipValue : float, default 0.0
        largest magnitude of a gradient element; 0 for no clipping (at least 0)
    compressGradients : bool, default True
        whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results
    dropout : float, default 0.0
        probability of zeroing an output of every layer but the last (at least 0 and below 1)
    dropoutMasks : str, default "values"
        what a mask of dropout, headDropout and inputDropout holds for: values (each is drawn by itself) or streams (one mask for all tokens that a step reads of a stream, or sequence: locked, or variational, dropout)
    embeddingDropout : float, default 0.0
        probability of zeroing the vector of a token, the same tokens for a whole step (at least 0 and below 1)
    embeddingSize : int
        width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)
    epochs : int, default 20
        maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)
    execution : str, default "auto"
        where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results
    featureCols : list[str], default []
        columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences
    handleInvalid : str, default "error"
        treatment of a sequence that is null or has a token that is null: error, skip (leave it out) or keep (null in the columns of the result)
    headDropout : float, default 0.0
        probability of zeroing an input of the head (at least 0 and below 1)
    hiddenSize : int, default 64
        size of the hidden state (at least 1 and at most 65536)
    initialWeightsPath : str
        safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors
    inputDropout : float, default 0.0
        probability of zeroing an input of the first recurrent layer (at least 0 and below 1)
    learningRate : float, default 0.001
        learning rate of the optimizer (above 0 and at most 1000)
    loss : str, default "auto"
        mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy
    lowestLearningRate : float, default 0.0
        cosine and plateau: lowest learning rate (at least 0)
    momentum : float, default 0.0
        sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)
    nesterov : bool, default False
        sgd: whether to use Nesterov momentum
    numLayers : int, default 1
        number of recurrent layers (at least 1 and at most 64)
    numNegatives : int, default 0
        tokens whose logits a step computes besides those of its targets: sampled softmax, drawn by rank in frequency, the same ones in a whole step; validation and test compute all. 0 for all in training too (at least 0 and at most 1000000)
    numPartitions : int
        data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)
    optimizer : str, default "adam"
        adam, adamw, sgd, rmsprop or adagrad
    patience : int, default 5
        epochs without a better validation loss before training stops; 0 to never stop early (at least 0)
    placement : str, default "auto"
        where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results
    schedule : str, default "constant"
        constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)
    scheduleAfter : int
        step: epochs before the first reduction; auto: as many as between reductions (at least 1)
    scheduleEpochs : int, default 3
        step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)
    scheduleFactor : float, default 0.5
        step and plateau: factor of a reduction (above 0 and below 1)
    seed : int, default 42
        seed of initial values, shuffling and dropout
    seriesIdCols : list[str], default []
        columns that identify a series or a sequence; none for a single series
    shardBytes : int, default 8388608
        size of the pieces that large data is cut into (at least 1 and at most 1073741824)
    showProgress : bool, default False
        whether fit shows its progress on standard error
    sparse : str, default "auto"
        whether a step updates only the vectors of tokens that it has read, and with numNegatives only the head's rows that it has compared (torch.optim.SparseAdam; without weight decay): auto (with numNegatives, or more than 10,000 different tokens), true or false
    splitUnit : str, default "auto"
        what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from data.split.validation-from and data.split.test-from on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)
    standardization : bool, default True
        whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too
    storage : str, default "auto"
        where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results
    testSplit : float, default 0.2
        share or number of rows that follow, to test on; 0 for none (at least 0)
    tiedWeights : bool, default False
        whether the head's weight is that of the tokens' vectors; they are then as wide as hiddenSize
    timeCol : str
        column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence
    tokenPattern : str
        regular expression (Java) of the tokens of a text, such as \\w+ or \\w+|\\s+|\\p{Punct}; what lies between them is left out. Empty: each character is a token
    tokensCol : str, default "tokens"
        column of tokens: text, arrays of values, or with timeCol a value per row
    trainSplit : float, default 0.7
        share of each series (at most 1) or number of rows to train on (at least 0)
    validationSplit : float, default 0.1
        share or number of rows that follow, to validate on; 0 for none (at least 0)
    vocabSize : int, default 100000
        largest number of different tokens that the network knows, the most frequent of the train span, and of values of a column of classes beside them; all others are one (at least 1 and at most 16000000)
    warmUpEpochs : int, default 0
        cosine: epochs over which the rate rises at the start (at least 0)
    weightDecay : float, default 0.0
        L2 penalty; with adamw decoupled weight decay (at least 0)
    weightDropout : float, default 0.0
        probability of zeroing an element of the recurrent weights (weight_hh), the same ones for a whole step (at least 0 and below 1)
    """

    activationPenalty: "Param[float]" = Param(
        Params._dummy(),
        "activationPenalty",
        "penalty on the mean square of the inputs of the head; it is not in the losses that are reported (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)",
        typeConverter=TypeConverters.toInt,
    )
    averageEpochs: "Param[int]" = Param(
        Params._dummy(),
        "averageEpochs",
        "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    averageTrigger: "Param[int]" = Param(
        Params._dummy(),
        "averageTrigger",
        "epochs n: once an epoch's validation loss is above the lowest of those more than n before it, the weights after each further step are averaged, and the average is what is validated and saved (with sgd torch.optim.ASGD, started as AWD-LSTM does; 5 there); 0 for never (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    bptt: "Param[int]" = Param(
        Params._dummy(),
        "bptt",
        "tokens of each stream that a step reads: the reach of truncated backpropagation through time, while states go on from step to step (at least 1 and at most 100000)",
        typeConverter=TypeConverters.toInt,
    )
    categoricalCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "categoricalCols",
        "columns of data.future, data.static, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding",
        typeConverter=TypeConverters.toListString,
    )
    cell: "Param[str]" = Param(
        Params._dummy(),
        "cell",
        "lstm, gru or rnn (plain, with tanh)",
        typeConverter=TypeConverters.toString,
    )
    changePenalty: "Param[float]" = Param(
        Params._dummy(),
        "changePenalty",
        "penalty on the mean square of the change of the last layer's output from token to token; it is not in the losses that are reported (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of a gradient element; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    compressGradients: "Param[bool]" = Param(
        Params._dummy(),
        "compressGradients",
        "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
        typeConverter=TypeConverters.toBoolean,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability of zeroing an output of every layer but the last (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    dropoutMasks: "Param[str]" = Param(
        Params._dummy(),
        "dropoutMasks",
        "what a mask of dropout, headDropout and inputDropout holds for: values (each is drawn by itself) or streams (one mask for all tokens that a step reads of a stream, or sequence: locked, or variational, dropout)",
        typeConverter=TypeConverters.toString,
    )
    embeddingDropout: "Param[float]" = Param(
        Params._dummy(),
        "embeddingDropout",
        "probability of zeroing the vector of a token, the same tokens for a whole step (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    embeddingSize: "Param[int]" = Param(
        Params._dummy(),
        "embeddingSize",
        "width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    execution: "Param[str]" = Param(
        Params._dummy(),
        "execution",
        "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    featureCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "featureCols",
        "columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences",
        typeConverter=TypeConverters.toListString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of a sequence that is null or has a token that is null: error, skip (leave it out) or keep (null in the columns of the result)",
        typeConverter=TypeConverters.toString,
    )
    headDropout: "Param[float]" = Param(
        Params._dummy(),
        "headDropout",
        "probability of zeroing an input of the head (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "size of the hidden state (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    initialWeightsPath: "Param[str]" = Param(
        Params._dummy(),
        "initialWeightsPath",
        "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
        typeConverter=TypeConverters.toString,
    )
    inputDropout: "Param[float]" = Param(
        Params._dummy(),
        "inputDropout",
        "probability of zeroing an input of the first recurrent layer (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of the optimizer (above 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
        typeConverter=TypeConverters.toString,
    )
    lowestLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "lowestLearningRate",
        "cosine and plateau: lowest learning rate (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "sgd: whether to use Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numLayers: "Param[int]" = Param(
        Params._dummy(),
        "numLayers",
        "number of recurrent layers (at least 1 and at most 64)",
        typeConverter=TypeConverters.toInt,
    )
    numNegatives: "Param[int]" = Param(
        Params._dummy(),
        "numNegatives",
        "tokens whose logits a step computes besides those of its targets: sampled softmax, drawn by rank in frequency, the same ones in a whole step; validation and test compute all. 0 for all in training too (at least 0 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "adam, adamw, sgd, rmsprop or adagrad",
        typeConverter=TypeConverters.toString,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without a better validation loss before training stops; 0 to never stop early (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    placement: "Param[str]" = Param(
        Params._dummy(),
        "placement",
        "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
        typeConverter=TypeConverters.toString,
    )
    scheduleAfter: "Param[int]" = Param(
        Params._dummy(),
        "scheduleAfter",
        "step: epochs before the first reduction; auto: as many as between reductions (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleEpochs: "Param[int]" = Param(
        Params._dummy(),
        "scheduleEpochs",
        "step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleFactor: "Param[float]" = Param(
        Params._dummy(),
        "scheduleFactor",
        "step and plateau: factor of a reduction (above 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of initial values, shuffling and dropout",
        typeConverter=TypeConverters.toInt,
    )
    seriesIdCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "seriesIdCols",
        "columns that identify a series or a sequence; none for a single series",
        typeConverter=TypeConverters.toListString,
    )
    shardBytes: "Param[int]" = Param(
        Params._dummy(),
        "shardBytes",
        "size of the pieces that large data is cut into (at least 1 and at most 1073741824)",
        typeConverter=TypeConverters.toInt,
    )
    showProgress: "Param[bool]" = Param(
        Params._dummy(),
        "showProgress",
        "whether fit shows its progress on standard error",
        typeConverter=TypeConverters.toBoolean,
    )
    sparse: "Param[str]" = Param(
        Params._dummy(),
        "sparse",
        "whether a step updates only the vectors of tokens that it has read, and with numNegatives only the head's rows that it has compared (torch.optim.SparseAdam; without weight decay): auto (with numNegatives, or more than 10,000 different tokens), true or false",
        typeConverter=TypeConverters.toString,
    )
    splitUnit: "Param[str]" = Param(
        Params._dummy(),
        "splitUnit",
        "what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from data.split.validation-from and data.split.test-from on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)",
        typeConverter=TypeConverters.toString,
    )
    standardization: "Param[bool]" = Param(
        Params._dummy(),
        "standardization",
        "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
        typeConverter=TypeConverters.toBoolean,
    )
    storage: "Param[str]" = Param(
        Params._dummy(),
        "storage",
        "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    testSplit: "Param[float]" = Param(
        Params._dummy(),
        "testSplit",
        "share or number of rows that follow, to test on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    tiedWeights: "Param[bool]" = Param(
        Params._dummy(),
        "tiedWeights",
        "whether the head's weight is that of the tokens' vectors; they are then as wide as hiddenSize",
        typeConverter=TypeConverters.toBoolean,
    )
    timeCol: "Param[str]" = Param(
        Params._dummy(),
        "timeCol",
        "column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence",
        typeConverter=TypeConverters.toString,
    )
    tokenPattern: "Param[str]" = Param(
        Params._dummy(),
        "tokenPattern",
        "regular expression (Java) of the tokens of a text, such as \\w+ or \\w+|\\s+|\\p{Punct}; what lies between them is left out. Empty: each character is a token",
        typeConverter=TypeConverters.toString,
    )
    tokensCol: "Param[str]" = Param(
        Params._dummy(),
        "tokensCol",
        "column of tokens: text, arrays of values, or with timeCol a value per row",
        typeConverter=TypeConverters.toString,
    )
    trainSplit: "Param[float]" = Param(
        Params._dummy(),
        "trainSplit",
        "share of each series (at most 1) or number of rows to train on (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    validationSplit: "Param[float]" = Param(
        Params._dummy(),
        "validationSplit",
        "share or number of rows that follow, to validate on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    vocabSize: "Param[int]" = Param(
        Params._dummy(),
        "vocabSize",
        "largest number of different tokens that the network knows, the most frequent of the train span, and of values of a column of classes beside them; all others are one (at least 1 and at most 16000000)",
        typeConverter=TypeConverters.toInt,
    )
    warmUpEpochs: "Param[int]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        "cosine: epochs over which the rate rises at the start (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "L2 penalty; with adamw decoupled weight decay (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    weightDropout: "Param[float]" = Param(
        Params._dummy(),
        "weightDropout",
        "probability of zeroing an element of the recurrent weights (weight_hh), the same ones for a whole step (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "activationPenalty": 0.0,
        "averageEpochs": 0,
        "averageTrigger": 0,
        "batchSize": 64,
        "bptt": 100,
        "categoricalCols": [],
        "cell": "lstm",
        "changePenalty": 0.0,
        "clipNorm": 1.0,
        "clipValue": 0.0,
        "compressGradients": True,
        "dropout": 0.0,
        "dropoutMasks": "values",
        "embeddingDropout": 0.0,
        "epochs": 20,
        "execution": "auto",
        "featureCols": [],
        "handleInvalid": "error",
        "headDropout": 0.0,
        "hiddenSize": 64,
        "inputDropout": 0.0,
        "learningRate": 0.001,
        "loss": "auto",
        "lowestLearningRate": 0.0,
        "momentum": 0.0,
        "nesterov": False,
        "numLayers": 1,
        "numNegatives": 0,
        "optimizer": "adam",
        "patience": 5,
        "placement": "auto",
        "schedule": "constant",
        "scheduleEpochs": 3,
        "scheduleFactor": 0.5,
        "seed": 42,
        "seriesIdCols": [],
        "shardBytes": 8388608,
        "showProgress": False,
        "sparse": "auto",
        "splitUnit": "auto",
        "standardization": True,
        "storage": "auto",
        "testSplit": 0.2,
        "tiedWeights": False,
        "tokensCol": "tokens",
        "trainSplit": 0.7,
        "validationSplit": 0.1,
        "vocabSize": 100000,
        "warmUpEpochs": 0,
        "weightDecay": 0.0,
        "weightDropout": 0.0,
    }

    @params_only
    def __init__(
        self,
        *,
        activationPenalty: Optional[float] = None,
        aggregationDepth: Optional[int] = None,
        averageEpochs: Optional[int] = None,
        averageTrigger: Optional[int] = None,
        batchSize: Optional[int] = None,
        blockSize: Optional[int] = None,
        bptt: Optional[int] = None,
        categoricalCols: Optional[list[str]] = None,
        cell: Optional[str] = None,
        changePenalty: Optional[float] = None,
        clipNorm: Optional[float] = None,
        clipValue: Optional[float] = None,
        compressGradients: Optional[bool] = None,
        dropout: Optional[float] = None,
        dropoutMasks: Optional[str] = None,
        embeddingDropout: Optional[float] = None,
        embeddingSize: Optional[int] = None,
        epochs: Optional[int] = None,
        execution: Optional[str] = None,
        featureCols: Optional[list[str]] = None,
        handleInvalid: Optional[str] = None,
        headDropout: Optional[float] = None,
        hiddenSize: Optional[int] = None,
        initialWeightsPath: Optional[str] = None,
        inputDropout: Optional[float] = None,
        learningRate: Optional[float] = None,
        loss: Optional[str] = None,
        lowestLearningRate: Optional[float] = None,
        momentum: Optional[float] = None,
        nesterov: Optional[bool] = None,
        numLayers: Optional[int] = None,
        numNegatives: Optional[int] = None,
        numPartitions: Optional[int] = None,
        optimizer: Optional[str] = None,
        patience: Optional[int] = None,
        placement: Optional[str] = None,
        schedule: Optional[str] = None,
        scheduleAfter: Optional[int] = None,
        scheduleEpochs: Optional[int] = None,
        scheduleFactor: Optional[float] = None,
        seed: Optional[int] = None,
        seriesIdCols: Optional[list[str]] = None,
        shardBytes: Optional[int] = None,
        showProgress: Optional[bool] = None,
        sparse: Optional[str] = None,
        splitUnit: Optional[str] = None,
        standardization: Optional[bool] = None,
        storage: Optional[str] = None,
        testSplit: Optional[float] = None,
        tiedWeights: Optional[bool] = None,
        timeCol: Optional[str] = None,
        tokenPattern: Optional[str] = None,
        tokensCol: Optional[str] = None,
        trainSplit: Optional[float] = None,
        validationSplit: Optional[float] = None,
        vocabSize: Optional[int] = None,
        warmUpEpochs: Optional[int] = None,
        weightDecay: Optional[float] = None,
        weightDropout: Optional[float] = None,
    ) -> None:
        super().__init__()
        self._begin()

    def getActivationPenalty(self) -> float:
        """Gets the value of activationPenalty."""
        value: float = self.getOrDefault(self.activationPenalty)
        return value

    def setActivationPenalty(self, value: float) -> "LstmNextToken":
        """Sets activationPenalty, and returns this stage."""
        return self._set_one("activationPenalty", value)

    def getAggregationDepth(self) -> int:
        """Gets the value of aggregationDepth."""
        value: int = self.getOrDefault(self.aggregationDepth)
        return value

    def setAggregationDepth(self, value: int) -> "LstmNextToken":
        """Sets aggregationDepth, and returns this stage."""
        return self._set_one("aggregationDepth", value)

    def getAverageEpochs(self) -> int:
        """Gets the value of averageEpochs."""
        value: int = self.getOrDefault(self.averageEpochs)
        return value

    def setAverageEpochs(self, value: int) -> "LstmNextToken":
        """Sets averageEpochs, and returns this stage."""
        return self._set_one("averageEpochs", value)

    def getAverageTrigger(self) -> int:
        """Gets the value of averageTrigger."""
        value: int = self.getOrDefault(self.averageTrigger)
        return value

    def setAverageTrigger(self, value: int) -> "LstmNextToken":
        """Sets averageTrigger, and returns this stage."""
        return self._set_one("averageTrigger", value)

    def getBatchSize(self) -> int:
        """Gets the value of batchSize."""
        value: int = self.getOrDefault(self.batchSize)
        return value

    def setBatchSize(self, value: int) -> "LstmNextToken":
        """Sets batchSize, and returns this stage."""
        return self._set_one("batchSize", value)

    def getBlockSize(self) -> int:
        """Gets the value of blockSize."""
        value: int = self.getOrDefault(self.blockSize)
        return value

    def setBlockSize(self, value: int) -> "LstmNextToken":
        """Sets blockSize, and returns this stage."""
        return self._set_one("blockSize", value)

    def getBptt(self) -> int:
        """Gets the value of bptt."""
        value: int = self.getOrDefault(self.bptt)
        return value

    def setBptt(self, value: int) -> "LstmNextToken":
        """Sets bptt, and returns this stage."""
        return self._set_one("bptt", value)

    def getCategoricalCols(self) -> list[str]:
        """Gets the value of categoricalCols."""
        value: list[str] = self.getOrDefault(self.categoricalCols)
        return value

    def setCategoricalCols(self, value: list[str]) -> "LstmNextToken":
        """Sets categoricalCols, and returns this stage."""
        return self._set_one("categoricalCols", value)

    def getCell(self) -> str:
        """Gets the value of cell."""
        value: str = self.getOrDefault(self.cell)
        return value

    def setCell(self, value: str) -> "LstmNextToken":
        """Sets cell, and returns this stage."""
        return self._set_one("cell", value)

    def getChangePenalty(self) -> float:
        """Gets the value of changePenalty."""
        value: float = self.getOrDefault(self.changePenalty)
        return value

    def setChangePenalty(self, value: float) -> "LstmNextToken":
        """Sets changePenalty, and returns this stage."""
        return self._set_one("changePenalty", value)

    def getClipNorm(self) -> float:
        """Gets the value of clipNorm."""
        value: float = self.getOrDefault(self.clipNorm)
        return value

    def setClipNorm(self, value: float) -> "LstmNextToken":
        """Sets clipNorm, and returns this stage."""
        return self._set_one("clipNorm", value)

    def getClipValue(self) -> float:
        """Gets the value of clipValue."""
        value: float = self.getOrDefault(self.clipValue)
        return value

    def setClipValue(self, value: float) -> "LstmNextToken":
        """Sets clipValue, and returns this stage."""
        return self._set_one("clipValue", value)

    def getCompressGradients(self) -> bool:
        """Gets the value of compressGradients."""
        value: bool = self.getOrDefault(self.compressGradients)
        return value

    def setCompressGradients(self, value: bool) -> "LstmNextToken":
        """Sets compressGradients, and returns this stage."""
        return self._set_one("compressGradients", value)

    def getDropout(self) -> float:
        """Gets the value of dropout."""
        value: float = self.getOrDefault(self.dropout)
        return value

    def setDropout(self, value: float) -> "LstmNextToken":
        """Sets dropout, and returns this stage."""
        return self._set_one("dropout", value)

    def getDropoutMasks(self) -> str:
        """Gets the value of dropoutMasks."""
        value: str = self.getOrDefault(self.dropoutMasks)
        return value

    def setDropoutMasks(self, value: str) -> "LstmNextToken":
        """Sets dropoutMasks, and returns this stage."""
        return self._set_one("dropoutMasks", value)

    def getEmbeddingDropout(self) -> float:
        """Gets the value of embeddingDropout."""
        value: float = self.getOrDefault(self.embeddingDropout)
        return value

    def setEmbeddingDropout(self, value: float) -> "LstmNextToken":
        """Sets embeddingDropout, and returns this stage."""
        return self._set_one("embeddingDropout", value)

    def getEmbeddingSize(self) -> int:
        """Gets the value of embeddingSize."""
        value: int = self.getOrDefault(self.embeddingSize)
        return value

    def setEmbeddingSize(self, value: int) -> "LstmNextToken":
        """Sets embeddingSize, and returns this stage."""
        return self._set_one("embeddingSize", value)

    def getEpochs(self) -> int:
        """Gets the value of epochs."""
        value: int = self.getOrDefault(self.epochs)
        return value

    def setEpochs(self, value: int) -> "LstmNextToken":
        """Sets epochs, and returns this stage."""
        return self._set_one("epochs", value)

    def getExecution(self) -> str:
        """Gets the value of execution."""
        value: str = self.getOrDefault(self.execution)
        return value

    def setExecution(self, value: str) -> "LstmNextToken":
        """Sets execution, and returns this stage."""
        return self._set_one("execution", value)

    def getFeatureCols(self) -> list[str]:
        """Gets the value of featureCols."""
        value: list[str] = self.getOrDefault(self.featureCols)
        return value

    def setFeatureCols(self, value: list[str]) -> "LstmNextToken":
        """Sets featureCols, and returns this stage."""
        return self._set_one("featureCols", value)

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "LstmNextToken":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getHeadDropout(self) -> float:
        """Gets the value of headDropout."""
        value: float = self.getOrDefault(self.headDropout)
        return value

    def setHeadDropout(self, value: float) -> "LstmNextToken":
        """Sets headDropout, and returns this stage."""
        return self._set_one("headDropout", value)

    def getHiddenSize(self) -> int:
        """Gets the value of hiddenSize."""
        value: int = self.getOrDefault(self.hiddenSize)
        return value

    def setHiddenSize(self, value: int) -> "LstmNextToken":
        """Sets hiddenSize, and returns this stage."""
        return self._set_one("hiddenSize", value)

    def getInitialWeightsPath(self) -> str:
        """Gets the value of initialWeightsPath."""
        value: str = self.getOrDefault(self.initialWeightsPath)
        return value

    def setInitialWeightsPath(self, value: str) -> "LstmNextToken":
        """Sets initialWeightsPath, and returns this stage."""
        return self._set_one("initialWeightsPath", value)

    def getInputDropout(self) -> float:
        """Gets the value of inputDropout."""
        value: float = self.getOrDefault(self.inputDropout)
        return value

    def setInputDropout(self, value: float) -> "LstmNextToken":
        """Sets inputDropout, and returns this stage."""
        return self._set_one("inputDropout", value)

    def getLearningRate(self) -> float:
        """Gets the value of learningRate."""
        value: float = self.getOrDefault(self.learningRate)
        return value

    def setLearningRate(self, value: float) -> "LstmNextToken":
        """Sets learningRate, and returns this stage."""
        return self._set_one("learningRate", value)

    def getLoss(self) -> str:
        """Gets the value of loss."""
        value: str = self.getOrDefault(self.loss)
        return value

    def setLoss(self, value: str) -> "LstmNextToken":
        """Sets loss, and returns this stage."""
        return self._set_one("loss", value)

    def getLowestLearningRate(self) -> float:
        """Gets the value of lowestLearningRate."""
        value: float = self.getOrDefault(self.lowestLearningRate)
        return value

    def setLowestLearningRate(self, value: float) -> "LstmNextToken":
        """Sets lowestLearningRate, and returns this stage."""
        return self._set_one("lowestLearningRate", value)

    def getMomentum(self) -> float:
        """Gets the value of momentum."""
        value: float = self.getOrDefault(self.momentum)
        return value

    def setMomentum(self, value: float) -> "LstmNextToken":
        """Sets momentum, and returns this stage."""
        return self._set_one("momentum", value)

    def getNesterov(self) -> bool:
        """Gets the value of nesterov."""
        value: bool = self.getOrDefault(self.nesterov)
        return value

    def setNesterov(self, value: bool) -> "LstmNextToken":
        """Sets nesterov, and returns this stage."""
        return self._set_one("nesterov", value)

    def getNumLayers(self) -> int:
        """Gets the value of numLayers."""
        value: int = self.getOrDefault(self.numLayers)
        return value

    def setNumLayers(self, value: int) -> "LstmNextToken":
        """Sets numLayers, and returns this stage."""
        return self._set_one("numLayers", value)

    def getNumNegatives(self) -> int:
        """Gets the value of numNegatives."""
        value: int = self.getOrDefault(self.numNegatives)
        return value

    def setNumNegatives(self, value: int) -> "LstmNextToken":
        """Sets numNegatives, and returns this stage."""
        return self._set_one("numNegatives", value)

    def getNumPartitions(self) -> int:
        """Gets the value of numPartitions."""
        value: int = self.getOrDefault(self.numPartitions)
        return value

    def setNumPartitions(self, value: int) -> "LstmNextToken":
        """Sets numPartitions, and returns this stage."""
        return self._set_one("numPartitions", value)

    def getOptimizer(self) -> str:
        """Gets the value of optimizer."""
        value: str = self.getOrDefault(self.optimizer)
        return value

    def setOptimizer(self, value: str) -> "LstmNextToken":
        """Sets optimizer, and returns this stage."""
        return self._set_one("optimizer", value)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        value: int = self.getOrDefault(self.patience)
        return value

    def setPatience(self, value: int) -> "LstmNextToken":
        """Sets patience, and returns this stage."""
        return self._set_one("patience", value)

    def getPlacement(self) -> str:
        """Gets the value of placement."""
        value: str = self.getOrDefault(self.placement)
        return value

    def setPlacement(self, value: str) -> "LstmNextToken":
        """Sets placement, and returns this stage."""
        return self._set_one("placement", value)

    def getSchedule(self) -> str:
        """Gets the value of schedule."""
        value: str = self.getOrDefault(self.schedule)
        return value

    def setSchedule(self, value: str) -> "LstmNextToken":
        """Sets schedule, and returns this stage."""
        return self._set_one("schedule", value)

    def getScheduleAfter(self) -> int:
        """Gets the value of scheduleAfter."""
        value: int = self.getOrDefault(self.scheduleAfter)
        return value

    def setScheduleAfter(self, value: int) -> "LstmNextToken":
        """Sets scheduleAfter, and returns this stage."""
        return self._set_one("scheduleAfter", value)

    def getScheduleEpochs(self) -> int:
        """Gets the value of scheduleEpochs."""
        value: int = self.getOrDefault(self.scheduleEpochs)
        return value

    def setScheduleEpochs(self, value: int) -> "LstmNextToken":
        """Sets scheduleEpochs, and returns this stage."""
        return self._set_one("scheduleEpochs", value)

    def getScheduleFactor(self) -> float:
        """Gets the value of scheduleFactor."""
        value: float = self.getOrDefault(self.scheduleFactor)
        return value

    def setScheduleFactor(self, value: float) -> "LstmNextToken":
        """Sets scheduleFactor, and returns this stage."""
        return self._set_one("scheduleFactor", value)

    def getSeed(self) -> int:
        """Gets the value of seed."""
        value: int = self.getOrDefault(self.seed)
        return value

    def setSeed(self, value: int) -> "LstmNextToken":
        """Sets seed, and returns this stage."""
        return self._set_one("seed", value)

    def getSeriesIdCols(self) -> list[str]:
        """Gets the value of seriesIdCols."""
        value: list[str] = self.getOrDefault(self.seriesIdCols)
        return value

    def setSeriesIdCols(self, value: list[str]) -> "LstmNextToken":
        """Sets seriesIdCols, and returns this stage."""
        return self._set_one("seriesIdCols", value)

    def getShardBytes(self) -> int:
        """Gets the value of shardBytes."""
        value: int = self.getOrDefault(self.shardBytes)
        return value

    def setShardBytes(self, value: int) -> "LstmNextToken":
        """Sets shardBytes, and returns this stage."""
        return self._set_one("shardBytes", value)

    def getShowProgress(self) -> bool:
        """Gets the value of showProgress."""
        value: bool = self.getOrDefault(self.showProgress)
        return value

    def setShowProgress(self, value: bool) -> "LstmNextToken":
        """Sets showProgress, and returns this stage."""
        return self._set_one("showProgress", value)

    def getSparse(self) -> str:
        """Gets the value of sparse."""
        value: str = self.getOrDefault(self.sparse)
        return value

    def setSparse(self, value: str) -> "LstmNextToken":
        """Sets sparse, and returns this stage."""
        return self._set_one("sparse", value)

    def getSplitUnit(self) -> str:
        """Gets the value of splitUnit."""
        value: str = self.getOrDefault(self.splitUnit)
        return value

    def setSplitUnit(self, value: str) -> "LstmNextToken":
        """Sets splitUnit, and returns this stage."""
        return self._set_one("splitUnit", value)

    def getStandardization(self) -> bool:
        """Gets the value of standardization."""
        value: bool = self.getOrDefault(self.standardization)
        return value

    def setStandardization(self, value: bool) -> "LstmNextToken":
        """Sets standardization, and returns this stage."""
        return self._set_one("standardization", value)

    def getStorage(self) -> str:
        """Gets the value of storage."""
        value: str = self.getOrDefault(self.storage)
        return value

    def setStorage(self, value: str) -> "LstmNextToken":
        """Sets storage, and returns this stage."""
        return self._set_one("storage", value)

    def getTestSplit(self) -> float:
        """Gets the value of testSplit."""
        value: float = self.getOrDefault(self.testSplit)
        return value

    def setTestSplit(self, value: float) -> "LstmNextToken":
        """Sets testSplit, and returns this stage."""
        return self._set_one("testSplit", value)

    def getTiedWeights(self) -> bool:
        """Gets the value of tiedWeights."""
        value: bool = self.getOrDefault(self.tiedWeights)
        return value

    def setTiedWeights(self, value: bool) -> "LstmNextToken":
        """Sets tiedWeights, and returns this stage."""
        return self._set_one("tiedWeights", value)

    def getTimeCol(self) -> str:
        """Gets the value of timeCol."""
        value: str = self.getOrDefault(self.timeCol)
        return value

    def setTimeCol(self, value: str) -> "LstmNextToken":
        """Sets timeCol, and returns this stage."""
        return self._set_one("timeCol", value)

    def getTokenPattern(self) -> str:
        """Gets the value of tokenPattern."""
        value: str = self.getOrDefault(self.tokenPattern)
        return value

    def setTokenPattern(self, value: str) -> "LstmNextToken":
        """Sets tokenPattern, and returns this stage."""
        return self._set_one("tokenPattern", value)

    def getTokensCol(self) -> str:
        """Gets the value of tokensCol."""
        value: str = self.getOrDefault(self.tokensCol)
        return value

    def setTokensCol(self, value: str) -> "LstmNextToken":
        """Sets tokensCol, and returns this stage."""
        return self._set_one("tokensCol", value)

    def getTrainSplit(self) -> float:
        """Gets the value of trainSplit."""
        value: float = self.getOrDefault(self.trainSplit)
        return value

    def setTrainSplit(self, value: float) -> "LstmNextToken":
        """Sets trainSplit, and returns this stage."""
        return self._set_one("trainSplit", value)

    def getValidationSplit(self) -> float:
        """Gets the value of validationSplit."""
        value: float = self.getOrDefault(self.validationSplit)
        return value

    def setValidationSplit(self, value: float) -> "LstmNextToken":
        """Sets validationSplit, and returns this stage."""
        return self._set_one("validationSplit", value)

    def getVocabSize(self) -> int:
        """Gets the value of vocabSize."""
        value: int = self.getOrDefault(self.vocabSize)
        return value

    def setVocabSize(self, value: int) -> "LstmNextToken":
        """Sets vocabSize, and returns this stage."""
        return self._set_one("vocabSize", value)

    def getWarmUpEpochs(self) -> int:
        """Gets the value of warmUpEpochs."""
        value: int = self.getOrDefault(self.warmUpEpochs)
        return value

    def setWarmUpEpochs(self, value: int) -> "LstmNextToken":
        """Sets warmUpEpochs, and returns this stage."""
        return self._set_one("warmUpEpochs", value)

    def getWeightDecay(self) -> float:
        """Gets the value of weightDecay."""
        value: float = self.getOrDefault(self.weightDecay)
        return value

    def setWeightDecay(self, value: float) -> "LstmNextToken":
        """Sets weightDecay, and returns this stage."""
        return self._set_one("weightDecay", value)

    def getWeightDropout(self) -> float:
        """Gets the value of weightDropout."""
        value: float = self.getOrDefault(self.weightDropout)
        return value

    def setWeightDropout(self, value: float) -> "LstmNextToken":
        """Sets weightDropout, and returns this stage."""
        return self._set_one("weightDropout", value)


class LstmNextTokenModel(NextTokenModelBase):
    """A trained LstmNextToken.

    Parameters
    ----------
    activationPenalty : float, default 0.0
        penalty on the mean square of the inputs of the head; it is not in the losses that are reported (at least 0 and at most 1000)
    aggregationDepth : int
        rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)
    averageEpochs : int, default 0
        epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)
    averageTrigger : int, default 0
        epochs n: once an epoch's validation loss is above the lowest of those more than n before it, the weights after each further step are averaged, and the average is what is validated and saved (with sgd torch.optim.ASGD, started as AWD-LSTM does; 5 there); 0 for never (at least 0 and at most 1000)
    batchSize : int, default 64
        examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)
    blockSize : int
        examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)
    bptt : int, default 100
        tokens of each stream that a step reads: the reach of truncated backpropagation through time, while states go on from step to step (at least 1 and at most 100000)
    categoricalCols : list[str], default []
        columns of data.future, data.static, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding
    cell : str, default "lstm"
        lstm, gru or rnn (plain, with tanh)
    changePenalty : float, default 0.0
        penalty on the mean square of the change of the last layer's output from token to token; it is not in the losses that are reported (at least 0 and at most 1000)
    clipNorm : float, default 1.0
        largest norm of a gradient; 0 for no clipping (at least 0)
    clipValue : float, default 0.0
        largest magnitude of a gradient element; 0 for no clipping (at least 0)
    compressGradients : bool, default True
        whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results
    dropout : float, default 0.0
        probability of zeroing an output of every layer but the last (at least 0 and below 1)
    dropoutMasks : str, default "values"
        what a mask of dropout, headDropout and inputDropout holds for: values (each is drawn by itself) or streams (one mask for all tokens that a step reads of a stream, or sequence: locked, or variational, dropout)
    embeddingDropout : float, default 0.0
        probability of zeroing the vector of a token, the same tokens for a whole step (at least 0 and below 1)
    embeddingSize : int
        width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)
    epochs : int, default 20
        maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)
    execution : str, default "auto"
        where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results
    featureCols : list[str], default []
        columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences
    handleInvalid : str, default "error"
        treatment of a sequence that is null or has a token that is null: error, skip (leave it out) or keep (null in the columns of the result)
    headDropout : float, default 0.0
        probability of zeroing an input of the head (at least 0 and below 1)
    hiddenSize : int, default 64
        size of the hidden state (at least 1 and at most 65536)
    initialWeightsPath : str
        safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors
    inputDropout : float, default 0.0
        probability of zeroing an input of the first recurrent layer (at least 0 and below 1)
    learningRate : float, default 0.001
        learning rate of the optimizer (above 0 and at most 1000)
    loss : str, default "auto"
        mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy
    lowestLearningRate : float, default 0.0
        cosine and plateau: lowest learning rate (at least 0)
    maxLength : int, default 100
        largest number of tokens to generate
    momentum : float, default 0.0
        sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)
    nesterov : bool, default False
        sgd: whether to use Nesterov momentum
    numLayers : int, default 1
        number of recurrent layers (at least 1 and at most 64)
    numNegatives : int, default 0
        tokens whose logits a step computes besides those of its targets: sampled softmax, drawn by rank in frequency, the same ones in a whole step; validation and test compute all. 0 for all in training too (at least 0 and at most 1000000)
    numPartitions : int
        data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)
    numRecommendations : int, default 10
        number of tokens to recommend
    optimizer : str, default "adam"
        adam, adamw, sgd, rmsprop or adagrad
    output : str, default "scores"
        what transform answers with: scores, recommendations, generated, summary, model
    patience : int, default 5
        epochs without a better validation loss before training stops; 0 to never stop early (at least 0)
    placement : str, default "auto"
        where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results
    schedule : str, default "constant"
        constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)
    scheduleAfter : int
        step: epochs before the first reduction; auto: as many as between reductions (at least 1)
    scheduleEpochs : int, default 3
        step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)
    scheduleFactor : float, default 0.5
        step and plateau: factor of a reduction (above 0 and below 1)
    seed : int, default 42
        seed of initial values, shuffling and dropout
    seriesIdCols : list[str], default []
        columns that identify a series or a sequence; none for a single series
    shardBytes : int, default 8388608
        size of the pieces that large data is cut into (at least 1 and at most 1073741824)
    showProgress : bool, default False
        whether fit shows its progress on standard error
    sparse : str, default "auto"
        whether a step updates only the vectors of tokens that it has read, and with numNegatives only the head's rows that it has compared (torch.optim.SparseAdam; without weight decay): auto (with numNegatives, or more than 10,000 different tokens), true or false
    splitUnit : str, default "auto"
        what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from data.split.validation-from and data.split.test-from on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)
    standardization : bool, default True
        whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too
    stopToken : str
        token that ends what is generated; none if unset
    storage : str, default "auto"
        where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results
    temperature : float, default 1.0
        below 1 for what is likelier, above 1 for more variety, 0 for the likeliest token each time
    testSplit : float, default 0.2
        share or number of rows that follow, to test on; 0 for none (at least 0)
    tiedWeights : bool, default False
        whether the head's weight is that of the tokens' vectors; they are then as wide as hiddenSize
    timeCol : str
        column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence
    tokenPattern : str
        regular expression (Java) of the tokens of a text, such as \\w+ or \\w+|\\s+|\\p{Punct}; what lies between them is left out. Empty: each character is a token
    tokensCol : str, default "tokens"
        column of tokens: text, arrays of values, or with timeCol a value per row
    topK : int, default 0
        number of likeliest tokens among which is drawn; 0 for all
    trainSplit : float, default 0.7
        share of each series (at most 1) or number of rows to train on (at least 0)
    validationSplit : float, default 0.1
        share or number of rows that follow, to validate on; 0 for none (at least 0)
    vocabSize : int, default 100000
        largest number of different tokens that the network knows, the most frequent of the train span, and of values of a column of classes beside them; all others are one (at least 1 and at most 16000000)
    warmUpEpochs : int, default 0
        cosine: epochs over which the rate rises at the start (at least 0)
    weightDecay : float, default 0.0
        L2 penalty; with adamw decoupled weight decay (at least 0)
    weightDropout : float, default 0.0
        probability of zeroing an element of the recurrent weights (weight_hh), the same ones for a whole step (at least 0 and below 1)
    """

    activationPenalty: "Param[float]" = Param(
        Params._dummy(),
        "activationPenalty",
        "penalty on the mean square of the inputs of the head; it is not in the losses that are reported (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)",
        typeConverter=TypeConverters.toInt,
    )
    averageEpochs: "Param[int]" = Param(
        Params._dummy(),
        "averageEpochs",
        "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    averageTrigger: "Param[int]" = Param(
        Params._dummy(),
        "averageTrigger",
        "epochs n: once an epoch's validation loss is above the lowest of those more than n before it, the weights after each further step are averaged, and the average is what is validated and saved (with sgd torch.optim.ASGD, started as AWD-LSTM does; 5 there); 0 for never (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    bptt: "Param[int]" = Param(
        Params._dummy(),
        "bptt",
        "tokens of each stream that a step reads: the reach of truncated backpropagation through time, while states go on from step to step (at least 1 and at most 100000)",
        typeConverter=TypeConverters.toInt,
    )
    categoricalCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "categoricalCols",
        "columns of data.future, data.static, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding",
        typeConverter=TypeConverters.toListString,
    )
    cell: "Param[str]" = Param(
        Params._dummy(),
        "cell",
        "lstm, gru or rnn (plain, with tanh)",
        typeConverter=TypeConverters.toString,
    )
    changePenalty: "Param[float]" = Param(
        Params._dummy(),
        "changePenalty",
        "penalty on the mean square of the change of the last layer's output from token to token; it is not in the losses that are reported (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of a gradient element; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    compressGradients: "Param[bool]" = Param(
        Params._dummy(),
        "compressGradients",
        "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
        typeConverter=TypeConverters.toBoolean,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability of zeroing an output of every layer but the last (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    dropoutMasks: "Param[str]" = Param(
        Params._dummy(),
        "dropoutMasks",
        "what a mask of dropout, headDropout and inputDropout holds for: values (each is drawn by itself) or streams (one mask for all tokens that a step reads of a stream, or sequence: locked, or variational, dropout)",
        typeConverter=TypeConverters.toString,
    )
    embeddingDropout: "Param[float]" = Param(
        Params._dummy(),
        "embeddingDropout",
        "probability of zeroing the vector of a token, the same tokens for a whole step (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    embeddingSize: "Param[int]" = Param(
        Params._dummy(),
        "embeddingSize",
        "width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    execution: "Param[str]" = Param(
        Params._dummy(),
        "execution",
        "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    featureCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "featureCols",
        "columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences",
        typeConverter=TypeConverters.toListString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of a sequence that is null or has a token that is null: error, skip (leave it out) or keep (null in the columns of the result)",
        typeConverter=TypeConverters.toString,
    )
    headDropout: "Param[float]" = Param(
        Params._dummy(),
        "headDropout",
        "probability of zeroing an input of the head (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "size of the hidden state (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    initialWeightsPath: "Param[str]" = Param(
        Params._dummy(),
        "initialWeightsPath",
        "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
        typeConverter=TypeConverters.toString,
    )
    inputDropout: "Param[float]" = Param(
        Params._dummy(),
        "inputDropout",
        "probability of zeroing an input of the first recurrent layer (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of the optimizer (above 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
        typeConverter=TypeConverters.toString,
    )
    lowestLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "lowestLearningRate",
        "cosine and plateau: lowest learning rate (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    maxLength: "Param[int]" = Param(
        Params._dummy(),
        "maxLength",
        "largest number of tokens to generate",
        typeConverter=TypeConverters.toInt,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "sgd: whether to use Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numLayers: "Param[int]" = Param(
        Params._dummy(),
        "numLayers",
        "number of recurrent layers (at least 1 and at most 64)",
        typeConverter=TypeConverters.toInt,
    )
    numNegatives: "Param[int]" = Param(
        Params._dummy(),
        "numNegatives",
        "tokens whose logits a step computes besides those of its targets: sampled softmax, drawn by rank in frequency, the same ones in a whole step; validation and test compute all. 0 for all in training too (at least 0 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    numRecommendations: "Param[int]" = Param(
        Params._dummy(),
        "numRecommendations",
        "number of tokens to recommend",
        typeConverter=TypeConverters.toInt,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "adam, adamw, sgd, rmsprop or adagrad",
        typeConverter=TypeConverters.toString,
    )
    output: "Param[str]" = Param(
        Params._dummy(),
        "output",
        "what transform answers with: scores, recommendations, generated, summary, model",
        typeConverter=TypeConverters.toString,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without a better validation loss before training stops; 0 to never stop early (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    placement: "Param[str]" = Param(
        Params._dummy(),
        "placement",
        "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
        typeConverter=TypeConverters.toString,
    )
    scheduleAfter: "Param[int]" = Param(
        Params._dummy(),
        "scheduleAfter",
        "step: epochs before the first reduction; auto: as many as between reductions (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleEpochs: "Param[int]" = Param(
        Params._dummy(),
        "scheduleEpochs",
        "step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleFactor: "Param[float]" = Param(
        Params._dummy(),
        "scheduleFactor",
        "step and plateau: factor of a reduction (above 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of initial values, shuffling and dropout",
        typeConverter=TypeConverters.toInt,
    )
    seriesIdCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "seriesIdCols",
        "columns that identify a series or a sequence; none for a single series",
        typeConverter=TypeConverters.toListString,
    )
    shardBytes: "Param[int]" = Param(
        Params._dummy(),
        "shardBytes",
        "size of the pieces that large data is cut into (at least 1 and at most 1073741824)",
        typeConverter=TypeConverters.toInt,
    )
    showProgress: "Param[bool]" = Param(
        Params._dummy(),
        "showProgress",
        "whether fit shows its progress on standard error",
        typeConverter=TypeConverters.toBoolean,
    )
    sparse: "Param[str]" = Param(
        Params._dummy(),
        "sparse",
        "whether a step updates only the vectors of tokens that it has read, and with numNegatives only the head's rows that it has compared (torch.optim.SparseAdam; without weight decay): auto (with numNegatives, or more than 10,000 different tokens), true or false",
        typeConverter=TypeConverters.toString,
    )
    splitUnit: "Param[str]" = Param(
        Params._dummy(),
        "splitUnit",
        "what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from data.split.validation-from and data.split.test-from on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)",
        typeConverter=TypeConverters.toString,
    )
    standardization: "Param[bool]" = Param(
        Params._dummy(),
        "standardization",
        "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
        typeConverter=TypeConverters.toBoolean,
    )
    stopToken: "Param[str]" = Param(
        Params._dummy(),
        "stopToken",
        "token that ends what is generated; none if unset",
        typeConverter=TypeConverters.toString,
    )
    storage: "Param[str]" = Param(
        Params._dummy(),
        "storage",
        "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    temperature: "Param[float]" = Param(
        Params._dummy(),
        "temperature",
        "below 1 for what is likelier, above 1 for more variety, 0 for the likeliest token each time",
        typeConverter=TypeConverters.toFloat,
    )
    testSplit: "Param[float]" = Param(
        Params._dummy(),
        "testSplit",
        "share or number of rows that follow, to test on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    tiedWeights: "Param[bool]" = Param(
        Params._dummy(),
        "tiedWeights",
        "whether the head's weight is that of the tokens' vectors; they are then as wide as hiddenSize",
        typeConverter=TypeConverters.toBoolean,
    )
    timeCol: "Param[str]" = Param(
        Params._dummy(),
        "timeCol",
        "column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence",
        typeConverter=TypeConverters.toString,
    )
    tokenPattern: "Param[str]" = Param(
        Params._dummy(),
        "tokenPattern",
        "regular expression (Java) of the tokens of a text, such as \\w+ or \\w+|\\s+|\\p{Punct}; what lies between them is left out. Empty: each character is a token",
        typeConverter=TypeConverters.toString,
    )
    tokensCol: "Param[str]" = Param(
        Params._dummy(),
        "tokensCol",
        "column of tokens: text, arrays of values, or with timeCol a value per row",
        typeConverter=TypeConverters.toString,
    )
    topK: "Param[int]" = Param(
        Params._dummy(),
        "topK",
        "number of likeliest tokens among which is drawn; 0 for all",
        typeConverter=TypeConverters.toInt,
    )
    trainSplit: "Param[float]" = Param(
        Params._dummy(),
        "trainSplit",
        "share of each series (at most 1) or number of rows to train on (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    validationSplit: "Param[float]" = Param(
        Params._dummy(),
        "validationSplit",
        "share or number of rows that follow, to validate on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    vocabSize: "Param[int]" = Param(
        Params._dummy(),
        "vocabSize",
        "largest number of different tokens that the network knows, the most frequent of the train span, and of values of a column of classes beside them; all others are one (at least 1 and at most 16000000)",
        typeConverter=TypeConverters.toInt,
    )
    warmUpEpochs: "Param[int]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        "cosine: epochs over which the rate rises at the start (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "L2 penalty; with adamw decoupled weight decay (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    weightDropout: "Param[float]" = Param(
        Params._dummy(),
        "weightDropout",
        "probability of zeroing an element of the recurrent weights (weight_hh), the same ones for a whole step (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "activationPenalty": 0.0,
        "averageEpochs": 0,
        "averageTrigger": 0,
        "batchSize": 64,
        "bptt": 100,
        "categoricalCols": [],
        "cell": "lstm",
        "changePenalty": 0.0,
        "clipNorm": 1.0,
        "clipValue": 0.0,
        "compressGradients": True,
        "dropout": 0.0,
        "dropoutMasks": "values",
        "embeddingDropout": 0.0,
        "epochs": 20,
        "execution": "auto",
        "featureCols": [],
        "handleInvalid": "error",
        "headDropout": 0.0,
        "hiddenSize": 64,
        "inputDropout": 0.0,
        "learningRate": 0.001,
        "loss": "auto",
        "lowestLearningRate": 0.0,
        "maxLength": 100,
        "momentum": 0.0,
        "nesterov": False,
        "numLayers": 1,
        "numNegatives": 0,
        "numRecommendations": 10,
        "optimizer": "adam",
        "output": "scores",
        "patience": 5,
        "placement": "auto",
        "schedule": "constant",
        "scheduleEpochs": 3,
        "scheduleFactor": 0.5,
        "seed": 42,
        "seriesIdCols": [],
        "shardBytes": 8388608,
        "showProgress": False,
        "sparse": "auto",
        "splitUnit": "auto",
        "standardization": True,
        "storage": "auto",
        "temperature": 1.0,
        "testSplit": 0.2,
        "tiedWeights": False,
        "tokensCol": "tokens",
        "topK": 0,
        "trainSplit": 0.7,
        "validationSplit": 0.1,
        "vocabSize": 100000,
        "warmUpEpochs": 0,
        "weightDecay": 0.0,
        "weightDropout": 0.0,
    }

    def getActivationPenalty(self) -> float:
        """Gets the value of activationPenalty."""
        value: float = self.getOrDefault(self.activationPenalty)
        return value

    def getAggregationDepth(self) -> int:
        """Gets the value of aggregationDepth."""
        value: int = self.getOrDefault(self.aggregationDepth)
        return value

    def getAverageEpochs(self) -> int:
        """Gets the value of averageEpochs."""
        value: int = self.getOrDefault(self.averageEpochs)
        return value

    def getAverageTrigger(self) -> int:
        """Gets the value of averageTrigger."""
        value: int = self.getOrDefault(self.averageTrigger)
        return value

    def getBatchSize(self) -> int:
        """Gets the value of batchSize."""
        value: int = self.getOrDefault(self.batchSize)
        return value

    def getBlockSize(self) -> int:
        """Gets the value of blockSize."""
        value: int = self.getOrDefault(self.blockSize)
        return value

    def getBptt(self) -> int:
        """Gets the value of bptt."""
        value: int = self.getOrDefault(self.bptt)
        return value

    def getCategoricalCols(self) -> list[str]:
        """Gets the value of categoricalCols."""
        value: list[str] = self.getOrDefault(self.categoricalCols)
        return value

    def getCell(self) -> str:
        """Gets the value of cell."""
        value: str = self.getOrDefault(self.cell)
        return value

    def getChangePenalty(self) -> float:
        """Gets the value of changePenalty."""
        value: float = self.getOrDefault(self.changePenalty)
        return value

    def getClipNorm(self) -> float:
        """Gets the value of clipNorm."""
        value: float = self.getOrDefault(self.clipNorm)
        return value

    def getClipValue(self) -> float:
        """Gets the value of clipValue."""
        value: float = self.getOrDefault(self.clipValue)
        return value

    def getCompressGradients(self) -> bool:
        """Gets the value of compressGradients."""
        value: bool = self.getOrDefault(self.compressGradients)
        return value

    def getDropout(self) -> float:
        """Gets the value of dropout."""
        value: float = self.getOrDefault(self.dropout)
        return value

    def getDropoutMasks(self) -> str:
        """Gets the value of dropoutMasks."""
        value: str = self.getOrDefault(self.dropoutMasks)
        return value

    def getEmbeddingDropout(self) -> float:
        """Gets the value of embeddingDropout."""
        value: float = self.getOrDefault(self.embeddingDropout)
        return value

    def getEmbeddingSize(self) -> int:
        """Gets the value of embeddingSize."""
        value: int = self.getOrDefault(self.embeddingSize)
        return value

    def getEpochs(self) -> int:
        """Gets the value of epochs."""
        value: int = self.getOrDefault(self.epochs)
        return value

    def getExecution(self) -> str:
        """Gets the value of execution."""
        value: str = self.getOrDefault(self.execution)
        return value

    def getFeatureCols(self) -> list[str]:
        """Gets the value of featureCols."""
        value: list[str] = self.getOrDefault(self.featureCols)
        return value

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "LstmNextTokenModel":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getHeadDropout(self) -> float:
        """Gets the value of headDropout."""
        value: float = self.getOrDefault(self.headDropout)
        return value

    def getHiddenSize(self) -> int:
        """Gets the value of hiddenSize."""
        value: int = self.getOrDefault(self.hiddenSize)
        return value

    def getInitialWeightsPath(self) -> str:
        """Gets the value of initialWeightsPath."""
        value: str = self.getOrDefault(self.initialWeightsPath)
        return value

    def getInputDropout(self) -> float:
        """Gets the value of inputDropout."""
        value: float = self.getOrDefault(self.inputDropout)
        return value

    def getLearningRate(self) -> float:
        """Gets the value of learningRate."""
        value: float = self.getOrDefault(self.learningRate)
        return value

    def getLoss(self) -> str:
        """Gets the value of loss."""
        value: str = self.getOrDefault(self.loss)
        return value

    def getLowestLearningRate(self) -> float:
        """Gets the value of lowestLearningRate."""
        value: float = self.getOrDefault(self.lowestLearningRate)
        return value

    def getMaxLength(self) -> int:
        """Gets the value of maxLength."""
        value: int = self.getOrDefault(self.maxLength)
        return value

    def setMaxLength(self, value: int) -> "LstmNextTokenModel":
        """Sets maxLength, and returns this stage."""
        return self._set_one("maxLength", value)

    def getMomentum(self) -> float:
        """Gets the value of momentum."""
        value: float = self.getOrDefault(self.momentum)
        return value

    def getNesterov(self) -> bool:
        """Gets the value of nesterov."""
        value: bool = self.getOrDefault(self.nesterov)
        return value

    def getNumLayers(self) -> int:
        """Gets the value of numLayers."""
        value: int = self.getOrDefault(self.numLayers)
        return value

    def getNumNegatives(self) -> int:
        """Gets the value of numNegatives."""
        value: int = self.getOrDefault(self.numNegatives)
        return value

    def getNumPartitions(self) -> int:
        """Gets the value of numPartitions."""
        value: int = self.getOrDefault(self.numPartitions)
        return value

    def getNumRecommendations(self) -> int:
        """Gets the value of numRecommendations."""
        value: int = self.getOrDefault(self.numRecommendations)
        return value

    def setNumRecommendations(self, value: int) -> "LstmNextTokenModel":
        """Sets numRecommendations, and returns this stage."""
        return self._set_one("numRecommendations", value)

    def getOptimizer(self) -> str:
        """Gets the value of optimizer."""
        value: str = self.getOrDefault(self.optimizer)
        return value

    def getOutput(self) -> str:
        """Gets the value of output."""
        value: str = self.getOrDefault(self.output)
        return value

    def setOutput(self, value: str) -> "LstmNextTokenModel":
        """Sets output, and returns this stage."""
        return self._set_one("output", value)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        value: int = self.getOrDefault(self.patience)
        return value

    def getPlacement(self) -> str:
        """Gets the value of placement."""
        value: str = self.getOrDefault(self.placement)
        return value

    def getSchedule(self) -> str:
        """Gets the value of schedule."""
        value: str = self.getOrDefault(self.schedule)
        return value

    def getScheduleAfter(self) -> int:
        """Gets the value of scheduleAfter."""
        value: int = self.getOrDefault(self.scheduleAfter)
        return value

    def getScheduleEpochs(self) -> int:
        """Gets the value of scheduleEpochs."""
        value: int = self.getOrDefault(self.scheduleEpochs)
        return value

    def getScheduleFactor(self) -> float:
        """Gets the value of scheduleFactor."""
        value: float = self.getOrDefault(self.scheduleFactor)
        return value

    def getSeed(self) -> int:
        """Gets the value of seed."""
        value: int = self.getOrDefault(self.seed)
        return value

    def setSeed(self, value: int) -> "LstmNextTokenModel":
        """Sets seed, and returns this stage."""
        return self._set_one("seed", value)

    def getSeriesIdCols(self) -> list[str]:
        """Gets the value of seriesIdCols."""
        value: list[str] = self.getOrDefault(self.seriesIdCols)
        return value

    def setSeriesIdCols(self, value: list[str]) -> "LstmNextTokenModel":
        """Sets seriesIdCols, and returns this stage."""
        return self._set_one("seriesIdCols", value)

    def getShardBytes(self) -> int:
        """Gets the value of shardBytes."""
        value: int = self.getOrDefault(self.shardBytes)
        return value

    def getShowProgress(self) -> bool:
        """Gets the value of showProgress."""
        value: bool = self.getOrDefault(self.showProgress)
        return value

    def getSparse(self) -> str:
        """Gets the value of sparse."""
        value: str = self.getOrDefault(self.sparse)
        return value

    def getSplitUnit(self) -> str:
        """Gets the value of splitUnit."""
        value: str = self.getOrDefault(self.splitUnit)
        return value

    def getStandardization(self) -> bool:
        """Gets the value of standardization."""
        value: bool = self.getOrDefault(self.standardization)
        return value

    def getStopToken(self) -> str:
        """Gets the value of stopToken."""
        value: str = self.getOrDefault(self.stopToken)
        return value

    def setStopToken(self, value: str) -> "LstmNextTokenModel":
        """Sets stopToken, and returns this stage."""
        return self._set_one("stopToken", value)

    def getStorage(self) -> str:
        """Gets the value of storage."""
        value: str = self.getOrDefault(self.storage)
        return value

    def getTemperature(self) -> float:
        """Gets the value of temperature."""
        value: float = self.getOrDefault(self.temperature)
        return value

    def setTemperature(self, value: float) -> "LstmNextTokenModel":
        """Sets temperature, and returns this stage."""
        return self._set_one("temperature", value)

    def getTestSplit(self) -> float:
        """Gets the value of testSplit."""
        value: float = self.getOrDefault(self.testSplit)
        return value

    def getTiedWeights(self) -> bool:
        """Gets the value of tiedWeights."""
        value: bool = self.getOrDefault(self.tiedWeights)
        return value

    def getTimeCol(self) -> str:
        """Gets the value of timeCol."""
        value: str = self.getOrDefault(self.timeCol)
        return value

    def setTimeCol(self, value: str) -> "LstmNextTokenModel":
        """Sets timeCol, and returns this stage."""
        return self._set_one("timeCol", value)

    def getTokenPattern(self) -> str:
        """Gets the value of tokenPattern."""
        value: str = self.getOrDefault(self.tokenPattern)
        return value

    def getTokensCol(self) -> str:
        """Gets the value of tokensCol."""
        value: str = self.getOrDefault(self.tokensCol)
        return value

    def setTokensCol(self, value: str) -> "LstmNextTokenModel":
        """Sets tokensCol, and returns this stage."""
        return self._set_one("tokensCol", value)

    def getTopK(self) -> int:
        """Gets the value of topK."""
        value: int = self.getOrDefault(self.topK)
        return value

    def setTopK(self, value: int) -> "LstmNextTokenModel":
        """Sets topK, and returns this stage."""
        return self._set_one("topK", value)

    def getTrainSplit(self) -> float:
        """Gets the value of trainSplit."""
        value: float = self.getOrDefault(self.trainSplit)
        return value

    def getValidationSplit(self) -> float:
        """Gets the value of validationSplit."""
        value: float = self.getOrDefault(self.validationSplit)
        return value

    def getVocabSize(self) -> int:
        """Gets the value of vocabSize."""
        value: int = self.getOrDefault(self.vocabSize)
        return value

    def getWarmUpEpochs(self) -> int:
        """Gets the value of warmUpEpochs."""
        value: int = self.getOrDefault(self.warmUpEpochs)
        return value

    def getWeightDecay(self) -> float:
        """Gets the value of weightDecay."""
        value: float = self.getOrDefault(self.weightDecay)
        return value

    def getWeightDropout(self) -> float:
        """Gets the value of weightDropout."""
        value: float = self.getOrDefault(self.weightDropout)
        return value


class LstmTagger(EstimatorBase["LstmTaggerModel"]):
    """Learns to which class each token of a sequence belongs.

    Parameters
    ----------
    activationPenalty : float, default 0.0
        penalty on the mean square of the inputs of the head; it is not in the losses that are reported (at least 0 and at most 1000)
    aggregationDepth : int
        rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)
    averageEpochs : int, default 0
        epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)
    batchSize : int, default 64
        examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)
    bidirectional : bool, default False
        whether each layer also reads its input backwards
    blockSize : int
        examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)
    categoricalCols : list[str], default []
        columns of data.future, data.static, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding
    cell : str, default "lstm"
        lstm, gru or rnn (plain, with tanh)
    changePenalty : float, default 0.0
        penalty on the mean square of the change of the last layer's output from token to token; it is not in the losses that are reported (at least 0 and at most 1000)
    classWeights : str, default "none"
        none, or balanced: the rarer a class, the higher its weight
    clipNorm : float, default 1.0
        largest norm of a gradient; 0 for no clipping (at least 0)
    clipValue : float, default 0.0
        largest magnitude of a gradient element; 0 for no clipping (at least 0)
    compressGradients : bool, default True
        whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results
    dropout : float, default 0.0
        probability of zeroing an output of every layer but the last (at least 0 and below 1)
    dropoutMasks : str, default "values"
        what a mask of dropout, headDropout and inputDropout holds for: values (each is drawn by itself) or streams (one mask for all tokens that a step reads of a stream, or sequence: locked, or variational, dropout)
    embeddingDropout : float, default 0.0
        probability of zeroing the vector of a token, the same tokens for a whole step (at least 0 and below 1)
    embeddingSize : int
        width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)
    epochs : int, default 20
        maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)
    execution : str, default "auto"
        where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results
    featureCols : list[str], default []
        columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences
    handleInvalid : str, default "error"
        treatment of a sequence that is null or has a token that is null: error, skip (leave it out) or keep (null in the columns of the result)
    headDropout : float, default 0.0
        probability of zeroing an input of the head (at least 0 and below 1)
    hiddenSize : int, default 64
        size of the hidden state (at least 1 and at most 65536)
    initialWeightsPath : str
        safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors
    inputDropout : float, default 0.0
        probability of zeroing an input of the first recurrent layer (at least 0 and below 1)
    labelCol : str, default "label"
        column with the class of each token, null where it is not known
    labelSmoothing : float, default 0.0
        share of a class's probability that is spread over all classes (at least 0 and at most 1)
    learningRate : float, default 0.001
        learning rate of the optimizer (above 0 and at most 1000)
    loss : str, default "auto"
        mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy
    lowestLearningRate : float, default 0.0
        cosine and plateau: lowest learning rate (at least 0)
    momentum : float, default 0.0
        sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)
    nesterov : bool, default False
        sgd: whether to use Nesterov momentum
    numLayers : int, default 1
        number of recurrent layers (at least 1 and at most 64)
    numPartitions : int
        data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)
    optimizer : str, default "adam"
        adam, adamw, sgd, rmsprop or adagrad
    patience : int, default 5
        epochs without a better validation loss before training stops; 0 to never stop early (at least 0)
    placement : str, default "auto"
        where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results
    schedule : str, default "constant"
        constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)
    scheduleAfter : int
        step: epochs before the first reduction; auto: as many as between reductions (at least 1)
    scheduleEpochs : int, default 3
        step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)
    scheduleFactor : float, default 0.5
        step and plateau: factor of a reduction (above 0 and below 1)
    seed : int, default 42
        seed of initial values, shuffling and dropout
    seriesIdCols : list[str], default []
        columns that identify a series or a sequence; none for a single series
    shardBytes : int, default 8388608
        size of the pieces that large data is cut into (at least 1 and at most 1073741824)
    showProgress : bool, default False
        whether fit shows its progress on standard error
    splitUnit : str, default "auto"
        what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from data.split.validation-from and data.split.test-from on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)
    standardization : bool, default True
        whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too
    storage : str, default "auto"
        where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results
    testSplit : float, default 0.2
        share or number of rows that follow, to test on; 0 for none (at least 0)
    timeCol : str
        column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence
    tokenPattern : str
        regular expression (Java) of the tokens of a text, such as \\w+ or \\w+|\\s+|\\p{Punct}; what lies between them is left out. Empty: each character is a token
    tokensCol : str, default "tokens"
        column of tokens: text, arrays of values, or with timeCol a value per row
    trainSplit : float, default 0.7
        share of each series (at most 1) or number of rows to train on (at least 0)
    validationSplit : float, default 0.1
        share or number of rows that follow, to validate on; 0 for none (at least 0)
    vocabSize : int, default 100000
        largest number of different tokens that the network knows, the most frequent of the train span, and of values of a column of classes beside them; all others are one (at least 1 and at most 16000000)
    warmUpEpochs : int, default 0
        cosine: epochs over which the rate rises at the start (at least 0)
    weightDecay : float, default 0.0
        L2 penalty; with adamw decoupled weight decay (at least 0)
    weightDropout : float, default 0.0
        probability of zeroing an element of the recurrent weights (weight_hh), the same ones for a whole step (at least 0 and below 1)
    """

    activationPenalty: "Param[float]" = Param(
        Params._dummy(),
        "activationPenalty",
        "penalty on the mean square of the inputs of the head; it is not in the losses that are reported (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)",
        typeConverter=TypeConverters.toInt,
    )
    averageEpochs: "Param[int]" = Param(
        Params._dummy(),
        "averageEpochs",
        "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    bidirectional: "Param[bool]" = Param(
        Params._dummy(),
        "bidirectional",
        "whether each layer also reads its input backwards",
        typeConverter=TypeConverters.toBoolean,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    categoricalCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "categoricalCols",
        "columns of data.future, data.static, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding",
        typeConverter=TypeConverters.toListString,
    )
    cell: "Param[str]" = Param(
        Params._dummy(),
        "cell",
        "lstm, gru or rnn (plain, with tanh)",
        typeConverter=TypeConverters.toString,
    )
    changePenalty: "Param[float]" = Param(
        Params._dummy(),
        "changePenalty",
        "penalty on the mean square of the change of the last layer's output from token to token; it is not in the losses that are reported (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    classWeights: "Param[str]" = Param(
        Params._dummy(),
        "classWeights",
        "none, or balanced: the rarer a class, the higher its weight",
        typeConverter=TypeConverters.toString,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of a gradient element; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    compressGradients: "Param[bool]" = Param(
        Params._dummy(),
        "compressGradients",
        "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
        typeConverter=TypeConverters.toBoolean,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability of zeroing an output of every layer but the last (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    dropoutMasks: "Param[str]" = Param(
        Params._dummy(),
        "dropoutMasks",
        "what a mask of dropout, headDropout and inputDropout holds for: values (each is drawn by itself) or streams (one mask for all tokens that a step reads of a stream, or sequence: locked, or variational, dropout)",
        typeConverter=TypeConverters.toString,
    )
    embeddingDropout: "Param[float]" = Param(
        Params._dummy(),
        "embeddingDropout",
        "probability of zeroing the vector of a token, the same tokens for a whole step (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    embeddingSize: "Param[int]" = Param(
        Params._dummy(),
        "embeddingSize",
        "width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    execution: "Param[str]" = Param(
        Params._dummy(),
        "execution",
        "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    featureCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "featureCols",
        "columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences",
        typeConverter=TypeConverters.toListString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of a sequence that is null or has a token that is null: error, skip (leave it out) or keep (null in the columns of the result)",
        typeConverter=TypeConverters.toString,
    )
    headDropout: "Param[float]" = Param(
        Params._dummy(),
        "headDropout",
        "probability of zeroing an input of the head (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "size of the hidden state (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    initialWeightsPath: "Param[str]" = Param(
        Params._dummy(),
        "initialWeightsPath",
        "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
        typeConverter=TypeConverters.toString,
    )
    inputDropout: "Param[float]" = Param(
        Params._dummy(),
        "inputDropout",
        "probability of zeroing an input of the first recurrent layer (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column with the class of each token, null where it is not known",
        typeConverter=TypeConverters.toString,
    )
    labelSmoothing: "Param[float]" = Param(
        Params._dummy(),
        "labelSmoothing",
        "share of a class's probability that is spread over all classes (at least 0 and at most 1)",
        typeConverter=TypeConverters.toFloat,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of the optimizer (above 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
        typeConverter=TypeConverters.toString,
    )
    lowestLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "lowestLearningRate",
        "cosine and plateau: lowest learning rate (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "sgd: whether to use Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numLayers: "Param[int]" = Param(
        Params._dummy(),
        "numLayers",
        "number of recurrent layers (at least 1 and at most 64)",
        typeConverter=TypeConverters.toInt,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "adam, adamw, sgd, rmsprop or adagrad",
        typeConverter=TypeConverters.toString,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without a better validation loss before training stops; 0 to never stop early (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    placement: "Param[str]" = Param(
        Params._dummy(),
        "placement",
        "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
        typeConverter=TypeConverters.toString,
    )
    scheduleAfter: "Param[int]" = Param(
        Params._dummy(),
        "scheduleAfter",
        "step: epochs before the first reduction; auto: as many as between reductions (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleEpochs: "Param[int]" = Param(
        Params._dummy(),
        "scheduleEpochs",
        "step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleFactor: "Param[float]" = Param(
        Params._dummy(),
        "scheduleFactor",
        "step and plateau: factor of a reduction (above 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of initial values, shuffling and dropout",
        typeConverter=TypeConverters.toInt,
    )
    seriesIdCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "seriesIdCols",
        "columns that identify a series or a sequence; none for a single series",
        typeConverter=TypeConverters.toListString,
    )
    shardBytes: "Param[int]" = Param(
        Params._dummy(),
        "shardBytes",
        "size of the pieces that large data is cut into (at least 1 and at most 1073741824)",
        typeConverter=TypeConverters.toInt,
    )
    showProgress: "Param[bool]" = Param(
        Params._dummy(),
        "showProgress",
        "whether fit shows its progress on standard error",
        typeConverter=TypeConverters.toBoolean,
    )
    splitUnit: "Param[str]" = Param(
        Params._dummy(),
        "splitUnit",
        "what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from data.split.validation-from and data.split.test-from on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)",
        typeConverter=TypeConverters.toString,
    )
    standardization: "Param[bool]" = Param(
        Params._dummy(),
        "standardization",
        "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
        typeConverter=TypeConverters.toBoolean,
    )
    storage: "Param[str]" = Param(
        Params._dummy(),
        "storage",
        "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    testSplit: "Param[float]" = Param(
        Params._dummy(),
        "testSplit",
        "share or number of rows that follow, to test on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    timeCol: "Param[str]" = Param(
        Params._dummy(),
        "timeCol",
        "column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence",
        typeConverter=TypeConverters.toString,
    )
    tokenPattern: "Param[str]" = Param(
        Params._dummy(),
        "tokenPattern",
        "regular expression (Java) of the tokens of a text, such as \\w+ or \\w+|\\s+|\\p{Punct}; what lies between them is left out. Empty: each character is a token",
        typeConverter=TypeConverters.toString,
    )
    tokensCol: "Param[str]" = Param(
        Params._dummy(),
        "tokensCol",
        "column of tokens: text, arrays of values, or with timeCol a value per row",
        typeConverter=TypeConverters.toString,
    )
    trainSplit: "Param[float]" = Param(
        Params._dummy(),
        "trainSplit",
        "share of each series (at most 1) or number of rows to train on (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    validationSplit: "Param[float]" = Param(
        Params._dummy(),
        "validationSplit",
        "share or number of rows that follow, to validate on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    vocabSize: "Param[int]" = Param(
        Params._dummy(),
        "vocabSize",
        "largest number of different tokens that the network knows, the most frequent of the train span, and of values of a column of classes beside them; all others are one (at least 1 and at most 16000000)",
        typeConverter=TypeConverters.toInt,
    )
    warmUpEpochs: "Param[int]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        "cosine: epochs over which the rate rises at the start (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "L2 penalty; with adamw decoupled weight decay (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    weightDropout: "Param[float]" = Param(
        Params._dummy(),
        "weightDropout",
        "probability of zeroing an element of the recurrent weights (weight_hh), the same ones for a whole step (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "activationPenalty": 0.0,
        "averageEpochs": 0,
        "batchSize": 64,
        "bidirectional": False,
        "categoricalCols": [],
        "cell": "lstm",
        "changePenalty": 0.0,
        "classWeights": "none",
        "clipNorm": 1.0,
        "clipValue": 0.0,
        "compressGradients": True,
        "dropout": 0.0,
        "dropoutMasks": "values",
        "embeddingDropout": 0.0,
        "epochs": 20,
        "execution": "auto",
        "featureCols": [],
        "handleInvalid": "error",
        "headDropout": 0.0,
        "hiddenSize": 64,
        "inputDropout": 0.0,
        "labelCol": "label",
        "labelSmoothing": 0.0,
        "learningRate": 0.001,
        "loss": "auto",
        "lowestLearningRate": 0.0,
        "momentum": 0.0,
        "nesterov": False,
        "numLayers": 1,
        "optimizer": "adam",
        "patience": 5,
        "placement": "auto",
        "schedule": "constant",
        "scheduleEpochs": 3,
        "scheduleFactor": 0.5,
        "seed": 42,
        "seriesIdCols": [],
        "shardBytes": 8388608,
        "showProgress": False,
        "splitUnit": "auto",
        "standardization": True,
        "storage": "auto",
        "testSplit": 0.2,
        "tokensCol": "tokens",
        "trainSplit": 0.7,
        "validationSplit": 0.1,
        "vocabSize": 100000,
        "warmUpEpochs": 0,
        "weightDecay": 0.0,
        "weightDropout": 0.0,
    }

    @params_only
    def __init__(
        self,
        *,
        activationPenalty: Optional[float] = None,
        aggregationDepth: Optional[int] = None,
        averageEpochs: Optional[int] = None,
        batchSize: Optional[int] = None,
        bidirectional: Optional[bool] = None,
        blockSize: Optional[int] = None,
        categoricalCols: Optional[list[str]] = None,
        cell: Optional[str] = None,
        changePenalty: Optional[float] = None,
        classWeights: Optional[str] = None,
        clipNorm: Optional[float] = None,
        clipValue: Optional[float] = None,
        compressGradients: Optional[bool] = None,
        dropout: Optional[float] = None,
        dropoutMasks: Optional[str] = None,
        embeddingDropout: Optional[float] = None,
        embeddingSize: Optional[int] = None,
        epochs: Optional[int] = None,
        execution: Optional[str] = None,
        featureCols: Optional[list[str]] = None,
        handleInvalid: Optional[str] = None,
        headDropout: Optional[float] = None,
        hiddenSize: Optional[int] = None,
        initialWeightsPath: Optional[str] = None,
        inputDropout: Optional[float] = None,
        labelCol: Optional[str] = None,
        labelSmoothing: Optional[float] = None,
        learningRate: Optional[float] = None,
        loss: Optional[str] = None,
        lowestLearningRate: Optional[float] = None,
        momentum: Optional[float] = None,
        nesterov: Optional[bool] = None,
        numLayers: Optional[int] = None,
        numPartitions: Optional[int] = None,
        optimizer: Optional[str] = None,
        patience: Optional[int] = None,
        placement: Optional[str] = None,
        schedule: Optional[str] = None,
        scheduleAfter: Optional[int] = None,
        scheduleEpochs: Optional[int] = None,
        scheduleFactor: Optional[float] = None,
        seed: Optional[int] = None,
        seriesIdCols: Optional[list[str]] = None,
        shardBytes: Optional[int] = None,
        showProgress: Optional[bool] = None,
        splitUnit: Optional[str] = None,
        standardization: Optional[bool] = None,
        storage: Optional[str] = None,
        testSplit: Optional[float] = None,
        timeCol: Optional[str] = None,
        tokenPattern: Optional[str] = None,
        tokensCol: Optional[str] = None,
        trainSplit: Optional[float] = None,
        validationSplit: Optional[float] = None,
        vocabSize: Optional[int] = None,
        warmUpEpochs: Optional[int] = None,
        weightDecay: Optional[float] = None,
        weightDropout: Optional[float] = None,
    ) -> None:
        super().__init__()
        self._begin()

    def getActivationPenalty(self) -> float:
        """Gets the value of activationPenalty."""
        value: float = self.getOrDefault(self.activationPenalty)
        return value

    def setActivationPenalty(self, value: float) -> "LstmTagger":
        """Sets activationPenalty, and returns this stage."""
        return self._set_one("activationPenalty", value)

    def getAggregationDepth(self) -> int:
        """Gets the value of aggregationDepth."""
        value: int = self.getOrDefault(self.aggregationDepth)
        return value

    def setAggregationDepth(self, value: int) -> "LstmTagger":
        """Sets aggregationDepth, and returns this stage."""
        return self._set_one("aggregationDepth", value)

    def getAverageEpochs(self) -> int:
        """Gets the value of averageEpochs."""
        value: int = self.getOrDefault(self.averageEpochs)
        return value

    def setAverageEpochs(self, value: int) -> "LstmTagger":
        """Sets averageEpochs, and returns this stage."""
        return self._set_one("averageEpochs", value)

    def getBatchSize(self) -> int:
        """Gets the value of batchSize."""
        value: int = self.getOrDefault(self.batchSize)
        return value

    def setBatchSize(self, value: int) -> "LstmTagger":
        """Sets batchSize, and returns this stage."""
        return self._set_one("batchSize", value)

    def getBidirectional(self) -> bool:
        """Gets the value of bidirectional."""
        value: bool = self.getOrDefault(self.bidirectional)
        return value

    def setBidirectional(self, value: bool) -> "LstmTagger":
        """Sets bidirectional, and returns this stage."""
        return self._set_one("bidirectional", value)

    def getBlockSize(self) -> int:
        """Gets the value of blockSize."""
        value: int = self.getOrDefault(self.blockSize)
        return value

    def setBlockSize(self, value: int) -> "LstmTagger":
        """Sets blockSize, and returns this stage."""
        return self._set_one("blockSize", value)

    def getCategoricalCols(self) -> list[str]:
        """Gets the value of categoricalCols."""
        value: list[str] = self.getOrDefault(self.categoricalCols)
        return value

    def setCategoricalCols(self, value: list[str]) -> "LstmTagger":
        """Sets categoricalCols, and returns this stage."""
        return self._set_one("categoricalCols", value)

    def getCell(self) -> str:
        """Gets the value of cell."""
        value: str = self.getOrDefault(self.cell)
        return value

    def setCell(self, value: str) -> "LstmTagger":
        """Sets cell, and returns this stage."""
        return self._set_one("cell", value)

    def getChangePenalty(self) -> float:
        """Gets the value of changePenalty."""
        value: float = self.getOrDefault(self.changePenalty)
        return value

    def setChangePenalty(self, value: float) -> "LstmTagger":
        """Sets changePenalty, and returns this stage."""
        return self._set_one("changePenalty", value)

    def getClassWeights(self) -> str:
        """Gets the value of classWeights."""
        value: str = self.getOrDefault(self.classWeights)
        return value

    def setClassWeights(self, value: str) -> "LstmTagger":
        """Sets classWeights, and returns this stage."""
        return self._set_one("classWeights", value)

    def getClipNorm(self) -> float:
        """Gets the value of clipNorm."""
        value: float = self.getOrDefault(self.clipNorm)
        return value

    def setClipNorm(self, value: float) -> "LstmTagger":
        """Sets clipNorm, and returns this stage."""
        return self._set_one("clipNorm", value)

    def getClipValue(self) -> float:
        """Gets the value of clipValue."""
        value: float = self.getOrDefault(self.clipValue)
        return value

    def setClipValue(self, value: float) -> "LstmTagger":
        """Sets clipValue, and returns this stage."""
        return self._set_one("clipValue", value)

    def getCompressGradients(self) -> bool:
        """Gets the value of compressGradients."""
        value: bool = self.getOrDefault(self.compressGradients)
        return value

    def setCompressGradients(self, value: bool) -> "LstmTagger":
        """Sets compressGradients, and returns this stage."""
        return self._set_one("compressGradients", value)

    def getDropout(self) -> float:
        """Gets the value of dropout."""
        value: float = self.getOrDefault(self.dropout)
        return value

    def setDropout(self, value: float) -> "LstmTagger":
        """Sets dropout, and returns this stage."""
        return self._set_one("dropout", value)

    def getDropoutMasks(self) -> str:
        """Gets the value of dropoutMasks."""
        value: str = self.getOrDefault(self.dropoutMasks)
        return value

    def setDropoutMasks(self, value: str) -> "LstmTagger":
        """Sets dropoutMasks, and returns this stage."""
        return self._set_one("dropoutMasks", value)

    def getEmbeddingDropout(self) -> float:
        """Gets the value of embeddingDropout."""
        value: float = self.getOrDefault(self.embeddingDropout)
        return value

    def setEmbeddingDropout(self, value: float) -> "LstmTagger":
        """Sets embeddingDropout, and returns this stage."""
        return self._set_one("embeddingDropout", value)

    def getEmbeddingSize(self) -> int:
        """Gets the value of embeddingSize."""
        value: int = self.getOrDefault(self.embeddingSize)
        return value

    def setEmbeddingSize(self, value: int) -> "LstmTagger":
        """Sets embeddingSize, and returns this stage."""
        return self._set_one("embeddingSize", value)

    def getEpochs(self) -> int:
        """Gets the value of epochs."""
        value: int = self.getOrDefault(self.epochs)
        return value

    def setEpochs(self, value: int) -> "LstmTagger":
        """Sets epochs, and returns this stage."""
        return self._set_one("epochs", value)

    def getExecution(self) -> str:
        """Gets the value of execution."""
        value: str = self.getOrDefault(self.execution)
        return value

    def setExecution(self, value: str) -> "LstmTagger":
        """Sets execution, and returns this stage."""
        return self._set_one("execution", value)

    def getFeatureCols(self) -> list[str]:
        """Gets the value of featureCols."""
        value: list[str] = self.getOrDefault(self.featureCols)
        return value

    def setFeatureCols(self, value: list[str]) -> "LstmTagger":
        """Sets featureCols, and returns this stage."""
        return self._set_one("featureCols", value)

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "LstmTagger":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getHeadDropout(self) -> float:
        """Gets the value of headDropout."""
        value: float = self.getOrDefault(self.headDropout)
        return value

    def setHeadDropout(self, value: float) -> "LstmTagger":
        """Sets headDropout, and returns this stage."""
        return self._set_one("headDropout", value)

    def getHiddenSize(self) -> int:
        """Gets the value of hiddenSize."""
        value: int = self.getOrDefault(self.hiddenSize)
        return value

    def setHiddenSize(self, value: int) -> "LstmTagger":
        """Sets hiddenSize, and returns this stage."""
        return self._set_one("hiddenSize", value)

    def getInitialWeightsPath(self) -> str:
        """Gets the value of initialWeightsPath."""
        value: str = self.getOrDefault(self.initialWeightsPath)
        return value

    def setInitialWeightsPath(self, value: str) -> "LstmTagger":
        """Sets initialWeightsPath, and returns this stage."""
        return self._set_one("initialWeightsPath", value)

    def getInputDropout(self) -> float:
        """Gets the value of inputDropout."""
        value: float = self.getOrDefault(self.inputDropout)
        return value

    def setInputDropout(self, value: float) -> "LstmTagger":
        """Sets inputDropout, and returns this stage."""
        return self._set_one("inputDropout", value)

    def getLabelCol(self) -> str:
        """Gets the value of labelCol."""
        value: str = self.getOrDefault(self.labelCol)
        return value

    def setLabelCol(self, value: str) -> "LstmTagger":
        """Sets labelCol, and returns this stage."""
        return self._set_one("labelCol", value)

    def getLabelSmoothing(self) -> float:
        """Gets the value of labelSmoothing."""
        value: float = self.getOrDefault(self.labelSmoothing)
        return value

    def setLabelSmoothing(self, value: float) -> "LstmTagger":
        """Sets labelSmoothing, and returns this stage."""
        return self._set_one("labelSmoothing", value)

    def getLearningRate(self) -> float:
        """Gets the value of learningRate."""
        value: float = self.getOrDefault(self.learningRate)
        return value

    def setLearningRate(self, value: float) -> "LstmTagger":
        """Sets learningRate, and returns this stage."""
        return self._set_one("learningRate", value)

    def getLoss(self) -> str:
        """Gets the value of loss."""
        value: str = self.getOrDefault(self.loss)
        return value

    def setLoss(self, value: str) -> "LstmTagger":
        """Sets loss, and returns this stage."""
        return self._set_one("loss", value)

    def getLowestLearningRate(self) -> float:
        """Gets the value of lowestLearningRate."""
        value: float = self.getOrDefault(self.lowestLearningRate)
        return value

    def setLowestLearningRate(self, value: float) -> "LstmTagger":
        """Sets lowestLearningRate, and returns this stage."""
        return self._set_one("lowestLearningRate", value)

    def getMomentum(self) -> float:
        """Gets the value of momentum."""
        value: float = self.getOrDefault(self.momentum)
        return value

    def setMomentum(self, value: float) -> "LstmTagger":
        """Sets momentum, and returns this stage."""
        return self._set_one("momentum", value)

    def getNesterov(self) -> bool:
        """Gets the value of nesterov."""
        value: bool = self.getOrDefault(self.nesterov)
        return value

    def setNesterov(self, value: bool) -> "LstmTagger":
        """Sets nesterov, and returns this stage."""
        return self._set_one("nesterov", value)

    def getNumLayers(self) -> int:
        """Gets the value of numLayers."""
        value: int = self.getOrDefault(self.numLayers)
        return value

    def setNumLayers(self, value: int) -> "LstmTagger":
        """Sets numLayers, and returns this stage."""
        return self._set_one("numLayers", value)

    def getNumPartitions(self) -> int:
        """Gets the value of numPartitions."""
        value: int = self.getOrDefault(self.numPartitions)
        return value

    def setNumPartitions(self, value: int) -> "LstmTagger":
        """Sets numPartitions, and returns this stage."""
        return self._set_one("numPartitions", value)

    def getOptimizer(self) -> str:
        """Gets the value of optimizer."""
        value: str = self.getOrDefault(self.optimizer)
        return value

    def setOptimizer(self, value: str) -> "LstmTagger":
        """Sets optimizer, and returns this stage."""
        return self._set_one("optimizer", value)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        value: int = self.getOrDefault(self.patience)
        return value

    def setPatience(self, value: int) -> "LstmTagger":
        """Sets patience, and returns this stage."""
        return self._set_one("patience", value)

    def getPlacement(self) -> str:
        """Gets the value of placement."""
        value: str = self.getOrDefault(self.placement)
        return value

    def setPlacement(self, value: str) -> "LstmTagger":
        """Sets placement, and returns this stage."""
        return self._set_one("placement", value)

    def getSchedule(self) -> str:
        """Gets the value of schedule."""
        value: str = self.getOrDefault(self.schedule)
        return value

    def setSchedule(self, value: str) -> "LstmTagger":
        """Sets schedule, and returns this stage."""
        return self._set_one("schedule", value)

    def getScheduleAfter(self) -> int:
        """Gets the value of scheduleAfter."""
        value: int = self.getOrDefault(self.scheduleAfter)
        return value

    def setScheduleAfter(self, value: int) -> "LstmTagger":
        """Sets scheduleAfter, and returns this stage."""
        return self._set_one("scheduleAfter", value)

    def getScheduleEpochs(self) -> int:
        """Gets the value of scheduleEpochs."""
        value: int = self.getOrDefault(self.scheduleEpochs)
        return value

    def setScheduleEpochs(self, value: int) -> "LstmTagger":
        """Sets scheduleEpochs, and returns this stage."""
        return self._set_one("scheduleEpochs", value)

    def getScheduleFactor(self) -> float:
        """Gets the value of scheduleFactor."""
        value: float = self.getOrDefault(self.scheduleFactor)
        return value

    def setScheduleFactor(self, value: float) -> "LstmTagger":
        """Sets scheduleFactor, and returns this stage."""
        return self._set_one("scheduleFactor", value)

    def getSeed(self) -> int:
        """Gets the value of seed."""
        value: int = self.getOrDefault(self.seed)
        return value

    def setSeed(self, value: int) -> "LstmTagger":
        """Sets seed, and returns this stage."""
        return self._set_one("seed", value)

    def getSeriesIdCols(self) -> list[str]:
        """Gets the value of seriesIdCols."""
        value: list[str] = self.getOrDefault(self.seriesIdCols)
        return value

    def setSeriesIdCols(self, value: list[str]) -> "LstmTagger":
        """Sets seriesIdCols, and returns this stage."""
        return self._set_one("seriesIdCols", value)

    def getShardBytes(self) -> int:
        """Gets the value of shardBytes."""
        value: int = self.getOrDefault(self.shardBytes)
        return value

    def setShardBytes(self, value: int) -> "LstmTagger":
        """Sets shardBytes, and returns this stage."""
        return self._set_one("shardBytes", value)

    def getShowProgress(self) -> bool:
        """Gets the value of showProgress."""
        value: bool = self.getOrDefault(self.showProgress)
        return value

    def setShowProgress(self, value: bool) -> "LstmTagger":
        """Sets showProgress, and returns this stage."""
        return self._set_one("showProgress", value)

    def getSplitUnit(self) -> str:
        """Gets the value of splitUnit."""
        value: str = self.getOrDefault(self.splitUnit)
        return value

    def setSplitUnit(self, value: str) -> "LstmTagger":
        """Sets splitUnit, and returns this stage."""
        return self._set_one("splitUnit", value)

    def getStandardization(self) -> bool:
        """Gets the value of standardization."""
        value: bool = self.getOrDefault(self.standardization)
        return value

    def setStandardization(self, value: bool) -> "LstmTagger":
        """Sets standardization, and returns this stage."""
        return self._set_one("standardization", value)

    def getStorage(self) -> str:
        """Gets the value of storage."""
        value: str = self.getOrDefault(self.storage)
        return value

    def setStorage(self, value: str) -> "LstmTagger":
        """Sets storage, and returns this stage."""
        return self._set_one("storage", value)

    def getTestSplit(self) -> float:
        """Gets the value of testSplit."""
        value: float = self.getOrDefault(self.testSplit)
        return value

    def setTestSplit(self, value: float) -> "LstmTagger":
        """Sets testSplit, and returns this stage."""
        return self._set_one("testSplit", value)

    def getTimeCol(self) -> str:
        """Gets the value of timeCol."""
        value: str = self.getOrDefault(self.timeCol)
        return value

    def setTimeCol(self, value: str) -> "LstmTagger":
        """Sets timeCol, and returns this stage."""
        return self._set_one("timeCol", value)

    def getTokenPattern(self) -> str:
        """Gets the value of tokenPattern."""
        value: str = self.getOrDefault(self.tokenPattern)
        return value

    def setTokenPattern(self, value: str) -> "LstmTagger":
        """Sets tokenPattern, and returns this stage."""
        return self._set_one("tokenPattern", value)

    def getTokensCol(self) -> str:
        """Gets the value of tokensCol."""
        value: str = self.getOrDefault(self.tokensCol)
        return value

    def setTokensCol(self, value: str) -> "LstmTagger":
        """Sets tokensCol, and returns this stage."""
        return self._set_one("tokensCol", value)

    def getTrainSplit(self) -> float:
        """Gets the value of trainSplit."""
        value: float = self.getOrDefault(self.trainSplit)
        return value

    def setTrainSplit(self, value: float) -> "LstmTagger":
        """Sets trainSplit, and returns this stage."""
        return self._set_one("trainSplit", value)

    def getValidationSplit(self) -> float:
        """Gets the value of validationSplit."""
        value: float = self.getOrDefault(self.validationSplit)
        return value

    def setValidationSplit(self, value: float) -> "LstmTagger":
        """Sets validationSplit, and returns this stage."""
        return self._set_one("validationSplit", value)

    def getVocabSize(self) -> int:
        """Gets the value of vocabSize."""
        value: int = self.getOrDefault(self.vocabSize)
        return value

    def setVocabSize(self, value: int) -> "LstmTagger":
        """Sets vocabSize, and returns this stage."""
        return self._set_one("vocabSize", value)

    def getWarmUpEpochs(self) -> int:
        """Gets the value of warmUpEpochs."""
        value: int = self.getOrDefault(self.warmUpEpochs)
        return value

    def setWarmUpEpochs(self, value: int) -> "LstmTagger":
        """Sets warmUpEpochs, and returns this stage."""
        return self._set_one("warmUpEpochs", value)

    def getWeightDecay(self) -> float:
        """Gets the value of weightDecay."""
        value: float = self.getOrDefault(self.weightDecay)
        return value

    def setWeightDecay(self, value: float) -> "LstmTagger":
        """Sets weightDecay, and returns this stage."""
        return self._set_one("weightDecay", value)

    def getWeightDropout(self) -> float:
        """Gets the value of weightDropout."""
        value: float = self.getOrDefault(self.weightDropout)
        return value

    def setWeightDropout(self, value: float) -> "LstmTagger":
        """Sets weightDropout, and returns this stage."""
        return self._set_one("weightDropout", value)


class LstmTaggerModel(ModelBase):
    """A trained LstmTagger.

    Parameters
    ----------
    activationPenalty : float, default 0.0
        penalty on the mean square of the inputs of the head; it is not in the losses that are reported (at least 0 and at most 1000)
    aggregationDepth : int
        rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)
    averageEpochs : int, default 0
        epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)
    batchSize : int, default 64
        examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)
    bidirectional : bool, default False
        whether each layer also reads its input backwards
    blockSize : int
        examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)
    categoricalCols : list[str], default []
        columns of data.future, data.static, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding
    cell : str, default "lstm"
        lstm, gru or rnn (plain, with tanh)
    changePenalty : float, default 0.0
        penalty on the mean square of the change of the last layer's output from token to token; it is not in the losses that are reported (at least 0 and at most 1000)
    classWeights : str, default "none"
        none, or balanced: the rarer a class, the higher its weight
    clipNorm : float, default 1.0
        largest norm of a gradient; 0 for no clipping (at least 0)
    clipValue : float, default 0.0
        largest magnitude of a gradient element; 0 for no clipping (at least 0)
    compressGradients : bool, default True
        whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results
    dropout : float, default 0.0
        probability of zeroing an output of every layer but the last (at least 0 and below 1)
    dropoutMasks : str, default "values"
        what a mask of dropout, headDropout and inputDropout holds for: values (each is drawn by itself) or streams (one mask for all tokens that a step reads of a stream, or sequence: locked, or variational, dropout)
    embeddingDropout : float, default 0.0
        probability of zeroing the vector of a token, the same tokens for a whole step (at least 0 and below 1)
    embeddingSize : int
        width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)
    epochs : int, default 20
        maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)
    execution : str, default "auto"
        where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results
    featureCols : list[str], default []
        columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences
    handleInvalid : str, default "error"
        treatment of a sequence that is null or has a token that is null: error, skip (leave it out) or keep (null in the columns of the result)
    headDropout : float, default 0.0
        probability of zeroing an input of the head (at least 0 and below 1)
    hiddenSize : int, default 64
        size of the hidden state (at least 1 and at most 65536)
    initialWeightsPath : str
        safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors
    inputDropout : float, default 0.0
        probability of zeroing an input of the first recurrent layer (at least 0 and below 1)
    labelCol : str, default "label"
        column with the class of each token, null where it is not known
    labelSmoothing : float, default 0.0
        share of a class's probability that is spread over all classes (at least 0 and at most 1)
    learningRate : float, default 0.001
        learning rate of the optimizer (above 0 and at most 1000)
    loss : str, default "auto"
        mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy
    lowestLearningRate : float, default 0.0
        cosine and plateau: lowest learning rate (at least 0)
    momentum : float, default 0.0
        sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)
    nesterov : bool, default False
        sgd: whether to use Nesterov momentum
    numLayers : int, default 1
        number of recurrent layers (at least 1 and at most 64)
    numPartitions : int
        data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)
    optimizer : str, default "adam"
        adam, adamw, sgd, rmsprop or adagrad
    output : str, default "scores"
        what transform answers with: scores, summary, model
    patience : int, default 5
        epochs without a better validation loss before training stops; 0 to never stop early (at least 0)
    placement : str, default "auto"
        where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results
    schedule : str, default "constant"
        constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)
    scheduleAfter : int
        step: epochs before the first reduction; auto: as many as between reductions (at least 1)
    scheduleEpochs : int, default 3
        step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)
    scheduleFactor : float, default 0.5
        step and plateau: factor of a reduction (above 0 and below 1)
    seed : int, default 42
        seed of initial values, shuffling and dropout
    seriesIdCols : list[str], default []
        columns that identify a series or a sequence; none for a single series
    shardBytes : int, default 8388608
        size of the pieces that large data is cut into (at least 1 and at most 1073741824)
    showProgress : bool, default False
        whether fit shows its progress on standard error
    splitUnit : str, default "auto"
        what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from data.split.validation-from and data.split.test-from on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)
    standardization : bool, default True
        whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too
    storage : str, default "auto"
        where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results
    testSplit : float, default 0.2
        share or number of rows that follow, to test on; 0 for none (at least 0)
    timeCol : str
        column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence
    tokenPattern : str
        regular expression (Java) of the tokens of a text, such as \\w+ or \\w+|\\s+|\\p{Punct}; what lies between them is left out. Empty: each character is a token
    tokensCol : str, default "tokens"
        column of tokens: text, arrays of values, or with timeCol a value per row
    trainSplit : float, default 0.7
        share of each series (at most 1) or number of rows to train on (at least 0)
    validationSplit : float, default 0.1
        share or number of rows that follow, to validate on; 0 for none (at least 0)
    vocabSize : int, default 100000
        largest number of different tokens that the network knows, the most frequent of the train span, and of values of a column of classes beside them; all others are one (at least 1 and at most 16000000)
    warmUpEpochs : int, default 0
        cosine: epochs over which the rate rises at the start (at least 0)
    weightDecay : float, default 0.0
        L2 penalty; with adamw decoupled weight decay (at least 0)
    weightDropout : float, default 0.0
        probability of zeroing an element of the recurrent weights (weight_hh), the same ones for a whole step (at least 0 and below 1)
    """

    activationPenalty: "Param[float]" = Param(
        Params._dummy(),
        "activationPenalty",
        "penalty on the mean square of the inputs of the head; it is not in the losses that are reported (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    aggregationDepth: "Param[int]" = Param(
        Params._dummy(),
        "aggregationDepth",
        "rounds in which the sums of tasks are added: auto (1, or 2 if the driver would have much to add) or a number; no effect on results (at least 1 and at most 10)",
        typeConverter=TypeConverters.toInt,
    )
    averageEpochs: "Param[int]" = Param(
        Params._dummy(),
        "averageEpochs",
        "epochs whose weights are averaged: an epoch counts by its own weights or by the mean of those of so many last epochs, whichever has the lower validation loss; 0 for no averages (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toInt,
    )
    batchSize: "Param[int]" = Param(
        Params._dummy(),
        "batchSize",
        "examples per step; for task next streams of tokens that a step reads on (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    bidirectional: "Param[bool]" = Param(
        Params._dummy(),
        "bidirectional",
        "whether each layer also reads its input backwards",
        typeConverter=TypeConverters.toBoolean,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "examples computed together: auto (about an eighth of a batch, 8 to 64) or a number (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    categoricalCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "categoricalCols",
        "columns of data.future, data.static, featureCols or seriesIdCols that hold classes (text, whole numbers, …), not numbers; each gets an embedding",
        typeConverter=TypeConverters.toListString,
    )
    cell: "Param[str]" = Param(
        Params._dummy(),
        "cell",
        "lstm, gru or rnn (plain, with tanh)",
        typeConverter=TypeConverters.toString,
    )
    changePenalty: "Param[float]" = Param(
        Params._dummy(),
        "changePenalty",
        "penalty on the mean square of the change of the last layer's output from token to token; it is not in the losses that are reported (at least 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    classWeights: "Param[str]" = Param(
        Params._dummy(),
        "classWeights",
        "none, or balanced: the rarer a class, the higher its weight",
        typeConverter=TypeConverters.toString,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "largest norm of a gradient; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "largest magnitude of a gradient element; 0 for no clipping (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    compressGradients: "Param[bool]" = Param(
        Params._dummy(),
        "compressGradients",
        "whether sums of gradients are sent in as few bytes as hold them, without loss; no effect on results",
        typeConverter=TypeConverters.toBoolean,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability of zeroing an output of every layer but the last (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    dropoutMasks: "Param[str]" = Param(
        Params._dummy(),
        "dropoutMasks",
        "what a mask of dropout, headDropout and inputDropout holds for: values (each is drawn by itself) or streams (one mask for all tokens that a step reads of a stream, or sequence: locked, or variational, dropout)",
        typeConverter=TypeConverters.toString,
    )
    embeddingDropout: "Param[float]" = Param(
        Params._dummy(),
        "embeddingDropout",
        "probability of zeroing the vector of a token, the same tokens for a whole step (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    embeddingSize: "Param[int]" = Param(
        Params._dummy(),
        "embeddingSize",
        "width of the vectors of classes (categoricalCols), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most hiddenSize) or a number. Classes beside tokens have auto (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    epochs: "Param[int]" = Param(
        Params._dummy(),
        "epochs",
        "maximum number of passes over the training examples; 0 to keep the initial weights (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    execution: "Param[str]" = Param(
        Params._dummy(),
        "execution",
        "where steps run: distributed (one job of the cluster per step), single (all in one JVM), or auto (the faster one, measured on the first steps); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    featureCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "featureCols",
        "columns the network sees, beside the targets of a forecast or the tokens of a sequence; or one column of whole sequences",
        typeConverter=TypeConverters.toListString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of a sequence that is null or has a token that is null: error, skip (leave it out) or keep (null in the columns of the result)",
        typeConverter=TypeConverters.toString,
    )
    headDropout: "Param[float]" = Param(
        Params._dummy(),
        "headDropout",
        "probability of zeroing an input of the head (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    hiddenSize: "Param[int]" = Param(
        Params._dummy(),
        "hiddenSize",
        "size of the hidden state (at least 1 and at most 65536)",
        typeConverter=TypeConverters.toInt,
    )
    initialWeightsPath: "Param[str]" = Param(
        Params._dummy(),
        "initialWeightsPath",
        "safetensors file with the initial weights, any Hadoop path, instead of random values; tensors are named as in a model's weights.safetensors",
        typeConverter=TypeConverters.toString,
    )
    inputDropout: "Param[float]" = Param(
        Params._dummy(),
        "inputDropout",
        "probability of zeroing an input of the first recurrent layer (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    labelCol: "Param[str]" = Param(
        Params._dummy(),
        "labelCol",
        "column with the class of each token, null where it is not known",
        typeConverter=TypeConverters.toString,
    )
    labelSmoothing: "Param[float]" = Param(
        Params._dummy(),
        "labelSmoothing",
        "share of a class's probability that is spread over all classes (at least 0 and at most 1)",
        typeConverter=TypeConverters.toFloat,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "learning rate of the optimizer (above 0 and at most 1000)",
        typeConverter=TypeConverters.toFloat,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "mse, mae or huber; quantile to forecast quantiles; normal, student-t or negative-binomial (for counts) to forecast a distribution, by its likelihood; cross-entropy to classify, to tag or to predict tokens; auto is mse, or cross-entropy",
        typeConverter=TypeConverters.toString,
    )
    lowestLearningRate: "Param[float]" = Param(
        Params._dummy(),
        "lowestLearningRate",
        "cosine and plateau: lowest learning rate (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    momentum: "Param[float]" = Param(
        Params._dummy(),
        "momentum",
        "sgd and rmsprop: share of the last step that is kept (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    nesterov: "Param[bool]" = Param(
        Params._dummy(),
        "nesterov",
        "sgd: whether to use Nesterov momentum",
        typeConverter=TypeConverters.toBoolean,
    )
    numLayers: "Param[int]" = Param(
        Params._dummy(),
        "numLayers",
        "number of recurrent layers (at least 1 and at most 64)",
        typeConverter=TypeConverters.toInt,
    )
    numPartitions: "Param[int]" = Param(
        Params._dummy(),
        "numPartitions",
        "data partitions per step: auto (one per executor if data is replicated, else one per core) or a number; no effect on results (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "adam, adamw, sgd, rmsprop or adagrad",
        typeConverter=TypeConverters.toString,
    )
    output: "Param[str]" = Param(
        Params._dummy(),
        "output",
        "what transform answers with: scores, summary, model",
        typeConverter=TypeConverters.toString,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "epochs without a better validation loss before training stops; 0 to never stop early (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    placement: "Param[str]" = Param(
        Params._dummy(),
        "placement",
        "where data lies during training: replicated (a copy per executor), partitioned, or auto (replicated up to 64 MiB); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
        typeConverter=TypeConverters.toString,
    )
    scheduleAfter: "Param[int]" = Param(
        Params._dummy(),
        "scheduleAfter",
        "step: epochs before the first reduction; auto: as many as between reductions (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleEpochs: "Param[int]" = Param(
        Params._dummy(),
        "scheduleEpochs",
        "step: epochs between reductions; plateau: epochs without improvement before a reduction (at least 1)",
        typeConverter=TypeConverters.toInt,
    )
    scheduleFactor: "Param[float]" = Param(
        Params._dummy(),
        "scheduleFactor",
        "step and plateau: factor of a reduction (above 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "seed of initial values, shuffling and dropout",
        typeConverter=TypeConverters.toInt,
    )
    seriesIdCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "seriesIdCols",
        "columns that identify a series or a sequence; none for a single series",
        typeConverter=TypeConverters.toListString,
    )
    shardBytes: "Param[int]" = Param(
        Params._dummy(),
        "shardBytes",
        "size of the pieces that large data is cut into (at least 1 and at most 1073741824)",
        typeConverter=TypeConverters.toInt,
    )
    showProgress: "Param[bool]" = Param(
        Params._dummy(),
        "showProgress",
        "whether fit shows its progress on standard error",
        typeConverter=TypeConverters.toBoolean,
    )
    splitUnit: "Param[str]" = Param(
        Params._dummy(),
        "splitUnit",
        "what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from data.split.validation-from and data.split.test-from on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)",
        typeConverter=TypeConverters.toString,
    )
    standardization: "Param[bool]" = Param(
        Params._dummy(),
        "standardization",
        "whether to scale values to mean 0 and deviation 1 over the train span; numbers to regress are scaled too",
        typeConverter=TypeConverters.toBoolean,
    )
    storage: "Param[str]" = Param(
        Params._dummy(),
        "storage",
        "where partitioned data lies: memory, disk (files on the executors, read as needed), or auto (memory up to half of what Spark has for data); no effect on results",
        typeConverter=TypeConverters.toString,
    )
    testSplit: "Param[float]" = Param(
        Params._dummy(),
        "testSplit",
        "share or number of rows that follow, to test on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    timeCol: "Param[str]" = Param(
        Params._dummy(),
        "timeCol",
        "column that orders the rows of a series: timestamp, date or whole number; empty if each row is a whole sequence",
        typeConverter=TypeConverters.toString,
    )
    tokenPattern: "Param[str]" = Param(
        Params._dummy(),
        "tokenPattern",
        "regular expression (Java) of the tokens of a text, such as \\w+ or \\w+|\\s+|\\p{Punct}; what lies between them is left out. Empty: each character is a token",
        typeConverter=TypeConverters.toString,
    )
    tokensCol: "Param[str]" = Param(
        Params._dummy(),
        "tokensCol",
        "column of tokens: text, arrays of values, or with timeCol a value per row",
        typeConverter=TypeConverters.toString,
    )
    trainSplit: "Param[float]" = Param(
        Params._dummy(),
        "trainSplit",
        "share of each series (at most 1) or number of rows to train on (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    validationSplit: "Param[float]" = Param(
        Params._dummy(),
        "validationSplit",
        "share or number of rows that follow, to validate on; 0 for none (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    vocabSize: "Param[int]" = Param(
        Params._dummy(),
        "vocabSize",
        "largest number of different tokens that the network knows, the most frequent of the train span, and of values of a column of classes beside them; all others are one (at least 1 and at most 16000000)",
        typeConverter=TypeConverters.toInt,
    )
    warmUpEpochs: "Param[int]" = Param(
        Params._dummy(),
        "warmUpEpochs",
        "cosine: epochs over which the rate rises at the start (at least 0)",
        typeConverter=TypeConverters.toInt,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "L2 penalty; with adamw decoupled weight decay (at least 0)",
        typeConverter=TypeConverters.toFloat,
    )
    weightDropout: "Param[float]" = Param(
        Params._dummy(),
        "weightDropout",
        "probability of zeroing an element of the recurrent weights (weight_hh), the same ones for a whole step (at least 0 and below 1)",
        typeConverter=TypeConverters.toFloat,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "activationPenalty": 0.0,
        "averageEpochs": 0,
        "batchSize": 64,
        "bidirectional": False,
        "categoricalCols": [],
        "cell": "lstm",
        "changePenalty": 0.0,
        "classWeights": "none",
        "clipNorm": 1.0,
        "clipValue": 0.0,
        "compressGradients": True,
        "dropout": 0.0,
        "dropoutMasks": "values",
        "embeddingDropout": 0.0,
        "epochs": 20,
        "execution": "auto",
        "featureCols": [],
        "handleInvalid": "error",
        "headDropout": 0.0,
        "hiddenSize": 64,
        "inputDropout": 0.0,
        "labelCol": "label",
        "labelSmoothing": 0.0,
        "learningRate": 0.001,
        "loss": "auto",
        "lowestLearningRate": 0.0,
        "momentum": 0.0,
        "nesterov": False,
        "numLayers": 1,
        "optimizer": "adam",
        "output": "scores",
        "patience": 5,
        "placement": "auto",
        "schedule": "constant",
        "scheduleEpochs": 3,
        "scheduleFactor": 0.5,
        "seed": 42,
        "seriesIdCols": [],
        "shardBytes": 8388608,
        "showProgress": False,
        "splitUnit": "auto",
        "standardization": True,
        "storage": "auto",
        "testSplit": 0.2,
        "tokensCol": "tokens",
        "trainSplit": 0.7,
        "validationSplit": 0.1,
        "vocabSize": 100000,
        "warmUpEpochs": 0,
        "weightDecay": 0.0,
        "weightDropout": 0.0,
    }

    def getActivationPenalty(self) -> float:
        """Gets the value of activationPenalty."""
        value: float = self.getOrDefault(self.activationPenalty)
        return value

    def getAggregationDepth(self) -> int:
        """Gets the value of aggregationDepth."""
        value: int = self.getOrDefault(self.aggregationDepth)
        return value

    def getAverageEpochs(self) -> int:
        """Gets the value of averageEpochs."""
        value: int = self.getOrDefault(self.averageEpochs)
        return value

    def getBatchSize(self) -> int:
        """Gets the value of batchSize."""
        value: int = self.getOrDefault(self.batchSize)
        return value

    def getBidirectional(self) -> bool:
        """Gets the value of bidirectional."""
        value: bool = self.getOrDefault(self.bidirectional)
        return value

    def getBlockSize(self) -> int:
        """Gets the value of blockSize."""
        value: int = self.getOrDefault(self.blockSize)
        return value

    def getCategoricalCols(self) -> list[str]:
        """Gets the value of categoricalCols."""
        value: list[str] = self.getOrDefault(self.categoricalCols)
        return value

    def getCell(self) -> str:
        """Gets the value of cell."""
        value: str = self.getOrDefault(self.cell)
        return value

    def getChangePenalty(self) -> float:
        """Gets the value of changePenalty."""
        value: float = self.getOrDefault(self.changePenalty)
        return value

    def getClassWeights(self) -> str:
        """Gets the value of classWeights."""
        value: str = self.getOrDefault(self.classWeights)
        return value

    def getClipNorm(self) -> float:
        """Gets the value of clipNorm."""
        value: float = self.getOrDefault(self.clipNorm)
        return value

    def getClipValue(self) -> float:
        """Gets the value of clipValue."""
        value: float = self.getOrDefault(self.clipValue)
        return value

    def getCompressGradients(self) -> bool:
        """Gets the value of compressGradients."""
        value: bool = self.getOrDefault(self.compressGradients)
        return value

    def getDropout(self) -> float:
        """Gets the value of dropout."""
        value: float = self.getOrDefault(self.dropout)
        return value

    def getDropoutMasks(self) -> str:
        """Gets the value of dropoutMasks."""
        value: str = self.getOrDefault(self.dropoutMasks)
        return value

    def getEmbeddingDropout(self) -> float:
        """Gets the value of embeddingDropout."""
        value: float = self.getOrDefault(self.embeddingDropout)
        return value

    def getEmbeddingSize(self) -> int:
        """Gets the value of embeddingSize."""
        value: int = self.getOrDefault(self.embeddingSize)
        return value

    def getEpochs(self) -> int:
        """Gets the value of epochs."""
        value: int = self.getOrDefault(self.epochs)
        return value

    def getExecution(self) -> str:
        """Gets the value of execution."""
        value: str = self.getOrDefault(self.execution)
        return value

    def getFeatureCols(self) -> list[str]:
        """Gets the value of featureCols."""
        value: list[str] = self.getOrDefault(self.featureCols)
        return value

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "LstmTaggerModel":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getHeadDropout(self) -> float:
        """Gets the value of headDropout."""
        value: float = self.getOrDefault(self.headDropout)
        return value

    def getHiddenSize(self) -> int:
        """Gets the value of hiddenSize."""
        value: int = self.getOrDefault(self.hiddenSize)
        return value

    def getInitialWeightsPath(self) -> str:
        """Gets the value of initialWeightsPath."""
        value: str = self.getOrDefault(self.initialWeightsPath)
        return value

    def getInputDropout(self) -> float:
        """Gets the value of inputDropout."""
        value: float = self.getOrDefault(self.inputDropout)
        return value

    def getLabelCol(self) -> str:
        """Gets the value of labelCol."""
        value: str = self.getOrDefault(self.labelCol)
        return value

    def getLabelSmoothing(self) -> float:
        """Gets the value of labelSmoothing."""
        value: float = self.getOrDefault(self.labelSmoothing)
        return value

    def getLearningRate(self) -> float:
        """Gets the value of learningRate."""
        value: float = self.getOrDefault(self.learningRate)
        return value

    def getLoss(self) -> str:
        """Gets the value of loss."""
        value: str = self.getOrDefault(self.loss)
        return value

    def getLowestLearningRate(self) -> float:
        """Gets the value of lowestLearningRate."""
        value: float = self.getOrDefault(self.lowestLearningRate)
        return value

    def getMomentum(self) -> float:
        """Gets the value of momentum."""
        value: float = self.getOrDefault(self.momentum)
        return value

    def getNesterov(self) -> bool:
        """Gets the value of nesterov."""
        value: bool = self.getOrDefault(self.nesterov)
        return value

    def getNumLayers(self) -> int:
        """Gets the value of numLayers."""
        value: int = self.getOrDefault(self.numLayers)
        return value

    def getNumPartitions(self) -> int:
        """Gets the value of numPartitions."""
        value: int = self.getOrDefault(self.numPartitions)
        return value

    def getOptimizer(self) -> str:
        """Gets the value of optimizer."""
        value: str = self.getOrDefault(self.optimizer)
        return value

    def getOutput(self) -> str:
        """Gets the value of output."""
        value: str = self.getOrDefault(self.output)
        return value

    def setOutput(self, value: str) -> "LstmTaggerModel":
        """Sets output, and returns this stage."""
        return self._set_one("output", value)

    def getPatience(self) -> int:
        """Gets the value of patience."""
        value: int = self.getOrDefault(self.patience)
        return value

    def getPlacement(self) -> str:
        """Gets the value of placement."""
        value: str = self.getOrDefault(self.placement)
        return value

    def getSchedule(self) -> str:
        """Gets the value of schedule."""
        value: str = self.getOrDefault(self.schedule)
        return value

    def getScheduleAfter(self) -> int:
        """Gets the value of scheduleAfter."""
        value: int = self.getOrDefault(self.scheduleAfter)
        return value

    def getScheduleEpochs(self) -> int:
        """Gets the value of scheduleEpochs."""
        value: int = self.getOrDefault(self.scheduleEpochs)
        return value

    def getScheduleFactor(self) -> float:
        """Gets the value of scheduleFactor."""
        value: float = self.getOrDefault(self.scheduleFactor)
        return value

    def getSeed(self) -> int:
        """Gets the value of seed."""
        value: int = self.getOrDefault(self.seed)
        return value

    def getSeriesIdCols(self) -> list[str]:
        """Gets the value of seriesIdCols."""
        value: list[str] = self.getOrDefault(self.seriesIdCols)
        return value

    def setSeriesIdCols(self, value: list[str]) -> "LstmTaggerModel":
        """Sets seriesIdCols, and returns this stage."""
        return self._set_one("seriesIdCols", value)

    def getShardBytes(self) -> int:
        """Gets the value of shardBytes."""
        value: int = self.getOrDefault(self.shardBytes)
        return value

    def getShowProgress(self) -> bool:
        """Gets the value of showProgress."""
        value: bool = self.getOrDefault(self.showProgress)
        return value

    def getSplitUnit(self) -> str:
        """Gets the value of splitUnit."""
        value: str = self.getOrDefault(self.splitUnit)
        return value

    def getStandardization(self) -> bool:
        """Gets the value of standardization."""
        value: bool = self.getOrDefault(self.standardization)
        return value

    def getStorage(self) -> str:
        """Gets the value of storage."""
        value: str = self.getOrDefault(self.storage)
        return value

    def getTestSplit(self) -> float:
        """Gets the value of testSplit."""
        value: float = self.getOrDefault(self.testSplit)
        return value

    def getTimeCol(self) -> str:
        """Gets the value of timeCol."""
        value: str = self.getOrDefault(self.timeCol)
        return value

    def setTimeCol(self, value: str) -> "LstmTaggerModel":
        """Sets timeCol, and returns this stage."""
        return self._set_one("timeCol", value)

    def getTokenPattern(self) -> str:
        """Gets the value of tokenPattern."""
        value: str = self.getOrDefault(self.tokenPattern)
        return value

    def getTokensCol(self) -> str:
        """Gets the value of tokensCol."""
        value: str = self.getOrDefault(self.tokensCol)
        return value

    def setTokensCol(self, value: str) -> "LstmTaggerModel":
        """Sets tokensCol, and returns this stage."""
        return self._set_one("tokensCol", value)

    def getTrainSplit(self) -> float:
        """Gets the value of trainSplit."""
        value: float = self.getOrDefault(self.trainSplit)
        return value

    def getValidationSplit(self) -> float:
        """Gets the value of validationSplit."""
        value: float = self.getOrDefault(self.validationSplit)
        return value

    def getVocabSize(self) -> int:
        """Gets the value of vocabSize."""
        value: int = self.getOrDefault(self.vocabSize)
        return value

    def getWarmUpEpochs(self) -> int:
        """Gets the value of warmUpEpochs."""
        value: int = self.getOrDefault(self.warmUpEpochs)
        return value

    def getWeightDecay(self) -> float:
        """Gets the value of weightDecay."""
        value: float = self.getOrDefault(self.weightDecay)
        return value

    def getWeightDropout(self) -> float:
        """Gets the value of weightDropout."""
        value: float = self.getOrDefault(self.weightDropout)
        return value


class SequenceAssembler(TransformerBase):
    """Assembles the rows of each sequence into one row.

    Parameters
    ----------
    groupCols : list[str], default []
        columns that identify a sequence
    handleInvalid : str, default "error"
        treatment of values that are null or NaN: error, skip (drop the step) or keep
    inputCols : list[str], default []
        columns with the values of a step
    keepCols : list[str], default []
        columns with one value per sequence, such as its label, to keep; of windows, that of the last row; missing columns are ignored
    lookback : int, default 0
        rows the network sees; to classify or regress, 0 for whole sequences (at least 0 and at most 1000000)
    outputCol : str, default "features"
        column for the sequences
    stride : int, default 1
        rows between neighbouring training windows (at least 1 and at most 1000000)
    timeCol : str
        column that orders the rows of a sequence: timestamp, date or whole number
    windows : str, default "all"
        windows to cut if lookback is set: all, or the last of each group
    """

    groupCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "groupCols",
        "columns that identify a sequence",
        typeConverter=TypeConverters.toListString,
    )
    handleInvalid: "Param[str]" = Param(
        Params._dummy(),
        "handleInvalid",
        "treatment of values that are null or NaN: error, skip (drop the step) or keep",
        typeConverter=TypeConverters.toString,
    )
    inputCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "inputCols",
        "columns with the values of a step",
        typeConverter=TypeConverters.toListString,
    )
    keepCols: "Param[list[str]]" = Param(
        Params._dummy(),
        "keepCols",
        "columns with one value per sequence, such as its label, to keep; of windows, that of the last row; missing columns are ignored",
        typeConverter=TypeConverters.toListString,
    )
    lookback: "Param[int]" = Param(
        Params._dummy(),
        "lookback",
        "rows the network sees; to classify or regress, 0 for whole sequences (at least 0 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    outputCol: "Param[str]" = Param(
        Params._dummy(),
        "outputCol",
        "column for the sequences",
        typeConverter=TypeConverters.toString,
    )
    stride: "Param[int]" = Param(
        Params._dummy(),
        "stride",
        "rows between neighbouring training windows (at least 1 and at most 1000000)",
        typeConverter=TypeConverters.toInt,
    )
    timeCol: "Param[str]" = Param(
        Params._dummy(),
        "timeCol",
        "column that orders the rows of a sequence: timestamp, date or whole number",
        typeConverter=TypeConverters.toString,
    )
    windows: "Param[str]" = Param(
        Params._dummy(),
        "windows",
        "windows to cut if lookback is set: all, or the last of each group",
        typeConverter=TypeConverters.toString,
    )

    _defaults: ClassVar[dict[str, Any]] = {
        "groupCols": [],
        "handleInvalid": "error",
        "inputCols": [],
        "keepCols": [],
        "lookback": 0,
        "outputCol": "features",
        "stride": 1,
        "windows": "all",
    }

    @params_only
    def __init__(
        self,
        *,
        groupCols: Optional[list[str]] = None,
        handleInvalid: Optional[str] = None,
        inputCols: Optional[list[str]] = None,
        keepCols: Optional[list[str]] = None,
        lookback: Optional[int] = None,
        outputCol: Optional[str] = None,
        stride: Optional[int] = None,
        timeCol: Optional[str] = None,
        windows: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._begin()

    def getGroupCols(self) -> list[str]:
        """Gets the value of groupCols."""
        value: list[str] = self.getOrDefault(self.groupCols)
        return value

    def setGroupCols(self, value: list[str]) -> "SequenceAssembler":
        """Sets groupCols, and returns this stage."""
        return self._set_one("groupCols", value)

    def getHandleInvalid(self) -> str:
        """Gets the value of handleInvalid."""
        value: str = self.getOrDefault(self.handleInvalid)
        return value

    def setHandleInvalid(self, value: str) -> "SequenceAssembler":
        """Sets handleInvalid, and returns this stage."""
        return self._set_one("handleInvalid", value)

    def getInputCols(self) -> list[str]:
        """Gets the value of inputCols."""
        value: list[str] = self.getOrDefault(self.inputCols)
        return value

    def setInputCols(self, value: list[str]) -> "SequenceAssembler":
        """Sets inputCols, and returns this stage."""
        return self._set_one("inputCols", value)

    def getKeepCols(self) -> list[str]:
        """Gets the value of keepCols."""
        value: list[str] = self.getOrDefault(self.keepCols)
        return value

    def setKeepCols(self, value: list[str]) -> "SequenceAssembler":
        """Sets keepCols, and returns this stage."""
        return self._set_one("keepCols", value)

    def getLookback(self) -> int:
        """Gets the value of lookback."""
        value: int = self.getOrDefault(self.lookback)
        return value

    def setLookback(self, value: int) -> "SequenceAssembler":
        """Sets lookback, and returns this stage."""
        return self._set_one("lookback", value)

    def getOutputCol(self) -> str:
        """Gets the value of outputCol."""
        value: str = self.getOrDefault(self.outputCol)
        return value

    def setOutputCol(self, value: str) -> "SequenceAssembler":
        """Sets outputCol, and returns this stage."""
        return self._set_one("outputCol", value)

    def getStride(self) -> int:
        """Gets the value of stride."""
        value: int = self.getOrDefault(self.stride)
        return value

    def setStride(self, value: int) -> "SequenceAssembler":
        """Sets stride, and returns this stage."""
        return self._set_one("stride", value)

    def getTimeCol(self) -> str:
        """Gets the value of timeCol."""
        value: str = self.getOrDefault(self.timeCol)
        return value

    def setTimeCol(self, value: str) -> "SequenceAssembler":
        """Sets timeCol, and returns this stage."""
        return self._set_one("timeCol", value)

    def getWindows(self) -> str:
        """Gets the value of windows."""
        value: str = self.getOrDefault(self.windows)
        return value

    def setWindows(self, value: str) -> "SequenceAssembler":
        """Sets windows, and returns this stage."""
        return self._set_one("windows", value)
