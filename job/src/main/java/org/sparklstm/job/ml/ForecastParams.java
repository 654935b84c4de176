package org.sparklstm.job.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** Params of series and windows. */
public interface ForecastParams extends NumberParams {

  /** Columns that identify a series. */
  default StringArrayParam seriesIdCols() {
    return stageParams().texts("seriesIdCols");
  }

  /** Columns that identify a series. */
  default String[] getSeriesIdCols() {
    return getOrDefault(seriesIdCols());
  }

  /** Column that orders the rows of a series. */
  default Param<String> timeCol() {
    return stageParams().text("timeCol");
  }

  /** Column that orders the rows of a series. */
  default String getTimeCol() {
    return getOrDefault(timeCol());
  }

  /** Columns to forecast. */
  default StringArrayParam targetCols() {
    return stageParams().texts("targetCols");
  }

  /** Columns to forecast. */
  default String[] getTargetCols() {
    return getOrDefault(targetCols());
  }

  /** Columns that the network sees beside the targets. */
  default StringArrayParam featureCols() {
    return stageParams().texts("featureCols");
  }

  /** Columns that the network sees beside the targets. */
  default String[] getFeatureCols() {
    return getOrDefault(featureCols());
  }

  /** Rows that the network sees. */
  default IntParam lookback() {
    return stageParams().whole("lookback");
  }

  /** Rows that the network sees. */
  default int getLookback() {
    return (int) getOrDefault(lookback());
  }

  /** Rows that it forecasts. */
  default IntParam horizon() {
    return stageParams().whole("horizon");
  }

  /** Rows that it forecasts. */
  default int getHorizon() {
    return (int) getOrDefault(horizon());
  }

  /** Rows between neighbouring training windows. */
  default IntParam stride() {
    return stageParams().whole("stride");
  }

  /** Rows between neighbouring training windows. */
  default int getStride() {
    return (int) getOrDefault(stride());
  }

  /** Value that the network predicts the difference to. */
  default Param<String> baseline() {
    return stageParams().text("baseline");
  }

  /** Value that the network predicts the difference to. */
  default String getBaseline() {
    return getOrDefault(baseline());
  }

  /** Rows in a season. */
  default IntParam period() {
    return stageParams().whole("period");
  }

  /** Rows in a season. */
  default int getPeriod() {
    return (int) getOrDefault(period());
  }

  /** Share of each series, or number of rows, to train on. */
  default DoubleParam trainSplit() {
    return stageParams().number("trainSplit");
  }

  /** Share of each series, or number of rows, to train on. */
  default double getTrainSplit() {
    return (double) getOrDefault(trainSplit());
  }

  /** Share of each series, or number of rows, to validate on. */
  default DoubleParam validationSplit() {
    return stageParams().number("validationSplit");
  }

  /** Share of each series, or number of rows, to validate on. */
  default double getValidationSplit() {
    return (double) getOrDefault(validationSplit());
  }

  /** Share of each series, or number of rows, to test on. */
  default DoubleParam testSplit() {
    return stageParams().number("testSplit");
  }

  /** Share of each series, or number of rows, to test on. */
  default double getTestSplit() {
    return (double) getOrDefault(testSplit());
  }

  /** What the spans are given as. */
  default Param<String> splitUnit() {
    return stageParams().text("splitUnit");
  }

  /** What the spans are given as. */
  default String getSplitUnit() {
    return getOrDefault(splitUnit());
  }

  /** First time of the validation span, if the unit is date. */
  default Param<String> validationFrom() {
    return stageParams().text("validationFrom");
  }

  /** First time of the validation span, if the unit is date. */
  default String getValidationFrom() {
    return getOrDefault(validationFrom());
  }

  /** First time of the test span, if the unit is date. */
  default Param<String> testFrom() {
    return stageParams().text("testFrom");
  }

  /** First time of the test span, if the unit is date. */
  default String getTestFrom() {
    return getOrDefault(testFrom());
  }

  /** How the times of a panel go on. */
  default Param<String> frequency() {
    return stageParams().text("frequency");
  }

  /** How the times of a panel go on. */
  default String getFrequency() {
    return getOrDefault(frequency());
  }

  /** Treatment of times without a row. */
  default Param<String> gaps() {
    return stageParams().text("gaps");
  }

  /** Treatment of times without a row. */
  default String getGaps() {
    return getOrDefault(gaps());
  }

  /** Treatment of missing values. */
  default Param<String> missing() {
    return stageParams().text("missing");
  }

  /** Treatment of missing values. */
  default String getMissing() {
    return getOrDefault(missing());
  }

  /** Treatment of rows that cannot be predicted. */
  default Param<String> handleInvalid() {
    return stageParams().text("handleInvalid");
  }

