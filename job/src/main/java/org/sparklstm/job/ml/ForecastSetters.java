package org.sparklstm.job.ml;

/**
 * Setters of the params of series and windows.
 *
 * @param <S> the stage itself
 */
public interface ForecastSetters<S> extends ForecastParams, NumberSetters<S> {

  /** Columns that identify a series. Modified. */
  default S setSeriesIdCols(String[] value) {
    set(seriesIdCols(), value);
    return self();
  }

  /** Column that orders the rows of a series. Modified. */
  default S setTimeCol(String value) {
    set(timeCol(), value);
    return self();
  }

  /** Columns to forecast. Modified. */
  default S setTargetCols(String[] value) {
    set(targetCols(), value);
    return self();
  }

  /** Columns that the network sees beside the targets. Modified. */
  default S setFeatureCols(String[] value) {
    set(featureCols(), value);
    return self();
  }

  /** Rows that the network sees. Modified. */
  default S setLookback(int value) {
    set(lookback(), value);
    return self();
  }

  /** Rows that it forecasts. Modified. */
  default S setHorizon(int value) {
    set(horizon(), value);
    return self();
  }

  /** Rows between neighbouring training windows. Modified. */
  default S setStride(int value) {
    set(stride(), value);
    return self();
  }

  /** Value that the network predicts the difference to. Modified. */
  default S setBaseline(String value) {
    set(baseline(), value);
    return self();
  }

  /** Rows in a season. Modified. */
  default S setPeriod(int value) {
    set(period(), value);
    return self();
  }

  /**
   * Width of the vectors of classes; by default half the number of values, at most 50. Modified.
   */
  default S setEmbeddingSize(int value) {
    set(embeddingSize(), value);
    return self();
  }

  /**
   * Sets whether to train again on all rows once the best epoch is known: none or all. Back-tests
   * of a span go by the first training, which has not seen the test span. Modified.
   */
  default S setRefit(String value) {
    set(refit(), value);
    return self();
  }

  /** Share of each series, or number of rows, to train on. Modified. */
  default S setTrainSplit(double value) {
    set(trainSplit(), value);
    return self();
  }

  /** Share of each series, or number of rows, to validate on. Modified. */
  default S setValidationSplit(double value) {
    set(validationSplit(), value);
    return self();
  }

  /** Share of each series, or number of rows, to test on. Modified. */
  default S setTestSplit(double value) {
    set(testSplit(), value);
    return self();
  }

  /** What the spans are given as: auto, share, rows or rows-from-end. Modified. */
  default S setSplitUnit(String value) {
    set(splitUnit(), value);
    return self();
  }

  /** First time of the validation span, if the unit is date. Modified. */
  default S setValidationFrom(String value) {
    set(validationFrom(), value);
    return self();
  }

  /** First time of the test span, if the unit is date. Modified. */
  default S setTestFrom(String value) {
    set(testFrom(), value);
    return self();
  }

  /** How the times of a panel go on: auto, PT30M, P1D, business-day or 1. Modified. */
  default S setFrequency(String value) {
    set(frequency(), value);
    return self();
  }

  /** Treatment of times without a row: keep or fill. Modified. */
  default S setGaps(String value) {
    set(gaps(), value);
    return self();
  }

  /** Treatment of missing values. Modified. */
  default S setMissing(String value) {
    set(missing(), value);
    return self();
  }

  /** Treatment of rows that cannot be predicted. Modified. */
  default S setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return self();
  }

  /** Columns whose values are known for the rows to forecast too. Modified. */
  default S setFutureCols(String[] value) {
    set(futureCols(), value);
    return self();
  }

  /** Columns with one value per series. Modified. */
  default S setStaticCols(String[] value) {
    set(staticCols(), value);
    return self();
  }

  /** Columns that are classes. Modified. */
  default S setCategoricalCols(String[] value) {
    set(categoricalCols(), value);
    return self();
  }

  /** What the network sees of the calendar. Modified. */
  default S setCalendarFeatures(String[] value) {
    set(calendarFeatures(), value);
    return self();
  }

  /** What is applied to targets first. Modified. */
  default S setTargetTransform(String value) {
    set(targetTransform(), value);
    return self();
  }

  /** What targets are measured by. Modified. */
  default S setScalerType(String value) {
    set(scalerType(), value);
    return self();
  }

  /** What past and future numbers are measured by. Modified. */
  default S setFeatureScalerType(String value) {
    set(featureScalerType(), value);
    return self();
  }

  /** Rows that a series must have before a window. Modified. */
  default S setMinHistory(int value) {
    set(minHistory(), value);
    return self();
  }

  /** Share of the training windows whose history is hidden. Modified. */
  default S setColdShare(double value) {
    set(coldShare(), value);
    return self();
  }

  /** Levels of the quantiles that are forecast. Modified. */
  default S setQuantileLevels(double[] value) {
    set(quantileLevels(), value);
    return self();
  }

  /** The forecast itself: median or mean. Modified. */
  default S setPointForecast(String value) {
    set(pointForecast(), value);
    return self();
  }

  /** How quantiles are made to hold what they promise: none or conformal. Modified. */
  default S setCalibrate(String value) {
    set(calibrate(), value);
    return self();
  }

  /** Whether the sum over the horizon is forecast, too. Modified. */
  default S setForecastTotal(boolean value) {
    set(forecastTotal(), value);
    return self();
  }

  /** Smallest value that is forecast. Modified. */
  default S setForecastMinimum(double value) {
    set(forecastMinimum(), value);
    return self();
  }

  /** The kind of the network: recurrent or segment. Modified. */
  default S setModelKind(String value) {
    set(modelKind(), value);
    return self();
  }

  /** Rows in a segment. Modified. */
  default S setSegmentLength(int value) {
    set(segmentLength(), value);
    return self();
  }

  /** How the horizon is answered. Modified. */
  default S setDecoder(String value) {
    set(decoder(), value);
    return self();
  }

  /** Periods without a row after which a series has ended. Modified. */
  default S setEndedAfter(int value) {
    set(endedAfter(), value);
    return self();
  }

  /** Time from which all series are forecast. Modified. */
  default S setAsOf(String value) {
    set(asOf(), value);
    return self();
  }
}