  /** Treatment of rows that cannot be predicted. */
  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }

  /** Columns whose values are known for the rows to forecast too. */
  default StringArrayParam futureCols() {
    return stageParams().texts("futureCols");
  }

  /** Columns whose values are known for the rows to forecast too. */
  default String[] getFutureCols() {
    return getOrDefault(futureCols());
  }

  /** Columns with one value per series. */
  default StringArrayParam staticCols() {
    return stageParams().texts("staticCols");
  }

  /** Columns with one value per series. */
  default String[] getStaticCols() {
    return getOrDefault(staticCols());
  }

  /** Columns that are classes. */
  default StringArrayParam categoricalCols() {
    return stageParams().texts("categoricalCols");
  }

  /** Columns that are classes. */
  default String[] getCategoricalCols() {
    return getOrDefault(categoricalCols());
  }

  /** What the network sees of the calendar. */
  default StringArrayParam calendarFeatures() {
    return stageParams().texts("calendarFeatures");
  }

  /** What the network sees of the calendar. */
  default String[] getCalendarFeatures() {
    return getOrDefault(calendarFeatures());
  }

  /** What is applied to targets first. */
  default Param<String> targetTransform() {
    return stageParams().text("targetTransform");
  }

  /** What is applied to targets first. */
  default String getTargetTransform() {
    return getOrDefault(targetTransform());
  }

  /** What targets are measured by. */
  default Param<String> scalerType() {
    return stageParams().text("scalerType");
  }

  /** What targets are measured by. */
  default String getScalerType() {
    return getOrDefault(scalerType());
  }

  /** What past and future numbers are measured by. */
  default Param<String> featureScalerType() {
    return stageParams().text("featureScalerType");
  }

  /** What past and future numbers are measured by. */
  default String getFeatureScalerType() {
    return getOrDefault(featureScalerType());
  }

  /** Rows that a series must have before a window. */
  default IntParam minHistory() {
    return stageParams().whole("minHistory");
  }

  /** Rows that a series must have before a window. */
  default int getMinHistory() {
    return (int) getOrDefault(minHistory());
  }

  /** Share of the training windows whose history is hidden. */
  default DoubleParam coldShare() {
    return stageParams().number("coldShare");
  }

  /** Share of the training windows whose history is hidden. */
  default double getColdShare() {
    return (double) getOrDefault(coldShare());
  }

  /** Whether to train again on all rows once the best epoch is known: none or all. */
  default Param<String> refit() {
    return stageParams().text("refit");
  }

  /** Whether to train again on all rows once the best epoch is known. */
  default String getRefit() {
    return getOrDefault(refit());
  }

  /** Width of the vectors of classes. */
  default IntParam embeddingSize() {
    return stageParams().whole("embeddingSize");
  }

  /** Width of the vectors of classes. */
  default int getEmbeddingSize() {
    return (int) getOrDefault(embeddingSize());
  }

  /** Levels of the quantiles that are forecast. */
  default DoubleArrayParam quantileLevels() {
    return stageParams().numbers("quantileLevels");
  }

  /** Levels of the quantiles that are forecast. */
  default double[] getQuantileLevels() {
    return getOrDefault(quantileLevels());
  }

  /** The forecast itself: median or mean. */
  default Param<String> pointForecast() {
    return stageParams().text("pointForecast");
  }

  /** The forecast itself: median or mean. */
  default String getPointForecast() {
    return getOrDefault(pointForecast());
  }

  /** How quantiles are made to hold what they promise. */
  default Param<String> calibrate() {
    return stageParams().text("calibrate");
  }

  /** How quantiles are made to hold what they promise. */
  default String getCalibrate() {
    return getOrDefault(calibrate());
  }

  /** Whether the sum over the horizon is forecast, too. */
  default BooleanParam forecastTotal() {
    return stageParams().truth("forecastTotal");
  }

  /** Whether the sum over the horizon is forecast, too. */
  default boolean getForecastTotal() {
    return (boolean) getOrDefault(forecastTotal());
  }

  /** Smallest value that is forecast. */
  default DoubleParam forecastMinimum() {
    return stageParams().number("forecastMinimum");
  }

  /** Smallest value that is forecast. */
  default double getForecastMinimum() {
    return (double) getOrDefault(forecastMinimum());
  }

  /** The kind of the network. */
  default Param<String> modelKind() {
    return stageParams().text("modelKind");
  }

  /** The kind of the network. */
  default String getModelKind() {
    return getOrDefault(modelKind());
  }

  /** Rows in a segment. */
  default IntParam segmentLength() {
    return stageParams().whole("segmentLength");
  }

  /** Rows in a segment. */
  default int getSegmentLength() {
    return (int) getOrDefault(segmentLength());
  }

  /** How the horizon is answered. */
  default Param<String> decoder() {
    return stageParams().text("decoder");
  }

  /** How the horizon is answered. */
  default String getDecoder() {
    return getOrDefault(decoder());
  }

  /** Periods without a row after which a series has ended. */
  default IntParam endedAfter() {
    return stageParams().whole("endedAfter");
  }

  /** Periods without a row after which a series has ended. */
  default int getEndedAfter() {
    return (int) getOrDefault(endedAfter());
  }

  /** Time from which all series are forecast. */
  default Param<String> asOf() {
    return stageParams().text("asOf");
  }

  /** Time from which all series are forecast. */
  default String getAsOf() {
    return getOrDefault(asOf());
  }
}
